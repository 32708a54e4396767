/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "base/utf8.h"
#include "io/crossed.h"
#include "io/formats.h"
#include "test.h"

#include <expat.h>
#include <stdio.h>

static const char *const kinds[] = {"sdmx-ml-generic", "sdmx-ml-generic-series", "sdmx-ml",
                                    "sdmx-ml-series", "sdmx-ml-3.0", "sdmx-ml-3.1"};

#define FLOW "MST_NCTE_SEX_CCT_NB"

/* Two series of 2014 and one of a quarter without a figure, with notes that hurt. */
static struct cube *small_cube(void)
{
    struct obs_set set;
    obs_set_init(&set);
    fixture_put(&set, FLOW " THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 933.890");
    fixture_put(&set, FLOW " THA BA:741 2015Q1", "SEX_T CCT_CTZ_TOTAL - N")->note =
        obs_set_note(&set, STR("C2:<b>&\"'>]]>\n"), STR(""), STR("R1:\xff\x01"));
    fixture_put(&set, FLOW " THA BA:741 2014", "SEX_F CCT_CTZ_TOTAL 400.5 E");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return cube;
}

static void write_small(struct buf *out, const char *format, struct writing with)
{
    struct cube *cube = small_cube();
    struct slice *s = all_slices(cube);
    with.ref = cube->ref;
    with.slices = s;
    with.nslices = 1;
    with.prepared = STR("2026-01-15T10:00:00Z");
    write_all(out, &with, format);
    slices_free(s, 1);
    cube_free(cube);
}

static void writes(const char *format, struct writing with, const char *want)
{
    struct buf text = {0};
    write_small(&text, format, with);
    CHECK_STR(buf_view(&text), want);
    buf_release(&text);
}

/* The data set alone. */
static void writes_set(const char *format, struct writing with, const char *want)
{
    struct buf text = {0};
    write_small(&text, format, with);
    const char *set = strstr(text.p, "<message:DataSet");
    CHECK(set);
    const char *from = strchr(set, '\n') + 1, *to = strstr(from, "</message:DataSet>");
    CHECK(to);
    CHECK_STR(((struct str){from, (size_t)(to - from)}), want);
    buf_release(&text);
}

static void has(const char *format, struct writing with, const char *part)
{
    struct buf text = {0};
    write_small(&text, format, with);
    if (!strstr(text.p, part))
        test_fail(__FILE__, __LINE__, "%s does not have %s:\n%s", format, part, text.p);
    buf_release(&text);
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define SCHEMA "http://www.sdmx.org/resources/sdmxml/schemas/"
#define URN "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_" FLOW "(1.0.0)"
#define HEADER                                                                                 \
    "<message:Header>\n<message:ID>ILMS</message:ID><message:Test>false</message:Test>"        \
    "<message:Prepared>2026-01-15T10:00:00Z</message:Prepared><message:Sender id=\"ILO\"/>\n"
#define UNIT " UNIT_MEASURE=\"PS\" UNIT_MULT=\"3\" SOURCE=\"BA:741\""
#define SERIES "<Series REF_AREA=\"THA\" FREQ=\"A\" MEASURE=\"MST_NCTE_NB\""

TEST(sdmx_ml_specific_whole)
{
    writes("sdmx-ml", (struct writing){0},
           XML "<message:StructureSpecificData xmlns:message=\"" SCHEMA "v2_1/message\" xmlns:common=\"" SCHEMA
           "v2_1/common\" xmlns:ss=\"" SCHEMA "v2_1/data/structurespecific\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:ns1=\"" URN ":ObsLevelDim:TIME_PERIOD\">\n"
           HEADER "<message:Structure structureID=\"" FLOW "\" namespace=\"" URN ":ObsLevelDim:TIME_PERIOD\" "
           "dimensionAtObservation=\"TIME_PERIOD\"><common:StructureUsage><Ref agencyID=\"ILO\" id=\"DF_" FLOW "\" "
           "version=\"1.0.0\" package=\"datastructure\" class=\"Dataflow\"/></common:StructureUsage>"
           "</message:Structure>\n</message:Header>\n"
           "<message:DataSet xsi:type=\"ns1:DataSetType\" ss:structureRef=\"" FLOW "\" ss:dataScope=\"Dataflow\" "
           "ss:action=\"Replace\">\n"
           SERIES " SEX=\"SEX_T\" CCT=\"CCT_CTZ_TOTAL\">\n"
           "<Obs TIME_PERIOD=\"2014\" OBS_VALUE=\"933.890\"" UNIT " DECIMALS=\"3\"/>\n</Series>\n"
           SERIES " SEX=\"SEX_F\" CCT=\"CCT_CTZ_TOTAL\">\n"
           "<Obs TIME_PERIOD=\"2014\" OBS_VALUE=\"400.5\" OBS_STATUS=\"E\"" UNIT " DECIMALS=\"1\"/>\n</Series>\n"
           "<Series REF_AREA=\"THA\" FREQ=\"Q\" MEASURE=\"MST_NCTE_NB\" SEX=\"SEX_T\" CCT=\"CCT_CTZ_TOTAL\">\n"
           "<Obs TIME_PERIOD=\"2015-Q1\" OBS_VALUE=\"NaN\" OBS_STATUS=\"N\"" UNIT " NOTE_SOURCE=\"R1:\xef\xbf\xbd"
           "\xef\xbf\xbd\" NOTE_CLASSIF=\"C2:&lt;b&gt;&amp;&quot;'&gt;]]&gt;&#10;\" DECIMALS=\"0\"/>\n</Series>\n"
           "</message:DataSet>\n</message:StructureSpecificData>\n");
}

#define VALUE(id, value) "<generic:Value id=\"" id "\" value=\"" value "\"/>"
#define KEY_TO_SEX VALUE("REF_AREA", "THA") VALUE("FREQ", "A") VALUE("MEASURE", "MST_NCTE_NB")
#define KEY_OF(sex) KEY_TO_SEX VALUE("SEX", sex) VALUE("CCT", "CCT_CTZ_TOTAL")
#define SERIES_OF(key) "<generic:Series><generic:SeriesKey>" key "</generic:SeriesKey>"
#define OBS_AT(dim, code) "<generic:Obs><generic:ObsDimension id=\"" dim "\" value=\"" code "\"/>"
#define UNIT_VALUES VALUE("UNIT_MEASURE", "PS") VALUE("UNIT_MULT", "3") VALUE("SOURCE", "BA:741")
#define ATTRIBUTES_OF(some) "<generic:Attributes>" some "</generic:Attributes>"

TEST(sdmx_ml_generic_whole)
{
    writes("sdmx-ml-generic", (struct writing){.without = ATTR_NOTE_SOURCE | ATTR_NOTE_CLASSIF},
           XML "<message:GenericData xmlns:message=\"" SCHEMA "v2_1/message\" xmlns:common=\"" SCHEMA
           "v2_1/common\" xmlns:generic=\"" SCHEMA "v2_1/data/generic\">\n"
           HEADER "<message:Structure structureID=\"" FLOW "\" dimensionAtObservation=\"TIME_PERIOD\">"
           "<common:StructureUsage><Ref agencyID=\"ILO\" id=\"DF_" FLOW "\" version=\"1.0.0\" "
           "package=\"datastructure\" class=\"Dataflow\"/></common:StructureUsage></message:Structure>\n"
           "</message:Header>\n<message:DataSet structureRef=\"" FLOW "\" action=\"Replace\">\n"
           SERIES_OF(KEY_OF("SEX_T")) "\n"
           OBS_AT("TIME_PERIOD", "2014") "<generic:ObsValue value=\"933.890\"/>"
           ATTRIBUTES_OF(UNIT_VALUES VALUE("DECIMALS", "3")) "</generic:Obs>\n</generic:Series>\n"
           SERIES_OF(KEY_OF("SEX_F")) "\n"
           OBS_AT("TIME_PERIOD", "2014") "<generic:ObsValue value=\"400.5\"/>"
           ATTRIBUTES_OF(VALUE("OBS_STATUS", "E") UNIT_VALUES VALUE("DECIMALS", "1"))
           "</generic:Obs>\n</generic:Series>\n"
           SERIES_OF(VALUE("REF_AREA", "THA") VALUE("FREQ", "Q") VALUE("MEASURE", "MST_NCTE_NB")
                     VALUE("SEX", "SEX_T") VALUE("CCT", "CCT_CTZ_TOTAL")) "\n"
           OBS_AT("TIME_PERIOD", "2015-Q1") "<generic:ObsValue value=\"NaN\"/>"
           ATTRIBUTES_OF(VALUE("OBS_STATUS", "N") UNIT_VALUES VALUE("DECIMALS", "0"))
           "</generic:Obs>\n</generic:Series>\n"
           "</message:DataSet>\n</message:GenericData>\n");
}

TEST(sdmx_ml_three_refers_by_urn)
{
    has("sdmx-ml-3.0", (struct writing){0}, SCHEMA "v3_0/message");
    has("sdmx-ml-3.1", (struct writing){0}, SCHEMA "v3_1/data/structurespecific");
    has("sdmx-ml-3.1", (struct writing){0}, "<common:StructureUsage>" URN "</common:StructureUsage>");
    has("sdmx-ml-3.1", (struct writing){0},
        "<message:DataSet xsi:type=\"ns1:DataSetType\" ss:structureRef=\"" FLOW "\" ss:action=\"Replace\">");
}

TEST(sdmx_ml_header_has_schema)
{
    struct writing w = {.origin = STR("https://example.org")};
    has("sdmx-ml", w, " schemaURL=\"https://example.org/rest/schema/dataflow/ILO/DF_" FLOW
        "/1.0.0?dimensionAtObservation=TIME_PERIOD\" ");
    has("sdmx-ml-3.1", w, " schemaURL=\"https://example.org/rest/v2/schema/dataflow/ILO/DF_" FLOW
        "/1.0.0?dimensionAtObservation=TIME_PERIOD\" ");
}

TEST(sdmx_ml_details)
{
    static const char *const keys = SERIES " SEX=\"SEX_T\" CCT=\"CCT_CTZ_TOTAL\"/>\n"
                                    SERIES " SEX=\"SEX_F\" CCT=\"CCT_CTZ_TOTAL\"/>\n"
                                    "<Series REF_AREA=\"THA\" FREQ=\"Q\" MEASURE=\"MST_NCTE_NB\" SEX=\"SEX_T\" "
                                    "CCT=\"CCT_CTZ_TOTAL\"/>\n";
    writes_set("sdmx-ml", (struct writing){.series_only = true}, keys);
    writes_set("sdmx-ml", (struct writing){.series_only = true, .all_dimensions = true}, keys);
    has("sdmx-ml-series", (struct writing){.series_only = true, .all_dimensions = true},
        "<message:StructureSpecificTimeSeriesData ");
    has("sdmx-ml-generic", (struct writing){.series_only = true},
        SERIES_OF(KEY_OF("SEX_T")) "</generic:Series>\n" SERIES_OF(KEY_OF("SEX_F")) "</generic:Series>\n");
    has("sdmx-ml", (struct writing){.data_only = true}, "<Obs TIME_PERIOD=\"2014\" OBS_VALUE=\"400.5\"/>\n</Series>");
    has("sdmx-ml", (struct writing){.data_only = true, .no_measure = true}, "<Obs TIME_PERIOD=\"2014\"/>\n</Series>");
    has("sdmx-ml-generic", (struct writing){.data_only = true},
        OBS_AT("TIME_PERIOD", "2014") "<generic:ObsValue value=\"400.5\"/></generic:Obs>\n");
    has("sdmx-ml-generic", (struct writing){.without = ~(unsigned)ATTR_SOURCE, .no_measure = true},
        OBS_AT("TIME_PERIOD", "2014") ATTRIBUTES_OF(VALUE("SOURCE", "BA:741")) "</generic:Obs>\n");
    /* a status alone, and an observation without one */
    writes_set("sdmx-ml",
               (struct writing){.without = ~(unsigned)ATTR_STATUS, .no_measure = true, .all_dimensions = true},
               "<Obs REF_AREA=\"THA\" FREQ=\"A\" MEASURE=\"MST_NCTE_NB\" SEX=\"SEX_T\" CCT=\"CCT_CTZ_TOTAL\" "
               "TIME_PERIOD=\"2014\"/>\n"
               "<Obs REF_AREA=\"THA\" FREQ=\"A\" MEASURE=\"MST_NCTE_NB\" SEX=\"SEX_F\" CCT=\"CCT_CTZ_TOTAL\" "
               "TIME_PERIOD=\"2014\" OBS_STATUS=\"E\"/>\n"
               "<Obs REF_AREA=\"THA\" FREQ=\"Q\" MEASURE=\"MST_NCTE_NB\" SEX=\"SEX_T\" CCT=\"CCT_CTZ_TOTAL\" "
               "TIME_PERIOD=\"2015-Q1\" OBS_STATUS=\"N\"/>\n");
}

TEST(sdmx_ml_flat)
{
    struct writing w = {.all_dimensions = true, .data_only = true};
    has("sdmx-ml", w, "=\"" URN ":ObsLevelDim:AllDimensions\"");
    has("sdmx-ml-generic-series", w, "<message:GenericData ");
    has("sdmx-ml-series", w, "<message:StructureSpecificData ");
    has("sdmx-ml-generic", w, " dimensionAtObservation=\"AllDimensions\"");
    has("sdmx-ml-generic", w, "action=\"Replace\">\n<generic:Obs><generic:ObsKey>" KEY_OF("SEX_T")
        VALUE("TIME_PERIOD", "2014") "</generic:ObsKey><generic:ObsValue value=\"933.890\"/></generic:Obs>\n");
    w.no_measure = true;
    has("sdmx-ml-generic", w, VALUE("TIME_PERIOD", "2014") "</generic:ObsKey></generic:Obs>\n");
}

TEST(sdmx_ml_with_another_dimension_at_the_observation)
{
    struct writing w = {.at_observation = STR("SEX"), .data_only = true};
    writes_set("sdmx-ml", w,
               SERIES " CCT=\"CCT_CTZ_TOTAL\" TIME_PERIOD=\"2014\">\n"
               "<Obs SEX=\"SEX_T\" OBS_VALUE=\"933.890\"/>\n<Obs SEX=\"SEX_F\" OBS_VALUE=\"400.5\"/>\n</Series>\n"
               "<Series REF_AREA=\"THA\" FREQ=\"Q\" MEASURE=\"MST_NCTE_NB\" CCT=\"CCT_CTZ_TOTAL\" "
               "TIME_PERIOD=\"2015-Q1\">\n<Obs SEX=\"SEX_T\" OBS_VALUE=\"NaN\"/>\n</Series>\n");
    has("sdmx-ml-series", w, "<message:StructureSpecificData ");
    has("sdmx-ml", w, URN ":ObsLevelDim:SEX\"");
    has("sdmx-ml", w, " dimensionAtObservation=\"SEX\"");
    has("sdmx-ml-generic", w, SERIES_OF(KEY_TO_SEX VALUE("CCT", "CCT_CTZ_TOTAL") VALUE("TIME_PERIOD", "2014")) "\n"
        OBS_AT("SEX", "SEX_T") "<generic:ObsValue value=\"933.890\"/></generic:Obs>\n"
        OBS_AT("SEX", "SEX_F") "<generic:ObsValue value=\"400.5\"/></generic:Obs>\n</generic:Series>\n");
    w.data_only = false;
    has("sdmx-ml-3.1", w, "<Obs SEX=\"SEX_F\" OBS_VALUE=\"400.5\" OBS_STATUS=\"E\"" UNIT " DECIMALS=\"1\"/>\n");
    w.series_only = true;
    writes_set("sdmx-ml", w, SERIES " CCT=\"CCT_CTZ_TOTAL\" TIME_PERIOD=\"2014\"/>\n"
               "<Series REF_AREA=\"THA\" FREQ=\"Q\" MEASURE=\"MST_NCTE_NB\" CCT=\"CCT_CTZ_TOTAL\" "
               "TIME_PERIOD=\"2015-Q1\"/>\n");
    /* one that the flow does not have, and time itself */
    has("sdmx-ml-series", (struct writing){.at_observation = STR("ECO")}, "<message:StructureSpecificTimeSeriesData ");
    has("sdmx-ml-series", (struct writing){.at_observation = STR("TIME_PERIOD")}, ":ObsLevelDim:TIME_PERIOD\"");
}

/* -- several data sets ------------------------------------------------------------------------------ */

static void write_sets(struct buf *out, const char *format, const struct dataset *sets, size_t n)
{
    struct cube *cube = small_cube();
    struct slice *s = all_slices(cube), *same = mem_alloc(sizeof *same * n);
    for (size_t i = 0; i < n; i++)
        same[i] = *s;
    write_all(out, &(struct writing){.ref = cube->ref, .slices = same, .nslices = n, .datasets = sets}, format);
    free(same);
    slices_free(s, 1);
    cube_free(cube);
}

static size_t count(const struct buf *text, const char *part)
{
    size_t n = 0;
    for (const char *at = text->p; (at = strstr(at, part)); at++)
        n++;
    return n;
}

TEST(sdmx_ml_history_shares_a_structure)
{
    static const struct dataset sets[] = {
        {.action = ACTION_REPLACE, .valid_from = {"2025-01-15T10:00:00Z", 20}},
        {.action = ACTION_DELETE, .valid_to = {"2026-01-15T10:00:00Z", 20}},
        {.action = ACTION_MERGE}, {.action = ACTION_INFORMATION}};
    struct buf text = {0};
    write_sets(&text, "sdmx-ml", sets, 4);
    CHECK_INT(count(&text, "<message:Structure "), 1);
    CHECK_INT(count(&text, " xsi:type=\"ns1:DataSetType\""), 4);
    CHECK(strstr(text.p, " ss:action=\"Replace\" ss:validFromDate=\"2025-01-15T10:00:00Z\">\n"));
    CHECK(strstr(text.p, " ss:action=\"Delete\" ss:validToDate=\"2026-01-15T10:00:00Z\">\n"
                 SERIES " SEX=\"SEX_T\" CCT=\"CCT_CTZ_TOTAL\">\n<Obs TIME_PERIOD=\"2014\"/>\n</Series>\n"));
    CHECK(strstr(text.p, " ss:action=\"Append\">\n") && strstr(text.p, " ss:action=\"Information\">\n"));
    buf_release(&text);
    write_sets(&text, "sdmx-ml-3.1", sets, 4);
    CHECK(strstr(text.p, " ss:action=\"Merge\">\n"));
    buf_release(&text);
    write_sets(&text, "sdmx-ml-generic-series", sets, 2);
    CHECK(strstr(text.p, "<message:GenericTimeSeriesData "));
    CHECK(strstr(text.p, " action=\"Delete\" validToDate=\"2026-01-15T10:00:00Z\">\n"));
    CHECK(strstr(text.p, OBS_AT("TIME_PERIOD", "2014") "</generic:Obs>\n"));
    buf_release(&text);
}

TEST(sdmx_ml_refers_to_the_agreement_of_a_provider)
{
    static const struct dataset sets[] = {{.action = ACTION_REPLACE, .provider = {"THA", 3}},
                                          {.action = ACTION_REPLACE, .provider = {"MYS", 3}}};
    struct buf text = {0};
    write_sets(&text, "sdmx-ml", sets, 1);
    CHECK(strstr(text.p, "<message:Structure structureID=\"" FLOW "\" namespace=\"urn:sdmx:org.sdmx.infomodel."
                         "datastructure.Dataflow=ILO:DF_" FLOW "(1.0.0):ObsLevelDim:TIME_PERIOD\""));
    CHECK(strstr(text.p, "<common:ProvisionAgrement><Ref agencyID=\"ILO\" id=\"PA_" FLOW "_THA\" version=\"1.0.0\" "
                         "package=\"registry\" class=\"ProvisionAgreement\"/></common:ProvisionAgrement>"));
    CHECK(strstr(text.p, " ss:dataScope=\"Dataflow\""));
    buf_release(&text);
    write_sets(&text, "sdmx-ml-3.0", sets, 2);
    CHECK(strstr(text.p, "<common:ProvisionAgreement>urn:sdmx:org.sdmx.infomodel.registry.ProvisionAgreement="
                         "ILO:PA_" FLOW "_THA(1.0.0)</common:ProvisionAgreement>"));
    CHECK(strstr(text.p, " structureID=\"" FLOW "_MYS\" ") && strstr(text.p, " ss:structureRef=\"" FLOW "_MYS\""));
    CHECK(strstr(text.p, " xsi:type=\"ns2:DataSetType\""));
    buf_release(&text);
    write_sets(&text, "sdmx-ml-generic-series", sets, 2);
    CHECK(strstr(text.p, "<message:GenericData "));
    buf_release(&text);
}

TEST(sdmx_ml_of_nothing_is_well_formed)
{
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        struct buf text = {0};
        XML_Parser p = XML_ParserCreate(NULL);
        write_all(&text, &(struct writing){.ref = fixture_ref()}, kinds[k]);
        CHECK_INT(XML_Parse(p, text.p, (int)text.len, 1), XML_STATUS_OK);
        XML_ParserFree(p);
        buf_release(&text);
    }
}

/* -- by chance ------------------------------------------------------------------------------------ */

struct elements {
    size_t obs, series, sets, values;
};

static void on_start(void *ctx, const XML_Char *name, const XML_Char **atts)
{
    struct elements *e = ctx;
    e->obs += strcmp(name, "Obs") == 0 || strcmp(name, "generic:Obs") == 0;
    e->series += strcmp(name, "Series") == 0 || strcmp(name, "generic:Series") == 0;
    e->sets += strcmp(name, "message:DataSet") == 0;
    e->values += strcmp(name, "generic:ObsValue") == 0;
    for (; *atts; atts += 2)
        e->values += strcmp(*atts, "OBS_VALUE") == 0;
}

static struct elements elements_of(const struct buf *text)
{
    struct elements e = {0};
    XML_Parser p = XML_ParserCreate(NULL);
    XML_SetUserData(p, &e);
    XML_SetStartElementHandler(p, on_start);
    if (XML_Parse(p, text->p, (int)text->len, 1) != XML_STATUS_OK)
        test_fail(__FILE__, __LINE__, "line %lu: %s", XML_GetCurrentLineNumber(p),
                  XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
    return e;
}

TEST(sdmx_ml_has_every_observation_once)
{
    static const char *const at[] = {"", "AllDimensions", "REF_AREA", "FREQ", "MEASURE", "SEX", "CCT", "ECO"};
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct chance c = {seed};
        struct obs_set set;
        obs_set_init(&set);
        fixture_random(&set, &c, 4 * seed);
        struct cube *cube = fixture_cube(fixture_ref(), &set);
        struct slice *s = all_slices(cube);
        for (size_t i = 0; i < ARRAY_LEN(kinds) * ARRAY_LEN(at); i++) {
            struct buf text = {0};
            struct str dim = str_of(at[i % ARRAY_LEN(at)]);
            bool all = str_is(dim, "AllDimensions");
            write_all(&text, &(struct writing){.ref = cube->ref, .slices = s, .nslices = cube->nflows,
                                               .all_dimensions = all, .at_observation = all ? STR("") : dim},
                      kinds[i / ARRAY_LEN(at)]);
            CHECK_INT(utf8_valid(buf_view(&text)), text.len);
            struct elements e = elements_of(&text);
            CHECK_INT(e.obs, cube->nobs);
            CHECK_INT(e.values, cube->nobs);
            CHECK_INT(e.sets, cube->nflows);
            CHECK(all ? e.series == 0 : dim.len == 0 ? e.series == cube->nseries : e.series > 0);
            buf_release(&text);
        }
        slices_free(s, cube->nflows);
        cube_free(cube);
        obs_set_release(&set);
    }
}

/* The codes of a series and the period, but for one dimension. */
static struct str key_without(struct buf *out, const struct slice *s, const struct dims *dims, uint32_t series,
                              uint16_t period, unsigned except)
{
    out->len = 0;
    buf_uint(out, period);
    for (unsigned d = 0; d < dims->n; d++)
        if (d != except)
            buf_fmt(out, ".%u", cube_key(s->cube, series, dims->kind[d]));
    return buf_view(out);
}

TEST(crossed_has_every_key_once)
{
    struct chance c = {7};
    struct obs_set set;
    obs_set_init(&set);
    fixture_random(&set, &c, 40);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct slice *s = all_slices(cube);
    struct buf key = {0};
    for (uint32_t f = 0; f < cube->nflows; f++) {
        struct dims dims;
        dims_of(&dims, cube->ref, s[f].flow->indicator);
        for (unsigned d = 0; d < dims.n; d++) {
            struct arena arena;
            struct crossed x;
            struct strset seen = {0};
            uint32_t nobs = 0, groups = 0;
            arena_init(&arena, 64 << 20);
            bool *had = arena_array(&arena, bool, cube->nobs);
            for (crossed_init(&x, &arena, &s[f], &dims, d); crossed_next(&x); groups++) {
                CHECK(x.n > 0);
                CHECK_INT(strset_put(&seen, key_without(&key, &s[f], &dims, x.series[0], x.period, d)), groups);
                for (uint32_t i = 0; i < x.n; i++, nobs++) {
                    CHECK(!had[x.obs[i]] && cube->period[x.obs[i]] == x.period);
                    had[x.obs[i]] = true;
                    uint32_t number;
                    CHECK(strset_find(&seen, &number, key_without(&key, &s[f], &dims, x.series[i], x.period, d)));
                    CHECK_INT(number, groups);
                }
            }
            CHECK_INT(nobs, s[f].nobs);
            strset_release(&seen);
            arena_release(&arena);
        }
    }
    buf_release(&key);
    slices_free(s, cube->nflows);
    cube_free(cube);
    obs_set_release(&set);
}

/* Where a portion ends does not show, and none is much longer than it should be. */
TEST(sdmx_ml_portions_across_a_dimension)
{
    struct chance c = {9};
    struct obs_set set;
    obs_set_init(&set);
    fixture_random(&set, &c, 200);
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct slice *s = all_slices(cube);
    struct buf whole = {0}, pieces = {0};
    struct writing w = {.ref = cube->ref, .slices = s, .nslices = cube->nflows, .at_observation = STR("SEX")};
    write_all(&whole, &w, "sdmx-ml");
    writing_begin(&w, format_find(STR("sdmx-ml")));
    size_t n = 0;
    for (bool more = true; more; n++) {
        struct buf piece = {0};
        more = writing_next(&w, &piece);
        CHECK(piece.len < 2 * PORTION);
        buf_put(&pieces, piece.p, piece.len);
        buf_release(&piece);
    }
    writing_end(&w);
    CHECK(n > 2 && str_eq(buf_view(&whole), buf_view(&pieces)));
    buf_release(&whole);
    buf_release(&pieces);
    slices_free(s, cube->nflows);
    cube_free(cube);
    obs_set_release(&set);
}

TEST(sdmx_ml_series_in_two_runs_is_one)
{
    struct obs_set set;
    struct buf text = {0};
    obs_set_init(&set);
    fixture_put(&set, "MST_TPOP_COU_NB THA BA:741 2014", "COU_ORI_TOTAL 1");
    fixture_put(&set, "MST_TPOP_COU_NB THA BA:741 2015", "COU_ORI_TOTAL 2");
    fixture_put(&set, "MST_TPOP_COU_NB THA BA:741 2016", "COU_ORI_TOTAL 3");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct slice s = {.cube = cube, .flow = cube->flows};
    slice_add(&s, 0, 0, 1);
    slice_add(&s, 0, 2, 1);
    for (int only = 0; only < 2; only++)
        for (int generic = 0; generic < 2; generic++) {
            write_all(&text, &(struct writing){.ref = cube->ref, .slices = &s, .nslices = 1, .series_only = only},
                      generic ? "sdmx-ml-generic" : "sdmx-ml");
            struct elements e = elements_of(&text);
            CHECK_INT(e.series, 1);
            CHECK_INT(e.obs, only ? 0 : 2);
            buf_release(&text);
        }
    slice_release(&s);
    cube_free(cube);
    obs_set_release(&set);
}
