/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/http_get.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

double http_wait(unsigned n, double asked, double chance)
{
    if (asked > 0)
        return asked;
    double whole = n < 7 ? (double)(1u << (n ? n - 1 : 0)) : 60;
    return whole * (0.5 + chance / 2);
}

double http_retry_after(const char *value, int64_t date)
{
    uint64_t seconds;
    struct str text = str_trim(str_of(value));
    if (str_uint(&seconds, text, UINT32_MAX))
        return (double)seconds;
    int64_t at = (int64_t)curl_getdate(value, NULL);
    return at == -1 || date == 0 ? -1 : at > date ? (double)(at - date) : 0;
}

/* -- addresses ------------------------------------------------------------------------------- */

static bool is_private_4(uint32_t ip)
{
    static const struct {
        uint32_t network;
        unsigned bits;
    } kept[] = {
        {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16}, {0xac100000, 12},
        {0xc0000000, 24}, {0xc0000200, 24}, {0xc0a80000, 16}, {0xc6120000, 15}, {0xc6336400, 24}, {0xcb007100, 24},
        {0xe0000000, 3}, /* several receivers, and what is kept for later */
    };
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        if ((ip ^ kept[i].network) >> (32 - kept[i].bits) == 0)
            return true;
    return false;
}

static uint32_t word(const uint8_t *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static bool is_private_6(const uint8_t b[16])
{
    static const uint8_t zeros[16], translated[12] = {0, 0x64, 0xff, 0x9b};
    if (memcmp(b, zeros, 10) == 0 && b[10] == 0xff && b[11] == 0xff) /* ::ffff:192.0.2.1 */
        return is_private_4(word(b + 12));
    if (memcmp(b, translated, 12) == 0) /* 64:ff9b::192.0.2.1 */
        return is_private_4(word(b + 12));
    if (b[0] == 0x20 && b[1] == 0x02) /* 2002:c000:0201:: */
        return is_private_4(word(b + 2));
    return (b[0] & 0xe0) != 0x20 /* all that is given out so far begins with 001 */
           || (b[0] == 0x20 && b[1] == 0x01 && b[2] < 2) || word(b) == 0x20010db8;
}

bool http_is_private(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return is_private_4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        return is_private_6(in6.sin6_addr.s6_addr);
    }
    return true;
}

bool http_says_private(struct str host)
{
    char text[64];
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (str_eq_nocase(host, STR("localhost")) ||
        (host.len > 10 && str_eq_nocase(str_sub(host, host.len - 10, 10), STR(".localhost"))))
        return true;
    if (host.len > 2 && host.p[0] == '[')
        host = str_sub(host, 1, host.len - 2);
    if (host.len >= sizeof text)
        return false;
    memcpy(text, host.p ? host.p : "", host.len);
    text[host.len] = 0;
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        return http_is_private((const struct sockaddr *)&in);
    return inet_pton(AF_INET6, text, &in6.sin6_addr) == 1 && http_is_private((const struct sockaddr *)&in6);
}
