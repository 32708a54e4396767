/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/rdf.h"

#include "base/utf8.h"
#include "io/files.h"
#include "test.h"

#define FLOW "MST_NCTE_SEX_CCT_NB"

static void write_small(struct buf *out, struct writing with)
{
    struct obs_set set;
    obs_set_init(&set);
    fixture_put(&set, FLOW " THA BA:741 2014", "SEX_T CCT_CTZ_TOTAL 933.890");
    fixture_put(&set, FLOW " THA BA:741 2014", "SEX_F CCT_CTZ_TOTAL 400 E")->note =
        obs_set_note(&set, STR(""), STR(""), STR("R1:\"<a>\\\n\xff\x01"));
    fixture_put(&set, FLOW " THA BA:741 2015Q1", "SEX_T CCT_CTZ_TOTAL - N");
    fixture_put(&set, FLOW " THA BA:741 2015M05", "SEX_T CCT_CTZ_TOTAL -1.5");
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    struct slice *s = all_slices(cube);
    with.ref = cube->ref;
    with.slices = s;
    with.nslices = 1;
    write_all(out, &with, "rdf");
    CHECK_INT(utf8_valid(buf_view(out)), out->len);
    slices_free(s, 1);
    cube_free(cube);
    obs_set_release(&set);
}

static void has(struct writing with, const char *part)
{
    struct buf text = {0};
    write_small(&text, with);
    if (!strstr(text.p, part))
        test_fail(__FILE__, __LINE__, "there is no %s in\n%s", part, text.p);
    buf_release(&text);
}

static void lacks(struct writing with, const char *part)
{
    struct buf text = {0};
    write_small(&text, with);
    if (strstr(text.p, part))
        test_fail(__FILE__, __LINE__, "there is %s in\n%s", part, text.p);
    buf_release(&text);
}

#define KEY(freq, sex) "obs1:THA." freq ".MST_NCTE_NB." sex ".CCT_CTZ_TOTAL"
#define CODES(freq, sex) \
    " ; p:REF_AREA REF_AREA:THA ; p:FREQ FREQ:" freq " ; p:MEASURE MEASURE:MST_NCTE_NB ; p:SEX SEX:" sex \
    " ; p:CCT CCT:CCT_CTZ_TOTAL"
#define OBS(freq, sex, time) KEY(freq, sex) "." time " a qb:Observation ; qb:dataSet set1:" CODES(freq, sex)
#define UNIT " ; p:UNIT_MEASURE UNIT_MEASURE:PS ; p:UNIT_MULT UNIT_MULT:3 ; p:SOURCE \"BA:741\""

TEST(rdf_observations)
{
    struct writing w = {0};
    has(w, "\n" OBS("A", "SEX_T", "2014") " ; p:TIME_PERIOD \"2014\"^^xsd:gYear ; p:OBS_VALUE 933.890" UNIT
        " ; p:DECIMALS DECIMALS:3 .\n");
    has(w, "\n" OBS("A", "SEX_F", "2014") " ; p:TIME_PERIOD \"2014\"^^xsd:gYear ; p:OBS_VALUE 400 ; "
        "p:OBS_STATUS OBS_STATUS:E" UNIT " ; p:NOTE_SOURCE \"R1:\\\"<a>\\\\\\n\xef\xbf\xbd\\u0001\" ; "
        "p:DECIMALS DECIMALS:0 .\n");
    has(w, "\n" OBS("Q", "SEX_T", "2015-Q1") " ; p:TIME_PERIOD \"2015-Q1\" ; p:OBS_VALUE \"NaN\"^^xsd:double ; "
        "p:OBS_STATUS OBS_STATUS:N");
    has(w, "\n" OBS("M", "SEX_T", "2015-05") " ; p:TIME_PERIOD \"2015-05\"^^xsd:gYearMonth ; p:OBS_VALUE -1.5 ;");
    w.data_only = true;
    has(w, OBS("A", "SEX_F", "2014") " ; p:TIME_PERIOD \"2014\"^^xsd:gYear ; p:OBS_VALUE 400 .\n");
    w.no_measure = true;
    has(w, OBS("A", "SEX_F", "2014") " ; p:TIME_PERIOD \"2014\"^^xsd:gYear .\n");
    w.series_only = true;
    has(w, "\n" KEY("A", "SEX_F") " a qb:Slice ; qb:sliceStructure key1:series" CODES("A", "SEX_F") " .\n");
    lacks(w, "qb:Observation");
}

TEST(rdf_addresses)
{
    struct writing w = {.origin = STR("https://example.org/a\">b"), .prepared = STR("2026-01-15T10:00:00Z")};
    has(w, "@prefix set1: <https://example.org/a%22%3Eb/rest/data/ILO,DF_" FLOW ",1.0.0> .\n");
    has(w, "@prefix obs1: <https://example.org/a%22%3Eb/rest/data/ILO,DF_" FLOW ",1.0.0#> .\n");
    has(w, "@prefix SEX: <https://example.org/a%22%3Eb/rest/codelist/ILO/CL_SEX/1.0.0/> .\n");
    has(w, "@prefix dsd1: <https://example.org/a%22%3Eb/rest/datastructure/ILO/" FLOW "/1.0.0> .\n");
    has(w, "dct:issued \"2026-01-15T10:00:00Z\"^^xsd:dateTime");
    w.origin = STR("");
    has(w, "@prefix set1: <urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_" FLOW "(1.0.0)> .\n");
    has(w, "@prefix SEX: <urn:sdmx:org.sdmx.infomodel.codelist.Code=ILO:CL_SEX(1.0.0).> .\n");
    has(w, "@prefix p: <urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=ILO:CS_ILMS(1.0.0).> .\n");
}

TEST(rdf_structure_and_codes)
{
    struct writing w = {0};
    has(w, "\ndsd1: a qb:DataStructureDefinition ;\n  rdfs:label \"Employed non-citizens by sex and country of "
        "citizenship\"@en ;\n  qb:component [ qb:dimension p:REF_AREA ; qb:order 1 ]");
    has(w, "[ qb:dimension p:TIME_PERIOD ; qb:order 6 ] ;\n  qb:component [ qb:measure p:OBS_VALUE ]");
    has(w, "\np:SEX a rdf:Property, qb:DimensionProperty, qb:CodedProperty ;\n  rdfs:label \"Sex\"@en ;\n"
        "  rdfs:subPropertyOf sdmx-dimension:sex ;");
    has(w, "\nSEX:SEX_F a skos:Concept ; "
        "skos:inScheme <urn:sdmx:org.sdmx.infomodel.codelist.Codelist=ILO:CL_SEX(1.0.0)> ; "
        "skos:notation \"SEX_F\" ; skos:prefLabel \"Female\"@en .\n");
    lacks(w, "SEX:SEX_M "); /* does not occur */
    w.language = STR("th");
    struct str name = ref_name(fixture_ref(), "th", "code", STR("SEX_F"), STR(""));
    char want[200];
    CHECK(name.len && name.len < 100);
    *stpcpy(mempcpy(stpcpy(want, "skos:notation \"SEX_F\" ; skos:prefLabel \""), name.p, name.len), "\"@th .\n") = 0;
    has(w, want);
}

TEST(rdf_says_what_is)
{
    static const struct dataset gone = {.action = ACTION_DELETE},
                                was = {.action = ACTION_REPLACE, .valid_from = {"2025-01-15T10:00:00Z", 20},
                                       .valid_to = {"2026-01-15T10:00:00Z", 20}};
    lacks((struct writing){.datasets = &gone}, "obs1:");
    has((struct writing){.datasets = &was, .origin = STR("http://x")}, "1.0.0?asOf=2025-01-15T10:00:00Z> .\n");
    has((struct writing){.datasets = &was}, "dct:valid \"2026-01-15T10:00:00Z\"^^xsd:dateTime");
}

TEST(rdf_local_names)
{
    struct buf out = {0};
    rdf_local(&out, STR("A_1-b.c/d e<\xc3"));
    CHECK_STR(buf_view(&out), "A_1\\-b\\.c\\/d%20e%3C%C3");
    buf_release(&out);
}
