/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A file of figures in another format: read as a submission is, and written as a release is, with no
 * base between. Observations become blocks, the blocks a cube, and every flow of it is written whole.
 * What cannot be read is said, and is not in what is written. */

#include "ops/ops.h"

#include "base/num.h"
#include "base/utf8.h"
#include "io/format.h"
#include "model/block.h"
#include "model/slice.h"

#include <limits.h>
#include <unistd.h>

/* -- which formats ------------------------------------------------------------------------------- */

static int format_named(const struct format **f, struct str name, bool read, struct err *err)
{
    struct buf known = {0};
    *f = format_find(name);
    if (*f && (read ? (*f)->read != NULL : (*f)->next != NULL))
        return 0;
    for (size_t i = 0; i < nformats; i++)
        if (read ? formats[i].read != NULL : formats[i].next != NULL)
            buf_fmt(&known, "%s%s", known.len ? ", " : "", formats[i].name);
    int r = err_set(err, ERR_FORMAT, "\"%s\" is no format that can be %s; there are %s", utf8_brief(name).text,
                    read ? "read" : "written", known.p);
    buf_release(&known);
    return r;
}

/* By --format, else the first of the table that is written with the file's ending. */
static int format_out(const struct format **f, const struct call *c, struct str path, struct err *err)
{
    if (call_has(c, "format"))
        return format_named(f, call_get(c, "format"), false, err);
    for (size_t i = 0; i < nformats; i++)
        if (formats[i].next && str_ends(path, str_of(formats[i].ext))) {
            *f = &formats[i];
            return 0;
        }
    return err_set(err, ERR_USAGE, "%s tells no format by its ending; say which with --format",
                   str_is(path, "-") ? "standard output" : utf8_brief(path).text);
}

/* -- reading ---------------------------------------------------------------------------------------- */

static int read_file(struct checked *k, struct call *c, const char *path, struct err *err)
{
    struct str from = call_get(c, "from");
    if (!from.len)
        return checked_read(k, c->ref, path, call_get(c, "source"), err);
    struct reading rd = {.ref = c->ref, .default_source = call_get(c, "source"), .set = &k->set,
                         .findings = &k->findings, .remarks = &k->remarks};
    int r = format_named(&k->format, from, true, err);
    if (r == 0)
        r = io_content(&rd.bytes, &k->unpacked, buf_view(&k->raw), err);
    if (r == 0)
        r = k->format->read(&rd, err);
    if (r < 0)
        return err_context(err, "%s", path);
    obs_set_sort(&k->set);
    return 0;
}

/* What was found, on standard error where the figures go to standard output. */
static int say_findings(struct checked *k, struct call *c, const char *path, bool aside, struct err *err)
{
    const int fd = c->outfd;
    const size_t *n = k->findings.count;
    finding_list_sort(&k->findings);
    if (aside)
        c->outfd = STDERR_FILENO;
    int r = findings_put(c, k, path, NULL, err);
    if (r == 0 && !c->json && !c->quiet)
        buf_fmt(&c->out, "%s: %s, %s read: %s, %s, %s\n", path, k->format->name,
                num_counted(k->set.cells, "cell").text, num_counted(n[SEV_ERROR], "error").text,
                num_counted(n[SEV_WARNING], "warning").text, num_counted(n[SEV_INFO], "remark").text);
    if (r == 0 && aside)
        r = call_flush(c, true, err);
    c->outfd = fd;
    return r;
}

/* -- from observations to a cube -------------------------------------------------------------------- */

struct gathering {
    const struct ref *ref;
    const struct obs_set *set;
    struct block_obs *v;
    struct cube_builder *builder;
    uint64_t passed_over; /* figures of cells of which there was another */
};

static int rank_of(const struct gathering *g, const struct obs *o)
{
    uint16_t type;
    return ref_source_find(g->ref, &type, NULL, g->set->sources.v[o->source]) ? g->ref->source_types[type].rank
                                                                               : INT_MAX;
}

static int by_cell(const void *a, const void *b, void *ctx)
{
    const struct gathering *g = ctx;
    const struct obs *x = &((const struct block_obs *)a)->obs, *y = &((const struct block_obs *)b)->obs;
    const uint32_t mine[] = {x->period, x->sex, x->classif[0], x->classif[1]};
    const uint32_t other[] = {y->period, y->sex, y->classif[0], y->classif[1]};
    for (size_t i = 0; i < ARRAY_LEN(mine); i++)
        if (mine[i] != other[i])
            return mine[i] < other[i] ? -1 : 1;
    int p = rank_of(g, x), q = rank_of(g, y);
    return p != q ? (p < q ? -1 : 1) : x->row < y->row ? -1 : x->row > y->row;
}

/* Of a cell that several sources or rows give the figure of the best source, and of one source the
 * first: as among what was accepted (collect/best.h), but a repetition in a file is a fault of it. */
static size_t one_of_each(struct gathering *g, size_t n)
{
    size_t kept = 0;
    qsort_r(g->v, n, sizeof *g->v, by_cell, g);
    for (size_t i = 0; i < n; i++) {
        const struct obs *o = &g->v[i].obs, *last = kept ? &g->v[kept - 1].obs : NULL;
        if (last && last->period == o->period && last->sex == o->sex && last->classif[0] == o->classif[0] &&
            last->classif[1] == o->classif[1])
            g->passed_over++;
        else
            g->v[kept++] = g->v[i];
    }
    return kept;
}

/* The observations of one indicator and area from `from` on; *end: behind them. */
static int gather_block(size_t *end, struct gathering *g, size_t from, struct err *err)
{
    const struct obs *first = &g->set->v[from];
    struct buf block = {0}, origin = {0};
    struct block_stat stat;
    size_t n = 0, i = from;
    for (; i < g->set->n; i++) {
        const struct obs *o = &g->set->v[i];
        if (o->indicator != first->indicator || o->area != first->area)
            break;
        if (!o->set_aside)
            g->v[n++] = (struct block_obs){*o, 1, (uint32_t)i};
    }
    *end = i;
    n = one_of_each(g, n);
    int r = n ? block_pack(&block, &origin, &stat, g->ref, g->set, g->v, n, err) : 0;
    if (r == 0 && n)
        r = cube_builder_add(g->builder, buf_view(&block), err);
    buf_release(&block);
    buf_release(&origin);
    return r;
}

static int gather(struct cube **cube, struct gathering *g, struct err *err)
{
    int r = 0;
    g->v = mem_alloc(sizeof *g->v * (g->set->n + 1));
    g->builder = cube_builder_new(g->ref);
    for (size_t i = 0; r == 0 && i < g->set->n;)
        r = gather_block(&i, g, i, err);
    free(g->v);
    if (r < 0)
        cube_builder_free(g->builder);
    else
        *cube = cube_builder_finish(g->builder);
    return r;
}

/* -- writing --------------------------------------------------------------------------------------------- */

static int write_flows(struct call *c, const struct cube *cube, const struct slice *slices, const char *path,
                       const struct format *f, struct err *err)
{
    const bool aside = strcmp(path, "-") == 0;
    struct buf whole = {0}, *out = aside ? &c->out : &whole;
    struct writing w = {.ref = cube->ref, .slices = slices, .nslices = cube->nflows, .prepared = str_of(c->at),
                        .labels = call_has(c, "labels") ? LABELS_BOTH : LABELS_ID,
                        .language = call_get(c, "language")};
    writing_begin(&w, f);
    int r = 0;
    for (bool more = true; more && r == 0;) {
        more = writing_next(&w, out);
        if (aside)
            r = call_flush(c, false, err);
    }
    writing_end(&w);
    if (r == 0 && aside && strcmp(f->ext, ".json") == 0) /* documents without an end of line of their own */
        buf_char(out, '\n');
    if (r == 0 && !aside)
        r = call_write_file(c, path, buf_view(&whole), err);
    buf_release(&whole);
    return r;
}

static int write_cube(struct call *c, const struct cube *cube, const char *path, const struct format *f,
                      struct err *err)
{
    struct slice *s = arena_array(&c->arena, struct slice, cube->nflows + 1);
    if (format_one_flow(f) && cube->nflows > 1)
        return err_set(err, ERR_FORMAT, "%s holds one dataflow, and there are %u here", f->name, cube->nflows);
    for (uint32_t i = 0; i < cube->nflows; i++) {
        s[i] = (struct slice){.cube = cube, .flow = &cube->flows[i]};
        for (uint32_t k = s[i].flow->first; k < s[i].flow->first + s[i].flow->n; k++)
            slice_add(&s[i], k, cube->start[k], cube->start[k + 1] - cube->start[k]);
    }
    int r = write_flows(c, cube, s, path, f, err);
    for (uint32_t i = 0; i < cube->nflows; i++)
        slice_release(&s[i]);
    return r;
}

static int convert(struct checked *k, struct call *c, const char *to, const struct format *f, struct err *err)
{
    const bool aside = strcmp(to, "-") == 0;
    const char *in = call_get(c, "in").p;
    struct gathering g = {.ref = c->ref, .set = &k->set};
    struct cube *cube = NULL;
    int r = read_file(k, c, in, err);
    if (r == 0)
        r = say_findings(k, c, in, aside, err);
    if (r == 0)
        r = gather(&cube, &g, err);
    if (r < 0)
        return r;
    if (cube->nobs == 0)
        r = err_set(err, ERR_INPUT, "%s: there is no figure in it that could be written", in);
    else
        r = write_cube(c, cube, to, f, err);
    if (r == 0 && g.passed_over)
        call_remark(c, arena_fmt(&c->arena, "of cells that are given more than once the figure of the best source "
                                 "is written; passed over: %llu", (unsigned long long)g.passed_over));
    if (r == 0 && !aside && !c->json && !c->quiet)
        buf_fmt(&c->out, "%s: %s, %s in %s\n", to, f->name, num_counted(cube->nobs, "observation").text,
                num_counted(cube->nflows, "dataflow").text);
    cube_free(cube);
    return r;
}

int op_convert(struct call *c, struct err *err)
{
    struct checked k;
    const struct format *f = NULL;
    struct str to = call_get(c, "out");
    int r = format_out(&f, c, to, err);
    if (r == 0)
        r = call_ref_builtin(c, err);
    if (r < 0)
        return r;
    r = checked_open(&k, c, call_get(c, "in").p, err);
    if (r == 0)
        r = checked_map(&k, c, err);
    if (r == 0)
        r = convert(&k, c, to.p, f, err);
    checked_release(&k);
    return r;
}
