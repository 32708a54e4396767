/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What an audience sees of a release at a time: share.h says how. A release about which there is no
 * rule is read as ever, by the statements of pub.c and derived.c. */

#include "store/rooms.h"

#include <stdio.h>

/* $1 the release, $2 now, $3 the audience, then what narrows it down. */
#define SAME(s, kind)                                                                          \
    s ".release = x.release AND " s ".kind = '" kind "' AND " s ".indicator = x.indicator "    \
    "AND " s ".ref_area = x.ref_area"
#define NONE_SINCE(kind)                                                                       \
    " AND NOT EXISTS (SELECT 1 FROM pub_later l WHERE " SAME("l", kind) " AND l.since <= $2)"
#define LAST_SINCE(table, kind, whose)                                                         \
    " AND NOT EXISTS (SELECT 1 FROM " table " l WHERE " SAME("l", kind) " AND l.since <= $2 "  \
    "AND l.since > x.since" whose ")"
#define WITHHELD(kind, whose)                                                                  \
    "EXISTS (SELECT 1 FROM pub_withheld w WHERE w.release = x.release "                        \
    "AND w.kind = '" kind "' AND w.ref_area = x.ref_area "                                     \
    "AND (w.indicator = x.indicator OR w.indicator = '') AND w.audience = " whose " "          \
    "AND w.since <= $2 AND (w.until = '' OR w.until > $2))"
#define NOT_WITHHELD(kind) " AND NOT " WITHHELD(kind, "$3")
/* Others see what the public sees where they have nothing of their own, and where that is withheld. */
#define AS_PUBLIC(kind)                                                                        \
    " AND ((NOT " WITHHELD(kind, "$3") " AND NOT EXISTS (SELECT 1 FROM shr_content s WHERE "   \
    SAME("s", kind) " AND s.audience = $3 AND s.since <= $2)) OR (" WITHHELD(kind, "$3") " "   \
    "AND NOT " WITHHELD(kind, "'public'") "))"

#define COLUMNS "SELECT x.indicator, x.ref_area, x.block, "
#define PUBLIC(kind, table, origin, bytes, shown, narrow)                                      \
    COLUMNS bytes " FROM " table " x JOIN pub_block b ON b.sha256 = x.block "                  \
    "JOIN pub_origin o ON o.sha256 = x." origin " WHERE x.release = $1" NONE_SINCE(kind)       \
    shown narrow                                                                               \
    " UNION ALL " COLUMNS bytes " FROM pub_later x JOIN pub_block b ON b.sha256 = x.block "    \
    "JOIN pub_origin o ON o.sha256 = x.origin WHERE x.release = $1 AND x.kind = '" kind "' "   \
    "AND x.since <= $2" LAST_SINCE("pub_later", kind, "") shown narrow
#define SHARED(kind, bytes, narrow)                                                            \
    " UNION ALL " COLUMNS bytes " FROM shr_content x JOIN shr_block b ON b.sha256 = x.block "  \
    "JOIN shr_origin o ON o.sha256 = x.origin WHERE x.release = $1 AND x.kind = '" kind "' "   \
    "AND x.audience = $3 AND x.since <= $2"                                                    \
    LAST_SINCE("shr_content", kind, " AND l.audience = $3") NOT_WITHHELD(kind) narrow

/* For the public, and for the others. */
#define BOTH(kind, table, origin, bytes, narrow)                                               \
    {PUBLIC(kind, table, origin, bytes, NOT_WITHHELD(kind), narrow) " ORDER BY 1, 2",          \
     PUBLIC(kind, table, origin, bytes, AS_PUBLIC(kind), narrow) SHARED(kind, bytes, narrow)   \
     " ORDER BY 1, 2"}

#define ONE " AND x.indicator = $4 AND x.ref_area = $5"
#define MAYBE_ONE " AND ($4 = '' OR x.indicator = $4)"
#define BLOCK "b.bytes, NULL"
#define BLOCK_ORIGIN "b.bytes, o.bytes"

/* By `derived` and enum seen, then for the public and the others. */
static const char *const texts[2][3][2] = {
    {[SEEN_LIST] = BOTH("reported", "pub_content", "origin", BLOCK, MAYBE_ONE),
     [SEEN_LIST_ORIGIN] = BOTH("reported", "pub_content", "origin", BLOCK_ORIGIN, MAYBE_ONE),
     [SEEN_ONE] = BOTH("reported", "pub_content", "origin", BLOCK_ORIGIN, ONE)},
    {[SEEN_LIST] = BOTH("derived", "pub_derived", "lineage", BLOCK, MAYBE_ONE),
     [SEEN_LIST_ORIGIN] = BOTH("derived", "pub_derived", "lineage", BLOCK_ORIGIN, MAYBE_ONE),
     [SEEN_ONE] = BOTH("derived", "pub_derived", "lineage", BLOCK_ORIGIN, ONE)}};

/* The hash alone: of a block that is seen, no row of one that is not. */
static const char *const hashes[2][2] = {BOTH("reported", "pub_content", "origin", "NULL, NULL", ONE),
                                         BOTH("derived", "pub_derived", "lineage", "NULL, NULL", ONE)};

void store_audience(struct store *st, enum audience audience)
{
    if (st->mode != STORE_PUBLIC)
        st->audience = audience;
}

void store_now(struct store *st, struct str now)
{
    if (now.len < sizeof st->now)
        snprintf(st->now, sizeof st->now, "%.*s", STR_FMT(now));
}

void store_as_released(struct store *st, bool on)
{
    assert(st->mode != STORE_PUBLIC);
    st->as_released = on;
}

int seen_plain(bool *plain, struct store *st, int64_t release, struct err *err)
{
    int64_t found;
    *plain = true;
    if (st->as_released)
        return 0;
    int result = db_get_int(st->db, &found, err,
                            "SELECT 1 FROM pub_later WHERE release = $1 UNION ALL "
                            "SELECT 1 FROM pub_withheld WHERE release = $1 LIMIT 1",
                            db_of_int(release));
    if (result == 0 && st->audience != AUDIENCE_PUBLIC)
        result = db_get_int(st->db, &found, err, "SELECT 1 FROM shr_content WHERE release = $1 LIMIT 1",
                            db_of_int(release));
    *plain = result == 0;
    return result < 0 ? result : 0;
}

const char *seen_text(const struct store *st, enum seen what, bool derived)
{
    return texts[derived][what][st->audience != AUDIENCE_PUBLIC];
}

struct db_value seen_now(const struct store *st) { return db_of_text(str_of(st->now)); }

struct db_value seen_audience(enum audience audience)
{
    return db_of_text(str_of(audience_name(audience)));
}

/* -- views ------------------------------------------------------------------------------------- */

static int seen_hash(char hex[SHA256_HEX], struct store *st, enum audience audience, int64_t release,
                     bool derived, struct str indicator, struct str area, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, hashes[derived][audience != AUDIENCE_PUBLIC],
                          db_of_int(release), seen_now(st), seen_audience(audience),
                          db_of_text(indicator), db_of_text(area));
    hex[0] = 0;
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0 && db_text(q, 2).len == SHA256_HEX - 1)
        memcpy(hex, db_text(q, 2).p, SHA256_HEX);
    db_finish(q);
    return result < 0 ? result : 0;
}

int store_block_restricted(struct store *st, bool *restricted, int64_t release, bool derived,
                           struct str indicator, struct str area, struct err *err)
{
    char mine[SHA256_HEX], theirs[SHA256_HEX];
    bool plain;
    *restricted = false;
    int result = seen_plain(&plain, st, release, err);
    if (result < 0 || plain || st->audience == AUDIENCE_PUBLIC)
        return result;
    result = seen_hash(mine, st, st->audience, release, derived, indicator, area, err);
    if (result == 0)
        result = seen_hash(theirs, st, AUDIENCE_PUBLIC, release, derived, indicator, area, err);
    *restricted = strcmp(mine, theirs) != 0;
    return result;
}

/* What becomes of a release for the audience by date and by rule: when, of what, and which block; and
 * what is said of its sources. */
#define TURNS                                                                                  \
    "SELECT since, 'sources', '', '', sha256 FROM pub_source_list WHERE release = $1 "         \
    "UNION ALL SELECT since, kind, indicator, ref_area, block FROM pub_later WHERE release = $1 "        \
    "UNION ALL SELECT since, kind, indicator, ref_area, 'withheld' FROM pub_withheld "         \
    "WHERE release = $1 AND audience = $2 "                                                    \
    "UNION ALL SELECT until, kind, indicator, ref_area, 'shown' FROM pub_withheld "            \
    "WHERE release = $1 AND audience = $2 AND until <> ''"
#define TURNS_SHARED                                                                           \
    " UNION ALL SELECT since, kind, indicator, ref_area, block FROM shr_content "              \
    "WHERE release = $1 AND audience = $2 "                                                    \
    "UNION ALL SELECT since, 'sources', '', '', sha256 FROM shr_source_list "                  \
    "WHERE release = $1 AND audience = $2"
#define BY_TIME " ORDER BY 1, 2, 3, 4, 5"

int store_release_view(struct store *st, struct arena *arena, struct release_view *out,
                       const struct release *release, struct err *err)
{
    struct stmt *q;
    struct str now = str_of(st->now), next = STR("");
    char hex[SHA256_HEX], at[24] = "";
    bool turned = false, plain = true;
    int result = db_query(&q, st->db, err,
                          st->audience == AUDIENCE_PUBLIC ? TURNS BY_TIME : TURNS TURNS_SHARED BY_TIME,
                          db_of_int(release->id), seen_audience(st->audience));
    if (result < 0)
        return result;
    struct sha256_state *state = sha256_begin();
    sha256_add(state, release->sha256);
    while ((result = db_next(q, err)) > 0) {
        struct str since = db_text(q, 0);
        plain = plain && !since.len && str_is(db_text(q, 1), "sources");
        if (str_cmp(since, now) > 0) { /* a day: it changes with its first second */
            snprintf(at, sizeof at, "%.*sT00:00:00Z", STR_FMT(since));
            next = str_of(at);
            result = 0;
            break;
        }
        turned = true;
        for (int i = 0; i < 5; i++) {
            sha256_add(state, db_text(q, i));
            sha256_add(state, STR("\t"));
        }
    }
    db_finish(q);
    struct sha256 hash = sha256_end(state);
    sha256_hex(hex, &hash);
    *out = (struct release_view){turned ? str_of(hex) : release->sha256, next, plain};
    if (result == 0)
        result = store_keep(st, arena, &out->view, err);
    return result == 0 ? store_keep(st, arena, &out->changes_at, err) : result;
}
