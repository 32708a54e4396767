/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/secret.h"

#include "test.h"

TEST(secret_new_is_never_the_same)
{
    static char all[200][SECRET_TEXT];
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        secret_new(all[i]);
        CHECK_INT(strlen(all[i]), SECRET_TEXT - 1);
        CHECK(secret_like(str_of(all[i])));
        for (size_t k = 0; k < i; k++)
            CHECK(strcmp(all[i], all[k]) != 0);
    }
}

TEST(secret_hash_is_sha256)
{
    char hex[SHA256_HEX];
    secret_hash(hex, STR("abc")); /* FIPS 180-4's own example */
    CHECK_STR(str_of(hex), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(secret_like_and_same_believe_nothing)
{
    char secret[SECRET_TEXT], other[SECRET_TEXT];
    secret_new(secret);
    CHECK(!secret_like(STR("")));
    CHECK(!secret_like((struct str){0}));
    CHECK(!secret_like(str_sub(str_of(secret), 0, SECRET_TEXT - 2)));
    for (const char *c = " '\"%/+=\n\x80"; *c; c++) {
        memcpy(other, secret, sizeof other);
        other[20] = *c;
        CHECK(!secret_like(str_of(other)));
    }
    memcpy(other, secret, sizeof other);
    CHECK(secret_same(str_of(secret), str_of(other)));
    other[42] = (char)(other[42] == 'A' ? 'B' : 'A');
    CHECK(!secret_same(str_of(secret), str_of(other)));
    CHECK(!secret_same(str_of(secret), str_sub(str_of(secret), 0, 10)));
    CHECK(secret_same(STR(""), (struct str){0}));
}
