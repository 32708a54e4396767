/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What an analysis on the command line is made of: a release as --release and --audience say, or with --accepted
 * what is accepted now, which is for the office.
 *
 *     struct basis b;
 *     if (basis_open(&b, c, "coverage gaps", &err) < 0) ...
 *     gaps_make(&made, &c->arena, &b.from);
 *     basis_release(&b);
 *
 * That somebody reads what the public does not see is written down before anything is answered. */
#ifndef OPS_BASIS_H
#define OPS_BASIS_H

#include "ops/ops.h"
#include "publish/gaps_write.h"
#include "publish/load.h"

struct basis {
    struct gaps_from from;
    struct loaded loaded;    /* zero with --accepted */
    struct cube *accepted;   /* NULL without */
    struct rounds rounds;    /* of the base, with --accepted */
};
/* What is accepted now as a cube, empty where nothing is, with the newest reference data (call->ref): what
 * --accepted asks for. ERR_DENIED for who is not of the office;
 * ERR_USAGE beside --release or --audience. To be freed. */
int accepted_open(struct cube **out, struct call *c, struct err *err);

int basis_open(struct basis *out, struct call *c, const char *how, struct err *err);
void basis_release(struct basis *b);

/* --country as a place among the members, UINT32_MAX where it is not given; --years. */
int basis_area(uint32_t *out, const struct call *c, const struct gaps_made *m, struct err *err);
int basis_years(int *first, int *last, const struct call *c, const struct gaps_made *m, struct err *err);

#endif
