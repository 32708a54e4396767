/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How the rows of the table of operations are written. Each file table_SUBJECT.c has the operations of a subject: first
 * what each takes, then the rows.
 *
 *     static const struct param sign_params[] = {TEXT("id", "SUBMISSION", "its number"), END};
 *     static const struct op ops[] = {
 *         {"sign", "sign for a country", "Its approver stands for ...", TO_SIGNERS, REACH_COUNTRY, NEED_WRITE,
 *          sign_params, op_sign},
 *     };
 *     const struct op_section ops_review = {ops, ARRAY_LEN(ops)};
 *
 * table.c puts the sections in the order in which a reader of the help meets them. `run` NULL: the command line does it
 * itself, since it is above this floor. */
#ifndef OPS_TABLE_H
#define OPS_TABLE_H

#include "ops/ops.h"

struct op_section {
    const struct op *op;
    size_t n;
};

/* table_admin.c */
extern const struct op_section ops_first, ops_admin, ops_last;
/* table_submit.c, table_round.c, table_meeting.c, table_review.c */
extern const struct op_section ops_submit, ops_rounds, ops_meetings, ops_review;
/* table_source.c */
extern const struct op_section ops_sources, ops_collections;
/* table_consult.c, table_release.c */
extern const struct op_section ops_consult, ops_release;
/* table_report.c */
extern const struct op_section ops_reports, ops_files;
/* table_query.c */
extern const struct op_section ops_gaps, ops_query;

extern const struct param no_params[];

#define TEXT(n, v, h) {n, v, h, PARAM_TEXT, true}
#define MAYBE(n, v, h) {n, v, h, PARAM_TEXT, false}
#define LIST(n, v, h) {n, v, h, PARAM_LIST, true}
#define OPTION(n, v, h) {n, v, h, PARAM_OPTION, false}
#define FLAG(n, h) {n, NULL, h, PARAM_FLAG, false}
#define END {NULL, NULL, NULL, PARAM_TEXT, false}

/* `of`: what is said in it, as "of the sentences: " */
#define LANGUAGE(of) OPTION("language", "L", of "en (when left out), fil, id, km, lo, ms, my, th or vi")
/* for links in mail and in reports */
#define ORIGIN OPTION("origin", "URL", "how the site is reached; else the environment's ILMS_ORIGIN")
#define REGION                                                                                              \
    OPTION("region", "DIR",                                                                                 \
           "a folder with a region's own lines, which come to the reference data built in; else the "       \
           "environment's ILMS_REGION")
/* what a round asks, behind its name */
#define ROUND                                                                                                     \
    {"deadline", "DATE", "the day by which countries are to answer, as 2026-11-30", PARAM_OPTION, true},          \
    OPTION("years", "FIRST-LAST", "the years asked; the three before the deadline's when left out"),              \
    OPTION("criterion", "C", "which table of a pair is asked: citizenship (when left out), birth, both"),         \
    OPTION("tables", "A,B,...", "only these tables are asked; all of the criterion when left out"),               \
    OPTION("countries", "A,B,...", "only these countries are asked; all members when left out"),                  \
    OPTION("release-date", "DATE", "the day for which the release is planned")
/* of which figures an analysis is made */
#define BASIS                                                                                           \
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),                 \
    OPTION("audience", "A", "as members or office see it, for who is one; the public (when left out)"), \
    FLAG("embargoed", "also a release whose embargo has not passed, for compilers"),                    \
    FLAG("accepted", "of what is accepted now in place of a release, for compilers")

#endif
