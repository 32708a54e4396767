/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Recommendations from the two sides of corridors: where one side is silent, and where both are far apart. */

#include "document/advice.h"

#include "model/period.h"

#include <math.h>

enum { LINES_MOST = 5 };
static const double far_apart = 1.5; /* one figure is more than so many times the other */

static void mark(const struct advice *a, bool *areas, uint16_t area)
{
    for (uint32_t k = 0; k < a->nprofiles; k++)
        areas[k] |= a->profiles[k].area == area;
}

/* -- one side is silent --------------------------------------------------------------------------------------- */

/* The largest corridors of which one country says nothing at all, not even among "other countries". */
static size_t one_sided(const struct mirror_line *out[LINES_MOST], const struct both_sides *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->n && n < LINES_MOST; i++) {
        const struct mirror_line *line = &x->lines[i];
        bool silent_origin = isnan(line->from_origin) && !line->rest[0],
             silent_destination = isnan(line->from_destination) && !line->rest[1];
        if (silent_origin != silent_destination)
            out[n++] = line;
    }
    return n;
}

static bool is_origin_silent(const struct mirror_line *line) { return isnan(line->from_origin); }

bool advice_one_side_find(const struct advice *a, const struct advice_kind *kind UNUSED, bool *areas)
{
    bool any = false;
    for (int k = 0; k < MIRROR_RETURN; k++) {
        const struct mirror_line *v[LINES_MOST];
        size_t n = one_sided(v, &a->sides[k]);
        for (size_t i = 0; i < n; i++)
            mark(a, areas, is_origin_silent(v[i]) ? v[i]->origin : v[i]->destination);
        any |= n > 0;
    }
    return any;
}

void advice_one_side_behind(const struct advice *a, const struct advised *x UNUSED)
{
    struct document *d = a->d;
    struct page *pg = d->page;
    const struct ref *ref = pg->cube->ref;
    for (int k = 0; k < MIRROR_RETURN; k++) {
        const struct mirror_line *v[LINES_MOST];
        size_t n = one_sided(v, &a->sides[k]);
        for (size_t i = 0; i < n; i++) {
            bool silent = is_origin_silent(v[i]);
            struct reckoned r;
            if (!side_reckoned(&r, d, v[i], silent ? SIDE_DESTINATION : SIDE_ORIGIN))
                continue;
            html(pg->out, "<li>");
            TELL_ON(d, arena_fmt(pg->arena, "report.advice.oneside.%s", mirror_kind_name((enum mirror_kind)k)),
                    told_text(d, "corridor", line_name(pg, v[i])), told_text(d, "year", period_words(pg, v[i]->period)),
                    told_text(d, "country", ref->areas[silent ? v[i]->destination : v[i]->origin].name),
                    told_text(d, "other", ref->areas[silent ? v[i]->origin : v[i]->destination].name),
                    told_number(d, "n", &r));
            html(pg->out, "</li>\n");
        }
    }
}

/* -- both are far apart ---------------------------------------------------------------------------------------- */

static size_t apart(const struct mirror_line **out, const struct advice *a, const struct both_sides *x)
{
    const struct mirror_line **v;
    size_t all = both_sides_apart(&v, a->d, x), n = 0;
    for (size_t i = 0; i < all && n < LINES_MOST; i++)
        if (v[i]->ratio > far_apart || v[i]->ratio < 1 / far_apart)
            out[n++] = v[i];
    return n;
}

bool advice_exchange_find(const struct advice *a, const struct advice_kind *kind UNUSED, bool *areas)
{
    bool any = false;
    for (int k = 0; k < MIRROR_RETURN; k++) {
        const struct mirror_line *v[LINES_MOST];
        size_t n = apart(v, a, &a->sides[k]);
        for (size_t i = 0; i < n; i++) {
            mark(a, areas, v[i]->origin);
            mark(a, areas, v[i]->destination);
        }
        any |= n > 0;
    }
    return any;
}

void advice_exchange_behind(const struct advice *a, const struct advised *x UNUSED)
{
    struct document *d = a->d;
    struct page *pg = d->page;
    const struct ref *ref = pg->cube->ref;
    for (int k = 0; k < MIRROR_RETURN; k++) {
        const struct mirror_line *v[LINES_MOST];
        size_t n = apart(v, a, &a->sides[k]);
        for (size_t i = 0; i < n; i++) {
            struct reckoned o, to;
            if (!side_reckoned(&o, d, v[i], SIDE_ORIGIN) || !side_reckoned(&to, d, v[i], SIDE_DESTINATION))
                continue;
            html(pg->out, "<li>");
            TELL_ON(d, arena_fmt(pg->arena, "report.corridors.%s.apart", mirror_kind_name((enum mirror_kind)k)),
                    told_text(d, "corridor", line_name(pg, v[i])), told_text(d, "year", period_words(pg, v[i]->period)),
                    told_text(d, "origin", ref->areas[v[i]->origin].name),
                    told_text(d, "destination", ref->areas[v[i]->destination].name), told_number(d, "o", &o),
                    told_number(d, "d", &to));
            html(pg->out, "</li>\n");
        }
    }
}
