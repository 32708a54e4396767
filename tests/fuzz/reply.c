/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Whatever a service replies is judged in a sentence, and named by what it says. The first line is the
 * status; the rest what came, exactly as large as it is. */

#include "fuzz.h"

#include "base/utf8.h"
#include "collect/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str rest = fuzz_str(bytes, n), status = fuzz_line(&rest);
    char why[REPLY_TEXT] = "", again[REPLY_TEXT] = "", one[SHA256_HEX], other[SHA256_HEX];
    uint64_t number;
    if (!str_uint(&number, status, 999))
        number = 200;
    enum reply reply = reply_judge(why, (int)number, rest, false);
    CLAIM(strlen(why) < REPLY_TEXT && utf8_valid(str_of(why)) == strlen(why));
    CLAIM(reply == REPLY_FIGURES ? !why[0] && number >= 200 && number < 300 && rest.len > 0 : why[0] != 0);
    CLAIM(reply != REPLY_UNCHANGED || number == 304);
    CLAIM(reply_judge(again, (int)number, rest, false) == reply && strcmp(why, again) == 0);
    reply_hash(one, rest);
    reply_hash(other, rest);
    CLAIM(strlen(one) == SHA256_HEX - 1 && strcmp(one, other) == 0);
    return 0;
}
