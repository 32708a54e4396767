/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What an SDMX-JSON message says of its structure, shared by sdmx_json.c, which writes messages,
 * and sdmx_json_form.c, which makes beforehand what all messages of a release have alike:
 *
 *     forms       the structure of a flow with holes where the lists of values go
 *     texts       {"id":...,"name":...} of every code, period, source and note
 *
 * A small answer is then mostly copied. */
#ifndef IO_SDMX_JSON_H
#define IO_SDMX_JSON_H

#include "io/formats.h"
#include "syntax/json.h"

/* Texts by number. Those with neighbouring numbers stand side by side with a comma between, so
 * that a list of neighbours is copied at once. */
struct texts {
    struct buf text;
    struct text_span {
        uint32_t at, len;
    } *of;
    uint32_t n;
};

/* Appends the texts of these numbers (less `lowest`), with commas between. */
void texts_put(struct buf *out, const struct texts *t, const uint16_t *number, uint32_t n,
               uint32_t lowest);

enum hole { HOLE_DATASET, HOLE_PREPARED, HOLE_TIME, HOLE_STATUS, HOLE_SOURCE, HOLE_NOTES, HOLE_DIM };
enum { HOLES_MAX = 16 };

struct form {
    struct str text;
    struct {
        uint32_t at;
        unsigned hole; /* HOLE_DIM + d: the codes of dimension d */
    } hole[HOLES_MAX];
    unsigned n;
};

/* The three parts of the notes. Different notes may share a part. */
enum { NOTE_PARTS = 3 };
struct note_part {
    uint16_t *of; /* by note: the number of its text from 1, 0 for none */
    struct texts texts; /* from 1 */
};

struct fragments {
    struct arena arena;
    struct form head; /* of the message */
    struct form_set {
        struct str links, measure;
        struct form of[2][2]; /* all dimensions at the observation or not; bare or with attributes */
    } *flow; /* as in the cube */
    struct texts area, code, period, freq, status, source; /* freq and status by letter */
    struct note_part note[NOTE_PARTS];
    struct str note_head[NOTE_PARTS]; /* up to their values */
    uint16_t lowest; /* of the periods */
};

#endif
