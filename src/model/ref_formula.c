/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading the formulas of data/: those written out, those that apply to a whole family of tables,
 * and the successions from the first generation. A base of an older program has none of the files. */

#include "model/formula.h"

#include "base/num.h"
#include "model/ref_sheet.h"

const char *const operation_names[] = {"sum", "difference", "ratio", "growth", "region"};

struct code_succession {
    uint16_t from, to;
};

uint16_t succession_code(const struct ref *ref, uint16_t code, uint16_t dimension)
{
    if (code && ref->versions[ref->codes[code].version].dimension == dimension)
        return code;
    for (uint32_t i = 0; i < ref->ncode_successions; i++) {
        const struct code_succession *c = &ref->code_successions[i];
        if (c->from == code && ref->versions[ref->codes[c->to].version].dimension == dimension)
            return c->to;
    }
    return 0;
}

const struct formula *formula_of(const struct ref *ref, uint16_t indicator)
{
    for (uint32_t i = 0; i < ref->nformulas; i++)
        if (ref->formulas[i].result == indicator)
            return &ref->formulas[i];
    return NULL;
}

bool formula_regional(const struct ref *ref, uint16_t code)
{
    return ref->codes[code].area && ref->areas[ref->codes[code].area].member;
}

/* -- inputs ------------------------------------------------------------------------------- */

static int part_parse(struct sheet *s, struct formula_input *in, struct str part)
{
    const struct ref *ref = s->ref;
    const struct indicator *table = &ref->indicators[in->indicator];
    uint16_t code = ref_code_find(ref, part);
    if (str_is(part, "before")) {
        in->before = true;
        return 0;
    }
    for (unsigned i = 0; i < 2; i++)
        if (str_is(part, i ? "total2" : "total")) {
            in->total[i] = true;
            return i < table->nclass ? 0 : FAIL(s, "%s has no classification for \"%.*s\"",
                                                table->code.p, STR_FMT(part));
        }
    if (!code)
        return FAIL(s, "\"%.*s\" is no code, and neither total, total2 nor before", STR_FMT(part));
    int slot = ref_code_slot(ref, table, code);
    if (ref->versions[ref->codes[code].version].dimension == ref->sex_dimension && table->has_sex)
        in->fixed[0] = code;
    else if (slot >= 0)
        in->fixed[1 + slot] = code;
    else
        return FAIL(s, "%s has no dimension for %.*s", table->code.p, STR_FMT(part));
    return 0;
}

/* `base` stands for the star of a family; it is 0 where there is none. */
static int input_parse(struct sheet *s, struct formula_input *in, struct str text, uint16_t base)
{
    struct str name = {0}, part, rest = text;
    *in = (struct formula_input){0};
    str_next(&name, &rest, '@');
    if (base && str_is(name, "*"))
        in->indicator = base;
    else if (!(in->indicator = ref_indicator_find(s->ref, name)))
        return FAIL(s, "\"%.*s\" is not in data/tables/indicators.csv", STR_FMT(name));
    int r = 0;
    while (r == 0 && rest.len && str_next(&part, &rest, '@'))
        r = part_parse(s, in, part);
    return r;
}

static bool same_dimensions(const struct indicator *a, const struct indicator *b)
{
    return a->has_sex == b->has_sex && a->nclass == b->nclass && a->classif[0] == b->classif[0] &&
           a->classif[1] == b->classif[1];
}

static bool same_formula(const struct formula *a, const struct formula *b)
{
    bool same = a->operation == b->operation && a->nin == b->nin;
    for (unsigned i = 0; same && i < a->nin; i++) {
        const struct formula_input *x = &a->in[i], *y = &b->in[i];
        same = x->indicator == y->indicator && !memcmp(x->fixed, y->fixed, sizeof x->fixed) &&
               x->total[0] == y->total[0] && x->total[1] == y->total[1] && x->before == y->before;
    }
    return same;
}

static int inputs_parse(struct sheet *s, struct formula *f, struct str text, uint16_t base)
{
    struct str one;
    int r = 0;
    f->nin = 0;
    while (r == 0 && str_next(&one, &text, ' ')) {
        if (f->nin == FORMULA_INPUTS)
            return FAIL(s, "more than %d inputs", FORMULA_INPUTS);
        r = input_parse(s, &f->in[f->nin++], one, base);
    }
    if (r)
        return r;
    unsigned want = f->operation == OPERATION_REGION ? 1 : 2;
    if (f->nin < want || (f->nin > want && f->operation > OPERATION_DIFFERENCE))
        return FAIL(s, "a %s has %s", operation_names[f->operation],
                    want == 1 ? "one input" : f->operation > OPERATION_DIFFERENCE ? "two inputs"
                                                                                   : "two inputs or more");
    if ((f->operation == OPERATION_GROWTH) != f->in[1].before || f->in[0].before || f->in[2].before)
        return FAIL(s, "\"before\" is said of the second input of a growth, and of no other");
    for (unsigned i = 1; i < f->nin; i++)
        if (!same_dimensions(&s->ref->indicators[f->in[0].indicator],
                             &s->ref->indicators[f->in[i].indicator]))
            return FAIL(s, "%s and %s have other dimensions",
                        s->ref->indicators[f->in[0].indicator].code.p,
                        s->ref->indicators[f->in[i].indicator].code.p);
    for (unsigned i = 0; i < f->nin; i++)
        if (s->ref->indicators[f->in[i].indicator].generation == GEN_DERIVED &&
            !formula_of(s->ref, f->in[i].indicator))
            return FAIL(s, "%s is derived, and its formula does not stand above",
                        s->ref->indicators[f->in[i].indicator].code.p);
    return 0;
}

/* -- results ------------------------------------------------------------------------------ */

static int country_slot(const struct ref *ref, const struct indicator *in)
{
    for (unsigned i = 0; i < in->nclass; i++)
        for (unsigned k = 0; k < in->ndisseminated; k++) {
            const struct version *v = &ref->versions[in->disseminated[k]];
            if (v->countries && v->dimension == in->classif[i])
                return (int)i;
        }
    return -1;
}

/* Which dimensions of the inputs the result has, and that the others are fixed. */
static int fit(struct sheet *s, struct formula *f)
{
    const struct ref *ref = s->ref;
    const struct indicator *to = &ref->indicators[f->result];
    const struct indicator *from = &ref->indicators[f->in[0].indicator];
    bool used[2] = {false, false};
    f->countries = (int8_t)(f->operation == OPERATION_REGION ? country_slot(ref, from) : -1);
    if (f->operation == OPERATION_REGION && f->countries < 0)
        return FAIL(s, "%s has no classification by country", from->code.p);
    for (unsigned i = 0; i < 2; i++) {
        f->slot[i] = -1;
        for (unsigned k = 0; i < to->nclass && k < from->nclass; k++)
            if (from->classif[k] == to->classif[i])
                f->slot[i] = (int8_t)k;
        if (i < to->nclass && f->slot[i] < 0)
            return FAIL(s, "%s has a dimension that %s has not", to->code.p, from->code.p);
        if (f->slot[i] >= 0)
            used[f->slot[i]] = true;
    }
    if (to->has_sex && !from->has_sex)
        return FAIL(s, "%s is by sex and %s is not", to->code.p, from->code.p);
    if (from->has_sex && !to->has_sex && !f->in[0].fixed[0])
        return FAIL(s, "%s does not say which sex of %s", to->code.p, from->code.p);
    for (unsigned k = 0; k < from->nclass; k++)
        if (!used[k] && !f->in[0].fixed[1 + k] && f->countries != (int)k)
            return FAIL(s, "%s does not say what of each classification of %s", to->code.p,
                        from->code.p);
    return 0;
}

static int operation_parse(struct sheet *s, struct formula *f, struct str operation,
                           struct str multiplier)
{
    unsigned decimals, o = 0;
    while (o <= OPERATION_REGION && !str_is(operation, operation_names[o]))
        o++;
    if (o > OPERATION_REGION)
        return FAIL(s, "\"%.*s\" is to be sum, difference, ratio, growth or region",
                    STR_FMT(operation));
    f->operation = (enum operation)o;
    if (num_parse(&f->multiplier, &decimals, multiplier) != NUM_OK || !(f->multiplier > 0))
        return FAIL(s, "the multiplier \"%.*s\" is to be a number above 0", STR_FMT(multiplier));
    return 0;
}

static int add_formula(struct sheet *s, const struct formula *f)
{
    struct ref *ref = s->ref;
    if (formula_of(ref, f->result))
        return FAIL(s, "%s has a formula already", ref->indicators[f->result].code.p);
    struct formula *new = MORE(ref->formulas, ref->nformulas);
    *new = *f;
    ref->nformulas++;
    return fit(s, new);
}

static int row_formulas(struct sheet *s, struct ref *ref, struct str *f)
{
    struct formula new = {.reference = f[4]};
    int r = want_ref(s, &new.result, &ref->indicator_map, f[0], "tables/indicators.csv");
    if (r == 0 && ref->indicators[new.result].generation != GEN_DERIVED)
        return FAIL(s, "%s is asked for, and not of the generation derived", f[0].p);
    if (r == 0 && !new.reference.len)
        return FAIL(s, "%s does not say where its formula is published", f[0].p);
    if (r == 0)
        r = operation_parse(s, &new, f[1], f[3]);
    if (r == 0)
        r = inputs_parse(s, &new, f[2], 0);
    return r ? r : add_formula(s, &new);
}
LOAD(formulas, "tables/derived.csv", "result,operation,inputs,multiplier,reference")

/* -- families ----------------------------------------------------------------------------- */

/* What a family says of itself: a row of families.csv. */
struct family {
    struct str suffix, operation, inputs, multiplier, units, of, unit, title, definition, reference;
    int decimals;
    bool own, move;
};

static bool has_version(const struct ref *ref, const struct indicator *in, struct str version)
{
    for (unsigned i = 0; i < in->ndisseminated; i++)
        if (str_eq(ref->versions[in->disseminated[i]].code, version))
            return true;
    return false;
}

static bool is_one_of(struct str list, struct str word)
{
    struct str one;
    while (str_next(&one, &list, ' '))
        if (str_eq(one, word))
            return true;
    return false;
}

static bool applies(const struct ref *ref, const struct family *f, const struct indicator *in)
{
    if (in->generation == GEN_FIRST || !str_ends(in->code, STR("_NB")) ||
        !is_one_of(f->units, in->unit))
        return false;
    return str_is(f->of, "every")       ? true
           : str_is(f->of, "sex")        ? in->has_sex
           : str_is(f->of, "classified") ? in->nclass > 0
           : str_is(f->of, "countries")  ? country_slot(ref, in) >= 0
                                         : has_version(ref, in, f->of);
}

/* TTT_VVVV, the dimensions, the suffix: the code of a member of a family, and its dimensions. */
static void member_code(struct ref *ref, struct indicator *new, const struct indicator *base,
                        const struct formula *f, const struct family *family)
{
    struct arena *arena = &ref->arena;
    struct buf code = {0};
    buf_str(&code, str_sub(base->code, 0, 8));
    new->has_sex = base->has_sex && !f->in[0].fixed[0];
    if (new->has_sex)
        buf_puts(&code, "_SEX");
    /* a distribution has what is distributed last, as ILOSTAT names them */
    for (unsigned k = 0; k < base->nclass; k++) {
        unsigned slot = family->move ? base->nclass - 1 - k : k;
        if (f->in[0].fixed[1 + slot] || f->countries == (int)slot)
            continue;
        buf_fmt(&code, "_%s", ref->dimensions[base->classif[slot]].id.p);
        new->classif[new->nclass++] = base->classif[slot];
    }
    buf_fmt(&code, "_%s", family->suffix.p);
    new->code = arena_str(arena, buf_view(&code));
    new->measure = str_of(arena_fmt(arena, "%.8s_%s", base->code.p, family->suffix.p));
    buf_release(&code);
}

static void member_versions(const struct ref *ref, struct indicator *new, const struct indicator *base)
{
    for (unsigned i = 0; i < base->ndisseminated; i++)
        for (unsigned k = 0; k < new->nclass; k++)
            if (ref->versions[base->disseminated[i]].dimension == new->classif[k])
                new->disseminated[new->ndisseminated++] = base->disseminated[i];
}

static int add_member(struct sheet *s, struct formula *f, const struct family *family, uint16_t base)
{
    struct ref *ref = s->ref;
    const struct indicator *in = &ref->indicators[base];
    struct indicator new = {.module = in->module, .generation = GEN_DERIVED,
                            .criterion = in->criterion, .unit = family->unit,
                            .decimals = (unsigned)family->decimals,
                            .family = family->suffix, .base = base};
    f->countries = (int8_t)(f->operation == OPERATION_REGION ? country_slot(ref, in) : -1);
    member_code(ref, &new, in, f, family);
    f->result = ref_indicator_find(ref, new.code);
    f->own = family->own;
    if (!f->result) {
        member_versions(ref, &new, in);
        new.title = str_of(arena_fmt(&ref->arena, "%s: %s", in->title.p, family->title.p));
        new.definition = str_of(arena_fmt(&ref->arena, "%s %s", family->definition.p, in->definition.p));
        new.instruction = STR("");
        f->result = (uint16_t)ref->nindicators;
        struct indicator *at = MORE(ref->indicators, ref->nindicators);
        *at = new;
        int r = put_unique(s, &ref->indicator_map, new.code, ref->nindicators++);
        if (r)
            return r;
    }
    return add_formula(s, f);
}

static int row_families(struct sheet *s, struct ref *ref, struct str *f)
{
    struct family family = {f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[8], f[9], f[10], 0, false, false};
    static const char *const kinds[] = {"every", "sex", "classified", "countries"};
    int r = want_int(s, &family.decimals, f[7]);
    bool kind = ref_version_find(ref, family.of) >= 0;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        kind = kind || str_is(family.of, kinds[i]);
    if (r == 0 && !kind)
        return FAIL(s, "\"%s\" is to be every, sex, classified, countries or a version", family.of.p);
    if (r == 0 && (family.suffix.len != 2 || !family.title.len || !family.definition.len ||
                   !family.reference.len))
        return FAIL(s, "a family has a suffix of two letters, a title, a definition and a reference");
    family.own = !str_is(family.suffix, "DT"); /* the one that ILOSTAT has as well */
    family.move = !family.own;
    uint32_t n = ref->nindicators; /* a family is not made of its own members */
    for (uint16_t base = 1; r == 0 && base < n; base++) {
        struct formula new = {.reference = family.reference};
        bool known = false;
        if (!applies(ref, &family, &ref->indicators[base]))
            continue;
        if ((r = operation_parse(s, &new, family.operation, family.multiplier)) ||
            (r = inputs_parse(s, &new, family.inputs, base)))
            return r;
        for (uint32_t i = 0; i < ref->nformulas; i++)
            known = known || same_formula(&new, &ref->formulas[i]);
        if (!known) /* some have a code of their own in ILOSTAT */
            r = add_member(s, &new, &family, base);
    }
    return r;
}
LOAD(families, "tables/families.csv",
     "suffix,operation,inputs,multiplier,units,of,unit,decimals,title,definition,reference")

/* -- successions ---------------------------------------------------------------------------- */

static void add_code_succession(struct ref *ref, uint16_t from, uint16_t to)
{
    struct code_succession *c = MORE(ref->code_successions, ref->ncode_successions);
    *c = (struct code_succession){from, to};
    ref->ncode_successions++;
}

/* Codes, or two versions whose codes differ in the name of the version alone. */
static int row_code_successions(struct sheet *s, struct ref *ref, struct str *f)
{
    uint16_t from = ref_code_find(ref, f[0]), to = ref_code_find(ref, f[1]);
    int of = ref_version_find(ref, f[0]), into = ref_version_find(ref, f[1]);
    int r = want_new_pair(s, f[0], f[1]);
    if (r)
        return r;
    if (from && to) {
        add_code_succession(ref, from, to);
        return 0;
    }
    if (of < 0 || into < 0)
        return FAIL(s, "%s and %s are to be two codes or two versions", f[0].p, f[1].p);
    const struct version *v = &ref->versions[of];
    for (uint16_t c = v->first; c < v->first + v->n; c++) {
        struct str tail = str_sub(ref->codes[c].code, v->code.len, ref->codes[c].code.len);
        uint16_t other = ref_code_find(ref, str_of(arena_fmt(&ref->arena, "%s%.*s",
                                                             ref->versions[into].code.p,
                                                             STR_FMT(tail))));
        if (other)
            add_code_succession(ref, c, other);
    }
    return 0;
}
LOAD(code_successions, "codelists/successions.csv", "from,to")

static int row_successions(struct sheet *s, struct ref *ref, struct str *f)
{
    struct succession new = {.note = f[2]};
    int r = want_ref(s, &new.from, &ref->indicator_map, f[0], "tables/indicators.csv");
    if (r == 0)
        r = want_ref(s, &new.to, &ref->indicator_map, f[1], "tables/indicators.csv");
    if (r)
        return r;
    if (ref->indicators[new.from].generation != GEN_FIRST)
        return FAIL(s, "%s is not of the first generation", f[0].p);
    if (new.note.len && !ref_note_find(ref, new.note))
        return FAIL(s, "\"%s\" is not in data/sources/notes.csv", f[2].p);
    if (f[3].len && !(new.add = ref_code_find(ref, f[3])))
        return FAIL(s, "\"%s\" is not in data/codelists/items.csv", f[3].p);
    struct succession *at = MORE(ref->successions, ref->nsuccessions);
    *at = new;
    ref->nsuccessions++;
    return want_new(s, str_of(arena_fmt(&ref->arena, "%s,%s,%s", f[0].p, f[1].p, f[2].p)));
}
LOAD(successions, "tables/successions.csv", "from,to,note,add")

/* ------------------------------------------------------------------------------------------- */

int ref_load_formulas(struct ref *ref, const struct ref_file *files, size_t n, struct err *err)
{
    static const struct {
        const char *name;
        int (*load)(struct ref *, const struct ref_file *, size_t, struct err *);
    } all[] = {{"tables/derived.csv", load_formulas},
               {"tables/families.csv", load_families},
               {"codelists/successions.csv", load_code_successions},
               {"tables/successions.csv", load_successions}};
    int r = 0;
    ref->nlisted = ref->nindicators;
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(all); i++)
        if (file_find(files, n, all[i].name))
            r = all[i].load(ref, files, n, err);
    return r;
}

void ref_free_formulas(struct ref *ref)
{
    free(ref->formulas);
    free(ref->successions);
    free(ref->code_successions);
}
