/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pieces of marking an ODS file: ods_mark.c walks over content.xml, ods_mark_rows.c changes
 * rows, the others make styles and the added sheet. */
#ifndef SYNTAX_ODS_MARK_H
#define SYNTAX_ODS_MARK_H

#include "base/map.h"
#include "syntax/mark_request.h"
#include "syntax/xml_edit.h"

/* -- styles of cells (ods_mark_styles.c) ---- */

struct ods_styles {
    struct arena *arena;
    struct str text; /* content.xml */
    struct map names;
    struct ods_style {
        struct str name;
        struct str raw;  /* the element */
        size_t props;    /* <style:table-cell-properties> in it, 0: none */
        bool ours;       /* has one of our tints */
    } *v;
    uint32_t n, size;
    struct buf fresh; /* new ones as they are written */
};

void ods_style_note(struct ods_styles *s, const struct ods_style *style);
/* What is said of the properties of the style noted last. */
void ods_style_props(struct ods_styles *s, size_t at, struct str background);
/* The style without our tint (may be empty: the default), and with it. */
struct str ods_style_plain(struct ods_styles *s, struct str name);
struct str ods_style_tinted(struct ods_styles *s, struct str name, enum mark_colour colour);
/* Puts a style that is needed and not there yet; `format` is its element. */
void ods_style_put(struct ods_styles *s, struct str name, struct str element);
void ods_styles_release(struct ods_styles *s);

/* -- rows (ods_mark_rows.c) ---- */

struct ods_cell {
    size_t at, to, inner_end, end; /* start tag, content, end tag */
    bool empty;
    uint32_t column, repeat;
    struct str style;
    /* its comment; end 0: none */
    struct ods_note {
        size_t at, inner_end, end, tail; /* tail: where ours begins in somebody else's, or 0 */
        bool ours, empty;
    } note;
};

struct ods_row {
    size_t at, to, inner_end, end;
    bool empty;
    uint32_t row, repeat;
    struct str style; /* of its cells, unless they say otherwise */
    struct ods_cell *cells;
    size_t ncells, size;
};

struct ods_column {
    uint32_t from, to;
    struct str style;
};

struct ods_table {
    struct ods_styles *styles;
    const struct ods_column *columns;
    size_t ncolumns;
    const struct mark *marks; /* that are still to come */
    size_t nmarks;
};

/* The row as it becomes; false when it stays. Takes its marks from the table. */
bool ods_row_marked(struct str *text, struct ods_table *t, const struct ods_row *row);
/* Rows for the marks that are left, behind `row` rows. */
struct str ods_rows_added(struct ods_table *t, uint32_t rows);
/* Lines as paragraphs, blanks kept. */
void ods_paragraphs(struct buf *out, struct str text);

/* -- the added sheet (ods_mark_extra.c) ---- */

struct str ods_extra_table(struct ods_styles *s, const struct extra_sheet *x, struct str name);
struct str ods_extra_validations(struct arena *arena, const struct extra_sheet *x);
/* settings.xml: which sheet is seen first, which rows stay. */
int ods_extra_settings(struct package *p, const struct extra_sheet *x, struct str name,
                       struct err *err);

#endif
