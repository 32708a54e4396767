/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is wrong, or odd, with the numbers: data, never an error of the program. Each
 * has a rule of the catalogue (model/rules.def), a severity, one sentence, and the
 * cell; a country answers it, a person may allow it with a reason.
 *
 *     struct finding *f = finding_add(&list, RULE_NOT_A_NUMBER);
 *     f->row = 12; f->column = 7;
 *     f->value = ...;
 *     finding_say(&list, f, "\"%s\" is not a number", text);
 *
 * The sentence is said in English and kept in parts too, so that it can be said in the language
 * of the person who reads it (model/sentence.h). A sentence is whole in the code: no piece of
 * English goes into it but as a phrase,
 *
 *     finding_say(&list, f, "it has %s", finding_phrase(&list, n == 1 ? "%u row" : "%u rows", n));
 *
 * All text belongs to the list's arena. */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include "base/arena.h"
#include "model/obs.h"
#include "model/proposal.h"
#include "model/remark.h"
#include "model/sentence.h"
#include "syntax/text.h"

enum severity { SEV_INFO, SEV_WARNING, SEV_ERROR };

enum rule {
#define RULE(name, id, severity, title, text, needs) RULE_##name,
#include "model/rules.def"
#undef RULE
    RULE_COUNT
};

struct rule_entry {
    const char *id, *title, *text; /* "T101"; a few words; a paragraph for the manual */
    const char *needs; /* without which it does not look, and its tolerance */
    enum severity severity;
};

extern const struct rule_entry rules[RULE_COUNT];

struct finding {
    enum rule rule;
    enum severity severity;
    uint16_t sheet, column; /* 0: the whole row, the whole file */
    uint32_t row;
    /* codes as written in the file, or as known; empty where there is none */
    struct str indicator, area, source, sex, classif[2], period;
    struct str value;   /* the text of the cell */
    struct str message; /* one sentence: what, and what would be right */
    struct str pattern, args; /* the same in parts, for sentence_put */
    const struct proposal *proposals; /* best first */
    unsigned nproposals;
    struct str proposal, proposal_pattern, proposal_args; /* what they come to, as the message */
    struct str answer;  /* why the country stands by the figure; empty when it has not said so */
    uint32_t part;      /* of several sets that are checked together: which has the cell */
};

struct finding_list {
    struct arena arena;
    struct finding *v;
    size_t n, size;
    size_t count[SEV_ERROR + 1];
    struct strset once; /* of finding_first */
    struct strset patterns; /* of all sentences */
    struct sentence sentence;
    struct arena phrases;
};

void finding_list_init(struct finding_list *list);
void finding_list_release(struct finding_list *list);
struct finding *finding_add(struct finding_list *list, enum rule rule);
/* Puts a finding of another list, without proposals, into this one. */
void finding_take(struct finding_list *list, const struct finding *other);
/* True the first time that it is asked of a rule and a thing: for what is said once of a file. */
bool finding_first(struct finding_list *list, enum rule rule, struct str thing);
void finding_say(struct finding_list *list, struct finding *f, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
/* Says again what was said elsewhere, from its parts (which are sentence_sound). */
void finding_say_parts(struct finding_list *list, struct finding *f, struct str pattern, struct str args);
/* The same of its proposals: a clause that follows the sentence. */
void finding_propose(struct finding_list *list, struct finding *f, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
/* An argument of a sentence that is itself to be said in the reader's language; also of another
 * phrase. Lives until the list's next sentence is said. */
const char *finding_phrase(struct finding_list *list, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Fills place and key from an observation. */
void finding_at(struct finding_list *list, struct finding *f, const struct ref *ref,
                const struct obs_set *set, const struct obs *o);

/* By sheet, row, column, rule: the order in which a person walks through the file. */
void finding_list_sort(struct finding_list *list);

/* Puts the answers among the remarks to the findings that they are about: of the same rule, key
 * and figure. One about another figure answers nothing any more, unless the rule is one whose answer
 * stands for every year and figure of a table. */
void finding_list_answer(struct finding_list *list, const struct remark_list *remarks);

/* What the findings of each rule weigh, by rule; severities_init: as the catalogue says. */
struct severities {
    enum severity of[RULE_COUNT];
};
void severities_init(struct severities *s);
/* What cannot be read is an error whatever is said: no figure comes of it, so accepting asks a person. */
bool rule_fixed(enum rule rule);
int severity_find(struct str name); /* -1: "error", "warning" and "info" there are */
/* Weighs all findings of a list anew. */
void finding_list_weigh(struct finding_list *list, const struct severities *s);

bool rule_stands(enum rule rule); /* is answered once for an area and an indicator */

const char *severity_name(enum severity s); /* "error" */
int rule_find(struct str id);               /* index into rules, or -1 */
/* In a language where it has them, else in English. */
struct str rule_title(const struct text *text, enum rule rule);
struct str rule_text(const struct text *text, enum rule rule);

#endif
