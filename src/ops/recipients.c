/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/recipients.h"

#include "base/clock.h"
#include "syntax/locale.h"

#include <stdlib.h>

enum { DAY = 24 * 60 * 60 };

/* -- whom ------------------------------------------------------------------------------------------ */

static void recipient_add(struct recipients *to, struct call *c, const struct user *u, struct str area)
{
    struct arena *arena = &c->arena;
    for (size_t i = 0; i < to->n; i++) /* who is specialist and approver is one person */
        if (to->v[i].user.id == u->id && str_eq(to->v[i].area, area))
            return;
    if (to->n == to->size) {
        size_t size = MAX(to->size * 2, (size_t)16);
        struct recipient *more = arena_array(arena, struct recipient, size);
        if (to->n)
            memcpy(more, to->v, sizeof *more * to->n);
        to->v = more;
        to->size = size;
    }
    to->v[to->n++] = (struct recipient){*u, arena_str(arena, area)};
}

static int people_load(struct recipients *to, struct call *c, unsigned roles, struct err *err)
{
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
        int role = role_find(g.role);
        r = 0;
        if (role < 0 || !(roles & ROLE_BIT(role)) || !g.area.len)
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
            recipient_add(to, c, &u, grants[i].area);
    }
    free(grants);
    return r;
}

static int outbox_load(struct recipients *to, struct call *c, struct err *err)
{
    struct store_iter *it;
    struct mail mail;
    int64_t at;
    int r = store_mail_list(c->store, &it, STR(""), err);
    while (r == 0 && (r = store_mail_next(it, &mail, err)) == 1) {
        r = 0;
        if (clock_parse(&at, mail.at) && c->now - at < DAY)
            strset_put(&to->today, str_of(arena_fmt(&c->arena, "%.*s\t%.*s", STR_FMT(mail.recipient),
                                                    STR_FMT(mail.subject))));
    }
    return r;
}

int recipients_load(struct recipients *out, struct call *c, unsigned roles, struct err *err)
{
    *out = (struct recipients){0};
    int r = people_load(out, c, roles, err);
    return r == 0 ? outbox_load(out, c, err) : r;
}

void recipients_release(struct recipients *to) { strset_release(&to->today); }

/* -- what -------------------------------------------------------------------------------------------- */

struct speech speech_of(struct call *c, const struct user *user)
{
    struct speech s = {.language = arena_text(&c->arena, user->language)};
    s.text = text_find(s.language);
    if (!s.text)
        s.text = text_find(s.language = "en");
    return s;
}

struct str speech_date(struct call *c, const struct speech *s, struct str day)
{
    struct buf out = {0};
    struct locale *locale = locale_new(s->language);
    locale_date(&out, locale, day);
    locale_free(locale);
    struct str text = arena_str(&c->arena, buf_view(&out));
    buf_release(&out);
    return text;
}

struct str speech_country(struct call *c, const struct speech *s, struct str area)
{
    struct buf out = {0};
    struct locale *locale = locale_new(s->language);
    const struct area *a = &c->ref->areas[ref_area_find(c->ref, area)];
    if (strcmp(s->language, "en") == 0 || !locale_country(&out, locale, a->iso2))
        buf_str(&out, a->name);
    locale_free(locale);
    struct str name = arena_str(&c->arena, buf_view(&out));
    buf_release(&out);
    return name;
}

int recipients_mail(bool *written, struct recipients *to, const struct recipient *r, const char *key,
                    const struct text_arg *args, struct call *c, struct err *err)
{
    struct buf subject = {0};
    uint32_t at;
    struct speech speech = speech_of(c, &r->user);
    text_fmt(&subject, speech.text, arena_fmt(&c->arena, "%s.subject", key), args);
    struct str same = str_of(arena_fmt(&c->arena, "%.*s\t%.*s", STR_FMT(r->user.email), STR_FMT(buf_view(&subject))));
    buf_release(&subject);
    *written = call_has(c, "again") || !strset_find(&to->today, &at, same);
    to->written += *written;
    to->spared += !*written;
    return *written ? post_words(c->store, &c->arena, &r->user, key, args, c->now, err) : 0;
}

static void say_nobody(struct call *c, struct str area)
{
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  nobody can be written to: no active specialist of the country has an address\n",
                STR_FMT(area));
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "ref_area", area);
    json_put_bool(&c->j, "written", false);
    json_put(&c->j, "message", STR("no active specialist of the country has an address"));
    json_close(&c->j);
    json_line(&c->j);
}

void recipient_say(struct call *c, struct str area, const struct recipient *r, bool written)
{
    if (!r) {
        say_nobody(c, area);
        return;
    }
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  %.*s <%.*s>%s\n", STR_FMT(area), STR_FMT(r->user.name), STR_FMT(r->user.email),
                written ? "" : ": has had this within a day; --again writes all the same");
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "ref_area", area);
    json_put(&c->j, "user", r->user.name);
    json_put(&c->j, "email", r->user.email);
    json_put_bool(&c->j, "written", written);
    json_close(&c->j);
    json_line(&c->j);
}
