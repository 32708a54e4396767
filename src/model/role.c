/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/role.h"

static const char *const role_names[ROLES] = {"anyone", "partner", "specialist", "approver", "compiler", "admin"};
static const char *const audience_names[AUDIENCES] = {"public", "members", "office"};

const char *role_name(enum role role) { return role_names[role]; }

int role_find(struct str name)
{
    for (int i = ROLE_PARTNER; i < ROLES; i++)
        if (str_is(name, role_names[i]))
            return i;
    return -1;
}

bool role_of_country(enum role role) { return role == ROLE_SPECIALIST || role == ROLE_APPROVER; }

const char *audience_name(enum audience audience) { return audience_names[audience]; }

int audience_find(struct str name)
{
    for (int i = 0; i < AUDIENCES; i++)
        if (str_is(name, audience_names[i]))
            return i;
    return -1;
}

enum audience role_audience(enum role role)
{
    return role == ROLE_ANYONE ? AUDIENCE_PUBLIC : role >= ROLE_COMPILER ? AUDIENCE_OFFICE : AUDIENCE_MEMBERS;
}
