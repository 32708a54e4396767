/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What stands before the observations in the RDF Data Cube vocabulary (W3C, 2014): own properties below
 * those that the vocabulary took over from SDMX, so that they can have our code lists. */

#include "io/rdf.h"
#include "model/collection.h"
#include "model/concept.h"
#include "syntax/json.h"

/* -- addresses -------------------------------------------------------------------------------- */

/* Of an artefact: `path` is its resource in SDMX-REST, `cls` what a URN calls it; with `item` "" the
 * beginning of the addresses of its items. */
static void put_address(struct buf *out, const struct writing *w, const struct rdf_writing *rdf, const char *path,
                        const char *cls, const char *id, const char *item)
{
    const char *agency = w->ref->agency.p;
    if (rdf->base.len)
        buf_fmt(out, "%.*s/rest/%s/%s/%s/" SDMX_VERSION "%s%s", STR_FMT(rdf->base), path, agency, id,
                item ? "/" : "", item ? item : "");
    else
        buf_fmt(out, "urn:sdmx:org.sdmx.infomodel.%s=%s:%s(" SDMX_VERSION ")%s%s", cls, agency, id,
                item ? "." : "", item ? item : "");
}

static void put_codelist(struct buf *out, const struct writing *w, const struct rdf_writing *rdf, const char *dimension)
{
    char id[80];
    struct buf b = {0};
    buf_fmt(&b, "CL_%s", dimension);
    *(char *)mempcpy(id, b.p, MIN(b.len, sizeof id - 1)) = 0;
    buf_release(&b);
    buf_char(out, '<');
    put_address(out, w, rdf, "codelist", "codelist.Codelist", id, NULL);
    buf_char(out, '>');
}

static void put_dataset_address(struct buf *out, const struct writing *w, const struct rdf_writing *rdf)
{
    char flow[CUBE_FLOW_ID];
    struct str id = {flow, cube_flow_id(flow, w->ref, w->slices[w->slice].flow)};
    if (rdf->base.len)
        buf_fmt(out, "%.*s/rest/data/%s,%.*s," SDMX_VERSION, STR_FMT(rdf->base), w->ref->agency.p, STR_FMT(id));
    else
        buf_fmt(out, "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=%s:%.*s(" SDMX_VERSION ")",
                w->ref->agency.p, STR_FMT(id));
    /* what was so at another time is another data set */
    const struct dataset *set = w->datasets ? &w->datasets[w->slice] : NULL;
    if (set && set->valid_from.len)
        buf_fmt(out, "?asOf=%.*s", STR_FMT(set->valid_from));
}

/* -- words -------------------------------------------------------------------------------------- */

static void put_literal(struct buf *out, struct str text, const char *language)
{
    struct json j; /* strings are escaped in the same way */
    json_init(&j, out);
    json_str(&j, text);
    if (language) {
        buf_char(out, '@');
        buf_puts(out, language);
    }
}

/* In the language of the message where the reference data have it, else in English. */
static void put_named(struct buf *out, const struct writing *w, const struct rdf_writing *rdf, const char *kind,
                      struct str code, struct str english)
{
    struct str name = strcmp(rdf->language, "en") == 0 || !kind
                          ? STR("") : ref_name(w->ref, rdf->language, kind, code, STR(""));
    put_literal(out, name.len ? name : english.len ? english : code, name.len ? rdf->language : "en");
}

void rdf_local(struct buf *out, struct str code)
{
    for (size_t i = 0; i < code.len; i++) {
        char c = code.p[i];
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') {
            buf_char(out, c);
        } else if (c && strchr("~.-!$&'()*+,;=/?#@%", c)) {
            buf_char(out, '\\');
            buf_char(out, c);
        } else {
            buf_fmt(out, "%%%02X", (unsigned)(unsigned char)c);
        }
    }
}

/* -- what all data sets share ---------------------------------------------------------------------- */

/* `above`: what it is a kind of, in the vocabulary; `list`: its code list; `range`: where it has none. */
struct property {
    const char *id, *kind, *above, *list, *range;
    bool dimension; /* of the reference data */
};

static void put_property(struct buf *out, const struct writing *w, const struct rdf_writing *rdf,
                         const struct property *p)
{
    buf_fmt(out, "p:%s a rdf:Property, qb:%sProperty%s ;\n  rdfs:label ", p->id, p->kind,
            p->list ? ", qb:CodedProperty" : "");
    put_named(out, w, rdf, p->dimension ? "dimension" : "concept", str_of(p->id),
              concept_name(w->ref, NULL, str_of(p->id)));
    if (p->above)
        buf_fmt(out, " ;\n  rdfs:subPropertyOf %s", p->above);
    if (p->list) {
        buf_puts(out, " ;\n  rdfs:range skos:Concept ;\n  qb:codeList ");
        put_codelist(out, w, rdf, p->list);
    } else {
        buf_fmt(out, " ;\n  rdfs:range %s", p->range);
    }
    buf_puts(out, " .\n");
}

static void put_properties(struct buf *out, const struct writing *w, const struct rdf_writing *rdf)
{
    static const struct property rows[] = {
        {.id = "REF_AREA", .kind = "Dimension", .above = "sdmx-dimension:refArea", .list = "AREA"},
        {.id = "FREQ", .kind = "Dimension", .above = "sdmx-dimension:freq", .list = "FREQ"},
        {.id = "MEASURE", .kind = "Dimension", .list = "MEASURE"},
        {.id = "TIME_PERIOD", .kind = "Dimension", .above = "sdmx-dimension:timePeriod", .range = "rdfs:Literal"},
        {.id = "OBS_VALUE", .kind = "Measure", .above = "sdmx-measure:obsValue", .range = "rdfs:Literal"},
    };
    /* of the attributes, in their order */
    static const char *const above[ATTRIBUTES] = {"sdmx-attribute:obsStatus", "sdmx-attribute:unitMeasure",
                                                  "sdmx-attribute:unitMult", NULL, NULL, NULL, NULL,
                                                  "sdmx-attribute:decimals"};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        put_property(out, w, rdf, &rows[i]);
    for (uint32_t d = 0; d < w->ref->ndimensions; d++) {
        const char *id = w->ref->dimensions[d].id.p;
        put_property(out, w, rdf, &(struct property){
            .id = id, .kind = "Dimension", .above = d == w->ref->sex_dimension ? "sdmx-dimension:sex" : NULL,
            .list = id, .dimension = true});
    }
    for (unsigned i = 0; i < ATTRIBUTES; i++)
        put_property(out, w, rdf, &(struct property){
            .id = attribute_rows[i].id, .kind = "Attribute", .above = above[i],
            .list = above[i] ? attribute_rows[i].id : NULL, .range = "xsd:string"});
}

/* Prefixes of codes are the ids of their components. */
static void put_code_prefix(struct buf *out, const struct writing *w, const struct rdf_writing *rdf,
                            const char *component, const char *list)
{
    struct buf id = {0};
    buf_fmt(&id, "CL_%s", list);
    buf_fmt(out, "@prefix %s: <", component);
    put_address(out, w, rdf, "codelist", "codelist.Code", id.p, "");
    buf_puts(out, "> .\n");
    buf_release(&id);
}

static void put_prefixes(struct buf *out, const struct writing *w, const struct rdf_writing *rdf)
{
    static const char *const fixed[] = {"FREQ", "MEASURE", "OBS_STATUS", "UNIT_MEASURE", "UNIT_MULT", "DECIMALS"};
    buf_puts(out, "@prefix qb: <http://purl.org/linked-data/cube#> .\n"
                  "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
                  "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
                  "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
                  "@prefix dct: <http://purl.org/dc/terms/> .\n"
                  "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
                  "@prefix sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> .\n"
                  "@prefix sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#> .\n"
                  "@prefix sdmx-attribute: <http://purl.org/linked-data/sdmx/2009/attribute#> .\n"
                  "@prefix p: <");
    put_address(out, w, rdf, "conceptscheme", "conceptscheme.Concept", "CS_ILMS", "");
    buf_puts(out, "> .\n");
    put_code_prefix(out, w, rdf, "REF_AREA", "AREA");
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        put_code_prefix(out, w, rdf, fixed[i], fixed[i]);
    for (uint32_t d = 0; d < w->ref->ndimensions; d++)
        put_code_prefix(out, w, rdf, w->ref->dimensions[d].id.p, w->ref->dimensions[d].id.p);
}

static void put_code(struct buf *out, const struct writing *w, const struct rdf_writing *rdf, const char *component,
                     const char *list, struct str code, const char *kind, struct str name)
{
    buf_puts(out, component);
    buf_char(out, ':');
    rdf_local(out, code);
    buf_puts(out, " a skos:Concept ; skos:inScheme ");
    put_codelist(out, w, rdf, list);
    buf_puts(out, " ; skos:notation ");
    put_literal(out, code, NULL);
    buf_puts(out, " ; skos:prefLabel ");
    put_named(out, w, rdf, kind, code, name);
    buf_puts(out, " .\n");
}

/* The codes of attributes, few as they are. */
static void put_attribute_codes(struct buf *out, const struct writing *w, const struct rdf_writing *rdf)
{
    const struct ref *ref = w->ref;
    char number[NUM_MAX];
    for (uint32_t i = 0; i < ref->nstatuses; i++)
        put_code(out, w, rdf, "OBS_STATUS", "OBS_STATUS", (struct str){&ref->statuses[i].code, 1}, "status",
                 ref->statuses[i].name);
    for (uint32_t i = 0; i < ref->nunits; i++)
        put_code(out, w, rdf, "UNIT_MEASURE", "UNIT_MEASURE", ref->units[i].code, "unit", ref->units[i].name);
    for (unsigned i = 0; i <= 3; i += 3)
        put_code(out, w, rdf, "UNIT_MULT", "UNIT_MULT", (struct str){number, num_fmt_uint(number, i)}, "unit_mult",
                 unit_mult_name(ref, NULL, (int)i));
    for (unsigned i = 0; i <= NUM_DECIMALS_MAX; i++)
        put_code(out, w, rdf, "DECIMALS", "DECIMALS", (struct str){number, num_fmt_uint(number, i)}, NULL, STR(""));
}

void rdf_prefixes(struct buf *out, struct writing *w, struct rdf_writing *rdf)
{
    struct buf base = {0};
    for (size_t i = 0; i < w->origin.len; i++) {
        char c = w->origin.p[i];
        if (c > ' ' && !strchr("<>\"{}|^`\\", c))
            buf_char(&base, c);
        else
            buf_fmt(&base, "%%%02X", (unsigned)(unsigned char)c);
    }
    rdf->base = arena_str(w->arena, buf_view(&base));
    buf_release(&base);
    rdf->language = arena_text(w->arena, w->language.len ? w->language : STR("en"));
    put_prefixes(out, w, rdf);
    put_properties(out, w, rdf);
    if (!w->data_only && !w->series_only)
        put_attribute_codes(out, w, rdf);
}

/* -- a data set ------------------------------------------------------------------------------------- */

static void put_structure(struct buf *out, const struct writing *w, const struct rdf_writing *rdf)
{
    const struct indicator *in = &w->ref->indicators[w->slices[w->slice].flow->indicator];
    buf_fmt(out, "dsd%u: a qb:DataStructureDefinition ;\n  rdfs:label ", rdf->set);
    put_named(out, w, rdf, "title", in->code, in->title);
    for (unsigned d = 0; d < rdf->dims.n; d++)
        buf_fmt(out, " ;\n  qb:component [ qb:dimension p:%s ; qb:order %u ]", rdf->dims.id[d].p, d + 1);
    buf_fmt(out, " ;\n  qb:component [ qb:dimension p:TIME_PERIOD ; qb:order %u ]", rdf->dims.n + 1);
    buf_puts(out, " ;\n  qb:component [ qb:measure p:OBS_VALUE ]");
    for (unsigned i = 0; i < ATTRIBUTES; i++)
        buf_fmt(out, " ;\n  qb:component [ qb:attribute p:%s ]", attribute_rows[i].id);
    buf_fmt(out, " ;\n  qb:sliceKey key%u:series .\nkey%u:series a qb:SliceKey ;\n  qb:componentProperty ",
            rdf->set, rdf->set);
    for (unsigned d = 0; d < rdf->dims.n; d++)
        buf_fmt(out, "%sp:%s", d ? ", " : "", rdf->dims.id[d].p);
    buf_puts(out, " .\n");
}

static void put_codes(struct buf *out, struct writing *w, const struct rdf_writing *rdf)
{
    const struct slice *s = &w->slices[w->slice];
    struct avail_list list[DIMS_MAX];
    slice_avail(list, &w->scratch, s);
    for (unsigned d = 0; d < rdf->dims.n; d++) {
        enum dim_kind kind = rdf->dims.kind[d];
        const char *id = rdf->dims.id[d].p, *cl = kind == DIM_AREA ? "AREA" : id;
        put_codelist(out, w, rdf, cl);
        buf_puts(out, " a skos:ConceptScheme ; skos:notation ");
        put_literal(out, str_of(arena_fmt(&w->scratch, "CL_%s", cl)), NULL);
        buf_puts(out, " .\n");
        for (uint32_t i = 0; i < list[d].n; i++)
            put_code(out, w, rdf, id, cl, avail_code(w->ref, s->flow, kind, list[d].v[i].code),
                     kind == DIM_AREA || kind == DIM_MEASURE ? NULL : kind == DIM_FREQ ? "freq" : "code",
                     avail_name(w->ref, s->flow, kind, list[d].v[i].code));
    }
}

void rdf_set(struct buf *out, struct writing *w, const struct rdf_writing *rdf)
{
    const struct slice *s = &w->slices[w->slice];
    const struct indicator *in = &w->ref->indicators[s->flow->indicator];
    const struct dataset *set = w->datasets ? &w->datasets[w->slice] : NULL;
    arena_reset(&w->scratch);
    buf_fmt(out, "@prefix set%u: <", rdf->set);
    put_dataset_address(out, w, rdf);
    buf_fmt(out, "> .\n@prefix obs%u: <", rdf->set);
    put_dataset_address(out, w, rdf);
    buf_puts(out, "#> .\n");
    for (int key = 0; key < 2; key++) {
        buf_fmt(out, "@prefix %s%u: <", key ? "key" : "dsd", rdf->set);
        put_address(out, w, rdf, "datastructure", "datastructure.DataStructure", in->code.p, NULL);
        buf_puts(out, key ? "#> .\n" : "> .\n");
    }
    put_structure(out, w, rdf);
    put_codes(out, w, rdf);
    buf_fmt(out, "set%u: a qb:DataSet ;\n  qb:structure dsd%u: ;\n  dct:publisher ", rdf->set, rdf->set);
    const struct collection *of = w->slices[w->slice].cube->collection;
    put_literal(out, of ? of->publisher : w->ref->agency, NULL);
    if (of) {
        buf_puts(out, " ;\n  dct:bibliographicCitation ");
        put_literal(out, of->attribution, NULL);
        buf_puts(out, " ;\n  dct:rights ");
        put_literal(out, of->licence, NULL);
    }
    buf_puts(out, " ;\n  dct:title ");
    put_named(out, w, rdf, "title", in->code, in->title);
    if (w->prepared.len) {
        buf_puts(out, " ;\n  dct:issued ");
        put_literal(out, w->prepared, NULL);
        buf_puts(out, "^^xsd:dateTime");
    }
    if (set && set->valid_to.len) {
        buf_puts(out, " ;\n  dct:valid ");
        put_literal(out, set->valid_to, NULL);
        buf_puts(out, "^^xsd:dateTime");
    }
    buf_puts(out, " .\n");
}
