/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Comments of a sheet: commentsN.xml, and the drawing with their boxes. */

#include "syntax/workbook.h"

#include "base/utf8.h"
#include "syntax/xlsx_mark.h"

#define COMMENTS_TYPE XLSX_TYPE "comments+xml"
#define VML_TYPE "application/vnd.openxmlformats-officedocument.vmlDrawing"

static const char tail[] = "\n\n" MARK_HEADING "\n";

struct notes {
    struct xlsx_mark *m;
    struct xml_tree t;
    struct xml_edits e;
    struct str prefix;
    struct xml_node *authors, *list;
    const struct mark *marks; /* of the sheet */
    size_t nmarks;
    bool *done; /* by mark: it stands in somebody's comment, or there is none to write */
    struct xlsx_boxes boxes;
};

/* -- reading what is there ------------------------------------------------------------------------- */

static struct str author(struct notes *k, struct str id)
{
    uint64_t index;
    struct xml_node *n = xml_child(k->authors, "author");
    if (!str_uint(&index, id, UINT32_MAX))
        return STR("");
    while (n && index--)
        n = xml_sibling(n, "author");
    return n ? xml_said(&k->t, n) : STR("");
}

/* The number of our author, and of all. */
static bool our_author(struct notes *k, unsigned *index)
{
    *index = 0;
    for (struct xml_node *n = xml_child(k->authors, "author"); n;
         n = xml_sibling(n, "author"), ++*index)
        if (str_is(xml_said(&k->t, n), MARK_AUTHOR))
            return true;
    return false;
}

static const struct mark *mark_at(size_t *index, struct notes *k, uint32_t row, uint32_t column)
{
    size_t low = 0, high = k->nmarks;
    while (low < high) {
        size_t i = low + (high - low) / 2;
        const struct mark *m = &k->marks[i];
        if (m->row < row || (m->row == row && m->column < column))
            low = i + 1;
        else
            high = i;
    }
    *index = low;
    return low < k->nmarks && k->marks[low].row == row && k->marks[low].column == column
               ? &k->marks[low] : NULL;
}

/* -- somebody else's comment -------------------------------------------------------------------------- */

static struct str put(struct notes *k, struct str s)
{
    struct buf out = {0};
    xlsx_put(&out, s, 0);
    return xml_keep(k->m->arena, &out);
}

/* Takes what we said behind somebody's words away. */
static void cut_tail(struct notes *k, struct xml_node *text, struct str said)
{
    const char *at = said.len ? memmem(said.p, said.len, tail, sizeof tail - 1) : NULL;
    size_t keep = at ? (size_t)(at - said.p) : said.len, from = 0;
    if (!at)
        return;
    for (struct xml_node *n = text->first; n; n = n->next) {
        bool is_run = str_is(n->name, "r");
        struct xml_node *t = is_run ? xml_child(n, "t") : str_is(n->name, "t") ? n : NULL;
        if (!t)
            continue;
        struct str words = xml_said(&k->t, t);
        if (from >= keep)
            xml_remove(&k->e, n);
        else if (from + words.len > keep)
            xml_replace(&k->e, t->inner, t->inner_end - t->inner,
                        put(k, str_sub(words, 0, keep - from)));
        from += words.len;
    }
}

#define LETTERS(bold)                                                                          \
    "<%.*srPr>" bold "<%.*ssz val=\"9\"/><%.*scolor indexed=\"81\"/><%.*srFont val=\"Tahoma\"/>"  \
    "<%.*sfamily val=\"2\"/></%.*srPr>"
#define P STR_FMT(p)

static struct str comment_text(struct notes *k, const struct mark *mark)
{
    struct buf out = {0};
    xlsx_put(&out, mark->comment, MARK_TEXT_MAX);
    return xml_keep(k->m->arena, &out);
}

static void add_tail(struct notes *k, struct xml_node *text, const struct mark *mark)
{
    struct str p = k->prefix;
    for (struct xml_node *n = text->first; n; n = n->next) {
        if (str_is(n->name, "t")) { /* a text is either plain or made of runs */
            xml_insert(&k->e, n->at, xml_fmt(k->m->arena, "<%.*sr>", P));
            xml_insert(&k->e, n->end, xml_fmt(k->m->arena, "</%.*sr>", P));
        }
    }
    xml_append(&k->e, text,
               xml_fmt(k->m->arena, "<%.*sr>" LETTERS("") "<%.*st xml:space=\"preserve\">&#10;&#10;"
                       MARK_HEADING "&#10;%.*s</%.*st></%.*sr>", P, P, P, P, P, P, P, P,
                       STR_FMT(comment_text(k, mark)), P, P));
}

/* What a comment says with ours behind it. */
static struct str whole(struct notes *k, struct str said, const struct mark *mark)
{
    const char *at = said.len ? memmem(said.p, said.len, tail, sizeof tail - 1) : NULL;
    return xml_fmt(k->m->arena, "%.*s%s%.*s", at ? (int)(at - said.p) : (int)said.len, said.p,
                   tail, STR_FMT(str_sub(mark->comment, 0, MARK_TEXT_MAX)));
}

static void look_at(struct notes *k, struct xml_node *comment)
{
    struct str ref, id, who, said;
    uint32_t row, column;
    size_t index;
    if (!xml_value(&ref, &k->t, comment, "ref") || !cell_parse(&column, &row, ref))
        return;
    xml_value(&id, &k->t, comment, "authorId");
    struct xml_node *text = xml_child(comment, "text");
    who = author(k, id);
    said = xml_said(&k->t, text);
    if (str_is(who, MARK_AUTHOR) || str_starts(said, STR(MARK_HEADING "\n"))) {
        xml_remove(&k->e, comment);
        k->boxes.gone[k->boxes.ngone++] = (struct mark){.row = row, .column = (uint16_t)column};
        return;
    }
    const struct mark *mark = mark_at(&index, k, row, column);
    bool threaded = str_starts(who, STR("tc="));
    if (text && !threaded)
        cut_tail(k, text, said);
    if (mark && !k->done[index]) {
        if (text && !threaded && !text->empty) {
            add_tail(k, text, mark);
            k->boxes.grown[k->boxes.ngrown] = *mark;
            k->boxes.grown[k->boxes.ngrown++].comment = whole(k, said, mark);
        }
        k->done[index] = true;
    }
}

/* -- writing ---------------------------------------------------------------------------------------------- */

static void new_comment(struct buf *out, struct notes *k, const struct mark *mark, unsigned who)
{
    char name[CELL_NAME];
    struct str p = k->prefix;
    cell_name(name, mark->column, mark->row);
    buf_fmt(out, "<%.*scomment ref=\"%s\" authorId=\"%u\"><%.*stext><%.*sr>", P, name, who, P, P);
    buf_fmt(out, LETTERS("<%.*sb/>"), P, P, P, P, P, P, P);
    buf_fmt(out, "<%.*st>" MARK_HEADING "</%.*st></%.*sr><%.*sr>", P, P, P, P);
    buf_fmt(out, LETTERS(""), P, P, P, P, P, P);
    buf_fmt(out, "<%.*st xml:space=\"preserve\">&#10;", P);
    buf_str(out, comment_text(k, mark));
    buf_fmt(out, "</%.*st></%.*sr></%.*stext></%.*scomment>", P, P, P, P);
}

/* The comments that no other comment took in. */
static void write_comments(struct notes *k)
{
    struct buf out = {0};
    unsigned who;
    bool known = our_author(k, &who);
    for (size_t i = 0; i < k->nmarks; i++) {
        if (k->done[i])
            continue;
        new_comment(&out, k, &k->marks[i], who);
        k->boxes.fresh[k->boxes.nfresh++] = k->marks[i];
    }
    if (out.len == 0)
        return;
    if (!known)
        xml_append(&k->e, k->authors, xml_fmt(k->m->arena, "<%.*sauthor>" MARK_AUTHOR
                                              "</%.*sauthor>", STR_FMT(k->prefix),
                                              STR_FMT(k->prefix)));
    xml_append(&k->e, k->list, xml_keep(k->m->arena, &out));
}

static int write_boxes(struct notes *k, struct xlsx_cells *c, const char *sheet,
                       size_t number, struct err *err)
{
    struct xlsx_mark *m = k->m;
    struct str vml = STR(""), id;
    int64_t part = -1;
    int r = 0;
    if (c->legacy.len) {
        r = xlsx_related(&part, NULL, m, sheet, c->legacy, NULL, err);
        if (r < 0 || part < 0)
            return r;
        r = package_text(&vml, m->p, part, err);
    } else if (k->boxes.nfresh == 0) {
        return 0;
    }
    if (r < 0)
        return r;
    vml = xlsx_boxes(m->arena, vml, c, &k->boxes, number);
    if (part >= 0) {
        package_change(m->p, part, vml);
        return 0;
    }
    const char *name = package_free_name(m->p, "xl/drawings/vmlDrawing", ".vml");
    package_add(m->p, name, vml);
    r = xlsx_type_default(m, "vml", VML_TYPE, err);
    if (r == 0)
        r = xlsx_relate(&id, m, sheet, "vmlDrawing", name, err);
    if (r == 0)
        xml_insert(&c->edits, c->legacy_at,
                   xml_fmt(m->arena, "<%.*slegacyDrawing%s r:id=\"%.*s\"/>", STR_FMT(c->prefix),
                           xlsx_declare_r(m, c->edits.text, c->root), STR_FMT(id)));
    return r;
}

static int new_part(struct notes *k, int64_t *part, const char *sheet, struct err *err)
{
    struct xlsx_mark *m = k->m;
    struct str id;
    const char *name = package_free_name(m->p, "xl/comments", ".xml");
    *part = package_add(m->p, name, xml_fmt(m->arena, XML_HEAD "<comments xmlns=\"%s\"><authors>"
                                            "</authors><commentList></commentList></comments>",
                                            m->main_ns));
    int r = xlsx_type_add(m, name, COMMENTS_TYPE, err);
    return r < 0 ? r : xlsx_relate(&id, m, sheet, "comments", name, err);
}

static int mark_part(struct notes *k, struct xlsx_cells *c, int64_t part, const char *sheet,
                     size_t number, struct err *err)
{
    struct arena *arena = k->m->arena;
    struct str text;
    size_t n = 0;
    int r = package_text(&text, k->m->p, part, err);
    if (r == 0)
        r = xml_tree_read(&k->t, arena, text, package_name(k->m->p, part), err);
    if (r < 0)
        return r;
    k->e = (struct xml_edits){.arena = arena, .text = text};
    k->prefix = xml_prefix(text, k->t.root->at);
    k->authors = xml_child(k->t.root, "authors");
    k->list = xml_child(k->t.root, "commentList");
    if (!k->authors || !k->list)
        return err_set(err, ERR_INPUT, "the part \"%s\" has no list of comments: the file is "
                       "damaged", utf8_brief(str_of(package_name(k->m->p, part))).text);
    for (struct xml_node *node = k->list->first; node; node = node->next)
        n++;
    k->boxes.gone = arena_array(arena, struct mark, n);
    k->boxes.grown = arena_array(arena, struct mark, n);
    k->boxes.fresh = arena_array(arena, struct mark, k->nmarks);
    for (struct xml_node *node = xml_child(k->list, "comment"); node;
         node = xml_sibling(node, "comment"))
        look_at(k, node);
    write_comments(k);
    r = xml_edited(&text, &k->e, err);
    if (r < 0)
        return r;
    package_change(k->m->p, part, text);
    bool any = k->boxes.ngone || k->boxes.nfresh || k->boxes.ngrown;
    return any ? write_boxes(k, c, sheet, number, err) : 0;
}

int xlsx_notes_mark(struct xlsx_mark *m, struct xlsx_cells *c, const char *sheet,
                    const struct mark *marks, size_t nmarks, size_t number, struct err *err)
{
    struct notes k = {.m = m, .marks = marks, .nmarks = nmarks};
    int64_t part;
    bool any = false;
    int r = xlsx_related(&part, NULL, m, sheet, STR(""), "comments", err);
    if (r < 0)
        return r;
    k.done = arena_array(m->arena, bool, nmarks);
    for (size_t i = 0; i < nmarks; i++) {
        k.done[i] = marks[i].comment.len == 0;
        any = any || !k.done[i];
    }
    if (part < 0 && !any)
        return 0;
    if (part < 0)
        r = new_part(&k, &part, sheet, err);
    return r < 0 ? r : mark_part(&k, c, part, sheet, number, err);
}
