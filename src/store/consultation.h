/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the base keeps of statements, recommendations and consultations. All of it is only added to: what is said
 * again is a new row, and the newest counts.
 *
 *     store_consultation_add(st, &c, &err);             then who is asked, until when, the draft and its parts
 *     store_position_add(st, &p, &err);
 *     store_position_list(st, &it, c.id, false, &err);  what stands; with `history` all that was ever said
 *
 * What these come to together is collect/consultation.h's. Transactions, iterators and texts are as store.h says. */
#ifndef STORE_CONSULTATION_H
#define STORE_CONSULTATION_H

#include "model/consultation.h"
#include "store/store.h"

/* -- statements ------------------------------------------------------------------------------- */

int store_statement_add(struct store *st, const struct statement *s, struct err *err);
/* Those that stand, by area and subject; `area`, `round` empty: of all. `last`: as it was after that row (0: now). */
int store_statement_list(struct store *st, struct store_iter **it, struct str area, struct str round, int64_t last,
                         struct err *err);
int store_statement_next(struct store_iter *it, struct statement *out, struct err *err);

/* -- recommendations -------------------------------------------------------------------------- */

/* r->id 0: a new one, whose id is filled; else a new version of that one. Without text it is removed. */
int store_recommendation_put(struct store *st, struct recommendation *r, struct err *err); /* ERR_NOTFOUND */
/* Those that stand, by id; their numbers, which go by the order, are not filled. `last` as above. */
int store_recommendation_list(struct store *st, struct store_iter **it, int64_t last, struct err *err);
int store_recommendation_next(struct store_iter *it, struct recommendation *out, struct err *err);

/* -- consultations ---------------------------------------------------------------------------- */

/* As struct consultation, without areas, parts and positions. */
struct consultation_row {
    int64_t id;
    struct str name, language, opened_at, opened_by;
    bool silence_agrees;
    struct str until;                /* a day; the newest that was set */
    struct str closed_at, closed_by; /* empty: open */
};
/* ERR_STATE: the name is taken. Sets the last day as well. */
int store_consultation_add(struct store *st, struct consultation_row *c, struct err *err);
int store_consultation_get(struct store *st, struct arena *arena, struct consultation_row *out, struct str name,
                           struct err *err); /* ERR_NOTFOUND */
int store_consultation_list(struct store *st, struct store_iter **it, struct err *err); /* by id */
int store_consultation_next(struct store_iter *it, struct consultation_row *out, struct err *err);

int store_consultation_until(struct store *st, int64_t id, struct str day, struct str at, struct str who,
                             struct err *err);
int store_consultation_close(struct store *st, int64_t id, struct str at, struct str who, struct err *err);

int store_asked_add(struct store *st, int64_t id, struct str area, struct err *err);
int store_asked_list(struct store *st, struct store_iter **it, int64_t id, struct err *err); /* by area */
int store_asked_next(struct store_iter *it, struct str *area, struct err *err);

/* -- drafts ------------------------------------------------------------------------------------ */

struct draft {
    int64_t consultation, number;
    struct str at, who;
    int64_t release;
    struct str release_name;                       /* only read */
    int64_t last_statement, last_recommendation;   /* the last rows of what it was made from */
    int64_t nparts;
};
int store_draft_now(struct store *st, struct draft *d, struct err *err); /* fills the last rows, as things stand */
int store_draft_add(struct store *st, struct draft *d, struct err *err); /* fills number */
int store_draft_list(struct store *st, struct store_iter **it, int64_t id, struct err *err); /* by number */
int store_draft_next(struct store_iter *it, struct draft *out, struct err *err);

/* The draft as a file that can be read: `packed` is the zstd of its bytes. */
struct draft_document {
    int64_t nbytes;
    struct str sha256, packed;
};
int store_draft_document_add(struct store *st, const struct draft *d, const struct draft_document *document,
                             struct err *err);
/* ERR_NOTFOUND: there is no such draft. Texts and bytes in the arena. */
int store_draft_document_get(struct store *st, struct arena *arena, struct draft_document *out, int64_t consultation,
                             int64_t number, struct err *err);

/* part->id, number, kind, chapter, text, html, hash, area. */
int store_draft_part_add(struct store *st, const struct draft *d, int64_t place, const struct consulted_part *part,
                         struct err *err);
/* Of all drafts, by draft and place; without html where it is not asked for. part->since is the draft. */
int store_draft_part_list(struct store *st, struct store_iter **it, int64_t id, bool html, struct err *err);
int store_draft_part_next(struct store_iter *it, struct consulted_part *out, struct err *err);

/* -- positions ---------------------------------------------------------------------------------- */

/* Of the part as it reads in p->draft; fills p->id. */
int store_position_add(struct store *st, int64_t consultation, struct position *p, struct err *err);
int store_position_answer(struct store *st, int64_t position, struct str at, struct str who, struct str text,
                          struct err *err); /* ERR_NOTFOUND */
/* The newest of each part and country by part and area, with the newest answer of each; with `history` all, by part,
 * area and time. */
int store_position_list(struct store *st, struct store_iter **it, int64_t consultation, bool history, struct err *err);
int store_position_next(struct store_iter *it, struct position *out, struct err *err);

#endif
