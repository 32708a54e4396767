/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Relationships and content types: how the parts of a package know each other. */

#include "syntax/xlsx_mark.h"

#include <strings.h>

#define TYPES "[Content_Types].xml"

/* -- relationships ------------------------------------------------------------------------------ */

/* "xl/_rels/workbook.xml.rels" of "xl/workbook.xml". */
const char *xlsx_relations_of(struct xlsx_mark *m, const char *of)
{
    const char *slash = strrchr(of, '/');
    int folder = slash ? (int)(slash - of) + 1 : 0;
    return arena_fmt(m->arena, "%.*s_rels/%s.rels", folder, of, of + folder);
}

/* The part that a target names, seen from a part. */
static const char *resolve(struct xlsx_mark *m, const char *of, struct str target)
{
    struct buf out = {0};
    const char *slash = strrchr(of, '/');
    struct str rest = target, piece;
    if (slash && !str_starts(target, STR("/")))
        buf_put(&out, of, (size_t)(slash - of));
    while (str_next(&piece, &rest, '/')) {
        if (piece.len == 0 || str_is(piece, "."))
            continue;
        if (str_is(piece, "..")) {
            while (out.len && out.p[out.len - 1] != '/')
                out.len--;
            out.len -= out.len > 0;
            continue;
        }
        if (out.len)
            buf_char(&out, '/');
        buf_str(&out, piece);
    }
    return xml_keep(m->arena, &out).p;
}

static bool is_kind(struct str type, const char *kind)
{
    size_t n = strlen(kind);
    return type.len > n && type.p[type.len - n - 1] == '/' &&
           str_is(str_sub(type, type.len - n, n), kind);
}

static int read_relations(struct xml_tree *t, int64_t *part, struct xlsx_mark *m, const char *of,
                          struct err *err)
{
    const char *name = xlsx_relations_of(m, of);
    struct str text;
    *part = package_find(m->p, name);
    if (*part < 0)
        return 0;
    int r = package_text(&text, m->p, *part, err);
    return r < 0 ? r : xml_tree_read(t, m->arena, text, name, err);
}

int xlsx_related(int64_t *part, struct str *type, struct xlsx_mark *m, const char *of,
                 struct str id, const char *kind, struct err *err)
{
    struct xml_tree t;
    int64_t relations;
    struct str value, target;
    *part = -1;
    int r = read_relations(&t, &relations, m, of, err);
    if (r < 0 || relations < 0)
        return r;
    for (struct xml_node *n = xml_child(t.root, "Relationship"); n;
         n = xml_sibling(n, "Relationship")) {
        if (xml_value(&value, &t, n, "TargetMode") && str_eq_nocase(value, STR("External")))
            continue;
        xml_value(&value, &t, n, kind ? "Type" : "Id");
        if (kind ? !is_kind(value, kind) : !str_eq(value, id))
            continue;
        xml_value(&target, &t, n, "Target");
        *part = package_find(m->p, resolve(m, of, target));
        if (type)
            xml_value(type, &t, n, "Type");
        return 0;
    }
    return 0;
}

/* What to write to get from one part to another: "/xl/..." is understood by everyone. */
int xlsx_relate(struct str *id, struct xlsx_mark *m, const char *of, const char *kind,
                const char *to, struct err *err)
{
    struct xml_tree t;
    int64_t part;
    struct str value, text = STR(XML_HEAD "<Relationships xmlns=\"" XLSX_PACKAGE
                                 "relationships\"></Relationships>");
    uint64_t highest = 0, n;
    int r = read_relations(&t, &part, m, of, err);
    if (r == 0 && part < 0)
        r = xml_tree_read(&t, m->arena, text, "relationships", err);
    if (r < 0)
        return r;
    for (struct xml_node *c = xml_child(t.root, "Relationship"); c;
         c = xml_sibling(c, "Relationship"))
        if (xml_value(&value, &t, c, "Id") && value.len > 3 &&
            str_eq_nocase(str_sub(value, 0, 3), STR("rId")) &&
            str_uint(&n, str_sub(value, 3, value.len), UINT32_MAX))
            highest = MAX(highest, n);
    *id = xml_fmt(m->arena, "rId%llu", (unsigned long long)highest + 1);
    struct str prefix = xml_prefix(t.text, t.root->at);
    struct buf safe = {0};
    xml_put(&safe, str_of(to), 0);
    struct str one = xml_fmt(m->arena, "<%.*sRelationship Id=\"%.*s\" Type=\"%s/%s\" "
                             "Target=\"/%.*s\"/>", STR_FMT(prefix), STR_FMT(*id),
                             m->relation_ns, kind, STR_FMT(buf_view(&safe)));
    buf_release(&safe);
    struct xml_edits e = {.arena = m->arena, .text = t.text};
    xml_append(&e, t.root, one);
    r = xml_edited(&text, &e, err);
    if (r == 0 && part >= 0)
        package_change(m->p, part, text);
    else if (r == 0)
        package_add(m->p, xlsx_relations_of(m, of), text);
    return r;
}

int xlsx_unrelate(struct xlsx_mark *m, const char *of, struct str id, const char *kind,
                  struct err *err)
{
    struct xml_tree t;
    int64_t part;
    struct str value;
    int r = read_relations(&t, &part, m, of, err);
    if (r < 0 || part < 0)
        return r;
    struct xml_edits e = {.arena = m->arena, .text = t.text};
    for (struct xml_node *n = xml_child(t.root, "Relationship"); n && r == 0;
         n = xml_sibling(n, "Relationship")) {
        xml_value(&value, &t, n, kind ? "Type" : "Id");
        if (kind ? !is_kind(value, kind) : !str_eq(value, id))
            continue;
        xml_value(&value, &t, n, "Target");
        const char *to = resolve(m, of, value);
        package_drop(m->p, package_find(m->p, to));
        r = xlsx_type_remove(m, to, err);
        xml_remove(&e, n);
    }
    if (r == 0)
        r = xml_edited(&value, &e, err);
    if (r == 0)
        package_change(m->p, part, value);
    return r;
}

/* -- content types -------------------------------------------------------------------------------- */

static int read_types(struct xml_tree *t, int64_t *part, struct xlsx_mark *m, struct err *err)
{
    struct str text;
    *part = package_find(m->p, TYPES);
    int r = package_text(&text, m->p, *part, err);
    return r < 0 ? r : xml_tree_read(t, m->arena, text, TYPES, err);
}

static bool is_part(const struct xml_tree *t, const struct xml_node *n, const char *part)
{
    struct str name;
    return xml_value(&name, t, n, "PartName") && name.len > 1 &&
           str_eq_nocase(str_sub(name, 1, name.len), str_of(part));
}

int xlsx_type_add(struct xlsx_mark *m, const char *name, const char *type, struct err *err)
{
    struct xml_tree t;
    int64_t part;
    struct buf safe = {0};
    struct str text;
    int r = xlsx_type_remove(m, name, err); /* one that was left over */
    if (r == 0)
        r = read_types(&t, &part, m, err);
    if (r < 0)
        return r;
    struct xml_edits e = {.arena = m->arena, .text = t.text};
    xml_put(&safe, str_of(name), 0);
    xml_append(&e, t.root,
               xml_fmt(m->arena, "<%.*sOverride PartName=\"/%.*s\" ContentType=\"%s\"/>",
                       STR_FMT(xml_prefix(t.text, t.root->at)), STR_FMT(buf_view(&safe)), type));
    buf_release(&safe);
    r = xml_edited(&text, &e, err);
    if (r == 0)
        package_change(m->p, part, text);
    return r;
}

int xlsx_type_default(struct xlsx_mark *m, const char *extension, const char *type,
                      struct err *err)
{
    struct xml_tree t;
    int64_t part;
    struct str value;
    int r = read_types(&t, &part, m, err);
    if (r < 0)
        return r;
    for (struct xml_node *n = xml_child(t.root, "Default"); n; n = xml_sibling(n, "Default"))
        if (xml_value(&value, &t, n, "Extension") && str_eq_nocase(value, str_of(extension)))
            return 0;
    struct xml_edits e = {.arena = m->arena, .text = t.text};
    struct str one = xml_fmt(m->arena, "<%.*sDefault Extension=\"%s\" ContentType=\"%s\"/>",
                             STR_FMT(xml_prefix(t.text, t.root->at)), extension, type);
    if (t.root->first)
        xml_insert(&e, t.root->first->at, one);
    else
        xml_append(&e, t.root, one);
    r = xml_edited(&value, &e, err);
    if (r == 0)
        package_change(m->p, part, value);
    return r;
}

int xlsx_type_remove(struct xlsx_mark *m, const char *name, struct err *err)
{
    struct xml_tree t;
    int64_t part;
    struct str text;
    int r = read_types(&t, &part, m, err);
    if (r < 0)
        return r;
    struct xml_edits e = {.arena = m->arena, .text = t.text};
    for (struct xml_node *n = xml_child(t.root, "Override"); n; n = xml_sibling(n, "Override"))
        if (is_part(&t, n, name))
            xml_remove(&e, n);
    r = xml_edited(&text, &e, err);
    if (r == 0)
        package_change(m->p, part, text);
    return r;
}

/* -- texts ------------------------------------------------------------------------------------------ */

const char *xlsx_declare_r(struct xlsx_mark *m, struct str text, size_t root)
{
    const char *declared = arena_fmt(m->arena, " xmlns:r=\"%s\"", m->relation_ns);
    const char *end = memchr(text.p + root, '>', text.len - root);
    size_t len = end ? (size_t)(end - text.p) - root : 0;
    return memmem(text.p + root, len, declared, strlen(declared)) ? "" : declared;
}

static bool looks_escaped(struct str s)
{
    if (s.len < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
        return false;
    for (int i = 2; i < 6; i++)
        if (!strchr("0123456789abcdefABCDEF", s.p[i]) || !s.p[i])
            return false;
    return true;
}

void xlsx_put(struct buf *out, struct str s, size_t units)
{
    struct buf copy = {0};
    if (!str_find(s, STR("_x"))) {
        xml_put(out, s, units);
        return;
    }
    for (size_t i = 0; i < s.len; i++) {
        buf_char(&copy, s.p[i]);
        if (looks_escaped(str_sub(s, i, 7)))
            buf_puts(&copy, "x005F_");
    }
    xml_put(out, buf_view(&copy), units);
    buf_release(&copy);
}
