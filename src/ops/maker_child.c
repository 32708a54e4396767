/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The process that makes one report or prints one briefing. */

#include "ops/maker_inner.h"

#include "base/child.h"
#include "base/clock.h"
#include "base/privileges.h"
#include "document/press.h"
#include "ops/report_make.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum { NICE = 10 };

/* -- what it gives up ----------------------------------------------------------------------------------- */

static char children[64]; /* where the kernel lists what this process has started */

/* Each program leads a group of its own. Only calls that a signal's handler may make. */
static void end_programs(int sig UNUSED)
{
    char text[512];
    long pid = 0;
    int fd = open(children, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text) : 0;
    for (ssize_t i = 0; i < n; i++) {
        if (text[i] >= '0' && text[i] <= '9') {
            pid = pid * 10 + (text[i] - '0');
        } else if (pid > 1) {
            kill((pid_t)-pid, SIGKILL);
            pid = 0;
        }
    }
    _exit(1);
}

static bool give_up(char **argv)
{
    struct err err;
    struct sigaction end = {.sa_handler = end_programs};
    sigset_t none;
    unsigned seconds = (unsigned)strtoul(argv[MAKER_WORD_SECONDS], NULL, 10);
    sigemptyset(&none);
    sigemptyset(&end.sa_mask);
    snprintf(children, sizeof children, "/proc/self/task/%d/children", (int)getpid());
    sigaction(SIGTERM, &end, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_NAME, "ilms-report", 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
    if (getppid() != (pid_t)strtol(argv[MAKER_WORD_PARENT], NULL, 10))
        return false;
    close_range(STDERR_FILENO + 1, ~0u, 0);
    setpriority(PRIO_PROCESS, 0, NICE);
    child_limit(RLIMIT_CORE, 0);
    child_limit(RLIMIT_FSIZE, maker_output);
    child_limit(RLIMIT_CPU, seconds + 1);
#if !ADDRESS_SANITIZER /* which keeps a shadow of all memory */
    child_limit(RLIMIT_DATA, maker_memory);
#endif
    return privileges_drop_network(&err) == 0;
}

/* -- what it says --------------------------------------------------------------------------------------- */

static int tell(void *ctx UNUSED, const struct report_written *files, size_t n, struct err *err)
{
    struct maker_said said = {.nfiles = (uint32_t)n};
    bool told = child_say(&said, sizeof said);
    for (size_t i = 0; told && i < n; i++) {
        struct str bytes = buf_view(&files[i].bytes);
        struct maker_file head = {strlen(files[i].name), bytes.len};
        told = child_say(&head, sizeof head) && child_say(files[i].name, head.name) && child_say(bytes.p, bytes.len);
    }
    return told ? 0 : err_set(err, ERR_LIMIT, "the files have more than %zu MB, the limit", maker_output >> 20);
}

/* -- what it makes -------------------------------------------------------------------------------------- */

static int make_report(char **argv, struct err *err)
{
    static const struct {
        const char *name;
        int word;
    } values[] = {{"release", MAKER_WORD_RELEASE}, {"language", MAKER_WORD_LANGUAGE}, {"format", MAKER_WORD_FORMATS},
                  {"consultation", MAKER_WORD_CONSULTATION}, {"origin", MAKER_WORD_ORIGIN}};
    struct call call = {.op = op_find(STR("report")), .base = argv[MAKER_WORD_BASE], .who = MAKER_NAME, .json = true,
                        .quiet = true, .now = strtoll(argv[MAKER_WORD_NOW], NULL, 10), .outfd = -1};
    int r = 0;
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(values); i++)
        if (argv[values[i].word][0])
            r = call_set(&call, values[i].name, str_of(argv[values[i].word]), err);
    arena_init(&call.arena, (size_t)2 << 30);
    clock_fmt(call.at, call.now);
    if (r == 0)
        r = store_open(&call.store, call.base, STORE_READ, err);
    return r == 0 ? report_make(&call, tell, NULL, err) : r; /* the rest goes with the process */
}

static int print_briefing(struct err *err)
{
    struct buf html = {0};
    struct report_written file = {.name = MAKER_BRIEFING, .format = REPORT_PDF};
    ssize_t n;
    while ((n = read(STDIN_FILENO, buf_room(&html, 64 << 10), 64 << 10)) > 0)
        html.len += (size_t)n;
    int r = n < 0 ? err_set(err, ERR_IO, "the briefing cannot be read") : press_pdf(&file.bytes, buf_view(&html), err);
    return r == 0 ? tell(NULL, &file, 1, err) : r;
}

void maker_child(char **argv)
{
    struct maker_said said = {0};
    int words = 0;
    if (!argv[0] || strcmp(argv[0], MAKER_NAME) != 0)
        return;
    while (argv[words])
        words++;
    if (words != MAKER_WORDS || !give_up(argv))
        _exit(MAKER_ABLE_TO);
    said.result = argv[MAKER_WORD_BASE][0] ? make_report(argv, &said.err) : print_briefing(&said.err);
    if (said.result < 0 && (ftruncate(STDOUT_FILENO, 0) != 0 || lseek(STDOUT_FILENO, 0, SEEK_SET) != 0 ||
                            !child_say(&said, sizeof said)))
        _exit(1);
    _exit(0);
}
