/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The signed-in part, as server/backroom.h runs it in processes of its own: pages below /desk for
 * people, operations below /api for scripts. It finds out who asks, whether that person may, and
 * answers; what changes the base goes through the table of operations (ops/op.h) and nothing else.
 *
 *     struct backroom_options backroom = {.base = path, .start = desk_start, .handle = desk_handle,
 *                                         .errand = desk_errand, .stop = desk_stop};
 *
 * One process does one thing at a time, with one connection to the base. */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "server/http.h"

int desk_start(void **desk, const char *base, struct err *err);
void desk_handle(void *desk, const struct http_request *rq, struct http_answer *an);
/* Reads the next file that waits, looks how far a report is that is being made and begins the next, sends mail
 * that waits, forgets sessions that are over. False when there was nothing to do. */
bool desk_errand(void *desk);
void desk_stop(void *desk);

/* How people reach the site ("https://ilms.example.org"), before desk_start: for links in mail, and
 * to let cookies go over TLS only where it is https. */
void desk_origin(const char *origin);

#endif
