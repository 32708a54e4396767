/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "test.h"

#include "base/sandbox.h"
#include "ops/maker.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct test *first;
static jmp_buf back;
static char message[2000];
static char dir[] = "/tmp/ilms-unit-XXXXXX";
static bool have_dir;

void test_add(struct test *t)
{
    t->next = first;
    first = t;
}

enum { PASSED, FAILED = 1, SKIPPED };

void test_fail(const char *file, int line, const char *fmt, ...)
{
    int n = snprintf(message, sizeof message, "%s:%d: ", file, line);
    va_list args;
    va_start(args, fmt);
    vsnprintf(message + n, sizeof message - (size_t)n, fmt, args);
    va_end(args);
    longjmp(back, FAILED);
}

void test_skip(const char *why)
{
    snprintf(message, sizeof message, "%s", why);
    longjmp(back, SKIPPED);
}

bool test_whole(void)
{
    const char *whole = getenv("WHOLE");
    return whole && *whole;
}

const char *test_dir(void)
{
    if (!have_dir && !mkdtemp(dir))
        abort();
    have_dir = true;
    return dir;
}

const char *test_shared(void)
{
    if (access("../shared/data/README.md", R_OK) != 0)
        test_skip("../shared is not there");
    return "../shared";
}

static void remove_dir(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", dir, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
}

/* An abort ends the run; at least it is said in which test. */
static const char *running = "";
static pid_t self; /* tests let children abort */
static void aborted(int sig)
{
    (void)sig;
    if (getpid() != self)
        return;
    (void)!write(STDOUT_FILENO, "FAIL ", 5);
    (void)!write(STDOUT_FILENO, running, strlen(running));
    (void)!write(STDOUT_FILENO, ": aborted\n", 10);
    signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
}

/* Of work, by this process and those that it waited for: the same on a busy machine. */
static double seconds(void)
{
    double sum = 0;
    static const int whose[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
    for (int i = 0; i < 2; i++) {
        struct rusage u;
        getrusage(whose[i], &u);
        sum += (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
               (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
    }
    return sum;
}

extern const struct sandbox_work *const test_sandbox_works[]; /* base/sandbox.c */

int main(int argc, char **argv)
{
    sandbox_child(argv, test_sandbox_works);
    maker_child(argv);
    self = getpid();
    signal(SIGABRT, aborted);
    bool times = getenv("TIMES") != NULL; /* how long each took */
    static int count[3];
    static struct test *t; /* both outlive the longjmp out of a failed test */
    for (t = first; t; t = t->next) {
        if (argc > 1 && !strstr(t->name, argv[1]))
            continue;
        static double began;
        running = t->name;
        began = seconds();
        int result = setjmp(back);
        if (result == PASSED)
            t->run();
        else
            printf("%s %s: %s\n", result == FAILED ? "FAIL" : "skip", t->name, message);
        count[result]++;
        if (times)
            printf("%8.3f %s\n", seconds() - began, t->name);
        fflush(stdout);
    }
    if (have_dir)
        remove_dir();
    printf("%d passed, %d failed, %d skipped\n", count[PASSED], count[FAILED], count[SKIPPED]);
    return count[FAILED] != 0;
}
