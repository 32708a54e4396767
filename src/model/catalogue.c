/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/catalogue.h"

#include <stdio.h>

const struct catalogue_row catalogue[CATALOGUE_FIELDS] = {
    [CATALOGUE_NAME] = {"name", "Name", "What is the source called, without the year?",
                        "Labour Force Survey", "S1", false, false},
    [CATALOGUE_PERIODICITY] = {"periodicity", "How often", "How often is it carried out or updated?",
                               "every quarter", NULL, false, false},
    [CATALOGUE_YEARS] = {"years", "Years", "For which years are there results?",
                         "2008, 2012, every year since 2014", NULL, false, false},
    [CATALOGUE_REFERENCE_PERIOD] = {"reference_period", "Reference period",
                                    "Which days or months do the figures of a year stand for?",
                                    "the last week before the interview, July to September", "S3", false,
                                    false},
    [CATALOGUE_GEOGRAPHY] = {"geography", "Geographical coverage",
                             "Which parts of the country are covered, and which are left out?",
                             "the whole country", "S4", false, false},
    [CATALOGUE_POPULATION] = {"population", "Population coverage",
                              "Who is covered, and who is left out?",
                              "private households; not workers' hostels", "S5", false, false},
    [CATALOGUE_MIGRANTS] = {"migrants", "Definition of migrants",
                            "Who counts as a migrant in this source?", "3215", "T36", true, false},
    [CATALOGUE_AGE_FROM] = {"age_from", "Youngest age", "From which age on are persons counted?",
                            "15 years", "T2", false, false},
    [CATALOGUE_AGE_TO] = {"age_to", "Oldest age", "Up to which age are persons counted?", "no limit", "T3",
                          false, false},
    [CATALOGUE_SAMPLE_SIZE] = {"sample_size", "Sample size", "How many households or persons are asked?",
                               "12,000 households a year", NULL, false, false},
    [CATALOGUE_SAMPLE_DESIGN] = {"sample_design", "Sample design",
                                 "How are they chosen, and how are the answers weighted?",
                                 "two stages: villages, then households; weighted by age and sex", NULL,
                                 false, false},
    [CATALOGUE_QUALITY] = {"quality", "Response and quality",
                           "What should a user know: how many answered, what is weak?",
                           "response 92 per cent; figures below 5,000 persons are uncertain", NULL, false,
                           false},
    [CATALOGUE_INSTITUTION] = {"institution", "Institution", "Which office is responsible for it?",
                               "National Institute of Statistics", NULL, false, false},
    [CATALOGUE_PUBLICATION] = {"publication", "Publication",
                               "Where are the results published (web address)?",
                               "https://www.example.org/survey", NULL, false, false},
    [CATALOGUE_CONTACT] = {"contact", "Contact person", "Who can be asked about it? Never published.",
                           "Sokha Chan", "S13", false, true},
    [CATALOGUE_CONTACT_EMAIL] = {"contact_email", "E-mail of the contact",
                                 "At which e-mail address? Never published.", "sokha@example.org", NULL,
                                 false, true},
    [CATALOGUE_CONTACT_PHONE] = {"contact_phone", "Phone of the contact",
                                 "At which phone number? Never published.", "+855 12 345 678", NULL, false,
                                 true},
};

int catalogue_find(struct str name)
{
    for (int i = 0; i < CATALOGUE_FIELDS; i++)
        if (str_is(name, catalogue[i].name))
            return i;
    return -1;
}

int catalogue_of_note(struct str type)
{
    for (int i = 0; i < CATALOGUE_FIELDS; i++)
        if (catalogue[i].note && str_is(type, catalogue[i].note))
            return i;
    return -1;
}

/* "3215" of "Non-citizens [3215]" */
static struct str bracketed(struct str text)
{
    if (!text.len || text.p[text.len - 1] != ']')
        return (struct str){0};
    size_t at = text.len - 1;
    while (at > 0 && text.p[at - 1] != '[')
        at--;
    return at ? str_sub(text, at, text.len - 1 - at) : (struct str){0};
}

const struct note *catalogue_note(const struct ref *ref, enum catalogue_field field, struct str text)
{
    const char *code = catalogue[field].note;
    int type = code ? ref_note_type_find(ref, str_of(code)) : -1;
    struct str id = bracketed(text);
    if (type < 0 || !str_is(ref->note_types[type].field, "fixed"))
        return NULL;
    if (str_starts(text, str_of(code)) && text.len > strlen(code) && text.p[strlen(code)] == ':')
        id = str_sub(text, strlen(code) + 1, text.len);
    for (uint32_t i = 0; i < ref->nnotes; i++) {
        const struct note *n = &ref->notes[i];
        if (n->type == type &&
            (str_eq(n->id, id.len ? id : text) || (!id.len && str_eq_nocase(n->name, text))))
            return n;
    }
    return NULL;
}

bool catalogue_content(struct str *out, struct arena *arena, const struct ref *ref,
                       enum catalogue_field field, struct str text)
{
    const struct note *note = catalogue_note(ref, field, text);
    *out = note ? str_of(arena_fmt(arena, "%s:%.*s", catalogue[field].note, STR_FMT(note->id))) : text;
    return note || !catalogue[field].only_fixed;
}

struct str catalogue_text(const struct ref *ref, const char *language, enum catalogue_field field,
                          struct str content)
{
    const struct note *note = content.len ? catalogue_note(ref, field, content) : NULL;
    char key[64];
    if (!note)
        return content;
    int n = snprintf(key, sizeof key, "%s:%.*s", catalogue[field].note, STR_FMT(note->id));
    return ref_name(ref, language, "note", (struct str){key, MIN((size_t)n, sizeof key - 1)}, note->name);
}

unsigned catalogue_take_notes(struct catalogue_source *s, const struct ref *ref, struct str notes)
{
    struct str note, type, rest;
    unsigned n = 0;
    while (str_next(&note, &notes, '_')) {
        rest = note;
        int field = str_next(&type, &rest, ':') ? catalogue_of_note(type) : -1;
        if (field < 0 || !catalogue_note(ref, (enum catalogue_field)field, note) ||
            str_eq(s->content[field], note))
            continue;
        s->content[field] = note;
        n++;
    }
    return n;
}
