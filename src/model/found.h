/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a search found, and how its words were understood: made by publish/search.h, shown by pages and written as rows.
 *
 *     for (size_t i = 0; i < list.n; i++)
 *         puts(found_name(ref, text, &list.v[i]));
 *
 * Indexes are those of any struct ref of the release, in whatever language; texts live as long as the index that
 * found them, or the arena that was handed to it. */
#ifndef MODEL_FOUND_H
#define MODEL_FOUND_H

#include "model/collection.h"
#include "syntax/text.h"

enum found_kind {
    FOUND_TABLE,
    FOUND_COUNTRY,
    FOUND_SOURCE,
    FOUND_CODE,
    FOUND_NOTE,
    FOUND_COLLECTION,
    FOUND_PAGE,
    FOUND_KINDS
};
const char *found_kind_name(enum found_kind kind); /* "table" */
int found_kind_find(struct str name);              /* -1: none */

struct found_thing {
    enum found_kind kind;
    uint32_t index;       /* of ref's indicators, areas, surveys, codes or notes; of found_pages */
    struct str code;      /* "MST_NCTE_SEX_CCT_NB", "MYS", "BA:741", "CCT_CTZ_MMR", "T36:3215", "UNDESA_IMS@2019" */
    bool has_figures;     /* in the release */
    uint16_t area;        /* of a table: the country that was asked for as well, which has figures in it; else 0 */
    const uint16_t *tables; /* of a code or note: the indicators that have it in the release */
    uint32_t ntables;
    const struct collection *collection;
    struct str where;     /* the name or sentence that it was found by, in whatever language */
    double score;
};

/* How a word of the question was taken. */
enum heard_how {
    HEARD_WORD,      /* as it is, or as the beginning of words */
    HEARD_WITHIN,    /* no word begins so: within words */
    HEARD_NEAR,      /* no word has it: for one that differs by a letter or two */
    HEARD_NOTHING    /* it was passed over */
};
enum { HEARD_MOST = 12, HEARD_AS = 8 };
struct heard {
    struct str word; /* folded, as syntax/words.h does it */
    struct str said; /* as it was written */
    enum heard_how how;
    /* HEARD_NEAR: for which words, folded and as they are written; the most frequent first */
    struct str as[HEARD_AS], spelt[HEARD_AS];
    unsigned nas;
};

struct found_list {
    const struct found_thing *v; /* the best first */
    size_t n, of_kind[FOUND_KINDS];
    struct heard heard[HEARD_MOST];
    unsigned nheard;
    struct str runs[HEARD_MOST]; /* of letters without blanks between words, as they stand */
    unsigned nruns;
    bool cut;    /* there were more words, which were passed over */
    bool some;   /* nothing has all the words: these have most of them */
};

/* Whether a folded word is one of those that the question was about. */
bool found_marks(const struct found_list *list, struct str word);

/* Pages of the portal itself: where they are, and the keys of their words. */
struct found_page {
    /* words: what the keys of all that it says begin with; NULL: not asked */
    const char *address, *title, *lead, *words;
};
extern const struct found_page found_pages[];
extern const size_t nfound_pages;

/* What it is called, in the language of `ref` and `text`. */
struct str found_name(const struct ref *ref, const struct text *text, const struct found_thing *f);
/* "/country/KHM"; empty where nothing of it is to be seen. In the arena. */
struct str found_address(struct arena *arena, const struct ref *ref, const struct found_thing *f);

#endif
