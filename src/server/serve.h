/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms serve`: the newest visible release of a base, on the web, until a signal comes. */
#ifndef SERVER_SERVE_H
#define SERVER_SERVE_H

#include "base/err.h"
#include "base/str.h"

struct serve_options {
    const char *base;
    struct str listen, threads, origin; /* empty: 127.0.0.1:8080, one a core, from listen */
    bool json, log;
};

/* Returns when SIGINT or SIGTERM came and what was under way is finished. */
int serve(const struct serve_options *options, struct err *err);

#endif
