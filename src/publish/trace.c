/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/trace.h"

#include "model/block.h"

static bool is_text(const struct block_view *v, uint16_t index, const struct ref *ref, uint16_t code)
{
    return str_eq(v->dict[index], ref->codes[code].code);
}

/* The place of an observation in its block. */
static int place_in(uint32_t *index, const struct block_view *v, const struct cube *c,
                    uint32_t series, uint32_t obs, struct err *err)
{
    for (uint32_t s = 0, at = 0; s < v->nseries; at += v->count[s++]) {
        if (v->freq[s] != (uint8_t)c->freq[series] || !is_text(v, v->sex[s], c->ref, c->sex[series]) ||
            !is_text(v, v->classif[0][s], c->ref, c->classif[0][series]) ||
            !is_text(v, v->classif[1][s], c->ref, c->classif[1][series]))
            continue;
        for (uint32_t i = at; i < at + v->count[s]; i++)
            if (v->period[i] == c->period[obs]) {
                *index = i;
                return 0;
            }
    }
    return err_set(err, ERR_INPUT, "the figure is not in the block that the release names for it");
}

int trace_get(struct trace *out, struct arena *arena, struct store *st, const struct ref *ref,
              const struct cube *cube, const struct cube_flow *flow, uint32_t series, uint32_t obs,
              struct err *err)
{
    struct pub_block b;
    struct block_view v;
    struct obs_set set;
    uint32_t index = 0, table = 0, cell = 0;
    int r = store_block_get(st, arena, &b, cube->release_id, ref->indicators[flow->indicator].code,
                            ref->areas[cube->area[series]].code, err);
    if (r == 0)
        r = block_open(&v, arena, b.block, err);
    if (r == 0)
        r = place_in(&index, &v, cube, series, obs, err);
    if (r == 0)
        r = origin_get(&table, &cell, b.origin, index, err);
    if (r == 0)
        r = store_table_get(st, arena, &out->table, table, err);
    if (r == 0)
        r = store_submission_get(st, arena, &out->submission, out->table.submission, err);
    if (r < 0)
        return r;
    obs_set_init(&set);
    r = table_unpack(&set, ref, out->table.cells, err);
    if (r == 0 && cell >= set.n)
        r = err_set(err, ERR_INPUT, "question table %u has no cell %u", table, cell);
    if (r == 0)
        out->cell = set.v[cell];
    obs_set_release(&set);
    return r;
}

int trace_lineage(struct lineage *out, struct arena *arena, struct store *st, const struct ref *ref,
                  const struct cube *cube, const struct cube_flow *flow, uint32_t series,
                  uint32_t obs, struct err *err)
{
    struct pub_block b;
    struct block_view v;
    uint32_t index = 0;
    int r = store_derived_block_get(st, arena, &b, cube->release_id,
                                    ref->indicators[flow->indicator].code,
                                    ref->areas[cube->area[series]].code, err);
    if (r == 0)
        r = block_open(&v, arena, b.block, err);
    if (r == 0)
        r = place_in(&index, &v, cube, series, obs, err);
    return r == 0 ? lineage_get(out, arena, ref, b.origin, index, err) : r;
}

int trace_cube(struct cube **out, struct store *st, const struct ref *ref,
               const struct release *release, uint16_t indicator, uint16_t area, bool derived,
               struct err *err)
{
    struct pub_block b;
    struct arena arena;
    *out = NULL;
    arena_init(&arena, (size_t)1 << 31);
    int r = (derived ? store_derived_block_get : store_block_get)(
        st, &arena, &b, release->id, ref->indicators[indicator].code, ref->areas[area].code, err);
    if (r == 0) {
        struct cube_builder *builder = cube_builder_new(ref);
        r = cube_builder_add(builder, b.block, err);
        *out = cube_builder_finish(builder);
        (*out)->release_id = release->id;
    }
    arena_release(&arena);
    return r == -ERR_NOTFOUND ? 0 : r;
}
