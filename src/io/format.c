/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/format.h"

#include "io/formats.h"
#include "io/sdmx_json.h"
#include "syntax/compress.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER_AMONG = 30 }; /* lines in which a header is looked for */

/* The first is what is meant when a name, an Accept or the bytes leave it open. */
const struct format formats[] = {
    {"sdmx-csv", "csv csvdata csvfile csvfilewithlabels=labels", "application/vnd.sdmx.data+csv;version=1.0.0", ".csv",
     "SDMX-CSV 1.0: one observation a line, with dataflow, dimensions and attributes", sdmx_csv_detect, sdmx_csv_read,
     sdmx_csv_next},
    {"sdmx-csv-2.0", "", "application/vnd.sdmx.data+csv;version=2.0.0", ".csv",
     "SDMX-CSV 2.0: the same with the structure, and what is to be done with each observation", sdmx_csv2_detect,
     sdmx_csv_read, sdmx_csv2_next},
    {"sdmx-csv-2.1", "", "application/vnd.sdmx.data+csv;version=2.1.0", ".csv",
     "SDMX-CSV 2.1: as SDMX-CSV 2.0, which is what a file is taken for", sdmx_csv2_detect, sdmx_csv_read,
     sdmx_csv2_next},
    {"ilostat", "", "text/csv", ".csv", "the layout of ILOSTAT's bulk files", ilostat_detect, ilostat_read,
     ilostat_next},
    {"workbook", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx",
     "an Excel workbook: years as columns, and all in ILOSTAT's layout; read from OpenDocument too", workbook_detect,
     workbook_read, workbook_next},
    {"sdmx-json", "json jsondata", "application/vnd.sdmx.data+json;version=2.0.0", ".json",
     "SDMX-JSON 2.0: a data message with its structure", sdmx_json_detect, sdmx_json_read, sdmx_json_next},
    {"sdmx-json-1.0", "", "application/vnd.sdmx.data+json;version=1.0.0", ".json",
     "SDMX-JSON 1.0: the same of one dataflow", sdmx_json_10_detect, sdmx_json_read, sdmx_json_10_next},
    {"sdmx-json-2.1", "", "application/vnd.sdmx.data+json;version=2.1.0", ".json", "SDMX-JSON 2.1: as SDMX-JSON 2.0",
     sdmx_json_21_detect, sdmx_json_read, sdmx_json_21_next},
    {"sdmx-ml-generic", "genericdata", "application/vnd.sdmx.genericdata+xml;version=2.1", ".xml",
     "SDMX-ML 2.1, generic data", sdmx_ml_generic_detect, sdmx_ml_read, sdmx_ml_generic_next},
    {"sdmx-ml-generic-series", "generictimeseriesdata", "application/vnd.sdmx.generictimeseriesdata+xml;version=2.1",
     ".xml", "SDMX-ML 2.1, generic data of time series", sdmx_ml_generic_series_detect, sdmx_ml_read,
     sdmx_ml_generic_series_next},
    {"sdmx-ml", "structurespecificdata sdmx-ml-2.1 compact_v2",
     "application/vnd.sdmx.structurespecificdata+xml;version=2.1", ".xml",
     "SDMX-ML 2.1, data specific to their structure", sdmx_ml_detect, sdmx_ml_read, sdmx_ml_next},
    {"sdmx-ml-series", "structurespecifictimeseriesdata",
     "application/vnd.sdmx.structurespecifictimeseriesdata+xml;version=2.1", ".xml",
     "SDMX-ML 2.1, time series specific to their structure", sdmx_ml_series_detect, sdmx_ml_read, sdmx_ml_series_next},
    {"sdmx-ml-3.0", "", "application/vnd.sdmx.data+xml;version=3.0.0", ".xml", "SDMX-ML 3.0", sdmx_ml_30_detect,
     sdmx_ml_read, sdmx_ml_30_next},
    {"sdmx-ml-3.1", "", "application/vnd.sdmx.data+xml;version=3.1.0", ".xml", "SDMX-ML 3.1", sdmx_ml_31_detect,
     sdmx_ml_read, sdmx_ml_31_next},
    {"json-stat", "jsonstat", "application/json", ".json", "JSON-stat 2.0: a data set, or a collection of them",
     json_stat_detect, json_stat_read, json_stat_next},
    {"rdf", "turtle ttl", "text/turtle", ".ttl", "RDF in Turtle: the RDF Data Cube vocabulary", NULL, NULL, rdf_next},
    {"csv", "tidy=labels", "text/csv", ".csv", "codes and names side by side, for spreadsheets", NULL, NULL, tidy_next},
    {"sqlite", "", "application/vnd.sqlite3", ".sqlite", "a SQLite database with the lists of its codes", NULL, NULL,
     sqlite_next},
    {"table", "", "text/plain", ".txt", "years as columns, for reading on a screen", NULL, NULL, table_next},
};
const size_t nformats = ARRAY_LEN(formats);

const struct format *format_find(struct str name)
{
    for (size_t i = 0; i < nformats; i++)
        if (str_is(name, formats[i].name))
            return &formats[i];
    return NULL;
}

bool format_is_text(const struct format *f)
{
    static const char *const kinds[] = {"text/", "csv", "json", "xml"};
    if (str_starts(str_of(f->mime), STR("application/vnd.openxmlformats")))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (strstr(f->mime, kinds[i]))
            return true;
    return false;
}

bool format_one_flow(const struct format *f) { return f->next == sdmx_json_10_next; }

/* What a file is that we do not read, by its first bytes: so that the sender knows which of
 * the files on the desk it was. */
static const char *looks_like(struct str bytes)
{
    static const struct {
        struct str magic;
        const char *what;
    } kinds[] = {
        {{"\xd0\xcf\x11\xe0", 4}, "an old Excel or Word file, or an encrypted workbook"},
        {{"%PDF", 4}, "a PDF document"},
        {{"<?xml", 5}, "an XML document"},
        {{"<!DOCTYPE", 9}, "a web page"},
        {{"<html", 5}, "a web page"},
        {{"{", 1}, "a JSON document"},
        {{"[", 1}, "a JSON document"},
        {{"\x28\xb5\x2f\xfd", 4}, "a zstd archive"},
        {{"BZh", 3}, "a bzip2 archive"},
        {{"\xfd" "7zXZ", 5}, "an xz archive"},
        {{"SQLite format 3", 15}, "a SQLite database"},
        {{"\x7f" "ELF", 4}, "a program"},
        {{"\x89PNG", 4}, "a picture"},
        {{"\xff\xd8\xff", 3}, "a picture"},
    };
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_starts(bytes, kinds[i].magic))
            return kinds[i].what;
    struct str head = str_sub(bytes, 0, 4096);
    if (memchr(head.p, 0, head.len))
        return "a binary file";
    return NULL;
}

/* The line further down in which the header stands, below titles and notes; 0: none. */
static unsigned header_below(struct str bytes)
{
    struct str rest = str_sub(bytes, 0, 1 << 16);
    for (unsigned line = 2; line <= HEADER_AMONG; line++) {
        size_t n = 0;
        while (n < rest.len && rest.p[n] != '\n' && rest.p[n] != '\r')
            n++;
        n += n + 1 < rest.len && rest.p[n] == '\r' && rest.p[n + 1] == '\n';
        rest = str_sub(rest, n + 1, rest.len);
        if (rest.len && *rest.p != '\n' && *rest.p != '\r' &&
            (sdmx_csv_detect(rest) || sdmx_csv2_detect(rest) || ilostat_detect(rest)))
            return line;
    }
    return 0;
}

const struct format *format_detect(struct str bytes, struct err *err)
{
    const struct format *best = NULL;
    int surest = 0;
    unsigned line;
    if (str_trim(str_sub(bytes, 0, 1 << 16)).len == 0) {
        err_set(err, ERR_INPUT, bytes.len ? "the file holds nothing but blanks"
                                          : "the file is empty");
        return NULL;
    }
    for (size_t i = 0; i < nformats; i++) {
        int sure = formats[i].detect ? formats[i].detect(bytes) : 0;
        if (sure > surest) {
            surest = sure;
            best = &formats[i];
        }
    }
    const char *other = surest < 100 ? looks_like(bytes) : NULL;
    if (other)
        err_set(err, ERR_INPUT, "this is %s, not a file of figures; what can be read is ILOSTAT's "
                "bulk layout as CSV or in a workbook, SDMX-CSV, SDMX-ML and SDMX-JSON data and JSON-stat; "
                "text plain or gzip", other);
    else if (!best && (line = header_below(bytes)))
        err_set(err, ERR_INPUT, "the header stands in line %u; take out the lines above it, or read "
                "the file with a mapping", line);
    else if (!best)
        err_set(err, ERR_INPUT, "the first line is no header that is known; it is to name columns "
                "such as ref_area, indicator, time and obs_value (ILOSTAT bulk), or to begin with "
                "DATAFLOW (SDMX-CSV 1.0) or STRUCTURE (2.0, 2.1); a sheet of any other layout is read with --map");
    return other ? NULL : best;
}

void writing_begin(struct writing *w, const struct format *f)
{
    w->format = f;
    w->slice = w->run = w->step = 0;
    w->prefix = (struct buf){0};
    w->tails = (struct tails){0};
    w->own = NULL;
    w->names = NULL;
    w->state = NULL;
    w->finish = NULL;
    arena_init(&w->alone, (size_t)1 << 30);
    if (!w->arena)
        w->arena = &w->alone;
    arena_init(&w->scratch, 64 << 20);
}

struct names *writing_names(struct writing *w)
{
    const struct fragments *kept = w->fragments && !w->names ? fragments_in(w->fragments, w->language) : NULL;
    if (kept)
        return kept->names;
    if (!w->names)
        w->names = names_new(w->ref, w->language);
    return w->names;
}

bool writing_next(struct writing *w, struct buf *out) { return w->format->next(w, out); }

void writing_end(struct writing *w)
{
    if (w->finish)
        w->finish(w->state);
    w->finish = NULL;
    buf_release(&w->prefix);
    buf_release(&w->tails.text);
    names_free(w->names);
    w->names = NULL;
    if (w->own) {
        fragments_free(w->own);
        w->own = NULL;
        w->fragments = NULL;
    }
    if (w->arena == &w->alone)
        w->arena = NULL;
    arena_release(&w->alone);
    arena_release(&w->scratch);
}

/* -- stretches ---------------------------------------------------------------------------------- */

static uint64_t tail_key(const struct writing *w, const struct cube *c, uint32_t i)
{
    return (uint64_t)(w->slice + 1) << 48 | (uint64_t)c->note[i] << 32 |
           (uint32_t)c->source[i] << 16 | (uint32_t)c->decimals[i] << 8 | (unsigned char)c->status[i];
}

static struct str tail_of(struct writing *w, uint64_t key, put_tail_fn *put, const void *ctx, uint32_t i)
{
    enum { TEXT_MAX = 64 << 10 };
    struct tails *all = &w->tails;
    struct tail *t = &all->slot[(key * 0x9e3779b97f4a7c15 >> 32) % TAILS];
    if (t->key != key) {
        if (all->text.len > TEXT_MAX)
            *all = (struct tails){.text = {all->text.p, 0, all->text.size}};
        *t = (struct tail){.key = key, .at = all->text.len};
        put(w, &all->text, ctx, i);
        t->len = all->text.len - t->at;
        buf_room(&all->text, WIDE);
    }
    return (struct str){all->text.p + t->at, t->len};
}

bool stretch_next(struct stretch *t, struct writing *w, const struct cube *c, const struct run *run,
                  put_tail_fn *put, const void *ctx)
{
    const uint32_t i = t->first = t->end, end = run->first + run->n;
    if (i == end)
        return false;
    if (i == run->first)
        t->even = ALL_SAME(c->source, run) && ALL_SAME(c->note, run) && ALL_SAME(c->decimals, run);
    const uint64_t key = tail_key(w, c, i);
    uint32_t k = i + 1;
    while (k < end && c->status[k] == c->status[i] && (t->even || tail_key(w, c, k) == key))
        k++;
    t->end = k;
    t->decimals = c->decimals[i];
    t->tail = tail_of(w, key, put, ctx, i);
    return true;
}

/* -- files ----------------------------------------------------------------------------------------- */

int io_slurp(struct buf *raw, const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0)
        return err_set(err, ERR_NOFILE, "%s: cannot be opened: %s", path, strerror(errno));
    int r = 0;
    if (fstat(fd, &st) != 0)
        r = err_set(err, ERR_NOFILE, "%s: cannot be looked at: %s", path, strerror(errno));
    else if (S_ISDIR(st.st_mode))
        r = err_set(err, ERR_INPUT, "%s: is a folder, not a file", path);
    else if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > IO_FILE_MAX)
        r = err_set(err, ERR_LIMIT, "%s: has %lld MB; the limit for one file is %zu MB", path,
                    (long long)st.st_size >> 20, IO_FILE_MAX >> 20);
    size_t step = r == 0 && S_ISREG(st.st_mode) ? (size_t)st.st_size + 1 : 1 << 16;
    while (r == 0) {
        char *at = buf_room(raw, step);
        ssize_t n = read(fd, at, step);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            r = err_set(err, ERR_INPUT, "%s: cannot be read: %s", path, strerror(errno));
        if (n <= 0)
            break;
        raw->len += (size_t)n;
        step = 1 << 16;
        if (raw->len > IO_FILE_MAX)
            r = err_set(err, ERR_LIMIT, "%s: is larger than %zu MB, the limit for one file", path,
                        IO_FILE_MAX >> 20);
    }
    close(fd);
    return r;
}

/* By its mark, or because every other byte is 0, as in Latin letters and digits. */
static bool is_utf16(struct str bytes)
{
    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
        return true;
    size_t n = MIN(bytes.len, (size_t)64) / 2 * 2, zeros[2] = {0};
    for (size_t i = 0; i < n; i++)
        zeros[i % 2] += bytes.p[i] == 0;
    return n >= 8 && zeros[0] + zeros[1] == n / 2 && (zeros[0] == 0 || zeros[1] == 0);
}

int io_content(struct str *content, struct buf *unpacked, struct str raw, struct err *err)
{
    int r = 0;
    *content = raw;
    if (gzip_is(raw)) {
        r = gzip_unpack(unpacked, raw, IO_FILE_MAX, err);
        *content = buf_view(unpacked);
    }
    if (r == 0 && is_utf16(*content))
        r = err_set(err, ERR_INPUT, "the file is text in UTF-16, and is to be in UTF-8; save it again, "
                    "in Excel as \"CSV UTF-8 (Comma delimited)\"");
    return r;
}
