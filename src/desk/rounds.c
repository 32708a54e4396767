/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rounds: the list, opening one, where one stands. */

#include "desk/rounds.h"

int rounds_load(struct round **out, size_t *n, struct visit *v, struct err *err)
{
    struct store_iter *it;
    struct round round, *list = NULL;
    size_t size = 0;
    *n = 0;
    int r = store_round_list(v->st, &it, err);
    while (r == 0 && (r = store_round_next(it, &round, err)) == 1) {
        struct str *texts[] = {&round.name, &round.opened_at, &round.opened_by, &round.deadline, &round.criterion,
                               &round.release_date, &round.closed_at, &round.closed_by};
        r = 0;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(v->arena, *texts[i]);
        if (*n == size)
            list = mem_grow(list, sizeof *list * (size = MAX(size * 2, (size_t)16)));
        list[(*n)++] = round;
    }
    *out = arena_array(v->arena, struct round, *n + 1);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = list[*n - 1 - i];
    free(list);
    return r;
}

const char *round_address(struct visit *v, struct str round, struct str area)
{
    struct buf out = {0};
    html(&out, "/desk/round/");
    html_segment(&out, round);
    if (area.len) {
        buf_char(&out, '/');
        html_segment(&out, area);
    }
    const char *text = arena_text(v->arena, buf_view(&out));
    buf_release(&out);
    return text;
}

void put_deadline(struct visit *v, const struct round *round, int64_t days_left)
{
    struct page *pg = &v->page;
    html(pg->out, days_left < 0 && !round->closed_at.len ? "<p class=\"deadline late\">" : "<p class=\"deadline\">");
    SAY(pg, "desk.deadline", {"date", date_words(pg, round->deadline)});
    html(pg->out, " ");
    if (round->closed_at.len)
        SAY(pg, "desk.closed", {"date", date_words(pg, round->closed_at)});
    else if (days_left < 0)
        html_text(pg->out, counted(pg, "desk.days.late", (uint64_t)-days_left));
    else
        html_text(pg->out, counted(pg, "desk.days.left", (uint64_t)days_left));
    if (round->release_date.len) {
        html(pg->out, " ");
        SAY(pg, "desk.planned", {"date", date_words(pg, round->release_date)});
    }
    html(pg->out, "</p>\n");
}

static void fact(struct visit *v, struct str value, const char *key)
{
    html(v->page.out, "<div><dt>");
    say(&v->page, key);
    html(v->page.out, "</dt><dd>");
    html_text(v->page.out, value);
    html(v->page.out, "</dd></div>\n");
}

void put_counts(struct visit *v, const struct progress *p)
{
    struct page *pg = &v->page;
    html(pg->out, "<dl class=\"facts small\">\n");
    fact(v, WORDS(pg, "home.of", {"n", number(pg, p->answered)}, {"all", number(pg, p->asked)}), "desk.answered");
    fact(v, number(pg, (uint64_t)p->nopen), "desk.errors.open");
    fact(v, number(pg, p->returned), "desk.tables.returned");
    fact(v, number(pg, p->accepted), "desk.tables.accepted");
    html(pg->out, "</dl>\n");
}

void put_exchange(struct visit *v, const struct round *round, uint16_t area, const char *heading)
{
    struct str code = v->ref->areas[area].code;
    struct buf *out = v->page.out;
    if (round->closed_at.len)
        return;
    html(out, "<div class=\"exchange\">\n<div>");
    say_in(&v->page, heading, NULL, "desk.form.title");
    say_in(&v->page, "p", NULL, "desk.form.lead");
    html(out, "<p><a class=\"button\" href=\"");
    html_attr(out, str_of(address(v, "%s/form", round_address(v, round->name, code))));
    html(out, "\">");
    say(&v->page, "desk.form.get");
    html(out, "</a></p></div>\n<div>");
    say_in(&v->page, heading, NULL, "desk.upload.title");
    form_begin_files(v, address(v, "/desk/upload/%.*s", STR_FMT(code)));
    form_hidden(v, "round", round->name);
    html(out, "<p class=\"drop\" data-drop><label for=\"file-");
    html_attr(out, code);
    html(out, "\">");
    say(&v->page, "desk.upload.lead");
    html(out, "</label><input type=\"file\" name=\"file\" id=\"file-");
    html_attr(out, code);
    html(out, "\" required accept=\".xlsx,.ods,.csv,.json,.xml,.gz\"></p>\n");
    form_button(v, "desk.upload.do");
    form_end(v);
    html(out, "</div>\n</div>\n");
}

/* -- the list ------------------------------------------------------------------------------------ */

static void put_row(struct visit *v, const struct round *round)
{
    struct buf *out = v->page.out;
    struct page *pg = &v->page;
    html(out, "<tr><th scope=\"row\">");
    if (visit_is(v, TO_OFFICE)) {
        html(out, "<a href=\"");
        html_attr(out, str_of(round_address(v, round->name, STR(""))));
        html(out, "\">");
        html_text(out, round->name);
        html(out, "</a>");
    } else {
        html_text(out, round->name);
        for (const uint16_t *a = visit_areas(v, TO_SPECIALISTS); *a; a++) {
            html(out, "<br><a href=\"");
            html_attr(out, str_of(round_address(v, round->name, v->ref->areas[*a].code)));
            html(out, "\">");
            html_text(out, area_name(v, *a));
            html(out, "</a>");
        }
    }
    html(out, "</th><td class=\"y\">");
    html_text(out, text_join(pg, "%d\xE2\x80\x93%d", (int)round->first_year, (int)round->last_year));
    html(out, "</td><td class=\"y\">");
    html_text(out, date_words(pg, round->opened_at));
    html(out, "</td><td class=\"y\">");
    html_text(out, date_words(pg, round->deadline));
    html(out, "</td><td class=\"y\">");
    html_text(out, date_words(pg, round->release_date));
    html(out, "</td><td>");
    state_mark(v, round->closed_at.len ? STR("closed") : STR("open"));
    html(out, "</td></tr>\n");
}

int rounds_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"desk.round", "cover.years", "desk.opened", "desk.due", "desk.release",
                                       "desk.state"};
    struct round *rounds;
    size_t n;
    int r = rounds_load(&rounds, &n, v, err);
    if (r < 0)
        return r;
    visit_open(v, text_get(v->page.text, "desk.nav.rounds"));
    say_in(&v->page, "p", "lead", n ? "desk.rounds.lead" : "desk.rounds.none");
    if (visit_is(v, TO_OFFICE)) {
        html(v->page.out, "<p><a class=\"button\" href=\"/desk/rounds/open\">");
        say(&v->page, "desk.round.open");
        html(v->page.out, "</a></p>\n");
    }
    if (n) {
        list_open(v, "desk.nav.rounds", keys, ARRAY_LEN(keys));
        for (size_t i = 0; i < n; i++)
            put_row(v, &rounds[i]);
        list_close(v);
    }
    visit_close(v);
    return 0;
}

/* -- opening one ----------------------------------------------------------------------------------- */

int round_open_page(struct visit *v, struct err *err UNUSED)
{
    const struct choice criteria[] = {{STR("citizenship"), text_get(v->page.text, "desk.criterion.citizenship")},
                                      {STR("birth"), text_get(v->page.text, "desk.criterion.birth")},
                                      {STR("both"), text_get(v->page.text, "desk.criterion.both")}};
    visit_open_under(v, text_get(v->page.text, "desk.round.open"), text_get(v->page.text, "desk.nav.rounds"),
                     "/desk/rounds");
    say_in(&v->page, "p", "lead", "desk.round.open.lead");
    form_begin(v, NULL);
    form_field(v, "text", "name", filled(v, "name", str_sub(str_of(v->at), 0, 4)));
    form_field(v, "date", "deadline", filled(v, "deadline", STR("")));
    form_field(v, "text", "years", filled(v, "years", STR("")));
    form_choice(v, "criterion", filled(v, "criterion", STR("citizenship")), criteria, ARRAY_LEN(criteria));
    form_field(v, "date", "release-date", filled(v, "release-date", STR("")));
    form_field(v, "text", "tables", filled(v, "tables", STR("")));
    form_button(v, "desk.round.open.do");
    form_end(v);
    visit_close(v);
    return 0;
}

int round_open_post(struct visit *v, struct err *err)
{
    struct str name = posted(v, "name");
    if (visit_needs(v, (const char *const[]){"name", "deadline", NULL}) < 0)
        return round_open_page(v, err);
    int r = visit_verb(v, "round open", &v->fault, {"name", name}, {"deadline", posted(v, "deadline")},
                       {"years", posted(v, "years")}, {"criterion", posted(v, "criterion")},
                       {"release-date", posted(v, "release-date")}, {"tables", posted(v, "tables")});
    return r < 0 ? round_open_page(v, err) : visit_go(v, round_address(v, name, STR("")), "opened");
}

/* -- where one stands ------------------------------------------------------------------------------- */

static void put_country_row(struct visit *v, const struct progress *p)
{
    struct page *pg = &v->page;
    struct buf *out = pg->out;
    const size_t numbers[] = {p->asked, p->answered, p->accepted, p->returned, (size_t)p->nopen};
    html(out, "<tr><th scope=\"row\"><a href=\"");
    html_attr(out, str_of(round_address(v, v->round.name, p->area)));
    html(out, "\">");
    html_text(out, area_name(v, ref_area_find(v->ref, p->area)));
    html(out, "</a></th><td>");
    state_mark(v, str_of(country_state_key(p->state)));
    html(out, "</td>");
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        html(out, numbers[i] ? "<td class=\"n\">" : "<td class=\"n zero\">");
        html_text(out, number(pg, numbers[i]));
        html(out, "</td>");
    }
    bool late = p->days_left < 0 && p->answered < p->asked && !v->round.closed_at.len;
    html(out, late ? "<td class=\"y late\">" : "<td class=\"y\">");
    if (late)
        html_text(out, counted(pg, "desk.days.late", (uint64_t)-p->days_left));
    html(out, "</td><td class=\"y\">");
    html_text(out, p->last_received_at.len ? time_words(v, p->last_received_at) : STR(""));
    html(out, "</td></tr>\n");
}

/* A letter and a colour for each table of each country: who answered what. */
static void put_matrix(struct visit *v, const struct progress_list *list)
{
    struct buf *out = v->page.out;
    const struct ref *ref = v->ref;
    bool *asked = arena_array(v->arena, bool, ref->nindicators);
    const struct table_progress **of = arena_array(v->arena, const struct table_progress *, ref->nindicators);
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->v[i].ntables; k++)
            asked[ref_indicator_find(ref, list->v[i].tables[k].indicator)] = true;
    say_in(&v->page, "h2", NULL, "desk.matrix");
    html(out, "<p class=\"small\">");
    say(&v->page, "desk.matrix.how");
    for (int k = 0; k < TABLE_STATES; k++) {
        html(out, k ? ", " : " ");
        state_letter(v, str_of(table_state_name((enum table_state)k)));
        html(out, " ");
        say(&v->page, arena_fmt(v->arena, "desk.state.%s", table_state_name((enum table_state)k)));
    }
    html(out, "</p>\n");
    html(out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"capm\" tabindex=\"0\">\n<table class=\"states\">"
              "<caption id=\"capm\" class=\"hide\">");
    say(&v->page, "desk.matrix");
    html(out, "</caption><thead><tr><th scope=\"col\">");
    say(&v->page, "table.country");
    html(out, "</th>");
    for (uint32_t i = 1; i < ref->nindicators; i++)
        if (asked[i]) {
            html(out, "<th scope=\"col\"><abbr title=\"");
            html_attr(out, table_name(v, ref->indicators[i].code));
            html(out, "\">");
            html_text(out, str_sub(ref->indicators[i].code, 0, ref->indicators[i].code.len - 3));
            html(out, "</abbr></th>");
        }
    html(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < list->n; i++) {
        const struct progress *p = &list->v[i];
        memset(of, 0, sizeof *of * ref->nindicators);
        for (size_t k = 0; k < p->ntables; k++)
            of[ref_indicator_find(ref, p->tables[k].indicator)] = &p->tables[k];
        html(out, "<tr><th scope=\"row\">");
        html_text(out, area_name(v, ref_area_find(ref, p->area)));
        html(out, "</th>");
        for (uint32_t t = 1; t < ref->nindicators; t++) {
            if (!asked[t])
                continue;
            html(out, "<td>");
            if (of[t])
                state_letter(v, str_of(table_state_name(of[t]->state)));
            html(out, "</td>");
        }
        html(out, "</tr>\n");
    }
    html(out, "</tbody></table></div>\n");
}

static void put_verbs(struct visit *v)
{
    if (v->round.closed_at.len)
        return;
    html(v->page.out, "<div class=\"actions\">");
    const struct word remind[] = {{"do", STR("remind")}, {NULL, {0}}}, close[] = {{"do", STR("close")}, {NULL, {0}}};
    form_only(v, NULL, "desk.round.remind", remind);
    form_only(v, NULL, "desk.round.close", close);
    html(v->page.out, "</div>\n");
}

static int by_country(const void *a, const void *b, void *ctx)
{
    const struct visit *v = ctx;
    const struct progress *p = a, *q = b;
    return v->ref->areas[ref_area_find(v->ref, p->area)].place - v->ref->areas[ref_area_find(v->ref, q->area)].place;
}

int round_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"table.country", "desk.state", "#desk.asked", "#desk.answered",
                                       "#desk.tables.accepted", "#desk.tables.returned", "#desk.errors.open",
                                       "desk.late", "desk.last"};
    struct progress_list list;
    int r = progress_load(&list, v->st, v->ref, &v->round, STR(""), v->now, v->arena, err);
    if (r < 0)
        return r;
    visit_open_under(v, WORDS(&v->page, "desk.round.title", {"round", v->round.name}),
                     text_get(v->page.text, "desk.nav.rounds"), "/desk/rounds");
    put_deadline(v, &v->round, list.n ? list.v[0].days_left : 0);
    put_verbs(v);
    qsort_r(list.v, list.n, sizeof *list.v, by_country, v);
    list_open(v, "desk.round.who", keys, ARRAY_LEN(keys));
    for (size_t i = 0; i < list.n; i++)
        put_country_row(v, &list.v[i]);
    list_close(v);
    put_matrix(v, &list);
    visit_close(v);
    return 0;
}

int round_post(struct visit *v, struct err *err)
{
    struct str what = posted(v, "do");
    const char *op = str_is(what, "remind") ? "round remind" : str_is(what, "close") ? "round close" : NULL;
    if (!op)
        return err_set(err, ERR_USAGE, "The form does not say what to do.");
    if (visit_verb(v, op, &v->fault, {"name", v->round.name}) < 0)
        return round_page(v, err);
    return visit_go(v, round_address(v, v->round.name, STR("")), str_is(what, "remind") ? "reminded" : "closed");
}
