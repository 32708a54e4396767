/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How long it takes to set both sides of every corridor beside each other: COUNTRIES countries of which each reports
 * its nationals in all others, and the citizens of all others in it, over YEARS years.
 *
 *     mirror [COLUMNS.csv]      prints the time, then "for-peer LINES SUM": what a peer has to find
 *
 * COLUMNS.csv gets the same figures for the peer: side, origin, destination, period, value. */
#include "analyse/mirror.h"
#include "base/clock.h"
#include "model/block.h"
#include "model/period.h"
#include "model/ref_builtin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { COUNTRIES = 232, YEARS = 30, FIRST_YEAR = 1995, ROUNDS = 7 };

static void stop(const char *why)
{
    fprintf(stderr, "mirror: %s\n", why);
    exit(1);
}

/* What a side says of a corridor in a year, in thousands with three decimals. */
static double figure(unsigned side, unsigned origin, unsigned destination, int year)
{
    uint64_t z = ((uint64_t)side << 48 | (uint64_t)origin << 32 | destination << 16 | (unsigned)year) *
                 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    return (double)((z ^ z >> 31) % 1000000 + 1) / 1000;
}

/* All that one country says in one table. */
static void add_country(struct cube_builder *b, FILE *out, const struct ref *ref, uint16_t indicator, unsigned side,
                        uint16_t area)
{
    struct obs_set set;
    struct buf block = {0}, origin = {0};
    struct block_stat stat;
    struct err err;
    const struct version *v = mirrored_countries(ref, indicator);
    obs_set_init(&set);
    uint32_t note = obs_set_note(&set, STR(""), STR(""), STR("")), source = strset_put(&set.sources, STR("BA:1"));
    size_t n = 0;
    struct block_obs *obs = calloc((size_t)COUNTRIES * YEARS, sizeof *obs);
    for (uint16_t partner = 1; obs && partner <= COUNTRIES; partner++)
        for (int y = 0; partner != area && y < YEARS; y++) {
            uint16_t from = side ? partner : area, to = side ? area : partner;
            obs[n++].obs = (struct obs){.indicator = indicator, .area = area, .sex = ref->sex_total,
                                        .classif = {(uint16_t)(v->first + partner), 0}, .source = source, .note = note,
                                        .period = period_make(FIRST_YEAR + y, 0), .decimals = 3,
                                        .value = figure(side, from, to, y)};
            if (out)
                fprintf(out, "%u,%u,%u,%d,%.3f\n", side, from, to, FIRST_YEAR + y, obs[n - 1].obs.value);
        }
    if (block_pack(&block, &origin, &stat, ref, &set, obs, n, &err) < 0 ||
        cube_builder_add(b, buf_view(&block), &err) < 0)
        stop(err.text);
    free(obs);
    buf_release(&block);
    buf_release(&origin);
    obs_set_release(&set);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    struct ref *ref;
    struct err err;
    double times[ROUNDS], used[ROUNDS], sum = 0;
    size_t n = 0;
    if (ref_load_builtin(&ref, &err) < 0)
        stop(err.text);
    FILE *out = argc > 1 ? fopen(argv[1], "w") : NULL;
    struct cube_builder *b = cube_builder_new(ref);
    for (uint16_t area = 1; area <= COUNTRIES; area++) {
        add_country(b, out, ref, ref_indicator_find(ref, STR("MNA_TPOP_SEX_CRS_NB")), 0, area);
        add_country(b, out, ref, ref_indicator_find(ref, STR("MST_NCTP_SEX_CCT_NB")), 1, area);
    }
    if (out && fclose(out))
        stop("the columns could not be written");
    struct cube *cube = cube_builder_finish(b);
    for (int r = 0; r < ROUNDS; r++) {
        struct arena arena;
        arena_init(&arena, MIRROR_CEILING);
        double start = clock_monotonic();
        clock_t began = clock();
        const struct mirror_line *lines = mirror_all(&n, &arena, &(struct mirror_from){.ref = ref, .cube = cube});
        times[r] = clock_monotonic() - start;
        used[r] = (double)(clock() - began) / CLOCKS_PER_SEC;
        if (!lines)
            stop("the lines do not fit");
        sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += lines[i].asymmetry;
        arena_release(&arena);
    }
    qsort(times, ROUNDS, sizeof *times, by_value);
    qsort(used, ROUNDS, sizeof *used, by_value);
    printf("mirror both sides of %d x %d countries, %d years, %u figures: %zu lines in %.0f ms on one core, %.0f ms of "
           "its time\n", COUNTRIES, COUNTRIES, YEARS, cube->nobs, n, times[ROUNDS / 2] * 1e3, used[ROUNDS / 2] * 1e3);
    printf("for-peer %zu %.3f %.3f\n", n, sum, times[ROUNDS / 2] * 1e3);
    cube_free(cube);
    ref_free(ref);
    return 0;
}
