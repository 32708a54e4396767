/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the base knows from before of the tables of a submission. */

#include "ops/ops.h"

#include "model/block.h"

static uint16_t code_of(const struct block_view *v, const struct ref *ref, uint16_t index)
{
    return ref_code_find(ref, v->dict[index]);
}

/* The figures of a block. A code that the reference data do not have any more is compared with nothing. */
static void add_block(struct obs_set *out, const struct block_view *v, const struct ref *ref, uint16_t indicator,
                      uint16_t area)
{
    uint32_t at = 0;
    for (uint32_t s = 0; s < v->nseries; s++)
        for (uint32_t end = at + v->count[s]; at < end; at++) {
            struct obs *o = obs_set_add(out);
            o->indicator = indicator;
            o->area = area;
            o->sex = code_of(v, ref, v->sex[s]);
            o->classif[0] = code_of(v, ref, v->classif[0][s]);
            o->classif[1] = code_of(v, ref, v->classif[1][s]);
            o->period = v->period[at];
            o->source = strset_put(&out->sources, v->dict[v->source[at]]);
            o->note = strset_put(&out->notes, v->dict[v->note[at]]);
            o->value = v->value[at];
            o->decimals = v->decimals[at];
            o->status = (char)v->status[at];
        }
}

static int add_area(struct obs_set *out, struct call *c, uint16_t area, const bool *wanted, struct err *err)
{
    struct store_iter *it;
    struct wk_block block;
    struct arena arena;
    arena_init(&arena, (size_t)1 << 32);
    int r = store_wk_list_area(c->store, &it, c->ref->areas[area].code, err);
    while (r == 0 && (r = store_wk_next(it, &block, err)) == 1) {
        struct block_view v;
        uint16_t indicator = ref_indicator_find(c->ref, block.indicator);
        r = 0;
        if (!indicator || !wanted[indicator])
            continue;
        arena_reset(&arena);
        if ((r = block_open(&v, &arena, block.block, err)) == 0)
            add_block(out, &v, c->ref, indicator, area);
        else
            store_iter_close(it);
    }
    arena_release(&arena);
    return r < 0 ? r : 0;
}

int accepted_before(struct obs_set *out, struct call *c, const struct obs_set *set, struct err *err)
{
    size_t n = c->ref->nindicators;
    bool *wanted = mem_alloc(n * c->ref->nareas), *areas = mem_alloc(c->ref->nareas);
    int r = 0;
    for (size_t i = 0; i < set->n; i++) {
        wanted[set->v[i].area * n + set->v[i].indicator] = true;
        areas[set->v[i].area] = true;
    }
    for (uint32_t a = 1; r == 0 && a < c->ref->nareas; a++)
        if (areas[a])
            r = add_area(out, c, (uint16_t)a, wanted + a * n, err);
    obs_set_sort(out);
    free(wanted);
    free(areas);
    return r;
}

static int answers_to(struct remark_list *out, struct call *c, const struct finding *f, struct err *err)
{
    struct store_iter *it;
    struct in_remark m;
    int r = store_answer_list(c->store, &it, str_of(rules[f->rule].id), f->area, f->indicator, err);
    while (r == 0 && (r = store_remark_next(it, &m, err)) == 1) {
        struct remark *answer = remark_add(out, REMARK_ANSWER, 0, 0, 0);
        answer->type = arena_str(&out->arena, m.type);
        answer->indicator = arena_str(&out->arena, m.indicator);
        answer->area = arena_str(&out->arena, m.area);
        answer->content = arena_str(&out->arena, m.content);
        r = 0;
    }
    return r < 0 ? r : 0;
}

int earlier_answers(struct finding_list *findings, struct call *c, struct err *err)
{
    struct remark_list answers;
    struct strset asked = {0};
    int r = 0;
    remark_list_init(&answers);
    for (size_t i = 0; r == 0 && i < findings->n; i++) {
        const struct finding *f = &findings->v[i];
        uint32_t before = asked.n;
        if (!rule_stands(f->rule) || f->answer.len)
            continue;
        char *key = arena_fmt(&answers.arena, "%s %.*s %.*s", rules[f->rule].id, STR_FMT(f->area),
                              STR_FMT(f->indicator));
        if (strset_put(&asked, str_of(key)) == before)
            r = answers_to(&answers, c, f, err);
    }
    if (r == 0)
        finding_list_answer(findings, &answers);
    strset_release(&asked);
    remark_list_release(&answers);
    return r;
}
