/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One observation a line with codes and names side by side: what a person opens in a
 * spreadsheet without a code book. */

#include "base/num.h"
#include "io/formats.h"
#include "io/names.h"
#include "model/period.h"

static void put_pair(struct buf *out, struct str code, struct str name)
{
    csv_put(out, code);
    buf_char(out, ',');
    csv_put_text(out, name);
    buf_char(out, ',');
}

static void put_run(struct writing *w, struct buf *out, const struct slice *s, const struct run *run)
{
    const struct cube *c = s->cube;
    const struct ref *ref = w->ref;
    const struct indicator *in = &ref->indicators[s->flow->indicator];
    struct names *names = writing_names(w);
    struct buf *key = &w->prefix;
    key->len = 0;
    arena_reset(&w->scratch);
    put_pair(key, ref->areas[c->area[run->series]].code, names_code(names, s->flow, DIM_AREA, c->area[run->series]));
    put_pair(key, in->code, names_flow(names, s->flow));
    for (int i = -1; i < 2; i++) {
        uint16_t code = i < 0 ? c->sex[run->series] : c->classif[i][run->series];
        put_pair(key, ref->codes[code].code, names_code(names, s->flow, DIM_SEX, code));
    }
    struct buf words = {0};
    names_unit_label(&words, names, in);
    struct str unit = arena_str(&w->scratch, buf_view(&words));
    buf_release(&words);
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
        put_pair(out, (struct str){&c->status[i], c->status[i] ? 1 : 0}, names_status(names, c->status[i]));
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
