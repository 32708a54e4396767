/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What was found in a submission, grouped by question table, as people answer it. */
#ifndef DESK_FINDINGS_H
#define DESK_FINDINGS_H

#include "desk/visit.h"
#include "model/cube.h"

/* A question table of a submission with its findings, worst first. */
struct table_findings {
    struct question_table table; /* without cells; id 0: what belongs to no table */
    struct str decision, reason; /* the last one */
    int64_t newer;               /* the submission in which the country has sent it anew; 0: none */
    size_t first, n;             /* into found.v */
    size_t nopen;                /* errors neither answered, allowed nor sent anew */
};

struct found {
    struct in_finding *v; /* by table, severity, place */
    size_t n;
    struct table_findings *tables;
    size_t ntables;
    size_t nerrors, nopen, nanswered, nwarnings, ninfos;
};

int found_load(struct found *out, struct visit *v, int64_t submission, struct err *err);

bool finding_is_open(const struct in_finding *f); /* an error that nobody has answered or allowed */

/* A list of them in order of severity: where each is, what it says, what was given and what was accepted
 * `before` (NULL: nothing), what is proposed, what was answered; with `ask` the fields to answer. Remarks, of which
 * there may be many, are folded away behind the rest. */
void findings_put_list(struct visit *v, const struct cube *before, const struct in_finding *f, size_t n, bool ask);

#endif
