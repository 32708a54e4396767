/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the sheets of a questionnaire share while it is being written; nobody else includes
 * this. Rows and columns count from 0 here, as in libxlsxwriter. */
#ifndef COLLECT_SHEETS_H
#define COLLECT_SHEETS_H

#include "collect/questionnaire.h"
#include "syntax/locale.h"

#include <xlsxwriter.h>

enum { KEYS = 0, LABELS = 1, FIRST = 2 }; /* columns of every sheet */
enum { EARLIER_MAX = 10, YEARS_MAX = 10 };

struct styles {
    lxw_format *title, *lead, *label, *muted, *link, *band, *head, *year, *earlier_year, *sex, *group,
        *total, *item[3], *input, *money, *choice, *note, *box, *earlier, *earlier_text, *check, *hidden,
        *value, *country, *count, *head_count;
    lxw_format *wrong, *grey, *wanted; /* of conditions: they only change colours */
};

/* A list to choose from, on the hidden sheet. */
struct choices {
    const char *range; /* "='Lists'!$A$2:$A$16"; NULL when it is empty */
};

struct source_slot {
    struct str source; /* "BA:741", empty: not used before */
    const char *label; /* "A · Labour force survey", as the tables show it */
    struct str notes;  /* note_source of its newest figure */
    uint16_t last;     /* its newest period */
};

struct sheets {
    const struct questionnaire *q;
    const struct ref *ref;
    struct arena arena;
    struct locale *locale;
    lxw_workbook *book;
    struct styles style;
    lxw_worksheet *cover, *sources, *lists;
    const char *cover_name, *sources_name, *lists_name;

    struct choices statuses, migrants, countries, types, surveys;
    struct choices *notes; /* by note type: the fixed values */
    uint16_t next_list;    /* column */
    const char **country;  /* labels by area */

    struct source_slot slot[FORM_SOURCES];
    unsigned nslots;
    const char *slot_range; /* the labels, on the sheet of sources */
};

/* A sheet's figures for the list on the cover. */
struct table_sheet {
    uint16_t indicator;
    const char *name;             /* "MST 1" */
    const char *filled, *look_at; /* formulas, and what they give for now */
    double nfilled, nlook_at;
    int last;                     /* newest year given; 0: never */
};

const char *sheets_words(struct sheets *s, const char *key);
const char *sheets_said(struct sheets *s, const char *key, const struct text_arg *args);
/* "Name [code]": how an item of a list is written so that it is known in every language. */
const char *sheets_item(struct sheets *s, struct str name, struct str code);
struct str sheets_name(struct sheets *s, const char *kind, struct str code, struct str otherwise);

/* Writes a list on the hidden sheet. */
struct choices sheets_list(struct sheets *s, const char *title, const char *const *items, unsigned n);
void sheets_choose(struct sheets *s, lxw_worksheet *sheet, uint32_t row, uint16_t column,
                   struct choices choices);
/* Mark, frame and page of a sheet; hides its keys. */
void sheets_begin(struct sheets *s, lxw_worksheet *sheet, const char *mark, bool wide);
void sheets_end(struct sheets *s, lxw_worksheet *sheet);
/* How high a row is to be for a text of `size` points wrapped in so many characters' width, also
 * where the program has a wider type than the one asked for. */
double sheets_height(const char *text, double characters, double size);
/* Prints a sheet in parts that are read beside each other, each beginning with the labels:
 * `breaks` are the columns before which a part begins, ended by 0; `width` is the widest part's. */
void sheets_pages(lxw_worksheet *sheet, lxw_col_t *breaks, double width);

void sheets_lists(struct sheets *s);           /* the hidden sheet */
void sheets_find_sources(struct sheets *s);    /* fills slot[] from the past */
void sheets_sources(struct sheets *s);         /* the sheet of sources */
void sheets_table(struct table_sheet *out, struct sheets *s, lxw_worksheet *sheet,
                  const char *name, uint16_t indicator);

#endif
