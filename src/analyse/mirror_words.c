/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/mirror_words.h"

#include "model/period.h"

#include <math.h>

const struct mirror_formula mirror_formulas[] = {
    {"difference", "d - o", "as asymmetries are defined for trade: HM Revenue & Customs, Asymmetries in international "
     "trade in goods statistics: methodology notes (2023)"},
    {"ratio", "d / o", "a plain quotient, which needs no source"},
    {"asymmetry", "|d - o| / ((d + o) / 2)", "SDMX Glossary, Asymmetry for mirror flows statistics - coefficient "
     "(concept ASYMMETRY_COEFF of SDMX:CROSS_DOMAIN_CONCEPTS 2.0)"},
    {"asymmetry of a country", "sum of |d - o| / sum of (d + o) / 2, over its corridors that both sides speak of",
     "the same coefficient, numerator and denominator summed; the sums are the product's own"},
};
const size_t nmirror_formulas = ARRAY_LEN(mirror_formulas);

#define ARGS(...) ((const struct text_arg[]){__VA_ARGS__, {NULL, {NULL, 0}}})

static struct str fill(const struct mirror_words *w, const char *key, const struct text_arg *args)
{
    struct buf b = {0};
    text_fmt(&b, w->text, key, args);
    struct str s = arena_str(w->arena, buf_view(&b));
    buf_release(&b);
    return s;
}

static const char *language_of(const struct mirror_words *w)
{
    return arena_text(w->arena, text_get(w->text, "language"));
}

static struct str said(const struct mirror_words *w, const char *what, const char *name)
{
    return text_get(w->text, arena_fmt(w->arena, "mirror.%s.%s", what, name));
}

/* -- of a view ---------------------------------------------------------------------------------- */

const char *mirror_criterion_name(enum criterion criterion)
{
    static const char *const names[] = {"", "birth", "citizenship"};
    return names[criterion];
}

struct str mirror_criterion_words(const struct mirror_words *w, enum criterion criterion)
{
    return criterion ? said(w, "criterion", mirror_criterion_name(criterion)) : STR("");
}

struct str mirror_population_words(const struct mirror_words *w, const struct mirror_view *v)
{
    return v->collection ? v->collection->population : said(w, "population", v->population);
}

struct str mirror_time_words(const struct mirror_words *w, const struct mirror_view *v)
{
    return said(w, "time", v->time);
}

static struct str type_words(const struct mirror_words *w, struct str source)
{
    uint16_t type;
    if (!ref_source_find(w->ref, &type, NULL, source))
        return source;
    const struct source_type *t = &w->ref->source_types[type];
    return ref_name(w->ref, language_of(w), "source_type", t->code, t->name);
}

struct str mirror_source_words(const struct mirror_words *w, const struct mirror_view *v)
{
    uint16_t survey;
    if (v->collection)
        return v->collection->name;
    return ref_source_find(w->ref, NULL, &survey, v->source) && survey ? w->ref->surveys[survey].name
                                                                       : type_words(w, v->source);
}

static struct str note_words(const struct mirror_words *w, struct str note)
{
    const struct note *n = note.len ? ref_note_find(w->ref, note) : NULL;
    return n ? ref_name(w->ref, language_of(w), "note", note, n->name) : note;
}

struct str mirror_definition_words(const struct mirror_words *w, const struct mirror_view *v)
{
    return v->collection ? v->collection->definition : note_words(w, v->definition);
}

/* -- of a pair ---------------------------------------------------------------------------------- */

/* Both views, and the countries that say them. */
struct both {
    const struct mirror_view *v[2];
    struct str place[2];
};

static struct str two(const struct mirror_words *w, const struct both *b, const char *key, struct str o, struct str d)
{
    return fill(w, key, ARGS({"origin", b->place[0]}, {"destination", b->place[1]}, {"o", o}, {"d", d}));
}

/* A sentence for each side for which it holds. */
static struct str each(const struct mirror_words *w, const struct both *b, const char *key, const bool holds[2],
                       const struct str what[2])
{
    struct str out = STR("");
    for (int i = 0; i < 2; i++) {
        if (!holds[i])
            continue;
        struct str one = fill(w, key, ARGS({"place", b->place[i]}, {"partner", b->place[1 - i]}, {"what", what[i]}));
        out = out.len ? str_of(arena_fmt(w->arena, "%.*s %.*s", STR_FMT(out), STR_FMT(one))) : one;
    }
    return out;
}

static struct str definition_reason(const struct mirror_words *w, const struct both *b)
{
    static const char *const keys[] = {"none", "origin", "destination", "both"};
    int which = (b->v[0]->definition.len ? 1 : 0) + (b->v[1]->definition.len ? 2 : 0);
    return two(w, b, arena_fmt(w->arena, "mirror.reason.definition.%s", keys[which]),
               note_words(w, b->v[0]->definition), note_words(w, b->v[1]->definition));
}

static struct str register_reason(const struct mirror_words *w, const struct both *b, const struct str types[2])
{
    bool holds[2];
    for (int i = 0; i < 2; i++) {
        uint16_t type;
        holds[i] = ref_source_find(w->ref, &type, NULL, b->v[i]->source) &&
                   str_is(w->ref->source_types[type].group, "F");
    }
    struct str out = each(w, b, "mirror.reason.register", holds, types);
    return b->v[0]->kind != MIRROR_STOCK
               ? out
               : str_of(arena_fmt(w->arena, "%.*s %.*s", STR_FMT(out), STR_FMT(said(w, "reason", "register.stock"))));
}

static struct str time_reason(const struct mirror_words *w, const struct both *b)
{
    if (b->v[0]->period == b->v[1]->period)
        return two(w, b, "mirror.reason.time.reference", note_words(w, b->v[0]->reference),
                   note_words(w, b->v[1]->reference));
    struct str period[2];
    for (int i = 0; i < 2; i++) {
        char text[PERIOD_TEXT];
        period[i] = arena_str(w->arena, (struct str){text, period_fmt(text, b->v[i]->period)});
    }
    return two(w, b, "mirror.reason.time.period", period[0], period[1]);
}

static struct str sex_reason(const struct mirror_words *w, const struct both *b)
{
    bool holds[2];
    struct str sexes[2];
    for (int i = 0; i < 2; i++) {
        holds[i] = b->v[i]->sex != w->ref->sex_total;
        sexes[i] = said(w, "only", b->v[i]->sex == w->ref->sex_female ? "women" : "men");
    }
    return each(w, b, "mirror.reason.sex", holds, sexes);
}

static struct str rest_reason(const struct mirror_words *w, const struct both *b)
{
    bool holds[2];
    struct str rest[2];
    for (int i = 0; i < 2; i++) {
        struct buf number = {0};
        holds[i] = b->v[i]->in_rest;
        if (holds[i])
            buf_num(&number, b->v[i]->rest, b->v[i]->decimals);
        rest[i] = arena_str(w->arena, buf_view(&number));
        buf_release(&number);
    }
    return each(w, b, "mirror.reason.rest", holds, rest);
}

static struct str status_reason(const struct mirror_words *w, const struct both *b)
{
    bool holds[2];
    struct str names[2];
    for (int i = 0; i < 2; i++) {
        const struct status *s = ref_status_find(w->ref, b->v[i]->status);
        holds[i] = b->v[i]->status && strchr(MIRROR_SAYS_LESS, b->v[i]->status);
        names[i] = s ? ref_name(w->ref, language_of(w), "status", (struct str){&s->code, 1}, s->name) : STR("");
    }
    return each(w, b, "mirror.reason.status", holds, names);
}

struct str mirror_reason_words(const struct mirror_words *w, const struct corridor *c, const struct mirror_pair *p,
                               enum mirror_reason reason)
{
    const struct both b = {{&c->v[p->origin], &c->v[p->destination]},
                           {w->ref->areas[c->origin].name, w->ref->areas[c->destination].name}};
    const struct mirror_view *o = b.v[0], *d = b.v[1];
    const struct str types[] = {type_words(w, o->source), type_words(w, d->source)};
    switch (reason) {
    case REASON_POPULATION:
        return two(w, &b, "mirror.reason.population", mirror_population_words(w, o), mirror_population_words(w, d));
    case REASON_CRITERION:
        return two(w, &b, "mirror.reason.criterion", mirror_criterion_words(w, o->criterion),
                   mirror_criterion_words(w, d->criterion));
    case REASON_DEFINITION: return definition_reason(w, &b);
    case REASON_SOURCE: return two(w, &b, "mirror.reason.source", types[0], types[1]);
    case REASON_REGISTER: return register_reason(w, &b, types);
    case REASON_ABROAD: return each(w, &b, "mirror.reason.abroad", (const bool[]){true, false}, types);
    case REASON_TIME: return time_reason(w, &b);
    case REASON_SEX: return sex_reason(w, &b);
    case REASON_REST: return rest_reason(w, &b);
    case REASON_STATUS: return status_reason(w, &b);
    case REASON_ROUNDING: return text_get(w->text, "mirror.reason.rounding");
    case REASON_CARRIED:
        return each(w, &b, "mirror.reason.carried", (const bool[]){o->carried, d->carried}, types);
    case MIRROR_REASONS: break;
    }
    return STR("");
}
