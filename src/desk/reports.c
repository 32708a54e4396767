/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reports: ordered, made in the background (desk/errand.c), read before anybody else, published or thrown away. */

#include "desk/visit.h"

#include "base/utf8.h"
#include "model/report_file.h"
#include "server/policy.h"
#include "store/consultation.h"
#include "store/report_orders.h"
#include "store/reports.h"
#include "syntax/json.h"

static const char *const formats[REPORT_FORMATS] = {"HTML", "PDF", "DOCX"};

struct ordered {
    struct report_order *v; /* the newest first */
    size_t n;
    struct report_order_file *files;
    size_t nfiles;
};

static void *grown(struct visit *v, void *old, size_t n, size_t *size, size_t each)
{
    if (n < *size)
        return old;
    *size = MAX(*size * 2, (size_t)32);
    void *more = arena_alloc(v->arena, *size * each);
    if (n)
        memcpy(more, old, n * each);
    return more;
}

static int load(struct ordered *all, struct visit *v, struct err *err)
{
    struct store_iter *it;
    struct report_order o;
    struct report_order_file f;
    size_t size = 0, files = 0;
    *all = (struct ordered){0};
    int r = store_report_order_list(v->st, &it, err);
    while (r == 0 && (r = store_report_order_next(it, &o, err)) == 1) {
        struct str *texts[] = {&o.at, &o.who, &o.consultation, &o.language, &o.formats, &o.state, &o.began_at,
                               &o.finished_at, &o.message, &o.title, &o.draft, &o.release_name};
        r = 0;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(v->arena, *texts[i]);
        all->v = grown(v, all->v, all->n, &size, sizeof o);
        all->v[all->n++] = o;
    }
    if (r == 0)
        r = store_report_made_list(v->st, &it, err);
    while (r == 0 && (r = store_report_made_next(it, &f, err)) == 1) {
        r = 0;
        f.name = arena_str(v->arena, f.name);
        f.sha256 = STR("");
        all->files = grown(v, all->files, all->nfiles, &files, sizeof f);
        all->files[all->nfiles++] = f;
    }
    return r;
}

static struct str language_name(struct visit *v, struct str code)
{
    const struct text *text = text_find(arena_text(v->arena, code));
    return text ? text_get(text, "language.name") : code;
}

static bool has_format(const struct report_order *o, int f)
{
    struct str rest = o->formats, one;
    bool has = false;
    while (!has && str_next(&one, &rest, ','))
        has = str_is(one, report_format_name((enum report_format)f));
    return has;
}

static bool is_open(const struct report_order *o) { return str_is(o->state, "waiting") || str_is(o->state, "making"); }

/* -- the form --------------------------------------------------------------------------------------------- */

static int choose_release(bool *any, struct visit *v, struct err *err)
{
    enum { MOST = 200 };
    struct choice choices[MOST];
    struct store_iter *it;
    struct release release;
    size_t n = 0;
    int r = store_release_list(v->st, &it, str_of(v->at), err);
    while (r == 0 && (r = store_release_next(it, &release, err)) == 1) {
        r = 0;
        if (n == MOST) /* the newest */
            memmove(choices, choices + 1, sizeof *choices * --n);
        choices[n].value = choices[n].label = arena_str(v->arena, release.name);
        n++;
    }
    for (size_t i = 0; i < n / 2; i++) {
        struct choice other = choices[i];
        choices[i] = choices[n - 1 - i];
        choices[n - 1 - i] = other;
    }
    *any = n > 0;
    if (r == 0 && n)
        form_choice(v, "report-release", filled(v, "report-release", choices[0].value), choices, n);
    return r;
}

static int choose_consultation(struct visit *v, struct err *err)
{
    enum { MOST = 100 };
    struct choice choices[MOST] = {{STR(""), text_get(v->page.text, "desk.reports.alone")}};
    struct store_iter *it;
    struct consultation_row row;
    size_t n = 1;
    int r = store_consultation_list(v->st, &it, err);
    while (r == 0 && (r = store_consultation_next(it, &row, err)) == 1) {
        r = 0;
        if (n == MOST)
            memmove(choices + 1, choices + 2, sizeof *choices * (--n - 1));
        choices[n].value = choices[n].label = arena_str(v->arena, row.name);
        n++;
    }
    if (r == 0 && n > 1)
        form_choice(v, "consultation", filled(v, "consultation", STR("")), choices, n);
    return r;
}

static void open_boxes(struct visit *v, const char *name)
{
    const char *hint = arena_fmt(v->arena, "desk.hint.%s", name);
    buf_fmt(v->page.out, "<fieldset class=\"field\" id=\"f-%s\"><legend>", name);
    say(&v->page, arena_fmt(v->arena, "desk.field.%s", name));
    html(v->page.out, "</legend>\n");
    if (text_has(v->page.text, hint))
        say_in(&v->page, "p", "hint", hint);
}

/* language: of the label; NULL: the page's */
static void put_box(struct visit *v, const char *name, struct str label, const char *language, bool first)
{
    bool on = v->fault.code != ERR_NONE ? posted(v, name).len : first;
    buf_fmt(v->page.out, "<span class=\"check\"><input type=\"checkbox\" id=\"f-%s\" name=\"%s\" value=\"yes\"%s> "
            "<label for=\"f-%s\"", name, name, on ? " checked" : "", name);
    if (language)
        buf_fmt(v->page.out, " lang=\"%s\"", language);
    html(v->page.out, ">");
    html_text(v->page.out, label);
    html(v->page.out, "</label></span>\n");
}

static const char *language_box(struct visit *v, struct str code)
{
    return arena_fmt(v->arena, "in-%.*s", STR_FMT(code));
}

static const char *format_box(struct visit *v, int f)
{
    return arena_fmt(v->arena, "as-%s", report_format_name((enum report_format)f));
}

static int put_form(struct visit *v, struct err *err)
{
    struct str rest = text_languages(), one;
    bool any;
    say_in(&v->page, "h2", NULL, "desk.reports.new");
    form_begin(v, NULL);
    int r = choose_release(&any, v, err);
    if (r == 0)
        r = choose_consultation(v, err);
    open_boxes(v, "languages");
    while (str_next(&one, &rest, ' '))
        if (one.len)
            put_box(v, language_box(v, one), language_name(v, one), arena_text(v->arena, one),
                    str_eq(one, text_get(v->page.text, "language")));
    html(v->page.out, "</fieldset>\n");
    open_boxes(v, "formats");
    for (int f = 0; f < REPORT_FORMATS; f++)
        put_box(v, format_box(v, f), str_of(formats[f]), NULL, f != REPORT_DOCX);
    html(v->page.out, "</fieldset>\n");
    form_button_as(v, "desk.reports.do", "do", STR("order"), false);
    form_end(v);
    return r;
}

/* -- what is under way ------------------------------------------------------------------------------------- */

/* "Release 2024.1, English: HTML, PDF" */
static void put_what(struct visit *v, const struct report_order *o)
{
    const char *between = ": ";
    SAY(&v->page, "desk.reports.what", {"release", o->release_name}, {"language", language_name(v, o->language)});
    for (int f = 0; f < REPORT_FORMATS; f++)
        if (has_format(o, f)) {
            buf_fmt(v->page.out, "%s%s", between, formats[f]);
            between = ", ";
        }
}

static struct str number_of(struct visit *v, const struct report_order *o)
{
    return str_of(address(v, "%lld", (long long)o->id));
}

/* A button that does something with it. */
static void put_verb(struct visit *v, const struct report_order *o, const char *what, const char *words)
{
    const struct word hidden[] = {{"do", str_of(what)}, {"number", number_of(v, o)}, {NULL, {0}}};
    form_only(v, NULL, words, hidden);
}

static void put_consultation(struct visit *v, const struct report_order *o)
{
    if (!o->consultation.len)
        return;
    html(v->page.out, " ");
    SAY(&v->page, "desk.reports.with", {"name", o->consultation});
}

/* In the order in which they are made; a script of ours looks how far the first is. */
static void put_open(struct visit *v, const struct ordered *all)
{
    struct buf *out = v->page.out;
    bool any = false;
    for (size_t i = all->n; i-- > 0;) {
        const struct report_order *o = &all->v[i];
        bool making = str_is(o->state, "making");
        if (!is_open(o))
            continue;
        if (!any) {
            say_in(&v->page, "h2", NULL, "desk.reports.open");
            buf_fmt(out,
                    "<p role=\"status\" data-upload=\"/desk/reports/%lld/state?shown=%.*s\"><progress></progress> ",
                    (long long)o->id, STR_FMT(o->state));
            say(&v->page, "desk.reports.leave");
            html(out, "</p>\n<noscript><p><a href=\"/desk/reports\">");
            say(&v->page, "desk.upload.again");
            html(out, "</a></p></noscript>\n");
        }
        any = true;
        html(out, "<section class=\"order\">\n<h3>");
        put_what(v, o);
        html(out, "</h3>\n<p class=\"where\">");
        SAY(&v->page, making ? "desk.reports.making" : "desk.reports.waits",
            {"time", time_words(v, making ? o->began_at : o->at)}, {"who", o->who});
        put_consultation(v, o);
        html(out, "</p>\n<div class=\"actions\">");
        put_verb(v, o, "discard", "desk.reports.stop");
        html(out, "</div>\n</section>\n");
    }
}

static void put_failed(struct visit *v, const struct ordered *all)
{
    struct buf *out = v->page.out;
    for (size_t i = 0; i < all->n; i++) {
        const struct report_order *o = &all->v[i];
        if (!str_is(o->state, "failed"))
            continue;
        html(out, "<section class=\"order fault\"><h2>");
        say(&v->page, "desk.reports.failed");
        html(out, "</h2>\n<p>");
        put_what(v, o);
        html(out, ".");
        put_consultation(v, o);
        html(out, "</p>\n<p lang=\"en\">");
        html_text(out, o->message);
        html(out, "</p>\n<div class=\"actions\">");
        put_verb(v, o, "again", "desk.reports.again");
        put_verb(v, o, "discard", "desk.reports.discard");
        html(out, "</div></section>\n");
    }
}

/* -- what was made ------------------------------------------------------------------------------------------ */

/* A file of it; NULL: there is none. */
static const struct report_order_file *file_of(const struct ordered *all, int64_t order, struct str name)
{
    for (size_t i = 0; i < all->nfiles; i++)
        if (all->files[i].order == order && str_eq(all->files[i].name, name))
            return &all->files[i];
    return NULL;
}

static void put_files(struct visit *v, const struct ordered *all, const struct report_order *o, enum report_kind kind,
                      uint16_t area)
{
    struct buf *out = v->page.out;
    const struct report_order_file *found[REPORT_FORMATS];
    bool any = false;
    for (int f = 0; f < REPORT_FORMATS; f++) {
        const struct report_file of = {kind, (enum report_format)f, area ? v->ref->areas[area].code : STR(""),
                                       o->language};
        found[f] = file_of(all, o->id, report_file_name(v->arena, &of));
        any = any || found[f];
    }
    if (!any)
        return;
    html(out, "<tr><th scope=\"row\">");
    html_text(out, area ? area_name(v, area) : text_get(v->page.text, "reports.whole"));
    html(out, "</th>");
    for (int f = 0; f < REPORT_FORMATS; f++) {
        if (!has_format(o, f))
            continue;
        html(out, "<td>");
        if (found[f]) {
            buf_fmt(out, "<a href=\"/desk/reports/%lld/", (long long)o->id);
            html_segment(out, found[f]->name);
            html(out, "\">");
            SAY(&v->page, "reports.file", {"format", str_of(formats[f])},
                {"size", bytes_words(&v->page, (uint64_t)found[f]->nbytes)});
            html(out, "</a>");
        }
        html(out, "</td>");
    }
    html(out, "</tr>\n");
}

static void put_table(struct visit *v, const struct ordered *all, const struct report_order *o)
{
    v->lists++;
    listing_open(&v->page, arena_fmt(v->arena, "cap%u", v->lists), "frame fit", "list",
                 WORDS(&v->page, "desk.reports.files", {"n", number(&v->page, (uint64_t)o->id)}, {"title", o->title}));
    listing_column(&v->page, NULL, "reports.what");
    for (int f = 0; f < REPORT_FORMATS; f++)
        if (has_format(o, f))
            buf_fmt(v->page.out, "<th scope=\"col\">%s</th>", formats[f]);
    listing_body(&v->page);
    put_files(v, all, o, REPORT_WHOLE, 0);
    for (const uint16_t *area = visit_areas(v, TO_OFFICE); *area; area++)
        put_files(v, all, o, REPORT_FACT_SHEET, *area);
    listing_close(&v->page);
}

/* Under a name, which that of its release may be. */
static void put_publish(struct visit *v, const struct report_order *o)
{
    struct buf *out = v->page.out;
    long long n = o->id;
    struct str number = number_of(v, o);
    bool back = v->fault.code != ERR_NONE && str_is(posted(v, "do"), "publish") && str_eq(posted(v, "number"), number);
    form_begin(v, NULL);
    form_hidden(v, "number", number);
    buf_fmt(out, "<div class=\"field\"><label for=\"f-name-%lld\">", n);
    say(&v->page, "desk.field.report-name");
    buf_fmt(out, "</label>\n<p class=\"hint\" id=\"h-name-%lld\">", n);
    say(&v->page, "desk.hint.report-name");
    buf_fmt(out, "</p>\n<input type=\"text\" id=\"f-name-%lld\" name=\"report-name\" aria-describedby=\"h-name-%lld\" "
            "value=\"", n, n);
    html_attr(out, back ? posted(v, "report-name") : o->release_name);
    html(out, "\"></div>\n");
    if (o->draft.len) {
        html(out, "<p class=\"note\">");
        SAY(&v->page, "desk.reports.draft", {"draft", o->draft});
        buf_fmt(out, "</p>\n<div class=\"field check\"><input type=\"checkbox\" value=\"yes\" id=\"f-draft-%lld\" "
                "name=\"draft\"><label for=\"f-draft-%lld\">", n, n);
        say(&v->page, "desk.field.draft");
        html(out, "</label></div>\n");
    }
    html(out, "<div class=\"actions\">");
    form_button_as(v, "desk.reports.publish", "do", STR("publish"), false);
    form_button_as(v, "desk.reports.discard", "do", STR("discard"), true);
    html(out, "</div>\n");
    form_end(v);
}

static void put_made(struct visit *v, const struct ordered *all)
{
    struct buf *out = v->page.out;
    bool any = false;
    for (size_t i = 0; i < all->n; i++) {
        const struct report_order *o = &all->v[i];
        if (!str_is(o->state, "done"))
            continue;
        if (!any)
            say_in(&v->page, "h2", NULL, "desk.reports.made");
        any = true;
        html(out, "<section class=\"order\">\n<h3 lang=\"");
        html_attr(out, o->language);
        html(out, "\">");
        html_text(out, o->title);
        html(out, "</h3>\n<p class=\"where\">");
        put_what(v, o);
        html(out, ". ");
        SAY(&v->page, "desk.reports.when", {"time", time_words(v, o->finished_at)}, {"who", o->who});
        put_consultation(v, o);
        html(out, "</p>\n");
        put_table(v, all, o);
        put_publish(v, o);
        html(out, "</section>\n");
    }
}

/* -- what is published -------------------------------------------------------------------------------------- */

static void put_published_row(struct visit *v, const struct pub_report *p)
{
    struct buf *out = v->page.out;
    bool withdrawn = p->withdrawn_at.len > 0;
    html(out, "<tr><th scope=\"row\">");
    html_link(out, "/reports/", p->name, p->name);
    html(out, "</th><td>");
    html_text(out, language_name(v, p->language));
    html(out, "</td><td lang=\"");
    html_attr(out, p->language);
    html(out, "\">");
    html_text(out, p->title);
    html(out, "</td><td>");
    html_text(out, p->release_name);
    html(out, "</td><td>");
    if (withdrawn)
        SAY(&v->page, "reports.withdrawn", {"date", date_words(&v->page, str_sub(p->withdrawn_at, 0, 10))},
            {"reason", p->reason});
    else
        html_text(out, date_words(&v->page, str_sub(p->since, 0, 10)));
    html(out, "</td></tr>\n");
}

static void put_withdraw(struct visit *v, const struct choice *names, size_t n)
{
    bool back = str_is(posted(v, "do"), "withdraw");
    html(v->page.out, back ? "<details open><summary>" : "<details><summary>");
    say(&v->page, "desk.reports.withdraw.one");
    html(v->page.out, "</summary>\n");
    form_begin(v, NULL);
    form_choice(v, "withdrawn", filled(v, "withdrawn", STR("")), names, n);
    form_field(v, "text", "withdrawn-why", filled(v, "withdrawn-why", STR("")));
    form_button_as(v, "desk.reports.withdraw", "do", STR("withdraw"), true);
    form_end(v);
    html(v->page.out, "</details>\n");
}

static int put_published(struct visit *v, struct err *err)
{
    static const char *const keys[] = {"desk.field.report-name", "reports.language", "desk.field.title", "desk.release",
                                       "desk.reports.published"};
    enum { MOST = 300 };
    struct choice names[MOST]; /* that stand */
    struct store_iter *it;
    struct pub_report p;
    size_t n = 0;
    bool any = false;
    int r = store_report_list(v->st, &it, STR(""), err);
    while (r == 0 && (r = store_report_next(it, &p, err)) == 1) {
        r = 0;
        if (!any) {
            say_in(&v->page, "h2", NULL, "desk.reports.published");
            list_open(v, "desk.reports.published", keys, ARRAY_LEN(keys));
        }
        any = true;
        put_published_row(v, &p);
        bool had = p.withdrawn_at.len > 0;
        for (size_t i = 0; i < n; i++)
            had = had || str_eq(names[i].value, p.name);
        if (!had && n < MOST) {
            names[n].value = names[n].label = arena_str(v->arena, p.name);
            n++;
        }
    }
    if (any)
        list_close(v);
    if (n)
        put_withdraw(v, names, n);
    return r;
}

/* -- the page ----------------------------------------------------------------------------------------------- */

int office_reports_page(struct visit *v, struct err *err)
{
    struct ordered all;
    int r = load(&all, v, err);
    if (r < 0)
        return r;
    visit_open(v, text_get(v->page.text, "desk.nav.reports"));
    say_in(&v->page, "p", "lead", "desk.reports.lead");
    put_open(v, &all);
    put_failed(v, &all);
    put_made(v, &all);
    r = put_form(v, err);
    if (r == 0)
        r = put_published(v, err);
    visit_close(v);
    return r;
}

/* What is ticked, with commas between. */
static struct str ticked(struct visit *v, bool languages)
{
    struct buf out = {0};
    struct str rest = text_languages(), one;
    for (int f = 0; !languages && f < REPORT_FORMATS; f++)
        if (posted(v, format_box(v, f)).len)
            buf_fmt(&out, "%s%s", out.len ? "," : "", report_format_name((enum report_format)f));
    while (languages && str_next(&one, &rest, ' '))
        if (one.len && posted(v, language_box(v, one)).len)
            buf_fmt(&out, "%s%.*s", out.len ? "," : "", STR_FMT(one));
    struct str text = arena_str(v->arena, buf_view(&out));
    buf_release(&out);
    return text;
}

static int nothing_ticked(struct visit *v, const char *field)
{
    struct str label = text_get(v->page.text, arena_fmt(v->arena, "desk.field.%s", field));
    v->wrong = field;
    v->said = true;
    return err_set(&v->fault, ERR_USAGE, "%.*s", STR_FMT(WORDS(&v->page, "desk.needed", {"field", label})));
}

static int order(struct visit *v)
{
    struct str consultation = posted(v, "consultation"), languages = ticked(v, true), kinds = ticked(v, false);
    if (!consultation.len && !languages.len)
        return nothing_ticked(v, "languages");
    if (!kinds.len)
        return nothing_ticked(v, "formats");
    if (consultation.len) /* which says the others */
        return visit_verb(v, "report order", &v->fault, {"consultation", consultation}, {"format", kinds});
    return visit_verb(v, "report order", &v->fault, {"release", posted(v, "report-release")}, {"language", languages},
                      {"format", kinds});
}

/* The same once more, in place of the one that failed. */
static int again(struct visit *v)
{
    struct report_order o;
    uint64_t n;
    struct str number = posted(v, "number");
    if (!str_uint(&n, number, INT32_MAX))
        return err_set(&v->fault, ERR_USAGE, "\"%s\" is no number of an order", utf8_brief(number).text);
    int r = store_report_order_get(v->st, v->arena, &o, (int64_t)n, &v->fault);
    if (r == 0 && o.meeting)
        r = err_set(&v->fault, ERR_NOTFOUND, "There is no such report here.");
    bool consulted = r == 0 && o.consultation.len;
    if (r == 0)
        r = visit_verb(v, "report order", &v->fault, {"release", consulted ? STR("") : o.release_name},
                       {"language", consulted ? STR("") : o.language}, {"consultation", o.consultation},
                       {"format", o.formats});
    return r == 0 ? visit_verb(v, "report discard", &v->fault, {"number", number}) : r;
}

int office_reports_post(struct visit *v, struct err *err)
{
    struct str what = posted(v, "do"), number = posted(v, "number");
    const char *done;
    int r;
    if (str_is(what, "order") || str_is(what, "again")) {
        r = str_is(what, "order") ? order(v) : again(v);
        done = "report-ordered";
    } else if (str_is(what, "publish")) {
        r = visit_needs(v, (const char *const[]){"report-name", NULL});
        if (r == 0)
            r = visit_verb(v, "report publish", &v->fault, {"name", posted(v, "report-name")}, {"order", number},
                           {"draft", posted(v, "draft")});
        done = "report-published";
    } else if (str_is(what, "discard")) {
        r = visit_verb(v, "report discard", &v->fault, {"number", number});
        done = "report-discarded";
    } else if (str_is(what, "withdraw")) {
        r = visit_needs(v, (const char *const[]){"withdrawn-why", NULL});
        if (r == 0)
            r = visit_verb(v, "report withdraw", &v->fault, {"name", posted(v, "withdrawn")},
                           {"reason", posted(v, "withdrawn-why")});
        done = "report-withdrawn";
    } else {
        return err_set(err, ERR_USAGE, "The form does not say what to do.");
    }
    return r < 0 ? office_reports_page(v, err) : visit_go(v, "/desk/reports", done);
}

/* -- one of them -------------------------------------------------------------------------------------------- */

static int take_order(struct report_order *o, struct visit *v, struct err *err)
{
    uint64_t n;
    int r = -ERR_NOTFOUND;
    if (str_uint(&n, v->number, INT32_MAX))
        r = store_report_order_get(v->st, v->arena, o, (int64_t)n, err);
    if (r == -ERR_NOTFOUND || (r == 0 && o->meeting))
        return err_set(err, ERR_NOTFOUND, "There is no such report here.");
    return r;
}

/* For a script that waits until it is another than what was shown. */
int office_report_state(struct visit *v, struct err *err)
{
    struct report_order o;
    struct json j;
    const struct str *shown = http_param(v->rq, "shown");
    int r = take_order(&o, v, err);
    if (r < 0)
        return r;
    v->an->type = "application/json";
    json_init(&j, &v->an->body);
    json_open(&j, '{');
    json_put(&j, "state", is_open(&o) && shown && str_eq(*shown, o.state) ? STR("queued") : o.state);
    json_close(&j);
    json_line(&j);
    return 0;
}

int office_report_file(struct visit *v, struct err *err)
{
    struct report_order o;
    struct report_file of;
    int r = take_order(&o, v, err);
    if (r == 0 && !report_file_parse(&of, v->file))
        r = err_set(err, ERR_NOTFOUND, "There is no such file here.");
    if (r == 0)
        r = store_report_made_get(&v->an->body, v->st, o.id, v->file, err);
    if (r < 0)
        return r;
    v->an->type = report_format_type(of.format);
    v->an->language = arena_text(v->arena, o.language);
    if (of.format == REPORT_HTML)
        v->an->policy = report_policy(v->arena, buf_view(&v->an->body));
    else
        v->an->disposition = safe_name(v, v->file, "", "");
    return 0;
}
