/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/collections_write.h"

#include "base/buf.h"
#include "model/period.h"

const char *const collection_columns[COLLECTION_COLUMNS + 1] = {
    "code", "vintage", "name", "publisher", "licence", "attribution", "address", "definition", "criterion",
    "population", "retrieved", "imported_at", "sha256", "tables", "years", "observations", NULL};

static struct str tables_of(const struct cube *cube, struct arena *arena)
{
    struct buf codes = {0};
    for (uint32_t i = 0; i < cube->nflows; i++)
        buf_fmt(&codes, "%s%.*s", i ? " " : "", STR_FMT(cube->ref->indicators[cube->flows[i].indicator].code));
    struct str text = arena_str(arena, buf_view(&codes));
    buf_release(&codes);
    return text;
}

/* "1990 1995 2019": the years of which it has figures. */
static struct str years_of(const struct cube *cube, struct arena *arena)
{
    enum { FIRST = PERIOD_BASE_YEAR, YEARS = UINT16_MAX / PERIOD_SUBS + 1 };
    bool *has = arena_array(arena, bool, YEARS);
    struct buf years = {0};
    for (uint32_t i = 0; i < cube->nobs; i++)
        has[period_year(cube->period[i]) - FIRST] = true;
    for (int y = 0; y < YEARS; y++)
        if (has[y])
            buf_fmt(&years, "%s%d", years.len ? " " : "", FIRST + y);
    struct str text = arena_str(arena, buf_view(&years));
    buf_release(&years);
    return text;
}

void collection_row(struct columns *c, const struct collection *of, struct arena *arena)
{
    struct collection copy = *of;
    for (enum collection_field f = 0; f < COLLECTION_FIELDS; f++)
        columns_text(c, *collection_field_of(&copy, f));
    columns_text(c, of->imported_at);
    columns_text(c, of->cube->hash);
    columns_text(c, tables_of(of->cube, arena));
    columns_text(c, years_of(of->cube, arena));
    columns_int(c, of->nobs);
}
