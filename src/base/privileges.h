/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a process that strangers talk to takes from itself once it is set up.
 *
 *     start threads, open sockets and files ...
 *     if (privileges_drop(&err) < 0) ...
 *
 * From then on no thread of the process, those that are there and those to come, can start a program
 * or a process, look into another process or change whose it is, mount, load code into the kernel,
 * use the kernel's keys or a way round the filter (seccomp): the call fails with EPERM. Files,
 * sockets, threads and memory go on as before. It cannot be taken back. Code that somebody smuggles
 * in has thus no shell to start and no other process of the same user to take over; what this
 * process has open, and the files its user may open, are still its to use. */
#ifndef BASE_PRIVILEGES_H
#define BASE_PRIVILEGES_H

#include "base/err.h"

/* ERR_IO: this system has no seccomp; nothing was taken then. */
int privileges_drop(struct err *err);

/* For a process that has other programs do its work, which inherit this: it may go on starting them, but
 * neither it nor they can make a socket; the rest is taken as above. */
int privileges_drop_network(struct err *err);

#endif
