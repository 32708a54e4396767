/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What somebody types for an address: lines are URL, flow and key, API, first and last period. What is
 * asked has no line end and no blank in it; what is asked in halves is asked again as such. */

#include "fuzz.h"

#include "collect/service.h"

static bool is_area(void *ctx, struct str code)
{
    (void)ctx;
    return code.len == 3;
}

static void check_url(const struct question *q)
{
    struct buf url = {0}, other = {0}, shown = {0}, twice = {0};
    question_url(&url, q, STR("2026-01-15T10:00:00Z"), STR("csvfile"));
    for (size_t i = 0; i < url.len; i++)
        CLAIM((unsigned char)url.p[i] > 0x20);
    if (url_respell(&other, buf_view(&url)))
        CLAIM(!str_eq(buf_view(&other), buf_view(&url)));
    url_show(&shown, buf_view(&url));
    url_show(&twice, buf_view(&shown));
    CLAIM(str_eq(buf_view(&shown), buf_view(&twice)));
    url.len = 0;
    if (q->api != API_NONE)
        question_structure_url(&url, q);
    buf_release(&url);
    buf_release(&other);
    buf_release(&shown);
    buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str rest = fuzz_str(bytes, n), line[5];
    struct arena arena;
    struct question q, half[2];
    struct err err = {0};
    struct buf shown = {0};
    for (size_t i = 0; i < ARRAY_LEN(line); i++)
        line[i] = fuzz_line(&rest);
    arena_init(&arena, 64 << 20);
    if (question_parse(&q, &arena, &(struct question_words){line[0], line[1], line[2], line[3], line[4]}, &err) == 0) {
        check_url(&q);
        for (int i = 0; i < 20 && question_halve(half, &arena, &q, is_area, NULL, 2025); i++) {
            check_url(&half[0]);
            check_url(&half[1]);
            q = half[i % 2];
        }
    } else {
        CLAIM(err.code == ERR_USAGE && err.text[0]);
    }
    url_show(&shown, line[0]);
    buf_release(&shown);
    arena_release(&arena);
    return 0;
}
