/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Borrowed text: a pointer and a length, not NUL-terminated unless it says so.
 *
 *     struct str s = STR("MYS");
 *     if (str_eq(s, STR("MYS"))) printf("%.*s\n", STR_FMT(s));
 *
 * Whoever made the bytes owns them; a struct str only points. The empty text
 * may have a NULL pointer. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/base.h"

#include <stdarg.h>

struct str {
    const char *p;
    size_t len;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_FMT(s) (int)(s).len, (s).p ? (s).p : ""

static inline struct str str_of(const char *text)
{
    return (struct str){text, text ? strlen(text) : 0};
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || a.p == b.p || memcmp(a.p, b.p, a.len) == 0);
}

static inline bool str_is(struct str a, const char *text)
{
    return str_eq(a, str_of(text));
}

/* One past the last byte; NULL for a NULL text, to which nothing may be added. */
static inline const char *str_end(struct str s) { return s.p ? s.p + s.len : NULL; }

/* Byte order, as strcmp: negative, 0 or positive. */
int str_cmp(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_trim(struct str s); /* without ASCII blanks at both ends */
struct str str_sub(struct str s, size_t from, size_t len); /* clipped to s */

/* Where `part` first stands in `s`, both short; NULL where it does not, and for an empty one. */
const char *str_find(struct str s, struct str part);

/* The piece of *rest before the first `sep`; *rest moves behind it. False when
 * nothing is left. "a,,b," gives "a", "", "b" and ""; a NULL text gives nothing. */
bool str_next(struct str *piece, struct str *rest, char sep);

/* As vsnprintf, whatever the format: at most `size` bytes with the NUL that ends them, and the length that
 * the text would have. Texts of %s, %.*s, %u and %d alone take a fourth of printf's time. */
size_t str_vfmt(char *out, size_t size, const char *fmt, va_list args) PRINTF_LIKE(3, 0);

/* A whole decimal number without sign, at most `max`. False when it is not one. */
bool str_uint(uint64_t *out, struct str s, uint64_t max);

#endif
