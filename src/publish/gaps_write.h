/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Gaps, needs, what sources could give and how good they are: made of what is loaded, and as rows of named
 * columns, for the command line and for the server alike.
 *
 *     struct gaps_made made;
 *     gaps_make(&made, &arena, &(struct gaps_from){.ref = l.ref, .cube = l.cube, ...});
 *     gaps_write(&(struct rows_to){&out, COLUMNS_CSV, "en", &arena}, &made, &made.g);
 *
 * What is made of a release for an audience is made of what that audience sees of it, and nothing else. */
#ifndef PUBLISH_GAPS_WRITE_H
#define PUBLISH_GAPS_WRITE_H

#include "analyse/coverage_view.h"
#include "analyse/gaps.h"
#include "publish/rounds.h"
#include "syntax/columns.h"

struct gaps_from {
    const struct ref *ref;
    const struct cube *cube;      /* NULL: no figures */
    const struct rounds *rounds;  /* NULL: nothing is known of them */
    const struct catalogue_source *sources;
    size_t nsources;
    struct str at;                /* of the release, or now: 2026-11-22T... */
};

struct gaps_made {
    struct gaps_from from;
    struct coverage c;
    struct gap_sources sources;
    struct gaps g;
};
void gaps_make(struct gaps_made *out, struct arena *arena, const struct gaps_from *from);

/* "BA:741" as people call it: its name in the catalogue, else the survey, else the type. */
struct str gaps_source(const struct gaps_made *m, uint16_t area, struct str source, const char *language);
/* Where rows go to, and in which words. The arena is for the time of writing. */
struct rows_to {
    struct buf *out;
    enum columns_form form;
    const char *language;
    struct arena *arena;
};
/* Of some gaps: all, or those of gaps_only. */
void gaps_write(const struct rows_to *to, const struct gaps_made *m, const struct gaps *g);
/* Of a country's place; UINT32_MAX: of all. */
void needs_write(const struct rows_to *to, const struct gaps_made *m, const struct capacity_need *v, size_t n,
                 uint32_t area);
void potential_write(const struct rows_to *to, const struct gaps_made *m, const struct potential *v, size_t n,
                     uint32_t area, struct str source);

/* How good each source is that has figures or is described: by area, source. */
struct rated_source {
    uint16_t area;
    struct str source;
    struct source_quality q;
};
const struct rated_source *sources_rate(size_t *n, struct arena *arena, const struct gaps_made *m);
/* A row for each criterion. `area` 0: of all; source empty: every. */
void quality_write(const struct rows_to *to, const struct gaps_made *m, const struct rated_source *v, size_t n,
                   uint16_t area, struct str source);

#endif
