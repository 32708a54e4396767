/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/privileges.h"

#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define LEAKS_CHECKED 1
#else
#define LEAKS_CHECKED 0
#endif

static atomic_int step;

static bool is_refused(long result)
{
    return result < 0 && errno == EPERM;
}

static bool nothing_can_be_started(void)
{
    static char name[] = "/bin/true";
    char *argv[] = {name, NULL};
    if (!is_refused(execv(name, argv)) || !is_refused(syscall(SYS_execveat, AT_FDCWD, name, argv, argv, 0)))
        return false;
    pid_t pid = LEAKS_CHECKED ? -1 : fork();
    if (pid == 0)
        _exit(0);
    return LEAKS_CHECKED || is_refused(pid);
}

static void *on_a_thread(void *arg)
{
    while (arg && atomic_load(&step) == 0)
        usleep(1000);
    return nothing_can_be_started() ? &step : NULL;
}

/* The number of what went wrong in a process that gave up what it could. */
static int without_privileges(void)
{
    struct err err;
    pthread_t before, after;
    void *good[2] = {NULL, NULL};
    char byte;
    struct iovec v = {&byte, 1};
    atomic_store(&step, 0);
    if (pthread_create(&before, NULL, on_a_thread, &step) != 0)
        return 1;
    if (privileges_drop(&err) != 0)
        return 2;
    atomic_store(&step, 1);
    if (!nothing_can_be_started())
        return 3;
    if (pthread_create(&after, NULL, on_a_thread, NULL) != 0)
        return 4;
    pthread_join(before, &good[0]);
    pthread_join(after, &good[1]);
    if (!good[0] || !good[1])
        return 5;
    if (!is_refused(process_vm_readv(getppid(), &v, 1, &v, 1, 0)) ||
        (!LEAKS_CHECKED && !is_refused(ptrace(PTRACE_TRACEME, 0, NULL, NULL))))
        return 6;
    if (!is_refused(setuid(getuid())) || !is_refused(syscall(SYS_setgid, getgid())) ||
        !is_refused(mount("none", "/", "tmpfs", 0, NULL)) || !is_refused(chroot("/")) ||
        !is_refused(syscall(SYS_bpf, 0, NULL, 0)) ||
        !is_refused(syscall(SYS_keyctl, 0, 0, 0, 0, 0)) ||
        !is_refused(syscall(SYS_unshare, 0)) || !is_refused(syscall(SYS_io_uring_setup, 1, NULL)))
        return 7;
    int fd = open("/dev/null", O_RDWR), s = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || write(fd, "x", 1) != 1 || s < 0 || prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        return 8;
    return 0;
}

/* It starts a program, which has no socket either. */
static int without_network(void)
{
    static char name[] = "/usr/bin/perl", e[] = "-e", program[] = "exit(socket(my $s, 2, 1, 0) ? 1 : 0)";
    char *argv[] = {name, e, program, NULL};
    struct err err;
    int fd[2], status = -1;
    if (privileges_drop_network(&err) != 0)
        return 1;
    if (!is_refused(socket(AF_INET, SOCK_STREAM, 0)) || !is_refused(socketpair(AF_UNIX, SOCK_STREAM, 0, fd)) ||
        !is_refused(syscall(SYS_io_uring_setup, 1, NULL)) || !is_refused(chroot("/")))
        return 2;
    pid_t pid = fork();
    if (pid == 0) {
        execv(name, argv);
        _exit(9);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return 3;
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : 4;
}

static void in_a_process(int (*what)(void))
{
    int status = -1;
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0)
        _exit(what());
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status));
    CHECK_INT(WEXITSTATUS(status), 0);
}

TEST(privileges_are_dropped_on_every_thread) { in_a_process(without_privileges); }

TEST(privileges_that_start_programs_make_no_socket) { in_a_process(without_network); }
