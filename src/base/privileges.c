/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/privileges.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/prctl.h>

static const int programs[] = {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork)};
static const int network[] = {SCMP_SYS(socket), SCMP_SYS(socketpair)};
static const int refused[] = {
    /* processes */
    SCMP_SYS(unshare), SCMP_SYS(setns),
#if !ADDRESS_SANITIZER
    SCMP_SYS(ptrace),
#endif
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(process_madvise),
    SCMP_SYS(pidfd_getfd), SCMP_SYS(kcmp), SCMP_SYS(userfaultfd), SCMP_SYS(perf_event_open),
    /* whose the process is */
    SCMP_SYS(setuid), SCMP_SYS(setgid), SCMP_SYS(setreuid), SCMP_SYS(setregid),
    SCMP_SYS(setresuid), SCMP_SYS(setresgid), SCMP_SYS(setfsuid), SCMP_SYS(setfsgid),
    SCMP_SYS(setgroups), SCMP_SYS(capset), SCMP_SYS(personality),
    /* what it stands on */
    SCMP_SYS(mount), SCMP_SYS(umount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot),
    SCMP_SYS(open_tree), SCMP_SYS(move_mount), SCMP_SYS(fsopen), SCMP_SYS(fsconfig),
    SCMP_SYS(fsmount), SCMP_SYS(fspick), SCMP_SYS(mount_setattr), SCMP_SYS(open_by_handle_at),
    SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(quotactl), SCMP_SYS(acct), SCMP_SYS(reboot),
    SCMP_SYS(sethostname), SCMP_SYS(setdomainname), SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime), SCMP_SYS(adjtimex), SCMP_SYS(clock_adjtime), SCMP_SYS(syslog),
    /* the kernel's own */
    SCMP_SYS(bpf), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
    SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load), SCMP_SYS(iopl), SCMP_SYS(ioperm), SCMP_SYS(modify_ldt),
    /* does what other calls do without asking the filter */
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register)};

static bool refuse(scmp_filter_ctx filter, const int *calls, size_t n)
{
    bool fine = true;
    for (size_t i = 0; fine && i < n; i++)
        fine = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0) == 0;
    return fine;
}

static bool refuse_programs(scmp_filter_ctx filter)
{
    bool fine = refuse(filter, programs, ARRAY_LEN(programs));
    /* A filter cannot look at the flags of clone3, which are in memory: without it the C library
     * starts its threads with clone, whose flags are in a register. */
    fine = fine && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
#if !ADDRESS_SANITIZER
    fine = fine && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                                    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0;
#endif
    return fine;
}

static int drop(bool keeps_programs, const char *who, struct err *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    bool fine = filter && seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                refuse(filter, refused, ARRAY_LEN(refused)) &&
                (keeps_programs ? refuse(filter, network, ARRAY_LEN(network)) : refuse_programs(filter));
    /* seccomp_load also sets that no program may gain what this process does not have */
    int code = fine ? -seccomp_load(filter) : ENOSYS;
    if (filter)
        seccomp_release(filter);
    if (code != 0 || prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        return err_set(err, ERR_IO, "%s cannot give up what it does not need: %s", who,
                       code ? strerror(code > 0 ? code : EPERM) : "seccomp is not to be had");
    return 0;
}

int privileges_drop(struct err *err) { return drop(false, "the server", err); }

int privileges_drop_network(struct err *err) { return drop(true, "the process", err); }
