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

enum { BEGIN, VALUES, ATTRIBUTE }; /* ATTRIBUTE + a: the attribute a */

struct json_stat {
    struct stat_set *set;
    uint64_t cell; /* dense: the first that is not written */
    bool some;     /* something stands before, so a comma is due */
    bool opened;   /* the object of attributes is */
    bool begun, by_cell; /* the attribute of this step is; it has an object of its own */
    uint32_t made_of;    /* what the text of an attribute was made of last; 0: nothing yet */
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

static uint64_t cell_in(const struct stat_set *set, uint64_t series_cell, const struct run *run, uint32_t obs)
{
    const struct stat_values *v = &set->period;
    return series_cell + (v->place ? v->place[set->slice->cube->period[obs] - v->v[0]] : obs - run->first);
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
    const bool sparse = set->sparse;
    uint64_t series = cell_of(set, run->series);
    for (uint32_t i = run->first; i < run->first + run->n; i++) {
        uint64_t cell = cell_in(set, series, run, i);
        if (!sparse && st->cell < cell)
            put_nulls(st, out, SIZE_MAX, cell);
        char *at = buf_room(out, 3 * NUM_MAX), *start = at;
        if (sparse ? st->some : cell > 0)
            *at++ = ',';
        if (sparse) {
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

/* What the text of an attribute is made of; 0: it has none. */
static uint32_t made_of(const struct cube *c, unsigned a, uint32_t obs)
{
    return a == STAT_STATUS ? (unsigned char)c->status[obs]
           : attribute_rows[a].bit & ATTR_SOURCE ? c->source[obs] + 1u : c->note[obs];
}

/* The text of an attribute, which is that of many observations: made anew only where another status,
 * source or note comes, in w->prefix, which is left empty where nothing is said. */
static void make_attribute(struct writing *w, const struct stat_set *set, unsigned a, uint32_t obs)
{
    struct attribute_texts t;
    struct str of = {&set->slice->cube->status[obs], 1};
    if (a != STAT_STATUS) {
        attribute_texts(&t, w, set->slice, obs);
        of = t.of[a];
    }
    w->prefix.len = 0;
    if (of.len == 0)
        return;
    buf_puts(&w->prefix, "\":");
    json_quote(&w->prefix, of);
    buf_room(&w->prefix, WIDE);
}

static void put_attribute(struct writing *w, struct buf *out, struct json_stat *st, const struct run *run, unsigned a)
{
    const struct stat_set *set = st->set;
    const struct buf *text = &w->prefix;
    const uint64_t series = cell_of(set, run->series);
    for (uint32_t i = run->first; i < run->first + run->n; i++) {
        const uint32_t of = made_of(set->slice->cube, a, i);
        if (of && of != st->made_of) {
            make_attribute(w, set, a, i);
            st->made_of = of;
        }
        if (of == 0 || text->len == 0)
            continue;
        char *at = buf_room(out, text->len + NUM_MAX + WIDE), *start = at;
        if (st->some)
            *at++ = ',';
        *at++ = '"';
        at += num_fmt_uint(at, cell_in(set, series, run, i));
        at = copy_wide(at, text->p, text->len);
        out->len += (size_t)(at - start);
        st->some = true;
    }
}

/* Before the first run: whether there is anything to say of each. */
static bool begin_attribute(struct buf *out, struct json_stat *st, unsigned a)
{
    const struct stat_set *set = st->set;
    st->some = false;
    st->made_of = 0;
    if (a == STAT_STATUS) {
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
    json_quote(out, set->first.of[a]);
    return false;
}

/* What the statuses mean that occur. */
static void put_status_names(struct buf *out, const struct writing *w, const struct stat_set *set)
{
    const bool *at = set->status, *end = at + ARRAY_LEN(set->status);
    bool some = false;
    buf_puts(out, ",\"status\":{\"label\":{");
    while ((at = memchr(at + 1, true, (size_t)(end - at - 1)))) {
        char code = (char)(at - set->status);
        const struct status *st = ref_status_find(w->ref, code);
        if (!st)
            continue;
        if (some)
            buf_char(out, ',');
        some = true;
        json_quote(out, (struct str){&code, 1});
        buf_char(out, ':');
        json_quote(out, stat_name(w, set, "status", (struct str){&code, 1}, st->name));
    }
    buf_puts(out, "}}");
}

static void begin_extension(struct writing *w, struct buf *out, struct json_stat *st)
{
    stat_identity(out, w, st->set);
    if (st->set->attribute[STAT_STATUS].any)
        put_status_names(out, w, st->set);
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
                 !put_nulls(st, out, most, cell_in(set, cell_of(set, run->series), run, run->first)))
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
        st->by_cell = begin_attribute(out, st, a);
    }
    if (st->by_cell) {
        if (!each_run(w, out, st, most))
            return false;
        buf_char(out, '}');
    }
    if (a == STAT_STATUS)
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
