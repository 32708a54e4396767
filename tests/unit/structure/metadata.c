/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "structure/metadata.h"

#include "../syntax/json_check.h"
#include "made.h"
#include "test.h"

#include <stdio.h>

static bool has(const struct buf *out, const char *text)
{
    return memmem(out->p, out->len, text, strlen(text)) != NULL;
}

static struct buf write_set(struct made *m, enum metadata_form form, enum fullness fullness)
{
    struct buf out = {0};
    struct chosen one = {made_find(m, ART_METADATA_SET, "MDS"), fullness};
    struct structure_message message = m->message;
    message.chosen = &one;
    message.n = 1;
    metadata_forms[form].write(&out, &message);
    return out;
}

static const char *const xsd[METADATA_FORMS] = {[METADATA_ML_21] = "sdmx21/SDMXMessage.xsd",
                                                [METADATA_ML_30] = "sdmx30/SDMXMessage.xsd",
                                                [METADATA_ML_31] = "sdmx31/SDMXMessage.xsd"};

TEST(metadata_in_every_form)
{
    struct made m;
    const char *keep = getenv("ILMS_KEEP");
    made_init(&m);
    for (unsigned form = 0; form < METADATA_FORMS; form++)
        for (unsigned stub = 0; stub < 2; stub++) {
            struct buf out = write_set(&m, (enum metadata_form)form, stub ? STUB : FULL);
            if (metadata_forms[form].json)
                json_check(buf_view(&out));
            if (!stub)
                CHECK(has(&out, "COVERAGE") && has(&out, "Title"));
            else if (form == METADATA_ML_30 || form == METADATA_ML_31)
                CHECK(has(&out, "isExternalReference=\"true\"") && !has(&out, "md:Attribute"));
            if (keep) {
                FILE *f = fopen(arena_fmt(&m.arena, "%s/%s-%u%s", keep, metadata_forms[form].name, stub,
                                          metadata_forms[form].ext), "wb");
                CHECK(f && fwrite(out.p, 1, out.len, f) == out.len && fclose(f) == 0);
            }
            buf_release(&out);
        }
    made_release(&m);
}

TEST(metadata_values_stand_where_the_structure_has_them)
{
    struct made m;
    made_init(&m);
    struct buf out = write_set(&m, METADATA_ML_31, FULL);
    CHECK(has(&out, "<md:Target>urn:sdmx:org.sdmx.infomodel.registry.ProvisionAgreement=ILO:PA_DSD_A(1.0.0)</md:Target>"
                    "<md:Attribute id=\"METHOD\"><md:Attribute id=\"COVERAGE\"><com:Text xml:lang=\"en\">"));
    buf_release(&out);
    out = write_set(&m, METADATA_ML_21, FULL);
    CHECK(has(&out, "<md:ReportedAttribute id=\"METHOD\"><md:AttributeSet><md:ReportedAttribute id=\"COVERAGE\">"));
    CHECK(has(&out, "<md:ReferenceValue id=\"ProvisionAgreement\"><md:ObjectReference><Ref id=\"PA_DSD_A\""));
    buf_release(&out);
    out = write_set(&m, METADATA_JSON_21, FULL);
    CHECK(has(&out, "\"attributes\":[{\"id\":\"METHOD\","
                    "\"attributes\":[{\"id\":\"COVERAGE\",\"value\":{\"en\":\"Title"));
    buf_release(&out);
    out = write_set(&m, METADATA_CSV_21, FULL);
    CHECK_STR(buf_view(&out),
              "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS,METHOD.COVERAGE[]\r\n"
              "metadataprovision,ILO:MPA(1.0.0),ILO:MDS(1.0.0),provisionagreement,ILO:PA_DSD_A(1.0.0),"
              "Title & <more>\r\n");
    buf_release(&out);
    made_release(&m);
}

TEST(metadata_and_registrations_validate)
{
    struct made m;
    test_shared();
    made_init(&m);
    for (unsigned form = 0; form < METADATA_FORMS; form++)
        for (unsigned stub = 0; stub < 2 && xsd[form]; stub++) {
            struct buf out = write_set(&m, (enum metadata_form)form, stub && form != METADATA_ML_21 ? STUB : FULL);
            made_valid(&m, xsd[form], "metadata.xml", buf_view(&out));
            buf_release(&out);
        }
    const struct registration v[] = {
        {STR("PA_DSD_A"), artefact_reference(made_find(&m, ART_PROVISION_AGREEMENT, "PA_DSD_A")),
         STR("2026-01-15T10:00:00Z"), STR("https://example.org/rest/v2/data/provisionagreement/ILO/PA_DSD_A?a=1&b=2"),
         STR("https://example.org/rest/v2")}};
    for (unsigned version = SDMX_30; version <= SDMX_31; version++)
        for (unsigned n = 0; n < 2; n++) {
            struct buf out = {0};
            registrations_write(&out, &m.message, (enum sdmx_version)version, v, n);
            made_valid(&m, version == SDMX_30 ? xsd[METADATA_ML_30] : xsd[METADATA_ML_31], "registrations.xml",
                       buf_view(&out));
            buf_release(&out);
        }
    made_release(&m);
}
