/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The catalogue of checks: a list, one rule with its worked example, the page of the manual. An
 * example is a file data/rules/<ID>.csv that breaks the rule, and what is said of it is what the check
 * says; of a rule that only workbooks and mappings break it is told in words, in <ID>.txt. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "report/rule_example.h"

/* -- as text and JSON ------------------------------------------------------------------------- */

static void put_text(struct call *c, enum rule rule, enum severity severity, const struct text *text)
{
    buf_fmt(&c->out, "%s  %-8s %.*s\n      %.*s\n", rules[rule].id, severity_name(severity),
            STR_FMT(rule_title(text, rule)), STR_FMT(rule_text(text, rule)));
}

enum { LINE_MAX = 1000 };

static void put_example(struct call *c, const struct rule_example *e, const char *language)
{
    struct str rest = str_trim(e->text), line;
    unsigned n = 0;
    buf_puts(&c->out, "\n");
    while (str_next(&line, &rest, '\n')) {
        buf_fmt(&c->out, "%6u  ", ++n);
        utf8_quote(&c->out, line, LINE_MAX); /* some are not UTF-8, to show it */
        buf_char(&c->out, '\n');
    }
    buf_fmt(&c->out, "\n%6u: ", e->of->row);
    rule_example_say(&c->out, e, c->ref, language);
    buf_char(&c->out, '\n');
}

static void put_json(struct call *c, enum rule rule, enum severity severity, const struct text *text,
                     const char *language, const struct rule_example *e)
{
    json_open(&c->j, '{');
    json_put(&c->j, "rule", str_of(rules[rule].id));
    json_put(&c->j, "severity", str_of(severity_name(severity)));
    if (severity != rules[rule].severity)
        json_put(&c->j, "catalogue", str_of(severity_name(rules[rule].severity)));
    json_put(&c->j, "title", rule_title(text, rule));
    json_put(&c->j, "text", rule_text(text, rule));
    json_put(&c->j, "needs", str_of(rules[rule].needs));
    if (e)
        json_put_some(&c->j, "example", e->words);
    if (e && e->of) {
        struct buf said = {0}, proposals = {0};
        struct in_finding row = finding_row(&proposals, e->of, &e->set);
        sentence_of(&said, c->ref, language, &row);
        json_put(&c->j, "file", e->text);
        json_put(&c->j, "finding", buf_view(&said));
        buf_release(&said);
        buf_release(&proposals);
    }
    json_close(&c->j);
    json_line(&c->j);
}

/* -- the page of the manual ------------------------------------------------------------------- */

static const struct letter {
    char letter;
    const char *title;
} letters[] = {{'F', "The file"},        {'C', "Codes"},          {'K', "Keys"},
               {'P', "Periods"},         {'V', "Values"},         {'T', "Totals"},
               {'X', "Across tables"},   {'H', "Through time"},   {'M', "The mirror"},
               {'N', "Notes and answers"}};

static void page_example(struct call *c, const struct rule_example *e)
{
    static const char *const languages[] = {NULL, "id", "th", "vi"};
    struct str rest = str_trim(e->text), line;
    buf_puts(&c->out, "\n```csv\n");
    while (str_next(&line, &rest, '\n')) {
        utf8_quote(&c->out, line, LINE_MAX);
        buf_char(&c->out, '\n');
    }
    buf_puts(&c->out, "```\n");
    buf_fmt(&c->out, "\nOf line %u:\n\n", e->of->row);
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        buf_puts(&c->out, "> ");
        rule_example_say(&c->out, e, c->ref, languages[i]);
        buf_puts(&c->out, i + 1 < ARRAY_LEN(languages) ? "\n>\n" : "\n");
    }
}

static int page_rule(struct call *c, enum rule rule, struct err *err)
{
    struct rule_example e;
    buf_fmt(&c->out, "\n### %s %s\n\n*%s* — %s\n\nIt needs %s.\n", rules[rule].id, rules[rule].title,
            severity_name(rules[rule].severity), rules[rule].text, rules[rule].needs);
    int r = rule_example_open(&e, c->ref, rule, clock_year(c->now), err);
    if (e.words.len)
        buf_fmt(&c->out, "\n%.*s", STR_FMT(e.words));
    if (r == 0 && e.of)
        page_example(c, &e);
    rule_example_close(&e);
    return r;
}

static int put_page(struct call *c, struct err *err)
{
    int r = 0;
    buf_puts(&c->out,
             "<!-- SPDX-License-Identifier: Apache-2.0 -->\n"
             "<!-- SPDX-FileCopyrightText: The ILMS authors -->\n"
             "<!-- made by `make docs` from src/model/rules.def and data/rules/ -->\n\n"
             "# The checks\n\n"
             "What is looked at in every file, each with its public number, its severity and an example: "
             "the lines of a file, and what `ilms check` says of them in English, Indonesian, Thai and "
             "Vietnamese. Nothing is changed by a check. An error keeps a question table from being "
             "accepted until it is corrected, or allowed by a person who says why; a warning is to be "
             "answered; a remark is for information.\n\n"
             "Sums and comparisons are made within the rounding of the figures themselves: half a unit "
             "of the last place with which each of them was given. How the wrong cell is found and its "
             "figure proposed is told in [checks.md](checks.md).\n");
    for (size_t k = 0; r == 0 && k < ARRAY_LEN(letters); k++) {
        buf_fmt(&c->out, "\n## %c: %s\n", letters[k].letter, letters[k].title);
        for (int i = 0; r == 0 && i < RULE_COUNT; i++)
            if (rules[i].id[0] == letters[k].letter)
                r = page_rule(c, (enum rule)i, err);
    }
    return r;
}

/* -- the operation ---------------------------------------------------------------------------- */

static int put_one(struct call *c, struct str id, const struct severities *severities, const struct text *text,
                   const char *language, struct err *err)
{
    struct rule_example e;
    int rule = rule_find(id);
    if (rule < 0)
        return err_set(err, ERR_USAGE, "there is no rule \"%s\"; see ilms rules", utf8_brief(id).text);
    int r = rule_example_open(&e, c->ref, (enum rule)rule, clock_year(c->now), err);
    if (r == 0 && c->json)
        put_json(c, (enum rule)rule, severities->of[rule], text, language, &e);
    else if (r == 0) {
        put_text(c, (enum rule)rule, severities->of[rule], text);
        buf_fmt(&c->out, "      It needs %s.\n", rules[rule].needs);
        if (e.words.len)
            buf_fmt(&c->out, "\n%.*s", STR_FMT(e.words));
        if (e.of)
            put_example(c, &e, language);
    }
    rule_example_close(&e);
    return r;
}

/* Those of the round that --round names; only that needs a base. */
static int severities_said(struct severities *out, struct call *c, struct err *err)
{
    struct round round;
    struct str name = call_get(c, "round");
    severities_init(out);
    if (!call_has(c, "round"))
        return 0;
    int r = c->store ? 0 : store_open(&c->store, c->base, STORE_READ, err);
    if (r == 0)
        r = store_round_get(c->store, &c->arena, &round, name, err);
    return r < 0 ? r : severities_of(out, c, name, err);
}

int op_rules(struct call *c, struct err *err)
{
    const char *language;
    const struct text *text;
    struct severities severities;
    int r = call_language(&language, &text, c, err);
    if (r == 0)
        r = call_ref_builtin(c, err);
    if (r == 0)
        r = severities_said(&severities, c, err);
    if (r == 0 && call_has(c, "page"))
        return put_page(c, err);
    if (r == 0 && call_has(c, "id"))
        return put_one(c, call_get(c, "id"), &severities, text, language, err);
    for (int i = 0; r == 0 && i < RULE_COUNT; i++)
        if (c->json)
            put_json(c, (enum rule)i, severities.of[i], text, language, NULL);
        else
            put_text(c, (enum rule)i, severities.of[i], text);
    return r;
}
