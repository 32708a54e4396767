/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Everybody goes everywhere: each route of the signed-in part and each operation that can be asked for
 * over the network, as nobody, as a partner, as the people of one country with what is theirs and with
 * what is another country's, as the office. Who is let in is what the tables say, and nobody outside of
 * a country sees a figure of it that is not released. A route or an operation that is new fails here
 * until it is said how it is asked for. */

#include "desk/desk.h"
#include "desk/everybody.h"

#include "base/clock.h"
#include "test.h"

#include <stdio.h>

static struct err err;

/* Nothing of a country that is not theirs: by figure and by file. */
static void check_leak(const struct asked *a, size_t who, const char *path)
{
    static const struct {
        const char *area, *text;
    } secrets[] = {{"KHM", KHM_FIGURE},     {"THA", THA_FIGURE},     {"KHM", "khm-file"},  {"THA", "tha-file"},
                   {"KHM", "khm-upload"},   {"THA", "tha-upload"},   {"KHM", "1,234.567"}, {"THA", "4,711.813"}};
    const struct who *w = &people[who];
    for (size_t i = 0; w->role < ROLE_COMPILER && i < ARRAY_LEN(secrets); i++)
        if (strcmp(w->area, secrets[i].area) != 0 && body_has(a, secrets[i].text))
            test_fail(__FILE__, __LINE__, "%s sees \"%s\" of %s at %s", w->name ? w->name : "nobody", secrets[i].text,
                      secrets[i].area, path);
}

static bool may(const struct who *w, unsigned roles, const char *area)
{
    if (roles & ROLE_BIT(ROLE_ANYONE))
        return true;
    return (roles & ROLE_BIT(w->role)) && (!area || !w->area[0] || strcmp(w->area, area) == 0);
}

/* -- routes -------------------------------------------------------------------------------------------- */

/* The address of a route for one of the two countries; *bound: it is about a country. */
static const char *address_of(char out[300], const char *path, const char *area, bool *bound)
{
    static const struct {
        const char *part, *khm, *tha;
        bool bound;
    } parts[] = {{":area", "KHM", "THA", true},  {":submission", "1", "2", true}, {":upload", "2", "1", true},
                 {":number", "1", "2", false},   {":round", "2026", "2026", false}, {":source", "FX:0", "FX:0", false},
                 {":consultation", "c", "c", false}, {":part", "region.f", "region.f", false},
                 {":secret", "x", "x", false},   {":table", "MST_NCTE_SEX_CCT_NB", "MST_NCTE_SEX_CCT_NB", false},
                 {":place", "KHM", "THA", false},          {":meeting", "2026", "2026", false},
                 {":file", "report.html", "report.html", false}};
    struct str rest = str_of(path), part;
    size_t n = 0;
    *bound = false;
    while (str_next(&part, &rest, '/')) {
        bool known = part.p[0] != ':';
        for (size_t i = 0; i < ARRAY_LEN(parts); i++)
            if (str_is(part, parts[i].part)) {
                part = str_of(strcmp(area, "KHM") == 0 ? parts[i].khm : parts[i].tha);
                *bound = *bound || parts[i].bound;
                known = true;
            }
        if (!known)
            test_fail(__FILE__, __LINE__, "%.*s is a part of an address that this test does not know", STR_FMT(part));
        n += (size_t)snprintf(out + n, 300 - n, "/%.*s", STR_FMT(part));
    }
    return out;
}

static void walk_route(const struct route *route, size_t who, const char *area)
{
    char path[300];
    bool bound;
    struct asked a;
    const struct who *w = &people[who];
    address_of(path, route->path, area, &bound);
    ask(&a, who, route->method, path, NULL, 0);
    check_leak(&a, who, path);
    CHECK(a.an.status >= 500 || !body_has(&a, "went wrong on our side"));
    int status = a.an.status;
    bool allowed = may(w, route->roles, bound ? area : NULL), to_sign_in = status == 303 && a.an.location &&
                   strncmp(a.an.location, "/desk/sign-in", 13) == 0;
    bool came_back = body_has(&a, "id=\"fault\""); /* the form, with what was wrong in it */
    asked_done(&a);
    if (route->roles & ROLE_BIT(ROLE_ANYONE))
        return; /* what stands behind asks for a secret, or is an operation: below */
    bool refused = !came_back && (to_sign_in || status == 401 || status == 403 || status == 404);
    /* a shared table that nobody limits is not there for anybody; signing out leads to signing in */
    bool fine = allowed ? !refused || strstr(route->path, ":place") || strstr(route->path, "sign-out") : refused;
    if (!fine)
        test_fail(__FILE__, __LINE__, "%s %s as %s: %d", route->method, path, w->name ? w->name : "nobody", status);
    if (!w->name && !to_sign_in)
        test_fail(__FILE__, __LINE__, "%s %s as nobody: %d", route->method, path, status);
}

TEST(desk_routes_let_in_whom_the_table_says)
{
    set_up("routes.db");
    consult_all();
    for (size_t who = 0; who < npeople; who++)
        for (size_t i = 0; i < nroutes; i++) {
            if (strncmp(routes[i].path, "api", 3) == 0)
                continue;
            if (test_whole() || is_own(who))
                walk_route(&routes[i], who, "KHM");
            walk_route(&routes[i], who, "THA");
        }
    desk_stop(desk);
}

/* -- operations ------------------------------------------------------------------------------------------ */

/* How each is asked for: @A is the country, @S its submission, @F its finding, @N another number each
 * time. In operations of REACH_COUNTRY `about`: what it names is the country's (else it lists what is
 * the asker's). */
static const struct {
    const char *op, *words;
    bool about;
} asks[] = {
    {"submit", "country=@A&file=@U", true},
    {"round open", "name=r@N&deadline=2099-01-01", false},
    {"round status", "name=2026&country=@A", true},
    {"round remind", "name=2026", false},
    {"round close", "name=r@N", false},
    {"round list", "", false},
    {"round waive", "round=2026&country=@A&table=MST_NCTE_SEX_CCT_NB&reason=none", true},
    {"round severity", "round=2026&rule=H104&severity=error", false},
    {"questionnaire write", "round=2026&country=@A", true},
    {"questionnaire annotate", "id=@S", true},
    {"submissions", "", false},
    {"findings", "id=@S", true},
    {"remarks", "id=@S", true},
    {"return", "id=@S&reason=x", false},
    {"aside", "id=@S&reason=x", false},
    {"sign", "id=@S", true},
    {"answer", "id=@S&finding=@F&because=x", true},
    {"correct", "id=@S&set=MST_NCTE_SEX_CCT_NB/@A.SEX_T.CCT_CTZ_TOTAL/2024=@N", true},
    {"comment", "country=@A&table=MST_NCTE_SEX_CCT_NB&text=words", true},
    {"comments", "country=@A", true},
    {"source set", "country=@A&source=FX:0&field=name=@N", true},
    {"source list", "country=@A", true},
    {"source show", "country=@A&source=FX:0", true},
    {"source history", "country=@A&source=FX:0", true},
    {"source published", "", false},
    {"source withdraw", "country=@A&source=FX:0", true},
    {"source import", "file=@U&map=un_desa_2019", false},
    {"source collections", "", false},
    {"source collection", "code=UNDESA_IMS", false},
    {"statement set", "country=@A&subject=plans&text=words@N", true},
    {"statement list", "country=@A", true},
    {"recommendation add", "text=words", false},
    {"recommendation edit", "id=99&text=words", false},
    {"recommendation remove", "id=99", false},
    {"recommendation list", "", false},
    {"consultation open", "name=c@N&until=2099-01-01&release=0", false},
    {"consultation revise", "name=c&release=0", false},
    {"consultation say", "name=c&part=region.1&country=@A&comment=words", true},
    {"consultation agree-rest", "name=c&country=@A", true},
    {"consultation answer", "name=c&part=region.1&country=@A&text=words", false},
    {"consultation status", "name=c", false},
    {"consultation show", "name=c&part=region.1", false},
    {"consultation record", "name=c", false},
    {"consultation list", "", false},
    {"consultation remind", "name=c", false},
    {"consultation extend", "name=c&until=2099-07-01", false},
    {"consultation close", "name=none", false},
    {"meeting add", "meeting=m@N&title=x&from=2026-09-01", false},
    {"meeting set", "meeting=2026&place=x", false},
    {"meeting session", "meeting=2026&number=2&title=x", false},
    {"meeting participant add", "meeting=2026&role=observer&organisation=x", false},
    {"meeting participant remove", "meeting=2026&number=99", false},
    {"meeting participant list", "meeting=2026", false},
    {"meeting document add", "meeting=2026&file=@U&title=x", false},
    {"meeting document get", "meeting=2026&number=1", false},
    {"meeting document list", "meeting=2026", false},
    {"meeting document remove", "meeting=2026&number=99", false},
    {"meeting conclude", "meeting=2026&text=x", false},
    {"meeting track", "meeting=2026&number=1&state=done&country=@A", true},
    {"meeting carry", "meeting=2026", false},
    {"meeting show", "meeting=2026", false},
    {"meeting list", "", false},
    {"meeting launch", "meeting=2026&name=l@N&deadline=2099-01-01", false},
    {"meeting briefing", "meeting=2026&output=briefing.html", false},
    {"accept", "id=@S&allow=x&unsigned=x", false},
    {"share set", "country=@A&table=all&audience=office&ground=x", true},
    {"share list", "country=@A", true},
    {"share log", "country=@A", true},
    {"release", "name=x@N", false},
    {"release plan", "name=p@N&date=2099-01-01", false},
    {"release unplan", "name=nothing", false},
    {"releases", "", false},
    {"report publish", "name=r@N&file=@U&release=none&language=en&title=x", false},
    {"report order", "release=none", false},
    {"report orders", "", false},
    {"report preview", "number=1&file=report.html", false},
    {"report discard", "number=99", false},
    {"report withdraw", "name=nothing&reason=x", false},
    {"report list", "", false},
    {"query", "", false},
    {"search", "word=malaysia", false},
    {"coverage", "", false},
    {"coverage gaps", "", false},
    {"coverage needs", "", false},
    {"source quality", "", false},
    {"mirror", "origin=KHM&destination=THA", false},
    {"diff", "from=1&to=1", false},
    {"explain", "release=1&key=DF_MST_NCTE_SEX_CCT_NB/@A.A..SEX_T.CCT_CTZ_TOTAL/2024", false},
    {"tables", "", false},
    {"sources", "", false},
    {"rules", "", false},
    {"user add", "user=u@N&role=partner&language=th", false},
    {"user list", "", false},
    {"user role", "user=malee&role=partner", false},
    {"user link", "user=malee", false},
    {"user disable", "user=malee", false},
    {"user enable", "user=malee", false},
    {"user token", "user=malee&name=x", false},
    {"user tokens", "user=malee", false},
    {"user revoke", "user=malee&id=99", false},
    {"audit", "", false},
};

static unsigned counter = 1000;

static unsigned fields_of(struct http_field *out, struct arena *arena, const char *words, const char *area)
{
    bool khm = strcmp(area, "KHM") == 0;
    unsigned n = 0;
    struct str rest = str_of(words), one;
    while (rest.len && str_next(&one, &rest, '&')) {
        struct buf value = {0};
        struct str name, text = one;
        str_next(&name, &text, '=');
        for (size_t i = 0; i < text.len; i++) {
            char c = text.p[i] == '@' && i + 1 < text.len ? text.p[++i] : 0;
            switch (c) {
            case 'A': buf_puts(&value, area); break;
            case 'S': case 'F': buf_puts(&value, khm ? "1" : "2"); break;
            case 'N': buf_fmt(&value, "%u", counter++); break;
            case 'U':
                buf_fmt(&value, HEAD "%s,FX:0,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2023,%u,\n", area, counter++);
                break;
            default: buf_char(&value, text.p[i]);
            }
        }
        buf_char(&value, '&'); /* as in a form, where no value ends in NUL */
        out[n] = (struct http_field){.name = name, .value = arena_str(arena, buf_view(&value))};
        out[n].value.len--;
        if (str_is(name, "file"))
            out[n].file_name = STR("up.csv");
        n++;
        buf_release(&value);
    }
    return n;
}

static void walk_op(size_t i, size_t who, const char *area)
{
    char path[100];
    struct http_field fields[8];
    struct arena arena;
    struct asked a;
    const struct op *op = op_find(str_of(asks[i].op));
    const struct who *w = &people[who];
    arena_init(&arena, 1 << 20);
    unsigned n = fields_of(fields, &arena, asks[i].words, area);
    snprintf(path, sizeof path, "/api/%s", asks[i].op);
    for (char *p = path; *p; p++)
        if (*p == ' ')
            *p = '/';
    ask(&a, who, "POST", path, fields, n);
    check_leak(&a, who, path);
    bool about = op->reach == REACH_COUNTRY && asks[i].about, refused = a.an.status == 401 || a.an.status == 403 ||
                 (about && a.an.status == 404);
    if (strcmp(asks[i].op, "user add") == 0 && !refused)
        CHECK_INT(a.an.status, 200);
    if (may(w, op->roles, about ? area : NULL) == refused)
        test_fail(__FILE__, __LINE__, "%s of %s as %s: %d %.*s", asks[i].op, area, w->name ? w->name : "nobody",
                  a.an.status, (int)MIN(a.an.body.len, (size_t)300), a.an.body.p);
    CHECK(w->name || !refused || a.an.status == 401);
    asked_done(&a);
    arena_release(&arena);
}

TEST(desk_operations_are_done_for_whom_the_table_says)
{
    const struct op *op;
    for (size_t i = 0; (op = op_at(i)); i++) {
        bool known = op->reach == REACH_LOCAL;
        for (size_t k = 0; k < ARRAY_LEN(asks); k++)
            known = known || strcmp(asks[k].op, op->name) == 0;
        if (!known)
            test_fail(__FILE__, __LINE__, "%s can be asked for over the network: say here how", op->name);
    }
    set_up("operations.db");
    consult_all();
    for (size_t who = 0; who < npeople; who++)
        for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
            if (test_whole() || is_own(who))
                walk_op(i, who, "KHM");
            walk_op(i, who, "THA");
        }
    desk_stop(desk);
}

/* What is accepted and not released yet is the office's to look at. */
TEST(desk_shows_an_analysis_of_what_is_accepted_to_the_office)
{
    static const char *const paths[] = {"/api/coverage", "/api/coverage/gaps", "/api/coverage/needs", "/api/mirror",
                                        "/api/source/quality"};
    struct http_field accepted = {.name = STR("accepted"), .value = STR("yes")};
    set_up("accepted.db");
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        for (size_t who = 0; who < npeople; who++) {
            struct asked a;
            ask(&a, who, "POST", paths[i], &accepted, 1);
            CHECK_INT(a.an.status, people[who].role >= ROLE_COMPILER ? 200 : 403);
            asked_done(&a);
        }
    desk_stop(desk);
}

TEST(desk_keeps_what_is_local_off_the_network)
{
    const struct op *op;
    set_up("local.db");
    for (size_t i = 0; (op = op_at(i)); i++) {
        char path[100];
        struct asked a;
        if (op->reach != REACH_LOCAL)
            continue;
        snprintf(path, sizeof path, "/api/%s", op->name);
        for (char *p = path; *p; p++)
            if (*p == ' ')
                *p = '/';
        ask(&a, npeople - 1, "POST", path, NULL, 0);
        CHECK_INT(a.an.status, 404);
        asked_done(&a);
    }
    desk_stop(desk);
}

/* -- what was sent anew ------------------------------------------------------------------------------ */

TEST(desk_lists_what_was_sent_anew_as_that)
{
    struct asked a;
    set_up("anew.db");
    ask(&a, 2, "GET", "/desk/submissions", NULL, 0);
    CHECK(!body_has(&a, "s-replaced"));
    asked_done(&a);
    submit("KHM", "FX:0", "1000.5", "again.csv");
    ask(&a, 2, "GET", "/desk/submissions", NULL, 0);
    CHECK(body_has(&a, "s-replaced") && body_has(&a, "s-checked"));
    asked_done(&a);
    ask(&a, 2, "GET", "/desk/submission/1", NULL, 0);
    CHECK(body_has(&a, "/desk/submission/3"));
    asked_done(&a);
    desk_stop(desk);
}

/* -- forms ----------------------------------------------------------------------------------------------- */

TEST(desk_wants_the_key_of_the_session_with_every_form)
{
    struct sign_in in;
    struct user u;
    struct arena arena;
    char key[SECRET_TEXT];
    set_up("forms.db");
    arena_init(&arena, 1 << 20);
    CHECK(store_user_get(desk->st, &arena, &u, STR("sokha"), &err) == 0);
    CHECK(store_begin(desk->st, &err) == 0);
    CHECK(account_password_set(desk->st, &arena, &u, STR("four words are enough"), &err) == 0);
    CHECK(store_commit(desk->st, &err) == 0);
    CHECK(account_sign_in(&in, desk->st, &arena, STR("sokha"), STR("four words are enough"), clock_now(), &err) == 0);
    CHECK_INT(in.result, SIGN_IN_OK);
    account_form_key(key, str_of(in.secret));
    const char *cookie = arena_fmt(&arena, "ilms=%s", in.secret);
    const struct {
        const char *key, *site;
        int status;
    } cases[] = {{"", NULL, 403}, {"x", NULL, 403}, {key, "cross-site", 403}, {key, "same-origin", 303},
                 {key, NULL, 303}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct http_param headers[] = {{STR("Cookie"), str_of(cookie)}, {STR("Sec-Fetch-Site"), str_of(cases[i].site)}};
        struct http_field fields[] = {{.name = STR("key"), .value = str_of(cases[i].key)},
                                      {.name = STR("do"), .value = STR("language")},
                                      {.name = STR("language"), .value = STR("th")}};
        struct http_request rq = {.method = STR("POST"), .target = STR("/desk/me"), .path = STR("/desk/me"),
                                  .segment = {STR("desk"), STR("me")}, .nsegments = 2, .field = fields, .nfields = 3,
                                  .header = headers, .nheaders = cases[i].site ? 2 : 1, .arena = &arena};
        struct http_answer an = {0};
        desk_handle(desk, &rq, &an);
        CHECK_INT(an.status, cases[i].status);
        buf_release(&an.body);
    }
    arena_release(&arena);
    desk_stop(desk);
}
