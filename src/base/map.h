/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From text to a small number: code -> index.
 *
 *     struct map m = {0};
 *     map_put(&m, STR("MYS"), 3);
 *     uint32_t area;
 *     if (map_find(&m, &area, code)) ...
 *     map_release(&m);
 *
 * The keys are borrowed: their bytes must outlive the map. The hash is seeded per
 * process, so that no sender can choose colliding codes. Never iterate: whoever
 * fills a map also keeps the list. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct map {
    struct map_slot *slots;
    uint32_t size, used; /* size is a power of two */
};

/* Adds, or replaces the value of, a key. True when it was new. */
bool map_put(struct map *m, struct str key, uint32_t value);
bool map_find(const struct map *m, uint32_t *value, struct str key);
void map_release(struct map *m);

/* Distinct texts, numbered from 0 in order of arrival; the set owns copies.
 * Interning the empty text gives a number like any other. */
struct strset {
    struct map map;
    struct str *v;
    uint32_t n, size;
};

uint32_t strset_put(struct strset *s, struct str text);
bool strset_find(const struct strset *s, uint32_t *index, struct str text);
void strset_release(struct strset *s);

#endif
