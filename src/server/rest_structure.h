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

/* Of the release that is served, or that was at the time that asOf says. NULL when there is none or the time
 * is none, which is answered. They stay until rest_artefacts_end. */
const struct artefacts *rest_artefacts(struct rest *r);
/* Puts them back. An answer from an earlier release gets its tag here, which is that of its bytes: what the
 * public does not see of that release leaves no trace in it. */
void rest_artefacts_end(struct rest *r);
/* When the release that is asked for was made public, seconds. */
int64_t rest_released_at(const struct rest *r);
/* 404 with the standard's code, in both APIs. */
void rest_not_found(struct rest *r, const char *what);

/* Which of the rows is asked for; false when answered. */
bool rest_choose_row(struct rest *r, const struct structure_form_row **row, const struct structure_form_row *rows,
                     size_t n, enum accept_kind kind);
/* The media type of the i-th form of schemas, or of answers about registrations, and its name in format=; NULL
 * behind the last. Schemas come also in the forms of structure messages. */
const char *rest_schema_form(const char **name, size_t i);
const char *rest_registry_form(const char **name, size_t i);

/* What every message has, and the fields of the answer of that type; after rest_artefacts. */
struct structure_message rest_message(struct rest *r, const char *type);
/* Its tag where it is from the release that is served, be it asked for by asOf or not; else NULL, since that
 * comes with rest_artefacts_end. */
const char *rest_message_tag(struct rest *r, const char *representation);
void rest_send_rows(struct rest *r, const struct structure_form_row *row, const struct chosen *chosen, size_t n);

#endif
