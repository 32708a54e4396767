/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Styles of cells in ODS. Ours are called ILMS-e-ce3: "e" is the colour and "ce3" the style that
 * the cell had; ILMS-p-ce3 is ce3 without our tint, when a program renamed everything. */

#include "syntax/ods_mark.h"

static const char letters[MARK_COLOURS] = {'e', 'w', 'i', 'c'};
enum { NAME_HEAD = 7, STYLES_MAX = 100000 };

static struct ods_style *find(struct ods_styles *s, struct str name)
{
    uint32_t index;
    return map_find(&s->names, &index, name) ? &s->v[index] : NULL;
}

void ods_style_note(struct ods_styles *s, const struct ods_style *style)
{
    if (s->n >= STYLES_MAX)
        return;
    if (s->n == s->size) {
        uint32_t size = MAX(s->size * 2, 64u);
        struct ods_style *v = arena_array(s->arena, struct ods_style, size);
        if (s->n)
            memcpy(v, s->v, s->n * sizeof *v);
        s->v = v;
        s->size = size;
    }
    s->v[s->n] = *style;
    map_put(&s->names, style->name, s->n++);
}

void ods_style_props(struct ods_styles *s, size_t at, struct str background)
{
    struct ods_style *style = &s->v[s->n - 1];
    style->props = at;
    for (int i = 0; i < MARK_COLOURS; i++)
        if (background.len == 7 && background.p[0] == '#' &&
            str_eq_nocase(str_sub(background, 1, 6), str_of(mark_tint[i])))
            style->ours = true;
}

void ods_style_put(struct ods_styles *s, struct str name, struct str element)
{
    if (find(s, name))
        return;
    ods_style_note(s, &(struct ods_style){.name = name, .raw = element});
    buf_str(&s->fresh, element);
}

/* A copy of a style under another name, its background changed; an empty one: none. */
static void copy(struct ods_styles *s, struct str name, struct str of, struct str background)
{
    struct ods_style *old = find(s, of);
    struct buf safe = {0};
    xml_put(&safe, of.len ? of : STR("Default"), 0);
    struct str text, parent = xml_keep(s->arena, &safe);
    struct str props = background.len
        ? xml_fmt(s->arena, "<style:table-cell-properties fo:background-color=\"%.*s\"/>",
                  STR_FMT(background)) : STR("");
    if (!old) { /* one of those that have names for people, in styles.xml */
        xml_put(&safe, name, 0);
        text = xml_fmt(s->arena, "<style:style style:name=\"%.*s\" style:family=\"table-cell\" "
                       "style:parent-style-name=\"%.*s\">%.*s</style:style>",
                       STR_FMT(buf_view(&safe)), STR_FMT(parent), STR_FMT(props));
        buf_release(&safe);
        ods_style_put(s, name, text);
        return;
    }
    struct xml_edits e = {.arena = s->arena, .text = old->raw};
    bool empty = old->raw.len > 2 && old->raw.p[old->raw.len - 2] == '/' &&
                 memchr(old->raw.p + 1, '<', old->raw.len - 1) == NULL;
    struct xml_node n = {.at = 0, .inner = old->raw.len, .inner_end = old->raw.len,
                         .empty = empty};
    xml_set_attr(&e, 0, "style:name", name);
    if (old->props && background.len)
        xml_set_attr(&e, old->props, "fo:background-color", background);
    else if (old->props)
        xml_drop_attr(&e, old->props, "background-color");
    else if (empty)
        xml_append(&e, &n, props);
    else if (props.len)
        xml_insert(&e, (size_t)((const char *)memchr(old->raw.p, '>', old->raw.len) - old->raw.p)
                       + 1, props);
    if (xml_edited(&text, &e, NULL) == 0)
        ods_style_put(s, name, text);
}

static struct str prefixed(struct ods_styles *s, char letter, struct str name)
{
    return xml_fmt(s->arena, "ILMS-%c-%.*s", letter, STR_FMT(name));
}

static bool is_marked_name(struct str name)
{
    return name.len >= NAME_HEAD && str_starts(name, STR("ILMS-")) && name.p[6] == '-' &&
           memchr(letters, name.p[5], sizeof letters);
}

struct str ods_style_plain(struct ods_styles *s, struct str name)
{
    while (is_marked_name(name))
        name = str_sub(name, NAME_HEAD, name.len);
    struct ods_style *style = find(s, name);
    if (!style || !style->ours)
        return name;
    struct str plain = prefixed(s, 'p', name);
    copy(s, plain, name, STR(""));
    return plain;
}

struct str ods_style_tinted(struct ods_styles *s, struct str name, enum mark_colour colour)
{
    struct str base = ods_style_plain(s, name), tinted = prefixed(s, letters[colour], base);
    if (!find(s, tinted))
        copy(s, tinted, base, xml_fmt(s->arena, "#%s", mark_tint[colour]));
    return tinted;
}

void ods_styles_release(struct ods_styles *s)
{
    map_release(&s->names);
    buf_release(&s->fresh);
}
