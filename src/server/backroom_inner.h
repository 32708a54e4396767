/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of the backroom share; nobody else includes this.
 *
 *     backroom.c          the web process: queue, threads that pass requests on, opening, ending
 *     backroom_process.c  the master, the processes that answer, the errand process
 *     backroom_wire.c     requests and answers as bytes
 *
 * A request travels on a stream socket of its own, one end of which is sent over `requests`, a
 * SOCK_SEQPACKET socket from which all processes receive. Each side writes one message: struct
 * wire_frame, head, body. Neither believes what the other says. */
#ifndef SERVER_BACKROOM_INNER_H
#define SERVER_BACKROOM_INNER_H

#include "server/backroom.h"

#include <sys/types.h>

/* The descriptors that the processes are forked with; each has a side that only the web process
 * holds, and when that is closed all know. */
struct backroom_ends {
    int requests; /* SOCK_SEQPACKET: one descriptor a message */
    int life;     /* a pipe that nothing comes from but its end */
    int nudges;   /* a stream: a byte when there may be something to do */
    int ready;    /* a pipe: struct backroom_ready of each of the first processes */
};

struct backroom_ready {
    int32_t code; /* 0, or what start returned */
    char text[sizeof((struct err *)0)->text];
};

enum {
    BACKROOM_STOP_SECONDS = 5, /* to finish what is under way */
    WIRE_HEAD_MAX = 8 << 20,   /* of a request: two addresses, header fields, a form of 1 MB */
    WIRE_BODY_MAX = 80 << 20,
    WIRE_ANSWER_HEAD_MAX = 64 << 10,
    WIRE_ANSWER_BODY_MAX = 256 << 20
};

/* What the child does that backroom_open forks; `parent` is who forked it. */
_Noreturn void backroom_master(const struct backroom_options *opt, struct backroom_ends ends,
                               pid_t parent);

/* Fills *head; the body goes beside it. */
void wire_put_request(struct buf *head, const struct http_request *rq);
void wire_put_answer(struct buf *head, const struct http_answer *an);

/* False when the bytes are no such thing. Texts of the request point into head and body; those of
 * the answer are in the arena. The answer's body is left alone. */
bool wire_get_request(struct http_request *rq, struct arena *arena, struct str head,
                      struct str body);
bool wire_get_answer(struct http_answer *an, struct arena *arena, struct str head);

enum wire_result { WIRE_DONE, WIRE_CUT /* the other side went away or talks nonsense */, WIRE_LATE };

/* Until `deadline` of clock_monotonic. */
enum wire_result wire_send(int fd, struct str head, struct str body, double deadline);
enum wire_result wire_receive(struct buf *head, struct buf *body, int fd, size_t head_max,
                              size_t body_max, double deadline);

/* Over `requests`: 1 sent or received; 0 the other side has ended; -1 not now. Takes over fd. */
int wire_pass(int requests, int fd);
int wire_accept(int requests, int *fd);

#endif
