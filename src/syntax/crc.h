/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The sum that zip archives have of each part (CRC-32 as zlib's crc32, from which it differs in speed alone: where the
 * processor multiplies without carries, 64 bytes at a time).
 *
 *     uint32_t sum = crc_more(0, bytes);
 *     sum = crc_more(sum, the_next); */
#ifndef SYNTAX_CRC_H
#define SYNTAX_CRC_H

#include "base/str.h"

#include <stdint.h>

uint32_t crc_more(uint32_t sum, struct str bytes);

#endif
