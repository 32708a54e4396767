/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-REST 1.5.0 at /rest and /rest/v1, 2.2.2 at /rest/v2: which resource, errors, parameters. */

#include "server/rest_structure.h"

#include "base/num.h"
#include "syntax/json.h"
#include "syntax/packer.h"
#include "syntax/xml.h"

/* -- errors ------------------------------------------------------------------------------------ */

static int http_of(const struct rest *r, enum sdmx_error code)
{
    switch (code) {
    case SDMX_NO_RESULTS: return r->v2 ? 204 : 404;
    case SDMX_SYNTAX: return 400;
    case SDMX_NOT_IMPLEMENTED: return 501;
    case SDMX_NOT_ACCEPTABLE: return 406;
    case SDMX_TOO_LARGE: return 413;
    case SDMX_INTERNAL: return 500;
    case SDMX_UNAVAILABLE: return 503;
    }
    return 500;
}

/* What is said of an error: in JSON as SDMX-JSON has it, else as an SDMX-ML message. */
static void error_write(struct http_answer *an, bool json, unsigned code, const char *message)
{
    an->etag = NULL;
    an->modified = 0;
    an->cacheable = false;
    an->language = "en";
    an->body.len = 0;
    an->type = json ? "application/json" : "application/xml";
    if (json) {
        struct json j;
        json_init(&j, &an->body);
        json_open(&j, '{');
        json_key(&j, "errors");
        json_open(&j, '[');
        json_open(&j, '{');
        json_put_int(&j, "code", code);
        json_put(&j, "title", str_of(message));
        json_close(&j);
        json_close(&j);
        json_close(&j);
        return;
    }
    buf_fmt(&an->body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mes:Error "
            "xmlns:mes=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" "
            "xmlns:com=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\">"
            "<mes:ErrorMessage code=\"%u\"><com:Text xml:lang=\"en\">", code);
    xml_escape(&an->body, str_of(message));
    buf_puts(&an->body, "</com:Text></mes:ErrorMessage></mes:Error>\n");
}

static void answer_error(struct rest *r, int status, unsigned code, const char *message)
{
    bool json = accept_json(http_header(r->rq, "Accept"), rest_param(r, "format"), r->v2);
    error_write(r->an, json, code, message);
    r->an->status = status;
    if (status == 204) {
        r->an->body.len = 0;
        r->an->type = NULL;
    }
}

/* The errors of SDMX that come near to what HTTP alone can say. */
static unsigned code_of(int status)
{
    return status == 401 ? 110 : status == 404 ? SDMX_NO_RESULTS : status == 413 ? 130 : status == 501 ? 501
         : status == 429 || status == 503 ? 503 : status >= 500 ? SDMX_INTERNAL : SDMX_SYNTAX;
}

void rest_refuse(struct str target, struct str accept, struct http_answer *an, const char *why)
{
    const char *mark = target.len ? memchr(target.p, '?', target.len) : NULL;
    struct str query = mark ? str_sub(target, (size_t)(mark - target.p), target.len) : STR("");
    const char *format = str_find(query, STR("format="));
    struct str rest = format ? str_sub(query, (size_t)(format - query.p) + 7, query.len) : STR(""), name = STR("");
    str_next(&name, &rest, '&');
    error_write(an, accept_json(accept, name, str_starts(target, STR("/rest/v2"))), code_of(an->status), why);
}

void rest_error(struct rest *r, enum sdmx_error code, const char *message)
{
    answer_error(r, http_of(r, code), code == SDMX_NOT_ACCEPTABLE ? 140 : code, message);
}

void rest_error_of(struct rest *r, const struct err *err)
{
    if (err->code == ERR_USAGE)
        rest_error(r, SDMX_SYNTAX, err->text);
    else if (err->code == ERR_LIMIT)
        rest_error(r, SDMX_TOO_LARGE, arena_fmt(r->rq->arena, "%s; whole tables are files at "
                                                "%.*s/data/indicator?id=INDICATOR_A&format=.csv.gz", err->text,
                                                STR_FMT(r->site->origin)));
    else if (err->code == ERR_NOTFOUND)
        answer_error(r, 404, SDMX_NO_RESULTS, err->text); /* what was asked for does not exist */
    else
        rest_error(r, err->code == ERR_BUSY ? SDMX_UNAVAILABLE : SDMX_INTERNAL, err->text);
    r->an->retry_after = err->code == ERR_BUSY ? 1 : 0;
}

/* -- parameters -------------------------------------------------------------------------------- */

static bool is_filter(struct str name)
{
    return str_starts(name, STR("c[")) && str_ends(name, STR("]"));
}

/* Parts of the standards whose absence is said, not passed over. */
static const struct {
    const char *name, *harmless; /* the value that asks for nothing special */
} later[] = {{"updatedAfter", NULL},  {"includeHistory", "false"},
             {"sort", NULL},          {"reportingYearStartDay", NULL},
             {"attributes", "dsd"},   {"measures", "all"}};

/* In which form an answer is to come. */
static const char *const of_form[] = {"format", "formatVersion", "labels", "keys", "timeFormat", "lang",
                                      "compression"};

bool rest_params_known(struct rest *r, const char *const *known, size_t n)
{
    for (unsigned i = 0; i < r->rq->nparams; i++) {
        struct str name = r->rq->param[i].name, value = r->rq->param[i].value;
        bool found = false;
        for (size_t k = 0; k < n && !found; k++)
            found = strcmp(known[k], "c") == 0 ? r->v2 && is_filter(name) : str_is(name, known[k]);
        for (size_t k = 0; k < ARRAY_LEN(of_form) && !found; k++)
            found = str_is(name, of_form[k]);
        for (size_t k = 0; k < ARRAY_LEN(later) && !found; k++)
            if (str_is(name, later[k].name)) {
                if (!later[k].harmless || !str_is(value, later[k].harmless)) {
                    rest_error(r, SDMX_NOT_IMPLEMENTED,
                               arena_fmt(r->rq->arena, "%s is not served here yet", later[k].name));
                    return false;
                }
                found = true;
            }
        if (!found) {
            struct buf list = {0};
            for (size_t k = 0; k < n; k++)
                if (strcmp(known[k], "c") != 0)
                    buf_fmt(&list, "%s%s", list.len ? ", " : "", known[k]);
                else if (r->v2)
                    buf_fmt(&list, "%sc[COMPONENT]", list.len ? ", " : "");
            rest_error(r, SDMX_SYNTAX,
                       arena_fmt(r->rq->arena, "there is no parameter \"%.*s\" here; there are %s",
                                 (int)MIN(name.len, (size_t)60), name.p, list.p));
            buf_release(&list);
            return false;
        }
    }
    return true;
}

/* -- resources --------------------------------------------------------------------------------------- */

/* The resources that are made of artefacts. */
static void (*of_artefacts(const struct rest *r))(struct rest *r)
{
    struct structure_query unused = {0};
    struct str name = r->nseg ? r->seg[0] : STR("");
    bool kept;
    if (str_is(name, "schema"))
        return rest_schema;
    if (str_is(name, "metadata"))
        return rest_metadata;
    if (r->v2)
        return str_is(name, "structure") ? rest_structure : str_is(name, "registration") ? rest_registration : NULL;
    return structure_resource(&unused, &kept, name, false) ? rest_structure : NULL;
}

bool rest_serves(bool v2, struct str resource)
{
    struct structure_query unused = {0};
    bool kept;
    if (str_is(resource, "data") || str_is(resource, v2 ? "availability" : "availableconstraint"))
        return true;
    if (v2 || str_is(resource, "schema") || str_is(resource, "metadata"))
        return of_artefacts(&(struct rest){.v2 = v2, .seg = &resource, .nseg = 1}) != NULL;
    return structure_resource(&unused, &kept, resource, false) && kept;
}

/* compression=: for those who cannot say what they accept. */
static bool compression_chosen(struct rest *r)
{
    struct str name = rest_param(r, "compression");
    if (name.len == 0)
        return true;
    if (coding_find(name) || str_is(name, "identity") || str_is(name, "none")) {
        r->an->packed = arena_text(r->rq->arena, name);
        return true;
    }
    rest_error(r, SDMX_NOT_ACCEPTABLE, arena_fmt(r->rq->arena, "compression \"%.*s\" is not served here; there are "
                                                 "gzip, br, zstd and none",
                                                 (int)MIN(name.len, (size_t)40), name.p));
    return false;
}

static void dispatch(struct rest *r)
{
    bool data = r->nseg && str_is(r->seg[0], "data");
    bool avail = r->nseg && str_is(r->seg[0], r->v2 ? "availability" : "availableconstraint");
    void (*artefacts)(struct rest *) = data ? NULL : of_artefacts(r);
    if (artefacts) {
        artefacts(r);
    } else if (!data && !avail) {
        answer_error(r, 404, SDMX_NO_RESULTS,
                     arena_fmt(r->rq->arena,
                               "there is no resource \"%.*s\"; there are data, %s, schema, metadata and %s",
                               r->nseg ? (int)MIN(r->seg[0].len, (size_t)40) : 0,
                               r->nseg ? r->seg[0].p : "",
                               r->v2 ? "availability" : "availableconstraint",
                               r->v2 ? "structure, registration" : "those of structures, as dataflow or codelist"));
    } else if (r->rq->too_many_segments || r->nseg > (r->v2 ? 6u : 4u) + avail) {
        rest_error(r, SDMX_SYNTAX, r->v2 ? "the path is /rest/v2/data/{context}/{agency}/{id}/"
                                           "{version}/{key}"
                                         : "the path is /rest/data/{flow}/{key}/{provider}");
    } else if (!r->snap->loaded.cube) {
        answer_error(r, r->v2 ? 204 : 404, SDMX_NO_RESULTS, "nothing has been released yet");
    } else if (data) {
        rest_data(r);
        rest_target_end(r);
    } else {
        rest_availability(r);
        rest_target_end(r);
    }
}

bool rest_maintains(const struct http_request *rq)
{
    static const char *const resources[] = {"structure", "registration", "subscription", "metadata"};
    for (size_t i = 0; i < ARRAY_LEN(resources) && rq->nsegments > 2 && str_is(rq->segment[1], "v2"); i++)
        if (str_is(rq->segment[2], resources[i]))
            return true;
    return false;
}

void rest_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                 struct http_answer *an)
{
    struct rest r = {.site = site, .snap = snap, .rq = rq, .an = an};
    unsigned skip = 1;
    if (rq->nsegments > 1 && str_is(rq->segment[1], "v2"))
        r.v2 = true;
    if (r.v2 || (rq->nsegments > 1 && str_is(rq->segment[1], "v1")))
        skip = 2;
    r.seg = rq->segment + skip;
    r.nseg = rq->nsegments - skip;
    if (compression_chosen(&r))
        dispatch(&r);
    rest_artefacts_end(&r);
}
