/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Releases that are to come: announced, moved, taken back. */

#include "ops/ops.h"

#include "store/plans.h"

static int plan_of(struct plan *p, struct call *c, struct err *err)
{
    *p = (struct plan){.name = str_trim(call_get(c, "name")), .what = str_trim(call_get(c, "what")),
                       .planned_at = str_of(c->at)};
    int r = line_check(p->what, "what is said of it", err);
    if (r == 0)
        r = call_day(&p->day, c, "date", err);
    if (r == 0 && !p->day.len)
        r = err_set(err, ERR_USAGE, "say for which day, as --date 2027-03-01");
    if (r == 0 && str_cmp(p->day, str_sub(str_of(c->at), 0, 10)) < 0)
        r = err_set(err, ERR_USAGE, "--date %.*s has passed already", STR_FMT(p->day));
    return r;
}

static void put_plan(struct call *c, const struct plan *p)
{
    if (!c->json) {
        buf_fmt(&c->out, "release \"%.*s\" is announced for %.*s\n", STR_FMT(p->name), STR_FMT(p->day));
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "planned", p->name);
    json_put(&c->j, "date", p->day);
    json_put_some(&c->j, "what", p->what);
    json_close(&c->j);
    json_line(&c->j);
}

int op_release_plan(struct call *c, struct err *err)
{
    struct plan p;
    int r = plan_of(&p, c, err);
    if (r < 0 || (r = call_begin(c, err)) < 0 || (r = release_name_check(c, p.name, err)) < 0 ||
        (r = store_plan_put(c->store, &p, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    put_plan(c, &p);
    return 0;
}

int op_release_unplan(struct call *c, struct err *err)
{
    struct str name = str_trim(call_get(c, "name"));
    int r = call_begin(c, err);
    if (r < 0 || (r = store_plan_remove(c->store, name, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "unplanned", name);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "release \"%.*s\" is no longer announced\n", STR_FMT(name));
    }
    return 0;
}
