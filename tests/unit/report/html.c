/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/html.h"

#include "base/embed.h"

#include "test.h"

#include <math.h>

#define HOSTILE "</script><img src=x onerror=\"a('b')\">&amp;"

static struct str written(struct buf *out, void (*write)(struct buf *, struct str), struct str s)
{
    out->len = 0;
    buf_puts(out, "");
    write(out, s);
    return buf_view(out);
}

TEST(html_text_escapes_what_opens_a_tag)
{
    struct buf out = {0};
    CHECK_STR(written(&out, html_text, STR(HOSTILE)),
              "&lt;/script&gt;&lt;img src=x onerror=\"a('b')\"&gt;&amp;amp;");
    CHECK_STR(written(&out, html_text, STR("L\xC3\xA0o \xE1\x80\x99")), "L\xC3\xA0o \xE1\x80\x99");
    CHECK_STR(written(&out, html_text, (struct str){0}), "");
    buf_release(&out);
}

TEST(html_attr_escapes_both_quotes)
{
    struct buf out = {0};
    CHECK_STR(written(&out, html_attr, STR("\" onclick='x' <a>&")),
              "&quot; onclick=&#39;x&#39; &lt;a&gt;&amp;");
    buf_release(&out);
}

TEST(html_text_replaces_broken_bytes)
{
    struct buf out = {0};
    CHECK_STR(written(&out, html_text, STR("a\xFF" "b\xC3")), "a\xEF\xBF\xBD" "b\xEF\xBF\xBD");
    CHECK_STR(written(&out, html_text, STR("a\x01\x7F\0b")),
              "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" "b");
    buf_release(&out);
}

TEST(html_segment_leaves_no_way_out)
{
    struct buf out = {0};
    CHECK_STR(written(&out, html_segment, STR("BA:741")), "BA:741");
    CHECK_STR(written(&out, html_segment, STR("../a?b#c\"'&<%")),
              "..%2Fa%3Fb%23c%22%27%26%3C%25");
    CHECK_STR(written(&out, html_segment, STR("..")), "%2E%2E");
    CHECK_STR(written(&out, html_segment, STR(".")), "%2E");
    CHECK_STR(written(&out, html_segment, STR("\xC3\xA0\0")), "%C3%A0%00");
    CHECK_STR(written(&out, html_value, STR("a+b&c=d e")), "a%2Bb%26c%3Dd%20e");
    buf_release(&out);
}

TEST(html_num_groups_digits)
{
    const struct text *en = text_find("en");
    static const struct {
        double value;
        unsigned decimals;
        const char *want;
    } rows[] = {{0, 0, "0"}, {999, 0, "999"}, {1000, 0, "1,000"}, {3350.673, 3, "3,350.673"},
                {1234567.5, 1, "1,234,567.5"}, {-1234.5, 1, "\xE2\x88\x92" "1,234.5"},
                {0.012, 3, "0.012"}};
    struct buf out = {0};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        out.len = 0;
        html_num(&out, en, rows[i].value, rows[i].decimals);
        CHECK_STR(buf_view(&out), rows[i].want);
    }
    out.len = 0;
    html_num(&out, en, (double)NAN, 3);
    CHECK_INT(out.len, 0);
    buf_release(&out);
}

TEST(html_say_trusts_the_words_and_not_the_arguments)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    size_t line;
    struct text *text = text_parse(
        &arena, STR("a = {x} & `{x}` [to {x}](/t/{x}) {y} [no\nb = `open\n"), &line);
    CHECK_INT(line, 0);
    struct text_arg args[] = {{"x", STR("<`[1](/2)/\">")}, {NULL, {NULL, 0}}};
    struct buf out = {0};
    html_say(&out, text, "a", args);
    CHECK_STR(buf_view(&out),
              "&lt;`[1](/2)/\"&gt; &amp; <code>&lt;`[1](/2)/\"&gt;</code> "
              "<a href=\"/t/%3C%60%5B1%5D%28%2F2%29%2F%22%3E\">to &lt;`[1](/2)/\"&gt;</a> {y} [no");
    out.len = 0;
    html_say(&out, text, "b", NULL);
    CHECK_STR(buf_view(&out), "<code>open</code>");
    buf_release(&out);
    text_release(text);
    arena_release(&arena);
}

TEST(html_say_marked_takes_markup_between_tags_alone)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    size_t line;
    struct text *text = text_parse(
        &arena, STR("a = {n} & `{n}` [of {n}](/table/x) [to {n}](/t/{n}) [out](/t/{other}) {other} {\n"), &line);
    CHECK_INT(line, 0);
    struct html_arg args[] = {{"n", STR("<data value=\"1\">{n}[1](/2)</data>")}, {NULL, {NULL, 0}}};
    struct buf out = {0};
    html_say_marked(&out, text, "a", args);
#define N "<data value=\"1\">{n}[1](/2)</data>"
    CHECK_STR(buf_view(&out), N " &amp; <code>" N "</code> <a href=\"/table/x\">of " N "</a> to " N " out {other} {");
#undef N
    out.len = 0;
    html_say_marked(&out, text, "a", NULL);
    CHECK_STR(buf_view(&out), "{n} &amp; <code>{n}</code> <a href=\"/table/x\">of {n}</a> to {n} out {other} {");
    buf_release(&out);
    text_release(text);
    arena_release(&arena);
}

static bool is_country(struct str first) { return !first.len || str_is(first, "country") || str_is(first, "chart"); }

TEST(html_in_language_changes_addresses_of_pages_alone)
{
    struct arena arena;
    struct buf out = {0};
    arena_init(&arena, 1 << 20);
    html(&out, "<a href=\"/\">1</a><a href=\"/country/KHM?x=1\">/country</a><a href=\"/country\">2</a>"
               "<a href=\"/rest/data\">3</a><a href=\"/countryside\">4</a><a href=\"&#47;country/KHM\">5</a>"
               "<img src=\"/chart/a.svg\" alt=\"country\"><a href=\"#a\">6</a><a href=\"//country/\">7</a>"
               "<a href=\"/#x\">8</a><a href=\"/");
    html_in_language(&out, &arena, STR("th"), is_country);
    CHECK_STR(buf_view(&out),
              "<a href=\"/th/\">1</a><a href=\"/th/country/KHM?x=1\">/country</a><a href=\"/th/country\">2</a>"
              "<a href=\"/rest/data\">3</a><a href=\"/countryside\">4</a><a href=\"&#47;country/KHM\">5</a>"
              "<img src=\"/th/chart/a.svg\" alt=\"country\"><a href=\"#a\">6</a><a href=\"/th//country/\">7</a>"
              "<a href=\"/th/#x\">8</a><a href=\"/th/");
    buf_release(&out);
    arena_release(&arena);
}

/* A brace that is left open takes all rules behind it away, and nothing says so. */
TEST(styles_close_every_brace)
{
    unsigned files = 0;
    for (size_t i = 0; i < embedded_count; i++) {
        const struct embedded_file *f = &embedded_files[i];
        if (!str_ends(str_of(f->name), STR(".css")))
            continue;
        int open = 0;
        for (size_t k = 0; k < f->content.len; k++) {
            open += f->content.p[k] == '{';
            open -= f->content.p[k] == '}';
            /* a rule at the beginning of a line stands in no other */
            bool begins = k && f->content.p[k - 1] == '\n' && strchr(".#@:", f->content.p[k]);
            if (open < 0 || (begins && open))
                test_fail(f->name, 0, "a brace is open or closed too much before byte %zu", k);
        }
        CHECK_INT(open, 0);
        files++;
    }
    CHECK(files >= 3);
}
