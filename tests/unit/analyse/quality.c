/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/quality.h"

#include "analyse/described.h"
#include "base/buf.h"
#include "model/fixture.h"
#include "test.h"

#include <math.h>

#define PERMITS "MST_NCTE_SEX_CCT_NB THA FB:6664 "
#define SURVEY "MST_TEMP_SEX_AGE_CCT_NB THA BA:741 "
#define TOTAL " | SEX_T CCT_CTZ_TOTAL 90\n"
#define AGES " | SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 90\n"

static void score_of(struct source_quality *q, struct arena *arena, const struct described *d, const char *source)
{
    const struct catalogue_source *of = NULL;
    for (size_t i = 0; i < d->n; i++)
        if (str_is(d->v[i].source, source))
            of = &d->v[i];
    quality_score(q, arena, &(struct quality_of){.ref = fixture_ref(), .cube = d->cube, .area = fixture_area("THA"),
                                                 .source = str_of(source), .described = of, .year = 2020});
}

static void put_score(struct buf *out, const struct quality_score *s)
{
    buf_fmt(out, "%d %s", s->points, s->reason);
    for (unsigned i = 0; i < s->nargs; i++)
        buf_fmt(out, " %s=%.*s", s->args[i].name, STR_FMT(s->args[i].value));
}

/* One score of a source of Thailand, read in 2020: its points, reason and arguments. */
static void scores_at(int line, const char *tables, const char *sources, const char *source, enum quality of,
                      const char *want)
{
    struct described d;
    struct source_quality q;
    struct buf got = {0};
    described_make(&d, tables, sources);
    score_of(&q, &d.arena, &d, source);
    put_score(&got, &q.score[of]);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
    described_release(&d);
}
#define permits(tables, said, of, want) scores_at(__LINE__, tables, "THA FB:6664 | " said "\n", "FB:6664", of, want)
#define survey(tables, said, of, want) scores_at(__LINE__, tables, "THA BA:741 | " said "\n", "BA:741", of, want)

TEST(quality_of_scope)
{
    static const char t[] = PERMITS "2018" TOTAL;
    permits(t, "", QUALITY_SCOPE, "0 quality.scope.unsaid");
    permits(t, "geography=29; population=37", QUALITY_SCOPE, "3 quality.scope.3 geography=S4:29 population=S5:37");
    permits(t, "geography=34; population=37", QUALITY_SCOPE, "2 quality.scope.2 geography=S4:34 population=S5:37");
    permits(t, "geography=29; population=40", QUALITY_SCOPE, "2 quality.scope.2 geography=S4:29 population=S5:40");
    permits(t, "geography=31; population=37", QUALITY_SCOPE, "1 quality.scope.1 geography=S4:31 population=S5:37");
    /* whom the table asks about is left out */
    permits(t, "geography=29; population=43", QUALITY_SCOPE, "0 quality.scope.0 geography=S4:29 population=S5:43");
    permits("MNA_OEMP_SEX_CDS_NB THA FB:6664 2018 | SEX_T CDS_DES_TOTAL 90\n", "geography=29; population=43",
            QUALITY_SCOPE, "2 quality.scope.2 geography=S4:29 population=S5:43");
    permits(t, "geography=29", QUALITY_SCOPE, "1 quality.scope.half geography=S4:29 population=-");
    permits(t, "population=43", QUALITY_SCOPE, "0 quality.scope.0 geography=- population=S5:43");
    permits(t, "geography=29; population=everybody but seamen", QUALITY_SCOPE,
            "2 quality.scope.words geography=S4:29 population=everybody but seamen");
    permits(t, "geography=31; population=everybody", QUALITY_SCOPE,
            "1 quality.scope.1 geography=S4:31 population=everybody");
    permits(t, "population=everybody", QUALITY_SCOPE, "1 quality.scope.half geography=- population=everybody");
}

TEST(quality_of_definition)
{
    static const char t[] = PERMITS "2018" TOTAL;
    permits(t, "", QUALITY_DEFINITION, "0 quality.definition.unsaid");
    permits(t, "migrants=3215", QUALITY_DEFINITION,
            "3 quality.definition.3 migrants=T36:3215 table=MST_NCTE_SEX_CCT_NB");
    permits(t, "migrants=3216", QUALITY_DEFINITION,
            "2 quality.definition.2 migrants=T36:3216 table=MST_NCTE_SEX_CCT_NB");
    permits(t, "migrants=3214", QUALITY_DEFINITION,
            "1 quality.definition.1 migrants=T36:3214 table=MST_NCTE_SEX_CCT_NB");
    permits(t, "migrants=3222", QUALITY_DEFINITION,
            "0 quality.definition.0 migrants=T36:3222 table=MST_NCTE_SEX_CCT_NB");
    permits(t, "migrants=4468", QUALITY_DEFINITION,
            "0 quality.definition.0 migrants=T36:4468 table=MST_NCTE_SEX_CCT_NB");
    /* of two tables the one that it fits worse */
    permits(PERMITS "2018" TOTAL "MST_FORE_SEX_CBR_NB THA FB:6664 2018 | SEX_T CBR_BRT_TOTAL 1\n", "migrants=3215",
            QUALITY_DEFINITION, "1 quality.definition.1 migrants=T36:3215 table=MST_FORE_SEX_CBR_NB");
    /* without figures the one that it fits best */
    permits("", "migrants=3215", QUALITY_DEFINITION, "3 quality.definition.3 migrants=T36:3215 table=-");
    permits("", "migrants=4468", QUALITY_DEFINITION, "0 quality.definition.0 migrants=T36:4468 table=-");
}

TEST(quality_takes_notes_where_the_catalogue_is_silent)
{
    static const char t[] = PERMITS "2016 {S4:31_T36:3216}" TOTAL PERMITS "2018 {S4:29_S5:37_T36:3215}" TOTAL
        PERMITS "2017 {S4:32_T36:3216}" TOTAL;
    permits(t, "", QUALITY_DEFINITION, "3 quality.definition.3 migrants=T36:3215 table=MST_NCTE_SEX_CCT_NB");
    permits(t, "", QUALITY_SCOPE, "3 quality.scope.3 geography=S4:29 population=S5:37");
    permits(t, "migrants=3216", QUALITY_DEFINITION,
            "2 quality.definition.2 migrants=T36:3216 table=MST_NCTE_SEX_CCT_NB");
    permits(t, "population=40", QUALITY_SCOPE, "2 quality.scope.2 geography=S4:29 population=S5:40");
    /* the newest of all tables, in whichever order they stand */
    permits("MST_FORE_SEX_CBR_NB THA FB:6664 2018 {S4:29_S5:37} | SEX_T CBR_BRT_TOTAL 1\n" PERMITS
            "2016 {S4:31_S5:40}" TOTAL,
            "", QUALITY_SCOPE, "3 quality.scope.3 geography=S4:29 population=S5:37");
    /* each table by its own note */
    permits(PERMITS "2018 {T36:3215}" TOTAL
            "MST_FORE_SEX_CBR_NB THA FB:6664 2018 {T36:3214} | SEX_T CBR_BRT_TOTAL 1\n", "", QUALITY_DEFINITION,
            "3 quality.definition.3 migrants=T36:3214 table=MST_FORE_SEX_CBR_NB");
    /* notes of other sources and countries are not its own */
    permits(PERMITS "2018" TOTAL "MST_NCTE_SEX_CCT_NB THA BA:741 2018 {T36:3215} | SEX_T CCT_CTZ_MMR 1\n"
            "MST_NCTE_SEX_CCT_NB MYS FB:6664 2018 {T36:3215}" TOTAL, "", QUALITY_DEFINITION,
            "0 quality.definition.unsaid");
    permits(PERMITS "2018 {T36:99_S4:_S99:29}" TOTAL, "", QUALITY_DEFINITION, "0 quality.definition.unsaid");
}

TEST(quality_of_timeliness)
{
    permits("", "migrants=3215", QUALITY_TIMELINESS, "-1 quality.timeliness.none");
    permits(PERMITS "2021" TOTAL, "", QUALITY_TIMELINESS, "3 quality.timeliness.3 years=0 year=2021");
    permits(PERMITS "2019" TOTAL, "", QUALITY_TIMELINESS, "3 quality.timeliness.3 years=1 year=2019");
    permits(PERMITS "2018" TOTAL PERMITS "2014" TOTAL, "", QUALITY_TIMELINESS,
            "2 quality.timeliness.2 years=2 year=2018");
    permits(PERMITS "2017" TOTAL, "", QUALITY_TIMELINESS, "1 quality.timeliness.1 years=3 year=2017");
    permits(PERMITS "2016" TOTAL, "", QUALITY_TIMELINESS, "1 quality.timeliness.1 years=4 year=2016");
    permits(PERMITS "2015" TOTAL, "", QUALITY_TIMELINESS, "0 quality.timeliness.0 years=5 year=2015");
}

TEST(quality_of_periodicity)
{
    permits("", "migrants=3215", QUALITY_PERIODICITY, "-1 quality.periodicity.none");
    permits(PERMITS "2018" TOTAL, "", QUALITY_PERIODICITY, "0 quality.periodicity.once from=2018");
    permits(PERMITS "2017" TOTAL PERMITS "2018" TOTAL, "", QUALITY_PERIODICITY,
            "3 quality.periodicity.3 from=2017 to=2018 n=2");
    permits(PERMITS "2016Q1" TOTAL PERMITS "2016Q4" TOTAL PERMITS "2017" TOTAL, "", QUALITY_PERIODICITY,
            "3 quality.periodicity.3 from=2016 to=2017 n=2");
    permits(PERMITS "2014" TOTAL PERMITS "2016" TOTAL PERMITS "2017" TOTAL, "", QUALITY_PERIODICITY,
            "2 quality.periodicity.2 from=2014 to=2017 n=3");
    permits(PERMITS "2010" TOTAL PERMITS "2015" TOTAL, "", QUALITY_PERIODICITY,
            "1 quality.periodicity.1 from=2010 to=2015 n=2");
    permits(PERMITS "2000" TOTAL PERMITS "2010" TOTAL, "", QUALITY_PERIODICITY,
            "0 quality.periodicity.0 from=2000 to=2010 n=2");
}

TEST(quality_of_age_limits)
{
    static const char t[] = SURVEY "2018" AGES;
    survey(t, "", QUALITY_AGE, "0 quality.age.unsaid");
    survey(t, "age_from=84; age_to=89", QUALITY_AGE, "3 quality.age.3 age_from=T2:84 age_to=T3:89");
    survey(t, "age_from=239; age_to=89", QUALITY_AGE, "2 quality.age.2 age_from=T2:239 age_to=T3:89");
    survey(t, "age_from=84; age_to=94", QUALITY_AGE, "1 quality.age.1 age_from=T2:84 age_to=T3:94");
    survey(t, "age_from=84", QUALITY_AGE, "1 quality.age.half age_from=T2:84 age_to=-");
    survey(t, "age_from=fifteen; age_to=none at all", QUALITY_AGE,
           "2 quality.age.words age_from=fifteen age_to=none at all");
    /* the questionnaire does not ask it of records; who says it all the same is heard */
    permits(PERMITS "2018" TOTAL, "", QUALITY_AGE, "-1 quality.age.none");
    permits(PERMITS "2018" TOTAL, "age_from=87; age_to=89", QUALITY_AGE,
            "1 quality.age.1 age_from=T2:87 age_to=T3:89");
}

TEST(quality_of_samples)
{
    static const char t[] = SURVEY "2018" AGES;
    survey(t, "", QUALITY_SAMPLE, "0 quality.sample.unsaid");
    survey(t, "sample_design=two stages", QUALITY_SAMPLE, "1 quality.sample.1 sample_design=two stages");
    survey(t, "sample_size=9000", QUALITY_SAMPLE, "2 quality.sample.2 sample_size=9000");
    survey(t, "sample_size=9000; sample_design=two stages", QUALITY_SAMPLE,
           "3 quality.sample.3 sample_size=9000 sample_design=two stages");
    permits(PERMITS "2018" TOTAL, "sample_size=9000", QUALITY_SAMPLE, "-1 quality.sample.none");
}

TEST(quality_as_a_whole)
{
    struct described d;
    struct source_quality q;
    described_make(&d, PERMITS "2019" TOTAL PERMITS "2014" TOTAL,
                   "THA FB:6664 | geography=29; population=37; migrants=3216\n");
    score_of(&q, &d.arena, &d, "FB:6664");
    /* 3 of scope, 2 of definition, 3 of timeliness, 1 of periodicity; age and sample do not apply */
    CHECK(fabs(q.whole - 75) < 1e-9);
    CHECK_INT(q.first_year, 2014);
    CHECK_INT(q.last_year, 2019);
    CHECK_INT(q.nyears, 2);
    CHECK_INT(q.nobs, 2);
    score_of(&q, &d.arena, &d, "BA:741"); /* nothing is known of it */
    CHECK_INT(q.nobs, 0);
    CHECK_INT(q.first_year, 0);
    CHECK(q.whole == 0);
    score_of(&q, &d.arena, &d, "");
    CHECK(q.whole == 0);
    described_release(&d);
}

TEST(quality_is_said_in_sentences)
{
    static const char said[] = "THA BA:741 | geography=29; population=hotels {x} left out; migrants=3215; age_from=84; "
                               "age_to=89; sample_size=9000; sample_design=two stages\n";
    struct described d;
    struct source_quality q;
    struct buf out = {0};
    described_make(&d, SURVEY "2018" AGES, said);
    score_of(&q, &d.arena, &d, "BA:741");
    for (int i = 0; i < QUALITIES; i++) {
        out.len = 0;
        quality_say(&out, text_find("en"), fixture_ref(), "en", &q.score[i]);
        CHECK(out.len > 10);
        CHECK(!memmem(out.p, out.len, "quality.", 8));
        CHECK(!memmem(out.p, out.len, "T36:", 4) && !memmem(out.p, out.len, "S4:", 3));
    }
    out.len = 0;
    quality_say(&out, text_find("en"), fixture_ref(), "en", &q.score[QUALITY_SCOPE]);
    CHECK(memmem(out.p, out.len, "hotels {x} left out", 19));
    CHECK(memmem(out.p, out.len, "Total national", 14));
    buf_release(&out);
    described_release(&d);
}

TEST(quality_has_a_sentence_for_every_reason)
{
    static const char *const reasons[] = {"3", "2", "1", "0", "words", "half", "unsaid", "none", "once"};
    static const unsigned has[QUALITIES] = {0x7f, 0x4f, 0x8f, 0x18f, 0xff, 0xc7};
    for (int q = 0; q < QUALITIES; q++)
        for (size_t i = 0; i < ARRAY_LEN(reasons); i++) {
            struct buf key = {0};
            buf_fmt(&key, "quality.%s.%s", quality_name((enum quality)q), reasons[i]);
            if (text_has(text_find("en"), key.p) != ((has[q] >> i & 1) != 0))
                test_fail(__FILE__, __LINE__, "%s is %s", key.p, has[q] >> i & 1 ? "missing" : "there and not used");
            buf_release(&key);
        }
}
