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
    html_text(out, period_text(v, y->period));
    html(out, y->submission ? "</a> " : " ");
    state_mark(v, str_of(table_state_name(y->state)));
    if (y->source.len) {
        html(out, " <span class=\"small\" title=\"");
        html_attr(out, source_text(v, y->source));
        html(out, "\">");
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

/* Once a round is closed, what it says is the office's to change. */
static bool may_waive(const struct visit *v) { return !v->round.closed_at.len || visit_is(v, TO_OFFICE); }

static void put_table(struct visit *v, const struct table_progress *t, const struct fillings *f)
{
    struct buf *out = v->page.out;
    html(out, "<tr><th scope=\"row\">");
    html_text(out, table_name(v, t->indicator));
    html(out, "<br><span class=\"small\">");
    html_text(out, t->indicator);
    html(out, "</span></th><td>");
    state_mark(v, str_of(table_state_name(t->state)));
    if (t->waived.len) {
        html(out, "<br><span class=\"small\">");
        html_text(out, t->waived);
        html(out, "</span>");
        if (may_waive(v)) {
            const struct word hidden[] = {{"do", STR("back")}, {"table", t->indicator}, {NULL, {0}}};
            html(out, "<br>");
            form_only(v, NULL, "desk.waive.back", hidden);
        }
    }
    html(out, "</td><td><ul class=\"plain years\">\n");
    for (size_t i = 0; i < t->nyears; i++)
        put_year(v, &t->years[i]);
    html(out, "</ul></td><td>");
    if (t->why.len)
        say(&v->page, arena_fmt(v->arena, "desk.why.%.*s", STR_FMT(t->why)));
    if (t->rank && !t->answered && !t->waived.len)
        put_filling(v, f, t->indicator);
    html(out, "</td></tr>\n");
}

/* A country has nothing to give for a table: of those that nothing has come for. */
static void put_waive(struct visit *v, const struct progress *p)
{
    struct choice *tables = arena_array(v->arena, struct choice, p->ntables + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->ntables; i++)
        if (p->tables[i].rank && !p->tables[i].answered && !p->tables[i].waived.len)
            tables[n++] = (struct choice){p->tables[i].indicator, table_name(v, p->tables[i].indicator)};
    if (!n || !may_waive(v))
        return;
    say_in(&v->page, "h2", NULL, "desk.waive.title");
    say_in(&v->page, "p", NULL, "desk.waive.lead");
    form_begin(v, NULL);
    form_choice(v, "table", filled(v, "table", STR("")), tables, n);
    form_field(v, "text", "why", filled(v, "why", STR("")));
    form_button_as(v, "desk.waive.do", "do", STR("waive"), true);
    form_end(v);
}

int country_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"cover.table", "desk.state", "cover.years", "desk.why"};
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
    put_exchange(v, &v->round, v->area, "h2");
    say_in(&v->page, "h2", NULL, "desk.round.tables");
    say_in(&v->page, "p", "small", "desk.round.order");
    list_open(v, "desk.round.tables", keys, ARRAY_LEN(keys));
    for (size_t i = 0; i < p->ntables; i++)
        put_table(v, &p->tables[i], &f);
    list_close(v);
    put_waive(v, p);
    say_in(&v->page, "h2", NULL, "desk.statements");
    say_in(&v->page, "p", NULL, "desk.statements.lead");
    html(v->page.out, "<p><a class=\"button\" href=\"");
    html_attr(v->page.out, str_of(address(v, "%s/statements", round_address(v, v->round.name, code))));
    html(v->page.out, "\">");
    say(&v->page, "desk.statements.write");
    html(v->page.out, "</a></p>\n");
    visit_close(v);
    return 0;
}

int country_post(struct visit *v, struct err *err)
{
    struct str code = v->ref->areas[v->area].code;
    bool back = str_is(posted(v, "do"), "back");
    int r = back ? 0 : visit_needs(v, (const char *const[]){"table", "why", NULL});
    if (r == 0)
        r = visit_verb(v, "round waive", &v->fault, {"round", v->round.name}, {"country", code},
                       {"table", posted(v, "table")}, {"reason", back ? STR("") : posted(v, "why")},
                       {"back", back ? STR("yes") : STR("")});
    return r < 0 ? country_page(v, err)
                 : visit_go(v, round_address(v, v->round.name, code), back ? "applies" : "waived");
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
