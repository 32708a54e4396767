/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* /analysis/query?flow=DF_MST_NCTE_SEX_CCT_NB&key=MYS.A..SEX_T.&do=share,top:5&by=CCT */

#include "publish/query.h"
#include "publish/verbs.h"
#include "server/analysis.h"

static int ask(struct slice *out, struct rows *r, const struct cube *cube, const struct cube_flow *flow,
               struct err *err)
{
    struct query q;
    struct str key = rows_param(r, "key"), start = rows_param(r, "startPeriod"), end = rows_param(r, "endPeriod");
    query_init(&q, cube, flow, r->rq->arena);
    int e = key.len ? query_key(&q, QUERY_V1, key, err) : 0;
    if (e == 0 && start.len)
        e = query_start(&q, start, err);
    if (e == 0 && end.len)
        e = query_end(&q, end, err);
    if (e == 0)
        *out = query_run(&q);
    return e;
}

/* The cube that has the flow: a derived indicator's is read when it is first asked for. */
static const struct cube_flow *find_flow(const struct cube **cube, struct rows *r, struct err *err)
{
    const struct loaded *l = &r->snap->loaded;
    const struct fragments *unused;
    struct str name = rows_param(r, "flow");
    uint16_t indicator = derived_flow(l->ref, query_flow_code(name));
    *cube = l->cube;
    if (!name.len) {
        err_set(err, ERR_USAGE, "flow= is to say which table, as flow=DF_MST_NCTE_SEX_CCT_NB");
        return NULL;
    }
    if (indicator && !(*cube = derived_cube(r->snap->derived, l, indicator, false, &unused, err)))
        return NULL;
    return query_flow(*cube, name, err);
}

/* That which countries report, else of collections of others. */
static struct populations populations_of(struct rows *r)
{
    const struct collections *others = &r->snap->others;
    const struct cube **v = arena_array(r->rq->arena, const struct cube *, others->n + 1);
    v[0] = r->snap->loaded.cube;
    for (size_t i = 0; i < others->n; i++)
        v[i + 1] = others->v[i]->cube;
    return (struct populations){v, others->n + 1};
}

static int answer(struct rows *r, struct err *err)
{
    const struct cube *cube;
    struct verb verbs[VERBS_MAX];
    struct verb_result result;
    struct slice slice;
    struct arena *arena = r->rq->arena;
    const struct cube_flow *flow = find_flow(&cube, r, err);
    if (!flow)
        return -(int)err->code;
    int n = verbs_parse(verbs, cube->ref, flow->indicator, rows_param(r, "do"), rows_param(r, "by"), err);
    int e = n < 0 ? n : ask(&slice, r, cube, flow, err);
    if (e < 0)
        return e;
    struct populations populations = populations_of(r);
    e = verb_run(&result, arena, &slice, verbs, (size_t)n, &populations, err);
    if (e == 0) {
        rows_dress(r, "query");
        verbs_write(&r->an->body, r->form, &slice, &result, verbs, (size_t)n);
        rows_pack(r);
    }
    slice_release(&slice);
    return e;
}

void analysis_query(struct rows *r)
{
    static const char *const known[] = {"flow", "key", "do", "by", "startPeriod", "endPeriod", "format", "lang"};
    struct err err;
    if (rows_known(r, known, ARRAY_LEN(known)) && answer(r, &err) < 0)
        rows_error(r, err_http_status(err.code), err.text);
}
