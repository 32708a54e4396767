/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/err.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *name;
    int exit_code, http;
} kinds[ERR_COUNT] = {
    [ERR_NONE] = {"none", 0, 200},
    [ERR_USAGE] = {"usage", 64, 400},
    [ERR_INPUT] = {"input", 65, 422},
    [ERR_NOFILE] = {"no-file", 66, 404},
    [ERR_NOTFOUND] = {"not-found", 67, 404},
    [ERR_STATE] = {"state", 68, 409},
    [ERR_DENIED] = {"denied", 77, 403},
    [ERR_LIMIT] = {"limit", 72, 413},
    [ERR_BUSY] = {"busy", 75, 503},
    [ERR_DB] = {"database", 69, 500},
    [ERR_IO] = {"io", 74, 500},
    [ERR_CONFIG] = {"config", 78, 500},
    [ERR_FORMAT] = {"format", 71, 406},
};

/* What is quoted may hold anything, and is cut where the room ends. */
static void make_printable(struct err *err)
{
    struct str text = str_of(err->text);
    bool fine = utf8_valid(text) == text.len;
    for (size_t i = 0; fine && i < text.len; i++)
        fine = (unsigned char)text.p[i] >= 0x20 && text.p[i] != 0x7f;
    if (fine)
        return;
    struct buf b = {0};
    utf8_quote(&b, text, sizeof err->text - sizeof "...");
    memcpy(err->text, b.p, b.len + 1);
    buf_release(&b);
}

int err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
    if (err) {
        va_list args;
        va_start(args, fmt);
        err->code = code;
        vsnprintf(err->text, sizeof err->text, fmt, args);
        va_end(args);
        make_printable(err);
    }
    return -(int)code;
}

int err_context(struct err *err, const char *fmt, ...)
{
    if (!err)
        return -(int)ERR_IO;
    char old[sizeof err->text];
    memcpy(old, err->text, sizeof old);
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(err->text, sizeof err->text, fmt, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof err->text)
        snprintf(err->text + n, sizeof err->text - (size_t)n, ": %.*s",
                 (int)(sizeof err->text - (size_t)n), old);
    make_printable(err);
    return -(int)err->code;
}

int err_exit_code(enum err_code code) { return kinds[code].exit_code; }
int err_http_status(enum err_code code) { return kinds[code].http; }
const char *err_name(enum err_code code) { return kinds[code].name; }
