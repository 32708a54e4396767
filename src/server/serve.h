/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms serve`: the newest visible release of a base, on the web, until a signal comes. */
#ifndef SERVER_SERVE_H
#define SERVER_SERVE_H

#include "server/backroom.h"

struct serve_options {
    const char *base;
    struct str listen, threads, origin; /* empty: 127.0.0.1:8080, one a core, from listen */
    const char *files; /* a folder for whole releases as files; NULL: none are kept */
    bool json, log;
    /* What answers /desk and all below /api, in processes of its own; a base that it does not name
     * is that of the server, and 60 requests a thread wait at most when it says no number. NULL: those
     * addresses are not there. With one, the process that listens gives up what it does not need
     * (base/privileges.h), and has four threads at least. */
    const struct backroom_options *backroom;
};

/* Before it is called no thread may be there. Returns when SIGINT or SIGTERM came and what was under way is
 * finished. */
int serve(const struct serve_options *options, struct err *err);

#endif
