/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Totals: women and men against the total over sex, parts against the total of their
 * classification version. */

#include "check/inside.h"

#include "base/num.h"

#include <math.h>

/* The slack for floating point itself, far below half a unit of any figure's last place. */
static bool within(double difference, double tolerance)
{
    return fabs(difference) <= tolerance * (1 + 1e-9) + 1e-9;
}

/* What the roundings of the figures of one sum explain, and the decimals of the finest. */
struct rounding {
    double explains;
    unsigned places;
};

double check_half(const struct table_check *t, const struct obs *o)
{
    static const double half_unit[NUM_DECIMALS_MAX + 1] = {
        5e-1, 5e-2,  5e-3,  5e-4,  5e-5,  5e-6,  5e-7,  5e-8,
        5e-9, 5e-10, 5e-11, 5e-12, 5e-13, 5e-14, 5e-15, 5e-16};
    return half_unit[check_places(t, o)];
}

/* A sum that is looked at begins with its first figure. */
static void rounding_add(struct rounding *r, const struct table_check *t, const struct obs *o)
{
    if (t->seen) {
        if (r->explains == 0)
            t->seen->open = t->seen->n;
        sum_terms_add(t->seen, o);
    }
    r->explains += check_half(t, o);
    r->places = MAX(r->places, check_places(t, o));
}

/* A number in a sentence, with the places that the finest figure of the sum has. */
struct said {
    char text[NUM_MAX + 1];
};

static struct said say_with(double value, unsigned places)
{
    struct said s;
    s.text[num_fmt(s.text, value, MIN(places, (unsigned)NUM_DECIMALS_MAX))] = 0;
    return s;
}

static struct said say(const struct rounding *r, double value) { return say_with(value, r->places); }

/* Halves of the last place need one more. */
static struct said say_explained(const struct rounding *r)
{
    return say_with(r->explains, r->places + 1);
}

/* -- sex -------------------------------------------------------------------------------- */

/* Figures of different sexes but the total: women, men, others. What is beyond is not named. */
struct sexes {
    const struct obs *v[8];
    unsigned n;
};

static unsigned sex_order(const struct table_check *t, const struct obs *o)
{
    return o->sex == t->ref->sex_female ? 0 : o->sex == t->ref->sex_male ? 1 : 2u + o->sex;
}

static void sexes_add(struct sexes *s, const struct table_check *t, const struct obs *o)
{
    unsigned at = 0;
    while (at < s->n && sex_order(t, s->v[at]) < sex_order(t, o))
        at++;
    if (s->n == ARRAY_LEN(s->v) || (at < s->n && s->v[at]->sex == o->sex))
        return;
    for (unsigned k = s->n++; k > at; k--)
        s->v[k] = s->v[k - 1];
    s->v[at] = o;
}

static bool has_both(const struct sexes *s, const struct table_check *t)
{
    return s->n >= 2 && s->v[0]->sex == t->ref->sex_female && s->v[1]->sex == t->ref->sex_male;
}

/* "women 4"; without the number where `r` is NULL. */
static const char *sex_say(const struct obs *o, struct table_check *t, const struct rounding *r)
{
    if (o->sex == t->ref->sex_female)
        return r ? finding_phrase(t->findings, "women %s", say(r, o->value).text) : PHRASE("women");
    if (o->sex == t->ref->sex_male)
        return r ? finding_phrase(t->findings, "men %s", say(r, o->value).text) : PHRASE("men");
    const char *code = t->ref->codes[o->sex].code.p;
    return r ? finding_phrase(t->findings, "%s %s", code, say(r, o->value).text) : code;
}

/* "women 4, men 3 and SEX_O 2" */
static const char *sexes_say(const struct sexes *s, struct table_check *t, const struct rounding *r)
{
    const char *said = sex_say(s->v[0], t, r);
    for (unsigned i = 1; i < s->n; i++)
        said = finding_phrase(t->findings, i + 1 == s->n ? "%s and %s" : "%s, %s", said,
                              sex_say(s->v[i], t, r));
    return said;
}

/* One other sex is, all else are. */
static bool is_one(const struct sexes *s, const struct table_check *t)
{
    return s->n == 1 && sex_order(t, s->v[0]) > 1;
}

static void sex_group(struct table_check *t, const struct obs *v, size_t n)
{
    const struct obs *total = NULL;
    struct sexes given = {0};
    struct rounding r = {0};
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!check_counts(&v[i]))
            continue;
        rounding_add(&r, t, &v[i]);
        if (v[i].sex == t->ref->sex_total) {
            total = &v[i];
            continue;
        }
        sum += v[i].value;
        sexes_add(&given, t, &v[i]);
    }
    if (!given.n)
        return;
    if (!total && t->seen)
        return;
    if (!total) {
        finding_say(t->findings, check_fault(t, RULE_SEX_TOTAL_MISSING, given.v[0]),
                    is_one(&given, t) ? "%s is given without the total over sex"
                                      : "%s are given without the total over sex",
                    sexes_say(&given, t, NULL));
        return;
    }
    double gap = sum - total->value;
    bool both = has_both(&given, t);
    bool broken = !within(gap, r.explains) && (gap > 0 || both);
    if (t->seen)
        sum_terms_close(t->seen, (struct seen_sum){.total = total, .rule = RULE_SEX_SUM, .most = !both,
                                                   .tolerance = r.explains, .said = broken});
    if (!broken || t->seen)
        return;
    struct finding *f = check_fault(t, RULE_SEX_SUM, total);
    if (given.n == 1)
        finding_say(t->findings, f,
                    is_one(&given, t) ? "%s is more than the total %s; the difference is %s and "
                                        "rounding explains %s"
                                      : "%s are more than the total %s; the difference is %s and "
                                        "rounding explains %s",
                    sexes_say(&given, t, &r), say(&r, total->value).text, say(&r, gap).text,
                    say_explained(&r).text);
    else
        finding_say(t->findings, f,
                    both ? "%s make %s, not the total %s; the difference is %s and rounding explains %s"
                         : "%s make %s, more than the total %s; the difference is %s and rounding "
                           "explains %s",
                    sexes_say(&given, t, &r), say(&r, sum).text, say(&r, total->value).text,
                    say(&r, gap).text, say_explained(&r).text);
}

/* A table that gives no total over sex at all is said once, not cell by cell. */
static bool no_total_anywhere(struct table_check *t)
{
    const struct obs *first = NULL;
    struct sexes given = {0};
    for (size_t i = 0; i < t->n; i++) {
        if (!check_counts(&t->cells[i]))
            continue;
        if (t->cells[i].sex == t->ref->sex_total)
            return false;
        first = first ? first : &t->cells[i];
        sexes_add(&given, t, &t->cells[i]);
    }
    if (first && !t->seen)
        finding_say(t->findings, check_fault(t, RULE_SEX_TOTAL_MISSING, first),
                    given.n == 1 ? "the table gives only %s without any total over sex"
                                 : "the table gives %s without any total over sex",
                    sexes_say(&given, t, NULL));
    return true;
}

void check_sex_sums(struct table_check *t)
{
    if (no_total_anywhere(t))
        return;
    for (size_t from = 0, to; from < t->n; from = to) {
        const struct obs *v = t->cells;
        for (to = from + 1; to < t->n && v[to].classif[0] == v[from].classif[0] &&
                            v[to].classif[1] == v[from].classif[1];)
            to++;
        sex_group(t, v + from, to - from);
    }
}

/* -- parts ------------------------------------------------------------------------------ */

/* The cells of one classification version with everything else the same, by code. */
struct list {
    const struct table_check *t;
    const struct version *version;
    const struct obs **cell; /* by code minus version->first; NULL: not given */
};

static const struct obs *cell_of(const struct list *l, uint16_t code)
{
    return l->cell[code - l->version->first];
}

struct sum {
    double value;
    struct rounding rounding;
    unsigned terms, missing; /* parts that are given, that are not */
    bool rest;               /* the rest category is given */
};

/* The parts below `node`; a part that is not given but has parts of its own stands for them
 * (ECO_SECTOR: services and industry where non-agriculture is not given). */
static void sum_parts(struct sum *s, const struct list *l, uint16_t node)
{
    const struct version *v = l->version;
    for (uint16_t c = v->first; c < v->first + v->n; c++) {
        const struct code *code = &l->t->ref->codes[c];
        if (code->parent != node)
            continue;
        const struct obs *o = cell_of(l, c);
        if (o) {
            s->value += o->value;
            rounding_add(&s->rounding, l->t, o);
            s->terms++;
            s->rest = s->rest || code->role == CODE_REST;
        } else if (code->role == CODE_PART) {
            unsigned before = s->terms;
            sum_parts(s, l, c);
            s->missing += s->terms == before;
        }
    }
}

/* What the parts of one total come to. `groups` and `open` only in lists of countries. */
struct sum_check {
    const struct obs *total;
    double parts;
    struct rounding rounding; /* of the parts and groups */
    unsigned terms;
    double groups; /* groups of countries of which no member is listed */
    double open;   /* groups of which the members are not known: in the sum or not */
    bool rest;     /* the rest category is given */
    bool complete; /* no part is missing but the rest */
};

/* A total above its parts may only be so where a part or the rest is not given. True when
 * there was something to say. */
static bool compare(struct table_check *t, const struct version *v, const struct sum_check *s)
{
    struct rounding r = s->rounding;
    rounding_add(&r, t, s->total);
    double gap = s->parts - s->total->value;
    bool holds = within(gap, r.explains) || within(gap + s->groups, r.explains) ||
                 within(gap + s->groups + s->open, r.explains);
    double sum = s->parts + s->groups;
    gap += s->groups;
    bool broken = !holds && (gap > 0 || s->rest || s->complete);
    enum rule rule = gap < 0 && !s->rest ? RULE_PART_GAP : RULE_PART_SUM;
    if (t->seen)
        sum_terms_close(t->seen, (struct seen_sum){.total = s->total, .rule = rule,
                                                   .most = !s->rest && !s->complete,
                                                   .tolerance = r.explains,
                                                   .unsure = s->groups != 0 || s->open != 0,
                                                   .said = broken});
    if (!broken || t->seen)
        return broken;
    struct finding *f = check_fault(t, rule, s->total);
    if (rule == RULE_PART_GAP)
        finding_say(t->findings, f,
                    s->terms == 1 ? "the %u part of %s makes %s, the total is %s; what is missing, "
                                    "%s, belongs into %s"
                                  : "the %u parts of %s make %s, the total is %s; what is missing, "
                                    "%s, belongs into %s",
                    s->terms, v->code.p, say(&r, sum).text, say(&r, s->total->value).text,
                    say(&r, -gap).text,
                    v->rest ? t->ref->codes[v->rest].code.p : PHRASE("a rest category"));
    else
        finding_say(t->findings, f,
                    s->terms == 1 ? "the %u part of %s makes %s, not the total %s; the difference is "
                                    "%s and rounding explains %s"
                                  : "the %u parts of %s make %s, not the total %s; the difference is "
                                    "%s and rounding explains %s",
                    s->terms, v->code.p, say(&r, sum).text, say(&r, s->total->value).text,
                    say(&r, gap).text, say_explained(&r).text);
    return true;
}

/* The total over a dimension is the same figure in each of its versions, so any of them will
 * do: skill levels may stand under the total of ISCO-08. */
static const struct obs *other_total(const struct table_check *t, const struct version *v,
                                     const struct obs *at)
{
    unsigned slot = t->ref->codes[at->classif[0]].version == t->ref->codes[v->first].version ? 0 : 1;
    for (size_t i = 0; i < t->n; i++) {
        const struct obs *o = &t->cells[i];
        if (check_counts(o) && o->sex == at->sex && o->classif[1 - slot] == at->classif[1 - slot] &&
            t->ref->codes[o->classif[slot]].role == CODE_TOTAL)
            return o;
    }
    return NULL;
}

/* The parts of a list without a total of its own: what they make may not be above another. */
static void compare_with_other(struct table_check *t, const struct version *v,
                               const struct obs *at, double parts, const struct rounding *rounding,
                               unsigned terms)
{
    const struct obs *total = other_total(t, v, at);
    if (!total && !t->seen)
        finding_say(t->findings, check_fault(t, RULE_TOTAL_MISSING, at),
                    "parts of %s are given without the total %s", v->code.p,
                    t->ref->codes[v->total].code.p);
    else if (total && terms)
        compare(t, v, &(struct sum_check){.total = total, .parts = parts, .rounding = *rounding,
                                          .terms = terms});
}

struct place {
    uint64_t rank; /* everything but the slot, then the slot's code */
    uint16_t code;
    const struct obs *obs;
};

/* What takes part in no sum is still inside the total: age bands that overlap, a group of
 * countries whose members are listed. */
static void check_inside(struct table_check *t, const struct version *v, const struct place *place,
                         size_t n)
{
    const struct obs *total = NULL;
    for (size_t i = 0; i < n && !total; i++)
        if (place[i].code == v->total)
            total = place[i].obs;
    for (size_t i = 0; i < n && total; i++) {
        const struct obs *o = place[i].obs;
        enum code_role role = t->ref->codes[place[i].code].role;
        struct rounding r = {0};
        if (o == total || (v->partition && role != CODE_EXTRA))
            continue;
        rounding_add(&r, t, total);
        rounding_add(&r, t, o);
        double gap = o->value - total->value;
        bool broken = gap > 0 && !within(gap, r.explains);
        if (t->seen)
            sum_terms_close(t->seen, (struct seen_sum){.total = total, .rule = RULE_PART_SUM,
                                                       .tolerance = r.explains, .most = true,
                                                       .said = broken});
        else if (broken)
            finding_say(t->findings, check_fault(t, RULE_PART_SUM, total),
                        "%s %s is more than the total %s; the difference is %s and rounding explains "
                        "%s", t->ref->codes[place[i].code].code.p, say(&r, o->value).text,
                        say(&r, total->value).text, say(&r, gap).text, say_explained(&r).text);
    }
}

/* A version with items of its own: every code that has parts is compared with them. */
static void check_items(struct table_check *t, const struct version *v, const struct place *place,
                        size_t n)
{
    const struct obs *cell[UINT8_MAX] = {0};
    struct list l = {t, v, cell};
    if (v->n > ARRAY_LEN(cell))
        return; /* ref_load refuses such a version */
    for (size_t i = 0; i < n; i++)
        cell[place[i].code - v->first] = place[i].obs;
    if (!cell_of(&l, v->total)) {
        struct sum sum = {0};
        sum_parts(&sum, &l, v->total);
        compare_with_other(t, v, place->obs, sum.value, &sum.rounding, sum.terms);
    }
    for (size_t i = 0; i < n; i++) {
        if (!t->ref->codes[place[i].code].has_parts)
            continue;
        struct sum sum = {0};
        sum_parts(&sum, &l, place[i].code);
        if (sum.terms)
            compare(t, v, &(struct sum_check){.total = place[i].obs, .parts = sum.value,
                                              .rounding = sum.rounding, .terms = sum.terms,
                                              .rest = sum.rest, .complete = sum.missing == 0});
    }
}

static bool is_member(const struct ref *ref, uint32_t group, uint16_t area)
{
    for (uint32_t i = 0; i < ref->ngroup_members; i++)
        if (ref->group_members[i].group == group && ref->group_members[i].area == area)
            return true;
    return false;
}

/* A group in a list of countries is part of the sum only where none of its members is listed. */
static void add_group(struct sum_check *s, const struct table_check *t, const struct version *v,
                      const struct place *group, const struct place *place, size_t n)
{
    const struct ref *ref = t->ref;
    struct str code = ref->codes[group->code].code;
    uint32_t index = 0;
    bool members = false, listed = false;
    if (map_find(&ref->group_map, &index, str_sub(code, v->code.len + 1, code.len)))
        for (uint32_t i = 0; i < ref->ngroup_members && !members; i++)
            members = ref->group_members[i].group == index;
    for (size_t i = 0; i < n && members && !listed; i++) {
        uint16_t area = ref->codes[place[i].code].area;
        listed = area && is_member(ref, index, area);
    }
    if (!listed)
        rounding_add(&s->rounding, t, group->obs);
    if (!members)
        s->open += group->obs->value;
    else if (!listed)
        s->groups += group->obs->value;
}

static void check_countries(struct table_check *t, const struct version *v,
                            const struct place *place, size_t n)
{
    struct sum_check s = {0};
    for (size_t i = 0; i < n; i++) {
        switch (t->ref->codes[place[i].code].role) {
        case CODE_TOTAL:
            s.total = place[i].obs;
            break;
        case CODE_REST:
            s.rest = true;
            /* fall through */
        case CODE_PART:
            s.parts += place[i].obs->value;
            rounding_add(&s.rounding, t, place[i].obs);
            s.terms++;
            break;
        case CODE_EXTRA:
            add_group(&s, t, v, &place[i], place, n);
            break;
        }
    }
    if (!s.total)
        compare_with_other(t, v, place->obs, s.parts, &s.rounding, s.terms);
    else if (!s.terms || !compare(t, v, &s))
        check_inside(t, v, place, n);
}

static int by_rank(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static void sort_places(struct place *v, size_t n)
{
    if (n > 48) {
        qsort(v, n, sizeof *v, by_rank);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct place p = v[i];
        size_t k = i;
        for (; k > 0 && v[k - 1].rank > p.rank; k--)
            v[k] = v[k - 1];
        v[k] = p;
    }
}

void check_part_sums(struct table_check *t, unsigned slot)
{
    struct place stack[256], *place = t->n <= ARRAY_LEN(stack) ? stack
                                                               : mem_alloc(sizeof *place * t->n);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct obs *o = &t->cells[i];
        if (check_counts(o) && o->classif[slot])
            place[n++] = (struct place){(uint64_t)o->classif[1 - slot] << 32 |
                                            (uint64_t)o->sex << 16 | o->classif[slot],
                                        o->classif[slot], o};
    }
    sort_places(place, n);
    for (size_t from = 0, to; from < n; from = to) {
        /* codes of a version stand together, so its cells do */
        const struct version *v = &t->ref->versions[t->ref->codes[place[from].code].version];
        for (to = from + 1; to < n && place[to].rank >> 16 == place[from].rank >> 16 &&
                            place[to].code < v->first + v->n;)
            to++;
        if (v->partition && v->countries) {
            check_countries(t, v, place + from, to - from);
            continue;
        }
        if (v->partition)
            check_items(t, v, place + from, to - from);
        check_inside(t, v, place + from, to - from);
    }
    if (place != stack)
        free(place);
}
