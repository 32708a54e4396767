/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a country says of how its data come about, and what countries are recommended to do: both in words, and printed
 * in the report as they were written. */

#include "ops/consult.h"

#include "base/num.h"
#include "base/utf8.h"

/* -- statements ------------------------------------------------------------------------------- */

/* --text, the file that --file names, or with --remove nothing. */
static int get_said(struct str *out, struct call *c, struct err *err)
{
    int said = call_has(c, "text") + call_has(c, "file") + call_has(c, "remove");
    struct str file = call_get(c, "file");
    struct buf bytes = {0};
    *out = call_get(c, "text");
    if (said != 1)
        return err_set(err, ERR_USAGE, "statement set needs one of --text TEXT, --file FILE and --remove");
    int r = file.len ? call_slurp(&bytes, c, arena_text(&c->arena, file), err) : 0;
    if (r == 0 && file.len)
        *out = arena_str(&c->arena, buf_view(&bytes));
    buf_release(&bytes);
    if (r == 0)
        r = paragraphs_check(out, c, "the statement", err);
    if (r == 0 && !out->len && !call_has(c, "remove"))
        r = err_set(err, ERR_USAGE, "the statement is empty; --remove takes it back");
    return r;
}

static int get_statement(struct statement *s, struct call *c, struct err *err)
{
    struct round round;
    struct str subject = call_get(c, "subject");
    int found = statement_subject_find(subject);
    *s = (struct statement){.round = call_get(c, "round"), .at = str_of(c->at), .who = str_of(c->who)};
    int r = call_ref(c, err);
    if (r == 0)
        r = country_get(&s->area, c, err);
    if (r == 0 && found < 0)
        r = err_set(err, ERR_USAGE, "--subject \"%s\" is to be collection, practice, obstacles or plans",
                    utf8_brief(subject).text);
    s->subject = (enum statement_subject)MAX(found, 0);
    if (r == 0 && s->round.len)
        r = store_round_get(c->store, &c->arena, &round, s->round, err);
    return r == 0 ? get_said(&s->text, c, err) : r;
}

static void put_statement_json(struct call *c, const struct statement *s)
{
    json_open(&c->j, '{');
    json_put(&c->j, "ref_area", s->area);
    json_put(&c->j, "subject", str_of(statement_subject_name(s->subject)));
    json_put_some(&c->j, "round", s->round);
    json_put(&c->j, "at", s->at);
    json_put(&c->j, "who", s->who);
    json_put(&c->j, "text", s->text);
    json_close(&c->j);
    json_line(&c->j);
}

int op_statement_set(struct call *c, struct err *err)
{
    struct statement s;
    int r = get_statement(&s, c, err);
    if (r < 0 || (r = call_begin(c, err)) < 0 || (r = store_statement_add(c->store, &s, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (c->json)
        put_statement_json(c, &s);
    else
        buf_fmt(&c->out, "%.*s says %s on %s\n", STR_FMT(s.area),
                s.text.len ? num_counted(s.text.len, "byte").text : "nothing", statement_subject_name(s.subject));
    return 0;
}

int op_statement_list(struct call *c, struct err *err)
{
    struct statement *v;
    size_t n, shown = 0;
    struct str area = STR("");
    int r = call_ref(c, err);
    if (r == 0 && call_has(c, "country"))
        r = country_get(&area, c, err);
    if (r == 0)
        r = statements_load(&v, &n, c->store, &c->arena, area, call_get(c, "round"), NULL, err);
    for (size_t i = 0; r == 0 && i < n; i++) {
        if (!call_may(c, v[i].area))
            continue;
        shown++;
        if (c->json) {
            put_statement_json(c, &v[i]);
            continue;
        }
        buf_fmt(&c->out, "%.*s  %s", STR_FMT(v[i].area), statement_subject_name(v[i].subject));
        if (v[i].round.len)
            buf_fmt(&c->out, ", round %.*s", STR_FMT(v[i].round));
        buf_fmt(&c->out, " (%.*s, %.*s)\n", STR_FMT(v[i].who), STR_FMT(str_sub(v[i].at, 0, 10)));
        put_indented(&c->out, v[i].text);
    }
    if (r == 0 && !shown && !c->json)
        buf_puts(&c->out, "no country has said anything\n");
    return r;
}

/* -- recommendations -------------------------------------------------------------------------- */

/* "KHM THA ILO": members, or others in capitals, each once. */
static int get_to(struct str *out, struct call *c, struct err *err)
{
    struct buf list = {0};
    struct str rest = call_get(c, "to"), word;
    int r = 0;
    while (r == 0 && rest.len && str_next(&word, &rest, ' ')) {
        bool fine = word.len <= 20;
        for (size_t i = 0; i < word.len; i++)
            fine = fine && ((word.p[i] >= 'A' && word.p[i] <= 'Z') || (word.p[i] >= '0' && word.p[i] <= '9'));
        if (!fine)
            r = err_set(err, ERR_USAGE, "--to \"%s\" is to be codes with blanks between, as KHM THA or ILO",
                        utf8_brief(word).text);
        if (r == 0 && word.len)
            buf_fmt(&list, "%s%.*s", list.len ? " " : "", STR_FMT(word));
    }
    *out = arena_str(&c->arena, buf_view(&list));
    buf_release(&list);
    return r;
}

/* What stands of the parameter "id". */
static int get_standing(struct recommendation *out, struct call *c, struct err *err)
{
    struct recommendation *v;
    size_t n;
    struct str text = call_get(c, "id");
    int r = recommendations_load(&v, &n, c->store, &c->arena, NULL, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        if (str_eq(v[i].number, text) || str_is(text, arena_fmt(&c->arena, "%lld", (long long)v[i].id))) {
            *out = v[i];
            return 0;
        }
    return r < 0 ? r
                 : err_set(err, ERR_NOTFOUND, "there is no recommendation \"%s\"; ilms recommendation list has those "
                           "there are", utf8_brief(text).text);
}

static void put_recommendation(struct call *c, const struct recommendation *rec)
{
    if (!c->json) {
        buf_fmt(&c->out, "%3lld  %-4.*s to %.*s: %.*s\n", (long long)rec->id, STR_FMT(rec->number),
                STR_FMT(rec->to.len ? rec->to : STR("all members")), STR_FMT(rec->text));
        return;
    }
    json_open(&c->j, '{');
    json_put_int(&c->j, "id", rec->id);
    json_put_some(&c->j, "number", rec->number);
    json_put(&c->j, "to", rec->to);
    json_put(&c->j, "at", rec->at);
    json_put(&c->j, "who", rec->who);
    json_put(&c->j, "text", rec->text);
    json_close(&c->j);
    json_line(&c->j);
}

/* Keeps what was made, and shows it as it stands then. */
static int recommendation_put(struct recommendation *rec, struct call *c, struct err *err)
{
    struct recommendation *v;
    size_t n;
    rec->at = str_of(c->at);
    rec->who = str_of(c->who);
    int r = call_begin(c, err);
    if (r == 0)
        r = store_recommendation_put(c->store, rec, err);
    if (r == 0)
        r = recommendations_load(&v, &n, c->store, &c->arena, NULL, err);
    if (r == 0)
        r = call_commit(c, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        if (v[i].id == rec->id)
            put_recommendation(c, &v[i]);
    return r;
}

static int get_text(struct str *out, struct call *c, struct err *err)
{
    *out = str_trim(call_get(c, "text"));
    int r = line_check(*out, "the recommendation", err);
    return r == 0 && !out->len ? err_set(err, ERR_USAGE, "the recommendation is empty") : r;
}

int op_recommendation_add(struct call *c, struct err *err)
{
    struct recommendation rec = {0};
    int r = get_text(&rec.text, c, err);
    if (r == 0)
        r = get_to(&rec.to, c, err);
    return r == 0 ? recommendation_put(&rec, c, err) : r;
}

int op_recommendation_edit(struct call *c, struct err *err)
{
    struct recommendation rec;
    int r = get_standing(&rec, c, err);
    if (r == 0)
        r = get_text(&rec.text, c, err);
    if (r == 0 && (call_has(c, "to") || call_has(c, "to-all")))
        r = get_to(&rec.to, c, err);
    return r == 0 ? recommendation_put(&rec, c, err) : r;
}

int op_recommendation_remove(struct call *c, struct err *err)
{
    struct recommendation rec;
    int r = get_standing(&rec, c, err);
    rec.text = STR("");
    if (r == 0)
        r = recommendation_put(&rec, c, err);
    if (r == 0 && !c->json)
        buf_fmt(&c->out, "recommendation %lld is removed; those after it have other numbers now\n", (long long)rec.id);
    return r;
}

int op_recommendation_list(struct call *c, struct err *err)
{
    struct recommendation *v;
    size_t n;
    int r = recommendations_load(&v, &n, c->store, &c->arena, NULL, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        put_recommendation(c, &v[i]);
    if (r == 0 && !n && !c->json)
        buf_puts(&c->out, "there is no recommendation\n");
    return r;
}
