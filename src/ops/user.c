/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Users and what they may. Links and tokens are output and never parameters, so that none of them
 * gets into the audit log. */

#include "ops/ops.h"

#include "base/utf8.h"
#include "collect/account.h"
#include "collect/post.h"
#include "syntax/smtp.h"

enum { FULL_NAME_MAX = 120 };

/* -- what was said ------------------------------------------------------------------------------ */

int call_user(struct user *out, struct call *c, struct err *err)
{
    struct str name = call_get(c, "user");
    int r = store_user_get(c->store, &c->arena, out, name, err);
    if (r == -(int)ERR_NOTFOUND)
        return err_set(err, ERR_NOTFOUND, "there is no user \"%s\"; ilms user list has those there are",
                       utf8_brief(name).text);
    return r;
}

/* --role and --country, which belong together. */
static int role_of(struct role_in *out, struct call *c, struct err *err)
{
    struct str name = call_get(c, "role"), country = call_get(c, "country");
    int role = role_find(name);
    if (role < 0)
        return err_set(err, ERR_USAGE, "--role \"%s\" is to be partner, specialist, approver, compiler or admin",
                       utf8_brief(name).text);
    *out = (struct role_in){(enum role)role, country};
    if (!role_of_country(out->role))
        return country.len ? err_set(err, ERR_USAGE, "the role %s is not of a country: leave out --country",
                                     role_name(out->role)) : 0;
    if (!country.len)
        return err_set(err, ERR_USAGE, "the role %s is of a country: --country ISO3, as KHM", role_name(out->role));
    int r = call_ref(c, err);
    if (r < 0)
        return r;
    int area = ref_area_find(c->ref, country);
    if (area < 0 || !c->ref->areas[area].member)
        return err_set(err, ERR_USAGE, "--country \"%s\" is no country of the region; it is to be three letters, "
                       "as KHM", utf8_brief(country).text);
    return 0;
}

bool is_one_line(struct str s, size_t max)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return false;
    return s.len > 0 && s.len <= max && utf8_valid(s) == s.len;
}

/* --full-name, --email and --language, where they are given. */
static int details_of(struct user *u, const struct call *c, struct err *err)
{
    struct str email = call_get(c, "email"), language = call_get(c, "language"), full = call_get(c, "full-name");
    if (email.len && !smtp_address_like(email))
        return err_set(err, ERR_USAGE, "--email \"%s\" is no address; it is to be written as sokha@mol.gov.kh",
                       utf8_brief(email).text);
    if (language.len && !text_find(language.p))
        return err_set(err, ERR_USAGE, "--language \"%s\" is to be one of: %.*s", utf8_brief(language).text,
                       STR_FMT(text_languages()));
    if (full.len && !is_one_line(full, FULL_NAME_MAX))
        return err_set(err, ERR_USAGE, "--full-name is to be one line of text with %d bytes at most", FULL_NAME_MAX);
    if (email.len)
        u->email = email;
    if (full.len)
        u->full_name = full;
    if (language.len || !u->language.len)
        u->language = language.len ? language : STR("en");
    return 0;
}

/* -- links ----------------------------------------------------------------------------------- */

struct new_link {
    struct str origin;
    char secret[SECRET_TEXT], until[CLOCK_TEXT];
    const char *url; /* NULL: none was made */
};

/* A link and, for who has an address, the mail that brings it; inside the transaction. */
static int link_make(struct new_link *l, struct call *c, const struct user *u, enum link_kind kind, struct err *err)
{
    char until[CLOCK_TEXT];
    int r = account_link(l->secret, l->until, c->store, u->id, kind, c->now, err);
    if (r < 0)
        return r;
    l->url = arena_fmt(&c->arena, "%.*s/desk/welcome/%s", STR_FMT(l->origin), l->secret);
    memcpy(until, l->until, sizeof until);
    until[10] = ' ';
    return post_words(c->store, &c->arena, u, kind == LINK_INVITATION ? "mail.invite" : "mail.reset",
                      (struct text_arg[]){{"link", str_of(l->url)}, {"until", str_sub(str_of(until), 0, 16)}, {0}},
                      c->now, err);
}

static void put_link(struct call *c, const struct new_link *l, const struct user *u)
{
    buf_fmt(&c->out, "the password is chosen at this address, once, until %s:\n  %s\n", l->until, l->url);
    if (u->email.len)
        buf_fmt(&c->out, "the link is also in the mail that waits for %.*s; ilms mail send\n", STR_FMT(u->email));
}

static void json_link(struct call *c, const struct new_link *l)
{
    if (!l->url)
        return;
    json_put(&c->j, "link", str_of(l->url));
    json_put(&c->j, "expires_at", str_of(l->until));
}

/* -- adding ---------------------------------------------------------------------------------- */

/* A new user with his link, or what was said of one that there is. */
static int user_put(struct user *u, struct new_link *l, struct call *c, bool known, struct err *err)
{
    if (known)
        return store_user_put(c->store, u, err);
    int r = store_user_add(c->store, u, err);
    return r < 0 ? r : link_make(l, c, u, LINK_INVITATION, err);
}

static void put_added(struct call *c, const struct user *u, const struct role_in *in, const struct new_link *l)
{
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "user", u->name);
        json_put(&c->j, "role", str_of(role_name(in->role)));
        json_put_some(&c->j, "country", in->area);
        json_link(c, l);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "%.*s is %s%s%.*s%s\n", STR_FMT(u->name), role_name(in->role), in->area.len ? " of " : "",
            STR_FMT(in->area), l->url ? "" : " too");
    if (l->url)
        put_link(c, l, u);
}

static struct grant grant_of(const struct user *u, const struct role_in *in)
{
    return (struct grant){.user = u->id, .role = str_of(role_name(in->role)), .area = in->area};
}

int op_user_add(struct call *c, struct err *err)
{
    struct str name = call_get(c, "user");
    struct user u;
    struct role_in in;
    struct new_link link = {.url = NULL};
    int r;
    if (!account_name_like(name))
        return err_set(err, ERR_USAGE, "the name \"%s\" is to have 2 to 60 letters (of English), digits, points, and "
                       "_ - @", utf8_brief(name).text);
    if ((r = role_of(&in, c, err)) < 0 || (r = call_origin(&link.origin, c, LOCAL_ORIGIN, err)) < 0 ||
        (r = call_begin(c, err)) < 0)
        return r;
    r = store_user_get(c->store, &c->arena, &u, name, err);
    if (r < 0 && r != -(int)ERR_NOTFOUND)
        return r;
    bool known = r == 0;
    if (!known)
        u = (struct user){.name = name, .created_at = str_of(c->at), .created_by = str_of(c->who), .active = true};
    if ((r = details_of(&u, c, err)) < 0 || (r = user_put(&u, &link, c, known, err)) < 0)
        return r;
    struct grant g = grant_of(&u, &in);
    if ((r = store_grant_add(c->store, &g, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    put_added(c, &u, &in, &link);
    return 0;
}

int op_user_role(struct call *c, struct err *err)
{
    struct user u;
    struct role_in in;
    bool remove = call_has(c, "remove");
    int r = role_of(&in, c, err);
    if (r < 0 || (r = call_user(&u, c, err)) < 0 || (r = call_begin(c, err)) < 0)
        return r;
    struct grant g = grant_of(&u, &in);
    r = remove ? store_grant_remove(c->store, &g, err) : store_grant_add(c->store, &g, err);
    if (remove && r == 0)
        return err_set(err, ERR_NOTFOUND, "%.*s is not %s%s%.*s", STR_FMT(u.name), role_name(in.role),
                       in.area.len ? " of " : "", STR_FMT(in.area));
    if (r < 0 || (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "user", u.name);
        json_put(&c->j, "role", g.role);
        json_put_some(&c->j, "country", in.area);
        json_put_bool(&c->j, "removed", remove);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "%.*s is %s%s%s%.*s\n", STR_FMT(u.name), remove ? "no longer " : "", role_name(in.role),
                in.area.len ? " of " : "", STR_FMT(in.area));
    }
    return 0;
}

int op_user_link(struct call *c, struct err *err)
{
    struct user u;
    struct new_link link = {.url = NULL};
    int r = call_origin(&link.origin, c, LOCAL_ORIGIN, err);
    if (r < 0 || (r = call_user(&u, c, err)) < 0)
        return r;
    if (!u.active)
        return err_set(err, ERR_STATE, "%.*s is not active, so a link would not work; ilms user enable %.*s",
                       STR_FMT(u.name), STR_FMT(u.name));
    if ((r = call_begin(c, err)) < 0 ||
        (call_has(c, "without-factor") && (r = account_factor_remove(c->store, &u, err)) < 0) ||
        (r = link_make(&link, c, &u, u.password.len ? LINK_RESET : LINK_INVITATION, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "user", u.name);
        json_link(c, &link);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        put_link(c, &link, &u);
    }
    return 0;
}

/* -- out and in ------------------------------------------------------------------------------ */

static int set_active(struct call *c, bool active, struct err *err)
{
    struct user u;
    int r = call_user(&u, c, err);
    if (r < 0)
        return r;
    if (u.active == active && !u.locked_until.len)
        return err_set(err, ERR_STATE, "%.*s is %s already", STR_FMT(u.name), active ? "active" : "disabled");
    u.active = active;
    u.failures = 0;
    u.locked_until = STR("");
    if ((r = call_begin(c, err)) < 0 || (r = store_user_put(c->store, &u, err)) < 0 ||
        (!active && (r = store_session_end_all(c->store, u.id, err)) < 0) || (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "user", u.name);
        json_put_bool(&c->j, "active", active);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "%.*s %s\n", STR_FMT(u.name), active ? "may sign in" : "is disabled: sessions have ended, "
                "links and tokens do nothing");
    }
    return 0;
}

int op_user_disable(struct call *c, struct err *err) { return set_active(c, false, err); }
int op_user_enable(struct call *c, struct err *err) { return set_active(c, true, err); }

/* -- the list ----------------------------------------------------------------------------------- */

static const char *state_of(const struct call *c, const struct user *u)
{
    if (!u->active)
        return "disabled";
    if (!u->password.len)
        return "invited";
    return str_cmp(u->locked_until, str_of(c->at)) > 0 ? "locked" : "active";
}

/* "specialist of KHM, approver of KHM" */
static void put_roles(struct call *c, const struct account *a)
{
    for (size_t i = 0; i < a->nin; i++)
        buf_fmt(&c->out, "%s%s%s%.*s", i ? ", " : "", role_name(a->in[i].role), a->in[i].area.len ? " of " : "",
                STR_FMT(a->in[i].area));
    if (a->nin == 0)
        buf_puts(&c->out, "no role");
}

static void put_user(struct call *c, const struct account *a)
{
    const struct user *u = &a->user;
    if (!c->json) {
        buf_fmt(&c->out, "%-12.*s  %-8s  ", STR_FMT(u->name), state_of(c, u));
        put_roles(c, a);
        buf_fmt(&c->out, "%s%.*s%s%.*s%s\n", u->full_name.len ? "  " : "", STR_FMT(u->full_name),
                u->email.len ? "  " : "", STR_FMT(u->email), u->totp.len ? "  with a second factor" : "");
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "user", u->name);
    json_put(&c->j, "state", str_of(state_of(c, u)));
    json_put_some(&c->j, "full_name", u->full_name);
    json_put_some(&c->j, "email", u->email);
    json_put(&c->j, "language", u->language);
    json_key(&c->j, "roles");
    json_open(&c->j, '[');
    for (size_t i = 0; i < a->nin; i++) {
        json_open(&c->j, '{');
        json_put(&c->j, "role", str_of(role_name(a->in[i].role)));
        json_put_some(&c->j, "country", a->in[i].area);
        json_close(&c->j);
    }
    json_close(&c->j);
    json_put_bool(&c->j, "second_factor", u->totp.len > 0);
    json_put(&c->j, "created_at", u->created_at);
    json_put(&c->j, "created_by", u->created_by);
    json_put_some(&c->j, "seen_at", u->seen_at);
    json_close(&c->j);
    json_line(&c->j);
}

int op_user_list(struct call *c, struct err *err)
{
    struct store_iter *it;
    struct account a;
    unsigned n = 0;
    int r = store_user_list(c->store, &it, err);
    while (r == 0 && (r = store_user_next(it, &a.user, err)) == 1) {
        n++;
        if ((r = account_grants(&a, c->store, &c->arena, err)) == 0) {
            put_user(c, &a);
            r = call_flush(c, false, err);
        }
        if (r < 0)
            store_iter_close(it);
    }
    if (r == 0 && n == 0 && !c->json)
        buf_puts(&c->out, "there is no user yet; ilms user add NAME --role ROLE\n");
    return r;
}
