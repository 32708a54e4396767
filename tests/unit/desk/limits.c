/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What countries limit, asked for by everybody, through pages and operations: nobody is given a figure
 * that is for others, and each look at a figure that the public does not see is in its country's log. */

#include "desk/desk.h"
#include "desk/everybody.h"

#include "test.h"

#include <stdio.h>

static const char *const flows[] = {"MST_NCTE_SEX_CCT_NB", "MNA_TPOP_SEX_CRS_NB"};

/* Four figures of KHM, one for each way of limiting, and who sees each. */
static const struct {
    const char *figure;
    enum audience audience;
} limited[] = {{"7001.251", AUDIENCE_PUBLIC}, {"7002.252", AUDIENCE_MEMBERS}, {"7003.253", AUDIENCE_OFFICE},
               {"7004.254", AUDIENCE_MEMBERS} /* until a day that has not come */};

static void put_figure(const char *indicator, const char *item, const char *source, int year, const char *figure)
{
    char text[400], name[40];
    snprintf(text, sizeof text, HEAD "KHM,%s,%s,SEX_T,%s,%d,%s,\n", source, indicator, item, year, figure);
    snprintf(name, sizeof name, "%s.csv", figure);
    run_v("submit", NULL, name, str_of(text));
}

static void limit(const char *base)
{
    set_up(base);
    put_figure(flows[0], "CCT_CTZ_TOTAL", "FX:0", 2019, limited[0].figure);
    put_figure(flows[1], "CRS_RES_TOTAL", "FX:0", 2019, limited[1].figure);
    put_figure(flows[0], "CCT_CTZ_TOTAL", "FX:0", 2020, limited[2].figure);
    put_figure(flows[0], "CCT_CTZ_TOTAL", "FX:0", 2021, limited[3].figure);
    for (int i = 3; i <= 6; i++) {
        char id[12];
        snprintf(id, sizeof id, "%d", i);
        RUN("accept", {"id", str_of(id)}, {"allow", STR("so")});
    }
    RUN("share set", {"country", STR("KHM")}, {"table", str_of(flows[1])}, {"audience", STR("members")},
        {"ground", STR("a law")});
    RUN("share set", {"country", STR("KHM")}, {"table", str_of(flows[0])}, {"years", STR("2020")},
        {"audience", STR("office")}, {"ground", STR("a law")});
    RUN("share set", {"country", STR("KHM")}, {"table", str_of(flows[0])}, {"years", STR("2021")},
        {"audience", STR("members")}, {"until", STR("2099-01-01")}, {"ground", STR("a law")});
    RUN("release", {"name", STR("2026.1")});
}

static enum audience audience_of(size_t who)
{
    return people[who].name ? role_audience(people[who].role) : AUDIENCE_PUBLIC;
}

static void check_figures(const struct asked *a, size_t who, const char *path)
{
    for (size_t i = 0; i < ARRAY_LEN(limited); i++) {
        char grouped[16];
        snprintf(grouped, sizeof grouped, "7,%s", limited[i].figure + 1);
        if ((body_has(a, limited[i].figure) || body_has(a, grouped)) && limited[i].audience > audience_of(who))
            test_fail(__FILE__, __LINE__, "%s sees %s at %s", people[who].name ? people[who].name : "nobody",
                      limited[i].figure, path);
    }
}

/* All that can be asked of figures, for each audience that there is. */
static void query_all(size_t who)
{
    static const char *const formats[] = {"csv", "sdmx-csv", "sdmx-json", "ilostat", "table"};
    for (int audience = 0; audience < AUDIENCES; audience++)
        for (size_t f = 0; f < ARRAY_LEN(formats); f++)
            for (int k = 0; k < 4; k++) {
                struct asked a;
                struct http_field fields[] = {
                    {.name = STR("format"), .value = str_of(formats[f])},
                    {.name = STR("audience"), .value = str_of(audience_name((enum audience)audience))},
                    {.name = k == 1 ? STR("derived") : k == 2 ? STR("available") : STR("labels"), .value = STR("yes")},
                    {.name = STR("what"), .value = k == 3 ? STR("DF_MST_NCTE_SEX_CCT_NB/KHM.A...") : STR("")}};
                ask(&a, who, "POST", "/api/query", fields, ARRAY_LEN(fields));
                check_figures(&a, who, "query");
                if ((enum audience)audience > audience_of(who))
                    CHECK_INT(a.an.status, 403);
                /* the test can find them: whoever may sees all that are for the audience */
                for (size_t i = 0; k == 0 && f == 0 && (enum audience)audience <= audience_of(who) &&
                                   i < ARRAY_LEN(limited); i++)
                    CHECK(body_has(&a, limited[i].figure) == (limited[i].audience <= (enum audience)audience));
                asked_done(&a);
            }
}

TEST(desk_gives_nobody_what_is_limited_to_others)
{
    limit("limits.db");
    for (size_t who = 0; who < npeople; who++) {
        if (is_own(who))
            continue;
        query_all(who);
        for (size_t i = 0; i < nroutes; i += test_whole() ? 1 : 3) {
            static const char *const values[][2] = {{":area", "KHM"}, {":submission", "3"}, {":upload", "2"},
                                                    {":number", "3"}, {":round", "2026"}, {":source", "FX:0"},
                                                    {":secret", "x"}, {":place", "KHM"}};
            if (strcmp(routes[i].method, "GET") != 0 || strncmp(routes[i].path, "api", 3) == 0)
                continue;
            for (size_t t = 0; t < ARRAY_LEN(flows); t++) {
                struct buf path = {0};
                struct asked a;
                struct str rest = str_of(routes[i].path), part;
                while (str_next(&part, &rest, '/')) {
                    buf_char(&path, '/');
                    for (size_t k = 0; k < ARRAY_LEN(values); k++)
                        if (str_is(part, values[k][0]))
                            part = str_of(values[k][1]);
                    buf_str(&path, str_is(part, ":table") ? str_of(flows[t]) : part);
                }
                ask(&a, who, "GET", path.p, NULL, 0);
                check_figures(&a, who, path.p);
                asked_done(&a);
                buf_release(&path);
            }
        }
    }
    desk_stop(desk);
}

TEST(desk_tells_the_country_who_has_seen_what_it_limits)
{
    struct asked a;
    struct http_field khm = {.name = STR("country"), .value = STR("KHM")};
    limit("log.db");
    ask(&a, 3, "POST", "/api/share/log", &khm, 1);
    CHECK_INT(a.an.status, 200);
    CHECK(!body_has(&a, "paul"));
    asked_done(&a);
    ask(&a, 1, "GET", "/desk/shared/MNA_TPOP_SEX_CRS_NB/KHM", NULL, 0);
    CHECK_INT(a.an.status, 200);
    CHECK(body_has(&a, "7,002.252"));
    asked_done(&a);
    ask(&a, 3, "POST", "/api/share/log", &khm, 1);
    CHECK(body_has(&a, "paul") && body_has(&a, "MNA_TPOP_SEX_CRS_NB"));
    asked_done(&a);
    ask(&a, 3, "GET", "/desk/sharing", NULL, 0);
    CHECK(body_has(&a, "paul"));
    asked_done(&a);
    desk_stop(desk);
}
