/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/collections.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "model/block.h"

/* -- the list ------------------------------------------------------------------------------- */

static int keep(struct collections *cs, struct collection *c, struct err *err)
{
    struct str *others[] = {&c->imported_at, &c->who, &c->file_name, &c->sha256};
    struct str *texts[COLLECTION_FIELDS + ARRAY_LEN(others)];
    size_t bytes = 4096;
    for (int f = 0; f < COLLECTION_FIELDS; f++)
        texts[f] = collection_field_of(c, (enum collection_field)f);
    memcpy(texts + COLLECTION_FIELDS, others, sizeof others);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        bytes += texts[i]->len + 32;
    if (bytes > arena_room(&cs->arena))
        return err_set(err, ERR_LIMIT, "there are more collections than may be looked at at once");
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = arena_str(&cs->arena, *texts[i]);
    struct collection *copy = arena_new(&cs->arena, struct collection);
    *copy = *c;
    cs->v = mem_grow(cs->v, sizeof *cs->v * (cs->n + 1));
    cs->v[cs->n++] = copy;
    return 0;
}

enum which { NEWEST = 1, OLDER = 2, ALL = NEWEST | OLDER };

static int list(struct collections *cs, struct store *st, enum which which, struct err *err)
{
    struct store_iter *it;
    struct collected c;
    struct str code = STR("");
    *cs = (struct collections){0};
    arena_init(&cs->arena, 64 << 20);
    int r = store_collection_newest(st, &cs->newest, err);
    if (r == 0)
        r = store_collection_list(st, &it, err);
    while (r == 0 && (r = store_collection_next(it, &c, err)) == 1) {
        bool newest = !str_eq(code, c.of.code); /* by code, the newest vintage first */
        r = 0;
        if (newest)
            code = arena_str(&cs->arena, c.of.code);
        if ((which & (newest ? NEWEST : OLDER)) && (r = keep(cs, &c.of, err)) < 0)
            store_iter_close(it);
    }
    return r;
}

/* -- cubes ------------------------------------------------------------------------------------- */

static void begin_view(struct sha256_state *state, const struct collection *c)
{
    struct collection copy = *c;
    for (int f = 0; f < COLLECTION_FIELDS; f++) {
        sha256_add(state, *collection_field_of(&copy, (enum collection_field)f));
        sha256_add(state, STR("\n"));
    }
}

/* What names its figures: a hash over a line per block, as that of a release is. */
static void add_block(struct sha256_state *figures, const struct pub_block *b)
{
    const struct str pieces[] = {b->indicator, STR("\t"), b->area, STR("\t"), b->sha256, STR("\n")};
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++)
        sha256_add(figures, pieces[i]);
}

static int load_blocks(struct cube_builder *builder, struct sha256_state *figures, struct store *st,
                       const struct collection *c, struct err *err)
{
    struct store_iter *it;
    struct pub_block b;
    int r = store_collection_block_list(st, &it, c->id, err);
    while (r == 0 && (r = store_block_next(it, &b, err)) == 1) {
        add_block(figures, &b);
        if ((r = cube_builder_add(builder, b.block, err)) < 0) {
            err_context(err, "collection %.*s %.*s, %.*s of %.*s", STR_FMT(c->code), STR_FMT(c->vintage),
                        STR_FMT(b.indicator), STR_FMT(b.area));
            store_iter_close(it);
        }
    }
    return r;
}

static int load_cube(struct collections *cs, struct store *st, const struct ref *ref, struct collection *c,
                     struct sha256_state *all, struct err *err)
{
    char hex[SHA256_HEX];
    struct sha256_state *figures = sha256_begin();
    struct cube_builder *builder = cube_builder_new(ref);
    cube_builder_leave(builder, &c->nunknown);
    int r = load_blocks(builder, figures, st, c, err);
    struct sha256 hash = sha256_end(figures);
    sha256_hex(hex, &hash);
    if (r < 0) {
        cube_builder_free(builder);
        return r;
    }
    c->cube = cube_builder_finish(builder);
    c->cube->release_name = str_of(arena_fmt(&cs->arena, "%.*s %.*s", STR_FMT(c->code), STR_FMT(c->vintage)));
    c->cube->released_at = c->imported_at;
    c->cube->collection = c;
    c->cube->hash = arena_str(&cs->arena, str_of(hex));
    begin_view(all, c);
    sha256_add(all, c->cube->hash);
    return 0;
}

static int load_cubes(struct collections *cs, struct store *st, const struct ref *ref, struct err *err)
{
    char hex[SHA256_HEX];
    struct sha256_state *all = sha256_begin();
    int r = 0;
    for (size_t i = 0; r == 0 && i < cs->n; i++)
        r = load_cube(cs, st, ref, cs->v[i], all, err);
    struct sha256 hash = sha256_end(all);
    sha256_hex(hex, &hash);
    if (r == 0 && cs->n)
        cs->view = arena_str(&cs->arena, str_of(hex));
    return r;
}

static int load(struct collections *out, struct store *st, const struct ref *ref, enum which which, struct err *err)
{
    int r = list(out, st, which, err);
    if (r == 0 && ref)
        r = load_cubes(out, st, ref, err);
    if (r < 0)
        collections_release(out);
    return r;
}

int collections_load(struct collections *out, struct store *st, const struct ref *ref, struct err *err)
{
    return load(out, st, ref, NEWEST, err);
}

int collections_load_older(struct collections *out, struct store *st, const struct ref *ref, struct err *err)
{
    return load(out, st, ref, OLDER, err);
}

int collections_list(struct collections *out, struct store *st, struct err *err)
{
    return load(out, st, NULL, ALL, err);
}

/* -- one ------------------------------------------------------------------------------------------ */

const struct collection *collections_find(const struct collections *cs, struct str name)
{
    struct str code, vintage;
    collection_name_split(&code, &vintage, name);
    for (size_t i = 0; i < cs->n; i++)
        if (str_eq(cs->v[i]->code, code) && (!vintage.len || str_eq(cs->v[i]->vintage, vintage)))
            return cs->v[i];
    return NULL;
}

static int none(const struct collections *cs, struct str name, struct err *err)
{
    struct buf there = {0};
    for (size_t i = 0; i < cs->n && there.len < 300; i++)
        buf_fmt(&there, "%s%.*s@%.*s", i ? ", " : "; there are ", STR_FMT(cs->v[i]->code), STR_FMT(cs->v[i]->vintage));
    int r = err_set(err, ERR_NOTFOUND, "there is no collection \"%s\"%s", utf8_brief(name).text,
                    there.len ? there.p : "; ilms source import brings one in");
    buf_release(&there);
    return r;
}

int collections_load_one(struct collections *out, struct store *st, const struct ref *ref, struct str name,
                         struct err *err)
{
    int r = list(out, st, ALL, err);
    if (r == 0) {
        struct collection *found = (struct collection *)collections_find(out, name);
        r = found ? 0 : none(out, name, err);
        if (found) {
            out->v[0] = found;
            out->n = 1;
        }
    }
    if (r == 0 && ref)
        r = load_cubes(out, st, ref, err);
    if (r < 0)
        collections_release(out);
    return r;
}

void collections_release(struct collections *cs)
{
    for (size_t i = 0; i < cs->n; i++)
        cube_free(cs->v[i]->cube);
    free(cs->v);
    arena_release(&cs->arena);
    *cs = (struct collections){0};
}
