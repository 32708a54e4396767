/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The members of the table of formats, and what the files that hold them share. */
#ifndef IO_FORMATS_H
#define IO_FORMATS_H

#include "io/format.h"
#include "io/names.h"
#include "io/resolve.h"
#include "syntax/csv.h"

int workbook_detect(struct str bytes);
int workbook_read(struct reading *rd, struct err *err);
bool workbook_next(struct writing *w, struct buf *out);
int ilostat_detect(struct str bytes);
int ilostat_read(struct reading *rd, struct err *err);
bool ilostat_next(struct writing *w, struct buf *out);
int sdmx_csv_detect(struct str bytes);
int sdmx_csv_read(struct reading *rd, struct err *err);
bool sdmx_csv_next(struct writing *w, struct buf *out);
int sdmx_csv2_detect(struct str bytes);
bool sdmx_csv2_next(struct writing *w, struct buf *out);
int sdmx_json_detect(struct str bytes);
int sdmx_json_10_detect(struct str bytes);
int sdmx_json_21_detect(struct str bytes);
int sdmx_json_read(struct reading *rd, struct err *err);
bool sdmx_json_next(struct writing *w, struct buf *out);
bool sdmx_json_10_next(struct writing *w, struct buf *out);
bool sdmx_json_21_next(struct writing *w, struct buf *out);
int sdmx_ml_generic_detect(struct str bytes);
int sdmx_ml_generic_series_detect(struct str bytes);
int sdmx_ml_detect(struct str bytes);
int sdmx_ml_series_detect(struct str bytes);
int sdmx_ml_30_detect(struct str bytes);
int sdmx_ml_31_detect(struct str bytes);
int sdmx_ml_read(struct reading *rd, struct err *err);
int json_bytes_sound(struct str bytes, struct err *err); /* ERR_INPUT when they are not UTF-8 */
int json_stat_detect(struct str bytes);
int json_stat_read(struct reading *rd, struct err *err);
bool sdmx_ml_generic_next(struct writing *w, struct buf *out);
bool sdmx_ml_generic_series_next(struct writing *w, struct buf *out);
bool sdmx_ml_next(struct writing *w, struct buf *out);
bool sdmx_ml_series_next(struct writing *w, struct buf *out);
bool sdmx_ml_30_next(struct writing *w, struct buf *out);
bool sdmx_ml_31_next(struct writing *w, struct buf *out);
bool json_stat_next(struct writing *w, struct buf *out);
bool rdf_next(struct writing *w, struct buf *out);
bool tidy_next(struct writing *w, struct buf *out);
bool sqlite_next(struct writing *w, struct buf *out);
bool table_next(struct writing *w, struct buf *out);

/* What things are called in the language of the writing. */
struct names *writing_names(struct writing *w);

enum { PORTION = 32 << 10 }; /* a writer stops when it has put about this much */

/* Copies in steps of WIDE bytes, which is quick for short texts: up to WIDE bytes behind the end are
 * read and written. Returns where the text ends. */
enum { WIDE = 32 };
static inline char *copy_wide(char *to, const char *from, size_t len)
{
    for (size_t i = 0; i < len; i += WIDE)
        memcpy(to + i, from + i, WIDE);
    return to + len;
}

/* Whether a column has the same value all along a run, as it mostly does: it is the same as itself, one further. */
#define ALL_SAME(column, run) \
    (memcmp((column) + (run)->first, (column) + (run)->first + 1, \
            ((run)->n - 1) * sizeof *(column)) == 0)
/* How many observations of a run, from its first on, have all values of a column that occur in it. */
#define TO_LOOK_AT(column, run) (ALL_SAME(column, run) ? 1 : (run)->n)

static inline bool same_periods(const struct cube *c, const struct run *a, const struct run *b)
{
    return a->n == b->n && memcmp(c->period + a->first, c->period + b->first, a->n * sizeof *c->period) == 0;
}

/* Neighbouring observations that have the same tail, written in one go. */
struct stretch {
    uint32_t first, end; /* observations [first, end) */
    unsigned decimals;   /* theirs */
    struct str tail;     /* WIDE bytes may be read behind it */
    bool even;           /* in the run only the status changes */
};

/* Walks through a run, stretch by stretch; `put` appends the tail of an observation, called when
 * it was not made lately.
 *
 *     for (struct stretch t = {.end = run->first}; stretch_next(&t, w, c, run, put, ctx);)
 */
typedef void put_tail_fn(struct writing *w, struct buf *out, const void *ctx, uint32_t obs);
bool stretch_next(struct stretch *t, struct writing *w, const struct cube *c, const struct run *run,
                  put_tail_fn *put, const void *ctx);

/* The header of a CSV file as columns of lower-case-insensitive names; false when empty. */
struct header {
    struct str name[CSV_FIELDS_MAX];
    size_t n;    /* without those at the end that have no name */
    size_t wide; /* with them */
    enum csv_fault fault;
    uint16_t sheet; /* where it stands, for findings; sheet 0 in files without sheets */
    uint32_t row;
};
bool header_read(struct header *h, struct csv *csv, struct arena *arena);
int header_find(const struct header *h, const char *name); /* -1: none */
/* ERR_INPUT for a header that is damaged, has too many columns, or names one twice. */
int header_sound(const struct header *h, struct err *err);
/* Says that column i is not read. */
void header_unknown(const struct header *h, size_t i, struct finding_list *findings);

/* The rows of a CSV file below its header, each field where `fields` says it belongs (by column,
 * FIELD_COUNT: not read). Handles short, damaged and non-UTF-8 rows, the header when it comes
 * again, and decimal commas. `cut` shortens cells to what stands before ": " (SDMX-CSV with
 * labels). */
void read_rows(struct resolver *rs, struct csv *csv, const struct header *h,
               const enum field *fields, bool cut,
               bool (*check_row)(void *ctx, struct resolver *rs, const struct csv *csv), void *ctx);
/* A field without blanks of any width around it, and without the apostrophe that spreadsheets put
 * before text. */
struct str field_bare(struct str field);
static inline struct str field_text(struct str field)
{
    struct str s = str_trim(field);
    /* nearly all begin and end in ASCII */
    return s.len && (s.p[0] == '\'' || ((s.p[0] | s.p[s.len - 1]) & 0x80)) ? field_bare(s) : s;
}

/* How many of the columns that ILOSTAT's layout needs a header has; four is all. */
unsigned ilostat_needed(const struct header *h);
/* What each column holds, into `fields` and the resolver; says which are not read. ERR_INPUT
 * when one that is needed is missing. */
int ilostat_columns(enum field fields[CSV_FIELDS_MAX], struct resolver *rs, const struct header *h,
                    struct err *err);

#endif
