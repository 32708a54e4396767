/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pieces of marking an XLSX file: xlsx_mark.c takes the package apart (workbook,
 * relationships, content types), the others one kind of part each. */
#ifndef SYNTAX_XLSX_MARK_H
#define SYNTAX_XLSX_MARK_H

#include "base/map.h"
#include "syntax/mark_request.h"
#include "syntax/xml_edit.h"

#define XLSX_TRANSITIONAL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define XLSX_STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define XLSX_MAIN_TRANSITIONAL "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define XLSX_MAIN_STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define XLSX_PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

struct xlsx_mark {
    struct package *p;
    const struct mark_request *q;
    struct arena *arena;
    const char *main_ns, *relation_ns; /* strict or transitional, as the workbook is */
};

/* -- relationships and content types (xlsx_mark_parts.c) ---- */

/* "xl/_rels/workbook.xml.rels" of "xl/workbook.xml" */
const char *xlsx_relations_of(struct xlsx_mark *m, const char *of);
/* The part that a relationship of a part names, by its id or by its kind ("comments"); -1:
 * none. `of` is the name of the part, "" the package. `type` may be NULL. */
int xlsx_related(int64_t *part, struct str *type, struct xlsx_mark *m, const char *of,
                 struct str id, const char *kind, struct err *err);
/* Adds a relationship: *id is a new one. */
int xlsx_relate(struct str *id, struct xlsx_mark *m, const char *of, const char *kind,
                const char *to, struct err *err);
/* Removes relationships, by id or by kind, and the parts that they name. */
int xlsx_unrelate(struct xlsx_mark *m, const char *of, struct str id, const char *kind,
                  struct err *err);
int xlsx_type_add(struct xlsx_mark *m, const char *part, const char *type, struct err *err);
int xlsx_type_default(struct xlsx_mark *m, const char *extension, const char *type,
                      struct err *err);
int xlsx_type_remove(struct xlsx_mark *m, const char *part, struct err *err);
/* What an element has to declare to say "r:id": nothing where the root does. */
const char *xlsx_declare_r(struct xlsx_mark *m, struct str text, size_t root);
/* Text as cells and comments have it: "_x0041_" in it stays what it is. */
void xlsx_put(struct buf *out, struct str s, size_t units);

/* -- styles (xlsx_mark_styles.c) ---- */

struct xlsx_styles {
    struct arena *arena;
    int64_t part; /* -1: the workbook has none yet */
    struct xml_tree tree;
    struct str prefix;
    struct style_list {
        const char *section, *item;
        struct str *v; /* the elements as they are written */
        uint32_t n, old, size;
    } fonts, fills, borders, xfs;
    struct xlsx_fill *fill; /* what is known of each fill */
    struct xlsx_xf *xf;     /* and of each cell format */
    struct map known;       /* cell formats by fill and what else they say */
    bool ours;              /* there are fills with our tints */
    bool strict;
    uint32_t extra[2][EXTRA_STYLES]; /* links or not; 1 more than the cell format; 0: not made yet */
};

int xlsx_styles_open(struct xlsx_styles *s, struct xlsx_mark *m, int64_t part, struct err *err);
/* A cell's format without our tint, and with it. */
uint32_t xlsx_style_plain(struct xlsx_styles *s, uint32_t xf);
uint32_t xlsx_style_tinted(struct xlsx_styles *s, uint32_t xf, enum mark_colour colour);
uint32_t xlsx_style_extra(struct xlsx_styles *s, enum extra_style style, bool link);
/* The part as it becomes; *changed tells whether it does. */
int xlsx_styles_text(struct str *text, bool *changed, struct xlsx_styles *s, struct err *err);
void xlsx_styles_close(struct xlsx_styles *s);

/* -- the cells of a sheet (xlsx_mark_sheet.c) ---- */

struct xlsx_cells {
    struct xml_edits edits;
    struct str prefix;
    size_t root;                 /* the tag of <worksheet> */
    size_t legacy_at;            /* where <legacyDrawing> goes, 0 when there is one */
    struct str legacy;           /* its relationship */
    /* pixels: how wide columns and how high rows are */
    double column_width, row_height;
    struct xlsx_row { uint32_t row; float height; } *rows;
    struct xlsx_column { uint32_t from, to, style; float width; } *columns;
    size_t nrows, rows_size, ncolumns, columns_size;
};

/* Gives marked cells their colours and takes the earlier ones away; the edits are not done
 * yet. `unselect`: another sheet will be the active one. */
int xlsx_cells_mark(struct xlsx_cells *c, struct xlsx_styles *s, struct arena *arena,
                    struct str text, const char *name, const struct mark *marks, size_t nmarks,
                    bool unselect, struct err *err);

/* -- comments (xlsx_mark_notes.c) ---- */

/* Comments of a sheet's marks; adds to the edits of its cells what it needs there. */
int xlsx_notes_mark(struct xlsx_mark *m, struct xlsx_cells *c, const char *sheet,
                    const struct mark *marks, size_t nmarks, size_t number, struct err *err);
/* The drawing with the boxes of comments: those at `gone` leave it, those of `fresh` come,
 * those of `grown` get room for what their comment says now. */
struct xlsx_boxes {
    struct mark *gone, *fresh, *grown;
    size_t ngone, nfresh, ngrown;
};

/* An empty text is a drawing that is not there yet; `number` is the sheet's. */
struct str xlsx_boxes(struct arena *arena, struct str vml, const struct xlsx_cells *c,
                      struct xlsx_boxes *b, size_t number);

/* How many lines of so many letters a text takes, about. */
size_t xlsx_lines(struct str text, size_t letters);

/* -- the added sheet (xlsx_mark_extra.c) ---- */

struct str xlsx_extra_text(struct xlsx_mark *m, struct xlsx_styles *s,
                           const struct extra_sheet *extra);

#endif
