/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/secret.h"

#include <sodium.h>

enum { SECRET_BYTES = 32 };

void secret_new(char out[SECRET_TEXT])
{
    unsigned char bytes[SECRET_BYTES];
    if (sodium_init() < 0)
        abort();
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(out, SECRET_TEXT, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}

void secret_hash(char hex[SHA256_HEX], struct str text)
{
    struct sha256 hash = sha256_of(text);
    sha256_hex(hex, &hash);
}

bool secret_like(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return text.len == SECRET_TEXT - 1;
}

bool secret_same(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || sodium_memcmp(a.p, b.p, a.len) == 0);
}
