/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/others.h"

#include "base/buf.h"
#include "base/num.h"
#include "model/block.h"

#include <math.h>

enum { OLD = 0 }; /* the row of what was there before; files have theirs from 1 */

void others_begin(struct others_import *im, struct store *st, const struct ref *ref, int64_t ref_version)
{
    im->store = st;
    im->ref = ref;
    im->stored = (struct collected){.ref_version = ref_version};
    im->before = (struct collected){0};
    im->stat = (struct others_stat){0};
    im->nfiles = 0;
    obs_set_init(&im->set);
    arena_init(&im->arena, (size_t)1 << 30);
}

void others_end(struct others_import *im)
{
    obs_set_release(&im->set);
    arena_release(&im->arena);
}

void others_take(struct others_import *im, const struct obs_set *set)
{
    size_t from = im->set.n, kept = from;
    im->nfiles++;
    obs_set_append(&im->set, set);
    for (size_t i = from; i < im->set.n; i++) {
        struct obs *o = &im->set.v[i];
        if (o->set_aside) {
            im->stat.unusable++;
            continue;
        }
        o->row = im->nfiles;
        im->set.v[kept++] = *o;
    }
    im->set.n = kept;
}

/* -- what was there before --------------------------------------------------------------------- */

/* What of the import before this one touches. */
struct touched {
    size_t blocks, figures;
};

/* Puts it in front of the new figures. */
static int take_before(struct others_import *im, struct touched *touched, struct err *err)
{
    struct obs_set old;
    struct store_iter *it;
    struct pub_block b;
    size_t width = im->ref->nareas;
    bool *mine = mem_alloc(im->ref->nindicators * width);
    for (size_t i = 0; i < im->set.n; i++)
        mine[im->set.v[i].indicator * width + im->set.v[i].area] = true;
    obs_set_init(&old);
    int r = im->before.of.id ? store_collection_block_list(im->store, &it, im->before.of.id, err) : 0;
    while (im->before.of.id && r == 0 && (r = store_block_next(it, &b, err)) == 1) {
        uint16_t indicator = ref_indicator_find(im->ref, b.indicator), area = ref_area_find(im->ref, b.area);
        r = 0;
        if (!indicator || !area || !mine[indicator * width + area])
            continue;
        touched->blocks++;
        if ((r = block_unpack(&old, im->ref, b.block, err)) < 0)
            store_iter_close(it);
    }
    for (size_t i = 0; i < old.n; i++)
        old.v[i].row = OLD;
    touched->figures = old.n;
    if (r == 0) {
        obs_set_append(&old, &im->set);
        struct obs_set swap = im->set;
        im->set = old;
        old = swap;
    }
    obs_set_release(&old);
    free(mine);
    return r;
}

/* -- one figure of each cell -------------------------------------------------------------------- */

static bool same_figure(const struct obs *a, const struct obs *b)
{
    return (a->value == b->value || (isnan(a->value) && isnan(b->value))) && a->status == b->status &&
           a->decimals == b->decimals && a->note == b->note;
}

static void count(struct others_import *im, const struct obs *o)
{
    struct others_stat *st = &im->stat;
    if (o->row == OLD)
        return;
    *(isnan(o->value) ? &st->empty : &st->figures) += 1;
    st->first = st->first ? MIN(st->first, o->period) : o->period;
    st->last = MAX(st->last, o->period);
}

/* Of the sorted figures the last of each cell, and none that was added up before. */
static void one_of_each(struct others_import *im)
{
    struct obs_set *set = &im->set;
    size_t kept = 0;
    for (size_t i = 0; i < set->n; i++) {
        const struct obs o = set->v[i];
        if (o.row == OLD && o.status == 'L' && im->sum_sexes && o.sex == im->ref->sex_total)
            continue;
        struct obs *last = kept ? &set->v[kept - 1] : NULL;
        if (!last || !obs_same_key(last, &o)) {
            set->v[kept++] = o;
            continue;
        }
        if (last->row != OLD)
            im->stat.repeated++;
        else if (same_figure(last, &o))
            im->stat.same++;
        else
            im->stat.changed++;
        *last = o;
    }
    set->n = kept;
    for (size_t i = 0; i < kept; i++)
        count(im, &set->v[i]);
}

/* -- both sexes ------------------------------------------------------------------------------------ */

static bool same_cell(const struct obs *a, const struct obs *b)
{
    return a->indicator == b->indicator && a->area == b->area && a->period == b->period &&
           a->classif[0] == b->classif[0] && a->classif[1] == b->classif[1];
}

static double sum_of(double a, double b, unsigned decimals)
{
    char text[NUM_MAX];
    unsigned given;
    double sum = a + b;
    struct str fixed = {text, num_fmt(text, sum, decimals)};
    return decimals == NUM_SHORTEST || num_parse(&sum, &given, fixed) != NUM_OK ? a + b : sum;
}

/* What is said of the parts is said of the sum; their statuses as derived figures say them (analyse/note.c). */
static uint32_t note_of_sum(struct obs_set *set, const struct obs *men, const struct obs *women)
{
    struct str classif, indicator, source;
    char statuses[] = {men->status, women->status}, text[] = "L2:  ";
    size_t n = 3;
    if (statuses[0] > statuses[1])
        statuses[0] = women->status, statuses[1] = men->status;
    for (unsigned i = 0; i < 2; i++)
        if (statuses[i] && statuses[i] != 'R' && statuses[i] != 'L' && (i == 0 || statuses[1] != statuses[0]))
            text[n++] = statuses[i];
    if (n == 3)
        return men->note == women->note ? men->note : 0;
    obs_note_split(&classif, &indicator, &source, men->note == women->note ? set->notes.v[men->note] : STR("\t\t"));
    return obs_set_note(set, (struct str){text, n}, indicator, source);
}

static void add_up(struct others_import *im, size_t men, size_t women)
{
    struct obs_set *set = &im->set;
    struct obs m = set->v[men], w = set->v[women], sum = m;
    if (isnan(m.value) || isnan(w.value))
        return;
    sum.sex = im->ref->sex_total;
    sum.status = 'L';
    sum.decimals = MAX(m.decimals, w.decimals);
    sum.value = sum_of(m.value, w.value, sum.decimals);
    sum.note = note_of_sum(set, &m, &w);
    *obs_set_add(set) = sum;
    im->stat.summed++;
}

static void sum_sexes(struct others_import *im)
{
    const struct ref *ref = im->ref;
    for (size_t i = 0, end, n = im->set.n; i < n; i = end) {
        size_t at[3] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
        for (end = i; end < n && same_cell(&im->set.v[i], &im->set.v[end]); end++) {
            uint16_t sex = im->set.v[end].sex;
            at[sex == ref->sex_total ? 0 : sex == ref->sex_male ? 1 : 2] = end;
        }
        if (!ref->indicators[im->set.v[i].indicator].has_sex || at[0] != SIZE_MAX)
            continue;
        if (at[1] != SIZE_MAX && at[2] != SIZE_MAX)
            add_up(im, at[1], at[2]);
        else
            im->stat.alone++;
    }
}

/* -- storing ---------------------------------------------------------------------------------------- */

/* The next block of the sorted figures, from *at on. */
static int make_block(struct pub_block *out, struct others_import *im, size_t *at, struct block_obs *v, struct err *err)
{
    const struct obs *first = &im->set.v[*at];
    struct buf block = {0}, origin = {0};
    struct block_stat stat;
    char hex[SHA256_HEX];
    size_t n = 0;
    for (; *at < im->set.n; ++*at) {
        const struct obs *o = &im->set.v[*at];
        if (o->indicator != first->indicator || o->area != first->area)
            break;
        v[n++] = (struct block_obs){.obs = *o};
    }
    int r = block_pack(&block, &origin, &stat, im->ref, &im->set, v, n, err);
    if (r == 0 && buf_view(&block).len + 256 > arena_room(&im->arena))
        r = err_set(err, ERR_LIMIT, "the collection is larger than an import may be");
    if (r == 0) {
        struct sha256 hash = sha256_of(buf_view(&block));
        sha256_hex(hex, &hash);
        *out = (struct pub_block){.indicator = im->ref->indicators[first->indicator].code,
                                  .area = im->ref->areas[first->area].code,
                                  .sha256 = arena_str(&im->arena, str_of(hex)),
                                  .block = arena_str(&im->arena, buf_view(&block))};
    }
    buf_release(&block);
    buf_release(&origin);
    return r;
}

static int put(struct others_import *im, const struct pub_block *blocks, size_t n, struct err *err)
{
    int r = store_collection_add(im->store, &im->stored, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        r = store_collection_block_add(im->store, im->stored.of.id, &blocks[i], err);
    if (r == 0 && im->before.of.id)
        r = store_collection_blocks_keep(im->store, im->stored.of.id, im->before.of.id, err);
    return r;
}

int others_store(struct others_import *im, bool anew, struct err *err)
{
    char source[COLLECTION_SOURCE];
    struct touched touched = {0};
    size_t n = 0;
    int r = anew ? 0 : store_collection_find(im->store, &im->arena, &im->before, im->of.code, im->of.vintage, err);
    if (r >= 0)
        r = take_before(im, &touched, err);
    im->stored.added_to = im->before.of.id;
    if (r < 0)
        return r;
    uint32_t own = strset_put(&im->set.sources, (struct str){source, collection_source(source, &im->of)});
    for (size_t i = 0; i < im->set.n; i++)
        im->set.v[i].source = own;
    obs_set_sort(&im->set);
    one_of_each(im);
    if (im->sum_sexes) {
        sum_sexes(im);
        obs_set_sort(&im->set);
    }
    struct block_obs *v = mem_grow(NULL, sizeof *v * (im->set.n + 1));
    size_t most = MIN(im->set.n, (size_t)im->ref->nindicators * im->ref->nareas);
    struct pub_block *blocks = mem_alloc(sizeof *blocks * (most + 1));
    for (size_t at = 0; r == 0 && at < im->set.n; n++)
        r = make_block(&blocks[n], im, &at, v, err);
    im->stored.of = im->of;
    im->stored.nblocks = im->before.nblocks + (int64_t)n - (int64_t)touched.blocks;
    im->stored.of.nobs = im->before.of.nobs + (int64_t)im->set.n - (int64_t)touched.figures;
    if (r == 0)
        r = put(im, blocks, n, err);
    free(blocks);
    free(v);
    return r;
}
