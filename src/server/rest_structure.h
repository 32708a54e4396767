/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the resources made of artefacts share: structures, schemas, reference metadata, registrations. */
#ifndef SERVER_REST_STRUCTURE_H
#define SERVER_REST_STRUCTURE_H

#include "publish/structures.h"
#include "server/rest.h"

/* The classes that a resource of 1.5 or a type of 2.2 means. False: the standard has no such word. Not
 * `kept`: it has, but we have no such artefacts. */
bool structure_resource(struct structure_query *q, bool *kept, struct str name, bool v2);

/* NULL when nothing is released, which is answered. */
const struct artefacts *rest_artefacts(struct rest *r);
/* asOf: only now is served; false when answered. */
bool rest_as_of_now(struct rest *r);
/* 404 with the standard's code, in both APIs. */
void rest_not_found(struct rest *r, const char *what);

/* Which of the rows is asked for; false when answered. */
bool rest_choose_row(struct rest *r, const struct structure_form_row **row, const struct structure_form_row *rows,
                     size_t n, enum accept_kind kind);
/* What every message has, and the fields of the answer of that type. */
struct structure_message rest_message(struct rest *r, const char *type);
void rest_send_rows(struct rest *r, const struct structure_form_row *row, const struct chosen *chosen, size_t n);

#endif
