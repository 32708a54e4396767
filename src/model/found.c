/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/found.h"

static const char *const names[FOUND_KINDS] = {"table", "country", "source", "code", "note", "collection", "page"};

const char *found_kind_name(enum found_kind kind) { return names[kind]; }

int found_kind_find(struct str name)
{
    for (int k = 0; k < FOUND_KINDS; k++)
        if (str_is(name, names[k]))
            return k;
    return -1;
}

const struct found_page found_pages[] = {
    {"/tables", "tables.title", "tables.lead", NULL},
    {"/countries", "countries.title", "countries.caption", NULL},
    {"/corridors", "corridors.title", "corridors.lead", NULL},
    {"/coverage", "nav.coverage", "coverage.title", NULL},
    {"/gaps", "gaps.title", "gaps.lead", NULL},
    {"/sources", "sources.title", "sources.lead", NULL},
    {"/collections", "collections.title", "collections.lead", NULL},
    {"/methods", "methods.title", "methods.lead", NULL},
    {"/methods/migrant", "concept.migrant", "concept.migrant.lead", "concept.migrant."},
    {"/methods/criterion", "concept.criterion", "concept.criterion.lead", "concept.criterion."},
    {"/methods/stock-flow", "concept.stock-flow", "concept.stock-flow.lead", "concept.stock-flow."},
    {"/methods/reference-period", "concept.reference-period", "concept.reference-period.lead",
     "concept.reference-period."},
    {"/methods/corridors", "concept.corridors", "concept.corridors.lead", "concept.corridors."},
    {"/methods/sources", "concept.sources", "concept.sources.lead", "concept.sources."},
    {"/methods/best-source", "concept.best-source", "concept.best-source.lead", "concept.best-source."},
    {"/methods/quality", "concept.quality", "concept.quality.lead", "concept.quality."},
    {"/methods/coverage", "concept.coverage", "concept.coverage.lead", "concept.coverage."},
    {"/methods/checks", "concept.checks", "concept.checks.lead", "concept.checks."},
    {"/methods/derived", "concept.derived", "concept.derived.lead", "concept.derived."},
    {"/methods/harmonisation", "concept.harmonisation", "concept.harmonisation.lead", "concept.harmonisation."},
    {"/methods/sharing", "concept.sharing", "concept.sharing.lead", "concept.sharing."},
    {"/methods/releases", "concept.releases", "concept.releases.lead", "concept.releases."},
    {"/classifications", "classes.title", "classes.lead", NULL},
    {"/rules", "rules.title", "rules.lead", NULL},
    {"/formulas", "formulas.title", "formulas.lead", NULL},
    {"/reports", "reports.title", "reports.lead", NULL},
    {"/releases", "releases.title", "releases.lead", NULL},
    {"/accessibility", "access.title", "access.lead", "access."},
    {"/api", "api.title", "api.lead", "api."},
    {"/about", "about.title", "about.lead", "about."},
};
const size_t nfound_pages = ARRAY_LEN(found_pages);

bool found_marks(const struct found_list *list, struct str word)
{
    for (unsigned i = 0; i < list->nheard; i++) {
        const struct heard *h = &list->heard[i];
        switch (h->how) {
        case HEARD_WORD:
            if (str_starts(word, h->word))
                return true;
            break;
        case HEARD_WITHIN:
            if (memmem(word.p, word.len, h->word.p, h->word.len))
                return true;
            break;
        case HEARD_NEAR:
            for (unsigned k = 0; k < h->nas; k++)
                if (str_eq(word, h->as[k]))
                    return true;
            break;
        case HEARD_NOTHING:
            break;
        }
    }
    return false;
}

struct str found_name(const struct ref *ref, const struct text *text, const struct found_thing *f)
{
    switch (f->kind) {
    case FOUND_TABLE: return ref->indicators[f->index].title;
    case FOUND_COUNTRY: return ref->areas[f->index].name;
    case FOUND_SOURCE: return ref->surveys[f->index].name;
    case FOUND_CODE: return ref->codes[f->index].name;
    case FOUND_NOTE: return ref->notes[f->index].name;
    case FOUND_COLLECTION: return f->collection->name;
    case FOUND_PAGE: return text_get(text, found_pages[f->index].title);
    case FOUND_KINDS: break;
    }
    return f->code;
}

struct str found_address(struct arena *arena, const struct ref *ref, const struct found_thing *f)
{
    const char *prefix = "/table/";
    struct str code = f->code, area = f->area ? ref->areas[f->area].code : STR("");
    switch (f->kind) {
    case FOUND_PAGE: return str_of(found_pages[f->index].address);
    case FOUND_TABLE: break;
    case FOUND_COUNTRY: prefix = "/country/"; break;
    case FOUND_COLLECTION: prefix = "/collection/"; break;
    case FOUND_SOURCE:
        prefix = "/source/";
        if (!f->has_figures) { /* what there is of it stands with its country */
            prefix = "/country/";
            code = ref->areas[ref->surveys[f->index].area].code;
        }
        break;
    case FOUND_CODE:
    case FOUND_NOTE:
        if (!f->ntables)
            return STR("");
        code = ref->indicators[f->tables[0]].code;
        break;
    case FOUND_KINDS: break;
    }
    return str_of(arena_fmt(arena, "%s%.*s%s%.*s", prefix, STR_FMT(code), area.len ? "/" : "", STR_FMT(area)));
}
