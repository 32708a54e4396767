/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The questionnaire workbook on its way back (model/form.h). A sheet is known by its mark, a row
 * and a column by their keys, so it may have been renamed, moved, widened or saved by another
 * program. What is chosen from a list ends in its code, "Malaysia [MYS]", and is also known by
 * its name in any language of the product. */

#include "io/form.h"

#include "base/utf8.h"
#include "io/accepted.h"
#include "io/resolve.h"
#include "model/form.h"
#include "model/period.h"
#include "syntax/locale.h"
#include "syntax/text.h"
#include "syntax/written.h"

#include <stdio.h>

enum { VALUES_MAX = 500 }; /* columns of figures in a sheet; more is no form any more */

enum role { ROLE_NONE, ROLE_LABEL, ROLE_VALUE, ROLE_STATUS, ROLE_CHECK, ROLE_EARLIER };

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
    bool countries_known;
    struct str area; /* that the cover is of */
};

/* A sheet with its keys. Of two marks on one sheet the first counts, and up to the second. */
struct keyed {
    uint16_t number; /* of the sheet */
    uint32_t row, column; /* of the mark */
    uint32_t end_row, end_column; /* the first that are not its own any more */
    struct str what[4];   /* its words: "table", "MST_...", "THA" */
    struct row_key {
        uint32_t row;
        struct str text;
    } *keys; /* in order of rows; not that of the mark */
    struct column_role {
        uint16_t column, year;
        enum role role;
    } *roles; /* in order of columns */
    uint32_t nkeys, nroles;
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

/* The first mark of a sheet, and where another one ends what is its own. */
static bool find_mark(struct keyed *k, const struct workbook *wb, uint16_t sheet)
{
    const struct sheet *s = &wb->sheets[sheet - 1];
    *k = (struct keyed){.number = sheet, .end_row = s->rows + 1, .end_column = s->columns + 1};
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        const struct cell *c = &wb->cells[i];
        struct str rest = c->text, word;
        if (c->kind != CELL_TEXT || !str_starts(rest, STR(FORM_MARK " ")))
            continue;
        if (k->row) {
            if (c->row == k->row)
                k->end_column = MIN(k->end_column, (uint32_t)c->column);
            else
                k->end_row = MIN(k->end_row, c->row);
            continue;
        }
        k->row = c->row;
        k->column = c->column;
        str_next(&word, &rest, ' ');
        for (unsigned n = 0; n < ARRAY_LEN(k->what) && str_next(&word, &rest, ' '); n++)
            k->what[n] = word;
    }
    return k->row > 0;
}

bool form_is(const struct workbook *wb)
{
    struct keyed k;
    for (uint32_t s = 1; s <= wb->nsheets; s++)
        if (find_mark(&k, wb, (uint16_t)s) && !str_is(k.what[0], "answers"))
            return true;
    return false;
}

static struct column_role role_of(struct str text)
{
    static const struct {
        const char *name;
        enum role role;
    } known[] = {{"label", ROLE_LABEL}, {"value", ROLE_VALUE}, {"status", ROLE_STATUS},
                 {"check", ROLE_CHECK}, {"earlier", ROLE_EARLIER}};
    struct column_role role = {0};
    struct str rest = str_trim(text), word;
    if (str_next(&word, &rest, ' '))
        for (size_t i = 0; i < ARRAY_LEN(known); i++)
            if (str_is(word, known[i].name))
                role.role = known[i].role;
    role.year = period_parse(rest);
    return role;
}

/* The keys beside and above what they are about. */
static void read_keys(struct form_reading *f, struct keyed *k)
{
    const struct sheet *s = &f->wb->sheets[k->number - 1];
    uint32_t nkeys = 0, nroles = 0;
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        nkeys += f->wb->cells[i].column == k->column;
        nroles += f->wb->cells[i].row == k->row;
    }
    k->keys = arena_array(f->arena, struct row_key, nkeys + 1);
    k->roles = arena_array(f->arena, struct column_role, nroles + 1);
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        const struct cell *c = &f->wb->cells[i];
        if (c->kind != CELL_TEXT || c->row >= k->end_row || c->column >= k->end_column)
            continue;
        if (c->column == k->column && c->row != k->row) {
            k->keys[k->nkeys++] = (struct row_key){c->row, str_trim(c->text)};
        } else if (c->row == k->row && c->column != k->column) {
            struct column_role role = role_of(c->text);
            role.column = c->column;
            k->roles[k->nroles++] = role;
            if (role.role == ROLE_LABEL && !k->label)
                k->label = c->column;
        }
    }
}

static enum role role_at(const struct keyed *k, uint32_t column)
{
    uint32_t lo = 0, hi = k->nroles;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (k->roles[mid].column < column)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == k->nroles || k->roles[lo].column != column)
        return ROLE_NONE;
    /* figures of a column whose year cannot be read are no figures of the form */
    return k->roles[lo].role == ROLE_VALUE && !k->roles[lo].year ? ROLE_NONE : k->roles[lo].role;
}

/* 0: there is no such row */
static uint32_t row_of(const struct keyed *k, const char *key)
{
    for (uint32_t i = 0; i < k->nkeys; i++)
        if (str_is(k->keys[i].text, key))
            return k->keys[i].row;
    return 0;
}

static bool is_figures(struct str key)
{
    return str_starts(key, STR("figure ")) || str_is(key, "figure") || str_starts(key, STR("slot "));
}

/* -- the cover ------------------------------------------------------------------------------------ */

static void read_cover(struct form_reading *f, struct keyed *k)
{
    struct remark_list *remarks = f->rd->remarks;
    uint32_t value = 0;
    f->area = f->area.len ? f->area : k->what[1];
    for (uint32_t i = k->nroles; i > 0; i--)
        if (k->roles[i - 1].role == ROLE_VALUE)
            value = k->roles[i - 1].column;
    for (uint32_t i = 0; value && remarks && i < k->nkeys; i++) {
        struct str key = k->keys[i].text, text = text_at(f, k, k->keys[i].row, value);
        if (str_is(key, "round"))
            remarks->round = arena_str(&remarks->arena, text);
        if (!str_starts(key, STR("contact ")) || !text.len)
            continue;
        struct remark *r = remark_add(remarks, REMARK_CONTACT, k->number, k->keys[i].row, (uint16_t)value);
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
    uint32_t type_row = row_of(k, "type"), survey_row = row_of(k, "survey");
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
    if (type < 0 || type >= (int)ARRAY_LEN(s->answered) || s->answered[type])
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

static void read_source(struct form_reading *f, const struct keyed *k, unsigned slot, uint32_t column)
{
    struct source_column *s = &f->sources[slot], known = *s;
    source_of(f, k, s, column);
    if (known.source.len) { /* the sheet was copied, or its keys were */
        if (s->source.len && !str_eq(s->source, known.source))
            SAY(f, find(f, k, RULE_FORM_TWICE, s->row, column),
                "source %c is described twice; what is said of %.*s here is not read", 'A' + (int)slot,
                STR_FMT(s->source));
        *s = known;
        return;
    }
    for (uint32_t i = 0; i < k->nkeys; i++)
        if (str_starts(k->keys[i].text, STR("note ")))
            read_note(f, k, s, k->keys[i].row, k->keys[i].text);
}

static void read_sources(struct form_reading *f, struct keyed *k)
{
    bool read[FORM_SOURCES] = {0};
    for (uint32_t i = 0; i < k->nroles; i++) {
        struct str role = str_trim(text_at(f, k, k->row, k->roles[i].column));
        unsigned slot = role.len == 8 && str_starts(role, STR("source ")) ? (unsigned)(role.p[7] - 'A')
                                                                       : FORM_SOURCES;
        if (slot >= FORM_SOURCES || (read[slot] && f->sources[slot].source.len && k->nroles > VALUES_MAX))
            continue;
        read[slot] = true;
        read_source(f, k, slot, k->roles[i].column);
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
    struct column {                            /* of figures */
        uint32_t value, status;                /* columns; status 0: none */
        uint16_t year;
        struct str source, notes;
        bool read; /* the head is */
    } *columns;
    uint32_t ncolumns;
    struct str country[FORM_SLOTS_MAX + 1]; /* by slot: the code behind the version's name */
    bool nameless[FORM_SLOTS_MAX + 1];      /* said already */
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

static void read_column_head(struct table *t, struct column *head)
{
    struct form_reading *f = t->f;
    struct source_column *column;
    uint32_t c = head->value;
    struct str text = text_at(f, t->k, t->source_row, c), migrants = text_at(f, t->k, t->migrants_row, c);
    head->read = true;
    head->source = source_text(t, text, &column);
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
    head->notes = notes;
    if (!head->source.len && !f->rd->default_source.len) {
        struct finding *finding = find(f, t->k, text.len ? RULE_SOURCE_UNKNOWN : RULE_SOURCE_MISSING,
                                       t->source_row, c);
        finding->indicator = arena_str(&f->rd->findings->arena, t->k->what[1]);
        finding->area = arena_str(&f->rd->findings->arena, t->k->what[2]);
        if (text.len)
            SAY(f, finding, "\"%s\" is no source of the sheet of sources; choose one of the list",
                quoted(f, text));
        else
            SAY(f, finding, "figures are given for %d, but no source; choose one of the list",
                period_year(head->year));
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

/* Only where a name is to be looked up: it takes longer than reading a form. */
static void know_countries(struct form_reading *f)
{
    if (f->countries_known)
        return;
    f->countries_known = true;
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

/* The area behind "Malaysia [MYS]", "MYS" or "Malaysia"; or a group's code as it is. */
static struct str country_of(struct form_reading *f, struct str text)
{
    struct str code = code_in(text);
    uint32_t area;
    if (code.len)
        return code;
    if (ref_area_find(f->ref, text))
        return text;
    know_countries(f);
    struct buf name = {0};
    for (size_t i = 0; i < text.len; i++)
        buf_char(&name, text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] | 32) : text.p[i]);
    bool known = map_find(&f->countries, &area, buf_view(&name));
    buf_release(&name);
    area = known ? area : ref_area_called(f->ref, text);
    return area ? f->ref->areas[area].code : text;
}

/* The number of "slot 3 SEX_T CCT_CTZ"; 0: it is none. */
static unsigned slot_of(struct str key)
{
    struct str word;
    uint64_t slot;
    if (!str_next(&word, &key, ' ') || !str_is(word, "slot") || !str_next(&word, &key, ' ') ||
        !str_uint(&slot, word, FORM_SLOTS_MAX))
        return 0;
    return (unsigned)slot;
}

/* The country of a slot is that of its first row; the others repeat it by a formula. */
static void read_slots(struct table *t)
{
    struct form_reading *f = t->f;
    for (uint32_t i = 0; i < t->k->nkeys; i++) {
        unsigned slot = slot_of(t->k->keys[i].text);
        struct str text = slot ? text_at(f, t->k, t->k->keys[i].row, t->k->label) : STR("");
        if (text.len && !t->country[slot].len)
            t->country[slot] = country_of(f, text);
    }
}

/* The country of a row of a slot: where one was typed in the row itself, that. */
static struct str slot_country(struct table *t, uint32_t row, unsigned slot)
{
    const struct cell *c = t->k->label ? cell_at(t->f, t->k, row, t->k->label) : NULL;
    struct str text = c && !c->formula ? workbook_text(t->f->arena, c) : STR("");
    return text.len ? country_of(t->f, text) : t->country[slot];
}

enum key_fault { KEY_FINE, KEY_NAMELESS /* no country is chosen */, KEY_DAMAGED };

/* The codes of a row into the resolver's fields. */
static enum key_fault key_codes(struct table *t, uint32_t row, struct str key)
{
    struct form_reading *f = t->f;
    struct str word, kind;
    unsigned slot = slot_of(key);
    enum field next = FIELD_CLASSIF1;
    t->rs.text[FIELD_SEX] = t->rs.text[FIELD_CLASSIF1] = t->rs.text[FIELD_CLASSIF2] = STR("");
    str_next(&kind, &key, ' ');
    if (str_is(kind, "slot") && (!slot || !str_next(&word, &key, ' ')))
        return KEY_DAMAGED;
    bool chosen = !slot;
    while (str_next(&word, &key, ' ')) {
        if (str_starts(word, STR("SEX_"))) {
            t->rs.text[FIELD_SEX] = word;
            continue;
        }
        if (next > FIELD_CLASSIF2)
            return KEY_DAMAGED;
        if (!chosen && ref_version_find(f->ref, word) >= 0) {
            struct str country = slot_country(t, row, slot);
            if (!country.len)
                return KEY_NAMELESS;
            word = str_of(arena_fmt(f->arena, "%.*s_%.*s", STR_FMT(word), STR_FMT(country)));
            chosen = true;
        }
        t->rs.text[next++] = word;
    }
    return chosen ? KEY_FINE : KEY_DAMAGED;
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

/* What cannot be read of a row's key, said once for the row or the slot. */
static void say_key(struct table *t, uint32_t row, struct str key, enum key_fault fault)
{
    struct form_reading *f = t->f;
    unsigned slot = slot_of(key);
    if (fault == KEY_DAMAGED) {
        char place[32];
        struct str once = {place, (size_t)snprintf(place, sizeof place, "%u %u", t->k->number, row)};
        if (finding_first(f->rd->findings, RULE_FORM_DAMAGED, once))
            SAY(f, find(f, t->k, RULE_FORM_DAMAGED, row, t->k->label),
                "the hidden key of the row is \"%s\", which is none; its figures are not read",
                quoted(f, key));
    } else if (!t->nameless[slot]) {
        t->nameless[slot] = true;
        SAY(f, find(f, t->k, RULE_DIMENSION_MISSING, row, t->k->label),
            "the row has figures, but no country is chosen for it");
    }
}

static void read_figure(struct table *t, uint32_t row, struct column *head, struct str key)
{
    struct form_reading *f = t->f;
    struct resolver *rs = &t->rs;
    char period[PERIOD_TEXT];
    uint32_t c = head->value;
    rs->text[FIELD_STATUS] = status_code(text_at(f, t->k, row, head->status));
    if (!text_at(f, t->k, row, c).len && !rs->text[FIELD_STATUS].len)
        return;
    if (!head->read) /* the head is read, and found wanting, where there are figures */
        read_column_head(t, head);
    enum key_fault fault = key_codes(t, row, key);
    if (fault != KEY_FINE) {
        say_key(t, row, key, fault);
        f->rd->set->cells++;
        return;
    }
    if (!read_value(t, row, c)) {
        f->rd->set->cells++;
        return;
    }
    rs->text[FIELD_TIME] = (struct str){period, period_fmt(period, head->year)};
    rs->text[FIELD_SOURCE] = head->source;
    rs->text[FIELD_NOTE_SOURCE] = head->notes;
    rs->column[FIELD_VALUE] = rs->column[FIELD_SOURCE] = (uint16_t)c;
    rs->column[FIELD_STATUS] = (uint16_t)(head->status ? head->status : c);
    rs->source_said = true; /* said at the head of the column */
    size_t before = f->rd->findings->n;
    if (!head->source.len && !f->rd->default_source.len)
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

/* The status of a column of figures: the next one of its year. */
static uint32_t status_of(const struct keyed *k, uint32_t value)
{
    uint32_t any = 0;
    for (uint32_t i = 0; i < k->nroles; i++) {
        const struct column_role *r = &k->roles[i];
        if (r->role != ROLE_STATUS || r->year != k->roles[value].year)
            continue;
        if (i > value)
            return r->column;
        any = r->column;
    }
    return any;
}

static void find_columns(struct table *t)
{
    struct keyed *k = t->k;
    t->columns = arena_array(t->f->arena, struct column, VALUES_MAX);
    for (uint32_t i = 0; i < k->nroles; i++) {
        if (k->roles[i].role != ROLE_VALUE || !k->roles[i].year)
            continue;
        if (t->ncolumns == VALUES_MAX) {
            SAY(t->f, find(t->f, k, RULE_FORM_DAMAGED, 0, k->roles[i].column),
                "there are more than %d columns of figures; this and the following are not read",
                VALUES_MAX);
            return;
        }
        t->columns[t->ncolumns++] = (struct column){.value = k->roles[i].column, .year = k->roles[i].year,
                                                    .status = status_of(k, i)};
    }
    if (!t->ncolumns)
        SAY(t->f, find(t->f, k, RULE_FORM_DAMAGED, 0, 0),
            "the hidden row above the years was deleted or changed; nothing of the sheet is read");
}

/* Does a cell look like a figure that somebody typed? */
static bool is_typed_figure(const struct cell *cell)
{
    struct written w;
    if (cell->kind == CELL_NUMBER)
        return !cell->formula;
    if (cell->kind != CELL_TEXT || cell->text.len > 40)
        return false;
    written_parse(&w, cell->text, 0);
    return w.kind == WRITTEN_NUMBER && !w.mark.len;
}

/* Figures that stand where the form has no place for them: in rows and columns put in by hand, or
 * beside a key that is none any more. */
static void say_strays(struct table *t)
{
    struct form_reading *f = t->f;
    const struct keyed *k = t->k;
    const struct sheet *s = &f->wb->sheets[k->number - 1];
    uint32_t key = 0, from = MAX(t->source_row, t->migrants_row) + 1;
    for (uint32_t i = 0; i < k->nkeys; i++)
        if (is_figures(k->keys[i].text)) {
            from = t->source_row ? MIN(from, k->keys[i].row) : k->keys[i].row;
            break;
        }
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        const struct cell *c = &f->wb->cells[i];
        if (c->row < from || c->row == k->row || c->row >= k->end_row || c->column >= k->end_column ||
            c->column == k->column || c->column == k->label || !is_typed_figure(c))
            continue;
        while (key < k->nkeys && k->keys[key].row < c->row)
            key++;
        bool figures = key < k->nkeys && k->keys[key].row == c->row && is_figures(k->keys[key].text);
        enum role role = role_at(k, c->column);
        if (figures ? c->kind != CELL_NUMBER || (role != ROLE_NONE && role != ROLE_CHECK)
                    : role != ROLE_VALUE)
            continue;
        SAY(f, find(f, k, RULE_STRAY, c->row, c->column),
            figures ? "%s stands in a column that is not of the form and is not read; put it into its row "
                      "and year"
                    : "%s stands in a row that is not of the form and is not read; put it into its row "
                      "and year", quoted(f, workbook_text(f->arena, c)));
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
    *t = (struct table){.f = f, .k = k, .source_row = row_of(k, "source"),
                        .migrants_row = row_of(k, "migrants")};
    if (f->area.len && !str_eq(f->area, k->what[2]))
        SAY(f, find(f, k, RULE_FORM_MIXED, 0, 0),
            "the sheet is of %s, the cover of %s; its figures are read as those of %s",
            quoted(f, k->what[2]), quoted(f, f->area), quoted(f, k->what[2]));
    if (!ref_indicator_find(f->ref, k->what[1]) || !ref_area_find(f->ref, k->what[2])) {
        SAY(f, find(f, k, RULE_FORM_DAMAGED, k->row, k->column),
            "the mark of the sheet names the table \"%s\" of \"%s\", which there is not; nothing of it is "
            "read", quoted(f, k->what[1]), quoted(f, k->what[2]));
        return;
    }
    resolver_init(&t->rs, f->rd);
    t->rs.sheet = k->number;
    t->rs.text[FIELD_INDICATOR] = k->what[1];
    t->rs.text[FIELD_AREA] = k->what[2];
    find_columns(t);
    read_slots(t);
    for (uint32_t i = 0; i < k->nkeys; i++) {
        struct row_key *key = &k->keys[i];
        if (str_is(key->text, "remarks"))
            read_remarks(t, key->row);
        for (uint32_t c = 0; is_figures(key->text) && c < t->ncolumns; c++)
            read_figure(t, key->row, &t->columns[c], key->text);
    }
    if (t->ncolumns)
        say_strays(t);
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
    for (uint32_t i = 0; i < k->nroles; i++)
        if (says(f, text_at(f, k, k->row, k->roles[i].column), key))
            return k->roles[i].column;
    return 0;
}

/* What a row of the sheet of findings says. */
struct answered {
    struct str parts[8];  /* of the finding: rule, indicator, area, source, sex, classif1 and 2, period */
    struct str proposal;  /* the cells of what was proposed; empty: nothing was */
    struct str reason;
    uint32_t row;
};

static bool answered_parse(struct answered *a, struct str key)
{
    struct str word;
    if (!str_next(&word, &key, '|') || !str_is(word, "finding"))
        return false;
    for (size_t p = 0; p < ARRAY_LEN(a->parts); p++)
        if (!str_next(&a->parts[p], &key, '|'))
            a->parts[p] = STR("");
    a->proposal = key;
    return true;
}

static struct remark *confirm(struct form_reading *f, const struct keyed *k, const struct answered *a,
                              uint32_t column)
{
    struct arena *arena = &f->rd->remarks->arena;
    struct remark *r = remark_add(f->rd->remarks, REMARK_ANSWER, k->number, a->row, (uint16_t)column);
    struct str *parts[] = {&r->type, &r->indicator, &r->area, &r->source, &r->sex, &r->classif[0],
                           &r->classif[1], &r->period};
    for (size_t p = 0; p < ARRAY_LEN(parts); p++)
        *parts[p] = arena_str(arena, a->parts[p]);
    r->content = arena_str(arena, a->reason.len ? a->reason : STR(REMARK_SILENT));
    if (!a->reason.len)
        SAY(f, find(f, k, RULE_ANSWER_SILENT, a->row, column),
            "the figure is confirmed, but not why; a reason lets the compiler allow it");
    return r;
}

/* The mark stands in the row of headings; behind it each row has the key of its finding, and the
 * cells of what was proposed: "finding|T101|MST_...|THA|BA:741|SEX_T|CCT_CTZ_TOTAL||2024|MST_...". */
static void read_answers(struct form_reading *f, struct keyed *k)
{
    struct remark_list *remarks = f->rd->remarks;
    uint32_t answer = column_of(f, k, "answer.answer"), because = column_of(f, k, "answer.because"),
             open = column_of(f, k, "answer.public"), value = column_of(f, k, "answer.value");
    for (uint32_t i = 0; remarks && i < k->nkeys; i++) {
        struct answered a = {.row = k->keys[i].row};
        struct str said = text_at(f, k, a.row, answer);
        a.reason = text_at(f, k, a.row, because);
        if (!answered_parse(&a, k->keys[i].text))
            continue;
        if (says(f, said, "answer.accepted")) {
            accepted_read(f->rd, f->arena, a.parts[3], a.proposal,
                          (struct accepted_at){k->number, (uint16_t)answer, a.row});
        } else if (says(f, said, "answer.confirmed")) {
            struct remark *r = confirm(f, k, &a, because ? because : answer);
            r->value = arena_str(&remarks->arena, text_at(f, k, a.row, value));
            r->public = says(f, text_at(f, k, a.row, open), "answer.yes");
        }
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

static const struct kind {
    const char *what;
    void (*read)(struct form_reading *f, struct keyed *k);
} kinds[] = {{"cover", read_cover}, {"sources", read_sources}, {"table", read_table},
             {"answers", read_answers}}; /* sources before the tables that name them */

static bool is_kind(struct str what)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_is(what, kinds[i].what))
            return true;
    return false;
}

/* Has a sheet without a mark what else only the form has? */
static bool has_keys(const struct workbook *wb, const struct sheet *s)
{
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        struct str text = wb->cells[i].text;
        if (wb->cells[i].kind == CELL_TEXT &&
            (str_starts(text, STR("ilms-form/")) || str_starts(text, STR("figure SEX_")) ||
             (str_starts(text, STR("slot ")) && slot_of(text)) ||
             (str_starts(text, STR("value ")) && role_of(text).year)))
            return true;
    }
    return false;
}

/* Says what of a sheet is not read as a whole. */
static void say_sheet(struct form_reading *f, const struct keyed *k, bool marked)
{
    const struct sheet *s = &f->wb->sheets[k->number - 1];
    if (marked && !is_kind(k->what[0]))
        SAY(f, find(f, k, RULE_FORM_DAMAGED, k->row, k->column),
            "the mark of the sheet says \"%s\", which is no part of the form; nothing of it is read",
            quoted(f, k->what[0]));
    else if (marked && k->end_row <= s->rows)
        SAY(f, find(f, k, RULE_FORM_DAMAGED, k->end_row, 0),
            "a second form begins here; it is not read: give it a sheet of its own");
    else if (marked && k->end_column <= s->columns)
        SAY(f, find(f, k, RULE_FORM_DAMAGED, 0, k->end_column),
            "a second form begins here; it is not read: give it a sheet of its own");
    else if (!marked && has_keys(f->wb, s))
        SAY(f, find(f, k, RULE_FORM_DAMAGED, 0, 0),
            "the mark in the hidden corner of the sheet was deleted or changed; nothing of it is read: "
            "copy its figures into an unchanged form");
    else if (!marked && !s->hidden && s->ncells)
        SAY(f, find(f, k, RULE_SHEET_UNREAD, 0, 0),
            "the sheet is not of the questionnaire and is not read");
}

void form_read(struct reading *rd, struct arena *arena, const struct workbook *wb)
{
    struct form_reading f = {.rd = rd, .ref = rd->ref, .wb = wb, .arena = arena};
    struct keyed *k = arena_array(arena, struct keyed, wb->nsheets);
    know_languages(&f);
    for (uint32_t s = 0; s < wb->nsheets; s++) {
        bool marked = find_mark(&k[s], wb, (uint16_t)(s + 1));
        say_sheet(&f, &k[s], marked);
        if (marked)
            read_keys(&f, &k[s]);
    }
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
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
        if (find_mark(k, wb, (uint16_t)s) && str_is(k->what[0], "answers")) {
            read_keys(&f, k);
            read_answers(&f, k);
        }
    note_reasons(&f);
}
