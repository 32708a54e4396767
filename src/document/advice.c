/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/advice.h"

/* What costs least first: what is there already, then what has to be agreed on, then what has to be collected. */
static const struct advice_kind kinds[] = {
    {"tabulation", NEED_TABULATION, advice_needs_find, advice_needs_behind, false},
    {"item", NEED_ITEM, advice_needs_find, advice_needs_behind, false},
    {"register", NEED_REGISTER, advice_needs_find, advice_needs_behind, false},
    {"definition", NEED_DEFINITION, advice_needs_find, advice_needs_behind, false},
    {"metadata", NEED_METADATA, advice_needs_find, advice_needs_behind, false},
    {"criterion", NEED_KINDS, advice_criterion_find, advice_criterion_behind, true},
    {"year", NEED_KINDS, advice_year_find, advice_year_behind, true},
    {"sexes", NEED_KINDS, advice_sexes_find, advice_sexes_behind, false},
    {"rest", NEED_KINDS, advice_rest_find, advice_rest_behind, false},
    {"timeliness", NEED_TIMELINESS, advice_needs_find, advice_needs_behind, false},
    {"periodicity", NEED_PERIODICITY, advice_needs_find, advice_needs_behind, false},
    {"oneside", NEED_KINDS, advice_one_side_find, advice_one_side_behind, false},
    {"exchange", NEED_KINDS, advice_exchange_find, advice_exchange_behind, false},
};
_Static_assert(ARRAY_LEN(kinds) <= ADVICE_MOST, "room for each kind");

static void prepare(struct advice *a)
{
    struct page *pg = a->d->page;
    a->profiles = arena_array(pg->arena, struct profile, pg->cube->ref->nareas);
    for (const uint16_t *area = members(pg); *area; area++)
        profile_make(&a->profiles[a->nprofiles++], pg->cube, *area);
    for (int kind = 0; kind < MIRROR_RETURN; kind++)
        both_sides_make(&a->sides[kind], a->d, (enum mirror_kind)kind);
}

void advice_gather(struct advice *a)
{
    struct arena *arena = a->d->page->arena;
    prepare(a);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        bool *areas = arena_array(arena, bool, a->nprofiles + 1);
        struct advised x = {.kind = &kinds[i], .areas = arena_array(arena, uint16_t, a->nprofiles + 1)};
        if (!kinds[i].finds(a, &kinds[i], areas))
            continue;
        for (uint32_t k = 0; k < a->nprofiles; k++)
            if (areas[k])
                x.areas[x.n++] = a->profiles[k].area;
        a->v[a->n++] = x;
    }
}

void advice_write(const struct advice *a)
{
    struct document *d = a->d;
    struct page *pg = d->page;
    for (unsigned i = 0; i < a->n; i++) {
        const struct advised *x = &a->v[i];
        bool all = x->n == a->nprofiles;
        struct str countries = all ? text_get(pg->text, "report.advice.all") : areas_words(pg, x->areas, x->n);
        document_recommendation(d, part_id(d, "recommendations.data.%s", x->kind->name), text_join(pg, "%u", i + 1));
        SAY(pg, arena_fmt(pg->arena, "report.advice.%s", x->kind->name), {"countries", countries},
            {"region", pg->cube->ref->region});
        html(pg->out, "\n<ul class=\"behind\">\n");
        x->kind->behind(a, x);
        html(pg->out, "</ul>\n<p class=\"to\">");
        if (all || x->kind->all)
            say(pg, "report.advice.to.all");
        else
            SAY(pg, "report.advice.to", {"countries", countries});
        html(pg->out, "</p>\n");
        document_recommendation_end(d);
    }
}
