/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A country's questionnaire as an Excel workbook, filled with what it gave before.
 *
 *     struct questionnaire q = {.ref = ref, .text = text_find("th"), .language = "th",
 *                               .area = area, .round = ..., .past = cube};
 *     if (questionnaire_write(&q, "THA.xlsx", &err) < 0) ...
 *
 * A cover with instructions and contacts, a sheet for the sources, a sheet for each table
 * (model/form.h has its rows), a hidden one for the lists to choose from. Cells that are not
 * to be filled in are locked, without a password; what does not add up turns orange while it
 * is typed. Nothing in it is a macro. It is read back by io/form.c. */
#ifndef COLLECT_QUESTIONNAIRE_H
#define COLLECT_QUESTIONNAIRE_H

#include "collect/filling.h"
#include "model/catalogue.h"
#include "model/cube.h"
#include "model/form.h"
#include "syntax/text.h"

struct questionnaire {
    const struct ref *ref;
    const struct text *text;
    const char *language;
    uint16_t area;
    struct str round, deadline; /* deadline: 2026-11-30 */
    int first_year, last_year;  /* to fill in */
    enum criterion criterion;   /* CRITERION_NONE: both tables of a pair */
    int source_type;            /* only sources of this type; -1: of all */
    const struct cube *past;    /* the country's figures; may be NULL */
    /* the tables that the round asks of the country; NULL: all of the criterion */
    const struct questionnaire_table {
        uint16_t indicator;
        bool first; /* none of the years asked is known yet: to be filled in before the others */
    } *tables;
    uint32_t ntables;
    const struct catalogue_source *sources; /* as the country describes them */
    size_t nsources;
    const struct fillings *fillings; /* what could fill the tables; NULL: nothing is said of it */
};

/* Writes the file whole or not at all. ERR_STATE when there is one of that name, or when the
 * reference data ask for no table; ERR_IO. */
int questionnaire_write(const struct questionnaire *q, const char *path, struct err *err);

#endif
