/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* libcurl made ready, once in a process, by whoever needs it first and from any thread. Only what sends
 * mail or fetches pays for it. */
#ifndef SYNTAX_CURL_START_H
#define SYNTAX_CURL_START_H

void curl_start(void);

#endif
