/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/words.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

struct words {
    UBreakIterator *breaks;
    const UNormalizer2 *decompose, *compose;
    UChar *text, *folded; /* UTF-16 */
    uint32_t *at;         /* of each unit of `text`: the byte of the original that it begins at */
};

enum { UNITS = WORDS_TEXT_MAX + 1, WORD_UNITS = 4 * WORDS_WORD_MAX };

struct words *words_new(void)
{
    struct words *w = mem_alloc(sizeof *w);
    UErrorCode code = U_ZERO_ERROR;
    w->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    code = U_ZERO_ERROR;
    w->decompose = unorm2_getNFKDInstance(&code);
    code = U_ZERO_ERROR;
    w->compose = unorm2_getNFCInstance(&code);
    w->text = mem_alloc(sizeof *w->text * UNITS);
    w->folded = mem_alloc(sizeof *w->folded * 2 * UNITS);
    w->at = mem_alloc(sizeof *w->at * (UNITS + 1));
    return w;
}

void words_free(struct words *w)
{
    if (!w)
        return;
    ubrk_close(w->breaks);
    free(w->text);
    free(w->folded);
    free(w->at);
    free(w);
}

static bool is_accent(UChar c) { return c >= 0x0300 && c <= 0x036f; }
/* Put between words, or within them, for the sake of lines and ligatures. */
static bool is_joint(UChar32 c) { return (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff || c == 0xad; }

/* Letters of scripts that leave no blanks between words. */
static bool is_run(UChar32 c)
{
    return c >= 0xe00 && (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ||
                          u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC));
}

/* The text in w->text, with the places of its units; how many units. "d'Ivoire" is asked for as "d Ivoire", too. */
static int32_t take(struct words *w, struct str text)
{
    int32_t n = 0, len = (int32_t)MIN(text.len, (size_t)WORDS_TEXT_MAX);
    for (int32_t i = 0; i < len;) {
        int32_t from = i;
        UChar32 c;
        U8_NEXT((const uint8_t *)text.p, i, len, c);
        c = c < 0 ? 0xfffd : c == '\'' || c == 0x2019 ? ' ' : c;
        w->at[n] = (uint32_t)from;
        if (U_IS_SUPPLEMENTARY(c))
            w->at[n + 1] = (uint32_t)from;
        U16_APPEND_UNSAFE(w->text, n, c);
    }
    w->at[n] = (uint32_t)len;
    return n;
}

/* The same for a word of ASCII alone, as most are; false where it is none. */
static bool fold_plain(char out[WORDS_WORD_MAX + 4], size_t *len, const struct words *w, int32_t from, int32_t to)
{
    bool letter = false;
    *len = 0;
    for (int32_t i = from; i < to && *len + 4 <= WORDS_WORD_MAX; i++) {
        UChar c = w->text[i];
        if (c >= 0x80)
            return false;
        c = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
        letter = letter || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        out[(*len)++] = (char)c;
    }
    *len = letter ? *len : 0;
    return true;
}

/* Small letters without accents; how many bytes, 0 where there is no letter. */
static size_t fold(char out[WORDS_WORD_MAX + 4], struct words *w, int32_t from, int32_t to)
{
    UChar small[WORD_UNITS];
    UErrorCode code = U_ZERO_ERROR;
    size_t len = 0;
    bool letter = false;
    if (fold_plain(out, &len, w, from, to))
        return len;
    len = 0;
    int32_t n = u_strFoldCase(small, WORD_UNITS, w->text + from, MIN(to - from, WORDS_WORD_MAX), U_FOLD_CASE_DEFAULT,
                              &code);
    if (U_SUCCESS(code))
        n = unorm2_normalize(w->decompose, small, n, w->folded, 2 * UNITS, &code);
    for (int32_t i = 0; U_SUCCESS(code) && i < n && len + 4 <= WORDS_WORD_MAX;) {
        UChar32 c;
        U16_NEXT(w->folded, i, n, c);
        if (is_joint(c) || (U_IS_BMP(c) && is_accent((UChar)c)) || U_IS_SURROGATE(c))
            continue;
        letter = letter || u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK;
        U8_APPEND_UNSAFE((uint8_t *)out, len, c);
    }
    return letter ? len : 0;
}

void words_of(struct words *w, struct str text, void (*one)(void *ctx, const struct word *word), void *ctx)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = take(w, text), ended = -1;
    unsigned run = 0;
    if (n == 0 || !w->breaks)
        return;
    ubrk_setText(w->breaks, w->text, n, &code);
    if (U_FAILURE(code))
        return;
    for (int32_t from = ubrk_first(w->breaks), to; (to = ubrk_next(w->breaks)) != UBRK_DONE; from = to) {
        char folded[WORDS_WORD_MAX + 4];
        UChar32 first;
        U16_GET(w->text, 0, from, n, first);
        if (from == ended && is_joint(first))
            ended = to;
        size_t len = fold(folded, w, from, to);
        if (!len)
            continue;
        struct word word = {{folded, len}, w->at[from], w->at[to] - w->at[from], 0};
        if (is_run(first)) {
            word.run = from == ended ? run : ++run;
            ended = to;
        }
        one(ctx, &word);
    }
}

bool words_plain(struct buf *out, struct words *w, struct str text, bool any)
{
    int32_t n = take(w, text), kept = 0;
    UErrorCode code = U_ZERO_ERROR;
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(w->text, i, n, c);
        any = any || is_run(c);
        if (!is_joint(c))
            U16_APPEND_UNSAFE(w->text, kept, c);
    }
    int32_t len = any ? unorm2_normalize(w->compose, w->text, kept, w->folded, 2 * UNITS, &code) : 0;
    if (!any || U_FAILURE(code))
        return false;
    int32_t room = 3 * len + 1;
    u_strToUTF8WithSub(buf_room(out, (size_t)room), room, &room, w->folded, len, 0xfffd, NULL, &code);
    out->len += U_SUCCESS(code) ? (size_t)room : 0;
    return U_SUCCESS(code);
}

/* -- nearness --------------------------------------------------------------------------------------- */

/* A letter is the bytes that it is written with, which tell it as well as its number would. */
static unsigned letters_of(uint32_t out[WORDS_LETTERS], struct str s)
{
    const char *p = s.p, *end = str_end(s);
    unsigned n = 0;
    while (p < end && n < WORDS_LETTERS) {
        size_t len = utf8_len(p, end);
        out[n] = 0;
        for (size_t i = 0; i < MAX(len, (size_t)1); i++)
            out[n] = out[n] << 8 | (unsigned char)p[i];
        p += MAX(len, (size_t)1);
        n++;
    }
    return n;
}

unsigned words_apart(struct str a, struct str b, unsigned most)
{
    uint32_t x[WORDS_LETTERS], y[WORDS_LETTERS];
    unsigned row[3][WORDS_LETTERS + 1], *before = row[0], *above = row[1], *here = row[2];
    unsigned nx = letters_of(x, a), ny = letters_of(y, b);
    if ((nx > ny ? nx - ny : ny - nx) > most)
        return most + 1;
    for (unsigned k = 0; k <= ny; k++)
        above[k] = k;
    for (unsigned i = 1; i <= nx; i++) {
        unsigned least = here[0] = i;
        for (unsigned k = 1; k <= ny; k++) {
            unsigned best = MIN(MIN(above[k], here[k - 1]) + 1, above[k - 1] + (x[i - 1] != y[k - 1]));
            if (i > 1 && k > 1 && x[i - 1] == y[k - 2] && x[i - 2] == y[k - 1])
                best = MIN(best, before[k - 2] + 1);
            here[k] = best;
            least = MIN(least, best);
        }
        if (least > most)
            return most + 1;
        unsigned *old = before;
        before = above;
        above = here;
        here = old;
    }
    return MIN(above[ny], most + 1);
}
