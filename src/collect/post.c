/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/post.h"

#include "base/clock.h"
#include "syntax/smtp.h"

enum { AT_ONCE = 20, ARGS = 12 };

/* Seconds after the first try, the second ... */
static const int64_t waits[] = {60, 5 * 60, 30 * 60, 2 * 3600};

int post_put(struct store *st, struct str to, struct str subject, struct str body, int64_t now, struct err *err)
{
    char at[CLOCK_TEXT];
    struct buf whole = {0};
    /* what could not be sent is better told to who writes it */
    int r = smtp_compose(&whole, STR("ilms@localhost"), to, subject, body, STR("x"), now, err);
    buf_release(&whole);
    if (r < 0)
        return r;
    clock_fmt(at, now);
    struct mail m = {.at = str_of(at), .recipient = to, .subject = subject, .body = body, .state = STR("queued")};
    return store_mail_add(st, &m, err);
}

int post_words(struct store *st, struct arena *arena, const struct user *u, const char *key,
               const struct text_arg *args, int64_t now, struct err *err)
{
    struct text_arg all[ARGS + 4] = {{"name", u->full_name.len ? u->full_name : u->name}, {"user", u->name},
                                     {"br", STR("\n")}};
    const struct text *text = text_find(arena_text(arena, u->language));
    struct buf subject = {0}, body = {0};
    if (!u->email.len)
        return 0;
    for (size_t n = 3; args && args->name; args++, n++) {
        assert(n < ARRAY_LEN(all) - 1);
        all[n] = *args;
    }
    text_fmt(&subject, text, arena_fmt(arena, "%s.subject", key), all);
    text_fmt(&body, text, arena_fmt(arena, "%s.body", key), all);
    int r = post_put(st, u->email, buf_view(&subject), buf_view(&body), now, err);
    buf_release(&subject);
    buf_release(&body);
    return r;
}

/* -- sending ----------------------------------------------------------------------------------- */

static bool is_due(const struct mail *m, int64_t now)
{
    int64_t tried;
    if (m->tries < 1 || !clock_parse(&tried, m->tried_at))
        return true;
    return now - tried >= waits[MIN((size_t)m->tries, ARRAY_LEN(waits)) - 1];
}

/* The first that is due after number *last; 1 found, 0 none. */
static int next_due(struct mail *out, struct store *st, struct arena *arena, int64_t *last, int64_t now,
                    struct err *err)
{
    struct store_iter *it;
    int r = store_mail_list(st, &it, STR("queued"), err);
    while (r == 0 && (r = store_mail_next(it, out, err)) == 1) {
        r = 0;
        if (out->id <= *last || !is_due(out, now))
            continue;
        *last = out->id;
        struct str *texts[] = {&out->at, &out->recipient, &out->subject, &out->body,
                               &out->state, &out->tried_at, &out->error};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(arena, *texts[i]);
        store_iter_close(it);
        return 1;
    }
    return r;
}

static int put_in_transaction(struct store *st, const struct mail *m, struct err *err)
{
    int r = store_begin(st, err);
    if (r < 0)
        return r;
    if ((r = store_mail_put(st, m, err)) >= 0)
        return store_commit(st, err);
    store_rollback(st);
    return r;
}

/* Marks the next one as being tried, so that nobody else takes it while it is under way. */
static int claim(struct mail *m, struct store *st, struct arena *arena, int64_t *last, int64_t now, struct err *err)
{
    char at[CLOCK_TEXT];
    int r = store_begin(st, err);
    if (r < 0)
        return r;
    r = next_due(m, st, arena, last, now, err);
    if (r == 1) {
        clock_fmt(at, now);
        m->tried_at = arena_str(arena, str_of(at));
        m->tries++;
        if ((r = store_mail_put(st, m, err)) >= 0 && (r = store_commit(st, err)) >= 0)
            return 1;
    }
    store_rollback(st);
    return r;
}

/* What came of it, into the base. */
static int settle(struct post_count *n, struct store *st, struct mail *m, int sent, const struct err *why,
                  struct err *err)
{
    m->error = sent < 0 ? str_of(why->text) : STR("");
    if (sent >= 0) {
        m->state = STR("sent");
        n->sent++;
    } else if (why->code == ERR_USAGE || m->tries > (int64_t)ARRAY_LEN(waits)) {
        m->state = STR("failed");
        n->failed++;
    } else {
        n->again++;
    }
    return put_in_transaction(st, m, err);
}

int post_send_some(struct post_count *out, struct store *st, int64_t now, struct err *err)
{
    struct arena arena;
    struct smtp server;
    int64_t last = 0;
    double began = clock_monotonic();
    *out = (struct post_count){0};
    arena_init(&arena, 64 << 20);
    int r = smtp_from_environment(&server, &arena, err);
    out->server = r == 1;
    for (int i = 0; i < AT_ONCE && r == 1; i++) {
        struct mail m;
        struct err why = {0};
        int64_t at = now + (int64_t)(clock_monotonic() - began); /* servers may be slow */
        if ((r = claim(&m, st, &arena, &last, at, err)) != 1)
            break;
        int sent = smtp_send(&server, m.recipient, m.subject, m.body, at, &why);
        if ((r = settle(out, st, &m, sent, &why, err)) == 0)
            r = 1;
    }
    arena_release(&arena);
    return MIN(r, 0);
}
