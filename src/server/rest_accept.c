/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* In which form and language an answer is asked for. */

#include "server/rest.h"

#include "syntax/text.h"

#include <pthread.h>

enum { MOST_FORMATS = 32 };

bool rest_choose(struct rest *r, struct accepted *out, const struct offers *offers)
{
    struct err err;
    struct asked asked = {.accept = http_header(r->rq, "Accept"),
                          .format = rest_param(r, "format"),
                          .format_version = rest_param(r, "formatVersion"),
                          .labels = rest_param(r, "labels"),
                          .time_format = rest_param(r, "timeFormat"),
                          .keys = rest_param(r, "keys")};
    r->language = accept_language(rest_param(r, "lang"), http_header(r->rq, "Accept-Language"),
                                  text_languages());
    int e = accept_choose(out, &asked, offers, &err);
    if (e == -ERR_FORMAT) {
        struct buf list = {0};
        accept_list(&list, offers);
        rest_error(r, SDMX_NOT_ACCEPTABLE,
                   arena_fmt(r->rq->arena, "%s; there are %s", err.text, list.p ? list.p : "none"));
        buf_release(&list);
    } else if (e < 0) {
        rest_error(r, SDMX_SYNTAX, err.text);
    }
    return e == 0;
}

/* Of each format that can be written. */
static struct {
    struct offer v[MOST_FORMATS];
    const struct format *of[MOST_FORMATS];
    size_t n;
} written;

static void list_written(void)
{
    assert(nformats <= MOST_FORMATS);
    for (size_t i = 0; i < nformats; i++)
        if (formats[i].next) {
            written.of[written.n] = &formats[i];
            written.v[written.n++] = (struct offer){formats[i].mime, formats[i].name, formats[i].aliases};
        }
}

bool rest_choose_format(struct rest *r)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct accepted a;
    pthread_once(&once, list_written);
    if (!rest_choose(r, &a, &(struct offers){written.v, written.n, ACCEPT_DATA, r->v2}))
        return false;
    r->format = written.of[a.offer];
    r->labels = a.labels;
    r->keys = a.keys;
    r->normalized = a.normalized;
    return true;
}

void rest_writing(const struct rest *r, struct writing *w)
{
    w->labels = r->labels;
    w->keys = r->keys;
    w->normalized = r->normalized;
    w->language = r->language;
}

const char *rest_representation(const struct rest *r, const char *mime)
{
    char *text = arena_alloc(r->rq->arena, strlen(mime) + r->language.len + 5), *at = stpcpy(text, mime);
    *at++ = ' ';
    *at++ = (char)('0' + r->labels);
    *at++ = (char)('0' + r->keys);
    *at++ = (char)('0' + r->normalized);
    if (r->language.len)
        memcpy(at, r->language.p, r->language.len);
    return text;
}

const char *rest_language(const struct rest *r)
{
    return r->language.len ? arena_text(r->rq->arena, r->language) : "en";
}
