/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Errors of chance in the question tables of the sample base that add up: is each found where it
 * breaks a sum, is it located, is what was there proposed first. */

#include "base/embed.h"
#include "base/num.h"
#include "check/check.h"
#include "io/format.h"
#include "model/fixture.h"
#include "test.h"

#include <math.h>
#include <stdio.h>

enum kind { EXCHANGED, WRONG, MISSING, DOUBLED, POINT, OTHER_SEX, NEGATIVE, KINDS };
static const char *const names[KINDS] = {"exchanged", "wrong",  "missing", "doubled",
                                         "point",     "copied", "sign"};

struct share {
    unsigned broken, located, right;          /* one sum at least is broken */
    unsigned crossed, cross_located, cross_right; /* two at least */
};

static bool is_sum(const struct finding *f)
{
    return f->rule == RULE_SEX_SUM || f->rule == RULE_PART_SUM || f->rule == RULE_PART_GAP;
}

static void read_sample(struct obs_set *set)
{
    struct finding_list findings;
    obs_set_init(set);
    finding_list_init(&findings);
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        struct err err;
        if (!str_starts(name, STR("data/asean/")) || !str_ends(name, STR(".csv")))
            continue;
        const struct format *f = format_detect(embedded_files[i].content, &err);
        struct reading rd = {.ref = fixture_ref(), .bytes = embedded_files[i].content, .set = set,
                             .findings = &findings};
        CHECK(f && f->read(&rd, &err) == 0);
    }
    finding_list_release(&findings);
    obs_set_sort(set);
}

/* The text with a slip in it; false where the slip changes nothing. */
static bool slip(char out[NUM_MAX], struct chance *c, enum kind kind, const char *text)
{
    size_t n = strlen(text), digits[NUM_MAX], k = 0, i;
    for (i = 0; i < n; i++)
        if (text[i] != '.')
            digits[k++] = i;
    memcpy(out, text, n + 1);
    i = digits[chance_below(c, (unsigned)k)];
    switch (kind) {
    case EXCHANGED:
        if (i + 1 >= n || text[i + 1] == '.')
            return false;
        out[i] = text[i + 1];
        out[i + 1] = text[i];
        break;
    case WRONG:
        out[i] = (char)('0' + chance_below(c, 10));
        break;
    case MISSING:
        memmove(out + i, out + i + 1, n - i);
        break;
    case DOUBLED:
        memmove(out + i + 1, out + i, n - i + 1);
        break;
    case NEGATIVE:
        snprintf(out, NUM_MAX, "-%s", text);
        break;
    default:
        break;
    }
    return strcmp(out, text) != 0;
}

static bool plant(struct obs *o, struct chance *c, enum kind kind, const struct obs *beside)
{
    char text[NUM_MAX], wrong[NUM_MAX];
    double before = o->value;
    unsigned places;
    text[num_fmt(text, o->value, o->decimals)] = 0;
    if (kind == OTHER_SEX) {
        o->value = beside->value;
        o->decimals = beside->decimals;
    } else if (kind == POINT) {
        unsigned by = 1 + chance_below(c, 3);
        o->value *= num_pow10[by];
        o->decimals = (uint8_t)(o->decimals > by ? o->decimals - by : 0);
    } else {
        if (!slip(wrong, c, kind, text) || num_parse(&o->value, &places, str_of(wrong)) != NUM_OK)
            return false;
        o->decimals = (uint8_t)places;
    }
    return o->value != before && !isnan(o->value);
}

static bool same_cell(const struct proposal_cell *p, const struct obs *o)
{
    const struct code *codes = fixture_ref()->codes;
    return str_eq(p->sex, codes[o->sex].code) && str_eq(p->classif[0], codes[o->classif[0]].code) &&
           str_eq(p->classif[1], codes[o->classif[1]].code);
}

static void judge(struct share *s, const struct finding_list *list, const struct obs *o, double meant)
{
    unsigned broken = 0, located = 0, right = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct finding *f = &list->v[i];
        double to;
        unsigned places;
        if (!is_sum(f) || broken++)
            continue;
        located = f->nproposals && f->proposals[0].ncells == 1 && same_cell(f->proposals[0].cells, o);
        right = located && num_parse(&to, &places, f->proposals[0].cells[0].to) == NUM_OK &&
                fabs(to - meant) < 1e-6;
    }
    if (broken) {
        s->broken++;
        s->located += located;
        s->right += right;
    }
    if (broken > 1) {
        s->crossed++;
        s->cross_located += located;
        s->cross_right += right;
    }
}

/* The set is one table, and the years around it. */
static void check_one(struct finding_list *list, struct obs_set *set)
{
    finding_list_init(list);
    check_set(list, fixture_ref(), set, &(struct check_options){.last_year = 2026});
}

static bool is_clean(struct obs_set *set)
{
    struct finding_list list;
    bool clean = true;
    check_one(&list, set);
    for (size_t i = 0; i < list.n; i++) {
        clean = clean && !is_sum(&list.v[i]);
        CHECK(is_sum(&list.v[i]) || list.v[i].nproposals == 0);
    }
    finding_list_release(&list);
    return clean;
}

static void plant_in(struct share share[KINDS], struct chance *c, struct obs_set *set, size_t from,
                     size_t to)
{
    for (unsigned kind = 0; kind < KINDS; kind++)
        for (int round = 0; round < 4; round++) {
            struct obs *o = &set->v[from + chance_below(c, (unsigned)(to - from))], before = *o;
            const struct obs *beside = o > set->v ? o - 1 : o;
            if (isnan(o->value) || o->value == 0 || o->set_aside)
                continue;
            if (plant(o, c, kind, beside)) {
                struct finding_list list;
                check_one(&list, set);
                judge(&share[kind], &list, o, before.value);
                finding_list_release(&list);
            }
            *o = before;
        }
}

TEST(planted_errors_are_found_located_and_mended)
{
    struct obs_set all, set;
    struct share share[KINDS] = {{0}}, sum = {0};
    struct chance c = {2026};
    unsigned clean = 0;
    read_sample(&all);
    for (size_t from = 0, to; from < all.n; from = to) {
        const struct obs *a = &all.v[from];
        for (to = from + 1; to < all.n && all.v[to].indicator == a->indicator &&
                            all.v[to].area == a->area && all.v[to].source == a->source;)
            to++;
        set = all;
        set.v = all.v + from;
        set.n = to - from;
        if (!is_clean(&set))
            continue;
        for (size_t i = 0, k; i < set.n; i = k, clean++) {
            for (k = i + 1; k < set.n && obs_same_table(&set.v[i], &set.v[k]);)
                k++;
            plant_in(share, &c, &set, i, k);
        }
    }
    printf("planted in %u tables       found  located  right | two sums  located  right\n", clean);
    for (unsigned k = 0; k < KINDS; k++) {
        const struct share *s = &share[k];
        printf("  %-22s %7u %7u %7u | %7u %7u %7u\n", names[k], s->broken, s->located, s->right,
               s->crossed, s->cross_located, s->cross_right);
        sum.broken += s->broken;
        sum.crossed += s->crossed;
        sum.cross_located += s->cross_located;
        sum.cross_right += s->cross_right;
    }
    obs_set_release(&all);
    CHECK(sum.broken > 1000 && sum.crossed > 200);
    CHECK(sum.cross_located * 100 >= sum.crossed * 95);
    CHECK(sum.cross_right * 100 >= sum.crossed * 90);
}
