/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the base keeps of sharing: the rules, the log of restricted reads, and of each release the
 * blocks that other audiences see, and what is said of its sources to whom.
 *
 * How a read of a release finds its block, for one indicator and area:
 *
 *     1. an audience other than the public: the row of shr_content with the latest `since` that has come
 *     2. else that of pub_later
 *     3. else what was released: pub_content, pub_derived
 *
 * and none of these where pub_withheld says that a rule newer than the release limits a part of it for
 * that audience; of what is withheld from members they see what the public does. Who reads is said once to a connection
 * (store_audience); what time it is by store_release_get, as for embargoes, or store_now. A public connection cannot
 * read shr_ at all.
 *
 * Transactions, iterators and texts are as store.h says. */
#ifndef STORE_SHARE_H
#define STORE_SHARE_H

#include "model/sharing.h"
#include "store/store.h"

/* -- rules ---------------------------------------------------------------------------------- */

struct share {
    int64_t id;
    struct sharing_rule rule;
    struct str ground, decided_by, decided_at;
    struct str revoked_at, revoked_by, revoked_ground; /* empty: it stands */
};
int store_share_add(struct store *st, struct share *s, struct err *err); /* fills id */
/* Also takes back what was withheld because of it. */
int store_share_revoke(struct store *st, int64_t id, struct str at, struct str who, struct str ground,
                       struct err *err);
/* Of a country (empty: of all), by country and number; with those that were revoked or without. */
int store_share_list(struct store *st, struct store_iter **it, struct str area, bool revoked,
                     struct err *err);
int store_share_next(struct store_iter *it, struct share *out, struct err *err);

/* -- reads -------------------------------------------------------------------------------- */

/* Somebody was given figures of a table and country that the public does not see. */
struct shared_read {
    struct str at, who; /* in a list the first of the day */
    int64_t release;
    struct str indicator, area, audience, how;
    struct str release_name, last_at; /* only in a list */
    int64_t times;                    /* only in a list: how often on that day */
};
int store_read_add(struct store *st, const struct shared_read *r, struct err *err);
/* Of a country, day by day; each who, release, table, audience and how once. */
int store_read_list(struct store *st, struct store_iter **it, struct str area, struct err *err);
int store_read_next(struct store_iter *it, struct shared_read *out, struct err *err);

/* -- who reads ----------------------------------------------------------------------------- */

/* Of a new connection the office, of a STORE_PUBLIC one the public, which that one stays. */
void store_audience(struct store *st, enum audience audience);
/* Where store_release_get is not told ("" for releases under embargo). */
void store_now(struct store *st, struct str now);
/* Blocks as they were released, whatever has become of them since: what the hash is taken over. Not
 * on a STORE_PUBLIC connection. */
void store_as_released(struct store *st, bool on);

/* What names all that the audience of the connection sees of a release now: its hash, or where that is
 * not exactly what was released, or something is said of its sources, another one; and when that changes
 * next by date alone (empty: never).
 * `view` has 64 hexadecimal digits. */
struct release_view {
    struct str view, changes_at;
    bool plain; /* the blocks are those that were released, for good */
};
int store_release_view(struct store *st, struct arena *arena, struct release_view *out,
                       const struct release *release, struct err *err);
/* Does the audience of the connection see another block than the public, of reported or derived
 * figures? */
int store_block_restricted(struct store *st, bool *restricted, int64_t release, bool derived,
                           struct str indicator, struct str area, struct err *err);

/* -- making a release ----------------------------------------------------------------------- */

struct wk_variant {
    enum audience audience;
    bool derived;
    struct str indicator, area, since;
    struct str sha256, origin_sha256; /* both empty: the audience sees nothing */
    struct str block, origin;
    int64_t nseries, nobs;
};
int store_variant_clear(struct store *st, struct err *err);
int store_variant_put(struct store *st, const struct wk_variant *v, struct err *err);
/* The same with the block that stands in the workshop, or nothing where none does. */
int store_variant_put_standing(struct store *st, const struct wk_variant *v, struct err *err);
/* What a release would have of reported or derived figures for the public, without bytes, in the order
 * of its hash. */
int store_released_list(struct store *st, struct store_iter **it, bool derived, struct err *err);
/* then store_wk_next */

/* -- what a release says of its sources ------------------------------------------------------ */

/* Of the catalogue a release has, for each audience, the sources that have figures in the blocks which it
 * sees of that release on some day: for the public since when, and for others only those that the public
 * does not see, or not as early. A row is one thing that is said; never of a person.
 *
 * A list is of those that the audience of the connection sees since today or before. It goes by what was
 * released: where a later rule withholds all figures of a source, or on its day another source took its
 * place, the source still is in the list. So whoever reads it keeps only the sources that have figures in
 * what was loaded for that audience, as publish/load does. Releases from before there was this have none. */
struct pub_source {
    enum audience audience;            /* whose row it is */
    struct str area, source, field;    /* field: as model/catalogue.h names it */
    struct str since, content;
};
int store_pub_source_list(struct store *st, struct store_iter **it, int64_t release,
                          struct err *err); /* by area, source, field */
/* Of all audiences and days, by audience first: for checks. */
int store_pub_source_list_all(struct store *st, struct store_iter **it, int64_t release, struct err *err);
int store_pub_source_next(struct store_iter *it, struct pub_source *out, struct err *err);

/* In the transaction in which the release is made; sealed after the last. What is sealed has a hash
 * for each audience and day, which is part of what names the view of the release; that of the release
 * itself is of its blocks alone. */
int store_pub_source_add(struct store *st, int64_t release, const struct pub_source *s, struct err *err);
int store_pub_source_seal(struct store *st, int64_t release, struct err *err);

/* The blocks of reported figures of a release, of areas that have sources in the catalogue, in no
 * order: of the public all, of others those that they see in place of them. */
struct source_block {
    enum audience audience;
    struct str area, since, block;
};
int store_source_block_list(struct store *st, struct store_iter **it, int64_t release, struct err *err);
int store_source_block_next(struct store_iter *it, struct source_block *out, struct err *err);

/* -- releases that are older than a rule ---------------------------------------------------- */

/* One of the blocks of an area that an audience sees in a release, in the course of time. */
struct release_block {
    int64_t release;
    struct str indicator, since, block; /* since empty: from the release on */
};
/* Of all releases, reported figures, by release, indicator, since. */
int store_release_block_list(struct store *st, struct store_iter **it, enum audience audience,
                             struct str area, struct err *err);
int store_release_block_next(struct store_iter *it, struct release_block *out, struct err *err);

struct withheld {
    int64_t release, rule;
    bool derived;
    struct str area, indicator; /* indicator empty: all of the area */
    enum audience audience;     /* who does not see it */
    struct str since, until;
};
int store_withheld_add(struct store *st, const struct withheld *w, struct err *err);

#endif
