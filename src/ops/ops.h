/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The functions behind the table of operations, and what they share. */
#ifndef OPS_OPS_H
#define OPS_OPS_H

#include "io/mapping.h"
#include "model/catalogue.h"
#include "model/cube.h"
#include "model/ref_builtin.h"
#include "ops/op.h"
#include "store/collection.h"
#include "syntax/text.h"

int op_init(struct call *c, struct err *err);
int op_upgrade(struct call *c, struct err *err);
int op_submit(struct call *c, struct err *err);
int op_check(struct call *c, struct err *err);
int op_convert(struct call *c, struct err *err);
int op_round_open(struct call *c, struct err *err);
int op_round_list(struct call *c, struct err *err);
int op_round_status(struct call *c, struct err *err);
int op_round_close(struct call *c, struct err *err);
int op_round_remind(struct call *c, struct err *err);
int op_round_severity(struct call *c, struct err *err);
int op_round_waive(struct call *c, struct err *err);
int op_questionnaire_write(struct call *c, struct err *err);
int op_questionnaire_annotate(struct call *c, struct err *err);
int op_pull(struct call *c, struct err *err);
int op_pull_list(struct call *c, struct err *err);
int op_pull_flows(struct call *c, struct err *err);
int op_remarks(struct call *c, struct err *err);
int op_submissions(struct call *c, struct err *err);
int op_findings(struct call *c, struct err *err);
int op_accept(struct call *c, struct err *err);
int op_return(struct call *c, struct err *err);
int op_aside(struct call *c, struct err *err);
int op_sign(struct call *c, struct err *err);
int op_answer(struct call *c, struct err *err);
int op_comment(struct call *c, struct err *err);
int op_comments(struct call *c, struct err *err);
int op_correct(struct call *c, struct err *err);
int op_source_set(struct call *c, struct err *err);
int op_source_list(struct call *c, struct err *err);
int op_source_show(struct call *c, struct err *err);
int op_source_history(struct call *c, struct err *err);
int op_source_withdraw(struct call *c, struct err *err);
int op_source_quality(struct call *c, struct err *err);
int op_coverage_gaps(struct call *c, struct err *err);
int op_coverage_needs(struct call *c, struct err *err);
int op_source_published(struct call *c, struct err *err);
int op_release(struct call *c, struct err *err);
int op_release_plan(struct call *c, struct err *err);
int op_release_unplan(struct call *c, struct err *err);
int op_releases(struct call *c, struct err *err);
int op_report_publish(struct call *c, struct err *err);
int op_report_order(struct call *c, struct err *err);
int op_report_orders(struct call *c, struct err *err);
int op_report_preview(struct call *c, struct err *err);
int op_report_discard(struct call *c, struct err *err);
int op_report_make(struct call *c, struct err *err);
int op_report_withdraw(struct call *c, struct err *err);
int op_report_list(struct call *c, struct err *err);
int op_report_get(struct call *c, struct err *err);
int op_query(struct call *c, struct err *err);
int op_search(struct call *c, struct err *err);
int op_coverage(struct call *c, struct err *err);
int op_source_import(struct call *c, struct err *err);
int op_source_collections(struct call *c, struct err *err);
int op_source_collection(struct call *c, struct err *err);
int op_mirror(struct call *c, struct err *err);
int op_diff(struct call *c, struct err *err);
int op_explain(struct call *c, struct err *err);
int op_doctor(struct call *c, struct err *err);
int op_audit(struct call *c, struct err *err);
int op_user_add(struct call *c, struct err *err);
int op_user_list(struct call *c, struct err *err);
int op_user_role(struct call *c, struct err *err);
int op_user_link(struct call *c, struct err *err);
int op_user_disable(struct call *c, struct err *err);
int op_user_enable(struct call *c, struct err *err);
int op_user_token(struct call *c, struct err *err);
int op_user_tokens(struct call *c, struct err *err);
int op_user_revoke(struct call *c, struct err *err);
int op_mail_send(struct call *c, struct err *err);
int op_mail_list(struct call *c, struct err *err);
int op_permissions(struct call *c, struct err *err);
int op_tables(struct call *c, struct err *err);
int op_sources(struct call *c, struct err *err);
int op_rules(struct call *c, struct err *err);
int op_backup(struct call *c, struct err *err);
int op_export(struct call *c, struct err *err);
int op_report(struct call *c, struct err *err);
int op_statement_set(struct call *c, struct err *err);
int op_statement_list(struct call *c, struct err *err);
int op_recommendation_add(struct call *c, struct err *err);
int op_recommendation_edit(struct call *c, struct err *err);
int op_recommendation_remove(struct call *c, struct err *err);
int op_recommendation_list(struct call *c, struct err *err);
int op_consultation_open(struct call *c, struct err *err);
int op_consultation_revise(struct call *c, struct err *err);
int op_consultation_say(struct call *c, struct err *err);
int op_consultation_agree_rest(struct call *c, struct err *err);
int op_consultation_answer(struct call *c, struct err *err);
int op_consultation_status(struct call *c, struct err *err);
int op_consultation_show(struct call *c, struct err *err);
int op_consultation_record(struct call *c, struct err *err);
int op_consultation_list(struct call *c, struct err *err);
int op_consultation_remind(struct call *c, struct err *err);
int op_consultation_extend(struct call *c, struct err *err);
int op_consultation_close(struct call *c, struct err *err);
int op_share_set(struct call *c, struct err *err);
int op_share_list(struct call *c, struct err *err);
int op_share_log(struct call *c, struct err *err);
int op_meeting_add(struct call *c, struct err *err);
int op_meeting_set(struct call *c, struct err *err);
int op_meeting_session(struct call *c, struct err *err);
int op_meeting_list(struct call *c, struct err *err);
int op_meeting_show(struct call *c, struct err *err);
int op_meeting_participant_add(struct call *c, struct err *err);
int op_meeting_participant_remove(struct call *c, struct err *err);
int op_meeting_participant_list(struct call *c, struct err *err);
int op_meeting_document_add(struct call *c, struct err *err);
int op_meeting_document_list(struct call *c, struct err *err);
int op_meeting_document_get(struct call *c, struct err *err);
int op_meeting_document_remove(struct call *c, struct err *err);
int op_meeting_conclude(struct call *c, struct err *err);
int op_meeting_carry(struct call *c, struct err *err);
int op_meeting_track(struct call *c, struct err *err);
int op_meeting_launch(struct call *c, struct err *err);
int op_meeting_briefing(struct call *c, struct err *err);

/* The files of the reference data that are built in; `dir` not NULL: those of that folder. */
int ref_files_get(struct arena *arena, struct ref_file **files, size_t *n, const char *dir,
                  struct err *err);
/* Those built in and, from that folder, what is a region's own (ref_builtin_join). */
int ref_files_region(struct arena *arena, struct ref_file **files, size_t *n, const char *dir, struct err *err);

/* A submission that who asks may see: ERR_DENIED where it is another country's. */
int call_submission(struct submission *out, struct call *c, const char *param, struct err *err);

/* One line of text that is kept for ever and shown on terminals. */
enum { LINE_MAX_LEN = 2000 };
int line_check(struct str text, const char *what, struct err *err);
/* It can be the name of a release that is still to come. */
int release_name_check(struct call *c, struct str name, struct err *err);
/* The day that an option says; empty where it says none. */
int call_day(struct str *day, struct call *c, const char *option, struct err *err);
/* What round open does, with the parameters of that; `beside` (may be NULL) is done in the same transaction. */
int round_open(struct call *c, int (*beside)(struct call *c, void *ctx, const struct round *round, struct err *err),
               void *ctx, struct err *err);
/* "2022-2024" or "2024" */
bool years_parse(int64_t *first, int64_t *last, struct str text);

/* The sources of a country as its people describe them now. */
int catalogue_load(struct catalogue_source **out, size_t *n, struct call *c, struct str area, struct err *err);
/* What accepted tables, and what a submission says in words, tell of their sources, as new versions
 * where it differs. Inside a transaction. */
struct accepted_table {
    int64_t id;
    struct str area, source, period;
};
int catalogue_take(struct call *c, int64_t submission, const struct accepted_table *tables, size_t n,
                   struct err *err);

/* A finding of a submission by its id as text; rule, severity, indicator, area, source, proposals and
 * message in the arena, the other texts do not last. */
int call_finding(struct in_finding *out, struct call *c, int64_t submission, struct str text, struct err *err);

/* The user that the parameter "user" names. */
struct user;
int call_user(struct user *out, struct call *c, struct err *err);
/* Is it a line of text with 1 to `max` bytes? */
bool is_one_line(struct str s, size_t max);

/* The accepted figures of a country, or of all (empty); NULL when there are none. To be freed. */
int accepted_of(struct cube **out, struct call *c, struct str area, struct err *err);
/* What --language says, else English. */
int call_language(const char **language, const struct text **text, struct call *c, struct err *err);
/* What --language says; NULL when it is not given: sentences are then the messages as they were made. */
int call_language_said(const char **language, struct call *c, struct err *err);

/* A file read and checked: what submit stores and check prints. */
struct checked {
    struct buf raw, unpacked; /* the file as it is; what it unpacks to */
    const struct format *format;
    struct obs_set set;       /* sorted */
    struct finding_list findings;
    struct remark_list remarks;
    /* with --map: the mapping and its text */
    bool empty; /* set by read: it was refused because it holds no figures, though it is what it should be */
    struct mapping *mapping; /* not parsed here when the file is read apart */
    struct buf mapping_text;
    /* Set after open: the file is of somebody unknown, and is read in a process of its own
     * (io/apart.h); with the files that the reference data were loaded from, unless built in. */
    bool apart;
    const struct ref_file *ref_files;
    size_t nref_files;
};
void checked_begin(struct checked *k, struct str bytes); /* copies them */
int checked_open(struct checked *k, struct call *c, const char *path, struct err *err); /* the bytes of a file */
int checked_read(struct checked *k, const struct ref *ref, const char *path, struct str source,
                 struct err *err);
/* The checks, of files that belong together; `earlier`: what was accepted before, or NULL. */
void checked_check(struct checked *k, size_t n, const struct ref *ref, const struct obs_set *earlier,
                   int64_t now);
/* Takes the mapping that --map names, if it does; between open and read. */
int checked_map(struct checked *k, struct call *c, struct err *err);
/* The text of that mapping: of a file, or one of those that come with the program (data/collections), by
 * its name. `path`: what to call it. */
enum { MAPPING_PATH = 4096 };
int mapping_text(struct buf *out, char path[MAPPING_PATH], struct call *c, struct err *err);
/* Between open and map: the file is of somebody unknown, and is taken apart where it can reach nothing. */
int checked_apart(struct checked *k, struct call *c, struct err *err);
/* What a file is called in the base: the last part of its path, or an address as a whole. */
struct str name_kept(struct arena *arena, const char *path, bool whole);
void checked_release(struct checked *k);

/* A file on its way in that lies nowhere on the disk, and what is said of it. */
struct incoming {
    const char *name;                  /* as the base keeps it */
    struct str source, round, country; /* as the options of submit; may be empty */
    const struct remark_list *answers; /* to findings, beside those in the file; may be NULL */
    bool apart;   /* it is of somebody unknown: read in a process of its own, with the mapping of --map */
    bool address; /* the name is the address that it came from, and kept whole */
    /* Done in the transaction in which it is stored; may be NULL. */
    int (*beside)(struct call *c, void *ctx, int64_t submission, struct err *err);
    void *ctx;
    struct received *received; /* what became of it; may be NULL */
};
struct received {
    int64_t id;
    bool again; /* the same was received before, as `id` */
    bool empty; /* and refused, since it holds no figures */
};
/* What submit does with a file: reads, checks, stores, tells; in a transaction of its own. Needs
 * call_ref. */
int submit_bytes(struct call *c, const struct incoming *in, struct str bytes, struct err *err);

/* What --patience says, in seconds, and where nothing is said. */
int call_patience(unsigned *seconds, const struct call *c, struct err *err);

/* Is --source, where it is given, a source? */
int call_source(struct call *c, struct err *err);

/* What rules weigh in a round; as the catalogue says where there is no such round. */
int severities_of(struct severities *out, struct call *c, struct str round, struct err *err);

/* What was accepted before for the tables and countries of a set, sorted. */
int accepted_before(struct obs_set *out, struct call *c, const struct obs_set *set, struct err *err);
/* Takes over answers of earlier submissions that stand (rule_stands). */
int earlier_answers(struct finding_list *findings, struct call *c, struct err *err);

/* One that cannot be read, among several: a line of the output. */
void checked_unreadable(struct call *c, const char *path, const struct err *why);
/* The same for every file of the call. */
int checked_each(struct call *c, int (*one)(struct call *c, const char *path, struct err *err),
                 struct err *err);

/* A finding as the base keeps it; of submission and table 0. `proposals` owns their text. */
struct in_finding finding_row(struct buf *proposals, const struct finding *f, const struct obs_set *set);

/* All findings of a file, each as a line: JSON object, or sentence with its place. `language`
 * NULL: there is only the message in English. */
int findings_put(struct call *c, const struct checked *k, const char *file, const char *language,
                 struct err *err);

/* The sentence of a finding and the clause that proposes; in English where the language is NULL
 * or they were not kept in parts. */
void sentence_of(struct buf *out, const struct ref *ref, const char *language,
                 const struct in_finding *f);
void proposal_of(struct buf *out, const struct ref *ref, const char *language,
                 const struct in_finding *f);

#endif
