/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/form_read.h"

#include <stdio.h>

static bool same_name(struct form_reading *f, struct str text, const char *kind, struct str code,
                      struct str english)
{
    if (str_eq_nocase(text, english))
        return true;
    for (unsigned i = 0; i < f->nlanguages; i++)
        if (str_eq_nocase(text, ref_name(f->ref, f->languages[i], kind, code, STR(""))) && text.len)
            return true;
    return false;
}

const struct note *form_note(struct form_reading *f, uint16_t type, struct str text)
{
    struct str id = form_code(text);
    for (uint32_t i = 0; i < f->ref->nnotes; i++) {
        const struct note *n = &f->ref->notes[i];
        if (n->type != type)
            continue;
        char key[64];
        int len = snprintf(key, sizeof key, "%.*s:%.*s", STR_FMT(f->ref->note_types[type].code),
                           STR_FMT(n->id));
        if (id.len ? str_eq(n->id, id)
                   : same_name(f, text, "note", (struct str){key, (size_t)len}, n->name))
            return n;
    }
    return NULL;
}

static void source_of(struct form_reading *f, const struct form_sheet *k, struct source_column *s,
                      uint32_t column)
{
    uint32_t type_row = form_row(k, "type"), survey_row = form_row(k, "survey");
    struct str type_text = form_text(f, k, type_row, column), word, rest = type_text;
    struct str survey = form_code(form_text(f, k, survey_row, column));
    int type = str_next(&word, &rest, ' ') ? ref_source_type_find(f->ref, word) : -1;
    uint16_t known = survey.len ? ref_survey_find(f->ref, survey) : 0;
    *s = (struct source_column){.sheet = k->number, .column = (uint16_t)column,
                                .row = known ? survey_row : type_row};
    if (type < 0 && type_text.len)
        SAY(f, form_finding(f, k, RULE_SOURCE_UNKNOWN, type_row, column),
            "\"%s\" is no type of source; choose one of the list", form_quoted(f, type_text));
    if (type < 0 && !known)
        return;
    s->type = type >= 0 ? (uint16_t)type : f->ref->surveys[known].type;
    s->source = str_of(arena_fmt(f->arena, "%.*s:%.*s", STR_FMT(f->ref->source_types[s->type].code),
                                 STR_FMT(survey.len ? survey : STR("0"))));
}

static void read_note(struct form_reading *f, const struct form_sheet *k, struct source_column *s,
                      uint32_t row, struct str key)
{
    struct remark_list *remarks = f->rd->remarks;
    struct str code = str_sub(key, 5, key.len), text = form_text(f, k, row, s->column);
    int type = ref_note_type_find(f->ref, code);
    if (type < 0 || type >= (int)ARRAY_LEN(s->answered) || s->answered[type])
        return;
    s->note_row[type] = row;
    s->answered[type] = text.len > 0;
    if (!text.len)
        return;
    const struct note_type *t = &f->ref->note_types[type];
    const struct note *fixed = str_is(t->field, "fixed") ? form_note(f, (uint16_t)type, text) : NULL;
    if (fixed) {
        s->notes = str_of(arena_fmt(f->arena, "%.*s%s%.*s:%.*s", STR_FMT(s->notes), s->notes.len ? "_" : "",
                                    STR_FMT(t->code), STR_FMT(fixed->id)));
        return;
    }
    if (!remarks)
        return;
    struct remark *r = remark_add(remarks, REMARK_SOURCE, k->number, row, s->column);
    r->area = arena_str(&remarks->arena, k->what[1]);
    r->source = arena_str(&remarks->arena, s->source);
    r->type = arena_str(&remarks->arena, t->code);
    r->content = arena_str(&remarks->arena, text);
    r->public = t->open;
}

static void read_source(struct form_reading *f, const struct form_sheet *k, unsigned slot, uint32_t column)
{
    struct source_column *s = &f->sources[slot], known = *s;
    source_of(f, k, s, column);
    if (known.source.len) { /* the sheet was copied, or its keys were */
        if (s->source.len && !str_eq(s->source, known.source))
            SAY(f, form_finding(f, k, RULE_FORM_TWICE, s->row, column),
                "source %c is described twice; what is said of %.*s here is not read", 'A' + (int)slot,
                STR_FMT(s->source));
        *s = known;
        return;
    }
    for (uint32_t i = 0; i < k->nkeys; i++)
        if (str_starts(k->keys[i].text, STR("note ")))
            read_note(f, k, s, k->keys[i].row, k->keys[i].text);
}

void form_sources(struct form_reading *f, struct form_sheet *k)
{
    bool read[FORM_SOURCES] = {0};
    for (uint32_t i = 0; i < k->nroles; i++) {
        struct str role = str_trim(form_text(f, k, k->row, k->roles[i].column));
        unsigned slot = role.len == 8 && str_starts(role, STR("source ")) ? (unsigned)(role.p[7] - 'A')
                                                                       : FORM_SOURCES;
        if (slot >= FORM_SOURCES ||
            (read[slot] && f->sources[slot].source.len && k->nroles > FORM_VALUES_MAX))
            continue;
        read[slot] = true;
        read_source(f, k, slot, k->roles[i].column);
    }
}

void form_miss_notes(struct form_reading *f)
{
    for (unsigned i = 0; i < FORM_SOURCES; i++) {
        const struct source_column *s = &f->sources[i];
        for (uint32_t n = 0; s->used && n < f->ref->nnote_asked; n++) {
            const struct note_asked *a = &f->ref->note_asked[n];
            if (a->source_type != s->type || !a->required || a->note_type >= ARRAY_LEN(s->answered) ||
                s->answered[a->note_type])
                continue;
            struct finding *finding = finding_add(f->rd->findings, RULE_SOURCE_SILENT);
            finding->sheet = s->sheet;
            finding->row = s->note_row[a->note_type] ? s->note_row[a->note_type] : s->row;
            finding->column = s->column;
            finding->source = arena_str(&f->rd->findings->arena, s->source);
            SAY(f, finding, "\"%s\" (%s) is asked of sources of the type \"%s\", and %.*s does not say it",
                f->ref->note_types[a->note_type].name.p, f->ref->note_types[a->note_type].code.p,
                f->ref->source_types[s->type].name.p, STR_FMT(s->source));
        }
    }
}
