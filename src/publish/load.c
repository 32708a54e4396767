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

/* -- sources -------------------------------------------------------------------------------------- */

/* By area and source of the cube: are there figures? */
static bool *pairs_with_figures(const struct cube *c)
{
    bool *has = mem_alloc((size_t)c->ref->nareas * c->nsources + 1);
    for (uint32_t s = 0; s < c->nseries; s++) {
        bool *of = has + (size_t)c->area[s] * c->nsources;
        for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++)
            of[c->source[i]] = true;
    }
    return has;
}

static bool has_figures(const bool *pairs, const struct cube *c, const struct pub_source *row)
{
    uint16_t area = ref_area_find(c->ref, row->area);
    for (uint32_t s = 0; area && s < c->nsources; s++)
        if (str_eq(c->sources[s], row->source))
            return pairs[(size_t)area * c->nsources + s];
    return false;
}

/* The source that a row is of: rows of one come one after the other. */
static struct catalogue_source *source_of(struct loaded *l, size_t *size, const struct pub_source *row)
{
    struct catalogue_source *last = l->nsources ? &l->sources[l->nsources - 1] : NULL;
    if (last && str_eq(last->area, row->area) && str_eq(last->source, row->source))
        return last;
    if (l->nsources == *size) {
        struct catalogue_source *old = l->sources;
        l->sources = arena_array(&l->arena, struct catalogue_source, *size = MAX(*size * 2, (size_t)32));
        if (old)
            memcpy(l->sources, old, sizeof *old * l->nsources);
    }
    last = &l->sources[l->nsources++];
    *last = (struct catalogue_source){.area = arena_str(&l->arena, row->area),
                                      .source = arena_str(&l->arena, row->source)};
    return last;
}

/* Whatever the base says may be shown, it is shown of sources alone that have figures in what was
 * loaded: so nothing is said of one whose figures are limited, withheld or not public yet. */
static int load_sources(struct loaded *l, struct store *st, struct err *err)
{
    struct store_iter *it;
    struct pub_source row;
    bool *pairs = NULL;
    size_t size = 0;
    int r = store_pub_source_list(st, &it, l->release.id, err);
    while (r == 0 && (r = store_pub_source_next(it, &row, err)) == 1) {
        int field = catalogue_find(row.field);
        r = 0;
        if (!pairs)
            pairs = pairs_with_figures(l->cube);
        if (field < 0 || catalogue[field].personal || !has_figures(pairs, l->cube, &row))
            continue;
        if (arena_room(&l->arena) < row.content.len + (2 * size + 64) * sizeof *l->sources) {
            store_iter_close(it);
            r = err_set(err, ERR_LIMIT, "release %lld says more of its sources than fits into memory",
                        (long long)l->release.id);
            break;
        }
        source_of(l, &size, &row)->content[field] = arena_str(&l->arena, row.content);
    }
    free(pairs);
    return r;
}

/* -- releases ------------------------------------------------------------------------------------- */

int release_load(struct loaded *l, struct store *st, struct str name, struct str now,
                 struct str only, struct err *err)
{
    return release_load_beside(l, NULL, st, name, now, only, err);
}

/* What is seen of the release that was found, in the codes of l->ref. */
static int load_rest(struct loaded *l, struct store *st, struct str only, struct err *err)
{
    struct store_iter *it = NULL;
    struct release_view view = {0};
    int r = store_release_view(st, &l->arena, &view, &l->release, err);
    l->view = view.view;
    l->changes_at = view.changes_at;
    if (r == 0) {
        r = store_block_list(st, &it, l->release.id, false, err);
        r = load_blocks(&l->cube, l, it, r, only, err);
    }
    return r == 0 ? load_sources(l, st, err) : r;
}

int release_load_beside(struct loaded *l, const struct loaded *beside, struct store *st, struct str name,
                        struct str now, struct str only, struct err *err)
{
    *l = (struct loaded){0};
    arena_init(&l->arena, 256 << 20);
    int r = store_release_get(st, &l->arena, &l->release, name, now, err);
    if (r == 0 && beside && beside->release.ref_version == l->release.ref_version) {
        l->ref = beside->ref;
        l->ref_borrowed = true;
    } else if (r == 0) {
        r = ref_load_stored(&l->ref, NULL, st, l->release.ref_version, err);
    }
    if (r == 0)
        r = load_rest(l, st, only, err);
    if (r < 0)
        loaded_release(l);
    return r;
}

int release_load_in(struct loaded *l, struct ref *ref, struct store *st, struct str name, struct str now,
                    struct err *err)
{
    *l = (struct loaded){.ref = ref, .ref_borrowed = true};
    arena_init(&l->arena, 256 << 20);
    int r = store_release_get(st, &l->arena, &l->release, name, now, err);
    if (r == 0)
        r = load_rest(l, st, STR(""), err);
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

int release_load_rounds(struct loaded *l, struct store *st, struct err *err)
{
    return asked_rounds_load(&l->rounds, &l->arena, st, l->ref, l->release.id, err);
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
