/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/ref_sheet.h"

int sheet_fail(struct sheet *s, const char *what)
{
    if (s->own && (s->shift == 0 || s->csv.line > s->shift + 1)) /* the header is that of the lines above */
        return err_set(s->err, ERR_CONFIG, "%s/%s:%u: %s", s->own, s->name, s->csv.line - s->shift, what);
    return err_set(s->err, ERR_CONFIG, "data/%s:%u: %s", s->name, s->csv.line, what);
}

const struct ref_file *file_find(const struct ref_file *files, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(files[i].name, name))
            return &files[i];
    return NULL;
}

enum { NO_COLUMN = UINT32_MAX };

int sheet_open(struct sheet *s, struct ref *ref, const struct ref_file *files, size_t nfiles,
               const char *name, const char *columns, struct err *err)
{
    *s = (struct sheet){.name = name, .ref = ref, .err = err};
    const struct ref_file *file = file_find(files, nfiles, name);
    if (!file)
        return err_set(err, ERR_CONFIG, "data/%s: the file is missing", name);
    s->own = file->own;
    s->shift = file->shift;
    csv_init(&s->csv, file->content, ',');
    if (!csv_next(&s->csv))
        return err_set(err, ERR_CONFIG, "data/%s: the file is empty", name);
    struct str rest = str_of(columns), want;
    while (str_next(&want, &rest, ',')) {
        unsigned at = 0;
        bool may_miss = want.p[0] == '?';
        if (may_miss)
            want = str_sub(want, 1, want.len);
        while (at < s->csv.n && !str_eq(s->csv.field[at], want))
            at++;
        if (at == s->csv.n && may_miss)
            at = NO_COLUMN;
        if (at == s->csv.n)
            return FAIL(s, "the column \"%.*s\" is missing; the header is to be \"%s\"",
                        STR_FMT(want), columns);
        assert(s->n < COLUMNS_MAX);
        s->column[s->n++] = at;
        s->in_file += at != NO_COLUMN;
    }
    if (s->in_file != s->csv.n)
        return FAIL(s, "%zu columns, but %u are known: \"%s\"", s->csv.n, s->in_file, columns);
    return 0;
}

int sheet_next(struct sheet *s, struct str *field)
{
    if (!csv_next(&s->csv)) {
        csv_release(&s->csv);
        return 0;
    }
    if (s->csv.fault)
        return FAIL(s, "a quote is not closed or has text behind it");
    if (s->csv.n != s->in_file)
        return FAIL(s, "%zu fields, but the header has %u", s->csv.n, s->in_file);
    for (unsigned i = 0; i < s->n; i++)
        field[i] = s->column[i] == NO_COLUMN ? (struct str){0}
                                             : arena_str(&s->ref->arena, str_trim(s->csv.field[s->column[i]]));
    return 1;
}

void *sheet_more(void **array, uint32_t n, size_t size)
{
    if ((n & (n - 1)) == 0)
        *array = mem_grow(*array, size * MAX(n * 2, 1u));
    return memset((char *)*array + size * n, 0, size);
}

int put_unique(struct sheet *s, struct map *map, struct str key, uint32_t index)
{
    uint32_t old;
    if (key.len == 0)
        return FAIL(s, "the code is empty");
    if (map_find(map, &old, key))
        return FAIL(s, "\"%.*s\" is given twice", STR_FMT(key));
    map_put(map, key, index);
    return 0;
}

int want_new(struct sheet *s, struct str text)
{
    uint32_t before = s->seen.n;
    if (strset_put(&s->seen, text) != before)
        return FAIL(s, "\"%.*s\" is given twice", STR_FMT(text));
    return 0;
}

int want_new_pair(struct sheet *s, struct str a, struct str b)
{
    return want_new(s, str_of(arena_fmt(&s->ref->arena, "%.*s,%.*s", STR_FMT(a), STR_FMT(b))));
}

int want_yes_no(struct sheet *s, bool *out, struct str text)
{
    if (!str_is(text, "Y") && !str_is(text, "N"))
        return FAIL(s, "\"%.*s\" is to be Y or N", STR_FMT(text));
    *out = text.p[0] == 'Y';
    return 0;
}

int want_int(struct sheet *s, int *out, struct str text)
{
    uint64_t n;
    if (!str_uint(&n, text, 9999))
        return FAIL(s, "\"%.*s\" is to be a whole number", STR_FMT(text));
    *out = (int)n;
    return 0;
}

int want_ref(struct sheet *s, uint16_t *out, const struct map *map, struct str key,
             const char *where)
{
    uint32_t index;
    if (!map_find(map, &index, key))
        return FAIL(s, "\"%.*s\" is not in data/%s", STR_FMT(key), where);
    *out = (uint16_t)index;
    return 0;
}
