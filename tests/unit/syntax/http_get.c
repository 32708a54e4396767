/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/http_get.h"

#include "store/base.h"
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>

TEST(http_wait_doubles_and_is_bounded)
{
    static const double whole[] = {1, 2, 4, 8, 16, 32, 60, 60};
    for (unsigned n = 1; n <= 8; n++) {
        CHECK(http_wait(n, 0, 0) == whole[n - 1] / 2);
        CHECK(http_wait(n, 0, 0.999) < whole[n - 1]);
        CHECK(http_wait(n, 0, 0.5) == whole[n - 1] * 0.75);
    }
    CHECK(http_wait(1000000, 0, 0.999) <= 60);
    CHECK(http_wait(3, 17, 0.7) == 17); /* as it was asked */
}

TEST(http_retry_after_reads_seconds_and_dates)
{
    const int64_t now = 1795339800; /* Sun, 22 Nov 2026 09:30:00 GMT */
    CHECK(http_retry_after("120", now) == 120);
    CHECK(http_retry_after(" 7 ", now) == 7);
    CHECK(http_retry_after("Sun, 22 Nov 2026 09:30:30 GMT", now) == 30);
    CHECK(http_retry_after("Sunday, 22-Nov-26 09:31:00 GMT", now) == 60); /* RFC 850, which RFC 9110 has us read */
    CHECK(http_retry_after("Sun, 22 Nov 2026 09:00:00 GMT", now) == 0);
    static const char *const wrong[] = {"soon", "-5", "1e3", "", "99999999999999999999", "\xff"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        CHECK(http_retry_after(wrong[i], now) < 0);
}

static bool is_private(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        return http_is_private((const struct sockaddr *)&in);
    CHECK(inet_pton(AF_INET6, text, &in6.sin6_addr) == 1);
    return http_is_private((const struct sockaddr *)&in6);
}

TEST(http_private_addresses)
{
    static const char *const inside[] = {
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "192.0.2.7", "198.18.0.1", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:db8::1", "2001::1", "::127.0.0.1",
    };
    static const char *const outside[] = {
        "1.1.1.1", "172.15.0.1", "172.32.0.1", "192.167.255.255", "100.63.0.1", "100.128.0.1", "169.253.0.1",
        "223.255.255.255", "198.20.0.1", "2606:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1", "64:ff9b::101:101",
        "2002:101:101::1", "2001:4860:4860::8888",
    };
    for (size_t i = 0; i < ARRAY_LEN(inside); i++)
        if (!is_private(inside[i]))
            test_fail(__FILE__, __LINE__, "%s is private", inside[i]);
    for (size_t i = 0; i < ARRAY_LEN(outside); i++)
        if (is_private(outside[i]))
            test_fail(__FILE__, __LINE__, "%s is not private", outside[i]);
    CHECK(http_is_private(&(const struct sockaddr){.sa_family = AF_UNIX}));
}

TEST(http_host_that_says_it_is_private)
{
    static const char *const says[] = {"localhost", "LOCALHOST", "nso.localhost", "127.0.0.1", "10.1.2.3", "[::1]",
                                       "[fe80::1]", "192.168.0.10"};
    static const char *const not[] = {"", "sdmx.ilo.org", "localhost.example.org", "notlocalhost", "1.1.1.1",
                                      "127.0.0.1.nip.io", "[2606:4700::1111]", ".localhost", "[", "[]"};
    for (size_t i = 0; i < ARRAY_LEN(says); i++)
        CHECK(http_says_private(str_of(says[i])));
    for (size_t i = 0; i < ARRAY_LEN(not); i++)
        if (http_says_private(str_of(not[i])))
            test_fail(__FILE__, __LINE__, "%s says nothing", not[i]);
}

TEST(http_get_refuses_what_is_no_url)
{
    static const char *const wrong[] = {"", "nonsense", "ftp://127.0.0.1/", "file:///etc/passwd", "http://",
                                        "http://a:b@127.0.0.1/", "http://127.0.0.1:99999/", "http://exa mple/"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct http_got got = {0};
        CHECK_ERR(http_get(&got, &(struct http_get){.url = wrong[i], .limit = 1000}, errp), ERR_USAGE, "URL of http");
        http_got_release(&got);
    }
    struct http_got got = {0};
    CHECK_ERR(http_get(&got, &(struct http_get){.url = "http://127.0.0.1:1/", .limit = 1000}, errp), ERR_IO,
              "127.0.0.1: cannot be asked");
    http_got_release(&got);
}
