/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Marking an ODS file: one walk over content.xml, whose styles come before what has them. */

#include "syntax/ods_mark.h"

#include "syntax/workbook.h"

static const struct {
    const char *prefix, *uri;
} spaces[] = {
    {"office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
    {"style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
    {"text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
    {"table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
    {"fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"},
    {"svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"xlink", "http://www.w3.org/1999/xlink"},
    {"of", "urn:oasis:names:tc:opendocument:xmlns:of:1.2"}};

struct ods {
    const struct mark_request *q;
    struct arena *arena;
    struct xml_edits edits;
    struct ods_styles styles;
    struct str earlier; /* the name of the sheet that we added; empty: none */
    bool one_earlier;   /* there is one, and it goes */
    /* where things are put; 0: there is no such place */
    struct xml_node automatic, expressions, validations;
    size_t body_at, tables_at, prelude_at, tables_end;
    struct str *names;
    size_t nsheets, kept;
    /* depths of the elements we are in; 0: in none */
    unsigned spreadsheet, table, row, cell, note, paragraph;
    bool in_automatic, in_style, in_expressions, in_validations, skip_table, in_creator;
    size_t style_at;
    struct str style_name;
    size_t table_at, rows_at;
    uint32_t next_row, next_column;
    struct ods_table t;
    struct ods_column *columns;
    size_t columns_size;
    struct ods_row now;
    struct ods_cell now_cell;
    size_t paragraph_at, paragraphs;
    struct buf said;
};

static struct str value_of(struct xml_walk *w, const char *name)
{
    struct xml_span whole, span;
    struct ods *o = w->self;
    if (!xml_attr_find(&whole, &span, w->text, w->at, name))
        return STR("");
    return xml_decoded(o->arena, (struct str){w->text.p + span.at, span.len});
}

static uint32_t repeated(struct xml_walk *w, const char *name)
{
    uint64_t n;
    return str_uint(&n, value_of(w, name), INT32_MAX) && n > 0 ? (uint32_t)n : 1;
}

static uint32_t add(uint32_t a, uint32_t b)
{
    return (uint32_t)MIN((uint64_t)a + b, (uint64_t)INT32_MAX);
}

/* -- the prefixes that what we write needs --------------------------------------------------------- */

static void declare(struct xml_walk *w, struct ods *o, const char **attrs)
{
    struct buf out = {0};
    for (size_t i = 0; i < ARRAY_LEN(spaces); i++) {
        const char *uri = NULL;
        for (size_t k = 0; attrs[k]; k += 2)
            if (strncmp(attrs[k], "xmlns:", 6) == 0 && strcmp(attrs[k] + 6, spaces[i].prefix) == 0)
                uri = attrs[k + 1];
        if (!uri)
            buf_fmt(&out, " xmlns:%s=\"%s\"", spaces[i].prefix, spaces[i].uri);
        else if (strcmp(uri, spaces[i].uri) != 0 && strcmp(spaces[i].prefix, "of") != 0)
            xml_walk_fail(w, err_set(w->err, ERR_INPUT, "it means something else by \"%s\" than "
                                     "OpenDocument does; save it again with a spreadsheet "
                                     "program", spaces[i].prefix));
    }
    if (out.len)
        xml_insert(&o->edits, w->at + 1 + xml_qname(w->text, w->at).len,
                   xml_keep(o->arena, &out));
}

/* -- styles -------------------------------------------------------------------------------------------- */

static void in_automatic(struct xml_walk *w, struct ods *o, const char *name)
{
    if (strcmp(name, "style") == 0 && !o->in_style) {
        struct ods_style style = {.name = value_of(w, "name")};
        if (!str_is(value_of(w, "family"), "table-cell") &&
            !str_starts(style.name, STR("ILMS-")))
            return;
        o->in_style = true;
        o->style_at = w->at;
        ods_style_note(&o->styles, &style);
    } else if (o->in_style && strcmp(name, "table-cell-properties") == 0 && o->styles.n) {
        ods_style_props(&o->styles, w->at - o->style_at, value_of(w, "background-color"));
    }
}

/* -- sheets ---------------------------------------------------------------------------------------------- */

static void table_start(struct xml_walk *w, struct ods *o)
{
    struct str name = value_of(w, "name");
    size_t n;
    o->table = w->depth;
    o->table_at = w->at;
    if (!o->tables_at)
        o->tables_at = w->at;
    if (!o->prelude_at)
        o->prelude_at = w->at;
    o->skip_table = o->one_earlier && str_eq(name, o->earlier);
    if (o->nsheets == WORKBOOK_SHEETS_MAX) {
        xml_walk_fail(w, err_set(w->err, ERR_LIMIT, "more than %d sheets", WORKBOOK_SHEETS_MAX));
        return;
    }
    o->nsheets++;
    if (!o->skip_table)
        o->names[o->kept++] = name;
    o->rows_at = w->to;
    o->next_row = o->next_column = 1;
    o->t = (struct ods_table){.styles = &o->styles, .columns = o->columns};
    o->t.marks = mark_of_sheet(&n, o->q, o->nsheets);
    o->t.nmarks = n;
}

static void table_end(struct xml_walk *w, struct ods *o)
{
    o->table = 0;
    o->tables_end = w->to;
    if (o->skip_table) {
        xml_replace(&o->edits, o->table_at, w->to - o->table_at, STR(""));
        return;
    }
    struct str rows = ods_rows_added(&o->t, o->next_row - 1);
    if (rows.len && !w->empty)
        xml_insert(&o->edits, o->rows_at, rows);
}

static void column(struct xml_walk *w, struct ods *o)
{
    uint32_t n = repeated(w, "number-columns-repeated");
    struct str style = value_of(w, "default-cell-style-name");
    if (o->t.ncolumns == o->columns_size) {
        size_t size = MAX(o->columns_size * 2, (size_t)64);
        struct ods_column *v = arena_array(o->arena, struct ods_column, size);
        if (o->t.ncolumns)
            memcpy(v, o->columns, o->t.ncolumns * sizeof *v);
        o->columns = v;
        o->columns_size = size;
        o->t.columns = v;
    }
    if (style.len && o->t.ncolumns < WORKBOOK_COLUMNS_MAX)
        o->columns[o->t.ncolumns++] = (struct ods_column){o->next_column,
                                                          add(o->next_column, n - 1), style};
    o->next_column = add(o->next_column, n);
}

static void row_start(struct xml_walk *w, struct ods *o)
{
    struct ods_cell *cells = o->now.cells;
    size_t size = o->now.size;
    o->row = w->depth;
    o->now = (struct ods_row){.at = w->at, .to = w->to, .row = o->next_row, .cells = cells,
                              .size = size, .repeat = repeated(w, "number-rows-repeated"),
                              .style = value_of(w, "default-cell-style-name")};
    o->next_column = 1;
}

static void row_end(struct xml_walk *w, struct ods *o)
{
    struct str text;
    o->row = 0;
    o->now.empty = w->empty;
    o->now.inner_end = w->empty ? w->to : w->at;
    o->now.end = w->to;
    o->next_row = add(o->next_row, o->now.repeat);
    if (ods_row_marked(&text, &o->t, &o->now))
        xml_replace(&o->edits, o->now.at, o->now.end - o->now.at, text);
}

static void cell_start(struct xml_walk *w, struct ods *o)
{
    o->cell = w->depth;
    o->now_cell = (struct ods_cell){
        .at = w->at, .to = w->to, .column = o->next_column, .style = value_of(w, "style-name"),
        .repeat = repeated(w, "number-columns-repeated")};
    o->next_column = add(o->next_column, o->now_cell.repeat);
}

static void cell_end(struct xml_walk *w, struct ods *o)
{
    struct ods_row *row = &o->now;
    o->cell = 0;
    o->now_cell.empty = w->empty;
    o->now_cell.inner_end = w->empty ? w->to : w->at;
    o->now_cell.end = w->to;
    if (row->ncells == row->size) {
        size_t size = MAX(row->size * 2, (size_t)64);
        struct ods_cell *v = arena_array(o->arena, struct ods_cell, size);
        if (row->ncells)
            memcpy(v, row->cells, row->ncells * sizeof *v);
        row->cells = v;
        row->size = size;
    }
    row->cells[row->ncells++] = o->now_cell;
}

/* -- comments of cells -------------------------------------------------------------------------------------- */

static void in_cell(struct xml_walk *w, struct ods *o, const char *name)
{
    if (!o->note && w->depth == o->cell + 1 && strcmp(name, "annotation") == 0 &&
        !o->now_cell.note.end) {
        o->note = w->depth;
        o->now_cell.note = (struct ods_note){.at = w->at, .end = w->to};
        o->paragraphs = 0;
    } else if (o->note && w->depth == o->note + 1) {
        o->in_creator = strcmp(name, "creator") == 0;
        if (o->in_creator || strcmp(name, "p") == 0) {
            o->paragraph = w->depth;
            o->paragraph_at = w->at;
            o->said.len = 0;
        }
    }
}

static void paragraph_end(struct ods *o)
{
    struct ods_note *n = &o->now_cell.note;
    struct str said = str_trim(o->said.len ? buf_view(&o->said) : STR(""));
    o->paragraph = 0;
    if (o->in_creator) {
        n->ours = n->ours || str_is(said, MARK_AUTHOR);
    } else if (str_is(said, MARK_HEADING)) {
        n->ours = n->ours || o->paragraphs == 0;
        if (!n->tail)
            n->tail = o->paragraph_at;
    }
    o->paragraphs += !o->in_creator;
}

static void note_end(struct xml_walk *w, struct ods *o)
{
    struct ods_note *n = &o->now_cell.note;
    o->note = 0;
    n->empty = w->empty;
    n->inner_end = w->empty ? w->to : w->at;
    n->end = w->to;
}

static void said(struct xml_walk *w, const char *p, size_t len)
{
    struct ods *o = w->self;
    if (o->paragraph && o->said.len < 64)
        buf_put(&o->said, p, MIN(len, (size_t)64));
}

/* -- elements -------------------------------------------------------------------------------------------------- */

static bool is(const char *name, const char *what) { return strcmp(name, what) == 0; }

static void in_table(struct xml_walk *w, struct ods *o, const char *name)
{
    if (o->skip_table)
        return;
    if (o->cell)
        in_cell(w, o, name);
    else if (o->row && w->depth == o->row + 1 &&
             (is(name, "table-cell") || is(name, "covered-table-cell")))
        cell_start(w, o);
    else if (!o->row && is(name, "table-row"))
        row_start(w, o);
    else if (!o->row && is(name, "table-column"))
        column(w, o);
}

static struct xml_node place(const struct xml_walk *w)
{
    return (struct xml_node){.at = w->at, .inner = w->to, .empty = w->empty};
}

static void in_spreadsheet(struct xml_walk *w, struct ods *o, const char *name)
{
    if (is(name, "table")) {
        table_start(w, o);
    } else if (is(name, "named-expressions")) {
        o->expressions = place(w);
        o->in_expressions = true;
    } else if (is(name, "content-validations") && !o->validations.inner) {
        o->validations = place(w);
        o->in_validations = true;
    } else if (is(name, "label-ranges") && !o->prelude_at) {
        o->prelude_at = w->at;
    }
}

static void start(struct xml_walk *w, const char *name, const char **attrs)
{
    struct ods *o = w->self;
    if (w->depth == 1) {
        declare(w, o, attrs);
    } else if (o->table) {
        in_table(w, o, name);
    } else if (o->in_automatic) {
        in_automatic(w, o, name);
    } else if (w->depth == 2 && is(name, "automatic-styles")) {
        o->automatic = place(w);
        o->in_automatic = true;
    } else if (w->depth == 2 && is(name, "body")) {
        o->body_at = w->at;
    } else if (w->depth == 3 && is(name, "spreadsheet") && o->body_at && !o->spreadsheet) {
        o->spreadsheet = w->depth;
    } else if (o->spreadsheet && w->depth == o->spreadsheet + 1) {
        in_spreadsheet(w, o, name);
    } else if (o->in_expressions || o->in_validations) {
        o->style_at = w->at; /* of the entry; see end */
        o->style_name = value_of(w, "name");
    }
}

static void end_in_table(struct xml_walk *w, struct ods *o, const char *name)
{
    if (o->skip_table || w->depth == o->table) {
        if (w->depth == o->table)
            table_end(w, o);
    } else if (o->paragraph) {
        if (w->depth == o->paragraph)
            paragraph_end(o);
    } else if (o->note) {
        if (w->depth == o->note)
            note_end(w, o);
    } else if (o->cell) {
        if (w->depth == o->cell)
            cell_end(w, o);
    } else if (o->row && w->depth == o->row) {
        row_end(w, o);
    }
    static const char *const of_rows[] = {
        "table-row", "table-rows", "table-row-group", "table-header-rows", "table-column",
        "table-columns", "table-column-group", "table-header-columns"};
    for (size_t i = 0; i < ARRAY_LEN(of_rows); i++)
        if (o->table && w->depth == o->table + 1 && is(name, of_rows[i]))
            o->rows_at = w->to;
}

static void finish(struct xml_node *n, const struct xml_walk *w)
{
    n->inner_end = w->empty ? w->to : w->at;
    n->end = w->to;
}

static void end(struct xml_walk *w, const char *name)
{
    struct ods *o = w->self;
    bool child = o->spreadsheet && w->depth == o->spreadsheet + 1;
    if (o->table) {
        end_in_table(w, o, name);
    } else if (o->in_style && is(name, "style")) {
        o->styles.v[o->styles.n - 1].raw = (struct str){w->text.p + o->style_at,
                                                        w->to - o->style_at};
        o->in_style = false;
    } else if (o->in_automatic && w->depth == 2) {
        finish(&o->automatic, w);
        o->in_automatic = false;
    } else if (child && o->in_expressions) {
        finish(&o->expressions, w);
        o->in_expressions = false;
    } else if (child && o->in_validations) {
        finish(&o->validations, w);
        o->in_validations = false;
    } else if (o->spreadsheet && w->depth == o->spreadsheet + 2 &&
               ((o->in_expressions && str_is(o->style_name, MARK_SHEET_NAME)) ||
                (o->in_validations && str_starts(o->style_name, STR("ILMS-"))))) {
        xml_replace(&o->edits, o->style_at, w->to - o->style_at, STR(""));
    }
}

/* -- the sheet that we added once -------------------------------------------------------------------------------- */

struct looking {
    struct arena *arena;
    struct str range;
    size_t sheets;
};

static void look_start(struct xml_walk *w, const char *name, const char **attrs)
{
    struct looking *l = w->self;
    const char *range = NULL;
    bool ours = false;
    if (w->depth == 4 && is(name, "table"))
        l->sheets++;
    if (!is(name, "named-range"))
        return;
    for (; attrs[0]; attrs += 2) {
        const char *colon = strchr(attrs[0], ':');
        ours = ours || (is(colon ? colon + 1 : attrs[0], "name") && is(attrs[1], MARK_SHEET_NAME));
        if (is(colon ? colon + 1 : attrs[0], "cell-range-address"))
            range = attrs[1];
    }
    if (ours && range)
        l->range = arena_str(l->arena, str_of(range));
}

/* The name of the sheet in $'It''s'.$A$1. */
static struct str sheet_of_range(struct arena *arena, struct str s)
{
    struct buf out = {0};
    size_t i = s.len && s.p[0] == '$';
    bool quoted = i < s.len && s.p[i] == '\'';
    for (i += quoted; i < s.len; i++) {
        if (quoted && s.p[i] == '\'' && (++i >= s.len || s.p[i] != '\''))
            break;
        if (!quoted && s.p[i] == '.')
            break;
        buf_char(&out, s.p[i]);
    }
    return xml_keep(arena, &out);
}

static int find_earlier(struct ods *o, struct str text, struct err *err)
{
    struct looking l = {.arena = o->arena};
    struct xml_walk w = {.self = &l, .start = look_start};
    if (!text.len || !memmem(text.p, text.len, MARK_SHEET_NAME, sizeof MARK_SHEET_NAME - 1))
        return 0;
    int r = xml_walk(&w, text, "content.xml", err);
    o->earlier = sheet_of_range(o->arena, l.range);
    o->one_earlier = l.range.len && (l.sheets > 1 || o->q->extra);
    return r;
}

/* -- what is added ------------------------------------------------------------------------------------------------- */

/* An element of its own around what is put into none. */
static void put_in(struct ods *o, const struct xml_node *n, size_t otherwise, const char *element,
                   struct str what)
{
    if (!what.len)
        return;
    if (n->inner)
        xml_append(&o->edits, n, what);
    else
        xml_insert(&o->edits, otherwise, xml_fmt(o->arena, "<%s>%.*s</%s>", element,
                                                 STR_FMT(what), element));
}

static struct str our_name(struct ods *o, struct str sheet)
{
    struct buf quoted = {0}, out = {0};
    for (size_t i = 0; i < sheet.len; i++)
        buf_fmt(&quoted, sheet.p[i] == '\'' ? "''" : "%c", sheet.p[i]);
    xml_put(&out, buf_view(&quoted), 0);
    struct str s = xml_fmt(o->arena, "<table:named-range table:name=\"" MARK_SHEET_NAME "\" "
                           "table:base-cell-address=\"$'%.*s'.$A$1\" table:cell-range-address=\""
                           "$'%.*s'.$A$1\"/>", STR_FMT(buf_view(&out)), STR_FMT(buf_view(&out)));
    buf_release(&quoted);
    buf_release(&out);
    return s;
}

static int add_extra(struct ods *o, struct package *p, struct err *err)
{
    const struct extra_sheet *x = o->q->extra;
    struct str name = mark_sheet_name(o->arena, x->name, o->names, o->kept);
    struct str table = ods_extra_table(&o->styles, x, name), values;
    values = ods_extra_validations(o->arena, x);
    put_in(o, &o->validations, o->prelude_at, "table:content-validations", values);
    xml_insert(&o->edits, x->put_first ? o->tables_at : o->tables_end, table);
    put_in(o, &o->expressions, o->tables_end, "table:named-expressions", our_name(o, name));
    return ods_extra_settings(p, x, name, err);
}

static int mark_content(struct ods *o, struct package *p, int64_t part, struct err *err)
{
    struct xml_walk w = {.self = o, .start = start, .end = end, .said = said};
    struct str text;
    int r = package_text(&text, p, part, err);
    o->edits = (struct xml_edits){.arena = o->arena, .text = text};
    o->styles = (struct ods_styles){.arena = o->arena, .text = text};
    o->names = arena_array(o->arena, struct str, WORKBOOK_SHEETS_MAX);
    if (r == 0)
        r = find_earlier(o, text, err);
    if (r == 0)
        r = xml_walk(&w, text, "content.xml", err);
    if (r == 0 && o->nsheets == 0)
        r = err_set(err, ERR_INPUT, "the workbook has no sheet");
    if (r == 0 && o->q->extra)
        r = add_extra(o, p, err);
    if (r < 0)
        return r;
    if (o->styles.fresh.len)
        put_in(o, &o->automatic, o->body_at, "office:automatic-styles",
               xml_keep(o->arena, &o->styles.fresh));
    if (o->edits.n == 0)
        return 0;
    r = xml_edited(&text, &o->edits, err);
    if (r == 0)
        package_change(p, part, text);
    return r;
}

int ods_mark(struct package *p, const struct mark_request *q, struct err *err)
{
    struct ods *o = arena_new(p->arena, struct ods);
    int64_t content = package_find(p, "content.xml");
    o->q = q;
    o->arena = p->arena;
    if (content < 0)
        return err_set(err, ERR_INPUT, "the workbook lacks the part \"content.xml\": it is damaged");
    int r = mark_content(o, p, content, err);
    ods_styles_release(&o->styles);
    buf_release(&o->said);
    return r;
}
