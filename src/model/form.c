/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/form.h"

#include <stdio.h>

/* -- rows --------------------------------------------------------------------------------- */

struct making {
    struct form *form;
    struct arena *arena;
    unsigned slots;
    uint32_t size;
};

static struct form_row *add(struct making *m, enum form_kind kind, uint16_t sex, uint16_t classif1)
{
    struct form *form = m->form;
    if (form->n == m->size) {
        struct form_row *rows = arena_array(m->arena, struct form_row, m->size * 2);
        memcpy(rows, form->rows, sizeof *rows * form->n);
        form->rows = rows;
        m->size *= 2;
    }
    struct form_row *row = &form->rows[form->n++];
    *row = (struct form_row){.kind = kind, .sex = sex, .classif = {0, classif1}};
    return row;
}

/* The items of a version that the form asks for; what is legal beside the sum is not asked. */
static bool is_asked(const struct code *code) { return code->role != CODE_EXTRA; }

static void add_countries(struct making *m, uint16_t version, uint16_t sex, uint16_t classif1)
{
    const struct version *v = &m->form->ref->versions[version];
    for (unsigned i = 0; i < m->slots + 2; i++) {
        uint16_t code = i == 0 ? v->total : i == m->slots + 1 ? v->rest : 0;
        struct form_row *row = add(m, code ? FORM_FIGURE : FORM_SLOT, sex, classif1);
        row->classif[0] = code;
        row->version = version;
        row->slot = code ? 0 : (uint8_t)i;
        row->indent = i > 0;
    }
}

static void add_items(struct making *m, uint16_t version, uint16_t sex, uint16_t classif1)
{
    const struct ref *ref = m->form->ref;
    const struct version *v = &ref->versions[version];
    if (v->countries) {
        add_countries(m, version, sex, classif1);
        return;
    }
    for (uint16_t c = v->first; c < v->first + v->n; c++) {
        if (!is_asked(&ref->codes[c]))
            continue;
        struct form_row *row = add(m, FORM_FIGURE, sex, classif1);
        row->classif[0] = c;
        row->version = version;
        row->indent = ref->codes[c].role != CODE_TOTAL;
    }
}

static void add_block(struct making *m, uint16_t sex, uint16_t classif1)
{
    struct form *form = m->form;
    if (form->nversions == 0) { /* by sex alone */
        add(m, FORM_FIGURE, sex, classif1);
        return;
    }
    for (unsigned v = 0; v < form->nversions; v++) {
        uint32_t from = form->n;
        if (v > 0)
            add(m, FORM_HEAD, sex, classif1)->version = form->versions[v];
        add_items(m, form->versions[v], sex, classif1);
        for (uint32_t i = from; v > 0 && i < form->n; i++)
            form->rows[i].other_version = true;
    }
}

/* -- what is the sum of what ---------------------------------------------------------------- */

static bool is_figure(const struct form_row *r) { return r->kind != FORM_HEAD; }

static bool is_child(const struct ref *ref, uint16_t parent, const struct form_row *b)
{
    if (!parent)
        return false;
    return b->kind == FORM_SLOT ? ref->codes[parent].role == CODE_TOTAL
                                : b->classif[0] && ref->codes[b->classif[0]].parent == parent;
}

/* Is b one of the rows that make up a, along one dimension with all others the same? */
static bool is_part(const struct ref *ref, const struct form_row *a, const struct form_row *b,
                    unsigned along)
{
    if (!is_figure(b) || a == b)
        return false;
    bool same_sex = a->sex == b->sex, same_second = a->classif[1] == b->classif[1];
    bool same_first = a->classif[0] == b->classif[0] && a->slot == b->slot && a->version == b->version;
    switch (along) {
    case 0:
        return same_first && same_second && a->sex == ref->sex_total &&
               (b->sex == ref->sex_female || b->sex == ref->sex_male);
    case 1:
        return same_sex && same_second && a->version == b->version && is_child(ref, a->classif[0], b);
    default:
        return same_sex && same_first && a->classif[1] && b->classif[1] &&
               ref->codes[b->classif[1]].parent == a->classif[1];
    }
}

static void find_sums(struct making *m)
{
    struct form *form = m->form;
    const struct ref *ref = form->ref;
    for (uint32_t i = 0; i < form->n; i++) {
        struct form_row *row = &form->rows[i];
        for (unsigned along = 0; along < 3 && is_figure(row); along++) {
            struct form_sum *sum = &row->sum[along];
            uint32_t n = 0;
            for (uint32_t k = 0; k < form->n; k++)
                n += is_part(ref, row, &form->rows[k], along);
            sum->rows = arena_array(m->arena, uint32_t, n + 1);
            for (uint32_t k = 0; k < form->n; k++)
                if (is_part(ref, row, &form->rows[k], along)) {
                    uint16_t code = along ? form->rows[k].classif[along - 1] : 0;
                    if (code && ref->codes[code].role == CODE_REST)
                        sum->rest = k;
                    sum->nested = sum->nested || (code && ref->codes[code].has_parts);
                    sum->rows[sum->n++] = k;
                }
            sum->open = along == 1 && ref->versions[row->version].countries;
        }
    }
}

static void find_versions(struct form *form)
{
    const struct indicator *in = &form->ref->indicators[form->indicator];
    for (int wanted = 1; wanted >= 0; wanted--) /* the default before the others */
        for (unsigned i = 0; i < in->nasked; i++)
            if (form->ref->versions[in->asked[i]].dimension == in->classif[0] &&
                (int)(in->asked_default >> i & 1) == wanted)
                form->versions[form->nversions++] = in->asked[i];
}

void form_init(struct form *out, struct arena *arena, const struct ref *ref, uint16_t indicator,
               unsigned slots)
{
    const struct indicator *in = &ref->indicators[indicator];
    struct making m = {.form = out, .arena = arena, .slots = slots, .size = 64};
    assert(slots <= FORM_SLOTS_MAX);
    *out = (struct form){.ref = ref, .indicator = indicator};
    out->rows = arena_array(arena, struct form_row, m.size);
    if (in->nclass > 0)
        find_versions(out);
    const struct version *second = NULL;
    for (unsigned i = 0; in->nclass == 2 && i < in->nasked; i++)
        if (ref->versions[in->asked[i]].dimension == in->classif[1] && (in->asked_default >> i & 1))
            second = &ref->versions[in->asked[i]];
    const uint16_t sexes[] = {ref->sex_total, ref->sex_female, ref->sex_male};
    for (unsigned s = 0; s < (in->has_sex ? 3u : 1u); s++) {
        uint16_t sex = in->has_sex ? sexes[s] : 0;
        if (in->has_sex)
            add(&m, FORM_HEAD, sex, 0);
        if (!second)
            add_block(&m, sex, 0);
        for (uint16_t c = 0; second && c < second->n; c++) {
            uint16_t code = second->first + c;
            if (!is_asked(&ref->codes[code]))
                continue;
            add(&m, FORM_HEAD, sex, code)->indent = 1;
            add_block(&m, sex, code);
        }
    }
    if (str_is(in->unit, "PS")) /* persons add up; earnings and shares do not */
        find_sums(&m);
}

size_t form_key_fmt(char out[FORM_KEY], const struct ref *ref, const struct form_row *row)
{
    int n = row->kind == FORM_SLOT ? snprintf(out, FORM_KEY, "slot %u", row->slot)
                                   : snprintf(out, FORM_KEY, "figure");
    if (row->sex)
        n += snprintf(out + n, FORM_KEY - (size_t)n, " %s", ref->codes[row->sex].code.p);
    if (row->kind == FORM_SLOT)
        n += snprintf(out + n, FORM_KEY - (size_t)n, " %s", ref->versions[row->version].code.p);
    for (int i = 0; i < 2; i++)
        if (row->classif[i])
            n += snprintf(out + n, FORM_KEY - (size_t)n, " %s", ref->codes[row->classif[i]].code.p);
    assert(n < FORM_KEY);
    return (size_t)n;
}

uint32_t form_indicators(uint16_t *out, const struct ref *ref, enum criterion criterion)
{
    uint32_t n = 0;
    int last = 0;
    for (uint32_t i = 1; i < ref->nindicators; i++)
        last = MAX(last, ref->indicators[i].sheet);
    for (int sheet = 1; sheet <= last; sheet++)
        for (uint32_t i = 1; i < ref->nindicators; i++) {
            const struct indicator *in = &ref->indicators[i];
            if (in->sheet == sheet && (in->criterion == CRITERION_NONE || criterion == CRITERION_NONE ||
                                       in->criterion == criterion))
                out[n++] = (uint16_t)i;
        }
    return n;
}

enum criterion criterion_find(struct str name)
{
    return str_is(name, "birth")         ? CRITERION_BIRTH
           : str_is(name, "citizenship") ? CRITERION_CITIZENSHIP
                                         : CRITERION_NONE;
}
