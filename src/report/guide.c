/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The pages of words: how to get the figures by program, what this is, what went wrong. */

#include "report/layout.h"

/* The example that all languages share: a real table and country of this release. */
struct example {
    struct str origin, agency, flow, area;
    struct str key; /* "THA...." */
    struct str key2; /* "THA.*.*.*.*" */
};

static struct example example_of(struct page *pg)
{
    struct example ex = {.origin = pg->origin.len ? pg->origin : STR("http://127.0.0.1:8080")};
    const struct cube *cube = pg->cube;
    if (!cube || !cube->nflows)
        return ex;
    const struct cube_flow *flow = &cube->flows[0];
    for (uint32_t f = 1; f < cube->nflows; f++)
        if (cube->flows[f].nobs > flow->nobs)
            flow = &cube->flows[f];
    char id[CUBE_FLOW_ID];
    size_t n = cube_flow_id(id, cube->ref, flow);
    struct dims dims;
    dims_of(&dims, cube->ref, flow->indicator);
    ex.agency = cube->ref->agency;
    ex.flow = arena_str(pg->arena, (struct str){id, n});
    ex.area = cube->ref->areas[cube->area[flow->first + flow->n - 1]].code;
    struct buf key = {0}, key2 = {0};
    buf_str(&key, ex.area);
    buf_str(&key2, ex.area);
    for (unsigned i = 1; i < dims.n; i++) {
        buf_puts(&key, ".");
        buf_puts(&key2, ".*");
    }
    ex.key = arena_str(pg->arena, buf_view(&key));
    ex.key2 = arena_str(pg->arena, buf_view(&key2));
    buf_release(&key);
    buf_release(&key2);
    return ex;
}

static void code(struct page *pg, const char *heading, const char *format, struct str a,
                 struct str b)
{
    html(pg->out, "<h3>");
    html_text(pg->out, str_of(heading));
    html(pg->out, "</h3>\n<pre tabindex=\"0\"><code>");
    struct text_arg args[] = {{"a", a}, {"b", b}, {NULL, {NULL, 0}}};
    struct str s = str_of(format);
    for (size_t i = 0; i < s.len; i++) {
        const struct text_arg *arg = NULL;
        if (s.p[i] == '{' && i + 2 < s.len && s.p[i + 2] == '}')
            arg = text_arg_find(args, str_sub(s, i + 1, 1));
        html_text(pg->out, arg ? arg->value : str_sub(s, i, 1));
        i += arg ? 2 : 0;
    }
    html(pg->out, "</code></pre>\n");
}

static struct str address1(struct page *pg, const struct example *ex)
{
    return text_join(pg, "%.*s/rest/data/%.*s,%.*s,1.0/%.*s", STR_FMT(ex->origin),
                     STR_FMT(ex->agency), STR_FMT(ex->flow), STR_FMT(ex->key));
}

static struct str address2(struct page *pg, const struct example *ex)
{
    return text_join(pg, "%.*s/rest/v2/data/dataflow/%.*s/%.*s/1.0/%.*s", STR_FMT(ex->origin),
                     STR_FMT(ex->agency), STR_FMT(ex->flow), STR_FMT(ex->key2));
}

static void examples(struct page *pg)
{
    struct example ex = example_of(pg);
    struct str v1 = address1(pg, &ex), v2 = address2(pg, &ex);
    say_in(pg, "h2", NULL, "api.one");
    html(pg->out, "<p>");
    SAY(pg, "api.one.text", {"agency", ex.agency}, {"flow", ex.flow}, {"key", ex.key},
        {"area", ex.area});
    html(pg->out, "</p>\n");
    code(pg, "curl", "curl '{a}?format=csvfile' > figures.csv", v1, v2);
    code(pg, "R",
         "address <- \"{a}\"\n"
         "figures <- read.csv(paste0(address, \"?format=csvfile\"))",
         v1, v2);
    code(pg, "Python",
         "import pandas\n\n"
         "address = \"{a}\"\n"
         "figures = pandas.read_csv(address + \"?format=csvfile\")\n"
         "totals = figures[figures[\"SEX\"] == \"SEX_T\"]",
         v1, v2);
    say_in(pg, "h2", NULL, "api.narrow");
    say_in(pg, "p", NULL, "api.narrow.text");
    code(pg, "curl", "curl '{a}?startPeriod=2015&endPeriod=2024&format=csvfile'", v1, v2);
    say_in(pg, "h2", NULL, "api.two");
    html(pg->out, "<p>");
    SAY(pg, "api.two.text", {"key", ex.key2});
    html(pg->out, "</p>\n");
    code(pg, "curl", "curl -g '{b}?c[TIME_PERIOD]=ge:2015'", v1, v2);
}

static void flows(struct page *pg)
{
    const struct cube *cube = pg->cube;
    say_in(pg, "h2", NULL, "api.flows");
    say_in(pg, "p", NULL, "api.flows.text");
    html(pg->out, "<div class=\"frame\" role=\"region\" aria-labelledby=\"cap\" tabindex=\"0\">\n"
                  "<table class=\"list\">\n<caption class=\"hide\" id=\"cap\">");
    say(pg, "api.flows");
    html(pg->out, "</caption>\n<thead><tr><th scope=\"col\">");
    say(pg, "api.flow");
    html(pg->out, "</th><th scope=\"col\">");
    say(pg, "api.key");
    html(pg->out, "</th><th scope=\"col\">");
    say(pg, "cover.table");
    html(pg->out, "</th></tr></thead>\n<tbody>\n");
    for (uint32_t f = 0; f < cube->nflows; f++) {
        const struct indicator *in = &cube->ref->indicators[cube->flows[f].indicator];
        char id[CUBE_FLOW_ID];
        size_t n = cube_flow_id(id, cube->ref, &cube->flows[f]);
        struct dims dims;
        dims_of(&dims, cube->ref, cube->flows[f].indicator);
        html(pg->out, "<tr><th scope=\"row\"><code>");
        html_text(pg->out, (struct str){id, n});
        html(pg->out, "</code></th><td><code>");
        for (unsigned d = 0; d < dims.n; d++) {
            html(pg->out, d ? ".<wbr>" : "");
            html_text(pg->out, dims.id[d]);
        }
        html(pg->out, "</code></td><td>");
        html_link(pg->out, "/table/", in->code, in->title);
        html(pg->out, "</td></tr>\n");
    }
    html(pg->out, "</tbody>\n</table>\n</div>\n");
}

void page_api(struct page *pg)
{
    if (!page_released(pg, "api"))
        return;
    page_open(pg, text_get(pg->text, "api.title"), "api");
    html(pg->out, "<article class=\"prose\">\n");
    say_in(pg, "h1", NULL, "api.title");
    say_in(pg, "p", "lead", "api.lead");
    if (pg->cube->nflows) {
        examples(pg);
        flows(pg);
    }
    say_in(pg, "h2", NULL, "api.files");
    say_in(pg, "p", NULL, "api.files.text");
    say_in(pg, "h2", NULL, "api.described");
    say_in(pg, "p", NULL, "api.described.text");
    html(pg->out, "<p><a href=\"/openapi.json\">/openapi.json</a></p>\n");
    say_in(pg, "h2", NULL, "api.terms");
    say_in(pg, "p", NULL, "api.terms.text");
    html(pg->out, "</article>\n");
    page_close(pg);
}

void page_about(struct page *pg)
{
    static const char *const parts[] = {"what", "how", "missing", "coverage", "who", "reuse", "ilms"};
    page_open(pg, text_get(pg->text, "about.title"), "about");
    html(pg->out, "<article class=\"prose\">\n");
    say_in(pg, "h1", NULL, "about.title");
    html(pg->out, "<p class=\"lead\">");
    SAY(pg, "about.lead", {"region", pg->cube ? pg->cube->ref->region
                                             : text_get(pg->text, "about.region")});
    html(pg->out, "</p>\n");
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        buf_fmt(pg->out, "<h2 id=\"%s\">", parts[i]);
        say(pg, arena_fmt(pg->arena, "about.%s", parts[i]));
        html(pg->out, "</h2>\n");
        say_in(pg, "p", NULL, arena_fmt(pg->arena, "about.%s.text", parts[i]));
    }
    html(pg->out, "</article>\n");
    page_close(pg);
}

void page_error(struct page *pg, int status, struct str message)
{
    const char *title = arena_fmt(pg->arena, "error.%d", status);
    if (!text_has(pg->text, title))
        title = status >= 500 ? "error.500" : "error.400";
    page_open(pg, text_get(pg->text, title), "");
    say_in(pg, "h1", NULL, title);
    html(pg->out, "<p class=\"lead\">");
    html_text(pg->out, message);
    html(pg->out, "</p>\n");
    say_in(pg, "p", NULL, status >= 500 ? "error.later" : "error.next");
    html(pg->out, "<p class=\"small\">");
    SAY(pg, "error.status", {"status", text_join(pg, "%d", status)});
    html(pg->out, "</p>\n");
    page_close(pg);
}
