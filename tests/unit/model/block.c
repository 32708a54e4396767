/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/block.h"

#include "base/num.h"
#include "model/fixture.h"
#include "model/pack.h"
#include "model/period.h"
#include "test.h"

#include <math.h>

/* A table as a country would fill it, with everything that a cell can carry. */
static void one_table(struct obs_set *set)
{
    static const char table[] = "MST_TEMP_SEX_AGE_CCT_NB THA BA:741 2014";
    obs_set_init(set);
    fixture_put(set, table, "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL 933.89");
    fixture_put(set, table, "SEX_F AGE_AGGREGATE_TOTAL CCT_CIT_TOTAL - C");
    fixture_put(set, table, "SEX_M AGE_AGGREGATE_Y15-24 CCT_CIT_NONCIT -0.5 E")->note =
        obs_set_note(set, STR("C2:1"), STR(""), STR("R1:3513"));
    fixture_put(set, table, "SEX_M AGE_AGGREGATE_Y15-24 CCT_CIT_NONCIT 1e300")->set_aside = 1;
    struct obs *o = fixture_put(set, table, "SEX_T AGE_AGGREGATE_TOTAL CCT_CIT_X 12.000");
    o->sheet = 3;
    o->column = 65535;
    o->row = UINT32_MAX;
    fixture_put(set, table, "AGE_AGGREGATE_TOTAL 7"); /* without sex and second classification */
}

static struct buf packed_table(const struct obs_set *set)
{
    struct buf b = {0};
    table_pack(&b, fixture_ref(), set, 0, set->n);
    return b;
}

TEST(table_pack_and_unpack)
{
    const struct ref *ref = fixture_ref();
    struct obs_set set, back;
    struct err err;
    one_table(&set);
    obs_set_init(&back);
    strset_put(&back.sources, STR("AA:1")); /* numbers of sources and notes may differ */
    obs_set_note(&back, STR("x"), STR("y"), STR("z"));
    struct buf b = packed_table(&set);
    if (table_unpack(&back, ref, buf_view(&b), &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    CHECK_INT(back.n, set.n);
    for (size_t i = 0; i < set.n; i++) {
        const struct obs *x = &set.v[i], *y = &back.v[i];
        CHECK_INT(y->indicator, x->indicator);
        CHECK_INT(y->area, x->area);
        CHECK_INT(y->sex, x->sex);
        CHECK_INT(y->classif[0], x->classif[0]);
        CHECK_INT(y->classif[1], x->classif[1]);
        CHECK_INT(y->period, x->period);
        CHECK_INT(y->status, x->status);
        CHECK_INT(y->decimals, x->decimals);
        CHECK_INT(y->set_aside, x->set_aside);
        CHECK_INT(y->sheet, x->sheet);
        CHECK_INT(y->column, x->column);
        CHECK_INT(y->row, x->row);
        CHECK(memcmp(&y->value, &x->value, sizeof x->value) == 0);
        CHECK(str_eq(back.sources.v[y->source], set.sources.v[x->source]));
        CHECK(x->note ? str_eq(back.notes.v[y->note], set.notes.v[x->note]) : y->note == 0);
    }
    buf_release(&b);
    obs_set_release(&set);
    obs_set_release(&back);
}

TEST(table_pack_of_a_large_table)
{
    const struct ref *ref = fixture_ref();
    struct obs_set set, back;
    struct err err;
    obs_set_init(&set);
    obs_set_init(&back);
    const struct version *v = &ref->versions[ref_version_find(ref, STR("CCT_CTZ"))];
    for (unsigned i = 0; i < 700; i++) {
        struct obs *o = fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T 1");
        o->classif[0] = (uint16_t)(v->first + i % v->n);
        o->value = i;
    }
    struct buf b = packed_table(&set);
    CHECK_INT(table_unpack(&back, ref, buf_view(&b), &err), 0);
    CHECK_INT(back.n, 700);
    for (unsigned i = 0; i < 700; i++)
        CHECK(back.v[i].classif[0] == set.v[i].classif[0] && back.v[i].value == i);
    buf_release(&b);
    obs_set_release(&set);
    obs_set_release(&back);
}

/* A hostile file: one cell, again and again, each time with another note. */
TEST(table_pack_with_more_notes_than_numbers)
{
    enum { N = 70000 };
    struct obs_set set, back;
    struct err err;
    obs_set_init(&set);
    obs_set_init(&back);
    for (size_t i = 0; i < N; i++) {
        struct buf note = {0};
        buf_fmt(&note, "C11:%zu", i);
        struct obs *o = obs_set_add(&set);
        if (i == 0)
            set.n = 0, o = fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T 1");
        else
            *o = set.v[0];
        o->classif[0] = fixture_code(i < N - 1 ? "CCT_CTZ_TOTAL" : "CCT_CTZ_X");
        o->set_aside = i > 0 && i < N - 1;
        o->row = (uint32_t)i + 2;
        o->note = obs_set_note(&set, buf_view(&note), STR(""), STR(""));
        buf_release(&note);
    }
    struct buf b = packed_table(&set);
    if (table_unpack(&back, fixture_ref(), buf_view(&b), &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    CHECK_INT(back.n, N);
    for (size_t i = 0; i < N; i++) {
        CHECK_INT(back.v[i].classif[0], set.v[i].classif[0]);
        CHECK_INT(back.v[i].row, i + 2);
        struct str note = back.notes.v[back.v[i].note];
        CHECK(back.v[i].note == 0 || str_eq(note, set.notes.v[set.v[i].note]));
        CHECK(back.v[i].note || (i > 60000 && back.v[i].set_aside)); /* a figure keeps its own */
    }
    buf_release(&b);
    obs_set_release(&set);
    obs_set_release(&back);
}

/* Bytes in memory of their own, so that the sanitizer sees a look past the end. */
static int unpack_exactly(struct str bytes, struct err *err)
{
    struct obs_set back;
    char *exact = malloc(bytes.len ? bytes.len : 1);
    memcpy(exact, bytes.p, bytes.len);
    obs_set_init(&back);
    int r = table_unpack(&back, fixture_ref(), (struct str){exact, bytes.len}, err);
    obs_set_release(&back);
    free(exact);
    return r;
}

TEST(table_unpack_of_damaged_bytes)
{
    struct obs_set set;
    struct err err = {0};
    one_table(&set);
    struct buf b = packed_table(&set);
    for (size_t n = 0; n < b.len; n++)
        CHECK_INT(unpack_exactly(str_sub(buf_view(&b), 0, n), &err), -ERR_INPUT);
    for (size_t i = 0; i < b.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            b.p[i] ^= (char)(1 << bit);
            int r = unpack_exactly(buf_view(&b), &err);
            CHECK(r == 0 || (r == -ERR_INPUT && err.text[0]));
            b.p[i] ^= (char)(1 << bit);
        }
    CHECK_INT(unpack_exactly(STR("ILMSB\1"), &err), -ERR_INPUT);
    CHECK_INT(unpack_exactly(STR("ILMST\2aaaaaaaaaaaaaaaa"), &err), -ERR_INPUT);
    CHECK_INT(unpack_exactly(STR(""), &err), -ERR_INPUT);
    buf_release(&b);
    obs_set_release(&set);
}

struct packed_block {
    struct obs_set set;
    struct block_obs *v;
    struct buf block, origin;
    struct block_stat stat;
};

/* Some forty series of one indicator and area, quarters and months among them. */
static void block_make(struct packed_block *p, uint64_t seed)
{
    struct chance c = {seed};
    struct err err;
    size_t n = 0;
    *p = (struct packed_block){0};
    obs_set_init(&p->set);
    fixture_random(&p->set, &c, 60);
    uint16_t indicator = p->set.v[0].indicator, area = p->set.v[0].area;
    p->v = mem_alloc(sizeof *p->v * p->set.n);
    for (size_t i = 0; i < p->set.n; i++)
        if (p->set.v[i].indicator == indicator && p->set.v[i].area == area)
            p->v[n++] = (struct block_obs){p->set.v[i], (uint32_t)(1000 + i), (uint32_t)i};
    CHECK_INT(block_pack(&p->block, &p->origin, &p->stat, fixture_ref(), &p->set, p->v, n, &err),
              0);
    CHECK_INT(p->stat.nobs, n);
}

static void block_release(struct packed_block *p)
{
    buf_release(&p->block);
    buf_release(&p->origin);
    obs_set_release(&p->set);
    free(p->v);
}

TEST(block_pack_and_open)
{
    const struct ref *ref = fixture_ref();
    for (uint64_t seed = 1; seed < 30; seed++) {
        struct packed_block p;
        struct arena arena;
        struct block_view v;
        struct err err;
        block_make(&p, seed);
        arena_init(&arena, 16 << 20);
        CHECK_INT(block_open(&v, &arena, buf_view(&p.block), &err), 0);
        CHECK_INT(v.nobs, p.stat.nobs);
        CHECK_INT(v.nseries, p.stat.nseries);
        CHECK(str_eq(v.indicator, ref->indicators[p.v->obs.indicator].code));
        CHECK(str_eq(v.area, ref->areas[p.v->obs.area].code));
        uint32_t i = 0;
        uint16_t first = UINT16_MAX, last = 0;
        for (uint32_t s = 0; s < v.nseries; s++) {
            CHECK(v.count[s] > 0);
            for (uint32_t k = 0; k < v.count[s]; k++, i++) {
                const struct obs *o = &p.v[i].obs; /* sorted by block_pack */
                uint32_t table, cell;
                CHECK(str_eq(v.dict[v.sex[s]], ref->codes[o->sex].code));
                CHECK(str_eq(v.dict[v.classif[0][s]], ref->codes[o->classif[0]].code));
                CHECK(str_eq(v.dict[v.classif[1][s]], ref->codes[o->classif[1]].code));
                CHECK_INT(v.freq[s], period_freq(o->period));
                CHECK_INT(v.period[i], o->period);
                CHECK(k == 0 || v.period[i - 1] < v.period[i]);
                CHECK(str_eq(v.dict[v.source[i]], p.set.sources.v[o->source]));
                CHECK(o->note ? str_eq(v.dict[v.note[i]], p.set.notes.v[o->note]) : v.note[i] == 0);
                CHECK_INT(v.status[i], o->status);
                CHECK_INT(v.decimals[i], o->decimals);
                CHECK(memcmp(&v.value[i], &o->value, sizeof o->value) == 0);
                CHECK_INT(origin_get(&table, &cell, buf_view(&p.origin), i, &err), 0);
                CHECK(table == p.v[i].table && cell == p.v[i].cell);
                first = MIN(first, o->period);
                last = MAX(last, o->period);
            }
        }
        CHECK_INT(i, v.nobs);
        CHECK(p.stat.first == first && p.stat.last == last);
        uint32_t table, cell;
        CHECK_INT(origin_get(&table, &cell, buf_view(&p.origin), v.nobs, &err), -ERR_INPUT);
        arena_release(&arena);
        block_release(&p);
    }
}

/* As those who look for sources alone see it. */
static int sources_exactly(struct str bytes, const struct packed_block *p, struct err *err)
{
    /* a copy of exactly that length, so that reading one byte more is seen */
    struct str copy = {mem_grow(NULL, bytes.len + 1), bytes.len};
    memcpy((char *)copy.p, bytes.p, bytes.len);
    copy.p = mem_grow((char *)copy.p, bytes.len ? bytes.len : 1);
    struct arena arena;
    struct str *source;
    uint32_t n = 0;
    arena_init(&arena, 16 << 20);
    int r = block_sources(&source, &n, &arena, copy, err);
    for (uint32_t i = 0; p && r == 0 && i < p->stat.nobs; i++) {
        unsigned found = 0;
        for (uint32_t k = 0; k < n; k++)
            found += str_eq(source[k], p->set.sources.v[p->v[i].obs.source]);
        CHECK_INT(found, 1);
    }
    for (uint32_t k = 0; p && r == 0 && k < n; k++) {
        bool used = false;
        for (uint32_t i = 0; i < p->stat.nobs; i++)
            used = used || str_eq(source[k], p->set.sources.v[p->v[i].obs.source]);
        CHECK(used); /* codes and notes of the dictionary are none */
    }
    arena_release(&arena);
    free((char *)copy.p);
    return r;
}

TEST(block_sources_are_those_of_its_figures)
{
    struct err err = {0};
    for (uint64_t seed = 1; seed < 30; seed++) {
        struct packed_block p;
        block_make(&p, seed);
        CHECK_INT(sources_exactly(buf_view(&p.block), &p, &err), 0);
        block_release(&p);
    }
}

TEST(block_sources_of_damaged_bytes)
{
    struct packed_block p;
    struct err err = {0};
    block_make(&p, 5);
    struct str whole = buf_view(&p.block);
    for (size_t n = 0; n < whole.len; n += n < 300 ? 1 : 7) {
        int r = sources_exactly(str_sub(whole, 0, n), NULL, &err);
        CHECK(r == 0 ? n > 300 : r == -ERR_INPUT && err.text[0]);
    }
    for (size_t i = 0; i < whole.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            if (i > 400 && (i + (size_t)bit) % 5)
                continue;
            p.block.p[i] ^= (char)(1 << bit);
            int r = sources_exactly(whole, NULL, &err);
            CHECK(r == 0 || (r == -ERR_INPUT && err.text[0]));
            p.block.p[i] ^= (char)(1 << bit);
        }
    block_release(&p);
}

/* The bytes are the name of the content: the order in which it came does not matter. */
TEST(block_pack_is_the_same_in_any_order)
{
    struct packed_block p;
    struct chance c = {8};
    struct err err;
    block_make(&p, 3);
    for (int round = 0; round < 20; round++) {
        struct buf block = {0}, origin = {0};
        struct block_stat stat;
        for (uint32_t i = p.stat.nobs - 1; i > 0; i--) {
            unsigned k = chance_below(&c, i + 1);
            struct block_obs swap = p.v[i];
            p.v[i] = p.v[k];
            p.v[k] = swap;
        }
        block_pack(&block, &origin, &stat, fixture_ref(), &p.set, p.v, p.stat.nobs, &err);
        CHECK(str_eq(buf_view(&block), buf_view(&p.block)));
        CHECK(str_eq(buf_view(&origin), buf_view(&p.origin)));
        buf_release(&block);
        buf_release(&origin);
    }
    block_release(&p);
}

/* Opens, and uses all of it as a release does. */
static int open_exactly(struct str bytes, struct err *err)
{
    char *exact = malloc(bytes.len ? bytes.len : 1);
    memcpy(exact, bytes.p, bytes.len);
    struct cube_builder *b = cube_builder_new(fixture_ref());
    int r = cube_builder_add(b, (struct str){exact, bytes.len}, err);
    free(exact);
    struct cube *cube = r == 0 ? cube_builder_finish(b) : NULL;
    if (r < 0)
        cube_builder_free(b);
    uint64_t sum = 0;
    for (uint32_t f = 0; cube && f < cube->nflows; f++) {
        CHECK(cube->flows[f].n > 0);
        sum += cube->flows[f].period_first;
    }
    for (uint32_t s = 0; cube && s < cube->nseries; s++) {
        CHECK(cube->start[s] < cube->start[s + 1]);
        sum += cube->sex[s] + cube->classif[0][s];
        for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++) {
            char text[PERIOD_TEXT];
            struct str period = {text, period_fmt_sdmx(text, cube->period[i])};
            CHECK(i == cube->start[s] || cube->period[i - 1] < cube->period[i]);
            CHECK(period_parse(period) == cube->period[i]);
            CHECK_INT(period_freq(cube->period[i]), cube->freq[s]);
            sum += cube->notes[cube->note[i]].len + cube->sources[cube->source[i]].len +
                   period_last_day(cube->period[i]);
        }
    }
    CHECK(r < 0 || sum > 0);
    cube_free(cube);
    return r;
}

TEST(block_open_of_damaged_bytes)
{
    struct packed_block p;
    struct err err = {0};
    block_make(&p, 5);
    struct str whole = buf_view(&p.block);
    CHECK_INT(open_exactly(whole, &err), 0);
    for (size_t n = 0; n < whole.len; n += n < 300 ? 1 : 7)
        CHECK_INT(open_exactly(str_sub(whole, 0, n), &err), -ERR_INPUT);
    for (size_t i = 0; i < whole.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            if (i > 400 && (i + (size_t)bit) % 5)
                continue;
            p.block.p[i] ^= (char)(1 << bit);
            int r = open_exactly(whole, &err);
            CHECK(r == 0 || (r == -ERR_INPUT && err.text[0]));
            p.block.p[i] ^= (char)(1 << bit);
        }
    block_release(&p);
}

/* Bytes whose counts agree with each other but not with the invariants of a cube. */
static int open_made_up(uint32_t nseries, const uint32_t *count, uint32_t nobs,
                        const uint16_t *period, char freq)
{
    struct buf b = {0};
    struct err err;
    uint16_t zero[8] = {0};
    uint8_t freqs[8], none[8] = {0};
    double value[8] = {0};
    memset(freqs, freq, sizeof freqs);
    buf_put(&b, "ILMSB\1", 6);
    pack_u32(&b, nseries);
    pack_u32(&b, nobs);
    pack_text(&b, STR("MST_NCTE_SEX_CCT_NB"));
    pack_text(&b, STR("THA"));
    pack_u32(&b, 1);
    pack_text(&b, STR(""));
    for (int i = 0; i < 3; i++)
        pack_column(&b, zero, nseries, 2);
    pack_column(&b, freqs, nseries, 1);
    pack_column(&b, count, nseries, 4);
    pack_column(&b, period, nobs, 2);
    pack_column(&b, zero, nobs, 2);
    pack_column(&b, zero, nobs, 2);
    pack_column(&b, none, nobs, 1);
    pack_column(&b, none, nobs, 1);
    pack_column(&b, value, nobs, 8);
    int r = open_exactly(buf_view(&b), &err);
    buf_release(&b);
    return r;
}

TEST(block_open_refuses_what_no_cube_can_be)
{
    uint16_t y = period_make(2014, 0), q = period_make(2014, 17);
    uint16_t rising[] = {y, (uint16_t)(y + 64)}, falling[] = {(uint16_t)(y + 64), y};
    uint16_t twice[] = {y, y}, mixed[] = {y, q}, senseless[] = {y, (uint16_t)(y + 64 + 9)};
    uint16_t late[] = {y, (uint16_t)(y + 64 + 60)}, none[] = {0, y};
    uint32_t both[] = {2}, empty_first[] = {0, 2}, empty_last[] = {2, 0};
    CHECK_INT(open_made_up(1, both, 2, rising, 'A'), 0);
    CHECK_INT(open_made_up(2, empty_first, 2, rising, 'A'), -ERR_INPUT);
    CHECK_INT(open_made_up(2, empty_last, 2, rising, 'A'), -ERR_INPUT);
    CHECK_INT(open_made_up(0, both, 0, rising, 'A'), -ERR_INPUT);
    CHECK_INT(open_made_up(1, both, 2, falling, 'A'), -ERR_INPUT);
    CHECK_INT(open_made_up(1, both, 2, twice, 'A'), -ERR_INPUT);
    CHECK_INT(open_made_up(1, both, 2, mixed, 'A'), -ERR_INPUT);
    CHECK_INT(open_made_up(1, both, 2, rising, 'Q'), -ERR_INPUT);
    CHECK_INT(open_made_up(1, both, 2, rising, 'X'), -ERR_INPUT);
    CHECK_INT(open_made_up(1, both, 2, senseless, 'Q'), -ERR_INPUT);
    CHECK_INT(open_made_up(1, both, 2, late, 'M'), -ERR_INPUT);
    CHECK_INT(open_made_up(1, both, 2, none, 'A'), -ERR_INPUT);
}

TEST(origin_of_damaged_bytes)
{
    struct packed_block p;
    struct err err = {0};
    uint32_t table, cell;
    block_make(&p, 6);
    for (size_t n = 0; n < p.origin.len; n++)
        CHECK_INT(origin_get(&table, &cell, str_sub(buf_view(&p.origin), 0, n), 0, &err),
                  -ERR_INPUT);
    for (size_t i = 0; i < p.origin.len; i++) {
        p.origin.p[i] ^= 0x55;
        int r = origin_get(&table, &cell, buf_view(&p.origin), 0, &err);
        CHECK(r == 0 || r == -ERR_INPUT);
        p.origin.p[i] ^= 0x55;
    }
    block_release(&p);
}

TEST(block_pack_says_when_there_are_too_many_texts)
{
    struct obs_set set;
    struct err err;
    struct block_stat stat;
    struct buf block = {0}, origin = {0};
    enum { N = 66000 };
    struct block_obs *v = mem_alloc(sizeof *v * N);
    obs_set_init(&set);
    struct obs o = *fixture_put(&set, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T 1");
    for (size_t i = 0; i < N; i++) {
        struct buf note = {0};
        buf_fmt(&note, "C11:%zu", i);
        v[i].obs = o;
        v[i].obs.period = period_make(1900 + (int)(i % 1000), 0);
        v[i].obs.classif[0] = (uint16_t)(fixture_code("CCT_CTZ_TOTAL") + i / 1000);
        v[i].obs.note = obs_set_note(&set, buf_view(&note), STR(""), STR(""));
        buf_release(&note);
    }
    CHECK_INT(block_pack(&block, &origin, &stat, fixture_ref(), &set, v, N, &err), -ERR_LIMIT);
    CHECK(strstr(err.text, "MST_NCTE_SEX_CCT_NB") && strstr(err.text, "THA"));
    buf_release(&block);
    buf_release(&origin);
    obs_set_release(&set);
    free(v);
}

TEST(pack_columns_of_every_width)
{
    struct chance c = {12};
    for (size_t width = 1; width <= 8; width *= 2)
        for (size_t n = 0; n < 40; n++)
            for (int constant = 0; constant < 2; constant++) {
                unsigned char v[40 * 8];
                for (size_t i = 0; i < n * width; i++)
                    v[i] = constant && i >= width ? v[i - width] : (unsigned char)chance_next(&c);
                struct buf b = {0};
                struct arena arena;
                pack_column(&b, v, n, width);
                pack_u32(&b, 77);
                CHECK(!constant || n < 2 || b.len == 1 + width + 4);
                struct unpack u = {b.p, b.p + b.len, false};
                arena_init(&arena, 1 << 16);
                const void *back = unpack_column(&u, &arena, n, width);
                CHECK(!u.broken && (n == 0 || memcmp(back, v, n * width) == 0));
                CHECK((uintptr_t)back % width == 0);
                CHECK_INT(unpack_u32(&u), 77);
                CHECK_INT(unpack_u32(&u), 0); /* past the end */
                CHECK(u.broken);
                arena_release(&arena);
                buf_release(&b);
            }
    struct arena small;
    arena_init(&small, 1 << 15);
    char claim[] = "\1xxxxxxxx";
    struct unpack u = {claim, claim + 9, false};
    unpack_column(&u, &small, (size_t)1 << 40, 8); /* constant: any count could be claimed */
    CHECK(u.broken);
    arena_release(&small);
}
