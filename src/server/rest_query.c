/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a request says of which observations are wanted. */

#include "server/rest.h"

static int whole_number(const struct rest *r, uint64_t *out, const char *name, uint64_t max, struct err *err)
{
    struct str text = rest_param(r, name);
    *out = 0;
    if (text.len == 0 || str_uint(out, text, max))
        return 0;
    return err_set(err, ERR_USAGE, "%s \"%.*s\" is to be a whole number", name,
                   (int)MIN(text.len, (size_t)40), text.p);
}

static int numbers(const struct rest *r, struct query *q, struct err *err)
{
    uint64_t first, last;
    int e = whole_number(r, &first, "firstNObservations", UINT32_MAX / 2, err);
    if (e == 0)
        e = whole_number(r, &last, "lastNObservations", UINT32_MAX / 2, err);
    if (e == 0)
        e = whole_number(r, &q->offset, "offset", UINT64_MAX / 2, err);
    if (e == 0)
        e = whole_number(r, &q->limit, "limit", UINT64_MAX / 2, err);
    if (e == 0) {
        q->first_n = (uint32_t)first;
        q->last_n = (uint32_t)last;
    }
    return e;
}

static int periods(const struct rest *r, struct query *q, struct err *err)
{
    struct str year = rest_param(r, "reportingYearStartDay");
    struct str start = rest_param(r, "startPeriod"), end = rest_param(r, "endPeriod");
    int e = year.len ? query_year_start(q, year, err) : 0;
    if (e == 0 && start.len)
        e = query_start(q, start, err);
    if (e == 0 && end.len)
        e = query_end(q, end, err);
    return e;
}

/* 0: of something that the flow does not have, so nothing is so. */
static int filters(const struct rest *r, struct query *q, struct err *err)
{
    int found = 1;
    for (unsigned i = 0; found >= 0 && i < r->rq->nparams; i++) {
        struct str name = r->rq->param[i].name, value = r->rq->param[i].value;
        if (!str_starts(name, STR("c[")) || !str_ends(name, STR("]")))
            continue;
        struct str component = str_sub(name, 2, name.len - 3);
        int e = query_filter(q, component, value, err);
        found = e == 0 ? found : query_component(q, component) ? e : 0;
    }
    return found;
}

int rest_query(struct rest *r, struct query *q, const struct rest_set *set, struct err *err)
{
    query_init(q, r->cube, set->flow, r->rq->arena);
    q->areas = set->areas;
    int e = numbers(r, q, err);
    if (e == 0)
        e = periods(r, q, err);
    if (e == 0)
        e = filters(r, q, err);
    if (e > 0 && query_key(q, r->v2 ? QUERY_V2 : QUERY_V1, r->key, err) < 0)
        e = r->nflows > 1 ? 0 : -ERR_USAGE;
    return e;
}
