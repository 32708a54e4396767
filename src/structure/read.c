/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "structure/read.h"

#include "base/utf8.h"
#include "structure/inner.h"

enum { ID_MAX = 255, LANGUAGES_MAX = 64, DIMENSIONS_MAX = 64, ITEMS_MAX = 1 << 22, COMPONENTS_MAX = 4096 };

/* -- memory ----------------------------------------------------------------------------------- */

void building_init(struct building *b, struct artefacts *all, struct err *err)
{
    *b = (struct building){.all = all, .err = err};
}

void building_release(struct building *b)
{
    map_release(&b->known);
    free(b->item);
    free(b->parent);
    free(b->component);
    buf_release(&b->text);
}

int building_fail(struct building *b, enum err_code code, const char *what)
{
    if (!b->code)
        b->code = err_set(b->err, code, "the structure message %s", what);
    return b->code;
}

static void *room(struct building *b, size_t size)
{
    if (!b->code && size <= arena_room(b->all->arena))
        return arena_alloc(b->all->arena, size);
    building_fail(b, ERR_LIMIT, "is larger than there is room for");
    return NULL;
}

struct str building_text(struct building *b, struct str text)
{
    char *copy = text.len ? room(b, text.len + 1) : NULL;
    if (!copy)
        return STR("");
    memcpy(copy, text.p, text.len);
    copy[text.len] = 0;
    return (struct str){copy, text.len};
}

/* -- identities ------------------------------------------------------------------------------- */

static bool made_of(struct str s, const char *more)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!plain && (!c || !strchr(more, c)))
            return false;
    }
    return s.len > 0 && s.len <= ID_MAX;
}

bool building_id(struct str id) { return made_of(id, "_@$-"); }

static struct str identity(struct building *b, enum artefact_class cls, struct str agency, struct str id,
                           struct str version)
{
    b->text.len = 0;
    buf_fmt(&b->text, "%u ", (unsigned)cls);
    buf_str(&b->text, agency);
    buf_char(&b->text, ':');
    buf_str(&b->text, id);
    buf_char(&b->text, '(');
    buf_str(&b->text, version);
    return buf_view(&b->text);
}

static bool know(struct building *b, struct str text)
{
    uint32_t found;
    if (map_find(&b->known, &found, text))
        return false;
    text = building_text(b, text);
    return text.len && map_put(&b->known, text, 1);
}

bool building_begin(struct building *b, enum artefact_class cls, struct str agency, struct str id,
                    struct str version)
{
    if (version.len == 0)
        version = STR("1.0");
    if (!made_of(agency, "_-.") || !building_id(id) || !made_of(version, "-.") || b->code)
        return false;
    if (b->known.used == 0)
        for (uint32_t i = 0; i < b->all->n; i++) {
            const struct artefact *a = b->all->of[i];
            know(b, identity(b, a->cls, a->agency, a->id, a->version));
        }
    if (!know(b, identity(b, cls, agency, id, version)))
        return false;
    b->now = (struct artefact){.cls = cls, .agency = building_text(b, agency), .id = building_text(b, id),
                               .version = building_text(b, version)};
    b->nitems = b->ncomponents = 0;
    b->open = true;
    return true;
}

/* -- what is in them -------------------------------------------------------------------------- */

void building_say(struct building *b, struct said *s, struct str language, struct str text)
{
    if (s->n == LANGUAGES_MAX || utf8_valid(text) != text.len)
        return;
    struct tongue *in = room(b, sizeof *in * (s->n + 1));
    if (!in)
        return;
    if (s->n)
        memcpy(in, s->in, sizeof *in * s->n);
    in[s->n].language = building_text(b, language.len ? language : STR("en"));
    in[s->n].text = building_text(b, text);
    s->in = in;
    s->n++;
    if (str_is(in[s->n - 1].language, "en") && s->n > 1) { /* English comes first */
        struct tongue first = in[s->n - 1];
        memmove(in + 1, in, sizeof *in * (s->n - 1));
        in[0] = first;
    }
}

struct item *building_item(struct building *b, struct str id)
{
    if (!b->open || !building_id(id) || b->code)
        return NULL;
    if (b->nitems == ITEMS_MAX) {
        building_fail(b, ERR_LIMIT, "has more items in a scheme than anybody has");
        return NULL;
    }
    if (b->nitems == b->items_size) {
        b->items_size = MAX(b->items_size * 2, 64u);
        b->item = mem_grow(b->item, sizeof *b->item * b->items_size);
        b->parent = mem_grow(b->parent, sizeof *b->parent * b->items_size);
    }
    b->item[b->nitems] = (struct item){.id = building_text(b, id)};
    b->parent[b->nitems] = STR("");
    return &b->item[b->nitems++];
}

void building_parent(struct building *b, struct str id)
{
    struct reference r;
    if (b->nitems == 0)
        return;
    if (reference_parse(&r, id))
        id = r.item;
    if (building_id(id))
        b->parent[b->nitems - 1] = building_text(b, id);
}

struct component *building_component(struct building *b, enum component_role role)
{
    if (!b->open || b->code)
        return NULL;
    if (b->ncomponents == COMPONENTS_MAX) {
        building_fail(b, ERR_LIMIT, "has more components in a structure than anybody has");
        return NULL;
    }
    if (b->ncomponents == b->components_size) {
        b->components_size = MAX(b->components_size * 2, 32u);
        b->component = mem_grow(b->component, sizeof *b->component * b->components_size);
    }
    b->component[b->ncomponents] = (struct component){.role = role};
    return &b->component[b->ncomponents++];
}

void building_dimension(struct building *b, struct str id)
{
    struct component *c = b->ncomponents ? &b->component[b->ncomponents - 1] : NULL;
    if (!c || !building_id(id) || c->ndimensions == DIMENSIONS_MAX)
        return;
    struct str *v = room(b, sizeof *v * (c->ndimensions + 1));
    if (!v)
        return;
    if (c->ndimensions)
        memcpy(v, c->dimension, sizeof *v * c->ndimensions);
    v[c->ndimensions++] = building_text(b, id);
    c->dimension = v;
    c->attachment = ATTACH_DIMENSIONS;
}

void building_reference(struct building *b, struct reference *out, struct str urn)
{
    struct reference r;
    if (!reference_parse(&r, str_trim(urn)))
        return;
    *out = (struct reference){r.cls, building_text(b, r.agency), building_text(b, r.id),
                              building_text(b, r.version), building_text(b, r.item)};
}

enum text_type text_type_of(struct str name)
{
    static const struct {
        const char *name;
        enum text_type type;
    } names[] = {{"Double", TEXT_DOUBLE}, {"Decimal", TEXT_DOUBLE}, {"Float", TEXT_DOUBLE},
                 {"Integer", TEXT_INTEGER}, {"Long", TEXT_INTEGER}, {"Short", TEXT_INTEGER},
                 {"BigInteger", TEXT_INTEGER}, {"Count", TEXT_INTEGER}, {"Boolean", TEXT_BOOLEAN},
                 {"ObservationalTimePeriod", TEXT_TIME}, {"StandardTimePeriod", TEXT_TIME},
                 {"BasicTimePeriod", TEXT_TIME}, {"GregorianTimePeriod", TEXT_TIME},
                 {"GregorianYear", TEXT_TIME}, {"ReportingTimePeriod", TEXT_TIME}};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (str_is(name, names[i].name))
            return names[i].type;
    return TEXT_STRING;
}

/* -- the end of one --------------------------------------------------------------------------- */

/* Puts an item down behind those that it stands in. What stands in itself stands in nothing. */
static void put_down(struct building *b, struct item *to, uint32_t *place, const uint32_t *parent, uint32_t *chain,
                     uint32_t i, uint32_t *n)
{
    uint32_t steps = 0;
    for (uint32_t at = i + 1; at && place[at - 1] == 0; at = parent[at - 1]) {
        chain[steps++] = at - 1;
        place[at - 1] = UINT32_MAX; /* on the way */
    }
    while (steps) {
        uint32_t at = chain[--steps], of = parent[at];
        uint32_t whole = of ? place[of - 1] : 0;
        b->item[at].parent = whole == UINT32_MAX ? 0 : whole;
        to[*n] = b->item[at];
        place[at] = ++*n;
    }
}

/* The first of each id counts. */
static void drop_doubles(struct building *b, struct map *ids)
{
    uint32_t n = 0, found;
    for (uint32_t i = 0; i < b->nitems; i++) {
        if (map_find(ids, &found, b->item[i].id))
            continue;
        b->item[n] = b->item[i];
        b->parent[n] = b->parent[i];
        map_put(ids, b->item[n].id, n + 1);
        n++;
    }
    b->nitems = n;
}

static void put_items(struct building *b)
{
    struct map ids = {0};
    drop_doubles(b, &ids);
    struct item *to = room(b, sizeof *to * b->nitems);
    uint32_t *parent = mem_alloc(sizeof *parent * b->nitems), *place = mem_alloc(sizeof *place * b->nitems);
    uint32_t *chain = mem_alloc(sizeof *chain * b->nitems), n = 0;
    for (uint32_t i = 0; i < b->nitems; i++)
        if (b->parent[i].len)
            map_find(&ids, &parent[i], b->parent[i]);
    for (uint32_t i = 0; i < b->nitems && to; i++)
        put_down(b, to, place, parent, chain, i, &n);
    b->now.item = to;
    b->now.nitems = n;
    free(parent);
    free(place);
    free(chain);
    map_release(&ids);
}

/* A component is called as its concept is when it has no name of its own. */
static void put_components(struct building *b)
{
    struct component *to = room(b, sizeof *to * b->ncomponents);
    for (uint32_t i = 0; i < b->ncomponents && to; i++) {
        struct component *c = &b->component[i];
        if (c->id.len == 0)
            c->id = c->role == COMP_TIME      ? STR("TIME_PERIOD")
                    : c->role == COMP_MEASURE ? STR("OBS_VALUE") : c->concept.item;
        to[b->now.ncomponents++] = *c;
    }
    b->now.component = to;
}

void building_end(struct building *b)
{
    if (!b->open || b->code)
        return;
    if (b->nitems)
        put_items(b);
    if (b->ncomponents)
        put_components(b);
    /* its own memory, and that of the list, which doubles */
    if (arena_room(b->all->arena) < sizeof(struct artefact) + sizeof(struct artefact *) * 2 * (b->all->n + 64))
        building_fail(b, ERR_LIMIT, "has more artefacts than there is room for");
    if (!b->code)
        *artefacts_add(b->all, b->now.cls, b->now.agency, b->now.id, b->now.version) = b->now;
    b->open = false;
}

int structure_read(struct artefacts *all, struct str bytes, struct err *err)
{
    struct building b;
    struct str text = str_trim(bytes);
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_trim(str_sub(text, 3, text.len));
    building_init(&b, all, err);
    int r = text.len && text.p[0] == '<'   ? read_ml(&b, bytes)
            : text.len && text.p[0] == '{' ? read_json(&b, text)
                                           : building_fail(&b, ERR_INPUT, "is neither XML nor JSON");
    building_release(&b);
    return r;
}
