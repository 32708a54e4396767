/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Coverage of the sample base, and of a made-up one in which ten countries have answered every question of
 * both criteria for 45 years, whole; beside a count by country, table and year of the same cells in SQLite.
 *
 *     coverage BASE
 *
 * BASE has a release. What is compared takes turns; medians. */
#include "analyse/coverage.h"
#include "base/clock.h"
#include "model/block.h"
#include "model/form.h"
#include "model/period.h"
#include "publish/load.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 21, YEARS = 45, FIRST = 1980 };

static void stop(const char *what)
{
    fprintf(stderr, "coverage: %s\n", what);
    exit(1);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double v[ROUNDS])
{
    qsort(v, ROUNDS, sizeof *v, by_size);
    return v[ROUNDS / 2];
}

/* -- a base that is whole ---------------------------------------------------------------------------- */

struct peer {
    sqlite3 *db;
    sqlite3_stmt *add;
};

static void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        stop(sqlite3_errmsg(db));
}

static void peer_add(struct peer *p, const struct obs *o)
{
    sqlite3_bind_int(p->add, 1, o->area);
    sqlite3_bind_int(p->add, 2, o->indicator);
    sqlite3_bind_int(p->add, 3, period_year(o->period));
    sqlite3_bind_double(p->add, 4, o->value);
    if (sqlite3_step(p->add) != SQLITE_DONE)
        stop("a row cannot be added");
    sqlite3_reset(p->add);
}

/* All figures that the form of a table asks, of one country; of a list of countries its first codes. */
static void fill(struct obs_set *set, struct arena *arena, const struct ref *ref, uint16_t area, uint16_t indicator)
{
    struct form form;
    form_init(&form, arena, ref, indicator, FORM_SLOTS);
    for (uint32_t i = 0; i < form.n; i++)
        for (int year = FIRST; year < FIRST + YEARS && form.rows[i].kind != FORM_HEAD; year++) {
            const struct form_row *row = &form.rows[i];
            struct obs *o = obs_set_add(set);
            *o = (struct obs){.indicator = indicator, .area = area, .sex = row->sex, .value = 1.5, .decimals = 3,
                              .classif = {row->classif[0], row->classif[1]}, .period = period_make(year, 0)};
            if (row->kind == FORM_SLOT)
                o->classif[0] = (uint16_t)(ref->versions[row->version].first + 20 + row->slot);
        }
}

static void add_block(struct cube_builder *b, struct peer *p, const struct ref *ref, const struct obs_set *set)
{
    struct block_obs *v = mem_alloc(sizeof *v * (set->n + 1));
    struct buf block = {0}, origin = {0};
    struct block_stat stat;
    struct err err;
    for (size_t i = 0; i < set->n; i++) {
        v[i] = (struct block_obs){set->v[i], 1, (uint32_t)i};
        peer_add(p, &set->v[i]);
    }
    if (block_pack(&block, &origin, &stat, ref, set, v, set->n, &err) < 0 ||
        cube_builder_add(b, buf_view(&block), &err) < 0)
        stop(err.text);
    buf_release(&block);
    buf_release(&origin);
    free(v);
}

static struct cube *whole(struct peer *p, const struct ref *ref)
{
    struct cube_builder *b = cube_builder_new(ref);
    uint16_t *tables = mem_alloc(sizeof *tables * ref->nindicators);
    uint32_t n = form_indicators(tables, ref, CRITERION_NONE);
    struct arena arena;
    arena_init(&arena, 64 << 20);
    for (uint32_t a = 1; a < ref->nareas; a++)
        for (uint32_t i = 0; ref->areas[a].member && i < n; i++) {
            struct obs_set set;
            obs_set_init(&set);
            strset_put(&set.sources, STR("BA:741"));
            arena_reset(&arena);
            fill(&set, &arena, ref, (uint16_t)a, tables[i]);
            add_block(b, p, ref, &set);
            obs_set_release(&set);
        }
    arena_release(&arena);
    free(tables);
    return cube_builder_finish(b);
}

/* -- measuring --------------------------------------------------------------------------------------- */

static double cover(const struct ref *ref, const struct cube *cube, int first, int last, struct cover_sum *sum)
{
    struct arena arena;
    struct coverage c;
    double start = clock_monotonic();
    arena_init(&arena, COVERAGE_CEILING);
    coverage_make(&c, &arena, &(struct covering){.ref = ref, .cube = cube, .first_year = first, .last_year = last});
    *sum = coverage_sum(&c, UINT32_MAX, UINT32_MAX, 0, 0, false);
    arena_release(&arena);
    return clock_monotonic() - start;
}

/* Each source by itself, and the sums of all breakdowns. */
static double detail(const struct ref *ref, const struct cube *cube, size_t *n)
{
    struct arena arena;
    struct coverage c;
    size_t parts;
    arena_init(&arena, COVERAGE_CEILING);
    coverage_make(&c, &arena, &(struct covering){.ref = ref, .cube = cube});
    double start = clock_monotonic();
    coverage_sources(n, &arena, &c);
    coverage_parts(&parts, &arena, &c, UINT32_MAX, UINT32_MAX, 0, 0, false);
    arena_release(&arena);
    return clock_monotonic() - start;
}

static double count(sqlite3 *db, int64_t *groups)
{
    sqlite3_stmt *q;
    double start = clock_monotonic();
    *groups = 0;
    if (sqlite3_prepare_v2(db, "SELECT ref_area, indicator, year, count(*) FROM obs GROUP BY ref_area, indicator, year",
                           -1, &q, NULL) != SQLITE_OK)
        stop(sqlite3_errmsg(db));
    while (sqlite3_step(q) == SQLITE_ROW)
        ++*groups;
    sqlite3_finalize(q);
    return clock_monotonic() - start;
}

static void sample(const char *base)
{
    struct store *st;
    struct loaded l;
    struct err err;
    struct cover_sum sum;
    double t[ROUNDS], all[ROUNDS];
    if (store_open(&st, base, STORE_READ, &err) < 0 || release_load(&l, st, STR(""), STR(""), STR(""), &err) < 0)
        stop(err.text);
    for (int i = 0; i < ROUNDS; i++) {
        t[i] = cover(l.ref, l.cube, 2015, 2024, &sum);
        all[i] = cover(l.ref, l.cube, 0, 0, &sum);
    }
    printf("cover  the sample release, ten years                %6.2f ms; all years %.2f ms\n", median(t) * 1e3,
           median(all) * 1e3);
    loaded_release(&l);
    store_close(st);
}

int main(int argc, char **argv)
{
    struct ref *ref;
    struct err err;
    struct peer p = {0};
    struct cover_sum sum = {0};
    int64_t groups = 0;
    double ours[ROUNDS], peer[ROUNDS], rest[ROUNDS];
    size_t nsources = 0;
    if (argc != 2)
        stop("BASE");
    sample(argv[1]);
    struct store *st;
    if (store_open(&st, argv[1], STORE_READ, &err) < 0 || ref_load_stored(&ref, NULL, st, 0, &err) < 0)
        stop(err.text);
    store_close(st);
    sqlite3_open(":memory:", &p.db);
    sql(p.db, "CREATE TABLE obs (ref_area INTEGER, indicator INTEGER, year INTEGER, value REAL)");
    sqlite3_prepare_v2(p.db, "INSERT INTO obs VALUES (?, ?, ?, ?)", -1, &p.add, NULL);
    sql(p.db, "BEGIN");
    struct cube *cube = whole(&p, ref);
    sql(p.db, "COMMIT");
    for (int i = 0; i < ROUNDS; i++) {
        ours[i] = cover(ref, cube, 0, 0, &sum);
        peer[i] = count(p.db, &groups);
        rest[i] = detail(ref, cube, &nsources);
    }
    double mine = median(ours), sqlite = median(peer);
    printf("cover  %u cells, %lld question tables of %d years %6.2f ms\n", cube->nobs, (long long)groups, YEARS,
           mine * 1e3);
    printf("cover  SQLite, count by country, table and year      %6.2f ms   ours %.1f times as fast\n", sqlite * 1e3,
           sqlite / mine);
    printf("cover  besides each source and all breakdowns, %zu   %6.2f ms\n", nsources, median(rest) * 1e3);
    if (sum.n[COVER_REPORTED] != 10 * 22 * YEARS)
        stop("not every question table is whole");
    cube_free(cube);
    ref_free(ref);
    sqlite3_finalize(p.add);
    sqlite3_close(p.db);
    return 0;
}
