/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/policy.h"

#include "base/buf.h"
#include "base/hash.h"

#include <sodium.h>
#include <strings.h>

/* The first place of a text in ASCII whatever its case; s.len: none. */
static size_t find_nocase(struct str s, size_t from, struct str what)
{
    for (; from + what.len <= s.len; from++)
        if (strncasecmp(s.p + from, what.p, what.len) == 0)
            return from;
    return s.len;
}

const char *report_policy(struct arena *arena, struct str html)
{
    struct buf out = {0};
    buf_puts(&out, "default-src 'none'; img-src data:; font-src data:; style-src");
    bool any = false;
    for (size_t at = 0; (at = find_nocase(html, at, STR("<style"))) < html.len;) {
        size_t from = at, end = find_nocase(html, at, STR("</style"));
        while (from < end && html.p[from] != '>')
            from++;
        at = end;
        if (from == end)
            continue;
        char hash[64];
        struct sha256 sha = sha256_of(str_sub(html, from + 1, end - from - 1));
        sodium_bin2base64(hash, sizeof hash, sha.byte, sizeof sha.byte, sodium_base64_VARIANT_ORIGINAL);
        buf_fmt(&out, " 'sha256-%s'", hash);
        any = true;
    }
    buf_puts(&out, any ? "" : " 'none'");
    buf_puts(&out, "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-downloads");
    const char *policy = arena_text(arena, buf_view(&out));
    buf_release(&out);
    return policy;
}
