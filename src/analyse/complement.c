/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The one part of a classification that is missing: what the others leave of the total. Only in
 * versions that have no code for what is not stated, where all that is left is that part: ages, and
 * what is not agriculture among the broad sectors. */

#include "analyse/cells.h"

/* The parts that make up the total of a version; 0 of them when some may be unstated. */
static unsigned parts_of(uint16_t part[UINT8_MAX], const struct ref *ref, const struct version *v)
{
    unsigned n = 0;
    for (uint16_t code = v->first; code < v->first + v->n; code++) {
        if (!v->total || ref->codes[code].parent != v->total)
            continue;
        if (ref->codes[code].role == CODE_REST)
            return 0;
        part[n++] = code;
    }
    return n;
}

static void complement(struct cells *cs, uint32_t total, unsigned slot, const uint16_t *part, unsigned n)
{
    struct making m;
    struct obs key = *cells_obs(cs, total);
    double rest = key.value;
    uint16_t missing = 0;
    making_begin(&m, cs, total);
    for (unsigned i = 0; i < n; i++) {
        key.classif[slot] = part[i];
        uint32_t cell = cells_find(cs, &key);
        if (cell && !making_take(&m, cell))
            return;
        if (!cell && missing)
            return;
        if (cell)
            rest -= cells_obs(cs, cell)->value;
        else
            missing = part[i];
    }
    /* nothing left may also mean that the source does not cover it: those above 64, say */
    if (!missing || m.n < 2 || rest <= rounding_of(m.decimals, m.n))
        return;
    key.classif[slot] = missing;
    making_put(&m, &key, rest, m.decimals, "complement", STR(""));
}

void harmonise_complements(struct cells *cs, uint16_t indicator)
{
    const struct ref *ref = cs->ref;
    const struct indicator *in = &ref->indicators[indicator];
    uint16_t part[UINT8_MAX];
    for (unsigned slot = 0; slot < in->nclass; slot++)
        for (uint16_t k = 0; k < ref->nversions; k++) {
            const struct version *v = &ref->versions[k];
            if (v->countries || !v->partition || v->dimension != in->classif[slot])
                continue;
            unsigned n = parts_of(part, ref, v);
            for (uint32_t c = n > 1 ? cells_first(cs, indicator) : 0; c; c = cells_next(cs, c))
                if (cells_obs(cs, c)->classif[slot] == v->total && cells_usable(cs, c))
                    complement(cs, c, slot, part, n);
        }
}
