/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Makes the reports and the briefings that were ordered (store/report_orders.h), one at a time, each in a process of
 * its own beside whoever has it made:
 *
 *     int main(int argc, char **argv)
 *     {
 *         maker_child(argv);                               first: this may be such a process
 *
 *     struct maker m = {0};
 *     maker_step(&m, st, base, clock_now(), &err);      now and then: begins, looks how far it is, takes what is done
 *     maker_stop(&m, st);                                  what is unfinished is made again by whoever comes next
 *
 * The process is the program started anew, with nothing of its parent's memory, environment or descriptors. It reads
 * the base (of a briefing not even that: the HTML is handed to it), cannot write it, makes no socket, and has limits on
 * time, memory and what it may write; it goes last on a busy machine. It ends when its parent does, and the programs
 * that it has started end with it. What it hands over is looked at as if it came from a stranger. */
#ifndef OPS_MAKER_H
#define OPS_MAKER_H

#include "base/arena.h"
#include "store/report_orders.h"

struct maker {
    unsigned seconds; /* an order may take; 0: half an hour */
    pid_t pid;        /* the rest is its own; 0: nothing is being made */
    int out;          /* the file in memory that it writes to */
    double began;
    int64_t until;    /* it is ours until then */
    struct arena arena;
    struct report_order order;
};

/* 1: something was begun or ended; 0: there is nothing to do now. */
int maker_step(struct maker *m, struct store *st, const char *base, int64_t now, struct err *err);
void maker_stop(struct maker *m, struct store *st);

/* First in main: makes what it is told and ends when this process is one of these, else returns at once. */
void maker_child(char **argv);

#endif
