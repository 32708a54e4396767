/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The section [collection] of a mapping: whose figures they are, where they are no country's answer. */

#include "io/mapping_parse.h"

int collection_begin(struct parser *p)
{
    struct mapping *map = p->map;
    if (map->collection)
        return wrong(p, p->line, "[collection] stands in line %u already", map->collection_line);
    map->collection = arena_new(&map->arena, struct collection);
    map->collection_line = p->line;
    return 0;
}

static int both_sexes(struct parser *p, struct str value)
{
    if (!str_is(value, "sum"))
        return wrong(p, p->line, "\"%.*s\" is to be sum (of men and women, where both are given and both sexes "
                     "together are not)", QUOTE(value));
    p->map->sum_sexes = true;
    return 0;
}

static int no_key(const struct parser *p, struct str key)
{
    struct buf names = {0};
    for (enum collection_field f = 0; f < COLLECTION_FIELDS; f++)
        buf_fmt(&names, "%s, ", collection_field_name(f));
    int r = wrong(p, p->line, "\"%.*s\" is no key of a collection; the keys are %sboth_sexes", QUOTE(key), names.p);
    buf_release(&names);
    return r;
}

int collection_key(struct parser *p, struct str key, struct str value)
{
    struct str rest = value, text;
    bool quoted;
    p->told = NULL;
    if (!quoted_text(&text, &rest, &quoted))
        return wrong(p, p->line, "the quote is never closed");
    if (str_is(key, "both_sexes"))
        return both_sexes(p, value);
    for (enum collection_field f = 0; f < COLLECTION_FIELDS; f++)
        if (str_is(key, collection_field_name(f))) {
            p->told = collection_field_of(p->map->collection, f);
            p->told_in[f] = p->line;
            /* a quote in the middle of a text is one */
            *p->told = arena_str(&p->map->arena, quoted && rest.len == 0 ? text : value);
            return 0;
        }
    return no_key(p, key);
}

bool collection_more(struct parser *p, struct str line)
{
    struct str *told = p->told;
    if (!told)
        return false;
    *told = str_of(arena_fmt(&p->map->arena, "%.*s %.*s", STR_FMT(*told), STR_FMT(line)));
    return true;
}

int collection_end(struct parser *p)
{
    struct collection *c = p->map->collection;
    for (enum collection_field f = 0; c && f < COLLECTION_FIELDS; f++) {
        const struct str *text = collection_field_of(c, f);
        const char *right = collection_field_wrong(f, *text);
        if (!text->len && collection_field_needed(f))
            return wrong(p, p->map->collection_line, "the collection does not say its %s%s%s", collection_field_name(f),
                         right ? ", which is to be " : "", right ? right : "");
        if (right)
            return wrong(p, p->told_in[f], "%s is \"%.*s\"; it is to be %s", collection_field_name(f), QUOTE(*text),
                         right);
    }
    return 0;
}
