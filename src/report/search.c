/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What was found, by kind, the kind that fits best first. Names are those of the page's language; where a thing was
 * found by another, that one stands below. */

#include "report/layout.h"

#include "syntax/words.h"

enum { OF_EACH = 5, A_PAGE = 25, TABLES_NAMED = 3, EXCERPT = 180, EXCERPT_BEFORE = 60 };

struct showing {
    struct page *pg;
    const struct page_search *x;
    struct words *words;
};

/* -- found words are marked --------------------------------------------------------------------------- */

struct marked {
    const struct found_list *list;
    bool *at; /* by byte */
    size_t n;
};

static void mark(struct marked *m, size_t from, size_t len)
{
    memset(m->at + from, true, len);
    m->n += len;
}

static void mark_word(void *ctx, const struct word *word)
{
    struct marked *m = ctx;
    if (found_marks(m->list, word->folded))
        mark(m, word->from, word->len);
}

static struct marked marks_of(const struct showing *s, struct str text)
{
    const struct found_list *list = s->x->list;
    struct marked m = {list, arena_array(s->pg->arena, bool, text.len + 1), 0};
    words_of(s->words, text, mark_word, &m);
    for (unsigned i = 0; i < list->nruns && text.len; i++) {
        const char *p = text.p, *end = str_end(text);
        while (p < end && (p = memmem(p, (size_t)(end - p), list->runs[i].p, list->runs[i].len))) {
            mark(&m, (size_t)(p - text.p), list->runs[i].len);
            p += list->runs[i].len;
        }
    }
    return m;
}

static void put_marked(struct page *pg, struct str text, const struct marked *m, size_t from, size_t end)
{
    while (from < end) {
        size_t to = from;
        while (to < end && m->at[to] == m->at[from])
            to++;
        html(pg->out, m->at[from] ? "<mark>" : "");
        html_text(pg->out, str_sub(text, from, to - from));
        html(pg->out, m->at[from] ? "</mark>" : "");
        from = to;
    }
}

/* The beginning of a letter, at a place or before it. */
static size_t letter_at(struct str text, size_t at)
{
    while (at && at < text.len && ((unsigned char)text.p[at] & 0xc0) == 0x80)
        at--;
    return MIN(at, text.len);
}

/* Of a long text the part around the first word that was found. */
static void put_excerpt(const struct showing *s, struct str text)
{
    struct page *pg = s->pg;
    struct marked m = marks_of(s, text);
    size_t first = 0, from = 0, end = text.len;
    while (first < text.len && !m.at[first])
        first++;
    if (text.len > EXCERPT) {
        from = first < text.len && first > EXCERPT_BEFORE ? letter_at(text, first - EXCERPT_BEFORE) : 0;
        end = letter_at(text, MIN(from + EXCERPT, text.len));
    }
    html(pg->out, from ? "\xE2\x80\xA6" : "");
    put_marked(pg, text, &m, from, end);
    html(pg->out, end < text.len ? "\xE2\x80\xA6" : "");
}

/* -- a hit ---------------------------------------------------------------------------------------------- */

static void dot(struct page *pg) { html(pg->out, " \xC2\xB7 "); }

static void put_span(struct page *pg, uint16_t first, uint16_t last)
{
    dot(pg);
    html_text(pg->out, span(pg, first, last));
}

static void say_table(struct page *pg, const struct found_thing *f)
{
    const struct cube *cube = pg->cube;
    const struct cube_flow *flow = cube_flow_find(cube, (uint16_t)f->index);
    html_text(pg->out, cube->ref->modules[cube->ref->indicators[f->index].module].name);
    dot(pg);
    if (!flow) {
        say(pg, "search.no.figures");
        return;
    }
    struct holding of = {.first = flow->period_first, .last = flow->period_last};
    if (f->area)
        of = cover_of(cube, flow, f->area);
    uint32_t n = 0;
    for (uint32_t a = 0; a < cube->ref->nareas; a++)
        n += flow->area_at[a + 1] > flow->area_at[a];
    html_text(pg->out, f->area ? counted(pg, "count.figures", of.nobs) : counted(pg, "search.countries", n));
    put_span(pg, of.first, of.last);
}

static void say_country(struct page *pg, const struct found_thing *f)
{
    const struct cube *cube = pg->cube;
    uint32_t n = 0;
    uint16_t first = UINT16_MAX, last = 0;
    for (uint32_t i = 0; i < cube->nflows; i++) {
        struct holding of = cover_of(cube, &cube->flows[i], (uint16_t)f->index);
        if (!of.nobs)
            continue;
        n++;
        first = MIN(first, of.first);
        last = MAX(last, of.last);
    }
    if (!n) {
        say(pg, "search.no.figures");
        return;
    }
    html_text(pg->out, counted(pg, "count.tables", n));
    put_span(pg, first, last);
}

static void say_source(struct page *pg, const struct found_thing *f)
{
    html_text(pg->out, source_area_name(pg, f->code));
    dot(pg);
    html_text(pg->out, source_type_name(pg, f->code));
    if (!f->has_figures) {
        dot(pg);
        say(pg, "search.no.figures");
    }
}

/* What a code or note belongs to, and the tables that have it. */
static void say_used(struct page *pg, const struct found_thing *f, struct str of)
{
    const struct ref *ref = pg->cube->ref;
    html_text(pg->out, of);
    if (!f->ntables) {
        dot(pg);
        say(pg, "search.no.figures");
        return;
    }
    html(pg->out, "</p>\n<ul class=\"used\">");
    for (uint32_t i = 0; i < MIN(f->ntables, (uint32_t)TABLES_NAMED); i++) {
        html(pg->out, "<li>");
        html_link(pg->out, "/table/", ref->indicators[f->tables[i]].code, ref->indicators[f->tables[i]].title);
        html(pg->out, "</li>\n");
    }
    if (f->ntables > TABLES_NAMED) {
        html(pg->out, "<li>");
        html_text(pg->out, counted(pg, "search.more", f->ntables - TABLES_NAMED));
        html(pg->out, "</li>\n");
    }
    html(pg->out, "</ul>\n<p class=\"small\">");
}

static void say_more(const struct showing *s, const struct found_thing *f)
{
    struct page *pg = s->pg;
    const struct ref *ref = pg->cube->ref;
    switch (f->kind) {
    case FOUND_TABLE: say_table(pg, f); break;
    case FOUND_COUNTRY: say_country(pg, f); break;
    case FOUND_SOURCE: say_source(pg, f); break;
    case FOUND_CODE: say_used(pg, f, ref->versions[ref->codes[f->index].version].name); break;
    case FOUND_NOTE: say_used(pg, f, ref->note_types[ref->notes[f->index].type].name); break;
    case FOUND_COLLECTION: html_text(pg->out, f->collection->publisher); break;
    case FOUND_PAGE: {
        struct str lead = text_get(pg->text, found_pages[f->index].lead);
        if (!memchr(lead.p, '{', lead.len))
            put_excerpt(s, lead);
        break;
    }
    case FOUND_KINDS: break;
    }
}

static void put_hit(const struct showing *s, const struct found_thing *f)
{
    struct page *pg = s->pg;
    struct str name = found_name(pg->cube->ref, pg->text, f), to = found_address(pg->arena, pg->cube->ref, f);
    struct marked m = marks_of(s, name);
    if (f->kind == FOUND_CODE || f->kind == FOUND_NOTE) /* its tables stand below */
        to.len = 0;
    html(pg->out, "<li><p>");
    if (to.len) {
        html(pg->out, "<a href=\"");
        html_attr(pg->out, to);
        html(pg->out, "\">");
    }
    put_marked(pg, name, &m, 0, name.len);
    if (f->area) {
        html(pg->out, ", ");
        put_excerpt(s, pg->cube->ref->areas[f->area].name);
    }
    html(pg->out, to.len ? "</a>" : "");
    if (f->kind != FOUND_PAGE) {
        html(pg->out, " <code>");
        put_excerpt(s, f->code);
        html(pg->out, "</code>");
    }
    html(pg->out, "</p>\n");
    if (!m.n && f->where.len && !str_eq(f->where, f->code) && !str_eq(f->where, name)) {
        html(pg->out, "<p class=\"where\">");
        put_excerpt(s, f->where);
        html(pg->out, "</p>\n");
    }
    html(pg->out, "<p class=\"small\">");
    say_more(s, f);
    html(pg->out, "</p></li>\n");
}

/* -- kinds ---------------------------------------------------------------------------------------------- */

static const char *kind_key(struct page *pg, enum found_kind kind)
{
    return arena_fmt(pg->arena, "search.kind.%s", found_kind_name(kind));
}

/* "/search?q=...&kind=code&from=26" */
static void put_search(const struct showing *s, int kind, size_t from)
{
    struct buf *out = s->pg->out;
    html(out, "<a href=\"/search?q=");
    html_value(out, s->x->question);
    if (kind >= 0)
        buf_fmt(out, "&amp;kind=%s", found_kind_name((enum found_kind)kind));
    if (from)
        buf_fmt(out, "&amp;from=%zu", from + 1);
    html(out, "\"");
}

/* The kinds that something was found of, the best first. */
static size_t kinds_of(enum found_kind out[FOUND_KINDS], const struct found_list *list)
{
    bool seen[FOUND_KINDS] = {0};
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        if (!seen[list->v[i].kind]) {
            seen[list->v[i].kind] = true;
            out[n++] = list->v[i].kind;
        }
    return n;
}

static void put_kinds(const struct showing *s, const enum found_kind *kinds, size_t n)
{
    struct page *pg = s->pg;
    html(pg->out, "<nav class=\"switch\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "search.kinds"));
    html(pg->out, "\"><ul>\n<li>");
    put_search(s, -1, 0);
    html(pg->out, s->x->kind < 0 ? " aria-current=\"page\">" : ">");
    SAY(pg, "search.every", {"n", number(pg, s->x->list->n)});
    html(pg->out, "</a></li>\n");
    for (size_t i = 0; i < n; i++) {
        html(pg->out, "<li>");
        put_search(s, (int)kinds[i], 0);
        html(pg->out, s->x->kind == (int)kinds[i] ? " aria-current=\"page\">" : ">");
        say(pg, kind_key(pg, kinds[i]));
        html(pg->out, " ");
        html_text(pg->out, number(pg, s->x->list->of_kind[kinds[i]]));
        html(pg->out, "</a></li>\n");
    }
    html(pg->out, "</ul></nav>\n");
}

/* Those of a kind from `first` on, at most so many. */
static void put_hits(const struct showing *s, enum found_kind kind, size_t first, size_t most)
{
    const struct found_list *list = s->x->list;
    buf_fmt(s->pg->out, "<ol class=\"hits\" start=\"%zu\">\n", first + 1);
    for (size_t i = 0, k = 0; i < list->n && k < first + most; i++)
        if (list->v[i].kind == kind && k++ >= first)
            put_hit(s, &list->v[i]);
    html(s->pg->out, "</ol>\n");
}

static void put_some(const struct showing *s, enum found_kind kind)
{
    struct page *pg = s->pg;
    size_t n = s->x->list->of_kind[kind];
    html(pg->out, "<section>\n");
    say_in(pg, "h2", NULL, kind_key(pg, kind));
    put_hits(s, kind, 0, OF_EACH);
    if (n > OF_EACH) {
        html(pg->out, "<p>");
        put_search(s, (int)kind, 0);
        html(pg->out, ">");
        SAY(pg, "search.all", {"n", number(pg, n)});
        html(pg->out, "</a></p>\n");
    }
    html(pg->out, "</section>\n");
}

static void put_all(const struct showing *s, enum found_kind kind)
{
    struct page *pg = s->pg;
    size_t n = s->x->list->of_kind[kind], first = s->x->first < n ? s->x->first : 0;
    say_in(pg, "h2", NULL, kind_key(pg, kind));
    put_hits(s, kind, first, A_PAGE);
    if (n <= A_PAGE)
        return;
    html(pg->out, "<nav class=\"turn\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "search.pages"));
    html(pg->out, "\">");
    if (first) {
        put_search(s, (int)kind, first > A_PAGE ? first - A_PAGE : 0);
        html(pg->out, " rel=\"prev\">");
        say(pg, "search.before");
        html(pg->out, "</a>\n");
    }
    html(pg->out, "<span>");
    SAY(pg, "search.range", {"from", number(pg, first + 1)}, {"to", number(pg, MIN(first + A_PAGE, n))},
        {"n", number(pg, n)});
    html(pg->out, "</span>\n");
    if (first + A_PAGE < n) {
        put_search(s, (int)kind, first + A_PAGE);
        html(pg->out, " rel=\"next\">");
        say(pg, "search.next");
        html(pg->out, "</a>\n");
    }
    html(pg->out, "</nav>\n");
}

/* -- the page ---------------------------------------------------------------------------------------------- */

static void put_box(const struct showing *s)
{
    struct page *pg = s->pg;
    html(pg->out, "<form class=\"find large\" action=\"/search\"><label class=\"hide\" for=\"q\">");
    say(pg, "nav.find");
    html(pg->out, "</label><input id=\"q\" type=\"search\" name=\"q\" autocomplete=\"off\" value=\"");
    html_attr(pg->out, s->x->question);
    html(pg->out, "\"><button>");
    say(pg, "nav.search");
    html(pg->out, "</button></form>\n");
}

/* "Malaysia, Malaysian": what a word was taken for. */
static struct str taken_for(struct page *pg, const struct heard *h)
{
    enum { NAMED = 3 };
    struct str said = h->spelt[0];
    for (unsigned i = 1; i < MIN(h->nas, (unsigned)NAMED); i++)
        said = text_join(pg, "%.*s, %.*s", STR_FMT(said), STR_FMT(h->spelt[i]));
    return said;
}

/* What was forgiven. */
static void put_heard(const struct showing *s)
{
    struct page *pg = s->pg;
    const struct found_list *list = s->x->list;
    for (unsigned i = 0; i < list->nheard; i++) {
        const struct heard *h = &list->heard[i];
        if (h->how != HEARD_NEAR && !(h->how == HEARD_NOTHING && list->n))
            continue;
        html(pg->out, "<p class=\"heard\">");
        if (h->how == HEARD_NEAR)
            SAY(pg, "search.shown", {"said", h->said}, {"near", taken_for(pg, h)});
        else
            SAY(pg, "search.passed", {"said", h->said});
        html(pg->out, "</p>\n");
    }
    bool passed = false;
    for (unsigned i = 0; i < list->nheard; i++)
        passed = passed || list->heard[i].how == HEARD_NOTHING;
    if (list->some && !passed)
        say_in(pg, "p", "heard", "search.some");
    if (list->cut) {
        html(pg->out, "<p class=\"heard\">");
        SAY(pg, "search.cut", {"n", number(pg, HEARD_MOST)});
        html(pg->out, "</p>\n");
    }
}

static void put_none(const struct showing *s)
{
    struct page *pg = s->pg;
    say_in(pg, "p", "lead", "search.none");
    html(pg->out, "<ul class=\"steps\">\n");
    say_in(pg, "li", NULL, "search.none.fewer");
    say_in(pg, "li", NULL, "search.none.language");
    say_in(pg, "li", NULL, "search.none.lists");
    html(pg->out, "</ul>\n");
}

static void put_found(const struct showing *s)
{
    enum found_kind kinds[FOUND_KINDS];
    size_t n = kinds_of(kinds, s->x->list);
    put_kinds(s, kinds, n);
    if (s->x->kind >= 0 && s->x->list->of_kind[s->x->kind])
        put_all(s, (enum found_kind)s->x->kind);
    else
        for (size_t i = 0; i < n; i++)
            put_some(s, kinds[i]);
}

void page_search(struct page *pg, const struct page_search *x)
{
    if (!page_released(pg, ""))
        return;
    const struct showing s = {pg, x, words_new()};
    pg->seeks = true;
    page_open(pg, x->question.len ? WORDS(pg, "search.title.of", {"said", x->question})
                                  : text_get(pg->text, "search.title"), "");
    say_in(pg, "h1", NULL, "search.title");
    put_box(&s);
    if (!x->list->nheard)
        say_in(pg, "p", "lead", "search.lead");
    put_heard(&s);
    if (x->list->n)
        put_found(&s);
    else if (x->list->nheard)
        put_none(&s);
    page_close(pg);
    words_free(s.words);
}
