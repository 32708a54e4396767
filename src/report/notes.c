/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The notes of a table, as far as the public may read them. Two notes that differ only in
 * what is not public are one note here, so that their numbers give nothing away. */

#include "report/grid.h"

#include "model/obs.h"

/* What the reference data do not know, or do not want public, is not shown. */
static void write_notes(struct page *pg, struct str joined)
{
    struct str note, type, said;
    while (ref_note_next(&note, &joined, pg->cube->ref)) {
        if (!ref_note_open(&type, &said, pg->cube->ref, note))
            continue;
        html(pg->out, "<dt>");
        html_text(pg->out, type);
        html(pg->out, "</dt><dd>");
        if (said.len)
            html_text(pg->out, said);
        else
            SAY(pg, "side.note.unnamed", {"id", note});
        html(pg->out, "</dd>\n");
    }
}

struct str note_html(struct page *pg, struct str note)
{
    struct buf html = {0}, *page = pg->out;
    struct str part[3];
    obs_note_split(&part[0], &part[1], &part[2], note);
    pg->out = &html;
    for (int i = 0; i < 3; i++)
        write_notes(pg, part[i]);
    pg->out = page;
    struct str s = arena_str(pg->arena, buf_view(&html));
    buf_release(&html);
    return s;
}

void grid_notes_begin(struct grid *g, const struct cube *cube)
{
    g->note_number = arena_array(g->pg->arena, uint16_t, cube->nnotes + 1);
    g->notes = arena_array(g->pg->arena, struct str, cube->nnotes + 1);
    g->note_known = arena_array(g->pg->arena, bool, cube->nnotes + 1);
}

void grid_note(struct grid *g, const struct cube *cube, uint16_t note)
{
    uint32_t number;
    if (g->note_known[note])
        return;
    g->note_known[note] = true;
    struct str words = note ? note_html(g->pg, cube->notes[note]) : (struct str){0};
    if (words.len == 0)
        return;
    if (!map_find(&g->notes_seen, &number, words)) {
        number = g->nnotes++;
        g->notes[number] = words;
        map_put(&g->notes_seen, words, number);
    }
    g->note_number[note] = (uint16_t)(number + 1);
}

void grid_notes_end(struct grid *g) { map_release(&g->notes_seen); }

void grid_notes(struct grid *g, uint32_t first, uint32_t end)
{
    const struct cube *cube = g->pg->cube;
    grid_notes_begin(g, cube);
    for (uint32_t i = first; i < end; i++)
        grid_note(g, cube, cube->note[i]);
    grid_notes_end(g);
    for (uint32_t i = first; i < end && g->nnotes; i++)
        if (g->note_number[cube->note[i]] != g->note_number[cube->note[first]])
            g->notes_marked = true;
}
