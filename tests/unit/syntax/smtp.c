/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/smtp.h"

#include "base/utf8.h"
#include "store/base.h"
#include "test.h"

#include <sodium.h>

#define FROM STR("ILMS <ilms@example.org>")

static struct buf compose(struct str from, struct str to, struct str subject, struct str body)
{
    struct buf out = {0};
    struct err err;
    CHECK_OK(smtp_compose(&out, from, to, subject, body, STR("id-1"), 1795339800, &err));
    return out;
}

/* The header field's value as it stands, folds and all, or the body. */
static struct str field(const struct buf *mail, const char *name)
{
    const char *at = strstr(mail->p, name), *end;
    CHECK(at != NULL);
    at += strlen(name);
    for (end = strstr(at, "\r\n"); end[2] == ' '; end = strstr(end + 2, "\r\n"))
        ;
    return (struct str){at, (size_t)(end - at)};
}

static void unpack(struct buf *out, struct str packed)
{
    size_t len;
    CHECK(sodium_base642bin((unsigned char *)buf_room(out, packed.len), packed.len, packed.p, packed.len, "\r\n", &len,
                            NULL, sodium_base64_VARIANT_ORIGINAL) == 0);
    out->len += len;
}

/* RFC 2047 back. */
static void decode(struct buf *out, struct str words)
{
    while (words.len) {
        CHECK(str_starts(words, STR("=?UTF-8?B?")));
        const char *end = strstr(words.p, "?=");
        struct str inner = {words.p + 10, (size_t)(end - words.p) - 10};
        CHECK(inner.len + 12 <= 75);
        size_t before = out->len;
        unpack(out, inner);
        CHECK_INT(utf8_valid(str_sub(buf_view(out), before, out->len)), out->len - before);
        words = str_sub(words, (size_t)(end - words.p) + 2, words.len);
        if (words.len) {
            CHECK(str_starts(words, STR("\r\n ")));
            words = str_sub(words, 3, words.len);
        }
    }
}

TEST(smtp_compose_is_rfc_5322)
{
    struct buf mail = compose(FROM, STR("sokha@mol.gov.kh"), STR("Round 2026"), STR("Dear Sokha,\n\nhello\r\n.\n"));
    CHECK_STR(buf_view(&mail), "Date: Sun, 22 Nov 2026 09:30:00 +0000\r\n"
                               "From: \"ILMS\" <ilms@example.org>\r\n"
                               "To: <sokha@mol.gov.kh>\r\n"
                               "Subject: Round 2026\r\n"
                               "Message-ID: <id-1@example.org>\r\n"
                               "MIME-Version: 1.0\r\n"
                               "Content-Type: text/plain; charset=utf-8\r\n"
                               "Content-Transfer-Encoding: base64\r\n"
                               "Auto-Submitted: auto-generated\r\n"
                               "\r\n"
                               "RGVhciBTb2toYSwNCg0KaGVsbG8NCi4NCg==\r\n");
    buf_release(&mail);
    mail = compose(STR("ilms@example.org"), STR("a@b"), STR("x"), STR(""));
    CHECK_STR(field(&mail, "From: "), "<ilms@example.org>");
    buf_release(&mail);
    mail = compose(STR("The \"ILMS\" office, ASEAN <ilms@example.org>"), STR("a@b"), STR("x"), STR(""));
    CHECK_STR(field(&mail, "From: "), "\"The \\\"ILMS\\\" office, ASEAN\" <ilms@example.org>");
    buf_release(&mail);
}

TEST(smtp_subject_is_encoded_by_whole_characters)
{
    static const char *const subjects[] = {
        "ข้อมูลสถิติการย้ายถิ่นของแรงงานระหว่างประเทศ รอบปี ๒๕๖๙ ของประเทศไทย",
        "Cơ sở dữ liệu thống kê di cư lao động quốc tế: vòng thu thập năm 2026",
        "é", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        "=?UTF-8?B?aGVsbG8=?=", /* what looks encoded is text as well */
        "a long subject in English that would make a line longer than lines of a header should ever be"};
    for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
        struct buf mail = compose(FROM, STR("a@b.c"), str_of(subjects[i]), STR("x")), back = {0};
        decode(&back, field(&mail, "Subject: "));
        CHECK_STR(buf_view(&back), subjects[i]);
        buf_release(&mail);
        buf_release(&back);
    }
    struct buf mail = compose(STR("Kantor Pusat Tênaga Kerja <a@b>"), STR("a@b.c"), STR("x"), STR("x")), back = {0};
    struct str from = field(&mail, "From: ");
    CHECK(str_ends(from, STR("\r\n <a@b>")));
    decode(&back, str_sub(from, 0, from.len - 8));
    CHECK_STR(buf_view(&back), "Kantor Pusat Tênaga Kerja");
    buf_release(&mail);
    buf_release(&back);
}

TEST(smtp_body_comes_back_and_lines_are_short)
{
    struct buf text = {0}, back = {0};
    for (int i = 0; i < 5000; i++)
        buf_puts(&text, i % 97 ? "ยาว" : "\r\n");
    struct buf mail = compose(FROM, STR("a@b.c"), STR("x"), buf_view(&text));
    const char *body = strstr(mail.p, "\r\n\r\n") + 4;
    unpack(&back, str_of(body));
    CHECK(str_eq(buf_view(&back), buf_view(&text)));
    struct str rest = buf_view(&mail), line;
    while (str_next(&line, &rest, '\n'))
        CHECK(line.len <= 78);
    buf_release(&text);
    buf_release(&back);
    buf_release(&mail);
}

/* Each is refused, and nothing is written. */
static void refused(struct str from, struct str to, struct str subject, struct str body)
{
    struct buf out = {0};
    CHECK_ERR(smtp_compose(&out, from, to, subject, body, STR("id"), 0, errp), ERR_USAGE, "mail");
    CHECK_INT(out.len, 0);
}

TEST(smtp_refuses_what_would_be_another_header)
{
    static const char *const addresses[] = {
        "", "sokha", "@mol.gov.kh", "sokha@", "a@b\r\nBcc: c@d", "a@b\nBcc: c@d", "a@b\rBcc: c@d", "a@b, c@d",
        "a@b c@d", "<a@b>", "a@b> RCPT TO:<c@d", "a b@c", "a@@b", "a@b@c", ".a@b", "a.@b", "a..b@c", "a@.b", "a@b.",
        "a@b..c", "\"a\"@b", "a@[127.0.0.1]", "a(b)@c", "a@b\x01", "ส@ไทย.th", "a@b;c", "a\\@b", "a:b@c", "a@b_c"};
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        if (smtp_address_like(str_of(addresses[i])))
            test_fail(__FILE__, __LINE__, "\"%s\" is taken for an address", addresses[i]);
        refused(FROM, str_of(addresses[i]), STR("x"), STR("x"));
        if (addresses[i][0] != '<') /* of a sender that is right */
            refused(str_of(addresses[i]), STR("a@b.c"), STR("x"), STR("x"));
    }
    CHECK(!smtp_address_like(STR("a@b\0c")));
    CHECK(smtp_address_like(STR("o'neill+x.y@mail-1.example.org")));
    refused(STR("ILMS\r\nBcc: c@d <a@b>"), STR("a@b.c"), STR("x"), STR("x"));
    refused(STR("\xff <a@b>"), STR("a@b.c"), STR("x"), STR("x"));
    refused(FROM, STR("a@b.c"), STR(""), STR("x"));
    refused(FROM, STR("a@b.c"), STR("x\r\nBcc: c@d"), STR("x"));
    refused(FROM, STR("a@b.c"), STR("x\n"), STR("x"));
    refused(FROM, STR("a@b.c"), STR("x\0y"), STR("x"));
    refused(FROM, STR("a@b.c"), STR("x\x1b[2J"), STR("x"));
    refused(FROM, STR("a@b.c"), STR("x\xff"), STR("x"));
    refused(FROM, STR("a@b.c"), STR("x"), STR("\xc3"));
    static char long_text[(1 << 20) + 2];
    memset(long_text, 'a', sizeof long_text - 1);
    refused(FROM, STR("a@b.c"), str_sub(str_of(long_text), 0, 401), STR("x"));
    refused(FROM, STR("a@b.c"), STR("x"), str_of(long_text));
    memcpy(long_text, "a@", 2);
    refused(FROM, str_sub(str_of(long_text), 0, 255), STR("x"), STR("x"));
}

static void parses(const char *url, const char *server, enum smtp_tls tls, const char *user, const char *password)
{
    struct arena arena;
    struct smtp s;
    struct err err;
    arena_init(&arena, 1 << 20);
    CHECK_OK(smtp_parse(&s, &arena, str_of(url), FROM, &err));
    CHECK_STR(str_of(s.url), server);
    CHECK_INT(s.tls, tls);
    CHECK_STR(str_of(s.user ? s.user : "(none)"), user);
    CHECK_STR(str_of(s.password ? s.password : "(none)"), password);
    arena_release(&arena);
}

TEST(smtp_parse_knows_three_kinds_of_server)
{
    parses("smtp://127.0.0.1:2525", "smtp://127.0.0.1:2525", SMTP_TLS_MAYBE, "(none)", "(none)");
    parses("smtp://mail.example.org/", "smtp://mail.example.org", SMTP_TLS_MAYBE, "(none)", "(none)");
    parses("smtps://me%40x:p%2Fw%3A@mail.example.org", "smtps://mail.example.org", SMTP_TLS_FIRST, "me@x", "p/w:");
    parses("smtp+starttls://mail.example.org:587", "smtp://mail.example.org:587", SMTP_TLS_LATER, "(none)", "(none)");
    /* a password goes over TLS, or to this machine */
    parses("smtp://me:pw@mail.example.org", "smtp://mail.example.org", SMTP_TLS_LATER, "me", "pw");
    parses("smtp://me:pw@localhost", "smtp://localhost", SMTP_TLS_MAYBE, "me", "pw");
}

TEST(smtp_parse_refuses_other_protocols_and_tells_no_password)
{
    static const char *const wrong[] = {"file:///etc/passwd", "http://hunter2@x", "imap://hunter2@x",
                                        "mail.example.org:25", "smtp:///", "smtp://x:hunter2@h/path",
                                        "smtp://hunter2@h?x=1", "gopher://x", "x", "smtp://h:99999999", "smtp://a b"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct arena arena;
        struct smtp s;
        struct err err = {0};
        arena_init(&arena, 1 << 20);
        if (smtp_parse(&s, &arena, str_of(wrong[i]), FROM, &err) != -(int)ERR_CONFIG || strstr(err.text, "hunter2"))
            test_fail(__FILE__, __LINE__, "\"%s\": %s", wrong[i], err.text);
        CHECK(smtp_parse(&s, &arena, STR("smtp://h"), STR("no address"), &err) == -(int)ERR_CONFIG);
        arena_release(&arena);
    }
}
