/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/distribution.h"

#include <ctype.h>

enum { CODES_MOST = 14 }; /* a longer list is for the portal */

/* A table: what stands in it is a share of the whole, or of women in the part. */
struct shown {
    struct document *d;
    const struct regional *r;
    struct sourced s;
    bool women;
};

uint32_t distribution_countries(struct page *pg, enum profile_part part, enum regional_who who)
{
    struct regional r;
    regional_make(&r, pg, part, who);
    return r.n;
}

static const char *key_of(struct document *d, const struct distribution *x, const char *family, const char *what)
{
    return arena_fmt(d->page->arena, "report.%s.%s.%s.%s", family, profile_part_name(x->part),
                     regional_who_name(x->who), what);
}

/* Of the row and code; UINT32_MAX: it has none. Code 0: all. */
static uint32_t part_of(const struct regional_row *row, uint16_t code)
{
    if (!code)
        return row->shares.total;
    for (uint32_t k = 0; k < row->shares.n; k++)
        if (row->shares.v[k].code == code)
            return row->shares.v[k].obs;
    return UINT32_MAX;
}

static uint32_t women_of(const struct cube *cube, const struct regional_row *row, uint16_t code)
{
    if (!cube->ref->indicators[row->flow->indicator].has_sex)
        return UINT32_MAX;
    const struct figure_key key = {.area = row->area, .sex = cube->ref->sex_female, .code = code, .second = row->group};
    uint32_t series = UINT32_MAX, obs;
    if (code)
        return figure_find(cube, row->flow, &key, row->shares.period);
    /* the total of the same list of codes, which another list of the table may give otherwise */
    struct figure_key of_list = key;
    of_list.code = cube->classif[0][reckoned_series(cube, row->shares.total)];
    series = series_find(cube, row->flow, &of_list);
    return series != UINT32_MAX && series_at(&obs, cube, series, row->shares.period) ? obs : UINT32_MAX;
}

static void cell(struct shown *t, const struct regional_row *row, uint16_t code)
{
    uint32_t part = part_of(row, code);
    if (t->women)
        percent_cell(t->d, &t->s, part == UINT32_MAX ? part : women_of(t->d->page->cube, row, code), part);
    else
        percent_cell(t->d, &t->s, part, row->shares.total);
}

static void head(struct shown *t)
{
    struct page *pg = t->d->page;
    html(pg->out, "<thead><tr>");
    table_head(t->d, NULL, STR(""));
    for (uint32_t i = 0; i < t->r->n; i++)
        table_head(t->d, "n", pg->cube->ref->areas[t->r->v[i].area].name);
    table_body(t->d);
}

/* The statuses of all figures of a country stand beside its year. */
static void years(struct shown *t)
{
    struct page *pg = t->d->page;
    row_head(t->d, text_get(pg->text, "report.year"));
    for (uint32_t i = 0; i < t->r->n; i++) {
        const struct profile_shares *x = &t->r->v[i].shares;
        uint32_t *obs = arena_array(pg->arena, uint32_t, x->n + 1);
        obs[0] = x->total;
        for (uint32_t k = 0; k < x->n; k++)
            obs[k + 1] = x->v[k].obs;
        year_above_cell(t->d, obs, x->n + 1);
    }
    row_end(t->d);
}

static void whole(struct shown *t)
{
    row_head(t->d, text_get(t->d->page->text, t->women ? "report.women.all" : "report.persons"));
    for (uint32_t i = 0; i < t->r->n; i++)
        if (t->women)
            cell(t, &t->r->v[i], 0);
        else
            persons_cell(t->d, &t->s, t->r->v[i].shares.total);
    row_end(t->d);
}

static bool anybody_has(const struct regional *r, uint16_t code)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (part_of(&r->v[i], code) != UINT32_MAX)
            return true;
    return false;
}

static unsigned codes_of(const struct page *pg, const struct regional *r)
{
    const struct version *v = &pg->cube->ref->versions[r->version];
    unsigned n = 0;
    for (uint16_t code = v->first; code < v->first + v->n; code++)
        n += anybody_has(r, code);
    return n;
}

/* The list of codes behind the id of the first table, where it is another: its code in lower case, with full stops. */
static const char *id_of(struct document *d, const struct distribution *x, const char *what, const struct regional *r,
                         bool first)
{
    const char *id = part_id(d, "%s.%s.%s.%s", x->chapter, profile_part_name(x->part), regional_who_name(x->who), what);
    if (first)
        return id;
    char *code = arena_text(d->page->arena, d->page->cube->ref->versions[r->version].code);
    for (char *c = code; *c; c++)
        *c = *c == '_' ? '.' : (char)tolower((unsigned char)*c);
    return part_id(d, "%s.%s", id, code);
}

static void table(struct shown *t, const char *id, const char *caption)
{
    struct page *pg = t->d->page;
    const struct ref *ref = pg->cube->ref;
    const struct version *v = &ref->versions[t->r->version];
    sourced_begin(&t->s, t->d);
    document_table(t->d, id, t->r->n > 7 ? "dense" : t->r->n > 5 ? "wide" : NULL,
                   WORDS(pg, caption, {"region", ref->region}, {"list", v->name}));
    head(t);
    years(t);
    whole(t);
    for (uint16_t code = v->first; code < v->first + v->n; code++) {
        if (!anybody_has(t->r, code))
            continue;
        row_head(t->d, ref->codes[code].name);
        for (uint32_t i = 0; i < t->r->n; i++)
            cell(t, &t->r->v[i], code);
        row_end(t->d);
    }
    table_end(t->d, sourced_words(&t->s, text_get(pg->text, t->women ? "report.women.note" : "report.shares.note")));
}

/* A table for each list of codes that is not too long, the one that most countries have first. */
static uint32_t tables(struct document *d, const struct distribution *x, const struct regional *all, bool women)
{
    const char *caption = key_of(d, x, women ? "women" : "shares", "caption");
    bool *done = arena_array(d->page->arena, bool, d->page->cube->ref->nversions + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i <= all->n; i++) {
        int version = i ? all->v[i - 1].shares.version : all->version;
        struct regional r;
        if (version < 0 || done[version])
            continue;
        done[version] = true;
        regional_only(&r, d->page->arena, all, version);
        if (!r.n || codes_of(d->page, &r) > CODES_MOST)
            continue;
        table(&(struct shown){.d = d, .r = &r, .women = women},
              id_of(d, x, women ? "women" : "table", &r, version == all->version), caption);
        n += r.n;
    }
    return n;
}

static int figure(struct document *d, const struct distribution *x, struct err *err)
{
    const char *id = part_id(d, "%s.%s.%s.figure", x->chapter, profile_part_name(x->part), regional_who_name(x->who));
    return topic_figure(d, id, "region", part_id(d, "%s/%s", profile_part_name(x->part), regional_who_name(x->who)),
                        err);
}

/* A single bar shows no more than the table. */
static int chart_and_tables(struct document *d, const struct distribution *x, const struct regional *r, struct err *err)
{
    if (r->n > 1 && figure(d, x, err) < 0)
        return -err->code;
    tables(d, x, r, false);
    return 0;
}

int distribution_write(struct document *d, const struct distribution *x, struct err *err)
{
    struct page *pg = d->page;
    struct regional r, beside = {0};
    const struct distribution nationals = {x->chapter, x->part, REGIONAL_NATIONALS};
    const char *name = profile_part_name(x->part), *who = regional_who_name(x->who);
    regional_make(&r, pg, x->part, x->who);
    if (!r.n)
        return 0;
    document_section(d, part_id(d, "%s.%s.%s", x->chapter, name, who),
                     text_get(pg->text, key_of(d, x, "shares", "title")));
    document_say(d, part_id(d, "%s.%s.%s.lead", x->chapter, name, who), key_of(d, x, "shares", "lead"), NULL);
    if (chart_and_tables(d, x, &r, err) < 0)
        return -err->code;
    if (x->who == REGIONAL_MIGRANTS)
        regional_make(&beside, pg, x->part, REGIONAL_NATIONALS);
    return beside.n ? chart_and_tables(d, &nationals, &beside, err) : 0;
}

/* -- women ------------------------------------------------------------------------------------------------- */

/* Is there a woman in any of its parts? */
static bool says_women(const struct cube *cube, const struct regional_row *row)
{
    for (uint32_t k = 0; k < row->shares.n; k++)
        if (women_of(cube, row, row->shares.v[k].code) != UINT32_MAX)
            return true;
    return false;
}

bool distribution_women(struct document *d, const struct distribution *x, void (*first)(struct document *d))
{
    struct regional all, r;
    regional_make(&all, d->page, x->part, x->who);
    r = (struct regional){.v = arena_array(d->page->arena, struct regional_row, all.n + 1), .version = all.version};
    for (uint32_t i = 0; i < all.n; i++)
        if (says_women(d->page->cube, &all.v[i]))
            r.v[r.n++] = all.v[i];
    if (!r.n)
        return false;
    first(d);
    tables(d, x, &r, true);
    return true;
}

/* -- a chapter of them --------------------------------------------------------------------------------- */

int distribution_chapter(struct document *d, const struct report *r, const struct distribution_chapter *x,
                         struct err *err)
{
    enum { SAYS_MOST = 6 };
    uint32_t countries = 0;
    for (size_t i = 0; i < x->n; i++)
        countries += distribution_countries(d->page, x->sections[i].part, x->sections[i].who);
    if (!countries)
        return 0;
    document_chapter(d, x->id, text_get(d->page->text, x->title));
    document_say(d, part_id(d, "%s.lead.1", x->id), x->lead, NULL);
    document_say(d, part_id(d, "%s.lead.2", x->id), x->more, NULL);
    says_paragraphs(d, r, x->id, x->topic, UINT16_MAX, SAYS_MOST);
    for (size_t i = 0; i < x->n; i++)
        if (distribution_write(d, &x->sections[i], err) < 0)
            return -err->code;
    return 0;
}
