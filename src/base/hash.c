/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/hash.h"

#include "base/arena.h"

#include <sodium.h>

static uint64_t seed(void)
{
    /* a race writes two random numbers and one wins before any map is shared:
     * maps are built by one thread, after the first call */
    static uint64_t value;
    if (!value) {
        if (sodium_init() < 0)
            abort();
        uint64_t fresh;
        randombytes_buf(&fresh, sizeof fresh);
        value = fresh | 1;
    }
    return value;
}

static uint64_t mix(uint64_t a, uint64_t b)
{
    __uint128_t r = (__uint128_t)a * b;
    return (uint64_t)r ^ (uint64_t)(r >> 64);
}

static uint64_t word(const char *p, size_t len)
{
    uint64_t w = 0;
    memcpy(&w, p, len);
    return w;
}

/* The multiply-and-fold construction of wyhash (Wang Yi, public domain idea),
 * enough for codes of a few bytes and a secret seed. */
uint64_t hash64(struct str s)
{
    uint64_t key = seed(), h = key ^ s.len;
    size_t i = 0;
    for (; s.len - i > 16; i += 16)
        h = mix(word(s.p + i, 8) ^ 0xa0761d6478bd642fu ^ h, word(s.p + i + 8, 8) ^ key);
    size_t left = s.len - i;
    uint64_t a = left ? word(s.p + i, MIN(left, (size_t)8)) : 0;
    uint64_t b = left > 8 ? word(s.p + i + 8, left - 8) : 0;
    h = mix(a ^ 0xe7037ed1a0b428dbu ^ h, b ^ key);
    return mix(h ^ 0x8ebc6af09c88c6e3u, key ^ 0x589965cc75374cc3u);
}

void keyed_hash_hex(char out[KEYED_HASH_HEX], struct str key, struct str s)
{
    unsigned char hash[crypto_shorthash_siphashx24_BYTES];
    assert(key.len == crypto_shorthash_siphashx24_KEYBYTES);
    crypto_shorthash_siphashx24(hash, (const unsigned char *)(s.p ? s.p : ""), s.len,
                                (const unsigned char *)key.p);
    sodium_bin2hex(out, KEYED_HASH_HEX, hash, sizeof hash);
}

struct sha256 sha256_of(struct str s)
{
    struct sha256 out;
    crypto_hash_sha256(out.byte, (const unsigned char *)(s.p ? s.p : ""), s.len);
    return out;
}

void sha256_hex(char out[SHA256_HEX], const struct sha256 *hash)
{
    sodium_bin2hex(out, SHA256_HEX, hash->byte, SHA256_LEN);
}

struct sha256_state {
    crypto_hash_sha256_state inner;
};

struct sha256_state *sha256_begin(void)
{
    struct sha256_state *state = mem_alloc(sizeof *state);
    crypto_hash_sha256_init(&state->inner);
    return state;
}

void sha256_add(struct sha256_state *state, struct str piece)
{
    crypto_hash_sha256_update(&state->inner, (const unsigned char *)(piece.p ? piece.p : ""),
                              piece.len);
}

struct sha256 sha256_end(struct sha256_state *state)
{
    struct sha256 out;
    crypto_hash_sha256_final(&state->inner, out.byte);
    free(state);
    return out;
}
