/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as SDMX-JSON data: read, checked, packed. */

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const formats[] = {"sdmx-json-1.0", "sdmx-json", "sdmx-json-2.1"};
    for (size_t i = 0; i < ARRAY_LEN(formats); i++)
        fuzz_read(formats[i], fuzz_str(bytes, n));
    return 0;
}
