/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/decimals.h"

#include "base/utf8.h"
#include "io/formats.h"
#include "syntax/written.h"

enum { VOTES = 1000 }; /* values that tell are enough */

void decimals_init(struct decimals *d, const struct resolver *rs, const struct csv *csv)
{
    *d = (struct decimals){.rows = {csv->p, (size_t)(csv->end - csv->p)}, .line = csv->next_line,
                           .first = rs->rd->set->n, .sep = csv->sep, .sign = '.'};
}

static bool has(struct str text, char c) { return text.len && memchr(text.p, c, text.len); }

/* -- what the file does ---------------------------------------------------------------------- */

struct votes {
    uint32_t point, comma;           /* can only be read with this sign before the decimals */
    uint32_t point_open, comma_open; /* "1.234", "1,234" */
};

static void vote(struct votes *v, struct str text)
{
    struct written plain, point, comma;
    written_parse(&plain, text, 0);
    if (plain.kind != WRITTEN_NUMBER || plain.mark.len)
        return;
    if (plain.unsure) {
        v->comma_open += has(text, ',');
        v->point_open += has(text, '.');
        return;
    }
    written_parse(&point, text, '.');
    written_parse(&comma, text, ',');
    v->point += comma.unsure;
    v->comma += point.unsure;
}

/* The rows once more, from the first. */
static void again(struct csv *csv, const struct decimals *d)
{
    csv_init(csv, d->rows, d->sep);
    csv->next_line = d->line;
}

static struct str value_of(const struct csv *csv, const struct resolver *rs)
{
    size_t at = rs->column[FIELD_VALUE] - 1u;
    return at < csv->n && !csv->fault ? field_text(csv->field[at]) : STR("");
}

static void look_through(struct decimals *d, const struct resolver *rs)
{
    struct csv csv;
    struct votes v = {0};
    again(&csv, d);
    while (v.point + v.comma < VOTES && csv_next(&csv)) {
        struct str text = value_of(&csv, rs);
        if (has(text, ',') || has(text, '.'))
            vote(&v, text);
    }
    csv_release(&csv);
    bool semicolons = d->sep == ';';
    d->known = true;
    if (v.point || v.comma) {
        /* one "12,5" is a slip among many "100.750" */
        bool slip = !v.point && v.point_open > v.comma + v.comma_open;
        d->open = (v.point && v.comma) || (slip && semicolons);
        d->sign = v.comma > v.point && (!slip || semicolons) ? ',' : '.';
    } else if (v.comma_open) {
        d->sign = semicolons ? ',' : '.';
        d->open = semicolons ? v.point_open : d->sep != ',' || !v.point_open;
    } else {
        d->open = semicolons && v.point_open;
    }
}

/* Values above the one that told: points were taken for decimals in them. */
static void mend(const struct decimals *d, struct resolver *rs, uint32_t row)
{
    struct csv csv;
    struct obs_set *set = rs->rd->set;
    size_t at = d->first;
    again(&csv, d);
    while (at < set->n && csv_next(&csv) && csv.line < row) {
        struct written w;
        while (at < set->n && set->v[at].row < csv.line)
            at++;
        struct str text = value_of(&csv, rs);
        if (at == set->n || set->v[at].row != csv.line || !has(text, '.'))
            continue;
        written_parse(&w, text, d->sign);
        if (w.kind == WRITTEN_NUMBER && !w.mark.len) {
            set->v[at].value = w.value;
            set->v[at].decimals = w.decimals;
        }
    }
    csv_release(&csv);
}

/* -- values ------------------------------------------------------------------------------------ */

static void take(struct resolver *rs, enum num_fault fault, double value, unsigned decimals)
{
    rs->given = true;
    rs->fault = fault;
    rs->value = value;
    rs->decimals = (uint8_t)decimals;
}

static struct finding *unsure(struct resolver *rs, uint32_t row, struct str text)
{
    struct finding *f = finding_add(rs->rd->findings, RULE_NUMBER_UNSURE);
    f->row = row;
    f->column = rs->column[FIELD_VALUE];
    f->value = arena_str(&rs->rd->findings->arena, str_of(utf8_brief(text).text));
    return f;
}

static const char *said(struct resolver *rs, const struct written *w)
{
    char text[NUM_MAX];
    struct str number = {text, num_fmt(text, w->value, w->decimals)};
    return arena_text(&rs->rd->findings->arena, number);
}

/* A value that the file's sign is needed for, or that is no plain number. */
static void decide(struct decimals *d, struct resolver *rs, uint32_t row)
{
    struct str text = rs->text[FIELD_VALUE];
    struct written w, plain;
    unsigned decimals = 0;
    double value;
    enum num_fault fault = num_parse(&value, &decimals, text);
    if (fault == NUM_EMPTY || (fault == NUM_OK && !d->open && d->sign == '.')) {
        take(rs, fault, value, decimals);
        return;
    }
    written_parse(&w, text, d->sign);
    if (w.kind != WRITTEN_NUMBER || w.mark.len) {
        take(rs, fault == NUM_TOO_LARGE ? fault : NUM_NOT_A_NUMBER, 0, 0);
        return;
    }
    take(rs, NUM_OK, w.value, w.decimals);
    written_parse(&plain, text, 0);
    if (plain.unsure && d->open) {
        if (d->n++ == 0) {
            d->row = row;
            d->text = arena_str(&rs->rd->findings->arena, text);
        }
    } else if (!plain.unsure && w.unsure && !d->open) {
        struct finding *f = unsure(rs, row, text);
        finding_say(rs->rd->findings, f,
                    d->sign == ',' ? "\"%s\" is taken for %s, but elsewhere the file writes decimals "
                                     "with a comma"
                                   : "\"%s\" is taken for %s, but elsewhere the file writes decimals "
                                     "with a point", utf8_brief(text).text, said(rs, &w));
    }
}

void decimals_value(struct decimals *d, struct resolver *rs, uint32_t row)
{
    struct str text = rs->text[FIELD_VALUE];
    bool ask = d->known || has(text, ',') || (d->sep == ';' && has(text, '.'));
    if (!ask) {
        double value = 0;
        unsigned decimals = 0;
        enum num_fault fault = num_parse(&value, &decimals, text);
        take(rs, fault, value, decimals);
        if (fault == NUM_OK || fault == NUM_EMPTY)
            return;
    }
    if (!d->known) {
        look_through(d, rs);
        if (d->sign == ',' && d->sep != ';')
            mend(d, rs, row);
    }
    decide(d, rs, row);
}

void decimals_say(const struct decimals *d, struct resolver *rs)
{
    struct written w, point, comma;
    if (d->n == 0)
        return;
    written_parse(&w, d->text, d->sign);
    written_parse(&point, d->text, '.');
    written_parse(&comma, d->text, ',');
    struct finding *f = unsure(rs, d->row, d->text);
    struct brief brief = utf8_brief(d->text);
    if (d->n == 1)
        finding_say(rs->rd->findings, f, "\"%s\" can be read in two ways and is taken for %s; write %s or "
                    "%s", brief.text, said(rs, &w), said(rs, &point), said(rs, &comma));
    else
        finding_say(rs->rd->findings, f, "\"%s\" can be read in two ways, as can %llu more, and is taken "
                    "for %s; write %s or %s", brief.text, (unsigned long long)(d->n - 1), said(rs, &w),
                    said(rs, &point), said(rs, &comma));
}
