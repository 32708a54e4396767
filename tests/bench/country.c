/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A country that answered every table of the questionnaire for years: figures that nobody
 * counted, in ILOSTAT's bulk layout, whose totals are the sums of their parts. The same
 * arguments give the same bytes on every machine.
 *
 *     country AREA FIRST LAST > FILE.csv
 *
 * The rows are those of the form (model/form.h) for migrants by citizenship, five countries in
 * every list of countries; what is asked for only where something else cannot be given is left
 * out. Everything is of the first source that is registered for the country. */
#include "base/buf.h"
#include "base/num.h"
#include "model/form.h"
#include "ops/ops.h"

#include <stdio.h>
#include <stdlib.h>

struct country {
    const struct ref *ref;
    struct form form;
    uint16_t area;
    char source[32];
    unsigned year;
};

/* splitmix64: a different number for every different combination of what goes in */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t z = (a + 0x9e3779b97f4a7c15u) ^ (b * 0xbf58476d1ce4e5b9u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Persons, or hundredths of the currency. What has parts is their sum, along any dimension. */
static uint64_t figure(const struct country *c, uint32_t at)
{
    const struct form_row *row = &c->form.rows[at];
    for (unsigned along = 0; along < ARRAY_LEN(row->sum); along++) {
        uint64_t total = 0;
        for (uint32_t i = 0; i < row->sum[along].n; i++)
            total += figure(c, row->sum[along].rows[i]);
        if (row->sum[along].n)
            return total;
    }
    uint64_t seed = mix((uint64_t)c->area << 32 | c->form.indicator, at);
    uint64_t level = 200 + seed % 90000, grown = level * (100 + c->year % 100) / 100;
    return grown + mix(seed, c->year) % 100;
}

/* The code of a row; of a place for a country one of five. */
static uint16_t code_of(const struct country *c, const struct form_row *row)
{
    const struct version *v = &c->ref->versions[row->version];
    if (row->kind != FORM_SLOT)
        return row->classif[0];
    for (unsigned n = row->slot * 41u;; n++) {
        uint16_t code = (uint16_t)(v->first + n % v->n);
        const struct code *one = &c->ref->codes[code];
        if (one->role == CODE_PART && one->area && one->area != c->area)
            return code;
    }
}

static void put_row(struct buf *out, const struct country *c, uint32_t at)
{
    const struct ref *ref = c->ref;
    const struct indicator *in = &ref->indicators[c->form.indicator];
    const struct form_row *row = &c->form.rows[at];
    uint64_t dice = mix(mix(c->form.indicator, at), c->year) % 40;
    double unit = 1;
    for (unsigned i = 0; i < in->decimals; i++)
        unit *= 10;
    buf_fmt(out, "%s,%s,%s,%s,%s,%s,%u,", ref->areas[c->area].code.p, c->source, in->code.p,
            in->has_sex ? ref->codes[row->sex].code.p : "",
            in->nclass ? ref->codes[code_of(c, row)].code.p : "",
            in->nclass > 1 ? ref->codes[row->classif[1]].code.p : "", c->year);
    char *digits = buf_room(out, NUM_MAX);
    out->len += num_fmt(digits, (double)figure(c, at) / unit, in->decimals);
    buf_fmt(out, ",%s,%s\n", dice == 0 ? "P" : dice == 1 ? "E" : "",
            in->criterion == CRITERION_CITIZENSHIP ? "T36:3215" : "");
}

int main(int argc, char **argv)
{
    struct ref *ref;
    struct err err;
    struct arena arena;
    struct buf out = {0};
    if (argc != 4 || ref_load_builtin(&ref, &err) < 0) {
        fprintf(stderr, "usage: country AREA FIRST LAST\n");
        return 1;
    }
    struct country c = {.ref = ref, .area = ref_area_find(ref, str_of(argv[1]))};
    for (uint32_t i = 1; i < ref->nsurveys && !c.source[0]; i++)
        if (c.area && ref->surveys[i].area == c.area)
            snprintf(c.source, sizeof c.source, "%s:%s",
                     ref->source_types[ref->surveys[i].type].code.p, ref->surveys[i].id.p);
    if (!c.source[0]) {
        fprintf(stderr, "country: no source is registered for \"%s\"\n", argv[1]);
        return 1;
    }
    arena_init(&arena, 64 << 20);
    uint16_t *asked = arena_array(&arena, uint16_t, ref->nindicators);
    uint32_t n = form_indicators(asked, ref, CRITERION_CITIZENSHIP);
    buf_puts(&out, "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,"
                   "note_source\n");
    for (uint32_t i = 0; i < n; i++) {
        form_init(&c.form, &arena, ref, asked[i], FORM_SLOTS);
        for (c.year = (unsigned)atoi(argv[2]); c.year <= (unsigned)atoi(argv[3]); c.year++)
            for (uint32_t row = 0; row < c.form.n; row++)
                if (c.form.rows[row].kind != FORM_HEAD && !c.form.rows[row].other_version)
                    put_row(&out, &c, row);
    }
    bool fine = fwrite(out.p, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    buf_release(&out);
    arena_release(&arena);
    ref_free(ref);
    return fine ? 0 : 1;
}
