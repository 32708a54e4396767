/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How good a source is for what it is used for, by stated criteria, each explained. A score is no verdict on
 * an office: it says what a reader of its figures knows of them, and what could be better.
 *
 *     struct source_quality q;
 *     quality_score(&q, &arena, &(struct quality_of){ref, cube, area, source, &described, 2026});
 *     q.score[QUALITY_TIMELINESS].points          0 to 3, or -1: not to be said
 *     q.score[QUALITY_TIMELINESS].reason          a key of web/text: "quality.timeliness.2"
 *     q.score[QUALITY_TIMELINESS].args            and what stands in it: {years} = 2
 *
 * Criteria (doc/quality.md has every level of each with its words and where it comes from: the dimensions of
 * the European Statistical System's quality framework and the 20th ICLS guidelines concerning statistics of
 * international labour migration, 2018):
 *
 *     scope        population and geography covered: all usual residents of the whole country, or less
 *     definition   who is a migrant is said, and is what the table asks (T36 against the table's criterion)
 *     timeliness   years from its newest figures to the year of the release
 *     periodicity  years between its figures, as they came
 *     age limits   they are said, and are those of the table: 15 and over without an upper limit
 *     sample       a census or register, or a sample whose size and design are said
 *
 * What is said in the catalogue of sources decides; where it is silent, the notes of the newest figures. How
 * well a fixed value fits is data (data/sources/grades.csv). What the tables ask differently is judged by the
 * table that it fits worst.
 *
 * What is not said is 0 points: not known is what a reader should see. What does not apply (the sample of a
 * register) is -1 and does not count. The whole is the mean of the others, as per cent of 3. */
#ifndef ANALYSE_QUALITY_H
#define ANALYSE_QUALITY_H

#include "model/catalogue.h"
#include "model/cube.h"
#include "syntax/text.h"

enum quality {
    QUALITY_SCOPE,
    QUALITY_DEFINITION,
    QUALITY_TIMELINESS,
    QUALITY_PERIODICITY,
    QUALITY_AGE,
    QUALITY_SAMPLE,
    QUALITIES
};
const char *quality_name(enum quality q); /* "scope": public, for JSON and words */
enum { QUALITY_POINTS = 3, QUALITY_ARGS = 3 };

struct quality_score {
    int points;         /* 0 .. QUALITY_POINTS; -1: does not apply */
    const char *reason; /* a key of web/text */
    struct quality_arg {
        const char *name;
        struct str value;
    } args[QUALITY_ARGS];
    unsigned nargs;
};

struct quality_of {
    const struct ref *ref;
    const struct cube *cube;    /* its figures; NULL: it has none */
    uint16_t area;
    struct str source;          /* "BA:741" */
    const struct catalogue_source *described; /* NULL: nobody has */
    int year;                   /* in which the figures are read: that of the release */
};

struct source_quality {
    struct quality_score score[QUALITIES];
    double whole;               /* per cent; NaN: nothing applies */
    int first_year, last_year;  /* of its figures; 0: none */
    unsigned nyears;
    uint32_t nobs;
};

void quality_score(struct source_quality *out, struct arena *arena, const struct quality_of *of);

/* Who counts as a migrant in it, as it is said or noted: "T36:3215"; of several tables in the one that it fits worst.
 * Empty: it is not said. */
struct str quality_migrants(const struct source_quality *q);

/* The reason as a sentence, not escaped; what is a fixed value ("T36:3215") by its name in that language. */
void quality_say(struct buf *out, const struct text *text, const struct ref *ref, const char *language,
                 const struct quality_score *score);

#endif
