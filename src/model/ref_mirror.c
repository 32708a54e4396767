/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/formula.h"
#include "model/mirrored.h"
#include "model/ref_sheet.h"

static const char MIRROR[] = "tables/mirror.csv";

static const char *const sides[] = {"origin", "destination", "other"};
static const char *const kinds[] = {"stock", "flow", "return"};

const char *mirror_side_name(enum mirror_side side) { return sides[side]; }
const char *mirror_kind_name(enum mirror_kind kind) { return kinds[kind]; }

static int name_find(const char *const *names, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, names[i]))
            return (int)i;
    return -1;
}

int mirror_kind_find(struct str name) { return name_find(kinds, ARRAY_LEN(kinds), name); }

const struct version *mirrored_countries(const struct ref *ref, uint16_t indicator)
{
    const struct indicator *in = &ref->indicators[indicator];
    for (unsigned i = 0; in->nclass == 1 && i < in->ndisseminated; i++)
        if (ref->versions[in->disseminated[i]].countries)
            return &ref->versions[in->disseminated[i]];
    return NULL;
}

static const struct mirrored *row_of(const struct ref *ref, uint16_t measure)
{
    for (uint32_t i = 0; i < ref->nmirrored; i++)
        if (ref->mirrored[i].measure == measure)
            return &ref->mirrored[i];
    return NULL;
}

const struct mirrored *mirrored_of(const struct ref *ref, uint16_t indicator)
{
    return mirrored_countries(ref, indicator) ? row_of(ref, ref->indicators[indicator].measured) : NULL;
}

bool mirrored_tied(const struct ref *ref, uint16_t origin, uint16_t destination)
{
    uint16_t left = ref->indicators[origin].measured, right = ref->indicators[destination].measured;
    for (uint32_t i = 0; i < ref->nties; i++)
        if (ref->ties[i].relation == TIE_MIRROR && ref->ties[i].left[0] == left && ref->ties[i].right == right)
            return true;
    return false;
}

enum criterion mirrored_criterion(const struct ref *ref, struct str note)
{
    enum criterion found = CRITERION_NONE;
    for (uint32_t i = 0; note.len && i < ref->nsuccessions; i++) {
        enum criterion c = ref->indicators[ref->successions[i].to].criterion;
        if (!str_eq(ref->successions[i].note, note) || !c)
            continue;
        if (found && found != c)
            return CRITERION_NONE;
        found = c;
    }
    return found;
}

/* -- reading ------------------------------------------------------------------------------------- */

static int want_name(struct sheet *s, int *out, const char *const *names, size_t n, struct str text,
                     const char *what, const char *wanted)
{
    *out = name_find(names, n, text);
    return *out < 0 ? FAIL(s, "the %s \"%s\" is to be %s", what, text.p, wanted) : 0;
}

/* A table of the measure by country, and what all of its tables by country say. */
static int want_countries(struct sheet *s, const struct mirrored *m, struct str measure)
{
    const struct ref *ref = s->ref;
    bool met = false;
    for (uint16_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        if (in->measured != m->measure || !mirrored_countries(ref, i))
            continue;
        met = true;
        if (in->criterion && in->criterion != m->criterion)
            return FAIL(s, "%s is of another criterion in data/tables/indicators.csv", in->code.p);
    }
    return met ? 0 : FAIL(s, "%s has no table that is broken down by country alone", measure.p);
}

static int row_mirror(struct sheet *s, struct ref *ref, struct str *f)
{
    static const char *const criteria[] = {"", "birth", "citizenship"};
    static const char *const populations[] = {"all", "working_age", "employed", "for_employment"};
    static const char *const times[] = {"point", "year"};
    struct mirrored *m = MORE(ref->mirrored, ref->nmirrored);
    int side = 0, kind = 0, criterion = 0, at = 0;
    bool whole = false;
    int r = want_new(s, f[0]);
    if (r == 0)
        r = want_measure(s, &m->measure, &whole, f[0]);
    if (r == 0 && !whole)
        return FAIL(s, "\"%s\" is one table; a measure is wanted", f[0].p);
    if (r || (r = want_name(s, &side, sides, SIDE_OTHER, f[1], "side", "origin or destination")) ||
        (r = want_name(s, &kind, kinds, MIRROR_KINDS, f[2], "kind", "stock, flow or return")) ||
        (r = want_name(s, &criterion, criteria, ARRAY_LEN(criteria), f[3], "criterion",
                       "birth, citizenship or empty")) ||
        (r = want_name(s, &at, populations, ARRAY_LEN(populations), f[4], "population",
                       "all, working_age, employed or for_employment")) ||
        (r = want_name(s, &at, times, ARRAY_LEN(times), f[5], "time", "point or year")))
        return r;
    if ((kind == MIRROR_STOCK) != (at == 0))
        return FAIL(s, "a stock is counted at a point in time, what moves in a year");
    m->side = (enum mirror_side)side;
    m->kind = (enum mirror_kind)kind;
    m->criterion = (enum criterion)criterion;
    m->population = f[4];
    m->time = f[5];
    ref->nmirrored++;
    return want_countries(s, m, f[0]);
}
LOAD(mirror, MIRROR, "measure,side,kind,criterion,population,time")

static bool in_tie(const struct ref *ref, const struct mirrored *m)
{
    for (uint32_t i = 0; i < ref->nties; i++) {
        const struct ref_tie *t = &ref->ties[i];
        if (t->relation == TIE_MIRROR && (m->side == SIDE_ORIGIN ? t->left[0] : t->right) == m->measure)
            return true;
    }
    return false;
}

/* Both files say the same of who is whose mirror. */
static int check_ties(const struct ref *ref, struct err *err)
{
    for (uint32_t i = 0; i < ref->nties; i++) {
        const struct ref_tie *t = &ref->ties[i];
        if (t->relation != TIE_MIRROR)
            continue;
        const struct mirrored *left = row_of(ref, t->left[0]), *right = row_of(ref, t->right);
        if (t->nleft != 1 || !left || !right || left->side != SIDE_ORIGIN || right->side != SIDE_DESTINATION ||
            left->kind != right->kind)
            return err_set(err, ERR_CONFIG, "data/%s: the mirror of %s and %s in data/tables/ties.csv needs a row of "
                           "the origin and one of the destination, of the same kind", MIRROR,
                           ref->indicators[t->left[0]].measure.p, ref->indicators[t->right].measure.p);
    }
    for (uint32_t i = 0; i < ref->nmirrored; i++) {
        const struct mirrored *m = &ref->mirrored[i];
        if (m->kind != MIRROR_RETURN && ref->nties && !in_tie(ref, m))
            return err_set(err, ERR_CONFIG, "data/%s: no row of data/tables/ties.csv says what %s is a mirror of",
                           MIRROR, ref->indicators[m->measure].measure.p);
    }
    return 0;
}

int ref_load_mirror(struct ref *ref, const struct ref_file *files, size_t n, struct err *err)
{
    if (!file_find(files, n, MIRROR))
        return 0; /* a base from before there were mirror statistics has none */
    int r = load_mirror(ref, files, n, err);
    return r ? r : check_ties(ref, err);
}
