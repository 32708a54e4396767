/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a service of somebody else means by its reply, by its status and its bytes: what it says of their
 * type is not believed.
 *
 *     char why[REPLY_TEXT];
 *     switch (reply_judge(why, got.status, buf_view(&got.body))) ...
 *
 * Pure: nothing is asked. */
#ifndef COLLECT_REPLY_H
#define COLLECT_REPLY_H

#include "base/hash.h"
#include "base/str.h"

enum reply {
    REPLY_FIGURES,   /* a file of figures that can be read */
    REPLY_UNCHANGED, /* what there was before still holds */
    REPLY_NOTHING,   /* there are no figures for what was asked: 204, 404 with SDMX error 100, an empty body */
    REPLY_TOO_LARGE, /* to be asked in smaller pieces: 413, 414, SDMX errors 130 and 510 */
    REPLY_FORMAT,    /* in no format that can be read: another one may do */
    REPLY_MISPUT,    /* not understood: 400, 404, 500, 501 ...; spelled otherwise it may be */
    REPLY_CUT,       /* the end is missing though nothing said so */
    REPLY_REFUSED    /* for good */
};

enum { REPLY_TEXT = 400 };

/* `why` is what there is to say of it, after the name of the service: "answers 404: ...". `mapped`: there
 * is a mapping for the figures, so they need not be in a known format. */
enum reply reply_judge(char why[REPLY_TEXT], int status, struct str body, bool mapped);

/* A name for what an answer says, the same where only the message's own id and time differ: those of an
 * SDMX-ML header and of meta in SDMX-JSON change with each time it is asked for. */
void reply_hash(char hex[SHA256_HEX], struct str body);

#endif
