/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Time as the base keeps it: text, UTC, to the second, "2026-11-22T09:30:00Z", which
 * sorts as it reads. Only floors 5 and 6 ask what time it is. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/str.h"

enum { CLOCK_TEXT = 21 };

/* Seconds since 1970. ILMS_NOW (such a text) stops the clock for reproducible runs. */
int64_t clock_now(void);
double clock_monotonic(void); /* seconds from some fixed point, for durations */

void clock_fmt(char out[CLOCK_TEXT], int64_t seconds);

/* Reads a date, or a date and a time with "Z", "+07:00" or nothing (UTC) at the end;
 * seconds and their fraction may be left off. False when it is no such text. */
bool clock_parse(int64_t *seconds, struct str text);
/* The same, but without a zone it is the machine's local time that is meant. */
bool clock_parse_local(int64_t *seconds, struct str text);

/* "Sun, 22 Nov 2026 09:30:00 GMT" (RFC 9110, section 5.6.7); out has 32 bytes. */
void clock_fmt_http(char out[32], int64_t seconds);
bool clock_parse_http(int64_t *seconds, struct str text); /* that form only */
int clock_year(int64_t seconds);

#endif
