/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing a SQLite database file (https://www.sqlite.org/fileformat2.html) from rows that come in order:
 * each goes behind the last, pages are full, and no statement is run. The file is in memory, about as large
 * as what is in it. Trees may be written side by side.
 *
 *     struct sqlite_out x = {0};
 *     struct sqlite_out_tree area = {.sorted = true};
 *     sqlite_out_begin(&x);
 *     sqlite_out_text(&x, STR("MYS"));
 *     sqlite_out_text(&x, STR("Malaysia"));
 *     sqlite_out_row(&x, &area, 0);
 *     sqlite_out_end(&x, (struct sqlite_out_entry[]){{"table", "area", "area", &area,
 *                        "CREATE TABLE area (code TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID"}}, 1, 1);
 *     fwrite(x.file.p, 1, x.file.len, out);
 *     sqlite_out_release(&x);
 *
 * Rows of a table come by their number; those of an index, or of a table WITHOUT ROWID, by their columns in
 * byte order of texts, with what is NULL first, and no two have the same key. Nobody checks that: a file in
 * another order is damaged. An index ends with the number of the row, or the primary key. */
#ifndef SYNTAX_SQLITE_OUT_H
#define SYNTAX_SQLITE_OUT_H

#include "base/buf.h"

enum { SQLITE_DEPTH = 12, SQLITE_COLUMNS = 24 };

struct sqlite_out_tree {
    bool sorted; /* an index or a table WITHOUT ROWID: its rows have no numbers */
    /* its own */
    struct {
        uint32_t page; /* under way */
        uint16_t cells, content; /* where the last cell begins */
    } level[SQLITE_DEPTH]; /* leaves first */
    unsigned depth;
    uint64_t last; /* number of the last row */
};

/* What sqlite_schema says of a table, an index or a view. */
struct sqlite_out_entry {
    const char *kind, *name, *of; /* of: the table */
    struct sqlite_out_tree *tree; /* NULL: a view */
    const char *sql;
};

struct sqlite_out {
    struct buf file;
    /* its own */
    struct buf body, row, cell; /* of the row under way */
    unsigned char types[SQLITE_COLUMNS * 9];
    size_t ntypes;
};

void sqlite_out_begin(struct sqlite_out *x);
/* The columns of a row, one after the other. */
void sqlite_out_null(struct sqlite_out *x);
void sqlite_out_int(struct sqlite_out *x, int64_t n);
void sqlite_out_real(struct sqlite_out *x, double value); /* of a column of REAL; NaN is NULL */
void sqlite_out_text(struct sqlite_out *x, struct str text); /* empty is NULL */
/* The column that is INTEGER PRIMARY KEY is NULL, for the number says it. `number`: 0 where rows have none. */
void sqlite_out_row(struct sqlite_out *x, struct sqlite_out_tree *tree, uint64_t number);
/* The entries have to fit into one page, 3.9 KB (asserted). `version`: PRAGMA user_version. */
void sqlite_out_end(struct sqlite_out *x, const struct sqlite_out_entry *entries, size_t n, uint32_t version);
void sqlite_out_release(struct sqlite_out *x);

#endif
