/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/files.h"

#include "base/random.h"
#include "model/period.h"
#include "test.h"

#define URN "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:DF_MST_NCTE_SEX_CCT_NB(1.0)"

static void one_figure(const char *text, const char *format)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    struct err err;
    if (f.result < 0 || f.findings.n || f.set.n != 1)
        test_fail(__FILE__, __LINE__, "%s: %s %.*s", text, f.result < 0 ? f.err.text : "",
                  f.findings.n ? (int)f.findings.v[0].message.len : 0,
                  f.findings.n ? f.findings.v[0].message.p : "");
    CHECK_STR(str_of(format_detect(str_of(text), &err)->name), format);
    const struct obs *o = f.set.v;
    CHECK(o->area == fixture_area("THA") && o->indicator == fixture_indicator("MST_NCTE_SEX_CCT_NB") &&
          o->sex == fixture_code("SEX_T") && o->classif[0] == fixture_code("CCT_CTZ_MMR"));
    CHECK(o->value == 933.89 && o->decimals == 3 && o->status == 'B' && o->period == period_make(2014, 0));
    CHECK_STR(f.set.sources.v[o->source], "BA:741");
    file_release(&f);
}

#define V(id, value) "<g:Value id=\"" id "\" value=\"" value "\"/>"
#define REF "<c:StructureUsage><Ref agencyID=\"ILO\" id=\"DF_MST_NCTE_SEX_CCT_NB\" version=\"1.0\"/></c:StructureUsage>"
#define GENERIC(root, header, data)                                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- a comment -->\n"                                                  \
    "<m:" root " xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" xmlns:g=\"http://g\" "         \
    "xmlns:c=\"http://c\">\n"                                                                                         \
    "<m:Header><m:ID>x</m:ID>" header "</m:Header>\n" data "</m:" root ">"

TEST(sdmx_ml_generic_is_read)
{
    one_figure(GENERIC("GenericData",
                       "<m:Structure structureID=\"S\" dimensionAtObservation=\"TIME_PERIOD\">" REF "</m:Structure>",
                       "<m:DataSet structureRef=\"S\" action=\"Append\">"
                       "<g:Attributes>" V("SOURCE", "BA:741") "</g:Attributes>"
                       "<g:Series><g:SeriesKey>" V("REF_AREA", "THA") V("SEX", "SEX_T") V("CCT", "CCT_CTZ_MMR")
                       "</g:SeriesKey>"
                       "<g:Attributes>" V("UNIT_MULT", "3") "</g:Attributes>"
                       "<g:Obs><g:ObsDimension value=\"2014\"/><g:ObsValue value=\"933.890\"/>"
                       "<g:Attributes>" V("OBS_STATUS", "B") "</g:Attributes></g:Obs></g:Series></m:DataSet>"),
               "sdmx-ml-generic");
    /* flat */
    one_figure(GENERIC("GenericData",
                       "<m:Structure structureID=\"S\" dimensionAtObservation=\"AllDimensions\"><c:Structure><URN>" URN
                       "</URN></c:Structure></m:Structure>",
                       "<m:DataSet structureRef=\"S\"><g:Obs><g:ObsKey>"
                       V("TIME_PERIOD", "2014-A1") V("REF_AREA", "THA") V("SEX", "SEX_T") V("CCT", "CCT_CTZ_MMR")
                       V("FREQ", "A") "</g:ObsKey><g:ObsValue value=\"933.890\"/>"
                       "<g:Attributes>" V("OBS_STATUS", "B") V("SOURCE", "BA:741") "</g:Attributes></g:Obs>"
                       "</m:DataSet>"),
               "sdmx-ml-generic");
    /* another dimension at the observation; the agreement alone is named, in the spelling of the schema */
    one_figure(GENERIC("GenericTimeSeriesData",
                       "<m:Structure structureID=\"S\" dimensionAtObservation=\"CCT\"><c:ProvisionAgrement>"
                       "<Ref id=\"PA_MST_NCTE_SEX_CCT_NB_THA\"/></c:ProvisionAgrement></m:Structure>",
                       "<m:DataSet structureRef=\"S\"><g:Series><g:SeriesKey>"
                       V("REF_AREA", "THA") V("SEX", "SEX_T") V("TIME_PERIOD", "2014") "</g:SeriesKey>"
                       "<g:Obs><g:ObsDimension value=\"CCT_CTZ_MMR\"/><g:ObsValue value=\"933.890\"/>"
                       "<g:Attributes>" V("OBS_STATUS", "B") V("SOURCE", "BA:741") "</g:Attributes></g:Obs>"
                       "</g:Series></m:DataSet>"),
               "sdmx-ml-generic-series");
}

#define SPECIFIC(root, version, header, data)                                                                         \
    "<?xml version='1.0'?>\n"                                                                                         \
    "<mes:" root " xmlns:mes='http://www.sdmx.org/resources/sdmxml/schemas/" version "/message' xmlns:ss='u' "        \
    "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:ns1='" URN ":ObsLevelDim:TIME_PERIOD'>\n"            \
    "<mes:Header>" header "</mes:Header>\n" data "</mes:" root ">"
#define STRUCTURE21                                                                                                   \
    "<mes:Structure structureID='S' namespace='" URN ":ObsLevelDim:TIME_PERIOD' dimensionAtObservation='TIME_PERIOD'>"\
    "<com:Structure><Ref id='MST_NCTE_SEX_CCT_NB'/></com:Structure></mes:Structure>"

TEST(sdmx_ml_specific_is_read_without_its_structure)
{
    one_figure(SPECIFIC("StructureSpecificData", "v2_1", STRUCTURE21,
                        "<mes:DataSet ss:structureRef='S' xsi:type='ns1:DataSetType' "
                        "ss:dataScope='DataStructure' ss:action='Replace'>"
                        "<Series REF_AREA='THA' FREQ='A' SEX='SEX_T' CCT='CCT_CTZ_MMR' SOURCE='BA:741'>"
                        "<Obs TIME_PERIOD='2014' OBS_VALUE='933.890' OBS_STATUS='B'/></Series></mes:DataSet>"),
               "sdmx-ml");
    /* flat; action without its namespace, as some write it; the structure is told by the namespace */
    one_figure(SPECIFIC("StructureSpecificTimeSeriesData", "v2_1",
                        "<mes:Structure structureID='S' namespace='" URN ":ObsLevelDim:X'/>",
                        "<mes:DataSet structureRef='S' action='Append' SOURCE='BA:741'>"
                        "<ns1:Obs REF_AREA='THA' SEX='SEX_T' CCT='CCT_CTZ_MMR' "
                        "TIME_PERIOD='2014-01-01T00:00:00/P1Y' FREQ='A' OBS_VALUE='933.890' OBS_STATUS='B'/>"
                        "</mes:DataSet>"),
               "sdmx-ml-series");
    /* 3.0: URNs as text, values of several in elements */
    one_figure(SPECIFIC("StructureSpecificData", "v3_0", "<mes:Structure structureID='S'><com:StructureUsage>\n" URN
                        "\n</com:StructureUsage></mes:Structure>",
                        "<mes:DataSet ss:structureRef='S' ss:action='Information'>"
                        "<Series REF_AREA='THA' SEX='SEX_T' CCT='CCT_CTZ_MMR'>"
                        "<Comp id='SOURCE' xsi:type='ns1:SOURCE'><Value>BA:741</Value></Comp>"
                        "<Obs TIME_PERIOD='2014' OBS_VALUE='933.890'>"
                        "<Comp id='OBS_STATUS'><Value>B</Value></Comp></Obs></Series></mes:DataSet>"),
               "sdmx-ml-3.0");
    one_figure(SPECIFIC("StructureSpecificData", "v3_1",
                        "<mes:Structure structureID='S'><com:ProvisionAgreement>"
                        "urn:sdmx:org.sdmx.infomodel.registry.ProvisionAgreement=ILO:PA_MST_NCTE_SEX_CCT_NB_THA(1.0.0)"
                        "</com:ProvisionAgreement></mes:Structure>",
                        "<mes:DataSet ss:structureRef='S' ss:action='Merge'>"
                        "<Obs REF_AREA='THA' SEX='SEX_T' CCT='CCT_CTZ_MMR' "
                        "TIME_PERIOD='2014' OBS_VALUE='933.890' OBS_STATUS='B' SOURCE='BA:741'/></mes:DataSet>"),
               "sdmx-ml-3.1");
}

/* What a group gives is of all observations of its key, whatever comes first; series and observations know better. */
TEST(sdmx_ml_groups)
{
    one_figure(GENERIC("GenericData",
                       "<m:Structure structureID=\"S\" dimensionAtObservation=\"TIME_PERIOD\">" REF "</m:Structure>",
                       "<m:DataSet structureRef=\"S\"><g:Attributes>" V("SOURCE", "BA:740") "</g:Attributes>"
                       "<g:Group type=\"Sibling\"><g:GroupKey>" V("REF_AREA", "LAO") V("SEX", "SEX_T") "</g:GroupKey>"
                       "<g:Attributes>" V("SOURCE", "BA:742") "</g:Attributes></g:Group>"
                       "<g:Group type=\"Sibling\"><g:GroupKey>" V("SEX", "SEX_T") V("REF_AREA", "THA") "</g:GroupKey>"
                       "<g:Attributes>" V("SOURCE", "BA:741") V("UNIT_MULT", "0") "</g:Attributes></g:Group>"
                       "<g:Series><g:SeriesKey>" V("REF_AREA", "THA") V("SEX", "SEX_T") V("CCT", "CCT_CTZ_MMR")
                       "</g:SeriesKey>"
                       "<g:Attributes>" V("UNIT_MULT", "3") "</g:Attributes>"
                       "<g:Obs><g:ObsDimension value=\"2014\"/><g:ObsValue value=\"933.890\"/>"
                       "<g:Attributes>" V("OBS_STATUS", "B") "</g:Attributes></g:Obs></g:Series></m:DataSet>"),
               "sdmx-ml-generic");
    one_figure(SPECIFIC("StructureSpecificData", "v2_1", STRUCTURE21,
                        "<mes:DataSet ss:structureRef='S' SOURCE='BA:740'>"
                        "<Group xsi:type='ns1:Sibling' CCT='CCT_CTZ_MMR' REF_AREA='THA' OBS_STATUS='B' "
                        "SOURCE='BA:742'/>"
                        "<Group xsi:type='ns1:Sibling' CCT='CCT_CTZ_LAO' REF_AREA='THA' OBS_STATUS='E'/>"
                        "<Group xsi:type='ns1:Whole' CCT='CCT_CTZ_MMR' REF_AREA='THA' FREQ='A' "
                        "MEASURE='MST_NCTE_NB' SEX='SEX_T' SOURCE='BA:741'/>"
                        "<Series REF_AREA='THA' FREQ='A' MEASURE='MST_NCTE_NB' SEX='SEX_T' CCT='CCT_CTZ_MMR'>"
                        "<Obs TIME_PERIOD='2014' OBS_VALUE='933.890'/></Series></mes:DataSet>"),
               "sdmx-ml");
    /* 3.0: groups may stand behind, have values in elements, and be of a period or of all; those of another data set
     * are not meant */
#define GROUPS30(behind)                                                                                              \
    "<mes:DataSet ss:structureRef='S' ss:action='Replace'><Series REF_AREA='THA' SEX='SEX_T' CCT='CCT_CTZ_MMR'>"      \
    "<Obs TIME_PERIOD='2014' OBS_VALUE='933.890'/></Series>" behind "<Atts SOURCE='BA:741'/></mes:DataSet>"           \
    "<mes:DataSet ss:structureRef='S'><Atts OBS_STATUS='E' SOURCE='BA:740'/></mes:DataSet>"
    one_figure(SPECIFIC("StructureSpecificData", "v3_0", "<mes:Structure structureID='S'><com:StructureUsage>\n" URN
                        "\n</com:StructureUsage></mes:Structure>",
                        GROUPS30("<Group xsi:type='ns1:G' REF_AREA='THA'><Comp id='OBS_STATUS'><Value>B</Value></Comp>"
                                 "</Group>")),
               "sdmx-ml-3.0");
    one_figure(SPECIFIC("StructureSpecificData", "v3_1", "<mes:Structure structureID='S'><com:StructureUsage>\n" URN
                        "\n</com:StructureUsage></mes:Structure>",
                        GROUPS30("<Atts TIME_PERIOD='2014' OBS_STATUS='B'/><Atts TIME_PERIOD='2015' OBS_STATUS='E'/>")),
               "sdmx-ml-3.1");
}

/* Groups of many sets of dimensions would be looked up at every observation; there are no such structures. */
TEST(sdmx_ml_groups_of_every_kind)
{
    static const char *const ids[] = {"REF_AREA", "FREQ", "MEASURE", "SEX", "CCT", "AGE", "TIME_PERIOD"};
    struct buf text = {0};
    struct file_read f;
    buf_puts(&text, "<GenericData><DataSet>");
    for (unsigned bits = 1; bits < 128; bits++) {
        buf_puts(&text, "<Group><GroupKey>");
        for (unsigned i = 0; i < 7; i++)
            if (bits >> i & 1)
                buf_fmt(&text, "<Value id='%s' value='x'/>", ids[i]);
        buf_puts(&text, "</GroupKey><Attributes><Value id='SOURCE' value='BA:741'/></Attributes></Group>\n");
    }
    buf_puts(&text, "</DataSet></GenericData>");
    file_read(&f, buf_view(&text), NULL);
    CHECK(f.result == -ERR_LIMIT && strstr(f.err.text, "sets of dimensions"));
    file_release(&f);
    buf_release(&text);
}

#define DATA(obs)                                                                                                     \
    SPECIFIC("StructureSpecificData", "v2_1", STRUCTURE21,                                                            \
             "<mes:DataSet ss:structureRef='S'>\n"                                                                    \
             "<Series REF_AREA='THA' SEX='SEX_T' CCT='CCT_CTZ_MMR' SOURCE='BA:741'>\n" obs "</Series></mes:DataSet>")

TEST(sdmx_ml_findings)
{
    file_finds(DATA("<Obs TIME_PERIOD='2014' OBS_VALUE='1'/>\n<Obs TIME_PERIOD='20X4' OBS_VALUE='1'/>\n"
                    "<Obs TIME_PERIOD='2015' OBS_VALUE='many' OBS_STATUS='Q'/>"), "P101@7:0 C109@8:0 V101@8:0", 2, 1);
    /* several in one line are told apart */
    file_finds(DATA("<Obs TIME_PERIOD='x'/><Obs TIME_PERIOD='y'/><Obs TIME_PERIOD='z'/>"),
               "P101@6:0 V103@6:0 P101@7:0 V103@7:0 P101@8:0 V103@8:0", 0, 0);
    /* what is not known is said once: a component of a group, too, and a group by a constraint */
    file_finds(SPECIFIC("StructureSpecificData", "v2_1", STRUCTURE21,
                        "<mes:DataSet ss:structureRef='S' REPORTING_YEAR_START_DAY='--01-01'>"
                        "<Group REF_AREA='THA' TITLE='x'><Y/></Group>"
                        "<Group xsi:type='ns1:ByConstraint' OBS_STATUS='P'/><Group REF_AREA='THA' TITLE='y'/>"
                        "<Series REF_AREA='THA' SEX='SEX_T' CCT='CCT_CTZ_MMR' SOURCE='BA:741' COLOUR='red'>"
                        "<Obs TIME_PERIOD='2014' OBS_VALUE='1'/></Series>"
                        "<Series REF_AREA='THA' SEX='SEX_T' CCT='CCT_CTZ_LAO' SOURCE='BA:741' COLOUR='red'>"
                        "<Obs TIME_PERIOD='2014' OBS_VALUE='1'/></Series></mes:DataSet>"),
               "F101@0:0 F101@0:0 F101@0:0", 2, 0);
    file_finds(SPECIFIC("StructureSpecificData", "v2_1", STRUCTURE21,
                        "<mes:DataSet ss:structureRef='S' ss:action='Delete'>"
                        "<Obs REF_AREA='THA' SEX='SEX_T' CCT='CCT_CTZ_MMR' TIME_PERIOD='2014' "
                        "SOURCE='BA:741' OBS_VALUE='1'/>\n<Obs REF_AREA='THA' TIME_PERIOD='2014'/></mes:DataSet>"),
               "K103@4:0 K104@5:0", 1, 0);
    /* a structure that nobody named, and the table of another agency */
    file_finds(SPECIFIC("StructureSpecificData", "v2_1", STRUCTURE21 STRUCTURE21,
                        "<mes:DataSet ss:structureRef='X'><Obs REF_AREA='THA' TIME_PERIOD='2014' OBS_VALUE='1' "
                        "SOURCE='BA:741'/></mes:DataSet>"), "C102@4:0", 0, 0);
    file_finds(SPECIFIC("StructureSpecificData", "v2_1",
                        "<mes:Structure structureID='S'><com:Structure><Ref id='EXR'/></com:Structure></mes:Structure>",
                        "<mes:DataSet ss:structureRef='S'><Obs REF_AREA='THA' TIME_PERIOD='2014' OBS_VALUE='1' "
                        "SOURCE='BA:741'/></mes:DataSet>"), "C102@4:0", 0, 0);
}

static void refused(const char *text, const char *part)
{
    struct file_read f;
    file_read(&f, str_of(text), NULL);
    if (f.result >= 0 || !strstr(f.err.text, part))
        test_fail(__FILE__, __LINE__, "\"%s\": %d, \"%s\"", text, f.result, f.err.text);
    file_release(&f);
}

TEST(sdmx_ml_damaged_and_hostile)
{
    refused("<?xml version='1.0'?><a/>", "an XML document");
    refused("<mes:StructureSpecificData xmlns:mes='m'><mes:Header>", "cut short");
    refused("<mes:StructureSpecificData>\n\n</mes:Structure>", "line 3");
    refused("<GenericData><Header/>\n<DataSet a='1' a='2'/></GenericData>", "line 2");
    refused("<StructureSpecificData x='\xff'/>", "damaged");
    /* before the root no declaration of entities gets as far as to be read */
    refused("<!DOCTYPE GenericData [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><GenericData>&c;</GenericData>", "web page");
    struct file_read f;
    struct buf deep = {0};
    buf_puts(&deep, "<GenericData>");
    for (int i = 0; i < 100000; i++)
        buf_puts(&deep, "<a>");
    file_read(&f, buf_view(&deep), NULL);
    CHECK(f.result == -ERR_LIMIT && strstr(f.err.text, "deep"));
    file_release(&f);
    buf_release(&deep);
    struct obs_set set;
    struct finding_list findings;
    struct err err;
    obs_set_init(&set);
    finding_list_init(&findings);
    struct reading rd = {.ref = fixture_ref(), .set = &set, .findings = &findings,
                         .bytes = STR("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>"
                                      "<GenericData>&a;</GenericData>")};
    CHECK(format_find(STR("sdmx-ml"))->read(&rd, &err) == -ERR_INPUT && strstr(err.text, "DOCTYPE"));
    rd.bytes = STR("<Structure/>");
    CHECK(format_find(STR("sdmx-ml"))->read(&rd, &err) == -ERR_INPUT && strstr(err.text, "no message of data"));
    finding_list_release(&findings);
    obs_set_release(&set);
}

TEST(sdmx_ml_reads_any_bytes)
{
    static const char good[] = DATA("<Obs TIME_PERIOD='2014' OBS_VALUE='1' OBS_STATUS='B'>"
                                    "<Comp id='NOTE_SOURCE'><Value>S3:5</Value></Comp></Obs></Series>"
                                    "<Group SEX='SEX_T' CCT='X'><Comp id='OBS_STATUS'><Value>E</Value></Comp></Group>"
                                    "<Series>");
    struct chance c = {53};
    for (int i = 0; i < 2000; i++) {
        char text[sizeof good];
        struct file_read f;
        memcpy(text, good, sizeof good);
        for (unsigned k = 1 + chance_below(&c, 3); k > 0; k--)
            text[250 + chance_below(&c, sizeof good - 251)] = "<>/='\" &;xA1\x80\n"[chance_below(&c, 15)];
        size_t n = chance_below(&c, 4) ? sizeof good - 1 : 1 + chance_below(&c, sizeof good - 1);
        char *exact = malloc(n);
        memcpy(exact, text, n);
        file_read(&f, (struct str){exact, n}, NULL);
        CHECK(f.result == 0 || ((f.result == -ERR_INPUT || f.result == -ERR_LIMIT) && f.err.text[0]));
        file_release(&f);
        free(exact);
    }
}
