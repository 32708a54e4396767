/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What an index of words is inside: made by search_index.c, asked by search.c. */
#ifndef PUBLISH_SEARCH_INNER_H
#define PUBLISH_SEARCH_INNER_H

#include "publish/search.h"

#include "base/map.h"
#include "syntax/words.h"

#include <pthread.h>

/* Where a word stands: in which text of which thing. */
struct place {
    uint32_t word, thing, text;
    float weight;
};

/* A name or sentence, once however many things have it; text 0 is none. */
struct said {
    struct str shown;   /* empty: it has marks in it that are not for people */
    size_t from, end;   /* the first of its places in place_list, and the one behind the last */
};

/* Which thing has a text of a script without blanks. */
struct run_place {
    uint32_t text, thing;
    float weight;
};

/* Such a text, letter by letter: in `plain` up to the next one's; [first, next one's first) of the run_places. */
struct run_text {
    uint32_t from, text, first;
};

struct thing {
    enum found_kind kind;
    uint32_t index;
    struct str code;
    bool has_figures;
    const struct collection *collection;
    const uint16_t *tables;
    uint32_t ntables;
};

struct search {
    pthread_mutex_t lock; /* over all that has a * */
    struct words *words;        /* * */
    struct strset known;        /* words by number */
    struct str *spelt;          /* by number: as the first text that has it writes it */
    struct str *sorted;         /* words in order, each with its number */
    uint32_t *number;
    struct thing *things;
    uint32_t nthings;
    struct said *said;
    uint32_t nsaid;
    struct place *places;       /* by word; of word w they are [first[w], first[w + 1]) */
    uint32_t *first;
    size_t nplaces;
    struct buf plain;           /* the texts of run_text, each with a line feed behind it */
    struct run_text *runs;
    uint32_t nruns;
    struct run_place *run_places;
    uint32_t nrun_places;
    uint64_t *letters;          /* by word: which letters it has, as bits */
    uint8_t *length;            /* and how many */
    /* by thing: of the words before, of this one, how many were found, before this run of letters */
    double *score, *term;       /* * */
    uint32_t *term_text;        /* * where this word was found */
    double *best;               /* * what the best of the words was worth */
    uint32_t *best_text;        /* * and where that was found */
    uint16_t *area, *term_area; /* * the country that a table was found by */
    uint32_t *matched, *before; /* * */
    struct arena arena;
    /* while it is made */
    struct buf place_list, thing_list, said_list, run_list, run_place_list, spelt_list;
    struct map texts;
    struct str now, group;
    const char *group_kind;
    size_t group_from, group_end;
    float weight;
};

/* The letters of a word as bits, and how many it has: an error in a word changes two bits at most. */
uint64_t search_letters(uint8_t *length, struct str word);

/* Fills everything but the lock. */
void search_index(struct search *s, const struct search_from *from);

#endif
