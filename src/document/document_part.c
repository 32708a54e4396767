/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Parts: what can be commented on, with its text and the hash of it. */

#include "document/document_inner.h"

#include "base/utf8.h"

#include <stdlib.h>

static const char *const kinds[PART_KINDS] = {"paragraph", "figure", "table", "recommendation"};

const char *part_kind_name(enum part_kind kind) { return kinds[kind]; }

int part_kind_find(struct str name)
{
    for (int k = 0; k < PART_KINDS; k++)
        if (str_is(name, kinds[k]))
            return k;
    return -1;
}

/* -- the text of HTML ---------------------------------------------------------------------------------- */

/* What stands between two words: nothing, a blank, a new cell, a new line; the largest of several counts. */
enum gap_kind { GAP_NONE, GAP_BLANK, GAP_CELL, GAP_LINE };

static bool is_one_of(struct str tag, const char *names)
{
    struct str rest = str_of(names), name;
    while (str_next(&name, &rest, ' '))
        if (str_eq(name, tag))
            return true;
    return false;
}

static enum gap_kind gap_of(struct str tag)
{
    if (is_one_of(tag,
                  "p div li ul ol tr table thead tbody tfoot caption figure figcaption h2 h3 h4 br dl dt dd section"))
        return GAP_LINE;
    return is_one_of(tag, "td th") ? GAP_CELL : GAP_NONE;
}

/* The entities that report/html.h writes, and numbers. Its length, 0 when it is none. */
static size_t put_entity(struct buf *out, struct str s)
{
    static const struct {
        const char *entity, *is;
    } known[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#47;", "/"},
                 {"&nbsp;", " "}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_starts(s, str_of(known[i].entity))) {
            buf_puts(out, known[i].is);
            return strlen(known[i].entity);
        }
    return 0;
}

static void put_gap(struct buf *out, enum gap_kind gap)
{
    if (out->len && gap != GAP_NONE)
        buf_char(out, gap == GAP_LINE ? '\n' : gap == GAP_CELL ? '\t' : ' ');
}

/* Numbers of tables, which change from draft to draft: behind the element, or where it begins. */
static size_t behind_number(struct str s, size_t at)
{
    static const struct {
        struct str open, close;
    } marks[] = {{{"<b class=\"no\">", 14}, {"</b>", 4}}, {{"<span class=\"no\">", 17}, {"</span>", 7}}};
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(str_sub(s, at, s.len), marks[i].open)) {
            const char *end = memmem(s.p + at, s.len - at, marks[i].close.p, marks[i].close.len);
            return end ? (size_t)(end - s.p) + marks[i].close.len : at;
        }
    return at;
}

void html_plain(struct buf *out, struct str s)
{
    enum gap_kind gap = GAP_NONE;
    for (size_t i = 0; i < s.len;) {
        const char *end = s.p[i] == '<' ? memchr(s.p + i, '>', s.len - i) : NULL;
        size_t behind = end ? behind_number(s, i) : i;
        if (behind > i) {
            i = behind;
        } else if (end) {
            size_t from = i + 1 + (i + 1 < s.len && s.p[i + 1] == '/'), n = 0;
            while (from + n < s.len && ((s.p[from + n] >= 'a' && s.p[from + n] <= 'z') ||
                                        (s.p[from + n] >= '0' && s.p[from + n] <= '9')))
                n++;
            gap = MAX(gap, gap_of(str_sub(s, from, n)));
            i = (size_t)(end - s.p) + 1;
        } else if (strchr(" \t\r\n", s.p[i])) {
            gap = MAX(gap, GAP_BLANK);
            i++;
        } else {
            put_gap(out, gap);
            gap = GAP_NONE;
            size_t n = s.p[i] == '&' ? put_entity(out, str_sub(s, i, s.len)) : 0;
            if (!n)
                buf_char(out, s.p[i]);
            i += MAX(n, (size_t)1);
        }
    }
}

/* -- parts --------------------------------------------------------------------------------------------- */

void part_open(struct document *d, const char *id, struct str number)
{
    assert(!d->part_id); /* none inside another */
    d->part_id = arena_text(d->page->arena, str_of(id));
    d->part_number = arena_str(d->page->arena, number);
    d->part_from = d->page->out->len;
}

static struct sha256 hash_of(enum part_kind kind, struct str text)
{
    struct sha256_state *state = sha256_begin();
    sha256_add(state, str_of(part_kind_name(kind)));
    sha256_add(state, STR("\n"));
    sha256_add(state, text);
    return sha256_end(state);
}

void part_close(struct document *d, enum part_kind kind)
{
    struct arena *arena = d->page->arena;
    struct str said = buf_view(d->page->out);
    struct buf text = {0};
    assert(d->part_id);
    said = str_sub(said, d->part_from, said.len);
    html_plain(&text, said);
    if (d->nparts == d->parts_size) {
        d->parts_size = MAX(d->parts_size * 2, (size_t)64);
        d->parts = mem_grow(d->parts, d->parts_size * sizeof *d->parts);
    }
    d->parts[d->nparts++] = (struct document_part){
        .id = str_of(d->part_id), .number = d->part_number, .kind = kind, .chapter = d->chapter_title, .area = d->area,
        .html = arena_str(arena, said), .text = arena_str(arena, buf_view(&text)),
        .hash = hash_of(kind, buf_view(&text))};
    d->part_id = NULL;
    buf_release(&text);
}
