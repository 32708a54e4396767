/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The briefing of a meeting: what it is made of out of the base, and as a file. */

#include "ops/meeting.h"

#include "base/utf8.h"
#include "document/briefing.h"
#include "document/press.h"
#include "model/ref_language.h"
#include "ops/reader.h"
#include "publish/coverage_history.h"
#include "store/share.h"

enum { ROUNDS_MOST = 200 };

/* All that is open while a briefing is made. */
struct making {
    struct call *c;
    struct str at;          /* as of which it is: now, or of a meeting that is over the end of its last day */
    struct gathering meeting, before;
    struct loaded loaded;   /* no ref: nothing is released */
    struct ref *ref;        /* with names in the language; NULL: the release's own */
    struct cube cube;       /* the release's columns with it */
    struct cube *none;      /* where nothing is released */
    struct cover_history history;
    struct coverage_view view;
    struct gaps_made gaps;
    struct briefing b;
    struct drawing *drawing;
};

/* -- the meeting ---------------------------------------------------------------------------------------- */

/* What was said of conclusions after the time as of which the briefing is. */
static void forget_later(struct gathering *g, struct str at)
{
    for (size_t i = 0; i < g->nconclusions; i++) {
        struct conclusion *k = &g->conclusions[i];
        while (k->nnotes && str_cmp(k->notes[k->nnotes - 1].at, at) > 0)
            k->nnotes--;
    }
}

static int load_meeting(struct making *m, struct err *err)
{
    struct call *c = m->c;
    struct meeting *all;
    size_t n;
    struct str name = call_get(c, "meeting"), day = str_sub(str_of(c->at), 0, 10);
    int r = meetings_load(&all, &n, c->store, &c->arena, err);
    const struct meeting *hand = r == 0 && !name.len ? meeting_at_hand(all, n, day) : NULL;
    m->at = str_of(c->at);
    if (r < 0 || (!name.len && !hand))
        return r;
    if ((r = gathering_load(&m->meeting, c->store, &c->arena, name.len ? name : hand->name, err)) < 0)
        return r;
    m->b.meeting = &m->meeting;
    if (str_cmp(m->meeting.meeting.last_day, day) < 0)
        m->at = str_of(arena_fmt(&c->arena, "%.*sT23:59:59Z", STR_FMT(m->meeting.meeting.last_day)));
    if (m->meeting.meeting.before) {
        r = gathering_load(&m->before, c->store, &c->arena, m->meeting.meeting.before_name, err);
        forget_later(&m->before, m->at);
        m->b.before = &m->before;
    }
    return r;
}

/* -- rounds ---------------------------------------------------------------------------------------------- */

/* Those that were open by then; of a meeting that is over those before it, since of what began at it more is known now
 * than was then. */
static int rounds_until(struct round *out, size_t *n, const struct making *m, struct err *err)
{
    struct store_iter *it;
    struct round round;
    bool over = m->b.meeting && !str_eq(m->at, str_of(m->c->at));
    struct str until = over ? m->meeting.meeting.first_day : m->at;
    int r = store_round_list(m->c->store, &it, err);
    *n = 0;
    while (r == 0 && (r = store_round_next(it, &round, err)) == 1) {
        struct str *texts[] = {&round.name,      &round.opened_at,    &round.opened_by, &round.deadline,
                               &round.criterion, &round.release_date, &round.closed_at, &round.closed_by};
        r = 0;
        if (str_cmp(round.opened_at, until) > 0)
            continue;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(&m->c->arena, *texts[i]);
        if (*n == ROUNDS_MOST) /* the newest */
            memmove(out, out + 1, sizeof *out * --*n);
        out[(*n)++] = round;
    }
    return r;
}

/* The round that the meeting looks at; else the newest in which something was to be answered by then. */
static const struct briefing_round *shown(const struct making *m, const struct briefing_round *v, size_t n)
{
    int64_t id = m->b.meeting ? m->meeting.meeting.round : 0;
    for (size_t i = 0; i < n; i++)
        if (v[i].round.id == id)
            return &v[i];
    return n ? &v[n - 1] : NULL;
}

static int load_rounds(struct making *m, struct err *err)
{
    struct call *c = m->c;
    struct round *rounds = arena_array(&c->arena, struct round, ROUNDS_MOST);
    size_t n;
    int r = rounds_until(rounds, &n, m, err);
    struct briefing_round *v = arena_array(&c->arena, struct briefing_round, n + 1);
    for (size_t i = 0; r == 0 && i < n; i++) {
        v[i].round = rounds[i];
        r = progress_load(&v[i].progress, c->store, c->ref, &v[i].round, STR(""), c->now, &c->arena, err);
    }
    m->b.rounds = v;
    m->b.nrounds = n;
    m->b.shown = shown(m, v, n);
    return r;
}

/* -- the release ------------------------------------------------------------------------------------------- */

/* The newest release that was made by then and that everybody may see. */
static int release_name(struct str *name, const struct making *m, struct err *err)
{
    struct store_iter *it;
    struct release release;
    int r = store_release_list(m->c->store, &it, str_of(m->c->at), err);
    *name = STR("");
    while (r == 0 && (r = store_release_next(it, &release, err)) == 1) {
        r = 0;
        if (str_cmp(release.released_at, m->at) <= 0)
            *name = arena_str(&m->c->arena, release.name);
    }
    return r;
}

/* With which it is compared: the newest at the meeting before, else the one before it. */
static void compare_with(struct making *m)
{
    const struct cover_history *h = &m->history;
    struct str day = m->b.before ? m->before.meeting.last_day : STR("");
    m->b.is = &h->v[h->n - 1];
    for (size_t i = 0; i + 1 < h->n; i++)
        if (!day.len || str_cmp(str_sub(h->v[i].released_at, 0, 10), day) <= 0)
            m->b.was = &h->v[i];
    m->b.since_meeting = m->b.was && day.len;
}

static int load_changes(struct making *m, struct err *err)
{
    struct call *c = m->c;
    struct release was;
    struct change_count *v;
    int r = store_release_get(c->store, &c->arena, &was, m->b.was->name, str_of(c->at), err);
    if (r == 0)
        r = changes_count(&v, &m->b.nchanges, &c->arena, c->store, was.id, m->loaded.release.id, false, err);
    m->b.changes = r == 0 ? v : NULL;
    return r;
}

static int load_release(struct making *m, struct err *err)
{
    struct call *c = m->c;
    struct loaded *l = &m->loaded;
    struct str name;
    int r = release_name(&name, m, err);
    if (r < 0 || !name.len)
        return r;
    if ((r = reader_load(l, c, name, str_of(c->at), STR(""), err)) < 0 ||
        (r = release_load_rounds(l, c->store, err)) < 0 ||
        (r = cover_history_load(&m->history, &c->arena, c->store, l->ref, l, str_of(c->at), err)) < 0)
        return r;
    struct coverage_of of = {l->ref, l->cube, &l->rounds, l->release.name, l->release.released_at};
    if ((r = coverage_view_make(&m->view, &c->arena, &of, &(struct coverage_asked){0}, err)) < 0)
        return r;
    m->b.coverage = &m->view;
    gaps_make(&m->gaps, &c->arena, &(struct gaps_from){.ref = l->ref, .cube = l->cube, .rounds = &l->rounds,
                                                       .sources = l->sources, .nsources = l->nsources,
                                                       .at = l->release.released_at});
    m->b.gaps = &m->gaps;
    compare_with(m);
    return m->b.was ? load_changes(m, err) : 0;
}

/* Everything is what the public sees: the briefing goes to all who come. */
static int load(struct making *m, struct err *err)
{
    store_audience(m->c->store, AUDIENCE_PUBLIC);
    store_now(m->c->store, str_of(m->c->at));
    int r = load_meeting(m, err);
    m->b.today = str_sub(m->at, 0, 10);
    if (r == 0)
        r = load_rounds(m, err);
    return r == 0 ? load_release(m, err) : r;
}

static void making_release(struct making *m)
{
    drawing_free(m->drawing);
    ref_in_language_free(m->ref);
    cube_free(m->none);
    if (m->loaded.ref)
        loaded_release(&m->loaded);
}

/* -- the document -------------------------------------------------------------------------------------------- */

static struct document_head head_of(const struct making *m, struct page *pg)
{
    const struct meeting *meeting = m->b.meeting ? &m->meeting.meeting : NULL;
    struct document_head head = {.kind = DOCUMENT_BRIEFING, .publisher = pg->cube->ref->name,
                                 .title = text_get(pg->text, "briefing.title"),
                                 .subtitle = text_get(pg->text, "briefing.subtitle"),
                                 .date = WORDS(pg, "briefing.date", {"date", date_words(pg, m->b.today)})};
    if (!meeting)
        return head;
    struct str days = str_eq(meeting->first_day, meeting->last_day)
                          ? date_words(pg, meeting->first_day)
                          : WORDS(pg, "meeting.days", {"first", date_words(pg, meeting->first_day)},
                                  {"last", date_words(pg, meeting->last_day)});
    head.title = WORDS(pg, "briefing.title.of", {"meeting", meeting->title});
    head.subtitle = meeting->place.len ? WORDS(pg, "briefing.when", {"days", days}, {"place", meeting->place}) : days;
    return head;
}

/* The cube of the page, with names in the language. */
static const struct cube *cube_of(struct making *m, const char *language)
{
    const struct cube *cube = m->loaded.cube;
    if (!cube)
        cube = m->none = cube_builder_finish(cube_builder_new(m->c->ref));
    m->cube = *cube;
    if (strcmp(language, "en") != 0)
        m->cube.ref = m->ref = ref_in_language(cube->ref, language);
    return &m->cube;
}

static int write_html(struct buf *out, struct making *m, const char *language, const struct text *text, struct err *err)
{
    struct document d;
    struct buf unused = {0};
    struct page pg = {.cube = cube_of(m, language), .text = text, .out = &unused, .arena = &m->c->arena,
                      .sources = m->loaded.sources, .nsources = m->loaded.nsources};
    int r = drawing_new(&m->drawing, err);
    if (r < 0)
        return r;
    struct document_head head = head_of(m, &pg);
    document_begin(&d, &pg, m->drawing, &head);
    r = briefing_write(&d, &m->b, err);
    if (r == 0)
        r = document_finish(out, &d, err);
    document_release(&d);
    buf_release(&unused);
    return r;
}

static const struct {
    const char *ending;
    int (*make)(struct buf *out, struct str html, struct err *err);
} forms[] = {{".html", NULL}, {".pdf", press_pdf}, {".docx", press_docx}};

int op_meeting_briefing(struct call *c, struct err *err)
{
    struct making m = {.c = c};
    struct buf html = {0}, file = {0};
    const struct text *text;
    const char *language, *output = arena_text(&c->arena, call_get(c, "output"));
    size_t form = 0;
    while (form < ARRAY_LEN(forms) && !str_ends(str_of(output), str_of(forms[form].ending)))
        form++;
    if (form == ARRAY_LEN(forms))
        return err_set(err, ERR_USAGE, "--output \"%s\" is to end in .pdf, .html or .docx",
                       utf8_brief(str_of(output)).text);
    int r = call_language(&language, &text, c, err);
    if (r == 0)
        r = call_ref(c, err);
    if (r == 0)
        r = load(&m, err);
    if (r == 0)
        r = write_html(&html, &m, language, text, err);
    if (r == 0 && forms[form].make)
        r = forms[form].make(&file, buf_view(&html), err);
    if (r == 0)
        r = call_write_file(c, output, buf_view(forms[form].make ? &file : &html), err);
    if (r == 0 && !c->json)
        buf_fmt(&c->out, "%s: the briefing%s%.*s, as of %.*s\n", output, m.b.meeting ? " of meeting " : "",
                STR_FMT(m.meeting.meeting.name), STR_FMT(m.b.today));
    making_release(&m);
    buf_release(&html);
    buf_release(&file);
    return r;
}
