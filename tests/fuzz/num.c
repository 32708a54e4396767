/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A number that is read is written and read again as the same number with the same places. */

#include "fuzz.h"

#include "base/num.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    double value = 0, again = 0;
    unsigned decimals = 0, places = 0;
    struct str text = fuzz_str(bytes, n);
    enum num_fault fault = num_parse(&value, &decimals, text);
    if (n == 8) { /* and any double at all, with any number of places */
        double any;
        char out[NUM_MAX];
        memcpy(&any, bytes, 8);
        for (unsigned d = 0; d <= NUM_DECIMALS_MAX; d++)
            CLAIM(num_fmt(out, any, d) <= NUM_MAX);
        size_t len = num_fmt(out, any, NUM_SHORTEST);
        CLAIM(len <= NUM_MAX && (len == 0) == !!isnan(any));
        if (isfinite(any)) {
            CLAIM(num_parse(&again, &places, (struct str){out, len}) == NUM_OK);
            CLAIM(again == any);
        }
    }
    if (fault != NUM_OK)
        return 0;
    char out[NUM_MAX];
    CLAIM(isfinite(value));
    size_t len = num_fmt(out, value, decimals);
    CLAIM(len > 0 && len <= NUM_MAX);
    CLAIM(num_parse(&again, &places, (struct str){out, len}) == NUM_OK);
    if (fabs(value) < 1e15 || decimals == NUM_SHORTEST) {
        double step = decimals > NUM_DECIMALS_MAX ? 0 : pow(10, -(double)decimals);
        CLAIM(fabs(again - value) <= step / 2 + fabs(value) * 1e-15);
    }
    return 0;
}
