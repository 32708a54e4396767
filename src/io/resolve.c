/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/resolve.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"

#include <math.h>

void resolver_init(struct resolver *rs, struct reading *rd)
{
    *rs = (struct resolver){.rd = rd};
}

/* -- saying what is wrong ------------------------------------------------------------- */

/* Text of the sender, fit to stand in a sentence; lives in the findings' arena. */
static const char *quoted(struct resolver *rs, struct str text)
{
    struct buf b = {0};
    utf8_quote(&b, text, 60);
    const char *copy = arena_text(&rs->rd->findings->arena, buf_view(&b));
    buf_release(&b);
    return copy;
}

static struct str kept(struct resolver *rs, struct str text)
{
    return str_of(quoted(rs, text));
}

static struct finding *fault(struct resolver *rs, enum rule rule, enum field field, uint32_t row)
{
    struct finding *f = finding_add(rs->rd->findings, rule);
    f->sheet = rs->sheet;
    f->row = row;
    f->column = rs->column[field];
    f->area = kept(rs, rs->text[FIELD_AREA]);
    f->indicator = kept(rs, rs->text[FIELD_INDICATOR]);
    f->source = kept(rs, rs->text[FIELD_SOURCE]);
    f->sex = kept(rs, rs->text[FIELD_SEX]);
    f->classif[0] = kept(rs, rs->text[FIELD_CLASSIF1]);
    f->classif[1] = kept(rs, rs->text[FIELD_CLASSIF2]);
    f->period = kept(rs, rs->text[FIELD_TIME]);
    f->value = kept(rs, rs->text[FIELD_VALUE]);
    return f;
}

#define SAY(rs, f, ...) finding_say((rs)->rd->findings, (f), __VA_ARGS__)

/* -- looking up, with the memory of the row before -------------------------------------- */

static bool recall(struct resolver *rs, enum field field, uint32_t *value)
{
    struct str text = rs->text[field];
    if (!rs->last[field].text.p || !str_eq(text, rs->last[field].text))
        return false;
    *value = rs->last[field].value;
    return true;
}

static uint32_t remember(struct resolver *rs, enum field field, uint32_t value)
{
    struct str text = rs->text[field];
    if (text.len <= sizeof rs->last[field].copy) {
        /* the row's text may lie in scratch that the next row overwrites */
        memcpy(rs->last[field].copy, text.p ? text.p : "", text.len);
        rs->last[field].text = (struct str){rs->last[field].copy, text.len};
        rs->last[field].value = value;
    }
    return value;
}

static uint16_t area(struct resolver *rs, uint32_t row)
{
    uint32_t value;
    struct str text = rs->text[FIELD_AREA];
    if (recall(rs, FIELD_AREA, &value) && value)
        return (uint16_t)value;
    value = remember(rs, FIELD_AREA, ref_area_find(rs->rd->ref, text));
    if (!value) {
        struct finding *f = fault(rs, RULE_AREA_UNKNOWN, FIELD_AREA, row);
        struct str near = ref_area_nearest(rs->rd->ref, text);
        if (text.len == 0)
            SAY(rs, f, "ref_area is empty; it is to be a country's three letters, as KHM");
        else if (near.len)
            SAY(rs, f, "\"%s\" is no country or area; did you mean %.*s?", quoted(rs, text),
                STR_FMT(near));
        else
            SAY(rs, f, "\"%s\" is no country or area", quoted(rs, text));
    }
    return (uint16_t)value;
}

static uint16_t indicator(struct resolver *rs, uint32_t row)
{
    uint32_t value;
    struct str text = rs->text[FIELD_INDICATOR];
    if (recall(rs, FIELD_INDICATOR, &value) && value)
        return (uint16_t)value;
    struct str name = text;
    /* a data set's name is the indicator's with _A behind it */
    value = ref_indicator_find(rs->rd->ref, name);
    if (!value && str_ends(name, STR("_A"))) {
        name.len -= 2;
        value = ref_indicator_find(rs->rd->ref, name);
    }
    remember(rs, FIELD_INDICATOR, value);
    if (!value) {
        struct finding *f = fault(rs, RULE_INDICATOR_UNKNOWN, FIELD_INDICATOR, row);
        struct str near = ref_indicator_nearest(rs->rd->ref, text);
        if (text.len == 0)
            SAY(rs, f, "indicator is empty; it is to be a table's code, as MST_NCTE_SEX_CCT_NB");
        else if (near.len)
            SAY(rs, f, "\"%s\" is no table of the questionnaire; did you mean %.*s?", quoted(rs, text),
                STR_FMT(near));
        else
            SAY(rs, f, "\"%s\" is no table of the questionnaire", quoted(rs, text));
    }
    return (uint16_t)value;
}

static bool sex(struct resolver *rs, struct obs *o, uint32_t row)
{
    const struct ref *ref = rs->rd->ref;
    const struct indicator *in = &ref->indicators[o->indicator];
    struct str text = rs->text[FIELD_SEX];
    uint32_t value;
    if (!recall(rs, FIELD_SEX, &value)) {
        value = ref_code_find(ref, text);
        if (value && ref->versions[ref->codes[value].version].dimension != ref->sex_dimension)
            value = 0;
        remember(rs, FIELD_SEX, value);
    }
    if (text.len && !value) {
        struct finding *f = fault(rs, RULE_SEX_UNKNOWN, FIELD_SEX, row);
        SAY(rs, f, "\"%s\" is no code of SEX; it is to be SEX_T, SEX_M or SEX_F", quoted(rs, text));
        return false;
    }
    if (in->has_sex && !value) {
        struct finding *f = fault(rs, RULE_DIMENSION_MISSING, FIELD_SEX, row);
        SAY(rs, f, "%s is broken down by sex, but the row gives none", in->code.p);
        return false;
    }
    if (!in->has_sex && value && value != ref->sex_total) {
        struct finding *f = fault(rs, RULE_DIMENSION_WRONG, FIELD_SEX, row);
        SAY(rs, f, "%s is not broken down by sex, but the row says %s", in->code.p,
            ref->codes[value].code.p);
        return false;
    }
    o->sex = in->has_sex ? (uint16_t)value : 0;
    return true;
}

static void say_wrong_dimension(struct resolver *rs, enum field field, uint16_t code,
                                const struct indicator *in, uint32_t row)
{
    const struct ref *ref = rs->rd->ref;
    const char *wanted = in->nclass ? ref->dimensions[in->classif[0]].id.p : PHRASE("nothing but sex");
    for (unsigned i = 1; i < in->nclass; i++)
        wanted = finding_phrase(rs->rd->findings, "%s and %s", wanted,
                                ref->dimensions[in->classif[i]].id.p);
    const struct dimension *dim = &ref->dimensions[ref->versions[ref->codes[code].version].dimension];
    struct finding *f = fault(rs, RULE_DIMENSION_WRONG, field, row);
    SAY(rs, f, "%s belongs to %s (%s), but %s is broken down by %s", ref->codes[code].code.p,
        dim->id.p, dim->name.p, in->code.p, wanted);
}

static bool classification(struct resolver *rs, struct obs *o, enum field field, uint32_t row)
{
    const struct ref *ref = rs->rd->ref;
    const struct indicator *in = &ref->indicators[o->indicator];
    struct str text = rs->text[field];
    uint32_t value;
    if (text.len == 0)
        return true;
    if (!recall(rs, field, &value))
        value = remember(rs, field, ref_code_find(ref, text));
    if (!value) {
        struct finding *f = fault(rs, RULE_CODE_UNKNOWN, field, row);
        struct str near = ref_code_nearest(ref, in, text);
        if (near.len == 0)
            near = ref_code_nearest(ref, NULL, text);
        if (near.len)
            SAY(rs, f, "\"%s\" is no classification code; did you mean %.*s?", quoted(rs, text),
                STR_FMT(near));
        else
            SAY(rs, f, "\"%s\" is no classification code", quoted(rs, text));
        return false;
    }
    int slot = ref_code_slot(ref, in, (uint16_t)value);
    if (slot < 0) {
        say_wrong_dimension(rs, field, (uint16_t)value, in, row);
        return false;
    }
    if (o->classif[slot]) {
        struct finding *f = fault(rs, RULE_DIMENSION_WRONG, field, row);
        SAY(rs, f, "%s and %s are both of %s; the row is to give one code of each classification",
            ref->codes[o->classif[slot]].code.p, ref->codes[value].code.p,
            ref->dimensions[in->classif[slot]].id.p);
        return false;
    }
    o->classif[slot] = (uint16_t)value;
    if (!ref_version_usual(ref, in, (uint16_t)value)) {
        struct finding *f = fault(rs, RULE_VERSION_UNUSUAL, field, row);
        SAY(rs, f, "%s is neither asked for nor disseminated in %s",
            ref->versions[ref->codes[value].version].code.p, in->code.p);
    }
    return true;
}

static bool classifications(struct resolver *rs, struct obs *o, uint32_t row)
{
    const struct ref *ref = rs->rd->ref;
    const struct indicator *in = &ref->indicators[o->indicator];
    bool first = classification(rs, o, FIELD_CLASSIF1, row);
    bool second = classification(rs, o, FIELD_CLASSIF2, row);
    if (!first || !second)
        return false;
    bool complete = true;
    for (unsigned i = 0; i < in->nclass; i++)
        if (!o->classif[i]) {
            const struct dimension *dim = &ref->dimensions[in->classif[i]];
            struct finding *f =
                fault(rs, RULE_DIMENSION_MISSING, i ? FIELD_CLASSIF2 : FIELD_CLASSIF1, row);
            SAY(rs, f, "%s is broken down by %s (%s), but the row gives no code of it", in->code.p,
                dim->id.p, dim->name.p);
            complete = false;
        }
    return complete;
}

static uint16_t period(struct resolver *rs, uint32_t row)
{
    uint32_t value;
    if (recall(rs, FIELD_TIME, &value) && value)
        return (uint16_t)value;
    struct str text = rs->text[FIELD_TIME];
    /* a year that a program kept as a number with decimals: 2014.0 */
    if (text.len == 6 && str_ends(text, STR(".0")))
        text.len = 4;
    value = remember(rs, FIELD_TIME, period_parse(text));
    if (!value) {
        struct finding *f = fault(rs, RULE_PERIOD_UNREADABLE, FIELD_TIME, row);
        SAY(rs, f, "\"%s\" is no period; it is to be a year as 2024, a quarter as 2024Q3 or a "
            "month as 2024M05", quoted(rs, rs->text[FIELD_TIME]));
    }
    return (uint16_t)value;
}

/* Once for a source and country: the file is sent by who knows the source, row after row. */
static void say_not_registered(struct resolver *rs, uint16_t at, struct str text, uint32_t row)
{
    const char *country = at ? rs->rd->ref->areas[at].code.p : "this country";
    struct buf pair = {0};
    buf_fmt(&pair, "%s %.*s", country, STR_FMT(text));
    if (finding_first(rs->rd->findings, RULE_SURVEY_UNKNOWN, buf_view(&pair))) {
        struct finding *f = fault(rs, RULE_SURVEY_UNKNOWN, FIELD_SOURCE, row);
        SAY(rs, f, "no source %s is registered for %s", quoted(rs, text),
            at ? country : PHRASE("this country"));
    }
    buf_release(&pair);
}

static bool source(struct resolver *rs, struct obs *o, uint32_t row)
{
    const struct ref *ref = rs->rd->ref;
    uint32_t value;
    if (rs->text[FIELD_SOURCE].len == 0)
        rs->text[FIELD_SOURCE] = rs->rd->default_source;
    struct str text = rs->text[FIELD_SOURCE];
    if (text.len == 0) {
        /* a column that is not there is one fault of the file, an empty cell one of the row */
        if (rs->column[FIELD_SOURCE] || !rs->source_said) {
            rs->source_said = true;
            struct finding *f = fault(rs, RULE_SOURCE_MISSING, FIELD_SOURCE, row);
            if (!rs->column[FIELD_SOURCE]) {
                *f = (struct finding){.rule = f->rule, .severity = f->severity, .sheet = rs->sheet,
                                       .row = 1};
                SAY(rs, f, "the file names no sources; give one with --source, as BA:741");
            } else {
                SAY(rs, f, "the row names no source; it is to be a type and a survey, as BA:741");
            }
        }
        o->source = 0;
        return true;
    }
    if (o->area != rs->source_area || !recall(rs, FIELD_SOURCE, &value)) {
        uint16_t survey;
        struct finding *f;
        if (!ref_source_find(ref, NULL, &survey, text)) {
            f = fault(rs, RULE_SOURCE_UNKNOWN, FIELD_SOURCE, row);
            SAY(rs, f, "\"%s\" is no source; it is to be a type of the list and a survey, as BA:741",
                quoted(rs, text));
            return false;
        }
        if (!survey || (o->area && ref->surveys[survey].area != o->area))
            say_not_registered(rs, o->area, text, row);
        value = remember(rs, FIELD_SOURCE, strset_put(&rs->rd->set->sources, text));
        rs->source_area = o->area;
    }
    o->source = value;
    return true;
}

static void status(struct resolver *rs, struct obs *o, uint32_t row)
{
    struct str text = rs->text[FIELD_STATUS];
    if (text.len == 0)
        return;
    if (text.len == 1 && ref_status_find(rs->rd->ref, text.p[0])) {
        o->status = text.p[0];
        return;
    }
    struct finding *f = fault(rs, RULE_STATUS_UNKNOWN, FIELD_STATUS, row);
    SAY(rs, f, "\"%s\" is no observation status; it is to be one letter of the list, as B or E",
        quoted(rs, text));
}

/* Each note is a type of the list, a colon and a number or text; several are joined by _. */
static void check_notes(struct resolver *rs, enum field field, uint32_t row)
{
    struct str rest = rs->text[field], note;
    uint32_t seen;
    bool fine = true;
    if (rest.len == 0 || recall(rs, field, &seen))
        return;
    while (str_next(&note, &rest, '_')) {
        struct str tail = note, type = {0};
        str_next(&type, &tail, ':');
        if (ref_note_type_find(rs->rd->ref, type) < 0 || tail.len == 0) {
            fine = false;
            struct finding *f = fault(rs, RULE_NOTE_UNKNOWN, field, row);
            SAY(rs, f, "\"%s\" is no note; it is to be a type of the list and a number, as T36:3215",
                quoted(rs, note));
        }
    }
    if (fine)
        remember(rs, field, 0);
}

static void value(struct resolver *rs, struct obs *o, uint32_t row)
{
    struct str text = str_trim(rs->text[FIELD_VALUE]);
    unsigned decimals = 0;
    enum num_fault bad = rs->given ? rs->fault : num_parse(&o->value, &decimals, text);
    if (rs->given) {
        o->value = rs->value;
        decimals = rs->decimals;
    }
    o->decimals = (uint8_t)decimals;
    if (bad == NUM_OK)
        return;
    o->value = NAN;
    o->decimals = 0;
    struct finding *f;
    if (bad == NUM_EMPTY || str_is(text, "NaN")) {
        if (o->status)
            return; /* not available, confidential ...: the status is the figure */
        f = fault(rs, RULE_EMPTY, FIELD_VALUE, row);
        SAY(rs, f, "the cell is empty and no status says why");
    } else {
        f = fault(rs, RULE_NOT_A_NUMBER, FIELD_VALUE, row);
        SAY(rs, f, bad == NUM_TOO_LARGE ? "\"%s\" is larger than any figure can be"
                                        : "\"%s\" is not a number; it is to be one as 1234.5, or empty "
                                          "with a status as N", quoted(rs, text));
    }
    o->set_aside = 1;
}

static void unit_mult(struct resolver *rs, const struct obs *o, uint32_t row)
{
    struct str text = rs->text[FIELD_UNIT_MULT];
    uint64_t given;
    const struct indicator *in = &rs->rd->ref->indicators[o->indicator];
    if (text.len == 0 || (str_uint(&given, text, 12) && (int)given == in->unit_mult))
        return;
    struct finding *f = fault(rs, RULE_UNIT_OTHER, FIELD_UNIT_MULT, row);
    SAY(rs, f, "UNIT_MULT is \"%s\", but %s is in units of ten to the power of %d",
        quoted(rs, text), in->code.p, in->unit_mult);
}

bool resolver_row(struct resolver *rs, uint32_t row)
{
    struct obs_set *set = rs->rd->set;
    set->cells++;
    struct obs o = {.row = row, .column = rs->column[FIELD_VALUE], .sheet = rs->sheet,
                    .period_column = rs->column[FIELD_TIME]};
    o.area = area(rs, row);
    o.indicator = indicator(rs, row);
    o.period = period(rs, row);
    bool whole = o.area && o.indicator && o.period;
    whole = source(rs, &o, row) && whole;
    if (o.indicator) {
        whole = sex(rs, &o, row) && whole;
        whole = classifications(rs, &o, row) && whole;
        unit_mult(rs, &o, row);
    }
    status(rs, &o, row);
    for (enum field n = FIELD_NOTE_CLASSIF; n <= FIELD_NOTE_SOURCE; n++)
        check_notes(rs, n, row);
    value(rs, &o, row);
    if (!whole)
        return false;
    o.note = obs_set_note(set, rs->text[FIELD_NOTE_CLASSIF], rs->text[FIELD_NOTE_INDICATOR],
                          rs->text[FIELD_NOTE_SOURCE]);
    *obs_set_add(set) = o;
    return true;
}
