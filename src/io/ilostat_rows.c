/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/ilostat.h"

#include "io/formats.h"
#include "model/period.h"
#include "syntax/locale.h"

/* -- labels ------------------------------------------------------------------------------------------ */

struct str ilostat_source_label(const struct ref *ref, const char *language, struct str source,
                                struct arena *arena)
{
    uint16_t type, survey;
    if (!ref_source_find(ref, &type, &survey, source))
        return source;
    const struct source_type *t = &ref->source_types[type];
    struct str name = survey ? ref->surveys[survey].name
                             : ref_name(ref, language, "source_type", t->code, t->name);
    return t->acronym.len ? str_of(arena_fmt(arena, "%.*s - %.*s", STR_FMT(t->acronym), STR_FMT(name))) : name;
}

struct str ilostat_note_label(const struct ref *ref, const char *language, struct str notes,
                              struct arena *arena)
{
    struct str one, out = STR("");
    while (notes.len && str_next(&one, &notes, '_')) {
        const struct note *note = ref_note_find(ref, one);
        struct str label = one;
        if (note) {
            const struct note_type *t = &ref->note_types[note->type];
            label = str_of(arena_fmt(arena, "%.*s: %.*s",
                                     STR_FMT(ref_name(ref, language, "note_type", t->code, t->name)),
                                     STR_FMT(ref_name(ref, language, "note", one, note->name))));
        }
        out = out.len ? str_of(arena_fmt(arena, "%.*s | %.*s", STR_FMT(out), STR_FMT(label))) : label;
    }
    return out;
}

const struct str *ilostat_area_labels(const struct ref *ref, const char *language, struct arena *arena)
{
    struct str *names = arena_array(arena, struct str, ref->nareas);
    struct locale *locale = strcmp(language, "en") == 0 ? NULL : locale_new(language);
    struct buf name = {0};
    for (uint32_t i = 0; i < ref->nareas; i++) {
        name.len = 0;
        names[i] = locale && locale_country(&name, locale, ref->areas[i].iso2)
                       ? arena_str(arena, buf_view(&name))
                       : ref->areas[i].name;
    }
    buf_release(&name);
    if (locale)
        locale_free(locale);
    return names;
}

/* -- columns ----------------------------------------------------------------------------------------- */

enum column { AREA, SOURCE, INDICATOR, SEX, CLASSIF1, CLASSIF2, TIME, VALUE, STATUS, NOTE1, NOTE2, NOTE3, COLUMNS };
static const struct {
    const char *name, *label;
} called[COLUMNS] = {
    [AREA] = {"ref_area", "ref_area.label"},
    [SOURCE] = {"source", "source.label"},
    [INDICATOR] = {"indicator", "indicator.label"},
    [SEX] = {"sex", "sex.label"},
    [CLASSIF1] = {"classif1", "classif1.label"},
    [CLASSIF2] = {"classif2", "classif2.label"},
    [TIME] = {"time", NULL},
    [VALUE] = {"obs_value", NULL},
    [STATUS] = {"obs_status", "obs_status.label"},
    [NOTE1] = {"note_classif", "note_classif.label"},
    [NOTE2] = {"note_indicator", "note_indicator.label"},
    [NOTE3] = {"note_source", "note_source.label"},
};

struct rows {
    const struct ilostat_layout *layout;
    struct columns columns;
    const char *names[2 * COLUMNS];
    const char *language;
    const struct str *areas;
    bool has[COLUMNS];
};

static struct rows *rows_new(struct writing *w, struct buf *out, enum columns_form form)
{
    struct rows *r = arena_new(w->arena, struct rows);
    const struct ilostat_layout *l = ilostat_layout(w);
    unsigned n = 0;
    r->layout = l;
    r->language = w->language.len ? arena_text(w->arena, w->language) : "en";
    r->areas = ilostat_area_labels(w->ref, r->language, w->arena);
    for (enum column c = 0; c < COLUMNS; c++) {
        bool there = c == SEX ? l->sex : c == CLASSIF1 ? l->classif[0] : c == CLASSIF2 ? l->classif[1]
                   : c >= NOTE1 ? l->note[c - NOTE1] : true;
        r->has[c] = there && !(w->series_only && c >= TIME) && !(w->data_only && c >= STATUS);
        if (r->has[c] && (w->labels != LABELS_NAME || !called[c].label))
            r->names[n++] = called[c].name;
        if (r->has[c] && w->labels != LABELS_ID && called[c].label)
            r->names[n++] = called[c].label;
    }
    columns_begin(&r->columns, out, form, r->names, n);
    return r;
}

static void put_pair(struct rows *r, const struct writing *w, enum column c, struct str code, struct str label)
{
    if (!r->has[c])
        return;
    if (w->labels != LABELS_NAME)
        columns_text(&r->columns, code);
    if (w->labels != LABELS_ID)
        columns_text(&r->columns, label);
}

static void put_code(struct rows *r, const struct writing *w, enum column c, uint16_t code)
{
    struct str text = code ? w->ref->codes[code].code : STR("");
    put_pair(r, w, c, text, code ? ref_name(w->ref, r->language, "code", text, w->ref->codes[code].name) : text);
}

static void put_behind(struct rows *r, struct writing *w, const struct cube *c, uint32_t i)
{
    char time[PERIOD_TEXT];
    struct str part[3];
    if (r->has[TIME])
        columns_text(&r->columns, (struct str){time, period_fmt(time, c->period[i])});
    if (r->has[VALUE])
        columns_num(&r->columns, c->value[i], c->decimals[i]);
    const struct status *st = c->status[i] ? ref_status_find(w->ref, c->status[i]) : NULL;
    struct str status = {&c->status[i], c->status[i] != 0};
    put_pair(r, w, STATUS, status, st ? ref_name(w->ref, r->language, "status", status, st->name) : STR(""));
    obs_note_split(&part[0], &part[1], &part[2], c->notes[c->note[i]]);
    for (enum column n = NOTE1; n < COLUMNS; n++)
        put_pair(r, w, n, part[n - NOTE1],
                 w->labels == LABELS_ID ? STR("")
                                        : ilostat_note_label(w->ref, r->language, part[n - NOTE1], &w->scratch));
}

static void put_run(struct rows *r, struct writing *w, const struct slice *s, const struct run *run)
{
    const struct cube *c = s->cube;
    const struct indicator *in = &w->ref->indicators[s->flow->indicator];
    struct str title = ref_name(w->ref, r->language, "title", in->code, in->title), source = STR("");
    arena_reset(&w->scratch);
    for (uint32_t i = run->first; i < run->first + run->n; i++) {
        bool same = i > run->first && c->source[i] == c->source[i - 1];
        if (same && w->series_only)
            continue;
        if (!same && w->labels != LABELS_ID)
            source = ilostat_source_label(w->ref, r->language, c->sources[c->source[i]], &w->scratch);
        put_pair(r, w, AREA, w->ref->areas[c->area[run->series]].code, r->areas[c->area[run->series]]);
        put_pair(r, w, SOURCE, c->sources[c->source[i]], source);
        put_pair(r, w, INDICATOR, in->code, title);
        put_code(r, w, SEX, c->sex[run->series]);
        put_code(r, w, CLASSIF1, c->classif[0][run->series]);
        put_code(r, w, CLASSIF2, c->classif[1][run->series]);
        put_behind(r, w, c, i);
    }
}

bool ilostat_rows_next(struct writing *w, struct buf *out, enum columns_form form)
{
    struct rows *r = w->state;
    if (!r)
        w->state = r = rows_new(w, out, form);
    columns_resume(&r->columns, out);
    for (size_t start = out->len; w->slice < w->nslices; w->slice++, w->run = 0)
        for (; w->run < w->slices[w->slice].nruns; w->run++) {
            if (out->len - start > PORTION)
                return true;
            put_run(r, w, &w->slices[w->slice], &w->slices[w->slice].runs[w->run]);
        }
    columns_end(&r->columns);
    return false;
}
