/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* References to a flow: AGENCY,ID,VERSION. */

#include "publish/query.h"

#include "base/utf8.h"
#include "model/artefact.h"

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

/* 1.5 and 2.2 have different words for all and the newest; both are understood in both. */
static bool version_here(struct str version, struct err *err)
{
    bool any = false;
    struct str one, mine = STR(SDMX_VERSION);
    if (version.len == 0)
        return true;
    while (str_next(&one, &version, ',')) {
        bool chosen;
        if (!versions_choose(&chosen, &mine, 1, one, err))
            return false;
        any = any || chosen;
    }
    return any;
}

bool query_agency(const struct ref *ref, struct str agency)
{
    return agency.len == 0 || str_eq(agency, ref->agency) || str_eq_nocase(agency, STR("all")) ||
           str_is(agency, "*");
}

int query_version(struct str version, struct err *err)
{
    struct err why = {0};
    if (version_here(version, &why))
        return 0;
    if (why.code) {
        *err = why;
        return -(int)why.code;
    }
    return err_set(err, ERR_NOTFOUND, "everything here has the version " SDMX_VERSION ", not \"%s\"",
                   utf8_brief(version).text);
}

int query_flow_indicator(uint16_t *out, const struct ref *ref, struct str name, struct err *err)
{
    struct str agency, id, version, code = query_flow_code(name);
    flow_parts(&agency, &id, &version, name);
    *out = ref_indicator_find(ref, code);
    struct str near = *out ? STR("") : ref_indicator_nearest(ref, code);
    if (!*out)
        return err_set(err, ERR_NOTFOUND, "there is no dataflow \"%s\"%s%.*s%s",
                       utf8_brief(id).text, near.len ? "; did you mean DF_" : "",
                       STR_FMT(near), near.len ? "?" : "");
    if (!query_agency(ref, agency))
        return err_set(err, ERR_NOTFOUND, "the dataflows are of agency %s, not \"%s\"", ref->agency.p,
                       utf8_brief(agency).text);
    return query_version(version, err);
}

const struct cube_flow *query_flow(const struct cube *cube, struct str name, struct err *err)
{
    uint16_t indicator;
    if (query_flow_indicator(&indicator, cube->ref, name, err) < 0)
        return NULL;
    const struct cube_flow *flow = cube_flow_find(cube, indicator);
    if (!flow)
        err_set(err, ERR_NOTFOUND, "nothing has been released of DF_%s",
                cube->ref->indicators[indicator].code.p);
    return flow;
}
