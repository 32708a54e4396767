/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Work on bytes that nobody should trust, in a process that can do nothing but compute.
 *
 *     static int parse(struct buf *out, struct str in, struct err *err) { ... }
 *
 *     struct sandbox_limits limits = {.memory = 512 << 20, .output = 256 << 20, .seconds = 20};
 *     if (sandbox_run(&cells, parse, file, &limits, &err) < 0) ...
 *
 * `work` runs in a child that has no files, no network and no way to start anything (seccomp:
 * whatever it does besides memory, writing its answer and ending kills it), with limits on
 * memory, time and the size of what it says. It returns 0 and its answer in *out, or a negative
 * code with *err filled; both come back as if it had been called here. A crash, a forbidden
 * call or a limit is ERR_INPUT or ERR_LIMIT with a sentence for the sender: the fault of the
 * file, not an outage. What comes back is as untrustworthy as what went in. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include "base/buf.h"
#include "base/err.h"

struct sandbox_limits {
    size_t memory, output; /* bytes */
    unsigned seconds;      /* of the clock on the wall */
};

typedef int sandbox_work(struct buf *out, struct str in, struct err *err);

int sandbox_run(struct buf *out, sandbox_work *work, struct str in,
                const struct sandbox_limits *limits, struct err *err);

#endif
