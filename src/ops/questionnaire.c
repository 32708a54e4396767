/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The questionnaire workbook on its way out. */

#include "ops/ops.h"

#include "base/clock.h"
#include "collect/questionnaire.h"
#include "io/format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int accepted_of(struct cube **out, struct call *c, struct str area, struct err *err)
{
    struct store_iter *it;
    struct wk_block block;
    struct cube_builder *builder = cube_builder_new(c->ref);
    unsigned n = 0;
    *out = NULL;
    int r = area.len ? store_wk_list_area(c->store, &it, area, err) : store_wk_list(c->store, &it, err);
    while (r == 0 && (r = store_wk_next(it, &block, err)) == 1) {
        n++;
        if ((r = cube_builder_add(builder, block.block, err)) < 0)
            store_iter_close(it);
    }
    if (r < 0 || n == 0) {
        cube_builder_free(builder);
        return r;
    }
    *out = cube_builder_finish(builder);
    return 0;
}

int call_language(const char **language, const struct text **text, struct call *c, struct err *err)
{
    struct str said = call_get(c, "language");
    *language = said.len ? arena_text(&c->arena, said) : "en";
    *text = text_find(*language);
    if (!*text)
        return err_set(err, ERR_USAGE, "there are no words in the language \"%.20s\"; there are: %.*s",
                       *language, STR_FMT(text_languages()));
    return 0;
}

int call_language_said(const char **language, struct call *c, struct err *err)
{
    const struct text *text;
    *language = NULL;
    return call_has(c, "language") ? call_language(language, &text, c, err) : 0;
}

/* -- writing ---------------------------------------------------------------------------------- */

/* What the round asks of the country; all tables of its criterion where nothing is kept of that, as of
 * rounds that an older program opened. */
static int tables_of(struct questionnaire *q, struct call *c, const struct round *round, struct err *err)
{
    struct questionnaire_table *tables = arena_array(&c->arena, struct questionnaire_table, c->ref->nindicators);
    struct str code = c->ref->areas[q->area].code;
    struct store_iter *it;
    struct ask a;
    bool some = false;
    int r = store_ask_list(c->store, &it, round->id, STR(""), err);
    while (r == 0 && (r = store_ask_next(it, &a, err)) == 1) {
        uint16_t indicator = ref_indicator_find(c->ref, a.indicator);
        r = 0;
        some = true;
        if (indicator && str_eq(a.area, code) && q->ntables < c->ref->nindicators)
            tables[q->ntables++] = (struct questionnaire_table){indicator, str_is(a.why, "missing")};
    }
    if (r == 0 && some && !q->ntables)
        return err_set(err, ERR_STATE, "round \"%.*s\" asks nothing of %.*s", STR_FMT(round->name),
                       STR_FMT(c->ref->areas[q->area].name));
    if (some)
        q->tables = tables;
    return r;
}

/* What --round, --country and --language ask for; `past` is to be freed. */
static int asked(struct questionnaire *q, struct cube **past, struct call *c, struct err *err)
{
    struct str country = call_get(c, "country");
    struct round round;
    *past = NULL;
    *q = (struct questionnaire){.source_type = -1};
    int r = call_ref(c, err);
    if (r == 0)
        r = call_language(&q->language, &q->text, c, err);
    if (r == 0)
        r = store_round_get(c->store, &c->arena, &round, call_get(c, "round"), err);
    if (r < 0)
        return r;
    if (round.closed_at.len)
        return err_set(err, ERR_STATE, "round \"%.*s\" was closed on %.10s; it asks nothing any more",
                       STR_FMT(round.name), round.closed_at.p);
    q->ref = c->ref;
    q->area = ref_area_find(c->ref, country);
    if (!q->area || !c->ref->areas[q->area].member)
        return err_set(err, ERR_USAGE, "--country \"%.*s\" is no country of %.*s; it is to be three "
                       "letters, as THA", (int)MIN(country.len, (size_t)40), country.p,
                       STR_FMT(c->ref->region));
    q->round = round.name;
    q->deadline = round.deadline;
    q->first_year = (int)round.first_year;
    q->last_year = (int)round.last_year;
    q->criterion = criterion_find(round.criterion);
    struct catalogue_source *sources = NULL;
    if ((r = call_area(c, country, err)) == 0)
        r = tables_of(q, c, &round, err);
    if (r == 0)
        r = catalogue_load(&sources, &q->nsources, c, country, err);
    q->sources = sources;
    if (r == 0)
        r = accepted_of(past, c, country, err);
    q->past = *past;
    struct fillings *could = arena_new(&c->arena, struct fillings);
    if (r == 0)
        fillings_find(could, &c->arena, c->ref, q->area, *past, sources, q->nsources, q->first_year, q->last_year,
                      clock_year(c->now));
    q->fillings = could;
    return r;
}

/* How many figures the workbook shows as given before. */
static uint32_t nearlier(const struct questionnaire *q)
{
    uint32_t n = 0;
    for (uint32_t i = 0; q->past && i < q->past->nobs; i++) {
        uint16_t type;
        n += q->source_type < 0 ||
             (ref_source_find(q->ref, &type, NULL, q->past->sources[q->past->source[i]]) &&
              type == q->source_type);
    }
    return n;
}

/* The library that writes workbooks wants a path: a file without a name that others could open. */
static int write_remote(struct call *c, const struct questionnaire *q, const char *name, struct err *err)
{
    char folder[] = "/tmp/ilms-XXXXXX", path[64];
    struct buf bytes = {0};
    if (!mkdtemp(folder))
        return err_set(err, ERR_IO, "%s: cannot be made: %s", folder, strerror(errno));
    snprintf(path, sizeof path, "%s/form.xlsx", folder);
    int r = questionnaire_write(q, path, err);
    if (r == 0)
        r = io_slurp(&bytes, path, err);
    unlink(path);
    rmdir(folder);
    if (r == 0)
        r = call_write_file(c, name, buf_view(&bytes), err);
    buf_release(&bytes);
    return r;
}

static int write_one(struct call *c, const struct questionnaire *q, const char *path, struct err *err)
{
    const struct area *area = &c->ref->areas[q->area];
    int r = c->remote ? write_remote(c, q, path, err) : questionnaire_write(q, path, err);
    if (r == 0 && c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "file", str_of(path));
        json_put(&c->j, "round", q->round);
        json_put(&c->j, "ref_area", area->code);
        if (q->source_type >= 0)
            json_put(&c->j, "source_type", c->ref->source_types[q->source_type].code);
        json_put(&c->j, "language", str_of(q->language));
        json_put_int(&c->j, "earlier_figures", nearlier(q));
        json_close(&c->j);
        json_line(&c->j);
    } else if (r == 0) {
        buf_fmt(&c->out, "%s: the questionnaire of %.*s for round %.*s, with %u figures given before\n",
                path, STR_FMT(area->name), STR_FMT(q->round), nearlier(q));
    }
    return r;
}

/* Does the country have a source of this type: registered, or in what it gave before? Only types
 * that are asked for something are those of offices that answer. */
static bool has_type(const struct questionnaire *q, uint32_t type)
{
    const struct ref *ref = q->ref;
    bool is_asked = false, has = false;
    uint16_t other;
    for (uint32_t i = 0; i < ref->nnote_asked; i++)
        is_asked = is_asked || ref->note_asked[i].source_type == type;
    for (uint32_t i = 1; i < ref->nsurveys; i++)
        has = has || (ref->surveys[i].area == q->area && ref->surveys[i].type == type);
    for (uint32_t i = 0; q->past && i < q->past->nsources; i++)
        has = has || (ref_source_find(ref, &other, NULL, q->past->sources[i]) && other == type);
    return is_asked && has;
}

/* KHM-BA.xlsx, KHM-FB.xlsx ... into a folder, which is made if need be; all of them or, where one
 * of the names is taken, none. */
static int write_by_type(struct call *c, struct questionnaire *q, const char *folder, struct err *err)
{
    const struct ref *ref = c->ref;
    const char **path = arena_array(&c->arena, const char *, ref->nsource_types);
    const char *slash = str_ends(str_of(folder), STR("/")) ? "" : "/";
    unsigned n = 0;
    int r = 0;
    for (uint32_t t = 0; r == 0 && t < ref->nsource_types; t++) {
        if (!has_type(q, t))
            continue;
        path[t] = arena_fmt(&c->arena, "%s%s%.*s-%.*s.xlsx", folder, slash, STR_FMT(ref->areas[q->area].code),
                            STR_FMT(ref->source_types[t].code));
        n++;
        if (access(path[t], F_OK) == 0)
            r = err_set(err, ERR_STATE, "%s: there is a file of that name already", path[t]);
    }
    if (r == 0 && n == 0)
        r = err_set(err, ERR_STATE, "no source of %.*s is registered, and none has given figures; leave "
                    "--by-type out", STR_FMT(ref->areas[q->area].name));
    if (r == 0 && mkdir(folder, 0777) < 0 && errno != EEXIST)
        r = err_set(err, ERR_IO, "%s: the folder cannot be made: %s", folder, strerror(errno));
    for (uint32_t t = 0; r == 0 && t < ref->nsource_types; t++)
        if (path[t]) {
            q->source_type = (int)t;
            r = write_one(c, q, path[t], err);
        }
    return r;
}

int op_questionnaire_write(struct call *c, struct err *err)
{
    struct questionnaire q;
    struct cube *past;
    struct str type = call_get(c, "type");
    const char *output = arena_text(&c->arena, call_get(c, "output"));
    int r = asked(&q, &past, c, err);
    if (r == 0 && c->remote && call_has(c, "by-type"))
        r = err_set(err, ERR_USAGE, "--by-type makes several files: ask for each --type");
    else if (r == 0 && type.len && call_has(c, "by-type"))
        r = err_set(err, ERR_USAGE, "--type makes the form for one type, --by-type one for each: say one "
                    "of them");
    else if (r == 0 && type.len && (q.source_type = ref_source_type_find(c->ref, type)) < 0)
        r = err_set(err, ERR_USAGE, "--type \"%.*s\" is no type of source; it is to be one of the list, as "
                    "BA", (int)MIN(type.len, (size_t)40), type.p);
    if (r == 0)
        r = call_has(c, "by-type") ? write_by_type(c, &q, output, err) : write_one(c, &q, output, err);
    if (past)
        cube_free(past);
    return r;
}
