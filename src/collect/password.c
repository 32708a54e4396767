/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Passwords: what one has to be, and its Argon2id. */

#include "base/utf8.h"
#include "collect/account_inner.h"

#include <sodium.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* Two passes over 64 MiB: a tenth of a second for us, and as much for every guess of who has got
 * hold of the base. */
enum { PASSES = 2, MEMORY = 64 << 20 };

/* NFC of UTF-8 is at most three times as long (Unicode Standard Annex 15). */
struct plain {
    char text[3 * PASSWORD_MAX];
    size_t len;
};

/* False: no UTF-8, or too long. */
static bool plain_of(struct plain *out, struct str password)
{
    UChar wide[PASSWORD_MAX + 1], normal[3 * PASSWORD_MAX + 1];
    int32_t nwide = 0, nnormal = 0, len = 0;
    UErrorCode code = U_ZERO_ERROR;
    if (password.len > PASSWORD_MAX || utf8_valid(password) != password.len)
        return false;
    u_strFromUTF8(wide, PASSWORD_MAX, &nwide, password.p ? password.p : "", (int32_t)password.len, &code);
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    nnormal = unorm2_normalize(nfc, wide, nwide, normal, 3 * PASSWORD_MAX, &code);
    u_strToUTF8(out->text, sizeof out->text, &len, normal, nnormal, &code);
    sodium_memzero(wide, sizeof wide);
    sodium_memzero(normal, sizeof normal);
    out->len = (size_t)len;
    return U_SUCCESS(code);
}

/* Of the lists of passwords that were found out, what is long enough to get past the length. */
static const char *const common[] = {
    "123456789012", "1234567890123", "12345678901234", "123456789123", "1234567891234", "123456789123456",
    "012345678910", "0123456789012", "123123123123", "123456123456", "111222333444", "121212121212",
    "112233445566", "987654321098", "1q2w3e4r5t6y", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv",
    "qazwsxedcrfv", "qwertyuiop12", "qwertyuiop123", "qwertyuiopas", "qwertyuiopasdf", "qwerty123456",
    "qwerty12345678", "qwertyqwerty", "asdfghjkl123", "asdfghjklzxc", "zxcvbnmasdfg", "abcdefghijkl",
    "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz", "abcdefg12345", "abcd12345678", "abc123abc123",
    "abc123456789", "a12345678901", "a1b2c3d4e5f6", "aa1234567890", "password1234", "password12345",
    "password123456", "password2024", "password2025", "password2026", "passwordpassword", "mypassword123",
    "mypassword1234", "newpassword1", "thisismypassword", "p@ssw0rd1234", "passw0rd1234", "administrator",
    "administrator1", "admin1234567", "admin12345678", "adminadmin12", "adminadminadmin", "changeme1234",
    "changemenow1", "letmeinletmein", "letmein12345", "welcome12345", "welcome123456", "welcomewelcome",
    "iloveyou1234", "iloveyou12345", "iloveyouiloveyou", "iloveyousomuch", "ihateyou1234", "jesuschrist1",
    "manchesterunited", "liverpoolfc1", "football1234", "superman1234", "sunshine1234", "princess1234",
    "dragon123456", "monkey123456", "michael12345", "computer1234", "internet1234", "samsung12345",
    "indonesia123", "jakarta12345", "bismillah123", "sayangsayang", "thailand1234", "bangkok12345",
    "vietnam12345", "matkhau12345", "anhyeuem1234", "philippines1", "malaysia1234", "singapore123",
    "cambodia1234", "myanmar12345", "correcthorsebatterystaple",
};

static bool is_common(struct str password)
{
    for (size_t i = 0; i < ARRAY_LEN(common); i++)
        if (str_eq_nocase(password, str_of(common[i])))
            return true;
    return false;
}

/* "aaaaaaaaaaaa", "121212121212" */
static bool is_monotonous(struct str password)
{
    bool seen[256] = {false};
    unsigned different = 0;
    for (size_t i = 0; i < password.len; i++) {
        different += !seen[(unsigned char)password.p[i]];
        seen[(unsigned char)password.p[i]] = true;
    }
    return different < 4;
}

static int check_rules(const struct user *u, const struct plain *plain, struct err *err)
{
    struct str password = {plain->text, plain->len};
    if (utf8_count(password) < PASSWORD_MIN)
        return err_set(err, ERR_USAGE, "a password is to have %d characters at least; some words in a row are "
                       "easily kept in mind", PASSWORD_MIN);
    if (str_eq_nocase(password, u->name) || str_eq_nocase(password, u->email) ||
        str_eq_nocase(password, u->full_name))
        return err_set(err, ERR_USAGE, "a password is to be something else than the name or the address that "
                       "it belongs to");
    if (is_common(password))
        return err_set(err, ERR_USAGE, "this is one of the passwords that are tried first; choose some words "
                       "that nobody would guess of you");
    if (is_monotonous(password))
        return err_set(err, ERR_USAGE, "a password is to have more than three different characters");
    return 0;
}

static int hash_of(char out[crypto_pwhash_STRBYTES], const struct plain *plain, struct err *err)
{
    if (sodium_init() < 0)
        abort();
    if (crypto_pwhash_str(out, plain->text, plain->len, PASSES, MEMORY) < 0)
        return err_set(err, ERR_LIMIT, "a password cannot be kept: it takes %d MiB of memory, which are not "
                       "there", MEMORY >> 20);
    return 0;
}

int account_password_set(struct store *st, struct arena *arena, struct user *u, struct str password,
                         struct err *err)
{
    struct plain plain;
    char hash[crypto_pwhash_STRBYTES];
    if (password.len > PASSWORD_MAX)
        return err_set(err, ERR_USAGE, "a password is to have %d bytes at most", PASSWORD_MAX);
    if (!plain_of(&plain, password))
        return err_set(err, ERR_USAGE, "a password is to be text, in UTF-8");
    int r = check_rules(u, &plain, err);
    if (r == 0)
        r = hash_of(hash, &plain, err);
    sodium_memzero(&plain, sizeof plain);
    if (r < 0)
        return r;
    u->password = arena_str(arena, str_of(hash));
    account_unlock(u);
    if ((r = store_user_put(st, u, err)) < 0)
        return r;
    return store_session_end_all(st, u->id, err);
}

/* What the password of who has none is compared with, so that it takes as long: the Argon2id of
 * nothing that anybody can type. */
static const char dummy[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

bool account_password_is(const struct user *u, struct str password)
{
    struct plain plain = {.len = 0};
    char hash[crypto_pwhash_STRBYTES] = {0};
    bool text = plain_of(&plain, password), known = u->password.len > 0 && u->password.len < sizeof hash;
    if (sodium_init() < 0)
        abort();
    struct str against = known ? u->password : STR(dummy);
    memcpy(hash, against.p, against.len);
    bool right = crypto_pwhash_str_verify(hash, plain.text, text ? plain.len : 0) == 0;
    sodium_memzero(&plain, sizeof plain);
    return right && text && known;
}
