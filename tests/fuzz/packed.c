/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as a packed table, block, origin and lineage, as a damaged base may hold them. */

#include "fuzz.h"

#include "model/block.h"
#include "model/lineage.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    const struct ref *ref = fuzz_ref();
    struct str text = fuzz_str(bytes, n);
    struct obs_set set;
    struct err err = {0};
    struct block_view view;
    struct arena arena;
    uint32_t table, cell;

    obs_set_init(&set);
    int r = table_unpack(&set, ref, text, &err);
    CLAIM(r == 0 || err.text[0]);
    for (size_t i = 0; i < set.n; i++) {
        const struct obs *o = &set.v[i];
        CLAIM(o->sex < ref->ncodes && o->classif[0] < ref->ncodes && o->classif[1] < ref->ncodes);
        CLAIM(o->note < set.notes.n);
    }
    obs_set_release(&set);

    arena_init(&arena, 256 << 20);
    r = block_open(&view, &arena, text, &err);
    CLAIM(r == 0 || err.text[0]);
    if (r == 0) {
        uint64_t total = 0;
        for (uint32_t i = 0; i < view.nseries; i++) {
            total += view.count[i];
            CLAIM(view.sex[i] < view.ndict && view.classif[0][i] < view.ndict &&
                  view.classif[1][i] < view.ndict);
        }
        CLAIM(total == view.nobs);
        for (uint32_t i = 0; i < view.nobs; i++)
            CLAIM(view.source[i] < view.ndict && view.note[i] < view.ndict &&
                  view.period[i] + view.status[i] + view.decimals[i] >= 0);
    }
    arena_release(&arena);

    for (uint32_t i = 0; i < 4; i++)
        origin_get(&table, &cell, text, i * 1000, &err);

    struct lineage line;
    arena_init(&arena, 256 << 20);
    for (uint32_t i = 0; i < 4; i++)
        if (lineage_get(&line, &arena, ref, text, i * 7, &err) == 0)
            for (uint32_t k = 0; k < line.n; k++)
                CLAIM(line.parents[k].indicator < ref->nindicators &&
                      line.parents[k].sex < ref->ncodes && line.parents[k].period);
    arena_release(&arena);
    return 0;
}
