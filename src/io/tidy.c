/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One observation a line with codes and names side by side: what a person opens in a
 * spreadsheet without a code book. */

#include "base/num.h"
#include "io/formats.h"
#include "model/period.h"

static void put_pair(struct buf *out, struct str code, struct str name)
{
    csv_put(out, code);
    buf_char(out, ',');
    csv_put_text(out, name);
    buf_char(out, ',');
}

static struct str unit_name(const struct ref *ref, const struct indicator *in, struct arena *arena)
{
    for (uint32_t i = 0; i < ref->nunits; i++)
        if (str_eq(ref->units[i].code, in->unit))
            return in->unit_mult == 3
                       ? str_of(arena_fmt(arena, "%s (thousands)", ref->units[i].name.p))
                       : ref->units[i].name;
    return in->unit;
}

static void put_run(struct writing *w, struct buf *out, const struct slice *s, const struct run *run)
{
    const struct cube *c = s->cube;
    const struct ref *ref = w->ref;
    const struct indicator *in = &ref->indicators[s->flow->indicator];
    struct buf *key = &w->prefix;
    key->len = 0;
    arena_reset(&w->scratch);
    put_pair(key, ref->areas[c->area[run->series]].code, ref->areas[c->area[run->series]].name);
    put_pair(key, in->code, in->title);
    put_pair(key, ref->codes[c->sex[run->series]].code, ref->codes[c->sex[run->series]].name);
    for (int i = 0; i < 2; i++) {
        const struct code *code = &ref->codes[c->classif[i][run->series]];
        put_pair(key, code->code, code->name);
    }
    struct str unit = unit_name(ref, in, &w->scratch);
    for (uint32_t i = run->first; i < run->first + run->n; i++) {
        char *at;
        buf_str(out, buf_view(key));
        at = buf_room(out, 2 * NUM_MAX);
        size_t n = period_fmt(at, c->period[i]);
        at[n++] = ',';
        n += num_fmt(at + n, c->value[i], c->decimals[i]);
        at[n++] = ',';
        out->len += n;
        csv_put(out, unit);
        buf_char(out, ',');
        const struct status *st = c->status[i] ? ref_status_find(ref, c->status[i]) : NULL;
        put_pair(out, (struct str){&c->status[i], c->status[i] ? 1 : 0}, st ? st->name : STR(""));
        uint16_t type = 0, survey = 0;
        struct str source = c->sources[c->source[i]];
        csv_put(out, source);
        buf_char(out, ',');
        if (ref_source_find(ref, &type, &survey, source))
            csv_put_text(out, survey ? ref->surveys[survey].name : ref->source_types[type].name);
        buf_char(out, '\n');
    }
}

bool tidy_next(struct writing *w, struct buf *out)
{
    if (w->step++ == 0)
        buf_puts(out, "ref_area,country,indicator,table,sex,sex_name,classif1,classif1_name,classif2,"
                      "classif2_name,time,value,unit,status,status_name,source,source_name\n");
    for (size_t start = out->len; w->slice < w->nslices; w->slice++, w->run = 0)
        for (; w->run < w->slices[w->slice].nruns; w->run++) {
            if (out->len - start > PORTION)
                return true;
            put_run(w, out, &w->slices[w->slice], &w->slices[w->slice].runs[w->run]);
        }
    return false;
}
