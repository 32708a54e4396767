/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Who may see which figures of a country, and who has. */

#include "desk/visit.h"

#include "store/share.h"

static struct str years_of(struct visit *v, const struct sharing_rule *r)
{
    if (!r->first_year && !r->last_year)
        return text_get(v->page.text, "desk.share.all");
    if (!r->last_year)
        return text_join(&v->page, "%d\xE2\x80\x93", r->first_year);
    if (r->first_year == r->last_year)
        return text_join(&v->page, "%d", r->first_year);
    return text_join(&v->page, "%d\xE2\x80\x93%d", r->first_year, r->last_year);
}

static void cell(struct visit *v, struct str text)
{
    html(v->page.out, "<td>");
    html_text(v->page.out, text);
    html(v->page.out, "</td>");
}

static void put_rule(struct visit *v, const struct share *s)
{
    const struct sharing_rule *r = &s->rule;
    struct str all = text_get(v->page.text, "desk.share.all");
    html(v->page.out, s->revoked_at.len ? "<tr class=\"none\"><th scope=\"row\">" : "<tr><th scope=\"row\">");
    html_text(v->page.out, r->indicator.len ? table_name(v, r->indicator) : all);
    html(v->page.out, "</th>");
    cell(v, r->source.len ? r->source : all);
    cell(v, years_of(v, r));
    cell(v, text_get(v->page.text, arena_fmt(v->arena, "desk.audience.%s", audience_name(r->audience))));
    cell(v, r->until.len ? date_words(&v->page, r->until) : text_get(v->page.text, "desk.share.ever"));
    cell(v, s->ground);
    cell(v, WORDS(&v->page, "desk.by", {"at", date_words(&v->page, s->decided_at)}, {"who", s->decided_by}));
    html(v->page.out, "</tr>\n");
}

static int put_rules(struct visit *v, uint16_t area, struct err *err)
{
    static const char *const keys[] = {"cover.table", "cover.source", "cover.years", "desk.share.audience",
                                       "desk.share.until", "desk.share.ground", "desk.decided"};
    struct store_iter *it;
    struct share s;
    unsigned n = 0;
    int r = store_share_list(v->st, &it, v->ref->areas[area].code, false, err);
    while (r == 0 && (r = store_share_next(it, &s, err)) == 1) {
        r = 0;
        if (n++ == 0)
            list_open_of(v, area_name(v, area), keys, ARRAY_LEN(keys));
        put_rule(v, &s);
    }
    if (n)
        list_close(v);
    else if (r == 0)
        say_in(&v->page, "p", NULL, "desk.share.none");
    return r;
}

static int put_reads(struct visit *v, uint16_t area, struct err *err)
{
    static const char *const keys[] = {"desk.log.at", "desk.log.who", "cover.table", "desk.release", "#desk.times"};
    struct store_iter *it;
    struct shared_read s;
    unsigned n = 0;
    int r = store_read_list(v->st, &it, v->ref->areas[area].code, err);
    while (r == 0 && (r = store_read_next(it, &s, err)) == 1) {
        r = 0;
        if (n++ == 0) {
            say_in(&v->page, "h3", NULL, "desk.share.log");
            list_open_of(v, text_join(&v->page, "%.*s \xC2\xB7 %.*s", STR_FMT(text_get(v->page.text, "desk.share.log")),
                                      STR_FMT(area_name(v, area))), keys, ARRAY_LEN(keys));
        }
        html(v->page.out, "<tr>");
        cell(v, time_words(v, s.at));
        cell(v, s.who);
        cell(v, table_name(v, s.indicator));
        cell(v, s.release_name);
        html(v->page.out, "<td class=\"n\">");
        html_text(v->page.out, number(&v->page, (uint64_t)s.times));
        html(v->page.out, "</td></tr>\n");
    }
    if (n)
        list_close(v);
    return r;
}

static void put_form(struct visit *v, uint16_t area)
{
    const struct ref *ref = v->ref;
    struct choice *tables = arena_array(v->arena, struct choice, ref->nindicators + 1), audiences[AUDIENCES];
    size_t n = 0;
    tables[n++] = (struct choice){STR("all"), text_get(v->page.text, "desk.share.all")};
    for (uint32_t i = 1; i < ref->nindicators; i++)
        if (ref->indicators[i].generation == GEN_CURRENT || ref->indicators[i].generation == GEN_BOTH)
            tables[n++] = (struct choice){ref->indicators[i].code,
                                          text_join(&v->page, "%.*s  (%.*s)",
                                                    STR_FMT(table_name(v, ref->indicators[i].code)),
                                                    STR_FMT(ref->indicators[i].code))};
    for (int i = 0; i < AUDIENCES; i++)
        audiences[i] = (struct choice){str_of(audience_name((enum audience)i)),
                                       text_get(v->page.text, arena_fmt(v->arena, "desk.audience.%s",
                                                                        audience_name((enum audience)i)))};
    html(v->page.out, v->fault.code != ERR_NONE ? "<details open><summary>" : "<details><summary>");
    say(&v->page, "desk.share.new");
    html(v->page.out, "</summary>\n");
    form_begin(v, address(v, "/desk/sharing/%.*s", STR_FMT(ref->areas[area].code)));
    form_choice(v, "table", filled(v, "table", STR("all")), tables, n);
    form_field(v, "text", "source", filled(v, "source", STR("")));
    form_field(v, "text", "years", filled(v, "years", STR("")));
    form_choice(v, "audience", filled(v, "audience", STR("members")), audiences, AUDIENCES);
    form_field(v, "date", "until", filled(v, "until", STR("")));
    form_field(v, "text", "ground", filled(v, "ground", STR("")));
    form_button(v, "desk.share.do");
    form_end(v);
    html(v->page.out, "</details>\n");
}

int sharing_page(struct visit *v, struct err *err)
{
    int r = 0;
    visit_open(v, text_get(v->page.text, "desk.nav.sharing"));
    say_in(&v->page, "p", "lead", "desk.share.lead");
    put_country_links(v, visit_areas(v, TO_SPECIALISTS));
    for (const uint16_t *a = visit_areas(v, TO_SPECIALISTS); r == 0 && *a; a++) {
        struct str code = v->ref->areas[*a].code;
        put_country_head(v, *a);
        r = put_rules(v, *a, err);
        if (r == 0 && visit_may(v, TO_APPROVERS, code)) {
            if (v->fault.code == ERR_NONE || *a == v->area)
                put_form(v, *a);
            r = put_reads(v, *a, err);
        }
    }
    if (r == 0)
        visit_close(v);
    return r;
}

int sharing_post(struct visit *v, struct err *err)
{
    if (visit_needs(v, (const char *const[]){"ground", NULL}) < 0)
        return sharing_page(v, err);
    int r = visit_verb(v, "share set", &v->fault, {"country", v->ref->areas[v->area].code},
                       {"table", posted(v, "table")}, {"source", posted(v, "source")}, {"years", posted(v, "years")},
                       {"audience", posted(v, "audience")}, {"until", posted(v, "until")},
                       {"ground", posted(v, "ground")});
    return r < 0 ? sharing_page(v, err) : visit_go(v, "/desk/sharing", "shared");
}
