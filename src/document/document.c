/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "document/document_inner.h"

#include "base/embed.h"

#include <stdlib.h>

static const char *const kinds[] = {"report", "fact-sheet", "briefing"};

const char *document_kind_name(enum document_kind kind) { return kinds[kind]; }

/* -- from begin to finish ------------------------------------------------------------------------------ */

void document_begin(struct document *d, struct page *page, struct drawing *drawing, const struct document_head *head)
{
    *d = (struct document){.page = page, .drawing = drawing, .head = *head, .page_out = page->out};
    page->out = &d->body;
}

void document_release(struct document *d)
{
    if (d->page && d->page->out == &d->body)
        d->page->out = d->page_out;
    buf_release(&d->body);
    free(d->parts);
    free(d->entries);
    *d = (struct document){0};
}

void document_section_end(struct document *d)
{
    if (d->in_section)
        html(d->page->out, "</section>\n");
    d->in_section = false;
}

static void close_chapter(struct document *d)
{
    document_section_end(d);
    if (d->in_chapter)
        html(d->page->out, "</section>\n");
    d->in_chapter = false;
}

static void put_meta(struct buf *out, const char *name, struct str content)
{
    if (!content.len)
        return;
    html(out, "<meta name=\"");
    html(out, name);
    html(out, "\" content=\"");
    html_attr(out, content);
    html(out, "\">\n");
}

static void put_head(struct buf *out, const struct document *d)
{
    const struct embedded_file *css = embedded_find("web/css/report.css");
    const char *language = page_language(d->page);
    assert(css);
    html(out, "<!doctype html>\n<html lang=\"");
    html_attr(out, str_of(language));
    html(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html_text(out, d->head.title);
    html(out, "</title>\n");
    put_meta(out, "author", d->head.publisher);
    put_meta(out, "description", d->head.subtitle);
    html(out, "<meta name=\"generator\" content=\"ILMS\">\n<style>\n");
    buf_str(out, css->content);
    html(out, "</style>\n</head>\n<body class=\"");
    html(out, document_kind_name(d->head.kind));
    html(out, "\">\n");
}

int document_finish(struct buf *out, struct document *d, struct err *err UNUSED)
{
    struct buf whole = {0};
    assert(!d->part_id); /* what was opened was closed */
    close_chapter(d);
    d->page->out = d->page_out;
    put_head(out, d);
    contents_write(&whole, d);
    html(&whole, "<main>\n");
    buf_str(&whole, buf_view(&d->body));
    html(&whole, "</main>\n");
    addresses_complete(out, buf_view(&whole), d->page->origin, text_get(d->page->text, "language"));
    html(out, "</body>\n</html>\n");
    buf_release(&whole);
    return 0;
}

void document_area(struct document *d, uint16_t area) { d->area = area; }

/* -- chapters and sections ----------------------------------------------------------------------------- */

void entry_add(struct document *d, enum entry_kind kind, struct str id, struct str number, struct str title)
{
    if (d->nentries == d->entries_size) {
        d->entries_size = MAX(d->entries_size * 2, (size_t)64);
        d->entries = mem_grow(d->entries, d->entries_size * sizeof *d->entries);
    }
    struct arena *arena = d->page->arena;
    d->entries[d->nentries++] = (struct document_entry){kind, arena_str(arena, id), arena_str(arena, number),
                                                        arena_str(arena, title)};
}

static void put_id(struct document *d, const char *id)
{
    html(d->page->out, " id=\"");
    html_attr(d->page->out, str_of(id));
    html(d->page->out, "\"");
}

static void put_title(struct document *d, const char *tag, struct str number, struct str title)
{
    struct buf *out = d->page->out;
    buf_fmt(out, "<%s>", tag);
    if (number.len) {
        html(out, "<span class=\"no\">");
        html_text(out, number);
        html(out, "</span> ");
    }
    html_text(out, title);
    buf_fmt(out, "</%s>\n", tag);
}

static void open_chapter(struct document *d, const char *class, const char *id, struct str number, struct str title)
{
    close_chapter(d);
    d->chapter_title = arena_str(d->page->arena, title);
    d->chapter_number = number;
    d->section = 0;
    buf_fmt(d->page->out, "<section class=\"%s\"", class);
    put_id(d, id);
    html(d->page->out, ">\n");
    put_title(d, "h2", number, title);
    d->in_chapter = true;
    entry_add(d, ENTRY_CHAPTER, str_of(id), number, title);
}

/* Nothing is numbered on two pages. */
static bool numbered(const struct document *d) { return d->head.kind != DOCUMENT_FACT_SHEET; }

void document_chapter(struct document *d, const char *id, struct str title)
{
    d->chapter++;
    open_chapter(d, "chapter", id, numbered(d) ? text_join(d->page, "%u", d->chapter) : STR(""), title);
}

void document_annex(struct document *d, const char *id, struct str title)
{
    assert(d->annex < 26);
    d->annex++;
    open_chapter(d, "chapter annex", id, text_join(d->page, "%c", 'A' + (int)d->annex - 1), title);
}

void document_plain(struct document *d, const char *id, struct str title)
{
    open_chapter(d, "chapter plain", id, STR(""), title);
}

void document_section(struct document *d, const char *id, struct str title)
{
    struct str number = {0};
    document_section_end(d);
    d->section++;
    if (d->chapter_number.len && numbered(d))
        number = text_join(d->page, "%.*s.%u", STR_FMT(d->chapter_number), d->section);
    html(d->page->out, "<section class=\"section\"");
    put_id(d, id);
    html(d->page->out, ">\n");
    put_title(d, d->in_chapter ? "h3" : "h2", number, title);
    d->in_section = true;
    entry_add(d, ENTRY_SECTION, str_of(id), number, title);
}

void document_heading(struct document *d, struct str title)
{
    put_title(d, d->in_chapter ? "h4" : d->in_section ? "h3" : "h2", STR(""), title);
}

/* -- paragraphs ---------------------------------------------------------------------------------------- */

static void open_block(struct document *d, const char *class, const char *id, struct str number)
{
    struct buf *out = d->page->out;
    buf_fmt(out, "<div class=\"%s\"", class);
    put_id(d, id);
    html(out, ">");
    if (numbered(d)) {
        html(out, "<span class=\"no\">");
        html_text(out, number);
        html(out, "</span> ");
    }
    part_open(d, id, number);
}

void document_paragraph(struct document *d, const char *id)
{
    d->paragraph++;
    open_block(d, "para", id, text_join(d->page, "%u", d->paragraph));
}

void document_paragraph_end(struct document *d)
{
    part_close(d, PART_PARAGRAPH);
    html(d->page->out, "</div>\n");
}

void document_say(struct document *d, const char *id, const char *key, const struct text_arg *args)
{
    document_paragraph(d, id);
    html_say(d->page->out, d->page->text, key, args);
    document_paragraph_end(d);
}

void document_recommendation(struct document *d, const char *id, struct str number)
{
    open_block(d, "para recommendation", id, number);
}

void document_recommendation_end(struct document *d)
{
    part_close(d, PART_RECOMMENDATION);
    html(d->page->out, "</div>\n");
}
