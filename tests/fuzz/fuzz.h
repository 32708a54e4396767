/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A fuzz target is one file with one function that takes any bytes. It must not crash, leak or
 * loop, and CLAIM what holds for every input.
 *
 *     tests/fuzz/replay.sh             replays the corpora as a test (gcc, sanitizers; make check)
 *     tests/fuzz/fuzz.sh SECONDS      searches for new inputs with clang's libFuzzer */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/buf.h"
#include "model/ref.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define CLAIM(cond)                                                                            \
    do {                                                                                       \
        if (!(cond)) {                                                                         \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #cond);          \
            abort();                                                                           \
        }                                                                                      \
    } while (0)

static inline struct str fuzz_str(const uint8_t *bytes, size_t n)
{
    return (struct str){n ? (const char *)bytes : "", n};
}

/* The first line of the input taken off: targets with several arguments read one a line. */
static inline struct str fuzz_line(struct str *rest)
{
    const char *lf = rest->len ? memchr(rest->p, '\n', rest->len) : NULL;
    struct str line = str_sub(*rest, 0, lf ? (size_t)(lf - rest->p) : rest->len);
    *rest = str_sub(*rest, line.len + (lf != NULL), rest->len);
    return line;
}

/* The reference data built in, loaded once. */
const struct ref *fuzz_ref(void);

/* How bytes are read by a format and checked; true when it is such a file. */
bool fuzz_read(const char *format, struct str bytes);

#endif
