/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a service of somebody else says of its flows: whose they are, how they are called, and which
 * dimensions their keys have, in order.
 *
 *     struct flow *flow;
 *     size_t n;
 *     if (flow_ask(&flow, &n, &arena, &q, &get, &err) == 0 && n && flow->ndimensions != places_in(q.key)) ...
 *
 * The message is taken apart in a process that can do nothing else (base/sandbox.h). */
#ifndef COLLECT_FLOW_H
#define COLLECT_FLOW_H

#include "base/arena.h"
#include "base/sandbox.h"
#include "collect/service.h"
#include "syntax/http_get.h"

struct flow {
    struct str agency, id, version, name; /* name: in English, or as it is; may be empty */
    struct flow_dimension {
        struct str id, codelist; /* codelist: its id; empty: not said */
    } *dimension;                /* without that of time */
    unsigned ndimensions;        /* 0: not said */
};

/* The flow of a question, with its structure, or all that the service has where it names none. `get` says how
 * patiently it is asked; url and accept are ours. Nothing found is no error. */
int flow_ask(struct flow **out, size_t *n, struct arena *arena, const struct question *q, const struct http_get *get,
             struct err *err);
/* Of the bytes of a structure message; ERR_INPUT where it is none. By agency, id, version. */
int flow_read(struct flow **out, size_t *n, struct arena *arena, const struct question *q, struct str message,
              struct err *err);

extern const struct sandbox_work flow_work; /* for main: sandbox_child */

#endif
