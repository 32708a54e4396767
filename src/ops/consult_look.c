/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where consultations stand: the list, one by country, one part with all that was ever said of it. Those who are asked
 * see what the others say, and not which person said it: that is for the office. */

#include "ops/consult.h"

#include "base/num.h"
#include "syntax/csv.h"

/* -- list ---------------------------------------------------------------------------------------- */

static void put_row(struct call *c, const struct consultation_row *k)
{
    struct consultation as = {.until = k->until, .closed_at = k->closed_at};
    bool over = consultation_is_over(&as, str_of(c->at));
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "name", k->name);
        json_put(&c->j, "language", k->language);
        json_put(&c->j, "opened_at", k->opened_at);
        json_put(&c->j, "until", k->until);
        json_put_some(&c->j, "closed_at", k->closed_at);
        json_put_bool(&c->j, "silence_agrees", k->silence_agrees);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "%-20.*s  opened %.10s, ", STR_FMT(k->name), k->opened_at.p);
    if (k->closed_at.len)
        buf_fmt(&c->out, "closed %.10s", k->closed_at.p);
    else
        buf_fmt(&c->out, "%s %.*s", over ? "was open until" : "open until", STR_FMT(k->until));
    buf_puts(&c->out, k->silence_agrees ? "; who is silent agrees\n" : "\n");
}

int op_consultation_list(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct consultation_row k;
    unsigned n = 0;
    int r = store_consultation_list(c->store, &it, err);
    while (r == 0 && (r = store_consultation_next(it, &k, err)) == 1) {
        put_row(c, &k);
        n++;
        r = 0;
    }
    if (r == 0 && !n && !c->json)
        buf_puts(&c->out, "there is no consultation\n");
    return r;
}

/* -- status ---------------------------------------------------------------------------------------- */

static void put_tally(struct call *c, struct str key, struct str what, const struct consultation_tally *y)
{
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  %u agreed, %u objected, %u commented, %u left of %s", STR_FMT(what), y->agreed,
                y->objected,
                y->commented, y->silent, num_counted(y->parts, "part").text);
        if (y->waiting)
            buf_fmt(&c->out, "; %u to be answered", y->waiting);
        buf_char(&c->out, '\n');
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, key.p, what);
    json_put_int(&c->j, "parts", y->parts);
    json_put_int(&c->j, "agreed", y->agreed);
    json_put_int(&c->j, "objected", y->objected);
    json_put_int(&c->j, "commented", y->commented);
    json_put_int(&c->j, "left", y->silent);
    json_put_int(&c->j, "to_be_answered", y->waiting);
    json_close(&c->j);
    json_line(&c->j);
}

static void put_head(struct call *c, const struct consultation *k)
{
    struct consultation_tally y;
    consultation_tally(&y, k, NULL, STR(""));
    buf_fmt(&c->out, "consultation \"%.*s\" on release %.*s, draft %u of %.10s; ", STR_FMT(k->name),
            STR_FMT(k->release),
            k->drafts, k->drafted_at.p);
    if (k->closed_at.len)
        buf_fmt(&c->out, "closed %.10s\n", k->closed_at.p);
    else
        buf_fmt(&c->out, "%s %.*s\n", k->over ? "was open until" : "open until", STR_FMT(k->until));
    buf_fmt(&c->out, "%u of %s validated\n", y.validated, num_counted(y.parts, "part").text);
}

/* A country chapter by chapter, and which parts are left. */
static void put_country(struct call *c, const struct consultation *k, struct str area)
{
    struct str before = STR("");
    for (size_t i = 0; i < k->nparts; i++) {
        struct consultation_tally y;
        if (k->parts[i].removed || str_eq(k->parts[i].chapter, before))
            continue;
        before = k->parts[i].chapter;
        consultation_tally(&y, k, &k->parts[i].chapter, area);
        put_tally(c, STR("chapter"), before, &y);
    }
    for (size_t i = 0; i < k->nparts && !c->json; i++)
        if (position_open(k, &k->parts[i], area))
            buf_fmt(&c->out, "left: %.*s  %.*s%s\n", STR_FMT(k->parts[i].id), STR_FMT(k->parts[i].kind),
                    consultation_position(k, k->parts[i].id, area) ? ", changed since it was spoken of" : "");
}

int op_consultation_status(struct call *c, struct err *err)
{
    struct consultation k;
    struct str area = STR("");
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0 && call_has(c, "country"))
        r = consult_country(&area, &k, c, err);
    if (r < 0)
        return r;
    if (!c->json)
        put_head(c, &k);
    if (area.len)
        put_country(c, &k, area);
    for (size_t i = 0; i < k.nareas && !area.len; i++) {
        struct consultation_tally y;
        consultation_tally(&y, &k, NULL, k.areas[i]);
        put_tally(c, STR("ref_area"), k.areas[i], &y);
    }
    return 0;
}

/* -- show ------------------------------------------------------------------------------------------ */

static void put_position_json(struct call *c, const struct position *p)
{
    json_open(&c->j, '{');
    json_put(&c->j, "ref_area", p->area);
    json_put(&c->j, "position", str_of(position_name(p->kind)));
    json_put_int(&c->j, "draft", p->draft);
    json_put(&c->j, "at", p->at);
    if (call_is(c, TO_OFFICE))
        json_put(&c->j, "who", p->who);
    json_put_some(&c->j, "text", p->text);
    json_put_some(&c->j, "answer", p->answer);
    json_put_some(&c->j, "answered_at", p->answered_at);
    json_close(&c->j);
    json_line(&c->j);
}

static void put_position(struct call *c, const struct position *p)
{
    if (c->json) {
        put_position_json(c, p);
        return;
    }
    buf_fmt(&c->out, "%.*s  %s (draft %u, %.10s", STR_FMT(p->area), position_name(p->kind), p->draft, p->at.p);
    if (call_is(c, TO_OFFICE))
        buf_fmt(&c->out, ", %.*s", STR_FMT(p->who));
    buf_puts(&c->out, ")\n");
    put_indented(&c->out, p->text);
    if (p->answer.len) {
        buf_fmt(&c->out, "  answered %.10s\n", p->answered_at.p);
        put_indented(&c->out, p->answer);
    }
}

int op_consultation_show(struct call *c, struct err *err)
{
    struct consultation k;
    const struct consulted_part *part;
    struct store_iter *it;
    struct position p;
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = consult_part(&part, &k, c, err);
    if (r < 0)
        return r;
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  %.*s %.*s, %.*s%s\n", STR_FMT(part->id), STR_FMT(part->kind), STR_FMT(part->number),
                STR_FMT(part->chapter), part->removed ? "; in the draft no more" : part->validated ? "; validated"
                    : "");
        put_indented(&c->out, part->text);
    }
    r = store_position_list(c->store, &it, k.id, true, err);
    while (r == 0 && (r = store_position_next(it, &p, err)) == 1) {
        if (str_eq(p.part, part->id))
            put_position(c, &p);
        r = 0;
    }
    return r;
}

/* -- record ---------------------------------------------------------------------------------------- */

static const char record_head[] = "consultation,part,number,kind,chapter,about,since_draft,removed,validated,ref_area,"
                                  "position,outdated,at,text,answer,answered_at\n";

/* A line for each part and country that was asked. */
static void put_csv(struct call *c, const struct consultation *k, const struct consulted_part *part, struct str area)
{
    struct buf *out = &c->out;
    const struct position *p = consultation_position(k, part->id, area);
    const struct str before[] = {k->name, part->id, part->number, part->kind, part->chapter, part->area};
    for (size_t i = 0; i < ARRAY_LEN(before); i++) {
        csv_put_text(out, before[i]);
        buf_char(out, ',');
    }
    buf_fmt(out, "%u,%s,%s,%.*s,%s,%s,", part->since, part->removed ? "yes" : "no", part->validated ? "yes" : "no",
            STR_FMT(area), position_name(p ? p->kind : POSITION_NONE), p && p->outdated ? "yes" : "no");
    if (p) {
        csv_put(out, p->at);
        buf_char(out, ',');
        csv_put_text(out, p->text);
        buf_char(out, ',');
        csv_put_text(out, p->answer);
        buf_char(out, ',');
        csv_put(out, p->answered_at);
    } else {
        buf_puts(out, ",,,");
    }
    buf_char(out, '\n');
}

/* All that was ever said of a part with words, also what was settled since. */
static void put_said_json(struct call *c, const struct consultation *k, struct str part)
{
    json_key(&c->j, "said");
    json_open(&c->j, '[');
    for (size_t i = 0; i < k->nsaid; i++) {
        const struct position *p = &k->said[i];
        if (!str_eq(p->part, part))
            continue;
        json_open(&c->j, '{');
        json_put(&c->j, "ref_area", p->area);
        json_put(&c->j, "position", str_of(position_name(p->kind)));
        json_put_int(&c->j, "draft", p->draft);
        json_put(&c->j, "at", p->at);
        json_put(&c->j, "text", p->text);
        json_put_some(&c->j, "answer", p->answer);
        json_put_some(&c->j, "answered_at", p->answered_at);
        json_close(&c->j);
    }
    json_close(&c->j);
}

static void put_part_json(struct call *c, const struct consultation *k, const struct consulted_part *part)
{
    json_open(&c->j, '{');
    json_put(&c->j, "part", part->id);
    json_put(&c->j, "number", part->number);
    json_put(&c->j, "kind", part->kind);
    json_put(&c->j, "chapter", part->chapter);
    json_put_some(&c->j, "about", part->area);
    json_put(&c->j, "sha256", part->hash);
    json_put_int(&c->j, "since_draft", part->since);
    json_put_bool(&c->j, "removed", part->removed);
    json_put_bool(&c->j, "validated", part->validated);
    json_key(&c->j, "positions");
    json_open(&c->j, '[');
    for (size_t i = 0; i < k->nareas; i++) {
        const struct position *p = consultation_position(k, part->id, k->areas[i]);
        if (!p)
            continue;
        json_open(&c->j, '{');
        json_put(&c->j, "ref_area", p->area);
        json_put(&c->j, "position", str_of(position_name(p->kind)));
        json_put_bool(&c->j, "outdated", p->outdated);
        json_put(&c->j, "at", p->at);
        json_close(&c->j);
    }
    json_close(&c->j);
    put_said_json(c, k, part->id);
    json_close(&c->j);
    json_line(&c->j);
}

static void put_part_text(struct call *c, const struct consultation *k, const struct consulted_part *part)
{
    buf_fmt(&c->out, "%-13.*s  %.*s\n", STR_FMT(part->removed ? STR("removed") : part->validated ? STR("validated")
                                                                                 : STR("not validated")),
            STR_FMT(part->id));
    for (size_t i = 0; i < k->nareas; i++) {
        const struct position *p = consultation_position(k, part->id, k->areas[i]);
        if (!p || p->kind == POSITION_NONE)
            continue;
        buf_fmt(&c->out, "  %.*s  %s%s\n", STR_FMT(p->area), position_name(p->kind),
                p->outdated ? " (of what it said before)" : "");
    }
    for (size_t i = 0; i < k->nsaid; i++) {
        const struct position *p = &k->said[i];
        if (!str_eq(p->part, part->id))
            continue;
        buf_fmt(&c->out, "  %.*s said (%s, draft %u)\n", STR_FMT(p->area), position_name(p->kind), p->draft);
        put_indented(&c->out, p->text);
        if (p->answer.len) {
            buf_puts(&c->out, "  answered\n");
            put_indented(&c->out, p->answer);
        }
    }
}

int op_consultation_record(struct call *c, struct err *err)
{
    struct consultation k;
    struct str format = call_get(c, "format");
    bool csv = str_is(format, "csv");
    if (format.len && !csv && !str_is(format, "text"))
        return err_set(err, ERR_USAGE, "--format is to be text or csv");
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r < 0)
        return r;
    if (csv)
        buf_puts(&c->out, record_head);
    else if (!c->json)
        put_head(c, &k);
    for (size_t i = 0; r == 0 && i < k.nparts; i++) {
        for (size_t a = 0; csv && a < k.nareas; a++)
            put_csv(c, &k, &k.parts[i], k.areas[a]);
        if (!csv && c->json)
            put_part_json(c, &k, &k.parts[i]);
        else if (!csv)
            put_part_text(c, &k, &k.parts[i]);
        r = call_flush(c, false, err);
    }
    return r;
}
