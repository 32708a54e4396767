/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The first screen. To the people of a country: what is asked of you, by when, what is done, what is
 * open. To the office: who has answered, what waits for you, what is late. */

#include "desk/consultation.h"
#include "desk/meetings.h"
#include "desk/rounds.h"

/* -- a country's ----------------------------------------------------------------------------- */

static void put_next(struct visit *v, const struct progress *p, const char *page)
{
    static const char *const keys[COUNTRY_STATES] = {
        [COUNTRY_NOT_STARTED] = "desk.next.start", [COUNTRY_ANSWERING] = "desk.next.go_on",
        [COUNTRY_RETURNED] = "desk.next.returned",  [COUNTRY_WAITING] = "desk.next.waiting",
        [COUNTRY_IN_REVIEW] = "desk.next.review",   [COUNTRY_DONE] = "desk.next.done"};
    html(v->page.out, "<p class=\"due\">");
    say(&v->page, keys[p->state]);
    html(v->page.out, " <a href=\"");
    html_attr(v->page.out, str_of(page));
    html(v->page.out, "\">");
    say(&v->page, "desk.round.tables");
    html(v->page.out, "</a></p>\n");
}

static int put_country(struct visit *v, const struct round *round, uint16_t area, struct err *err)
{
    struct progress_list list;
    struct str code = v->ref->areas[area].code;
    int r = progress_load(&list, v->st, v->ref, round, code, v->now, v->arena, err);
    if (r < 0 || list.n == 0)
        return r;
    const char *page = round_address(v, round->name, code);
    html(v->page.out, "<section class=\"round\">\n<h2><a href=\"");
    html_attr(v->page.out, str_of(page));
    html(v->page.out, "\">");
    SAY(&v->page, "desk.round.of", {"round", round->name}, {"country", area_name(v, area)});
    html(v->page.out, "</a></h2>\n");
    put_deadline(v, round, list.v[0].days_left);
    put_counts(v, &list.v[0]);
    put_next(v, &list.v[0], page);
    put_exchange(v, round, area, "h3");
    html(v->page.out, "</section>\n");
    return 0;
}

/* -- the office's ------------------------------------------------------------------------------ */

static void put_office(struct visit *v, const struct round *round, const struct progress_list *list)
{
    static const enum country_state order[] = {COUNTRY_IN_REVIEW, COUNTRY_WAITING, COUNTRY_RETURNED,
                                               COUNTRY_ANSWERING, COUNTRY_NOT_STARTED, COUNTRY_DONE};
    struct buf *out = v->page.out;
    html(out, "<section class=\"round\">\n<h2><a href=\"");
    html_attr(out, str_of(round_address(v, round->name, STR(""))));
    html(out, "\">");
    SAY(&v->page, "desk.round.title", {"round", round->name});
    html(out, "</a></h2>\n");
    put_deadline(v, round, list->n ? list->v[0].days_left : 0);
    html(out, "<dl class=\"lanes\">\n");
    for (size_t k = 0; k < ARRAY_LEN(order); k++) {
        if (!list->of_state[order[k]])
            continue;
        bool some = false;
        html(out, "<dt>");
        state_mark(v, str_of(country_state_key(order[k])));
        html(out, "</dt><dd>");
        for (size_t i = 0; i < list->n; i++) {
            const struct progress *p = &list->v[i];
            uint16_t area = ref_area_find(v->ref, p->area);
            if (p->state != order[k])
                continue;
            html(out, some ? ", <a href=\"" : "<a href=\"");
            html_attr(out, str_of(round_address(v, round->name, p->area)));
            html(out, "\">");
            html_text(out, area_name(v, area));
            html(out, "</a>");
            some = true;
        }
        html(out, "</dd>\n");
    }
    html(out, "</dl>\n</section>\n");
}

/* -- all of it ----------------------------------------------------------------------------------- */

static int put_round(struct visit *v, const struct round *round, struct err *err)
{
    int r = 0;
    if (visit_is(v, TO_OFFICE)) {
        struct progress_list list;
        if ((r = progress_load(&list, v->st, v->ref, round, STR(""), v->now, v->arena, err)) == 0)
            put_office(v, round, &list);
        return r;
    }
    for (const uint16_t *a = visit_areas(v, TO_SPECIALISTS); r == 0 && *a; a++)
        r = put_country(v, round, *a, err);
    return r;
}

int front_page(struct visit *v, struct err *err)
{
    struct round *rounds;
    size_t n, open = 0;
    int r = rounds_load(&rounds, &n, v, err);
    if (r < 0)
        return r;
    visit_open(v, WORDS(&v->page, "desk.home.title", {"name", v->frame.who}));
    if (!visit_is(v, TO_SPECIALISTS)) {
        say_in(&v->page, "p", "lead", "desk.home.partner");
        r = front_meetings(v, err);
        visit_close(v);
        return r;
    }
    for (size_t i = 0; r == 0 && i < n; i++) {
        if (rounds[i].closed_at.len)
            continue;
        open++;
        r = put_round(v, &rounds[i], err);
    }
    if (r == 0 && open == 0) {
        say_in(&v->page, "p", "lead", visit_is(v, TO_OFFICE) ? "desk.home.none.office" : "desk.home.none");
        if (visit_is(v, TO_OFFICE)) {
            html(v->page.out, "<p><a class=\"button main\" href=\"/desk/rounds/open\">");
            say(&v->page, "desk.round.open");
            html(v->page.out, "</a></p>\n");
        }
    }
    if (r == 0)
        r = front_meetings(v, err);
    if (r == 0)
        r = put_consultations(v, err);
    if (r == 0)
        visit_close(v);
    return r;
}
