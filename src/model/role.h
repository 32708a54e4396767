/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What a person is in the collection, and who may see what. A person can be several things, each
 * in one country or everywhere: `struct role_in` says one of them.
 *
 * The names are public: they stand in the base, on the command line and in the API. */
#ifndef MODEL_ROLE_H
#define MODEL_ROLE_H

#include "base/str.h"

enum role {
    ROLE_ANYONE,     /* reads what is released; nobody has to be granted this */
    ROLE_PARTNER,    /* statistician of a partner organisation: reads what is shared with members */
    ROLE_SPECIALIST, /* focal specialist: answers for a country */
    ROLE_APPROVER,   /* national approver: signs for a country what its specialists answered */
    ROLE_COMPILER,   /* regional office: opens rounds, reviews, accepts, releases */
    ROLE_ADMIN,      /* sees to the installation; also whoever may write the file of the base */
    ROLES
};

#define ROLE_BIT(role) (1u << (role))

/* Sets of roles, as the table of operations has them. */
enum {
    TO_ADMINS = 1u << ROLE_ADMIN,
    TO_OFFICE = TO_ADMINS | 1u << ROLE_COMPILER,
    TO_APPROVERS = TO_OFFICE | 1u << ROLE_APPROVER,
    TO_SIGNERS = TO_ADMINS | 1u << ROLE_APPROVER, /* the office does not sign for a country */
    TO_SPEAKERS = TO_SIGNERS | 1u << ROLE_SPECIALIST, /* nor does it speak for one */
    TO_SPECIALISTS = TO_APPROVERS | 1u << ROLE_SPECIALIST,
    TO_MEMBERS = TO_SPECIALISTS | 1u << ROLE_PARTNER,
    TO_ANYONE = TO_MEMBERS | 1u << ROLE_ANYONE
};

struct role_in {
    enum role role;
    struct str area; /* "KHM"; empty: everywhere */
};

const char *role_name(enum role role);  /* "specialist" */
int role_find(struct str name);         /* -1: there is no such role; "anyone" is none to be granted */
bool role_of_country(enum role role);   /* specialists and approvers are always of a country */

/* Who may see a figure; each sees what those before it see. */
enum audience { AUDIENCE_PUBLIC, AUDIENCE_MEMBERS, AUDIENCE_OFFICE, AUDIENCES };

const char *audience_name(enum audience audience); /* "public" */
int audience_find(struct str name);                /* -1 */
/* Members are all who take part: the countries' people and the partners. */
enum audience role_audience(enum role role);

#endif
