/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The sheets Data and Notes of a workbook of figures. */

#include "io/workbook_sheets.h"

#include "base/num.h"
#include "io/formats.h"
#include "io/names.h"
#include "model/collection.h"
#include "model/licence.h"
#include "model/obs.h"
#include "model/period.h"

/* -- notes and sources ----------------------------------------------------------------------------- */

static void list_number(struct buf *out, uint32_t number)
{
    char text[NUM_MAX], *end = text + num_fmt_uint(text, number);
    struct str one, rest = buf_view(out), said = {text, (size_t)(end - text)};
    while (str_next(&one, &rest, ','))
        if (str_eq(str_trim(one), said))
            return;
    if (out->len)
        buf_puts(out, ", ");
    buf_str(out, said);
}

void book_note_numbers(struct book *b, struct writing *w, struct buf *out, struct str triple)
{
    struct str part[3], note, type, words;
    obs_note_split(&part[0], &part[1], &part[2], triple);
    for (int i = 0; i < 3; i++)
        while (ref_note_next(&note, &part[i], w->ref))
            if (ref_note_open(&type, &words, w->ref, note))
                list_number(out, strset_put(&b->notes_seen, note) + 1);
}

void book_source(struct book *b, struct buf *out, struct str source)
{
    struct str one, rest = buf_view(out);
    strset_put(&b->sources_seen, source);
    while (str_next(&one, &rest, ';'))
        if (str_eq(str_trim(one), source))
            return;
    if (out->len)
        buf_puts(out, "; ");
    buf_str(out, source);
}

static struct str source_name(const struct ref *ref, struct str source)
{
    uint16_t type = 0, survey = 0;
    if (!ref_source_find(ref, &type, &survey, source))
        return STR("");
    return survey ? ref->surveys[survey].name : ref->source_types[type].name;
}

/* -- all figures ------------------------------------------------------------------------------------ */

static void heads(struct book *b, const char *name, bool label)
{
    char text[40];
    xlsx_out_text(&b->x, b->style[BOOK_HEAD], str_of(name));
    stpcpy(stpcpy(text, name), ".label");
    if (label)
        xlsx_out_text(&b->x, b->style[BOOK_HEAD], str_of(text));
}

static const char *const note_columns[] = {"note_classif", "note_indicator", "note_source"};

static void find_columns(struct book *b, const struct writing *w)
{
    for (size_t i = 0; i < w->nslices; i++) {
        const struct slice *s = &w->slices[i];
        const struct indicator *in = &w->ref->indicators[s->flow->indicator];
        struct str part[3];
        b->has_sex = b->has_sex || in->has_sex;
        for (unsigned k = 0; k < in->nclass; k++)
            b->has_classif[k] = true;
        for (uint32_t k = 0; k < s->nruns; k++)
            for (uint32_t o = s->runs[k].first; o < s->runs[k].first + s->runs[k].n; o++)
                if (s->cube->note[o]) {
                    obs_note_split(&part[0], &part[1], &part[2], s->cube->notes[s->cube->note[o]]);
                    for (int p = 0; p < 3; p++)
                        b->has_note[p] = b->has_note[p] || part[p].len;
                }
    }
}

void book_data_open(struct book *b, struct writing *w)
{
    find_columns(b, w);
    struct xlsx_out_sheet sheet = {.name = "Data", .freeze_rows = 1, .filter_row = 1, .width_beyond = 18};
    xlsx_out_sheet(&b->x, &sheet);
    xlsx_out_row(&b->x);
    heads(b, "ref_area", true);
    heads(b, "source", true);
    heads(b, "indicator", true);
    if (b->has_sex)
        heads(b, "sex", true);
    for (int i = 0; i < 2; i++)
        if (b->has_classif[i])
            heads(b, i ? "classif2" : "classif1", true);
    heads(b, "time", false);
    heads(b, "obs_value", false);
    heads(b, "obs_status", true);
    for (int i = 0; i < 3; i++)
        if (b->has_note[i])
            heads(b, note_columns[i], true);
    b->obs = 0;
}

static void put_code(struct book *b, struct writing *w, uint16_t code)
{
    const struct code *of = &w->ref->codes[code];
    xlsx_out_text(&b->x, 0, code ? of->code : STR(""));
    xlsx_out_text(&b->x, 0, code ? names_code(writing_names(w), NULL, DIM_SEX, code) : STR(""));
}

static void put_period(struct book *b, uint16_t period)
{
    char text[PERIOD_TEXT];
    if (period_freq(period) == 'A')
        xlsx_out_num(&b->x, 0, period_year(period), 0);
    else
        xlsx_out_text(&b->x, 0, (struct str){text, period_fmt(text, period)});
}

/* The words of notes that the public may read, one behind the other. */
static void put_note_words(struct book *b, const struct writing *w, struct str joined)
{
    struct buf out = {0};
    struct str note, type, words;
    while (ref_note_next(&note, &joined, w->ref))
        if (ref_note_open(&type, &words, w->ref, note)) {
            buf_puts(&out, out.len ? "; " : "");
            buf_str(&out, type);
            buf_puts(&out, words.len ? ": " : "");
            buf_str(&out, words);
        }
    xlsx_out_text(&b->x, 0, buf_view(&out));
    buf_release(&out);
}

/* What a figure is of; mostly the same as that of the row above. */
static void put_keys(struct book *b, struct writing *w, const struct slice *s, uint32_t series, struct str source)
{
    const struct cube *c = s->cube;
    const struct indicator *in = &w->ref->indicators[s->flow->indicator];
    if (s == b->slice && series == b->series && str_eq(source, b->source) && xlsx_out_same(&b->x, b->keys))
        return;
    if (!str_eq(source, b->source))
        b->source_name = source_name(w->ref, source);
    b->source = source;
    b->slice = s;
    b->series = series;
    xlsx_out_text(&b->x, 0, w->ref->areas[c->area[series]].code);
    xlsx_out_text(&b->x, 0, names_code(writing_names(w), NULL, DIM_AREA, c->area[series]));
    xlsx_out_text(&b->x, 0, source);
    xlsx_out_text(&b->x, 0, b->source_name);
    xlsx_out_text(&b->x, 0, in->code);
    xlsx_out_text(&b->x, 0, names_flow(writing_names(w), s->flow));
    if (b->has_sex)
        put_code(b, w, c->sex[series]);
    for (int k = 0; k < 2; k++)
        if (b->has_classif[k])
            put_code(b, w, c->classif[k][series]);
    b->keys = b->x.column;
}

static void put_obs(struct book *b, struct writing *w, const struct slice *s, uint32_t series, uint32_t i)
{
    const struct cube *c = s->cube;
    struct str part[3];
    xlsx_out_row(&b->x);
    put_keys(b, w, s, series, c->sources[c->source[i]]);
    put_period(b, c->period[i]);
    unsigned decimals = c->decimals[i];
    xlsx_out_num(&b->x, decimals <= NUM_DECIMALS_MAX
                        ? xlsx_out_style(&b->x, &(struct xlsx_out_style){.decimals = (uint8_t)decimals}) : 0,
             c->value[i], decimals);
    xlsx_out_text(&b->x, 0, (struct str){&c->status[i], c->status[i] ? 1 : 0});
    xlsx_out_text(&b->x, 0, names_status(writing_names(w), c->status[i]));
    obs_note_split(&part[0], &part[1], &part[2], c->notes[c->note[i]]);
    for (int k = 0; k < 3; k++)
        if (b->has_note[k]) {
            xlsx_out_text(&b->x, 0, part[k]);
            put_note_words(b, w, part[k]);
        }
}

bool book_data_next(struct book *b, struct writing *w)
{
    while (w->slice < w->nslices && w->run == w->slices[w->slice].nruns) {
        w->slice++;
        w->run = 0;
    }
    if (w->slice == w->nslices)
        return false;
    if (b->x.row == XLSX_ROWS) {
        b->cut = true;
        return false;
    }
    const struct slice *s = &w->slices[w->slice];
    const struct run *run = &s->runs[w->run];
    put_obs(b, w, s, run->series, run->first + b->obs);
    if (++b->obs == run->n) {
        b->obs = 0;
        w->run++;
    }
    return true;
}

/* -- what it all means -------------------------------------------------------------------------- */

static void pair(struct book *b, unsigned style, struct str left, struct str right)
{
    xlsx_out_row(&b->x);
    xlsx_out_text(&b->x, style, left);
    xlsx_out_text(&b->x, style == b->style[BOOK_HEAD] ? style : b->style[BOOK_WRAP], right);
}

static void put_statuses(struct book *b, struct writing *w)
{
    bool begun = false;
    for (uint32_t i = 0; i < w->ref->nstatuses; i++) {
        const struct status *st = &w->ref->statuses[i];
        if (!b->status[(unsigned char)st->code])
            continue;
        if (!begun) {
            xlsx_out_row(&b->x);
            pair(b, b->style[BOOK_HEAD], STR("Marks"), STR("behind a figure as small letters, or in its place"));
        }
        begun = true;
        pair(b, 0, (struct str){&st->code, 1},
             str_of(arena_fmt(&b->sheet, "%.*s%s%.*s", STR_FMT(names_status(writing_names(w), st->code)),
                              st->description.len ? ": " : "", STR_FMT(st->description))));
    }
    if (b->status['B'])
        pair(b, 0, STR("|"), STR("A line at the left of a figure: the series breaks there."));
}

static void put_notes(struct book *b, const struct writing *w)
{
    if (b->notes_seen.n == 0)
        return;
    xlsx_out_row(&b->x);
    pair(b, b->style[BOOK_HEAD], STR("Notes"), STR(""));
    for (uint32_t i = 0; i < b->notes_seen.n; i++) {
        struct str type = STR(""), words = STR(""), note = b->notes_seen.v[i];
        if (!ref_note_open(&type, &words, w->ref, note))
            continue;
        xlsx_out_row(&b->x);
        xlsx_out_num(&b->x, 0, i + 1, 0);
        xlsx_out_text(&b->x, b->style[BOOK_WRAP],
                  str_of(arena_fmt(&b->sheet, "%.*s: %.*s", STR_FMT(type), STR_FMT(words.len ? words : note))));
        xlsx_out_text(&b->x, b->style[BOOK_MUTED], note);
    }
}

static void put_sources(struct book *b, const struct writing *w)
{
    if (b->sources_seen.n == 0)
        return;
    xlsx_out_row(&b->x);
    pair(b, b->style[BOOK_HEAD], STR("Sources"), STR(""));
    for (uint32_t i = 0; i < b->sources_seen.n; i++) {
        struct str source = b->sources_seen.v[i];
        uint16_t type = 0, survey = 0;
        if (source.len == 0)
            continue;
        ref_source_find(w->ref, &type, &survey, source);
        pair(b, 0, source, survey ? str_of(arena_fmt(&b->sheet, "%.*s (%.*s)",
                                                     STR_FMT(w->ref->surveys[survey].name),
                                                     STR_FMT(w->ref->areas[w->ref->surveys[survey].area].name)))
                                  : source_name(w->ref, source));
    }
}

static void put_cut(struct book *b)
{
    if (b->cut)
        pair(b, 0, STR("Incomplete"), STR("Not all figures fit into the 1,048,576 rows and 16,384 columns that a "
                                          "sheet can have: what is missing is in the other formats, or comes with "
                                          "a smaller selection."));
}

/* Figures of somebody else: theirs are the name, the licence and how to cite. */
static void put_collection(struct book *b, const struct cube *c)
{
    const struct collection *of = c->collection;
    pair(b, b->style[BOOK_HEAD], STR("Collection"), STR(""));
    pair(b, 0, STR("Name"), of->name);
    pair(b, 0, STR("Vintage"), of->vintage);
    pair(b, 0, STR("Publisher"), of->publisher);
    pair(b, 0, STR("Licence"), of->licence);
    pair(b, 0, STR("Cite as"), of->attribution);
    if (of->address.len)
        pair(b, 0, STR("Address"), of->address);
    pair(b, 0, STR("Definition"), of->definition);
    pair(b, 0, STR("Population"), of->population);
    pair(b, 0, STR("SHA-256"), c->hash);
    put_cut(b);
}

static void put_release(struct book *b, const struct writing *w)
{
    const struct cube *c = w->nslices ? w->slices[0].cube : NULL;
    struct str date = c ? str_sub(c->released_at, 0, 10) : STR("");
    if (c && c->collection) {
        put_collection(b, c);
        return;
    }
    pair(b, b->style[BOOK_HEAD], STR("Release"), STR(""));
    pair(b, 0, STR("Name"), w->ref->name);
    pair(b, 0, STR("Region"), w->ref->region_name);
    if (c && c->release_name.len) {
        pair(b, 0, STR("Release"), c->release_name);
        pair(b, 0, STR("Released"), date);
    }
    if (c && c->hash.len)
        pair(b, 0, STR("SHA-256"), c->hash);
    pair(b, 0, STR("Publisher"), w->ref->agency);
    pair(b, 0, STR("Licence"), STR(LICENCE_LONG ", " LICENCE_URL));
    if (c && c->release_name.len)
        pair(b, 0, STR("Cite as"), str_of(arena_fmt(&b->sheet, "%.*s, %.*s (%.*s), release %.*s, %.*s. %s.%s%.*s",
                                                   STR_FMT(w->ref->agency), STR_FMT(w->ref->name),
                                                   STR_FMT(w->ref->region), STR_FMT(c->release_name), STR_FMT(date),
                                                   LICENCE_NAME, w->origin.len ? " " : "", STR_FMT(w->origin))));
    put_cut(b);
}

void book_notes(struct book *b, struct writing *w)
{
    arena_reset(&b->sheet);
    xlsx_out_sheet(&b->x, &(struct xlsx_out_sheet){.name = "Notes", .width = {16, 100, 14}});
    put_release(b, w);
    put_statuses(b, w);
    put_notes(b, w);
    put_sources(b, w);
    xlsx_out_sheet_end(&b->x);
}
