/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "server/search.h"

#include "publish/search_write.h"
#include "server/accept.h"
#include "server/site.h"

enum { SUGGESTED = 8, ROWS_MOST = 50 };

struct search_shelf {
    pthread_mutex_t lock;
    struct search *index; /* NULL: nobody has asked yet */
};

struct search_shelf *search_shelf_new(void)
{
    struct search_shelf *shelf = mem_alloc(sizeof *shelf);
    pthread_mutex_init(&shelf->lock, NULL);
    return shelf;
}

void search_shelf_free(struct search_shelf *shelf)
{
    if (!shelf)
        return;
    search_free(shelf->index);
    pthread_mutex_destroy(&shelf->lock);
    free(shelf);
}

/* All vintages of collections of others. */
static const struct collection **all_others(size_t *n, struct arena *arena, const struct snapshot *snap)
{
    const struct collections *of[] = {&snap->others, &snap->older};
    const struct collection **v = arena_array(arena, const struct collection *, of[0]->n + of[1]->n + 1);
    *n = 0;
    for (size_t k = 0; k < ARRAY_LEN(of); k++)
        for (size_t i = 0; i < of[k]->n; i++)
            v[(*n)++] = of[k]->v[i];
    return v;
}

static struct search *index_of(struct snapshot *snap, struct arena *arena)
{
    const struct loaded *l = &snap->loaded;
    struct search_shelf *shelf = snap->search;
    pthread_mutex_lock(&shelf->lock);
    if (!shelf->index) {
        struct search_from from = {.ref = l->ref, .cube = l->cube, .sources = l->sources, .nsources = l->nsources};
        from.others = all_others(&from.nothers, arena, snap);
        shelf->index = search_new(&from);
    }
    pthread_mutex_unlock(&shelf->lock);
    return shelf->index;
}

/* As it was typed: forms write a blank as a plus. */
static struct str question_of(const struct http_request *rq)
{
    struct str text = http_said(rq, "q");
    char *copy = arena_text(rq->arena, text);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = copy[i] == '+' ? ' ' : copy[i];
    return str_trim((struct str){copy, text.len});
}

static size_t number_of(const struct http_request *rq, const char *name, size_t usual, uint64_t most)
{
    uint64_t n;
    return str_uint(&n, http_said(rq, name), UINT32_MAX) ? (size_t)MIN(n, most) : usual;
}

void search_page(struct page *pg, struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    struct found_list list;
    (void)an; /* what is wrong in the address is as if it were not said */
    struct str question = question_of(rq);
    size_t from = number_of(rq, "from", 1, UINT32_MAX);
    search_ask(&list, rq->arena, index_of(snap, rq->arena), question);
    page_search(pg, &(struct page_search){.question = str_sub(question, 0, SEARCH_BYTES), .list = &list,
                                          .kind = found_kind_find(http_said(rq, "kind")),
                                          .first = from ? from - 1 : 0});
}

bool search_handle(struct snapshot *snap, const struct http_request *rq, struct http_answer *an)
{
    if (rq->nsegments != 1 || !str_is(rq->segment[0], "search.json"))
        return false;
    struct found_list list = {0};
    struct str said = accept_language(http_said(rq, "lang"), STR(""), text_languages());
    struct str language = said.len ? said : STR("en");
    const struct voice *voice = voice_get(snap->voices, language, snap->loaded.cube);
    an->type = "application/json";
    an->language = arena_text(rq->arena, language);
    an->etag = site_etag(rq, snap, "search");
    an->modified = snap->modified;
    an->cacheable = true;
    if (voice->cube)
        search_ask(&list, rq->arena, index_of(snap, rq->arena), question_of(rq));
    search_write(&an->body, COLUMNS_JSON, rq->arena, voice->cube ? voice->cube->ref : NULL, voice->text, &list,
                 number_of(rq, "limit", SUGGESTED, ROWS_MOST));
    return true;
}
