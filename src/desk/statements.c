/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a country says in its own words of how its data come about: four fields, filled with what it said before. */

#include "collect/consultation.h"
#include "desk/rounds.h"

static const char *field_of(struct visit *v, int subject)
{
    return arena_fmt(v->arena, "statement-%s", statement_subject_name((enum statement_subject)subject));
}

/* What the country says now, by subject. */
static int said_load(struct statement said[STATEMENTS], struct visit *v, struct err *err)
{
    struct statement *list;
    size_t n;
    int r = statements_load(&list, &n, v->st, v->arena, v->ref->areas[v->area].code, STR(""), NULL, err);
    for (int i = 0; i < STATEMENTS; i++)
        said[i] = (struct statement){0};
    for (size_t i = 0; r == 0 && i < n; i++)
        said[list[i].subject] = list[i];
    return r;
}

static const char *statements_address(struct visit *v)
{
    return arena_fmt(v->arena, "%s/statements", round_address(v, v->round.name, v->ref->areas[v->area].code));
}

int statements_page(struct visit *v, struct err *err)
{
    struct statement said[STATEMENTS];
    struct page *pg = &v->page;
    int r = said_load(said, v, err);
    if (r < 0)
        return r;
    visit_open_under(v, WORDS(pg, "desk.statements.title", {"country", area_name(v, v->area)}),
                     WORDS(pg, "desk.round.of", {"round", v->round.name}, {"country", area_name(v, v->area)}),
                     round_address(v, v->round.name, v->ref->areas[v->area].code));
    say_in(pg, "p", "lead", "desk.statements.lead");
    form_begin(v, NULL);
    for (int i = 0; i < STATEMENTS; i++) {
        if (said[i].text.len) {
            html(pg->out, "<p class=\"small\">");
            SAY(pg, "desk.statements.before", {"at", date_words(pg, said[i].at)}, {"who", said[i].who});
            html(pg->out, "</p>\n");
        }
        form_area(v, field_of(v, i), filled(v, field_of(v, i), said[i].text), 6);
    }
    form_button(v, "desk.save");
    form_end(v);
    visit_close(v);
    return 0;
}

/* Line ends of forms are CR LF. */
static bool same_text(struct str a, struct str b)
{
    size_t i = 0, k = 0;
    a = str_trim(a);
    b = str_trim(b);
    for (;;) {
        i += i < a.len && a.p[i] == '\r';
        k += k < b.len && b.p[k] == '\r';
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (a.p[i++] != b.p[k++])
            return false;
    }
}

int statements_post(struct visit *v, struct err *err)
{
    struct statement said[STATEMENTS];
    bool some = false;
    int r = said_load(said, v, err);
    if (r < 0)
        return r;
    for (int i = 0; r == 0 && i < STATEMENTS; i++) {
        struct str text = posted(v, field_of(v, i));
        if (!http_field(v->rq, field_of(v, i)) || same_text(text, said[i].text))
            continue;
        some = true;
        r = visit_verb(v, "statement set", &v->fault, {"country", v->ref->areas[v->area].code},
                       {"round", v->round.name},
                       {"subject", str_of(statement_subject_name((enum statement_subject)i))}, {"text", text},
                       {"remove", text.len ? STR("") : STR("yes")});
    }
    return r < 0 ? statements_page(v, err) : visit_go(v, statements_address(v), some ? "saved" : "nothing");
}
