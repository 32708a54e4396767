/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/search_write.h"

struct str search_name(struct arena *arena, const struct ref *ref, const struct text *text, const struct found_thing *f)
{
    struct str name = found_name(ref, text, f);
    return f->area ? str_of(arena_fmt(arena, "%.*s, %.*s", STR_FMT(name), STR_FMT(ref->areas[f->area].name))) : name;
}

static struct str address_of(struct arena *arena, const struct ref *ref, const struct text *text,
                             const struct found_thing *f)
{
    struct str address = found_address(arena, ref, f), language = text_get(text, "language");
    return address.len && !str_is(language, "en")
               ? str_of(arena_fmt(arena, "/%.*s%.*s", STR_FMT(language), STR_FMT(address)))
               : address;
}

void search_write(struct buf *out, enum columns_form form, struct arena *arena, const struct ref *ref,
                  const struct text *text, const struct found_list *list, size_t most)
{
    static const char *const names[] = {"kind", "code", "name", "address", "found_as"};
    struct columns c;
    columns_begin(&c, out, form, names, ARRAY_LEN(names));
    for (size_t i = 0; i < MIN(list->n, most); i++) {
        const struct found_thing *f = &list->v[i];
        bool same = str_eq(f->where, found_name(ref, text, f)) || str_eq(f->where, f->code);
        columns_text(&c, str_of(found_kind_name(f->kind)));
        columns_text(&c, f->code);
        columns_text(&c, search_name(arena, ref, text, f));
        columns_text(&c, address_of(arena, ref, text, f));
        columns_text(&c, same ? STR("") : f->where);
    }
    columns_end(&c);
}
