/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What reading a structure message is made of, whatever its form: one artefact after the other is
 * begun, filled and ended. For the files of src/structure alone.
 *
 * Nothing that comes is believed: identities that are none are passed over, memory is asked for only
 * where there is room, a second artefact of the same identity is left out. */
#ifndef STRUCTURE_READ_H
#define STRUCTURE_READ_H

#include "structure/structure.h"

struct building {
    struct artefacts *all;
    struct err *err;
    int code;          /* of the first failure; 0 */
    struct map known;  /* identities that are there */
    struct artefact now;
    bool open;
    /* of the artefact; on the heap until it is done */
    struct item *item;
    struct str *parent; /* of each item, by id */
    uint32_t nitems, items_size;
    struct component *component;
    uint32_t ncomponents, components_size;
    struct buf text;
};

void building_init(struct building *b, struct artefacts *all, struct err *err);
void building_release(struct building *b);
int building_fail(struct building *b, enum err_code code, const char *what); /* once; returns b->code */

/* False: there is no such identity, or it is there already; what belongs to it is then passed over. */
bool building_begin(struct building *b, enum artefact_class cls, struct str agency, struct str id,
                    struct str version);
void building_end(struct building *b);

/* A copy in the arena; empty when there is no room, which is a failure. */
struct str building_text(struct building *b, struct str text);
void building_say(struct building *b, struct said *s, struct str language, struct str text);
/* Valid until the next one is asked for; NULL: it has no id that could be one. */
struct item *building_item(struct building *b, struct str id);
void building_parent(struct building *b, struct str id); /* of the last item: an id, or the end of a URN */
struct component *building_component(struct building *b, enum component_role role);
/* Appends to the dimensions of the last component. */
void building_dimension(struct building *b, struct str id);
/* None when the text is no URN. */
void building_reference(struct building *b, struct reference *out, struct str urn);
bool building_id(struct str id); /* made of the letters that ids have, and not too long */
enum text_type text_type_of(struct str name);

int read_ml(struct building *b, struct str bytes);
int read_json(struct building *b, struct str bytes);

#endif
