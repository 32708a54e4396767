/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What countries say of their data, recommendations, consultations on the draft of the report. */
#include "ops/table.h"

static const struct param statement_set_params[] = {
    {"country", "ISO3", "whose statement it is", PARAM_OPTION, true},
    {"subject", "S", "collection (how the data are collected), practice (what works well), obstacles or plans",
     PARAM_OPTION, true},
    OPTION("text", "TEXT", "what the country says; an empty line between paragraphs"),
    OPTION("file", "FILE", "the same from a file of text"),
    FLAG("remove", "take back what was said"),
    OPTION("round", "NAME", "the round in which it was gathered"), END};
static const struct param statement_list_params[] = {
    OPTION("country", "ISO3", "only of this country"),
    OPTION("round", "NAME", "only what was gathered in this round"), END};
#define TO OPTION("to", "CODES", "to whom, as \"KHM THA\" or ILO; to all members when left out")
static const struct param recommendation_add_params[] = {TEXT("text", "TEXT", "one paragraph"), TO, END};
static const struct param recommendation_edit_params[] = {
    TEXT("id", "ID", "its id, or its number as R2"), TEXT("text", "TEXT", "what it says now"), TO,
    FLAG("to-all", "to all members"), END};
static const struct param recommendation_params[] = {TEXT("id", "ID", "its id, or its number as R2"), END};
#define CONSULTATION TEXT("name", "NAME", "how the consultation is called")
static const struct param consultation_open_params[] = {
    CONSULTATION, {"until", "DATE", "the last day on which countries can say something", PARAM_OPTION, true},
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),
    LANGUAGE("of the draft: "),
    FLAG("silence-agrees", "a country that says nothing until the end agrees"),
    OPTION("countries", "A,B,...", "only these countries are asked; all members when left out"),
    FLAG("no-mail", "nobody is written to"), ORIGIN, END};
static const struct param consultation_revise_params[] = {
    CONSULTATION, OPTION("release", "NAME", "of another release; of the same when left out"),
    FLAG("no-mail", "nobody is written to"), ORIGIN, END};
static const struct param consultation_params[] = {CONSULTATION, END};
static const struct param consultation_extend_params[] = {
    CONSULTATION, {"until", "DATE", "the new last day", PARAM_OPTION, true}, END};
static const struct param consultation_remind_params[] = {
    CONSULTATION, OPTION("country", "ISO3", "only this country"),
    FLAG("again", "also who has had the same within a day"), ORIGIN, END};
#define PART TEXT("part", "PART", "a part of the draft: its id as region.stock_rise.THA, or its number as 12")
#define ASKED {"country", "ISO3", "the country that says it", PARAM_OPTION, true}
static const struct param consultation_say_params[] = {
    CONSULTATION, PART, ASKED, FLAG("agree", "the country agrees"), OPTION("object", "TEXT", "it objects, and why"),
    OPTION("comment", "TEXT", "it does neither, and has something to say"),
    FLAG("withdraw", "it takes back what it said"), END};
static const struct param consultation_rest_params[] = {
    CONSULTATION, ASKED, OPTION("chapter", "TITLE", "only in this chapter"), END};
static const struct param consultation_answer_params[] = {
    CONSULTATION, PART, {"country", "ISO3", "whose objection or comment is answered", PARAM_OPTION, true},
    TEXT("text", "TEXT", "the answer"), END};
static const struct param consultation_status_params[] = {
    CONSULTATION, OPTION("country", "ISO3", "this country, chapter by chapter"), END};
static const struct param consultation_show_params[] = {CONSULTATION, PART, END};
static const struct param consultation_record_params[] = {
    CONSULTATION, OPTION("format", "F", "text (when left out) or csv"), END};

static const struct op ops[] = {
    {"statement set", "say how a country's data come about", "A country's own words for its chapter of the report, "
     "printed as they are written: how the data are collected, what works well, obstacles, plans. What was said before "
     "of the same is replaced, and kept.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, statement_set_params,
     op_statement_set},
    {"statement list", "list what countries say of their data", "What stands now, with who said it.", TO_SPECIALISTS,
     REACH_COUNTRY, NEED_READ, statement_list_params, op_statement_list},
    {"recommendation add", "add a recommendation", "It stands in the report after those there are, and is put before "
     "countries with the next draft.", TO_OFFICE, REACH_ALL, NEED_WRITE, recommendation_add_params,
     op_recommendation_add},
    {"recommendation edit", "change a recommendation", "What it said before is kept.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     recommendation_edit_params, op_recommendation_edit},
    {"recommendation remove", "take a recommendation out", "Those after it move up.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     recommendation_params, op_recommendation_remove},
    {"recommendation list", "list the recommendations", "In the order in which the report has them.", TO_SPECIALISTS,
     REACH_ALL, NEED_READ, no_params, op_recommendation_list},
    {"consultation open", "put the draft of the report before countries", "Makes the report of a release as everybody "
     "may see it, and keeps it: each paragraph, figure, table and recommendation is a part that countries agree to, "
     "object to or comment on until a day. Those who are asked get a mail.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     consultation_open_params, op_consultation_open},
    {"consultation revise", "put a new draft before countries", "Made of the same release, or of a newer one, and of "
     "what countries state and are recommended now. A part that says the same keeps what was said of it, one that "
     "changed is asked anew, one that is gone stays in the record.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     consultation_revise_params, op_consultation_revise},
    {"consultation say", "say what a country thinks of a part", "Said again it replaces what was said, which is kept. "
     "The office cannot speak for a country.", TO_SPEAKERS, REACH_COUNTRY, NEED_WRITE, consultation_say_params,
     op_consultation_say},
    {"consultation agree-rest", "agree to all that is left", "To each part of which the country said nothing, or to "
     "which it agreed before it changed. What it objected to or commented on before it changed is left to be looked "
     "at.", TO_SPEAKERS, REACH_COUNTRY, NEED_WRITE, consultation_rest_params, op_consultation_agree_rest},
    {"consultation answer", "answer a country", "What it said last of the part, with words. The answer is part of the "
     "record.", TO_OFFICE, REACH_ALL, NEED_WRITE, consultation_answer_params, op_consultation_answer},
    {"consultation status", "where a consultation stands", "How much each country agreed to, objected to, commented on "
     "and has left; of one country by chapter, with the parts that are left.", TO_SPECIALISTS, REACH_ALL, NEED_READ,
     consultation_status_params, op_consultation_status},
    {"consultation show", "a part, and all that was said of it", "Oldest first, with the answers. The persons are "
     "named to the office alone.", TO_SPECIALISTS, REACH_ALL, NEED_READ, consultation_show_params,
     op_consultation_show},
    {"consultation record", "who validated what", "Of each part whether it is validated, and what each country said "
     "of it with the answers. A part is validated when no country objects or has only commented, and all that were "
     "asked agree to what it says now (or, where silence agrees, said nothing until the end).", TO_SPECIALISTS,
     REACH_ALL, NEED_READ, consultation_record_params, op_consultation_record},
    {"consultation list", "list the consultations", "Open or closed, and until when.", TO_SPECIALISTS, REACH_ALL,
     NEED_READ, no_params, op_consultation_list},
    {"consultation remind", "write to countries with something left to say", "A mail to every active specialist and "
     "approver with an address, in the person's language. Once a day at most.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     consultation_remind_params, op_consultation_remind},
    {"consultation extend", "move the last day of a consultation", "Also of one whose last day has passed.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, consultation_extend_params, op_consultation_extend},
    {"consultation close", "end a consultation", "Nothing of it changes after that: the record is final.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, consultation_params, op_consultation_close},
};
const struct op_section ops_consult = {ops, ARRAY_LEN(ops)};
