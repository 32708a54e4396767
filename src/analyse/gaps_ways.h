/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The sources of each country, with what they can and what they did: what gaps, potential and needs are
 * found from. Only the files of gaps.h include it. */
#ifndef ANALYSE_GAPS_WAYS_H
#define ANALYSE_GAPS_WAYS_H

#include "analyse/gaps.h"
#include "model/capability.h"

enum { CENSUS = 'A', HOUSEHOLDS = 'B' }; /* groups of source types */

/* One source. Its arrays are by question, or by question and year. */
struct way {
    struct str source;
    int rank;                    /* of its type */
    char group;                  /* of its type */
    bool registered, withdrawn;
    const struct catalogue_source *described;
    struct said_years said;      /* as it is described */
    bool says_years;
    struct capability *can;      /* by question */
    uint32_t *gave;              /* cells, by question and year */
    bool *any;                   /* by year: of whatever question */
    int *first_gave, *last_gave; /* by question; 0: never */
    bool fed;                    /* it gave something, of any year */
    bool scored;                 /* it has figures or is described */
    struct source_quality quality;
};

struct ways {
    const struct coverage *c;
    const struct gap_sources *from;
    struct arena *arena;
    int nyears;
    struct way **of;   /* by area's place */
    uint32_t *n, *size;
};

void ways_make(struct ways *w, struct arena *arena, const struct coverage *c, const struct gap_sources *from);

static inline uint32_t way_gave(const struct ways *w, const struct way *s, uint32_t question, int year)
{
    return s->gave[question * (uint32_t)w->nyears + (uint32_t)(year - w->c->first_year)];
}
static inline bool way_any(const struct ways *w, const struct way *s, int year)
{
    return s->any[year - w->c->first_year];
}
/* It can be asked for it. */
bool way_able(const struct way *s, uint32_t question);
/* It is the year of figures of it, or of its description. */
bool way_covers(const struct ways *w, const struct way *s, int year);
int way_quality(const struct way *s); /* per cent; -1: not known */

#endif
