/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Pages on methods, of releases, about, accessibility. */

#include "report/methods.h"

#include "model/finding.h"
#include "report/releases.h"
#include "report/sample.h"
#include "report/whole.h"
#include "store/plans.h"
#include "test.h"

struct made {
    struct buf out;
    struct arena arena;
    struct page page;
};

static struct page *make(struct made *m, const struct cube *cube)
{
    arena_init(&m->arena, 32 << 20);
    m->out = (struct buf){0};
    m->page = (struct page){.cube = cube, .text = text_find("en"), .out = &m->out, .path = STR("/x?<>"),
                            .origin = STR("https://ilms.example.org"), .arena = &m->arena};
    return &m->page;
}

static bool has(const struct made *m, const char *text) { return strstr(m->out.p, text) != NULL; }

static void unmake(struct made *m)
{
    buf_release(&m->out);
    arena_release(&m->arena);
}

#define MAKE(cube, call)                                                                                         \
    do {                                                                                                         \
        struct made m_;                                                                                          \
        struct page *pg = make(&m_, cube);                                                                       \
        call;                                                                                                    \
        html_is_whole(&m_.out);                                                                                  \
        unmake(&m_);                                                                                             \
    } while (0)

/* -- concepts ------------------------------------------------------------------------------------------- */

static const char *const concept_names[] = {"migrant", "criterion", "stock-flow", "reference-period", "corridors",
                                       "sources", "best-source", "quality", "coverage", "checks", "derived",
                                       "harmonisation", "sharing", "releases"};

static size_t words_of(struct str html)
{
    size_t n = 0;
    bool tag = false, word = false;
    for (size_t i = 0; i < html.len; i++) {
        char c = html.p[i];
        tag = c == '<' || (tag && c != '>');
        bool letter = !tag && c != '>' && c != ' ' && c != '\n';
        n += letter && !word;
        word = letter;
    }
    return n;
}

TEST(methods_each_concept_is_said_in_words)
{
    struct sample *s = sample_asean();
    struct made all;
    page_methods(make(&all, s->cube));
    html_is_whole(&all.out);
    for (size_t i = 0; i < ARRAY_LEN(concept_names); i++) {
        struct made m;
        struct page *pg = make(&m, s->cube);
        CHECK(has(&all, arena_fmt(&m.arena, "<a href=\"/methods/%s\">", concept_names[i])));
        CHECK(page_concept(pg, str_of(concept_names[i])));
        html_is_whole(&m.out);
        CHECK(!has(&m, "concept."));
        const char *article = strstr(m.out.p, "<article"), *end = strstr(m.out.p, "</article>");
        size_t n = words_of((struct str){article, (size_t)(end - article)});
        if (n < 80 || n > 320)
            test_fail(__FILE__, __LINE__, "%s has %zu words", concept_names[i], n);
        unmake(&m);
    }
    unmake(&all);
    struct made m;
    CHECK(!page_concept(make(&m, s->cube), STR("nothing")));
    CHECK_INT(m.out.len, 0);
    unmake(&m);
    sample_free(s);
}

/* -- classifications -------------------------------------------------------------------------------------- */

TEST(methods_each_classification_has_a_page)
{
    struct sample *s = sample_asean();
    const struct ref *ref = s->cube->ref;
    struct made all;
    page_classifications(make(&all, s->cube));
    html_is_whole(&all.out);
    for (uint32_t v = 0; v < ref->nversions; v++) {
        struct made m;
        struct buf csv = {0};
        if (!ref->versions[v].code.len)
            continue;
        CHECK(page_classification(make(&m, s->cube), ref->versions[v].code));
        html_is_whole(&m.out);
        CHECK(has(&all, arena_fmt(&m.arena, "<a href=\"/classification/%s\">", ref->versions[v].code.p)));
        CHECK(classification_csv(&csv, ref, ref->versions[v].code));
        size_t lines = 0;
        for (size_t i = 0; i < csv.len; i++)
            lines += csv.p[i] == '\n';
        CHECK_INT(lines, ref->versions[v].n + 1);
        buf_release(&csv);
        unmake(&m);
    }
    unmake(&all);
    struct made m;
    CHECK(!page_classification(make(&m, s->cube), STR("CCT_CTZ<")));
    CHECK(!classification_csv(&m.out, ref, STR("NOTHING")));
    CHECK_INT(m.out.len, 0);
    unmake(&m);
    sample_free(s);
}

TEST(methods_a_classification_says_what_belongs_together)
{
    struct sample *s = sample_asean();
    struct buf csv = {0};
    struct made m;
    CHECK(classification_csv(&csv, s->cube->ref, STR("OCU_ISCO08")));
    CHECK(str_starts(buf_view(&csv), STR("code,name,role,parent,country,OCU_SKILL\r\n")));
    CHECK(strstr(csv.p, "\r\nOCU_ISCO08_2,") && strstr(csv.p, ",part,OCU_ISCO08_TOTAL,,OCU_SKILL_L3-4\r\n"));
    buf_release(&csv);
    page_classification(make(&m, s->cube), STR("OCU_SKILL"));
    CHECK(has(&m, "<code>1 2 3</code>"));
    CHECK(has(&m, "/rest/hierarchicalcodelist/ILO/H_OCU/latest"));
    unmake(&m);
    page_classification(make(&m, s->cube), STR("CCT_CTZ"));
    CHECK(has(&m, "<a href=\"/table/MST_NCTE_SEX_CCT_NB\">") && !has(&m, "MST_NCTE_SEX_CBR"));
    CHECK(has(&m, "Myanmar <code>MMR</code>"));
    unmake(&m);
    sample_free(s);
}

/* -- checks and formulas ------------------------------------------------------------------------------------ */

TEST(methods_each_check_has_a_page_with_an_example)
{
    struct sample *s = sample_asean();
    struct made all;
    page_rules(make(&all, s->cube));
    html_is_whole(&all.out);
    for (int i = 0; i < RULE_COUNT; i++) {
        struct made m;
        CHECK(page_rule(make(&m, s->cube), str_of(rules[i].id)));
        html_is_whole(&m.out);
        CHECK(has(&all, arena_fmt(&m.arena, "<a href=\"/rule/%s\">", rules[i].id)));
        if (!has(&m, ">An example<"))
            test_fail(__FILE__, __LINE__, "%s has no example", rules[i].id);
        unmake(&m);
    }
    unmake(&all);
    struct made m;
    CHECK(!page_rule(make(&m, s->cube), STR("T999")));
    unmake(&m);
    page_rule(make(&m, s->cube), STR("T101"));
    CHECK(has(&m, "<blockquote><p>women 30.0 and men 60.0 make 90.0, not the total 100.0"));
    unmake(&m);
    sample_free(s);
}

TEST(methods_formulas_are_those_of_the_reference_data)
{
    struct sample *s = sample_asean();
    struct made m;
    page_formulas(make(&m, s->cube));
    html_is_whole(&m.out);
    CHECK(has(&m, "100 \xC3\x97 <span class=\"in\"><a href=\"/table/MST_TUNE_SEX_AGE_CBR_NB\">"));
    CHECK(has(&m, "<code>_GR</code>") && has(&m, "<code>_RS</code>"));
    unmake(&m);
    sample_free(s);
}

/* -- releases ------------------------------------------------------------------------------------------------ */

static const struct news_change changes[] = {
    {STR("MST_NCTE_SEX_CCT_NB"), STR("KHM"), 0, 0, 0},
    {STR("MST_NCTE_SEX_CCT_NB"), STR("THA"), 1204, 1, 0},
    {STR("GONE_<TABLE>"), STR("X\"Y"), 0, 0, 3},
};

TEST(releases_say_what_came_changed_and_went)
{
    const struct news_release v[] = {
        {STR("b/c <2>"), STR("2026-01-15T10:00:00Z"), STR("aabbccddeeff0011"), 2430, STR("2-x"), 3, changes,
         ARRAY_LEN(changes)},
        {STR("2014"), STR("2014-12-18T02:00:00Z"), STR("00112233445566"), 986, STR(""), 0, changes, 1},
    };
    const struct plan plans[] = {
        {STR("<i>next</i>"), STR("2026-12-18"), STR("2026-11-30"), STR("what & why"), STR("2026-01-01T00:00:00Z")},
        {STR("later"), STR("2027-12-18"), STR("2027-12-18"), STR(""), STR("2026-01-01T00:00:00Z")}};
    struct sample *s = sample_asean();
    struct news news = {v, ARRAY_LEN(v)};
    struct made m;
    struct page *pg = make(&m, s->cube);
    pg->plans = plans;
    pg->nplans = ARRAY_LEN(plans);
    page_releases(pg, &news);
    html_is_whole(&m.out);
    CHECK(has(&m, "<a href=\"/release/b%2Fc%20%3C2%3E\">b/c &lt;2&gt;</a>"));
    CHECK(has(&m, "1,204 figures came. 1 changed. 3 went."));
    CHECK(has(&m, "18 December 2026</time> <b>&lt;i&gt;next&lt;/i&gt;</b>") && has(&m, "what &amp; why"));
    CHECK(has(&m, "Announced first for 30 November 2026.") && !has(&m, "Announced first for 18 December 2027."));
    unmake(&m);
    page_one_release(make(&m, s->cube), &news, 0);
    html_is_whole(&m.out);
    CHECK(has(&m, "<a href=\"/table/MST_NCTE_SEX_CCT_NB/THA\">") && has(&m, "aabbccddeeff0011"));
    CHECK(has(&m, "Before it: <a href=\"/release/2014\">2014</a>") && !has(&m, "After it"));
    unmake(&m);
    page_one_release(make(&m, s->cube), &news, 1);
    html_is_whole(&m.out);
    CHECK(has(&m, "The first release, with 986 figures.") && !has(&m, "as <a href=\"/bulk\">"));
    unmake(&m);
    pg = make(&m, s->cube);
    pg->plans = plans;
    pg->nplans = 1;
    page_home(pg);
    html_is_whole(&m.out);
    CHECK(has(&m, "Next release: <a href=\"/releases\">&lt;i&gt;next&lt;/i&gt;</a>, 18 December 2026"));
    unmake(&m);
    sample_free(s);
}

TEST(releases_none_announced_is_said)
{
    struct sample *s = sample_asean();
    struct made m;
    page_releases(make(&m, s->cube), &(struct news){NULL, 0});
    html_is_whole(&m.out);
    CHECK(has(&m, "No day is announced at present."));
    unmake(&m);
    page_home(make(&m, s->cube));
    CHECK(!has(&m, "Next release"));
    unmake(&m);
    MAKE(NULL, page_releases(pg, &(struct news){NULL, 0}); CHECK(has(&m_, "No day is announced at present.")));
    MAKE(NULL, page_methods(pg));
    MAKE(NULL, page_classifications(pg));
    MAKE(NULL, page_rules(pg));
    MAKE(NULL, page_formulas(pg));
    MAKE(NULL, page_accessibility(pg));
    MAKE(s->cube, page_missing(pg, "missing.rule"));
    sample_free(s);
}

/* -- about ------------------------------------------------------------------------------------------------------ */

TEST(about_names_whom_to_ask_only_where_somebody_is_named)
{
    static const struct {
        const char *contact, *shown;
    } v[] = {{"", "has given no address"},
             {"ilms@example.org", "<a href=\"mailto:ilms@example.org\">ilms@example.org</a>"},
             {"https://example.org/ask?a=1&b=2", "<a href=\"https://example.org/ask?a=1&amp;b=2\">"},
             {"Statistics <office> @ room 4", "<p>Statistics &lt;office&gt; @ room 4</p>"},
             {"javascript:alert(1)", "<p>javascript:alert(1)</p>"},
             {"a@b\"onclick=\"x", "<a href=\"mailto:a@b&quot;onclick=&quot;x\">"}};
    struct sample *s = sample_asean();
    for (size_t i = 0; i < ARRAY_LEN(v); i++)
        for (int page = 0; page < 2; page++) {
            struct made m;
            struct page *pg = make(&m, s->cube);
            pg->contact = str_of(v[i].contact);
            (page ? page_accessibility : page_about)(pg);
            html_is_whole(&m.out);
            if (!has(&m, v[i].shown))
                test_fail(__FILE__, __LINE__, "\"%s\" is not shown as %s", v[i].contact, v[i].shown);
            unmake(&m);
        }
    sample_free(s);
}

/* The examples are of a table that the release has, with the address of the site. */
TEST(guide_has_examples_that_are_whole)
{
    struct sample *s = sample_asean();
    struct made m;
    page_api(make(&m, s->cube));
    html_is_whole(&m.out);
    CHECK(has(&m, "read.csv(\"https://ilms.example.org/rest/data/ILO,DF_"));
    CHECK(has(&m, "sdmx.add_source({\"id\": \"ILMS\", \"url\": \"https://ilms.example.org/rest\""));
    static const char *const left[] = {"{v1}", "{v2}", "{origin}", "{flow}", "{key}", "{indicator}", "{area}",
                                       "{table}"};
    for (size_t i = 0; i < ARRAY_LEN(left); i++)
        CHECK(!has(&m, left[i]));
    unmake(&m);
    sample_free(s);
}
