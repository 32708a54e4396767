/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What there is of one country, question by question: for each part of its page, and of what is said of it, the
 * table that answers it best.
 *
 *     struct profile p;
 *     profile_make(&p, cube, area);
 *     if (p.best[PART_ORIGINS]) ...        the flow with the newest figures on where migrants come from
 *
 * Which tables answer which question follows from the reference data: what they say of a corridor
 * (model/mirrored.h), their dimensions, their unit. One pass over the flows. */
#ifndef ANALYSE_PROFILE_H
#define ANALYSE_PROFILE_H

#include "model/cube.h"

enum profile_part {
    PART_STOCK,       /* how many migrants live or work there, over the years */
    PART_ORIGINS,     /* where they come from */
    PART_INFLOW,      /* how many arrive */
    PART_ACTIVITIES,  /* in which industries they work, beside nationals */
    PART_OCCUPATIONS, /* at which skill, beside nationals */
    PART_EDUCATION,
    PART_SEX,         /* women and men, by age where it is said */
    PART_EARNINGS,    /* beside nationals */
    PART_OUTFLOW,     /* how many leave, and where to */
    PART_ABROAD,      /* where its nationals live */
    PART_LEAVERS,     /* as what those work who leave */
    PART_RETURNS,     /* who comes back */
    PROFILE_PARTS
};
const char *profile_part_name(enum profile_part part); /* "origins": in addresses, and in keys of words */
int profile_part_find(struct str name);                /* -1: there is none */
bool profile_of_origin(enum profile_part part);        /* it speaks of those who leave */

struct profile {
    uint16_t area;
    const struct cube_flow *best[PROFILE_PARTS]; /* NULL: no table has figures */
};
/* Does a table answer the part? */
bool profile_takes(const struct ref *ref, enum profile_part part, uint16_t indicator);
void profile_make(struct profile *out, const struct cube *cube, uint16_t area);
/* Is there anything to say of a part? Of women and men the table of PART_STOCK may say it as well. */
bool profile_has(const struct profile *p, const struct cube *cube, enum profile_part part);

/* The annual series of an area's totals: of women and men together, or of one sex. False: there is none. */
bool profile_total(uint32_t *series, const struct cube *cube, const struct cube_flow *flow, uint16_t area,
                   uint16_t sex);
/* The newest figure of a series that is one; false when it has none. */
bool series_newest(uint32_t *obs, const struct cube *cube, uint32_t series);
/* Of one period; false where it has none. */
bool series_at(uint32_t *obs, const struct cube *cube, uint32_t series, uint16_t period);

/* The codes by which a table tells migrants from nationals, and the slot they stand in; false: it does not. */
bool profile_pair(uint16_t *migrants, uint16_t *nationals, unsigned *slot, const struct ref *ref,
                  const struct indicator *in);

/* The parts of an area's first classification in the newest year that has any, the largest first: those that belong
 * to no other part. Of nobody in particular where `group` is 0, else of migrants or nationals. */
struct profile_share {
    uint16_t code;
    uint32_t obs;
};
struct profile_shares {
    uint16_t period;
    int version;
    uint32_t total;               /* observation of the whole; UINT32_MAX: not said */
    struct profile_share *v;
    uint32_t n;
};
void shares_make(struct profile_shares *out, struct arena *arena, const struct cube *cube, const struct cube_flow *flow,
                 uint16_t area, uint16_t group);

#endif
