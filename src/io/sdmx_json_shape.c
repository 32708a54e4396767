/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What occurs in the data sets of an SDMX-JSON message, and the message's head that lists it. Slices of
 * one flow share a structure, whose lists have what any of them has. */

#include "base/num.h"
#include "io/sdmx_json.h"

/* -- what occurs --------------------------------------------------------------------------- */

/* For values from `lowest` on, `span` different ones, of which at most `most` occur. */
static void listing_init(struct listing *l, struct arena *arena, uint32_t lowest, uint32_t span,
                         uint32_t most)
{
    l->lowest = (uint16_t)lowest;
    l->span = span;
    l->place = arena_array(arena, uint16_t, span);
    l->v = arena_array(arena, uint16_t, MIN(span, most));
    l->in_order = true;
}

static void collect(struct listing *l, uint16_t value)
{
    uint16_t *seen = &l->place[value - l->lowest];
    if (*seen)
        return;
    *seen = 1;
    l->in_order = l->in_order && (l->n == 0 || l->v[l->n - 1] < value);
    l->v[l->n++] = value;
}

static int by_value(const void *a, const void *b)
{
    return *(const uint16_t *)a - *(const uint16_t *)b;
}

static void listing_finish(struct listing *l)
{
    if (!l->in_order)
        qsort(l->v, l->n, sizeof *l->v, by_value);
    for (uint32_t i = 0; i < l->n; i++)
        l->place[l->v[i] - l->lowest] = (uint16_t)i;
}

/* The slices that share a structure: FOR_SLICES(s, w, m, number) { ... } */
#define FOR_SLICES(s, w, m, which)                                                             \
    for (const struct slice *s = (w)->slices; s < (w)->slices + (w)->nslices; s++)             \
        if ((m)->shape_of[s - (w)->slices] == (which))

/* A slice is mostly small: its places reach from the lowest code in it to the highest. */
static void list_codes(struct shape *sh, const struct writing *w, const struct message *m, uint32_t which)
{
    for (unsigned d = 0; d < sh->dims.n; d++) {
        enum dim_kind kind = sh->dims.kind[d];
        uint16_t low = UINT16_MAX, high = 0;
        uint32_t runs = 0;
        FOR_SLICES(s, w, m, which) {
            for (uint32_t r = 0; r < s->nruns; r++, runs++) {
                uint16_t key = cube_key(s->cube, s->runs[r].series, kind);
                low = MIN(low, key);
                high = MAX(high, key);
            }
        }
        listing_init(&sh->dim[d], w->arena, low, runs ? high - low + 1u : 0, runs);
        FOR_SLICES(s, w, m, which)
            for (uint32_t r = 0; r < s->nruns; r++)
                collect(&sh->dim[d], cube_key(s->cube, s->runs[r].series, kind));
        listing_finish(&sh->dim[d]);
    }
}

static void collect_run(struct listing *l, const uint16_t *column, const struct run *r)
{
    for (uint32_t i = r->first, end = i + TO_LOOK_AT(column, r); i < end; i++)
        collect(l, column[i]);
}

/* For what a column has in the slices of a structure: few neighbours, of the thousands that a release may have. */
static void listing_init_column(struct listing *l, const struct writing *w, const struct message *m, uint32_t which,
                                const uint16_t *column, uint32_t nobs)
{
    uint16_t low = UINT16_MAX, high = 0;
    FOR_SLICES(s, w, m, which) {
        for (const struct run *r = s->runs; r < s->runs + s->nruns; r++) {
            for (uint32_t i = r->first, end = i + TO_LOOK_AT(column, r); i < end; i++) {
                low = MIN(low, column[i]);
                high = MAX(high, column[i]);
            }
        }
    }
    listing_init(l, w->arena, low, nobs ? high - low + 1u : 0, nobs);
}

static void collect_slice(struct shape *sh, const struct slice *s)
{
    const struct cube *c = s->cube;
    for (const struct run *r = s->runs; r < s->runs + s->nruns; r++) {
        if (r == s->runs || !same_periods(c, r, r - 1))
            for (uint32_t i = r->first; i < r->first + r->n; i++)
                collect(&sh->period, c->period[i]);
        collect_run(&sh->source, c->source, r);
        collect_run(&sh->note, c->note, r);
        for (uint32_t i = r->first; i < r->first + r->n; i++)
            if (c->status[i])
                collect(&sh->status, c->status[i] & 127);
    }
}

static void list_observations(struct shape *sh, const struct writing *w, const struct message *m,
                              uint32_t which)
{
    const struct cube *c = w->slices[0].cube;
    uint32_t nobs = 0;
    FOR_SLICES(s, w, m, which)
        nobs += s->nobs;
    listing_init(&sh->period, w->arena, sh->flow->period_first,
                 sh->flow->period_last - sh->flow->period_first + 1u, nobs);
    listing_init_column(&sh->source, w, m, which, c->source, nobs);
    listing_init(&sh->status, w->arena, 0, 128, nobs);
    listing_init_column(&sh->note, w, m, which, c->note, nobs);
    sh->status.place[0] = 1; /* none is not listed */
    if (nobs && sh->note.lowest == 0)
        sh->note.place[0] = 1;
    FOR_SLICES(s, w, m, which)
        collect_slice(sh, s);
    listing_finish(&sh->period);
    listing_finish(&sh->source);
    listing_finish(&sh->status);
    listing_finish(&sh->note);
    for (unsigned p = 0; p < NOTE_PARTS && sh->note.n; p++)
        sh->parts |= sh->layout.attributes & note_attribute[p];
}

static void list_notes(struct shape *sh, struct arena *arena, const struct fragments *f)
{
    for (unsigned p = 0; p < NOTE_PARTS && sh->parts; p++) {
        const struct note_part *part = &f->note[p];
        struct note_places *to = &sh->part[p];
        uint16_t low = UINT16_MAX, high = 0;
        for (uint32_t i = 0; i < sh->note.n; i++) {
            low = MIN(low, part->of[sh->note.v[i]]);
            high = MAX(high, part->of[sh->note.v[i]]);
        }
        uint32_t *seen = arena_array(arena, uint32_t, high - low + 1u); /* place by text */
        to->of = arena_array(arena, uint32_t, sh->note.span);
        to->v = arena_array(arena, uint16_t, sh->note.n);
        for (uint32_t i = 0; i < sh->note.n; i++) {
            uint16_t text = part->of[sh->note.v[i]];
            if (text && !seen[text - low]) {
                to->v[to->n++] = text;
                seen[text - low] = to->n;
            }
            to->of[sh->note.v[i] - sh->note.lowest] = text ? seen[text - low] : 0;
        }
    }
}

static struct str links_of(struct writing *w, const struct shape *sh)
{
    struct buf links = {0};
    struct str code = w->ref->indicators[sh->flow->indicator].code;
    buf_fmt(&links, "\"links\":[{\"urn\":\"urn:sdmx:org.sdmx.infomodel.registry.ProvisionAgreement=%.*s:PA_%.*s_"
            "%.*s(" SDMX_VERSION ")\",\"rel\":\"provisionagreement\"}]",
            STR_FMT(w->ref->agency), STR_FMT(code), STR_FMT(sh->provider));
    struct str text = arena_str(w->arena, buf_view(&links));
    buf_release(&links);
    return text;
}

/* What the writing asks for, of a flow. */
static struct json_layout layout_of(const struct writing *w, const struct dims *dims, enum json_version version)
{
    struct json_layout l = {.first = version == JSON_10, .across = -1,
                            .all = w->all_dimensions && !w->series_only, .value = !w->no_measure};
    l.attributes = w->data_only || w->series_only ? 0 : ATTR_ALL & ~w->without;
    for (unsigned d = 0; d < dims->n && !w->all_dimensions && w->at_observation.len; d++)
        if (str_eq(dims->id[d], w->at_observation))
            l.across = (int)d;
    return l;
}

static void shape_make(struct shape *sh, struct writing *w, const struct message *m, uint32_t which)
{
    const struct fragments *f = w->fragments;
    const struct form_set *set = &f->flow[sh->flow - w->slices[0].cube->flows];
    dims_of(&sh->dims, w->ref, sh->flow->indicator);
    struct json_layout l = sh->layout = layout_of(w, &sh->dims, m->version);
    sh->measure = set->measure;
    sh->links = sh->provider.len ? links_of(w, sh) : set->links;
    if (l.across < 0 && (l.value || l.first) && (l.attributes == 0 || l.attributes == ATTR_ALL)) {
        sh->form = &set->of[l.first][l.all][l.attributes == 0];
    } else {
        struct form *form = arena_new(w->arena, struct form);
        json_form_make(form, w->arena, writing_names(w), sh->flow, &l);
        sh->form = form;
    }
    list_codes(sh, w, m, which);
    list_observations(sh, w, m, which);
    list_notes(sh, w->arena, f);
}

/* -- the head ------------------------------------------------------------------------------- */

static void put_listing(struct buf *out, const struct texts *t, const struct listing *l)
{
    texts_put(out, t, l->v, l->n, 0);
}

static void put_codes(struct buf *out, const struct fragments *f, const struct shape *sh, unsigned d)
{
    switch (sh->dims.kind[d]) {
    case DIM_AREA: put_listing(out, &f->area, &sh->dim[d]); break;
    case DIM_FREQ: put_listing(out, &f->freq, &sh->dim[d]); break;
    case DIM_MEASURE: buf_str(out, sh->measure); break;
    default: put_listing(out, &f->code, &sh->dim[d]);
    }
}

/* Each begins with a comma, unless it is the first of the observation's attributes. */
static void put_notes(struct buf *out, const struct fragments *f, const struct shape *sh)
{
    bool some = sh->layout.attributes & (ATTR_STATUS | ATTR_SOURCE);
    for (unsigned p = 0; p < NOTE_PARTS; p++) {
        const struct note_places *list = &sh->part[p];
        if (!(sh->parts & note_attribute[p]))
            continue;
        if (some)
            buf_char(out, ',');
        some = true;
        buf_str(out, f->note_head[p][sh->layout.first]);
        if (list->n)
            buf_char(out, ',');
        texts_put(out, &f->note[p].texts[sh->layout.first], list->v, list->n, 0);
        buf_puts(out, "]}");
    }
}

static void put_datasets(struct buf *out, const struct writing *w, const struct message *m, uint32_t which)
{
    bool some = false;
    FOR_SLICES(s, w, m, which) {
        if (some)
            buf_char(out, ',');
        buf_uint(out, (uint64_t)(s - w->slices));
        some = true;
    }
}

static void fill(struct buf *out, const struct writing *w, const struct message *m, uint32_t which, unsigned hole)
{
    const struct fragments *f = w->fragments;
    const struct shape *sh = &m->shapes[which];
    struct json j;
    switch (hole) {
    case HOLE_PREPARED:
        json_init(&j, out);
        json_str(&j, w->prepared);
        break;
    case HOLE_LINKS: buf_str(out, sh->links); break;
    case HOLE_DATASETS: put_datasets(out, w, m, which); break;
    case HOLE_TIME: texts_put(out, &f->period, sh->period.v, sh->period.n, f->lowest); break;
    case HOLE_SOURCE: put_listing(out, &f->source[sh->layout.first], &sh->source); break;
    case HOLE_NOTES: put_notes(out, f, sh); break;
    case HOLE_STATUS:
        if (sh->status.n)
            buf_char(out, ',');
        put_listing(out, &f->status, &sh->status);
        break;
    default: put_codes(out, f, sh, hole - HOLE_DIM);
    }
}

static void put_form(struct buf *out, const struct form *form, const struct writing *w,
                     const struct message *m, uint32_t which)
{
    uint32_t from = 0;
    for (unsigned i = 0; i < form->n; i++) {
        buf_put(out, form->text.p + from, form->hole[i].at - from);
        fill(out, w, m, which, form->hole[i].hole);
        from = form->hole[i].at;
    }
    buf_put(out, form->text.p + from, form->text.len - from);
}

static struct str provider_of(const struct writing *w, size_t slice)
{
    return w->datasets ? w->datasets[slice].provider : STR("");
}

/* Which slices share a structure: those of a flow and a provider. 1.0 has one structure. */
static void share_out(struct message *m, struct writing *w)
{
    for (size_t i = 0; i < w->nslices; i++) {
        struct str provider = provider_of(w, i);
        uint32_t which = 0;
        while (which < m->nshapes && !(m->shapes[which].flow == w->slices[i].flow &&
                                       str_eq(m->shapes[which].provider, provider)))
            which++;
        if (which == m->nshapes && m->version == JSON_10 && m->nshapes)
            which = m->shapes[0].flow == w->slices[i].flow ? 0 : UINT32_MAX;
        else if (which == m->nshapes)
            m->shapes[m->nshapes++] = (struct shape){.flow = w->slices[i].flow, .provider = provider};
        m->shape_of[i] = which;
    }
}

struct message *json_head(struct writing *w, struct buf *out, enum json_version version)
{
    struct message *m = arena_new(w->arena, struct message);
    m->version = version;
    m->shapes = arena_array(w->arena, struct shape, w->nslices + 1);
    m->shape_of = arena_array(w->arena, uint32_t, w->nslices + 1);
    share_out(m, w);
    put_form(out, &w->fragments->head[version], w, m, 0);
    for (uint32_t i = 0; i < m->nshapes; i++) {
        shape_make(&m->shapes[i], w, m, i);
        if (i)
            buf_char(out, ',');
        put_form(out, m->shapes[i].form, w, m, i);
    }
    /* 1.0 without any flow has a structure all the same */
    buf_puts(out, version != JSON_10 ? "],\"dataSets\":["
                  : m->nshapes       ? ",\"dataSets\":[" : "{\"dimensions\":{}},\"dataSets\":[");
    return m;
}
