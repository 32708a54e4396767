/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/flow.h"

#include "base/utf8.h"
#include "collect/reply.h"
#include "structure/structure.h"

enum { STRUCTURE_MAX = 256 << 20, FLOWS_MAX = 100000, DIMENSIONS_MAX = 64, NAME_MAX_LEN = 300 };

static const struct sandbox_limits limits = {
    .memory = (size_t)1536 << 20, .output = 64 << 20, .seconds = 60};

/* -- in the other process --------------------------------------------------------------------------- */

/* A line of the answer: its kind, and fields behind tabs. */
static void put_field(struct buf *out, struct str text)
{
    buf_char(out, '\t');
    utf8_quote(out, text, NAME_MAX_LEN); /* no control character stays */
}

static void put_flow(struct buf *out, const struct artefacts *all, const struct artefact *flow)
{
    buf_char(out, 'F');
    put_field(out, flow->agency);
    put_field(out, flow->id);
    put_field(out, flow->version);
    put_field(out, flow->name.n ? flow->name.in[0].text : STR(""));
    buf_char(out, '\n');
    const struct artefact *structure = artefacts_find(all, flow->structure);
    for (unsigned i = 0; structure && i < structure->ncomponents; i++) {
        const struct component *c = &structure->component[i];
        if (c->role != COMP_DIMENSION)
            continue;
        buf_char(out, 'D');
        put_field(out, c->id);
        put_field(out, c->codelist.id);
        buf_char(out, '\n');
    }
}

/* In: agency and flow, both may be empty, and the message, with a line end between. */
static int read_flows(struct buf *out, struct str in, struct err *err)
{
    struct str agency, id;
    struct arena arena;
    struct artefacts all;
    str_next(&agency, &in, '\n');
    str_next(&id, &in, '\n');
    arena_init(&arena, (size_t)1024 << 20);
    artefacts_init(&all, &arena);
    int r = structure_read(&all, in, err);
    if (r == 0) {
        artefacts_finish(&all);
        for (uint32_t i = all.first[ART_DATAFLOW]; i < all.first[ART_DATAFLOW + 1]; i++)
            if ((!id.len || str_eq(all.of[i]->id, id)) && (!agency.len || str_eq(all.of[i]->agency, agency)))
                put_flow(out, &all, all.of[i]);
    }
    arena_release(&arena);
    return r;
}

const struct sandbox_work flow_work = {"flow", read_flows};

/* -- here ---------------------------------------------------------------------------------------------- */

/* What came back is as little to be trusted as what went in. */
static bool is_id(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.p[i];
        bool fine = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                    (c && strchr("_-.@$+*", c));
        if (!fine)
            return false;
    }
    return s.len > 0 && s.len < 256;
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return false;
    return s.len < 2 * NAME_MAX_LEN && utf8_valid(s) == s.len;
}

/* The fields of a line; how many there are. */
static size_t fields_of(struct str field[5], struct str line)
{
    size_t n = 0;
    while (n < 5 && str_next(&field[n], &line, '\t'))
        n++;
    return line.len ? 0 : n;
}

static bool take_line(struct flow *v, size_t *n, struct arena *arena, struct str line)
{
    struct str field[5];
    size_t fields = fields_of(field, line);
    if (fields == 5 && str_is(field[0], "F") && is_id(field[1]) && is_id(field[2]) && is_id(field[3]) &&
        is_name(field[4])) {
        v[(*n)++] = (struct flow){.agency = arena_str(arena, field[1]), .id = arena_str(arena, field[2]),
                                  .version = arena_str(arena, field[3]), .name = arena_str(arena, field[4])};
        return true;
    }
    struct flow *f = *n ? &v[*n - 1] : NULL;
    if (!f || fields != 3 || !str_is(field[0], "D") || !is_id(field[1]) || (field[2].len && !is_id(field[2])) ||
        f->ndimensions == DIMENSIONS_MAX)
        return false;
    if (!f->dimension)
        f->dimension = arena_array(arena, struct flow_dimension, DIMENSIONS_MAX);
    f->dimension[f->ndimensions++] = (struct flow_dimension){arena_str(arena, field[1]), arena_str(arena, field[2])};
    return true;
}

static int take_lines(struct flow **out, size_t *n, struct arena *arena, struct str lines, struct err *err)
{
    size_t count = 0;
    struct str line, rest = lines;
    while (str_next(&line, &rest, '\n'))
        count += line.len && line.p[0] == 'F';
    if (count > FLOWS_MAX)
        return err_set(err, ERR_LIMIT, "the structure message has more than %d flows", FLOWS_MAX);
    *out = arena_array(arena, struct flow, count + 1);
    *n = 0;
    for (rest = lines; str_next(&line, &rest, '\n') && (line.len || rest.len);)
        if (!take_line(*out, n, arena, line))
            return err_set(err, ERR_INPUT, "the structure message says what is no flow");
    return 0;
}

int flow_read(struct flow **out, size_t *n, struct arena *arena, const struct question *q, struct str message,
              struct err *err)
{
    struct buf in = {0}, lines = {0};
    buf_fmt(&in, "%.*s\n%.*s\n", STR_FMT(q->agency), STR_FMT(q->flow));
    buf_str(&in, message);
    int r = sandbox_run(&lines, &flow_work, buf_view(&in), &limits, err);
    if (r == 0)
        r = take_lines(out, n, arena, buf_view(&lines), err);
    buf_release(&in);
    buf_release(&lines);
    return r;
}

/* The message, if it may be one; what is none is judged as any reply. */
static int take_reply(struct flow **out, size_t *n, struct arena *arena, const struct question *q,
                      const struct http_got *got, struct err *err)
{
    char why[REPLY_TEXT];
    enum reply reply = reply_judge(why, got->status, buf_view(&got->body), true);
    if (reply == REPLY_FIGURES) /* or any other document that is no complaint */
        return flow_read(out, n, arena, q, buf_view(&got->body), err);
    if (reply == REPLY_NOTHING)
        return 0;
    return err_set(err, reply == REPLY_MISPUT ? ERR_NOTFOUND : ERR_INPUT, "%s", why);
}

int flow_ask(struct flow **out, size_t *n, struct arena *arena, const struct question *q, const struct http_get *get,
             struct err *err)
{
    struct buf url = {0};
    struct http_got got = {0};
    struct http_get ask = *get;
    question_structure_url(&url, q);
    ask.url = url.p;
    ask.accept = "application/vnd.sdmx.structure+xml;version=2.1, "
                 "application/vnd.sdmx.structure+json;version=2.0.0;q=0.8, "
                 "application/vnd.sdmx.structure+json;version=1.0.0;q=0.7, application/xml;q=0.5, */*;q=0.1";
    ask.etag = ask.last_modified = NULL;
    ask.limit = STRUCTURE_MAX;
    *n = 0;
    int r = http_get(&got, &ask, err);
    if (r == 0 && (r = take_reply(out, n, arena, q, &got, err)) < 0) {
        struct str host = url_host(buf_view(&url));
        err_context(err, "%.*s", STR_FMT(host));
    }
    http_got_release(&got);
    buf_release(&url);
    return r;
}
