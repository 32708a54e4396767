/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/page.h"
#include "report/topic.h"

#include "model/collection.h"
#include "model/period.h"
#include "model/ref_language.h"
#include "publish/gaps_write.h"
#include "publish/search.h"
#include "report/sample.h"
#include "report/table_page.h"
#include "report/whole.h"
#include "test.h"

#include <stdio.h>

#define HEAD                                                                                   \
    "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,"               \
    "note_classif,note_indicator,note_source\n"
#define NCTE "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_"
#define TEMP "THA,BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_AGGREGATE_"
#define TEMP2 "THA,FB:6664,MST_TEMP_SEX_ECO_CCT_NB,SEX_T,ECO_AGGREGATE_"

static const char small[] =
    HEAD NCTE "T,CCT_CTZ_TOTAL,,2014,1339.834,,,,\n" NCTE "T,CCT_CTZ_MMR,,2014,933.89,,,,\n"
    NCTE "T,CCT_CTZ_KHM,,2014,0,,,,\n" NCTE "T,CCT_CTZ_X,,2014,79.7,,,,\n"
    NCTE "T,CCT_CTZ_ASEAN,,2014,1200,,,,\n"
    NCTE "M,CCT_CTZ_TOTAL,,2014,700.5,P,,,\n" NCTE "F,CCT_CTZ_TOTAL,,2016,639.334,,,,\n"
    "MYS,XX:99006,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_IDN,,2015,603.453,,,,\n"
    TEMP "TOTAL,CCT_CIT_TOTAL,2015,38016.169,,,,R1:3513_T2:85\n"
    TEMP "AGR,CCT_CIT_TOTAL,2015,12272.1,E,,,R1:3513_T2:85\n"
    TEMP2 "TOTAL,CCT_CIT_TOTAL,2018,37864.5,B,,I11:264_I13:new <permits> since July,T36:3216\n"
    TEMP2 "AGR,CCT_CIT_TOTAL,2018,,C,,,T36:3216_S13:Somchai 555-1234\n"
    TEMP2 "TOTAL,CCT_CIT_NONCIT,2018,2300.25,,,,T36:3216\n"
    "IDN,FB:6665,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_MYS,,2024Q3,1.5,,,,\n"
    "IDN,FB:6665,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_MYS,,2024,7.5,,,,\n";

struct drawn {
    struct buf out;
    struct arena arena;
    struct page page;
};

static struct page *draw(struct drawn *d, const struct cube *cube)
{
    arena_init(&d->arena, 32 << 20);
    d->out = (struct buf){0};
    d->page = (struct page){.cube = cube,
                            .text = text_find("en"),
                            .out = &d->out,
                            .path = STR("/x?<>"),
                            .arena = &d->arena};
    return &d->page;
}

static void drawn_release(struct drawn *d)
{
    buf_release(&d->out);
    arena_release(&d->arena);
}

static bool has(const struct drawn *d, const char *text)
{
    return d->out.p && strstr(d->out.p, text);
}

static size_t count(const struct drawn *d, const char *text)
{
    size_t n = 0;
    for (const char *p = strstr(d->out.p, text); p; p = strstr(p + 1, text))
        n++;
    return n;
}

static bool is_void(struct str tag)
{
    return str_is(tag, "meta") || str_is(tag, "link") || str_is(tag, "br") || str_is(tag, "wbr") ||
           str_is(tag, "img") || str_is(tag, "source") || str_is(tag, "input");
}

/* Every tag closed in its place, every attribute quoted, no id twice, no inline style or
 * script, one h1, one main: what a page of ours promises to the browser. */
static void check_markup(const struct drawn *d)
{
    struct str stack[64];
    size_t depth = 0;
    const char *p = d->out.p, *end = d->out.p + d->out.len;
    CHECK(str_starts(buf_view(&d->out), STR("<!doctype html>\n<html lang=\"en\"")));
    CHECK(strlen(d->out.p) == d->out.len);
    struct strset ids = {0};
    for (p = strchr(p, '\n'); p < end && (p = memchr(p, '<', (size_t)(end - p)));) {
        bool closing = p[1] == '/', empty = false;
        const char *name = p + 1 + closing;
        size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789");
        if (n == 0)
            test_fail(__FILE__, __LINE__, "a stray < at: %.60s", p);
        struct str tag = {name, n};
        for (p = name + n; *p && *p != '>';) {
            p += strspn(p, " \n/");
            size_t len = strcspn(p, "=> \n/");
            struct str attr = {p, len};
            if (len == 0)
                continue;
            p += len;
            if (str_is(attr, "style") || str_starts(attr, STR("on")))
                test_fail(__FILE__, __LINE__, "inline %.*s", STR_FMT(attr));
            if (*p != '=')
                continue;
            if (p[1] != '"')
                test_fail(__FILE__, __LINE__, "unquoted: %.40s", p);
            const char *close = strchr(p + 2, '"');
            CHECK(close != NULL);
            struct str value = {p + 2, (size_t)(close - p) - 2};
            CHECK(!memchr(value.p, '<', value.len));
            if (str_is(attr, "id")) {
                uint32_t index;
                if (strset_find(&ids, &index, value))
                    test_fail(__FILE__, __LINE__, "id %.*s twice", STR_FMT(value));
                strset_put(&ids, value);
            }
            p = close + 1;
        }
        empty = p[-1] == '/';
        if (closing) {
            if (!depth || !str_eq(stack[depth - 1], tag))
                test_fail(__FILE__, __LINE__, "</%.*s> closes <%.*s> at: %.80s", STR_FMT(tag),
                          STR_FMT(depth ? stack[depth - 1] : STR("nothing")), name);
            depth--;
        } else if (!empty && !is_void(tag)) {
            CHECK(depth < ARRAY_LEN(stack));
            stack[depth++] = tag;
        }
    }
    CHECK_INT(depth, 0);
    CHECK_INT(count(d, "<h1"), 1);
    CHECK_INT(count(d, "<main"), 1);
    CHECK_INT(count(d, "<table"), count(d, "<caption"));
    CHECK(!has(d, "{n}") && !has(d, "{place}"));
    /* links inside the page lead somewhere */
    for (p = strstr(d->out.p, "href=\"#"); p; p = strstr(p + 1, "href=\"#")) {
        uint32_t index;
        struct str id = {p + 7, strcspn(p + 7, "\"")};
        if (!strset_find(&ids, &index, id))
            test_fail(__FILE__, __LINE__, "no id %.*s", STR_FMT(id));
    }
    strset_release(&ids);
}

static void check_page(struct drawn *d)
{
    check_markup(d);
    CHECK_INT(count(d, "<script"), 1 + has(d, "figure.js") + has(d, "find.js") + has(d, "table.js"));
    if (d->out.len > 60000)
        test_fail(__FILE__, __LINE__, "%zu bytes", d->out.len);
}

void html_is_sound(const struct buf *html)
{
    check_markup(&(struct drawn){.out = *html});
}

void html_is_whole(const struct buf *html)
{
    check_page(&(struct drawn){.out = *html});
}

#define DRAW(cube, call)                                                                       \
    do {                                                                                       \
        struct drawn d_;                                                                       \
        struct page *pg = draw(&d_, cube);                                                     \
        call;                                                                                  \
        check_page(&d_);                                                                       \
        drawn_release(&d_);                                                                    \
    } while (0)

/* The pages that need what is found of the figures as a whole. */
static void every_page_of_gaps(const struct cube *cube)
{
    const struct ref *ref = cube->ref;
    struct arena arena;
    struct gaps_made m;
    struct page_analysis an = {0};
    arena_init(&arena, COVERAGE_CEILING);
    gaps_make(&m, &arena, &(struct gaps_from){.ref = ref, .cube = cube, .at = STR("2026-11-22")});
    an = (struct page_analysis){.coverage = &m.c, .from = &m.sources, .gaps = &m.g};
    an.potential = gaps_potential(&an.npotential, &arena, &m.c, &m.sources);
    DRAW(cube, pg->analysis = &an; page_gaps(pg, 0, 0, 0));
    DRAW(cube, pg->analysis = &an; page_gaps(pg, 0, 2015, 2015));
    for (uint16_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].member)
            DRAW(cube, pg->analysis = &an; page_gaps(pg, a, 0, 0));
    for (uint32_t s = 0; s < cube->nsources; s++)
        DRAW(cube, pg->analysis = &an; page_source(pg, cube->sources[s]));
    arena_release(&arena);
}

static void every_page_of_search(const struct cube *cube)
{
    static const char *const questions[] = {
        "", " ", "malaysia", "Malasyia 2014", "employed thailand", "กัมพู", "a", "sex", "<b>\"&'", "qqqqqqqq",
        "\xff\xfe", "a b c d e f g h i j k l m n", "labour", "SEX_F", "T36", "citizenship not malasia"};
    struct search *s = search_new(&(struct search_from){.ref = cube->ref, .cube = cube});
    for (size_t i = 0; i < ARRAY_LEN(questions); i++)
        for (int kind = -1; kind < FOUND_KINDS; kind++) {
            struct found_list list;
            struct arena arena;
            arena_init(&arena, 16 << 20);
            search_ask(&list, &arena, s, str_of(questions[i]));
            struct page_search x = {.question = str_of(questions[i]), .list = &list, .kind = kind, .first = 25};
            DRAW(cube, page_search(pg, &x));
            x.first = SIZE_MAX / 2;
            DRAW(cube, page_search(pg, &x));
            arena_release(&arena);
        }
    search_free(s);
}

static void draw_selection(struct page *pg, const struct cube_flow *flow, uint16_t area, const char *view,
                           const char *codes)
{
    struct pivot_param params[] = {{STR("view"), str_of(view)}, {STR("codes"), str_of(codes)}};
    struct pivot_wrong wrong;
    struct pivot p;
    pivot_init(&p, pg->arena, pg->cube, flow, area);
    if (pivot_read(&p, &wrong, params, ARRAY_LEN(params)))
        CHECK(page_pivot(pg, &p));
    else
        page_pivot_wrong(pg, &p, &wrong);
}

/* Selections of a table in each view, what is wrong with one, its first series and the first figure of that. */
static void every_page_of_table(const struct cube *cube, const struct cube_flow *flow)
{
    uint16_t area = cube->area[flow->first];
    struct figure_shown f = {.cube = cube, .flow = flow, .series = flow->first, .rest = STR("/rest?a&b")};
    struct figure_past past[] = {{.release = STR("<1>"), .date = STR("2014-12-18"), .value = 1, .status = 'P'},
                                 {.release = STR("2"), .date = STR("2015"), .gone = true},
                                 {.release = cube->release_name, .date = cube->released_at, .value = 2.5,
                                  .decimals = 1}};
    DRAW(cube, draw_selection(pg, flow, 0, "table", "no"));
    DRAW(cube, draw_selection(pg, flow, area, "table", "yes"));
    DRAW(cube, draw_selection(pg, flow, area, "chart", "no"));
    DRAW(cube, draw_selection(pg, flow, 0, "map", "no"));
    DRAW(cube, draw_selection(pg, flow, 0, "<b>\"pie\"</b>", "no"));
    DRAW(cube, CHECK(page_figure(pg, &f)));
    f.period = cube->period[cube->start[f.series]];
    f.past = past;
    f.npast = ARRAY_LEN(past);
    DRAW(cube, CHECK(page_figure(pg, &f)));
    f.period = period_make(1901, 0);
    DRAW(cube, CHECK(!page_figure(pg, &f)));
}

static void every_page(const struct cube *cube)
{
    const struct ref *ref = cube->ref;
    DRAW(cube, page_home(pg));
    DRAW(cube, page_tables(pg));
    DRAW(cube, page_tables_of(pg, ref_area_find(ref, STR("THA")), -1));
    DRAW(cube, page_tables_of(pg, 0, tables_topic(STR("unemployment"))));
    DRAW(cube, page_tables_of(pg, ref_area_find(ref, STR("THA")), tables_topic(STR("countries"))));
    DRAW(cube, page_countries(pg));
    DRAW(cube, page_sources(pg));
    DRAW(cube, page_api(pg));
    DRAW(cube, page_about(pg));
    DRAW(cube, page_accessibility(pg));
    every_page_of_search(cube);
    DRAW(cube, page_error(pg, 404, STR("There is no <b>\"table\"</b>.")));
    for (uint32_t f = 0; f < cube->nflows; f++)
        for (uint16_t a = 0; a < ref->nareas; a++)
            if (a == 0 || ref->areas[a].member ||
                cube->flows[f].area_at[a] != cube->flows[f].area_at[a + 1])
                DRAW(cube, page_table(pg, &cube->flows[f], a));
    for (uint32_t f = 0; f < cube->nflows; f++)
        every_page_of_table(cube, &cube->flows[f]);
    for (uint16_t i = 1; i < ref->nindicators; i++)
        if (!cube_flow_find(cube, i))
            DRAW(cube, page_table_none(pg, i));
    for (uint16_t a = 1; a < ref->nareas; a++)
        DRAW(cube, page_country(pg, a));
    for (uint32_t s = 0; s < cube->nsources; s++)
        DRAW(cube, page_source(pg, cube->sources[s]));
    every_page_of_gaps(cube);
}

TEST(page_without_a_release_says_what_to_do)
{
    struct drawn d;
    page_home(draw(&d, NULL));
    check_page(&d);
    CHECK(has(&d, "<code>ilms release NAME</code>"));
    drawn_release(&d);
    DRAW(NULL, page_tables(pg));
    DRAW(NULL, page_countries(pg));
    DRAW(NULL, page_sources(pg));
    DRAW(NULL, CHECK(!page_source(pg, STR("BA:741"))));
    DRAW(NULL, page_api(pg));
    DRAW(NULL, page_about(pg));
    DRAW(NULL, page_error(pg, 500, STR("The base cannot be read.")));
}

TEST(page_of_an_empty_release_is_whole)
{
    struct sample *s = sample_new(STR(HEAD));
    CHECK_INT(s->cube->nobs, 0);
    every_page(s->cube);
    sample_free(s);
}

TEST(page_of_a_small_release_is_whole)
{
    struct sample *s = sample_new(STR(small));
    every_page(s->cube);
    sample_free(s);
}

TEST(page_of_the_sample_base_is_whole)
{
    struct sample *s = sample_asean();
    every_page(s->cube);
    sample_free(s);
}

TEST(page_survives_hostile_names)
{
    static const struct str evil = {"</title><script>alert('x')</script>\"'&\xFF", 40};
    struct sample *s = sample_new(STR(small));
    struct ref *ref = s->ref;
    for (uint32_t i = 1; i < ref->nareas; i++)
        ref->areas[i].name = evil;
    for (uint32_t i = 0; i < ref->nmodules; i++)
        ref->modules[i].name = ref->modules[i].description = evil;
    for (uint32_t i = 1; i < ref->nindicators; i++)
        ref->indicators[i].title = ref->indicators[i].definition =
            ref->indicators[i].instruction = evil;
    for (uint32_t i = 1; i < ref->ncodes; i++)
        ref->codes[i].name = evil;
    for (uint32_t i = 0; i < ref->nversions; i++)
        ref->versions[i].name = evil;
    for (uint32_t i = 0; i < ref->nsurveys; i++)
        ref->surveys[i].name = ref->surveys[i].original_name = evil;
    for (uint32_t i = 0; i < ref->nsource_types; i++)
        ref->source_types[i].name = evil;
    for (uint32_t i = 0; i < ref->nnotes; i++)
        ref->notes[i].name = evil;
    for (uint32_t i = 0; i < ref->nstatuses; i++)
        ref->statuses[i].description = evil;
    s->cube->release_name = s->cube->released_at = s->cube->hash = evil;
    every_page(s->cube);
    struct drawn d;
    CHECK(!page_source(draw(&d, s->cube), evil));
    check_page(&d);
    drawn_release(&d);
    sample_free(s);
}

#define DESCRIBED(area_, ...) {.area = STR(area_), .source = STR("FB:6664"), .content = {__VA_ARGS__}}

TEST(page_source_shows_what_is_said_of_it)
{
    static const struct catalogue_source said[] = {
        DESCRIBED("THA", [CATALOGUE_NAME] = STR("Work permits & more"), [CATALOGUE_MIGRANTS] = STR("T36:3215"),
                  [CATALOGUE_PERIODICITY] = STR("every <month>"), [CATALOGUE_CONTACT] = STR("Malee S."),
                  [CATALOGUE_CONTACT_EMAIL] = STR("malee@example.org"), [CATALOGUE_CONTACT_PHONE] = STR("+66 1"),
                  [CATALOGUE_PUBLICATION] = STR("https://example.org/a?b=\"c\"&d")),
        DESCRIBED("LAO", [CATALOGUE_POPULATION] = STR("elsewhere"),
                  [CATALOGUE_PUBLICATION] = STR("javascript:alert(1)")),
        {.area = STR("MYS"), .source = STR("XX:99006"), .content = {[CATALOGUE_NAME] = STR("of another source")}}};
    struct sample *s = sample_new(str_of(small));
    struct drawn d;
    struct page *pg = draw(&d, s->cube);
    pg->sources = said;
    pg->nsources = ARRAY_LEN(said);
    CHECK(page_source(pg, STR("FB:6664")));
    check_page(&d);
    CHECK(has(&d, "<h2>As Thailand describes it</h2>") && has(&d, "<dt>Name</dt><dd>Work permits &amp; more</dd>"));
    CHECK(has(&d, "<dt>Definition of migrants</dt><dd>Non-citizens</dd>") && has(&d, "every &lt;month&gt;"));
    CHECK(has(&d, "<a href=\"https://example.org/a?b=&quot;c&quot;&amp;d\">") ||
          has(&d, "<a href=\"https://example.org/a?b=&#34;c&#34;&amp;d\">"));
    CHECK(has(&d, "<dd>elsewhere</dd>") && has(&d, "<dd>javascript:alert(1)</dd>") && !has(&d, "\"javascript:"));
    CHECK(!has(&d, "of another source") && !has(&d, "Malee") && !has(&d, "malee@") && !has(&d, "+66"));
    drawn_release(&d);
    pg = draw(&d, s->cube); /* of a release that says nothing of it */
    CHECK(page_source(pg, STR("FB:6664")));
    CHECK(!has(&d, "describes it"));
    drawn_release(&d);
    sample_free(s);
}

static const struct cube_flow *flow_of(const struct sample *s, const char *indicator)
{
    return cube_flow_find(s->cube, ref_indicator_find(s->ref, str_of(indicator)));
}

static void draw_table(struct drawn *d, const struct sample *s, const char *indicator,
                       const char *area)
{
    page_table(draw(d, s->cube), flow_of(s, indicator), ref_area_find(s->ref, str_of(area)));
    check_page(d);
}

TEST(page_table_shows_figures_gaps_and_order)
{
    struct sample *s = sample_new(STR(small));
    struct drawn d;
    draw_table(&d, s, "MST_NCTE_SEX_CCT_NB", "THA");
    CHECK(has(&d, "<td>1,339.834</td><td></td>"));
    CHECK(has(&d, "<td>933.890</td>"));
    CHECK(has(&d, "<td>0.000</td>"));
    CHECK(has(&d, "<td>700.500<a class=\"f\" href=\"#f-p\">p</a></td>"));
    CHECK(has(&d, "Thailand, 2014\xE2\x80\x93" "2016, thousands of persons"));
    CHECK(has(&d, "No figures for 2015."));
    CHECK(has(&d, "/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/1.0.0/*?c%5BREF_AREA%5D=THA&amp;format=tidy"));
    /* women before men; the total, countries by name, groups, the rest */
    CHECK(strstr(d.out.p, ">Women</th>") < strstr(d.out.p, ">Men</th>"));
    const char *at = strstr(d.out.p, "<tbody>");
    static const char *const order[] = {">Total<", ">Cambodia<", ">Myanmar<", ">ASEAN<",
                                        ">Other countries<"};
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        at = strstr(at, order[i]);
        if (!at)
            test_fail(__FILE__, __LINE__, "%s is out of order", order[i]);
    }
    drawn_release(&d);
    sample_free(s);
}

TEST(page_table_marks_breaks_sources_and_notes)
{
    struct sample *s = sample_new(STR(small));
    struct drawn d;
    draw_table(&d, s, "MST_TEMP_SEX_ECO_CCT_NB", "THA");
    CHECK(has(&d, "<td class=\"brk\">37,864.500<a class=\"f\" href=\"#f-b\">b</a>"));
    CHECK(has(&d, "<th scope=\"col\" class=\"chg\">2018</th>"));
    CHECK(has(&d, "<td class=\"chg no\"><a class=\"f\" href=\"#f-c\">c</a>"));
    CHECK(has(&d, "Registered aliens"));
    CHECK(has(&d, "id=\"n-3\"") && !has(&d, "id=\"n-4\"")); /* the hidden part is no difference */
    CHECK(has(&d, "new &lt;permits&gt; since July")); /* in the country's own words */
    CHECK(!has(&d, "Somchai")); /* a contact person is nobody's business */
    drawn_release(&d);
    sample_free(s);
}

TEST(page_table_puts_quarters_beside_years)
{
    struct sample *s = sample_new(STR(small));
    struct drawn d;
    draw_table(&d, s, "MNA_OEMP_SEX_CDS_NB", "IDN");
    CHECK(has(&d, "<th scope=\"col\">2024</th><th scope=\"col\">2024Q3</th>"));
    CHECK(has(&d, "<td>7.5</td><td>1.5</td>"));
    drawn_release(&d);
    sample_free(s);
}

TEST(page_table_overview_has_every_member)
{
    struct sample *s = sample_new(STR(small));
    struct drawn d;
    draw_table(&d, s, "MST_NCTE_SEX_CCT_NB", "");
    CHECK(has(&d, "<td>1,339.834</td>"));
    CHECK_INT(count(&d, "not reported</span>"), 8);
    CHECK(has(&d, "<td class=\"no\">\xE2\x80\xA6</td>")); /* Malaysia: figures, no total */
    drawn_release(&d);
    sample_free(s);
}

TEST(page_country_shows_the_other_side)
{
    struct sample *s = sample_new(STR(small));
    struct drawn d;
    page_country(draw(&d, s->cube), ref_area_find(s->ref, STR("MMR")));
    check_page(&d);
    CHECK(has(&d, "Myanmar has reported none of the 22 tables"));
    CHECK(has(&d, "What other countries report about people from Myanmar"));
    CHECK(has(&d, "933,890<"));
    drawn_release(&d);
    sample_free(s);
}

/* What an importer's mapping says is text, whatever it looks like; each table says whose it is. */
TEST(page_collection_names_its_publisher_and_vintage)
{
    struct sample *s = sample_new(STR(small));
    struct sample *o = sample_new(STR(HEAD "THA,XX:1,MST_TPOP_SEX_MIG_NB,SEX_T,MIG_STATUS_MIGRANT,,1960,12.5,I,,,\n"
                                      "THA,XX:1,MST_TPOP_SEX_MIG_NB,SEX_T,MIG_STATUS_MIGRANT,,2019,,N,,,\n"
                                      "FRA,XX:1,MST_TPOP_COU_NB,,COU_ORI_DZA,,2019,1455.78,,,,\n"));
    struct collection c = {.code = STR("UNDESA_IMS"), .vintage = STR("2019"), .name = STR("Stock <2019>"),
                           .publisher = STR("U\"N<script>"), .licence = STR("CC <BY>"),
                           .attribution = STR("</p><img src=x>"), .definition = STR("'who' & <what>"),
                           .criterion = STR("mixed"), .population = STR("all <ages>"),
                           .address = STR("https://example.org/?a=b&c='d'"), .retrieved = STR("2024-05-31"),
                           .imported_at = STR("2026-01-15T10:00:00Z"), .nobs = 3, .cube = o->cube, .nunknown = 2};
    const struct collection *list[] = {&c};
    struct drawn d;
    page_collection(draw(&d, s->cube), &c);
    check_page(&d);
    CHECK(has(&d, "thousands of persons. U\"N&lt;script&gt;, vintage 2019"));
    CHECK(has(&d, "12.500<a class=\"f\" href=\"#f-i\">i</a>"));
    CHECK(has(&d, "/analysis/collection/UNDESA_IMS@2019/MST_TPOP_COU_NB?format=sdmx-ml"));
    CHECK(has(&d, "Figures on this page: &lt;/p&gt;&lt;img src=x&gt; (CC &lt;BY&gt;)"));
    CHECK(has(&d, "31 May 2024") && has(&d, "are not shown: 2"));
    CHECK(!has(&d, "Figures: ILOSTAT"));
    drawn_release(&d);
    page_collections(draw(&d, s->cube), list, 1);
    check_page(&d);
    CHECK(has(&d, "href=\"/collection/UNDESA_IMS@2019\"") && has(&d, "Stock &lt;2019&gt;"));
    drawn_release(&d);
    page_collections(draw(&d, s->cube), NULL, 0);
    check_page(&d);
    CHECK(has(&d, "None has been taken in yet"));
    drawn_release(&d);
    page_collections(draw(&d, NULL), NULL, 0); /* nothing is released */
    check_page(&d);
    drawn_release(&d);
    sample_free(o);
    sample_free(s);
}

/* The words between a table row's tags that holds this text. */
static bool row_has(const struct drawn *d, const char *in_row, const char *text)
{
    for (const char *row = strstr(d->out.p, "<tr"); row; row = strstr(row + 1, "<tr")) {
        const char *end = strstr(row, "</tr>"), *found = strstr(row, in_row), *with = strstr(row, text);
        if (end && found && found < end && with && with < end)
            return true;
    }
    return false;
}

TEST(page_gaps_says_what_could_fill_them)
{
    struct sample *s = sample_new(STR(small));
    struct arena arena;
    struct gaps_made m;
    struct drawn d;
    arena_init(&arena, COVERAGE_CEILING);
    gaps_make(&m, &arena, &(struct gaps_from){.ref = s->ref, .cube = s->cube, .at = STR("2026-11-22")});
    struct page_analysis an = {.coverage = &m.c, .from = &m.sources, .gaps = &m.g};
    an.potential = gaps_potential(&an.npotential, &arena, &m.c, &m.sources);
    struct page *pg = draw(&d, s->cube);
    pg->analysis = &an;
    page_gaps(pg, ref_area_find(s->ref, STR("THA")), 2014, 2016);
    check_page(&d);
    CHECK(has(&d, "href=\"/analysis/gaps?ref_area=THA&amp;timefrom=2014&amp;timeto=2016&amp;format=.csv\""));
    CHECK(has(&d, "Of 66 question tables from 2014 to 2016"));
    /* permits of 2014 and 2016 with a part; a survey of 2015 by activity */
    CHECK(row_has(&d, "MST 8", "/source/FB:6664"));
    CHECK(row_has(&d, "MST 5", "/source/BA:741"));
    CHECK(row_has(&d, "FB:6664", "<td>2/3</td>")); /* of 2014, 2016 and 2018 it gave two */
    CHECK(!has(&d, "/gaps/MYS"));
    drawn_release(&d);
    pg = draw(&d, s->cube);
    pg->analysis = &an;
    page_gaps(pg, 0, 2014, 2016);
    check_page(&d);
    CHECK(has(&d, "href=\"/gaps/MYS\""));
    drawn_release(&d);
    arena_release(&arena);
    sample_free(s);
}

TEST(page_source_explains_each_score)
{
    struct sample *s = sample_new(STR(small));
    struct drawn d;
    page_source(draw(&d, s->cube), STR("FB:6664"));
    check_page(&d);
    CHECK(row_has(&d, "Definition of migrants", "2 of 3")); /* T36:3216 beside its newest figures */
    CHECK(row_has(&d, "Definition of migrants", "Registered aliens"));
    CHECK(row_has(&d, "Sample", "does not apply"));
    CHECK(!has(&d, "What it could answer")); /* nothing was made of it */
    drawn_release(&d);
    sample_free(s);
}

/* -- corridors ---------------------------------------------------------------------------------- */

#define TPOP "MMR,AA:1421,MNA_TPOP_SEX_CRS_NB,SEX_"
static const char sides[] =
    HEAD TPOP "T,CRS_RES_THA,,2014,1418.472,,,,\n" TPOP "F,CRS_RES_THA,,2014,605.674,,,,\n"
    TPOP "T,CRS_RES_X,,2015,20,,,,\n" TPOP "M,CRS_RES_THA,,2016,7,,,,\n"
    NCTE "T,CCT_CTZ_MMR,,2013,900,E,,,T36:3215\n" NCTE "T,CCT_CTZ_MMR,,2014,933.89,,,,\n"
    NCTE "T,CCT_CTZ_MMR,,2015,933.89,,,,\n" NCTE "T,CCT_CTZ_MMR,,2016,8,,,,\n"
    "THA,BA:741,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,,2017,9,,,,\n"
    "MMR,FX:6670,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_THA,,2017,148.942,,,,\n"
    "MMR,FX:6670,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_THA,,2018Q1,9,,,,\n";

static const char third[] = HEAD "MMR,XX:1,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_THA,,2015,1978.348,L,,,\n"
                            "MMR,XX:1,MNA_TPOP_SEX_CRS_NB,SEX_T,CRS_RES_VNM,,2015,3,L,,,\n";

static void draw_corridor(struct drawn *d, const struct mirror_from *from, const char *origin, const char *destination)
{
    struct corridor c;
    draw(d, from->cube);
    mirror_corridor(&c, &d->arena, from, ref_area_find(from->ref, str_of(origin)),
                    ref_area_find(from->ref, str_of(destination)));
    page_corridor(&d->page, &c, 0);
    check_page(d);
}

TEST(page_of_a_corridor)
{
    struct sample *s = sample_new(str_of(sides)), *o = sample_new(str_of(third));
    struct collection un = {.code = STR("UN<1>"), .name = STR("Stock & <origin>"), .publisher = STR("U \"N\""),
                            .vintage = STR("2019"), .criterion = STR("mixed"), .population = STR("all ages"),
                            .licence = STR("CC BY"), .attribution = STR("UN (2019)"),
                            .definition = STR("Born <abroad>"), .cube = o->cube};
    const struct collection *others[] = {&un};
    const struct mirror_from from = {s->ref, s->cube, others, 1};
    struct drawn d;
    draw_corridor(&d, &from, "MMR", "THA");
    CHECK(has(&d, "In 2016 Myanmar counted 7 thousand of its people in Thailand, Thailand 8 thousand."));
    CHECK(has(&d, "<h2>Stocks</h2>") && has(&d, "<h2>Flows</h2>") && !has(&d, "<h2>Returns</h2>"));
    CHECK(has(&d, ">1,418.472</td>") && has(&d, "605.674") && has(&d, ">\xE2\x88\x92" "484.582</td>") &&
          has(&d, ">0.66</td>"));
    CHECK(has(&d, "<td class=\"no\">\xE2\x80\xA6</td>") && has(&d, "may be included in"));
    CHECK(has(&d, "href=\"#f-e\">e</a>") && has(&d, "id=\"f-e\""));
    CHECK(has(&d, "href=\"#f-same\">=</a>") && has(&d, "id=\"f-same\"")); /* 2015 as 2014 */
    CHECK(has(&d, "href=\"#f-sex\">\xE2\x99\x82</a>"));
    CHECK(has(&d, "<td class=\"chg\">9.000")); /* another source */
    CHECK(has(&d, "Myanmar counts persons of all ages, Thailand employed persons."));
    CHECK(has(&d, "Myanmar does not list Thailand in that year."));
    CHECK(has(&d, "Stock &amp; &lt;origin&gt;") && has(&d, "Born &lt;abroad&gt;") && has(&d, ">1,978.348<"));
    CHECK(has(&d, "Non-citizens") && has(&d, "2013</span>")); /* the definition of one year */
    CHECK(has(&d, "/analysis/corridor?origin=MMR&amp;destination=THA&amp;format=.csv"));
    CHECK(has(&d, "/corridor/THA/MMR") && has(&d, "href=\"/table/MST_NCTE_SEX_CCT_NB/THA\""));
    drawn_release(&d);
    /* one side, others alone, nobody */
    draw_corridor(&d, &from, "MMR", "VNM");
    CHECK(has(&d, "In no year do both") && !has(&d, "id=\"why\""));
    drawn_release(&d);
    draw_corridor(&d, &from, "VNM", "MMR");
    CHECK(has(&d, "Nobody says anything") && !has(&d, "<table"));
    drawn_release(&d);
    sample_free(s);
    sample_free(o);
}

/* A line joins years that follow each other from one source with one definition, and nothing else. */
TEST(page_of_a_corridor_draws_gaps_as_gaps)
{
    struct sample *s = sample_new(str_of(sides));
    const struct mirror_from from = {.ref = s->ref, .cube = s->cube};
    struct drawn d;
    draw_corridor(&d, &from, "MMR", "THA");
    CHECK(has(&d, "<img src=\"/chart/corridor/MMR/THA/stock.svg?frame=no\""));
    drawn_release(&d);
    struct page *pg = draw(&d, s->cube);
    struct chart c;
    struct err err;
    struct chart_ask ask = {.part = {STR("MMR"), STR("THA"), STR("stock")}, .nparts = 3, .kind = CHART_KINDS};
    CHECK_INT(topic_make(&c, pg, STR("corridor"), &ask, &err), 0);
    chart_csv(&d.out, &c);
    /* of 2016 Myanmar has men alone; 2014 has another definition than 2013, 2017 another source */
    CHECK_STR(buf_view(&d.out), "series,category,value,status\n"
                                "Myanmar: persons of all ages,2013,,\nMyanmar: persons of all ages,2014,1418.472,\n"
                                "Myanmar: persons of all ages,2015,,\nMyanmar: persons of all ages,2016,,\n"
                                "Myanmar: persons of all ages,2017,,\n"
                                "Thailand: employed persons,2013,900,E\nThailand: employed persons,2014,933.89,\n"
                                "Thailand: employed persons,2015,933.89,\nThailand: employed persons,2016,8,\n"
                                "Thailand: employed persons,2017,9,\n");
    static const unsigned flags[] = {CHART_ESTIMATED, CHART_AFTER_BREAK, 0, 0, CHART_AFTER_BREAK};
    for (size_t i = 0; i < ARRAY_LEN(flags); i++)
        CHECK_INT(c.series[1].points[i].flags, flags[i]);
    drawn_release(&d);
    sample_free(s);
}

static void draw_corridors(struct drawn *d, const struct sample *s, enum mirror_kind kind, uint16_t period)
{
    const struct mirror_from from = {.ref = s->ref, .cube = s->cube};
    const uint16_t years[] = {period_make(2014, 0)};
    struct mirror_matrix m;
    struct corridors_shown x = {.matrix = &m, .years = years, .nyears = 1};
    draw(d, s->cube);
    mirror_matrix(&m, &d->arena, &from, kind, period, NULL, 0);
    x.lines = mirror_listed(&x.nlines, &d->arena, &m);
    x.countries = mirror_asymmetries(&x.ncountries, &d->arena, x.lines, x.nlines);
    page_corridors(&d->page, &x);
    check_page(d);
}

TEST(page_of_corridors)
{
    struct sample *s = sample_new(str_of(sides));
    struct drawn d;
    draw_corridors(&d, s, MIRROR_STOCK, 0);
    CHECK_INT(count(&d, "class=\"self\""), 10);
    CHECK(has(&d, "<a href=\"/corridor/MMR/THA\">") && has(&d, ">1,418.472</span>") && has(&d, ">933.890</span>"));
    CHECK(has(&d, "<span class=\"year\">2014</span>") && has(&d, ">0.41</td>"));
    CHECK(has(&d, "<img src=\"/chart/corridors/stock.svg?frame=no\"") && has(&d, "view=map"));
    drawn_release(&d);
    draw_corridors(&d, s, MIRROR_STOCK, period_make(2015, 0));
    CHECK(has(&d, "Thailand: </span><span class=\"said\">933.89</span>") && has(&d, "Myanmar: </span>\xE2\x80\xA6"));
    CHECK(has(&d, "Of no corridor do both sides say something here."));
    drawn_release(&d);
    draw_corridors(&d, s, MIRROR_FLOW, period_make(2014, 0));
    CHECK(!has(&d, "href=\"/corridor/MMR/THA\""));
    drawn_release(&d);
    sample_free(s);
}

/* What depends on the region asks for it by a name that no language changes. */
TEST(page_about_tells_the_history_in_every_language)
{
    struct sample *s = sample_asean();
    struct ref *thai = ref_in_language(s->ref, "th");
    struct cube cube = *s->cube;
    struct drawn d;
    cube.ref = thai;
    CHECK(!str_eq(thai->region, s->ref->region));
    struct page *pg = draw(&d, &cube);
    pg->text = text_find("th");
    page_about(pg);
    CHECK(has(&d, "id=\"history\""));
    drawn_release(&d);
    ref_in_language_free(thai);
    sample_free(s);
}
