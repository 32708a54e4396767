/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One mail of plain text to one reader, as RFC 5322 has it, over SMTP (RFC 5321) by libcurl.
 *
 *     struct smtp server;
 *     if (smtp_from_environment(&server, &arena, &err) == 1)
 *         smtp_send(&server, STR("sokha@mol.gov.kh"), STR("Round 2026"), body, now, &err);
 *
 * No line of a header can be smuggled in: an address is an address, a subject has no line breaks, the body
 * is sent as base64. What goes wrong names the server, never its user or password. */
#ifndef SYNTAX_SMTP_H
#define SYNTAX_SMTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum smtp_tls {
    SMTP_TLS_MAYBE, /* smtp://: STARTTLS where it is offered */
    SMTP_TLS_LATER, /* smtp+starttls://: STARTTLS or nothing */
    SMTP_TLS_FIRST  /* smtps:// */
};

struct smtp {
    const char *url;            /* "smtp://host:port", without what follows */
    const char *user, *password; /* NULL: without signing in */
    enum smtp_tls tls;
    struct str from;            /* "ILMS <ilms@example.org>" or the address alone */
};

/* Of a URL smtp://, smtp+starttls:// or smtps://[user:password@]host[:port] and a sender. A password is
 * sent over TLS only, but for a server on this machine. Texts live in the arena. */
int smtp_parse(struct smtp *out, struct arena *arena, struct str url, struct str from, struct err *err);
/* ILMS_SMTP and ILMS_MAIL_FROM; 1, or 0 where the first is not set. */
int smtp_from_environment(struct smtp *out, struct arena *arena, struct err *err);

/* One address as "sokha@mol.gov.kh", in ASCII, without quotes or comments. */
bool smtp_address_like(struct str address);

/* The bytes that are sent: header and body with CRLF; `id` makes the Message-ID. */
int smtp_compose(struct buf *out, struct str from, struct str to, struct str subject, struct str body, struct str id,
                 int64_t now, struct err *err);
/* 20 seconds at most. ERR_USAGE: it is no mail; ERR_IO: the server could not be reached or did not take it. */
int smtp_send(const struct smtp *server, struct str to, struct str subject, struct str body, int64_t now,
              struct err *err);

#endif
