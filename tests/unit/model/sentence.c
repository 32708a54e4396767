/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/sentence.h"

#include "base/embed.h"
#include "base/utf8.h"
#include "model/fixture.h"
#include "syntax/csv.h"
#include "test.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>

static const char *const languages[] = {"fil", "id", "km", "lo", "ms", "my", "th", "vi"};

/* -- making --------------------------------------------------------------------------------- */

/* Says it, and fails unless the message is what vsnprintf makes of it. */
PRINTF_LIKE(2, 3) static struct finding *say(struct finding_list *list, const char *fmt, ...)
{
    char want[SENTENCE_MAX + 1], pattern[400];
    struct sentence s = {0};
    va_list args;
    va_start(args, fmt);
    vsnprintf(want, sizeof want, fmt, args);
    va_end(args);
    va_start(args, fmt);
    sentence_make(&s, fmt, args, '\t');
    va_end(args);
    CHECK_STR(str_sub(buf_view(&s.message), 0, SENTENCE_MAX), want);
    CHECK(s.pattern.len < sizeof pattern);
    struct finding *f = finding_add(list, RULE_NEGATIVE);
    f->message = arena_str(&list->arena, buf_view(&s.message));
    f->pattern = arena_str(&list->arena, buf_view(&s.pattern));
    f->args = arena_str(&list->arena, buf_view(&s.args));
    sentence_release(&s);
    return f;
}

static int any_int(struct chance *c)
{
    static const int edges[] = {0, 1, -1, INT_MAX, INT_MIN};
    unsigned which = chance_below(c, 10);
    return which < ARRAY_LEN(edges) ? edges[which] : (int)chance_next(c);
}

static long long any_long(struct chance *c)
{
    static const long long edges[] = {0, 1, -1, LLONG_MAX, LLONG_MIN};
    unsigned which = chance_below(c, 10);
    return which < ARRAY_LEN(edges) ? edges[which] : (long long)chance_next(c);
}

static void any_text(char out[64], struct chance *c)
{
    size_t n = chance_below(c, 63);
    for (size_t i = 0; i < n; i++)
        out[i] = (char)(' ' + chance_below(c, 95));
    out[n] = 0;
}

TEST(sentence_message_is_what_printf_makes)
{
    struct finding_list list;
    struct chance c = {11};
    char a[64], b[64];
    finding_list_init(&list);
    for (int i = 0; i < 2000; i++) {
        any_text(a, &c);
        any_text(b, &c);
        int n = any_int(&c), most = (int)chance_below(&c, 70) - 3;
        long long l = any_long(&c);
        say(&list, "%s and %s", a, b);
        say(&list, "\"%.*s\"%s%%", most, a, b);
        say(&list, "%d%u %d", n, (unsigned)n, any_int(&c));
        say(&list, "100 %%: %lld, %llu; %zu", l, (unsigned long long)l, (size_t)l);
        say(&list, "%c%c %s", '0' + (int)chance_below(&c, 10), 'a' + (int)chance_below(&c, 26), a);
        for (size_t k = 0; k < list.n; k++) { /* and what is kept in parts is the same again */
            struct buf again = {0};
            buf_puts(&again, "");
            sentence_put(&again, NULL, "en", list.v[k].pattern, list.v[k].args);
            CHECK(str_eq(buf_view(&again), list.v[k].message));
            CHECK(sentence_sound(list.v[k].pattern, list.v[k].args));
            buf_release(&again);
        }
        list.n = 0;
    }
    const struct finding *f = say(&list, "%s%% of %.*s, %c: %d, %u", "12", 3, "abcdef", 'x', -4, 5u);
    CHECK_STR(f->pattern, "{1}% of {2}, {3}: {4}, {5}");
    CHECK_STR(f->args, "12\tabc\tx\t-4\t5");
    finding_list_release(&list);
}

TEST(finding_say_is_cut_as_before_and_never_within_a_character)
{
    struct finding_list list;
    char text[3000];
    finding_list_init(&list);
    struct finding *f = finding_add(&list, RULE_NEGATIVE);
    for (size_t i = 0; i < 2997; i += 3)
        memcpy(text + i, "\xe0\xb8\x81", 3);
    text[2997] = 0;
    finding_say(&list, f, "%s", text); /* 341 characters make 1023 bytes */
    CHECK_INT(f->message.len, 1023);
    finding_say(&list, f, "x%s", text);
    CHECK(utf8_valid(f->message) == f->message.len && utf8_valid(f->args) == f->args.len);
    finding_say(&list, f, "\"%.*s\" is not a number", 4, "a\t\x01\xff");
    CHECK(utf8_valid(f->message) == f->message.len);
    CHECK_STR(f->args, "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    finding_list_release(&list);
}

/* -- judging -------------------------------------------------------------------------------- */

TEST(sentence_sound_knows_what_was_made)
{
    struct finding_list list;
    finding_list_init(&list);
    struct finding *f = finding_add(&list, RULE_NEGATIVE);
    finding_say(&list, f, "%s and %s of %s", finding_phrase(&list, "%u rows of %s", 3u, PHRASE("a share")),
                PHRASE("nothing"), finding_phrase(&list, "one"));
    CHECK(sentence_sound(f->pattern, f->args));
    finding_say(&list, f, "nothing to fill in");
    CHECK(sentence_sound(f->pattern, f->args));
    finding_say(&list, f, "%s", "");
    CHECK(sentence_sound(f->pattern, f->args));
    struct str pattern = f->pattern, args = f->args;
    /* said again elsewhere, it is the same */
    struct finding *g = finding_add(&list, RULE_NEGATIVE);
    finding_say(&list, &list.v[0], "%u of %s", 4u, PHRASE("a share"));
    finding_say_parts(&list, g, list.v[0].pattern, list.v[0].args);
    CHECK_STR(g->message, "4 of a share");
    CHECK(str_eq(g->pattern, list.v[0].pattern) && str_eq(g->args, list.v[0].args));
    CHECK(sentence_sound(pattern, args));
    finding_list_release(&list);
}

/* Those that would come to any multiple of their length, or to what was never said. */
TEST(sentence_sound_refuses_what_no_sentence_is)
{
    static const struct {
        struct str pattern, args;
    } unsound[] = {
        {{"{1}{1}", 6}, {"a", 1}},          {{"{2} {1}", 7}, {"a\tb", 3}},
        {{"{1} {2}", 7}, {"a", 1}},         {{"{1}", 3}, {"a\tb", 3}},
        {{"{1}", 3}, {"a\t", 2}},           {{"none", 4}, {"a", 1}},
        {{"{1:code 1}", 10}, {"a", 1}},     {{"{", 1}, {"", 0}},
        {{"{x}", 3}, {"", 0}},              {{"{1", 2}, {"a", 1}},
        {{"a\nb", 3}, {"", 0}},             {{"{1}", 3}, {"a\nb", 3}},
        {{"{1}", 3}, {"\1{1}{1}\2a\3", 10}}, {{"{1}", 3}, {"\1{1}\2a\2b\3", 9}},
        {{"{1}", 3}, {"\1a", 2}},           {{"{1}", 3}, {"\1a\3\1b\3", 6}},
        {{"{1}", 3}, {"a\3", 2}},           {{"{0}", 3}, {"a", 1}},
        {{"{1}{2}{3}{4}{5}{6}{7}{8}{9}{10}{11}{12}{13}", 43}, {"\t\t\t\t\t\t\t\t\t\t\t\t", 12}}};
    struct buf deep = {0};
    for (size_t i = 0; i < ARRAY_LEN(unsound); i++)
        if (sentence_sound(unsound[i].pattern, unsound[i].args))
            test_fail(__FILE__, __LINE__, "number %zu is taken for sound", i);
    CHECK(sentence_sound(STR("{1}"), STR("\1{1} of {2}\2a\2b\3")));
    for (unsigned i = 0; i < 100; i++)
        buf_puts(&deep, "\1{1}\2");
    for (unsigned i = 0; i < 100; i++)
        buf_puts(&deep, "\3");
    CHECK(!sentence_sound(STR("{1}"), buf_view(&deep)));
    buf_release(&deep);
}

/* -- saying --------------------------------------------------------------------------------- */

static void said_is(int line, const struct finding *f, const char *language, const char *want)
{
    struct buf said = {0};
    sentence_put(&said, fixture_ref(), language, f->pattern, f->args);
    if (!str_is(buf_view(&said), want))
        test_fail(__FILE__, line, "said \"%s\", not \"%s\"", said.p, want);
    buf_release(&said);
}

TEST(sentence_is_said_in_the_language)
{
    struct finding_list list;
    finding_list_init(&list);
    struct finding *f = finding_add(&list, RULE_NEGATIVE);
    finding_say(&list, f, "%s is negative; %s cannot be", "-4", PHRASE("a share"));
    CHECK_STR(f->message, "-4 is negative; a share cannot be");
    said_is(__LINE__, f, "en", "-4 is negative; a share cannot be");
    said_is(__LINE__, f, "id", "-4 bernilai negatif; persentase tidak mungkin negatif");
    said_is(__LINE__, f, "xx", "-4 is negative; a share cannot be");
    said_is(__LINE__, f, NULL, "-4 is negative; a share cannot be");

    /* phrases within phrases */
    const char *women = finding_phrase(&list, "women %s", "4"), *men = finding_phrase(&list, "men %d", 3);
    finding_say(&list, f, "the table gives %s without any total over sex",
                finding_phrase(&list, "%s and %s", finding_phrase(&list, "%s, %s", women, men), "SEX_O"));
    CHECK_STR(f->message, "the table gives women 4, men 3 and SEX_O without any total over sex");
    said_is(__LINE__, f, "en", "the table gives women 4, men 3 and SEX_O without any total over sex");
    said_is(__LINE__, f, "id", "tabel berisi perempuan 4, laki-laki 3 dan SEX_O, tanpa satu pun jumlah "
                               "seluruh jenis kelamin");

    /* what a sender wrote is his, whatever it is */
    finding_say(&list, f, "\"%s\" is no country or area", "women");
    said_is(__LINE__, f, "id", "“women” bukan negara atau wilayah");

    /* things have the names of the reference data */
    finding_say(&list, f, "\"%s\" (%s) is asked of sources of the type \"%s\", and %s does not say it",
                "Survey title", "S3", "Labour force survey", "BA:741");
    said_is(__LINE__, f, "id", "“Periode referensi data” (S3) ditanyakan untuk sumber jenis “Survei "
                               "angkatan kerja”, tetapi BA:741 tidak menyebutkannya");
    struct buf said = {0};
    sentence_put(&said, NULL, "id", f->pattern, f->args);
    CHECK_STR(buf_view(&said), "“Survey title” (S3) ditanyakan untuk sumber jenis “Labour force survey”, "
                               "tetapi BA:741 tidak menyebutkannya");
    buf_release(&said);
    finding_say(&list, f, "no such sentence: %s", "x");
    said_is(__LINE__, f, "th", "no such sentence: x");
    finding_list_release(&list);
}

TEST(sentence_put_believes_nothing)
{
    static const char *const pieces[] = {"{1}", "{2:dimension 1}", "{", "}", "{9", "{13}", "{0}", "\1",
                                         "\2",  "\3", "\t", "a", "{1:x 99}", "{1:dimension}", "is", "%s",
                                         "\"{1}\" is no country or area", "women {1}", "{-1}", "{:}", "{1:"};
    struct chance c = {5};
    struct buf pattern = {0}, args = {0}, out = {0};
    for (int i = 0; i < 20000; i++) {
        pattern.len = args.len = out.len = 0;
        for (unsigned n = chance_below(&c, 8); n > 0; n--)
            buf_puts(&pattern, pieces[chance_below(&c, ARRAY_LEN(pieces))]);
        for (unsigned n = chance_below(&c, 12); n > 0; n--)
            buf_puts(&args, pieces[chance_below(&c, ARRAY_LEN(pieces))]);
        sentence_put(&out, fixture_ref(), i % 2 ? "id" : "en", buf_view(&pattern), buf_view(&args));
        CHECK(out.len < 100000);
    }
    args.len = 0; /* a phrase within a phrase within ... */
    for (int i = 0; i < 5000; i++)
        buf_puts(&args, "\1{1}\2");
    for (int i = 0; i < 5000; i++)
        buf_puts(&args, "\3");
    sentence_put(&out, NULL, "th", STR("{1}"), buf_view(&args));
    buf_release(&pattern);
    buf_release(&args);
    buf_release(&out);
}

TEST(rules_have_words_in_every_language)
{
    for (size_t i = 0; i < ARRAY_LEN(languages); i++)
        for (int r = 0; r < RULE_COUNT; r++) {
            const struct text *text = text_find(languages[i]);
            if (str_is(rule_title(text, (enum rule)r), rules[r].title) ||
                str_is(rule_text(text, (enum rule)r), rules[r].text))
                test_fail(languages[i], 0, "no rule.%s.title or .text", rules[r].id);
            CHECK_STR(rule_title(text_find("en"), (enum rule)r), rules[r].title);
            CHECK_STR(rule_text(NULL, (enum rule)r), rules[r].text);
        }
    /* and there are no words of other rules, but those of the pages on rules */
    for (size_t i = 0; i < ARRAY_LEN(languages); i++)
        for (size_t k = 0; k < text_count(text_find(languages[i])); k++) {
            struct str key = text_key(text_find(languages[i]), k), rest = key, word;
            CHECK(str_next(&word, &rest, '.'));
            char name[100];
            snprintf(name, sizeof name, "%.*s", STR_FMT(key));
            if (!text_has(text_find("en"), name) && str_is(word, "rule") &&
                (!str_next(&word, &rest, '.') || rule_find(word) < 0))
                test_fail(languages[i], 0, "there is no rule of \"%.*s\"", STR_FMT(key));
        }
}

/* -- the code and the catalogues -------------------------------------------------------------- */

static struct strset used; /* patterns of the code */
static char code[1 << 19];
static const char *file;

static bool has_letters(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.p[i] | 32) >= 'a' && (text.p[i] | 32) <= 'z')
            return true;
    return false;
}

static const char *skip_literal(const char *p)
{
    char quote = *p++;
    while (*p && *p != quote)
        p += *p == '\\' ? 2 : 1;
    return p + (*p != 0);
}

static void blank_comments(char *p)
{
    while (*p) {
        if (*p == '"' || *p == '\'') {
            p = (char *)(uintptr_t)skip_literal(p);
        } else if (p[0] == '/' && p[1] == '*') {
            while (*p && !(p[0] == '*' && p[1] == '/'))
                *p++ = ' ';
            if (*p)
                p[0] = p[1] = ' ';
        } else {
            p++;
        }
    }
}

/* The arguments of the call whose parenthesis is at p. */
static size_t arguments(struct str out[32], const char *p)
{
    size_t n = 0;
    int depth = 1;
    const char *from = ++p;
    while (*p && n < 32) {
        if (*p == '"' || *p == '\'') {
            p = skip_literal(p);
            continue;
        }
        depth += *p == '(' || *p == '[' || *p == '{';
        depth -= *p == ')' || *p == ']' || *p == '}';
        if (depth == 0 || (depth == 1 && *p == ',')) {
            out[n++] = (struct str){from, (size_t)(p - from)};
            from = p + 1;
        }
        if (depth == 0)
            break;
        p++;
    }
    return n;
}

static void use_pattern(struct str fmt)
{
    struct buf pattern = {0};
    unsigned n = 0;
    buf_puts(&pattern, "");
    for (size_t i = 0; i < fmt.len; i++) {
        if (fmt.p[i] == '{' || fmt.p[i] == '}')
            test_fail(file, 0, "a sentence cannot have braces: %.*s", STR_FMT(fmt));
        if (fmt.p[i] != '%') {
            buf_char(&pattern, fmt.p[i]);
            continue;
        }
        while (++i < fmt.len && strchr(".*lz", fmt.p[i]))
            ;
        if (fmt.p[i] == '%')
            buf_char(&pattern, '%');
        else
            buf_fmt(&pattern, "{%u}", ++n);
    }
    strset_put(&used, buf_view(&pattern));
    for (size_t i = 0; i < ARRAY_LEN(languages) && has_letters(buf_view(&pattern)); i++)
        if (!sentence_find(languages[i], buf_view(&pattern)).len)
            test_fail(file, 0, "web/findings/%s.csv has no \"%s\"", languages[i], pattern.p);
    buf_release(&pattern);
}

/* Every literal of an argument (there are several where ?: chooses), adjacent ones as one. */
static void use_literals(struct str arg)
{
    struct buf text = {0};
    bool open = false;
    for (const char *p = arg.p; p < arg.p + arg.len;) {
        if (*p == '"') {
            const char *end = skip_literal(p);
            for (p++; p < end - 1; p++) {
                p += *p == '\\';
                buf_char(&text, *p);
            }
            open = true;
            p = end;
            continue;
        }
        if (open && !strchr(" \n", *p)) {
            use_pattern(buf_view(&text));
            text.len = 0;
            open = false;
        }
        p++;
    }
    if (open)
        use_pattern(buf_view(&text));
    buf_release(&text);
}

/* English that goes into a sentence otherwise than as a phrase would never be translated. */
static void refuse_literals(struct str arg)
{
    if (memmem(arg.p, arg.len, "PHRASE(", 7) || memmem(arg.p, arg.len, "finding_phrase(", 15))
        return;
    for (const char *p = arg.p; p < arg.p + arg.len; p++)
        if (*p == '"') {
            const char *end = skip_literal(p);
            if (has_letters((struct str){p, (size_t)(end - p)}))
                test_fail(file, 0, "a piece of English is no PHRASE: %.*s", STR_FMT(arg));
            p = end - 1;
        }
}

static void scan(void)
{
    static const struct {
        const char *name;
        size_t fmt; /* which argument it is */
    } calls[] = {{"finding_say(", 2}, {"finding_propose(", 2}, {"SAY(", 2}, {"finding_phrase(", 1}, {"PHRASE(", 0}};
    blank_comments(code);
    for (size_t k = 0; k < ARRAY_LEN(calls); k++)
        for (const char *p = code; (p = strstr(p, calls[k].name)); p++) {
            struct str args[32];
            size_t n = arguments(args, p + strlen(calls[k].name) - 1);
            if ((p > code && (p[-1] == '_' || (p[-1] >= 'A' && p[-1] <= 'z'))) || n <= calls[k].fmt)
                continue;
            use_literals(args[calls[k].fmt]);
            for (size_t i = calls[k].fmt + 1; i < n; i++)
                refuse_literals(args[i]);
        }
}

/* Reads every source file of a floor that says findings. */
static void scan_folder(const char *folder)
{
    char path[700];
    DIR *dir = opendir(folder);
    if (!dir)
        test_skip("the sources are not here");
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (!str_ends(str_of(e->d_name), STR(".c")))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        FILE *f = fopen(path, "r");
        CHECK(f != NULL);
        size_t n = fread(code, 1, sizeof code - 1, f);
        fclose(f);
        CHECK(n < sizeof code - 1);
        code[n] = 0;
        file = path;
        if (strstr(code, "finding_say(") || strstr(code, "finding_phrase(") || strstr(code, " SAY("))
            scan();
    }
    closedir(dir);
}

/* Which of {1} to {12} a text has; {2:dimension 1} has both the second and a name. */
static unsigned placeholders(const char *where, struct str text)
{
    unsigned found = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != '{')
            continue;
        const char *end = memchr(text.p + i, '}', text.len - i);
        struct str inner = str_sub(text, i + 1, end ? (size_t)(end - text.p) - i - 1 : 0), number;
        uint64_t which, of;
        if (!str_next(&number, &inner, ':') || !str_uint(&which, number, SENTENCE_ARGS) || !which)
            test_fail(where, 0, "no placeholder: %.*s", STR_FMT(text));
        found |= 1u << which;
        struct str kind;
        if (!inner.len)
            continue;
        if (!str_next(&kind, &inner, ' ') || !str_uint(&of, inner, SENTENCE_ARGS) ||
            !(str_is(kind, "dimension") || str_is(kind, "note_type") || str_is(kind, "source_type")))
            test_fail(where, 0, "no name is to be had so: %.*s", STR_FMT(text));
    }
    return found;
}

TEST(sentences_of_the_code_are_in_every_catalogue_and_no_others)
{
    static const char *const floors[] = {"src/model", "src/check", "src/io", "src/collect", "src/ops"};
    for (size_t i = 0; i < ARRAY_LEN(floors); i++)
        scan_folder(floors[i]);
    CHECK(used.n > 100);
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        char name[40];
        struct csv csv;
        struct strset seen = {0};
        snprintf(name, sizeof name, "web/findings/%s.csv", languages[i]);
        const struct embedded_file *f = embedded_find(name);
        CHECK(f != NULL);
        csv_init(&csv, f->content, ',');
        CHECK(csv_next(&csv) && csv.n == 2);
        CHECK_STR(csv.field[0], "pattern");
        CHECK_STR(csv.field[1], "sentence");
        while (csv_next(&csv)) {
            uint32_t index;
            int line = (int)csv.line;
            if (csv.n != 2 || csv.fault || !csv.field[1].len || str_trim(csv.field[1]).len != csv.field[1].len)
                test_fail(name, line, "no pattern and sentence");
            if (utf8_valid(csv.field[1]) != csv.field[1].len)
                test_fail(name, line, "no UTF-8");
            if (!strset_find(&used, &index, csv.field[0]))
                test_fail(name, line, "the code does not say \"%.*s\"", STR_FMT(csv.field[0]));
            uint32_t before = seen.n;
            if (strset_put(&seen, csv.field[0]) != before)
                test_fail(name, line, "\"%.*s\" is there twice", STR_FMT(csv.field[0]));
            if (placeholders(name, csv.field[0]) != placeholders(name, csv.field[1]))
                test_fail(name, line, "other placeholders: %.*s", STR_FMT(csv.field[1]));
        }
        csv_release(&csv);
        strset_release(&seen);
    }
    strset_release(&used);
}
