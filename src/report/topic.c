/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/topic.h"

#include "base/utf8.h"

const struct chart_topic chart_topics[] = {
    {"table", " key codes areas timefrom timeto ", topic_table},
    {"country", "", topic_country},
    {"region", "", topic_region},
    {"corridors", "", topic_corridors},
    {"corridor", "", topic_corridor},
};
const size_t nchart_topics = ARRAY_LEN(chart_topics);

struct str topic_param(const struct chart_ask *ask, const char *name)
{
    for (unsigned i = 0; i < ask->nparams; i++)
        if (str_is(ask->param[i].name, name))
            return ask->param[i].value;
    return (struct str){0};
}

static bool understands(const struct chart_topic *topic, struct str name)
{
    for (struct str rest = str_of(topic->params), word; str_next(&word, &rest, ' ');)
        if (word.len && str_eq(word, name))
            return true;
    return false;
}

int topic_make(struct chart *c, struct page *pg, struct str topic, const struct chart_ask *ask, struct err *err)
{
    for (size_t i = 0; i < nchart_topics; i++) {
        const struct chart_topic *t = &chart_topics[i];
        if (!str_is(topic, t->name))
            continue;
        for (unsigned k = 0; k < ask->nparams; k++)
            if (!understands(t, ask->param[k].name))
                return err_set(err, ERR_USAGE, "A chart of this kind has no parameter \"%s\".",
                               utf8_brief(ask->param[k].name).text);
        chart_init(c, pg->arena, ask->kind == CHART_KINDS ? CHART_LINE : ask->kind);
        return t->make(c, pg, ask, err);
    }
    return err_set(err, ERR_NOTFOUND, "There are no charts of \"%s\".", utf8_brief(topic).text);
}
