/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* One open base: the rooms in_, wk_, pub_, with ref_ and sys_ beside them, as typed
 * functions. No other module knows a table name.
 *
 *     struct store *st;
 *     if (store_open(&st, "ilms.db", STORE_WRITE, &err)) ...
 *     store_begin(st, &err);
 *     store_submission_add(st, &sub, &err);
 *     ...
 *     store_commit(st, &err);      or store_rollback(st)
 *     store_close(st);
 *
 * Rules: what was received (in_*) and released (pub_*) is only added to; all writes happen
 * inside a transaction, one writer at a time; a crash at any moment leaves the state before
 * or after the transaction. Text and bytes handed out live until the next call on the same
 * iterator (or in the arena, where one is passed). Times are texts of base/clock.h.
 *
 * After a failure inside a transaction the caller rolls back; a commit that comes all the
 * same, or that fails, keeps nothing (the transaction is over either way). A struct store
 * is used by one thread at a time; open one per thread.
 *
 * Iterators: `store_X_list` prepares, `store_X_next` refills the record: 1 one, 0 end (and
 * closed), negative failed (and closed). store_iter_close ends one early. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

enum store_mode {
    /* A new base with the newest schema, whole or not at all; an existing file is ERR_STATE.
     * With `where` "" a base in memory that vanishes when closed: to fill it and give it its
     * place by store_copy makes `init` one step that a crash cannot cut in half. */
    STORE_CREATE,
    STORE_WRITE, /* brings the schema up to date first */
    STORE_READ,  /* also from a medium that cannot be written; an older schema is ERR_STATE */
    STORE_PUBLIC /* read-only, and blind to all but ref_* and pub_* */
};

struct store;
struct store_iter;

int store_open(struct store **out, const char *where, enum store_mode mode, struct err *err);
void store_close(struct store *st);
int store_begin(struct store *st, struct err *err); /* takes the write lock at once; ERR_BUSY */
int store_commit(struct store *st, struct err *err);
void store_rollback(struct store *st);
void store_iter_close(struct store_iter *it);
/* A consistent copy of the whole base as one file; ERR_STATE when there is one, or inside
 * a transaction. */
int store_copy(struct store *st, const char *to, struct err *err);
/* Changes whenever another connection has committed: for reload without polling tables. */
int store_data_version(struct store *st, int64_t *version, struct err *err);

/* -- reference data: versions of the files of data/, newest last ------------------ */

struct ref_file; /* model/ref.h: name and content */
int store_ref_add(struct store *st, int64_t *version, const struct ref_file *files, size_t n,
                  const struct sha256 *hash, const char *at, struct err *err);
/* version 0: the newest; ERR_NOTFOUND. Files in order of name; bytes in the arena;
 * version_found may be NULL. */
int store_ref_get(struct store *st, struct arena *arena, int64_t version, struct ref_file **files,
                  size_t *n, int64_t *version_found, struct err *err);

/* The number of the newest version; 0: there is none. */
int store_ref_newest(struct store *st, int64_t *version, struct err *err);

/* -- in: what was received -------------------------------------------------------- */

/* States of a submission, and of each question table in it. */
#define STATE_RECEIVED "received"     /* stored, nothing to check it with yet */
#define STATE_CLEAN "checked"         /* checked, no error */
#define STATE_ERRORS "errors"         /* checked, errors open */
#define STATE_ACCEPTED "accepted"     /* no open error, or each allowed */
#define STATE_RETURNED "returned"     /* sent back to the country */

struct submission {
    int64_t id;
    struct str received_at, who, state, format, source, round;
    struct str file_name, sha256; /* the file; sha256 in hexadecimal */
    int64_t file_bytes;
    int64_t ref_version;
    int64_t cells, figures, tables; /* seen, usable, question tables */
    int64_t infos, warnings, errors, open_errors;
    struct str decided_at, decided_by, reason; /* of the acceptance or return; may be empty */
    struct str area;                 /* the one country that all its tables are of; empty: several, or none */
    struct str signed_at, signed_by; /* by the country's approver; empty: not */
};

/* Adds the submission and its file (`packed`: zstd of the file's bytes); fills s->id. */
int store_submission_add(struct store *st, struct submission *s, struct str packed,
                         struct err *err);
int store_submission_get(struct store *st, struct arena *arena, struct submission *out,
                         int64_t id, struct err *err); /* ERR_NOTFOUND */
/* A submission of the same bytes, source, round and mapping that was not returned: 1 found, 0 none. */
int store_submission_same(struct store *st, int64_t *id, struct str sha256, struct str source,
                          struct str round, struct str mapping, struct err *err);
int store_submission_list(struct store *st, struct store_iter **it, struct err *err); /* by id */
int store_submission_next(struct store_iter *it, struct submission *out, struct err *err);
/* The decision of a person; open_errors becomes 0 when accepted. Also decides those of its tables that
 * are not decided yet (collection.h); where one is accepted already, what is returned is the rest, and
 * the submission accepted. ERR_STATE: each of its tables is decided. */
int store_submission_decide(struct store *st, int64_t id, const char *state, const char *at,
                            const char *who, const char *reason, struct err *err);
/* The file as it came, still packed; bytes in the arena. */
int store_file_get(struct store *st, struct arena *arena, struct str *packed, int64_t submission,
                   struct err *err);

/* A question table: the unit of state. `cells` is model/block.h's table_pack. */
struct question_table {
    int64_t id, submission;
    struct str indicator, area, source, period, state;
    int64_t ncells, nerrors, nwarnings;
    struct str cells;
};
int store_table_add(struct store *st, struct question_table *t, struct err *err); /* fills id */
int store_table_get(struct store *st, struct arena *arena, struct question_table *out, int64_t id,
                    struct err *err);
int store_table_list(struct store *st, struct store_iter **it, int64_t submission,
                     struct err *err); /* 0: of all submissions, by id */
/* The accepted tables of one indicator and area, of all submissions, by id. */
int store_table_list_accepted(struct store *st, struct store_iter **it, struct str indicator,
                              struct str area, struct err *err);
int store_table_next(struct store_iter *it, struct question_table *out, struct err *err);
/* The newest submission of the same round that has the question table again, and so takes its place; 0: none. */
int store_table_newer(struct store *st, int64_t *submission, int64_t id, struct err *err);
/* Has each of its question tables come again in a newer one? */
int store_submission_replaced(struct store *st, bool *replaced, int64_t id, struct err *err);

struct in_finding {
    int64_t id, submission, table; /* table 0: belongs to none */
    struct str rule, severity;     /* "T101", "error" */
    int64_t sheet, row, column;
    struct str indicator, area, source, sex, classif1, classif2, period, value, message;
    struct str allowed_at, allowed_by, allowed_reason; /* empty: open */
    struct str pattern, args;  /* the message in parts (model/sentence.h); empty in old rows */
    struct str proposals;      /* model/proposal.h, as text; empty: none */
    struct str proposal, proposal_pattern, proposal_args; /* what they come to, as the message */
    struct str answer;     /* why the country stands by the figure; empty when it said nothing */
    struct str sheet_name; /* only read: of a workbook */
};
int store_finding_add(struct store *st, struct in_finding *f, struct err *err);
int store_finding_list(struct store *st, struct store_iter **it, int64_t submission,
                       struct err *err); /* 0: all; by submission, sheet, row, column, id */
int store_finding_next(struct store_iter *it, struct in_finding *out, struct err *err);
/* Allows every open error of a submission (its open_errors becomes 0); how many in *n. */
int store_finding_allow(struct store *st, int64_t *n, int64_t submission, const char *at,
                        const char *who, const char *reason, struct err *err);

/* The names of a workbook's sheets, in order. */
int store_sheets_add(struct store *st, int64_t submission, const struct str *names, size_t n,
                     struct err *err);
/* The text of the mapping that a free-form file was read with. */
int store_mapping_add(struct store *st, int64_t submission, struct str content, struct err *err);

/* What was said in words; kinds as in model/remark.h. */
struct in_remark {
    int64_t id, submission;
    struct str kind;
    int64_t sheet, row, column;
    struct str indicator, area, source, sex, classif1, classif2, period, type, content;
    bool public;
};
int store_remark_add(struct store *st, struct in_remark *r, struct err *err); /* fills id */
int store_remark_list(struct store *st, struct store_iter **it, int64_t submission,
                      struct err *err); /* by id */
/* The answers of all submissions to findings of a rule about a table of a country, oldest first. */
int store_answer_list(struct store *st, struct store_iter **it, struct str rule, struct str area,
                      struct str indicator, struct err *err);
int store_remark_next(struct store_iter *it, struct in_remark *out, struct err *err);

/* -- wk: the best current value per key, packed by indicator and area -------------- */

struct wk_block {
    struct str indicator, area;
    struct str sha256; /* of `block`, hexadecimal */
    struct str block, origin;
    int64_t nseries, nobs;
};
int store_wk_put(struct store *st, const struct wk_block *b, struct err *err); /* replaces */
int store_wk_delete(struct store *st, struct str indicator, struct str area, struct err *err);
/* By indicator, area. */
int store_wk_list(struct store *st, struct store_iter **it, struct err *err);
/* Only of one country or area. */
int store_wk_list_area(struct store *st, struct store_iter **it, struct str area, struct err *err);
/* The hashes alone, without block and origin, of one area (empty: of all) by area, indicator. */
int store_wk_hashes(struct store *st, struct store_iter **it, struct str area, struct err *err);
int store_wk_next(struct store_iter *it, struct wk_block *out, struct err *err);

/* Derived figures, packed the same way; `lineage` is model/lineage.h's. All of an area are made
 * together: clear, put each, put what they were made from. */
struct wk_derived {
    struct str indicator, area;
    struct str sha256, lineage_sha256; /* of `block` and `lineage`, hexadecimal */
    struct str block, lineage;         /* not in a list */
    int64_t nseries, nobs;
};
int store_derived_clear(struct store *st, struct str area, struct err *err);
int store_derived_put(struct store *st, const struct wk_derived *d, struct err *err);
/* A hash over what the derived figures of an area were made from; "" when none were made. */
int store_derived_basis_put(struct store *st, struct str area, struct str basis, struct err *err);
int store_derived_basis(struct store *st, char basis[SHA256_HEX], struct str area, struct err *err);
/* Of one area, or of all (empty); by indicator, area. */
int store_derived_list(struct store *st, struct store_iter **it, struct str area, struct err *err);
int store_derived_next(struct store_iter *it, struct wk_derived *out, struct err *err);

/* -- pub: releases, immutable ------------------------------------------------------ */

struct release {
    int64_t id; /* also its number: 1, 2, 3 */
    struct str name, released_at, embargo, who, sha256; /* embargo empty: none */
    int64_t ref_version, nblocks, nseries, nobs;
};
/* Adds the release with every block of wk_, or for each audience its variant of it (store/share.h),
 * which have to be up to date; r->sha256 and counts must be set, and agree with
 * wk_ as the public gets it (else ERR_STATE). The hash of a release is taken over one line per block,
 * "indicator<TAB>area<TAB>sha256 of the block<LF>", by indicator and area in byte order, and then
 * over one per block of derived figures with "derived<TAB>" before it. The counts are those of the
 * reported ones.
 * Fills r->id. A name that is taken is ERR_STATE. */
int store_release_add(struct store *st, struct release *r, struct err *err);
/* By name or number; "" is the newest visible. Visible: embargo empty or <= now. With now
 * empty embargoed ones are found too (never on a STORE_PUBLIC connection, where `now` is
 * required: ERR_DENIED; store_block_* then see only what was visible at the `now` given
 * last on that connection). */
int store_release_get(struct store *st, struct arena *arena, struct release *out, struct str name,
                      struct str now, struct err *err);
int store_release_list(struct store *st, struct store_iter **it, struct str now, struct err *err);
int store_release_next(struct store_iter *it, struct release *out, struct err *err);

/* A block of a release, as the audience of the connection sees it (store/share.h); `origin` only where
 * asked for (with_origin). */
struct pub_block {
    struct str indicator, area, sha256, block, origin;
};
int store_block_list(struct store *st, struct store_iter **it, int64_t release, bool with_origin,
                     struct err *err); /* by indicator, area */
int store_block_next(struct store_iter *it, struct pub_block *out, struct err *err);
int store_block_get(struct store *st, struct arena *arena, struct pub_block *out, int64_t release,
                    struct str indicator, struct str area, struct err *err);

/* The blocks of derived figures of a release, of one indicator or of all (empty), by indicator, area;
 * `origin` is the lineage, which only `get` gives. */
int store_derived_block_list(struct store *st, struct store_iter **it, int64_t release,
                             struct str indicator, struct err *err); /* then store_block_next */
int store_derived_block_get(struct store *st, struct arena *arena, struct pub_block *out,
                            int64_t release, struct str indicator, struct str area,
                            struct err *err);

/* -- sys: rounds ---------------------------------------------------------------------- */

struct round {
    int64_t id;
    struct str name, opened_at, opened_by, deadline; /* deadline: a day */
    int64_t first_year, last_year;                   /* asked */
    struct str criterion;                            /* birth, citizenship, both */
    struct str release_date;                         /* the day for which its release is planned; may be empty */
    struct str closed_at, closed_by;                 /* empty: open */
};
/* Fills r->id; a name that is taken is ERR_STATE. */
int store_round_add(struct store *st, struct round *r, struct err *err);
int store_round_get(struct store *st, struct arena *arena, struct round *out, struct str name,
                    struct err *err); /* ERR_NOTFOUND */
int store_round_list(struct store *st, struct store_iter **it, struct err *err); /* by id */
int store_round_next(struct store_iter *it, struct round *out, struct err *err);
int store_round_close(struct store *st, int64_t id, const char *at, const char *who, struct err *err);

/* What a rule weighs in a round where the catalogue says otherwise; an empty severity takes it back. */
struct round_severity {
    struct str rule, severity;
};
int store_severity_put(struct store *st, int64_t round, const struct round_severity *s, struct err *err);
/* Of the round of that name; none where there is no such round. By rule. */
int store_severity_list(struct store *st, struct store_iter **it, struct str round, struct err *err);
int store_severity_next(struct store_iter *it, struct round_severity *out, struct err *err);

/* -- sys: who did what -------------------------------------------------------------- */

struct audit {
    int64_t id;
    struct str at, who, op, params; /* params: one JSON object */
    struct str outcome;             /* "ok" or the error */
};
int store_audit_add(struct store *st, const struct audit *a, struct err *err);
int store_audit_list(struct store *st, struct store_iter **it, struct err *err);
/* The newest first, of those before a line (INT64_MAX: all), of one person (empty: of all). */
int store_audit_list_before(struct store *st, struct store_iter **it, int64_t before, struct str who,
                            struct err *err);
int store_audit_next(struct store_iter *it, struct audit *out, struct err *err);

/* -- doctor -------------------------------------------------------------------------- */

/* Pages and foreign keys as the database sees them; counts that contradict rows (tables and
 * findings of a submission by severity, open errors, errors and warnings of a question table,
 * blocks of a release); question tables in another state than the last decision on them says,
 * submissions in one that does not follow from their tables; files that do not unpack to their
 * SHA-256; blocks and origins whose bytes are not their SHA-256; releases whose hash is not that of
 * their blocks, or of which what is said of their sources has another hash than was kept; bytes among
 * what is public that no release shows. Calls `say` with one sentence per fault found; returns how
 * many, or negative when it could not look. */
int store_check(struct store *st, void (*say)(void *ctx, const char *sentence), void *ctx,
                struct err *err);

/* For tests: the `n`-th call to the database from now on fails, once (0: none), before it
 * does anything. ILMS_DB_FAIL=n in the environment does the same from the opening of each
 * connection on; ILMS_DB_WAIT=milliseconds is how long to wait for another writer (5000). */
void store_fail_at(struct store *st, int64_t n);
int64_t store_calls(const struct store *st); /* calls to the database so far */

#endif
