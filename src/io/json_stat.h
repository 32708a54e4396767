/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A data set in JSON-stat, shared by json_stat.c, which writes what stands by cell, and
 * json_stat_head.c, which writes what it has of dimensions, codes and notes. A cell is numbered by the
 * places of its codes and its period among those that occur, the last running first. */
#ifndef IO_JSON_STAT_H
#define IO_JSON_STAT_H

#include "io/attributes.h"
#include "io/formats.h"
#include "syntax/json.h"
#include "syntax/json_read.h"

/* The distinct values of a dimension, in order, and the place of each among them. */
struct stat_values {
    const uint16_t *v, *place; /* place: by value less the first */
    uint32_t n;
    uint16_t only;   /* v, where there is one */
    uint64_t stride; /* what one place more adds to the number of a cell */
};

enum { STAT_STATUS }; /* the first of the attributes */

struct stat_set {
    const struct slice *slice;
    const struct dataset *dataset; /* NULL: nothing is said of it */
    struct dims dims;
    struct stat_values dim[DIMS_MAX];
    struct stat_values period; /* without `place` where all runs have the same ones: then it is that in the run */
    uint64_t cells;
    const char *language; /* NULL: English */
    bool sparse, bare; /* bare: no attributes */
    bool status[128]; /* by letter: those that occur, unless it is bare */
    /* in the arena of the data set, as all above */
    struct attribute_same {
        bool any, same; /* some observation has it; all have it and it is one text */
    } attribute[ATTRIBUTES];
    struct attribute_texts first; /* of the first observation */
};

/* Looks through the slice; in w->scratch, which is emptied. */
struct stat_set *stat_set_new(struct writing *w);
/* Opens the object and writes its members up to "value"; `alone`: it is the whole message. */
void stat_head(struct buf *out, struct writing *w, const struct stat_set *set, bool alone);
/* Opens "extension" with the members that name the dataflow and say what is to be done with the set. */
void stat_identity(struct buf *out, const struct writing *w, const struct stat_set *set);

/* What a thing is called in the language of the message. */
struct str stat_name(const struct writing *w, const struct stat_set *set, const char *kind, struct str code,
                     struct str otherwise);

/* For readers: the members of a data set, each wherever it stands. */
struct stat_members {
    struct json_read id, size, dimension, value, status, extension, link;
    bool collection;
};
void stat_members_find(struct stat_members *m, struct json_read *r);

#endif
