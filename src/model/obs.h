/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The one noun: an observation, with what it is about, what it says, and the cell of
 * the file that it was read from. Readers make them, checks look at them, acceptance
 * and release carry them on.
 *
 * All codes are indexes into the struct ref that was used to read; 0 is none. */
#ifndef MODEL_OBS_H
#define MODEL_OBS_H

#include "base/map.h"
#include "model/ref.h"

struct obs {
    uint16_t indicator, area;
    uint16_t sex, classif[2]; /* codes; classif[i] belongs to slot i of the indicator */
    uint16_t period;          /* model/period.h */
    uint32_t source;          /* in obs_set.sources, "BA:741" */
    uint32_t note;            /* in obs_set.notes: three texts with a tab between them */
    double value;             /* NaN: no figure, the status says why */
    uint8_t decimals;         /* base/num.h */
    char status;              /* observation status, 0 for none */
    uint8_t set_aside;        /* 1: a repetition or unusable; stays in the file, is no figure */
    uint16_t sheet, column;   /* from 1; sheet 0 for files without sheets */
    uint16_t period_column;   /* where its period stands in the row; 0: not known */
    uint32_t row;             /* line of the file or row of the sheet, from 1 */
};

/* What one file says. `sources` and `notes` own the texts that observations refer to;
 * note 0 is always the empty triple. */
struct obs_set {
    struct obs *v;
    size_t n, size;
    struct strset sources, notes;
    const struct str *sheets; /* names of a workbook's sheets, by number less 1; of the findings' arena */
    uint32_t nsheets;
    size_t cells; /* figures (or empty cells) seen, readable or not */
};

void obs_set_init(struct obs_set *set);
void obs_set_release(struct obs_set *set);
struct obs *obs_set_add(struct obs_set *set); /* zeroed; valid until the next add */

void obs_set_append(struct obs_set *to, const struct obs_set *from); /* all of `from` behind it */

/* note_classif, note_indicator, note_source as in the bulk file, any of them empty. */
uint32_t obs_set_note(struct obs_set *set, struct str classif, struct str indicator,
                      struct str source);
void obs_note_split(struct str *classif, struct str *indicator, struct str *source,
                    struct str note);
/* Who is counted, where the note says it: "T36:3215"; else empty. */
struct str obs_note_definition(struct str note);

/* Order of question tables (indicator, area, source, period) and, within one, of its
 * cells: classif1, classif2, sex, then place in the file. */
void obs_set_sort(struct obs_set *set);
bool obs_same_table(const struct obs *a, const struct obs *b);
bool obs_same_key(const struct obs *a, const struct obs *b); /* same cell of a same table */

#endif
