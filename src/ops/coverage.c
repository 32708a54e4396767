/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What of all that could be known is known. */

#include "ops/coverage.h"

#include "base/num.h"
#include "base/utf8.h"
#include "ops/basis.h"
#include "ops/reader.h"

struct looking {
    struct loaded l;        /* of a release */
    struct cube *accepted;  /* of what is accepted now */
    struct rounds rounds;   /* beside it */
    struct coverage_of of;
    struct str now;         /* at which releases have to be visible */
};

/* "2010-2024", "2015-", "-2020", "2014". */
static int take_years(struct coverage_asked *asked, struct str text, struct err *err)
{
    const char *dash = text.len ? memchr(text.p, '-', text.len) : NULL;
    size_t at = dash ? (size_t)(dash - text.p) : text.len;
    struct str first = str_sub(text, 0, at), last = dash ? str_sub(text, at + 1, text.len) : first;
    uint64_t a = 0, b = 0;
    bool good = text.len > (dash ? 1u : 0u) && (!first.len || str_uint(&a, first, 2200)) &&
                (!last.len || str_uint(&b, last, 2200)) && (!first.len || a >= 1900) && (!last.len || b >= 1900);
    if (text.len && !good)
        return err_set(err, ERR_USAGE, "--years \"%s\" is to be a year or two, as 2014, 2010-2024, 2015- or -2020",
                       utf8_brief(text).text);
    asked->first_year = (int)a;
    asked->last_year = (int)b;
    return 0;
}

static int load_release(struct looking *rd, struct call *c, struct err *err)
{
    int r = reader_open(c, err);
    if (r == 0)
        r = reader_load(&rd->l, c, call_get(c, "release"), rd->now, STR(""), err);
    if (r == 0)
        r = release_load_rounds(&rd->l, c->store, err);
    if (r < 0)
        return r;
    rd->of = (struct coverage_of){rd->l.ref, rd->l.cube, &rd->l.rounds, rd->l.release.name,
                                  rd->l.release.released_at};
    return 0;
}

static int load_accepted(struct looking *rd, struct call *c, struct err *err)
{
    int r = accepted_open(&rd->accepted, c, err);
    if (r == 0)
        r = asked_rounds_load(&rd->rounds, &c->arena, c->store, c->ref, 0, err);
    rd->of = (struct coverage_of){.ref = c->ref, .cube = rd->accepted, .rounds = &rd->rounds};
    return r;
}

static void looking_release(struct looking *rd)
{
    cube_free(rd->accepted);
    if (rd->l.ref)
        loaded_release(&rd->l);
}

/* Whoever sees from this that figures are there which the public does not see leaves a line. */
static int log_reads(struct call *c, const struct loaded *l, struct err *err)
{
    struct reads reads = {0};
    int r = 0;
    for (uint32_t f = 0; l->cube && f < l->cube->nflows; f++)
        for (uint32_t a = 1; r == 0 && a < l->ref->nareas; a++) {
            const struct cube_flow *flow = &l->cube->flows[f];
            if (flow->area_at[a] < flow->area_at[a + 1])
                r = reads_add(&reads, c, &l->release, true, false, l->ref->indicators[flow->indicator].code,
                              l->ref->areas[a].code, err);
        }
    if (r == 0)
        r = reads_log(&reads, c, "coverage", err);
    reads_release(&reads);
    return r;
}

static int load_growth(struct cover_growth *out, struct call *c, const struct looking *rd,
                       const struct coverage_view *v, struct err *err)
{
    struct cover_history history;
    bool accepted = rd->accepted != NULL;
    int r = cover_history_load(&history, &c->arena, c->store, accepted ? c->ref : rd->l.ref, accepted ? NULL : &rd->l,
                               accepted ? STR("") : rd->now, err);
    if (r < 0)
        return r;
    if (accepted)
        cover_history_add(&history, &c->arena, rd->of.ref, rd->accepted, &rd->rounds);
    cover_growth_make(out, &c->arena, &history, v);
    return accepted ? cover_growth_answers(out, c->store, v, err) : 0;
}

static int answer(struct call *c, const struct looking *rd, const struct coverage_asked *asked, enum cover_by by,
                  struct err *err)
{
    struct coverage_view v;
    struct cover_growth growth = {0};
    struct str format = call_get(c, "format");
    bool growing = by == COVER_BYS || cover_by_growth(by);
    int r = coverage_view_make(&v, &c->arena, &rd->of, asked, err);
    if (r == 0 && growing && !(format.len && by == COVER_BYS))
        r = load_growth(&growth, c, rd, &v, err);
    if (r == 0 && !rd->accepted)
        r = log_reads(c, &rd->l, err);
    if (r < 0)
        return r;
    if (format.len)
        coverage_rows(&c->out, str_is(format, "csv") ? COLUMNS_CSV : COLUMNS_TSV,
                      by == COVER_BYS ? COVER_BY_QUESTION_TABLE : by, &v, &growth);
    else if (c->json && by != COVER_BYS)
        coverage_rows(&c->out, COLUMNS_JSON, by, &v, &growth);
    else if (c->json) {
        coverage_document(&c->j, &v, &growth);
        json_line(&c->j);
    } else
        coverage_text(&c->out, by, &v, &growth);
    return 0;
}

int op_coverage(struct call *c, struct err *err)
{
    struct looking rd = {0};
    struct coverage_asked asked = {.area = call_get(c, "country"), .table = call_get(c, "table"),
                                   .round = call_get(c, "round"), .generation = call_get(c, "generation")};
    struct str format = call_get(c, "format"), text = call_get(c, "by");
    enum cover_by by;
    if (!cover_by_find(&by, text))
        return err_set(err, ERR_USAGE, "--by \"%s\" is to be country, table, module, year, source, breakdown, round, "
                       "release or question_table", utf8_brief(text).text);
    if (!text.len)
        by = COVER_BYS;
    if (format.len && !str_is(format, "csv") && !str_is(format, "tsv"))
        return err_set(err, ERR_FORMAT, "--format \"%s\" is to be csv or tsv", utf8_brief(format).text);
    int r = take_years(&asked, call_get(c, "years"), err);
    if (r == 0)
        r = call_visible_at(&rd.now, c, err);
    if (r == 0)
        r = call_has(c, "accepted") ? load_accepted(&rd, c, err) : load_release(&rd, c, err);
    if (r == 0)
        r = answer(c, &rd, &asked, by, err);
    looking_release(&rd);
    return r;
}
