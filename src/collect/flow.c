/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/flow.h"

#include "structure/structure.h"

enum { STRUCTURE_MAX = 64 << 20 };

static const struct sandbox_limits limits = {
    .memory = (size_t)768 << 20, .output = 1 << 20, .seconds = 20};

/* -- in the other process --------------------------------------------------------------------------- */

/* The flow of that id (and agency, where one was said), of the highest version. */
static const struct artefact *find_flow(const struct artefacts *all, struct str agency, struct str id)
{
    const struct artefact *best = NULL;
    for (uint32_t i = all->first[ART_DATAFLOW]; i < all->first[ART_DATAFLOW + 1]; i++)
        if (str_eq(all->of[i]->id, id) && (!agency.len || str_eq(all->of[i]->agency, agency)))
            best = all->of[i];
    return best;
}

/* In: agency, flow, and the message, each behind the other with a line end. Out: agency, id, version and
 * the dimensions, a line each; nothing, where the message has no such flow. */
static int read_flow(struct buf *out, struct str in, struct err *err)
{
    struct str agency, id;
    struct arena arena;
    struct artefacts all;
    str_next(&agency, &in, '\n');
    str_next(&id, &in, '\n');
    arena_init(&arena, (size_t)512 << 20);
    artefacts_init(&all, &arena);
    int r = structure_read(&all, in, err);
    if (r == 0) {
        artefacts_finish(&all);
        const struct artefact *flow = find_flow(&all, agency, id);
        const struct artefact *structure = flow ? artefacts_find(&all, flow->structure) : NULL;
        if (flow)
            buf_fmt(out, "%.*s\n%.*s\n%.*s\n", STR_FMT(flow->agency), STR_FMT(flow->id), STR_FMT(flow->version));
        for (unsigned i = 0; structure && i < structure->ncomponents; i++)
            if (structure->component[i].role == COMP_DIMENSION)
                buf_fmt(out, "%.*s\n", STR_FMT(structure->component[i].id));
    }
    arena_release(&arena);
    return r;
}

const struct sandbox_work flow_work = {"flow", read_flow};

/* -- here ---------------------------------------------------------------------------------------------- */

/* What came back is as little to be trusted as what went in. */
static bool is_id(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c && strchr("_-.@$", c));
        if (!fine)
            return false;
    }
    return s.len > 0 && s.len < 256;
}

static int take_lines(struct flow *out, struct arena *arena, struct str lines)
{
    struct str line, *const head[] = {&out->agency, &out->id, &out->version};
    size_t n = 0;
    *out = (struct flow){0};
    for (; str_next(&line, &lines, '\n') && (line.len || lines.len); n++) {
        if (!is_id(line) || n == ARRAY_LEN(head) + FLOW_DIMENSIONS)
            return 0;
        if (n < ARRAY_LEN(head))
            *head[n] = arena_str(arena, line);
        else
            out->dimension[out->ndimensions++] = arena_str(arena, line);
    }
    return n >= ARRAY_LEN(head);
}

int flow_read(struct flow *out, struct arena *arena, const struct question *q, struct str message, struct err *err)
{
    struct buf in = {0}, lines = {0};
    buf_fmt(&in, "%.*s\n%.*s\n", STR_FMT(q->agency), STR_FMT(q->flow));
    buf_str(&in, message);
    int r = sandbox_run(&lines, &flow_work, buf_view(&in), &limits, err);
    if (r == 0)
        r = take_lines(out, arena, buf_view(&lines));
    buf_release(&in);
    buf_release(&lines);
    return r;
}

int flow_ask(struct flow *out, struct arena *arena, const struct question *q, const struct http_get *get,
             struct err *err)
{
    struct buf url = {0};
    struct http_got got = {0};
    struct http_get ask = *get;
    question_structure_url(&url, q);
    ask.url = url.p;
    ask.accept = "application/vnd.sdmx.structure+xml;version=2.1, application/vnd.sdmx.structure+json;version=2.0.0;q=0.8, "
                 "application/vnd.sdmx.structure+json;version=1.0.0;q=0.7, application/xml;q=0.5, */*;q=0.1";
    ask.etag = ask.last_modified = NULL;
    ask.limit = STRUCTURE_MAX;
    int r = http_get(&got, &ask, err);
    if (r == 0 && got.status == 200)
        r = flow_read(out, arena, q, buf_view(&got.body), err);
    http_got_release(&got);
    buf_release(&url);
    return r;
}
