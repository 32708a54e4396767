/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the pages of consultations share. Inside src/desk only. */
#ifndef DESK_CONSULTATION_H
#define DESK_CONSULTATION_H

#include "collect/consultation.h"
#include "desk/visit.h"

/* That of the address, with the texts of its parts or their HTML. */
int consulted(struct consultation *out, struct visit *v, enum consultation_depth depth, struct err *err);

/* "/desk/consultation/NAME", with "/..." behind where `rest` is not NULL. */
const char *consultation_address(struct visit *v, struct str name, const char *rest);
/* The page of a country's parts: of a chapter (0: of all), and of those only that `show` names ("": all). */
const char *parts_address(struct visit *v, struct str name, struct str area, size_t chapter, const char *show);

/* The chapters that have parts now, in their order. */
const struct str *chapters_of(size_t *n, struct visit *v, const struct consultation *k);

/* "Open until 30 June 2026. 12 days left.", or that it is over or closed. */
void put_until(struct visit *v, const struct consultation *k);
bool may_speak(const struct visit *v, const struct consultation *k, struct str area);

/* What a country said of a part that has words, with its answer; for the office a form to answer, which posts to
 * `action`. `of`: where the part is, as a link, or empty. */
void put_position(struct visit *v, const struct consultation *k, const struct position *p, const char *action);
int answer_post(struct visit *v, struct str consultation);

/* On the first page: what is open. */
int put_consultations(struct visit *v, struct err *err);

#endif
