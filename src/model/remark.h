/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a file says in words, beside its figures: answers to what is asked of a source, remarks
 * on a table, why a figure stands as it is, who filled the form in. Readers collect them, the
 * base keeps them with the submission. */
#ifndef MODEL_REMARK_H
#define MODEL_REMARK_H

#include "base/arena.h"

enum remark_kind {
    REMARK_SOURCE,  /* of `source`; type is the note type: S1 */
    REMARK_TABLE,   /* of the table `indicator`, or in general where that is empty */
    REMARK_ANSWER,  /* to a finding; type is its rule: T101 */
    REMARK_CONTACT, /* of a person, never published; type: name, office, email, phone */
    REMARK_KINDS
};

struct remark {
    enum remark_kind kind;
    uint16_t sheet, column;
    uint32_t row;
    struct str indicator, area, source, sex, classif[2], period, type;
    struct str value;   /* of an answer: the figure that it is about, as it was then */
    struct str content;
    bool public; /* readers may see it */
};

/* The content of an answer that confirms a figure and does not say why. */
#define REMARK_SILENT "without a reason"

struct remark_list {
    struct arena arena; /* owns the texts */
    struct remark *v;
    size_t n, size;
    struct str round; /* that the form was made for; empty where it does not say */
};

void remark_list_init(struct remark_list *list);
void remark_list_release(struct remark_list *list);
/* Zeroed, but for kind and place; valid until the next add. Texts are put into the arena. */
struct remark *remark_add(struct remark_list *list, enum remark_kind kind, uint16_t sheet,
                          uint32_t row, uint16_t column);

const char *remark_kind_name(enum remark_kind kind); /* "source": as the base keeps it */

#endif
