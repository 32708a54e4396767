/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One request to the signed-in part, on its way through it. Inside src/desk only.
 *
 * The table of routes says for each address who may come and what its parts mean; the gate
 * (visit.c) has resolved and checked them before a page is run:
 *
 *     {"GET", "round/:round/:area", TO_SPECIALISTS, "rounds", country_page},
 *
 * `:area` is a country in which the visitor has one of the roles, `:submission` and `:upload` one of
 * such a country; `:place` is any country; `:round`, `:meeting`, `:table`, `:user`, `:source` are what they say, and
 * exist where the base can tell. So a page cannot forget to ask. What is not the visitor's is answered as what is not
 * there.
 *
 * A page is written to v->page.out. A form posts to the address of its page with the key that
 * visit_form_begin puts there. After a verb that worked, the answer is visit_go (303); after one that
 * did not, the same page again with v->fault at its top and the fields as they were filled in. */
#ifndef DESK_VISIT_H
#define DESK_VISIT_H

#include "collect/account.h"
#include "model/meeting.h"
#include "model/role.h"
#include "ops/maker.h"
#include "ops/op.h"
#include "report/layout.h"
#include "server/http.h"
#include "store/collection.h"
#include "store/people.h"

enum { TONGUES = 16 };

struct desk {
    const char *base;
    struct store *st;
    struct ref *ref;      /* the newest; made anew when there is a newer one */
    int64_t ref_version;
    struct tongue {
        const struct text *text;
        struct ref *ref;
    } tongues[TONGUES];   /* the same in each language that was asked for */
    struct maker maker;   /* of the process that runs errands */
};

/* The reference data with the names of a language, made when they are first asked for. */
const struct ref *desk_ref(struct desk *desk, const struct text *text);

/* Takes newer reference data, where there are some. */
int desk_renew(struct desk *desk, struct err *err);

struct visit;
struct route {
    const char *method, *path;
    unsigned roles;      /* who may; with TO_ANYONE without being signed in */
    const char *section; /* of the navigation */
    int (*run)(struct visit *v, struct err *err);
};

struct visit {
    struct desk *desk;
    const struct http_request *rq;
    struct http_answer *an;
    const struct route *route;
    struct arena *arena;
    struct page page;
    struct page_frame frame;
    struct store *st;
    const struct ref *ref;  /* with names in the visitor's language; as they are kept: desk->ref */
    int64_t now;
    char at[21];

    bool known;             /* somebody has signed in */
    bool by_token;
    struct account account;
    struct str cookie;      /* the secret of the session; empty: none */
    char form_key[SECRET_TEXT];

    /* the parts of the address that a route names */
    uint16_t area;
    struct submission submission;
    struct upload upload;
    struct round round;
    struct str consultation; /* its name; it is there */
    struct meeting meeting;
    uint16_t table;         /* an indicator */
    struct str user, source, secret, number, file; /* as they stand in the address */

    unsigned lists;         /* tables on the page so far */
    struct err fault;       /* of a verb that did not work; code ERR_NONE: none */
    const char *wrong;      /* the field it is about; NULL: as its sentence says, which names fields "--name" */
    bool said;              /* in the visitor's language: what operations say is English */
};

/* -- who ------------------------------------------------------------------------------------- */

bool visit_is(const struct visit *v, unsigned roles);                      /* anywhere */
bool visit_may(const struct visit *v, unsigned roles, struct str area);    /* there */
/* The countries for which the visitor has one of the roles, by name; ends with 0. */
const uint16_t *visit_areas(struct visit *v, unsigned roles);

/* -- verbs ----------------------------------------------------------------------------------- */

/* Runs an operation of the table as the visitor: visit_do(v, &call, "accept", err, {"id", n}, ...).
 * What it prints as JSON is in call->out; the caller releases it with call_release. A call that
 * failed is released already. */
struct word {
    const char *name;
    struct str value; /* empty: not said */
};
int visit_do_v(struct visit *v, struct call *call, const char *op, const struct word *words, struct err *err);
#define visit_do(v, call, op, err, ...)                                                        \
    visit_do_v((v), (call), (op), (const struct word[]){__VA_ARGS__, {NULL, {NULL, 0}}}, (err))
/* The same with a file that came with the request; NULL: none. */
int visit_do_with(struct visit *v, struct call *call, const char *op, const struct word *words,
                  const struct call_file *file, struct err *err);
/* The same where nobody looks at what is printed. */
int visit_verb_v(struct visit *v, const char *op, const struct word *words, struct err *err);
#define visit_verb(v, op, err, ...)                                                            \
    visit_verb_v((v), (op), (const struct word[]){__VA_ARGS__, {NULL, {NULL, 0}}}, (err))

/* Makes the words of a key the fault, about a field or (NULL) none. ERR_USAGE. */
int visit_wrong(struct visit *v, const char *field, const char *key);
/* The same for the first of the fields, NULL at the end, that was left empty. */
int visit_needs(struct visit *v, const char *const *fields);
/* What went wrong, and whether this field has to do with it. */
void fault_sentence(struct visit *v, bool links);
bool fault_is_about(const struct visit *v, const char *field);

/* The number of the submission that an operation says it has made. */
int submission_of(int64_t *id, struct str json, struct err *err);

/* 303 to a page, which then says the words desk.done.`done` (NULL: nothing). */
int visit_go(struct visit *v, const char *address, const char *done);

/* -- pages ----------------------------------------------------------------------------------- */

/* The beginning of a page with its heading: skip link, navigation, what was done, what went wrong. */
void visit_open(struct visit *v, struct str title);
/* The same with a way back above the heading: label and address. */
void visit_open_under(struct visit *v, struct str title, struct str parent, const char *address);
void visit_close(struct visit *v);

/* -- forms ----------------------------------------------------------------------------------- */

/* What was filled in, when the form comes back, else `before`. */
struct str filled(const struct visit *v, const char *name, struct str before);
/* A value of a posted form; empty when it is not there. */
struct str posted(const struct visit *v, const char *name);

void form_begin(struct visit *v, const char *action); /* NULL: the page itself */
void form_begin_files(struct visit *v, const char *action);
void form_end(struct visit *v);
void form_hidden(struct visit *v, const char *name, struct str value);
/* A labelled field; label desk.field.NAME, hint desk.hint.NAME where there are such words. type: text,
 * password, email, date, number, code. */
void form_field(struct visit *v, const char *type, const char *name, struct str value);
void form_area(struct visit *v, const char *name, struct str value, unsigned rows); /* of text */
/* A list to choose from; an option is (value, label). */
struct choice {
    struct str value, label;
};
void form_choice(struct visit *v, const char *name, struct str value, const struct choice *choices, size_t n);
void form_language(struct visit *v, struct str value);
void form_check(struct visit *v, const char *name, bool on);
void form_button(struct visit *v, const char *words); /* the main one of a form */
/* One among several, which posts name=value. */
void form_button_as(struct visit *v, const char *words, const char *name, struct str value, bool quiet);
/* A form that is one button. */
void form_only(struct visit *v, const char *action, const char *words, const struct word *hidden);

/* -- small things ------------------------------------------------------------------------------ */

struct str area_name(const struct visit *v, uint16_t area);   /* in the visitor's language */
struct str period_text(struct visit *v, struct str period);   /* "2024-Q1" in words */
/* "Labour Force Survey"; the code where none is known */
struct str source_text(const struct visit *v, struct str source);
struct str table_name(const struct visit *v, struct str indicator); /* its title, in the visitor's language */
struct str code_name(const struct visit *v, uint16_t code);         /* so too; empty for 0 */
struct str unit_of(const struct visit *v, uint16_t indicator);      /* "thousands of persons" */
struct str time_words(struct visit *v, struct str at);        /* "22 November 2026, 14:05" UTC */
/* A mark for a state: words desk.state.STATE, class by what it asks for. */
void state_mark(struct visit *v, struct str state);
void state_letter(struct visit *v, struct str state); /* as one letter: desk.letter.STATE */
/* A table of a page with its frame, caption (for screen readers) and heads ("#key": a column of numbers). */
void list_open(struct visit *v, const char *caption, const char *const *heads, size_t n);
/* The same where a page has several: each is called by what is its own. */
void list_open_of(struct visit *v, struct str caption, const char *const *heads, size_t n);
void list_close(struct visit *v);
/* Where a page has a part for each country: the heading of one, and links to all where there are several. */
void put_country_head(struct visit *v, uint16_t area);
void put_country_links(struct visit *v, const uint16_t *areas);
/* Content-Disposition for a file to keep, its name cut to letters, digits, points, hyphens, underscores. */
const char *safe_name(struct visit *v, struct str name, const char *before, const char *after);
const char *address(struct visit *v, const char *fmt, ...) PRINTF_LIKE(2, 3); /* in the arena */

extern const struct route routes[];
extern const size_t nroutes;

/* -- what the routes run ----------------------------------------------------------------------- */

int sign_in_page(struct visit *v, struct err *err);
int sign_in_post(struct visit *v, struct err *err);
int second_factor_page(struct visit *v, struct err *err);
int second_factor_post(struct visit *v, struct err *err);
int sign_out(struct visit *v, struct err *err);
int welcome_page(struct visit *v, struct err *err);
int welcome_post(struct visit *v, struct err *err);
int me_page(struct visit *v, struct err *err);
int me_post(struct visit *v, struct err *err);
int front_page(struct visit *v, struct err *err);
int rounds_page(struct visit *v, struct err *err);
int round_open_page(struct visit *v, struct err *err);
int round_open_post(struct visit *v, struct err *err);
int round_page(struct visit *v, struct err *err);
int round_post(struct visit *v, struct err *err);
int country_page(struct visit *v, struct err *err);
int country_post(struct visit *v, struct err *err);
int form_download(struct visit *v, struct err *err);
int upload_post(struct visit *v, struct err *err);
int upload_page(struct visit *v, struct err *err);
int upload_state(struct visit *v, struct err *err);
int submissions_page(struct visit *v, struct err *err);
int submission_page(struct visit *v, struct err *err);
int submission_post(struct visit *v, struct err *err);
int submission_file(struct visit *v, struct err *err);
int submission_annotated(struct visit *v, struct err *err);
int table_page(struct visit *v, struct err *err);
int table_post(struct visit *v, struct err *err);
int sources_page(struct visit *v, struct err *err);
int source_page(struct visit *v, struct err *err);
int source_post(struct visit *v, struct err *err);
int sharing_page(struct visit *v, struct err *err);
int sharing_post(struct visit *v, struct err *err);
int shared_page(struct visit *v, struct err *err);
int consultations_page(struct visit *v, struct err *err);
int consultations_post(struct visit *v, struct err *err);
int consultation_page(struct visit *v, struct err *err);
int consultation_post(struct visit *v, struct err *err);
int consultation_record(struct visit *v, struct err *err);
int consultation_draft_file(struct visit *v, struct err *err);
int parts_page(struct visit *v, struct err *err);
int parts_post(struct visit *v, struct err *err);
int rest_page(struct visit *v, struct err *err);
int rest_post(struct visit *v, struct err *err);
int picture_file(struct visit *v, struct err *err);
int statements_page(struct visit *v, struct err *err);
int statements_post(struct visit *v, struct err *err);
int people_page(struct visit *v, struct err *err);
int people_post(struct visit *v, struct err *err);
int releases_page(struct visit *v, struct err *err);
int releases_post(struct visit *v, struct err *err);
int office_reports_page(struct visit *v, struct err *err);
int office_reports_post(struct visit *v, struct err *err);
int office_report_state(struct visit *v, struct err *err);
int office_report_file(struct visit *v, struct err *err);
int log_page(struct visit *v, struct err *err);
int meetings_page(struct visit *v, struct err *err);
int meeting_new_page(struct visit *v, struct err *err);
int meeting_new_post(struct visit *v, struct err *err);
int meeting_page(struct visit *v, struct err *err);
int meeting_post(struct visit *v, struct err *err);
int meeting_form_page(struct visit *v, struct err *err);
int meeting_form_post(struct visit *v, struct err *err);
int meeting_file(struct visit *v, struct err *err);
int meeting_briefing_page(struct visit *v, struct err *err);
int meeting_briefing_pdf(struct visit *v, struct err *err);
int meeting_printing_page(struct visit *v, struct err *err);
int meeting_printing_post(struct visit *v, struct err *err);
int meeting_printing_state(struct visit *v, struct err *err);
int conclusion_page(struct visit *v, struct err *err);
int conclusion_post(struct visit *v, struct err *err);
int api_call(struct visit *v, struct err *err);

#endif
