/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/profile.h"

#include <math.h>

void profile_shares(struct profile_shares *out, struct page *pg, const struct cube_flow *flow, uint16_t area,
                    uint16_t group)
{
    shares_make(out, pg->arena, pg->cube, flow, area, group);
}

struct str measure_words(struct page *pg, const struct indicator *in)
{
    struct str language = text_get(pg->text, "language"), by = STR(" by ");
    if (!str_is(language, "en"))
        by = ref_name(pg->cube->ref, arena_text(pg->arena, language), "phrase", STR("by"), STR(""));
    const char *at = str_find(in->title, by);
    struct str words = at && at > in->title.p ? str_sub(in->title, 0, (size_t)(at - in->title.p)) : in->title;
    return str_trim(words);
}

struct str count_words(struct page *pg, const struct indicator *in, uint32_t obs)
{
    const struct cube *cube = pg->cube;
    unsigned decimals = MIN(cube->decimals[obs], in->decimals), mult = (unsigned)MAX(in->unit_mult, 0);
    struct buf b = {0};
    html_num(&b, pg->text, cube->value[obs] * pow(10, mult), decimals > mult ? decimals - mult : 0);
    struct str s = arena_str(pg->arena, buf_view(&b));
    buf_release(&b);
    return s;
}
