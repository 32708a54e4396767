/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the files of account.h share. */
#ifndef COLLECT_ACCOUNT_INNER_H
#define COLLECT_ACCOUNT_INNER_H

#include "collect/account.h"

struct str account_at(struct arena *arena, int64_t seconds); /* a time as the base keeps it */

bool account_locked(const struct user *u, int64_t now);
/* A wrong password or code more; the caller puts the user. */
void account_count_failure(struct user *u, struct arena *arena, int64_t now);
void account_unlock(struct user *u);

/* A session of that secret becomes one of `seconds` from now on. */
void account_session_until(struct session *s, struct arena *arena, int64_t now, int64_t seconds);
enum { SESSION_LIFE = 12 * 3600, SESSION_IDLE = 3600, SESSION_HALF = 600 };

#endif
