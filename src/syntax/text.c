/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/text.h"

#include "base/embed.h"
#include "base/map.h"

#include <pthread.h>

struct text {
    struct str *key, *value;
    uint32_t n;
    struct map map;
};

enum { LANGUAGES_MAX = 16 };

static struct loaded {
    struct str language;
    struct text *text;
} loaded[LANGUAGES_MAX];
static size_t nloaded;
static const struct text *english;
static struct str languages;
static struct arena kept;
static pthread_once_t once = PTHREAD_ONCE_INIT;

struct text *text_parse(struct arena *arena, struct str content, size_t *line)
{
    size_t lines = 1, at = 0;
    for (size_t i = 0; i < content.len; i++)
        lines += content.p[i] == '\n';
    struct text *t = arena_new(arena, struct text);
    t->key = arena_array(arena, struct str, lines);
    t->value = arena_array(arena, struct str, lines);
    *line = 0;

    struct str rest = content, row;
    while (str_next(&row, &rest, '\n')) {
        at++;
        row = str_trim(row);
        if (row.len == 0 || row.p[0] == '#')
            continue;
        const char *sign = memchr(row.p, '=', row.len);
        struct str key = str_trim((struct str){row.p, sign ? (size_t)(sign - row.p) : 0});
        uint32_t known;
        if (key.len == 0 || map_find(&t->map, &known, key)) {
            if (!*line)
                *line = at;
            continue;
        }
        map_put(&t->map, key, t->n);
        t->key[t->n] = key;
        t->value[t->n++] = str_trim(str_sub(row, (size_t)(sign - row.p) + 1, row.len));
    }
    return t;
}

void text_release(struct text *text) { map_release(&text->map); }

static void load(void)
{
    static const struct str before = {"web/text/", 9}, after = {".txt", 4};
    arena_init(&kept, 16 << 20);
    for (size_t i = 0; i < embedded_count && nloaded < LANGUAGES_MAX; i++) {
        struct str name = str_of(embedded_files[i].name);
        if (!str_starts(name, before) || !str_ends(name, after))
            continue;
        size_t line;
        loaded[nloaded].language = str_sub(name, before.len, name.len - before.len - after.len);
        loaded[nloaded++].text = text_parse(&kept, embedded_files[i].content, &line);
        languages = str_of(arena_fmt(&kept, "%.*s%s%.*s", STR_FMT(languages), languages.len ? " " : "",
                                     STR_FMT(loaded[nloaded - 1].language)));
        if (str_is(loaded[nloaded - 1].language, "en"))
            english = loaded[nloaded - 1].text;
    }
}

const struct text *text_find(const char *language)
{
    pthread_once(&once, load);
    for (size_t i = 0; i < nloaded; i++)
        if (str_is(loaded[i].language, language))
            return loaded[i].text;
    return NULL;
}

struct str text_languages(void)
{
    pthread_once(&once, load);
    return languages;
}

struct str text_get(const struct text *text, const char *key)
{
    uint32_t i;
    if (text && map_find(&text->map, &i, str_of(key)))
        return text->value[i];
    return english && map_find(&english->map, &i, str_of(key)) ? english->value[i] : str_of(key);
}

bool text_has(const struct text *text, const char *key)
{
    uint32_t i;
    return text && map_find(&text->map, &i, str_of(key));
}

const char *text_plural(struct arena *arena, const struct text *text, const char *key, uint64_t n)
{
    if (n != 1)
        return key;
    const char *one = arena_fmt(arena, "%s.one", key);
    return text_has(text, one) ? one : key;
}

const struct text_arg *text_arg_find(const struct text_arg *args, struct str name)
{
    for (; args && args->name; args++)
        if (str_is(name, args->name))
            return args;
    return NULL;
}

void text_fmt(struct buf *out, const struct text *text, const char *key,
              const struct text_arg *args)
{
    struct str s = text_get(text, key);
    for (size_t i = 0; i < s.len; i++) {
        const char *end = s.p[i] == '{' ? memchr(s.p + i, '}', s.len - i) : NULL;
        const struct text_arg *arg = NULL;
        if (end)
            arg = text_arg_find(args, str_sub(s, i + 1, (size_t)(end - s.p) - i - 1));
        if (arg) {
            buf_str(out, arg->value);
            i = (size_t)(end - s.p);
        } else {
            buf_char(out, s.p[i]);
        }
    }
}

size_t text_count(const struct text *text) { return text->n; }
struct str text_key(const struct text *text, size_t i) { return text->key[i]; }
