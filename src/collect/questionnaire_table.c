/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The sheet of one table: a row for each item, three columns for each year to fill in (figure,
 * status, what does not add up), and the years given earlier beside them, newest first. */

#include "collect/sheets.h"

#include "base/utf8.h"
#include "model/obs.h"
#include "model/period.h"

#include <math.h>

enum {
    ROW_TOLERANCE = 1,
    ROW_TOP, /* stays in sight: years, and the way back */
    ROW_TITLE,
    ROW_DEFINITION,
    ROW_INSTRUCTION,
    ROW_UNIT,
    ROW_VERSION,
    ROW_BAND,
    ROW_YEAR,
    ROW_SOURCE,
    ROW_MIGRANTS,
    ROW_HEADS,
    ROW_DATA
};
#define SLACK 1e-9 /* for floating point itself */
enum { PER_YEAR = 3, FIGURE = 0, STATUS = 1, CHECK = 2, NONE = -1 };
enum { LABEL_WIDTH = 42, FIGURE_WIDTH = 13, STATUS_WIDTH = 11, CHECK_WIDTH = 16, EARLIER_WIDTH = 11,
       YEAR_WIDTH = FIGURE_WIDTH + STATUS_WIDTH + CHECK_WIDTH, PAGE_YEARS = 3, PAGE_WIDTH = 180 };

struct table {
    struct sheets *s;
    lxw_worksheet *sheet;
    const struct indicator *in;
    struct form form;
    int years[YEARS_MAX], nyears; /* to fill in, newest first */
    int earlier[EARLIER_MAX], nearlier;
    const struct cube_flow *flow; /* of the past; NULL: none */
    uint16_t slots[FORM_SLOTS_MAX]; /* codes of the countries given before */
    unsigned nslots;
    uint32_t last, end; /* row of data, of all */
    double tolerance[YEARS_MAX]; /* by year to fill in, for what is in it already */
    unsigned filled, look_at;
};

static uint16_t figure_column(int year) { return (uint16_t)(FIRST + year * PER_YEAR + FIGURE); }
static uint16_t earlier_column(const struct table *t, int i)
{
    return (uint16_t)(FIRST + t->nyears * PER_YEAR + i);
}
static uint16_t last_column(const struct table *t)
{
    return (uint16_t)(FIRST + t->nyears * PER_YEAR + t->nearlier - 1);
}

/* -- what was given before ---------------------------------------------------------------------- */

static bool usable(const struct table *t, uint32_t obs)
{
    const struct cube *past = t->s->q->past;
    uint16_t type;
    return t->s->q->source_type < 0 ||
           (ref_source_find(t->s->ref, &type, NULL, past->sources[past->source[obs]]) &&
            (int)type == t->s->q->source_type);
}

/* The observation of a row and year; NONE when there was none. */
static int64_t past_obs(const struct table *t, uint16_t sex, uint16_t classif0, uint16_t classif1,
                        int year)
{
    const struct cube *past = t->s->q->past;
    uint16_t period = period_make(year, 0);
    if (!t->flow)
        return NONE;
    for (uint32_t i = t->flow->first; i < t->flow->first + t->flow->n; i++) {
        if (past->freq[i] != 'A' || past->area[i] != t->s->q->area || past->sex[i] != sex ||
            past->classif[0][i] != classif0 || past->classif[1][i] != classif1)
            continue;
        for (uint32_t o = past->start[i]; o < past->start[i + 1]; o++)
            if (past->period[o] == period && usable(t, o))
                return o;
    }
    return NONE;
}

static int64_t past_of_row(const struct table *t, const struct form_row *row, int year)
{
    uint16_t code = row->classif[0];
    if (row->kind == FORM_SLOT) {
        if (row->slot > t->nslots)
            return NONE;
        code = t->slots[row->slot - 1];
    }
    return past_obs(t, row->sex, code, row->classif[1], year);
}

/* The figure that a row to be filled in begins with; NaN for none. */
static double figure_of(const struct table *t, uint32_t row, int year)
{
    const struct form_row *f = &t->form.rows[row];
    int64_t o = f->kind == FORM_HEAD ? NONE : past_of_row(t, f, t->years[year]);
    return o == NONE ? NAN : t->s->q->past->value[o];
}

/* Any observation of a year, for its source and its definition of migrants. */
static int64_t past_any(const struct table *t, int year)
{
    const struct cube *past = t->s->q->past;
    if (!t->flow)
        return NONE;
    for (uint32_t o = past->start[t->flow->first]; o < past->start[t->flow->first + t->flow->n]; o++)
        if (past->period[o] == period_make(year, 0) && usable(t, o))
            return o;
    return NONE;
}

static void find_years(struct table *t)
{
    const struct questionnaire *q = t->s->q;
    for (int year = q->last_year; year >= q->first_year && t->nyears < YEARS_MAX; year--)
        t->years[t->nyears++] = year;
    for (int year = q->first_year - 1; t->flow && year >= t->s->ref->first_year; year--)
        if (t->nearlier < EARLIER_MAX && past_any(t, year) != NONE)
            t->earlier[t->nearlier++] = year;
}

/* The newest figure of both sexes of a country: the order of the slots. */
static double weight(const struct table *t, uint16_t code)
{
    uint16_t sex = t->in->has_sex ? t->s->ref->sex_total : 0;
    for (int i = 0; i < t->nyears + t->nearlier; i++) {
        int64_t o = past_obs(t, sex, code, 0, i < t->nyears ? t->years[i] : t->earlier[i - t->nyears]);
        if (o != NONE && !isnan(t->s->q->past->value[o]))
            return t->s->q->past->value[o];
    }
    return 0;
}

static void find_slots(struct table *t, const struct version *v)
{
    const struct cube *past = t->s->q->past;
    double weights[FORM_SLOTS_MAX];
    for (uint32_t i = t->flow ? t->flow->first : 0; t->flow && i < t->flow->first + t->flow->n; i++) {
        uint16_t code = past->classif[0][i];
        bool known = code == v->total || code == v->rest || code < v->first || code >= v->first + v->n;
        for (unsigned k = 0; k < t->nslots; k++)
            known = known || t->slots[k] == code;
        double w = known ? 0 : weight(t, code);
        if (known || t->nslots == FORM_SLOTS_MAX - 2)
            continue;
        unsigned at = t->nslots++;
        for (; at > 0 && weights[at - 1] < w; at--) {
            weights[at] = weights[at - 1];
            t->slots[at] = t->slots[at - 1];
        }
        weights[at] = w;
        t->slots[at] = code;
    }
}

/* -- the head ------------------------------------------------------------------------------------ */

/* A line of the head, and under it another where there is more to say. */
static void put_paragraph(struct table *t, uint32_t row, const char *key, struct str text, const char *more)
{
    struct sheets *s = t->s;
    int years = MIN(t->nyears, (int)PAGE_YEARS); /* what is in sight, and on the first page */
    uint16_t last = (uint16_t)(FIRST + years * PER_YEAR - 1);
    double width = LABEL_WIDTH + years * YEAR_WIDTH;
    const char *said = arena_fmt(&s->arena, "%s: %.*s", sheets_words(s, key), STR_FMT(text));
    double height = sheets_height(said, width, 11) + (more ? sheets_height(more, width, 11) : 0);
    if (more)
        said = arena_fmt(&s->arena, "%s\n%s", said, more);
    worksheet_merge_range(t->sheet, row, LABELS, row, last, said, s->style.lead);
    worksheet_set_row(t->sheet, row, height, NULL);
}

/* Which source could fill it, where something is missing and one is known; else NULL. */
static const char *filling(struct table *t)
{
    const struct questionnaire *q = t->s->q;
    const char *said = NULL;
    struct buf out = {0};
    if (q->fillings)
        filling_say(&out, q->text, q->language, q->fillings, q->fillings->of[t->in - q->ref->indicators]);
    if (out.len)
        said = arena_fmt(&t->s->arena, "%s: %s", sheets_words(t->s, "form.could"), out.p);
    buf_release(&out);
    return said;
}

static const char *version_label(struct sheets *s, uint16_t version)
{
    const struct version *v = &s->ref->versions[version];
    return sheets_item(s, sheets_name(s, "version", v->code, v->name), v->code);
}

/* Which classification is filled in, where there is a choice. */
static void put_version(struct table *t)
{
    struct sheets *s = t->s;
    if (t->form.nversions < 2)
        return;
    const char *items[INDICATOR_VERSIONS + 1] = {0};
    for (unsigned i = 0; i < t->form.nversions; i++)
        items[i] = version_label(s, t->form.versions[i]);
    struct choices list = sheets_list(s, t->in->code.p, items, t->form.nversions);
    worksheet_write_string(t->sheet, ROW_VERSION, KEYS, "version", s->style.hidden);
    worksheet_write_string(t->sheet, ROW_VERSION, LABELS, sheets_words(s, "form.version"), s->style.label);
    worksheet_set_row(t->sheet, ROW_VERSION, 32, NULL);
    worksheet_merge_range(t->sheet, ROW_VERSION, FIRST, ROW_VERSION, FIRST + 2, items[0], s->style.choice);
    sheets_choose(s, t->sheet, ROW_VERSION, FIRST, list);
}

static void put_head(struct table *t, const char *name)
{
    struct sheets *s = t->s;
    const struct indicator *in = t->in;
    const char *unit = arena_fmt(&s->arena, "form.unit.%.*s.%d", STR_FMT(in->unit), in->unit_mult);
    worksheet_write_url_opt(t->sheet, ROW_TOP, LABELS,
                            arena_fmt(&s->arena, "internal:'%s'!A1", s->cover_name), s->style.band,
                            arena_fmt(&s->arena, "%s  ← %s", name, sheets_words(s, "form.back")), NULL);
    worksheet_set_row(t->sheet, ROW_TOP, 22, NULL);
    worksheet_set_row(t->sheet, ROW_TITLE, 30, NULL);
    worksheet_write_string(t->sheet, ROW_TITLE, LABELS,
                           arena_fmt(&s->arena, "%s  %.*s", name,
                                     STR_FMT(sheets_name(s, "title", in->code, in->title))),
                           s->style.title);
    put_paragraph(t, ROW_DEFINITION, "form.definition",
                  sheets_name(s, "definition", in->code, in->definition), NULL);
    put_paragraph(t, ROW_INSTRUCTION, "form.instruction",
                  sheets_name(s, "instruction", in->code, in->instruction), filling(t));
    put_paragraph(t, ROW_UNIT, "form.unit", text_get(s->q->text, unit), NULL);
    put_version(t);
}

/* The label of the source of an observation, as the sheet of sources has it. */
static const char *source_label(struct table *t, int64_t obs)
{
    struct sheets *s = t->s;
    if (obs == NONE)
        return "";
    struct str source = s->q->past->sources[s->q->past->source[obs]];
    for (unsigned i = 0; i < s->nslots; i++)
        if (str_eq(s->slot[i].source, source) && s->slot[i].label)
            return s->slot[i].label;
    return arena_text(&s->arena, source);
}

/* "A · FB:6664": letter and code, for the narrow columns of earlier years. */
static const char *source_brief(struct table *t, int64_t obs)
{
    struct sheets *s = t->s;
    struct str source = s->q->past->sources[s->q->past->source[obs]];
    for (unsigned i = 0; i < s->nslots; i++)
        if (str_eq(s->slot[i].source, source) && s->slot[i].label)
            return arena_fmt(&s->arena, "%c · %.*s", 'A' + (int)i, STR_FMT(source));
    return arena_text(&s->arena, source);
}

static const char *migrants_label(struct table *t, int64_t obs)
{
    struct sheets *s = t->s;
    struct str note, notes[3];
    if (obs == NONE)
        return "";
    obs_note_split(&notes[0], &notes[1], &notes[2], s->q->past->notes[s->q->past->note[obs]]);
    for (int i = 0; i < 3; i++)
        while (str_next(&note, &notes[i], '_')) {
            const struct note *fixed = str_starts(note, STR("T36:")) ? ref_note_find(s->ref, note) : NULL;
            if (fixed)
                return sheets_item(s, sheets_name(s, "note", note, fixed->name), fixed->id);
        }
    return "";
}

static void put_year(struct table *t, int i)
{
    struct sheets *s = t->s;
    lxw_worksheet *sheet = t->sheet;
    uint16_t column = figure_column(i);
    int64_t given = past_any(t, t->years[i]);
    int64_t before = given == NONE && t->nearlier ? past_any(t, t->earlier[0]) : given;
    static const char *const roles[PER_YEAR] = {"value", "status", "check"};
    for (uint16_t k = 0; k < PER_YEAR; k++)
        worksheet_write_string(sheet, 0, column + k,
                               arena_fmt(&s->arena, "%s %d", roles[k], t->years[i]), s->style.hidden);
    const char *year = arena_fmt(&s->arena, "%d", t->years[i]);
    worksheet_set_column(sheet, column + FIGURE, column + FIGURE, FIGURE_WIDTH, NULL);
    worksheet_set_column(sheet, column + STATUS, column + STATUS, STATUS_WIDTH, NULL);
    worksheet_set_column(sheet, column + CHECK, column + CHECK, CHECK_WIDTH, NULL);
    worksheet_merge_range(sheet, ROW_TOP, column, ROW_TOP, column + 2, year, s->style.year);
    worksheet_merge_range(sheet, ROW_YEAR, column, ROW_YEAR, column + 2, year, s->style.year);
    /* the source of the year, else that of the newest year: it mostly stays */
    worksheet_merge_range(sheet, ROW_SOURCE, column, ROW_SOURCE, column + 2, source_label(t, before),
                          s->style.choice);
    sheets_choose(s, sheet, ROW_SOURCE, column, (struct choices){s->slot_range});
    worksheet_merge_range(sheet, ROW_MIGRANTS, column, ROW_MIGRANTS, column + 2,
                          migrants_label(t, before), s->style.choice);
    sheets_choose(s, sheet, ROW_MIGRANTS, column, s->migrants);
    worksheet_write_string(sheet, ROW_HEADS, column + FIGURE, sheets_words(s, "form.value.title"),
                           s->style.muted);
    worksheet_write_string(sheet, ROW_HEADS, column + STATUS, sheets_words(s, "form.status"),
                           s->style.muted);
    if (str_is(t->in->unit, "PS"))
        worksheet_write_string(sheet, ROW_HEADS, column + CHECK, sheets_words(s, "form.tables.look"),
                               s->style.muted);
}

static void put_earlier_year(struct table *t, int i)
{
    struct sheets *s = t->s;
    uint16_t column = earlier_column(t, i);
    int64_t obs = past_any(t, t->earlier[i]);
    worksheet_write_string(t->sheet, 0, column, arena_fmt(&s->arena, "earlier %d", t->earlier[i]),
                           s->style.hidden);
    worksheet_set_column(t->sheet, column, column, EARLIER_WIDTH, NULL);
    worksheet_write_number(t->sheet, ROW_TOP, column, t->earlier[i], s->style.earlier_year);
    worksheet_write_number(t->sheet, ROW_YEAR, column, t->earlier[i], s->style.earlier_year);
    if (obs != NONE)
        worksheet_write_string(t->sheet, ROW_SOURCE, column,
                               source_brief(t, obs), s->style.earlier_text);
    worksheet_write_string(t->sheet, ROW_MIGRANTS, column, migrants_label(t, obs), s->style.earlier_text);
}

static void put_years(struct table *t)
{
    struct sheets *s = t->s;
    static const struct {
        uint32_t row;
        const char *key, *words;
    } rows[] = {{ROW_SOURCE, "source", "form.source"}, {ROW_MIGRANTS, "migrants", "form.migrants"}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        worksheet_write_string(t->sheet, rows[i].row, KEYS, rows[i].key, s->style.hidden);
        worksheet_write_string(t->sheet, rows[i].row, LABELS, sheets_words(s, rows[i].words),
                               s->style.label);
    }
    worksheet_set_row(t->sheet, ROW_YEAR, 20, NULL);
    worksheet_write_string(t->sheet, ROW_BAND, FIRST, sheets_words(s, "form.fill"), s->style.group);
    if (t->nearlier)
        worksheet_write_string(t->sheet, ROW_BAND, earlier_column(t, 0), sheets_words(s, "form.earlier"),
                               s->style.muted);
    for (int i = 0; i < t->nyears; i++)
        put_year(t, i);
    for (int i = 0; i < t->nearlier; i++)
        put_earlier_year(t, i);
    double high[] = {34, 34};
    for (int i = 0; i < t->nyears + t->nearlier; i++) {
        int64_t obs = past_any(t, i < t->nyears ? t->years[i] : t->earlier[i - t->nyears]);
        double width = i < t->nyears ? YEAR_WIDTH : EARLIER_WIDTH, size = i < t->nyears ? 10 : 9;
        if (i < t->nyears)
            high[0] = MAX(high[0], sheets_height(source_label(t, obs), width, size));
        high[1] = MAX(high[1], sheets_height(migrants_label(t, obs), width, size));
    }
    worksheet_set_row(t->sheet, ROW_SOURCE, high[0], NULL);
    worksheet_set_row(t->sheet, ROW_MIGRANTS, high[1], NULL);
}

/* -- the rows ------------------------------------------------------------------------------------ */

static struct str code_name(struct table *t, uint16_t code)
{
    return sheets_name(t->s, "code", t->s->ref->codes[code].code, t->s->ref->codes[code].name);
}

static const char *sex_name(struct table *t, uint16_t sex)
{
    const struct ref *ref = t->s->ref;
    return sheets_words(t->s, sex == ref->sex_total ? "form.both"
                              : sex == ref->sex_female ? "form.women" : "form.men");
}

/* What a group of rows is headed by; the total says of what. */
static struct str group_name(struct table *t, uint16_t code)
{
    const struct ref *ref = t->s->ref;
    const struct dimension *d = &ref->dimensions[ref->versions[ref->codes[code].version].dimension];
    if (ref->codes[code].role != CODE_TOTAL)
        return code_name(t, code);
    return str_of(arena_fmt(&t->s->arena, "%.*s: %.*s",
                            STR_FMT(sheets_name(t->s, "dimension", d->id, d->name)),
                            STR_FMT(code_name(t, code))));
}

static void put_heading(struct table *t, uint32_t row, const struct form_row *f)
{
    struct sheets *s = t->s;
    bool sex = !f->classif[1] && !f->version;
    lxw_format *style = sex ? s->style.sex : s->style.group;
    const char *words = sex ? sex_name(t, f->sex)
                        : f->version && f->other_version
                            ? arena_fmt(&s->arena, "%s: %s", version_label(s, f->version),
                                        sheets_words(s, "form.version.other"))
                        : arena_fmt(&s->arena, "%s · %.*s", sex_name(t, f->sex),
                                    STR_FMT(group_name(t, f->classif[1])));
    worksheet_set_row(t->sheet, row, sex ? 24 : 20, NULL);
    worksheet_write_string(t->sheet, row, LABELS, words, style);
    for (uint16_t c = FIRST; sex && c <= last_column(t); c++)
        worksheet_write_blank(t->sheet, row, c, style);
}

/* The country of a slot: chosen among both sexes' rows, repeated in the others. */
static void put_country(struct table *t, uint32_t row, const struct form_row *f, uint32_t chosen_in)
{
    struct sheets *s = t->s;
    const char *label = "";
    if (f->slot <= t->nslots) {
        const struct code *code = &s->ref->codes[t->slots[f->slot - 1]];
        const struct version *v = &s->ref->versions[f->version];
        label = code->area ? s->country[code->area]
                           : sheets_item(s, code->name, str_sub(code->code, v->code.len + 1,
                                                                code->code.len));
    }
    if (row == chosen_in) {
        worksheet_write_string(t->sheet, row, LABELS, label, s->style.country);
        sheets_choose(s, t->sheet, row, LABELS, s->countries);
        lxw_conditional_format empty = {.type = LXW_CONDITIONAL_TYPE_BLANKS, .format = s->style.wanted};
        worksheet_conditional_format_cell(t->sheet, row, LABELS, &empty);
        return;
    }
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(cell, chosen_in, LABELS);
    worksheet_write_formula_str(t->sheet, row, LABELS, arena_fmt(&s->arena, "=%s&\"\"", cell),
                                s->style.item[1], label);
}

/* "C15:C19" or "C15,C21": the cells of a sum. */
static const char *cells_of(struct table *t, const struct form_sum *sum, uint16_t column)
{
    struct buf out = {0};
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    bool together = true;
    for (uint32_t i = 1; i < sum->n; i++)
        together = together && sum->rows[i] == sum->rows[i - 1] + 1;
    for (uint32_t i = 0; i < sum->n; i++) {
        if (together && i > 0 && i + 1 < sum->n)
            continue;
        lxw_rowcol_to_cell(cell, ROW_DATA + sum->rows[i], column);
        buf_fmt(&out, "%s%s", i == 0 ? "" : together ? ":" : ",", cell);
    }
    const char *text = arena_text(&t->s->arena, buf_view(&out));
    buf_release(&out);
    return text;
}

/* The tolerance of a column, as its formula has it: half a unit of the decimals that at least half
 * of its figures have, as check/check.c takes them. */
static double tolerance_of(const struct table *t, int year)
{
    for (int places = 3; places > 0; places--) {
        uint32_t finer = 0, figures = 0;
        double scale = pow(10, places - 1);
        for (uint32_t i = 0; i < t->form.n; i++) {
            double v = figure_of(t, i, year);
            figures += !isnan(v) && v != 0;
            finer += !isnan(v) && fabs(round(v * scale) / scale - v) > 0.000001;
        }
        if (2 * finer >= figures)
            return 0.5 / scale / 10;
    }
    return 0.5;
}

/* What put_check's formula gives for the figures that the form is filled with. */
static const char *check_now(struct table *t, uint32_t row, int year, const char *const *words)
{
    const struct form_row *f = &t->form.rows[row];
    double total = figure_of(t, row, year);
    for (int along = 0; along < 3; along++) {
        const struct form_sum *sum = &f->sum[along];
        uint32_t count = 0;
        double parts = 0;
        bool rest = false;
        for (uint32_t i = 0; i < sum->n; i++) {
            double v = figure_of(t, sum->rows[i], year);
            count += !isnan(v);
            parts += isnan(v) ? 0 : v;
            rest = rest || (sum->rest == sum->rows[i] && !isnan(v));
        }
        bool whole = sum->open ? rest : rest && !sum->nested ? true : count - rest == sum->n - (sum->rest != 0);
        double most = (count + 1) * t->tolerance[year] + SLACK;
        if (!isnan(total) && count > 0 && (parts - total > most || (whole && total - parts > most)))
            return arena_fmt(&t->s->arena, "%s %.12g", words[along], round(parts * 1000) / 1000);
    }
    return "";
}

/* A formula for: no part of the sum is missing, so that the total may not be above it. */
static const char *whole_of(struct table *t, const struct form_sum *sum, uint16_t column, const char *cells)
{
    struct arena *arena = &t->s->arena;
    char rest[LXW_MAX_CELL_NAME_LENGTH];
    if (!sum->rest)
        return arena_fmt(arena, "COUNT(%s)=%u", cells, sum->n);
    lxw_rowcol_to_cell(rest, ROW_DATA + sum->rest, column);
    if (sum->open)
        return arena_fmt(arena, "COUNT(%s)=1", rest);
    const char *all = arena_fmt(arena, "COUNT(%s)-COUNT(%s)=%u", cells, rest, sum->n - 1);
    return sum->nested ? all : arena_fmt(arena, "OR(COUNT(%s)=1,%s)", rest, all);
}

/* What a cell says when it is not the sum of its parts: words, or nothing; of two sums the first,
 * which is what there is room for. It is to say so of the same cells as check/sums.c does when
 * the workbook comes back. */
static void put_check(struct table *t, uint32_t index, int year)
{
    struct sheets *s = t->s;
    const struct form_row *f = &t->form.rows[index];
    const char *const words[] = {sheets_words(s, "form.check.sex"), sheets_words(s, "form.check.parts"),
                                 sheets_words(s, "form.check.groups")};
    uint32_t row = ROW_DATA + index;
    uint16_t column = figure_column(year);
    struct buf out = {0};
    unsigned open = 0; /* brackets */
    char total[LXW_MAX_CELL_NAME_LENGTH], tolerance[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(total, row, column);
    lxw_rowcol_to_cell_abs(tolerance, ROW_TOLERANCE, column, 1, 1);
    for (int along = 0; along < 3; along++) {
        const struct form_sum *sum = &f->sum[along];
        if (sum->n == 0)
            continue;
        const char *cells = cells_of(t, sum, column);
        const char *most = arena_fmt(&s->arena, "(COUNT(%s)+1)*%s+%.9f", cells, tolerance, SLACK);
        buf_fmt(&out, "%sIF(AND(ISNUMBER(%s),COUNT(%s)>0,OR(SUM(%s)-N(%s)>%s,AND(%s,N(%s)-SUM(%s)>%s))),"
                      "\"%s \"&ROUND(SUM(%s),3),",
                out.len ? "" : "=", total, cells, cells, total, most, whole_of(t, sum, column, cells),
                total, cells, most, words[along], cells);
        open++;
    }
    if (out.len) {
        buf_puts(&out, "\"\"");
        for (; open > 0; open--)
            buf_char(&out, ')');
        const char *now = check_now(t, index, year, words);
        t->look_at += now[0] != 0;
        worksheet_write_formula_str(t->sheet, row, (uint16_t)(column + CHECK),
                                    arena_text(&s->arena, buf_view(&out)), s->style.check, now);
    }
    buf_release(&out);
}

static void put_figures(struct table *t, uint32_t index)
{
    struct sheets *s = t->s;
    const struct form_row *f = &t->form.rows[index];
    uint32_t row = ROW_DATA + index;
    const struct cube *past = s->q->past;
    lxw_format *style = str_is(t->in->unit, "LC") ? s->style.money : s->style.input;
    for (int i = 0; i < t->nyears; i++) {
        uint16_t column = figure_column(i);
        int64_t o = past_of_row(t, f, t->years[i]);
        bool given = o != NONE && !isnan(past->value[o]);
        t->filled += given;
        if (given)
            worksheet_write_number(t->sheet, row, column, past->value[o], style);
        else
            worksheet_write_blank(t->sheet, row, column, style);
        const struct status *st = o != NONE && past->status[o] ? ref_status_find(s->ref, past->status[o])
                                                               : NULL;
        worksheet_write_string(t->sheet, row, column + STATUS,
                               st ? arena_fmt(&s->arena, "%c  %.*s", st->code,
                                              STR_FMT(sheets_name(s, "status", (struct str){&st->code, 1},
                                                                  st->name))) : "",
                               s->style.box);
        put_check(t, index, i);
    }
    for (int i = 0; i < t->nearlier; i++) {
        int64_t o = past_of_row(t, f, t->earlier[i]);
        if (o != NONE && !isnan(past->value[o]))
            worksheet_write_number(t->sheet, row, earlier_column(t, i), past->value[o], s->style.earlier);
        else
            worksheet_write_string(t->sheet, row, earlier_column(t, i), o == NONE ? "" : "..",
                                   s->style.earlier);
    }
}

static void put_rows(struct table *t)
{
    struct sheets *s = t->s;
    uint32_t first_slot = 0; /* the row in which slot 1 is chosen */
    for (int i = 0; i < t->nyears; i++)
        t->tolerance[i] = tolerance_of(t, i);
    char key[FORM_KEY];
    for (uint32_t i = 0; i < t->form.n; i++) {
        const struct form_row *f = &t->form.rows[i];
        uint32_t row = ROW_DATA + i;
        if (f->kind == FORM_HEAD) {
            put_heading(t, row, f);
            continue;
        }
        form_key_fmt(key, s->ref, f);
        worksheet_write_string(t->sheet, row, KEYS, key, s->style.hidden);
        if (f->kind == FORM_SLOT) {
            if (!first_slot)
                first_slot = row;
            put_country(t, row, f, first_slot + f->slot - 1u);
        } else {
            const char *label = f->classif[0] ? arena_text(&s->arena, code_name(t, f->classif[0]))
                                              : sex_name(t, f->sex);
            bool total = f->classif[0] && s->ref->codes[f->classif[0]].role == CODE_TOTAL;
            worksheet_set_row(t->sheet, row, MAX(sheets_height(label, LABEL_WIDTH - f->indent * 4, 11), 18.0),
                              NULL);
            worksheet_write_string(t->sheet, row, LABELS, label,
                                   total ? s->style.total : s->style.item[MIN(f->indent, (uint8_t)2)]);
        }
        put_figures(t, i);
    }
    t->last = ROW_DATA + t->form.n - 1;
}

/* -- what moves while it is typed into ------------------------------------------------------- */

static void put_column_rules(struct table *t, int i)
{
    struct sheets *s = t->s;
    uint16_t column = figure_column(i);
    char cells[LXW_MAX_CELL_RANGE_LENGTH], cell[LXW_MAX_CELL_NAME_LENGTH],
        check[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_range(cells, ROW_DATA, column, t->last, column);
    lxw_rowcol_to_cell(cell, ROW_DATA, column);
    lxw_rowcol_to_cell_abs(check, ROW_DATA, (uint16_t)(column + CHECK), 0, 1);
    struct buf tolerance = {0};
    for (int places = 3; places > 0; places--)
        buf_fmt(&tolerance, "IF(2*SUMPRODUCT(--(ABS(ROUND(%s,%d)-%s)>0.000001))>=SUMPRODUCT(--(%s<>0)),%g,",
                cells, places - 1, cells, cells, 0.5 / pow(10, places));
    worksheet_write_formula_num(t->sheet, ROW_TOLERANCE, column,
                                arena_fmt(&s->arena, "=IFERROR(%s0.5))),0.0005)", tolerance.p),
                                s->style.hidden, t->tolerance[i]);
    buf_release(&tolerance);
    lxw_conditional_format wrong = {.type = LXW_CONDITIONAL_TYPE_FORMULA, .format = s->style.wrong,
                                    .value_string = arena_fmt(&s->arena, "=LEN(%s)>0", check)};
    worksheet_conditional_format_range(t->sheet, ROW_DATA, column, t->last, column, &wrong);
    lxw_data_validation number = {
        .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
        .value_formula = arena_fmt(&s->arena, "=IF(ISNUMBER(%s),%s>=0,FALSE)", cell, cell),
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING, .ignore_blank = LXW_VALIDATION_ON,
        .input_title = (char *)sheets_words(s, "form.value.title"),
        .input_message = (char *)sheets_words(s, "form.value.hint"),
        .error_title = (char *)sheets_words(s, "form.value.title"),
        .error_message = (char *)sheets_words(s, "form.value.refuse")};
    worksheet_data_validation_range(t->sheet, ROW_DATA, column, t->last, column, &number);
    lxw_data_validation status = {
        .validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = (char *)s->statuses.range,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING, .ignore_blank = LXW_VALIDATION_ON,
        .error_title = (char *)sheets_words(s, "form.list.title"),
        .error_message = (char *)sheets_words(s, "form.list.refuse")};
    worksheet_data_validation_range(t->sheet, ROW_DATA, (uint16_t)(column + STATUS), t->last,
                                    (uint16_t)(column + STATUS), &status);
}

/* Rows of a classification that is not the one chosen turn grey. */
static void put_version_rules(struct table *t)
{
    struct sheets *s = t->s;
    char chosen[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(chosen, ROW_VERSION, FIRST, 1, 1);
    for (uint32_t i = 0, from; t->form.nversions > 1 && i < t->form.n; i++) {
        uint16_t version = t->form.rows[i].version;
        if (t->form.rows[i].kind == FORM_HEAD)
            continue;
        for (from = i; i + 1 < t->form.n && t->form.rows[i + 1].version == version &&
                       t->form.rows[i + 1].kind != FORM_HEAD;)
            i++;
        lxw_conditional_format grey = {
            .type = LXW_CONDITIONAL_TYPE_FORMULA, .format = s->style.grey,
            .value_string = arena_fmt(&s->arena, "=%s<>\"%s\"", chosen, version_label(s, version))};
        worksheet_conditional_format_range(t->sheet, ROW_DATA + from, LABELS, ROW_DATA + i,
                                           last_column(t), &grey);
    }
}

static void put_remarks(struct table *t)
{
    struct sheets *s = t->s;
    uint32_t row = t->last + 2;
    worksheet_write_string(t->sheet, row, LABELS, sheets_words(s, "form.remarks"), s->style.sex);
    worksheet_write_string(t->sheet, row + 1, LABELS, sheets_words(s, "form.remarks.hint"),
                           s->style.muted);
    worksheet_write_string(t->sheet, row + 2, KEYS, "remarks", s->style.hidden);
    worksheet_merge_range(t->sheet, row + 2, LABELS, row + 6, FIRST + 2, "", s->style.note);
    t->end = row + 6;
}

/* On one page across while that can be read, else some years on each. */
static void put_pages(struct table *t)
{
    lxw_col_t breaks[YEARS_MAX + 2] = {0};
    enum { PADDING = 1 }; /* of a column */
    double years = MIN(t->nyears, (int)PAGE_YEARS) * (YEAR_WIDTH + PER_YEAR * PADDING);
    double earlier = t->nearlier * (EARLIER_WIDTH + PADDING);
    unsigned n = 0;
    worksheet_repeat_rows(t->sheet, ROW_YEAR, ROW_YEAR);
    worksheet_print_area(t->sheet, ROW_TITLE, LABELS, t->end, last_column(t));
    if (LABEL_WIDTH + t->nyears * YEAR_WIDTH + earlier <= PAGE_WIDTH)
        return;
    for (int i = PAGE_YEARS; i < t->nyears; i += PAGE_YEARS)
        breaks[n++] = figure_column(i);
    if (t->nearlier)
        breaks[n++] = earlier_column(t, 0);
    sheets_pages(t->sheet, breaks, LABEL_WIDTH + MAX(years, earlier));
}

/* "=COUNT('MST 1'!C14:C60)+..." over all years */
static const char *over_years(struct table *t, const char *name, const char *before, const char *after,
                              uint16_t offset)
{
    struct buf out = {0};
    char cells[LXW_MAX_CELL_RANGE_LENGTH];
    for (int i = 0; i < t->nyears; i++) {
        uint16_t column = (uint16_t)(figure_column(i) + offset);
        lxw_rowcol_to_range(cells, ROW_DATA, column, t->last, column);
        buf_fmt(&out, "%s%s'%s'!%s%s", i ? "+" : "=", before, name, cells, after);
    }
    const char *formula = arena_text(&t->s->arena, buf_view(&out));
    buf_release(&out);
    return formula;
}

void sheets_table(struct table_sheet *out, struct sheets *s, lxw_worksheet *sheet, const char *name,
                  uint16_t indicator)
{
    struct table t = {.s = s, .sheet = sheet, .in = &s->ref->indicators[indicator]};
    t.flow = s->q->past ? cube_flow_find(s->q->past, indicator) : NULL;
    find_years(&t);
    form_init(&t.form, &s->arena, s->ref, indicator, 0);
    const struct version *v = t.form.nversions ? &s->ref->versions[t.form.versions[0]] : NULL;
    if (v && v->countries) {
        find_slots(&t, v);
        /* room for those given before and for a new one or two */
        form_init(&t.form, &s->arena, s->ref, indicator, MAX((unsigned)FORM_SLOTS, t.nslots + 2));
    }
    sheets_begin(s, sheet, arena_fmt(&s->arena, FORM_MARK " table %.*s %.*s", STR_FMT(t.in->code),
                                     STR_FMT(s->ref->areas[s->q->area].code)), true);
    worksheet_write_string(sheet, 0, LABELS, "label", s->style.hidden);
    lxw_row_col_options hide = {.hidden = LXW_TRUE};
    worksheet_set_row_opt(sheet, ROW_TOLERANCE, LXW_DEF_ROW_HEIGHT, NULL, &hide);
    worksheet_set_column(sheet, LABELS, LABELS, LABEL_WIDTH, NULL);
    put_head(&t, name);
    put_years(&t);
    put_rows(&t);
    for (int i = 0; i < t.nyears; i++)
        put_column_rules(&t, i);
    put_version_rules(&t);
    put_remarks(&t);
    uint32_t first_input = t.form.nversions > 1 ? ROW_VERSION : ROW_SOURCE;
    put_pages(&t);
    worksheet_freeze_panes(sheet, ROW_TITLE, FIRST);
    worksheet_set_selection(sheet, first_input, FIRST, first_input, FIRST);
    sheets_end(s, sheet);
    *out = (struct table_sheet){.indicator = indicator, .name = name,
                                .nfilled = t.filled, .nlook_at = t.look_at,
                                .filled = over_years(&t, name, "COUNT(", ")", FIGURE),
                                .look_at = over_years(&t, name, "SUMPRODUCT(--(LEN(", ")>0))", CHECK)};
    for (int i = t.nyears; i-- > 0;)
        if (past_any(&t, t.years[i]) != NONE)
            out->last = t.years[i];
    if (!out->last && t.nearlier)
        out->last = t.earlier[0];
}
