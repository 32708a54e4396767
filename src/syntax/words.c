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
    const UNormalizer2 *decompose;
    UChar *text, *folded; /* UTF-16 */
};

enum { UNITS = 2 * WORDS_TEXT_MAX };

struct words *words_new(void)
{
    struct words *w = mem_alloc(sizeof *w);
    UErrorCode code = U_ZERO_ERROR;
    w->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &code);
    code = U_ZERO_ERROR;
    w->decompose = unorm2_getNFKDInstance(&code);
    w->text = mem_alloc(sizeof *w->text * UNITS);
    w->folded = mem_alloc(sizeof *w->folded * UNITS);
    return w;
}

void words_free(struct words *w)
{
    if (!w)
        return;
    ubrk_close(w->breaks);
    free(w->text);
    free(w->folded);
    free(w);
}

static bool is_accent(UChar c) { return c >= 0x0300 && c <= 0x036f; }

/* Small letters without accents, in w->text; how many units. */
static int32_t fold(struct words *w, struct str text)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = 0, kept = 0;
    u_strFromUTF8WithSub(w->text, UNITS, &n, text.p, (int32_t)text.len, 0xfffd, NULL, &code);
    n = u_strFoldCase(w->folded, UNITS, w->text, MIN(n, UNITS), U_FOLD_CASE_DEFAULT, &code);
    n = unorm2_normalize(w->decompose, w->folded, MIN(n, UNITS), w->text, UNITS, &code);
    if (U_FAILURE(code))
        return 0;
    for (int32_t i = 0; i < n; i++)
        if (!is_accent(w->text[i])) /* "d'Ivoire" is asked for as "d Ivoire", too */
            w->text[kept++] = w->text[i] == '\'' || w->text[i] == 0x2019 ? ' ' : w->text[i];
    return kept;
}

static bool has_letter(const UChar *text, int32_t n)
{
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(text, i, n, c);
        if (u_isalnum(c) || u_charType(c) == U_NON_SPACING_MARK)
            return true;
    }
    return false;
}

void words_of(struct words *w, struct str text, void (*one)(void *ctx, struct str word), void *ctx)
{
    if (text.len > WORDS_TEXT_MAX)
        text.len = utf8_valid(str_sub(text, 0, WORDS_TEXT_MAX));
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = text.len ? fold(w, text) : 0;
    if (n == 0 || !w->breaks)
        return;
    ubrk_setText(w->breaks, w->text, n, &code);
    if (U_FAILURE(code))
        return;
    for (int32_t from = ubrk_first(w->breaks), to; (to = ubrk_next(w->breaks)) != UBRK_DONE; from = to) {
        char word[256];
        int32_t len = 0;
        code = U_ZERO_ERROR;
        if (!has_letter(w->text + from, to - from))
            continue;
        u_strToUTF8(word, sizeof word, &len, w->text + from, to - from, &code);
        if (U_SUCCESS(code) && len < (int32_t)sizeof word)
            one(ctx, (struct str){word, (size_t)len});
    }
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
