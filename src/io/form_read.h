/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A questionnaire being read; what form.c (the workbook, its cover, the answers), form_sheet.c (a
 * sheet, its mark and keys), form_sources.c (the sheet of sources) and form_table.c (a table and
 * its figures) share. What is found is said at the cell that a person would have to change. */
#ifndef IO_FORM_READ_H
#define IO_FORM_READ_H

#include "io/form.h"
#include "model/form.h"
#include "syntax/text.h"

enum { FORM_VALUES_MAX = 500 }; /* columns of figures in a sheet; more is no form any more */

enum role { ROLE_NONE, ROLE_LABEL, ROLE_VALUE, ROLE_STATUS, ROLE_CHECK, ROLE_EARLIER };

struct source_column {
    struct str source, notes; /* "BA:741", "S3:12_T2:85" */
    uint16_t sheet, column, type;
    uint32_t row;
    bool used;
    bool answered[256];      /* by note type */
    uint32_t note_row[256]; /* where it is to be answered */
};

struct form_reading {
    struct reading *rd;
    const struct ref *ref;
    const struct workbook *wb;
    struct arena *arena;
    struct source_column sources[FORM_SOURCES];
    const struct text *texts[16];
    const char *languages[16];
    unsigned nlanguages;
    struct map countries; /* names, small letters, of all languages: to areas */
    bool countries_known;
    struct str area; /* that the cover is of */
};

/* A sheet with its keys. Of two marks on one sheet the first counts, and up to the second. */
struct form_sheet {
    uint16_t number; /* of the sheet */
    uint32_t row, column; /* of the mark */
    uint32_t end_row, end_column; /* the first that are not its own any more */
    struct str what[4];   /* its words: "table", "MST_...", "THA" */
    struct row_key {
        uint32_t row;
        struct str text;
    } *keys; /* in order of rows; not that of the mark */
    struct column_role {
        uint16_t column, year;
        enum role role;
    } *roles; /* in order of columns */
    uint32_t nkeys, nroles;
    uint32_t label; /* column; 0: none */
};

/* form_sheet.c. A mark is looked for first, then the keys beside and above are read. */
bool form_mark(struct form_sheet *k, const struct workbook *wb, uint16_t sheet); /* false: none */
void form_keys(struct form_reading *f, struct form_sheet *k);
struct column_role form_role(struct str text); /* "value 2024"; without its column */
enum role form_role_at(const struct form_sheet *k, uint32_t column);
uint32_t form_row(const struct form_sheet *k, const char *key); /* 0: there is no such row */
bool form_is_figures(struct str key);   /* the key of a row of figures */
unsigned form_slot(struct str key);     /* 3 of "slot 3 SEX_T CCT_CTZ"; 0: it is none */

const struct cell *form_cell(const struct form_reading *f, const struct form_sheet *k, uint32_t row,
                             uint32_t column);
struct str form_text(const struct form_reading *f, const struct form_sheet *k, uint32_t row,
                     uint32_t column); /* what a person sees there; column 0: nothing */
bool form_is_typed(const struct cell *cell); /* does it look like a figure that somebody typed? */
struct str form_code(struct str text); /* "MYS" of "Malaysia [MYS]"; empty without brackets */
const char *form_quoted(struct form_reading *f, struct str text); /* short and printable */

/* A new finding, to be said by SAY. */
struct finding *form_finding(struct form_reading *f, const struct form_sheet *k, enum rule rule,
                             uint32_t row, uint32_t column);
#define SAY(f, finding, ...) finding_say((f)->rd->findings, (finding), __VA_ARGS__)

/* form_sources.c */
void form_sources(struct form_reading *f, struct form_sheet *k);
/* A fixed value of a note type by its number in brackets or its name; NULL: it is none. */
const struct note *form_note(struct form_reading *f, uint16_t type, struct str text);
/* Says what the type of a source that is used requires and its column does not say. */
void form_miss_notes(struct form_reading *f);

/* form_table.c */
void form_table(struct form_reading *f, struct form_sheet *k);

#endif
