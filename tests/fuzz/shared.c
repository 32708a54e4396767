/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "fuzz.h"

#include "base/utf8.h"
#include "check/check.h"
#include "io/format.h"
#include "model/block.h"
#include "ops/ops.h"

const struct ref *fuzz_ref(void)
{
    static struct ref *ref;
    struct err err;
    if (!ref && ref_load_builtin(&ref, &err) < 0) {
        fprintf(stderr, "%s\n", err.text);
        abort();
    }
    return ref;
}

/* Every question table survives being packed. */
static void repack(const struct ref *ref, const struct obs_set *set)
{
    for (size_t from = 0, to; from < set->n; from = to) {
        struct buf bytes = {0};
        struct obs_set back;
        struct err err;
        for (to = from + 1; to < set->n && obs_same_table(&set->v[from], &set->v[to]);)
            to++;
        obs_set_init(&back);
        table_pack(&bytes, ref, set, from, to - from);
        CLAIM(table_unpack(&back, ref, buf_view(&bytes), &err) == 0);
        CLAIM(back.n == to - from);
        for (size_t i = 0; i < back.n; i++) {
            const struct obs *a = &set->v[from + i], *b = &back.v[i];
            CLAIM(a->sex == b->sex && a->classif[0] == b->classif[0] &&
                  a->classif[1] == b->classif[1] && a->row == b->row && a->column == b->column &&
                  a->status == b->status && a->decimals == b->decimals &&
                  a->set_aside == b->set_aside && memcmp(&a->value, &b->value, 8) == 0);
            CLAIM(str_eq(set->notes.v[a->note], back.notes.v[b->note]));
        }
        obs_set_release(&back);
        buf_release(&bytes);
    }
}

bool fuzz_read(const char *format, struct str bytes)
{
    const struct ref *ref = fuzz_ref();
    const struct format *f = format_find(str_of(format));
    struct obs_set set;
    struct finding_list findings;
    struct err err = {0};
    if (f->detect(bytes) == 0)
        return false;
    obs_set_init(&set);
    finding_list_init(&findings);
    struct reading rd = {.ref = ref, .bytes = bytes, .default_source = STR(""),
                         .set = &set, .findings = &findings};
    int r = f->read(&rd, &err);
    if (r < 0)
        CLAIM(err.text[0]);
    if (r == 0) {
        CLAIM(set.n <= set.cells);
        obs_set_sort(&set);
        check_set(&findings, ref, &set, &(struct check_options){.last_year = 2026});
        finding_list_sort(&findings);
        /* every row is a figure or has a finding that says why not */
        CLAIM(set.n == set.cells || findings.count[SEV_ERROR] > 0);
        for (size_t i = 0; i < findings.n; i++) {
            const struct finding *g = &findings.v[i];
            struct str texts[] = {g->message, g->indicator, g->area, g->source, g->sex,
                                  g->classif[0], g->classif[1], g->period, g->value};
            CLAIM(g->message.len > 0);
            struct buf said = {0};
            sentence_put(&said, ref, i % 2 ? "th" : "vi", g->pattern, g->args);
            CLAIM(said.len > 0 && utf8_valid(buf_view(&said)) == said.len);
            buf_release(&said);
            for (size_t k = 0; k < ARRAY_LEN(texts); k++)
                CLAIM(utf8_valid(texts[k]) == texts[k].len);
        }
        repack(ref, &set);
    }
    finding_list_release(&findings);
    obs_set_release(&set);
    return r == 0;
}
