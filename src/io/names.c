/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/names.h"

#include "model/concept.h"
#include "model/slice.h"
#include "syntax/locale.h"

struct names {
    const struct ref *ref;
    const char *language; /* NULL: English, in which everything has its name */
    struct locale *locale;
    struct str *area, *code; /* by index; made when first asked for, unless all of them are */
    bool complete;
    struct arena arena;
};

struct names *names_new(const struct ref *ref, struct str language)
{
    struct names *n = mem_alloc(sizeof *n);
    n->ref = ref;
    arena_init(&n->arena, (size_t)64 << 20);
    if (language.len == 0 || str_is(language, "en"))
        return n;
    n->language = arena_text(&n->arena, language);
    n->locale = locale_new(n->language);
    n->area = arena_array(&n->arena, struct str, ref->nareas);
    n->code = arena_array(&n->arena, struct str, ref->ncodes);
    return n;
}

void names_free(struct names *n)
{
    if (!n)
        return;
    if (n->locale)
        locale_free(n->locale);
    arena_release(&n->arena);
    free(n);
}

const struct ref *names_ref(const struct names *n) { return n->ref; }

struct str names_language(const struct names *n)
{
    return n->language ? str_of(n->language) : STR("en");
}

struct str names_component(const struct names *n, struct str id)
{
    return concept_name(n->ref, n->language, id);
}

static struct str area_name(struct names *n, uint16_t area)
{
    const struct area *a = &n->ref->areas[area];
    struct buf name = {0};
    if (!n->complete && n->area[area].len == 0)
        n->area[area] = locale_country(&name, n->locale, a->iso2) ? arena_str(&n->arena, buf_view(&name))
                                                                   : a->name;
    buf_release(&name);
    return n->area[area];
}

/* The name of a country's code is the country's, unless data/names/ says otherwise. */
static struct str code_name(struct names *n, uint16_t code)
{
    const struct code *c = &n->ref->codes[code];
    if (n->complete || n->code[code].len)
        return n->code[code];
    struct str name = ref_name(n->ref, n->language, "code", c->code, STR(""));
    if (name.len == 0)
        name = c->area ? area_name(n, c->area) : c->name;
    return n->code[code] = name;
}

void names_complete(struct names *n)
{
    if (!n->language || n->complete)
        return;
    for (uint32_t i = 0; i < n->ref->nareas; i++)
        area_name(n, (uint16_t)i);
    for (uint32_t i = 0; i < n->ref->ncodes; i++)
        code_name(n, (uint16_t)i);
    n->complete = true;
    locale_free(n->locale);
    n->locale = NULL;
}

struct str names_code(struct names *n, const struct cube_flow *flow, enum dim_kind dim, uint16_t code)
{
    if (!n->language)
        return avail_name(n->ref, flow, dim, code);
    if (dim == DIM_FREQ)
        return freq_name(n->ref, n->language, (char)code);
    if (dim == DIM_MEASURE)
        return names_flow(n, flow);
    return dim == DIM_AREA ? area_name(n, code) : code_name(n, code);
}

struct str names_flow(const struct names *n, const struct cube_flow *flow)
{
    const struct indicator *in = &n->ref->indicators[flow->indicator];
    return n->language ? ref_name(n->ref, n->language, "title", in->code, in->title) : in->title;
}

struct str names_status(const struct names *n, char status)
{
    const struct status *st = status ? ref_status_find(n->ref, status) : NULL;
    if (!st)
        return STR("");
    return n->language ? ref_name(n->ref, n->language, "status", (struct str){&st->code, 1}, st->name)
                       : st->name;
}

struct str names_unit(const struct names *n, const struct indicator *in)
{
    return unit_name(n->ref, n->language, in->unit);
}

struct str names_unit_mult(const struct names *n, const struct indicator *in)
{
    return unit_mult_name(n->ref, n->language, in->unit_mult);
}

void names_unit_label(struct buf *out, const struct names *n, const struct indicator *in)
{
    unit_label(out, n->ref, n->language, in);
}
