/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* /analysis/corridor?origin=MMR&destination=THA, /analysis/corridors, /analysis/matrix, /analysis/asymmetry */

#include "base/utf8.h"
#include "model/period.h"
#include "publish/mirror_write.h"
#include "server/analysis.h"
#include "server/mirrors.h"

/* What the parameters say. */
struct asked {
    uint16_t origin, destination; /* 0: of any */
    int kind;                     /* -1: of any */
    uint16_t period;              /* 0: of any, or the latest */
    bool every;                   /* time=all */
    bool all;                     /* of the region and beyond */
};

/* False, and answered, when there is none of that code. */
static bool take_area(uint16_t *out, struct rows *r, const char *name)
{
    const struct ref *ref = r->snap->loaded.ref;
    struct str code = rows_param(r, name);
    *out = code.len ? ref_area_find(ref, code) : 0;
    if (code.len && !*out) {
        struct str near = ref_area_nearest(ref, code);
        rows_error(r, 400, arena_fmt(r->rq->arena, "%s=%s is no country or area%s%.*s%s", name, utf8_brief(code).text,
                                     near.len ? "; perhaps " : "", STR_FMT(near), near.len ? "?" : ""));
        return false;
    }
    return true;
}

static bool take(struct asked *a, struct rows *r)
{
    struct str kind = rows_param(r, "kind"), time = rows_param(r, "time"), all = rows_param(r, "all");
    *a = (struct asked){.kind = kind.len ? mirror_kind_find(kind) : -1, .every = str_is(time, "all"),
                        .all = str_is(all, "true")};
    if (kind.len && a->kind < 0) {
        rows_error(r, 400, arena_fmt(r->rq->arena, "kind=%s is to be stock, flow or return", utf8_brief(kind).text));
        return false;
    }
    a->period = time.len && !a->every ? period_parse(time) : 0;
    if (time.len && !a->every && (!a->period || period_freq(a->period) != 'A')) {
        rows_error(r, 400, arena_fmt(r->rq->arena, "time=%s is to be a year, as 2014", utf8_brief(time).text));
        return false;
    }
    if (all.len && !a->all && !str_is(all, "false")) {
        rows_error(r, 400, arena_fmt(r->rq->arena, "all=%s is to be true or false", utf8_brief(all).text));
        return false;
    }
    return take_area(&a->origin, r, "origin") && take_area(&a->destination, r, "destination");
}

static void finish(struct rows *r)
{
    if (r->form == COLUMNS_JSON && r->an->body.len && r->an->body.p[r->an->body.len - 1] != '\n')
        buf_char(&r->an->body, '\n');
    rows_pack(r);
}

void analysis_corridor(struct rows *r)
{
    static const char *const known[] = {"origin", "destination", "format", "lang"};
    struct asked a;
    struct corridor c;
    if (!rows_known(r, known, ARRAY_LEN(known)) || !take(&a, r))
        return;
    if (!a.origin || !a.destination) {
        rows_error(r, 400, "origin= and destination= are to say which corridor, as origin=MMR&destination=THA");
        return;
    }
    const struct mirror_from from = mirrors_from(r->snap);
    const struct mirror_words w = {from.ref, text_find(r->language), r->rq->arena};
    mirror_corridor(&c, r->rq->arena, &from, a.origin, a.destination);
    rows_dress(r, arena_fmt(r->rq->arena, "corridor_%s_%s", from.ref->areas[a.origin].code.p,
                            from.ref->areas[a.destination].code.p));
    if (r->form == COLUMNS_JSON) {
        struct json j;
        json_init(&j, &r->an->body);
        mirror_document(&j, &w, &c);
    } else {
        mirror_write_views(&r->an->body, r->form, &w, &c);
    }
    finish(r);
}

static bool is_asked(const struct asked *a, const struct mirror_line *l)
{
    return (!a->origin || l->origin == a->origin) && (!a->destination || l->destination == a->destination) &&
           (a->kind < 0 || (int)l->kind == a->kind) && (!a->period || l->period == a->period);
}

/* The areas that are looked at: NULL, of the region. */
static const uint16_t *areas_of(uint32_t *n, struct rows *r, const struct asked *a, const struct ref *ref)
{
    bool outside = (a->origin && !ref->areas[a->origin].member) ||
                   (a->destination && !ref->areas[a->destination].member);
    *n = 0;
    if (!a->all && !outside)
        return NULL;
    uint16_t *v = arena_array(r->rq->arena, uint16_t, ref->nareas);
    for (uint16_t i = 1; i < ref->nareas; i++)
        v[(*n)++] = i;
    return v;
}

/* Every year of which both sides say something. Lines of all the world may be many, so they are put into an arena of
 * their own. NULL, and answered: too many. */
static struct mirror_line *lines_of_every_year(size_t *n, struct rows *r, const struct mirror_from *from,
                                               const struct asked *a)
{
    size_t all;
    struct arena arena;
    struct mirror_line *kept = NULL;
    const struct ref *ref = from->ref;
    arena_init(&arena, MIRROR_CEILING);
    const struct mirror_line *v = mirror_all(&all, &arena, from);
    *n = 0;
    if (v)
        kept = mem_alloc(sizeof *kept * (all + 1));
    else
        rows_error(r, 413, "there are too many corridors; ask for one year of them, as time=2014");
    for (size_t i = 0; v && i < all; i++)
        if (is_asked(a, &v[i]) && (a->all || a->origin || a->destination ||
                                   (ref->areas[v[i].origin].member && ref->areas[v[i].destination].member)))
            kept[(*n)++] = v[i];
    arena_release(&arena);
    return kept;
}

/* The latest year of each, or the one that is asked for; one side alone included. */
static struct mirror_line *lines_of_a_year(size_t *n, struct rows *r, const struct mirror_from *from,
                                           const struct asked *a)
{
    uint32_t nareas;
    const uint16_t *areas = areas_of(&nareas, r, a, from->ref);
    struct mirror_line *kept = NULL;
    *n = 0;
    for (int kind = 0; kind < MIRROR_KINDS; kind++) {
        struct mirror_matrix m;
        size_t more;
        if (a->kind >= 0 && kind != a->kind)
            continue;
        mirror_matrix(&m, r->rq->arena, from, (enum mirror_kind)kind, a->period, areas, nareas);
        const struct mirror_line *lines = mirror_listed(&more, r->rq->arena, &m);
        kept = mem_grow(kept, sizeof *kept * (*n + more + 1));
        for (size_t i = 0; i < more; i++)
            if (is_asked(a, &lines[i]))
                kept[(*n)++] = lines[i];
    }
    return kept;
}

void analysis_corridors(struct rows *r)
{
    static const char *const known[] = {"origin", "destination", "kind", "time", "all", "format", "lang"};
    struct asked a;
    size_t n;
    if (!rows_known(r, known, ARRAY_LEN(known)) || !take(&a, r))
        return;
    struct mirror_from from = mirrors_from(r->snap);
    from.nothers = 0; /* a line has two sides */
    struct mirror_line *lines = a.every ? lines_of_every_year(&n, r, &from, &a) : lines_of_a_year(&n, r, &from, &a);
    if (!lines)
        return;
    rows_dress(r, "corridors");
    mirror_write_lines(&r->an->body, r->form, from.ref, lines, n);
    free(lines);
    finish(r);
}

void analysis_matrix(struct rows *r)
{
    static const char *const known[] = {"kind", "time", "format", "lang"};
    struct asked a;
    struct mirror_matrix m;
    if (!rows_known(r, known, ARRAY_LEN(known)) || !take(&a, r))
        return;
    const struct mirror_from from = mirrors_from(r->snap);
    mirror_matrix(&m, r->rq->arena, &from, a.kind < 0 ? MIRROR_STOCK : (enum mirror_kind)a.kind, a.period, NULL, 0);
    rows_dress(r, "matrix");
    mirror_write_matrix(&r->an->body, r->form, from.ref, &m);
    finish(r);
}

void analysis_asymmetry(struct rows *r)
{
    static const char *const known[] = {"kind", "time", "format", "lang"};
    struct asked a;
    size_t n, ncountries;
    if (!rows_known(r, known, ARRAY_LEN(known)) || !take(&a, r))
        return;
    a.all = true; /* a country of the region has partners outside of it */
    const struct mirror_from from = mirrors_from(r->snap);
    struct mirror_line *lines = lines_of_every_year(&n, r, &from, &a);
    if (!lines)
        return;
    const struct mirror_asymmetry *v = mirror_asymmetries(&ncountries, r->rq->arena, lines, n);
    free(lines);
    rows_dress(r, "asymmetry");
    mirror_write_countries(&r->an->body, r->form, from.ref, v, ncountries);
    finish(r);
}
