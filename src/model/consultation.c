/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/consultation.h"

static const char *const subjects[STATEMENTS] = {"collection", "practice", "obstacles", "plans"};
static const char *const kinds[POSITIONS] = {"none", "agree", "object", "comment"};

static int find(const char *const *names, int n, struct str name)
{
    for (int i = 0; i < n; i++)
        if (str_is(name, names[i]))
            return i;
    return -1;
}

const char *statement_subject_name(enum statement_subject subject) { return subjects[subject]; }
int statement_subject_find(struct str name) { return find(subjects, STATEMENTS, name); }
const char *position_name(enum position_kind kind) { return kinds[kind]; }
int position_find(struct str name) { return find(kinds, POSITIONS, name); }

bool consultation_is_over(const struct consultation *c, struct str now)
{
    return c->closed_at.len || str_cmp(str_sub(now, 0, 10), c->until) > 0;
}

const struct consulted_part *consultation_part(const struct consultation *c, struct str id)
{
    for (size_t i = 0; i < c->nparts; i++)
        if (str_eq(c->parts[i].id, id))
            return &c->parts[i];
    return NULL;
}

const struct position *consultation_position(const struct consultation *c, struct str part, struct str area)
{
    size_t from = 0, to = c->npositions;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct position *p = &c->positions[middle];
        int order = str_cmp(p->part, part);
        if (order == 0)
            order = str_cmp(p->area, area);
        if (order == 0)
            return p;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

bool consultation_asks(const struct consultation *c, struct str area)
{
    for (size_t i = 0; i < c->nareas; i++)
        if (str_eq(c->areas[i], area))
            return true;
    return false;
}

enum position_kind position_now(const struct position *p) { return p && !p->outdated ? p->kind : POSITION_NONE; }

bool position_waits(const struct position *p)
{
    return p && (p->kind == POSITION_OBJECT || p->kind == POSITION_COMMENT) && !p->answer.len;
}

bool position_open(const struct consultation *c, const struct consulted_part *part, struct str area)
{
    return !part->removed && consultation_asks(c, area) &&
           position_now(consultation_position(c, part->id, area)) == POSITION_NONE;
}

bool position_rest(const struct consultation *c, const struct consulted_part *part, struct str area)
{
    const struct position *p = consultation_position(c, part->id, area);
    return position_open(c, part, area) && (!p || p->kind == POSITION_NONE || p->kind == POSITION_AGREE);
}

static void count(struct consulted_part *part, const struct consultation *c)
{
    unsigned n[POSITIONS] = {0};
    for (size_t i = 0; i < c->nareas && !part->removed; i++)
        n[position_now(consultation_position(c, part->id, c->areas[i]))]++;
    part->silent = n[POSITION_NONE];
    part->agreed = n[POSITION_AGREE];
    part->objected = n[POSITION_OBJECT];
    part->commented = n[POSITION_COMMENT];
    part->validated = !part->removed && c->nareas && !part->objected && !part->commented &&
                      (!part->silent || (c->silence_agrees && c->over));
}

void consultation_count(struct consulted_part *parts, struct position *positions, const struct consultation *c)
{
    for (size_t i = 0; i < c->nparts; i++)
        for (size_t k = 0; k < c->nareas; k++) {
            const struct position *p = consultation_position(c, parts[i].id, c->areas[k]);
            if (p)
                positions[p - c->positions].outdated = parts[i].removed || p->draft < parts[i].since;
        }
    for (size_t i = 0; i < c->nparts; i++)
        count(&parts[i], c);
}

void consultation_tally(struct consultation_tally *out, const struct consultation *c, const struct str *chapter,
                        struct str area)
{
    unsigned n[POSITIONS] = {0};
    *out = (struct consultation_tally){0};
    for (size_t i = 0; i < c->nparts; i++) {
        const struct consulted_part *part = &c->parts[i];
        const struct position *p = consultation_position(c, part->id, area);
        if (chapter && !str_eq(part->chapter, *chapter))
            continue;
        out->waiting += position_waits(p);
        if (part->removed)
            continue;
        out->parts++;
        out->validated += part->validated;
        n[position_now(p)]++;
    }
    out->agreed = n[POSITION_AGREE];
    out->objected = n[POSITION_OBJECT];
    out->commented = n[POSITION_COMMENT];
    out->silent = n[POSITION_NONE];
}
