/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Which tables count the same, or part of the same: tables/ties.csv. Two tables of one measure
 * share it without a row. */

#include "model/ref_sheet.h"

#include <stdlib.h>

static const char TIES[] = "tables/ties.csv";

int want_measure(struct sheet *s, uint16_t *out, bool *whole, struct str name)
{
    const struct ref *ref = s->ref;
    *whole = true;
    for (uint32_t i = 1; i < ref->nindicators; i++)
        if (str_eq(ref->indicators[i].measure, name)) {
            *out = ref->indicators[i].measured;
            return 0;
        }
    *whole = false;
    *out = ref_indicator_find(ref, name);
    return *out ? 0 : FAIL(s, "\"%.*s\" is no measure and no indicator of data/tables/indicators.csv",
                           STR_FMT(name));
}

static bool has_dimension(const struct indicator *in, uint16_t dimension)
{
    return (in->nclass > 0 && in->classif[0] == dimension) ||
           (in->nclass > 1 && in->classif[1] == dimension);
}

/* All of the left is one code of the right: from now on it is counted there. */
static int put_scope(struct sheet *s, uint16_t left, bool whole, uint16_t right, struct str at)
{
    struct ref *ref = s->ref;
    uint16_t code = ref_code_find(ref, at);
    if (!code)
        return FAIL(s, "\"%.*s\" is not in data/codelists/items.csv", STR_FMT(at));
    uint16_t dimension = ref->versions[ref->codes[code].version].dimension;
    bool met = false;
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        met = met || (in->measured == right && i != left && has_dimension(in, dimension));
    }
    if (!met)
        return FAIL(s, "no table on the right is broken down by the dimension of %s", at.p);
    if (ref->indicators[right].scope)
        return FAIL(s, "%s is itself a part of something", ref->indicators[right].measure.p);
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        struct indicator *in = &ref->indicators[i];
        if (whole ? in->measured != left : i != left)
            continue;
        if (in->scope || in->nclass > 1)
            return FAIL(s, "%s cannot be the part %s of another", in->code.p, at.p);
        in->quantity = ref->indicators[right].quantity;
        in->scope = code;
    }
    return 0;
}

/* A measure of which nothing is counted as part of another. */
static bool stands_alone(const struct ref *ref, uint16_t measure)
{
    for (uint32_t i = 1; i < ref->nindicators; i++)
        if (ref->indicators[i].measured == measure && !ref->indicators[i].scope)
            return true;
    return false;
}

static int row_ties(struct sheet *s, struct ref *ref, struct str *f)
{
    static const char *const relations[] = {"equal", "within", "apart", "mirror"};
    struct ref_tie *t = MORE(ref->ties, ref->nties);
    size_t k = 0;
    bool whole, right_whole;
    struct str piece, left = f[1];
    while (k < ARRAY_LEN(relations) && !str_is(f[0], relations[k]))
        k++;
    if (k == ARRAY_LEN(relations))
        return FAIL(s, "the relation \"%s\" is to be equal, within, apart or mirror", f[0].p);
    t->relation = (enum relation)k;
    int r = want_new(s, str_of(arena_fmt(&ref->arena, "%s %s %s", f[0].p, f[1].p, f[2].p)));
    if (r == 0)
        r = want_measure(s, &t->right, &right_whole, f[2]);
    while (r == 0 && str_next(&piece, &left, ' ')) {
        if (t->nleft == TIE_LEFT)
            return FAIL(s, "more than %d measures on the left", TIE_LEFT);
        r = want_measure(s, &t->left[t->nleft++], &whole, piece);
    }
    if (r)
        return r;
    if (!right_whole)
        return FAIL(s, "\"%s\" is one table; a measure is wanted on the right", f[2].p);
    if ((f[3].len > 0) != (t->relation == TIE_EQUAL && t->nleft == 1))
        return FAIL(s, "a code is given where one measure is part of another, and only there");
    if (!whole && !f[3].len)
        return FAIL(s, "\"%s\" is one table; a measure is wanted", f[1].p);
    for (unsigned i = 0; i < t->nleft; i++)
        if (!f[3].len && t->left[i] == t->right)
            return FAIL(s, "%s stands on both sides", f[2].p);
    if (f[3].len)
        return put_scope(s, t->left[0], whole, t->right, f[3]);
    bool counted = t->relation == TIE_EQUAL || t->relation == TIE_WITHIN;
    for (unsigned i = 0; counted && i <= t->nleft; i++)
        if (!stands_alone(ref, i < t->nleft ? t->left[i] : t->right))
            return FAIL(s, "a measure of this row is part of another; name the other");
    ref->nties++;
    return 0;
}

/* Tables of one measure count the same. Of rates no totals can be compared. */
static void put_quantities(struct ref *ref)
{
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        struct indicator *in = &ref->indicators[i];
        in->measured = (uint16_t)i;
        for (uint32_t k = i - 1; k > 0; k--)
            if (str_eq(ref->indicators[k].measure, in->measure) &&
                str_eq(ref->indicators[k].unit, in->unit))
                in->measured = (uint16_t)k;
        in->quantity = str_is(in->unit, "PT") ? 0 : in->measured;
    }
}

/* First which quantities are: there are few ties and many pairs. */
static void put_tied(struct ref *ref)
{
    uint32_t n = ref->ntied = ref->nindicators;
    bool *tied = mem_alloc((size_t)n * n);
    for (uint32_t q = 1; q < n; q++)
        tied[q * n + q] = true;
    for (uint32_t i = 0; i < ref->nties; i++) {
        const struct ref_tie *t = &ref->ties[i];
        uint32_t right = ref->indicators[t->right].quantity;
        for (unsigned k = 0; k < t->nleft && t->relation <= TIE_WITHIN; k++) {
            uint32_t left = ref->indicators[t->left[k]].quantity;
            tied[left * n + right] = tied[right * n + left] = true;
        }
    }
    ref->tied = arena_array(&ref->arena, bool, (size_t)n * n);
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t k = 1; k < n; k++)
            ref->tied[i * n + k] = tied[ref->indicators[i].quantity * n + ref->indicators[k].quantity];
    free(tied);
}

static int read_ties(struct ref *ref, const struct ref_file *files, size_t nfiles, struct err *err)
{
    struct sheet sheet, *s = &sheet;
    struct str f[COLUMNS_MAX];
    int r = sheet_open(s, ref, files, nfiles, TIES, "relation,left,right,at", err);
    while (r == 0 && (r = sheet_next(s, f)) == 1)
        r = row_ties(s, ref, f);
    csv_release(&s->csv);
    strset_release(&s->seen);
    return r;
}

int ref_load_ties(struct ref *ref, const struct ref_file *files, size_t nfiles, struct err *err)
{
    put_quantities(ref);
    int r = file_find(files, nfiles, TIES) ? read_ties(ref, files, nfiles, err)
                                           : 0; /* a base from before there were ties has none */
    put_tied(ref);
    return r;
}
