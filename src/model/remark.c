/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/remark.h"

#include <stdlib.h>

void remark_list_init(struct remark_list *list)
{
    *list = (struct remark_list){0};
    arena_init(&list->arena, 64 << 20);
}

void remark_list_release(struct remark_list *list)
{
    free(list->v);
    arena_release(&list->arena);
    *list = (struct remark_list){0};
}

struct remark *remark_add(struct remark_list *list, enum remark_kind kind, uint16_t sheet,
                          uint32_t row, uint16_t column)
{
    if (list->n == list->size) {
        list->size = MAX(list->size * 2, (size_t)32);
        list->v = mem_grow(list->v, sizeof *list->v * list->size);
    }
    struct remark *r = &list->v[list->n++];
    *r = (struct remark){.kind = kind, .sheet = sheet, .row = row, .column = column};
    return r;
}

const char *remark_kind_name(enum remark_kind kind)
{
    static const char *const names[REMARK_KINDS] = {"source", "table", "answer", "contact"};
    return names[kind];
}
