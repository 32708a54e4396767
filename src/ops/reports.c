/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published reports: handed out on the portal, withdrawn, listed, given back. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "ops/report_orders.h"

#include <stdio.h>
#include <sys/stat.h>

/* -- which files ----------------------------------------------------------------------------------- */

enum { NAME_MAX_LEN = 80, FILE_MAX = 64 << 20 };

struct publishing {
    struct call *c;
    struct report_manifest made; /* files of a name that is empty: there is none */
    bool listed;                 /* there is a manifest */
    const char **path;
    size_t n;
    int64_t order; /* that was made; 0: they are files */
    struct pub_report report;
};

static struct str last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return str_of(slash ? slash + 1 : path);
}

static int take_manifest(struct publishing *p, const char *path, struct err *err)
{
    struct buf text = {0};
    int r = p->listed
                ? err_set(err, ERR_USAGE, "%s is the second list of files; one report is published at a time", path)
                : call_slurp(&text, p->c, path, err);
    if (r == 0 && (r = report_manifest_read(&p->made, &p->c->arena, buf_view(&text), err)) < 0)
        err_context(err, "%s", path);
    p->listed = true;
    buf_release(&text);
    return r;
}

/* All that is listed. */
static int take_folder(struct publishing *p, const char *dir, struct err *err)
{
    size_t had = p->n;
    int r = take_manifest(p, arena_fmt(&p->c->arena, "%s/" REPORT_MANIFEST, dir), err);
    const char **path = arena_array(&p->c->arena, const char *, had + p->made.nfiles + 1);
    if (had)
        memcpy(path, p->path, had * sizeof *path);
    p->path = path;
    for (size_t i = 0; r == 0 && i < p->made.nfiles; i++) {
        struct report_file of;
        if (!report_file_parse(&of, p->made.files[i].name)) /* nor does it lead anywhere else */
            return err_set(err, ERR_INPUT, "%s/" REPORT_MANIFEST ": \"%s\" is no name of a file of a report", dir,
                           utf8_brief(p->made.files[i].name).text);
        p->path[p->n++] = arena_fmt(&p->c->arena, "%s/%.*s", dir, STR_FMT(p->made.files[i].name));
    }
    return r;
}

static int take_paths(struct publishing *p, struct err *err)
{
    struct call *c = p->c;
    int r = 0;
    if (call_has(c, "order"))
        return c->nlist ? err_set(err, ERR_USAGE, "--order says which files; no others are given beside it")
                        : order_number(&p->order, c, "order", err);
    p->path = arena_array(&c->arena, const char *, c->nlist + 1);
    for (unsigned i = 0; r == 0 && i < c->nlist; i++) {
        struct stat st;
        if (!c->remote && stat(c->list[i], &st) == 0 && S_ISDIR(st.st_mode) && c->nlist > 1)
            r = err_set(err, ERR_USAGE, "%s is a folder; a folder is published alone", c->list[i]);
        else if (!c->remote && stat(c->list[i], &st) == 0 && S_ISDIR(st.st_mode))
            r = take_folder(p, c->list[i], err);
        else if (str_is(last_part(c->list[i]), REPORT_MANIFEST))
            r = take_manifest(p, c->list[i], err);
        else
            p->path[p->n++] = c->list[i];
    }
    if (r == 0 && p->n == 0)
        r = err_set(err, ERR_USAGE, "there is no file to publish");
    return r;
}

/* What was made of an order, as if it were its folder. */
static int take_order(struct publishing *p, struct err *err)
{
    struct report_order o;
    int r = order_get(&o, p->c, p->order, err);
    if (r == 0 && !str_is(o.state, "done"))
        r = err_set(err, ERR_STATE, "order %lld is not made: it is %.*s", (long long)o.id, STR_FMT(o.state));
    if (r == 0)
        r = order_files(&p->made.files, &p->made.nfiles, p->c, o.id, err);
    p->listed = true;
    p->made.release = o.release_name;
    p->made.language = o.language;
    p->made.title = o.title;
    p->made.state = o.draft;
    p->path = arena_array(&p->c->arena, const char *, p->made.nfiles + 1);
    for (size_t i = 0; r == 0 && i < p->made.nfiles; i++)
        p->path[p->n++] = arena_text(&p->c->arena, p->made.files[i].name);
    return r;
}

/* -- what they are --------------------------------------------------------------------------------- */

static bool is_language(struct str word)
{
    struct str rest = text_languages(), one;
    while (str_next(&one, &rest, ' '))
        if (one.len && str_eq(one, word))
            return true;
    return false;
}

static struct str said(const struct call *c, const char *name, struct str made)
{
    return call_has(c, name) ? str_trim(call_get(c, name)) : made;
}

static int head_of(struct str *release, struct publishing *p, struct err *err)
{
    struct call *c = p->c;
    struct pub_report *r = &p->report;
    *release = said(c, "release", p->made.release);
    *r = (struct pub_report){.name = str_trim(call_get(c, "name")), .language = said(c, "language", p->made.language),
                             .title = said(c, "title", p->made.title), .published_at = str_of(c->at)};
    int result = line_check(r->name, "the name", err);
    if (result == 0)
        result = line_check(r->title, "the title", err);
    if (result < 0)
        return result;
    if (!r->name.len || r->name.len > NAME_MAX_LEN)
        return err_set(err, ERR_USAGE, "the name of a report is one line of 1 to %d bytes", NAME_MAX_LEN);
    if (!release->len || !r->language.len || !r->title.len)
        return err_set(err, ERR_USAGE, "without a %s say of which release it is, in which language and under which "
                       "title: --release, --language, --title", REPORT_MANIFEST);
    if (!is_language(r->language))
        return err_set(err, ERR_USAGE, "--language \"%s\" is none of the languages of the portal: %.*s",
                       utf8_brief(r->language).text, STR_FMT(text_languages()));
    if (p->made.state.len && !call_has(c, "draft"))
        return err_set(err, ERR_STATE, "the report says of itself \"%s\"; --draft publishes it all the same",
                       utf8_brief(p->made.state).text);
    return 0;
}

static int file_of(struct report_file *of, const struct publishing *p, const char *path, struct err *err)
{
    struct str name = last_part(path);
    if (!report_file_parse(of, name))
        return err_set(err, ERR_USAGE, "%s: files of a report are called report, briefing or fact-sheet-ISO3, and "
                       ".html, .pdf or .docx", path);
    if (!str_is(of->language, "en") && !str_eq(of->language, p->report.language))
        return err_set(err, ERR_USAGE, "%s: the file is in another language than the report, which is in \"%.*s\"",
                       path, STR_FMT(p->report.language));
    if (of->area.len && !ref_area_find(p->c->ref, of->area))
        return err_set(err, ERR_USAGE, "%s: \"%.*s\" is no country or area", path, STR_FMT(of->area));
    of->language = p->report.language;
    return 0;
}

/* The bytes are what they are called, and those that were made. */
static int bytes_check(const struct publishing *p, const char *path, const struct report_file *of, struct str bytes,
                       struct str hex, struct err *err)
{
    struct str name = last_part(path), want = STR("");
    bool known = !p->listed;
    for (size_t i = 0; i < p->made.nfiles; i++)
        if (str_eq(p->made.files[i].name, name)) {
            known = true;
            want = p->made.files[i].sha256;
        }
    if (!known)
        return err_set(err, ERR_INPUT, "%s: the file is not among those that %s lists", path, REPORT_MANIFEST);
    if (want.len && !str_eq(want, hex))
        return err_set(err, ERR_INPUT, "%s: the file was changed since the report was made: its SHA-256 is another",
                       path);
    if (bytes.len > FILE_MAX)
        return err_set(err, ERR_LIMIT, "%s: the file has more than %d MB", path, FILE_MAX >> 20);
    if (!report_format_is(of->format, bytes) ||
        (of->format == REPORT_HTML && utf8_valid(bytes) != bytes.len))
        return err_set(err, ERR_INPUT, "%s: the file is no %s", path, report_format_name(of->format));
    return 0;
}

static int put_file(struct publishing *p, const char *path, struct err *err)
{
    struct pub_report_file f = {.report = p->report.id};
    struct buf bytes = {0};
    char hex[SHA256_HEX];
    int r = file_of(&f.of, p, path, err);
    if (r == 0)
        r = p->order ? store_report_made_get(&bytes, p->c->store, p->order, str_of(path), err)
                     : call_slurp(&bytes, p->c, path, err);
    if (r == 0) {
        struct sha256 hash = sha256_of(buf_view(&bytes));
        sha256_hex(hex, &hash);
        f.sha256 = str_of(hex);
        r = bytes_check(p, path, &f.of, buf_view(&bytes), f.sha256, err);
    }
    if (r == 0)
        r = store_report_file_add(p->c->store, &f, buf_view(&bytes), err);
    buf_release(&bytes);
    return r;
}

/* One of a kind, country and format. */
static int no_twins(const struct publishing *p, struct err *err)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < i; k++) {
            struct report_file a, b;
            if (report_file_parse(&a, last_part(p->path[i])) && report_file_parse(&b, last_part(p->path[k])) &&
                a.kind == b.kind && a.format == b.format && str_eq(a.area, b.area))
                return err_set(err, ERR_USAGE, "%s and %s would be the same file of the report", p->path[k],
                               p->path[i]);
        }
    return 0;
}

static void put_published(struct call *c, const struct publishing *p, const struct release *release)
{
    if (!c->json) {
        buf_fmt(&c->out, "report \"%.*s\" (%.*s): %s published, of release \"%.*s\"", STR_FMT(p->report.name),
                STR_FMT(p->report.language), num_counted(p->n, "file").text, STR_FMT(release->name));
        if (str_cmp(release->embargo, str_of(c->at)) > 0)
            buf_fmt(&c->out, ", not visible before %.*s", STR_FMT(release->embargo));
        buf_puts(&c->out, "\n");
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "published", p->report.name);
    json_put(&c->j, "language", p->report.language);
    json_put(&c->j, "title", p->report.title);
    json_put(&c->j, "release", release->name);
    json_put_some(&c->j, "embargo", release->embargo);
    json_put_int(&c->j, "files", (int64_t)p->n);
    json_close(&c->j);
    json_line(&c->j);
}

int op_report_publish(struct call *c, struct err *err)
{
    struct publishing p = {.c = c};
    struct release release;
    struct str name;
    int r = take_paths(&p, err);
    if (r == 0 && p.order)
        r = take_order(&p, err);
    if (r < 0 || (r = head_of(&name, &p, err)) < 0 || (r = no_twins(&p, err)) < 0 || (r = call_ref(c, err)) < 0 ||
        (r = call_begin(c, err)) < 0 || (r = store_release_get(c->store, &c->arena, &release, name, STR(""), err)) < 0)
        return r;
    p.report.release = release.id;
    r = store_report_add(c->store, &p.report, err);
    for (size_t i = 0; r == 0 && i < p.n; i++)
        r = put_file(&p, p.path[i], err);
    if (r == 0 && p.order)
        r = store_report_order_end(c->store, p.order, "published", err);
    if (r == 0)
        r = call_commit(c, err);
    if (r == 0)
        put_published(c, &p, &release);
    return r;
}

/* -- withdrawing ----------------------------------------------------------------------------------- */

int op_report_withdraw(struct call *c, struct err *err)
{
    struct str name = str_trim(call_get(c, "name")), reason = str_trim(call_get(c, "reason"));
    int r = line_check(reason, "the reason", err);
    if (r == 0 && !reason.len)
        r = err_set(err, ERR_USAGE, "--reason: say why; readers are told");
    if (r < 0 || (r = call_begin(c, err)) < 0 ||
        (r = store_report_withdraw(c->store, name, str_of(c->at), reason, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "withdrawn", name);
        json_put(&c->j, "reason", reason);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "report \"%.*s\" is withdrawn; readers are told why\n", STR_FMT(name));
    }
    return 0;
}

/* -- listing --------------------------------------------------------------------------------------- */

static void list_text(struct call *c, const struct reports *all, const struct pub_report *p)
{
    buf_fmt(&c->out, "%.*s  %.*s  %.10s  %.*s (release \"%.*s\")%s%.*s\n", STR_FMT(p->name), STR_FMT(p->language),
            p->since.p, STR_FMT(p->title), STR_FMT(p->release_name), p->reason.len ? "; withdrawn: " : "",
            STR_FMT(p->reason));
    for (size_t i = 0; i < all->nfiles; i++)
        if (all->files[i].report == p->id)
            buf_fmt(&c->out, "  %-24.*s %9lld bytes\n", STR_FMT(report_file_name(&c->arena, &all->files[i].of)),
                    (long long)all->files[i].nbytes);
}

static void list_json(struct call *c, const struct reports *all, const struct pub_report *p)
{
    json_open(&c->j, '{');
    json_put(&c->j, "name", p->name);
    json_put(&c->j, "language", p->language);
    json_put(&c->j, "title", p->title);
    json_put(&c->j, "release", p->release_name);
    json_put(&c->j, "published_at", p->published_at);
    json_put(&c->j, "since", p->since);
    json_put_some(&c->j, "withdrawn_at", p->withdrawn_at);
    json_put_some(&c->j, "reason", p->reason);
    json_key(&c->j, "files");
    json_open(&c->j, '[');
    for (size_t i = 0; i < all->nfiles; i++) {
        const struct pub_report_file *f = &all->files[i];
        if (f->report != p->id)
            continue;
        json_open(&c->j, '{');
        json_put(&c->j, "name", report_file_name(&c->arena, &f->of));
        json_put_int(&c->j, "bytes", f->nbytes);
        json_put(&c->j, "sha256", f->sha256);
        json_close(&c->j);
    }
    json_close(&c->j);
    json_close(&c->j);
    json_line(&c->j);
}

int op_report_list(struct call *c, struct err *err)
{
    struct reports all;
    struct str now;
    int r = call_visible_at(&now, c, err);
    if (r == 0)
        r = reports_load(&all, c->store, now, err);
    if (r < 0)
        return r;
    for (size_t i = 0; i < all.n; i++)
        (c->json ? list_json : list_text)(c, &all, &all.v[i]);
    if (all.n == 0 && !c->json)
        buf_puts(&c->out, "no report is published\n");
    reports_free(&all);
    return 0;
}

int op_report_get(struct call *c, struct err *err)
{
    struct report_file of;
    struct str now, file = call_get(c, "file");
    struct buf bytes = {0};
    if (!report_file_parse(&of, file))
        return err_set(err, ERR_USAGE, "\"%s\" is no name of a file of a report; it is to be as report.pdf or "
                       "fact-sheet-THA.pdf", utf8_brief(file).text);
    const char *to = arena_text(&c->arena, call_has(c, "output") ? call_get(c, "output") : file);
    int r = call_visible_at(&now, c, err);
    if (r == 0)
        r = store_report_file_get(&bytes, c->store, call_get(c, "name"), &of, now, err);
    if (r == 0)
        r = call_hand_out(c, to, buf_view(&bytes), err);
    buf_release(&bytes);
    return r;
}
