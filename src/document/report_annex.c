/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Statistical tables: of each table of the questionnaire its totals, countries by years; and of the newest year of each
 * country what it is broken down by. Figures stand as they were reported, in the unit of their table, with the letters
 * of their statuses. Tables are cut so that they fit on an upright page. */

#include "document/sourced.h"

#include "base/num.h"
#include "model/period.h"

#include <math.h>

enum { YEARS_MOST = 8, CODES_MOST = 8 };

struct annexed {
    struct document *d;
    const struct cube *cube;
    const struct ref *ref;
    const struct cube_flow *flow;
    const struct indicator *in;
    unsigned decimals; /* the most that a figure of it has: the same in all columns */
    unsigned ntables;  /* of this flow, for their ids */
};

/* -- cells ---------------------------------------------------------------------------------------------- */

static const char cell_end[] = "</td>";

/* A break is what a reader has to see before all others. */
static void put_status(struct buf *out, char status)
{
    if (!status)
        return;
    out->len -= strlen(cell_end); /* the mark belongs into the cell that document_cell has closed */
    html(out, "<sup>");
    html_text(out, (struct str){&status, 1});
    html(out, "</sup>");
    html(out, cell_end);
}

static void marked_cell(struct annexed *x, struct sourced *s, uint32_t obs)
{
    if (obs == UINT32_MAX) {
        s->missing = true;
        document_cell(x->d, NULL);
        return;
    }
    sourced_take(s, obs);
    figure_cell(x->d, obs, x->decimals);
    put_status(x->d->page->out, x->cube->status[obs]);
}

static void open_table(struct annexed *x, const char *class, struct str caption)
{
    document_table(x->d, part_id(x->d, "annex.%.*s.%u", STR_FMT(x->in->code), ++x->ntables), class, caption);
    html(x->d->page->out, "<thead><tr>");
    table_head(x->d, NULL, text_get(x->d->page->text, "table.country"));
}

/* -- countries by years --------------------------------------------------------------------------------- */

/* The total of an area in a period; of a table without totals by sex or code there is none. */
static uint32_t total_of(const struct annexed *x, uint16_t area, uint16_t period)
{
    return figure_find(x->cube, x->flow, &(struct figure_key){.area = area}, period);
}

/* Years of which a member has a total, oldest first. */
static unsigned years_said(uint16_t **out, const struct annexed *x)
{
    unsigned n = 0, most = (unsigned)(x->flow->period_last - x->flow->period_first) / PERIOD_SUBS + 1;
    *out = arena_array(x->d->page->arena, uint16_t, most + 1);
    for (int year = period_year(x->flow->period_first); year <= period_year(x->flow->period_last); year++) {
        bool any = false;
        for (const uint16_t *a = members(x->d->page); *a && !any; a++)
            any = total_of(x, *a, period_make(year, 0)) != UINT32_MAX;
        if (any)
            (*out)[n++] = period_make(year, 0);
    }
    return n;
}

static void years_row(struct annexed *x, struct sourced *s, uint16_t area, const uint16_t *years, unsigned n)
{
    bool any = false;
    for (unsigned i = 0; i < n && !any; i++)
        any = total_of(x, area, years[i]) != UINT32_MAX;
    if (!any)
        return;
    row_head(x->d, x->ref->areas[area].name);
    for (unsigned i = 0; i < n; i++)
        marked_cell(x, s, total_of(x, area, years[i]));
    row_end(x->d);
}

static void years_table(struct annexed *x, const uint16_t *years, unsigned n)
{
    struct page *pg = x->d->page;
    struct sourced s;
    sourced_begin(&s, x->d);
    open_table(x, "dense", WORDS(pg, "report.annex.totals", {"title", x->in->title},
                                 {"years", span(pg, years[0], years[n - 1])}, {"unit", unit_words(pg, x->in)}));
    for (unsigned i = 0; i < n; i++)
        table_head(x->d, "n", period_words(pg, years[i]));
    table_body(x->d);
    for (const uint16_t *a = members(pg); *a; a++)
        years_row(x, &s, *a, years, n);
    table_end(x->d, sourced_words(&s, STR("")));
}

static void by_years(struct annexed *x)
{
    uint16_t *years;
    unsigned n = years_said(&years, x), pieces = (n + YEARS_MOST - 1) / YEARS_MOST;
    for (unsigned i = 0; i < pieces; i++) { /* pieces of about the same width */
        unsigned from = n * i / pieces, to = n * (i + 1) / pieces;
        years_table(x, years + from, to - from);
    }
}

/* -- countries by codes --------------------------------------------------------------------------------- */

struct row {
    uint16_t area, group;
    struct profile_shares shares;
};

static uint32_t share_of(const struct row *r, uint16_t code)
{
    for (uint32_t i = 0; i < r->shares.n; i++)
        if (r->shares.v[i].code == code)
            return r->shares.v[i].obs;
    return UINT32_MAX;
}

/* The newest year of each country that has parts; of migrants alone where the table has nationals as well. */
static unsigned rows_of(struct row **out, const struct annexed *x)
{
    struct page *pg = x->d->page;
    uint16_t migrants = 0, nationals;
    unsigned n = 0, slot;
    *out = arena_array(pg->arena, struct row, x->ref->nareas);
    if (profile_pair(&migrants, &nationals, &slot, x->ref, x->in) && slot != 1)
        migrants = 0;
    for (const uint16_t *a = members(pg); *a; a++) {
        struct row *r = &(*out)[n];
        if (x->flow->area_at[*a] == x->flow->area_at[*a + 1])
            continue;
        *r = (struct row){.area = *a, .group = migrants};
        profile_shares(&r->shares, pg, x->flow, *a, migrants);
        n += r->shares.n > 0;
    }
    return n;
}

struct column {
    uint16_t code;
    double sum;
    uint32_t obs; /* a figure of the code */
};

static int by_sum(const void *a, const void *b)
{
    const struct column *x = a, *y = b;
    return x->sum < y->sum ? 1 : x->sum > y->sum ? -1 : (int)x->code - (int)y->code;
}

static int by_code(const void *a, const void *b)
{
    return (int)((const struct column *)a)->code - (int)((const struct column *)b)->code;
}

/* The codes that a version has figures of: all in their order, of a long list the largest; what is left over last.
 * `each`: a figure of each but what is left over, of a long list the largest first. */
static unsigned columns_of(struct column *out, const struct annexed *x, const struct row *rows, unsigned n, int version,
                           uint32_t **each, unsigned *all)
{
    const struct version *v = &x->ref->versions[version];
    struct column *found = arena_array(x->d->page->arena, struct column, v->n + 1);
    bool rest = false;
    *all = 0;
    for (unsigned i = 0; i < v->n; i++) {
        uint16_t code = (uint16_t)(v->first + i);
        struct column c = {code, 0, UINT32_MAX};
        for (unsigned r = 0; r < n; r++) {
            uint32_t obs = rows[r].shares.version == version ? share_of(&rows[r], code) : UINT32_MAX;
            if (obs == UINT32_MAX)
                continue;
            c.sum += x->cube->value[obs];
            c.obs = obs;
        }
        if (c.obs != UINT32_MAX && x->ref->codes[code].role == CODE_REST)
            rest = true;
        else if (c.obs != UINT32_MAX)
            found[(*all)++] = c;
    }
    unsigned k = MIN(*all, (unsigned)CODES_MOST);
    if (*all > CODES_MOST)
        qsort(found, *all, sizeof *found, by_sum);
    *each = arena_array(x->d->page->arena, uint32_t, *all + 1);
    for (unsigned i = 0; i < *all; i++)
        (*each)[i] = found[i].obs;
    qsort(found, k, sizeof *found, by_code);
    memcpy(out, found, k * sizeof *out);
    if (rest)
        out[k++] = (struct column){v->rest, 0, UINT32_MAX};
    return k;
}

static void codes_row(struct annexed *x, struct sourced *s, const struct row *r, const struct column *columns,
                      unsigned n)
{
    struct page *pg = x->d->page;
    row_head(x->d, x->ref->areas[r->area].name);
    html(pg->out, "<td class=\"y\">");
    html_text(pg->out, period_words(pg, r->shares.period));
    html(pg->out, "</td>");
    marked_cell(x, s, r->shares.total);
    for (unsigned i = 0; i < n; i++)
        marked_cell(x, s, share_of(r, columns[i].code));
    row_end(x->d);
}

/* "The 12 largest of 34", where they are not all; behind it what stands below tables anyway. */
static void codes_end(struct annexed *x, struct sourced *s, const uint32_t *each, unsigned all)
{
    struct document *d = x->d;
    struct buf b = {0};
    struct reckoned n, of;
    if (all > CODES_MOST && reckoned_make(&n, d->page->arena, x->cube, RECKONED_COUNT, each, CODES_MOST) &&
        reckoned_make(&of, d->page->arena, x->cube, RECKONED_COUNT, each, all)) {
        const struct html_arg args[] = {told_number(d, "n", &n), told_number(d, "all", &of), {NULL, {NULL, 0}}};
        html_say_marked(&b, d->page->text, "report.annex.largest", args);
        html(&b, " ");
    }
    html_text(&b, sourced_words(s, STR("")));
    html(d->page->out, "</tbody>\n");
    document_table_end_marked(d, buf_view(&b));
    buf_release(&b);
}

static void codes_table(struct annexed *x, const struct row *rows, unsigned n, int version)
{
    struct page *pg = x->d->page;
    struct column columns[CODES_MOST + 1];
    struct sourced s;
    uint32_t *each;
    unsigned all, k = columns_of(columns, x, rows, n, version, &each, &all);
    const char *key = rows[0].group ? "report.annex.codes.of" : "report.annex.codes";
    if (!k)
        return;
    sourced_begin(&s, x->d);
    open_table(x, "dense codes", WORDS(pg, key, {"title", x->in->title}, {"group", x->ref->codes[rows[0].group].name},
                        {"unit", unit_words(pg, x->in)}));
    table_head(x->d, "y", text_get(pg->text, "cover.year"));
    table_head(x->d, "n", text_get(pg->text, "table.total"));
    for (unsigned i = 0; i < k; i++)
        table_head(x->d, "n", x->ref->codes[columns[i].code].name);
    table_body(x->d);
    for (unsigned r = 0; r < n; r++)
        if (rows[r].shares.version == version)
            codes_row(x, &s, &rows[r], columns, k);
    codes_end(x, &s, each, all);
}

/* A table for each list of codes that countries have used. */
static void by_codes(struct annexed *x)
{
    struct row *rows;
    unsigned n = x->in->nclass ? rows_of(&rows, x) : 0;
    bool *done = arena_array(x->d->page->arena, bool, x->ref->nversions + 1);
    for (unsigned i = 0; i < n; i++) {
        int version = rows[i].shares.version;
        if (version >= 0 && !done[version])
            codes_table(x, rows, n, version);
        done[MAX(version, 0)] |= version >= 0;
    }
}

/* -- the annex ------------------------------------------------------------------------------------------ */

static bool has_members(struct page *pg, const struct cube_flow *flow)
{
    for (const uint16_t *a = members(pg); *a; a++)
        if (flow->area_at[*a] != flow->area_at[*a + 1])
            return true;
    return false;
}

static unsigned decimals_of(const struct cube *cube, const struct cube_flow *flow, const struct indicator *in)
{
    unsigned most = 0;
    for (uint32_t i = cube->start[flow->first]; i < cube->start[flow->first + flow->n]; i++)
        most = MAX(most, cube->decimals[i] == NUM_SHORTEST ? in->decimals : (unsigned)cube->decimals[i]);
    return most;
}

static void module(struct document *d, uint32_t m)
{
    struct page *pg = d->page;
    const struct ref *ref = pg->cube->ref;
    bool any = false;
    for (uint32_t f = 0; f < pg->cube->nflows; f++) {
        const struct cube_flow *flow = &pg->cube->flows[f];
        const struct indicator *in = &ref->indicators[flow->indicator];
        if (in->module != m || in->generation == GEN_DERIVED || !has_members(pg, flow))
            continue;
        if (!any)
            document_section(d, part_id(d, "annex.%.*s", STR_FMT(ref->modules[m].code)), ref->modules[m].name);
        any = true;
        struct annexed x = {.d = d, .cube = pg->cube, .ref = ref, .flow = flow, .in = in,
                             .decimals = decimals_of(pg->cube, flow, in)};
        document_heading(d, in->title);
        by_years(&x);
        by_codes(&x);
    }
}

int report_annex(struct document *d, const struct report *r UNUSED, struct err *err UNUSED)
{
    struct page *pg = d->page;
    bool any = false;
    for (uint32_t f = 0; f < pg->cube->nflows && !any; f++)
        any = has_members(pg, &pg->cube->flows[f]);
    if (!any)
        return 0;
    document_annex(d, "annex", text_get(pg->text, "report.annex"));
    DOCUMENT_SAY(d, "annex.lead", "report.annex.lead", {"release", pg->cube->release_name});
    for (uint32_t m = 0; m < pg->cube->ref->nmodules; m++)
        module(d, m);
    return 0;
}
