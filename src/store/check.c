/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Every invariant of a base that can be looked at. Each part gives sentences; none repairs. */

#include "base/buf.h"
#include "base/num.h"
#include "store/rooms.h"
#include "syntax/compress.h"

#include <stdarg.h>
#include <stdio.h>

enum { MANY = 1 << 20 };

struct check {
    struct store *st;
    void (*say)(void *ctx, const char *sentence);
    void *ctx;
    int found;
};

static void fault(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void fault(struct check *c, const char *fmt, ...)
{
    char sentence[1000];
    va_list args;
    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    if (c->found < MANY)
        c->found++;
    c->say(c->ctx, sentence);
}

static bool hash_is(struct str bytes, struct str want)
{
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(bytes);
    sha256_hex(hex, &hash);
    return str_is(want, hex);
}

/* -- what the database itself can say ---------------------------------------------------- */

static int check_database(struct check *c, struct err *err)
{
    int result = 0;
    for (const char *const *sql = c->st->db->dialect->checks; *sql && result == 0; sql++) {
        struct stmt *q;
        result = db_query(&q, c->st->db, err, *sql);
        if (result < 0)
            return result;
        while ((result = db_next(q, err)) > 0)
            fault(c, "%.*s", STR_FMT(db_text(q, 0)));
        db_finish(q);
    }
    return result;
}

/* -- counts ------------------------------------------------------------------------------- */

/* Rows of: what is counted, whose ("submission"), its number, the count kept, the rows. */
static const char *const counts[] = {
    "SELECT 'question table', 'submission', s.id, s.ntables, (SELECT COUNT(*) FROM in_table t "
    "WHERE t.submission = s.id) FROM in_submission s ORDER BY s.id",
    "SELECT 'info', 'submission', s.id, s.ninfos, (SELECT COUNT(*) FROM in_finding f WHERE "
    "f.submission = s.id AND f.severity = 'info') FROM in_submission s ORDER BY s.id",
    "SELECT 'warning', 'submission', s.id, s.nwarnings, (SELECT COUNT(*) FROM in_finding f WHERE "
    "f.submission = s.id AND f.severity = 'warning') FROM in_submission s ORDER BY s.id",
    "SELECT 'error', 'submission', s.id, s.nerrors, (SELECT COUNT(*) FROM in_finding f WHERE "
    "f.submission = s.id AND f.severity = 'error') FROM in_submission s ORDER BY s.id",
    "SELECT 'open error', 'submission', s.id, s.nopen, (SELECT COUNT(*) FROM in_finding f WHERE "
    "f.submission = s.id AND f.severity = 'error' AND f.allowed_at = '') "
    "FROM in_submission s ORDER BY s.id",
    "SELECT 'file', 'submission', s.id, 1, (SELECT COUNT(*) FROM in_file f "
    "WHERE f.submission = s.id) FROM in_submission s ORDER BY s.id",
    "SELECT 'error', 'question table', t.id, t.nerrors, COALESCE(f.n, 0) FROM in_table t "
    "LEFT JOIN (SELECT question_table, COUNT(*) AS n FROM in_finding WHERE severity = 'error' "
    "GROUP BY question_table) f ON f.question_table = t.id ORDER BY t.id",
    "SELECT 'warning', 'question table', t.id, t.nwarnings, COALESCE(f.n, 0) FROM in_table t "
    "LEFT JOIN (SELECT question_table, COUNT(*) AS n FROM in_finding WHERE severity = 'warning' "
    "GROUP BY question_table) f ON f.question_table = t.id ORDER BY t.id",
    "SELECT 'block', 'release', r.id, r.nblocks, "
    "(SELECT COUNT(*) FROM pub_content c WHERE c.release = r.id) FROM pub_release r ORDER BY r.id",
    "SELECT 'block', 'import', i.id, i.nblocks, (SELECT COUNT(*) FROM pub_collection_block b "
    "WHERE b.collection = i.id) FROM pub_collection i ORDER BY i.id",
    "SELECT 'mapping', 'import', i.id, 1, (SELECT COUNT(*) FROM in_collection_file f "
    "WHERE f.collection = i.id AND f.number = 0) FROM pub_collection i ORDER BY i.id",
    "SELECT 'last file', 'import', i.id, 1, (SELECT COUNT(*) FROM in_collection_file f "
    "WHERE f.collection = i.id AND f.number = (SELECT MAX(m.number) FROM in_collection_file m "
    "WHERE m.collection = i.id) AND f.number > 0 AND f.content = i.sha256) FROM pub_collection i ORDER BY i.id",
    "SELECT 'file', 'draft ' || d.number || ' of consultation', d.consultation, 1, (SELECT COUNT(*) "
    "FROM sys_draft_document f WHERE f.consultation = d.consultation AND f.draft = d.number) FROM sys_draft d "
    "ORDER BY d.consultation, d.number",
    "SELECT 'part', 'draft ' || d.number || ' of consultation', d.consultation, d.nparts, (SELECT COUNT(*) "
    "FROM sys_draft_part p WHERE p.consultation = d.consultation AND p.draft = d.number) FROM sys_draft d "
    "ORDER BY d.consultation, d.number",
    "SELECT 'byte', 'the ' || f.kind || ' as ' || f.format || ' of published report', f.report, f.nbytes, "
    "length(b.bytes) FROM pub_report_file f JOIN pub_report_bytes b ON b.sha256 = f.content "
    "ORDER BY f.report, f.kind, f.ref_area, f.format",
};

static int check_counts(struct check *c, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
        struct stmt *q;
        int result = db_query(&q, c->st->db, err, counts[i]);
        if (result < 0)
            return result;
        while ((result = db_next(q, err)) > 0)
            if (db_int(q, 3) != db_int(q, 4)) {
                char noun[40];
                snprintf(noun, sizeof noun, "%.*s", STR_FMT(db_text(q, 0)));
                fault(c, "%.*s %lld says it has %s, and the base has %lld of them",
                      STR_FMT(db_text(q, 1)), (long long)db_int(q, 2),
                      num_counted((uint64_t)db_int(q, 3), noun).text, (long long)db_int(q, 4));
            }
        db_finish(q);
        if (result < 0)
            return result;
    }
    return 0;
}

/* Of a table and its submission: two states that contradict each other. A table goes by the last
 * decision on it; without one, as in old bases, by its submission's. */
static int check_table_states(struct check *c, struct err *err)
{
    struct stmt *q;
    int result = db_query(
        &q, c->st->db, err,
        "SELECT s.id, s.state, t.id, t.state, COALESCE(d.decision, '') FROM in_submission s "
        "JOIN in_table t ON t.submission = s.id "
        "LEFT JOIN (SELECT question_table, MAX(id) AS id FROM in_decision GROUP BY question_table) m "
        "ON m.question_table = t.id LEFT JOIN in_decision d ON d.id = m.id "
        "WHERE CASE WHEN d.id IS NULL THEN s.state <> t.state AND (s.state IN ('accepted', 'returned') "
        "OR t.state IN ('accepted', 'returned')) "
        "ELSE t.state <> CASE d.decision WHEN 'accepted' THEN 'accepted' ELSE 'returned' END "
        "OR (t.state = 'accepted' AND s.state = 'returned') END ORDER BY t.id");
    if (result < 0)
        return result;
    while ((result = db_next(q, err)) > 0) {
        bool accepted = str_is(db_text(q, 4), "accepted");
        if (db_text(q, 4).len && !str_is(db_text(q, 3), accepted ? STATE_ACCEPTED : STATE_RETURNED))
            fault(c, "question table %lld is in state \"%.*s\", but the last decision on it is \"%.*s\"",
                  (long long)db_int(q, 2), STR_FMT(db_text(q, 3)), STR_FMT(db_text(q, 4)));
        else
            fault(c, "submission %lld is in state \"%.*s\", but its question table %lld in \"%.*s\"",
                  (long long)db_int(q, 0), STR_FMT(db_text(q, 1)), (long long)db_int(q, 2),
                  STR_FMT(db_text(q, 3)));
    }
    db_finish(q);
    return result;
}

/* Rows of: a submission, its state, what is wrong with that. */
static const char *const verdicts[] = {
    "SELECT s.id, s.state, 'one of its question tables is filed under another round' "
    "FROM in_submission s WHERE EXISTS (SELECT 1 FROM in_table t WHERE t.submission = s.id "
    "AND t.round <> s.round) ORDER BY s.id",
    "SELECT s.id, s.state, 'none of its question tables was ever accepted' FROM in_submission s "
    "WHERE s.state = 'accepted' AND EXISTS (SELECT 1 FROM in_table t WHERE t.submission = s.id) "
    "AND NOT EXISTS (SELECT 1 FROM in_table t WHERE t.submission = s.id AND t.state = 'accepted') "
    "AND NOT EXISTS (SELECT 1 FROM in_table t JOIN in_decision d ON d.question_table = t.id "
    "WHERE t.submission = s.id AND d.decision = 'accepted') ORDER BY s.id",
    "SELECT s.id, s.state, 'each of its question tables is decided' FROM in_submission s "
    "WHERE s.state NOT IN ('accepted', 'returned') "
    "AND EXISTS (SELECT 1 FROM in_table t WHERE t.submission = s.id) "
    "AND NOT EXISTS (SELECT 1 FROM in_table t WHERE t.submission = s.id "
    "AND t.state NOT IN ('accepted', 'returned')) ORDER BY s.id"};

static int check_states(struct check *c, struct err *err)
{
    int result = check_table_states(c, err);
    for (size_t i = 0; result == 0 && i < ARRAY_LEN(verdicts); i++) {
        struct stmt *q;
        result = db_query(&q, c->st->db, err, verdicts[i]);
        if (result < 0)
            return result;
        while ((result = db_next(q, err)) > 0)
            fault(c, "submission %lld is in state \"%.*s\", but %.*s", (long long)db_int(q, 0),
                  STR_FMT(db_text(q, 1)), STR_FMT(db_text(q, 2)));
        db_finish(q);
    }
    return result;
}

/* -- bytes -------------------------------------------------------------------------------- */

/* Rows of: what it is of, its number; name, length, SHA-256 and bytes of the file. */
static const char *const files[] = {
    "SELECT 'submission', s.id, s.file_name, s.file_bytes, s.sha256, f.packed FROM in_submission s "
    "JOIN in_file f ON f.submission = s.id ORDER BY s.id",
    "SELECT 'import', f.collection, f.name, b.nbytes, b.sha256, b.packed FROM in_collection_file f "
    "JOIN in_collection_bytes b ON b.sha256 = f.content ORDER BY f.collection, f.number",
    "SELECT 'consultation', consultation, 'draft ' || draft, nbytes, sha256, packed FROM sys_draft_document "
    "ORDER BY consultation, draft",
    "SELECT 'meeting', meeting, file_name, nbytes, sha256, packed FROM sys_meeting_document WHERE removed_at = '' "
    "ORDER BY id"};

static int check_file_list(struct check *c, const char *sql, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, c->st->db, err, sql);
    if (result < 0)
        return result;
    struct buf bytes = {0};
    while ((result = db_next(q, err)) > 0) {
        struct err why;
        bytes.len = 0;
        if (zstd_unpack(&bytes, db_blob(q, 5), (size_t)db_int(q, 3), &why) < 0)
            fault(c, "the file %.*s of %.*s %lld cannot be unpacked: %s", STR_FMT(db_text(q, 2)),
                  STR_FMT(db_text(q, 0)), (long long)db_int(q, 1), why.text);
        else if (bytes.len != (size_t)db_int(q, 3) || !hash_is(buf_view(&bytes), db_text(q, 4)))
            fault(c, "the file %.*s of %.*s %lld is not the one that was received: "
                     "its SHA-256 is not %.*s",
                  STR_FMT(db_text(q, 2)), STR_FMT(db_text(q, 0)), (long long)db_int(q, 1), STR_FMT(db_text(q, 4)));
    }
    buf_release(&bytes);
    db_finish(q);
    return result;
}

static int check_files(struct check *c, struct err *err)
{
    int result = 0;
    for (size_t i = 0; i < ARRAY_LEN(files) && result == 0; i++)
        result = check_file_list(c, files[i], err);
    return result;
}

static int check_ref_files(struct check *c, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, c->st->db, err,
                          "SELECT version, name, nbytes, packed FROM ref_file "
                          "ORDER BY version, name");
    if (result < 0)
        return result;
    struct buf bytes = {0};
    while ((result = db_next(q, err)) > 0) {
        struct err why;
        bytes.len = 0;
        if (zstd_unpack(&bytes, db_blob(q, 3), (size_t)db_int(q, 2), &why) < 0)
            fault(c, "%.*s of version %lld of the reference data cannot be unpacked: %s",
                  STR_FMT(db_text(q, 1)), (long long)db_int(q, 0), why.text);
        else if (bytes.len != (size_t)db_int(q, 2))
            fault(c, "%.*s of version %lld of the reference data has %zu bytes and not %lld",
                  STR_FMT(db_text(q, 1)), (long long)db_int(q, 0), bytes.len,
                  (long long)db_int(q, 2));
    }
    buf_release(&bytes);
    db_finish(q);
    return result;
}

/* Rows of: what it is, its hash, its bytes. */
static const char *const hashed[] = {
    "SELECT 'released block', sha256, bytes FROM pub_block ORDER BY sha256",
    "SELECT 'origin', sha256, bytes FROM pub_origin ORDER BY sha256",
    "SELECT 'current block ' || indicator || ' ' || ref_area || ' named', sha256, block "
    "FROM wk_block ORDER BY indicator, ref_area",
    "SELECT 'current origin ' || indicator || ' ' || ref_area || ' named', origin_sha256, origin "
    "FROM wk_block ORDER BY indicator, ref_area",
    "SELECT 'derived block ' || indicator || ' ' || ref_area || ' named', sha256, block "
    "FROM wk_derived ORDER BY indicator, ref_area",
    "SELECT 'lineage ' || indicator || ' ' || ref_area || ' named', lineage_sha256, lineage "
    "FROM wk_derived ORDER BY indicator, ref_area",
    "SELECT 'variant for the ' || audience || ' ' || indicator || ' ' || ref_area || ' named', sha256, "
    "block FROM wk_variant WHERE sha256 <> '' ORDER BY audience, kind, indicator, ref_area, since",
    "SELECT 'origin of the variant for the ' || audience || ' ' || indicator || ' ' || ref_area || "
    "' named', origin_sha256, origin FROM wk_variant WHERE sha256 <> '' "
    "ORDER BY audience, kind, indicator, ref_area, since",
    "SELECT 'shared block', sha256, bytes FROM shr_block ORDER BY sha256",
    "SELECT 'shared origin', sha256, bytes FROM shr_origin ORDER BY sha256",
    "SELECT 'block of a collection', sha256, bytes FROM pub_collection_bytes ORDER BY sha256",
    "SELECT 'file of a report', sha256, bytes FROM pub_report_bytes ORDER BY sha256",
    "SELECT 'file of a report that was ordered', sha256, bytes FROM sys_report_order_file ORDER BY report_order, name",
};

static int check_hashes(struct check *c, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(hashed); i++) {
        struct stmt *q;
        int result = db_query(&q, c->st->db, err, hashed[i]);
        if (result < 0)
            return result;
        while ((result = db_next(q, err)) > 0)
            if (!hash_is(db_blob(q, 2), db_text(q, 1)))
                fault(c, "the %.*s %.*s has other bytes than its SHA-256 says",
                      STR_FMT(db_text(q, 0)), STR_FMT(db_text(q, 1)));
        db_finish(q);
        if (result < 0)
            return result;
    }
    return 0;
}

/* -- releases ------------------------------------------------------------------------------- */

/* Rows of: indicator, area, the hash of the block; that of the block and the origin if they are
 * there. Reported figures, then derived ones. */
static const char *const contents[] = {
    "SELECT c.indicator, c.ref_area, c.block, b.sha256, o.sha256 "
    "FROM pub_content c LEFT JOIN pub_block b ON b.sha256 = c.block "
    "LEFT JOIN pub_origin o ON o.sha256 = c.origin "
    "WHERE c.release = $1 ORDER BY c.indicator, c.ref_area",
    "SELECT c.indicator, c.ref_area, c.block, b.sha256, o.sha256 "
    "FROM pub_derived c LEFT JOIN pub_block b ON b.sha256 = c.block "
    "LEFT JOIN pub_origin o ON o.sha256 = c.lineage "
    "WHERE c.release = $1 ORDER BY c.indicator, c.ref_area"};

static int check_content(struct check *c, struct sha256_state *state, size_t which, int64_t id,
                         struct str name, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, c->st->db, err, contents[which], db_of_int(id));
    if (result < 0)
        return result;
    while ((result = db_next(q, err)) > 0) {
        (which ? release_hash_derived : release_hash_line)(state, db_text(q, 0), db_text(q, 1),
                                                           db_text(q, 2));
        if (db_text(q, 3).len == 0 || db_text(q, 4).len == 0)
            fault(c, "release %.*s names the %s of %.*s for %.*s, which is not in the base",
                  STR_FMT(name), db_text(q, 3).len == 0 ? "block" : which ? "lineage" : "origin",
                  STR_FMT(db_text(q, 0)), STR_FMT(db_text(q, 1)));
    }
    db_finish(q);
    return result;
}

static int check_release(struct check *c, int64_t id, struct str name, struct str want,
                         struct err *err)
{
    int result = 0;
    struct sha256_state *state = sha256_begin();
    for (size_t i = 0; result == 0 && i < ARRAY_LEN(contents); i++)
        result = check_content(c, state, i, id, name, err);
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_end(state);
    sha256_hex(hex, &hash);
    if (result == 0 && !str_is(want, hex))
        fault(c, "release %.*s is named by the hash %.*s, but its blocks give %s", STR_FMT(name),
              STR_FMT(want), hex);
    return result;
}

struct source_check {
    struct check *c;
    int64_t release;
    struct str name;
    int64_t lists;
};

static int check_source_list(void *ctx, struct str audience, struct str since, struct str hash,
                             struct err *err)
{
    struct source_check *s = ctx;
    int64_t one;
    s->lists++;
    int result = db_get_int(s->c->st->db, &one, err,
                            "SELECT 1 FROM pub_source_list WHERE release = $1 AND $2 = 'public' AND "
                            "since = $3 AND sha256 = $4 UNION ALL SELECT 1 FROM shr_source_list "
                            "WHERE release = $1 AND audience = $2 AND since = $3 AND sha256 = $4",
                            db_of_int(s->release), db_of_text(audience), db_of_text(since),
                            db_of_text(hash));
    if (result == 0)
        fault(s->c, "what release %.*s says of its sources to the audience \"%.*s\" is not what its "
                    "SHA-256 says", STR_FMT(s->name), STR_FMT(audience));
    return result < 0 ? result : 0;
}

static int check_sources(struct check *c, int64_t id, struct str name, struct err *err)
{
    struct source_check s = {c, id, name, 0};
    int64_t lists = 0;
    int result = source_lists(c->st, id, check_source_list, &s, err);
    if (result == 0)
        result = db_get_int(c->st->db, &lists, err,
                            "SELECT (SELECT COUNT(*) FROM pub_source_list WHERE release = $1) + "
                            "(SELECT COUNT(*) FROM shr_source_list WHERE release = $1)",
                            db_of_int(id));
    if (result > 0 && lists > s.lists)
        fault(c, "release %.*s is to say something of sources that is not in the base", STR_FMT(name));
    return result < 0 ? result : 0;
}

static int check_releases(struct check *c, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, c->st->db, err,
                          "SELECT id, name, sha256 FROM pub_release ORDER BY id");
    if (result < 0)
        return result;
    while ((result = db_next(q, err)) > 0) {
        result = check_release(c, db_int(q, 0), db_text(q, 1), db_text(q, 2), err);
        if (result == 0)
            result = check_sources(c, db_int(q, 0), db_text(q, 1), err);
        if (result < 0)
            break;
    }
    db_finish(q);
    return result;
}

/* Rows of: what lies among what is public though nothing shows it to the public; its hash; what would. */
static const char *const strays[] = {
    ("SELECT 'block', sha256, 'release shows it to the public' FROM pub_block WHERE sha256 NOT IN "
     "(SELECT block FROM pub_content UNION ALL SELECT block FROM pub_derived UNION ALL SELECT block FROM pub_later "
     "WHERE block IS NOT NULL) ORDER BY sha256"),
    ("SELECT 'origin', sha256, 'release shows it to the public' FROM pub_origin WHERE sha256 NOT IN "
     "(SELECT origin FROM pub_content UNION ALL SELECT lineage FROM pub_derived UNION ALL SELECT origin FROM pub_later "
     "WHERE origin IS NOT NULL) ORDER BY sha256"),
    ("SELECT 'block of a collection', sha256, 'import has it' FROM pub_collection_bytes p WHERE NOT EXISTS "
     "(SELECT 1 FROM pub_collection_block b WHERE b.block = p.sha256) "
     "ORDER BY sha256"),
    ("SELECT 'file', sha256, 'report has it' FROM pub_report_bytes p WHERE NOT EXISTS "
     "(SELECT 1 FROM pub_report_file f WHERE f.content = p.sha256) ORDER BY sha256")};

static int check_strays(struct check *c, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(strays); i++) {
        struct stmt *q;
        int result = db_query(&q, c->st->db, err, strays[i]);
        if (result < 0)
            return result;
        while ((result = db_next(q, err)) > 0)
            fault(c, "the %.*s %.*s lies among what is public, but no %.*s", STR_FMT(db_text(q, 0)),
                  STR_FMT(db_text(q, 1)), STR_FMT(db_text(q, 2)));
        db_finish(q);
        if (result < 0)
            return result;
    }
    return 0;
}

/* Rows of: the name of a consultation, what is wrong with it. */
static const char *const consulted[] = {
    "SELECT c.name, 'nobody is asked' FROM sys_consultation c WHERE NOT EXISTS "
    "(SELECT 1 FROM sys_consultation_asked a WHERE a.consultation = c.id) ORDER BY c.id",
    "SELECT c.name, 'it has no last day' FROM sys_consultation c WHERE NOT EXISTS "
    "(SELECT 1 FROM sys_consultation_until u WHERE u.consultation = c.id) ORDER BY c.id",
    "SELECT c.name, 'its drafts are not numbered from 1 without a gap' FROM sys_consultation c WHERE "
    "(SELECT COUNT(*) FROM sys_draft d WHERE d.consultation = c.id) = 0 OR (SELECT COUNT(*) FROM sys_draft d WHERE "
    "d.consultation = c.id) <> (SELECT MAX(number) FROM sys_draft d WHERE d.consultation = c.id) ORDER BY c.id",
    "SELECT c.name, 'something was said of it after it was closed' FROM sys_consultation c "
    "JOIN sys_consultation_closed e ON e.consultation = c.id WHERE "
    "EXISTS (SELECT 1 FROM sys_position p WHERE p.consultation = c.id AND p.at > e.at) OR "
    "EXISTS (SELECT 1 FROM sys_position p JOIN sys_position_answer a ON a.position = p.id "
    "WHERE p.consultation = c.id AND a.at > e.at) OR "
    "EXISTS (SELECT 1 FROM sys_draft d WHERE d.consultation = c.id AND d.at > e.at) ORDER BY c.id",
    "SELECT c.name, 'two of its parts have the same SHA-256 and say different things' FROM sys_consultation c WHERE "
    "EXISTS (SELECT 1 FROM sys_draft_part p WHERE p.consultation = c.id GROUP BY p.sha256 "
    "HAVING MIN(p.content) <> MAX(p.content)) ORDER BY c.id"};

static int check_consultations(struct check *c, struct err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(consulted); i++) {
        struct stmt *q;
        int result = db_query(&q, c->st->db, err, consulted[i]);
        if (result < 0)
            return result;
        while ((result = db_next(q, err)) > 0)
            fault(c, "consultation \"%.*s\": %.*s", STR_FMT(db_text(q, 0)), STR_FMT(db_text(q, 1)));
        db_finish(q);
        if (result < 0)
            return result;
    }
    return 0;
}

/* -- meetings ------------------------------------------------------------------------------- */

/* Rows of: a sentence. */
static const char *const meetings[] = {
    "SELECT 'session ' || s.number || ' of meeting ' || m.name || ' is on ' || s.day || "
    "', which is no day of the meeting' FROM sys_meeting_session s JOIN sys_meeting m ON m.id = s.meeting "
    "WHERE s.day < m.first_day OR s.day > m.last_day ORDER BY m.id, s.number",
    "SELECT 'meeting ' || m.name || ' comes after meeting ' || e.name || ', which begins no earlier' "
    "FROM sys_meeting m JOIN sys_meeting e ON e.id = m.earlier WHERE e.first_day >= m.first_day ORDER BY m.id",
    "SELECT 'document ' || d.number || ' of meeting ' || m.name || ' is of session ' || d.session || "
    "', which there is not' FROM sys_meeting_document d JOIN sys_meeting m ON m.id = d.meeting WHERE d.session > 0 "
    "AND NOT EXISTS (SELECT 1 FROM sys_meeting_session s WHERE s.meeting = d.meeting AND s.number = d.session) "
    "ORDER BY d.id",
    "SELECT 'conclusion ' || c.number || ' of meeting ' || m.name || ' is of session ' || c.session || "
    "', which there is not' FROM sys_conclusion c JOIN sys_meeting m ON m.id = c.meeting WHERE c.session > 0 "
    "AND NOT EXISTS (SELECT 1 FROM sys_meeting_session s WHERE s.meeting = c.meeting AND s.number = c.session) "
    "ORDER BY c.id",
    "SELECT 'conclusion ' || c.number || ' of meeting ' || m.name || "
    "' goes on with one of a meeting that was no earlier' FROM sys_conclusion c JOIN sys_meeting m ON m.id = c.meeting "
    "JOIN sys_conclusion f ON f.id = c.carried JOIN sys_meeting e ON e.id = f.meeting "
    "WHERE e.first_day >= m.first_day ORDER BY c.id",
    "SELECT 'of conclusion ' || c.number || ' of meeting ' || m.name || ' ' || n.ref_area || "
    "' says what became of it, to whom it is not assigned' FROM sys_conclusion_note n "
    "JOIN sys_conclusion c ON c.id = n.conclusion JOIN sys_meeting m ON m.id = c.meeting WHERE n.ref_area <> '' "
    "AND NOT EXISTS (SELECT 1 FROM sys_conclusion_assignee a WHERE a.conclusion = c.id AND a.ref_area = n.ref_area) "
    "ORDER BY n.id"};

static int check_meetings(struct check *c, struct err *err)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < ARRAY_LEN(meetings); i++) {
        struct stmt *q;
        if ((result = db_query(&q, c->st->db, err, meetings[i])) < 0)
            return result;
        while ((result = db_next(q, err)) > 0)
            fault(c, "%.*s", STR_FMT(db_text(q, 0)));
        db_finish(q);
    }
    return result;
}

int store_check(struct store *st, void (*say)(void *ctx, const char *sentence), void *ctx,
                struct err *err)
{
    static int (*const parts[])(struct check *, struct err *) = {
        check_database, check_counts,    check_states, check_files,
        check_hashes,   check_ref_files, check_releases, check_strays,   check_consultations,
        check_meetings};
    struct check c = {st, say, ctx, 0};
    struct err why;
    if (st->mode == STORE_PUBLIC)
        return err_set(err, ERR_DENIED, "%s: a public connection may not do this: check it",
                       st->db->where);
    /* one snapshot, or another's commit in between would look like a contradiction */
    int result = st->writing ? 0 : db_run(st->db, err, st->db->dialect->begin_read);
    if (result < 0)
        return result;
    for (size_t i = 0; i < ARRAY_LEN(parts) && result >= 0; i++)
        result = parts[i](&c, &why);
    if (!st->writing && db_run(st->db, NULL, "ROLLBACK") < 0)
        db_run(st->db, NULL, "ROLLBACK");
    if (result < 0 && c.found == 0)
        return err_set(err, why.code, "%s", why.text);
    if (result < 0) /* what was found explains why the rest could not be looked at */
        fault(&c, "the check ends here: %s", why.text);
    return c.found;
}
