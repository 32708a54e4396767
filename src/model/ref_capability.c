/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What kinds of sources can answer, and what fixed values are worth: sources/kinds.csv, capabilities.csv
 * and grades.csv. */

#include "model/capability.h"

#include "model/ref_sheet.h"

static const char KINDS[] = "sources/kinds.csv", CAPABILITIES[] = "sources/capabilities.csv",
                  GRADES[] = "sources/grades.csv";

/* A registered source is of a kind. */
struct source_kind {
    struct str source, kind;
};

/* What a row names, from the widest to the narrowest. */
enum width { OF_ALL, OF_MODULE, OF_CRITERION, OF_MEASURE, OF_TABLE, OF_NOTHING };

struct source_capability {
    struct str of, name;
    enum width width;
    enum answer answer;
    struct str reason;
};

struct note_grade {
    const struct note *note;
    struct str name;
    enum width width;
    int points;
};

static const char *const answers[] = {"no", "partly", "yes"};
const char *answer_name(enum answer answer) { return answers[answer]; }

static struct str criterion_code(enum criterion c)
{
    return c == CRITERION_BIRTH ? STR("birth") : c == CRITERION_CITIZENSHIP ? STR("citizenship") : STR("");
}

/* Which of them a name is. */
static enum width width_of(const struct ref *ref, struct str name)
{
    uint32_t module;
    if (str_is(name, "all"))
        return OF_ALL;
    if (str_is(name, "birth") || str_is(name, "citizenship"))
        return OF_CRITERION;
    if (map_find(&ref->module_map, &module, name))
        return OF_MODULE;
    for (uint32_t i = 1; i < ref->nindicators; i++)
        if (str_eq(ref->indicators[i].measure, name))
            return OF_MEASURE;
    return ref_indicator_find(ref, name) ? OF_TABLE : OF_NOTHING;
}

static bool is_of(const struct ref *ref, const struct indicator *in, enum width width, struct str name)
{
    switch (width) {
    case OF_ALL: return true;
    case OF_MODULE: return str_eq(ref->modules[in->module].code, name);
    case OF_CRITERION: return str_eq(criterion_code(in->criterion), name);
    case OF_MEASURE: return str_eq(in->measure, name);
    case OF_TABLE: return str_eq(in->code, name);
    case OF_NOTHING: break;
    }
    return false;
}

/* -- reading --------------------------------------------------------------------------------------- */

static int row_kinds(struct sheet *s, struct ref *ref, struct str *f)
{
    struct source_kind *k = MORE(ref->source_kinds, ref->nsource_kinds);
    uint16_t survey = 0;
    *k = (struct source_kind){f[0], f[1]};
    ref->nsource_kinds++;
    if (!ref_source_find(ref, NULL, &survey, f[0]) || !survey)
        return FAIL(s, "\"%.*s\" is no source of data/sources/surveys.csv with its type, as BA:741", STR_FMT(f[0]));
    if (!f[1].len || ref_source_type_find(ref, f[1]) >= 0)
        return FAIL(s, "the kind of %s is %s", f[0].p, f[1].len ? "a type of data/sources/types.csv" : "empty");
    return want_new_pair(s, f[0], f[1]);
}
LOAD(kinds, KINDS, "source,kind")

static bool is_kind(const struct ref *ref, struct str name)
{
    for (uint32_t i = 0; i < ref->nsource_kinds; i++)
        if (str_eq(ref->source_kinds[i].kind, name))
            return true;
    return ref_source_type_find(ref, name) >= 0;
}

static int row_capabilities(struct sheet *s, struct ref *ref, struct str *f)
{
    unsigned answer = 0;
    struct str name, rest = f[1];
    while (answer < ARRAY_LEN(answers) && !str_is(f[2], answers[answer]))
        answer++;
    if (answer == ARRAY_LEN(answers))
        return FAIL(s, "the answer \"%s\" is to be yes, partly or no", f[2].p);
    if (!is_kind(ref, f[0]))
        return FAIL(s, "\"%s\" is no type of data/sources/types.csv and no kind of data/%s", f[0].p, KINDS);
    if (!f[1].len || !f[3].len)
        return FAIL(s, "the %s is empty", f[1].len ? "reason" : "question");
    while (str_next(&name, &rest, ' ')) {
        enum width width = width_of(ref, name);
        if (width == OF_NOTHING || width == OF_ALL || width == OF_CRITERION)
            return FAIL(s, "\"%.*s\" is no module, no measure and no indicator", STR_FMT(name));
        int r = want_new_pair(s, f[0], name);
        if (r)
            return r;
        struct source_capability *c = MORE(ref->capabilities, ref->ncapabilities);
        *c = (struct source_capability){f[0], arena_str(&ref->arena, name), width, (enum answer)answer, f[3]};
        ref->ncapabilities++;
    }
    return 0;
}
LOAD(capabilities, CAPABILITIES, "source,question,answer,reason")

static int row_grades(struct sheet *s, struct ref *ref, struct str *f)
{
    struct note_grade *g = MORE(ref->grades, ref->ngrades);
    *g = (struct note_grade){.note = ref_note_find(ref, f[0]), .name = f[1], .width = width_of(ref, f[1])};
    ref->ngrades++;
    if (!g->note)
        return FAIL(s, "\"%s\" is not in data/sources/notes.csv", f[0].p);
    if (g->width == OF_NOTHING || g->width == OF_TABLE)
        return FAIL(s, "\"%s\" is to be all, birth, citizenship, a module or a measure", f[1].p);
    int r = want_int(s, &g->points, f[2]);
    if (r == 0 && (g->points < 0 || g->points > GRADE_MAX))
        return FAIL(s, "%s points; there are 0 to %d", f[2].p, GRADE_MAX);
    return r ? r : want_new_pair(s, f[0], f[1]);
}
LOAD(grades, GRADES, "note,of,points")

static uint16_t capable_find(const struct ref *ref, struct str of)
{
    for (uint16_t i = 0; i < ref->ncapable; i++)
        if (str_eq(ref->capable[i], of))
            return i;
    return UINT16_MAX;
}

/* Of each table the row that names it most narrowly. */
static void put_narrowest(struct ref *ref)
{
    for (uint32_t i = 0; i < ref->ncapabilities; i++)
        if (capable_find(ref, ref->capabilities[i].of) == UINT16_MAX) {
            struct str *of = MORE(ref->capable, ref->ncapable);
            *of = ref->capabilities[i].of;
            ref->ncapable++;
        }
    ref->ncan = ref->nindicators;
    ref->can = arena_array(&ref->arena, uint16_t, (size_t)ref->ncapable * ref->ncan + 1);
    for (uint32_t i = 0; i < ref->ncapabilities; i++) {
        const struct source_capability *c = &ref->capabilities[i];
        uint16_t *can = ref->can + (size_t)capable_find(ref, c->of) * ref->ncan;
        for (uint32_t k = 1; k < ref->ncan; k++)
            if (is_of(ref, &ref->indicators[k], c->width, c->name) &&
                (!can[k] || c->width > ref->capabilities[can[k] - 1].width))
                can[k] = (uint16_t)(i + 1);
    }
}

/* A kind of which nothing is said would be one that can do nothing, unsaid. */
static int check_kinds(const struct ref *ref, struct err *err)
{
    for (uint32_t i = 0; i < ref->nsource_kinds; i++) {
        bool said = false;
        for (uint32_t k = 0; k < ref->ncapabilities; k++)
            said = said || str_eq(ref->capabilities[k].of, ref->source_kinds[i].kind);
        if (!said)
            return err_set(err, ERR_CONFIG, "data/%s: what the kind %s of %s can answer is not in data/%s", KINDS,
                           ref->source_kinds[i].kind.p, ref->source_kinds[i].source.p, CAPABILITIES);
    }
    return 0;
}

int ref_load_capabilities(struct ref *ref, const struct ref_file *files, size_t n, struct err *err)
{
    /* a base from before there were these files has none of them */
    int r = file_find(files, n, KINDS) ? load_kinds(ref, files, n, err) : 0;
    if (r == 0 && file_find(files, n, CAPABILITIES))
        r = load_capabilities(ref, files, n, err);
    if (r == 0 && ref->ncapabilities >= UINT16_MAX)
        r = err_set(err, ERR_CONFIG, "data/%s: more than %d lines", CAPABILITIES, UINT16_MAX);
    if (r == 0)
        r = check_kinds(ref, err);
    if (r == 0)
        put_narrowest(ref);
    if (r == 0 && file_find(files, n, GRADES))
        r = load_grades(ref, files, n, err);
    return r;
}

void ref_free_capabilities(struct ref *ref)
{
    free(ref->source_kinds);
    free(ref->capabilities);
    free(ref->grades);
    free(ref->capable);
}

/* -- asking ---------------------------------------------------------------------------------------- */

static void capable_add(struct capable *out, const struct ref *ref, struct str of)
{
    uint16_t i = capable_find(ref, of);
    if (i != UINT16_MAX && out->n < CAPABILITY_KINDS)
        out->of[out->n++] = i;
}

struct capable capable_of(const struct ref *ref, struct str source)
{
    struct capable out = {0};
    struct str type, rest = source;
    bool has_kind = false;
    for (uint32_t i = 0; i < ref->nsource_kinds; i++)
        if (str_eq(ref->source_kinds[i].source, source)) {
            has_kind = true;
            capable_add(&out, ref, ref->source_kinds[i].kind);
        }
    if (!has_kind && str_next(&type, &rest, ':'))
        capable_add(&out, ref, type);
    return out;
}

struct capability capability_at(const struct ref *ref, const struct capable *of, uint16_t indicator)
{
    struct capability best = {0};
    for (unsigned i = 0; i < of->n && indicator < ref->ncan; i++) {
        uint16_t at = ref->can[(size_t)of->of[i] * ref->ncan + indicator];
        const struct source_capability *c = at ? &ref->capabilities[at - 1] : NULL;
        if (c && (!best.of.len || c->answer > best.answer))
            best = (struct capability){c->answer, c->of, c->reason};
    }
    return best;
}

struct capability capability_of(const struct ref *ref, struct str source, uint16_t indicator)
{
    struct capable of = capable_of(ref, source);
    return capability_at(ref, &of, indicator);
}

int grade_of(const struct ref *ref, const struct note *note, const struct indicator *in)
{
    const struct note_grade *best = NULL;
    for (uint32_t i = 0; i < ref->ngrades; i++) {
        const struct note_grade *g = &ref->grades[i];
        /* notes of another language are copies */
        if (g->note->type == note->type && str_eq(g->note->id, note->id) && is_of(ref, in, g->width, g->name) &&
            (!best || g->width > best->width))
            best = g;
    }
    return best ? best->points : -1;
}

bool capability_says(const struct ref *ref, struct str reason)
{
    bool found = false;
    for (uint32_t i = 0; !found && i < ref->ncapabilities; i++)
        found = str_eq(ref->capabilities[i].reason, reason);
    return found;
}
