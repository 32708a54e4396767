/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/methods.h"

#include "report/methods.h"

enum what { METHODS, CONCEPT, CLASSIFICATIONS, CLASSIFICATION, RULES, RULE, FORMULAS, NOTHING };

static const struct {
    const char *first;
    unsigned segments;
    enum what what;
} rows[] = {{"methods", 1, METHODS}, {"methods", 2, CONCEPT}, {"classifications", 1, CLASSIFICATIONS},
            {"classification", 2, CLASSIFICATION}, {"rules", 1, RULES}, {"rule", 2, RULE}, {"formulas", 1, FORMULAS}};

static enum what what_of(struct str first, unsigned nsegments)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].segments == nsegments && str_is(first, rows[i].first))
            return rows[i].what;
    return NOTHING;
}

bool methods_answers(struct str first, unsigned nsegments) { return what_of(first, nsegments) != NOTHING; }

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
    switch (what_of(rq->segment[0], rq->nsegments)) {
    case METHODS: page_methods(pg); break;
    case CONCEPT:
        if (!page_concept(pg, rq->segment[1]))
            put_missing(pg, an, "missing.concept");
        break;
    case CLASSIFICATIONS: page_classifications(pg); break;
    case CLASSIFICATION: classification(pg, snap, rq, an); break;
    case RULES: page_rules(pg); break;
    case RULE:
        if (!page_rule(pg, rq->segment[1]))
            put_missing(pg, an, "missing.rule");
        break;
    case FORMULAS: page_formulas(pg); break;
    case NOTHING: break;
    }
}
