/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The catalogue of sources: what a country's people say of a survey, a census or a register. Each
 * thing that is asked is one row of `catalogue`, and the command line, the pages and the next
 * questionnaire are loops over it.
 *
 *     int field = catalogue_find(STR("migrants"));
 *     puts(catalogue[field].question);
 *
 * Where the questionnaire asks the same by a note type (S1, T2, T36) the row names it: what is
 * answered there comes into the catalogue when it is accepted, and the next questionnaire is filled
 * from it. Such a content is kept as the note, "T36:3215", where it is one of the fixed values.
 *
 * A release takes over what is said at that time of the sources of its figures, but for what is of a
 * person (collect/sources.h). */
#ifndef MODEL_CATALOGUE_H
#define MODEL_CATALOGUE_H

#include "model/ref.h"

enum catalogue_field {
    CATALOGUE_NAME,
    CATALOGUE_PERIODICITY,
    CATALOGUE_YEARS,
    CATALOGUE_REFERENCE_PERIOD,
    CATALOGUE_GEOGRAPHY,
    CATALOGUE_POPULATION,
    CATALOGUE_MIGRANTS,
    CATALOGUE_AGE_FROM,
    CATALOGUE_AGE_TO,
    CATALOGUE_SAMPLE_SIZE,
    CATALOGUE_SAMPLE_DESIGN,
    CATALOGUE_QUALITY,
    CATALOGUE_INSTITUTION,
    CATALOGUE_PUBLICATION,
    CATALOGUE_CONTACT,
    CATALOGUE_CONTACT_EMAIL,
    CATALOGUE_CONTACT_PHONE,
    CATALOGUE_FIELDS
};

enum { CATALOGUE_CONTENT_MAX = 2000 };

struct catalogue_row {
    const char *name; /* public: "reference_period" */
    const char *label, *question; /* in English; catalogue.<name> and catalogue.<name>.ask in web/text */
    const char *example;
    const char *note;  /* the note type by which the questionnaire asks it; NULL: it does not */
    bool only_fixed;   /* only one of the note's fixed values will do */
    bool personal;     /* of a person: never published, for the office and the country alone */
};
extern const struct catalogue_row catalogue[CATALOGUE_FIELDS];

int catalogue_find(struct str name);     /* -1: there is no such field */
int catalogue_of_note(struct str type);  /* "T36"; -1: not in the catalogue */

/* A source as it is described now. */
struct catalogue_source {
    struct str area; /* "MMR" */
    struct str source; /* "BA:741" */
    struct str content[CATALOGUE_FIELDS]; /* empty: not said */
    bool withdrawn;
};

/* The fixed value that a text means, by "T36:3215", by its number, by "Name [3215]" or by its name in
 * English; NULL when it is none, or the field has none. */
const struct note *catalogue_note(const struct ref *ref, enum catalogue_field field, struct str text);

/* As it is kept: the note where it is a fixed value, else the text. False where that will not do. */
bool catalogue_content(struct str *out, struct arena *arena, const struct ref *ref,
                       enum catalogue_field field, struct str text);

/* As people read it: the name of the fixed value, else the text. */
struct str catalogue_text(const struct ref *ref, const char *language, enum catalogue_field field,
                          struct str content);

/* Takes over the notes of a figure, "S3:12_T2:85", where they say something else than what stands
 * there; how many did. `notes` has to live as long as the source. */
unsigned catalogue_take_notes(struct catalogue_source *s, const struct ref *ref, struct str notes);

/* The years that a text on years names, as people write them (catalogue_years.c): "2008, 2012-2014, every two
 * years since 2016", "sejak 2014", "từ 2014 đến 2018", "ตั้งแต่ 2557" (years of the Buddhist era are taken for
 * what they are); what is open goes on to `now`. Answers how many; 0: the text names none. */
enum { SAID_FIRST = 1900, SAID_LAST = 2155 };
struct said_years {
    uint64_t bit[(SAID_LAST - SAID_FIRST + 64) / 64];
};
unsigned said_years(struct said_years *out, struct str text, int now);
static inline bool said_year(const struct said_years *y, int year)
{
    unsigned i = (unsigned)(year - SAID_FIRST);
    return year >= SAID_FIRST && year <= SAID_LAST && y->bit[i / 64] >> i % 64 & 1;
}

#endif
