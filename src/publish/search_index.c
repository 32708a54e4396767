/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The index of a release: every name and sentence in every language, taken apart into words. */

#include "publish/search_inner.h"

#include "model/obs.h"
#include "syntax/locale.h"

#include <stdlib.h>

/* -- which tables have it -------------------------------------------------------------------------- */

/* Of each code, or note, the indicators that have it. */
struct uses {
    struct buf pairs; /* struct use, in order of table */
    uint32_t *first;
    uint16_t *v;
};
struct use {
    uint32_t of;
    uint16_t indicator;
};

static void use(struct uses *u, uint32_t of, uint16_t indicator)
{
    struct use one = {of, indicator};
    buf_put(&u->pairs, &one, sizeof one);
}

static void group(struct uses *u, struct arena *arena, uint32_t n)
{
    const struct use *pair = (const struct use *)(const void *)u->pairs.p;
    size_t npairs = u->pairs.len / sizeof *pair;
    uint32_t *at = arena_array(arena, uint32_t, n + 1);
    u->first = arena_array(arena, uint32_t, n + 1);
    u->v = arena_array(arena, uint16_t, npairs + 1);
    for (size_t i = 0; i < npairs; i++)
        u->first[pair[i].of + 1]++;
    for (uint32_t i = 0; i < n; i++)
        u->first[i + 1] += u->first[i];
    memcpy(at, u->first, sizeof *at * n);
    for (size_t i = 0; i < npairs; i++)
        u->v[at[pair[i].of]++] = pair[i].indicator;
    buf_release(&u->pairs);
}

/* All notes of the release's n-th joined text that have a name. */
static void use_notes(struct uses *u, const struct cube *cube, uint32_t n, uint16_t indicator)
{
    struct str part[3], one;
    obs_note_split(&part[0], &part[1], &part[2], cube->notes[n]);
    for (int i = 0; i < 3; i++)
        while (ref_note_next(&one, &part[i], cube->ref)) {
            const struct note *note = ref_note_find(cube->ref, one);
            if (note)
                use(u, (uint32_t)(note - cube->ref->notes), indicator);
        }
}

static void find_uses(struct uses *codes, struct uses *notes, struct arena *arena, const struct ref *ref,
                      const struct cube *cube)
{
    uint32_t *code_seen = arena_array(arena, uint32_t, ref->ncodes + 1);
    uint32_t *note_seen = arena_array(arena, uint32_t, cube ? cube->nnotes + 1 : 1);
    for (uint32_t f = 0; cube && f < cube->nflows; f++) {
        const struct cube_flow *flow = &cube->flows[f];
        for (uint32_t s = flow->first; s < flow->first + flow->n; s++) {
            const uint16_t key[] = {cube->sex[s], cube->classif[0][s], cube->classif[1][s]};
            for (size_t k = 0; k < ARRAY_LEN(key); k++)
                if (key[k] && code_seen[key[k]] != f + 1) {
                    code_seen[key[k]] = f + 1;
                    use(codes, key[k], flow->indicator);
                }
            for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++)
                if (cube->note[i] && note_seen[cube->note[i]] != f + 1) {
                    note_seen[cube->note[i]] = f + 1;
                    use_notes(notes, cube, cube->note[i], flow->indicator);
                }
        }
    }
    group(codes, arena, ref->ncodes);
    group(notes, arena, ref->nnotes);
}

/* Each indicator once: a note stands in several texts. */
static void take_uses(struct thing *t, struct uses *u, uint32_t of)
{
    uint16_t *v = u->v + u->first[of];
    uint32_t n = u->first[of + 1] - u->first[of];
    for (uint32_t i = 0; i < n; i++)
        if (!t->ntables || v[t->ntables - 1] != v[i])
            v[t->ntables++] = v[i];
    t->tables = v;
    t->has_figures = n > 0;
}

/* -- words --------------------------------------------------------------------------------------------- */

static void put_word(void *ctx, const struct word *word)
{
    struct search *s = ctx;
    struct place p = {strset_put(&s->known, word->folded), s->nthings - 1, s->nsaid - 1, s->weight};
    if (s->spelt_list.len == (size_t)p.word * sizeof(struct str)) {
        struct str spelt = str_sub(s->now, word->from, word->len);
        buf_put(&s->spelt_list, &spelt, sizeof spelt);
    }
    buf_put(&s->place_list, &p, sizeof p);
}

/* A text that was said of another thing: the same words. */
static void say_again(struct search *s, uint32_t text, float weight)
{
    const struct said *said = (const struct said *)(const void *)s->said_list.p + text;
    for (size_t i = said->from; i < said->end; i++) {
        struct place p = ((const struct place *)(const void *)s->place_list.p)[i];
        p.thing = s->nthings - 1;
        p.weight = weight;
        buf_put(&s->place_list, &p, sizeof p);
    }
}

static void say_first(struct search *s, struct str text, float weight, bool shown)
{
    struct said said = {shown ? text : STR(""), s->place_list.len / sizeof(struct place), 0};
    struct run_text run = {(uint32_t)s->plain.len, s->nsaid, 0};
    map_put(&s->texts, text, s->nsaid++);
    s->weight = weight;
    s->now = text;
    words_of(s->words, text, put_word, s);
    said.end = s->place_list.len / sizeof(struct place);
    buf_put(&s->said_list, &said, sizeof said);
    if (words_plain(&s->plain, s->words, text, false)) {
        buf_char(&s->plain, '\n');
        buf_put(&s->run_list, &run, sizeof run);
    }
}

/* A text that outlives the index; `shown`: it may be shown as it stands. */
static void say_as(struct search *s, struct str text, float weight, bool shown)
{
    uint32_t number = s->nsaid;
    if (!text.len)
        return;
    if (map_find(&s->texts, &number, text))
        say_again(s, number, weight);
    else
        say_first(s, text, weight, shown);
    struct run_place of = {number, s->nthings - 1, weight};
    buf_put(&s->run_place_list, &of, sizeof of);
}

static void say(struct search *s, struct str text, float weight) { say_as(s, text, weight, true); }

static struct thing *begin(struct search *s, enum found_kind kind, uint32_t index, struct str code, bool has_figures)
{
    struct thing t = {.kind = kind, .index = index, .code = code, .has_figures = has_figures};
    buf_put(&s->thing_list, &t, sizeof t);
    s->nthings++;
    say(s, code, 1);
    return (struct thing *)(void *)(s->thing_list.p + s->thing_list.len) - 1;
}

/* A name in every language. */
static void say_names(struct search *s, const struct ref *ref, const char *kind, struct str code, struct str english,
                      float weight)
{
    if (!english.len)
        return;
    say(s, english, weight);
    for (uint32_t l = 0; l < ref->nlanguages; l++)
        say(s, ref_name(ref, ref->languages[l].p, kind, code, STR("")), weight);
}

/* The same of what many things belong to, which often stand together: its texts are known then. */
static void say_group(struct search *s, const struct ref *ref, const char *kind, struct str code, struct str english,
                      float weight)
{
    size_t from = s->run_place_list.len / sizeof(struct run_place);
    if (!s->group_kind || strcmp(kind, s->group_kind) != 0 || !str_eq(code, s->group)) {
        say_names(s, ref, kind, code, english, weight);
        s->group_kind = kind;
        s->group = code;
        s->group_from = from;
        s->group_end = s->run_place_list.len / sizeof(struct run_place);
        return;
    }
    for (size_t i = s->group_from; i < s->group_end; i++) {
        struct run_place of = ((const struct run_place *)(const void *)s->run_place_list.p)[i];
        of.thing = s->nthings - 1;
        say_again(s, of.text, weight);
        buf_put(&s->run_place_list, &of, sizeof of);
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
        say_group(s, ref, "module", ref->modules[in->module].code, ref->modules[in->module].name, 0.3f);
    }
}

/* What countries are called in all the languages that ICU is asked for, by area. */
struct calling {
    struct buf pairs; /* struct called */
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
    struct called one = {0};
    if (!map_find(&c->iso2, &one.area, iso2))
        return;
    one.name = arena_str(c->arena, str_trim(name));
    buf_put(&c->pairs, &one, sizeof one);
}

static int by_area(const void *a, const void *b)
{
    const struct called *x = a, *y = b;
    return x->area != y->area ? (x->area < y->area ? -1 : 1) : str_cmp(x->name, y->name);
}

/* The tables that have figures of the area. */
static void take_tables(struct thing *t, struct search *s, const struct cube *cube, uint16_t area)
{
    uint16_t *v = arena_array(&s->arena, uint16_t, cube ? cube->nflows + 1 : 1);
    for (uint32_t f = 0; cube && f < cube->nflows; f++)
        if (cube->flows[f].area_at[area] != cube->flows[f].area_at[area + 1])
            v[t->ntables++] = cube->flows[f].indicator;
    t->tables = v;
    t->has_figures = t->ntables > 0;
}

static void put_countries(struct search *s, const struct search_from *from)
{
    const struct ref *ref = from->ref;
    struct calling c = {.arena = &s->arena};
    for (uint32_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].iso2.len)
            map_put(&c.iso2, ref->areas[a].iso2, a);
    locale_country_names(take_name, &c);
    struct called *v = (struct called *)(void *)c.pairs.p;
    size_t n = c.pairs.len / sizeof *v, k = 0;
    if (n)
        qsort(v, n, sizeof *v, by_area);
    for (uint16_t a = 1; a < ref->nareas; a++) {
        take_tables(begin(s, FOUND_COUNTRY, a, ref->areas[a].code, false), s, from->cube, a);
        say(s, ref->areas[a].name, 1.5f);
        for (; k < n && v[k].area <= a; k++)
            if (k == 0 || v[k].area != v[k - 1].area || !str_eq(v[k].name, v[k - 1].name))
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
        say_group(s, ref, "source_type", type->code, type->name, 0.5f);
        say_described(s, from, ref->areas[survey->area].code, code);
    }
}

static void put_codes(struct search *s, const struct search_from *from, struct uses *uses)
{
    const struct ref *ref = from->ref;
    for (uint32_t c = 1; c < ref->ncodes; c++) {
        const struct code *code = &ref->codes[c];
        const struct version *v = &ref->versions[code->version];
        if (code->area) /* a country is found as itself */
            continue;
        take_uses(begin(s, FOUND_CODE, c, code->code, false), uses, c);
        say_names(s, ref, "code", code->code, code->name, 0.8f);
        say_group(s, ref, "version", v->code, v->name, 0.3f);
    }
}

static void put_notes(struct search *s, const struct search_from *from, struct uses *uses)
{
    const struct ref *ref = from->ref;
    for (uint32_t n = 0; n < ref->nnotes; n++) {
        const struct note_type *type = &ref->note_types[ref->notes[n].type];
        if (!type->open || !ref->notes[n].name.len)
            continue;
        struct str code = str_of(arena_fmt(&s->arena, "%.*s:%.*s", STR_FMT(type->code), STR_FMT(ref->notes[n].id)));
        take_uses(begin(s, FOUND_NOTE, n, code, false), uses, n);
        say_names(s, ref, "note", code, ref->notes[n].name, 0.6f);
        say_group(s, ref, "note_type", type->code, type->name, 0.2f);
    }
}

static void put_others(struct search *s, const struct search_from *from)
{
    for (size_t i = 0; i < from->nothers; i++) {
        const struct collection *of = from->others[i];
        struct str code = str_of(arena_fmt(&s->arena, "%.*s@%.*s", STR_FMT(of->code), STR_FMT(of->vintage)));
        begin(s, FOUND_COLLECTION, (uint32_t)i, code, true)->collection = of;
        say(s, of->name, 1);
        say(s, of->publisher, 0.6f);
        say(s, of->definition, 0.3f);
    }
}

/* Words of a page, with marks in them that are not for people. */
static void say_key(struct search *s, const struct text *text, const char *key, float weight)
{
    struct str said = text_get(text, key);
    if (!text_has(text, key)) /* English says it already */
        return;
    say_as(s, said, weight, !memchr(said.p, '{', said.len) && !memchr(said.p, '[', said.len));
}

static void put_pages(struct search *s)
{
    for (size_t i = 0; i < nfound_pages; i++) {
        const struct found_page *page = &found_pages[i];
        struct str rest = text_languages(), one;
        begin(s, FOUND_PAGE, (uint32_t)i, str_of(page->address), false);
        while (str_next(&one, &rest, ' ')) {
            const struct text *text = one.len ? text_find(arena_text(&s->arena, one)) : NULL;
            if (!text)
                continue;
            say_key(s, text, page->title, 0.8f);
            say_key(s, text, page->lead, 0.3f);
            for (size_t k = 0; page->words && k < text_count(text); k++)
                if (str_starts(text_key(text, k), str_of(page->words)))
                    say_key(s, text, arena_text(&s->arena, text_key(text, k)), 0.2f);
        }
    }
}

/* -- order --------------------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b, void *ctx)
{
    const struct str *v = ctx;
    return str_cmp(v[*(const uint32_t *)a], v[*(const uint32_t *)b]);
}

/* By word, and of each word by thing, as they came; each word of a thing once, where it weighs most. */
static void order_places(struct search *s)
{
    const struct place *came = (const struct place *)(const void *)s->place_list.p;
    size_t n = s->place_list.len / sizeof *came, kept = 0;
    uint32_t *at = mem_alloc(sizeof *at * (s->known.n + 1));
    struct place *v = mem_alloc(sizeof *v * (n + 1));
    s->first = arena_array(&s->arena, uint32_t, s->known.n + 1);
    for (size_t i = 0; i < n; i++)
        at[came[i].word + 1]++;
    for (uint32_t w = 0; w < s->known.n; w++)
        at[w + 1] += at[w];
    for (size_t i = 0; i < n; i++)
        v[at[came[i].word]++] = came[i]; /* now at[w] is where w + 1 begins */
    for (size_t i = 0; i < n; i++) {
        struct place *before = kept ? &v[kept - 1] : NULL;
        if (!before || before->word != v[i].word || before->thing != v[i].thing)
            v[kept++] = v[i];
        else if (v[i].weight > before->weight)
            *before = v[i];
        s->first[v[i].word + 1] = (uint32_t)kept;
    }
    free(at);
    buf_release(&s->place_list);
    s->places = mem_grow(v, sizeof *v * (kept + 1));
    s->nplaces = kept;
}

static void order_words(struct search *s)
{
    s->number = arena_array(&s->arena, uint32_t, s->known.n + 1);
    s->sorted = arena_array(&s->arena, struct str, s->known.n + 1);
    for (uint32_t w = 0; w < s->known.n; w++)
        s->number[w] = w;
    qsort_r(s->number, s->known.n, sizeof *s->number, by_text, s->known.v);
    for (uint32_t i = 0; i < s->known.n; i++)
        s->sorted[i] = s->known.v[s->number[i]];
}

static int by_said(const void *a, const void *b)
{
    const struct run_place *x = a, *y = b;
    if (x->text != y->text)
        return x->text < y->text ? -1 : 1;
    return x->thing < y->thing ? -1 : x->thing > y->thing;
}

/* Which things have each of the texts that are compared letter by letter. */
static void order_runs(struct search *s)
{
    size_t n = s->run_place_list.len / sizeof *s->run_places, at = 0, kept = 0;
    s->runs = (struct run_text *)(void *)s->run_list.p;
    s->nruns = (uint32_t)(s->run_list.len / sizeof *s->runs);
    s->run_places = (struct run_place *)(void *)s->run_place_list.p;
    if (n)
        qsort(s->run_places, n, sizeof *s->run_places, by_said);
    for (uint32_t r = 0; r < s->nruns; r++) {
        while (at < n && s->run_places[at].text < s->runs[r].text)
            at++;
        s->runs[r].first = (uint32_t)kept;
        for (; at < n && s->run_places[at].text == s->runs[r].text; at++)
            s->run_places[kept++] = s->run_places[at];
    }
    s->nrun_places = (uint32_t)kept;
}

uint64_t search_letters(uint8_t *length, struct str word)
{
    uint64_t bits = 0;
    unsigned n = 0;
    for (size_t i = 0; i < word.len; n++) {
        uint32_t letter = (unsigned char)word.p[i++];
        while (i < word.len && ((unsigned char)word.p[i] & 0xc0) == 0x80)
            letter = letter << 6 ^ (unsigned char)word.p[i++];
        bits |= (uint64_t)1 << (letter * 0x9e3779b1u >> 26);
    }
    *length = (uint8_t)n;
    return bits;
}

static void take_letters(struct search *s)
{
    s->letters = arena_array(&s->arena, uint64_t, s->known.n + 1);
    s->length = arena_array(&s->arena, uint8_t, s->known.n + 1);
    for (uint32_t w = 0; w < s->known.n; w++)
        s->letters[w] = search_letters(&s->length[w], s->known.v[w]);
}

static void make_room(struct search *s)
{
    s->score = arena_array(&s->arena, double, s->nthings + 1);
    s->term = arena_array(&s->arena, double, s->nthings + 1);
    s->term_text = arena_array(&s->arena, uint32_t, s->nthings + 1);
    s->best = arena_array(&s->arena, double, s->nthings + 1);
    s->best_text = arena_array(&s->arena, uint32_t, s->nthings + 1);
    s->area = arena_array(&s->arena, uint16_t, s->nthings + 1);
    s->term_area = arena_array(&s->arena, uint16_t, s->nthings + 1);
    s->matched = arena_array(&s->arena, uint32_t, s->nthings + 1);
    s->before = arena_array(&s->arena, uint32_t, s->nthings + 1);
}

void search_index(struct search *s, const struct search_from *from)
{
    struct uses codes = {0}, notes = {0};
    struct said none = {0};
    buf_put(&s->said_list, &none, sizeof none);
    s->nsaid = 1;
    find_uses(&codes, &notes, &s->arena, from->ref, from->cube);
    put_tables(s, from);
    put_countries(s, from);
    put_sources(s, from);
    put_codes(s, from, &codes);
    put_notes(s, from, &notes);
    put_others(s, from);
    put_pages(s);
    order_places(s);
    order_words(s);
    order_runs(s);
    take_letters(s);
    make_room(s);
    s->spelt = (struct str *)(void *)s->spelt_list.p;
    s->things = (struct thing *)(void *)s->thing_list.p;
    s->said = (struct said *)(void *)s->said_list.p;
    map_release(&s->texts);
}
