/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What could be done: first what follows from the data themselves, each with the figures and countries behind it
 * (advice.c), then what the compiler and the countries recommend. */

#include "document/advice.h"

/* To whom: codes of countries by their names, others as they were written. */
static void to_whom(struct document *d, struct str codes)
{
    struct page *pg = d->page;
    const struct ref *ref = pg->cube->ref;
    struct str said = {0}, code;
    for (struct str rest = codes; str_next(&code, &rest, ' ');) {
        uint16_t area = ref_area_find(ref, code);
        struct str name = area ? ref->areas[area].name : code;
        if (name.len)
            said = said.len ? WORDS(pg, "report.list.comma", {"before", said}, {"next", name}) : name;
    }
    html(pg->out, "\n<p class=\"to\">");
    if (said.len)
        SAY(pg, "report.advice.to", {"countries", said});
    else
        say(pg, "report.advice.to.all");
    html(pg->out, "</p>\n");
}

static void recommended(struct document *d, const struct report *r)
{
    struct page *pg = d->page;
    document_section(d, "recommendations.made", text_get(pg->text, "report.recommendations.made"));
    document_say(d, "recommendations.made.lead", "report.recommendations.made.lead", NULL);
    for (size_t i = 0; i < r->nrecommendations; i++) {
        const struct recommendation *x = &r->recommendations[i];
        document_recommendation(d, part_id(d, "recommendations.made.%lld", (long long)x->id), x->number);
        html_text(pg->out, x->text);
        to_whom(d, x->to);
        document_recommendation_end(d);
    }
}

int report_recommendations(struct document *d, const struct report *r, struct err *err UNUSED)
{
    struct page *pg = d->page;
    struct advice a = {.d = d, .r = r};
    advice_gather(&a);
    if (!a.n && !r->nrecommendations)
        return 0;
    document_chapter(d, "recommendations", text_get(pg->text, "report.recommendations.title"));
    DOCUMENT_SAY(d, "recommendations.lead", "report.recommendations.lead", {"region", pg->cube->ref->region});
    if (a.n) {
        document_section(d, "recommendations.data", text_get(pg->text, "report.recommendations.data"));
        document_say(d, "recommendations.data.lead", "report.recommendations.data.lead", NULL);
        advice_write(&a);
    }
    if (r->nrecommendations)
        recommended(d, r);
    return 0;
}
