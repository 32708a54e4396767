/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A mapping file: what the rows, columns and headings of somebody else's sheet mean. With it a
 * raw table becomes observations and nobody edits the table. The language is described in
 * doc/formats/mapping.md.
 *
 *     struct mapping *map;
 *     if (mapping_parse(&map, text, ref, &err) < 0)
 *         return err_context(&err, "%s", path);
 *     mapped.read(&(struct reading){..., .mapping = map}, &err);
 *     mapping_free(map);
 *
 * Everything that can be known without the sheet is checked when the mapping is read: an error
 * has the line and what would be right. Every code in a mapping is one of the reference data.
 * A mapping is never changed once read; it borrows `ref`, texts are its own. */
#ifndef IO_MAPPING_H
#define IO_MAPPING_H

#include "io/resolve.h"
#include "model/collection.h"

enum { MAPPING_RANGES = 24, MAPPING_TESTS = 24 };
#define MAPPING_FIELDS FIELD_UNIT_MULT /* the fields before it: a mapping has a scale instead */

/* Rows or columns, both ends included; `to` UINT32_MAX: to the last. */
struct ranges {
    struct range {
        uint32_t from, to;
    } v[MAPPING_RANGES];
    unsigned n;
};
bool ranges_have(const struct ranges *r, uint32_t i);

/* Columns that are told by what their headings say: "REF_AREA", "19*". */
struct headings {
    struct str v[MAPPING_RANGES];
    unsigned n;
    uint32_t line;
};

enum place { PLACE_ANY, PLACE_AT, PLACE_FIRST, PLACE_LAST };

/* One line "text = code" of a list. */
struct map_entry {
    struct str text;    /* folded (label_fold) */
    bool wild;          /* has * or ? */
    enum place place;   /* of those cells that say the same: any, one, the first, the last */
    uint32_t at;        /* row or column */
    struct str value;   /* empty: left out; * stands for what * matched */
    uint32_t line;
};

struct map_list {
    struct str name;
    struct map_entry *v;
    uint32_t n, size;
    bool placed; /* some entry has a place */
    bool used;
    uint32_t line;
};

enum from { FROM_NOWHERE, FROM_FIXED, FROM_COLUMN, FROM_HEADER };

/* Where one part of the key comes from. */
struct map_field {
    enum from from;
    struct str fixed;
    uint32_t at;  /* the column, or the row of the header */
    struct str heading; /* of the column, where not its letter is said (then `at` is 0); else empty */
    bool carried; /* an empty cell says what the one above (left of it) says */
    struct str list_name;
    const struct map_list *list; /* NULL: the cells hold codes */
    int version;                 /* of "as CCT_CTZ"; -1: none */
    uint32_t line;
};

enum sheet_by { SHEET_ONLY, SHEET_NAME, SHEET_NUMBER, SHEET_CELL };

/* "C12 is text" */
struct map_cell {
    uint32_t column, row;
    struct str text; /* folded, with * and ? */
    struct str said; /* as it stands in the mapping */
    uint32_t line;
};

/* skip = column B is text; only = column B is text */
struct map_test {
    bool only;
    uint32_t column, line;
    struct str heading; /* as in struct map_field */
    struct str text; /* folded, with * and ? */
};

enum nil { NIL_UNSAID, NIL_ZERO, NIL_NONE, NIL_LEAVE };

struct map_table {
    uint32_t line;
    enum sheet_by sheet_by;
    struct str sheet; /* a name, with * and ? */
    uint32_t sheet_number;
    struct map_cell sheet_cell;
    struct map_cell expect[MAPPING_TESTS];
    unsigned nexpect;
    struct ranges rows, figures, ignore, skip; /* figures, ignore: columns */
    struct headings figures_headed, ignore_headed;
    uint32_t headings; /* the row in which headings stand */
    struct map_test tests[MAPPING_TESTS];
    unsigned ntests;
    struct map_field field[MAPPING_FIELDS]; /* by enum field */
    int scale;      /* power of ten that the figures are multiplied by */
    bool scaled;    /* the mapping says it, be it 1 */
    int round;      /* decimals that figures are rounded to, as they stand in the sheet; -1: not */
    bool optional;  /* a file without this table is fine, if it has another */
    char decimals;  /* '.', ',' or 0 when not said */
    enum nil nil;   /* what a dash means */
    bool none_left; /* "..", "n.a.": no observation rather than one without a figure */
    struct str marks_name;
    const struct map_list *marks;
};

struct mapping {
    const struct ref *ref;
    struct map_table *tables;
    struct map_list *lists;
    uint32_t ntables, nlists, size_tables, size_lists;
    char separator; /* of a CSV file; 0: guessed */
    /* whose figures they are, where they are to be kept as a collection of their own; NULL: not said */
    struct collection *collection;
    uint32_t collection_line;
    bool sum_sexes; /* men and women are added up where both sexes together are not given */
    struct map areas; /* ISO and M49 codes of areas, folded, to their index */
    struct arena arena;
};

int mapping_parse(struct mapping **out, struct str text, const struct ref *ref, struct err *err);
void mapping_free(struct mapping *map);

extern const struct format mapped_format;

#endif
