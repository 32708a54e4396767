/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a round asks of one country, and what came of it. */

#include "desk/rounds.h"

#include "base/clock.h"
#include "collect/filling.h"

static void put_year(struct visit *v, const struct year_progress *y)
{
    struct buf *out = v->page.out;
    html(out, "<li>");
    if (y->submission) {
        html(out, "<a href=\"");
        html_attr(out, str_of(address(v, "/desk/submission/%lld/table/%lld", (long long)y->submission,
                                      (long long)y->table)));
        html(out, "\">");
    }
    html_text(out, y->period);
    html(out, y->submission ? "</a> " : " ");
    state_mark(v, str_of(table_state_name(y->state)));
    if (y->source.len) {
        html(out, " <span class=\"small\">");
        html_text(out, y->source);
        html(out, "</span>");
    }
    if (y->nopen) {
        html(out, " <span class=\"small\">");
        html_text(out, counted(&v->page, "desk.count.errors", (uint64_t)y->nopen));
        html(out, "</span>");
    }
    html(out, "</li>\n");
}

/* Which source could fill what is missing. */
static void put_filling(struct visit *v, const struct fillings *f, struct str table)
{
    struct buf said = {0};
    uint16_t indicator = ref_indicator_find(v->ref, table);
    if (indicator)
        filling_say(&said, v->page.text, arena_text(v->arena, text_get(v->page.text, "language")), f, f->of[indicator]);
    if (said.len) {
        html(v->page.out, "<br><span class=\"small\">");
        html_text(v->page.out, buf_view(&said));
        html(v->page.out, "</span>");
    }
    buf_release(&said);
}

static void put_table(struct visit *v, const struct table_progress *t, const struct fillings *f)
{
    struct buf *out = v->page.out;
    html(out, "<tr><th scope=\"row\">");
    html_text(out, table_name(v, t->indicator));
    html(out, "<br><span class=\"small\">");
    html_text(out, t->indicator);
    html(out, "</span></th><td>");
    if (t->why.len)
        say(&v->page, arena_fmt(v->arena, "desk.why.%.*s", STR_FMT(t->why)));
    if (t->rank && !t->answered && !t->waived.len)
        put_filling(v, f, t->indicator);
    html(out, "</td><td>");
    state_mark(v, str_of(table_state_name(t->state)));
    if (t->waived.len) {
        html(out, "<br><span class=\"small\">");
        html_text(out, t->waived);
        html(out, "</span>");
    }
    html(out, "</td><td><ul class=\"plain years\">\n");
    for (size_t i = 0; i < t->nyears; i++)
        put_year(v, &t->years[i]);
    html(out, "</ul></td></tr>\n");
}

int country_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"cover.table", "desk.why", "desk.state", "cover.years"};
    struct progress_list list;
    struct str code = v->ref->areas[v->area].code;
    bool office = visit_is(v, TO_OFFICE);
    int r = progress_load(&list, v->st, v->ref, &v->round, code, v->now, v->arena, err);
    if (r < 0)
        return r;
    if (list.n == 0)
        return err_set(err, ERR_NOTFOUND, "Round %.*s asks nothing of %.*s.", STR_FMT(v->round.name),
                       STR_FMT(v->ref->areas[v->area].name));
    struct fillings f;
    const struct progress *p = &list.v[0];
    r = fillings_load(&f, v->arena, v->st, v->ref, v->area, (int)v->round.first_year, (int)v->round.last_year,
                      clock_year(v->now), err);
    if (r < 0)
        return r;
    visit_open_under(v, WORDS(&v->page, "desk.round.of", {"round", v->round.name}, {"country", area_name(v, v->area)}),
                     office ? WORDS(&v->page, "desk.round.title", {"round", v->round.name})
                            : text_get(v->page.text, "desk.nav.rounds"),
                     office ? round_address(v, v->round.name, STR("")) : "/desk/rounds");
    html(v->page.out, "<p>");
    state_mark(v, str_of(country_state_key(p->state)));
    html(v->page.out, "</p>\n");
    put_deadline(v, &v->round, p->days_left);
    put_counts(v, p);
    put_exchange(v, &v->round, v->area);
    say_in(&v->page, "h2", NULL, "desk.round.tables");
    say_in(&v->page, "p", "small", "desk.round.order");
    list_open(v, "desk.round.tables", keys, ARRAY_LEN(keys));
    for (size_t i = 0; i < p->ntables; i++)
        put_table(v, &p->tables[i], &f);
    list_close(v);
    visit_close(v);
    return 0;
}

int form_download(struct visit *v, struct err *err)
{
    struct call call;
    struct str code = v->ref->areas[v->area].code;
    int r = visit_do(v, &call, "questionnaire write", err, {"round", v->round.name}, {"country", code},
                     {"output", STR("form.xlsx")}, {"language", text_get(v->page.text, "language")});
    if (r < 0)
        return r;
    buf_str(&v->an->body, buf_view(&call.file));
    call_release(&call);
    v->an->type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    v->an->disposition = safe_name(v, v->round.name, arena_fmt(v->arena, "%.*s-", STR_FMT(code)), ".xlsx");
    return 0;
}
