/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A release in memory: immutable columns, one run of observations per series, series
 * sorted by key. Every public answer comes from here; any number of threads may read.
 *
 * A flow is an indicator's data (SDMX dataflow DF_<indicator>); its series are keyed by
 * area, frequency, sex and up to two classifications. Keys are indexes into the struct
 * ref that belongs to the release, so their order is the order of presentation: areas by
 * code, totals first, rest last.
 *
 *     for (uint32_t s = flow->first; s < flow->first + flow->n; s++)
 *         for (uint32_t i = cube->start[s]; i < cube->start[s + 1]; i++)
 *             sum += cube->value[i];
 *
 * Invariants: flows in order of indicator code; the series of a flow in order of (area,
 * freq, sex, classif1, classif2); the observations of a series in order of period, no
 * period twice; every flow has at least one series, every series one observation. */
#ifndef MODEL_CUBE_H
#define MODEL_CUBE_H

#include "model/ref.h"

struct collection;

struct cube_flow {
    uint16_t indicator;
    uint32_t first, n; /* its series */
    uint16_t period_first, period_last;
    uint32_t nobs;
    /* the series of area a are [area_at[a], area_at[a + 1]), for all a < nareas */
    uint32_t *area_at;
};

struct cube {
    const struct ref *ref; /* owned by whoever made the cube; outlives it */

    struct cube_flow *flows;
    uint32_t nflows;
    uint16_t *flow_of; /* by indicator: index into flows + 1, 0 for none */

    /* by series, nseries long (start: nseries + 1) */
    uint16_t *area, *sex, *classif[2];
    char *freq; /* 'A', 'Q', 'M' */
    uint32_t *start;
    uint32_t nseries;

    /* by observation, nobs long */
    double *value; /* NaN: no figure */
    uint16_t *period;
    uint16_t *source; /* into sources */
    uint16_t *note;   /* into notes; note 0 is empty */
    uint8_t *decimals;
    char *status; /* 0 for none */
    uint32_t nobs;

    struct str *sources, *notes; /* "BA:741"; triples as in model/obs.h */
    uint32_t nsources, nnotes;

    /* which release this is */
    int64_t release_id;
    struct str release_name, released_at, hash; /* hash: 64 hexadecimal digits */
    const struct collection *collection; /* of somebody else (model/collection.h); NULL: what countries report */
};

const struct cube_flow *cube_flow_find(const struct cube *cube, uint16_t indicator);
void cube_free(struct cube *cube);
size_t cube_bytes(const struct cube *cube); /* memory of all columns */

/* The name of the dataflow, "DF_MST_NCTE_SEX_CCT_NB". out has CUBE_FLOW_ID bytes. */
enum { CUBE_FLOW_ID = 64 };
/* Of dataflows and of all that stands around them: strict clients ask for the newest stable semantic
 * version, which ILOSTAT's "1.0" is not; that is understood in questions as well. */
#define SDMX_VERSION "1.0.0"
size_t cube_flow_id(char out[CUBE_FLOW_ID], const struct ref *ref, const struct cube_flow *flow);

/* The dimensions of an indicator's dataflow in the order of the key, as ILOSTAT has them:
 * REF_AREA, FREQ, MEASURE, [SEX,] classifications. TIME_PERIOD is not counted. */
enum dim_kind { DIM_AREA, DIM_FREQ, DIM_MEASURE, DIM_SEX, DIM_CLASSIF1, DIM_CLASSIF2 };
enum { DIMS_MAX = 6 };
struct dims {
    unsigned n;
    enum dim_kind kind[DIMS_MAX];
    struct str id[DIMS_MAX]; /* "REF_AREA" */
};
void dims_of(struct dims *out, const struct ref *ref, uint16_t indicator);

/* The code of a series (its text) in a dimension; empty when it has none. For DIM_FREQ and
 * DIM_MEASURE the text lives in static memory and in ref. */
struct str cube_code(const struct cube *cube, const struct cube_flow *flow, uint32_t series,
                     enum dim_kind dim);
/* The same as an index into ref's areas or codes; the letter for DIM_FREQ, 0 for DIM_MEASURE. */
static inline uint16_t cube_key(const struct cube *c, uint32_t series, enum dim_kind dim)
{
    switch (dim) {
    case DIM_AREA: return c->area[series];
    case DIM_FREQ: return (uint16_t)c->freq[series];
    case DIM_MEASURE: return 0;
    case DIM_SEX: return c->sex[series];
    case DIM_CLASSIF1: return c->classif[0][series];
    case DIM_CLASSIF2: return c->classif[1][series];
    }
    return 0;
}
struct str freq_code(char freq); /* 'A' -> "A" */
bool series_is_total(const struct cube *cube, uint32_t series); /* over sex and both classifications */

/* Both as one cube (cube_join.c), of one flow or, with indicator 0, of all: the reported figures of a
 * release and those derived from them. Of a cell that both have, a's counts. NULL when they have
 * more sources or notes together than a cube can number. */
struct cube *cube_join(const struct cube *a, const struct cube *b, uint16_t indicator);

/* Building: blocks (model/block.h) are added in any order, then sorted once. */
struct cube_builder;
struct cube_builder *cube_builder_new(const struct ref *ref);
/* From now on series of codes that ref does not have are left out and counted in *left; else they are an
 * error. For figures that were not made with the reference data they are shown with. */
void cube_builder_leave(struct cube_builder *b, uint32_t *left);
/* ERR_INPUT when the block is damaged or uses a code that ref does not have. */
int cube_builder_add(struct cube_builder *b, struct str block, struct err *err);
struct cube *cube_builder_finish(struct cube_builder *b); /* frees the builder */
void cube_builder_free(struct cube_builder *b);

#endif
