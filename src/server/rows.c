/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/rows.h"

#include "base/utf8.h"
#include "server/accept.h"
#include "syntax/packer.h"
#include "syntax/text.h"

void rows_error(struct rows *r, int status, const char *message)
{
    struct http_answer *an = r->an;
    struct json j;
    an->status = status;
    an->type = "application/json";
    an->etag = NULL;
    an->modified = 0;
    an->cacheable = false;
    an->disposition = NULL;
    an->language = "en";
    an->body.len = 0;
    json_init(&j, &an->body);
    json_open(&j, '{');
    json_put(&j, "error", str_of(message));
    json_put(&j, "documentation", str_of(arena_fmt(r->rq->arena, "%.*s/api", STR_FMT(r->site->origin))));
    json_close(&j);
    buf_char(&an->body, '\n');
}

void rows_refuse(struct http_answer *an, const char *why)
{
    struct json j;
    an->type = "application/json";
    json_init(&j, &an->body);
    json_open(&j, '{');
    json_put(&j, "error", str_of(why));
    json_close(&j);
    buf_char(&an->body, '\n');
}

struct str rows_param(const struct rows *r, const char *name)
{
    return http_said(r->rq, name);
}

bool rows_known(struct rows *r, const char *const *known, size_t n)
{
    for (unsigned i = 0; i < r->rq->nparams; i++) {
        bool found = false;
        for (size_t k = 0; k < n && !found; k++)
            found = str_is(r->rq->param[i].name, known[k]);
        if (found)
            continue;
        struct buf list = {0};
        for (size_t k = 0; k < n; k++)
            buf_fmt(&list, "%s%s", k ? ", " : "", known[k]);
        rows_error(r, 400, arena_fmt(r->rq->arena, "there is no parameter \"%s\" here; there are %s",
                                        utf8_brief(r->rq->param[i].name).text, list.p));
        buf_release(&list);
        return false;
    }
    return true;
}

bool rows_next_value(struct str *one, struct str *rest)
{
    while (rest->len) {
        size_t n = 0;
        while (n < rest->len && !strchr("+, ", rest->p[n]))
            n++;
        *one = str_sub(*rest, 0, n);
        *rest = str_sub(*rest, n + 1, rest->len);
        if (one->len)
            return true;
    }
    return false;
}

bool rows_form(struct rows *r, enum columns_form usual)
{
    static const struct offer offers[] = {{"text/csv", "csv", ".csv"},
                                          {"text/tab-separated-values", "tsv", ".tsv"},
                                          {"application/json", "json", ".json"}};
    static const char *const ext[] = {[COLUMNS_CSV] = ".csv", [COLUMNS_TSV] = ".tsv", [COLUMNS_JSON] = ".json"};
    struct asked asked = {.accept = http_header(r->rq, "Accept"), .format = rows_param(r, "format")};
    struct accepted a;
    struct err err;
    r->gzip = str_ends(asked.format, STR(".gz"));
    if (r->gzip)
        asked.format.len -= 3;
    struct offers first = {&offers[usual], 1, ACCEPT_DATA, false},
                  all = {offers, ARRAY_LEN(offers), ACCEPT_DATA, false};
    r->form = usual;
    if (asked.format.len || accept_choose(&a, &asked, &first, &err) < 0) {
        if (accept_choose(&a, &asked, &all, &err) < 0) {
            rows_error(r, 406, arena_fmt(r->rq->arena, "%s; there are format=.csv, .tsv and .json, each also with "
                                         ".gz", err.text));
            return false;
        }
        r->form = (enum columns_form)a.offer;
    }
    r->ext = ext[r->form];
    struct str language = accept_language(rows_param(r, "lang"), STR(""), text_languages());
    r->language = language.len ? arena_text(r->rq->arena, language) : "en";
    return true;
}

void rows_dress(struct rows *r, const char *name)
{
    static const char *const types[] = {[COLUMNS_CSV] = "text/csv", [COLUMNS_TSV] = "text/tab-separated-values",
                                        [COLUMNS_JSON] = "application/json"};
    struct http_answer *an = r->an;
    an->type = r->gzip ? "application/gzip" : types[r->form];
    an->etag = site_etag(r->rq, r->snap, arena_fmt(r->rq->arena, "rows %s", types[r->form]));
    an->modified = r->snap->modified;
    an->language = r->language;
    an->cacheable = true;
    an->disposition = arena_fmt(r->rq->arena, "attachment; filename=\"%s%s%s\"", name, r->ext,
                                r->gzip ? ".gz" : "");
}

void rows_pack(struct rows *r)
{
    struct packer p = {0};
    struct buf packed = {0}, *body = &r->an->body;
    if (!r->gzip)
        return;
    if (packer_begin(&p, CODING_GZIP, PACK_SMALL, body->len) && packer_put(&p, &packed, buf_view(body), true)) {
        buf_release(body);
        *body = packed;
    } else {
        buf_release(&packed);
        rows_error(r, 500, "the file could not be packed");
    }
    packer_release(&p);
}
