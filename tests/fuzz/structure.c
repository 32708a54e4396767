/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as a structure message: what is read can be written in every form and read back. */

#include "fuzz.h"

#include "structure/structure.h"

static uint32_t again(const struct structure_message *m, enum structure_form form)
{
    struct arena arena;
    struct artefacts all;
    struct buf out = {0};
    struct err err;
    arena_init(&arena, 64 << 20);
    artefacts_init(&all, &arena);
    structure_forms[form].write(&out, m);
    CLAIM(structure_read(&all, buf_view(&out), &err) == 0);
    uint32_t n = all.n;
    arena_release(&arena);
    buf_release(&out);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena;
    struct artefacts all;
    struct err err;
    arena_init(&arena, 8 << 20);
    artefacts_init(&all, &arena);
    if (structure_read(&all, fuzz_str(bytes, n), &err) == 0) {
        struct arena scratch;
        arena_init(&scratch, 64 << 20);
        artefacts_finish(&all);
        struct chosen *chosen = arena_array(&scratch, struct chosen, all.n + 1);
        for (uint32_t i = 0; i < all.n; i++) {
            chosen[i].artefact = all.of[i];
            for (uint32_t k = 0; k < all.of[i]->nitems; k++)
                CLAIM(all.of[i]->item[k].parent <= k && all.of[i]->item[k].id.len > 0);
        }
        struct structure_message m = {.all = &all, .chosen = chosen, .n = all.n, .id = STR("F"), .sender = STR("F"),
                                      .prepared = STR("2026-01-15T10:00:00Z")};
        for (unsigned form = 0; form < STRUCTURE_FORMS; form++)
            CLAIM(again(&m, (enum structure_form)form) == all.n);
        arena_release(&scratch);
    }
    arena_release(&arena);
    return 0;
}
