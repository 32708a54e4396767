/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Years out of what people write of them. Between two years a dash or a word makes a span; before one a word
 * makes it open; a number of years before that word is its step. Everything else ends a clause or is passed
 * over, so that no sentence is refused and none says more than it does. */

#include "model/catalogue.h"

#include "base/utf8.h"

static const char *const since_words[] = {"since", "from", "sejak", "mulai", "dari", "kể từ", "từ", "ตั้งแต่", "จาก"};
static const char *const until_words[] = {"-", "–", "—", "to", "until", "till", "sampai", "hingga", "s/d", "s.d.",
                                          "đến", "tới", "ถึง"};
static const struct {
    const char *word;
    int years;
} steps[] = {{"two", 2}, {"second", 2}, {"other", 2}, {"three", 3}, {"third", 3}, {"four", 4}, {"five", 5},
             {"fifth", 5}, {"ten", 10}, {"tenth", 10}, {"decade", 10}, {"dua", 2}, {"lima", 5}, {"sepuluh", 10}};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static const char *const and_words[] = {"and", "&", "dan", "và", "และ"};

enum { BUDDHIST = 543, YEAR_DIGITS = 4, SHORT_DIGITS = 2, STEP_MAX = 20 };

/* What was read of a clause and not put yet. */
struct reading {
    struct said_years *out;
    int now;
    int first, last; /* of a span or a single year; 0: none */
    int step;        /* 0: nothing is said */
    bool since;      /* stands before the next year */
    bool open;       /* stood before `first` */
    bool until;      /* stands behind `last` */
};

static void put_years(struct reading *r)
{
    int last = r->open || r->until ? r->now : r->last;
    for (int y = r->first; r->first && y <= last; y += MAX(r->step, 1))
        if (y >= SAID_FIRST && y <= SAID_LAST)
            r->out->bit[(y - SAID_FIRST) / 64] |= (uint64_t)1 << (y - SAID_FIRST) % 64;
    r->first = r->last = 0;
    r->open = r->until = false;
}

static void end_clause(struct reading *r)
{
    put_years(r);
    r->step = 0;
    r->since = false;
}

static void take_year(struct reading *r, int year)
{
    if (r->until && year >= r->last) {
        r->last = MIN(year, MAX(r->now, r->last));
        r->open = r->until = false;
        return;
    }
    put_years(r);
    r->first = r->last = year;
    r->open = r->since;
    r->since = false;
}

static void take_number(struct reading *r, struct str digits)
{
    uint64_t n = 0;
    if (!str_uint(&n, digits, 9999))
        return;
    int number = (int)n;
    if (number - BUDDHIST >= SAID_FIRST)
        number -= BUDDHIST;
    if (digits.len == YEAR_DIGITS && number >= SAID_FIRST && number <= SAID_LAST)
        take_year(r, number);
    else if (digits.len == SHORT_DIGITS && r->until && number > r->last % 100) /* 2014-15 */
        take_year(r, r->last - r->last % 100 + number);
    else if (digits.len < YEAR_DIGITS && number > 0 && number <= STEP_MAX)
        r->step = number;
}

/* Does the rest begin with one of the words? No word ends before a Latin letter. */
static size_t word_at(struct str rest, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str w = str_of(words[i]);
        if (rest.len < w.len || !str_eq_nocase(str_sub(rest, 0, w.len), w))
            continue;
        char next = rest.len > w.len ? rest.p[w.len] : ' ';
        if (!is_letter(next) || !is_letter(w.p[w.len - 1]))
            return w.len;
    }
    return 0;
}

static size_t step_at(struct reading *r, struct str rest)
{
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        size_t n = word_at(rest, &steps[i].word, 1);
        if (n) {
            r->step = steps[i].years;
            return n;
        }
    }
    return 0;
}

/* A word of Latin letters as a whole, else a character: Thai has no blanks between words. */
static size_t pass_over(struct str rest)
{
    size_t n = 0;
    while (n < rest.len && is_letter(rest.p[n]))
        n++;
    return n ? n : MAX(utf8_len(rest.p, rest.p + rest.len), (size_t)1);
}

static size_t take_digits(struct reading *r, struct str rest)
{
    size_t n = 0;
    while (n < rest.len && is_digit(rest.p[n]))
        n++;
    if (n)
        take_number(r, str_sub(rest, 0, n));
    return n;
}

/* Takes what the text begins with; how many bytes that was. */
static size_t take_next(struct reading *r, struct str rest)
{
    size_t n = take_digits(r, rest);
    if (n)
        return n;
    if ((n = word_at(rest, since_words, ARRAY_LEN(since_words)))) {
        put_years(r);
        r->since = true;
    } else if ((n = word_at(rest, until_words, ARRAY_LEN(until_words)))) {
        r->until = r->last != 0;
    } else if ((n = word_at(rest, and_words, ARRAY_LEN(and_words))) || memchr(",;.\n", rest.p[0], 4)) {
        end_clause(r);
        n = MAX(n, (size_t)1);
    } else if (!(n = step_at(r, rest))) {
        n = pass_over(rest);
    }
    return n;
}

unsigned said_years(struct said_years *out, struct str text, int now)
{
    struct reading r = {.out = out, .now = MIN(now, (int)SAID_LAST)};
    unsigned n = 0;
    *out = (struct said_years){0};
    while (text.len)
        text = str_sub(text, take_next(&r, text), text.len);
    end_clause(&r);
    for (size_t i = 0; i < ARRAY_LEN(out->bit); i++)
        n += (unsigned)__builtin_popcountll(out->bit[i]);
    return n;
}
