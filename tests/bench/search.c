/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How long fifty questions in nine languages take, and the index that answers them; beside SQLite's FTS5 over the same
 * texts with its trigram tokenizer, the one that finds parts of words and of names without blanks.
 *
 *     search BASE */
#include "base/clock.h"
#include "publish/load.h"
#include "publish/search_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 7, BEST = 20 };

static const char *const questions[] = {
    "malaysia", "employed non-citizens", "thailand", "labour force survey", "domestic workers", "construction",
    "migrants by sex", "outflow of nationals", "unemployment", "earnings", "MST_NCTE_SEX_CCT_NB", "Phillipines",
    "วัยแรงงาน", "กัมพูชา", "สัญชาติ", "การสำรวจกำลังแรงงาน", "ผู้มีงานทำ", "การก่อสร้าง",
    "campuchia", "lao động", "thất nghiệp", "quốc tịch", "xây dựng", "điều tra lao động",
    "kamboja", "pekerja", "kewarganegaraan", "konstruksi", "pengangguran", "survei angkatan kerja",
    "kemboja", "warganegara", "pembinaan", "penganggur", "pekerjaan",
    "pilipinas", "manggagawa", "pagkamamamayan", "konstruksyon",
    "កម្ពុជា", "ពលករ", "ការងារ", "សញ្ជាតិ", "ថៃ",
    "ກຳປູເຈຍ", "ແຮງງານ", "ສັນຊາດ", "ໄທ",
    "မြန်မာ", "ကမ္ဘောဒီးယား"};
enum { QUESTIONS = sizeof questions / sizeof *questions };

static void stop(const char *why)
{
    fprintf(stderr, "search: %s\n", why);
    exit(1);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, by_value);
    return v[n / 2];
}

/* -- the peer ------------------------------------------------------------------------------------------------- */

static sqlite3 *peer_open(const struct search *s)
{
    sqlite3 *db;
    sqlite3_stmt *add;
    sqlite3_open(":memory:", &db);
    if (sqlite3_exec(db, "CREATE VIRTUAL TABLE said USING fts5(text, tokenize='trigram'); BEGIN", NULL, NULL, NULL) ||
        sqlite3_prepare_v2(db, "INSERT INTO said VALUES (?)", -1, &add, NULL))
        stop(sqlite3_errmsg(db));
    for (uint32_t i = 1; i < s->nsaid; i++) {
        sqlite3_bind_text(add, 1, s->said[i].shown.p ? s->said[i].shown.p : "", (int)s->said[i].shown.len,
                          SQLITE_STATIC);
        if (sqlite3_step(add) != SQLITE_DONE)
            stop(sqlite3_errmsg(db));
        sqlite3_reset(add);
    }
    sqlite3_finalize(add);
    sqlite3_exec(db, "COMMIT; INSERT INTO said(said) VALUES ('optimize')", NULL, NULL, NULL);
    return db;
}

/* Each word in quotation marks: all of them. */
static size_t peer_ask(sqlite3_stmt *ask, const char *question)
{
    struct buf words = {0};
    struct str rest = str_of(question), one;
    size_t n = 0;
    while (str_next(&one, &rest, ' '))
        buf_fmt(&words, "%s\"%.*s\"", words.len ? " " : "", STR_FMT(one));
    sqlite3_bind_text(ask, 1, words.p, (int)words.len, SQLITE_STATIC);
    sqlite3_bind_int(ask, 2, BEST);
    while (sqlite3_step(ask) == SQLITE_ROW)
        n++;
    sqlite3_reset(ask);
    buf_release(&words);
    return n;
}

/* -- ours ------------------------------------------------------------------------------------------------------- */

static size_t ours_ask(struct search *s, const char *question)
{
    struct arena arena;
    struct found_list list;
    arena_init(&arena, 64 << 20);
    search_ask(&list, &arena, s, str_of(question));
    arena_release(&arena);
    return list.n;
}

struct measured {
    double of[QUESTIONS], worst;
    unsigned answered;
};

static void measure(struct measured *ours, struct measured *theirs, struct search *s, sqlite3_stmt *ask)
{
    for (int q = 0; q < QUESTIONS; q++) {
        double a[ROUNDS], b[ROUNDS];
        size_t na = 0, nb = 0;
        for (int i = 0; i < ROUNDS; i++) {
            double start = clock_monotonic();
            na = ours_ask(s, questions[q]);
            a[i] = clock_monotonic() - start;
            start = clock_monotonic();
            nb = peer_ask(ask, questions[q]);
            b[i] = clock_monotonic() - start;
        }
        ours->of[q] = median(a, ROUNDS);
        theirs->of[q] = median(b, ROUNDS);
        ours->worst = MAX(ours->worst, ours->of[q]);
        theirs->worst = MAX(theirs->worst, theirs->of[q]);
        ours->answered += na > 0;
        theirs->answered += nb > 0;
    }
}

/* What takes longest: words that nothing is called, which are held against every word. */
static double hostile(struct search *s)
{
    static const char words[] = "abcdefgh bcdefghi cdefghij defghijk efghijkl fghijklm ghijklmn hijklmno ijklmnop "
                                "jklmnopq klmnopqr lmnopqrs";
    double t[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
        double start = clock_monotonic();
        ours_ask(s, words);
        t[i] = clock_monotonic() - start;
    }
    return median(t, ROUNDS);
}

int main(int argc, char **argv)
{
    static struct measured ours, theirs;
    struct store *st;
    struct loaded l;
    struct err err;
    sqlite3_stmt *ask;
    double made[ROUNDS], indexed[ROUNDS];
    struct search *s = NULL;
    sqlite3 *db = NULL;
    if (argc != 2)
        stop("BASE");
    if (store_open(&st, argv[1], STORE_READ, &err) < 0 || release_load(&l, st, STR(""), STR(""), STR(""), &err) < 0)
        stop(err.text);
    for (int i = 0; i < ROUNDS; i++) {
        search_free(s);
        sqlite3_close(db);
        double start = clock_monotonic();
        s = search_new(&(struct search_from){.ref = l.ref, .cube = l.cube, .sources = l.sources,
                                             .nsources = l.nsources});
        made[i] = clock_monotonic() - start;
        start = clock_monotonic();
        db = peer_open(s);
        indexed[i] = clock_monotonic() - start;
    }
    double first = made[0];
    sqlite3_prepare_v2(db, "SELECT rowid, rank FROM said WHERE said MATCH ? ORDER BY rank LIMIT ?", -1, &ask, NULL);
    measure(&ours, &theirs, s, ask);
    struct search_size size = search_size(s);
    double here = median(ours.of, QUESTIONS), there = median(theirs.of, QUESTIONS);
    printf("search index of %zu things, %zu texts, %zu words: first %.0f ms, then %.0f ms, %zu KB; "
           "FTS5 trigram %.0f ms\n",
           size.things, size.texts, size.words, first * 1e3, median(made, ROUNDS) * 1e3, size.bytes >> 10,
           median(indexed, ROUNDS) * 1e3);
    printf("search %d questions in nine languages, median %.3f ms, longest %.3f ms; %u find something\n", QUESTIONS,
           here * 1e3, ours.worst * 1e3, ours.answered);
    printf("search FTS5 trigram, the %d best texts: median %.3f ms, longest %.3f ms; %u find something   "
           "ours %.1f times as fast\n",
           BEST, there * 1e3, theirs.worst * 1e3, theirs.answered, there / here);
    printf("search twelve words that nothing is called: %.2f ms\n", hostile(s) * 1e3);
    sqlite3_finalize(ask);
    sqlite3_close(db);
    search_free(s);
    loaded_release(&l);
    store_close(st);
    return 0;
}
