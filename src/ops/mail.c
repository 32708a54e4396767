/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Mail that waits, and its sending. Texts are never shown: they may hold a link. */

#include "ops/ops.h"

#include "collect/post.h"

int op_mail_send(struct call *c, struct err *err)
{
    struct post_count some, all = {0};
    int r;
    do {
        if ((r = post_send_some(&some, c->store, c->now, err)) < 0)
            return r;
        all.server = some.server;
        all.sent += some.sent;
        all.again += some.again;
        all.failed += some.failed;
    } while (some.sent + some.again + some.failed > 0);
    if ((r = call_begin(c, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put_bool(&c->j, "server", all.server);
        json_put_int(&c->j, "sent", all.sent);
        json_put_int(&c->j, "again", all.again);
        json_put_int(&c->j, "failed", all.failed);
        json_close(&c->j);
        json_line(&c->j);
    } else if (!all.server) {
        buf_puts(&c->out, "there is no server to send by (ILMS_SMTP, ILMS_MAIL_FROM), so all mail waits\n");
    } else {
        buf_fmt(&c->out, "%u sent, %u to be tried again, %u given up\n", all.sent, all.again, all.failed);
    }
    return 0;
}

static void put_mail(struct call *c, const struct mail *m)
{
    if (!c->json) {
        buf_fmt(&c->out, "%4lld  %.*s  %-6.*s  %.*s  \"%.*s\"%s%.*s\n", (long long)m->id, STR_FMT(m->at),
                STR_FMT(m->state), STR_FMT(m->recipient), STR_FMT(m->subject), m->error.len ? "  " : "",
                STR_FMT(m->error));
        return;
    }
    json_open(&c->j, '{');
    json_put_int(&c->j, "id", m->id);
    json_put(&c->j, "at", m->at);
    json_put(&c->j, "state", m->state);
    json_put(&c->j, "recipient", m->recipient);
    json_put(&c->j, "subject", m->subject);
    json_put_int(&c->j, "tries", m->tries);
    json_put_some(&c->j, "tried_at", m->tried_at);
    json_put_some(&c->j, "error", m->error);
    json_close(&c->j);
    json_line(&c->j);
}

int op_mail_list(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct mail m;
    unsigned n = 0;
    int r = store_mail_list(c->store, &it, STR(""), err);
    while (r == 0 && (r = store_mail_next(it, &m, err)) == 1) {
        put_mail(c, &m);
        n++;
        if ((r = call_flush(c, false, err)) < 0)
            store_iter_close(it);
    }
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "no mail has been written yet\n");
    return r;
}
