/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What was released, releasing, and the figures that are shared with members. */

#include "desk/visit.h"

#include "publish/load.h"
#include "report/page.h"
#include "store/plans.h"
#include "store/share.h"

/* -- releases ------------------------------------------------------------------------------------ */

static void put_row(struct visit *v, const struct release *rel)
{
    struct buf *out = v->page.out;
    html(out, "<tr><th scope=\"row\">");
    html_text(out, rel->name);
    html(out, "</th><td class=\"y\">");
    html_text(out, time_words(v, rel->released_at));
    html(out, "<br><span class=\"small\">");
    html_text(out, rel->who);
    html(out, "</span></td><td class=\"y\">");
    html_text(out, rel->embargo.len ? time_words(v, rel->embargo) : STR(""));
    html(out, "</td><td class=\"n\">");
    html_text(out, number(&v->page, (uint64_t)rel->nobs));
    html(out, "</td><td class=\"y\"><code>");
    html_text(out, str_sub(rel->sha256, 0, 12));
    html(out, "</code></td></tr>\n");
}

/* A release that is announced, with the button that takes it back. */
static void put_plan(struct visit *v, const struct plan *p)
{
    struct buf *out = v->page.out;
    const struct word hidden[] = {{"do", STR("unplan")}, {"planned", p->name}, {NULL, {0}}};
    html(out, "<tr><th scope=\"row\">");
    html_text(out, p->name);
    html(out, "</th><td class=\"y\">");
    html_text(out, date_words(&v->page, p->day));
    if (!str_eq(p->day, p->first_day)) {
        html(out, "<br><span class=\"small\">");
        SAY(&v->page, "desk.plan.moved", {"date", date_words(&v->page, p->first_day)});
        html(out, "</span>");
    }
    html(out, "</td><td>");
    html_text(out, p->what);
    html(out, "</td><td class=\"actions\">");
    form_only(v, NULL, "desk.plan.back", hidden);
    html(out, "</td></tr>\n");
}

static int put_plans(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"desk.release", "desk.field.date", "desk.field.what", "desk.choose"};
    struct store_iter *it;
    struct plan plan;
    unsigned n = 0;
    bool again = str_is(posted(v, "do"), "plan");
    int r = store_plan_list(v->st, &it, STR(""), err);
    say_in(&v->page, "h2", NULL, "desk.plan.title");
    say_in(&v->page, "p", NULL, "desk.plan.lead");
    while (r == 0 && (r = store_plan_next(it, &plan, err)) == 1) {
        r = 0;
        if (n++ == 0)
            list_open(v, "desk.plan.title", keys, ARRAY_LEN(keys));
        put_plan(v, &plan);
    }
    if (n)
        list_close(v);
    html(v->page.out, again ? "<details open><summary>" : "<details><summary>");
    say(&v->page, "desk.plan.new");
    html(v->page.out, "</summary>\n");
    form_begin(v, NULL);
    form_field(v, "text", "planned", filled(v, "planned", STR("")));
    form_field(v, "date", "date", filled(v, "date", STR("")));
    form_field(v, "text", "what", filled(v, "what", STR("")));
    form_button_as(v, "desk.plan.do", "do", STR("plan"), false);
    form_end(v);
    html(v->page.out, "</details>\n");
    return r;
}

/* The newest first. */
static int put_released(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"desk.release", "desk.released", "desk.embargo", "#cover.figures", "desk.hash"};
    struct store_iter *it;
    struct release rel, *list = NULL;
    size_t n = 0, size = 0;
    int r = store_release_list(v->st, &it, STR(""), err);
    while (r == 0 && (r = store_release_next(it, &rel, err)) == 1) {
        struct str *texts[] = {&rel.name, &rel.released_at, &rel.who, &rel.embargo, &rel.sha256};
        r = 0;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(v->arena, *texts[i]);
        if (n == size)
            list = mem_grow(list, sizeof *list * (size = MAX(size * 2, (size_t)16)));
        list[n++] = rel;
    }
    if (r == 0 && n) {
        say_in(&v->page, "h2", NULL, "desk.released");
        list_open(v, "desk.released", keys, ARRAY_LEN(keys));
        while (n)
            put_row(v, &list[--n]);
        list_close(v);
    }
    free(list);
    return r;
}

int releases_page(struct visit *v, struct err *err)
{
    visit_open(v, text_get(v->page.text, "desk.nav.releases"));
    say_in(&v->page, "p", "lead", "desk.releases.lead");
    form_begin(v, NULL);
    form_field(v, "text", "name", filled(v, "name", STR("")));
    form_field(v, "date", "embargo", filled(v, "embargo", STR("")));
    form_button(v, "desk.releases.do");
    form_end(v);
    int r = put_plans(v, err);
    if (r == 0)
        r = put_released(v, err);
    visit_close(v);
    return r;
}

int releases_post(struct visit *v, struct err *err)
{
    struct str what = posted(v, "do"), planned = posted(v, "planned");
    const char *done = "released";
    int r;
    if (str_is(what, "unplan")) {
        r = visit_verb(v, "release unplan", &v->fault, {"name", planned});
        done = "unplanned";
    } else if (str_is(what, "plan")) {
        r = visit_needs(v, (const char *const[]){"planned", "date", NULL});
        if (r == 0)
            r = visit_verb(v, "release plan", &v->fault, {"name", planned}, {"date", posted(v, "date")},
                           {"what", posted(v, "what")});
        done = "planned";
    } else {
        r = visit_needs(v, (const char *const[]){"name", NULL});
        if (r == 0)
            r = visit_verb(v, "release", &v->fault, {"name", posted(v, "name")}, {"embargo", posted(v, "embargo")});
    }
    return r < 0 ? releases_page(v, err) : visit_go(v, "/desk/releases", done);
}

/* -- what members see ----------------------------------------------------------------------------- */

static enum audience audience_of(const struct visit *v)
{
    enum audience best = AUDIENCE_PUBLIC;
    for (size_t i = 0; i < v->account.nin; i++)
        best = MAX(best, role_audience(v->account.in[i].role));
    return best;
}

struct limited {
    struct str indicator, area;
};

/* The blocks that this audience sees and the public does not. */
static int load_limited(struct limited **out, size_t *n, struct visit *v, int64_t release, struct err *err)
{
    struct store_iter *it;
    struct pub_block b;
    struct limited *list = NULL;
    size_t size = 0, all = 0;
    int r = store_block_list(v->st, &it, release, false, err);
    while (r == 0 && (r = store_block_next(it, &b, err)) == 1) {
        r = 0;
        if (all == size)
            list = mem_grow(list, sizeof *list * (size = MAX(size * 2, (size_t)256)));
        list[all++] = (struct limited){arena_str(v->arena, b.indicator), arena_str(v->arena, b.area)};
    }
    *out = arena_array(v->arena, struct limited, all + 1);
    *n = 0;
    for (size_t i = 0; r == 0 && i < all; i++) {
        bool restricted = false;
        r = store_block_restricted(v->st, &restricted, release, false, list[i].indicator, list[i].area, err);
        if (restricted)
            (*out)[(*n)++] = list[i];
    }
    free(list);
    return r;
}

static void put_limited(struct visit *v, const struct limited *list, size_t n)
{
    struct str last = STR("");
    say_in(&v->page, "p", NULL, n ? "desk.shared.list" : "desk.shared.none");
    html(v->page.out, "<ul class=\"plain\">");
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(last, list[i].indicator)) {
            html(v->page.out, last.len ? "</li>\n<li>" : "<li>");
            html_text(v->page.out, table_name(v, list[i].indicator));
            html(v->page.out, ": ");
            last = list[i].indicator;
        } else {
            html(v->page.out, ", ");
        }
        html_link(v->page.out, address(v, "/desk/shared/%.*s/", STR_FMT(list[i].indicator)), list[i].area,
                  area_name(v, ref_area_find(v->ref, list[i].area)));
    }
    html(v->page.out, last.len ? "</li></ul>\n" : "</ul>\n");
}

static int log_read(struct visit *v, const struct release *rel, struct err *err)
{
    struct shared_read read = {.at = str_of(v->at), .who = v->account.user.name, .release = rel->id,
                               .indicator = v->ref->indicators[v->table].code, .area = v->ref->areas[v->area].code,
                               .audience = str_of(audience_name(audience_of(v))), .how = STR("page")};
    int r = store_begin(v->st, err);
    if (r == 0 && (r = store_read_add(v->st, &read, err)) < 0)
        store_rollback(v->st);
    return r == 0 ? store_commit(v->st, err) : r;
}

static int put_figures(struct visit *v, const struct release *rel, struct err *err)
{
    struct cube_builder *builder = cube_builder_new(v->ref);
    struct pub_block b;
    int r = store_block_get(v->st, v->arena, &b, rel->id, v->ref->indicators[v->table].code,
                            v->ref->areas[v->area].code, err);
    if (r == 0)
        r = cube_builder_add(builder, b.block, err);
    if (r < 0) {
        cube_builder_free(builder);
        return r;
    }
    struct cube *cube = cube_builder_finish(builder);
    const struct cube_flow *flow = cube_flow_find(cube, v->table);
    cube->release_name = rel->name;
    cube->released_at = rel->released_at;
    v->page.cube = cube;
    if (flow)
        page_figures(&v->page, flow, v->area);
    v->page.cube = NULL;
    cube_free(cube);
    return 0;
}

/* The newest release as the visitor's audience sees it. */
static int newest(struct release *rel, struct visit *v, struct err *err)
{
    store_audience(v->st, audience_of(v));
    return store_release_get(v->st, v->arena, rel, STR(""), visit_is(v, TO_OFFICE) ? STR("") : str_of(v->at), err);
}

static int shared_list(struct visit *v, struct err *err)
{
    struct release rel;
    struct limited *list = NULL;
    size_t n = 0;
    int r = newest(&rel, v, err);
    if (r == 0)
        r = load_limited(&list, &n, v, rel.id, err);
    else if (r == -ERR_NOTFOUND)
        r = 0;
    if (r < 0)
        return r;
    visit_open(v, text_get(v->page.text, "desk.nav.shared"));
    say_in(&v->page, "p", "lead", "desk.shared.lead");
    put_limited(v, list, n);
    visit_close(v);
    return 0;
}

/* Only what is limited is shown here, and each look at it is in the country's log. */
static int shared_table(struct visit *v, struct err *err)
{
    struct release rel;
    struct str indicator = v->ref->indicators[v->table].code, area = v->ref->areas[v->area].code;
    bool limited = false;
    int r = newest(&rel, v, err);
    if (r == 0)
        r = store_block_restricted(v->st, &limited, rel.id, false, indicator, area, err);
    if (r == 0 && !limited)
        r = err_set(err, ERR_NOTFOUND, "Nothing of this table is shared with members alone.");
    if (r == 0)
        r = log_read(v, &rel, err);
    if (r < 0)
        return r;
    visit_open_under(v,
                     WORDS(&v->page, "table.title", {"place", area_name(v, v->area)},
                           {"title", table_name(v, indicator)}),
                     text_get(v->page.text, "desk.nav.shared"), "/desk/shared");
    say_in(&v->page, "p", NULL, "desk.shared.logged");
    r = put_figures(v, &rel, err);
    visit_close(v);
    return r;
}

int shared_page(struct visit *v, struct err *err)
{
    int r = v->table ? shared_table(v, err) : shared_list(v, err);
    store_audience(v->st, AUDIENCE_OFFICE);
    return r;
}
