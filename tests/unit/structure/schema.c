/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Schemas of structure-specific data, held against messages that are right and that are wrong. */

#include "../syntax/json_check.h"
#include "made.h"

#include "test.h"

#include <stdio.h>
#include <unistd.h>

static const char *const folders[] = {[SDMX_21] = "sdmx21", [SDMX_30] = "sdmx30", [SDMX_31] = "sdmx31"};
static const char *const versions[] = {[SDMX_21] = "v2_1", [SDMX_30] = "v3_0", [SDMX_31] = "v3_1"};

static struct buf schema_of(struct made *m, enum sdmx_version version, const char *at, const char *allowed)
{
    struct buf out = {0};
    struct schema_request rq = {.all = &m->all,
                                .structure = made_find(m, ART_DATA_STRUCTURE, "DSD"),
                                .flow = made_find(m, ART_DATAFLOW, "DF_DSD"),
                                .allowed = allowed ? made_find(m, ART_CONSTRAINT, allowed) : NULL,
                                .version = version,
                                .at_observation = str_of(at)};
    schema_write(&out, &rq);
    return out;
}

TEST(schema_lists_the_codes_that_are_allowed)
{
    struct made m;
    made_init(&m);
    struct buf all = schema_of(&m, SDMX_21, "TIME_PERIOD", NULL);
    CHECK(strstr(all.p, "targetNamespace=\"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_DSD(1.0.0):"
                        "ObsLevelDim:TIME_PERIOD\""));
    CHECK(strstr(all.p, "<xs:enumeration value=\"E\">"));
    struct buf some = schema_of(&m, SDMX_21, "TIME_PERIOD", "CC_ALLOWED");
    CHECK(!strstr(some.p, "<xs:enumeration value=\"E\">") && strstr(some.p, "<xs:enumeration value=\"A\">"));
    buf_release(&all);
    buf_release(&some);
    made_release(&m);
}

/* A message with one data set, to be completed by what is in it. */
static const char *message(struct made *m, enum sdmx_version version, const char *at, const char *body)
{
    const char *urn = arena_fmt(&m->arena, "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_DSD(1.0.0):"
                                           "ObsLevelDim:%s", at);
    bool old = version == SDMX_21;
    const char *usage = old ? "<Ref agencyID=\"ILO\" id=\"DF_DSD\" version=\"1.0.0\" package=\"datastructure\" "
                              "class=\"Dataflow\"/>"
                            : "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_DSD(1.0.0)";
    const char *root = old && strcmp(at, "TIME_PERIOD") == 0 ? "StructureSpecificTimeSeriesData"
                                                             : "StructureSpecificData";
    const char *base = arena_fmt(&m->arena, "http://www.sdmx.org/resources/sdmxml/schemas/%s", versions[version]);
    return arena_fmt(&m->arena,
        "<?xml version=\"1.0\"?>\n<m:%s xmlns:m=\"%s/message\" xmlns:c=\"%s/common\" xmlns:ss=\"%s/data/"
        "structurespecific\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:ns1=\"%s\"><m:Header>"
        "<m:ID>X</m:ID><m:Test>false</m:Test><m:Prepared>2026-01-15T10:00:00Z</m:Prepared><m:Sender id=\"ILO\"/>"
        "<m:Structure structureID=\"DSD\" namespace=\"%s\" dimensionAtObservation=\"%s\"><c:StructureUsage>%s"
        "</c:StructureUsage></m:Structure></m:Header><m:DataSet ss:structureRef=\"DSD\" %sxsi:type=\"ns1:DataSetType\" "
        "ss:action=\"Replace\" %s</m:DataSet></m:%s>",
        root, base, base, base, urn, urn, at, usage, old ? "ss:dataScope=\"DataStructure\" " : "", body, root);
}

/* The standard's schemas, the one under test and one that takes in both, in a folder of their own. */
static bool valid(struct made *m, enum sdmx_version version, const char *at, const char *body)
{
    struct buf schema = schema_of(m, version, at, NULL);
    const char *folder = arena_fmt(&m->arena, "%s/%s", test_dir(), folders[version]);
    const char *both = arena_fmt(&m->arena,
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:import namespace=\"http://www.sdmx.org/resources/"
        "sdmxml/schemas/%s/message\" schemaLocation=\"SDMXMessage.xsd\"/><xs:import namespace=\"urn:sdmx:org.sdmx."
        "infomodel.datastructure.Dataflow=ILO:DF_DSD(1.0.0):ObsLevelDim:%s\" schemaLocation=\"flow.xsd\"/></xs:schema>",
        versions[version], at);
    CHECK(system(arena_fmt(&m->arena, "mkdir -p '%s' && cp -f '%s/schemas/%s/'*.xsd '%s/' && chmod u+w '%s/'*",
                           folder, test_shared(), folders[version], folder, folder)) == 0);
    made_file(m, arena_fmt(&m->arena, "%s/flow.xsd", folders[version]), buf_view(&schema));
    made_file(m, arena_fmt(&m->arena, "%s/both.xsd", folders[version]), str_of(both));
    made_file(m, arena_fmt(&m->arena, "%s/data.xml", folders[version]), str_of(message(m, version, at, body)));
    buf_release(&schema);
    int said = system(arena_fmt(&m->arena, "cd '%s' && xmllint --nonet --noout --schema both.xsd data.xml 2>said",
                                folder));
    CHECK(WIFEXITED(said) && (WEXITSTATUS(said) == 0 || WEXITSTATUS(said) == 3)); /* else the schema is at fault */
    return said == 0;
}

TEST(schema_takes_what_is_right_and_nothing_else)
{
    struct made m;
    test_shared();
    if (system("command -v xmllint >/dev/null 2>&1") != 0)
        test_skip("xmllint is not installed");
    made_init(&m);
    for (unsigned v = SDMX_21; v <= SDMX_31; v++) {
        enum sdmx_version version = (enum sdmx_version)v;
        CHECK(valid(&m, version, "TIME_PERIOD",
                    "TITLE=\"all\"><Series FREQ=\"A\" SEX=\"E\" NOTE=\"said\">"
                    "<Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"1.5\" OBS_STATUS=\"B\"/>"
                    "<Obs TIME_PERIOD=\"2021-Q1\" OBS_VALUE=\"NaN\"/></Series>"));
        CHECK(valid(&m, version, "SEX",
                    "><Series FREQ=\"A\" TIME_PERIOD=\"2020\"><Obs SEX=\"A\" OBS_VALUE=\"2\"/></Series>"));
        CHECK(valid(&m, version, "AllDimensions", "><Obs FREQ=\"A\" SEX=\"A\" TIME_PERIOD=\"2020\" OBS_VALUE=\"2\"/>"));
        CHECK(!valid(&m, version, "TIME_PERIOD", "><Series FREQ=\"A\" SEX=\"X\"/>"));      /* no such code */
        CHECK(!valid(&m, version, "TIME_PERIOD", "><Series FREQ=\"A\"/>"));                /* half a key */
        CHECK(!valid(&m, version, "TIME_PERIOD", "><Series FREQ=\"A\" SEX=\"A\" AGE=\"1\"/>")); /* no such dimension */
        CHECK(!valid(&m, version, "TIME_PERIOD",
                     "><Series FREQ=\"A\" SEX=\"A\"><Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"x\"/></Series>"));
        CHECK(!valid(&m, version, "SEX",
                     "><Series FREQ=\"A\" TIME_PERIOD=\"2020\"><Obs SEX=\"A\" TIME_PERIOD=\"2020\"/></Series>"));
        CHECK(!valid(&m, version, "AllDimensions", "><Obs FREQ=\"A\" SEX=\"A\" OBS_VALUE=\"2\"/>"));
    }
    made_release(&m);
}

TEST(schema_in_json_lists_the_same)
{
    struct made m;
    struct buf out = {0};
    made_init(&m);
    struct schema_request rq = {.all = &m.all,
                                .structure = made_find(&m, ART_DATA_STRUCTURE, "DSD"),
                                .flow = made_find(&m, ART_DATAFLOW, "DF_DSD"),
                                .allowed = made_find(&m, ART_CONSTRAINT, "CC_ALLOWED"),
                                .version = SDMX_31};
    schema_write_json(&out, &rq);
    json_check(buf_view(&out));
    CHECK(strstr(out.p, "{\"properties\":{\"id\":{\"const\":\"SEX\"},\"values\":{\"items\":{\"properties\":{\"id\":"
                        "{\"enum\":[\"A\",\"B\"]}}}}}}"));
    CHECK(strstr(out.p, "{\"properties\":{\"id\":{\"const\":\"TIME_PERIOD\"}}}"));
    buf_release(&out);
    made_release(&m);
}
