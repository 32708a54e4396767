/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/lineage.h"

#include "model/pack.h"
#include "model/period.h"
#include "syntax/compress.h"

/* "ILMSP", a version byte; then compressed: counts, the dictionary, the columns of observations
 * (method, number of parents) and those of parents (indicator, sex, classifications, period). */
static const char head[] = {'I', 'L', 'M', 'S', 'P', 1};
enum { UNPACKED_MAX = 1 << 28, COLUMNS = 4, LEVEL = 1 };

/* Numbers of texts in the dictionary, by index into ref; 0: not in it yet. */
struct numbers {
    struct strset texts;
    uint16_t *codes, *indicators;
};

static uint16_t number_of(struct numbers *d, uint16_t *known, uint16_t index, struct str text)
{
    if (!known[index])
        known[index] = (uint16_t)strset_put(&d->texts, text);
    return known[index];
}

void lineage_pack(struct buf *out, const struct ref *ref, const struct lineage *v, size_t n)
{
    struct numbers d = {.codes = mem_alloc(sizeof *d.codes * ref->ncodes),
                        .indicators = mem_alloc(sizeof *d.indicators * ref->nindicators)};
    size_t nparents = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        nparents += v[i].n;
    uint16_t *of = mem_grow(NULL, sizeof *of * 2 * (n + 1)), *count = of + n;
    uint16_t *column = mem_grow(NULL, sizeof *column * (COLUMNS + 1) * (nparents + 1));
    strset_put(&d.texts, STR(""));
    for (size_t i = 0; i < n; i++) {
        of[i] = i && str_eq(v[i].method, v[i - 1].method) ? of[i - 1]
                                                          : (uint16_t)strset_put(&d.texts, v[i].method);
        count[i] = (uint16_t)v[i].n;
        for (uint32_t k = 0; k < v[i].n; k++, at++) {
            const struct parent *p = &v[i].parents[k];
            uint16_t code[] = {p->sex, p->classif[0], p->classif[1]};
            column[at] = number_of(&d, d.indicators, p->indicator, ref->indicators[p->indicator].code);
            for (unsigned c = 0; c < 3; c++)
                column[(c + 1) * nparents + at] =
                    code[c] ? number_of(&d, d.codes, code[c], ref->codes[code[c]].code) : 0;
            column[COLUMNS * nparents + at] = p->period;
        }
    }
    struct buf plain = {0};
    pack_u32(&plain, (uint32_t)n);
    pack_u32(&plain, (uint32_t)nparents);
    pack_u32(&plain, d.texts.n);
    for (uint32_t i = 0; i < d.texts.n; i++)
        pack_text(&plain, d.texts.v[i]);
    pack_column(&plain, of, n, sizeof *of);
    pack_column(&plain, count, n, sizeof *count);
    for (unsigned c = 0; c <= COLUMNS; c++)
        pack_column(&plain, column + c * nparents, nparents, sizeof *column);
    buf_put(out, head, sizeof head);
    zstd_pack(out, buf_view(&plain), LEVEL);
    buf_release(&plain);
    free(column);
    free(of);
    free(d.codes);
    free(d.indicators);
    strset_release(&d.texts);
}

static int damaged(struct err *err)
{
    return err_set(err, ERR_INPUT, "the stored parents of derived figures are damaged");
}

/* A key of the dictionary as indexes into ref. */
static bool parent_of(struct parent *p, const struct ref *ref, const struct str *dict,
                      const uint16_t *const column[COLUMNS + 1], size_t at)
{
    uint16_t code[3];
    for (unsigned c = 0; c < 3; c++) {
        uint16_t d = column[c + 1][at];
        code[c] = d ? ref_code_find(ref, dict[d]) : 0;
        if (d && !code[c])
            return false;
    }
    *p = (struct parent){ref_indicator_find(ref, dict[column[0][at]]), code[0], {code[1], code[2]},
                         column[COLUMNS][at]};
    return p->indicator && period_is(p->period);
}

static int take(struct lineage *out, struct arena *arena, const struct ref *ref, struct str plain,
                uint32_t index, struct err *err)
{
    struct unpack u = {plain.p, str_end(plain), false};
    size_t n = unpack_u32(&u), nparents = unpack_u32(&u), ndict = unpack_u32(&u), first = 0;
    if (u.broken || index >= n || ndict > UINT16_MAX || ndict == 0 || n > plain.len * 64 ||
        nparents > (size_t)UINT32_MAX || n > UNPACKED_MAX || nparents > UNPACKED_MAX)
        return damaged(err);
    struct arena columns;
    arena_init(&columns, n * 8 + nparents * 16 + ndict * 32 + (1 << 16));
    struct str *dict = arena_array(&columns, struct str, ndict);
    for (size_t i = 0; i < ndict; i++)
        dict[i] = unpack_text(&u);
    const uint16_t *of = unpack_column(&u, &columns, n, 2), *count = unpack_column(&u, &columns, n, 2);
    const uint16_t *column[COLUMNS + 1];
    for (unsigned c = 0; c <= COLUMNS; c++)
        column[c] = unpack_column(&u, &columns, nparents, 2);
    bool right = !u.broken;
    for (uint32_t i = 0; right && i < index; i++)
        first += count[i];
    right = right && of[index] < ndict && first + count[index] <= nparents;
    for (size_t at = first; right && at < first + count[index]; at++)
        for (unsigned c = 0; c < COLUMNS; c++)
            right = right && column[c][at] < ndict;
    if (right) {
        struct parent *p = arena_array(arena, struct parent, count[index] + 1u);
        for (uint32_t k = 0; right && k < count[index]; k++)
            right = parent_of(&p[k], ref, dict, column, first + k);
        *out = (struct lineage){arena_str(arena, dict[of[index]]), p, count[index]};
    }
    arena_release(&columns);
    return right ? 0 : damaged(err);
}

int lineage_get(struct lineage *out, struct arena *arena, const struct ref *ref, struct str bytes,
                uint32_t index, struct err *err)
{
    struct buf plain = {0};
    if (!str_starts(bytes, (struct str){head, sizeof head}))
        return damaged(err);
    int r = zstd_unpack(&plain, str_sub(bytes, sizeof head, bytes.len), UNPACKED_MAX, err);
    if (r == 0)
        r = take(out, arena, ref, buf_view(&plain), index, err);
    buf_release(&plain);
    return r;
}
