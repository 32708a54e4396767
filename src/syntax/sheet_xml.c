/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/sheet_xml.h"

#include "base/utf8.h"

#include "syntax/workbook.h"

#include <expat.h>

enum { DEPTH_MAX = 100, PORTION = 64 << 10 };

static const char cut_mark[] = "...";

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attrs)
{
    struct sheet_xml *x = user;
    if (x->code)
        return;
    if (++x->depth > DEPTH_MAX) {
        sheet_xml_fail(x, err_set(x->err, ERR_LIMIT, "elements lie more than %d deep in each "
                                  "other, as in no workbook", DEPTH_MAX));
        return;
    }
    if (x->skip)
        x->skip++;
    else
        x->start(x, local(name), attrs);
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
    struct sheet_xml *x = user;
    if (x->code)
        return;
    x->depth--;
    if (x->skip)
        x->skip--;
    else if (x->end)
        x->end(x, local(name));
}

static void XMLCALL on_text(void *user, const XML_Char *p, int len)
{
    struct sheet_xml *x = user;
    if (x->capture && !x->skip && !x->code)
        sheet_xml_add(x, p, (size_t)len);
}

static void XMLCALL on_doctype(void *user, UNUSED const XML_Char *name,
                               UNUSED const XML_Char *sysid, UNUSED const XML_Char *pubid,
                               UNUSED int internal)
{
    struct sheet_xml *x = user;
    sheet_xml_fail(x, err_set(x->err, ERR_INPUT, "it declares a document type (DOCTYPE), which "
                              "no spreadsheet program writes"));
}

void sheet_xml_fail(struct sheet_xml *x, int code)
{
    if (x->code)
        return;
    x->code = code;
    XML_StopParser(x->parser, XML_FALSE);
}

void sheet_xml_skip(struct sheet_xml *x) { x->skip = 1; }

void sheet_xml_add(struct sheet_xml *x, const char *p, size_t len)
{
    if (x->text.len > WORKBOOK_TEXT_MAX)
        return; /* one too many: it will be cut */
    if (!x->collapse) {
        buf_put(&x->text, p, MIN(len, WORKBOOK_TEXT_MAX + 1 - x->text.len));
        return;
    }
    for (size_t i = 0; i < len && x->text.len <= WORKBOOK_TEXT_MAX; i++) {
        bool blank = p[i] == ' ' || p[i] == '\t' || p[i] == '\n' || p[i] == '\r';
        char last = x->text.len ? x->text.p[x->text.len - 1] : '\n';
        if (!blank)
            buf_char(&x->text, p[i]);
        else if (last != ' ' && last != '\t' && (last != '\n' || p[i] == ' '))
            buf_char(&x->text, ' '); /* also in front, where LibreOffice means it */
    }
}

struct str sheet_xml_text(struct sheet_xml *x)
{
    struct buf *b = &x->text;
    if (b->len > WORKBOOK_TEXT_MAX) {
        b->len = WORKBOOK_TEXT_MAX - (sizeof cut_mark - 1);
        while (b->len && ((unsigned char)b->p[b->len] & 0xc0) == 0x80)
            b->len--;
        buf_puts(b, cut_mark);
    }
    return b->len ? buf_view(b) : STR("");
}

static int parse_error(struct sheet_xml *x, const char *name, struct err *err)
{
    if (x->code)
        return err_context(err, "the part \"%s\"", utf8_brief(str_of(name)).text);
    enum XML_Error code = XML_GetErrorCode(x->parser);
    return err_set(err, ERR_INPUT, "the part \"%s\": damaged XML in line %lu (%s)", utf8_brief(str_of(name)).text,
                   (unsigned long)XML_GetCurrentLineNumber(x->parser), XML_ErrorString(code));
}

int sheet_xml_read(struct sheet_xml *x, struct sheet_zip *z, int64_t index, struct err *err)
{
    struct sheet_part part;
    int r = sheet_part_open(&part, z, index, err);
    if (r < 0)
        return r;
    x->err = err;
    x->depth = x->skip = 0;
    x->code = 0;
    x->text.len = 0;
    x->parser = XML_ParserCreate(NULL);
    if (!x->parser)
        abort(); /* out of memory */
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    for (int n = 1; n > 0 && r >= 0;) {
        void *room = XML_GetBuffer(x->parser, PORTION);
        if (!room)
            abort();
        n = sheet_part_next(&part, z, room, PORTION, err);
        if (n < 0)
            r = n;
        else if (XML_ParseBuffer(x->parser, n, n == 0) != XML_STATUS_OK)
            r = parse_error(x, part.name, err);
    }
    XML_ParserFree(x->parser);
    x->parser = NULL;
    sheet_part_close(&part);
    return r;
}

void sheet_xml_release(struct sheet_xml *x) { buf_release(&x->text); }

const char *sheet_attr(const char **attrs, const char *name)
{
    for (; attrs[0]; attrs += 2) {
        const char *bare = local(attrs[0]);
        if (strcmp(bare, name) == 0 && strncmp(attrs[0], "calcext:", 8) != 0)
            return attrs[1];
    }
    return NULL;
}

bool sheet_attr_is_true(const char **attrs, const char *name)
{
    const char *value = sheet_attr(attrs, name);
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}
