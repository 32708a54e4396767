/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "desk/gate.h"

#include "base/utf8.h"
#include "store/consultation.h"
#include "store/meeting.h"

/* With TLS the name binds the cookie to this host and to TLS (RFC 6265bis, 4.1.3.2). */
#define COOKIE_PLAIN "ilms"
#define COOKIE_SECURE "__Host-ilms"

static bool is_secure(const struct visit *v) { return str_starts(v->page.origin, STR("https://")); }

const char *gate_cookie(struct visit *v, struct str secret)
{
    return arena_fmt(v->arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s",
                     is_secure(v) ? COOKIE_SECURE : COOKIE_PLAIN, STR_FMT(secret),
                     is_secure(v) ? "; Secure" : "", secret.len ? "" : "; Max-Age=0");
}

/* -- who ------------------------------------------------------------------------------------- */

int gate_who(struct visit *v, struct err *err)
{
    struct str cookie = http_cookie(v->rq, is_secure(v) ? COOKIE_SECURE : COOKIE_PLAIN);
    struct str bearer = http_header(v->rq, "Authorization");
    int r = 0;
    if (str_starts(bearer, STR("Bearer "))) {
        r = account_token(&v->account, v->st, v->arena, str_trim(str_sub(bearer, 7, bearer.len)), v->now, err);
        v->known = v->by_token = r == 1;
    } else if (cookie.len) {
        r = account_session(&v->account, v->st, v->arena, cookie, v->now, err);
        v->known = r == 1 && v->account.session.whole;
        if (r == 1) {
            v->cookie = cookie;
            account_form_key(v->form_key, cookie);
        }
    }
    return r < 0 ? r : 0;
}

bool visit_may(const struct visit *v, unsigned roles, struct str area)
{
    if (roles & ROLE_BIT(ROLE_ANYONE))
        return true;
    for (size_t i = 0; v->known && i < v->account.nin; i++) {
        const struct role_in *in = &v->account.in[i];
        if ((roles & ROLE_BIT(in->role)) && (!in->area.len || str_eq(in->area, area)))
            return true;
    }
    return false;
}

bool visit_is(const struct visit *v, unsigned roles)
{
    if (roles & ROLE_BIT(ROLE_ANYONE))
        return true;
    for (size_t i = 0; v->known && i < v->account.nin; i++)
        if (roles & ROLE_BIT(v->account.in[i].role))
            return true;
    return false;
}

static int by_name(const void *a, const void *b, void *ctx)
{
    const struct ref *ref = ctx;
    return ref->areas[*(const uint16_t *)a].place - ref->areas[*(const uint16_t *)b].place;
}

const uint16_t *visit_areas(struct visit *v, unsigned roles)
{
    const struct ref *ref = v->ref;
    uint16_t *list = arena_array(v->arena, uint16_t, ref->nareas + 1), n = 0;
    for (uint16_t a = 1; a < ref->nareas; a++)
        if (ref->areas[a].member && visit_may(v, roles, ref->areas[a].code))
            list[n++] = a;
    qsort_r(list, n, sizeof *list, by_name, (void *)(uintptr_t)ref);
    return list;
}

void gate_frame(struct visit *v)
{
    static const struct {
        struct page_entry entry;
        unsigned roles;
    } all[] = {{{"home", "/desk"}, TO_MEMBERS},           {{"rounds", "/desk/rounds"}, TO_SPECIALISTS},
               {{"submissions", "/desk/submissions"}, TO_SPECIALISTS},
               {{"consultations", "/desk/consultations"}, TO_SPECIALISTS},
               {{"sources", "/desk/sources"}, TO_SPECIALISTS}, {{"sharing", "/desk/sharing"}, TO_SPECIALISTS},
               {{"shared", "/desk/shared"}, TO_MEMBERS},
               {{"meetings", "/desk/meetings"}, TO_MEMBERS}, {{"releases", "/desk/releases"}, TO_OFFICE},
               {{"reports", "/desk/reports"}, TO_OFFICE},
               {{"people", "/desk/people"}, TO_ADMINS},   {{"log", "/desk/log"}, TO_OFFICE}};
    struct page_entry *entries = arena_array(v->arena, struct page_entry, ARRAY_LEN(all));
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (visit_is(v, all[i].roles))
            entries[v->frame.nentries++] = all[i].entry;
    v->frame.entries = entries;
    if (!v->known)
        return;
    const struct user *u = &v->account.user;
    v->frame.who = u->full_name.len ? u->full_name : u->name;
    v->frame.form_key = str_of(v->form_key);
}

/* -- which page ------------------------------------------------------------------------------- */

static bool fits(const struct route *route, const struct http_request *rq)
{
    struct str rest = str_of(route->path), part;
    unsigned i = 0;
    while (str_next(&part, &rest, '/')) {
        if (i == rq->nsegments || (part.p[0] != ':' && !str_eq(part, rq->segment[i])))
            return false;
        i++;
    }
    return i == rq->nsegments;
}

static int no_such(struct err *err, const char *what, struct str given)
{
    return err_set(err, ERR_NOTFOUND, "There is no %s \"%s\" here.", what, utf8_brief(given).text);
}

static int number_of(int64_t *out, struct str text, const char *what, struct err *err)
{
    uint64_t n;
    if (!str_uint(&n, text, INT32_MAX) || n == 0)
        return no_such(err, what, text);
    *out = (int64_t)n;
    return 0;
}

/* What is another country's is answered as what is not there. */
static int theirs(const struct visit *v, struct str area, const char *what, struct str given, struct err *err)
{
    return visit_may(v, v->route->roles, area) ? 0 : no_such(err, what, given);
}

static int take_submission(struct visit *v, struct str given, struct err *err)
{
    int64_t id = 0;
    int r = number_of(&id, given, "submission", err);
    if (r == 0 && (r = store_submission_get(v->st, v->arena, &v->submission, id, err)) == -ERR_NOTFOUND)
        return no_such(err, "submission", given);
    return r == 0 ? theirs(v, v->submission.area, "submission", given, err) : r;
}

static int take_upload(struct visit *v, struct str given, struct err *err)
{
    int64_t id = 0;
    int r = number_of(&id, given, "upload", err);
    if (r == 0 && (r = store_upload_get(v->st, v->arena, &v->upload, id, false, err)) == -ERR_NOTFOUND)
        return no_such(err, "upload", given);
    return r == 0 ? theirs(v, v->upload.area, "upload", given, err) : r;
}

static int take_part(struct visit *v, struct str name, struct str given, struct err *err)
{
    if (str_is(name, "area")) {
        v->area = ref_area_find(v->ref, given);
        if (!v->area || !v->ref->areas[v->area].member)
            return no_such(err, "country", given);
        return theirs(v, v->ref->areas[v->area].code, "country", given, err);
    }
    if (str_is(name, "place")) {
        v->area = ref_area_find(v->ref, given);
        return v->area ? 0 : no_such(err, "country", given);
    }
    if (str_is(name, "submission"))
        return take_submission(v, given, err);
    if (str_is(name, "upload"))
        return take_upload(v, given, err);
    if (str_is(name, "round")) {
        int r = store_round_get(v->st, v->arena, &v->round, given, err);
        return r == -ERR_NOTFOUND ? no_such(err, "round", given) : r;
    }
    if (str_is(name, "consultation")) {
        struct consultation_row row;
        int r = store_consultation_get(v->st, v->arena, &row, given, err);
        v->consultation = r == 0 ? row.name : STR("");
        return r == -ERR_NOTFOUND ? no_such(err, "consultation", given) : r;
    }
    if (str_is(name, "meeting")) {
        int r = store_meeting_get(v->st, v->arena, &v->meeting, given, err);
        return r == -ERR_NOTFOUND ? no_such(err, "meeting", given) : r;
    }
    if (str_is(name, "table")) {
        v->table = ref_indicator_find(v->ref, given);
        return v->table ? 0 : no_such(err, "table", given);
    }
    struct str *as_given = str_is(name, "user") ? &v->user : str_is(name, "source") ? &v->source
                           : str_is(name, "secret") ? &v->secret : str_is(name, "file") ? &v->file : &v->number;
    *as_given = given;
    return 0;
}

static int take_parts(struct visit *v, struct err *err)
{
    struct str rest = str_of(v->route->path), part;
    int r = 0;
    for (unsigned i = 0; r == 0 && str_next(&part, &rest, '/'); i++)
        if (part.p[0] == ':')
            r = take_part(v, str_sub(part, 1, part.len), v->rq->segment[i], err);
    return r;
}

static const struct route *find(const struct visit *v, bool *other_method)
{
    *other_method = false;
    for (size_t i = 0; i < nroutes; i++) {
        if (!fits(&routes[i], v->rq))
            continue;
        if (str_is(v->rq->method, routes[i].method))
            return &routes[i];
        *other_method = true;
    }
    return NULL;
}

/* -- do they mean it ---------------------------------------------------------------------------- */

/* A form carries a key that only our page of this session has; a script's token is never sent by a
 * browser on its own. Signing in has no session yet: the browser says where the form came from. */
static int meant(const struct visit *v, struct err *err)
{
    struct str site = http_header(v->rq, "Sec-Fetch-Site");
    if (str_is(v->rq->method, "GET") || v->by_token)
        return 0;
    if (site.len && !str_is(site, "same-origin") && !str_is(site, "none"))
        return err_set(err, ERR_DENIED, "%.*s", STR_FMT(text_get(v->page.text, "desk.stale")));
    if (v->cookie.len && !account_form_key_is(posted(v, "key"), v->cookie))
        return err_set(err, ERR_DENIED, "%.*s", STR_FMT(text_get(v->page.text, "desk.stale")));
    return 0;
}

/* -- all of it ------------------------------------------------------------------------------------ */

static int ask_who(struct visit *v)
{
    if (str_is(v->rq->segment[0], "api")) {
        v->an->authenticate = "Bearer";
        return 0;
    }
    struct buf to = {0};
    html(&to, "/desk/sign-in");
    if (str_is(v->rq->method, "GET") && v->rq->nsegments > 1) {
        html(&to, "?then=");
        html_value(&to, v->rq->path);
    }
    v->an->status = 303;
    v->an->location = arena_text(v->arena, buf_view(&to));
    buf_release(&to);
    return 1;
}

int gate_run(struct visit *v, struct err *err)
{
    bool other;
    v->route = find(v, &other);
    if (!v->route && other) {
        v->an->allow = "GET, HEAD, POST, OPTIONS";
        return err_set(err, ERR_USAGE, "This address does not take the method %.*s.", STR_FMT(v->rq->method));
    }
    if (!v->route)
        return err_set(err, ERR_NOTFOUND, "%.*s", STR_FMT(text_get(v->page.text, "error.no.page")));
    bool open = v->route->roles & ROLE_BIT(ROLE_ANYONE);
    if (!open && !v->known && ask_who(v))
        return 0;
    if (!open && !visit_is(v, v->route->roles))
        return err_set(err, ERR_DENIED, "%.*s", STR_FMT(text_get(v->page.text, "desk.others")));
    int r = take_parts(v, err);
    if (r == 0)
        r = meant(v, err);
    if (r == 0)
        r = v->route->run(v, err);
    return r;
}
