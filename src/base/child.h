/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What it takes to give bytes to a process that was started and to hear what it says, within a time and a size.
 *
 *     int in = child_bytes("ilms-reader", file);              its standard input, without a place on the disk
 *     ... pipe, posix_spawn, close what is the child's ...
 *     enum child_end end = child_listen(&heard, pipe_fd[0], 20, 256 << 20);
 *     if (end != CHILD_ENDED) kill(pid, SIGKILL); */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/buf.h"

/* The same descriptor, or a copy in its place, that is none of the standard three, which a child is given anew. -1
 * stays -1; errno. */
int child_descriptor(int fd);

/* A descriptor from which the bytes can be read, from their beginning; closed on exec. -1, errno. */
int child_bytes(const char *name, struct str bytes);

enum child_end { CHILD_ENDED, CHILD_TOO_SLOW, CHILD_TOO_MUCH, CHILD_BROKEN };
/* Reads until the other side closes; `most`: bytes in all that *heard may hold. */
enum child_end child_listen(struct buf *heard, int fd, unsigned seconds, size_t most);

/* In the child: says so many bytes on its standard output; false: nobody hears them all. */
bool child_say(const void *bytes, size_t len);
/* A limit of setrlimit, RLIMIT_CPU ..., for good. */
void child_limit(int what, size_t value);

#endif
