/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/sqlite_out.h"

#include <assert.h>
#include <math.h>

/* A page: a head, pointers to its cells, then room, then the cells, the first at the end. */
enum { PAGE = 4096, FILE_HEAD = 100, LEAF_HEAD = 8, INNER_HEAD = 12, POINTER = 2, CHILD = 4, VARINT = 9 };

static void put_be(char *at, uint64_t n, unsigned bytes)
{
    while (bytes--)
        *at++ = (char)(n >> 8 * bytes);
}

static uint32_t get_be(const char *at, unsigned bytes)
{
    uint32_t n = 0;
    while (bytes--)
        n = n << 8 | (unsigned char)*at++;
    return n;
}

/* Seven bits a byte, the highest first, and a bit that says that more follow; below 2^56. */
static size_t put_varint(char *at, uint64_t n)
{
    size_t len = 1;
    assert(n < (uint64_t)1 << 56);
    while (n >> 7 * len)
        len++;
    for (size_t i = 0; i < len; i++)
        at[i] = (char)((n >> 7 * (len - 1 - i) & 0x7f) | (i + 1 < len ? 0x80 : 0));
    return len;
}

/* -- pages ---------------------------------------------------------------------------------------- */

static char *page_at(const struct sqlite_out *x, uint32_t page) { return x->file.p + (size_t)(page - 1) * PAGE; }

/* The page that is made next. The one that begins at a gigabyte is for SQLite's locks: nothing is written there. */
static uint32_t page_next(const struct sqlite_out *x)
{
    enum { LOCKS = (1 << 30) / PAGE + 1 };
    uint32_t page = (uint32_t)(x->file.len / PAGE + 1);
    return page == LOCKS ? LOCKS + 1 : page;
}

static uint32_t page_new(struct sqlite_out *x)
{
    uint32_t page = page_next(x);
    size_t len = (size_t)page * PAGE, more = len - x->file.len;
    memset(buf_room(&x->file, more), 0, more);
    x->file.len = len;
    return page;
}

static size_t head_at(uint32_t page) { return page == 1 ? FILE_HEAD : 0; }

static size_t pointers_at(uint32_t page, unsigned depth) { return head_at(page) + (depth ? INNER_HEAD : LEAF_HEAD); }

static void level_open(struct sqlite_out *x, struct sqlite_out_tree *tree, unsigned depth)
{
    assert(depth < SQLITE_DEPTH);
    tree->level[depth].page = page_new(x);
    tree->level[depth].cells = 0;
    tree->level[depth].content = PAGE;
    tree->depth = MAX(tree->depth, depth + 1);
}

/* `right`: the page below that has what is behind the last cell. */
static void level_close(struct sqlite_out *x, const struct sqlite_out_tree *tree, unsigned depth, uint32_t right)
{
    uint32_t page = tree->level[depth].page;
    char *at = page_at(x, page) + head_at(page);
    at[0] = (char)((tree->sorted ? 2 : 5) + (depth ? 0 : 8));
    put_be(at + 3, tree->level[depth].cells, 2);
    put_be(at + 5, tree->level[depth].content, 2);
    if (depth)
        put_be(at + LEAF_HEAD, right, CHILD);
}

static void put_cell(struct sqlite_out *x, struct sqlite_out_tree *tree, unsigned depth, uint32_t child,
                     struct str cell);

/* Ends a page, says in the page above what parts it from the next, and begins that. In a table this is the number of
 * its last row. In an index it is the last cell itself, and within the tree that cell's child becomes the last page. */
static void page_full(struct sqlite_out *x, struct sqlite_out_tree *tree, unsigned depth)
{
    uint32_t page = tree->level[depth].page, right = 0;
    char up[PAGE], *from = up;
    size_t len;
    if (tree->sorted || depth) {
        unsigned cells = --tree->level[depth].cells, at = tree->level[depth].content;
        char *pointer = page_at(x, page) + pointers_at(page, depth) + POINTER * cells;
        assert(cells);
        tree->level[depth].content = (uint16_t)get_be(pointer - POINTER, POINTER);
        len = tree->level[depth].content - at;
        memcpy(up, page_at(x, page) + at, len);
        memset(page_at(x, page) + at, 0, len);
        memset(pointer, 0, POINTER);
        if (depth) {
            right = get_be(up, CHILD);
            from += CHILD;
            len -= CHILD;
        }
    } else {
        len = put_varint(up, tree->last);
    }
    level_close(x, tree, depth, right);
    put_cell(x, tree, depth + 1, page, (struct str){from, len});
    level_open(x, tree, depth);
}

/* `child`: the page below that has what is before the cell. */
static void put_cell(struct sqlite_out *x, struct sqlite_out_tree *tree, unsigned depth, uint32_t child,
                     struct str cell)
{
    size_t len = cell.len + (depth ? CHILD : 0);
    if (depth == tree->depth)
        level_open(x, tree, depth);
    if (pointers_at(tree->level[depth].page, depth) + POINTER * (tree->level[depth].cells + 1u) + len >
        tree->level[depth].content)
        page_full(x, tree, depth);
    uint32_t page = tree->level[depth].page;
    char *start = page_at(x, page), *at = start + (tree->level[depth].content -= (uint16_t)len);
    put_be(start + pointers_at(page, depth) + POINTER * tree->level[depth].cells++, (uint64_t)(at - start), POINTER);
    if (depth) {
        put_be(at, child, CHILD);
        at += CHILD;
    }
    memcpy(at, cell.p, cell.len);
}

/* The number of the page at the top. */
static uint32_t tree_end(struct sqlite_out *x, struct sqlite_out_tree *tree)
{
    if (!tree->depth)
        level_open(x, tree, 0);
    for (unsigned depth = 0; depth < tree->depth; depth++)
        level_close(x, tree, depth, depth ? tree->level[depth - 1].page : 0);
    return tree->level[tree->depth - 1].page;
}

/* -- rows ----------------------------------------------------------------------------------------- */

/* Adds bytes of a row to its cell: those that one has room for, then the first of the pages with the rest. */
static void put_payload(struct sqlite_out *x, struct str bytes, bool sorted)
{
    size_t most = sorted ? (PAGE - 12) * 64 / 255 - 23 : PAGE - 35, least = (PAGE - 12) * 32 / 255 - 23, n = bytes.len;
    char page[CHILD];
    if (n > most) {
        n = least + (n - least) % (PAGE - CHILD);
        n = n <= most ? n : least;
    }
    buf_put(&x->cell, bytes.p, n);
    if (n == bytes.len)
        return;
    put_be(page, page_next(x), CHILD);
    buf_put(&x->cell, page, CHILD);
    for (struct str rest = str_sub(bytes, n, bytes.len); rest.len; rest = str_sub(rest, PAGE - CHILD, rest.len)) {
        uint32_t at = page_new(x);
        if (rest.len > PAGE - CHILD)
            put_be(page_at(x, at), page_next(x), CHILD);
        memcpy(page_at(x, at) + CHILD, rest.p, MIN(rest.len, (size_t)PAGE - CHILD));
    }
}

static void put_type(struct sqlite_out *x, uint64_t type)
{
    assert(x->ntypes + VARINT <= sizeof x->types);
    x->ntypes += put_varint((char *)x->types + x->ntypes, type);
}

static void put_bytes(struct sqlite_out *x, uint64_t n, unsigned bytes)
{
    put_be(buf_room(&x->body, 8), n, bytes);
    x->body.len += bytes;
}

void sqlite_out_null(struct sqlite_out *x) { put_type(x, 0); }

void sqlite_out_int(struct sqlite_out *x, int64_t n)
{
    static const uint8_t bytes[] = {1, 2, 3, 4, 6, 8}; /* of types 1 to 6; 8 and 9 are 0 and 1 */
    unsigned type = 0;
    if (n == 0 || n == 1) {
        put_type(x, 8 + (uint64_t)n);
        return;
    }
    while (bytes[type] < 8 && (n < -((int64_t)1 << (8 * bytes[type] - 1)) || n >= (int64_t)1 << (8 * bytes[type] - 1)))
        type++;
    put_type(x, type + 1);
    put_bytes(x, (uint64_t)n, bytes[type]);
}

/* Whole numbers up to six bytes stand as such, as SQLite writes them itself. */
void sqlite_out_real(struct sqlite_out *x, double value)
{
    uint64_t bits;
    if (isnan(value)) {
        sqlite_out_null(x);
    } else if (fabs(value) < 0x1p47 && value == (double)(int64_t)value) {
        sqlite_out_int(x, (int64_t)value);
    } else {
        memcpy(&bits, &value, sizeof bits);
        put_type(x, 7);
        put_bytes(x, bits, sizeof bits);
    }
}

void sqlite_out_text(struct sqlite_out *x, struct str text)
{
    put_type(x, text.len ? 13 + 2 * text.len : 0);
    buf_str(&x->body, text);
}

void sqlite_out_row(struct sqlite_out *x, struct sqlite_out_tree *tree, uint64_t number)
{
    char head[2 * VARINT];
    assert(x->ntypes < 0x7f); /* or their length would take two bytes */
    x->row.len = x->cell.len = 0;
    buf_char(&x->row, (char)(x->ntypes + 1));
    buf_put(&x->row, x->types, x->ntypes);
    buf_str(&x->row, buf_view(&x->body));
    size_t n = put_varint(head, x->row.len);
    if (!tree->sorted)
        n += put_varint(head + n, number);
    buf_put(&x->cell, head, n);
    put_payload(x, buf_view(&x->row), tree->sorted);
    put_cell(x, tree, 0, 0, buf_view(&x->cell));
    tree->last = number;
    x->ntypes = x->body.len = 0;
}

/* -- the file ------------------------------------------------------------------------------------- */

void sqlite_out_begin(struct sqlite_out *x) { page_new(x); }

void sqlite_out_end(struct sqlite_out *x, const struct sqlite_out_entry *entries, size_t n, uint32_t version)
{
    static const struct {
        uint8_t at, bytes;
        uint32_t n;
    } facts[] = {{16, 2, PAGE}, {18, 1, 1}, {19, 1, 1}, /* no write-ahead log */
                 {21, 1, 64}, {22, 1, 32}, {23, 1, 32}, /* shares of a page, which are fixed */
                 {24, 4, 1}, {92, 4, 1}, /* how often it was changed, and when its size was last right */
                 {40, 4, 1}, {44, 4, 4}, /* number and format of the schema */
                 {56, 4, 1}, /* UTF-8 */
                 {96, 4, 3040001}}; /* the version of SQLite whose files these are like */
    struct sqlite_out_tree schema = {.level = {{.page = 1, .content = PAGE}}, .depth = 1};
    for (size_t i = 0; i < n; i++) {
        sqlite_out_text(x, str_of(entries[i].kind));
        sqlite_out_text(x, str_of(entries[i].name));
        sqlite_out_text(x, str_of(entries[i].of));
        sqlite_out_int(x, entries[i].tree ? tree_end(x, entries[i].tree) : 0);
        sqlite_out_text(x, str_of(entries[i].sql));
        sqlite_out_row(x, &schema, i + 1);
    }
    assert(schema.depth == 1);
    tree_end(x, &schema);
    memcpy(x->file.p, "SQLite format 3", 16);
    for (size_t i = 0; i < ARRAY_LEN(facts); i++)
        put_be(x->file.p + facts[i].at, facts[i].n, facts[i].bytes);
    put_be(x->file.p + 28, x->file.len / PAGE, 4);
    put_be(x->file.p + 60, version, 4);
}

void sqlite_out_release(struct sqlite_out *x)
{
    buf_release(&x->file);
    buf_release(&x->body);
    buf_release(&x->row);
    buf_release(&x->cell);
    *x = (struct sqlite_out){0};
}
