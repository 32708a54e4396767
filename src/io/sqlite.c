/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures as a SQLite database: one file to ask questions of, with what its codes are called. The lists
 * have the areas, codes and notes that occur, and the codes that these are summed into.
 * Layout 1 (its number is PRAGMA user_version); tables and columns are public, as those of a CSV file:
 *
 *     observation        every figure with its codes          (a view of series and figure)
 *     observation_named  the same with names                  (a view)
 *     series, figure     how they are kept
 *     area, indicator, dimension, code, status, source, note, note_set, release
 *
 * SQL stands here and not in src/store, since it is of this file and of no base
 * (doc/decisions/0015-sql-of-a-file-that-is-a-format.md). The database is made in memory and then handed
 * out piece by piece. Nothing in it can fail but memory, and then the program ends. */

#include "base/num.h"
#include "io/formats.h"
#include "model/collection.h"
#include "model/concept.h"
#include "model/licence.h"
#include "model/obs.h"
#include "model/period.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>

static const char layout[] =
    "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA user_version = 1;"
    "BEGIN;"
    "CREATE TABLE release (name TEXT, number INTEGER, released_at TEXT, sha256 TEXT, title TEXT,"
    " region TEXT, publisher TEXT, licence TEXT, licence_url TEXT);"
    "CREATE TABLE area (code TEXT PRIMARY KEY, iso2 TEXT, m49 TEXT, name TEXT) WITHOUT ROWID;"
    "CREATE TABLE indicator (code TEXT PRIMARY KEY, title TEXT, module TEXT, measure TEXT, unit TEXT,"
    " unit_name TEXT, unit_mult INTEGER, definition TEXT, derived INTEGER) WITHOUT ROWID;"
    "CREATE TABLE dimension (id TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;"
    "CREATE TABLE code (code TEXT PRIMARY KEY, name TEXT, dimension TEXT REFERENCES dimension (id),"
    " version TEXT, version_name TEXT, role TEXT, parent TEXT, position INTEGER) WITHOUT ROWID;"
    "CREATE TABLE status (code TEXT PRIMARY KEY, name TEXT, description TEXT) WITHOUT ROWID;"
    "CREATE TABLE source (code TEXT PRIMARY KEY, type TEXT, type_name TEXT, name TEXT, ref_area TEXT)"
    " WITHOUT ROWID;"
    "CREATE TABLE note (id TEXT PRIMARY KEY, type TEXT, name TEXT) WITHOUT ROWID;"
    "CREATE TABLE note_set (id INTEGER PRIMARY KEY, note_classif TEXT, note_indicator TEXT,"
    " note_source TEXT);"
    "CREATE TABLE series (id INTEGER PRIMARY KEY, indicator TEXT REFERENCES indicator (code),"
    " ref_area TEXT REFERENCES area (code), freq TEXT, sex TEXT REFERENCES code (code),"
    " classif1 TEXT REFERENCES code (code), classif2 TEXT REFERENCES code (code));"
    "CREATE TABLE figure (series INTEGER REFERENCES series (id), time TEXT, obs_value REAL,"
    " decimals INTEGER, obs_status TEXT REFERENCES status (code), source TEXT REFERENCES source (code),"
    " notes INTEGER REFERENCES note_set (id), PRIMARY KEY (series, time)) WITHOUT ROWID;"
    "CREATE VIEW observation AS SELECT s.ref_area, f.source, s.indicator, s.freq, s.sex, s.classif1,"
    " s.classif2, f.time, f.obs_value, f.obs_status, n.note_classif, n.note_indicator, n.note_source,"
    " f.decimals FROM figure f JOIN series s ON s.id = f.series LEFT JOIN note_set n ON n.id = f.notes;"
    "CREATE VIEW observation_named AS SELECT s.ref_area, a.name AS area, s.indicator, i.title, s.freq,"
    " s.sex, x.name AS sex_name, s.classif1, c1.name AS classif1_name, s.classif2,"
    " c2.name AS classif2_name, f.time, CAST(substr(f.time, 1, 4) AS INTEGER) AS year, f.obs_value,"
    " i.unit_name, i.unit_mult, f.obs_status, t.name AS status_name, f.source,"
    " COALESCE(o.name, o.type_name) AS source_name"
    " FROM figure f JOIN series s ON s.id = f.series JOIN area a ON a.code = s.ref_area"
    " JOIN indicator i ON i.code = s.indicator LEFT JOIN code x ON x.code = s.sex"
    " LEFT JOIN code c1 ON c1.code = s.classif1 LEFT JOIN code c2 ON c2.code = s.classif2"
    " LEFT JOIN status t ON t.code = f.obs_status LEFT JOIN source o ON o.code = f.source;";

static const char ending[] =
    "CREATE INDEX series_indicator ON series (indicator, ref_area);"
    "CREATE INDEX series_area ON series (ref_area, indicator);"
    "CREATE INDEX series_classif1 ON series (classif1);"
    "CREATE INDEX code_version ON code (version, position);"
    "COMMIT;";

/* Figures are put so many at a time: a statement for each takes nearly twice as long. */
enum { FIGURES = 16, COLUMNS = 7 };
#define FIGURE_4 "(?,?,?,?,?,?,?),(?,?,?,?,?,?,?),(?,?,?,?,?,?,?),(?,?,?,?,?,?,?)"
static const char figures[] = "INSERT INTO figure SELECT * FROM (VALUES " FIGURE_4 "," FIGURE_4 "," FIGURE_4 ","
                              FIGURE_4 ") WHERE column1 IS NOT NULL";

struct file {
    sqlite3 *h;
    sqlite3_stmt *q;
    bool *area, *code, *note; /* by index: whether it occurs */
    struct strset sources;
    struct map note_sets; /* text of the triple to number */
    int64_t series, note_set;
    char time[FIGURES][PERIOD_TEXT]; /* of the figures that wait */
    int waiting;
    const unsigned char *bytes; /* of the finished file, which the handle owns */
    size_t len, given;
};

/* -- statements ------------------------------------------------------------------------------------- */

static void must(struct file *f, int rc)
{
    if (rc == SQLITE_OK || rc == SQLITE_DONE)
        return;
    fprintf(stderr, "ilms: a database in memory cannot be made: %s\n", sqlite3_errmsg(f->h));
    abort();
}

static void run(struct file *f, const char *sql) { must(f, sqlite3_exec(f->h, sql, NULL, NULL, NULL)); }

/* The statement that rows are put with until the next is prepared. */
static void prepare(struct file *f, const char *sql)
{
    sqlite3_finalize(f->q);
    f->q = NULL;
    must(f, sqlite3_prepare_v2(f->h, sql, -1, &f->q, NULL));
}

static void text(struct file *f, int at, struct str s)
{
    must(f, s.len ? sqlite3_bind_text64(f->q, at, s.p, s.len, SQLITE_STATIC, SQLITE_UTF8)
                  : sqlite3_bind_null(f->q, at));
}

static void number(struct file *f, int at, int64_t n) { must(f, sqlite3_bind_int64(f->q, at, n)); }

static void put(struct file *f)
{
    must(f, sqlite3_step(f->q));
    must(f, sqlite3_reset(f->q));
}

/* -- lists ------------------------------------------------------------------------------------------ */

static void put_release(struct file *f, const struct writing *w)
{
    const struct cube *c = w->nslices ? w->slices[0].cube : NULL;
    prepare(f, "INSERT INTO release VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    text(f, 1, c ? c->release_name : STR(""));
    if (c && c->release_id)
        number(f, 2, c->release_id);
    text(f, 3, c ? c->released_at : STR(""));
    text(f, 4, c ? c->hash : STR(""));
    const struct collection *of = c ? c->collection : NULL;
    text(f, 5, of ? of->name : w->ref->name);
    text(f, 6, of ? STR("") : w->ref->region_name);
    text(f, 7, of ? of->publisher : w->ref->agency);
    text(f, 8, of ? of->licence : STR(LICENCE_NAME));
    text(f, 9, of ? of->address : STR(LICENCE_URL));
    put(f);
}

static void put_areas(struct file *f, const struct ref *ref)
{
    prepare(f, "INSERT INTO area VALUES ($1, $2, $3, $4)");
    for (uint32_t i = 1; i < ref->nareas; i++) {
        const struct area *a = &ref->areas[i];
        if (!f->area[i])
            continue;
        struct str column[] = {a->code, a->iso2, a->m49, a->name};
        for (int k = 0; k < 4; k++)
            text(f, k + 1, column[k]);
        put(f);
    }
}

static void put_codes(struct file *f, const struct ref *ref)
{
    static const char *const roles[] = {[CODE_TOTAL] = "total", [CODE_PART] = "part", [CODE_REST] = "rest",
                                        [CODE_EXTRA] = "extra"};
    prepare(f, "INSERT INTO dimension VALUES ($1, $2)");
    for (uint32_t i = 0; i < ref->ndimensions; i++) {
        text(f, 1, ref->dimensions[i].id);
        text(f, 2, ref->dimensions[i].name);
        put(f);
    }
    prepare(f, "INSERT INTO code VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    for (uint32_t i = 1; i < ref->ncodes; i++) {
        const struct code *c = &ref->codes[i];
        if (!f->code[i])
            continue;
        const struct version *v = &ref->versions[c->version];
        text(f, 1, c->code);
        text(f, 2, c->name);
        text(f, 3, ref->dimensions[v->dimension].id);
        text(f, 4, v->code);
        text(f, 5, v->name);
        text(f, 6, str_of(roles[c->role]));
        text(f, 7, c->parent ? ref->codes[c->parent].code : STR(""));
        number(f, 8, i - v->first + 1);
        put(f);
    }
}

static void put_indicators(struct file *f, const struct writing *w)
{
    const struct ref *ref = w->ref;
    bool *seen = arena_array(w->arena, bool, ref->nindicators);
    prepare(f, "INSERT INTO indicator VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    for (size_t i = 0; i < w->nslices; i++) {
        const struct indicator *in = &ref->indicators[w->slices[i].flow->indicator];
        if (seen[w->slices[i].flow->indicator])
            continue;
        seen[w->slices[i].flow->indicator] = true;
        struct str column[] = {in->code, in->title, ref->modules[in->module].name, in->measure, in->unit,
                               unit_name(ref, NULL, in->unit)};
        for (int k = 0; k < 6; k++)
            text(f, k + 1, column[k]);
        number(f, 7, in->unit_mult);
        text(f, 8, in->definition);
        number(f, 9, in->generation == GEN_DERIVED);
        put(f);
    }
}

static void put_statuses(struct file *f, const struct ref *ref)
{
    prepare(f, "INSERT INTO status VALUES ($1, $2, $3)");
    for (uint32_t i = 0; i < ref->nstatuses; i++) {
        text(f, 1, (struct str){&ref->statuses[i].code, 1});
        text(f, 2, ref->statuses[i].name);
        text(f, 3, ref->statuses[i].description);
        put(f);
    }
}

/* Of the fixed values of notes those that are public, "T2:85" as figures have them. */
static void put_note_names(struct file *f, const struct ref *ref)
{
    prepare(f, "INSERT INTO note VALUES ($1 || ':' || $2, $3, $4)");
    for (uint32_t i = 0; i < ref->nnotes; i++) {
        const struct note_type *type = &ref->note_types[ref->notes[i].type];
        if (!type->open || !f->note[i])
            continue;
        text(f, 1, type->code);
        text(f, 2, ref->notes[i].id);
        text(f, 3, type->name);
        text(f, 4, ref->notes[i].name);
        put(f);
    }
}

static void put_sources(struct file *f, const struct ref *ref)
{
    prepare(f, "INSERT INTO source VALUES ($1, $2, $3, $4, $5)");
    for (uint32_t i = 0; i < f->sources.n; i++) {
        uint16_t type = 0, survey = 0;
        bool known = ref_source_find(ref, &type, &survey, f->sources.v[i]);
        text(f, 1, f->sources.v[i]);
        text(f, 2, known ? ref->source_types[type].code : STR(""));
        text(f, 3, known ? ref->source_types[type].name : STR(""));
        text(f, 4, survey ? ref->surveys[survey].name : STR(""));
        text(f, 5, survey ? ref->areas[ref->surveys[survey].area].code : STR(""));
        put(f);
    }
}

/* -- what occurs ------------------------------------------------------------------------------------ */

static void occurs(struct file *f, const struct ref *ref, const struct cube *c, uint32_t series)
{
    const uint16_t codes[] = {c->sex[series], c->classif[0][series], c->classif[1][series]};
    f->area[c->area[series]] = true;
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        for (uint16_t code = codes[i]; code && !f->code[code]; code = ref->codes[code].parent)
            f->code[code] = true;
}

static void notes_occur(struct file *f, const struct ref *ref, struct str joined)
{
    struct str one;
    while (ref_note_next(&one, &joined, ref)) {
        const struct note *note = ref_note_find(ref, one);
        if (note)
            f->note[note - ref->notes] = true;
    }
}

/* -- figures ---------------------------------------------------------------------------------------- */

/* The numbers of a cube's notes among the sets of the file, made as they come. */
static int64_t note_set_of(struct file *f, sqlite3_stmt *insert, const struct ref *ref, struct str triple)
{
    uint32_t at;
    struct str part[3];
    if (map_find(&f->note_sets, &at, triple))
        return at;
    map_put(&f->note_sets, triple, (uint32_t)++f->note_set);
    obs_note_split(&part[0], &part[1], &part[2], triple);
    must(f, sqlite3_bind_int64(insert, 1, f->note_set));
    for (int i = 0; i < 3; i++) {
        notes_occur(f, ref, part[i]);
        must(f, part[i].len ? sqlite3_bind_text64(insert, i + 2, part[i].p, part[i].len, SQLITE_STATIC, SQLITE_UTF8)
                            : sqlite3_bind_null(insert, i + 2));
    }
    must(f, sqlite3_step(insert));
    must(f, sqlite3_reset(insert));
    return f->note_set;
}

static void put_waiting(struct file *f)
{
    for (int row = f->waiting; row < FIGURES; row++)
        must(f, sqlite3_bind_null(f->q, row * COLUMNS + 1));
    put(f);
    f->waiting = 0;
}

static void put_run(struct file *f, sqlite3_stmt *note_set, const struct cube *c, const struct run *run)
{
    for (uint32_t i = run->first; i < run->first + run->n; i++) {
        char *time = f->time[f->waiting];
        int at = COLUMNS * f->waiting++;
        struct str source = c->sources[c->source[i]];
        number(f, at + 1, f->series);
        text(f, at + 2, (struct str){time, period_fmt(time, c->period[i])});
        must(f, isnan(c->value[i]) ? sqlite3_bind_null(f->q, at + 3) : sqlite3_bind_double(f->q, at + 3, c->value[i]));
        if (c->decimals[i] <= NUM_DECIMALS_MAX)
            number(f, at + 4, c->decimals[i]);
        else
            must(f, sqlite3_bind_null(f->q, at + 4));
        text(f, at + 5, (struct str){&c->status[i], c->status[i] ? 1 : 0});
        text(f, at + 6, source);
        if (source.len)
            strset_put(&f->sources, source);
        if (c->note[i])
            number(f, at + 7, note_set_of(f, note_set, c->ref, c->notes[c->note[i]]));
        else
            must(f, sqlite3_bind_null(f->q, at + 7));
        if (f->waiting == FIGURES)
            put_waiting(f);
    }
}

static void put_series(struct file *f, sqlite3_stmt *insert, const struct ref *ref, const struct slice *s,
                       uint32_t series)
{
    const struct cube *c = s->cube;
    struct str column[] = {ref->indicators[s->flow->indicator].code, ref->areas[c->area[series]].code,
                           freq_code(c->freq[series]), ref->codes[c->sex[series]].code,
                           ref->codes[c->classif[0][series]].code, ref->codes[c->classif[1][series]].code};
    occurs(f, ref, c, series);
    must(f, sqlite3_bind_int64(insert, 1, ++f->series));
    for (int i = 0; i < 6; i++)
        must(f, column[i].len ? sqlite3_bind_text64(insert, i + 2, column[i].p, column[i].len, SQLITE_STATIC,
                                                    SQLITE_UTF8)
                              : sqlite3_bind_null(insert, i + 2));
    must(f, sqlite3_step(insert));
    must(f, sqlite3_reset(insert));
}

static void put_slices(struct file *f, const struct writing *w)
{
    sqlite3_stmt *series, *note_set;
    must(f, sqlite3_prepare_v2(f->h, "INSERT INTO series VALUES ($1, $2, $3, $4, $5, $6, $7)", -1, &series, NULL));
    must(f, sqlite3_prepare_v2(f->h, "INSERT INTO note_set VALUES ($1, $2, $3, $4)", -1, &note_set, NULL));
    prepare(f, figures);
    for (size_t i = 0; i < w->nslices; i++)
        for (uint32_t r = 0; r < w->slices[i].nruns; r++) {
            const struct run *run = &w->slices[i].runs[r];
            if (r == 0 || run[-1].series != run->series)
                put_series(f, series, w->ref, &w->slices[i], run->series);
            put_run(f, note_set, w->slices[i].cube, run);
        }
    put_waiting(f);
    sqlite3_finalize(series);
    sqlite3_finalize(note_set);
}

/* -- the file ------------------------------------------------------------------------------------------ */

static void file_free(void *state)
{
    struct file *f = state;
    sqlite3_finalize(f->q);
    sqlite3_close(f->h);
    strset_release(&f->sources);
    map_release(&f->note_sets);
}

static void make(struct file *f, const struct writing *w)
{
    sqlite3_int64 most = (sqlite3_int64)1 << 40, size = 0;
    must(f, sqlite3_open_v2("figures", &f->h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                            "memdb"));
    sqlite3_file_control(f->h, "main", SQLITE_FCNTL_SIZE_LIMIT, &most);
    f->area = arena_array(w->arena, bool, w->ref->nareas);
    f->code = arena_array(w->arena, bool, w->ref->ncodes);
    f->note = arena_array(w->arena, bool, w->ref->nnotes);
    run(f, layout);
    put_release(f, w);
    put_slices(f, w);
    put_areas(f, w->ref);
    put_codes(f, w->ref);
    put_indicators(f, w);
    put_statuses(f, w->ref);
    put_note_names(f, w->ref);
    put_sources(f, w->ref);
    prepare(f, "SELECT 1");
    run(f, ending);
    f->bytes = sqlite3_serialize(f->h, "main", &size, SQLITE_SERIALIZE_NOCOPY);
    assert(f->bytes);
    f->len = (size_t)size;
}

bool sqlite_next(struct writing *w, struct buf *out)
{
    enum { PIECE = 2 * PORTION };
    struct file *f = w->state;
    if (!f) {
        f = w->state = arena_new(w->arena, struct file);
        w->finish = file_free;
        make(f, w);
    }
    size_t n = MIN(f->len - f->given, (size_t)PIECE);
    buf_put(out, f->bytes + f->given, n);
    f->given += n;
    return f->given < f->len;
}
