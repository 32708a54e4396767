/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/form.h"

#include "model/fixture.h"
#include "test.h"

static struct arena arena;

/* Of every table that is asked for, with some slots for countries. */
static void each_form(void (*check)(const struct form *form, unsigned slots))
{
    const struct ref *ref = fixture_ref();
    static const unsigned slots[] = {0, FORM_SLOTS, FORM_SLOTS_MAX};
    uint16_t *asked = mem_alloc(ref->nindicators * sizeof *asked);
    uint32_t n = form_indicators(asked, ref, CRITERION_NONE);
    CHECK_INT(n, 37); /* the questionnaire of 2018 and later */
    for (uint32_t i = 0; i < n; i++)
        for (size_t k = 0; k < ARRAY_LEN(slots); k++) {
            struct form form;
            arena_init(&arena, 64 << 20);
            form_init(&form, &arena, ref, asked[i], slots[k]);
            check(&form, slots[k]);
            arena_release(&arena);
        }
    free(asked);
}

static void check_keys(const struct form *form, unsigned slots)
{
    const struct ref *ref = form->ref;
    const struct indicator *in = &ref->indicators[form->indicator];
    struct strset seen = {0};
    unsigned highest = 0, figures = 0;
    for (uint32_t i = 0; i < form->n; i++) {
        const struct form_row *row = &form->rows[i];
        char key[FORM_KEY];
        if (row->kind == FORM_HEAD) {
            CHECK(i + 1 < form->n); /* something stands below it */
            continue;
        }
        size_t len = form_key_fmt(key, ref, row);
        uint32_t before = seen.n;
        CHECK_INT(strset_put(&seen, (struct str){key, len}), before); /* no key twice */
        CHECK((row->sex != 0) == in->has_sex);
        CHECK((row->classif[1] != 0) == (in->nclass == 2));
        if (row->kind == FORM_SLOT) {
            CHECK(row->slot >= 1 && row->slot <= slots && ref->versions[row->version].countries);
            highest = MAX(highest, row->slot);
        } else {
            CHECK((row->classif[0] != 0) == (in->nclass > 0));
            CHECK(!row->classif[0] || ref->codes[row->classif[0]].role != CODE_EXTRA);
            figures++;
        }
    }
    CHECK(figures > 0);
    CHECK(highest == 0 || highest == slots);
    strset_release(&seen);
}

TEST(form_rows_have_keys_of_their_own) { each_form(check_keys); }

/* A sum is of rows of one dimension lower, the others the same; nothing is its own part. */
static void check_sums(const struct form *form, unsigned slots UNUSED)
{
    const struct ref *ref = form->ref;
    bool persons = str_is(ref->indicators[form->indicator].unit, "PS");
    unsigned sums = 0;
    for (uint32_t i = 0; i < form->n; i++) {
        const struct form_row *a = &form->rows[i];
        for (unsigned along = 0; along < 3; along++) {
            const struct form_sum *sum = &a->sum[along];
            bool rest = false;
            sums += sum->n > 0;
            for (uint32_t k = 0; k < sum->n; k++) {
                const struct form_row *b = &form->rows[sum->rows[k]];
                CHECK(sum->rows[k] != i && b->kind != FORM_HEAD);
                rest = rest || sum->rows[k] == sum->rest;
                CHECK((a->sex == b->sex) == (along != 0));
                CHECK((a->classif[1] == b->classif[1]) == (along != 2));
                CHECK(a->version == b->version);
                if (along == 0)
                    CHECK(a->sex == ref->sex_total && a->classif[0] == b->classif[0]);
                if (along == 1 && b->kind == FORM_FIGURE)
                    CHECK_INT(ref->codes[b->classif[0]].parent, a->classif[0]);
                if (along == 2)
                    CHECK_INT(ref->codes[b->classif[1]].parent, a->classif[1]);
            }
            CHECK(!sum->rest || rest);
            CHECK(!sum->rest || ref->codes[form->rows[sum->rest].classif[along - 1]].role == CODE_REST);
            CHECK(!sum->open || ref->versions[a->version].countries);
        }
    }
    CHECK((sums > 0) == persons); /* means and medians do not add up */
}

TEST(form_sums_run_along_one_dimension) { each_form(check_sums); }

/* Every part of a total stands in its sum: both sexes, all items, all slots. */
static void check_complete(const struct form *form, unsigned slots)
{
    const struct ref *ref = form->ref;
    if (!str_is(ref->indicators[form->indicator].unit, "PS"))
        return;
    for (uint32_t i = 0; i < form->n; i++) {
        const struct form_row *a = &form->rows[i];
        const struct version *v = &ref->versions[a->version];
        if (a->kind == FORM_HEAD)
            continue;
        CHECK_INT(a->sum[0].n, a->sex == ref->sex_total ? 2 : 0);
        if (a->kind == FORM_FIGURE && a->classif[0] == v->total)
            CHECK(v->countries ? a->sum[1].n == slots + 1 && a->sum[1].rest && a->sum[1].open
                               : a->sum[1].n >= 2);
        if (a->kind == FORM_SLOT)
            CHECK_INT(a->sum[1].n, 0);
    }
}

TEST(form_sums_are_complete) { each_form(check_complete); }

TEST(form_begins_with_the_total_and_ends_with_the_rest)
{
    const struct ref *ref = fixture_ref();
    struct form form;
    char key[FORM_KEY];
    arena_init(&arena, 64 << 20);
    form_init(&form, &arena, ref, fixture_indicator("MST_NCTE_SEX_CCT_NB"), 2);
    CHECK_INT(form.n, 15); /* three sexes: a heading, the total, two slots, the rest */
    static const char *const keys[] = {"figure SEX_T CCT_CTZ_TOTAL", "slot 1 SEX_T CCT_CTZ",
                                       "slot 2 SEX_T CCT_CTZ", "figure SEX_T CCT_CTZ_X"};
    CHECK(form.rows[0].kind == FORM_HEAD);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        size_t n = form_key_fmt(key, ref, &form.rows[1 + i]);
        CHECK_STR(((struct str){key, n}), keys[i]);
    }
    CHECK(form.rows[5].kind == FORM_HEAD && form.rows[5].sex == ref->sex_female);
    CHECK(form.rows[10].kind == FORM_HEAD && form.rows[10].sex == ref->sex_male);
    form_init(&form, &arena, ref, fixture_indicator("MST_TEMP_SEX_ECO_CCT_NB"), 0);
    CHECK_INT(form.nversions, 2); /* the aggregate first, the broad sector where it cannot be filled */
    CHECK_STR(ref->versions[form.versions[0]].code, "ECO_AGGREGATE");
    CHECK_STR(ref->versions[form.versions[1]].code, "ECO_SECTOR");
    arena_release(&arena);
}

TEST(form_indicators_are_one_of_a_pair)
{
    const struct ref *ref = fixture_ref();
    uint16_t *asked = mem_alloc(ref->nindicators * sizeof *asked);
    static const enum criterion criteria[] = {CRITERION_BIRTH, CRITERION_CITIZENSHIP};
    for (size_t c = 0; c < ARRAY_LEN(criteria); c++) {
        uint32_t n = form_indicators(asked, ref, criteria[c]);
        CHECK_INT(n, 22);
        for (uint32_t i = 0; i < n; i++) {
            const struct indicator *in = &ref->indicators[asked[i]];
            CHECK_INT(in->sheet, (int)i + 1);
            CHECK(in->criterion == CRITERION_NONE || in->criterion == criteria[c]);
        }
    }
    free(asked);
}
