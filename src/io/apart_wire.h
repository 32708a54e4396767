/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What goes between apart_read and its child; nobody else includes this. Numbers of 32 bits and
 * texts as in model/pack.h, observations as they lie in memory: both ends are one program.
 *
 * The child is asked with
 *
 *     "ILMSask1" | hash of the reference data | their files: count, names and contents |
 *     default source | mapping | the file
 *
 * and what it has read is
 *
 *     "ILMSobs1" | format | questionnaire | cells seen (two numbers) | sources, notes, patterns of
 *     sentences and names of sheets: count and texts | observations | findings | remarks | round
 *
 * Sources and notes are without the empty first ones. A finding has the number of its pattern and
 * the arguments, of which its message is made again; its severity is the catalogue's. */
#ifndef IO_APART_WIRE_H
#define IO_APART_WIRE_H

#include "io/format.h"

struct apart_request {
    struct sha256 ref_hash;
    const struct ref_file *files; /* none: those built in */
    uint32_t nfiles;
    struct str default_source, mapping, bytes;
};

void apart_ask(struct buf *out, const struct apart_request *q);
/* Texts point into the stream, the array is the arena's. */
int apart_asked(struct apart_request *q, struct arena *arena, struct str stream, struct err *err);

/* ERR_LIMIT: there is more of something than apart_read takes. */
int apart_encode(struct buf *out, const struct format *format, const struct reading *rd, struct err *err);
/* Into the fresh lists of rd, for its ref. ERR_INPUT: the stream contradicts itself, the
 * reference data, or that it was read with a mapping or not; the lists then hold a part of it. */
int apart_decode(const struct format **format, struct reading *rd, struct str stream, bool mapped,
                 struct err *err);

#endif
