/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reports made in the background: ordered, listed, looked at, thrown away, made. */

#include "ops/report_orders.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "collect/consultation.h"
#include "model/report_file.h"
#include "ops/maker.h"
#include "store/consultation.h"

#include <unistd.h>

enum {
    ORDERS_MOST = 40, /* that are kept: what is not published is thrown away */
    STEP_US = 50000
};

/* -- what others ask ------------------------------------------------------------------------------------- */

int order_number(int64_t *id, const struct call *c, const char *name, struct err *err)
{
    uint64_t n;
    struct str text = call_get(c, name);
    if (!str_uint(&n, text, INT32_MAX) || n == 0)
        return err_set(err, ERR_USAGE, "\"%s\" is no number of an order; see ilms report orders",
                       utf8_brief(text).text);
    *id = (int64_t)n;
    return 0;
}

int order_get(struct report_order *out, struct call *c, int64_t id, struct err *err)
{
    int r = store_report_order_get(c->store, &c->arena, out, id, err);
    return r == 0 && out->meeting ? err_set(err, ERR_NOTFOUND, "order %lld is that of a briefing", (long long)id) : r;
}

int order_files(struct report_made **out, size_t *n, struct call *c, int64_t id, struct err *err)
{
    struct store_iter *it;
    struct report_order_file f;
    size_t size = 0;
    *out = NULL;
    *n = 0;
    int r = store_report_made_list(c->store, &it, err);
    while (r == 0 && (r = store_report_made_next(it, &f, err)) == 1) {
        r = 0;
        if (f.order != id)
            continue;
        if (*n == size) {
            size = MAX(size * 2, (size_t)32);
            struct report_made *more = arena_array(&c->arena, struct report_made, size);
            if (*n)
                memcpy(more, *out, sizeof *more * *n);
            *out = more;
        }
        (*out)[(*n)++] = (struct report_made){arena_str(&c->arena, f.name), arena_str(&c->arena, f.sha256)};
    }
    return r;
}

/* -- ordering -------------------------------------------------------------------------------------------- */

/* "pdf,html" as "html,pdf", each once. */
static int take_formats(struct str *out, struct call *c, struct err *err)
{
    struct str said = call_get(c, "format"), rest = said.len ? said : STR("html,pdf"), one;
    bool wanted[REPORT_FORMATS] = {false};
    struct buf text = {0};
    while (str_next(&one, &rest, ',')) {
        int format = report_format_find(str_trim(one));
        if (format < 0)
            return err_set(err, ERR_USAGE, "--format \"%s\" is to be html, pdf or docx, or several with commas between",
                           utf8_brief(said).text);
        wanted[format] = true;
    }
    for (int f = 0; f < REPORT_FORMATS; f++)
        if (wanted[f])
            buf_fmt(&text, "%s%s", text.len ? "," : "", report_format_name((enum report_format)f));
    *out = arena_str(&c->arena, buf_view(&text));
    buf_release(&text);
    return 0;
}

static int take_release(struct report_order *o, struct call *c, struct err *err)
{
    struct release release;
    int r = store_release_get(c->store, &c->arena, &release, call_get(c, "release"), str_of(c->at), err);
    o->release = r == 0 ? release.id : 0;
    o->release_name = r == 0 ? release.name : STR("");
    return r;
}

/* The release and the language are those of its last draft. */
static int take_consultation(struct report_order *o, struct call *c, struct err *err)
{
    struct consultation_row row;
    struct draft draft;
    if (call_has(c, "release") || call_has(c, "language"))
        return err_set(err, ERR_USAGE, "--consultation says the release and the language: those of its last draft");
    int r = store_consultation_get(c->store, &c->arena, &row, call_get(c, "consultation"), err);
    if (r == 0)
        r = draft_last(&draft, c->store, &c->arena, row.id, err);
    if (r < 0)
        return r;
    o->consultation = row.name;
    o->language = row.language;
    o->release = draft.release;
    o->release_name = draft.release_name;
    return 0;
}

static int room_for(struct call *c, size_t more, struct err *err)
{
    struct store_iter *it;
    struct report_order o;
    size_t n = 0;
    int r = store_report_order_list(c->store, &it, err);
    while (r == 0 && (r = store_report_order_next(it, &o, err)) == 1) {
        r = 0;
        n++;
    }
    if (r == 0 && n + more > ORDERS_MOST)
        return err_set(err, ERR_LIMIT, "%zu reports are kept that are not published, and %d are at most; publish or "
                       "discard some", n, ORDERS_MOST);
    return r;
}

static void put_ordered(struct call *c, const struct report_order *o)
{
    if (!c->json) {
        buf_fmt(&c->out, "order %lld: the report of release \"%.*s\" in the language %.*s as %.*s\n", (long long)o->id,
                STR_FMT(o->release_name), STR_FMT(o->language), STR_FMT(o->formats));
        return;
    }
    json_open(&c->j, '{');
    json_put_int(&c->j, "order", o->id);
    json_put(&c->j, "release", o->release_name);
    json_put(&c->j, "language", o->language);
    json_put(&c->j, "formats", o->formats);
    json_put_some(&c->j, "consultation", o->consultation);
    json_close(&c->j);
    json_line(&c->j);
}

static int add_one(struct call *c, struct report_order *o, struct err *err)
{
    int r = store_report_order_add(c->store, o, err);
    if (r == 0)
        put_ordered(c, o);
    return r;
}

/* Each once. */
static int take_languages(struct str *out, size_t *n, size_t most, struct call *c, struct err *err)
{
    struct str said = call_get(c, "language"), rest = said.len ? said : STR("en"), one;
    *n = 0;
    while (str_next(&one, &rest, ',')) {
        one = str_trim(one);
        bool had = false;
        if (!text_find(arena_text(&c->arena, one)))
            return err_set(err, ERR_USAGE, "--language \"%s\": there are no words in it; there are: %.*s",
                           utf8_brief(one).text, STR_FMT(text_languages()));
        for (size_t i = 0; i < *n; i++)
            had = had || str_eq(out[i], one);
        if (!had && *n < most)
            out[(*n)++] = one;
    }
    return 0;
}

int op_report_order(struct call *c, struct err *err)
{
    struct str languages[32];
    size_t n = 1;
    struct report_order o = {.at = str_of(c->at), .who = str_of(c->who)};
    bool consulted = call_has(c, "consultation");
    int r = take_formats(&o.formats, c, err);
    if (r == 0)
        r = call_origin(&o.origin, c, "", err);
    if (r == 0)
        r = consulted ? take_consultation(&o, c, err) : take_languages(languages, &n, ARRAY_LEN(languages), c, err);
    if (r == 0 && consulted)
        languages[0] = o.language;
    if (r == 0 && !consulted)
        r = take_release(&o, c, err);
    if (r == 0)
        r = room_for(c, n, err);
    if (r == 0)
        r = call_begin(c, err);
    for (size_t i = 0; r == 0 && i < n; i++) {
        o.language = languages[i];
        r = add_one(c, &o, err);
    }
    return r == 0 ? call_commit(c, err) : r;
}

/* -- listing --------------------------------------------------------------------------------------------- */

static void list_text(struct call *c, const struct report_order *o, const struct report_made *files, size_t n)
{
    buf_fmt(&c->out, "%lld  %.10s  %.*s  %.*s  release \"%.*s\"%s%.*s%s: %.*s", (long long)o->id, o->at.p,
            STR_FMT(o->language), STR_FMT(o->formats), STR_FMT(o->release_name),
            o->consultation.len ? ", consultation \"" : "", STR_FMT(o->consultation), o->consultation.len ? "\"" : "",
            STR_FMT(o->state));
    if (str_is(o->state, "making"))
        buf_fmt(&c->out, " since %.*s", STR_FMT(o->began_at));
    if (o->message.len)
        buf_fmt(&c->out, ": %.*s", STR_FMT(o->message));
    buf_char(&c->out, '\n');
    for (size_t i = 0; i < n; i++)
        buf_fmt(&c->out, "  %.*s\n", STR_FMT(files[i].name));
}

static void list_json(struct call *c, const struct report_order *o, const struct report_made *files, size_t n)
{
    json_open(&c->j, '{');
    json_put_int(&c->j, "order", o->id);
    json_put(&c->j, "state", o->state);
    json_put(&c->j, "release", o->release_name);
    json_put(&c->j, "language", o->language);
    json_put(&c->j, "formats", o->formats);
    json_put_some(&c->j, "consultation", o->consultation);
    json_put(&c->j, "ordered_at", o->at);
    json_put(&c->j, "ordered_by", o->who);
    json_put_some(&c->j, "began_at", o->began_at);
    json_put_some(&c->j, "finished_at", o->finished_at);
    json_put_some(&c->j, "message", o->message);
    json_put_some(&c->j, "title", o->title);
    json_put_some(&c->j, "draft", o->draft);
    json_key(&c->j, "files");
    json_open(&c->j, '[');
    for (size_t i = 0; i < n; i++) {
        json_open(&c->j, '{');
        json_put(&c->j, "name", files[i].name);
        json_put(&c->j, "sha256", files[i].sha256);
        json_close(&c->j);
    }
    json_close(&c->j);
    json_close(&c->j);
    json_line(&c->j);
}

static int list_one(struct call *c, int64_t id, struct err *err)
{
    struct report_order o;
    struct report_made *files;
    size_t n;
    int r = order_get(&o, c, id, err);
    if (r == 0)
        r = order_files(&files, &n, c, id, err);
    if (r == 0)
        (c->json ? list_json : list_text)(c, &o, files, n);
    return r;
}

int op_report_orders(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct report_order o;
    int64_t ids[ORDERS_MOST];
    size_t n = 0;
    int r = store_report_order_list(c->store, &it, err);
    while (r == 0 && (r = store_report_order_next(it, &o, err)) == 1) {
        r = 0;
        if (n < ARRAY_LEN(ids))
            ids[n++] = o.id;
    }
    for (size_t i = 0; r == 0 && i < n; i++)
        r = list_one(c, ids[i], err);
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "no report is ordered\n");
    return r;
}

/* -- looking at it, throwing it away ----------------------------------------------------------------------- */

/* The refusal of a file that the order does not have says which it has. */
static int no_such_file(struct call *c, const struct report_order *o, struct err *err)
{
    struct report_made *files;
    struct err refusal = *err;
    size_t n;
    int r = order_files(&files, &n, c, o->id, err);
    if (r < 0)
        return r;
    struct buf list = {0};
    for (size_t i = 0; i < n; i++)
        buf_fmt(&list, "%s%.*s", i ? ", " : "", STR_FMT(files[i].name));
    r = n ? err_set(err, ERR_NOTFOUND, "%s; it has %s", refusal.text, list.p)
          : err_set(err, ERR_NOTFOUND, "%s; it has none: it is %.*s", refusal.text, STR_FMT(o->state));
    buf_release(&list);
    return r;
}

int op_report_preview(struct call *c, struct err *err)
{
    struct report_order o;
    struct buf bytes = {0};
    int64_t id;
    struct str file = call_get(c, "file");
    const char *to = arena_text(&c->arena, call_has(c, "output") && !c->remote ? call_get(c, "output") : file);
    int r = order_number(&id, c, "number", err);
    if (r == 0)
        r = order_get(&o, c, id, err);
    if (r == 0 && (r = store_report_made_get(&bytes, c->store, id, file, err)) == -ERR_NOTFOUND)
        r = no_such_file(c, &o, err);
    if (r == 0)
        r = call_hand_out(c, to, buf_view(&bytes), err);
    buf_release(&bytes);
    return r;
}

int op_report_discard(struct call *c, struct err *err)
{
    struct report_order o;
    int64_t id;
    int r = order_number(&id, c, "number", err);
    if (r == 0)
        r = order_get(&o, c, id, err);
    if (r < 0 || (r = call_begin(c, err)) < 0 || (r = store_report_order_end(c->store, id, "dropped", err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "discarded", id);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "order %lld is thrown away\n", (long long)id);
    }
    return 0;
}

/* -- making ------------------------------------------------------------------------------------------------ */

int op_report_make(struct call *c, struct err *err)
{
    struct maker m = {0};
    int r;
    do {
        r = maker_step(&m, c->store, c->base, clock_now(), err);
        if (m.pid)
            usleep(STEP_US);
    } while (r == 1 || (r == 0 && m.pid));
    maker_stop(&m, c->store);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = call_commit(c, err);
    return r == 0 ? op_report_orders(c, err) : r;
}
