/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Recommendations from the newest figures of countries: what they are counted by, of which year, for whom, what is left
 * in "other countries". */

#include "document/advice.h"

#include "model/period.h"

enum { COUNTRIES_LEAST = 3, REST_MOST = 20 /* per cent */ };

/* The newest total of a part of a country's profile; UINT32_MAX: there is none. */
static uint32_t newest_of(const struct advice *a, uint32_t place, enum profile_part part)
{
    const struct profile *p = &a->profiles[place];
    return p->best[part] ? figure_newest(a->d->page->cube, p->best[part], &(struct figure_key){.area = p->area})
                         : UINT32_MAX;
}

static void item(struct document *d, const char *key, struct str name, const uint16_t *areas, size_t n)
{
    struct page *pg = d->page;
    html(pg->out, "<li>");
    SAY(pg, key, {"name", name}, {"countries", areas_words(pg, areas, n)});
    html(pg->out, "</li>\n");
}

/* -- birth and citizenship ----------------------------------------------------------------------------------- */

static enum criterion criterion_of(const struct advice *a, uint32_t place)
{
    const struct cube_flow *flow = a->profiles[place].best[PART_STOCK];
    return flow ? a->d->page->cube->ref->indicators[flow->indicator].criterion : CRITERION_NONE;
}

bool advice_criterion_find(const struct advice *a, const struct advice_kind *kind UNUSED, bool *areas)
{
    bool has[CRITERION_CITIZENSHIP + 1] = {false};
    for (uint32_t k = 0; k < a->nprofiles; k++) {
        areas[k] = criterion_of(a, k) != CRITERION_NONE;
        has[criterion_of(a, k)] = true;
    }
    return has[CRITERION_BIRTH] && has[CRITERION_CITIZENSHIP];
}

void advice_criterion_behind(const struct advice *a, const struct advised *x UNUSED)
{
    static const enum criterion criteria[] = {CRITERION_CITIZENSHIP, CRITERION_BIRTH};
    struct page *pg = a->d->page;
    for (size_t i = 0; i < ARRAY_LEN(criteria); i++) {
        uint16_t *areas = arena_array(pg->arena, uint16_t, a->nprofiles + 1);
        size_t n = 0;
        for (uint32_t k = 0; k < a->nprofiles; k++)
            if (criterion_of(a, k) == criteria[i])
                areas[n++] = a->profiles[k].area;
        item(a->d, "report.advice.criterion.behind",
             text_get(pg->text, i ? "mirror.criterion.birth" : "mirror.criterion.citizenship"), areas, n);
    }
}

/* -- one year ------------------------------------------------------------------------------------------------- */

bool advice_year_find(const struct advice *a, const struct advice_kind *kind UNUSED, bool *areas)
{
    uint16_t first = UINT16_MAX, last = 0;
    uint32_t n = 0;
    for (uint32_t k = 0; k < a->nprofiles; k++) {
        uint32_t obs = newest_of(a, k, PART_STOCK);
        areas[k] = obs != UINT32_MAX;
        if (obs == UINT32_MAX)
            continue;
        first = MIN(first, a->d->page->cube->period[obs]);
        last = MAX(last, a->d->page->cube->period[obs]);
        n++;
    }
    return n >= COUNTRIES_LEAST && first != last;
}

/* The countries of each year, the newest first. */
void advice_year_behind(const struct advice *a, const struct advised *x UNUSED)
{
    struct page *pg = a->d->page;
    for (uint16_t before = UINT16_MAX;;) {
        uint16_t *areas = arena_array(pg->arena, uint16_t, a->nprofiles + 1), period = 0;
        size_t n = 0;
        for (uint32_t k = 0; k < a->nprofiles; k++) {
            uint32_t obs = newest_of(a, k, PART_STOCK);
            if (obs != UINT32_MAX && pg->cube->period[obs] < before)
                period = MAX(period, pg->cube->period[obs]);
        }
        for (uint32_t k = 0; k < a->nprofiles; k++) {
            uint32_t obs = newest_of(a, k, PART_STOCK);
            if (obs != UINT32_MAX && pg->cube->period[obs] == period)
                areas[n++] = a->profiles[k].area;
        }
        if (!n)
            return;
        item(a->d, "report.advice.year.behind", period_words(pg, period), areas, n);
        before = period;
    }
}

/* -- women and men -------------------------------------------------------------------------------------------- */

static const enum profile_part with_sexes[] = {PART_STOCK, PART_OUTFLOW, PART_ABROAD};

/* The newest total of the part is said, and not how many of them are women. */
static bool lacks_women(const struct advice *a, uint32_t place, enum profile_part part)
{
    const struct cube *cube = a->d->page->cube;
    const struct profile *p = &a->profiles[place];
    uint32_t obs = newest_of(a, place, part);
    return obs != UINT32_MAX &&
           figure_find(cube, p->best[part], &(struct figure_key){.area = p->area, .sex = cube->ref->sex_female},
                       cube->period[obs]) == UINT32_MAX;
}

bool advice_sexes_find(const struct advice *a, const struct advice_kind *kind UNUSED, bool *areas)
{
    bool any = false;
    for (uint32_t k = 0; k < a->nprofiles; k++)
        for (size_t i = 0; i < ARRAY_LEN(with_sexes); i++)
            if (lacks_women(a, k, with_sexes[i]))
                any = areas[k] = true;
    return any;
}

void advice_sexes_behind(const struct advice *a, const struct advised *x UNUSED)
{
    struct page *pg = a->d->page;
    for (size_t i = 0; i < ARRAY_LEN(with_sexes); i++) {
        uint16_t *areas = arena_array(pg->arena, uint16_t, a->nprofiles + 1);
        size_t n = 0;
        for (uint32_t k = 0; k < a->nprofiles; k++)
            if (lacks_women(a, k, with_sexes[i]))
                areas[n++] = a->profiles[k].area;
        if (n)
            item(a->d, "report.advice.sexes.behind",
                 text_get(pg->text, arena_fmt(pg->arena, "profile.of.%s", profile_part_name(with_sexes[i]))), areas, n);
    }
}

/* -- other countries ------------------------------------------------------------------------------------------ */

static const enum profile_part by_country[] = {PART_ORIGINS, PART_OUTFLOW, PART_ABROAD};

/* The share of what is left over when countries are listed, where it is large. */
static bool rest_of(struct reckoned *out, uint16_t *period, const struct advice *a, uint32_t place,
                    enum profile_part part)
{
    struct page *pg = a->d->page;
    const struct cube *cube = pg->cube;
    const struct profile *p = &a->profiles[place];
    struct profile_shares x;
    if (!p->best[part])
        return false;
    profile_shares(&x, pg, p->best[part], p->area, 0);
    if (!x.n || x.total == UINT32_MAX || !cube->ref->versions[x.version].countries ||
        cube->ref->codes[x.v[x.n - 1].code].role != CODE_REST)
        return false;
    *period = x.period;
    return reckoned_make(out, pg->arena, cube, RECKONED_SHARE, (const uint32_t[]){x.v[x.n - 1].obs, x.total}, 2) &&
           out->value > REST_MOST;
}

bool advice_rest_find(const struct advice *a, const struct advice_kind *kind UNUSED, bool *areas)
{
    struct reckoned r;
    uint16_t period;
    bool any = false;
    for (uint32_t k = 0; k < a->nprofiles; k++)
        for (size_t i = 0; i < ARRAY_LEN(by_country); i++)
            if (rest_of(&r, &period, a, k, by_country[i]))
                any = areas[k] = true;
    return any;
}

void advice_rest_behind(const struct advice *a, const struct advised *x UNUSED)
{
    struct document *d = a->d;
    struct page *pg = d->page;
    struct reckoned r;
    uint16_t period;
    for (uint32_t k = 0; k < a->nprofiles; k++)
        for (size_t i = 0; i < ARRAY_LEN(by_country); i++) {
            if (!rest_of(&r, &period, a, k, by_country[i]))
                continue;
            const struct indicator *in = &pg->cube->ref->indicators[a->profiles[k].best[by_country[i]]->indicator];
            html(pg->out, "<li>");
            TELL_ON(d, "report.advice.rest.behind",
                    told_text(d, "country", pg->cube->ref->areas[a->profiles[k].area].name),
                    told_text(d, "measure", measure_words(pg, in)), told_text(d, "year", period_words(pg, period)),
                    told_number(d, "share", &r));
            html(pg->out, "</li>\n");
        }
}
