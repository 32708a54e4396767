/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* libcurl made ready, once in a process, by whoever needs it first and from any thread. Only what sends mail or fetches
 * pays for it: the library and the many others that it brings are taken in here and not when the program starts, which
 * would take a third longer. Its functions are called by their own names, as <curl/curl.h> declares them. */
#ifndef SYNTAX_CURL_START_H
#define SYNTAX_CURL_START_H

#include "base/err.h"

/* Before any call of libcurl. ERR_STATE: it is not installed. */
int curl_start(struct err *err);

#endif
