/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* styles.xml: cell formats with another fill, everything else of them as it was. Formats and
 * fills that are there already are used again, so that marking twice adds nothing. */

#include "syntax/xlsx_mark.h"

#include "base/num.h"

/* What a solid fill's second colour bears when it keeps the cell's former colour. LibreOffice,
 * which writes some colour of its own there, never writes a tint. */
#define KEPT_TINT "0.001"
#define NO_COLOUR "indexed=\"64\""

enum { XFS_MAX = 65000 };

struct xlsx_fill {
    int ours;           /* the colour of ours, -1: none */
    struct str colour;  /* the attributes of the colour that is seen; empty: none */
    struct str kept;    /* ours: those of the former one */
};

struct xlsx_xf {
    struct str rest; /* the element without its fill */
    uint32_t fill;
};

static const char no_styles[] =
    XML_HEAD "<styleSheet xmlns=\"" XLSX_MAIN_TRANSITIONAL "\"></styleSheet>";
static const char no_styles_strict[] =
    XML_HEAD "<styleSheet xmlns=\"" XLSX_MAIN_STRICT "\"></styleSheet>";

/* -- lists ----------------------------------------------------------------------------------- */

static uint32_t list_add(struct arena *arena, struct style_list *l, struct str item)
{
    if (l->n == l->size) {
        uint32_t size = MAX(l->size * 2, 64u);
        struct str *v = arena_array(arena, struct str, size);
        if (l->n)
            memcpy(v, l->v, l->n * sizeof *v);
        l->v = v;
        l->size = size;
    }
    l->v[l->n] = item;
    return l->n++;
}

static void list_read(struct xlsx_styles *s, struct style_list *l, const char *section,
                      const char *item, const char *first)
{
    struct xml_node *n = xml_child(s->tree.root, section);
    l->section = section;
    l->item = item;
    for (n = n ? xml_child(n, item) : NULL; n; n = xml_sibling(n, item))
        list_add(s->arena, l, xml_bytes(&s->tree, n));
    l->old = l->n;
    if (l->n == 0 && first)
        list_add(s->arena, l, xml_fmt(s->arena, "<%.*s%s/>", STR_FMT(s->prefix), first));
}

/* One that is written like this, found or added. */
static uint32_t list_put(struct arena *arena, struct style_list *l, struct str item)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (str_eq(l->v[i], item))
            return i;
    return list_add(arena, l, item);
}

/* -- fills ------------------------------------------------------------------------------------- */

/* `rgb="FFFFC9CB"` of `<x:fgColor rgb="FFFFC9CB"/>`. */
static struct str attributes(const struct xml_tree *t, const struct xml_node *n)
{
    if (!n)
        return STR("");
    size_t from = n->at + 1 + xml_qname(t->text, n->at).len, to = n->inner - 1 - n->empty;
    return str_trim((struct str){t->text.p + from, to - from});
}

static int tint_of(struct str rgb)
{
    for (int i = 0; i < MARK_COLOURS; i++)
        if (rgb.len == 8 && str_eq_nocase(str_sub(rgb, 2, 6), str_of(mark_tint[i])))
            return i;
    return -1;
}

static struct xlsx_fill know_fill(struct xlsx_styles *s, struct xml_node *fill)
{
    struct xlsx_fill f = {.ours = -1};
    struct str type, rgb, tint;
    struct xml_node *pattern = xml_child(fill, "patternFill");
    if (!xml_value(&type, &s->tree, pattern, "patternType") || !str_is(type, "solid"))
        return f;
    struct xml_node *front = xml_child(pattern, "fgColor"), *back = xml_child(pattern, "bgColor");
    f.colour = attributes(&s->tree, front);
    if (xml_value(&rgb, &s->tree, front, "rgb"))
        f.ours = tint_of(rgb);
    if (f.ours >= 0 && xml_value(&tint, &s->tree, back, "tint"))
        f.kept = attributes(&s->tree, back);
    s->ours = s->ours || f.ours >= 0;
    return f;
}

static void know_fills(struct xlsx_styles *s)
{
    struct xml_node *fills = xml_child(s->tree.root, "fills");
    s->fill = arena_array(s->arena, struct xlsx_fill, s->fills.n + 2);
    struct xml_node *n = fills ? xml_child(fills, "fill") : NULL;
    for (uint32_t i = 0; i < s->fills.n; i++) {
        s->fill[i] = (struct xlsx_fill){.ours = -1};
        if (n)
            s->fill[i] = know_fill(s, n);
        n = n ? xml_sibling(n, "fill") : NULL;
    }
}

/* A solid fill of two colours. */
static uint32_t solid(struct xlsx_styles *s, struct str front, struct str back)
{
    struct str p = s->prefix;
    return list_put(s->arena, &s->fills,
                    xml_fmt(s->arena, "<%.*sfill><%.*spatternFill patternType=\"solid\">"
                            "<%.*sfgColor %.*s/><%.*sbgColor %.*s/></%.*spatternFill></%.*sfill>",
                            STR_FMT(p), STR_FMT(p), STR_FMT(p), STR_FMT(front), STR_FMT(p),
                            STR_FMT(back), STR_FMT(p), STR_FMT(p)));
}

static struct str rgb(struct xlsx_styles *s, const char *colour)
{
    return xml_fmt(s->arena, "rgb=\"FF%s\"", colour);
}

/* The colour that a fill of ours took the place of. */
static uint32_t former_fill(struct xlsx_styles *s, uint32_t fill)
{
    struct str kept = s->fill[fill].kept, mark = STR(" tint=\"" KEPT_TINT "\"");
    if (!kept.len)
        return 0;
    if (str_ends(kept, mark))
        kept.len -= mark.len;
    for (uint32_t i = 0; i < s->fills.old; i++)
        if (s->fill[i].ours < 0 && str_eq(s->fill[i].colour, kept))
            return i;
    return solid(s, kept, STR(NO_COLOUR));
}

static uint32_t tinted_fill(struct xlsx_styles *s, uint32_t fill, enum mark_colour colour)
{
    struct str back = STR(NO_COLOUR);
    struct str front = rgb(s, mark_tint[colour]);
    if (fill < s->fills.old && s->fill[fill].colour.len && fill > 0) {
        struct str old = s->fill[fill].colour;
        bool has = memmem(old.p, old.len, "tint=", 5) != NULL;
        back = xml_fmt(s->arena, "%.*s%s", STR_FMT(old), has ? "" : " tint=\"" KEPT_TINT "\"");
    }
    return solid(s, front, back);
}

/* -- cell formats -------------------------------------------------------------------------------- */

static struct str key_of(struct xlsx_styles *s, struct str rest, uint32_t fill)
{
    return xml_fmt(s->arena, "%u|%.*s", fill, STR_FMT(rest));
}

/* The element apart into its fill and the rest. */
static struct xlsx_xf know_xf(struct xlsx_styles *s, struct str raw)
{
    struct xlsx_xf xf = {0};
    struct xml_span whole, value;
    struct str rest = raw;
    uint64_t fill;
    static const char *const names[] = {"fillId", "applyFill"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (!xml_attr_find(&whole, &value, rest, 0, names[i]))
            continue;
        if (i == 0 && str_uint(&fill, str_sub(rest, value.at, value.len), UINT32_MAX))
            xf.fill = (uint32_t)fill;
        rest = xml_fmt(s->arena, "%.*s%.*s", (int)whole.at, rest.p,
                       (int)(rest.len - whole.at - whole.len), rest.p + whole.at + whole.len);
    }
    if (xf.fill >= s->fills.old)
        xf.fill = 0;
    xf.rest = rest;
    return xf;
}

static void know_xfs(struct xlsx_styles *s)
{
    uint32_t index;
    s->xf = arena_array(s->arena, struct xlsx_xf, XFS_MAX);
    for (uint32_t i = 0; i < s->xfs.n; i++) {
        s->xf[i] = know_xf(s, s->xfs.v[i]);
        struct str key = key_of(s, s->xf[i].rest, s->xf[i].fill);
        if (!map_find(&s->known, &index, key))
            map_put(&s->known, key, i);
    }
}

/* The format that says the same as `rest` with this fill. */
static uint32_t with_fill(struct xlsx_styles *s, struct str rest, uint32_t fill)
{
    uint32_t index;
    struct str key = key_of(s, rest, fill);
    if (map_find(&s->known, &index, key))
        return index;
    if (s->xfs.n >= XFS_MAX)
        return 0; /* more than a workbook may have: without a colour */
    size_t name = 1 + xml_qname(rest, 0).len;
    index = list_add(s->arena, &s->xfs,
                     xml_fmt(s->arena, "%.*s fillId=\"%u\" applyFill=\"1\"%.*s", (int)name,
                             rest.p, fill, (int)(rest.len - name), rest.p + name));
    s->xf[index] = (struct xlsx_xf){rest, fill};
    map_put(&s->known, key, index);
    return index;
}

uint32_t xlsx_style_plain(struct xlsx_styles *s, uint32_t xf)
{
    if (xf >= s->xfs.n)
        return 0;
    uint32_t fill = s->xf[xf].fill;
    if (fill >= s->fills.old || s->fill[fill].ours < 0)
        return xf;
    return with_fill(s, s->xf[xf].rest, former_fill(s, fill));
}

uint32_t xlsx_style_tinted(struct xlsx_styles *s, uint32_t xf, enum mark_colour colour)
{
    xf = xlsx_style_plain(s, xf);
    return with_fill(s, s->xf[xf].rest, tinted_fill(s, s->xf[xf].fill, colour));
}

/* -- the formats of the added sheet ----------------------------------------------------------------- */

static struct str font(struct xlsx_styles *s, bool bold, bool underlined, double larger,
                       const char *colour)
{
    struct xml_node *first = xml_child(xml_child(s->tree.root, "fonts"), "font");
    struct str size, name, p = s->prefix;
    struct buf out = {0}, safe = {0};
    double points;
    unsigned decimals;
    if (!xml_value(&size, &s->tree, xml_child(first, "sz"), "val") ||
        num_parse(&points, &decimals, size) != NUM_OK || points < 6 || points > 24)
        points = 11;
    if (!xml_value(&name, &s->tree, xml_child(first, "name"), "val") || name.len > 60)
        name = STR("Calibri");
    xml_put(&safe, name, 31);
    buf_fmt(&out, "<%.*sfont>", STR_FMT(p));
    if (bold)
        buf_fmt(&out, "<%.*sb/>", STR_FMT(p));
    if (underlined)
        buf_fmt(&out, "<%.*su/>", STR_FMT(p));
    buf_fmt(&out, "<%.*ssz val=\"%g\"/>", STR_FMT(p), points + larger);
    if (colour)
        buf_fmt(&out, "<%.*scolor rgb=\"FF%s\"/>", STR_FMT(p), colour);
    buf_fmt(&out, "<%.*sname val=\"%.*s\"/></%.*sfont>", STR_FMT(p), STR_FMT(buf_view(&safe)),
            STR_FMT(p));
    buf_release(&safe);
    return xml_keep(s->arena, &out);
}

static struct str thin_border(struct xlsx_styles *s)
{
    static const char *const sides[] = {"left", "right", "top", "bottom"};
    struct str p = s->prefix;
    struct buf out = {0};
    buf_fmt(&out, "<%.*sborder>", STR_FMT(p));
    /* the strict schema calls the first two by other names than programs do: without them */
    for (size_t i = s->strict ? 2 : 0; i < ARRAY_LEN(sides); i++)
        buf_fmt(&out, "<%.*s%s style=\"thin\"><%.*scolor rgb=\"FFBFBFBF\"/></%.*s%s>", STR_FMT(p),
                sides[i], STR_FMT(p), STR_FMT(p), sides[i]);
    buf_fmt(&out, "<%.*sdiagonal/></%.*sborder>", STR_FMT(p), STR_FMT(p));
    return xml_keep(s->arena, &out);
}

static const struct look {
    const char *fill, *letters;
    uint8_t larger;
    bool bold, wrapped, lined, open;
} looks[EXTRA_STYLES] = {
    [STYLE_PLAIN] = {.fill = NULL},
    [STYLE_TITLE] = {.bold = true, .larger = 4},
    [STYLE_HEADER] = {.fill = "E4E7EB", .bold = true, .wrapped = true, .lined = true},
    [STYLE_WRAP] = {.wrapped = true, .lined = true},
    [STYLE_ANSWER] = {.fill = "FFFDE7", .wrapped = true, .lined = true, .open = true},
    [STYLE_MUTED] = {.letters = "6B7280", .wrapped = true},
};

static struct look look_of(enum extra_style style)
{
    struct look l = looks[style];
    if (style >= STYLE_ERROR && style <= STYLE_CONFIRMED) {
        l.fill = mark_tint[style - STYLE_ERROR];
        l.wrapped = l.lined = true;
    }
    return l;
}

uint32_t xlsx_style_extra(struct xlsx_styles *s, enum extra_style style, bool link)
{
    uint32_t *known = &s->extra[link][style];
    struct look l = look_of(style);
    struct str p = s->prefix;
    if (*known)
        return *known - 1;
    uint32_t f = list_put(s->arena, &s->fonts, font(s, l.bold, link, l.larger,
                                                    link ? "0B5CAD" : l.letters));
    uint32_t b = l.lined ? list_put(s->arena, &s->borders, thin_border(s)) : 0;
    uint32_t fill = l.fill ? solid(s, rgb(s, l.fill), STR(NO_COLOUR)) : 0;
    bool base = xml_child(s->tree.root, "cellStyleXfs") != NULL;
    struct str rest = xml_fmt(
        s->arena, "<%.*sxf numFmtId=\"0\" fontId=\"%u\" borderId=\"%u\"%s applyFont=\"1\" "
        "applyBorder=\"1\" applyAlignment=\"1\" applyProtection=\"1\"><%.*salignment "
        "vertical=\"top\"%s/><%.*sprotection locked=\"%d\"/></%.*sxf>", STR_FMT(p), f, b,
        base ? " xfId=\"0\"" : "", STR_FMT(p), l.wrapped ? " wrapText=\"1\"" : "", STR_FMT(p),
        !l.open, STR_FMT(p));
    *known = with_fill(s, rest, fill) + 1;
    return *known - 1;
}

/* -- all of it ---------------------------------------------------------------------------------------- */

int xlsx_styles_open(struct xlsx_styles *s, struct xlsx_mark *m, int64_t part, struct err *err)
{
    bool strict = strcmp(m->main_ns, XLSX_MAIN_STRICT) == 0;
    struct str text = strict ? STR(no_styles_strict) : STR(no_styles);
    *s = (struct xlsx_styles){.arena = m->arena, .part = part, .strict = strict};
    int r = part >= 0 ? package_text(&text, m->p, part, err) : 0;
    if (r == 0)
        r = xml_tree_read(&s->tree, m->arena, text, "styles.xml", err);
    if (r < 0)
        return r;
    s->prefix = xml_prefix(text, s->tree.root->at);
    list_read(s, &s->fonts, "fonts", "font", NULL);
    if (s->fonts.n == 0)
        list_add(s->arena, &s->fonts, font(s, false, false, 0, NULL));
    list_read(s, &s->fills, "fills", "fill", "fill");
    if (s->fills.old == 0) {
        struct str p = s->prefix;
        s->fills.v[0] = xml_fmt(s->arena, "<%.*sfill><%.*spatternFill patternType=\"none\"/>"
                                "</%.*sfill>", STR_FMT(p), STR_FMT(p), STR_FMT(p));
        list_add(s->arena, &s->fills,
                 xml_fmt(s->arena, "<%.*sfill><%.*spatternFill patternType=\"gray125\"/>"
                         "</%.*sfill>", STR_FMT(p), STR_FMT(p), STR_FMT(p)));
    }
    list_read(s, &s->borders, "borders", "border", "border");
    list_read(s, &s->xfs, "cellXfs", "xf",
              "xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"");
    if (s->xfs.n > XFS_MAX)
        return err_set(err, ERR_LIMIT, "the workbook has more than %d cell formats", XFS_MAX);
    know_fills(s);
    know_xfs(s);
    return 0;
}

static const char *const order[] = {"numFmts", "fonts", "fills", "borders", "cellStyleXfs",
                                    "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
                                    "extLst"};

/* The first section that has to come behind this one, NULL when it is the last. */
static struct xml_node *behind(struct xlsx_styles *s, const char *section)
{
    bool later = false;
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        struct xml_node *n = later ? xml_child(s->tree.root, order[i]) : NULL;
        if (n)
            return n;
        later = later || strcmp(order[i], section) == 0;
    }
    return NULL;
}

static void list_write(struct xml_edits *e, struct buf *last, struct xlsx_styles *s,
                       const struct style_list *l)
{
    struct buf out = {0};
    struct str p = s->prefix, count;
    struct xml_node *section = xml_child(s->tree.root, l->section), *next;
    if (l->n == l->old)
        return;
    for (uint32_t i = l->old; i < l->n; i++)
        buf_str(&out, l->v[i]);
    if (section) {
        if (xml_value(&count, &s->tree, section, "count"))
            xml_set_attr(e, section->at, "count", xml_fmt(s->arena, "%u", l->n));
        xml_append(e, section, xml_keep(s->arena, &out));
        return;
    }
    struct str all = xml_fmt(s->arena, "<%.*s%s count=\"%u\">%.*s</%.*s%s>", STR_FMT(p),
                             l->section, l->n, STR_FMT(buf_view(&out)), STR_FMT(p), l->section);
    buf_release(&out);
    next = behind(s, l->section);
    if (next)
        xml_insert(e, next->at, all);
    else
        buf_str(last, all);
}

int xlsx_styles_text(struct str *text, bool *changed, struct xlsx_styles *s, struct err *err)
{
    struct xml_edits e = {.arena = s->arena, .text = s->tree.text};
    struct buf last = {0};
    *changed = s->xfs.n > MAX(s->xfs.old, 1u);
    *text = s->tree.text;
    if (!*changed)
        return 0;
    list_write(&e, &last, s, &s->fonts);
    list_write(&e, &last, s, &s->fills);
    list_write(&e, &last, s, &s->borders);
    list_write(&e, &last, s, &s->xfs);
    if (last.len)
        xml_append(&e, s->tree.root, xml_keep(s->arena, &last));
    buf_release(&last);
    return xml_edited(text, &e, err);
}

void xlsx_styles_close(struct xlsx_styles *s) { map_release(&s->known); }
