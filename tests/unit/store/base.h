/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the tests of the store share: bases, and small things to put into them. */
#ifndef TEST_STORE_BASE_H
#define TEST_STORE_BASE_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/db.h"
#include "store/store.h"
#include "test.h"

/* A path in the folder of this run; lives until the sixteenth call after it. */
const char *base_path(const char *name);

/* All of these fail the test when something goes wrong. */
struct store *base_new(const char *name); /* "" : in memory */
struct store *base_open(const char *path, enum store_mode mode);
void base_begin(struct store *st);
void base_commit(struct store *st);
void base_is_sound(struct store *st); /* store_check has nothing to say */
void base_sql(const char *path, const char *sql); /* behind the back of the store */

/* A submission of `content` with `ntables` clean tables MST_A, MST_B ... of MYS and as many
 * errors, each in its table; inside a transaction. */
int base_submit(struct store *st, int64_t *id, const char *content, int ntables, int nerrors,
                struct err *err);
int base_put(struct store *st, const char *indicator, const char *area, const char *block,
             struct err *err);
/* Releases what is in the workshop. */
int base_release(struct store *st, int64_t *id, const char *name, const char *embargo,
                 struct err *err);

/* Opens what must not open, and compares code and sentence (a part of it). */
void base_refused(const char *path, enum store_mode mode, enum err_code code, const char *part);

#define CHECK_OK(call)                                                                         \
    do {                                                                                       \
        if ((call) < 0)                                                                        \
            test_fail(__FILE__, __LINE__, "%s: %s", #call, err.text);                          \
    } while (0)

/* The call fails with that code and a sentence that has `part` in it. */
#define CHECK_ERR(call, want, part)                                                            \
    do {                                                                                       \
        struct err err_ = {0};                                                                 \
        struct err *errp = &err_;                                                              \
        if ((call) != -(int)(want) || err_.code != (want) || !strstr(err_.text, (part)))       \
            test_fail(__FILE__, __LINE__, "%s: \"%s\" (code %d)", #call, err_.text,            \
                      (int)err_.code);                                                         \
    } while (0)

#endif
