/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Countries by what people call them. */

#include "model/ref.h"

#include "base/utf8.h"
#include "model/area_names.h"

/* Latin letters with marks as those without, U+00C0 to U+017F. */
static const char latin[] =
    "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* Letters of Vietnamese with two marks, U+1EA0 to U+1EF9: first of each letter that is without them,
 * and its Latin one with a horn. */
static char vietnamese(uint32_t c)
{
    static const struct {
        uint32_t end;
        char letter;
    } ranges[] = {{0x1eb8, 'a'}, {0x1ec8, 'e'}, {0x1ecc, 'i'}, {0x1ee4, 'o'}, {0x1ef2, 'u'}, {0x1efa, 'y'}};
    if (c == 0x1a0 || c == 0x1a1)
        return 'o';
    if (c == 0x1af || c == 0x1b0)
        return 'u';
    for (size_t i = 0; c >= 0x1ea0 && i < ARRAY_LEN(ranges); i++)
        if (c < ranges[i].end)
            return ranges[i].letter;
    return 0;
}

/* A character of two or three bytes as a number. */
static uint32_t point_of(const char *p, size_t len)
{
    uint32_t c = (unsigned char)p[0] & (len == 2 ? 0x1f : 0x0f);
    for (size_t i = 1; i < len; i++)
        c = c << 6 | ((unsigned char)p[i] & 63);
    return c;
}

/* Small letters for capital ones of Cyrillic, U+0400 to U+042F. */
static size_t put_cyrillic(char *out, uint32_t c)
{
    c += c < 0x410 ? 80 : 32;
    out[0] = (char)(0xc0 | c >> 6);
    out[1] = (char)(0x80 | (c & 63));
    return 2;
}

/* Blanks and punctuation of more than one byte. */
static bool is_between(const char *p, size_t len)
{
    return (unsigned char)*p == 0xe2 || (len == 2 && !memcmp(p, "\xc2\xa0", 2)) ||
           (len == 3 && (!memcmp(p, "\xe3\x80\x80", 3) || !memcmp(p, "\xef\xbb\xbf", 3)));
}

struct str ref_area_fold(char out[REF_AREA_NAME], struct str name)
{
    size_t n = 0;
    for (const char *p = name.p, *end = str_end(name); p < end;) {
        size_t len = MAX(utf8_len(p, end), (size_t)1);
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        if (n + MAX(len, (size_t)3) > REF_AREA_NAME)
            return STR(""); /* no country is called so */
        if (len == 1 && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            out[n++] = c;
        } else if (c == '&') {
            memcpy(out + n, "and", 3), n += 3;
        } else if (len == 2 && (unsigned char)*p >= 0xc3 && (unsigned char)*p <= 0xc5) {
            size_t at = (size_t)(((unsigned char)*p & 0x1f) * 64 + ((unsigned char)p[1] & 63)) - 0xc0;
            out[n++] = latin[at];
        } else if ((len == 2 || len == 3) && vietnamese(point_of(p, len))) {
            out[n++] = vietnamese(point_of(p, len));
        } else if (len == 2 && point_of(p, len) >= 0x400 && point_of(p, len) < 0x430) {
            n += put_cyrillic(out + n, point_of(p, len));
        } else if (len > 1 && !is_between(p, len)) {
            memcpy(out + n, p, len), n += len;
        }
        p += len;
    }
    return (struct str){out, n};
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

static uint16_t area_of_iso2(const struct ref *ref, const char *iso2)
{
    for (uint32_t i = 1; iso2 && i < ref->nareas; i++)
        if (str_is(ref->areas[i].iso2, iso2))
            return (uint16_t)i;
    return 0;
}

/* English goes first. Three letters may be anything, unless they have marks as in "Áo". */
uint16_t ref_area_called(const struct ref *ref, struct str name)
{
    char folded[REF_AREA_NAME];
    struct str key = ref_area_fold(folded, name);
    uint32_t area = 0;
    if (key.len == 0)
        return 0;
    if (map_find(&ref->area_name_map, &area, key))
        return (uint16_t)area;
    return key.len <= 3 && is_ascii(name) ? 0 : area_of_iso2(ref, area_names_find(key));
}

/* -- the nearest -------------------------------------------------------------------------- */

enum { POINTS_MAX = 40, SLIPS_MAX = 3 };

/* Characters as numbers, so that a slip in Khmer is one slip; 0 when it is too long to be one. */
static unsigned points_of(uint32_t out[POINTS_MAX], struct str text)
{
    unsigned n = 0;
    for (const char *p = text.p, *end = str_end(text); p < end;) {
        size_t len = MAX(utf8_len(p, end), (size_t)1);
        if (n == POINTS_MAX)
            return 0;
        out[n++] = len == 1 ? (unsigned char)*p : point_of(p, MIN(len, (size_t)3));
        p += len;
    }
    return n;
}

/* Optimal string alignment (Boytsov 2011, section 2.2), as for codes in ref.c. */
static unsigned slips(const uint32_t *a, unsigned na, const uint32_t *b, unsigned nb)
{
    unsigned row[3][POINTS_MAX + 1], *before = row[0], *above = row[1], *here = row[2];
    for (unsigned k = 0; k <= nb; k++)
        above[k] = k;
    for (unsigned i = 1; i <= na; i++) {
        here[0] = i;
        for (unsigned k = 1; k <= nb; k++) {
            unsigned best = MIN(above[k], here[k - 1]) + 1;
            best = MIN(best, above[k - 1] + (a[i - 1] != b[k - 1]));
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                best = MIN(best, before[k - 2] + 1);
            here[k] = best;
        }
        unsigned *old = before;
        before = above;
        above = here;
        here = old;
    }
    return above[nb];
}

struct nearest_name {
    uint32_t text[POINTS_MAX];
    unsigned n, best; /* nothing counts that has `best` slips or more */
    uint16_t area;
};

static bool try_name(struct nearest_name *near, struct str folded)
{
    uint32_t other[POINTS_MAX];
    /* the bytes tell early that most are longer or shorter by too much: four a character at most */
    if (folded.len + near->best <= near->n || folded.len >= (near->n + near->best) * 4)
        return false;
    unsigned n = points_of(other, folded), gap = n > near->n ? n - near->n : near->n - n;
    if (n == 0 || gap >= near->best)
        return false;
    unsigned d = slips(near->text, near->n, other, n);
    if (d >= near->best)
        return false;
    near->best = d;
    return true;
}

/* A country that nobody knows stands in row after row: the last answer of each thread is kept. */
static bool same_as_last(struct nearest_name *last, const struct ref *ref, const struct nearest_name *near)
{
    static _Thread_local struct sha256 hash;
    bool same = last->n == near->n && memcmp(&hash, &ref->hash, sizeof hash) == 0 &&
                memcmp(last->text, near->text, sizeof *near->text * near->n) == 0;
    hash = ref->hash;
    return same;
}

uint16_t ref_area_like(const struct ref *ref, struct str name)
{
    static _Thread_local struct nearest_name last;
    char folded[REF_AREA_NAME];
    struct nearest_name near = {0};
    uint32_t nnames;
    struct str key = ref_area_fold(folded, name);
    near.n = points_of(near.text, key);
    /* scripts of more than a byte a letter have shorter words */
    near.best = MIN(near.n / (is_ascii(key) ? 3 : 4), SLIPS_MAX) + 1;
    if (near.n < 4) /* three letters are a code, or too little to tell */
        return 0;
    if (same_as_last(&last, ref, &near))
        return last.area;
    for (uint32_t i = 0; i < ref->narea_names; i++)
        if (try_name(&near, ref->area_names[i].folded))
            near.area = ref->area_names[i].area;
    const struct area_name *names = area_names(&nnames);
    for (uint32_t i = 0; i < nnames; i++)
        if (names[i].iso2[0] && try_name(&near, names[i].folded)) {
            uint16_t area = area_of_iso2(ref, names[i].iso2);
            near.area = area ? area : near.area;
        }
    last = near;
    return near.area;
}
