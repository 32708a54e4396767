/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Releases that are announced for a day to come. A plan is public as it is made, may be moved and taken
 * back, and is no longer told from when a release of its name can be seen.
 *
 *     store_plan_put(st, &(struct plan){.name = STR("2027"), .day = STR("2027-03-01"), ...}, &err);
 *     store_plan_list(st, &it, STR(""), &err);
 *     while ((r = store_plan_next(it, &plan, &err)) > 0) ...
 *
 * Transactions, iterators and texts are as store.h says. */
#ifndef STORE_PLANS_H
#define STORE_PLANS_H

#include "store/store.h"

struct plan {
    struct str name, day; /* day: "2027-03-01" */
    struct str first_day; /* for which it was announced first; filled by the store */
    struct str what;      /* one line for everybody; may be empty */
    struct str planned_at;
};

/* A plan of that name is moved. */
int store_plan_put(struct store *st, const struct plan *p, struct err *err);
/* ERR_NOTFOUND: none is planned under that name. */
int store_plan_remove(struct store *st, struct str name, struct err *err);
/* By day and name, those whose release cannot be seen at `now`; `now` empty: those of which there is no release
 * at all, which a public connection may not ask for. */
int store_plan_list(struct store *st, struct store_iter **it, struct str now, struct err *err);
int store_plan_next(struct store_iter *it, struct plan *out, struct err *err);

#endif
