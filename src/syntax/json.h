/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Writing JSON (RFC 8259) as it goes, never a tree.
 *
 *     struct json j;
 *     json_init(&j, &out);
 *     json_open(&j, '{');
 *     json_key(&j, "id");        json_int(&j, 7);
 *     json_key(&j, "tables");    json_open(&j, '['); ... json_close(&j);
 *     json_close(&j);
 *
 * Commas are its business. Text that is not UTF-8 comes out with U+FFFD in place
 * of what is wrong, so the output is always valid. Depth up to 32 (asserted). */
#ifndef SYNTAX_JSON_H
#define SYNTAX_JSON_H

#include "base/buf.h"

struct json {
    struct buf *out;
    unsigned depth;
    bool filled[33], after_key;
    char closer[33];
};

void json_init(struct json *j, struct buf *out);
void json_open(struct json *j, char bracket); /* '{' or '[' */
void json_close(struct json *j);
void json_key(struct json *j, const char *key);
void json_key_str(struct json *j, struct str key);
void json_str(struct json *j, struct str text);
void json_text(struct json *j, const char *text); /* NULL gives null */
void json_int(struct json *j, int64_t n);
void json_num(struct json *j, double value, unsigned decimals); /* NaN gives null */
void json_bool(struct json *j, bool yes);
void json_null(struct json *j);
void json_raw(struct json *j, struct str document); /* JSON already, put in as it is */

/* key and value at once; json_put_some leaves the member out when the text is empty. */
void json_put(struct json *j, const char *key, struct str text);
void json_put_some(struct json *j, const char *key, struct str text);
void json_put_int(struct json *j, const char *key, int64_t n);
void json_put_bool(struct json *j, const char *key, bool yes);

/* A text in quotes, and nothing else. */
void json_quote(struct buf *out, struct str text);
/* What stands between them, for a text that is put together of pieces. */
void json_escape(struct buf *out, struct str text);

/* Between two documents on lines of their own: ends the line and begins anew. */
void json_line(struct json *j);

#endif
