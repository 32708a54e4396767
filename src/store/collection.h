/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is kept of a round of collection beside what was received: what is asked of whom, files that
 * wait to be read, decisions on question tables, comments, answers, the catalogue of sources, and what
 * is taken from other services.
 *
 * The state of a question table is its own (in_table.state: what the workshop goes by) and the last
 * decision on it, which also says why. What has come later for the same indicator, country, source and
 * period supersedes what came before; nothing is marked for that, readers take the newest.
 *
 * Transactions, iterators and texts are as store.h says. */
#ifndef STORE_COLLECTION_H
#define STORE_COLLECTION_H

#include "store/store.h"

/* -- what is asked ----------------------------------------------------------------------- */

/* One table asked of one country in a round. */
struct ask {
    int64_t round;
    struct str area, indicator;
    int64_t rank;            /* from 1: what is missing is asked first */
    int64_t missing;         /* of the years asked, how many have no figure yet */
    struct str why;          /* missing (no year has any), partial, known (all have) */
};
int store_ask_add(struct store *st, const struct ask *a, struct err *err);
/* Of a country (empty: of all), by area and rank. */
int store_ask_list(struct store *st, struct store_iter **it, int64_t round, struct str area,
                   struct err *err);
int store_ask_next(struct store_iter *it, struct ask *out, struct err *err);

/* -- where a round stands ------------------------------------------------------------------ */

/* A question table received in answer to a round, without its cells. */
struct round_table {
    int64_t id, submission;
    struct str area, indicator, source, period;
    struct str state;      /* of the table */
    struct str decision;   /* the last one: accepted, returned, aside; empty: none yet */
    struct str received_at, signed_at; /* of its submission */
    int64_t ncells, nerrors, nwarnings;
    int64_t nopen;         /* errors neither allowed nor answered by the country */
    int64_t nanswered;     /* errors answered, not allowed yet */
};
/* By area, indicator, source, period, id: the last of each four is the one that counts. `area` empty:
 * of all. */
int store_round_table_list(struct store *st, struct store_iter **it, struct str round, struct str area,
                           struct err *err);
int store_round_table_next(struct store_iter *it, struct round_table *out, struct err *err);

/* -- decisions --------------------------------------------------------------------------- */

#define DECISION_ACCEPTED "accepted"
#define DECISION_RETURNED "returned"
#define DECISION_ASIDE "aside" /* kept out, though it is not sent back */

struct decision {
    int64_t id, table;
    struct str decision, at, who, reason;
};
/* Adds the decision and sets the table's state (aside counts as returned there). When all tables of
 * the submission are decided, the submission is too: accepted when one of its tables is, else returned.
 * An accepted submission stays so when its tables are set aside later; a returned one becomes accepted
 * with the first table that is.
 * ERR_STATE: a table that is accepted can only be set aside. */
int store_table_decide(struct store *st, struct decision *d, struct err *err);
int store_decision_list(struct store *st, struct store_iter **it, int64_t submission, struct err *err); /* by id */
int store_decision_next(struct store_iter *it, struct decision *out, struct err *err);
/* Allows the open errors of one question table. */
int store_finding_allow_table(struct store *st, int64_t *n, int64_t table, const char *at, const char *who,
                              const char *reason, struct err *err);
/* The country's signature under a submission. */
int store_submission_sign(struct store *st, int64_t id, const char *at, const char *who, struct err *err);

/* -- what is said --------------------------------------------------------------------------- */

/* Why the country stands by a figure, said on screen. The newest counts and hides what the file said
 * (struct in_finding's answer then has this one). */
struct answer {
    int64_t id, finding;
    struct str at, who, content;
    bool public;
};
int store_answer_add(struct store *st, struct answer *a, struct err *err);

/* A remark between the office and a country, on a question table or on a cell of it. */
struct comment {
    int64_t id;
    struct str at, who;
    struct str round, area, indicator, source, period;  /* which table; source, period may be empty */
    struct str sex, classif1, classif2;                  /* which cell; all empty: the table */
    int64_t submission;                                  /* that it was said of; 0: of none */
    struct str content;
};
int store_comment_add(struct store *st, struct comment *c, struct err *err);
/* Of a country (empty: all), of an indicator (empty: all); by id. */
int store_comment_list(struct store *st, struct store_iter **it, struct str area, struct str indicator,
                       struct err *err);
int store_comment_next(struct store_iter *it, struct comment *out, struct err *err);

/* -- files that wait -------------------------------------------------------------------------- */

struct upload {
    int64_t id;
    struct str at, who;
    struct str area, round;       /* of whom it is to be; for which round, may be empty */
    struct str source, language;  /* options of submit, may be empty */
    struct str file_name, sha256;
    int64_t file_bytes;
    struct str packed;            /* zstd; not in a list */
    struct str state;             /* queued, done, refused */
    struct str finished_at, message; /* why it was refused, or what there is to say */
    int64_t submission;           /* that it became; 0: none */
};
int store_upload_add(struct store *st, struct upload *u, struct err *err); /* fills id; state queued */
int store_upload_get(struct store *st, struct arena *arena, struct upload *out, int64_t id, bool with_bytes,
                     struct err *err);
/* The one to read next, fairly: of those who wait, whoever's turn was longest ago, and of theirs the
 * oldest. 1 one, 0 none waits. With bytes. */
int store_upload_take(struct store *st, struct arena *arena, struct upload *out, struct err *err);
/* How many are read before this one. */
int store_upload_ahead(struct store *st, int64_t *n, int64_t id, struct err *err);
/* state, finished_at, message, submission; the bytes are dropped: the submission has them, or they
 * were refused. */
int store_upload_finish(struct store *st, const struct upload *u, struct err *err);
/* Of a country (empty: all), newest first. */
int store_upload_list(struct store *st, struct store_iter **it, struct str area, struct err *err);
int store_upload_next(struct store_iter *it, struct upload *out, struct err *err);

/* -- the catalogue of sources --------------------------------------------------------------- */

/* A source of a country as its people describe it: version after version, the newest counts. */
struct source_version {
    int64_t id;
    struct str area, source; /* "BA:741" */
    int64_t version;         /* from 1 */
    struct str at, who;
    bool withdrawn;          /* not used any more */
};
struct source_field {
    int64_t version;         /* the id of a source_version */
    struct str field, content; /* "name", "periodicity" ...: what there is stands in model/catalogue.h */
};
int store_source_add(struct store *st, struct source_version *s, const struct source_field *fields, size_t n,
                     struct err *err); /* fills id and version */
/* The newest version of each source of a country (empty: of all), by area and source; with `history`
 * all versions, oldest first. */
int store_source_list(struct store *st, struct store_iter **it, struct str area, bool history,
                      struct err *err);
int store_source_next(struct store_iter *it, struct source_version *out, struct err *err);
int store_source_field_list(struct store *st, struct store_iter **it, int64_t version, struct err *err); /* as added */
int store_source_field_next(struct store_iter *it, struct source_field *out, struct err *err);
/* Which tables and years a source has fed: its accepted question tables by indicator and period. */
struct source_use {
    struct str indicator, period;
    int64_t ntables;
};
int store_source_use_list(struct store *st, struct store_iter **it, struct str area, struct str source,
                          struct err *err);
int store_source_use_next(struct store_iter *it, struct source_use *out, struct err *err);

/* -- what is taken from other services --------------------------------------------------------- */

#define PULL_NEW "new"             /* what came became a submission */
#define PULL_UNCHANGED "unchanged" /* it was what had come before */
#define PULL_NOTHING "nothing"     /* there are no figures for what was asked */

/* What was asked of a service, and how it stood the last time: so that the next time only what changed
 * comes. Told apart by address, source, round and mapping; the last three may be empty. */
struct pull {
    struct str address;    /* without what is secret, and without since when */
    struct str source, round, mapping; /* options of submit; of the mapping the SHA-256 */
    struct str at, outcome;
    struct str changed_at; /* when something new came last; empty: never */
    struct str etag, last_modified; /* what was said of the last answer */
    struct str accept, format;      /* and as what it was asked: Accept, and format= in the address; may be empty */
    struct str content;    /* SHA-256 of what it said; empty: nothing came yet */
    struct str since;      /* by the service's clock; the next time updates after it are enough */
    bool whole_only;       /* the service does not know updates */
    int64_t submission;    /* the last one made; 0: none */
};
/* 1 found, 0 there is none: the texts that tell it apart are those of *out, which stay. */
int store_pull_find(struct store *st, struct arena *arena, struct pull *out, struct err *err);
int store_pull_put(struct store *st, const struct pull *p, struct err *err); /* replaces */
int store_pull_list(struct store *st, struct store_iter **it, struct err *err); /* by address */
int store_pull_next(struct store_iter *it, struct pull *out, struct err *err);

#endif
