/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What happens inside one process, without disk and network: loading a release, summing it,
 * asking it, writing it, reading a file. Every figure is the median of several rounds in
 * which the things compared take turns.
 *
 *     cube_bench BASE FILE.csv [COLUMNS.csv]
 *
 * BASE has a release, FILE.csv is one in ILOSTAT's layout. COLUMNS.csv is written: value, sex
 * and period of every observation, for the column store that is compared (duckdb.mjs). */
#include "base/clock.h"
#include "check/check.h"
#include "io/format.h"
#include "model/obs.h"
#include "ops/ops.h"
#include "publish/load.h"
#include "publish/query.h"
#include "syntax/csv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROUNDS = 9, SUM_ROUNDS = 41, SEX_CODES = 256, PERIODS = 1 << 16, QUERIES = 20000, WRITE_OBS = 1000000 };

static void stop(const char *what)
{
    fprintf(stderr, "cube_bench: %s\n", what);
    exit(1);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_of(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_size);
    return v[n / 2];
}
#define median(v) median_of((v), ARRAY_LEN(v))

static double resident(void)
{
    long total, pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%ld %ld", &total, &pages) != 2)
        stop("/proc/self/statm cannot be read");
    fclose(f);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

/* -- sums ------------------------------------------------------------------------------------ */

/* Four sums side by side, or each addition waits for the one before. A figure that is not there
 * is NaN and counts as nothing. What comes two pages on is asked for, a line of the processor's
 * cache each time: by itself it looks no further than the end of a page. */
static double sum_of(const double *v, size_t n)
{
    enum { AHEAD = 1024 };
    double s[4] = {0};
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        __builtin_prefetch(v + MIN(i + AHEAD, n));
        for (size_t k = 0; k < 4; k++)
            s[k] += isnan(v[i + k]) ? 0 : v[i + k];
        for (size_t k = 0; k < 4; k++)
            s[k] += isnan(v[i + k + 4]) ? 0 : v[i + k + 4];
    }
    for (; i < n; i++)
        s[0] += isnan(v[i]) ? 0 : v[i];
    return s[0] + s[1] + s[2] + s[3];
}

/* The runs of a flow's series stand one behind the other. */
static double sum_flows(const struct cube *c)
{
    double sum = 0;
    for (const struct cube_flow *f = c->flows; f < c->flows + c->nflows; f++)
        sum += sum_of(c->value + c->start[f->first], f->nobs);
    return sum;
}

/* The column store's view: sex and period beside every value. */
struct columns {
    double *value;
    uint8_t *sex;
    uint16_t *period;
    size_t n;
};

static uint8_t sex_of(const struct cube *c, uint32_t series)
{
    return (uint8_t)(c->sex[series] ? c->sex[series] - c->ref->sex_total + 1 : 0);
}

static struct columns columns_of(const struct cube *c)
{
    struct columns col = {malloc(c->nobs * sizeof(double)), malloc(c->nobs),
                          malloc(c->nobs * sizeof(uint16_t)), c->nobs};
    if (!col.value || !col.sex || !col.period)
        stop("no memory");
    memcpy(col.value, c->value, c->nobs * sizeof *col.value);
    memcpy(col.period, c->period, c->nobs * sizeof *col.period);
    for (uint32_t s = 0; s < c->nseries; s++)
        memset(col.sex + c->start[s], sex_of(c, s), c->start[s + 1] - c->start[s]);
    return col;
}

typedef double groups[SEX_CODES][PERIODS];

static void group_runs(groups *g, const struct cube *c)
{
    for (uint32_t s = 0; s < c->nseries; s++) {
        double *sum = (*g)[sex_of(c, s)];
        for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++)
            sum[c->period[i]] += isnan(c->value[i]) ? 0 : c->value[i];
    }
}

static void group_columns(groups *g, const struct columns *col)
{
    for (size_t i = 0; i < col->n; i++)
        (*g)[col->sex[i]][col->period[i]] += isnan(col->value[i]) ? 0 : col->value[i];
}

static void compare(const char *what, double ours, double plain, size_t n)
{
    printf("cube   %-28s %7.2f ms   plain loop %7.2f ms   ratio %.2f   (%.0f million/s)\n", what,
           ours * 1e3, plain * 1e3, ours / plain, (double)n / ours / 1e6);
}

static void bench_sums(const struct cube *c, const char *path)
{
    struct columns col = columns_of(c);
    groups *mine = calloc(2, sizeof *mine), *theirs = mine + 1;
    double sum_ours[SUM_ROUNDS], sum_plain[SUM_ROUNDS], group_ours[SUM_ROUNDS];
    double group_plain[SUM_ROUNDS];
    double a = 0, b = 0;
    if (!mine)
        stop("no memory");
    for (int r = 0; r < SUM_ROUNDS; r++) {
        double t[5];
        t[0] = clock_monotonic();
        a = sum_flows(c);
        t[1] = clock_monotonic();
        b = sum_of(col.value, col.n);
        t[2] = clock_monotonic();
        group_runs(mine, c);
        t[3] = clock_monotonic();
        group_columns(theirs, &col);
        t[4] = clock_monotonic();
        sum_ours[r] = t[1] - t[0];
        sum_plain[r] = t[2] - t[1];
        group_ours[r] = t[3] - t[2];
        group_plain[r] = t[4] - t[3];
    }
    if (fabs(a - b) > 1e-9 * fabs(a) || memcmp(mine, theirs, sizeof *mine) != 0)
        stop("the sums differ");
    compare("sum of all", median(sum_ours), median(sum_plain), c->nobs);
    compare("sum by sex and period", median(group_ours), median(group_plain), c->nobs);
    printf("for-duckdb %.6f %.6f %.3f\n", median(sum_ours), median(group_ours), a);
    FILE *f = path ? fopen(path, "wb") : NULL;
    for (size_t i = 0; f && i < col.n; i++)
        fprintf(f, "%.3f,%u,%u\n", col.value[i], (unsigned)col.sex[i], (unsigned)col.period[i]);
    if (f && fclose(f) != 0)
        stop("the columns cannot be written");
    free(mine);
    free(col.value);
    free(col.sex);
    free(col.period);
}

/* -- queries ----------------------------------------------------------------------------------- */

static const struct cube_flow *flow_of_series(const struct cube *c, uint32_t s)
{
    uint32_t f = 0;
    while (s >= c->flows[f].first + c->flows[f].n)
        f++;
    return &c->flows[f];
}

static void key_of(struct buf *key, const struct cube *c, const struct cube_flow *flow, uint32_t s)
{
    struct dims dims;
    dims_of(&dims, c->ref, flow->indicator);
    key->len = 0;
    for (unsigned d = 0; d < dims.n; d++) {
        if (d)
            buf_char(key, '.');
        buf_str(key, cube_code(c, flow, s, dims.kind[d]));
    }
}

static struct fragments *fragments; /* of the cube, as a server has them */

static void write_slice(struct buf *out, const struct cube *c, const struct slice *slices, size_t n,
                        const struct format *format)
{
    struct writing w = {.ref = c->ref, .fragments = fragments, .slices = slices, .nslices = n,
                        .prepared = c->released_at};
    writing_begin(&w, format);
    while (writing_next(&w, out))
        ;
    writing_end(&w);
}

/* One series by its key, found and written: what a small answer costs without HTTP. */
static void bench_queries(const struct cube *c)
{
    static const char *const names[] = {"sdmx-csv", "sdmx-json", "sdmx-ml", "sdmx-ml-3.1", "sdmx-ml-generic",
                                        "json-stat", "ilostat"};
    struct buf key = {0}, out = {0};
    for (size_t f = 0; f < ARRAY_LEN(names); f++) {
        double find[ROUNDS], write[ROUNDS];
        size_t bytes = 0;
        for (int r = 0; r < ROUNDS; r++) {
            find[r] = write[r] = 0;
            for (unsigned i = 0; i < QUERIES / ROUNDS; i++) {
                uint32_t s = (uint32_t)((uint64_t)(i * ROUNDS + (unsigned)r) * 2654435761u % c->nseries);
                const struct cube_flow *flow = flow_of_series(c, s);
                struct arena arena;
                struct err err;
                struct query q;
                key_of(&key, c, flow, s);
                double start = clock_monotonic();
                arena_init(&arena, 64 << 20);
                query_init(&q, c, flow, &arena);
                if (query_key(&q, QUERY_V1, buf_view(&key), &err) < 0)
                    stop(err.text);
                struct slice found = query_run(&q);
                double middle = clock_monotonic();
                out.len = 0;
                write_slice(&out, c, &found, 1, format_find(str_of(names[f])));
                bytes += out.len;
                slice_release(&found);
                arena_release(&arena);
                find[r] += middle - start;
                write[r] += clock_monotonic() - middle;
            }
        }
        double n = QUERIES / ROUNDS, a = median(find), b = median(write);
        printf("query  one series, %-15s found in %5.1f us, written in %5.1f us (%zu bytes)\n",
               names[f], a / n * 1e6, b / n * 1e6, bytes / (size_t)n / ROUNDS);
    }
    buf_release(&key);
    buf_release(&out);
}

static void bench_availability(const struct cube *c)
{
    const struct cube_flow *largest = &c->flows[0];
    double one[ROUNDS], all[ROUNDS];
    for (uint32_t f = 0; f < c->nflows; f++)
        if (c->flows[f].n > largest->n)
            largest = &c->flows[f];
    for (int r = 0; r < ROUNDS; r++) {
        struct avail_list list[DIMS_MAX];
        struct arena arena;
        arena_init(&arena, 64 << 20);
        double start = clock_monotonic();
        flow_avail(list, &arena, c, largest);
        one[r] = clock_monotonic() - start;
        for (uint32_t f = 0; f < c->nflows; f++)
            flow_avail(list, &arena, c, &c->flows[f]);
        all[r] = clock_monotonic() - start - one[r];
        arena_release(&arena);
    }
    printf("query  availability of the largest flow (%u series, %u observations) %.2f ms, of all "
           "%u flows %.1f ms\n", largest->n, largest->nobs, median(one) * 1e3, c->nflows,
           median(all) * 1e3);
}

/* -- writing, reading --------------------------------------------------------------------------- */

static void bench_writers(const struct cube *c)
{
    struct slice *slices = calloc(c->nflows, sizeof *slices);
    size_t n = 0, nobs = 0;
    for (; slices && n < c->nflows && nobs < WRITE_OBS; n++) {
        struct slice *s = &slices[n];
        *s = (struct slice){.cube = c, .flow = &c->flows[n]};
        for (uint32_t k = s->flow->first; k < s->flow->first + s->flow->n; k++)
            slice_add(s, k, c->start[k], c->start[k + 1] - c->start[k]);
        nobs += s->nobs;
    }
    for (size_t f = 0; f < nformats; f++) {
        double ours[ROUNDS], copy[ROUNDS];
        struct buf out = {0};
        char *other = NULL;
        if (!formats[f].next)
            continue;
        for (int r = 0; r < ROUNDS; r++) {
            out.len = 0;
            double start = clock_monotonic();
            write_slice(&out, c, slices, n, &formats[f]);
            ours[r] = clock_monotonic() - start;
            if (!other && !(other = malloc(out.size)))
                stop("no memory");
            start = clock_monotonic();
            memcpy(other, out.p, out.len);
            copy[r] = clock_monotonic() - start;
        }
        double a = median(ours), b = median(copy);
        printf("write  %-22s %6.0f MB/s, %5.1f million observations/s (memcpy of the same %4.0f MB: "
               "%.0f MB/s)\n", formats[f].name, (double)out.len / a / 1e6, (double)nobs / a / 1e6,
               (double)out.len / 1e6, (double)out.len / b / 1e6);
        free(other);
        buf_release(&out);
    }
    for (size_t i = 0; i < n; i++)
        slice_release(&slices[i]);
    free(slices);
}

static void bench_reading(const struct cube *c, const char *path)
{
    struct buf raw = {0};
    struct err err;
    double lines[ROUNDS], rows[ROUNDS], read[ROUNDS], sort[ROUNDS], check[ROUNDS];
    size_t n = 0, fields = 0, ends = 0;
    if (io_slurp(&raw, path, &err) < 0)
        stop(err.text);
    for (int r = 0; r < ROUNDS; r++) {
        struct csv csv;
        struct obs_set set;
        struct finding_list findings;
        double start = clock_monotonic();
        for (const char *p = raw.p; (p = memchr(p, '\n', (size_t)(raw.p + raw.len - p))); p++)
            ends++;
        lines[r] = clock_monotonic() - start;
        start = clock_monotonic();
        csv_init(&csv, buf_view(&raw), ',');
        while (csv_next(&csv))
            fields += csv.n;
        csv_release(&csv);
        rows[r] = clock_monotonic() - start;
        start = clock_monotonic();
        obs_set_init(&set);
        finding_list_init(&findings);
        struct reading rd = {.ref = c->ref, .bytes = buf_view(&raw), .default_source = STR(""),
                             .set = &set, .findings = &findings};
        if (format_find(STR("ilostat"))->read(&rd, &err) < 0)
            stop(err.text);
        read[r] = clock_monotonic() - start;
        start = clock_monotonic();
        obs_set_sort(&set);
        sort[r] = clock_monotonic() - start;
        start = clock_monotonic();
        check_set(&findings, c->ref, &set, &(struct check_options){.last_year = 2100});
        check[r] = clock_monotonic() - start;
        n = set.n;
        obs_set_release(&set);
        finding_list_release(&findings);
    }
    double mb = (double)raw.len / 1e6, million = (double)n / 1e6;
    double a = median(rows), b = median(read);
    printf("read   CSV rows and fields          %6.0f MB/s, %5.1f million rows/s (line ends alone: "
           "%.0f MB/s)\n", mb / a, million / a, mb / median(lines));
    printf("read   into observations            %6.0f MB/s, %5.1f million/s\n", mb / b,
           million / b);
    printf("read   sort into question tables    %5.1f million/s; check them %5.1f million/s\n",
           million / median(sort), million / median(check));
    if (ends < n || fields < n)
        stop("the file was not read");
    buf_release(&raw);
}

int main(int argc, char **argv)
{
    struct store *st;
    struct loaded l;
    struct err err;
    if (argc < 3) {
        fprintf(stderr, "usage: cube_bench BASE FILE.csv [COLUMNS.csv]\n");
        return 1;
    }
    double before = resident(), start = clock_monotonic();
    if (store_open(&st, argv[1], STORE_READ, &err) < 0 ||
        release_load(&l, st, STR(""), STR(""), STR(""), &err) < 0)
        stop(err.text);
    double seconds = clock_monotonic() - start, after = resident();
    const struct cube *c = l.cube;
    printf("load   %u observations, %u series in %.2f s, %.0f million/s\n", c->nobs, c->nseries,
           seconds, c->nobs / seconds / 1e6);
    printf("memory %.1f bytes an observation in the cube's columns, %.1f by the process's resident "
           "memory\n", (double)cube_bytes(c) / c->nobs, (after - before) / c->nobs);
    bench_sums(c, argc > 3 ? argv[3] : NULL);
    double begin = clock_monotonic();
    fragments = fragments_new(c);
    printf("query  texts and forms of SDMX-JSON made in %.2f ms\n", (clock_monotonic() - begin) * 1e3);
    bench_queries(c);
    bench_availability(c);
    bench_writers(c);
    fragments_free(fragments);
    bench_reading(c, argv[2]);
    loaded_release(&l);
    store_close(st);
    return 0;
}
