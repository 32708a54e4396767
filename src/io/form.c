/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The questionnaire workbook on its way back (model/form.h). A sheet is known by its mark, a row
 * and a column by their keys, so it may have been renamed, moved, widened or saved by another
 * program. What is chosen from a list ends in its code, "Malaysia [MYS]", and is also known by
 * its name in any language of the product. */

#include "io/form_read.h"

#include "io/accepted.h"
#include "model/period.h"

/* -- the cover ------------------------------------------------------------------------------------ */

static void read_cover(struct form_reading *f, struct form_sheet *k)
{
    struct remark_list *remarks = f->rd->remarks;
    uint32_t value = 0;
    f->area = f->area.len ? f->area : k->what[1];
    for (uint32_t i = k->nroles; i > 0; i--)
        if (k->roles[i - 1].role == ROLE_VALUE)
            value = k->roles[i - 1].column;
    for (uint32_t i = 0; value && remarks && i < k->nkeys; i++) {
        struct str key = k->keys[i].text, text = form_text(f, k, k->keys[i].row, value);
        if (str_is(key, "round"))
            remarks->round = arena_str(&remarks->arena, text);
        if (!str_starts(key, STR("contact ")) || !text.len)
            continue;
        struct remark *r = remark_add(remarks, REMARK_CONTACT, k->number, k->keys[i].row, (uint16_t)value);
        r->area = arena_str(&remarks->arena, k->what[1]);
        r->type = arena_str(&remarks->arena, str_sub(key, 8, key.len));
        r->content = arena_str(&remarks->arena, text);
    }
}

/* -- answers to findings -------------------------------------------------------------------------------- */

/* Is a text what `key` says in some language? */
static bool says(const struct form_reading *f, struct str text, const char *key)
{
    for (unsigned i = 0; i < f->nlanguages; i++)
        if (str_eq_nocase(text, text_get(f->texts[i], key)))
            return true;
    return false;
}

static uint32_t column_of(const struct form_reading *f, const struct form_sheet *k, const char *key)
{
    for (uint32_t i = 0; i < k->nroles; i++)
        if (says(f, form_text(f, k, k->row, k->roles[i].column), key))
            return k->roles[i].column;
    return 0;
}

/* What a row of the sheet of findings says. */
struct answered {
    struct str parts[8];  /* of the finding: rule, indicator, area, source, sex, classif1 and 2, period */
    struct str proposal;  /* the cells of what was proposed; empty: nothing was */
    struct str reason;
    uint32_t row;
};

static bool answered_parse(struct answered *a, struct str key)
{
    struct str word;
    if (!str_next(&word, &key, '|') || !str_is(word, "finding"))
        return false;
    for (size_t p = 0; p < ARRAY_LEN(a->parts); p++)
        if (!str_next(&a->parts[p], &key, '|'))
            a->parts[p] = STR("");
    a->proposal = key;
    return true;
}

static struct remark *confirm(struct form_reading *f, const struct form_sheet *k, const struct answered *a,
                              uint32_t column)
{
    struct arena *arena = &f->rd->remarks->arena;
    struct remark *r = remark_add(f->rd->remarks, REMARK_ANSWER, k->number, a->row, (uint16_t)column);
    struct str *parts[] = {&r->type, &r->indicator, &r->area, &r->source, &r->sex, &r->classif[0],
                           &r->classif[1], &r->period};
    for (size_t p = 0; p < ARRAY_LEN(parts); p++)
        *parts[p] = arena_str(arena, a->parts[p]);
    r->content = arena_str(arena, a->reason.len ? a->reason : STR(REMARK_SILENT));
    if (!a->reason.len)
        SAY(f, form_finding(f, k, RULE_ANSWER_SILENT, a->row, column),
            "the figure is confirmed, but not why; a reason lets the compiler allow it");
    return r;
}

/* The mark stands in the row of headings; behind it each row has the key of its finding, and the
 * cells of what was proposed: "finding|T101|MST_...|THA|BA:741|SEX_T|CCT_CTZ_TOTAL||2024|MST_...". */
static void read_answers(struct form_reading *f, struct form_sheet *k)
{
    struct remark_list *remarks = f->rd->remarks;
    uint32_t answer = column_of(f, k, "answer.answer"), because = column_of(f, k, "answer.because"),
             open = column_of(f, k, "answer.public"), value = column_of(f, k, "answer.value");
    for (uint32_t i = 0; remarks && i < k->nkeys; i++) {
        struct answered a = {.row = k->keys[i].row};
        struct str said = form_text(f, k, a.row, answer);
        a.reason = form_text(f, k, a.row, because);
        if (!answered_parse(&a, k->keys[i].text))
            continue;
        if (says(f, said, "answer.accepted")) {
            accepted_read(f->rd, f->arena, a.parts[3], a.proposal,
                          (struct accepted_at){k->number, (uint16_t)answer, a.row});
        } else if (says(f, said, "answer.confirmed")) {
            struct remark *r = confirm(f, k, &a, because ? because : answer);
            r->value = arena_str(&remarks->arena, form_text(f, k, a.row, value));
            r->public = says(f, form_text(f, k, a.row, open), "answer.yes");
        }
    }
}

/* A reason that readers may see travels with the figure, as a remark (I13). */
static void note_reason(struct form_reading *f, const struct remark *r)
{
    struct obs_set *set = f->rd->set;
    struct str texts[3];
    for (size_t i = 0; i < set->n; i++) {
        struct obs *o = &set->v[i];
        char period[PERIOD_TEXT];
        if (!str_eq(f->ref->indicators[o->indicator].code, r->indicator) ||
            !str_eq(f->ref->areas[o->area].code, r->area) ||
            !str_eq(f->ref->codes[o->sex].code, r->sex) ||
            !str_eq(f->ref->codes[o->classif[0]].code, r->classif[0]) ||
            !str_eq(f->ref->codes[o->classif[1]].code, r->classif[1]) ||
            !str_eq((struct str){period, period_fmt(period, o->period)}, r->period))
            continue;
        struct buf note = {0};
        obs_note_split(&texts[0], &texts[1], &texts[2], set->notes.v[o->note]);
        buf_fmt(&note, "%.*s%sI13:", STR_FMT(texts[1]), texts[1].len ? "_" : "");
        for (size_t b = 0; b < r->content.len; b++) { /* what parts notes cannot stand in one */
            char ch = r->content.p[b];
            buf_char(&note, ch == '_' || ch == '\t' || ch == '\n' || ch == '\r' ? ' ' : ch);
        }
        o->note = obs_set_note(set, texts[0], buf_view(&note), texts[2]);
        buf_release(&note);
    }
}

static void note_reasons(struct form_reading *f)
{
    struct remark_list *remarks = f->rd->remarks;
    for (size_t i = 0; remarks && i < remarks->n; i++)
        if (remarks->v[i].kind == REMARK_ANSWER && remarks->v[i].public)
            note_reason(f, &remarks->v[i]);
}

/* -- the workbook ------------------------------------------------------------------------------------------ */

bool form_is(const struct workbook *wb)
{
    struct form_sheet k;
    for (uint32_t s = 1; s <= wb->nsheets; s++)
        if (form_mark(&k, wb, (uint16_t)s) && !str_is(k.what[0], "answers"))
            return true;
    return false;
}

static void know_languages(struct form_reading *f)
{
    struct str rest = text_languages(), word;
    while (str_next(&word, &rest, ' ') && f->nlanguages < ARRAY_LEN(f->texts)) {
        f->languages[f->nlanguages] = arena_text(f->arena, word);
        f->texts[f->nlanguages] = text_find(f->languages[f->nlanguages]);
        f->nlanguages++;
    }
}

static const struct kind {
    const char *what;
    void (*read)(struct form_reading *f, struct form_sheet *k);
} kinds[] = {{"cover", read_cover}, {"sources", form_sources}, {"table", form_table},
             {"answers", read_answers}}; /* sources before the tables that name them */

static bool is_kind(struct str what)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_is(what, kinds[i].what))
            return true;
    return false;
}

/* Has a sheet without a mark what else only the form has? */
static bool has_keys(const struct workbook *wb, const struct sheet *s)
{
    for (uint32_t i = s->first; i < s->first + s->ncells; i++) {
        struct str text = wb->cells[i].text;
        if (wb->cells[i].kind == CELL_TEXT &&
            (str_starts(text, STR("ilms-form/")) || str_starts(text, STR("figure SEX_")) ||
             (str_starts(text, STR("slot ")) && form_slot(text)) ||
             (str_starts(text, STR("value ")) && form_role(text).year)))
            return true;
    }
    return false;
}

/* "MST 8", "MNA 18 CCT": the names of the tables' sheets, in every language. */
static bool is_named_as_table(const struct ref *ref, struct str name)
{
    struct str word;
    uint64_t number;
    if (!str_next(&word, &name, ' '))
        return false;
    bool module = false;
    for (uint32_t m = 0; m < ref->nmodules; m++)
        module = module || str_eq(word, ref->modules[m].code);
    return module && str_next(&word, &name, ' ') && str_uint(&number, word, UINT16_MAX);
}

bool form_was(const struct workbook *wb, const struct ref *ref)
{
    for (uint32_t s = 0; s < wb->nsheets; s++)
        if (has_keys(wb, &wb->sheets[s]) || is_named_as_table(ref, wb->sheets[s].name))
            return true;
    return false;
}

static bool is_year(struct form_reading *f, const struct cell *cell)
{
    uint64_t year;
    return str_uint(&year, workbook_text(f->arena, cell), 2100) && year >= 1900;
}

/* NULL: there is none. Years stand above the figures. */
static const struct cell *first_figure(struct form_reading *f, const struct sheet *s)
{
    for (const struct cell *c = f->wb->cells + s->first; c < f->wb->cells + s->first + s->ncells; c++)
        if (form_is_typed(c) && !is_year(f, c))
            return c;
    return NULL;
}

/* A sheet without a mark is another's, or one whose mark or keys were cut off. */
static void say_unmarked(struct form_reading *f, const struct form_sheet *k)
{
    const struct sheet *s = &f->wb->sheets[k->number - 1];
    const struct cell *figure = first_figure(f, s);
    bool keys = has_keys(f->wb, s);
    if (s->ncells == 0 || (s->hidden && !keys)) /* as that of the lists */
        return;
    if (figure && keys)
        SAY(f, form_finding(f, k, RULE_FORM_DAMAGED, 0, 0),
            "the mark in the hidden corner of the sheet was deleted or changed; nothing of it is read: "
            "copy its figures into an unchanged form");
    else if (figure)
        SAY(f, form_finding(f, k, RULE_SHEET_FIGURES, figure->row, figure->column),
            "the figures of the sheet are not read: it is not of the questionnaire, or its hidden first "
            "row and column were deleted; put them into an unchanged form");
    else
        SAY(f, form_finding(f, k, RULE_SHEET_UNREAD, 0, 0),
            "the sheet is not of the questionnaire and is not read");
}

/* Says what of a sheet is not read as a whole. */
static void say_sheet(struct form_reading *f, const struct form_sheet *k, bool marked)
{
    const struct sheet *s = &f->wb->sheets[k->number - 1];
    if (marked && !is_kind(k->what[0]))
        SAY(f, form_finding(f, k, RULE_FORM_DAMAGED, k->row, k->column),
            "the mark of the sheet says \"%s\", which is no part of the form; nothing of it is read",
            form_quoted(f, k->what[0]));
    else if (marked && k->end_row <= s->rows)
        SAY(f, form_finding(f, k, RULE_FORM_DAMAGED, k->end_row, 0),
            "a second form begins here; it is not read: give it a sheet of its own");
    else if (marked && k->end_column <= s->columns)
        SAY(f, form_finding(f, k, RULE_FORM_DAMAGED, 0, k->end_column),
            "a second form begins here; it is not read: give it a sheet of its own");
    else if (!marked)
        say_unmarked(f, k);
}

void form_read(struct reading *rd, struct arena *arena, const struct workbook *wb)
{
    struct form_reading f = {.rd = rd, .ref = rd->ref, .wb = wb, .arena = arena};
    struct form_sheet *k = arena_array(arena, struct form_sheet, wb->nsheets);
    know_languages(&f);
    rd->questionnaire = true;
    for (uint32_t s = 0; s < wb->nsheets; s++) {
        bool marked = form_mark(&k[s], wb, (uint16_t)(s + 1));
        say_sheet(&f, &k[s], marked);
        if (marked)
            form_keys(&f, &k[s]);
    }
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        for (uint32_t s = 0; s < wb->nsheets; s++)
            if (str_is(k[s].what[0], kinds[i].what))
                kinds[i].read(&f, &k[s]);
    form_miss_notes(&f);
    note_reasons(&f);
    map_release(&f.countries);
}

void form_read_answers(struct reading *rd, struct arena *arena, const struct workbook *wb)
{
    struct form_reading f = {.rd = rd, .ref = rd->ref, .wb = wb, .arena = arena};
    struct form_sheet *k = arena_new(arena, struct form_sheet);
    know_languages(&f);
    for (uint32_t s = 1; s <= wb->nsheets; s++)
        if (form_mark(k, wb, (uint16_t)s) && str_is(k->what[0], "answers")) {
            form_keys(&f, k);
            read_answers(&f, k);
        }
    note_reasons(&f);
}
