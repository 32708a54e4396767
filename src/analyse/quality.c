/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/quality.h"

#include "model/capability.h"
#include "model/obs.h"
#include "model/period.h"

#include <math.h>

const char *quality_name(enum quality q)
{
    static const char *const names[] = {"scope", "definition", "timeliness", "periodicity", "age", "sample"};
    return names[q];
}

/* What is known of one source. */
struct known {
    const struct quality_of *of;
    struct arena *arena;
    struct str said[CATALOGUE_FIELDS]; /* in the catalogue, else beside the newest figures */
    uint16_t *tables;                  /* that it feeds */
    struct str *migrants;              /* T36 of the newest figures of each of them */
    uint32_t ntables;
    uint16_t first, last;              /* periods */
    unsigned nyears;
    uint32_t nobs;
};

/* -- from the figures ---------------------------------------------------------------------------- */

/* The newest period at which a note stands, by note. */
struct beside {
    uint16_t *newest, *touched;
    uint32_t n;
    uint16_t at[CATALOGUE_FIELDS]; /* the period that said[] is of */
    bool *years;
};

static void take_note(struct known *k, struct beside *b, struct str note, uint16_t period, struct str *migrants,
                      uint16_t *migrants_at)
{
    struct str part[3], one, type, rest;
    obs_note_split(&part[0], &part[1], &part[2], note);
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        while (str_next(&one, &part[i], '_')) {
            rest = one;
            int field = str_next(&type, &rest, ':') ? catalogue_of_note(type) : -1;
            if (field < 0 || !catalogue_note(k->of->ref, (enum catalogue_field)field, one))
                continue;
            if (period > b->at[field]) {
                b->at[field] = period;
                k->said[field] = one;
            }
            if (field == CATALOGUE_MIGRANTS && period > *migrants_at) {
                *migrants_at = period;
                *migrants = one;
            }
        }
}

static void take_table(struct known *k, struct beside *b, const struct cube_flow *flow, uint32_t source)
{
    const struct cube *c = k->of->cube;
    uint32_t before = k->nobs;
    b->n = 0;
    for (uint32_t s = flow->area_at[k->of->area]; s < flow->area_at[k->of->area + 1]; s++)
        for (uint32_t i = c->start[s]; i < c->start[s + 1]; i++) {
            if (c->source[i] != source)
                continue;
            uint16_t period = c->period[i], note = c->note[i];
            k->nobs++;
            k->first = k->first ? MIN(k->first, period) : period;
            k->last = MAX(k->last, period);
            b->years[period_year(period) - PERIOD_BASE_YEAR] = true;
            if (!b->newest[note])
                b->touched[b->n++] = note;
            b->newest[note] = MAX(b->newest[note], period);
        }
    if (k->nobs == before)
        return;
    uint16_t migrants_at = 0;
    k->tables[k->ntables] = flow->indicator;
    for (uint32_t i = 0; i < b->n; i++) {
        take_note(k, b, c->notes[b->touched[i]], b->newest[b->touched[i]], &k->migrants[k->ntables], &migrants_at);
        b->newest[b->touched[i]] = 0;
    }
    k->ntables++;
}

static void take_figures(struct known *k)
{
    enum { YEARS = UINT16_MAX / PERIOD_SUBS + 1 };
    const struct cube *c = k->of->cube;
    uint32_t source = 0;
    while (c && source < c->nsources && !str_eq(c->sources[source], k->of->source))
        source++;
    if (!c || source == c->nsources)
        return;
    struct beside b = {.newest = arena_array(k->arena, uint16_t, c->nnotes + 1),
                       .touched = arena_array(k->arena, uint16_t, c->nnotes + 1),
                       .years = arena_array(k->arena, bool, YEARS)};
    k->tables = arena_array(k->arena, uint16_t, c->nflows + 1);
    k->migrants = arena_array(k->arena, struct str, c->nflows + 1);
    for (uint32_t f = 0; f < c->nflows; f++)
        take_table(k, &b, &c->flows[f], source);
    for (int y = 0; y < YEARS; y++)
        k->nyears += b.years[y];
}

static void take_described(struct known *k)
{
    const struct catalogue_source *d = k->of->described;
    for (int f = 0; d && f < CATALOGUE_FIELDS; f++)
        if (d->content[f].len)
            k->said[f] = d->content[f];
    for (uint32_t t = 0; d && d->content[CATALOGUE_MIGRANTS].len && t < k->ntables; t++)
        k->migrants[t] = d->content[CATALOGUE_MIGRANTS];
}

/* -- the criteria -------------------------------------------------------------------------------- */

enum { NOT_SAID = -2, IN_WORDS = -1 };

static void score(struct quality_score *out, int points, const char *reason)
{
    *out = (struct quality_score){.points = points, .reason = reason};
}

static void arg(struct quality_score *out, const char *name, struct str value)
{
    assert(out->nargs < QUALITY_ARGS);
    out->args[out->nargs++] = (struct quality_arg){name, value};
}

static void arg_number(struct quality_score *out, struct arena *arena, const char *name, int n)
{
    arg(out, name, str_of(arena_fmt(arena, "%d", n)));
}

/* What a fixed value is worth for the table that it fits worst; of a source without figures, for the one it
 * fits best. Of which nothing is said, that is `otherwise`. */
static int worth(const struct known *k, const struct note *note, int otherwise)
{
    const struct ref *ref = k->of->ref;
    int worst = GRADE_MAX, best = otherwise;
    for (uint32_t t = 0; t < k->ntables; t++) {
        int g = grade_of(ref, note, &ref->indicators[k->tables[t]]);
        worst = MIN(worst, g < 0 ? otherwise : g);
    }
    for (uint32_t i = 1; !k->ntables && i < ref->nlisted; i++)
        if (ref->indicators[i].sheet)
            best = MAX(best, grade_of(ref, note, &ref->indicators[i]));
    return k->ntables ? worst : best;
}

/* Points of one thing that is said; or IN_WORDS, NOT_SAID. */
static int worth_said(const struct known *k, enum catalogue_field field)
{
    struct str content = k->said[field];
    const struct note *note = content.len ? catalogue_note(k->of->ref, field, content) : NULL;
    return note ? worth(k, note, 1) : content.len ? IN_WORDS : NOT_SAID;
}

/* Of two things that are to be said: reasons by points, then in words, one only, none. */
struct pair_reasons {
    const char *of_points[GRADE_MAX + 1], *words, *half, *unsaid;
};

static void score_pair(struct quality_score *out, const struct known *k, enum catalogue_field a,
                       enum catalogue_field b, const struct pair_reasons *why)
{
    int pa = worth_said(k, a), pb = worth_said(k, b);
    bool half = (pa == NOT_SAID) != (pb == NOT_SAID), words = pa == IN_WORDS || pb == IN_WORDS;
    int points = MIN(pa < 0 ? 2 : pa, pb < 0 ? 2 : pb); /* words may say everything, if somebody reads them */
    if (pa == NOT_SAID && pb == NOT_SAID) {
        score(out, 0, why->unsaid);
        return;
    }
    if (half) {
        score(out, MIN(points, 1), points ? why->half : why->of_points[0]);
    } else {
        score(out, points, words && points == 2 ? why->words : why->of_points[points]);
    }
    arg(out, catalogue[a].name, pa == NOT_SAID ? STR("-") : k->said[a]);
    arg(out, catalogue[b].name, pb == NOT_SAID ? STR("-") : k->said[b]);
}

static void score_scope(struct quality_score *out, const struct known *k)
{
    static const struct pair_reasons why = {
        {"quality.scope.0", "quality.scope.1", "quality.scope.2", "quality.scope.3"},
        "quality.scope.words", "quality.scope.half", "quality.scope.unsaid"};
    score_pair(out, k, CATALOGUE_GEOGRAPHY, CATALOGUE_POPULATION, &why);
}

/* The questionnaire asks for limits of age of surveys of households. */
static bool age_applies(const struct known *k)
{
    const struct ref *ref = k->of->ref;
    uint16_t type;
    int from = ref_note_type_find(ref, STR("T2"));
    if (k->said[CATALOGUE_AGE_FROM].len || k->said[CATALOGUE_AGE_TO].len)
        return true;
    if (from < 0 || !ref_source_find(ref, &type, NULL, k->of->source))
        return false;
    for (uint32_t i = 0; i < ref->nnote_asked; i++)
        if (ref->note_asked[i].source_type == type && ref->note_asked[i].note_type == from)
            return true;
    return false;
}

static void score_age(struct quality_score *out, const struct known *k)
{
    static const struct pair_reasons why = {
        {"quality.age.0", "quality.age.1", "quality.age.2", "quality.age.3"},
        "quality.age.words", "quality.age.half", "quality.age.unsaid"};
    if (age_applies(k))
        score_pair(out, k, CATALOGUE_AGE_FROM, CATALOGUE_AGE_TO, &why);
    else
        score(out, -1, "quality.age.none");
}

/* By table: who is a migrant in its figures against what it asks. */
static void score_definition(struct quality_score *out, const struct known *k)
{
    static const char *const why[] = {"quality.definition.0", "quality.definition.1", "quality.definition.2",
                                      "quality.definition.3"};
    const struct ref *ref = k->of->ref;
    struct str said = k->said[CATALOGUE_MIGRANTS], worst_said = said;
    const struct note *note = catalogue_note(ref, CATALOGUE_MIGRANTS, said);
    int worst = k->ntables ? GRADE_MAX + 1 : note ? worth(k, note, 0) : NOT_SAID;
    uint16_t table = 0;
    for (uint32_t t = 0; t < k->ntables; t++) {
        struct str of = k->migrants[t].len ? k->migrants[t] : said;
        note = of.len ? catalogue_note(ref, CATALOGUE_MIGRANTS, of) : NULL;
        int g = note ? MAX(grade_of(ref, note, &ref->indicators[k->tables[t]]), 0) : NOT_SAID;
        if (g < worst) {
            worst = g;
            worst_said = of;
            table = k->tables[t];
        }
    }
    score(out, MAX(worst, 0), worst < 0 ? "quality.definition.unsaid" : why[worst]);
    if (worst < 0)
        return;
    arg(out, catalogue[CATALOGUE_MIGRANTS].name, worst_said);
    arg(out, "table", table ? ref->indicators[table].code : STR("-"));
}

static void score_timeliness(struct quality_score *out, const struct known *k)
{
    static const char *const why[] = {"quality.timeliness.0", "quality.timeliness.1", "quality.timeliness.2",
                                      "quality.timeliness.3"};
    if (!k->nobs) {
        score(out, -1, "quality.timeliness.none");
        return;
    }
    int year = period_year(k->last), lag = MAX(k->of->year - year, 0);
    int points = lag <= 1 ? 3 : lag <= 2 ? 2 : lag <= 4 ? 1 : 0;
    score(out, points, why[points]);
    arg_number(out, k->arena, "years", lag);
    arg_number(out, k->arena, "year", year);
}

static void score_periodicity(struct quality_score *out, const struct known *k)
{
    static const char *const why[] = {"quality.periodicity.0", "quality.periodicity.1", "quality.periodicity.2",
                                      "quality.periodicity.3"};
    if (!k->nobs) {
        score(out, -1, "quality.periodicity.none");
        return;
    }
    int first = period_year(k->first), last = period_year(k->last), gaps = (int)k->nyears - 1;
    int points = last - first == gaps ? 3 : last - first <= 2 * gaps ? 2 : last - first <= 5 * gaps ? 1 : 0;
    score(out, gaps ? points : 0, gaps ? why[points] : "quality.periodicity.once");
    arg_number(out, k->arena, "from", first);
    if (!gaps)
        return;
    arg_number(out, k->arena, "to", last);
    arg_number(out, k->arena, "n", (int)k->nyears);
}

/* Groups of source types whose sources ask some and speak of all. */
static bool is_sample(const struct known *k)
{
    static const char *const groups[] = {"B", "D", "G"};
    uint16_t type;
    if (!ref_source_find(k->of->ref, &type, NULL, k->of->source))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(groups); i++)
        if (str_is(k->of->ref->source_types[type].group, groups[i]))
            return true;
    return false;
}

static void score_sample(struct quality_score *out, const struct known *k)
{
    struct str size = k->said[CATALOGUE_SAMPLE_SIZE], design = k->said[CATALOGUE_SAMPLE_DESIGN];
    if (!is_sample(k))
        score(out, -1, "quality.sample.none");
    else if (size.len && design.len)
        score(out, 3, "quality.sample.3");
    else if (size.len)
        score(out, 2, "quality.sample.2");
    else
        score(out, design.len ? 1 : 0, design.len ? "quality.sample.1" : "quality.sample.unsaid");
    if (out->points > 0 && size.len)
        arg(out, catalogue[CATALOGUE_SAMPLE_SIZE].name, size);
    if (out->points > 0 && design.len)
        arg(out, catalogue[CATALOGUE_SAMPLE_DESIGN].name, design);
}

/* -- all of it ----------------------------------------------------------------------------------- */

void quality_score(struct source_quality *out, struct arena *arena, const struct quality_of *of)
{
    static void (*const criteria[])(struct quality_score *, const struct known *) = {
        [QUALITY_SCOPE] = score_scope,           [QUALITY_DEFINITION] = score_definition,
        [QUALITY_TIMELINESS] = score_timeliness, [QUALITY_PERIODICITY] = score_periodicity,
        [QUALITY_AGE] = score_age,               [QUALITY_SAMPLE] = score_sample};
    struct known k = {.of = of, .arena = arena};
    int sum = 0, n = 0;
    take_figures(&k);
    take_described(&k);
    *out = (struct source_quality){.nyears = k.nyears, .nobs = k.nobs};
    if (k.nobs) {
        out->first_year = period_year(k.first);
        out->last_year = period_year(k.last);
    }
    for (int q = 0; q < QUALITIES; q++) {
        criteria[q](&out->score[q], &k);
        n += out->score[q].points >= 0;
        sum += MAX(out->score[q].points, 0);
    }
    out->whole = n ? 100.0 * sum / (n * QUALITY_POINTS) : NAN;
}

struct str quality_migrants(const struct source_quality *q)
{
    const struct quality_score *s = &q->score[QUALITY_DEFINITION];
    for (unsigned i = 0; i < s->nargs; i++)
        if (strcmp(s->args[i].name, catalogue[CATALOGUE_MIGRANTS].name) == 0)
            return s->args[i].value;
    return STR("");
}

void quality_say(struct buf *out, const struct text *text, const struct ref *ref, const char *language,
                 const struct quality_score *s)
{
    struct text_arg args[QUALITY_ARGS + 1] = {{0}};
    for (unsigned i = 0; i < s->nargs; i++) {
        int field = catalogue_find(str_of(s->args[i].name));
        struct str value = s->args[i].value;
        if (field >= 0)
            value = catalogue_text(ref, language, (enum catalogue_field)field, value);
        args[i] = (struct text_arg){s->args[i].name, value};
    }
    text_fmt(out, text, s->reason, args);
}
