/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "desk/before.h"

#include "model/period.h"

#include <math.h>

int before_load(struct cube **out, struct visit *v, struct str area, uint16_t indicator, struct err *err)
{
    struct store_iter *it;
    struct wk_block block;
    struct cube_builder *builder = cube_builder_new(v->ref);
    unsigned n = 0;
    *out = NULL;
    int r = store_wk_list_area(v->st, &it, area, err);
    while (r == 0 && (r = store_wk_next(it, &block, err)) == 1) {
        r = 0;
        if (indicator && ref_indicator_find(v->ref, block.indicator) != indicator)
            continue;
        n++;
        if ((r = cube_builder_add(builder, block.block, err)) < 0)
            store_iter_close(it);
    }
    if (r < 0 || n == 0) {
        cube_builder_free(builder);
        return r;
    }
    *out = cube_builder_finish(builder);
    return 0;
}

struct before before_find(const struct cube *c, const struct obs *o)
{
    const struct cube_flow *flow = c && o->period ? cube_flow_find(c, o->indicator) : NULL;
    for (uint32_t s = flow ? flow->first : 0; flow && s < flow->first + flow->n; s++) {
        if (c->area[s] != o->area || c->freq[s] != period_freq(o->period) || c->sex[s] != o->sex ||
            c->classif[0][s] != o->classif[0] || c->classif[1][s] != o->classif[1])
            continue;
        for (uint32_t i = c->start[s + 1]; i-- > c->start[s];)
            if (c->period[i] <= o->period && !isnan(c->value[i]))
                return (struct before){c->value[i], c->decimals[i], c->period[i]};
    }
    return (struct before){0};
}
