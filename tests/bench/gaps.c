/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Gaps, needs and quality of the sample base, of all its years: what /gaps and `ilms coverage gaps` are made of; beside
 * SQLite, which only lists the question tables of which nothing is there.
 *
 *     gaps BASE
 *
 * BASE has a release. What is compared takes turns; medians. */
#include "base/clock.h"
#include "model/period.h"
#include "publish/gaps_write.h"
#include "publish/load.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 21 };

static void stop(const char *what)
{
    fprintf(stderr, "gaps: %s\n", what);
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

/* -- the peer: which combinations have no row --------------------------------------------------------- */

static void sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        stop(sqlite3_errmsg(db));
}

static void add(sqlite3_stmt *add, int a, int b, int c)
{
    sqlite3_bind_int(add, 1, a);
    sqlite3_bind_int(add, 2, b);
    sqlite3_bind_int(add, 3, c);
    if (sqlite3_step(add) != SQLITE_DONE)
        stop("a row cannot be added");
    sqlite3_reset(add);
}

static sqlite3 *peer_open(const struct loaded *l, const struct coverage *c)
{
    sqlite3 *db;
    sqlite3_stmt *obs, *ask;
    sqlite3_open(":memory:", &db);
    sql(db, "CREATE TABLE obs (ref_area INTEGER, indicator INTEGER, year INTEGER);"
            "CREATE TABLE ask (ref_area INTEGER, question INTEGER, indicator INTEGER); BEGIN");
    sqlite3_prepare_v2(db, "INSERT INTO obs VALUES (?, ?, ?)", -1, &obs, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO ask VALUES (?, ?, ?)", -1, &ask, NULL);
    for (uint32_t f = 0; f < l->cube->nflows; f++)
        for (uint32_t s = l->cube->flows[f].first; s < l->cube->flows[f].first + l->cube->flows[f].n; s++)
            for (uint32_t i = l->cube->start[s]; i < l->cube->start[s + 1]; i++)
                add(obs, l->cube->area[s], l->cube->flows[f].indicator, period_year(l->cube->period[i]));
    for (uint32_t a = 0; a < c->nareas; a++)
        for (uint32_t q = 0; q < c->nquestions; q++)
            for (unsigned i = 0; i < c->questions[q].nindicators; i++)
                add(ask, c->areas[a], (int)q, c->questions[q].indicators[i]);
    sqlite3_finalize(obs);
    sqlite3_finalize(ask);
    sql(db, "COMMIT; CREATE INDEX by_key ON obs (ref_area, indicator, year);"
            "CREATE TABLE year AS WITH RECURSIVE y (year) AS (SELECT min(year) FROM obs UNION ALL "
            "SELECT year + 1 FROM y WHERE year < (SELECT max(year) FROM obs)) SELECT year FROM y");
    return db;
}

static double peer(sqlite3 *db, size_t *n)
{
    sqlite3_stmt *q;
    double start = clock_monotonic();
    *n = 0;
    if (sqlite3_prepare_v2(db, "SELECT ref_area, question, year FROM ask, year GROUP BY ref_area, question, year "
                               "HAVING NOT max(EXISTS (SELECT 1 FROM obs WHERE obs.ref_area = ask.ref_area AND "
                               "obs.indicator = ask.indicator AND obs.year = year.year))", -1, &q, NULL) != SQLITE_OK)
        stop(sqlite3_errmsg(db));
    while (sqlite3_step(q) == SQLITE_ROW)
        ++*n;
    sqlite3_finalize(q);
    return clock_monotonic() - start;
}

/* -- ours ------------------------------------------------------------------------------------------------ */

struct times {
    double gaps[ROUNDS], needs[ROUNDS], quality[ROUNDS], peer[ROUNDS];
};

static size_t measure(struct times *t, int i, const struct loaded *l)
{
    struct arena arena;
    struct gaps_made m;
    size_t n;
    arena_init(&arena, COVERAGE_CEILING);
    double start = clock_monotonic();
    gaps_make(&m, &arena, &(struct gaps_from){.ref = l->ref, .cube = l->cube, .sources = l->sources,
                                              .nsources = l->nsources, .at = l->release.released_at});
    t->gaps[i] = clock_monotonic() - start;
    start = clock_monotonic();
    gaps_needs(&n, &arena, &m.c, &m.g, &m.sources);
    t->needs[i] = clock_monotonic() - start;
    start = clock_monotonic();
    sources_rate(&n, &arena, &m);
    t->quality[i] = clock_monotonic() - start;
    n = m.g.n;
    arena_release(&arena);
    return n;
}

int main(int argc, char **argv)
{
    static struct times t;
    struct store *st;
    struct loaded l;
    struct err err;
    struct coverage c;
    struct arena arena;
    size_t n = 0, missing = 0;
    if (argc != 2)
        stop("BASE");
    if (store_open(&st, argv[1], STORE_READ, &err) < 0 || release_load(&l, st, STR(""), STR(""), STR(""), &err) < 0)
        stop(err.text);
    arena_init(&arena, COVERAGE_CEILING);
    coverage_make(&c, &arena, &(struct covering){.ref = l.ref, .cube = l.cube});
    sqlite3 *db = peer_open(&l, &c);
    for (int i = 0; i < ROUNDS; i++) {
        n = measure(&t, i, &l);
        t.peer[i] = peer(db, &missing);
    }
    double ours = median(t.gaps), sqlite = median(t.peer);
    printf("gaps   %zu gaps of the sample base, all years: coverage, each with its cheapest way %6.2f ms\n", n,
           ours * 1e3);
    printf("gaps   SQLite, only which %zu have nothing                     %6.2f ms   ours %.1f times as fast\n",
           missing, sqlite * 1e3, sqlite / ours);
    printf("gaps   needs %.2f ms, quality of all sources %.2f ms\n", median(t.needs) * 1e3, median(t.quality) * 1e3);
    sqlite3_close(db);
    arena_release(&arena);
    loaded_release(&l);
    store_close(st);
    return 0;
}
