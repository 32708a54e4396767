/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Messages of data against the standard's own schemas, in every kind and with every option. What is
 * specific to a structure needs a schema for it besides, which is made here as part 3B of the standard
 * says: the dimensions and attributes by name, of any text. */

#include "io/files.h"

#include "io/attributes.h"
#include "io/formats.h"
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define SCHEMAS "http://www.sdmx.org/resources/sdmxml/schemas/"

static void save(const char *name, const struct buf *text)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", test_dir(), name);
    FILE *f = fopen(path, "w");
    CHECK(f && fwrite(text->p, 1, text->len, f) == text->len && fclose(f) == 0);
}

/* -- schemas of structures ---------------------------------------------------------------------- */

static void put_attributes(struct buf *out, bool twenty_one)
{
    for (unsigned i = 0; i < ATTRIBUTES; i++)
        buf_fmt(out, "<xs:attribute name=\"%s\" type=\"xs:string\"/>", attribute_rows[i].id);
    buf_fmt(out, "<xs:attribute name=\"OBS_VALUE\" type=\"xs:double\"/>%s",
            twenty_one ? "" : "<xs:attribute name=\"type\" use=\"prohibited\"/>");
}

static void put_keys(struct buf *out, const struct dims *dims, struct str at, bool series)
{
    for (unsigned d = 0; d <= dims->n; d++) {
        struct str id = d < dims->n ? dims->id[d] : STR("TIME_PERIOD");
        bool here = str_is(at, "AllDimensions") ? !series : str_eq(at, id) != series;
        if (here)
            buf_fmt(out, "<xs:attribute name=\"%.*s\" type=\"%s\" use=\"required\"/>", STR_FMT(id),
                    d < dims->n ? "xs:string" : "common:ObservationalTimePeriodType");
    }
}

static void put_type(struct buf *out, const char *name, const char *base, const char *content)
{
    buf_fmt(out, "<xs:complexType name=\"%s\"><xs:complexContent><xs:restriction base=\"ss:%s\"><xs:sequence>%s"
            "</xs:sequence>", name, base, content);
}
#define TYPE_END "</xs:restriction></xs:complexContent></xs:complexType>\n"

/* The schema of a flow's structure with that dimension at the observation. */
static void structure_schema(struct buf *out, const struct dims *dims, const char *urn, const char *version,
                             struct str at)
{
    const bool old = strcmp(version, "v2_1") == 0, time = old && str_is(at, "TIME_PERIOD"),
               flat = str_is(at, "AllDimensions");
    const char *annotations = "<xs:element ref=\"common:Annotations\" minOccurs=\"0\"/>";
    char content[600];
    buf_fmt(out, "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns:common=\"" SCHEMAS "%s/common\" "
            "xmlns:ss=\"" SCHEMAS "%s/data/structurespecific\" xmlns=\"%s:ObsLevelDim:%.*s\" "
            "targetNamespace=\"%s:ObsLevelDim:%.*s\">\n<xs:import namespace=\"" SCHEMAS "%s/common\"/>"
            "<xs:import namespace=\"" SCHEMAS "%s/data/structurespecific\"/>\n",
            version, version, urn, STR_FMT(at), urn, STR_FMT(at), version, version);
    snprintf(content, sizeof content, "%s<xs:element name=\"DataProvider\" type=\"common:DataProviderReferenceType\" "
             "form=\"unqualified\" minOccurs=\"0\"/><xs:choice minOccurs=\"0\"%s><xs:element name=\"%s\" type=\"%s\" "
             "form=\"unqualified\" maxOccurs=\"%s\"/></xs:choice>", annotations, old ? "" : " maxOccurs=\"unbounded\"",
             flat ? "Obs" : "Series", flat ? "ObsType" : "SeriesType", old ? "unbounded" : "1");
    put_type(out, "DataSetType", time ? "TimeSeriesDataSetType" : "DataSetType", content);
    buf_puts(out, TYPE_END);
    if (!flat) {
        snprintf(content, sizeof content, "%s<xs:element name=\"Obs\" type=\"ObsType\" form=\"unqualified\" "
                 "minOccurs=\"0\" maxOccurs=\"unbounded\"/>", annotations);
        put_type(out, "SeriesType", time ? "TimeSeriesType" : "SeriesType", content);
        put_keys(out, dims, at, true);
        if (time)
            buf_puts(out, "<xs:attribute name=\"TIME_PERIOD\" use=\"prohibited\"/>");
        buf_puts(out, TYPE_END);
    }
    put_type(out, "ObsType", time ? "TimeSeriesObsType" : "ObsType", annotations);
    put_keys(out, dims, at, false);
    put_attributes(out, old);
    buf_puts(out, TYPE_END "</xs:schema>\n");
}

/* -- messages ------------------------------------------------------------------------------------- */

struct variant {
    const char *name, *at;
    struct writing with;
    enum action action;
    struct str provider, valid_from, valid_to;
};
static const struct variant variants[] = {
    {.name = "plain"},
    {.name = "keys", .with = {.series_only = true}},
    {.name = "data", .with = {.data_only = true}},
    {.name = "none", .with = {.data_only = true, .no_measure = true}},
    {.name = "some", .with = {.without = ATTR_STATUS | ATTR_DECIMALS, .no_measure = true}},
    {.name = "flat", .at = "AllDimensions", .with = {.all_dimensions = true}},
    {.name = "flatnone", .at = "AllDimensions",
     .with = {.all_dimensions = true, .data_only = true, .no_measure = true}},
    {.name = "area", .at = "REF_AREA"},
    {.name = "sex", .at = "SEX"},
    {.name = "sexkeys", .at = "SEX", .with = {.series_only = true}},
    {.name = "delete", .action = ACTION_DELETE, .valid_to = {"2026-01-15T10:00:00Z", 20}},
    {.name = "merge", .action = ACTION_MERGE, .valid_from = {"2026-01-15T10:00:00Z", 20}},
    {.name = "provider", .action = ACTION_REPLACE, .provider = {"THA", 3}},
    {.name = "links", .with = {.origin = {"https://example.org", 19}, .language = {"th", 2}}},
};

static struct cube *cube_with_all(void)
{
    struct obs_set set;
    struct chance c = {12};
    obs_set_init(&set);
    fixture_random(&set, &c, 30);
    fixture_put(&set, "MST_NCTE_SEX_CCT_NB LAO BA:741 2014", "SEX_T CCT_CTZ_TOTAL 1")->note =
        obs_set_note(&set, STR("C2:<b>&\"'>]]>\n"), STR("I1:\xc3\xa9"), STR("R1:\xff\x01"));
    struct cube *cube = fixture_cube(fixture_ref(), &set);
    obs_set_release(&set);
    return cube;
}

static void write_variant(const char *kind, const struct variant *v, const struct cube *cube, const struct slice *s,
                          const char *file)
{
    struct dataset sets[16] = {{0}};
    struct buf text = {0};
    struct writing w = v->with;
    CHECK(cube->nflows <= ARRAY_LEN(sets));
    for (uint32_t i = 0; i < cube->nflows; i++)
        sets[i] = (struct dataset){v->action, v->valid_from, v->valid_to, v->provider};
    w.ref = cube->ref;
    w.slices = s;
    w.nslices = cube->nflows;
    w.prepared = STR("2026-01-15T10:00:00Z");
    w.datasets = v->action || v->provider.len ? sets : NULL;
    if (v->at && !w.all_dimensions)
        w.at_observation = str_of(v->at);
    write_all(&text, &w, kind);
    save(file, &text);
    buf_release(&text);
}

/* The schemas of the flows for a variant, imported by the driver. */
static void add_schemas(struct buf *driver, const struct variant *v, const struct cube *cube, const char *version)
{
    for (uint32_t f = 0; f < cube->nflows; f++) {
        struct dims dims;
        struct buf schema = {0};
        struct str code = cube->ref->indicators[cube->flows[f].indicator].code, at = STR("TIME_PERIOD");
        char urn[200], file[200];
        dims_of(&dims, cube->ref, cube->flows[f].indicator);
        for (unsigned d = 0; d < dims.n; d++)
            if (v->at && str_is(dims.id[d], v->at))
                at = dims.id[d];
        if (v->with.all_dimensions)
            at = STR("AllDimensions");
        else if (v->at && !str_is(at, v->at))
            continue; /* as without the variant */
        snprintf(urn, sizeof urn, "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_%s(1.0.0)", code.p);
        structure_schema(&schema, &dims, urn, version, at);
        snprintf(file, sizeof file, "%s-%s-%s.xsd", version, v->name, code.p);
        save(file, &schema);
        buf_fmt(driver, "<xs:import namespace=\"%s:ObsLevelDim:%.*s\" schemaLocation=\"%s\"/>\n", urn, STR_FMT(at),
                file);
        buf_release(&schema);
    }
}

/* xmllint with the arguments collected; its output is the message of the failure. */
static void run_xmllint(const char *const *args)
{
    char path[400], said[1500] = "";
    snprintf(path, sizeof path, "%s/said", test_dir());
    pid_t pid = fork();
    if (pid == 0) {
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(fd, 1);
        dup2(fd, 2);
        execvp(args[0], (char *const *)args);
        _exit(127);
    }
    int status;
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        test_skip("xmllint is not installed");
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(said, 1, sizeof said - 1, f) : 0;
    said[n] = 0;
    if (f)
        fclose(f);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        test_fail(__FILE__, __LINE__, "xmllint: %s", said);
}

/* One kind of message in all variants. */
static void valid(const char *kind, const char *folder, const char *version, bool generic)
{
    const char *shared = test_shared(); /* before anything is there that would be lost where it is not */
    struct cube *cube = cube_with_all();
    struct slice *s = all_slices(cube);
    struct buf driver = {0};
    char here[300], schema[400], file[ARRAY_LEN(variants)][400];
    const char *args[ARRAY_LEN(variants) + 8] = {"xmllint", "--nonet", "--huge", "--noout", "--schema", schema};
    snprintf(schema, sizeof schema, "%s/schemas/%s/SDMXMessage.xsd", shared, folder);
    CHECK(getcwd(here, sizeof here));
    for (size_t i = 0; i < ARRAY_LEN(variants); i++) {
        char name[100];
        snprintf(name, sizeof name, "%s-%s.xml", kind, variants[i].name);
        write_variant(kind, &variants[i], cube, s, name);
        snprintf(file[i], sizeof file[i], "%s/%s", test_dir(), name);
        args[6 + i] = file[i];
    }
    if (!generic) {
        buf_fmt(&driver, "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n<xs:import namespace=\"" SCHEMAS
                "%s/message\" schemaLocation=\"%s/%s\"/>\n", version, here, schema);
        static const unsigned once[] = {0, 5, 7, 8, 12}; /* of the variants: with namespaces of their own */
        for (size_t i = 0; i < ARRAY_LEN(once); i++)
            add_schemas(&driver, &variants[once[i]], cube, version);
        buf_puts(&driver, "</xs:schema>\n");
        save("driver.xsd", &driver);
        snprintf(schema, sizeof schema, "%s/driver.xsd", test_dir());
    }
    buf_release(&driver);
    slices_free(s, cube->nflows);
    cube_free(cube);
    run_xmllint(args);
}

TEST(sdmx_ml_valid_generic) { valid("sdmx-ml-generic", "sdmx21", "v2_1", true); }
TEST(sdmx_ml_valid_generic_series) { valid("sdmx-ml-generic-series", "sdmx21", "v2_1", true); }
TEST(sdmx_ml_valid_specific) { valid("sdmx-ml", "sdmx21", "v2_1", false); }
TEST(sdmx_ml_valid_specific_series) { valid("sdmx-ml-series", "sdmx21", "v2_1", false); }
TEST(sdmx_ml_valid_three) { valid("sdmx-ml-3.0", "sdmx30", "v3_0", false); }
TEST(sdmx_ml_valid_three_one) { valid("sdmx-ml-3.1", "sdmx31", "v3_1", false); }
