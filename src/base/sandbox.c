/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/sandbox.h"

#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* argv of a child: its name, the name of the work, bytes of memory, seconds */
static char child_name[] = "ilms-sandbox";
enum { COULD_NOT_CLOSE_IN = 3, PROGRAM = 256 << 20 };

/* What the child says before its answer. */
struct verdict {
    int32_t result;
    struct err err;
};

/* -- the child -------------------------------------------------------------------------------- */

static bool close_in(const struct sandbox_limits *limits, size_t file UNUSED)
{
    /* memory, writing the answer, ending; what the C library needs for those */
    static const int allowed[] = {
        SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
        SCMP_SYS(mprotect), SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(getrandom),
        SCMP_SYS(exit_group), SCMP_SYS(exit), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(sched_yield), SCMP_SYS(sigaltstack), SCMP_SYS(gettid), SCMP_SYS(getpid),
        SCMP_SYS(tgkill),
        SCMP_SYS(sysinfo)}; /* qsort asks how much memory there is */
    /* the standard input and error are closed too: a message of the C library goes nowhere */
    close(STDIN_FILENO);
    close(STDERR_FILENO);
    close_range(STDERR_FILENO + 1, ~0u, 0);
    child_limit(RLIMIT_CORE, 0);
    child_limit(RLIMIT_FSIZE, 0);
    child_limit(RLIMIT_CPU, limits->seconds + 1);
#if !ADDRESS_SANITIZER /* which reserves terabytes of addresses for itself */
    child_limit(RLIMIT_AS, PROGRAM + file + limits->memory);
#endif
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return false;
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool fine = filter != NULL;
    for (size_t i = 0; fine && i < ARRAY_LEN(allowed); i++)
        fine = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    fine = fine && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                                    SCMP_A0(SCMP_CMP_EQ, STDOUT_FILENO, 0)) == 0;
    /* what runs out of memory says so before it gives up */
    fine = fine && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EBADF), SCMP_SYS(write), 1,
                                    SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO, 0)) == 0;
    return fine && seccomp_load(filter) == 0;
}

/* The file, which is standard input. */
static bool map_file(struct str *in)
{
    struct stat st;
    *in = (struct str){0};
    if (fstat(STDIN_FILENO, &st) != 0)
        return false;
    if (st.st_size == 0)
        return true;
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (p == MAP_FAILED)
        return false;
    *in = (struct str){p, (size_t)st.st_size};
    return true;
}

static _Noreturn void work_on(const struct sandbox_work *work, const struct sandbox_limits *limits)
{
    struct buf out = {0};
    struct verdict v;
    struct str in;
    memset(&v, 0, sizeof v);
    signal(SIGPIPE, SIG_IGN);
    /* a library that asks for the local time would look into /etc for it */
    setenv("TZ", "UTC0", 1);
    tzset();
    /* and ICU would look there before it looks into what it is linked with */
    unsetenv("ICU_DATA");
    if (!map_file(&in) || !close_in(limits, in.len))
        _exit(COULD_NOT_CLOSE_IN);
    v.result = work->run(&out, in, &v.err);
    bool told = child_say(&v, sizeof v) && (v.result < 0 || child_say(out.p, out.len));
    _exit(told ? 0 : 1);
}

void sandbox_child(char **argv, const struct sandbox_work *const *works)
{
    if (!argv[0] || strcmp(argv[0], child_name) != 0)
        return;
    if (argv[1] && argv[2] && argv[3])
        for (; *works; works++)
            if (strcmp((*works)->name, argv[1]) == 0)
                work_on(*works, &(struct sandbox_limits){
                                    .memory = strtoull(argv[2], NULL, 10),
                                    .seconds = (unsigned)strtoul(argv[3], NULL, 10)});
    _exit(COULD_NOT_CLOSE_IN);
}

/* -- the parent ------------------------------------------------------------------------------- */

static int how_it_ended(enum child_end ending, int status, const struct sandbox_limits *limits,
                        struct err *err)
{
    if (ending == CHILD_TOO_SLOW || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
        return err_set(err, ERR_LIMIT, "reading it takes more than %u seconds, the limit for one file",
                       limits->seconds);
    if (ending == CHILD_TOO_MUCH)
        return err_set(err, ERR_LIMIT, "it holds more than %zu MB of content, the limit for one file",
                       limits->output >> 20);
    if (WIFEXITED(status) && WEXITSTATUS(status) == COULD_NOT_CLOSE_IN)
        return err_set(err, ERR_IO, "this system lets no file be read safely: seccomp is not to be had");
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
        return err_set(err, ERR_LIMIT, "reading it takes more than %zu MB of memory, the limit for one "
                       "file", limits->memory >> 20);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
        return err_set(err, ERR_INPUT, "it made its reader do what reading does not need; the file is "
                       "damaged or hostile");
    return err_set(err, ERR_INPUT, "its reader broke down over it; the file is damaged or hostile");
}

/* Starts this program anew; 0 or an error number. */
static int start(pid_t *pid, const struct sandbox_work *work, int in, int answer,
                 const struct sandbox_limits *limits)
{
    char memory[24], seconds[16];
    snprintf(memory, sizeof memory, "%zu", limits->memory);
    snprintf(seconds, sizeof seconds, "%u", limits->seconds);
    char *argv[] = {child_name, (char *)work->name, memory, seconds, NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, answer, STDOUT_FILENO);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
    int code = posix_spawn(pid, "/proc/self/exe", &files, &attr, argv, environ);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    return code;
}

int sandbox_run(struct buf *out, const struct sandbox_work *work, struct str in,
                const struct sandbox_limits *limits, struct err *err)
{
    int pipe_fd[2], status = 0;
    struct buf heard = {0};
    struct verdict v;
    if (pipe2(pipe_fd, O_CLOEXEC) != 0)
        return err_set(err, ERR_IO, "a pipe cannot be made: %s", strerror(errno));
    int file = child_bytes(child_name, in), answer = child_descriptor(pipe_fd[1]), code = EMFILE;
    pid_t pid = -1;
    if (file >= 0 && answer >= 0)
        code = start(&pid, work, file, answer, limits);
    if (file >= 0)
        close(file);
    if (answer >= 0)
        close(answer);
    if (code != 0) {
        close(pipe_fd[0]);
        return err_set(err, ERR_BUSY, "a process for reading cannot be made: %s", strerror(code));
    }
    enum child_end ending = child_listen(&heard, pipe_fd[0], limits->seconds, limits->output + sizeof v);
    close(pipe_fd[0]);
    if (ending != CHILD_ENDED)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    int r;
    if (ending != CHILD_ENDED || !WIFEXITED(status) || WEXITSTATUS(status) != 0 || heard.len < sizeof v) {
        r = how_it_ended(ending, status, limits, err);
    } else {
        memcpy(&v, heard.p, sizeof v);
        r = v.result;
        if (r == 0) {
            buf_put(out, heard.p + sizeof v, heard.len - sizeof v);
        } else {
            /* the child is not trusted with its own error either */
            bool known = v.err.code > ERR_NONE && v.err.code < ERR_COUNT;
            v.err.text[sizeof v.err.text - 1] = 0;
            r = err_set(err, known ? v.err.code : ERR_INPUT, "%s", v.err.text);
        }
    }
    buf_release(&heard);
    return r;
}
