/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The table of operations. Each thing that the program can be asked to do is one entry: its
 * name, its help, who may, what it takes, what it does. The command line, the help, the manual
 * page, the permissions and the audit log come from this table.
 *
 *     const struct op *op = op_find(STR("accept"));
 *     struct call call = {.op = op, .base = "ilms.db", .who = "sokha", .in = &admin, .nin = 1, ...};
 *     call_set(&call, "id", STR("3"), &err);
 *     op_call(&call, &err);
 *
 * A verb (`writes`) changes the base inside one transaction, in which its line of the audit log
 * is written too; one that failed leaves nothing but that line. */
#ifndef OPS_OP_H
#define OPS_OP_H

#include "model/ref.h"
#include "model/role.h"
#include "store/store.h"
#include "syntax/json.h"

/* Where an operation can be asked for, and about what. */
enum reach {
    REACH_LOCAL,  /* only on the machine of the base: it reads or writes files there */
    REACH_ALL,    /* also over the network; it is not about a country's figures */
    REACH_COUNTRY /* also over the network; who is something in a country may do it there alone */
};

enum param_kind {
    PARAM_TEXT,   /* positional, one */
    PARAM_LIST,   /* positional, one or more; the last */
    PARAM_OPTION, /* --name VALUE */
    PARAM_FLAG    /* --name */
};

struct param {
    const char *name, *value, *help; /* "embargo", "TIME", "..." */
    enum param_kind kind;
    bool required;
};

/* What an operation needs before it runs. */
enum need {
    NEED_NOTHING,
    NEED_READ,
    NEED_WRITE
};

struct call;
struct op {
    const char *name, *brief, *help; /* help: some sentences for the manual */
    unsigned roles; /* who may: bits of model/role.h */
    enum reach reach;
    enum need need;
    const struct param *params; /* ends with a NULL name */
    int (*run)(struct call *call, struct err *err);
};

enum { CALL_VALUES = 1100 }; /* a correction has a thousand cells */

/* A file that came with a call, in place of one that lies on the disk. */
struct call_file {
    const char *name;
    struct str bytes;
};

struct call {
    const struct op *op;
    const char *base; /* where the base is */
    struct str origin; /* how people reach the site, where who asks knows it */
    const char *who;
    const struct role_in *in; /* what `who` is, and where */
    size_t nin;
    bool json, quiet;
    int64_t now;
    /* what was said: one value a parameter, PARAM_LIST several under the same name */
    struct {
        const char *name;
        struct str value;
    } value[CALL_VALUES];
    unsigned nvalues;
    const char *const *list; /* of PARAM_LIST */
    unsigned nlist;
    /* Over the network no path is ever opened: what is read has come with the call, and what is
     * written goes back with it. */
    bool remote;
    const struct call_file *files;
    unsigned nfiles;
    struct buf file;      /* what went to --output */
    const char *file_name;
    /* for the operation, made by op_call where the caller has none at hand to lend */
    struct store *store;
    struct ref *ref; /* the newest of the base, loaded when asked for by call_ref */
    int64_t ref_version;
    bool lent; /* store, and ref where it is there, are the caller's */
    struct arena arena;
    struct buf out; /* what to print; written out when long by call_flush */
    struct json j;  /* writes to out */
    int outfd;      /* where call_flush writes */
    char at[21];    /* now as text */
    bool in_transaction;
    bool area_said; /* call_area was asked, and did not refuse */
    double started; /* clock_monotonic, for progress */
    bool progress_shown;
};

/* The operations in the order of the help; NULL after the last. */
const struct op *op_at(size_t i);
const struct op *op_find(struct str name);
const struct param *op_param(const struct op *op, struct str name);
bool op_writes(const struct op *op); /* it changes a base, so it is audited */

/* Opens the base as needed, runs, audits, closes. Output is in call->out (what was not flushed
 * already), also after an error. The caller releases with call_release. */
int op_call(struct call *call, struct err *err);
void call_release(struct call *call);

/* Is who asks one of these, anywhere? */
bool call_is(const struct call *call, unsigned roles);
/* May the operation be done about this country's figures? (Empty: about those of several.) */
bool call_may(const struct call *call, struct str area);
/* The same as an error. Each operation of REACH_COUNTRY that writes asks before it commits. */
int call_area(struct call *call, struct str area, struct err *err);
enum audience call_audience(const struct call *call);

/* The bytes of a file that a parameter names. */
int call_slurp(struct buf *out, struct call *call, const char *name, struct err *err);
/* Writes a new file, or gives it back with the call. */
int call_write_file(struct call *call, const char *name, struct str bytes, struct err *err);
/* The same, and says which file has how many bytes. */
int call_hand_out(struct call *call, const char *name, struct str bytes, struct err *err);

/* The text ends in NUL, as words of a command line do. */
int call_set(struct call *call, const char *name, struct str value, struct err *err);
/* The value of a parameter, empty when not given. */
struct str call_get(const struct call *call, const char *name);
bool call_has(const struct call *call, const char *name);
/* A parameter as a number of a thing; ERR_USAGE with what would be right. */
int call_get_id(int64_t *id, const struct call *call, const char *name, struct err *err);

/* The time at which releases have to be visible: now, or "" where --embargoed asks for those too,
 * which compilers may. */
int call_visible_at(struct str *now, const struct call *call, struct err *err);

/* How the site is reached, without a slash at its end: --origin, what the caller or the environment's ILMS_ORIGIN says,
 * else `otherwise`, which may be empty. */
#define LOCAL_ORIGIN "http://127.0.0.1:8080"
int call_origin(struct str *out, struct call *call, const char *otherwise, struct err *err);

/* The newest reference data of the base; where no base is needed those built in, with what --region or the
 * environment's ILMS_REGION says is a region's own. What was lent stays. */
int call_ref(struct call *call, struct err *err);
int call_ref_builtin(struct call *call, struct err *err);

/* The transaction of a verb, and its end with the line in the audit log. */
int call_begin(struct call *call, struct err *err);
int call_commit(struct call *call, struct err *err);

/* A line on a terminal for what takes more than a second: "accepting 12 of 40". Nothing where
 * standard error is no terminal. It is wiped by the next output and at the end. */
void call_progress(struct call *call, const char *what, size_t done, size_t total);

/* A sentence beside an answer that is right but may surprise: on standard error, nothing where
 * --quiet or --json was said. */
void call_remark(struct call *call, const char *sentence);

/* Writes out what has gathered, if it is much (or `all`). ERR_IO when nobody reads it. */
int call_flush(struct call *call, bool all, struct err *err);

#endif
