/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/ref.h"

#include <stdio.h>

static uint16_t find(const struct map *map, struct str key)
{
    uint32_t index = 0;
    return map_find(map, &index, key) ? (uint16_t)index : 0;
}

uint16_t ref_area_find(const struct ref *ref, struct str code) { return find(&ref->area_map, code); }
uint16_t ref_code_find(const struct ref *ref, struct str code) { return find(&ref->code_map, code); }

uint16_t ref_indicator_find(const struct ref *ref, struct str code)
{
    return find(&ref->indicator_map, code);
}

uint16_t ref_survey_find(const struct ref *ref, struct str id) { return find(&ref->survey_map, id); }

static int find_or_none(const struct map *map, struct str key)
{
    uint32_t index;
    return map_find(map, &index, key) ? (int)index : -1;
}

int ref_source_type_find(const struct ref *ref, struct str code)
{
    return find_or_none(&ref->source_type_map, code);
}

int ref_note_type_find(const struct ref *ref, struct str code)
{
    return find_or_none(&ref->note_type_map, code);
}

int ref_version_find(const struct ref *ref, struct str code)
{
    return find_or_none(&ref->version_map, code);
}

const struct note *ref_note_find(const struct ref *ref, struct str note)
{
    int index = find_or_none(&ref->note_map, note);
    return index < 0 ? NULL : &ref->notes[index];
}

static int note_type_of(struct str *words, const struct ref *ref, struct str note)
{
    struct str code;
    *words = note;
    return note.len && memchr(note.p, ':', note.len) && str_next(&code, words, ':')
               ? ref_note_type_find(ref, code) : -1;
}

bool ref_note_next(struct str *note, struct str *rest, const struct ref *ref)
{
    struct str words;
    while (rest->len && rest->p[0] == '_')
        *rest = str_sub(*rest, 1, rest->len);
    size_t end = rest->len ? 1 : 0;
    while (end < rest->len && !(rest->p[end] == '_' &&
                                note_type_of(&words, ref, str_sub(*rest, end + 1, rest->len)) >= 0))
        end++;
    *note = str_sub(*rest, 0, end);
    *rest = str_sub(*rest, end, rest->len);
    return note->len > 0;
}

bool ref_note_open(struct str *type, struct str *words, const struct ref *ref, struct str note)
{
    int of = note_type_of(words, ref, note);
    if (of < 0 || !ref->note_types[of].open)
        return false;
    const struct note *known = ref_note_find(ref, note);
    *type = ref->note_types[of].name;
    if (known)
        *words = known->name;
    else if (str_uint(&(uint64_t){0}, *words, UINT32_MAX)) /* else words: of a free note, or a country's own */
        *words = STR("");
    return true;
}

const struct status *ref_status_find(const struct ref *ref, char code)
{
    for (uint32_t i = 0; i < ref->nstatuses; i++)
        if (ref->statuses[i].code == code)
            return &ref->statuses[i];
    return NULL;
}

struct str ref_name(const struct ref *ref, const char *language, const char *kind, struct str code,
                    struct str otherwise)
{
    char key[160];
    uint32_t index;
    int n = snprintf(key, sizeof key, "%s %s %.*s", language, kind, STR_FMT(code));
    if (n < (int)sizeof key && map_find(&ref->name_map, &index, (struct str){key, (size_t)n}))
        return ref->names[index];
    return otherwise;
}

bool ref_source_find(const struct ref *ref, uint16_t *type, uint16_t *survey, struct str source)
{
    struct str type_code = {0}, rest = source;
    if (!str_next(&type_code, &rest, ':'))
        return false;
    int index = ref_source_type_find(ref, type_code);
    if (index < 0)
        return false;
    uint16_t found = rest.len ? ref_survey_find(ref, rest) : 0;
    if (found && ref->surveys[found].type != index)
        found = 0;
    if (type)
        *type = (uint16_t)index;
    if (survey)
        *survey = found;
    return true;
}

int ref_code_slot(const struct ref *ref, const struct indicator *in, uint16_t code)
{
    uint16_t dim = ref->versions[ref->codes[code].version].dimension;
    for (unsigned i = 0; code && i < in->nclass; i++)
        if (in->classif[i] == dim)
            return (int)i;
    return -1;
}

bool ref_version_usual(const struct ref *ref, const struct indicator *in, uint16_t code)
{
    uint16_t version = ref->codes[code].version;
    for (unsigned i = 0; i < in->nasked; i++)
        if (in->asked[i] == version)
            return true;
    for (unsigned i = 0; i < in->ndisseminated; i++)
        if (in->disseminated[i] == version)
            return true;
    return false;
}

/* longer texts are never a slip of the pen for a code, nor are more slips than three */
enum { NEAR_MAX = 40, SLIPS_MAX = 3 };

/* Optimal string alignment (Boytsov 2011, section 2.2): insertions, deletions,
 * substitutions and exchanges of neighbours; upper and lower case count as equal. */
static unsigned distance(struct str a, struct str b)
{
    unsigned row[3][NEAR_MAX + 1], *before = row[0], *above = row[1], *here = row[2];
    for (unsigned k = 0; k <= b.len; k++)
        above[k] = k;
    for (unsigned i = 1; i <= a.len; i++) {
        here[0] = i;
        for (unsigned k = 1; k <= b.len; k++) {
            char x = (char)(a.p[i - 1] & ~0x20), y = (char)(b.p[k - 1] & ~0x20);
            unsigned best = MIN(above[k], here[k - 1]) + 1;
            best = MIN(best, above[k - 1] + (x != y));
            if (i > 1 && k > 1 && x == (b.p[k - 2] & ~0x20) && (a.p[i - 2] & ~0x20) == y)
                best = MIN(best, before[k - 2] + 1);
            here[k] = best;
        }
        unsigned *old = before;
        before = above;
        above = here;
        here = old;
    }
    return above[b.len];
}

/* A search for the nearest of many; nothing counts that is further than a third of it. */
struct nearest {
    struct str text, best;
    unsigned distance;
};

static struct nearest nearest_begin(struct str text)
{
    text = str_trim(text);
    return (struct nearest){.text = text, .distance = MIN((unsigned)text.len / 3, SLIPS_MAX) + 1};
}

static void nearest_try(struct nearest *n, struct str candidate)
{
    size_t gap = candidate.len > n->text.len ? candidate.len - n->text.len
                                             : n->text.len - candidate.len;
    if (n->text.len == 0 || n->text.len > NEAR_MAX || candidate.len > NEAR_MAX ||
        gap >= n->distance)
        return;
    unsigned d = distance(n->text, candidate);
    if (d < n->distance) {
        n->distance = d;
        n->best = candidate;
    }
}

struct str ref_area_nearest(const struct ref *ref, struct str text)
{
    struct nearest n = nearest_begin(text);
    for (uint32_t i = 1; i < ref->nareas; i++) {
        const struct area *a = &ref->areas[i];
        /* "KH" or "Cambodia" instead of KHM */
        if (n.text.len &&
            (str_eq_nocase(n.text, a->name) || str_eq_nocase(n.text, a->iso2)))
            return a->code;
        nearest_try(&n, a->code);
    }
    uint16_t area = ref_area_called(ref, n.text);
    if (!area && !n.best.len)
        area = ref_area_like(ref, n.text);
    return area ? ref->areas[area].code : n.best;
}

struct str ref_indicator_nearest(const struct ref *ref, struct str text)
{
    struct nearest n = nearest_begin(text);
    for (uint32_t i = 1; i < ref->nindicators; i++)
        nearest_try(&n, ref->indicators[i].code);
    return n.best;
}

struct str ref_code_nearest(const struct ref *ref, const struct indicator *in, struct str text)
{
    struct nearest n = nearest_begin(text);
    for (uint32_t i = 1; i < ref->ncodes; i++)
        if (!in || ref_code_slot(ref, in, (uint16_t)i) >= 0)
            nearest_try(&n, ref->codes[i].code);
    return n.best;
}
