/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a release holds, as the chapters on countries, sources, gaps and the annex say it: the sources of each country,
 * how many question tables stand how, single figures by their keys; and sentences with such numbers in them.
 *
 *     TELL(d, "country.THA.lead", "report.countries.lead", told_text(d, "place", name), told_number(d, "n", &r));
 *
 * Inside src/document only. */
#ifndef DOCUMENT_HOLDINGS_H
#define DOCUMENT_HOLDINGS_H

#include "document/report.h"
#include "model/mirrored.h"
#include "report/coverage_parts.h"
#include "report/profile.h"

/* -- sentences ------------------------------------------------------------------------------------------ */

struct html_arg told_text(struct document *d, const char *name, struct str plain);
struct html_arg told_number(struct document *d, const char *name, const struct reckoned *r);
/* A number of what is no release's, in a briefing: how many countries have answered until now. */
struct html_arg told_count(struct document *d, const char *name, uint64_t n);
/* The number in the words of a key that has a singular of its own: "3 sources". */
struct html_arg told_counted(struct document *d, const char *name, const char *key, const struct reckoned *r);
/* So many of the rows that a command lists, and of which (RECKONED_LISTING). */
#define LISTED(d, n, ...) reckoned_listing((double)(n), str_of(arena_fmt((d)->page->arena, __VA_ARGS__)))

/* A sentence from web/text in what is being written, or as a paragraph of its own. */
#define TELL_ON(d, key, ...)                                                                                           \
    html_say_marked((d)->page->out, (d)->page->text, key, (const struct html_arg[]){__VA_ARGS__, {NULL, {NULL, 0}}})
#define TELL(d, id, key, ...)                                                                                          \
    (document_paragraph((d), (id)), TELL_ON(d, key, __VA_ARGS__), document_paragraph_end(d))

/* Sentences from the data, one behind the other, into what is being written (says.c). */
void says_write(struct document *d, const struct highlight *const *v, size_t n);

/* "country.THA.lead" in the arena. */
const char *part_id(struct document *d, const char *format, ...) PRINTF_LIKE(2, 3);

/* -- tables --------------------------------------------------------------------------------------------- */

/* <thead> with a head for each key, "#" in front of those that stand over numbers; ends with NULL. The body is open. */
void table_heads(struct document *d, const char *const *keys);
void table_body(struct document *d);             /* where the heads were written one by one */
void table_head(struct document *d, const char *class, struct str words); /* class may be NULL */
void row_head(struct document *d, struct str words);  /* <tr><th scope="row"> */
void row_end(struct document *d);
void text_cell(struct document *d, struct str words); /* <td> */
void reckoned_cell(struct document *d, struct reckoned r);
/* To so many decimals; UINT32_MAX: nothing is known. */
void figure_cell(struct document *d, uint32_t obs, unsigned decimals);
void years_cell(struct document *d, const struct years *years); /* in one line where they are few */
void table_end(struct document *d, struct str note);

/* -- figures by their keys ------------------------------------------------------------------------------ */

/* sex 0: women and men together, or where the table has no sexes; codes 0: the total. */
struct figure_key {
    uint16_t area, sex, code, second;
};
/* The annual series of the key; UINT32_MAX: there is none. */
uint32_t series_find(const struct cube *cube, const struct cube_flow *flow, const struct figure_key *key);
/* Its figure of a period; UINT32_MAX: none. */
uint32_t figure_find(const struct cube *cube, const struct cube_flow *flow, const struct figure_key *key,
                     uint16_t period);
/* Its newest figure; UINT32_MAX: none. */
uint32_t figure_newest(const struct cube *cube, const struct cube_flow *flow, const struct figure_key *key);
uint32_t figures_of(const struct cube *cube, uint16_t area); /* observations that have a value */

/* -- coverage ------------------------------------------------------------------------------------------- */

/* Of which question tables: places in the view, UINT32_MAX all; module -1 all; years 0 all. */
struct tables_of {
    uint32_t area, question;
    int module;
    int first_year, last_year;
};
#define ALL_TABLES ((struct tables_of){.area = UINT32_MAX, .question = UINT32_MAX, .module = -1})
enum {
    COVER_COLLECTED = 1 << COVER_REPORTED | 1 << COVER_PARTIAL,
    COVER_POSSIBLE = COVER_COLLECTED | 1 << COVER_MISSING
};
/* How many of them stand so: bits 1 << enum cover. */
struct reckoned tables_count(struct document *d, const struct coverage_view *v, const struct tables_of *of,
                             unsigned covers);
/* Those collected as per cent of all that were possible; false where none was. */
bool tables_share(struct reckoned *out, struct document *d, const struct coverage_view *v, const struct tables_of *of);
void coverage_cell(struct document *d, const struct coverage_view *v, const struct tables_of *of, unsigned covers);

/* -- needs ------------------------------------------------------------------------------------------------ */

/* How many question tables it would fill, of the years of `c`: what a country needs of a kind,
 * about a source (NULL: all). */
struct reckoned needs_gaps(struct document *d, uint64_t n, const struct coverage *c, uint16_t area, enum need_kind kind,
                           const struct str *source);

/* -- sources -------------------------------------------------------------------------------------------- */

struct source_held {
    uint16_t area, source;             /* source: of the cube */
    struct str code;                   /* "BA:741" */
    uint32_t ntables, nobs;
    uint16_t *tables;                  /* indicators */
    struct years years;
    const struct catalogue_source *described; /* NULL: nobody has */
    struct source_quality quality;
    struct str migrants;               /* quality_migrants: the definition; empty: it is not said */
};
struct sources_held {
    struct source_held *v; /* by country's name, then those with most figures first */
    size_t n;
};
void sources_held(struct sources_held *out, struct page *pg);
/* How many figures and tables it has, how many points of 100;
 * and into what is being written these and what is weakest. */
struct reckoned source_figures(struct document *d, const struct source_held *s);
struct reckoned source_tables(struct document *d, const struct source_held *s);
bool source_points(struct reckoned *out, struct document *d, const struct source_held *s); /* false: nothing applies */
void source_quality_write(struct document *d, const struct source_held *s);

#endif
