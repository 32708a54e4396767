/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of highlights share. Nobody else includes it. */
#ifndef ANALYSE_HIGHLIGHT_INNER_H
#define ANALYSE_HIGHLIGHT_INNER_H

#include "analyse/highlight.h"
#include "analyse/profile.h"

struct making {
    const struct highlight_from *from;
    const struct cube *cube;
    const struct ref *ref;
    struct arena *arena;
    uint16_t *areas;           /* the members */
    uint32_t nareas;
    struct profile *profiles;  /* of them */
    const struct mirror_line *lines; /* of all corridors of which both sides speak; NULL where there are too many */
    size_t nlines;
    int newest;                /* the last year of which anything is said */
    struct highlight *v;       /* not in the arena while they grow */
    size_t n, size;
};

/* A kind of sentence: one row of the table. `part` and `as` are its function's. */
struct kind {
    const char *name, *words;  /* "stock_rise"; "rise": highlight.rise in web/text */
    enum highlight_topic topic;
    double weight;             /* of 100 */
    void (*make)(struct making *m, const struct kind *k, uint16_t area); /* area 0: of the region */
    enum profile_part part;
    int as;
    bool region;               /* asked once, of the region */
};

/* A sentence of the kind, whose figures are of `year`: what is older counts for less. `matter`: from 0 to 1. `about`:
 * the other country, or 0. */
struct highlight *highlight_add(struct making *m, const struct kind *k, uint16_t area, uint16_t about,
                                uint16_t indicator, int year, double matter);
void arg_number(struct highlight *h, const char *name, const struct reckoned *r);
void arg_of(struct highlight *h, const char *name, enum highlight_arg_kind kind, uint16_t index);
void arg_areas(struct highlight *h, struct making *m, const char *name, const uint16_t *areas, uint32_t n);
void arg_text(struct highlight *h, const char *name, struct str text);
/* The period of a figure; a figure of persons or money. */
void arg_year(struct highlight *h, const char *name, const struct making *m, uint32_t obs);
void arg_figure(struct highlight *h, const char *name, struct making *m, uint32_t obs);

double matter_of(double thousands); /* from 0.5 of a few to 1 of a million */
double apart_of(double points);     /* from 0.6 of shares that are the same to 1 of ten points */
const struct profile *profile_of(const struct making *m, uint16_t area);
int year_at(const struct making *m, uint32_t obs);

/* -- what can be compared (highlight_compare.c) -------------------------------------------------------- */

/* A figure that may be spoken of. */
bool figure_holds(const struct cube *cube, uint32_t obs);
/* Of one source and definition: one may be divided by the other. */
bool figures_agree(const struct cube *cube, uint32_t a, uint32_t b);
/* 100 * part / whole, of what holds and agrees, of at least 100 persons. */
bool share_of(struct reckoned *out, struct making *m, uint32_t part, uint32_t whole);

/* The newest figure of an area's totals (sex 0: of women and men together) and how far back all figures before it can
 * be compared with it. */
struct span {
    uint32_t series, first, last; /* observations; what does not hold between them is passed over */
    uint32_t n;                   /* figures that hold */
};
bool span_find(struct span *out, const struct making *m, const struct cube_flow *flow, uint16_t area, uint16_t sex,
               bool stock);
/* The figure within the span that a trend begins with: of the earliest year not before `year`.
 * UINT32_MAX: there is none. */
uint32_t span_since(const struct making *m, const struct span *s, int year);
/* The annual figure of a key in a period: sex and classifications 0 are totals.
 * UINT32_MAX: there is none that holds. */
uint32_t held_at(const struct making *m, const struct cube_flow *flow, uint16_t area, uint16_t sex,
                 const uint16_t classif[2], uint16_t period);

/* -- the functions of the kinds, by file --------------------------------------------------------------- */

void say_level(struct making *m, const struct kind *k, uint16_t area);  /* highlight_levels.c */
void say_change(struct making *m, const struct kind *k, uint16_t area);
void say_peak(struct making *m, const struct kind *k, uint16_t area);
void say_record(struct making *m, const struct kind *k, uint16_t area);
void say_dip(struct making *m, const struct kind *k, uint16_t area);
enum { RISE, FALL, RISE_YEAR, FALL_YEAR, STEADY }; /* say_change's `as` */

void say_partner(struct making *m, const struct kind *k, uint16_t area); /* highlight_partners.c */
void say_partners(struct making *m, const struct kind *k, uint16_t area);
void say_within(struct making *m, const struct kind *k, uint16_t area);
void say_sides(struct making *m, const struct kind *k, uint16_t area);

void say_region(struct making *m, const struct kind *k, uint16_t area);  /* highlight_region.c */
void say_region_change(struct making *m, const struct kind *k, uint16_t area);
void say_rank(struct making *m, const struct kind *k, uint16_t area);
void say_rank_women(struct making *m, const struct kind *k, uint16_t area);
void say_corridor(struct making *m, const struct kind *k, uint16_t area);

void say_beside(struct making *m, const struct kind *k, uint16_t area);  /* highlight_groups.c */
void say_code(struct making *m, const struct kind *k, uint16_t area);
void say_over(struct making *m, const struct kind *k, uint16_t area);
void say_reliance(struct making *m, const struct kind *k, uint16_t area);
void say_whole(struct making *m, const struct kind *k, uint16_t area);
void say_leavers(struct making *m, const struct kind *k, uint16_t area);
void say_earnings(struct making *m, const struct kind *k, uint16_t area);
void say_unemployed(struct making *m, const struct kind *k, uint16_t area);

void say_women(struct making *m, const struct kind *k, uint16_t area);   /* highlight_sexes.c */
void say_women_change(struct making *m, const struct kind *k, uint16_t area);
void say_women_beside(struct making *m, const struct kind *k, uint16_t area);
void say_women_partner(struct making *m, const struct kind *k, uint16_t area);
void say_women_earnings(struct making *m, const struct kind *k, uint16_t area);

void say_covered(struct making *m, const struct kind *k, uint16_t area); /* highlight_coverage.c */
void say_uncovered(struct making *m, const struct kind *k, uint16_t area);
void say_module(struct making *m, const struct kind *k, uint16_t area);
void say_most_covered(struct making *m, const struct kind *k, uint16_t area);
void say_round(struct making *m, const struct kind *k, uint16_t area);

#endif
