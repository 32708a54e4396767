/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/web_file.h"

#include "base/hash.h"
#include "report/html.h"

#include <pthread.h>
#include <string.h>

static const struct str folders[] = {{"web/css/", 8}, {"web/js/", 7}, {"web/img/", 8}, {"web/font/", 9}};

/* Its name without the folder; empty when it is none of these. */
static struct str name_of(const struct embedded_file *f)
{
    struct str path = str_of(f->name);
    for (size_t i = 0; i < ARRAY_LEN(folders); i++)
        if (str_starts(path, folders[i]))
            return str_sub(path, folders[i].len, path.len);
    return (struct str){0};
}

const struct embedded_file *web_file_find(struct str name)
{
    for (size_t i = 0; name.len && i < embedded_count; i++)
        if (str_eq(name_of(&embedded_files[i]), name))
            return &embedded_files[i];
    return NULL;
}

enum { MARK_LEN = 12 };
static char mark[SHA256_HEX];

static void make_mark(void)
{
    struct sha256_state *state = sha256_begin();
    for (size_t i = 0; i < embedded_count; i++)
        if (name_of(&embedded_files[i]).len)
            sha256_add(state, embedded_files[i].content);
    struct sha256 hash = sha256_end(state);
    sha256_hex(mark, &hash);
    mark[MARK_LEN] = '\0';
}

const char *web_files_mark(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_mark);
    return mark;
}

static void element(struct buf *out, const char *before, const char *name, const char *after)
{
    html(out, before);
    html(out, "/static/");
    html(out, web_files_mark());
    html(out, "/");
    html(out, name);
    html(out, after);
}

void html_icon(struct buf *out) { element(out, "<link rel=\"icon\" href=\"", "icon.svg", "\">\n"); }

void html_style(struct buf *out, const char *name)
{
    element(out, "<link rel=\"stylesheet\" href=\"", name, "\">\n");
}

void html_script(struct buf *out, const char *name) { element(out, "<script src=\"", name, "\" defer></script>\n"); }

void html_script_now(struct buf *out, const char *name) { element(out, "<script src=\"", name, "\"></script>\n"); }
