/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/query.h"

#include "base/num.h"
#include "model/fixture.h"
#include "model/obs.h"
#include "model/period.h"
#include "store/base.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

static struct cube *cube_of(uint64_t seed, size_t tables)
{
    struct chance c = {seed};
    struct obs_set set;
    obs_set_init(&set);
    fixture_random(&set, &c, tables);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return cube;
}

/* -- what a query means, word for word -------------------------------------------------------- */

static bool one_of(struct str list, char sep, struct str text)
{
    struct str piece;
    while (str_next(&piece, &list, sep))
        if (str_eq(piece, text))
            return true;
    return false;
}

static bool key_matches(struct str key, bool v2, const struct cube *c, const struct cube_flow *flow,
                        const struct dims *d, uint32_t series)
{
    struct str slot;
    for (unsigned k = 0; str_next(&slot, &key, '.'); k++)
        if (slot.len && !(v2 && str_is(slot, "*")) &&
            !one_of(slot, '+', cube_code(c, flow, series, d->kind[k])))
            return false;
    return true;
}

static bool compares(struct str op, int order)
{
    return str_is(op, "eq") ? order == 0 : str_is(op, "ne") ? order != 0
         : str_is(op, "lt") ? order < 0 : str_is(op, "le") ? order <= 0
         : str_is(op, "gt") ? order > 0 : order >= 0;
}

static bool text_matches(struct str op, struct str want, struct str text)
{
    if (str_is(op, "sw"))
        return str_starts(text, want);
    if (str_is(op, "ew"))
        return str_ends(text, want);
    bool within = false;
    for (size_t i = 0; i + want.len <= text.len; i++)
        within = within || str_eq(str_sub(text, i, want.len), want);
    if (str_is(op, "co"))
        return within;
    if (str_is(op, "nc"))
        return !within;
    return compares(op, str_cmp(text, want));
}

struct condition {
    char component[16], op[3], value[24];
};

static bool matches(const struct condition *f, const struct cube *c, const struct cube_flow *flow,
                    const struct dims *d, uint32_t series, uint32_t i)
{
    struct str want = str_of(f->value), op = str_of(f->op), part[3];
    for (unsigned k = 0; k < d->n; k++)
        if (str_is(d->id[k], f->component))
            return text_matches(op, want, cube_code(c, flow, series, d->kind[k]));
    if (strcmp(f->component, "OBS_VALUE") == 0) {
        double v = strtod(f->value, NULL), x = c->value[i];
        return !isnan(x) && compares(op, (x > v) - (x < v));
    }
    if (strcmp(f->component, "TIME_PERIOD") == 0) {
        uint16_t p = c->period[i], w = period_parse(want);
        uint32_t a = period_first_day(p), b = period_last_day(p);
        uint32_t from = period_first_day(w), to = period_last_day(w);
        return str_is(op, "eq") ? a >= from && b <= to : str_is(op, "ne") ? !(a >= from && b <= to)
             : str_is(op, "lt") ? b < from : str_is(op, "le") ? b <= to
             : str_is(op, "gt") ? a > to : a >= from;
    }
    if (strcmp(f->component, "OBS_STATUS") == 0)
        return text_matches(op, want, (struct str){&c->status[i], c->status[i] ? 1 : 0});
    if (strcmp(f->component, "SOURCE") == 0)
        return text_matches(op, want, c->sources[c->source[i]]);
    obs_note_split(&part[0], &part[1], &part[2], c->notes[c->note[i]]);
    return text_matches(op, want, part[strcmp(f->component, "NOTE_CLASSIF") == 0     ? 0
                                       : strcmp(f->component, "NOTE_INDICATOR") == 0 ? 1 : 2]);
}

struct asked {
    char keys[4][200];
    unsigned nkeys;
    bool v2;
    struct condition filter[3]; /* all have to hold */
    unsigned nfilters;
    uint32_t start, end; /* days */
    uint32_t first, last;
    uint64_t offset, limit;
};

/* The observations that the words mean, in the order of the cube. */
static size_t plainly(uint32_t *out, const struct asked *a, const struct cube *c,
                      const struct cube_flow *flow)
{
    struct dims d;
    size_t n = 0, counted = 0;
    dims_of(&d, c->ref, flow->indicator);
    for (uint32_t s = flow->first; s < flow->first + flow->n; s++) {
        uint32_t kept[2000], nkept = 0;
        bool wanted = a->nkeys == 0;
        for (unsigned k = 0; k < a->nkeys; k++)
            wanted = wanted || key_matches(str_of(a->keys[k]), a->v2, c, flow, &d, s);
        for (uint32_t i = c->start[s]; wanted && i < c->start[s + 1]; i++) {
            bool yes = (!a->start || period_first_day(c->period[i]) >= a->start) &&
                       (!a->end || period_last_day(c->period[i]) <= a->end);
            for (unsigned k = 0; k < a->nfilters; k++)
                yes = yes && matches(&a->filter[k], c, flow, &d, s, i);
            if (yes)
                kept[nkept++] = i;
        }
        for (uint32_t k = 0; k < nkept; k++) {
            if ((a->first || a->last) && !(a->first && k < a->first) &&
                !(a->last && k + a->last >= nkept))
                continue;
            counted++;
            if (counted > a->offset && (!a->limit || n < a->limit))
                out[n++] = kept[k];
        }
    }
    return n;
}

static void slot_of_chance(struct buf *key, struct chance *c, const struct cube *cube,
                           const struct cube_flow *flow, enum dim_kind dim, bool v2)
{
    switch (chance_below(c, 4)) {
    case 0:
        return;
    case 1:
        buf_puts(key, v2 ? "*" : "");
        return;
    default:
        for (unsigned n = 1 + chance_below(c, 3), i = 0; i < n; i++) {
            buf_puts(key, i ? "+" : "");
            static const char *const odd[] = {"XYZ", "CCT_CTZ_ZWE", "Q", "SEX_T", "MST_NCTE_NB",
                                              "**"};
            if (chance_below(c, 6) == 0)
                buf_puts(key, odd[chance_below(c, ARRAY_LEN(odd))]);
            else
                buf_str(key, cube_code(cube, flow, flow->first + chance_below(c, flow->n), dim));
        }
    }
}

static void condition_of_chance(struct condition *f, struct chance *c, const struct cube *cube,
                                const struct cube_flow *flow, const struct dims *d)
{
    static const char *const others[] = {"OBS_VALUE", "TIME_PERIOD", "OBS_STATUS", "SOURCE",
                                         "NOTE_CLASSIF", "NOTE_INDICATOR", "NOTE_SOURCE"};
    static const char ops[][3] = {"eq", "ne", "lt", "le", "gt", "ge", "co", "nc", "sw", "ew"};
    uint32_t series = flow->first + chance_below(c, flow->n);
    uint32_t i = cube->start[series];
    struct buf value = {0};
    unsigned k = chance_below(c, d->n + (unsigned)ARRAY_LEN(others));
    snprintf(f->component, sizeof f->component, "%.*s", k < d->n ? (int)d->id[k].len : 20,
             k < d->n ? d->id[k].p : others[k - d->n]);
    bool by_order = strcmp(f->component, "OBS_VALUE") == 0 ||
                    strcmp(f->component, "TIME_PERIOD") == 0;
    unsigned nops = by_order ? 6 : 10;
    memcpy(f->op, ops[chance_below(c, nops)], 3);
    buf_puts(&value, "");
    if (k < d->n) {
        struct str text = cube_code(cube, flow, series, d->kind[k]);
        size_t from = strcmp(f->op, "ew") == 0 ? text.len / 2 : 0;
        buf_str(&value, nops == 10 && strcmp(f->op, "eq") && strcmp(f->op, "ne")
                            ? str_sub(text, from, text.len - text.len / 3) : text);
    } else if (k == d->n) {
        buf_num(&value, isnan(cube->value[i]) ? 3 : cube->value[i], cube->decimals[i]);
    } else if (k == d->n + 1) {
        char text[PERIOD_TEXT];
        size_t n = period_fmt_sdmx(text, cube->period[i]);
        buf_put(&value, text, chance_below(c, 2) ? 4 : n);
    } else {
        static const char *const texts[] = {"B", "N", "BA:741", "XX", "99009", "T36:3215", "I11",
                                            "R1:",
                                            "comma", "A", "264"};
        buf_puts(&value, texts[chance_below(c, ARRAY_LEN(texts))]);
    }
    snprintf(f->value, sizeof f->value, "%.*s", (int)MIN(value.len, sizeof f->value - 1), value.p);
    buf_release(&value);
}

static void asked_of_chance(struct asked *a, struct chance *c, const struct cube *cube,
                            const struct cube_flow *flow)
{
    struct dims d;
    *a = (struct asked){.v2 = chance_below(c, 2)};
    dims_of(&d, cube->ref, flow->indicator);
    if (chance_below(c, 4))
        a->nkeys = a->v2 ? 1 + chance_below(c, 3) : 1;
    for (unsigned k = 0; k < a->nkeys; k++) {
        struct buf key = {0};
        unsigned n = a->v2 ? 1 + chance_below(c, d.n) : d.n; /* v2 may leave off the last ones */
        for (unsigned i = 0; i < n; i++) {
            buf_puts(&key, i ? "." : "");
            slot_of_chance(&key, c, cube, flow, d.kind[i], a->v2);
        }
        if (n == 1 && key.len == 0)
            buf_puts(&key, "*");
        snprintf(a->keys[k], sizeof a->keys[k], "%s", key.p);
        buf_release(&key);
    }
    for (unsigned k = chance_below(c, 3); k > 0; k--) {
        struct condition *f = &a->filter[a->nfilters];
        condition_of_chance(f, c, cube, flow, &d);
        bool there = false;
        for (unsigned i = 0; i < a->nfilters; i++)
            there = there || strcmp(a->filter[i].component, f->component) == 0;
        a->nfilters += !there;
    }
    if (chance_below(c, 3) == 0)
        a->first = 1 + chance_below(c, 3);
    if (chance_below(c, 3) == 0)
        a->last = 1 + chance_below(c, 3);
    if (chance_below(c, 3) == 0)
        a->offset = chance_below(c, 20);
    if (chance_below(c, 3) == 0)
        a->limit = 1 + chance_below(c, 20);
}

static void describe(const struct asked *a, const char *what, size_t want, size_t got)
{
    test_fail(__FILE__, __LINE__, "%s: %zu, not %zu; %s keys %s %s %s, filters %s=%s:%s %s=%s:%s, "
              "first %u last %u offset %llu limit %llu, days %u to %u", what, got, want,
              a->v2 ? "v2" : "v1",
              a->keys[0], a->keys[1], a->keys[2], a->filter[0].component, a->filter[0].op,
              a->filter[0].value, a->filter[1].component, a->filter[1].op, a->filter[1].value,
              a->first,
              a->last, (unsigned long long)a->offset, (unsigned long long)a->limit, a->start,
              a->end);
}

static void same_answer(const struct asked *a, const struct slice *s, const struct cube *cube)
{
    static uint32_t want[100000];
    size_t n = plainly(want, a, cube, s->flow), k = 0;
    uint32_t before = 0;
    for (uint32_t r = 0; r < s->nruns; r++) {
        const struct run *run = &s->runs[r];
        CHECK(run->n > 0);
        CHECK(run->first >= cube->start[run->series] &&
              run->first + run->n <= cube->start[run->series + 1]); /* never spans series */
        CHECK(r == 0 || run->series >= before);
        before = run->series;
        for (uint32_t i = run->first; i < run->first + run->n; i++, k++)
            if (k >= n || want[k] != i)
                describe(a, "observation", k < n ? want[k] : n, i);
    }
    if (k != n || s->nobs != n)
        describe(a, "how many", n, k);
}

TEST(query_answers_what_the_words_mean)
{
    unsigned nothing = 0, some = 0;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct cube *cube = cube_of(seed, 30 + seed * 15);
        struct chance c = {seed + 100};
        for (int round = 0; round < 1200; round++) {
            const struct cube_flow *flow = &cube->flows[chance_below(&c, cube->nflows)];
            struct asked a;
            struct query q;
            struct arena arena;
            struct err err;
            struct buf text = {0};
            asked_of_chance(&a, &c, cube, flow);
            arena_init(&arena, 16 << 20);
            query_init(&q, cube, flow, &arena);
            for (unsigned k = 0; k < a.nkeys; k++)
                buf_fmt(&text, "%s%s", k ? "," : "", a.keys[k]);
            CHECK_OK(query_key(&q, a.v2 ? QUERY_V2 : QUERY_V1, buf_view(&text), &err));
            for (unsigned k = 0; k < a.nfilters; k++) {
                text.len = 0;
                bool plain = strcmp(a.filter[k].op, "eq") == 0 && chance_below(&c, 2);
                buf_fmt(&text, "%s%s%s", plain ? "" : a.filter[k].op, plain ? "" : ":",
                        a.filter[k].value);
                CHECK_OK(query_filter(&q, str_of(a.filter[k].component), buf_view(&text), &err));
            }
            if (chance_below(&c, 3) == 0) {
                a.start = (2000 + chance_below(&c, 24)) * 10000 + 101;
                text.len = 0;
                buf_fmt(&text, "%u", a.start / 10000);
                CHECK_OK(query_start(&q, buf_view(&text), &err));
            }
            if (chance_below(&c, 3) == 0) {
                unsigned year = 2005 + chance_below(&c, 20);
                a.end = year * 10000 + 331;
                text.len = 0;
                buf_fmt(&text, "%u-Q1", year);
                CHECK_OK(query_end(&q, buf_view(&text), &err));
            }
            q.first_n = a.first;
            q.last_n = a.last;
            q.offset = a.offset;
            q.limit = a.limit;
            struct slice s = query_run(&q);
            same_answer(&a, &s, cube);
            nothing += s.nobs == 0;
            some += s.nobs > 0;
            slice_release(&s);
            arena_release(&arena);
            buf_release(&text);
        }
        cube_free(cube);
    }
    CHECK(nothing > 500 && some > 500); /* the test asks for both */
}

/* -- a small release ------------------------------------------------------------------------ */

struct small {
    struct cube *cube;
    const struct cube_flow *flow;
    struct arena arena;
    struct query q;
    struct err err;
};

static void small_open(struct small *m)
{
    struct obs_set set;
    obs_set_init(&set);
    static const char *const areas[] = {"MYS", "THA"};
    static const char *const cells[] = {"SEX_T CCT_CTZ_TOTAL 10", "SEX_F CCT_CTZ_TOTAL 4",
                                        "SEX_M CCT_CTZ_TOTAL 6", "SEX_T CCT_CTZ_MMR 3"};
    for (size_t a = 0; a < 2; a++)
        for (int year = 2010; year < 2015; year++)
            for (size_t i = 0; i < ARRAY_LEN(cells); i++) {
                char table[60];
                snprintf(table, sizeof table, "MST_NCTE_SEX_CCT_NB %s BA:741 %d", areas[a], year);
                fixture_put(&set, table, cells[i]);
            }
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2012Q2", "SEX_T CCT_CTZ_TOTAL 9");
    m->cube = fixture_cube(fixture_ref(), &set);
    m->flow = m->cube->flows;
    m->err = (struct err){0};
    arena_init(&m->arena, 1 << 20);
    query_init(&m->q, m->cube, m->flow, &m->arena);
    obs_set_release(&set);
}

static void small_close(struct small *m)
{
    arena_release(&m->arena);
    cube_free(m->cube);
}

static void key_finds(const char *key, enum query_style style, uint32_t want)
{
    struct small m;
    small_open(&m);
    if (query_key(&m.q, style, str_of(key), &m.err) < 0)
        test_fail(__FILE__, __LINE__, "%s: %s", key, m.err.text);
    struct slice s = query_run(&m.q);
    if (s.nobs != want)
        test_fail(__FILE__, __LINE__, "%s finds %u, not %u", key, s.nobs, want);
    slice_release(&s);
    small_close(&m);
}

TEST(query_keys)
{
    key_finds("", QUERY_V1, 41);
    key_finds("all", QUERY_V1, 41);
    key_finds("ALL", QUERY_V1, 41);
    key_finds("....", QUERY_V1, 41);
    key_finds("MYS....", QUERY_V1, 20);
    key_finds("MYS+THA.A..SEX_T.", QUERY_V1, 20);
    key_finds("MYS+MYS.A..SEX_T.", QUERY_V1, 10); /* once, though named twice */
    key_finds("THA.Q...", QUERY_V1, 1);
    key_finds("..MST_NCTE_NB..CCT_CTZ_MMR", QUERY_V1, 10);
    key_finds("..MST_NCTP_NB..", QUERY_V1, 0);
    key_finds("XXX....", QUERY_V1, 0);
    key_finds("XXX+MYS....", QUERY_V1, 20);
    key_finds("KHM....", QUERY_V1, 0); /* a country without figures */
    key_finds("MYS.A..SEX_Q.", QUERY_V1, 0);
    key_finds("MYS.AA...", QUERY_V1, 0);
    key_finds("*", QUERY_V2, 41);
    key_finds("", QUERY_V2, 41);
    key_finds("MYS", QUERY_V2, 20);
    key_finds("MYS.A", QUERY_V2, 20);
    key_finds("*.A.*.SEX_F", QUERY_V2, 10);
    key_finds("*.*.*.*.CCT_CTZ_MMR", QUERY_V2, 10);
    key_finds("MYS.A.*.SEX_F,THA.A.*.SEX_M", QUERY_V2, 10);
    key_finds("MYS,THA.Q", QUERY_V2, 21);
    key_finds("MYS,MYS.A", QUERY_V2, 20);
    key_finds("XXX,THA.Q", QUERY_V2, 1);
    key_finds("*....", QUERY_V1, 0); /* v1 has no such wildcard */
}

static void key_refused(const char *key, enum query_style style, const char *begins)
{
    struct small m;
    small_open(&m);
    int r = query_key(&m.q, style, str_of(key), &m.err);
    if (r != -ERR_USAGE || strncmp(m.err.text, begins, strlen(begins)) != 0 ||
        !strstr(m.err.text, "REF_AREA.FREQ.MEASURE.SEX.CCT"))
        test_fail(__FILE__, __LINE__, "%s: %d \"%s\"", key, r, m.err.text);
    small_close(&m);
}

TEST(query_keys_of_the_wrong_length)
{
    key_refused("MYS.A", QUERY_V1, "Not enough key values in query, expecting 5 got 2");
    key_refused("MYS", QUERY_V1, "Not enough key values in query, expecting 5 got 1");
    key_refused("MYS.A..SEX_T", QUERY_V1, "Not enough key values in query, expecting 5 got 4");
    key_refused("MYS.A..SEX_T..", QUERY_V1, "Too many key values in query, expecting 5 got 6");
    key_refused("MYS.A.*.SEX_T.*.*", QUERY_V2, "Too many key values in query, expecting 5 got 6");
    key_refused("MYS,THA.A.*.SEX_T.*.*", QUERY_V2,
                "Too many key values in query, expecting 5 got 6");
}

static void filter_finds(const char *component, const char *value, uint32_t want)
{
    struct small m;
    small_open(&m);
    if (query_filter(&m.q, str_of(component), str_of(value), &m.err) < 0)
        test_fail(__FILE__, __LINE__, "%s: %s", value, m.err.text);
    struct slice s = query_run(&m.q);
    if (s.nobs != want)
        test_fail(__FILE__, __LINE__, "c[%s]=%s finds %u, not %u", component, value, s.nobs, want);
    slice_release(&s);
    small_close(&m);
}

TEST(query_filters)
{
    filter_finds("REF_AREA", "MYS", 20);
    filter_finds("REF_AREA", "MYS,THA", 41);
    filter_finds("REF_AREA", "ne:MYS", 21);
    filter_finds("REF_AREA", "XXX", 0);
    filter_finds("SEX", "SEX_F,SEX_M", 20);
    filter_finds("SEX", "ne:SEX_F+ne:SEX_M", 21);
    filter_finds("SEX", "SEX_F,ne:SEX_M+ne:SEX_F", 31); /* women, or neither women nor men */
    filter_finds("CCT", "ew:_MMR", 10);
    filter_finds("CCT", "sw:CCT_", 41);
    filter_finds("CCT", "co:CTZ_M", 10);
    filter_finds("CCT", "nc:CTZ_M", 31);
    filter_finds("TIME_PERIOD", "ge:2012+le:2013", 17);
    filter_finds("TIME_PERIOD", "2012", 9); /* the quarter lies in the year */
    filter_finds("TIME_PERIOD", "2012-Q2", 1);
    filter_finds("TIME_PERIOD", "gt:2012", 16);
    filter_finds("TIME_PERIOD", "lt:2012", 16);
    filter_finds("OBS_VALUE", "gt:5+lt:10", 11);
    filter_finds("OBS_VALUE", "3,4", 20);
    filter_finds("OBS_STATUS", "E", 0);
    filter_finds("SOURCE", "BA:741", 41);
    filter_finds("SOURCE", "sw:FB", 0);
    filter_finds("TIME_PERIOD", "sw:2012", 9); /* parts of what is written */
    filter_finds("TIME_PERIOD", "ew:-Q2", 1);
    filter_finds("TIME_PERIOD", "2012-S1", 1);
    filter_finds("TIME_PERIOD", "ge:2012-04-01+le:2012-06-30T23:59:59", 1);
    filter_finds("OBS_VALUE", "sw:1", 10);
    filter_finds("OBS_VALUE", "nc:0", 31);
    filter_finds("UNIT_MEASURE", "PS", 41);
    filter_finds("UNIT_MEASURE", "ne:PS", 0);
    filter_finds("UNIT_MULT", "3", 41);
    filter_finds("UNIT_MULT", "lt:3", 0);
    filter_finds("DECIMALS", "0", 41);
    filter_finds("DECIMALS", "gt:0,sw:3", 0);
}

/* A blank value must not widen the query (DOMAIN, section 4: quirks not to be copied). */
TEST(query_filter_without_a_value)
{
    filter_finds("REF_AREA", "", 0);
    filter_finds("REF_AREA", "MYS,", 20);
    filter_finds("OBS_STATUS", "", 41); /* no status is a status of no letters */
}

static void filter_refused(const char *component, const char *value, const char *part)
{
    struct small m;
    small_open(&m);
    int r = query_filter(&m.q, str_of(component), str_of(value), &m.err);
    if (r != -ERR_USAGE || !strstr(m.err.text, part))
        test_fail(__FILE__, __LINE__, "c[%s]=%s: %d \"%s\"", component, value, r, m.err.text);
    small_close(&m);
}

TEST(query_filters_refused)
{
    filter_refused("AGE", "AGE_AGGREGATE_TOTAL", "no such dimension or attribute");
    filter_refused("", "x", "no such dimension");
    filter_refused("OBS_VALUE", "gt:many", "not a number");
    filter_refused("OBS_VALUE", "", "not a number");
    filter_refused("TIME_PERIOD", "ge:then", "is no period");
    filter_refused("TIME_PERIOD", "", "is no period");
    /* cut between two characters */
    filter_refused("TIME_PERIOD", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
                                  "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
                                  "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"
                                  "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
                   "\xc3\xa9\xc3\xa9...\" is no period");
    struct small m;
    small_open(&m);
    CHECK_INT(query_filter(&m.q, STR("SEX"), STR("SEX_T"), &m.err), 0);
    CHECK_INT(query_filter(&m.q, STR("SEX"), STR("SEX_F"), &m.err), -ERR_USAGE);
    CHECK(strstr(m.err.text, "twice"));
    CHECK_INT(query_filter(&m.q, STR("REF_AREA"), STR("MYS"), &m.err), 0);
    CHECK_INT(query_filter(&m.q, STR("NOTE_SOURCE"), STR("x"), &m.err), 0);
    CHECK_INT(query_filter(&m.q, STR("NOTE_CLASSIF"), STR("x"), &m.err), 0);
    small_close(&m);
}

static void periods_find(const char *start, const char *end, uint32_t want)
{
    struct small m;
    small_open(&m);
    if ((start && query_start(&m.q, str_of(start), &m.err) < 0) ||
        (end && query_end(&m.q, str_of(end), &m.err) < 0))
        test_fail(__FILE__, __LINE__, "%s to %s: %s", start, end, m.err.text);
    struct slice s = query_run(&m.q);
    if (s.nobs != want)
        test_fail(__FILE__, __LINE__, "%s to %s finds %u, not %u", start ? start : "",
                  end ? end : "", s.nobs, want);
    slice_release(&s);
    small_close(&m);
}

TEST(query_periods)
{
    periods_find("2012", NULL, 25);
    periods_find(NULL, "2012", 25);
    periods_find("2012", "2012", 9);
    periods_find("2013", "2012", 0);
    periods_find("2012-Q2", "2012-Q2", 1);
    periods_find("2012-04", "2012-06", 1);
    periods_find("2012-04-01", "2012-06-30", 1);
    periods_find("2012-04-02", "2012-06-30", 0); /* the quarter begins the day before */
    periods_find("2012-04-01", "2012-06-29", 0);
    periods_find("2012-04-01T00:00:00", "2012-06-30T23:59:59", 1);
    periods_find("2012-S1", "2012-S1", 1);
    periods_find("2012-S2", "2012-S2", 0);
    periods_find("2012-T1", "2012-T2", 1);
    periods_find("2012-A1", NULL, 25);
    periods_find("2012-M04", "2012-M06", 1);
    periods_find("2012-D092", "2012-D182", 1); /* 1 April and 30 June of a leap year */
    periods_find("2012-D093", "2012-D182", 0);
    periods_find("2012-D092", "2012-D181", 0);
    periods_find("2012-W13", "2012-W26", 1); /* Monday 26 March to Sunday 1 July */
    periods_find("2012-W14", "2012-W26", 0);
    periods_find("2012-W13", "2012-W25", 0);
    periods_find("2012-W01", "2012-W52", 1); /* 2 January to 30 December: no whole year */
    periods_find("2009-W53", "2010-W52", 8); /* 28 December 2009 to 2 January 2011 */
    periods_find("2010-W01", "2010-W52", 0); /* from 4 January */
    struct small m;
    small_open(&m);
    static const char *const wrong[] = {"", "12", "2012-Q5", "2012-13", "2012-S3", "2012-T4",
                                        "then",
                                        "2012-02-30", "2012-S0", "2012Z", "2012-D367", "2013-D366",
                                        "2012-D000", "2012-W00", "2012-W53", "2012-W1", "2012-A2",
                                        "2012-M13", "2012-X1", "0000-Q1", "9999-Q1"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        CHECK_INT(query_start(&m.q, str_of(wrong[i]), &m.err), -ERR_USAGE);
        CHECK(strstr(m.err.text, "startPeriod"));
        CHECK_INT(query_end(&m.q, str_of(wrong[i]), &m.err), -ERR_USAGE);
        CHECK(strstr(m.err.text, "endPeriod"));
    }
    CHECK(m.q.start_day == 0 && m.q.end_day == 0);
    small_close(&m);
}

/* A year that begins in July is called after the one that it ends in. */
TEST(query_reporting_years)
{
    static const struct {
        const char *start, *end;
        uint32_t first, last;
    } want[] = {{"2010-Q3", "2010-Q3", 20100101, 20100331}, {"2010-A1", "2010-A1", 20090701, 20100630},
                {"2010-S2", "2010-T2", 20100101, 20100228}, {"2010-M01", "2010-M12", 20090701, 20100630},
                {"2010-D001", "2010-D365", 20090701, 20100630}, {"2010-W01", "2010-W01", 20090629, 20090705},
                {"2010", "2010", 20100101, 20101231}, {"2010-05", "2010-05", 20100501, 20100531}};
    struct small m;
    small_open(&m);
    CHECK_INT(query_year_start(&m.q, STR("--07-01"), &m.err), 0);
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        CHECK_INT(query_start(&m.q, str_of(want[i].start), &m.err), 0);
        CHECK_INT(query_end(&m.q, str_of(want[i].end), &m.err), 0);
        CHECK_INT(m.q.start_day, want[i].first);
        CHECK_INT(m.q.end_day, want[i].last);
    }
    CHECK_INT(query_year_start(&m.q, STR("--01-01"), &m.err), 0);
    CHECK_INT(query_start(&m.q, STR("2010-Q3"), &m.err), 0);
    CHECK_INT(m.q.start_day, 20100701);
    CHECK_INT(query_year_start(&m.q, STR("--02-29"), &m.err), 0);
    CHECK_INT(query_start(&m.q, STR("2012-A1"), &m.err), 0);
    CHECK_INT(m.q.start_day, 20110228);
    static const char *const wrong[] = {"", "07-01", "--7-1", "--13-01", "--02-30", "--07-00", "--07-01Z"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK_ERR(query_year_start(&m.q, str_of(wrong[i]), errp), ERR_USAGE, "reportingYearStartDay");
    small_close(&m);
}

/* -- order ------------------------------------------------------------------------------------------ */

struct sorted_by {
    const char *id;
    bool down;
};

/* Negative: x before y, as the words say. */
static int plain_order(const struct cube *c, const struct cube_flow *flow, const struct dims *d,
                       const struct sorted_by *by, unsigned n, const uint32_t x[2], const uint32_t y[2])
{
    for (unsigned i = 0; i < n; i++) {
        int order = 0;
        struct str p[3], r[3];
        for (unsigned k = 0; k < d->n; k++)
            if (str_is(d->id[k], by[i].id))
                order = str_cmp(cube_code(c, flow, x[0], d->kind[k]), cube_code(c, flow, y[0], d->kind[k]));
        if (strcmp(by[i].id, "TIME_PERIOD") == 0)
            order = c->period[x[1]] - c->period[y[1]];
        if (strcmp(by[i].id, "SOURCE") == 0)
            order = str_cmp(c->sources[c->source[x[1]]], c->sources[c->source[y[1]]]);
        if (strcmp(by[i].id, "NOTE_SOURCE") == 0) {
            obs_note_split(&p[0], &p[1], &p[2], c->notes[c->note[x[1]]]);
            obs_note_split(&r[0], &r[1], &r[2], c->notes[c->note[y[1]]]);
            order = str_cmp(p[2], r[2]);
        }
        if (strcmp(by[i].id, "OBS_VALUE") == 0) {
            double a = c->value[x[1]], b = c->value[y[1]];
            if (isnan(a) != isnan(b))
                return isnan(a) ? 1 : -1; /* last, whichever way */
            order = isnan(a) ? 0 : (a > b) - (a < b);
        }
        if (order)
            return by[i].down ? -order : order;
    }
    return 0;
}

static void is_sorted(const struct slice *s, const struct sorted_by *by, unsigned n, const char *text)
{
    const struct cube *c = s->cube;
    struct dims d;
    uint32_t before[2] = {0};
    uint64_t counted = 0;
    dims_of(&d, c->ref, s->flow->indicator);
    for (uint32_t r = 0; r < s->nruns; r++)
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++, counted++) {
            uint32_t at[2] = {s->runs[r].series, i};
            if (counted && plain_order(c, s->flow, &d, by, n, before, at) > 0)
                test_fail(__FILE__, __LINE__, "%s: observation %llu comes too late", text,
                          (unsigned long long)counted);
            memcpy(before, at, sizeof at);
        }
    CHECK_INT(counted, s->nobs);
}

TEST(query_sorts_as_the_words_say)
{
    static const struct sorted_by all[] = {{"REF_AREA", false}, {"FREQ", false}, {"SEX", true},
                                           {"CCT", false},      {"TIME_PERIOD", true}, {"OBS_VALUE", true},
                                           {"SOURCE", false},   {"NOTE_SOURCE", true}, {"OBS_VALUE", false},
                                           {"TIME_PERIOD", false}, {"REF_AREA", true}};
    struct cube *cube = cube_of(7, 120);
    struct chance c = {31};
    const struct cube_flow *flow = cube_flow_find(cube, fixture_indicator("MST_NCTE_SEX_CCT_NB"));
    CHECK(flow && flow->nobs > 100);
    for (int round = 0; round < 800; round++) {
        struct sorted_by by[4];
        struct buf text = {0};
        struct arena arena;
        struct query q;
        struct err err;
        unsigned n = 0, want = 1 + chance_below(&c, 4);
        while (n < want) {
            struct sorted_by one = all[chance_below(&c, ARRAY_LEN(all))];
            bool there = false;
            for (unsigned i = 0; i < n; i++)
                there = there || strcmp(by[i].id, one.id) == 0;
            if (there)
                continue;
            buf_fmt(&text, "%s%s%s", n ? "+" : "", one.id, one.down ? ":desc" : chance_below(&c, 2) ? ":asc" : "");
            by[n++] = one;
        }
        arena_init(&arena, 16 << 20);
        query_init(&q, cube, flow, &arena);
        CHECK_OK(query_sort(&q, buf_view(&text), &(struct arrangement){.flat = true}, &err));
        struct slice s = query_run(&q);
        CHECK_INT(s.nobs, flow->nobs); /* all, and each once: none is in two places */
        is_sorted(&s, by, n, text.p);
        /* a part of it is the same part of the whole */
        q.offset = chance_below(&c, 50);
        q.limit = 1 + chance_below(&c, 50);
        struct slice part = query_run(&q);
        uint32_t *whole = mem_grow(NULL, sizeof *whole * (s.nobs + 1)), k = 0;
        for (uint32_t r = 0; r < s.nruns; r++)
            for (uint32_t i = 0; i < s.runs[r].n; i++)
                whole[k++] = s.runs[r].first + i;
        k = (uint32_t)q.offset;
        for (uint32_t r = 0; r < part.nruns; r++)
            for (uint32_t i = 0; i < part.runs[r].n; i++)
                CHECK_INT(part.runs[r].first + i, whole[k++]);
        CHECK_INT(part.nobs, MIN(q.limit, flow->nobs - q.offset));
        CHECK_INT(q.skipped, q.offset);
        CHECK_INT(q.given, part.nobs);
        free(whole);
        /* in series these stay together */
        query_init(&q, cube, flow, &arena);
        CHECK_OK(query_sort(&q, buf_view(&text), &(struct arrangement){0}, &err));
        slice_release(&part);
        part = query_run(&q);
        CHECK_INT(part.nobs, flow->nobs);
        bool *over = mem_alloc(cube->nseries + 1);
        for (uint32_t r = 0; r < part.nruns; r++) {
            CHECK(!over[part.runs[r].series]);
            over[part.runs[r].series] = r + 1 < part.nruns && part.runs[r + 1].series != part.runs[r].series;
        }
        free(over);
        slice_release(&part);
        slice_release(&s);
        arena_release(&arena);
        buf_release(&text);
    }
    cube_free(cube);
}

static void sort_gives(const char *sort, bool flat, const char *want)
{
    struct small m;
    struct buf got = {0};
    small_open(&m);
    CHECK_INT(query_key(&m.q, QUERY_V1, STR("MYS.A..SEX_M+SEX_F."), &m.err), 0);
    CHECK_INT(query_start(&m.q, STR("2013"), &m.err), 0);
    CHECK_INT(query_sort(&m.q, str_of(sort), &(struct arrangement){.flat = flat}, &m.err), 0);
    struct slice s = query_run(&m.q);
    for (uint32_t r = 0; r < s.nruns; r++)
        for (uint32_t i = s.runs[r].first; i < s.runs[r].first + s.runs[r].n; i++)
            buf_fmt(&got, "%s%.*s%d", got.len ? " " : "", 1,
                    cube_code(m.cube, m.flow, s.runs[r].series, DIM_SEX).p + 4, period_year(m.cube->period[i]) % 100);
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
    slice_release(&s);
    small_close(&m);
}

TEST(query_sort_words)
{
    sort_gives("TIME_PERIOD", true, "M13 F13 M14 F14");
    sort_gives("TIME_PERIOD:desc", true, "M14 F14 M13 F13");
    sort_gives("TIME_PERIOD:desc", false, "F14 F13 M14 M13"); /* in series: by their codes */
    sort_gives("series_key", true, "F13 F14 M13 M14");
    sort_gives("series_key:desc", true, "M13 M14 F13 F14");
    sort_gives("series_key:asc+TIME_PERIOD:desc", true, "F14 F13 M14 M13");
    sort_gives("series_key+TIME_PERIOD:desc", false, "F14 F13 M14 M13");
    sort_gives("*", true, "F13 F14 M13 M14");
    sort_gives("*:desc", true, "M14 M13 F14 F13");
    sort_gives("OBS_VALUE+TIME_PERIOD", true, "F13 F14 M13 M14");
    sort_gives("TIME_PERIOD+OBS_VALUE", true, "F13 M13 F14 M14");
    sort_gives("SEX:desc+SEX:asc", true, "M13 M14 F13 F14"); /* the first counts */
    sort_gives("CURRENCY", true, "M13 M14 F13 F14"); /* the flow has none: as it is */
    struct small m;
    small_open(&m);
    static const char *const wrong[] = {"", "SEX:up", "SEX:", ":desc", "+", "SEX+", "SEX++CCT", "SEX:desc:asc"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK_ERR(query_sort(&m.q, str_of(wrong[i]), &(struct arrangement){0}, errp), ERR_USAGE, "sort");
    small_close(&m);
}

TEST(query_counts_series)
{
    struct small m;
    small_open(&m);
    m.q.count_series = true;
    m.q.offset = 2;
    m.q.limit = 3;
    struct slice s = query_run(&m.q);
    CHECK_INT(s.nobs, 15); /* three series of five years */
    CHECK_INT(m.q.skipped, 2);
    CHECK_INT(m.q.given, 3);
    slice_release(&s);
    m.q.offset = 100;
    s = query_run(&m.q);
    CHECK_INT(s.nobs, 0);
    CHECK_INT(m.q.skipped, 9); /* all there are */
    slice_release(&s);
    small_close(&m);
}

TEST(query_of_areas_and_without_a_dimension)
{
    struct small m;
    small_open(&m);
    bool areas[1000] = {0};
    CHECK(m.cube->ref->nareas < ARRAY_LEN(areas));
    m.q.areas = areas;
    struct slice s = query_run(&m.q);
    CHECK_INT(s.nobs, 0);
    slice_release(&s);
    areas[fixture_area("THA")] = true;
    s = query_run(&m.q);
    CHECK_INT(s.nobs, 21);
    slice_release(&s);
    CHECK_INT(query_key(&m.q, QUERY_V1, STR("MYS.A..SEX_F."), &m.err), 0);
    s = query_run(&m.q);
    CHECK_INT(s.nobs, 0); /* both have to hold */
    slice_release(&s);
    m.q.areas = NULL;
    CHECK_INT(query_filter(&m.q, STR("CCT"), STR("CCT_CTZ_TOTAL"), &m.err), 0);
    static const uint32_t want[] = {5, 10, 5, 5, 15, 5}; /* none, REF_AREA, FREQ, MEASURE, SEX, CCT ignored */
    for (unsigned i = 0; i < ARRAY_LEN(want); i++) {
        m.q.ignored = i;
        s = query_run(&m.q);
        CHECK_INT(s.nobs, want[i]);
        slice_release(&s);
    }
    small_close(&m);
}

static void flow_found(const struct cube *cube, const char *name, bool want, const char *part)
{
    struct err err = {0};
    const struct cube_flow *flow = query_flow(cube, str_of(name), &err);
    if (want ? flow != cube->flows : flow || err.code != ERR_NOTFOUND || !strstr(err.text, part))
        test_fail(__FILE__, __LINE__, "\"%s\": %s \"%s\"", name, flow ? "found" : "not found",
                  err.text);
}

TEST(query_flow_names_and_versions)
{
    struct small m;
    small_open(&m);
    static const char *const right[] = {
        "DF_MST_NCTE_SEX_CCT_NB", "MST_NCTE_SEX_CCT_NB", "ILO,DF_MST_NCTE_SEX_CCT_NB",
        "ILO,DF_MST_NCTE_SEX_CCT_NB,1.0", "ILO,DF_MST_NCTE_SEX_CCT_NB,1.0.0",
        "ILO,DF_MST_NCTE_SEX_CCT_NB,latest", "all,DF_MST_NCTE_SEX_CCT_NB,latest",
        "ALL,DF_MST_NCTE_SEX_CCT_NB,LATEST", "*,DF_MST_NCTE_SEX_CCT_NB,*",
        "ILO,DF_MST_NCTE_SEX_CCT_NB,1", "ILO,DF_MST_NCTE_SEX_CCT_NB,1+.0.0",
        "ILO,DF_MST_NCTE_SEX_CCT_NB,2.0.0,1.0.0"};
    for (size_t i = 0; i < ARRAY_LEN(right); i++)
        flow_found(m.cube, right[i], true, "");
    flow_found(m.cube, "UN,DF_MST_NCTE_SEX_CCT_NB,1.0", false, "agency ILO");
    flow_found(m.cube, "ILO,DF_MST_NCTE_SEX_CCT_NB,2.0", false, "version 1.0");
    struct err err;
    CHECK(!query_flow(m.cube, STR("ILO,DF_MST_NCTE_SEX_CCT_NB,1.0,more"), &err) && err.code == ERR_USAGE);
    CHECK(!query_flow(m.cube, STR("ILO,DF_MST_NCTE_SEX_CCT_NB,+.2.3"), &err) && err.code == ERR_USAGE);
    flow_found(m.cube, "DF_MST_NTCE_SEX_CCT_NB", false, "did you mean DF_MST_NCTE_SEX_CCT_NB?");
    flow_found(m.cube, "DF_MNA_TPOP_SEX_CRS_NB", false, "nothing has been released");
    flow_found(m.cube, "", false, "no dataflow");
    flow_found(m.cube, "ILO", false, "no dataflow");
    flow_found(m.cube, "ILO,", false, "no dataflow");
    CHECK_STR(query_flow_code(STR("ILO,DF_MST_NCTE_SEX_CCT_NB,1.0")), "MST_NCTE_SEX_CCT_NB");
    CHECK_STR(query_flow_code(STR("MST_NCTE_SEX_CCT_NB")), "MST_NCTE_SEX_CCT_NB");
    small_close(&m);
}

TEST(query_of_any_text)
{
    struct small m;
    struct chance c = {83};
    small_open(&m);
    for (int i = 0; i < 20000; i++) {
        char text[40];
        size_t n = chance_below(&c, sizeof text);
        for (size_t k = 0; k < n; k++)
            text[k] = chance_below(&c, 3) ? "MYS+.*,:AQ20-e"[chance_below(&c, 14)]
                                          : (char)chance_next(&c);
        char *exact = malloc(n ? n : 1);
        memcpy(exact, text, n);
        struct str s = {exact, n};
        struct query q;
        arena_reset(&m.arena);
        query_init(&q, m.cube, m.flow, &m.arena);
        query_key(&q, i % 2 ? QUERY_V1 : QUERY_V2, s, &m.err);
        static const char *const components[] = {"SEX", "TIME_PERIOD", "OBS_VALUE", "SOURCE"};
        query_filter(&q, str_of(components[i % 4]), s, &m.err);
        query_start(&q, s, &m.err);
        query_end(&q, s, &m.err);
        query_flow(m.cube, s, &m.err);
        struct slice slice = query_run(&q);
        CHECK(slice.nobs <= m.cube->nobs);
        slice_release(&slice);
        free(exact);
    }
    small_close(&m);
}
