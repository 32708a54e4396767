/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* An artefact of every class, made by hand: what the tests of structure messages write and read. */
#ifndef TESTS_STRUCTURE_MADE_H
#define TESTS_STRUCTURE_MADE_H

#include "structure/structure.h"

struct made {
    struct arena arena;
    struct artefacts all;
    struct chosen chosen[64];
    size_t n;
    struct structure_message message; /* of all of them, in full */
};
void made_init(struct made *m);
void made_release(struct made *m);
const struct artefact *made_find(const struct made *m, enum artefact_class cls, const char *id);
/* Writes a file into the tests' folder and gives its path; for tools that read files. */
const char *made_file(struct made *m, const char *name, struct str content);
/* What xmllint says of a file by a schema below ../shared/schemas; skips the test without either. */
void made_valid(struct made *m, const char *schema, const char *name, struct str content);

#endif
