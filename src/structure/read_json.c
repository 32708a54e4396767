/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Structure messages in SDMX-JSON 1.0, 2.0 and 2.1. What a text in languages says comes twice, as the
 * one text and as all of them: all count where there are any. */

#include "structure/read.h"
#include "syntax/json_read.h"

struct js_reading {
    struct building *b;
    struct json_read in;
};

/* A text and what it is in each language, whichever comes first. */
struct both {
    struct str one;
    struct said all;
};

static void said_read(struct js_reading *r, struct said *s)
{
    struct str language;
    if (json_enter(&r->in, '{'))
        while (json_member(&r->in, &language))
            building_say(r->b, s, language, json_read_text(&r->in));
}

static void both_take(struct js_reading *r, struct said *s, const struct both *both)
{
    *s = both->all;
    if (s->n == 0 && both->one.len)
        building_say(r->b, s, STR("en"), both->one);
}

static void reference_read(struct js_reading *r, struct reference *out)
{
    building_reference(r->b, out, json_read_text(&r->in));
}

/* {"enumeration": urn} or {"format": {"dataType": ...}}, in 1.0 {"textFormat": {"textType": ...}}. */
static void representation_read(struct js_reading *r, struct reference *codelist, enum text_type *text, bool *multiple)
{
    struct str key;
    if (!json_enter(&r->in, '{'))
        return;
    while (json_member(&r->in, &key)) {
        if (str_is(key, "enumeration")) {
            reference_read(r, codelist);
        } else if (str_is(key, "maxOccurs")) {
            *multiple = !str_is(json_read_text(&r->in), "1");
        } else if ((str_is(key, "format") || str_is(key, "textFormat")) && json_peek(&r->in) == JSON_OBJECT) {
            json_enter(&r->in, '{');
            while (json_member(&r->in, &key))
                if (str_is(key, "dataType") || str_is(key, "textType"))
                    *text = text_type_of(json_read_text(&r->in));
                else
                    json_pass(&r->in);
        } else {
            json_pass(&r->in);
        }
    }
}

/* -- items ------------------------------------------------------------------------------------ */

/* The id may come behind the rest, so all is gathered first. */
static void item_read(struct js_reading *r)
{
    struct both name = {0}, description = {0};
    struct str key, id = STR(""), parent = STR("");
    struct reference format = {0};
    enum text_type text;
    bool multiple;
    if (!json_enter(&r->in, '{'))
        return;
    while (json_member(&r->in, &key)) {
        if (str_is(key, "id"))
            id = json_read_text(&r->in);
        else if (str_is(key, "name"))
            name.one = json_read_text(&r->in);
        else if (str_is(key, "names"))
            said_read(r, &name.all);
        else if (str_is(key, "description"))
            description.one = json_read_text(&r->in);
        else if (str_is(key, "descriptions"))
            said_read(r, &description.all);
        else if (str_is(key, "parent"))
            parent = json_read_text(&r->in);
        else if (str_is(key, "coreRepresentation"))
            representation_read(r, &format, &text, &multiple);
        else
            json_pass(&r->in);
    }
    struct item *it = building_item(r->b, id);
    if (!it)
        return;
    both_take(r, &it->name, &name);
    both_take(r, &it->description, &description);
    it->format = format;
    building_parent(r->b, parent);
}

/* -- structures ------------------------------------------------------------------------------- */

static void relationship_read(struct js_reading *r, struct component *c)
{
    struct str key;
    if (!json_enter(&r->in, '{'))
        return;
    while (json_member(&r->in, &key)) {
        if (str_is(key, "dimensions") && json_peek(&r->in) == JSON_ARRAY) {
            json_enter(&r->in, '[');
            while (json_element(&r->in))
                building_dimension(r->b, json_read_text(&r->in));
        } else {
            if (str_is(key, "observation") || str_is(key, "primaryMeasure"))
                c->attachment = ATTACH_OBSERVATION;
            json_pass(&r->in);
        }
    }
}

static void component_read(struct js_reading *r, enum component_role role)
{
    struct str key;
    struct component *c = json_peek(&r->in) == JSON_OBJECT ? building_component(r->b, role) : NULL;
    if (!c) {
        json_pass(&r->in);
        return;
    }
    json_enter(&r->in, '{');
    while (json_member(&r->in, &key)) {
        if (str_is(key, "id")) {
            struct str id = json_read_text(&r->in);
            if (building_id(id))
                c->id = building_text(r->b, id);
        } else if (str_is(key, "conceptIdentity")) {
            reference_read(r, &c->concept);
        } else if (str_is(key, "localRepresentation")) {
            representation_read(r, &c->codelist, &c->text, &c->multiple);
        } else if (str_is(key, "usage")) {
            c->mandatory = str_is(json_read_text(&r->in), "mandatory");
        } else if (str_is(key, "assignmentStatus")) {
            c->mandatory = str_is(json_read_text(&r->in), "Mandatory");
        } else if (str_is(key, "attributeRelationship")) {
            relationship_read(r, c);
        } else {
            json_pass(&r->in);
        }
    }
}

static void components_read(struct js_reading *r)
{
    static const struct {
        const char *key;
        enum component_role role;
    } lists[] = {{"dimensions", COMP_DIMENSION}, {"measureDimensions", COMP_DIMENSION},
                 {"timeDimensions", COMP_TIME}, {"timeDimension", COMP_TIME},
                 {"attributes", COMP_ATTRIBUTE}, {"measures", COMP_MEASURE},
                 {"primaryMeasure", COMP_MEASURE}};
    struct str list, key;
    if (!json_enter(&r->in, '{'))
        return;
    while (json_member(&r->in, &list)) { /* dimensionList, attributeList, measureList */
        if (!json_enter(&r->in, '{'))
            continue;
        while (json_member(&r->in, &key)) {
            size_t k = 0;
            while (k < ARRAY_LEN(lists) && !str_is(key, lists[k].key))
                k++;
            if (k == ARRAY_LEN(lists)) {
                json_pass(&r->in);
            } else if (json_peek(&r->in) == JSON_ARRAY) {
                json_enter(&r->in, '[');
                while (json_element(&r->in))
                    component_read(r, lists[k].role);
            } else {
                component_read(r, lists[k].role);
            }
        }
    }
}

/* Dimensions first, time behind them, then measures, then attributes: in JSON the lists come in any
 * order. */
static void components_order(struct building *b)
{
    static const enum component_role order[] = {COMP_DIMENSION, COMP_TIME, COMP_MEASURE, COMP_ATTRIBUTE};
    struct component *sorted = mem_alloc(sizeof *sorted * MAX(b->ncomponents, 1u));
    uint32_t n = 0;
    for (size_t k = 0; k < ARRAY_LEN(order); k++)
        for (uint32_t i = 0; i < b->ncomponents; i++)
            if (b->component[i].role == order[k])
                sorted[n++] = b->component[i];
    if (n)
        memcpy(b->component, sorted, sizeof *sorted * n);
    free(sorted);
}

/* -- artefacts -------------------------------------------------------------------------------- */

/* Where its identity is not said before its content, the identity is looked for first. */
static bool identity_read(struct js_reading *r, enum artefact_class cls)
{
    struct json_read ahead = r->in;
    struct str key, id = STR(""), agency = STR(""), version = STR("");
    if (!json_enter(&ahead, '{'))
        return false;
    while (json_member(&ahead, &key)) {
        if (str_is(key, "id"))
            id = json_read_text(&ahead);
        else if (str_is(key, "agencyID"))
            agency = json_read_text(&ahead);
        else if (str_is(key, "version"))
            version = json_read_text(&ahead);
        else
            json_pass(&ahead);
    }
    return !ahead.fault && building_begin(r->b, cls, agency, id, version);
}

static void artefact_read(struct js_reading *r, enum artefact_class cls)
{
    struct building *b = r->b;
    struct both name = {0}, description = {0};
    struct str key;
    b->open = false;
    if (json_peek(&r->in) != JSON_OBJECT || !identity_read(r, cls)) {
        json_pass(&r->in);
        return;
    }
    json_enter(&r->in, '{');
    while (json_member(&r->in, &key)) {
        if (str_is(key, "name")) {
            name.one = json_read_text(&r->in);
        } else if (str_is(key, "names")) {
            said_read(r, &name.all);
        } else if (str_is(key, "description")) {
            description.one = json_read_text(&r->in);
        } else if (str_is(key, "descriptions")) {
            said_read(r, &description.all);
        } else if (str_is(key, "isPartial")) {
            b->now.is_partial = str_is(json_read_text(&r->in), "true");
        } else if (str_is(key, "structure") && cls == ART_DATAFLOW) {
            reference_read(r, &b->now.structure);
        } else if (str_is(key, "dataStructureComponents") && cls == ART_DATA_STRUCTURE) {
            components_read(r);
        } else if (str_is(key, cls == ART_CODELIST ? "codes" : cls == ART_CONCEPT_SCHEME ? "concepts" : "") &&
                   json_peek(&r->in) == JSON_ARRAY) {
            json_enter(&r->in, '[');
            while (json_element(&r->in))
                item_read(r);
        } else {
            json_pass(&r->in);
        }
    }
    both_take(r, &b->now.name, &name);
    both_take(r, &b->now.description, &description);
    components_order(b);
    if (!r->in.fault)
        building_end(b);
}

static bool data_read(struct js_reading *r)
{
    static const struct {
        const char *key;
        enum artefact_class cls;
    } groups[] = {{"codelists", ART_CODELIST},
                  {"conceptSchemes", ART_CONCEPT_SCHEME},
                  {"dataStructures", ART_DATA_STRUCTURE},
                  {"dataflows", ART_DATAFLOW}};
    struct str key;
    bool other = false;
    if (!json_enter(&r->in, '{'))
        return false;
    while (json_member(&r->in, &key)) {
        size_t k = 0;
        while (k < ARRAY_LEN(groups) && !str_is(key, groups[k].key))
            k++;
        other = other || str_is(key, "dataSets");
        if (k == ARRAY_LEN(groups) || json_peek(&r->in) != JSON_ARRAY) {
            json_pass(&r->in);
            continue;
        }
        json_enter(&r->in, '[');
        while (json_element(&r->in) && !r->b->code)
            artefact_read(r, groups[k].cls);
        if (r->b->code)
            return true;
    }
    return !other;
}

int read_json(struct building *b, struct str bytes)
{
    struct js_reading r = {.b = b};
    struct str key;
    bool found = false;
    json_read_init(&r.in, bytes, b->all->arena);
    json_enter(&r.in, '{');
    while (!b->code && json_member(&r.in, &key)) {
        if (str_is(key, "data"))
            found = data_read(&r);
        else
            json_pass(&r.in);
    }
    if (!b->code)
        json_read_end(&r.in);
    if (!b->code && r.in.fault)
        b->code = err_set(b->err, ERR_INPUT, "the structure message, line %u: %s", json_read_line(&r.in),
                          r.in.fault);
    if (!b->code && !found)
        building_fail(b, ERR_INPUT, "has no structures in its \"data\"");
    return b->code;
}
