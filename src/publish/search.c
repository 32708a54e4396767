/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/search_inner.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { NEAR_MIN = 4, NEAR_TWO = 8, WITHIN_MIN = 3 };

struct search *search_new(const struct search_from *from)
{
    struct search *s = mem_alloc(sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    arena_init(&s->arena, (size_t)1 << 30);
    s->words = words_new();
    search_index(s, from);
    return s;
}

void search_free(struct search *s)
{
    if (!s)
        return;
    words_free(s->words);
    strset_release(&s->known);
    free(s->places);
    buf_release(&s->thing_list);
    buf_release(&s->said_list);
    buf_release(&s->run_list);
    buf_release(&s->run_place_list);
    buf_release(&s->spelt_list);
    buf_release(&s->plain);
    arena_release(&s->arena);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

struct search_size search_size(const struct search *s)
{
    return (struct search_size){s->nthings, s->nsaid, s->known.n, s->nplaces,
                                s->arena.used + s->nplaces * sizeof *s->places + s->said_list.size + s->plain.size +
                                    s->run_list.size + s->thing_list.size + s->spelt_list.size};
}

/* -- one word ------------------------------------------------------------------------------------------ */

/* The inverse document frequency of Sparck Jones (1972): what stands everywhere tells little. */
static double rarity(const struct search *s, uint32_t n)
{
    return log(1 + (double)s->nthings / (n + 1));
}

static void worth(struct search *s, uint32_t thing, uint32_t text, double value, uint16_t area)
{
    if (value > s->term[thing]) {
        s->term[thing] = value;
        s->term_text[thing] = text;
        s->term_area[thing] = area;
    }
}

/* How well a word meets a term: what it adds to each thing that has it. */
static void meet(struct search *s, uint32_t word, double closeness)
{
    double value = closeness * rarity(s, s->first[word + 1] - s->first[word]);
    for (uint32_t i = s->first[word]; i < s->first[word + 1]; i++)
        worth(s, s->places[i].thing, s->places[i].text, value * (double)s->places[i].weight, 0);
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

static bool meet_within(struct search *s, struct str term, size_t letters)
{
    bool any = false;
    for (uint32_t w = 0; letters >= WITHIN_MIN && w < s->known.n; w++)
        if (memmem(s->known.v[w].p, s->known.v[w].len, term.p, term.len)) {
            meet(s, w, 0.3 + 0.4 * (double)term.len / (double)s->known.v[w].len);
            any = true;
        }
    return any;
}

static uint32_t frequency(const struct search *s, uint32_t word) { return s->first[word + 1] - s->first[word]; }

/* The most frequent first. */
static void take_near(struct heard *h, uint32_t taken[HEARD_AS], const struct search *s, uint32_t word)
{
    unsigned at = h->nas;
    while (at && frequency(s, taken[at - 1]) < frequency(s, word))
        at--;
    if (at == HEARD_AS)
        return;
    h->nas = MIN(h->nas + 1, (unsigned)HEARD_AS);
    memmove(&taken[at + 1], &taken[at], (h->nas - at - 1) * sizeof *taken);
    taken[at] = word;
}

static bool is_number(struct str word) { return word.p[0] >= '0' && word.p[0] <= '9'; }

/* Only the nearest words: who errs in one letter does not mean what is two away. */
static void meet_near(struct heard *h, struct search *s, size_t letters)
{
    unsigned most = letters >= NEAR_TWO ? 2 : 1, nearest = most;
    uint32_t taken[HEARD_AS];
    uint8_t length;
    uint64_t bits = search_letters(&length, h->word);
    if (letters < NEAR_MIN || letters > WORDS_LETTERS)
        return;
    for (uint32_t w = 0; w < s->known.n; w++) {
        unsigned longer = (unsigned)abs(s->length[w] - length);
        if (longer > nearest || (unsigned)__builtin_popcountll(s->letters[w] ^ bits) > 2 * nearest ||
            is_number(s->known.v[w])) /* one that differs is another one */
            continue;
        unsigned apart = words_apart(h->word, s->known.v[w], nearest);
        if (apart > nearest)
            continue;
        if (apart < nearest)
            h->nas = 0;
        nearest = apart;
        take_near(h, taken, s, w);
    }
    for (unsigned i = 0; i < h->nas; i++) {
        meet(s, taken[i], nearest == 1 ? 0.6 : 0.4);
        h->as[i] = s->known.v[taken[i]];
        h->spelt[i] = s->spelt[taken[i]];
    }
}

static size_t letters_in(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

/* A country that is found brings along the tables that have figures of it. */
static void bring_tables(struct search *s)
{
    enum { FEWER = 3 };
    for (uint32_t i = 0; i < s->nthings; i++) {
        const struct thing *t = &s->things[i];
        if (t->kind != FOUND_COUNTRY || s->term[i] == 0)
            continue;
        for (uint32_t k = 0; k < t->ntables; k++) {
            uint32_t table = t->tables[k] - 1u;
            if (table < s->nthings && s->things[table].kind == FOUND_TABLE)
                worth(s, table, s->term_text[i], s->term[i] / FEWER, (uint16_t)t->index);
        }
    }
}

/* What a thing was found by, where it was found best; a table, for which country. */
static void keep_best(struct search *s, uint32_t thing, double value)
{
    if (s->term_area[thing]) {
        s->area[thing] = s->area[thing] ? s->area[thing] : s->term_area[thing];
    } else if (value > s->best[thing]) {
        s->best[thing] = value;
        s->best_text[thing] = s->term_text[thing];
    }
}

/* Adds what the word is worth to what those before it were. */
static void add_term(struct search *s)
{
    bring_tables(s);
    for (uint32_t i = 0; i < s->nthings; i++)
        if (s->term[i] > 0) {
            s->score[i] += s->term[i];
            s->matched[i]++;
            keep_best(s, i, s->term[i]);
        }
}

static void forget_term(struct search *s) { memset(s->term, 0, sizeof *s->term * s->nthings); }

static void ask_word(struct heard *h, struct search *s, bool forgiving)
{
    size_t letters = letters_in(h->word);
    forget_term(s);
    if (meet_beginnings(s, h->word)) {
        h->how = HEARD_WORD;
    } else if (!forgiving || is_number(h->word)) {
        h->how = HEARD_NOTHING;
    } else if (meet_within(s, h->word, letters)) {
        h->how = HEARD_WITHIN;
    } else {
        meet_near(h, s, letters);
        h->how = h->nas ? HEARD_NEAR : HEARD_NOTHING;
    }
    add_term(s);
}

/* -- letters without blanks -------------------------------------------------------------------------------- */

static uint32_t run_at(const struct search *s, size_t at)
{
    uint32_t lo = 0, hi = s->nruns;
    while (hi - lo > 1) {
        uint32_t mid = (lo + hi) / 2;
        if (s->runs[mid].from <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* The names that have these letters, whatever the dictionary makes of them; how many things have them. */
static uint32_t meet_run(struct search *s, struct str letters)
{
    const char *p = s->plain.p, *end = s->plain.p + s->plain.len;
    uint32_t n = 0;
    forget_term(s);
    while (p < end && (p = memmem(p, (size_t)(end - p), letters.p, letters.len))) {
        uint32_t at = run_at(s, (size_t)(p - s->plain.p));
        const struct run_text *run = &s->runs[at];
        bool last = at + 1 == s->nruns;
        size_t next = last ? s->plain.len : run[1].from;
        double whole = 0.6 + 0.4 * (double)letters.len / (double)(next - 1 - run->from);
        for (uint32_t i = run->first; i < (last ? s->nrun_places : run[1].first); i++) {
            n += s->term[s->run_places[i].thing] == 0;
            worth(s, s->run_places[i].thing, run->text, whole * (double)s->run_places[i].weight, 0);
        }
        p = s->plain.p + next;
    }
    return n;
}

/* After its `nwords` words were asked for one by one: what has all of the letters has all of the words, and better. */
static void add_run(struct search *s, uint32_t found, unsigned nwords)
{
    double rare = rarity(s, found) * (nwords + 0.5);
    bring_tables(s);
    for (uint32_t i = 0; i < s->nthings; i++)
        if (s->term[i] > 0) {
            s->score[i] += s->term[i] * rare;
            s->matched[i] = s->before[i] + nwords;
            keep_best(s, i, s->term[i] * rare);
        }
}

/* -- a question -------------------------------------------------------------------------------------------- */

struct question {
    struct found_list *list;
    struct arena *arena;
    struct str text;
    struct {
        unsigned run;
        size_t from, end;
    } at[HEARD_MOST];
};

static void put_heard(void *ctx, const struct word *word)
{
    struct question *q = ctx;
    struct found_list *list = q->list;
    if (list->nheard == HEARD_MOST) {
        list->cut = true;
        return;
    }
    struct heard *h = &list->heard[list->nheard];
    h->word = arena_str(q->arena, word->folded);
    h->said = arena_str(q->arena, str_sub(q->text, word->from, word->len));
    q->at[list->nheard].run = word->run;
    q->at[list->nheard].from = word->from;
    q->at[list->nheard].end = word->from + word->len;
    list->nheard++;
}

/* From the i-th word on all of a run; answers the word behind it. */
static unsigned ask_run(struct question *q, struct search *s, unsigned i)
{
    struct found_list *list = q->list;
    struct buf letters = {0};
    unsigned end = i;
    while (end < list->nheard && q->at[end].run == q->at[i].run)
        end++;
    words_plain(&letters, s->words, str_sub(q->text, q->at[i].from, q->at[end - 1].end - q->at[i].from), true);
    struct str run = arena_str(q->arena, buf_view(&letters));
    buf_release(&letters);
    uint32_t found = run.len ? meet_run(s, run) : 0;
    memcpy(s->before, s->matched, sizeof *s->before * s->nthings);
    for (unsigned k = i; k < end; k++)
        ask_word(&list->heard[k], s, !found);
    if (!found)
        return end;
    for (unsigned k = i; k < end; k++)
        list->heard[k].how = HEARD_WORD;
    meet_run(s, run);
    add_run(s, found, end - i);
    list->runs[list->nruns++] = run;
    return end;
}

static int by_score(const void *a, const void *b)
{
    const struct found_thing *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->kind != y->kind ? (int)x->kind - (int)y->kind : str_cmp(x->code, y->code);
}

static struct found_thing found_of(const struct search *s, uint32_t i)
{
    const struct thing *t = &s->things[i];
    double first = t->kind <= FOUND_COUNTRY ? 1.3 : 1;
    return (struct found_thing){.kind = t->kind, .index = t->index, .code = t->code, .has_figures = t->has_figures,
                          .area = s->area[i], .tables = t->kind == FOUND_COUNTRY ? NULL : t->tables,
                          .ntables = t->ntables, .collection = t->collection, .where = s->said[s->best_text[i]].shown,
                          .score = s->score[i] * (t->has_figures ? 1.5 : 1) * first};
}

/* Those that have all the words, or else most of them. */
static void gather(struct found_list *list, struct arena *arena, const struct search *s)
{
    uint32_t most = 0, n = 0;
    for (uint32_t i = 0; i < s->nthings; i++)
        most = MAX(most, s->matched[i]);
    for (uint32_t i = 0; i < s->nthings; i++)
        n += s->matched[i] == most;
    if (!most)
        return;
    struct found_thing *v = arena_array(arena, struct found_thing, n + 1);
    for (uint32_t i = 0; i < s->nthings; i++)
        if (s->matched[i] == most) {
            v[list->n++] = found_of(s, i);
            list->of_kind[s->things[i].kind]++;
        }
    qsort(v, list->n, sizeof *v, by_score);
    list->v = v;
    list->some = most < list->nheard;
}

void search_ask(struct found_list *out, struct arena *arena, struct search *s, struct str question)
{
    struct question q = {.list = out, .arena = arena, .text = str_sub(question, 0, SEARCH_BYTES)};
    *out = (struct found_list){.cut = question.len > SEARCH_BYTES};
    if (out->cut && utf8_valid(q.text) + 4 > q.text.len) /* not in the middle of a letter */
        q.text.len = utf8_valid(q.text);
    pthread_mutex_lock(&s->lock);
    words_of(s->words, q.text, put_heard, &q);
    memset(s->score, 0, sizeof *s->score * s->nthings);
    memset(s->best, 0, sizeof *s->best * s->nthings);
    memset(s->best_text, 0, sizeof *s->best_text * s->nthings);
    memset(s->area, 0, sizeof *s->area * s->nthings);
    memset(s->matched, 0, sizeof *s->matched * s->nthings);
    for (unsigned i = 0; i < out->nheard;)
        if (q.at[i].run) {
            i = ask_run(&q, s, i);
        } else {
            ask_word(&out->heard[i], s, true);
            i++;
        }
    gather(out, arena, s);
    pthread_mutex_unlock(&s->lock);
}
