/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/post.h"

#include "store/base.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <unistd.h>

enum { NOW = 1795339800 }; /* 2026-11-22T09:30:00Z */

/* -- a mail server of one thread ------------------------------------------------------------- */

static struct office {
    int fd;
    pthread_t thread;
    char url[64];
    unsigned conversations; /* how many it is to have */
    bool refuses;           /* says no to every reader */
    struct buf heard;       /* all that was said to it */
} office;

static void say(int fd, const char *text)
{
    CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
}

static const char *answer(const char *line, bool *in_mail)
{
    if (*in_mail) {
        *in_mail = strcmp(line, ".\r\n") != 0;
        return *in_mail ? NULL : "250 taken\r\n";
    }
    if (strncmp(line, "RCPT", 4) == 0 && office.refuses)
        return "550 no such person\r\n";
    *in_mail = strncmp(line, "DATA", 4) == 0;
    return *in_mail ? "354 go on\r\n" : strncmp(line, "QUIT", 4) == 0 ? "221 bye\r\n" : "250 ok\r\n";
}

static void *serve(void *unused)
{
    (void)unused;
    for (unsigned i = 0; i < office.conversations; i++) {
        int fd = accept(office.fd, NULL, NULL);
        FILE *in = fdopen(fd, "r");
        char line[1200];
        bool in_mail = false;
        say(fd, "220 office\r\n");
        while (fgets(line, sizeof line, in)) {
            buf_puts(&office.heard, line);
            const char *text = answer(line, &in_mail);
            if (text)
                say(fd, text);
        }
        fclose(in);
    }
    return NULL;
}

static void open_office(unsigned conversations, bool refuses)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof at;
    office.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(bind(office.fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(office.fd, 8) == 0);
    CHECK(getsockname(office.fd, (struct sockaddr *)&at, &len) == 0);
    snprintf(office.url, sizeof office.url, "smtp://127.0.0.1:%d", ntohs(at.sin_port));
    office.conversations = conversations;
    office.refuses = refuses;
    office.heard.len = 0;
    buf_puts(&office.heard, "");
    setenv("ILMS_SMTP", office.url, 1);
    setenv("ILMS_MAIL_FROM", "ILMS <ilms@example.org>", 1);
    CHECK(pthread_create(&office.thread, NULL, serve, NULL) == 0);
}

static void close_office(void)
{
    pthread_join(office.thread, NULL);
    close(office.fd);
    unsetenv("ILMS_SMTP");
    unsetenv("ILMS_MAIL_FROM");
}

/* -- what is asked of the outbox --------------------------------------------------------------- */

static struct store *st;

static void put(const char *to, const char *subject, const char *body)
{
    struct err err;
    base_begin(st);
    CHECK_OK(post_put(st, str_of(to), str_of(subject), str_of(body), NOW, &err));
    base_commit(st);
}

static struct post_count send_at(int64_t now)
{
    struct post_count n;
    struct err err;
    CHECK_OK(post_send_some(&n, st, now, &err));
    return n;
}

/* "1 sent 1; 2 queued 3": number, state and tries of all. */
static void outbox(const char *want)
{
    struct store_iter *it;
    struct mail m;
    struct err err;
    struct buf got = {0};
    buf_puts(&got, "");
    CHECK_OK(store_mail_list(st, &it, STR(""), &err));
    while (store_mail_next(it, &m, &err) == 1)
        buf_fmt(&got, "%s%lld %.*s %lld", got.len ? "; " : "", (long long)m.id, STR_FMT(m.state), (long long)m.tries);
    CHECK_STR(buf_view(&got), want);
    buf_release(&got);
}

static struct mail first_mail(struct arena *arena)
{
    struct store_iter *it;
    struct mail m;
    struct err err;
    CHECK_OK(store_mail_list(st, &it, STR(""), &err));
    CHECK(store_mail_next(it, &m, &err) == 1);
    m.subject = arena_str(arena, m.subject);
    m.body = arena_str(arena, m.body);
    m.error = arena_str(arena, m.error);
    store_iter_close(it);
    return m;
}

TEST(post_waits_without_a_server)
{
    st = base_new("");
    unsetenv("ILMS_SMTP");
    put("sokha@mol.gov.kh", "hello", "text");
    struct post_count n = send_at(NOW);
    CHECK(!n.server);
    CHECK_INT(n.sent + n.again + n.failed, 0);
    outbox("1 queued 0");
    setenv("ILMS_SMTP", "http://example.org", 1);
    CHECK_ERR(post_send_some(&n, st, NOW, errp), ERR_CONFIG, "sender of mail");
    setenv("ILMS_MAIL_FROM", "ILMS <ilms@example.org>", 1);
    CHECK_ERR(post_send_some(&n, st, NOW, errp), ERR_CONFIG, "smtp://host:port");
    unsetenv("ILMS_SMTP");
    unsetenv("ILMS_MAIL_FROM");
    outbox("1 queued 0");
    store_close(st);
}

TEST(post_sends_each_mail_once)
{
    st = base_new("");
    put("sokha@mol.gov.kh", "hello", "text");
    put("budi@kemnaker.go.id", "hello too", "text");
    open_office(2, false);
    struct post_count n = send_at(NOW), more = send_at(NOW + 86400);
    close_office();
    CHECK_INT(n.sent, 2);
    CHECK_INT(n.again + n.failed, 0);
    CHECK_INT(more.sent, 0);
    outbox("1 sent 1; 2 sent 1");
    struct arena arena;
    arena_init(&arena, 1 << 20);
    CHECK_INT(first_mail(&arena).body.len, 0); /* a link is kept no longer than it has to be */
    arena_release(&arena);
    const char *heard = office.heard.p;
    CHECK(strstr(heard, "MAIL FROM:<ilms@example.org>\r\n") != NULL);
    CHECK(strstr(heard, "RCPT TO:<sokha@mol.gov.kh>\r\n") != NULL);
    CHECK(strstr(heard, "RCPT TO:<budi@kemnaker.go.id>\r\n") != NULL);
    CHECK(strstr(heard, "Subject: hello too\r\n") != NULL);
    CHECK(strstr(heard, "\r\n\r\ndGV4dA==\r\n.\r\n") != NULL);
    buf_release(&office.heard);
    office.heard = (struct buf){0};
    store_close(st);
}

TEST(post_sends_twenty_at_a_time)
{
    st = base_new("");
    for (int i = 0; i < 23; i++)
        put("sokha@mol.gov.kh", "hello", "text");
    open_office(23, false);
    struct post_count n = send_at(NOW), more = send_at(NOW);
    close_office();
    CHECK_INT(n.sent, 20);
    CHECK_INT(more.sent, 3);
    buf_release(&office.heard);
    office.heard = (struct buf){0};
    store_close(st);
}

TEST(post_tries_again_later_and_later_and_gives_up)
{
    static const int waits[] = {60, 300, 1800, 7200};
    struct arena arena;
    int64_t now = NOW;
    arena_init(&arena, 1 << 20);
    st = base_new("");
    put("sokha@mol.gov.kh", "hello", "text");
    open_office(5, true);
    for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
        struct post_count n = send_at(now);
        CHECK_INT(n.again, 1);
        CHECK_INT(n.failed, 0);
        n = send_at(now + waits[i] - 10);
        CHECK_INT(n.again, 0);
        now += waits[i] + 1;
    }
    struct mail m = first_mail(&arena);
    CHECK(strstr(m.error.p, "the mail was not taken") != NULL && strstr(m.error.p, "550") != NULL);
    outbox("1 queued 4");
    struct post_count n = send_at(now);
    close_office();
    CHECK_INT(n.failed, 1);
    outbox("1 failed 5");
    setenv("ILMS_SMTP", office.url, 1);
    setenv("ILMS_MAIL_FROM", "ILMS <ilms@example.org>", 1);
    n = send_at(now + 86400);
    CHECK_INT(n.again + n.failed, 0);
    /* nobody there at all */
    put("sokha@mol.gov.kh", "hello", "text");
    n = send_at(NOW);
    CHECK_INT(n.again, 1);
    outbox("1 failed 5; 2 queued 1");
    unsetenv("ILMS_SMTP");
    unsetenv("ILMS_MAIL_FROM");
    buf_release(&office.heard);
    office.heard = (struct buf){0};
    store_close(st);
    arena_release(&arena);
}

/* What the base could not note down is not sent a second time at once. */
TEST(post_survives_a_database_that_fails)
{
    struct post_count n;
    struct err err;
    int call = 0, r;
    st = base_new("");
    put("sokha@mol.gov.kh", "hello", "text");
    setenv("ILMS_SMTP", "smtp://127.0.0.1:1", 1);
    setenv("ILMS_MAIL_FROM", "ILMS <ilms@example.org>", 1);
    do {
        store_fail_at(st, ++call);
        r = post_send_some(&n, st, NOW + 10000 * call, &err);
        store_fail_at(st, 0);
        CHECK(r == 0 || err.text[0]);
        base_begin(st);
        store_rollback(st);
    } while (r < 0 && call < 100);
    CHECK(call > 5 && call < 100);
    unsetenv("ILMS_SMTP");
    unsetenv("ILMS_MAIL_FROM");
    store_close(st);
}

TEST(post_refuses_what_could_never_be_sent)
{
    st = base_new("");
    base_begin(st);
    CHECK_ERR(post_put(st, STR("a@b\r\nBcc: c@d"), STR("x"), STR("x"), NOW, errp), ERR_USAGE, "no address");
    CHECK_ERR(post_put(st, STR("a@b"), STR("x\r\nBcc: c@d"), STR("x"), NOW, errp), ERR_USAGE, "subject");
    store_rollback(st);
    outbox("");
    store_close(st);
}

TEST(post_words_speaks_the_language_of_the_reader)
{
    static const char *const languages[] = {"en", "fil", "id", "km", "lo", "ms", "my", "th", "vi"},
                             *const keys[] = {"mail.invite", "mail.reset"};
    struct text_arg args[] = {{"link", STR("https://x.org/desk/welcome/{user}")},
                              {"until", STR("2026-11-29 09:30")},
                              {0}};
    struct arena arena;
    struct err err;
    arena_init(&arena, 4 << 20);
    for (size_t i = 0; i < ARRAY_LEN(languages) * ARRAY_LEN(keys); i++) {
        struct user u = {.name = STR("sokha"), .full_name = STR("Sokha {link}"), .email = STR("sokha@mol.gov.kh"),
                         .language = str_of(languages[i / 2])};
        st = base_new("");
        base_begin(st);
        CHECK_OK(post_words(st, &arena, &u, keys[i % 2], args, NOW, &err));
        base_commit(st);
        struct mail m = first_mail(&arena);
        CHECK(strstr(m.body.p, "\nhttps://x.org/desk/welcome/{user}\n") != NULL); /* filled in once, on its own line */
        CHECK(strstr(m.body.p, "Sokha {link}") != NULL && strstr(m.body.p, "2026-11-29 09:30") != NULL);
        CHECK(strstr(m.body.p, "{br}") == NULL && strstr(m.body.p, "{until}") == NULL &&
              strstr(m.body.p, "{name}") == NULL);
        CHECK(i < 2 || strstr(m.body.p, "Dear") == NULL);
        CHECK(memchr(m.subject.p, '{', m.subject.len) == NULL);
        store_close(st);
    }
    struct user nobody = {.name = STR("bo"), .language = STR("en")};
    st = base_new("");
    base_begin(st);
    CHECK_OK(post_words(st, &arena, &nobody, "mail.invite", args, NOW, &err));
    base_commit(st);
    outbox("");
    store_close(st);
    arena_release(&arena);
}
