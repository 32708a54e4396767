/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/xml_edit.h"

#include "base/utf8.h"

#include <expat.h>
#include <stdarg.h>
#include <stdio.h>

enum { NODES_MAX = 4000000, DEPTH_MAX = 100 };

/* -- scanning a tag that is known to be well-formed --------------------------------------- */

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

struct str xml_qname(struct str text, size_t at)
{
    size_t from = at + 1, to = from;
    while (to < text.len && !is_blank(text.p[to]) && text.p[to] != '>' && text.p[to] != '/')
        to++;
    return (struct str){text.p + from, to - from};
}

static struct str local(struct str name)
{
    const char *colon = name.len ? memchr(name.p, ':', name.len) : NULL;
    return colon ? str_sub(name, (size_t)(colon - name.p) + 1, name.len) : name;
}

struct str xml_prefix(struct str text, size_t at)
{
    struct str name = xml_qname(text, at);
    return str_sub(name, 0, name.len - local(name).len);
}

/* The next attribute from *at on, which moves behind it. */
static bool next_attr(struct xml_span *whole, struct str *name, struct xml_span *value,
                      struct str text, size_t *at)
{
    size_t i = *at;
    whole->at = i;
    while (i < text.len && is_blank(text.p[i]))
        i++;
    if (i >= text.len || text.p[i] == '>' || text.p[i] == '/' || text.p[i] == '?')
        return false;
    size_t from = i;
    while (i < text.len && text.p[i] != '=' && !is_blank(text.p[i]))
        i++;
    *name = (struct str){text.p + from, i - from};
    while (i < text.len && text.p[i] != '"' && text.p[i] != '\'')
        i++;
    const char *close = i + 1 < text.len ? memchr(text.p + i + 1, text.p[i], text.len - i - 1)
                                         : NULL;
    if (!close)
        return false;
    value->at = i + 1;
    value->len = (size_t)(close - text.p) - value->at;
    *at = value->at + value->len + 1;
    whole->len = *at - whole->at;
    return true;
}

bool xml_attr_find(struct xml_span *whole, struct xml_span *value, struct str text, size_t at,
                   const char *name)
{
    struct str found;
    at += 1 + xml_qname(text, at).len;
    while (next_attr(whole, &found, value, text, &at))
        if (str_is(local(found), name) && !str_starts(found, STR("xmlns")))
            return true;
    return false;
}

static void put_character(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_char(out, (char)c);
    } else if (c < 0x800) {
        buf_char(out, (char)(0xc0 | c >> 6));
        buf_char(out, (char)(0x80 | (c & 0x3f)));
    } else if (c < 0x10000) {
        buf_char(out, (char)(0xe0 | c >> 12));
        buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
        buf_char(out, (char)(0x80 | (c & 0x3f)));
    } else {
        buf_char(out, (char)(0xf0 | c >> 18));
        buf_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
        buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
        buf_char(out, (char)(0x80 | (c & 0x3f)));
    }
}

static void put_entity(struct buf *out, struct str name)
{
    static const struct {
        const char *name;
        char c;
    } known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(name, known[i].name))
            buf_char(out, known[i].c);
    if (name.len < 2 || name.len > 10 || name.p[0] != '#')
        return;
    bool hex = name.p[1] == 'x';
    char digits[12] = "";
    memcpy(digits, name.p + 1 + hex, name.len - 1 - hex);
    unsigned long c = strtoul(digits, NULL, hex ? 16 : 10);
    put_character(out, c && c < 0x110000 ? (uint32_t)c : 0xfffd);
}

struct str xml_decoded(struct arena *arena, struct str raw)
{
    if (!raw.len || !memchr(raw.p, '&', raw.len))
        return raw;
    struct buf out = {0};
    for (size_t i = 0; i < raw.len; i++) {
        const char *end = raw.p[i] == '&' ? memchr(raw.p + i, ';', raw.len - i) : NULL;
        if (!end) {
            buf_char(&out, raw.p[i]);
            continue;
        }
        put_entity(&out, (struct str){raw.p + i + 1, (size_t)(end - raw.p) - i - 1});
        i = (size_t)(end - raw.p);
    }
    return xml_keep(arena, &out);
}

/* -- walking ------------------------------------------------------------------------------ */

static const char *bare(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attrs)
{
    struct xml_walk *w = user;
    if (w->code)
        return;
    if (++w->depth > DEPTH_MAX) {
        xml_walk_fail(w, err_set(w->err, ERR_LIMIT, "elements lie more than %d deep in each "
                                 "other, as in no workbook", DEPTH_MAX));
        return;
    }
    w->at = (size_t)XML_GetCurrentByteIndex(w->parser);
    w->to = w->at + (size_t)XML_GetCurrentByteCount(w->parser);
    w->empty = w->to >= 2 && w->text.p[w->to - 2] == '/';
    w->start(w, bare(name), attrs);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct xml_walk *w = user;
    if (w->code)
        return;
    size_t len = (size_t)XML_GetCurrentByteCount(w->parser);
    w->empty = len == 0; /* then the tag is still that of the start */
    if (len) {
        w->at = (size_t)XML_GetCurrentByteIndex(w->parser);
        w->to = w->at + len;
    }
    if (w->end)
        w->end(w, bare(name));
    w->depth--;
}

static void XMLCALL on_said(void *user, const XML_Char *p, int len)
{
    struct xml_walk *w = user;
    if (w->said && !w->code)
        w->said(w, p, (size_t)len);
}

static void XMLCALL on_doctype(void *user, UNUSED const XML_Char *name,
                               UNUSED const XML_Char *sysid, UNUSED const XML_Char *pubid,
                               UNUSED int internal)
{
    struct xml_walk *w = user;
    xml_walk_fail(w, err_set(w->err, ERR_INPUT, "it declares a document type (DOCTYPE), which no "
                             "spreadsheet program writes"));
}

static void XMLCALL on_declaration(void *user, UNUSED const XML_Char *version,
                                   const XML_Char *encoding, UNUSED int standalone)
{
    struct xml_walk *w = user;
    struct str s = str_of(encoding);
    if (s.len && !str_eq_nocase(s, STR("UTF-8")) && !str_eq_nocase(s, STR("US-ASCII")))
        xml_walk_fail(w, err_set(w->err, ERR_INPUT, "it is written in \"%.40s\" and not in UTF-8; "
                                 "save it again with a spreadsheet program", encoding));
}

void xml_walk_fail(struct xml_walk *w, int code)
{
    if (w->code)
        return;
    w->code = code;
    XML_StopParser(w->parser, XML_FALSE);
}

int xml_walk(struct xml_walk *w, struct str text, const char *part, struct err *err)
{
    int r = 0;
    w->text = text;
    w->err = err;
    w->depth = 0;
    w->code = 0;
    if (text.len > INT32_MAX)
        return err_set(err, ERR_LIMIT, "the part \"%.200s\" is too large", part);
    w->parser = XML_ParserCreate("UTF-8");
    if (!w->parser)
        abort(); /* out of memory */
    XML_SetUserData(w->parser, w);
    XML_SetElementHandler(w->parser, on_start, on_end);
    if (w->said)
        XML_SetCharacterDataHandler(w->parser, on_said);
    XML_SetStartDoctypeDeclHandler(w->parser, on_doctype);
    XML_SetXmlDeclHandler(w->parser, on_declaration);
    if (XML_Parse(w->parser, text.len ? text.p : "", (int)text.len, 1) != XML_STATUS_OK)
        r = w->code ? err_context(err, "the part \"%.200s\"", part)
                    : err_set(err, ERR_INPUT, "the part \"%.200s\": damaged XML in line %lu (%s)",
                              part, (unsigned long)XML_GetCurrentLineNumber(w->parser),
                              XML_ErrorString(XML_GetErrorCode(w->parser)));
    XML_ParserFree(w->parser);
    w->parser = NULL;
    return r;
}

/* -- the tree ------------------------------------------------------------------------------ */

struct planting {
    struct xml_tree *tree;
    struct xml_node *at;
    size_t nodes;
};

static void tree_start(struct xml_walk *w, UNUSED const char *name, UNUSED const char **attrs)
{
    struct planting *p = w->self;
    if (++p->nodes > NODES_MAX) {
        xml_walk_fail(w, err_set(w->err, ERR_LIMIT, "it has more than %d elements", NODES_MAX));
        return;
    }
    struct xml_node *n = arena_new(p->tree->arena, struct xml_node);
    *n = (struct xml_node){.name = local(xml_qname(w->text, w->at)), .at = w->at,
                           .inner = w->to, .empty = w->empty, .parent = p->at};
    if (!p->at)
        p->tree->root = n;
    else if (p->at->last)
        p->at->last->next = n;
    else
        p->at->first = n;
    if (p->at)
        p->at->last = n;
    p->at = n;
}

static void tree_end(struct xml_walk *w, UNUSED const char *name)
{
    struct planting *p = w->self;
    p->at->inner_end = w->empty ? w->to : w->at;
    p->at->end = w->to;
    p->at = p->at->parent;
}

int xml_tree_read(struct xml_tree *t, struct arena *arena, struct str text, const char *part,
                  struct err *err)
{
    struct planting p = {.tree = t};
    struct xml_walk w = {.self = &p, .start = tree_start, .end = tree_end};
    *t = (struct xml_tree){.arena = arena, .text = text};
    return xml_walk(&w, text, part, err);
}

static struct xml_node *named(struct xml_node *n, const char *name)
{
    while (n && !str_is(n->name, name))
        n = n->next;
    return n;
}

struct xml_node *xml_child(const struct xml_node *n, const char *name)
{
    return n ? named(n->first, name) : NULL;
}

struct xml_node *xml_sibling(const struct xml_node *n, const char *name)
{
    return named(n->next, name);
}

bool xml_value(struct str *value, const struct xml_tree *t, const struct xml_node *n,
              const char *name)
{
    struct xml_span whole, span;
    *value = STR("");
    if (!n || !xml_attr_find(&whole, &span, t->text, n->at, name))
        return false;
    *value = xml_decoded(t->arena, (struct str){t->text.p + span.at, span.len});
    return true;
}

struct str xml_bytes(const struct xml_tree *t, const struct xml_node *n)
{
    return (struct str){t->text.p + n->at, n->end - n->at};
}

/* What stands between [from, to) and no child: sections of CDATA and comments are rare there
 * and only make a text unlike what is looked for. */
static void add_said(struct buf *out, const struct xml_tree *t, const struct xml_node *n)
{
    size_t from = n->inner;
    for (const struct xml_node *c = n->first; c; c = c->next) {
        buf_put(out, t->text.p + from, c->at - from);
        add_said(out, t, c);
        from = c->end;
    }
    buf_put(out, t->text.p + from, n->inner_end - from);
}

struct str xml_said(const struct xml_tree *t, const struct xml_node *n)
{
    struct buf out = {0};
    if (!n)
        return STR("");
    add_said(&out, t, n);
    return xml_decoded(t->arena, xml_keep(t->arena, &out));
}

/* -- replacements --------------------------------------------------------------------------- */

void xml_replace(struct xml_edits *e, size_t at, size_t len, struct str with)
{
    if (e->n == e->size) {
        size_t size = MAX(e->size * 2, (size_t)16);
        struct xml_edit *v = arena_array(e->arena, struct xml_edit, size);
        if (e->n)
            memcpy(v, e->v, e->n * sizeof *v);
        e->v = v;
        e->size = size;
    }
    e->v[e->n] = (struct xml_edit){at, len, e->n, with};
    e->n++;
}

void xml_insert(struct xml_edits *e, size_t at, struct str with) { xml_replace(e, at, 0, with); }

static struct str escaped(struct arena *arena, struct str s)
{
    struct buf out = {0};
    xml_put(&out, s, 0);
    return xml_keep(arena, &out);
}

void xml_set_attr(struct xml_edits *e, size_t tag, const char *name, struct str value)
{
    struct xml_span whole, span;
    struct str text = escaped(e->arena, value);
    if (xml_attr_find(&whole, &span, e->text, tag, bare(name))) {
        xml_replace(e, span.at, span.len, text);
        return;
    }
    xml_insert(e, tag + 1 + xml_qname(e->text, tag).len,
               xml_fmt(e->arena, " %s=\"%.*s\"", name, STR_FMT(text)));
}

void xml_drop_attr(struct xml_edits *e, size_t tag, const char *name)
{
    struct xml_span whole, span;
    if (xml_attr_find(&whole, &span, e->text, tag, name))
        xml_replace(e, whole.at, whole.len, STR(""));
}

void xml_remove(struct xml_edits *e, const struct xml_node *n)
{
    xml_replace(e, n->at, n->end - n->at, STR(""));
}

void xml_append(struct xml_edits *e, const struct xml_node *n, struct str with)
{
    if (!n->empty) {
        xml_insert(e, n->inner_end, with);
        return;
    }
    xml_replace(e, n->inner - 2, 2,
                xml_fmt(e->arena, ">%.*s</%.*s>", STR_FMT(with),
                        STR_FMT(xml_qname(e->text, n->at))));
}

void xml_edits_join(struct xml_edits *e, const struct xml_edits *more)
{
    for (size_t i = 0; i < more->n; i++)
        xml_replace(e, more->v[i].at, more->v[i].len, more->v[i].with);
}

static int by_place(const void *a, const void *b)
{
    const struct xml_edit *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if ((x->len == 0) != (y->len == 0))
        return x->len == 0 ? -1 : 1; /* what is put in comes before what is replaced */
    return x->order < y->order ? -1 : 1;
}

int xml_edited(struct str *out, struct xml_edits *e, struct err *err)
{
    size_t from = 0, len = e->text.len;
    if (e->n)
        qsort(e->v, e->n, sizeof *e->v, by_place);
    for (size_t i = 0; i < e->n; i++) {
        if (e->v[i].at < from || e->v[i].at + e->v[i].len > e->text.len)
            return err_set(err, ERR_INPUT, "the file is damaged: elements lie where they cannot");
        from = e->v[i].at + e->v[i].len;
        len = len - e->v[i].len + e->v[i].with.len;
    }
    if (len > arena_room(e->arena))
        return err_set(err, ERR_LIMIT, "the marked workbook becomes too large");
    char *p = arena_alloc(e->arena, len + 1);
    *out = (struct str){p, len};
    from = 0;
    for (size_t i = 0; i <= e->n; i++) {
        size_t to = i < e->n ? e->v[i].at : e->text.len;
        if (to > from)
            memcpy(p, e->text.p + from, to - from);
        p += to - from;
        if (i < e->n) {
            if (e->v[i].with.len)
                memcpy(p, e->v[i].with.p, e->v[i].with.len);
            p += e->v[i].with.len;
            from = to + e->v[i].len;
        }
    }
    e->n = 0;
    e->text = *out;
    return 0;
}

/* -- writing -------------------------------------------------------------------------------- */

static void put_unit(struct buf *out, const char *p, size_t n)
{
    bool nonchar = n == 3 && (memcmp(p, "\xef\xbf\xbe", 3) == 0 || memcmp(p, "\xef\xbf\xbf", 3) == 0);
    unsigned char c = (unsigned char)*p;
    if (n == 0 || nonchar || (n == 1 && c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
        buf_puts(out, "\xef\xbf\xbd");
    else if (c == '&')
        buf_puts(out, "&amp;");
    else if (c == '<')
        buf_puts(out, "&lt;");
    else if (c == '>')
        buf_puts(out, "&gt;");
    else if (c == '"')
        buf_puts(out, "&quot;");
    else if (c == '\t')
        buf_puts(out, "&#9;");
    else if (c == '\n' || c == '\r')
        buf_puts(out, "&#10;");
    else
        buf_put(out, p, n);
}

void xml_put(struct buf *out, struct str s, size_t units)
{
    size_t used = 0, mark = SIZE_MAX;
    for (const char *p = s.p, *end = str_end(s); p < end;) {
        size_t n = utf8_len(p, end), wide = n == 4 ? 2 : 1;
        if (*p == '\r' && p + 1 < end && p[1] == '\n') { /* the same line's end */
            p++;
            continue;
        }
        if (units && mark == SIZE_MAX && used + wide + 3 > units)
            mark = out->len;
        if (units && used + wide > units) {
            out->len = mark;
            buf_puts(out, "...");
            return;
        }
        put_unit(out, p, n);
        used += wide;
        p += n ? n : 1;
    }
}

struct str xml_fmt(struct arena *arena, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *p = arena_alloc(arena, (size_t)MAX(n, 0) + 1);
    vsnprintf(p, (size_t)MAX(n, 0) + 1, fmt, again);
    va_end(again);
    return (struct str){p, (size_t)MAX(n, 0)};
}

struct str xml_keep(struct arena *arena, struct buf *b)
{
    struct str s = arena_str(arena, b->len ? buf_view(b) : STR(""));
    buf_release(b);
    return s;
}
