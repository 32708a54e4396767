/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "desk/everybody.h"

#include "base/clock.h"
#include "collect/consultation.h"
#include "desk/desk.h"
#include "store/report_orders.h"
#include "test.h"

#include <stdio.h>

static struct err err;
static const char *base;
struct desk *desk;

/* -- a base with two countries -------------------------------------------------------------------- */

void run_v(const char *op, const struct word *words, const char *file, struct str bytes)
{
    static const struct role_in admin = {.role = ROLE_ADMIN};
    struct call_file f = {file, bytes};
    struct call c = {.op = op_find(str_of(op)), .base = base, .who = "root", .in = &admin, .nin = 1, .json = true,
                     .quiet = true, .now = clock_now(), .outfd = -1, .remote = file != NULL, .files = &f,
                     .nfiles = 1, .list = &f.name, .nlist = file != NULL};
    for (; words && words->name; words++)
        CHECK(call_set(&c, words->name, words->value, &err) == 0);
    if (op_call(&c, &err) < 0)
        test_fail(__FILE__, __LINE__, "%s: %s", op, err.text);
    call_release(&c);
}

/* Total, women and men that do not agree: an error that can be answered. */
void submit(const char *area, const char *source, const char *figure, const char *name)
{
    struct buf out = {0};
    buf_puts(&out, HEAD);
    const char *const sexes[] = {"T", "F", "M"};
    for (int i = 0; i < 3; i++)
        buf_fmt(&out, "%s,%s,MST_NCTE_SEX_CCT_NB,SEX_%s,CCT_CTZ_TOTAL,2024,%s,\n", area, source, sexes[i],
                i ? "500.25" : figure);
    run_v("submit", (const struct word[]){{"round", STR("2026")}, {NULL, {0}}}, name, buf_view(&out));
    buf_release(&out);
}

const struct who people[] = {{NULL, ROLE_ANYONE, ""},           {"paul", ROLE_PARTNER, ""},
              {"sokha", ROLE_SPECIALIST, "KHM"}, {"dara", ROLE_APPROVER, "KHM"},
              {"anna", ROLE_COMPILER, ""},       {"root", ROLE_ADMIN, ""}};

const size_t npeople = ARRAY_LEN(people);

bool is_own(size_t who) { return strcmp(people[who].area, "KHM") == 0; }
static char tokens[ARRAY_LEN(people)][SECRET_TEXT];

/* A user with a token, straight into the base: no link, no password. */
static void let_in(struct store *st, size_t i)
{
    const struct who *w = &people[i];
    char hash[SHA256_HEX];
    struct user u = {.name = str_of(w->name), .language = STR("en"), .created_at = STR("2026-01-15T10:00:00Z"),
                     .created_by = STR("root"), .active = true};
    CHECK(store_user_add(st, &u, &err) == 0);
    struct grant g = {u.id, str_of(role_name(w->role)), str_of(w->area)};
    CHECK(store_grant_add(st, &g, &err) == 0);
    secret_new(tokens[i]);
    secret_hash(hash, str_of(tokens[i]));
    struct token t = {.user = u.id, .name = STR("test"), .hash = str_of(hash),
                      .created_at = STR("2026-01-15T10:00:00Z")};
    CHECK(store_token_add(st, &t, &err) == 0);
}

void set_up(const char *name)
{
    static char path[256];
    struct store *st;
    snprintf(path, sizeof path, "%s/%s", test_dir(), name);
    base = path;
    RUN("init", {NULL, {0}});
    RUN("round open", {"name", STR("2026")}, {"deadline", STR("2099-12-15")}, {"years", STR("2024")});
    RUN("meeting add", {"meeting", STR("2026")}, {"title", STR("A meeting")}, {"from", STR("2099-07-01")});
    RUN("meeting participant add", {"meeting", STR("2026")}, {"role", STR("donor")}, {"organisation", STR("A donor")},
        {"person", STR("secret-name")});
    for (int i = 0; i < 2; i++) {
        RUN("meeting conclude", {"meeting", STR("2026")}, {"text", STR("Do it.")}, {"country", STR("KHM,THA")});
        run_v("meeting document add", (const struct word[]){{"meeting", STR("2026")}, {"file", STR("paper.pdf")},
              {"title", STR("A paper")}, {NULL, {NULL, 0}}}, "paper.pdf", STR("bytes of a paper"));
    }
    submit("KHM", "FX:0", KHM_FIGURE, "khm-file.csv");
    submit("THA", "FX:0", THA_FIGURE, "tha-file.csv");
    CHECK(store_open(&st, base, STORE_WRITE, &err) == 0);
    CHECK(store_begin(st, &err) == 0);
    for (size_t i = 1; i < ARRAY_LEN(people); i++)
        let_in(st, i);
    struct user malee = {.name = STR("malee"), .created_at = STR("x"), .created_by = STR("root"), .active = true};
    CHECK(store_user_add(st, &malee, &err) == 0);
    struct upload u = {.at = STR("2026-01-15T10:00:00Z"), .who = STR("malee"), .area = STR("THA"),
                       .file_name = STR("tha-upload.csv"),
                       .sha256 = STR("0000000000000000000000000000000000000000000000000000000000000000"),
                       .packed = STR("x")};
    CHECK(store_upload_add(st, &u, &err) == 0);
    u.area = STR("KHM");
    u.file_name = STR("khm-upload.csv");
    CHECK(store_upload_add(st, &u, &err) == 0);
    CHECK(store_commit(st, &err) == 0);
    store_close(st);
    void *ctx;
    CHECK(desk_start(&ctx, base, &err) == 0);
    desk = ctx;
}

static struct consulted_part part_of(const char *id, const char *number, const char *kind, const char *chapter,
                                     const char *text)
{
    static char hex[4][SHA256_HEX];
    static unsigned n;
    struct sha256 hash = sha256_of(str_of(text));
    sha256_hex(hex[n % 4], &hash);
    return (struct consulted_part){.id = str_of(id), .number = str_of(number), .kind = str_of(kind),
                                   .chapter = str_of(chapter), .text = str_of(text), .html = str_of(text),
                                   .hash = str_of(hex[n++ % 4])};
}

/* An order of a report that was made: one file without a word in it. */
static void make_report(int64_t release, const char *hex)
{
    struct arena arena;
    int64_t id;
    const struct str at = STR("2026-01-15T10:00:00Z");
    struct report_order o = {.at = at, .who = STR("anna"), .release = release, .language = STR("en"),
                             .formats = STR("html")};
    arena_init(&arena, 1 << 20);
    CHECK(store_report_order_add(desk->st, &o, &err) == 0);
    CHECK(store_report_order_due(desk->st, &id, at, &err) == 1 &&
          store_report_order_take(desk->st, &arena, &o, id, at, STR("2026-01-15T10:02:00Z"), &err) == 1);
    CHECK(store_report_file_made(desk->st, &o, STR("report.html"), str_of(hex), STR(""), &err) == 0);
    o.state = STR("done");
    o.finished_at = at;
    o.title = STR("A <report>");
    CHECK(store_report_order_finish(desk->st, &o, &err) == 0);
    arena_release(&arena);
}

void consult_all(void)
{
    char hex[SHA256_HEX];
    struct sha256 nothing = sha256_of(STR(""));
    const struct str at = STR("2026-01-15T10:00:00Z");
    sha256_hex(hex, &nothing);
    struct release release = {.name = STR("0"), .released_at = at, .who = STR("root"), .sha256 = str_of(hex),
                              .ref_version = 1};
    struct consultation_row c = {.name = STR("c"), .language = STR("en"), .until = STR("2099-06-30"), .opened_at = at,
                                 .opened_by = STR("anna")};
    struct consulted_part parts[] = {part_of("region.1", "1", "paragraph", "One", "It <b>rose</b>."),
                                     part_of("region.2", "2", "paragraph", "Two & three", "It fell."),
                                     part_of("region.f", "Figure 1", "figure", "Two & three", "A line.")};
    static const char html[] = "<figure class=\"chart\" id=\"region.f\"><img "
                               "src=\"data:image/svg+xml;base64,PHN2Zy8+\"></figure>";
    CHECK(store_begin(desk->st, &err) == 0);
    CHECK(store_release_add(desk->st, &release, &err) == 0);
    CHECK(store_consultation_add(desk->st, &c, &err) == 0);
    CHECK(store_asked_add(desk->st, c.id, STR("KHM"), &err) == 0 &&
          store_asked_add(desk->st, c.id, STR("THA"), &err) == 0);
    struct draft d = {.consultation = c.id, .at = at, .who = STR("anna"), .release = release.id};
    CHECK(consultation_draft(&d, desk->st, parts, ARRAY_LEN(parts), STR(html), &err) == 0);
    for (int i = 0; i < 2; i++)
        make_report(release.id, hex);
    CHECK(store_commit(desk->st, &err) == 0);
}

/* -- asking -------------------------------------------------------------------------------------------- */

void ask(struct asked *a, size_t who, const char *method, const char *path, const struct http_field *fields,
                unsigned nfields)
{
    struct http_request rq = {.method = str_of(method), .target = str_of(path), .path = str_of(path),
                              .field = fields, .nfields = nfields};
    struct http_param header = {STR("Authorization"), {NULL, 0}};
    struct str rest = str_of(path + 1), piece;
    *a = (struct asked){0};
    arena_init(&a->arena, (size_t)1 << 30);
    rq.arena = &a->arena;
    while (str_next(&piece, &rest, '/'))
        rq.segment[rq.nsegments++] = piece;
    if (people[who].name) {
        header.value = str_of(arena_fmt(&a->arena, "Bearer %s", tokens[who]));
        rq.header = &header;
        rq.nheaders = 1;
    }
    desk_handle(desk, &rq, &a->an);
    if (!a->an.status)
        a->an.status = 200;
    CHECK(a->an.personal);
}

void asked_done(struct asked *a)
{
    buf_release(&a->an.body);
    arena_release(&a->arena);
}

bool body_has(const struct asked *a, const char *text)
{
    return a->an.body.len && memmem(a->an.body.p, a->an.body.len, text, strlen(text));
}

struct http_field field(const char *name, const char *value)
{
    return (struct http_field){.name = str_of(name), .value = str_of(value)};
}

void send_form(int line, size_t who, const char *path, int status, const struct http_field *fields, unsigned n)
{
    struct asked a;
    ask(&a, who, "POST", path, fields, n);
    if (a.an.status != status)
        test_fail(__FILE__, line, "%s: %d, not %d: %.*s", path, a.an.status, status,
                  (int)MIN(a.an.body.len, (size_t)2000), a.an.body.p ? a.an.body.p : "");
    asked_done(&a);
}

bool page_has(size_t who, const char *path, const char *text)
{
    struct asked a;
    ask(&a, who, "GET", path, NULL, 0);
    CHECK_INT(a.an.status, 200);
    bool found = body_has(&a, text);
    asked_done(&a);
    return found;
}
