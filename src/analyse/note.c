/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is said of a figure that is made of others: everything that is said of them. Two types of
 * note are the product's own: L1, what an incomplete sum holds, and L2, which statuses the parents
 * have, since the status of a computed figure is L whatever they are. */

#include "analyse/cells.h"

#include "base/buf.h"

static const char holds_type[] = "L1:", status_type[] = "L2:", break_type[] = "I11:";
static const char break_unspecified[] = "I11:266"; /* "Other or unspecified type of break" */

/* Notes of one of the three fields, each once, in order of arrival. */
static void put_once(struct buf *field, struct str note)
{
    struct str one, rest = buf_view(field);
    while (rest.len && str_next(&one, &rest, '_'))
        if (str_eq(one, note))
            return;
    if (field->len)
        buf_char(field, '_');
    buf_str(field, note);
}

/* Letters of statuses as bits; those that say nothing against a figure are left out. */
static uint32_t letter(char status)
{
    return status >= 'A' && status <= 'Z' && status != 'L' && status != 'R' ? 1u << (status - 'A') : 0;
}

static void take_note(struct buf field[3], uint32_t *statuses, struct str note)
{
    struct str part[3], one;
    obs_note_split(&part[0], &part[1], &part[2], note);
    for (unsigned p = 0; p < 3; p++)
        while (part[p].len && str_next(&one, &part[p], '_')) {
            if (str_starts(one, str_of(status_type)))
                for (size_t i = sizeof status_type - 1; i < one.len; i++)
                    *statuses |= letter(one.p[i]);
            else if (one.len)
                put_once(&field[p], one);
        }
}

static bool has_break(const struct buf field[3])
{
    for (unsigned p = 0; p < 3; p++) {
        struct str one, rest = buf_view(&field[p]);
        while (rest.len && str_next(&one, &rest, '_'))
            if (str_starts(one, str_of(break_type)))
                return true;
    }
    return false;
}

/* Most parents say the same and nothing is to be added. */
static bool same_note(const struct making *m, uint32_t *note)
{
    *note = cells_obs(m->cs, m->parent[0])->note;
    for (unsigned i = 0; i < m->n; i++) {
        const struct obs *o = cells_obs(m->cs, m->parent[i]);
        if (o->note != *note || letter(o->status))
            return false;
    }
    return true;
}

uint32_t note_of(const struct making *m, struct str holds)
{
    struct obs_set *set = m->cs->set;
    uint32_t note, statuses = 0;
    if (holds.len == 0 && same_note(m, &note))
        return note;
    struct buf field[3] = {{0}};
    for (unsigned i = 0; i < m->n; i++) {
        const struct obs *o = cells_obs(m->cs, m->parent[i]);
        statuses |= letter(o->status);
        take_note(field, &statuses, set->notes.v[o->note]);
    }
    if (holds.len) {
        struct buf text = {0};
        buf_fmt(&text, "%s%.*s", holds_type, STR_FMT(holds));
        put_once(&field[0], buf_view(&text));
        buf_release(&text);
    }
    if (statuses) {
        struct buf text = {0};
        buf_puts(&text, status_type);
        for (char c = 'A'; c <= 'Z'; c++)
            if (statuses & letter(c))
                buf_char(&text, c);
        put_once(&field[0], buf_view(&text));
        buf_release(&text);
    }
    if (statuses & letter('B') && !has_break(field))
        put_once(&field[1], str_of(break_unspecified));
    note = obs_set_note(set, buf_view(&field[0]), buf_view(&field[1]), buf_view(&field[2]));
    for (unsigned p = 0; p < 3; p++)
        buf_release(&field[p]);
    return note;
}
