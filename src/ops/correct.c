/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Small corrections and accepted proposals: a submission made of an earlier one. The question tables
 * that change are written whole as a file, which goes the way of every file. */

#include "ops/ops.h"

#include "base/utf8.h"
#include "collect/correction.h"
#include "model/block.h"
#include "model/finding.h"
#include "model/period.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct correcting {
    struct call *c;
    struct submission s;
    struct correction *v;
    size_t n;
    struct obs_set set;           /* the question tables that change */
    struct remark_list answers;   /* of the country, to what stays as it was */
    struct correction_unread *unread;
    size_t nunread;
};

/* -- what is to change -------------------------------------------------------------------------- */

static struct correction *change_add(struct correcting *k, struct err *err)
{
    if (k->n < CORRECTIONS_MAX)
        return &k->v[k->n++];
    err_set(err, ERR_LIMIT, "more than %d cells are to change; send a file", CORRECTIONS_MAX);
    return NULL;
}

/* The first proposal of a finding. */
static int take_proposal(struct correcting *k, struct str text, struct err *err)
{
    struct call *c = k->c;
    struct in_finding f;
    const struct proposal *proposals;
    int r = call_finding(&f, c, k->s.id, text, err);
    if (r < 0)
        return r;
    if (proposals_parse(&proposals, &c->arena, f.proposals) == 0)
        return err_set(err, ERR_STATE, "finding %lld (%.*s) proposes nothing; correct the figure with --set",
                       (long long)f.id, STR_FMT(f.rule));
    for (unsigned i = 0; r == 0 && i < proposals->ncells; i++) {
        struct correction *change = change_add(k, err);
        r = change ? correction_of_proposal(change, c->ref, &proposals->cells[i], f.source, err)
                   : -(int)err->code;
    }
    return r;
}

static int changes_of(struct correcting *k, struct err *err)
{
    struct call *c = k->c;
    int r = 0;
    k->v = arena_array(&c->arena, struct correction, CORRECTIONS_MAX);
    for (unsigned i = 0; r == 0 && i < c->nvalues; i++) {
        struct str word, rest = c->value[i].value;
        if (strcmp(c->value[i].name, "set") == 0) {
            struct correction *change = change_add(k, err);
            r = change ? correction_parse(change, c->ref, rest, err) : -(int)err->code;
        } else if (strcmp(c->value[i].name, "accept") == 0) {
            while (r == 0 && str_next(&word, &rest, ','))
                r = take_proposal(k, word, err);
        }
    }
    if (r == 0 && k->n == 0)
        return err_set(err, ERR_USAGE, "say what is to change: --set CELL=VALUE, or --accept FINDING for what "
                       "is proposed; both may be given several times");
    return r;
}

/* -- what it is made of ---------------------------------------------------------------------------- */

static bool is_changed(const struct correcting *k, const struct question_table *t)
{
    const struct ref *ref = k->c->ref;
    uint16_t indicator = ref_indicator_find(ref, t->indicator), area = ref_area_find(ref, t->area);
    uint16_t period = period_parse(t->period);
    for (size_t i = 0; i < k->n; i++)
        if (k->v[i].indicator == indicator && k->v[i].area == area && k->v[i].period == period &&
            (!k->v[i].source.len || str_eq(k->v[i].source, t->source)))
            return true;
    return false;
}

static int tables_load(struct correcting *k, struct err *err)
{
    struct store_iter *it;
    struct question_table t;
    int r = store_table_list(k->c->store, &it, k->s.id, err);
    while (r == 0 && (r = store_table_next(it, &t, err)) == 1) {
        r = is_changed(k, &t) ? table_unpack(&k->set, k->c->ref, t.cells, err) : 0;
        if (r < 0)
            store_iter_close(it);
    }
    return r;
}

/* The cell of the set that a finding is about; set.n: none. */
static size_t cell_of(const struct correcting *k, const struct in_finding *f)
{
    const struct ref *ref = k->c->ref;
    uint16_t key[] = {ref_indicator_find(ref, f->indicator), ref_area_find(ref, f->area),
                      f->sex.len ? ref_code_find(ref, f->sex) : 0,
                      f->classif1.len ? ref_code_find(ref, f->classif1) : 0,
                      f->classif2.len ? ref_code_find(ref, f->classif2) : 0, period_parse(f->period)};
    for (size_t i = 0; i < k->set.n; i++) {
        const struct obs *o = &k->set.v[i];
        if (o->indicator == key[0] && o->area == key[1] && o->sex == key[2] && o->classif[0] == key[3] &&
            o->classif[1] == key[4] && o->period == key[5] && str_eq(k->set.sources.v[o->source], f->source))
            return i;
    }
    return k->set.n;
}

static void keep_answer(struct correcting *k, const struct in_finding *f)
{
    struct remark *m = remark_add(&k->answers, REMARK_ANSWER, 0, 0, 0);
    struct arena *arena = &k->answers.arena;
    m->type = arena_str(arena, f->rule);
    m->indicator = arena_str(arena, f->indicator);
    m->area = arena_str(arena, f->area);
    m->source = arena_str(arena, f->source);
    m->sex = arena_str(arena, f->sex);
    m->classif[0] = arena_str(arena, f->classif1);
    m->classif[1] = arena_str(arena, f->classif2);
    m->period = arena_str(arena, f->period);
    m->value = arena_str(arena, f->value);
    m->content = arena_str(arena, f->answer);
}

/* What was answered stays answered, and what could not be read stands there again. */
static int findings_load(struct correcting *k, struct err *err)
{
    struct store_iter *it;
    struct in_finding f;
    k->unread = arena_array(&k->c->arena, struct correction_unread, k->set.n + 1);
    int r = store_finding_list(k->c->store, &it, k->s.id, err);
    while (r == 0 && (r = store_finding_next(it, &f, err)) == 1) {
        r = 0;
        if (f.answer.len && cell_of(k, &f) < k->set.n)
            keep_answer(k, &f);
        if (!str_is(f.rule, rules[RULE_NOT_A_NUMBER].id) || k->nunread == k->set.n)
            continue;
        size_t at = cell_of(k, &f);
        if (at < k->set.n)
            k->unread[k->nunread++] = (struct correction_unread){at, arena_str(&k->c->arena, f.value)};
    }
    return r;
}

static int correct(struct correcting *k, struct err *err)
{
    struct call *c = k->c;
    struct buf file = {0};
    char name[64];
    int r = tables_load(k, err);
    if (r == 0)
        r = findings_load(k, err);
    if (r == 0)
        r = correction_apply(&k->set, k->v, k->n, c->ref, err);
    if (r < 0)
        return r;
    correction_write(&file, c->ref, &k->set, k->unread, k->nunread);
    snprintf(name, sizeof name, "correction-of-%lld.csv", (long long)k->s.id);
    r = submit_bytes(c, &(struct incoming){.name = name, .source = k->s.source, .round = k->s.round,
                                           .country = k->s.area, .answers = &k->answers},
                     buf_view(&file), err);
    buf_release(&file);
    return r;
}

int op_correct(struct call *c, struct err *err)
{
    struct correcting k = {.c = c};
    int r = call_submission(&k.s, c, "id", err);
    if (r == 0)
        r = call_ref(c, err);
    if (r == 0)
        r = changes_of(&k, err);
    if (r < 0)
        return r;
    obs_set_init(&k.set);
    remark_list_init(&k.answers);
    r = correct(&k, err);
    obs_set_release(&k.set);
    remark_list_release(&k.answers);
    return r;
}
