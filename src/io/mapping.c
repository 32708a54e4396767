/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/utf8.h"
#include "io/mapping_parse.h"

enum { TEXT_MAX = 1 << 20, TABLES_MAX = 200, LISTS_MAX = 200, ENTRIES_MAX = 5000 };

/* The line without its comment: # at the start or behind a blank, outside of quotes. */
static struct str without_comment(struct str line)
{
    bool inside = false;
    for (size_t i = 0; i < line.len; i++) {
        inside ^= line.p[i] == '"';
        if (line.p[i] == '#' && !inside && (i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t'))
            return str_trim(str_sub(line, 0, i));
    }
    return str_trim(line);
}

static bool wild(struct str s)
{
    return s.len && (memchr(s.p, '*', s.len) || memchr(s.p, '?', s.len));
}

/* -- lists --------------------------------------------------------------------------------------- */

/* "Others @11", "@last", "@F" */
static int entry_place(struct parser *p, struct map_entry *e, struct str at)
{
    at = str_trim(at);
    if (str_is(at, "first") || str_is(at, "last"))
        e->place = str_is(at, "first") ? PLACE_FIRST : PLACE_LAST;
    else if (one_place(&e->at, at, false) || one_place(&e->at, at, true))
        e->place = PLACE_AT;
    else
        return wrong(p, p->line, "behind @ there is to be a row as @11, a column as @F, first or "
                     "last");
    p->list->placed = true;
    return 0;
}

static int entry(struct parser *p, struct str line)
{
    struct map_list *list = p->list;
    struct map_entry e = {.line = p->line};
    struct str text, rest = line;
    bool was_quoted;
    if (!quoted_text(&text, &rest, &was_quoted))
        return wrong(p, p->line, "the quote is never closed");
    if (!was_quoted)
        rest = line;
    const char *equals = rest.len ? memchr(rest.p, '=', rest.len) : NULL;
    if (!equals)
        return wrong(p, p->line, "a line of a list is to be as Viet Nam = VNM, or Total = - for what "
                     "is left out");
    struct str left = str_sub(rest, 0, (size_t)(equals - rest.p));
    e.value = str_trim(str_sub(rest, left.len + 1, rest.len));
    left = str_trim(left);
    for (size_t i = left.len; i-- > 0;)
        if (left.p[i] == '@' && (i == 0 || left.p[i - 1] == ' ')) {
            int r = entry_place(p, &e, str_sub(left, i + 1, left.len));
            if (r < 0)
                return r;
            left = str_trim(str_sub(left, 0, i));
            break;
        }
    if (was_quoted && left.len)
        return wrong(p, p->line, "\"%.*s\" stands behind the closing quote", QUOTE(left));
    text = was_quoted ? text : left;
    if (e.value.len == 0)
        return wrong(p, p->line, "the code is missing; what is left out is written = -");
    if (list->n == ENTRIES_MAX)
        return wrong(p, p->line, "the list has more than %d lines", ENTRIES_MAX);
    e.text = label_fold(&p->map->arena, text);
    e.wild = wild(e.text);
    e.value = str_is(e.value, "-") ? STR("") : arena_str(&p->map->arena, e.value);
    for (uint32_t i = 0; i < list->n; i++)
        if (str_eq(list->v[i].text, e.text) && list->v[i].place == e.place && list->v[i].at == e.at)
            return wrong(p, p->line, "this text stands in line %u already", list->v[i].line);
    if (list->n == list->size) {
        list->size = list->size ? list->size * 2 : 32;
        list->v = mem_grow(list->v, sizeof *list->v * list->size);
    }
    list->v[list->n++] = e;
    return 0;
}

static struct map_list *list_find(const struct mapping *map, struct str name)
{
    for (uint32_t i = 0; i < map->nlists; i++)
        if (str_eq(map->lists[i].name, name))
            return &map->lists[i];
    return NULL;
}

/* -- sections ---------------------------------------------------------------------------------------- */

static int section(struct parser *p, struct str line)
{
    struct mapping *map = p->map;
    struct str rest = str_trim(str_sub(line, 1, line.len - 2)), what = word(&rest);
    p->list = NULL;
    p->table = NULL;
    p->told = NULL;
    p->nkeys = 0;
    p->in_collection = str_is(what, "collection");
    if (p->in_collection)
        return collection_begin(p);
    p->in_all = str_is(what, "all");
    if (p->in_all) {
        if (map->ntables)
            return wrong(p, p->line, "[all] is to stand before the first [table]");
        p->table = &p->all;
        return 0;
    }
    if (str_is(what, "table")) {
        if (map->ntables == TABLES_MAX)
            return wrong(p, p->line, "more than %d tables", TABLES_MAX);
        if (map->ntables == map->size_tables) {
            map->size_tables = map->size_tables ? map->size_tables * 2 : 4;
            map->tables = mem_grow(map->tables, sizeof *map->tables * map->size_tables);
        }
        p->table = &map->tables[map->ntables++];
        *p->table = p->all;
        p->table->line = p->line;
        return 0;
    }
    if (!str_is(what, "list") || rest.len == 0)
        return wrong(p, p->line, "\"%.*s\" is no section; it is to be [all], [table], [list NAME] or "
                     "[collection]",
                     QUOTE(line));
    if (list_find(map, rest))
        return wrong(p, p->line, "there is a list \"%.*s\" already", QUOTE(rest));
    if (map->nlists == LISTS_MAX)
        return wrong(p, p->line, "more than %d lists", LISTS_MAX);
    if (map->nlists == map->size_lists) {
        map->size_lists = map->size_lists ? map->size_lists * 2 : 4;
        map->lists = mem_grow(map->lists, sizeof *map->lists * map->size_lists);
    }
    p->list = &map->lists[map->nlists++];
    *p->list = (struct map_list){.name = arena_str(&map->arena, rest), .line = p->line};
    return 0;
}

/* What is said twice is refused: one of them would be passed over. Conditions are several. */
static int said_once(struct parser *p, struct str key, struct str value)
{
    bool rows = str_is(key, "skip") && str_starts(value, STR("rows"));
    if (str_is(key, "expect") || str_is(key, "only") || (str_is(key, "skip") && !rows))
        return 0;
    for (unsigned i = 0; i < p->nkeys; i++)
        if (str_eq(p->keys[i], key))
            return wrong(p, p->line, "%.*s is said in line %u already", QUOTE(key), p->said[i]);
    if (p->nkeys < ARRAY_LEN(p->keys)) {
        p->keys[p->nkeys] = key;
        p->said[p->nkeys++] = p->line;
    }
    return 0;
}

static int one_line(struct parser *p, struct str line)
{
    bool goes_on = p->in_collection && line.len && (line.p[0] == ' ' || line.p[0] == '\t');
    line = without_comment(line);
    if (line.len == 0 || (goes_on && collection_more(p, line)))
        return 0;
    if (line.p[0] == '[' && line.p[line.len - 1] == ']')
        return section(p, line);
    if (p->list)
        return entry(p, line);
    if (!p->table && !p->in_collection)
        return wrong(p, p->line, "this stands before the first section; a mapping begins with [all] or "
                     "[table]");
    const char *equals = memchr(line.p, '=', line.len);
    if (!equals)
        return wrong(p, p->line, "\"%.*s\" is to be as key = value", QUOTE(line));
    struct str key = str_trim(str_sub(line, 0, (size_t)(equals - line.p)));
    struct str value = str_trim(str_sub(line, (size_t)(equals - line.p) + 1, line.len));
    if (value.len == 0)
        return wrong(p, p->line, "%.*s has no value", QUOTE(key));
    int r = said_once(p, key, value);
    if (r < 0)
        return r;
    return p->in_collection ? collection_key(p, key, value) : table_key(p, key, value);
}

/* -- what can be known without the sheet --------------------------------------------------------- */

static struct str nearest(const struct mapping *map, enum field field, struct str value)
{
    switch (field) {
    case FIELD_AREA: return ref_area_nearest(map->ref, value);
    case FIELD_INDICATOR: return ref_indicator_nearest(map->ref, value);
    case FIELD_SEX:
    case FIELD_CLASSIF1:
    case FIELD_CLASSIF2: return ref_code_nearest(map->ref, NULL, value);
    default: return STR("");
    }
}

static int no_code(const struct parser *p, uint32_t line, enum field field, struct str value)
{
    struct str near = nearest(p->map, field, value);
    return wrong(p, line, "\"%.*s\" is no code for %s%s%.*s%s", QUOTE(value), field_key(field),
                 near.len ? "; did you mean " : "", STR_FMT(near), near.len ? "?" : "");
}

static int check_list(struct parser *p, struct map_field *f, enum field field)
{
    struct arena scratch;
    struct str code;
    int r = 0;
    if (f->list_name.len == 0)
        return 0;
    f->list = list_find(p->map, f->list_name);
    if (!f->list)
        return wrong(p, f->line, "there is no [list %.*s]", QUOTE(f->list_name));
    list_find(p->map, f->list_name)->used = true;
    arena_init(&scratch, 64 << 20);
    for (uint32_t i = 0; r == 0 && i < f->list->n; i++) {
        const struct map_entry *e = &f->list->v[i];
        bool open = e->wild && memchr(e->value.p ? e->value.p : "", '*', e->value.len);
        arena_reset(&scratch);
        if (e->value.len && !open &&
            label_code(&code, p->map, f, field, e->value, &scratch) != LABEL_CODE)
            r = no_code(p, e->line, field, e->value);
    }
    arena_release(&scratch);
    return r;
}

static int check_marks(struct parser *p, struct map_table *t)
{
    if (t->marks_name.len == 0)
        return 0;
    t->marks = list_find(p->map, t->marks_name);
    if (!t->marks)
        return wrong(p, t->line, "there is no [list %.*s]", QUOTE(t->marks_name));
    list_find(p->map, t->marks_name)->used = true;
    for (uint32_t i = 0; i < t->marks->n; i++) {
        const struct map_entry *e = &t->marks->v[i];
        if (e->value.len &&
            (e->value.len != 1 || !ref_status_find(p->map->ref, e->value.p[0])))
            return wrong(p, e->line, "\"%.*s\" is to be an observation status, as P, or - for a mark "
                         "that is not kept", QUOTE(e->value));
    }
    return 0;
}

static int check_table(struct parser *p, struct map_table *t)
{
    static const enum field needed[] = {FIELD_AREA, FIELD_INDICATOR, FIELD_TIME};
    struct arena scratch;
    int r = 0;
    if (!t->rows.n || (!t->figures.n && !t->figures_headed.n))
        return wrong(p, t->line, "the table does not say %s", t->rows.n ? "in which columns its "
                     "figures stand, as figures = B-L" : "in which rows its figures stand, as "
                     "rows = 18-");
    for (size_t i = 0; i < ARRAY_LEN(needed); i++)
        if (t->field[needed[i]].from == FROM_NOWHERE)
            return wrong(p, t->line, "the table does not say where %s comes from, as %s = %s",
                         field_key(needed[i]), field_key(needed[i]),
                         needed[i] == FIELD_AREA ? "PHL or column B"
                         : needed[i] == FIELD_TIME ? "2020 or header 1"
                                                   : "MNA_OPOP_SEX_CDS_NB");
    arena_init(&scratch, 64 << 20);
    for (enum field n = 0; r == 0 && n < MAPPING_FIELDS; n++) {
        struct map_field *f = &t->field[n];
        struct str code;
        if (f->from == FROM_FIXED &&
            label_code(&code, p->map, f, n, f->fixed, &scratch) != LABEL_CODE)
            r = no_code(p, f->line, n, f->fixed);
        else if (f->from == FROM_FIXED)
            f->fixed = arena_str(&p->map->arena, code);
        else if (f->from != FROM_NOWHERE)
            r = check_list(p, f, n);
        if (r == 0 && f->from == FROM_COLUMN && f->at && ranges_have(&t->figures, f->at))
            r = wrong(p, f->line, "this column is one of the figures too");
        if (r == 0 && f->from == FROM_HEADER && ranges_have(&t->rows, f->at) &&
            !ranges_have(&t->skip, f->at))
            r = wrong(p, f->line, "this row is one of the table's rows too");
    }
    arena_release(&scratch);
    return r < 0 ? r : check_marks(p, t);
}

int mapping_parse(struct mapping **out, struct str text, const struct ref *ref, struct err *err)
{
    if (text.len > TEXT_MAX)
        return err_set(err, ERR_LIMIT, "a mapping has at most %d KB", TEXT_MAX >> 10);
    struct mapping *map = mem_alloc(sizeof *map);
    struct parser p = {.map = map, .err = err};
    arena_init(&map->arena, 64 << 20);
    map->ref = ref;
    labels_areas(map);
    struct str rest = text, line;
    int r = 0;
    if (str_starts(rest, STR("\xef\xbb\xbf")))
        rest = str_sub(rest, 3, rest.len);
    for (size_t i = 0; i < MAPPING_FIELDS; i++)
        p.all.field[i].version = -1;
    p.all.round = -1;
    p.all.headings = 1;
    while (r == 0 && str_next(&line, &rest, '\n')) {
        p.line++;
        if (utf8_valid(line) != line.len || (line.len && memchr(line.p, 0, line.len)))
            r = wrong(&p, p.line, "this is not UTF-8 text; save the mapping as UTF-8");
        else
            r = one_line(&p, line);
    }
    if (r == 0 && map->ntables == 0)
        r = err_set(err, ERR_INPUT, "the mapping has no [table]");
    if (r == 0)
        r = collection_end(&p);
    for (uint32_t i = 0; r == 0 && i < map->ntables; i++)
        r = check_table(&p, &map->tables[i]);
    for (uint32_t i = 0; r == 0 && i < map->nlists; i++)
        if (!map->lists[i].used)
            r = wrong(&p, map->lists[i].line, "no table uses the list \"%.*s\"",
                      QUOTE(map->lists[i].name));
    if (r < 0) {
        mapping_free(map);
        return r;
    }
    *out = map;
    return 0;
}

void mapping_free(struct mapping *map)
{
    if (!map)
        return;
    for (uint32_t i = 0; i < map->nlists; i++)
        free(map->lists[i].v);
    free(map->lists);
    free(map->tables);
    map_release(&map->areas);
    arena_release(&map->arena);
    free(map);
}
