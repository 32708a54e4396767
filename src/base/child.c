/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/child.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { STEP = 64 << 10 };

int child_descriptor(int fd)
{
    if (fd < 0 || fd > STDERR_FILENO)
        return fd;
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(fd);
    return moved;
}

int child_bytes(const char *name, struct str bytes)
{
    int fd = child_descriptor(memfd_create(name, MFD_CLOEXEC));
    while (fd >= 0 && bytes.len > 0) {
        ssize_t n = write(fd, bytes.p, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            close(fd);
            return -1;
        }
        bytes = (struct str){bytes.p + n, bytes.len - (size_t)n};
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

enum child_end child_listen(struct buf *heard, int fd, unsigned seconds, size_t most)
{
    double deadline = clock_monotonic() + seconds;
    for (;;) {
        double left = deadline - clock_monotonic();
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (left <= 0)
            return CHILD_TOO_SLOW;
        int ready = poll(&p, 1, (int)(left * 1000) + 1);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        if (ready < 0)
            return CHILD_BROKEN;
        ssize_t n = read(fd, buf_room(heard, STEP), STEP);
        if (n == 0)
            return CHILD_ENDED;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return CHILD_BROKEN;
        heard->len += (size_t)n;
        if (heard->len > most)
            return CHILD_TOO_MUCH;
    }
}

bool child_say(const void *bytes, size_t len)
{
    for (const char *p = bytes; len > 0;) {
        ssize_t n = write(STDOUT_FILENO, p, len);
        if (n <= 0)
            return false;
        p += n;
        len -= (size_t)n;
    }
    return true;
}

void child_limit(int what, size_t value)
{
    struct rlimit r = {value, value};
    setrlimit((__rlimit_resource_t)what, &r);
}
