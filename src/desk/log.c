/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Who did what, when. */

#include "desk/visit.h"

enum { LINES = 200 };

struct line {
    int64_t id;
    struct str at, who, op, params, outcome;
};

/* The newest lines, newest first; `before`: older than this one. */
static int load(struct line *out, unsigned *n, struct visit *v, int64_t before, struct str who, struct err *err)
{
    struct store_iter *it;
    struct audit a;
    unsigned at = 0;
    int r = store_audit_list_before(v->st, &it, before, who, err);
    while (r == 0 && (r = store_audit_next(it, &a, err)) == 1) {
        r = 0;
        out[at++] = (struct line){a.id, arena_str(v->arena, a.at), arena_str(v->arena, a.who),
                                  arena_str(v->arena, a.op), arena_str(v->arena, a.params),
                                  arena_str(v->arena, a.outcome)};
        if (at == LINES) {
            store_iter_close(it);
            break;
        }
    }
    *n = at;
    return r;
}

static void put_line(struct visit *v, const struct line *l)
{
    struct buf *out = v->page.out;
    bool ok = str_is(l->outcome, "ok"), fine = ok || str_ends(l->outcome, STR(" ok"));
    html(out, fine ? "<tr><td class=\"y\">" : "<tr class=\"bad\"><td class=\"y\">");
    html_text(out, time_words(v, l->at));
    html(out, "</td><td>");
    html_text(out, l->who);
    html(out, "</td><td class=\"y\">");
    html_text(out, l->op);
    html(out, "</td><td class=\"wide\"><code>");
    html_text(out, l->params);
    html(out, "</code>");
    if (!ok) {
        html(out, "<br>");
        html_text(out, l->outcome);
    }
    html(out, "</td></tr>\n");
}

int log_page(struct visit *v, struct err *err)
{
    static const char *const heads[] = {"desk.log.at", "desk.log.who", "desk.log.what", "desk.log.how"};
    struct line *lines = arena_array(v->arena, struct line, LINES);
    const struct str *from = http_param(v->rq, "before"), *who = http_param(v->rq, "who");
    uint64_t before = INT64_MAX;
    unsigned n;
    if (from)
        str_uint(&before, *from, INT64_MAX);
    int r = load(lines, &n, v, (int64_t)before, who ? *who : STR(""), err);
    if (r < 0)
        return r;
    visit_open(v, text_get(v->page.text, "desk.log.title"));
    say_in(&v->page, "p", "lead", "desk.log.lead");
    list_open(v, "desk.log.title", heads, ARRAY_LEN(heads));
    for (unsigned i = 0; i < n; i++)
        put_line(v, &lines[i]);
    list_close(v);
    if (n == LINES) {
        html(v->page.out, "<p><a href=\"");
        html_attr(v->page.out, str_of(address(v, "/desk/log?before=%lld", (long long)lines[n - 1].id)));
        html(v->page.out, "\">");
        say(&v->page, "desk.log.older");
        html(v->page.out, "</a></p>\n");
    }
    visit_close(v);
    return 0;
}
