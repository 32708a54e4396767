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
 * (doc/decisions/0015-sql-of-a-file-that-is-a-format.md). It only says what the tables are: the file is
 * written page by page (doc/decisions/0026-sqlite-files-written-by-ourselves.md), in memory, and then handed
 * out piece by piece. */

#include "base/num.h"
#include "io/formats.h"
#include "model/collection.h"
#include "model/concept.h"
#include "model/licence.h"
#include "model/obs.h"
#include "model/period.h"
#include "syntax/sqlite_out.h"

#include <stdlib.h>

enum { LAYOUT = 1 }; /* PRAGMA user_version */

enum {
    RELEASE, AREA, INDICATOR, DIMENSION, CODE, STATUS, SOURCE, NOTE, NOTE_SET, SERIES, FIGURE,
    OBSERVATION, OBSERVATION_NAMED,
    SERIES_INDICATOR, SERIES_AREA, SERIES_CLASSIF1, CODE_VERSION, ENTRIES
};

static const struct sqlite_out_entry entries[ENTRIES] = {
    [RELEASE] = {"table", "release", "release", NULL,
        "CREATE TABLE release (name TEXT, number INTEGER, released_at TEXT, sha256 TEXT, title TEXT, region"
        " TEXT, publisher TEXT, licence TEXT, licence_url TEXT)"},
    [AREA] = {"table", "area", "area", NULL,
        "CREATE TABLE area (code TEXT PRIMARY KEY, iso2 TEXT, m49 TEXT, name TEXT) WITHOUT ROWID"},
    [INDICATOR] = {"table", "indicator", "indicator", NULL,
        "CREATE TABLE indicator (code TEXT PRIMARY KEY, title TEXT, module TEXT, measure TEXT, unit TEXT,"
        " unit_name TEXT, unit_mult INTEGER, definition TEXT, derived INTEGER) WITHOUT ROWID"},
    [DIMENSION] = {"table", "dimension", "dimension", NULL,
        "CREATE TABLE dimension (id TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID"},
    [CODE] = {"table", "code", "code", NULL,
        "CREATE TABLE code (code TEXT PRIMARY KEY, name TEXT, dimension TEXT REFERENCES dimension (id),"
        " version TEXT, version_name TEXT, role TEXT, parent TEXT, position INTEGER) WITHOUT ROWID"},
    [STATUS] = {"table", "status", "status", NULL,
        "CREATE TABLE status (code TEXT PRIMARY KEY, name TEXT, description TEXT) WITHOUT ROWID"},
    [SOURCE] = {"table", "source", "source", NULL,
        "CREATE TABLE source (code TEXT PRIMARY KEY, type TEXT, type_name TEXT, name TEXT, ref_area TEXT)"
        " WITHOUT ROWID"},
    [NOTE] = {"table", "note", "note", NULL,
        "CREATE TABLE note (id TEXT PRIMARY KEY, type TEXT, name TEXT) WITHOUT ROWID"},
    [NOTE_SET] = {"table", "note_set", "note_set", NULL,
        "CREATE TABLE note_set (id INTEGER PRIMARY KEY, note_classif TEXT, note_indicator TEXT, note_source"
        " TEXT)"},
    [SERIES] = {"table", "series", "series", NULL,
        "CREATE TABLE series (id INTEGER PRIMARY KEY, indicator TEXT REFERENCES indicator (code), ref_area"
        " TEXT REFERENCES area (code), freq TEXT, sex TEXT REFERENCES code (code), classif1 TEXT REFERENCES"
        " code (code), classif2 TEXT REFERENCES code (code))"},
    [FIGURE] = {"table", "figure", "figure", NULL,
        "CREATE TABLE figure (series INTEGER REFERENCES series (id), time TEXT, obs_value REAL, decimals"
        " INTEGER, obs_status TEXT REFERENCES status (code), source TEXT REFERENCES source (code), notes"
        " INTEGER REFERENCES note_set (id), PRIMARY KEY (series, time)) WITHOUT ROWID"},
    [OBSERVATION] = {"view", "observation", "observation", NULL,
        "CREATE VIEW observation AS SELECT s.ref_area, f.source, s.indicator, s.freq, s.sex, s.classif1,"
        " s.classif2, f.time, f.obs_value, f.obs_status, n.note_classif, n.note_indicator, n.note_source,"
        " f.decimals FROM figure f JOIN series s ON s.id = f.series LEFT JOIN note_set n ON n.id = f.notes"},
    [OBSERVATION_NAMED] = {"view", "observation_named", "observation_named", NULL,
        "CREATE VIEW observation_named AS SELECT s.ref_area, a.name AS area, s.indicator, i.title, s.freq,"
        " s.sex, x.name AS sex_name, s.classif1, c1.name AS classif1_name, s.classif2, c2.name AS"
        " classif2_name, f.time, CAST(substr(f.time, 1, 4) AS INTEGER) AS year, f.obs_value, i.unit_name,"
        " i.unit_mult, f.obs_status, t.name AS status_name, f.source, COALESCE(o.name, o.type_name) AS"
        " source_name FROM figure f JOIN series s ON s.id = f.series JOIN area a ON a.code = s.ref_area JOIN"
        " indicator i ON i.code = s.indicator LEFT JOIN code x ON x.code = s.sex LEFT JOIN code c1 ON c1.code"
        " = s.classif1 LEFT JOIN code c2 ON c2.code = s.classif2 LEFT JOIN status t ON t.code = f.obs_status"
        " LEFT JOIN source o ON o.code = f.source"},
    [SERIES_INDICATOR] = {"index", "series_indicator", "series", NULL,
        "CREATE INDEX series_indicator ON series (indicator, ref_area)"},
    [SERIES_AREA] = {"index", "series_area", "series", NULL,
        "CREATE INDEX series_area ON series (ref_area, indicator)"},
    [SERIES_CLASSIF1] = {"index", "series_classif1", "series", NULL,
        "CREATE INDEX series_classif1 ON series (classif1)"},
    [CODE_VERSION] = {"index", "code_version", "code", NULL,
        "CREATE INDEX code_version ON code (version, position)"},
};

struct figure { /* of the series under way */
    char time[PERIOD_TEXT];
    uint32_t len, obs;
};

/* What series are found by: of each, the index of its indicator, area and class. */
enum column { BY_INDICATOR, BY_AREA, BY_CLASSIF1, COLUMNS };
struct kept {
    uint16_t at[COLUMNS];
};

struct file {
    struct sqlite_out x;
    struct sqlite_out_tree tree[ENTRIES];
    bool *area, *code, *note; /* by index: whether it occurs */
    uint32_t *rank[COLUMNS]; /* by index: the place among those that occur, from 1 */
    struct strset sources;
    struct map note_sets; /* text of the triple to number */
    struct buf series;    /* struct kept each */
    struct buf figures;   /* struct figure each */
    uint32_t nseries, note_set;
    size_t given; /* of the finished file */
};

static void text(struct file *f, struct str s) { sqlite_out_text(&f->x, s); }

static void number(struct file *f, int64_t n) { sqlite_out_int(&f->x, n); }

static void row(struct file *f, unsigned tree, uint32_t n) { sqlite_out_row(&f->x, &f->tree[tree], n); }

/* -- lists ------------------------------------------------------------------------------------------ */

/* Tables WITHOUT ROWID are in order of their keys. */
struct list {
    struct listed {
        struct str key;
        uint32_t index;
    } *v;
    size_t n;
};

static struct list list_new(const struct writing *w, size_t most)
{
    return (struct list){arena_array(w->arena, struct listed, most + 1), 0};
}

static void list_add(struct list *list, struct str key, size_t index)
{
    list->v[list->n++] = (struct listed){key, (uint32_t)index};
}

static int by_key(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    int order = str_cmp(x->key, y->key);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

static void list_sort(struct list *list) { qsort(list->v, list->n, sizeof *list->v, by_key); }

/* By index: the place in the list, from 1. */
static uint32_t *ranks(const struct writing *w, const struct list *list, size_t n)
{
    uint32_t *rank = arena_array(w->arena, uint32_t, n + 1);
    for (size_t i = 0; i < list->n; i++)
        rank[list->v[i].index] = (uint32_t)i + 1;
    return rank;
}

static void put_release(struct file *f, const struct writing *w)
{
    const struct cube *c = w->nslices ? w->slices[0].cube : NULL;
    const struct collection *of = c ? c->collection : NULL;
    text(f, c ? c->release_name : STR(""));
    if (c && c->release_id)
        number(f, c->release_id);
    else
        sqlite_out_null(&f->x);
    text(f, c ? c->released_at : STR(""));
    text(f, c ? c->hash : STR(""));
    text(f, of ? of->name : w->ref->name);
    text(f, of ? STR("") : w->ref->region_name);
    text(f, of ? of->publisher : w->ref->agency);
    text(f, of ? of->licence : STR(LICENCE_NAME));
    text(f, of ? of->address : STR(LICENCE_URL));
    row(f, RELEASE, 1);
}

static void put_areas(struct file *f, const struct writing *w)
{
    struct list list = list_new(w, w->ref->nareas);
    for (uint32_t i = 1; i < w->ref->nareas; i++)
        if (f->area[i])
            list_add(&list, w->ref->areas[i].code, i);
    list_sort(&list);
    f->rank[BY_AREA] = ranks(w, &list, w->ref->nareas);
    for (size_t i = 0; i < list.n; i++) {
        const struct area *a = &w->ref->areas[list.v[i].index];
        text(f, a->code);
        text(f, a->iso2);
        text(f, a->m49);
        text(f, a->name);
        row(f, AREA, 0);
    }
}

static void put_dimensions(struct file *f, const struct writing *w)
{
    struct list list = list_new(w, w->ref->ndimensions);
    for (uint32_t i = 0; i < w->ref->ndimensions; i++)
        list_add(&list, w->ref->dimensions[i].id, i);
    list_sort(&list);
    for (size_t i = 0; i < list.n; i++) {
        text(f, list.v[i].key);
        text(f, w->ref->dimensions[list.v[i].index].name);
        row(f, DIMENSION, 0);
    }
}

static void put_codes(struct file *f, const struct writing *w)
{
    static const char *const roles[] = {[CODE_TOTAL] = "total", [CODE_PART] = "part", [CODE_REST] = "rest",
                                        [CODE_EXTRA] = "extra"};
    const struct ref *ref = w->ref;
    struct list list = list_new(w, ref->ncodes), versions = list_new(w, ref->ncodes);
    for (uint32_t i = 1; i < ref->ncodes; i++)
        if (f->code[i]) {
            list_add(&list, ref->codes[i].code, i);
            list_add(&versions, ref->versions[ref->codes[i].version].code, i);
        }
    list_sort(&list);
    f->rank[BY_CLASSIF1] = ranks(w, &list, ref->ncodes);
    for (size_t i = 0; i < list.n; i++) {
        const struct code *c = &ref->codes[list.v[i].index];
        const struct version *v = &ref->versions[c->version];
        text(f, c->code);
        text(f, c->name);
        text(f, ref->dimensions[v->dimension].id);
        text(f, v->code);
        text(f, v->name);
        text(f, str_of(roles[c->role]));
        text(f, c->parent ? ref->codes[c->parent].code : STR(""));
        number(f, list.v[i].index - v->first + 1);
        row(f, CODE, 0);
    }
    list_sort(&versions);
    for (size_t i = 0; i < versions.n; i++) {
        const struct code *c = &ref->codes[versions.v[i].index];
        text(f, versions.v[i].key);
        number(f, versions.v[i].index - ref->versions[c->version].first + 1);
        text(f, c->code);
        row(f, CODE_VERSION, 0);
    }
}

static void put_indicators(struct file *f, const struct writing *w)
{
    const struct ref *ref = w->ref;
    bool *seen = arena_array(w->arena, bool, ref->nindicators);
    struct list list = list_new(w, ref->nindicators);
    for (size_t i = 0; i < w->nslices; i++) {
        uint16_t indicator = w->slices[i].flow->indicator;
        if (!seen[indicator])
            list_add(&list, ref->indicators[indicator].code, indicator);
        seen[indicator] = true;
    }
    list_sort(&list);
    f->rank[BY_INDICATOR] = ranks(w, &list, ref->nindicators);
    for (size_t i = 0; i < list.n; i++) {
        const struct indicator *in = &ref->indicators[list.v[i].index];
        text(f, in->code);
        text(f, in->title);
        text(f, ref->modules[in->module].name);
        text(f, in->measure);
        text(f, in->unit);
        text(f, unit_name(ref, NULL, in->unit));
        number(f, in->unit_mult);
        text(f, in->definition);
        number(f, in->generation == GEN_DERIVED);
        row(f, INDICATOR, 0);
    }
}

static void put_statuses(struct file *f, const struct writing *w)
{
    struct list list = list_new(w, w->ref->nstatuses);
    for (uint32_t i = 0; i < w->ref->nstatuses; i++)
        list_add(&list, (struct str){&w->ref->statuses[i].code, 1}, i);
    list_sort(&list);
    for (size_t i = 0; i < list.n; i++) {
        text(f, list.v[i].key);
        text(f, w->ref->statuses[list.v[i].index].name);
        text(f, w->ref->statuses[list.v[i].index].description);
        row(f, STATUS, 0);
    }
}

/* Of the fixed values of notes those that are public, "T2:85" as figures have them. */
static void put_note_names(struct file *f, const struct writing *w)
{
    const struct ref *ref = w->ref;
    struct list list = list_new(w, ref->nnotes);
    for (uint32_t i = 0; i < ref->nnotes; i++) {
        const struct note_type *type = &ref->note_types[ref->notes[i].type];
        if (!type->open || !f->note[i])
            continue;
        char *id = arena_fmt(w->arena, "%.*s:%.*s", STR_FMT(type->code), STR_FMT(ref->notes[i].id));
        list_add(&list, str_of(id), i);
    }
    list_sort(&list);
    for (size_t i = 0; i < list.n; i++) {
        const struct note *note = &ref->notes[list.v[i].index];
        text(f, list.v[i].key);
        text(f, ref->note_types[note->type].name);
        text(f, note->name);
        row(f, NOTE, 0);
    }
}

static void put_sources(struct file *f, const struct writing *w)
{
    const struct ref *ref = w->ref;
    struct list list = list_new(w, f->sources.n);
    for (uint32_t i = 0; i < f->sources.n; i++)
        list_add(&list, f->sources.v[i], i);
    list_sort(&list);
    for (size_t i = 0; i < list.n; i++) {
        uint16_t type = 0, survey = 0;
        bool known = ref_source_find(ref, &type, &survey, list.v[i].key);
        text(f, list.v[i].key);
        text(f, known ? ref->source_types[type].code : STR(""));
        text(f, known ? ref->source_types[type].name : STR(""));
        text(f, survey ? ref->surveys[survey].name : STR(""));
        text(f, survey ? ref->areas[ref->surveys[survey].area].code : STR(""));
        row(f, SOURCE, 0);
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

/* The number of a cube's notes among the sets of the file, made as they come. */
static uint32_t note_set_of(struct file *f, const struct ref *ref, struct str triple)
{
    uint32_t at;
    struct str part[3];
    if (map_find(&f->note_sets, &at, triple))
        return at;
    map_put(&f->note_sets, triple, ++f->note_set);
    obs_note_split(&part[0], &part[1], &part[2], triple);
    sqlite_out_null(&f->x);
    for (int i = 0; i < 3; i++) {
        notes_occur(f, ref, part[i]);
        text(f, part[i]);
    }
    row(f, NOTE_SET, f->note_set);
    return f->note_set;
}

static int by_time(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;
    return str_cmp((struct str){x->time, x->len}, (struct str){y->time, y->len});
}

/* The figures of runs [from, to), which are of one series, in order of time, which a slice may have in another. */
static struct figure *in_order(struct file *f, size_t *n, const struct slice *s, uint32_t from, uint32_t to)
{
    bool sorted = true;
    f->figures.len = *n = 0;
    for (uint32_t r = from; r < to; r++)
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++) {
            struct figure *at = (struct figure *)(void *)buf_room(&f->figures, sizeof *at);
            at->len = (uint32_t)period_fmt(at->time, s->cube->period[i]);
            at->obs = i;
            sorted = sorted && (!*n || by_time(at - 1, at) < 0);
            f->figures.len += sizeof *at;
            ++*n;
        }
    struct figure *v = (struct figure *)(void *)f->figures.p;
    if (!sorted)
        qsort(v, *n, sizeof *v, by_time);
    return v;
}

static void put_figure(struct file *f, const struct cube *c, const struct figure *figure)
{
    uint32_t i = figure->obs;
    struct str source = c->sources[c->source[i]];
    uint32_t notes = c->note[i] ? note_set_of(f, c->ref, c->notes[c->note[i]]) : 0;
    number(f, f->nseries);
    text(f, (struct str){figure->time, figure->len});
    sqlite_out_real(&f->x, c->value[i]);
    if (c->decimals[i] <= NUM_DECIMALS_MAX)
        number(f, c->decimals[i]);
    else
        sqlite_out_null(&f->x);
    text(f, (struct str){&c->status[i], c->status[i] ? 1 : 0});
    text(f, source);
    if (source.len)
        strset_put(&f->sources, source);
    if (notes)
        number(f, notes);
    else
        sqlite_out_null(&f->x);
    row(f, FIGURE, 0);
}

static void put_series(struct file *f, const struct ref *ref, const struct slice *s, uint32_t series)
{
    const struct cube *c = s->cube;
    struct kept kept = {{s->flow->indicator, c->area[series], c->classif[0][series]}};
    occurs(f, ref, c, series);
    buf_put(&f->series, &kept, sizeof kept);
    sqlite_out_null(&f->x);
    text(f, ref->indicators[kept.at[BY_INDICATOR]].code);
    text(f, ref->areas[kept.at[BY_AREA]].code);
    text(f, freq_code(c->freq[series]));
    text(f, ref->codes[c->sex[series]].code);
    text(f, ref->codes[kept.at[BY_CLASSIF1]].code);
    text(f, ref->codes[c->classif[1][series]].code);
    row(f, SERIES, ++f->nseries);
}

static void put_slice(struct file *f, const struct writing *w, const struct slice *s)
{
    size_t n;
    for (uint32_t from = 0, to; from < s->nruns; from = to) {
        for (to = from + 1; to < s->nruns && s->runs[to].series == s->runs[from].series;)
            to++;
        put_series(f, w->ref, s, s->runs[from].series);
        const struct figure *figures = in_order(f, &n, s, from, to);
        for (size_t i = 0; i < n; i++)
            put_figure(f, s->cube, &figures[i]);
    }
}

/* -- indexes of series ------------------------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static struct str code_of(const struct ref *ref, const struct kept *series, enum column column)
{
    uint16_t at = series->at[column];
    return column == BY_INDICATOR ? ref->indicators[at].code : column == BY_AREA ? ref->areas[at].code
                                                                                   : ref->codes[at].code;
}

/* Of one column or two: in order of the places of their codes, and then of the number of the series. */
static void put_index(struct file *f, unsigned tree, const struct ref *ref, enum column first, enum column second)
{
    const struct kept *kept = (const struct kept *)(const void *)f->series.p;
    uint64_t *order = mem_alloc((f->nseries + 1) * sizeof *order);
    for (uint32_t i = 0; i < f->nseries; i++)
        order[i] = (uint64_t)f->rank[first][kept[i].at[first]] << 48 |
                   (uint64_t)f->rank[second][kept[i].at[second]] << 32 | i;
    qsort(order, f->nseries, sizeof *order, by_number);
    for (uint32_t k = 0; k < f->nseries; k++) {
        uint32_t i = (uint32_t)order[k];
        text(f, code_of(ref, &kept[i], first));
        if (second != first)
            text(f, code_of(ref, &kept[i], second));
        number(f, (int64_t)i + 1);
        row(f, tree, 0);
    }
    free(order);
}

/* -- the file ------------------------------------------------------------------------------------------ */

static void file_free(void *state)
{
    struct file *f = state;
    sqlite_out_release(&f->x);
    strset_release(&f->sources);
    map_release(&f->note_sets);
    buf_release(&f->series);
    buf_release(&f->figures);
}

static void make(struct file *f, const struct writing *w)
{
    struct sqlite_out_entry all[ENTRIES];
    f->area = arena_array(w->arena, bool, w->ref->nareas);
    f->code = arena_array(w->arena, bool, w->ref->ncodes);
    f->note = arena_array(w->arena, bool, w->ref->nnotes);
    for (unsigned i = 0; i < ENTRIES; i++) {
        all[i] = entries[i];
        all[i].tree = str_is(str_of(all[i].kind), "view") ? NULL : &f->tree[i];
        f->tree[i].sorted = str_is(str_of(all[i].kind), "index") || str_ends(str_of(all[i].sql), STR("WITHOUT ROWID"));
    }
    sqlite_out_begin(&f->x);
    put_release(f, w);
    for (size_t i = 0; i < w->nslices; i++)
        put_slice(f, w, &w->slices[i]);
    put_areas(f, w);
    put_dimensions(f, w);
    put_codes(f, w);
    put_indicators(f, w);
    put_statuses(f, w);
    put_note_names(f, w);
    put_sources(f, w);
    put_index(f, SERIES_INDICATOR, w->ref, BY_INDICATOR, BY_AREA);
    put_index(f, SERIES_AREA, w->ref, BY_AREA, BY_INDICATOR);
    put_index(f, SERIES_CLASSIF1, w->ref, BY_CLASSIF1, BY_CLASSIF1);
    sqlite_out_end(&f->x, all, ENTRIES, LAYOUT);
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
    size_t n = MIN(f->x.file.len - f->given, (size_t)PIECE);
    buf_put(out, f->x.file.p + f->given, n);
    f->given += n;
    return f->given < f->x.file.len;
}
