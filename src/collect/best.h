/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From all that was accepted to one figure per cell: the best current value.
 *
 * For each key and period the figure of the best source is taken (the rank of its type in
 * data/sources/types.csv, lower is better), and of one source the figure received last. A source
 * takes a figure back by a status without a figure in a later submission ("N", not available); a
 * cell left empty takes nothing back. A cell without a figure gives way to a figure of any other
 * source. Nothing is lost: what is passed over stays in its question table. */
#ifndef COLLECT_BEST_H
#define COLLECT_BEST_H

#include "model/block.h"
#include "model/sharing.h"
#include "store/store.h"

/* Who chooses: what the rules in force at `now` keep from the audience is not there for it. */
struct best_limit {
    const struct sharing_rule *rules;
    size_t n;
    enum audience audience;
    struct str now;
};

struct best_block {
    struct buf block, origin; /* empty where nothing is left */
    struct block_stat stat;
    char hash[SHA256_HEX];    /* of the block; "" when there is none */
    bool limited;             /* something accepted was kept from the audience */
};

/* The block of one indicator and area from its accepted question tables; `limit` NULL: from all of
 * them. Does not write. To be released, also after a failure. */
int best_make(struct best_block *out, struct store *st, const struct ref *ref, struct str indicator,
              struct str area, const struct best_limit *limit, struct err *err);
void best_block_release(struct best_block *b);

/* Makes the block of one indicator and area anew from its accepted question tables and puts it
 * into the base (or takes it out when nothing is left). Inside a transaction. */
int best_update(struct store *st, const struct ref *ref, struct str indicator, struct str area,
                struct err *err);

/* The same without writing: the SHA-256 that the block would have, "" when there would be none.
 * For checking that what stands in the base is what follows from what was accepted. */
int best_hash(char out[SHA256_HEX], struct store *st, const struct ref *ref, struct str indicator,
              struct str area, struct err *err);

/* Makes those blocks anew that an older program chose by an older rule; *renewed: how many. Inside a
 * transaction. */
int best_renew(unsigned *renewed, struct store *st, const struct ref *ref, struct err *err);

#endif
