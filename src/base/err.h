/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The world failed: one code and one printable sentence that has the place in it.
 *
 *     if (fd < 0)
 *         return err_set(err, ERR_INPUT, "%s: cannot be opened: %s", path, strerror(errno));
 *
 * A function that can fail takes `struct err *` last and returns 0 (or a count)
 * when all went well and a negative number when not; then, and only then, the
 * struct is filled. Wrong *numbers* are never errors: they are findings. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"

enum err_code {
    ERR_NONE,
    ERR_USAGE,    /* the command line or request makes no sense */
    ERR_INPUT,    /* a file could not be read as what it should be */
    ERR_NOFILE,   /* a file is not there or may not be opened */
    ERR_NOTFOUND, /* no such submission, release, table, code */
    ERR_STATE,    /* the thing exists but its state forbids the verb */
    ERR_DENIED,   /* the role does not allow it */
    ERR_LIMIT,    /* larger or longer than this installation allows */
    ERR_BUSY,     /* locked by another; trying again may help */
    ERR_DB,       /* the database failed */
    ERR_IO,       /* writing failed: disk full, closed pipe */
    ERR_CONFIG,   /* the reference data contradict themselves */
    ERR_FORMAT,   /* no such format, or nothing acceptable */
    ERR_COUNT
};

struct err {
    enum err_code code;
    char text[768];
};

/* Fills *err (which may be NULL) and returns -(int)code, so that it can be returned. The text is
 * made one line of UTF-8, whatever was quoted in it and wherever it was cut. */
int err_set(struct err *err, enum err_code code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " before the sentence, keeping the code; returns -(int)code. */
int err_context(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

int err_exit_code(enum err_code code);   /* what the process ends with, after sysexits(3) */
int err_http_status(enum err_code code); /* what the server answers */
const char *err_name(enum err_code code); /* "not-found": for JSON and logs, never changed */

#endif
