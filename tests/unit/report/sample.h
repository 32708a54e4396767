/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Small releases for the tests of the pages, written as CSV:
 *
 *     struct sample *s = sample_new(STR(
 *         "ref_area,source,indicator,sex,classif1,time,obs_value\n"
 *         "THA,FB:6664,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2002,1.5\n"));
 *     ... s->cube ...
 *     sample_free(s);
 *
 * The reference data are the real ones, and belong to this sample: a test may spoil them. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "model/cube.h"

struct sample {
    struct ref *ref;
    struct cube *cube;
};

struct sample *sample_new(struct str csv);
struct sample *sample_asean(void); /* all of data/asean */
void sample_free(struct sample *s);

#endif
