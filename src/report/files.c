/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Whole releases, to be taken away as files. */

#include "report/layout.h"

static void put_file(struct page *pg, const struct page_release *rel, const struct page_file *f)
{
    html(pg->out, "<tr><th scope=\"row\"><a href=\"/bulk/");
    html_segment(pg->out, rel->folder);
    html(pg->out, "/");
    html_segment(pg->out, f->name);
    html(pg->out, "\">");
    html_text(pg->out, f->name);
    html(pg->out, "</a></th><td>");
    html_text(pg->out, f->what);
    html(pg->out, "</td><td class=\"n\">");
    html_text(pg->out, bytes_words(pg, f->bytes));
    html(pg->out, "</td><td class=\"small\"><code>");
    html_text(pg->out, str_sub(f->sha256, 0, 12));
    html(pg->out, "</code></td></tr>\n");
}

static void put_release(struct page *pg, const struct page_release *rel, size_t number)
{
    static const char *const heads[] = {"files.file", "files.what", "#files.size", "files.sum", NULL};
    html(pg->out, "<h2>");
    SAY(pg, "files.release", {"release", rel->name});
    html(pg->out, "</h2>\n<p>");
    SAY(pg, "files.date", {"date", date_words(pg, rel->date)});
    html(pg->out, " ");
    SAY(pg, "files.changed", {"release", rel->name});
    html(pg->out, "</p>\n");
    listing_open(pg, arena_fmt(pg->arena, "cap-%zu", number), "frame", "list",
                 WORDS(pg, "files.caption", {"release", rel->name}));
    listing_columns(pg, heads);
    for (size_t i = 0; i < rel->nfiles; i++)
        put_file(pg, rel, &rel->files[i]);
    listing_close(pg);
}

void page_files(struct page *pg, const struct page_release *releases, size_t n, bool pending)
{
    page_open(pg, text_get(pg->text, "files.title"), "");
    say_in(pg, "h1", NULL, "files.title");
    say_in(pg, "p", "lead", "files.lead");
    for (size_t i = 0; i < n; i++)
        put_release(pg, &releases[i], i + 1);
    if (pending)
        say_in(pg, "p", NULL, "files.pending");
    say_in(pg, "h2", NULL, "files.other");
    say_in(pg, "p", NULL, "files.other.text");
    page_close(pg);
}

void page_files_none(struct page *pg)
{
    page_open(pg, text_get(pg->text, "files.title"), "");
    say_in(pg, "h1", NULL, "files.title");
    say_in(pg, "p", "lead", "files.none");
    page_close(pg);
}
