/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/analysis.h"

#include "server/analysis_collections.h"
#include "server/analysis_coverage.h"

/* By the segment behind /analysis/. A topic has the form and the language; it says which parameters it knows. One
 * that has segments behind it chooses them itself. */
static const struct {
    const char *name;
    void (*answer)(struct rows *r);
    unsigned segments; /* how many may stand behind it */
} topics[] = {
    {"gaps", analysis_gaps, 0},
    {"needs", analysis_needs, 0},
    {"potential", analysis_potential, 0},
    {"quality", analysis_quality, 0},
    {"coverage", analysis_coverage, 0},
    {"query", analysis_query, 0},
    {"corridor", analysis_corridor, 0},
    {"corridors", analysis_corridors, 0},
    {"matrix", analysis_matrix, 0},
    {"asymmetry", analysis_asymmetry, 0},
    {"collections", analysis_collections, 0},
    {"collection", analysis_collection, 3},
    {NULL, NULL, 0},
};

bool analysis_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                     struct http_answer *an)
{
    struct rows r = {.site = site, .snap = snap, .rq = rq, .an = an};
    if (rq->nsegments == 0 || !str_is(rq->segment[0], "analysis"))
        return false;
    for (size_t i = 0; topics[i].name && rq->nsegments >= 2; i++) {
        if (!str_is(rq->segment[1], topics[i].name) || rq->nsegments > 2 + topics[i].segments)
            continue;
        if (!snap->loaded.cube)
            rows_error(&r, 404, "nothing has been released yet");
        else if (topics[i].segments || rows_form(&r, COLUMNS_JSON))
            topics[i].answer(&r);
        return true;
    }
    rows_error(&r, 404, "there is no such analysis; /openapi.json lists what there is");
    return true;
}
