/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files that read data/ share (ref_load.c, ref_formula.c, ref_ties.c, ref_mirror.c, ref_capability.c):
 * a CSV file of reference data row by row, with what its fields have to be. Nobody else includes it.
 *
 * Each `want_` gives 0, or ERR_CONFIG with the file and line and what would be right. */
#ifndef MODEL_REF_SHEET_H
#define MODEL_REF_SHEET_H

#include "model/ref.h"
#include "syntax/csv.h"

enum { COLUMNS_MAX = 16 };

struct sheet {
    const char *name, *own; /* struct ref_file */
    uint32_t shift;
    struct csv csv;
    unsigned column[COLUMNS_MAX], n, in_file;
    struct strset seen; /* of want_new */
    struct ref *ref;
    struct err *err;
};

#define FAIL(s, ...) sheet_fail((s), arena_fmt(&(s)->ref->arena, __VA_ARGS__))
int sheet_fail(struct sheet *s, const char *what);

const struct ref_file *file_find(const struct ref_file *files, size_t n, const char *name);

/* `columns` are the ones the file must have, in whatever order, and no others; one that begins
 * with "?" may be missing, as it is in the files of older bases. */
int sheet_open(struct sheet *s, struct ref *ref, const struct ref_file *files, size_t nfiles,
               const char *name, const char *columns, struct err *err);
/* 1: a row, its fields in the order asked for, kept in the arena; 0: end (and closed). */
int sheet_next(struct sheet *s, struct str *field);

/* Room for one more at the end of an array that doubles when full; zeroed. */
void *sheet_more(void **array, uint32_t n, size_t size);
#define MORE(array, n) sheet_more((void **)&(array), (n), sizeof *(array))

int put_unique(struct sheet *s, struct map *map, struct str key, uint32_t index);
/* No other row of the file says the same. */
int want_new(struct sheet *s, struct str text);
int want_new_pair(struct sheet *s, struct str a, struct str b);
int want_yes_no(struct sheet *s, bool *out, struct str text);
int want_int(struct sheet *s, int *out, struct str text);
/* The index of `key` in a map, or a sentence that names the file it is missing from. */
int want_ref(struct sheet *s, uint16_t *out, const struct map *map, struct str key,
             const char *where);

/* A function load_NAME that gives every row of a file to row_NAME. */
#define LOAD(name, file, columns)                                                              \
    static int load_##name(struct ref *ref, const struct ref_file *files, size_t nfiles,       \
                           struct err *err)                                                    \
    {                                                                                          \
        struct sheet sheet, *s = &sheet;                                                       \
        struct str f[COLUMNS_MAX];                                                             \
        int r = sheet_open(s, ref, files, nfiles, file, columns, err);                         \
        while (r == 0 && (r = sheet_next(s, f)) == 1)                                          \
            r = row_##name(s, ref, f);                                                         \
        csv_release(&s->csv);                                                                  \
        strset_release(&s->seen);                                                              \
        return r;                                                                              \
    }

/* The first indicator of a measure (*whole), or an indicator that is named by its whole code. */
int want_measure(struct sheet *s, uint16_t *out, bool *whole, struct str name);

/* tables/ties.csv, after the indicators. */
int ref_load_ties(struct ref *ref, const struct ref_file *files, size_t nfiles, struct err *err);

/* sources/kinds.csv, capabilities.csv and grades.csv, after the indicators. */
int ref_load_capabilities(struct ref *ref, const struct ref_file *files, size_t nfiles, struct err *err);
void ref_free_capabilities(struct ref *ref);

#endif
