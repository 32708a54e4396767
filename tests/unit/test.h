/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Unit tests that register themselves.
 *
 *     TEST(num_parse_reads_thousands)
 *     {
 *         CHECK(num_parse(&v, &d, STR("1,889")) == NUM_OK);
 *         CHECK_STR(text, "1889");
 *     }
 *
 * A failed check says where and goes on with the next test. All run in one process:
 * `build/unit [substring of a name]`. */
#ifndef TEST_H
#define TEST_H

#include "base/str.h"

struct test {
    const char *name, *file;
    void (*run)(void);
    struct test *next;
};

void test_add(struct test *t);
void test_fail(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4), noreturn));
void test_skip(const char *why) __attribute__((noreturn));
/* Is everything to be tried (WHOLE is set), or of what is tried in each language or for everybody some? */
bool test_whole(void);
/* A fresh folder for this run's files; removed at the end. */
const char *test_dir(void);
/* The folder of published figures and schemas beside the project, or skips the test. */
const char *test_shared(void);

#define TEST(id)                                                                               \
    static void test_##id(void);                                                               \
    static struct test entry_##id = {#id, __FILE__, test_##id, NULL};                          \
    __attribute__((constructor)) static void add_##id(void) { test_add(&entry_##id); }         \
    static void test_##id(void)

#define CHECK(cond)                                                                            \
    do {                                                                                       \
        if (!(cond))                                                                           \
            test_fail(__FILE__, __LINE__, "%s", #cond);                                        \
    } while (0)

#define CHECK_INT(got, want)                                                                   \
    do {                                                                                       \
        long long got_ = (long long)(got), want_ = (long long)(want);                          \
        if (got_ != want_)                                                                     \
            test_fail(__FILE__, __LINE__, "%s is %lld, not %lld", #got, got_, want_);          \
    } while (0)

/* got: struct str; want: a C text */
#define CHECK_STR(got, want)                                                                   \
    do {                                                                                       \
        struct str got_ = (got), want_ = str_of(want);                                         \
        if (!str_eq(got_, want_))                                                              \
            test_fail(__FILE__, __LINE__, "%s is \"%.*s\", not \"%.*s\"", #got, STR_FMT(got_), \
                      STR_FMT(want_));                                                         \
    } while (0)

#endif
