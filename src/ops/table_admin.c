/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The base itself: made, brought up to date, checked, copied; who is let in, mail, the log; the program. */
#include "ops/table.h"

static const struct param init_params[] = {
    REGION, OPTION("data", "DIR", "a folder of all reference data, in place of those built in"), END};
static const struct param upgrade_params[] = {
    FLAG("reference", "take the reference data built in as a new version"),
    OPTION("region", "DIR", "the same with a region's own lines, which come to them"),
    OPTION("data", "DIR", "all of them from a folder"), END};
static const struct param backup_params[] = {TEXT("file", "FILE", "where the copy goes"), END};
static const struct param help_params[] = {MAYBE("command", "COMMAND", "one command in full"),
                                           MAYBE("verb", "VERB", "its second word, where it has one"),
                                           MAYBE("what", "WHAT", "its third, where it has one"), END};
static const struct param user_params[] = {TEXT("user", "NAME", "to sign in with"), END};
#define COUNTRY OPTION("country", "ISO3", "the country of a specialist or an approver")
static const struct param user_add_params[] = {
    TEXT("user", "NAME", "to sign in with: letters, digits, points, and _ - @"),
    {"role", "ROLE", "partner, specialist, approver, compiler or admin", PARAM_OPTION, true}, COUNTRY,
    OPTION("full-name", "TEXT", "how the person is addressed"),
    OPTION("email", "ADDRESS", "where mail goes; the link is sent there too"),
    LANGUAGE("of mail: "), ORIGIN, END};
static const struct param user_role_params[] = {
    TEXT("user", "NAME", "who"),
    {"role", "ROLE", "partner, specialist, approver, compiler or admin", PARAM_OPTION, true}, COUNTRY,
    FLAG("remove", "takes the role away"), END};
static const struct param user_link_params[] = {
    TEXT("user", "NAME", "who"), FLAG("without-factor", "also takes away the second factor, as after a lost telephone"),
    ORIGIN, END};
static const struct param user_token_params[] = {
    TEXT("user", "NAME", "whose scripts"),
    {"name", "TEXT", "what it is for", PARAM_OPTION, true},
    OPTION("until", "DATE", "the last day on which it works; always when left out"), END};
static const struct param user_revoke_params[] = {
    TEXT("user", "NAME", "whose"), TEXT("id", "TOKEN", "its number; see ilms user tokens"), END};
static const struct param audit_params[] = {
    OPTION("user", "NAME", "only what this one did"),
    OPTION("command", "COMMAND", "only this command, as \"accept\"; \"user\" has all that begin so"),
    OPTION("since", "TIME", "only from this time on, as 2026-01-15 or 2026-01-15T10:00Z"), END};
static const struct param permissions_params[] = {
    FLAG("page", "as a page of the manual (Markdown)"), END};

static const struct op first[] = {
    {"init", "make a new base", "Makes the file of the base with the reference data: code lists, "
     "sources, the tables of the questionnaire. An existing file is never touched. A region other than the "
     "one built in gives its own areas, group and sources in a folder (doc/guide/04-region.md). The reference "
     "data are cross-checked first and refused with file and line where they contradict themselves.",
     TO_ADMINS, REACH_LOCAL, NEED_NOTHING, init_params, op_init},
    {"upgrade", "bring a base up to date with this program", "Adds the tables that a newer program "
     "needs, and makes current figures anew where they are chosen otherwise now; what was received and "
     "released does not change, but an older program cannot read it afterwards: "
     "take a backup first. Releases keep the reference data that they were made with.",
     TO_ADMINS, REACH_LOCAL, NEED_WRITE, upgrade_params, op_upgrade},
};
const struct op_section ops_first = {first, ARRAY_LEN(first)};

static const struct op admin[] = {
    {"user add", "let a person in", "Adds a user with a role and prints a link that works once, within "
     "seven days: there the person chooses a password. With an address the link is mailed as well. Of a user "
     "that there is already the role is one more. Specialists and approvers are always of a country.",
     TO_ADMINS, REACH_ALL, NEED_WRITE, user_add_params, op_user_add},
    {"user list", "list the users", "With what they may, and where.", TO_ADMINS, REACH_ALL, NEED_READ, no_params,
     op_user_list},
    {"user role", "give a role, or take it away", "A user can have several roles; with --remove one fewer.",
     TO_ADMINS, REACH_ALL, NEED_WRITE, user_role_params, op_user_role},
    {"user link", "make a new link for a password", "For a forgotten password, within a day; for who never had "
     "one, within seven days. Links made before it end; the old password works until there is a new one.",
     TO_ADMINS, REACH_ALL, NEED_WRITE, user_link_params, op_user_link},
    {"user disable", "keep a person out", "Ends all sessions; links and tokens do nothing any more. What the "
     "person did stays in the log under the name.", TO_ADMINS, REACH_ALL, NEED_WRITE, user_params,
     op_user_disable},
    {"user enable", "let a person in again", "Also takes off a lock that came of wrong passwords.", TO_ADMINS,
     REACH_ALL, NEED_WRITE, user_params, op_user_enable},
    {"user token", "make a token for scripts", "It stands for its user in requests over the network "
     "(Authorization: Bearer) and is shown this once.", TO_ADMINS, REACH_ALL, NEED_WRITE, user_token_params,
     op_user_token},
    {"user tokens", "list a user's tokens", "When each was made and last used.", TO_ADMINS, REACH_ALL, NEED_READ,
     user_params, op_user_tokens},
    {"user revoke", "end a token", "", TO_ADMINS, REACH_ALL, NEED_WRITE, user_revoke_params, op_user_revoke},
    {"mail send", "send the mail that waits", "Through the server of the environment's ILMS_SMTP, as "
     "smtp://host:port, smtp+starttls://host:port or smtps://user:password@host, from ILMS_MAIL_FROM. What is not "
     "taken is tried again after 1, 5 and 30 minutes and 2 hours.", TO_OFFICE, REACH_LOCAL, NEED_WRITE, no_params,
     op_mail_send},
    {"mail list", "list the mail that was written", "Whether it was sent, and what went wrong; never the text, "
     "which may hold a link.", TO_OFFICE, REACH_LOCAL, NEED_READ, no_params, op_mail_list},
    {"permissions", "who may do what", "For each command and role: yes, country (for the own country), or no; "
     "where it can be asked for: local (on the machine of the base only) or over the network too.", TO_ANYONE,
     REACH_LOCAL, NEED_NOTHING, permissions_params, op_permissions},
    {"audit", "who did what, when", "Every verb that was run, with its parameters and outcome, also "
     "those that were refused.", TO_OFFICE, REACH_ALL, NEED_READ, audit_params, op_audit},
    {"doctor", "check every invariant of the base", "Ends with 0 when all hold: the database's own, "
     "the hashes of files, blocks and releases, and that what is current follows from what was "
     "accepted.", TO_ADMINS, REACH_LOCAL, NEED_READ, no_params, op_doctor},
};
const struct op_section ops_admin = {admin, ARRAY_LEN(admin)};

static const struct op last[] = {
    {"backup", "copy the base while it is in use", "A consistent copy as one file.", TO_ADMINS,
     REACH_LOCAL, NEED_READ, backup_params, op_backup},
    {"help", "this list, or one command in full", "", TO_ANYONE, REACH_LOCAL, NEED_NOTHING, help_params, NULL},
    {"manual", "the manual page, as mdoc source", "", TO_ANYONE, REACH_LOCAL, NEED_NOTHING, no_params, NULL},
    {"version", "which version this is", "", TO_ANYONE, REACH_LOCAL, NEED_NOTHING, no_params, NULL},
};
const struct op_section ops_last = {last, ARRAY_LEN(last)};
