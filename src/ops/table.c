/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/ops.h"

#define TEXT(n, v, h) {n, v, h, PARAM_TEXT, true}
#define MAYBE(n, v, h) {n, v, h, PARAM_TEXT, false}
#define LIST(n, v, h) {n, v, h, PARAM_LIST, true}
#define OPTION(n, v, h) {n, v, h, PARAM_OPTION, false}
#define FLAG(n, h) {n, NULL, h, PARAM_FLAG, false}
/* which question tables of a submission */
#define CHOSEN                                                                                 \
    OPTION("table", "INDICATOR", "only these question tables"),                                \
    OPTION("tables", "ID,...", "only these, by their numbers"),                                \
        OPTION("years", "FIRST-LAST", "only those of these years"),                            \
        OPTION("source", "TYPE:ID", "only those of this source")
#define SOURCE                                                                                 \
    {"country", "ISO3", "whose source it is", PARAM_OPTION, true},                             \
        {"source", "TYPE:ID", "which source, as BA:741", PARAM_OPTION, true}
/* `of`: what is said in it, as "of the sentences: " */
#define LANGUAGE(of) OPTION("language", "L", of "en (when left out), fil, id, km, lo, ms, my, th or vi")
/* for links in mail and in reports */
#define ORIGIN OPTION("origin", "URL", "how the site is reached; else the environment's ILMS_ORIGIN")
#define END {NULL, NULL, NULL, PARAM_TEXT, false}

#define REGION_HELP "a folder with a region's own lines, which come to the reference data built in; else the environment's ILMS_REGION"
#define REGION OPTION("region", "DIR", REGION_HELP)
static const struct param init_params[] = {
    REGION, OPTION("data", "DIR", "a folder of all reference data, in place of those built in"), END};
static const struct param upgrade_params[] = {
    FLAG("reference", "take the reference data built in as a new version"),
    OPTION("region", "DIR", "the same with a region's own lines, which come to them"),
    OPTION("data", "DIR", "all of them from a folder"), END};
static const struct param submit_params[] = {
    LIST("file", "FILE", "ILOSTAT's layout as CSV, XLSX or ODS; SDMX-CSV, SDMX-ML, SDMX-JSON; JSON-stat"),
    OPTION("source", "TYPE:ID", "the source of figures that name none, as BA:741"),
    OPTION("map", "MAPPING", "how a sheet of any layout is read (doc/formats/mapping.md)"),
    OPTION("round", "NAME", "the collection round it answers"),
    OPTION("country", "ISO3", "the country it is to be of; refused where it has figures of another"),
    LANGUAGE("of the sentences: "), END};
static const struct param pull_params[] = {
    TEXT("url", "URL", "of an SDMX service, as https://sdmx.ilo.org/rest; or of the data itself"),
    MAYBE("what", "FLOW[/KEY]", "as DF_MST_NCTE_SEX_CCT_NB/MYS.A... or AGENCY,FLOW,VERSION/KEY; left out where URL says it"),
    OPTION("start", "PERIOD", "from this period on"), OPTION("end", "PERIOD", "up to this period"),
    FLAG("since-last", "only what the service has updated since the last time"),
    FLAG("anew", "as if it were the first time"),
    OPTION("api", "V", "v1 (SDMX-REST 1.x) or v2 (2.x); as the URL looks when left out"),
    OPTION("format", "F", "only this format, as sdmx-csv; whatever can be read when left out"),
    OPTION("source", "TYPE:ID", "the source of figures that name none, as BA:741"),
    OPTION("map", "MAPPING", "how what comes is read, where its layout is its own (doc/formats/mapping.md)"),
    OPTION("round", "NAME", "the collection round it answers"),
    OPTION("country", "ISO3", "the country it is to be of; refused where it has figures of another"),
    OPTION("patience", "SECONDS", "how long a service may be silent, and how long to wait in all while it is busy: "
                                  "120 when left out"),
    FLAG("private", "the service has an address of a private network"),
    LANGUAGE("of the sentences: "), END};
static const struct param pull_flows_params[] = {
    TEXT("url", "URL", "of an SDMX service, as https://sdmx.ilo.org/rest"),
    MAYBE("what", "FLOW", "this one, as DF_MST_NCTE_SEX_CCT_NB or AGENCY,FLOW,VERSION; all when left out"),
    OPTION("search", "WORD", "only those with this in their id or name"),
    OPTION("api", "V", "v1 (SDMX-REST 1.x) or v2 (2.x); as the URL looks when left out"),
    OPTION("patience", "SECONDS", "how long a service may be silent: 120 when left out"),
    FLAG("private", "the service has an address of a private network"), END};
static const struct param check_params[] = {
    LIST("file", "FILE", "as for submit; no base is needed"),
    OPTION("source", "TYPE:ID", "the source of figures that name none"),
    OPTION("map", "MAPPING", "how a sheet of any layout is read (doc/formats/mapping.md)"),
    LANGUAGE("of the sentences: "), REGION, END};
static const struct param convert_params[] = {
    TEXT("in", "IN", "the file that is read, as for submit"),
    TEXT("out", "OUT", "the file that is written, not over another; - for standard output"),
    OPTION("format", "F", "of OUT, one of ilms help formats; when left out that of its ending"),
    OPTION("from", "F", "of IN, where it is not to be found out"),
    OPTION("source", "TYPE:ID", "the source of figures that name none"),
    OPTION("map", "MAPPING", "how a sheet of any layout is read (doc/formats/mapping.md)"),
    FLAG("labels", "names beside codes, where the format can"),
    LANGUAGE("of the names: "), REGION, END};
static const struct param rules_params[] = {
    MAYBE("id", "RULE", "only this one, as T101, with its worked example"),
    FLAG("page", "all of them as a page of the manual (Markdown)"),
    OPTION("round", "NAME", "with the severities of this round of the base"),
    LANGUAGE(""), END};
static const struct param none[] = {END};
static const struct param findings_params[] = {
    MAYBE("id", "SUBMISSION", "of this submission; all when left out"),
    OPTION("severity", "S", "only error, warning or info"),
    OPTION("rule", "ID", "only this rule, as T101"),
    FLAG("open", "only errors that nobody has allowed"),
    LANGUAGE("of the sentences: "), END};
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
static const struct param source_params[] = {SOURCE, END};
static const struct param source_set_params[] = {
    SOURCE, OPTION("field", "NAME=TEXT", "what is known, as periodicity=every year; may be given several times"),
    END};
static const struct param source_published_params[] = {
    OPTION("country", "ISO3", "only those of this country"), OPTION("source", "TYPE:ID", "only this one, as BA:741"),
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),
    OPTION("audience", "A", "as members or office see it, for who is one; the public (when left out)"),
    FLAG("embargoed", "also a release whose embargo has not passed, for compilers"), END};
static const struct param source_list_params[] = {OPTION("country", "ISO3", "only of this country"), END};
static const struct param source_import_params[] = {
    LIST("file", "FILE", "as its publisher laid it out; several are taken in as one"),
    {"map", "MAPPING", "a file, or the name of a mapping that comes with the program, as un_desa_2019", PARAM_OPTION,
     true},
    FLAG("anew", "the vintage begins anew: nothing of earlier imports is shown any more"),
    LANGUAGE("of the sentences: "), END};
static const struct param source_collection_params[] = {
    TEXT("code", "CODE", "as UNDESA_IMS"), OPTION("vintage", "V", "the newest when left out"), END};
static const struct param release_params[] = {
    TEXT("name", "NAME", "how the release is called"),
    OPTION("embargo", "TIME", "nothing of it is visible before, as 2026-12-18T09:00+07:00"), END};
static const struct param release_plan_params[] = {
    TEXT("name", "NAME", "how the release will be called"),
    {"date", "DATE", "the day for which it is announced, as 2027-03-01", PARAM_OPTION, true},
    OPTION("what", "TEXT", "one line on what will be in it, for everybody"), END};
static const struct param release_unplan_params[] = {TEXT("name", "NAME", "how the planned release is called"), END};
static const struct param report_publish_params[] = {
    TEXT("name", "NAME", "how the report is called in its address, as 2026"),
    {"file", "DIR|FILE", "the folder that a report was made in, or its files with their report.json", PARAM_LIST, false},
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
    OPTION("consultation", "NAME", "of the release that this consultation is on, with who validated what"), ORIGIN, END};
#define ORDER TEXT("number", "N", "the number of the order; see ilms report orders")
static const struct param report_discard_params[] = {ORDER, END};
static const struct param report_preview_params[] = {
    ORDER, TEXT("file", "FILE", "as report.pdf, report-th.pdf or fact-sheet-THA.docx"),
    OPTION("output", "PATH", "where it goes, not over another file; FILE when left out"), END};
/* of which figures an analysis is made */
#define BASIS                                                                                  \
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),        \
        OPTION("audience", "A", "as members or office see it, for who is one; the public (when left out)"), \
        FLAG("embargoed", "also a release whose embargo has not passed, for compilers"),       \
        FLAG("accepted", "of what is accepted now in place of a release, for compilers")
static const struct param gaps_params[] = {
    OPTION("country", "ISO3", "only of this country"),
    OPTION("effort", "E", "only complete, tabulate, continue, publish, request or collect"),
    OPTION("years", "FIRST-LAST", "of these years; the last ten with figures when left out"), BASIS, END};
static const struct param needs_params[] = {
    OPTION("country", "ISO3", "only of this country"),
    OPTION("years", "FIRST-LAST", "of these years; the last ten with figures when left out"), BASIS, END};
static const struct param quality_params[] = {
    MAYBE("source", "TYPE:ID", "only this one, as BA:741"), OPTION("country", "ISO3", "only of this country"), BASIS,
    END};
static const struct param query_params[] = {
    MAYBE("what", "FLOW[/KEY]", "as DF_MST_NCTE_SEX_CCT_NB/MYS.A..SEX_T. ; everything when left out"),
    OPTION("format", "F", "one of ilms help formats; table when left out"),
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),
    OPTION("collection", "CODE[@V]", "in place of a release a collection of others, as UNDESA_IMS@2019"),
    OPTION("start", "PERIOD", "from this period on"), OPTION("end", "PERIOD", "up to this period"),
    OPTION("first", "N", "the first N observations of each series"),
    OPTION("last", "N", "the last N observations of each series"),
    OPTION("filter", "COMP=VALUE", "as OBS_VALUE=ge:100 or OBS_STATUS=B; may be given several times"),
    FLAG("derived", "beside what was reported what is computed from it, always with status L"),
    OPTION("audience", "A", "as members or office see it, for who is one; the public (when left out)"),
    FLAG("embargoed", "also a release whose embargo has not passed, for compilers"),
    FLAG("labels", "names beside codes, where the format can"),
    FLAG("available", "not the figures but which codes occur, how often and when"),
    FLAG("share", "of the total, per cent: by --by"),
    FLAG("growth", "since the figure before, per cent"),
    FLAG("average-growth", "from the first to the last figure, per cent a year"),
    FLAG("per-capita", "per 1,000 inhabitants, where the population is known"),
    OPTION("top", "N", "the N largest of the last period: by --by"),
    OPTION("by", "DIMENSION", "of --share and --top, as CCT, SEX or REF_AREA; the countries when left out"), END};
static const struct param search_params[] = {
    LANGUAGE("what names are said in: "),
    OPTION("limit", "N", "at most N of them; 20 when left out"),
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),
    LIST("word", "WORD...", "words in any language, or codes; a letter may be wrong"), END};
static const struct param coverage_params[] = {
    OPTION("country", "ISO3", "only this country"),
    OPTION("table", "T", "only this question: its number in the questionnaire, or a table"),
    OPTION("years", "FIRST-LAST", "these years, as 2010-2024, 2015- or 2014; the last ten with figures when left out"),
    OPTION("by", "WHAT", "country, table, module, year, source, breakdown, round, release or question_table; countries "
                         "across questions when left out"),
    OPTION("round", "NAME", "only what this round asked, and of the years it asked"),
    OPTION("generation", "G", "current: the questions of today (when left out); first: those of the first generation"),
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),
    FLAG("accepted", "what is accepted now in place of a release, for compilers"),
    OPTION("format", "F", "rows as csv or tsv"),
    OPTION("audience", "A", "as members or office see it, for who is one; the public (when left out)"),
    FLAG("embargoed", "also releases whose embargo has not passed, for compilers"), END};
static const struct param mirror_params[] = {
    MAYBE("origin", "ORIGIN", "the country that people come from, as MMR"),
    MAYBE("destination", "DESTINATION", "the country where they are, as THA; all corridors of the region when left out"),
    OPTION("kind", "K", "only stock, flow or return"), OPTION("year", "YEAR", "only of this year"),
    FLAG("matrix", "origins by destinations of the region; stocks unless --kind says another"),
    FLAG("asymmetry", "how far each country and its partners are apart"),
    FLAG("all", "also corridors that lead out of the region"),
    OPTION("format", "F", "rows as csv, tsv or json"),
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),
    FLAG("accepted", "what is accepted now in place of a release, for compilers"),
    OPTION("audience", "A", "as members or office see it, for who is one; the public (when left out)"),
    FLAG("embargoed", "also a release whose embargo has not passed, for compilers"), END};
static const struct param explain_params[] = {
    TEXT("release", "RELEASE", "its name or number"),
    TEXT("key", "FLOW/KEY[/PERIOD]", "as DF_MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.CRS_RES_THA/2014"),
    FLAG("embargoed", "also a release whose embargo has not passed"),
    LANGUAGE("of what was found: "), END};
static const struct param diff_params[] = {TEXT("from", "RELEASE", "the earlier, by name or number"),
                                           TEXT("to", "RELEASE", "the later"),
                                           OPTION("audience", "A", "as members or office see them, for who "
                                                                   "is one; the public (when left out)"),
                                           FLAG("embargoed", "also releases whose embargo has not "
                                                             "passed, for compilers"), END};
static const struct param serve_params[] = {
    OPTION("listen", "ADDRESS", "127.0.0.1:8080 when left out; port 0 takes a free one"),
    OPTION("threads", "N", "one a core when left out, four at least with --collect"),
    OPTION("origin", "URL", "how readers reach the site, where that differs from ADDRESS"),
    OPTION("files", "DIR", "also whole releases as files below /bulk, which are made and kept in DIR"),
    FLAG("collect", "also the signed-in part below /desk and the operations below /api"),
    FLAG("log", "a line on standard error for every request"), END};
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
static const struct param backup_params[] = {TEXT("file", "FILE", "where the copy goes"), END};
static const struct param help_params[] = {MAYBE("command", "COMMAND", "one command in full"),
                                           MAYBE("verb", "VERB", "its second word, where it has one"),
                                           MAYBE("what", "WHAT", "its third, where it has one"), END};
static const struct param round_open_params[] = {
    TEXT("name", "NAME", "how the round is called, as 2026"),
    {"deadline", "DATE", "the day by which countries are to answer, as 2026-11-30", PARAM_OPTION, true},
    OPTION("years", "FIRST-LAST", "the years asked; the three before the deadline's when left out"),
    OPTION("criterion", "C", "which table of a pair is asked: citizenship (when left out), birth, both"),
    OPTION("tables", "A,B,...", "only these tables are asked; all of the criterion when left out"),
    OPTION("countries", "A,B,...", "only these countries are asked; all members when left out"),
    OPTION("release-date", "DATE", "the day for which the release is planned"), END};
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
static const struct param sources_params[] = {
    MAYBE("country", "ISO3", "of this country; all when left out"), END};
static const struct param remarks_params[] = {
    TEXT("id", "SUBMISSION", "its number"), END};

#define COUNTRY OPTION("country", "ISO3", "the country of a specialist or an approver")
static const struct param user_params[] = {TEXT("user", "NAME", "to sign in with"), END};
static const struct param user_add_params[] = {
    TEXT("user", "NAME", "to sign in with: letters, digits, points, and _ - @"),
    {"role", "ROLE", "partner, specialist, approver, compiler or admin", PARAM_OPTION, true}, COUNTRY,
    OPTION("full-name", "TEXT", "how the person is addressed"),
    OPTION("email", "ADDRESS", "where mail goes; the link is sent there too"),
    LANGUAGE("of mail: "), ORIGIN, END};
static const struct param user_role_params[] = {
    TEXT("user", "NAME", "who"),
    {"role", "ROLE", "partner, specialist, approver, compiler or admin", PARAM_OPTION, true}, COUNTRY,
    FLAG("remove", "takes the role away"), END};
static const struct param user_link_params[] = {
    TEXT("user", "NAME", "who"), FLAG("without-factor", "also takes away the second factor, as after a lost telephone"),
    ORIGIN, END};
static const struct param user_token_params[] = {
    TEXT("user", "NAME", "whose scripts"),
    {"name", "TEXT", "what it is for", PARAM_OPTION, true},
    OPTION("until", "DATE", "the last day on which it works; always when left out"), END};
static const struct param user_revoke_params[] = {
    TEXT("user", "NAME", "whose"), TEXT("id", "TOKEN", "its number; see ilms user tokens"), END};
static const struct param audit_params[] = {
    OPTION("user", "NAME", "only what this one did"),
    OPTION("command", "COMMAND", "only this command, as \"accept\"; \"user\" has all that begin so"),
    OPTION("since", "TIME", "only from this time on, as 2026-01-15 or 2026-01-15T10:00Z"), END};
static const struct param permissions_params[] = {
    FLAG("page", "as a page of the manual (Markdown)"), END};
static const struct param share_set_params[] = {
    {"country", "ISO3", "whose figures", PARAM_OPTION, true},
    {"table", "INDICATOR", "the table, as MST_TEMP_SEX_CCT_NB, or all", PARAM_OPTION, true},
    {"audience", "A", "who may see them: public, members or office", PARAM_OPTION, true},
    OPTION("source", "TYPE:ID", "only those of this source"),
    OPTION("years", "FIRST-LAST", "only those of these years; 2020- and -2020 are open"),
    OPTION("until", "DATE", "the day from which on they are public, as 2027-01-01"),
    {"ground", "TEXT", "the legal ground", PARAM_OPTION, true}, END};
static const struct param share_list_params[] = {
    OPTION("country", "ISO3", "of this country"),
    FLAG("all", "also those that have ended or were revoked"), END};
static const struct param share_log_params[] = {
    {"country", "ISO3", "whose figures were read", PARAM_OPTION, true}, END};

#define MEETING TEXT("meeting", "MEETING", "its name")
#define OF_MEETING                                                                             \
    OPTION("place", "TEXT", "where it is held"), OPTION("to", "DATE", "its last day; --from when left out"), \
        OPTION("round", "NAME", "the round that it looks at")
static const struct param meeting_add_params[] = {
    TEXT("meeting", "MEETING", "how it is called, as 2026"),
    {"title", "TEXT", "its title", PARAM_OPTION, true},
    {"from", "DATE", "its first day, as 2026-07-01", PARAM_OPTION, true}, OF_MEETING,
    OPTION("after", "MEETING", "the meeting before it; the last that had ended when left out"), END};
static const struct param meeting_set_params[] = {
    MEETING, OPTION("title", "TEXT", "its title"), OPTION("from", "DATE", "its first day, as 2026-07-01"), OF_MEETING,
    OPTION("after", "MEETING", "the meeting before it"), END};
static const struct param meeting_params[] = {MEETING, END};
static const struct param meeting_number_params[] = {
    MEETING, TEXT("number", "NUMBER", "its number in the meeting; ilms meeting show has them"), END};
static const struct param meeting_session_params[] = {
    MEETING, TEXT("number", "NUMBER", "of the session, from 1; one of that number is changed"),
    OPTION("title", "TEXT", "its title"), OPTION("day", "DATE", "the first of the meeting when left out"),
    OPTION("begins", "HH:MM", "as 09:00"), OPTION("ends", "HH:MM", "as 10:30"),
    OPTION("kind", "K", "opening, presentation, group work, plenary (when left out) or closing"),
    OPTION("country", "ISO3", "the country that leads it"), OPTION("office", "TEXT", "the office that leads it"),
    FLAG("remove", "takes it off the agenda"), END};
static const struct param meeting_participant_params[] = {
    MEETING, {"role", "ROLE", "specialist, delegate, partner, donor, secretariat or observer", PARAM_OPTION, true},
    {"organisation", "TEXT", "of which office or organisation", PARAM_OPTION, true},
    OPTION("country", "ISO3", "of which country; needed of a specialist and a delegate"),
    OPTION("persons", "N", "how many, where nobody is named; one when left out"),
    OPTION("person", "NAME", "who; only the office sees it"), OPTION("user", "NAME", "the user who it is"), END};
static const struct param meeting_document_params[] = {
    MEETING, TEXT("file", "FILE", "at most 32 MB"), {"title", "TEXT", "what it is called", PARAM_OPTION, true},
    OPTION("kind", "K", "paper (when left out), presentation or minutes"),
    OPTION("session", "NUMBER", "the session that it is for"), END};
static const struct param meeting_get_params[] = {
    MEETING, TEXT("number", "NUMBER", "of the document; ilms meeting document list has them"),
    {"output", "FILE", "where it goes; an existing file is not overwritten", PARAM_OPTION, true}, END};
static const struct param meeting_conclude_params[] = {
    MEETING, TEXT("text", "TEXT", "what was concluded"),
    OPTION("kind", "K", "conclusion (when left out), recommendation or action"),
    OPTION("country", "A,B,...", "the countries to which it is assigned"),
    OPTION("organisation", "A,B,...", "the organisations to which it is assigned"),
    OPTION("due", "DATE", "the day by which it is to be done"),
    OPTION("session", "NUMBER", "the session in which it was drawn"),
    OPTION("group", "TEXT", "the working group that drew it"), END};
static const struct param meeting_track_params[] = {
    MEETING, TEXT("number", "NUMBER", "of the conclusion; ilms meeting show has them"),
    {"state", "STATE", "open, in progress, done or dropped", PARAM_OPTION, true},
    OPTION("country", "ISO3", "of which country this is told; of all, by the office, when left out"),
    OPTION("note", "TEXT", "what was done, what is in the way"), END};
static const struct param meeting_launch_params[] = {
    MEETING, TEXT("name", "ROUND", "how the round is called, as 2026"),
    {"deadline", "DATE", "the day by which countries are to answer, as 2026-11-30", PARAM_OPTION, true},
    OPTION("years", "FIRST-LAST", "the years asked; the three before the deadline's when left out"),
    OPTION("criterion", "C", "which table of a pair is asked: citizenship (when left out), birth, both"),
    OPTION("tables", "A,B,...", "only these tables are asked; all of the criterion when left out"),
    OPTION("countries", "A,B,...", "only these countries are asked; all members when left out"),
    OPTION("release-date", "DATE", "the day for which the release is planned"), END};
static const struct param meeting_briefing_params[] = {
    MAYBE("meeting", "MEETING", "the next, else the newest, else of no meeting when left out"),
    {"output", "FILE", "where it goes, as PDF, HTML or DOCX by its ending; an existing file is not overwritten",
     PARAM_OPTION, true},
    LANGUAGE(""), END};

/* In the order in which a reader of the help meets them. `run` NULL: the command line does it
 * itself, since it is above this floor. */
/* statements, recommendations, consultations */
static const struct param statement_set_params[] = {
    {"country", "ISO3", "whose statement it is", PARAM_OPTION, true},
    {"subject", "S", "collection (how the data are collected), practice (what works well), obstacles or plans",
     PARAM_OPTION, true},
    OPTION("text", "TEXT", "what the country says; an empty line between paragraphs"),
    OPTION("file", "FILE", "the same from a file of text"),
    FLAG("remove", "take back what was said"),
    OPTION("round", "NAME", "the round in which it was gathered"), END};
static const struct param statement_list_params[] = {OPTION("country", "ISO3", "only of this country"),
                                                     OPTION("round", "NAME", "only what was gathered in this round"), END};
#define TO OPTION("to", "CODES", "to whom, as \"KHM THA\" or ILO; to all members when left out")
static const struct param recommendation_add_params[] = {TEXT("text", "TEXT", "one paragraph"), TO, END};
static const struct param recommendation_edit_params[] = {
    TEXT("id", "ID", "its id, or its number as R2"), TEXT("text", "TEXT", "what it says now"), TO,
    FLAG("to-all", "to all members"), END};
static const struct param recommendation_params[] = {TEXT("id", "ID", "its id, or its number as R2"), END};
#define CONSULTATION TEXT("name", "NAME", "how the consultation is called")
#define PART TEXT("part", "PART", "a part of the draft: its id as region.stock_rise.THA, or its number as 12")
#define ASKED {"country", "ISO3", "the country that says it", PARAM_OPTION, true}
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

const struct op ops[] = {
    {"init", "make a new base", "Makes the file of the base with the reference data: code lists, "
     "sources, the tables of the questionnaire. An existing file is never touched. A region other than the "
     "one built in gives its own areas, group and sources in a folder (doc/guide/04-region.md). The reference "
     "data are cross-checked first and refused with file and line where they contradict themselves.",
     TO_ADMINS, REACH_LOCAL, NEED_NOTHING, init_params, op_init},
    {"upgrade", "bring a base up to date with this program", "Adds the tables that a newer program "
     "needs, and makes current figures anew where they are chosen otherwise now; what was received and "
     "released does not change, but an older program cannot read it afterwards: "
     "take a backup first. Releases keep the reference data that they were made with.",
     TO_ADMINS, REACH_LOCAL, NEED_WRITE, upgrade_params, op_upgrade},
    {"submit", "read, check and store files", "Each file becomes a submission: it is kept as it came "
     "with its hash, every figure with the line it was read from, and every finding with its cell. A "
     "file with wrong cells is stored and gives findings; one that is no file of figures is refused "
     "in one sentence and leaves nothing. The same file sent again is recognised.",
     TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, submit_params, op_submit},
    {"pull", "take figures from another SDMX service", "Asks a service as SDMX-REST says, in a format that can be "
     "read, and makes what comes a submission, whose file is named by the address. Asked again, only what changed "
     "makes a new one: the service is told what was there already. It is asked politely: again after a while where "
     "it is busy, for the rest where an answer broke off, in parts where it gives no more at once. With --since-last "
     "a service that knows updates gives only those, so tables come in pieces. An address in a private network is "
     "asked only where it is given as such, and never because another service sends there. Where the way out is a "
     "proxy, the environment's ILMS_PROXY names it, as http://proxy:3128.",
     TO_OFFICE, REACH_LOCAL, NEED_WRITE, pull_params, op_pull},
    {"pull list", "list what was taken from other services", "With how it stood the last time, and the submission "
     "that it became.", TO_OFFICE, REACH_LOCAL, NEED_READ, none, op_pull_list},
    {"pull flows", "list what another SDMX service has", "Its dataflows with their names; of one flow the dimensions "
     "of its structure in the order in which a key has them, and their code lists. Nothing is stored.",
     TO_OFFICE, REACH_LOCAL, NEED_NOTHING, pull_flows_params, op_pull_flows},
    {"check", "read and check files without storing", "Prints every finding with file, line and "
     "column: the same that submit would store. Needs no base.",
     TO_ANYONE, REACH_LOCAL, NEED_NOTHING, check_params, op_check},
    {"convert", "write a file of figures in another format", "Any format that can be read into any that can "
     "be written; a file may hold several dataflows. What cannot be read is said as check says it, and is "
     "not written. Needs no base.",
     TO_ANYONE, REACH_LOCAL, NEED_NOTHING, convert_params, op_convert},
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
     TO_SPECIALISTS, REACH_ALL, NEED_READ, none, op_round_list},
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
    {"meeting add", "make a technical meeting", "With title, place and days; what it concludes is taken over from the "
     "meeting before it by meeting carry.", TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_add_params, op_meeting_add},
    {"meeting set", "change a meeting", "What is said is changed, all else stays as it was.", TO_OFFICE, REACH_ALL,
     NEED_WRITE, meeting_set_params, op_meeting_set},
    {"meeting session", "put a session on the agenda", "Of a session that is there already what is said is changed.",
     TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_session_params, op_meeting_session},
    {"meeting participant add", "say who takes part", "One person, or several of one organisation. A name is needed of "
     "nobody, and only the office sees it.", TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_participant_params,
     op_meeting_participant_add},
    {"meeting participant remove", "take somebody off the list", "The line goes, and the name with it.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, meeting_number_params, op_meeting_participant_remove},
    {"meeting participant list", "list who takes part", "By organisation and role.", TO_MEMBERS, REACH_ALL, NEED_READ,
     meeting_params, op_meeting_participant_list},
    {"meeting document add", "put a document before a meeting", "The file is kept as it is, with its SHA-256; all who "
     "take part in the collection can take it away.", TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_document_params,
     op_meeting_document_add},
    {"meeting document get", "take a document away", "The file as it came.", TO_MEMBERS, REACH_ALL, NEED_READ,
     meeting_get_params, op_meeting_document_get},
    {"meeting document list", "list the documents of a meeting", "Those that were removed too.", TO_MEMBERS, REACH_ALL,
     NEED_READ, meeting_params, op_meeting_document_list},
    {"meeting document remove", "take a document back", "The file is gone; that it was there stays.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, meeting_number_params, op_meeting_document_remove},
    {"meeting conclude", "record what a meeting concluded", "A conclusion, a recommendation or an action, of the plenary "
     "or a working group, assigned to countries and organisations. It is never changed.", TO_OFFICE, REACH_ALL,
     NEED_WRITE, meeting_conclude_params, op_meeting_conclude},
    {"meeting track", "say what became of a conclusion", "A country reports on what is assigned to it, the office on all. "
     "Each report is kept; the newest counts.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, meeting_track_params,
     op_meeting_track},
    {"meeting carry", "take over what is not done", "What the meeting before concluded and is neither done nor dropped "
     "becomes a conclusion of this one, with what was said of it last, and is told of here from then on.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, meeting_params, op_meeting_carry},
    {"meeting show", "a meeting as a whole", "Agenda, who takes part, documents, conclusions with their state, rounds that "
     "were launched from it.", TO_MEMBERS, REACH_ALL, NEED_READ, meeting_params, op_meeting_show},
    {"meeting list", "list the meetings", "By their first day.", TO_MEMBERS, REACH_ALL, NEED_READ, none,
     op_meeting_list},
    {"meeting launch", "open the next round from a meeting", "As round open does, and the meeting remembers it.",
     TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_launch_params, op_meeting_launch},
    {"meeting briefing", "how things stand, for those who meet", "Made from the data: where the rounds stand, what was "
     "collected, what changed since the meeting before, what is missing in each country and what it would take, what "
     "became of the last conclusions, the agenda, questions for group work. Coverage and changes are those of the newest "
     "release; of a meeting that is over, of the newest before its end.", TO_MEMBERS, REACH_ALL, NEED_READ,
     meeting_briefing_params, op_meeting_briefing},
    {"submissions", "list what was received", "One line a submission with its state: checked, "
     "errors, accepted or returned.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, none, op_submissions},
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
    {"source set", "describe a source", "A new version in the catalogue, with what is said now and all else as it "
     "was; an empty text takes back what was said. The next questionnaire is filled from it, and the next release "
     "publishes it where it has figures of the source. Fields: name, "
     "periodicity, years, reference_period, geography, population, migrants (one of the fixed definitions), "
     "age_from, age_to, sample_size, sample_design, quality, institution, publication, and contact, "
     "contact_email, contact_phone, which are never published.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE,
     source_set_params, op_source_set},
    {"source list", "list the sources that are described", "Contact persons are shown to the office and the "
     "country itself.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, source_list_params, op_source_list},
    {"source show", "a source, and which tables it fed", "With the years that were accepted.", TO_SPECIALISTS,
     REACH_COUNTRY, NEED_READ, source_params, op_source_show},
    {"source history", "all versions of a source", "Oldest first.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ,
     source_params, op_source_history},
    {"source published", "what a release says of its sources", "As it was described when the release was made: "
     "of each source that has figures there, without persons.", TO_ANYONE, REACH_ALL, NEED_READ,
     source_published_params, op_source_published},
    {"source withdraw", "say that a source is not used any more", "It stays in the catalogue; questionnaires do not "
     "offer it. Describing it again takes that back.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, source_params,
     op_source_withdraw},
    {"source quality", "how good sources are, criterion by criterion", "Each with 0 to 3 points and the reason "
     "(doc/quality.md): scope, definition of migrants, timeliness, periodicity, age limits, sample. What is not said "
     "has no point; what does not apply does not count. Of the sources that have figures in a release, as it "
     "describes them.", TO_ANYONE, REACH_ALL, NEED_READ, quality_params, op_source_quality},
    {"coverage gaps", "what is missing, and what could fill it", "Each question table (country, question, year) that "
     "is missing or partial, with the cheapest way that there is to fill it and the source (doc/gaps.md), the cheapest "
     "first. As rows with --json.", TO_ANYONE, REACH_ALL, NEED_READ, gaps_params, op_coverage_gaps},
    {"coverage needs", "what countries need to answer more", "Of each country which need would fill most gaps, and "
     "what would make better what is there (doc/gaps.md).", TO_ANYONE, REACH_ALL, NEED_READ, needs_params,
     op_coverage_needs},
    {"source import", "take in figures of an international organisation", "They become a collection of their own, "
     "with publisher, licence and vintage as the mapping says, and never stand among what countries report. What is "
     "imported later adds to the vintage, and of a cell the last figure counts. Files and mapping are kept as they "
     "came.", TO_OFFICE, REACH_ALL, NEED_WRITE, source_import_params, op_source_import},
    {"source collections", "list the collections of others", "Each vintage with publisher, licence and size.",
     TO_ANYONE, REACH_ALL, NEED_READ, none, op_source_collections},
    {"source collection", "a collection of others", "What it counts and how to cite it, its tables and years, and "
     "what was imported when.", TO_ANYONE, REACH_ALL, NEED_READ, source_collection_params, op_source_collection},
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
     REACH_ALL, NEED_READ, none, op_recommendation_list},
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
    {"consultation agree-rest", "agree to all that is left", "To each part of which the country said nothing, or to which "
     "it agreed before it changed. What it objected to or commented on before it changed is left to be looked at.",
     TO_SPEAKERS, REACH_COUNTRY, NEED_WRITE, consultation_rest_params, op_consultation_agree_rest},
    {"consultation answer", "answer a country", "What it said last of the part, with words. The answer is part of the "
     "record.", TO_OFFICE, REACH_ALL, NEED_WRITE, consultation_answer_params, op_consultation_answer},
    {"consultation status", "where a consultation stands", "How much each country agreed to, objected to, commented on "
     "and has left; of one country by chapter, with the parts that are left.", TO_SPECIALISTS, REACH_ALL, NEED_READ,
     consultation_status_params, op_consultation_status},
    {"consultation show", "a part, and all that was said of it", "Oldest first, with the answers. The persons are named "
     "to the office alone.", TO_SPECIALISTS, REACH_ALL, NEED_READ, consultation_show_params, op_consultation_show},
    {"consultation record", "who validated what", "Of each part whether it is validated, and what each country said of it "
     "with the answers. A part is validated when no country objects or has only commented, and all that were asked "
     "agree to what it says now (or, where silence agrees, said nothing until the end).", TO_SPECIALISTS, REACH_ALL,
     NEED_READ, consultation_record_params, op_consultation_record},
    {"consultation list", "list the consultations", "Open or closed, and until when.", TO_SPECIALISTS, REACH_ALL,
     NEED_READ, none, op_consultation_list},
    {"consultation remind", "write to countries with something left to say", "A mail to every active specialist and "
     "approver with an address, in the person's language. Once a day at most.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     consultation_remind_params, op_consultation_remind},
    {"consultation extend", "move the last day of a consultation", "Also of one whose last day has passed.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, consultation_extend_params, op_consultation_extend},
    {"consultation close", "end a consultation", "Nothing of it changes after that: the record is final.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, consultation_params, op_consultation_close},
    {"share set", "say who may see a country's figures", "By its law figures of a country, or of one table, "
     "source or span of years of it, are for members (all who take part) or the office alone, for ever or until a "
     "day. Releases are made accordingly from now on: the public gets what is left, the next best source and what "
     "can be derived of it. In older releases the whole table of the country is withheld, and what is derived of "
     "the country. The same scope again replaces the rule; public takes it back.",
     TO_APPROVERS, REACH_COUNTRY, NEED_WRITE, share_set_params, op_share_set},
    {"share list", "list who may see what", "With the ground, who decided, and until when.",
     TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, share_list_params, op_share_list},
    {"share log", "who has read figures that are not public", "Day by day, by release and table.",
     TO_APPROVERS, REACH_COUNTRY, NEED_READ, share_log_params, op_share_log},
    {"release", "publish what is accepted", "Makes a numbered release that is never changed: its "
     "figures, its reference data and a hash over all of it.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     release_params, op_release},
    {"release plan", "announce a release", "Everybody sees at once, on the pages and in /calendar.ics, that a release of "
     "this name is to come on this day. Said again of the same name it moves the day, and the day that was announced "
     "first is still told. It is no longer told when a release of that name can be seen.", TO_OFFICE, REACH_ALL,
     NEED_WRITE, release_plan_params, op_release_plan},
    {"release unplan", "take back an announcement", "The planned release is no longer told of.", TO_OFFICE, REACH_ALL,
     NEED_WRITE, release_unplan_params, op_release_unplan},
    {"releases", "list the releases", "With number, time, embargo and hash, and those that are planned.", TO_SPECIALISTS,
     REACH_ALL, NEED_READ, none, op_releases},
    {"report publish", "hand out a report on the portal", "Everybody can read it below /reports: not before its release is "
     "out of embargo. The files are those of a folder that a report was made in, unchanged; the same report in another "
     "language is published under the same name. What was published is never changed. Figures that a country limits "
     "later stay in it: withdraw it, and publish another.", TO_OFFICE, REACH_ALL, NEED_WRITE, report_publish_params,
     op_report_publish},
    {"report order", "have a report made in the background", "A server with the signed-in part makes it as soon as it can, one "
     "at a time, also after a new start; where none runs, \"report make\" does. Fact sheets of all countries are with it. It is "
     "kept until it is published or discarded.", TO_OFFICE, REACH_ALL, NEED_WRITE, report_order_params, op_report_order},
    {"report orders", "list the reports that were ordered", "How far each is, what was made, or why it could not be made. One "
     "that is published is not listed any more.", TO_OFFICE, REACH_ALL, NEED_READ, none, op_report_orders},
    {"report preview", "a file of a report that was ordered", "As it was made, before it is published.", TO_OFFICE, REACH_ALL,
     NEED_READ, report_preview_params, op_report_preview},
    {"report discard", "throw away a report that was ordered", "What was made of the order is deleted; what is being made is "
     "broken off.", TO_OFFICE, REACH_ALL, NEED_WRITE, report_discard_params, op_report_discard},
    {"report make", "make the reports that were ordered", "All that wait, one after the other, where no server does; also "
     "briefings of meetings that were asked for as PDF.", TO_OFFICE, REACH_LOCAL, NEED_WRITE, none, op_report_make},
    {"report withdraw", "take a report back", "Its files are not given any more, in no language; that it was there, and why "
     "it was withdrawn, is still told. The name is not used again.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     report_withdraw_params, op_report_withdraw},
    {"report list", "list the published reports", "With their files, and why one was withdrawn.", TO_ANYONE, REACH_ALL,
     NEED_READ, report_list_params, op_report_list},
    {"report get", "a file of a published report", "Exactly as it was published.", TO_ANYONE, REACH_LOCAL, NEED_READ,
     report_get_params, op_report_get},
    {"query", "figures of a release", "The key has a place for each dimension, with dots between: "
     "REF_AREA.FREQ.MEASURE.SEX.classification; an empty place means all codes, + means or. A code that "
     "no list has is an error; where there are no figures for known ones, the answer is empty and "
     "standard error says so. Only what was reported is given, unless a derived table is asked for by "
     "its name or --derived is said. What is not public is given where --audience asks for it, and who has read "
     "it is written down. --share, --growth, --average-growth or --per-capita make one figure out of others, --top "
     "ranks what is left; the formula and what each figure was made of stand beside it (doc/verbs.md).",
     TO_ANYONE, REACH_ALL, NEED_READ, query_params, op_query},
    {"search", "find tables, countries, sources, codes", "By words in any of the languages, whatever language they are "
     "answered in, forgiving of spelling, and by codes (doc/search.md): tables, countries, sources, codes and notes of "
     "a release, collections of others, pages of the portal. The best first.", TO_ANYONE, REACH_ALL, NEED_READ,
     search_params, op_search},
    {"coverage", "what of all that could be known is known", "Of each country, question of the questionnaire and year: "
     "whole, in part, missing or not applicable; the share of the possible question tables that was collected, by "
     "country, table, module, year, source and breakdown; what was asked, and what there was after each round "
     "(doc/coverage.md).", TO_ANYONE, REACH_ALL, NEED_READ, coverage_params, op_coverage},
    {"mirror", "both sides of a corridor", "What the country of origin says of its nationals in another country, and what "
     "that country says of them: by year, with source and definition, how far the two are apart, and what is known of "
     "why they may differ (doc/mirror.md). Nothing is corrected. Without two countries all corridors of the region, the "
     "largest first.",
     TO_ANYONE, REACH_ALL, NEED_READ, mirror_params, op_mirror},
    {"diff", "compare two releases cell by cell", "Figures added, removed and revised, and by how "
     "much.", TO_ANYONE, REACH_ALL, NEED_READ, diff_params, op_diff},
    {"explain", "where a published figure comes from", "Back from the release to the submission, the "
     "file and line, the source, the checks and who accepted it, and what it was preferred to.",
     TO_OFFICE, REACH_ALL, NEED_READ, explain_params, op_explain},
    {"serve", "serve the newest release on the web", "The portal and the SDMX web services. Reads "
     "releases and nothing else; a new release is taken up within a second or two. With --collect people "
     "can sign in, upload and decide as well: that is done by processes of its own, which hold the base "
     "for writing, while the one that listens cannot.",
     TO_ANYONE, REACH_LOCAL, NEED_NOTHING, serve_params, NULL},
    {"tables", "list the tables of the questionnaire", "Both generations and the derived tables.",
     TO_ANYONE, REACH_ALL, NEED_NOTHING, none, op_tables},
    {"sources", "list the registered sources", "Surveys, censuses and registers of the member states "
     "with the codes by which --source and the files name them.",
     TO_ANYONE, REACH_ALL, NEED_NOTHING, sources_params, op_sources},
    {"rules", "list the checks", "The catalogue of rules with severity and explanation; one rule with an "
     "example and what the check says of it.",
     TO_ANYONE, REACH_ALL, NEED_NOTHING, rules_params, op_rules},
    {"user add", "let a person in", "Adds a user with a role and prints a link that works once, within "
     "seven days: there the person chooses a password. With an address the link is mailed as well. Of a user "
     "that there is already the role is one more. Specialists and approvers are always of a country.",
     TO_ADMINS, REACH_ALL, NEED_WRITE, user_add_params, op_user_add},
    {"user list", "list the users", "With what they may, and where.", TO_ADMINS, REACH_ALL, NEED_READ, none,
     op_user_list},
    {"user role", "give a role, or take it away", "A user can have several roles; with --remove one fewer.",
     TO_ADMINS, REACH_ALL, NEED_WRITE, user_role_params, op_user_role},
    {"user link", "make a new link for a password", "For a forgotten password, within a day; for who never had "
     "one, within seven days. Links made before it end; the old password works until there is a new one.",
     TO_ADMINS, REACH_ALL, NEED_WRITE, user_link_params, op_user_link},
    {"user disable", "keep a person out", "Ends all sessions; links and tokens do nothing any more. What the "
     "person did stays in the log under the name.", TO_ADMINS, REACH_ALL, NEED_WRITE, user_params,
     op_user_disable},
    {"user enable", "let a person in again", "Also takes off a lock that came of wrong passwords.", TO_ADMINS,
     REACH_ALL, NEED_WRITE, user_params, op_user_enable},
    {"user token", "make a token for scripts", "It stands for its user in requests over the network "
     "(Authorization: Bearer) and is shown this once.", TO_ADMINS, REACH_ALL, NEED_WRITE, user_token_params,
     op_user_token},
    {"user tokens", "list a user's tokens", "When each was made and last used.", TO_ADMINS, REACH_ALL, NEED_READ,
     user_params, op_user_tokens},
    {"user revoke", "end a token", "", TO_ADMINS, REACH_ALL, NEED_WRITE, user_revoke_params, op_user_revoke},
    {"mail send", "send the mail that waits", "Through the server of the environment's ILMS_SMTP, as "
     "smtp://host:port, smtp+starttls://host:port or smtps://user:password@host, from ILMS_MAIL_FROM. What is not "
     "taken is tried again after 1, 5 and 30 minutes and 2 hours.", TO_OFFICE, REACH_LOCAL, NEED_WRITE, none,
     op_mail_send},
    {"mail list", "list the mail that was written", "Whether it was sent, and what went wrong; never the text, "
     "which may hold a link.", TO_OFFICE, REACH_LOCAL, NEED_READ, none, op_mail_list},
    {"permissions", "who may do what", "For each command and role: yes, country (for the own country), or no; "
     "where it can be asked for: local (on the machine of the base only) or over the network too.", TO_ANYONE,
     REACH_LOCAL, NEED_NOTHING, permissions_params, op_permissions},
    {"audit", "who did what, when", "Every verb that was run, with its parameters and outcome, also "
     "those that were refused.", TO_OFFICE, REACH_ALL, NEED_READ, audit_params, op_audit},
    {"doctor", "check every invariant of the base", "Ends with 0 when all hold: the database's own, "
     "the hashes of files, blocks and releases, and that what is current follows from what was "
     "accepted.", TO_ADMINS, REACH_LOCAL, NEED_READ, none, op_doctor},
    {"export", "write a release as a folder of files", "All figures in ILOSTAT's layout, as SDMX-CSV and as a "
     "SQLite database, each table as CSV and as a workbook, a table of contents, the lists of codes, licence and "
     "citation, and the sums of all of it: as everybody may have it, without what is under embargo or withheld. "
     "The folder is called by the number of the release and the beginning of the hash of what is seen of it, and "
     "is there whole or not at all. ilms serve --files makes the same and serves it.",
     TO_ANYONE, REACH_LOCAL, NEED_NOTHING, export_params, op_export},
    {"report", "write the report of a release", "The analytical report and a fact sheet of two pages for each country, as "
     "everybody may see the release: sentences that the figures carry, charts, tables, sources, gaps, recommendations, "
     "methods; each number with what it was made of. HTML stands alone; PDF is made by WeasyPrint, DOCX by pandoc, where "
     "they are installed. The files are report and fact-sheet-ISO3, with the language unless it is English, and "
     "report.json, which lists them; all are written or none.",
     TO_ANYONE, REACH_LOCAL, NEED_READ, report_params, op_report},
    {"backup", "copy the base while it is in use", "A consistent copy as one file.", TO_ADMINS,
     REACH_LOCAL, NEED_READ, backup_params, op_backup},
    {"help", "this list, or one command in full", "", TO_ANYONE, REACH_LOCAL, NEED_NOTHING, help_params, NULL},
    {"manual", "the manual page, as mdoc source", "", TO_ANYONE, REACH_LOCAL, NEED_NOTHING, none, NULL},
    {"version", "which version this is", "", TO_ANYONE, REACH_LOCAL, NEED_NOTHING, none, NULL},
};
const size_t nops = ARRAY_LEN(ops);
