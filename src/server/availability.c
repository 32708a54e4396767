/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Availability: which codes occur in what a key selects, with how much. v1 answers a
 * ContentConstraint in SDMX-ML 2.1, v2 a data constraint in SDMX-JSON 2.0.0. */

#include "server/rest.h"

#include "base/clock.h"
#include "model/period.h"
#include "syntax/json.h"

#include <stdio.h>

struct found {
    const struct cube_flow *flow;
    struct dims dims;
    struct avail_list list[DIMS_MAX];
    uint32_t nseries, nobs;
    uint16_t first, last;
    struct str only; /* one component, or empty */
};

static bool wanted(const struct found *f, struct str id)
{
    return f->only.len == 0 || str_is(f->only, "all") || str_is(f->only, "*") || str_eq(f->only, id);
}

/* Series are the distinct ones among the runs. */
static void count(struct found *f, const struct slice *s)
{
    f->nobs = s->nobs;
    f->first = UINT16_MAX;
    for (uint32_t i = 0; i < s->nruns; i++) {
        f->nseries += i == 0 || s->runs[i].series != s->runs[i - 1].series;
        f->first = MIN(f->first, s->cube->period[s->runs[i].first]);
        f->last = MAX(f->last, s->cube->period[s->runs[i].first + s->runs[i].n - 1]);
    }
}

static struct str flow_text(const struct rest *r, const struct found *f)
{
    char id[CUBE_FLOW_ID];
    size_t n = cube_flow_id(id, r->snap->loaded.ref, f->flow);
    return arena_str(r->rq->arena, (struct str){id, n});
}

static const char *day(const struct rest *r, uint32_t d, const char *time)
{
    return arena_fmt(r->rq->arena, "%04u-%02u-%02uT%s", d / 10000, d / 100 % 100, d % 100, time);
}

static void put_json(struct rest *r, const struct found *f)
{
    const struct ref *ref = r->snap->loaded.ref;
    struct str flow = flow_text(r, f);
    char prepared[CLOCK_TEXT];
    struct json j;
    clock_fmt(prepared, r->snap->modified);
    r->an->type = "application/vnd.sdmx.structure+json;version=2.0.0";
    json_init(&j, &r->an->body);
    json_open(&j, '{');
    json_key(&j, "meta");
    json_open(&j, '{');
    json_put(&j, "schema",
             STR("https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/"
                 "tools/schemas/2.0.0/sdmx-json-structure-schema.json"));
    json_put(&j, "id", ref->collection);
    json_put(&j, "prepared", str_of(prepared));
    json_put_bool(&j, "test", false);
    json_key(&j, "sender");
    json_open(&j, '{');
    json_put(&j, "id", ref->agency);
    json_close(&j);
    json_close(&j);
    json_key(&j, "data");
    json_open(&j, '{');
    json_key(&j, "dataConstraints");
    json_open(&j, '[');
    json_open(&j, '{');
    json_put(&j, "id", str_of(arena_fmt(r->rq->arena, "CC_%.*s", STR_FMT(flow))));
    json_put(&j, "agencyID", ref->agency);
    json_put(&j, "version", STR("1.0"));
    json_put(&j, "name", ref->indicators[f->flow->indicator].title);
    json_key(&j, "annotations");
    json_open(&j, '[');
    const struct {
        const char *id;
        uint32_t n;
    } metrics[] = {{"series_count", f->nseries}, {"obs_count", f->nobs}};
    for (size_t i = 0; i < ARRAY_LEN(metrics); i++) {
        json_open(&j, '{');
        json_put(&j, "id", str_of(metrics[i].id));
        json_put(&j, "type", STR("sdmx_metrics"));
        json_put(&j, "title", str_of(arena_fmt(r->rq->arena, "%u", metrics[i].n)));
        json_close(&j);
    }
    json_close(&j);
    json_put(&j, "role", STR("Actual"));
    json_key(&j, "constraintAttachment");
    json_open(&j, '{');
    json_key(&j, "dataflows");
    json_open(&j, '[');
    json_str(&j, str_of(arena_fmt(r->rq->arena,
                                  "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=%.*s:%.*s(" SDMX_VERSION ")",
                                  STR_FMT(ref->agency), STR_FMT(flow))));
    json_close(&j);
    json_close(&j);
    json_key(&j, "cubeRegions");
    json_open(&j, '[');
    json_open(&j, '{');
    json_put_bool(&j, "include", true);
    json_key(&j, "keyValues");
    json_open(&j, '[');
    for (unsigned d = 0; d < f->dims.n; d++) {
        if (!wanted(f, f->dims.id[d]))
            continue;
        json_open(&j, '{');
        json_put(&j, "id", f->dims.id[d]);
        json_put_bool(&j, "include", true);
        json_key(&j, "values");
        json_open(&j, '[');
        for (uint32_t i = 0; i < f->list[d].n; i++) {
            json_open(&j, '{');
            json_put(&j, "value", avail_code(ref, f->flow, f->dims.kind[d], f->list[d].v[i].code));
            json_close(&j);
        }
        json_close(&j);
        json_close(&j);
    }
    if (wanted(f, STR("TIME_PERIOD"))) {
        const struct {
            const char *name, *at;
        } ends[] = {{"startPeriod", day(r, period_first_day(f->first), "00:00:00Z")},
                    {"endPeriod", day(r, period_last_day(f->last), "23:59:59Z")}};
        json_open(&j, '{');
        json_put(&j, "id", STR("TIME_PERIOD"));
        json_put_bool(&j, "include", true);
        json_key(&j, "timeRange");
        json_open(&j, '{');
        for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
            json_key(&j, ends[i].name);
            json_open(&j, '{');
            json_put(&j, "period", str_of(ends[i].at));
            json_put_bool(&j, "isInclusive", true);
            json_close(&j);
        }
        json_close(&j);
        json_close(&j);
    }
    json_close(&j);
    json_close(&j);
    json_close(&j);
    json_close(&j);
    json_close(&j);
    json_close(&j);
    json_close(&j);
}

static void put_xml_text(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        switch (s.p[i]) {
        case '<': buf_puts(out, "&lt;"); break;
        case '>': buf_puts(out, "&gt;"); break;
        case '&': buf_puts(out, "&amp;"); break;
        case '"': buf_puts(out, "&quot;"); break;
        default: buf_char(out, s.p[i]);
        }
}

static void put_xml(struct rest *r, const struct found *f)
{
    const struct ref *ref = r->snap->loaded.ref;
    struct str flow = flow_text(r, f);
    struct buf *out = &r->an->body;
    char prepared[CLOCK_TEXT];
    clock_fmt(prepared, r->snap->modified);
    r->an->type = "application/vnd.sdmx.structure+xml;version=2.1";
    buf_fmt(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<mes:Structure xmlns:mes=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" "
            "xmlns:str=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure\" "
            "xmlns:com=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common\">"
            "<mes:Header><mes:ID>%s</mes:ID><mes:Test>false</mes:Test><mes:Prepared>%s</mes:Prepared>"
            "<mes:Sender id=\"%s\"/></mes:Header><mes:Structures><str:Constraints>"
            "<str:ContentConstraint id=\"CC_%s\" agencyID=\"%s\" version=\"1.0\" type=\"Actual\">"
            "<com:Annotations>"
            "<com:Annotation id=\"series_count\"><com:AnnotationTitle>%u</com:AnnotationTitle>"
            "<com:AnnotationType>sdmx_metrics</com:AnnotationType></com:Annotation>"
            "<com:Annotation id=\"obs_count\"><com:AnnotationTitle>%u</com:AnnotationTitle>"
            "<com:AnnotationType>sdmx_metrics</com:AnnotationType></com:Annotation>"
            "</com:Annotations><com:Name xml:lang=\"en\">",
            ref->collection.p, prepared, ref->agency.p, flow.p, ref->agency.p, f->nseries, f->nobs);
    put_xml_text(out, ref->indicators[f->flow->indicator].title);
    buf_fmt(out,
            "</com:Name><str:ConstraintAttachment><str:Dataflow><Ref id=\"%s\" agencyID=\"%s\" "
            "version=\"1.0\" class=\"Dataflow\" package=\"datastructure\"/></str:Dataflow>"
            "</str:ConstraintAttachment><str:CubeRegion include=\"true\">", flow.p, ref->agency.p);
    for (unsigned d = 0; d < f->dims.n; d++) {
        if (!wanted(f, f->dims.id[d]))
            continue;
        buf_fmt(out, "<com:KeyValue id=\"%.*s\">", STR_FMT(f->dims.id[d]));
        for (uint32_t i = 0; i < f->list[d].n; i++) {
            buf_puts(out, "<com:Value>");
            put_xml_text(out, avail_code(ref, f->flow, f->dims.kind[d], f->list[d].v[i].code));
            buf_puts(out, "</com:Value>");
        }
        buf_puts(out, "</com:KeyValue>");
    }
    if (wanted(f, STR("TIME_PERIOD")))
        buf_fmt(out, "<com:KeyValue id=\"TIME_PERIOD\"><com:TimeRange><com:StartPeriod "
                "isInclusive=\"true\">%s</com:StartPeriod><com:EndPeriod isInclusive=\"true\">%s"
                "</com:EndPeriod></com:TimeRange></com:KeyValue>",
                day(r, period_first_day(f->first), "00:00:00"),
                day(r, period_last_day(f->last), "23:59:59"));
    buf_puts(out, "</str:CubeRegion></str:ContentConstraint></str:Constraints></mes:Structures>"
                  "</mes:Structure>\n");
}

/* XML or JSON, or neither. */
static bool choose(struct rest *r, bool *json)
{
    struct str accept = http_header(r->rq, "Accept"), format = rest_param(r, "format");
    bool has_json = accept.len && memmem(accept.p, accept.len, "json", 4);
    bool has_xml = accept.len && memmem(accept.p, accept.len, "xml", 3);
    bool any = accept.len == 0 || memmem(accept.p, accept.len, "*/*", 3);
    if (format.len) {
        *json = str_is(format, "jsonstructure") || str_is(format, "sdmx-json") ||
                str_is(format, "json");
        any = *json || str_is(format, "structure") || str_is(format, "xml");
    } else {
        *json = r->v2 ? has_json || !has_xml : has_json && !has_xml;
        any = any || has_json || has_xml;
    }
    if (!any)
        rest_error(r, SDMX_NOT_ACCEPTABLE, "availability comes as "
                   "application/vnd.sdmx.structure+xml;version=2.1 or "
                   "application/vnd.sdmx.structure+json;version=2.0.0");
    return any;
}

void rest_availability(struct rest *r)
{
    static const char *const known[] = {"startPeriod", "endPeriod", "mode", "references", "derived"};
    struct found f = {.only = r->nseg > (r->v2 ? 6u : 4u) ? r->seg[r->v2 ? 6 : 4] : STR("")};
    struct str mode = rest_param(r, "mode"), references = rest_param(r, "references");
    struct query q;
    bool json;
    if (!rest_params_known(r, known, ARRAY_LEN(known)) || !choose(r, &json))
        return;
    if (references.len && !str_is(references, "none")) {
        rest_error(r, SDMX_NOT_IMPLEMENTED, "references are served as none only for now");
        return;
    }
    if (mode.len && !str_is(mode, "exact") && !str_is(mode, "available")) {
        rest_error(r, SDMX_SYNTAX, "mode is to be exact or available");
        return;
    }
    if (r->nflows != 1) {
        rest_error(r, SDMX_SYNTAX, "availability is asked of one dataflow at a time");
        return;
    }
    f.flow = r->flow[0];
    dims_of(&f.dims, r->snap->loaded.ref, f.flow->indicator);
    bool known_component = wanted(&f, STR("TIME_PERIOD"));
    for (unsigned d = 0; d < f.dims.n; d++)
        known_component = known_component || wanted(&f, f.dims.id[d]);
    if (!known_component) {
        rest_error(r, SDMX_SYNTAX, "the component is no dimension of this dataflow");
        return;
    }
    if (!rest_query(r, &q, f.flow))
        return;
    struct slice s = query_run(&q);
    if (s.nruns) {
        slice_avail(f.list, r->rq->arena, &s);
        count(&f, &s);
        r->an->etag = site_etag(r->rq, r->snap, json ? "avail json" : "avail xml");
        r->an->modified = r->snap->modified;
        r->an->language = "en";
        r->an->cacheable = true;
        if (json)
            put_json(r, &f);
        else
            put_xml(r, &f);
    } else {
        rest_error(r, SDMX_NO_RESULTS, "no results: the release has no observations for this key");
    }
    slice_release(&s);
}
