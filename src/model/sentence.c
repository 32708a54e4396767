/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/sentence.h"

#include "base/embed.h"
#include "base/map.h"
#include "base/utf8.h"
#include "syntax/csv.h"

#include <pthread.h>
#include <stdio.h>

enum { LANGUAGES_MAX = 16, DEPTH_MAX = 12, ARGUMENT_MAX = 1000 };
enum { BEGIN = 1, PART = 2, END = 3 }; /* of a phrase: \1 pattern \2 argument \2 argument \3 */

/* -- catalogues ----------------------------------------------------------------------------- */

static struct catalogue {
    struct str language;
    struct map map; /* pattern -> index */
    struct str *sentence;
} catalogues[LANGUAGES_MAX];
static size_t ncatalogues;
static struct arena kept;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load_one(struct catalogue *to, struct str language, struct str content)
{
    struct csv csv;
    size_t lines = 1;
    uint32_t n = 0;
    for (size_t i = 0; i < content.len; i++)
        lines += content.p[i] == '\n';
    *to = (struct catalogue){.language = language,
                             .sentence = arena_array(&kept, struct str, lines)};
    csv_init(&csv, content, ',');
    while (csv_next(&csv)) {
        if (csv.n < 2 || csv.field[1].len == 0)
            continue;
        map_put(&to->map, arena_str(&kept, csv.field[0]), n);
        to->sentence[n++] = arena_str(&kept, csv.field[1]);
    }
    csv_release(&csv);
}

static void load(void)
{
    static const struct str before = {"web/findings/", 13}, after = {".csv", 4};
    arena_init(&kept, 16 << 20);
    for (size_t i = 0; i < embedded_count && ncatalogues < LANGUAGES_MAX; i++) {
        struct str name = str_of(embedded_files[i].name);
        if (str_starts(name, before) && str_ends(name, after))
            load_one(&catalogues[ncatalogues++],
                     str_sub(name, before.len, name.len - before.len - after.len),
                     embedded_files[i].content);
    }
}

static const struct catalogue *catalogue_find(const char *language)
{
    pthread_once(&once, load);
    for (size_t i = 0; language && i < ncatalogues; i++)
        if (str_is(catalogues[i].language, language))
            return &catalogues[i];
    return NULL;
}

static struct str find(const struct catalogue *c, struct str pattern)
{
    uint32_t i;
    return c && map_find(&c->map, &i, pattern) ? c->sentence[i] : STR("");
}

struct str sentence_find(const char *language, struct str pattern)
{
    return find(catalogue_find(language), pattern);
}

/* -- saying --------------------------------------------------------------------------------- */

struct saying {
    struct buf *out;
    const struct catalogue *catalogue; /* NULL: English */
    const struct ref *ref;
    const char *language;
    unsigned depth;
};

/* The text before the next separator that is not within a phrase. */
static struct str next_part(struct str *rest, char separator)
{
    unsigned depth = 0;
    for (size_t i = 0; i < rest->len; i++) {
        char c = rest->p[i];
        if (c == separator && depth == 0) {
            struct str part = str_sub(*rest, 0, i);
            *rest = str_sub(*rest, i + 1, rest->len - i - 1);
            return part;
        }
        depth += c == BEGIN;
        depth -= c == END && depth > 0;
    }
    struct str part = *rest;
    *rest = str_sub(*rest, rest->len, 0);
    return part;
}

static void say(struct saying *s, struct str pattern, struct str args, char separator);

static void say_arg(struct saying *s, struct str arg)
{
    if (arg.len < 2 || arg.p[0] != BEGIN || arg.p[arg.len - 1] != END) {
        buf_str(s->out, arg);
        return;
    }
    struct str rest = str_sub(arg, 1, arg.len - 2), pattern = next_part(&rest, PART);
    if (s->depth++ < DEPTH_MAX)
        say(s, pattern, rest, PART);
    s->depth--;
}

/* "{2:dimension 1}": the length of what was taken, 0 when it is no placeholder. A source "BA:741"
 * has its type before the colon. */
static size_t say_placeholder(struct saying *s, struct str text, const struct str args[SENTENCE_ARGS])
{
    const char *end = memchr(text.p, '}', text.len);
    struct str inner = str_sub(text, 1, end ? (size_t)(end - text.p) - 1 : 0), number = {0}, kind;
    uint64_t which, of;
    str_next(&number, &inner, ':');
    if (!end || !str_uint(&which, number, SENTENCE_ARGS) || which == 0)
        return 0;
    struct str arg = args[which - 1];
    if (s->ref && str_next(&kind, &inner, ' ') && str_uint(&of, inner, SENTENCE_ARGS) && of > 0) {
        struct str code, rest = args[of - 1];
        char name[32];
        if (str_next(&code, &rest, ':')) {
            snprintf(name, sizeof name, "%.*s", STR_FMT(kind));
            arg = ref_name(s->ref, s->language, name, code, arg);
        }
    }
    say_arg(s, arg);
    return (size_t)(end - text.p) + 1;
}

static void say(struct saying *s, struct str pattern, struct str args, char separator)
{
    struct str parts[SENTENCE_ARGS] = {{0}}, sentence = find(s->catalogue, pattern);
    for (size_t i = 0; i < SENTENCE_ARGS && args.len; i++)
        parts[i] = next_part(&args, separator);
    if (sentence.len == 0)
        sentence = pattern;
    for (size_t i = 0, taken; i < sentence.len; i += taken) {
        struct str rest = str_sub(sentence, i, sentence.len - i);
        taken = rest.p[0] == '{' ? say_placeholder(s, rest, parts) : 0;
        if (taken)
            continue;
        const char *next = rest.len > 1 ? memchr(rest.p + 1, '{', rest.len - 1) : NULL;
        taken = next ? (size_t)(next - rest.p) : rest.len;
        buf_put(s->out, rest.p, taken);
    }
}

void sentence_put(struct buf *out, const struct ref *ref, const char *language, struct str pattern,
                  struct str args)
{
    const struct catalogue *catalogue = catalogue_find(language);
    say(&(struct saying){out, catalogue, catalogue ? ref : NULL, language, 0}, pattern, args, '\t');
}

/* -- judging -------------------------------------------------------------------------------- */

/* How many placeholders a pattern has; -1 when they are not {1}, {2} and so on. */
static int placeholders(struct str pattern)
{
    int n = pattern.len > SENTENCE_MAX ? -1 : 0;
    for (size_t i = 0; n >= 0 && i < pattern.len; i++) {
        char number[16];
        if ((unsigned char)pattern.p[i] < ' ' || pattern.p[i] == 0x7f)
            return -1;
        if (pattern.p[i] != '{')
            continue;
        snprintf(number, sizeof number, "{%d}", ++n);
        if (n > SENTENCE_ARGS || !str_starts(str_sub(pattern, i, pattern.len), str_of(number)))
            return -1;
    }
    return n;
}

static bool is_sound(struct str pattern, struct str args, char separator, unsigned depth);

static bool arg_sound(struct str arg, unsigned depth)
{
    if (arg.len >= 2 && arg.p[0] == BEGIN && arg.p[arg.len - 1] == END) {
        struct str rest = str_sub(arg, 1, arg.len - 2), pattern = next_part(&rest, PART);
        return depth < DEPTH_MAX && is_sound(pattern, rest, PART, depth + 1);
    }
    for (size_t i = 0; i < arg.len; i++)
        if ((unsigned char)arg.p[i] < ' ' || arg.p[i] == 0x7f)
            return false;
    return true;
}

static bool is_sound(struct str pattern, struct str args, char separator, unsigned depth)
{
    int n = placeholders(pattern);
    if (n < 0)
        return false;
    for (int i = 0; i < n; i++) {
        size_t before = args.len;
        struct str arg = next_part(&args, separator);
        bool last = arg.len == before; /* there was no separator behind it */
        if (!arg_sound(arg, depth) || last != (i + 1 == n))
            return false;
    }
    return args.len == 0;
}

bool sentence_sound(struct str pattern, struct str args)
{
    return is_sound(pattern, args, '\t', 0);
}

/* -- making --------------------------------------------------------------------------------- */

static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] < ' ' || (unsigned char)text.p[i] > '~')
            return false;
    return text.len <= ARGUMENT_MAX;
}

/* An argument that is no phrase. What marks phrases and parts arguments cannot stand in it. */
static void put_arg(struct sentence *s, struct str text)
{
    buf_str(&s->message, text);
    if (is_plain(text))
        buf_str(&s->args, text);
    else
        utf8_quote(&s->args, text, ARGUMENT_MAX);
}

static void put_phrase(struct sentence *s, struct str phrase)
{
    say_arg(&(struct saying){.out = &s->message}, phrase);
    buf_str(&s->args, phrase);
}

static void put_integer(struct sentence *s, uint64_t n, bool negative)
{
    struct buf *to[] = {&s->message, &s->args};
    for (size_t i = 0; i < ARRAY_LEN(to); i++) {
        if (negative)
            buf_char(to[i], '-');
        buf_uint(to[i], n);
    }
}

static void put_signed(struct sentence *s, long long n)
{
    put_integer(s, n < 0 ? 0 - (uint64_t)n : (uint64_t)n, n < 0);
}

void sentence_make(struct sentence *s, const char *fmt, va_list args, char separator)
{
    unsigned n = 0;
    s->message.len = s->pattern.len = s->args.len = 0;
    buf_puts(&s->message, "");
    buf_puts(&s->pattern, "");
    buf_puts(&s->args, "");
    for (const char *p = fmt; *p;) {
        size_t plain = strcspn(p, "%");
        buf_put(&s->message, p, plain);
        buf_put(&s->pattern, p, plain);
        p += plain;
        if (!*p)
            break;
        struct str rest = str_of(p + 1);
        if (*rest.p == '%') {
            buf_char(&s->message, '%');
            buf_char(&s->pattern, '%');
            p += 2;
            continue;
        }
        buf_char(&s->pattern, '{');
        buf_uint(&s->pattern, ++n);
        buf_char(&s->pattern, '}');
        if (n > 1)
            buf_char(&s->args, separator);
        if (*rest.p == 's') {
            struct str text = str_of(va_arg(args, const char *));
            if (text.len && text.p[0] == BEGIN)
                put_phrase(s, text);
            else
                put_arg(s, text);
            p += 2;
        } else if (str_starts(rest, STR(".*s"))) {
            int most = va_arg(args, int);
            const char *text = va_arg(args, const char *);
            put_arg(s, most < 0 ? str_of(text) : (struct str){text, strnlen(text, (size_t)most)});
            p += 4;
        } else if (*rest.p == 'c') {
            char c = (char)va_arg(args, int);
            put_arg(s, (struct str){&c, 1});
            p += 2;
        } else if (*rest.p == 'd') {
            put_signed(s, va_arg(args, int));
            p += 2;
        } else if (*rest.p == 'u') {
            put_integer(s, va_arg(args, unsigned), false);
            p += 2;
        } else if (str_starts(rest, STR("lld"))) {
            put_signed(s, va_arg(args, long long));
            p += 4;
        } else if (str_starts(rest, STR("llu"))) {
            put_integer(s, va_arg(args, unsigned long long), false);
            p += 4;
        } else if (str_starts(rest, STR("zu"))) {
            put_integer(s, va_arg(args, size_t), false);
            p += 3;
        } else {
            fprintf(stderr, "ilms: a sentence cannot have %%%.3s: %s\n", rest.p, fmt);
            abort();
        }
    }
    if (n > SENTENCE_ARGS) {
        fprintf(stderr, "ilms: a sentence with too many parts: %s\n", fmt);
        abort();
    }
}

void sentence_release(struct sentence *s)
{
    buf_release(&s->message);
    buf_release(&s->pattern);
    buf_release(&s->args);
}
