/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A program in JavaScript (ECMAScript 5) that is run in an interpreter of its own: text goes in, text comes out.
 *
 *     struct script *s;
 *     if (script_new(&s, &(struct script_limits){.bytes = 64 << 20, .seconds = 5}, &err)) ...
 *     if (script_load(s, STR("chart.js"), program, &err)) ...
 *     if (script_call(&out, s, "draw", (struct str[]){description}, 1, &err)) ...
 *     script_free(s);
 *
 * The program can compute, and nothing else: there is no file, network, clock of the machine, timer or console in
 * it, and no function of ours. What it has loaded stays for the next call.
 *
 * Limits: `bytes` is all memory that it ever holds at one time; `seconds` is what one load or call may take,
 * which is looked at whenever it asks for memory. A loop that never does is not ended by that: programs are
 * our own, it is what they are given that comes from outside. A call that fails at a limit is ERR_LIMIT; when it was
 * the time, every further call is too. One thread at a time; it may be another one each time. */
#ifndef SYNTAX_SCRIPT_H
#define SYNTAX_SCRIPT_H

#include "base/buf.h"
#include "base/err.h"

struct script_limits {
    size_t bytes;
    double seconds;
};

struct script;
int script_new(struct script **out, const struct script_limits *limits, struct err *err);
/* ERR_FORMAT: what is wrong with the program, or what it threw, with the name of the file and the line. */
int script_load(struct script *s, struct str name, struct str program, struct err *err);
/* Calls a global function with texts (valid UTF-8) and appends the text that it gives, made valid UTF-8. ERR_FORMAT:
 * there is no such function, what it threw, or that it gave no text. */
int script_call(struct buf *out, struct script *s, const char *function, const struct str *args, size_t nargs,
                struct err *err);
size_t script_bytes(const struct script *s); /* what it holds now */
/* frees what nothing refers to any longer, which it else does now and then */
void script_collect(struct script *s);
void script_free(struct script *s);          /* NULL is fine */

#endif
