/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The JSON schema of SDMX-JSON data of one structure. A message describes its components before it
 * refers to their values by index, so what has to be held against the structure stands in one place:
 * `data.structures`. */

#include "structure/inner.h"

static void enumeration(struct json *j, const struct artefact *codes, const struct cube_region_value *allowed)
{
    json_key(j, "enum");
    json_open(j, '[');
    for (uint32_t i = 0; allowed && i < allowed->ncodes; i++)
        json_str(j, allowed->code[i]);
    for (uint32_t i = 0; !allowed && i < codes->nitems; i++)
        json_str(j, codes->item[i].id);
    json_close(j);
}

static void open_as(struct json *j, const char *key)
{
    json_key(j, key);
    json_open(j, '{');
}

/* {"properties": {"id": {"const": "SEX"}, "values": {"items": {"properties": {"id": {"enum": [...]}}}}}} */
static void component(struct json *j, const struct schema_request *rq, const struct component *c)
{
    const struct artefact *codes = component_codelist(rq->all, c);
    json_open(j, '{');
    open_as(j, "properties");
    open_as(j, "id");
    json_put(j, "const", c->id);
    json_close(j);
    if (codes) {
        open_as(j, "values");
        open_as(j, "items");
        open_as(j, "properties");
        open_as(j, "id");
        enumeration(j, codes, constraint_codes(rq->allowed, c->id));
        for (unsigned i = 0; i < 4; i++)
            json_close(j);
    }
    json_close(j);
    json_close(j);
}

/* Of whatever level: arrays of components, each of which is one of those of the structure. */
static void components(struct json *j, const struct schema_request *rq, const char *key, unsigned roles)
{
    bool any = false;
    for (unsigned i = 0; i < rq->structure->ncomponents; i++)
        any = any || (roles >> rq->structure->component[i].role & 1);
    open_as(j, key);
    open_as(j, "additionalProperties");
    if (any) {
        open_as(j, "items");
        json_key(j, "anyOf");
        json_open(j, '[');
        for (unsigned i = 0; i < rq->structure->ncomponents; i++)
            if (roles >> rq->structure->component[i].role & 1)
                component(j, rq, &rq->structure->component[i]);
        json_close(j);
        json_close(j);
    } else {
        json_put_int(j, "maxItems", 0);
    }
    json_close(j);
    json_close(j);
}

void schema_write_json(struct buf *out, const struct schema_request *rq)
{
    bool old = rq->version != SDMX_31;
    struct buf urn = {0};
    struct json j;
    message_urn(&urn, artefact_reference(rq->flow), rq->version);
    json_init(&j, out);
    json_open(&j, '{');
    json_put(&j, "$schema", old ? STR("http://json-schema.org/draft-07/schema#")
                                : STR("https://json-schema.org/draft/2019-09/schema"));
    json_put(&j, "title", buf_view(&urn));
    json_key(&j, "allOf");
    json_open(&j, '[');
    json_open(&j, '{');
    json_put(&j, "$ref", old ? STR("https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/"
                                   "schemas/2.0.0/sdmx-json-data-schema.json")
                             : STR("https://json.sdmx.org/2.1/sdmx-json-data-schema.json"));
    json_close(&j);
    json_close(&j);
    open_as(&j, "properties");
    open_as(&j, "data");
    open_as(&j, "properties");
    open_as(&j, "structures");
    open_as(&j, "items");
    open_as(&j, "properties");
    components(&j, rq, "dimensions", 1u << COMP_DIMENSION | 1u << COMP_TIME);
    components(&j, rq, "measures", 1u << COMP_MEASURE);
    components(&j, rq, "attributes", 1u << COMP_ATTRIBUTE);
    while (j.depth)
        json_close(&j);
    buf_release(&urn);
}
