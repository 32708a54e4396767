/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The catalogue of sources: what a country's people say of their surveys, censuses and registers. */

#include "desk/visit.h"

#include "model/catalogue.h"

/* One source as it is described now, and how often it was. */
struct described {
    struct catalogue_source s;
    int64_t version;
    struct str at, who;
};

struct list {
    struct described *v;
    size_t n;
};

static int fields_of(struct described *d, struct visit *v, int64_t version, struct err *err)
{
    struct store_iter *it;
    struct source_field f;
    int r = store_source_field_list(v->st, &it, version, err);
    while (r == 0 && (r = store_source_field_next(it, &f, err)) == 1) {
        int field = catalogue_find(f.field);
        r = 0;
        if (field >= 0)
            d->s.content[field] = arena_str(v->arena, f.content);
    }
    return r;
}

static struct described *find(struct list *list, struct str source)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->v[i].s.source, source))
            return &list->v[i];
    return NULL;
}

/* Those that were described, and those that are registered and were not. */
static int load(struct list *list, struct visit *v, uint16_t area, struct err *err)
{
    struct store_iter *it;
    struct source_version sv;
    const struct ref *ref = v->ref;
    int64_t *ids = arena_array(v->arena, int64_t, ref->nsurveys + 1000);
    list->v = arena_array(v->arena, struct described, ref->nsurveys + 1000);
    list->n = 0;
    int r = store_source_list(v->st, &it, ref->areas[area].code, false, err);
    while (r == 0 && (r = store_source_next(it, &sv, err)) == 1) {
        r = 0;
        if (list->n == 1000)
            continue;
        ids[list->n] = sv.id;
        list->v[list->n++] = (struct described){.s = {.area = ref->areas[area].code,
                                                      .source = arena_str(v->arena, sv.source),
                                                      .withdrawn = sv.withdrawn},
                                                .version = sv.version, .at = arena_str(v->arena, sv.at),
                                                .who = arena_str(v->arena, sv.who)};
    }
    for (size_t i = 0; r == 0 && i < list->n; i++)
        r = fields_of(&list->v[i], v, ids[i], err);
    for (uint32_t i = 1; r == 0 && i < ref->nsurveys; i++) {
        const struct survey *s = &ref->surveys[i];
        if (s->area != area)
            continue;
        struct str type = ref->source_types[s->type].code;
        struct str code = str_of(arena_fmt(v->arena, "%.*s:%.*s", STR_FMT(type), STR_FMT(s->id)));
        if (!find(list, code))
            list->v[list->n++] = (struct described){.s = {.area = ref->areas[area].code, .source = code}};
    }
    return r;
}

static struct str title_of(const struct visit *v, const struct described *d)
{
    uint16_t type = 0, survey = 0;
    if (d->s.content[CATALOGUE_NAME].len)
        return d->s.content[CATALOGUE_NAME];
    if (!ref_source_find(v->ref, &type, &survey, d->s.source))
        return d->s.source;
    const struct source_type *t = &v->ref->source_types[type];
    return survey ? v->ref->surveys[survey].name : t->name;
}

/* -- the list ----------------------------------------------------------------------------------- */

static void put_row(struct visit *v, uint16_t area, const struct described *d)
{
    struct buf *out = v->page.out;
    unsigned said = 0;
    for (int i = 0; i < CATALOGUE_FIELDS; i++)
        said += d->s.content[i].len > 0;
    html(out, d->s.withdrawn ? "<tr class=\"none\"><th scope=\"row\"><a href=\"" : "<tr><th scope=\"row\"><a href=\"");
    html_attr(out,
              str_of(address(v, "/desk/sources/%.*s/%.*s", STR_FMT(v->ref->areas[area].code), STR_FMT(d->s.source))));
    html(out, "\">");
    html_text(out, title_of(v, d));
    html(out, "</a></th><td>");
    html_text(out, d->s.source);
    html(out, "</td><td class=\"n\">");
    html_text(out,
              WORDS(&v->page, "home.of", {"n", number(&v->page, said)}, {"all", number(&v->page, CATALOGUE_FIELDS)}));
    html(out, "</td><td class=\"y\">");
    if (d->at.len)
        html_text(out, WORDS(&v->page, "desk.by", {"at", date_words(&v->page, d->at)}, {"who", d->who}));
    html(out, "</td></tr>\n");
}

int sources_page(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"cover.source", "source.code", "#desk.source.said", "desk.changed"};
    int r = 0;
    visit_open(v, text_get(v->page.text, "desk.nav.sources"));
    say_in(&v->page, "p", "lead", "desk.sources.lead");
    put_country_links(v, visit_areas(v, TO_SPECIALISTS));
    for (const uint16_t *a = visit_areas(v, TO_SPECIALISTS); r == 0 && *a; a++) {
        struct list list;
        if ((r = load(&list, v, *a, err)) < 0)
            break;
        put_country_head(v, *a);
        list_open_of(v, area_name(v, *a), keys, ARRAY_LEN(keys));
        for (size_t i = 0; i < list.n; i++)
            put_row(v, *a, &list.v[i]);
        list_close(v);
    }
    if (r == 0)
        visit_close(v);
    return r;
}

/* -- one ---------------------------------------------------------------------------------------- */

static const char *field_name(struct visit *v, int field) { return arena_fmt(v->arena, "f-%s", catalogue[field].name); }

/* What stands in the field: a choice has the names in English as its values, whatever it shows. */
static struct str shown(const struct visit *v, const struct described *d, int field)
{
    return catalogue_text(catalogue[field].only_fixed ? v->desk->ref : v->ref, "en", (enum catalogue_field)field,
                          d->s.content[field]);
}

static void put_label(struct visit *v, int field)
{
    struct buf *out = v->page.out;
    const char *key = arena_fmt(v->arena, "catalogue.%s", catalogue[field].name), *name = field_name(v, field);
    html(out, "<div class=\"field\"><label for=\"");
    html(out, name);
    html(out, "\">");
    say(&v->page, key);
    html(out, "</label><p class=\"hint\" id=\"h-");
    html(out, name);
    html(out, "\">");
    say(&v->page, arena_fmt(v->arena, "%s.ask", key));
    html(out, "</p>");
}

static void put_choice(struct visit *v, int field, struct str content)
{
    struct buf *out = v->page.out;
    const char *name = field_name(v, field);
    html(out, "<select id=\"");
    html(out, name);
    html(out, "\" name=\"");
    html(out, name);
    html(out, "\"><option value=\"\"></option>");
    for (uint32_t i = 0; i < v->ref->nnotes; i++) {
        const struct note *n = &v->desk->ref->notes[i];
        if (!str_is(v->ref->note_types[n->type].code, catalogue[field].note))
            continue;
        html(out, "<option value=\"");
        html_attr(out, n->name);
        html(out, str_eq(n->name, content) ? "\" selected>" : "\">");
        html_text(out, v->ref->notes[i].name);
        html(out, "</option>");
    }
    html(out, "</select></div>\n");
}

static void put_field(struct visit *v, const struct described *d, int field)
{
    struct buf *out = v->page.out;
    const char *name = field_name(v, field);
    struct str content = filled(v, name, shown(v, d, field));
    put_label(v, field);
    if (catalogue[field].only_fixed) {
        put_choice(v, field, content);
        return;
    }
    html(out, "<textarea rows=\"2\" id=\"");
    html(out, name);
    html(out, "\" name=\"");
    html(out, name);
    html(out, "\" aria-describedby=\"h-");
    html(out, name);
    html(out, "\" placeholder=\"");
    html_attr(out, str_of(catalogue[field].example));
    html(out, "\">\n");
    html_text(out, content);
    html(out, "</textarea></div>\n");
}

/* Which tables and years it has fed. */
static int put_use(struct visit *v, struct err *err)
{
    struct store_iter *it;
    struct source_use use;
    struct buf *out = v->page.out;
    struct str last = STR("");
    int r = store_source_use_list(v->st, &it, v->ref->areas[v->area].code, v->source, err);
    say_in(&v->page, "h2", NULL, "source.fed");
    html(out, "<ul class=\"plain\">");
    while (r == 0 && (r = store_source_use_next(it, &use, err)) == 1) {
        r = 0;
        if (!str_eq(last, use.indicator)) {
            html(out, last.len ? "</li>\n<li>" : "<li>");
            html_text(out, table_name(v, use.indicator));
            html(out, ": ");
            last = arena_str(v->arena, use.indicator);
        } else {
            html(out, ", ");
        }
        html_text(out, use.period);
    }
    html(out, last.len ? "</li></ul>\n" : "</ul>\n");
    if (!last.len)
        say_in(&v->page, "p", "small", "desk.source.unused");
    return r;
}

int source_page(struct visit *v, struct err *err)
{
    struct list list;
    int r = load(&list, v, v->area, err);
    if (r < 0)
        return r;
    struct described none = {.s = {.source = v->source}}, *d = find(&list, v->source);
    if (!d && !ref_source_find(v->ref, NULL, NULL, v->source))
        return err_set(err, ERR_NOTFOUND, "There is no source \"%.*s\" here.", (int)MIN(v->source.len, (size_t)40),
                       v->source.p);
    d = d ? d : &none;
    visit_open_under(v, title_of(v, d), text_get(v->page.text, "desk.nav.sources"), "/desk/sources");
    html(v->page.out, "<p class=\"small\">");
    html_text(v->page.out, area_name(v, v->area));
    html(v->page.out, " \xC2\xB7 ");
    html_text(v->page.out, v->source);
    if (d->version) {
        html(v->page.out, " \xC2\xB7 ");
        SAY(&v->page, "desk.source.version", {"n", number(&v->page, (uint64_t)d->version)},
            {"at", date_words(&v->page, d->at)}, {"who", d->who});
    }
    html(v->page.out, "</p>\n");
    form_begin(v, NULL);
    for (int i = 0; i < CATALOGUE_FIELDS; i++)
        put_field(v, d, i);
    form_button(v, "desk.save");
    form_end(v);
    if ((r = put_use(v, err)) == 0)
        visit_close(v);
    return r;
}

/* What was said in an empty field is taken back: NAME= removes. What is as it was shown is not said
 * again: the name of a fixed value in the visitor's language would be kept as free text. */
int source_post(struct visit *v, struct err *err)
{
    struct list list;
    struct described none = {.version = 0}, *d;
    struct word words[CATALOGUE_FIELDS + 3] = {{"country", v->ref->areas[v->area].code}, {"source", v->source}};
    size_t n = 2;
    int r = load(&list, v, v->area, err);
    if (r < 0)
        return r;
    d = find(&list, v->source);
    for (int i = 0; i < CATALOGUE_FIELDS; i++) {
        const char *name = field_name(v, i);
        if (http_field(v->rq, name) && !str_eq(posted(v, name), shown(v, d ? d : &none, i)))
            words[n++] = (struct word){"field", str_of(arena_fmt(v->arena, "%s=%.*s", catalogue[i].name,
                                                                 STR_FMT(posted(v, name))))};
    }
    if (n == 2)
        return visit_go(v, arena_text(v->arena, v->rq->path), "nothing");
    if (visit_verb_v(v, "source set", words, &v->fault) < 0)
        return source_page(v, err);
    return visit_go(v, arena_text(v->arena, v->rq->path), "saved");
}
