/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures that nobody counted, for the benchmarks: files of ILOSTAT's bulk layout with real
 * codes, some 230 areas, thirty years, sources and notes. Totals are made first and then
 * divided, so women and men are the total and parts add up. What several tables count is made in
 * the same way in all of them: a country counts migrants by birth, by citizenship or in the first
 * generation of tables; of a quantity the same shares have the same codes; so tables agree, and what is part of
 * another is smaller. The same arguments give the same bytes on every machine.
 *
 *     generate FOLDER FILES N
 *
 * writes FOLDER/1.csv ... FOLDER/FILES.csv, each with whole country tables until it has N
 * observations or a little more, and prints how many there are in all. A file is what a
 * country or a region sends: country by country, table by table, series by series, years
 * going back. */
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "ops/ops.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIRST_YEAR = 1995, YEARS = 30, CODES = 64, SEXES = 3, PARTNERS = 32 };

/* splitmix64: a different number for every different combination of what goes in */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t z = (a + 0x9e3779b97f4a7c15u) ^ (b * 0xbf58476d1ce4e5b9u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* The codes of one version that a country uses, the total first. */
struct list {
    uint16_t code[CODES];
    unsigned n, parent[CODES]; /* place of the code it is part of; of the total: itself */
};

struct table {
    const struct ref *ref;
    const struct indicator *in;
    uint16_t area;
    uint64_t seed;      /* of the table; what tables share has that of the area */
    struct list list[2];
    /* persons, by year, sex (total, men, women), classif1, classif2 */
    int64_t (*v)[SEXES][CODES][CODES];
    char source[32], note[64];
};

/* Partners are among the countries behind it in the list of areas, as a ring: so no corridor is seen from
 * both sides, and no two countries can contradict each other. */
static bool is_partner(const struct table *t, uint16_t area)
{
    uint32_t n = t->ref->nareas, there = (area + n - t->area) % n;
    return there > 0 && there < n / 2 && mix(mix(t->area, 9), area) % (n / 2) < PARTNERS;
}

static void list_make(struct list *l, const struct table *t, const struct version *v)
{
    const struct ref *ref = t->ref;
    l->n = 0;
    for (uint16_t c = v->first; c < v->first + v->n && l->n < CODES; c++) {
        const struct code *code = &ref->codes[c];
        bool partner = v->countries && code->role == CODE_PART;
        if (code->role == CODE_EXTRA || (partner && !is_partner(t, code->area)))
            continue;
        unsigned parent = 0;
        for (unsigned i = 0; i < l->n; i++)
            if (l->code[i] == code->parent)
                parent = i;
        l->parent[l->n] = parent;
        l->code[l->n++] = c;
    }
}

/* Divides what stands at `at` among its parts, and each part among its own. */
static void divide(int64_t *v, const struct list *l, unsigned at, uint64_t seed, unsigned year)
{
    uint64_t weight[CODES], sum = 0;
    unsigned last = 0;
    for (unsigned i = 1; i < l->n; i++)
        if (l->parent[i] == at) {
            weight[i] = (10 + mix(seed, l->code[i]) % 90) * (95 + mix(seed + year, i) % 11);
            sum += weight[i];
            last = i;
        }
    int64_t left = v[at];
    for (unsigned i = 1; i <= last; i++)
        if (l->parent[i] == at) {
            v[i] = i == last ? left : (int64_t)((uint64_t)v[at] * weight[i] / sum);
            left -= v[i];
            divide(v, l, i, seed, year);
        }
}

/* From the last code to the first, each added into what it is part of. */
static void add_up(int64_t v[CODES][CODES], const struct list *rows, unsigned column)
{
    bool parts[CODES] = {false};
    for (unsigned i = rows->n; i-- > 1;) {
        unsigned up = rows->parent[i];
        if (!parts[up])
            v[up][column] = 0;
        parts[up] = true;
        v[up][column] += v[i][column];
    }
}

/* One sex in one year: columns (classif2) are divided first, then each column's last parts
 * into rows (classif1); what columns have above those is added up again. */
static void fill(struct table *t, int64_t v[CODES][CODES], int64_t total, uint64_t seed, unsigned year)
{
    const struct list *rows = &t->list[0], *columns = &t->list[1];
    bool has_parts[CODES] = {false};
    v[0][0] = total;
    divide(v[0], columns, 0, seed, year);
    for (unsigned c = 1; c < columns->n; c++)
        has_parts[columns->parent[c]] = true;
    for (unsigned c = columns->n; c-- > 0;) {
        int64_t one[CODES] = {v[0][c]};
        if (!has_parts[c])
            divide(one, rows, 0, columns->n > 1 ? mix(seed, columns->code[c]) : t->in->scope ? mix(seed, 1) : seed,
                   year);
        for (unsigned r = 1; r < rows->n; r++) {
            v[r][c] = one[r];
            for (unsigned part = c + 1; part < columns->n && has_parts[c]; part++)
                if (columns->parent[part] == c)
                    v[r][c] += v[r][part];
        }
    }
    for (unsigned c = 0; c < columns->n; c++)
        add_up(v, rows, c);
}

/* How much of the country's thousand are in a quantity. What tables/ties.csv has within another
 * is less. */
static unsigned share_of(const struct ref *ref, const struct indicator *in)
{
    static const struct {
        const char *measure;
        unsigned share;
    } shares[] = {{"MST_TPOP_NB", 1400}, {"MST_XWAP_NB", 1000}, {"MST_TEAP_NB", 650}, {"MST_TEMP_NB", 600},
                  {"MST_TUNE_NB", 50},   {"MST_TEIP_NB", 350},  {"MFL_NCIT_NB", 60},  {"MFL_FPOP_NB", 60},
                  {"MFL_TPOP_NB", 60},   {"MFL_NWAP_NB", 50},   {"MFL_FWAP_NB", 50},  {"MFL_XWAP_NB", 50},
                  {"MFL_NEMP_NB", 30},   {"MFL_FEMP_NB", 30},   {"MFL_TEMP_NB", 30},  {"MNA_TPOP_NB", 300},
                  {"MNA_OPOP_NB", 80},   {"MNA_OEMP_NB", 40},   {"MNA_XRET_NB", 25}};
    struct str measure = ref->indicators[in->quantity].measure;
    for (size_t i = 0; i < ARRAY_LEN(shares); i++)
        if (str_is(measure, shares[i].measure))
            return shares[i].share;
    return 10;
}

/* What of the total is counted where all of a table is one code of another quantity. */
static int64_t within_scope(const struct table *t, int64_t total, uint64_t seed, unsigned year)
{
    const struct ref *ref = t->ref;
    if (!t->in->scope)
        return total;
    struct list columns;
    int64_t v[CODES] = {total};
    list_make(&columns, t, &ref->versions[ref->codes[t->in->scope].version]);
    divide(v, &columns, 0, seed, year);
    for (unsigned i = 0; i < columns.n; i++)
        if (columns.code[i] == t->in->scope)
            return v[i];
    return total;
}

static void compute(struct table *t)
{
    uint64_t level = 400000 + mix(t->area, 1) % 3000000, men = 30 + mix(t->area, 2) % 40;
    for (unsigned y = 0; y < YEARS; y++) {
        int64_t total = (int64_t)(level * (10000 + 200 * y + mix(t->area, 100 + y) % 500) / 10000 *
                                  share_of(t->ref, t->in) / 1000);
        int64_t of_men = total * (int64_t)men / 100;
        uint64_t sexes[] = {0, mix(t->area, 3), mix(t->area, 4)};
        fill(t, t->v[y][1], within_scope(t, of_men, sexes[1], y), sexes[1], y);
        fill(t, t->v[y][2], within_scope(t, total - of_men, sexes[2], y), sexes[2], y);
        for (unsigned r = 0; r < t->list[0].n; r++)
            for (unsigned c = 0; c < t->list[1].n; c++)
                t->v[y][0][r][c] = t->v[y][1][r][c] + t->v[y][2][r][c];
    }
}

static void put_series(struct buf *out, const struct table *t, unsigned sex, unsigned r, unsigned c)
{
    const struct ref *ref = t->ref;
    uint16_t sexes[] = {ref->sex_total, ref->sex_male, ref->sex_female};
    struct buf key = {0};
    buf_fmt(&key, "%s,%s,%s,%s,%s,%s,", ref->areas[t->area].code.p, t->source, t->in->code.p,
            t->in->has_sex ? ref->codes[sexes[sex]].code.p : "",
            ref->codes[t->list[0].code[r]].code.p,
            t->in->nclass > 1 ? ref->codes[t->list[1].code[c]].code.p : "");
    for (unsigned y = YEARS; y-- > 0;) {
        uint64_t dice = mix(t->seed, (uint64_t)sex << 32 | (uint64_t)r << 24 | c << 16 | y) % 100;
        buf_str(out, buf_view(&key));
        buf_uint(out, FIRST_YEAR + y);
        buf_char(out, ',');
        char *at = buf_room(out, NUM_MAX);
        out->len += num_fmt(at, (double)t->v[y][sex][r][c] / 1000, 3);
        buf_puts(out, dice == 0 ? ",B" : dice == 1 ? ",E" : dice == 2 ? ",U" : ",");
        buf_fmt(out, ",,,%s\n", t->note);
    }
    buf_release(&key);
}

static uint64_t put_versions(struct buf *out, struct table *t)
{
    unsigned sexes = t->in->has_sex ? SEXES : 1;
    compute(t);
    for (unsigned sex = 0; sex < sexes; sex++)
        for (unsigned r = 0; r < t->list[0].n; r++)
            for (unsigned c = 0; c < t->list[1].n; c++)
                put_series(out, t, sex, r, c);
    return (uint64_t)sexes * t->list[0].n * t->list[1].n * YEARS;
}

/* The table in one of the combinations of versions that it may have. */
static uint64_t put_table(struct buf *out, struct table *t)
{
    const struct ref *ref = t->ref;
    const struct indicator *in = t->in;
    const struct version *chosen[2] = {NULL, NULL};
    for (unsigned i = 0; i < in->ndisseminated; i++) {
        const struct version *v = &ref->versions[in->disseminated[i]];
        for (unsigned slot = 0; slot < in->nclass; slot++)
            if (v->dimension == in->classif[slot] && v->partition &&
                (!chosen[slot] || mix(t->seed, i) % 2 == 0))
                chosen[slot] = v;
    }
    if (!chosen[0] || (in->nclass == 2 && !chosen[1]))
        return 0;
    list_make(&t->list[0], t, chosen[0]);
    t->list[1] = (struct list){.n = 1};
    if (chosen[1])
        list_make(&t->list[1], t, chosen[1]);
    return put_versions(out, t);
}

/* By birth, by citizenship, or in the tables of the first generation; nationals abroad in any case. */
static bool is_asked(const struct table *t)
{
    unsigned way = t->area % 3;
    if (t->in->generation == GEN_DERIVED || !str_is(t->in->unit, "PS") || !t->in->nclass)
        return false;
    if (t->in->generation == GEN_BOTH)
        return true;
    if (way == 0)
        return t->in->generation == GEN_FIRST;
    return t->in->generation == GEN_CURRENT && t->in->criterion == (way == 1 ? CRITERION_BIRTH : CRITERION_CITIZENSHIP);
}

static bool flush(struct buf *out, FILE *f)
{
    bool fine = fwrite(out->p, 1, out->len, f) == out->len;
    out->len = 0;
    return fine;
}

int main(int argc, char **argv)
{
    struct ref *ref;
    struct err err;
    unsigned files = argc == 4 ? (unsigned)atoi(argv[2]) : 0, file = 0;
    uint64_t wanted = argc == 4 ? strtoull(argv[3], NULL, 10) : 0, n = 0, all = 0;
    if (!files || !wanted || ref_load_builtin(&ref, &err) < 0) {
        fprintf(stderr, "usage: generate FOLDER FILES N\n");
        return 1;
    }
    struct table t = {.ref = ref, .v = malloc(sizeof *t.v * YEARS)};
    struct buf out = {0};
    FILE *f = NULL;
    bool fine = t.v != NULL;
    for (uint16_t area = 1; area < ref->nareas && fine && (file < files || f); area++)
        for (uint16_t i = 1; i < ref->nindicators && fine && (file < files || f); i++) {
            t.in = &ref->indicators[i];
            t.area = area;
            t.seed = mix((uint64_t)area << 16 | i, 0);
            if (!is_asked(&t))
                continue;
            if (!f) {
                char path[4096];
                snprintf(path, sizeof path, "%s/%u.csv", argv[1], ++file);
                if (!(f = fopen(path, "wb"))) {
                    perror(path);
                    return 1;
                }
                n = 0;
                buf_puts(&out, "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,"
                               "obs_status,note_classif,note_indicator,note_source\n");
            }
            snprintf(t.source, sizeof t.source, "BA:%u", 20000u + area);
            snprintf(t.note, sizeof t.note, "R1:%u_S3:5", 2380u + (unsigned)(t.seed % 8));
            uint64_t put = put_table(&out, &t);
            n += put;
            all += put;
            fine = flush(&out, f);
            if (n >= wanted) {
                fine = fclose(f) == 0 && fine;
                f = NULL;
            }
        }
    if (f)
        fine = fclose(f) == 0 && fine;
    printf("%llu\n", (unsigned long long)all);
    buf_release(&out);
    free(t.v);
    ref_free(ref);
    return fine && file == files ? 0 : 1;
}
