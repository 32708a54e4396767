/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* For reading on a screen: a flow's series as rows, its periods as columns, numbers aligned. */

#include "base/num.h"
#include "base/utf8.h"
#include "io/formats.h"
#include "model/period.h"

enum { CELL_WIDTH_MIN = 8 };

struct grid {
    uint16_t *periods;
    uint32_t *column, n; /* by period */
    size_t key_width, *width; /* by column */
};

static void key_text(struct buf *key, const struct writing *w, const struct slice *s, uint32_t series)
{
    struct dims dims;
    dims_of(&dims, w->ref, s->flow->indicator);
    key->len = 0;
    for (unsigned d = 0; d < dims.n; d++) {
        if (dims.kind[d] == DIM_MEASURE || (dims.kind[d] == DIM_FREQ))
            continue;
        if (key->len)
            buf_puts(key, "  ");
        buf_str(key, cube_code(s->cube, s->flow, series, dims.kind[d]));
    }
}

static size_t cell_text(char *out, const struct cube *c, uint32_t i)
{
    size_t n = num_fmt(out, c->value[i], c->decimals[i]);
    if (n == 0)
        out[n++] = '.', out[n++] = '.';
    if (c->status[i])
        out[n++] = ' ', out[n++] = c->status[i];
    return n;
}

static void measure(struct grid *g, struct writing *w, const struct slice *s)
{
    const struct cube *c = s->cube;
    g->column = arena_array(&w->scratch, uint32_t, UINT16_MAX + 1);
    for (uint32_t r = 0; r < s->nruns; r++) {
        key_text(&w->prefix, w, s, s->runs[r].series);
        g->key_width = MAX(g->key_width, utf8_count(buf_view(&w->prefix)));
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++)
            g->column[c->period[i]] = 1;
    }
    for (uint32_t p = 1; p <= UINT16_MAX; p++)
        g->n += g->column[p];
    g->periods = arena_array(&w->scratch, uint16_t, g->n + 1);
    g->width = arena_array(&w->scratch, size_t, g->n + 1);
    g->n = 0;
    for (uint32_t p = 1; p <= UINT16_MAX; p++)
        if (g->column[p]) {
            g->column[p] = g->n;
            g->width[g->n] = CELL_WIDTH_MIN;
            g->periods[g->n++] = (uint16_t)p;
        }
    for (uint32_t r = 0; r < s->nruns; r++)
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++) {
            char text[NUM_MAX + 4];
            size_t *width = &g->width[g->column[c->period[i]]];
            *width = MAX(*width, cell_text(text, c, i));
        }
}

static void pad(struct buf *out, size_t n)
{
    while (n-- > 0)
        buf_char(out, ' ');
}

static void put_row(struct writing *w, struct buf *out, const struct grid *g, const struct slice *s,
                    uint32_t from, uint32_t to)
{
    const struct cube *c = s->cube;
    uint32_t column = 0;
    size_t used = utf8_count(buf_view(&w->prefix));
    buf_str(out, buf_view(&w->prefix));
    pad(out, g->key_width - MIN(used, g->key_width));
    for (uint32_t r = from; r < to; r++)
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++) {
            char text[NUM_MAX + 4];
            for (; column < g->column[c->period[i]]; column++)
                pad(out, g->width[column] + 2);
            size_t n = cell_text(text, c, i);
            pad(out, g->width[column++] + 2 - n);
            buf_put(out, text, n);
        }
    buf_char(out, '\n');
}

bool table_next(struct writing *w, struct buf *out)
{
    if (w->slice >= w->nslices)
        return false;
    const struct slice *s = &w->slices[w->slice];
    const struct indicator *in = &w->ref->indicators[s->flow->indicator];
    struct grid g = {0};
    if (s->nruns == 0)
        return ++w->slice < w->nslices;
    arena_reset(&w->scratch);
    measure(&g, w, s);
    buf_fmt(out, "%s%s  %s%s\n", w->slice ? "\n" : "", in->code.p, in->title.p,
            in->unit_mult == 3 ? " (thousands)" : "");
    pad(out, g.key_width);
    for (uint32_t k = 0; k < g.n; k++) {
        char text[PERIOD_TEXT];
        size_t n = period_fmt(text, g.periods[k]);
        pad(out, g.width[k] + 2 - n);
        buf_put(out, text, n);
    }
    buf_char(out, '\n');
    for (uint32_t from = 0, to; from < s->nruns; from = to) {
        for (to = from + 1; to < s->nruns && s->runs[to].series == s->runs[from].series;)
            to++;
        key_text(&w->prefix, w, s, s->runs[from].series);
        put_row(w, out, &g, s, from, to);
    }
    return ++w->slice < w->nslices;
}
