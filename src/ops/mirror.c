/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Both sides of corridors from the command line. */

#include "ops/mirror.h"

#include "base/utf8.h"
#include "model/period.h"
#include "ops/basis.h"
#include "ops/reader.h"
#include "publish/collections.h"
#include "publish/load.h"
#include "publish/mirror_write.h"

/* -- what is asked ------------------------------------------------------------------------------ */

static int area_of(uint16_t *out, const struct ref *ref, struct str text, struct err *err)
{
    *out = ref_area_find(ref, text);
    if (!*out)
        *out = ref_area_called(ref, text);
    if (*out)
        return 0;
    uint16_t like = ref_area_like(ref, text);
    struct str near = like ? ref->areas[like].code : ref_area_nearest(ref, text);
    return err_set(err, ERR_USAGE, "\"%s\" is no country or area%s%.*s%s", utf8_brief(text).text,
                   near.len ? "; perhaps " : "", STR_FMT(near), near.len ? "?" : "");
}

static int take_kind(struct mirror_asked *a, struct call *c, struct err *err)
{
    struct str kind = call_get(c, "kind");
    a->kind = kind.len ? mirror_kind_find(kind) : -1;
    if (kind.len && a->kind < 0)
        return err_set(err, ERR_USAGE, "--kind \"%s\" is to be stock, flow or return", utf8_brief(kind).text);
    return 0;
}

static int take_year(struct mirror_asked *a, struct call *c, struct err *err)
{
    struct str year = call_get(c, "year");
    a->period = year.len ? period_parse(year) : 0;
    if (year.len && (!a->period || period_freq(a->period) != 'A'))
        return err_set(err, ERR_USAGE, "--year \"%s\" is to be a year, as 2014", utf8_brief(year).text);
    return 0;
}

static int take_form(struct mirror_asked *a, struct call *c, struct err *err)
{
    static const struct {
        const char *name;
        enum columns_form form;
    } forms[] = {{"csv", COLUMNS_CSV}, {"tsv", COLUMNS_TSV}, {"json", COLUMNS_JSON}};
    struct str format = call_get(c, "format");
    a->rows = c->json;
    a->form = COLUMNS_JSON;
    for (size_t i = 0; i < ARRAY_LEN(forms) && format.len; i++)
        if (str_is(format, forms[i].name)) {
            a->rows = true;
            a->form = forms[i].form;
            return 0;
        }
    return format.len ? err_set(err, ERR_USAGE, "--format \"%s\" is not one of csv, tsv, json", utf8_brief(format).text)
                      : 0;
}

static int take(struct mirror_asked *a, struct call *c, const struct ref *ref, struct err *err)
{
    struct str origin = call_get(c, "origin"), destination = call_get(c, "destination");
    int r = take_kind(a, c, err);
    if (r == 0)
        r = take_year(a, c, err);
    if (r == 0)
        r = take_form(a, c, err);
    if (r == 0 && origin.len && !destination.len)
        r = err_set(err, ERR_USAGE, "a corridor has two ends: ilms mirror ORIGIN DESTINATION, as ilms mirror MMR THA");
    if (r == 0 && origin.len)
        r = area_of(&a->origin, ref, origin, err);
    if (r == 0 && destination.len)
        r = area_of(&a->destination, ref, destination, err);
    if (r == 0 && a->origin && (call_has(c, "matrix") || call_has(c, "asymmetry")))
        r = err_set(err, ERR_USAGE, "--matrix and --asymmetry are of all corridors, not of one");
    return r;
}

/* -- what is read ------------------------------------------------------------------------------- */

struct read {
    struct loaded l;           /* of a release */
    struct cube *accepted;     /* of what is accepted now */
    struct collections others; /* with the reference data of either */
};

static int load_release(struct read *rd, struct call *c, struct err *err)
{
    struct str now;
    int r = call_visible_at(&now, c, err);
    if (r == 0)
        r = reader_open(c, err);
    return r ? r : reader_load(&rd->l, c, call_get(c, "release"), now, STR(""), err);
}

static void read_release(struct read *rd)
{
    cube_free(rd->accepted);
    collections_release(&rd->others);
    if (rd->l.ref)
        loaded_release(&rd->l);
}

/* The tables that are a side of something, of the countries that are looked at. */
static int log_reads(struct call *c, const struct read *rd, const struct mirror_asked *a, struct err *err)
{
    struct reads reads = {0};
    const struct cube *cube = rd->l.cube;
    int r = 0;
    for (uint32_t f = 0; cube && f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        for (uint16_t area = 1; r == 0 && mirrored_of(cube->ref, flow->indicator) && area < cube->ref->nareas; area++)
            if (flow->area_at[area] != flow->area_at[area + 1] &&
                (!a->origin || area == a->origin || area == a->destination))
                r = reads_add(&reads, c, &rd->l.release, true, false, cube->ref->indicators[flow->indicator].code,
                              cube->ref->areas[area].code, err);
    }
    if (r == 0)
        r = reads_log(&reads, c, "mirror", err);
    reads_release(&reads);
    return r;
}

/* -- what is answered --------------------------------------------------------------------------- */

/* Only what is of the year and kind that were asked for. */
static void narrow(struct corridor *c, const struct mirror_asked *a)
{
    uint32_t *place = mem_alloc(sizeof *place * (c->n + 1));
    size_t n = 0, npairs = 0, nintervals = 0;
#define KEPT(at, what)                                                                                                 \
    ((a->kind < 0 || (int)(what) == a->kind) && (!a->period || period_year(at) == period_year(a->period)))
    for (size_t i = 0; i < c->n; i++)
        if (KEPT(c->v[i].period, c->v[i].kind)) {
            place[i] = (uint32_t)n;
            c->v[n++] = c->v[i];
        } else {
            place[i] = UINT32_MAX;
        }
    for (size_t i = 0; i < c->npairs; i++) {
        struct mirror_pair p = c->pairs[i];
        if (place[p.origin] == UINT32_MAX || place[p.destination] == UINT32_MAX)
            continue;
        p.origin = place[p.origin];
        p.destination = place[p.destination];
        c->pairs[npairs++] = p;
    }
    for (size_t i = 0; i < c->nintervals; i++)
        if (KEPT(c->intervals[i].period, c->intervals[i].kind))
            c->intervals[nintervals++] = c->intervals[i];
#undef KEPT
    c->n = n;
    c->npairs = npairs;
    c->nintervals = nintervals;
    free(place);
}

static void answer_corridor(struct call *c, struct arena *arena, const struct mirror_from *from,
                            const struct mirror_asked *a)
{
    struct corridor corridor;
    const struct mirror_words w = {from->ref, text_find("en"), arena};
    mirror_corridor(&corridor, arena, from, a->origin, a->destination);
    narrow(&corridor, a);
    if (a->rows && a->form == COLUMNS_JSON) {
        mirror_document(&c->j, &w, &corridor);
        json_line(&c->j);
    } else if (a->rows) {
        mirror_write_views(&c->out, a->form, &w, &corridor);
    } else {
        mirror_say_corridor(&c->out, &w, &corridor);
    }
    if (!corridor.n)
        call_remark(c, "nobody says anything of this corridor");
}

/* The areas that are looked at: the region, or all that anything is said of. NULL: the region. */
static const uint16_t *areas_of(uint32_t *n, struct call *c, struct arena *arena, const struct ref *ref)
{
    *n = 0;
    if (!call_has(c, "all"))
        return NULL;
    uint16_t *v = arena_array(arena, uint16_t, ref->nareas);
    for (uint16_t i = 1; i < ref->nareas; i++)
        v[(*n)++] = i;
    return v;
}

static void answer_list(struct call *c, struct arena *arena, const struct mirror_from *from,
                        const struct mirror_asked *a)
{
    static const int usual[] = {MIRROR_STOCK, MIRROR_FLOW};
    uint32_t nareas;
    size_t n = 0;
    const uint16_t *areas = areas_of(&nareas, c, arena, from->ref);
    struct mirror_line *lines = NULL;
    const struct mirror_from sides = {.ref = from->ref, .cube = from->cube}; /* a line has two */
    for (size_t i = 0; i < (a->kind < 0 ? ARRAY_LEN(usual) : 1); i++) {
        struct mirror_matrix m;
        size_t more;
        mirror_matrix(&m, arena, &sides, (enum mirror_kind)(a->kind < 0 ? usual[i] : a->kind), a->period, areas,
                      nareas);
        const struct mirror_line *listed = mirror_listed(&more, arena, &m);
        struct mirror_line *all = arena_array(arena, struct mirror_line, n + more + 1);
        if (n)
            memcpy(all, lines, sizeof *all * n);
        memcpy(all + n, listed, sizeof *all * more);
        lines = all;
        n += more;
    }
    if (a->rows)
        mirror_write_lines(&c->out, a->form, from->ref, lines, n);
    else
        mirror_say_lines(&c->out, from->ref, lines, n);
    if (!n)
        call_remark(c, "nobody says anything of a corridor of the region");
}

static void answer_matrix(struct call *c, struct arena *arena, const struct mirror_from *from,
                          const struct mirror_asked *a)
{
    struct mirror_matrix m;
    mirror_matrix(&m, arena, from, a->kind < 0 ? MIRROR_STOCK : (enum mirror_kind)a->kind, a->period, NULL, 0);
    if (a->rows)
        mirror_write_matrix(&c->out, a->form, from->ref, &m);
    else
        mirror_say_matrix(&c->out, from->ref, &m);
}

static int answer_countries(struct call *c, struct arena *arena, const struct mirror_from *from,
                            const struct mirror_asked *a, struct err *err)
{
    size_t nlines, kept = 0, n;
    const struct mirror_line *all = mirror_all(&nlines, arena, from);
    if (!all || nlines >= arena_room(arena) / sizeof *all)
        return err_set(err, ERR_LIMIT, "the release has too many corridors to be summed at once");
    struct mirror_line *lines = arena_array(arena, struct mirror_line, nlines + 1);
    for (size_t i = 0; i < nlines; i++)
        if ((a->kind < 0 || (int)all[i].kind == a->kind) && (!a->period || all[i].period == a->period))
            lines[kept++] = all[i];
    const struct mirror_asymmetry *v = mirror_asymmetries(&n, arena, lines, kept);
    if (a->rows)
        mirror_write_countries(&c->out, a->form, from->ref, v, n);
    else
        mirror_say_countries(&c->out, from->ref, v, n);
    if (!n)
        call_remark(c, "of no corridor do both sides say something");
    return 0;
}

static int answer(struct call *c, struct arena *arena, const struct mirror_from *from, const struct mirror_asked *a,
                  struct err *err)
{
    int r = 0;
    if (a->origin)
        answer_corridor(c, arena, from, a);
    else if (call_has(c, "matrix"))
        answer_matrix(c, arena, from, a);
    else if (call_has(c, "asymmetry"))
        r = answer_countries(c, arena, from, a, err);
    else
        answer_list(c, arena, from, a);
    if (a->rows && c->out.len && c->out.p[c->out.len - 1] != '\n')
        buf_char(&c->out, '\n');
    return r;
}

int op_mirror(struct call *c, struct err *err)
{
    struct read rd = {0};
    struct mirror_asked a = {0};
    struct arena arena;
    int r = call_has(c, "accepted") ? accepted_open(&rd.accepted, c, err) : load_release(&rd, c, err);
    const struct ref *ref = rd.accepted ? c->ref : rd.l.ref;
    if (r == 0)
        r = take(&a, c, ref, err);
    if (r == 0 && !rd.accepted)
        r = log_reads(c, &rd, &a, err);
    if (r == 0)
        r = collections_load(&rd.others, c->store, ref, err);
    arena_init(&arena, MIRROR_CEILING);
    if (r == 0)
        r = answer(c, &arena,
                   &(struct mirror_from){.ref = ref, .cube = rd.accepted ? rd.accepted : rd.l.cube,
                                         .others = (const struct collection *const *)rd.others.v,
                                         .nothers = rd.others.n}, &a, err);
    if (r == 0 && !ref->nmirrored)
        call_remark(c, "the reference data of this release do not say which tables are sides of a corridor; those of a "
                       "release made after ilms upgrade --reference do");
    arena_release(&arena);
    read_release(&rd);
    return r;
}
