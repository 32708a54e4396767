/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Figures as an Excel workbook that looks as the tables on the screen do: a sheet per flow, with areas,
 * sexes and classes down, codes and names side by side, and periods across; then "Data", the same in
 * ILOSTAT's layout with names beside the codes, which io/workbook.c reads back; then "Notes": what marks
 * mean, notes, sources, licence. Where there are several flows a sheet "Contents" leads to them.
 *
 * A number in a table stays a number: its mark is part of its format. A line at the left of a figure is
 * a break in the series. */

#include "base/num.h"
#include "io/formats.h"
#include "io/names.h"
#include "io/workbook_sheets.h"
#include "model/collection.h"
#include "model/licence.h"
#include "model/period.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>

enum { HEAD_ROW = 5, PERIODS_MAX = XLSX_COLUMNS - 32 };

/* -- contents ------------------------------------------------------------------------------------- */

/* "ILO, International Labour Migration Statistics, release 2024.1 of 2026-01-15, CC BY 4.0" */
static struct str provenance(struct book *b, const struct writing *w)
{
    const struct cube *c = w->slices[0].cube;
    if (c->collection)
        return str_of(arena_fmt(&b->sheet, "%.*s, %.*s. %.*s", STR_FMT(c->collection->publisher),
                                STR_FMT(c->collection->name), STR_FMT(c->collection->licence)));
    if (!c->release_name.len)
        return str_of(arena_fmt(&b->sheet, "%.*s, %.*s. %s", STR_FMT(w->ref->agency), STR_FMT(w->ref->name),
                                LICENCE_NAME));
    return str_of(arena_fmt(&b->sheet, "%.*s, %.*s, release %.*s of %.*s. %s", STR_FMT(w->ref->agency),
                            STR_FMT(w->ref->name), STR_FMT(c->release_name),
                            STR_FMT(str_sub(c->released_at, 0, 10)), LICENCE_NAME));
}

static void line(struct book *b, unsigned style, struct str text)
{
    xlsx_out_row(&b->x);
    xlsx_out_text(&b->x, style, text);
}

/* The names are settled before the sheets exist, since the links come first. */
static void settle_names(struct book *b, struct writing *w)
{
    for (size_t i = 0; i < w->nslices; i++) {
        struct str code = w->ref->indicators[w->slices[i].flow->indicator].code;
        xlsx_out_name(b->names[i], &b->x, code);
        for (size_t k = 0; k < i; k++)
            if (strcasecmp(b->names[k], b->names[i]) == 0)
                snprintf(b->names[i], XLSX_NAME, "%.*s %zu", (int)MIN(code.len, (size_t)24), code.p, i + 1);
    }
}

static void put_contents(struct book *b, struct writing *w)
{
    xlsx_out_sheet(&b->x, &(struct xlsx_out_sheet){.name = "Contents", .title = true, .freeze_rows = 4,
                                                   .width = {28, 90, 12, 12}});
    line(b, b->style[BOOK_TITLE], w->ref->name);
    line(b, b->style[BOOK_MUTED], provenance(b, w));
    xlsx_out_row(&b->x);
    xlsx_out_row(&b->x);
    static const char *const heads[] = {"Sheet", "Table", "Series", "Figures"};
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        xlsx_out_text(&b->x, b->style[i < 2 ? BOOK_HEAD : BOOK_HEAD_RIGHT], str_of(heads[i]));
    for (size_t i = 0; i < w->nslices; i++) {
        const struct slice *s = &w->slices[i];
        uint32_t series = 0;
        for (uint32_t k = 0; k < s->nruns; k++)
            series += k == 0 || s->runs[k].series != s->runs[k - 1].series;
        xlsx_out_row(&b->x);
        xlsx_out_link(&b->x, b->style[BOOK_LINK], str_of(b->names[i]), b->names[i]);
        xlsx_out_text(&b->x, 0, names_flow(writing_names(w), s->flow));
        xlsx_out_num(&b->x, b->style[BOOK_COUNT], series, 0);
        xlsx_out_num(&b->x, b->style[BOOK_COUNT], s->nobs, 0);
    }
    xlsx_out_row(&b->x);
    for (int i = 0; i < 2; i++) {
        static const char *const sheet[] = {"Data", "Notes"};
        static const char *const what[] = {"All figures, one a row, with codes and names",
                                           "What marks mean, notes, sources, licence"};
        xlsx_out_row(&b->x);
        xlsx_out_link(&b->x, b->style[BOOK_LINK], str_of(sheet[i]), sheet[i]);
        xlsx_out_text(&b->x, 0, str_of(what[i]));
    }
    xlsx_out_sheet_end(&b->x);
}

/* -- a table ------------------------------------------------------------------------------------ */

/* Which periods the slice has, and which dimensions tell its series apart. */
static void measure(struct book *b, const struct writing *w, const struct slice *s)
{
    const struct cube *c = s->cube;
    const struct indicator *in = &w->ref->indicators[s->flow->indicator];
    arena_reset(&b->sheet);
    b->column = arena_array(&b->sheet, uint16_t, UINT16_MAX + 1);
    b->nperiods = 0;
    b->freq = b->notes = false;
    b->sex = in->has_sex;
    b->nclass = in->nclass;
    uint32_t first = UINT16_MAX, last = 0, n = 0;
    for (uint32_t r = 0; r < s->nruns; r++) {
        b->freq = b->freq || c->freq[s->runs[r].series] != 'A';
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++) {
            b->column[c->period[i]] = 1;
            b->notes = b->notes || c->note[i];
            first = MIN(first, c->period[i]);
            last = MAX(last, c->period[i]);
        }
    }
    for (uint32_t p = first; p <= last; p++)
        b->nperiods += b->column[p];
    b->period = arena_array(&b->sheet, uint16_t, b->nperiods + 1);
    for (uint32_t p = first; p <= last; p++)
        if (b->column[p])
            b->period[n++] = (uint16_t)p;
    if (n > PERIODS_MAX) { /* the last ones stay */
        b->cut = true;
        memmove(b->period, b->period + (n - PERIODS_MAX), PERIODS_MAX * sizeof *b->period);
        memset(b->column, 0, (UINT16_MAX + 1) * sizeof *b->column);
        n = b->nperiods = PERIODS_MAX;
    }
    for (uint32_t k = 0; k < n; k++)
        b->column[b->period[k]] = (uint16_t)(k + 1);
}

static unsigned keys_of(const struct book *b)
{
    return 2 * (1 + b->sex + b->nclass) + b->freq;
}

/* Over a column of codes and one of what they are called. */
static void put_pair_head(struct book *b, struct writing *w, struct str id)
{
    struct names *names = writing_names(w);
    bool english = str_is(names_language(names), "en");
    struct str name = english && str_is(id, "REF_AREA") ? STR("Area") : names_component(names, id);
    xlsx_out_text(&b->x, b->style[BOOK_HEAD],
                  english ? str_of(arena_fmt(&b->sheet, "%.*s code", STR_FMT(name))) : id);
    xlsx_out_text(&b->x, b->style[BOOK_HEAD], name);
}

static void put_head(struct book *b, struct writing *w, const struct indicator *in)
{
    xlsx_out_row(&b->x);
    put_pair_head(b, w, STR("REF_AREA"));
    if (b->freq)
        xlsx_out_text(&b->x, b->style[BOOK_HEAD], names_component(writing_names(w), STR("FREQ")));
    for (unsigned i = b->sex ? 0 : 1; i <= b->nclass; i++)
        put_pair_head(b, w, i ? w->ref->dimensions[in->classif[i - 1]].id : STR("SEX"));
    for (uint32_t k = 0; k < b->nperiods; k++) {
        char text[PERIOD_TEXT];
        if (period_freq(b->period[k]) == 'A')
            xlsx_out_num(&b->x, b->style[BOOK_HEAD_RIGHT], period_year(b->period[k]), 0);
        else
            xlsx_out_text(&b->x, b->style[BOOK_HEAD_RIGHT], (struct str){text, period_fmt(text, b->period[k])});
    }
    xlsx_out_text(&b->x, b->style[BOOK_HEAD], STR("Sources"));
    if (b->notes)
        xlsx_out_text(&b->x, b->style[BOOK_HEAD], STR("Notes"));
}

static void open_table(struct book *b, struct writing *w)
{
    const struct slice *s = &w->slices[w->slice];
    const struct indicator *in = &w->ref->indicators[s->flow->indicator];
    measure(b, w, s);
    struct xlsx_out_sheet sheet = {.name = b->names[w->slice], .freeze_rows = HEAD_ROW,
                               .freeze_columns = keys_of(b), .width_beyond = 11, .filter_row = HEAD_ROW,
                               .landscape = true, .title = true};
    unsigned at = 0;
    sheet.width[at++] = 10;
    sheet.width[at++] = 20;
    if (b->freq)
        sheet.width[at++] = 10;
    for (unsigned i = b->sex ? 0 : 1; i <= b->nclass; i++) {
        sheet.width[at++] = i ? 20 : 9;
        sheet.width[at++] = i ? 32 : 9;
    }
    xlsx_out_sheet(&b->x, &sheet);
    struct buf unit = {0};
    names_unit_label(&unit, writing_names(w), in);
    line(b, b->style[BOOK_TITLE], names_flow(writing_names(w), s->flow));
    line(b, 0, str_of(arena_fmt(&b->sheet, "%.*s; %.*s. Blank: no figure was reported. A letter behind a "
                                "figure and numbers of notes are explained in the sheet Notes.",
                                STR_FMT(buf_view(&unit)), STR_FMT(in->code))));
    buf_release(&unit);
    line(b, b->style[BOOK_MUTED], provenance(b, w));
    xlsx_out_row(&b->x);
    put_head(b, w, in);
}

static unsigned figure_style(struct book *b, const struct cube *c, uint32_t i, bool total)
{
    char status = c->status[i];
    if (status && !isalnum((unsigned char)status))
        status = '?';
    return xlsx_out_style(&b->x, &(struct xlsx_out_style){
        .decimals = c->decimals[i] <= NUM_DECIMALS_MAX ? c->decimals[i] : XLSX_PLAIN, .right = true,
        .bold = total, .line = status == 'B', .mark = (char)tolower((unsigned char)status)});
}

static void put_figure(struct book *b, const struct cube *c, uint32_t i, bool total)
{
    if (c->status[i] > 0)
        b->status[(unsigned char)c->status[i]] = true;
    if (!isnan(c->value[i]))
        xlsx_out_num(&b->x, figure_style(b, c, i, total), c->value[i], c->decimals[i]);
    else if (c->status[i])
        xlsx_out_text(&b->x, b->style[BOOK_RIGHT], (struct str){&c->status[i], 1});
    else
        xlsx_out_text(&b->x, b->style[BOOK_RIGHT], STR("\xE2\x80\x93"));
}

static void put_code_name(struct book *b, struct writing *w, uint16_t code, bool total)
{
    const struct code *of = &w->ref->codes[code];
    xlsx_out_text(&b->x, b->style[BOOK_MUTED], of->code);
    xlsx_out_text(&b->x, total ? b->style[BOOK_BOLD] : 0, names_code(writing_names(w), NULL, DIM_SEX, code));
}

/* The numbers that a series' notes have in the sheet Notes, and its sources, each once. */
static void put_references(struct book *b, struct writing *w, const struct slice *s, uint32_t from, uint32_t to)
{
    const struct cube *c = s->cube;
    struct buf notes = {0}, sources = {0};
    uint16_t last_note = 0, last_source = UINT16_MAX;
    for (uint32_t r = from; r < to; r++)
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++) {
            if (c->note[i] && c->note[i] != last_note)
                book_note_numbers(b, w, &notes, c->notes[c->note[i]]);
            if (c->source[i] != last_source)
                book_source(b, &sources, c->sources[c->source[i]]);
            last_note = c->note[i];
            last_source = c->source[i];
        }
    xlsx_out_text(&b->x, b->style[BOOK_MUTED], buf_view(&sources));
    if (b->notes)
        xlsx_out_text(&b->x, b->style[BOOK_MUTED], buf_view(&notes));
    buf_release(&notes);
    buf_release(&sources);
}

/* Runs [from, to) are of one series. */
static void put_series(struct book *b, struct writing *w, const struct slice *s, uint32_t from, uint32_t to)
{
    const struct cube *c = s->cube;
    const struct ref *ref = w->ref;
    const uint32_t series = s->runs[from].series;
    const struct area *area = &ref->areas[c->area[series]];
    bool total = true;
    for (unsigned i = 0; i < 2; i++)
        total = total && (!c->classif[i][series] || ref->codes[c->classif[i][series]].role == CODE_TOTAL);
    xlsx_out_row(&b->x);
    xlsx_out_text(&b->x, b->style[BOOK_MUTED], area->code);
    xlsx_out_text(&b->x, total ? b->style[BOOK_BOLD] : 0,
                  names_code(writing_names(w), NULL, DIM_AREA, c->area[series]));
    if (b->freq)
        xlsx_out_text(&b->x, 0, freq_code(c->freq[series]));
    if (b->sex)
        put_code_name(b, w, c->sex[series], total);
    for (unsigned i = 0; i < b->nclass; i++)
        put_code_name(b, w, c->classif[i][series], total);
    const uint32_t keys = b->x.column;
    for (uint32_t r = from; r < to; r++)
        for (uint32_t i = s->runs[r].first; i < s->runs[r].first + s->runs[r].n; i++) {
            uint32_t at = b->column[c->period[i]];
            if (at && keys + at > b->x.column) {
                xlsx_out_skip(&b->x, keys + at - 1 - b->x.column);
                put_figure(b, c, i, total);
            }
        }
    xlsx_out_skip(&b->x, keys + b->nperiods - b->x.column);
    put_references(b, w, s, from, to);
}

/* One series more; false when there is none. */
static bool table_next_row(struct book *b, struct writing *w)
{
    const struct slice *s = &w->slices[w->slice];
    uint32_t to = w->run + 1;
    if (w->run >= s->nruns)
        return false;
    if (b->x.row == XLSX_ROWS) {
        b->cut = true;
        return false;
    }
    while (to < s->nruns && s->runs[to].series == s->runs[w->run].series)
        to++;
    put_series(b, w, s, w->run, to);
    w->run = to;
    return true;
}

/* -- one after the other ------------------------------------------------------------------------ */

static void book_free(void *state)
{
    struct book *b = state;
    xlsx_out_release(&b->x);
    strset_release(&b->notes_seen);
    strset_release(&b->sources_seen);
    arena_release(&b->sheet);
}

static struct book *book_new(struct writing *w)
{
    static const struct xlsx_out_style looks[BOOK_STYLES] = {
        [BOOK_TITLE] = {.size = 14, .bold = true, .decimals = XLSX_PLAIN},
        [BOOK_HEAD] = {.bold = true, .head = true, .wrap = true, .decimals = XLSX_PLAIN},
        [BOOK_HEAD_RIGHT] = {.bold = true, .head = true, .right = true, .decimals = XLSX_PLAIN},
        [BOOK_BOLD] = {.bold = true, .decimals = XLSX_PLAIN},
        [BOOK_MUTED] = {.muted = true, .decimals = XLSX_PLAIN},
        [BOOK_RIGHT] = {.muted = true, .right = true, .decimals = XLSX_PLAIN},
        [BOOK_LINK] = {.link = true, .decimals = XLSX_PLAIN},
        [BOOK_COUNT] = {.decimals = 0, .right = true},
        [BOOK_WRAP] = {.wrap = true, .decimals = XLSX_PLAIN},
    };
    struct book *b = arena_new(w->arena, struct book);
    arena_init(&b->sheet, (size_t)1 << 30);
    for (unsigned i = 0; i < BOOK_STYLES; i++)
        b->style[i] = xlsx_out_style(&b->x, &looks[i]);
    b->names = arena_alloc(w->arena, (w->nslices + 1) * XLSX_NAME);
    settle_names(b, w);
    w->state = b;
    w->finish = book_free;
    return b;
}

enum { STEP_CONTENTS, STEP_TABLE, STEP_ROWS, STEP_DATA, STEP_DATA_ROWS, STEP_NOTES, STEP_OVER };

/* A step of the work, mostly a row. */
static void step(struct book *b, struct writing *w)
{
    switch (w->step) {
    case STEP_CONTENTS:
        if (w->nslices > 1)
            put_contents(b, w);
        w->step = w->nslices ? STEP_TABLE : STEP_NOTES;
        break;
    case STEP_TABLE:
        open_table(b, w);
        w->step = STEP_ROWS;
        break;
    case STEP_ROWS:
        if (table_next_row(b, w))
            break;
        xlsx_out_sheet_end(&b->x);
        w->run = 0;
        w->step = ++w->slice < w->nslices ? STEP_TABLE : STEP_DATA;
        break;
    case STEP_DATA:
        book_data_open(b, w);
        w->slice = 0;
        w->step = STEP_DATA_ROWS;
        break;
    case STEP_DATA_ROWS:
        if (!book_data_next(b, w)) {
            xlsx_out_sheet_end(&b->x);
            w->step = STEP_NOTES;
        }
        break;
    case STEP_NOTES:
        book_notes(b, w);
        xlsx_out_end(&b->x);
        w->step = STEP_OVER;
        break;
    }
}

bool workbook_next(struct writing *w, struct buf *out)
{
    struct book *b = w->state ? w->state : book_new(w);
    while (w->step != STEP_OVER && b->x.zip.out.len < PORTION)
        step(b, w);
    buf_str(out, buf_view(&b->x.zip.out));
    b->x.zip.out.len = 0;
    return w->step != STEP_OVER;
}
