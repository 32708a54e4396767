/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/analysis.h"

#include "server/analysis_coverage.h"

/* By the segment behind /analysis/. A topic has the form and the language; it says which parameters it knows. */
static const struct {
    const char *name;
    void (*answer)(struct rows *r);
} topics[] = {
    {"gaps", analysis_gaps},
    {"needs", analysis_needs},
    {"potential", analysis_potential},
    {"quality", analysis_quality},
    {"coverage", analysis_coverage},
    {"query", analysis_query},
    {NULL, NULL},
};

bool analysis_handle(struct site *site, struct snapshot *snap, const struct http_request *rq,
                     struct http_answer *an)
{
    struct rows r = {.site = site, .snap = snap, .rq = rq, .an = an};
    if (rq->nsegments == 0 || !str_is(rq->segment[0], "analysis"))
        return false;
    for (size_t i = 0; topics[i].name && rq->nsegments == 2; i++) {
        if (!str_is(rq->segment[1], topics[i].name))
            continue;
        if (!snap->loaded.cube)
            rows_error(&r, 404, "nothing has been released yet");
        else if (rows_form(&r, COLUMNS_JSON))
            topics[i].answer(&r);
        return true;
    }
    rows_error(&r, 404, "there is no such analysis; /openapi.json lists what there is");
    return true;
}
