/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as a bulk file: read, checked, packed. */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    fuzz_read("ilostat", fuzz_str(bytes, n));
    return 0;
}
