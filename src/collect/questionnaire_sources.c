/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The sheet of sources, and the hidden sheet of lists to choose from. */

#include "collect/sheets.h"

#include "model/obs.h"

/* -- the hidden lists ---------------------------------------------------------------------- */

/* "='Lists'!$A$2:$A$16" */
static const char *range(struct sheets *s, const char *sheet, uint32_t row, uint16_t column,
                         uint32_t last_row, uint16_t last_column)
{
    char cells[LXW_MAX_CELL_RANGE_LENGTH];
    lxw_rowcol_to_range_abs(cells, row, column, last_row, last_column);
    return arena_fmt(&s->arena, "='%s'!%s", sheet, cells);
}

struct choices sheets_list(struct sheets *s, const char *title, const char *const *items, unsigned n)
{
    uint16_t column = s->next_list++;
    worksheet_write_string(s->lists, 0, column, title, s->style.group);
    for (unsigned i = 0; i < n; i++)
        worksheet_write_string(s->lists, i + 1, column, items[i], NULL);
    return (struct choices){n ? range(s, s->lists_name, 1, column, n, column) : NULL};
}

static struct choices list_statuses(struct sheets *s)
{
    const char *items[64];
    unsigned n = 0;
    for (uint32_t i = 0; i < s->ref->nstatuses && n < ARRAY_LEN(items); i++) {
        struct str code = {&s->ref->statuses[i].code, 1};
        struct str name = sheets_name(s, "status", code, s->ref->statuses[i].name);
        items[n++] = arena_fmt(&s->arena, "%c  %.*s", s->ref->statuses[i].code, STR_FMT(name));
    }
    return sheets_list(s, sheets_words(s, "form.status"), items, n);
}

/* The fixed values of a note type. */
static struct choices list_notes(struct sheets *s, const char *title, uint16_t type)
{
    const char **items = arena_array(&s->arena, const char *, s->ref->nnotes + 1);
    unsigned n = 0;
    for (uint32_t i = 0; i < s->ref->nnotes; i++) {
        const struct note *note = &s->ref->notes[i];
        if (note->type != type)
            continue;
        struct str key = str_of(arena_fmt(&s->arena, "%.*s:%.*s",
                                          STR_FMT(s->ref->note_types[type].code), STR_FMT(note->id)));
        items[n++] = sheets_item(s, sheets_name(s, "note", key, note->name), note->id);
    }
    return sheets_list(s, title, items, n);
}

static const char *country_label(struct sheets *s, const struct area *area)
{
    struct buf name = {0};
    /* in English the names of the code list, which are the official ones */
    if (strcmp(s->q->language, "en") == 0 || !locale_country(&name, s->locale, area->iso2))
        buf_str(&name, area->name);
    const char *label = sheets_item(s, buf_view(&name), area->code);
    buf_release(&name);
    return label;
}

static int by_dictionary(const void *a, const void *b, void *locale)
{
    return locale_compare(locale, str_of(*(const char *const *)a), str_of(*(const char *const *)b));
}

static void list_countries(struct sheets *s)
{
    const char **items = arena_array(&s->arena, const char *, s->ref->nareas);
    unsigned n = 0;
    s->country = arena_array(&s->arena, const char *, s->ref->nareas);
    for (uint32_t a = 1; a < s->ref->nareas; a++) {
        s->country[a] = country_label(s, &s->ref->areas[a]);
        if (s->ref->areas[a].iso2.len) /* former states are not asked for any more */
            items[n++] = s->country[a];
    }
    qsort_r(items, n, sizeof *items, by_dictionary, s->locale);
    s->countries = sheets_list(s, sheets_words(s, "form.country"), items, n);
}

static bool type_wanted(const struct sheets *s, uint32_t type)
{
    return s->q->source_type < 0 || (uint32_t)s->q->source_type == type;
}

static const char *type_label(struct sheets *s, uint32_t type)
{
    const struct source_type *t = &s->ref->source_types[type];
    return arena_fmt(&s->arena, "%.*s  %.*s", STR_FMT(t->code),
                     STR_FMT(sheets_name(s, "source_type", t->code, t->name)));
}

static const char *survey_label(struct sheets *s, uint16_t survey)
{
    return sheets_item(s, s->ref->surveys[survey].name, s->ref->surveys[survey].id);
}

/* A type is asked for something: the types that answer questionnaires. */
static bool type_is_asked(const struct ref *ref, uint32_t type)
{
    for (uint32_t i = 0; i < ref->nnote_asked; i++)
        if (ref->note_asked[i].source_type == type)
            return true;
    return false;
}

static void list_sources(struct sheets *s)
{
    const char **items = arena_array(&s->arena, const char *,
                                     MAX(s->ref->nsurveys, s->ref->nsource_types) + 1);
    unsigned n = 0;
    for (uint32_t t = 0; t < s->ref->nsource_types; t++)
        if (type_wanted(s, t) && type_is_asked(s->ref, t))
            items[n++] = type_label(s, t);
    s->types = sheets_list(s, sheets_words(s, "form.sources.type"), items, n);
    n = 0;
    for (uint16_t i = 1; i < s->ref->nsurveys; i++)
        if (s->ref->surveys[i].area == s->q->area && type_wanted(s, s->ref->surveys[i].type))
            items[n++] = survey_label(s, i);
    items[n++] = sheets_words(s, "form.sources.new");
    s->surveys = sheets_list(s, sheets_words(s, "form.sources.survey"), items, n);
}

/* Which type is asked which note: a row for each note type, "Y" where it is required, "N" where
 * it is not. Conditions on the sheet of sources look it up. */
static void list_asked(struct sheets *s)
{
    const struct ref *ref = s->ref;
    uint16_t first = s->next_list;
    for (uint32_t t = 0; t < ref->nsource_types; t++)
        worksheet_write_string(s->lists, 0, (uint16_t)(first + t), ref->source_types[t].code.p, NULL);
    for (uint32_t i = 0; i < ref->nnote_asked; i++) {
        const struct note_asked *a = &ref->note_asked[i];
        worksheet_write_string(s->lists, a->note_type + 1u, (uint16_t)(first + a->source_type),
                               a->required ? "Y" : "N", NULL);
    }
    uint16_t last = (uint16_t)(first + ref->nsource_types - 1);
    /* by a name, since a condition may not look at another sheet in every program */
    workbook_define_name(s->book, "ilms_types", range(s, s->lists_name, 0, first, 0, last));
    workbook_define_name(s->book, "ilms_asked",
                         range(s, s->lists_name, 1, first, ref->nnote_types, last));
    s->next_list = last + 1;
}

void sheets_lists(struct sheets *s)
{
    s->statuses = list_statuses(s);
    list_countries(s);
    list_sources(s);
    s->notes = arena_array(&s->arena, struct choices, s->ref->nnote_types);
    for (uint16_t t = 0; t < s->ref->nnote_types; t++)
        if (str_is(s->ref->note_types[t].field, "fixed"))
            s->notes[t] = list_notes(s, s->ref->note_types[t].code.p, t);
    int migrants = ref_note_type_find(s->ref, STR("T36"));
    if (migrants >= 0)
        s->migrants = s->notes[migrants];
    list_asked(s);
}

/* -- which sources the country used ------------------------------------------------------------ */

/* What the country says of a source itself; NULL: nothing. */
static const struct catalogue_source *described(const struct sheets *s, struct str source)
{
    for (size_t i = 0; i < s->q->nsources; i++)
        if (source.len && str_eq(s->q->sources[i].source, source))
            return &s->q->sources[i];
    return NULL;
}

static bool is_withdrawn(const struct sheets *s, struct str source)
{
    const struct catalogue_source *d = described(s, source);
    return d && d->withdrawn;
}

static void note_source(struct sheets *s, uint32_t obs)
{
    const struct cube *past = s->q->past;
    struct str source = past->sources[past->source[obs]], classif, indicator, notes;
    uint16_t type;
    unsigned i = 0;
    if (!ref_source_find(s->ref, &type, NULL, source) || !type_wanted(s, type) || is_withdrawn(s, source))
        return;
    while (i < s->nslots && !str_eq(s->slot[i].source, source))
        i++;
    if (i == FORM_SOURCES) { /* the least recent gives way */
        unsigned oldest = 0;
        for (unsigned k = 1; k < FORM_SOURCES; k++)
            if (s->slot[k].last < s->slot[oldest].last)
                oldest = k;
        if (s->slot[oldest].last >= past->period[obs])
            return;
        i = oldest;
        s->slot[i] = (struct source_slot){.source = source};
    } else if (i == s->nslots) {
        s->slot[s->nslots++] = (struct source_slot){.source = source};
    }
    if (past->period[obs] < s->slot[i].last)
        return;
    obs_note_split(&classif, &indicator, &notes, past->notes[past->note[obs]]);
    s->slot[i].last = past->period[obs];
    if (notes.len)
        s->slot[i].notes = notes;
}

void sheets_find_sources(struct sheets *s)
{
    const struct cube *past = s->q->past;
    for (uint32_t i = 0; past && i < past->nobs; i++)
        note_source(s, i);
    for (unsigned i = 0; i < s->nslots; i++) /* the newest first */
        for (unsigned k = i; k > 0 && s->slot[k].last > s->slot[k - 1].last; k--) {
            struct source_slot other = s->slot[k];
            s->slot[k] = s->slot[k - 1];
            s->slot[k - 1] = other;
        }
    /* behind them those that have given nothing yet */
    for (size_t i = 0; i < s->q->nsources && s->nslots < FORM_SOURCES; i++) {
        const struct catalogue_source *d = &s->q->sources[i];
        uint16_t type;
        bool has = false;
        for (unsigned k = 0; k < s->nslots; k++)
            has = has || str_eq(s->slot[k].source, d->source);
        if (!has && !d->withdrawn && ref_source_find(s->ref, &type, NULL, d->source) && type_wanted(s, type))
            s->slot[s->nslots++] = (struct source_slot){.source = d->source};
    }
}

/* -- the sheet --------------------------------------------------------------------------------- */

enum { ROW_LABEL = 6, ROW_TYPE, ROW_SURVEY, ROW_NOTES };
enum { LABEL_WIDTH = 38, SLOT_WIDTH = 30, PAGE_SLOTS = 4 };

/* "S3:12" of "S3:12_T2:85"; empty when it has none of the type */
static struct str note_of(struct str notes, struct str type)
{
    struct str note, kind, rest;
    while (str_next(&note, &notes, '_')) {
        rest = note;
        if (str_next(&kind, &rest, ':') && str_eq(kind, type))
            return note;
    }
    return (struct str){0};
}

static void put_slot(struct sheets *s, unsigned i)
{
    struct source_slot *slot = &s->slot[i];
    uint16_t column = (uint16_t)(FIRST + i), type = 0, survey = 0;
    char letter[] = {(char)('A' + i), 0};
    char type_cell[LXW_MAX_CELL_NAME_LENGTH], survey_cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(type_cell, ROW_TYPE, column);
    lxw_rowcol_to_cell(survey_cell, ROW_SURVEY, column);
    bool known = slot->source.len && ref_source_find(s->ref, &type, &survey, slot->source);
    slot->label = known ? arena_fmt(&s->arena, "%s · %s", letter, survey ? survey_label(s, survey)
                                                                       : type_label(s, type))
                        : NULL;
    worksheet_write_string(s->sources, 0, column, arena_fmt(&s->arena, "source %s", letter),
                           s->style.hidden);
    worksheet_write_string(s->sources, ROW_LABEL - 1, column,
                           sheets_said(s, "form.sources.letter",
                                       (struct text_arg[]){{"letter", str_of(letter)}, {0}}),
                           s->style.year);
    /* what the tables offer to choose: survey, else type, else nothing */
    worksheet_write_formula_str(
        s->sources, ROW_LABEL, column,
        arena_fmt(&s->arena, "=\"%s · \"&IF(ISERROR(FIND(\"[\",%s)),%s,%s)", letter, survey_cell,
                  type_cell, survey_cell),
        s->style.earlier_text, slot->label ? slot->label : arena_fmt(&s->arena, "%s · ", letter));
    worksheet_write_string(s->sources, ROW_TYPE, column, known ? type_label(s, type) : "",
                           s->style.choice);
    sheets_choose(s, s->sources, ROW_TYPE, column, s->types);
    worksheet_write_string(s->sources, ROW_SURVEY, column, survey ? survey_label(s, survey) : "",
                           s->style.choice);
    sheets_choose(s, s->sources, ROW_SURVEY, column, s->surveys);
}

/* Grey where the type is not asked, yellow where it is and the answer is missing. */
static void put_conditions(struct sheets *s, uint32_t row, uint16_t type)
{
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(cell, row, FIRST);
    const char *asked = arena_fmt(&s->arena, "INDEX(ilms_asked,%u,MATCH(LEFT(C$%d,2),ilms_types,0))",
                                  type + 1u, ROW_TYPE + 1);
    lxw_conditional_format grey = {.type = LXW_CONDITIONAL_TYPE_FORMULA, .format = s->style.grey,
                                   .value_string = arena_fmt(&s->arena, "=AND(C$%d<>\"\",%s=\"\")",
                                                             ROW_TYPE + 1, asked)};
    lxw_conditional_format wanted = {.type = LXW_CONDITIONAL_TYPE_FORMULA, .format = s->style.wanted,
                                     .value_string = arena_fmt(&s->arena,
                                                               "=AND(C$%d<>\"\",%s=\"Y\",%s=\"\")",
                                                               ROW_TYPE + 1, asked, cell)};
    worksheet_conditional_format_range(s->sources, row, FIRST, row, FIRST + FORM_SOURCES - 1, &grey);
    worksheet_conditional_format_range(s->sources, row, FIRST, row, FIRST + FORM_SOURCES - 1, &wanted);
}

/* What is known of a source in answer to a note type: what the country says of it, else what stands
 * with its newest figure. */
static const char *known_answer(struct sheets *s, const struct source_slot *slot, const struct note_type *t)
{
    const struct catalogue_source *d = described(s, slot->source);
    int field = catalogue_of_note(t->code);
    struct str note = d && field >= 0 ? d->content[field] : (struct str){0};
    uint16_t survey = 0;
    const struct note *fixed = note.len ? ref_note_find(s->ref, note) : NULL;
    if (note.len && !fixed)
        return arena_text(&s->arena, note);
    if (!note.len)
        note = note_of(slot->notes, t->code);
    fixed = note.len ? ref_note_find(s->ref, note) : NULL;
    if (fixed)
        return sheets_item(s, sheets_name(s, "note", note, fixed->name), fixed->id);
    if (str_is(t->code, "S1") && ref_source_find(s->ref, NULL, &survey, slot->source) && survey)
        return s->ref->surveys[survey].name.p;
    return "";
}

static void put_note(struct sheets *s, uint32_t row, uint16_t type, bool required)
{
    const struct note_type *t = &s->ref->note_types[type];
    worksheet_write_string(s->sources, row, KEYS, arena_fmt(&s->arena, "note %.*s", STR_FMT(t->code)),
                           s->style.hidden);
    const char *label = arena_fmt(&s->arena, "%.*s%s",
                                  STR_FMT(sheets_name(s, "note_type", t->code, t->name)),
                                  required ? " *" : "");
    worksheet_write_string(s->sources, row, LABELS, label, s->style.item[0]);
    double high = MAX(sheets_height(label, LABEL_WIDTH, 11), 34.0);
    for (unsigned i = 0; i < FORM_SOURCES; i++) {
        uint16_t column = (uint16_t)(FIRST + i);
        const char *text = known_answer(s, &s->slot[i], t);
        high = MAX(high, sheets_height(text, SLOT_WIDTH, 10));
        worksheet_write_string(s->sources, row, column, text, s->style.choice);
        sheets_choose(s, s->sources, row, column, s->notes[type]);
    }
    worksheet_set_row(s->sources, row, high, NULL);
    put_conditions(s, row, type);
}

/* The note types that some type of source is asked for; required: by some type. */
static bool is_asked(const struct ref *ref, uint16_t type, bool earnings, bool *required)
{
    bool some = false;
    *required = false;
    for (uint32_t i = 0; i < ref->nnote_asked; i++)
        if (ref->note_asked[i].note_type == type &&
            str_is(ref->note_asked[i].scope, "earnings") == earnings) {
            some = true;
            *required = *required || ref->note_asked[i].required;
        }
    return some;
}

void sheets_sources(struct sheets *s)
{
    lxw_worksheet *sheet = s->sources;
    sheets_begin(s, sheet, arena_fmt(&s->arena, FORM_MARK " sources %.*s",
                                     STR_FMT(s->ref->areas[s->q->area].code)), true);
    worksheet_set_column(sheet, LABELS, LABELS, LABEL_WIDTH, NULL);
    worksheet_set_column(sheet, FIRST, FIRST + FORM_SOURCES - 1, SLOT_WIDTH, NULL);
    worksheet_write_url_opt(sheet, 1, LABELS, arena_fmt(&s->arena, "internal:'%s'!A1", s->cover_name),
                            s->style.link, arena_fmt(&s->arena, "← %s", sheets_words(s, "form.back")),
                            NULL);
    worksheet_set_row(sheet, 2, 30, NULL);
    worksheet_write_string(sheet, 2, LABELS, sheets_words(s, "form.sources.title"), s->style.title);
    worksheet_write_string(sheet, 3, LABELS, sheets_words(s, "form.sources.lead"), s->style.label);
    worksheet_write_blank(sheet, ROW_LABEL - 1, LABELS, s->style.head);
    static const struct {
        const char *key, *words;
    } rows[] = {{"code", "form.sources.code"}, {"type", "form.sources.type"},
                {"survey", "form.sources.survey"}};
    for (uint32_t i = 0; i < ARRAY_LEN(rows); i++) {
        worksheet_write_string(sheet, ROW_LABEL + i, KEYS, rows[i].key, s->style.hidden);
        worksheet_write_string(sheet, ROW_LABEL + i, LABELS, sheets_words(s, rows[i].words),
                               s->style.item[0]);
    }
    double high = 34;
    for (unsigned i = 0; i < FORM_SOURCES; i++) {
        put_slot(s, i);
        if (s->slot[i].label)
            high = MAX(high, sheets_height(s->slot[i].label, SLOT_WIDTH, 10));
    }
    for (uint32_t row = ROW_LABEL; row < ROW_NOTES; row++)
        worksheet_set_row(sheet, row, high, NULL);
    s->slot_range = range(s, s->sources_name, ROW_LABEL, FIRST, ROW_LABEL, FIRST + FORM_SOURCES - 1);
    uint32_t row = ROW_NOTES;
    for (int earnings = 0; earnings < 2; earnings++)
        for (uint16_t t = 0; t < s->ref->nnote_types; t++) {
            bool required, twice;
            if (is_asked(s->ref, t, earnings, &required) &&
                !(earnings && is_asked(s->ref, t, false, &twice)))
                put_note(s, row++, t, required);
        }
    worksheet_freeze_panes(sheet, ROW_TYPE, FIRST);
    worksheet_repeat_rows(sheet, ROW_LABEL - 1, ROW_LABEL);
    worksheet_print_area(sheet, 2, LABELS, row - 1, FIRST + FORM_SOURCES - 1);
    sheets_pages(sheet, (lxw_col_t[]){FIRST + PAGE_SLOTS, 0}, LABEL_WIDTH + PAGE_SLOTS * SLOT_WIDTH);
    worksheet_set_selection(sheet, ROW_TYPE, FIRST, ROW_TYPE, FIRST);
    sheets_end(s, sheet);
}
