/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "base/arena.h"

#include "base/random.h"
#include "test.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* What aborts must not take the tests along. */
static bool aborts(void (*what)(size_t), size_t n)
{
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        what(n);
        _exit(0);
    }
    int status;
    CHECK(waitpid(pid, &status, 0) == pid);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void alloc_below_100000(size_t n)
{
    struct arena a;
    arena_init(&a, 100000);
    arena_alloc(&a, n);
    arena_release(&a);
}

TEST(arena_aborts_past_its_ceiling)
{
    CHECK(!aborts(alloc_below_100000, 90000));
    CHECK(aborts(alloc_below_100000, 100001));
    CHECK(aborts(alloc_below_100000, SIZE_MAX));
    CHECK(aborts(alloc_below_100000, SIZE_MAX / 2));
    CHECK(aborts(alloc_below_100000, SIZE_MAX / 2 + 1));
    CHECK(aborts(alloc_below_100000, SIZE_MAX - 14));
}

/* After `n` allocations of chance, what arena_room says fits, and not a byte more. */
static void room_then(size_t n, size_t more)
{
    struct chance c = {n};
    struct arena a;
    arena_init(&a, 20000 + chance_below(&c, 300000));
    for (size_t i = 0; i < n; i++) {
        size_t size = chance_below(&c, 5000);
        if (size <= arena_room(&a))
            arena_alloc(&a, size);
    }
    size_t room = arena_room(&a);
    memset(arena_alloc(&a, room + more), 1, room + more);
    arena_release(&a);
}

static void room_and_one(size_t n) { room_then(n, 1); }

TEST(arena_room_is_exact)
{
    for (size_t n = 0; n < 400; n++)
        room_then(n, 0);
    for (size_t n = 0; n < 25; n++)
        CHECK(aborts(room_and_one, n));
}

TEST(arena_room_of_a_tiny_arena_is_nothing)
{
    struct arena a;
    arena_init(&a, 0);
    CHECK_INT(arena_room(&a), 0);
    arena_init(&a, 8);
    CHECK_INT(arena_room(&a), 0);
    CHECK(arena_alloc(&a, 0) != NULL); /* nothing is somewhere, too */
}

TEST(arena_memory_is_zeroed_aligned_and_apart)
{
    struct arena a;
    struct chance c = {1};
    unsigned char *p[300];
    size_t len[300];
    arena_init(&a, 8 << 20);
    for (int round = 0; round < 5; round++) {
        for (size_t i = 0; i < ARRAY_LEN(p); i++) {
            len[i] = chance_below(&c, i % 10 ? 200 : 30000);
            p[i] = arena_alloc(&a, len[i]);
            CHECK((uintptr_t)p[i] % 16 == 0);
            for (size_t k = 0; k < len[i]; k++)
                CHECK(p[i][k] == 0);
            memset(p[i], (int)(i % 255) + 1, len[i]);
        }
        for (size_t i = 0; i < ARRAY_LEN(p); i++)
            for (size_t k = 0; k < len[i]; k++)
                CHECK(p[i][k] == i % 255 + 1);
        arena_reset(&a);
    }
    arena_release(&a);
}

TEST(arena_reset_can_go_on_for_ever)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    for (int i = 0; i < 2000; i++) {
        for (int k = 0; k < 20; k++)
            arena_alloc(&a, 1000);
        arena_reset(&a);
        CHECK(a.used <= 1 << 20);
    }
    arena_release(&a);
    CHECK_INT(a.ceiling, 1 << 20); /* a released arena may be used again */
    arena_reset(&a);
    CHECK(arena_alloc(&a, 10) != NULL);
    arena_release(&a);
}

TEST(arena_copies_text)
{
    struct arena a;
    arena_init(&a, 1 << 20);
    char *text = arena_text(&a, ((struct str){"a\0b!", 3}));
    CHECK(memcmp(text, "a\0b", 4) == 0);
    CHECK_STR(str_of(arena_text(&a, (struct str){0})), "");
    struct str s = arena_str(&a, STR("Yangon"));
    CHECK_STR(s, "Yangon");
    CHECK(s.p[6] == 0);
    CHECK_STR(str_of(arena_fmt(&a, "%s-%03d", "T", 7)), "T-007");
    char big[5000];
    memset(big, 'y', sizeof big);
    big[sizeof big - 1] = 0;
    CHECK_INT(strlen(arena_fmt(&a, "%s%s", big, big)), 2 * (sizeof big - 1));
    arena_release(&a);
}

TEST(mem_grow_and_alloc_give_room)
{
    char *p = mem_alloc(0);
    CHECK(p && *p == 0);
    p = mem_grow(p, 100);
    memset(p, 1, 100);
    p = mem_grow(p, 100000);
    CHECK(p[0] == 1 && p[99] == 1);
    free(p);
}

/* Texts of every length, also those that just do not fit into what is left of a chunk; what is
 * allocated behind them is zeroed as ever. */
TEST(arena_fmt_fills_chunks_to_their_end)
{
    enum { TEXTS = 700 };
    struct arena a;
    char *text[TEXTS], *behind[TEXTS];
    static char letters[TEXTS + 1];
    memset(letters, 'x', TEXTS);
    arena_init(&a, 64 << 20);
    for (int i = 0; i < TEXTS; i++) {
        text[i] = arena_fmt(&a, "%.*s", i, letters);
        behind[i] = arena_alloc(&a, 16);
        for (int k = 0; k < 16; k++)
            CHECK(behind[i][k] == 0);
        memset(behind[i], '!', 16);
    }
    for (int i = 0; i < TEXTS; i++) {
        CHECK_INT(strlen(text[i]), i);
        CHECK(memcmp(text[i], letters, (size_t)i) == 0 && behind[i][0] == '!');
    }
    arena_release(&a);
}
