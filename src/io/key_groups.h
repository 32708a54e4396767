/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Attributes that an SDMX message gives beside the observations, of all whose dimensions have certain
 * values: Group and Atts of SDMX-ML, dimensionGroupAttributes of SDMX-JSON.
 *
 *     struct key_groups g;
 *     key_groups_init(&g, rd->bytes.len);
 *     key_groups_add(&g, values, n, false);     each group of a data set, dimensions and attributes mixed
 *     ...
 *     sdmx_row_set(...)                      the dimensions of an observation, then what the data set gives
 *     key_groups_set(&g, &row);                  what its groups give
 *     sdmx_row_set(...)                      what series and observation give, which is nearer
 *     key_groups_release(&g);
 *
 * Of several groups the one with more dimensions is nearer, of the same dimensions and values the later
 * one. An observation is looked up once for each set of dimensions that groups are of, so that a message
 * of many groups is read as fast as one of few. */
#ifndef IO_KEY_GROUPS_H
#define IO_KEY_GROUPS_H

#include "io/sdmx_row.h"

struct component_value {
    struct sdmx_component component;
    struct str text;
};

/* A dimension of a row: all of them beside two classifications, and one more, of which no row is. */
enum { GROUP_DIMENSIONS = 8, GROUP_KINDS = 64 };

struct key_groups {
    struct arena arena;
    struct map map; /* data set, kind and values of the dimensions: index into of */
    struct key_group **of;
    uint32_t n, size;
    struct key_group_kind {
        uint32_t dimension[GROUP_DIMENSIONS]; /* in order */
        unsigned n, number;
    } kind[GROUP_KINDS]; /* those of fewer dimensions first */
    unsigned nkinds;
    unsigned set; /* which data set is at hand; the reader counts */
    struct buf key;
};

void key_groups_init(struct key_groups *g, size_t bytes);
void key_groups_release(struct key_groups *g);

/* 1; 0: it has no dimension that is known, and nothing was added. Negative when there are groups of more
 * sets of dimensions than any structure has. Of `whole`, one without dimensions is of the data set. */
int key_groups_add(struct key_groups *g, const struct component_value *v, unsigned n, bool whole);
#define KEY_GROUPS_TOO_MANY "the message has groups of more than 64 sets of dimensions"
void key_groups_set(struct key_groups *g, struct sdmx_row *row);

#endif
