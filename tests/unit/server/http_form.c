/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/http_inner.h"

#include "test.h"

#include <stdio.h>

static struct arena arena;
static struct http_request rq;
static char *body;
static int status;
static const char *why;

/* The body in memory of its own, exactly as long, so that reading past it is seen. */
static bool parse(const char *type, struct str bytes)
{
    free(body);
    body = malloc(bytes.len ? bytes.len : 1);
    if (!body)
        abort();
    memcpy(body, bytes.p, bytes.len);
    arena_release(&arena);
    arena_init(&arena, 64 << 20);
    memset(&rq, 0, sizeof rq);
    rq.arena = &arena;
    rq.body = (struct str){body, bytes.len};
    why = NULL;
    return form_parse(&rq, str_of(type), &status, &why);
}

static void finish(void)
{
    arena_release(&arena);
    free(body);
    body = NULL;
}

/* "name=value|" of each, for files "name=value(file;type)|" */
static struct str said(void)
{
    static struct buf b;
    b.len = 0;
    for (unsigned i = 0; i < rq.nfields; i++) {
        const struct http_field *f = &rq.field[i];
        buf_fmt(&b, "%.*s=", STR_FMT(f->name));
        buf_str(&b, f->value);
        if (f->file_name.p)
            buf_fmt(&b, "(%.*s;%.*s)", STR_FMT(f->file_name), STR_FMT(f->type));
        buf_char(&b, '|');
    }
    return buf_view(&b);
}

#define ENCODED "application/x-www-form-urlencoded"
#define MULTIPART "multipart/form-data; boundary=x1"
#define PART(head, value) "--x1\r\n" head "\r\n\r\n" value "\r\n"
#define NAMED(name, value) PART("Content-Disposition: form-data; name=\"" name "\"", value)

TEST(http_form_reads_urlencoded)
{
    CHECK(parse(ENCODED, STR("name=Som+Chai&note=a%2Bb+%26+c%3D%C3%A9&&flag&e=&name=two")));
    CHECK_STR(said(), "name=Som Chai|note=a+b & c=\xc3\xa9|flag=|e=|name=two|");
    CHECK_STR(*http_field(&rq, "name"), "Som Chai");
    CHECK_STR(*http_field(&rq, "flag"), "");
    CHECK(!http_field(&rq, "Name"));
    CHECK(parse("Application/X-WWW-Form-Urlencoded ; charset=UTF-8", STR("a=1")));
    CHECK_STR(said(), "a=1|");
    CHECK(parse(ENCODED, STR("")));
    CHECK_INT(rq.nfields, 0);
    CHECK(parse("text/plain", STR("a=1")));
    CHECK_INT(rq.nfields, 0);
    CHECK(parse("", STR("a=1")));
    CHECK_INT(rq.nfields, 0);
    static const char *const bad[] = {"a=%", "a=%2", "a=%zz", "%4=a", "a=%00", "%00=a", "a=%ff",
                                      "%c3=1", "a%0a=1", "a\x01=1"};
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++) {
        CHECK(!parse(ENCODED, str_of(bad[i])));
        CHECK_INT(status, 400);
        CHECK(why && strlen(why) > 20);
    }
    CHECK(!parse(ENCODED, (struct str){"a=\0", 3}));
    finish();
}

TEST(http_form_reads_multipart)
{
    CHECK(parse(MULTIPART, STR("before\r\n" NAMED("note", "two\r\nlines") NAMED("e", "")
                               PART("content-type: text/csv\r\nCONTENT-DISPOSITION: form-data; "
                                    "filename=\"KHM.csv\"; name=file", "a,b\r\n--x\r\n") "--x1-- after")));
    CHECK_STR(said(), "note=two\r\nlines|e=|file=a,b\r\n--x\r\n(KHM.csv;text/csv)|");
    CHECK(http_field(&rq, "file")->p > body && http_field(&rq, "file")->p < body + rq.body.len);
    CHECK(parse("multipart/form-data;charset=utf-8; Boundary=\"x1\"", STR(NAMED("a", "1") "--x1--")));
    CHECK_STR(said(), "a=1|");
    CHECK(parse(MULTIPART, STR("--x1--")));
    CHECK_INT(rq.nfields, 0);
    /* blanks behind the line between parts are allowed */
    CHECK(parse(MULTIPART, STR("--x1 \t\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x1--")));
    CHECK_STR(said(), "a=1|");
    finish();
}

TEST(http_form_reads_file_names)
{
    static const struct {
        const char *sent, *want;
    } cases[] = {{"\"KHM 2024.xlsx\"", "KHM 2024.xlsx"},
                 {"\"C:\\Users\\x\\KHM.xlsx\"", "KHM.xlsx"},
                 {"\"../../etc/passwd\"", "passwd"},
                 {"\"a\\\"b;c.xlsx\"", "a\"b;c.xlsx"},
                 {"\"\"", ""},
                 {"plain.csv", "plain.csv"},
                 {"\"\xe1\x9e\x80.xlsx\"; filename*=UTF-8''other.xlsx", "\xe1\x9e\x80.xlsx"}};
    for (unsigned i = 0; i < ARRAY_LEN(cases); i++) {
        char text[300];
        int n = snprintf(text, sizeof text,
                         "--x1\r\nContent-Disposition: form-data; name=\"f\"; filename=%s\r\n\r\n"
                         "z\r\n--x1--\r\n", cases[i].sent);
        CHECK(parse(MULTIPART, (struct str){text, (size_t)n}));
        CHECK_INT(rq.nfields, 1);
        CHECK(rq.field[0].file_name.p != NULL);
        CHECK_STR(rq.field[0].file_name, cases[i].want);
    }
    finish();
}

/* A workbook may hold any byte, also what looks like the line between parts. */
TEST(http_form_keeps_every_byte_of_a_file)
{
    struct buf b = {0}, file = {0};
    for (unsigned i = 0; i < 100000; i++)
        buf_char(&file, (char)(i * 2654435761u >> 13));
    buf_puts(&file, "\r\n--x\r\n--\r\n\r\n--");
    buf_put(&file, "\0\r\n", 3);
    buf_puts(&b, "--x1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n"
                 "Content-Type: application/octet-stream\r\n\r\n");
    buf_put(&b, file.p, file.len);
    buf_puts(&b, "\r\n--x1--\r\n");
    CHECK(parse(MULTIPART, buf_view(&b)));
    CHECK_INT(rq.nfields, 1);
    CHECK(str_eq(rq.field[0].value, buf_view(&file)));
    /* cut anywhere it is refused, whatever is left */
    for (size_t n = 0; n < b.len - 4; n += n < 200 || n > b.len - 60 ? 1 : 977) {
        CHECK(!parse(MULTIPART, (struct str){b.p, n}));
        CHECK_INT(status, 400);
    }
    buf_release(&b);
    buf_release(&file);
    finish();
}

TEST(http_form_refuses_what_makes_no_sense)
{
    static const struct {
        const char *type;
        struct str body;
    } bad[] = {
#define BAD(type, text) {type, {text, sizeof text - 1}}
        BAD("multipart/form-data", NAMED("a", "1") "--x1--"),
        BAD("multipart/form-data; boundary=", NAMED("a", "1") "--x1--"),
        BAD("multipart/form-data; boundary=\"x1", NAMED("a", "1") "--x1--"),
        BAD("multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123"
            "456789012345678", "--x1--"),
        BAD("multipart/form-data; boundary=y", NAMED("a", "1") "--x1--"),
        BAD(MULTIPART, ""),
        BAD(MULTIPART, "--x1"),
        BAD(MULTIPART, "--x1\r\n"),
        BAD(MULTIPART, NAMED("a", "1")),
        BAD(MULTIPART, NAMED("a", "1") "--x1junk"),
        BAD(MULTIPART, "--x1\r\n\r\n1\r\n--x1--"),
        BAD(MULTIPART, PART("Content-Disposition: form-data", "1") "--x1--"),
        BAD(MULTIPART, PART("Content-Disposition: attachment; name=a", "1") "--x1--"),
        BAD(MULTIPART, PART("Content-Disposition: form-data; name=\"a", "1") "--x1--"),
        BAD(MULTIPART, PART("Content-Disposition: form-data name=a", "1") "--x1--"),
        BAD(MULTIPART, PART("no colon", "1") "--x1--"),
        BAD(MULTIPART, PART("Content-Type: text/plain", "1") "--x1--"),
        BAD(MULTIPART, PART("Content-Disposition: form-data; name=a\r\n"
                            "Content-Transfer-Encoding: base64", "MQ==") "--x1--"),
        BAD(MULTIPART, NAMED("a", "1\0002") "--x1--"),
        BAD(MULTIPART, NAMED("a", "\xff") "--x1--"),
        BAD(MULTIPART, NAMED("\xff", "1") "--x1--"),
        BAD(MULTIPART, NAMED("a\0", "1") "--x1--"),
        BAD(MULTIPART, NAMED("a\x01", "1") "--x1--"),
#undef BAD
    };
    for (unsigned i = 0; i < ARRAY_LEN(bad); i++) {
        if (parse(bad[i].type, bad[i].body))
            test_fail(__FILE__, __LINE__, "case %u was taken", i);
        CHECK_INT(status, 400);
        CHECK(why && strlen(why) > 20);
        CHECK_INT(rq.nfields, 0);
    }
    finish();
}

TEST(http_form_has_limits)
{
    struct buf b = {0};
    for (unsigned i = 0; i < HTTP_FIELDS; i++)
        buf_fmt(&b, "f%u=%u&", i, i);
    CHECK(parse(ENCODED, buf_view(&b)));
    CHECK_INT(rq.nfields, HTTP_FIELDS);
    CHECK_STR(*http_field(&rq, "f4095"), "4095");
    for (unsigned i = 0; i < 5000 - HTTP_FIELDS; i++)
        buf_puts(&b, "g=1&");
    CHECK(!parse(ENCODED, buf_view(&b)));
    CHECK_INT(status, 400);
    CHECK(strstr(why, "4096"));
    b.len = 0;
    for (unsigned i = 0; i < 5000; i++)
        buf_puts(&b, NAMED("a", "1"));
    buf_puts(&b, "--x1--");
    CHECK(!parse(MULTIPART, buf_view(&b)));
    CHECK_INT(status, 400);
    CHECK(strstr(why, "4096"));
    /* quotes that are to be taken off cost no more memory than there are bytes */
    b.len = 0;
    for (unsigned i = 0; i < 4000; i++) {
        buf_puts(&b, "--x1\r\nContent-Disposition: form-data; name=a");
        for (unsigned k = 0; k < 500; k++)
            buf_puts(&b, ";b=\"\\\"\"");
        buf_puts(&b, "\r\n\r\n1\r\n");
    }
    buf_puts(&b, "--x1--");
    CHECK(parse(MULTIPART, buf_view(&b)));
    CHECK(arena.used < 48 << 20);
    b.len = 0;
    buf_puts(&b, "--x1\r\nContent-Disposition: form-data; name=a; x=");
    for (unsigned i = 0; i < 5000; i++)
        buf_char(&b, 'y');
    buf_puts(&b, "\r\n\r\n1\r\n--x1--");
    CHECK(!parse(MULTIPART, buf_view(&b)));
    b.len = 0;
    buf_puts(&b, "a=");
    for (unsigned i = 0; i <= 1 << 20; i++)
        buf_char(&b, 'y');
    CHECK(!parse(ENCODED, buf_view(&b)));
    CHECK_INT(status, 413);
    buf_release(&b);
    finish();
}

/* http_header, http_cookie of a request that came from another process */
#define COOKIES "a=1; session=abc=d; ab=2 ;session=other; empty=; q=\"x\""
TEST(http_cookies_are_found)
{
    static const struct http_param header[] = {
        {{"Host", 4}, {"x", 1}},
        {{"cookie", 6}, {COOKIES, sizeof COOKIES - 1}}};
    struct http_request r = {.header = header, .nheaders = ARRAY_LEN(header)};
    CHECK_STR(http_header(&r, "HOST"), "x");
    CHECK(http_header(&r, "Accept").p == NULL);
    CHECK_STR(http_cookie(&r, "session"), "abc=d");
    CHECK_STR(http_cookie(&r, "a"), "1");
    CHECK_STR(http_cookie(&r, "ab"), "2");
    CHECK_STR(http_cookie(&r, "q"), "\"x\"");
    CHECK(http_cookie(&r, "empty").p && http_cookie(&r, "empty").len == 0);
    CHECK(http_cookie(&r, "sess").p == NULL);
    CHECK(http_cookie(&r, "Session").p == NULL);
    r.nheaders = 1;
    CHECK(http_cookie(&r, "a").p == NULL);
}
