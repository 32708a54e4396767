/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-ML data messages: generic and structure-specific ones of SDMX 2.1, also of time series alone,
 * and the structure-specific ones of SDMX 3.0 and 3.1. All differ in how a key, an observation and an
 * attribute are spelled:
 *
 *     <Series SEX="SEX_T">                  <generic:Series><generic:SeriesKey><generic:Value .../>...
 *     <Obs TIME_PERIOD="2014" OBS_VALUE="1" OBS_STATUS="E"/>
 *                                           <generic:Obs><generic:ObsDimension .../><generic:ObsValue .../>...
 *     </Series>                             </generic:Series>
 *
 * A value that is missing is written NaN, as the standard has it for numbers. What is to be deleted is
 * named by its key alone. */

#include "io/attributes.h"
#include "io/sdmx_ml.h"
#include "model/period.h"
#include "syntax/xml.h"

/* -- spelling --------------------------------------------------------------------------------- */

static void put_component(struct buf *out, const struct ml *ml, struct str id, struct str value)
{
    if (ml->kind->generic)
        buf_puts(out, "<generic:Value id=\"");
    else
        buf_char(out, ' ');
    buf_str(out, id);
    if (ml->kind->generic)
        buf_puts(out, "\" value=\"");
    else
        buf_puts(out, "=\"");
    xml_escape(out, value);
    if (ml->kind->generic)
        buf_puts(out, "\"/>");
    else
        buf_char(out, '"');
}

/* The codes of a series, without that of dimension `except`. */
static void put_codes(struct buf *out, const struct ml *ml, const struct slice *s, uint32_t series, int except)
{
    for (unsigned d = 0; d < ml->dims.n; d++)
        if ((int)d != except)
            put_component(out, ml, ml->dims.id[d], cube_code(s->cube, s->flow, series, ml->dims.kind[d]));
}

static void put_attributes(struct writing *w, struct buf *out, const void *ctx, uint32_t obs)
{
    const struct ml *ml = ctx;
    struct attribute_texts t;
    bool some = false;
    buf_str(out, ml->close);
    if (ml->attributes)
        attribute_texts(&t, w, &w->slices[w->slice], obs);
    for (unsigned i = 0; ml->attributes && i < ATTRIBUTES; i++) {
        if (t.of[i].len == 0)
            continue;
        if (!some && ml->kind->generic)
            buf_puts(out, "<generic:Attributes>");
        some = true;
        put_component(out, ml, str_of(attribute_rows[i].id), t.of[i]);
    }
    if (ml->kind->generic)
        buf_puts(out, some ? "</generic:Attributes></generic:Obs>\n" : "</generic:Obs>\n");
    else
        buf_puts(out, "/>\n");
}

/* The texts between the parts of an observation. */
static void choose_pieces(struct ml *ml)
{
    const bool flat = ml->layout == ML_FLAT, generic = ml->kind->generic;
    struct str between = !ml->valued ? STR("")
                         : !generic ? STR("\" OBS_VALUE=\"")
                         : flat ? STR("\"/></generic:ObsKey><generic:ObsValue value=\"")
                                : STR("\"/><generic:ObsValue value=\"");
    memcpy(ml->between_text, between.p, between.len);
    ml->between = (struct str){ml->between_text, between.len};
    ml->close = !generic ? STR("\"") : flat && !ml->valued ? STR("\"/></generic:ObsKey>") : STR("\"/>");
}

/* An observation up to its period (or its code of dimension `id`). */
static void make_before(struct writing *w, struct ml *ml, struct str id, const struct slice *s, uint32_t series)
{
    struct buf *b = &w->prefix;
    b->len = 0;
    if (ml->layout == ML_FLAT) {
        buf_puts(b, ml->kind->generic ? "<generic:Obs><generic:ObsKey>" : "<Obs");
        put_codes(b, ml, s, series, -1);
        buf_puts(b, ml->kind->generic ? "<generic:Value id=\"" : " ");
    } else {
        buf_puts(b, ml->kind->generic ? "<generic:Obs><generic:ObsDimension id=\"" : "<Obs ");
    }
    buf_str(b, id);
    buf_puts(b, ml->kind->generic ? "\" value=\"" : "=\"");
    buf_room(b, WIDE);
}

/* -- data sets ---------------------------------------------------------------------------------- */

static const char *action_word(const struct ml *ml, enum action action)
{
    switch (action) {
    case ACTION_INFORMATION: return "Information";
    case ACTION_MERGE: return ml->kind->merge;
    case ACTION_DELETE: return "Delete";
    default: return "Replace";
    }
}

static void put_set_attribute(struct buf *out, const struct ml *ml, const char *name, struct str value)
{
    if (value.len == 0)
        return;
    buf_puts(out, ml->kind->generic ? " " : " ss:");
    buf_puts(out, name);
    buf_puts(out, "=\"");
    xml_escape(out, value);
    buf_char(out, '"');
}

static void begin_set(struct writing *w, struct buf *out, struct ml *ml)
{
    static const struct dataset replace = {.action = ACTION_REPLACE};
    const struct dataset *set = w->datasets ? &w->datasets[w->slice] : &replace;
    const struct slice *s = &w->slices[w->slice];
    const unsigned scope = ml->scope_of[w->slice];
    ml->set = &ml->scope[scope];
    dims_of(&ml->dims, w->ref, s->flow->indicator);
    ml->layout = str_is(ml->set->at, "AllDimensions") ? ML_FLAT
                 : str_is(ml->set->at, "TIME_PERIOD") ? ML_SERIES : ML_CROSSED;
    ml->valued = !w->no_measure && set->action != ACTION_DELETE;
    ml->attributes = !w->data_only && set->action != ACTION_DELETE;
    choose_pieces(ml);
    make_before(w, ml, ml->layout == ML_CROSSED ? ml->set->at : STR("TIME_PERIOD"), s,
                s->nruns ? s->runs[0].series : 0);
    if (ml->layout == ML_CROSSED)
        crossed_init(&ml->crossed, w->arena, s, &ml->dims, (unsigned)ml_across(w, s));
    buf_puts(out, "<message:DataSet");
    if (!ml->kind->generic)
        buf_fmt(out, " xsi:type=\"ns%u:DataSetType\"", scope + 1);
    put_set_attribute(out, ml, "structureRef", str_of(ml->set->id));
    if (!ml->kind->generic && !ml->kind->urns)
        put_set_attribute(out, ml, "dataScope", STR("Dataflow"));
    put_set_attribute(out, ml, "action", str_of(action_word(ml, set->action)));
    put_set_attribute(out, ml, "validFromDate", set->valid_from);
    put_set_attribute(out, ml, "validToDate", set->valid_to);
    buf_puts(out, ">\n");
}

/* The element of a series up to its observations; `period` 0: they have it themselves. */
static void begin_series(struct writing *w, struct buf *out, const struct ml *ml, uint32_t series, int except,
                         uint16_t period)
{
    const struct slice *s = &w->slices[w->slice];
    char time[PERIOD_TEXT];
    buf_puts(out, ml->kind->generic ? "<generic:Series><generic:SeriesKey>" : "<Series");
    put_codes(out, ml, s, series, except);
    if (period)
        put_component(out, ml, STR("TIME_PERIOD"), (struct str){time, period_fmt_sdmx(time, period)});
    if (ml->kind->generic)
        buf_puts(out, w->series_only ? "</generic:SeriesKey></generic:Series>\n" : "</generic:SeriesKey>\n");
    else
        buf_puts(out, w->series_only ? "/>\n" : ">\n");
}

static void end_series(const struct writing *w, struct buf *out, const struct ml *ml)
{
    if (!w->series_only)
        buf_puts(out, ml->kind->generic ? "</generic:Series>\n" : "</Series>\n");
}

/* -- observations ------------------------------------------------------------------------------- */

static char *put_value(char *at, const struct ml *ml, double value, unsigned decimals)
{
    if (!ml->valued)
        return at;
    at = copy_wide(at, ml->between.p, ml->between.len);
    size_t n = num_fmt(at, value, decimals);
    if (n)
        return at + n;
    return mempcpy(at, "NaN", 3);
}

static void put_observations(struct writing *w, struct buf *out, const struct ml *ml, const struct run *run)
{
    const struct cube *c = w->slices[w->slice].cube;
    const struct buf *before = &w->prefix;
    for (struct stretch t = {.end = run->first}; stretch_next(&t, w, c, run, put_attributes, ml);) {
        size_t line = before->len + ml->between.len + t.tail.len + 2 * NUM_MAX;
        char *at = buf_room(out, line * (t.end - t.first) + 2 * WIDE), *start = at;
        for (uint32_t i = t.first; i < t.end; i++) {
            at = copy_wide(at, before->p, before->len);
            at += period_fmt_sdmx(at, c->period[i]);
            at = put_value(at, ml, c->value[i], t.decimals);
            at = copy_wide(at, t.tail.p, t.tail.len);
        }
        out->len += (size_t)(at - start);
    }
}

static void put_run(struct writing *w, struct buf *out, struct ml *ml)
{
    const struct slice *s = &w->slices[w->slice];
    const struct run *run = &s->runs[w->run];
    bool first = w->run == 0 || run[-1].series != run->series;
    bool last = w->run + 1 == s->nruns || run[1].series != run->series;
    if (first && ml->layout == ML_FLAT)
        make_before(w, ml, STR("TIME_PERIOD"), s, run->series);
    else if (first)
        begin_series(w, out, ml, run->series, -1, 0);
    if (!w->series_only)
        put_observations(w, out, ml, run);
    if (last && ml->layout != ML_FLAT)
        end_series(w, out, ml);
}

/* A series of one period across a dimension. */
static void put_crossed(struct writing *w, struct buf *out, struct ml *ml)
{
    const struct slice *s = &w->slices[w->slice];
    const struct crossed *x = &ml->crossed;
    begin_series(w, out, ml, x->series[0], (int)x->across, x->period);
    for (uint32_t i = 0; i < x->n && !w->series_only; i++) {
        struct run one = {x->series[i], x->obs[i], 1};
        struct stretch t = {.end = one.first};
        stretch_next(&t, w, s->cube, &one, put_attributes, ml);
        buf_str(out, buf_view(&w->prefix));
        xml_escape(out, cube_code(s->cube, s->flow, one.series, ml->dims.kind[x->across]));
        char *at = buf_room(out, ml->between.len + t.tail.len + NUM_MAX + 2 * WIDE), *start = at;
        at = put_value(at, ml, s->cube->value[one.first], t.decimals);
        at = copy_wide(at, t.tail.p, t.tail.len);
        out->len += (size_t)(at - start);
    }
    end_series(w, out, ml);
}

/* -- messages ----------------------------------------------------------------------------------- */

/* False: the portion is full. */
static bool put_set(struct writing *w, struct buf *out, struct ml *ml, size_t start)
{
    const struct slice *s = &w->slices[w->slice];
    if (!ml->set)
        begin_set(w, out, ml);
    while (ml->layout == ML_CROSSED) {
        if (out->len - start > PORTION)
            return false;
        if (!crossed_next(&ml->crossed))
            break;
        put_crossed(w, out, ml);
    }
    for (; ml->layout != ML_CROSSED && w->run < s->nruns; w->run++) {
        if (out->len - start > PORTION)
            return false;
        put_run(w, out, ml);
    }
    buf_puts(out, "</message:DataSet>\n");
    return true;
}

static bool ml_next(struct writing *w, struct buf *out, const struct ml_kind *kind)
{
    const size_t start = out->len;
    struct ml *ml = w->state;
    if (!ml) {
        w->state = ml = arena_new(w->arena, struct ml);
        ml->kind = kind;
        ml_head(ml, w, out);
    }
    for (; w->slice < w->nslices; w->slice++, w->run = 0, ml->set = NULL)
        if (!put_set(w, out, ml, start))
            return true;
    buf_fmt(out, "</%s>\n", ml_element(ml, w));
    return false;
}

#define SCHEMAS "http://www.sdmx.org/resources/sdmxml/schemas/"
#define COMMON(version) \
    " xmlns:message=\"" SCHEMAS version "/message\" xmlns:common=\"" SCHEMAS version "/common\""
#define GENERIC(version) COMMON(version) " xmlns:generic=\"" SCHEMAS version "/data/generic\""
#define SPECIFIC(version) \
    COMMON(version) " xmlns:ss=\"" SCHEMAS version "/data/structurespecific\"" \
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""

bool sdmx_ml_generic_next(struct writing *w, struct buf *out)
{
    static const struct ml_kind kind = {.element = "GenericData", .namespaces = GENERIC("v2_1"), .generic = true,
                                        .merge = "Append"};
    return ml_next(w, out, &kind);
}

bool sdmx_ml_generic_series_next(struct writing *w, struct buf *out)
{
    static const struct ml_kind kind = {.element = "GenericData", .series = "GenericTimeSeriesData",
                                        .namespaces = GENERIC("v2_1"), .generic = true, .one_structure = true,
                                        .merge = "Append"};
    return ml_next(w, out, &kind);
}

bool sdmx_ml_next(struct writing *w, struct buf *out)
{
    static const struct ml_kind kind = {.element = "StructureSpecificData", .namespaces = SPECIFIC("v2_1"),
                                        .merge = "Append"};
    return ml_next(w, out, &kind);
}

bool sdmx_ml_series_next(struct writing *w, struct buf *out)
{
    static const struct ml_kind kind = {.element = "StructureSpecificData",
                                        .series = "StructureSpecificTimeSeriesData", .namespaces = SPECIFIC("v2_1"),
                                        .merge = "Append"};
    return ml_next(w, out, &kind);
}

bool sdmx_ml_30_next(struct writing *w, struct buf *out)
{
    static const struct ml_kind kind = {.element = "StructureSpecificData", .namespaces = SPECIFIC("v3_0"),
                                        .urns = true, .merge = "Append"};
    return ml_next(w, out, &kind);
}

bool sdmx_ml_31_next(struct writing *w, struct buf *out)
{
    static const struct ml_kind kind = {.element = "StructureSpecificData", .namespaces = SPECIFIC("v3_1"),
                                        .urns = true, .merge = "Merge"};
    return ml_next(w, out, &kind);
}
