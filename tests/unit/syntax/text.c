/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/text.h"

#include "base/embed.h"
#include "base/map.h"
#include "report/web_file.h"
#include "test.h"

#include <dirent.h>
#include <stdio.h>

TEST(text_finds_words_and_shows_what_is_missing)
{
    const struct text *en = text_find("en");
    CHECK(en != NULL);
    CHECK(text_find("xx") == NULL);
    CHECK(text_find("") == NULL);
    CHECK_STR(text_get(en, "language"), "en");
    CHECK_STR(text_get(en, "no.such.key"), "no.such.key");
    CHECK_STR(text_get(NULL, "no.such.key"), "no.such.key");
}

TEST(text_parse_says_which_line_is_wrong)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    size_t line;
    struct text *t = text_parse(&arena, STR("# c\n\na = 1 = 2\r\n b=\n"), &line);
    CHECK_INT(line, 0);
    CHECK_STR(text_get(t, "a"), "1 = 2");
    CHECK_STR(text_get(t, "b"), "");
    text_release(t);
    t = text_parse(&arena, STR("a = 1\nnonsense\na = 2"), &line);
    CHECK_INT(line, 2);
    CHECK_STR(text_get(t, "a"), "1");
    text_release(t);
    t = text_parse(&arena, STR("a = 1\na = 2"), &line);
    CHECK_INT(line, 2);
    text_release(t);
    arena_release(&arena);
}

TEST(text_plural_takes_the_sister_for_one)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    const struct text *en = text_find("en");
    CHECK_STR(str_of(text_plural(&arena, en, "count.tables", 1)), "count.tables.one");
    CHECK_STR(str_of(text_plural(&arena, en, "count.tables", 2)), "count.tables");
    CHECK_STR(str_of(text_plural(&arena, en, "count.tables", 0)), "count.tables");
    CHECK_STR(str_of(text_plural(&arena, en, "home.of", 1)), "home.of");
    arena_release(&arena);
}

/* Keys that the code puts together: everything that begins so counts as used. */
static const char *const families[] = {
    "nav.", "month.", "module.", "countries.M", "unit.", "about.", "error.", "form.", "answer.", "mail.", "sign.",
    "catalogue.", "desk.nav.", "desk.field.", "desk.hint.", "desk.done.", "desk.state.", "desk.letter.",
    "desk.why.", "desk.role.", "desk.audience.", "meeting.", "briefing.", "effort.", "need.", "quality.",
    "coverage.shade.", "coverage.rounds.", "coverage.mark.", "coverage.by.", "mirror.", "corridor.caption.",
    "corridor.chart.", "corridor.stock", "corridor.flow", "corridor.return", "corridors.caption.",
    "corridors.file.", "collection.criterion.",
    "verb.why.", "concept.", "methods.", "rules.", "rule.", "class.role.", "api.", "access.", "calendar.", "missing.",
    "highlight.", "profile.part.", "profile.of.", "profile.largest.", "profile.chart.", "region.chart.",
    "region.shares.", "region.women.", "subject.", "search.kind.", "pivot.", "figure.wrong.", "figure.method.",
    "format.", "report.countries.corridors.", "report.methods.", "report.points.", "report.summary.", "report.region.",
    "report.corridors.", "report.shares.", "report.women.", "report.advice.",
    "desk.consult.did.", "desk.consult.show.", "desk.consult.agree", "desk.consult.object", "desk.consult.comment",
    "report.draft", NULL};

static bool in_family(struct str key, const char *const *prefixes)
{
    for (; *prefixes; prefixes++)
        if (str_starts(key, str_of(*prefixes)))
            return true;
    return false;
}

static bool is_key_char(char c)
{
    return (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
}

/* The id of a part of a document: document_section(d, "region.stock", ...). */
static bool is_part(const char *code, size_t at)
{
    return at >= 4 && memcmp(code + at - 3, "d, ", 3) == 0 && (code[at - 4] == '(' || code[at - 4] == '&');
}

static bool is_key(struct str literal)
{
    char key[100];
    snprintf(key, sizeof key, "%.*s", STR_FMT(literal));
    return text_has(text_find("en"), key);
}

/* Calls `found` for every literal in the code of a folder that looks like a key: lower-case
 * words joined by points, with # before them when a heading stands over numbers. */
static void each_literal(const char *folder, void (*found)(struct str literal, const char *file))
{
    DIR *dir = opendir(folder);
    if (!dir)
        test_skip("the sources are not here");
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        struct str name = str_of(e->d_name);
        if (!str_ends(name, STR(".c")))
            continue;
        char path[300];
        static char code[1 << 18];
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        FILE *f = fopen(path, "r");
        CHECK(f != NULL);
        size_t n = fread(code, 1, sizeof code, f);
        fclose(f);
        CHECK(n < sizeof code);
        for (size_t i = 0; i < n; i++) {
            if (code[i] != '"')
                continue;
            size_t from = i + 1 + (code[i + 1] == '#'), end = from;
            while (end < n && is_key_char(code[end]))
                end++;
            struct str literal = {code + from, end - from};
            if (end < n && code[end] == '"' && (!is_part(code, i) || is_key(literal)) && code[from] != '.' &&
                memchr(literal.p, '.', literal.len))
                found(literal, e->d_name);
        }
    }
    closedir(dir);
}

static struct strset used;

static bool is_no_key(struct str literal)
{
    return str_is(literal, "-._~") || str_ends(literal, STR(".xlsx")) || str_ends(literal, STR(".html")) ||
           web_file_find(literal);
}

static void check_key(struct str literal, const char *file)
{
    char key[100];
    if (is_no_key(literal))
        return;
    snprintf(key, sizeof key, "%.*s", STR_FMT(literal));
    strset_put(&used, literal);
    if (!text_has(text_find("en"), key))
        test_fail(file, 0, "web/text/en.txt has no \"%s\"", key);
}

TEST(text_has_every_key_of_the_code_and_no_other)
{
    strset_release(&used);
    each_literal("src/report", check_key);
    each_literal("src/desk", check_key);
    each_literal("src/document", check_key);
    const struct text *en = text_find("en");
    CHECK(used.n > 100);
    for (size_t i = 0; i < text_count(en); i++) {
        struct str key = text_key(en, i);
        uint32_t index;
        bool is_used = strset_find(&used, &index, key) || !memchr(key.p, '.', key.len);
        if (str_ends(key, STR(".one")))
            is_used = is_used || strset_find(&used, &index, str_sub(key, 0, key.len - 4));
        if (!is_used && !in_family(key, families))
            test_fail("web/text/en.txt", 0, "\"%.*s\" is not used", STR_FMT(key));
    }
    strset_release(&used);
}

/* "key.one" beside "key": a plural, which other languages may not have. */
static bool is_one_of_plural(const char *key)
{
    char plural[100];
    snprintf(plural, sizeof plural, "%.*s", (int)MAX(strlen(key), (size_t)4) - 4, key);
    return str_ends(str_of(key), STR(".one")) && text_has(text_find("en"), plural);
}

static bool is_placeholder(struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!(name.p[i] >= 'a' && name.p[i] <= 'z') && name.p[i] != '_')
            return false;
    return name.len > 0;
}

/* Does every {placeholder} of `of` and every ](address) of its links stand in `in` as well? */
static bool has_marks(struct str in, struct str of)
{
    for (size_t i = 0; i < of.len; i++) {
        bool link = of.p[i] == '(' && i > 0 && of.p[i - 1] == ']';
        const char *end = of.p[i] == '{' || link ? memchr(of.p + i, link ? ')' : '}', of.len - i) : NULL;
        struct str mark = {of.p + i, end ? (size_t)(end + 1 - of.p) - i : 0};
        if (end && (link || is_placeholder(str_sub(mark, 1, mark.len - 2))) &&
            !memmem(in.p, in.len, mark.p, mark.len))
            return false;
    }
    return true;
}

static void check_translation(const char *file, const struct text *t, const char *key)
{
    const struct text *en = text_find("en");
    bool has = text_has(t, key);
    if (!has && !is_one_of_plural(key))
        test_fail(file, 0, "\"%s\" is missing", key);
    if (has && (!has_marks(text_get(t, key), text_get(en, key)) || !has_marks(text_get(en, key), text_get(t, key))))
        test_fail(file, 0, "\"%s\" has other placeholders or links than in English", key);
}

TEST(text_every_language_file_is_well_formed)
{
    struct arena arena;
    arena_init(&arena, 16 << 20);
    for (size_t i = 0; i < embedded_count; i++) {
        struct str name = str_of(embedded_files[i].name);
        if (!str_starts(name, STR("web/text/")))
            continue;
        size_t line;
        struct text *t = text_parse(&arena, embedded_files[i].content, &line);
        if (line)
            test_fail(embedded_files[i].name, (int)line, "this line is wrong");
        /* none has what English lacks, and none lacks what English has */
        const struct text *en = text_find("en");
        for (size_t k = 0; k < text_count(t); k++)
            if (!text_has(en, arena_text(&arena, text_key(t, k))) &&
                !str_starts(text_key(t, k), STR("rule."))) /* English stands in rules.def */
                test_fail(embedded_files[i].name, 0, "\"%.*s\" is not in en.txt",
                          STR_FMT(text_key(t, k)));
        for (size_t k = 0; k < text_count(en); k++)
            check_translation(embedded_files[i].name, t, arena_text(&arena, text_key(en, k)));
        text_release(t);
    }
    arena_release(&arena);
}
