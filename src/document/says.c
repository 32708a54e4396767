/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Sentences that were made from the data, with names in the language of the page and numbers that lead to their tables. */

#include "document/sourced.h"

static struct str plain_of(struct page *pg, const struct highlight_arg *a)
{
    const struct ref *ref = pg->cube->ref;
    switch (a->kind) {
    case ARG_AREA: return ref->areas[a->index].name;
    case ARG_CODE: return ref->codes[a->index].name;
    case ARG_PERIOD: return period_words(pg, a->index);
    case ARG_MEASURE: return measure_words(pg, &ref->indicators[a->index]);
    case ARG_AREAS: return areas_words(pg, a->indexes, a->n);
    case ARG_NUMBER: break;
    }
    return STR("");
}

static void say_one(struct document *d, const struct highlight *h)
{
    struct html_arg args[HIGHLIGHT_ARGS + 1] = {{0}};
    for (unsigned i = 0; i < h->nargs; i++)
        args[i] = h->args[i].kind == ARG_NUMBER ? told_number(d, h->args[i].name, &h->args[i].number)
                                                : told_text(d, h->args[i].name, plain_of(d->page, &h->args[i]));
    html_say_marked(d->page->out, d->page->text, h->key, args);
}

void says_write(struct document *d, const struct highlight *const *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_char(d->page->out, ' ');
        say_one(d, v[i]);
    }
}
