/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/fixture.h"

#include "base/embed.h"
#include "base/num.h"
#include "model/block.h"
#include "model/period.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

size_t fixture_files(struct ref_file files[FIXTURE_FILES])
{
    size_t n = 0;
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        if (!str_starts(name, STR("data/")) || str_starts(name, STR("data/asean/")) ||
            str_starts(name, STR("data/rules/")) ||
            !str_ends(name, STR(".csv")))
            continue;
        CHECK(n < FIXTURE_FILES);
        files[n++] = (struct ref_file){.name = str_sub(name, 5, name.len), .content = embedded_files[i].content};
    }
    return n;
}

const struct ref *fixture_ref(void)
{
    static struct ref *ref;
    struct ref_file files[FIXTURE_FILES];
    struct err err;
    if (!ref && ref_load(&ref, files, fixture_files(files), &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    return ref;
}

uint16_t fixture_code(const char *code)
{
    uint16_t c = ref_code_find(fixture_ref(), str_of(code));
    if (!c)
        test_fail(__FILE__, __LINE__, "no code %s", code);
    return c;
}

uint16_t fixture_area(const char *code)
{
    uint16_t a = ref_area_find(fixture_ref(), str_of(code));
    if (!a)
        test_fail(__FILE__, __LINE__, "no area %s", code);
    return a;
}

uint16_t fixture_indicator(const char *code)
{
    uint16_t i = ref_indicator_find(fixture_ref(), str_of(code));
    if (!i)
        test_fail(__FILE__, __LINE__, "no indicator %s", code);
    return i;
}

struct obs *fixture_put(struct obs_set *set, const char *table, const char *cell)
{
    const struct ref *ref = fixture_ref();
    char indicator[40], area[8], source[40], period[10];
    if (sscanf(table, "%39s %7s %39s %9s", indicator, area, source, period) != 4)
        test_fail(__FILE__, __LINE__, "no table: %s", table);
    struct obs *o = obs_set_add(set);
    o->indicator = fixture_indicator(indicator);
    o->area = fixture_area(area);
    o->source = strset_put(&set->sources, str_of(source));
    o->period = period_parse(str_of(period));
    CHECK(o->period);
    struct str piece, rest = str_of(cell);
    bool valued = false;
    while (str_next(&piece, &rest, ' ')) {
        unsigned decimals;
        uint16_t code = ref_code_find(ref, piece);
        int slot = code ? ref_code_slot(ref, &ref->indicators[o->indicator], code) : -1;
        if (str_starts(piece, STR("SEX_")) && code)
            o->sex = code;
        else if (slot >= 0)
            o->classif[slot] = code;
        else if (valued)
            o->status = piece.p[0];
        else if (str_is(piece, "-"))
            o->value = (double)NAN, valued = true;
        else if (num_parse(&o->value, &decimals, piece) == NUM_OK)
            o->decimals = (uint8_t)decimals, valued = true;
        else
            test_fail(__FILE__, __LINE__, "\"%.*s\" in %s %s", STR_FMT(piece), table, cell);
    }
    o->row = (uint32_t)set->n + 1;
    o->column = 8;
    o->period_column = 7;
    set->cells++;
    return o;
}

struct cube *fixture_cube(const struct ref *ref, const struct obs_set *set)
{
    struct cube_builder *b = cube_builder_new(ref);
    struct block_obs *v = mem_alloc(sizeof *v * (set->n + 1));
    bool *done = mem_alloc(set->n + 1);
    struct err err;
    for (size_t i = 0; i < set->n; i++) {
        size_t n = 0;
        const struct obs *first = &set->v[i];
        if (done[i] || first->set_aside)
            continue;
        for (size_t k = i; k < set->n; k++)
            if (!set->v[k].set_aside && set->v[k].indicator == first->indicator &&
                set->v[k].area == first->area) {
                v[n++] = (struct block_obs){set->v[k], 1, (uint32_t)k};
                done[k] = true;
            }
        struct buf block = {0}, origin = {0};
        struct block_stat stat;
        if (block_pack(&block, &origin, &stat, ref, set, v, n, &err) < 0 ||
            cube_builder_add(b, buf_view(&block), &err) < 0)
            test_fail(__FILE__, __LINE__, "%s", err.text);
        buf_release(&block);
        buf_release(&origin);
    }
    free(done);
    free(v);
    return cube_builder_finish(b);
}

static uint16_t any_code(const struct ref *ref, struct chance *c, uint16_t dimension)
{
    for (;;) {
        const struct version *v = &ref->versions[chance_below(c, ref->nversions)];
        /* the beginnings of versions: totals and some parts, so that codes meet again */
        if (v->dimension == dimension)
            return (uint16_t)(v->first + chance_below(c, MIN(v->n, 9u)));
    }
}

static uint32_t any_note(struct obs_set *set, struct chance *c)
{
    static const char *const notes[] = {"", "", "", "T36:3215", "I11:264", "R1:3513_T2:85",
                                        "C11:text, with a comma", "I13:\"quoted\" text",
                                        "C2:Ho Chi Minh \xc4\x90", "I13:semi;colon: and more"};
    return obs_set_note(set, str_of(notes[chance_below(c, ARRAY_LEN(notes))]),
                        str_of(notes[chance_below(c, ARRAY_LEN(notes))]),
                        str_of(notes[chance_below(c, ARRAY_LEN(notes))]));
}

static uint16_t any_period(struct chance *c)
{
    int year = 2000 + (int)chance_below(c, 24);
    switch (chance_below(c, 4)) {
    case 0: return period_make(year, 17 + chance_below(c, 4));
    case 1: return period_make(year, 33 + chance_below(c, 12));
    default: return period_make(year, 0);
    }
}

void fixture_random(struct obs_set *set, struct chance *c, size_t tables)
{
    static const char *const indicators[] = {
        "MST_NCTE_SEX_CCT_NB", "MST_TEMP_SEX_AGE_CCT_NB", "MST_TPOP_COU_NB", "MST_TEMP_OCU_MIG_NB",
        "MNA_OEMP_SEX_EDU_NB", "MST_EARA_SEX_CBR_NB", "MFL_TEMP_ECO_NB"};
    static const char *const areas[] = {"BRN", "IDN", "KHM", "MMR", "MYS", "THA", "VNM"};
    static const char *const sources[] = {"BA:741", "AA:957", "FB:6664", "XX:99009", "EB:6650"};
    const struct ref *ref = fixture_ref();
    for (size_t t = 0; t < tables; t++) {
        uint16_t indicator = fixture_indicator(indicators[chance_below(c, ARRAY_LEN(indicators))]);
        const struct indicator *in = &ref->indicators[indicator];
        uint16_t area = fixture_area(areas[chance_below(c, ARRAY_LEN(areas))]);
        const char *source = sources[chance_below(c, ARRAY_LEN(sources))];
        uint16_t period = any_period(c);
        for (unsigned n = 1 + chance_below(c, 25); n > 0; n--) {
            struct obs o = {.indicator = indicator, .area = area, .period = period, .sheet = 0,
                            .source = strset_put(&set->sources, str_of(source))};
            static const char *const sexes[] = {"SEX_T", "SEX_M", "SEX_F"};
            o.sex = in->has_sex ? fixture_code(sexes[chance_below(c, 3)]) : 0;
            for (unsigned k = 0; k < in->nclass; k++)
                o.classif[k] = any_code(ref, c, in->classif[k]);
            unsigned decimals = chance_below(c, 5);
            char text[32];
            unsigned places;
            snprintf(text, sizeof text, "%u.%0*u", chance_below(c, 100000), (int)decimals + 1,
                     chance_below(c, decimals > 3 ? 100000 : decimals > 1 ? 100 : 10));
            num_parse(&o.value, &places, str_of(text));
            o.decimals = (uint8_t)places;
            if (chance_below(c, 10) == 0)
                o.value = 1 / (1.0 + chance_below(c, 1000)), o.decimals = NUM_SHORTEST;
            if (chance_below(c, 6) == 0)
                o.status = "BCEPU"[chance_below(c, 5)];
            if (chance_below(c, 12) == 0)
                o.value = (double)NAN, o.decimals = 0, o.status = "NCX"[chance_below(c, 3)];
            o.note = any_note(set, c);
            o.column = 8;
            bool there = false; /* a cube has one figure for a key and a period */
            for (size_t i = 0; i < set->n && !there; i++) {
                const struct obs *p = &set->v[i];
                there = p->indicator == o.indicator && p->area == o.area && p->period == o.period &&
                        p->sex == o.sex && p->classif[0] == o.classif[0] &&
                        p->classif[1] == o.classif[1];
            }
            if (!there) {
                o.row = (uint32_t)set->n + 2;
                *obs_set_add(set) = o;
            }
        }
    }
    set->cells = set->n;
}

void fixture_same_cube(const struct cube *a, const struct cube *b)
{
    CHECK_INT(a->nflows, b->nflows);
    CHECK_INT(a->nseries, b->nseries);
    CHECK_INT(a->nobs, b->nobs);
    for (uint32_t f = 0; f < a->nflows; f++) {
        CHECK_INT(a->flows[f].indicator, b->flows[f].indicator);
        CHECK_INT(a->flows[f].first, b->flows[f].first);
        CHECK_INT(a->flows[f].n, b->flows[f].n);
    }
    for (uint32_t s = 0; s < a->nseries; s++) {
        CHECK_INT(a->area[s], b->area[s]);
        CHECK_INT(a->freq[s], b->freq[s]);
        CHECK_INT(a->sex[s], b->sex[s]);
        CHECK_INT(a->classif[0][s], b->classif[0][s]);
        CHECK_INT(a->classif[1][s], b->classif[1][s]);
        CHECK_INT(a->start[s + 1], b->start[s + 1]);
    }
    for (uint32_t i = 0; i < a->nobs; i++) {
        CHECK_INT(a->period[i], b->period[i]);
        CHECK_INT(a->status[i], b->status[i]);
        if (isnan(a->value[i]) ? !isnan(b->value[i]) : a->value[i] != b->value[i])
            test_fail(__FILE__, __LINE__, "observation %u: %.17g, %.17g", i, a->value[i],
                      b->value[i]);
        if (!isnan(a->value[i]) && a->decimals[i] != NUM_SHORTEST)
            CHECK_INT(a->decimals[i], b->decimals[i]);
        CHECK(str_eq(a->sources[a->source[i]], b->sources[b->source[i]]));
        struct str x[3], y[3];
        obs_note_split(&x[0], &x[1], &x[2], a->notes[a->note[i]]);
        obs_note_split(&y[0], &y[1], &y[2], b->notes[b->note[i]]);
        for (int p = 0; p < 3; p++)
            if (!str_eq(x[p], y[p]))
                test_fail(__FILE__, __LINE__, "observation %u: note \"%.*s\", \"%.*s\"", i,
                          STR_FMT(x[p]), STR_FMT(y[p]));
    }
}

static bool has_letters(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.p[i] | 32) >= 'a' && (text.p[i] | 32) <= 'z')
            return true;
    return false;
}

void fixture_said(const struct finding *f)
{
    static const char *const languages[] = {"fil", "id", "km", "lo", "ms", "my", "th", "vi"};
    struct buf said = {0};
    for (size_t i = 0; i < ARRAY_LEN(languages) && has_letters(f->pattern); i++)
        if (!sentence_find(languages[i], f->pattern).len)
            test_fail(__FILE__, __LINE__, "web/findings/%s.csv has no \"%.*s\"", languages[i],
                      STR_FMT(f->pattern));
    sentence_put(&said, NULL, "en", f->pattern, f->args);
    bool plain = f->message.len < SENTENCE_MAX; /* what was sent may have to be quoted otherwise */
    for (size_t i = 0; i < f->message.len; i++)
        plain = plain && f->message.p[i] >= ' ' && f->message.p[i] <= '~';
    if (plain && !str_eq(buf_view(&said), f->message))
        test_fail(__FILE__, __LINE__, "said \"%s\", not \"%.*s\"", said.p, STR_FMT(f->message));
    buf_release(&said);
}
