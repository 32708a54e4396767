/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/obs.h"

#include "base/buf.h"

void obs_set_init(struct obs_set *set)
{
    *set = (struct obs_set){0};
    strset_put(&set->sources, STR(""));
    obs_set_note(set, STR(""), STR(""), STR(""));
}

void obs_set_release(struct obs_set *set)
{
    free(set->v);
    strset_release(&set->sources);
    strset_release(&set->notes);
    *set = (struct obs_set){0};
}

struct obs *obs_set_add(struct obs_set *set)
{
    if (set->n == set->size) {
        set->size = set->size ? set->size * 2 : 256;
        set->v = mem_grow(set->v, sizeof *set->v * set->size);
    }
    struct obs *o = &set->v[set->n++];
    memset(o, 0, sizeof *o);
    return o;
}

void obs_set_append(struct obs_set *to, const struct obs_set *from)
{
    uint32_t *source = mem_grow(NULL, sizeof *source * (from->sources.n + 1));
    uint32_t *note = mem_grow(NULL, sizeof *note * (from->notes.n + 1));
    for (uint32_t i = 0; i < from->sources.n; i++)
        source[i] = strset_put(&to->sources, from->sources.v[i]);
    for (uint32_t i = 0; i < from->notes.n; i++)
        note[i] = strset_put(&to->notes, from->notes.v[i]);
    for (size_t i = 0; i < from->n; i++) {
        struct obs *o = obs_set_add(to);
        *o = from->v[i];
        o->source = source[o->source];
        o->note = note[o->note];
    }
    free(source);
    free(note);
}

uint32_t obs_set_note(struct obs_set *set, struct str classif, struct str indicator,
                      struct str source)
{
    if (set->notes.n && classif.len + indicator.len + source.len == 0)
        return 0;
    struct str part[] = {classif, indicator, source};
    struct buf b = {0};
    for (size_t i = 0; i < ARRAY_LEN(part); i++) {
        if (i)
            buf_char(&b, '\t');
        size_t at = b.len;
        buf_str(&b, part[i]);
        /* a tab inside would make four notes of three */
        for (char *tab; (tab = memchr(b.p + at, '\t', b.len - at));)
            *tab = ' ';
    }
    uint32_t index = strset_put(&set->notes, buf_view(&b));
    buf_release(&b);
    return index;
}

void obs_note_split(struct str *classif, struct str *indicator, struct str *source, struct str note)
{
    struct str *part[] = {classif, indicator, source};
    for (size_t i = 0; i < ARRAY_LEN(part); i++)
        if (!str_next(part[i], &note, '\t'))
            *part[i] = (struct str){0};
}

struct str obs_note_definition(struct str note)
{
    const char *at = str_find(note, STR("T36:"));
    size_t len = 0;
    while (at && at + len < str_end(note) && at[len] != '_' && at[len] != '\t')
        len++;
    return (struct str){at, len};
}

bool obs_same_table(const struct obs *a, const struct obs *b)
{
    return a->indicator == b->indicator && a->area == b->area && a->source == b->source &&
           a->period == b->period;
}

bool obs_same_key(const struct obs *a, const struct obs *b)
{
    return a->classif[0] == b->classif[0] && a->classif[1] == b->classif[1] && a->sex == b->sex &&
           obs_same_table(a, b);
}

/* The order as 16 bytes, least significant first, and who has it. */
struct rank {
    uint64_t low, high;
    uint32_t index;
};

static struct rank rank_of(const struct obs *o, uint32_t index)
{
    return (struct rank){
        .high = (uint64_t)o->indicator << 48 | (uint64_t)o->area << 32 | o->source,
        .low = (uint64_t)o->period << 48 | (uint64_t)o->classif[0] << 32 |
               (uint64_t)o->classif[1] << 16 | o->sex,
        .index = index,
    };
}

static unsigned byte_of(const struct rank *r, unsigned i)
{
    return (unsigned)((i < 8 ? r->low : r->high) >> (i % 8 * 8)) & 0xff;
}

/* Radix sort by the bytes that differ at all: of sixteen usually seven or eight. It is
 * stable, so cells with the same key keep their order in the file. */
void obs_set_sort(struct obs_set *set)
{
    size_t n = set->n;
    if (n < 2)
        return;
    struct rank *a = mem_grow(NULL, sizeof *a * n), *b = mem_grow(NULL, sizeof *b * n);
    uint64_t differs_low = 0, differs_high = 0;
    bool sorted = true;
    for (size_t i = 0; i < n; i++) {
        a[i] = rank_of(&set->v[i], (uint32_t)i);
        if (i == 0)
            continue;
        differs_low |= a[i].low ^ a[i - 1].low;
        differs_high |= a[i].high ^ a[i - 1].high;
        sorted = sorted && (a[i].high > a[i - 1].high ||
                            (a[i].high == a[i - 1].high && a[i].low >= a[i - 1].low));
    }
    struct rank differs = {differs_low, differs_high, 0};
    for (unsigned byte = 0; byte < 16 && !sorted; byte++) {
        if (byte_of(&differs, byte) == 0)
            continue;
        size_t at[256] = {0}, sum = 0;
        for (size_t i = 0; i < n; i++)
            at[byte_of(&a[i], byte)]++;
        for (unsigned v = 0; v < 256; v++) {
            size_t count = at[v];
            at[v] = sum;
            sum += count;
        }
        for (size_t i = 0; i < n; i++)
            b[at[byte_of(&a[i], byte)]++] = a[i];
        struct rank *swap = a;
        a = b;
        b = swap;
    }
    if (!sorted) {
        struct obs *v = mem_grow(NULL, sizeof *v * n);
        for (size_t i = 0; i < n; i++)
            v[i] = set->v[a[i].index];
        free(set->v);
        set->v = v;
        set->size = n;
    }
    free(a);
    free(b);
}
