/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Finding things by words in any of the languages, forgiving of spelling: tables, countries, sources, codes and
 * notes of a release.
 *
 *     struct search *s = search_new(&(struct search_from){ref, cube, sources, nsources});
 *     struct search_hit hit[20];
 *     size_t n = search_find(hit, 20, &total, s, STR("malasia kerja"));
 *     search_free(s);
 *
 * Every word of the question has to be found: as it is, as the beginning of a word, or, where there is none such, as
 * a word that it differs from by a letter or, of eight letters and more, two. What is found by rarer words, as
 * they are, in names rather than in definitions, comes first; what has figures before what has none.
 *
 * An index never changes; one question at a time is asked of it (its own lock sees to that). It borrows what it is
 * made from. A question takes less than 10 ms. */
#ifndef PUBLISH_SEARCH_H
#define PUBLISH_SEARCH_H

#include "model/catalogue.h"
#include "model/cube.h"

enum search_kind { FOUND_TABLE, FOUND_COUNTRY, FOUND_SOURCE, FOUND_CODE, FOUND_NOTE, FOUND_KINDS };
const char *search_kind_name(enum search_kind kind); /* "table" */

struct search_hit {
    enum search_kind kind;
    uint32_t index;    /* of ref's indicators, areas, codes or notes; of a source, of ref's surveys */
    struct str code;   /* "MST_NCTE_SEX_CCT_NB", "MYS", "BA:741" */
    bool has_figures;  /* in the release */
    double score;
};

struct search_from {
    const struct ref *ref;
    const struct cube *cube;                  /* NULL: nothing is released */
    const struct catalogue_source *sources;   /* what the release says of them */
    size_t nsources;
};

struct search;
struct search *search_new(const struct search_from *from);
void search_free(struct search *s); /* may be NULL */

/* The best first; `total` is how many there are. Nothing for a question without words. */
size_t search_find(struct search_hit *out, size_t most, size_t *total, struct search *s, struct str question);

#endif
