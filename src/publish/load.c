/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/load.h"

#include "publish/query.h"
#include "store/share.h"

int ref_load_stored(struct ref **out, int64_t *version_found, struct store *st, int64_t version,
                    struct err *err)
{
    struct arena arena;
    struct ref_file *files;
    size_t n;
    int64_t found;
    arena_init(&arena, 256 << 20);
    int r = store_ref_get(st, &arena, version, &files, &n, &found, err);
    if (r == 0)
        r = ref_load(out, files, n, err);
    if (r == 0 && version_found)
        *version_found = found;
    arena_release(&arena);
    return r;
}

/* Reads the blocks of `it`, which is open unless `r` says why not. */
static int load_blocks(struct cube **out, const struct loaded *l, struct store_iter *it, int r,
                       struct str only, struct err *err)
{
    struct cube_builder *b = cube_builder_new(l->ref);
    struct pub_block block;
    while (r == 0 && (r = store_block_next(it, &block, err)) == 1) {
        r = 0;
        if (only.len && !str_eq(block.indicator, only))
            continue;
        if ((r = cube_builder_add(b, block.block, err)) < 0) {
            err_context(err, "release %lld, %.*s of %.*s", (long long)l->release.id,
                        STR_FMT(block.indicator), STR_FMT(block.area));
            store_iter_close(it);
        }
    }
    if (r < 0) {
        cube_builder_free(b);
        return r;
    }
    *out = cube_builder_finish(b);
    (*out)->release_id = l->release.id;
    (*out)->release_name = l->release.name;
    (*out)->released_at = l->release.released_at;
    (*out)->hash = l->release.sha256;
    return 0;
}

int release_load(struct loaded *l, struct store *st, struct str name, struct str now,
                 struct str only, struct err *err)
{
    return release_load_beside(l, NULL, st, name, now, only, err);
}

int release_load_beside(struct loaded *l, const struct loaded *beside, struct store *st, struct str name,
                        struct str now, struct str only, struct err *err)
{
    *l = (struct loaded){0};
    arena_init(&l->arena, 16 << 20);
    int r = store_release_get(st, &l->arena, &l->release, name, now, err);
    if (r == 0 && beside && beside->release.ref_version == l->release.ref_version) {
        l->ref = beside->ref;
        l->ref_borrowed = true;
    } else if (r == 0) {
        r = ref_load_stored(&l->ref, NULL, st, l->release.ref_version, err);
    }
    struct store_iter *it = NULL;
    struct release_view view = {0};
    if (r == 0)
        r = store_release_view(st, &l->arena, &view, &l->release, err);
    l->view = view.view;
    l->changes_at = view.changes_at;
    if (r == 0) {
        r = store_block_list(st, &it, l->release.id, false, err);
        r = load_blocks(&l->cube, l, it, r, only, err);
    }
    if (r < 0)
        loaded_release(l);
    return r;
}

int release_load_derived(struct loaded *l, struct store *st, struct str only, struct err *err)
{
    struct store_iter *it = NULL;
    int r = store_derived_block_list(st, &it, l->release.id, only, err);
    return load_blocks(&l->derived, l, it, r, only, err);
}

uint16_t derived_flow(const struct ref *ref, struct str flow)
{
    uint16_t indicator = ref_indicator_find(ref, query_flow_code(flow));
    return indicator && ref->indicators[indicator].generation == GEN_DERIVED ? indicator : 0;
}

const struct cube *loaded_cube(const struct loaded *l, struct str flow)
{
    return l->derived && derived_flow(l->ref, flow) ? l->derived : l->cube;
}

void loaded_release(struct loaded *l)
{
    cube_free(l->cube);
    cube_free(l->derived);
    if (!l->ref_borrowed)
        ref_free(l->ref);
    arena_release(&l->arena);
    *l = (struct loaded){0};
}
