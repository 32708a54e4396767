/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Who works here: the administrator's page. */

#include "desk/visit.h"

struct person {
    struct user u;
    struct grant *grants;
    size_t n;
};

static int load_grants(struct person *p, struct visit *v, struct err *err)
{
    struct store_iter *it;
    struct grant g;
    p->grants = arena_array(v->arena, struct grant, 64);
    int r = store_grant_list(v->st, &it, p->u.id, err);
    while (r == 0 && (r = store_grant_next(it, &g, err)) == 1) {
        r = 0;
        if (p->n < 64)
            p->grants[p->n++] = (struct grant){g.user, arena_str(v->arena, g.role), arena_str(v->arena, g.area)};
    }
    return r;
}

static int load(struct person **out, size_t *n, struct visit *v, struct err *err)
{
    struct store_iter *it;
    struct user u;
    struct person *list = NULL;
    size_t size = 0;
    *n = 0;
    int r = store_user_list(v->st, &it, err);
    while (r == 0 && (r = store_user_next(it, &u, err)) == 1) {
        struct str *texts[] = {&u.name, &u.full_name, &u.email, &u.seen_at, &u.password, &u.totp, &u.locked_until};
        r = 0;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(v->arena, *texts[i]);
        if (*n == size)
            list = mem_grow(list, sizeof *list * (size = MAX(size * 2, (size_t)64)));
        list[(*n)++] = (struct person){.u = u};
    }
    *out = arena_array(v->arena, struct person, *n + 1);
    if (*n)
        memcpy(*out, list, sizeof *list * *n);
    free(list);
    for (size_t i = 0; r == 0 && i < *n; i++)
        r = load_grants(&(*out)[i], v, err);
    return r;
}

static void put_roles(struct visit *v, const struct person *p)
{
    for (size_t i = 0; i < p->n; i++) {
        html(v->page.out, i ? "<br>" : "");
        say(&v->page, arena_fmt(v->arena, "desk.role.%.*s", STR_FMT(p->grants[i].role)));
        if (p->grants[i].area.len) {
            html(v->page.out, ", ");
            html_text(v->page.out, area_name(v, ref_area_find(v->ref, p->grants[i].area)));
        }
    }
}

static void put_verb(struct visit *v, const struct person *p, const char *verb, const char *words)
{
    const struct word hidden[] = {{"do", str_of(verb)}, {"user", p->u.name}, {NULL, {0}}};
    form_only(v, NULL, words, hidden);
}

static void put_person(struct visit *v, const struct person *p)
{
    struct buf *out = v->page.out;
    html(out, p->u.active ? "<tr><th scope=\"row\">" : "<tr class=\"none\"><th scope=\"row\">");
    html_text(out, p->u.full_name.len ? p->u.full_name : p->u.name);
    html(out, "<br><span class=\"small\">");
    html_text(out, p->u.name);
    if (p->u.email.len) {
        html(out, " \xC2\xB7 ");
        html_text(out, p->u.email);
    }
    html(out, "</span></th><td>");
    put_roles(v, p);
    html(out, "</td><td>");
    state_mark(v, !p->u.active ? STR("disabled") : !p->u.password.len ? STR("invited") : STR("active"));
    html(out, "</td><td class=\"y\">");
    if (p->u.seen_at.len)
        html_text(out, time_words(v, p->u.seen_at));
    html(out, "</td><td class=\"actions\">");
    put_verb(v, p, "link", "desk.people.link");
    put_verb(v, p, p->u.active ? "disable" : "enable", p->u.active ? "desk.people.disable" : "desk.people.enable");
    html(out, "</td></tr>\n");
}

static void put_form(struct visit *v)
{
    struct choice roles[ROLES - 1], *areas;
    const uint16_t *members = visit_areas(v, TO_ADMINS);
    size_t n = 1;
    for (int i = ROLE_PARTNER; i < ROLES; i++)
        roles[i - 1] = (struct choice){str_of(role_name((enum role)i)),
                                       text_get(v->page.text,
                                                arena_fmt(v->arena, "desk.role.%s", role_name((enum role)i)))};
    areas = arena_array(v->arena, struct choice, v->ref->nareas + 1);
    areas[0] = (struct choice){STR(""), text_get(v->page.text, "desk.people.everywhere")};
    for (; *members; members++)
        areas[n++] = (struct choice){v->ref->areas[*members].code, area_name(v, *members)};
    say_in(&v->page, "h2", NULL, "desk.people.new");
    form_begin(v, NULL);
    form_field(v, "text", "user", filled(v, "user", STR("")));
    form_field(v, "text", "full-name", filled(v, "full-name", STR("")));
    form_field(v, "email", "email", filled(v, "email", STR("")));
    form_choice(v, "role", filled(v, "role", STR("specialist")), roles, ROLES - 1);
    form_choice(v, "country", filled(v, "country", STR("")), areas, n);
    form_language(v, text_get(v->page.text, "language"));
    form_button_as(v, "desk.people.do", "do", STR("add"), false);
    form_end(v);
}

int people_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"desk.log.who", "desk.people.roles", "desk.state", "desk.people.seen",
                                       "desk.choose"};
    struct person *people;
    size_t n;
    int r = load(&people, &n, v, err);
    if (r < 0)
        return r;
    visit_open(v, text_get(v->page.text, "desk.nav.people"));
    say_in(&v->page, "p", "lead", "desk.people.lead");
    list_open(v, "desk.nav.people", keys, ARRAY_LEN(keys));
    for (size_t i = 0; i < n; i++)
        put_person(v, &people[i]);
    list_close(v);
    put_form(v);
    visit_close(v);
    return 0;
}

/* The text behind "link": in what an operation printed; ours, so without escapes. */
static struct str link_in(struct visit *v, struct str json)
{
    static const char key[] = "\"link\":\"";
    const char *at = json.len ? memmem(json.p, json.len, key, sizeof key - 1) : NULL;
    if (!at)
        return STR("");
    struct str rest = str_sub(json, (size_t)(at - json.p) + sizeof key - 1, json.len), link;
    str_next(&link, &rest, '"');
    return arena_str(v->arena, link);
}

/* A link is shown this once, to who is to hand it on. */
static int show_link(struct visit *v, struct call *call)
{
    struct str link = link_in(v, buf_view(&call->out));
    call_release(call);
    if (!link.len)
        return visit_go(v, "/desk/people", "saved");
    visit_open_under(v, text_get(v->page.text, "desk.people.link.title"), text_get(v->page.text, "desk.nav.people"),
                     "/desk/people");
    say_in(&v->page, "p", "lead", "desk.people.link.lead");
    html(v->page.out, "<p class=\"secret\"><code>");
    html_text(v->page.out, link);
    html(v->page.out, "</code></p>\n");
    visit_close(v);
    return 0;
}

int people_post(struct visit *v, struct err *err)
{
    struct str what = posted(v, "do"), user = posted(v, "user");
    struct call call;
    int r;
    if (str_is(what, "add") && visit_needs(v, (const char *const[]){"user", NULL}) < 0)
        return people_page(v, err);
    if (str_is(what, "add"))
        r = visit_do(v, &call, "user add", &v->fault, {"user", user}, {"role", posted(v, "role")},
                     {"country", posted(v, "country")}, {"full-name", posted(v, "full-name")},
                     {"email", posted(v, "email")}, {"language", posted(v, "language")});
    else if (str_is(what, "link"))
        r = visit_do(v, &call, "user link", &v->fault, {"user", user});
    else
        r = visit_do(v, &call, str_is(what, "enable") ? "user enable" : "user disable", &v->fault, {"user", user});
    return r < 0 ? people_page(v, err) : show_link(v, &call);
}
