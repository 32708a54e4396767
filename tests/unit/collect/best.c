/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/best.h"

#include "collect/desk.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

static const char survey[] = "MST_NCTE_SEX_CCT_NB THA BA:741 2014";
static const char census[] = "MST_NCTE_SEX_CCT_NB THA AA:1700 2014";
static const char register_[] = "MST_NCTE_SEX_CCT_NB THA FB:6664 2014";

/* One figure is left, of that value ("" for none), source and status. */
static void left(struct store *st, const char *value, const char *source, char status)
{
    struct cube *c = desk_cube(st);
    struct buf got = {0};
    CHECK_INT(c->nobs, 1);
    buf_puts(&got, "");
    buf_num(&got, c->value[0], c->decimals[0]);
    CHECK_STR(buf_view(&got), value);
    CHECK_STR(c->sources[c->source[0]], source);
    CHECK_INT(c->status[0], status);
    buf_release(&got);
    cube_free(c);
}

TEST(best_source_wins_whatever_the_order)
{
    static const char *const order[][3] = {
        {survey, census, register_}, {survey, register_, census}, {census, survey, register_},
        {census, register_, survey}, {register_, survey, census}, {register_, census, survey}};
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        struct store *st = desk_open();
        for (size_t k = 0; k < 3; k++)
            desk_cell(st, order[i][k], order[i][k] == survey   ? "SEX_T CCT_CTZ_MMR 1.50"
                                       : order[i][k] == census ? "SEX_T CCT_CTZ_MMR 2.50"
                                                               : "SEX_T CCT_CTZ_MMR 3.50");
        left(st, "1.50", "BA:741", 0);
        base_is_sound(st);
        store_close(st);
    }
}

TEST(best_of_one_source_is_the_last_received)
{
    struct store *st = desk_open();
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.5");
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.4 E");
    left(st, "1.4", "BA:741", 'E');
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 9");
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.3");
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 8");
    left(st, "1.3", "BA:741", 0);
    store_close(st);
}

TEST(best_missing_value_gives_way_to_any_figure)
{
    struct store *st = desk_open();
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR - N");
    left(st, "", "BA:741", 'N'); /* alone it stands, with its status */
    desk_cell(st, register_, "SEX_T CCT_CTZ_MMR 3.5");
    left(st, "3.5", "FB:6664", 0);
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR - C");
    left(st, "3.5", "FB:6664", 0);
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR - C");
    left(st, "3.5", "FB:6664", 0);
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.5");
    left(st, "1.5", "BA:741", 0);
    store_close(st);
}

TEST(best_figure_is_taken_back_by_its_source)
{
    struct store *st = desk_open();
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.5");
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR - N"); /* not the census's to take back */
    left(st, "1.5", "BA:741", 0);
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR -"); /* nothing is said */
    left(st, "1.5", "BA:741", 0);
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR - N");
    left(st, "", "BA:741", 'N');
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR -");
    left(st, "", "BA:741", 'N');
    base_is_sound(st);
    desk_cell(st, register_, "SEX_T CCT_CTZ_MMR 3.5");
    left(st, "3.5", "FB:6664", 0);
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.6"); /* and given again */
    left(st, "1.6", "BA:741", 0);
    desk_cell(st, register_, "SEX_T CCT_CTZ_MMR - C");
    left(st, "1.6", "BA:741", 0);
    base_is_sound(st);
    store_close(st);
}

TEST(best_takes_no_source_last)
{
    struct store *st = desk_open();
    struct obs_set set;
    obs_set_init(&set);
    fixture_put(&set, register_, "SEX_T CCT_CTZ_MMR 7")->source = 0; /* none was named */
    desk_submit(st, &set, STATE_ACCEPTED);
    left(st, "7", "", 0);
    desk_cell(st, register_, "SEX_T CCT_CTZ_MMR 3.5");
    desk_submit(st, &set, STATE_ACCEPTED);
    left(st, "3.5", "FB:6664", 0);
    obs_set_release(&set);
    store_close(st);
}

TEST(best_looks_only_at_what_is_accepted)
{
    struct store *st = desk_open();
    struct obs_set set;
    obs_set_init(&set);
    desk_cell(st, census, "SEX_T CCT_CTZ_MMR 2.5");
    fixture_put(&set, survey, "SEX_T CCT_CTZ_MMR 1.5");
    desk_submit(st, &set, STATE_CLEAN);
    desk_submit(st, &set, STATE_RETURNED);
    left(st, "2.5", "AA:1700", 0);
    desk_cell(st, register_, "SEX_T CCT_CTZ_MMR 3.5"); /* made anew: still not seen */
    left(st, "2.5", "AA:1700", 0);
    obs_set_release(&set);
    store_close(st);
}

TEST(best_leaves_what_is_set_aside)
{
    struct store *st = desk_open();
    struct obs_set set;
    struct err err;
    char hex[SHA256_HEX] = "x";
    obs_set_init(&set);
    fixture_put(&set, survey, "SEX_T CCT_CTZ_MMR 1.5")->set_aside = 1;
    desk_submit(st, &set, STATE_ACCEPTED);
    struct cube *c = desk_cube(st);
    CHECK_INT(c->nobs, 0); /* and no block: nothing is left */
    CHECK_INT(c->nflows, 0);
    cube_free(c);
    CHECK_OK(best_hash(hex, st, fixture_ref(), STR("MST_NCTE_SEX_CCT_NB"), STR("THA"), &err));
    CHECK_STR(str_of(hex), "");
    desk_cell(st, register_, "SEX_T CCT_CTZ_MMR 3.5");
    desk_submit(st, &set, STATE_ACCEPTED);
    left(st, "3.5", "FB:6664", 0);
    obs_set_release(&set);
    store_close(st);
}

TEST(best_takes_out_a_block_when_nothing_is_left)
{
    struct store *st = desk_open();
    struct err err;
    struct wk_block b = {STR("MST_NCTE_SEX_CCT_NB"), STR("LAO"),
                         STR("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
                         STR("b"), STR("o"), 1, 1};
    base_begin(st);
    CHECK_OK(store_wk_put(st, &b, &err));
    CHECK_OK(best_update(st, fixture_ref(), b.indicator, b.area, &err));
    base_commit(st);
    struct cube *c = desk_cube(st);
    CHECK_INT(c->nobs, 0);
    cube_free(c);
    store_close(st);
}

TEST(best_is_renewed_where_an_older_program_chose_otherwise)
{
    struct store *st = desk_open();
    struct err err;
    unsigned renewed;
    desk_cell(st, survey, "SEX_T CCT_CTZ_MMR 1.5");
    desk_cell(st, "MST_NCTE_SEX_CCT_NB LAO BA:1 2014", "SEX_T CCT_CTZ_MMR 2");
    struct wk_block old = {STR("MST_NCTE_SEX_CCT_NB"), STR("THA"),
                           STR("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
                           STR("b"), STR("o"), 1, 1};
    base_begin(st);
    CHECK_OK(store_wk_put(st, &old, &err));
    CHECK_OK(best_renew(&renewed, st, fixture_ref(), &err));
    CHECK_INT(renewed, 1);
    CHECK_OK(best_renew(&renewed, st, fixture_ref(), &err));
    CHECK_INT(renewed, 0);
    base_commit(st);
    struct cube *c = desk_cube(st);
    CHECK_INT(c->nobs, 2);
    cube_free(c);
    base_is_sound(st);
    store_close(st);
}

static void notes_become(const char *classif, const char *indicator, const char *source,
                         const char *want)
{
    struct store *st = desk_open();
    struct obs_set set;
    struct str part[3];
    struct buf got = {0};
    obs_set_init(&set);
    fixture_put(&set, survey, "SEX_T CCT_CTZ_MMR 1.5")->note =
        obs_set_note(&set, str_of(classif), str_of(indicator), str_of(source));
    desk_submit(st, &set, STATE_ACCEPTED);
    struct cube *c = desk_cube(st);
    obs_note_split(&part[0], &part[1], &part[2], c->notes[c->note[0]]);
    buf_fmt(&got, "%.*s|%.*s|%.*s", STR_FMT(part[0]), STR_FMT(part[1]), STR_FMT(part[2]));
    CHECK_STR(buf_view(&got), want);
    /* nor is it anywhere else in what is released */
    struct err err;
    struct store_iter *it;
    struct wk_block b;
    CHECK_OK(store_wk_list(st, &it, &err));
    while (store_wk_next(it, &b, &err) == 1)
        CHECK(!memmem(b.block.p, b.block.len, "Somchai", 7) &&
              !memmem(b.origin.p, b.origin.len, "Somchai", 7));
    buf_release(&got);
    cube_free(c);
    obs_set_release(&set);
    store_close(st);
}

TEST(best_strips_notes_that_are_not_public)
{
    notes_become("", "", "R1:3513_S13:Somchai_T2:85", "||R1:3513_T2:85");
    notes_become("", "", "S13:Somchai", "||");
    notes_become("S13:Somchai", "I11:264_S13:Somchai", "T36:3215", "|I11:264|T36:3215");
    notes_become("C2:1", "I13:a, \"b\"", "S3:5_S4:9", "C2:1|I13:a, \"b\"|S3:5_S4:9");
    notes_become("", "", "S13:Somchai Jaidee: somchai@example.org_R1:1", "||R1:1");
    notes_become("", "", "Somchai_QQ:Somchai", "||"); /* of unknown types nothing is known */
}

/* -- against the plainest way to choose ------------------------------------------------------- */

struct candidate {
    struct obs obs;
    const char *source;
    int64_t submission;
};

static int rank_of(const char *source)
{
    uint16_t type;
    return ref_source_find(fixture_ref(), &type, NULL, str_of(source))
               ? fixture_ref()->source_types[type].rank : 1000000;
}

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    bool na = isnan(a->obs.value), nb = isnan(b->obs.value);
    if (na != nb)
        return nb;
    if (rank_of(a->source) != rank_of(b->source))
        return rank_of(a->source) < rank_of(b->source);
    return a->submission > b->submission;
}

static bool same_place(const struct candidate *a, const struct candidate *b)
{
    const struct obs *x = &a->obs, *y = &b->obs;
    return x->area == y->area && x->period == y->period && x->sex == y->sex &&
           x->classif[0] == y->classif[0];
}

/* Its source said something else of the cell since. */
static bool is_taken_back(const struct candidate *all, size_t n, const struct candidate *one)
{
    for (size_t i = 0; i < n; i++)
        if (!all[i].obs.set_aside && same_place(&all[i], one) &&
            strcmp(all[i].source, one->source) == 0 && all[i].submission > one->submission &&
            (!isnan(all[i].obs.value) || all[i].obs.status))
            return true;
    return false;
}

TEST(best_of_chance_is_the_plain_choice)
{
    static const char *const sources[] = {"BA:741", "BB:1", "AA:1700", "FB:6664", "XX:99009"};
    static const char *const codes[] = {"CCT_CTZ_TOTAL", "CCT_CTZ_MMR", "CCT_CTZ_LAO", "CCT_CTZ_X"};
    struct chance c = {61};
    for (int round = 0; round < 6; round++) {
        struct store *st = desk_open();
        struct candidate all[600];
        size_t n = 0;
        for (int k = 0; k < 25; k++) {
            struct obs_set set;
            const char *source = sources[chance_below(&c, ARRAY_LEN(sources))];
            char table[80];
            obs_set_init(&set);
            size_t before = n;
            snprintf(table, sizeof table, "MST_NCTE_SEX_CCT_NB %s %s %d",
                     chance_below(&c, 2) ? "THA" : "MYS", source, 2014 + (int)chance_below(&c, 2));
            for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
                char cell[60];
                if (chance_below(&c, 3) == 0)
                    continue;
                if (chance_below(&c, 4))
                    snprintf(cell, sizeof cell, "SEX_T %s %u", codes[i], chance_below(&c, 10000));
                else
                    snprintf(cell, sizeof cell, "SEX_T %s -%s", codes[i], chance_below(&c, 2) ? " N" : "");
                struct obs *o = fixture_put(&set, table, cell);
                o->set_aside = chance_below(&c, 8) == 0;
                all[n++] = (struct candidate){*o, source, 0};
            }
            if (set.n) {
                bool accepted = chance_below(&c, 5) != 0;
                int64_t id = desk_submit(st, &set, accepted ? STATE_ACCEPTED : STATE_RETURNED);
                for (size_t i = before; i < n; i++)
                    all[i].submission = id;
                if (!accepted)
                    n = before;
            }
            obs_set_release(&set);
        }
        struct cube *cube = desk_cube(st);
        uint32_t cells = 0;
        for (size_t i = 0; i < n; i++) {
            const struct candidate *best = NULL;
            bool first = !all[i].obs.set_aside;
            for (size_t k = 0; k < n; k++) {
                if (all[k].obs.set_aside || !same_place(&all[i], &all[k]))
                    continue;
                first = first && k >= i;
                if (!is_taken_back(all, n, &all[k]) && (!best || is_better(&all[k], best)))
                    best = &all[k];
            }
            if (!first)
                continue;
            cells++;
            unsigned found = 0;
            for (uint32_t s = 0; s < cube->nseries; s++)
                for (uint32_t o = cube->start[s]; o < cube->start[s + 1]; o++)
                    if (cube->area[s] == best->obs.area &&
                        cube->classif[0][s] == best->obs.classif[0] &&
                        cube->period[o] == best->obs.period) {
                        found++;
                        CHECK(isnan(best->obs.value) ? isnan(cube->value[o])
                                                     : cube->value[o] == best->obs.value);
                        CHECK_STR(cube->sources[cube->source[o]], best->source);
                        CHECK_INT(cube->status[o], best->obs.status);
                    }
            CHECK_INT(found, 1);
        }
        CHECK_INT(cube->nobs, cells);
        cube_free(cube);
        base_is_sound(st);
        store_close(st);
    }
}
