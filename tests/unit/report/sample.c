/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/sample.h"

#include "base/embed.h"
#include "base/num.h"
#include "model/block.h"
#include "model/period.h"
#include "model/fixture.h"
#include "syntax/csv.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

static struct ref *load_ref(void)
{
    struct ref_file files[FIXTURE_FILES];
    size_t n = fixture_files(files);
    struct ref *ref;
    struct err err;
    if (ref_load(&ref, files, n, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    return ref;
}

static int column(const struct csv *head, const char *name)
{
    for (size_t i = 0; i < head->n; i++)
        if (str_is(head->field[i], name))
            return (int)i;
    return -1;
}

static void read_csv(struct obs_set *set, const struct ref *ref, struct str text)
{
    static const char *const names[] = {"ref_area", "source", "indicator", "sex", "classif1",
                                        "classif2", "time", "obs_value", "obs_status",
                                        "note_classif", "note_indicator", "note_source"};
    int at[ARRAY_LEN(names)];
    struct csv c;
    csv_init(&c, text, ',');
    for (size_t i = 0; csv_next(&c); i++) {
        struct str f[ARRAY_LEN(names)] = {0};
        for (size_t k = 0; k < ARRAY_LEN(names); k++) {
            if (i == 0)
                at[k] = column(&c, names[k]);
            else if (at[k] >= 0 && (size_t)at[k] < c.n)
                f[k] = c.field[at[k]];
        }
        if (i == 0)
            continue;
        struct obs *o = obs_set_add(set);
        unsigned decimals = 0;
        o->area = ref_area_find(ref, f[0]);
        o->source = strset_put(&set->sources, f[1]);
        o->indicator = ref_indicator_find(ref, f[2]);
        o->sex = ref_code_find(ref, f[3]);
        o->classif[0] = ref_code_find(ref, f[4]);
        o->classif[1] = ref_code_find(ref, f[5]);
        o->period = period_parse(f[6]);
        if (num_parse(&o->value, &decimals, f[7]) != NUM_OK)
            o->value = (double)NAN;
        o->decimals = (uint8_t)decimals;
        o->status = f[8].len ? f[8].p[0] : 0;
        o->note = obs_set_note(set, f[9], f[10], f[11]);
        if (!o->area || !o->indicator || !o->period)
            test_fail(__FILE__, __LINE__, "line %u of a sample is wrong", c.line);
    }
    csv_release(&c);
}

static int by_flow(const void *a, const void *b)
{
    const struct block_obs *x = a, *y = b;
    if (x->obs.indicator != y->obs.indicator)
        return x->obs.indicator < y->obs.indicator ? -1 : 1;
    return (int)x->obs.area - (int)y->obs.area;
}

static struct cube *build(const struct ref *ref, const struct obs_set *set)
{
    struct cube_builder *b = cube_builder_new(ref);
    struct block_obs *v = mem_alloc(sizeof *v * (set->n + 1));
    struct err err;
    for (size_t i = 0; i < set->n; i++)
        v[i].obs = set->v[i];
    qsort(v, set->n, sizeof *v, by_flow);
    for (size_t i = 0, end; i < set->n; i = end) {
        for (end = i; end < set->n && by_flow(&v[i], &v[end]) == 0;)
            end++;
        struct buf block = {0}, origin = {0};
        struct block_stat stat;
        if (block_pack(&block, &origin, &stat, ref, set, v + i, end - i, &err) < 0 ||
            cube_builder_add(b, buf_view(&block), &err) < 0)
            test_fail(__FILE__, __LINE__, "%s", err.text);
        buf_release(&block);
        buf_release(&origin);
    }
    free(v);
    struct cube *cube;
    if (set->n) {
        cube = cube_builder_finish(b);
    } else { /* by hand: all flows missing, all columns empty */
        cube_builder_free(b);
        cube = mem_alloc(sizeof *cube);
        cube->ref = ref;
        cube->flow_of = mem_alloc(sizeof *cube->flow_of * ref->nindicators);
        cube->start = mem_alloc(sizeof *cube->start);
    }
    cube->release_name = STR("2026");
    cube->released_at = STR("2026-11-22T09:30:00Z");
    cube->hash = STR("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    return cube;
}

struct sample *sample_new(struct str csv)
{
    struct sample *s = mem_alloc(sizeof *s);
    struct obs_set set;
    s->ref = load_ref();
    obs_set_init(&set);
    read_csv(&set, s->ref, csv);
    s->cube = build(s->ref, &set);
    obs_set_release(&set);
    return s;
}

struct sample *sample_asean(void)
{
    struct sample *s = mem_alloc(sizeof *s);
    struct obs_set set;
    s->ref = load_ref();
    obs_set_init(&set);
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        if (str_starts(name, STR("data/asean/")) && str_ends(name, STR(".csv")))
            read_csv(&set, s->ref, embedded_files[i].content);
    }
    s->cube = build(s->ref, &set);
    obs_set_release(&set);
    return s;
}

void sample_free(struct sample *s)
{
    cube_free(s->cube);
    ref_free(s->ref);
    free(s);
}
