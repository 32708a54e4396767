/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/services.h"

#define DATA_PARAMS "startPeriod endPeriod firstNObservations lastNObservations dimensionAtObservation detail " \
                    "attributes measures updatedAfter includeHistory asOf offset limit sort " \
                    "reportingYearStartDay derived"
#define FORM_PARAMS " format formatVersion labels keys timeFormat lang compression"
#define AVAILABLE_PARAMS "startPeriod endPeriod updatedAfter asOf mode references reportingYearStartDay derived"
#define STRUCTURE_PARAMS "references structure:detail asOf"
#define SCHEMA_PARAMS " schema:format formatVersion lang compression"
#define MESSAGE_PARAMS " structure:format formatVersion lang compression"
#define METADATA_PARAMS "metadata:detail asOf metadata:format formatVersion lang compression"
#define REGISTRY_PARAMS "updatedAfter updatedBefore asOf registry:format formatVersion lang compression"
#define TABLE_PARAMS "id ref_area indicator sex classif1 classif2 source time timefrom timeto latestyear " \
                     "best_source type ilostat:detail lang ilostat:format"
#define STRUCTURES_V1                                                                                   \
    "datastructure metadatastructure categoryscheme conceptscheme codelist hierarchicalcodelist "       \
    "organisationscheme agencyscheme dataproviderscheme dataconsumerscheme organisationunitscheme "     \
    "dataflow metadataflow reportingtaxonomy provisionagreement structureset process categorisation "   \
    "contentconstraint actualconstraint allowedconstraint attachmentconstraint transformationscheme "   \
    "rulesetscheme userdefinedoperatorscheme customtypescheme namepersonalisationscheme "               \
    "vtlmappingscheme structure"

const struct service services[] = {
    {"/rest/data/{flowRef}/{key}/{providerRef}", "/rest/data/{flowRef}", "Data (SDMX-REST 1.5.0)", SERVICE_DATA,
     DATA_PARAMS FORM_PARAMS, "data", NULL, false},
    {"/rest/availableconstraint/{flowRef}/{key}/{providerRef}/{componentId}", "/rest/availableconstraint/{flowRef}",
     "Which codes and periods there are data for (SDMX-REST 1.5.0)", SERVICE_STRUCTURE,
     AVAILABLE_PARAMS MESSAGE_PARAMS, "availableconstraint", NULL, false},
    {"/rest/{resource}/{agencyID}/{resourceID}/{version}/{itemID}", "/rest/{resource}/{agencyID}",
     "Structures (SDMX-REST 1.5.0)", SERVICE_STRUCTURE, STRUCTURE_PARAMS MESSAGE_PARAMS, STRUCTURES_V1, NULL, false},
    {"/rest/schema/{schemaContext}/{agencyID}/{resourceID}/{version}",
     "/rest/schema/{schemaContext}/{agencyID}/{resourceID}", "The schema of data (SDMX-REST 1.5.0)", SERVICE_SCHEMA,
     "dimensionAtObservation explicitMeasure asOf" SCHEMA_PARAMS, "schema", NULL, false},
    {"/rest/v2/data/{context}/{agencyID}/{resourceID}/{version}/{v2:key}",
     "/rest/v2/data/{context}/{agencyID}/{resourceID}", "Data (SDMX-REST 2.2.2)", SERVICE_DATA,
     DATA_PARAMS " c" FORM_PARAMS, "data", NULL, true},
    {"/rest/v2/availability/{context}/{agencyID}/{resourceID}/{version}/{v2:key}/{v2:componentId}",
     "/rest/v2/availability/{context}/{agencyID}/{resourceID}",
     "Which codes and periods there are data for (SDMX-REST 2.2.2)", SERVICE_STRUCTURE,
     AVAILABLE_PARAMS " c" MESSAGE_PARAMS, "availability", NULL, true},
    {"/rest/v2/structure/{artefactType}/{agencyID}/{resourceID}/{version}/{itemID}",
     "/rest/v2/structure/{artefactType}/{agencyID}", "Structures (SDMX-REST 2.2.2)", SERVICE_STRUCTURE,
     STRUCTURE_PARAMS MESSAGE_PARAMS, "structure", NULL, true},
    {"/rest/v2/schema/{schemaContext}/{agencyID}/{resourceID}/{version}",
     "/rest/v2/schema/{schemaContext}/{agencyID}/{resourceID}", "The schema of data (SDMX-REST 2.2.2)",
     SERVICE_SCHEMA, "dimensionAtObservation deletion asOf" SCHEMA_PARAMS, "schema", NULL, true},
    {"/rest/metadata/{flowRef}/{key}/{providerRef}", "/rest/metadata/{flowRef}", "Reference metadata (SDMX-REST 1.5.0)",
     SERVICE_METADATA, "startPeriod endPeriod metadata:detail asOf metadata:format formatVersion lang compression",
     "metadata", NULL, false},
    {"/rest/v2/metadata/metadataset/{metadata:providerID}/{metadata:resourceID}/{version}",
     "/rest/v2/metadata/metadataset/{metadata:providerID}", "Reference metadata by set (SDMX-REST 2.2.2)",
     SERVICE_METADATA, METADATA_PARAMS, "metadata", NULL, true},
    {"/rest/v2/metadata/metadataflow/{agencyID}/{metadata:resourceID}/{version}/{metadata:providerID}",
     "/rest/v2/metadata/metadataflow/{agencyID}", "Reference metadata by flow (SDMX-REST 2.2.2)", SERVICE_METADATA,
     METADATA_PARAMS, "metadata", NULL, true},
    {"/rest/v2/metadata/structure/{artefactType}/{agencyID}/{metadata:resourceID}/{version}",
     "/rest/v2/metadata/structure/{artefactType}/{agencyID}",
     "Reference metadata by what they are about (SDMX-REST 2.2.2)", SERVICE_METADATA, METADATA_PARAMS,
     "metadata", NULL, true},
    {"/rest/v2/registration/id/{registrationID}", NULL, "A registration (SDMX-REST 2.2.2)", SERVICE_REGISTRY,
     REGISTRY_PARAMS, "registration", NULL, true},
    {"/rest/v2/registration/provider/{agencyID}/{providerID}", NULL,
     "Registrations of a data provider (SDMX-REST 2.2.2)", SERVICE_REGISTRY, REGISTRY_PARAMS, "registration",
     NULL, true},
    {"/rest/v2/registration/{context}/{agencyID}/{resourceID}/{version}",
     "/rest/v2/registration/{context}/{agencyID}/{resourceID}", "Registrations of data (SDMX-REST 2.2.2)",
     SERVICE_REGISTRY, REGISTRY_PARAMS, "registration", NULL, true},
    {"/data/indicator", NULL, "Tables as ILOSTAT's bulk downloads have them", SERVICE_ROWS, TABLE_PARAMS, NULL,
     NULL, false},
    {"/data/ref_area", NULL, "All tables of an area, in the same layout", SERVICE_ROWS,
     "ref_area:id ref_area indicator sex classif1 classif2 source time timefrom timeto latestyear best_source type "
     "ilostat:detail lang ilostat:format", NULL, NULL, false},
    {"/metadata/toc/indicator", NULL, "Which tables there are", SERVICE_ROWS, "lang ilostat:format type",
     NULL, NULL, false},
    {"/metadata/toc/ref_area", NULL, "Which areas there are figures of", SERVICE_ROWS, "lang ilostat:format type",
     NULL, NULL, false},
    {"/metadata/dic", NULL, "What codes are called", SERVICE_ROWS, "var lang ilostat:format type", NULL, NULL,
     false},
    {"/analysis/gaps", NULL, "What is missing and what could fill it, the cheapest first", SERVICE_ROWS,
     "coverage:ref_area effort timefrom timeto lang ilostat:format", NULL, NULL, false},
    {"/analysis/needs", NULL, "What countries need to answer more", SERVICE_ROWS,
     "coverage:ref_area timefrom timeto lang ilostat:format", NULL, NULL, false},
    {"/analysis/potential", NULL, "What each source could answer, and did", SERVICE_ROWS,
     "coverage:ref_area gaps:source lang ilostat:format", NULL, NULL, false},
    {"/analysis/quality", NULL, "How good sources are, criterion by criterion", SERVICE_ROWS,
     "coverage:ref_area gaps:source lang ilostat:format", NULL, NULL, false},
    {"/analysis/coverage", NULL, "What of all that could be known is known: question tables, and sums over them",
     SERVICE_ROWS, "coverage:ref_area question coverage:indicator timefrom timeto by generation round ilostat:format",
     NULL, NULL, false},
    {"/analysis/query", NULL, "The largest, shares, growth, per head of one table (doc/verbs.md)", SERVICE_ROWS,
     "analysis:flow analysis:key do verbs:by startPeriod endPeriod ilostat:format lang", NULL, NULL, false},
    {"/analysis/corridor", NULL, "Both sides of a corridor, and why they may differ (doc/mirror.md)", SERVICE_ROWS,
     "corridor:origin corridor:destination ilostat:format lang", NULL, NULL, false},
    {"/analysis/corridors", NULL, "What both sides say of each corridor, the largest first", SERVICE_ROWS,
     "origin destination mirror:kind mirror:time mirror:all ilostat:format lang", NULL, NULL, false},
    {"/analysis/matrix", NULL, "Origins by destinations of the region, as both sides say it", SERVICE_ROWS,
     "mirror:kind matrix:time ilostat:format lang", NULL, NULL, false},
    {"/analysis/asymmetry", NULL, "How far each country and its partners are apart", SERVICE_ROWS,
     "mirror:kind matrix:time ilostat:format lang", NULL, NULL, false},
    {"/analysis/collections", NULL, "Collections of others: figures of international organisations, by vintage",
     SERVICE_ROWS, "lang ilostat:format", NULL, NULL, false},
    {"/analysis/collection/{collection}/{flowRef}/{key}", "/analysis/collection/{collection}",
     "Figures of a collection of others", SERVICE_DATA, "startPeriod endPeriod format lang", NULL, NULL, false},
    {"/feed.atom", NULL, "What changed from release to release, as Atom", SERVICE_FILE,
     "country feed:indicator derived", NULL, "application/atom+xml", false},
    {"/calendar.ics", NULL, "Releases, announced and made, as a calendar (RFC 5545)", SERVICE_FILE, "", NULL,
     "text/calendar", false},
    {"/classification/{classification:file}", NULL, "The codes of a classification, with what they are summed into",
     SERVICE_FILE, "", NULL, "text/csv", false},
    {"/feed.json", NULL, "What changed from release to release, as a JSON feed", SERVICE_FILE,
     "country feed:indicator derived", NULL, "application/feed+json", false},
    {"/reports/{report}/{report:file}", NULL,
     "A file of a published report, as PDF; ending in .html or .docx in that form", SERVICE_FILE, "", NULL,
     "application/pdf", false},
    {"/catalog.ttl", NULL, "The catalogue of what there is, DCAT in Turtle", SERVICE_FILE, "", NULL,
     "text/turtle", false},
    {"/catalog.jsonld", NULL, "The catalogue of what there is, DCAT in JSON-LD", SERVICE_FILE, "", NULL,
     "application/ld+json", false},
    {"/catalog.rdf", NULL, "The catalogue of what there is, DCAT in RDF/XML", SERVICE_FILE, "", NULL,
     "application/rdf+xml", false},
    {"/chart/table/{chart:file}", NULL,
     "The figures of a chart of a table; ending in .svg, .png, .json or .html the chart itself, with /{area} before "
     "the ending that of one country",
     SERVICE_FILE, "kind chart:key chart:codes chart:areas timefrom timeto frame theme width scale", NULL,
     "text/csv", false},
    {"/chart/country/{chart:country}/{chart:others}", NULL,
     "The figures of a chart of a country's page: stock, origins, inflow, activities, occupations, education, sex, "
     "earnings, outflow, abroad, leavers, returns or others",
     SERVICE_FILE, "frame theme width scale", NULL, "text/csv", false},
    {"/chart/region/{chart:region}", NULL,
     "The figures of a chart of all countries of the region side by side: stock, inflow, abroad or outflow",
     SERVICE_FILE, "frame theme width scale", NULL, "text/csv", false},
    {"/chart/corridors/{chart:corridors}", NULL,
     "The figures of a chart of corridors between the countries of the region, stock or flow; with /{year} before the "
     "ending those of one year",
     SERVICE_FILE, "corridors:kind frame theme width scale", NULL, "text/csv", false},
    {"/chart/corridor/{chart:origin}/{chart:destination}/{chart:kinds}", NULL,
     "The figures of a chart of what all sides say of a corridor: stock, flow or return", SERVICE_FILE,
     "frame theme width scale", NULL, "text/csv", false},
    {"/search.json", NULL,
     "Tables, countries, sources, codes, notes and pages by words in any language (doc/search.md)", SERVICE_FILE,
     "q search:limit lang", NULL, "application/json", false},
    {"/openapi.json", NULL, "This description", SERVICE_FILE, "", NULL, "application/json", false},
};
const size_t nservices = ARRAY_LEN(services);

#define TEXT "{\"type\":\"string\"}"
#define WHOLE "{\"type\":\"integer\",\"minimum\":0}"
#define YES_NO "{\"type\":\"boolean\"}"
#define ONE_OF(...) "{\"type\":\"string\",\"enum\":[" __VA_ARGS__ "]}"

const struct service_param service_params[] = {
    /* parts of the path */
    {"flowRef", TEXT, "A dataflow: ID, AGENCY,ID or AGENCY,ID,VERSION; all for every one", "all"},
    {"key", TEXT, "One slot for each dimension, joined by full stops; an empty slot means all codes, + joins several; "
                  "all for everything", "all"},
    {"providerRef", TEXT, "A data provider: ID or AGENCY,ID; + joins several; all", "all"},
    {"componentId", TEXT, "One dimension; all", "all"},
    {"v2:key", TEXT, "One slot for each dimension, joined by full stops, * for all codes; a comma joins whole keys; "
                     "* for everything", "*"},
    {"v2:componentId", TEXT, "Dimensions, joined by commas; *", "*"},
    {"collection", TEXT, "A collection of others: its code, which means its newest vintage, or CODE@VINTAGE",
     "UNDESA_IMS"},
    {"context", ONE_OF("\"dataflow\",\"datastructure\",\"provisionagreement\",\"*\""), "By what data are named",
     "dataflow"},
    {"schemaContext", ONE_OF("\"dataflow\",\"datastructure\",\"provisionagreement\""), "Whose schema", "dataflow"},
    {"agencyID", TEXT, "The agency that maintains it, as ILO; all (1.5.0) or * (2.2.2)", NULL},
    {"resourceID", TEXT, "Its id; several are joined by + (1.5.0) or a comma (2.2.2); all or *", NULL},
    {"version", TEXT, "Its version; latest or all (1.5.0); + the newest stable, ~ the newest, * all (2.2.2)", NULL},
    {"itemID", TEXT, "An item of a scheme; all or *", NULL},
    {"resource", TEXT, "A kind of structure", NULL},
    {"providerID", TEXT, "A data provider", NULL},
    {"registrationID", TEXT, "A registration, which is called as its provision agreement", NULL},
    {"metadata:resourceID", TEXT, "Its id; several are joined by a comma; *", "*"},
    {"metadata:providerID", TEXT, "A metadata provider; *", "*"},
    {"artefactType", TEXT, "A kind of structure; * for all", "*"},
    /* which data */
    {"startPeriod", TEXT, "The first period: 2010, 2010-Q1, 2010-05 or a date", "1950"},
    {"endPeriod", TEXT, "The last period", "2100"},
    {"firstNObservations", WHOLE, "So many of each series, from its first", "5"},
    {"lastNObservations", WHOLE, "So many of each series, from its last", "5"},
    {"dimensionAtObservation", TEXT, "TIME_PERIOD, AllDimensions, or another dimension", "TIME_PERIOD"},
    {"detail", ONE_OF("\"full\",\"dataonly\",\"serieskeysonly\",\"nodata\""), "How much of the data", "full"},
    {"attributes", TEXT, "dsd, msd, dataset, series, obs, all, none, or ids joined by commas", "all"},
    {"measures", TEXT, "all, none, or ids joined by commas", "all"},
    {"updatedAfter", TEXT, "Only what was changed since that time", "2000-01-01T00:00:00Z"},
    {"includeHistory", YES_NO, "Earlier releases as well, each as datasets of its own", "false"},
    {"asOf", TEXT, "As it was at that time, by the release that was the newest then", NULL},
    {"offset", WHOLE, "Leaves out so many observations", "0"},
    {"limit", WHOLE, "At most so many observations", "1000"},
    {"sort", TEXT, "series_key:asc+TIME_PERIOD:desc", NULL},
    {"reportingYearStartDay", TEXT, "--MM-DD: when the reporting year begins", NULL},
    {"derived", YES_NO, "Figures computed from reported ones as well", "false"},
    {"c", "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}",
     "c[COMPONENT]=value: a comma means or, + means and; operators eq ne lt le gt ge co nc sw ew before a colon", NULL},
    {"mode", ONE_OF("\"exact\",\"available\""),
     "Codes that occur in what the key selects, or that could be added to it", "exact"},
    {"references", TEXT,
     "none, parents, parentsandsiblings, ancestors, children, descendants, all, or a kind of structure", "none"},
    {"structure:detail", ONE_OF("\"full\",\"allstubs\",\"referencestubs\",\"referencepartial\",\"allcompletestubs\","
                                "\"referencecompletestubs\",\"raw\""),
     "How much of the structures", "full"},
    {"metadata:detail", ONE_OF("\"full\",\"allstubs\""), "How much of the metadata", "full"},
    {"updatedBefore", TEXT, "Only what was registered before that time", "2100-01-01T00:00:00Z"},
    {"explicitMeasure", YES_NO, "A schema element for each measure", "false"},
    {"deletion", YES_NO, "The schema of messages that delete", "false"},
    /* in which form */
    {"format", TEXT, "What data come as, in place of Accept: a name, or a media type", NULL},
    {"structure:format", TEXT, "What messages come as, in place of Accept: a name, or a media type", NULL},
    {"schema:format", TEXT, "What schemas come as, in place of Accept: a name, or a media type", NULL},
    {"metadata:format", TEXT, "What metadata come as, in place of Accept: a name, or a media type", NULL},
    {"registry:format", TEXT, "What registrations come as, in place of Accept: a name, or a media type", NULL},
    {"formatVersion", TEXT, "The version of the form", NULL},
    {"labels", ONE_OF("\"id\",\"name\",\"both\""), "Codes, names or both, where the form can have them", "id"},
    {"keys", ONE_OF("\"none\",\"obs\",\"series\",\"both\""), "Columns of whole keys (SDMX-CSV 2)", "none"},
    {"timeFormat", ONE_OF("\"original\",\"normalized\""), "Periods as they are, or as times", "original"},
    {"lang", TEXT, "A language, in place of Accept-Language", "en"},
    {"compression", ONE_OF("\"gzip\",\"br\",\"zstd\",\"none\""), "In place of Accept-Encoding", "none"},
    /* ILOSTAT's */
    {"id", TEXT, "Datasets: an indicator with its frequency (_A _Q _M) or without; + joins several", NULL},
    {"ref_area:id", TEXT, "Areas with a frequency, as THA_A, or without; + joins several", NULL},
    {"ref_area", TEXT, "Areas; + joins several", NULL},
    {"indicator", TEXT, "Indicators; + joins several", NULL},
    {"sex", TEXT, "Codes; + joins several; a table without the column stays whole", "SEX_T"},
    {"classif1", TEXT, "Codes of the first classification", NULL},
    {"classif2", TEXT, "Codes of the second classification", NULL},
    {"source", TEXT, "Sources, as BA:741", NULL},
    {"time", TEXT, "Periods, as 2010 or 2010Q1", NULL},
    {"timefrom", TEXT, "The first year", "1950"},
    {"timeto", TEXT, "The last year", "2100"},
    {"latestyear", ONE_OF("\"TRUE\",\"FALSE\""), "Of each area and table the newest period alone", "TRUE"},
    {"best_source", ONE_OF("\"yes\",\"all\",\"no\""), "All figures here are of the best source of their cell", "yes"},
    {"type", ONE_OF("\"code\",\"label\",\"both\""), "Codes, labels or both", "both"},
    {"ilostat:detail", ONE_OF("\"full\",\"dataonly\",\"serieskeysonly\",\"bestsourceonly\""), "Which columns", "full"},
    {"ilostat:format", ONE_OF("\".csv\",\".tsv\",\".json\",\".csv.gz\",\".tsv.gz\",\".json.gz\""),
     "In place of Accept; what ends in .gz is a file", ".csv"},
    /* analysis */
    {"gaps:source", TEXT, "One source, as BA:741", NULL},
    {"effort", ONE_OF("\"complete\",\"tabulate\",\"continue\",\"publish\",\"request\",\"collect\""),
     "What it would take", "request"},
    {"coverage:ref_area", TEXT, "One country of the region", NULL},
    {"question", WHOLE, "A question, by its number in the questionnaire", "18"},
    {"coverage:indicator", TEXT, "A question, by one of its tables", NULL},
    {"by", ONE_OF("\"question_table\",\"country\",\"table\",\"module\",\"year\",\"source\",\"breakdown\",\"round\","
                  "\"release\""), "Sums over which question tables; question_table: each of them", "country"},
    {"generation", ONE_OF("\"current\",\"first\""), "Whose questions: today's, or those of the first generation",
     "first"},
    {"round", TEXT, "Only what this round asked, and of the years it asked", NULL},
    {"analysis:flow", TEXT, "A dataflow or table: DF_MST_NCTE_SEX_CCT_NB", NULL},
    {"analysis:key", TEXT, "As of data: one slot for each dimension, joined by full stops", "all"},
    {"do", TEXT, "share, growth, average-growth or per-capita, and top:N; joined by a comma", "top:5"},
    {"verbs:by", TEXT, "The dimension of share and top: CCT, SEX, REF_AREA; the countries when left out", "REF_AREA"},
    {"corridor:origin", TEXT, "The country that people come from", "MMR"},
    {"corridor:destination", TEXT, "The country where they are", "THA"},
    {"origin", TEXT, "Only of people from this country", "MMR"},
    {"destination", TEXT, "Only of people in this country", "THA"},
    {"mirror:kind", ONE_OF("\"stock\",\"flow\",\"return\""), "Only of this kind; a matrix is of stocks when left out",
     "stock"},
    {"mirror:time", TEXT, "Only of this year; all for every year of which both sides speak; the latest when left out",
     "all"},
    {"mirror:all", YES_NO, "Also corridors that lead out of the region", "true"},
    {"matrix:time", TEXT, "Only of this year; at each corridor the latest when left out", "2014"},
    /* feeds */
    {"country", TEXT, "Of one country alone", NULL},
    {"feed:indicator", TEXT, "Of one table alone", NULL},
    /* classifications */
    {"classification:file", TEXT, "A classification and the form", "OCU_SKILL.csv"},
    /* reports */
    {"report", TEXT, "A published report, by its name", "2026"},
    {"report:file", TEXT, "What of it, in which language and form: report-th.pdf, fact-sheet-THA.docx", "report.pdf"},
    /* charts */
    {"chart:file", TEXT, "A table and the form, INDICATOR.csv", NULL},
    {"chart:country", TEXT, "A country", "THA"},
    {"chart:others", TEXT, "A part of its page and the form", "stock.csv"},
    {"chart:region", TEXT, "What is shown and the form", "stock.csv"},
    {"chart:corridors", TEXT, "What is shown and the form", "stock.csv"},
    {"chart:origin", TEXT, "The country that people come from", "MMR"},
    {"chart:destination", TEXT, "The country where they are", "THA"},
    {"chart:kinds", TEXT, "What is shown and the form", "stock.csv"},
    {"corridors:kind", ONE_OF("\"sankey\",\"flow-map\""), "What kind of chart", "sankey"},
    {"kind", ONE_OF("\"line\",\"bar\",\"stacked\",\"pyramid\",\"heat\",\"sankey\",\"flow-map\",\"map\",\"multiples\""),
     "What kind of chart, where the table can be shown so", "line"},
    {"chart:key", TEXT, "Codes that the series are to have in place of totals, joined by full stops", NULL},
    {"chart:codes", TEXT, "Only of these codes of the first classification, joined by +", "CCT_CTZ_MMR+CCT_CTZ_KHM"},
    {"chart:areas", TEXT, "Only of these countries, joined by +, where the chart is of several", "THA+MYS"},
    {"frame", ONE_OF("\"yes\",\"no\""), "With title and foot", "yes"},
    {"theme", ONE_OF("\"light\",\"dark\",\"print\""), "Its colours", "light"},
    {"width", "{\"type\":\"integer\",\"enum\":[360,540,720,1080]}", "Pixels of a drawing", "720"},
    {"scale", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":3}", "How much larger than the drawing a PNG is", "2"},
    /* search */
    {"q", TEXT, "Words to look for; of more than twelve the first twelve", "malaysia"},
    {"search:limit", "{\"type\":\"integer\",\"minimum\":0,\"maximum\":50}", "At most so many; 8 when left out", "20"},
    {"var", TEXT, "Which dictionary: indicator, ref_area, sex, classif1, classif2, source, note_source, ...", "sex"},
};
const size_t nservice_params = ARRAY_LEN(service_params);

const struct service_param *service_param_find(struct str id)
{
    for (size_t i = 0; i < nservice_params; i++)
        if (str_is(id, service_params[i].id))
            return &service_params[i];
    return NULL;
}

struct str service_param_name(struct str id)
{
    const char *colon = memchr(id.p, ':', id.len);
    return colon ? str_sub(id, (size_t)(colon + 1 - id.p), id.len) : id;
}
