/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "report/chart_draw.h"

#include "base/embed.h"
#include "report/html.h"
#include "syntax/script.h"

enum {
    MEMORY = 160 << 20,  /* an interpreter holds 5 MB, with both maps 20; a map takes 30 more while it is drawn */
    COLLECT_ABOVE = 48 << 20,
    SECONDS = 60,        /* for loading ECharts on a machine that is very busy; a chart takes a tenth of one */
    DRAWN_MOST = 300,    /* by one interpreter */
    HEIGHT_MOST = 2400
};

struct drawing {
    struct script *script;
    unsigned drawn;
    bool maps;
};

static const char *look_theme_name(enum look_theme theme)
{
    return theme == LOOK_DARK ? "dark" : theme == LOOK_PRINT ? "print" : "light";
}

bool look_theme_find(enum look_theme *out, struct str name)
{
    for (enum look_theme t = LOOK_LIGHT; t <= LOOK_PRINT; t++)
        if (str_is(name, look_theme_name(t))) {
            *out = t;
            return true;
        }
    return false;
}

/* Categories that begin with a year stand side by side, others below each other. */
static bool of_years(const struct chart *c)
{
    uint64_t year;
    for (uint32_t i = 0; i < c->ncategories; i++)
        if (!str_uint(&year, str_sub(c->categories[i], 0, 4), 9999))
            return false;
    return true;
}

static unsigned differing(const struct chart *c, bool to)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < c->nlinks; i++) {
        uint32_t k = 0;
        while (k < i && !str_eq(to ? c->links[k].to : c->links[k].from, to ? c->links[i].to : c->links[i].from))
            k++;
        n += k == i;
    }
    return n;
}

unsigned chart_height(const struct chart *c, unsigned width)
{
    enum { HEAD = 64, BAR = 22, PANEL = 130, PANEL_WIDTH = 158 };
    const unsigned n = c->ncategories, k = c->nseries;
    unsigned high = 0, columns;
    switch (c->kind) {
    case CHART_LINE: high = width < 480 ? 300 : 380; break;
    case CHART_BAR: high = HEAD + n * (k * BAR + 10); break;
    case CHART_STACKED: high = of_years(c) ? 380 : HEAD + n * 34; break;
    case CHART_PYRAMID: high = HEAD + n * 24; break;
    case CHART_HEAT: high = HEAD + 24 + k * 28; break;
    case CHART_SANKEY: high = 80 + 36 * MAX(differing(c, false), differing(c, true)); break;
    case CHART_FLOW_MAP:
    case CHART_MAP: high = 60 + width * 7 / 10; break;
    case CHART_MULTIPLES:
        columns = MAX(width / PANEL_WIDTH, 1u);
        high = 40 + (k + columns - 1) / columns * PANEL;
        break;
    case CHART_KINDS: break;
    }
    return MIN(MAX(high, 160u), (unsigned)HEIGHT_MOST);
}

/* -- the interpreter ------------------------------------------------------------------------------- */

/* What ECharts expects of its surroundings, none of which it needs for a still picture. */
static const char before[] = "var setTimeout = function () { return 0; }, clearTimeout = function () {};"
                             "var self = this, global = this, window = undefined;";
static const char after[] =
    "echarts.setPlatformAPI({ measureText: function (text, font) {"
    "    var size = /([0-9.]+)px/.exec(font || '');"
    "    return { width: ilmsChart.measure(text || '', size ? +size[1] : 12) }; } });"
    "function map(name, json) { ilmsChart.map(name, JSON.parse(json)); return ''; }"
    "function draw(description, look) { return ilmsChart.svg(description, look); }";

static int load_file(struct script *s, const char *name, struct err *err)
{
    const struct embedded_file *f = embedded_find(name);
    assert(f);
    return script_load(s, str_of(name), f->content, err);
}

static int begin(struct drawing *d, struct err *err)
{
    static const char *const files[] = {"web/js/echarts.js", "web/js/chart.js", "web/js/chart_kinds.js",
                                        "web/js/chart_map.js"};
    int r = script_new(&d->script, &(struct script_limits){MEMORY, SECONDS}, err);
    if (r == 0)
        r = script_load(d->script, STR("before"), STR(before), err);
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(files); i++)
        r = load_file(d->script, files[i], err);
    if (r == 0)
        r = script_load(d->script, STR("after"), STR(after), err);
    d->drawn = 0;
    d->maps = false;
    return r;
}

/* Half a second that only charts with a map have to wait. */
static int bring_maps(struct drawing *d, struct err *err)
{
    static const char *const names[] = {"world", "region"},
                      *const files[] = {"web/js/map-world.json", "web/js/map-region.json"};
    struct buf nothing = {0};
    int r = 0;
    for (size_t i = 0; r == 0 && i < ARRAY_LEN(names); i++) {
        const struct embedded_file *f = embedded_find(files[i]);
        assert(f);
        r = script_call(&nothing, d->script, "map", (struct str[]){str_of(names[i]), f->content}, 2, err);
    }
    d->maps = r == 0;
    buf_release(&nothing);
    return r;
}

int drawing_new(struct drawing **out, struct err *err)
{
    struct drawing *d = mem_alloc(sizeof *d);
    int r = begin(d, err);
    if (r < 0)
        drawing_free(d);
    else
        *out = d;
    return r;
}

void drawing_free(struct drawing *d)
{
    if (d)
        script_free(d->script);
    free(d);
}

/* Behind a limit, or when it has drawn many, it makes room for a fresh one. */
static int renew(struct drawing *d, struct err *err)
{
    if (d->script && d->drawn < DRAWN_MOST)
        return 0;
    script_free(d->script);
    d->script = NULL;
    int r = begin(d, err);
    if (r < 0) {
        script_free(d->script);
        d->script = NULL;
    }
    return r;
}

/* -- pictures ---------------------------------------------------------------------------------------- */

static void write_look(struct buf *out, const struct chart *c, const struct look *look)
{
    struct json j;
    unsigned width = look->width ? look->width : CHART_WIDTH;
    json_init(&j, out);
    json_open(&j, '{');
    json_put_int(&j, "width", width);
    json_put_int(&j, "height", look->height ? look->height : chart_height(c, width));
    json_put(&j, "theme", str_of(look_theme_name(look->theme)));
    json_put_bool(&j, "framed", look->framed);
    json_close(&j);
}

/* Title and description go in front of everything else in the drawing. */
static void put_described(struct buf *out, struct str svg, const struct chart *c, const struct text *text)
{
    const char *first = svg.len ? memchr(svg.p, '>', svg.len) : NULL;
    size_t head = first ? (size_t)(first - svg.p) + 1 : 0;
    struct buf words = {0};
    chart_summary(&words, text, c);
    buf_str(out, str_sub(svg, 0, head));
    buf_puts(out, "<title>");
    html_text(out, c->title);
    buf_puts(out, "</title><desc>");
    html_text(out, buf_view(&words));
    buf_puts(out, "</desc>");
    buf_str(out, str_sub(svg, head, svg.len));
    buf_release(&words);
}

int chart_draw(struct buf *out, struct drawing *d, const struct chart *c, const struct look *look, struct err *err)
{
    struct buf description = {0}, how = {0}, svg = {0};
    struct json j;
    int r = renew(d, err);
    if (r == 0 && !d->maps && (c->kind == CHART_MAP || c->kind == CHART_FLOW_MAP))
        r = bring_maps(d, err);
    if (r == 0) {
        json_init(&j, &description);
        chart_write(c, &j, look->text);
        write_look(&how, c, look);
        r = script_call(&svg, d->script, "draw", (struct str[]){buf_view(&description), buf_view(&how)}, 2, err);
        d->drawn++;
        if (script_bytes(d->script) > COLLECT_ABOVE)
            script_collect(d->script);
    }
    if (r == 0)
        put_described(out, buf_view(&svg), c, look->text);
    else if (r == -ERR_LIMIT)
        d->drawn = DRAWN_MOST;
    buf_release(&description);
    buf_release(&how);
    buf_release(&svg);
    return r;
}
