/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Hashes by purpose: hash64 finds things in memory (keyed, differs from process to
 * process), keyed_hash tells answers apart, sha256 names things for ever (files, blocks,
 * releases). */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

uint64_t hash64(struct str s);

/* 128 bits that name a text under a public key: SipHash-2-4 (Aumasson and Bernstein 2012), the
 * same in every process. Quick, and enough to tell answers apart; it names nothing for ever. */
enum { KEYED_HASH_HEX = 33 };
void keyed_hash_hex(char out[KEYED_HASH_HEX], struct str key, struct str s); /* key: 16 bytes */

enum { SHA256_LEN = 32, SHA256_HEX = 65 };

struct sha256 {
    uint8_t byte[SHA256_LEN];
};

struct sha256 sha256_of(struct str s); /* FIPS 180-4 */
void sha256_hex(char out[SHA256_HEX], const struct sha256 *hash);

/* Several pieces in turn; the state is freed by sha256_end. */
struct sha256_state *sha256_begin(void);
void sha256_add(struct sha256_state *state, struct str piece);
struct sha256 sha256_end(struct sha256_state *state);

#endif
