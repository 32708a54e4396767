/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Texts of a sheet as codes, by the lists of a mapping, the codes and the names of countries.
 *
 *     struct str code;
 *     if (label_find(&code, map, f, FIELD_AREA, STR("South Korea"), NULL, arena) == LABEL_CODE)
 *         use(code);
 *
 * First the list in the order of its lines; then the text as a code or, where countries are
 * meant, as an ISO 3166 or M49 code or a country's name (ref_area_called); then the same without a footnote mark. */
#ifndef IO_LABELS_H
#define IO_LABELS_H

#include "io/mapping.h"

/* Small ASCII letters, and no blanks of any width: how texts are compared. */
struct str label_fold(struct arena *arena, struct str text);
bool label_is(struct str folded, struct str text); /* is text, folded, this? */
/* Does folded text match a folded pattern? *star: what the first * stood for. */
bool label_match(struct str *star, struct str pattern, struct str text);

enum label { LABEL_UNKNOWN, LABEL_LEFT, LABEL_CODE };
/* What a value of a list, or a cell without a list, is as code of a field: LABEL_CODE or
 * LABEL_UNKNOWN. */
enum label label_code(struct str *code, const struct mapping *map, const struct map_field *f,
                      enum field field, struct str value, struct arena *arena);

/* Where a text stands, for lists that tell equal texts apart: its row (of a column) or its
 * column (of a header), and whether it is the first or last that says so. */
struct label_place {
    uint32_t at;
    bool (*alone)(const struct label_place *place, struct str folded, enum place which);
    const void *ctx;
};

enum label label_find(struct str *code, const struct mapping *map, const struct map_field *f,
                      enum field field, struct str text, const struct label_place *place,
                      struct arena *arena);

/* Fills map->areas. */
void labels_areas(struct mapping *map);

#endif
