/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/attributes.h"

#include "model/obs.h"

enum { STATUS, UNIT_MEASURE, UNIT_MULT, SOURCE, NOTE_SOURCE, NOTE_INDICATOR, NOTE_CLASSIF, DECIMALS };

const struct attribute_row attribute_rows[ATTRIBUTES] = {
    [STATUS] = {"OBS_STATUS", ATTR_STATUS},
    [UNIT_MEASURE] = {"UNIT_MEASURE", ATTR_UNIT_MEASURE},
    [UNIT_MULT] = {"UNIT_MULT", ATTR_UNIT_MULT},
    [SOURCE] = {"SOURCE", ATTR_SOURCE},
    [NOTE_SOURCE] = {"NOTE_SOURCE", ATTR_NOTE_SOURCE},
    [NOTE_INDICATOR] = {"NOTE_INDICATOR", ATTR_NOTE_INDICATOR},
    [NOTE_CLASSIF] = {"NOTE_CLASSIF", ATTR_NOTE_CLASSIF},
    [DECIMALS] = {"DECIMALS", ATTR_DECIMALS},
};

void attribute_texts(struct attribute_texts *out, const struct writing *w, const struct slice *s,
                     uint32_t obs)
{
    const struct cube *c = s->cube;
    const struct indicator *in = &w->ref->indicators[s->flow->indicator];
    *out = (struct attribute_texts){0};
    if (w->data_only)
        return;
    out->of[STATUS] = (struct str){&c->status[obs], c->status[obs] != 0};
    out->of[UNIT_MEASURE] = in->unit;
    bool minus = in->unit_mult < 0;
    out->mult[0] = '-';
    out->of[UNIT_MULT] = (struct str){out->mult + !minus,
                                      minus + num_fmt_uint(out->mult + 1, (uint64_t)abs(in->unit_mult))};
    out->of[SOURCE] = c->sources[c->source[obs]];
    obs_note_split(&out->of[NOTE_CLASSIF], &out->of[NOTE_INDICATOR], &out->of[NOTE_SOURCE],
                   c->notes[c->note[obs]]);
    if (c->decimals[obs] <= NUM_DECIMALS_MAX)
        out->of[DECIMALS] = (struct str){out->decimals, num_fmt_uint(out->decimals, c->decimals[obs])};
    for (unsigned i = 0; i < ATTRIBUTES; i++)
        if (w->without & attribute_rows[i].bit)
            out->of[i] = STR("");
}
