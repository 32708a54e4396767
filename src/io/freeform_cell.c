/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The cells of a free-form sheet: labels as codes, figures as numbers. */

#include "io/freeform.h"
#include "syntax/written.h"

#include <math.h>

/* -- cells as texts ------------------------------------------------------------------------- */

struct str cell_text(struct arena *arena, const struct cell *cell)
{
    char text[NUM_MAX];
    if (!cell)
        return STR("");
    if (cell->kind != CELL_NUMBER)
        return str_trim(cell->text);
    return arena_str(arena, (struct str){text, num_fmt(text, cell->number, NUM_SHORTEST)});
}

bool cell_says(struct walk *w, uint32_t row, uint32_t column, struct str pattern)
{
    struct str star;
    struct str text = cell_text(&w->scratch, workbook_cell(&w->wb, w->sheet, row, column));
    return label_match(&star, pattern, label_fold(&w->scratch, text));
}

uint16_t sheet_said(const struct walk *w) { return w->csv ? 0 : (uint16_t)w->sheet; }

/* -- labels ------------------------------------------------------------------------------------ */

struct place_ctx {
    struct walk *w;
    const struct part *part;
};

/* Is there no other cell before (or behind) that says the same, in the column or the header? */
static bool place_alone(const struct label_place *place, struct str folded, enum place which)
{
    const struct place_ctx *ctx = place->ctx;
    struct walk *w = ctx->w;
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    bool header = ctx->part->f->from == FROM_HEADER;
    const struct ranges *within = header ? &w->t->figures : &w->t->rows;
    uint32_t from = which == PLACE_FIRST ? 1 : place->at + 1;
    uint32_t to = which == PLACE_FIRST ? place->at - 1 : header ? s->columns : s->rows;
    for (uint32_t i = from; i <= to; i++) {
        const struct cell *c = header ? workbook_cell(&w->wb, w->sheet, ctx->part->f->at, i)
                                      : workbook_cell(&w->wb, w->sheet, i, ctx->part->f->at);
        if (!c || !ranges_have(within, i) || (!header && ranges_have(&w->t->skip, i)))
            continue;
        char number[NUM_MAX];
        struct str text = c->kind == CELL_NUMBER
                              ? (struct str){number, num_fmt(number, c->number, NUM_SHORTEST)}
                              : c->text;
        if (label_is(folded, text))
            return false;
    }
    return true;
}

/* A copy that lasts as long as the file, made once for all that are equal. */
static struct str keep(struct walk *w, struct str text)
{
    uint32_t i = strset_put(&w->kept, text);
    return w->kept.v[i];
}

struct meaning label_meaning(struct walk *w, struct part *p, struct str text, uint32_t at)
{
    struct place_ctx ctx = {w, p};
    struct label_place place = {at, place_alone, &ctx};
    bool placed = p->f->list && p->f->list->placed;
    uint32_t i = 0;
    if (!placed && strset_find(&p->texts, &i, text))
        return p->met[i];
    struct meaning m = {.text = text};
    m.label = label_find(&m.code, w->map, p->f, p->field, text, &place, &w->scratch);
    m.code = m.label == LABEL_CODE ? keep(w, m.code) : STR("");
    if (placed)
        return m;
    i = strset_put(&p->texts, text);
    if (i >= p->nmet) {
        p->nmet = p->nmet ? p->nmet * 2 : 64;
        p->met = mem_grow(p->met, sizeof *p->met * p->nmet);
    }
    m.text = p->texts.v[i];
    return p->met[i] = m;
}

/* A merged cell that lies over an empty one of a header, from the left or from above. */
static const struct cell *merged_over(const struct walk *w, uint32_t row, uint32_t column)
{
    for (uint32_t up = 0; up < 10 && up < row; up++) {
        const struct cell *c = workbook_cell(&w->wb, w->sheet, row - up, column);
        if (c && up)
            return c->merged && row - up + c->height > row ? c : NULL;
    }
    return NULL;
}

void read_header(struct walk *w, struct part *p)
{
    const struct sheet *s = &w->wb.sheets[w->sheet - 1];
    struct str carried = STR("");
    uint32_t carried_to = 0;
    p->columns = mem_alloc(sizeof *p->columns * (s->columns + 1));
    for (uint32_t c = 1; c <= s->columns; c++) {
        if (!ranges_have(&w->t->figures, c))
            continue;
        const struct cell *cell = workbook_cell(&w->wb, w->sheet, p->f->at, c);
        arena_reset(&w->scratch);
        struct str text = keep(w, cell_text(&w->scratch, cell));
        if (cell) {
            w->seen[cell - w->wb.cells] = 1;
            carried_to = cell->merged ? c + cell->width - 1 : 0;
            carried = text;
        } else if (p->f->carried || c <= carried_to) {
            text = carried;
        } else {
            text = keep(w, cell_text(&w->scratch, merged_over(w, p->f->at, c)));
        }
        p->columns[c - 1] = label_meaning(w, p, text, c);
        p->columns[c - 1].text = text;
    }
}

void read_label(struct walk *w, struct part *p, uint32_t row)
{
    const struct cell *cell = workbook_cell(&w->wb, w->sheet, row, p->f->at);
    struct str text = cell_text(&w->scratch, cell);
    if (cell) {
        w->seen[cell - w->wb.cells] = 1;
        p->carried = text;
        if (cell->kind == CELL_NUMBER) /* it lies in scratch */
            p->carried = (struct str){memcpy(p->number, text.p, text.len), text.len};
        p->carried_to = cell->merged ? row + cell->height - 1 : 0;
    } else if (p->f->carried || row <= p->carried_to) {
        text = p->carried;
    }
    p->now.text = text;
}

static void unknown_label(struct walk *w, const struct part *p, struct str text, uint32_t row,
                          uint32_t column, uint64_t cells)
{
    bool header = p->f->from == FROM_HEADER;
    bool country = p->field == FIELD_AREA ||
                   (p->f->version >= 0 && w->rd->ref->versions[p->f->version].countries);
    struct unexplained r = {.rule = RULE_LABEL_UNKNOWN, .field = p->field, .header = header,
                       .country = country,
                       .listed = p->f->list != NULL, .sheet = sheet_said(w), .text = text,
                       .row = header ? p->f->at : row,
                       .column = (uint16_t)(header ? column : p->f->at)};
    tally_add(&w->tally, &r, cells);
}

/* -- figures ------------------------------------------------------------------------------------ */

static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

/* Times ten to the power of `scale`, with the decimals that come or go by it: 12345 persons are
 * 12.345 thousand. The quotient of exact numbers is the nearest there is (base/num.h). */
static void rescale(struct resolver *rs, int scale)
{
    double up = powers[MAX(scale, 0)], down = powers[MAX(-scale, 0)];
    int places = rs->decimals > NUM_DECIMALS_MAX ? NUM_SHORTEST : rs->decimals - scale;
    char text[NUM_MAX];
    unsigned decimals;
    if (scale == 0)
        return;
    rs->value = rs->value * up / down;
    if (!isfinite(rs->value)) {
        rs->fault = NUM_TOO_LARGE;
        return;
    }
    if (places > NUM_DECIMALS_MAX) {
        rs->decimals = NUM_SHORTEST;
        return;
    }
    rs->decimals = (uint8_t)MAX(places, 0);
    struct str fixed = {text, num_fmt(text, rs->value, rs->decimals)};
    if (rs->decimals <= 9 && num_parse(&rs->value, &decimals, fixed) != NUM_OK)
        rs->value = NAN;
}

/* As it stands in the sheet, before the scale: a program that wrote 1078.9930000000002 meant 1078.993. */
static void round_off(struct resolver *rs, int places)
{
    char text[NUM_MAX];
    unsigned decimals;
    if (places < 0 || rs->decimals <= places || !isfinite(rs->value))
        return;
    rs->decimals = (uint8_t)places;
    struct str fixed = {text, num_fmt(text, rs->value, rs->decimals)};
    if (num_parse(&rs->value, &decimals, fixed) != NUM_OK)
        rs->value = NAN;
}

static void remark_on(struct walk *w, enum rule rule, const struct cell *c, struct str text)
{
    struct unexplained r = {.rule = rule, .sheet = sheet_said(w), .row = c->row, .column = c->column,
                       .text = text, .value = w->rs.value, .decimals = w->rs.decimals};
    tally_add(&w->tally, &r, 1);
}

/* What a mark beside a figure means; 0: nothing. */
static char mark_status(struct walk *w, const struct cell *c, struct str mark)
{
    struct str star, folded = label_fold(&w->scratch, mark);
    const struct map_list *list = w->t->marks;
    for (uint32_t i = 0; list && i < list->n; i++)
        if (label_match(&star, list->v[i].text, folded))
            return list->v[i].value.len ? list->v[i].value.p[0] : 0;
    remark_on(w, RULE_MARK_UNKNOWN, c, mark);
    return 0;
}

/* The text or number of a cell into the resolver; false: there is no observation in it. */
static bool read_value(struct walk *w, const struct cell *c, struct str text, char *status)
{
    struct resolver *rs = &w->rs;
    struct written written = {.kind = WRITTEN_OTHER};
    unsigned decimals = 0;
    if (c->kind == CELL_NUMBER) {
        written.kind = WRITTEN_NUMBER;
        if (num_parse(&written.value, &decimals, text) != NUM_OK)
            written.kind = WRITTEN_OTHER;
        written.decimals = (uint8_t)decimals;
    } else if (c->kind == CELL_TEXT) {
        written_parse(&written, text, w->t->decimals);
    }
    rs->given = true;
    rs->fault = NUM_OK;
    rs->value = written.value;
    rs->decimals = written.decimals;
    switch (written.kind) {
    case WRITTEN_NUMBER:
        if (written.unsure)
            remark_on(w, RULE_NUMBER_UNSURE, c, text);
        round_off(rs, w->t->round);
        rescale(rs, w->t->scale);
        break;
    case WRITTEN_NONE:
        rs->fault = NUM_EMPTY;
        *status = written.status;
        if (w->t->none_left)
            return false;
        break;
    case WRITTEN_NIL:
        if (w->t->nil == NIL_UNSAID)
            remark_on(w, RULE_DASH_UNSAID, c, text);
        if (w->t->nil == NIL_UNSAID || w->t->nil == NIL_LEAVE)
            return false;
        rs->value = 0;
        rs->fault = w->t->nil == NIL_ZERO ? NUM_OK : NUM_EMPTY;
        *status = w->t->nil == NIL_ZERO ? 0 : 'N';
        break;
    case WRITTEN_EMPTY: /* a formula that was never computed */
        rs->fault = NUM_EMPTY;
        return c->formula;
    case WRITTEN_OTHER: rs->fault = NUM_NOT_A_NUMBER;
    }
    if (written.mark.len) {
        char mark = mark_status(w, c, written.mark);
        *status = *status ? *status : mark;
    }
    return true;
}

void read_figure(struct walk *w, const struct cell *c)
{
    struct resolver *rs = &w->rs;
    char status = 0;
    bool unknown = false;
    w->seen[c - w->wb.cells] = 1;
    for (unsigned i = 0; i < w->nparts; i++) {
        struct part *p = &w->parts[i];
        bool header = p->f->from == FROM_HEADER;
        const struct meaning *m = header ? &p->columns[c->column - 1] : &p->now;
        if (header && m->label == LABEL_LEFT && p->field < FIELD_STATUS) {
            w->cells_left++;
            return;
        }
        if (m->label == LABEL_UNKNOWN && (p->field < FIELD_STATUS || m->text.len)) {
            /* one reason is enough: the row's before the column's */
            if (!unknown || p->field >= FIELD_STATUS)
                unknown_label(w, p, m->text, c->row, c->column, 1);
            unknown = unknown || p->field < FIELD_STATUS;
        }
        rs->text[p->field] = m->code;
        rs->column[p->field] = header ? c->column : (uint16_t)p->f->at;
    }
    struct str text = cell_text(&w->scratch, c);
    w->rd->set->cells += unknown; /* seen, and told by its label */
    if (unknown || !read_value(w, c, text, &status))
        return;
    char said[1] = {status};
    struct str before = rs->text[FIELD_STATUS];
    if (status)
        rs->text[FIELD_STATUS] = (struct str){said, 1};
    rs->text[FIELD_VALUE] = text;
    rs->column[FIELD_VALUE] = c->column;
    resolver_row(rs, c->row);
    rs->text[FIELD_STATUS] = before;
}
