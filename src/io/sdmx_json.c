/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-JSON 2.0.0 data messages (sdmx-twg/sdmx-json): every selected flow is one structure and
 * one data set; a code is its index in the structure's list of values, so the lists are made
 * first, from what occurs, and the data follow in portions. */

#include "io/sdmx_json.h"

#include "base/num.h"

/* The distinct values of something among what is written, in order, and the place of each. */
struct listing {
    uint16_t *v, lowest;
    uint32_t n;
    uint16_t *place; /* by value above the lowest; while collecting: 1 where it occurs */
    bool in_order;
};

struct shape {
    const struct form_set *forms;
    struct dims dims;
    struct listing dim[DIMS_MAX], period, source, status, note;
    struct time_text { /* ,"12":[ */
        char text[15];
        uint8_t len;
    } *time; /* by place of the period */
    /* by note: the place (from 1) of its text among those that occur */
    struct note_places {
        uint32_t *of, n;
        uint16_t *v; /* the texts' numbers */
    } part[NOTE_PARTS];
    bool any_note;
};

/* -- what occurs --------------------------------------------------------------------------- */

/* For values from `lowest` on, `span` different ones, of which at most `most` occur. */
static void listing_init(struct listing *l, struct arena *arena, uint32_t lowest, uint32_t span,
                         uint32_t most)
{
    l->lowest = (uint16_t)lowest;
    l->place = arena_array(arena, uint16_t, span);
    l->v = arena_array(arena, uint16_t, MIN(span, most));
    l->in_order = true;
}

static void collect(struct listing *l, uint16_t value)
{
    uint16_t *seen = &l->place[value - l->lowest];
    if (*seen)
        return;
    *seen = 1;
    l->in_order = l->in_order && (l->n == 0 || l->v[l->n - 1] < value);
    l->v[l->n++] = value;
}

static uint32_t place(const struct listing *l, uint16_t value)
{
    return l->place[value - l->lowest];
}

static int by_value(const void *a, const void *b)
{
    return *(const uint16_t *)a - *(const uint16_t *)b;
}

static void listing_finish(struct listing *l)
{
    if (!l->in_order)
        qsort(l->v, l->n, sizeof *l->v, by_value);
    for (uint32_t i = 0; i < l->n; i++)
        l->place[l->v[i] - l->lowest] = (uint16_t)i;
}

/* A slice is mostly small: its places reach from the lowest code in it to the highest. */
static void list_codes(struct shape *sh, struct arena *arena, const struct slice *s)
{
    for (unsigned d = 0; d < sh->dims.n; d++) {
        enum dim_kind kind = sh->dims.kind[d];
        uint16_t low = UINT16_MAX, high = 0;
        for (uint32_t r = 0; r < s->nruns; r++) {
            uint16_t key = cube_key(s->cube, s->runs[r].series, kind);
            low = MIN(low, key);
            high = MAX(high, key);
        }
        listing_init(&sh->dim[d], arena, low, s->nruns ? high - low + 1u : 0, s->nruns);
        for (uint32_t r = 0; r < s->nruns; r++)
            collect(&sh->dim[d], cube_key(s->cube, s->runs[r].series, kind));
        listing_finish(&sh->dim[d]);
    }
}

/* The values of a column over a run; mostly they are all the same, which is quickly seen. */
static void collect_run(struct listing *l, const uint16_t *v, uint32_t n)
{
    if (memcmp(v, v + 1, (n - 1) * sizeof *v) == 0)
        n = 1;
    for (uint32_t i = 0; i < n; i++)
        collect(l, v[i]);
}

static bool same_periods(const struct cube *c, const struct run *a, const struct run *b)
{
    return a->n == b->n &&
           memcmp(c->period + a->first, c->period + b->first, a->n * sizeof *c->period) == 0;
}

static void list_observations(struct shape *sh, struct arena *arena, const struct slice *s)
{
    const struct cube *c = s->cube;
    listing_init(&sh->period, arena, s->flow->period_first,
                 s->flow->period_last - s->flow->period_first + 1u, s->nobs);
    listing_init(&sh->source, arena, 0, c->nsources, s->nobs);
    listing_init(&sh->status, arena, 0, 128, s->nobs);
    listing_init(&sh->note, arena, 0, c->nnotes, s->nobs);
    sh->status.place[0] = sh->note.place[0] = 1; /* none is not listed */
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++) {
        if (r == s->runs || !same_periods(c, r, r - 1))
            for (uint32_t i = r->first; i < r->first + r->n; i++)
                collect(&sh->period, c->period[i]);
        collect_run(&sh->source, c->source + r->first, r->n);
        collect_run(&sh->note, c->note + r->first, r->n);
        for (uint32_t i = r->first; i < r->first + r->n; i++)
            if (c->status[i])
                collect(&sh->status, c->status[i] & 127);
    }
    listing_finish(&sh->period);
    listing_finish(&sh->source);
    listing_finish(&sh->status);
    listing_finish(&sh->note);
    sh->any_note = sh->note.n > 0;
}

static void list_notes(struct shape *sh, struct arena *arena, const struct fragments *f,
                       uint32_t nnotes)
{
    for (unsigned p = 0; p < NOTE_PARTS && sh->any_note; p++) {
        const struct note_part *part = &f->note[p];
        struct note_places *to = &sh->part[p];
        uint32_t *seen = arena_array(arena, uint32_t, part->texts.n); /* place by text */
        to->of = arena_array(arena, uint32_t, nnotes);
        to->v = arena_array(arena, uint16_t, sh->note.n);
        for (uint32_t i = 0; i < sh->note.n; i++) {
            uint16_t text = part->of[sh->note.v[i]];
            if (text && !seen[text]) {
                to->v[to->n++] = text;
                seen[text] = to->n;
            }
            to->of[sh->note.v[i]] = text ? seen[text] : 0;
        }
    }
}

static void make_time_texts(struct shape *sh, struct arena *arena)
{
    sh->time = arena_array(arena, struct time_text, sh->period.n);
    for (uint32_t i = 0; i < sh->period.n; i++) {
        struct time_text *t = &sh->time[i];
        char text[NUM_MAX] = ",\"";
        size_t n = 2 + num_fmt_uint(text + 2, i);
        memcpy(text + n, "\":[", 3);
        memcpy(t->text, text, sizeof t->text);
        t->len = (uint8_t)(n + 3);
    }
}

static void shape_make(struct shape *sh, struct writing *w, const struct slice *s)
{
    sh->forms = &w->fragments->flow[s->flow - s->cube->flows];
    dims_of(&sh->dims, w->ref, s->flow->indicator);
    list_codes(sh, w->arena, s);
    list_observations(sh, w->arena, s);
    list_notes(sh, w->arena, w->fragments, s->cube->nnotes);
    make_time_texts(sh, w->arena);
}

/* -- the head ------------------------------------------------------------------------------- */

static void put_listing(struct buf *out, const struct texts *t, const struct listing *l)
{
    texts_put(out, t, l->v, l->n, 0);
}

static void put_codes(struct buf *out, const struct fragments *f, const struct shape *sh, unsigned d)
{
    switch (sh->dims.kind[d]) {
    case DIM_AREA: put_listing(out, &f->area, &sh->dim[d]); break;
    case DIM_FREQ: put_listing(out, &f->freq, &sh->dim[d]); break;
    case DIM_MEASURE: buf_str(out, sh->forms->measure); break;
    default: put_listing(out, &f->code, &sh->dim[d]);
    }
}

static void put_notes(struct buf *out, const struct fragments *f, const struct shape *sh)
{
    for (unsigned p = 0; p < NOTE_PARTS && sh->any_note; p++) {
        const struct note_places *list = &sh->part[p];
        buf_char(out, ',');
        buf_str(out, f->note_head[p]);
        if (list->n)
            buf_char(out, ',');
        texts_put(out, &f->note[p].texts, list->v, list->n, 0);
        buf_puts(out, "]}");
    }
}

static void fill(struct buf *out, const struct writing *w, const struct shape *sh, size_t at,
                 unsigned hole)
{
    const struct fragments *f = w->fragments;
    struct json j;
    switch (hole) {
    case HOLE_PREPARED:
        json_init(&j, out);
        json_str(&j, w->prepared);
        break;
    case HOLE_DATASET: buf_uint(out, at); break;
    case HOLE_TIME: texts_put(out, &f->period, sh->period.v, sh->period.n, f->lowest); break;
    case HOLE_SOURCE: put_listing(out, &f->source, &sh->source); break;
    case HOLE_NOTES: put_notes(out, f, sh); break;
    case HOLE_STATUS:
        if (sh->status.n)
            buf_char(out, ',');
        put_listing(out, &f->status, &sh->status);
        break;
    default: put_codes(out, f, sh, hole - HOLE_DIM);
    }
}

static void put_form(struct buf *out, const struct form *form, const struct writing *w,
                     const struct shape *sh, size_t at)
{
    uint32_t from = 0;
    for (unsigned i = 0; i < form->n; i++) {
        buf_put(out, form->text.p + from, form->hole[i].at - from);
        fill(out, w, sh, at, form->hole[i].hole);
        from = form->hole[i].at;
    }
    buf_put(out, form->text.p + from, form->text.len - from);
}

static struct shape *put_head(struct writing *w, struct buf *out)
{
    struct shape *shapes = arena_array(w->arena, struct shape, w->nslices + 1);
    put_form(out, &w->fragments->head, w, NULL, 0);
    for (size_t i = 0; i < w->nslices; i++) {
        shape_make(&shapes[i], w, &w->slices[i]);
        if (i)
            buf_char(out, ',');
        put_form(out, &shapes[i].forms->of[w->all_dimensions][w->data_only || w->series_only], w,
                 &shapes[i], i);
    }
    buf_puts(out, "],\"dataSets\":[");
    return shapes;
}

/* -- the data ---------------------------------------------------------------------------------- */

static char *put_index(char *at, uint32_t index)
{
    if (index)
        return at + num_fmt_uint(at, index);
    memcpy(at, "null", 4);
    return at + 4;
}

/* What stands behind the value: status, source and notes. */
static void put_tail(struct writing *w, struct buf *out, const void *ctx, uint32_t i)
{
    const struct shape *sh = ctx;
    const struct cube *c = w->slices[w->slice].cube;
    char *at = buf_room(out, 6 * NUM_MAX), *start = at;
    if (!w->data_only) {
        *at++ = ',';
        at = put_index(at, c->status[i] ? place(&sh->status, c->status[i] & 127) + 1 : 0);
        *at++ = ',';
        at += num_fmt_uint(at, place(&sh->source, c->source[i]));
        for (unsigned part = 0; part < NOTE_PARTS && sh->any_note; part++) {
            *at++ = ',';
            at = put_index(at, sh->part[part].of[c->note[i]]);
        }
    }
    *at++ = ']';
    out->len += (size_t)(at - start);
}

/* "0:0:0:1:5:3" into w->prefix */
static void make_key(struct writing *w, const struct slice *s, const struct shape *sh, uint32_t series)
{
    w->prefix.len = 0;
    char *at = buf_room(&w->prefix, DIMS_MAX * NUM_MAX), *start = at;
    for (unsigned d = 0; d < sh->dims.n; d++) {
        if (d)
            *at++ = ':';
        uint32_t index = place(&sh->dim[d], cube_key(s->cube, series, sh->dims.kind[d]));
        if (index < 10)
            *at++ = (char)('0' + index);
        else
            at += num_fmt_uint(at, index);
    }
    w->prefix.len = (size_t)(at - start);
}

static void put_observations(struct writing *w, struct buf *out, const struct slice *s,
                             const struct shape *sh, const struct run *run, bool first)
{
    const struct cube *c = s->cube;
    const struct buf *key = &w->prefix;
    for (struct stretch t = {.end = run->first}; stretch_next(&t, w, c, run, put_tail, sh);) {
        size_t each = key->len + t.tail.len + 2 * NUM_MAX;
        char *at = buf_room(out, each * (t.end - t.first) + WIDE), *start = at;
        for (uint32_t i = t.first; i < t.end; i++, first = false) {
            const struct time_text *time = &sh->time[place(&sh->period, c->period[i])];
            if (!w->all_dimensions) { /* the comma is left out at first */
                memcpy(at, time->text + first, sizeof time->text), at += time->len - first;
            } else {
                memcpy(at, time->text + first, 2), at += 2 - first;
                at = mempcpy(at, key->p, key->len);
                *at++ = ':';
                memcpy(at, time->text + 2, sizeof time->text - 2), at += time->len - 2;
            }
            size_t n = num_fmt(at, c->value[i], t.decimals);
            at = n ? at + n : put_index(at, 0);
            at = copy_wide(at, t.tail.p, t.tail.len);
        }
        out->len += (size_t)(at - start);
    }
}

static void put_run(struct writing *w, struct buf *out, const struct slice *s,
                    const struct shape *sh, const struct run *run, bool new_series, bool last)
{
    if (new_series)
        make_key(w, s, sh, run->series);
    if (!w->all_dimensions && new_series) {
        buf_puts(out, w->run ? ",\"" : "\"");
        buf_str(out, buf_view(&w->prefix));
        buf_puts(out, "\":{\"observations\":{");
    }
    if (!w->series_only)
        put_observations(w, out, s, sh, run, w->all_dimensions ? w->run == 0 : new_series);
    if (!w->all_dimensions && last)
        buf_puts(out, "}}");
}

bool sdmx_json_next(struct writing *w, struct buf *out)
{
    size_t start = out->len;
    if (!w->state) {
        if (!w->fragments)
            w->fragments = w->own =
                fragments_new(w->nslices ? w->slices[0].cube : &(struct cube){.ref = w->ref});
        w->state = put_head(w, out);
    }
    const struct shape *shapes = w->state;
    for (; w->slice < w->nslices; w->slice++, w->run = 0) {
        const struct slice *s = &w->slices[w->slice];
        if (w->run == 0) {
            buf_puts(out, w->slice ? ",{\"structure\":" : "{\"structure\":");
            buf_uint(out, w->slice);
            buf_puts(out, ",\"action\":\"Replace\",");
            buf_str(out, shapes[w->slice].forms->links);
            if (!w->data_only && !w->series_only)
                buf_puts(out, ",\"attributes\":[0,0]");
            buf_puts(out, w->all_dimensions ? ",\"observations\":{" : ",\"series\":{");
        }
        for (; w->run < s->nruns; w->run++) {
            if (out->len - start > PORTION && w->run)
                return true;
            const struct run *run = &s->runs[w->run];
            put_run(w, out, s, &shapes[w->slice], run,
                    w->run == 0 || run[-1].series != run->series,
                    w->run + 1 == s->nruns || run[1].series != run->series);
        }
        buf_puts(out, "}}");
    }
    buf_puts(out, "]}}");
    return false;
}
