/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/sdmx_row.h"

#include "base/utf8.h"
#include "model/period.h"

#define SAY(row, f, ...) finding_say((row)->rs.rd->findings, (f), __VA_ARGS__)

/* -- components ---------------------------------------------------------------------------------- */

struct sdmx_component sdmx_component(const struct ref *ref, struct str id)
{
    static const struct {
        const char *id;
        enum component_kind kind;
        enum field field;
    } known[] = {
        {"REF_AREA", COMPONENT_FIELD, FIELD_AREA},
        {"SEX", COMPONENT_FIELD, FIELD_SEX},
        {"TIME_PERIOD", COMPONENT_FIELD, FIELD_TIME},
        {"OBS_VALUE", COMPONENT_FIELD, FIELD_VALUE},
        {"OBS_STATUS", COMPONENT_FIELD, FIELD_STATUS},
        {"UNIT_MULT", COMPONENT_FIELD, FIELD_UNIT_MULT},
        {"SOURCE", COMPONENT_FIELD, FIELD_SOURCE},
        {"NOTE_SOURCE", COMPONENT_FIELD, FIELD_NOTE_SOURCE},
        {"NOTE_INDICATOR", COMPONENT_FIELD, FIELD_NOTE_INDICATOR},
        {"NOTE_CLASSIF", COMPONENT_FIELD, FIELD_NOTE_CLASSIF},
        {"MEASURE", COMPONENT_MEASURE, FIELD_COUNT},
        {"FREQ", COMPONENT_FREQ, FIELD_COUNT},
        {"UNIT_MEASURE", COMPONENT_QUIET, FIELD_COUNT},
        {"DECIMALS", COMPONENT_QUIET, FIELD_COUNT},
    };
    char upper[32];
    uint32_t dim;
    if (id.len > sizeof upper)
        return (struct sdmx_component){.kind = COMPONENT_UNKNOWN, .field = FIELD_COUNT};
    for (size_t i = 0; i < id.len; i++)
        upper[i] = id.p[i] >= 'a' && id.p[i] <= 'z' ? (char)(id.p[i] - 'a' + 'A') : id.p[i];
    struct str name = {upper, id.len};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(name, known[i].id))
            return (struct sdmx_component){.kind = known[i].kind, .field = known[i].field};
    if (!map_find(&ref->dimension_map, &dim, name))
        return (struct sdmx_component){.kind = COMPONENT_UNKNOWN, .field = FIELD_COUNT};
    return (struct sdmx_component){.kind = COMPONENT_CLASSIF, .field = FIELD_COUNT, .dimension = dim};
}

enum sdmx_action sdmx_action(struct str text)
{
    switch (text.len ? text.p[0] | 0x20 : 'i') {
    case 'a': return SDMX_APPEND;
    case 'r': return SDMX_REPLACE;
    case 'm': return SDMX_MERGE;
    case 'd': return SDMX_DELETE;
    default: return SDMX_INFORMATION;
    }
}

/* -- periods ------------------------------------------------------------------------------------- */

/* "2014-01-01", alone or with a time behind it, as a number; 0: it is none. */
static uint32_t day_of(struct str *rest, struct str text)
{
    uint64_t year, month, day;
    if (text.len < 10 || text.p[4] != '-' || text.p[7] != '-' ||
        !str_uint(&year, str_sub(text, 0, 4), 9999) || !str_uint(&month, str_sub(text, 5, 2), 12) ||
        !str_uint(&day, str_sub(text, 8, 2), 31))
        return 0;
    *rest = str_sub(text, 10, text.len);
    return (uint32_t)(year * 10000 + month * 100 + day);
}

static char duration_freq(struct str text)
{
    const char *slash = text.len ? memchr(text.p, '/', text.len) : NULL;
    struct str d = slash ? str_sub(text, (size_t)(slash - text.p) + 1, text.len) : STR("");
    return str_is(d, "P1Y") || str_is(d, "P12M") ? 'A' : str_is(d, "P3M") ? 'Q'
           : str_is(d, "P1M") ? 'M' : 0;
}

struct str sdmx_period(char out[SDMX_PERIOD], struct str text, struct str freq)
{
    struct str rest;
    uint32_t day = day_of(&rest, text);
    if (day == 0 || (rest.len && rest.p[0] != 'T' && rest.p[0] != '/'))
        return text;
    char letter = duration_freq(rest);
    if (!letter)
        letter = freq.len == 1 ? freq.p[0] : 0;
    unsigned month = day / 100 % 100;
    int year = (int)(day / 10000);
    if (year <= PERIOD_BASE_YEAR || month == 0)
        return text;
    uint16_t p = letter == 'A' ? period_make(year, 0) : 0;
    char name[PERIOD_TEXT + 1] = "";
    if (letter == 'Q' || letter == 'M') {
        unsigned n = letter == 'Q' ? (month + 2) / 3 : month;
        memcpy(name, text.p, 4);
        name[4] = letter;
        name[5] = (char)(letter == 'Q' ? '0' + n : '0' + n / 10);
        name[6] = (char)(letter == 'Q' ? 0 : '0' + n % 10);
        p = period_parse(str_of(name));
    }
    if (p == 0 || (period_first_day(p) != day && period_last_day(p) != day))
        return text;
    return (struct str){out, period_fmt_sdmx(out, p)};
}

/* -- rows ---------------------------------------------------------------------------------------- */

void sdmx_row_init(struct sdmx_row *row, struct reading *rd)
{
    *row = (struct sdmx_row){0};
    resolver_init(&row->rs, rd);
}

void sdmx_row_clear(struct sdmx_row *row)
{
    memset(row->rs.text, 0, sizeof row->rs.text);
    row->measure = row->freq = (struct str){0};
    row->nclassif = 0;
    row->third = row->attributes = row->missing = false;
}

/* "urn:sdmx:...Dataflow=ILO:DF_X(1.0.0)", "ILO:DF_X(1.0.0): Title" -> "DF_X" */
static struct str id_of(struct str flow)
{
    const char *at = flow.len ? memchr(flow.p, '=', flow.len) : NULL;
    if (at)
        flow = str_sub(flow, (size_t)(at - flow.p) + 1, flow.len);
    if (flow.len && (at = memchr(flow.p, '(', flow.len)))
        flow.len = (size_t)(at - flow.p);
    if ((at = str_find(flow, STR(": "))))
        flow.len = (size_t)(at - flow.p);
    if (flow.len && (at = memchr(flow.p, ':', flow.len)))
        flow = str_sub(flow, (size_t)(at - flow.p) + 1, flow.len);
    return flow;
}

/* The indicator of a dataflow "DF_X", of the data structure "X", of what "PA_X_THA" provides. */
void sdmx_row_flow(struct sdmx_row *row, struct str flow)
{
    struct str id = id_of(flow);
    if (str_starts(id, STR("DF_"))) {
        id = str_sub(id, 3, id.len);
    } else if (str_starts(id, STR("PA_"))) {
        id = str_sub(id, 3, id.len);
        const char *last = id.len ? memrchr(id.p, '_', id.len) : NULL;
        if (last && !ref_indicator_find(row->rs.rd->ref, id))
            id.len = (size_t)(last - id.p);
    }
    row->rs.text[FIELD_INDICATOR] = id;
}

static bool is_attribute(enum field field)
{
    return field == FIELD_STATUS || field == FIELD_SOURCE || field == FIELD_UNIT_MULT ||
           (field >= FIELD_NOTE_CLASSIF && field <= FIELD_NOTE_SOURCE);
}

bool sdmx_is_attribute(struct sdmx_component c)
{
    return c.kind == COMPONENT_FIELD && is_attribute(c.field);
}

void sdmx_row_set(struct sdmx_row *row, struct sdmx_component c, struct str text, uint16_t column)
{
    enum field field = c.field;
    if (text.len == 0)
        return;
    switch (c.kind) {
    case COMPONENT_MEASURE:
        row->measure = text;
        row->measure_column = column;
        return;
    case COMPONENT_FREQ:
        row->freq = text;
        row->freq_column = column;
        return;
    case COMPONENT_CLASSIF:
        if (row->nclassif == 2) {
            row->third = true;
            row->third_column = column;
            return;
        }
        row->dimension[row->nclassif] = c.dimension;
        field = (enum field)(FIELD_CLASSIF1 + row->nclassif++);
        break;
    case COMPONENT_FIELD: break;
    default: return;
    }
    /* what the standards write where there is no value */
    if (str_is(text, "#N/A") || (field == FIELD_VALUE && str_is(text, "NaN"))) {
        row->missing = row->missing || field == FIELD_VALUE;
        text = STR("");
    }
    row->attributes = row->attributes || (is_attribute(field) && text.len);
    row->rs.text[field] = text;
    if (column)
        row->rs.column[field] = column;
}

static struct finding *fault(struct sdmx_row *row, enum rule rule, uint32_t place, uint16_t column)
{
    struct finding *f = finding_add(row->rs.rd->findings, rule);
    f->row = place;
    f->column = column;
    return f;
}

/* MEASURE and FREQ have to agree with the flow and with the period. */
static bool agrees(struct sdmx_row *row, uint32_t place)
{
    const struct ref *ref = row->rs.rd->ref;
    const struct str *text = row->rs.text;
    const struct indicator *in = &ref->indicators[ref_indicator_find(ref, text[FIELD_INDICATOR])];
    uint16_t period = period_parse(text[FIELD_TIME]);
    if (row->third) {
        SAY(row, fault(row, RULE_FLOW_OTHER, place, row->third_column),
            "the row gives codes of more than two classifications");
        return false;
    }
    if (in->code.len && row->measure.len && !str_eq(row->measure, in->measure)) {
        SAY(row, fault(row, RULE_FLOW_OTHER, place, row->measure_column),
            "MEASURE is \"%s\", but %s measures %s", utf8_brief(row->measure).text, in->code.p,
            in->measure.p);
        return false;
    }
    if (period && row->freq.len && !str_eq(row->freq, freq_code(period_freq(period)))) {
        SAY(row, fault(row, RULE_FLOW_OTHER, place, row->freq_column),
            "FREQ is \"%s\", but the period %.*s is of frequency %c", utf8_brief(row->freq).text,
            STR_FMT(text[FIELD_TIME]), period_freq(period));
        return false;
    }
    return true;
}

/* Whether the row names one cell. */
static bool names_a_cell(const struct sdmx_row *row)
{
    const struct ref *ref = row->rs.rd->ref;
    const struct str *text = row->rs.text;
    uint16_t indicator = ref_indicator_find(ref, text[FIELD_INDICATOR]);
    const struct indicator *in = &ref->indicators[indicator];
    /* what is not known gives the resolver's findings */
    return !indicator || (text[FIELD_AREA].len && text[FIELD_TIME].len && row->nclassif >= in->nclass &&
                          (!in->has_sex || text[FIELD_SEX].len));
}

static bool deletes(struct sdmx_row *row, uint32_t place)
{
    struct str *text = row->rs.text;
    if (!names_a_cell(row)) {
        SAY(row, fault(row, RULE_CHANGE_UNCLEAR, place, 0),
            "the message deletes by a part of the key; name each cell that is to be taken back, or send it "
            "with the status N");
        return false;
    }
    if (row->attributes && text[FIELD_VALUE].len == 0) {
        SAY(row, fault(row, RULE_CHANGE_UNCLEAR, place, 0),
            "the message deletes attributes alone; send the figure as it is to be now, with its attributes");
        return false;
    }
    SAY(row, fault(row, RULE_FIGURE_DELETED, place, 0),
        "the message deletes this figure; it is read as not available, which takes back what was accepted "
        "before");
    text[FIELD_VALUE] = STR("");
    text[FIELD_STATUS] = STR("N");
    text[FIELD_UNIT_MULT] = STR("");
    for (enum field n = FIELD_NOTE_CLASSIF; n <= FIELD_NOTE_SOURCE; n++)
        text[n] = STR("");
    if (str_is(text[FIELD_SOURCE], "-"))
        text[FIELD_SOURCE] = STR("");
    return true;
}

/* An Append or Merge changes what it gives, and leaves alone what it does not give. */
static bool changes(struct sdmx_row *row, uint32_t place)
{
    struct str value = row->rs.text[FIELD_VALUE];
    if (value.len || row->missing || !row->attributes)
        return true;
    if (row->action != SDMX_APPEND && row->action != SDMX_MERGE && names_a_cell(row))
        return true;
    SAY(row, fault(row, RULE_CHANGE_UNCLEAR, place, 0),
        "the message gives attributes without the figure; send the figure with them");
    return false;
}

bool sdmx_row_sound(struct sdmx_row *row, uint32_t place)
{
    struct str *time = &row->rs.text[FIELD_TIME];
    *time = sdmx_period(row->period, *time, row->freq);
    return (row->action == SDMX_DELETE ? deletes(row, place) : changes(row, place)) && agrees(row, place);
}

void sdmx_row_put(struct sdmx_row *row, uint32_t place)
{
    if (sdmx_row_sound(row, place))
        resolver_row(&row->rs, place);
    else
        row->rs.rd->set->cells++;
}

void sdmx_row_unknown(struct sdmx_row *row, struct str id)
{
    struct finding_list *findings = row->rs.rd->findings;
    if (!finding_first(findings, RULE_COLUMN_UNKNOWN, id))
        return;
    struct finding *f = finding_add(findings, RULE_COLUMN_UNKNOWN);
    finding_say(findings, f, "the component \"%s\" is not known and is not read", utf8_brief(id).text);
}
