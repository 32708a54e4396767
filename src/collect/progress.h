/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Where a round stands: of each country, of each table that is asked of it, of each year.
 *
 *     struct progress_list list;
 *     struct arena arena;
 *     if (progress_load(&list, store, ref, &round, STR(""), now, &arena, &err) < 0) ...
 *     for (size_t i = 0; i < list.n; i++)
 *         puts(country_state_name(list.v[i].state));
 *
 * or, from rows that come from elsewhere: progress_begin, progress_ask, progress_waive and progress_receive
 * for each row (those of asks before the others), progress_end.
 *
 * Of several question tables of one indicator, country, source and period the one received last
 * counts; those before it are superseded and not shown. All texts belong to the arena. */
#ifndef COLLECT_PROGRESS_H
#define COLLECT_PROGRESS_H

#include "model/ref.h"
#include "store/rounds.h"

/* What a table, or a year of it, waits for; of a table with several years the first of these that
 * one of its years is in, what is only asked not counted where there is more. */
enum table_state {
    TABLE_RETURNED, /* the country is to send it anew */
    TABLE_ERRORS,   /* errors that the country has neither corrected nor explained */
    TABLE_RECEIVED, /* not checked */
    TABLE_CHECKED,  /* no error, or each explained */
    TABLE_SIGNED,   /* the same, and the country's approver has signed */
    TABLE_ACCEPTED,
    TABLE_ASIDE,    /* kept out by the office */
    TABLE_WAIVED,   /* nothing received: the country says that it does not apply to it */
    TABLE_ASKED,    /* nothing received */
    TABLE_STATES
};
const char *table_state_name(enum table_state state); /* "returned" */

enum country_state {
    COUNTRY_NOT_STARTED, /* nothing received */
    COUNTRY_ANSWERING,   /* tables or answers are still to come */
    COUNTRY_RETURNED,    /* something was sent back and has not come anew */
    COUNTRY_WAITING,     /* for the signature of its approver */
    COUNTRY_IN_REVIEW,   /* the office is to decide */
    COUNTRY_DONE,        /* each table asked was answered and decided; after the end: what came was */
    COUNTRY_STATES
};
const char *country_state_name(enum country_state state); /* "waiting for signature" */
const char *country_state_key(enum country_state state);  /* "waiting": for keys of words and styles */

struct year_progress {
    struct str period, source; /* source empty: nothing received */
    enum table_state state;
    int64_t table, submission; /* 0: nothing received */
    struct str received_at;
    int64_t nopen, nanswered, nwarnings;
};

struct table_progress {
    struct str area, indicator;
    int64_t rank;   /* 0: it was not asked, but came */
    struct str why; /* missing, partial, known */
    struct str waived; /* why it does not apply to the country; empty: nothing of the kind was said */
    enum table_state state;
    bool answered;  /* something of the years asked has come, or it does not apply */
    struct year_progress *years; /* by period and source; those asked that have not come too */
    size_t nyears;
    size_t room;
};

struct progress {
    struct str area;
    enum country_state state;
    bool has_approver;
    /* of the tables asked */
    size_t asked, answered, accepted, returned, aside;
    int64_t nopen, nanswered; /* errors of what is not decided: not explained, explained by the country */
    int64_t days_left;        /* until the deadline; negative: past it */
    struct str last_received_at;
    struct table_progress *tables; /* by rank; those that were not asked behind them */
    size_t ntables;
};

struct progress_list {
    struct progress *v; /* by area */
    size_t n;
    size_t of_state[COUNTRY_STATES]; /* how many countries */
    /* its own */
    struct arena *arena;
    const struct round *round;
    struct table_progress *tables;
    size_t ntables, room;
    struct map at; /* table by area and indicator */
    struct str key; /* of the table that was asked for last, and its place */
    uint32_t last;
    int64_t days_left;
};

/* `now`: seconds. The round is borrowed until the end. */
void progress_begin(struct progress_list *out, struct arena *arena, const struct round *round, int64_t now);
void progress_ask(struct progress_list *list, const struct ask *a);
void progress_waive(struct progress_list *list, const struct waiver *w);
void progress_receive(struct progress_list *list, const struct round_table *t);
/* has_approver: is there somebody in the country who signs? */
void progress_end(struct progress_list *list, bool (*has_approver)(const void *ctx, struct str area),
                  const void *ctx);

/* Of a country, or of all (empty). Where nothing is kept of what a round asks (it was opened by an
 * older program) it asks every table of its criterion of every member. */
int progress_load(struct progress_list *out, struct store *st, const struct ref *ref,
                  const struct round *round, struct str area, int64_t now, struct arena *arena,
                  struct err *err);

/* The countries with an active approver. */
int approvers_load(struct strset *areas, struct store *st, struct err *err);

#endif
