/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The sheet that is added to an ODS file. */

#include "base/num.h"
#include "syntax/ods_mark.h"

enum { CELL_BYTES_MAX = 100000 };

static struct str escaped(struct arena *arena, struct str s)
{
    struct buf out = {0};
    xml_put(&out, s, 0);
    return xml_keep(arena, &out);
}

/* -- styles --------------------------------------------------------------------------------------------- */

#define LINED " fo:border=\"0.5pt solid #bfbfbf\""
#define WRAPPED " fo:wrap-option=\"wrap\""

static const struct {
    const char *fill, *cell, *letters;
} looks[EXTRA_STYLES] = {
    [STYLE_PLAIN] = {NULL, "", ""},
    [STYLE_TITLE] = {NULL, "", "fo:font-size=\"15pt\" fo:font-weight=\"bold\""},
    [STYLE_HEADER] = {"E4E7EB", LINED WRAPPED, "fo:font-weight=\"bold\""},
    [STYLE_WRAP] = {NULL, LINED WRAPPED, ""},
    [STYLE_ANSWER] = {"FFFDE7", LINED WRAPPED " style:cell-protect=\"none\"", ""},
    [STYLE_ERROR] = {NULL, LINED WRAPPED, ""},
    [STYLE_WARNING] = {NULL, LINED WRAPPED, ""},
    [STYLE_INFO] = {NULL, LINED WRAPPED, ""},
    [STYLE_CONFIRMED] = {NULL, LINED WRAPPED, ""},
    [STYLE_MUTED] = {NULL, WRAPPED, "fo:color=\"#6b7280\""},
};

static struct str cell_style(struct ods_styles *s, enum extra_style style)
{
    struct str name = xml_fmt(s->arena, "ILMS-x-%d", (int)style);
    const char *fill = looks[style].fill;
    if (style >= STYLE_ERROR && style <= STYLE_CONFIRMED)
        fill = mark_tint[style - STYLE_ERROR];
    struct buf out = {0};
    buf_fmt(&out, "<style:style style:name=\"%.*s\" style:family=\"table-cell\" "
            "style:parent-style-name=\"Default\"><style:table-cell-properties", STR_FMT(name));
    if (fill)
        buf_fmt(&out, " fo:background-color=\"#%s\"", fill);
    buf_fmt(&out, "%s style:vertical-align=\"top\"/>", looks[style].cell);
    if (looks[style].letters[0])
        buf_fmt(&out, "<style:text-properties %s/>", looks[style].letters);
    buf_puts(&out, "</style:style>");
    ods_style_put(s, name, xml_keep(s->arena, &out));
    return name;
}

static struct str column_style(struct ods_styles *s, unsigned width)
{
    struct str name = xml_fmt(s->arena, "ILMS-xc-%u", width);
    ods_style_put(s, name, xml_fmt(s->arena, "<style:style style:name=\"%.*s\" style:family=\""
                                   "table-column\"><style:table-column-properties "
                                   "style:column-width=\"%.2fcm\"/></style:style>", STR_FMT(name),
                                   width * 0.19 + 0.15));
    return name;
}

static void other_styles(struct ods_styles *s)
{
    ods_style_put(s, STR("ILMS-xt"), STR(
        "<style:style style:name=\"ILMS-xt\" style:family=\"table\"><style:table-properties "
        "table:display=\"true\"/></style:style>"));
    ods_style_put(s, STR("ILMS-xr"), STR(
        "<style:style style:name=\"ILMS-xr\" style:family=\"table-row\">"
        "<style:table-row-properties style:use-optimal-row-height=\"true\"/></style:style>"));
}

/* -- cells ------------------------------------------------------------------------------------------------ */

/* "#'Sheet name'.B12" of "'Sheet name'!B12". */
static struct str link_of(struct arena *arena, struct str target)
{
    struct buf out = {0};
    size_t bang = target.len;
    while (bang && target.p[bang - 1] != '!')
        bang--;
    buf_char(&out, '#');
    for (size_t i = 0; i < target.len; i++)
        buf_char(&out, bang && i == bang - 1 ? '.' : target.p[i]);
    return escaped(arena, xml_keep(arena, &out));
}

static void put_link(struct buf *out, struct arena *arena, const struct extra_cell *c)
{
    struct buf flat = {0};
    for (size_t i = 0; i < c->text.len; i++)
        buf_char(&flat, c->text.p[i] == '\n' ? ' ' : c->text.p[i]);
    buf_fmt(out, "<text:p><text:a xlink:href=\"%.*s\" xlink:type=\"simple\">",
            STR_FMT(link_of(arena, c->target)));
    xml_put(out, flat.len ? buf_view(&flat) : STR(""), 0);
    buf_puts(out, "</text:a></text:p>");
    buf_release(&flat);
}

/* The rule of a cell: the number of its choice from 1, 0: none. */
static uint32_t choice_of(const struct extra_sheet *x, uint32_t row, uint32_t column)
{
    for (uint32_t i = 0; i < x->nchoices; i++)
        if (x->choices[i].ntexts && x->choices[i].column == column &&
            row >= x->choices[i].first_row && row <= x->choices[i].last_row)
            return i + 1;
    return 0;
}

static void put_cell(struct buf *out, struct ods_styles *s, const struct extra_sheet *x,
                     uint32_t row, uint32_t column)
{
    const struct extra_cell *c = &x->cells[(size_t)row * x->ncolumns + column];
    uint32_t choice = choice_of(x, row + 1, column + 1);
    buf_fmt(out, "<table:table-cell table:style-name=\"%.*s\"", STR_FMT(cell_style(s, c->style)));
    if (choice)
        buf_fmt(out, " table:content-validation-name=\"ILMS-v%u\"", choice);
    if (c->kind == EXTRA_NUMBER) {
        struct buf number = {0};
        buf_num(&number, c->number, NUM_SHORTEST);
        buf_fmt(out, " office:value-type=\"float\" office:value=\"%.*s\"><text:p>%.*s</text:p>",
                STR_FMT(buf_view(&number)), STR_FMT(buf_view(&number)));
        buf_release(&number);
    } else if (c->text.len) {
        buf_puts(out, " office:value-type=\"string\">");
        if (c->kind == EXTRA_LINK && c->target.len)
            put_link(out, s->arena, c);
        else
            ods_paragraphs(out, str_sub(c->text, 0, CELL_BYTES_MAX));
    } else {
        buf_puts(out, ">");
    }
    buf_puts(out, "</table:table-cell>");
}

struct str ods_extra_table(struct ods_styles *s, const struct extra_sheet *x, struct str name)
{
    struct buf out = {0};
    other_styles(s);
    buf_fmt(&out, "<table:table table:name=\"%.*s\" table:style-name=\"ILMS-xt\"%s>",
            STR_FMT(escaped(s->arena, name)), x->locked ? " table:protected=\"true\"" : "");
    for (uint32_t i = 0; i < x->ncolumns; i++)
        buf_fmt(&out, "<table:table-column table:style-name=\"%.*s\"%s/>",
                STR_FMT(column_style(s, x->widths[i] ? x->widths[i] : 11)),
                x->hidden >> i & 1 ? " table:visibility=\"collapse\"" : "");
    if (!x->ncolumns)
        buf_puts(&out, "<table:table-column/>");
    for (uint32_t row = 0; row < x->nrows && x->ncolumns; row++) {
        buf_puts(&out, "<table:table-row table:style-name=\"ILMS-xr\">");
        for (uint32_t column = 0; column < x->ncolumns; column++)
            put_cell(&out, s, x, row, column);
        buf_puts(&out, "</table:table-row>");
    }
    if (!x->nrows || !x->ncolumns)
        buf_puts(&out, "<table:table-row><table:table-cell/></table:table-row>");
    buf_puts(&out, "</table:table>");
    return xml_keep(s->arena, &out);
}

struct str ods_extra_validations(struct arena *arena, const struct extra_sheet *x)
{
    struct buf out = {0};
    for (uint32_t i = 0; i < x->nchoices; i++) {
        const struct extra_choice *c = &x->choices[i];
        struct buf list = {0};
        for (uint32_t k = 0; k < c->ntexts; k++) {
            buf_puts(&list, k ? ";\"" : "\"");
            for (size_t n = 0; n < c->texts[k].len; n++) {
                buf_char(&list, c->texts[k].p[n]);
                if (c->texts[k].p[n] == '"')
                    buf_char(&list, '"');
            }
            buf_char(&list, '"');
        }
        if (c->ntexts)
            buf_fmt(&out, "<table:content-validation table:name=\"ILMS-v%u\" table:condition=\""
                    "of:cell-content-is-in-list(%.*s)\" table:allow-empty-cell=\"true\" "
                    "table:display-list=\"unsorted\"/>", i + 1,
                    STR_FMT(escaped(arena, buf_view(&list))));
        buf_release(&list);
    }
    return xml_keep(arena, &out);
}

/* -- settings ------------------------------------------------------------------------------------------------ */

struct settings {
    struct xml_tree t;
    struct xml_edits e;
    struct str name; /* escaped */
    const struct extra_sheet *x;
};

static void edit_view(struct settings *s, struct xml_node *n)
{
    struct str name;
    for (; n; n = n->next) {
        xml_value(&name, &s->t, n, "name");
        bool is_map = str_is(n->name, "config-item-map-named");
        if (s->x->put_first && str_is(name, "ActiveTable") && str_is(n->name, "config-item"))
            xml_replace(&s->e, n->inner, n->inner_end - n->inner, s->name);
        if (!is_map || !str_is(name, "Tables") || n->empty)
            continue;
        for (struct xml_node *entry = n->first; entry; entry = entry->next)
            if (xml_value(&name, &s->t, entry, "name") &&
                str_eq(escaped(s->e.arena, name), s->name))
                xml_remove(&s->e, entry);
        if (s->x->frozen_rows)
            xml_append(&s->e, n, xml_fmt(s->e.arena,
                "<config:config-item-map-entry config:name=\"%.*s\">"
                "<config:config-item config:name=\"VerticalSplitMode\" config:type=\"short\">2"
                "</config:config-item><config:config-item config:name=\"VerticalSplitPosition\" "
                "config:type=\"int\">%u</config:config-item><config:config-item "
                "config:name=\"ActiveSplitRange\" config:type=\"short\">2</config:config-item>"
                "<config:config-item config:name=\"PositionBottom\" config:type=\"int\">%u"
                "</config:config-item></config:config-item-map-entry>", STR_FMT(s->name),
                s->x->frozen_rows, s->x->frozen_rows));
    }
}

static void edit_views(struct settings *s, const struct xml_node *n)
{
    struct str name;
    for (struct xml_node *c = n->first; c; c = c->next) {
        bool views = str_is(c->name, "config-item-map-indexed") &&
                     xml_value(&name, &s->t, c, "name") && str_is(name, "Views");
        if (views && c->first) /* the first view is the one that opens */
            edit_view(s, c->first->first);
        else if (!views)
            edit_views(s, c);
    }
}

int ods_extra_settings(struct package *p, const struct extra_sheet *x, struct str name,
                       struct err *err)
{
    struct settings s = {.x = x, .name = escaped(p->arena, name)};
    struct str text;
    int64_t part = package_find(p, "settings.xml");
    if (part < 0)
        return 0;
    int r = package_text(&text, p, part, err);
    if (r == 0)
        r = xml_tree_read(&s.t, p->arena, text, "settings.xml", err);
    if (r < 0)
        return r;
    s.e = (struct xml_edits){.arena = p->arena, .text = text};
    if (str_starts(xml_prefix(text, s.t.root->at), STR("office:")))
        edit_views(&s, s.t.root);
    r = xml_edited(&text, &s.e, err);
    if (r == 0)
        package_change(p, part, text);
    return r;
}
