/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* JSON-stat 2.0 (json-stat.org): a flow is a data set, several are a collection. The figures are a list of
 * all cells, or an object by the number of the cell where that is shorter. The statuses are an object by
 * cell, and so in "extension" is every other attribute, or one text where all observations have the
 * same:
 *
 *     "value":{"0":933.890,"7":400.5},"status":{"7":"E"},
 *     "extension":{"agency":"ILO",...,"attribute":{"SOURCE":"BA:741","NOTE_SOURCE":{"7":"R1:3513"}}}
 *
 * An observation without a figure is null in either way. What is to be deleted is null as well. */

#include "io/json_stat.h"

enum { STATUS }; /* the first of the attributes */
enum { BEGIN, VALUES, ATTRIBUTE }; /* ATTRIBUTE + a: the attribute a */

struct json_stat {
    struct stat_set *set;
    uint64_t cell; /* dense: the first that is not written */
    bool some;     /* something stands before, so a comma is due */
    bool opened;   /* the object of attributes is */
    bool begun, by_cell; /* the attribute of this step is; it has an object of its own */
    uint32_t made_of;    /* what the text of an attribute was made of last */
    bool empty;          /* and it says nothing */
};

static uint64_t cell_of(const struct stat_set *set, uint32_t series)
{
    uint64_t cell = 0;
    for (unsigned d = 0; d < set->dims.n; d++) {
        const struct stat_values *v = &set->dim[d];
        cell += v->place[cube_key(set->slice->cube, series, set->dims.kind[d]) - v->v[0]] * v->stride;
    }
    return cell;
}

static uint64_t cell_in(const struct stat_set *set, uint64_t series_cell, uint32_t obs)
{
    return series_cell + set->period.place[set->slice->cube->period[obs] - set->period.v[0]];
}

/* -- values --------------------------------------------------------------------------------------- */

/* Cells without an observation up to `end`; false: the text has come to `most` bytes before. */
static bool put_nulls(struct json_stat *st, struct buf *out, size_t most, uint64_t end)
{
    while (st->cell < end) {
        if (out->len > most)
            return false;
        uint64_t n = MIN(end - st->cell, (uint64_t)1024);
        char *at = buf_room(out, n * 5 + 5), *from = at;
        for (uint64_t i = 0; i < n; i++) {
            memcpy(at, ",null", 5);
            at += 5;
        }
        if (st->cell == 0) /* no comma before the first */
            memmove(from, from + 1, (size_t)(at - from - 1)), at--;
        out->len += (size_t)(at - from);
        st->cell += n;
    }
    return true;
}

static void put_values(struct writing *w, struct buf *out, struct json_stat *st, const struct run *run)
{
    const struct stat_set *set = st->set;
    const struct cube *c = set->slice->cube;
    const bool valued = !w->no_measure && !(set->dataset && set->dataset->action == ACTION_DELETE);
    uint64_t series = cell_of(set, run->series);
    for (uint32_t i = run->first; i < run->first + run->n; i++) {
        uint64_t cell = cell_in(set, series, i);
        if (!set->sparse)
            put_nulls(st, out, SIZE_MAX, cell);
        char *at = buf_room(out, 3 * NUM_MAX), *start = at;
        if (set->sparse ? st->some : cell > 0)
            *at++ = ',';
        if (set->sparse) {
            *at++ = '"';
            at += num_fmt_uint(at, cell);
            *at++ = '"';
            *at++ = ':';
        }
        size_t n = valued ? num_fmt(at, c->value[i], c->decimals[i]) : 0;
        at = n ? at + n : mempcpy(at, "null", 4);
        out->len += (size_t)(at - start);
        st->cell = cell + 1;
        st->some = true;
    }
}

/* -- attributes ------------------------------------------------------------------------------------ */

/* The text of an attribute that observations have, which is that of many: made anew only where another
 * status, source or note comes, in w->prefix. */
static struct str attribute_json(struct writing *w, struct json_stat *st, unsigned a, uint32_t obs)
{
    const struct cube *c = st->set->slice->cube;
    struct buf *text = &w->prefix;
    uint32_t made_of = a == STATUS ? (unsigned char)c->status[obs]
                       : attribute_rows[a].bit & ATTR_SOURCE ? c->source[obs] : c->note[obs];
    if (text->len == 0 || st->made_of != made_of) {
        struct attribute_texts t;
        struct json j;
        text->len = 0;
        attribute_texts(&t, w, st->set->slice, obs);
        buf_puts(text, "\":");
        json_init(&j, text);
        json_str(&j, t.of[a]);
        st->made_of = made_of;
        st->empty = t.of[a].len == 0;
        buf_room(text, WIDE);
    }
    return st->empty ? STR("") : buf_view(text);
}

static void put_attribute(struct writing *w, struct buf *out, struct json_stat *st, const struct run *run, unsigned a)
{
    const struct stat_set *set = st->set;
    const uint64_t series = cell_of(set, run->series);
    for (uint32_t i = run->first; i < run->first + run->n; i++) {
        struct str text = attribute_json(w, st, a, i);
        if (text.len == 0)
            continue;
        char *at = buf_room(out, text.len + NUM_MAX + WIDE), *start = at;
        if (st->some)
            *at++ = ',';
        *at++ = '"';
        at += num_fmt_uint(at, cell_in(set, series, i));
        at = copy_wide(at, text.p, text.len);
        out->len += (size_t)(at - start);
        st->some = true;
    }
}

/* Before the first run: whether there is anything to say of each. */
static bool begin_attribute(struct writing *w, struct buf *out, struct json_stat *st, unsigned a)
{
    const struct stat_set *set = st->set;
    struct json j;
    st->some = false;
    w->prefix.len = 0;
    if (a == STATUS) {
        if (set->attribute[a].any)
            buf_puts(out, ",\"status\":{");
        return set->attribute[a].any;
    }
    /* the figures have their decimals, the measure its unit */
    if (!set->attribute[a].any ||
        attribute_rows[a].bit & (ATTR_DECIMALS | ATTR_UNIT_MEASURE | ATTR_UNIT_MULT))
        return false;
    buf_puts(out, st->opened ? ",\"" : ",\"attribute\":{\"");
    st->opened = true;
    buf_puts(out, attribute_rows[a].id);
    buf_puts(out, "\":");
    if (!set->attribute[a].same) {
        buf_char(out, '{');
        return true;
    }
    struct attribute_texts t;
    attribute_texts(&t, w, set->slice, set->slice->runs[0].first);
    json_init(&j, out);
    json_str(&j, t.of[a]);
    return false;
}

/* What the statuses mean that occur. */
static void put_status_names(struct writing *w, struct json *j, const struct stat_set *set)
{
    bool occurs[128] = {0};
    const struct slice *s = set->slice;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        for (uint32_t i = r->first; i < r->first + r->n; i++)
            occurs[s->cube->status[i] & 127] = true;
    json_key(j, "status");
    json_open(j, '{');
    json_key(j, "label");
    json_open(j, '{');
    for (unsigned i = 1; i < 128; i++) {
        char code = (char)i;
        const struct status *st = occurs[i] ? ref_status_find(w->ref, code) : NULL;
        if (!st)
            continue;
        json_key_str(j, (struct str){&code, 1});
        json_str(j, stat_name(w, set, "status", (struct str){&code, 1}, st->name));
    }
    json_close(j);
    json_close(j);
}

static void begin_extension(struct writing *w, struct buf *out, struct json_stat *st)
{
    struct json j;
    buf_puts(out, ",\"extension\":");
    json_init(&j, out);
    json_open(&j, '{');
    stat_identity(&j, w, st->set);
    if (st->set->attribute[STATUS].any)
        put_status_names(w, &j, st->set);
    st->opened = false;
}

/* -- data sets -------------------------------------------------------------------------------------- */

/* Goes through the runs; false: the text has come to `most` bytes, and the portion is full. */
static bool each_run(struct writing *w, struct buf *out, struct json_stat *st, size_t most)
{
    const struct stat_set *set = st->set;
    for (; w->run < set->slice->nruns; w->run++) {
        const struct run *run = &set->slice->runs[w->run];
        if (out->len > most)
            return false;
        if (w->step >= ATTRIBUTE)
            put_attribute(w, out, st, run, w->step - ATTRIBUTE);
        else if (!set->sparse &&
                 !put_nulls(st, out, most, cell_in(set, cell_of(set, run->series), run->first)))
            return false;
        else
            put_values(w, out, st, run);
    }
    return true;
}

static void begin_set(struct writing *w, struct buf *out, struct json_stat *st)
{
    *st = (struct json_stat){.set = stat_set_new(w)};
    if (w->slice)
        buf_char(out, ',');
    stat_head(out, w, st->set, w->nslices == 1);
    buf_puts(out, st->set->sparse ? ",\"value\":{" : ",\"value\":[");
}

static bool put_cells(struct writing *w, struct buf *out, struct json_stat *st, size_t most)
{
    if (!w->series_only && !each_run(w, out, st, most))
        return false;
    if (!st->set->sparse && !put_nulls(st, out, most, st->set->cells))
        return false;
    buf_char(out, st->set->sparse ? '}' : ']');
    return true;
}

/* One attribute, whose object begins with the first of its portions. */
static bool put_by_cell(struct writing *w, struct buf *out, struct json_stat *st, unsigned a, size_t most)
{
    if (!st->begun) {
        st->begun = true;
        st->by_cell = begin_attribute(w, out, st, a);
    }
    if (st->by_cell) {
        if (!each_run(w, out, st, most))
            return false;
        buf_char(out, '}');
    }
    if (a == STATUS)
        begin_extension(w, out, st);
    return true;
}

/* False: the portion is full; where it goes on is remembered in step and run. */
static bool put_set(struct writing *w, struct buf *out, struct json_stat *st, size_t most)
{
    if (w->step == BEGIN) {
        begin_set(w, out, st);
        w->step = VALUES;
    }
    if (w->step == VALUES && !put_cells(w, out, st, most))
        return false;
    for (w->step = MAX(w->step, ATTRIBUTE); w->step < ATTRIBUTE + ATTRIBUTES; w->step++) {
        if (!st->begun)
            w->run = 0;
        if (!put_by_cell(w, out, st, w->step - ATTRIBUTE, most))
            return false;
        st->begun = false;
    }
    buf_puts(out, st->opened ? "}}}" : "}}");
    return true;
}

static void begin_message(struct writing *w, struct buf *out)
{
    struct json j;
    w->state = arena_new(w->arena, struct json_stat);
    if (w->nslices == 1)
        return;
    json_init(&j, out);
    json_open(&j, '{');
    json_put(&j, "version", STR("2.0"));
    json_put(&j, "class", STR("collection"));
    json_put(&j, "label", w->ref->name);
    json_put_some(&j, "updated", w->prepared);
    buf_puts(out, ",\"link\":{\"item\":[");
}

bool json_stat_next(struct writing *w, struct buf *out)
{
    const size_t most = out->len + PORTION;
    if (!w->state)
        begin_message(w, out);
    for (; w->slice < w->nslices; w->slice++, w->run = 0, w->step = BEGIN)
        if (!put_set(w, out, w->state, most))
            return true;
    if (w->nslices != 1)
        buf_puts(out, "]}}");
    return false;
}
