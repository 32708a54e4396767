/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The catalogue of checks for readers. */

#include "report/methods.h"

#include "base/num.h"
#include "base/utf8.h"
#include "report/layout.h"
#include "report/rule_example.h"

/* In the order in which they look: from the bytes to what others say. */
static const char letters[] = "FCKPVTXHMN";

static struct str severity_word(struct page *pg, enum severity severity)
{
    return text_get(pg->text, arena_fmt(pg->arena, "rules.%s", severity_name(severity)));
}

static struct str letter_word(struct page *pg, char letter)
{
    return text_get(pg->text, arena_fmt(pg->arena, "rules.letter.%c", letter));
}

static void put_rule(struct page *pg, enum rule rule)
{
    html(pg->out, "<tr><th scope=\"row\"><a href=\"/rule/");
    html_segment(pg->out, str_of(rules[rule].id));
    html(pg->out, "\"><code>");
    html_text(pg->out, str_of(rules[rule].id));
    html(pg->out, "</code> ");
    html_text(pg->out, rule_title(pg->text, rule));
    html(pg->out, "</a><span class=\"what\">");
    html_text(pg->out, rule_text(pg->text, rule));
    html(pg->out, "</span></th><td class=\"y\">");
    html_text(pg->out, severity_word(pg, rules[rule].severity));
    html(pg->out, "</td></tr>\n");
}

static void put_letter(struct page *pg, char letter)
{
    static const char *const keys[] = {"rules.rule", "rules.weight", NULL};
    buf_fmt(pg->out, "<h2 id=\"%c\">", letter);
    html_text(pg->out, letter_word(pg, letter));
    html(pg->out, "</h2>\n");
    listing_open(pg, arena_fmt(pg->arena, "cap-%c", letter), "frame fit", "list short rules",
              WORDS(pg, "rules.caption", {"letter", letter_word(pg, letter)}));
    listing_columns(pg, keys);
    for (int i = 0; i < RULE_COUNT; i++)
        if (rules[i].id[0] == letter)
            put_rule(pg, (enum rule)i);
    listing_close(pg);
}

static void crumbs(struct page *pg, bool rule)
{
    crumbs_open(pg);
    crumb(pg, "/methods", "methods.title");
    if (rule) {
        html(pg->out, " ");
        crumb(pg, "/rules", "rules.title");
    }
    html(pg->out, "</nav>\n");
}

void page_rules(struct page *pg)
{
    if (!page_released(pg, "methods"))
        return;
    page_open(pg, text_get(pg->text, "rules.title"), "methods");
    crumbs(pg, false);
    say_in(pg, "h1", NULL, "rules.title");
    say_in(pg, "p", "lead", "rules.lead");
    html(pg->out, "<ul class=\"plain\">\n");
    for (int s = SEV_ERROR; s >= SEV_INFO; s--)
        say_in(pg, "li", NULL, arena_fmt(pg->arena, "rules.%s.text", severity_name((enum severity)s)));
    html(pg->out, "</ul>\n");
    for (const char *letter = letters; *letter; letter++)
        put_letter(pg, *letter);
    page_close(pg);
}

/* -- one of them ---------------------------------------------------------------------------------------- */

/* What a rule needs is said in English where the language has no words for it. */
static struct str needs_of(struct page *pg, enum rule rule)
{
    const char *key = arena_fmt(pg->arena, "rule.%s.needs", rules[rule].id);
    return text_has(pg->text, key) ? text_get(pg->text, key) : str_of(rules[rule].needs);
}

static void put_example(struct page *pg, enum rule rule)
{
    enum { LINE = 1000 };
    struct rule_example e;
    struct err err;
    uint64_t year = 0;
    str_uint(&year, str_sub(pg->cube->released_at, 0, 4), 2200);
    int r = rule_example_open(&e, pg->cube->ref, rule, (int)year, &err);
    if (r == 0 && e.words.len) {
        say_in(pg, "h2", NULL, "rule.example");
        html(pg->out, "<p>");
        html_text(pg->out, str_trim(e.words));
        html(pg->out, "</p>\n");
    } else if (r == 0 && e.of) {
        struct str rest = str_trim(e.text), line;
        struct buf lines = {0}, said = {0};
        const char *language = str_is(text_get(pg->text, "language"), "en")
                                   ? NULL : arena_text(pg->arena, text_get(pg->text, "language"));
        while (str_next(&line, &rest, '\n')) {
            utf8_quote(&lines, line, LINE);
            buf_char(&lines, '\n');
        }
        rule_example_say(&said, &e, pg->cube->ref, language);
        say_in(pg, "h2", NULL, "rule.example");
        say_in(pg, "p", NULL, "rule.example.text");
        html(pg->out, "<pre tabindex=\"0\"><code>");
        html_text(pg->out, buf_view(&lines));
        html(pg->out, "</code></pre>\n<p class=\"small\">");
        SAY(pg, "rule.said", {"line", number(pg, e.of->row)});
        html(pg->out, "</p>\n<blockquote><p>");
        html_text(pg->out, buf_view(&said));
        html(pg->out, "</p></blockquote>\n");
        buf_release(&lines);
        buf_release(&said);
    }
    rule_example_close(&e);
}

static void put_how(struct page *pg, char letter)
{
    const char *key = letter == 'T' || letter == 'X' ? "rule.how.sums" : letter == 'H' ? "rule.how.years" : NULL;
    if (!key)
        return;
    say_in(pg, "h2", NULL, "rule.how");
    say_in(pg, "p", NULL, key);
}

bool page_rule(struct page *pg, struct str id)
{
    int rule = rule_find(id);
    if (rule < 0)
        return false;
    const struct rule_entry *entry = &rules[rule];
    page_open(pg, rule_title(pg->text, (enum rule)rule), "methods");
    crumbs(pg, true);
    html(pg->out, "<h1>");
    html_text(pg->out, rule_title(pg->text, (enum rule)rule));
    heading_end(pg);
    html(pg->out, "<article class=\"prose\">\n<p class=\"lead\">");
    html_text(pg->out, rule_text(pg->text, (enum rule)rule));
    html(pg->out, "</p>\n<dl class=\"pairs wide\">\n");
    say_pair(pg, "rule.number", str_of(entry->id));
    say_pair(pg, "rule.group", letter_word(pg, entry->id[0]));
    html(pg->out, "<dt>");
    say(pg, "rules.weight");
    html(pg->out, "</dt><dd>");
    html_text(pg->out, severity_word(pg, entry->severity));
    html(pg->out, ". ");
    say(pg, arena_fmt(pg->arena, "rules.%s.text", severity_name(entry->severity)));
    html(pg->out, "</dd>\n");
    say_pair(pg, "rule.needs", needs_of(pg, (enum rule)rule));
    html(pg->out, "</dl>\n");
    put_how(pg, entry->id[0]);
    put_example(pg, (enum rule)rule);
    html(pg->out, "</article>\n");
    page_close(pg);
    return true;
}
