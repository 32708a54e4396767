/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/derived.h"

#include "base/buf.h"
#include "model/period.h"
#include "test.h"

void tables_put(struct obs_set *set, const char *tables)
{
    struct str line, rest = str_of(tables);
    struct arena arena;
    arena_init(&arena, 1 << 20);
    while (str_next(&line, &rest, '\n')) {
        struct str table = {0}, cells = str_trim(line), cell, note = {0};
        if (!cells.len)
            continue;
        str_next(&table, &cells, '|');
        const char *brace = memchr(table.p, '{', table.len);
        if (brace) {
            size_t at = (size_t)(brace - table.p);
            note = str_sub(table, at + 1, table.len - at - 1);
            note.len = (size_t)((const char *)memchr(note.p, '}', note.len) - note.p);
            table.len = at;
        }
        while (str_next(&cell, &cells, ';')) {
            if (!str_trim(cell).len)
                continue;
            struct obs *o = fixture_put(set, arena_text(&arena, str_trim(table)),
                                        arena_text(&arena, str_trim(cell)));
            uint32_t at = (uint32_t)(o - set->v), index = note.len
                          ? obs_set_note(set, STR(""), STR(""), note) : 0;
            set->v[at].note = index;
        }
    }
    arena_release(&arena);
}

static void put_observation(struct buf *out, const struct obs_set *set, const struct obs *o)
{
    const struct ref *ref = fixture_ref();
    const uint16_t codes[] = {o->sex, o->classif[0], o->classif[1]};
    char period[PERIOD_TEXT];
    buf_fmt(out, "%s%.*s", out->len ? "; " : "", (int)period_fmt(period, o->period), period);
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (codes[i])
            buf_fmt(out, " %s", ref->codes[codes[i]].code.p);
    buf_char(out, ' ');
    buf_num(out, o->value, o->decimals);
    struct str part[3];
    obs_note_split(&part[0], &part[1], &part[2], set->notes.v[o->note]);
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        if (part[i].len)
            buf_fmt(out, " {%.*s}", STR_FMT(part[i]));
}

void derives_at(int line, const char *tables, const char *indicator, const char *want)
{
    struct obs_set set;
    struct derived_set d;
    struct buf got = {0};
    uint16_t of = fixture_indicator(indicator);
    obs_set_init(&set);
    tables_put(&set, tables);
    size_t reported = set.n;
    derive(&d, fixture_ref(), &set);
    CHECK_INT(d.first, reported);
    CHECK_INT(set.n, reported + d.n);
    buf_puts(&got, "");
    for (size_t i = 0; i < d.n; i++) {
        const struct obs *o = &set.v[d.first + i];
        CHECK_INT(o->status, 'L');
        CHECK(d.v[i].nparents > 0 && d.v[i].parents + d.v[i].nparents <= d.nparents);
        if (o->indicator == of)
            put_observation(&got, &set, o);
    }
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p, want);
    buf_release(&got);
    derived_set_release(&d);
    obs_set_release(&set);
}
