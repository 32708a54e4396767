/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is to be known by one person only: 256 random bits as text, in a link, a cookie, a token.
 *
 *     char secret[SECRET_TEXT], hash[SHA256_HEX];
 *     secret_new(secret);
 *     secret_hash(hash, str_of(secret));
 *
 * The base keeps the hash and finds by it; nobody guesses 256 bits, so a plain SHA-256 does, and
 * how long the search takes tells nothing of the secret. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/hash.h"

enum { SECRET_TEXT = 44 }; /* 43 characters of base64url (RFC 4648, section 5), and NUL */

void secret_new(char out[SECRET_TEXT]);
void secret_hash(char hex[SHA256_HEX], struct str text);
/* Has the form of one: what has not need not be looked for. */
bool secret_like(struct str text);
/* Equal, in a time that depends on the lengths alone. */
bool secret_same(struct str a, struct str b);

#endif
