/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Signing in and out, the first password, one's own account. */

#include "desk/gate.h"

#include "base/utf8.h"

static void log_visit(struct visit *v, const char *op, struct str who, const char *outcome)
{
    struct audit a = {.at = str_of(v->at), .who = who, .op = str_of(op), .params = STR("{}"),
                      .outcome = str_of(outcome)};
    struct err ignored; /* what cannot be logged fails at its own writing too */
    if (store_begin(v->st, &ignored) < 0)
        return;
    if (store_audit_add(v->st, &a, &ignored) < 0 || store_commit(v->st, &ignored) < 0)
        store_rollback(v->st);
}

/* -- in ---------------------------------------------------------------------------------------- */

/* Only pages of ours: an address that another site put there must not lead away. */
static const char *where_to(const struct visit *v)
{
    const struct str *then = http_param(v->rq, "then");
    struct str to = then ? *then : posted(v, "then");
    if (!str_starts(to, STR("/desk")) || to.len > 300)
        return "/desk";
    for (size_t i = 0; i < to.len; i++)
        if ((unsigned char)to.p[i] <= ' ' || to.p[i] == '\\' || (unsigned char)to.p[i] >= 0x7f)
            return "/desk";
    return arena_text(v->arena, to);
}

int sign_in_page(struct visit *v, struct err *err UNUSED)
{
    if (v->known)
        return visit_go(v, "/desk", NULL);
    visit_open(v, text_get(v->page.text, "desk.in.title"));
    say_in(&v->page, "p", "lead", "desk.in.lead");
    form_begin(v, "/desk/sign-in");
    form_hidden(v, "then", str_of(where_to(v)));
    form_field(v, "text", "user", filled(v, "user", STR("")));
    form_field(v, "password", "password", STR(""));
    form_button(v, "desk.in.do");
    form_end(v);
    say_in(&v->page, "p", "small", "desk.in.forgotten");
    visit_close(v);
    return 0;
}

static void refuse(struct visit *v, const struct sign_in *in)
{
    struct buf why = {0};
    account_refusal(&why, v->page.text, in);
    err_set(&v->fault, ERR_DENIED, "%.*s", STR_FMT(buf_view(&why)));
    v->said = true;
    buf_release(&why);
}

int sign_in_post(struct visit *v, struct err *err)
{
    struct sign_in in;
    struct str name = posted(v, "user");
    const struct str *password = http_field(v->rq, "password");
    int r = account_sign_in(&in, v->st, v->arena, name, password ? *password : STR(""), v->now, err);
    if (r < 0)
        return r;
    log_visit(v, "sign in", str_of(utf8_brief(name).text),
              in.result == SIGN_IN_REFUSED ? "refused" : in.result == SIGN_IN_FACTOR ? "password ok" : "ok");
    if (in.result == SIGN_IN_REFUSED) {
        refuse(v, &in);
        return sign_in_page(v, err);
    }
    v->an->cookie[0] = gate_cookie(v, str_of(in.secret));
    const char *then = where_to(v);
    return visit_go(v, in.result == SIGN_IN_FACTOR ? address(v, "/desk/code?then=%s", then) : then, NULL);
}

int second_factor_page(struct visit *v, struct err *err UNUSED)
{
    if (v->known || !v->cookie.len)
        return visit_go(v, v->known ? "/desk" : "/desk/sign-in", NULL);
    visit_open(v, text_get(v->page.text, "desk.code.title"));
    say_in(&v->page, "p", "lead", "desk.code.lead");
    form_begin(v, "/desk/code");
    form_hidden(v, "then", str_of(where_to(v)));
    form_field(v, "code", "code", STR(""));
    form_button(v, "desk.in.do");
    form_end(v);
    visit_close(v);
    return 0;
}

int second_factor_post(struct visit *v, struct err *err)
{
    struct sign_in in;
    if (v->known || !v->cookie.len)
        return visit_go(v, v->known ? "/desk" : "/desk/sign-in", NULL);
    int r = account_factor_check(&in, v->st, v->arena, v->cookie, posted(v, "code"), v->now, err);
    if (r < 0)
        return r;
    log_visit(v, "sign in", v->account.user.name, in.result == SIGN_IN_OK ? "ok" : "code refused");
    if (in.result != SIGN_IN_OK) {
        refuse(v, &in);
        return second_factor_page(v, err);
    }
    return visit_go(v, where_to(v), NULL);
}

int sign_out(struct visit *v, struct err *err)
{
    int r = v->cookie.len ? account_sign_out(v->st, v->cookie, err) : 0;
    if (r < 0)
        return r;
    v->an->cookie[0] = gate_cookie(v, STR(""));
    return visit_go(v, "/desk/sign-in", "out");
}

/* -- the first password, or a new one ---------------------------------------------------------- */

int welcome_page(struct visit *v, struct err *err)
{
    struct user user;
    int r = account_link_find(&user, v->st, v->arena, v->secret, v->now, err);
    if (r < 0)
        return r;
    if (r == 0) {
        v->an->status = 404;
        visit_open(v, text_get(v->page.text, "desk.welcome.gone"));
        say_in(&v->page, "p", "lead", "desk.welcome.gone.lead");
        visit_close(v);
        return 0;
    }
    visit_open(v, WORDS(&v->page, "desk.welcome.title", {"name", user.full_name.len ? user.full_name : user.name}));
    html(v->page.out, "<p class=\"lead\">");
    SAY(&v->page, "desk.welcome.lead", {"user", user.name});
    html(v->page.out, "</p>\n");
    form_begin(v, NULL);
    form_field(v, "password", "new_password", STR(""));
    form_field(v, "password", "again", STR(""));
    form_button(v, "desk.welcome.do");
    form_end(v);
    visit_close(v);
    return 0;
}

/* The two fields say the same; else the fault. */
static int new_password(struct str *out, struct visit *v)
{
    const struct str *first = http_field(v->rq, "new_password"), *again = http_field(v->rq, "again");
    if (!first || !again || !str_eq(*first, *again))
        return visit_wrong(v, "again", "desk.password.differ");
    *out = *first;
    return 0;
}

int welcome_post(struct visit *v, struct err *err)
{
    struct user user;
    struct str password;
    int r = new_password(&password, v);
    if (r == 0)
        r = store_begin(v->st, &v->fault);
    if (r < 0)
        return welcome_page(v, err);
    r = account_link_use(&user, v->st, v->arena, v->secret, password, v->now, &v->fault);
    if (r <= 0) {
        store_rollback(v->st);
        if (v->fault.code == ERR_USAGE)
            visit_wrong(v, "new_password", "desk.password.weak");
        return welcome_page(v, err);
    }
    if ((r = store_commit(v->st, err)) < 0)
        return r;
    log_visit(v, "set password", user.name, "ok");
    v->an->cookie[0] = gate_cookie(v, STR(""));
    return visit_go(v, "/desk/sign-in", "password");
}

/* -- one's own account --------------------------------------------------------------------------- */

static void put_roles(struct visit *v)
{
    html(v->page.out, "<ul class=\"plain\">\n");
    for (size_t i = 0; i < v->account.nin; i++) {
        const struct role_in *in = &v->account.in[i];
        uint16_t area = in->area.len ? ref_area_find(v->ref, in->area) : 0;
        html(v->page.out, "<li>");
        say(&v->page, arena_fmt(v->arena, "desk.role.%s", role_name(in->role)));
        if (area) {
            html(v->page.out, ", ");
            html_text(v->page.out, area_name(v, area));
        }
        html(v->page.out, "</li>\n");
    }
    html(v->page.out, "</ul>\n");
}

static void put_language(struct visit *v)
{
    say_in(&v->page, "h2", NULL, "desk.me.language");
    form_begin(v, NULL);
    form_language(v, text_get(v->page.text, "language"));
    form_button_as(v, "desk.save", "do", STR("language"), true);
    form_end(v);
}

static void put_password(struct visit *v)
{
    say_in(&v->page, "h2", NULL, "desk.me.password");
    form_begin(v, NULL);
    form_field(v, "password", "password", STR(""));
    form_field(v, "password", "new_password", STR(""));
    form_field(v, "password", "again", STR(""));
    form_button_as(v, "desk.me.password.do", "do", STR("password"), true);
    form_end(v);
}

static void put_factor(struct visit *v)
{
    say_in(&v->page, "h2", NULL, "desk.me.factor");
    if (v->account.user.totp.len) {
        say_in(&v->page, "p", NULL, "desk.me.factor.on");
        form_begin(v, NULL);
        form_field(v, "password", "password_off", STR(""));
        form_button_as(v, "desk.me.factor.off", "do", STR("factor-off"), true);
        form_end(v);
        return;
    }
    struct str kept = filled(v, "factor_secret", STR(""));
    char secret[FACTOR_SECRET];
    struct buf uri = {0};
    account_factor_begin(secret, &uri, &v->account.user);
    say_in(&v->page, "p", NULL, "desk.me.factor.lead");
    form_begin(v, NULL);
    form_hidden(v, "factor_secret", kept.len ? kept : str_of(secret));
    html(v->page.out, "<p class=\"secret\"><code>");
    html_text(v->page.out, kept.len ? kept : str_of(secret));
    html(v->page.out, "</code></p>\n");
    if (!kept.len) {
        html(v->page.out, "<p><a href=\"");
        html_attr(v->page.out, buf_view(&uri));
        html(v->page.out, "\">");
        say(&v->page, "desk.me.factor.open");
        html(v->page.out, "</a></p>\n");
    }
    form_field(v, "code", "code", STR(""));
    form_button_as(v, "desk.me.factor.do", "do", STR("factor"), true);
    form_end(v);
    buf_release(&uri);
}

static int put_tokens(struct visit *v, struct err *err)
{
    struct store_iter *it;
    struct token t;
    unsigned n = 0;
    say_in(&v->page, "h2", NULL, "desk.me.tokens");
    say_in(&v->page, "p", NULL, "desk.me.tokens.lead");
    int r = store_token_list(v->st, &it, v->account.user.id, err);
    while (r == 0 && (r = store_token_next(it, &t, err)) == 1) {
        r = 0;
        if (n++ == 0)
            html(v->page.out, "<ul class=\"plain rows\">\n");
        html(v->page.out, "<li><span>");
        html_text(v->page.out, t.name);
        html(v->page.out, " <span class=\"small\">");
        SAY(&v->page, t.used_at.len ? "desk.me.token.used" : "desk.me.token.unused", {"at", time_words(v, t.used_at)});
        html(v->page.out, "</span></span>");
        const struct word hidden[] = {{"do", STR("revoke")}, {"token", number(&v->page, (uint64_t)t.id)}, {NULL, {0}}};
        form_only(v, NULL, "desk.me.token.revoke", hidden);
        html(v->page.out, "</li>\n");
    }
    if (n)
        html(v->page.out, "</ul>\n");
    form_begin(v, NULL);
    form_field(v, "text", "token_name", filled(v, "token_name", STR("")));
    form_button_as(v, "desk.me.token.do", "do", STR("token"), true);
    form_end(v);
    return r;
}

int me_page(struct visit *v, struct err *err)
{
    visit_open(v, v->frame.who);
    html(v->page.out, "<p class=\"small\">");
    html_text(v->page.out, v->account.user.name);
    html(v->page.out, "</p>\n");
    put_roles(v);
    put_language(v);
    put_password(v);
    put_factor(v);
    int r = put_tokens(v, err);
    visit_close(v);
    return r;
}

/* -- changing it ---------------------------------------------------------------------------------- */

static int wrong_password(struct visit *v, const char *field)
{
    const struct str *password = http_field(v->rq, field);
    if (password && account_password_is(&v->account.user, *password))
        return 0;
    return visit_wrong(v, field, "desk.password.wrong");
}

static int change_password(struct visit *v, struct err *err)
{
    struct str password;
    int r = wrong_password(v, "password");
    if (r == 0)
        r = new_password(&password, v);
    if (r == 0)
        r = store_begin(v->st, err);
    if (r < 0)
        return r;
    r = account_password_set(v->st, v->arena, &v->account.user, password, err);
    if (r == -ERR_USAGE)
        visit_wrong(v, "new_password", "desk.password.weak");
    return r == 0 ? store_commit(v->st, err) : (store_rollback(v->st), r);
}

static int change_factor(struct visit *v, bool on, struct err *err)
{
    struct user *u = &v->account.user;
    int r = on ? 0 : wrong_password(v, "password_off");
    if (r == 0)
        r = store_begin(v->st, err);
    if (r < 0)
        return r;
    r = on ? account_factor_confirm(v->st, v->arena, u, posted(v, "factor_secret"), posted(v, "code"), v->now, err)
           : account_factor_remove(v->st, u, err);
    if (r == -ERR_USAGE)
        visit_wrong(v, "code", "desk.code.wrong");
    return r == 0 ? store_commit(v->st, err) : (store_rollback(v->st), r);
}

static int change_language(struct visit *v, struct err *err)
{
    struct user *u = &v->account.user;
    u->language = posted(v, "language");
    if (!text_find(arena_text(v->arena, u->language)))
        return err_set(err, ERR_USAGE, "There are no words in that language.");
    int r = store_begin(v->st, err);
    if (r < 0)
        return r;
    r = store_user_put(v->st, u, err);
    return r == 0 ? store_commit(v->st, err) : (store_rollback(v->st), r);
}

static int revoke_token(struct visit *v, struct err *err)
{
    uint64_t id = 0;
    str_uint(&id, posted(v, "token"), INT32_MAX);
    int r = store_begin(v->st, err);
    if (r < 0)
        return r;
    r = store_token_remove(v->st, v->account.user.id, (int64_t)id, err);
    return r >= 0 ? store_commit(v->st, err) : (store_rollback(v->st), r);
}

/* Shown once, and never again. */
static int new_token(struct visit *v, struct err *err)
{
    char secret[SECRET_TEXT], hash[SHA256_HEX];
    struct token t = {.user = v->account.user.id, .name = posted(v, "token_name"), .created_at = str_of(v->at)};
    if (!t.name.len || t.name.len > 80)
        return visit_wrong(v, "token_name", "desk.me.token.name");
    secret_new(secret);
    secret_hash(hash, str_of(secret));
    t.hash = str_of(hash);
    int r = store_begin(v->st, err);
    if (r == 0 && (r = store_token_add(v->st, &t, err)) < 0)
        store_rollback(v->st);
    if (r == 0)
        r = store_commit(v->st, err);
    if (r < 0)
        return r;
    log_visit(v, "new token", v->account.user.name, "ok");
    visit_open_under(v, text_get(v->page.text, "desk.me.token.new"), v->frame.who, "/desk/me");
    say_in(&v->page, "p", "lead", "desk.me.token.once");
    html(v->page.out, "<p class=\"secret\"><code>");
    html_text(v->page.out, str_of(secret));
    html(v->page.out, "</code></p>\n");
    visit_close(v);
    return 0;
}

int me_post(struct visit *v, struct err *err)
{
    static const struct {
        const char *name, *done;
    } known[] = {{"language", "saved"}, {"password", "password"}, {"factor", "factor"},
                 {"factor-off", "factor-off"}, {"revoke", "revoked"}};
    struct str what = posted(v, "do");
    int r;
    if (str_is(what, "token")) {
        r = new_token(v, err);
        return v->fault.code != ERR_NONE ? me_page(v, err) : r;
    }
    if (str_is(what, "language"))
        r = change_language(v, &v->fault);
    else if (str_is(what, "password"))
        r = change_password(v, &v->fault);
    else if (str_is(what, "factor") || str_is(what, "factor-off"))
        r = change_factor(v, str_is(what, "factor"), &v->fault);
    else
        r = revoke_token(v, &v->fault);
    if (r < 0)
        return me_page(v, err);
    const char *done = "saved";
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(what, known[i].name))
            done = known[i].done;
    if (!str_is(what, "language") && !str_is(what, "revoke"))
        log_visit(v, done, v->account.user.name, "ok");
    /* a new password ends every session, this one too */
    return visit_go(v, str_is(what, "password") ? "/desk/sign-in" : "/desk/me", done);
}
