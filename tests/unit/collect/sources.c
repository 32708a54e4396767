/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/sources.h"

#include "collect/desk.h"
#include "collect/sharing.h"
#include "model/catalogue.h"
#include "model/period.h"
#include "publish/load.h"
#include "store/collection.h"
#include "test.h"

#include <stdio.h>

#define NOW "2026-02-01T00:00:00Z"
#define DAY "2026-06-01"
#define TABLE "MST_NCTE_SEX_CCT_NB"

static const char survey[] = TABLE " THA BA:741 2014";
static const char census[] = TABLE " THA AA:1700 2014";
static const char cell[] = "SEX_T CCT_CTZ_MMR 1.5";

/* All that can be said of a source: `text`, and of persons "secret". */
static void describe(struct store *st, const char *area, const char *source, const char *text, bool withdrawn)
{
    struct source_field fields[CATALOGUE_FIELDS];
    struct source_version v = {.area = str_of(area), .source = str_of(source), .at = STR(NOW), .who = STR("malee"),
                               .withdrawn = withdrawn};
    struct err err;
    for (int f = 0; f < CATALOGUE_FIELDS; f++)
        fields[f] = (struct source_field){.field = str_of(catalogue[f].name),
                                          .content = catalogue[f].personal ? STR("secret") : str_of(text)};
    base_begin(st);
    CHECK_OK(store_source_add(st, &v, fields, CATALOGUE_FIELDS, &err));
    base_commit(st);
}

static int64_t rule(struct store *st, const struct sharing_rule *r, bool withhold)
{
    struct share s = {.rule = *r, .ground = STR("a law"), .decided_by = STR("Budi"), .decided_at = STR(NOW)};
    struct err err;
    unsigned releases;
    int64_t newest;
    base_begin(st);
    CHECK_OK(store_share_add(st, &s, &err));
    if (withhold)
        CHECK_OK(sharing_withhold(&releases, &newest, st, s.id, r, &err));
    base_commit(st);
    return s.id;
}

/* What is loaded of a release: "THA AA:1700 the census;" ... */
static void said(struct buf *out, struct store *st, enum audience audience, const char *now, const char *release,
                 const char *only)
{
    struct loaded l;
    struct err err;
    out->len = 0;
    store_audience(st, audience);
    CHECK_OK(release_load(&l, st, str_of(release), str_of(now), str_of(only), &err));
    for (size_t i = 0; i < l.nsources; i++) {
        const struct catalogue_source *s = &l.sources[i];
        buf_fmt(out, "%.*s %.*s %.*s;", STR_FMT(s->area), STR_FMT(s->source), STR_FMT(s->content[CATALOGUE_QUALITY]));
        CHECK(!s->withdrawn);
        for (int f = 0; f < CATALOGUE_FIELDS; f++)
            CHECK(catalogue[f].personal ? s->content[f].len == 0
                                        : str_eq(s->content[f], s->content[CATALOGUE_QUALITY]));
    }
    buf_puts(out, "");
    loaded_release(&l);
    store_audience(st, AUDIENCE_OFFICE);
}

static void says(struct store *st, enum audience audience, const char *now, const char *release, const char *want)
{
    struct buf got = {0};
    said(&got, st, audience, now, release, "");
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

static void rows(struct buf *out, struct store *st, int64_t release)
{
    struct store_iter *it;
    struct pub_source s;
    struct err err;
    out->len = 0;
    CHECK_OK(store_pub_source_list_all(st, &it, release, &err));
    while (store_pub_source_next(it, &s, &err) == 1)
        if (str_is(s.field, "quality"))
            buf_fmt(out, "%s %.*s%s%.*s;", audience_name(s.audience), STR_FMT(s.source), s.since.len ? " " : "",
                    STR_FMT(s.since));
    buf_puts(out, "");
}

static void complain(void *ctx, const char *sentence) { buf_fmt(ctx, "%s;", sentence); }

static void holds(struct store *st, int64_t release, const char *want)
{
    struct buf wrong = {0};
    struct err err;
    CHECK_OK(sources_check(st, release, complain, &wrong, &err));
    buf_puts(&wrong, "");
    if (!(want[0] ? strstr(wrong.p, want) != NULL : wrong.len == 0))
        test_fail(__FILE__, __LINE__, "\"%s\", not \"%s\"", wrong.p, want);
    buf_release(&wrong);
}

TEST(sources_with_figures_are_released)
{
    struct store *st = desk_open();
    struct buf got = {0};
    desk_cell(st, survey, cell);
    desk_cell(st, TABLE " MYS BA:741 2014", cell);
    desk_cell(st, "MNA_TPOP_SEX_CRS_NB MMR BA:741 2014", "SEX_T CRS_RES_THA 3");
    describe(st, "THA", "BA:741", "first", false);
    desk_release(st, "one", "");
    describe(st, "THA", "BA:741", "survey of Thailand", false);
    describe(st, "MYS", "BA:741", "survey of Malaysia", false);
    describe(st, "MMR", "BA:741", "withdrawn", true);
    describe(st, "THA", "AA:1700", "without figures", false);
    describe(st, "LAO", "BA:741", "of another country", false);
    int64_t id = desk_release(st, "two", "");
    describe(st, "THA", "BA:741", "after the release", false);
    says(st, AUDIENCE_PUBLIC, NOW, "one", "THA BA:741 first;");
    says(st, AUDIENCE_PUBLIC, NOW, "two", "MYS BA:741 survey of Malaysia;THA BA:741 survey of Thailand;");
    says(st, AUDIENCE_OFFICE, NOW, "two", "MYS BA:741 survey of Malaysia;THA BA:741 survey of Thailand;");
    rows(&got, st, id);
    CHECK_STR(buf_view(&got), "public BA:741;public BA:741;");
    /* of one table its sources alone */
    said(&got, st, AUDIENCE_PUBLIC, NOW, "two", "MNA_TPOP_SEX_CRS_NB");
    CHECK_STR(buf_view(&got), "");
    holds(st, id, "");
    base_is_sound(st);
    buf_release(&got);
    store_close(st);
}

TEST(sources_that_were_outranked_are_not_released)
{
    struct store *st = desk_open();
    desk_cell(st, survey, cell);
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 2.5");
    describe(st, "THA", "BA:741", "the survey", false);
    describe(st, "THA", "AA:1700", "the census", false);
    desk_release(st, "one", "");
    says(st, AUDIENCE_OFFICE, NOW, "one", "THA BA:741 the survey;");
    store_close(st);
}

TEST(sources_go_to_those_who_see_their_figures)
{
    struct store *st = desk_open();
    struct buf got = {0};
    desk_cell(st, survey, cell);
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 2.5");
    desk_cell(st, TABLE " THA BA:742 2015", "SEX_T CCT_CTZ_MMR 3.5");
    describe(st, "THA", "BA:741", "the survey", false);
    describe(st, "THA", "AA:1700", "the census", false);
    describe(st, "THA", "BA:742", "of the office", false);
    rule(st, &(struct sharing_rule){.area = STR("THA"), .source = STR("BA:741"), .audience = AUDIENCE_MEMBERS}, true);
    rule(st, &(struct sharing_rule){.area = STR("THA"), .source = STR("BA:742"), .audience = AUDIENCE_OFFICE}, true);
    int64_t id = desk_release(st, "one", "");
    rows(&got, st, id);
    CHECK_STR(buf_view(&got), "members BA:741;office BA:741;office BA:742;public AA:1700;");
    says(st, AUDIENCE_PUBLIC, NOW, "one", "THA AA:1700 the census;");
    says(st, AUDIENCE_MEMBERS, NOW, "one", "THA BA:741 the survey;");
    says(st, AUDIENCE_OFFICE, NOW, "one", "THA BA:741 the survey;THA BA:742 of the office;");
    holds(st, id, "");
    base_is_sound(st);
    buf_release(&got);
    store_close(st);
}

TEST(sources_wait_for_the_day_of_their_figures)
{
    struct store *st = desk_open();
    struct buf got = {0};
    desk_cell(st, survey, cell);
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 2.5");
    describe(st, "THA", "BA:741", "the survey", false);
    describe(st, "THA", "AA:1700", "the census", false);
    rule(st, &(struct sharing_rule){.area = STR("THA"), .source = STR("BA:741"), .audience = AUDIENCE_MEMBERS,
                                    .until = STR(DAY)}, true);
    int64_t id = desk_release(st, "one", "");
    rows(&got, st, id);
    CHECK_STR(buf_view(&got), "members BA:741;office BA:741;public AA:1700;public BA:741 " DAY ";");
    says(st, AUDIENCE_PUBLIC, "2026-05-31T23:59:59Z", "one", "THA AA:1700 the census;");
    says(st, AUDIENCE_MEMBERS, "2026-05-31T23:59:59Z", "one", "THA BA:741 the survey;");
    /* on that day the survey takes the place of the census */
    says(st, AUDIENCE_PUBLIC, DAY "T00:00:00Z", "one", "THA BA:741 the survey;");
    says(st, AUDIENCE_MEMBERS, DAY "T00:00:00Z", "one", "THA BA:741 the survey;");
    holds(st, id, "");
    buf_release(&got);
    store_close(st);
}

TEST(sources_are_withheld_with_their_figures)
{
    struct store *st = desk_open();
    struct err err;
    desk_cell(st, survey, cell);
    desk_cell(st, "MNA_TPOP_SEX_CRS_NB THA BA:742 2014", "SEX_T CRS_RES_THA 3");
    describe(st, "THA", "BA:741", "the survey", false);
    describe(st, "THA", "BA:742", "another", false);
    desk_release(st, "one", "");
    desk_release(st, "soon", "2026-01-15T00:00:00Z");
    int64_t id = rule(st, &(struct sharing_rule){.area = STR("THA"), .indicator = STR(TABLE),
                                                 .audience = AUDIENCE_MEMBERS, .until = STR("2026-04-01")}, true);
    const char *const releases[] = {"one", "soon"};
    for (size_t i = 0; i < ARRAY_LEN(releases); i++) {
        says(st, AUDIENCE_PUBLIC, NOW, releases[i], "THA BA:742 another;");
        says(st, AUDIENCE_MEMBERS, NOW, releases[i], "THA BA:741 the survey;THA BA:742 another;");
        says(st, AUDIENCE_PUBLIC, "2026-04-01T00:00:00Z", releases[i], "THA BA:741 the survey;THA BA:742 another;");
    }
    base_begin(st);
    CHECK_OK(store_share_revoke(st, id, STR(NOW), STR("Budi"), STR("over"), &err));
    base_commit(st);
    says(st, AUDIENCE_PUBLIC, NOW, "one", "THA BA:741 the survey;THA BA:742 another;");
    store_close(st);
}

/* A base that knows more, of what is limited, shows the public not even another name of what it sees. */
TEST(sources_that_are_hidden_leave_no_trace)
{
    struct store *both[] = {desk_open(), desk_open()};
    char view[2][SHA256_HEX], later[2][SHA256_HEX];
    for (int i = 0; i < 2; i++) {
        struct store *st = both[i];
        struct loaded l;
        struct err err;
        desk_cell(st, census, cell);
        describe(st, "THA", "AA:1700", "the census", false);
        if (i == 0) {
            desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 2.5");
            describe(st, "THA", "BA:741", "the survey", false);
            rule(st, &(struct sharing_rule){.area = STR("THA"), .source = STR("BA:741"), .audience = AUDIENCE_MEMBERS,
                                            .until = STR(DAY)}, true);
        }
        desk_release(st, "one", "");
        for (int k = 0; k < 2; k++) {
            store_audience(st, AUDIENCE_PUBLIC);
            CHECK_OK(release_load(&l, st, STR("one"), k ? STR(DAY "T00:00:00Z") : STR(NOW), STR(""), &err));
            memcpy(k ? later[i] : view[i], l.view.p, SHA256_HEX);
            loaded_release(&l);
        }
        store_close(st);
    }
    CHECK(strcmp(view[0], view[1]) == 0);
    CHECK(strcmp(later[0], later[1]) != 0);
}

/* What lies there is held against the blocks: who may see a source is no matter of its hash alone. */
TEST(sources_are_checked_against_the_blocks)
{
    struct store *st = desk_open();
    struct err err;
    desk_cell(st, survey, cell);
    describe(st, "THA", "BA:741", "the survey", false);
    rule(st, &(struct sharing_rule){.area = STR("THA"), .audience = AUDIENCE_MEMBERS, .until = STR(DAY)}, true);
    int64_t id = desk_release(st, "one", "");
    holds(st, id, "");
    const struct {
        struct pub_source row;
        const char *says;
    } bad[] = {{{AUDIENCE_PUBLIC, STR("THA"), STR("BA:9"), STR("name"), STR(DAY), STR("x")},
                "BA:9 of THA (name) is of a source of which"},
               {{AUDIENCE_PUBLIC, STR("MYS"), STR("BA:741"), STR("name"), STR(DAY), STR("x")},
                "BA:741 of MYS (name) is of a source"},
               {{AUDIENCE_PUBLIC, STR("THA"), STR("BA:741"), STR("other"), STR(""), STR("x")},
                "BA:741 of THA (other) is there before"}};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        base_begin(st);
        CHECK_OK(store_pub_source_add(st, id, &bad[i].row, &err));
        holds(st, id, bad[i].says);
        store_rollback(st);
    }
    store_close(st);
}

TEST(sources_of_a_release_from_before_are_none)
{
    struct store *st = desk_open();
    struct buf got = {0};
    desk_cell(st, survey, cell);
    desk_release(st, "one", ""); /* nothing is described yet: no rows, as in a base from before */
    describe(st, "THA", "BA:741", "the survey", false);
    says(st, AUDIENCE_PUBLIC, NOW, "one", "");
    rows(&got, st, 1);
    CHECK_STR(buf_view(&got), "");
    buf_release(&got);
    store_close(st);
}
