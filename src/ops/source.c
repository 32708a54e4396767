/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The catalogue of sources: each change is a new version, what was said before stays. */

#include "ops/ops.h"

#include "base/utf8.h"
#include "model/block.h"
#include "model/period.h"

#include <stdio.h>

/* A version with what it says. */
struct described {
    struct source_version v;
    struct catalogue_source now;
};

struct described_list {
    struct described *v;
    size_t n, size;
};

/* -- from the base --------------------------------------------------------------------------------- */

static struct described *described_add(struct described_list *list, struct arena *arena,
                                       const struct source_version *v)
{
    if (list->n == list->size) {
        size_t size = MAX(list->size * 2, (size_t)16);
        struct described *more = arena_array(arena, struct described, size);
        if (list->n)
            memcpy(more, list->v, sizeof *more * list->n);
        list->v = more;
        list->size = size;
    }
    struct described *d = &list->v[list->n++];
    struct str *texts[] = {&d->v.area, &d->v.source, &d->v.at, &d->v.who};
    *d = (struct described){.v = *v};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = arena_str(arena, *texts[i]);
    d->now.area = d->v.area;
    d->now.source = d->v.source;
    d->now.withdrawn = v->withdrawn;
    return d;
}

static int fields_load(struct described *d, struct call *c, struct err *err)
{
    struct store_iter *it;
    struct source_field f;
    int r = store_source_field_list(c->store, &it, d->v.id, err);
    while (r == 0 && (r = store_source_field_next(it, &f, err)) == 1) {
        int field = catalogue_find(f.field);
        if (field >= 0) /* one of another version of the program is not shown */
            d->now.content[field] = arena_str(&c->arena, f.content);
        r = 0;
    }
    return r;
}

/* Newest versions, or with `history` all; `area` empty: of all countries. */
static int described_load(struct described_list *out, struct call *c, struct str area, bool history,
                          struct err *err)
{
    struct store_iter *it;
    struct source_version v;
    *out = (struct described_list){0};
    int r = store_source_list(c->store, &it, area, history, err);
    while (r == 0 && (r = store_source_next(it, &v, err)) == 1) {
        described_add(out, &c->arena, &v);
        r = 0;
    }
    for (size_t i = 0; r == 0 && i < out->n; i++)
        r = fields_load(&out->v[i], c, err);
    return r;
}

int catalogue_load(struct catalogue_source **out, size_t *n, struct call *c, struct str area, struct err *err)
{
    struct described_list list;
    int r = described_load(&list, c, area, false, err);
    *out = arena_array(&c->arena, struct catalogue_source, list.n + 1);
    *n = list.n;
    for (size_t i = 0; i < list.n; i++)
        (*out)[i] = list.v[i].now;
    return r;
}

/* -- into the base ---------------------------------------------------------------------------------- */

/* Inside a transaction. */
static int version_add(struct source_version *v, struct call *c, const struct catalogue_source *s,
                       struct err *err)
{
    struct source_field fields[CATALOGUE_FIELDS];
    size_t n = 0;
    for (int i = 0; i < CATALOGUE_FIELDS; i++)
        if (s->content[i].len)
            fields[n++] = (struct source_field){.field = str_of(catalogue[i].name), .content = s->content[i]};
    *v = (struct source_version){.area = s->area, .source = s->source, .at = str_of(c->at),
                                 .who = str_of(c->who), .withdrawn = s->withdrawn};
    return store_source_add(c->store, v, fields, n, err);
}

/* A source of which an accepted submission says something. */
struct taken {
    struct catalogue_source now;
    uint16_t period; /* its newest table */
    unsigned changes;
};

struct taking {
    struct call *c;
    struct taken *v;
    size_t n, size;
};

static struct taken *taken_at(struct taking *k, struct str area, struct str source)
{
    struct arena *arena = &k->c->arena;
    for (size_t i = 0; i < k->n; i++)
        if (str_eq(k->v[i].now.area, area) && str_eq(k->v[i].now.source, source))
            return &k->v[i];
    if (k->n == k->size) {
        size_t size = MAX(k->size * 2, (size_t)16);
        struct taken *more = arena_array(arena, struct taken, size);
        if (k->n)
            memcpy(more, k->v, sizeof *more * k->n);
        k->v = more;
        k->size = size;
    }
    k->v[k->n++] = (struct taken){.now = {.area = arena_str(arena, area), .source = arena_str(arena, source)}};
    return &k->v[k->n - 1];
}

static int known_load(struct taking *k, struct err *err)
{
    int r = 0;
    for (size_t i = 0; r == 0 && i < k->n; i++) {
        struct catalogue_source *known;
        size_t n;
        r = catalogue_load(&known, &n, k->c, k->v[i].now.area, err);
        for (size_t j = 0; r == 0 && j < n; j++)
            if (str_eq(known[j].source, k->v[i].now.source))
                k->v[i].now = known[j];
    }
    return r;
}

/* The notes that stand with the figures: of each source those of its newest tables. */
static int take_notes(struct taking *k, int64_t table, struct err *err)
{
    struct call *c = k->c;
    struct question_table t;
    struct obs_set set;
    struct str note[3];
    int r = store_table_get(c->store, &c->arena, &t, table, err);
    if (r < 0)
        return r;
    struct taken *s = taken_at(k, t.area, t.source);
    if (s->period != period_parse(t.period))
        return 0;
    obs_set_init(&set);
    r = table_unpack(&set, c->ref, t.cells, err);
    for (uint32_t i = 0; r == 0 && i < set.notes.n; i++) {
        obs_note_split(&note[0], &note[1], &note[2], set.notes.v[i]);
        for (int p = 1; p < 3; p++)
            s->changes += catalogue_take_notes(&s->now, c->ref, arena_str(&c->arena, note[p]));
    }
    obs_set_release(&set);
    return r;
}

/* What was answered about a source in words. */
static int take_remarks(struct taking *k, int64_t submission, struct err *err)
{
    struct store_iter *it;
    struct in_remark m;
    int r = store_remark_list(k->c->store, &it, submission, err);
    while (r == 0 && (r = store_remark_next(it, &m, err)) == 1) {
        int field = str_is(m.kind, remark_kind_name(REMARK_SOURCE)) ? catalogue_of_note(m.type) : -1;
        struct str content;
        r = 0;
        for (size_t i = 0; field >= 0 && i < k->n; i++) {
            struct taken *s = &k->v[i];
            struct str text = arena_str(&k->c->arena, str_sub(m.content, 0, CATALOGUE_CONTENT_MAX));
            if (!str_eq(s->now.source, m.source) || (m.area.len && !str_eq(s->now.area, m.area)) ||
                !catalogue_content(&content, &k->c->arena, k->c->ref, (enum catalogue_field)field, text) ||
                !content.len || str_eq(s->now.content[field], content))
                continue;
            s->now.content[field] = content;
            s->changes++;
        }
    }
    return r;
}

int catalogue_take(struct call *c, int64_t submission, const struct accepted_table *tables, size_t n,
                   struct err *err)
{
    struct taking k = {.c = c};
    struct source_version v;
    for (size_t i = 0; i < n; i++)
        if (tables[i].source.len) {
            struct taken *s = taken_at(&k, tables[i].area, tables[i].source);
            s->period = MAX(s->period, period_parse(tables[i].period));
        }
    int r = known_load(&k, err);
    for (size_t i = 0; r == 0 && i < n; i++)
        if (tables[i].source.len &&
            taken_at(&k, tables[i].area, tables[i].source)->period == period_parse(tables[i].period))
            r = take_notes(&k, tables[i].id, err);
    if (r == 0)
        r = take_remarks(&k, submission, err);
    for (size_t i = 0; r == 0 && i < k.n; i++)
        if (k.v[i].changes)
            r = version_add(&v, c, &k.v[i].now, err);
    return r;
}

/* -- telling ----------------------------------------------------------------------------------------- */

/* Which of a source's tables and years were accepted. */
static int put_use(struct call *c, const struct described *d, struct err *err)
{
    struct store_iter *it;
    struct source_use use;
    struct buf last = {0};
    bool some = false;
    int r = store_source_use_list(c->store, &it, d->v.area, d->v.source, err);
    if (c->json) {
        json_key(&c->j, "fed");
        json_open(&c->j, '[');
    }
    while (r == 0 && (r = store_source_use_next(it, &use, err)) == 1) {
        bool same = some && str_eq(buf_view(&last), use.indicator);
        r = 0;
        if (c->json && !same) {
            if (some) {
                json_close(&c->j);
                json_close(&c->j);
            }
            json_open(&c->j, '{');
            json_put(&c->j, "indicator", use.indicator);
            json_key(&c->j, "times");
            json_open(&c->j, '[');
        }
        if (c->json)
            json_str(&c->j, use.period);
        else if (same)
            buf_fmt(&c->out, " %.*s", STR_FMT(use.period));
        else
            buf_fmt(&c->out, "%s  fed %.*s: %.*s", some ? "\n" : "", STR_FMT(use.indicator), STR_FMT(use.period));
        last.len = 0;
        buf_str(&last, use.indicator);
        some = true;
    }
    if (c->json) {
        if (some) {
            json_close(&c->j);
            json_close(&c->j);
        }
        json_close(&c->j);
    } else if (some) {
        buf_char(&c->out, '\n');
    }
    buf_release(&last);
    return r;
}

/* A person's name and address are for the office and the country alone. */
static bool is_shown(const struct call *c, const struct described *d, int field)
{
    return d->now.content[field].len &&
           (!catalogue[field].personal || call_is(c, TO_OFFICE) || call_may(c, d->v.area));
}

static void put_fields(struct call *c, const struct described *d)
{
    if (c->json) {
        json_key(&c->j, "fields");
        json_open(&c->j, '[');
    }
    for (int i = 0; i < CATALOGUE_FIELDS; i++) {
        struct str content = d->now.content[i];
        if (!is_shown(c, d, i))
            continue;
        struct str text = catalogue_text(c->ref, "en", (enum catalogue_field)i, content);
        if (!c->json) {
            buf_fmt(&c->out, "  %-17s  %.*s%s\n", catalogue[i].name, STR_FMT(text),
                    catalogue[i].personal ? "  (not public)" : "");
            continue;
        }
        json_open(&c->j, '{');
        json_put(&c->j, "field", str_of(catalogue[i].name));
        json_put(&c->j, "label", str_of(catalogue[i].label));
        json_put(&c->j, "content", content);
        if (!str_eq(text, content))
            json_put(&c->j, "text", text);
        json_put_bool(&c->j, "public", !catalogue[i].personal);
        json_close(&c->j);
    }
    if (c->json)
        json_close(&c->j);
}

static struct str name_of(const struct ref *ref, const struct described *d)
{
    uint16_t type, survey = 0;
    if (d->now.content[CATALOGUE_NAME].len)
        return d->now.content[CATALOGUE_NAME];
    bool known = ref_source_find(ref, &type, &survey, d->v.source);
    return survey ? ref->surveys[survey].name : known ? ref->source_types[type].name : STR("");
}

static int put_described(struct call *c, const struct described *d, bool whole, struct err *err)
{
    int r = 0;
    unsigned said = 0;
    for (int i = 0; i < CATALOGUE_FIELDS; i++)
        said += d->now.content[i].len > 0;
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  %-9.*s  %.*s; version %lld of %.10s by %.*s, %u of %d things said%s\n",
                STR_FMT(d->v.area), STR_FMT(d->v.source), STR_FMT(name_of(c->ref, d)),
                (long long)d->v.version, d->v.at.p, STR_FMT(d->v.who), said, CATALOGUE_FIELDS,
                d->v.withdrawn ? "; withdrawn" : "");
        if (whole)
            put_fields(c, d);
        return whole ? put_use(c, d, err) : 0;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "ref_area", d->v.area);
    json_put(&c->j, "source", d->v.source);
    json_put(&c->j, "name", name_of(c->ref, d));
    json_put_int(&c->j, "version", d->v.version);
    json_put(&c->j, "at", d->v.at);
    json_put(&c->j, "who", d->v.who);
    json_put_bool(&c->j, "withdrawn", d->v.withdrawn);
    json_put_int(&c->j, "said", said);
    put_fields(c, d);
    if (whole)
        r = put_use(c, d, err);
    json_close(&c->j);
    json_line(&c->j);
    return r;
}

/* -- the operations ------------------------------------------------------------------------------------ */

/* What --country and --source say. */
static int source_said(struct str *area, struct str *source, struct call *c, struct err *err)
{
    uint16_t a, survey = 0;
    *area = call_get(c, "country");
    *source = call_get(c, "source");
    int r = call_ref(c, err);
    if (r < 0)
        return r;
    a = ref_area_find(c->ref, *area);
    if (!a || !c->ref->areas[a].member)
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country of %.*s; it is to be three letters, as "
                       "THA", utf8_brief(*area).text, STR_FMT(c->ref->region));
    if (!ref_source_find(c->ref, NULL, &survey, *source))
        return err_set(err, ERR_USAGE, "--source \"%s\" is no source; it is to be a type of the list and a "
                       "survey, as BA:741", utf8_brief(*source).text);
    if (survey && c->ref->surveys[survey].area != a)
        return err_set(err, ERR_USAGE, "%.*s is registered for %.*s, not for %.*s; ilms sources %.*s lists those "
                       "there are", STR_FMT(*source),
                       STR_FMT(c->ref->areas[c->ref->surveys[survey].area].name),
                       STR_FMT(c->ref->areas[a].name), STR_FMT(*area));
    return 0;
}

/* The newest version; found is false where nobody has described the source yet. */
static int newest(struct described *out, bool *found, struct call *c, struct str area, struct str source,
                  struct err *err)
{
    struct described_list list;
    int r = described_load(&list, c, area, false, err);
    *out = (struct described){.now = {.area = area, .source = source}};
    *found = false;
    for (size_t i = 0; r == 0 && i < list.n; i++)
        if (str_eq(list.v[i].v.source, source)) {
            *out = list.v[i];
            *found = true;
        }
    return r;
}

static int not_described(struct str area, struct str source, struct err *err)
{
    return err_set(err, ERR_NOTFOUND, "nobody has described %.*s of %.*s yet; ilms source set does",
                   STR_FMT(source), STR_FMT(area));
}

/* "name=Labour Force Survey"; an empty text takes back what was said. */
static int set_field(struct catalogue_source *s, struct call *c, struct str said, struct err *err)
{
    struct str name, rest = said, content;
    char what[64];
    int field = memchr(said.p, '=', said.len) && str_next(&name, &rest, '=') ? catalogue_find(name) : -1;
    if (field < 0) {
        struct buf names = {0};
        for (int i = 0; i < CATALOGUE_FIELDS; i++)
            buf_fmt(&names, "%s%s", i ? ", " : "", catalogue[i].name);
        int r = err_set(err, ERR_USAGE, "--field \"%s\" is to be NAME=TEXT, with one of the names %s",
                        utf8_brief(said).text, names.p);
        buf_release(&names);
        return r;
    }
    rest = str_trim(rest);
    snprintf(what, sizeof what, "what is said of %s", catalogue[field].name);
    int r = line_check(rest, what, err);
    if (r < 0)
        return r;
    if (rest.len && !catalogue_content(&content, &c->arena, c->ref, (enum catalogue_field)field, rest))
        return err_set(err, ERR_USAGE, "%s is to be one of the fixed values of %s, by number or name; \"%s\" is "
                       "none", catalogue[field].name, catalogue[field].note, utf8_brief(rest).text);
    s->content[field] = rest.len ? content : STR("");
    return 0;
}

/* Adds what is in `d` now as a version and tells it. */
static int put_version(struct call *c, struct described *d, struct str area, struct err *err)
{
    int r = call_area(c, area, err);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = version_add(&d->v, c, &d->now, err);
    if (r == 0)
        r = call_commit(c, err);
    return r == 0 ? put_described(c, d, false, err) : r;
}

int op_source_set(struct call *c, struct err *err)
{
    struct str area, source;
    struct described d;
    bool found, some = false;
    int r = source_said(&area, &source, c, err);
    if (r == 0)
        r = newest(&d, &found, c, area, source, err);
    for (unsigned i = 0; r == 0 && i < c->nvalues; i++)
        if (strcmp(c->value[i].name, "field") == 0) {
            r = set_field(&d.now, c, c->value[i].value, err);
            some = true;
        }
    if (r == 0 && !some)
        return err_set(err, ERR_USAGE, "say what is known by --field NAME=TEXT; it may be given several times");
    d.now.withdrawn = false; /* who describes a source uses it */
    return r == 0 ? put_version(c, &d, area, err) : r;
}

int op_source_withdraw(struct call *c, struct err *err)
{
    struct str area, source;
    struct described d;
    bool found;
    int r = source_said(&area, &source, c, err);
    if (r == 0)
        r = newest(&d, &found, c, area, source, err);
    if (r == 0 && !found)
        return not_described(area, source, err);
    if (r == 0 && d.now.withdrawn)
        return err_set(err, ERR_STATE, "%.*s of %.*s was withdrawn on %.10s by %.*s already", STR_FMT(source),
                       STR_FMT(area), d.v.at.p, STR_FMT(d.v.who));
    d.now.withdrawn = true;
    return r == 0 ? put_version(c, &d, area, err) : r;
}

int op_source_list(struct call *c, struct err *err)
{
    struct described_list list;
    struct str area = call_get(c, "country");
    int r = call_ref(c, err);
    if (r == 0 && area.len && !ref_area_find(c->ref, area))
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country or area; it is to be three letters, as "
                       "THA", utf8_brief(area).text);
    if (r == 0 && area.len)
        r = call_area(c, area, err);
    if (r == 0)
        r = described_load(&list, c, area, false, err);
    for (size_t i = 0; r == 0 && i < list.n; i++)
        r = put_described(c, &list.v[i], false, err);
    if (r == 0 && list.n == 0 && !c->json)
        buf_puts(&c->out, "no source has been described yet; ilms source set --country ISO3 --source TYPE:ID "
                          "--field NAME=TEXT\n");
    return r;
}

int op_source_show(struct call *c, struct err *err)
{
    struct str area, source;
    struct described d;
    bool found;
    int r = source_said(&area, &source, c, err);
    if (r == 0)
        r = newest(&d, &found, c, area, source, err);
    if (r == 0 && !found)
        return not_described(area, source, err);
    return r == 0 ? put_described(c, &d, true, err) : r;
}

int op_source_history(struct call *c, struct err *err)
{
    struct str area, source;
    struct described_list list;
    unsigned n = 0;
    int r = source_said(&area, &source, c, err);
    if (r == 0)
        r = described_load(&list, c, area, true, err);
    for (size_t i = 0; r == 0 && i < list.n; i++) {
        if (!str_eq(list.v[i].v.source, source))
            continue;
        n++;
        r = put_described(c, &list.v[i], false, err);
        if (r == 0 && !c->json)
            put_fields(c, &list.v[i]);
    }
    return r == 0 && n == 0 ? not_described(area, source, err) : r;
}
