/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a browser may do with a document that stands alone, as a report: look at it. Its pictures are in it, of styles
 * none but its own (by their hashes), and no script. */
#ifndef SERVER_POLICY_H
#define SERVER_POLICY_H

#include "base/arena.h"

/* The Content-Security-Policy; in the arena. */
const char *report_policy(struct arena *arena, struct str html);

#endif
