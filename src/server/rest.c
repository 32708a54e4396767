/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-REST 1.5.0 at /rest and /rest/v1, 2.2.2 at /rest/v2: which resource, errors, parameters. */

#include "server/rest.h"

#include "base/num.h"
#include "syntax/json.h"

/* -- errors ------------------------------------------------------------------------------------ */

static int http_of(const struct rest *r, enum sdmx_error code)
{
    switch (code) {
    case SDMX_NO_RESULTS: return r->v2 ? 204 : 404;
    case SDMX_SYNTAX: return 400;
    case SDMX_NOT_IMPLEMENTED: return 501;
    case SDMX_NOT_ACCEPTABLE: return 406;
    case SDMX_INTERNAL: return 500;
    }
    return 500;
}

bool rest_contains(struct str text, const char *part)
{
    return text.len && memmem(text.p, text.len, part, strlen(part));
}

static void put_escaped(struct buf *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '<': buf_puts(out, "&lt;"); break;
        case '>': buf_puts(out, "&gt;"); break;
        case '&': buf_puts(out, "&amp;"); break;
        default: buf_char(out, *text);
        }
}

static void answer_error(struct rest *r, int status, unsigned code, const char *message)
{
    struct http_answer *an = r->an;
    bool json = accept_json(http_header(r->rq, "Accept"), rest_param(r, "format"), r->v2);
    an->status = status;
    an->etag = NULL;
    an->modified = 0;
    an->cacheable = false;
    an->language = "en";
    an->body.len = 0;
    if (status == 204)
        return;
    if (json) {
        struct json j;
        an->type = "application/json";
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
    an->type = "application/xml";
    buf_fmt(&an->body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mes:Error "
            "xmlns:mes=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" "
            "xmlns:com=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\">"
            "<mes:ErrorMessage code=\"%u\"><com:Text xml:lang=\"en\">", code);
    put_escaped(&an->body, message);
    buf_puts(&an->body, "</com:Text></mes:ErrorMessage></mes:Error>\n");
}

void rest_error(struct rest *r, enum sdmx_error code, const char *message)
{
    answer_error(r, http_of(r, code), code == SDMX_NOT_ACCEPTABLE ? 140 : code, message);
}

void rest_error_of(struct rest *r, const struct err *err)
{
    if (err->code == ERR_USAGE)
        rest_error(r, SDMX_SYNTAX, err->text);
    else if (err->code == ERR_NOTFOUND)
        answer_error(r, 404, SDMX_NO_RESULTS, err->text); /* what was asked for does not exist */
    else
        rest_error(r, SDMX_INTERNAL, err->text);
}

/* -- parameters -------------------------------------------------------------------------------- */

struct str rest_param(const struct rest *r, const char *name)
{
    const struct str *value = http_param(r->rq, name);
    return value ? *value : STR("");
}

static bool is_filter(struct str name)
{
    return str_starts(name, STR("c[")) && str_ends(name, STR("]"));
}

/* Parts of the standards whose absence is said, not passed over. */
static const struct {
    const char *name, *harmless; /* the value that asks for nothing special */
} later[] = {{"updatedAfter", NULL},  {"includeHistory", "false"}, {"asOf", NULL},
             {"sort", NULL},          {"reportingYearStartDay", NULL},
             {"attributes", "dsd"},   {"measures", "all"}};

/* In which form an answer is to come. */
static const char *const of_form[] = {"format", "formatVersion", "labels", "keys", "timeFormat", "lang",
                                      "compression"};

bool rest_params_known(struct rest *r, const char *const *known, size_t n)
{
    for (unsigned i = 0; i < r->rq->nparams; i++) {
        struct str name = r->rq->param[i].name, value = r->rq->param[i].value;
        bool found = r->v2 && is_filter(name);
        for (size_t k = 0; k < n && !found; k++)
            found = str_is(name, known[k]);
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
                buf_fmt(&list, "%s%s", k ? ", " : "", known[k]);
            rest_error(r, SDMX_SYNTAX,
                       arena_fmt(r->rq->arena, "there is no parameter \"%.*s\" here; there are %s%s",
                                 (int)MIN(name.len, (size_t)60), name.p, list.p,
                                 r->v2 ? " and c[COMPONENT]" : ""));
            buf_release(&list);
            return false;
        }
    }
    return true;
}

/* -- resources --------------------------------------------------------------------------------------- */

/* Resources of the standards that will be served, and for now say so. */
static const char *const later_v1[] = {
    "datastructure", "metadatastructure", "categoryscheme", "conceptscheme", "codelist",
    "hierarchicalcodelist", "organisationscheme", "agencyscheme", "dataproviderscheme",
    "dataconsumerscheme", "organisationunitscheme", "dataflow", "metadataflow", "reportingtaxonomy",
    "provisionagreement", "structureset", "process", "categorisation", "contentconstraint",
    "actualconstraint", "allowedconstraint", "attachmentconstraint", "transformationscheme",
    "rulesetscheme", "userdefinedoperatorscheme", "customtypescheme", "namepersonalisationscheme",
    "vtlmappingscheme", "structure", "metadata", "schema"};
static const char *const later_v2[] = {"structure", "schema", "metadata", "registration"};

static bool is_later(const struct rest *r)
{
    const char *const *list = r->v2 ? later_v2 : later_v1;
    size_t n = r->v2 ? ARRAY_LEN(later_v2) : ARRAY_LEN(later_v1);
    for (size_t i = 0; i < n; i++)
        if (str_is(r->seg[0], list[i]))
            return true;
    return false;
}

static void dispatch(struct rest *r)
{
    bool data = r->nseg && str_is(r->seg[0], "data");
    bool avail = r->nseg && str_is(r->seg[0], r->v2 ? "availability" : "availableconstraint");
    if (r->nseg && !data && !avail && is_later(r)) {
        rest_error(r, SDMX_NOT_IMPLEMENTED,
                   arena_fmt(r->rq->arena, "%.*s queries are not served here yet; data and %s are",
                             STR_FMT(r->seg[0]), r->v2 ? "availability" : "availableconstraint"));
    } else if (!data && !avail) {
        answer_error(r, 404, SDMX_NO_RESULTS,
                     arena_fmt(r->rq->arena, "there is no resource \"%.*s\"; there are data and %s",
                               r->nseg ? (int)MIN(r->seg[0].len, (size_t)40) : 0,
                               r->nseg ? r->seg[0].p : "",
                               r->v2 ? "availability" : "availableconstraint"));
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
    dispatch(&r);
}
