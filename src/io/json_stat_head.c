/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The dimensions, codes, units and notes of a data set in JSON-stat 2.0. */

#include "io/json_stat.h"
#include "io/names.h"
#include "model/collection.h"
#include "model/concept.h"
#include "model/obs.h"
#include "model/period.h"

/* -- what occurs ------------------------------------------------------------------------------ */

/* The next mark from `from` on; `span`: there is none. */
static uint32_t next_mark(const bool *occurs, uint32_t from, uint32_t span)
{
    if (from < span && occurs[from]) /* as it mostly is */
        return from;
    const bool *mark = memchr(occurs + from, true, span - from);
    return mark ? (uint32_t)(mark - occurs) : span;
}

/* From marks by value less the lowest, of which there are `most` at most; *stride becomes that of the
 * dimension before. */
static void values_of(struct stat_values *to, struct arena *arena, const bool *occurs, uint32_t span, uint32_t most,
                      uint16_t lowest, uint64_t *stride)
{
    uint16_t *v = arena_array(arena, uint16_t, MIN(span, most)), *place = arena_array(arena, uint16_t, span);
    for (uint32_t i = next_mark(occurs, 0, span); i < span; i = next_mark(occurs, i + 1, span)) {
        assert(to->n < most);
        place[i] = (uint16_t)to->n;
        v[to->n++] = (uint16_t)(lowest + i);
    }
    to->v = v;
    to->place = place;
    /* places are by value less the first that occurs, which has the lowest */
    to->stride = *stride;
    *stride *= to->n;
}

static void list_periods(struct stat_set *set, struct arena *arena, uint64_t *stride)
{
    const struct slice *s = set->slice;
    uint16_t low = UINT16_MAX, high = 0;
    bool same = true;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++) {
        low = MIN(low, s->cube->period[r->first]);
        high = MAX(high, s->cube->period[r->first + r->n - 1]);
        same = same && same_periods(s->cube, r, s->runs);
    }
    if (same && s->nruns) {
        set->period = (struct stat_values){.v = s->cube->period + s->runs->first, .n = s->runs->n, .stride = *stride};
        *stride *= set->period.n;
        return;
    }
    uint32_t span = s->nruns ? high - low + 1u : 0;
    bool *occurs = arena_array(arena, bool, span);
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        for (uint32_t i = r->first; i < r->first + r->n; i++)
            occurs[s->cube->period[i] - low] = true;
    values_of(&set->period, arena, occurs, span, s->nobs, low, stride);
}

static void list_codes(struct stat_set *set, struct arena *arena, unsigned d, uint64_t *stride)
{
    static const uint16_t none_before = 0;
    struct stat_values *to = &set->dim[d];
    const struct slice *s = set->slice;
    uint16_t low = UINT16_MAX, high = 0;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++) {
        uint16_t key = cube_key(s->cube, r->series, set->dims.kind[d]);
        low = MIN(low, key);
        high = MAX(high, key);
    }
    if (low == high) {
        *to = (struct stat_values){.v = &to->only, .place = &none_before, .n = 1, .only = low, .stride = *stride};
        return;
    }
    uint32_t span = s->nruns ? high - low + 1u : 0;
    bool *occurs = arena_array(arena, bool, span);
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        occurs[cube_key(s->cube, r->series, set->dims.kind[d]) - low] = true;
    values_of(to, arena, occurs, span, s->nruns, low, stride);
}

/* Dense is "null," for a cell without an observation, sparse is "123456": before every one. */
static bool is_sparse_smaller(const struct stat_set *set)
{
    char number[NUM_MAX];
    uint64_t present = set->slice->nobs, most = set->cells ? set->cells - 1 : 0;
    return (set->cells - present) * 5 > present * (num_fmt_uint(number, most) + 3);
}

/* Texts of all observations are looked at by the columns they are made of. Units and decimals, which are written
 * elsewhere, are left as the first has them. */
static void look_at_attributes(struct stat_set *set, const struct writing *w)
{
    const struct slice *s = set->slice;
    const struct cube *c = s->cube;
    struct attribute_texts t;
    if (set->bare || s->nobs == 0)
        return;
    attribute_texts(&set->first, w, s, s->runs[0].first);
    for (unsigned a = 0; a < ATTRIBUTES; a++)
        set->attribute[a] = (struct attribute_same){set->first.of[a].len > 0, set->first.of[a].len > 0};
    uint32_t before = s->runs[0].first;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++) {
        for (uint32_t i = r->first, end = i + TO_LOOK_AT(c->status, r); i < end; i++)
            set->status[c->status[i] & 127] = true;
        uint32_t n = MAX(TO_LOOK_AT(c->source, r), TO_LOOK_AT(c->note, r));
        for (uint32_t i = r->first; i < r->first + n; before = i++) {
            if (c->source[i] == c->source[before] && c->note[i] == c->note[before])
                continue;
            attribute_texts(&t, w, s, i);
            for (unsigned a = 0; a < ATTRIBUTES; a++) {
                set->attribute[a].any |= t.of[a].len > 0;
                set->attribute[a].same &= str_eq(t.of[a], set->first.of[a]);
            }
        }
    }
    set->attribute[STAT_STATUS].any =
        !(w->without & ATTR_STATUS) && memchr(set->status + 1, true, sizeof set->status - 1);
}

struct stat_set *stat_set_new(struct writing *w)
{
    arena_reset(&w->scratch);
    struct stat_set *set = arena_new(&w->scratch, struct stat_set);
    uint64_t stride = 1;
    set->slice = &w->slices[w->slice];
    set->dataset = w->datasets ? &w->datasets[w->slice] : NULL;
    if (w->language.len && !str_is(w->language, "en"))
        set->language = arena_text(&w->scratch, w->language);
    set->bare = w->data_only || w->series_only || (set->dataset && set->dataset->action == ACTION_DELETE);
    dims_of(&set->dims, w->ref, set->slice->flow->indicator);
    list_periods(set, &w->scratch, &stride);
    for (unsigned d = set->dims.n; d-- > 0;)
        list_codes(set, &w->scratch, d, &stride);
    set->cells = stride;
    set->sparse = w->series_only || is_sparse_smaller(set);
    look_at_attributes(set, w);
    return set;
}

/* -- names ------------------------------------------------------------------------------------- */

struct str stat_name(const struct writing *w, const struct stat_set *set, const char *kind, struct str code,
                     struct str otherwise)
{
    return set->language ? ref_name(w->ref, set->language, kind, code, otherwise) : otherwise;
}

static struct str code_name(struct writing *w, const struct stat_set *set, unsigned d, uint16_t code)
{
    const struct cube_flow *flow = set->slice->flow;
    struct str name = set->language ? names_code(writing_names(w), flow, set->dims.kind[d], code)
                                    : avail_name(w->ref, flow, set->dims.kind[d], code);
    return name.len ? name : avail_code(w->ref, flow, set->dims.kind[d], code);
}

/* -- dimensions -------------------------------------------------------------------------------- */

static unsigned decimals_of(const struct stat_set *set, const struct indicator *in)
{
    unsigned most = 0;
    bool said = false;
    const struct slice *s = set->slice;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        for (uint32_t i = r->first, end = i + TO_LOOK_AT(s->cube->decimals, r); i < end; i++)
            if (s->cube->decimals[i] <= NUM_DECIMALS_MAX) {
                most = MAX(most, s->cube->decimals[i]);
                said = true;
            }
    return said ? most : in->decimals;
}

/* "PS" times a thousand is "Persons (thousands)". */
static void put_unit(struct buf *out, struct writing *w, const struct stat_set *set)
{
    const struct indicator *in = &w->ref->indicators[set->slice->flow->indicator];
    struct buf *label = &w->prefix;
    label->len = 0;
    unit_label(label, w->ref, set->language, in);
    buf_puts(out, ",\"unit\":{");
    json_quote(out, in->measure);
    buf_puts(out, ":{\"label\":");
    json_quote(out, buf_view(label));
    buf_puts(out, ",\"decimals\":");
    buf_uint(out, decimals_of(set, in));
    buf_puts(out, ",\"code\":");
    json_quote(out, in->unit);
    buf_puts(out, ",\"base\":");
    json_quote(out, unit_name(w->ref, set->language, in->unit));
    buf_puts(out, ",\"multiplier\":");
    if (in->unit_mult < 0)
        buf_char(out, '-');
    buf_uint(out, (uint64_t)abs(in->unit_mult));
    buf_puts(out, "}}");
}

static void put_dimension(struct buf *out, struct writing *w, const struct stat_set *set, unsigned d)
{
    const struct stat_values *values = &set->dim[d];
    const struct cube_flow *flow = set->slice->flow;
    json_quote(out, set->dims.id[d]);
    buf_puts(out, ":{\"label\":");
    json_quote(out, concept_name(w->ref, set->language, set->dims.id[d]));
    buf_puts(out, ",\"category\":{\"index\":[");
    for (uint32_t i = 0; i < values->n; i++) {
        if (i)
            buf_char(out, ',');
        json_quote(out, avail_code(w->ref, flow, set->dims.kind[d], values->v[i]));
    }
    buf_puts(out, "]");
    for (uint32_t i = 0; i < values->n; i++) {
        if (i)
            buf_char(out, ',');
        else
            buf_puts(out, ",\"label\":{");
        json_quote(out, avail_code(w->ref, flow, set->dims.kind[d], values->v[i]));
        buf_char(out, ':');
        json_quote(out, code_name(w, set, d, values->v[i]));
    }
    if (values->n)
        buf_char(out, '}');
    if (values->n && set->dims.kind[d] == DIM_MEASURE)
        put_unit(out, w, set);
    buf_puts(out, "}},");
}

/* "2014","2015" as a list, and each as its own label. */
static void put_time(struct buf *out, struct writing *w, const struct stat_set *set)
{
    enum { QUOTED = 16 };
    static_assert(PERIOD_TEXT + 2 <= QUOTED, "so that a copy of one size does");
    buf_puts(out, "\"TIME_PERIOD\":{\"label\":");
    json_quote(out, concept_name(w->ref, set->language, STR("TIME_PERIOD")));
    buf_puts(out, ",\"category\":{\"index\":[");
    char *at = buf_room(out, set->period.n * QUOTED + QUOTED), *first = at;
    char *labels = arena_alloc(&w->scratch, set->period.n * 2 * QUOTED + QUOTED), *label = labels;
    for (uint32_t i = 0; i < set->period.n; i++) {
        char *text = at;
        *at++ = '"';
        at += period_fmt_sdmx(at, set->period.v[i]);
        *at++ = '"';
        size_t n = (size_t)(at - text);
        *at++ = ',';
        memcpy(label, text, QUOTED); /* more than what is meant, which is written over */
        label += n;
        *label++ = ':';
        memcpy(label, text, QUOTED);
        label += n + 1; /* with its comma */
    }
    out->len += (size_t)(at - first) - (at > first); /* no comma behind the last */
    if (set->period.n) {
        buf_puts(out, "],\"label\":{");
        buf_put(out, labels, (size_t)(label - labels) - 1);
        buf_puts(out, "}}}");
    } else {
        buf_puts(out, "]}}");
    }
}

/* Mostly one digit, and something behind it. */
static void put_size(struct buf *out, uint32_t n, char behind)
{
    char *at = buf_room(out, NUM_MAX + 1);
    size_t len = 1;
    if (n < 10)
        *at = (char)('0' + n);
    else
        len = num_fmt_uint(at, n);
    at[len] = behind;
    out->len += len + 1;
}

static void put_dimensions(struct buf *out, struct writing *w, const struct stat_set *set)
{
    buf_puts(out, ",\"id\":[");
    for (unsigned d = 0; d < set->dims.n; d++) {
        json_quote(out, set->dims.id[d]);
        buf_char(out, ',');
    }
    buf_puts(out, "\"TIME_PERIOD\"],\"size\":[");
    for (unsigned d = 0; d < set->dims.n; d++)
        put_size(out, set->dim[d].n, ',');
    put_size(out, set->period.n, ']');
    buf_puts(out, ",\"role\":{\"time\":[\"TIME_PERIOD\"],\"geo\":[\"REF_AREA\"],\"metric\":[\"MEASURE\"]},"
                 "\"dimension\":{");
    for (unsigned d = 0; d < set->dims.n; d++)
        put_dimension(out, w, set, d);
    put_time(out, w, set);
    buf_char(out, '}');
}

/* -- notes -------------------------------------------------------------------------------------- */

/* One "type:text" of a note in words; what the reference data do not know, or do not want public, is
 * left out. */
static void note_words(struct strset *words, struct writing *w, const struct stat_set *set, struct str piece)
{
    const struct ref *ref = w->ref;
    struct buf *text = &w->prefix;
    struct str code, rest = piece;
    if (!str_next(&code, &rest, ':'))
        return;
    int type = ref_note_type_find(ref, code);
    if (type < 0 || !ref->note_types[type].open)
        return;
    const struct note *note = ref_note_find(ref, piece);
    if (note)
        rest = stat_name(w, set, "note", piece, note->name);
    else if (str_uint(&(uint64_t){0}, rest, UINT32_MAX))
        return;
    text->len = 0;
    buf_str(text, stat_name(w, set, "note_type", code, ref->note_types[type].name));
    buf_puts(text, ": ");
    buf_str(text, rest);
    strset_put(words, buf_view(text));
}

/* Notes are joined by "_", which free text may have: a piece that does not begin with the code of a type
 * belongs to the one before. */
static void note_pieces(struct strset *words, struct writing *w, const struct stat_set *set, struct str joined)
{
    size_t from = 0;
    for (size_t i = 0; joined.len && i <= joined.len; i++) {
        if (i < joined.len) {
            struct str code, rest = str_sub(joined, i + 1, joined.len);
            if (joined.p[i] != '_' || !memchr(rest.p, ':', rest.len))
                continue;
            str_next(&code, &rest, ':');
            if (ref_note_type_find(w->ref, code) < 0)
                continue;
        }
        note_words(words, w, set, str_sub(joined, from, i - from));
        from = i + 1;
    }
}

static void put_notes(struct buf *out, struct writing *w, const struct stat_set *set)
{
    static const unsigned bits[] = {ATTR_NOTE_CLASSIF, ATTR_NOTE_INDICATOR, ATTR_NOTE_SOURCE};
    const struct slice *s = set->slice;
    struct strset words = {0};
    bool *known = arena_array(&w->scratch, bool, s->cube->nnotes);
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        for (uint32_t i = r->first, end = i + TO_LOOK_AT(s->cube->note, r); i < end; i++) {
            uint16_t note = s->cube->note[i];
            struct str part[3];
            if (note == 0 || known[note])
                continue;
            known[note] = true;
            obs_note_split(&part[0], &part[1], &part[2], s->cube->notes[note]);
            for (unsigned p = 0; p < 3; p++)
                if (!(w->without & bits[p]))
                    note_pieces(&words, w, set, part[p]);
        }
    for (uint32_t i = 0; i < words.n; i++) {
        if (i)
            buf_char(out, ',');
        else
            buf_puts(out, ",\"note\":[");
        json_quote(out, words.v[i]);
    }
    if (words.n)
        buf_char(out, ']');
    strset_release(&words);
}

/* -- the whole head ------------------------------------------------------------------------------ */

/* A member that is left out when the text is empty. */
static void put_some(struct buf *out, const char *key, struct str text)
{
    if (text.len == 0)
        return;
    buf_puts(out, key);
    json_quote(out, text);
}

static struct str flow_code(const struct writing *w, const struct stat_set *set)
{
    return w->ref->indicators[set->slice->flow->indicator].code;
}

void stat_identity(struct buf *out, const struct writing *w, const struct stat_set *set)
{
    static const char *const actions[] = {"Information", "Replace", "Append", "Delete"};
    const struct dataset *dataset = set->dataset;
    buf_puts(out, ",\"extension\":{\"agency\":");
    json_quote(out, w->ref->agency);
    buf_puts(out, ",\"dataflow\":\"DF_");
    json_escape(out, flow_code(w, set));
    buf_puts(out, "\",\"version\":\"" SDMX_VERSION "\"");
    if (!dataset)
        return;
    buf_puts(out, ",\"action\":\"");
    buf_puts(out, actions[dataset->action]);
    buf_puts(out, "\"");
    put_some(out, ",\"validFrom\":", dataset->valid_from);
    put_some(out, ",\"validTo\":", dataset->valid_to);
    put_some(out, ",\"provider\":", dataset->provider);
}

static void put_address(struct buf *out, const struct writing *w, const struct stat_set *set)
{
    if (w->origin.len == 0)
        return;
    buf_puts(out, ",\"href\":\"");
    json_escape(out, w->origin);
    buf_puts(out, "/rest/data/");
    json_escape(out, w->ref->agency);
    buf_puts(out, ",DF_");
    json_escape(out, flow_code(w, set));
    buf_puts(out, "," SDMX_VERSION "/all?format=json-stat\"");
}

/* Of the collection in its own words, or who makes what and what it is called. */
static void put_source(struct buf *out, const struct writing *w, const struct stat_set *set)
{
    const struct collection *of = set->slice->cube->collection;
    buf_puts(out, ",\"source\":\"");
    json_escape(out, of ? of->attribution : w->ref->agency);
    buf_puts(out, of ? " (" : ", ");
    json_escape(out, of ? of->licence : w->ref->name);
    buf_puts(out, of ? ")\"" : "\"");
}

void stat_head(struct buf *out, struct writing *w, const struct stat_set *set, bool alone)
{
    const struct indicator *in = &w->ref->indicators[set->slice->flow->indicator];
    buf_puts(out, "{");
    if (alone)
        buf_puts(out, "\"version\":\"2.0\",");
    buf_puts(out, "\"class\":\"dataset\"");
    put_address(out, w, set);
    buf_puts(out, ",\"label\":");
    json_quote(out, stat_name(w, set, "title", in->code, in->title));
    put_source(out, w, set);
    put_some(out, ",\"updated\":", w->prepared);
    if (!set->bare)
        put_notes(out, w, set);
    put_dimensions(out, w, set);
}
