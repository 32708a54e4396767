/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/basis.h"

#include "base/utf8.h"
#include "ops/reader.h"

/* Every table and country of it is read. */
static int log_reads(struct call *c, const struct loaded *l, const char *how, struct err *err)
{
    struct reads reads = {0};
    int r = 0;
    for (uint32_t f = 0; f < l->cube->nflows; f++) {
        const struct cube_flow *flow = &l->cube->flows[f];
        for (uint32_t s = flow->first; r == 0 && s < flow->first + flow->n; s++)
            if (s == flow->first || l->cube->area[s] != l->cube->area[s - 1])
                r = reads_add(&reads, c, &l->release, true, false, l->ref->indicators[flow->indicator].code,
                              l->ref->areas[l->cube->area[s]].code, err);
    }
    if (r == 0)
        r = reads_log(&reads, c, how, err);
    reads_release(&reads);
    return r;
}

static int open_release(struct basis *b, struct call *c, const char *how, struct err *err)
{
    struct str now;
    struct loaded *l = &b->loaded;
    int r = call_visible_at(&now, c, err);
    if (r == 0)
        r = reader_open(c, err);
    if (r == 0)
        r = reader_load(l, c, call_get(c, "release"), now, STR(""), err);
    if (r < 0)
        return r;
    r = release_load_rounds(l, c->store, err);
    if (r == 0)
        r = log_reads(c, l, how, err);
    if (r < 0) {
        loaded_release(l);
        *l = (struct loaded){0};
        return r;
    }
    b->from = (struct gaps_from){.ref = l->ref, .cube = l->cube, .rounds = &l->rounds, .sources = l->sources,
                                 .nsources = l->nsources, .at = l->release.released_at};
    return 0;
}

int accepted_open(struct cube **out, struct call *c, struct err *err)
{
    *out = NULL;
    if (!call_is(c, TO_OFFICE))
        return err_set(err, ERR_DENIED, "what is accepted and not released is for compilers");
    if (call_has(c, "release") || call_has(c, "audience"))
        return err_set(err, ERR_USAGE, "--accepted is of no release; leave out --release and --audience");
    int r = call_ref(c, err);
    if (r == 0)
        r = accepted_of(out, c, STR(""), err);
    if (r == 0 && !*out)
        *out = cube_builder_finish(cube_builder_new(c->ref));
    return r;
}

static int open_accepted(struct basis *b, struct call *c, struct err *err)
{
    struct catalogue_source *sources = NULL;
    size_t nsources = 0;
    int r = accepted_open(&b->accepted, c, err);
    if (r == 0)
        r = catalogue_load(&sources, &nsources, c, STR(""), err);
    if (r == 0)
        r = asked_rounds_load(&b->rounds, &c->arena, c->store, c->ref, 0, err);
    b->from = (struct gaps_from){.ref = c->ref, .cube = b->accepted, .rounds = &b->rounds, .sources = sources,
                                 .nsources = nsources, .at = str_of(c->at)};
    return r;
}

int basis_open(struct basis *out, struct call *c, const char *how, struct err *err)
{
    *out = (struct basis){0};
    return call_has(c, "accepted") ? open_accepted(out, c, err) : open_release(out, c, how, err);
}

void basis_release(struct basis *b)
{
    if (b->loaded.ref)
        loaded_release(&b->loaded);
    cube_free(b->accepted);
}

int basis_area(uint32_t *out, const struct call *c, const struct gaps_made *m, struct err *err)
{
    struct str code = call_get(c, "country");
    *out = UINT32_MAX;
    if (!code.len)
        return 0;
    *out = coverage_area(&m->c, ref_area_find(m->c.ref, code));
    if (*out == UINT32_MAX)
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country of %.*s; it is to be three letters, as THA",
                       utf8_brief(code).text, STR_FMT(m->c.ref->region));
    return 0;
}

int basis_years(int *first, int *last, const struct call *c, const struct gaps_made *m, struct err *err)
{
    int64_t from, to;
    struct str text = call_get(c, "years");
    gaps_years(first, last, &m->c);
    if (!text.len)
        return 0;
    if (!years_parse(&from, &to, text))
        return err_set(err, ERR_USAGE, "--years \"%s\" is to be a year or two, as 2015-2024", utf8_brief(text).text);
    *first = (int)from;
    *last = (int)to;
    return 0;
}
