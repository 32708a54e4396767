/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What both sides of a process that makes a report share; nobody else includes this.
 *
 *     maker.c          whoever has something made
 *     maker_child.c    the process that makes it
 *     maker_handed.c   what it hands over, taken apart
 *
 * It is told by its words what to make, reads a briefing's HTML from its standard input, and writes to its standard
 * output struct maker_said, then each file: struct maker_file, its name, its bytes. */
#ifndef OPS_MAKER_INNER_H
#define OPS_MAKER_INNER_H

#include "base/hash.h"
#include "ops/maker.h"
#include "publish/reports.h"

#define MAKER_NAME "ilms-report-maker"
#define MAKER_BRIEFING "briefing.pdf"

/* The words of the process. */
enum {
    MAKER_WORD_NAME,
    MAKER_WORD_PARENT, /* its process number: a child that is orphaned early does not begin */
    MAKER_WORD_SECONDS,
    MAKER_WORD_NOW,
    MAKER_WORD_BASE,   /* empty: a briefing */
    MAKER_WORD_RELEASE,
    MAKER_WORD_LANGUAGE,
    MAKER_WORD_FORMATS,
    MAKER_WORD_CONSULTATION,
    MAKER_WORD_ORIGIN,
    MAKER_WORDS
};

enum { MAKER_ABLE_TO = 3 }; /* how it ends when it could not give up what it does not need */
static const size_t maker_output = (size_t)1 << 30, maker_memory = (size_t)4 << 30;

struct maker_said {
    int32_t result;
    uint32_t nfiles;
    struct err err;
};

struct maker_file {
    uint64_t name, bytes; /* lengths */
};

/* Believes nothing of it: each file is called as one of a report is, is of its format, and is in the list with its
 * hash, or it is one PDF. ERR_INPUT: it is not so; else the error that the process had. Texts point into the bytes. */
struct maker_handed {
    struct maker_made {
        struct str name, bytes;
        char sha256[SHA256_HEX];
    } *files;
    size_t n; /* without the list */
    struct report_manifest list;
};
int maker_read(struct maker_handed *out, struct arena *arena, struct str bytes, bool briefing, struct err *err);

#endif
