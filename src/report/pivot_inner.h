/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Between pivot.c and pivot_read.c. */
#ifndef REPORT_PIVOT_INNER_H
#define REPORT_PIVOT_INNER_H

#include "report/pivot.h"

uint32_t pivot_index(const struct pivot_dim *d, uint16_t code); /* of codes; n: it is not there */
/* Puts a code that has no figures where it belongs: what is asked for stays in the address and in the form, since the
 * next release may have some. There has to be room (size). */
uint32_t pivot_add(struct pivot *p, struct pivot_dim *d, uint16_t code);

#endif
