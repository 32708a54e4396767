/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A file on its way in: kept at once, read in its turn (desk/errand.c), its sender told how it went. */

#include "desk/visit.h"

#include "base/hash.h"
#include "io/format.h"
#include "syntax/compress.h"
#include "syntax/json.h"

enum { FILES_MAX = 50, NAME_KEPT = 200 };

static int keep_one(struct visit *v, const struct http_field *f, int64_t *id, struct err *err)
{
    struct buf packed = {0};
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(f->value);
    sha256_hex(hex, &hash);
    zstd_pack(&packed, f->value, 1);
    struct upload u = {.at = str_of(v->at), .who = v->account.user.name, .area = v->ref->areas[v->area].code,
                       .round = posted(v, "round"), .source = posted(v, "source"),
                       .language = text_get(v->page.text, "language"),
                       .file_name = str_sub(f->file_name, 0, NAME_KEPT), .sha256 = str_of(hex),
                       .file_bytes = (int64_t)f->value.len, .packed = buf_view(&packed)};
    int r = store_begin(v->st, err);
    if (r == 0 && (r = store_upload_add(v->st, &u, err)) < 0)
        store_rollback(v->st);
    if (r == 0)
        r = store_commit(v->st, err);
    buf_release(&packed);
    *id = u.id;
    return r;
}

/* A script of ours asks for JSON, to send several files one after the other. */
static bool wants_json(const struct visit *v)
{
    return str_starts(http_header(v->rq, "Accept"), STR("application/json"));
}

int upload_post(struct visit *v, struct err *err)
{
    int64_t id = 0;
    unsigned n = 0;
    int r = 0;
    for (unsigned i = 0; r == 0 && i < v->rq->nfields && n < FILES_MAX; i++) {
        const struct http_field *f = &v->rq->field[i];
        if (!f->file_name.len)
            continue;
        if (f->value.len == 0)
            r = err_set(err, ERR_INPUT, "The file %.*s is empty.", STR_FMT(f->file_name));
        else
            r = keep_one(v, f, &id, err);
        n++;
    }
    if (r == 0 && n == 0)
        r = err_set(err, ERR_USAGE, "%.*s", STR_FMT(text_get(v->page.text, "desk.upload.nothing")));
    if (r < 0)
        return r;
    if (wants_json(v)) {
        v->an->type = "application/json";
        v->an->status = 201;
        buf_fmt(&v->an->body, "{\"upload\":%lld}\n", (long long)id);
        return 0;
    }
    return visit_go(v, n == 1 ? address(v, "/desk/upload/%lld", (long long)id) : "/desk/submissions", NULL);
}

/* -- how it goes ---------------------------------------------------------------------------------- */

int upload_state(struct visit *v, struct err *err)
{
    const struct upload *u = &v->upload;
    struct json j;
    int64_t ahead = 0;
    int r = str_is(u->state, "queued") ? store_upload_ahead(v->st, &ahead, u->id, err) : 0;
    if (r < 0)
        return r;
    v->an->type = "application/json";
    json_init(&j, &v->an->body);
    json_open(&j, '{');
    json_put_int(&j, "upload", u->id);
    json_put(&j, "state", u->state);
    json_put_int(&j, "ahead", ahead);
    if (u->submission)
        json_put_int(&j, "submission", u->submission);
    json_put_some(&j, "message", u->message);
    json_close(&j);
    json_line(&j);
    return 0;
}

static void put_waiting(struct visit *v, int64_t ahead)
{
    html(v->page.out, "<p class=\"lead\" role=\"status\" data-upload=\"");
    html_attr(v->page.out, v->rq->path);
    html(v->page.out, "/state\"><progress></progress> <span>");
    if (ahead)
        SAY(&v->page, "desk.upload.waits", {"n", number(&v->page, (uint64_t)ahead)});
    else
        say(&v->page, "desk.upload.now");
    html(v->page.out, "</span></p>\n<noscript><p><a href=\"");
    html_attr(v->page.out, v->rq->path);
    html(v->page.out, "\">");
    say(&v->page, "desk.upload.again");
    html(v->page.out, "</a></p></noscript>\n");
}

int upload_page(struct visit *v, struct err *err)
{
    const struct upload *u = &v->upload;
    int64_t ahead = 0;
    if (u->submission)
        return visit_go(v, address(v, "/desk/submission/%lld", (long long)u->submission), "read");
    int r = store_upload_ahead(v->st, &ahead, u->id, err);
    if (r < 0)
        return r;
    visit_open_under(v, u->file_name, text_get(v->page.text, "desk.nav.submissions"), "/desk/submissions");
    if (str_is(u->state, "queued")) {
        put_waiting(v, ahead);
        say_in(&v->page, "p", NULL, "desk.upload.leave");
    } else {
        html(v->page.out, "<div class=\"fault\" role=\"alert\"><h2>");
        say(&v->page, "desk.upload.refused");
        html(v->page.out, "</h2><p lang=\"en\">");
        html_text(v->page.out, u->message);
        html(v->page.out, "</p></div>\n");
    }
    visit_close(v);
    return 0;
}
