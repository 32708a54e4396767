/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How long it takes to say where a round stands: 200 countries, 37 tables, three years, one table in
 * ten with an error.
 *
 *     dashboard FILE      makes the base there, then looks ten times
 */
#include "base/clock.h"
#include "collect/progress.h"
#include "ops/ops.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { COUNTRIES = 200, TABLES = 37, YEARS = 3, LOOKS = 10 };

static void check(int r, const struct err *err)
{
    if (r >= 0)
        return;
    fprintf(stderr, "dashboard: %s\n", err->text);
    exit(1);
}

static void put_table(struct store *st, int64_t submission, struct str area, struct str indicator, int year,
                      bool wrong)
{
    struct err err;
    char period[8];
    struct question_table t = {.submission = submission, .indicator = indicator, .area = area,
                               .source = STR("BA:741"), .state = wrong ? STR(STATE_ERRORS) : STR(STATE_CLEAN),
                               .period = {period, (size_t)snprintf(period, sizeof period, "%d", year)},
                               .ncells = 30, .nerrors = wrong, .cells = STR("none")};
    check(store_table_add(st, &t, &err), &err);
    struct in_finding f = {.submission = submission, .table = t.id, .rule = STR("T101"), .severity = STR("error"),
                           .row = 2, .indicator = indicator, .area = area, .source = t.source,
                           .period = t.period, .message = STR("wrong")};
    if (wrong)
        check(store_finding_add(st, &f, &err), &err);
}

static void fill(struct store *st, const struct ref *ref, struct round *round)
{
    struct err err;
    check(store_begin(st, &err), &err);
    check(store_round_add(st, round, &err), &err);
    for (int c = 0; c < COUNTRIES; c++) {
        char area[4] = {(char)('A' + c / 26), (char)('A' + c % 26), 'X', 0}, hex[SHA256_HEX];
        struct sha256 hash = sha256_of(str_of(area));
        sha256_hex(hex, &hash);
        struct submission s = {.received_at = STR("2026-11-20T08:00:00Z"), .who = STR("sokha"),
                               .state = STR(STATE_ERRORS), .format = STR("ilostat"), .round = round->name,
                               .file_name = STR("file.csv"), .sha256 = str_of(hex), .ref_version = 1,
                               .tables = TABLES * YEARS, .area = str_of(area)};
        check(store_submission_add(st, &s, STR("packed"), &err), &err);
        for (int t = 0; t < TABLES; t++) {
            struct ask a = {.round = round->id, .area = str_of(area), .rank = t + 1, .why = STR("missing"),
                            .indicator = ref->indicators[t + 1].code, .missing = YEARS};
            check(store_ask_add(st, &a, &err), &err);
            for (int y = 0; y < YEARS; y++)
                put_table(st, s.id, str_of(area), a.indicator, 2023 + y, (c + t + y) % 10 == 0);
        }
    }
    check(store_commit(st, &err), &err);
}

int main(int argc, char **argv)
{
    struct store *st;
    struct ref *ref;
    struct err err;
    struct ref_file *files;
    struct arena arena;
    size_t nfiles;
    int64_t version, now;
    struct round round = {.name = STR("2026"), .opened_at = STR("2026-01-15T10:00:00Z"), .opened_by = STR("budi"),
                          .deadline = STR("2026-11-30"), .first_year = 2023, .last_year = 2025,
                          .criterion = STR("both")};
    if (argc != 2)
        return 2;
    arena_init(&arena, (size_t)1 << 30);
    check(ref_load_builtin(&ref, &err), &err);
    check(ref_files_get(&arena, &files, &nfiles, NULL, &err), &err);
    check(store_open(&st, argv[1], STORE_CREATE, &err), &err);
    check(store_begin(st, &err), &err);
    check(store_ref_add(st, &version, files, nfiles, &ref->hash, "2026-01-15T10:00:00Z", &err), &err);
    check(store_commit(st, &err), &err);
    fill(st, ref, &round);
    clock_parse(&now, STR("2026-11-21T00:00:00Z"));
    double best = 1e9;
    clock_t used = clock();
    for (int i = 0; i < LOOKS; i++) {
        struct progress_list list;
        arena_reset(&arena);
        double start = clock_monotonic();
        check(progress_load(&list, st, ref, &round, STR(""), now, &arena, &err), &err);
        double took = clock_monotonic() - start;
        if (list.n != COUNTRIES || list.v[0].answered != TABLES || list.of_state[COUNTRY_ANSWERING] != COUNTRIES)
            return 1;
        best = took < best ? took : best;
    }
    printf("where a round stands, %d countries, %d tables, %d years: %.1f ms of one core, best %.1f ms on the clock\n",
           COUNTRIES, TABLES, YEARS, 1000.0 * (double)(clock() - used) / CLOCKS_PER_SEC / LOOKS, 1000 * best);
    store_close(st);
    ref_free(ref);
    arena_release(&arena);
    return 0;
}
