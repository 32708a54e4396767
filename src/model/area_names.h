/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What countries are called in other languages than English, as ICU has it: in those of the product,
 * of the United Nations and of the region's countries. The same for every struct ref of the process;
 * made when first asked for, then never changed, for any number of threads.
 *
 * Names are folded (ref_area_fold). One that means two countries in two languages means none. */
#ifndef MODEL_AREA_NAMES_H
#define MODEL_AREA_NAMES_H

#include "base/str.h"

struct area_name {
    struct str folded;
    char iso2[3]; /* "" for one that means two */
};

/* All of them, in no order that means anything. */
const struct area_name *area_names(uint32_t *n);
/* The alpha-2 code of the country that is called so in some language; NULL: none, or several. */
const char *area_names_find(struct str folded);

#endif
