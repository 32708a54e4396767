/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/hash.h"

#include "base/arena.h"
#include "base/random.h"
#include "test.h"

static void sha_is(struct str text, const char *want)
{
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(text);
    sha256_hex(hex, &hash);
    CHECK_STR(str_of(hex), want);
}

/* FIPS 180-4 examples and the empty text */
TEST(sha256_known_answers)
{
    sha_is(STR(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha_is((struct str){0}, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha_is(STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha_is(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *million = mem_alloc(1000000);
    memset(million, 'a', 1000000);
    sha_is((struct str){million, 1000000},
           "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
}

TEST(sha256_in_pieces_is_the_same)
{
    struct chance c = {11};
    char text[5000];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)chance_next(&c);
    struct sha256 whole = sha256_of((struct str){text, sizeof text});
    for (int round = 0; round < 50; round++) {
        struct sha256_state *state = sha256_begin();
        for (size_t at = 0; at < sizeof text;) {
            size_t n = chance_below(&c, 300);
            n = MIN(n, sizeof text - at);
            sha256_add(state, (struct str){text + at, n});
            at += n;
        }
        struct sha256 pieces = sha256_end(state);
        CHECK(memcmp(&whole, &pieces, sizeof whole) == 0);
    }
}

TEST(hash64_depends_on_every_byte_and_on_no_neighbour)
{
    for (size_t len = 0; len <= 70; len++) {
        char *text = malloc(len + 1); /* of its own length, for the sanitizer */
        char *exact = malloc(len ? len : 1);
        memset(text, 'x', len + 1);
        memcpy(exact, text, len);
        uint64_t h = hash64((struct str){exact, len});
        CHECK(h == hash64((struct str){text, len}));
        for (size_t i = 0; i < len; i++)
            for (int bit = 0; bit < 8; bit++) {
                exact[i] ^= (char)(1 << bit);
                CHECK(hash64((struct str){exact, len}) != h);
                exact[i] ^= (char)(1 << bit);
            }
        CHECK(hash64((struct str){text, len + 1}) != h);
        free(exact);
        free(text);
    }
}
