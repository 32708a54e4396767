/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading data messages of SDMX-ML: 2.1 generic and structure-specific with their variants for time
 * series, 3.0 and 3.1. expat goes over the bytes; of the message no more is kept than the observation
 * at hand, what stands above it, and groups. Document types and entities are refused.
 *
 * SDMX 3 lets groups stand behind the observations that they are of, so a message that has any is gone
 * over twice: for them, then for the observations.
 *
 * Structure-specific messages are read without their data structure: an attribute of Series or Obs is
 * a component, and which ones there are is known here (io/sdmx_row.h). Elements are told by their
 * names without prefix, so it does not matter which prefixes and which namespaces a sender has.
 *
 * A finding's row is the line of the observation; of several in one line each is said to be one
 * further than the last. */

#include "io/formats.h"
#include "io/key_groups.h"

#include "syntax/xml.h"

#include <expat.h>

enum { DEPTH_MAX = 60, GIVEN_MAX = 200, ML_SCOPES = 1000, PIECE = 1 << 20 };

/* What components are given, as far as known: of the data set, the series, the observation; of a group. */
enum level { LEVEL_DATASET, LEVEL_SERIES, LEVEL_OBSERVATION, LEVEL_GROUP, LEVELS };
struct given {
    struct component_value v[GIVEN_MAX];
    unsigned n;
    struct arena arena;
};

struct scope {
    struct str id, flow, at; /* structureID, what it refers to, dimensionAtObservation */
    struct str name;         /* its namespace, which names the flow as well */
};

struct ml_read {
    struct sdmx_row row;
    XML_Parser parser;
    struct err *err;
    int code;
    unsigned depth, skip; /* skip: elements within one that is passed over */
    bool generic, message;
    struct arena arena;
    struct scope *scopes;
    unsigned nscopes;
    const struct scope *scope; /* of the data set */
    struct given level[LEVELS];
    enum level at;
    bool in_header, in_structure, in_series, in_observation;
    bool collecting; /* groups, and nothing else */
    struct key_groups groups;
    /* <Comp id="NOTE_SOURCE"><Value>R1:3513</Value>...</Comp> */
    struct str comp;
    bool capture;
    struct buf text;
    uint32_t place;
};

static int stop(struct ml_read *x, int code)
{
    x->code = code;
    XML_StopParser(x->parser, XML_FALSE);
    return code;
}

static bool is(const char *name, const char *wanted) { return strcmp(name, wanted) == 0; }

/* A copy; what is larger than any text of a message is dropped. */
static struct str kept(struct arena *arena, struct str text)
{
    return text.len + 32 < arena_room(arena) ? arena_str(arena, text) : STR("");
}

/* -- what is given ------------------------------------------------------------------------------- */

static void level_reset(struct ml_read *x, enum level level)
{
    x->level[level].n = 0;
    x->comp = (struct str){0}; /* it may lie there */
    arena_reset(&x->level[level].arena);
}

static void give(struct ml_read *x, enum level level, struct str id, struct str text)
{
    struct given *g = &x->level[level];
    struct sdmx_component c = sdmx_component(x->row.rs.rd->ref, id);
    if (c.kind == COMPONENT_UNKNOWN)
        sdmx_row_unknown(&x->row, id);
    else if (c.kind != COMPONENT_QUIET && g->n < GIVEN_MAX) {
        g->v[g->n].component = c;
        g->v[g->n++].text = kept(&g->arena, text);
    }
}

/* Attributes without prefix are components; "ss:action" and "xsi:type" are not. */
static void give_attributes(struct ml_read *x, enum level level, const char **attrs)
{
    static const char *const others[] = {"structureRef", "setID", "action", "reportingBeginDate",
                                         "reportingEndDate", "validFromDate", "validToDate",
                                         "publicationYear", "publicationPeriod", "dataScope", "type",
                                         "REPORTING_YEAR_START_DAY"};
    for (; *attrs; attrs += 2) {
        bool other = strchr(attrs[0], ':') || is(attrs[0], "xmlns");
        for (size_t i = 0; i < ARRAY_LEN(others) && !other; i++)
            other = is(attrs[0], others[i]);
        if (!other)
            give(x, level, str_of(attrs[0]), str_of(attrs[1]));
    }
}

static void observation_begin(struct ml_read *x)
{
    uint64_t line = XML_GetCurrentLineNumber(x->parser);
    x->place = MAX((uint32_t)MIN(line, (uint64_t)UINT32_MAX), x->place + 1);
    x->in_observation = true;
    x->at = LEVEL_OBSERVATION;
    level_reset(x, LEVEL_OBSERVATION);
}

static void set_level(struct ml_read *x, enum level level, bool attributes)
{
    const struct given *g = &x->level[level];
    for (unsigned i = 0; i < g->n; i++)
        if (sdmx_is_attribute(g->v[i].component) == attributes)
            sdmx_row_set(&x->row, g->v[i].component, g->v[i].text, 0);
}

/* What is nearer to the observation comes later; which groups it is in, its dimensions say. */
static void observation_end(struct ml_read *x)
{
    x->in_observation = false;
    x->at = x->in_series ? LEVEL_SERIES : LEVEL_DATASET;
    sdmx_row_clear(&x->row);
    if (x->scope)
        sdmx_row_flow(&x->row, x->scope->flow.len ? x->scope->flow : x->scope->name);
    for (enum level l = LEVEL_DATASET; l <= LEVEL_OBSERVATION; l++)
        set_level(x, l, false);
    set_level(x, LEVEL_DATASET, true);
    key_groups_set(&x->groups, &x->row);
    set_level(x, LEVEL_SERIES, true);
    set_level(x, LEVEL_OBSERVATION, true);
    sdmx_row_put(&x->row, x->place);
}

/* -- the header ------------------------------------------------------------------------------------ */

static void header_start(struct ml_read *x, const char *name, const char **attrs)
{
    if (is(name, "Structure") && !x->in_structure) {
        x->in_structure = true;
        if (x->nscopes < ML_SCOPES)
            x->scopes[x->nscopes++] = (struct scope){
                .id = kept(&x->arena, xml_attribute(attrs, "structureID")),
                .at = kept(&x->arena, xml_attribute(attrs, "dimensionAtObservation")),
                .name = kept(&x->arena, xml_attribute(attrs, "namespace"))};
        return;
    }
    if (!x->in_structure || x->nscopes == 0)
        return;
    struct scope *s = &x->scopes[x->nscopes - 1];
    if (is(name, "Ref") && s->flow.len == 0)
        s->flow = kept(&x->arena, xml_attribute(attrs, "id"));
    x->capture = is(name, "URN") || is(name, "Structure") || is(name, "StructureUsage") ||
                 is(name, "ProvisionAgreement") || is(name, "ProvisionAgrement");
    x->text.len = 0;
}

/* SDMX 3 has the URN as the text of the element, 2.1 in one of its own. */
static void header_end(struct ml_read *x, const char *name, unsigned depth)
{
    struct str text = x->capture ? str_trim(buf_view(&x->text)) : STR("");
    x->capture = false;
    if (is(name, "Header"))
        x->in_header = false;
    else if (is(name, "Structure") && depth == 2)
        x->in_structure = false;
    if (x->in_structure && text.len && x->nscopes && x->scopes[x->nscopes - 1].flow.len == 0)
        x->scopes[x->nscopes - 1].flow = kept(&x->arena, text);
}

/* -- the data ----------------------------------------------------------------------------------------- */

static void dataset_start(struct ml_read *x, const char **attrs)
{
    struct str ref = xml_attribute(attrs, "structureRef");
    x->scope = x->nscopes == 1 ? &x->scopes[0] : NULL;
    for (unsigned i = 0; i < x->nscopes; i++)
        if (str_eq(x->scopes[i].id, ref))
            x->scope = &x->scopes[i];
    x->row.action = sdmx_action(xml_attribute(attrs, "action"));
    x->groups.set++;
    level_reset(x, LEVEL_DATASET);
    level_reset(x, LEVEL_SERIES);
    x->at = LEVEL_DATASET;
    if (!x->generic)
        give_attributes(x, LEVEL_DATASET, attrs);
}

static void group_start(struct ml_read *x, const char **attrs)
{
    level_reset(x, LEVEL_GROUP);
    x->at = LEVEL_GROUP;
    if (!x->generic)
        give_attributes(x, LEVEL_GROUP, attrs);
}

/* A group by an attachment constraint has no dimensions, and which observations it is of stands elsewhere. */
static void group_end(struct ml_read *x, const char *name)
{
    struct given *g = &x->level[LEVEL_GROUP];
    int r = key_groups_add(&x->groups, g->v, g->n, is(name, "Atts"));
    x->at = LEVEL_DATASET;
    if (r < 0)
        stop(x, err_set(x->err, ERR_LIMIT, KEY_GROUPS_TOO_MANY));
    else if (r == 0)
        sdmx_row_unknown(&x->row, str_of(name));
}

/* What is not looked at this time: groups, or what they are of; and texts about data, as in files of their own. */
static bool is_passed(const struct ml_read *x, const char *name)
{
    if (is(name, "Group") || is(name, "Atts"))
        return !x->collecting;
    return is(name, "Metadata") || (x->collecting && (is(name, "Series") || is(name, "Obs")));
}

static void data_start(struct ml_read *x, const char *name, const char **attrs)
{
    if (is_passed(x, name)) {
        if (is(name, "Metadata"))
            sdmx_row_unknown(&x->row, str_of(name));
        x->skip = 1;
    } else if (is(name, "DataSet")) {
        dataset_start(x, attrs);
    } else if (is(name, "Group") || is(name, "Atts")) {
        group_start(x, attrs);
    } else if (is(name, "Series")) {
        level_reset(x, LEVEL_SERIES);
        x->in_series = true;
        x->at = LEVEL_SERIES;
        if (!x->generic)
            give_attributes(x, LEVEL_SERIES, attrs);
    } else if (is(name, "Obs")) {
        observation_begin(x);
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
            buf_char(&x->text, '_'); /* as several notes are one text (model/obs.h) */
        x->capture = true;
    } else if (is(name, "Value")) {
        give(x, x->at, xml_attribute(attrs, "id"), xml_attribute(attrs, "value"));
    }
}

static void data_end(struct ml_read *x, const char *name)
{
    if (is(name, "Obs") && x->in_observation) {
        observation_end(x);
    } else if (is(name, "Series")) {
        level_reset(x, LEVEL_SERIES);
        x->in_series = false;
        x->at = LEVEL_DATASET;
    } else if (x->at == LEVEL_GROUP && (is(name, "Group") || is(name, "Atts"))) {
        group_end(x, name);
    } else if (is(name, "Value")) {
        x->capture = false;
    } else if (is(name, "Comp")) {
        if (x->comp.len && x->text.len)
            give(x, x->at, x->comp, buf_view(&x->text));
        x->comp = (struct str){0};
    }
}

/* -- elements ----------------------------------------------------------------------------------------- */

static bool is_data(const char *name)
{
    return is(name, "GenericData") || is(name, "GenericTimeSeriesData") || is(name, "StructureSpecificData") ||
           is(name, "StructureSpecificTimeSeriesData");
}

static void message_start(struct ml_read *x, const char *name)
{
    x->message = true;
    x->generic = is(name, "GenericData") || is(name, "GenericTimeSeriesData");
    if (!is_data(name))
        stop(x, err_set(x->err, ERR_INPUT, "it is no message of data that can be read (%.60s)", name));
}

static void XMLCALL on_start(void *user, const XML_Char *whole, const XML_Char **attrs)
{
    struct ml_read *x = user;
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
    struct ml_read *x = user;
    if (x->code)
        return;
    x->depth--;
    if (x->skip)
        x->skip--;
    else if (x->in_header)
        header_end(x, xml_local(whole), x->depth);
    else
        data_end(x, xml_local(whole));
}

static void XMLCALL on_text(void *user, const XML_Char *p, int len)
{
    struct ml_read *x = user;
    if (x->capture && !x->skip && !x->code)
        buf_put(&x->text, p, (size_t)len);
}

static void XMLCALL on_doctype(void *user, UNUSED const XML_Char *name, UNUSED const XML_Char *sysid,
                               UNUSED const XML_Char *pubid, UNUSED int internal)
{
    struct ml_read *x = user;
    stop(x, err_set(x->err, ERR_INPUT, "it declares a document type (DOCTYPE), which no SDMX message has"));
}

/* -- the file -------------------------------------------------------------------------------------------- */

/* The name of the root element without prefix, and its tag. */
static struct str root_of(struct str *tag, struct str bytes)
{
    struct str rest = str_sub(bytes, 0, 64 << 10);
    *tag = (struct str){0};
    if (str_starts(rest, STR("\xef\xbb\xbf")))
        rest = str_sub(rest, 3, rest.len);
    for (;;) {
        rest = str_trim(rest);
        const char *to = str_starts(rest, STR("<?"))     ? memmem(rest.p, rest.len, "?>", 2)
                         : str_starts(rest, STR("<!--")) ? memmem(rest.p, rest.len, "-->", 3) : NULL;
        if (!to)
            break;
        rest = str_sub(rest, (size_t)(to - rest.p) + (rest.p[1] == '?' ? 2 : 3), rest.len);
    }
    if (!str_starts(rest, STR("<")))
        return STR("");
    const char *end = memchr(rest.p, '>', rest.len);
    *tag = str_sub(rest, 0, end ? (size_t)(end - rest.p) : rest.len);
    size_t n = 1, from = 1;
    for (; n < tag->len && !strchr(" \t\r\n/", tag->p[n]); n++)
        if (tag->p[n] == ':')
            from = n + 1;
    return str_sub(*tag, from, n - from);
}

static bool has(struct str text, const char *part)
{
    return text.len && memmem(text.p, text.len, part, strlen(part));
}

/* How surely it is a message of that root and version. */
static int detect(struct str bytes, const char *root, const char *version)
{
    struct str tag, name = root_of(&tag, bytes);
    return str_is(name, root) && (!version || has(tag, version)) ? 100 : 0;
}

int sdmx_ml_generic_detect(struct str bytes) { return detect(bytes, "GenericData", NULL); }
int sdmx_ml_generic_series_detect(struct str bytes) { return detect(bytes, "GenericTimeSeriesData", NULL); }
int sdmx_ml_series_detect(struct str bytes)
{
    return detect(bytes, "StructureSpecificTimeSeriesData", NULL);
}
int sdmx_ml_30_detect(struct str bytes) { return detect(bytes, "StructureSpecificData", "/v3_0/"); }
int sdmx_ml_31_detect(struct str bytes) { return detect(bytes, "StructureSpecificData", "/v3_1/"); }
int sdmx_ml_detect(struct str bytes)
{
    return sdmx_ml_30_detect(bytes) || sdmx_ml_31_detect(bytes) ? 0
                                                                : detect(bytes, "StructureSpecificData", NULL);
}

static int parse(struct ml_read *x, struct str bytes)
{
    enum XML_Status status = XML_STATUS_OK;
    for (size_t at = 0; at <= bytes.len && status == XML_STATUS_OK; at += PIECE) {
        struct str piece = str_sub(bytes, at, PIECE);
        status = XML_Parse(x->parser, piece.p ? piece.p : "", (int)piece.len, at + PIECE > bytes.len);
    }
    if (x->code || status == XML_STATUS_OK)
        return x->code;
    return err_set(x->err, ERR_INPUT, "line %llu: the XML is damaged or cut short: %s",
                   (unsigned long long)XML_GetCurrentLineNumber(x->parser),
                   XML_ErrorString(XML_GetErrorCode(x->parser)));
}

/* Once from the first byte to the last. */
static int go_over(struct ml_read *x, struct str bytes)
{
    x->parser = XML_ParserCreate(NULL);
    if (!x->parser)
        return err_set(x->err, ERR_IO, "there is no memory for reading XML");
    x->nscopes = x->groups.set = 0;
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    int r = parse(x, bytes);
    XML_ParserFree(x->parser);
    return r;
}

int sdmx_ml_read(struct reading *rd, struct err *err)
{
    struct ml_read *x = mem_alloc(sizeof *x);
    int r = 0;
    sdmx_row_init(&x->row, rd);
    x->err = err;
    arena_init(&x->arena, (size_t)64 << 20);
    key_groups_init(&x->groups, rd->bytes.len);
    x->scopes = arena_array(&x->arena, struct scope, ML_SCOPES);
    for (unsigned l = 0; l < LEVELS; l++)
        arena_init(&x->level[l].arena, (size_t)64 << 20);
    x->collecting = has(rd->bytes, "Group") || has(rd->bytes, "Atts");
    if (x->collecting)
        r = go_over(x, rd->bytes);
    x->collecting = false;
    if (r == 0)
        r = go_over(x, rd->bytes);
    arena_release(&x->arena);
    for (unsigned l = 0; l < LEVELS; l++)
        arena_release(&x->level[l].arena);
    key_groups_release(&x->groups);
    buf_release(&x->text);
    free(x);
    return r;
}
