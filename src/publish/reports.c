/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/reports.h"

#include "syntax/json.h"
#include "syntax/json_read.h"

#include <stdlib.h>

/* -- loading --------------------------------------------------------------------------------------- */

static int by_newest(const void *pa, const void *pb)
{
    const struct pub_report *a = pa, *b = pb;
    int order = str_cmp(b->since, a->since);
    order = order ? order : str_cmp(a->name, b->name);
    return order ? order : str_cmp(a->language, b->language);
}

/* An edition that came later stands beside the first of its name. */
static void group(struct reports *r)
{
    for (size_t i = 0, next; i < r->n; i = next) {
        next = i + 1;
        for (size_t k = next; k < r->n; k++) {
            if (!str_eq(r->v[k].name, r->v[i].name))
                continue;
            struct pub_report moved = r->v[k];
            memmove(&r->v[next + 1], &r->v[next], (k - next) * sizeof moved);
            r->v[next++] = moved;
        }
    }
}

static void mark_add(struct sha256_state *state, const struct str *pieces, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sha256_add(state, pieces[i]);
        sha256_add(state, STR("\n"));
    }
}

static int load_reports(struct reports *out, struct sha256_state *state, struct store *st, struct str now,
                        struct err *err)
{
    struct store_iter *it;
    struct pub_report p;
    struct buf v = {0};
    int r = store_report_list(st, &it, now, err);
    while (r == 0 && (r = store_report_next(it, &p, err)) == 1) {
        r = 0;
        struct str *texts[] = {&p.name, &p.language, &p.title, &p.published_at, &p.release_name, &p.since,
                               &p.withdrawn_at, &p.reason};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(&out->arena, *texts[i]);
        mark_add(state, (const struct str[]){p.name, p.language, p.title, p.since, p.release_name, p.withdrawn_at,
                                             p.reason}, 7);
        buf_put(&v, &p, sizeof p);
        out->n++;
    }
    out->v = arena_array(&out->arena, struct pub_report, out->n + 1);
    if (out->n)
        memcpy(out->v, v.p, v.len);
    buf_release(&v);
    return r;
}

static int load_files(struct reports *out, struct sha256_state *state, struct store *st, struct str now,
                      struct err *err)
{
    struct store_iter *it;
    struct pub_report_file f;
    struct buf v = {0};
    int r = store_report_file_list(st, &it, now, err);
    while (r == 0 && (r = store_report_file_next(it, &f, err)) == 1) {
        r = 0;
        f.of.area = arena_str(&out->arena, f.of.area);
        f.sha256 = arena_str(&out->arena, f.sha256);
        mark_add(state, (const struct str[]){f.of.area, f.sha256}, 2);
        buf_put(&v, &f, sizeof f);
        out->nfiles++;
    }
    out->files = arena_array(&out->arena, struct pub_report_file, out->nfiles + 1);
    if (out->nfiles)
        memcpy(out->files, v.p, v.len);
    buf_release(&v);
    return r;
}

int reports_load(struct reports *out, struct store *st, struct str now, struct err *err)
{
    *out = (struct reports){0};
    arena_init(&out->arena, 64 << 20);
    struct sha256_state *state = sha256_begin();
    int r = load_reports(out, state, st, now, err);
    if (r == 0)
        r = load_files(out, state, st, now, err);
    struct sha256 hash = sha256_end(state);
    sha256_hex(out->mark, &hash);
    if (r < 0) {
        reports_free(out);
        return r;
    }
    qsort(out->v, out->n, sizeof *out->v, by_newest);
    group(out);
    for (size_t i = 0; i < out->nfiles; i++)
        for (size_t k = 0; k < out->n; k++)
            if (out->v[k].id == out->files[i].report)
                out->files[i].of.language = out->v[k].language;
    return 0;
}

void reports_free(struct reports *r)
{
    arena_release(&r->arena);
    *r = (struct reports){0};
}

/* -- the list of what was made --------------------------------------------------------------------- */

void report_manifest_write(struct buf *out, const struct report_manifest *m)
{
    struct json j;
    json_init(&j, out);
    json_open(&j, '{');
    json_put(&j, "release", m->release);
    json_put(&j, "language", m->language);
    json_put(&j, "title", m->title);
    json_put(&j, "state", m->state);
    json_key(&j, "files");
    json_open(&j, '[');
    for (size_t i = 0; i < m->nfiles; i++) {
        json_open(&j, '{');
        json_put(&j, "name", m->files[i].name);
        json_put(&j, "sha256", m->files[i].sha256);
        json_close(&j);
    }
    json_close(&j);
    json_close(&j);
    json_line(&j);
}

static void read_file(struct report_made *f, struct json_read *j)
{
    *f = (struct report_made){0};
    for (struct str key; json_member(j, &key);)
        if (str_is(key, "name"))
            f->name = json_read_text(j);
        else if (str_is(key, "sha256"))
            f->sha256 = json_read_text(j);
        else
            json_pass(j);
}

static void read_files(struct report_manifest *m, struct json_read *j)
{
    enum { FILES_MAX = 1000 };
    m->files = arena_array(j->arena, struct report_made, FILES_MAX);
    m->nfiles = 0;
    while (json_element(j))
        if (m->nfiles < FILES_MAX && json_peek(j) == JSON_OBJECT && json_enter(j, '{'))
            read_file(&m->files[m->nfiles++], j);
        else
            json_pass(j);
}

int report_manifest_read(struct report_manifest *out, struct arena *arena, struct str text, struct err *err)
{
    struct json_read j;
    *out = (struct report_manifest){0};
    json_read_init(&j, text, arena);
    if (json_peek(&j) == JSON_OBJECT && json_enter(&j, '{'))
        for (struct str key; json_member(&j, &key);)
            if (str_is(key, "release"))
                out->release = json_read_text(&j);
            else if (str_is(key, "language"))
                out->language = json_read_text(&j);
            else if (str_is(key, "title"))
                out->title = json_read_text(&j);
            else if (str_is(key, "state"))
                out->state = json_read_text(&j);
            else if (str_is(key, "files") && json_peek(&j) == JSON_ARRAY && json_enter(&j, '['))
                read_files(out, &j);
            else
                json_pass(&j);
    else
        json_pass(&j);
    json_read_end(&j);
    if (j.fault)
        return err_set(err, ERR_INPUT, "line %u: %s", json_read_line(&j), j.fault);
    struct str *texts[] = {&out->release, &out->language, &out->title, &out->state};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = arena_str(arena, *texts[i]);
    for (size_t i = 0; i < out->nfiles; i++) {
        out->files[i].name = arena_str(arena, out->files[i].name);
        out->files[i].sha256 = arena_str(arena, out->files[i].sha256);
    }
    if (!out->release.len || !out->language.len || !out->title.len || !out->nfiles)
        return err_set(err, ERR_INPUT, "it does not say of which release, in which language and under which title "
                       "which files were made");
    return 0;
}
