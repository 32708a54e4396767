/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Marking an XLSX file: the workbook, and who of its parts has to change. */

#include "syntax/xlsx_mark.h"

#include "syntax/workbook.h"

#define STYLES_TYPE XLSX_TYPE "styles+xml"
#define SHEET_TYPE XLSX_TYPE "worksheet+xml"

enum { PEEK = 16 << 10 };

struct book_sheet {
    struct xml_node *node;
    struct str name, relation;
    int64_t part;   /* -1: nothing to mark, as in a sheet of a chart */
    bool earlier;   /* we added it */
    size_t becomes; /* its number among the sheets afterwards, from 0 */
};

struct book {
    struct xlsx_mark *m;
    struct xml_tree t;
    int64_t part;
    const char *name; /* of its part */
    struct book_sheet *sheets;
    size_t nsheets;
    bool replaced; /* an earlier sheet goes */
    struct str extra_name, extra_relation;
};

/* -- reading the workbook ----------------------------------------------------------------------------- */

static int add_sheet(struct book *b, struct xml_node *node, struct err *err)
{
    struct book_sheet *s = &b->sheets[b->nsheets++];
    struct str type = STR("");
    *s = (struct book_sheet){.node = node, .part = -1};
    xml_value(&s->name, &b->t, node, "name");
    xml_value(&s->relation, &b->t, node, "id");
    int r = xlsx_related(&s->part, &type, b->m, b->name, s->relation, NULL, err);
    if (r == 0 && !str_ends(type, STR("/worksheet")))
        s->part = -1;
    return r;
}

/* The name of the sheet in 'It''s'!$A$1. */
static struct str sheet_of_reference(struct arena *arena, struct str s)
{
    struct buf out = {0};
    size_t i = 0;
    bool quoted = s.len && s.p[0] == '\'';
    if (s.len && s.p[0] == '$')
        i++;
    for (i += quoted; i < s.len; i++) {
        if (quoted && s.p[i] == '\'' && (++i >= s.len || s.p[i] != '\''))
            break;
        if (!quoted && s.p[i] == '!')
            break;
        buf_char(&out, s.p[i]);
    }
    return xml_keep(arena, &out);
}

static void find_earlier(struct book *b)
{
    struct str name;
    size_t others = b->nsheets;
    struct xml_node *names = xml_child(b->t.root, "definedNames");
    struct xml_node *n = names ? xml_child(names, "definedName") : NULL;
    for (; n; n = xml_sibling(n, "definedName")) {
        if (!xml_value(&name, &b->t, n, "name") || !str_eq_nocase(name, STR(MARK_SHEET_NAME)))
            continue;
        struct str sheet = sheet_of_reference(b->t.arena, xml_said(&b->t, n));
        for (size_t i = 0; i < b->nsheets; i++) {
            if (!b->sheets[i].earlier && str_eq_nocase(b->sheets[i].name, sheet)) {
                b->sheets[i].earlier = true;
                others--;
            }
        }
    }
    b->replaced = others < b->nsheets;
    if (others == 0 && !b->m->q->extra) { /* a workbook has at least one */
        b->sheets[0].earlier = false;
        b->replaced = b->nsheets > 1;
    }
}

static int read_book(struct book *b, struct err *err)
{
    struct xlsx_mark *m = b->m;
    struct str text;
    int r = xlsx_related(&b->part, NULL, m, "", STR(""), "officeDocument", err);
    if (r < 0)
        return r;
    if (b->part < 0)
        return err_set(err, ERR_INPUT, "the file has no workbook in it: it is damaged");
    b->name = package_name(m->p, b->part);
    r = package_text(&text, m->p, b->part, err);
    if (r == 0)
        r = xml_tree_read(&b->t, m->arena, text, b->name, err);
    if (r < 0)
        return r;
    bool strict = memmem(text.p + b->t.root->at, b->t.root->inner - b->t.root->at,
                         XLSX_MAIN_STRICT, sizeof XLSX_MAIN_STRICT - 1) != NULL;
    m->main_ns = strict ? XLSX_MAIN_STRICT : XLSX_MAIN_TRANSITIONAL;
    m->relation_ns = strict ? XLSX_STRICT : XLSX_TRANSITIONAL;
    b->sheets = arena_array(m->arena, struct book_sheet, WORKBOOK_SHEETS_MAX);
    struct xml_node *sheets = xml_child(b->t.root, "sheets");
    struct xml_node *n = sheets ? xml_child(sheets, "sheet") : NULL;
    for (; n && r == 0; n = xml_sibling(n, "sheet")) {
        if (b->nsheets == WORKBOOK_SHEETS_MAX)
            return err_set(err, ERR_LIMIT, "more than %d sheets", WORKBOOK_SHEETS_MAX);
        r = add_sheet(b, n, err);
    }
    if (r == 0 && b->nsheets == 0)
        return err_set(err, ERR_INPUT, "the workbook has no sheet");
    find_earlier(b);
    return r;
}

/* -- the sheets that were sent --------------------------------------------------------------------------- */

/* Is the sheet one of those that are selected? That stands near its beginning. */
static bool is_selected(struct book *b, int64_t part)
{
    struct sheet_part at;
    char *text = arena_alloc(b->m->arena, PEEK);
    if (part >= b->m->p->zip->entries || sheet_part_open(&at, b->m->p->zip, part, NULL) < 0)
        return false;
    int n = sheet_part_next(&at, b->m->p->zip, text, PEEK, NULL);
    sheet_part_close(&at);
    return n > 0 && memmem(text, (size_t)n, "tabSelected", sizeof "tabSelected" - 1);
}

static int mark_sheet(struct book *b, size_t index, struct xlsx_styles *styles, struct err *err)
{
    struct xlsx_mark *m = b->m;
    struct book_sheet *sheet = &b->sheets[index];
    struct xlsx_cells cells;
    struct str text;
    size_t n, number = 1; /* the same whether or not there is a sheet of ours before it */
    int64_t comments;
    const struct mark *marks = mark_of_sheet(&n, m->q, index + 1);
    for (size_t i = 0; i < index; i++)
        number += !b->sheets[i].earlier;
    if (sheet->part < 0 || sheet->earlier)
        return 0;
    const char *name = package_name(m->p, sheet->part);
    bool unselect = m->q->extra && m->q->extra->put_first && is_selected(b, sheet->part);
    int r = xlsx_related(&comments, NULL, m, name, STR(""), "comments", err);
    if (r < 0 || (!n && !unselect && comments < 0 && !styles->ours))
        return r;
    r = package_text(&text, m->p, sheet->part, err);
    if (r == 0)
        r = xlsx_cells_mark(&cells, styles, m->arena, text, name, marks, n, unselect, err);
    if (r == 0)
        r = xlsx_notes_mark(m, &cells, name, marks, n, number, err);
    if (r == 0)
        r = xml_edited(&text, &cells.edits, err);
    if (r == 0)
        package_change(m->p, sheet->part, text);
    return r;
}

/* -- the sheet that is added, and the one that was --------------------------------------------------------- */

static int drop_earlier(struct book *b, struct err *err)
{
    static const char *const kinds[] = {"comments", "threadedComment", "vmlDrawing", "table",
                                        "printerSettings"};
    struct xlsx_mark *m = b->m;
    int r = 0;
    for (size_t i = 0; i < b->nsheets && r == 0; i++) {
        if (!b->sheets[i].earlier || b->sheets[i].part < 0)
            continue;
        const char *name = package_name(m->p, b->sheets[i].part);
        for (size_t k = 0; k < ARRAY_LEN(kinds) && r == 0; k++)
            r = xlsx_unrelate(m, name, STR(""), kinds[k], err);
        if (r == 0)
            r = xlsx_unrelate(m, b->name, b->sheets[i].relation, NULL, err);
        package_drop(m->p, package_find(m->p, xlsx_relations_of(m, name)));
    }
    if (r == 0 && b->replaced) /* it may name cells of that sheet; programs make it anew */
        r = xlsx_unrelate(m, b->name, STR(""), "calcChain", err);
    return r;
}

static int add_extra(struct book *b, struct xlsx_styles *styles, struct err *err)
{
    struct xlsx_mark *m = b->m;
    struct str *taken = arena_array(m->arena, struct str, b->nsheets);
    size_t n = 0;
    for (size_t i = 0; i < b->nsheets; i++)
        if (!b->sheets[i].earlier)
            taken[n++] = b->sheets[i].name;
    b->extra_name = mark_sheet_name(m->arena, m->q->extra->name, taken, n);
    const char *part = package_free_name(m->p, "xl/worksheets/sheet", ".xml");
    struct str text = xlsx_extra_text(m, styles, m->q->extra);
    package_add(m->p, part, text);
    int r = xlsx_type_add(m, part, SHEET_TYPE, err);
    return r < 0 ? r : xlsx_relate(&b->extra_relation, m, b->name, "worksheet", part, err);
}

static struct str escaped(struct book *b, struct str s)
{
    struct buf out = {0};
    xml_put(&out, s, 0);
    return xml_keep(b->t.arena, &out);
}

/* 'It''s'!$A$1 */
static struct str first_cell(struct book *b)
{
    struct buf out = {0};
    buf_char(&out, '\'');
    for (size_t i = 0; i < b->extra_name.len; i++)
        buf_fmt(&out, b->extra_name.p[i] == '\'' ? "''" : "%c", b->extra_name.p[i]);
    buf_puts(&out, "'!$A$1");
    return escaped(b, xml_keep(b->t.arena, &out));
}

static uint64_t free_id(struct book *b)
{
    uint64_t highest = 0, id;
    struct str value;
    for (size_t i = 0; i < b->nsheets; i++)
        if (!b->sheets[i].earlier && xml_value(&value, &b->t, b->sheets[i].node, "sheetId") &&
            str_uint(&id, value, UINT32_MAX - 1))
            highest = MAX(highest, id);
    return highest + 1;
}

static void edit_sheets(struct xml_edits *e, struct book *b)
{
    struct xlsx_mark *m = b->m;
    bool first = m->q->extra && m->q->extra->put_first;
    size_t becomes = first;
    for (size_t i = 0; i < b->nsheets; i++) {
        b->sheets[i].becomes = becomes;
        if (b->sheets[i].earlier)
            xml_remove(e, b->sheets[i].node);
        else
            becomes++;
    }
    if (!m->q->extra)
        return;
    struct str p = xml_prefix(b->t.text, b->t.root->at);
    struct str one = xml_fmt(m->arena, "<%.*ssheet%s name=\"%.*s\" sheetId=\"%llu\" "
                             "r:id=\"%.*s\"/>", STR_FMT(p),
                             xlsx_declare_r(m, b->t.text, b->t.root->at),
                             STR_FMT(escaped(b, b->extra_name)),
                             (unsigned long long)free_id(b), STR_FMT(b->extra_relation));
    xml_insert(e, first ? b->sheets[0].node->at : b->sheets[b->nsheets - 1].node->end, one);
}

/* Attributes that are numbers of sheets. */
static size_t renumbered(struct book *b, struct str value, bool *there)
{
    uint64_t n;
    *there = str_uint(&n, value, UINT32_MAX) && n < b->nsheets && !b->sheets[n].earlier;
    return *there ? b->sheets[n].becomes : 0;
}

static void edit_views(struct xml_edits *e, struct book *b)
{
    struct str value;
    bool there, first = b->m->q->extra && b->m->q->extra->put_first;
    struct xml_node *views = xml_child(b->t.root, "bookViews");
    struct xml_node *n = views ? xml_child(views, "workbookView") : NULL;
    static const char *const names[] = {"activeTab", "firstSheet"};
    for (; n; n = xml_sibling(n, "workbookView")) {
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
            if (!xml_value(&value, &b->t, n, names[i]))
                continue;
            size_t becomes = renumbered(b, value, &there);
            if (first || !there)
                xml_drop_attr(e, n->at, names[i]);
            else
                xml_set_attr(e, n->at, names[i], xml_fmt(b->t.arena, "%zu", becomes));
        }
    }
}

static void edit_names(struct xml_edits *e, struct book *b)
{
    struct xlsx_mark *m = b->m;
    struct str value, p = xml_prefix(b->t.text, b->t.root->at), ours = STR("");
    struct xml_node *names = xml_child(b->t.root, "definedNames"), *before = NULL;
    size_t stay = 0;
    bool there;
    struct xml_edits inside = {.arena = m->arena, .text = e->text};
    if (m->q->extra)
        ours = xml_fmt(m->arena, "<%.*sdefinedName name=\"" MARK_SHEET_NAME "\" hidden=\"1\">%.*s"
                       "</%.*sdefinedName>", STR_FMT(p), STR_FMT(first_cell(b)), STR_FMT(p));
    for (struct xml_node *n = names ? names->first : NULL; n; n = n->next) {
        bool local = xml_value(&value, &b->t, n, "localSheetId");
        size_t becomes = renumbered(b, value, &there);
        xml_value(&value, &b->t, n, "name");
        if ((local && !there) || str_eq_nocase(value, STR(MARK_SHEET_NAME))) {
            xml_remove(&inside, n);
            continue;
        }
        stay++;
        if (local)
            xml_set_attr(&inside, n->at, "localSheetId", xml_fmt(m->arena, "%zu", becomes));
    }
    static const char *const order[] = {"externalReferences", "functionGroups", "sheets"};
    for (size_t i = 0; i < ARRAY_LEN(order) && !before; i++)
        before = xml_child(b->t.root, order[i]);
    if (names && !ours.len && !stay) { /* an empty list is not a list */
        xml_remove(e, names);
        return;
    }
    xml_edits_join(e, &inside);
    if (names && ours.len)
        xml_append(e, names, ours);
    else if (ours.len)
        xml_insert(e, before->end, xml_fmt(m->arena, "<%.*sdefinedNames>%.*s</%.*sdefinedNames>",
                                           STR_FMT(p), STR_FMT(ours), STR_FMT(p)));
}

static int edit_book(struct book *b, struct err *err)
{
    struct xml_edits e = {.arena = b->m->arena, .text = b->t.text};
    struct str text;
    if (!b->m->q->extra && !b->replaced)
        return 0;
    edit_sheets(&e, b);
    edit_views(&e, b);
    edit_names(&e, b);
    int r = xml_edited(&text, &e, err);
    if (r == 0)
        package_change(b->m->p, b->part, text);
    return r;
}

/* -- all of it ------------------------------------------------------------------------------------------------ */

static int write_styles(struct book *b, struct xlsx_styles *styles, struct err *err)
{
    struct xlsx_mark *m = b->m;
    struct str text, id;
    bool changed;
    int r = xlsx_styles_text(&text, &changed, styles, err);
    if (r < 0 || !changed)
        return r;
    if (styles->part >= 0) {
        package_change(m->p, styles->part, text);
        return 0;
    }
    const char *name = package_find(m->p, "xl/styles.xml") < 0
                           ? "xl/styles.xml" : package_free_name(m->p, "xl/styles", ".xml");
    package_add(m->p, name, text);
    r = xlsx_type_add(m, name, STYLES_TYPE, err);
    return r < 0 ? r : xlsx_relate(&id, m, b->name, "styles", name, err);
}

static int mark_book(struct book *b, struct xlsx_styles *styles, struct err *err)
{
    int r = drop_earlier(b, err);
    for (size_t i = 0; i < b->nsheets && r == 0; i++)
        r = mark_sheet(b, i, styles, err);
    if (r == 0 && b->m->q->extra)
        r = add_extra(b, styles, err);
    if (r == 0)
        r = edit_book(b, err);
    return r < 0 ? r : write_styles(b, styles, err);
}

int xlsx_mark(struct package *p, const struct mark_request *q, struct err *err)
{
    struct xlsx_mark m = {.p = p, .q = q, .arena = p->arena};
    struct book b = {.m = &m};
    struct xlsx_styles styles = {0};
    int64_t part;
    int r = read_book(&b, err);
    if (r == 0)
        r = xlsx_related(&part, NULL, &m, b.name, STR(""), "styles", err);
    if (r == 0)
        r = xlsx_styles_open(&styles, &m, part, err);
    if (r == 0)
        r = mark_book(&b, &styles, err);
    xlsx_styles_close(&styles);
    return r;
}
