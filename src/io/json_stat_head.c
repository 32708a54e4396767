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
    to->v = arena_array(arena, uint16_t, MIN(span, most));
    to->place = arena_array(arena, uint16_t, span);
    for (uint32_t i = next_mark(occurs, 0, span); i < span; i = next_mark(occurs, i + 1, span)) {
        assert(to->n < most);
        to->place[i] = (uint16_t)to->n;
        to->v[to->n++] = (uint16_t)(lowest + i);
    }
    /* places are by value less the first that occurs, which has the lowest */
    to->stride = *stride;
    *stride *= to->n;
}

static void list_periods(struct stat_set *set, struct arena *arena, uint64_t *stride)
{
    const struct slice *s = set->slice;
    uint16_t low = UINT16_MAX, high = 0;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++) {
        low = MIN(low, s->cube->period[r->first]);
        high = MAX(high, s->cube->period[r->first + r->n - 1]);
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
    const struct slice *s = set->slice;
    uint16_t low = UINT16_MAX, high = 0;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++) {
        uint16_t key = cube_key(s->cube, r->series, set->dims.kind[d]);
        low = MIN(low, key);
        high = MAX(high, key);
    }
    uint32_t span = s->nruns ? high - low + 1u : 0;
    bool *occurs = arena_array(arena, bool, span);
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        occurs[cube_key(s->cube, r->series, set->dims.kind[d]) - low] = true;
    values_of(&set->dim[d], arena, occurs, span, s->nruns, low, stride);
}

/* Dense is "null," for a cell without an observation, sparse is "123456": before every one. */
static bool is_sparse_smaller(const struct stat_set *set)
{
    char number[NUM_MAX];
    uint64_t present = set->slice->nobs, most = set->cells ? set->cells - 1 : 0;
    return (set->cells - present) * 5 > present * (num_fmt_uint(number, most) + 3);
}

/* The text of all observations of a kind is looked at by the columns it is made of. */
static void look_at_attributes(struct stat_set *set, const struct writing *w)
{
    const struct slice *s = set->slice;
    struct attribute_texts first, t;
    if (set->bare || s->nobs == 0)
        return;
    attribute_texts(&first, w, s, s->runs[0].first);
    for (unsigned a = 0; a < ATTRIBUTES; a++)
        set->attribute[a] = (struct attribute_same){first.of[a].len > 0, first.of[a].len > 0};
    uint32_t before = s->runs[0].first;
    const struct cube *c = s->cube;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        for (uint32_t i = r->first; i < r->first + r->n; before = i++) {
            if (c->source[i] == c->source[before] && c->note[i] == c->note[before] &&
                c->status[i] == c->status[before] && c->decimals[i] == c->decimals[before])
                continue;
            attribute_texts(&t, w, s, i);
            for (unsigned a = 0; a < ATTRIBUTES; a++) {
                set->attribute[a].any |= t.of[a].len > 0;
                set->attribute[a].same &= str_eq(t.of[a], first.of[a]);
            }
        }
}

struct stat_set *stat_set_new(struct writing *w)
{
    arena_reset(&w->scratch);
    struct stat_set *set = arena_new(&w->scratch, struct stat_set);
    uint64_t stride = 1;
    set->slice = &w->slices[w->slice];
    set->dataset = w->datasets ? &w->datasets[w->slice] : NULL;
    set->language = arena_text(&w->scratch, w->language.len ? w->language : STR("en"));
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
    return strcmp(set->language, "en") == 0 ? otherwise : ref_name(w->ref, set->language, kind, code, otherwise);
}

static struct str code_name(struct writing *w, const struct stat_set *set, unsigned d, uint16_t code)
{
    const struct cube_flow *flow = set->slice->flow;
    struct str name = names_code(writing_names(w), flow, set->dims.kind[d], code);
    return name.len ? name : avail_code(w->ref, flow, set->dims.kind[d], code);
}

/* -- dimensions -------------------------------------------------------------------------------- */

static unsigned decimals_of(const struct stat_set *set, const struct indicator *in)
{
    unsigned most = 0;
    bool said = false;
    const struct slice *s = set->slice;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        for (uint32_t i = r->first; i < r->first + r->n; i++)
            if (s->cube->decimals[i] <= NUM_DECIMALS_MAX) {
                most = MAX(most, s->cube->decimals[i]);
                said = true;
            }
    return said ? most : in->decimals;
}

/* "PS" times a thousand is "Persons (thousands)". */
static void put_unit(struct buf *out, const struct writing *w, const struct stat_set *set)
{
    const struct indicator *in = &w->ref->indicators[set->slice->flow->indicator];
    struct buf label = {0};
    unit_label(&label, w->ref, set->language, in);
    buf_puts(out, ",\"unit\":{");
    json_quote(out, in->measure);
    buf_puts(out, ":{\"label\":");
    json_quote(out, buf_view(&label));
    buf_release(&label);
    buf_fmt(out, ",\"decimals\":%u,\"code\":", decimals_of(set, in));
    json_quote(out, in->unit);
    buf_puts(out, ",\"base\":");
    json_quote(out, unit_name(w->ref, set->language, in->unit));
    buf_fmt(out, ",\"multiplier\":%d}}", in->unit_mult);
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
        buf_puts(out, i ? "," : "");
        json_quote(out, avail_code(w->ref, flow, set->dims.kind[d], values->v[i]));
    }
    buf_puts(out, values->n ? "],\"label\":{" : "]");
    for (uint32_t i = 0; i < values->n; i++) {
        buf_puts(out, i ? "," : "");
        json_quote(out, avail_code(w->ref, flow, set->dims.kind[d], values->v[i]));
        buf_char(out, ':');
        json_quote(out, code_name(w, set, d, values->v[i]));
    }
    buf_puts(out, values->n ? "}" : "");
    if (values->n && set->dims.kind[d] == DIM_MEASURE)
        put_unit(out, w, set);
    buf_puts(out, "}},");
}

/* "2014","2015" as a list, or each as its own label. */
static void put_periods(struct buf *out, const struct stat_set *set, bool labels)
{
    enum { QUOTED = 16 };
    static_assert(PERIOD_TEXT + 2 <= QUOTED, "so that a copy of one size does");
    char *at = buf_room(out, set->period.n * 2 * (PERIOD_TEXT + 3) + QUOTED), *start = at;
    for (uint32_t i = 0; i < set->period.n; i++) {
        char *text = at;
        *at++ = '"';
        at += period_fmt_sdmx(at, set->period.v[i]);
        *at++ = '"';
        if (labels) {
            size_t n = (size_t)(at - text);
            *at++ = ':';
            memmove(at, text, QUOTED); /* which may reach into itself, behind what is meant */
            at += n;
        }
        *at++ = ',';
    }
    out->len += (size_t)(at - start) - (at > start); /* none behind the last */
}

static void put_time(struct buf *out, const struct writing *w, const struct stat_set *set)
{
    buf_puts(out, "\"TIME_PERIOD\":{\"label\":");
    json_quote(out, concept_name(w->ref, set->language, STR("TIME_PERIOD")));
    buf_puts(out, ",\"category\":{\"index\":[");
    put_periods(out, set, false);
    buf_puts(out, set->period.n ? "],\"label\":{" : "]");
    put_periods(out, set, true);
    buf_puts(out, set->period.n ? "}}}" : "}}");
}

static void put_dimensions(struct buf *out, struct writing *w, const struct stat_set *set)
{
    buf_puts(out, ",\"id\":[");
    for (unsigned d = 0; d < set->dims.n; d++) {
        json_quote(out, set->dims.id[d]);
        buf_char(out, ',');
    }
    buf_puts(out, "\"TIME_PERIOD\"],\"size\":[");
    for (unsigned d = 0; d < set->dims.n; d++) {
        buf_uint(out, set->dim[d].n);
        buf_char(out, ',');
    }
    buf_uint(out, set->period.n);
    buf_puts(out, "],\"role\":{\"time\":[\"TIME_PERIOD\"],\"geo\":[\"REF_AREA\"],\"metric\":[\"MEASURE\"]},"
                  "\"dimension\":{");
    for (unsigned d = 0; d < set->dims.n; d++)
        put_dimension(out, w, set, d);
    put_time(out, w, set);
    buf_char(out, '}');
}

/* -- notes -------------------------------------------------------------------------------------- */

/* One "type:text" of a note in words; what the reference data do not know, or do not want public, is
 * left out. */
static void note_words(struct strset *words, const struct writing *w, const struct stat_set *set, struct str piece)
{
    const struct ref *ref = w->ref;
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
    struct buf text = {0};
    buf_str(&text, stat_name(w, set, "note_type", code, ref->note_types[type].name));
    buf_puts(&text, ": ");
    buf_str(&text, rest);
    strset_put(words, buf_view(&text));
    buf_release(&text);
}

/* Notes are joined by "_", which free text may have: a piece that does not begin with the code of a type
 * belongs to the one before. */
static void note_pieces(struct strset *words, const struct writing *w, const struct stat_set *set, struct str joined)
{
    size_t from = 0;
    for (size_t i = 0; i <= joined.len; i++) {
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

static void put_notes(struct json *j, struct writing *w, const struct stat_set *set)
{
    static const unsigned bits[] = {ATTR_NOTE_CLASSIF, ATTR_NOTE_INDICATOR, ATTR_NOTE_SOURCE};
    const struct slice *s = set->slice;
    struct strset words = {0};
    bool *known = arena_array(&w->scratch, bool, s->cube->nnotes);
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++)
        for (uint32_t i = r->first; i < r->first + r->n; i++) {
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
    if (words.n) {
        json_key(j, "note");
        json_open(j, '[');
        for (uint32_t i = 0; i < words.n; i++)
            json_str(j, words.v[i]);
        json_close(j);
    }
    strset_release(&words);
}

/* -- the whole head ------------------------------------------------------------------------------ */

void stat_identity(struct json *j, const struct writing *w, const struct stat_set *set)
{
    static const char *const actions[] = {"Information", "Replace", "Append", "Delete"};
    char flow[CUBE_FLOW_ID];
    struct str id = {flow, cube_flow_id(flow, w->ref, set->slice->flow)};
    json_put(j, "agency", w->ref->agency);
    json_put(j, "dataflow", id);
    json_put(j, "version", STR(SDMX_VERSION));
    if (set->dataset) {
        json_put(j, "action", str_of(actions[set->dataset->action]));
        json_put_some(j, "validFrom", set->dataset->valid_from);
        json_put_some(j, "validTo", set->dataset->valid_to);
        json_put_some(j, "provider", set->dataset->provider);
    }
}

static void put_address(struct json *j, const struct writing *w, const struct stat_set *set)
{
    char flow[CUBE_FLOW_ID];
    int n = (int)cube_flow_id(flow, w->ref, set->slice->flow);
    struct buf address = {0};
    if (w->origin.len == 0)
        return;
    buf_fmt(&address, "%.*s/rest/data/%.*s,%.*s," SDMX_VERSION "/all?format=json-stat", STR_FMT(w->origin),
            STR_FMT(w->ref->agency), n, flow);
    json_put(j, "href", buf_view(&address));
    buf_release(&address);
}

void stat_head(struct buf *out, struct writing *w, const struct stat_set *set, bool alone)
{
    const struct indicator *in = &w->ref->indicators[set->slice->flow->indicator];
    struct json j;
    json_init(&j, out);
    json_open(&j, '{');
    if (alone)
        json_put(&j, "version", STR("2.0"));
    json_put(&j, "class", STR("dataset"));
    put_address(&j, w, set);
    json_put(&j, "label", stat_name(w, set, "title", in->code, in->title));
    struct buf source = {0};
    const struct collection *of = w->slices[w->slice].cube->collection;
    if (of)
        buf_fmt(&source, "%.*s (%.*s)", STR_FMT(of->attribution), STR_FMT(of->licence));
    else
        buf_fmt(&source, "%.*s, %.*s", STR_FMT(w->ref->agency), STR_FMT(w->ref->name));
    json_put(&j, "source", buf_view(&source));
    buf_release(&source);
    json_put_some(&j, "updated", w->prepared);
    if (!set->bare)
        put_notes(&j, w, set);
    put_dimensions(out, w, set);
}
