/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Finding things by words in any of the languages, forgiving of spelling: tables, countries, sources, codes and
 * notes of a release, collections of others, pages of the portal (doc/search.md).
 *
 *     struct search *s = search_new(&(struct search_from){ref, cube, sources, nsources, others, nothers});
 *     struct found_list list;
 *     search_ask(&list, &arena, s, STR("malasia kerja"));
 *     search_free(s);
 *
 * A word of the question is found as it is or as the beginning of a word; where there is none such, within words or as
 * a word that it differs from by a letter or, of eight letters and more, two. Letters of a script without blanks are
 * also found as they stand, within whatever name. What is found by rarer words, as they are, in names rather than in
 * definitions, comes first; what has figures before what has none. Where nothing has all the words, what has most of
 * them is given.
 *
 * An index never changes; one question at a time is asked of it (its own lock sees to that). It borrows what it is
 * made from. It is made in less than 100 ms, a question takes less than 10. */
#ifndef PUBLISH_SEARCH_H
#define PUBLISH_SEARCH_H

#include "model/catalogue.h"
#include "model/found.h"

struct search_from {
    const struct ref *ref;
    const struct cube *cube;                  /* NULL: nothing is released */
    const struct catalogue_source *sources;   /* what the release says of them */
    size_t nsources;
    const struct collection *const *others;   /* collections of others */
    size_t nothers;
};

struct search;
struct search *search_new(const struct search_from *from);
void search_free(struct search *s); /* may be NULL */

/* Nothing for a question without words; of a long one the first HEARD_MOST words count. */
enum { SEARCH_BYTES = 600 };
void search_ask(struct found_list *out, struct arena *arena, struct search *s, struct str question);

/* How many texts, words and bytes it has, for measurements. */
struct search_size {
    size_t things, texts, words, places, bytes;
};
struct search_size search_size(const struct search *s);

#endif
