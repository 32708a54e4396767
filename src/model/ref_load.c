/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading data/: one function per file, in an order in which every reference already has
 * what it refers to. The first contradiction stops it: wrong reference data would make
 * every figure wrong. */

#include "model/capability.h"
#include "model/concept.h"
#include "model/formula.h"
#include "model/mirrored.h"
#include "model/ref_sheet.h"

#include <stdio.h>

/* region.csv: each setting once, and every one of them. */
static int row_region(struct sheet *s, struct ref *ref, struct str *f)
{
    struct {
        const char *key;
        struct str *value;
    } known[] = {{"agency", &ref->agency},   {"collection", &ref->collection},
                 {"name", &ref->name},       {"region", &ref->region},
                 {"region_name", &ref->region_name}, {"sample", &ref->sample}};
    int r = want_new(s, f[0]);
    if (r == 0 && str_is(f[0], "first_year"))
        return want_int(s, &ref->first_year, f[1]);
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(known); i++)
        if (str_is(f[0], known[i].key)) {
            *known[i].value = f[1];
            return 0;
        }
    return r ? r : FAIL(s, "\"%.*s\" is not a known setting", STR_FMT(f[0]));
}

static int end_region(struct sheet *s)
{
    static const char *const keys[] = {"agency",      "collection", "name", "region",
                                       "region_name", "first_year", "sample"};
    uint32_t at;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (!strset_find(&s->seen, &at, str_of(keys[i])))
            return FAIL(s, "the file ends without the setting \"%s\"", keys[i]);
    return 0;
}

static int load_region(struct ref *ref, const struct ref_file *files, size_t nfiles, struct err *err)
{
    struct sheet sheet, *s = &sheet;
    struct str f[COLUMNS_MAX];
    int r = sheet_open(s, ref, files, nfiles, "region.csv", "key,value", err);
    while (r == 0 && (r = sheet_next(s, f)) == 1)
        r = row_region(s, ref, f);
    if (r == 0)
        r = end_region(s);
    csv_release(&s->csv);
    strset_release(&s->seen);
    return r;
}

static int row_groups(struct sheet *s, struct ref *ref, struct str *f)
{
    struct group *g = MORE(ref->groups, ref->ngroups);
    *g = (struct group){f[0], f[1], f[2]};
    return put_unique(s, &ref->group_map, f[0], ref->ngroups++);
}
LOAD(groups, "codelists/groups.csv", "code,name,kind")

static int row_areas(struct sheet *s, struct ref *ref, struct str *f)
{
    struct area *a = MORE(ref->areas, ref->nareas);
    *a = (struct area){.code = f[0], .iso2 = f[1], .m49 = f[2], .name = f[3]};
    if (f[0].len != 3)
        return FAIL(s, "\"%.*s\" is to have three letters", STR_FMT(f[0]));
    return put_unique(s, &ref->area_map, f[0], ref->nareas++);
}
LOAD(areas, "codelists/areas.csv", "code,iso2,m49,name")

/* The first that is called so keeps the name. */
static void put_area_name(struct ref *ref, struct str name, uint32_t area)
{
    char folded[REF_AREA_NAME];
    struct str key = ref_area_fold(folded, name);
    uint32_t old;
    if (!key.len || map_find(&ref->area_name_map, &old, key))
        return;
    struct area_called *new = MORE(ref->area_names, ref->narea_names);
    *new = (struct area_called){arena_str(&ref->arena, key), (uint16_t)area};
    ref->narea_names++;
    map_put(&ref->area_name_map, new->folded, area);
}

/* "Korea, Republic of" is "Republic of Korea" as well. */
static void put_area_names(struct ref *ref)
{
    for (uint32_t i = 1; i < ref->nareas; i++) {
        struct str name = ref->areas[i].name;
        const char *comma = str_find(name, STR(", "));
        put_area_name(ref, name, i);
        if (!comma)
            continue;
        struct str head = {name.p, (size_t)(comma - name.p)}, tail = str_sub(name, head.len + 2, name.len);
        put_area_name(ref, str_of(arena_fmt(&ref->arena, "%.*s %.*s", STR_FMT(tail), STR_FMT(head))), i);
    }
}

static int by_name(const void *a, const void *b, void *ctx)
{
    const struct area *areas = ctx;
    return str_cmp(areas[*(const uint16_t *)a].name, areas[*(const uint16_t *)b].name);
}

static void place_areas(struct ref *ref)
{
    uint16_t *order = arena_array(&ref->arena, uint16_t, ref->nareas);
    for (uint32_t i = 1; i < ref->nareas; i++)
        order[i] = (uint16_t)i;
    qsort_r(order + 1, ref->nareas - 1, sizeof *order, by_name, ref->areas);
    for (uint32_t i = 1; i < ref->nareas; i++)
        ref->areas[order[i]].place = (uint16_t)i;
}

static int row_area_alias_rows(struct sheet *s, struct ref *ref, struct str *f)
{
    char folded[REF_AREA_NAME], code[REF_AREA_NAME];
    struct str key = ref_area_fold(folded, f[0]);
    uint16_t area;
    int r = want_ref(s, &area, &ref->area_map, f[1], "codelists/areas.csv");
    if (r)
        return r;
    if (!key.len)
        return FAIL(s, "\"%.*s\" has no letter, or too many for a name", STR_FMT(f[0]));
    uint32_t called;
    uint16_t other = map_find(&ref->area_name_map, &called, key) ? (uint16_t)called : 0;
    for (uint32_t i = 1; i < ref->nareas; i++) /* codes are looked up before names */
        if (str_eq(ref_area_fold(code, ref->areas[i].code), key) ||
            str_eq(ref_area_fold(code, ref->areas[i].iso2), key))
            other = (uint16_t)i;
    if (other && other != area)
        return FAIL(s, "\"%.*s\" is %s already", STR_FMT(f[0]), ref->areas[other].code.p);
    if ((r = want_new(s, key)))
        return r;
    put_area_name(ref, f[0], area);
    return 0;
}
LOAD(area_alias_rows, "codelists/area_aliases.csv", "alias,area")

static int load_area_aliases(struct ref *ref, const struct ref_file *files, size_t n, struct err *err)
{
    put_area_names(ref);
    place_areas(ref);
    /* a base that was made before there were aliases has no such file */
    return file_find(files, n, "codelists/area_aliases.csv") ? load_area_alias_rows(ref, files, n, err) : 0;
}

static int row_group_members(struct sheet *s, struct ref *ref, struct str *f)
{
    struct group_member *m = MORE(ref->group_members, ref->ngroup_members);
    int r = want_ref(s, &m->group, &ref->group_map, f[0], "codelists/groups.csv");
    if (r == 0)
        r = want_ref(s, &m->area, &ref->area_map, f[1], "codelists/areas.csv");
    if (r == 0)
        r = want_new_pair(s, f[0], f[1]);
    if (r == 0 && str_eq(f[0], ref->region))
        ref->areas[m->area].member = true;
    ref->ngroup_members++;
    return r;
}
LOAD(group_members, "codelists/group_members.csv", "group,area")

static int row_dimensions(struct sheet *s, struct ref *ref, struct str *f)
{
    struct dimension *d = MORE(ref->dimensions, ref->ndimensions);
    *d = (struct dimension){f[0], f[1]};
    return put_unique(s, &ref->dimension_map, f[0], ref->ndimensions++);
}
LOAD(dimensions, "codelists/dimensions.csv", "dimension,name")

static int row_versions(struct sheet *s, struct ref *ref, struct str *f)
{
    struct version *v = MORE(ref->versions, ref->nversions);
    *v = (struct version){.code = f[0], .name = f[2], .countries = str_is(f[3], "countries")};
    if (!v->countries && !str_is(f[3], "items"))
        return FAIL(s, "\"%.*s\" is to be items or countries", STR_FMT(f[3]));
    int r = want_ref(s, &v->dimension, &ref->dimension_map, f[1], "codelists/dimensions.csv");
    if (r == 0)
        r = want_yes_no(s, &v->partition, f[4]);
    return r ? r : put_unique(s, &ref->version_map, f[0], ref->nversions++);
}
LOAD(versions, "codelists/versions.csv", "version,dimension,name,kind,partition")

static struct code *add_code(struct ref *ref, uint16_t version, struct str text, struct str name,
                             enum code_role role)
{
    struct version *v = &ref->versions[version];
    struct code *c = MORE(ref->codes, ref->ncodes);
    *c = (struct code){.code = text, .name = name, .version = version, .role = role};
    if (!v->n)
        v->first = (uint16_t)ref->ncodes;
    v->n++;
    if (role == CODE_TOTAL)
        v->total = (uint16_t)ref->ncodes;
    if (role == CODE_REST)
        v->rest = (uint16_t)ref->ncodes;
    map_put(&ref->code_map, text, ref->ncodes++);
    return c;
}

/* A list of countries is not written out in a file: it is all areas and partner groups. */
static void add_countries(struct ref *ref, uint16_t version)
{
    struct arena *arena = &ref->arena;
    const char *prefix = ref->versions[version].code.p;
    add_code(ref, version, str_of(arena_fmt(arena, "%s_TOTAL", prefix)), STR("Total"), CODE_TOTAL);
    uint16_t total = ref->versions[version].total;
    ref->codes[total].has_parts = true;
    for (uint32_t i = 1; i < ref->nareas; i++) {
        struct str text = str_of(arena_fmt(arena, "%s_%s", prefix, ref->areas[i].code.p));
        struct code *c = add_code(ref, version, text, ref->areas[i].name, CODE_PART);
        c->area = (uint16_t)i;
        c->parent = total;
    }
    for (uint32_t i = 0; i < ref->ngroups; i++)
        if (str_is(ref->groups[i].kind, "partner"))
            add_code(ref, version,
                     str_of(arena_fmt(arena, "%s_%s", prefix, ref->groups[i].code.p)),
                     ref->groups[i].name, CODE_EXTRA);
    add_code(ref, version, str_of(arena_fmt(arena, "%s_X", prefix)), STR("Other countries"),
             CODE_REST)
        ->parent = total;
}

static int row_items(struct sheet *s, struct ref *ref, struct str *f)
{
    static const char *const roles[] = {"total", "part", "rest", "extra"};
    uint16_t version;
    uint32_t old;
    int r = want_ref(s, &version, &ref->version_map, f[0], "codelists/versions.csv");
    if (r)
        return r;
    const struct version *v = &ref->versions[version];
    if (v->countries)
        return FAIL(s, "%s is a list of countries and has no items of its own", f[0].p);
    if (v->n && ref->codes[ref->ncodes - 1].version != version)
        return FAIL(s, "the items of %s are to stand together", f[0].p);
    if (map_find(&ref->code_map, &old, f[1]))
        return FAIL(s, "\"%s\" is given twice", f[1].p);
    unsigned role = 0;
    while (role < ARRAY_LEN(roles) && !str_is(f[3], roles[role]))
        role++;
    if (role == ARRAY_LEN(roles))
        return FAIL(s, "the role \"%s\" is to be total, part, rest or extra", f[3].p);
    if (v->n == UINT8_MAX)
        return FAIL(s, "%s has more than %d items", f[0].p, UINT8_MAX);
    if (role == CODE_TOTAL && v->total)
        return FAIL(s, "%s has a total already", f[0].p);
    struct code *c = add_code(ref, version, f[1], f[5], (enum code_role)role);
    if (f[2].len) {
        if ((r = want_ref(s, &c->parent, &ref->code_map, f[2], "codelists/items.csv (above)")))
            return r;
        if (ref->codes[c->parent].version != version)
            return FAIL(s, "the parent %s is of another version", f[2].p);
        ref->codes[c->parent].has_parts = true;
    }
    int sort;
    return want_int(s, &sort, f[4]);
}
LOAD(items, "codelists/items.csv", "version,code,parent,role,sort,name")

static int row_correspondences(struct sheet *s, struct ref *ref, struct str *f)
{
    struct correspondence *c = MORE(ref->correspondences, ref->ncorrespondences);
    int r = want_ref(s, &c->from, &ref->code_map, f[0], "codelists/items.csv");
    if (r == 0)
        r = want_ref(s, &c->to, &ref->code_map, f[1], "codelists/items.csv");
    if (r == 0 && ref->codes[c->from].version == ref->codes[c->to].version)
        return FAIL(s, "%s and %s are of the same version", f[0].p, f[1].p);
    if (r == 0 && ref->versions[ref->codes[c->from].version].dimension !=
                      ref->versions[ref->codes[c->to].version].dimension)
        return FAIL(s, "%s and %s are of different dimensions", f[0].p, f[1].p);
    ref->ncorrespondences++;
    return r ? r : want_new_pair(s, f[0], f[1]);
}
LOAD(correspondences, "codelists/correspondences.csv", "from,to")

static int row_statuses(struct sheet *s, struct ref *ref, struct str *f)
{
    struct status *t = MORE(ref->statuses, ref->nstatuses);
    if (f[0].len != 1)
        return FAIL(s, "\"%s\" is to be one letter", f[0].p);
    if (ref_status_find(ref, f[0].p[0]))
        return FAIL(s, "\"%s\" is given twice", f[0].p);
    *t = (struct status){f[0].p[0], f[1], f[2]};
    ref->nstatuses++;
    return 0;
}
LOAD(statuses, "codelists/obs_status.csv", "code,name,description")

static int row_units(struct sheet *s, struct ref *ref, struct str *f)
{
    struct unit *u = MORE(ref->units, ref->nunits);
    *u = (struct unit){f[0], f[1]};
    ref->nunits++;
    return f[0].len ? want_new(s, f[0]) : FAIL(s, "the code is empty");
}
LOAD(units, "codelists/units.csv", "code,name")

static int row_source_types(struct sheet *s, struct ref *ref, struct str *f)
{
    struct source_type *t = MORE(ref->source_types, ref->nsource_types);
    *t = (struct source_type){.code = f[0], .name = f[1], .acronym = f[2], .group = f[3]};
    int r = want_int(s, &t->rank, f[4]);
    return r ? r : put_unique(s, &ref->source_type_map, f[0], ref->nsource_types++);
}
LOAD(source_types, "sources/types.csv", "code,name,acronym,group,rank")

static int row_surveys(struct sheet *s, struct ref *ref, struct str *f)
{
    struct survey *v = MORE(ref->surveys, ref->nsurveys);
    *v = (struct survey){.id = f[0], .name = f[3], .original_name = f[4], .acronym = f[5]};
    int r = want_ref(s, &v->area, &ref->area_map, f[1], "codelists/areas.csv");
    if (r == 0)
        r = want_ref(s, &v->type, &ref->source_type_map, f[2], "sources/types.csv");
    return r ? r : put_unique(s, &ref->survey_map, f[0], ref->nsurveys++);
}
LOAD(surveys, "sources/surveys.csv", "id,area,type,name,original_name,acronym")

static int row_note_types(struct sheet *s, struct ref *ref, struct str *f)
{
    struct note_type *t = MORE(ref->note_types, ref->nnote_types);
    *t = (struct note_type){.code = f[0], .name = f[1], .level = f[2], .field = f[3]};
    int r = want_yes_no(s, &t->open, f[4]);
    return r ? r : put_unique(s, &ref->note_type_map, f[0], ref->nnote_types++);
}
LOAD(note_types, "sources/note_types.csv", "code,name,level,field,public")

static int row_note_asked(struct sheet *s, struct ref *ref, struct str *f)
{
    struct note_asked *a = MORE(ref->note_asked, ref->nnote_asked);
    a->scope = f[3];
    int r = want_ref(s, &a->source_type, &ref->source_type_map, f[0], "sources/types.csv");
    if (r == 0)
        r = want_ref(s, &a->note_type, &ref->note_type_map, f[1], "sources/note_types.csv");
    if (r == 0)
        r = want_yes_no(s, &a->required, f[2]);
    ref->nnote_asked++;
    return r ? r : want_new_pair(s, f[0], str_of(arena_fmt(&ref->arena, "%s,%s", f[1].p, f[3].p)));
}
LOAD(note_asked, "sources/note_asked.csv", "source_type,note_type,required,scope")

static int row_notes(struct sheet *s, struct ref *ref, struct str *f)
{
    struct note *n = MORE(ref->notes, ref->nnotes);
    *n = (struct note){.id = f[1], .name = f[2]};
    int r = want_ref(s, &n->type, &ref->note_type_map, f[0], "sources/note_types.csv");
    struct str key = str_of(arena_fmt(&ref->arena, "%s:%s", f[0].p, f[1].p));
    return r ? r : put_unique(s, &ref->note_map, key, ref->nnotes++);
}
LOAD(notes, "sources/notes.csv", "note_type,id,name")

static int row_modules(struct sheet *s, struct ref *ref, struct str *f)
{
    struct module *m = MORE(ref->modules, ref->nmodules);
    *m = (struct module){f[0], f[1], f[2]};
    return put_unique(s, &ref->module_map, f[0], ref->nmodules++);
}
LOAD(modules, "tables/modules.csv", "code,name,description")

/* "ECO_AGGREGATE* ECO_SECTOR" into versions; a star marks the default. */
static int versions_of(struct sheet *s, struct ref *ref, const struct indicator *in,
                       uint16_t out[INDICATOR_VERSIONS], unsigned *n, uint32_t *defaults,
                       struct str list)
{
    struct str piece;
    while (str_next(&piece, &list, ' ')) {
        if (piece.len == 0)
            continue;
        bool star = str_ends(piece, STR("*"));
        if (star)
            piece.len--;
        if (*n == INDICATOR_VERSIONS)
            return FAIL(s, "more than %d versions", INDICATOR_VERSIONS);
        int r = want_ref(s, &out[*n], &ref->version_map, piece, "codelists/versions.csv");
        if (r)
            return r;
        uint16_t dim = ref->versions[out[*n]].dimension;
        bool belongs = false;
        for (unsigned i = 0; i < in->nclass; i++)
            belongs = belongs || in->classif[i] == dim;
        if (!belongs)
            return FAIL(s, "%.*s is of no dimension of %s", STR_FMT(piece), in->code.p);
        if (star && defaults)
            *defaults |= 1u << *n;
        ++*n;
    }
    return 0;
}

static int row_indicators(struct sheet *s, struct ref *ref, struct str *f)
{
    static const char *const generations[] = {"", "current", "first", "both", "derived"};
    static const char *const criteria[] = {"", "birth", "citizenship"};
    struct indicator *in = MORE(ref->indicators, ref->nindicators);
    *in = (struct indicator){.code = f[0], .measure = f[5], .unit = f[6], .title = f[12],
                             .instruction = f[13], .definition = f[14]};
    int r = want_ref(s, &in->module, &ref->module_map, f[1], "tables/modules.csv");
    int generation = 0, decimals = 0;
    for (int g = GEN_CURRENT; g <= GEN_DERIVED; g++)
        if (str_is(f[2], generations[g]))
            generation = g;
    if (r == 0 && !generation)
        return FAIL(s, "the generation \"%s\" is to be current, first, both or derived", f[2].p);
    in->generation = (enum generation)generation;
    unsigned criterion = 0;
    while (criterion < ARRAY_LEN(criteria) && !str_is(f[3], criteria[criterion]))
        criterion++;
    if (r == 0 && criterion == ARRAY_LEN(criteria))
        return FAIL(s, "the criterion \"%s\" is to be birth, citizenship or empty", f[3].p);
    in->criterion = (enum criterion)criterion;
    bool asked = generation == GEN_CURRENT || generation == GEN_BOTH;
    if (r == 0 && f[4].p && asked != (f[4].len > 0))
        return FAIL(s, "%s is %s", f[0].p, asked ? "asked for and needs the number of its sheet"
                                                 : "not asked for now and has no sheet");
    if (r == 0 && f[4].len && (r = want_int(s, &in->sheet, f[4])) == 0 && in->sheet == 0)
        return FAIL(s, "sheets are counted from 1");
    if (r || (r = want_int(s, &in->unit_mult, f[7])) || (r = want_int(s, &decimals, f[8])))
        return r;
    in->decimals = (unsigned)decimals;
    struct str piece, dims = f[9];
    while (str_next(&piece, &dims, ' ')) {
        uint16_t dim;
        if ((r = want_ref(s, &dim, &ref->dimension_map, piece, "codelists/dimensions.csv")))
            return r;
        if (dim == ref->sex_dimension)
            in->has_sex = true;
        else if (in->nclass == ARRAY_LEN(in->classif))
            return FAIL(s, "more than two classifications besides SEX");
        else
            in->classif[in->nclass++] = dim;
    }
    if ((r = versions_of(s, ref, in, in->asked, &in->nasked, &in->asked_default, f[10])) ||
        (r = versions_of(s, ref, in, in->disseminated, &in->ndisseminated, NULL, f[11])))
        return r;
    bool unit = false;
    for (uint32_t i = 0; i < ref->nunits; i++)
        unit = unit || str_eq(ref->units[i].code, in->unit);
    if (!unit)
        return FAIL(s, "the unit \"%s\" is not in data/codelists/units.csv", in->unit.p);
    if (!in->definition.len)
        return FAIL(s, "%s has no definition", in->code.p);
    return put_unique(s, &ref->indicator_map, f[0], ref->nindicators++);
}
LOAD(indicators, "tables/indicators.csv",
     "indicator,module,generation,?criterion,?sheet,measure,unit,unit_mult,decimals,dimensions,asked,"
     "disseminated,title,instruction,definition")

/* What the collection and the region are called. */
static bool region_named(const struct str *f)
{
    return str_is(f[0], "region") && (str_is(f[1], "name") || str_is(f[1], "region") || str_is(f[1], "region_name"));
}

static bool family_named(const struct ref *ref, const struct str *f)
{
    bool found = false;
    for (uint32_t i = ref->nlisted; !found && i < ref->nindicators; i++)
        found = str_eq(ref->indicators[i].family, f[1]);
    return found && (str_is(f[0], "family") || str_is(f[0], "family_definition"));
}

/* names/<language>.csv: what things are called in another language. */
static int row_name(struct sheet *s, struct ref *ref, struct str language, struct str *f)
{
    const struct {
        const char *kind;
        const struct map *known; /* NULL: concept_named knows */
    } kinds[] = {{"group", &ref->group_map}, {"dimension", &ref->dimension_map},
                 {"version", &ref->version_map}, {"code", &ref->code_map},
                 {"module", &ref->module_map}, {"module_description", &ref->module_map}, {"title", &ref->indicator_map},
                 {"instruction", &ref->indicator_map}, {"definition", &ref->indicator_map},
                 {"source_type", &ref->source_type_map}, {"note_type", &ref->note_type_map},
                 {"note", &ref->note_map}, {"status", NULL}, {"concept", NULL}, {"freq", NULL},
                 {"unit", NULL}, {"unit_mult", NULL}, {"decimals", NULL}, {"scheme", NULL}, {"phrase", NULL},
                 {"region", NULL}, {"family", NULL}, {"family_definition", NULL},
                 {"reason", NULL}};
    size_t k = 0;
    uint32_t index;
    while (k < ARRAY_LEN(kinds) && !str_is(f[0], kinds[k].kind))
        k++;
    if (k == ARRAY_LEN(kinds))
        return FAIL(s, "names of a \"%s\" are not kept", f[0].p);
    bool known = kinds[k].known ? map_find(kinds[k].known, &index, f[1])
                                : concept_named(ref, f[0], f[1]) || region_named(f) || family_named(ref, f) ||
                                      (str_is(f[0], "reason") && capability_says(ref, f[1]));
    if (!known)
        return FAIL(s, "there is no %s \"%s\"", f[0].p, f[1].p);
    if (!f[2].len)
        return FAIL(s, "the name of %s is empty", f[1].p);
    struct str *name = MORE(ref->names, ref->nnames);
    *name = f[2];
    struct str key = str_of(arena_fmt(&ref->arena, "%.*s %s %s", STR_FMT(language), f[0].p, f[1].p));
    return put_unique(s, &ref->name_map, key, ref->nnames++);
}

/* The title of a member of a family is that of its table and the family's name, its definition the family's and the
 * table's: put together where the language has names for both and none for the member itself. */
static void name_member(struct ref *ref, struct str language, const struct indicator *in, bool title)
{
    char tag[8];
    snprintf(tag, sizeof tag, "%.*s", STR_FMT(language));
    const char *kind = title ? "title" : "definition";
    struct str base = ref_name(ref, tag, kind, ref->indicators[in->base].code, STR(""));
    struct str family = ref_name(ref, tag, title ? "family" : "family_definition", in->family, STR(""));
    struct str key = str_of(arena_fmt(&ref->arena, "%s %s %.*s", tag, kind, STR_FMT(in->code)));
    uint32_t index;
    if (!base.len || !family.len || map_find(&ref->name_map, &index, key))
        return;
    struct str *name = MORE(ref->names, ref->nnames);
    *name = str_of(title ? arena_fmt(&ref->arena, "%.*s: %.*s", STR_FMT(base), STR_FMT(family))
                         : arena_fmt(&ref->arena, "%.*s %.*s", STR_FMT(family), STR_FMT(base)));
    map_put(&ref->name_map, key, ref->nnames++);
}

static void name_members(struct ref *ref, struct str language)
{
    for (uint32_t i = ref->nlisted; i < ref->nindicators; i++)
        if (ref->indicators[i].family.len) {
            name_member(ref, language, &ref->indicators[i], true);
            name_member(ref, language, &ref->indicators[i], false);
        }
}

static int load_names(struct ref *ref, const struct ref_file *files, size_t nfiles, struct err *err)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < nfiles; i++) {
        struct str name = files[i].name;
        if (!str_starts(name, STR("names/")) || !str_ends(name, STR(".csv")))
            continue;
        struct sheet sheet, *s = &sheet;
        struct str f[COLUMNS_MAX];
        struct str language = arena_str(&ref->arena, str_sub(name, 6, name.len - 10));
        struct str *listed = MORE(ref->languages, ref->nlanguages);
        *listed = language;
        ref->nlanguages++;
        r = sheet_open(s, ref, files, nfiles, arena_text(&ref->arena, name), "kind,code,name", err);
        while (r == 0 && (r = sheet_next(s, f)) == 1)
            r = row_name(s, ref, language, f);
        csv_release(&s->csv);
        if (r == 0)
            name_members(ref, language);
    }
    return r;
}

/* Index 0 means "none": a place for it before the first real one. */
static void reserve_none(struct ref *ref)
{
    MORE(ref->areas, ref->nareas);
    MORE(ref->codes, ref->ncodes);
    MORE(ref->indicators, ref->nindicators);
    MORE(ref->surveys, ref->nsurveys);
    ref->nareas = ref->ncodes = ref->nindicators = ref->nsurveys = 1;
}

static int check_sex(struct ref *ref, struct err *err)
{
    int version = ref_version_find(ref, STR("SEX"));
    ref->sex_total = ref_code_find(ref, STR("SEX_T"));
    ref->sex_male = ref_code_find(ref, STR("SEX_M"));
    ref->sex_female = ref_code_find(ref, STR("SEX_F"));
    if (version < 0 || !ref->sex_total || !ref->sex_male || !ref->sex_female)
        return err_set(err, ERR_CONFIG,
                       "data/codelists/items.csv: the version SEX with SEX_T, SEX_M and SEX_F is "
                       "missing");
    return 0;
}

static int check_region(struct ref *ref, struct err *err)
{
    uint32_t group;
    if (!map_find(&ref->group_map, &group, ref->region))
        return err_set(err, ERR_CONFIG, "data/region.csv: the region \"%.*s\" is not in "
                       "data/codelists/groups.csv", STR_FMT(ref->region));
    return 0;
}

/* Codes of lists of countries are made of areas and groups, which may be named alike. */
static int check_codes(struct ref *ref, struct err *err)
{
    for (uint32_t c = 1; c < ref->ncodes; c++) {
        uint16_t other = ref_code_find(ref, ref->codes[c].code);
        if (other != c)
            return err_set(err, ERR_CONFIG, "data/codelists: %s stands for two things, \"%s\" and "
                           "\"%s\"", ref->codes[c].code.p, ref->codes[c].name.p,
                           ref->codes[other].name.p);
    }
    return 0;
}

static int check_versions(struct ref *ref, struct err *err)
{
    for (uint32_t i = 0; i < ref->nversions; i++) {
        const struct version *v = &ref->versions[i];
        if (v->n == 0 || (v->partition && !v->total))
            return err_set(err, ERR_CONFIG, "data/codelists/versions.csv: %s has no %s", v->code.p,
                           v->n ? "total, but is to be a partition" : "items");
        for (uint16_t c = v->first; v->partition && c < v->first + v->n; c++) {
            const struct code *code = &ref->codes[c];
            bool inside = code->role == CODE_PART || code->role == CODE_REST;
            if (inside != (code->parent != 0))
                return err_set(err, ERR_CONFIG,
                               "data/codelists/items.csv: %s is %s", code->code.p,
                               inside ? "a part and needs a parent"
                                      : "no part and is to have no parent");
        }
    }
    return 0;
}

static int compare_files(const void *a, const void *b)
{
    const struct ref_file *const *x = a, *const *y = b;
    return str_cmp((*x)->name, (*y)->name);
}

struct sha256 ref_files_hash(const struct ref_file *files, size_t n)
{
    const struct ref_file **order = mem_alloc(sizeof *order * n);
    for (size_t i = 0; i < n; i++)
        order[i] = &files[i];
    qsort(order, n, sizeof *order, compare_files);
    struct sha256_state *state = sha256_begin();
    for (size_t i = 0; i < n; i++) {
        char head[64];
        int len = snprintf(head, sizeof head, "\n%zu ", order[i]->content.len);
        sha256_add(state, order[i]->name);
        sha256_add(state, (struct str){head, (size_t)len});
        sha256_add(state, order[i]->content);
    }
    free(order);
    return sha256_end(state);
}

int ref_load(struct ref **out, const struct ref_file *files, size_t n, struct err *err)
{
    typedef int loader(struct ref *, const struct ref_file *, size_t, struct err *);
    static loader *const before_codes[] = {load_region, load_groups,     load_areas,
                                           load_area_aliases, load_group_members, load_dimensions,
                                           load_versions, load_items};
    static loader *const after_codes[] = {load_correspondences, load_statuses,  load_units,
                                          load_source_types,    load_surveys,   load_note_types,
                                          load_note_asked,      load_notes,     load_modules,
                                          load_indicators,      ref_load_capabilities,
                                          ref_load_formulas,    ref_load_ties,  ref_load_mirror,
                                          load_names};
    struct ref *ref = mem_alloc(sizeof *ref);
    arena_init(&ref->arena, 64 << 20);
    reserve_none(ref);
    int r = 0;
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(before_codes); i++)
        r = before_codes[i](ref, files, n, err);
    if (r == 0)
        r = check_region(ref, err);
    for (uint16_t v = 0; r == 0 && v < ref->nversions; v++)
        if (ref->versions[v].countries)
            add_countries(ref, v);
    if (r == 0 && ref->ncodes > UINT16_MAX)
        r = err_set(err, ERR_CONFIG, "data/codelists: more than %d codes", UINT16_MAX);
    if (r == 0)
        r = check_codes(ref, err);
    if (r == 0)
        r = check_sex(ref, err);
    if (r == 0)
        ref->sex_dimension = ref->versions[ref_version_find(ref, STR("SEX"))].dimension;
    if (r == 0)
        r = check_versions(ref, err);
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(after_codes); i++)
        r = after_codes[i](ref, files, n, err);
    if (r) {
        ref_free(ref);
        return r;
    }
    ref->hash = ref_files_hash(files, n);
    *out = ref;
    return 0;
}

void ref_free(struct ref *ref)
{
    if (!ref)
        return;
    struct map *maps[] = {&ref->area_name_map, &ref->area_map,       &ref->group_map,     &ref->dimension_map,
                          &ref->version_map,    &ref->code_map,      &ref->module_map,
                          &ref->indicator_map,  &ref->source_type_map, &ref->survey_map,
                          &ref->note_type_map,  &ref->note_map,  &ref->name_map};
    for (size_t i = 0; i < ARRAY_LEN(maps); i++)
        map_release(maps[i]);
    void *arrays[] = {ref->areas,      ref->groups,     ref->dimensions, ref->versions,
                      ref->codes,      ref->modules,    ref->indicators, ref->source_types,
                      ref->surveys,    ref->note_types, ref->note_asked, ref->notes,
                      ref->statuses,   ref->units,      ref->correspondences,
                      ref->group_members, ref->names, ref->languages, ref->ties,
                      ref->area_names, ref->mirrored};
    for (size_t i = 0; i < ARRAY_LEN(arrays); i++)
        free(arrays[i]);
    ref_free_formulas(ref);
    ref_free_capabilities(ref);
    arena_release(&ref->arena);
    free(ref);
}
