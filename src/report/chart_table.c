/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The figures of a chart as a table and as CSV. */

#include "report/chart.h"

#include "base/num.h"
#include "report/html.h"
#include "syntax/csv.h"

#include <math.h>

/* The point of a category; NULL: there is none. */
static const struct chart_point *point_at(const struct chart_series *s, uint32_t category)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->points[i].category == category)
            return &s->points[i];
    return NULL;
}

static void head(struct buf *out, struct str name, bool number)
{
    html(out, number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    html_text(out, name);
    html(out, "</th>");
}

static void row_head(struct buf *out, struct str name)
{
    html(out, "<tr><th scope=\"row\">");
    html_text(out, name);
    html(out, "</th>");
}

static void cell(struct buf *out, const struct text *text, const struct chart *c, double value, char status)
{
    html(out, "<td class=\"n\">");
    if (isnan(value))
        html(out, "\xC2\xB7");
    else if (c->classes)
        html_text(out, value >= 0 && value < c->nclasses ? str_of(c->classes[(uint32_t)value]) : STR(""));
    else
        html_num(out, text, value, c->decimals);
    if (status) {
        html(out, "<span class=\"f\">");
        html_text(out, (struct str){&status, 1});
        html(out, "</span>");
    }
    html(out, "</td>");
}

static void rows_of_series(struct buf *out, const struct text *text, const struct chart *c)
{
    html(out, "<thead><tr><td></td>");
    for (uint32_t s = 0; s < c->nseries; s++)
        head(out, c->series[s].name, true);
    html(out, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < c->ncategories; i++) {
        row_head(out, c->categories[i]);
        for (uint32_t s = 0; s < c->nseries; s++) {
            const struct chart_point *p = point_at(&c->series[s], i);
            cell(out, text, c, p ? p->value : (double)NAN, p ? p->status : 0);
        }
        html(out, "</tr>\n");
    }
}

static void rows_of_links(struct buf *out, const struct text *text, const struct chart *c)
{
    html(out, "<thead><tr>");
    head(out, text_get(text, "chart.from"), false);
    head(out, text_get(text, "chart.to"), false);
    head(out, c->unit, true);
    html(out, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < c->nlinks; i++) {
        row_head(out, c->links[i].from);
        html(out, "<td>");
        html_text(out, c->links[i].to);
        html(out, "</td>");
        cell(out, text, c, c->links[i].value, 0);
        html(out, "</tr>\n");
    }
}

static void rows_of_areas(struct buf *out, const struct text *text, const struct chart *c)
{
    html(out, "<thead><tr>");
    head(out, text_get(text, "chart.area"), false);
    head(out, c->unit, true);
    html(out, "</tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < c->nareas; i++) {
        row_head(out, c->areas[i].name);
        cell(out, text, c, c->areas[i].value, 0);
        html(out, "</tr>\n");
    }
}

void chart_table(struct buf *out, const struct text *text, const struct chart *c)
{
    html(out, "<table class=\"of-chart\">\n<caption>");
    html_text(out, c->title);
    if (c->subtitle.len) {
        html(out, " <span class=\"small\">");
        html_text(out, c->subtitle);
        html(out, "</span>");
    }
    html(out, "</caption>\n");
    if (c->nlinks)
        rows_of_links(out, text, c);
    else if (c->nareas)
        rows_of_areas(out, text, c);
    else
        rows_of_series(out, text, c);
    html(out, "</tbody>\n</table>\n");
}

/* -- CSV ------------------------------------------------------------------------------------------ */

static void value_put(struct buf *out, double value)
{
    buf_char(out, ',');
    buf_num(out, value, NUM_SHORTEST);
}

void chart_csv(struct buf *out, const struct chart *c)
{
    if (c->nlinks) {
        buf_puts(out, "from,from_code,to,to_code,value\n");
        for (uint32_t i = 0; i < c->nlinks; i++) {
            const struct chart_link *l = &c->links[i];
            const struct str fields[] = {l->from, l->from_code, l->to, l->to_code};
            for (size_t k = 0; k < ARRAY_LEN(fields); k++) {
                buf_puts(out, k ? "," : "");
                csv_put_text(out, fields[k]);
            }
            value_put(out, l->value);
            buf_char(out, '\n');
        }
    } else if (c->nareas) {
        buf_puts(out, "area,area_code,value\n");
        for (uint32_t i = 0; i < c->nareas; i++) {
            csv_put_text(out, c->areas[i].name);
            buf_char(out, ',');
            csv_put_text(out, c->areas[i].code);
            value_put(out, c->areas[i].value);
            buf_char(out, '\n');
        }
    } else {
        buf_puts(out, c->classes ? "series,category,value,status,class\n" : "series,category,value,status\n");
        for (uint32_t s = 0; s < c->nseries; s++)
            for (uint32_t i = 0; i < c->series[s].n; i++) {
                const struct chart_point *p = &c->series[s].points[i];
                csv_put_text(out, c->series[s].name);
                buf_char(out, ',');
                csv_put_text(out, c->categories[p->category]);
                value_put(out, p->value);
                buf_char(out, ',');
                if (p->status)
                    buf_char(out, p->status);
                if (c->classes) {
                    buf_char(out, ',');
                    if (p->value >= 0 && p->value < c->nclasses)
                        csv_put_text(out, str_of(c->classes[(uint32_t)p->value]));
                }
                buf_char(out, '\n');
            }
    }
}
