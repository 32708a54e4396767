/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/browse.h"

#include "base/utf8.h"

/* What is said and empty is as if it were not said: a form sends all its fields. */
static struct str said(const struct http_request *rq, const char *name)
{
    const struct str *value = http_param(rq, name);
    return value ? *value : (struct str){0};
}

static void refuse(struct page *pg, struct http_answer *an, const char *key, struct str said_so)
{
    struct buf why = {0};
    text_fmt(&why, pg->text, key, (const struct text_arg[]){{"said", str_of(utf8_brief(said_so).text)},
                                                            {"near", pg->cube->ref->region}, {NULL, {NULL, 0}}});
    an->status = 400;
    page_error(pg, 400, buf_view(&why));
    buf_release(&why);
}

void tables_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    const struct ref *ref = pg->cube->ref;
    struct str area = said(rq, "ref_area"), topic = said(rq, "topic");
    uint16_t at = area.len ? ref_area_find(ref, area) : 0;
    int about = topic.len ? tables_topic(topic) : -1;
    (void)snap;
    if (area.len && (!at || !ref->areas[at].member))
        refuse(pg, an, "error.no.member", area);
    else if (topic.len && about < 0)
        refuse(pg, an, "error.no.topic", topic);
    else
        page_tables_of(pg, at, about);
}
