/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/subject.h"

#include "model/mirrored.h"
#include "model/period.h"

/* Whatever of these is said has to be so. */
static const struct {
    const char *name;
    const char *module, *dimension, *unit, *variable; /* variable: the part of a measure that says what is counted */
    bool countries, sex;
} subjects[SUBJECTS] = {
    {"stock", .module = "MST"},          {"flow", .module = "MFL"},
    {"abroad", .module = "MNA"},         {"countries", .countries = true},
    {"sex", .sex = true},                {"age", .dimension = "AGE"},
    {"education", .dimension = "EDU"},   {"activity", .dimension = "ECO"},
    {"occupation", .dimension = "OCU"},  {"status", .dimension = "STE"},
    {"earnings", .unit = "LC"},          {"unemployment", .variable = "TUNE"},
};

const char *subject_name(int subject) { return subjects[subject].name; }

int subject_find(struct str name)
{
    for (int i = 0; i < SUBJECTS; i++)
        if (str_is(name, subjects[i].name))
            return i;
    return -1;
}

/* "TUNE" of "MST_TUNE_NB" */
static struct str variable_of(const struct indicator *in)
{
    struct str rest = in->measure, word = {0};
    str_next(&word, &rest, '_');
    str_next(&word, &rest, '_');
    return word;
}

bool subject_has(const struct ref *ref, int subject, uint16_t indicator)
{
    const struct indicator *in = &ref->indicators[indicator];
    bool by = !subjects[subject].dimension;
    for (unsigned k = 0; k < in->nclass && !by; k++)
        by = str_is(ref->dimensions[in->classif[k]].id, subjects[subject].dimension);
    return by && (!subjects[subject].module || str_is(ref->modules[in->module].code, subjects[subject].module)) &&
           (!subjects[subject].unit || str_is(in->unit, subjects[subject].unit)) &&
           (!subjects[subject].variable || str_is(variable_of(in), subjects[subject].variable)) &&
           (!subjects[subject].countries || mirrored_of(ref, indicator)) && (!subjects[subject].sex || in->has_sex);
}

/* -- the list ------------------------------------------------------------------------------------------ */

struct reach {
    uint32_t tables, countries;
    struct years years;
};

static void put_reach(struct page *pg, const struct reach *r)
{
    html(pg->out, " <span class=\"small\">");
    if (r->tables)
        SAY(pg, "subject.reach", {"tables", counted(pg, "count.tables", r->tables)},
            {"countries", counted(pg, "subject.of.countries", r->countries)},
            {"first", text_join(pg, "%d", years_first(&r->years))},
            {"last", text_join(pg, "%d", years_last(&r->years))});
    else
        say(pg, "cover.none");
    html(pg->out, "</span>");
}

void subjects_write(struct page *pg, bool wide)
{
    const struct cube *cube = pg->cube;
    const uint16_t *area = members(pg);
    html(pg->out, wide ? "<ul class=\"subjects wide\">\n" : "<ul class=\"subjects\">\n");
    for (int i = 0; i < SUBJECTS; i++) {
        struct reach r = {0};
        bool *has = arena_array(pg->arena, bool, cube->ref->nareas);
        for (uint32_t f = 0; f < cube->nflows; f++) {
            const struct cube_flow *flow = &cube->flows[f];
            if (!subject_has(cube->ref, i, flow->indicator))
                continue;
            r.tables++;
            years_add(&r.years, period_year(flow->period_first));
            years_add(&r.years, period_year(flow->period_last));
            for (const uint16_t *a = area; *a; a++)
                has[*a] |= flow->area_at[*a] != flow->area_at[*a + 1];
        }
        for (const uint16_t *a = area; *a; a++)
            r.countries += has[*a];
        buf_fmt(pg->out, r.tables ? "<li><a href=\"/tables?topic=%s\">"
                                  : "<li class=\"none\"><a href=\"/tables?topic=%s\">", subjects[i].name);
        say(pg, arena_fmt(pg->arena, "subject.%s", subjects[i].name));
        html(pg->out, "</a>");
        put_reach(pg, &r);
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n");
}
