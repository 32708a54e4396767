/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/accept.h"

/* -- what each API takes where Accept leaves it open ---------------------------------------------- */

/* In order of preference; `bare` is the version meant where the type comes without one. */
struct preference {
    struct str type, version, bare;
};
#define PREFER(type, version) {{type, sizeof type - 1}, {version, sizeof version - 1}, {version, sizeof version - 1}}

static const struct preference data_v1[] = {PREFER("application/vnd.sdmx.genericdata+xml", "2.1"),
                                            PREFER("application/vnd.sdmx.data+json", "1.0.0"),
                                            PREFER("application/vnd.sdmx.data+csv", "1.0.0")};
static const struct preference data_v2[] = {PREFER("application/vnd.sdmx.data+json", "2.1.0"),
                                            PREFER("application/vnd.sdmx.data+xml", "3.1.0"),
                                            {{"application/vnd.sdmx.data+csv", 29}, {"2.1.0", 5}, {"1.0.0", 5}}};
static const struct preference structure_v1[] = {PREFER("application/vnd.sdmx.structure+xml", "2.1"),
                                                 PREFER("application/vnd.sdmx.structure+json", "1.0.0")};
static const struct preference structure_v2[] = {PREFER("application/vnd.sdmx.structure+json", "2.1.0"),
                                                 PREFER("application/vnd.sdmx.structure+xml", "3.1.0")};
static const struct preference schema_v1[] = {PREFER("application/vnd.sdmx.schema+xml", "2.1"),
                                              PREFER("application/vnd.sdmx.structure+xml", "2.1"),
                                              PREFER("application/vnd.sdmx.structure+json", "1.0.0")};
static const struct preference schema_v2[] = {PREFER("application/vnd.sdmx.schema+json", "2.1.0"),
                                              PREFER("application/vnd.sdmx.schema+xml", "3.1.0"),
                                              PREFER("application/vnd.sdmx.structure+json", "2.1.0"),
                                              PREFER("application/vnd.sdmx.structure+xml", "3.1.0")};
static const struct preference metadata_v1[] = {PREFER("application/vnd.sdmx.genericmetadata+xml", "2.1")};
static const struct preference metadata_v2[] = {PREFER("application/vnd.sdmx.metadata+json", "2.1.0"),
                                                PREFER("application/vnd.sdmx.metadata+xml", "3.1.0"),
                                                PREFER("application/vnd.sdmx.metadata+csv", "2.1.0")};
static const struct preference registry[] = {PREFER("application/vnd.sdmx.registry+xml", "3.1.0")};
#define LIST(list) {list, ARRAY_LEN(list)}
static const struct {
    const struct preference *v;
    size_t n;
} accept_default[][2] = {[ACCEPT_DATA] = {LIST(data_v1), LIST(data_v2)},
                         [ACCEPT_STRUCTURE] = {LIST(structure_v1), LIST(structure_v2)},
                         [ACCEPT_SCHEMA] = {LIST(schema_v1), LIST(schema_v2)},
                         [ACCEPT_METADATA] = {LIST(metadata_v1), LIST(metadata_v2)},
                         [ACCEPT_REGISTRY] = {LIST(registry), LIST(registry)}};

/* -- versions ----------------------------------------------------------------------------------- */

enum { PARTS = 3 };
struct version_parts {
    unsigned part[PARTS];
};

/* Digits, at most six of them, off the front of *s. */
static bool take_number(unsigned *out, struct str *s)
{
    size_t n = 0;
    for (*out = 0; n < s->len && n < 6 && s->p[n] >= '0' && s->p[n] <= '9'; n++)
        *out = *out * 10 + (unsigned)(s->p[n] - '0');
    *s = str_sub(*s, n, s->len);
    return n > 0;
}

/* Of an offer: "2.1", "1.0.0". What is left out is 0. */
static struct version_parts parts_of(struct str text)
{
    struct version_parts v = {{0}};
    struct str piece;
    for (unsigned i = 0; i < PARTS && str_next(&piece, &text, '.'); i++)
        take_number(&v.part[i], &piece);
    return v;
}

static int compare(const struct version_parts *a, const struct version_parts *b)
{
    for (unsigned i = 0; i < PARTS; i++)
        if (a->part[i] != b->part[i])
            return a->part[i] < b->part[i] ? -1 : 1;
    return 0;
}

/* Whether a version is one that was asked for. A part that is +, ~ or * may be any, as may those that are
 * left out; a + behind a part lets it and what follows it grow. */
static bool version_meets(struct str wanted, struct str offered)
{
    struct version_parts v = parts_of(offered), least = {{0}};
    struct str piece;
    unsigned grows = PARTS;
    bool any[PARTS] = {true, true, true};
    for (unsigned i = 0; str_next(&piece, &wanted, '.'); i++) {
        if (i == PARTS)
            return false;
        any[i] = str_is(piece, "+") || str_is(piece, "~") || str_is(piece, "*");
        if (any[i])
            continue;
        if (!take_number(&least.part[i], &piece) ||
            (piece.len && !str_is(piece, "+") && !str_is(piece, "~") && !str_is(piece, "*")))
            return false;
        if (piece.len)
            grows = MIN(grows, i);
    }
    for (unsigned i = 0; i < grows; i++)
        if (!any[i] && v.part[i] != least.part[i])
            return false;
    return grows == PARTS || compare(&v, &least) >= 0;
}

/* -- media types ---------------------------------------------------------------------------------- */

static struct str type_of(struct str mime)
{
    const char *end = mime.len ? memchr(mime.p, ';', mime.len) : NULL;
    return str_trim(end ? str_sub(mime, 0, (size_t)(end - mime.p)) : mime);
}

static struct str version_of(struct str mime)
{
    static const struct str mark = {";version=", 9};
    const char *at = str_find(mime, mark);
    return at ? str_sub(mime, (size_t)(at - mime.p) + mark.len, mime.len) : STR("");
}

static bool is_sdmx(struct str type)
{
    return str_starts(type, STR("application/vnd.sdmx."));
}

/* "+xml" for what everybody calls XML; empty for other types. */
static struct str family_of(struct str type)
{
    static const struct {
        const char *type;
        struct str suffix;
    } families[] = {{"application/xml", {"+xml", 4}},   {"text/xml", {"+xml", 4}},
                    {"application/json", {"+json", 5}}, {"text/json", {"+json", 5}},
                    {"text/csv", {"+csv", 4}},          {"application/csv", {"+csv", 4}},
                    {"text/*", {"+csv", 4}}};
    for (size_t i = 0; i < ARRAY_LEN(families); i++)
        if (str_eq_nocase(type, str_of(families[i].type)))
            return families[i].suffix;
    return STR("");
}

/* One of the ranges of an Accept. */
struct range {
    struct str type, version, labels, time_format, keys, family;
    unsigned weight; /* in thousandths */
};

/* How a range takes an offer: the more exactly the more its weight counts. */
enum fit { NO_FIT, ANYTHING, ANY_SUBTYPE, OF_FAMILY, OF_TYPE, OF_VERSION };

static enum fit fit_of(const struct range *g, const struct offer *o)
{
    struct str mime = str_of(o->mime), type = type_of(mime), version = version_of(mime);
    enum fit fit = NO_FIT;
    if (g->family.len && (str_eq_nocase(g->type, type) || (is_sdmx(type) && str_ends(type, g->family))))
        fit = OF_FAMILY;
    else if (str_eq_nocase(g->type, type))
        fit = g->version.len ? OF_VERSION : OF_TYPE;
    else if (str_is(g->type, "*/*") || str_is(g->type, "*"))
        fit = ANYTHING;
    else if (str_ends(g->type, STR("/*")) &&
             str_eq_nocase(str_sub(type, 0, g->type.len - 1), str_sub(g->type, 0, g->type.len - 1)))
        fit = ANY_SUBTYPE;
    return g->version.len && !version_meets(g->version, version) ? NO_FIT : fit;
}

/* "0.5" in thousandths; a weight that is none counts as 0. */
static unsigned weight_of(struct str text)
{
    unsigned whole, weight, unit = 100;
    if (!take_number(&whole, &text) || whole > 1)
        return 0;
    weight = whole * 1000;
    for (size_t i = 1; text.len && text.p[0] == '.' && i < text.len && unit; i++, unit /= 10) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return 0;
        weight += (unsigned)(text.p[i] - '0') * unit;
    }
    return MIN(weight, 1000u);
}

/* The next piece, as str_next, but what stands in quotes is not taken apart. */
static bool next_piece(struct str *piece, struct str *rest, char sep)
{
    bool quoted = false;
    size_t n = 0;
    if (!rest->p)
        return false;
    for (; n < rest->len && (quoted || rest->p[n] != sep); n++)
        quoted = quoted != (rest->p[n] == '"');
    *piece = str_sub(*rest, 0, n);
    *rest = n < rest->len ? str_sub(*rest, n + 1, rest->len) : (struct str){NULL, 0};
    return true;
}

static struct str unquoted(struct str text)
{
    text = str_trim(text);
    return text.len >= 2 && text.p[0] == '"' && text.p[text.len - 1] == '"'
               ? str_sub(text, 1, text.len - 2)
               : text;
}

static struct range range_parse(struct str text)
{
    struct range g = {.weight = 1000};
    struct str piece, name;
    if (next_piece(&piece, &text, ';'))
        g.type = str_trim(piece);
    g.family = family_of(g.type);
    while (next_piece(&piece, &text, ';')) {
        struct str value = piece;
        if (!str_next(&name, &value, '='))
            continue;
        name = str_trim(name);
        value = unquoted(value);
        if (str_eq_nocase(name, STR("version")))
            g.version = value;
        else if (str_eq_nocase(name, STR("labels")))
            g.labels = value;
        else if (str_eq_nocase(name, STR("timeFormat")))
            g.time_format = value;
        else if (str_eq_nocase(name, STR("keys")))
            g.keys = value;
        else if (str_eq_nocase(name, STR("q")))
            g.weight = weight_of(value);
    }
    return g;
}

/* -- labels, keys, times -------------------------------------------------------------------------- */

/* The words in order of their enumerations; -1: it is none. */
static int word_of(struct str text, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (str_eq_nocase(text, str_of(words[i])))
            return i;
    return -1;
}

static const char *const labels_words[] = {[LABELS_ID] = "id", [LABELS_BOTH] = "both", [LABELS_NAME] = "name"};
static const char *const keys_words[] = {[KEYS_NONE] = "none", [KEYS_OBS] = "obs", [KEYS_SERIES] = "series",
                                         [KEYS_BOTH] = "both"};
static const char *const time_words[] = {"original", "normalized"};

/* NULL, or what is to be said of the value that is none. */
static const char *take_details(struct accepted *out, struct str labels, struct str time_format,
                                struct str keys)
{
    int l = labels.len ? word_of(labels, labels_words, ARRAY_LEN(labels_words)) : (int)out->labels;
    int t = time_format.len ? word_of(time_format, time_words, ARRAY_LEN(time_words)) : out->normalized;
    int k = keys.len ? word_of(keys, keys_words, ARRAY_LEN(keys_words)) : (int)out->keys;
    if (l < 0)
        return "labels is to be id, name or both";
    if (t < 0)
        return "timeFormat is to be original or normalized";
    if (k < 0)
        return "keys is to be none, obs, series or both";
    out->labels = (enum labels)l;
    out->normalized = t > 0;
    out->keys = (enum keys)k;
    return NULL;
}

/* -- which of those that fit ---------------------------------------------------------------------- */

/* How much the API likes an offer, for what `fit` leaves open; larger is better. */
struct liking {
    unsigned place; /* SDMX before others, and by the list of preferences */
    unsigned level; /* the version that is meant, those before it, those after */
    struct version_parts version;
};

static struct liking liking_of(const struct offers *all, const struct offer *o, enum fit fit)
{
    struct str mime = str_of(o->mime), type = type_of(mime), version = version_of(mime), meant = {0};
    const struct preference *list = accept_default[all->kind][all->v2].v;
    size_t n = accept_default[all->kind][all->v2].n;
    struct liking l = {.place = is_sdmx(type), .version = parts_of(version)};
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].type, type)) {
            l.place = (unsigned)(n - i) + 1;
            meant = fit >= OF_TYPE ? list[i].bare : list[i].version;
        }
    if (fit >= OF_TYPE)
        l.place = 0;
    if (meant.len && fit != OF_VERSION) {
        struct version_parts v = parts_of(meant);
        int order = compare(&l.version, &v);
        l.level = order == 0 ? 2 : order < 0 ? 1 : 0;
    }
    return l;
}

static bool likes_more(const struct offers *all, size_t a, size_t b, enum fit fit)
{
    struct liking l = liking_of(all, &all->v[a], fit), m = liking_of(all, &all->v[b], fit);
    if (l.place != m.place)
        return l.place > m.place;
    if (l.level != m.level)
        return l.level > m.level;
    return compare(&l.version, &m.version) > 0;
}

/* The ranges of an Accept; what comes behind so many is not looked at. */
enum { RANGES = 32 };
struct ranges {
    struct range v[RANGES];
    unsigned n;
};

/* A range whose parameters have values that nobody knows asks for what nobody has. */
static void ranges_parse(struct ranges *out, struct str accept, struct str version)
{
    struct str one;
    out->n = 0;
    while (out->n < RANGES && next_piece(&one, &accept, ',')) {
        struct range g = range_parse(one);
        struct accepted unused = {0};
        if (!g.version.len)
            g.version = version;
        if (!take_details(&unused, g.labels, g.time_format, g.keys))
            out->v[out->n++] = g;
    }
}

/* What they say of one offer: the range that fits it most exactly counts. */
struct verdict {
    enum fit fit;
    const struct range *range;
};

static struct verdict judge(const struct ranges *ranges, const struct offer *o)
{
    struct verdict v = {NO_FIT, NULL};
    for (unsigned i = 0; i < ranges->n; i++) {
        enum fit fit = fit_of(&ranges->v[i], o);
        if (fit > v.fit)
            v = (struct verdict){fit, &ranges->v[i]};
    }
    return v;
}

static bool better(const struct offers *all, const struct verdict *a, size_t i, const struct verdict *b,
                   size_t k)
{
    bool wild_a = a->fit <= ANY_SUBTYPE, wild_b = b->fit <= ANY_SUBTYPE;
    if (a->range->weight != b->range->weight)
        return a->range->weight > b->range->weight;
    if (wild_a != wild_b)
        return wild_b;
    if (a->range != b->range)
        return a->range < b->range;
    return likes_more(all, i, k, a->fit);
}

static bool by_accept(struct accepted *out, struct str accept, struct str version,
                      const struct offers *all)
{
    struct ranges ranges;
    struct verdict best = {NO_FIT, NULL};
    ranges_parse(&ranges, accept, version);
    for (size_t i = 0; i < all->n; i++) {
        struct verdict v = judge(&ranges, &all->v[i]);
        if (!v.fit || !v.range->weight || (best.fit && !better(all, &v, i, &best, out->offer)))
            continue;
        best = v;
        out->offer = i;
    }
    if (best.fit)
        take_details(out, best.range->labels, best.range->time_format, best.range->keys);
    return best.fit != NO_FIT;
}

static bool has_alias(const struct offer *o, struct str name, enum labels *labels)
{
    const struct str with_labels = STR("=labels");
    for (const char *alias = o->aliases, *end; alias && name.len; alias = *end ? end + 1 : NULL) {
        end = strchrnul(alias, ' ');
        struct str word = {alias, (size_t)(end - alias)};
        if (word.len < name.len)
            continue;
        bool both = str_ends(word, with_labels);
        word.len -= both ? with_labels.len : 0;
        if (str_eq_nocase(word, name)) {
            *labels = both ? LABELS_BOTH : LABELS_ID;
            return true;
        }
    }
    return false;
}

/* The offer of that alias, else of that name; its type, when a version is asked for, in that version. */
static bool by_name(struct accepted *out, struct str name, struct str version, const struct offers *all)
{
    bool found = false;
    for (size_t i = 0; i < all->n; i++)
        if (has_alias(&all->v[i], name, &out->labels) &&
            (!found || likes_more(all, i, out->offer, OF_TYPE))) {
            out->offer = i;
            found = true;
        }
    for (size_t i = 0; i < all->n && !found; i++)
        if ((found = str_eq_nocase(name, str_of(all->v[i].name))))
            out->offer = i;
    if (!found || !version.len)
        return found;
    struct range g = {.type = type_of(str_of(all->v[out->offer].mime)), .version = version};
    found = false;
    for (size_t i = 0; i < all->n; i++)
        if (fit_of(&g, &all->v[i]) == OF_VERSION &&
            (!found || likes_more(all, i, out->offer, OF_VERSION))) {
            out->offer = i;
            found = true;
        }
    return found;
}

int accept_choose(struct accepted *out, const struct asked *asked, const struct offers *all, struct err *err)
{
    bool named = asked->format.len > 0, found;
    struct str text = named ? asked->format : asked->accept.len ? asked->accept : STR("*/*");
    *out = (struct accepted){0};
    if (!named || memchr(text.p, '/', text.len))
        found = by_accept(out, text, asked->format_version, all);
    else
        found = by_name(out, text, asked->format_version, all);
    if (!found)
        return err_set(err, ERR_FORMAT, "%s \"%.*s\"%s%.*s%s is not served here", named ? "format" : "Accept",
                       (int)MIN(text.len, (size_t)100), text.p, asked->format_version.len ? " in version \"" : "",
                       (int)MIN(asked->format_version.len, (size_t)20), asked->format_version.p,
                       asked->format_version.len ? "\"" : "");
    const char *wrong = take_details(out, asked->labels, asked->time_format, asked->keys);
    return wrong ? err_set(err, ERR_USAGE, "%s", wrong) : 0;
}

void accept_list(struct buf *out, const struct offers *all)
{
    for (size_t i = 0; i < all->n; i++) {
        buf_fmt(out, "%s%s", i ? ", " : "", all->v[i].mime);
        if (all->v[i].name)
            buf_fmt(out, " (format=%s)", all->v[i].name);
    }
}

bool accept_json(struct str accept, struct str format, bool otherwise)
{
    struct ranges ranges;
    unsigned json = 0, xml = 0;
    if (str_find(format, STR("json")))
        return true;
    ranges_parse(&ranges, accept, STR(""));
    for (unsigned i = 0; i < ranges.n; i++) {
        const struct range *g = &ranges.v[i];
        if (str_ends(g->type, STR("json")))
            json = MAX(json, g->weight);
        else if (str_ends(g->type, STR("xml")))
            xml = MAX(xml, g->weight);
    }
    return json == xml ? otherwise : json > xml;
}

/* -- languages -------------------------------------------------------------------------------------- */

/* The language of that tag, or of the shorter one that stands before its subtags (RFC 4647, section 3.4). */
static struct str language_of(struct str tag, struct str there)
{
    struct str one;
    const char *dash = tag.len ? memchr(tag.p, '-', tag.len) : NULL;
    struct str primary = dash ? str_sub(tag, 0, (size_t)(dash - tag.p)) : tag;
    while (str_next(&one, &there, ' '))
        if (one.len && str_eq_nocase(one, primary))
            return one;
    return STR("");
}

struct str accept_language(struct str lang, struct str accept, struct str there)
{
    struct str one, best = STR("");
    unsigned most = 0;
    if (lang.len + accept.len == 0)
        return best;
    while (best.len == 0 && str_next(&one, &lang, ','))
        best = language_of(str_trim(one), there);
    if (best.len)
        return best;
    while (str_next(&one, &accept, ',')) {
        struct range g = range_parse(one);
        struct str found = language_of(g.type, there);
        if (found.len && g.weight > most) {
            best = found;
            most = g.weight;
        }
    }
    return best;
}
