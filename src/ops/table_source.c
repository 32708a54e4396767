/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The catalogue of sources, and collections of others. */
#include "ops/table.h"

#define SOURCE                                                     \
    {"country", "ISO3", "whose source it is", PARAM_OPTION, true}, \
    {"source", "TYPE:ID", "which source, as BA:741", PARAM_OPTION, true}
static const struct param source_params[] = {SOURCE, END};
static const struct param source_set_params[] = {
    SOURCE, OPTION("field", "NAME=TEXT", "what is known, as periodicity=every year; may be given several times"),
    END};
static const struct param source_published_params[] = {
    OPTION("country", "ISO3", "only those of this country"), OPTION("source", "TYPE:ID", "only this one, as BA:741"),
    OPTION("release", "NAME", "a release by name or number; the newest when left out"),
    OPTION("audience", "A", "as members or office see it, for who is one; the public (when left out)"),
    FLAG("embargoed", "also a release whose embargo has not passed, for compilers"), END};
static const struct param source_list_params[] = {OPTION("country", "ISO3", "only of this country"), END};
static const struct param source_import_params[] = {
    LIST("file", "FILE", "as its publisher laid it out; several are taken in as one"),
    {"map", "MAPPING", "a file, or the name of a mapping that comes with the program, as un_desa_2019", PARAM_OPTION,
     true},
    FLAG("anew", "the vintage begins anew: nothing of earlier imports is shown any more"),
    LANGUAGE("of the sentences: "), END};
static const struct param source_collection_params[] = {
    TEXT("code", "CODE", "as UNDESA_IMS"), OPTION("vintage", "V", "the newest when left out"), END};
static const struct param quality_params[] = {
    MAYBE("source", "TYPE:ID", "only this one, as BA:741"), OPTION("country", "ISO3", "only of this country"), BASIS,
    END};

static const struct op sources[] = {
    {"source set", "describe a source", "A new version in the catalogue, with what is said now and all else as it "
     "was; an empty text takes back what was said. The next questionnaire is filled from it, and the next release "
     "publishes it where it has figures of the source. Fields: name, "
     "periodicity, years, reference_period, geography, population, migrants (one of the fixed definitions), "
     "age_from, age_to, sample_size, sample_design, quality, institution, publication, and contact, "
     "contact_email, contact_phone, which are never published.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE,
     source_set_params, op_source_set},
    {"source list", "list the sources that are described", "Contact persons are shown to the office and the "
     "country itself.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, source_list_params, op_source_list},
    {"source show", "a source, and which tables it fed", "With the years that were accepted.", TO_SPECIALISTS,
     REACH_COUNTRY, NEED_READ, source_params, op_source_show},
    {"source history", "all versions of a source", "Oldest first.", TO_SPECIALISTS, REACH_COUNTRY, NEED_READ,
     source_params, op_source_history},
    {"source published", "what a release says of its sources", "As it was described when the release was made: "
     "of each source that has figures there, without persons.", TO_ANYONE, REACH_ALL, NEED_READ,
     source_published_params, op_source_published},
    {"source withdraw", "say that a source is not used any more", "It stays in the catalogue; questionnaires do not "
     "offer it. Describing it again takes that back.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, source_params,
     op_source_withdraw},
    {"source quality", "how good sources are, criterion by criterion", "Each with 0 to 3 points and the reason "
     "(doc/quality.md): scope, definition of migrants, timeliness, periodicity, age limits, sample. What is not said "
     "has no point; what does not apply does not count. Of the sources that have figures in a release, as it "
     "describes them.", TO_ANYONE, REACH_ALL, NEED_READ, quality_params, op_source_quality},
};
const struct op_section ops_sources = {sources, ARRAY_LEN(sources)};

static const struct op collections[] = {
    {"source import", "take in figures of an international organisation", "They become a collection of their own, "
     "with publisher, licence and vintage as the mapping says, and never stand among what countries report. What is "
     "imported later adds to the vintage, and of a cell the last figure counts. Files and mapping are kept as they "
     "came.", TO_OFFICE, REACH_ALL, NEED_WRITE, source_import_params, op_source_import},
    {"source collections", "list the collections of others", "Each vintage with publisher, licence and size.",
     TO_ANYONE, REACH_ALL, NEED_READ, no_params, op_source_collections},
    {"source collection", "a collection of others", "What it counts and how to cite it, its tables and years, and "
     "what was imported when.", TO_ANYONE, REACH_ALL, NEED_READ, source_collection_params, op_source_collection},
};
const struct op_section ops_collections = {collections, ARRAY_LEN(collections)};
