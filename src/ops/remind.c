/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reminders: who has not answered everything is told by mail what is open and by when. */

#include "ops/recipients.h"

#include "base/num.h"
#include "base/utf8.h"
#include "collect/progress.h"

enum { LISTED_MAX = 60 };

struct reminding {
    struct call *c;
    struct round round;
    struct progress_list progress;
    struct recipients to;
};

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

static int remind_one(struct reminding *m, const struct recipient *to, const struct progress *p, struct err *err)
{
    struct call *c = m->c;
    struct speech speech = speech_of(c, &to->user);
    const struct text_arg args[] = {{"round", m->round.name}, {"deadline", speech_date(c, &speech, m->round.deadline)},
                                    {"country", speech_country(c, &speech, p->area)},
                                    {"tables", open_tables(m, speech.text, speech.language, p)}, {0}};
    bool written;
    int r = recipients_mail(&written, &m->to, to, "mail.remind", args, c, err);
    if (r == 0)
        recipient_say(c, p->area, to, written);
    return r;
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
    int r = recipients_load(&m->to, m->c, ROLE_BIT(ROLE_SPECIALIST), err);
    for (size_t i = 0; r == 0 && i < m->progress.n; i++) {
        const struct progress *p = &m->progress.v[i];
        bool reached = false;
        for (size_t k = 0; r == 0 && is_due(p) && k < m->to.n; k++)
            if (str_eq(m->to.v[k].area, p->area)) {
                reached = true;
                r = remind_one(m, &m->to.v[k], p, err);
            }
        if (r == 0 && is_due(p) && !reached)
            recipient_say(m->c, p->area, NULL, false);
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
    recipients_release(&m.to);
    if (r == 0 && !c->json) {
        buf_fmt(&c->out, "%s written", num_counted(m.to.written, "reminder").text);
        if (m.to.spared)
            buf_fmt(&c->out, ", %u left out", m.to.spared);
        buf_char(&c->out, '\n');
    }
    return r;
}
