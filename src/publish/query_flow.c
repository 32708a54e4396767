/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* References to a flow: AGENCY,ID,VERSION. */

#include "publish/query.h"

#include "base/utf8.h"

/* AGENCY,ID,VERSION; AGENCY,ID; ID */
static void flow_parts(struct str *agency, struct str *id, struct str *version, struct str name)
{
    struct str part[3] = {0};
    unsigned n = 0;
    while (n < 2 && str_next(&part[n], &name, ','))
        n++;
    if (n == 2 && name.p)
        part[n++] = name;
    *agency = n > 1 ? part[0] : STR("");
    *id = n > 1 ? part[1] : part[0];
    *version = n > 2 ? part[2] : STR("");
}

struct str query_flow_code(struct str name)
{
    struct str agency, id, version;
    flow_parts(&agency, &id, &version, name);
    return str_starts(id, STR("DF_")) ? str_sub(id, 3, id.len) : id;
}

const struct cube_flow *query_flow(const struct cube *cube, struct str name, struct err *err)
{
    const struct ref *ref = cube->ref;
    struct str agency, id, version, code = query_flow_code(name);
    flow_parts(&agency, &id, &version, name);
    const struct cube_flow *flow = NULL;
    uint16_t indicator = ref_indicator_find(ref, code);
    if (indicator)
        flow = cube_flow_find(cube, indicator);
    bool right_agency = agency.len == 0 || str_eq(agency, ref->agency) ||
                        str_eq_nocase(agency, STR("all")) || str_is(agency, "*");
    static const char *const versions[] = {"", "1", "1.0", SDMX_VERSION, "latest", "all", "*", "~", "+"};
    bool right_version = false;
    for (size_t i = 0; i < ARRAY_LEN(versions); i++)
        right_version = right_version || str_eq_nocase(version, str_of(versions[i]));
    if (flow && right_agency && right_version)
        return flow;
    struct str near = indicator ? STR("") : ref_indicator_nearest(ref, code);
    if (!indicator)
        err_set(err, ERR_NOTFOUND, "there is no dataflow \"%s\"%s%.*s%s",
                utf8_brief(id).text, near.len ? "; did you mean DF_" : "",
                STR_FMT(near), near.len ? "?" : "");
    else if (!right_agency)
        err_set(err, ERR_NOTFOUND, "the dataflows are of agency %s, not \"%s\"", ref->agency.p,
                utf8_brief(agency).text);
    else if (!right_version)
        err_set(err, ERR_NOTFOUND, "DF_%.*s has the version 1.0, not \"%s\"", STR_FMT(code),
                utf8_brief(version).text);
    else
        err_set(err, ERR_NOTFOUND, "nothing has been released of DF_%.*s", STR_FMT(code));
    return NULL;
}
