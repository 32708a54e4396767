/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What was accepted of a country before, to stand beside what it sends now. */
#ifndef DESK_BEFORE_H
#define DESK_BEFORE_H

#include "desk/visit.h"
#include "model/cube.h"
#include "model/obs.h"

/* All of a country, or of one indicator (0: of all); NULL: nothing. To be freed by cube_free. */
int before_load(struct cube **out, struct visit *v, struct str area, uint16_t indicator, struct err *err);

struct before {
    double value;
    unsigned decimals;
    uint16_t period; /* 0: nothing */
};
/* Of the same cell, for the same period, else for the newest one before it. */
struct before before_find(const struct cube *cube, const struct obs *cell);

#endif
