/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How long checking takes where much is broken: a question table of some 50,000 cells, larger than
 * any that a country sends, with more and more of its cells wrong. */
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
        printf("checks one table of %zu cells, %4u of them wrong: %5zu sums broken, %5zu with a "
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
    printf("%-18s %7u %7u %5u %7u %6.1f %6.1f %6.1f | %6u %6.1f %6.1f | %6u %6.1f %6.1f\n", name, f->planted,
           f->planted - f->found, f->only_rest, n, percent(f->located, n), percent(f->right, n),
           percent(f->listed, n), f->meeting, percent(f->meeting_located, f->meeting),
           percent(f->meeting_right, f->meeting), alone, percent(f->located - f->meeting_located, alone),
           percent(f->right - f->meeting_right, alone));
}

static void fared_sum(struct fared *sum, const struct fared *f)
{
    sum->planted += f->planted;
    sum->found += f->found;
    sum->only_rest += f->only_rest;
    sum->located += f->located;
    sum->right += f->right;
    sum->listed += f->listed;
    sum->meeting += f->meeting;
    sum->meeting_located += f->meeting_located;
    sum->meeting_right += f->meeting_right;
}

static void measure(char **paths, const struct ref *ref, uint64_t seed, unsigned at_once)
{
    struct fared fared[PLANT_KINDS] = {{0}}, sum = {0};
    unsigned faulty = 0, tables = 0;
    for (; *paths; paths++) {
        struct obs_set set;
        struct fared of_file[PLANT_KINDS];
        unsigned not;
        char *one[] = {*paths, NULL};
        read_files(&set, ref, one);
        tables += plant_all(of_file, &not, &set, ref, seed++, 10, at_once);
        faulty += not;
        for (unsigned k = 0; k < PLANT_KINDS; k++)
            fared_sum(&fared[k], &of_file[k]);
        obs_set_release(&set);
    }
    printf("%u at once in each of %u tables that add up (%u do not), from seed %u; per cent\n"
           "                   planted  silent  rest   found located right listed | meeting      "
           "        | one sum\n", at_once, tables, faulty, (unsigned)seed);
    for (unsigned k = 0; k < PLANT_KINDS; k++) {
        print_fared(plant_names[k], &fared[k]);
        fared_sum(&sum, &fared[k]);
    }
    print_fared("all", &sum);
}

int main(int argc, char **argv)
{
    struct ref *ref;
    struct err err;
    uint64_t seed = getenv("SEED") ? strtoull(getenv("SEED"), NULL, 10) : 1;
    if (ref_load_builtin(&ref, &err) < 0) {
        fprintf(stderr, "checks: %s\n", err.text);
        return 1;
    }
    if (argc > 1) {
        for (unsigned n = 1; n <= 2; n++)
            measure(argv + 1, ref, seed, n);
    } else {
        largest(ref);
    }
    return 0;
}
