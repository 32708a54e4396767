/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Structures: /rest/{resource}/{agency}/{id}/{version}/{item} of SDMX-REST 1.5.0 and
 * /rest/v2/structure/{type}/{agency}/{id}/{version}/{item} of 2.2.2. */

#include "server/rest_structure.h"

#include "base/clock.h"

/* A client that has the answer already is told so without it being made again when it has more
 * artefacts than this: a 304 ought to say the length, which only making it tells. */
enum { UNCHANGED_AT = 200 };

/* -- which classes a word means ----------------------------------------------------------------- */

/* What the standards have beside the classes of model/artefact.h. */
static const struct {
    const char *name;
    bool v1, v2;
} not_kept[] = {{"attachmentconstraint", true, false},       {"transformationscheme", true, true},
                {"rulesetscheme", true, true},               {"userdefinedoperatorscheme", true, true},
                {"customtypescheme", true, true},            {"namepersonalisationscheme", true, true},
                {"vtlmappingscheme", true, true},            {"valuelist", false, true},
                {"conceptschememap", false, true},           {"categoryschememap", false, true},
                {"organisationschememap", false, true},      {"reportingtaxonomymap", false, true},
                {"metadataconstraint", false, true},         {"geographiccodelist", false, true},
                {"geogridcodelist", false, true}};

static uint32_t every_class(bool v2)
{
    uint32_t bits = 0;
    for (unsigned c = 0; c < ART_CLASSES; c++)
        if (v2 ? class_names[c].rest2 : class_names[c].rest1)
            bits |= 1u << c;
    return bits;
}

static const uint32_t organisations = 1u << ART_AGENCY_SCHEME | 1u << ART_DATA_PROVIDER_SCHEME |
                                      1u << ART_DATA_CONSUMER_SCHEME | 1u << ART_ORGANISATION_UNIT_SCHEME |
                                      1u << ART_METADATA_PROVIDER_SCHEME;

bool structure_resource(struct structure_query *q, bool *kept, struct str name, bool v2)
{
    q->v2 = v2;
    *kept = true;
    for (unsigned c = 0; c < ART_CLASSES; c++) {
        const char *known = v2 ? class_names[c].rest2 : class_names[c].rest1;
        if (known && str_eq_nocase(name, str_of(known)))
            q->classes |= 1u << c;
    }
    if (str_eq_nocase(name, STR("organisationscheme")))
        q->classes = organisations & every_class(v2);
    q->only_actual = !v2 && str_eq_nocase(name, STR("actualconstraint"));
    q->only_allowed = !v2 && str_eq_nocase(name, STR("allowedconstraint"));
    if (q->only_actual || q->only_allowed)
        q->classes = 1u << ART_CONSTRAINT;
    if (v2 ? str_is(name, "*") || str_eq_nocase(name, STR("all")) : str_eq_nocase(name, STR("structure")))
        q->classes = every_class(v2);
    for (size_t i = 0; i < ARRAY_LEN(not_kept) && !q->classes; i++)
        if ((v2 ? not_kept[i].v2 : not_kept[i].v1) && str_eq_nocase(name, str_of(not_kept[i].name))) {
            *kept = false;
            return true;
        }
    return q->classes != 0;
}

/* -- the parts of the answer that all kinds of artefacts have -------------------------------------- */

/* What was so then. 1: it is what is served now. */
static int take_past(struct rest *r, int64_t at, struct err *err)
{
    const struct edition *v = editions_at(r->snap->editions, at);
    char text[CLOCK_TEXT];
    clock_fmt(text, at);
    if (!v)
        return err_set(err, ERR_NOTFOUND, "no results: nothing had been released at %s", text);
    if (v->id == r->snap->loaded.release.id)
        return 1;
    int e = artefact_archive_take(&r->then, r->snap->archive, v, err);
    r->artefacts = e == 0 ? &r->then->all : NULL;
    return e;
}

const struct artefacts *rest_artefacts(struct rest *r)
{
    struct err err;
    bool past;
    int64_t at;
    if (r->artefacts)
        return r->artefacts;
    int e = rest_time(&past, &at, r, "asOf", &err);
    if (e == 0 && !r->snap->loaded.cube)
        e = err_set(&err, ERR_NOTFOUND, "nothing has been released yet");
    if (e == 0)
        e = past ? take_past(r, at, &err) : 1;
    if (e == 1)
        r->artefacts = artefact_shelf_get(r->snap->artefacts, &r->snap->loaded, r->snap->derived);
    if (e < 0)
        rest_error_of(r, &err);
    return r->artefacts;
}

void rest_artefacts_end(struct rest *r)
{
    static const struct str key = {"an answer of old", 16};
    if (r->then && r->an->cacheable) {
        char *etag = arena_alloc(r->rq->arena, KEYED_HASH_HEX + 2);
        keyed_hash_hex(etag + 1, key, buf_view(&r->an->body));
        etag[0] = etag[KEYED_HASH_HEX] = '"';
        r->an->etag = etag;
    }
    artefact_archive_put(r->snap->archive, r->then);
    r->then = NULL;
    r->artefacts = NULL;
}

int64_t rest_released_at(const struct rest *r) { return r->then ? r->then->from : r->snap->modified; }

/* The target without asOf, which has said all it has to say. */
static struct str without_as_of(const struct rest *r)
{
    const struct str target = r->rq->target;
    const char *mark = target.len ? memchr(target.p, '?', target.len) : NULL;
    struct str one, rest = mark ? str_sub(target, (size_t)(mark + 1 - target.p), target.len) : STR("");
    struct buf out = {0};
    buf_str(&out, mark ? str_sub(target, 0, (size_t)(mark - target.p)) : target);
    for (char before = '?'; str_next(&one, &rest, '&');)
        if (!str_starts(one, STR("asOf="))) {
            buf_char(&out, before);
            buf_str(&out, one);
            before = '&';
        }
    struct str without = arena_str(r->rq->arena, buf_view(&out));
    buf_release(&out);
    return without;
}

const char *rest_message_tag(struct rest *r, const char *representation)
{
    struct str target = rest_param(r, "asOf").len ? without_as_of(r) : r->rq->target;
    return r->then ? NULL : site_etag_of(target, r->rq->arena, r->snap, representation);
}

void rest_not_found(struct rest *r, const char *what)
{
    struct err err;
    err_set(&err, ERR_NOTFOUND, "no results: there is no %s of this agency, id and version", what);
    rest_error_of(r, &err);
}

/* The letters that ids of SDMX have; others as '_'. */
static struct str id_of(struct arena *arena, struct str text)
{
    char *id = arena_text(arena, text);
    for (char *at = id; *at; at++) {
        bool plain = (*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z');
        if (!plain && !strchr("_@$-", *at))
            *at = '_';
    }
    return str_of(id);
}

/* What was asked for as a URI: what came is mostly one, but nobody has to send it so. */
static struct str self_of(const struct rest *r)
{
    struct buf out = {0};
    buf_str(&out, r->site->origin);
    for (size_t i = 0; i < r->rq->target.len; i++) {
        char c = r->rq->target.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (plain || (c && strchr("-._~:/?@!$&'()*+,;=%", c)))
            buf_char(&out, c);
        else
            buf_fmt(&out, "%%%02X", (unsigned char)c);
    }
    struct str self = arena_str(r->rq->arena, buf_view(&out));
    buf_release(&out);
    return self;
}

struct structure_message rest_message(struct rest *r, const char *type)
{
    const struct ref *ref = r->then ? r->then->ref : r->snap->loaded.ref;
    struct arena *arena = r->rq->arena;
    char *prepared = arena_alloc(arena, CLOCK_TEXT);
    clock_fmt(prepared, rest_released_at(r));
    r->an->type = type;
    r->an->etag = rest_message_tag(r, rest_representation(r, type));
    /* what is seen otherwise than then has changed since, nobody keeps when */
    r->an->modified = r->then && !r->then->whole ? 0 : rest_released_at(r);
    r->an->language = rest_language(r);
    r->an->cacheable = true;
    return (struct structure_message){
        .all = r->artefacts,
        .id = id_of(arena, ref->collection),
        .prepared = str_of(prepared),
        .sender = ref->agency,
        .language = r->language,
        .origin = r->site->origin,
        .self = self_of(r)};
}

bool rest_choose_row(struct rest *r, const struct structure_form_row **row, const struct structure_form_row *rows,
                     size_t n, enum accept_kind kind)
{
    struct offer *v = arena_array(r->rq->arena, struct offer, n);
    struct offers offers = {v, n, kind, r->v2};
    struct accepted a;
    for (size_t i = 0; i < n; i++)
        v[i] = (struct offer){rows[i].mime, rows[i].name, rows[i].aliases};
    if (!rest_choose(r, &a, &offers))
        return false;
    *row = &rows[a.offer];
    return true;
}

void rest_send_rows(struct rest *r, const struct structure_form_row *row, const struct chosen *chosen, size_t n)
{
    struct structure_message m = rest_message(r, row->mime);
    if (n > UNCHANGED_AT && r->an->etag && http_unchanged(r->rq, r->an->etag, r->an->modified))
        return;
    m.chosen = chosen;
    m.n = n;
    row->write(&r->an->body, &m);
}

/* -- structure queries ----------------------------------------------------------------------------- */

static bool details_read(struct rest *r, struct structure_query *q)
{
    struct str references = rest_param(r, "references"), detail = rest_param(r, "detail");
    if (!references_parse(&q->references, &q->reference_classes, references, r->v2)) {
        rest_error(r, SDMX_SYNTAX, arena_fmt(r->rq->arena, "references \"%.*s\" is to be none, parents, "
                   "parentsandsiblings, %schildren, descendants, all or a type of structure",
                   (int)MIN(references.len, (size_t)60), references.p, r->v2 ? "ancestors, " : ""));
        return false;
    }
    if (!structure_detail_parse(&q->detail, detail, r->v2)) {
        rest_error(r, SDMX_SYNTAX, arena_fmt(r->rq->arena, "detail \"%.*s\" is to be full, allstubs, referencestubs, "
                   "referencepartial, allcompletestubs%s or referencecompletestubs",
                   (int)MIN(detail.len, (size_t)60), detail.p, r->v2 ? ", raw" : ""));
        return false;
    }
    return true;
}

void rest_structure(struct rest *r)
{
    static const char *const known[] = {"references", "detail", "asOf"};
    const unsigned at = r->v2 ? 1 : 0; /* of the type */
    const struct structure_form_row *row;
    struct structure_query q = {0};
    struct chosen *chosen;
    struct err err;
    bool kept;
    struct str type = r->nseg > at ? r->seg[at] : STR("*");
    if (!structure_resource(&q, &kept, type, r->v2)) {
        rest_error(r, SDMX_SYNTAX, arena_fmt(r->rq->arena, "there are no structures of type \"%.*s\" in the standard",
                                             (int)MIN(type.len, (size_t)40), type.p));
        return;
    }
    if (!kept) {
        rest_error(r, SDMX_NOT_IMPLEMENTED, arena_fmt(r->rq->arena, "this service keeps no %.*s", STR_FMT(type)));
        return;
    }
    if (r->rq->too_many_segments || r->nseg > at + 5) {
        rest_error(r, SDMX_SYNTAX, r->v2 ? "the path is /rest/v2/structure/{type}/{agency}/{id}/{version}/{item}"
                                         : "the path is /rest/{resource}/{agency}/{id}/{version}/{item}");
        return;
    }
    struct str *parts[] = {&q.agency, &q.id, &q.version, &q.item};
    for (unsigned i = 0; i < ARRAY_LEN(parts) && at + 1 + i < r->nseg; i++)
        *parts[i] = r->seg[at + 1 + i];
    if (!rest_params_known(r, known, ARRAY_LEN(known)) || !details_read(r, &q) ||
        !rest_choose_row(r, &row, structure_forms, STRUCTURE_FORMS, ACCEPT_STRUCTURE))
        return;
    const struct artefacts *all = rest_artefacts(r);
    if (!all)
        return;
    int n = structures_find(&chosen, all, &q, r->rq->arena, &err);
    if (n < 0)
        rest_error_of(r, &err);
    else if (n == 0)
        rest_not_found(r, r->v2 && str_is(type, "*") ? "structure" : arena_text(r->rq->arena, type));
    else
        rest_send_rows(r, row, chosen, (size_t)n);
}
