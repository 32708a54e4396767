/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* /feed.atom (RFC 4287) and /feed.json (JSON Feed 1.1): what changed from release to release, an entry for
 * each table and country, the newest first; with ?country=THA and ?indicator= only some, with ?derived=true
 * or the indicator of a derived table what is computed as well, in entries of its own. An entry has the
 * same id on every server and for ever: it is made of the release's hash, the table and the country. The
 * validator of a feed is made of the list of releases, so who asks every day and nothing is new costs
 * nothing. Before them stands an entry for each release that is announced and each published report, where the feed is
 * of everything. Atom carries the counts as attributes of an element of our own, JSON as members of "_ilms". */

#include "base/num.h"
#include "report/html.h"
#include "server/files.h"
#include "syntax/json.h"
#include "syntax/xml.h"

#include <stdio.h>

enum { ENTRIES_MAX = 1000 };

#define NAMESPACE "urn:ilms:feed:1"

struct feed {
    const struct ref *ref; /* NULL while nothing is released */
    struct str origin, country, indicator, self;
    bool derived;
    const struct release_list *list;
    const struct plans *plans;
    const struct reports *reports;
    struct arena *arena;
};

struct entry {
    const struct seen_release *release;
    const struct change_count *change;
    bool derived;
    struct str area, title, table; /* names; table: the path of its page */
};

/* -- what is in it ---------------------------------------------------------------------------------------- */

/* Version 8 of RFC 9562: made of a hash of ours. */
static struct str uuid(struct arena *arena, const char *kind, struct str a, struct str b, struct str c)
{
    struct buf text = {0};
    char hex[SHA256_HEX];
    buf_fmt(&text, "%s\n%.*s\n%.*s\n%.*s", kind, STR_FMT(a), STR_FMT(b), STR_FMT(c));
    struct sha256 hash = sha256_of(buf_view(&text));
    buf_release(&text);
    hash.byte[6] = (uint8_t)((hash.byte[6] & 0x0f) | 0x80);
    hash.byte[8] = (uint8_t)((hash.byte[8] & 0x3f) | 0x80);
    sha256_hex(hex, &hash);
    return str_of(arena_fmt(arena, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20));
}

/* When an entry came to be what it is: when both releases could be seen. */
static struct str updated_of(const struct feed *f, const struct seen_release *s)
{
    struct str before = s > f->list->v ? s[-1].since : STR("");
    return str_cmp(before, s->since) > 0 ? before : s->since;
}

static bool is_wanted(const struct feed *f, const struct change_count *c)
{
    return (!f->country.len || str_eq(c->area, f->country)) &&
           (!f->indicator.len || str_eq(c->indicator, f->indicator));
}

static struct str area_name(const struct feed *f, struct str code)
{
    uint16_t area = f->ref ? ref_area_find(f->ref, code) : 0;
    return area ? f->ref->areas[area].name : code;
}

static struct str table_title(const struct feed *f, struct str code)
{
    uint16_t indicator = f->ref ? ref_indicator_find(f->ref, code) : 0;
    return indicator ? f->ref->indicators[indicator].title : code;
}

/* "12 figures added, 3 changed, 1 withdrawn" */
static struct str counts_words(struct arena *arena, const struct change_count *c)
{
    static const char *const verbs[] = {"added", "changed", "withdrawn"};
    const uint32_t n[] = {c->inserted, c->changed, c->deleted};
    struct buf out = {0};
    for (size_t i = 0; i < ARRAY_LEN(n); i++)
        if (n[i] && out.len == 0)
            buf_fmt(&out, "%s %s", num_counted(n[i], "figure").text, verbs[i]);
        else if (n[i])
            buf_fmt(&out, ", %u %s", n[i], verbs[i]);
    if (out.len == 0)
        buf_puts(&out, "notes, sources or decimals changed");
    struct str words = arena_str(arena, buf_view(&out));
    buf_release(&out);
    return words;
}

static struct str entry_title(const struct feed *f, const struct entry *e)
{
    return str_of(arena_fmt(f->arena, "%.*s, %.*s%s: %.*s", STR_FMT(e->area), STR_FMT(e->title),
                            e->derived ? " (derived)" : "", STR_FMT(counts_words(f->arena, e->change))));
}

static struct str entry_words(const struct feed *f, const struct entry *e)
{
    return str_of(arena_fmt(f->arena, "Release %.*s, %s%.*s (%.*s), %.*s (%.*s): %.*s.",
                            STR_FMT(e->release->release.name), e->derived ? "derived from what was reported: " : "",
                            STR_FMT(e->title), STR_FMT(e->change->indicator), STR_FMT(e->area),
                            STR_FMT(e->change->area), STR_FMT(counts_words(f->arena, e->change))));
}

static struct str entry_id(const struct feed *f, const struct entry *e)
{
    return uuid(f->arena, e->derived ? "derived" : "entry", e->release->release.sha256, e->change->indicator,
                e->change->area);
}

static struct str data_address(const struct feed *f, const struct entry *e)
{
    return str_of(arena_fmt(f->arena, "%.*s/rest/data/DF_%.*s/%.*s", STR_FMT(f->origin),
                            STR_FMT(e->change->indicator), STR_FMT(e->change->area)));
}

/* The address of the data needs a point for each dimension behind the country. */
static struct str data_of(const struct feed *f, const struct entry *e)
{
    struct dims dims = {.n = 1};
    uint16_t indicator = f->ref ? ref_indicator_find(f->ref, e->change->indicator) : 0;
    if (indicator)
        dims_of(&dims, f->ref, indicator);
    return str_of(arena_fmt(f->arena, "%.*s%.*s%s", STR_FMT(data_address(f, e)), (int)dims.n - 1, "........",
                            e->derived ? "?derived=true" : ""));
}

typedef void entry_fn(const struct feed *f, void *ctx, const struct entry *e);

static size_t put_entries(const struct feed *f, const struct seen_release *release, bool derived, size_t most,
                          entry_fn *put, void *ctx)
{
    const struct seen_changes *changes = derived ? &release->derived : &release->reported;
    size_t n = 0;
    for (size_t k = 0; k < changes->n && n < most; k++) {
        const struct change_count *c = &changes->v[k];
        if (!is_wanted(f, c))
            continue;
        n++;
        put(f, ctx, &(struct entry){release, c, derived, area_name(f, c->area), table_title(f, c->indicator),
                                    str_of(arena_fmt(f->arena, "%.*s/table/%.*s/%.*s", STR_FMT(f->origin),
                                                     STR_FMT(c->indicator), STR_FMT(c->area)))});
    }
    return n;
}

/* Calls for each entry, the newest release first, in it what was reported before what is derived from it. */
static void each_entry(const struct feed *f, entry_fn *put, void *ctx)
{
    size_t n = 0;
    for (size_t i = f->list->n; i-- > 0;)
        for (int derived = 0; derived <= f->derived; derived++)
            n += put_entries(f, &f->list->v[i], derived, ENTRIES_MAX - n, put, ctx);
}

static struct str feed_title(const struct feed *f)
{
    struct str name = f->ref ? f->ref->name : STR("ILMS");
    return str_of(arena_fmt(f->arena, "%.*s: what changed%s%.*s%s%.*s", STR_FMT(name), f->country.len ? ", " : "",
                            STR_FMT(f->country.len ? area_name(f, f->country) : STR("")), f->indicator.len ? ", " : "",
                            STR_FMT(f->indicator.len ? table_title(f, f->indicator) : STR(""))));
}

/* A feed of one country or table does not tell of what is announced, nor of reports. */
static size_t nplans(const struct feed *f) { return f->country.len || f->indicator.len ? 0 : f->plans->n; }
static size_t nreports(const struct feed *f) { return f->country.len || f->indicator.len ? 0 : f->reports->n; }

static struct str report_updated(const struct pub_report *r)
{
    return r->withdrawn_at.len ? r->withdrawn_at : r->since;
}

static struct str feed_updated(const struct feed *f)
{
    struct str last = STR("1970-01-01T00:00:00Z");
    for (size_t i = 0; i < f->list->n; i++)
        if (str_cmp(f->list->v[i].since, last) > 0)
            last = f->list->v[i].since;
    for (size_t i = 0; i < nplans(f); i++)
        if (str_cmp(f->plans->v[i].planned_at, last) > 0)
            last = f->plans->v[i].planned_at;
    for (size_t i = 0; i < nreports(f); i++)
        if (str_cmp(report_updated(&f->reports->v[i]), last) > 0)
            last = report_updated(&f->reports->v[i]);
    return last;
}

/* -- what is announced --------------------------------------------------------------------------------------- */

/* Another id when the day is moved: who was told is told again. */
static struct str plan_id(const struct feed *f, const struct plan *p)
{
    return uuid(f->arena, "plan", f->ref ? f->ref->agency : STR(""), p->name, p->day);
}

static struct str plan_title(const struct feed *f, const struct plan *p)
{
    return str_of(arena_fmt(f->arena, "Announced for %.*s: release %.*s", STR_FMT(p->day), STR_FMT(p->name)));
}

static struct str plan_words(const struct feed *f, const struct plan *p)
{
    const char *moved = str_eq(p->day, p->first_day)
                            ? "" : arena_fmt(f->arena, " It was announced first for %.*s.", STR_FMT(p->first_day));
    return str_of(arena_fmt(f->arena, "Release %.*s is announced for %.*s.%s%s%.*s", STR_FMT(p->name), STR_FMT(p->day),
                            moved, p->what.len ? " " : "", STR_FMT(p->what)));
}

static struct str plan_page(const struct feed *f)
{
    return str_of(arena_fmt(f->arena, "%.*s/releases", STR_FMT(f->origin)));
}

/* -- reports -------------------------------------------------------------------------------------------------- */

static struct str report_id(const struct feed *f, const struct pub_report *r)
{
    return uuid(f->arena, "report", f->ref ? f->ref->agency : STR(""), r->name, r->language);
}

static struct str report_title(const struct feed *f, const struct pub_report *r)
{
    return str_of(arena_fmt(f->arena, "%s: %.*s", r->withdrawn_at.len ? "Report withdrawn" : "Report published",
                            STR_FMT(r->title)));
}

static struct str report_words(const struct feed *f, const struct pub_report *r)
{
    return str_of(arena_fmt(f->arena, "\"%.*s\" (%.*s), made of release %.*s.%s%.*s", STR_FMT(r->title),
                            STR_FMT(r->language), STR_FMT(r->release_name), r->reason.len ? " It was withdrawn: " : "",
                            STR_FMT(r->reason)));
}

static struct str report_page(const struct feed *f, const struct pub_report *r)
{
    struct buf out = {0};
    buf_fmt(&out, "%.*s/reports/", STR_FMT(f->origin));
    html_segment(&out, r->name);
    struct str address = arena_str(f->arena, buf_view(&out));
    buf_release(&out);
    return address;
}

/* -- Atom --------------------------------------------------------------------------------------------------- */

static void link_put(struct xml *x, const char *rel, const char *type, struct str address)
{
    xml_open(x, "link");
    xml_attr_text(x, "rel", rel);
    xml_attr_text(x, "type", type);
    xml_attr(x, "href", address);
    xml_close(x);
}

static void category(struct xml *x, const char *scheme, struct str term, struct str label)
{
    xml_open(x, "category");
    xml_attr_text(x, "scheme", scheme);
    xml_attr(x, "term", term);
    xml_attr(x, "label", label);
    xml_close(x);
}

static void atom_entry(const struct feed *f, void *ctx, const struct entry *e)
{
    struct xml *x = ctx;
    xml_open(x, "entry");
    xml_leaf(x, "id", NULL, STR(""), entry_id(f, e));
    xml_leaf(x, "title", NULL, STR(""), entry_title(f, e));
    xml_leaf(x, "updated", NULL, STR(""), updated_of(f, e->release));
    xml_leaf(x, "published", NULL, STR(""), e->release->since);
    link_put(x, "alternate", "text/html", e->table);
    link_put(x, "related", "application/vnd.sdmx.data+json", data_of(f, e));
    category(x, NAMESPACE ":indicator", e->change->indicator, e->title);
    category(x, NAMESPACE ":country", e->change->area, e->area);
    category(x, NAMESPACE ":release", e->release->release.name, e->release->release.name);
    xml_leaf(x, "summary", NULL, STR(""), entry_words(f, e));
    xml_open(x, "ilms:changes");
    xml_attr_int(x, "release", e->release->release.id);
    xml_attr_int(x, "inserted", e->change->inserted);
    xml_attr_int(x, "changed", e->change->changed);
    xml_attr_int(x, "deleted", e->change->deleted);
    if (e->derived)
        xml_attr_text(x, "derived", "true");
    xml_close(x);
    xml_close(x);
    buf_char(x->out, '\n');
}

static void atom_plan(const struct feed *f, struct xml *x, const struct plan *p)
{
    xml_open(x, "entry");
    xml_leaf(x, "id", NULL, STR(""), plan_id(f, p));
    xml_leaf(x, "title", NULL, STR(""), plan_title(f, p));
    xml_leaf(x, "updated", NULL, STR(""), p->planned_at);
    link_put(x, "alternate", "text/html", plan_page(f));
    xml_leaf(x, "summary", NULL, STR(""), plan_words(f, p));
    xml_close(x);
    buf_char(x->out, '\n');
}

static void atom_report(const struct feed *f, struct xml *x, const struct pub_report *r)
{
    xml_open(x, "entry");
    xml_leaf(x, "id", NULL, STR(""), report_id(f, r));
    xml_leaf(x, "title", NULL, STR(""), report_title(f, r));
    xml_leaf(x, "updated", NULL, STR(""), report_updated(r));
    xml_leaf(x, "published", NULL, STR(""), r->since);
    link_put(x, "alternate", "text/html", report_page(f, r));
    xml_leaf(x, "summary", NULL, STR(""), report_words(f, r));
    xml_close(x);
    buf_char(x->out, '\n');
}

static void atom_write(const struct feed *f, struct buf *out)
{
    struct xml x;
    xml_init(&x, out);
    xml_open(&x, "feed");
    xml_attr(&x, "xmlns", STR("http://www.w3.org/2005/Atom"));
    xml_attr(&x, "xmlns:ilms", STR(NAMESPACE));
    xml_attr(&x, "xml:lang", STR("en"));
    xml_leaf(&x, "id", NULL, STR(""),
             uuid(f->arena, f->derived ? "derived feed" : "feed", f->ref ? f->ref->agency : STR(""), f->country,
                  f->indicator));
    xml_leaf(&x, "title", NULL, STR(""), feed_title(f));
    xml_leaf(&x, "updated", NULL, STR(""), feed_updated(f));
    xml_open(&x, "author");
    xml_leaf(&x, "name", NULL, STR(""), f->ref ? f->ref->agency : STR("ILMS"));
    xml_close(&x);
    link_put(&x, "self", "application/atom+xml", f->self);
    link_put(&x, "alternate", "text/html", str_of(arena_fmt(f->arena, "%.*s/", STR_FMT(f->origin))));
    xml_leaf(&x, "rights", NULL, STR(""), STR("CC BY 4.0"));
    for (size_t i = 0; i < nplans(f); i++)
        atom_plan(f, &x, &f->plans->v[i]);
    for (size_t i = 0; i < nreports(f); i++)
        atom_report(f, &x, &f->reports->v[i]);
    each_entry(f, atom_entry, &x);
    xml_close(&x);
}

/* -- JSON Feed ---------------------------------------------------------------------------------------------- */

static void json_entry(const struct feed *f, void *ctx, const struct entry *e)
{
    struct json *j = ctx;
    json_open(j, '{');
    json_put(j, "id", entry_id(f, e));
    json_put(j, "url", e->table);
    json_put(j, "external_url", data_of(f, e));
    json_put(j, "title", entry_title(f, e));
    json_put(j, "content_text", entry_words(f, e));
    json_put(j, "date_published", e->release->since);
    json_put(j, "date_modified", updated_of(f, e->release));
    json_key(j, "tags");
    json_open(j, '[');
    json_str(j, e->change->indicator);
    json_str(j, e->change->area);
    json_close(j);
    json_key(j, "_ilms");
    json_open(j, '{');
    json_put_int(j, "release", e->release->release.id);
    json_put(j, "release_name", e->release->release.name);
    json_put(j, "indicator", e->change->indicator);
    json_put(j, "country", e->change->area);
    json_put_int(j, "inserted", e->change->inserted);
    json_put_int(j, "changed", e->change->changed);
    json_put_int(j, "deleted", e->change->deleted);
    json_put_bool(j, "derived", e->derived);
    json_close(j);
    json_close(j);
}

static void json_plan(const struct feed *f, struct json *j, const struct plan *p)
{
    json_open(j, '{');
    json_put(j, "id", plan_id(f, p));
    json_put(j, "url", plan_page(f));
    json_put(j, "title", plan_title(f, p));
    json_put(j, "content_text", plan_words(f, p));
    json_put(j, "date_published", p->planned_at);
    json_key(j, "_ilms");
    json_open(j, '{');
    json_put(j, "planned_release", p->name);
    json_put(j, "date", p->day);
    json_close(j);
    json_close(j);
}

static void json_report(const struct feed *f, struct json *j, const struct pub_report *r)
{
    json_open(j, '{');
    json_put(j, "id", report_id(f, r));
    json_put(j, "url", report_page(f, r));
    json_put(j, "title", report_title(f, r));
    json_put(j, "content_text", report_words(f, r));
    json_put(j, "date_published", r->since);
    json_put(j, "date_modified", report_updated(r));
    json_put(j, "language", r->language);
    json_key(j, "_ilms");
    json_open(j, '{');
    json_put(j, "report", r->name);
    json_put(j, "release_name", r->release_name);
    json_close(j);
    json_close(j);
}

static void json_write(const struct feed *f, struct buf *out)
{
    struct json j;
    json_init(&j, out);
    json_open(&j, '{');
    json_put(&j, "version", STR("https://jsonfeed.org/version/1.1"));
    json_put(&j, "title", feed_title(f));
    json_put(&j, "home_page_url", str_of(arena_fmt(f->arena, "%.*s/", STR_FMT(f->origin))));
    json_put(&j, "feed_url", f->self);
    json_put(&j, "language", STR("en"));
    json_key(&j, "authors");
    json_open(&j, '[');
    json_open(&j, '{');
    json_put(&j, "name", f->ref ? f->ref->agency : STR("ILMS"));
    json_close(&j);
    json_close(&j);
    json_key(&j, "items");
    json_open(&j, '[');
    for (size_t i = 0; i < nplans(f); i++)
        json_plan(f, &j, &f->plans->v[i]);
    for (size_t i = 0; i < nreports(f); i++)
        json_report(f, &j, &f->reports->v[i]);
    each_entry(f, json_entry, &j);
    json_close(&j);
    json_close(&j);
}

/* -- the answer --------------------------------------------------------------------------------------------- */

/* The code that a parameter names, as the lists write it; false when there is none. */
static bool code_asked(struct str *out, const struct feed *f, const struct http_request *rq, const char *name)
{
    struct str value = http_said(rq, name);
    *out = STR("");
    if (!value.len)
        return true;
    bool country = strcmp(name, "country") == 0;
    struct buf upper = {0};
    for (size_t i = 0; i < value.len; i++)
        buf_char(&upper, (char)(value.p[i] >= 'a' && value.p[i] <= 'z' ? value.p[i] - 32 : value.p[i]));
    struct str code = arena_str(f->arena, buf_view(&upper));
    buf_release(&upper);
    if (!country && str_starts(code, STR("DF_")))
        code = str_sub(code, 3, code.len);
    *out = code;
    return f->ref && (country ? ref_area_find(f->ref, code) : ref_indicator_find(f->ref, code));
}

/* True or false; by itself, for a table that is derived. False: it is neither. */
static bool derived_asked(struct feed *f, const struct http_request *rq)
{
    struct str value = http_said(rq, "derived");
    uint16_t indicator = f->ref ? ref_indicator_find(f->ref, f->indicator) : 0;
    f->derived = str_is(value, "true") || (indicator && f->ref->indicators[indicator].generation == GEN_DERIVED);
    return !value.len || str_is(value, "true") || str_is(value, "false");
}

static bool feed_asked(struct feed *f, const struct http_request *rq, struct http_answer *an)
{
    if (!code_asked(&f->country, f, rq, "country"))
        files_refuse(an, 404, "There is no such country; country= is to be an ISO 3166 code of three letters.");
    else if (!code_asked(&f->indicator, f, rq, "indicator"))
        files_refuse(an, 404, "There is no such table; indicator= is to be a code, as MST_NCTE_SEX_CCT_NB.");
    else if (!derived_asked(f, rq))
        files_refuse(an, 400, "derived= is to be true or false.");
    else
        return true;
    return false;
}

void feed_answer(struct site *site, struct snapshot *snap, const struct http_request *rq, struct http_answer *an,
                 bool json)
{
    struct feed f = {.ref = snap->loaded.ref, .origin = site->origin, .arena = rq->arena,
                     .plans = &snap->plans, .reports = &snap->reports,
                     .self = str_of(arena_fmt(rq->arena, "%.*s%.*s", STR_FMT(site->origin), STR_FMT(rq->target)))};
    struct release_list *list = NULL;
    if (!feed_asked(&f, rq, an))
        return;
    f.list = list = f.derived ? releases_take_derived(site->releases) : releases_take(site->releases);
    if (!list) {
        files_refuse(an, 503, "The releases are being looked at; please ask again in a moment.");
        return;
    }
    an->etag = files_etag(rq, list, arena_fmt(rq->arena, "%s %.16s %.16s", json ? "feed json" : "feed atom",
                                              snap->plans.mark, snap->reports.mark));
    an->type = json ? "application/feed+json" : "application/atom+xml";
    an->language = "en";
    if (http_unchanged(rq, an->etag, 0))
        ;
    else if (json)
        json_write(&f, &an->body);
    else
        atom_write(&f, &an->body);
    releases_put(list);
}
