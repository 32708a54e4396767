/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/analysis_coverage.h"

#include "base/utf8.h"
#include "publish/coverage_write.h"
#include "report/coverage.h"
#include "server/coverage.h"
#include "server/pages.h"

enum { ROOM = 512 << 20 };

/* Of the parameters and what is in `asked`: for a page or for programs. */
static int view_of(struct coverage_view *v, struct arena *arena, const struct snapshot *snap, const struct cube *cube,
                   const struct http_request *rq, struct coverage_asked *asked, struct err *err)
{
    const struct loaded *l = &snap->loaded;
    struct coverage_of of = {cube->ref, cube, &l->rounds, l->release.name, l->release.released_at};
    asked->round = http_said(rq, "round");
    asked->generation = http_said(rq, "generation");
    return coverage_view_make(v, arena, &of, asked, err);
}

static int growth_of(struct cover_growth *out, struct arena *arena, const struct snapshot *snap,
                     const struct coverage_view *v, struct err *err)
{
    const struct cover_history *history = coverage_history(snap->coverage, &snap->loaded, err);
    if (!history)
        return -(int)err->code;
    cover_growth_make(out, arena, history, v);
    return 0;
}

/* -- for programs ---------------------------------------------------------------------------------- */

static int take_year(int *year, const struct rows *r, const char *name, struct err *err)
{
    struct str text = rows_param(r, name);
    uint64_t n = 0;
    if (text.len && (!str_uint(&n, text, 2200) || n < 1900))
        return err_set(err, ERR_USAGE, "%s=%s is to be a year, as 2015", name, utf8_brief(text).text);
    *year = (int)n;
    return 0;
}

static int answer(struct rows *r, struct arena *arena, struct err *err)
{
    struct coverage_view v;
    struct cover_growth growth = {0};
    struct str question = rows_param(r, "question"), indicator = rows_param(r, "indicator");
    struct coverage_asked asked = {.area = rows_param(r, "ref_area"),
                                   .table = question.len ? question : indicator};
    enum cover_by by;
    if (!cover_by_find(&by, rows_param(r, "by")))
        return err_set(err, ERR_USAGE, "by=%s is to be question_table, country, table, module, year, source, "
                       "breakdown, round or release", utf8_brief(rows_param(r, "by")).text);
    if (question.len && indicator.len)
        return err_set(err, ERR_USAGE, "question= and indicator= say the same; one of them is enough");
    int result = take_year(&asked.first_year, r, "timefrom", err);
    if (result == 0)
        result = take_year(&asked.last_year, r, "timeto", err);
    if (result == 0)
        result = view_of(&v, arena, r->snap, r->snap->loaded.cube, r->rq, &asked, err);
    if (result == 0 && cover_by_growth(by))
        result = growth_of(&growth, arena, r->snap, &v, err);
    if (result < 0)
        return result;
    rows_dress(r, "coverage");
    coverage_rows(&r->an->body, r->form, by, &v, &growth);
    rows_pack(r);
    return 0;
}

void analysis_coverage(struct rows *r)
{
    static const char *const known[] = {"ref_area", "question", "indicator", "timefrom", "timeto", "by",
                                        "generation", "round", "format"};
    struct arena arena;
    struct err err;
    if (!rows_known(r, known, ARRAY_LEN(known)))
        return;
    arena_init(&arena, ROOM);
    if (answer(r, &arena, &err) < 0)
        rows_error(r, err_http_status(err.code), err.text);
    arena_release(&arena);
}

/* -- for people ------------------------------------------------------------------------------------- */

void coverage_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    struct coverage_view v;
    struct cover_growth growth;
    struct coverage_asked asked = {.area = rq->nsegments == 2 ? rq->segment[1] : STR("")};
    struct err err;
    struct arena arena;
    if ((asked.area.len && !page_member(pg, an, asked.area)) ||
        !page_years(&asked.first_year, &asked.last_year, pg, rq, an))
        return;
    arena_init(&arena, ROOM);
    int r = view_of(&v, &arena, snap, pg->cube, rq, &asked, &err);
    if (r == 0)
        r = growth_of(&growth, &arena, snap, &v, &err);
    if (r == 0 && asked.area.len)
        page_coverage_country(pg, &v, &growth);
    else if (r == 0)
        page_coverage(pg, &v, &growth);
    else { /* no such round, or more years than there can be: as programs hear it */
        an->status = err_http_status(err.code);
        page_error(pg, an->status, str_of(err.text));
    }
    arena_release(&arena);
}
