/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/methods.h"

#include "report/methods.h"

/* An unknown thing: what there is instead is said with a link. */
static void put_missing(struct page *pg, struct http_answer *an, const char *key)
{
    an->status = 404;
    page_missing(pg, key);
}

static void classification(struct page *pg, const struct snapshot *snap, const struct http_request *rq,
                           struct http_answer *an)
{
    struct str name = rq->segment[1];
    if (!str_ends(name, STR(".csv"))) {
        if (!page_classification(pg, name))
            put_missing(pg, an, "missing.class");
        return;
    }
    struct str code = str_sub(name, 0, name.len - 4);
    if (!classification_csv(pg->out, pg->cube->ref, code)) {
        put_missing(pg, an, "missing.class");
        return;
    }
    an->type = "text/csv";
    an->etag = site_etag(rq, snap, "csv");
    an->disposition = arena_fmt(rq->arena, "attachment; filename=\"%.*s\"", STR_FMT(name));
}

void methods_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    struct str what = rq->segment[0];
    if (str_is(what, "classification"))
        classification(pg, snap, rq, an);
    else if (str_is(what, "classifications"))
        page_classifications(pg);
    else if (str_is(what, "rules"))
        page_rules(pg);
    else if (str_is(what, "formulas"))
        page_formulas(pg);
    else if (rq->nsegments == 1)
        page_methods(pg);
    else if (str_is(what, "rule") && !page_rule(pg, rq->segment[1]))
        put_missing(pg, an, "missing.rule");
    else if (str_is(what, "methods") && !page_concept(pg, rq->segment[1]))
        put_missing(pg, an, "missing.concept");
}
