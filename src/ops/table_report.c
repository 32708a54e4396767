/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reports: ordered, made, handed out; and what is written of a release as files. */
#include "ops/table.h"

static const struct param report_publish_params[] = {
    TEXT("name", "NAME", "how the report is called in its address, as 2026"),
    {"file", "DIR|FILE", "the folder that a report was made in, or its files with their report.json", PARAM_LIST,
     false},
    OPTION("order", "N", "in place of files: what was made of this order (ilms report orders)"),
    OPTION("release", "R", "name or number of its release; left out where report.json says it"),
    OPTION("language", "L", "its language, as th; left out where report.json says it"),
    OPTION("title", "TITLE", "its title; left out where report.json says it"),
    FLAG("draft", "also one that says of itself that it is a draft"), END};
static const struct param report_withdraw_params[] = {
    TEXT("name", "NAME", "how the report is called"),
    {"reason", "TEXT", "why; readers are told", PARAM_OPTION, true}, END};
static const struct param report_list_params[] = {
    FLAG("embargoed", "also those of releases whose embargo has not passed, for compilers"), END};
static const struct param report_get_params[] = {
    TEXT("name", "NAME", "how the report is called"),
    TEXT("file", "FILE", "as report.pdf, report-th.pdf or fact-sheet-THA.docx"),
    OPTION("output", "PATH", "where it goes, not over another file; FILE when left out"),
    FLAG("embargoed", "also of a release whose embargo has not passed, for compilers"), END};
static const struct param report_order_params[] = {
    OPTION("release", "R", "name or number of a release that is public; the newest when left out"),
    OPTION("language", "L,...", "en (when left out), fil, id, km, lo, ms, my, th, vi; an order is made for each"),
    OPTION("format", "F,...", "html, pdf, docx; html,pdf when left out"),
    OPTION("consultation", "NAME", "of the release that this consultation is on, with who validated what"),
    ORIGIN, END};
#define ORDER TEXT("number", "N", "the number of the order; see ilms report orders")
static const struct param report_discard_params[] = {ORDER, END};
static const struct param report_preview_params[] = {
    ORDER, TEXT("file", "FILE", "as report.pdf, report-th.pdf or fact-sheet-THA.docx"),
    OPTION("output", "PATH", "where it goes, not over another file; FILE when left out"), END};
static const struct param export_params[] = {
    TEXT("dir", "DIR", "a folder; that of the release is made below it"),
    OPTION("release", "R", "name or number of a release; the newest when left out"),
    OPTION("origin", "URL", "the address of the site, for citations"), END};
static const struct param report_params[] = {
    {"output", "DIR", "a folder, made where there is none; no file in it is overwritten", PARAM_OPTION, true},
    OPTION("release", "R", "name or number of a release; the newest when left out"),
    LANGUAGE("of the report: "),
    OPTION("lang", "L", "the same"),
    OPTION("country", "ISO3", "only the fact sheet of this country"),
    OPTION("format", "F,...", "html, pdf, docx; html,pdf when left out"),
    OPTION("consultation", "NAME", "of the release that this consultation is on, with who validated what"),
    OPTION("origin", "URL", "the address of the site, for links to the figures"), END};

static const struct op reports[] = {
    {"report publish", "hand out a report on the portal", "Everybody can read it below /reports: not before its "
     "release is out of embargo. The files are those of a folder that a report was made in, unchanged; the same "
     "report in another language is published under the same name. What was published is never changed. Figures that "
     "a country limits later stay in it: withdraw it, and publish another.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     report_publish_params, op_report_publish},
    {"report order", "have a report made in the background", "A server with the signed-in part makes it as soon as "
     "it can, one at a time, also after a new start; where none runs, \"report make\" does. Fact sheets of all "
     "countries are with it. It is kept until it is published or discarded.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     report_order_params, op_report_order},
    {"report orders", "list the reports that were ordered", "How far each is, what was made, or why it could not be "
     "made. One that is published is not listed any more.", TO_OFFICE, REACH_ALL, NEED_READ, no_params,
     op_report_orders},
    {"report preview", "a file of a report that was ordered", "As it was made, before it is published.", TO_OFFICE,
     REACH_ALL, NEED_READ, report_preview_params, op_report_preview},
    {"report discard", "throw away a report that was ordered", "What was made of the order is deleted; what is being "
     "made is broken off.", TO_OFFICE, REACH_ALL, NEED_WRITE, report_discard_params, op_report_discard},
    {"report make", "make the reports that were ordered", "All that wait, one after the other, where no server does; "
     "also briefings of meetings that were asked for as PDF.", TO_OFFICE, REACH_LOCAL, NEED_WRITE, no_params,
     op_report_make},
    {"report withdraw", "take a report back", "Its files are not given any more, in no language; that it was there, "
     "and why it was withdrawn, is still told. The name is not used again.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     report_withdraw_params, op_report_withdraw},
    {"report list", "list the published reports", "With their files, and why one was withdrawn.", TO_ANYONE, REACH_ALL,
     NEED_READ, report_list_params, op_report_list},
    {"report get", "a file of a published report", "Exactly as it was published.", TO_ANYONE, REACH_LOCAL, NEED_READ,
     report_get_params, op_report_get},
};
const struct op_section ops_reports = {reports, ARRAY_LEN(reports)};

static const struct op files[] = {
    {"export", "write a release as a folder of files", "All figures in ILOSTAT's layout, as SDMX-CSV and as a "
     "SQLite database, each table as CSV and as a workbook, a table of contents, the lists of codes, licence and "
     "citation, and the sums of all of it: as everybody may have it, without what is under embargo or withheld. "
     "The folder is called by the number of the release and the beginning of the hash of what is seen of it, and "
     "is there whole or not at all. ilms serve --files makes the same and serves it.",
     TO_ANYONE, REACH_LOCAL, NEED_NOTHING, export_params, op_export},
    {"report", "write the report of a release", "The analytical report and a fact sheet of two pages for each "
     "country, as everybody may see the release: sentences that the figures carry, charts, tables, sources, gaps, "
     "recommendations, methods; each number with what it was made of. HTML stands alone; PDF is made by WeasyPrint, "
     "DOCX by pandoc, where they are installed. The files are report and fact-sheet-ISO3, with the language unless "
     "it is English, and report.json, which lists them; all are written or none.", TO_ANYONE, REACH_LOCAL, NEED_READ,
     report_params, op_report},
};
const struct op_section ops_files = {files, ARRAY_LEN(files)};
