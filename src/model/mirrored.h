/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What each measure says of a corridor, from one country to another: tables/mirror.csv. Which of them are
 * compared stands in tables/ties.csv (`mirror`). Part of struct ref; model/ref_mirror.c reads it.
 *
 *     const struct mirrored *m = mirrored_of(ref, ref_indicator_find(ref, STR("MST_NCTE_SEX_CCT_NB")));
 *     m->side == SIDE_DESTINATION, m->kind == MIRROR_STOCK, m->population is "employed"
 *
 * Rows stand in order of preference: of a side and kind the first is what comes nearest to the other side.
 * Invariants: a row's measure has a table by country; of a tie that is a mirror the left is a row of the
 * origin, the right one of the destination, of the same kind, and each measure but those of returns is in one. */
#ifndef MODEL_MIRRORED_H
#define MODEL_MIRRORED_H

#include "model/ref.h"

/* Who says it. SIDE_OTHER: neither of the two countries. */
enum mirror_side { SIDE_ORIGIN, SIDE_DESTINATION, SIDE_OTHER, SIDES };
const char *mirror_side_name(enum mirror_side side); /* "origin" */
enum mirror_kind { MIRROR_STOCK, MIRROR_FLOW, MIRROR_RETURN, MIRROR_KINDS };
const char *mirror_kind_name(enum mirror_kind kind); /* "stock" */
int mirror_kind_find(struct str name);               /* -1: there is none */

struct mirrored {
    uint16_t measure;         /* its first indicator */
    enum mirror_side side;
    enum mirror_kind kind;
    enum criterion criterion; /* CRITERION_NONE: the table does not say, the figures' notes may */
    struct str population;    /* "all", "working_age", "employed", "for_employment" */
    struct str time;          /* "point", "year" */
};

/* The row of an indicator that is broken down by country, and by nothing but sex beside it; NULL: none. */
const struct mirrored *mirrored_of(const struct ref *ref, uint16_t indicator);
/* Are figures of the two compared? Indicators of the origin and of the destination. */
bool mirrored_tied(const struct ref *ref, uint16_t origin, uint16_t destination);
/* The version of countries that such an indicator is broken down by. */
const struct version *mirrored_countries(const struct ref *ref, uint16_t indicator);
/* The criterion that a definition of migrants ("T36:3214") means: what tables of today its figures are taken
 * to (tables/successions.csv). */
enum criterion mirrored_criterion(const struct ref *ref, struct str note);

/* In ref_mirror.c, for ref_load; after the ties. */
int ref_load_mirror(struct ref *ref, const struct ref_file *files, size_t n, struct err *err);

#endif
