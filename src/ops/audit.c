/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The audit log, and what the table of operations says of who may do what. */

#include "ops/ops.h"

#include "base/clock.h"
#include "base/utf8.h"

/* -- the log --------------------------------------------------------------------------------- */

struct filter {
    struct str user, command;
    char since[CLOCK_TEXT]; /* empty: from the beginning */
};

static int filter_of(struct filter *f, const struct call *c, struct err *err)
{
    struct str since = call_get(c, "since");
    int64_t seconds;
    *f = (struct filter){.user = call_get(c, "user"), .command = call_get(c, "command")};
    if (!since.len)
        return 0;
    if (!clock_parse(&seconds, since))
        return err_set(err, ERR_USAGE, "--since \"%s\" is no time; it is to be written as 2026-01-15 or "
                       "2026-01-15T10:00Z", utf8_brief(since).text);
    clock_fmt(f->since, seconds);
    return 0;
}

/* "user" has "user add" too. */
static bool passes(const struct filter *f, const struct audit *a)
{
    if (f->user.len && !str_eq(a->who, f->user))
        return false;
    if (f->command.len && !str_eq(a->op, f->command) &&
        !(str_starts(a->op, f->command) && a->op.p[f->command.len] == ' '))
        return false;
    return str_cmp(a->at, str_of(f->since)) >= 0;
}

static void put_audit(struct call *c, const struct audit *a)
{
    if (!c->json) {
        buf_fmt(&c->out, "%.*s  %-10.*s  %-8.*s  %.*s  %.*s\n", STR_FMT(a->at), STR_FMT(a->who),
                STR_FMT(a->op), STR_FMT(a->outcome), STR_FMT(a->params));
        return;
    }
    json_open(&c->j, '{');
    json_put_int(&c->j, "id", a->id);
    json_put(&c->j, "at", a->at);
    json_put(&c->j, "who", a->who);
    json_put(&c->j, "op", a->op);
    json_key(&c->j, "params");
    json_raw(&c->j, a->params);
    json_put(&c->j, "outcome", a->outcome);
    json_close(&c->j);
    json_line(&c->j);
}

int op_audit(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct audit a;
    struct filter filter;
    int r = filter_of(&filter, c, err);
    if (r == 0)
        r = store_audit_list(c->store, &it, err);
    while (r == 0 && (r = store_audit_next(it, &a, err)) == 1) {
        if (passes(&filter, &a))
            put_audit(c, &a);
        if ((r = call_flush(c, false, err)) < 0)
            store_iter_close(it);
    }
    return r;
}

/* -- permissions ----------------------------------------------------------------------------- */

static const char *const reaches[] = {[REACH_LOCAL] = "local", [REACH_ALL] = "all", [REACH_COUNTRY] = "country"};

static const char *permission(const struct op *op, enum role role)
{
    if (op->roles & ROLE_BIT(ROLE_ANYONE))
        return "yes";
    if (!(op->roles & ROLE_BIT(role)))
        return "no";
    return op->reach == REACH_COUNTRY && role_of_country(role) ? "country" : "yes";
}

static void put_line(struct call *c, const struct op *op)
{
    buf_fmt(&c->out, "%-22s  %-7s  %-6s", op->name, reaches[op->reach], op_writes(op) ? "writes" : "reads");
    for (int i = 0; i < ROLES; i++)
        buf_fmt(&c->out, i + 1 < ROLES ? "  %-10s" : "  %s", permission(op, (enum role)i));
    buf_char(&c->out, '\n');
}

static void put_json(struct call *c, const struct op *op)
{
    json_open(&c->j, '{');
    json_put(&c->j, "operation", str_of(op->name));
    json_put(&c->j, "reach", str_of(reaches[op->reach]));
    json_put_bool(&c->j, "writes", op_writes(op));
    for (int i = 0; i < ROLES; i++)
        json_put(&c->j, role_name((enum role)i), str_of(permission(op, (enum role)i)));
    json_close(&c->j);
    json_line(&c->j);
}

static void put_page(struct call *c)
{
    buf_puts(&c->out,
             "<!-- SPDX-License-Identifier: Apache-2.0 -->\n"
             "<!-- SPDX-FileCopyrightText: The ILMS authors -->\n"
             "<!-- made by `make docs` from src/ops/table_*.c -->\n\n"
             "# Who may do what\n\n"
             "What the table of operations says, and what is asked before anything is done, on the command line as "
             "over the network. *country*: for the country that the role is in, and no other. *local*: only on the "
             "machine of the base, where whoever may write its file is an administrator. A *writing* operation leaves "
             "a line in the audit log (`ilms audit`), also where it was refused.\n\n"
             "| operation | asked for | writes |");
    for (int i = 0; i < ROLES; i++)
        buf_fmt(&c->out, " %s |", role_name((enum role)i));
    buf_puts(&c->out, "\n|---|---|---|");
    for (int i = 0; i < ROLES; i++)
        buf_puts(&c->out, "---|");
    buf_char(&c->out, '\n');
    const struct op *op;
    for (size_t k = 0; (op = op_at(k)); k++) {
        buf_fmt(&c->out, "| `%s` | %s | %s |", op->name, op->reach == REACH_LOCAL ? "local" : "anywhere",
                op_writes(op) ? "yes" : "");
        for (int i = 0; i < ROLES; i++) {
            const char *says = permission(op, (enum role)i);
            buf_fmt(&c->out, " %s |", strcmp(says, "no") == 0 ? "" : says);
        }
        buf_char(&c->out, '\n');
    }
}

int op_permissions(struct call *c, struct err *err)
{
    (void)err;
    if (call_has(c, "page")) {
        put_page(c);
        return 0;
    }
    if (!c->json) {
        buf_fmt(&c->out, "%-22s  %-7s  %-6s", "operation", "reach", "");
        for (int i = 0; i < ROLES; i++)
            buf_fmt(&c->out, i + 1 < ROLES ? "  %-10s" : "  %s", role_name((enum role)i));
        buf_char(&c->out, '\n');
    }
    const struct op *op;
    for (size_t i = 0; (op = op_at(i)); i++)
        if (c->json)
            put_json(c, op);
        else
            put_line(c, op);
    return 0;
}
