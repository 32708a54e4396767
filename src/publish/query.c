/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/query.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/num.h"
#include "base/utf8.h"
#include "model/obs.h"
#include "model/period.h"

#include <math.h>
#include <stdio.h>

/* The codes that one slot of a key allows; NULL: all. */
struct codes {
    uint16_t *v;
    uint32_t n;
    bool some; /* a slot that names only unknown codes matches nothing */
};

struct query_key {
    struct codes slot[DIMS_MAX];
    struct query_key *next;
};

enum operator { OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_CO, OP_NC, OP_SW, OP_EW };

/* One condition of a filter; all with the same `group` have to hold (AND), the groups are
 * alternatives (OR). */
struct condition {
    enum operator op;
    struct str text;
    unsigned group;
    struct condition *next;
};

enum component { COMP_DIM, COMP_TIME, COMP_VALUE, COMP_STATUS, COMP_SOURCE, COMP_NOTE };

struct query_filter {
    enum component component;
    enum dim_kind dim;
    unsigned note; /* which of the three parts */
    struct condition *conditions;
    unsigned ngroups;
    struct query_filter *next;
};

void query_init(struct query *q, const struct cube *cube, const struct cube_flow *flow,
                struct arena *arena)
{
    *q = (struct query){.cube = cube, .flow = flow, .arena = arena};
    dims_of(&q->dims, cube->ref, flow->indicator);
}

/* -- keys --------------------------------------------------------------------------------- */

/* A code's text as cube_key gives it; false when there is none of it in this dimension. */
static bool code_of(uint16_t *out, const struct query *q, enum dim_kind kind, struct str text)
{
    const struct ref *ref = q->cube->ref;
    switch (kind) {
    case DIM_AREA:
        *out = ref_area_find(ref, text);
        return *out != 0;
    case DIM_FREQ:
        *out = text.len == 1 ? (uint16_t)text.p[0] : 0;
        return text.len == 1;
    case DIM_MEASURE:
        *out = 0;
        return str_eq(text, ref->indicators[q->flow->indicator].measure);
    default:
        *out = ref_code_find(ref, text);
        return *out != 0;
    }
}

static void slot_parse(struct codes *slot, const struct query *q, enum dim_kind kind,
                       struct str text, enum query_style style)
{
    if (text.len == 0 || (style == QUERY_V2 && str_is(text, "*")))
        return;
    struct str piece, rest = text;
    size_t most = 1;
    for (size_t i = 0; i < text.len; i++)
        most += text.p[i] == '+';
    slot->some = true;
    slot->v = arena_array(q->arena, uint16_t, most);
    while (str_next(&piece, &rest, '+'))
        if (code_of(&slot->v[slot->n], q, kind, piece))
            slot->n++;
}

int query_key(struct query *q, enum query_style style, struct str key, struct err *err)
{
    if (key.len == 0 || (style == QUERY_V1 && str_eq_nocase(key, STR("all"))) ||
        (style == QUERY_V2 && str_is(key, "*")))
        return 0;
    struct str one, keys = key;
    while (str_next(&one, &keys, style == QUERY_V2 ? ',' : '\0')) {
        struct query_key *k = arena_new(q->arena, struct query_key);
        struct str slot, rest = one;
        unsigned given = 0;
        for (; str_next(&slot, &rest, '.'); given++)
            if (given < q->dims.n)
                slot_parse(&k->slot[given], q, q->dims.kind[given], slot, style);
        /* v2 may leave dimensions off at the end; v1 may not */
        if (given > q->dims.n || (style == QUERY_V1 && given < q->dims.n)) {
            struct buf names = {0};
            for (unsigned d = 0; d < q->dims.n; d++)
                buf_fmt(&names, "%s%.*s", d ? "." : "", STR_FMT(q->dims.id[d]));
            /* clients read this sentence: the words up to the full stop stay as they are */
            err_set(err, ERR_USAGE, "Not enough key values in query, expecting %u got %u. The key is "
                    "%s", q->dims.n, given, names.p);
            if (given > q->dims.n)
                err_set(err, ERR_USAGE, "Too many key values in query, expecting %u got %u. The key "
                        "is %s", q->dims.n, given, names.p);
            buf_release(&names);
            return -ERR_USAGE;
        }
        k->next = q->keys;
        q->keys = k;
    }
    return 0;
}

static bool code_known(const struct query *q, unsigned d, struct str text)
{
    const struct ref *ref = q->cube->ref;
    uint16_t code;
    if (!code_of(&code, q, q->dims.kind[d], text))
        return false;
    if (q->dims.kind[d] == DIM_FREQ)
        return memchr("AQM", code, 3) != NULL;
    return q->dims.kind[d] < DIM_SEX ||
           str_eq(ref->dimensions[ref->versions[ref->codes[code].version].dimension].id,
                  q->dims.id[d]);
}

static int code_unknown(const struct query *q, unsigned d, struct str text, struct err *err)
{
    const struct ref *ref = q->cube->ref;
    const struct indicator *in = &ref->indicators[q->flow->indicator];
    enum dim_kind kind = q->dims.kind[d];
    struct str near = kind == DIM_AREA      ? ref_area_nearest(ref, text)
                      : kind == DIM_MEASURE ? in->measure
                      : kind > DIM_SEX      ? ref_code_nearest(ref, in, text)
                                            : STR("");
    const char *would = kind == DIM_FREQ  ? "; it is to be A, Q or M"
                        : kind == DIM_SEX ? "; it is to be SEX_T, SEX_M or SEX_F" : "";
    return err_set(err, ERR_NOTFOUND, "\"%s\" is no code of %.*s%s%s%.*s%s", utf8_brief(text).text,
                   STR_FMT(q->dims.id[d]), would, near.len ? "; did you mean " : "", STR_FMT(near),
                   near.len ? "?" : "");
}

int query_known(const struct query *q, struct str key, struct err *err)
{
    struct str slot, piece;
    if (str_eq_nocase(key, STR("all")))
        return 0;
    for (unsigned d = 0; d < q->dims.n && str_next(&slot, &key, '.'); d++)
        while (slot.len && str_next(&piece, &slot, '+'))
            if (!code_known(q, d, piece))
                return code_unknown(q, d, piece, err);
    return 0;
}

static bool slot_allows(const struct codes *slot, uint16_t code)
{
    if (!slot->some)
        return true;
    for (uint32_t i = 0; i < slot->n; i++)
        if (slot->v[i] == code)
            return true;
    return false;
}

static bool key_allows(const struct query *q, const struct query_key *k, uint32_t series)
{
    /* from the last: of a country's series, most differ in their classifications */
    for (unsigned d = q->dims.n; d-- > 0;)
        if (k->slot[d].some &&
            !slot_allows(&k->slot[d], cube_key(q->cube, series, q->dims.kind[d])))
            return false;
    return true;
}

static bool keys_allow(const struct query *q, uint32_t series)
{
    if (!q->keys)
        return true;
    for (const struct query_key *k = q->keys; k; k = k->next)
        if (key_allows(q, k, series))
            return true;
    return false;
}

/* -- filters -------------------------------------------------------------------------------- */

static bool component_find(struct query_filter *f, const struct query *q, struct str id)
{
    static const struct {
        const char *id;
        enum component component;
        unsigned note;
    } fixed[] = {{"TIME_PERIOD", COMP_TIME, 0},  {"OBS_VALUE", COMP_VALUE, 0},
                 {"OBS_STATUS", COMP_STATUS, 0}, {"SOURCE", COMP_SOURCE, 0},
                 {"NOTE_CLASSIF", COMP_NOTE, 0}, {"NOTE_INDICATOR", COMP_NOTE, 1},
                 {"NOTE_SOURCE", COMP_NOTE, 2}};
    for (unsigned d = 0; d < q->dims.n; d++)
        if (str_eq(id, q->dims.id[d])) {
            f->component = COMP_DIM;
            f->dim = q->dims.kind[d];
            return true;
        }
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (str_is(id, fixed[i].id)) {
            f->component = fixed[i].component;
            f->note = fixed[i].note;
            return true;
        }
    return false;
}

static enum operator operator_take(struct str *text)
{
    static const char names[][4] = {"eq:", "ne:", "lt:", "le:", "gt:", "ge:",
                                    "co:", "nc:", "sw:", "ew:"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_starts(*text, (struct str){names[i], 3})) {
            *text = str_sub(*text, 3, text->len);
            return (enum operator)i;
        }
    return OP_EQ;
}

int query_filter(struct query *q, struct str component, struct str value, struct err *err)
{
    struct query_filter *f = arena_new(q->arena, struct query_filter);
    if (!component_find(f, q, component))
        return err_set(err, ERR_USAGE, "c[%s]: %s has no such dimension or attribute",
                       utf8_brief(component).text,
                       q->cube->ref->indicators[q->flow->indicator].code.p);
    for (const struct query_filter *o = q->filters; o; o = o->next)
        if (o->component == f->component && o->dim == f->dim && o->note == f->note)
            return err_set(err, ERR_USAGE, "c[%s] is given twice; values are joined by , for or "
                           "and + for and", utf8_brief(component).text);
    struct str group, groups = value, one;
    while (str_next(&group, &groups, ',')) {
        struct str rest = group;
        while (str_next(&one, &rest, '+')) {
            struct condition *c = arena_new(q->arena, struct condition);
            c->op = operator_take(&one);
            c->text = arena_str(q->arena, one);
            c->group = f->ngroups;
            if (c->op >= OP_CO && (f->component == COMP_VALUE || f->component == COMP_TIME))
                return err_set(err, ERR_USAGE, "c[%.*s]: numbers and periods are compared with eq, "
                               "ne, lt, le, gt and ge only", STR_FMT(component));
            if (f->component == COMP_VALUE) {
                double n;
                unsigned places;
                if (num_parse(&n, &places, one) != NUM_OK)
                    return err_set(err, ERR_USAGE, "c[OBS_VALUE]: \"%s\" is not a number",
                                   utf8_brief(one).text);
            }
            if (f->component == COMP_TIME && !period_parse(one))
                return err_set(err, ERR_USAGE, "c[TIME_PERIOD]: \"%s\" is no period; it is to be "
                               "2024, 2024-Q3 or 2024-05", utf8_brief(one).text);
            c->next = f->conditions;
            f->conditions = c;
        }
        f->ngroups++;
    }
    f->next = q->filters;
    q->filters = f;
    return 0;
}

static bool contains(struct str text, struct str part)
{
    return part.len == 0 || (text.len && memmem(text.p, text.len, part.p, part.len));
}

static bool ordered(enum operator op, int order)
{
    switch (op) {
    case OP_EQ: return order == 0;
    case OP_NE: return order != 0;
    case OP_LT: return order < 0;
    case OP_LE: return order <= 0;
    case OP_GT: return order > 0;
    case OP_GE: return order >= 0;
    default: return false;
    }
}

static bool holds_text(const struct condition *c, struct str text)
{
    switch (c->op) {
    case OP_CO: return contains(text, c->text);
    case OP_NC: return !contains(text, c->text);
    case OP_SW: return str_starts(text, c->text);
    case OP_EW: return str_ends(text, c->text);
    default: return ordered(c->op, str_cmp(text, c->text));
    }
}

/* A period is before another when it ends before it begins; the same when one lies in the
 * other, so that 2010 holds all of its months. */
static bool holds_time(const struct condition *c, uint16_t period)
{
    uint16_t want = period_parse(c->text);
    uint32_t first = period_first_day(period), last = period_last_day(period);
    switch (c->op) {
    case OP_LT: return last < period_first_day(want);
    case OP_LE: return last <= period_last_day(want);
    case OP_GT: return first > period_last_day(want);
    case OP_GE: return first >= period_first_day(want);
    case OP_NE: return first < period_first_day(want) || last > period_last_day(want);
    default: return first >= period_first_day(want) && last <= period_last_day(want);
    }
}

static bool holds_value(const struct condition *c, double value)
{
    double want = 0;
    unsigned places;
    num_parse(&want, &places, c->text);
    return !isnan(value) && ordered(c->op, (value > want) - (value < want));
}

static bool holds(const struct query *q, const struct query_filter *f, const struct condition *c,
                  uint32_t series, uint32_t obs)
{
    const struct cube *cube = q->cube;
    struct str part[3];
    switch (f->component) {
    case COMP_DIM: return holds_text(c, cube_code(cube, q->flow, series, f->dim));
    case COMP_TIME: return holds_time(c, cube->period[obs]);
    case COMP_VALUE: return holds_value(c, cube->value[obs]);
    case COMP_STATUS:
        return holds_text(c, (struct str){&cube->status[obs], cube->status[obs] ? 1 : 0});
    case COMP_SOURCE: return holds_text(c, cube->sources[cube->source[obs]]);
    case COMP_NOTE:
        obs_note_split(&part[0], &part[1], &part[2], cube->notes[cube->note[obs]]);
        return holds_text(c, part[f->note]);
    }
    return false;
}

/* A or (B and C) is A,B+C; "ne:A,B" is "not A, or B", and what is to be neither is asked for as
 * ne:A+ne:B (SDMX-REST 2.2.2, data queries). */
static bool filter_allows(const struct query *q, const struct query_filter *f, uint32_t series,
                          uint32_t obs)
{
    for (unsigned g = 0; g < f->ngroups; g++) {
        bool all = true;
        for (const struct condition *c = f->conditions; c && all; c = c->next)
            all = c->group != g || holds(q, f, c, series, obs);
        if (all)
            return true;
    }
    return false;
}

/* -- periods ---------------------------------------------------------------------------------- */

/* The day that a text begins or ends on: a period, a date, or a date with a time. */
static int day_parse(uint32_t *first, uint32_t *last, const char *what, struct str text,
                     struct err *err)
{
    static const struct {
        char letter;
        unsigned months;
    } reporting[] = {{'S', 6}, {'T', 4}};
    uint16_t p = period_parse(text);
    int64_t seconds;
    uint64_t year, n;
    if (p) {
        *first = period_first_day(p);
        *last = period_last_day(p);
        return 0;
    }
    if (clock_parse(&seconds, text)) {
        char day[CLOCK_TEXT];
        unsigned y, m, d;
        clock_fmt(day, seconds);
        if (sscanf(day, "%4u-%2u-%2u", &y, &m, &d) == 3) {
            *first = *last = y * 10000 + m * 100 + d;
            return 0;
        }
    }
    /* half-years and terms: 2010-S1, 2010-T3 (reporting periods) */
    for (size_t i = 0; i < ARRAY_LEN(reporting); i++)
        if (text.len == 7 && text.p[4] == '-' && text.p[5] == reporting[i].letter &&
            str_uint(&year, str_sub(text, 0, 4), 9999) && str_uint(&n, str_sub(text, 6, 1), 12) &&
            n >= 1 && n <= 12 / reporting[i].months) {
            uint32_t month = (uint32_t)n * reporting[i].months;
            *first = (uint32_t)year * 10000 + (month - reporting[i].months + 1) * 100 + 1;
            *last = (uint32_t)year * 10000 + month * 100 + 31;
            return 0;
        }
    return err_set(err, ERR_USAGE, "%s \"%s\" is no period; it is to be 2010, 2010-Q2, 2010-05, a "
                   "date or a date and time", what, utf8_brief(text).text);
}

int query_start(struct query *q, struct str text, struct err *err)
{
    uint32_t last;
    return day_parse(&q->start_day, &last, "startPeriod", text, err);
}

int query_end(struct query *q, struct str text, struct err *err)
{
    uint32_t first;
    return day_parse(&first, &q->end_day, "endPeriod", text, err);
}

/* -- running -------------------------------------------------------------------------------- */

struct span {
    uint32_t first, n;
};

/* The observations of a series whose periods lie within start and end: they are in order of
 * period, so it is one run. */
static struct span within_periods(const struct query *q, uint32_t series)
{
    const struct cube *c = q->cube;
    uint32_t first = c->start[series], end = c->start[series + 1];
    while (q->start_day && first < end && period_first_day(c->period[first]) < q->start_day)
        first++;
    while (q->end_day && end > first && period_last_day(c->period[end - 1]) > q->end_day)
        end--;
    return (struct span){first, end - first};
}

/* Offset and limit count observations over the whole answer. */
static void add_limited(struct slice *s, const struct query *q, uint64_t *passed, uint32_t series,
                        uint32_t first, uint32_t n)
{
    if (*passed < q->offset) {
        uint32_t skip = (uint32_t)MIN((uint64_t)n, q->offset - *passed);
        *passed += skip;
        first += skip;
        n -= skip;
    }
    if (q->limit)
        n = (uint32_t)MIN((uint64_t)n, q->limit - MIN(q->limit, (uint64_t)s->nobs));
    slice_add(s, series, first, n);
}

/* With filters on observations, what is left of a series may be several runs; first and last N
 * count what the filters leave. */
static void run_filtered(struct slice *s, const struct query *q, uint64_t *passed, uint32_t series,
                         struct span span)
{
    uint32_t *keep = mem_grow(NULL, sizeof *keep * (span.n + 1)), n = 0;
    for (uint32_t i = span.first; i < span.first + span.n; i++) {
        bool yes = true;
        for (const struct query_filter *f = q->filters; f && yes; f = f->next)
            yes = filter_allows(q, f, series, i);
        if (yes)
            keep[n++] = i;
    }
    for (uint32_t k = 0, from = 0; k < n; k++) {
        bool first = q->first_n && k < q->first_n, last = q->last_n && k + q->last_n >= n;
        bool chosen = (!q->first_n && !q->last_n) || first || last;
        if (!chosen) {
            from = k + 1;
            continue;
        }
        bool ends = k + 1 == n || keep[k + 1] != keep[k] + 1 ||
                    !((!q->first_n && !q->last_n) || (q->first_n && k + 1 < q->first_n) ||
                      (q->last_n && k + 1 + q->last_n >= n));
        if (ends) {
            add_limited(s, q, passed, series, keep[from], k + 1 - from);
            from = k + 1;
        }
    }
    free(keep);
}

static void run_series(struct slice *s, const struct query *q, uint64_t *passed, uint32_t series)
{
    struct span span = within_periods(q, series);
    if (span.n == 0)
        return;
    if (q->filters) {
        run_filtered(s, q, passed, series, span);
        return;
    }
    uint32_t first = MIN(q->first_n, span.n), last = MIN(q->last_n, span.n);
    if ((!q->first_n && !q->last_n) || first + last >= span.n) {
        add_limited(s, q, passed, series, span.first, span.n);
        return;
    }
    add_limited(s, q, passed, series, span.first, first);
    add_limited(s, q, passed, series, span.first + span.n - last, last);
}

static void run_range(struct slice *s, const struct query *q, uint64_t *passed, uint32_t from,
                      uint32_t to)
{
    for (uint32_t series = from; series < to && (!q->limit || s->nobs < q->limit); series++)
        if (keys_allow(q, series))
            run_series(s, q, passed, series);
}

/* When every key names its areas, only their series are looked at: areas [*first, *end) where they
 * are marked. */
static bool areas_marked(bool *wanted, uint32_t *first, uint32_t *end, const struct query *q)
{
    *first = UINT32_MAX;
    *end = 0;
    for (const struct query_key *k = q->keys; k; k = k->next) {
        if (!k->slot[DIM_AREA].some)
            return false;
        for (uint32_t i = 0; i < k->slot[DIM_AREA].n; i++) {
            uint32_t area = k->slot[DIM_AREA].v[i];
            wanted[area] = true;
            *first = MIN(*first, area);
            *end = MAX(*end, area + 1);
        }
    }
    return q->keys != NULL;
}

/* The first series of [from, to) whose key in this dimension is `code` or more; they have the same
 * key in the dimensions before, so in this one they are in order. */
static uint32_t first_from(const struct cube *c, enum dim_kind kind, uint32_t code, uint32_t from,
                           uint32_t to)
{
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (cube_key(c, middle, kind) < code)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* A single key that names one code in each of its first dimensions allows one range of the
 * series in order of key, found by halving. */
static struct span narrowed(const struct query *q, uint32_t from, uint32_t to)
{
    const struct query_key *k = q->keys;
    for (unsigned d = 1; k && !k->next && d < q->dims.n; d++) {
        const struct codes *slot = &k->slot[d];
        if (q->dims.kind[d] == DIM_MEASURE)
            continue; /* the same in all */
        if (!slot->some || slot->n != 1)
            break;
        from = first_from(q->cube, q->dims.kind[d], slot->v[0], from, to);
        to = first_from(q->cube, q->dims.kind[d], slot->v[0] + 1u, from, to);
    }
    return (struct span){from, to - from};
}

struct slice query_run(const struct query *q)
{
    struct slice s = {.cube = q->cube, .flow = q->flow};
    uint64_t passed = 0;
    uint32_t first, end;
    bool *wanted = arena_array(q->arena, bool, q->cube->ref->nareas);
    if (areas_marked(wanted, &first, &end, q)) {
        for (uint32_t a = first; a < end; a++)
            if (wanted[a]) {
                struct span in = narrowed(q, q->flow->area_at[a], q->flow->area_at[a + 1]);
                run_range(&s, q, &passed, in.first, in.first + in.n);
            }
    } else {
        run_range(&s, q, &passed, q->flow->first, q->flow->first + q->flow->n);
    }
    return s;
}

/* -- flows ------------------------------------------------------------------------------------ */

/* AGENCY,ID,VERSION; AGENCY,ID; ID */
static void flow_parts(struct str *agency, struct str *id, struct str *version, struct str name)
{
    struct str part[3] = {0};
    unsigned n = 0;
    while (n < 2 && str_next(&part[n], &name, ','))
        n++;
    if (n == 2 && name.p)
        part[n++] = name;
    *agency = n > 1 ? part[0] : STR("");
    *id = n > 1 ? part[1] : part[0];
    *version = n > 2 ? part[2] : STR("");
}

struct str query_flow_code(struct str name)
{
    struct str agency, id, version;
    flow_parts(&agency, &id, &version, name);
    return str_starts(id, STR("DF_")) ? str_sub(id, 3, id.len) : id;
}

const struct cube_flow *query_flow(const struct cube *cube, struct str name, struct err *err)
{
    const struct ref *ref = cube->ref;
    struct str agency, id, version, code = query_flow_code(name);
    flow_parts(&agency, &id, &version, name);
    const struct cube_flow *flow = NULL;
    uint16_t indicator = ref_indicator_find(ref, code);
    if (indicator)
        flow = cube_flow_find(cube, indicator);
    bool right_agency = agency.len == 0 || str_eq(agency, ref->agency) ||
                        str_eq_nocase(agency, STR("all")) || str_is(agency, "*");
    static const char *const versions[] = {"", "1.0", "1.0.0", "latest", "LATEST", "all", "*", "~", "+"};
    bool right_version = false;
    for (size_t i = 0; i < ARRAY_LEN(versions); i++)
        right_version = right_version || str_is(version, versions[i]);
    if (flow && right_agency && right_version)
        return flow;
    struct str near = indicator ? STR("") : ref_indicator_nearest(ref, code);
    if (!indicator)
        err_set(err, ERR_NOTFOUND, "there is no dataflow \"%s\"%s%.*s%s",
                utf8_brief(id).text, near.len ? "; did you mean DF_" : "",
                STR_FMT(near), near.len ? "?" : "");
    else if (!right_agency)
        err_set(err, ERR_NOTFOUND, "the dataflows are of agency %s, not \"%s\"", ref->agency.p,
                utf8_brief(agency).text);
    else if (!right_version)
        err_set(err, ERR_NOTFOUND, "DF_%.*s has the version 1.0, not \"%s\"", STR_FMT(code),
                utf8_brief(version).text);
    else
        err_set(err, ERR_NOTFOUND, "nothing has been released of DF_%.*s", STR_FMT(code));
    return NULL;
}
