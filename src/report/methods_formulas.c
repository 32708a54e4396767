/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The formulas of what is computed: tables of their own, and families, which are the same of many tables. */

#include "report/methods.h"

#include "model/formula.h"
#include "report/layout.h"

/* The part of an input that counts, in words: "Foreign-born", "total", "year before". */
static void put_parts(struct page *pg, const struct formula_input *in)
{
    const struct ref *ref = pg->cube->ref;
    for (unsigned i = 0; i < ARRAY_LEN(in->fixed); i++)
        if (in->fixed[i]) {
            html(pg->out, " <span class=\"small\">");
            html_text(pg->out, ref->codes[in->fixed[i]].name);
            html(pg->out, "</span>");
        }
    const char *const keys[] = {in->total[0] || in->total[1] ? "formulas.total" : NULL,
                                in->before ? "formulas.before" : NULL};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (keys[i])
            say_in(pg, "span", "small", keys[i]);
}

/* A family is shown with its table left open. */
static void put_input(struct page *pg, const struct formula_input *in, bool open)
{
    struct str code = pg->cube->ref->indicators[in->indicator].code;
    html(pg->out, "<span class=\"in\">");
    if (open)
        html(pg->out, "<i>x</i> ");
    else
        html_link(pg->out, "/table/", code, code);
    put_parts(pg, in);
    html(pg->out, "</span>");
}

static void put_formula(struct page *pg, const struct formula *f, bool open)
{
    static const char *const signs[] = {" + ", " \xE2\x88\x92 ", " / ", " / ", ""};
    if (f->multiplier != 1)
        buf_fmt(pg->out, "%g \xC3\x97 ", f->multiplier);
    html(pg->out, f->operation == OPERATION_GROWTH ? "((" : "");
    for (unsigned i = 0; i < f->nin; i++) {
        html(pg->out, i ? signs[f->operation] : "");
        put_input(pg, &f->in[i], open);
    }
    if (f->operation == OPERATION_GROWTH) {
        html(pg->out, ")<sup>1 / ");
        say(pg, "formulas.years");
        html(pg->out, "</sup> \xE2\x88\x92 1)");
    } else if (f->operation == OPERATION_REGION) {
        say_in(pg, "span", "small", "formulas.region");
        html(pg->out, " / <i>x</i> ");
        say_in(pg, "span", "small", "formulas.all");
    }
}

static void put_tables(struct page *pg)
{
    static const char *const heads[] = {"formulas.table", "formulas.formula", "formulas.reference", NULL};
    const struct ref *ref = pg->cube->ref;
    say_in(pg, "h2", NULL, "formulas.tables");
    listing_open(pg, "cap-tables", "frame whole", "list formulas", text_get(pg->text, "formulas.caption"));
    listing_columns(pg, heads);
    for (uint32_t i = 0; i < ref->nformulas; i++) {
        const struct formula *f = &ref->formulas[i];
        const struct indicator *in = &ref->indicators[f->result];
        if (f->result >= ref->nlisted)
            continue;
        html(pg->out, "<tr><th scope=\"row\">");
        html_link(pg->out, "/table/", in->code, in->title);
        html(pg->out, "</th><td class=\"formula\">");
        put_formula(pg, f, false);
        html(pg->out, "</td><td class=\"small\">");
        html_text(pg->out, f->reference);
        html(pg->out, "</td></tr>\n");
    }
    listing_close(pg);
}

/* "GR" of MST_NCTE_SEX_CCT_GR. */
static struct str ending(const struct ref *ref, const struct formula *f)
{
    struct str code = ref->indicators[f->result].code;
    size_t from = code.len;
    while (from > 0 && code.p[from - 1] != '_')
        from--;
    return str_sub(code, from, code.len);
}

/* What a family is: its definition, without that of the table which stands behind it. */
static struct str family_words(const struct ref *ref, const struct formula *f)
{
    struct str all = ref->indicators[f->result].definition, one = ref->indicators[f->in[0].indicator].definition;
    return one.len && str_ends(all, one) ? str_trim(str_sub(all, 0, all.len - one.len)) : all;
}

static bool is_first(const struct ref *ref, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (ref->formulas[k].result >= ref->nlisted &&
            str_eq(ending(ref, &ref->formulas[k]), ending(ref, &ref->formulas[i])))
            return false;
    return true;
}

static void put_family(struct page *pg, uint32_t first)
{
    const struct ref *ref = pg->cube->ref;
    const struct formula *f = &ref->formulas[first];
    uint64_t n = 0;
    for (uint32_t i = first; i < ref->nformulas; i++)
        n += ref->formulas[i].result >= ref->nlisted && str_eq(ending(ref, &ref->formulas[i]), ending(ref, f));
    html(pg->out, "<tr><th scope=\"row\"><code>_");
    html_text(pg->out, ending(ref, f));
    html(pg->out, "</code> <span class=\"small\">");
    html_text(pg->out, counted(pg, "count.tables", n));
    html(pg->out, "</span></th><td>");
    html_text(pg->out, family_words(ref, f));
    html(pg->out, "</td><td class=\"formula\">");
    put_formula(pg, f, true);
    html(pg->out, "</td><td>");
    html_link(pg->out, "/table/", ref->indicators[f->result].code, ref->indicators[f->result].title);
    html(pg->out, "</td><td class=\"small\">");
    html_text(pg->out, f->reference);
    html(pg->out, "</td></tr>\n");
}

static void put_families(struct page *pg)
{
    static const char *const heads[] = {"formulas.family", "formulas.is", "formulas.formula", "formulas.example",
                                        "formulas.reference", NULL};
    const struct ref *ref = pg->cube->ref;
    say_in(pg, "h2", NULL, "formulas.families");
    say_in(pg, "p", NULL, "formulas.families.lead");
    listing_open(pg, "cap-families", "frame whole", "list formulas", text_get(pg->text, "formulas.families.caption"));
    listing_columns(pg, heads);
    for (uint32_t i = 0; i < ref->nformulas; i++)
        if (ref->formulas[i].result >= ref->nlisted && is_first(ref, i))
            put_family(pg, i);
    listing_close(pg);
}

void page_formulas(struct page *pg)
{
    if (!page_released(pg, "methods"))
        return;
    page_open(pg, text_get(pg->text, "formulas.title"), "methods");
    crumbs_open(pg);
    crumb(pg, "/methods", "methods.title");
    html(pg->out, "</nav>\n");
    say_in(pg, "h1", NULL, "formulas.title");
    say_in(pg, "p", "lead", "formulas.lead");
    put_tables(pg);
    put_families(pg);
    page_close(pg);
}
