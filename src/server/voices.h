/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How a release reads in each language: its figures with the names and words of that language.
 *
 *     const struct voice *v = voice_get(snap->voices, STR("th"), snap->loaded.cube);
 *     struct page pg = {.cube = v->cube, .text = v->text, ...};
 *
 * Made when the language is first asked for (some milliseconds), then kept as long as the snapshot. Any number of
 * threads may ask. */
#ifndef SERVER_VOICES_H
#define SERVER_VOICES_H

#include "model/cube.h"
#include "syntax/text.h"

struct voice {
    const struct text *text;
    const struct cube *cube; /* with a ref in that language; NULL where there is no release */
};

struct voices;
struct voices *voices_new(void);
void voices_free(struct voices *voices); /* may be NULL */

/* In a language that there is (text_find). `cube` is always the same one, and outlives the voices. */
const struct voice *voice_get(struct voices *voices, struct str language, const struct cube *cube);

#endif
