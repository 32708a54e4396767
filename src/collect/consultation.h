/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Consultations, as they stand: what the base keeps row by row, put together.
 *
 *     consultation_load(&c, store, &arena, STR("2026 report"), now, CONSULTATION_TEXT, &err);
 *     for (size_t i = 0; i < c.nparts; i++)
 *         c.parts[i].validated, consultation_position(&c, c.parts[i].id, area) ...
 *
 *     consultation_draft(&draft, store, parts, n, html, &err);     in a transaction: the first draft, or the next
 *
 * In a later draft a part that says the same (its hash) keeps what was said of it, one that says something else is
 * asked anew, one that is not there any more stays in the record. Nothing has to be copied for that: a position is of
 * the draft in which it was taken, and counts while the part has said the same since. */
#ifndef COLLECT_CONSULTATION_H
#define COLLECT_CONSULTATION_H

#include "base/buf.h"
#include "store/consultation.h"

/* All of it, counted; texts in the arena. With the HTML of parts or without. */
enum consultation_depth { CONSULTATION_TEXT, CONSULTATION_HTML };
int consultation_load(struct consultation *out, struct store *st, struct arena *arena, struct str name, struct str now,
                      enum consultation_depth depth, struct err *err);

/* A draft of these parts, d->number the one after the last, and the file in which it can be read. ERR_STATE: it has no
 * part, or two have the same id. d->consultation, at, who, release are set. */
int consultation_draft(struct draft *d, struct store *st, const struct consulted_part *parts, size_t n,
                       struct str html, struct err *err);
/* The file of a draft, added to `out`. */
int consultation_document(struct buf *out, struct store *st, int64_t consultation, int64_t number, struct err *err);

/* What differs between the parts of the last draft and those of the one before: how many are the same, say something
 * else, are new, are not there any more. */
struct draft_change {
    unsigned same, changed, added, removed;
};
void consultation_change(struct draft_change *out, const struct consultation *c);

/* What a draft was made from besides its release: statements and recommendations as they stood, with numbers "R1" in
 * their order; NULL: as they stand now. Texts in the arena. */
int statements_load(struct statement **out, size_t *n, struct store *st, struct arena *arena, struct str area,
                    struct str round, const struct draft *of, struct err *err);
int recommendations_load(struct recommendation **out, size_t *n, struct store *st, struct arena *arena,
                         const struct draft *of, struct err *err);
/* The last draft of a consultation, texts in the arena. */
int draft_last(struct draft *out, struct store *st, struct arena *arena, int64_t consultation, struct err *err);

#endif
