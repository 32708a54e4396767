/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A country says that a table that a round asks does not apply to it. */

#include "ops/ops.h"

#include "base/utf8.h"
#include "collect/rounds.h"

/* The round asks this table of the country. */
static int must_be_asked(struct call *c, const struct round *round, const struct waiver *w, struct err *err)
{
    struct ask *asks;
    size_t n;
    int r = asks_of_round(&asks, &n, &c->arena, c->store, c->ref, round, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        if (str_eq(asks[i].area, w->area) && str_eq(asks[i].indicator, w->indicator))
            return 0;
    return r < 0 ? r
                 : err_set(err, ERR_STATE, "round \"%.*s\" does not ask %s of %s; ilms round status %.*s --country "
                           "ISO3 has what it asks", STR_FMT(round->name), utf8_brief(w->indicator).text,
                           utf8_brief(w->area).text, STR_FMT(round->name));
}

/* Once a round is closed, what it says is the office's to change. */
static int may_still(struct call *c, const struct round *round, struct err *err)
{
    if (!round->closed_at.len || call_is(c, TO_OFFICE))
        return 0;
    return err_set(err, ERR_STATE, "round \"%.*s\" was closed on %.10s; ask the office", STR_FMT(round->name),
                   round->closed_at.p);
}

static void put_waiver(struct call *c, const struct round *round, const struct waiver *w)
{
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "round", round->name);
        json_put(&c->j, "ref_area", w->area);
        json_put(&c->j, "indicator", w->indicator);
        json_put_bool(&c->j, "applies", w->reason.len == 0);
        json_put_some(&c->j, "reason", w->reason);
        json_close(&c->j);
        json_line(&c->j);
    } else if (w->reason.len) {
        buf_fmt(&c->out, "%.*s does not apply to %.*s in round \"%.*s\": %.*s\n", STR_FMT(w->indicator),
                STR_FMT(w->area), STR_FMT(round->name), STR_FMT(w->reason));
    } else {
        buf_fmt(&c->out, "%.*s is asked of %.*s in round \"%.*s\" again\n", STR_FMT(w->indicator),
                STR_FMT(w->area), STR_FMT(round->name));
    }
}

int op_round_waive(struct call *c, struct err *err)
{
    struct round round;
    struct waiver w = {.area = call_get(c, "country"), .indicator = call_get(c, "table"), .at = str_of(c->at),
                       .who = str_of(c->who), .reason = str_trim(call_get(c, "reason"))};
    bool back = call_has(c, "back");
    int r = line_check(w.reason, "the reason", err);
    if (r == 0 && back == (w.reason.len > 0))
        return err_set(err, ERR_USAGE, back ? "--back takes no reason"
                                            : "say why the table does not apply to the country; everybody can read it");
    if (r == 0)
        r = call_ref(c, err);
    if (r == 0)
        r = call_area(c, w.area, err);
    if (r == 0)
        r = store_round_get(c->store, &c->arena, &round, call_get(c, "round"), err);
    if (r == 0)
        r = may_still(c, &round, err);
    w.round = r == 0 ? round.id : 0;
    if (r == 0)
        r = must_be_asked(c, &round, &w, err);
    if (r < 0 || (r = call_begin(c, err)) < 0 || (r = store_waiver_add(c->store, &w, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    put_waiver(c, &round, &w);
    return 0;
}
