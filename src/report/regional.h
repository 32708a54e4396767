/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One question of all countries of the region side by side, each in its newest year: in which industries migrants work,
 * at which skill, with which education, and how many of them are women. Shares are of a whole that was reported.
 *
 *     struct regional r;
 *     regional_make(&r, pg, PART_ACTIVITIES, REGIONAL_MIGRANTS);
 *     for (uint32_t i = 0; i < r.n; i++)
 *         100 * value of r.v[i].shares.v[k].obs / value of r.v[i].shares.total
 *
 * Invariant: the whole of a row is above zero, and its parts are of the same source table, year and list of codes.
 * Inside src/report and src/document. */
#ifndef REPORT_REGIONAL_H
#define REPORT_REGIONAL_H

#include "report/profile.h"

enum regional_who { REGIONAL_MIGRANTS, REGIONAL_NATIONALS, REGIONAL_INFLOW, REGIONAL_OUTFLOW, REGIONAL_WHO };
const char *regional_who_name(enum regional_who who); /* "migrants": in addresses, and in keys of words */
int regional_who_find(struct str name);               /* -1: there is none */

struct regional_row {
    uint16_t area, group;         /* group: the code of migrants or nationals; 0: the table is of nobody else */
    const struct cube_flow *flow;
    struct profile_shares shares; /* of women and men together */
};
struct regional {
    struct regional_row *v; /* by name of the country */
    uint32_t n;
    int version;            /* the list of codes that most of them have; -1: there are none */
};
/* Which parts can be asked for: activities, occupations, education. Nationals are those of the table and year in which
 * migrants stand, so that both can be compared. */
bool regional_has_part(enum profile_part part);
void regional_make(struct regional *out, struct page *pg, enum profile_part part, enum regional_who who);
/* Of one list of codes alone, in the same order. */
void regional_only(struct regional *out, struct arena *arena, const struct regional *r, int version);

/* Of each country the table with the newest year of which both women and all are said. */
struct regional_women {
    uint16_t area;
    const struct cube_flow *flow;
    uint32_t series[2]; /* women, all */
    uint32_t obs[2];    /* of the newest year of which both are said, above zero in all */
};
size_t regional_women(struct regional_women **out, struct page *pg, enum profile_part part);

/* topic_shares.c: the charts, which topic_region hands on. */
struct chart;
struct chart_ask;
int topic_region_shares(struct chart *c, struct page *pg, const struct chart_ask *ask, enum profile_part part,
                        struct err *err);
int topic_region_women(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err);

#endif
