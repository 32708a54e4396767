/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The form of a table: which rows a questionnaire sheet has, in the order in which people fill
 * them in, and the marks by which a sheet that comes back is known whatever was done to it.
 *
 *     struct form form;
 *     form_init(&form, arena, ref, indicator, FORM_SLOTS);
 *     for (uint32_t i = 0; i < form.n; i++)
 *         if (form.rows[i].kind == FORM_FIGURE)
 *             form_key_fmt(key, ref, &form.rows[i]);
 *
 * Total first, then its parts; both sexes together, then women, then men. A list of countries
 * is the total, a few slots for countries of the country's own choice, and the rest.
 *
 * The marks stand in a hidden column and a hidden row of each sheet, beside and above what
 * they are about, so they move with it when rows, columns and sheets are moved:
 *
 *     ilms-form/1 table MST_NCTE_SEX_CCT_NB THA     in the corner; also cover, sources, answers
 *     figure SEX_T CCT_CTZ_TOTAL                    in the column: a row of figures
 *     slot 3 SEX_T CCT_CTZ                          the same, of the country named in the row
 *     source, migrants, remarks                     in the column: a row of that
 *     label, value 2024, status 2024                in the row: a column of that */
#ifndef MODEL_FORM_H
#define MODEL_FORM_H

#include "model/ref.h"

#define FORM_MARK "ilms-form/1"

enum { FORM_SLOTS = 5, FORM_SLOTS_MAX = 40, FORM_KEY = 160, FORM_SOURCES = 8 };

enum form_kind {
    FORM_HEAD,   /* a heading: the sex, or the item of the second classification */
    FORM_FIGURE, /* a row of figures */
    FORM_SLOT    /* a row of figures of a country that is chosen in it */
};

struct form_row {
    enum form_kind kind;
    uint16_t sex, classif[2]; /* codes, 0 where there is none (or not said by a heading) */
    uint16_t version;         /* of a slot: the list of countries; else of classif[0] */
    uint8_t slot;             /* from 1 */
    uint8_t indent;
    bool other_version; /* of a version that is asked for only where the first cannot be given */
    /* rows whose sum this one is: women and men; its parts by classif[0]; by classif[1] */
    struct form_sum {
        uint32_t *rows, n; /* indexes, n 0: it is no such sum */
        uint32_t rest;     /* among them the row of what is not listed, by index; 0: none. Where it
                              is given, nothing is missing */
        bool open;         /* a list of chosen countries: only the rest makes it complete */
        bool nested;       /* a part has parts of its own, which may stand for it */
    } sum[3];
};

struct form {
    const struct ref *ref;
    uint16_t indicator;
    struct form_row *rows;
    uint32_t n;
    uint16_t versions[INDICATOR_VERSIONS]; /* asked for classif[0]; the default first */
    unsigned nversions;
};

/* `slots`: how many rows for countries, where the table has a list of them. */
void form_init(struct form *out, struct arena *arena, const struct ref *ref, uint16_t indicator,
               unsigned slots);

/* "figure SEX_T CCT_CTZ_TOTAL"; the length. */
size_t form_key_fmt(char out[FORM_KEY], const struct ref *ref, const struct form_row *row);

/* The indicators that are asked for, in the order of the questionnaire, and how many: of a pair
 * the one of the criterion (CRITERION_NONE: both). out has nindicators places. */
uint32_t form_indicators(uint16_t *out, const struct ref *ref, enum criterion criterion);

/* "birth", "citizenship"; CRITERION_NONE for "both". */
enum criterion criterion_find(struct str name);

#endif
