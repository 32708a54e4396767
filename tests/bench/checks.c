/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the checks find, and how long they take.
 *
 *     checks planted SEED ROUNDS FILE...   errors planted in the tables of the files that add up
 *     checks time FILE...                  the checks alone, of the files and of what is wrong in 1 of 100
 *     checks large                         a table larger than any that a country sends, more and more wrong
 */
#include "base/err.h"
#include "base/random.h"
#include "check/check.h"
#include "check/plant.h"
#include "io/format.h"
#include "ops/ops.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct codes {
    uint16_t v[400];
    unsigned n;
};

/* All codes of the partitions of some dimensions, totals first. */
static void codes_add(struct codes *c, const struct ref *ref, const char *version)
{
    for (uint32_t k = 0; k < ref->nversions; k++) {
        const struct version *v = &ref->versions[k];
        for (uint16_t i = v->first; str_is(v->code, version) && i < v->first + v->n; i++)
            if (ref->codes[i].role != CODE_EXTRA)
                c->v[c->n++] = i;
    }
}

static bool is_total(const struct ref *ref, uint16_t code) { return ref->codes[code].role == CODE_TOTAL; }

/* Parts of chance; every total is the sum of the parts of its version, of flat versions only. */
static void large(struct obs_set *set, const struct ref *ref)
{
    struct codes rows = {0}, columns = {0};
    static const char *const versions[] = {"ECO_ISIC4", "ECO_ISIC3", "OCU_ISCO08", "OCU_ISCO88",
                                           "STE_ICSE93", "EDU_ISCED11"};
    for (size_t i = 0; i < ARRAY_LEN(versions); i++)
        codes_add(&rows, ref, versions[i]);
    codes_add(&columns, ref, "CCT_CTZ");
    uint64_t indicator = 0;
    while (!str_is(ref->indicators[indicator].code, "MST_TEMP_SEX_ECO_CCT_NB"))
        indicator++;
    struct obs like = {.indicator = (uint16_t)indicator, .area = 1, .period = 20140, .decimals = 3};
    static int64_t v[400][400][3];
    uint16_t sexes[] = {ref->sex_total, ref->sex_male, ref->sex_female};
    struct chance c = {7};
    for (unsigned k = 0; k < columns.n; k++)
        for (unsigned i = 0; i < rows.n; i++)
            for (unsigned s = 1; s < 3; s++)
                v[i][k][s] = is_total(ref, rows.v[i]) || is_total(ref, columns.v[k])
                                 ? 0
                                 : chance_below(&c, 1 << chance_below(&c, 20));
    /* each version has its total before its parts */
    for (unsigned k = 0; k < columns.n; k++)
        for (unsigned i = 0, total = 0; i < rows.n; i++)
            if (is_total(ref, rows.v[i]))
                total = i;
            else
                for (unsigned s = 1; s < 3; s++)
                    v[total][k][s] += v[i][k][s];
    unsigned whole = 0;
    while (!is_total(ref, columns.v[whole]))
        whole++;
    for (unsigned i = 0; i < rows.n; i++)
        for (unsigned s = 1; s < 3; s++)
            for (unsigned k = 0; k < columns.n; k++)
                v[i][whole][s] += k != whole ? v[i][k][s] : 0;
    for (unsigned i = 0; i < rows.n; i++)
        for (unsigned k = 0; k < columns.n; k++)
            for (unsigned s = 0; s < 3; s++) {
                struct obs *o = obs_set_add(set);
                *o = like;
                o->classif[0] = rows.v[i];
                o->classif[1] = columns.v[k];
                o->sex = sexes[s];
                o->value = (double)(s ? v[i][k][s] : v[i][k][1] + v[i][k][2]) / 1000;
            }
    obs_set_sort(set);
}

static void largest(const struct ref *ref)
{
    struct obs_set set;
    obs_set_init(&set);
    large(&set, ref);
    for (unsigned wrong = 0; wrong <= 5000; wrong = wrong ? wrong * 5 : 1) {
        struct finding_list list;
        struct chance c = {wrong};
        struct obs *v = malloc(sizeof *v * set.n);
        if (!v)
            abort();
        memcpy(v, set.v, sizeof *v * set.n);
        for (unsigned i = 0; i < wrong; i++)
            v[chance_below(&c, (unsigned)set.n)].value *= 10;
        struct obs_set with = set;
        with.v = v;
        finding_list_init(&list);
        double start = seconds();
        check_set(&list, ref, &with, &(struct check_options){.last_year = 2026});
        double took = seconds() - start;
        size_t sums = 0, said = 0;
        for (size_t i = 0; i < list.n; i++) {
            sums += list.v[i].rule == RULE_SEX_SUM || list.v[i].rule == RULE_PART_SUM;
            said += list.v[i].nproposals > 0;
        }
        printf("large  one table of %zu cells, %4u of them wrong: %5zu sums broken, %5zu with a "
               "proposal, %8.1f ms\n", set.n, wrong, sums, said, 1e3 * took);
        finding_list_release(&list);
        free(v);
    }
    obs_set_release(&set);
}

/* -- planted errors ----------------------------------------------------------------------------- */

static void read_files(struct obs_set *set, const struct ref *ref, char **paths)
{
    struct finding_list findings;
    struct err err;
    obs_set_init(set);
    finding_list_init(&findings);
    for (; *paths; paths++) {
        struct buf raw = {0};
        struct reading rd = {.ref = ref, .set = set, .findings = &findings};
        const struct format *f;
        if (io_slurp(&raw, *paths, &err) < 0 || !(f = format_detect(buf_view(&raw), &err)) ||
            (rd.bytes = buf_view(&raw), f->read(&rd, &err)) < 0) {
            fprintf(stderr, "checks: %s\n", err.text);
            exit(1);
        }
        buf_release(&raw);
    }
    finding_list_release(&findings);
    obs_set_sort(set);
}

static double percent(unsigned part, unsigned of) { return of ? 100.0 * part / of : 0; }

static void print_fared(const char *name, const struct fared *f)
{
    unsigned n = f->found - f->only_rest, alone = n - f->meeting;
    printf("  %-18s %7u %7u %6u | %6u %7.1f %6.1f %7.1f | %6u %7.1f %6.1f | %6u %7.1f %6.1f\n", name,
           f->planted, f->planted - f->found, f->only_rest, n, percent(f->located, n),
           percent(f->right, n), percent(f->listed, n), f->meeting,
           percent(f->meeting_located, f->meeting), percent(f->meeting_right, f->meeting), alone,
           percent(f->located - f->meeting_located, alone), percent(f->right - f->meeting_right, alone));
}

static void planted(char **paths, const struct ref *ref, uint64_t seed, unsigned rounds, unsigned at_once)
{
    struct fared fared[PLANT_KINDS] = {{0}}, sum = {0};
    unsigned faulty = 0, tables = 0;
    for (uint64_t file = seed * 1000; *paths; paths++, file++) {
        struct obs_set set;
        struct fared of_file[PLANT_KINDS];
        unsigned not;
        char *one[] = {*paths, NULL};
        read_files(&set, ref, one);
        tables += plant_all(of_file, &not, &set, ref, file, rounds, at_once);
        faulty += not;
        for (unsigned k = 0; k < PLANT_KINDS; k++)
            fared_sum(&fared[k], &of_file[k]);
        obs_set_release(&set);
    }
    printf("planted: %u at once in each of %u tables that add up (%u do not), seed %u\n"
           "  kind               planted  silent  rest? |  found located  right  listed |"
           "   meet located  right |  alone located  right\n", at_once, tables, faulty, (unsigned)seed);
    for (unsigned k = 0; k < PLANT_KINDS; k++) {
        print_fared(plant_names[k], &fared[k]);
        fared_sum(&sum, &fared[k]);
    }
    print_fared("all", &sum);
    printf("  false alarms: %.3f errors per 1,000 cells of untouched tables\n",
           sum.untouched ? 1e3 * sum.alarms / (double)sum.untouched : 0);
}

/* -- time ----------------------------------------------------------------------------------------- */

static void time_set(const char *what, struct obs_set *set, const struct ref *ref)
{
    double best = INFINITY;
    size_t findings = 0, said = 0;
    for (int i = 0; i < 5; i++) {
        struct finding_list list;
        finding_list_init(&list);
        double start = seconds();
        check_set(&list, ref, set, &(struct check_options){.last_year = 2026});
        best = fmin(best, seconds() - start);
        findings = list.n;
        said = 0;
        for (size_t k = 0; k < list.n; k++)
            said += list.v[k].nproposals > 0;
        finding_list_release(&list);
    }
    printf("time   %-28s %8zu cells %8zu findings, %6zu with a proposal %9.1f ms\n", what, set->n, findings,
           said, 1e3 * best);
}

static void times(char **paths, const struct ref *ref)
{
    struct obs_set set;
    struct chance c = {5};
    read_files(&set, ref, paths);
    time_set("as it is", &set, ref);
    for (size_t i = 0; i < set.n / 100; i++)
        set.v[chance_below(&c, (unsigned)set.n)].value *= 10;
    time_set("1 in 100 ten times as large", &set, ref);
    obs_set_release(&set);
}

int main(int argc, char **argv)
{
    struct ref *ref;
    struct err err;
    const char *what = argc > 1 ? argv[1] : "";
    if (ref_load_builtin(&ref, &err) < 0) {
        fprintf(stderr, "checks: %s\n", err.text);
        return 1;
    }
    if (!strcmp(what, "large"))
        largest(ref);
    else if (!strcmp(what, "time") && argc > 2)
        times(argv + 2, ref);
    else if (!strcmp(what, "planted") && argc > 4)
        for (unsigned n = 1; n <= 2; n++)
            planted(argv + 4, ref, strtoull(argv[2], NULL, 10), (unsigned)atoi(argv[3]), n);
    else
        return 2;
    return 0;
}
