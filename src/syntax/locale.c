/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/locale.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum { WORDS = 256 }; /* UTF-16 units that a name or date takes at most */

/* Each is opened when it is first needed: opening is what most of the work is, and few need all. */
struct locale {
    char language[24];
    ULocaleDisplayNames *names, *short_names;
    UDateFormat *date;
    UCollator *order;
};

struct locale *locale_new(const char *language)
{
    struct locale *l = mem_alloc(sizeof *l);
    snprintf(l->language, sizeof l->language, "%s", language);
    return l;
}

static ULocaleDisplayNames *names_of(struct locale *l)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!l->names)
        l->names = uldn_open(l->language, ULDN_STANDARD_NAMES, &code);
    return l->names;
}

static ULocaleDisplayNames *short_names_of(struct locale *l)
{
    UErrorCode code = U_ZERO_ERROR;
    UDisplayContext brief[] = {UDISPCTX_LENGTH_SHORT};
    if (!l->short_names)
        l->short_names = uldn_openForContext(l->language, brief, 1, &code);
    return l->short_names;
}

static UDateFormat *date_of(struct locale *l)
{
    static const UChar utc[] = {'U', 'T', 'C', 0};
    UErrorCode code = U_ZERO_ERROR;
    /* Thai people write official dates in the Buddhist calendar; the figures' years are not */
    char calendar[64];
    if (l->date)
        return l->date;
    snprintf(calendar, sizeof calendar, "%s@calendar=gregorian",
             strcmp(l->language, "en") == 0 ? "en-GB" : l->language);
    return l->date = udat_open(UDAT_NONE, UDAT_LONG, calendar, utc, -1, NULL, 0, &code);
}

static UCollator *order_of(struct locale *l)
{
    UErrorCode code = U_ZERO_ERROR;
    if (!l->order)
        l->order = ucol_open(l->language, &code);
    return l->order;
}

void locale_free(struct locale *locale)
{
    if (!locale)
        return;
    uldn_close(locale->names);
    uldn_close(locale->short_names);
    udat_close(locale->date);
    ucol_close(locale->order);
    free(locale);
}

static void put_words(struct buf *out, const UChar *words, int32_t n)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t len = 0;
    char text[WORDS * 3 + 1];
    u_strToUTF8(text, sizeof text, &len, words, n, &code);
    if (U_SUCCESS(code))
        buf_put(out, text, (size_t)len);
}

/* Many languages say "Myanmar (Burma)" and have no shorter name, where the country has one. */
static int32_t without_brackets(const UChar *words, int32_t n)
{
    const UChar *open = u_memchr(words, '(', n);
    int32_t len = open ? (int32_t)(open - words) : n;
    while (len > 0 && words[len - 1] == ' ')
        len--;
    return len ? len : n;
}

bool locale_country(struct buf *out, struct locale *locale, struct str iso2)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar words[WORDS];
    char region[8];
    ULocaleDisplayNames *names = iso2.len == 2 ? names_of(locale) : NULL;
    if (!names)
        return false;
    memcpy(region, iso2.p, 2);
    region[2] = 0;
    int32_t n = uldn_regionDisplayName(names, region, words, WORDS, &code);
    /* what it does not know it answers with the code */
    if (U_FAILURE(code) || (n == 2 && words[0] == (UChar)region[0] && words[1] == (UChar)region[1]))
        return false;
    /* "Myanmar (Burma)" is "Myanmar" when asked for the short name; "US" is not wanted */
    ULocaleDisplayNames *shorter = u_memchr(words, '(', n) ? short_names_of(locale) : NULL;
    if (shorter) {
        UChar brief[WORDS];
        int32_t len = uldn_regionDisplayName(shorter, region, brief, WORDS, &code);
        if (U_SUCCESS(code) && len > 3) {
            put_words(out, brief, str_is(iso2, "MM") ? without_brackets(brief, len) : len);
            return true;
        }
    }
    put_words(out, words, str_is(iso2, "MM") ? without_brackets(words, n) : n);
    return true;
}

/* "Мьянма (Бирма)" is called so, and also each of the two. */
static void give_parts(void (*one)(void *ctx, struct str name, struct str iso2), void *ctx,
                       struct str name, struct str iso2)
{
    const char *open = memchr(name.p, '(', name.len);
    const char *shut = open ? memchr(open, ')', (size_t)(str_end(name) - open)) : NULL;
    one(ctx, name, iso2);
    if (!shut)
        return;
    one(ctx, (struct str){name.p, (size_t)(open - name.p)}, iso2);
    one(ctx, (struct str){open + 1, (size_t)(shut - open) - 1}, iso2);
}

static void give(void (*one)(void *ctx, struct str name, struct str iso2), void *ctx,
                 const ULocaleDisplayNames *names, const char *iso2)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar words[WORDS];
    int32_t n = names ? uldn_regionDisplayName(names, iso2, words, WORDS, &code) : 0;
    if (U_FAILURE(code) || n <= 0 || n > WORDS)
        return;
    struct buf text = {0};
    put_words(&text, words, n);
    if (!str_is(buf_view(&text), iso2)) /* what it does not know it answers with the code */
        give_parts(one, ctx, buf_view(&text), str_of(iso2));
    buf_release(&text);
}

void locale_country_names(void (*one)(void *ctx, struct str name, struct str iso2), void *ctx)
{
    static const char *const languages[] = {"en", "id", "th",      "vi", "ar", "zh", "zh_Hant", "fr",
                                            "ru", "es", "ms",      "km", "lo", "my", "fil",     "ta",
                                            "pt"};
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        UErrorCode code = U_ZERO_ERROR;
        UDisplayContext brief[] = {UDISPCTX_LENGTH_SHORT};
        ULocaleDisplayNames *names = uldn_open(languages[i], ULDN_STANDARD_NAMES, &code);
        code = U_ZERO_ERROR;
        ULocaleDisplayNames *shorter = uldn_openForContext(languages[i], brief, 1, &code);
        for (const char *const *iso2 = uloc_getISOCountries(); *iso2; iso2++) {
            give(one, ctx, names, *iso2);
            give(one, ctx, shorter, *iso2);
        }
        uldn_close(names);
        uldn_close(shorter);
    }
}

void locale_date(struct buf *out, struct locale *locale, struct str date)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar words[WORDS];
    int year, month, day;
    char text[11] = {0};
    UDateFormat *format = date.len == 10 ? date_of(locale) : NULL;
    if (format) {
        memcpy(text, date.p, 10);
        if (sscanf(text, "%4d-%2d-%2d", &year, &month, &day) == 3) {
            struct tm tm = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
            int32_t n = udat_format(format, (UDate)timegm(&tm) * 1000, words, WORDS, NULL, &code);
            if (U_SUCCESS(code) && n <= WORDS) {
                put_words(out, words, n);
                return;
            }
        }
    }
    buf_str(out, date);
}

int locale_compare(struct locale *locale, struct str a, struct str b)
{
    UErrorCode code = U_ZERO_ERROR;
    UCollator *order = order_of(locale);
    if (!order)
        return str_cmp(a, b);
    return (int)ucol_strcollUTF8(order, a.p, (int32_t)a.len, b.p, (int32_t)b.len, &code);
}
