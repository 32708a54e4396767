/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Before a page is run: who is it, which page is it, may they come, do they mean it. */
#ifndef DESK_GATE_H
#define DESK_GATE_H

#include "desk/visit.h"

/* By the cookie of a session or a bearer token; nobody is no error. */
int gate_who(struct visit *v, struct err *err);
/* The navigation of who it is. */
void gate_frame(struct visit *v);
/* Finds the route, resolves its parts, checks, runs. */
int gate_run(struct visit *v, struct err *err);

/* The cookie with the secret of a session; empty: takes it away. */
const char *gate_cookie(struct visit *v, struct str secret);

#endif
