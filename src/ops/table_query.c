/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What readers look at: figures, coverage and gaps, corridors, lists; and serving them. */
#include "ops/table.h"

static const struct param rules_params[] = {
    MAYBE("id", "RULE", "only this one, as T101, with its worked example"),
    FLAG("page", "all of them as a page of the manual (Markdown)"),
    OPTION("round", "NAME", "with the severities of this round of the base"),
    LANGUAGE(""), END};
static const struct param gaps_params[] = {
    OPTION("country", "ISO3", "only of this country"),
    OPTION("effort", "E", "only complete, tabulate, continue, publish, request or collect"),
    OPTION("years", "FIRST-LAST", "of these years; the last ten with figures when left out"), BASIS, END};
static const struct param needs_params[] = {
    OPTION("country", "ISO3", "only of this country"),
    OPTION("years", "FIRST-LAST", "of these years; the last ten with figures when left out"), BASIS, END};
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
    MAYBE("destination", "DESTINATION",
          "the country where they are, as THA; all corridors of the region when left out"),
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
static const struct param sources_params[] = {
    MAYBE("country", "ISO3", "of this country; all when left out"), END};

static const struct op gaps[] = {
    {"coverage gaps", "what is missing, and what could fill it", "Each question table (country, question, year) that "
     "is missing or partial, with the cheapest way that there is to fill it and the source (doc/gaps.md), the cheapest "
     "first. As rows with --json.", TO_ANYONE, REACH_ALL, NEED_READ, gaps_params, op_coverage_gaps},
    {"coverage needs", "what countries need to answer more", "Of each country which need would fill most gaps, and "
     "what would make better what is there (doc/gaps.md).", TO_ANYONE, REACH_ALL, NEED_READ, needs_params,
     op_coverage_needs},
};
const struct op_section ops_gaps = {gaps, ARRAY_LEN(gaps)};

static const struct op query[] = {
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
    {"mirror", "both sides of a corridor", "What the country of origin says of its nationals in another country, and "
     "what that country says of them: by year, with source and definition, how far the two are apart, and what is "
     "known of why they may differ (doc/mirror.md). Nothing is corrected. Without two countries all corridors of the "
     "region, the largest first.", TO_ANYONE, REACH_ALL, NEED_READ, mirror_params, op_mirror},
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
     TO_ANYONE, REACH_ALL, NEED_NOTHING, no_params, op_tables},
    {"sources", "list the registered sources", "Surveys, censuses and registers of the member states "
     "with the codes by which --source and the files name them.",
     TO_ANYONE, REACH_ALL, NEED_NOTHING, sources_params, op_sources},
    {"rules", "list the checks", "The catalogue of rules with severity and explanation; one rule with an "
     "example and what the check says of it.",
     TO_ANYONE, REACH_ALL, NEED_NOTHING, rules_params, op_rules},
};
const struct op_section ops_query = {query, ARRAY_LEN(query)};
