/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/page.h"

#include "report/sample.h"
#include "test.h"

#include <stdio.h>
#include <time.h>

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
           str_is(tag, "img") || str_is(tag, "source");
}

/* Every tag closed in its place, every attribute quoted, no id twice, no inline style or
 * script, one h1, one main: what a page of ours promises to the browser. */
static void check_page(const struct drawn *d)
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
    CHECK_INT(count(d, "<script"), 1 + has(d, "<figure"));
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
    if (d->out.len > 60000)
        test_fail(__FILE__, __LINE__, "%zu bytes", d->out.len);
}

#define DRAW(cube, call)                                                                       \
    do {                                                                                       \
        struct drawn d_;                                                                       \
        struct page *pg = draw(&d_, cube);                                                     \
        call;                                                                                  \
        check_page(&d_);                                                                       \
        drawn_release(&d_);                                                                    \
    } while (0)

static void every_page(const struct cube *cube)
{
    const struct ref *ref = cube->ref;
    DRAW(cube, page_home(pg));
    DRAW(cube, page_tables(pg));
    DRAW(cube, page_countries(pg));
    DRAW(cube, page_sources(pg));
    DRAW(cube, page_api(pg));
    DRAW(cube, page_about(pg));
    DRAW(cube, page_error(pg, 404, STR("There is no <b>\"table\"</b>.")));
    for (uint32_t f = 0; f < cube->nflows; f++)
        for (uint16_t a = 0; a < ref->nareas; a++)
            if (a == 0 || ref->areas[a].member ||
                cube->flows[f].area_at[a] != cube->flows[f].area_at[a + 1])
                DRAW(cube, page_table(pg, &cube->flows[f], a));
    for (uint16_t i = 1; i < ref->nindicators; i++)
        if (!cube_flow_find(cube, i))
            DRAW(cube, page_table_none(pg, i));
    for (uint16_t a = 1; a < ref->nareas; a++)
        DRAW(cube, page_country(pg, a));
    for (uint32_t s = 0; s < cube->nsources; s++)
        DRAW(cube, page_source(pg, cube->sources[s]));
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
    CHECK(has(&d, "/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/THA....?format=csvfile"));
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
    CHECK(has(&d, "Myanmar has reported none of the 37 tables"));
    CHECK(has(&d, "What other countries report about people from Myanmar"));
    CHECK(has(&d, "933.89<"));
    drawn_release(&d);
    sample_free(s);
}

TEST(page_table_is_quick)
{
    struct sample *s = sample_asean();
    struct drawn d;
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (int i = 0; i < 100; i++) {
        page_table(draw(&d, s->cube), flow_of(s, "MST_NCTE_SEX_CCT_NB"),
                   ref_area_find(s->ref, STR("THA")));
        drawn_release(&d);
    }
    clock_gettime(CLOCK_MONOTONIC, &b);
    double ms = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
    if (ms > 100 * 20) /* 0.1 ms is usual; a shared machine and sanitizers are allowed for */
        test_fail(__FILE__, __LINE__, "a table takes %.2f ms", ms / 100);
    sample_free(s);
}
