/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Tables of chance: those that add up give no error, one change in a complete one gives one. */

#include "check/check.h"

#include "base/num.h"
#include "model/fixture.h"
#include "model/period.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

/* Complete versions: every leaf is given, so every cell is in some sum. */
static const struct {
    const char *indicator, *version[2];
} shapes[] = {
    {"MST_XWAP_SEX_AGE_CCT_NB", {"AGE_AGGREGATE", "CCT_CIT"}},
    {"MST_TEMP_SEX_ECO_CCT_NB", {"ECO_SECTOR", "CCT_CIT"}},
    {"MST_TEMP_SEX_OCU_CBR_NB", {"OCU_ISCO08", "CBR_BIR"}},
    {"MST_XWAP_SEX_EDU_CBR_NB", {"EDU_ISCED97", "CBR_BIR"}},
    {"MNA_OEMP_SEX_EDU_NB", {"EDU_AGGREGATE", NULL}},
    {"MFL_NEMP_SEX_ECO_NB", {"ECO_ISIC4", NULL}},
    {"MFL_TEMP_OCU_NB", {"OCU_ISCO88", NULL}},
    {"MST_TPOP_SEX_MIG_NB", {"MIG_STATUS", NULL}},
};


static bool is_inside(const struct ref *ref, uint16_t leaf, uint16_t code)
{
    while (leaf && leaf != code)
        leaf = ref->codes[leaf].parent;
    return leaf != 0;
}

/* Every cell of the table is the sum of the leaves inside it; rounding is that of chance when
 * `coarse` digits are cut off each figure on its own. */
static void table_of_chance(struct obs_set *set, struct chance *c, size_t shape, unsigned decimals,
                            int64_t coarse)
{
    const struct ref *ref = fixture_ref();
    const uint16_t none = 0;
    const uint16_t sexes[] = {ref->sex_male, ref->sex_female, ref->sex_total};
    uint16_t indicator = fixture_indicator(shapes[shape].indicator);
    bool has_sex = ref->indicators[indicator].has_sex;
    const uint16_t *axis[2];
    uint16_t codes[2][256];
    size_t len[2] = {1, 1};
    axis[0] = axis[1] = &none;
    for (int k = 0; k < 2 && shapes[shape].version[k]; k++) {
        const struct version *v =
            &ref->versions[ref_version_find(ref, str_of(shapes[shape].version[k]))];
        len[k] = 0;
        for (uint16_t code = v->first; code < v->first + v->n; code++)
            if (ref->codes[code].role != CODE_EXTRA)
                codes[k][len[k]++] = code;
        axis[k] = codes[k];
    }
    static int64_t leaf[256][256][2];
    for (size_t i = 0; i < len[0]; i++)
        for (size_t j = 0; j < len[1]; j++)
            for (int s = 0; s < 2; s++) {
                bool is_leaf = (!axis[0][i] || !ref->codes[axis[0][i]].has_parts) &&
                               (!axis[1][j] || !ref->codes[axis[1][j]].has_parts);
                leaf[i][j][s] = is_leaf ? (int64_t)chance_below(c, 100000) : 0;
                if (chance_below(c, 5) == 0)
                    leaf[i][j][s] = 0;
            }
    double unit = pow(10, -(double)decimals);
    for (size_t i = 0; i < len[0]; i++)
        for (size_t j = 0; j < len[1]; j++)
            for (size_t s = has_sex ? 0 : 2; s < 3; s++) {
                int64_t sum = 0;
                for (size_t a = 0; a < len[0]; a++)
                    for (size_t b = 0; b < len[1]; b++) {
                        if ((axis[0][i] && !is_inside(ref, axis[0][a], axis[0][i])) ||
                            (axis[1][j] && !is_inside(ref, axis[1][b], axis[1][j])))
                            continue;
                        sum += (s != 1 ? leaf[a][b][0] : 0) + (s != 0 ? leaf[a][b][1] : 0);
                    }
                sum = (sum + coarse / 2) / coarse;
                char text[NUM_MAX];
                struct obs *o = obs_set_add(set);
                unsigned places;
                size_t n = num_fmt(text, (double)sum * unit, decimals);
                CHECK(num_parse(&o->value, &places, (struct str){text, n}) == NUM_OK);
                o->decimals = (uint8_t)places;
                o->indicator = indicator;
                o->area = fixture_area("THA");
                o->source = strset_put(&set->sources, STR("BA:741"));
                o->period = period_make(2014, 0);
                o->sex = has_sex ? sexes[s] : 0;
                o->classif[0] = axis[0][i];
                o->classif[1] = axis[1][j];
                o->row = (uint32_t)set->n + 1;
                o->column = 8;
            }
}

static size_t findings_of(struct obs_set *set, enum severity least)
{
    struct finding_list list;
    size_t n = 0;
    finding_list_init(&list);
    obs_set_sort(set);
    check_set(&list, fixture_ref(), set, &(struct check_options){.last_year = 2026});
    for (int s = SEV_ERROR; s >= (int)least; s--)
        n += list.count[s];
    if (n && least == SEV_WARNING)
        fprintf(stderr, "%s@%u: %.*s\n", rules[list.v[0].rule].id, list.v[0].row,
                STR_FMT(list.v[0].message));
    finding_list_release(&list);
    return n;
}

TEST(check_tables_that_add_up_give_nothing)
{
    struct chance c = {77};
    for (int round = 0; round < 25; round++)
        for (size_t shape = 0; shape < ARRAY_LEN(shapes); shape++) {
            struct obs_set set;
            obs_set_init(&set);
            /* every second one rounded, each figure on its own: thousands with three, two ... */
            table_of_chance(&set, &c, shape, chance_below(&c, 5), round % 2 ? 1 : 100);
            CHECK_INT(findings_of(&set, SEV_WARNING), 0);
            obs_set_release(&set);
        }
}

TEST(check_leaving_parts_out_is_no_error)
{
    struct chance c = {78};
    for (int round = 0; round < 10; round++)
        for (size_t shape = 0; shape < ARRAY_LEN(shapes); shape++) {
            struct obs_set set;
            const struct ref *ref = fixture_ref();
            obs_set_init(&set);
            table_of_chance(&set, &c, shape, 3, 1);
            /* no rest, and one part less of the first classification: less than the total */
            const struct version *v =
                &ref->versions[ref->codes[set.v[0].classif[0]].version];
            size_t kept = 0;
            uint16_t out = 0;
            for (uint16_t code = v->first; code < v->first + v->n && !out; code++)
                if (ref->codes[code].role == CODE_PART && !ref->codes[code].has_parts &&
                    ref->codes[code].parent == v->total)
                    out = code;
            CHECK(out);
            for (size_t i = 0; i < set.n; i++)
                if (set.v[i].classif[0] != out &&
                    ref->codes[set.v[i].classif[0]].role != CODE_REST)
                    set.v[kept++] = set.v[i];
            set.n = kept;
            CHECK_INT(findings_of(&set, SEV_ERROR), 0);
            obs_set_release(&set);
        }
}

TEST(check_one_planted_change_is_found)
{
    struct chance c = {79};
    unsigned planted = 0;
    for (int round = 0; round < 40; round++)
        for (size_t shape = 0; shape < ARRAY_LEN(shapes); shape++) {
            struct obs_set set;
            unsigned decimals = chance_below(&c, 4);
            obs_set_init(&set);
            table_of_chance(&set, &c, shape, decimals, 1);
            struct obs *o = &set.v[chance_below(&c, (unsigned)set.n)];
            /* beyond what the roundings of the longest list could explain, up or down */
            double change = (double)(20 + chance_below(&c, 1000)) * pow(10, -(double)decimals);
            if (chance_below(&c, 2) && o->value > change)
                change = -change;
            o->value += change;
            planted++;
            if (findings_of(&set, SEV_ERROR) == 0)
                test_fail(__FILE__, __LINE__, "%s: a change of %g in %s %s %s is not found",
                          shapes[shape].indicator, change,
                          fixture_ref()->codes[o->sex].code.p,
                          fixture_ref()->codes[o->classif[0]].code.p,
                          fixture_ref()->codes[o->classif[1]].code.p);
            obs_set_release(&set);
        }
    CHECK(planted >= 300);
}
