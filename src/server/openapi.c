/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The table of services as an OpenAPI 3.1 description (https://spec.openapis.org/oas/v3.1.0). */

#include "server/services.h"

#include "base/version.h"
#include "server/rest_structure.h"
#include "structure/metadata.h"
#include "syntax/json.h"

struct openapi {
    struct json j;
    struct arena arena;
    const struct ref *ref; /* NULL: nothing is released */
    const char *flow, *area, *indicator, *released;
};

/* -- examples, of what this release has --------------------------------------------------------------- */

static void examples(struct openapi *o, const struct snapshot *snap)
{
    const struct cube *cube = snap->loaded.cube;
    o->flow = "DF_INDICATOR";
    o->area = "THA";
    o->indicator = "INDICATOR";
    if (!cube || !cube->nflows)
        return;
    char *id = arena_alloc(&o->arena, CUBE_FLOW_ID);
    cube_flow_id(id, cube->ref, &cube->flows[0]);
    o->released = editions_at(snap->editions, INT64_MAX)->from_text.p;
    o->ref = cube->ref;
    o->flow = id;
    o->area = cube->ref->areas[cube->area[cube->flows[0].first]].code.p;
    o->indicator = cube->ref->indicators[cube->flows[0].indicator].code.p;
}

static const char *example_of(struct openapi *o, const struct service_param *p)
{
    const struct {
        const char *id, *value;
    } ours[] = {{"agencyID", o->ref ? o->ref->agency.p : "ILO"},
                {"resourceID", o->flow},
                {"version", SDMX_VERSION},
                {"resource", "dataflow"},
                {"id", arena_fmt(&o->arena, "%s_A", o->indicator)},
                {"ref_area:id", arena_fmt(&o->arena, "%s_A", o->area)},
                {"ref_area", o->area},
                {"providerID", o->area},
                {"registrationID", arena_fmt(&o->arena, "PA_%s_%s", o->indicator, o->area)},
                {"indicator", o->indicator},
                {"asOf", o->released},
                {"country", o->area},
                {"analysis:flow", o->flow},
                {"feed:indicator", o->indicator},
                {"chart:file", arena_fmt(&o->arena, "%s.csv", o->indicator)}};
    for (size_t i = 0; i < ARRAY_LEN(ours); i++)
        if (strcmp(p->id, ours[i].id) == 0)
            return ours[i].value;
    return p->example;
}

/* -- media types ------------------------------------------------------------------------------------- */

enum { FORMS_MAX = 64 };
struct forms {
    const char *mime[FORMS_MAX], *names[2 * FORMS_MAX]; /* of format=; aliases as they stand in their tables */
    size_t n, nnames;
};

static void forms_add(struct forms *f, const char *mime, const char *name, const char *aliases)
{
    bool there = false;
    for (size_t i = 0; i < f->n; i++)
        there = there || strcmp(f->mime[i], mime) == 0;
    if (f->n == FORMS_MAX || f->nnames + 2 > ARRAY_LEN(f->names))
        return;
    if (!there)
        f->mime[f->n++] = mime;
    if (name)
        f->names[f->nnames++] = name;
    if (aliases)
        f->names[f->nnames++] = aliases;
}

static void forms_of(struct forms *f, enum service_forms which, const char *mime)
{
    static const char *const rows[] = {"text/csv", "text/tab-separated-values", "application/json",
                                       "application/gzip"};
    const char *type, *name;
    *f = (struct forms){0};
    for (size_t i = 0; i < nformats && which == SERVICE_DATA; i++)
        if (formats[i].next)
            forms_add(f, formats[i].mime, formats[i].name, formats[i].aliases);
    for (size_t i = 0; which == SERVICE_SCHEMA && (type = rest_schema_form(&name, i)); i++)
        forms_add(f, type, name, NULL);
    for (size_t i = 0; i < STRUCTURE_FORMS && (which == SERVICE_STRUCTURE || which == SERVICE_SCHEMA); i++)
        forms_add(f, structure_forms[i].mime, structure_forms[i].name, structure_forms[i].aliases);
    for (size_t i = 0; i < METADATA_FORMS && which == SERVICE_METADATA; i++)
        forms_add(f, metadata_forms[i].mime, metadata_forms[i].name, metadata_forms[i].aliases);
    for (size_t i = 0; which == SERVICE_REGISTRY && (type = rest_registry_form(&name, i)); i++)
        forms_add(f, type, name, NULL);
    for (size_t i = 0; i < ARRAY_LEN(rows) && which == SERVICE_ROWS; i++)
        forms_add(f, rows[i], NULL, NULL);
    if (which == SERVICE_FILE)
        forms_add(f, mime, NULL, NULL);
}

/* A schema of text, with the names that format= knows. */
static void put_format_schema(struct json *j, enum service_forms which)
{
    struct forms f;
    struct str rest, one;
    forms_of(&f, which, NULL);
    json_open(j, '{');
    json_put(j, "type", STR("string"));
    json_key(j, "examples");
    json_open(j, '[');
    for (size_t i = 0; i < f.nnames; i++)
        for (rest = str_of(f.names[i]); str_next(&one, &rest, ' ');) {
            const char *equals = one.len ? memchr(one.p, '=', one.len) : NULL;
            struct str name = equals ? str_sub(one, 0, (size_t)(equals - one.p)) : one;
            if (name.len)
                json_str(j, name);
        }
    json_close(j);
    json_close(j);
}

/* -- paths ---------------------------------------------------------------------------------------------- */

/* The names of components have no colon. */
static const char *component(struct openapi *o, struct str id)
{
    char *name = arena_text(&o->arena, id);
    for (char *c = name; *c; c++)
        if (*c == ':')
            *c = '.';
    return name;
}

static void put_reference(struct openapi *o, const char *kind, const char *name)
{
    json_open(&o->j, '{');
    json_put(&o->j, "$ref", str_of(arena_fmt(&o->arena, "#/components/%s/%s", kind, name)));
    json_close(&o->j);
}

static bool is_sdmx(const struct service *s)
{
    return strncmp(s->path, "/rest/", 6) == 0;
}

/* What {resource} can be: of what the table names that which is served. */
static void put_resources(struct openapi *o, const struct service *s)
{
    struct str rest = str_of(s->resources), one;
    json_open(&o->j, '{');
    json_put(&o->j, "name", STR("resource"));
    json_put(&o->j, "in", STR("path"));
    json_put_bool(&o->j, "required", true);
    json_key(&o->j, "schema");
    json_open(&o->j, '{');
    json_put(&o->j, "type", STR("string"));
    json_key(&o->j, "enum");
    json_open(&o->j, '[');
    while (str_next(&one, &rest, ' '))
        if (rest_serves(s->v2, one))
            json_str(&o->j, one);
    json_close(&o->j);
    json_close(&o->j);
    json_put(&o->j, "example", STR("dataflow"));
    json_close(&o->j);
}

static void put_parameters(struct openapi *o, const struct service *s, struct str path)
{
    struct str rest = path, one;
    json_key(&o->j, "parameters");
    json_open(&o->j, '[');
    while (str_next(&one, &rest, '/')) {
        if (!str_starts(one, STR("{")))
            continue;
        one = str_sub(one, 1, one.len - 2);
        if (str_is(one, "resource"))
            put_resources(o, s);
        else
            put_reference(o, "parameters", component(o, one));
    }
    for (rest = str_of(s->params); str_next(&one, &rest, ' ');)
        if (one.len)
            put_reference(o, "parameters", component(o, one));
    json_close(&o->j);
}

static void put_responses(struct openapi *o, const struct service *s)
{
    static const char *const failures[] = {"400", "404", "406", "413", "414", "429", "500", "501", "503"};
    struct forms f;
    struct json *j = &o->j;
    forms_of(&f, s->forms, s->mime);
    json_key(j, "responses");
    json_open(j, '{');
    json_key(j, "200");
    json_open(j, '{');
    json_put(j, "description", STR("What was asked for"));
    json_key(j, "content");
    json_open(j, '{');
    for (size_t i = 0; i < f.n; i++) {
        json_key(j, f.mime[i]);
        json_open(j, '{');
        json_close(j);
    }
    json_close(j);
    json_close(j);
    if (is_sdmx(s) && s->v2) {
        json_key(j, "204");
        put_reference(o, "responses", "Empty");
    }
    json_key(j, "304");
    put_reference(o, "responses", "Unchanged");
    for (size_t i = 0; i < ARRAY_LEN(failures) && s->forms != SERVICE_FILE; i++) {
        json_key(j, failures[i]);
        put_reference(o, "responses", is_sdmx(s) ? "SdmxError" : "Error");
    }
    json_close(j);
}

/* "{v2:key}" is called {key}. */
static void put_path_key(struct openapi *o, struct str path)
{
    struct buf out = {0};
    struct str rest = path, one;
    while (str_next(&one, &rest, '/')) {
        if (one.len == 0)
            continue;
        buf_char(&out, '/');
        if (one.p[0] == '{')
            buf_fmt(&out, "{%.*s}", STR_FMT(service_param_name(str_sub(one, 1, one.len - 2))));
        else
            buf_str(&out, one);
    }
    json_key_str(&o->j, buf_view(&out));
    buf_release(&out);
}

static void put_path(struct openapi *o, const struct service *s, struct str path)
{
    struct json *j = &o->j;
    char *id = arena_text(&o->arena, path);
    for (char *c = id; *c; c++)
        *c = strchr("/{}:.", *c) ? '_' : *c;
    put_path_key(o, path);
    json_open(j, '{');
    json_key(j, "get");
    json_open(j, '{');
    json_put(j, "operationId", str_of(arena_fmt(&o->arena, "get%s", id)));
    json_put(j, "summary", str_of(s->summary));
    put_parameters(o, s, path);
    put_responses(o, s);
    json_close(j);
    json_close(j);
}

static bool is_served(const struct service *s)
{
    struct str rest = str_of(s->resources), one;
    while (str_next(&one, &rest, ' '))
        if (rest_serves(s->v2, one))
            return true;
    return !s->resources;
}

/* Each route, and the same with less and less of its path. */
static void put_paths(struct openapi *o)
{
    json_key(&o->j, "paths");
    json_open(&o->j, '{');
    for (size_t i = 0; i < nservices; i++) {
        const struct service *s = &services[i];
        struct str path = str_of(s->path), shortest = str_of(s->shortest ? s->shortest : s->path);
        if (!is_served(s))
            continue;
        assert(str_starts(path, shortest));
        while (path.len >= shortest.len) {
            put_path(o, s, path);
            const char *slash = memrchr(path.p, '/', path.len);
            path.len = (size_t)(slash - path.p);
        }
    }
    json_close(&o->j);
}

/* -- components ------------------------------------------------------------------------------------------ */

static bool in_path(const struct service_param *p)
{
    for (size_t i = 0; i < nservices; i++) {
        struct str rest = str_of(services[i].path), one;
        while (str_next(&one, &rest, '/'))
            if (str_starts(one, STR("{")) && str_is(str_sub(one, 1, one.len - 2), p->id))
                return true;
    }
    return false;
}

static void put_schema(struct json *j, const struct service_param *p)
{
    static const struct {
        const char *id;
        enum service_forms which;
    } of_forms[] = {{"format", SERVICE_DATA}, {"structure:format", SERVICE_STRUCTURE},
                    {"schema:format", SERVICE_SCHEMA},
                    {"metadata:format", SERVICE_METADATA}, {"registry:format", SERVICE_REGISTRY}};
    for (size_t i = 0; i < ARRAY_LEN(of_forms); i++)
        if (strcmp(p->id, of_forms[i].id) == 0) {
            put_format_schema(j, of_forms[i].which);
            return;
        }
    json_raw(j, str_of(p->schema));
}

static bool is_required(const struct service_param *p)
{
    static const char *const required[] = {"var", "id", "ref_area:id", "analysis:flow", "q", "corridor:origin",
                                           "corridor:destination"};
    for (size_t i = 0; i < ARRAY_LEN(required); i++)
        if (strcmp(p->id, required[i]) == 0)
            return true;
    return in_path(p);
}

static void put_parameter(struct openapi *o, const struct service_param *p)
{
    struct json *j = &o->j;
    const char *example = example_of(o, p);
    json_key(j, component(o, str_of(p->id)));
    json_open(j, '{');
    json_put(j, "name", service_param_name(str_of(p->id)));
    json_put(j, "in", in_path(p) ? STR("path") : STR("query"));
    if (is_required(p))
        json_put_bool(j, "required", true);
    json_put(j, "description", str_of(p->what));
    if (strcmp(p->id, "c") == 0) {
        json_put(j, "style", STR("deepObject"));
        json_put_bool(j, "explode", true);
    }
    json_key(j, "schema");
    put_schema(j, p);
    if (example && strstr(p->schema, "\"string\""))
        json_put(j, "example", str_of(example));
    else if (example) { /* a number, or true or false */
        json_key(j, "example");
        json_raw(j, str_of(example));
    }
    json_close(j);
}

static void put_components(struct openapi *o)
{
    struct json *j = &o->j;
    json_key(j, "components");
    json_open(j, '{');
    json_key(j, "parameters");
    json_open(j, '{');
    for (size_t i = 0; i < nservice_params; i++)
        if (strcmp(service_params[i].id, "resource") != 0) /* which differs by route */
            put_parameter(o, &service_params[i]);
    json_close(j);
    json_key(j, "responses");
    json_raw(j, STR("{\"Empty\":{\"description\":\"There is nothing of it\"},"
                    "\"Unchanged\":{\"description\":\"The client has it, as If-None-Match or If-Modified-Since say\"},"
                    "\"SdmxError\":{\"description\":\"An error of SDMX-REST, as XML or JSON\",\"content\":{"
                    "\"application/xml\":{},"
                    "\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/SdmxErrors\"}}}},"
                    "\"Error\":{\"description\":\"What is wrong\",\"content\":{"
                    "\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Error\"}}}}}"));
    json_key(j, "schemas");
    json_raw(j, STR("{\"SdmxErrors\":{\"type\":\"object\",\"required\":[\"errors\"],\"properties\":{\"errors\":{"
                    "\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"code\",\"title\"],"
                    "\"properties\":{\"code\":{\"type\":\"integer\"},\"title\":{\"type\":\"string\"}}}}}},"
                    "\"Error\":{\"type\":\"object\",\"required\":[\"error\"],\"properties\":{"
                    "\"error\":{\"type\":\"string\"},\"documentation\":{\"type\":\"string\"}}}}"));
    json_close(j);
}

static void put_head(struct openapi *o, const struct site *site)
{
    struct json *j = &o->j;
    json_put(j, "openapi", STR("3.1.0"));
    json_key(j, "info");
    json_open(j, '{');
    json_put(j, "title", o->ref ? o->ref->name : STR("ILMS"));
    json_put(j, "summary", STR("Figures and their structure, as SDMX and as ILOSTAT has them"));
    json_put(j, "description",
             STR("SDMX-REST 1.5.0 is at /rest and /rest/v1, 2.2.2 at /rest/v2. Answers are packed with zstd, br or "
                 "gzip, and name their state in ETag and Last-Modified. A client that asks for too much at once gets "
                 "429 and learns when to come back."));
    json_put(j, "version", STR(ILMS_VERSION));
    json_close(j);
    json_key(j, "servers");
    json_open(j, '[');
    json_open(j, '{');
    json_put(j, "url", site->origin.len ? site->origin : STR("/"));
    json_close(j);
    json_close(j);
    json_key(j, "externalDocs");
    json_open(j, '{');
    json_put(j, "url", STR("https://github.com/sdmx-twg/sdmx-rest"));
    json_close(j);
}

void openapi_write(struct buf *out, const struct site *site, const struct snapshot *snap)
{
    struct openapi o = {0};
    arena_init(&o.arena, 4 << 20);
    examples(&o, snap);
    json_init(&o.j, out);
    json_open(&o.j, '{');
    put_head(&o, site);
    put_paths(&o);
    put_components(&o);
    json_close(&o.j);
    buf_char(out, '\n');
    arena_release(&o.arena);
}
