/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/highlight_write.h"

/* The words of PREFIX + code where there are such, else its name. */
static struct str called(struct page *pg, const char *prefix, struct str code, struct str name)
{
    const char *key = arena_fmt(pg->arena, "highlight.%s.%.*s", prefix, STR_FMT(code));
    return text_has(text_find("en"), key) ? text_get(pg->text, key) : name;
}

static struct str area_called(struct page *pg, uint16_t area)
{
    const struct area *a = &pg->cube->ref->areas[area];
    return called(pg, "area", a->code, a->name);
}

/* "Cambodia, Myanmar and Viet Nam" */
static struct str areas_called(struct page *pg, const uint16_t *areas, uint32_t n)
{
    struct str said = n ? area_called(pg, areas[0]) : STR("");
    for (uint32_t i = 1; i < n; i++)
        said = WORDS(pg, i + 1 == n ? "highlight.list.and" : "highlight.list.comma", {"before", said},
                     {"next", area_called(pg, areas[i])});
    return said;
}

static struct str source_called(struct page *pg, struct str source)
{
    uint16_t type;
    if (!ref_source_find(pg->cube->ref, &type, NULL, source))
        return source;
    return called(pg, "source", pg->cube->ref->source_types[type].code, pg->cube->ref->source_types[type].name);
}

static struct str plain_of(struct page *pg, const struct highlight_arg *a)
{
    const struct ref *ref = pg->cube->ref;
    const struct indicator *in;
    switch (a->kind) {
    case ARG_AREA: return area_called(pg, a->index);
    case ARG_CODE: return called(pg, "code", ref->codes[a->index].code, ref->codes[a->index].name);
    case ARG_PERIOD: return period_words(pg, a->index);
    case ARG_MEASURE: in = &ref->indicators[a->index]; return called(pg, "who", in->measure, in->title);
    case ARG_AREAS: return areas_called(pg, a->indexes, a->n);
    case ARG_SOURCE: return source_called(pg, pg->cube->sources[a->index]);
    case ARG_MODULE: return ref->modules[a->index].name;
    case ARG_TEXT: return a->text;
    case ARG_NUMBER: break;
    }
    return STR("");
}

static struct str html_of(struct document *d, const struct highlight_arg *a)
{
    if (a->kind == ARG_NUMBER)
        return document_number_html(d, &a->number);
    struct buf b = {0};
    html_text(&b, plain_of(d->page, a));
    struct str s = arena_str(d->page->arena, buf_view(&b));
    buf_release(&b);
    return s;
}

void highlight_write(struct document *d, const struct highlight *h)
{
    struct html_arg args[HIGHLIGHT_ARGS + 1] = {{0}};
    for (unsigned i = 0; i < h->nargs; i++)
        args[i] = (struct html_arg){h->args[i].name, html_of(d, &h->args[i])};
    html_say_marked(d->page->out, d->page->text, h->key, args);
}
