/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* How to get the figures by program: examples that work as they stand, of a table and a country that the
 * release has, with the addresses of this site (tests/e2e/guide.sh runs them). */

#include "report/layout.h"

/* What all examples share. */
struct example {
    struct str origin, agency, flow, indicator, area;
    struct str key;  /* "THA...." */
    struct str key2; /* "THA.*.*.*.*" */
    struct str v1, v2; /* addresses of its data */
    struct str released; /* when */
};

static void keys_of(struct example *ex, struct page *pg, const struct dims *dims)
{
    struct buf key = {0}, key2 = {0};
    buf_str(&key, ex->area);
    buf_str(&key2, ex->area);
    for (unsigned i = 1; i < dims->n; i++) {
        buf_puts(&key, ".");
        buf_puts(&key2, ".*");
    }
    ex->key = arena_str(pg->arena, buf_view(&key));
    ex->key2 = arena_str(pg->arena, buf_view(&key2));
    buf_release(&key);
    buf_release(&key2);
}

static struct example example_of(struct page *pg)
{
    struct example ex = {.origin = pg->origin.len ? pg->origin : STR("http://127.0.0.1:8080")};
    const struct cube *cube = pg->cube;
    const struct cube_flow *flow = &cube->flows[0];
    for (uint32_t f = 1; f < cube->nflows; f++)
        if (cube->flows[f].nobs > flow->nobs)
            flow = &cube->flows[f];
    char id[CUBE_FLOW_ID];
    size_t n = cube_flow_id(id, cube->ref, flow);
    struct dims dims;
    dims_of(&dims, cube->ref, flow->indicator);
    ex.agency = cube->ref->agency;
    ex.released = cube->released_at;
    ex.flow = arena_str(pg->arena, (struct str){id, n});
    ex.indicator = cube->ref->indicators[flow->indicator].code;
    ex.area = cube->ref->areas[cube->area[flow->first + flow->n - 1]].code;
    keys_of(&ex, pg, &dims);
    ex.v1 = text_join(pg, "%.*s/rest/data/%.*s,%.*s,1.0/%.*s", STR_FMT(ex.origin), STR_FMT(ex.agency),
                      STR_FMT(ex.flow), STR_FMT(ex.key));
    ex.v2 = text_join(pg, "%.*s/rest/v2/data/dataflow/%.*s/%.*s/1.0/%.*s", STR_FMT(ex.origin), STR_FMT(ex.agency),
                      STR_FMT(ex.flow), STR_FMT(ex.key2));
    return ex;
}

/* What an example may name, in braces: programs have braces of their own, which stay. */
static void code(struct page *pg, const struct example *ex, const char *format)
{
    const struct text_arg args[] = {{"v1", ex->v1}, {"v2", ex->v2}, {"origin", ex->origin}, {"agency", ex->agency},
                                    {"flow", ex->flow}, {"key", ex->key}, {"indicator", ex->indicator},
                                    {"area", ex->area}, {"released", ex->released},
                                    {"day", str_sub(ex->released, 0, 10)}, {NULL, {NULL, 0}}};
    struct str s = str_of(format);
    html(pg->out, "<pre tabindex=\"0\"><code>");
    for (size_t i = 0; i < s.len; i++) {
        const char *end = s.p[i] == '{' ? memchr(s.p + i, '}', s.len - i) : NULL;
        const struct text_arg *arg = end ? text_arg_find(args, (struct str){s.p + i + 1, (size_t)(end - s.p) - i - 1})
                                         : NULL;
        html_text(pg->out, arg ? arg->value : str_sub(s, i, 1));
        i = arg ? (size_t)(end - s.p) : i;
    }
    html(pg->out, "</code></pre>\n");
}

static void heading(struct page *pg, const char *part)
{
    buf_fmt(pg->out, "<h2 id=\"%s\">", part);
    say(pg, arena_fmt(pg->arena, "api.%s", part));
    html(pg->out, "</h2>\n");
}

static void section(struct page *pg, const char *part)
{
    heading(pg, part);
    say_in(pg, "p", NULL, arena_fmt(pg->arena, "api.%s.text", part));
}

/* -- with which program ------------------------------------------------------------------------------------ */

static const struct program {
    const char *name; /* words: api.with.NAME and .text; id: with-NAME */
    const char *code;
} programs[] = {
    {"curl", "curl -o figures.csv '{v1}?format=csvfile'"},
    {"r", "figures <- read.csv(\"{v1}?format=csvfile\")\n"
          "totals <- subset(figures, SEX == \"SEX_T\")"},
    {"rsdmx", "library(rsdmx)\n\n"
              "message <- readSDMX(\"{v1}\")\n"
              "figures <- as.data.frame(message)\n\n"
              "structure <- readSDMX(\"{origin}/rest/datastructure/{agency}/{indicator}/latest?references=children\")\n"
              "message <- setDSD(message, structure)\n"
              "labelled <- as.data.frame(message, labels = TRUE)"},
    {"python", "import pandas\n\n"
               "figures = pandas.read_csv(\"{v1}?format=csvfile\")\n"
               "totals = figures[figures[\"SEX\"] == \"SEX_T\"]"},
    {"sdmx", "import sdmx\n\n"
             "sdmx.add_source({\"id\": \"ILMS\", \"url\": \"{origin}/rest\", \"name\": \"ILMS\"})\n"
             "message = sdmx.Client(\"ILMS\").data(\"{flow}\", key=\"{key}\")\n"
             "figures = sdmx.to_pandas(message)"},
    {"stata", "import delimited \"{v1}?format=csvfile\", varnames(1) clear"},
    {"excel", "let\n"
              "    Source = Csv.Document(Web.Contents(\"{v1}\", [Query = [format = \"csvfile\"]]),\n"
              "        [Delimiter = \",\", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),\n"
              "    Figures = Table.PromoteHeaders(Source, [PromoteAllScalars = true])\n"
              "in\n"
              "    Figures"},
};

static void with_programs(struct page *pg, const struct example *ex)
{
    heading(pg, "with");
    html(pg->out, "<nav class=\"switch\" aria-label=\"");
    html_attr(pg->out, text_get(pg->text, "api.with"));
    html(pg->out, "\"><ul>\n");
    for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
        buf_fmt(pg->out, "<li><a href=\"#with-%s\">", programs[i].name);
        say(pg, arena_fmt(pg->arena, "api.with.%s", programs[i].name));
        html(pg->out, "</a></li>\n");
    }
    html(pg->out, "</ul></nav>\n");
    for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
        buf_fmt(pg->out, "<h3 id=\"with-%s\">", programs[i].name);
        say(pg, arena_fmt(pg->arena, "api.with.%s", programs[i].name));
        html(pg->out, "</h3>\n<p>");
        SAY(pg, arena_fmt(pg->arena, "api.with.%s.text", programs[i].name), {"origin", ex->origin},
            {"agency", ex->agency});
        html(pg->out, "</p>\n");
        code(pg, ex, programs[i].code);
    }
}

/* -- what else can be asked ------------------------------------------------------------------------------------ */

static void questions(struct page *pg, const struct example *ex)
{
    section(pg, "narrow");
    code(pg, ex, "curl '{v1}?startPeriod=2015&endPeriod=2024&format=csvfile'");
    heading(pg, "two");
    html(pg->out, "<p>");
    SAY(pg, "api.two.text", {"key", ex->key2});
    html(pg->out, "</p>\n");
    code(pg, ex, "curl -g '{v2}?c[TIME_PERIOD]=ge:2015'");
    section(pg, "derived");
    code(pg, ex, "curl '{v1}?derived=true&format=csvfile'");
    section(pg, "past");
    code(pg, ex, "curl '{v2}?asOf={released}&format=csvfile'\n"
                 "curl '{v1}?updatedAfter={day}&format=csvfile'");
    section(pg, "forms");
    code(pg, ex, "curl -o figures.xlsx '{v1}?format=workbook'\n"
                 "curl -H 'Accept: application/vnd.sdmx.data+json;version=2.0.0' '{v2}'");
    section(pg, "codes");
    code(pg, ex, "curl '{origin}/rest/datastructure/{agency}/{indicator}/latest?references=children'");
    section(pg, "ilostat");
    code(pg, ex, "curl '{origin}/data/indicator?id={indicator}_A&ref_area={area}&format=.csv'");
}

static void flows(struct page *pg)
{
    static const char *const keys[] = {"api.flow", "api.key", "cover.table", NULL};
    const struct cube *cube = pg->cube;
    section(pg, "flows");
    listing_open(pg, "cap", "frame", "list", text_get(pg->text, "api.flows"));
    listing_columns(pg, keys);
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
    listing_close(pg);
}

static void charts(struct page *pg, const struct example *ex)
{
    section(pg, "charts");
    code(pg, ex, "<iframe src=\"{origin}/chart/table/{indicator}/{area}.html\" width=\"720\" height=\"560\"></iframe>\n"
                 "<img src=\"{origin}/chart/table/{indicator}/{area}.svg\" alt=\"\">");
}

/* -- the page --------------------------------------------------------------------------------------------------- */

static void contents(struct page *pg)
{
    static const char *const parts[] = {"one", "with", "narrow", "two", "derived", "past", "forms", "codes", "ilostat",
                                        "files", "feeds", "charts", "described", "terms", "flows"};
    html(pg->out, "<nav class=\"others\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
    say(pg, "api.contents");
    html(pg->out, "</h2>\n<ul class=\"plain\">\n");
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (!pg->cube->nflows && (i < 9 || strcmp(parts[i], "charts") == 0))
            continue;
        buf_fmt(pg->out, "<li><a href=\"#%s\">", parts[i]);
        say(pg, arena_fmt(pg->arena, "api.%s", parts[i]));
        html(pg->out, "</a></li>\n");
    }
    html(pg->out, "</ul>\n</nav>\n");
}

void page_api(struct page *pg)
{
    if (!page_released(pg, "api"))
        return;
    bool any = pg->cube->nflows > 0;
    struct example ex = any ? example_of(pg) : (struct example){0};
    page_open(pg, text_get(pg->text, "api.title"), "api");
    say_in(pg, "h1", NULL, "api.title");
    html(pg->out, "<div class=\"beside turned\">\n");
    contents(pg);
    html(pg->out, "<article class=\"prose\">\n");
    say_in(pg, "p", "lead", "api.lead");
    if (any) {
        heading(pg, "one");
        html(pg->out, "<p>");
        SAY(pg, "api.one.text", {"agency", ex.agency}, {"flow", ex.flow}, {"key", ex.key}, {"area", ex.area},
            {"table", ex.indicator});
        html(pg->out, "</p>\n");
        code(pg, &ex, "{v1}");
        with_programs(pg, &ex);
        questions(pg, &ex);
    }
    section(pg, "files");
    section(pg, "feeds");
    if (any)
        charts(pg, &ex);
    section(pg, "described");
    section(pg, "terms");
    say_in(pg, "p", NULL, "api.cite");
    flows(pg);
    html(pg->out, "</article>\n</div>\n");
    page_close(pg);
}
