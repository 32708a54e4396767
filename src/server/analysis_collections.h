/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Collections of others for programs (doc/collections.md):
 *
 *     /analysis/collections                                        which there are: CSV, TSV, JSON
 *     /analysis/collection/UNDESA_IMS@2019/MNA_TPOP_SEX_CRS_NB/MMR.A..SEX_T.   figures, in every format of data
 *
 * A vintage that is named stays at its address; a collection without one is its newest vintage. */
#ifndef SERVER_ANALYSIS_COLLECTIONS_H
#define SERVER_ANALYSIS_COLLECTIONS_H

#include "server/rows.h"

void analysis_collections(struct rows *r);
/* It chooses the form itself. */
void analysis_collection(struct rows *r);

#endif
