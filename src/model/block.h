/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The packed forms in which figures rest in the base. Both carry their own small
 * dictionary of codes, so they mean the same in every base and under every version of
 * the reference data, and their SHA-256 names their content.
 *
 * A *table* is one question table of a submission: its cells as read.
 * A *block* is the series of one indicator and area in a release, with, apart from it, an
 * *origin*: for each observation the question table and the cell it came from.
 *
 * Layout: "ILMS" and a letter and a version byte, then counts and columns; a column is one
 * byte saying whether it is constant, and its value or values, little-endian. Decoders take
 * any bytes and never read past the end: ERR_INPUT says what is wrong. */
#ifndef MODEL_BLOCK_H
#define MODEL_BLOCK_H

#include "base/buf.h"
#include "model/obs.h"

/* Packs cells [first, first + n) of a sorted set, all of one question table. */
void table_pack(struct buf *out, const struct ref *ref, const struct obs_set *set, size_t first,
                size_t n);

/* Appends the cells to *out; indicator, area, source and period are the table's. */
int table_unpack(struct obs_set *out, const struct ref *ref, struct str bytes, struct err *err);

/* One figure of a block with where it came from. */
struct block_obs {
    struct obs obs; /* source and note are of `set` */
    uint32_t table, cell; /* in_table id, index of the cell in it */
};

/* Packs figures of one indicator and area; sorts v by series and period; no key and period
 * twice. Statistics of the block in *stat. */
struct block_stat {
    uint32_t nseries, nobs;
    uint16_t first, last;
};
/* ERR_LIMIT when they carry more than 65,535 different codes, sources and notes. */
int block_pack(struct buf *block, struct buf *origin, struct block_stat *stat,
               const struct ref *ref, const struct obs_set *set, struct block_obs *v, size_t n,
               struct err *err);

/* A block taken apart; arrays point into `bytes` or the arena. Texts of codes are in dict. */
struct block_view {
    struct str indicator, area;
    struct str *dict;
    uint32_t ndict, nseries, nobs;
    const uint16_t *sex, *classif[2]; /* by series, dict indexes; 0 is "" */
    const uint8_t *freq;
    const uint32_t *count; /* observations of each series */
    const uint16_t *period, *source, *note;
    const uint8_t *status, *decimals;
    const double *value;
};
int block_open(struct block_view *out, struct arena *arena, struct str bytes, struct err *err);

/* The sources that figures of a block have, each once, without taking the rest of it apart; the texts
 * point into `bytes`. */
int block_sources(struct str **out, uint32_t *n, struct arena *arena, struct str bytes, struct err *err);

/* Appends the observations of a block to *out. ERR_INPUT also when it uses codes that the reference
 * data do not have. */
int block_unpack(struct obs_set *out, const struct ref *ref, struct str bytes, struct err *err);

/* Where observation `index` of a block came from. */
int origin_get(uint32_t *table, uint32_t *cell, struct str origin, uint32_t index,
               struct err *err);

#endif
