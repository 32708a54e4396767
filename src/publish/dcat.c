/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/dcat.h"

#include "base/num.h"
#include "io/format.h"
#include "model/licence.h"
#include "model/period.h"

#include <stdio.h>

#define AUTHORITY "http://publications.europa.eu/resource/authority/"
#define MEDIA_TYPES "https://www.iana.org/assignments/media-types/"

static const struct rdf_prefix prefixes[] = {
    {"dcat", "http://www.w3.org/ns/dcat#"},
    {"dct", "http://purl.org/dc/terms/"},
    {"foaf", "http://xmlns.com/foaf/0.1/"},
    {"vcard", "http://www.w3.org/2006/vcard/ns#"},
    {"spdx", "http://spdx.org/rdf/terms#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
};

struct job {
    const struct dcat *d;
    const struct ref *ref;
    struct rdf r;
    struct arena arena;
};

/* An address below that of the service. */
static struct str at(struct job *j, const char *path)
{
    return str_of(arena_fmt(&j->arena, "%.*s%s", STR_FMT(j->d->origin), path));
}

/* That of a dataset, or of what belongs to it: "/table/MST_NCTE_SEX_CCT_NB#dataset". */
static struct str of_flow(struct job *j, const struct indicator *in, const char *name)
{
    return str_of(arena_fmt(&j->arena, "%.*s/table/%.*s#%s", STR_FMT(j->d->origin), STR_FMT(in->code), name));
}

/* -- who and where --------------------------------------------------------------------------------------- */

static void put_publisher(struct job *j)
{
    rdf_node(&j->r, at(j, "/catalog#publisher"), "foaf:Organization");
    rdf_text(&j->r, "foaf:name", j->ref ? j->ref->agency : STR("ILMS"), "en");
    rdf_iri(&j->r, "foaf:homepage", at(j, "/"));
    rdf_node(&j->r, at(j, "/catalog#contact"), "vcard:Organization");
    rdf_text(&j->r, "vcard:fn", j->ref ? j->ref->name : STR("ILMS"), "en");
    rdf_iri(&j->r, "vcard:hasURL", at(j, "/about"));
    /* what datasets and distributions point at says what it is */
    rdf_node(&j->r, STR(LICENCE_URL), "dct:LicenseDocument");
    rdf_text(&j->r, "dct:title", STR(LICENCE_LONG), "en");
}

static void put_services(struct job *j)
{
    static const struct {
        const char *name, *title, *endpoint, *standard;
    } services[] = {
        {"#sdmx-rest-1", "SDMX web service, version 1", "/rest/v1",
         "https://github.com/sdmx-twg/sdmx-rest/tree/v1.5.0"},
        {"#sdmx-rest-2", "SDMX web service, version 2", "/rest/v2",
         "https://github.com/sdmx-twg/sdmx-rest/tree/v2.2.2"},
    };
    for (size_t i = 0; i < ARRAY_LEN(services); i++) {
        rdf_node(&j->r, at(j, arena_fmt(&j->arena, "/catalog%s", services[i].name)), "dcat:DataService");
        rdf_text(&j->r, "dct:title", str_of(services[i].title), "en");
        rdf_iri(&j->r, "dcat:endpointURL", at(j, services[i].endpoint));
        rdf_iri(&j->r, "dcat:endpointDescription", at(j, "/api"));
        rdf_iri(&j->r, "dct:conformsTo", str_of(services[i].standard));
        rdf_iri(&j->r, "dct:publisher", at(j, "/catalog#publisher"));
        rdf_iri(&j->r, "dct:license", STR(LICENCE_URL));
    }
}

static struct str country(struct job *j, uint16_t area)
{
    return str_of(arena_fmt(&j->arena, AUTHORITY "country/%.*s", STR_FMT(j->ref->areas[area].code)));
}

/* The day as xsd:date. */
static void put_day(struct job *j, const char *property, uint32_t day)
{
    char text[16];
    int n = snprintf(text, sizeof text, "%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100);
    rdf_typed(&j->r, property, (struct str){text, (size_t)n}, "date");
}

static void put_period(struct job *j, struct str address, uint16_t first, uint16_t last)
{
    rdf_node(&j->r, address, "dct:PeriodOfTime");
    put_day(j, "dcat:startDate", period_first_day(first));
    put_day(j, "dcat:endDate", period_last_day(last));
}

/* -- distributions ---------------------------------------------------------------------------------------- */

/* Without parameters: "application/vnd.sdmx.data+json". */
static struct str media_type(const char *mime)
{
    struct str type = str_of(mime), bare;
    return str_next(&bare, &type, ';') ? bare : STR("application/octet-stream");
}

static const char *file_type(struct str mime)
{
    static const struct {
        const char *part, *type;
    } types[] = {{"spreadsheetml", "XLSX"}, {"csv", "CSV"}, {"json", "JSON"}, {"xml", "XML"}, {"gzip", "GZIP"},
                 {"sqlite", "BIN"}, {"text/", "TXT"}};
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        if (str_find(mime, str_of(types[i].part)))
            return types[i].type;
    return "BIN";
}

static void put_type(struct job *j, const char *mime)
{
    struct str bare = media_type(mime);
    rdf_iri(&j->r, "dct:format", str_of(arena_fmt(&j->arena, AUTHORITY "file-type/%s", file_type(bare))));
    rdf_iri(&j->r, "dcat:mediaType", str_of(arena_fmt(&j->arena, MEDIA_TYPES "%.*s", STR_FMT(bare))));
    rdf_iri(&j->r, "dct:license", STR(LICENCE_URL));
    rdf_typed(&j->r, "dct:modified", j->d->modified, "dateTime");
}

/* What format= calls it: the first of the other names, which count before the name itself. */
static struct str format_word(const struct format *f)
{
    struct str word, rest = str_of(f->aliases), name;
    if (!str_next(&word, &rest, ' ') || !str_next(&name, &word, '='))
        return str_of(f->name);
    return name;
}

static void put_format(struct job *j, const struct indicator *in, const struct format *f)
{
    struct str address = str_of(arena_fmt(&j->arena, "%.*s/rest/data/DF_%.*s?format=%.*s", STR_FMT(j->d->origin),
                                          STR_FMT(in->code), STR_FMT(format_word(f))));
    rdf_node(&j->r, of_flow(j, in, f->name), "dcat:Distribution");
    rdf_text(&j->r, "dct:title", str_of(f->what), "en");
    rdf_iri(&j->r, "dcat:accessURL", address);
    rdf_iri(&j->r, "dcat:downloadURL", address);
    rdf_iri(&j->r, "dcat:accessService", at(j, "/catalog#sdmx-rest-1"));
    put_type(j, f->mime);
}

static struct str file_address(struct job *j, const struct bulk_file *file)
{
    return at(j, arena_fmt(&j->arena, "/bulk/%s/%.*s", j->d->folder, STR_FMT(file->name)));
}

static void put_file(struct job *j, const struct bulk_file *file)
{
    struct str address = file_address(j, file), what = str_of(bulk_what(file->name));
    struct str sum = str_of(arena_fmt(&j->arena, "%.*s#sha256", STR_FMT(address)));
    char bytes[NUM_MAX];
    rdf_node(&j->r, str_of(arena_fmt(&j->arena, "%.*s#file", STR_FMT(address))), "dcat:Distribution");
    rdf_text(&j->r, "dct:title", file->name, "en");
    rdf_text(&j->r, "dct:description", what, "en");
    rdf_iri(&j->r, "dcat:accessURL", at(j, "/bulk"));
    rdf_iri(&j->r, "dcat:downloadURL", address);
    rdf_typed(&j->r, "dcat:byteSize", (struct str){bytes, num_fmt_uint(bytes, file->bytes)}, "nonNegativeInteger");
    rdf_iri(&j->r, "spdx:checksum", sum);
    put_type(j, bulk_media_type(file->name));
    rdf_node(&j->r, sum, "spdx:Checksum");
    rdf_iri(&j->r, "spdx:algorithm", STR("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"));
    rdf_typed(&j->r, "spdx:checksumValue", file->sha256, "hexBinary");
}

/* Is the file one table's, and this one's? */
static bool is_file_of(const struct bulk_file *file, const struct indicator *in)
{
    struct str rest = file->name;
    return str_starts(rest, STR("DF_")) && str_starts(rest = str_sub(rest, 3, rest.len), in->code) &&
           rest.len > in->code.len && rest.p[in->code.len] == '.';
}

static bool is_whole(const struct bulk_file *file)
{
    return file->sha256.len && !str_starts(file->name, STR("DF_"));
}

/* -- datasets -------------------------------------------------------------------------------------------- */

/* What all datasets say. */
static void put_common(struct job *j)
{
    static const char *const keywords[] = {"labour migration", "migrant workers", "employment"};
    rdf_iri(&j->r, "dct:publisher", at(j, "/catalog#publisher"));
    rdf_iri(&j->r, "dct:creator", at(j, "/catalog#publisher"));
    rdf_iri(&j->r, "dcat:contactPoint", at(j, "/catalog#contact"));
    rdf_iri(&j->r, "dcat:theme", STR(AUTHORITY "data-theme/SOCI"));
    rdf_iri(&j->r, "dcat:theme", STR(AUTHORITY "data-theme/ECON"));
    for (size_t i = 0; i < ARRAY_LEN(keywords); i++)
        rdf_text(&j->r, "dcat:keyword", str_of(keywords[i]), "en");
    rdf_iri(&j->r, "dct:language", STR(AUTHORITY "language/ENG"));
    rdf_iri(&j->r, "dct:accrualPeriodicity", STR(AUTHORITY "frequency/ANNUAL"));
    rdf_iri(&j->r, "dct:accessRights", STR(AUTHORITY "access-right/PUBLIC"));
    rdf_iri(&j->r, "dct:license", STR(LICENCE_URL));
    rdf_typed(&j->r, "dct:modified", j->d->modified, "dateTime");
    rdf_text(&j->r, "dcat:version", j->d->cube->release_name, NULL);
}

static void put_flow(struct job *j, const struct cube_flow *flow)
{
    const struct indicator *in = &j->ref->indicators[flow->indicator];
    char id[CUBE_FLOW_ID];
    struct str name = {id, cube_flow_id(id, j->ref, flow)};
    rdf_node(&j->r, of_flow(j, in, "dataset"), "dcat:Dataset");
    rdf_text(&j->r, "dct:title", in->title, "en");
    rdf_text(&j->r, "dct:description", in->definition.len ? in->definition : in->title, "en");
    rdf_text(&j->r, "dct:identifier", name, NULL);
    put_common(j);
    rdf_iri(&j->r, "dcat:landingPage", at(j, arena_fmt(&j->arena, "/table/%.*s", STR_FMT(in->code))));
    rdf_iri(&j->r, "dct:temporal", of_flow(j, in, "period"));
    for (uint16_t a = 1; a < j->ref->nareas; a++)
        if (flow->area_at[a + 1] > flow->area_at[a])
            rdf_iri(&j->r, "dct:spatial", country(j, a));
    for (size_t i = 0; i < nformats; i++)
        if (formats[i].next)
            rdf_iri(&j->r, "dcat:distribution", of_flow(j, in, formats[i].name));
    for (size_t i = 0; i < j->d->nfiles; i++)
        if (is_file_of(&j->d->files[i], in))
            rdf_iri(&j->r, "dcat:distribution",
                    str_of(arena_fmt(&j->arena, "%.*s#file", STR_FMT(file_address(j, &j->d->files[i])))));
    put_period(j, of_flow(j, in, "period"), flow->period_first, flow->period_last);
    for (size_t i = 0; i < nformats; i++)
        if (formats[i].next)
            put_format(j, in, &formats[i]);
    for (size_t i = 0; i < j->d->nfiles; i++)
        if (is_file_of(&j->d->files[i], in))
            put_file(j, &j->d->files[i]);
}

/* The release as a whole, where its files are kept. */
static void put_whole(struct job *j)
{
    const struct cube *c = j->d->cube;
    uint16_t first = UINT16_MAX, last = 0;
    bool *seen = arena_array(&j->arena, bool, j->ref->nareas + 1);
    for (uint32_t i = 0; i < c->nflows; i++) {
        first = MIN(first, c->flows[i].period_first);
        last = MAX(last, c->flows[i].period_last);
    }
    for (uint32_t k = 0; k < c->nseries; k++)
        seen[c->area[k]] = true;
    rdf_node(&j->r, at(j, "/bulk#dataset"), "dcat:Dataset");
    rdf_text(&j->r, "dct:title", j->ref->name, "en");
    const char *what = arena_fmt(&j->arena, "All tables of release %.*s as files: figures, lists of codes, licence and "
                                 "citation.", STR_FMT(c->release_name));
    rdf_text(&j->r, "dct:description", str_of(what), "en");
    rdf_text(&j->r, "dct:identifier", j->ref->collection, NULL);
    put_common(j);
    rdf_iri(&j->r, "dcat:landingPage", at(j, "/bulk"));
    if (last)
        rdf_iri(&j->r, "dct:temporal", at(j, "/bulk#period"));
    for (uint16_t a = 1; a < j->ref->nareas; a++)
        if (seen[a])
            rdf_iri(&j->r, "dct:spatial", country(j, a));
    for (size_t i = 0; i < j->d->nfiles; i++)
        if (is_whole(&j->d->files[i]))
            rdf_iri(&j->r, "dcat:distribution",
                    str_of(arena_fmt(&j->arena, "%.*s#file", STR_FMT(file_address(j, &j->d->files[i])))));
    if (last)
        put_period(j, at(j, "/bulk#period"), first, last);
    for (size_t i = 0; i < j->d->nfiles; i++)
        if (is_whole(&j->d->files[i]))
            put_file(j, &j->d->files[i]);
}

/* -- the catalogue ----------------------------------------------------------------------------------------- */

static void put_catalogue(struct job *j)
{
    const struct cube *c = j->d->cube;
    rdf_node(&j->r, at(j, "/catalog"), "dcat:Catalog");
    rdf_text(&j->r, "dct:title", j->ref ? j->ref->name : STR("ILMS"), "en");
    const char *what = "Nothing has been released yet.";
    if (j->ref)
        what = arena_fmt(&j->arena, "What the member states of %.*s count about people who work in another country.",
                         STR_FMT(j->ref->region));
    rdf_text(&j->r, "dct:description", str_of(what), "en");
    rdf_iri(&j->r, "dct:publisher", at(j, "/catalog#publisher"));
    rdf_iri(&j->r, "foaf:homepage", at(j, "/"));
    rdf_iri(&j->r, "dct:language", STR(AUTHORITY "language/ENG"));
    rdf_iri(&j->r, "dct:license", STR(LICENCE_URL));
    rdf_iri(&j->r, "dcat:themeTaxonomy", STR(AUTHORITY "data-theme"));
    rdf_typed(&j->r, "dct:modified", j->d->modified, "dateTime");
    rdf_iri(&j->r, "dcat:service", at(j, "/catalog#sdmx-rest-1"));
    rdf_iri(&j->r, "dcat:service", at(j, "/catalog#sdmx-rest-2"));
    if (c && j->d->nfiles)
        rdf_iri(&j->r, "dcat:dataset", at(j, "/bulk#dataset"));
    for (uint32_t i = 0; c && i < c->nflows; i++)
        rdf_iri(&j->r, "dcat:dataset", of_flow(j, &j->ref->indicators[c->flows[i].indicator], "dataset"));
}

void dcat_write(struct buf *out, enum rdf_form form, const struct dcat *d)
{
    struct job j = {.d = d, .ref = d->cube ? d->cube->ref : NULL};
    arena_init(&j.arena, (size_t)1 << 30);
    rdf_begin(&j.r, form, out, prefixes, ARRAY_LEN(prefixes));
    put_catalogue(&j);
    put_publisher(&j);
    put_services(&j);
    if (d->cube && d->nfiles)
        put_whole(&j);
    for (uint32_t i = 0; d->cube && i < d->cube->nflows; i++)
        put_flow(&j, &d->cube->flows[i]);
    rdf_end(&j.r);
    arena_release(&j.arena);
}
