/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "test.h"

#include "base/arena.h"
#include "base/sandbox.h"
#include "io/apart.h"
#include "syntax/workbook.h"
#include "syntax/workbook_mark.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct sandbox_limits limits = {.memory = 64 << 20, .output = 1 << 20, .seconds = 1};

static int reverse(struct buf *out, struct str in, struct err *err)
{
    if (str_is(in, "refuse"))
        return err_set(err, ERR_FORMAT, "refused: %d", 7);
    for (size_t i = in.len; i-- > 0;)
        buf_char(out, in.p[i]);
    return 0;
}

static int open_file(struct buf *out, struct str in UNUSED, struct err *err UNUSED)
{
    int fd = open("/etc/hostname", O_RDONLY);
    buf_char(out, fd >= 0 ? 'y' : 'n');
    return 0;
}

static int open_socket(struct buf *out, struct str in UNUSED, struct err *err UNUSED)
{
    buf_char(out, socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 'y' : 'n');
    return 0;
}

static int start_process(struct buf *out, struct str in UNUSED, struct err *err UNUSED)
{
    buf_char(out, fork() >= 0 ? 'y' : 'n');
    return 0;
}

static int write_elsewhere(struct buf *out, struct str in UNUSED, struct err *err UNUSED)
{
    buf_char(out, write(STDERR_FILENO + 1, "x", 1) == 1 ? 'y' : 'n');
    return 0;
}

static int forever(struct buf *out UNUSED, struct str in UNUSED, struct err *err UNUSED)
{
    for (volatile unsigned i = 0;; i++)
        ;
    return 0;
}

static int talk(struct buf *out, struct str in UNUSED, struct err *err UNUSED)
{
    memset(buf_room(out, 2 << 20), 'x', 2 << 20);
    out->len = 2 << 20;
    return 0;
}

static int give_up(struct buf *out UNUSED, struct str in UNUSED, struct err *err UNUSED)
{
    abort();
}

static int ask_for_too_much(struct buf *out UNUSED, struct str in UNUSED, struct err *err UNUSED)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    arena_alloc(&a, 2 << 20);
    return 0;
}

static int crash(struct buf *out UNUSED, struct str in UNUSED, struct err *err UNUSED)
{
    signal(SIGSEGV, SIG_DFL);
    raise(SIGSEGV);
    return 0;
}

static const struct sandbox_work reverse_work = {"reverse", reverse};
static const struct sandbox_work open_file_work = {"open_file", open_file};
static const struct sandbox_work open_socket_work = {"open_socket", open_socket};
static const struct sandbox_work start_process_work = {"start_process", start_process};
static const struct sandbox_work write_elsewhere_work = {"write_elsewhere", write_elsewhere};
static const struct sandbox_work forever_work = {"forever", forever};
static const struct sandbox_work talk_work = {"talk", talk};
static const struct sandbox_work give_up_work = {"give_up", give_up};
static const struct sandbox_work ask_for_too_much_work = {"ask_for_too_much", ask_for_too_much};
static const struct sandbox_work crash_work = {"crash", crash};

/* main.c looks here when it is a child */
extern const struct sandbox_work *const test_sandbox_works[];
const struct sandbox_work *const test_sandbox_works[] = {
    &reverse_work, &open_file_work, &open_socket_work, &start_process_work, &write_elsewhere_work, &forever_work,
    &talk_work, &give_up_work, &ask_for_too_much_work, &crash_work, &workbook_work,
    &workbook_mark_work, &apart_work, NULL};

TEST(sandbox_returns_the_answer)
{
    struct buf out = {0};
    struct err err;
    CHECK_INT(sandbox_run(&out, &reverse_work, STR("abc"), &limits, &err), 0);
    CHECK_STR(buf_view(&out), "cba");
    buf_release(&out);
}

TEST(sandbox_returns_the_error)
{
    struct buf out = {0};
    struct err err;
    CHECK_INT(sandbox_run(&out, &reverse_work, STR("refuse"), &limits, &err), -ERR_FORMAT);
    CHECK_STR(str_of(err.text), "refused: 7");
    CHECK_INT(out.len, 0);
    buf_release(&out);
}

TEST(sandbox_forbids_files_network_and_processes)
{
    const struct sandbox_work *const works[] = {&open_file_work, &open_socket_work,
                                                &start_process_work, &write_elsewhere_work};
    for (size_t i = 0; i < ARRAY_LEN(works); i++) {
        struct buf out = {0};
        struct err err;
        CHECK_INT(sandbox_run(&out, works[i], STR(""), &limits, &err), -ERR_INPUT);
        CHECK(strstr(err.text, "hostile"));
        buf_release(&out);
    }
}

TEST(sandbox_ends_what_takes_too_long)
{
    struct buf out = {0};
    struct err err;
    CHECK_INT(sandbox_run(&out, &forever_work, STR(""), &limits, &err), -ERR_LIMIT);
    CHECK(strstr(err.text, "1 seconds"));
    buf_release(&out);
}

TEST(sandbox_ends_what_says_too_much)
{
    struct buf out = {0};
    struct err err;
    CHECK_INT(sandbox_run(&out, &talk_work, STR(""), &limits, &err), -ERR_LIMIT);
    CHECK(strstr(err.text, "1 MB"));
    CHECK_INT(out.len, 0);
    buf_release(&out);
}

TEST(sandbox_says_that_the_memory_was_not_enough)
{
    struct buf out = {0};
    struct err err;
    CHECK_INT(sandbox_run(&out, &ask_for_too_much_work, STR(""), &limits, &err), -ERR_LIMIT);
    CHECK(strstr(err.text, "64 MB of memory"));
    buf_release(&out);
}

TEST(sandbox_survives_a_crash)
{
    struct buf out = {0};
    struct err err;
    CHECK_INT(sandbox_run(&out, &crash_work, STR(""), &limits, &err), -ERR_INPUT);
    CHECK_INT(sandbox_run(&out, &give_up_work, STR(""), &limits, &err), -ERR_LIMIT);
    buf_release(&out);
}
