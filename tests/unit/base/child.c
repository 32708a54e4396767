/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/child.h"

#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

TEST(child_bytes_are_read_from_their_beginning)
{
    char got[16] = "";
    int fd = child_bytes("test", STR("a file"));
    CHECK(fd > STDERR_FILENO);
    CHECK_INT(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    CHECK_INT(read(fd, got, sizeof got), 6);
    CHECK_STR(str_of(got), "a file");
    CHECK_INT(read(fd, got, sizeof got), 0);
    close(fd);
}

TEST(child_descriptor_is_none_of_the_standard_three)
{
    int kept = dup(STDIN_FILENO), null = open("/dev/null", O_RDONLY);
    CHECK_INT(child_descriptor(null), null);
    CHECK_INT(child_descriptor(-1), -1);
    CHECK_INT(dup2(null, STDIN_FILENO), STDIN_FILENO);
    int moved = child_descriptor(STDIN_FILENO);
    CHECK(moved > STDERR_FILENO);
    CHECK(fcntl(STDIN_FILENO, F_GETFD) < 0 && errno == EBADF); /* it is closed where it was */
    if (kept >= 0)
        dup2(kept, STDIN_FILENO);
    close(kept);
    close(moved);
    close(null);
}

TEST(child_listen_hears_all_within_time_and_size)
{
    int fd[2];
    struct buf heard = {0};
    buf_puts(&heard, "before ");
    CHECK_INT(pipe(fd), 0);
    CHECK_INT(write(fd[1], "a word", 6), 6);
    CHECK_INT(child_listen(&heard, fd[0], 0, 100), CHILD_TOO_SLOW);
    CHECK_INT(child_listen(&heard, fd[0], 5, 12), CHILD_TOO_MUCH); /* what was there counts */
    CHECK_STR(buf_view(&heard), "before a word");
    CHECK_INT(write(fd[1], ".", 1), 1);
    close(fd[1]);
    CHECK_INT(child_listen(&heard, fd[0], 5, 100), CHILD_ENDED);
    CHECK_STR(buf_view(&heard), "before a word.");
    close(fd[0]);
    CHECK_INT(child_listen(&heard, fd[0], 5, 100), CHILD_BROKEN); /* there is no such descriptor */
    buf_release(&heard);
}
