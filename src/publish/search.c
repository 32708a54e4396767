/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/search.h"

#include "base/buf.h"
#include "base/map.h"
#include "syntax/locale.h"
#include "syntax/words.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

enum { TERMS_MAX = 12, NEAR_MIN = 4, NEAR_TWO = 8 };

/* Where a word stands. */
struct place {
    uint32_t word, thing;
    float weight;
};

struct thing {
    enum search_kind kind;
    uint32_t index;
    struct str code;
    bool has_figures;
};

struct search {
    pthread_mutex_t lock; /* over `words` and the scores */
    struct words *words;
    struct strset known;        /* words by number */
    struct str *sorted;         /* the same in order, each with its number */
    uint32_t *number;
    struct thing *things;
    uint32_t nthings;
    struct place *places;       /* by word; of word w they are [first[w], first[w + 1]) */
    uint32_t *first;
    size_t nplaces;
    double *score, *term;       /* by thing: of the words before, of this one */
    uint32_t *matched;          /* by thing: how many words were found */
    struct arena arena;
    /* while it is made */
    struct buf place_list, thing_list;
    float weight;
};

const char *search_kind_name(enum search_kind kind)
{
    static const char *const names[] = {"table", "country", "source", "code", "note"};
    return names[kind];
}

/* -- making ----------------------------------------------------------------------------------------- */

static void put_word(void *ctx, struct str word)
{
    struct search *s = ctx;
    struct place p = {strset_put(&s->known, word), s->nthings - 1, s->weight};
    buf_put(&s->place_list, (const char *)&p, sizeof p);
}

static void say(struct search *s, struct str text, float weight)
{
    s->weight = weight;
    words_of(s->words, text, put_word, s);
}

static void begin(struct search *s, enum search_kind kind, uint32_t index, struct str code, bool has_figures)
{
    struct thing t = {kind, index, code, has_figures};
    buf_put(&s->thing_list, (const char *)&t, sizeof t);
    s->nthings++;
    say(s, code, 1);
}

/* A name in every language. */
static void say_names(struct search *s, const struct ref *ref, const char *kind, struct str code, struct str english,
                      float weight)
{
    say(s, english, weight);
    for (uint32_t l = 0; l < ref->nlanguages; l++) {
        struct str name = ref_name(ref, ref->languages[l].p, kind, code, STR(""));
        say(s, name, weight);
    }
}

static void put_tables(struct search *s, const struct search_from *from)
{
    const struct ref *ref = from->ref;
    for (uint32_t i = 1; i < ref->nlisted; i++) {
        const struct indicator *in = &ref->indicators[i];
        begin(s, FOUND_TABLE, i, in->code, from->cube && cube_flow_find(from->cube, (uint16_t)i));
        say_names(s, ref, "title", in->code, in->title, 1);
        say_names(s, ref, "definition", in->code, in->definition, 0.3f);
        say_names(s, ref, "module", ref->modules[in->module].code, ref->modules[in->module].name, 0.3f);
    }
}

/* What countries are called in all the languages that ICU is asked for, by area. */
struct calling {
    struct buf pairs; /* struct called */
    const struct ref *ref;
    struct map iso2;
    struct arena *arena;
};
struct called {
    uint32_t area;
    struct str name;
};

static void take_name(void *ctx, struct str name, struct str iso2)
{
    struct calling *c = ctx;
    struct called one = {0, arena_str(c->arena, name)};
    if (map_find(&c->iso2, &one.area, iso2))
        buf_put(&c->pairs, (const char *)&one, sizeof one);
}

static int by_area(const void *a, const void *b)
{
    const struct called *x = a, *y = b;
    return x->area != y->area ? (x->area < y->area ? -1 : 1) : str_cmp(x->name, y->name);
}

static void put_countries(struct search *s, const struct search_from *from, const bool *has_figures)
{
    const struct ref *ref = from->ref;
    struct calling c = {.ref = ref, .arena = &s->arena};
    for (uint32_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].iso2.len)
            map_put(&c.iso2, ref->areas[a].iso2, a);
    locale_country_names(take_name, &c);
    struct called *v = (struct called *)(void *)c.pairs.p;
    size_t n = c.pairs.len / sizeof *v, k = 0;
    if (n)
        qsort(v, n, sizeof *v, by_area);
    for (uint32_t a = 1; a < ref->nareas; a++) {
        begin(s, FOUND_COUNTRY, a, ref->areas[a].code, has_figures[a]);
        say(s, ref->areas[a].name, 1.5f);
        for (; k < n && v[k].area <= a; k++)
            if (k == 0 || !str_eq(v[k].name, v[k - 1].name))
                say(s, v[k].name, 1.5f);
    }
    buf_release(&c.pairs);
    map_release(&c.iso2);
}

static void say_described(struct search *s, const struct search_from *from, struct str area, struct str source)
{
    for (size_t i = 0; i < from->nsources; i++)
        if (str_eq(from->sources[i].area, area) && str_eq(from->sources[i].source, source))
            for (int f = 0; f < CATALOGUE_FIELDS; f++)
                if (!catalogue[f].personal)
                    say(s, catalogue_text(from->ref, "en", (enum catalogue_field)f, from->sources[i].content[f]),
                        f == CATALOGUE_NAME ? 1 : 0.4f);
}

static void put_sources(struct search *s, const struct search_from *from)
{
    const struct ref *ref = from->ref;
    for (uint32_t v = 1; v < ref->nsurveys; v++) {
        const struct survey *survey = &ref->surveys[v];
        const struct source_type *type = &ref->source_types[survey->type];
        struct str code = str_of(arena_fmt(&s->arena, "%.*s:%.*s", STR_FMT(type->code), STR_FMT(survey->id)));
        bool used = false;
        for (uint32_t i = 0; from->cube && i < from->cube->nsources && !used; i++)
            used = str_eq(from->cube->sources[i], code);
        begin(s, FOUND_SOURCE, v, code, used);
        say(s, survey->name, 1);
        say(s, survey->original_name, 1);
        say(s, survey->acronym, 1);
        say(s, ref->areas[survey->area].name, 0.5f);
        say_names(s, ref, "source_type", type->code, type->name, 0.5f);
        say_described(s, from, ref->areas[survey->area].code, code);
    }
}

static void put_codes(struct search *s, const struct search_from *from)
{
    const struct ref *ref = from->ref;
    for (uint32_t c = 1; c < ref->ncodes; c++) {
        const struct code *code = &ref->codes[c];
        const struct version *v = &ref->versions[code->version];
        if (code->area) /* a country is found as itself */
            continue;
        begin(s, FOUND_CODE, c, code->code, false);
        say_names(s, ref, "code", code->code, code->name, 0.8f);
        say_names(s, ref, "version", v->code, v->name, 0.3f);
    }
}

static void put_notes(struct search *s, const struct search_from *from)
{
    const struct ref *ref = from->ref;
    for (uint32_t n = 0; n < ref->nnotes; n++) {
        const struct note_type *type = &ref->note_types[ref->notes[n].type];
        if (!type->open || !ref->notes[n].name.len)
            continue;
        struct str code = str_of(arena_fmt(&s->arena, "%.*s:%.*s", STR_FMT(type->code), STR_FMT(ref->notes[n].id)));
        begin(s, FOUND_NOTE, n, code, false);
        say_names(s, ref, "note", code, ref->notes[n].name, 0.6f);
    }
}

static int by_word(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->word != y->word)
        return x->word < y->word ? -1 : 1;
    if (x->thing != y->thing)
        return x->thing < y->thing ? -1 : 1;
    return (x->weight < y->weight) - (x->weight > y->weight);
}

static int by_text(const void *a, const void *b, void *ctx)
{
    const struct str *v = ctx;
    return str_cmp(v[*(const uint32_t *)a], v[*(const uint32_t *)b]);
}

/* Each word of a thing once, where it weighs most. */
static void order(struct search *s)
{
    size_t n = s->place_list.len / sizeof *s->places, kept = 0;
    s->places = (struct place *)(void *)s->place_list.p;
    if (n)
        qsort(s->places, n, sizeof *s->places, by_word);
    s->first = arena_array(&s->arena, uint32_t, s->known.n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct place *before = kept ? &s->places[kept - 1] : NULL;
        if (before && before->word == s->places[i].word && before->thing == s->places[i].thing)
            continue;
        s->places[kept++] = s->places[i];
        s->first[s->places[kept - 1].word + 1] = (uint32_t)kept;
    }
    for (uint32_t w = 1; w <= s->known.n; w++) /* a word that stands nowhere has nothing */
        s->first[w] = MAX(s->first[w], s->first[w - 1]);
    s->nplaces = kept;
    s->number = arena_array(&s->arena, uint32_t, s->known.n + 1);
    s->sorted = arena_array(&s->arena, struct str, s->known.n + 1);
    for (uint32_t w = 0; w < s->known.n; w++)
        s->number[w] = w;
    qsort_r(s->number, s->known.n, sizeof *s->number, by_text, s->known.v);
    for (uint32_t i = 0; i < s->known.n; i++)
        s->sorted[i] = s->known.v[s->number[i]];
}

struct search *search_new(const struct search_from *from)
{
    struct search *s = mem_alloc(sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    arena_init(&s->arena, (size_t)1 << 30);
    s->words = words_new();
    bool *has_figures = arena_array(&s->arena, bool, from->ref->nareas);
    for (uint32_t i = 0; from->cube && i < from->cube->nseries; i++)
        has_figures[from->cube->area[i]] = true;
    put_tables(s, from);
    put_countries(s, from, has_figures);
    put_sources(s, from);
    put_codes(s, from);
    put_notes(s, from);
    order(s);
    s->things = (struct thing *)(void *)s->thing_list.p;
    s->score = arena_array(&s->arena, double, s->nthings + 1);
    s->term = arena_array(&s->arena, double, s->nthings + 1);
    s->matched = arena_array(&s->arena, uint32_t, s->nthings + 1);
    return s;
}

void search_free(struct search *s)
{
    if (!s)
        return;
    words_free(s->words);
    strset_release(&s->known);
    buf_release(&s->place_list);
    buf_release(&s->thing_list);
    arena_release(&s->arena);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

/* -- asking ------------------------------------------------------------------------------------------- */

struct terms {
    struct str v[TERMS_MAX];
    unsigned n;
    struct arena arena;
};

static void put_term(void *ctx, struct str word)
{
    struct terms *t = ctx;
    if (t->n < TERMS_MAX)
        t->v[t->n++] = arena_str(&t->arena, word);
}

/* The inverse document frequency of Sparck Jones (1972): a word that stands everywhere tells little. */
static double rarity(const struct search *s, uint32_t word)
{
    uint32_t n = s->first[word + 1] - s->first[word];
    return log(1 + (double)s->nthings / (n + 1));
}

/* How well a word meets a term: what it adds to each thing that has it. */
static void meet(struct search *s, uint32_t word, double closeness)
{
    double worth = closeness * rarity(s, word);
    for (uint32_t i = s->first[word]; i < s->first[word + 1]; i++) {
        double *at = &s->term[s->places[i].thing];
        *at = MAX(*at, worth * (double)s->places[i].weight);
    }
}

/* The first of the sorted words that is not before `text`. */
static uint32_t lower_bound(const struct search *s, struct str text)
{
    uint32_t lo = 0, hi = s->known.n;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (str_cmp(s->sorted[mid], text) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool meet_beginnings(struct search *s, struct str term)
{
    bool any = false;
    for (uint32_t i = lower_bound(s, term); i < s->known.n && str_starts(s->sorted[i], term); i++) {
        bool whole = s->sorted[i].len == term.len;
        meet(s, s->number[i], whole ? 1 : 0.5 + 0.4 * (double)term.len / (double)s->sorted[i].len);
        any = true;
    }
    return any;
}

static void meet_near(struct search *s, struct str term, size_t letters)
{
    unsigned most = letters >= NEAR_TWO ? 2 : 1;
    if (letters < NEAR_MIN)
        return;
    for (uint32_t i = 0; i < s->known.n; i++) {
        unsigned apart = words_apart(term, s->sorted[i], most);
        if (apart <= most)
            meet(s, s->number[i], apart == 1 ? 0.6 : 0.4);
    }
}

static size_t letters_in(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static void ask(struct search *s, struct str term)
{
    memset(s->term, 0, sizeof *s->term * s->nthings);
    if (!meet_beginnings(s, term))
        meet_near(s, term, letters_in(term));
    for (uint32_t i = 0; i < s->nthings; i++)
        if (s->term[i] > 0) {
            s->score[i] += s->term[i];
            s->matched[i]++;
        }
}

static int by_score(const void *a, const void *b)
{
    const struct search_hit *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->kind != y->kind ? (int)x->kind - (int)y->kind : str_cmp(x->code, y->code);
}

/* Keeps the best, at most `most`, of those that were found by every word. */
static size_t gather(struct search_hit *out, size_t most, size_t *total, const struct search *s, unsigned nterms)
{
    struct buf all = {0};
    for (uint32_t i = 0; i < s->nthings; i++) {
        const struct thing *t = &s->things[i];
        if (s->matched[i] < nterms)
            continue;
        struct search_hit hit = {t->kind, t->index, t->code, t->has_figures,
                                 s->score[i] * (t->has_figures ? 1.5 : 1) * (t->kind <= FOUND_COUNTRY ? 1.3 : 1)};
        buf_put(&all, (const char *)&hit, sizeof hit);
    }
    *total = all.len / sizeof *out;
    size_t n = MIN(*total, most);
    if (*total)
        qsort(all.p, *total, sizeof *out, by_score);
    if (n)
        memcpy(out, all.p, n * sizeof *out);
    buf_release(&all);
    return n;
}

size_t search_find(struct search_hit *out, size_t most, size_t *total, struct search *s, struct str question)
{
    struct terms terms = {0};
    size_t n = 0;
    *total = 0;
    arena_init(&terms.arena, 1 << 20);
    pthread_mutex_lock(&s->lock);
    words_of(s->words, str_sub(question, 0, 500), put_term, &terms);
    memset(s->score, 0, sizeof *s->score * s->nthings);
    memset(s->matched, 0, sizeof *s->matched * s->nthings);
    for (unsigned i = 0; i < terms.n; i++)
        ask(s, terms.v[i]);
    if (terms.n)
        n = gather(out, most, total, s, terms.n);
    pthread_mutex_unlock(&s->lock);
    arena_release(&terms.arena);
    return n;
}
