/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* ILOSTAT's bulk files: ref_area, source, indicator, sex, classif1, classif2, time, obs_value,
 * obs_status, note_classif, note_indicator, note_source [, best_source]. Columns without
 * content are left out of a file, so it is read by its header; *.label columns and best_source
 * carry nothing that the codes do not. */

#include "io/ilostat.h"

#include "base/num.h"
#include "io/formats.h"
#include "model/period.h"

static const struct {
    const char *name;
    enum field field;
    bool needed;
} columns[] = {
    {"ref_area", FIELD_AREA, true},
    {"source", FIELD_SOURCE, false},
    {"indicator", FIELD_INDICATOR, true},
    {"sex", FIELD_SEX, false},
    {"classif1", FIELD_CLASSIF1, false},
    {"classif2", FIELD_CLASSIF2, false},
    {"time", FIELD_TIME, true},
    {"obs_value", FIELD_VALUE, true},
    {"obs_status", FIELD_STATUS, false},
    {"note_classif", FIELD_NOTE_CLASSIF, false},
    {"note_indicator", FIELD_NOTE_INDICATOR, false},
    {"note_source", FIELD_NOTE_SOURCE, false},
};

unsigned ilostat_needed(const struct header *h)
{
    unsigned found = 0;
    for (size_t i = 0; i < ARRAY_LEN(columns); i++)
        found += columns[i].needed && header_find(h, columns[i].name) >= 0;
    return found;
}

int ilostat_columns(enum field fields[CSV_FIELDS_MAX], struct resolver *rs, const struct header *h,
                    struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(columns); i++)
        if (columns[i].needed && header_find(h, columns[i].name) < 0)
            return err_set(err, ERR_INPUT, "the header lacks the column %s; it is to have ref_area, "
                           "indicator, time and obs_value, and sex, classif1 and classif2 where the "
                           "table is broken down by them", columns[i].name);
    for (size_t i = 0; i < h->n; i++) {
        fields[i] = FIELD_COUNT;
        for (size_t k = 0; k < ARRAY_LEN(columns); k++)
            if (str_eq_nocase(h->name[i], str_of(columns[k].name))) {
                fields[i] = columns[k].field;
                rs->column[fields[i]] = (uint16_t)(i + 1);
            }
        bool label = str_ends(h->name[i], STR(".label")) || str_is(h->name[i], "best_source");
        if (fields[i] == FIELD_COUNT && !label)
            header_unknown(h, i, rs->rd->findings);
    }
    return 0;
}

int ilostat_detect(struct str bytes)
{
    struct csv csv;
    struct arena arena;
    struct header h;
    unsigned found = 0;
    arena_init(&arena, 4 << 20);
    csv_begin(&csv, str_sub(bytes, 0, 1 << 16));
    if (header_read(&h, &csv, &arena))
        found = ilostat_needed(&h);
    csv_release(&csv);
    arena_release(&arena);
    /* two of the four that a file must have are enough to say what it was meant to be; what is
     * missing is then said by name */
    return found >= 2 ? 50 + (int)found * 10 : 0;
}

int ilostat_read(struct reading *rd, struct err *err)
{
    struct csv csv;
    struct header h;
    struct resolver rs;
    enum field fields[CSV_FIELDS_MAX];
    resolver_init(&rs, rd);
    csv_begin(&csv, rd->bytes);
    int r = 0;
    if (!header_read(&h, &csv, &rd->findings->arena))
        r = err_set(err, ERR_INPUT, "the file is empty");
    else
        r = header_sound(&h, err);
    if (r == 0)
        r = ilostat_columns(fields, &rs, &h, err);
    if (r == 0)
        read_rows(&rs, &csv, &h, fields, false, NULL, NULL);
    csv_release(&csv);
    return r;
}

/* -- writing ---------------------------------------------------------------------------- */

const struct ilostat_layout *ilostat_layout(struct writing *w)
{
    struct ilostat_layout *l = arena_new(w->arena, struct ilostat_layout);
    for (size_t s = 0; s < w->nslices; s++) {
        const struct slice *slice = &w->slices[s];
        const struct indicator *in = &w->ref->indicators[slice->flow->indicator];
        l->sex = l->sex || in->has_sex;
        for (unsigned i = 0; i < in->nclass; i++)
            l->classif[i] = true;
        uint16_t before = 0;
        for (uint32_t i = 0; i < slice->nruns; i++)
            for (uint32_t k = 0; k < slice->runs[i].n; k++) {
                uint16_t note = slice->cube->note[slice->runs[i].first + k];
                if (note == before)
                    continue;
                struct str part[3];
                before = note;
                obs_note_split(&part[0], &part[1], &part[2], slice->cube->notes[note]);
                for (int p = 0; p < 3; p++)
                    l->note[p] = l->note[p] || part[p].len;
            }
    }
    return l;
}

static void put_header(struct buf *out, const struct ilostat_layout *l)
{
    buf_puts(out, "ref_area,source,indicator");
    buf_puts(out, l->sex ? ",sex" : "");
    buf_puts(out, l->classif[0] ? ",classif1" : "");
    buf_puts(out, l->classif[1] ? ",classif2" : "");
    buf_puts(out, ",time,obs_value,obs_status");
    buf_puts(out, l->note[0] ? ",note_classif" : "");
    buf_puts(out, l->note[1] ? ",note_indicator" : "");
    buf_puts(out, l->note[2] ? ",note_source" : "");
    buf_char(out, '\n');
}

/* What stands behind the value. */
static void put_tail(struct writing *w, struct buf *out, const void *ctx, uint32_t i)
{
    const struct ilostat_layout *l = ctx;
    const struct cube *c = w->slices[w->slice].cube;
    struct str part[3];
    obs_note_split(&part[0], &part[1], &part[2], c->notes[c->note[i]]);
    buf_char(out, ',');
    if (c->status[i])
        buf_char(out, c->status[i]);
    for (int p = 0; p < 3; p++)
        if (l->note[p]) {
            buf_char(out, ',');
            csv_put(out, part[p]);
        }
    buf_char(out, '\n');
}

static void put_code(struct buf *out, const struct writing *w, uint16_t code)
{
    buf_char(out, ',');
    if (code)
        buf_str(out, w->ref->codes[code].code);
}

/* What stands before the period of a figure from that source, into w->prefix. */
static void put_key(struct writing *w, const struct ilostat_layout *l, const struct slice *slice, uint32_t series,
                    struct str source)
{
    const struct cube *c = slice->cube;
    struct buf *key = &w->prefix;
    key->len = 0;
    buf_str(key, w->ref->areas[c->area[series]].code);
    buf_char(key, ',');
    buf_str(key, source);
    buf_char(key, ',');
    buf_str(key, w->ref->indicators[slice->flow->indicator].code);
    if (l->sex)
        put_code(key, w, c->sex[series]);
    for (int i = 0; i < 2; i++)
        if (l->classif[i])
            put_code(key, w, c->classif[i][series]);
    buf_char(key, ',');
    buf_room(key, WIDE);
}

static void put_run(struct writing *w, struct buf *out, const struct ilostat_layout *l,
                    const struct slice *slice, const struct run *run)
{
    const struct cube *c = slice->cube;
    int source = -1;
    for (struct stretch t = {.end = run->first}; stretch_next(&t, w, c, run, put_tail, l);) {
        if (c->source[t.first] != source)
            put_key(w, l, slice, run->series, c->sources[source = c->source[t.first]]);
        struct str key = buf_view(&w->prefix);
        char *at = buf_room(out, (key.len + t.tail.len + 2 * NUM_MAX) * (t.end - t.first) + WIDE), *start = at;
        for (uint32_t i = t.first; i < t.end; i++) {
            at = copy_wide(at, key.p, key.len);
            at += period_fmt(at, c->period[i]);
            *at++ = ',';
            at += num_fmt(at, c->value[i], c->decimals[i]);
            at = copy_wide(at, t.tail.p, t.tail.len);
        }
        out->len += (size_t)(at - start);
    }
}

bool ilostat_next(struct writing *w, struct buf *out)
{
    if (w->labels != LABELS_ID || w->data_only || w->series_only)
        return ilostat_rows_next(w, out, COLUMNS_CSV);
    if (!w->state) {
        w->state = (void *)(uintptr_t)ilostat_layout(w);
        put_header(out, w->state);
    }
    for (size_t start = out->len; w->slice < w->nslices; w->slice++, w->run = 0)
        for (; w->run < w->slices[w->slice].nruns; w->run++) {
            if (out->len - start > PORTION)
                return true;
            put_run(w, out, w->state, &w->slices[w->slice], &w->slices[w->slice].runs[w->run]);
        }
    return false;
}
