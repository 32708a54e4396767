/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Structure messages in SDMX-ML 2.1, 3.0 and 3.1, by expat and without document types. The versions
 * differ in how they refer: by elements with attributes, or by URNs. Prefixes may be any. */

#include "structure/read.h"

#include "syntax/xml.h"

#include <expat.h>

enum { DEPTH_MAX = 64, PORTION = 1 << 20, TEXT_MAX = 64 << 10 };

/* What an element is, by what it stands in. */
enum node {
    N_OUTSIDE,
    N_MESSAGE,
    N_STRUCTURES,
    N_GROUP,
    N_ARTEFACT,
    N_ITEM,
    N_NAME,
    N_DESCRIPTION,
    N_PARENT,
    N_STRUCTURE, /* of a flow */
    N_COMPONENTS,
    N_LIST,
    N_COMPONENT,
    N_CONCEPT,
    N_REPRESENTATION,
    N_ENUMERATION,
    N_FORMAT,
    N_RELATIONSHIP,
    N_DIMENSION,
    N_OBSERVATION,
    N_REF,
    N_URN
};

static const struct step {
    enum node in;
    const char *name;
    enum node node;
    int what; /* class of an artefact, role of a component */
} steps[] = {
    {N_OUTSIDE, "Structure", N_MESSAGE, 0},
    {N_MESSAGE, "Structures", N_STRUCTURES, 0},
    {N_STRUCTURES, "Codelists", N_GROUP, 0},
    {N_STRUCTURES, "Concepts", N_GROUP, 0},
    {N_STRUCTURES, "ConceptSchemes", N_GROUP, 0},
    {N_STRUCTURES, "DataStructures", N_GROUP, 0},
    {N_STRUCTURES, "Dataflows", N_GROUP, 0},
    {N_GROUP, "Codelist", N_ARTEFACT, ART_CODELIST},
    {N_GROUP, "ConceptScheme", N_ARTEFACT, ART_CONCEPT_SCHEME},
    {N_GROUP, "DataStructure", N_ARTEFACT, ART_DATA_STRUCTURE},
    {N_GROUP, "Dataflow", N_ARTEFACT, ART_DATAFLOW},
    {N_ARTEFACT, "Name", N_NAME, 0},
    {N_ARTEFACT, "Description", N_DESCRIPTION, 0},
    {N_ARTEFACT, "Code", N_ITEM, 0},
    {N_ARTEFACT, "Concept", N_ITEM, 0},
    {N_ARTEFACT, "Structure", N_STRUCTURE, 0},
    {N_ARTEFACT, "DataStructureComponents", N_COMPONENTS, 0},
    {N_ITEM, "Name", N_NAME, 0},
    {N_ITEM, "Description", N_DESCRIPTION, 0},
    {N_ITEM, "Parent", N_PARENT, 0},
    {N_ITEM, "CoreRepresentation", N_REPRESENTATION, 0},
    {N_COMPONENTS, "DimensionList", N_LIST, 0},
    {N_COMPONENTS, "AttributeList", N_LIST, 0},
    {N_COMPONENTS, "MeasureList", N_LIST, 0},
    {N_LIST, "Dimension", N_COMPONENT, COMP_DIMENSION},
    {N_LIST, "MeasureDimension", N_COMPONENT, COMP_DIMENSION},
    {N_LIST, "TimeDimension", N_COMPONENT, COMP_TIME},
    {N_LIST, "Attribute", N_COMPONENT, COMP_ATTRIBUTE},
    {N_LIST, "PrimaryMeasure", N_COMPONENT, COMP_MEASURE},
    {N_LIST, "Measure", N_COMPONENT, COMP_MEASURE},
    {N_COMPONENT, "ConceptIdentity", N_CONCEPT, 0},
    {N_COMPONENT, "LocalRepresentation", N_REPRESENTATION, 0},
    {N_COMPONENT, "AttributeRelationship", N_RELATIONSHIP, 0},
    {N_REPRESENTATION, "Enumeration", N_ENUMERATION, 0},
    {N_REPRESENTATION, "TextFormat", N_FORMAT, 0},
    {N_RELATIONSHIP, "Dimension", N_DIMENSION, 0},
    {N_RELATIONSHIP, "PrimaryMeasure", N_OBSERVATION, 0},
    {N_RELATIONSHIP, "Observation", N_OBSERVATION, 0},
    {N_PARENT, "Ref", N_REF, 0},
    {N_STRUCTURE, "Ref", N_REF, ART_DATA_STRUCTURE},
    {N_CONCEPT, "Ref", N_REF, ART_CONCEPT_SCHEME},
    {N_ENUMERATION, "Ref", N_REF, ART_CODELIST},
    {N_DIMENSION, "Ref", N_REF, 0},
    {N_PARENT, "URN", N_URN, 0},
    {N_STRUCTURE, "URN", N_URN, 0},
    {N_CONCEPT, "URN", N_URN, 0},
    {N_ENUMERATION, "URN", N_URN, 0},
};

struct ml_reading {
    struct building *b;
    XML_Parser parser;
    enum node node[DEPTH_MAX + 1]; /* what is open */
    unsigned depth, skip;
    bool capture;
    struct buf text;
    struct buf language;
};

static void stop(struct ml_reading *r, enum err_code code, const char *what)
{
    building_fail(r->b, code, what);
    XML_StopParser(r->parser, XML_FALSE);
}

/* -- elements --------------------------------------------------------------------------------- */

static enum node outside(const struct ml_reading *r, unsigned up)
{
    return r->depth > up ? r->node[r->depth - up] : N_OUTSIDE;
}

static struct item *item(const struct ml_reading *r)
{
    return r->b->nitems ? &r->b->item[r->b->nitems - 1] : NULL;
}

static struct component *component(const struct ml_reading *r)
{
    return r->b->ncomponents ? &r->b->component[r->b->ncomponents - 1] : NULL;
}

/* The namespace of the root says which version it is; all that we read begin the same. */
static bool is_message(const char **attrs)
{
    static const char *const versions[] = {"v2_1", "v3_0", "v3_1"};
    for (; attrs[0]; attrs += 2)
        for (size_t i = 0; i < ARRAY_LEN(versions); i++)
            if (strncmp(attrs[0], "xmlns", 5) == 0 && strstr(attrs[1], versions[i]) && strstr(attrs[1], "sdmx.org/"))
                return true;
    return false;
}

static bool component_open(struct ml_reading *r, enum component_role role, const char **attrs)
{
    struct component *c = building_component(r->b, role);
    if (!c)
        return false;
    struct str id = xml_attribute(attrs, "id");
    if (building_id(id))
        c->id = building_text(r->b, id);
    c->mandatory = str_is(xml_attribute(attrs, "assignmentStatus"), "Mandatory") ||
                   str_is(xml_attribute(attrs, "usage"), "mandatory");
    return true;
}

static void ref_read(struct ml_reading *r, enum artefact_class cls, const char **attrs)
{
    enum node in = outside(r, 1);
    struct building *b = r->b;
    if (in == N_PARENT) {
        building_parent(b, xml_attribute(attrs, "id"));
        return;
    }
    if (in == N_DIMENSION) {
        building_dimension(b, xml_attribute(attrs, "id"));
        return;
    }
    struct str parent = xml_attribute(attrs, "maintainableParentID"),
               version = xml_attribute(attrs, parent.len ? "maintainableParentVersion" : "version");
    struct reference ref = {
        .cls = cls == ART_CODELIST && str_is(xml_attribute(attrs, "class"), "ConceptScheme") ? ART_CONCEPT_SCHEME : cls,
        .agency = building_text(b, xml_attribute(attrs, "agencyID")),
        .id = building_text(b, parent.len ? parent : xml_attribute(attrs, "id")),
        .version = building_text(b, version.len ? version : STR("1.0")),
        .item = building_text(b, parent.len ? xml_attribute(attrs, "id") : STR(""))};
    if (in == N_STRUCTURE)
        b->now.structure = ref;
    else if (in == N_CONCEPT && component(r))
        component(r)->concept = ref;
    else if (in == N_ENUMERATION && outside(r, 3) == N_ITEM && item(r))
        item(r)->format = ref;
    else if (in == N_ENUMERATION && component(r))
        component(r)->codelist = ref;
}

/* False: what is in it is to be passed over. */
static bool node_open(struct ml_reading *r, const struct step *s, const char **attrs)
{
    struct building *b = r->b;
    switch (s->node) {
    case N_MESSAGE:
        if (!is_message(attrs))
            stop(r, ERR_INPUT, "is not SDMX-ML 2.1, 3.0 or 3.1");
        return true;
    case N_ARTEFACT:
        b->open = false;
        if (!building_begin(b, (enum artefact_class)s->what, xml_attribute(attrs, "agencyID"),
                            xml_attribute(attrs, "id"), xml_attribute(attrs, "version")))
            return false;
        b->now.is_partial = str_is(xml_attribute(attrs, "isPartial"), "true");
        return true;
    case N_ITEM: return building_item(b, xml_attribute(attrs, "id")) != NULL;
    case N_COMPONENT: return component_open(r, (enum component_role)s->what, attrs);
    case N_NAME:
    case N_DESCRIPTION:
        r->language.len = 0;
        buf_str(&r->language, xml_attribute(attrs, "lang"));
        return true;
    case N_REPRESENTATION: {
        struct str most = xml_attribute(attrs, "maxOccurs");
        if (component(r) && outside(r, 1) == N_COMPONENT)
            component(r)->multiple = most.len && !str_is(most, "1");
        return true;
    }
    case N_FORMAT:
        if (component(r) && outside(r, 2) == N_COMPONENT)
            component(r)->text = text_type_of(xml_attribute(attrs, "textType"));
        return true;
    case N_OBSERVATION:
        if (component(r))
            component(r)->attachment = ATTACH_OBSERVATION;
        return true;
    case N_REF: ref_read(r, (enum artefact_class)s->what, attrs); return true;
    default: return true;
    }
}

static bool has_text(enum node node)
{
    return node == N_NAME || node == N_DESCRIPTION || node == N_PARENT || node == N_STRUCTURE || node == N_CONCEPT ||
           node == N_ENUMERATION || node == N_DIMENSION || node == N_URN;
}

/* What an element says in its text, `up` from the element that it is said of. */
static void text_take(struct ml_reading *r, enum node node, unsigned up, struct str text)
{
    struct building *b = r->b;
    bool of_item = outside(r, up) == N_ITEM;
    struct said *name = of_item && item(r) ? &item(r)->name : &b->now.name;
    struct said *description = of_item && item(r) ? &item(r)->description : &b->now.description;
    switch (node) {
    case N_NAME: building_say(b, name, buf_view(&r->language), text); break;
    case N_DESCRIPTION: building_say(b, description, buf_view(&r->language), text); break;
    case N_PARENT: building_parent(b, text); break;
    case N_STRUCTURE: building_reference(b, &b->now.structure, text); break;
    case N_CONCEPT:
        if (component(r))
            building_reference(b, &component(r)->concept, text);
        break;
    case N_ENUMERATION:
        if (outside(r, up + 1) == N_ITEM && item(r))
            building_reference(b, &item(r)->format, text);
        else if (component(r))
            building_reference(b, &component(r)->codelist, text);
        break;
    case N_DIMENSION: building_dimension(b, text); break;
    default: break;
    }
}

static void node_close(struct ml_reading *r, enum node node)
{
    struct str text = str_trim(r->text.len ? buf_view(&r->text) : STR(""));
    if (node == N_URN)
        text_take(r, outside(r, 1), 2, text);
    else if (has_text(node) && text.len)
        text_take(r, node, 1, text);
    else if (node == N_ARTEFACT)
        building_end(r->b);
    r->capture = false;
    r->text.len = 0; /* what stands around a URN is nothing */
}

/* -- expat ------------------------------------------------------------------------------------ */

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attrs)
{
    struct ml_reading *r = user;
    if (r->b->code)
        return;
    if (r->depth + r->skip == DEPTH_MAX) {
        stop(r, ERR_LIMIT, "has elements that lie too deep in each other");
        return;
    }
    const struct step *s = NULL;
    for (size_t i = 0; i < ARRAY_LEN(steps) && !r->skip && !s; i++)
        if (steps[i].in == r->node[r->depth] && strcmp(steps[i].name, xml_local(name)) == 0)
            s = &steps[i];
    if (r->depth == 0 && !r->skip && !s) {
        stop(r, ERR_INPUT, "has another root than Structure");
        return;
    }
    if (s) {
        r->depth++;
        r->node[r->depth] = s->node;
        if (node_open(r, s, attrs)) {
            r->capture = has_text(s->node);
            r->text.len = 0;
            return;
        }
        r->depth--;
    }
    r->skip++;
}

static void XMLCALL on_end(void *user, UNUSED const XML_Char *name)
{
    struct ml_reading *r = user;
    if (r->b->code)
        return;
    if (r->skip) {
        r->skip--;
        return;
    }
    node_close(r, r->node[r->depth]);
    r->depth--;
    if (r->b->code)
        XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL on_text(void *user, const XML_Char *p, int len)
{
    struct ml_reading *r = user;
    if (!r->capture || r->skip || r->b->code)
        return;
    if (r->text.len + (size_t)len > TEXT_MAX)
        stop(r, ERR_LIMIT, "has a text longer than any name or description");
    else
        buf_put(&r->text, p, (size_t)len);
}

static void XMLCALL on_doctype(void *user, UNUSED const XML_Char *name, UNUSED const XML_Char *sysid,
                               UNUSED const XML_Char *pubid, UNUSED int internal)
{
    stop(user, ERR_INPUT, "declares a document type (DOCTYPE), which no service sends");
}

int read_ml(struct building *b, struct str bytes)
{
    struct ml_reading r = {.b = b};
    r.parser = XML_ParserCreate(NULL);
    if (!r.parser)
        abort(); /* out of memory */
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, on_start, on_end);
    XML_SetCharacterDataHandler(r.parser, on_text);
    XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
    for (bool last = false; !last && !b->code;) {
        struct str portion = str_sub(bytes, 0, PORTION);
        bytes = str_sub(bytes, portion.len, bytes.len);
        last = bytes.len == 0;
        if (XML_Parse(r.parser, portion.p, (int)portion.len, last) != XML_STATUS_OK && !b->code)
            b->code = err_set(b->err, ERR_INPUT, "the structure message: damaged XML in line %lu (%s)",
                              (unsigned long)XML_GetCurrentLineNumber(r.parser),
                              XML_ErrorString(XML_GetErrorCode(r.parser)));
    }
    XML_ParserFree(r.parser);
    buf_release(&r.text);
    buf_release(&r.language);
    return b->code;
}
