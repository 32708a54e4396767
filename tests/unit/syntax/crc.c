/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/crc.h"

#include "base/random.h"
#include "test.h"

#include <zlib.h>

/* Of any length, from anywhere, in pieces: what zlib says. */
TEST(crc_is_that_of_zlib)
{
    struct chance c = {41};
    static unsigned char bytes[5000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)chance_below(&c, 256);
    CHECK(crc_more(0, STR("123456789")) == 0xcbf43926);
    for (unsigned len = 0; len < 1200; len++) {
        unsigned from = chance_below(&c, 64), cut = chance_below(&c, len + 1);
        struct str all = {(const char *)bytes + from, len};
        uint32_t want = (uint32_t)crc32_z(0, bytes + from, len);
        CHECK(crc_more(0, all) == want);
        CHECK(crc_more(crc_more(0, str_sub(all, 0, cut)), str_sub(all, cut, len)) == want);
    }
    CHECK(crc_more(7, (struct str){(const char *)bytes, sizeof bytes}) == (uint32_t)crc32_z(7, bytes, sizeof bytes));
}
