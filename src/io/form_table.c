/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/form_read.h"

#include "io/resolve.h"
#include "model/period.h"
#include "syntax/locale.h"
#include "syntax/written.h"

#include <stdio.h>

struct table {
    struct form_reading *f;
    struct form_sheet *k;
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
    struct str id = form_code(text), word, rest = text;
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
    struct str text = form_text(f, t->k, t->source_row, c);
    struct str migrants = form_text(f, t->k, t->migrants_row, c);
    head->read = true;
    head->source = source_text(t, text, &column);
    if (column)
        column->used = true;
    struct str notes = column ? column->notes : STR("");
    int type = ref_note_type_find(f->ref, STR("T36"));
    const struct note *def = migrants.len && type >= 0 ? form_note(f, (uint16_t)type, migrants) : NULL;
    if (def)
        notes = str_of(arena_fmt(f->arena, "%.*s%sT36:%.*s", STR_FMT(notes), notes.len ? "_" : "",
                                 STR_FMT(def->id)));
    else if (migrants.len)
        SAY(f, form_finding(f, t->k, RULE_NOTE_UNKNOWN, t->migrants_row, c),
            "\"%s\" is no definition of the list; choose the nearest and put the rest into the remarks",
            form_quoted(f, migrants));
    head->notes = notes;
    if (!head->source.len && !f->rd->default_source.len) {
        struct finding *finding =
            form_finding(f, t->k, text.len ? RULE_SOURCE_UNKNOWN : RULE_SOURCE_MISSING, t->source_row, c);
        finding->indicator = arena_str(&f->rd->findings->arena, t->k->what[1]);
        finding->area = arena_str(&f->rd->findings->arena, t->k->what[2]);
        if (text.len)
            SAY(f, finding, "\"%s\" is no source of the sheet of sources; choose one of the list",
                form_quoted(f, text));
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
    struct str code = form_code(text);
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
/* The country of a slot is that of its first row; the others repeat it by a formula. */
static void read_slots(struct table *t)
{
    struct form_reading *f = t->f;
    for (uint32_t i = 0; i < t->k->nkeys; i++) {
        unsigned slot = form_slot(t->k->keys[i].text);
        struct str text = slot ? form_text(f, t->k, t->k->keys[i].row, t->k->label) : STR("");
        if (text.len && !t->country[slot].len)
            t->country[slot] = country_of(f, text);
    }
}

/* The country of a row of a slot: where one was typed in the row itself, that. */
static struct str slot_country(struct table *t, uint32_t row, unsigned slot)
{
    const struct cell *c = t->k->label ? form_cell(t->f, t->k, row, t->k->label) : NULL;
    struct str text = c && !c->formula ? workbook_text(t->f->arena, c) : STR("");
    return text.len ? country_of(t->f, text) : t->country[slot];
}

enum key_fault { KEY_FINE, KEY_NAMELESS /* no country is chosen */, KEY_DAMAGED };

/* The codes of a row into the resolver's fields. */
static enum key_fault key_codes(struct table *t, uint32_t row, struct str key)
{
    struct form_reading *f = t->f;
    struct str word, kind;
    unsigned slot = form_slot(key);
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
        SAY(f, form_finding(f, t->k, RULE_NUMBER_UNSURE, row, c),
            "\"%s\" is text and can be read in two ways; it is read as %.*s; enter it as a number",
            form_quoted(f, text), n, read);
    else if (w->mark.len)
        SAY(f, form_finding(f, t->k, RULE_MARK_UNKNOWN, row, c),
            "\"%s\" is read as %.*s; what \"%s\" stands for belongs into the status or the remarks",
            form_quoted(f, text), n, read, form_quoted(f, w->mark));
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
    const struct cell *cell = form_cell(f, t->k, row, c);
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
        SAY(f, form_finding(f, t->k, RULE_DASH_UNSAID, row, c),
            "\"%s\" is none to some and unknown to others; enter 0, or choose a status",
            form_quoted(f, text));
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
    unsigned slot = form_slot(key);
    if (fault == KEY_DAMAGED) {
        char place[32];
        struct str once = {place, (size_t)snprintf(place, sizeof place, "%u %u", t->k->number, row)};
        if (finding_first(f->rd->findings, RULE_FORM_DAMAGED, once))
            SAY(f, form_finding(f, t->k, RULE_FORM_DAMAGED, row, t->k->label),
                "the hidden key of the row is \"%s\", which is none; its figures are not read",
                form_quoted(f, key));
    } else if (!t->nameless[slot]) {
        t->nameless[slot] = true;
        SAY(f, form_finding(f, t->k, RULE_DIMENSION_MISSING, row, t->k->label),
            "the row has figures, but no country is chosen for it");
    }
}

static void read_figure(struct table *t, uint32_t row, struct column *head, struct str key)
{
    struct form_reading *f = t->f;
    struct resolver *rs = &t->rs;
    char period[PERIOD_TEXT];
    uint32_t c = head->value;
    rs->text[FIELD_STATUS] = status_code(form_text(f, t->k, row, head->status));
    if (!form_text(f, t->k, row, c).len && !rs->text[FIELD_STATUS].len)
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
static uint32_t status_of(const struct form_sheet *k, uint32_t value)
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
    struct form_sheet *k = t->k;
    t->columns = arena_array(t->f->arena, struct column, FORM_VALUES_MAX);
    for (uint32_t i = 0; i < k->nroles; i++) {
        if (k->roles[i].role != ROLE_VALUE || !k->roles[i].year)
            continue;
        if (t->ncolumns == FORM_VALUES_MAX) {
            SAY(t->f, form_finding(t->f, k, RULE_FORM_DAMAGED, 0, k->roles[i].column),
                "there are more than %d columns of figures; this and the following are not read",
                FORM_VALUES_MAX);
            return;
        }
        t->columns[t->ncolumns++] = (struct column){.value = k->roles[i].column, .year = k->roles[i].year,
                                                    .status = status_of(k, i)};
    }
    if (!t->ncolumns)
        SAY(t->f, form_finding(t->f, k, RULE_FORM_DAMAGED, 0, 0),
            "the hidden row above the years was deleted or changed; nothing of the sheet is read");
}

/* Figures that stand where the form has no place for them: in rows and columns put in by hand, or
 * beside a key that is none any more. */
static void say_strays(struct table *t)
{
    struct form_reading *f = t->f;
    const struct form_sheet *k = t->k;
    const struct sheet *s = &f->wb->sheets[k->number - 1];
    uint32_t key = 0, from = MAX(t->source_row, t->migrants_row) + 1;
    for (uint32_t i = 0; i < k->nkeys; i++)
        if (form_is_figures(k->keys[i].text)) {
            from = t->source_row ? MIN(from, k->keys[i].row) : k->keys[i].row;
            break;
        }
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        const struct cell *c = &f->wb->cells[i];
        if (c->row < from || c->row == k->row || c->row >= k->end_row || c->column >= k->end_column ||
            c->column == k->column || c->column == k->label || !form_is_typed(c))
            continue;
        while (key < k->nkeys && k->keys[key].row < c->row)
            key++;
        bool figures = key < k->nkeys && k->keys[key].row == c->row && form_is_figures(k->keys[key].text);
        enum role role = form_role_at(k, c->column);
        if (figures ? c->kind != CELL_NUMBER || (role != ROLE_NONE && role != ROLE_CHECK)
                    : role != ROLE_VALUE)
            continue;
        SAY(f, form_finding(f, k, RULE_STRAY, c->row, c->column),
            figures ? "%s stands in a column that is not of the form and is not read; put it into its row "
                      "and year"
                    : "%s stands in a row that is not of the form and is not read; put it into its row "
                      "and year", form_quoted(f, workbook_text(f->arena, c)));
    }
}

static void read_remarks(struct table *t, uint32_t row)
{
    struct remark_list *remarks = t->f->rd->remarks;
    struct str text = form_text(t->f, t->k, row, t->k->label);
    if (!text.len || !remarks)
        return;
    struct remark *r = remark_add(remarks, REMARK_TABLE, t->k->number, row, (uint16_t)t->k->label);
    r->indicator = arena_str(&remarks->arena, t->k->what[1]);
    r->area = arena_str(&remarks->arena, t->k->what[2]);
    r->content = arena_str(&remarks->arena, text);
    r->public = true;
}

void form_table(struct form_reading *f, struct form_sheet *k)
{
    struct table *t = arena_new(f->arena, struct table);
    *t = (struct table){.f = f, .k = k, .source_row = form_row(k, "source"),
                        .migrants_row = form_row(k, "migrants")};
    if (f->area.len && !str_eq(f->area, k->what[2]))
        SAY(f, form_finding(f, k, RULE_FORM_MIXED, 0, 0),
            "the sheet is of %s, the cover of %s; its figures are read as those of %s",
            form_quoted(f, k->what[2]), form_quoted(f, f->area), form_quoted(f, k->what[2]));
    if (!ref_indicator_find(f->ref, k->what[1]) || !ref_area_find(f->ref, k->what[2])) {
        SAY(f, form_finding(f, k, RULE_FORM_DAMAGED, k->row, k->column),
            "the mark of the sheet names the table \"%s\" of \"%s\", which there is not; nothing of it is "
            "read", form_quoted(f, k->what[1]), form_quoted(f, k->what[2]));
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
        for (uint32_t c = 0; form_is_figures(key->text) && c < t->ncolumns; c++)
            read_figure(t, key->row, &t->columns[c], key->text);
    }
    if (t->ncolumns)
        say_strays(t);
}
