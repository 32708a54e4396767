/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/artefact.h"

const struct class_names class_names[ART_CLASSES] = {
    [ART_AGENCY_SCHEME] = {"base", "AgencyScheme", "base", "AgencyScheme", "agencyscheme", "agencyscheme",
                           "Agency"},
    [ART_DATA_PROVIDER_SCHEME] = {"base", "DataProviderScheme", "base", "DataProviderScheme",
                                  "dataproviderscheme", "dataproviderscheme", "DataProvider"},
    [ART_DATA_CONSUMER_SCHEME] = {"base", "DataConsumerScheme", "base", "DataConsumerScheme",
                                  "dataconsumerscheme", "dataconsumerscheme", "DataConsumer"},
    [ART_ORGANISATION_UNIT_SCHEME] = {"base", "OrganisationUnitScheme", "base", "OrganisationUnitScheme",
                                      "organisationunitscheme", "organisationunitscheme",
                                      "OrganisationUnit"},
    [ART_METADATA_PROVIDER_SCHEME] = {"base", "MetadataProviderScheme", NULL, NULL, NULL,
                                      "metadataproviderscheme", "MetadataProvider"},
    [ART_DATAFLOW] = {"datastructure", "Dataflow", "datastructure", "Dataflow", "dataflow", "dataflow", NULL},
    [ART_METADATAFLOW] = {"metadatastructure", "Metadataflow", "metadatastructure", "Metadataflow",
                          "metadataflow", "metadataflow", NULL},
    [ART_CATEGORY_SCHEME] = {"categoryscheme", "CategoryScheme", "categoryscheme", "CategoryScheme",
                             "categoryscheme", "categoryscheme", "Category"},
    [ART_CATEGORISATION] = {"categoryscheme", "Categorisation", "categoryscheme", "Categorisation",
                            "categorisation", "categorisation", NULL},
    [ART_CODELIST] = {"codelist", "Codelist", "codelist", "Codelist", "codelist", "codelist", "Code"},
    [ART_HIERARCHY] = {"codelist", "Hierarchy", "codelist", "HierarchicalCodelist", "hierarchicalcodelist",
                       "hierarchy", "HierarchicalCode"},
    [ART_HIERARCHY_ASSOCIATION] = {"codelist", "HierarchyAssociation", NULL, NULL, NULL,
                                   "hierarchyassociation", NULL},
    [ART_CONCEPT_SCHEME] = {"conceptscheme", "ConceptScheme", "conceptscheme", "ConceptScheme",
                            "conceptscheme", "conceptscheme", "Concept"},
    [ART_METADATA_STRUCTURE] = {"metadatastructure", "MetadataStructure", "metadatastructure",
                                "MetadataStructure", "metadatastructure", "metadatastructure",
                                "MetadataAttribute"},
    [ART_DATA_STRUCTURE] = {"datastructure", "DataStructure", "datastructure", "DataStructure",
                            "datastructure", "datastructure", "Dimension"},
    [ART_STRUCTURE_MAP] = {"structuremapping", "StructureMap", "mapping", "StructureSet", "structureset",
                           "structuremap", NULL},
    [ART_REPRESENTATION_MAP] = {"structuremapping", "RepresentationMap", NULL, NULL, NULL,
                                "representationmap", NULL},
    [ART_REPORTING_TAXONOMY] = {"categoryscheme", "ReportingTaxonomy", "categoryscheme", "ReportingTaxonomy",
                                "reportingtaxonomy", "reportingtaxonomy", "ReportingCategory"},
    [ART_PROCESS] = {"process", "Process", "process", "Process", "process", "process", "ProcessStep"},
    [ART_CONSTRAINT] = {"registry", "DataConstraint", "registry", "ContentConstraint", "contentconstraint",
                        "dataconstraint", NULL},
    [ART_PROVISION_AGREEMENT] = {"registry", "ProvisionAgreement", "registry", "ProvisionAgreement",
                                 "provisionagreement", "provisionagreement", NULL},
    [ART_METADATA_PROVISION_AGREEMENT] = {"registry", "MetadataProvisionAgreement", NULL, NULL, NULL,
                                          "metadataprovisionagreement", NULL},
    [ART_METADATA_SET] = {"metadatastructure", "MetadataSet", NULL, NULL, NULL, NULL, NULL},
};

/* -- the set -------------------------------------------------------------------------------- */

void artefacts_init(struct artefacts *all, struct arena *arena)
{
    *all = (struct artefacts){.arena = arena};
}

struct artefact *artefacts_add(struct artefacts *all, enum artefact_class cls, struct str agency,
                               struct str id, struct str version)
{
    if (all->n == all->size) {
        struct artefact **old = all->of;
        all->size = MAX(all->size * 2, 64u);
        all->of = arena_array(all->arena, struct artefact *, all->size);
        if (all->n)
            memcpy(all->of, old, sizeof *old * all->n);
    }
    struct artefact *a = arena_new(all->arena, struct artefact);
    *a = (struct artefact){.cls = cls, .agency = agency, .id = id, .version = version};
    return all->of[all->n++] = a;
}

/* Of the identity alone; items are not looked at. */
static int reference_cmp(const struct reference *a, const struct reference *b)
{
    int r = (int)a->cls - (int)b->cls;
    r = r ? r : str_cmp(a->agency, b->agency);
    r = r ? r : str_cmp(a->id, b->id);
    return r ? r : str_cmp(a->version, b->version);
}

static int by_identity(const void *a, const void *b)
{
    struct reference x = artefact_reference(*(struct artefact *const *)a);
    struct reference y = artefact_reference(*(struct artefact *const *)b);
    return reference_cmp(&x, &y);
}

void artefacts_finish(struct artefacts *all)
{
    if (all->n)
        qsort(all->of, all->n, sizeof *all->of, by_identity);
    for (uint32_t i = 0, c = 0; c <= ART_CLASSES; c++) {
        while (i < all->n && all->of[i]->cls < c)
            i++;
        all->first[c] = i;
    }
}

uint32_t artefacts_place(const struct artefacts *all, struct reference ref)
{
    if ((unsigned)ref.cls >= ART_CLASSES)
        return 0;
    uint32_t low = all->first[ref.cls], high = all->first[ref.cls + 1];
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        struct reference at = artefact_reference(all->of[mid]);
        int r = reference_cmp(&ref, &at);
        if (r == 0)
            return mid + 1;
        if (r < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return 0;
}

const struct artefact *artefacts_find(const struct artefacts *all, struct reference ref)
{
    uint32_t place = artefacts_place(all, ref);
    return place ? all->of[place - 1] : NULL;
}

struct reference artefact_reference(const struct artefact *a)
{
    return (struct reference){.cls = a->cls, .agency = a->agency, .id = a->id, .version = a->version};
}

/* -- items ---------------------------------------------------------------------------------- */

bool artefact_nested(enum artefact_class cls)
{
    return cls == ART_CATEGORY_SCHEME || cls == ART_REPORTING_TAXONOMY || cls == ART_PROCESS;
}

/* Is the item, with those it stands in, "A.B.C"? From behind, so that nothing has to be put together. */
static bool path_is(const struct artefact *a, uint32_t index, struct str path)
{
    for (;;) {
        struct str id = a->item[index - 1].id;
        uint32_t parent = a->item[index - 1].parent;
        if (!str_ends(path, id))
            return false;
        path.len -= id.len;
        if (!parent || path.len == 0)
            return !parent && path.len == 0;
        if (path.p[path.len - 1] != '.')
            return false;
        path.len--;
        index = parent;
    }
}

uint32_t artefact_item(const struct artefact *a, struct str id)
{
    bool nested = artefact_nested(a->cls);
    for (uint32_t i = 1; i <= a->nitems; i++)
        if (nested ? path_is(a, i, id) : str_eq(a->item[i - 1].id, id))
            return i;
    return 0;
}

struct str artefact_item_path(const struct artefact *a, uint32_t index, struct arena *arena)
{
    struct str id = a->item[index - 1].id;
    uint32_t parent = a->item[index - 1].parent;
    if (!parent || !artefact_nested(a->cls))
        return id;
    size_t len = id.len;
    for (uint32_t p = parent; p; p = a->item[p - 1].parent)
        len += a->item[p - 1].id.len + 1;
    char *text = arena_alloc(arena, len + 1), *at = text + len;
    for (uint32_t p = index; p; p = a->item[p - 1].parent) {
        struct str part = a->item[p - 1].id;
        at -= part.len;
        memcpy(at, part.p, part.len);
        if (at > text)
            *--at = '.';
    }
    return (struct str){text, len};
}

/* -- what it refers to ---------------------------------------------------------------------- */

void artefact_visit(const struct artefact *a, void (*one)(void *ctx, const struct reference *r), void *ctx)
{
    const struct reference *alone[] = {&a->structure, &a->other, &a->map_from, &a->map_to};
#define VISIT(r) (reference_is(r) ? one(ctx, &(r)) : (void)0)
    for (size_t i = 0; i < ARRAY_LEN(alone); i++)
        VISIT(*alone[i]);
    for (uint32_t i = 0; i < a->nitems; i++)
        VISIT(a->item[i].format);
    for (unsigned i = 0; i < a->ncomponents; i++) {
        VISIT(a->component[i].concept);
        VISIT(a->component[i].codelist);
    }
    for (unsigned i = 0; i < a->ntargets; i++)
        VISIT(a->target[i]);
    for (uint32_t i = 0; i < a->nnodes; i++)
        VISIT(a->node[i].code);
    for (unsigned i = 0; i < a->ncomponent_maps; i++)
        VISIT(a->component_map[i].mapping);
#undef VISIT
}

struct list {
    struct reference *v;
    unsigned n, size;
    struct arena *arena;
};

static void list_add(void *ctx, const struct reference *r)
{
    struct list *l = ctx;
    for (unsigned i = l->n; i > 0; i--) /* mostly it is the one just added */
        if (reference_cmp(&l->v[i - 1], r) == 0)
            return;
    if (l->n == l->size) {
        struct reference *old = l->v;
        l->size = MAX(l->size * 2, 16u);
        l->v = arena_array(l->arena, struct reference, l->size);
        if (l->n)
            memcpy(l->v, old, sizeof *old * l->n);
    }
    l->v[l->n] = *r;
    l->v[l->n++].item = (struct str){0};
}

unsigned artefact_references(struct reference **out, const struct artefact *a, struct arena *arena)
{
    struct list l = {.arena = arena};
    artefact_visit(a, list_add, &l);
    *out = l.v;
    return l.n;
}

/* -- URNs ----------------------------------------------------------------------------------- */

void reference_urn(struct buf *out, struct reference r, enum sdmx_version version)
{
    const struct class_names *names = &class_names[r.cls];
    bool old = version == SDMX_21 && names->urn21;
    buf_puts(out, "urn:sdmx:org.sdmx.infomodel.");
    buf_puts(out, old ? names->package21 : names->package);
    buf_char(out, '.');
    if (r.item.len && r.cls == ART_DATA_STRUCTURE && str_is(r.item, "TIME_PERIOD"))
        buf_puts(out, "TimeDimension");
    else
        buf_puts(out, r.item.len && names->item ? names->item : old ? names->urn21 : names->urn);
    buf_char(out, '=');
    buf_str(out, r.agency);
    buf_char(out, ':');
    buf_str(out, r.id);
    buf_char(out, '(');
    buf_str(out, r.version);
    buf_char(out, ')');
    if (r.item.len) {
        buf_char(out, '.');
        buf_str(out, r.item);
    }
}

/* Names of classes that are none of ours, or have several in one of ours. */
static const struct {
    const char *name;
    enum artefact_class cls;
    bool item;
} other_names[] = {
    {"AvailabilityConstraint", ART_CONSTRAINT, false},
    {"AttachmentConstraint", ART_CONSTRAINT, false},
    {"MetadataConstraint", ART_CONSTRAINT, false},
    {"TimeDimension", ART_DATA_STRUCTURE, true},
    {"MeasureDimension", ART_DATA_STRUCTURE, true},
    {"PrimaryMeasure", ART_DATA_STRUCTURE, true},
    {"Measure", ART_DATA_STRUCTURE, true},
    {"DataAttribute", ART_DATA_STRUCTURE, true},
    {"CodelistMap", ART_STRUCTURE_MAP, true},
};

static bool is(struct str text, const char *name) { return name && str_is(text, name); }

static bool class_parse(enum artefact_class *cls, bool *item, struct str package, struct str name)
{
    /* 2.1's HierarchicalCodelist has hierarchies as items, 3.x a Hierarchy by itself: the latter is meant
     * unless an item follows, which the caller sees to */
    for (unsigned c = 0; c < ART_CLASSES; c++) {
        const struct class_names *n = &class_names[c];
        bool at21 = is(package, n->package21), at3 = is(package, n->package);
        *cls = (enum artefact_class)c;
        *item = (at21 || at3) && is(name, n->item);
        if (*item || (at3 && is(name, n->urn)) || (at21 && is(name, n->urn21)))
            return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(other_names); i++) {
        const struct class_names *n = &class_names[other_names[i].cls];
        *cls = other_names[i].cls;
        *item = other_names[i].item;
        if (str_is(name, other_names[i].name) && (is(package, n->package) || is(package, n->package21)))
            return true;
    }
    return false;
}

static bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Letters, digits and some more; not empty. */
static bool made_of(struct str s, const char *more)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_letter(s.p[i]) && !is_digit(s.p[i]) && (!s.p[i] || !strchr(more, s.p[i])))
            return false;
    return s.len > 0;
}

/* What stands before the first `c`, and behind it. */
static bool cut(struct str *before, struct str *rest, char c)
{
    const char *at = rest->len ? memchr(rest->p, c, rest->len) : NULL;
    if (!at)
        return false;
    *before = str_sub(*rest, 0, (size_t)(at - rest->p));
    *rest = str_sub(*rest, before->len + 1, rest->len);
    return true;
}

bool reference_parse(struct reference *out, struct str urn)
{
    const struct str start = STR("urn:sdmx:org.sdmx.infomodel.");
    struct str rest = str_sub(urn, start.len, urn.len), package, name;
    struct reference r = {0};
    bool item;
    if (!str_starts(urn, start) || !cut(&package, &rest, '.') || !cut(&name, &rest, '=') ||
        !class_parse(&r.cls, &item, package, name) || !cut(&r.agency, &rest, ':') ||
        !cut(&r.id, &rest, '(') || !cut(&r.version, &rest, ')'))
        return false;
    if (rest.len) {
        if (rest.p[0] != '.')
            return false;
        r.item = str_sub(rest, 1, rest.len);
        if (!made_of(r.item, "_@$-.") || r.item.p[0] == '.' || r.item.p[r.item.len - 1] == '.')
            return false;
        item = item || (r.cls == ART_HIERARCHY && str_is(name, "Hierarchy"));
    }
    if (item != (r.item.len > 0) || !made_of(r.agency, "_-.") || !is_letter(r.agency.p[0]) ||
        !made_of(r.id, "_@$-") || !made_of(r.version, ".-+~*"))
        return false;
    *out = r;
    return true;
}

/* -- versions ------------------------------------------------------------------------------- */

enum { VERSION_PARTS = 3 };

struct version_number {
    uint32_t part[VERSION_PARTS];
    struct str extension; /* behind the '-'; empty: stable */
};

/* What a question means: the numbers, and the mark at one of them. */
struct wanted {
    struct version_number from;
    unsigned n;   /* numbers given */
    char mark;    /* '+' '~' '*'; 0: this version alone */
    unsigned at;  /* which number has the mark */
    bool least;   /* from the number on; else any number */
};

static bool number_parse(uint32_t *out, struct str s)
{
    uint64_t n;
    if (!str_uint(&n, s, UINT32_MAX) || (s.len > 1 && s.p[0] == '0'))
        return false;
    *out = (uint32_t)n;
    return true;
}

/* One number with its mark, or a mark alone. What is behind a mark alone can only be 0. */
static bool part_parse(struct wanted *w, struct str part)
{
    char last = part.len ? part.p[part.len - 1] : 0;
    bool marked = last == '+' || last == '~' || last == '*';
    unsigned i = w->n++;
    if (i == VERSION_PARTS)
        return false;
    if (marked) {
        if (w->mark)
            return false;
        w->mark = last;
        w->at = i;
        w->least = --part.len > 0;
        if (!w->least)
            return true;
    }
    bool fixed = w->mark && !w->least && i > w->at;
    return number_parse(&w->from.part[i], part) && (!fixed || w->from.part[i] == 0);
}

static bool wanted_parse(struct wanted *w, struct str text)
{
    *w = (struct wanted){0};
    if (str_eq_nocase(text, STR("all")) || str_eq_nocase(text, STR("latest")))
        text = text.len == 3 ? STR("*") : STR("~");
    const char *dash = text.len ? memchr(text.p, '-', text.len) : NULL;
    if (dash) {
        w->from.extension = str_sub(text, (size_t)(dash - text.p) + 1, text.len);
        text.len = (size_t)(dash - text.p);
        if (!made_of(w->from.extension, "-."))
            return false;
    }
    struct str part, rest = text;
    while (str_next(&part, &rest, '.'))
        if (!part_parse(w, part))
            return false;
    bool two = w->mark == '+' && w->n == 2; /* what is stable has three numbers */
    return w->n > 0 && !two && (!dash || (w->n == VERSION_PARTS && !w->mark));
}

/* Extensions by their pieces: numbers by size and before words; a longer one is later (semver 11.4). */
static int extension_cmp(struct str a, struct str b)
{
    struct str x, y;
    for (;;) {
        bool more_a = str_next(&x, &a, '.'), more_b = str_next(&y, &b, '.');
        if (!more_a || !more_b)
            return (int)more_a - (int)more_b;
        uint64_t m, n;
        bool number_a = str_uint(&m, x, UINT64_MAX), number_b = str_uint(&n, y, UINT64_MAX);
        int r = number_a && number_b ? (m > n) - (m < n)
                : number_a != number_b ? (int)number_b - (int)number_a : str_cmp(x, y);
        if (r)
            return r;
    }
}

static int number_cmp(const struct version_number *a, const struct version_number *b, unsigned from)
{
    for (unsigned i = from; i < VERSION_PARTS; i++)
        if (a->part[i] != b->part[i])
            return a->part[i] < b->part[i] ? -1 : 1;
    return 0;
}

static int version_cmp(const struct version_number *a, const struct version_number *b)
{
    int r = number_cmp(a, b, 0);
    if (r || !a->extension.len || !b->extension.len) /* a draft is before what it becomes */
        return r ? r : (int)(a->extension.len == 0) - (int)(b->extension.len == 0);
    return extension_cmp(a->extension, b->extension);
}

static bool fits(const struct wanted *w, const struct version_number *v)
{
    if (!w->mark)
        return version_cmp(&w->from, v) == 0;
    for (unsigned i = 0; i < w->at; i++)
        if (v->part[i] != w->from.part[i])
            return false;
    if (w->mark == '+' && (v->part[0] == 0 || v->extension.len))
        return false;
    return !w->least || number_cmp(v, &w->from, w->at) >= 0;
}

bool versions_choose(bool *chosen, const struct str *version, size_t n, struct str text, struct err *err)
{
    struct wanted w, other;
    struct version_number latest = {0};
    size_t at = n;
    if (!wanted_parse(&w, text)) {
        err_set(err, ERR_USAGE, "\"%.*s\" is no version: 1.0.0, latest, all, or by the grammar of SDMX-REST 2 "
                "such as +, ~, *, 1.+.0 or 1.2+.0", STR_FMT(text));
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        chosen[i] = wanted_parse(&other, version[i]) && !other.mark && fits(&w, &other.from);
        if (!chosen[i] || !w.mark || w.mark == '*')
            continue;
        if (at < n && version_cmp(&other.from, &latest) <= 0) {
            chosen[i] = false;
            continue;
        }
        if (at < n)
            chosen[at] = false;
        at = i;
        latest = other.from;
    }
    return true;
}
