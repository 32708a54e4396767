/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The command line: words into a call, the call's output and error to where they belong. */

#include "base/clock.h"
#include "base/utf8.h"
#include "base/version.h"
#include "cli/help.h"
#include "collect/flow.h"
#include "desk/desk.h"
#include "io/apart.h"
#include "ops/maker.h"
#include "server/serve.h"
#include "syntax/workbook.h"
#include "syntax/workbook_mark.h"

#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

struct words {
    char **v;
    int n, at;
};

/* "--name=value" apart; otherwise value is empty with a NULL pointer. */
static struct str split_option(const char *word, struct str *value)
{
    struct str name = str_of(word + 2);
    const char *equals = strchr(word, '=');
    *value = (struct str){0};
    if (equals) {
        *value = str_of(equals + 1);
        name.len = (size_t)(equals - word) - 2;
    }
    return name;
}

static int option_value(struct str *value, struct words *w, struct str name, struct err *err)
{
    if (value->p)
        return 0;
    if (w->at == w->n)
        return err_set(err, ERR_USAGE, "--%s needs a value", utf8_brief(name).text);
    *value = str_of(w->v[w->at++]);
    return 0;
}

/* Options that every command knows; 1 when it was one. */
static int common_option(struct call *c, struct words *w, struct str name, struct str value,
                         struct err *err)
{
    if (str_is(name, "json")) {
        c->json = true;
    } else if (str_is(name, "quiet")) {
        c->quiet = true;
    } else if (str_is(name, "base")) {
        int r = option_value(&value, w, name, err);
        if (r < 0)
            return r;
        c->base = value.p; /* a word of argv: ends in NUL */
    } else {
        return 0;
    }
    return 1;
}

static int op_option(struct call *c, struct words *w, struct str name, struct str value,
                     struct err *err)
{
    const struct param *p = op_param(c->op, name);
    if (!p || (p->kind != PARAM_OPTION && p->kind != PARAM_FLAG))
        return err_set(err, ERR_USAGE, "ilms %s has no option --%s; see ilms help %s", c->op->name,
                       utf8_brief(name).text, c->op->name);
    if (p->kind == PARAM_FLAG && value.p)
        return err_set(err, ERR_USAGE, "--%s takes no value", p->name);
    if (p->kind == PARAM_OPTION) {
        int r = option_value(&value, w, name, err);
        if (r < 0)
            return r;
        if (value.len == 0)
            return err_set(err, ERR_USAGE, "--%s is given an empty value", p->name);
    }
    return call_set(c, p->name, p->kind == PARAM_FLAG ? STR("yes") : value, err);
}

static int positional(struct call *c, struct words *w, char *word, struct err *err)
{
    for (const struct param *p = c->op->params; p->name; p++) {
        if (p->kind == PARAM_LIST) {
            /* keep the list's words together at the front of argv */
            w->v[c->nlist++] = word;
            c->list = (const char *const *)w->v;
            return 0;
        }
        if (p->kind == PARAM_TEXT && !call_has(c, p->name))
            return call_set(c, p->name, str_of(word), err);
    }
    return err_set(err, ERR_USAGE, "ilms %s does not know what to do with \"%s\"; see ilms help %s",
                   c->op->name, utf8_brief(str_of(word)).text, c->op->name);
}

static int missing(const struct call *c, struct err *err)
{
    for (const struct param *p = c->op->params; p->name; p++) {
        bool given = p->kind == PARAM_LIST ? c->nlist > 0 : call_has(c, p->name);
        if (p->required && !given)
            return err_set(err, ERR_USAGE, "ilms %s needs %s: %s", c->op->name, p->value, p->help);
    }
    return 0;
}

/* A command is one word, two or three: "accept", "round open", "meeting document add". Those after the first are
 * taken off w. */
static const struct op *find_command(struct words *w, const char *word)
{
    for (int more = MIN(2, w->n - w->at); more > 0; more--) {
        char name[96];
        int len = more == 2 ? snprintf(name, sizeof name, "%s %s %s", word, w->v[w->at], w->v[w->at + 1])
                            : snprintf(name, sizeof name, "%s %s", word, w->v[w->at]);
        const struct op *op = len < (int)sizeof name ? op_find(str_of(name)) : NULL;
        if (op) {
            w->at += more;
            return op;
        }
    }
    return op_find(str_of(word));
}

static int no_command(const char *word, struct err *err)
{
    char list[500] = "", noun[64];
    const struct op *op;
    snprintf(noun, sizeof noun, "%.40s ", word);
    for (size_t i = 0, n = 0; (op = op_at(i)); i++)
        if (str_starts(str_of(op->name), str_of(noun)) && n < sizeof list - 64)
            n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "", op->name + strlen(noun));
    if (list[0])
        return err_set(err, ERR_USAGE, "ilms %s is to be followed by one of: %s",
                       utf8_brief(str_of(word)).text, list);
    return err_set(err, ERR_USAGE, "there is no command \"%s\"; see ilms help",
                   utf8_brief(str_of(word)).text);
}

static int parse(struct call *c, int argc, char **argv, struct err *err)
{
    struct words w = {argv, argc, 1};
    bool words_only = false;
    while (w.at < w.n) {
        char *word = w.v[w.at++];
        int r;
        if (!words_only && strcmp(word, "--") == 0) {
            words_only = true;
            continue;
        }
        if (!words_only && strncmp(word, "--", 2) == 0) {
            struct str value, name = split_option(word, &value);
            if ((r = common_option(c, &w, name, value, err)) < 0)
                return r;
            if (r == 1)
                continue;
            if (!c->op && (str_is(name, "help") || str_is(name, "version")))
                c->op = op_find(name);
            else if (!c->op)
                return err_set(err, ERR_USAGE, "there is no option --%s; see ilms help",
                               utf8_brief(name).text);
            else if (str_is(name, "help")) {
                r = call_set(c, "command", str_of(c->op->name), err);
                c->op = op_find(STR("help"));
            } else if ((r = op_option(c, &w, name, value, err)) < 0)
                return r;
            continue;
        }
        if (!c->op) {
            if (!(c->op = find_command(&w, word)))
                return no_command(word, err);
            continue;
        }
        if ((r = positional(c, &w, word, err)) < 0)
            return r;
    }
    if (!c->op)
        c->op = op_find(STR("help"));
    return missing(c, err);
}

static const char *user_name(void)
{
    const char *name = getenv("ILMS_USER");
    if (name && *name)
        return name;
    struct passwd *pw = getpwuid(geteuid());
    return pw ? pw->pw_name : "unknown";
}

/* How people reach the site, for links in mail, before it is known which port was free. */
static const char *origin_of(const struct serve_options *opt)
{
    static char text[300];
    struct str listen = opt->listen.len ? opt->listen : STR("127.0.0.1:8080");
    if (opt->origin.len)
        return opt->origin.p; /* a word of argv: ends in NUL */
    snprintf(text, sizeof text, "http://%.*s", STR_FMT(listen));
    return text;
}

/* What the table of operations leaves to the command line. */
static int own_command(struct call *c, struct err *err)
{
    if (strcmp(c->op->name, "serve") == 0) {
        struct serve_options opt = {.base = c->base, .json = c->json, .log = call_has(c, "log"),
                                    .listen = call_get(c, "listen"),
                                    .files = call_has(c, "files") ? call_get(c, "files").p : NULL,
                                    .threads = call_get(c, "threads"),
                                    .origin = call_get(c, "origin")};
        struct backroom_options desk = {.base = c->base, .start = desk_start, .handle = desk_handle,
                                        .errand = desk_errand, .stop = desk_stop};
        if (call_has(c, "collect")) {
            desk_origin(origin_of(&opt));
            opt.backroom = &desk;
        }
        return serve(&opt, err);
    }
    if (strcmp(c->op->name, "manual") == 0) {
        help_manual(&c->out);
    } else if (strcmp(c->op->name, "version") == 0) {
        buf_puts(&c->out, "ilms " ILMS_VERSION "\n");
    } else {
        struct str name = call_get(c, "command"), verb = call_get(c, "verb"), what = call_get(c, "what");
        char words[96];
        if (verb.len && snprintf(words, sizeof words, "%.*s %.*s%s%.*s", STR_FMT(name), STR_FMT(verb),
                                 what.len ? " " : "", STR_FMT(what)) < (int)sizeof words)
            name = str_of(words);
        const struct op *op = op_find(name);
        if (str_is(name, "formats")) {
            help_formats(&c->out);
            return 0;
        }
        if (name.len && !op)
            return err_set(err, ERR_USAGE, "there is no command \"%s\"; see ilms help",
                           utf8_brief(name).text);
        if (op)
            help_op(&c->out, op);
        else
            help_all(&c->out);
    }
    return 0;
}

static void tell_error(const struct call *c, const struct err *err)
{
    struct buf out = {0};
    if (c->json) {
        struct json j;
        json_init(&j, &out);
        json_open(&j, '{');
        json_put(&j, "error", str_of(err_name(err->code)));
        json_put(&j, "message", str_of(err->text));
        json_close(&j);
    } else {
        buf_fmt(&out, "ilms: %s", err->text);
    }
    fprintf(stderr, "%s\n", out.p);
    buf_release(&out);
}

/* A mistake before --json is told as JSON too: whoever reads the answer is a program. */
static bool wants_json(int argc, char **argv)
{
    bool found = false;
    for (int i = 1; i < argc && !found && strcmp(argv[i], "--") != 0; i++)
        found = strcmp(argv[i], "--json") == 0;
    return found;
}

int main(int argc, char **argv)
{
    sandbox_child(argv, (const struct sandbox_work *[]){&workbook_work, &workbook_mark_work,
                                                       &apart_work, &flow_work, NULL});
    maker_child(argv);
    static const struct role_in owner = {.role = ROLE_ADMIN}; /* who may write the file may all else */
    struct err err = {0}, late;
    const char *base = getenv("ILMS_BASE");
    struct call c = {.base = base && *base ? base : "ilms.db", .who = user_name(),
                     .in = &owner, .nin = 1, .now = clock_now(), .outfd = STDOUT_FILENO};
    bool json = wants_json(argc, argv); /* before parse moves words */
    int r = parse(&c, argc, argv, &err);
    if (r < 0)
        c.json = json;
    else
        r = c.op->run ? op_call(&c, &err) : own_command(&c, &err);
    if (call_flush(&c, true, &late) < 0 && r == 0) {
        r = -1;
        err = late;
    }
    if (r < 0)
        tell_error(&c, &err);
    call_release(&c);
    return r < 0 ? err_exit_code(err.code) : 0;
}
