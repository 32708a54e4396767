/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a file of a report is, and what it is called by it: where it is made, in the base, in its address.
 *
 *     report.pdf  report-th.pdf  fact-sheet-THA.docx  fact-sheet-THA-th.pdf  briefing.pdf
 *
 * English is not said, as in the addresses of pages. */
#ifndef MODEL_REPORT_FILE_H
#define MODEL_REPORT_FILE_H

#include "base/arena.h"

enum report_kind { REPORT_WHOLE, REPORT_FACT_SHEET, REPORT_BRIEFING, REPORT_KINDS };
const char *report_kind_name(enum report_kind kind); /* "report", "fact-sheet", "briefing" */
int report_kind_find(struct str name);               /* -1: there is none */

enum report_format { REPORT_HTML, REPORT_PDF, REPORT_DOCX, REPORT_FORMATS };
const char *report_format_name(enum report_format format); /* "html", "pdf", "docx" */
const char *report_format_type(enum report_format format); /* media type */
int report_format_find(struct str name);                   /* -1: there is none */
/* The bytes begin as such a file does. */
bool report_format_is(enum report_format format, struct str bytes);

struct report_file {
    enum report_kind kind;
    enum report_format format;
    struct str area;     /* code; empty: the region */
    struct str language; /* "en" */
};
struct str report_file_name(struct arena *arena, const struct report_file *f);
/* Only what report_file_name gives; texts are pieces of the name, the language may be any. */
bool report_file_parse(struct report_file *out, struct str name);

#endif
