/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "check/series.h"

#include "base/random.h"
#include "test.h"

#include <math.h>

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

TEST(series_median_is_that_of_the_sorted)
{
    struct chance c = {3};
    for (int round = 0; round < 3000; round++) {
        double v[60], sorted[60];
        uint32_t n = 1 + chance_below(&c, 60), values = 1 + chance_below(&c, 40);
        for (uint32_t i = 0; i < n; i++)
            sorted[i] = v[i] = (double)chance_below(&c, values) - 7;
        qsort(sorted, n, sizeof *sorted, by_size);
        double want = n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        CHECK(median_of(v, n) == want);
        qsort(v, n, sizeof *v, by_size); /* and nothing is lost */
        CHECK(memcmp(v, sorted, sizeof *v * n) == 0);
    }
    CHECK(isnan(median_of(NULL, 0)));
}

TEST(series_scale_forgives_what_is_far_out)
{
    double v[] = {1, 2, 3, 4, 5, 6, 1000}, median;
    CHECK(fabs(scale_of(v, 7, &median) - 1.4826 * 2) < 1e-12); /* deviations 3 2 1 0 1 2 996 */
    CHECK(median == 4);
    double two[] = {1, 2};
    CHECK(isnan(scale_of(two, 2, NULL)));
}
