/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading JSON in tests: is it valid, and what stands where. Values are where they begin:
 *
 *     const char *v = json_at(text, "data", "structures", 0, NULL) ... (json_get, json_item)
 */
#ifndef TEST_JSON_CHECK_H
#define TEST_JSON_CHECK_H

#include "base/str.h"

bool json_is_valid(struct str text); /* one document, RFC 8259 */
void json_check(struct str text);    /* fails the test when it is not */

/* The value of a member; its item n; how many items (or members); empty when there is none.
 * `value` is the text of a valid value. */
struct str json_get(struct str value, const char *key);
struct str json_item(struct str value, size_t n);
size_t json_count(struct str value);
/* The next member of an object (key without its quotes) or item; false at the end. Begin with
 * *rest = value. */
bool json_next(struct str *key, struct str *item, struct str *rest);
struct str json_text_of(struct str value); /* between the quotes, as it is written */

#endif
