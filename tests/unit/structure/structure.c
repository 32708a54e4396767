/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "made.h"

#include "../syntax/json_check.h"
#include "test.h"

#include <stdio.h>

static bool has(const struct buf *out, const char *text)
{
    return memmem(out->p, out->len, text, strlen(text)) != NULL;
}

static unsigned count(const struct buf *out, const char *text)
{
    unsigned n = 0;
    for (const char *at = out->p; (at = memmem(at, out->len - (size_t)(at - out->p), text, strlen(text))); at++)
        n++;
    return n;
}

static const char *const xsd[STRUCTURE_FORMS] = {[STRUCTURE_ML_21] = "sdmx21/SDMXMessage.xsd",
                                                 [STRUCTURE_ML_30] = "sdmx30/SDMXMessage.xsd",
                                                 [STRUCTURE_ML_31] = "sdmx31/SDMXMessage.xsd"};

/* Every form of every fullness, in one language and in all; each file stays where `keep` says, for a
 * validator that is none of ours. */
static void write_all(struct made *m, void (*see)(struct made *, enum structure_form, const char *, struct str))
{
    static const char *const names[] = {"full", "stub", "complete"};
    for (unsigned form = 0; form < STRUCTURE_FORMS; form++)
        for (unsigned fullness = FULL; fullness <= COMPLETE_STUB; fullness++) {
            struct buf out = {0};
            for (size_t i = 0; i < m->n; i++)
                m->chosen[i].fullness = (enum fullness)fullness;
            m->message.language = fullness == STUB ? STR("fr") : STR("");
            structure_forms[form].write(&out, &m->message);
            see(m, (enum structure_form)form,
                arena_fmt(&m->arena, "%s-%s%s", structure_forms[form].name, names[fullness], structure_forms[form].ext),
                buf_view(&out));
            buf_release(&out);
        }
}

static void see_form(struct made *m, enum structure_form form, const char *name, struct str text)
{
    const char *keep = getenv("ILMS_KEEP");
    if (structure_forms[form].json)
        json_check(text);
    else
        CHECK(str_starts(text, STR("<?xml")));
    if (keep) {
        FILE *f = fopen(arena_fmt(&m->arena, "%s/%s", keep, name), "wb");
        CHECK(f && fwrite(text.p, 1, text.len, f) == text.len && fclose(f) == 0);
    }
}

TEST(structure_every_class_in_every_form)
{
    struct made m;
    made_init(&m);
    write_all(&m, see_form);
    made_release(&m);
}

static void see_valid(struct made *m, enum structure_form form, const char *name, struct str text)
{
    if (xsd[form])
        made_valid(m, xsd[form], name, text);
}

TEST(structure_ml_validates)
{
    struct made m;
    test_shared();
    made_init(&m);
    write_all(&m, see_valid);
    made_release(&m);
}

/* -- what is in them -------------------------------------------------------------------------------- */

/* One artefact in one form. */
static struct buf write_one(struct made *m, enum structure_form form, enum artefact_class cls, const char *id,
                            enum fullness fullness, const char *language)
{
    struct buf out = {0};
    struct chosen one = {made_find(m, cls, id), fullness};
    struct structure_message message = m->message;
    CHECK(one.artefact);
    message.chosen = &one;
    message.n = 1;
    message.language = str_of(language);
    structure_forms[form].write(&out, &message);
    return out;
}

static void check_has(struct made *m, enum structure_form form, enum artefact_class cls, const char *id,
                      const char *text)
{
    struct buf out = write_one(m, form, cls, id, FULL, NULL);
    if (!has(&out, text))
        test_fail(__FILE__, __LINE__, "%s of %s has no %s: %.*s", structure_forms[form].name, id, text,
                  (int)MIN(out.len, (size_t)4000), out.p);
    buf_release(&out);
}

TEST(structure_references_are_as_the_version_has_them)
{
    struct made m;
    made_init(&m);
    check_has(&m, STRUCTURE_ML_21, ART_DATAFLOW, "DF_DSD",
              "<str:Structure><Ref id=\"DSD\" version=\"1.0.0\" agencyID=\"ILO\" package=\"datastructure\" "
              "class=\"DataStructure\"/></str:Structure>");
    check_has(&m, STRUCTURE_ML_21, ART_DATA_STRUCTURE, "DSD",
              "<str:ConceptIdentity><Ref id=\"SEX\" maintainableParentID=\"CS\" maintainableParentVersion=\"1.0.0\" "
              "agencyID=\"ILO\" package=\"conceptscheme\" class=\"Concept\"/></str:ConceptIdentity>");
    for (unsigned form = STRUCTURE_ML_30; form < STRUCTURE_FORMS; form++) {
        check_has(&m, (enum structure_form)form, ART_DATAFLOW, "DF_DSD",
                  "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=ILO:DSD(1.0.0)");
        check_has(&m, (enum structure_form)form, ART_CATEGORISATION, "CAT_DSD",
                  "urn:sdmx:org.sdmx.infomodel.categoryscheme.Category=ILO:CAT(1.0.0).A.B.D");
    }
    /* schemes of organisations never change their version */
    for (unsigned form = 0; form < STRUCTURE_FORMS; form++)
        check_has(&m, (enum structure_form)form, ART_DATA_PROVIDER_SCHEME, "DATA_PROVIDERS",
                  "urn:sdmx:org.sdmx.infomodel.base.DataProviderScheme=ILO:DATA_PROVIDERS(1.0)");
    check_has(&m, STRUCTURE_ML_21, ART_REPORTING_TAXONOMY, "TAX",
              "<str:ProvisioningMetadata><Ref id=\"DF_DSD\" version=\"1.0.0\" agencyID=\"ILO\" "
              "package=\"datastructure\" class=\"Dataflow\"/></str:ProvisioningMetadata>");
    check_has(&m, STRUCTURE_JSON_20, ART_REPORTING_TAXONOMY, "TAX",
              "\"provisioningMetadata\":[\"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_DSD(1.0.0)\"]");
    check_has(&m, STRUCTURE_JSON_20, ART_PROVISION_AGREEMENT, "PA_DSD_A",
              "\"dataProvider\":\"urn:sdmx:org.sdmx.infomodel.base.DataProvider=ILO:DATA_PROVIDERS(1.0).A\"");
    made_release(&m);
}

TEST(structure_items_stand_in_or_name_their_parent)
{
    struct made m;
    made_init(&m);
    check_has(&m, STRUCTURE_ML_21, ART_CODELIST, "CL_A", "<str:Parent><Ref id=\"B\"/></str:Parent></str:Code>");
    check_has(&m, STRUCTURE_ML_30, ART_CODELIST, "CL_A", "<str:Parent>B</str:Parent></str:Code>");
    check_has(&m, STRUCTURE_JSON_10, ART_CODELIST, "CL_A", "\"parent\":\"B\"");
    check_has(&m, STRUCTURE_JSON_10, ART_ORGANISATION_UNIT_SCHEME, "UNITS",
              "\"parent\":\"urn:sdmx:org.sdmx.infomodel.base.OrganisationUnit=ILO:UNITS(1.0.0).B\"");
    check_has(&m, STRUCTURE_ML_31, ART_CODELIST, "CL_A", "isPartial=\"true\"");
    for (unsigned form = STRUCTURE_ML_21; form <= STRUCTURE_ML_31; form++) { /* A has B, which has D; and E */
        struct buf out = write_one(&m, (enum structure_form)form, ART_CATEGORY_SCHEME, "CAT", FULL, "en");
        const char *a = strstr(out.p, "id=\"A\""), *b = strstr(out.p, "id=\"B\""), *d = strstr(out.p, "id=\"D\"");
        CHECK(a && b && d && a < b && b < d);
        CHECK(strstr(d, "</str:Category></str:Category><str:Category id=\"E\">"));
        buf_release(&out);
    }
    made_release(&m);
}

TEST(structure_stubs_say_where_the_whole_is)
{
    struct made m;
    made_init(&m);
    struct buf out = write_one(&m, STRUCTURE_ML_21, ART_CODELIST, "CL_B", STUB, NULL);
    CHECK(has(&out, "isExternalReference=\"true\" "
                    "structureURL=\"https://example.org/rest/v1/codelist/ILO/CL_B/1.0.0\""));
    CHECK(!has(&out, "str:Code ") && !has(&out, "com:Description") && !has(&out, "com:Annotations"));
    buf_release(&out);
    out = write_one(&m, STRUCTURE_ML_31, ART_CODELIST, "CL_B", COMPLETE_STUB, NULL);
    CHECK(has(&out, "structureURL=\"https://example.org/rest/v2/structure/codelist/ILO/CL_B/1.0.0\""));
    CHECK(!has(&out, "str:Code ") && has(&out, "com:Description") && has(&out, "com:Annotations"));
    buf_release(&out);
    out = write_one(&m, STRUCTURE_JSON_21, ART_CODELIST, "CL_B", STUB, NULL);
    CHECK(has(&out, "\"isExternalReference\":true") && has(&out, "\"rel\":\"external\"") && !has(&out, "\"codes\""));
    buf_release(&out);
    m.message.origin = STR("");
    out = write_one(&m, STRUCTURE_ML_21, ART_CODELIST, "CL_B", STUB, NULL);
    CHECK(has(&out, "isExternalReference=\"true\"") && !has(&out, "structureURL"));
    buf_release(&out);
    made_release(&m);
}

TEST(structure_names_in_one_language_or_all)
{
    struct made m;
    made_init(&m);
    struct buf out = write_one(&m, STRUCTURE_ML_21, ART_DATAFLOW, "DF_DSD", FULL, NULL);
    CHECK(has(&out, "<com:Name xml:lang=\"en\">Title &amp; &lt;more&gt;</com:Name><com:Name xml:lang=\"fr\">Titre<"));
    buf_release(&out);
    out = write_one(&m, STRUCTURE_ML_21, ART_DATAFLOW, "DF_DSD", FULL, "fr");
    CHECK(has(&out, ">Titre<") && !has(&out, "xml:lang=\"en\">Title"));
    buf_release(&out);
    out = write_one(&m, STRUCTURE_JSON_20, ART_DATAFLOW, "DF_DSD", FULL, "th"); /* which it has not */
    CHECK(has(&out, "\"name\":\"Title & <more>\",\"names\":{\"en\":\"Title & <more>\"}"));
    buf_release(&out);
    made_release(&m);
}

TEST(structure_what_there_is_of_data)
{
    struct made m;
    made_init(&m);
    struct buf out = write_one(&m, STRUCTURE_ML_21, ART_CONSTRAINT, "CC_ACTUAL", FULL, NULL);
    CHECK(has(&out, "type=\"Actual\"") && has(&out, "<com:Annotation id=\"series_count\"><com:AnnotationTitle>12<"));
    CHECK(has(&out, "<com:AnnotationTitle>340</com:AnnotationTitle><com:AnnotationType>sdmx_metrics<"));
    CHECK(has(&out, "<com:KeyValue id=\"SEX\"><com:Value>A</com:Value><com:Value>B</com:Value></com:KeyValue>"));
    CHECK(has(&out, "<com:Attribute id=\"OBS_STATUS\">") && !has(&out, "id=\"NOTE\""));
    CHECK(has(&out, "startTime=\"2015-01-01T00:00:00\" endTime=\"2024-09-30T23:59:59\""));
    CHECK(!has(&out, "str:DataStructure>")); /* two kinds of things cannot stand in one attachment */
    CHECK_INT(count(&out, "<str:Dataflow>"), 2);
    buf_release(&out);
    out = write_one(&m, STRUCTURE_ML_30, ART_CONSTRAINT, "CC_ACTUAL", FULL, NULL);
    CHECK(has(&out, "<str:DataConstraint ") && has(&out, "role=\"Actual\"") && has(&out, "series_count"));
    buf_release(&out);
    out = write_one(&m, STRUCTURE_ML_31, ART_CONSTRAINT, "CC_ACTUAL", FULL, NULL);
    CHECK(has(&out, "<str:AvailabilityConstraint seriesCount=\"12\" obsCount=\"340\">"));
    buf_release(&out);
    out = write_one(&m, STRUCTURE_JSON_21, ART_CONSTRAINT, "CC_ACTUAL", FULL, NULL);
    CHECK(has(&out, "\"availabilityConstraints\":[{\"constraintAttachment\":{\"dataflow\":\"urn:sdmx:"));
    CHECK(has(&out, "\"seriesCount\":12,\"obsCount\":340"));
    buf_release(&out);
    out = write_one(&m, STRUCTURE_JSON_21, ART_CONSTRAINT, "CC_ALLOWED", FULL, NULL);
    CHECK(has(&out, "\"dataConstraints\":[") && !has(&out, "\"role\""));
    buf_release(&out);
    made_release(&m);
}

TEST(structure_classes_that_a_version_lacks_are_left_out)
{
    static const enum artefact_class later[] = {ART_METADATA_PROVIDER_SCHEME, ART_HIERARCHY_ASSOCIATION,
                                                ART_METADATA_PROVISION_AGREEMENT, ART_REPRESENTATION_MAP};
    static const char *const ids[] = {"METADATA_PROVIDERS", "HA", "MPA", "MAP_CODES"};
    struct made m;
    made_init(&m);
    for (size_t i = 0; i < ARRAY_LEN(later); i++) {
        struct buf out = write_one(&m, STRUCTURE_ML_21, later[i], ids[i], FULL, NULL);
        CHECK(has(&out, "<mes:Structures/>"));
        buf_release(&out);
        out = write_one(&m, STRUCTURE_JSON_10, later[i], ids[i], FULL, NULL);
        CHECK(has(&out, "\"data\":{}"));
        buf_release(&out);
    }
    check_has(&m, STRUCTURE_ML_21, ART_STRUCTURE_MAP, "MAP", "<str:CodelistMap id=\"MAP_CODES\">");
    check_has(&m, STRUCTURE_ML_21, ART_STRUCTURE_MAP, "MAP",
              "<str:RepresentationMapping><str:CodelistMap><Ref id=\"MAP_CODES\"/>");
    made_release(&m);
}
