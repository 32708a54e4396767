/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is known and missing: numbers of question tables, which say of which they are
 * as `ilms coverage` has its filters. */

#include "analyse/highlight_inner.h"

#include "model/period.h"

#include <math.h>

/* Of which question tables: a place of struct coverage's areas (UINT32_MAX: all), a module (-1: all). */
struct chosen {
    uint32_t area;
    int module;
};

enum { COLLECTED = 1 << COVER_REPORTED | 1 << COVER_PARTIAL, POSSIBLE = COLLECTED | 1 << COVER_MISSING };

static struct cover_sum sum_of(const struct coverage *c, const struct chosen *of)
{
    struct cover_sum sum = {0};
    for (uint32_t q = 0; q < c->nquestions; q++) {
        if (of->module >= 0 && c->questions[q].module != of->module)
            continue;
        struct cover_sum one = coverage_sum(c, of->area, q, 0, 0, false);
        for (int i = 0; i < COVERS; i++)
            sum.n[i] += one.n[i];
    }
    return sum;
}

static void put_covers(struct buf *b, unsigned covers)
{
    const char *before = " cover=";
    for (unsigned i = 0; i < COVERS; i++)
        if (covers >> i & 1) {
            buf_fmt(b, "%s%s", before, cover_key((enum cover)i));
            before = ",";
        }
}

static struct str kept(struct making *m, struct buf *b)
{
    struct str s = arena_str(m->arena, buf_view(b));
    buf_release(b);
    return s;
}

/* "countries=KHM tables=3,4 years=2015-2024 cover=partial,reported"; what is not narrowed is left out. */
static struct str of_words(struct making *m, const struct chosen *of, unsigned covers)
{
    const struct coverage *c = m->from->coverage;
    struct buf b = {0};
    const char *before = "tables=";
    if (of->area != UINT32_MAX)
        buf_fmt(&b, "countries=%.*s ", STR_FMT(m->ref->areas[c->areas[of->area]].code));
    for (uint32_t q = 0; of->module >= 0 && q < c->nquestions; q++)
        if (c->questions[q].module == of->module) {
            buf_fmt(&b, "%s%u", before, c->questions[q].sheet ? (unsigned)c->questions[q].sheet : q + 1);
            before = ",";
        }
    buf_fmt(&b, "%syears=%d-%d", before[0] == ',' ? " " : "", c->first_year, c->last_year);
    put_covers(&b, covers);
    return kept(m, &b);
}

static struct reckoned count_of(struct making *m, const struct chosen *of, unsigned covers)
{
    struct cover_sum sum = sum_of(m->from->coverage, of);
    struct reckoned r = {.how = RECKONED_COVERAGE, .scale = 1, .of = of_words(m, of, covers)};
    for (unsigned i = 0; i < COVERS; i++)
        r.value += covers >> i & 1 ? sum.n[i] : 0;
    return r;
}

/* False where nothing was possible. */
static bool covered_share(struct reckoned *out, struct making *m, const struct chosen *of)
{
    struct cover_sum sum = sum_of(m->from->coverage, of);
    double share = cover_share(&sum);
    if (isnan(share))
        return false;
    struct str words = of_words(m, of, COLLECTED);
    *out = (struct reckoned){.how = RECKONED_COVERAGE, .value = share, .scale = 1, .decimals = 1, .percent = true,
                             .of = str_of(arena_fmt(m->arena, "share %.*s", STR_FMT(words)))};
    return true;
}

static bool has_years(const struct making *m)
{
    const struct coverage *c = m->from->coverage;
    return c && c->nquestions && c->first_year <= c->last_year;
}

static struct highlight *begin(struct making *m, const struct kind *k, uint16_t area)
{
    const struct coverage *c = m->from->coverage;
    struct highlight *h = highlight_add(m, k, area, 0, 0, m->newest, 1);
    arg_of(h, "first", ARG_PERIOD, period_make(c->first_year, 0));
    arg_of(h, "last", ARG_PERIOD, period_make(c->last_year, 0));
    return h;
}

/* Of the region, or of a country that has something. */
void say_covered(struct making *m, const struct kind *k, uint16_t area)
{
    if (!has_years(m))
        return;
    struct chosen of = {area ? coverage_area(m->from->coverage, area) : UINT32_MAX, -1};
    struct reckoned share, count;
    if ((area && of.area == UINT32_MAX) || !covered_share(&share, m, &of) || share.value == 0)
        return;
    struct highlight *h = begin(m, k, area);
    if (area)
        arg_of(h, "country", ARG_AREA, area);
    count = count_of(m, &of, COLLECTED);
    arg_number(h, "number", &count);
    count = count_of(m, &of, POSSIBLE);
    arg_number(h, "possible", &count);
    arg_number(h, "share", &share);
}

/* Of the countries that have nothing; or of one of them. */
void say_uncovered(struct making *m, const struct kind *k, uint16_t area)
{
    if (!has_years(m))
        return;
    const struct coverage *c = m->from->coverage;
    uint16_t *none = arena_array(m->arena, uint16_t, c->nareas + 1);
    uint32_t n = 0;
    for (uint32_t a = 0; a < c->nareas; a++) {
        struct cover_sum sum = sum_of(c, &(struct chosen){a, -1});
        if ((!area || c->areas[a] == area) && !cover_count(&sum) && cover_possible(&sum))
            none[n++] = c->areas[a];
    }
    if (!n || n == c->nareas)
        return;
    struct highlight *h = begin(m, k, area);
    arg_areas(h, m, "countries", none, n);
}

/* The part of the questionnaire of which least is known, where there are three or more; of the region or a country. */
void say_module(struct making *m, const struct kind *k, uint16_t area)
{
    if (!has_years(m))
        return;
    struct chosen of = {area ? coverage_area(m->from->coverage, area) : UINT32_MAX, -1};
    struct reckoned share, low = {0}, high = {0};
    int least = -1, most = -1, n = 0;
    for (uint32_t i = 0; i < m->ref->nmodules; i++) {
        of.module = (int)i;
        if (!covered_share(&share, m, &of))
            continue;
        n++;
        if (least < 0 || share.value < low.value) {
            low = share;
            least = (int)i;
        }
        if (most < 0 || share.value > high.value) {
            high = share;
            most = (int)i;
        }
    }
    if (n < 3 || high.value - low.value < 1)
        return;
    struct highlight *h = begin(m, k, area);
    arg_of(h, "least", ARG_MODULE, (uint16_t)least);
    arg_number(h, "share", &low);
    arg_of(h, "most", ARG_MODULE, (uint16_t)most);
    arg_number(h, "other", &high);
}

void say_most_covered(struct making *m, const struct kind *k, uint16_t area UNUSED)
{
    if (!has_years(m) || m->from->coverage->nareas < 3)
        return;
    const struct coverage *c = m->from->coverage;
    struct reckoned share, high = {0};
    uint32_t most = UINT32_MAX;
    for (uint32_t a = 0; a < c->nareas; a++)
        if (covered_share(&share, m, &(struct chosen){a, -1}) && share.value > high.value) {
            high = share;
            most = a;
        }
    if (most == UINT32_MAX)
        return;
    struct highlight *h = begin(m, k, 0);
    arg_of(h, "country", ARG_AREA, c->areas[most]);
    arg_number(h, "share", &high);
}

/* -- the last round --------------------------------------------------------------------------------------------- */

/* How much more there was after the last round that is closed and was followed by a release. */
void say_round(struct making *m, const struct kind *k, uint16_t area UNUSED)
{
    const struct cover_growth *g = m->from->growth;
    const struct cover_after *last = NULL;
    for (size_t i = 0; g && i < g->nrounds; i++)
        if (g->rounds[i].before && g->rounds[i].after && g->rounds[i].asked)
            last = &g->rounds[i];
    if (!last || !last->before->name.len || !last->after->name.len)
        return;
    const struct asked_round *of = last->round;
    struct reckoned had = cover_round_count(m->arena, of, last->before, &last->had, COLLECTED),
                    has = cover_round_count(m->arena, of, last->after, &last->has, COLLECTED),
                    asked = cover_round_count(m->arena, of, NULL, &last->has, POSSIBLE | 1 << COVER_NOT_APPLICABLE);
    if (has.value <= had.value || asked.value != last->asked)
        return;
    struct highlight *h = highlight_add(m, k, 0, 0, 0, m->newest, 1);
    arg_text(h, "round", last->round->name);
    arg_number(h, "before", &had);
    arg_number(h, "number", &has);
    arg_number(h, "asked", &asked);
}
