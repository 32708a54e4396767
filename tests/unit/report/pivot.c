/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/pivot.h"

#include "base/buf.h"
#include "model/period.h"
#include "report/sample.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

#define HEAD "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status\n"
#define NCTE(area, sex, code, year, value) \
    area ",FB:6664,MST_NCTE_SEX_CCT_NB,SEX_" sex ",CCT_CTZ_" code ",," year "," value ",\n"
#define TEMP(eco, cit, year, value) \
    "THA,BA:741,MST_TEMP_SEX_ECO_CCT_NB,SEX_T," eco ",CCT_CIT_" cit "," year "," value ",\n"

static const char rows[] =
    HEAD NCTE("THA", "T", "TOTAL", "2010", "100") NCTE("THA", "T", "TOTAL", "2012", "150.5")
        NCTE("THA", "T", "MMR", "2010", "60") NCTE("THA", "T", "MMR", "2012", "90")
        NCTE("THA", "T", "KHM", "2010", "30") NCTE("THA", "T", "KHM", "2012", "40")
        NCTE("THA", "F", "TOTAL", "2012", "70") NCTE("THA", "F", "MMR", "2012", "44")
        NCTE("THA", "T", "ASEAN", "2010", "95") NCTE("THA", "T", "X", "2010", "5")
        NCTE("THA", "T", "MMR", "2012Q1", "7") NCTE("MYS", "T", "TOTAL", "2011", "70")
        NCTE("MYS", "M", "IDN", "2011", "33")
    TEMP("ECO_AGGREGATE_TOTAL", "TOTAL", "2015", "38016") TEMP("ECO_AGGREGATE_AGR", "TOTAL", "2015", "12272")
    TEMP("ECO_SECTOR_TOTAL", "NONCIT", "2015", "1200") TEMP("ECO_SECTOR_AGR", "NONCIT", "2015", "300");

static struct arena arena;
static struct sample *sample;
static struct pivot p;
static struct pivot_wrong wrong;

static void begin(const char *csv)
{
    arena_init(&arena, 64 << 20);
    sample = sample_new(str_of(csv));
}

static void end(void)
{
    sample_free(sample);
    arena_release(&arena);
}

/* "rows=cct&cols=time" as the server hands it over. */
static bool read_from(const char *table, const char *area, const char *query)
{
    struct pivot_param params[128];
    unsigned n = 0;
    const struct cube_flow *flow = cube_flow_find(sample->cube, ref_indicator_find(sample->ref, str_of(table)));
    CHECK(flow != NULL);
    for (struct str rest = str_of(query), one; n < ARRAY_LEN(params) && str_next(&one, &rest, '&');) {
        const char *equals = one.len ? memchr(one.p, '=', one.len) : NULL;
        if (!one.len)
            continue;
        size_t len = equals ? (size_t)(equals - one.p) : one.len;
        params[n++] = (struct pivot_param){str_sub(one, 0, len), str_sub(one, len + 1, one.len)};
    }
    pivot_init(&p, &arena, sample->cube, flow, area ? ref_area_find(sample->ref, str_of(area)) : 0);
    return pivot_read(&p, &wrong, params, n);
}

static void put_codes(struct buf *b, const uint32_t *list, const unsigned *dims, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        buf_puts(b, i ? "/" : "");
        struct str code = pivot_code(&p, &p.dim[dims[i]], p.dim[dims[i]].codes[list[i]]);
        buf_str(b, str_starts(code, STR("CCT_CTZ_")) ? str_sub(code, 8, 20) : code);
    }
}

/* All of it in a line: "|2010|2012; TOTAL|100|150.5; ..." */
static struct str laid(const char *table, const char *area, const char *query)
{
    struct buf b = {0};
    if (!read_from(table, area, query) || !pivot_lay(&p, &wrong))
        return str_of(arena_fmt(&arena, "%s %.*s %.*s", wrong.key, STR_FMT(wrong.param), STR_FMT(wrong.said)));
    for (uint32_t c = 0; c < p.ncols; c++) {
        buf_char(&b, '|');
        put_codes(&b, p.col + (size_t)c * p.ncoldims, p.cols, p.ncoldims);
    }
    for (uint32_t r = 0; r < p.nrows; r++) {
        buf_puts(&b, "; ");
        put_codes(&b, p.row + (size_t)r * p.nrowdims, p.rows, p.nrowdims);
        for (uint32_t c = 0; c < p.ncols; c++) {
            uint32_t obs = p.cell[(size_t)r * p.ncols + c];
            buf_char(&b, '|');
            if (obs)
                buf_num(&b, p.cube->value[obs - 1], 1);
        }
    }
    CHECK((size_t)p.nrows * p.ncols <= PIVOT_CELLS);
    struct str text = arena_str(&arena, b.len ? buf_view(&b) : STR(""));
    buf_release(&b);
    return text;
}

#define LAID(query, expected) CHECK_STR(laid("MST_NCTE_SEX_CCT_NB", NULL, query), expected)

TEST(pivot_lays_rows_and_columns)
{
    begin(rows);
    LAID("", "|2010|2011|2012; MYS||70.0|; THA|100.0||150.5");
    LAID("rows=cct&ref_area=THA", "|2010|2012|2012Q1; TOTAL|100.0|150.5|; KHM|30.0|40.0|; MMR|60.0|90.0|7.0; "
                                  "ASEAN|95.0||; X|5.0||");
    LAID("rows=sex,cct&cols=time&ref_area=THA&timefrom=2012&timeto=2012&cct=CCT_CTZ_TOTAL+CCT_CTZ_MMR",
         "|2012|2012Q1; SEX_T/TOTAL|150.5|; SEX_T/MMR|90.0|7.0; SEX_F/TOTAL|70.0|; SEX_F/MMR|44.0|");
    LAID("rows=ref_area&cols=sex,time&time=2011,2012",
         "|SEX_T/2011|SEX_T/2012|SEX_F/2012; MYS|70.0||; THA||150.5|70.0");
    LAID("rows=time&cols=cct&ref_area=THA&time=2010", "|TOTAL|KHM|MMR|ASEAN|X; 2010|100.0|30.0|60.0|95.0|5.0");
    LAID("rows=&cols=time&ref_area=THA&sex=SEX_F", "|2012; |70.0");
    LAID("rows=sex&cols=&ref_area=THA&time=2012", "|; SEX_T|150.5; SEX_F|70.0");
    /* other spellings of the same: small letters, repeated, classif1, blanks that a form makes of a plus */
    LAID("rows=CLASSIF1&ref_area=tha&classif1=cct_ctz_mmr&cct=CCT_CTZ_KHM",
         "|2010|2012|2012Q1; KHM|30.0|40.0|; MMR|60.0|90.0|7.0");
    LAID("rows=cct&ref_area=THA&cct=CCT_CTZ_MMR CCT_CTZ_KHM,CCT_CTZ_KHM",
         "|2010|2012|2012Q1; KHM|30.0|40.0|; MMR|60.0|90.0|7.0");
    CHECK_STR(laid("MST_NCTE_SEX_CCT_NB", "MYS", "sex=SEX_M"), "|2011; IDN|33.0");
    end();
}

TEST(pivot_takes_what_is_left_out_as_its_total)
{
    begin(rows);
    /* each total stands in for the other: two lists of activities */
    CHECK_STR(laid("MST_TEMP_SEX_ECO_CCT_NB", NULL, "rows=cct&cols=time"),
              "|2015; CCT_CIT_TOTAL|38016.0; CCT_CIT_NONCIT|1200.0");
    CHECK_STR(laid("MST_TEMP_SEX_ECO_CCT_NB", NULL, "rows=cct&cols=time&eco=ECO_SECTOR_TOTAL"),
              "|2015; CCT_CIT_NONCIT|1200.0");
    /* years: the newest; countries: the one with the most figures */
    LAID("rows=cct&cols=sex", "|SEX_T; MMR|7.0");
    CHECK_STR(laid("MST_NCTE_SEX_CCT_NB", NULL, "rows=sex&cols=time"), "|2010|2012; SEX_T|100.0|150.5; SEX_F||70.0");
    end();
}

TEST(pivot_hides_what_is_empty_unless_asked)
{
    begin(rows);
    LAID("rows=cct&cols=time&sex=SEX_F&ref_area=THA", "|2012; TOTAL|70.0; MMR|44.0");
    LAID("rows=cct&cols=time&sex=SEX_F&ref_area=THA&cct=CCT_CTZ_MMR+CCT_CTZ_KHM&time=2010+2012&empty=yes",
         "|2010|2012; KHM||; MMR||44.0");
    /* a code of the dimension that has no figures is no mistake, and is kept */
    LAID("rows=cct&cols=time&ref_area=THA&cct=CCT_CTZ_JPN", "");
    CHECK(strstr(arena_text(&arena, pivot_address(&p)), "cct=CCT_CTZ_JPN"));
    LAID("rows=cct&cols=time&ref_area=THA&cct=CCT_CTZ_JPN+CCT_CTZ_MMR&time=2010&empty=yes", "|2010; JPN|; MMR|60.0");
    end();
}

TEST(pivot_sorts_rows_by_a_column)
{
    begin(rows);
    LAID("rows=cct&cols=time&ref_area=THA&time=2010+2012&sort=2012",
         "|2010|2012; TOTAL|100.0|150.5; MMR|60.0|90.0; KHM|30.0|40.0; ASEAN|95.0|; X|5.0|");
    LAID("rows=cct&cols=time&ref_area=THA&time=2010+2012&sort=2010&order=asc",
         "|2010|2012; X|5.0|; KHM|30.0|40.0; MMR|60.0|90.0; ASEAN|95.0|; TOTAL|100.0|150.5");
    /* within the groups of the dimensions around */
    LAID("rows=sex,cct&cols=time&ref_area=THA&time=2012&cct=CCT_CTZ_MMR+CCT_CTZ_TOTAL&sort=2012:asc",
         "|2012; SEX_T/MMR|90.0; SEX_T/TOTAL|150.5; SEX_F/MMR|44.0; SEX_F/TOTAL|70.0");
    LAID("rows=ref_area&cols=sex,time&sort=SEX_F.2012",
         "|SEX_T/2010|SEX_T/2011|SEX_T/2012|SEX_F/2012; THA|100.0||150.5|70.0; MYS||70.0||");
    LAID("rows=cct&sort=1999", "pivot.wrong.sort sort 1999");
    LAID("rows=cct&sort=2012.SEX_T", "pivot.wrong.sort sort 2012.SEX_T");
    LAID("rows=cct&cols=&sort=2012", "pivot.wrong.sort sort 2012");
    /* each column leads on: from the largest, from the smallest, as it was */
    LAID("rows=cct&cols=time&ref_area=THA&time=2010", "|2010; TOTAL|100.0; KHM|30.0; MMR|60.0; ASEAN|95.0; X|5.0");
    struct pivot q = pivot_sorted(&p, 0);
    CHECK(str_is(q.sort, "2010") && !q.ascending);
    q.sorted = 0;
    q = pivot_sorted(&q, 0);
    CHECK(str_is(q.sort, "2010") && q.ascending);
    q.sorted = 0;
    CHECK(pivot_sorted(&q, 0).sort.len == 0);
    end();
}

/* What was read from an address gives it again. */
TEST(pivot_address_is_that_which_was_read)
{
    static const char *const queries[] = {
        "rows=ref_area&cols=time",
        "rows=ref_area,sex,cct&cols=time&ref_area=MYS+THA&timefrom=2010&timeto=2012",
        "rows=cct&cols=time&ref_area=THA&sex=SEX_F&cct=CCT_CTZ_TOTAL+CCT_CTZ_MMR&time=2010+2012&sort=2012&order=asc",
        "rows=&cols=time&ref_area=THA&empty=yes&codes=yes&derived=yes&view=map",
        "rows=cct&cols=&ref_area=THA&time=2012Q1&view=chart&kind=bar"};
    begin(rows);
    for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
        CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL, queries[i]));
        /* both are all */
        const char *want = i == 1 ? "rows=ref_area,sex,cct&cols=time&timefrom=2010&timeto=2012" : queries[i];
        CHECK_STR(pivot_query(&p), want);
    }
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", "THA", "rows=cct"));
    CHECK_STR(pivot_address(&p), "/table/MST_NCTE_SEX_CCT_NB?rows=cct&cols=time&ref_area=THA");
    struct pivot q = pivot_swapped(&p);
    CHECK_STR(pivot_query(&q), "rows=time&cols=cct&ref_area=THA");
    end();
}

TEST(pivot_of_a_form_says_places_beside_codes)
{
    begin(rows);
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL,
                    "rows=ref_area&cols=time&place.ref_area=one&place.sex=cols&place.cct=rows&"
                    "place.time=cols&ref_area=THA&sex=SEX_T&cct=CCT_CTZ_TOTAL"));
    /* what was one value and is several now is all of them */
    CHECK(p.placed);
    CHECK_STR(pivot_query(&p), "rows=cct&cols=time,sex&ref_area=THA");
    /* and of several that are one value now it is the total, or the first */
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL,
                    "rows=sex,cct&cols=time&place.sex=one&sex=SEX_F&sex=SEX_T&place.cct=one&"
                    "cct=CCT_CTZ_MMR&cct=CCT_CTZ_KHM&ref_area=THA"));
    CHECK_STR(pivot_query(&p), "rows=&cols=time&ref_area=THA&sex=SEX_T&cct=CCT_CTZ_KHM");
    end();
}

TEST(pivot_asks_the_web_services_for_the_same)
{
    begin(rows);
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL,
                    "rows=cct&cols=time&ref_area=THA&cct=CCT_CTZ_MMR+CCT_CTZ_KHM&sex=SEX_F&timefrom=2010"));
    CHECK_STR(pivot_rest(&p),
              "/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/1.0.0/*?c%5BREF_AREA%5D=THA&c%5BSEX%5D=SEX_F&"
              "c%5BCCT%5D=CCT_CTZ_KHM,CCT_CTZ_MMR&startPeriod=2010");
    CHECK_STR(pivot_rest_v1(&p),
              "/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/THA...SEX_F.CCT_CTZ_KHM+CCT_CTZ_MMR?startPeriod=2010");
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL, "rows=cct,sex,ref_area&time=2010+2012"));
    CHECK_STR(pivot_rest(&p),
              "/rest/v2/data/dataflow/ILO/DF_MST_NCTE_SEX_CCT_NB/1.0.0/*?c%5BTIME_PERIOD%5D=2010,2012");
    CHECK(pivot_rest_v1(&p).len == 0); /* which cannot name years one by one */
    pivot_init(&p, &arena, sample->cube, p.flow, 0);
    pivot_whole(&p);
    CHECK_STR(pivot_rest_v1(&p), "/rest/data/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/all");
    end();
}

TEST(pivot_says_what_is_wrong)
{
    static const struct {
        const char *query, *said;
    } cases[] = {
        {"rows=country", "pivot.wrong.dimension rows country"},
        {"rows=cct&cols=cct", "pivot.wrong.twice cols cct"},
        {"rows=cct,cct", "pivot.wrong.twice rows cct"},
        {"rows=cct,classif1", "pivot.wrong.twice rows classif1"},
        {"sex=SEX_Q", "pivot.wrong.code sex SEX_Q"},
        {"sex=CCT_CTZ_MMR", "pivot.wrong.code sex CCT_CTZ_MMR"},
        {"cct=SEX_T", "pivot.wrong.code cct SEX_T"},
        {"cct=ECO_SECTOR_TOTAL", "pivot.wrong.code cct ECO_SECTOR_TOTAL"},
        {"ref_area=XXX", "pivot.wrong.code ref_area XXX"},
        {"time=last", "pivot.wrong.code time last"},
        {"eco=ECO_SECTOR_TOTAL", "pivot.wrong.param eco ECO_SECTOR_TOTAL"},
        {"sex=SEX_F+SEX_M", "pivot.wrong.one sex "},
        {"timefrom=twenty", "pivot.wrong.year timefrom twenty"},
        {"timefrom=-5", "pivot.wrong.year timefrom -5"},
        {"timeto=99999999999999999999", "pivot.wrong.year timeto 99999999999999999999"},
        {"timefrom=2015&timeto=2010", "pivot.wrong.years timefrom "},
        {"view=pie", "pivot.wrong.value view pie"},
        {"empty=1", "pivot.wrong.value empty 1"},
        {"order=up", "pivot.wrong.value order up"},
        {"place.cct=top", "pivot.wrong.value place.cct top"},
        {"place.foo=rows", "pivot.wrong.param place.foo rows"},
        {"page=2", "pivot.wrong.param page 2"},
        {"%00=1", "pivot.wrong.param %00 1"},
        {"sex=<script>", "pivot.wrong.code sex <script>"},
        {"rows=\xff\xfe", "pivot.wrong.dimension rows \xff\xfe"},
        {"=", "pivot.wrong.param  "},
    };
    begin(rows);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        LAID(cases[i].query, cases[i].said);
    end();
}

/* However much an address names, what is laid out is bounded, and so is what it takes. */
TEST(pivot_is_bounded)
{
    struct buf b = {0};
    begin(rows);
    buf_puts(&b, "rows=cct&cct=");
    const struct ref *ref = sample->ref;
    unsigned n = 0;
    for (uint32_t c = 1; c < ref->ncodes; c++)
        if (str_starts(ref->codes[c].code, STR("CCT_CTZ_")))
            buf_fmt(&b, "%s%.*s", n++ ? "," : "", STR_FMT(ref->codes[c].code));
    CHECK(n > 200);
    CHECK(!read_from("MST_NCTE_SEX_CCT_NB", NULL, b.p));
    CHECK_STR(str_of(wrong.key), "pivot.wrong.many");
    /* years that nobody has, one by one */
    b.len = 0;
    buf_puts(&b, "cols=time&empty=yes&rows=cct,sex,ref_area&time=");
    for (int year = 1950; year < 2070; year++)
        buf_fmt(&b, "%d+", year);
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL, b.p) && pivot_lay(&p, &wrong));
    CHECK_INT(p.ncols, 120);
    CHECK((size_t)p.nrows * p.ncols <= PIVOT_CELLS);
    CHECK(arena.used < 8 << 20);
    buf_release(&b);
    end();
}

/* More cells than are shown: the first rows, and how many there are. */
TEST(pivot_cuts_what_is_too_much)
{
    static const char *const areas[] = {"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "VNM"};
    struct buf b = {0};
    buf_puts(&b, HEAD);
    for (size_t a = 0; a < ARRAY_LEN(areas); a++)
        for (unsigned k = 0; k < 10; k++)
            for (int s = 0; s < 3; s++)
                for (int year = 1900; year < 2000; year++)
                    buf_fmt(&b, "%s,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_%c,CCT_CTZ_%s,,%d,%d,\n", areas[a], "TFM"[s],
                            areas[k], year, (int)a * 1000 + (int)k * 100 + year % 100);
    begin(b.p);
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL, "rows=ref_area,sex,cct&cols=time") && pivot_lay(&p, &wrong));
    CHECK_INT(p.all_rows, 300);
    CHECK_INT(p.ncols, 100);
    CHECK_INT(p.nrows, PIVOT_CELLS / 100);
    CHECK_INT(p.nfigures, PIVOT_CELLS);
    for (uint32_t r = 0; r < p.nrows; r++)
        for (uint32_t c = 0; c < p.ncols; c++) { /* each figure where its codes say */
            uint32_t obs = p.cell[r * p.ncols + c] - 1;
            CHECK_INT(sample->cube->period[obs], p.dim[3].codes[p.col[c]]);
        }
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL, "rows=time&cols=ref_area,sex,cct,time") == false);
    CHECK(read_from("MST_NCTE_SEX_CCT_NB", NULL, "rows=&cols=ref_area,sex,cct,time") && pivot_lay(&p, &wrong));
    CHECK_INT(p.ncols, PIVOT_COLS);
    CHECK_INT(p.all_cols, 30000);
    buf_release(&b);
    end();
}

static struct str series_of(const char *area, const char *key)
{
    const struct cube_flow *flow = cube_flow_find(sample->cube,
                                                  ref_indicator_find(sample->ref, STR("MST_NCTE_SEX_CCT_NB")));
    uint32_t s = pivot_series(sample->cube, flow, ref_area_find(sample->ref, str_of(area)), str_of(key));
    return s == UINT32_MAX ? STR("none") : pivot_key(&arena, sample->cube, s);
}

TEST(pivot_finds_a_series_by_its_key)
{
    begin(rows);
    CHECK_STR(series_of("THA", "SEX_F.CCT_CTZ_MMR"), "SEX_F.CCT_CTZ_MMR");
    CHECK_STR(series_of("THA", "CCT_CTZ_MMR.SEX_F"), "SEX_F.CCT_CTZ_MMR");
    CHECK_STR(series_of("THA", "CCT_CTZ_MMR"), "SEX_T.CCT_CTZ_MMR");
    CHECK_STR(series_of("THA", "-"), "SEX_T.CCT_CTZ_TOTAL");
    CHECK_STR(series_of("THA", "SEX_M.CCT_CTZ_MMR"), "none");
    CHECK_STR(series_of("THA", "SEX_F.SEX_M"), "none");
    CHECK_STR(series_of("THA", "SEX_F.ECO_SECTOR_TOTAL"), "none");
    CHECK_STR(series_of("THA", "../../etc"), "none");
    CHECK_STR(series_of("BRN", "SEX_T"), "none");
    end();
}
