/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/browse.h"

#include "server/pages.h"

void tables_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    const struct ref *ref = pg->cube->ref;
    struct str area = http_said(rq, "ref_area"), topic = http_said(rq, "topic");
    uint16_t at = area.len ? ref_area_find(ref, area) : 0;
    int about = topic.len ? tables_topic(topic) : -1;
    (void)snap;
    if (area.len && (!at || !ref->areas[at].member))
        page_refuse(pg, an, 400, "error.no.member", area, ref->region);
    else if (topic.len && about < 0)
        page_refuse(pg, an, 400, "error.no.topic", topic, STR(""));
    else
        page_tables_of(pg, at, about);
}
