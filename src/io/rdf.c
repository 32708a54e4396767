/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* RDF in Turtle (W3C RDF Data Cube): a flow is a qb:DataSet, an observation
 *
 *     obs1:THA.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL.2014 a qb:Observation ; qb:dataSet set1: ;
 *       p:REF_AREA REF_AREA:THA ; ... ; p:TIME_PERIOD "2014"^^xsd:gYear ; p:OBS_VALUE 933.890 ; ... .
 *
 * on one line. With series_only the keys are slices. What is to be deleted is left out: RDF says what is. */

#include "io/rdf.h"
#include "model/period.h"
#include "syntax/json.h"

static void put_codes(struct buf *out, const struct rdf_writing *rdf, const struct slice *s, uint32_t series)
{
    for (unsigned d = 0; d < rdf->dims.n; d++) {
        buf_puts(out, " ; p:");
        buf_str(out, rdf->dims.id[d]);
        buf_char(out, ' ');
        buf_str(out, rdf->dims.id[d]);
        buf_char(out, ':');
        rdf_local(out, cube_code(s->cube, s->flow, series, rdf->dims.kind[d]));
    }
}

/* "obs1:THA.A.MST_NCTE_NB.SEX_T.CCT_CTZ_TOTAL" */
static void put_key(struct buf *out, const struct rdf_writing *rdf, const struct slice *s, uint32_t series)
{
    buf_puts(out, "obs");
    buf_uint(out, rdf->set);
    for (unsigned d = 0; d < rdf->dims.n; d++) {
        buf_char(out, d ? '.' : ':');
        rdf_local(out, cube_code(s->cube, s->flow, series, rdf->dims.kind[d]));
    }
}

static void put_attributes(struct writing *w, struct buf *out, const void *ctx, uint32_t obs)
{
    const unsigned texts = ATTR_SOURCE | ATTR_NOTE_SOURCE | ATTR_NOTE_INDICATOR | ATTR_NOTE_CLASSIF;
    struct attribute_texts t;
    struct json j;
    (void)ctx;
    attribute_texts(&t, w, &w->slices[w->slice], obs);
    for (unsigned i = 0; i < ATTRIBUTES; i++) {
        if (t.of[i].len == 0)
            continue;
        buf_puts(out, " ; p:");
        buf_puts(out, attribute_rows[i].id);
        buf_char(out, ' ');
        if (attribute_rows[i].bit & texts) {
            json_init(&j, out); /* strings are escaped in the same way */
            json_str(&j, t.of[i]);
        } else {
            buf_puts(out, attribute_rows[i].id);
            buf_char(out, ':');
            rdf_local(out, t.of[i]);
        }
    }
    buf_puts(out, " .\n");
}

/* A quarter has no type of its own in XML Schema. */
static char *put_period(char *at, uint16_t period)
{
    static const char year[WIDE] = "\"^^xsd:gYear", month[WIDE] = "\"^^xsd:gYearMonth";
    at += period_fmt_sdmx(at, period);
    switch (period_freq(period)) {
    case 'A': return copy_wide(at, year, strlen(year));
    case 'M': return copy_wide(at, month, strlen(month));
    default: *at = '"'; return at + 1;
    }
}

static char *put_value(char *at, double value, unsigned decimals)
{
    static const char property[WIDE] = " ; p:OBS_VALUE ", nan[WIDE] = "\"NaN\"^^xsd:double";
    at = copy_wide(at, property, strlen(property));
    size_t n = num_fmt(at, value, decimals);
    return n ? at + n : copy_wide(at, nan, strlen(nan));
}

/* Into w->prefix: the key, and from *middle on what stands between the period in the name and itself. */
static void make_texts(struct writing *w, const struct rdf_writing *rdf, const struct slice *s, uint32_t series,
                       size_t *middle)
{
    struct buf *b = &w->prefix;
    b->len = 0;
    put_key(b, rdf, s, series);
    buf_char(b, '.');
    *middle = b->len;
    buf_puts(b, " a qb:Observation ; qb:dataSet set");
    buf_uint(b, rdf->set);
    buf_char(b, ':');
    put_codes(b, rdf, s, series);
    buf_puts(b, " ; p:TIME_PERIOD \"");
    buf_room(b, WIDE);
}

static void put_run(struct writing *w, struct buf *out, const struct rdf_writing *rdf, const struct slice *s,
                    const struct run *run)
{
    size_t middle;
    make_texts(w, rdf, s, run->series, &middle);
    const struct buf *b = &w->prefix;
    for (struct stretch t = {.end = run->first}; stretch_next(&t, w, s->cube, run, put_attributes, NULL);) {
        size_t line = b->len + t.tail.len + 2 * PERIOD_TEXT + NUM_MAX + 2 * WIDE;
        char *at = buf_room(out, line * (t.end - t.first) + WIDE), *start = at;
        for (uint32_t i = t.first; i < t.end; i++) {
            at = copy_wide(at, b->p, middle);
            at += period_fmt_sdmx(at, s->cube->period[i]);
            at = copy_wide(at, b->p + middle, b->len - middle);
            at = put_period(at, s->cube->period[i]);
            if (rdf->valued)
                at = put_value(at, s->cube->value[i], t.decimals);
            at = copy_wide(at, t.tail.p, t.tail.len);
        }
        out->len += (size_t)(at - start);
    }
}

static void put_slice(struct buf *out, const struct rdf_writing *rdf, const struct slice *s, uint32_t series)
{
    put_key(out, rdf, s, series);
    buf_fmt(out, " a qb:Slice ; qb:sliceStructure key%u:series", rdf->set);
    put_codes(out, rdf, s, series);
    buf_puts(out, " .\n");
}

bool rdf_next(struct writing *w, struct buf *out)
{
    const size_t start = out->len;
    struct rdf_writing *rdf = w->state;
    if (!rdf) {
        w->state = rdf = arena_new(w->arena, struct rdf_writing);
        rdf_prefixes(out, w, rdf);
    }
    for (; w->slice < w->nslices; w->slice++, w->run = 0, rdf->begun = false) {
        const struct slice *s = &w->slices[w->slice];
        if (w->datasets && w->datasets[w->slice].action == ACTION_DELETE)
            continue;
        if (!rdf->begun) {
            rdf->begun = true;
            rdf->set++;
            rdf->valued = !w->no_measure;
            dims_of(&rdf->dims, w->ref, s->flow->indicator);
            rdf_set(out, w, rdf);
        }
        for (; w->run < s->nruns; w->run++) {
            const struct run *run = &s->runs[w->run];
            if (out->len - start > PORTION)
                return true;
            if (!w->series_only)
                put_run(w, out, rdf, s, run);
            else if (w->run == 0 || run[-1].series != run->series)
                put_slice(out, rdf, s, run->series);
        }
    }
    return false;
}
