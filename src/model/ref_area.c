/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Countries by what people call them. */

#include "model/ref.h"

#include "base/utf8.h"

/* Latin letters with marks as those without, U+00C0 to U+017F. */
static const char latin[] =
    "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

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
        } else if (len > 1 && !is_between(p, len)) {
            memcpy(out + n, p, len), n += len;
        }
        p += len;
    }
    return (struct str){out, n};
}

uint16_t ref_area_called(const struct ref *ref, struct str name)
{
    char folded[REF_AREA_NAME];
    struct str key = ref_area_fold(folded, name);
    uint32_t area = 0;
    return key.len && map_find(&ref->area_name_map, &area, key) ? (uint16_t)area : 0;
}
