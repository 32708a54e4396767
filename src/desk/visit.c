/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What pages of the signed-in part share: verbs, the frame, names. */

#include "desk/visit.h"

#include "model/period.h"

#include <stdarg.h>
#include <stdio.h>

/* -- verbs ------------------------------------------------------------------------------------ */

int visit_do_v(struct visit *v, struct call *call, const char *name, const struct word *words, struct err *err)
{
    return visit_do_with(v, call, name, words, NULL, err);
}

int visit_do_with(struct visit *v, struct call *call, const char *name, const struct word *words,
                  const struct call_file *file, struct err *err)
{
    const struct op *op = op_find(str_of(name));
    assert(op);
    *call = (struct call){.op = op, .base = v->desk->base, .origin = v->page.origin,
                          .who = arena_text(v->arena, v->account.user.name), .in = v->account.in, .nin = v->account.nin,
                          .json = true, .quiet = true, .remote = true, .now = v->now, .store = v->st,
                          .ref = v->desk->ref, .ref_version = v->desk->ref_version, .lent = true, .outfd = -1,
                          .files = file,
                          .nfiles = file != NULL};
    int r = 0;
    for (const struct word *w = words; r == 0 && w->name; w++)
        if (w->value.len)
            r = call_set(call, op_param(op, str_of(w->name))->name, str_of(arena_text(v->arena, w->value)), err);
    if (r == 0)
        r = op_call(call, err);
    if (r < 0)
        call_release(call);
    else
        err->code = ERR_NONE; /* what it met on its way and got over, as a user that was not there yet */
    return r;
}

int visit_verb_v(struct visit *v, const char *op, const struct word *words, struct err *err)
{
    struct call call;
    int r = visit_do_v(v, &call, op, words, err);
    if (r == 0)
        call_release(&call);
    return r;
}

int submission_of(int64_t *id, struct str json, struct err *err)
{
    const struct str key = STR("\"id\":");
    const char *at = str_find(json, key);
    struct str rest = at ? str_sub(json, (size_t)(at - json.p) + key.len, json.len) : STR("");
    size_t n = 0;
    uint64_t number;
    while (n < rest.len && rest.p[n] >= '0' && rest.p[n] <= '9')
        n++;
    if (!str_uint(&number, str_sub(rest, 0, n), INT32_MAX))
        return err_set(err, ERR_DB, "the operation does not say what it has made");
    *id = (int64_t)number;
    return 0;
}

int visit_go(struct visit *v, const char *to, const char *done)
{
    v->an->status = 303;
    v->an->body.len = 0;
    v->an->location = done ? address(v, "%s%sdone=%s", to, strchr(to, '?') ? "&" : "?", done) : to;
    return 0;
}

/* -- pages -------------------------------------------------------------------------------------- */

static void put_done(struct visit *v)
{
    const struct str *done = http_param(v->rq, "done");
    const char *key = done && done->len < 40 ? arena_fmt(v->arena, "desk.done.%.*s", STR_FMT(*done)) : "";
    if (!text_has(v->page.text, key))
        return;
    html(v->page.out, "<p class=\"done\" role=\"status\">");
    say(&v->page, key);
    html(v->page.out, "</p>\n");
}

/* The length of "--name" at the beginning of a sentence; 0 where it begins with something else. */
static size_t option_at(struct str rest)
{
    size_t n = 2;
    if (!str_starts(rest, STR("--")))
        return 0;
    while (n < rest.len && ((rest.p[n] >= 'a' && rest.p[n] <= 'z') || rest.p[n] == '-'))
        n++;
    return n > 2 ? n : 0;
}

bool fault_is_about(const struct visit *v, const char *field)
{
    struct str said = str_of(v->fault.text);
    if (v->fault.code == ERR_NONE || v->wrong)
        return v->fault.code != ERR_NONE && strcmp(v->wrong, field) == 0;
    for (size_t i = 0; !v->said && i < said.len; i++) {
        size_t n = option_at(str_sub(said, i, said.len));
        if (n && str_is(str_sub(said, i + 2, n - 2), field))
            return true;
    }
    return false;
}

/* An option is called as the field on the page is, and with `links` leads there. */
static bool put_option(struct visit *v, const char *field, bool links)
{
    const char *key = arena_fmt(v->arena, "desk.field.%s", field);
    bool here = links && http_field(v->rq, field);
    if (!text_has(v->page.text, key))
        return false;
    if (here)
        buf_fmt(v->page.out, "<a href=\"#f-%s\">", field);
    html(v->page.out, "\xE2\x80\x9C");
    say(&v->page, key);
    html(v->page.out, here ? "\xE2\x80\x9D</a>" : "\xE2\x80\x9D");
    return true;
}

/* The sentences of operations speak to the command line: what stands in brackets of other commands is
 * left out here. */
void fault_sentence(struct visit *v, bool links)
{
    struct str said = str_of(v->fault.text);
    for (size_t i = 0; i < said.len; i++) {
        struct str rest = str_sub(said, i, said.len);
        const char *end = str_starts(rest, STR(" (ilms ")) ? memchr(rest.p, ')', rest.len) : NULL;
        if (end) {
            i += (size_t)(end - rest.p);
            continue;
        }
        size_t n = v->said ? 0 : option_at(rest);
        if (n && put_option(v, arena_fmt(v->arena, "%.*s", (int)n - 2, rest.p + 2), links)) {
            i += n - 1;
            continue;
        }
        size_t bytes = 1;
        while (i + bytes < said.len && ((unsigned char)said.p[i + bytes] & 0xC0) == 0x80)
            bytes++;
        html_text(v->page.out, str_sub(said, i, bytes));
        i += bytes - 1;
    }
}

static void put_fault(struct visit *v)
{
    if (v->fault.code == ERR_NONE)
        return;
    html(v->page.out, "<div class=\"fault\" role=\"alert\" tabindex=\"-1\" id=\"fault\"><h2>");
    say(&v->page, "desk.fault");
    html(v->page.out, v->said ? "</h2><p>" : "</h2><p lang=\"en\">");
    if (v->wrong)
        buf_fmt(v->page.out, "<a href=\"#f-%s\">", v->wrong);
    fault_sentence(v, true);
    html(v->page.out, v->wrong ? "</a></p></div>\n" : "</p></div>\n");
    v->an->status = err_http_status(v->fault.code);
}

int visit_wrong(struct visit *v, const char *field, const char *key)
{
    v->wrong = field;
    v->said = true;
    return err_set(&v->fault, ERR_USAGE, "%.*s", STR_FMT(text_get(v->page.text, key)));
}

int visit_needs(struct visit *v, const char *const *fields)
{
    for (; *fields; fields++) {
        if (posted(v, *fields).len)
            continue;
        struct str label = text_get(v->page.text, arena_fmt(v->arena, "desk.field.%s", *fields));
        v->wrong = *fields;
        v->said = true;
        return err_set(&v->fault, ERR_USAGE, "%.*s",
                       STR_FMT(WORDS(&v->page, "desk.needed", {"field", label})));
    }
    return 0;
}

static void open_page(struct visit *v, struct str title, struct str parent, const char *to)
{
    struct buf *out = v->page.out;
    page_open(&v->page, title, v->route ? v->route->section : "");
    if (to) {
        html(out, "<nav class=\"crumbs\" aria-label=\"");
        html_attr(out, text_get(v->page.text, "site.crumbs"));
        html(out, "\"><a href=\"");
        html_attr(out, str_of(to));
        html(out, "\">");
        html_text(out, parent);
        html(out, "</a></nav>\n");
    }
    put_done(v);
    put_fault(v);
    html(out, "<h1>");
    html_text(out, title);
    html(out, "</h1>\n");
}

void visit_open(struct visit *v, struct str title) { open_page(v, title, STR(""), NULL); }

void visit_open_under(struct visit *v, struct str title, struct str parent, const char *to)
{
    open_page(v, title, parent, to);
}

void visit_close(struct visit *v) { page_close(&v->page); }

/* -- small things --------------------------------------------------------------------------------- */

const char *address(struct visit *v, const char *fmt, ...)
{
    char text[1024];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return arena_text(v->arena, str_of(text));
}

struct str area_name(const struct visit *v, uint16_t area) { return v->ref->areas[area].name; }

struct str table_name(const struct visit *v, struct str indicator)
{
    uint16_t i = ref_indicator_find(v->ref, indicator);
    return i ? v->ref->indicators[i].title : indicator;
}

struct str code_name(const struct visit *v, uint16_t code) { return code ? v->ref->codes[code].name : STR(""); }

struct str period_text(struct visit *v, struct str period)
{
    uint16_t p = period_parse(period);
    return p ? period_words(&v->page, p) : period;
}

struct str source_text(const struct visit *v, struct str source)
{
    uint16_t type = 0, survey = 0;
    if (!ref_source_find(v->ref, &type, &survey, source))
        return source;
    return survey ? v->ref->surveys[survey].name : v->ref->source_types[type].name;
}

struct str unit_of(const struct visit *v, uint16_t indicator)
{
    const struct indicator *in = &v->ref->indicators[indicator];
    const char *key = arena_fmt(v->arena, "unit.%.*s.%d", STR_FMT(in->unit), in->unit_mult);
    return text_has(v->page.text, key) ? text_get(v->page.text, key) : in->unit;
}

struct str time_words(struct visit *v, struct str at)
{
    if (at.len < 16)
        return date_words(&v->page, at);
    return WORDS(&v->page, "desk.time", {"date", date_words(&v->page, at)}, {"time", str_sub(at, 11, 5)});
}

void state_mark(struct visit *v, struct str state)
{
    html(v->page.out, "<span class=\"state s-");
    html_attr(v->page.out, state);
    html(v->page.out, "\">");
    say(&v->page, arena_fmt(v->arena, "desk.state.%.*s", STR_FMT(state)));
    html(v->page.out, "</span>");
}

void list_open(struct visit *v, const char *caption, const char *const *heads, size_t n)
{
    list_open_of(v, text_get(v->page.text, caption), heads, n);
}

void list_open_of(struct visit *v, struct str caption, const char *const *heads, size_t n)
{
    struct buf *out = v->page.out;
    v->lists++;
    buf_fmt(out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap%u\" tabindex=\"0\">\n"
            "<table class=\"list\"><caption id=\"cap%u\" class=\"hide\">", v->lists, v->lists);
    html_text(out, caption);
    html(out, "</caption><thead><tr>");
    for (size_t i = 0; i < n; i++) {
        bool is_number = heads[i][0] == '#';
        html(out, is_number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        say(&v->page, heads[i] + is_number);
        html(out, "</th>");
    }
    html(out, "</tr></thead><tbody>\n");
}

void list_close(struct visit *v) { html(v->page.out, "</tbody></table></div>\n"); }

void put_country_head(struct visit *v, uint16_t area)
{
    struct buf *out = v->page.out;
    html(out, "<h2 id=\"");
    html_attr(out, v->ref->areas[area].code);
    html(out, "\">");
    html_text(out, area_name(v, area));
    html(out, "</h2>\n");
}

void put_country_links(struct visit *v, const uint16_t *areas)
{
    struct buf *out = v->page.out;
    if (!areas[0] || !areas[1])
        return;
    html(out, "<ul class=\"jumps\">\n");
    for (; *areas; areas++) {
        html(out, "<li><a href=\"#");
        html_attr(out, v->ref->areas[*areas].code);
        html(out, "\">");
        html_text(out, area_name(v, *areas));
        html(out, "</a></li>\n");
    }
    html(out, "</ul>\n");
}

void state_letter(struct visit *v, struct str state)
{
    html(v->page.out, "<span class=\"state s-");
    html_attr(v->page.out, state);
    html(v->page.out, "\" title=\"");
    html_attr(v->page.out, text_get(v->page.text, arena_fmt(v->arena, "desk.state.%.*s", STR_FMT(state))));
    html(v->page.out, "\"><span aria-hidden=\"true\">");
    say(&v->page, arena_fmt(v->arena, "desk.letter.%.*s", STR_FMT(state)));
    html(v->page.out, "</span><span class=\"hide\">");
    say(&v->page, arena_fmt(v->arena, "desk.state.%.*s", STR_FMT(state)));
    html(v->page.out, "</span></span>");
}

const char *safe_name(struct visit *v, struct str name, const char *before, const char *after)
{
    struct buf out = {0};
    buf_puts(&out, before);
    for (size_t i = 0; i < name.len && out.len < 120; i++) {
        char c = name.p[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '.' || c == '-' || c == '_';
        buf_char(&out, plain ? c : '_');
    }
    buf_puts(&out, after);
    const char *text = arena_fmt(v->arena, "attachment; filename=\"%.*s\"", STR_FMT(buf_view(&out)));
    buf_release(&out);
    return text;
}
