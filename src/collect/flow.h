/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a service of somebody else says of one of its flows: whose it is, and which dimensions its keys
 * have, in order. Asked for where a question was not understood.
 *
 *     struct flow flow;
 *     if (flow_ask(&flow, &arena, &q, &get, &err) == 1 && flow.ndimensions != places_in(q.key)) ...
 *
 * The message is taken apart in a process that can do nothing else (base/sandbox.h). */
#ifndef COLLECT_FLOW_H
#define COLLECT_FLOW_H

#include "base/arena.h"
#include "base/sandbox.h"
#include "collect/service.h"
#include "syntax/http_get.h"

enum { FLOW_DIMENSIONS = 64 };

struct flow {
    struct str agency, id, version;
    struct str dimension[FLOW_DIMENSIONS]; /* without that of time; in the arena */
    unsigned ndimensions;                  /* 0: the service does not say */
};

/* 1: it has it; 0: it does not say. `get` says how patiently it is asked; url and accept are ours. */
int flow_ask(struct flow *out, struct arena *arena, const struct question *q, const struct http_get *get,
             struct err *err);
/* Of the bytes of a structure message; ERR_INPUT where it is none. */
int flow_read(struct flow *out, struct arena *arena, const struct question *q, struct str message, struct err *err);

extern const struct sandbox_work flow_work; /* for main: sandbox_child */

#endif
