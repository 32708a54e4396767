/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Data messages of SDMX-ML as a plain table. expat goes over the bytes; elements are told by their names
 * without prefix. Document types and entities are refused. */

#include "io/flat.h"

#include "base/arena.h"

#include "syntax/xml.h"

#include <expat.h>

enum { DEPTH_MAX = 60, GIVEN_MAX = 200, SCOPES_MAX = 1000, PIECE = 1 << 20 };

enum level { LEVEL_DATASET, LEVEL_SERIES, LEVEL_OBSERVATION, LEVELS };
struct given {
    struct {
        struct str id, text;
    } v[GIVEN_MAX];
    unsigned n;
    struct arena arena;
};

struct scope {
    struct str id, at; /* structureID, dimensionAtObservation */
};

struct flat_xml {
    struct flat *f;
    XML_Parser parser;
    struct err *err;
    int code;
    unsigned depth, skip; /* skip: elements within one that is passed over */
    bool generic, in_header, in_series;
    struct arena arena;
    struct scope *scopes;
    unsigned nscopes;
    const struct scope *scope; /* of the data set */
    struct given level[LEVELS];
    enum level at;
    struct str comp; /* <Comp id="X"><Value>text</Value></Comp> */
    bool capture;
    struct buf text;
};

static int stop(struct flat_xml *x, int code)
{
    x->code = code;
    XML_StopParser(x->parser, XML_FALSE);
    return code;
}

static bool is(const char *name, const char *wanted) { return strcmp(name, wanted) == 0; }

static struct str kept(struct arena *arena, struct str text)
{
    return text.len + 32 < arena_room(arena) ? arena_str(arena, text) : STR("");
}

/* -- what is given ---------------------------------------------------------------------------- */

static void level_reset(struct flat_xml *x, enum level level)
{
    x->level[level].n = 0;
    arena_reset(&x->level[level].arena);
}

static void give(struct flat_xml *x, enum level level, struct str id, struct str text)
{
    struct given *g = &x->level[level];
    if (id.len == 0 || g->n == GIVEN_MAX)
        return;
    g->v[g->n].id = kept(&g->arena, id);
    g->v[g->n++].text = kept(&g->arena, text);
}

/* Attributes without prefix are components; what the data set says of itself is none. */
static void give_attributes(struct flat_xml *x, enum level level, const char **attrs)
{
    static const char *const others[] = {"structureRef", "setID", "action", "reportingBeginDate",
                                         "reportingEndDate", "validFromDate", "validToDate", "publicationYear",
                                         "publicationPeriod", "dataScope"};
    for (; *attrs; attrs += 2) {
        bool other = strchr(attrs[0], ':') || is(attrs[0], "xmlns");
        for (size_t i = 0; i < ARRAY_LEN(others) && level == LEVEL_DATASET && !other; i++)
            other = is(attrs[0], others[i]);
        if (!other)
            give(x, level, str_of(attrs[0]), str_of(attrs[1]));
    }
}

static void observation_end(struct flat_xml *x)
{
    x->at = x->in_series ? LEVEL_SERIES : LEVEL_DATASET;
    for (unsigned l = 0; l < LEVELS; l++)
        for (unsigned i = 0; i < x->level[l].n; i++)
            flat_put(x->f, x->level[l].v[i].id, x->level[l].v[i].text);
    flat_row(x->f);
    level_reset(x, LEVEL_OBSERVATION);
    int r = flat_within(x->f, x->err);
    if (r < 0)
        stop(x, r);
}

/* -- elements ----------------------------------------------------------------------------------- */

static void dataset_start(struct flat_xml *x, const char **attrs)
{
    struct str ref = xml_attribute(attrs, "structureRef");
    x->scope = x->nscopes == 1 ? &x->scopes[0] : NULL;
    for (unsigned i = 0; i < x->nscopes; i++)
        if (str_eq(x->scopes[i].id, ref))
            x->scope = &x->scopes[i];
    level_reset(x, LEVEL_DATASET);
    level_reset(x, LEVEL_SERIES);
    x->at = LEVEL_DATASET;
    if (!x->generic)
        give_attributes(x, LEVEL_DATASET, attrs);
}

static void data_start(struct flat_xml *x, const char *name, const char **attrs)
{
    if (is(name, "DataSet")) {
        dataset_start(x, attrs);
    } else if (is(name, "Series")) {
        level_reset(x, LEVEL_SERIES);
        x->in_series = true;
        x->at = LEVEL_SERIES;
        if (!x->generic)
            give_attributes(x, LEVEL_SERIES, attrs);
    } else if (is(name, "Group") || is(name, "Atts")) {
        x->skip = 1;
    } else if (is(name, "Obs")) {
        level_reset(x, LEVEL_OBSERVATION);
        x->at = LEVEL_OBSERVATION;
        if (!x->generic)
            give_attributes(x, LEVEL_OBSERVATION, attrs);
    } else if (is(name, "ObsDimension")) {
        struct str id = xml_attribute(attrs, "id");
        if (id.len == 0)
            id = x->scope && x->scope->at.len ? x->scope->at : STR("TIME_PERIOD");
        give(x, LEVEL_OBSERVATION, id, xml_attribute(attrs, "value"));
    } else if (is(name, "ObsValue")) {
        give(x, LEVEL_OBSERVATION, STR("OBS_VALUE"), xml_attribute(attrs, "value"));
    } else if (is(name, "Comp")) {
        x->comp = kept(&x->level[x->at].arena, xml_attribute(attrs, "id"));
        x->text.len = 0;
    } else if (is(name, "Value") && x->comp.len) {
        if (x->text.len)
            buf_char(&x->text, '_');
        x->capture = true;
    } else if (is(name, "Value")) {
        give(x, x->at, xml_attribute(attrs, "id"), xml_attribute(attrs, "value"));
    }
}

static void data_end(struct flat_xml *x, const char *name)
{
    if (is(name, "Obs") && x->at == LEVEL_OBSERVATION) {
        observation_end(x);
    } else if (is(name, "Series")) {
        level_reset(x, LEVEL_SERIES);
        x->in_series = false;
        x->at = LEVEL_DATASET;
    } else if (is(name, "Value")) {
        x->capture = false;
    } else if (is(name, "Comp")) {
        if (x->text.len)
            give(x, x->at, x->comp, buf_view(&x->text));
        x->comp = (struct str){0};
    }
}

static void message_start(struct flat_xml *x, const char *name)
{
    x->generic = is(name, "GenericData") || is(name, "GenericTimeSeriesData");
    if (!x->generic && !is(name, "StructureSpecificData") && !is(name, "StructureSpecificTimeSeriesData"))
        stop(x, err_set(x->err, ERR_INPUT, "it is no message of data that can be read (%.60s)", name));
}

static void header_start(struct flat_xml *x, const char *name, const char **attrs)
{
    if (is(name, "Structure") && x->depth == 3 && x->nscopes < SCOPES_MAX)
        x->scopes[x->nscopes++] = (struct scope){kept(&x->arena, xml_attribute(attrs, "structureID")),
                                                 kept(&x->arena, xml_attribute(attrs, "dimensionAtObservation"))};
}

static void XMLCALL on_start(void *user, const XML_Char *whole, const XML_Char **attrs)
{
    struct flat_xml *x = user;
    const char *name = xml_local(whole);
    if (x->code)
        return;
    if (x->depth++ == DEPTH_MAX) {
        stop(x, err_set(x->err, ERR_LIMIT, "elements lie more than %d deep in each other", DEPTH_MAX));
        return;
    }
    if (x->skip)
        x->skip++;
    else if (x->depth == 1)
        message_start(x, name);
    else if (x->depth == 2 && is(name, "Header"))
        x->in_header = true;
    else if (x->in_header)
        header_start(x, name, attrs);
    else
        data_start(x, name, attrs);
}

static void XMLCALL on_end(void *user, const XML_Char *whole)
{
    struct flat_xml *x = user;
    if (x->code)
        return;
    x->depth--;
    if (x->skip)
        x->skip--;
    else if (x->in_header)
        x->in_header = x->depth > 1;
    else
        data_end(x, xml_local(whole));
}

static void XMLCALL on_text(void *user, const XML_Char *p, int len)
{
    struct flat_xml *x = user;
    if (x->capture && !x->skip && !x->code)
        buf_put(&x->text, p, (size_t)len);
}

static void XMLCALL on_doctype(void *user, UNUSED const XML_Char *name, UNUSED const XML_Char *sysid,
                               UNUSED const XML_Char *pubid, UNUSED int internal)
{
    struct flat_xml *x = user;
    stop(x, err_set(x->err, ERR_INPUT, "it declares a document type (DOCTYPE), which no SDMX message has"));
}

/* -- the file ------------------------------------------------------------------------------------- */

static int parse(struct flat_xml *x, struct str bytes, struct err *err)
{
    enum XML_Status status = XML_STATUS_OK;
    for (size_t at = 0; at <= bytes.len && status == XML_STATUS_OK; at += PIECE) {
        struct str piece = str_sub(bytes, at, PIECE);
        status = XML_Parse(x->parser, piece.p ? piece.p : "", (int)piece.len, at + PIECE > bytes.len);
    }
    if (x->code || status == XML_STATUS_OK)
        return x->code;
    return err_set(err, ERR_INPUT, "line %llu: the XML is damaged or cut short: %s",
                   (unsigned long long)XML_GetCurrentLineNumber(x->parser),
                   XML_ErrorString(XML_GetErrorCode(x->parser)));
}

int flat_ml(struct flat *f, struct str bytes, struct err *err)
{
    struct flat_xml *x = mem_alloc(sizeof *x);
    int r;
    x->f = f;
    x->err = err;
    x->parser = XML_ParserCreate(NULL);
    arena_init(&x->arena, (size_t)16 << 20);
    x->scopes = arena_array(&x->arena, struct scope, SCOPES_MAX);
    for (unsigned l = 0; l < LEVELS; l++)
        arena_init(&x->level[l].arena, (size_t)16 << 20);
    if (!x->parser) {
        r = err_set(err, ERR_IO, "there is no memory for reading XML");
    } else {
        XML_SetUserData(x->parser, x);
        XML_SetElementHandler(x->parser, on_start, on_end);
        XML_SetCharacterDataHandler(x->parser, on_text);
        XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
        r = parse(x, bytes, err);
        XML_ParserFree(x->parser);
    }
    arena_release(&x->arena);
    for (unsigned l = 0; l < LEVELS; l++)
        arena_release(&x->level[l].arena);
    buf_release(&x->text);
    free(x);
    return r;
}
