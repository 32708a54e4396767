/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Finding things by words from the command line. */

#include "ops/ops.h"

#include "base/utf8.h"
#include "model/ref_language.h"
#include "ops/reader.h"
#include "publish/collections.h"
#include "publish/load.h"
#include "publish/search_write.h"

enum { USUAL_MOST = 20, CEILING = 64 << 20 };

static struct str question_of(struct call *c)
{
    struct buf words = {0};
    for (unsigned i = 0; i < c->nlist && words.len < SEARCH_BYTES; i++)
        buf_fmt(&words, "%s%s", i ? " " : "", c->list[i]);
    struct str text = arena_str(&c->arena, buf_view(&words));
    buf_release(&words);
    return text;
}

static int most_of(size_t *most, const struct call *c, struct err *err)
{
    uint64_t n;
    struct str text = call_get(c, "limit");
    *most = USUAL_MOST;
    if (!text.len)
        return 0;
    if (!str_uint(&n, text, UINT32_MAX) || n == 0)
        return err_set(err, ERR_USAGE, "--limit \"%s\" is to be a whole number above 0", utf8_brief(text).text);
    *most = (size_t)n;
    return 0;
}

/* What was forgiven. */
static void remark_heard(struct call *c, const struct found_list *list)
{
    for (unsigned i = 0; i < list->nheard; i++) {
        const struct heard *h = &list->heard[i];
        struct brief said = utf8_brief(h->said);
        if (h->how == HEARD_NEAR)
            call_remark(c, arena_fmt(&c->arena, "nothing is called \"%s\"; shown is %.*s", said.text,
                                     STR_FMT(h->spelt[0])));
        else if (h->how == HEARD_NOTHING)
            call_remark(c, arena_fmt(&c->arena, "nothing is called \"%s\"", said.text));
    }
    if (list->some)
        call_remark(c, "nothing has all of these words: shown is what has most of them");
    if (list->cut)
        call_remark(c, arena_fmt(&c->arena, "only the first %d words were looked for", HEARD_MOST));
}

static void put_found(struct call *c, const struct ref *ref, const struct text *text, const struct found_list *list,
                      size_t most)
{
    for (size_t i = 0; i < MIN(list->n, most); i++) {
        const struct found_thing *f = &list->v[i];
        struct str name = search_name(&c->arena, ref, text, f);
        buf_fmt(&c->out, "%-10s  %-24.*s  %.*s%s\n", found_kind_name(f->kind), STR_FMT(f->code), STR_FMT(name),
                f->has_figures || f->kind == FOUND_PAGE ? "" : " (no figures)");
    }
    if (list->n > most)
        buf_fmt(&c->out, "and %zu more\n", list->n - most);
}

static void answer(struct call *c, const struct loaded *l, const struct collections *others, const struct ref *named,
                   const struct text *text, size_t most)
{
    struct arena arena;
    struct found_list list;
    struct search *s = search_new(&(struct search_from){.ref = l->ref, .cube = l->cube, .sources = l->sources,
                                                        .nsources = l->nsources, .nothers = others->n,
                                                        .others = (const struct collection *const *)others->v});
    arena_init(&arena, CEILING);
    search_ask(&list, &arena, s, question_of(c));
    remark_heard(c, &list);
    if (c->json)
        search_write(&c->out, COLUMNS_JSON, &arena, named, text, &list, most);
    else
        put_found(c, named, text, &list, most);
    arena_release(&arena);
    search_free(s);
}

int op_search(struct call *c, struct err *err)
{
    struct loaded l;
    struct collections others;
    const char *language;
    const struct text *text;
    struct str now;
    size_t most = 0;
    int r = call_language(&language, &text, c, err);
    if (r == 0)
        r = most_of(&most, c, err);
    if (r == 0)
        r = call_visible_at(&now, c, err);
    if (r == 0)
        r = reader_load(&l, c, call_get(c, "release"), now, STR(""), err);
    if (r < 0)
        return r;
    r = collections_load(&others, c->store, l.ref, err);
    struct ref *named = r == 0 ? ref_in_language(l.ref, language) : NULL;
    if (r == 0) {
        answer(c, &l, &others, named, text, most);
        collections_release(&others);
    }
    ref_in_language_free(named);
    loaded_release(&l);
    return r;
}
