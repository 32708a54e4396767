/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the public may know of rounds: that a country says of a table that it does not apply to it, and what
 * a release keeps of the rounds there had been when it was made.
 *
 *     store_release_add(st, &release, &err);
 *     for each round      store_pub_round_add(st, release.id, &round, &err), then its asks and waivers
 *
 * A release from before there was this has no rounds. Transactions, iterators and texts are as store.h says. */
#ifndef STORE_ROUNDS_H
#define STORE_ROUNDS_H

#include "store/collection.h"

/* A table asked of a country in a round does not apply to it. */
struct waiver {
    int64_t id, round;
    struct str area, indicator, at, who;
    struct str reason; /* public; empty: what was said is taken back */
};
int store_waiver_add(struct store *st, struct waiver *w, struct err *err); /* fills id */
/* What stands of a round, of a country (empty: of all), by area and indicator. */
int store_waiver_list(struct store *st, struct store_iter **it, int64_t round, struct str area, struct err *err);
/* The same of a release, without when and who. */
int store_pub_waiver_list(struct store *st, struct store_iter **it, int64_t release, struct err *err);
int store_waiver_next(struct store_iter *it, struct waiver *out, struct err *err);

/* Of the round its name, days, years and criterion; who opened and closed it stays here. */
int store_pub_round_add(struct store *st, int64_t release, const struct round *r, struct err *err);
int store_pub_waiver_add(struct store *st, int64_t release, const struct waiver *w, struct err *err);
/* Does any release have what the round asks? It is added once. */
int store_pub_asked(struct store *st, bool *asked, int64_t round, struct err *err);
int store_pub_ask_add(struct store *st, const struct ask *a, struct err *err);

/* By number; then store_round_next. */
int store_pub_round_list(struct store *st, struct store_iter **it, int64_t release, struct err *err);
/* What the rounds of a release asked, by round, area and indicator, without rank and reason; then
 * store_ask_next. */
int store_pub_ask_list(struct store *st, struct store_iter **it, int64_t release, struct err *err);

#endif
