/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/plans.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdio.h>

/* -- loading --------------------------------------------------------------------------------------- */

static void mark_add(struct sha256_state *state, const struct plan *p)
{
    const struct str pieces[] = {p->name, p->day, p->first_day, p->what, p->planned_at};
    for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
        sha256_add(state, pieces[i]);
        sha256_add(state, STR("\n"));
    }
}

static int load(struct plans *out, struct store *st, struct str now, struct err *err)
{
    struct store_iter *it;
    struct plan p;
    size_t size = 0;
    struct sha256_state *state = sha256_begin();
    int r = store_plan_list(st, &it, now, err);
    while (r == 0 && (r = store_plan_next(it, &p, err)) == 1) {
        r = 0;
        if (out->n == size) {
            struct plan *v = arena_array(&out->arena, struct plan, size = size * 2 + 8);
            if (out->n)
                memcpy(v, out->v, out->n * sizeof *v);
            out->v = v;
        }
        struct str *texts[] = {&p.name, &p.day, &p.first_day, &p.what, &p.planned_at};
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(&out->arena, *texts[i]);
        mark_add(state, &p);
        out->v[out->n++] = p;
    }
    struct sha256 hash = sha256_end(state);
    sha256_hex(out->mark, &hash);
    return r;
}

int plans_load(struct plans *out, struct store *st, struct str now, struct err *err)
{
    *out = (struct plans){0};
    arena_init(&out->arena, 16 << 20);
    int r = load(out, st, now, err);
    if (r < 0)
        plans_free(out);
    return r;
}

void plans_free(struct plans *p)
{
    arena_release(&p->arena);
    *p = (struct plans){0};
}

/* -- the calendar ---------------------------------------------------------------------------------- */

/* A line of at most 75 octets, never cut within a character; what is longer goes on behind a space
 * (section 3.1). */
static void line_put(struct buf *out, struct str line)
{
    enum { OCTETS = 75 };
    size_t room = OCTETS;
    for (size_t i = 0; i < line.len;) {
        size_t n = MAX(utf8_len(line.p + i, line.p + line.len), (size_t)1);
        if (n > room) {
            buf_puts(out, "\r\n ");
            room = OCTETS - 1;
        }
        buf_str(out, str_sub(line, i, n));
        room -= n;
        i += n;
    }
    buf_puts(out, "\r\n");
}

/* TEXT of section 3.3.11. Control characters have no place in it. */
static void text_put(struct buf *out, const char *property, struct str text)
{
    struct buf line = {0};
    buf_puts(&line, property);
    buf_char(&line, ':');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n')
            buf_puts(&line, "\\n");
        else if (c == '\\' || c == ';' || c == ',')
            buf_fmt(&line, "\\%c", c);
        else if (c >= 0x20 && c != 0x7f)
            buf_char(&line, (char)c);
    }
    line_put(out, buf_view(&line));
    buf_release(&line);
}

/* "20261122" or "20261122T093000Z" */
static void time_put(struct buf *out, const char *property, int64_t seconds, bool day)
{
    char at[CLOCK_TEXT];
    clock_fmt(at, seconds);
    buf_fmt(out, "%s:%.4s%.2s%.2s", property, at, at + 5, at + 8);
    if (!day)
        buf_fmt(out, "T%.2s%.2s%.2sZ", at + 11, at + 14, at + 17);
    buf_puts(out, "\r\n");
}

static void event_put(struct buf *out, struct str origin, const struct calendar_event *e)
{
    enum { DAY = 86400 };
    int64_t day = 0, said = 0;
    char hex[SHA256_HEX], uid[80];
    struct buf named = {0};
    if (!clock_parse(&day, str_sub(e->at, 0, 10)) || !clock_parse(&said, e->said_at))
        return;
    buf_fmt(&named, "%.*s\n%.*s", STR_FMT(origin), STR_FMT(e->name));
    struct sha256 hash = sha256_of(buf_view(&named));
    buf_release(&named);
    sha256_hex(hex, &hash);
    snprintf(uid, sizeof uid, "release-%.32s", hex);
    buf_puts(out, "BEGIN:VEVENT\r\n");
    text_put(out, "UID", str_of(uid));
    time_put(out, "DTSTAMP", said, false);
    time_put(out, "DTSTART;VALUE=DATE", day, true);
    time_put(out, "DTEND;VALUE=DATE", day + DAY, true);
    text_put(out, "SUMMARY", e->summary);
    if (e->description.len)
        text_put(out, "DESCRIPTION", e->description);
    if (e->address.len) {
        struct buf line = {0};
        buf_fmt(&line, "URL:%.*s", STR_FMT(e->address));
        line_put(out, buf_view(&line));
        buf_release(&line);
    }
    buf_puts(out, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
}

void calendar_write(struct buf *out, struct str title, struct str origin, const struct calendar_event *v, size_t n)
{
    buf_puts(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ILMS//Releases//EN\r\nCALSCALE:GREGORIAN\r\n"
                  "METHOD:PUBLISH\r\n");
    text_put(out, "X-WR-CALNAME", title);
    for (size_t i = 0; i < n; i++)
        event_put(out, origin, &v[i]);
    buf_puts(out, "END:VCALENDAR\r\n");
}
