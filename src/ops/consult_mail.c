/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Mail of consultations: that one is open, that there is a new draft, that something is left to say. */

#include "ops/consult.h"

#include "base/num.h"
#include "report/html.h"

static const char *const keys[] = {[CONSULT_OPENED] = "mail.consult.open", [CONSULT_REVISED] = "mail.consult.revised",
                                   [CONSULT_REMINDER] = "mail.consult.remind"};

/* The address of its page. */
static int link_to(struct str *link, const struct consultation *k, struct call *c, struct err *err)
{
    struct buf out = {0};
    struct str origin;
    int r = call_origin(&origin, c, LOCAL_ORIGIN, err);
    buf_str(&out, origin);
    buf_puts(&out, "/desk/consultation/");
    html_segment(&out, k->name);
    *link = arena_str(&c->arena, buf_view(&out));
    buf_release(&out);
    return r;
}

static int write_one(struct recipients *to, const struct recipient *r, const struct consultation *k,
                     enum consult_mail what, struct str link, unsigned left, struct call *c, struct err *err)
{
    struct speech speech = speech_of(c, &r->user);
    struct buf n = {0};
    buf_uint(&n, left);
    const struct text_arg args[] = {{"consultation", k->name}, {"release", k->release},
                                    {"country", speech_country(c, &speech, r->area)},
                                    {"until", speech_date(c, &speech, k->until)},
                                    {"n", arena_str(&c->arena, buf_view(&n))}, {"link", link}, {0}};
    buf_release(&n);
    bool written;
    int result = recipients_mail(&written, to, r, keys[what], args, c, err);
    if (result == 0 && what == CONSULT_REMINDER)
        recipient_say(c, r->area, r, written);
    return result;
}

int consult_write(unsigned *written, unsigned *spared, const struct consultation *k, enum consult_mail what,
                  struct str area, struct call *c, struct err *err)
{
    struct recipients to;
    struct str link;
    int r = link_to(&link, k, c, err);
    if (r < 0)
        return r;
    r = recipients_load(&to, c, ROLE_BIT(ROLE_SPECIALIST) | ROLE_BIT(ROLE_APPROVER), err);
    for (size_t a = 0; r == 0 && a < k->nareas; a++) {
        struct consultation_tally y;
        bool reached = false;
        consultation_tally(&y, k, NULL, k->areas[a]);
        if (!y.silent || (area.len && !str_eq(area, k->areas[a])))
            continue;
        for (size_t i = 0; r == 0 && i < to.n; i++)
            if (str_eq(to.v[i].area, k->areas[a])) {
                reached = true;
                r = write_one(&to, &to.v[i], k, what, link, y.silent, c, err);
            }
        if (r == 0 && !reached && what == CONSULT_REMINDER)
            recipient_say(c, k->areas[a], NULL, false);
    }
    *written = to.written;
    *spared = to.spared;
    recipients_release(&to);
    return r;
}

int op_consultation_remind(struct call *c, struct err *err)
{
    struct consultation k;
    struct str area = STR("");
    unsigned written = 0, spared = 0;
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = consult_may_speak(&k, c, err);
    if (r == 0 && call_has(c, "country"))
        r = consult_country(&area, &k, c, err);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = consult_write(&written, &spared, &k, CONSULT_REMINDER, area, c, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r == 0 && !c->json) {
        buf_fmt(&c->out, "%s written", num_counted(written, "reminder").text);
        if (spared)
            buf_fmt(&c->out, ", %u left out", spared);
        buf_char(&c->out, '\n');
    }
    return r;
}
