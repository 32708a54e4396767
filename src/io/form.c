/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The questionnaire workbook on its way back (model/form.h). A sheet is known by its mark, a row
 * and a column by their keys, so it may have been renamed, moved, widened or saved by another
 * program. What is chosen from a list ends in its code, "Malaysia [MYS]", and is also known by
 * its name in any language of the product. */

#include "io/form.h"

#include "base/utf8.h"
#include "io/resolve.h"
#include "model/form.h"
#include "model/period.h"
#include "syntax/locale.h"
#include "syntax/text.h"
#include "syntax/written.h"

#include <stdio.h>

enum { MARK_AMONG = 200, COLUMNS = 400 }; /* rows in which a mark is looked for; columns read */

enum role { ROLE_NONE, ROLE_LABEL, ROLE_VALUE, ROLE_STATUS, ROLE_OURS /* not to be filled in */ };

struct source_column {
    struct str source, notes; /* "BA:741", "S3:12_T2:85" */
    uint16_t sheet, column, type;
    uint32_t row;
    bool used;
    bool answered[256];      /* by note type */
    uint32_t note_row[256]; /* where it is to be answered */
};

struct form_reading {
    struct reading *rd;
    const struct ref *ref;
    const struct workbook *wb;
    struct arena *arena;
    struct source_column sources[FORM_SOURCES];
    const struct text *texts[16];
    const char *languages[16];
    unsigned nlanguages;
    struct map countries; /* names, small letters, of all languages: to areas */
};

/* A sheet with its keys. */
struct keyed {
    uint16_t number; /* of the sheet */
    uint32_t row, column; /* of the mark */
    struct str what[4];   /* its words: "table", "MST_...", "THA" */
    enum role role[COLUMNS];
    uint16_t year[COLUMNS];
    uint32_t label; /* column; 0: none */
};

/* -- cells --------------------------------------------------------------------------------------- */

static const struct cell *cell_at(const struct form_reading *f, const struct keyed *k, uint32_t row,
                                  uint32_t column)
{
    return workbook_cell(f->wb, k->number, row, column);
}

static struct str text_at(const struct form_reading *f, const struct keyed *k, uint32_t row,
                          uint32_t column)
{
    return column ? workbook_text(f->arena, cell_at(f, k, row, column)) : STR("");
}

/* The key of a row; empty where it has none. */
static struct str key_at(const struct form_reading *f, const struct keyed *k, uint32_t row)
{
    const struct cell *c = cell_at(f, k, row, k->column);
    return c && c->kind == CELL_TEXT ? str_trim(c->text) : STR("");
}

static struct finding *find(struct form_reading *f, const struct keyed *k, enum rule rule,
                            uint32_t row, uint32_t column)
{
    struct finding *finding = finding_add(f->rd->findings, rule);
    finding->sheet = k->number;
    finding->row = row;
    finding->column = (uint16_t)column;
    return finding;
}

#define SAY(f, finding, ...) finding_say((f)->rd->findings, (finding), __VA_ARGS__)

/* What a person wrote, short and printable. */
static const char *quoted(struct form_reading *f, struct str text)
{
    struct buf out = {0};
    utf8_quote(&out, text, 60);
    const char *s = arena_text(f->arena, buf_view(&out));
    buf_release(&out);
    return s;
}

/* "MYS" of "Malaysia [MYS]"; empty without brackets at the end. */
static struct str code_in(struct str text)
{
    text = str_trim(text);
    if (!str_ends(text, STR("]")))
        return STR("");
    size_t at = text.len;
    while (at > 0 && text.p[at - 1] != '[')
        at--;
    return at ? str_trim(str_sub(text, at, text.len - at - 1)) : STR("");
}

/* -- marks and keys ------------------------------------------------------------------------------ */

static bool find_mark(struct keyed *k, const struct workbook *wb, uint16_t sheet)
{
    const struct sheet *s = &wb->sheets[sheet - 1];
    *k = (struct keyed){.number = sheet};
    for (uint32_t i = s->first; i < s->first + s->ncells && wb->cells[i].row <= MARK_AMONG; i++) {
        const struct cell *c = &wb->cells[i];
        struct str rest = c->text, word;
        if (c->kind != CELL_TEXT || !str_starts(rest, STR(FORM_MARK " ")))
            continue;
        k->row = c->row;
        k->column = c->column;
        str_next(&word, &rest, ' ');
        for (unsigned n = 0; n < ARRAY_LEN(k->what) && str_next(&word, &rest, ' '); n++)
            k->what[n] = word;
        return true;
    }
    return false;
}

bool form_is(const struct workbook *wb)
{
    struct keyed k;
    for (uint32_t s = 1; s <= wb->nsheets; s++)
        if (find_mark(&k, wb, (uint16_t)s) && !str_is(k.what[0], "answers"))
            return true;
    return false;
}

static void read_roles(struct form_reading *f, struct keyed *k)
{
    static const struct {
        const char *name;
        enum role role;
    } known[] = {{"label", ROLE_LABEL}, {"value", ROLE_VALUE}, {"status", ROLE_STATUS},
                 {"check", ROLE_OURS}, {"earlier", ROLE_OURS}};
    uint32_t columns = MIN(f->wb->sheets[k->number - 1].columns, (uint32_t)COLUMNS - 1);
    for (uint32_t c = k->column + 1; c <= columns; c++) {
        struct str rest = text_at(f, k, k->row, c), word;
        if (!str_next(&word, &rest, ' '))
            continue;
        for (size_t i = 0; i < ARRAY_LEN(known); i++)
            if (str_is(word, known[i].name))
                k->role[c] = known[i].role;
        k->year[c] = period_parse(rest);
        if (k->role[c] == ROLE_LABEL)
            k->label = c;
    }
}

static uint32_t row_of(const struct form_reading *f, const struct keyed *k, const char *key)
{
    for (uint32_t row = 1; row <= f->wb->sheets[k->number - 1].rows; row++)
        if (str_is(key_at(f, k, row), key))
            return row;
    return 0;
}

/* -- the cover ------------------------------------------------------------------------------------ */

static void read_cover(struct form_reading *f, struct keyed *k)
{
    struct remark_list *remarks = f->rd->remarks;
    uint32_t value = 0;
    read_roles(f, k);
    for (uint32_t c = 1; c < COLUMNS && !value; c++)
        if (k->role[c] == ROLE_VALUE)
            value = c;
    if (!value || !remarks)
        return;
    for (uint32_t row = 1; row <= f->wb->sheets[k->number - 1].rows; row++) {
        struct str key = key_at(f, k, row), text = text_at(f, k, row, value);
        if (str_is(key, "round"))
            remarks->round = arena_str(&remarks->arena, text);
        if (!str_starts(key, STR("contact ")) || !text.len)
            continue;
        struct remark *r = remark_add(remarks, REMARK_CONTACT, k->number, row, (uint16_t)value);
        r->area = arena_str(&remarks->arena, k->what[1]);
        r->type = arena_str(&remarks->arena, str_sub(key, 8, key.len));
        r->content = arena_str(&remarks->arena, text);
    }
}

/* -- sources ----------------------------------------------------------------------------------------- */

static bool same_name(struct form_reading *f, struct str text, const char *kind, struct str code,
                      struct str english)
{
    if (str_eq_nocase(text, english))
        return true;
    for (unsigned i = 0; i < f->nlanguages; i++)
        if (str_eq_nocase(text, ref_name(f->ref, f->languages[i], kind, code, STR(""))) && text.len)
            return true;
    return false;
}

/* A fixed value of a note type by its number in brackets or its name; NULL: it is none. */
static const struct note *note_of(struct form_reading *f, uint16_t type, struct str text)
{
    struct str id = code_in(text);
    for (uint32_t i = 0; i < f->ref->nnotes; i++) {
        const struct note *n = &f->ref->notes[i];
        if (n->type != type)
            continue;
        char key[64];
        int len = snprintf(key, sizeof key, "%.*s:%.*s", STR_FMT(f->ref->note_types[type].code),
                           STR_FMT(n->id));
        if (id.len ? str_eq(n->id, id)
                   : same_name(f, text, "note", (struct str){key, (size_t)len}, n->name))
            return n;
    }
    return NULL;
}

static void source_of(struct form_reading *f, const struct keyed *k, struct source_column *s,
                      uint32_t column)
{
    uint32_t type_row = row_of(f, k, "type"), survey_row = row_of(f, k, "survey");
    struct str type_text = text_at(f, k, type_row, column), word, rest = type_text;
    struct str survey = code_in(text_at(f, k, survey_row, column));
    int type = str_next(&word, &rest, ' ') ? ref_source_type_find(f->ref, word) : -1;
    uint16_t known = survey.len ? ref_survey_find(f->ref, survey) : 0;
    *s = (struct source_column){.sheet = k->number, .column = (uint16_t)column,
                                .row = known ? survey_row : type_row};
    if (type < 0 && type_text.len)
        SAY(f, find(f, k, RULE_SOURCE_UNKNOWN, type_row, column),
            "\"%s\" is no type of source; choose one of the list", quoted(f, type_text));
    if (type < 0 && !known)
        return;
    s->type = type >= 0 ? (uint16_t)type : f->ref->surveys[known].type;
    s->source = str_of(arena_fmt(f->arena, "%.*s:%.*s", STR_FMT(f->ref->source_types[s->type].code),
                                 STR_FMT(survey.len ? survey : STR("0"))));
}

static void read_note(struct form_reading *f, const struct keyed *k, struct source_column *s,
                      uint32_t row, struct str key)
{
    struct remark_list *remarks = f->rd->remarks;
    struct str code = str_sub(key, 5, key.len), text = text_at(f, k, row, s->column);
    int type = ref_note_type_find(f->ref, code);
    if (type < 0 || type >= (int)ARRAY_LEN(s->answered))
        return;
    s->note_row[type] = row;
    s->answered[type] = text.len > 0;
    if (!text.len)
        return;
    const struct note_type *t = &f->ref->note_types[type];
    const struct note *fixed = str_is(t->field, "fixed") ? note_of(f, (uint16_t)type, text) : NULL;
    if (fixed) {
        s->notes = str_of(arena_fmt(f->arena, "%.*s%s%.*s:%.*s", STR_FMT(s->notes), s->notes.len ? "_" : "",
                                    STR_FMT(t->code), STR_FMT(fixed->id)));
        return;
    }
    if (!remarks)
        return;
    struct remark *r = remark_add(remarks, REMARK_SOURCE, k->number, row, s->column);
    r->area = arena_str(&remarks->arena, k->what[1]);
    r->source = arena_str(&remarks->arena, s->source);
    r->type = arena_str(&remarks->arena, t->code);
    r->content = arena_str(&remarks->arena, text);
    r->public = t->open;
}

static void read_sources(struct form_reading *f, struct keyed *k)
{
    uint32_t columns = MIN(f->wb->sheets[k->number - 1].columns, (uint32_t)COLUMNS - 1);
    for (uint32_t c = k->column + 1; c <= columns; c++) {
        struct str role = text_at(f, k, k->row, c);
        if (!str_starts(role, STR("source ")) || role.len != 8)
            continue;
        unsigned slot = (unsigned)(role.p[7] - 'A');
        if (slot >= FORM_SOURCES)
            continue;
        source_of(f, k, &f->sources[slot], c);
        for (uint32_t row = 1; row <= f->wb->sheets[k->number - 1].rows; row++) {
            struct str key = key_at(f, k, row);
            if (str_starts(key, STR("note ")))
                read_note(f, k, &f->sources[slot], row, key);
        }
    }
}

/* What the type of a source that is used requires and its column does not say. */
static void miss_notes(struct form_reading *f)
{
    for (unsigned i = 0; i < FORM_SOURCES; i++) {
        const struct source_column *s = &f->sources[i];
        for (uint32_t n = 0; s->used && n < f->ref->nnote_asked; n++) {
            const struct note_asked *a = &f->ref->note_asked[n];
            if (a->source_type != s->type || !a->required || a->note_type >= ARRAY_LEN(s->answered) ||
                s->answered[a->note_type])
                continue;
            struct finding *finding = finding_add(f->rd->findings, RULE_SOURCE_SILENT);
            finding->sheet = s->sheet;
            finding->row = s->note_row[a->note_type] ? s->note_row[a->note_type] : s->row;
            finding->column = s->column;
            finding->source = arena_str(&f->rd->findings->arena, s->source);
            SAY(f, finding, "\"%s\" (%s) is asked of sources of the type \"%s\", and %.*s does not say it",
                f->ref->note_types[a->note_type].name.p, f->ref->note_types[a->note_type].code.p,
                f->ref->source_types[s->type].name.p, STR_FMT(s->source));
        }
    }
}

/* -- a table ------------------------------------------------------------------------------------------ */

struct table {
    struct form_reading *f;
    struct keyed *k;
    struct resolver rs;
    uint32_t source_row, migrants_row;
    struct str source[COLUMNS], notes[COLUMNS]; /* by column of figures */
    struct str country[FORM_SLOTS_MAX + 1];     /* by slot: the code behind the version's name */
    bool nameless[FORM_SLOTS_MAX + 1];          /* said already */
};

/* "A · Labour force survey [741]", "BA:741", "[741]" */
static struct str source_text(struct table *t, struct str text, struct source_column **column)
{
    struct form_reading *f = t->f;
    struct str id = code_in(text), word, rest = text;
    *column = NULL;
    if (text.len && text.p[0] >= 'A' && text.p[0] < 'A' + FORM_SOURCES &&
        (text.len == 1 || text.p[1] == ' ')) {
        struct source_column *s = &f->sources[text.p[0] - 'A'];
        if (s->source.len) {
            *column = s;
            return s->source;
        }
    }
    while (str_next(&word, &rest, ' '))
        if (memchr(word.p, ':', word.len) && ref_source_find(f->ref, NULL, NULL, word))
            return word;
    uint16_t survey = id.len ? ref_survey_find(f->ref, id) : 0;
    if (survey)
        return str_of(arena_fmt(f->arena, "%.*s:%.*s",
                                STR_FMT(f->ref->source_types[f->ref->surveys[survey].type].code),
                                STR_FMT(id)));
    return STR("");
}

static void read_column_head(struct table *t, uint32_t c)
{
    struct form_reading *f = t->f;
    struct source_column *column;
    struct str text = text_at(f, t->k, t->source_row, c), migrants = text_at(f, t->k, t->migrants_row, c);
    t->source[c] = source_text(t, text, &column);
    if (column)
        column->used = true;
    struct str notes = column ? column->notes : STR("");
    int type = ref_note_type_find(f->ref, STR("T36"));
    const struct note *def = migrants.len && type >= 0 ? note_of(f, (uint16_t)type, migrants) : NULL;
    if (def)
        notes = str_of(arena_fmt(f->arena, "%.*s%sT36:%.*s", STR_FMT(notes), notes.len ? "_" : "",
                                 STR_FMT(def->id)));
    else if (migrants.len)
        SAY(f, find(f, t->k, RULE_NOTE_UNKNOWN, t->migrants_row, c),
            "\"%s\" is no definition of the list; choose the nearest and put the rest into the remarks",
            quoted(f, migrants));
    t->notes[c] = notes;
    if (!t->source[c].len && !f->rd->default_source.len) {
        struct finding *finding = find(f, t->k, text.len ? RULE_SOURCE_UNKNOWN : RULE_SOURCE_MISSING,
                                       t->source_row, c);
        finding->indicator = arena_str(&f->rd->findings->arena, t->k->what[1]);
        finding->area = arena_str(&f->rd->findings->arena, t->k->what[2]);
        if (text.len)
            SAY(f, finding, "\"%s\" is no source of the sheet of sources; choose one of the list",
                quoted(f, text));
        else
            SAY(f, finding, "figures are given for %d, but no source; choose one of the list",
                period_year(t->k->year[c]));
    }
}

/* The area behind "Malaysia [MYS]", "MYS" or "Malaysia"; or a group's code as it is. */
static struct str country_of(struct form_reading *f, struct str text)
{
    struct str code = code_in(text);
    uint32_t area;
    if (code.len)
        return code;
    if (ref_area_find(f->ref, text))
        return text;
    struct buf name = {0};
    for (size_t i = 0; i < text.len; i++)
        buf_char(&name, text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] | 32) : text.p[i]);
    bool known = map_find(&f->countries, &area, buf_view(&name));
    buf_release(&name);
    area = known ? area : ref_area_called(f->ref, text);
    return area ? f->ref->areas[area].code : text;
}

static void read_slots(struct table *t)
{
    struct form_reading *f = t->f;
    for (uint32_t row = 1; row <= f->wb->sheets[t->k->number - 1].rows; row++) {
        struct str rest = key_at(f, t->k, row), word, number;
        uint64_t slot;
        if (!str_next(&word, &rest, ' ') || !str_is(word, "slot") || !str_next(&number, &rest, ' ') ||
            !str_uint(&slot, number, FORM_SLOTS_MAX) || t->country[slot].len)
            continue;
        struct str text = text_at(f, t->k, row, t->k->label);
        if (text.len)
            t->country[slot] = country_of(f, text);
    }
}

/* The codes of a row into the resolver's fields. False when the row's country is missing. */
static bool key_codes(struct table *t, struct str key)
{
    struct form_reading *f = t->f;
    struct str word, kind;
    uint64_t slot = 0;
    enum field next = FIELD_CLASSIF1;
    t->rs.text[FIELD_SEX] = t->rs.text[FIELD_CLASSIF1] = t->rs.text[FIELD_CLASSIF2] = STR("");
    str_next(&kind, &key, ' ');
    if (str_is(kind, "slot") && (!str_next(&word, &key, ' ') || !str_uint(&slot, word, FORM_SLOTS_MAX)))
        slot = 0;
    while (str_next(&word, &key, ' ')) {
        if (str_starts(word, STR("SEX_"))) {
            t->rs.text[FIELD_SEX] = word;
        } else if (slot && ref_version_find(f->ref, word) >= 0) {
            if (!t->country[slot].len)
                return false;
            t->rs.text[next++] = str_of(arena_fmt(f->arena, "%.*s_%.*s", STR_FMT(word),
                                                  STR_FMT(t->country[slot])));
        } else if (next <= FIELD_CLASSIF2) {
            t->rs.text[next++] = word;
        }
    }
    return true;
}

static void say_unsure(struct table *t, uint32_t row, uint32_t c, const struct written *w, struct str text)
{
    struct form_reading *f = t->f;
    char read[NUM_MAX];
    int n = (int)num_fmt(read, w->value, w->decimals);
    if (w->unsure)
        SAY(f, find(f, t->k, RULE_NUMBER_UNSURE, row, c),
            "\"%s\" is text and can be read in two ways; it is read as %.*s; enter it as a number",
            quoted(f, text), n, read);
    else if (w->mark.len)
        SAY(f, find(f, t->k, RULE_MARK_UNKNOWN, row, c),
            "\"%s\" is read as %.*s; what \"%s\" stands for belongs into the status or the remarks",
            quoted(f, text), n, read, quoted(f, w->mark));
}

/* "P  Provisional", "P" */
static struct str status_code(struct str text)
{
    return text.len > 1 && text.p[1] == ' ' ? str_sub(text, 0, 1) : text;
}

/* The value of a cell into the resolver; false when there is nothing to be read in it. */
static bool read_value(struct table *t, uint32_t row, uint32_t c)
{
    struct form_reading *f = t->f;
    struct resolver *rs = &t->rs;
    const struct cell *cell = cell_at(f, t->k, row, c);
    struct str text = workbook_text(f->arena, cell), status = rs->text[FIELD_STATUS];
    struct written w;
    rs->text[FIELD_VALUE] = text;
    rs->given = true;
    rs->fault = NUM_OK;
    if (cell && cell->kind == CELL_NUMBER) {
        unsigned decimals = 0;
        rs->fault = num_parse(&rs->value, &decimals, text);
        rs->decimals = (uint8_t)decimals;
        return true;
    }
    written_parse(&w, text, 0);
    rs->value = w.value;
    rs->decimals = w.decimals;
    switch (w.kind) {
    case WRITTEN_NUMBER:
        say_unsure(t, row, c, &w, text);
        return true;
    case WRITTEN_NONE:
        if (!status.len)
            rs->text[FIELD_STATUS] = str_of(arena_fmt(f->arena, "%c", w.status));
        rs->fault = NUM_EMPTY;
        return true;
    case WRITTEN_NIL:
        SAY(f, find(f, t->k, RULE_DASH_UNSAID, row, c),
            "\"%s\" is none to some and unknown to others; enter 0, or choose a status",
            quoted(f, text));
        return false;
    case WRITTEN_EMPTY:
        rs->fault = NUM_EMPTY;
        return status.len > 0;
    default:
        rs->fault = NUM_NOT_A_NUMBER;
        return true;
    }
}

/* The column of statuses of the same year. */
static uint32_t status_column(const struct keyed *k, uint32_t value)
{
    for (uint32_t c = 1; c < COLUMNS; c++)
        if (k->role[c] == ROLE_STATUS && k->year[c] == k->year[value])
            return c;
    return 0;
}

static void read_figure(struct table *t, uint32_t row, uint32_t c, struct str key)
{
    struct form_reading *f = t->f;
    struct resolver *rs = &t->rs;
    char period[PERIOD_TEXT];
    uint32_t status = status_column(t->k, c);
    uint64_t slot = 0;
    rs->text[FIELD_STATUS] = status_code(text_at(f, t->k, row, status));
    if (!text_at(f, t->k, row, c).len && !rs->text[FIELD_STATUS].len)
        return;
    if (!t->source[c].p) { /* the head is read, and found wanting, where there are figures */
        t->source[c] = STR("");
        read_column_head(t, c);
    }
    if (!key_codes(t, key)) {
        struct str word;
        str_next(&word, &key, ' ');
        str_next(&word, &key, ' ');
        if (str_uint(&slot, word, FORM_SLOTS_MAX) && !t->nameless[slot]) {
            t->nameless[slot] = true;
            SAY(f, find(f, t->k, RULE_DIMENSION_MISSING, row, t->k->label),
                "the row has figures, but no country is chosen for it");
        }
        f->rd->set->cells++;
        return;
    }
    if (!read_value(t, row, c)) {
        f->rd->set->cells++;
        return;
    }
    rs->text[FIELD_TIME] = (struct str){period, period_fmt(period, t->k->year[c])};
    rs->text[FIELD_SOURCE] = t->source[c];
    rs->text[FIELD_NOTE_SOURCE] = t->notes[c];
    rs->column[FIELD_VALUE] = rs->column[FIELD_SOURCE] = (uint16_t)c;
    rs->column[FIELD_STATUS] = (uint16_t)(status ? status : c);
    rs->source_said = true; /* said at the head of the column */
    size_t before = f->rd->findings->n;
    if (!t->source[c].len && !f->rd->default_source.len)
        rs->column[FIELD_SOURCE] = 0;
    resolver_row(rs, row);
    for (size_t i = before; i < f->rd->findings->n; i++) {
        struct finding *finding = &f->rd->findings->v[i];
        if (finding->rule == RULE_SURVEY_UNKNOWN || finding->rule == RULE_SOURCE_UNKNOWN) {
            finding->row = t->source_row; /* it stands above the figures */
            finding->column = (uint16_t)c;
        } else if (finding->rule == RULE_CODE_UNKNOWN) {
            finding->column = (uint16_t)t->k->label;
        }
    }
}

/* Figures that stand where the form has no place for them: in rows and columns put in by hand. */
static void say_stray(struct table *t, uint32_t row, bool keyed)
{
    struct form_reading *f = t->f;
    const struct sheet *s = &f->wb->sheets[t->k->number - 1];
    for (uint32_t c = t->k->label + 1; c <= MIN(s->columns, (uint32_t)COLUMNS - 1); c++) {
        const struct cell *cell = cell_at(f, t->k, row, c);
        if (!cell || cell->kind != CELL_NUMBER || cell->formula)
            continue;
        if (keyed ? t->k->role[c] != ROLE_NONE : t->k->role[c] != ROLE_VALUE)
            continue;
        SAY(f, find(f, t->k, RULE_STRAY, row, c),
            keyed ? "%s stands in a column that is not of the form and is not read; put it into its row "
                    "and year"
                  : "%s stands in a row that is not of the form and is not read; put it into its row "
                    "and year", quoted(f, workbook_text(f->arena, cell)));
    }
}

static void read_remarks(struct table *t, uint32_t row)
{
    struct remark_list *remarks = t->f->rd->remarks;
    struct str text = text_at(t->f, t->k, row, t->k->label);
    if (!text.len || !remarks)
        return;
    struct remark *r = remark_add(remarks, REMARK_TABLE, t->k->number, row, (uint16_t)t->k->label);
    r->indicator = arena_str(&remarks->arena, t->k->what[1]);
    r->area = arena_str(&remarks->arena, t->k->what[2]);
    r->content = arena_str(&remarks->arena, text);
    r->public = true;
}

static void read_table(struct form_reading *f, struct keyed *k)
{
    struct table *t = arena_new(f->arena, struct table);
    const struct sheet *s = &f->wb->sheets[k->number - 1];
    read_roles(f, k);
    *t = (struct table){.f = f, .k = k, .source_row = row_of(f, k, "source"),
                        .migrants_row = row_of(f, k, "migrants")};
    resolver_init(&t->rs, f->rd);
    t->rs.sheet = k->number;
    t->rs.text[FIELD_INDICATOR] = k->what[1];
    t->rs.text[FIELD_AREA] = k->what[2];
    read_slots(t);
    bool inside = false;
    for (uint32_t row = k->row + 1; row <= s->rows; row++) {
        struct str key = key_at(f, k, row);
        bool figures = str_starts(key, STR("figure")) || str_starts(key, STR("slot "));
        if (str_is(key, "remarks"))
            read_remarks(t, row);
        inside = (inside || figures) && !str_is(key, "remarks");
        for (uint32_t c = 1; figures && c < COLUMNS; c++)
            if (k->role[c] == ROLE_VALUE && k->year[c])
                read_figure(t, row, c, key);
        if (inside && (figures || !key.len))
            say_stray(t, row, figures);
    }
}

/* -- answers to findings -------------------------------------------------------------------------------- */

/* Is a text what `key` says in some language? */
static bool says(const struct form_reading *f, struct str text, const char *key)
{
    for (unsigned i = 0; i < f->nlanguages; i++)
        if (str_eq_nocase(text, text_get(f->texts[i], key)))
            return true;
    return false;
}

static uint32_t column_of(const struct form_reading *f, const struct keyed *k, const char *key)
{
    for (uint32_t c = k->column + 1; c <= MIN(f->wb->sheets[k->number - 1].columns, (uint32_t)COLUMNS); c++)
        if (says(f, text_at(f, k, k->row, c), key))
            return c;
    return 0;
}

/* The mark stands in the row of headings; behind it each row has the key of its finding:
 * "finding|T101|MST_...|THA|BA:741|SEX_T|CCT_CTZ_TOTAL||2024". */
static void read_answers(struct form_reading *f, struct keyed *k)
{
    struct remark_list *remarks = f->rd->remarks;
    uint32_t answer = column_of(f, k, "answer.answer"), because = column_of(f, k, "answer.because"),
             open = column_of(f, k, "answer.public"), value = column_of(f, k, "answer.value");
    for (uint32_t row = k->row + 1; remarks && row <= f->wb->sheets[k->number - 1].rows; row++) {
        struct str rest = key_at(f, k, row), word, reason = text_at(f, k, row, because);
        bool confirmed = says(f, text_at(f, k, row, answer), "answer.confirmed");
        if (!str_next(&word, &rest, '|') || !str_is(word, "finding") || !confirmed)
            continue;
        struct remark *r = remark_add(remarks, REMARK_ANSWER, k->number, row,
                                      (uint16_t)(because ? because : answer));
        struct str *parts[] = {&r->type, &r->indicator, &r->area, &r->source, &r->sex, &r->classif[0],
                               &r->classif[1], &r->period};
        for (size_t i = 0; i < ARRAY_LEN(parts) && str_next(&word, &rest, '|'); i++)
            *parts[i] = arena_str(&remarks->arena, word);
        r->value = arena_str(&remarks->arena, text_at(f, k, row, value));
        r->public = says(f, text_at(f, k, row, open), "answer.yes");
        r->content = arena_str(&remarks->arena, reason.len ? reason : STR(REMARK_SILENT));
        if (!reason.len)
            SAY(f, find(f, k, RULE_ANSWER_SILENT, row, because),
                "the figure is confirmed, but not why; a reason lets the compiler allow it");
    }
}

/* A reason that readers may see travels with the figure, as a remark (I13). */
static void note_reason(struct form_reading *f, const struct remark *r)
{
    struct obs_set *set = f->rd->set;
    struct str texts[3];
    for (size_t i = 0; i < set->n; i++) {
        struct obs *o = &set->v[i];
        char period[PERIOD_TEXT];
        if (!str_eq(f->ref->indicators[o->indicator].code, r->indicator) ||
            !str_eq(f->ref->areas[o->area].code, r->area) ||
            !str_eq(f->ref->codes[o->sex].code, r->sex) ||
            !str_eq(f->ref->codes[o->classif[0]].code, r->classif[0]) ||
            !str_eq(f->ref->codes[o->classif[1]].code, r->classif[1]) ||
            !str_eq((struct str){period, period_fmt(period, o->period)}, r->period))
            continue;
        struct buf note = {0};
        obs_note_split(&texts[0], &texts[1], &texts[2], set->notes.v[o->note]);
        buf_fmt(&note, "%.*s%sI13:", STR_FMT(texts[1]), texts[1].len ? "_" : "");
        for (size_t b = 0; b < r->content.len; b++) { /* what parts notes cannot stand in one */
            char ch = r->content.p[b];
            buf_char(&note, ch == '_' || ch == '\t' || ch == '\n' || ch == '\r' ? ' ' : ch);
        }
        o->note = obs_set_note(set, texts[0], buf_view(&note), texts[2]);
        buf_release(&note);
    }
}

static void note_reasons(struct form_reading *f)
{
    struct remark_list *remarks = f->rd->remarks;
    for (size_t i = 0; remarks && i < remarks->n; i++)
        if (remarks->v[i].kind == REMARK_ANSWER && remarks->v[i].public)
            note_reason(f, &remarks->v[i]);
}

/* -- the workbook ------------------------------------------------------------------------------------------ */

static void know_languages(struct form_reading *f)
{
    struct str rest = text_languages(), word;
    while (str_next(&word, &rest, ' ') && f->nlanguages < ARRAY_LEN(f->texts)) {
        f->languages[f->nlanguages] = arena_text(f->arena, word);
        f->texts[f->nlanguages] = text_find(f->languages[f->nlanguages]);
        f->nlanguages++;
    }
}

static void know_country(struct form_reading *f, struct str name, uint32_t area)
{
    char *small = arena_text(f->arena, name);
    for (char *p = small; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p |= 32;
    if (small[0])
        map_put(&f->countries, str_of(small), area);
}

static void know_countries(struct form_reading *f)
{
    for (uint32_t a = 1; a < f->ref->nareas; a++)
        know_country(f, f->ref->areas[a].name, a);
    for (unsigned i = 0; i < f->nlanguages; i++) {
        struct locale *locale = locale_new(f->languages[i]);
        for (uint32_t a = 1; a < f->ref->nareas; a++) {
            struct buf name = {0};
            if (locale_country(&name, locale, f->ref->areas[a].iso2))
                know_country(f, buf_view(&name), a);
            buf_release(&name);
        }
        locale_free(locale);
    }
}

void form_read(struct reading *rd, struct arena *arena, const struct workbook *wb)
{
    static const struct {
        const char *what;
        void (*read)(struct form_reading *f, struct keyed *k);
    } kinds[] = {{"cover", read_cover}, {"sources", read_sources}, {"table", read_table},
                 {"answers", read_answers}};
    struct form_reading f = {.rd = rd, .ref = rd->ref, .wb = wb, .arena = arena};
    struct keyed *k = arena_array(arena, struct keyed, wb->nsheets);
    know_languages(&f);
    know_countries(&f);
    for (uint32_t s = 0; s < wb->nsheets; s++)
        if (!find_mark(&k[s], wb, (uint16_t)(s + 1)) && !wb->sheets[s].hidden && wb->sheets[s].ncells)
            SAY(&f, find(&f, &(struct keyed){.number = (uint16_t)(s + 1)}, RULE_SHEET_UNREAD, 0, 0),
                "the sheet is not of the questionnaire and is not read");
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) /* sources before the tables that name them */
        for (uint32_t s = 0; s < wb->nsheets; s++)
            if (str_is(k[s].what[0], kinds[i].what))
                kinds[i].read(&f, &k[s]);
    miss_notes(&f);
    note_reasons(&f);
    map_release(&f.countries);
}

void form_read_answers(struct reading *rd, struct arena *arena, const struct workbook *wb)
{
    struct form_reading f = {.rd = rd, .ref = rd->ref, .wb = wb, .arena = arena};
    struct keyed *k = arena_new(arena, struct keyed);
    know_languages(&f);
    for (uint32_t s = 1; s <= wb->nsheets; s++)
        if (find_mark(k, wb, (uint16_t)s) && str_is(k->what[0], "answers"))
            read_answers(&f, k);
    note_reasons(&f);
}
