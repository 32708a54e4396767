/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* SDMX-CSV 1.0 (SDMX 2.1, "SDMX-CSV data message format"): DATAFLOW, the dimensions with
 * TIME_PERIOD, OBS_VALUE, the attributes. One file may hold several dataflows; a dimension
 * that one of them does not have is then empty in its rows. */

#include "io/formats.h"
#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"

static const struct {
    const char *name, *label;
    enum field field;
} attributes[] = {
    {"OBS_STATUS", "Observation status", FIELD_STATUS},
    {"UNIT_MEASURE", "Unit of measure", FIELD_COUNT},
    {"UNIT_MULT", "Unit multiplier", FIELD_UNIT_MULT},
    {"SOURCE", "Source", FIELD_SOURCE},
    {"NOTE_SOURCE", "Notes on the source", FIELD_NOTE_SOURCE},
    {"NOTE_INDICATOR", "Notes on the indicator", FIELD_NOTE_INDICATOR},
    {"NOTE_CLASSIF", "Notes on the classification", FIELD_NOTE_CLASSIF},
    {"DECIMALS", "Decimals", FIELD_COUNT},
};

int sdmx_csv_detect(struct str bytes)
{
    struct csv csv;
    csv_begin(&csv, str_sub(bytes, 0, 1 << 16));
    struct str line = {csv.p, (size_t)(csv.end - csv.p)};
    csv_release(&csv);
    if (str_starts(line, STR("\"")))
        line = str_sub(line, 1, line.len);
    return str_eq_nocase(str_sub(line, 0, 8), STR("DATAFLOW")) ||
           str_eq_nocase(str_sub(line, 0, 9), STR("STRUCTURE")) ? 100 : 0;
}

struct columns {
    struct header h;
    int dataflow, measure, freq;
    bool labels; /* cells are "code: name" */
    /* every classification column; a row fills those of its own flow */
    uint16_t classif[CSV_FIELDS_MAX];
    unsigned nclassif;
};

static struct str cell(const struct columns *cols, const struct csv *csv, int column)
{
    if (column < 0 || (size_t)column >= csv->n)
        return STR("");
    struct str text = field_text(csv->field[column]);
    const char *colon = cols->labels ? memmem(text.p, text.len, ": ", 2) : NULL;
    return colon ? str_sub(text, 0, (size_t)(colon - text.p)) : text;
}

/* "ILO:DF_MST_NCTE_SEX_CCT_NB(1.0)" -> "MST_NCTE_SEX_CCT_NB" */
static struct str indicator_of(struct str flow)
{
    const char *colon = flow.len ? memchr(flow.p, ':', flow.len) : NULL;
    if (colon)
        flow = str_sub(flow, (size_t)(colon - flow.p) + 1, flow.len);
    const char *paren = flow.len ? memchr(flow.p, '(', flow.len) : NULL;
    if (paren)
        flow.len = (size_t)(paren - flow.p);
    return str_starts(flow, STR("DF_")) ? str_sub(flow, 3, flow.len) : flow;
}

static struct finding *contradiction(struct resolver *rs, uint32_t line, int column)
{
    struct finding *f = finding_add(rs->rd->findings, RULE_FLOW_OTHER);
    f->row = line;
    f->column = (uint16_t)(column + 1);
    return f;
}

#define SAY(rs, f, ...) finding_say((rs)->rd->findings, (f), __VA_ARGS__)

/* DATAFLOW gives the indicator; MEASURE and FREQ have to agree with it and with the period. */
static bool check_row(void *ctx, struct resolver *rs, const struct csv *csv)
{
    const struct columns *cols = ctx;
    const struct ref *ref = rs->rd->ref;
    const struct str flow = field_text(csv->field[cols->dataflow]);
    rs->text[FIELD_INDICATOR] = indicator_of(flow);
    rs->text[FIELD_CLASSIF1] = rs->text[FIELD_CLASSIF2] = STR("");
    for (unsigned i = 0, slot = 0; i < cols->nclassif; i++) {
        struct str text = cell(cols, csv, cols->classif[i]);
        if (text.len == 0)
            continue;
        if (slot == 2) {
            SAY(rs, contradiction(rs, csv->line, cols->classif[i]),
                "the row gives codes of more than two classifications");
            return false;
        }
        rs->column[FIELD_CLASSIF1 + slot] = (uint16_t)(cols->classif[i] + 1);
        rs->text[FIELD_CLASSIF1 + slot++] = text;
    }
    const struct indicator *in = &ref->indicators[ref_indicator_find(ref, rs->text[FIELD_INDICATOR])];
    struct str measure = cell(cols, csv, cols->measure), freq = cell(cols, csv, cols->freq);
    uint16_t period = period_parse(rs->text[FIELD_TIME]);
    if (in->code.len && measure.len && !str_eq(measure, in->measure)) {
        SAY(rs, contradiction(rs, csv->line, cols->measure),
            "MEASURE is \"%s\", but %s measures %s", utf8_brief(measure).text, in->code.p, in->measure.p);
        return false;
    }
    if (period && freq.len && !str_eq(freq, freq_code(period_freq(period)))) {
        SAY(rs, contradiction(rs, csv->line, cols->freq),
            "FREQ is \"%s\", but the period %.*s is of frequency %c", utf8_brief(freq).text,
            STR_FMT(rs->text[FIELD_TIME]),
            period_freq(period));
        return false;
    }
    return true;
}

static enum field field_of(struct str name)
{
    static const struct {
        const char *name;
        enum field field;
    } fixed[] = {{"REF_AREA", FIELD_AREA}, {"SEX", FIELD_SEX}, {"TIME_PERIOD", FIELD_TIME},
                 {"OBS_VALUE", FIELD_VALUE}};
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (str_is(name, fixed[i].name))
            return fixed[i].field;
    for (size_t i = 0; i < ARRAY_LEN(attributes); i++)
        if (str_is(name, attributes[i].name))
            return attributes[i].field;
    return FIELD_COUNT;
}

/* Columns that only have to agree with the others, or say nothing that is not known. */
static bool is_read_otherwise(struct str name)
{
    if (str_eq_nocase(name, STR("DATAFLOW")) || str_eq_nocase(name, STR("MEASURE")) ||
        str_eq_nocase(name, STR("FREQ")))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(attributes); i++)
        if (str_is(name, attributes[i].name))
            return true;
    return false;
}

/* labels=both: "REF_AREA: Reference area" becomes "REF_AREA". */
static void cut_labels(struct columns *cols)
{
    for (size_t i = 0; i < cols->h.n; i++) {
        struct str *name = &cols->h.name[i];
        const char *colon = name->len ? memchr(name->p, ':', name->len) : NULL;
        if (colon) {
            *name = str_trim(str_sub(*name, 0, (size_t)(colon - name->p)));
            cols->labels = true;
        }
    }
}

/* As the standard writes it: programs have "ref_area", too. */
static struct str upper(struct arena *arena, struct str name)
{
    char *text = arena_text(arena, name);
    for (char *p = text; *p; p++)
        *p = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
    return (struct str){text, name.len};
}

static int header_check(const struct header *h, struct err *err)
{
    static const char *const needed[] = {"DATAFLOW", "REF_AREA", "TIME_PERIOD", "OBS_VALUE"};
    if (h->n && str_eq_nocase(str_sub(h->name[0], 0, 9), STR("STRUCTURE")))
        return err_set(err, ERR_INPUT, "this is SDMX-CSV 2, which begins with STRUCTURE; what can "
                       "be read is SDMX-CSV 1.0, which begins with DATAFLOW");
    for (size_t i = 0; i < ARRAY_LEN(needed); i++)
        if (header_find(h, needed[i]) < 0)
            return err_set(err, ERR_INPUT, "the header lacks the column %s; SDMX-CSV 1.0 has "
                           "DATAFLOW, the dimensions with TIME_PERIOD, OBS_VALUE and the attributes",
                           needed[i]);
    return 0;
}

int sdmx_csv_read(struct reading *rd, struct err *err)
{
    struct csv csv;
    struct columns *cols = arena_new(&rd->findings->arena, struct columns);
    struct resolver rs;
    enum field fields[CSV_FIELDS_MAX];
    resolver_init(&rs, rd);
    csv_begin(&csv, rd->bytes);
    header_read(&cols->h, &csv, &rd->findings->arena);
    cut_labels(cols);
    int r = header_sound(&cols->h, err);
    if (r == 0)
        r = header_check(&cols->h, err);
    for (size_t i = 0; r == 0 && i < cols->h.n; i++) {
        uint32_t dim;
        struct str name = upper(&rd->findings->arena, cols->h.name[i]);
        fields[i] = field_of(name);
        if (fields[i] != FIELD_COUNT)
            rs.column[fields[i]] = (uint16_t)(i + 1);
        else if (map_find(&rd->ref->dimension_map, &dim, name))
            cols->classif[cols->nclassif++] = (uint16_t)i;
        else if (!is_read_otherwise(name))
            header_unknown(&cols->h, i, rd->findings);
    }
    if (r == 0) {
        cols->dataflow = header_find(&cols->h, "DATAFLOW");
        cols->measure = header_find(&cols->h, "MEASURE");
        cols->freq = header_find(&cols->h, "FREQ");
        rs.column[FIELD_INDICATOR] = (uint16_t)(cols->dataflow + 1);
        read_rows(&rs, &csv, &cols->h, fields, cols->labels, check_row, cols);
    }
    csv_release(&csv);
    return r;
}

/* -- writing ---------------------------------------------------------------------------- */

/* The dimensions of all flows written, each once, in order of first appearance. */
struct layout {
    struct str dim[64];
    enum dim_kind kind[64];
    unsigned n;
};

static struct layout *layout_of(struct writing *w)
{
    struct layout *l = arena_new(w->arena, struct layout);
    for (size_t s = 0; s < w->nslices; s++) {
        struct dims dims;
        dims_of(&dims, w->ref, w->slices[s].flow->indicator);
        for (unsigned d = 0; d < dims.n; d++) {
            unsigned at = 0;
            while (at < l->n && !str_eq(l->dim[at], dims.id[d]))
                at++;
            if (at == l->n && l->n < ARRAY_LEN(l->dim)) {
                l->dim[l->n] = dims.id[d];
                l->kind[l->n++] = dims.kind[d];
            }
        }
    }
    return l;
}

static const char *dim_label(const struct ref *ref, struct str id)
{
    uint32_t dim;
    if (map_find(&ref->dimension_map, &dim, id))
        return ref->dimensions[dim].name.p;
    return str_is(id, "REF_AREA") ? "Reference area" : str_is(id, "FREQ") ? "Frequency" : "Measure";
}

static void put_label(struct buf *out, const char *label)
{
    if (label) {
        buf_puts(out, ": ");
        buf_puts(out, label);
    }
}

static void put_header(struct writing *w, struct buf *out, const struct layout *l)
{
    bool both = w->labels != LABELS_ID;
    buf_puts(out, "DATAFLOW");
    for (unsigned d = 0; d < l->n; d++) {
        buf_char(out, ',');
        buf_str(out, l->dim[d]);
        put_label(out, both ? dim_label(w->ref, l->dim[d]) : NULL);
    }
    buf_puts(out, both ? ",TIME_PERIOD: Time period,OBS_VALUE: Observation value"
                       : ",TIME_PERIOD,OBS_VALUE");
    for (size_t i = 0; i < ARRAY_LEN(attributes) && !w->data_only; i++) {
        buf_char(out, ',');
        buf_puts(out, attributes[i].name);
        put_label(out, both ? attributes[i].label : NULL);
    }
    buf_char(out, '\n');
}

/* Code, or "code: name" in one field. */
static void put_code(struct writing *w, struct buf *out, struct str code, struct str name)
{
    if (w->labels == LABELS_ID || name.len == 0) {
        csv_put(out, code);
        return;
    }
    csv_put(out, str_of(arena_fmt(&w->scratch, "%.*s: %.*s", STR_FMT(code), STR_FMT(name))));
}

static void put_key(struct writing *w, const struct layout *l, const struct slice *slice,
                    uint32_t series)
{
    const struct cube *c = slice->cube;
    struct dims dims;
    char flow[CUBE_FLOW_ID];
    dims_of(&dims, w->ref, slice->flow->indicator);
    struct buf *key = &w->prefix;
    key->len = 0;
    arena_reset(&w->scratch);
    size_t n = cube_flow_id(flow, w->ref, slice->flow);
    buf_str(key, w->ref->agency);
    buf_char(key, ':');
    buf_put(key, flow, n);
    buf_puts(key, "(" SDMX_VERSION ")");
    for (unsigned at = 0; at < l->n; at++) {
        buf_char(key, ',');
        for (unsigned d = 0; d < dims.n; d++)
            if (str_eq(dims.id[d], l->dim[at])) {
                uint16_t code = cube_key(c, series, dims.kind[d]);
                put_code(w, key, avail_code(w->ref, slice->flow, dims.kind[d], code),
                         w->labels == LABELS_ID
                             ? STR("")
                             : avail_name(w->ref, slice->flow, dims.kind[d], code));
            }
    }
    buf_char(key, ',');
}

static void put_attributes(struct writing *w, struct buf *out, const void *ctx, uint32_t i)
{
    const struct slice *slice = ctx;
    const struct cube *c = slice->cube;
    const struct indicator *in = &w->ref->indicators[slice->flow->indicator];
    struct str part[3];
    if (w->data_only) {
        buf_char(out, '\n');
        return;
    }
    buf_char(out, ',');
    if (c->status[i]) {
        const struct status *st = ref_status_find(w->ref, c->status[i]);
        put_code(w, out, (struct str){&c->status[i], 1}, st ? st->name : STR(""));
    }
    buf_char(out, ',');
    buf_str(out, in->unit);
    buf_puts(out, in->unit_mult < 0 ? ",-" : ",");
    buf_uint(out, (uint64_t)abs(in->unit_mult));
    buf_char(out, ',');
    buf_str(out, c->sources[c->source[i]]);
    obs_note_split(&part[0], &part[1], &part[2], c->notes[c->note[i]]);
    for (int p = 2; p >= 0; p--) {
        buf_char(out, ',');
        csv_put(out, part[p]);
    }
    buf_char(out, ',');
    if (c->decimals[i] <= NUM_DECIMALS_MAX)
        buf_uint(out, c->decimals[i]);
    buf_char(out, '\n');
}

static void put_run(struct writing *w, struct buf *out, const struct layout *l,
                    const struct slice *slice, const struct run *run)
{
    const struct cube *c = slice->cube;
    put_key(w, l, slice, run->series);
    if (w->series_only) {
        /* a series in two runs has its key once */
        if (w->run && run[-1].series == run->series)
            return;
        buf_str(out, buf_view(&w->prefix));
        for (size_t i = 0; i < (w->data_only ? 1 : ARRAY_LEN(attributes) + 1); i++)
            buf_char(out, ',');
        buf_char(out, '\n');
        return;
    }
    struct buf *key = &w->prefix;
    buf_room(key, WIDE);
    for (struct stretch t = {.end = run->first};
         stretch_next(&t, w, c, run, put_attributes, slice);) {
        size_t line = key->len + t.tail.len + 2 * NUM_MAX;
        char *at = buf_room(out, line * (t.end - t.first) + WIDE), *start = at;
        for (uint32_t i = t.first; i < t.end; i++) {
            at = copy_wide(at, key->p, key->len);
            at += period_fmt_sdmx(at, c->period[i]);
            *at++ = ',';
            at += num_fmt(at, c->value[i], t.decimals);
            at = copy_wide(at, t.tail.p, t.tail.len);
        }
        out->len += (size_t)(at - start);
    }
}

bool sdmx_csv_next(struct writing *w, struct buf *out)
{
    if (!w->state) {
        w->state = layout_of(w);
        put_header(w, out, w->state);
    }
    for (size_t start = out->len; w->slice < w->nslices; w->slice++, w->run = 0)
        for (; w->run < w->slices[w->slice].nruns; w->run++) {
            if (out->len - start > PORTION)
                return true;
            put_run(w, out, w->state, &w->slices[w->slice], &w->slices[w->slice].runs[w->run]);
        }
    return false;
}
