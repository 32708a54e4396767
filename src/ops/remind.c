/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reminders: who has not answered everything is told by mail what is open and by when. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "collect/post.h"
#include "collect/progress.h"
#include "syntax/locale.h"

#include <stdlib.h>

enum { DAY = 24 * 60 * 60, LISTED_MAX = 60 };

/* Who can be written to: a specialist of a country with an address. */
struct reader {
    struct user user;
    struct str area;
};

struct reminding {
    struct call *c;
    struct round round;
    struct progress_list progress;
    struct reader *readers;
    size_t n, size;
    struct strset today; /* "address<TAB>subject" of the mail of the last day */
    unsigned written, spared;
};

/* -- whom ------------------------------------------------------------------------------------------ */

static void reader_add(struct reminding *m, const struct user *u, struct str area)
{
    struct arena *arena = &m->c->arena;
    if (m->n == m->size) {
        size_t size = MAX(m->size * 2, (size_t)16);
        struct reader *more = arena_array(arena, struct reader, size);
        if (m->n)
            memcpy(more, m->readers, sizeof *more * m->n);
        m->readers = more;
        m->size = size;
    }
    m->readers[m->n++] = (struct reader){*u, arena_str(arena, area)};
}

static int readers_load(struct reminding *m, struct err *err)
{
    struct call *c = m->c;
    struct store_iter *it;
    struct grant g;
    struct user u;
    struct {
        int64_t user;
        struct str area;
    } *grants = NULL;
    size_t n = 0, size = 0;
    int r = store_grant_list(c->store, &it, 0, err);
    while (r == 0 && (r = store_grant_next(it, &g, err)) == 1) {
        r = 0;
        if (!str_is(g.role, role_name(ROLE_SPECIALIST)) || !g.area.len)
            continue;
        if (n == size) {
            size = MAX(size * 2, (size_t)16);
            grants = mem_grow(grants, sizeof *grants * size);
        }
        grants[n].user = g.user;
        grants[n++].area = arena_str(&c->arena, g.area);
    }
    for (size_t i = 0; r == 0 && i < n; i++) {
        int found = store_user_find_id(c->store, &c->arena, &u, grants[i].user, err);
        if (found < 0)
            r = found;
        else if (found == 1 && u.active && u.email.len)
            reader_add(m, &u, grants[i].area);
    }
    free(grants);
    return r;
}

/* What was written within a day, so that nobody gets the same twice. */
static int outbox_load(struct reminding *m, struct err *err)
{
    struct store_iter *it;
    struct mail mail;
    int64_t at;
    int r = store_mail_list(m->c->store, &it, STR(""), err);
    while (r == 0 && (r = store_mail_next(it, &mail, err)) == 1) {
        r = 0;
        if (clock_parse(&at, mail.at) && m->c->now - at < DAY)
            strset_put(&m->today, str_of(arena_fmt(&m->c->arena, "%.*s\t%.*s", STR_FMT(mail.recipient),
                                                   STR_FMT(mail.subject))));
    }
    return r;
}

/* -- what -------------------------------------------------------------------------------------------- */

/* Is the country to do something about this table? */
static bool is_open(const struct table_progress *t)
{
    return (t->rank && !t->answered) || t->state == TABLE_RETURNED || t->state == TABLE_ERRORS;
}

/* A line for each table that is open, in the user's language. */
static struct str open_tables(struct reminding *m, const struct text *text, const char *language,
                              const struct progress *p)
{
    const struct ref *ref = m->c->ref;
    struct buf out = {0};
    unsigned n = 0;
    for (size_t i = 0; i < p->ntables; i++) {
        const struct table_progress *t = &p->tables[i];
        uint16_t indicator = ref_indicator_find(ref, t->indicator);
        if (!is_open(t) || n++ >= LISTED_MAX)
            continue;
        const char *key = t->state == TABLE_RETURNED ? "mail.remind.returned"
                          : t->state == TABLE_ERRORS ? "mail.remind.errors"
                                                     : "mail.remind.missing";
        const struct indicator *in = &ref->indicators[indicator];
        buf_puts(&out, "- ");
        if (indicator && in->sheet)
            buf_fmt(&out, "%.*s %d: ", STR_FMT(ref->modules[in->module].code), in->sheet);
        buf_fmt(&out, "%.*s (%.*s)\n",
                STR_FMT(indicator ? ref_name(ref, language, "title", in->code, in->title) : t->indicator),
                STR_FMT(text_get(text, key)));
    }
    struct str lines = arena_str(&m->c->arena, buf_view(&out));
    buf_release(&out);
    return lines;
}

static struct str country_name(struct reminding *m, struct locale *locale, const char *language, struct str area)
{
    struct buf out = {0};
    const struct area *a = &m->c->ref->areas[ref_area_find(m->c->ref, area)];
    if (strcmp(language, "en") == 0 || !locale_country(&out, locale, a->iso2))
        buf_str(&out, a->name);
    struct str name = arena_str(&m->c->arena, buf_view(&out));
    buf_release(&out);
    return name;
}

static void put_mailed(struct call *c, const struct reader *r, const struct progress *p, bool written)
{
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  %.*s <%.*s>%s\n", STR_FMT(p->area), STR_FMT(r->user.name),
                STR_FMT(r->user.email), written ? "" : ": has had this within a day; --again writes all the same");
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "ref_area", p->area);
    json_put(&c->j, "user", r->user.name);
    json_put(&c->j, "email", r->user.email);
    json_put_bool(&c->j, "written", written);
    json_close(&c->j);
    json_line(&c->j);
}

static int remind_one(struct reminding *m, const struct reader *reader, const struct progress *p, struct err *err)
{
    struct call *c = m->c;
    const char *language = arena_text(&c->arena, reader->user.language);
    const struct text *text = text_find(language);
    struct buf date = {0}, subject = {0};
    uint32_t at;
    if (!text)
        text = text_find(language = "en");
    struct locale *locale = locale_new(language);
    locale_date(&date, locale, m->round.deadline);
    const struct text_arg args[] = {{"round", m->round.name}, {"deadline", buf_view(&date)},
                                    {"country", country_name(m, locale, language, p->area)},
                                    {"tables", open_tables(m, text, language, p)}, {0}};
    locale_free(locale);
    text_fmt(&subject, text, "mail.remind.subject", args);
    struct str key = str_of(arena_fmt(&c->arena, "%.*s\t%.*s", STR_FMT(reader->user.email),
                                      STR_FMT(buf_view(&subject))));
    bool write = call_has(c, "again") || !strset_find(&m->today, &at, key);
    int r = write ? post_words(c->store, &c->arena, &reader->user, "mail.remind", args, c->now, err) : 0;
    buf_release(&date);
    buf_release(&subject);
    if (r < 0)
        return r;
    m->written += write;
    m->spared += !write;
    put_mailed(c, reader, p, write);
    return 0;
}

static void put_unreachable(struct call *c, const struct progress *p)
{
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  nobody can be written to: no active specialist of the country has an address\n",
                STR_FMT(p->area));
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "ref_area", p->area);
    json_put_bool(&c->j, "written", false);
    json_put(&c->j, "message", STR("no active specialist of the country has an address"));
    json_close(&c->j);
    json_line(&c->j);
}

static bool is_due(const struct progress *p)
{
    for (size_t i = 0; i < p->ntables; i++)
        if (is_open(&p->tables[i]))
            return true;
    return false;
}

static int remind(struct reminding *m, struct err *err)
{
    int r = readers_load(m, err);
    if (r == 0)
        r = outbox_load(m, err);
    for (size_t i = 0; r == 0 && i < m->progress.n; i++) {
        const struct progress *p = &m->progress.v[i];
        bool reached = false;
        for (size_t k = 0; r == 0 && is_due(p) && k < m->n; k++)
            if (str_eq(m->readers[k].area, p->area)) {
                reached = true;
                r = remind_one(m, &m->readers[k], p, err);
            }
        if (r == 0 && is_due(p) && !reached)
            put_unreachable(m->c, p);
    }
    return r;
}

int op_round_remind(struct call *c, struct err *err)
{
    struct reminding m = {.c = c};
    struct str area = call_get(c, "country");
    int r = call_ref(c, err);
    if (r == 0)
        r = store_round_get(c->store, &c->arena, &m.round, call_get(c, "name"), err);
    if (r < 0)
        return r;
    if (m.round.closed_at.len)
        return err_set(err, ERR_STATE, "round \"%.*s\" was closed on %.10s; nobody is reminded of it any more",
                       STR_FMT(m.round.name), m.round.closed_at.p);
    if (area.len && !ref_area_find(c->ref, area))
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country; it is to be three letters, as THA",
                       utf8_brief(area).text);
    if ((r = progress_load(&m.progress, c->store, c->ref, &m.round, area, c->now, &c->arena, err)) < 0)
        return r;
    if (call_has(c, "late") && m.progress.days_left >= 0) {
        if (!c->json)
            buf_fmt(&c->out, "nobody is late: the deadline of round \"%.*s\" is %.*s\n", STR_FMT(m.round.name),
                    STR_FMT(m.round.deadline));
        return 0;
    }
    r = call_begin(c, err);
    if (r == 0)
        r = remind(&m, err);
    if (r == 0)
        r = call_commit(c, err);
    strset_release(&m.today);
    if (r == 0 && !c->json) {
        buf_fmt(&c->out, "%s written", num_counted(m.written, "reminder").text);
        if (m.spared)
            buf_fmt(&c->out, ", %u left out", m.spared);
        buf_char(&c->out, '\n');
    }
    return r;
}
