/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Forms: labels above fields, hints between, nothing lost when one comes back. */

#include "desk/visit.h"

struct str posted(const struct visit *v, const char *name)
{
    const struct str *value = http_field(v->rq, name);
    return value ? str_trim(*value) : STR("");
}

struct str filled(const struct visit *v, const char *name, struct str before)
{
    const struct str *value = v->fault.code != ERR_NONE ? http_field(v->rq, name) : NULL;
    return value ? *value : before;
}

static void begin(struct visit *v, const char *action, bool files)
{
    struct buf *out = v->page.out;
    html(out, "<form method=\"post\" class=\"form\" action=\"");
    html_attr(out, action ? str_of(action) : v->rq->path);
    html(out, files ? "\" enctype=\"multipart/form-data\">\n" : "\">\n");
    if (v->form_key[0])
        form_hidden(v, "key", str_of(v->form_key));
}

void form_begin(struct visit *v, const char *action) { begin(v, action, false); }
void form_begin_files(struct visit *v, const char *action) { begin(v, action, true); }
void form_end(struct visit *v) { html(v->page.out, "</form>\n"); }

void form_hidden(struct visit *v, const char *name, struct str value)
{
    html(v->page.out, "<input type=\"hidden\" name=\"");
    html(v->page.out, name);
    html(v->page.out, "\" value=\"");
    html_attr(v->page.out, value);
    html(v->page.out, "\">\n");
}

static void label(struct visit *v, const char *name)
{
    struct buf *out = v->page.out;
    const char *hint = arena_fmt(v->arena, "desk.hint.%s", name);
    html(out, "<div class=\"field\"><label for=\"f-");
    html(out, name);
    html(out, "\">");
    say(&v->page, arena_fmt(v->arena, "desk.field.%s", name));
    html(out, "</label>\n");
    if (text_has(v->page.text, hint)) {
        html(out, "<p class=\"hint\" id=\"h-");
        html(out, name);
        html(out, "\">");
        say(&v->page, hint);
        html(out, "</p>\n");
    }
    if (fault_is_about(v, name)) {
        buf_fmt(out, v->said ? "<p class=\"amiss\" id=\"e-%s\">" : "<p class=\"amiss\" lang=\"en\" id=\"e-%s\">", name);
        fault_sentence(v, false);
        html(out, "</p>\n");
    }
}

/* id, name, and what describes it */
static void called(struct visit *v, const char *name)
{
    bool hint = text_has(v->page.text, arena_fmt(v->arena, "desk.hint.%s", name)), amiss = fault_is_about(v, name);
    buf_fmt(v->page.out, " id=\"f-%s\" name=\"%s\"", name, name);
    if (hint && amiss)
        buf_fmt(v->page.out, " aria-describedby=\"h-%s e-%s\"", name, name);
    else if (hint || amiss)
        buf_fmt(v->page.out, hint ? " aria-describedby=\"h-%s\"" : " aria-describedby=\"e-%s\"", name);
    if (amiss)
        html(v->page.out, " aria-invalid=\"true\"");
}

void form_field(struct visit *v, const char *type, const char *name, struct str value)
{
    struct buf *out = v->page.out;
    bool is_code = strcmp(type, "code") == 0, is_password = strcmp(type, "password") == 0;
    label(v, name);
    html(out, "<input type=\"");
    html(out, is_code ? "text" : type);
    html(out, "\"");
    called(v, name);
    if (is_code)
        html(out, " inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"6\" class=\"short\"");
    else if (strcmp(name, "user") == 0)
        html(out, " autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\"");
    else if (is_password)
        html(out,
             strcmp(name, "password") == 0 ? " autocomplete=\"current-password\"" : " autocomplete=\"new-password\"");
    if (!is_password && value.len) { /* a password is never sent back */
        html(out, " value=\"");
        html_attr(out, value);
        html(out, "\"");
    }
    html(out, "></div>\n");
}

void form_area(struct visit *v, const char *name, struct str value, unsigned rows)
{
    label(v, name);
    buf_fmt(v->page.out, "<textarea rows=\"%u\"", rows);
    called(v, name);
    html(v->page.out, ">\n");
    html_text(v->page.out, value);
    html(v->page.out, "</textarea></div>\n");
}

void form_choice(struct visit *v, const char *name, struct str value, const struct choice *choices, size_t n)
{
    struct buf *out = v->page.out;
    label(v, name);
    html(out, "<select");
    called(v, name);
    html(out, ">\n");
    for (size_t i = 0; i < n; i++) {
        html(out, "<option value=\"");
        html_attr(out, choices[i].value);
        html(out, str_eq(choices[i].value, value) ? "\" selected>" : "\">");
        html_text(out, choices[i].label);
        html(out, "</option>\n");
    }
    html(out, "</select></div>\n");
}

void form_language(struct visit *v, struct str value)
{
    struct choice languages[TONGUES];
    struct str rest = text_languages(), one;
    size_t n = 0;
    while (n < TONGUES && str_next(&one, &rest, ' '))
        if (one.len)
            languages[n++] = (struct choice){one, text_get(text_find(arena_text(v->arena, one)), "language.name")};
    form_choice(v, "language", filled(v, "language", value), languages, n);
}

void form_check(struct visit *v, const char *name, bool on)
{
    buf_fmt(v->page.out, "<div class=\"field check\"><input type=\"checkbox\" value=\"yes\" id=\"f-%s\" name=\"%s\"%s>"
            "<label for=\"f-%s\">", name, name, on ? " checked" : "", name);
    say(&v->page, arena_fmt(v->arena, "desk.field.%s", name));
    html(v->page.out, "</label></div>\n");
}

void form_button(struct visit *v, const char *words)
{
    html(v->page.out, "<button class=\"button main\">");
    say(&v->page, words);
    html(v->page.out, "</button>\n");
}

void form_button_as(struct visit *v, const char *words, const char *name, struct str value, bool quiet)
{
    html(v->page.out, quiet ? "<button class=\"button\" name=\"" : "<button class=\"button main\" name=\"");
    html(v->page.out, name);
    html(v->page.out, "\" value=\"");
    html_attr(v->page.out, value);
    html(v->page.out, "\">");
    say(&v->page, words);
    html(v->page.out, "</button>\n");
}

void form_only(struct visit *v, const char *action, const char *words, const struct word *hidden)
{
    html(v->page.out, "<form method=\"post\" class=\"only\" action=\"");
    html_attr(v->page.out, action ? str_of(action) : v->rq->path);
    html(v->page.out, "\">");
    form_hidden(v, "key", str_of(v->form_key));
    for (const struct word *w = hidden; w && w->name; w++)
        form_hidden(v, w->name, w->value);
    html(v->page.out, "<button class=\"button\">");
    say(&v->page, words);
    html(v->page.out, "</button></form>\n");
}
