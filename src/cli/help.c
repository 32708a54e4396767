/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "cli/help.h"

#include "io/format.h"

enum { WIDTH = 80 };

/* "ilms accept SUBMISSION [--allow REASON]" */
static void put_usage(struct buf *out, const struct op *op)
{
    buf_fmt(out, "ilms %s", op->name);
    for (const struct param *p = op->params; p->name; p++) {
        const char *open = p->required ? " " : " [", *close = p->required ? "" : "]";
        switch (p->kind) {
        case PARAM_TEXT: buf_fmt(out, "%s%s%s", open, p->value, close); break;
        case PARAM_LIST: buf_fmt(out, "%s%s...%s", open, p->value, close); break;
        case PARAM_OPTION: buf_fmt(out, "%s--%s %s%s", open, p->name, p->value, close); break;
        case PARAM_FLAG: buf_fmt(out, "%s--%s%s", open, p->name, close); break;
        }
    }
}

/* Words of a text in lines of at most WIDTH characters, each after `indent` blanks. */
static void put_wrapped(struct buf *out, const char *text, unsigned indent)
{
    struct str word, rest = str_of(text);
    size_t column = 0;
    while (str_next(&word, &rest, ' ')) {
        if (column && column + 1 + word.len > WIDTH) {
            buf_char(out, '\n');
            column = 0;
        }
        if (column == 0) {
            for (; column < indent; column++)
                buf_char(out, ' ');
        } else {
            buf_char(out, ' ');
            column++;
        }
        buf_str(out, word);
        column += word.len;
    }
    buf_char(out, '\n');
}

void help_all(struct buf *out)
{
    buf_puts(out, "ilms: a database of international labour migration statistics\n\n"
                  "usage: ilms [--base PATH] [--json] [--quiet] COMMAND ...\n\n");
    const struct op *op;
    for (size_t i = 0; (op = op_at(i)); i++)
        buf_fmt(out, "  %-26s %s\n", op->name, op->brief);
    buf_puts(out, "\n  --base PATH  the base; else the environment's ILMS_BASE, else ilms.db\n"
                  "  --json       one JSON object a line in place of text\n"
                  "  --quiet      no list of findings\n\n"
                  "ilms help COMMAND says more of one, ilms help formats which there are.\n");
}

void help_formats(struct buf *out)
{
    for (size_t i = 0; i < nformats; i++) {
        const struct format *f = &formats[i];
        buf_fmt(out, "  %-22s %-7s %-7s %s\n", f->name, f->read ? "read" : "", f->next ? "written" : "", f->what);
    }
}

void help_op(struct buf *out, const struct op *op)
{
    buf_puts(out, "usage: ");
    put_usage(out, op);
    buf_fmt(out, "\n\n%s: %s\n", op->name, op->brief);
    if (op->help[0])
        put_wrapped(out, op->help, 0);
    if (op->params->name)
        buf_char(out, '\n');
    for (const struct param *p = op->params; p->name; p++) {
        size_t start = out->len;
        if (p->kind == PARAM_OPTION || p->kind == PARAM_FLAG)
            buf_fmt(out, "  --%s%s%s", p->name, p->value ? " " : "", p->value ? p->value : "");
        else
            buf_fmt(out, "  %s", p->value);
        for (size_t n = out->len - start; n < 24; n++)
            buf_char(out, ' ');
        buf_fmt(out, " %s\n", p->help);
    }
}

/* A line of mdoc text must not begin with a point or an apostrophe, nor hold a backslash. */
static void put_mdoc(struct buf *out, const char *text)
{
    char before = 0;
    if (*text == '.' || *text == '\'')
        buf_puts(out, "\\&");
    for (; *text; before = *text++) {
        if (*text == '\\')
            buf_puts(out, "\\e");
        else if (*text == ' ' && before == '.')
            buf_char(out, '\n'); /* a sentence begins a line, so that mdoc spaces it */
        else
            buf_char(out, *text);
    }
    buf_char(out, '\n');
}

static void put_roles(struct buf *out, const struct op *op)
{
    static const char *const names[ROLES] = {"anyone", "partners", "focal specialists", "national approvers",
                                             "compilers", "administrators"};
    bool some = false;
    if (op->roles & ROLE_BIT(ROLE_ANYONE))
        return;
    for (int i = ROLE_PARTNER; i < ROLES; i++)
        if (op->roles & ROLE_BIT(i)) {
            buf_fmt(out, "%s%s", some ? ", " : "For ", names[i]);
            some = true;
        }
    buf_puts(out, op->reach == REACH_COUNTRY ? "; those of a country for theirs.\n" : ".\n");
}

void help_manual(struct buf *out)
{
    buf_puts(out, ".Dd November 22, 2026\n.Dt ILMS 1\n.Os\n.Sh NAME\n.Nm ilms\n"
                  ".Nd database of international labour migration statistics\n.Sh SYNOPSIS\n.Nm\n"
                  ".Op Fl -base Ar path\n.Op Fl -json\n.Op Fl -quiet\n.Ar command ...\n"
                  ".Sh DESCRIPTION\n"
                  "Figures enter a base as submissions, are checked, accepted and released; a release\n"
                  "is never changed and is what the web pages and services show.\n"
                  ".Bl -tag -width Fl\n"
                  ".It Fl -base Ar path\nThe base; else the environment's\n.Ev ILMS_BASE ,\nelse\n"
                  ".Pa ilms.db .\n.It Fl -json\nOne JSON object a line in place of text.\n"
                  ".It Fl -quiet\nNo list of findings.\n.El\n.Sh COMMANDS\n");
    const struct op *op;
    for (size_t i = 0; (op = op_at(i)); i++) {
        buf_fmt(out, ".Ss %s\n.Bd -literal\n", op->name);
        put_usage(out, op);
        buf_puts(out, "\n.Ed\n.Pp\n");
        put_mdoc(out, op->help[0] ? op->help : op->brief);
        put_roles(out, op);
        if (!op->params->name)
            continue;
        buf_puts(out, ".Bl -tag -width Fl\n");
        for (const struct param *p = op->params; p->name; p++) {
            if (p->kind == PARAM_OPTION)
                buf_fmt(out, ".It Fl -%s Ar %s\n", p->name, p->value);
            else if (p->kind == PARAM_FLAG)
                buf_fmt(out, ".It Fl -%s\n", p->name);
            else
                buf_fmt(out, ".It Ar %s\n", p->value);
            put_mdoc(out, p->help);
        }
        buf_puts(out, ".El\n");
    }
    buf_puts(out, ".Sh FORMATS\n.Bl -tag -width sdmx-csv\n");
    for (size_t i = 0; i < nformats; i++) {
        buf_fmt(out, ".It Li %s\n", formats[i].name);
        put_mdoc(out, formats[i].what);
        buf_fmt(out, "%s%s%s.\n", formats[i].read ? "Read" : "", formats[i].read && formats[i].next ? " and " : "",
                formats[i].next ? formats[i].read ? "written" : "Written" : "");
    }
    buf_puts(out, ".El\n");
    buf_puts(out, ".Sh ENVIRONMENT\n.Bl -tag -width ILMS_BASE\n.It Ev ILMS_BASE\nThe base.\n"
                  ".It Ev ILMS_USER\nWho is named in the audit log; else the login name.\n"
                  ".It Ev ILMS_NOW\nA time that stops the clock, for reproducible runs.\n.El\n");
    buf_puts(out, ".Sh EXIT STATUS\n0 when all went well; otherwise one code for each kind of "
                  "error:\n.Bl -tag -width 64 -compact\n");
    static const char *const meanings[ERR_COUNT] = {
        [ERR_USAGE] = "the command makes no sense", [ERR_INPUT] = "a file is not what it should be",
        [ERR_NOFILE] = "a file cannot be opened", [ERR_NOTFOUND] = "no such submission, release, table",
        [ERR_STATE] = "the state of the thing forbids it", [ERR_DENIED] = "the role does not allow it",
        [ERR_LIMIT] = "larger than this installation allows", [ERR_BUSY] = "locked by another process",
        [ERR_DB] = "the database failed, or an invariant does not hold", [ERR_IO] = "writing failed",
        [ERR_CONFIG] = "the reference data contradict themselves", [ERR_FORMAT] = "no such format"};
    for (enum err_code e = ERR_USAGE; e < ERR_COUNT; e++)
        buf_fmt(out, ".It %d\n%s\n", err_exit_code(e), meanings[e]);
    buf_puts(out, ".El\n");
}
