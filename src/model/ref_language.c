/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/ref_language.h"

#include "syntax/locale.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 64 << 20 };

/* A copy of one of the lists, whose names may be changed. */
#define OWN(ref, list, n) ((ref)->list = own((ref), (ref)->list, sizeof *(ref)->list * (ref)->n))

static void *own(struct ref *ref, const void *list, size_t bytes)
{
    void *copy = arena_alloc(&ref->arena, bytes + 1);
    if (bytes)
        memcpy(copy, list, bytes);
    return copy;
}

/* Names of the list's things by code, of that kind in data/names/. */
#define NAME(ref, language, kind, list, from, n, key, field)                                                         \
    for (uint32_t i = (from); i < (ref)->n; i++)                                                                      \
    (ref)->list[i].field = ref_name((ref), (language), (kind), (ref)->list[i].key, (ref)->list[i].field)

struct ordered {
    struct locale *locale;
    const struct area *areas;
};

static int by_name(const void *a, const void *b, void *ctx)
{
    const struct ordered *o = ctx;
    return locale_compare(o->locale, o->areas[*(const uint16_t *)a].name, o->areas[*(const uint16_t *)b].name);
}

static void name_areas(struct ref *ref, const char *language)
{
    struct buf name = {0};
    struct locale *locale = locale_new(language);
    uint16_t *order = arena_array(&ref->arena, uint16_t, ref->nareas);
    for (uint32_t a = 1; a < ref->nareas; a++) {
        order[a] = (uint16_t)a;
        name.len = 0;
        if (locale_country(&name, locale, ref->areas[a].iso2))
            ref->areas[a].name = arena_str(&ref->arena, buf_view(&name));
    }
    qsort_r(order + 1, ref->nareas - 1, sizeof *order, by_name, &(struct ordered){locale, ref->areas});
    for (uint32_t i = 1; i < ref->nareas; i++)
        ref->areas[order[i]].place = (uint16_t)i;
    buf_release(&name);
    locale_free(locale);
}

static void name_notes(struct ref *ref, const char *language)
{
    for (uint32_t i = 0; i < ref->nnotes; i++) {
        struct note *note = &ref->notes[i];
        struct str type = ref->note_types[note->type].code;
        char key[80];
        int n = snprintf(key, sizeof key, "%.*s:%.*s", STR_FMT(type), STR_FMT(note->id));
        note->name = ref_name(ref, language, "note", (struct str){key, MIN((size_t)n, sizeof key - 1)}, note->name);
    }
}

struct ref *ref_in_language(const struct ref *of, const char *language)
{
    struct ref *ref = mem_alloc(sizeof *ref);
    *ref = *of;
    arena_init(&ref->arena, ROOM);
    OWN(ref, areas, nareas);
    OWN(ref, groups, ngroups);
    OWN(ref, dimensions, ndimensions);
    OWN(ref, versions, nversions);
    OWN(ref, codes, ncodes);
    OWN(ref, modules, nmodules);
    OWN(ref, indicators, nindicators);
    OWN(ref, source_types, nsource_types);
    OWN(ref, note_types, nnote_types);
    OWN(ref, notes, nnotes);
    OWN(ref, statuses, nstatuses);
    OWN(ref, units, nunits);
    ref->name = ref_name(ref, language, "region", STR("name"), ref->name);
    ref->region = ref_name(ref, language, "region", STR("region"), ref->region);
    ref->region_name = ref_name(ref, language, "region", STR("region_name"), ref->region_name);
    name_areas(ref, language);
    NAME(ref, language, "group", groups, 0, ngroups, code, name);
    NAME(ref, language, "dimension", dimensions, 0, ndimensions, id, name);
    NAME(ref, language, "version", versions, 0, nversions, code, name);
    NAME(ref, language, "code", codes, 1, ncodes, code, name);
    NAME(ref, language, "module", modules, 0, nmodules, code, name);
    NAME(ref, language, "module_description", modules, 0, nmodules, code, description);
    NAME(ref, language, "title", indicators, 1, nindicators, code, title);
    NAME(ref, language, "instruction", indicators, 1, nindicators, code, instruction);
    NAME(ref, language, "definition", indicators, 1, nindicators, code, definition);
    NAME(ref, language, "source_type", source_types, 0, nsource_types, code, name);
    NAME(ref, language, "note_type", note_types, 0, nnote_types, code, name);
    NAME(ref, language, "unit", units, 0, nunits, code, name);
    name_notes(ref, language);
    for (uint32_t i = 0; i < ref->nstatuses; i++) {
        struct status *status = &ref->statuses[i];
        status->name = ref_name(ref, language, "status", (struct str){&status->code, 1}, status->name);
    }
    /* where a code is a country, it is called as that */
    for (uint32_t i = 1; i < ref->ncodes; i++)
        if (ref->codes[i].area)
            ref->codes[i].name = ref->areas[ref->codes[i].area].name;
    return ref;
}

void ref_in_language_free(struct ref *ref)
{
    if (!ref)
        return;
    arena_release(&ref->arena);
    free(ref);
}
