/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What becomes of a submission: findings, decisions on it, answers, corrections, comments. */
#include "ops/table.h"

static const struct param findings_params[] = {
    MAYBE("id", "SUBMISSION", "of this submission; all when left out"),
    OPTION("severity", "S", "only error, warning or info"),
    OPTION("rule", "ID", "only this rule, as T101"),
    FLAG("open", "only errors that nobody has allowed"),
    LANGUAGE("of the sentences: "), END};
/* which question tables of a submission */
#define CHOSEN                                                  \
    OPTION("table", "INDICATOR", "only these question tables"), \
    OPTION("tables", "ID,...", "only these, by their numbers"), \
    OPTION("years", "FIRST-LAST", "only those of these years"), \
    OPTION("source", "TYPE:ID", "only those of this source")
static const struct param accept_params[] = {
    TEXT("id", "SUBMISSION", "its number"),
    OPTION("allow", "REASON", "allow every open error, for this reason"),
    OPTION("unsigned", "REASON", "also where the country's approver has not signed"), CHOSEN, END};
static const struct param return_params[] = {
    TEXT("id", "SUBMISSION", "its number"),
    OPTION("reason", "TEXT", "what the country is to do"), CHOSEN, END};
static const struct param aside_params[] = {
    TEXT("id", "SUBMISSION", "its number"),
    OPTION("reason", "TEXT", "why the figures are kept out"), CHOSEN, END};
static const struct param sign_params[] = {TEXT("id", "SUBMISSION", "its number"), END};
static const struct param answer_params[] = {
    TEXT("id", "SUBMISSION", "its number"), TEXT("finding", "FINDING", "the id of the finding (findings --json)"),
    {"because", "TEXT", "why the figure is right as it is", PARAM_OPTION, true},
    FLAG("public", "readers may see the reason"), END};
static const struct param comment_params[] = {
    TEXT("text", "TEXT", "what there is to say"),
    {"country", "ISO3", "the country that it is about", PARAM_OPTION, true},
    {"table", "INDICATOR", "the table that it is about", PARAM_OPTION, true},
    OPTION("round", "NAME", "the round"), OPTION("source", "TYPE:ID", "the source"),
    OPTION("years", "YEAR", "the year"), OPTION("key", "SEX.CLASSIF1.CLASSIF2", "a cell, as SEX_T.CCT_CTZ_MMR"),
    END};
static const struct param comments_params[] = {OPTION("country", "ISO3", "only of this country"),
                                               OPTION("table", "INDICATOR", "only of this table"), END};
static const struct param correct_params[] = {
    TEXT("id", "SUBMISSION", "the one that is corrected"),
    OPTION("set", "CELL=VALUE", "as MST_NCTE_SEX_CCT_NB/THA.SEX_T.CCT_CTZ_MMR/2014=933.89; may be given "
                                "several times"),
    OPTION("accept", "FINDING,...", "what is proposed for these findings, by their ids"),
    LANGUAGE("of the sentences: "), END};
static const struct param remarks_params[] = {
    TEXT("id", "SUBMISSION", "its number"), END};

static const struct op ops[] = {
    {"submissions", "list what was received", "One line a submission with its state: checked, "
     "errors, accepted or returned.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, no_params, op_submissions},
    {"findings", "list what the checks found", "Findings stay for ever, also those that were "
     "allowed, with who allowed them and why.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, findings_params,
     op_findings},
    {"remarks", "list what a submission says in words", "What was answered about its sources, remarks "
     "on tables, and why figures stand as they are. Contact persons are shown to compilers only.",
     TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, remarks_params, op_remarks},
    {"accept", "accept a submission", "Its figures become candidates for the next release: for each "
     "cell the figure of the best source is taken, and of one source the one received last. A status "
     "without a figure, as N, takes back the figure that the same source gave before. "
     "Refused while errors are open, unless each is allowed with a reason, and where it answers a round while "
     "the country has an approver who has not signed. What it says of its sources goes into their catalogue. "
     "Some of its question tables alone can be accepted, returned or set aside.",
     TO_OFFICE, REACH_ALL, NEED_WRITE, accept_params, op_accept},
    {"return", "send a submission back", "It stays as it was received, with the reason; the country "
     "answers with a new submission.", TO_OFFICE, REACH_ALL, NEED_WRITE, return_params, op_return},
    {"aside", "keep figures out", "Question tables that are set aside are not released, though the country is "
     "not asked for them again; also those that were accepted before. What was released stays.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, aside_params, op_aside},
    {"sign", "sign for a country", "Its approver stands for all tables of the submission. Refused while an error "
     "is neither corrected nor answered. The office cannot sign for a country.", TO_SIGNERS, REACH_COUNTRY,
     NEED_WRITE, sign_params, op_sign},
    {"answer", "say why a figure is right", "Answers a finding: the country stands by the figure. The office "
     "still decides whether an error is allowed.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, answer_params,
     op_answer},
    {"correct", "correct some cells of a submission", "Makes a new submission: the question tables with a cell "
     "that changes are written whole, as they were read but for the changes, and go the way of every file. VALUE "
     "is a figure (12.3: the status stays), a figure and a status (12.3/B; 12.3/ for none), another status (/B), "
     "or a status that says why there is no figure (N). Where two sources gave the table, the source stands "
     "behind the year: .../2014/BA:741=12.3.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, correct_params,
     op_correct},
    {"comment", "remark on a table or a cell", "Between the country and the office; never published.",
     TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, comment_params, op_comment},
    {"comments", "list the remarks on tables", "Oldest first.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ,
     comments_params, op_comments},
};
const struct op_section ops_review = {ops, ARRAY_LEN(ops)};
