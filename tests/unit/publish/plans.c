/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The calendar of releases. */

#include "publish/plans.h"

#include "base/utf8.h"
#include "test.h"

#include <stdio.h>

static void write_one(struct buf *out, const char *name, const char *summary, const char *description, const char *at)
{
    struct calendar_event e = {.name = str_of(name), .summary = str_of(summary), .description = str_of(description),
                               .at = str_of(at), .said_at = STR("2026-11-22T09:30:05Z"),
                               .address = STR("http://x/releases")};
    *out = (struct buf){0};
    calendar_write(out, STR("Releases"), STR("http://x"), &e, 1);
}

/* Lines end in CR LF, none is longer than 75 octets, each is UTF-8 by itself. */
static void check_lines(const struct buf *out)
{
    struct str rest = buf_view(out);
    while (rest.len) {
        const char *end = memmem(rest.p, rest.len, "\r\n", 2);
        CHECK(end != NULL);
        struct str line = {rest.p, (size_t)(end - rest.p)};
        CHECK(line.len > 0 && line.len <= 75);
        CHECK_INT(utf8_valid(line), line.len);
        CHECK(!memchr(line.p, '\n', line.len) && !memchr(line.p, '\r', line.len));
        rest = str_sub(rest, line.len + 2, rest.len);
    }
}

/* What a reader of calendars makes of it: lines joined again. */
static struct buf unfolded(const struct buf *out)
{
    struct buf text = {0};
    for (size_t i = 0; i < out->len; i++) {
        if (i + 2 < out->len && memcmp(out->p + i, "\r\n ", 3) == 0)
            i += 2;
        else
            buf_char(&text, out->p[i]);
    }
    return text;
}

TEST(calendar_is_of_rfc_5545)
{
    struct buf out;
    write_one(&out, "2027.1", "a; b, c\\d\nBEGIN:VEVENT", "", "2027-12-31");
    check_lines(&out);
    CHECK(str_starts(buf_view(&out), STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")));
    CHECK(strstr(out.p, "\r\nDTSTAMP:20261122T093005Z\r\n"
                        "DTSTART;VALUE=DATE:20271231\r\nDTEND;VALUE=DATE:20280101\r\n"));
    CHECK(strstr(out.p, "\r\nSUMMARY:a\\; b\\, c\\\\d\\nBEGIN:VEVENT\r\n"));
    CHECK(!strstr(out.p, "DESCRIPTION") && strstr(out.p, "\r\nURL:http://x/releases\r\n"));
    CHECK(str_ends(buf_view(&out), STR("END:VEVENT\r\nEND:VCALENDAR\r\n")));
    buf_release(&out);
}

TEST(calendar_folds_long_lines_between_characters)
{
    char thai[3 * 100 + 1] = "";
    for (int i = 0; i < 100; i++)
        memcpy(thai + 3 * i, "\xE0\xB9\x84", 4);
    struct buf out;
    write_one(&out, "x", "short", thai, "2027-01-01T02:00:00Z");
    check_lines(&out);
    struct buf text = unfolded(&out);
    CHECK(strstr(text.p, thai));
    buf_release(&text);
    buf_release(&out);
}

TEST(calendar_takes_hostile_text_for_text)
{
    struct buf out;
    write_one(&out, "x\r\nEND:VCALENDAR", "\r\r\x01\x7f", "\xff\xfe", "2027-01-01");
    struct str rest = buf_view(&out);
    size_t ends = 0;
    while ((rest.p = memmem(rest.p, (size_t)(out.p + out.len - rest.p), "END:VCALENDAR", 13))) {
        ends++;
        rest.p++;
    }
    CHECK_INT(ends, 1);
    CHECK(!memchr(out.p, 1, out.len) && !memchr(out.p, 0x7f, out.len));
    buf_release(&out);
    /* what is no day is left out, not guessed */
    write_one(&out, "x", "x", "", "tomorrow");
    CHECK(!strstr(out.p, "VEVENT"));
    buf_release(&out);
}

/* The same release has the same event on every server of that address, and no other has it. */
TEST(calendar_events_keep_their_uid)
{
    struct buf a, b, c;
    write_one(&a, "2027.1", "is to come", "", "2027-12-31");
    write_one(&b, "2027.1", "is there", "", "2028-01-15T02:00:00Z");
    write_one(&c, "2027.2", "is to come", "", "2027-12-31");
    struct str uid = {strstr(a.p, "UID:"), 50};
    uid.len = (size_t)(strchr(uid.p, '\r') - uid.p);
    CHECK(memmem(b.p, b.len, uid.p, uid.len) && !memmem(c.p, c.len, uid.p, uid.len));
    buf_release(&a);
    buf_release(&b);
    buf_release(&c);
}
