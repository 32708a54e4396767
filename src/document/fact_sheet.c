/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Two pages on a country: what it counts, in numbers, sentences and charts; then its corridors, what is known and
 * missing, its sources and how to cite them. A country with few charts has its corridors on the first page and more on
 * what is missing on the second, so that both are filled and neither is too full (web/css/report.css, "fact sheet"). */

#include "document/country_chapter.h"
#include "document/sourced.h"

enum { CHARTS_MOST = 4, CHARTS_FEW = 2, SAYS_MOST = 5, LETTERS_MOST = 640, LETTERS_ACROSS = 105, SOURCES_MOST = 7,
       CORRIDORS_MOST = 3, ROWS_MOST = 21, ROWS_LEAST = 4, SPANS_MOST = 6,
       SPANS_MORE = 9, NEEDS_MORE = 6, NEEDS_TAKE = 68 };

/* Millimetres, as web/css/report.css has them, on the safe side. A page has no more than it holds: of what is least
 * needed there are fewer rows. */
enum { PAGE_HOLDS = 270, HEAD_TAKES = 64, CHARTS_TAKE = 78, TABLE_TAKES = 21, KNOWN_TAKES = 37, CITE_TAKES = 23,
       SECTION_TAKES = 10 };

struct sheet {
    struct country_chapter c;
    struct document *d;
    struct page *pg;
    unsigned ncharts;
    double line;  /* what a line of a table takes */
    double left;  /* of the page */
};

static const char *id_of(const struct sheet *s, const char *what)
{
    return part_id(s->d, "factsheet.%.*s.%s", STR_FMT(s->c.code), what);
}

static void section(const struct sheet *s, const char *what, const char *key)
{
    document_section(s->d, id_of(s, what), text_get(s->pg->text, key));
}

/* Scripts with marks above and below their letters need more room. */
static double line_takes(const struct page *pg)
{
    static const char *const tall[] = {"km", "lo", "my", "th"};
    for (size_t i = 0; i < ARRAY_LEN(tall); i++)
        if (strcmp(page_language(pg), tall[i]) == 0)
            return 4.7;
    return 3.8;
}

static unsigned lines_left(const struct sheet *s, double taken)
{
    return (unsigned)(MAX(s->left - taken, 0.0) / s->line);
}

/* -- the strip of numbers ------------------------------------------------------------------------------- */

/* below: HTML */
static void put_number(const struct sheet *s, struct str label, const struct reckoned *r, struct str below)
{
    struct buf *out = s->pg->out;
    html(out, "<div><dt>");
    html_text(out, label);
    html(out, "</dt><dd class=\"big\">");
    document_number(s->d, r);
    html(out, "</dd><dd>");
    buf_str(out, below);
    html(out, "</dd></div>\n");
}

/* How much of what is asked is there: of every country something. */
static void put_coverage(const struct sheet *s)
{
    const struct coverage_view *v = s->c.r->coverage;
    struct tables_of of = ALL_TABLES;
    of.area = coverage_area(&v->c, s->c.area);
    struct reckoned n = tables_count(s->d, v, &of, COVER_COLLECTED),
                    possible = tables_count(s->d, v, &of, COVER_POSSIBLE);
    struct buf below = {0};
    html_say_marked(&below, s->pg->text, "factsheet.possible",
                    (const struct html_arg[]){told_number(s->d, "n", &possible),
                                              told_text(s->d, "years", span_words(s->pg, v)), {NULL, {NULL, 0}}});
    if (possible.value > 0)
        put_number(s, text_get(s->pg->text, "factsheet.answered"), &n, buf_view(&below));
    buf_release(&below);
}

static void strip_of_numbers(const struct sheet *s)
{
    enum { NUMBERS_MOST = 4 };
    const struct cube *cube = s->pg->cube;
    struct headline v[HEADLINES];
    struct sourced note;
    unsigned n = MIN(country_headlines(v, &s->c), (unsigned)NUMBERS_MOST);
    sourced_begin(&note, s->d);
    html(s->pg->out, "<dl class=\"numbers\">\n");
    for (unsigned i = 0; i < n; i++) {
        struct reckoned r = reckoned_figure(s->pg->arena, cube, v[i].obs);
        reckoned_persons(&r, cube);
        sourced_take(&note, v[i].obs);
        put_number(s, measure_words(s->pg, &cube->ref->indicators[v[i].flow->indicator]), &r,
                   period_words(s->pg, cube->period[v[i].obs]));
    }
    put_coverage(s);
    html(s->pg->out, "</dl>\n");
    note.sources.n = 0; /* they have a place of their own */
    struct str words = sourced_words(&note, STR(""));
    if (words.len) {
        html(s->pg->out, "<p class=\"source\">");
        html_text(s->pg->out, words);
        html(s->pg->out, "</p>\n");
    }
}

/* -- sentences ------------------------------------------------------------------------------------------ */

/* Letters that are seen: without tags. */
static size_t letters(struct str markup)
{
    size_t n = 0;
    bool tag = false;
    for (size_t i = 0; i < markup.len; i++) {
        tag = tag ? markup.p[i] != '>' : markup.p[i] == '<';
        n += !tag && markup.p[i] != '>' && ((unsigned char)markup.p[i] & 0xC0) != 0x80;
    }
    return n;
}

/* One more point of the list, where there is room for it. */
static bool put_point(struct sheet *s, const char *id, struct str said, size_t *room)
{
    size_t n = letters(said);
    if (!n || n > *room)
        return false;
    *room -= n;
    s->left -= s->line * (double)(1 + n / LETTERS_ACROSS) + 1;
    html(s->pg->out, "<li>");
    document_paragraph(s->d, id);
    buf_str(s->pg->out, said);
    document_paragraph_end(s->d);
    html(s->pg->out, "</li>\n");
    return true;
}

static unsigned put_highlights(struct sheet *s, size_t *room)
{
    const struct highlights *all = s->c.r->highlights;
    const struct highlight **v = arena_array(s->pg->arena, const struct highlight *, (all ? all->n : 0) + 1);
    size_t n = all ? highlights_pick(v, all->n, all, -1, s->c.area) : 0;
    unsigned put = 0;
    for (size_t i = 0; i < n && put < SAYS_MOST; i++) {
        struct buf said = {0}, *out = s->pg->out;
        if (v[i]->topic == HIGHLIGHT_COVERAGE)
            continue;
        s->pg->out = &said;
        says_write(s->d, &v[i], 1);
        s->pg->out = out;
        put += put_point(s, part_id(s->d, "factsheet.%.*s", STR_FMT(v[i]->id)), buf_view(&said), room);
        buf_release(&said);
    }
    return put;
}

/* Where there are none, the newest figure of each part. */
static void put_newest(struct sheet *s, size_t *room)
{
    unsigned put = 0;
    for (int part = 0; part < PROFILE_PARTS && put < SAYS_MOST; part++) {
        struct buf said = {0}, *out = s->pg->out;
        s->pg->out = &said;
        bool any = country_say_part(&s->c, (enum profile_part)part);
        s->pg->out = out;
        if (any)
            put += put_point(s, id_of(s, profile_part_name((enum profile_part)part)), buf_view(&said), room);
        buf_release(&said);
    }
}

static void sentences(struct sheet *s)
{
    size_t room = LETTERS_MOST;
    html(s->pg->out, "<ul class=\"says\">\n");
    if (!put_highlights(s, &room))
        put_newest(s, &room);
    html(s->pg->out, "</ul>\n");
}

/* -- charts --------------------------------------------------------------------------------------------- */

/* The country stands above all of them: what a chart is about is said as a question, and below what it counts. */
static void name_chart(const struct sheet *s, enum profile_part part)
{
    struct chart *chart = s->c.charts[part];
    const struct cube_flow *flow = s->c.profile.best[part == PART_SEX && !s->c.profile.best[part] ? PART_STOCK : part];
    struct str counts = flow ? measure_words(s->pg, &s->pg->cube->ref->indicators[flow->indicator]) : STR("");
    chart->title = text_get(s->pg->text, part_id(s->d, "profile.part.%s", profile_part_name(part)));
    chart->subtitle = chart->subtitle.len && counts.len
                          ? text_join(s->pg, "%.*s, %.*s", STR_FMT(counts), STR_FMT(chart->subtitle))
                          : counts.len ? counts : chart->subtitle;
}

static int charts(struct sheet *s, struct err *err)
{
    enum { ACROSS = 2 };
    if (!s->ncharts)
        return 0;
    s->left -= CHARTS_TAKE * ((s->ncharts + ACROSS - 1) / ACROSS);
    html(s->pg->out, "<div class=\"charts\">\n");
    for (int part = 0; part < PROFILE_PARTS; part++) {
        const char *name = profile_part_name((enum profile_part)part);
        if (!s->c.charts[part])
            continue;
        name_chart(s, (enum profile_part)part);
        if (document_figure(s->d, part_id(s->d, "factsheet.%.*s.%s.figure", STR_FMT(s->c.code), name),
                            s->c.charts[part], STR(""), err) < 0)
            return -err->code;
    }
    html(s->pg->out, "</div>\n");
    return 0;
}

/* -- corridors ------------------------------------------------------------------------------------------ */

static void corridors(struct sheet *s)
{
    struct buf rows = {0}, *out = s->pg->out;
    double row = s->line + 1;
    unsigned most = MIN((unsigned)(MAX(s->left - TABLE_TAKES, 0.0) / row), (unsigned)ROWS_MOST);
    if (most < ROWS_LEAST)
        return;
    s->pg->out = &rows;
    unsigned n = country_corridor_rows(&s->c, CORRIDORS_MOST, most);
    s->pg->out = out;
    if (n) {
        section(s, "corridors", "corridors.title");
        document_table(s->d, part_id(s->d, "factsheet.%.*s.corridors.table", STR_FMT(s->c.code)), "dense",
                       text_get(s->pg->text, "factsheet.corridors"));
        country_corridor_heads(&s->c);
        buf_str(out, buf_view(&rows));
        table_end(s->d, STR(""));
        s->left -= TABLE_TAKES + n * row;
    }
    buf_release(&rows);
}

/* -- what is known -------------------------------------------------------------------------------------- */

static void year_of_module(const struct sheet *s, struct tables_of *of, int year)
{
    const struct coverage_view *v = s->c.r->coverage;
    struct reckoned n, share;
    of->first_year = of->last_year = year;
    n = tables_count(s->d, v, of, COVER_COLLECTED);
    bool possible = tables_share(&share, s->d, v, of);
    buf_fmt(s->pg->out, "<td class=\"h%u\">", possible ? share_class(share.value) : 0);
    if (possible && n.value > 0)
        document_number(s->d, &n);
    html(s->pg->out, "</td>");
}

static void known(const struct sheet *s)
{
    const struct coverage_view *v = s->c.r->coverage;
    const struct ref *ref = s->pg->cube->ref;
    struct tables_of of = ALL_TABLES;
    of.area = coverage_area(&v->c, s->c.area);
    if (of.area == UINT32_MAX || v->c.last_year < v->c.first_year)
        return;
    section(s, "known", "factsheet.known");
    document_table(s->d, part_id(s->d, "factsheet.%.*s.known.table", STR_FMT(s->c.code)), "heat",
                   text_get(s->pg->text, "factsheet.known.caption"));
    html(s->pg->out, "<thead><tr>");
    table_head(s->d, NULL, text_get(s->pg->text, "report.cell.module"));
    for (int year = v->c.first_year; year <= v->c.last_year; year++)
        table_head(s->d, "y", text_join(s->pg, "%d", year));
    table_body(s->d);
    for (uint32_t m = 0; m < ref->nmodules; m++) {
        of.module = (int)m;
        of.first_year = of.last_year = 0;
        if (tables_count(s->d, v, &of, COVER_POSSIBLE).value <= 0)
            continue;
        row_head(s->d, ref->modules[m].name);
        for (int year = v->c.first_year; year <= v->c.last_year; year++)
            year_of_module(s, &of, year);
        row_end(s->d);
    }
    table_end(s->d, STR(""));
}

/* -- sources, and how to cite --------------------------------------------------------------------------- */

static void sources(const struct sheet *s)
{
    struct page *pg = s->pg;
    unsigned n = 0, more = 0;
    const char *but = ""; /* those that are named */
    section(s, "sources", "profile.sources");
    html(pg->out, "<ul class=\"sources\">\n");
    for (size_t i = 0; i < s->c.sources->n; i++) {
        const struct source_held *held = &s->c.sources->v[i];
        if (held->area != s->c.area)
            continue;
        if (n++ >= SOURCES_MOST) {
            more++;
            continue;
        }
        but = arena_fmt(pg->arena, "%s%s%.*s", but, *but ? "," : "", STR_FMT(held->code));
        html(pg->out, "<li><b>");
        html_text(pg->out, source_name(pg, held->code));
        html(pg->out, "</b> ");
        html_text(pg->out, WORDS(pg, "factsheet.source", {"type", source_type_name(pg, held->code)},
                                 {"years", years_words(pg, &held->years)}));
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n");
    struct reckoned others = LISTED(s->d, more, "each:SOURCE query REF_AREA=%.*s SOURCE!=%s", STR_FMT(s->c.code), but);
    if (more)
        buf_str(pg->out, told_counted(s->d, "", "factsheet.sources.more", &others).html);
}

static double sources_take(const struct sheet *s)
{
    unsigned lines = 0, n = 0;
    for (size_t i = 0; i < s->c.sources->n; i++) {
        const struct source_held *held = &s->c.sources->v[i];
        if (held->area == s->c.area && n++ < SOURCES_MOST)
            lines += 1 + (unsigned)((source_name(s->pg, held->code).len + source_type_name(s->pg, held->code).len +
                                     years_words(s->pg, &held->years).len) / LETTERS_ACROSS);
    }
    return SECTION_TAKES + (s->line + 0.5) * (lines + (n > SOURCES_MOST));
}

static void cite(const struct sheet *s)
{
    struct page *pg = s->pg;
    const struct ref *ref = pg->cube->ref;
    struct str address = text_join(pg, "%.*s/country/%.*s", STR_FMT(pg->origin), STR_FMT(s->c.code));
    section(s, "cite", "side.cite");
    html(pg->out, "<p class=\"cite\">");
    SAY(pg, "factsheet.citation", {"place", s->c.name}, {"name", text_get(pg->text, "site.name")},
        {"region", ref->region}, {"release", pg->cube->release_name}, {"date", date_words(pg, pg->cube->released_at)},
        {"agency", ref->agency});
    html(pg->out, "</p>\n<p class=\"address\">");
    SAY(pg, "factsheet.more", {"place", s->c.name});
    html(pg->out, " <a href=\"/country/");
    html_segment(pg->out, s->c.code);
    html(pg->out, "\">");
    html_text(pg->out, address);
    html(pg->out, "</a></p>\n");
}

/* -- both pages ----------------------------------------------------------------------------------------- */

static void sheet_open(const struct sheet *s, const char *class)
{
    buf_fmt(s->pg->out, "<div class=\"sheet %s\">\n", class);
}

/* A section that is open belongs to the page, which closes it. */
static void sheet_close(const struct sheet *s)
{
    document_section_end(s->d);
    html(s->pg->out, "</div>\n");
}

static double page_holds(const struct sheet *s) { return PAGE_HOLDS - s->c.r->spare; }

static int first_page(struct sheet *s, struct err *err)
{
    sheet_open(s, "first");
    s->left = page_holds(s) - HEAD_TAKES;
    strip_of_numbers(s);
    sentences(s);
    if (charts(s, err) < 0)
        return -err->code;
    if (s->ncharts <= CHARTS_FEW)
        corridors(s);
    sheet_close(s);
    return 0;
}

static void second_page(struct sheet *s)
{
    bool few = s->ncharts <= CHARTS_FEW;
    sheet_open(s, "second");
    s->left = page_holds(s) - KNOWN_TAKES - CITE_TAKES - sources_take(s);
    if (!few)
        corridors(s);
    known(s);
    country_fillable(&s->c, few ? SPANS_MORE : SPANS_MOST, lines_left(s, TABLE_TAKES + (few ? NEEDS_TAKE : 0)));
    if (few)
        country_needs(&s->c, NEEDS_MORE);
    sources(s);
    cite(s);
    sheet_close(s);
}

int fact_sheet_write(struct document *d, const struct report *r, uint16_t area, struct err *err)
{
    struct sources_held held;
    struct corridors_known both;
    struct sheet s = {.d = d, .pg = d->page, .line = line_takes(d->page)};
    if (!figures_of(d->page->cube, area))
        return err_set(err, ERR_NOTFOUND, "%.*s has no figures in this release, of which a fact sheet could be made.",
                       STR_FMT(d->page->cube->ref->areas[area].code));
    sources_held(&held, d->page);
    corridors_known(&both, d->page);
    country_chapter_init(&s.c, d, r, area, &held, &both, CHARTS_MOST);
    for (int part = 0; part < PROFILE_PARTS; part++)
        s.ncharts += s.c.charts[part] != NULL;
    document_area(d, area);
    if (first_page(&s, err) < 0)
        return -err->code;
    second_page(&s);
    document_area(d, 0);
    return 0;
}
