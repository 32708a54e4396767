/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What stands in front of a document: cover or head, contents, lists of figures and tables; and addresses, which are
 * made whole when the document is. */

#include "document/document_inner.h"

/* -- cover --------------------------------------------------------------------------------------------- */

static void put_line(struct buf *out, const char *tag, const char *class, struct str words)
{
    if (!words.len)
        return;
    buf_fmt(out, "<%s class=\"%s\">", tag, class);
    html_text(out, words);
    buf_fmt(out, "</%s>\n", tag);
}

static void put_cover(struct buf *out, const struct document *d)
{
    html(out, d->head.kind == DOCUMENT_REPORT ? "<header class=\"cover\">\n" : "<header class=\"head\">\n");
    put_line(out, "p", "publisher", d->head.publisher);
    if (d->head.kind == DOCUMENT_REPORT)
        put_line(out, "p", "collection", d->page->cube->ref->name);
    put_line(out, "h1", "title", d->head.title);
    put_line(out, "p", "subtitle", d->head.subtitle);
    put_line(out, "p", "date", d->head.date);
    put_line(out, "p", "state", d->head.state);
    html(out, "</header>\n");
}

/* -- contents ------------------------------------------------------------------------------------------ */

static void put_entry(struct buf *out, const struct document_entry *e)
{
    html(out, "<a href=\"#");
    html_attr(out, e->id);
    html(out, "\">");
    if (e->number.len) {
        html(out, "<span class=\"no\">");
        html_text(out, e->number);
        html(out, "</span> ");
    }
    html(out, "<span class=\"to\">");
    html_text(out, e->title);
    html(out, "</span></a>");
}

/* Chapters with their sections in a list of their own. */
static void put_chapters(struct buf *out, const struct document *d, bool sections)
{
    bool item = false, inner = false;
    html(out, "<ol>\n");
    for (size_t i = 0; i < d->nentries; i++) {
        const struct document_entry *e = &d->entries[i];
        if (e->kind == ENTRY_CHAPTER) {
            html(out, inner ? "</ol></li>\n" : item ? "</li>\n" : "");
            html(out, "<li>");
            put_entry(out, e);
            item = true;
            inner = false;
        } else if (e->kind == ENTRY_SECTION && sections && item) {
            html(out, inner ? "" : "<ol>\n");
            html(out, "<li>");
            put_entry(out, e);
            html(out, "</li>\n");
            inner = true;
        }
    }
    html(out, inner ? "</ol></li>\n" : item ? "</li>\n" : "");
    html(out, "</ol>\n");
}

static bool has_entries(const struct document *d, enum entry_kind kind)
{
    for (size_t i = 0; i < d->nentries; i++)
        if (d->entries[i].kind == kind)
            return true;
    return false;
}

static void nav_open(struct buf *out, const struct document *d, const char *class, const char *key)
{
    buf_fmt(out, "<nav class=\"%s\" aria-labelledby=\"%s\">\n<h2 id=\"%s\">", class, class, class);
    html_text(out, text_get(d->page->text, key));
    html(out, "</h2>\n");
}

static void put_list(struct buf *out, const struct document *d, enum entry_kind kind, const char *class,
                     const char *key)
{
    if (!has_entries(d, kind))
        return;
    nav_open(out, d, class, key);
    html(out, "<ol>\n");
    for (size_t i = 0; i < d->nentries; i++)
        if (d->entries[i].kind == kind) {
            html(out, "<li>");
            put_entry(out, &d->entries[i]);
            html(out, "</li>\n");
        }
    html(out, "</ol>\n</nav>\n");
}

void contents_write(struct buf *out, const struct document *d)
{
    put_cover(out, d);
    if (d->head.kind == DOCUMENT_FACT_SHEET || !has_entries(d, ENTRY_CHAPTER))
        return;
    nav_open(out, d, "contents", "document.contents");
    put_chapters(out, d, d->head.kind == DOCUMENT_REPORT);
    html(out, "</nav>\n");
    if (d->head.kind != DOCUMENT_REPORT)
        return;
    put_list(out, d, ENTRY_FIGURE, "figures", "document.figures");
    put_list(out, d, ENTRY_TABLE, "tables", "document.tables");
}

/* -- addresses ----------------------------------------------------------------------------------------- */

/* Those that have no language in front: services and files (server/pages.c). */
static bool has_language(struct str address)
{
    static const char *const others[] = {"/rest", "/static", "/openapi.json", "/calendar.ics"};
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        if (str_starts(address, str_of(others[i])))
            return false;
    return true;
}

static void put_address(struct buf *out, struct str rest, struct str origin, struct str language)
{
    html_attr(out, origin);
    if (!str_is(language, "en") && has_language(rest)) {
        buf_char(out, '/');
        html_attr(out, language);
    }
}

void addresses_complete(struct buf *out, struct str page, struct str origin, struct str language)
{
    static const struct str open = {"<a ", 3}, close = {"</a>", 4}, href = {"href=\"/", 7};
    const char *done = page.p, *end = str_end(page), *at;
    bool taken = false; /* the link that is open was taken off */
    while ((at = memmem(done, (size_t)(end - done), taken ? close.p : open.p, taken ? close.len : open.len))) {
        buf_put(out, done, (size_t)(at - done));
        done = at;
        if (taken) {
            done += close.len;
            taken = false;
            continue;
        }
        const char *tag_end = memchr(at, '>', (size_t)(end - at));
        struct str tag = {at, tag_end ? (size_t)(tag_end - at) + 1 : (size_t)(end - at)};
        const char *where = memmem(tag.p, tag.len, href.p, href.len);
        if (where && !origin.len) {
            taken = true;
        } else if (where) {
            const char *slash = where + href.len - 1;
            buf_put(out, tag.p, (size_t)(slash - tag.p));
            put_address(out, (struct str){slash, (size_t)(str_end(tag) - slash)}, origin, language);
            buf_put(out, slash, (size_t)(str_end(tag) - slash));
        } else {
            buf_str(out, tag);
        }
        done = str_end(tag);
    }
    buf_put(out, done, (size_t)(end - done));
}
