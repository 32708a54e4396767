/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "ops/table.h"

const struct param no_params[] = {END};

/* in the order in which a reader of the help meets them */
static const struct op_section *const sections[] = {
    &ops_first, &ops_submit, &ops_rounds, &ops_meetings, &ops_review, &ops_sources, &ops_gaps, &ops_collections,
    &ops_consult, &ops_release, &ops_reports, &ops_query, &ops_admin, &ops_files, &ops_last,
};

const struct op *op_at(size_t i)
{
    for (size_t s = 0; s < ARRAY_LEN(sections); i -= sections[s++]->n)
        if (i < sections[s]->n)
            return &sections[s]->op[i];
    return NULL;
}

const struct op *op_find(struct str name)
{
    for (size_t s = 0; s < ARRAY_LEN(sections); s++)
        for (size_t i = 0; i < sections[s]->n; i++)
            if (str_is(name, sections[s]->op[i].name))
                return &sections[s]->op[i];
    return NULL;
}
