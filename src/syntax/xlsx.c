/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/xlsx.h"

#include "base/utf8.h"

#include <stdio.h>
#include <strings.h>

enum { PATH_MAX_BYTES = 1024, RELATIONS_MAX = 4000, FORMATS = 65536, UNKNOWN_FORMAT = 255 };

struct relation {
    const char *id, *type, *target;
};

struct book_sheet {
    struct str name;
    const char *relation;
    bool hidden;
};

struct book {
    struct xlsx x;
    struct arena arena; /* relations and names of sheets; each is limited in number and length */
    struct relation *relations;
    struct book_sheet *sheets;
    size_t nrelations, nsheets, size; /* size: of strings or formats */
    uint8_t *formats;                 /* per number format's id */
    bool within;                      /* the element of the part that matters */
};

/* -- content types ---------------------------------------------------------------------- */

static void refuse_type(struct sheet_xml *x, const char *type)
{
    const char *why = NULL;
    if (strcasestr(type, "sheet.binary"))
        why = "the file is a binary workbook (.xlsb); save it as .xlsx and send that";
    else if (strcasestr(type, "macro") || strcasestr(type, "vbaProject"))
        why = "the workbook has macros; save it as .xlsx without them and send that";
    if (why)
        sheet_xml_fail(x, err_set(x->err, ERR_INPUT, "%s", why));
}

static void types_start(struct sheet_xml *x, const char *name, const char **attrs)
{
    const char *type = sheet_attr(attrs, "ContentType");
    /* a default may be for parts that are not there: SheetJS writes all that it knows */
    if (type && strcmp(name, "Override") == 0)
        refuse_type(x, type);
}

/* Parts that nobody's figures need, by their names. */
static int refuse_parts(struct sheet_zip *z, struct err *err)
{
    if (sheet_zip_find(z, "xl/workbook.bin") >= 0)
        return err_set(err, ERR_INPUT, "the file is a binary workbook (.xlsb); save it as .xlsx "
                       "and send that");
    for (int64_t i = 0; i < z->entries; i++) {
        const char *name = sheet_zip_name(z, i);
        if (strcasestr(name, "vbaProject") || strcasestr(name, "macrosheets/"))
            return err_set(err, ERR_INPUT, "the workbook has macros (the part \"%s\"); save "
                           "it as .xlsx without them and send that", utf8_brief(str_of(name)).text);
        if (strcasestr(name, "externalLinks/"))
            return err_set(err, ERR_INPUT, "the workbook has links to other files (the part "
                           "\"%s\"); break them (Data, Edit Links) and send it again",
                           utf8_brief(str_of(name)).text);
    }
    return 0;
}

static int read_part(struct book *b, int64_t part, void (*start)(struct sheet_xml *, const char *,
                     const char **), void (*end)(struct sheet_xml *, const char *),
                     struct err *err)
{
    struct sheet_xml x = {.self = b, .start = start, .end = end};
    b->within = false;
    int r = sheet_xml_read(&x, b->x.z, part, err);
    sheet_xml_release(&x);
    return r;
}

static int check_types(struct book *b, struct err *err)
{
    int64_t part = sheet_zip_find(b->x.z, "[Content_Types].xml");
    if (part < 0)
        return err_set(err, ERR_INPUT, "the workbook lacks the part \"[Content_Types].xml\": it "
                       "is damaged");
    struct sheet_xml x = {.self = b, .start = types_start};
    int r = sheet_xml_read(&x, b->x.z, part, err);
    sheet_xml_release(&x);
    return r;
}

/* -- relationships ---------------------------------------------------------------------- */

static const char *keep(struct book *b, const char *text)
{
    return arena_text(&b->arena, str_of(text));
}

static void relations_start(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct book *b = x->self;
    const char *id = sheet_attr(attrs, "Id"), *type = sheet_attr(attrs, "Type");
    const char *target = sheet_attr(attrs, "Target"), *mode = sheet_attr(attrs, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target ||
        strlen(id) > PATH_MAX_BYTES || strlen(type) > PATH_MAX_BYTES ||
        strlen(target) > PATH_MAX_BYTES || (mode && strcasecmp(mode, "External") == 0))
        return;
    if (b->nrelations >= RELATIONS_MAX) {
        sheet_xml_fail(x, err_set(x->err, ERR_LIMIT, "more than %d relationships",
                                  RELATIONS_MAX));
        return;
    }
    b->relations[b->nrelations++] = (struct relation){keep(b, id), keep(b, type),
                                                      keep(b, target)};
}

static bool is_type(const struct relation *r, const char *word)
{
    const char *slash = strrchr(r->type, '/');
    return slash && strcmp(slash + 1, word) == 0;
}

/* "xl/worksheets/sheet1.xml" from "xl/workbook.xml" and "worksheets/sheet1.xml", "/xl/..." or
 * "../xl/...". */
static void resolve(char out[2 * PATH_MAX_BYTES + 2], const char *from, const char *target)
{
    size_t n = 0;
    const char *slash = strrchr(from, '/');
    if (target[0] != '/' && slash && slash - from < PATH_MAX_BYTES) {
        n = (size_t)(slash - from) + 1;
        memcpy(out, from, n);
    }
    struct str rest = str_of(target), piece;
    while (str_next(&piece, &rest, '/')) {
        if (piece.len == 0 || str_is(piece, "."))
            continue;
        if (str_is(piece, "..")) {
            if (n)
                n--;
            while (n && out[n - 1] != '/')
                n--;
            continue;
        }
        memcpy(out + n, piece.p, piece.len);
        n += piece.len;
        out[n++] = '/';
    }
    out[n ? n - 1 : 0] = '\0';
}

/* Reads the relationships of a part ("" is the package). */
static int read_relations(struct book *b, const char *of, struct err *err)
{
    char path[2 * PATH_MAX_BYTES + 32];
    const char *slash = strrchr(of, '/');
    int folder = slash ? (int)(slash - of) + 1 : 0;
    snprintf(path, sizeof path, "%.*s_rels/%.1024s.rels", folder, of, of + folder);
    int64_t part = sheet_zip_find(b->x.z, path);
    b->nrelations = 0;
    if (part < 0)
        return err_set(err, ERR_INPUT, "the workbook lacks the part \"%s\": it is damaged",
                       utf8_brief(str_of(path)).text);
    return read_part(b, part, relations_start, NULL, err);
}

static int64_t part_of_type(struct book *b, const char *from, const char *type)
{
    char path[2 * PATH_MAX_BYTES + 2];
    for (size_t i = 0; i < b->nrelations; i++) {
        if (is_type(&b->relations[i], type)) {
            resolve(path, from, b->relations[i].target);
            return sheet_zip_find(b->x.z, path);
        }
    }
    return -1;
}

/* -- the workbook ----------------------------------------------------------------------- */

static void add_sheet(struct book *b, struct sheet_xml *x, const char **attrs)
{
    const char *name = sheet_attr(attrs, "name"), *id = sheet_attr(attrs, "id");
    const char *state = sheet_attr(attrs, "state");
    if (b->nsheets >= WORKBOOK_SHEETS_MAX) {
        sheet_xml_fail(x, err_set(x->err, ERR_LIMIT, "more than %d sheets", WORKBOOK_SHEETS_MAX));
        return;
    }
    if (!name || !id || strlen(name) > PATH_MAX_BYTES || strlen(id) > PATH_MAX_BYTES) {
        sheet_xml_fail(x, err_set(x->err, ERR_INPUT, "sheet %zu has no name or no relationship",
                                  b->nsheets + 1));
        return;
    }
    b->sheets[b->nsheets++] = (struct book_sheet){
        str_of(keep(b, name)), keep(b, id), state && strcasecmp(state, "visible") != 0};
}

static void book_start(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct book *b = x->self;
    if (strcmp(name, "workbookPr") == 0)
        b->x.from_1904 = sheet_attr_is_true(attrs, "date1904");
    else if (strcmp(name, "sheets") == 0)
        b->within = true;
    else if (strcmp(name, "sheet") == 0 && b->within)
        add_sheet(b, x, attrs);
    else if (strcmp(name, "workbook") != 0)
        sheet_xml_skip(x);
}

static void book_end(struct sheet_xml *x, const char *name)
{
    struct book *b = x->self;
    if (strcmp(name, "sheets") == 0)
        b->within = false;
}

/* -- styles: which cell formats are dates ------------------------------------------------ */

static void styles_start(struct sheet_xml *x, const char *name, const char **attrs)
{
    struct book *b = x->self;
    uint64_t id;
    const char *text = sheet_attr(attrs, "numFmtId"), *code = sheet_attr(attrs, "formatCode");
    bool known = text && str_uint(&id, str_of(text), FORMATS - 1);
    if (strcmp(name, "numFmts") == 0 || strcmp(name, "cellXfs") == 0) {
        b->within = true;
    } else if (b->within && strcmp(name, "numFmt") == 0) {
        if (known && code)
            b->formats[id] = (uint8_t)sheet_date_code(str_of(code));
    } else if (b->within && strcmp(name, "xf") == 0) {
        if (b->x.ndates >= FORMATS)
            return; /* more than any program writes: the rest is taken for numbers */
        uint8_t kind = SHEET_NO_DATE;
        if (known)
            kind = b->formats[id] == UNKNOWN_FORMAT ? (uint8_t)sheet_date_builtin((unsigned)id)
                                                    : b->formats[id];
        b->x.dates[b->x.ndates++] = kind;
    } else if (strcmp(name, "styleSheet") != 0) {
        sheet_xml_skip(x);
    }
}

static void styles_end(struct sheet_xml *x, const char *name)
{
    struct book *b = x->self;
    if (strcmp(name, "numFmts") == 0 || strcmp(name, "cellXfs") == 0)
        b->within = false;
}

static int read_styles(struct book *b, int64_t part, struct err *err)
{
    b->formats = mem_alloc(FORMATS);
    b->x.dates = mem_alloc(FORMATS);
    memset(b->formats, UNKNOWN_FORMAT, FORMATS);
    int r = read_part(b, part, styles_start, styles_end, err);
    free(b->formats);
    return r;
}

/* -- shared strings --------------------------------------------------------------------- */

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character of "_xHHHH_" at p, -1 when it is none. */
static int escaped(const char *p, size_t len)
{
    int c = 0;
    if (len < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
        return -1;
    for (int i = 2; i < 6; i++) {
        if (hex(p[i]) < 0)
            return -1;
        c = c * 16 + hex(p[i]);
    }
    return c;
}

struct str xlsx_unescape(struct buf *text, struct str s)
{
    if (!str_find(s, STR("_x")))
        return s;
    assert(s.p == text->p);
    size_t n = 0;
    char *p = text->p; /* never grows: seven bytes become at most three */
    for (size_t i = 0; i < s.len;) {
        int c = escaped(p + i, s.len - i);
        if (c < 0) {
            p[n++] = p[i++];
            continue;
        }
        i += 7;
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0xd800 && c <= 0xdfff))
            c = 0xfffd; /* no text has it */
        if (c < 0x80) {
            p[n++] = (char)c;
        } else if (c < 0x800) {
            p[n++] = (char)(0xc0 | c >> 6);
            p[n++] = (char)(0x80 | (c & 0x3f));
        } else {
            p[n++] = (char)(0xe0 | c >> 12);
            p[n++] = (char)(0x80 | (c >> 6 & 0x3f));
            p[n++] = (char)(0x80 | (c & 0x3f));
        }
    }
    text->len = n;
    return (struct str){p, n};
}

static void strings_start(struct sheet_xml *x, const char *name, UNUSED const char **attrs)
{
    struct book *b = x->self;
    if (strcmp(name, "si") == 0) {
        x->text.len = 0;
        b->within = true;
    } else if (strcmp(name, "t") == 0 && b->within) {
        x->capture = true;
    } else if (strcmp(name, "r") != 0 && strcmp(name, "sst") != 0) {
        sheet_xml_skip(x); /* how it is formatted, how it is pronounced */
    }
}

static void strings_end(struct sheet_xml *x, const char *name)
{
    struct book *b = x->self;
    x->capture = false;
    if (strcmp(name, "si") != 0)
        return;
    if (b->x.nstrings >= WORKBOOK_CELLS_MAX) {
        sheet_xml_fail(x, err_set(x->err, ERR_LIMIT, "more than %d texts", WORKBOOK_CELLS_MAX));
        return;
    }
    if (b->x.nstrings == b->size) {
        b->size = MAX(b->size * 2, (size_t)1024);
        b->x.strings = mem_grow(b->x.strings, b->size * sizeof *b->x.strings);
    }
    struct str text = xlsx_unescape(&x->text, sheet_xml_text(x));
    b->x.strings[b->x.nstrings++] = sheet_out_text(b->x.out, text);
    b->within = false;
}

/* -- all of it -------------------------------------------------------------------------- */

bool xlsx_is(struct sheet_zip *z)
{
    return sheet_zip_has_folder(z, "xl/");
}

static int read_sheet(struct book *b, const struct book_sheet *sheet, const char *from,
                      struct err *err)
{
    char path[2 * PATH_MAX_BYTES + 2];
    const struct relation *found = NULL;
    for (size_t i = 0; i < b->nrelations && !found; i++)
        if (strcmp(b->relations[i].id, sheet->relation) == 0)
            found = &b->relations[i];
    if (found && strcasestr(found->type, "macrosheet"))
        return err_set(err, ERR_INPUT, "the workbook has macros (the sheet \"%s\"); save it "
                       "as .xlsx without them and send that", utf8_brief(sheet->name).text);
    int r = sheet_out_sheet(b->x.out, sheet->name, sheet->hidden, err);
    if (r == 0 && !(found && (is_type(found, "chartsheet") || is_type(found, "dialogsheet")))) {
        if (found)
            resolve(path, from, found->target);
        int64_t part = found ? sheet_zip_find(b->x.z, path) : -1;
        if (part < 0)
            return err_set(err, ERR_INPUT, "the sheet \"%s\" is listed in the workbook but is "
                           "not there: the file is damaged",
                           utf8_brief(sheet->name).text);
        r = xlsx_sheet(&b->x, part, err);
    }
    return r == 0 ? sheet_out_sheet_end(b->x.out, err) : r;
}

static int read_book(struct book *b, struct err *err)
{
    int r = refuse_parts(b->x.z, err);
    if (r == 0)
        r = check_types(b, err);
    if (r == 0)
        r = read_relations(b, "", err);
    if (r < 0)
        return r;
    int64_t main = part_of_type(b, "", "officeDocument");
    if (main < 0)
        return err_set(err, ERR_INPUT, "the file has no workbook in it: the part that its "
                       "relationships name is missing; it is damaged");
    const char *from = keep(b, sheet_zip_name(b->x.z, main));
    r = read_part(b, main, book_start, book_end, err);
    if (r == 0)
        r = read_relations(b, from, err);
    if (r == 0 && b->nsheets == 0)
        r = err_set(err, ERR_INPUT, "the workbook has no sheet");
    int64_t styles = r == 0 ? part_of_type(b, from, "styles") : -1;
    if (styles >= 0)
        r = read_styles(b, styles, err);
    int64_t strings = r == 0 ? part_of_type(b, from, "sharedStrings") : -1;
    if (strings >= 0)
        r = read_part(b, strings, strings_start, strings_end, err);
    for (size_t i = 0; i < b->nsheets && r == 0; i++)
        r = read_sheet(b, &b->sheets[i], from, err);
    return r;
}

int xlsx_read(struct sheet_out *o, struct sheet_zip *z, struct err *err)
{
    struct book b = {.x = {.z = z, .out = o}};
    arena_init(&b.arena, 64 << 20); /* two rounds of relations, 3 KB each, and the sheets */
    b.relations = arena_array(&b.arena, struct relation, RELATIONS_MAX);
    b.sheets = arena_array(&b.arena, struct book_sheet, WORKBOOK_SHEETS_MAX);
    int r = read_book(&b, err);
    free(b.x.strings);
    free(b.x.dates);
    arena_release(&b.arena);
    return r;
}
