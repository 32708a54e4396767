/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* /bulk: whole releases as files.
 *
 *     /bulk                       what there is, as a page or as JSON
 *     /bulk/FOLDER/FILE           a file, for ever the same: caches may keep it
 *     /bulk/RELEASE/FILE          leads there; RELEASE is a number, a name or latest
 *
 * A folder is served only while the list of releases has it, so what a rule of sharing has taken back is
 * gone within a second, whatever lies on the disk. Only names that its list of sums has are opened. */

#include "base/version.h"
#include "server/files.h"

#include "server/pages.h"
#include "syntax/json.h"

#include <stdio.h>

const char *files_etag(const struct http_request *rq, const struct release_list *list, const char *format)
{
    struct buf text = {0};
    char *etag = arena_alloc(rq->arena, KEYED_HASH_HEX + 2);
    buf_puts(&text, ILMS_VERSION " ");
    buf_puts(&text, format);
    for (size_t i = 0; i < list->n; i++)
        buf_fmt(&text, " %zu", list->v[i].nfiles);
    buf_str(&text, rq->target);
    keyed_hash_hex(etag + 1, (struct str){list->tag, 16}, buf_view(&text));
    etag[0] = etag[KEYED_HASH_HEX] = '"';
    buf_release(&text);
    return etag;
}

void files_refuse(struct http_answer *an, int status, const char *why)
{
    an->status = status;
    an->type = "text/plain; charset=utf-8";
    an->etag = NULL;
    an->retry_after = status == 503 ? 1 : 0;
    an->cache_control = "no-store";
    buf_puts(&an->body, why);
    buf_char(&an->body, '\n');
}

/* -- what there is --------------------------------------------------------------------------------------- */

static bool wants_json(const struct http_request *rq)
{
    const struct str *format = http_param(rq, "format");
    struct str accept = http_header(rq, "Accept");
    if (format)
        return str_is(*format, "json");
    return str_find(accept, STR("application/json")) && !str_find(accept, STR("text/html"));
}

static void list_json(const struct site *site, const struct release_list *list, struct buf *out)
{
    struct json j;
    json_init(&j, out);
    json_open(&j, '{');
    json_key(&j, "releases");
    json_open(&j, '[');
    for (size_t i = list->n; i-- > 0;) {
        const struct seen_release *s = &list->v[i];
        if (!s->nfiles)
            continue;
        json_open(&j, '{');
        json_put_int(&j, "number", s->release.id);
        json_put(&j, "name", s->release.name);
        json_put(&j, "released_at", s->release.released_at);
        json_put(&j, "visible_since", s->since);
        json_put(&j, "view", s->view);
        json_key(&j, "files");
        json_open(&j, '[');
        for (size_t k = 0; k < s->nfiles; k++) {
            struct buf address = {0};
            json_open(&j, '{');
            json_put(&j, "name", s->files[k].name);
            buf_fmt(&address, "%.*s/bulk/%s/%.*s", STR_FMT(site->origin), s->folder, STR_FMT(s->files[k].name));
            json_put(&j, "url", buf_view(&address));
            buf_release(&address);
            json_put(&j, "type", str_of(bulk_media_type(s->files[k].name)));
            json_put_int(&j, "bytes", (int64_t)s->files[k].bytes);
            json_put_some(&j, "sha256", s->files[k].sha256);
            json_put(&j, "description", str_of(bulk_what(s->files[k].name)));
            json_close(&j);
        }
        json_close(&j);
        json_close(&j);
    }
    json_close(&j);
    json_close(&j);
}

/* Of older releases not each table, which would be hundreds of lines for each. */
static struct page_release page_release_of(struct arena *arena, const struct seen_release *s, bool tables)
{
    struct page_file *files = arena_array(arena, struct page_file, s->nfiles + 1);
    size_t n = 0;
    for (size_t k = 0; k < s->nfiles; k++)
        if (tables || !str_starts(s->files[k].name, STR("DF_")))
            files[n++] = (struct page_file){s->files[k].name, str_of(bulk_what(s->files[k].name)), s->files[k].sha256,
                                            s->files[k].bytes};
    return (struct page_release){s->release.name, s->since, str_of(s->folder), files, n};
}

static void list_page(struct site *site, struct snapshot *snap, const struct http_request *rq,
                      const struct release_list *list, struct http_answer *an, struct str language)
{
    struct page pg = page_start(site, snap, rq, an, language);
    struct page_release *v = arena_array(rq->arena, struct page_release, list->n + 1);
    size_t n = 0;
    for (size_t i = list->n; i-- > 0;)
        if (list->v[i].nfiles)
            v[n] = page_release_of(rq->arena, &list->v[i], n == 0), n++;
    page_files(&pg, v, n, n < list->n);
    page_in_language(&an->body, rq->arena, language);
}

static void list_answer(struct site *site, struct snapshot *snap, const struct http_request *rq,
                        struct http_answer *an, const struct release_list *list, struct str language)
{
    bool json = wants_json(rq);
    an->etag = files_etag(rq, list, json ? "bulk json" : "bulk html");
    an->type = json ? "application/json" : "text/html; charset=utf-8";
    an->language = json ? "en" : arena_text(rq->arena, language);
    if (json)
        list_json(site, list, &an->body);
    else
        list_page(site, snap, rq, list, an, language);
}

/* -- a file ---------------------------------------------------------------------------------------------- */

static void file_answer(const char *dir, const struct http_request *rq, struct http_answer *an,
                        const struct seen_release *s)
{
    const struct bulk_file *file = NULL;
    for (size_t i = 0; i < s->nfiles; i++)
        if (str_eq(s->files[i].name, rq->segment[2]))
            file = &s->files[i];
    if (!file) {
        files_refuse(an, 404, s->nfiles ? "There is no such file of this release; /bulk lists what there is."
                                        : "The files of this release are being made.");
        return;
    }
    if (!str_is(rq->segment[1], s->folder)) {
        an->status = 302;
        an->location = arena_fmt(rq->arena, "/bulk/%s/%.*s", s->folder, STR_FMT(file->name));
        return;
    }
    an->file = arena_fmt(rq->arena, "%s/%s/%.*s", dir, s->folder, STR_FMT(file->name));
    an->type = bulk_media_type(file->name);
    an->cache_control = "public, max-age=31536000, immutable";
    if (file->sha256.len)
        an->etag = arena_fmt(rq->arena, "\"%.*s\"", 32, file->sha256.p);
    bool shown = str_ends(file->name, STR(".md")) || str_is(file->name, BULK_SUMS);
    if (!shown)
        an->disposition = arena_fmt(rq->arena, "attachment; filename=\"%.*s\"", STR_FMT(file->name));
}

/* The way to the files is on every page. */
static void no_files(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                     struct str language)
{
    if (rq->nsegments > 1 || wants_json(rq)) {
        files_refuse(an, 404, "This server keeps no files of whole releases; it does when it is started with --files.");
        return;
    }
    struct page pg = page_start(site, snap, rq, an, language);
    an->type = "text/html; charset=utf-8";
    an->language = arena_text(rq->arena, language);
    page_files_none(&pg);
    page_in_language(&an->body, rq->arena, language);
}

void bulk_answer(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                 struct str language)
{
    const char *dir = releases_dir(site->releases);
    struct release_list *list = dir ? releases_take(site->releases) : NULL;
    if (!dir)
        no_files(site, snap, rq, an, language);
    else if (!list)
        files_refuse(an, 503, "The releases are being looked at; please ask again in a moment.");
    else if (rq->nsegments == 1)
        list_answer(site, snap, rq, an, list, language);
    else {
        const struct seen_release *s = releases_find(list, rq->segment[1]);
        if (s && rq->nsegments == 3)
            file_answer(dir, rq, an, s);
        else
            files_refuse(an, 404, s ? "A release has files; /bulk lists them."
                                    : "There is no such release; /bulk lists those that there are.");
    }
    releases_put(list);
}

/* -- who answers ------------------------------------------------------------------------------------------- */

bool files_handle(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                  struct str language)
{
    static const struct {
        const char *name;
        enum catalogue_form form;
    } catalogues[] = {{"catalog.ttl", CATALOGUE_TURTLE},
                      {"catalog.jsonld", CATALOGUE_JSON},
                      {"catalog.rdf", CATALOGUE_XML}};
    struct str first = rq->nsegments ? rq->segment[0] : STR("");
    if (str_is(first, "bulk")) {
        bulk_answer(site, snap, rq, an, language);
        return true;
    }
    if (news_handle(site, snap, rq, an, language))
        return true;
    if (rq->nsegments != 1)
        return false;
    if (str_is(first, "feed.atom") || str_is(first, "feed.json")) {
        feed_answer(site, snap, rq, an, str_is(first, "feed.json"));
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(catalogues); i++)
        if (str_is(first, catalogues[i].name)) {
            catalogue_answer(site, snap, rq, an, catalogues[i].form);
            return true;
        }
    return false;
}
