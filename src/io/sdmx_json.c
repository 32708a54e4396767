/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-JSON data messages 1.0, 2.0 and 2.1 (sdmx-twg/sdmx-json): every selected flow is one structure
 * and at least one data set; a code is its index in the structure's list of values, so the lists are made
 * first, from what occurs, and the data follow in portions.
 *
 * 1.0 has one structure for a whole message: of several flows the first is written, and the message says
 * in its errors that the others are not. It has no measures: a value is always there, or null. */

#include "base/num.h"
#include "io/sdmx_json.h"

static char *put_index(char *at, uint32_t index)
{
    if (index)
        return at + num_fmt_uint(at, index);
    memcpy(at, "null", 4);
    return at + 4;
}

static enum action action_of(const struct writing *w)
{
    return w->datasets ? w->datasets[w->slice].action : ACTION_REPLACE;
}

/* What stands behind the value: status, source and notes. */
static void put_tail(struct writing *w, struct buf *out, const void *ctx, uint32_t i)
{
    const struct shape *sh = ctx;
    const struct cube *c = w->slices[w->slice].cube;
    unsigned attributes = action_of(w) == ACTION_DELETE ? 0 : sh->layout.attributes;
    char *at = buf_room(out, 6 * NUM_MAX), *start = at;
    if (attributes & ATTR_STATUS) {
        *at++ = ',';
        at = put_index(at, c->status[i] ? listing_place(&sh->status, c->status[i] & 127) + 1 : 0);
    }
    if (attributes & ATTR_SOURCE) {
        *at++ = ',';
        at += num_fmt_uint(at, listing_place(&sh->source, c->source[i]));
    }
    for (unsigned part = 0; part < NOTE_PARTS && attributes; part++)
        if (sh->parts & note_attribute[part]) {
            *at++ = ',';
            at = put_index(at, sh->part[part].of[c->note[i] - sh->note.lowest]);
        }
    *at++ = ']';
    out->len += (size_t)(at - start);
}

static char *put_place(char *at, uint32_t index)
{
    if (index >= 10)
        return at + num_fmt_uint(at, index);
    *at = (char)('0' + index);
    return at + 1;
}

/* "0:0:0:1:5:3" into w->prefix; of the dimensions but the one at the observation. */
static void make_key(struct writing *w, const struct slice *s, const struct shape *sh, uint32_t series)
{
    w->prefix.len = 0;
    char *at = buf_room(&w->prefix, DIMS_MAX * NUM_MAX), *start = at;
    for (unsigned d = 0; d < sh->dims.n; d++) {
        if ((int)d == sh->layout.across)
            continue;
        if (at > start)
            *at++ = ':';
        at = put_place(at, listing_place(&sh->dim[d], cube_key(s->cube, series, sh->dims.kind[d])));
    }
    w->prefix.len = (size_t)(at - start);
}

/* The value without a comma behind it: of a deleted observation there is none. */
static char *put_value(char *at, const struct writing *w, const struct shape *sh, uint32_t i, unsigned decimals)
{
    const struct cube *c = w->slices[w->slice].cube;
    size_t n = sh->layout.value && action_of(w) != ACTION_DELETE ? num_fmt(at, c->value[i], decimals) : 0;
    return n ? at + n : put_index(at, 0);
}

/* A message without measures (2.x) begins its observations with the attributes: the tail's comma is
 * left out. */
static bool is_bare(const struct shape *sh) { return !sh->layout.value && !sh->layout.first; }

static void put_observations(struct writing *w, struct buf *out, const struct slice *s,
                             const struct shape *sh, const struct run *run, bool first)
{
    const struct cube *c = s->cube;
    const struct buf *key = &w->prefix;
    const bool all = sh->layout.all, bare = is_bare(sh);
    const bool deleted = action_of(w) == ACTION_DELETE || !sh->layout.value;
    const struct time_text *times = w->fragments->time;
    for (struct stretch t = {.end = run->first}; stretch_next(&t, w, c, run, put_tail, sh);) {
        size_t each = key->len + t.tail.len + 2 * NUM_MAX;
        size_t skip = bare && t.tail.p[0] == ',';
        char *at = buf_room(out, each * (t.end - t.first) + WIDE), *start = at;
        for (uint32_t i = t.first; i < t.end; i++, first = false) {
            const struct time_text *time = &times[listing_place(&sh->period, c->period[i])];
            if (!all) { /* the comma is left out at first */
                memcpy(at, time->text + first, sizeof time->text), at += time->len - first;
            } else {
                memcpy(at, time->text + first, 2), at += 2 - first;
                at = mempcpy(at, key->p, key->len);
                *at++ = ':';
                memcpy(at, time->text + 2, sizeof time->text - 2), at += time->len - 2;
            }
            if (!bare) {
                size_t n = deleted ? 0 : num_fmt(at, c->value[i], t.decimals);
                at = n ? at + n : put_index(at, 0);
            }
            at = copy_wide(at, t.tail.p + skip, t.tail.len - skip);
        }
        out->len += (size_t)(at - start);
    }
}

static void put_run(struct writing *w, struct buf *out, const struct slice *s,
                    const struct shape *sh, const struct run *run, bool new_series, bool last)
{
    if (new_series)
        make_key(w, s, sh, run->series);
    if (!sh->layout.all && new_series) {
        buf_puts(out, w->run ? ",\"" : "\"");
        buf_str(out, buf_view(&w->prefix));
        buf_puts(out, "\":{\"observations\":{");
    }
    if (!w->series_only)
        put_observations(w, out, s, sh, run, sh->layout.all ? w->run == 0 : new_series);
    if (!sh->layout.all && last)
        buf_puts(out, "}}");
}

static bool put_runs(struct writing *w, struct buf *out, const struct shape *sh, size_t start)
{
    const struct slice *s = &w->slices[w->slice];
    for (; w->run < s->nruns; w->run++) {
        if (out->len - start > PORTION && w->run)
            return false;
        const struct run *run = &s->runs[w->run];
        put_run(w, out, s, sh, run, w->run == 0 || run[-1].series != run->series,
                w->run + 1 == s->nruns || run[1].series != run->series);
    }
    return true;
}

/* -- another dimension at the observation ------------------------------------------------------- */

/* The series of the other dimensions and a period: "0:0:0:1:3:4". */
static void put_crossed(struct writing *w, struct buf *out, struct message *m, const struct shape *sh)
{
    const struct crossed *x = &m->crossed;
    const struct slice *s = &w->slices[w->slice];
    enum dim_kind kind = sh->dims.kind[sh->layout.across];
    make_key(w, s, sh, x->series[0]);
    buf_puts(out, m->some ? ",\"" : "\"");
    buf_str(out, buf_view(&w->prefix));
    buf_char(out, ':');
    buf_uint(out, listing_place(&sh->period, x->period));
    buf_puts(out, "\":{\"observations\":{");
    for (uint32_t i = 0; i < x->n && !w->series_only; i++) {
        char *at = buf_room(out, 3 * NUM_MAX), *from = at;
        if (i)
            *at++ = ',';
        *at++ = '"';
        at = put_place(at, listing_place(&sh->dim[sh->layout.across], cube_key(s->cube, x->series[i], kind)));
        at = mempcpy(at, "\":[", 3);
        if (!is_bare(sh))
            at = put_value(at, w, sh, x->obs[i], s->cube->decimals[x->obs[i]]);
        out->len += (size_t)(at - from);
        size_t tail = out->len;
        put_tail(w, out, sh, x->obs[i]);
        if (is_bare(sh) && out->p[tail] == ',') {
            memmove(out->p + tail, out->p + tail + 1, out->len - tail - 1);
            out->len--;
        }
    }
    buf_puts(out, "}}");
    m->some = true;
}

static bool put_across(struct writing *w, struct buf *out, struct message *m, const struct shape *sh, size_t start)
{
    while (out->len - start <= PORTION)
        if (crossed_next(&m->crossed))
            put_crossed(w, out, m, sh);
        else
            return true;
    return false;
}

/* -- data sets ------------------------------------------------------------------------------------ */

static void put_set_head(struct writing *w, struct buf *out, struct message *m, const struct shape *sh)
{
    static const char *const actions[] = {[ACTION_INFORMATION] = "Information", [ACTION_REPLACE] = "Replace",
                                          [ACTION_MERGE] = "Append", [ACTION_DELETE] = "Delete"};
    const enum action action = action_of(w);
    const struct slice *s = &w->slices[w->slice];
    struct json j;
    buf_puts(out, w->slice ? ",{" : "{");
    if (m->version != JSON_10) {
        buf_puts(out, "\"structure\":");
        buf_uint(out, m->shape_of[w->slice]);
        buf_char(out, ',');
    }
    buf_puts(out, "\"action\":\"");
    buf_puts(out, action == ACTION_MERGE && m->version == JSON_21 ? "Merge" : actions[action]);
    buf_puts(out, "\",");
    for (int to = 0; w->datasets && to < 2; to++) {
        struct str time = to ? w->datasets[w->slice].valid_to : w->datasets[w->slice].valid_from;
        if (time.len == 0)
            continue;
        buf_puts(out, to ? "\"validTo\":" : "\"validFrom\":");
        json_init(&j, out);
        json_str(&j, time);
        buf_char(out, ',');
    }
    buf_str(out, sh->links);
    unsigned fixed = sh->layout.attributes & (ATTR_UNIT_MEASURE | ATTR_UNIT_MULT);
    if (fixed && action != ACTION_DELETE)
        buf_puts(out, fixed == (ATTR_UNIT_MEASURE | ATTR_UNIT_MULT) ? ",\"attributes\":[0,0]"
                                                                    : ",\"attributes\":[0]");
    buf_puts(out, sh->layout.all ? ",\"observations\":{" : ",\"series\":{");
    if (sh->layout.across >= 0)
        crossed_init(&m->crossed, w->arena, s, &sh->dims, (unsigned)sh->layout.across);
    m->begun = true;
    m->some = false;
}

/* Whether the data set is written to its end. */
static bool put_set(struct writing *w, struct buf *out, struct message *m, size_t start)
{
    const struct shape *sh = &m->shapes[m->shape_of[w->slice]];
    if (!m->begun)
        put_set_head(w, out, m, sh);
    if (!(sh->layout.across >= 0 ? put_across(w, out, m, sh, start) : put_runs(w, out, sh, start)))
        return false;
    buf_puts(out, "}}");
    m->begun = false;
    return true;
}

/* Of a message in 1.0: what of the question is not in it. */
static void put_errors(struct buf *out, unsigned left_out)
{
    buf_fmt(out, ",\"errors\":[{\"code\":501,\"title\":\"%u of the dataflows are not in this message, which in "
            "SDMX-JSON 1.0 can have one; ask for one by one, or for version 2\"}]", left_out);
}

static bool next(struct writing *w, struct buf *out, enum json_version version)
{
    size_t start = out->len;
    unsigned left_out = 0;
    if (!w->state) {
        const struct cube empty = {.ref = w->ref};
        w->fragments = w->fragments ? fragments_in(w->fragments, w->language) : NULL;
        if (!w->fragments)
            w->fragments = w->own = fragments_make(w->nslices ? w->slices[0].cube : &empty, w->language, w->slices,
                                                   w->nslices);
        w->state = json_head(w, out, version);
    }
    struct message *m = w->state;
    for (; w->slice < w->nslices; w->slice++, w->run = 0) {
        if (m->shape_of[w->slice] != UINT32_MAX && !put_set(w, out, m, start))
            return true;
    }
    for (size_t i = 0; i < w->nslices; i++)
        left_out += m->shape_of[i] == UINT32_MAX;
    buf_puts(out, "]}");
    if (left_out)
        put_errors(out, left_out);
    buf_char(out, '}');
    return false;
}

bool sdmx_json_next(struct writing *w, struct buf *out) { return next(w, out, JSON_20); }
bool sdmx_json_10_next(struct writing *w, struct buf *out) { return next(w, out, JSON_10); }
bool sdmx_json_21_next(struct writing *w, struct buf *out) { return next(w, out, JSON_21); }
