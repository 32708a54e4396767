/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Work on bytes that nobody should trust, in a process that can do nothing but compute.
 *
 *     static int parse(struct buf *out, struct str in, struct err *err) { ... }
 *     const struct sandbox_work parse_work = {"parse", parse};
 *
 *     int main(int argc, char **argv)
 *     {
 *         sandbox_child(argv, (const struct sandbox_work *[]){&parse_work, NULL});
 *         ...
 *     }
 *
 *     struct sandbox_limits limits = {.memory = 512 << 20, .output = 256 << 20, .seconds = 20};
 *     if (sandbox_run(&cells, &parse_work, file, &limits, &err) < 0) ...
 *
 * The work is done by the program started anew: a fork alone would carry the locks that other
 * threads hold, and everything that the program keeps secret, to where a hostile file is taken
 * apart. The child has no files, no network and no way to start anything (seccomp: whatever it
 * does besides memory, writing its answer and ending kills it), with limits on memory, time and
 * the size of what it says. The work returns 0 and its answer in *out, or a negative code with
 * *err filled; both come back as if it had been called here. A crash, a forbidden call or a
 * limit is ERR_INPUT or ERR_LIMIT with a sentence for the sender: the fault of the file, not an
 * outage. What comes back is as untrustworthy as what went in. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include "base/buf.h"
#include "base/err.h"

struct sandbox_limits {
    size_t memory, output; /* bytes, beyond the file itself */
    unsigned seconds;      /* of the clock on the wall */
};

struct sandbox_work {
    const char *name;
    int (*run)(struct buf *out, struct str in, struct err *err);
};

int sandbox_run(struct buf *out, const struct sandbox_work *work, struct str in,
                const struct sandbox_limits *limits, struct err *err);

/* First in main: does the work and ends when this process is a child, else returns at once.
 * `works` ends in NULL. */
void sandbox_child(char **argv, const struct sandbox_work *const *works);

#endif
