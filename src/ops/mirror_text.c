/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/mirror.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"

#include <math.h>

enum { WIDTH = 100, PLACE = 22, NUMBER = 13 };

/* Text in so many places; what is longer is cut, which the dots say. */
static void put_left(struct buf *out, struct str text, size_t width)
{
    size_t n = utf8_count(text), at = 0;
    if (n <= width) {
        buf_str(out, text);
        for (; n < width; n++)
            buf_char(out, ' ');
        return;
    }
    for (n = 0; n + 3 < width; n++)
        at += MAX(utf8_len(text.p + at, text.p + text.len), (size_t)1);
    buf_put(out, text.p, at);
    buf_puts(out, "...");
}

static void end_line(struct buf *out)
{
    while (out->len && out->p[out->len - 1] == ' ')
        out->len--;
    buf_char(out, '\n');
}

static void put_right(struct buf *out, struct str text, size_t width)
{
    for (size_t n = utf8_count(text); n < width; n++)
        buf_char(out, ' ');
    buf_str(out, text);
}

static void put_number(struct buf *out, double value, unsigned decimals, size_t width, const char *none)
{
    char text[NUM_MAX];
    size_t n = num_fmt(text, value, decimals);
    put_right(out, n ? (struct str){text, n} : str_of(none), width);
}

static void put_period(struct buf *out, uint16_t period)
{
    char text[PERIOD_TEXT];
    buf_put(out, text, period_fmt(text, period));
}

/* A sentence from column `indent` on, in lines of at most WIDTH; the first line is begun. */
static void put_wrapped(struct buf *out, struct str text, size_t indent)
{
    struct str word;
    size_t at = indent;
    while (str_next(&word, &text, ' ')) {
        size_t n = utf8_count(word);
        if (at > indent && at + 1 + n > WIDTH) {
            buf_fmt(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            buf_char(out, ' ');
            at++;
        }
        buf_str(out, word);
        at += n;
    }
    buf_char(out, '\n');
}

/* -- one corridor ------------------------------------------------------------------------------- */

static struct str place_of(const struct mirror_words *w, const struct corridor *c, const struct mirror_view *v)
{
    return v->side == SIDE_ORIGIN        ? w->ref->areas[c->origin].name
           : v->side == SIDE_DESTINATION ? w->ref->areas[c->destination].name
                                         : v->collection->code;
}

/* What the same side has said of itself further above is not said again. */
static bool is_new(const struct corridor *c, size_t at)
{
    const struct mirror_view *v = &c->v[at];
    for (size_t i = 0; i < at; i++) {
        const struct mirror_view *w = &c->v[i];
        if (w->side == v->side && w->indicator == v->indicator && w->collection == v->collection &&
            str_eq(w->source, v->source) && str_eq(w->definition, v->definition))
            return false;
    }
    return true;
}

static void say_about(struct buf *out, const struct mirror_words *w, const struct mirror_view *v)
{
    enum { INDENT = 4 };
    struct str definition = mirror_definition_words(w, v), criterion = mirror_criterion_words(w, v->criterion);
    struct buf b = {0};
    if (!v->collection)
        buf_fmt(&b, "%.*s. ", STR_FMT(w->ref->indicators[v->indicator].title));
    buf_fmt(&b, "Source: %.*s%s%.*s%s. Population: %.*s", STR_FMT(mirror_source_words(w, v)), v->collection ? "" : " (",
            STR_FMT(v->collection ? STR("") : v->source), v->collection ? "" : ")",
            STR_FMT(mirror_population_words(w, v)));
    buf_fmt(&b, "%s%.*s, %.*s. Definition: %.*s", criterion.len ? ", by " : "", STR_FMT(criterion),
            STR_FMT(mirror_time_words(w, v)), STR_FMT(definition.len ? definition : STR("not said")));
    if (b.p[b.len - 1] != '.')
        buf_char(&b, '.');
    if (v->collection)
        buf_fmt(&b, " Publisher: %.*s. Cite as: %.*s", STR_FMT(v->collection->publisher),
                STR_FMT(v->collection->attribution));
    buf_fmt(out, "%*s", INDENT, "");
    put_wrapped(out, buf_view(&b), INDENT);
    buf_release(&b);
}

static void say_view(struct buf *out, const struct mirror_words *w, const struct corridor *c, size_t i)
{
    const struct mirror_view *v = &c->v[i];
    const struct ref *ref = w->ref;
    buf_puts(out, "  ");
    put_left(out, place_of(w, c, v), PLACE);
    put_number(out, v->value, v->decimals, NUMBER, "-");
    buf_fmt(out, "  %.*s  %.*s", STR_FMT(ref->indicators[v->indicator].code), STR_FMT(v->source));
    if (v->status)
        buf_fmt(out, "  %c", v->status);
    if (v->in_rest) {
        buf_puts(out, "  not listed; other countries ");
        buf_num(out, v->rest, v->decimals);
    }
    if (v->summed)
        buf_puts(out, "  women and men added");
    else if (!isnan(v->value) && v->sex != ref->sex_total)
        buf_fmt(out, "  %s only", v->sex == ref->sex_female ? "women" : "men");
    buf_char(out, '\n');
    if (!isnan(v->women) && !isnan(v->men)) {
        buf_fmt(out, "%*swomen ", PLACE + 2 + NUMBER + 2, "");
        buf_num(out, v->women, v->decimals);
        buf_puts(out, ", men ");
        buf_num(out, v->men, v->decimals);
        buf_char(out, '\n');
    }
    if (is_new(c, i))
        say_about(out, w, v);
}

static void say_pair(struct buf *out, const struct mirror_words *w, const struct corridor *c,
                     const struct mirror_pair *p)
{
    const struct mirror_view *o = &c->v[p->origin], *d = &c->v[p->destination];
    buf_fmt(out, "  %.*s and %.*s: ", STR_FMT(w->ref->indicators[o->indicator].code),
            STR_FMT(w->ref->indicators[d->indicator].code));
    if (isnan(p->difference)) {
        buf_puts(out, "nothing to compare\n");
    } else {
        buf_puts(out, "difference ");
        buf_num(out, p->difference, MAX(o->decimals, d->decimals));
        if (!isnan(p->ratio))
            buf_fmt(out, ", ratio %.2f", p->ratio);
        if (!isnan(p->asymmetry))
            buf_fmt(out, ", asymmetry %.2f", p->asymmetry);
        if (p->sex && p->sex != w->ref->sex_total)
            buf_fmt(out, " (%s)", p->sex == w->ref->sex_female ? "women" : "men");
        buf_char(out, '\n');
    }
    for (unsigned r = 0; r < MIRROR_REASONS; r++)
        if (p->reasons >> r & 1) {
            buf_puts(out, "    - ");
            put_wrapped(out, mirror_reason_words(w, c, p, (enum mirror_reason)r), 6);
        }
}

static void say_year(struct buf *out, const struct mirror_words *w, const struct corridor *c, size_t first, size_t end)
{
    uint16_t period = c->v[first].period;
    enum mirror_kind kind = c->v[first].kind;
    buf_char(out, '\n');
    put_period(out, period);
    buf_fmt(out, " %s\n", mirror_kind_name(kind));
    for (size_t i = first; i < end; i++)
        say_view(out, w, c, i);
    for (size_t i = 0; i < c->npairs; i++)
        if (c->pairs[i].period == period && c->v[c->pairs[i].origin].kind == kind)
            say_pair(out, w, c, &c->pairs[i]);
    for (size_t i = 0; i < c->nintervals; i++) {
        const struct mirror_interval *v = &c->intervals[i];
        if (v->period != period || v->kind != kind)
            continue;
        buf_fmt(out, "  %u figures of the %.*s: from ", v->n,
                STR_FMT(text_get(w->text, arena_fmt(w->arena, "mirror.side.%s", mirror_side_name(v->side)))));
        buf_num(out, v->low, NUM_SHORTEST);
        buf_puts(out, " to ");
        buf_num(out, v->high, NUM_SHORTEST);
        buf_char(out, '\n');
    }
}

void mirror_say_corridor(struct buf *out, const struct mirror_words *w, const struct corridor *c)
{
    buf_fmt(out, "%.*s to %.*s, thousands of persons\n", STR_FMT(w->ref->areas[c->origin].name),
            STR_FMT(w->ref->areas[c->destination].name));
    for (size_t first = 0, end; first < c->n; first = end) {
        for (end = first; end < c->n && c->v[end].period == c->v[first].period && c->v[end].kind == c->v[first].kind;)
            end++;
        say_year(out, w, c, first, end);
    }
}

/* -- many --------------------------------------------------------------------------------------- */

/* What stands where a side has no figure. */
static const char *none_of(bool rest) { return rest ? "in others" : "-"; }

void mirror_say_lines(struct buf *out, const struct ref *ref, const struct mirror_line *lines, size_t n)
{
    enum { NAME = 22 };
    unsigned decimals = 0;
    for (size_t i = 0; i < n; i++)
        decimals = MAX(decimals, lines[i].decimals);
    if (n)
        buf_fmt(out, "%-*s %-*s %-6s %-5s %11s %11s %6s %9s\n", NAME, "origin", NAME, "destination", "kind", "year",
                "origin", "destination", "ratio", "asymmetry");
    for (const struct mirror_line *l = lines; l < lines + n; l++) {
        char period[PERIOD_TEXT];
        put_left(out, ref->areas[l->origin].name, NAME);
        buf_char(out, ' ');
        put_left(out, ref->areas[l->destination].name, NAME);
        buf_fmt(out, " %-6s ", mirror_kind_name(l->kind));
        put_left(out, (struct str){period, period_fmt(period, l->period)}, 6);
        put_number(out, l->from_origin, decimals, 11, none_of(l->rest[0]));
        buf_char(out, ' ');
        put_number(out, l->from_destination, decimals, 11, none_of(l->rest[1]));
        put_number(out, l->ratio, 2, 7, "");
        put_number(out, l->asymmetry, 2, 10, "");
        end_line(out);
    }
}

/* Origins in lines, destinations in columns; the origin's figure above the destination's. */
void mirror_say_matrix(struct buf *out, const struct ref *ref, const struct mirror_matrix *m)
{
    enum { CELL = 9 };
    unsigned decimals = 0;
    for (size_t i = 0; i < (size_t)m->n * m->n; i++)
        decimals = MAX(decimals, m->decimals[i]);
    buf_fmt(out, "%s, thousands of persons", mirror_kind_name(m->kind));
    if (m->period) {
        buf_puts(out, ", ");
        put_period(out, m->period);
    } else {
        buf_puts(out, ", at each corridor the latest year");
    }
    buf_puts(out, "\nabove what the origin says, below what the destination says; others: may be among its other "
                  "countries\n\n       ");
    for (uint32_t d = 0; d < m->n; d++)
        put_right(out, ref->areas[m->areas[d]].code, CELL);
    buf_char(out, '\n');
    for (uint32_t o = 0; o < m->n; o++)
        for (int side = 0; side < 2; side++) {
            buf_fmt(out, "%-3s %-3s", side ? "" : ref->areas[m->areas[o]].code.p, side ? "d" : "o");
            for (uint32_t d = 0; d < m->n; d++) {
                size_t i = (size_t)o * m->n + d;
                put_number(out, side ? m->destination[i] : m->origin[i], decimals, CELL,
                           o == d ? "" : m->rest[side][i] ? "others" : "-");
            }
            end_line(out);
        }
}

void mirror_say_countries(struct buf *out, const struct ref *ref, const struct mirror_asymmetry *v, size_t n)
{
    if (n)
        buf_fmt(out, "%-22s  %-6s  %-12s %9s %13s %13s %9s\n", "country", "kind", "as", "corridors", "it says",
                "its partners", "asymmetry");
    for (const struct mirror_asymmetry *a = v; a < v + n; a++) {
        put_left(out, ref->areas[a->area].name, 22);
        buf_fmt(out, "  %-6s  %-12s %9u ", mirror_kind_name(a->kind), a->as_origin ? "origin" : "destination",
                a->ncorridors);
        put_number(out, a->said, 3, 13, "-");
        buf_char(out, ' ');
        put_number(out, a->mirrored, 3, 13, "-");
        buf_char(out, ' ');
        put_number(out, a->asymmetry, 2, 9, "-");
        buf_char(out, '\n');
    }
}
