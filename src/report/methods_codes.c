/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Classification versions: their codes, what these are summed into, and which tables have them. */

#include "report/methods.h"

#include "report/layout.h"
#include "syntax/csv.h"

/* Is it one of those that the questionnaire or ILOSTAT lists, and not computed from them? */
static bool is_reported(const struct ref *ref, uint32_t indicator)
{
    return indicator < ref->nlisted && ref->indicators[indicator].generation != GEN_DERIVED;
}

static bool has(const uint16_t *v, unsigned n, uint16_t version)
{
    for (unsigned i = 0; i < n; i++)
        if (v[i] == version)
            return true;
    return false;
}

static bool is_asked(const struct indicator *in, uint16_t version) { return has(in->asked, in->nasked, version); }

static bool is_used(const struct ref *ref, const struct indicator *in, uint16_t version)
{
    return is_asked(in, version) || has(in->disseminated, in->ndisseminated, version) ||
           (in->has_sex && ref->versions[version].dimension == ref->sex_dimension);
}

static unsigned used_by(const struct ref *ref, uint16_t version)
{
    unsigned n = 0;
    for (uint32_t i = 1; i < ref->nindicators; i++)
        n += is_reported(ref, i) && is_used(ref, &ref->indicators[i], version);
    return n;
}

/* -- the list ------------------------------------------------------------------------------------------- */

static void put_versions(struct page *pg, uint16_t dimension)
{
    static const char *const heads[] = {"classes.version", "classes.code", "#classes.codes", "#classes.tables", NULL};
    const struct ref *ref = pg->cube->ref;
    const struct dimension *d = &ref->dimensions[dimension];
    html(pg->out, "<h2 id=\"");
    html_attr(pg->out, d->id);
    html(pg->out, "\">");
    html_text(pg->out, d->name);
    html(pg->out, "</h2>\n");
    listing_open(pg, arena_fmt(pg->arena, "cap-%.*s", STR_FMT(d->id)), "frame fit", "list short",
              WORDS(pg, "classes.caption", {"dimension", d->name}));
    listing_columns(pg, heads);
    for (uint32_t v = 0; v < ref->nversions; v++) {
        const struct version *version = &ref->versions[v];
        if (version->dimension != dimension || !version->code.len)
            continue;
        html(pg->out, "<tr><th scope=\"row\">");
        html_link(pg->out, "/classification/", version->code, version->name);
        html(pg->out, "</th><td class=\"y\"><code>");
        html_text(pg->out, version->code);
        html(pg->out, "</code></td><td class=\"n\">");
        html_text(pg->out, number(pg, version->n));
        html(pg->out, "</td><td class=\"n\">");
        html_text(pg->out, number(pg, used_by(ref, (uint16_t)v)));
        html(pg->out, "</td></tr>\n");
    }
    listing_close(pg);
}

void page_classifications(struct page *pg)
{
    if (!page_released(pg, "methods"))
        return;
    const struct ref *ref = pg->cube->ref;
    page_open(pg, text_get(pg->text, "classes.title"), "methods");
    crumbs_open(pg);
    crumb(pg, "/methods", "methods.title");
    html(pg->out, "</nav>\n");
    say_in(pg, "h1", NULL, "classes.title");
    say_in(pg, "p", "lead", "classes.lead");
    for (uint32_t d = 0; d < ref->ndimensions; d++) {
        bool any = false;
        for (uint32_t v = 0; v < ref->nversions && ref->dimensions[d].id.len; v++)
            any = any || (ref->versions[v].dimension == d && ref->versions[v].code.len);
        if (any)
            put_versions(pg, (uint16_t)d);
    }
    page_close(pg);
}

/* -- correspondences -------------------------------------------------------------------------------------- */

enum { OTHERS_MAX = 8 };

/* The versions to or from which there is a correspondence. */
static unsigned others_of(uint16_t out[OTHERS_MAX], const struct ref *ref, uint16_t version)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < ref->ncorrespondences; i++) {
        uint16_t a = ref->codes[ref->correspondences[i].from].version,
                 b = ref->codes[ref->correspondences[i].to].version;
        uint16_t other = a == version ? b : a;
        if ((a == version || b == version) && !has(out, n, other) && n < OTHERS_MAX)
            out[n++] = other;
    }
    return n;
}

/* "ISCO08_1" of OCU_ISCO08_1 is "1": the name of its version is said above. */
static struct str short_code(const struct ref *ref, uint16_t code)
{
    struct str s = ref->codes[code].code, v = ref->versions[ref->codes[code].version].code;
    return str_starts(s, v) && s.len > v.len + 1 ? str_sub(s, v.len + 1, s.len) : s;
}

/* The codes of another version that belong together with this one, with spaces between. */
static void corresponding(struct buf *out, const struct ref *ref, uint16_t code, uint16_t other, bool whole)
{
    bool any = false;
    for (uint32_t i = 0; i < ref->ncorrespondences; i++) {
        uint16_t from = ref->correspondences[i].from, to = ref->correspondences[i].to;
        uint16_t there = from == code && ref->codes[to].version == other ? to :
                         to == code && ref->codes[from].version == other ? from : 0;
        if (!there)
            continue;
        if (any)
            buf_char(out, ' ');
        buf_str(out, whole ? ref->codes[there].code : short_code(ref, there));
        any = true;
    }
}

static const char *const roles[] = {[CODE_TOTAL] = "total", [CODE_PART] = "part", [CODE_REST] = "rest",
                                    [CODE_EXTRA] = "extra"};

bool classification_csv(struct buf *out, const struct ref *ref, struct str name)
{
    uint16_t others[OTHERS_MAX];
    int v = ref_version_find(ref, name);
    if (v < 0)
        return false;
    const struct version *version = &ref->versions[v];
    unsigned n = others_of(others, ref, (uint16_t)v);
    buf_puts(out, "code,name,role,parent,country");
    for (unsigned k = 0; k < n; k++)
        buf_fmt(out, ",%.*s", STR_FMT(ref->versions[others[k]].code));
    buf_puts(out, "\r\n");
    for (uint32_t i = version->first; i < (uint32_t)version->first + version->n; i++) {
        const struct code *c = &ref->codes[i];
        csv_put(out, c->code);
        buf_char(out, ',');
        csv_put_text(out, c->name);
        buf_fmt(out, ",%s,%.*s,%.*s", roles[c->role], STR_FMT(ref->codes[c->parent].code),
                STR_FMT(ref->areas[c->area].code));
        for (unsigned k = 0; k < n; k++) {
            buf_char(out, ',');
            corresponding(out, ref, (uint16_t)i, others[k], true);
        }
        buf_puts(out, "\r\n");
    }
    return true;
}

/* -- one version -------------------------------------------------------------------------------------------- */

static unsigned depth_of(const struct ref *ref, uint16_t code)
{
    unsigned depth = 0;
    for (; ref->codes[code].parent && depth < 3; code = ref->codes[code].parent)
        depth++;
    return depth;
}

static void put_code(struct page *pg, uint16_t code, const uint16_t *others, unsigned n, bool parents)
{
    const struct ref *ref = pg->cube->ref;
    const struct code *c = &ref->codes[code];
    html(pg->out, c->role == CODE_TOTAL ? "<tr class=\"t\">" : "<tr>");
    buf_fmt(pg->out, "<th scope=\"row\" class=\"d%u\">", depth_of(ref, code));
    html_text(pg->out, c->name);
    html(pg->out, "</th><td class=\"y\"><code>");
    html_text(pg->out, c->code);
    html(pg->out, "</code></td><td class=\"y\">");
    say(pg, arena_fmt(pg->arena, "class.role.%s", roles[c->role]));
    html(pg->out, "</td>");
    if (parents) {
        html(pg->out, "<td class=\"y\"><code>");
        html_text(pg->out, c->parent ? short_code(ref, c->parent) : STR(""));
        html(pg->out, "</code></td>");
    }
    for (unsigned k = 0; k < n; k++) {
        struct buf same = {0};
        corresponding(&same, ref, code, others[k], false);
        html(pg->out, "<td><code>");
        html_text(pg->out, buf_view(&same));
        html(pg->out, "</code></td>");
        buf_release(&same);
    }
    html(pg->out, "</tr>\n");
}

static void put_heads(struct page *pg, const uint16_t *others, unsigned n, bool parents)
{
    const struct ref *ref = pg->cube->ref;
    static const char *const heads[] = {"class.name", "classes.code", "class.role"};
    html(pg->out, "<thead><tr>");
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        listing_column(pg, NULL, heads[i]);
    if (parents)
        listing_column(pg, NULL, "class.into");
    for (unsigned k = 0; k < n; k++) {
        html(pg->out, "<th scope=\"col\">");
        html_link(pg->out, "/classification/", ref->versions[others[k]].code, ref->versions[others[k]].code);
        html(pg->out, "</th>");
    }
    listing_body(pg);
}

static bool has_parents(const struct ref *ref, const struct version *v)
{
    for (uint32_t i = v->first; i < (uint32_t)v->first + v->n; i++)
        if (ref->codes[i].parent && ref->codes[i].parent != v->total)
            return true;
    return false;
}

/* The codes that are no country's; those are a list of their own. */
static void put_codes(struct page *pg, const struct version *v, const uint16_t *others, unsigned n)
{
    const struct ref *ref = pg->cube->ref;
    bool parents = has_parents(ref, v);
    say_in(pg, "h2", NULL, "class.codes");
    html(pg->out, "<div class=\"frame fit\" role=\"region\" aria-labelledby=\"cap-codes\" tabindex=\"0\">\n"
                  "<table class=\"list short codes\">\n<caption class=\"hide\" id=\"cap-codes\">");
    SAY(pg, "class.codes.caption", {"version", v->name});
    html(pg->out, "</caption>\n");
    put_heads(pg, others, n, parents);
    for (uint32_t i = v->first; i < (uint32_t)v->first + v->n; i++)
        if (!ref->codes[i].area)
            put_code(pg, (uint16_t)i, others, n, parents);
    listing_close(pg);
    if (n)
        say_in(pg, "p", "small", "class.same.text");
}

static void put_countries(struct page *pg, const struct version *v)
{
    const struct ref *ref = pg->cube->ref;
    uint64_t n = 0;
    for (uint32_t i = v->first; i < (uint32_t)v->first + v->n; i++)
        n += ref->codes[i].area != 0;
    if (!n)
        return;
    say_in(pg, "h2", NULL, "class.countries");
    html(pg->out, "<p>");
    SAY(pg, "class.countries.lead", {"n", number(pg, n)});
    html(pg->out, "</p>\n<ul class=\"plain lands\">\n");
    for (uint32_t i = v->first; i < (uint32_t)v->first + v->n; i++) {
        const struct code *c = &ref->codes[i];
        if (!c->area)
            continue;
        html(pg->out, "<li>");
        html_text(pg->out, c->name);
        html(pg->out, " <code>");
        html_text(pg->out, short_code(ref, (uint16_t)i));
        html(pg->out, "</code></li>\n");
    }
    html(pg->out, "</ul>\n");
}

static void put_users(struct page *pg, uint16_t version)
{
    const struct ref *ref = pg->cube->ref;
    say_in(pg, "h2", NULL, "class.tables");
    html(pg->out, "<ul class=\"plain\">\n");
    for (uint32_t i = 1; i < ref->nindicators; i++) {
        const struct indicator *in = &ref->indicators[i];
        if (!is_reported(ref, i) || !is_used(ref, in, version))
            continue;
        bool asked = is_asked(in, version) || ref->versions[version].dimension == ref->sex_dimension;
        html(pg->out, "<li>");
        html_link(pg->out, "/table/", in->code, in->title);
        html(pg->out, " <span class=\"small\">");
        say(pg, asked ? "class.asked" : "class.published");
        html(pg->out, "</span></li>\n");
    }
    html(pg->out, "</ul>\n");
}

static void put_files(struct page *pg, const struct version *v)
{
    const struct ref *ref = pg->cube->ref;
    struct str id = ref->dimensions[v->dimension].id;
    say_in(pg, "h2", NULL, "class.files");
    html(pg->out, "<ul class=\"plain\">\n<li>");
    SAY(pg, "class.csv", {"file", text_join(pg, "%.*s.csv", STR_FMT(v->code))});
    html(pg->out, "</li>\n<li>");
    SAY(pg, "class.sdmx", {"agency", ref->agency}, {"list", text_join(pg, "CL_%.*s", STR_FMT(id))},
        {"hierarchy", text_join(pg, "H_%.*s", STR_FMT(id))});
    html(pg->out, "</li>\n</ul>\n");
}

bool page_classification(struct page *pg, struct str name)
{
    const struct ref *ref = pg->cube->ref;
    uint16_t others[OTHERS_MAX];
    int at = ref_version_find(ref, name);
    if (at < 0)
        return false;
    const struct version *v = &ref->versions[at];
    unsigned n = others_of(others, ref, (uint16_t)at);
    page_open(pg, v->name, "methods");
    crumbs_open(pg);
    crumb(pg, "/methods", "methods.title");
    html(pg->out, " ");
    crumb(pg, "/classifications", "classes.title");
    html(pg->out, "</nav>\n<h1>");
    html_text(pg->out, v->name);
    heading_end(pg);
    html(pg->out, "<p class=\"lead\">");
    SAY(pg, "class.lead", {"dimension", ref->dimensions[v->dimension].name}, {"n", number(pg, v->n)});
    html(pg->out, " ");
    say(pg, v->partition ? "class.partition" : "class.overlap");
    html(pg->out, "</p>\n");
    put_codes(pg, v, others, n);
    put_countries(pg, v);
    put_users(pg, (uint16_t)at);
    put_files(pg, v);
    page_close(pg);
    return true;
}
