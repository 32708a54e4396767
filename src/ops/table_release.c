/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Releases, and who may see what of them. */
#include "ops/table.h"

static const struct param release_params[] = {
    TEXT("name", "NAME", "how the release is called"),
    OPTION("embargo", "TIME", "nothing of it is visible before, as 2026-12-18T09:00+07:00"), END};
static const struct param release_plan_params[] = {
    TEXT("name", "NAME", "how the release will be called"),
    {"date", "DATE", "the day for which it is announced, as 2027-03-01", PARAM_OPTION, true},
    OPTION("what", "TEXT", "one line on what will be in it, for everybody"), END};
static const struct param release_unplan_params[] = {TEXT("name", "NAME", "how the planned release is called"), END};
static const struct param share_set_params[] = {
    {"country", "ISO3", "whose figures", PARAM_OPTION, true},
    {"table", "INDICATOR", "the table, as MST_TEMP_SEX_CCT_NB, or all", PARAM_OPTION, true},
    {"audience", "A", "who may see them: public, members or office", PARAM_OPTION, true},
    OPTION("source", "TYPE:ID", "only those of this source"),
    OPTION("years", "FIRST-LAST", "only those of these years; 2020- and -2020 are open"),
    OPTION("until", "DATE", "the day from which on they are public, as 2027-01-01"),
    {"ground", "TEXT", "the legal ground", PARAM_OPTION, true}, END};
static const struct param share_list_params[] = {
    OPTION("country", "ISO3", "of this country"),
    FLAG("all", "also those that have ended or were revoked"), END};
static const struct param share_log_params[] = {
    {"country", "ISO3", "whose figures were read", PARAM_OPTION, true}, END};

static const struct op ops[] = {
    {"share set", "say who may see a country's figures", "By its law figures of a country, or of one table, "
     "source or span of years of it, are for members (all who take part) or the office alone, for ever or until a "
     "day. Releases are made accordingly from now on: the public gets what is left, the next best source and what "
     "can be derived of it. In older releases the whole table of the country is withheld, and what is derived of "
     "the country. The same scope again replaces the rule; public takes it back.",
     TO_APPROVERS, REACH_COUNTRY, NEED_WRITE, share_set_params, op_share_set},
    {"share list", "list who may see what", "With the ground, who decided, and until when.",
     TO_SPECIALISTS, REACH_COUNTRY, NEED_READ, share_list_params, op_share_list},
    {"share log", "who has read figures that are not public", "Day by day, by release and table.",
     TO_APPROVERS, REACH_COUNTRY, NEED_READ, share_log_params, op_share_log},
    {"release", "publish what is accepted", "Makes a numbered release that is never changed: its "
     "figures, its reference data and a hash over all of it.", TO_OFFICE, REACH_ALL, NEED_WRITE,
     release_params, op_release},
    {"release plan", "announce a release", "Everybody sees at once, on the pages and in /calendar.ics, that a "
     "release of this name is to come on this day. Said again of the same name it moves the day, and the day that "
     "was announced first is still told. It is no longer told when a release of that name can be seen.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, release_plan_params, op_release_plan},
    {"release unplan", "take back an announcement", "The planned release is no longer told of.", TO_OFFICE, REACH_ALL,
     NEED_WRITE, release_unplan_params, op_release_unplan},
    {"releases", "list the releases", "With number, time, embargo and hash, and those that are planned.",
     TO_SPECIALISTS, REACH_ALL, NEED_READ, no_params, op_releases},
};
const struct op_section ops_release = {ops, ARRAY_LEN(ops)};
