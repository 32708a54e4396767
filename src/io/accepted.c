/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/accepted.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"
#include "syntax/workbook.h"

#include <math.h>

/* The key of a proposal's cell in codes. */
struct key {
    uint16_t indicator, area, sex, classif[2], period;
};

static bool key_of(struct key *k, const struct ref *ref, const struct proposal_cell *c)
{
    *k = (struct key){ref_indicator_find(ref, c->indicator), ref_area_find(ref, c->area),
                      c->sex.len ? ref_code_find(ref, c->sex) : 0,
                      {c->classif[0].len ? ref_code_find(ref, c->classif[0]) : 0,
                       c->classif[1].len ? ref_code_find(ref, c->classif[1]) : 0},
                      period_parse(c->period)};
    return k->indicator && k->area && k->period;
}

static struct obs *cell_find(struct obs_set *set, const struct key *k, struct str source)
{
    for (size_t i = 0; i < set->n; i++) {
        struct obs *o = &set->v[i];
        if (o->indicator == k->indicator && o->area == k->area && o->sex == k->sex &&
            o->classif[0] == k->classif[0] && o->classif[1] == k->classif[1] &&
            o->period == k->period && !o->set_aside && str_eq(set->sources.v[o->source], source))
            return o;
    }
    return NULL;
}

/* One cell of a proposal, found in the file. */
struct change {
    struct obs *o;
    double from, to; /* from NaN: no figure */
    unsigned places;
};

static bool holds(const struct change *c, double value)
{
    return c->o->value == value || (isnan(c->o->value) && isnan(value));
}

/* A finding at the answer, about a cell; the texts of `c` are of the workbook and do not last. */
static struct finding *unfit(struct reading *rd, struct accepted_at at, const struct proposal_cell *c)
{
    struct arena *arena = &rd->findings->arena;
    struct finding *f = finding_add(rd->findings, RULE_PROPOSAL_UNFIT);
    f->sheet = at.sheet;
    f->row = at.row;
    f->column = at.column;
    f->indicator = arena_str(arena, c->indicator);
    f->area = arena_str(arena, c->area);
    f->sex = arena_str(arena, c->sex);
    f->classif[0] = arena_str(arena, c->classif[0]);
    f->classif[1] = arena_str(arena, c->classif[1]);
    f->period = arena_str(arena, c->period);
    return f;
}

/* The cell that a change is of; says what keeps it from being made. */
static bool change_of(struct change *out, struct reading *rd, const struct proposal_cell *c,
                      struct str source, struct accepted_at at)
{
    struct key key;
    unsigned places;
    out->o = key_of(&key, rd->ref, c) ? cell_find(rd->set, &key, source) : NULL;
    out->from = NAN;
    if (num_parse(&out->to, &out->places, c->to) != NUM_OK ||
        (c->from.len && num_parse(&out->from, &places, c->from) != NUM_OK)) {
        finding_say(rd->findings, unfit(rd, at, c),
                    "the accepted proposal cannot be read any more; correct the figure in its sheet");
        return false;
    }
    if (!out->o) {
        finding_say(rd->findings, unfit(rd, at, c), "the accepted proposal speaks of a figure that the "
                    "file does not give any more; nothing is changed");
        return false;
    }
    if (holds(out, out->from) || holds(out, out->to))
        return true;
    char now[NUM_MAX];
    int n = (int)num_fmt(now, out->o->value, out->o->decimals);
    finding_say(rd->findings, unfit(rd, at, c), "the accepted proposal makes %s of %s, but the cell "
                "holds %.*s by now; it stays as it is", utf8_brief(c->to).text, utf8_brief(c->from).text,
                n, now);
    return false;
}

static void make(struct reading *rd, const struct change *ch, const struct proposal_cell *cell,
                 struct accepted_at at)
{
    struct finding_list *list = rd->findings;
    struct proposal_cell *kept = arena_new(&list->arena, struct proposal_cell);
    struct proposal *p = arena_new(&list->arena, struct proposal);
    char place[CELL_NAME];
    if (holds(ch, ch->to))
        return; /* corrected by hand, or accepted in two findings */
    struct finding *f = finding_add(list, RULE_PROPOSAL_TAKEN);
    finding_at(list, f, rd->ref, rd->set, ch->o);
    ch->o->value = ch->to;
    ch->o->decimals = (uint8_t)ch->places;
    int n = (int)cell_name(place, at.column, at.row);
    finding_say(list, f, "%s is read as %s: the proposal was accepted in %s!%.*s",
                utf8_brief(cell->from).text, utf8_brief(cell->to).text,
                utf8_brief(rd->set->sheets[at.sheet - 1]).text, n, place);
    *kept = (struct proposal_cell){f->indicator, f->area, f->sex, {f->classif[0], f->classif[1]},
                                   f->period, arena_str(&list->arena, cell->from),
                                   arena_str(&list->arena, cell->to)};
    *p = (struct proposal){.cells = kept, .ncells = 1, .cause = STR("accepted by the country")};
    f->proposals = p; /* so that the next annotated workbook still has it */
    f->nproposals = 1;
}

void accepted_read(struct reading *rd, struct arena *arena, struct str source, struct str cells,
                   struct accepted_at at)
{
    const struct proposal_cell *v;
    unsigned n = proposal_cells_parse(&v, arena, cells);
    if (!n) {
        struct finding *f = unfit(rd, at, &(struct proposal_cell){0});
        finding_say(rd->findings, f, "a proposal is accepted where none was made; nothing is changed");
        return;
    }
    struct change *changes = arena_array(arena, struct change, n);
    bool fit = true;
    for (unsigned i = 0; i < n; i++)
        fit = change_of(&changes[i], rd, &v[i], source, at) && fit;
    for (unsigned i = 0; fit && i < n; i++)
        make(rd, &changes[i], &v[i], at);
}
