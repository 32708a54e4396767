/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reports that are made in the background, and briefings: by whom, beside what else is done, what becomes of them when
 * something goes wrong. In place of WeasyPrint stands a script. */

#include "desk/desk.h"
#include "desk/everybody.h"

#include "base/clock.h"
#include "ops/maker_inner.h"
#include "store/reports.h"
#include "test.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAUL = 1, SOKHA = 2, ANNA = 4 };

static struct err err;

static int status_of(size_t who, const char *path)
{
    struct asked a;
    ask(&a, who, "GET", path, NULL, 0);
    int status = a.an.status;
    asked_done(&a);
    return status;
}

/* -- a printer ------------------------------------------------------------------------------------------- */

static char printer_dir[200], path_before[4000];

/* A script in the place of WeasyPrint; it leaves its number in the file `pid`. */
static void printer(const char *does)
{
    char name[300], path[4400];
    snprintf(printer_dir, sizeof printer_dir, "%s/printer", test_dir());
    mkdir(printer_dir, 0777);
    snprintf(name, sizeof name, "%s/weasyprint", printer_dir);
    unlink(name);
    FILE *f = fopen(name, "w");
    CHECK(f);
    fprintf(f, "#!/bin/sh\ncat >/dev/null\necho $$ >%s/pid\n%s\n", printer_dir, does);
    fclose(f);
    chmod(name, 0777);
    if (!path_before[0])
        snprintf(path_before, sizeof path_before, "%s", getenv("PATH"));
    snprintf(path, sizeof path, "%s:%s", printer_dir, path_before);
    setenv("PATH", path, 1);
}

#define PRINTS "printf '%%PDF-1.7 x'"
#define HANGS "sleep 600"

static int printer_pid(void)
{
    char name[300];
    int pid = 0;
    snprintf(name, sizeof name, "%s/pid", printer_dir);
    FILE *f = fopen(name, "r");
    if (f && fscanf(f, "%d", &pid) != 1)
        pid = 0;
    if (f)
        fclose(f);
    return pid;
}

/* The script that hangs is there; within a minute. */
static int printer_hangs(struct maker *m, struct store *st, int64_t now)
{
    char name[300];
    snprintf(name, sizeof name, "%s/pid", printer_dir);
    unlink(name);
    CHECK_INT(maker_step(m, st, desk->base, now, &err), 1);
    for (int i = 0; i < 6000 && !printer_pid(); i++)
        usleep(10000);
    CHECK(printer_pid() > 0);
    return printer_pid();
}

/* It ends with who has started it; whoever waits for it as its parent may take a while. */
static bool is_gone(int pid)
{
    for (int i = 0; i < 500; i++) {
        char name[64], state = 0;
        snprintf(name, sizeof name, "/proc/%d/stat", pid);
        FILE *f = fopen(name, "r");
        if (!f || fscanf(f, "%*d (%*[^)]) %c", &state) != 1 || state == 'Z') {
            if (f)
                fclose(f);
            return true;
        }
        fclose(f);
        usleep(10000);
    }
    return false;
}

/* -- a base with a release ------------------------------------------------------------------------------------ */

static void set_up_released(const char *name)
{
    set_up(name);
    RUN("accept", {"id", STR("1")}, {"allow", STR("x")}, {"unsigned", STR("x")});
    RUN("release", {"name", STR("2026.1")});
}

static void run_errands(void)
{
    for (int i = 0; i < 6000; i++) {
        bool more = desk_errand(desk);
        if (!more && !desk->maker.pid)
            return;
        if (!more)
            usleep(10000);
    }
    test_fail(__FILE__, __LINE__, "it is never made");
}

static void orders_are(int line, const char *want)
{
    struct buf got = {0};
    struct store_iter *it;
    struct report_order o;
    int r = store_report_order_list(desk->st, &it, &err);
    while (r == 0 && (r = store_report_order_next(it, &o, &err)) == 1) {
        r = 0;
        buf_fmt(&got, "%lld %.*s %lld%s%.*s;", (long long)o.id, STR_FMT(o.state), (long long)o.turn,
                o.message.len ? ": " : "", STR_FMT(o.message));
    }
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p ? got.p : "", want);
    buf_release(&got);
}

static void order_pdf(void) { RUN("report order", {"format", STR("pdf")}); }

/* -- tests ---------------------------------------------------------------------------------------------------- */

TEST(desk_reports_are_made_read_and_published_by_the_office)
{
    struct asked a;
    set_up_released("reported.db");
    CHECK_INT(status_of(SOKHA, "/desk/reports"), 403);
    SEND(SOKHA, "/desk/reports", 403, field("do", "order"));
    SEND(ANNA, "/desk/reports", 400, field("do", "order"), field("in-en", "yes"));  /* no format */
    SEND(ANNA, "/desk/reports", 400, field("do", "order"), field("as-html", "yes")); /* no language */
    SEND(ANNA, "/desk/reports", 404, field("do", "order"), field("in-en", "yes"), field("as-html", "yes"),
         field("report-release", "none"));
    SEND(ANNA, "/desk/reports", 303, field("do", "order"), field("in-en", "yes"), field("as-html", "yes"),
         field("report-release", "2026.1"));
    orders_are(__LINE__, "1 waiting 0;");
    CHECK(page_has(ANNA, "/desk/reports", "data-upload=\"/desk/reports/1/state?shown=waiting\""));
    CHECK(desk_errand(desk)); /* begun, and not waited for */
    orders_are(__LINE__, "1 making 1;");
    CHECK(page_has(ANNA, "/desk/reports", "shown=making"));
    run_errands();
    orders_are(__LINE__, "1 done 1;");
    CHECK(page_has(ANNA, "/desk/reports", "/desk/reports/1/fact-sheet-KHM.html"));
    CHECK(page_has(ANNA, "/desk/reports/1/state", "\"state\":\"done\""));
    ask(&a, ANNA, "GET", "/desk/reports/1/report.html", NULL, 0);
    CHECK_INT(a.an.status, 200);
    CHECK(a.an.policy && strstr(a.an.policy, "default-src 'none'"));
    CHECK(body_has(&a, "<!doctype html>"));
    asked_done(&a);
    CHECK_INT(status_of(SOKHA, "/desk/reports/1/report.html"), 403);
    CHECK_INT(status_of(ANNA, "/desk/reports/1/report.pdf"), 404);
    CHECK_INT(status_of(ANNA, "/desk/reports/1/report.json"), 404);
    CHECK_INT(status_of(ANNA, "/desk/reports/2/report.html"), 404);
    SEND(ANNA, "/desk/reports", 400, field("do", "publish"), field("number", "1"), field("report-name", ""));
    SEND(ANNA, "/desk/reports", 404, field("do", "publish"), field("number", "7"), field("report-name", "r"));
    SEND(ANNA, "/desk/reports", 303, field("do", "publish"), field("number", "1"), field("report-name", "r<1>"));
    orders_are(__LINE__, "");
    CHECK(page_has(ANNA, "/desk/reports", "r&lt;1&gt;"));
    SEND(ANNA, "/desk/reports", 400, field("do", "withdraw"), field("withdrawn", "r<1>"));
    SEND(ANNA, "/desk/reports", 303, field("do", "withdraw"), field("withdrawn", "r<1>"),
         field("withdrawn-why", "<wrong>"));
    CHECK(page_has(ANNA, "/desk/reports", "&lt;wrong&gt;"));
    SEND(ANNA, "/desk/reports", 400, field("do", "nonsense"));
    desk_stop(desk);
}

TEST(desk_reports_that_fail_say_why_and_are_made_again)
{
    set_up_released("failing.db");
    printer("echo 'no <font>' >&2; exit 1");
    order_pdf();
    run_errands();
    orders_are(__LINE__, "1 failed 1: weasyprint, which makes the PDF, failed: no <font>;");
    CHECK(page_has(ANNA, "/desk/reports", "failed: no &lt;font&gt;"));
    CHECK(page_has(ANNA, "/desk/reports/1/state", "failed"));
    SEND(ANNA, "/desk/reports", 409, field("do", "publish"), field("number", "1"), field("report-name", "r"));
    printer(PRINTS);
    SEND(ANNA, "/desk/reports", 303, field("do", "again"), field("number", "1"));
    run_errands();
    orders_are(__LINE__, "2 done 1;");
    SEND(ANNA, "/desk/reports", 303, field("do", "discard"), field("number", "2"));
    SEND(ANNA, "/desk/reports", 404, field("do", "discard"), field("number", "2"));
    SEND(ANNA, "/desk/reports", 404, field("do", "again"), field("number", "2"));
    orders_are(__LINE__, "");
    desk_stop(desk);
}

TEST(desk_reports_do_not_hold_up_what_else_is_done)
{
    struct http_field file = field("file", HEAD "KHM,FX:0,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2023,7,\n");
    set_up_released("beside.db");
    printer(HANGS);
    order_pdf();
    int pid = printer_hangs(&desk->maker, desk->st, clock_now());
    file.file_name = STR("beside.csv");
    send_form(__LINE__, SOKHA, "/desk/upload/KHM", 303, &file, 1);
    for (int i = 0; i < 10; i++)
        desk_errand(desk);
    CHECK(page_has(SOKHA, "/desk/submissions", "beside.csv"));
    orders_are(__LINE__, "1 making 1;");
    maker_stop(&desk->maker, desk->st); /* as at the end of the server: it is not its turn that is lost */
    CHECK(is_gone(pid));
    orders_are(__LINE__, "1 waiting 0;");
    printer(PRINTS);
    run_errands();
    orders_are(__LINE__, "1 done 1;");
    desk_stop(desk);
}

TEST(desk_reports_are_broken_off_when_they_are_thrown_away_or_take_too_long)
{
    set_up_released("broken_off.db");
    printer(HANGS);
    order_pdf();
    int pid = printer_hangs(&desk->maker, desk->st, clock_now());
    CHECK_INT(maker_step(&desk->maker, desk->st, desk->base, clock_now(), &err), 0);
    RUN("report discard", {"number", STR("1")});
    CHECK_INT(maker_step(&desk->maker, desk->st, desk->base, clock_now(), &err), 1);
    CHECK(is_gone(pid));
    CHECK(!desk->maker.pid);
    orders_are(__LINE__, "");
    order_pdf();
    pid = printer_hangs(&desk->maker, desk->st, clock_now());
    desk->maker.began -= 3600;
    CHECK_INT(maker_step(&desk->maker, desk->st, desk->base, clock_now(), &err), 1);
    CHECK(is_gone(pid));
    orders_are(__LINE__, "2 failed 1: making it takes more than 1800 seconds, the limit;");
    desk_stop(desk);
}

TEST(desk_reports_are_not_made_by_two_servers_at_once)
{
    struct maker other = {0};
    int64_t now = clock_now();
    set_up_released("two-servers.db");
    printer(HANGS);
    order_pdf();
    int pid = printer_hangs(&desk->maker, desk->st, now);
    CHECK_INT(maker_step(&other, desk->st, desk->base, now + 100, &err), 0);
    CHECK_INT(maker_step(&desk->maker, desk->st, desk->base, now + 100, &err), 0); /* says that it goes on */
    CHECK_INT(maker_step(&other, desk->st, desk->base, now + 200, &err), 0);
    int second = printer_hangs(&other, desk->st, now + 300); /* nothing was heard of it any more */
    CHECK(second != pid);
    CHECK_INT(maker_step(&desk->maker, desk->st, desk->base, now + 301, &err), 1);
    CHECK(is_gone(pid));
    orders_are(__LINE__, "1 making 2;");
    /* a process that dies is heard of */
    kill(other.pid, SIGKILL);
    while (maker_step(&other, desk->st, desk->base, now + 302, &err) == 0)
        usleep(1000);
    orders_are(__LINE__, "1 failed 2: the process that makes it was ended by signal 9;");
    kill(-second, SIGKILL); /* (its parent had no time to) */
    desk_stop(desk);
}

TEST(desk_reports_are_begun_three_times)
{
    int64_t now = clock_now();
    set_up_released("turns.db");
    printer(HANGS);
    order_pdf();
    for (int i = 0; i < 3; i++) {
        struct maker m = {0};
        int pid = printer_hangs(&m, desk->st, now + 1000 * i);
        kill(m.pid, SIGTERM); /* its server is gone, so that nobody says anything of it */
        CHECK(is_gone(pid));
        arena_release(&m.arena);
        close(m.out);
    }
    struct maker m = {0};
    CHECK_INT(maker_step(&m, desk->st, desk->base, now + 4000, &err), 1);
    orders_are(__LINE__, "1 failed 4: it was begun 3 times and could not be finished, as when the server ends or the "
                         "disk is full;");
    desk_stop(desk);
}

TEST(desk_report_orders_are_limited)
{
    set_up_released("many.db");
    RUN("report order", {"language", STR("en,th,en")}, {"format", STR("docx,html")});
    orders_are(__LINE__, "2 waiting 0;1 waiting 0;");
    for (int i = 0; i < 19; i++)
        RUN("report order", {"language", STR("en,vi")});
    SEND(ANNA, "/desk/reports", 413, field("do", "order"), field("in-en", "yes"), field("as-html", "yes"),
         field("report-release", "2026.1"));
    desk_stop(desk);
}

TEST(desk_meeting_briefing_is_printed_in_the_background)
{
    struct asked a;
    set_up("printing.db");
    printer("echo 'no ink' >&2; exit 1");
    ask(&a, PAUL, "GET", "/desk/meeting/2026/briefing.pdf", NULL, 0);
    CHECK_INT(a.an.status, 303);
    CHECK_STR(str_of(a.an.location), "/desk/meeting/2026/printing");
    asked_done(&a);
    CHECK_INT(status_of(SOKHA, "/desk/meeting/2026/briefing.pdf"), 303); /* it waits already */
    CHECK(page_has(PAUL, "/desk/meeting/2026/printing", "data-upload=\"/desk/meeting/2026/printing/state\""));
    CHECK(page_has(PAUL, "/desk/meeting/2026/printing/state", "queued"));
    run_errands();
    CHECK(page_has(PAUL, "/desk/meeting/2026/printing", "no ink"));
    CHECK(page_has(PAUL, "/desk/meeting/2026/printing/state", "done"));
    CHECK_INT(status_of(PAUL, "/desk/meeting/2026/briefing.pdf"), 303); /* not tried again by itself */
    CHECK(page_has(PAUL, "/desk/meeting/2026/printing", "no ink"));
    printer(PRINTS);
    SEND(PAUL, "/desk/meeting/2026/printing", 303, field("x", "y"));
    run_errands();
    CHECK(page_has(PAUL, "/desk/meeting/2026/printing", "briefing.pdf"));
    ask(&a, SOKHA, "GET", "/desk/meeting/2026/briefing.pdf", NULL, 0);
    CHECK_INT(a.an.status, 200);
    CHECK(str_is(buf_view(&a.an.body), "%PDF-1.7 x"));
    asked_done(&a);
    CHECK_INT(status_of(ANNA, "/desk/reports/1/briefing.pdf"), 404); /* it is no report */
    desk_stop(desk);
}

/* -- what a process hands over ---------------------------------------------------------------------------- */

static void put_file(struct buf *out, const char *name, struct str bytes)
{
    struct maker_file head = {strlen(name), bytes.len};
    buf_put(out, &head, sizeof head);
    buf_puts(out, name);
    buf_str(out, bytes);
}

/* A file and a list; what is wrong with it. */
enum wrong { FINE, OTHER_HASH, OTHER_NAME, NO_LIST, TWICE, MORE_BEHIND, OTHER_FORMAT, WRONGS };

static void hand_over(struct buf *out, enum wrong wrong)
{
    const char *name = wrong == OTHER_NAME ? "../report.pdf" : "report.pdf";
    struct str bytes = wrong == OTHER_FORMAT ? STR("<!doctype html>") : STR("%PDF-1.7 x");
    struct sha256 hash = sha256_of(wrong == OTHER_HASH ? STR("else") : bytes);
    struct maker_said said = {.nfiles = wrong == TWICE ? 3 : wrong == NO_LIST ? 1 : 2};
    struct buf list = {0};
    char hex[SHA256_HEX];
    sha256_hex(hex, &hash);
    struct report_made made[] = {{str_of(name), str_of(hex)}, {str_of(name), str_of(hex)}};
    report_manifest_write(&list, &(struct report_manifest){.release = STR("1"), .language = STR("en"),
                                                           .title = STR("T"), .files = made,
                                                           .nfiles = wrong == TWICE ? 2 : 1});
    out->len = 0;
    buf_put(out, &said, sizeof said);
    put_file(out, name, bytes);
    if (wrong == TWICE)
        put_file(out, name, bytes);
    if (wrong != NO_LIST)
        put_file(out, REPORT_MANIFEST, buf_view(&list));
    if (wrong == MORE_BEHIND)
        buf_puts(out, "x");
    buf_release(&list);
}

TEST(maker_believes_nothing_of_what_is_handed_over)
{
    struct maker_handed h;
    struct arena arena;
    struct buf b = {0};
    arena_init(&arena, 1 << 24);
    for (int wrong = FINE; wrong < WRONGS; wrong++) {
        hand_over(&b, (enum wrong)wrong);
        int r = maker_read(&h, &arena, buf_view(&b), false, &err);
        if (r != (wrong == FINE ? 0 : -(int)ERR_INPUT))
            test_fail(__FILE__, __LINE__, "%d: %d %s", wrong, r, err.text);
    }
    hand_over(&b, FINE);
    CHECK(maker_read(&h, &arena, buf_view(&b), true, &err) == -(int)ERR_INPUT); /* no briefing */
    for (size_t len = 0; len < b.len; len++) /* cut off anywhere */
        CHECK(maker_read(&h, &arena, str_sub(buf_view(&b), 0, len), false, &err) == -(int)ERR_INPUT);
    for (size_t i = 0; i < 16 && i < b.len; i++) { /* lengths that are none */
        hand_over(&b, FINE);
        memset(b.p + sizeof(struct maker_said) + i, 0xff, 1);
        CHECK(maker_read(&h, &arena, buf_view(&b), false, &err) == -(int)ERR_INPUT);
    }
    struct maker_said said = {.result = -(int)ERR_STATE};
    said.err.code = ERR_STATE;
    memset(said.err.text, 'x', sizeof said.err.text); /* without an end */
    b.len = 0;
    buf_put(&b, &said, sizeof said);
    CHECK(maker_read(&h, &arena, buf_view(&b), false, &err) == -(int)ERR_STATE);
    said.err.code = (enum err_code)9999;
    b.len = 0;
    buf_put(&b, &said, sizeof said);
    CHECK(maker_read(&h, &arena, buf_view(&b), false, &err) == -(int)ERR_INPUT);
    buf_release(&b);
    arena_release(&arena);
}
