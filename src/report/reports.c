/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published reports, to be read and taken away. */

#include "report/reports.h"

#include "report/layout.h"
#include "store/reports.h"

/* -- editions -------------------------------------------------------------------------------------- */

static size_t language_rank(const struct page *pg, struct str language)
{
    struct str rest = text_languages(), one;
    size_t rank = 1;
    if (str_is(language, page_language(pg)))
        return 0;
    while (str_next(&one, &rest, ' ') && !str_eq(one, language))
        rank++;
    return rank;
}

/* Editions of a report stand together: how many from here on. */
static size_t neditions(const struct page *pg, size_t first)
{
    size_t n = 1;
    while (first + n < pg->nreports && str_eq(pg->reports[first + n].name, pg->reports[first].name))
        n++;
    return n;
}

/* Those of the report at `first`, the page's language in front; ends with NULL. */
static const struct pub_report **editions(struct page *pg, size_t first)
{
    size_t n = neditions(pg, first);
    const struct pub_report **v = arena_array(pg->arena, const struct pub_report *, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t k = i;
        const struct pub_report *one = &pg->reports[first + i];
        for (; k > 0 && language_rank(pg, one->language) < language_rank(pg, v[k - 1]->language); k--)
            v[k] = v[k - 1];
        v[k] = one;
    }
    return v;
}

/* The file of an edition; NULL: there is none. */
static const struct pub_report_file *file_of(const struct page *pg, const struct pub_report *r, enum report_kind kind,
                                             struct str area, enum report_format format)
{
    for (size_t i = 0; i < pg->nreport_files; i++) {
        const struct pub_report_file *f = &pg->report_files[i];
        if (f->report == r->id && f->of.kind == kind && f->of.format == format && str_eq(f->of.area, area))
            return f;
    }
    return NULL;
}

static struct str language_words(struct page *pg, struct str code)
{
    return text_get(text_find(arena_text(pg->arena, code)), "language.name");
}

/* -- one of them ------------------------------------------------------------------------------------ */

static void put_file(struct page *pg, const struct pub_report *r, const struct pub_report_file *f, struct str format)
{
    html(pg->out, "<a href=\"/reports/");
    html_segment(pg->out, r->name);
    html(pg->out, "/");
    html_segment(pg->out, report_file_name(pg->arena, &f->of));
    html(pg->out, "\" hreflang=\"");
    html_attr(pg->out, r->language);
    html(pg->out, "\">");
    SAY(pg, "reports.file", {"format", format}, {"size", bytes_words(pg, (uint64_t)f->nbytes)});
    html(pg->out, "</a>");
}

/* A row for each edition that has it: what it is, its language, its files. */
static void put_rows(struct page *pg, const struct pub_report *const *of, enum report_kind kind, struct str area,
                     struct str what)
{
    static const char *const formats[REPORT_FORMATS] = {"HTML", "PDF", "DOCX"};
    for (; *of; of++) {
        bool any = false;
        for (int f = 0; f < REPORT_FORMATS; f++)
            any = any || file_of(pg, *of, kind, area, (enum report_format)f);
        if (!any)
            continue;
        html(pg->out, "<tr><th scope=\"row\">");
        if (area.len)
            html_link(pg->out, "/country/", area, what);
        else
            html_text(pg->out, what);
        html(pg->out, "</th><td lang=\"");
        html_attr(pg->out, (*of)->language);
        html(pg->out, "\">");
        html_text(pg->out, language_words(pg, (*of)->language));
        html(pg->out, "</td>");
        for (int f = 0; f < REPORT_FORMATS; f++) {
            const struct pub_report_file *file = file_of(pg, *of, kind, area, (enum report_format)f);
            html(pg->out, "<td>");
            if (file)
                put_file(pg, *of, file, str_of(formats[f]));
            html(pg->out, "</td>");
        }
        html(pg->out, "</tr>\n");
    }
}

static void open_files(struct page *pg, const char *id, struct str caption)
{
    listing_open(pg, id, "frame fit", "list", caption);
    listing_column(pg, NULL, "reports.what");
    listing_column(pg, NULL, "reports.language");
    html(pg->out, "<th scope=\"col\">HTML</th><th scope=\"col\">PDF</th><th scope=\"col\">DOCX</th>");
    listing_body(pg);
}

static bool has_sheet(const struct page *pg, const struct pub_report *const *of, struct str area)
{
    bool has = false;
    for (; *of && !has; of++)
        for (int f = 0; f < REPORT_FORMATS && !has; f++)
            has = file_of(pg, *of, REPORT_FACT_SHEET, area, (enum report_format)f);
    return has;
}

/* By the names of countries in the page's language. */
static void put_sheets(struct page *pg, const struct pub_report *const *of, const char *tag)
{
    const struct ref *ref = pg->cube ? pg->cube->ref : NULL;
    const struct area **v = arena_array(pg->arena, const struct area *, ref ? ref->nareas + 1 : 1);
    size_t n = 0;
    for (uint16_t a = 1; ref && a < ref->nareas; a++) {
        if (!has_sheet(pg, of, ref->areas[a].code))
            continue;
        size_t k = n++;
        for (; k > 0 && str_cmp(ref->areas[a].name, v[k - 1]->name) < 0; k--)
            v[k] = v[k - 1];
        v[k] = &ref->areas[a];
    }
    if (!n)
        return;
    say_in(pg, tag, NULL, "reports.sheets");
    open_files(pg, arena_fmt(pg->arena, "cap-s%lld", (long long)of[0]->id),
               WORDS(pg, "reports.sheets.caption", {"title", of[0]->title}));
    for (size_t i = 0; i < n; i++)
        put_rows(pg, of, REPORT_FACT_SHEET, v[i]->code, v[i]->name);
    listing_close(pg);
}

/* What it is and its files; `tag`: of headings inside. */
static void put_report(struct page *pg, const struct pub_report *const *of, const char *tag)
{
    const struct pub_report *r = of[0];
    html(pg->out, "<p>");
    SAY(pg, "reports.of", {"release", r->release_name}, {"date", date_words(pg, str_sub(r->since, 0, 10))});
    html(pg->out, "</p>\n");
    if (r->withdrawn_at.len) {
        html(pg->out, "<p class=\"note\">");
        SAY(pg, "reports.withdrawn", {"date", date_words(pg, str_sub(r->withdrawn_at, 0, 10))}, {"reason", r->reason});
        html(pg->out, "</p>\n");
        return;
    }
    open_files(pg, arena_fmt(pg->arena, "cap-r%lld", (long long)r->id),
               WORDS(pg, "reports.caption", {"title", r->title}));
    put_rows(pg, of, REPORT_WHOLE, STR(""), text_get(pg->text, "reports.whole"));
    put_rows(pg, of, REPORT_BRIEFING, STR(""), text_get(pg->text, "reports.briefing"));
    listing_close(pg);
    put_sheets(pg, of, tag);
}

/* -- pages ------------------------------------------------------------------------------------------ */

void page_reports(struct page *pg)
{
    struct str year = STR("");
    page_open(pg, text_get(pg->text, "reports.title"), "reports");
    say_in(pg, "h1", NULL, "reports.title");
    say_in(pg, "p", "lead", "reports.lead");
    if (!pg->nreports)
        say_in(pg, "p", NULL, "reports.none");
    for (size_t i = 0; i < pg->nreports; i += neditions(pg, i)) {
        const struct pub_report **of = editions(pg, i);
        if (!str_eq(year, str_sub(pg->reports[i].since, 0, 4))) {
            year = str_sub(pg->reports[i].since, 0, 4);
            html(pg->out, "<h2>");
            html_text(pg->out, year);
            html(pg->out, "</h2>\n");
        }
        html(pg->out, "<h3 lang=\"");
        html_attr(pg->out, of[0]->language);
        html(pg->out, "\">");
        html_link(pg->out, "/reports/", of[0]->name, of[0]->title);
        html(pg->out, "</h3>\n");
        put_report(pg, of, "h4");
    }
    page_close(pg);
}

bool page_one_report(struct page *pg, struct str name)
{
    size_t i = 0;
    while (i < pg->nreports && !str_eq(pg->reports[i].name, name))
        i++;
    if (i == pg->nreports)
        return false;
    const struct pub_report **of = editions(pg, i);
    page_open(pg, of[0]->title, "reports");
    crumbs_open(pg);
    crumb(pg, "/reports", "reports.title");
    html(pg->out, "</nav>\n<h1 lang=\"");
    html_attr(pg->out, of[0]->language);
    html(pg->out, "\">");
    html_text(pg->out, of[0]->title);
    heading_end(pg);
    put_report(pg, of, "h2");
    page_close(pg);
    return true;
}

/* -- ways to them ------------------------------------------------------------------------------------ */

void reports_newest(struct page *pg)
{
    for (size_t i = 0; i < pg->nreports; i += neditions(pg, i)) {
        const struct pub_report *r = editions(pg, i)[0];
        if (r->withdrawn_at.len)
            continue;
        html(pg->out, "<p class=\"onward\">");
        SAY(pg, "reports.newest", {"title", r->title}, {"report", r->name});
        html(pg->out, "</p>\n");
        return;
    }
}

void reports_fact_sheet(struct page *pg, uint16_t area)
{
    static const enum report_format liked[] = {REPORT_PDF, REPORT_HTML, REPORT_DOCX};
    const struct area *it = &pg->cube->ref->areas[area];
    for (size_t i = 0; i < pg->nreports; i += neditions(pg, i))
        for (const struct pub_report **of = editions(pg, i); *of && !(*of)->withdrawn_at.len; of++)
            for (size_t k = 0; k < ARRAY_LEN(liked); k++) {
                const struct pub_report_file *f = file_of(pg, *of, REPORT_FACT_SHEET, it->code, liked[k]);
                if (!f)
                    continue;
                html(pg->out, "<p class=\"onward\">");
                SAY(pg, "reports.sheet", {"place", it->name}, {"report", (*of)->name},
                    {"file", report_file_name(pg->arena, &f->of)}, {"language", language_words(pg, (*of)->language)},
                    {"size", bytes_words(pg, (uint64_t)f->nbytes)});
                html(pg->out, "</p>\n");
                return;
            }
}

void reports_of_release(struct page *pg, struct str release)
{
    for (size_t i = 0; i < pg->nreports; i += neditions(pg, i)) {
        const struct pub_report *r = editions(pg, i)[0];
        if (r->withdrawn_at.len || !str_eq(r->release_name, release))
            continue;
        html(pg->out, " ");
        SAY(pg, "reports.made", {"title", r->title}, {"report", r->name});
    }
}
