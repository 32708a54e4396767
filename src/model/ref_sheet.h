/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A file of reference data row by row, for the functions that load them (model/ref_load.c,
 * model/ref_ties.c):
 *
 *     int r = sheet_open(s, ref, files, nfiles, "codelists/units.csv", "code,name", err);
 *     while (r == 0 && (r = sheet_next(s, f)) == 1)
 *         r = ... FAIL(s, "\"%s\" is to be Y or N", f[0].p);
 *     csv_release(&s->csv);
 *     strset_release(&s->seen);
 *
 * What is wrong is said with file and line. */
#ifndef MODEL_REF_SHEET_H
#define MODEL_REF_SHEET_H

#include "model/ref.h"
#include "syntax/csv.h"

enum { COLUMNS_MAX = 16 };

struct sheet {
    const char *name;
    struct csv csv;
    unsigned column[COLUMNS_MAX], n, in_file;
    struct strset seen; /* of want_new */
    struct ref *ref;
    struct err *err;
};

#define FAIL(s, ...) sheet_fail((s), arena_fmt(&(s)->ref->arena, __VA_ARGS__))
int sheet_fail(struct sheet *s, const char *what);

/* NULL: there is no such file. */
const struct ref_file *file_find(const struct ref_file *files, size_t n, const char *name);
int sheet_open(struct sheet *s, struct ref *ref, const struct ref_file *files, size_t nfiles,
               const char *name, const char *columns, struct err *err);
/* 1: a row, its fields in the order asked for, kept in the arena; 0: end. */
int sheet_next(struct sheet *s, struct str *field);
int want_new(struct sheet *s, struct str text);

/* Room for one more at the end of an array that doubles when full; zeroed. */
void *sheet_more(void **array, uint32_t n, size_t size);
#define MORE(array, n) sheet_more((void **)&(array), (n), sizeof *(array))

/* tables/ties.csv, after the indicators. */
int load_ties(struct ref *ref, const struct ref_file *files, size_t nfiles, struct err *err);

#endif
