/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What charts there are: each topic makes the description of a chart from a release and what its address asks.
 *
 *     /chart/table/MST_NCTE_SEX_CCT_NB/THA.svg?kind=line&key=SEX_F
 *            topic parts...                    parameters
 *
 *     struct chart_ask ask = {.part = {STR("MST_NCTE_SEX_CCT_NB"), STR("THA")}, .nparts = 2, .kind = CHART_KINDS};
 *     if (topic_make(&chart, pg, STR("table"), &ask, &err)) ...
 *
 * A new topic is a row of `chart_topics` (topic.c) and its function. Pure: of the page it uses the release, the
 * words, the arena and the origin, and writes nothing. */
#ifndef REPORT_TOPIC_H
#define REPORT_TOPIC_H

#include "report/chart.h"
#include "report/page.h"

enum { TOPIC_PARTS = 6, TOPIC_PARAMS = 16 };
struct chart_ask {
    struct str part[TOPIC_PARTS];
    unsigned nparts;
    enum chart_kind kind; /* CHART_KINDS: as the topic thinks best */
    struct chart_param {
        struct str name, value;
    } param[TOPIC_PARAMS]; /* all others of the address */
    unsigned nparams;
};
struct str topic_param(const struct chart_ask *ask, const char *name); /* empty when it is not there */

struct chart_topic {
    const char *name;   /* in addresses */
    const char *params; /* which it understands, with blanks around each */
    /* ERR_NOTFOUND: there is no such table, country, ...; ERR_USAGE: it cannot be shown so. */
    int (*make)(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err);
};
extern const struct chart_topic chart_topics[];
extern const size_t nchart_topics;

/* The chart that is asked for, initialised and made. ERR_NOTFOUND: no such topic; ERR_USAGE: it does not know a
 * parameter. */
int topic_make(struct chart *c, struct page *pg, struct str topic, const struct chart_ask *ask, struct err *err);

/* topic_table.c: one table of one country, or of all. part: indicator[, area]; kind; key: codes joined by full
 * stops, which the series are to have in place of totals ("SEX_F", "SEX_F.CCT_CIT_NONCIT"); codes: of the first
 * classification, of which alone; areas: likewise countries; timefrom, timeto: years. Lists are joined by "+". */
int topic_table(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err);

/* topic_country.c: a part of the page of a country (report/profile.h): country/THA/origins. */
int topic_country(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err);

/* topic_region.c: a small line chart for each country that has figures: region/stock, region/abroad, region/outflow.
 * And, in topic_shares.c, shares: a stack for each country of activities, occupations or education, of migrants,
 * nationals, inflow or outflow (region/activities, region/education/nationals); lines of the share of women,
 * region/women/outflow. */
int topic_region(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err);

/* topic_corridors.c: corridors between the countries of the region, corridors/stock, corridors/flow/2020 (without a
 * year: the latest of each); and what all sides say of one: corridor/MMR/THA/stock. */
int topic_corridors(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err);
int topic_corridor(struct chart *c, struct page *pg, const struct chart_ask *ask, struct err *err);

#endif
