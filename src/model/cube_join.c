/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Two cubes as one: the reported and the derived figures of a release. */

#include "model/cube.h"

#include "base/buf.h"

/* What is being filled, and what the sources and notes of each part are in it. */
struct joining {
    struct cube *out;
    const struct cube *part[2];
    uint16_t *source[2], *note[2];
};

static uint16_t *renumber(struct strset *set, const struct str *texts, uint32_t n)
{
    uint16_t *number = mem_grow(NULL, sizeof *number * (n + 1));
    for (uint32_t i = 0; i < n; i++)
        number[i] = (uint16_t)strset_put(set, texts[i]);
    return number;
}

/* The texts of both; false when there are more than a cube can number. */
static bool join_texts(struct joining *j)
{
    struct strset sources = {0}, notes = {0};
    strset_put(&notes, STR(""));
    for (unsigned p = 0; p < 2; p++) {
        j->source[p] = renumber(&sources, j->part[p]->sources, j->part[p]->nsources);
        j->note[p] = renumber(&notes, j->part[p]->notes, j->part[p]->nnotes);
    }
    j->out->sources = sources.v;
    j->out->nsources = sources.n;
    j->out->notes = notes.v;
    j->out->nnotes = notes.n;
    map_release(&sources.map);
    map_release(&notes.map);
    return sources.n < UINT16_MAX && notes.n < UINT16_MAX;
}

static uint64_t key_of(const struct cube *c, uint32_t s)
{
    return (uint64_t)(unsigned char)c->freq[s] << 48 | (uint64_t)c->sex[s] << 32 |
           (uint64_t)c->classif[0][s] << 16 | c->classif[1][s];
}

/* Below 0: a is before b. */
static int order(const struct cube *a, uint32_t x, const struct cube *b, uint32_t y)
{
    if (a->area[x] != b->area[y])
        return a->area[x] < b->area[y] ? -1 : 1;
    uint64_t i = key_of(a, x), k = key_of(b, y);
    return i < k ? -1 : i > k;
}

static void put_observation(struct joining *j, unsigned p, uint32_t i)
{
    struct cube *out = j->out;
    const struct cube *from = j->part[p];
    uint32_t to = out->nobs++;
    out->value[to] = from->value[i];
    out->period[to] = from->period[i];
    out->decimals[to] = from->decimals[i];
    out->status[to] = from->status[i];
    out->source[to] = j->source[p][from->source[i]];
    out->note[to] = j->note[p][from->note[i]];
}

/* A series of one part, or of both: then by period. A period that both have is the first one's. */
static void put_series(struct joining *j, const bool has[2], const uint32_t s[2])
{
    struct cube *out = j->out;
    unsigned p = has[0] ? 0 : 1;
    const struct cube *from = j->part[p];
    uint32_t k = out->nseries++, at[2], end[2];
    out->area[k] = from->area[s[p]];
    out->freq[k] = from->freq[s[p]];
    out->sex[k] = from->sex[s[p]];
    out->classif[0][k] = from->classif[0][s[p]];
    out->classif[1][k] = from->classif[1][s[p]];
    out->start[k] = out->nobs;
    for (unsigned i = 0; i < 2; i++) {
        at[i] = has[i] ? j->part[i]->start[s[i]] : 0;
        end[i] = has[i] ? j->part[i]->start[s[i] + 1] : 0;
    }
    while (at[0] < end[0] || at[1] < end[1]) {
        uint32_t first = at[0] < end[0] ? j->part[0]->period[at[0]] : UINT32_MAX;
        uint32_t second = at[1] < end[1] ? j->part[1]->period[at[1]] : UINT32_MAX;
        unsigned i = first <= second ? 0 : 1;
        put_observation(j, i, at[i]);
        at[0] += first <= second;
        at[1] += second <= first;
    }
    out->start[k + 1] = out->nobs;
}

static void put_flow(struct joining *j, uint16_t indicator)
{
    struct cube *out = j->out;
    const struct cube_flow *flow[2] = {cube_flow_find(j->part[0], indicator),
                                       cube_flow_find(j->part[1], indicator)};
    uint32_t s[2], end[2];
    if (!flow[0] && !flow[1])
        return;
    struct cube_flow *f = &out->flows[out->nflows];
    *f = (struct cube_flow){.indicator = indicator, .first = out->nseries,
                            .period_first = UINT16_MAX};
    uint32_t obs_before = out->nobs;
    for (unsigned p = 0; p < 2; p++) {
        s[p] = flow[p] ? flow[p]->first : 0;
        end[p] = flow[p] ? flow[p]->first + flow[p]->n : 0;
        if (flow[p]) {
            f->period_first = MIN(f->period_first, flow[p]->period_first);
            f->period_last = MAX(f->period_last, flow[p]->period_last);
        }
    }
    while (s[0] < end[0] || s[1] < end[1]) {
        int o = s[0] >= end[0] ? 1 : s[1] >= end[1] ? -1 : order(j->part[0], s[0], j->part[1], s[1]);
        bool has[2] = {o <= 0, o >= 0};
        put_series(j, has, s);
        s[0] += has[0];
        s[1] += has[1];
    }
    f->n = out->nseries - f->first;
    f->nobs = out->nobs - obs_before;
    f->area_at = mem_alloc(sizeof *f->area_at * (out->ref->nareas + 1));
    for (uint32_t a = 0, k = f->first; a <= out->ref->nareas; a++) {
        while (k < f->first + f->n && out->area[k] < a)
            k++;
        f->area_at[a] = k;
    }
    out->flow_of[indicator] = (uint16_t)++out->nflows;
}

static void count(uint32_t *nseries, uint32_t *nobs, const struct cube *c, uint16_t indicator)
{
    const struct cube_flow *f = indicator ? cube_flow_find(c, indicator) : NULL;
    *nseries += indicator ? f ? f->n : 0 : c->nseries;
    *nobs += indicator ? f ? f->nobs : 0 : c->nobs;
}

struct cube *cube_join(const struct cube *a, const struct cube *b, uint16_t indicator)
{
    struct cube *out = mem_alloc(sizeof *out);
    struct joining j = {.out = out, .part = {a, b}};
    const struct ref *ref = a->ref;
    uint32_t nseries = 0, nobs = 0;
    count(&nseries, &nobs, a, indicator);
    count(&nseries, &nobs, b, indicator);
    *out = (struct cube){.ref = ref, .release_id = a->release_id, .release_name = a->release_name,
                         .released_at = a->released_at, .hash = a->hash};
    bool fits = join_texts(&j);
    if (fits) {
#define COLUMN(of, n) (out->of = mem_grow(NULL, sizeof *out->of * ((n) + 1)))
        COLUMN(area, nseries), COLUMN(sex, nseries), COLUMN(freq, nseries);
        COLUMN(classif[0], nseries), COLUMN(classif[1], nseries), COLUMN(start, nseries);
        COLUMN(value, nobs), COLUMN(period, nobs), COLUMN(source, nobs), COLUMN(note, nobs);
        COLUMN(decimals, nobs), COLUMN(status, nobs);
        out->flows = mem_alloc(sizeof *out->flows * ref->nindicators);
        out->flow_of = mem_alloc(sizeof *out->flow_of * ref->nindicators);
        out->start[0] = 0;
        for (uint32_t i = 1; i < ref->nindicators; i++)
            if (!indicator || i == indicator)
                put_flow(&j, (uint16_t)i);
    }
    for (unsigned p = 0; p < 2; p++) {
        free(j.source[p]);
        free(j.note[p]);
    }
    if (fits)
        return out;
    cube_free(out);
    return NULL;
}
