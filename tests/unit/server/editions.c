/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/editions.h"

#include "base/clock.h"
#include "collect/desk.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define NOW "2026-06-01T00:00:00Z"
#define FLOW "MST_NCTE_SEX_CCT_NB"

/* A served base of which some releases are under embargo, one until after a later one. */
struct served {
    struct shared_store store;
    struct loaded l;
    struct derived_cubes *derived;
    struct editions *e;
};

static void cell(struct store *st, const char *area, const char *value)
{
    char table[80], codes[80];
    snprintf(table, sizeof table, FLOW " %s BA:741 2014", area);
    snprintf(codes, sizeof codes, "SEX_T CCT_CTZ_MMR %s", value);
    desk_cell(st, table, codes);
}

static void serve_at(struct served *s, struct store *st, const char *now)
{
    struct err err;
    pthread_mutex_init(&s->store.lock, NULL);
    s->store.st = st;
    CHECK(setenv("ILMS_NOW", now, 1) == 0);
    CHECK_OK(release_load(&s->l, st, STR(""), str_of(now), STR(""), &err));
    s->derived = derived_cubes_new(&s->store);
    CHECK_OK(editions_new(&s->e, &s->store, str_of(now), &err));
}

static void served_end(struct served *s)
{
    editions_free(s->e);
    derived_cubes_free(s->derived);
    loaded_release(&s->l);
    unsetenv("ILMS_NOW");
}

static int64_t at(const char *text)
{
    int64_t seconds;
    CHECK(clock_parse(&seconds, str_of(text)));
    return seconds;
}

/* "+THA 1 @2026-01-01 -KHM @..": the parts, or "as is", "nothing", each with since when. */
static void says(struct served *s, struct past past, const char *want)
{
    uint16_t indicator = ref_indicator_find(s->l.ref, STR(FLOW));
    struct past_question pq = {.l = &s->l, .derived = s->derived, .indicator = &indicator, .n = 1, .past = past};
    struct past_answer *a = NULL;
    struct buf got = {0};
    struct str from;
    struct err err;
    int found = editions_take(&a, &from, s->e, &pq, &err);
    if (found < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    buf_puts(&got, found == PAST_AS_IS ? "as is" : found == 0 ? "nothing" : "");
    for (unsigned p = 0; a && p < a->history.n; p++) {
        const struct cube *c = a->history.cube;
        const struct cube_flow *f = &c->flows[p];
        buf_fmt(&got, "%s%.10s:", p ? " " : "", a->history.part[p].at.p);
        for (uint32_t i = f->first; i < f->first + f->n; i++) {
            buf_fmt(&got, "%c%.*s", a->history.part[p].gone ? '-' : '+', STR_FMT(c->ref->areas[c->area[i]].code));
            if (!isnan(c->value[c->start[i]]))
                buf_num(&got, c->value[c->start[i]], 0);
        }
    }
    if (!a && from.len)
        buf_fmt(&got, " %.10s", from.p);
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
    editions_put(a);
}

#define AS_OF(t) ((struct past){.has_as_of = true, .as_of = at(t)})
#define AFTER(t) ((struct past){.has_after = true, .after = at(t)})
#define HISTORY ((struct past){.history = true})

/* first: THA 1, KHM 5; hidden: THA 2 until 1 May; third: THA 3 without KHM, from 1 April; last: not yet. */
static struct store *four_releases(void)
{
    struct store *st = desk_open();
    cell(st, "THA", "1");
    cell(st, "KHM", "5");
    desk_release(st, "first", "2026-03-01T00:00:00Z");
    cell(st, "THA", "2");
    desk_release(st, "hidden", "2026-05-01T00:00:00Z");
    cell(st, "THA", "3");
    cell(st, "LAO", "7");
    desk_release(st, "third", "2026-04-01T00:00:00Z");
    cell(st, "THA", "4");
    desk_release(st, "last", "2026-07-01T00:00:00Z");
    return st;
}

TEST(editions_are_what_was_the_newest)
{
    struct served s = {0};
    struct store *st = four_releases();
    serve_at(&s, st, NOW);
    CHECK_STR(s.l.release.name, "third");
    says(&s, AS_OF("2026-02-28T23:59:59Z"), "nothing");
    says(&s, AS_OF("2026-03-01T00:00:00Z"), "2026-03-01:+KHM5+THA1");
    says(&s, AS_OF("2026-03-31T23:59:59Z"), "2026-03-01:+KHM5+THA1");
    says(&s, AS_OF("2026-04-01T00:00:00Z"), "as is 2026-04-01");
    /* what came out of its embargo late was never the newest */
    says(&s, AS_OF("2026-05-02T00:00:00Z"), "as is 2026-04-01");
    /* and what is under it still is not there, whatever is asked */
    says(&s, AS_OF("2027-01-01T00:00:00Z"), "as is 2026-04-01");
    says(&s, AFTER("2026-02-01T00:00:00Z"), "as is 2026-04-01");
    says(&s, AFTER("2026-03-15T00:00:00Z"), "2026-04-01:+LAO7+THA3");
    says(&s, AFTER("2026-04-01T00:00:00Z"), "nothing 2026-04-01");
    says(&s, HISTORY, "2026-03-01:+KHM5+THA1 2026-04-01:+LAO7+THA3");
    says(&s, (struct past){.history = true, .has_after = true, .after = at("2026-03-15T00:00:00Z")},
         "2026-04-01:+LAO7+THA3");
    says(&s, (struct past){.history = true, .has_as_of = true, .as_of = at("2026-03-15T00:00:00Z")},
         "2026-03-01:+KHM5+THA1");
    says(&s, (struct past){.has_after = true, .after = at("2026-02-01T00:00:00Z"), .has_as_of = true,
                           .as_of = at("2026-03-15T00:00:00Z")},
         "2026-03-01:+KHM5+THA1");
    served_end(&s);
    /* a month later the fourth is there */
    struct served later = {0};
    serve_at(&later, st, "2026-07-01T00:00:00Z");
    says(&later, HISTORY, "2026-03-01:+KHM5+THA1 2026-04-01:+LAO7+THA3 2026-07-01:+THA4");
    says(&later, AFTER("2026-03-15T00:00:00Z"), "2026-07-01:+LAO7+THA4"); /* at once, not step by step */
    served_end(&later);
    store_close(st);
}

TEST(editions_see_when_something_has_changed)
{
    struct served s = {0};
    struct store *st = four_releases();
    struct err err;
    bool same = false;
    serve_at(&s, st, NOW);
    CHECK_OK(editions_same(&same, s.e, STR(NOW), &err));
    CHECK(same);
    CHECK_OK(editions_same(&same, s.e, STR("2026-07-01T00:00:00Z"), &err));
    CHECK(!same);
    served_end(&s);
    store_close(st);
}

/* The same question again is not put together again; the mark is that of what is in it. */
TEST(editions_keep_answers)
{
    struct served s = {0};
    struct store *st = four_releases();
    struct err err;
    struct str from;
    uint16_t indicator;
    struct past_answer *a, *b, *c;
    serve_at(&s, st, NOW);
    indicator = ref_indicator_find(s.l.ref, STR(FLOW));
    struct past_question pq = {.l = &s.l, .derived = s.derived, .indicator = &indicator, .n = 1,
                               .past = AFTER("2026-03-15T00:00:00Z")};
    CHECK_INT(editions_take(&a, &from, s.e, &pq, &err), 1);
    pq.past = AFTER("2026-03-20T00:00:00Z"); /* another time between the same releases */
    CHECK_INT(editions_take(&b, &from, s.e, &pq, &err), 1);
    CHECK(a == b);
    pq.n = 0; /* of all flows */
    CHECK_INT(editions_take(&c, &from, s.e, &pq, &err), 1);
    CHECK(c != a);
    CHECK(strcmp(c->mark, a->mark) == 0); /* there is but one */
    pq.past = AS_OF("2026-03-20T00:00:00Z");
    editions_put(c);
    CHECK_INT(editions_take(&c, &from, s.e, &pq, &err), 1);
    CHECK(strcmp(c->mark, a->mark) != 0);
    editions_put(a);
    editions_put(b);
    editions_put(c);
    served_end(&s);
    store_close(st);
}
