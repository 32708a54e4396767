/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What operations on consultations share, and those on statements. Inside src/ops only.
 *
 *     consult_load(&k, c, CONSULTATION_TEXT, &err);     the consultation that the parameter "name" names
 *     consult_may_speak(&k, c, &err);                   it is neither closed nor past its date
 *     consult_part(&part, &k, c, &err);                 that of the parameter "part": its id, or its number */
#ifndef OPS_CONSULT_H
#define OPS_CONSULT_H

#include "collect/consultation.h"
#include "ops/recipients.h"

/* A text of several lines that is kept for ever: line ends as LF, nothing at either end, no control characters. */
enum { PARAGRAPHS_MAX_LEN = 10000 };
int paragraphs_check(struct str *text, struct call *c, const char *what, struct err *err);
/* Each line of it with four blanks before. */
void put_indented(struct buf *out, struct str text);

/* --country: a member about which who asks may do this. */
int country_get(struct str *out, struct call *c, struct err *err);

int consult_load(struct consultation *out, struct call *c, enum consultation_depth depth, struct err *err);
int consult_part(const struct consulted_part **out, const struct consultation *k, struct call *c, struct err *err);
/* --country, which is asked. */
int consult_country(struct str *out, const struct consultation *k, struct call *c, struct err *err);
int consult_may_speak(const struct consultation *k, struct call *c, struct err *err);
int consult_may_change(const struct consultation *k, struct err *err); /* it is not closed */
/* The day of --until, which has not passed. */
int consult_until(struct str *day, struct call *c, struct err *err);

/* A draft of the report: its parts, the file, what it was made from; texts in the arena of the call. */
struct consult_draft {
    struct draft draft; /* release and release_name, at, who */
    struct consulted_part *parts;
    size_t n;
    struct str html;
};
/* Of that release ("": the newest that is public), as the public sees it.
 * Outside of a transaction: it takes seconds. */
int consult_draft_make(struct consult_draft *out, struct call *c, struct str until, struct str release,
                       const char *language, struct err *err);
/* "Draft for consultation until 30 June 2026" */
struct str consult_state(struct call *c, const char *language, struct str until);

/* What `report --consultation` says of the report: that of the last draft, with the record as it stands. */
struct reporting;
struct reporting_asked;
int consult_report(struct reporting_asked *asked, struct consultation *k, struct draft *last, struct call *c,
                   struct err *err);
/* Remarks on it where a part of the report does not say what was put before the countries. */
void consult_compare(const struct reporting *x, const struct consultation *k, struct call *c);

/* Tells by mail who is asked that it is open, or (remind) who has something left to say. */
enum consult_mail { CONSULT_OPENED, CONSULT_REVISED, CONSULT_REMINDER };
int consult_write(unsigned *written, unsigned *spared, const struct consultation *k, enum consult_mail what,
                  struct str area, struct call *c, struct err *err);

#endif
