/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Consultations: opened, revised, extended, closed. */

#include "ops/consult.h"

#include "base/num.h"
#include "base/utf8.h"

enum { NAME_MAX_LEN = 60 };

/* -- what was said ---------------------------------------------------------------------------- */

int paragraphs_check(struct str *text, struct call *c, const char *what, struct err *err)
{
    struct str said = str_trim(*text);
    struct buf out = {0};
    if (said.len > PARAGRAPHS_MAX_LEN)
        return err_set(err, ERR_USAGE, "%s has %zu bytes; %d are the limit", what, said.len, PARAGRAPHS_MAX_LEN);
    if (utf8_valid(said) != said.len)
        return err_set(err, ERR_USAGE, "%s is not UTF-8 text", what);
    int r = 0;
    for (size_t i = 0; r == 0 && i < said.len; i++) {
        char b = said.p[i];
        if (b == '\r' && i + 1 < said.len && said.p[i + 1] == '\n')
            continue;
        if (b == '\t')
            b = ' ';
        if (((unsigned char)b < 0x20 && b != '\n') || b == 0x7f)
            r = err_set(err, ERR_USAGE, "%s has a control character in it", what);
        buf_char(&out, b);
    }
    *text = arena_str(&c->arena, buf_view(&out));
    buf_release(&out);
    return r;
}

void put_indented(struct buf *out, struct str text)
{
    struct str line;
    while (text.len && str_next(&line, &text, '\n')) {
        buf_puts(out, line.len ? "    " : "");
        buf_str(out, line);
        buf_char(out, '\n');
    }
}

int country_get(struct str *out, struct call *c, struct err *err)
{
    struct str text = call_get(c, "country");
    uint16_t area = ref_area_find(c->ref, text);
    if (!area || !c->ref->areas[area].member)
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country of %.*s; it is to be three letters, as THA",
                       utf8_brief(text).text, STR_FMT(c->ref->region));
    *out = c->ref->areas[area].code;
    return c->op->reach == REACH_COUNTRY ? call_area(c, *out, err) : 0;
}

int consult_load(struct consultation *out, struct call *c, enum consultation_depth depth, struct err *err)
{
    int r = call_ref(c, err);
    return r == 0 ? consultation_load(out, c->store, &c->arena, call_get(c, "name"), str_of(c->at), depth, err) : r;
}

int consult_part(const struct consulted_part **out, const struct consultation *k, struct call *c, struct err *err)
{
    struct str text = call_get(c, "part");
    *out = consultation_part(k, text);
    for (size_t i = 0; i < k->nparts && !*out; i++)
        if (!k->parts[i].removed && str_eq(k->parts[i].number, text))
            *out = &k->parts[i];
    return *out ? 0 : err_set(err, ERR_NOTFOUND, "consultation \"%.*s\" has no part \"%s\"", STR_FMT(k->name),
                              utf8_brief(text).text);
}

int consult_country(struct str *out, const struct consultation *k, struct call *c, struct err *err)
{
    int r = country_get(out, c, err);
    if (r == 0 && !consultation_asks(k, *out))
        r = err_set(err, ERR_STATE, "%.*s is not asked in consultation \"%.*s\"", STR_FMT(*out), STR_FMT(k->name));
    return r;
}

int consult_may_change(const struct consultation *k, struct err *err)
{
    return k->closed_at.len ? err_set(err, ERR_STATE, "consultation \"%.*s\" was closed on %.10s", STR_FMT(k->name),
                                      k->closed_at.p)
                            : 0;
}

int consult_may_speak(const struct consultation *k, struct call *c, struct err *err)
{
    int r = consult_may_change(k, err);
    if (r == 0 && consultation_is_over(k, str_of(c->at)))
        r = err_set(err, ERR_STATE,
                    "consultation \"%.*s\" took what countries say until %.*s; ask the office to extend it",
                    STR_FMT(k->name), STR_FMT(k->until));
    return r;
}

int consult_until(struct str *day, struct call *c, struct err *err)
{
    int r = call_day(day, c, "until", err);
    if (r == 0 && str_cmp(*day, str_sub(str_of(c->at), 0, 10)) < 0)
        r = err_set(err, ERR_USAGE, "--until %.*s has passed already", STR_FMT(*day));
    return r;
}

/* -- open ------------------------------------------------------------------------------------- */

struct opening {
    struct call *c;
    struct consultation_row row;
    struct consult_draft draft;
    struct consultation k; /* as it stands then */
    unsigned written, spared;
};

static int name_check(struct opening *o, struct err *err)
{
    struct consultation_row there;
    struct str name = o->row.name;
    if (!is_one_line(name, NAME_MAX_LEN))
        return err_set(err, ERR_USAGE, "the name of a consultation is one line of 1 to %d bytes", NAME_MAX_LEN);
    int r = store_consultation_get(o->c->store, &o->c->arena, &there, name, err);
    if (r == -ERR_NOTFOUND)
        return 0;
    return r < 0 ? r : err_set(err, ERR_STATE, "there is a consultation \"%.*s\" already", STR_FMT(name));
}

/* Members in `list` ("KHM,THA"; empty: all). */
static int asked_add(struct opening *o, struct err *err)
{
    const struct ref *ref = o->c->ref;
    struct str list = call_get(o->c, "countries");
    int r = 0;
    for (uint32_t a = 1; r == 0 && a < ref->nareas; a++) {
        struct str rest = list, word;
        bool listed = !list.len;
        while (rest.len && str_next(&word, &rest, ','))
            listed = listed || str_eq(str_trim(word), ref->areas[a].code);
        if (ref->areas[a].member && listed)
            r = store_asked_add(o->c->store, o->row.id, ref->areas[a].code, err);
    }
    return r;
}

static int countries_check(const struct call *c, struct err *err)
{
    struct str rest = call_get(c, "countries"), word;
    while (rest.len && str_next(&word, &rest, ',')) {
        uint16_t area = ref_area_find(c->ref, str_trim(word));
        if (!area || !c->ref->areas[area].member)
            return err_set(err, ERR_USAGE,
                           "--countries: \"%s\" is no country of %.*s; it is to be three letters, as THA",
                           utf8_brief(word).text, STR_FMT(c->ref->region));
    }
    return 0;
}

/* Inside the transaction: the draft, and mail of it. */
static int draft_keep(struct opening *o, enum consult_mail what, struct err *err)
{
    struct call *c = o->c;
    struct consult_draft *d = &o->draft;
    d->draft.consultation = o->row.id;
    int r = consultation_draft(&d->draft, c->store, d->parts, d->n, d->html, err);
    if (r == 0)
        r = consultation_load(&o->k, c->store, &c->arena, o->row.name, str_of(c->at), CONSULTATION_TEXT, err);
    if (r == 0 && !call_has(c, "no-mail"))
        r = consult_write(&o->written, &o->spared, &o->k, what, STR(""), c, err);
    return r;
}

static void put_opened(struct opening *o)
{
    struct call *c = o->c;
    struct draft_change change;
    const struct consultation *k = &o->k;
    consultation_change(&change, k);
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "name", k->name);
        json_put(&c->j, "release", k->release);
        json_put(&c->j, "until", k->until);
        json_put_int(&c->j, "draft", k->drafts);
        json_put_int(&c->j, "parts", o->draft.draft.nparts);
        json_put_int(&c->j, "same", change.same);
        json_put_int(&c->j, "changed", change.changed);
        json_put_int(&c->j, "added", change.added);
        json_put_int(&c->j, "removed", change.removed);
        json_put_int(&c->j, "countries", (int64_t)k->nareas);
        json_put_int(&c->j, "mails", o->written);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "consultation \"%.*s\": draft %u of release %.*s, %s", STR_FMT(k->name), k->drafts,
            STR_FMT(k->release), num_counted((uint64_t)o->draft.draft.nparts, "part").text);
    if (k->drafts > 1)
        buf_fmt(&c->out, " (%u as before, %u changed, %u new; %u removed)", change.same, change.changed, change.added,
                change.removed);
    buf_fmt(&c->out, ", before %zu %s until %.*s; %s written\n", k->nareas, k->nareas == 1 ? "country" : "countries",
            STR_FMT(k->until), num_counted(o->written, "mail").text);
}

int op_consultation_open(struct call *c, struct err *err)
{
    struct opening o = {.c = c, .row = {.name = call_get(c, "name"), .opened_at = str_of(c->at),
                                        .opened_by = str_of(c->who),
                                        .silence_agrees = call_has(c, "silence-agrees")}};
    const char *language;
    const struct text *text;
    int r = call_ref(c, err);
    if (r == 0)
        r = name_check(&o, err);
    if (r == 0)
        r = call_language(&language, &text, c, err);
    if (r == 0)
        r = consult_until(&o.row.until, c, err);
    if (r == 0)
        r = countries_check(c, err);
    if (r == 0)
        r = consult_draft_make(&o.draft, c, o.row.until, call_get(c, "release"), language, err);
    if (r == 0)
        r = call_begin(c, err);
    o.row.language = r == 0 ? str_of(language) : STR("");
    if (r == 0)
        r = store_consultation_add(c->store, &o.row, err);
    if (r == 0)
        r = asked_add(&o, err);
    if (r == 0)
        r = draft_keep(&o, CONSULT_OPENED, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r == 0)
        put_opened(&o);
    return r;
}

/* -- revise, extend, close ---------------------------------------------------------------------- */

int op_consultation_revise(struct call *c, struct err *err)
{
    struct opening o = {.c = c};
    struct str release;
    int r = consult_load(&o.k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = consult_may_change(&o.k, err);
    if (r < 0)
        return r;
    release = call_has(c, "release") ? call_get(c, "release") : o.k.release;
    o.row.id = o.k.id;
    o.row.name = o.k.name;
    r = consult_draft_make(&o.draft, c, o.k.until, release, arena_text(&c->arena, o.k.language), err);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = draft_keep(&o, CONSULT_REVISED, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r == 0)
        put_opened(&o);
    return r;
}

/* What a verb without much to say has made of a consultation. */
static void put_state(struct call *c, const struct consultation *k, struct str until, bool closed)
{
    unsigned n = 0, all = 0;
    for (size_t i = 0; i < k->nparts; i++) {
        all += !k->parts[i].removed;
        n += k->parts[i].validated;
    }
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "name", k->name);
        json_put(&c->j, "until", until);
        json_put_bool(&c->j, "closed", closed);
        json_put_int(&c->j, "parts", all);
        json_put_int(&c->j, "validated", n);
        json_close(&c->j);
        json_line(&c->j);
    } else if (closed) {
        buf_fmt(&c->out, "consultation \"%.*s\" is closed: %u of %s validated\n", STR_FMT(k->name), n,
                num_counted(all, "part").text);
    } else {
        buf_fmt(&c->out, "consultation \"%.*s\" is open until %.*s\n", STR_FMT(k->name), STR_FMT(until));
    }
}

int op_consultation_extend(struct call *c, struct err *err)
{
    struct consultation k;
    struct str until;
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = consult_may_change(&k, err);
    if (r == 0)
        r = consult_until(&until, c, err);
    if (r < 0 || (r = call_begin(c, err)) < 0 ||
        (r = store_consultation_until(c->store, k.id, until, str_of(c->at), str_of(c->who), err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    put_state(c, &k, until, false);
    return 0;
}

int op_consultation_close(struct call *c, struct err *err)
{
    struct consultation k;
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = consult_may_change(&k, err);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = store_consultation_close(c->store, k.id, str_of(c->at), str_of(c->who), err);
    if (r == 0) /* silence counts from now on */
        r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r == 0)
        put_state(c, &k, k.until, true);
    return r;
}
