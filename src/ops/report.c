/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* `ilms report`: the report of a release and the fact sheets of its countries, as files in a folder. */

#include "ops/report_make.h"

#include "base/num.h"
#include "base/utf8.h"
#include "document/press.h"
#include "model/report_file.h"
#include "ops/consult.h"
#include "ops/reporting.h"
#include "publish/reports.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES_MOST = 1024 };

struct making {
    struct call *c;
    const char *dir; /* NULL: they go into no folder */
    const char *language;
    struct str country, title;
    bool wanted[REPORT_FORMATS];
    struct reporting x;
    const struct consultation *consultation; /* NULL: none */
    struct report_written *files;
    size_t n, done, total; /* of total documents so many are done */
};

/* -- what is asked ------------------------------------------------------------------------------------- */

static int take_formats(struct making *m, struct err *err)
{
    struct str said = call_get(m->c, "format"), rest = said.len ? said : STR("html,pdf"), one;
    while (str_next(&one, &rest, ',')) {
        int format = report_format_find(str_trim(one));
        if (format < 0)
            return err_set(err, ERR_USAGE, "--format \"%s\" is to be html, pdf or docx, or several with commas between",
                           utf8_brief(said).text);
        m->wanted[format] = true;
    }
    return 0;
}

static int take(struct making *m, struct err *err)
{
    struct call *c = m->c;
    const struct text *text;
    if (call_has(c, "lang") && call_has(c, "language"))
        return err_set(err, ERR_USAGE, "--lang is short for --language; only one of them is said");
    if (call_has(c, "lang")) {
        m->language = arena_text(&c->arena, call_get(c, "lang"));
        text = text_find(m->language);
        if (!text)
            return err_set(err, ERR_USAGE, "there are no words in the language \"%.20s\"; there are: %.*s", m->language,
                           STR_FMT(text_languages()));
    } else {
        int r = call_language(&m->language, &text, c, err);
        if (r < 0)
            return r;
    }
    m->country = call_get(c, "country");
    return take_formats(m, err);
}

static int find_country(uint16_t *area, struct making *m, struct err *err)
{
    const struct ref *ref = m->x.cube.ref;
    *area = ref_area_find(ref, m->country);
    if (!*area || !ref->areas[*area].member)
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country of %.*s; it is to be three letters, as THA",
                       utf8_brief(m->country).text, STR_FMT(ref->region));
    if (!reporting_has(&m->x, *area))
        return err_set(err, ERR_NOTFOUND, "the release \"%.*s\" has no figures of %.*s that everybody may see",
                       STR_FMT(m->x.cube.release_name), STR_FMT(ref->areas[*area].name));
    return 0;
}

/* -- making -------------------------------------------------------------------------------------------- */

static void keep(struct making *m, const struct report_file *of, struct buf *bytes)
{
    struct arena *arena = &m->c->arena;
    assert(m->n < FILES_MOST);
    struct report_written *w = &m->files[m->n++];
    *w = (struct report_written){.name = arena_text(arena, report_file_name(arena, of)), .bytes = *bytes,
                                 .format = of->format};
    *bytes = (struct buf){0};
    if (of->format == REPORT_PDF)
        w->pages = press_pages(buf_view(&w->bytes));
}

static const char *path_of(struct making *m, struct str name)
{
    return arena_fmt(&m->c->arena, "%s/%.*s", m->dir, STR_FMT(name));
}

/* What takes long is not begun where it could not be kept. */
static int are_free(struct making *m, struct report_file of, struct err *err)
{
    for (int f = 0; m->dir && f < REPORT_FORMATS; f++) {
        of.format = (enum report_format)f;
        const char *path = path_of(m, report_file_name(&m->c->arena, &of));
        if (m->wanted[f] && access(path, F_OK) == 0)
            return err_set(err, ERR_STATE, "%s: there is a file of that name already", path);
    }
    return 0;
}

/* The document in each format that is wanted; `pdf`: made already, or empty. */
static int press_all(struct making *m, struct report_file of, struct buf *html, struct buf *pdf, struct err *err)
{
    static int (*const presses[REPORT_FORMATS])(struct buf *out, struct str html, struct err *err) = {
        [REPORT_PDF] = press_pdf, [REPORT_DOCX] = press_docx};
    int r = are_free(m, of, err);
    for (int f = 0; r == 0 && f < REPORT_FORMATS; f++) {
        struct buf bytes = {0};
        if (!m->wanted[f] || !presses[f])
            continue;
        of.format = (enum report_format)f;
        if (f == REPORT_PDF && pdf->len) {
            bytes = *pdf;
            *pdf = (struct buf){0};
        } else
            r = presses[f](&bytes, buf_view(html), err);
        if (r == 0)
            keep(m, &of, &bytes);
        buf_release(&bytes);
    }
    of.format = REPORT_HTML;
    if (r == 0 && m->wanted[REPORT_HTML])
        keep(m, &of, html);
    call_progress(m->c, "making document", ++m->done, m->total);
    return r;
}

/* How much fits on two pages depends on the script and the length of names: where there is a third, less is tried. */
static int make_sheet(struct making *m, uint16_t area, struct err *err)
{
    enum { STEP = 12, MOST = 60, PAGES = 2 };
    struct buf html = {0}, pdf = {0};
    int r = 0;
    for (m->x.report.spare = 0; r == 0; m->x.report.spare += STEP) {
        html.len = pdf.len = 0;
        r = reporting_fact_sheet(&html, &m->x, area, err);
        if (r == 0 && m->wanted[REPORT_PDF])
            r = press_pdf(&pdf, buf_view(&html), err);
        if (!pdf.len || press_pages(buf_view(&pdf)) <= PAGES || m->x.report.spare >= MOST)
            break;
    }
    if (r == 0)
        r = press_all(m, (struct report_file){.kind = REPORT_FACT_SHEET, .area = m->x.cube.ref->areas[area].code,
                                              .language = str_of(m->language)}, &html, &pdf, err);
    buf_release(&html);
    buf_release(&pdf);
    return r;
}

static int make_report(struct making *m, struct err *err)
{
    struct buf html = {0}, pdf = {0};
    int r = reporting_report(&html, &m->x, err);
    if (r == 0 && m->consultation)
        consult_compare(&m->x, m->consultation, m->c);
    m->title = m->x.document.head.title;
    if (r == 0)
        r = press_all(m, (struct report_file){.kind = REPORT_WHOLE, .language = str_of(m->language)}, &html, &pdf, err);
    buf_release(&html);
    return r;
}

static int make(struct making *m, struct err *err)
{
    const struct ref *ref = m->x.cube.ref;
    uint16_t only = 0;
    int r = m->country.len ? find_country(&only, m, err) : 0;
    m->total = 1;
    for (uint16_t area = 1; !only && area < ref->nareas; area++)
        m->total += ref->areas[area].member && reporting_has(&m->x, area);
    if (r == 0 && !only)
        r = make_report(m, err);
    for (uint16_t area = 1; r == 0 && area < ref->nareas; area++)
        if (only ? area == only : ref->areas[area].member && reporting_has(&m->x, area))
            r = make_sheet(m, area, err);
    return r;
}

/* The list of what there is, which `report publish` reads. A fact sheet alone has none. */
static void keep_manifest(struct making *m)
{
    struct arena *arena = &m->c->arena;
    struct report_made *made = arena_array(arena, struct report_made, m->n + 1);
    struct buf text = {0};
    for (size_t i = 0; i < m->n; i++) {
        struct sha256 hash = sha256_of(buf_view(&m->files[i].bytes));
        char *hex = arena_array(arena, char, SHA256_HEX);
        sha256_hex(hex, &hash);
        made[i] = (struct report_made){str_of(m->files[i].name), str_of(hex)};
    }
    report_manifest_write(&text, &(struct report_manifest){.release = m->x.cube.release_name,
                                                           .language = str_of(m->language), .title = m->title,
                                                           .state = m->x.state, .files = made, .nfiles = m->n});
    m->files[m->n++] = (struct report_written){.name = REPORT_MANIFEST, .bytes = text};
}

/* -- writing ------------------------------------------------------------------------------------------- */

/* The folder with those that it lies in; `made`: it was not there. */
static int make_folder(bool *made, const char *path, struct err *err)
{
    char part[4096];
    size_t n = strlen(path);
    if (n >= sizeof part)
        return err_set(err, ERR_USAGE, "--output is to be shorter");
    *made = false;
    for (size_t i = 1; i <= n; i++) {
        if (path[i] && path[i] != '/')
            continue;
        memcpy(part, path, i);
        part[i] = 0;
        *made = mkdir(part, 0777) == 0;
        if (!*made && errno != EEXIST)
            return err_set(err, ERR_IO, "%s: the folder cannot be made: %s", part, strerror(errno));
    }
    return access(path, W_OK | X_OK) == 0 ? 0
                                          : err_set(err, ERR_IO, "%s: cannot be written in: %s", path, strerror(errno));
}

/* All or none: what was written is taken away again when a later one cannot be. */
static int write_all(struct making *m, struct err *err)
{
    size_t done = 0;
    int r = 0;
    for (; r == 0 && done < m->n; done += r == 0)
        r = call_write_file(m->c, path_of(m, str_of(m->files[done].name)), buf_view(&m->files[done].bytes), err);
    while (r < 0 && done > 0)
        unlink(path_of(m, str_of(m->files[--done].name)));
    return r;
}

static void tell(struct making *m)
{
    struct call *c = m->c;
    if (c->json)
        json_open(&c->j, '[');
    for (size_t i = 0; i < m->n; i++) {
        const struct report_written *w = &m->files[i];
        const char *path = path_of(m, str_of(w->name));
        if (strcmp(w->name, REPORT_MANIFEST) == 0)
            continue;
        if (!c->json) {
            buf_fmt(&c->out, "%s: ", path);
            if (w->pages)
                buf_fmt(&c->out, "%s, ", num_counted(w->pages, "page").text);
            buf_fmt(&c->out, "%zu bytes\n", w->bytes.len);
            continue;
        }
        json_open(&c->j, '{');
        json_put(&c->j, "file", str_of(path));
        json_put(&c->j, "format", str_of(report_format_name(w->format)));
        if (w->pages)
            json_put_int(&c->j, "pages", w->pages);
        json_put_int(&c->j, "bytes", (int64_t)w->bytes.len);
        json_close(&c->j);
    }
    if (c->json) {
        json_close(&c->j);
        json_line(&c->j);
    }
}

/* In a folder that was made for it, or that was there. */
static int write_down(struct making *m, bool made, struct err *err)
{
    const char *list = path_of(m, STR(REPORT_MANIFEST));
    int r = !m->country.len && access(list, F_OK) == 0
                ? err_set(err, ERR_STATE, "%s: there is a file of that name already", list) : 0;
    if (r == 0)
        r = write_all(m, err);
    if (r == 0)
        tell(m);
    else if (made)
        rmdir(m->dir);
    return r;
}

/* -- all of it ----------------------------------------------------------------------------------------- */

/* What is asked is taken and loaded. */
static int open_all(struct making *m, struct consultation *consultation, struct draft *draft, struct err *err)
{
    struct call *c = m->c;
    int r = take(m, err);
    if (r < 0)
        return r;
    m->files = arena_array(&c->arena, struct report_written, FILES_MOST + 1);
    struct reporting_asked asked = {.release = call_get(c, "release"), .language = m->language,
                                    .origin = call_get(c, "origin")};
    if (call_has(c, "consultation")) {
        r = consult_report(&asked, consultation, draft, c, err);
        m->language = asked.language;
        m->consultation = consultation;
    }
    return r == 0 ? reporting_open(&m->x, c, &asked, err) : r;
}

static int make_all(struct making *m, struct err *err)
{
    int r = make(m, err);
    if (r == 0 && !m->country.len)
        keep_manifest(m);
    return r;
}

static void making_release(struct making *m)
{
    for (size_t i = 0; i < m->n; i++)
        buf_release(&m->files[i].bytes);
    reporting_release(&m->x);
}

int report_make(struct call *c, report_deliver *deliver, void *ctx, struct err *err)
{
    struct making m = {.c = c};
    struct consultation consultation;
    struct draft draft;
    int r = open_all(&m, &consultation, &draft, err);
    if (r == 0)
        r = make_all(&m, err);
    if (r == 0)
        r = deliver(ctx, m.files, m.n, err);
    making_release(&m);
    return r;
}

int op_report(struct call *c, struct err *err)
{
    struct making m = {.c = c};
    struct consultation consultation;
    struct draft draft;
    bool made = false;
    struct str dir = call_get(c, "output");
    while (dir.len > 1 && dir.p[dir.len - 1] == '/')
        dir.len--;
    m.dir = arena_text(&c->arena, dir);
    int r = open_all(&m, &consultation, &draft, err);
    if (r == 0)
        r = make_folder(&made, m.dir, err);
    if (r == 0 && (r = make_all(&m, err)) < 0 && made)
        rmdir(m.dir);
    if (r == 0)
        r = write_down(&m, made, err);
    making_release(&m);
    return r;
}
