/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Totals: women and men against the total over sex, parts against the total of their
 * classification version. */

#include "check/inside.h"

#include "base/buf.h"
#include "base/num.h"

#include <math.h>

/* The slack for floating point itself, far below half a unit of any figure's last place. */
static bool within(double difference, double tolerance)
{
    return fabs(difference) <= tolerance * (1 + 1e-9) + 1e-9;
}

/* A number in a sentence, with the places that the table's figures have. */
struct said {
    char text[NUM_MAX + 1];
};

static struct said say_with(const struct table_check *t, double value, unsigned more_places)
{
    struct said s;
    unsigned places = (unsigned)lround(-log10(t->half_unit * 2)) + more_places;
    s.text[num_fmt(s.text, value, MIN(places, (unsigned)NUM_DECIMALS_MAX))] = 0;
    return s;
}

static struct said say(const struct table_check *t, double value) { return say_with(t, value, 0); }

/* Halves of the last place need one more. */
static struct said say_tolerance(const struct table_check *t, double tolerance)
{
    return say_with(t, tolerance, 1);
}

/* -- sex -------------------------------------------------------------------------------- */

static void sex_group(struct table_check *t, const struct obs *v, size_t n)
{
    const struct obs *total = NULL, *women = NULL, *men = NULL;
    double others = 0;
    unsigned terms = 0;
    for (size_t i = 0; i < n; i++) {
        if (!check_counts(&v[i]))
            continue;
        if (v[i].sex == t->ref->sex_total) {
            total = &v[i];
            continue;
        }
        terms++;
        if (v[i].sex == t->ref->sex_female)
            women = &v[i];
        else if (v[i].sex == t->ref->sex_male)
            men = &v[i];
        else
            others += v[i].value;
    }
    if (!total && terms) {
        const struct obs *at = women ? women : men ? men : v;
        finding_say(t->findings, check_fault(t, RULE_SEX_TOTAL_MISSING, at),
                    "%s given without the total over sex",
                    women && men ? "women and men are" : women ? "women are" : "men are");
        return;
    }
    if (!total || !women || !men)
        return;
    double sum = women->value + men->value + others, gap = sum - total->value;
    double tolerance = t->half_unit * (terms + 1);
    if (within(gap, tolerance))
        return;
    finding_say(t->findings, check_fault(t, RULE_SEX_SUM, total),
                "women %s and men %s make %s, not the total %s; the difference is %s and rounding "
                "explains %s", say(t, women->value).text, say(t, men->value).text,
                say(t, sum).text, say(t, total->value).text, say(t, gap).text,
                say_tolerance(t, tolerance).text);
}

/* A table that gives no total over sex at all is said once, not cell by cell. */
static bool no_total_anywhere(struct table_check *t)
{
    const struct obs *first = NULL;
    bool women = false, men = false;
    for (size_t i = 0; i < t->n; i++) {
        if (!check_counts(&t->cells[i]))
            continue;
        if (t->cells[i].sex == t->ref->sex_total)
            return false;
        first = first ? first : &t->cells[i];
        women = women || t->cells[i].sex == t->ref->sex_female;
        men = men || t->cells[i].sex == t->ref->sex_male;
    }
    if (first)
        finding_say(t->findings, check_fault(t, RULE_SEX_TOTAL_MISSING, first),
                    "the table gives %s without any total over sex",
                    women && men ? "women and men" : women ? "only women" : "only men");
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
    unsigned terms;
    double groups; /* groups of countries of which no member is listed */
    double open;   /* groups of which the members are not known: in the sum or not */
    bool rest;     /* the rest category is given */
    bool complete; /* no part is missing but the rest */
};

/* A total above its parts may only be so where a part or the rest is not given. */
static void compare(struct table_check *t, const struct version *v, const struct sum_check *s)
{
    double tolerance = t->half_unit * (s->terms + 1), gap = s->parts - s->total->value;
    if (within(gap, tolerance) || within(gap + s->groups, tolerance) ||
        within(gap + s->groups + s->open, tolerance))
        return;
    double sum = s->parts + s->groups;
    gap += s->groups;
    if (gap < 0 && !s->rest && !s->complete)
        return;
    enum rule rule = gap < 0 && !s->rest ? RULE_PART_GAP : RULE_PART_SUM;
    struct finding *f = check_fault(t, rule, s->total);
    if (rule == RULE_PART_GAP)
        finding_say(t->findings, f, "the %u part%s of %s make%s %s, the total is %s; what is missing, "
                    "%s, belongs into %s", s->terms, s->terms == 1 ? "" : "s", v->code.p,
                    s->terms == 1 ? "s" : "", say(t, sum).text,
                    say(t, s->total->value).text, say(t, -gap).text,
                    v->rest ? t->ref->codes[v->rest].code.p : "a rest category");
    else
        finding_say(t->findings, f, "the %u part%s of %s make%s %s, not the total %s; the "
                    "difference is %s and rounding explains %s", s->terms, s->terms == 1 ? "" : "s",
                    v->code.p, s->terms == 1 ? "s" : "", say(t, sum).text,
                    say(t, s->total->value).text, say(t, gap).text, say_tolerance(t, tolerance).text);
}

/* The total over a dimension is the same figure in each of its versions, so any of them will
 * do: skill levels may stand under the total of ISCO-08. */
static bool has_other_total(const struct table_check *t, const struct version *v,
                            const struct obs *at)
{
    unsigned slot = t->ref->codes[at->classif[0]].version == t->ref->codes[v->first].version ? 0 : 1;
    for (size_t i = 0; i < t->n; i++) {
        const struct obs *o = &t->cells[i];
        if (check_counts(o) && o->sex == at->sex && o->classif[1 - slot] == at->classif[1 - slot] &&
            t->ref->codes[o->classif[slot]].role == CODE_TOTAL)
            return true;
    }
    return false;
}

static void say_no_total(struct table_check *t, const struct version *v, const struct obs *at)
{
    if (has_other_total(t, v, at))
        return;
    finding_say(t->findings, check_fault(t, RULE_TOTAL_MISSING, at),
                "parts of %s are given without the total %s", v->code.p,
                t->ref->codes[v->total].code.p);
}

struct place {
    uint64_t rank; /* everything but the slot, then the slot's code */
    uint16_t code;
    const struct obs *obs;
};

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
    if (!cell_of(&l, v->total))
        say_no_total(t, v, place->obs);
    for (size_t i = 0; i < n; i++) {
        if (!t->ref->codes[place[i].code].has_parts)
            continue;
        struct sum sum = {0};
        sum_parts(&sum, &l, place[i].code);
        if (sum.terms)
            compare(t, v, &(struct sum_check){.total = place[i].obs, .parts = sum.value,
                                              .terms = sum.terms, .rest = sum.rest,
                                              .complete = sum.missing == 0});
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
static void add_group(struct sum_check *s, const struct ref *ref, const struct version *v,
                      const struct place *group, const struct place *place, size_t n)
{
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
            s.terms++;
            break;
        case CODE_EXTRA:
            add_group(&s, t->ref, v, &place[i], place, n);
            break;
        }
    }
    if (!s.total)
        say_no_total(t, v, place->obs);
    else if (s.terms)
        compare(t, v, &s);
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
        if (!v->partition)
            continue;
        if (v->countries)
            check_countries(t, v, place + from, to - from);
        else
            check_items(t, v, place + from, to - from);
    }
    if (place != stack)
        free(place);
}
