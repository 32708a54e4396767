/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "publish/structures_inner.h"

/* -- words ---------------------------------------------------------------------------------- */

/* Types of the standard of which there is nothing here: asked for, they are not there. */
static const char *const other_types[] = {
    "attachmentconstraint", "categoryschememap", "conceptschememap", "customtypescheme", "metadataconstraint",
    "namepersonalisationscheme", "organisationschememap", "reportingtaxonomymap", "rulesetscheme",
    "transformationscheme", "userdefinedoperatorscheme", "valuelist", "vtlmappingscheme",
};

enum { ORGANISATIONS = 1u << ART_AGENCY_SCHEME | 1u << ART_DATA_PROVIDER_SCHEME | 1u << ART_DATA_CONSUMER_SCHEME |
                       1u << ART_ORGANISATION_UNIT_SCHEME };

static bool is_word(struct str text, const char *word) { return word && str_eq_nocase(text, str_of(word)); }

static bool type_parse(uint32_t *classes, struct str text, bool v2)
{
    for (unsigned c = 0; c < ART_CLASSES; c++)
        if (is_word(text, v2 ? class_names[c].rest2 : class_names[c].rest1)) {
            *classes |= 1u << c;
            return true;
        }
    if (!v2 && is_word(text, "organisationscheme")) {
        *classes |= ORGANISATIONS;
        return true;
    }
    if (!v2 && (is_word(text, "actualconstraint") || is_word(text, "allowedconstraint"))) {
        *classes |= 1u << ART_CONSTRAINT;
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(other_types); i++)
        if (is_word(text, other_types[i]))
            return true;
    return false;
}

static bool next_of(struct str *piece, struct str *list)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->p[i] == ',' || list->p[i] == '+')
            return str_next(piece, list, list->p[i]);
    return str_next(piece, list, ',');
}

bool references_parse(enum references *out, uint32_t *classes, struct str text, bool v2)
{
    static const struct {
        const char *word;
        enum references bits;
    } words[] = {{"none", REFERENCES_NONE},
                 {"parents", REFERENCES_PARENTS},
                 {"parentsandsiblings", REFERENCES_PARENTS_AND_SIBLINGS},
                 {"ancestors", REFERENCES_ANCESTORS},
                 {"children", REFERENCES_CHILDREN},
                 {"descendants", REFERENCES_DESCENDANTS},
                 {"all", REFERENCES_ALL}};
    struct str word;
    unsigned bits = 0;
    bool some = text.len > 0;
    *out = REFERENCES_NONE;
    *classes = 0;
    while (some && next_of(&word, &text)) {
        size_t w = 0;
        while (w < ARRAY_LEN(words) && !is_word(word, words[w].word))
            w++;
        if (w < ARRAY_LEN(words) && (v2 || words[w].bits != REFERENCES_ANCESTORS))
            bits |= words[w].bits;
        else if (type_parse(classes, word, v2))
            bits |= REFERENCES_CLASSES;
        else
            return false;
    }
    *out = (enum references)bits;
    return true;
}

bool structure_detail_parse(enum structure_detail *out, struct str text, bool v2)
{
    static const char *const words[] = {
        [DETAIL_FULL] = "full", [DETAIL_ALL_STUBS] = "allstubs", [DETAIL_REFERENCE_STUBS] = "referencestubs",
        [DETAIL_REFERENCE_PARTIAL] = "referencepartial", [DETAIL_ALL_COMPLETE_STUBS] = "allcompletestubs",
        [DETAIL_REFERENCE_COMPLETE_STUBS] = "referencecompletestubs", [DETAIL_RAW] = "raw",
    };
    *out = DETAIL_FULL;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (is_word(text, words[i])) {
            *out = (enum structure_detail)i;
            return v2 || i != DETAIL_RAW;
        }
    return text.len == 0;
}

/* -- what is asked for ------------------------------------------------------------------------ */

static bool is_all(struct str text) { return !text.len || str_is(text, "*") || is_word(text, "all"); }

static bool is_id(struct str s)
{
    static const char more[] = "_@$-.*";
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        if (!(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
            (!c || !strchr(more, c)))
            return false;
    }
    return s.len > 0;
}

static bool among(struct str list, struct str id)
{
    struct str one;
    if (is_all(list))
        return true;
    while (next_of(&one, &list))
        if (is_all(one) || str_eq(one, id))
            return true;
    return false;
}

static int check_ids(const char *what, struct str list, struct err *err)
{
    struct str one, rest = list;
    while (list.len && next_of(&one, &rest))
        if (!is_id(one))
            return err_set(err, ERR_USAGE, "\"%.*s\" is no %s: those have letters, digits and _ @ $ - alone",
                           STR_FMT(one), what);
    return 0;
}

/* v1 joins by '+', which v2 has in its versions. */
static int choose_versions(bool *chosen, const struct str *version, size_t n, const struct structure_query *q,
                           struct err *err)
{
    struct str one, list = q->version.len ? q->version : STR("latest");
    bool *some = chosen + n;
    memset(chosen, 0, n);
    while (str_next(&one, &list, q->v2 ? ',' : '+')) {
        if (!versions_choose(some, version, n, one, err))
            return -(int)ERR_USAGE;
        for (size_t i = 0; i < n; i++)
            chosen[i] = chosen[i] || some[i];
    }
    return 0;
}

static bool is_scheme(const struct artefact *a)
{
    return class_names[a->cls].item && a->cls != ART_DATA_STRUCTURE && a->cls != ART_METADATA_STRUCTURE &&
           a->cls != ART_HIERARCHY && a->cls != ART_PROCESS;
}

/* What stands in another is asked for by its path; clients that know only its own id mean it too. */
static void know_items(struct map *places, const struct artefact *a, struct arena *arena)
{
    for (uint32_t i = a->nitems; artefact_nested(a->cls) && i > 0; i--)
        map_put(places, a->item[i - 1].id, i);
    for (uint32_t i = 1; i <= a->nitems; i++)
        map_put(places, artefact_item_path(a, i, arena), i);
}

/* Of a scheme, the items asked for and those they stand in; false when it has none of them. */
static bool limit(struct graph *g, uint32_t i, struct str list, struct arena *arena)
{
    const struct artefact *a = g->all->of[i];
    struct str one;
    bool any = false;
    if (is_all(list))
        return true;
    if (a->cls == ART_HIERARCHY)
        return among(list, a->id); /* which is the only hierarchy of its list */
    if (!is_scheme(a))
        return false;
    bool *keep = arena_array(&g->arena, bool, a->nitems);
    struct map places = {0};
    know_items(&places, a, &g->arena);
    while (next_of(&one, &list)) {
        uint32_t item = 0;
        map_find(&places, &item, one);
        for (; item; item = artefact_nested(a->cls) ? a->item[item - 1].parent : 0)
            any = keep[item - 1] = true;
    }
    map_release(&places);
    if (!any)
        return false;
    struct artefact *part = scheme_part(a, keep, arena);
    part->is_partial = true;
    graph_replace(g, i, part);
    return g->limited[i] = true;
}

static bool is_wanted(const struct structure_query *q, const struct graph *g, const struct artefact *a)
{
    bool sets = q->classes == 1u << ART_METADATA_SET;
    if (!(q->classes >> a->cls & 1) || (!graph_has(g, a->cls) && !sets))
        return false;
    if (a->cls == ART_CONSTRAINT && ((q->only_actual && !a->actual) || (q->only_allowed && a->actual)))
        return false;
    return among(q->agency, a->agency) && among(q->id, a->id);
}

/* Which of the versions of one artefact, the n from `i` on, are asked for. Mostly it is one, and the same
 * as that of the last, which is remembered: the list asked for may be long. */
struct versions {
    struct str only;
    bool is_chosen, *chosen;
};

static int choose_of(struct versions *v, struct graph *g, uint32_t i, uint32_t n, const struct structure_query *q,
                     struct err *err)
{
    if (n == 1 && v->only.len && str_eq(v->only, g->all->of[i]->version)) {
        v->chosen = &v->is_chosen;
        return 0;
    }
    struct str *version = arena_array(&g->arena, struct str, n);
    v->chosen = arena_array(&g->arena, bool, 2 * n);
    for (uint32_t k = 0; k < n; k++)
        version[k] = g->all->of[i + k]->version;
    int r = choose_versions(v->chosen, version, n, q, err);
    if (n == 1) {
        v->only = version[0];
        v->is_chosen = v->chosen[0];
    }
    return r;
}

/* The versions of an artefact stand together. */
static int match(bool *matched, struct graph *g, const struct structure_query *q, struct arena *arena,
                 struct err *err)
{
    const struct artefacts *all = g->all;
    struct versions v = {0};
    bool none;
    int r = choose_versions(&none, NULL, 0, q, err);
    for (uint32_t i = 0, end; r == 0 && i < all->n; i = end) {
        const struct artefact *a = all->of[i];
        for (end = i + 1; end < all->n && all->of[end]->cls == a->cls && str_eq(all->of[end]->id, a->id) &&
                          str_eq(all->of[end]->agency, a->agency);)
            end++;
        if (!is_wanted(q, g, a))
            continue;
        r = choose_of(&v, g, i, end - i, q, err);
        for (uint32_t k = i; r == 0 && k < end; k++)
            matched[k] = v.chosen[k - i] && limit(g, k, q->item, arena);
    }
    return r;
}

static int check(const struct structure_query *q, struct err *err)
{
    int r = check_ids("agency", q->agency, err);
    r = r ? r : check_ids("id", q->id, err);
    r = r ? r : check_ids("id of an item", q->item, err);
    for (unsigned c = 0; r == 0 && c < ART_CLASSES; c++) {
        struct artefact a = {.cls = (enum artefact_class)c};
        if (q->classes >> c & 1 && (is_scheme(&a) || c == ART_HIERARCHY))
            return 0;
    }
    if (r == 0 && !is_all(q->item))
        return err_set(err, ERR_USAGE, "only schemes and lists have items: \"%.*s\" is one segment too many",
                       STR_FMT(q->item));
    return r;
}

/* -- what goes with it ------------------------------------------------------------------------ */

/* Everything that is reached from `from`, by way of what was not reached before. */
static void reach(struct graph *g, bool *chosen, const bool *from,
                  const struct edges *(*next)(struct graph *, uint32_t))
{
    uint32_t n = g->all->n, top = 0;
    uint32_t *stack = arena_array(&g->arena, uint32_t, n + 1);
    bool *seen = arena_array(&g->arena, bool, n + 1);
    for (uint32_t i = 0; i < n; i++)
        if (from[i]) {
            seen[i] = true;
            stack[top++] = i;
        }
    while (top) {
        const struct edges *e = next(g, stack[--top]);
        for (unsigned k = 0; k < e->n; k++) {
            uint32_t to = e->to[k];
            chosen[to] = true;
            if (!seen[to])
                stack[top++] = to;
            seen[to] = true;
        }
    }
}

static void add_edges(bool *chosen, const struct edges *e)
{
    for (unsigned k = 0; k < e->n; k++)
        chosen[e->to[k]] = true;
}

static void add_siblings(struct graph *g, bool *chosen, const struct edges *parents)
{
    for (unsigned k = 0; k < parents->n; k++)
        add_edges(chosen, graph_children(g, parents->to[k]));
}

/* Of the classes asked for what is next to it. v2 says of a type no more than that it is wanted: where
 * nothing of it is next, what lies further down is. */
static void add_classes(struct graph *g, bool *chosen, const bool *matched, const struct structure_query *q)
{
    const struct artefacts *all = g->all;
    bool *near = arena_array(&g->arena, bool, all->n + 1), *below = arena_array(&g->arena, bool, all->n + 1);
    uint32_t found = 0;
    for (uint32_t i = 0; i < all->n; i++)
        if (matched[i]) {
            add_edges(near, graph_children(g, i));
            add_edges(near, graph_parents(g, i));
        }
    for (uint32_t i = 0; i < all->n; i++)
        if (near[i] && (q->reference_classes >> all->of[i]->cls & 1)) {
            chosen[i] = true;
            found |= 1u << all->of[i]->cls;
        }
    if (!q->v2 || !(q->reference_classes & ~found))
        return;
    reach(g, below, matched, graph_children);
    for (uint32_t i = 0; i < all->n; i++)
        if (below[i] && (q->reference_classes & ~found) >> all->of[i]->cls & 1)
            chosen[i] = true;
}

static void relate(struct graph *g, bool *chosen, const bool *matched, const struct structure_query *q)
{
    unsigned how = q->references;
    memcpy(chosen, matched, g->all->n);
    for (uint32_t i = 0; how && i < g->all->n; i++) {
        if (!matched[i])
            continue;
        if (how & REFERENCES_PARENTS)
            add_edges(chosen, graph_parents(g, i));
        if (how & (REFERENCES_PARENTS_AND_SIBLINGS & ~REFERENCES_PARENTS))
            add_siblings(g, chosen, graph_parents(g, i));
        if (how & REFERENCES_CHILDREN)
            add_edges(chosen, graph_children(g, i));
    }
    if (how & (REFERENCES_ANCESTORS & ~REFERENCES_PARENTS))
        reach(g, chosen, matched, graph_parents);
    if (how & (REFERENCES_DESCENDANTS & ~REFERENCES_CHILDREN))
        reach(g, chosen, matched, graph_children);
    if (how & REFERENCES_CLASSES)
        add_classes(g, chosen, matched, q);
}

static enum fullness fullness_of(enum structure_detail detail, bool matched)
{
    switch (detail) {
    case DETAIL_ALL_STUBS: return STUB;
    case DETAIL_ALL_COMPLETE_STUBS: return COMPLETE_STUB;
    case DETAIL_REFERENCE_STUBS: return matched ? FULL : STUB;
    case DETAIL_REFERENCE_COMPLETE_STUBS: return matched ? FULL : COMPLETE_STUB;
    case DETAIL_FULL:
    case DETAIL_REFERENCE_PARTIAL:
    case DETAIL_RAW: break;
    }
    return FULL;
}

static int put(struct chosen **out, const struct graph *g, const bool *matched, const bool *chosen,
               enum structure_detail detail, struct arena *arena)
{
    int n = 0, at = 0;
    for (uint32_t i = 0; i < g->all->n; i++)
        n += chosen[i];
    *out = arena_array(arena, struct chosen, (size_t)n + 1);
    for (uint32_t i = 0; i < g->all->n; i++)
        if (chosen[i])
            (*out)[at++] = (struct chosen){g->as[i], fullness_of(detail, matched[i])};
    return n;
}

int structures_find(struct chosen **chosen, const struct artefacts *all, const struct structure_query *q,
                    struct arena *arena, struct err *err)
{
    struct graph g;
    *chosen = NULL;
    int r = check(q, err);
    if (r)
        return r;
    graph_init(&g, all, q->v2);
    bool *matched = arena_array(&g.arena, bool, all->n + 1), *taken = arena_array(&g.arena, bool, all->n + 1);
    r = match(matched, &g, q, arena, err);
    if (r == 0) {
        relate(&g, taken, matched, q);
        if (q->detail == DETAIL_REFERENCE_PARTIAL) {
            reduce_concepts(&g, matched, taken, arena);
            relate(&g, taken, matched, q);
            reduce_schemes(&g, matched, taken, arena);
        }
        r = put(chosen, &g, matched, taken, q->detail, arena);
    }
    graph_release(&g);
    return r;
}
