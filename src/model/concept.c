/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/concept.h"

#include "base/num.h"

const struct concept concepts[CONCEPTS_ALL] = {
    {"REF_AREA", "Reference area", "CL_AREA", "The country whose people report the figure."},
    {"FREQ", "Frequency", "CL_FREQ", "How often a figure is made."},
    {"MEASURE", "Measure", "CL_MEASURE", "What is counted: the topic, the variable and the unit."},
    {"TIME_PERIOD", "Time period", NULL, "The year, quarter or month that the figure stands for."},
    {"OBS_VALUE", "Observation value", NULL, "The figure; missing where a status says why there is none."},
    {"OBS_STATUS", "Observation status", "CL_OBS_STATUS", "What else is to be known of how the figure was made."},
    {"UNIT_MEASURE", "Unit of measure", "CL_UNIT_MEASURE", NULL},
    {"UNIT_MULT", "Unit multiplier", "CL_UNIT_MULT", "The power of ten by which the figure is to be multiplied."},
    {"SOURCE", "Source", NULL, "The type of the source and the survey, as BA:741: in CL_SOURCE with _ for the colon."},
    {"NOTE_SOURCE", "Notes on the source", NULL, "Notes as type:value, joined by _: in CL_NOTE with _ for the colon."},
    {"NOTE_INDICATOR", "Notes on the indicator", NULL, "Notes as NOTE_SOURCE has them."},
    {"NOTE_CLASSIF", "Notes on the classification", NULL, "Notes as NOTE_SOURCE has them."},
    {"DECIMALS", "Decimals", "CL_DECIMALS", "How many decimals the figure was reported with."},
};

static const struct english {
    const char *code, *name;
} freqs[] = {{"A", "Annual"}, {"Q", "Quarterly"}, {"M", "Monthly"}},
  mults[] = {{"0", "Units"},     {"1", "Tens"},     {"2", "Hundreds"},
             {"3", "Thousands"}, {"6", "Millions"}, {"9", "Billions"}},
  schemes[] = {{"CL_NOTE", "Note"},
               {"CS_ILMS", "Concepts"},
               {"CS_SOURCES", "What is said of a source"},
               {"DATA_CONSUMERS", "Who may see which figures"},
               {"DATA_PROVIDERS", "Countries that report"},
               {"H_AREA", "Countries by group"},
               {"MDF_SOURCES", "Sources of labour migration statistics"},
               {"METADATA_PROVIDERS", "Countries that describe their sources"},
               {"OU_ILMS", "Who takes part in the collection"},
               {"PR_ILMS", "The way of a figure"},
               {"RT_ILMS", "The questionnaire, table by table"}};

static const char *english_of(const struct english *v, size_t n, struct str code)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(code, v[i].code))
            return v[i].name;
    return NULL;
}
#define ENGLISH_OF(v, code) english_of(v, ARRAY_LEN(v), code)

static struct str in_language(const struct ref *ref, const char *language, const char *kind, struct str code,
                              struct str english)
{
    return !language || strcmp(language, "en") == 0 ? english : ref_name(ref, language, kind, code, english);
}

struct str concept_name(const struct ref *ref, const char *language, struct str id)
{
    uint32_t dim;
    for (size_t i = 0; i < CONCEPTS_ALL; i++) /* the first letter tells of most */
        if (id.len && id.p[0] == concepts[i].id[0] && str_is(id, concepts[i].id))
            return in_language(ref, language, "concept", id, str_of(concepts[i].name));
    return map_find(&ref->dimension_map, &dim, id)
               ? in_language(ref, language, "dimension", id, ref->dimensions[dim].name) : id;
}

struct str freq_name(const struct ref *ref, const char *language, char freq)
{
    struct str code = {&freq, 1};
    const char *english = ENGLISH_OF(freqs, code);
    return english ? in_language(ref, language, "freq", code, str_of(english)) : STR("");
}

static bool is_unit(uint32_t *index, const struct ref *ref, struct str unit)
{
    for (*index = 0; *index < ref->nunits; ++*index)
        if (str_eq(ref->units[*index].code, unit))
            return true;
    return false;
}

struct str unit_name(const struct ref *ref, const char *language, struct str unit)
{
    uint32_t i;
    return is_unit(&i, ref, unit) ? in_language(ref, language, "unit", unit, ref->units[i].name) : unit;
}

struct str unit_mult_name(const struct ref *ref, const char *language, int power)
{
    char text[NUM_MAX];
    struct str code = {text, num_fmt_uint(text, (uint64_t)abs(power))};
    const char *english = power < 0 ? NULL : ENGLISH_OF(mults, code);
    return english ? in_language(ref, language, "unit_mult", code, str_of(english)) : STR("");
}

void unit_label(struct buf *out, const struct ref *ref, const char *language, const struct indicator *in)
{
    struct str mult = in->unit_mult ? unit_mult_name(ref, language, in->unit_mult) : STR("");
    buf_str(out, unit_name(ref, language, in->unit));
    if (mult.len) {
        /* a name begins with a capital, which within a line it does not have */
        buf_puts(out, " (");
        buf_char(out, mult.p[0] >= 'A' && mult.p[0] <= 'Z' ? (char)(mult.p[0] - 'A' + 'a') : mult.p[0]);
        buf_str(out, str_sub(mult, 1, mult.len));
        buf_char(out, ')');
    }
}

const char *scheme_english(struct str id)
{
    return ENGLISH_OF(schemes, id);
}

bool concept_named(const struct ref *ref, struct str kind, struct str code)
{
    uint64_t n;
    uint32_t index;
    for (size_t i = 0; i < CONCEPTS_ALL && str_is(kind, "concept"); i++)
        if (str_is(code, concepts[i].id))
            return true;
    return str_is(kind, "freq")        ? ENGLISH_OF(freqs, code) != NULL
           : str_is(kind, "unit")      ? is_unit(&index, ref, code)
           : str_is(kind, "unit_mult") ? ENGLISH_OF(mults, code) != NULL
           : str_is(kind, "decimals")  ? str_uint(&n, code, NUM_DECIMALS_MAX)
           : str_is(kind, "scheme")    ? scheme_english(code) != NULL
           : str_is(kind, "phrase")    ? str_is(code, "by")
           : str_is(kind, "status")    ? code.len == 1 && ref_status_find(ref, code.p[0])
                                       : false;
}
