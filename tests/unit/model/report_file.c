/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What files of reports are called. */

#include "model/report_file.h"

#include "test.h"

TEST(report_files_are_called_by_what_they_are)
{
    static const char *const names[] = {"report.html", "report.pdf", "report-th.docx", "fact-sheet-THA.pdf",
                                        "fact-sheet-LAO-vi.html", "briefing.pdf", "briefing-fil.docx"};
    struct arena a;
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct report_file f;
        CHECK(report_file_parse(&f, str_of(names[i])));
        CHECK(str_is(report_file_name(&a, &f), names[i]));
    }
    arena_release(&a);
}

TEST(report_files_are_called_nothing_else)
{
    static const char *const names[] = {
        "", ".", ".pdf", "report", "report.", "report.exe", "report.PDF", "reports.pdf", "report-.pdf",
        "report--th.pdf", "report-en.pdf", "report-TH.pdf", "report-thai.pdf", "report-th-.pdf", "report-th-th.pdf",
        "report-THA.pdf", "fact-sheet.pdf", "fact-sheet-th.pdf", "fact-sheet-THA-.pdf", "fact-sheet-THA-en.pdf",
        "fact-sheet-THAI.pdf", "fact-sheet-THA-th-x.pdf", "briefing-THA.pdf", "../report.pdf", "report.pdf/x",
        "report.tar.pdf"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct report_file f;
        if (report_file_parse(&f, str_of(names[i])))
            test_fail(__FILE__, __LINE__, "\"%s\" is taken", names[i]);
    }
}

TEST(report_files_begin_as_their_format_does)
{
    CHECK(report_format_is(REPORT_HTML, STR("<!DOCTYPE html>\n<p>")));
    CHECK(!report_format_is(REPORT_HTML, STR("<p>")));
    CHECK(report_format_is(REPORT_PDF, STR("%PDF-1.7")));
    CHECK(!report_format_is(REPORT_PDF, STR("%PDF")));
    CHECK(!report_format_is(REPORT_PDF, STR("<!doctype html>")));
    CHECK(report_format_is(REPORT_DOCX, STR("PK\003\004...")));
    CHECK(!report_format_is(REPORT_DOCX, STR("")));
}
