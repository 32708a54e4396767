/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Rounds of collection, and the questionnaires that go out in them. */
#include "ops/table.h"

static const struct param round_open_params[] = {
    TEXT("name", "NAME", "how the round is called, as 2026"),
    ROUND, END};
static const struct param round_params[] = {TEXT("name", "ROUND", "its name"), END};
static const struct param round_status_params[] = {
    TEXT("name", "ROUND", "its name"), OPTION("country", "ISO3", "this country, table by table"), END};
static const struct param round_remind_params[] = {
    TEXT("name", "ROUND", "its name"), OPTION("country", "ISO3", "only this country"),
    FLAG("late", "only when the deadline has passed"),
    FLAG("again", "also who has had the same reminder within a day"), END};
static const struct param round_severity_params[] = {
    TEXT("round", "ROUND", "the name of the round"), TEXT("rule", "RULE", "a rule, as H104"),
    TEXT("severity", "SEVERITY", "error, warning, info, or default: what the catalogue says"), END};
static const struct param round_waive_params[] = {
    TEXT("round", "ROUND", "the name of the round"), TEXT("country", "ISO3", "the country"),
    TEXT("table", "INDICATOR", "the table that does not apply"),
    MAYBE("reason", "REASON", "why; it is published with the next release"),
    FLAG("back", "takes back what was said"), END};
static const struct param write_params[] = {
    {"round", "NAME", "the round that it is for", PARAM_OPTION, true},
    {"country", "ISO3", "the country that is to fill it in", PARAM_OPTION, true},
    {"output", "FILE", "where it goes; an existing file is not overwritten", PARAM_OPTION, true},
    LANGUAGE(""),
    OPTION("type", "T", "only sources of this type, as BA: the form for one office"),
    FLAG("by-type", "one for each type that the country has, THA-BA.xlsx, into the folder --output"),
    END};
static const struct param annotate_params[] = {
    TEXT("id", "SUBMISSION", "a workbook that was submitted"),
    {"output", "FILE", "where it goes; an existing file is not overwritten", PARAM_OPTION, true},
    LANGUAGE(""), END};

static const struct op ops[] = {
    {"round open", "open a round of collection", "Says which years are asked, by when, of each "
     "pair of tables (by place of birth, by citizenship) which one, and of whom. Of each country first those "
     "tables are asked of which nothing is known yet.",
     TO_OFFICE, REACH_ALL, NEED_WRITE, round_open_params, op_round_open},
    {"round status", "where a round stands", "For each country whose turn it is, how many tables are asked, "
     "answered, accepted, returned and set aside, and the errors that are open; of one country each table and "
     "year. Countries see themselves.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, round_status_params,
     op_round_status},
    {"round remind", "write to countries that have not answered", "A mail to every active specialist with an "
     "address of each country with tables that are missing, returned or have errors that nobody explained: which, "
     "and by when, in the person's language. Once a day at most.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     round_remind_params, op_round_remind},
    {"round close", "end a round", "Countries can send nothing to it any more; the office still can.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, round_params, op_round_close},
    {"round list", "list the rounds", "With deadline, years and how many submissions answer them, whether they are "
     "closed and when their release is planned.",
     TO_SPECIALISTS, REACH_ALL, NEED_READ, no_params, op_round_list},
    {"round severity", "say how much a rule weighs in a round", "Findings of the rule count as errors, "
     "warnings or remarks in the submissions that answer the round from now on. What cannot be read stays "
     "an error.", TO_OFFICE, REACH_ALL, NEED_WRITE, round_severity_params, op_round_severity},
    {"round waive", "say that a table does not apply", "A country says of a table that a round asks that it does not "
     "apply to it, for the years of the round, and why: it counts as answered, and in the coverage neither as "
     "collected nor as missing. What is sent all the same counts as ever.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE,
     round_waive_params, op_round_waive},
    {"questionnaire write", "make a country's questionnaire", "An Excel workbook with a sheet for each "
     "table, filled with what the country gave before, which checks itself while it is typed into. "
     "It is read back by submit and check, from Excel, LibreOffice or Google Sheets.",
     TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, write_params, op_questionnaire_write},
    {"questionnaire annotate", "return a workbook with its findings", "The same workbook that was sent, "
     "with the cells in question coloured and commented, and a sheet that lists them with a column for "
     "the answers; these are read when it is submitted again.",
     TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, annotate_params, op_questionnaire_annotate},
};
const struct op_section ops_rounds = {ops, ARRAY_LEN(ops)};
