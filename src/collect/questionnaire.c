/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/sheets.h"

#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

enum { ACCENT = 0x1F4E79, PALE = 0xEAF1F8, GREY = 0xF2F2F2, RULE_GREY = 0xBFBFBF, INK = 0x222222,
       MUTED = 0x666666, ORANGE = 0xFFD9A8, ORANGE_INK = 0x8A3B00, YELLOW = 0xFFF6CC, ANSWERS = 4 };
enum { COVER_LABELS = 84, COVER_COLUMN = 16 };

/* -- words ---------------------------------------------------------------------------------- */

const char *sheets_words(struct sheets *s, const char *key)
{
    return arena_text(&s->arena, text_get(s->q->text, key));
}

const char *sheets_said(struct sheets *s, const char *key, const struct text_arg *args)
{
    struct buf out = {0};
    text_fmt(&out, s->q->text, key, args);
    const char *said = arena_text(&s->arena, buf_view(&out));
    buf_release(&out);
    return said;
}

struct str sheets_name(struct sheets *s, const char *kind, struct str code, struct str otherwise)
{
    return ref_name(s->ref, s->q->language, kind, code, otherwise);
}

const char *sheets_item(struct sheets *s, struct str name, struct str code)
{
    return arena_fmt(&s->arena, "%.*s [%.*s]", STR_FMT(name), STR_FMT(code));
}

/* -- looks ----------------------------------------------------------------------------------- */

static lxw_format *format(struct sheets *s, double size, uint32_t ink, int32_t fill)
{
    lxw_format *f = workbook_add_format(s->book);
    format_set_font_size(f, size);
    format_set_font_color(f, ink);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (fill >= 0)
        format_set_bg_color(f, (lxw_color_t)fill);
    return f;
}

static lxw_format *framed(lxw_format *f)
{
    format_set_border(f, LXW_BORDER_HAIR);
    format_set_border_color(f, RULE_GREY);
    return f;
}

static lxw_format *bold(lxw_format *f)
{
    format_set_bold(f);
    return f;
}

static lxw_format *wrapped(lxw_format *f)
{
    format_set_text_wrap(f);
    return f;
}

static lxw_format *numbers(lxw_format *f, const char *how)
{
    format_set_num_format(f, how);
    return f;
}

static lxw_format *open_to_all(lxw_format *f)
{
    format_set_unlocked(f);
    return f;
}

static lxw_format *centred(lxw_format *f)
{
    format_set_align(f, LXW_ALIGN_CENTER);
    return f;
}

static void make_styles(struct sheets *s)
{
    struct styles *t = &s->style;
    t->title = bold(format(s, 18, ACCENT, -1));
    t->lead = wrapped(format(s, 11, INK, -1));
    format_set_align(t->lead, LXW_ALIGN_VERTICAL_TOP);
    t->label = format(s, 11, INK, -1);
    t->value = bold(format(s, 11, INK, -1));
    t->muted = format(s, 10, MUTED, -1);
    t->link = wrapped(format(s, 11, 0x0B5CAD, -1));
    format_set_underline(t->link, LXW_UNDERLINE_SINGLE);
    t->band = bold(format(s, 11, 0xFFFFFF, ACCENT));
    format_set_underline(t->band, LXW_UNDERLINE_SINGLE);
    t->head = wrapped(bold(format(s, 11, 0xFFFFFF, ACCENT)));
    t->head_count = centred(wrapped(bold(format(s, 11, 0xFFFFFF, ACCENT))));
    t->year = centred(bold(format(s, 12, 0xFFFFFF, ACCENT)));
    t->earlier_year = framed(centred(bold(format(s, 11, MUTED, GREY))));
    t->sex = bold(format(s, 12, ACCENT, PALE));
    t->group = bold(format(s, 11, INK, -1));
    t->total = wrapped(bold(format(s, 11, INK, -1)));
    for (unsigned i = 0; i < ARRAY_LEN(t->item); i++) {
        t->item[i] = wrapped(format(s, 11, INK, -1));
        format_set_indent(t->item[i], (uint8_t)(i * 2));
    }
    t->input = open_to_all(numbers(framed(format(s, 11, INK, 0xFFFFFF)), "#,##0.000"));
    t->money = open_to_all(numbers(framed(format(s, 11, INK, 0xFFFFFF)), "#,##0.00"));
    t->choice = open_to_all(wrapped(framed(format(s, 10, INK, 0xFFFFFF))));
    t->note = open_to_all(wrapped(framed(format(s, 11, INK, 0xFFFFFF))));
    format_set_align(t->note, LXW_ALIGN_VERTICAL_TOP);
    t->box = open_to_all(framed(format(s, 11, INK, 0xFFFFFF)));
    format_set_shrink(t->box);
    t->earlier = numbers(framed(format(s, 11, MUTED, GREY)), "#,##0.000");
    t->earlier_text = wrapped(framed(format(s, 9, MUTED, GREY)));
    t->country = open_to_all(wrapped(framed(format(s, 11, INK, 0xFFFFFF))));
    format_set_indent(t->country, 2);
    t->count = centred(format(s, 11, INK, -1));
    t->check = format(s, 9, ORANGE_INK, -1);
    format_set_shrink(t->check);
    t->hidden = format(s, 8, RULE_GREY, -1);
    t->wrong = workbook_add_format(s->book);
    format_set_bg_color(t->wrong, ORANGE);
    format_set_font_color(t->wrong, ORANGE_INK);
    t->grey = workbook_add_format(s->book);
    format_set_bg_color(t->grey, 0xE8E8E8);
    format_set_font_color(t->grey, MUTED);
    t->wanted = workbook_add_format(s->book);
    format_set_bg_color(t->wanted, YELLOW);
}

/* -- what all sheets have ------------------------------------------------------------------- */

/* Thai vowels and tones above and below stand over the letter before them. */
static bool stands_over(uint32_t c)
{
    return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E) ||
           (c >= 0x0300 && c <= 0x036F);
}

double sheets_height(const char *text, double characters, double size)
{
    enum { THAI_FIRST = 0x0E00, THAI_LAST = 0x0E7F };
    struct str s = str_of(text);
    double width = 0, line = 1.4;
    for (size_t i = 0, n; i < s.len; i += n) {
        n = MAX(utf8_len(s.p + i, s.p + s.len), (size_t)1);
        const unsigned char *p = (const unsigned char *)s.p + i;
        uint32_t c = n == 2   ? (uint32_t)(p[0] & 31) << 6 | (p[1] & 63)
                     : n == 3 ? (uint32_t)(p[0] & 15) << 12 | (uint32_t)(p[1] & 63) << 6 | (p[2] & 63)
                              : p[0];
        width += !stands_over(c);
        if (c >= THAI_FIRST && c <= THAI_LAST)
            line = 1.65; /* tones above, vowels below */
    }
    double lines = ceil(width / (characters * 1.1 * 11 / size));
    return MIN(MAX(lines, 1) * size * line + 4, 400.0);
}

void sheets_begin(struct sheets *s, lxw_worksheet *sheet, const char *mark, bool wide)
{
    lxw_row_col_options hide = {.hidden = LXW_TRUE};
    worksheet_set_column_opt(sheet, KEYS, KEYS, 8, NULL, &hide);
    worksheet_set_row_opt(sheet, 0, LXW_DEF_ROW_HEIGHT, NULL, &hide);
    worksheet_write_string(sheet, 0, KEYS, mark, s->style.hidden);
    worksheet_set_default_row(sheet, 18, LXW_FALSE);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_paper(sheet, 9); /* A4 */
    if (wide)
        worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
    worksheet_set_footer(sheet, arena_fmt(&s->arena, "&L%.*s, %.*s&C&A&R&P / &N",
                                          STR_FMT(s->q->round), STR_FMT(s->ref->areas[s->q->area].name)));
}

void sheets_pages(lxw_worksheet *sheet, lxw_col_t *breaks, double width)
{
    enum { PAGE = 780 }; /* points across A4 on its side, between the margins */
    double scale = 100 * PAGE / (width * 6.5); /* a wider type than the one asked for counts */
    worksheet_set_print_scale(sheet, (uint16_t)MIN(MAX(scale, 40), 100));
    worksheet_set_v_pagebreaks(sheet, breaks);
    worksheet_repeat_columns(sheet, LABELS, LABELS);
}

void sheets_end(struct sheets *s UNUSED, lxw_worksheet *sheet)
{
    /* without a password: it keeps fingers off, not people */
    lxw_protection allow = {.format_cells = 1, .format_columns = 1, .format_rows = 1};
    worksheet_protect(sheet, NULL, &allow);
}

void sheets_choose(struct sheets *s, lxw_worksheet *sheet, uint32_t row, uint16_t column,
                   struct choices choices)
{
    if (!choices.range)
        return;
    /* a warning, not a wall: who knows better may write something else and is asked about it */
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                             .value_formula = (char *)choices.range,
                             .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
                             .error_title = (char *)sheets_words(s, "form.list.title"),
                             .error_message = (char *)sheets_words(s, "form.list.refuse")};
    worksheet_data_validation_cell(sheet, row, column, &v);
}

/* -- the cover -------------------------------------------------------------------------------- */

static uint32_t cover_fact(struct sheets *s, uint32_t row, const char *key, const char *label,
                           const char *value)
{
    worksheet_write_string(s->cover, row, KEYS, key, s->style.hidden);
    worksheet_write_string(s->cover, row, LABELS, sheets_words(s, label), s->style.label);
    worksheet_write_string(s->cover, row, FIRST, value, s->style.value);
    return row + 1;
}

static uint32_t cover_head(struct sheets *s, uint32_t row, const char *key)
{
    worksheet_set_row(s->cover, row, 24, NULL);
    worksheet_write_string(s->cover, row, LABELS, sheets_words(s, key), s->style.sex);
    for (uint16_t c = FIRST; c < FIRST + ANSWERS - 1; c++)
        worksheet_write_blank(s->cover, row, c, s->style.sex);
    return row + 1;
}

static uint32_t cover_how(struct sheets *s, uint32_t row)
{
    const struct text_arg args[] = {{"sources", str_of(s->sources_name)}, {0}};
    row = cover_head(s, row, "form.how");
    for (int i = 1; i <= 8; i++) {
        const char *step = sheets_said(s, arena_fmt(&s->arena, "form.how.%d", i), args);
        worksheet_merge_range(s->cover, row, LABELS, row, FIRST + ANSWERS - 2,
                              arena_fmt(&s->arena, "%d.  %s", i, step), s->style.lead);
        worksheet_set_row(s->cover, row++,
                          sheets_height(step, COVER_LABELS + (ANSWERS - 1) * COVER_COLUMN, 11) + 2, NULL);
    }
    return row + 1;
}

static uint32_t cover_contacts(struct sheets *s, uint32_t row)
{
    static const char *const asked[] = {"name", "office", "email", "phone"};
    row = cover_head(s, row, "form.contact");
    worksheet_write_string(s->cover, row++, LABELS, sheets_words(s, "form.contact.private"),
                           s->style.muted);
    for (size_t i = 0; i < ARRAY_LEN(asked); i++, row++) {
        worksheet_write_string(s->cover, row, KEYS, arena_fmt(&s->arena, "contact %s", asked[i]),
                               s->style.hidden);
        worksheet_write_string(s->cover, row, LABELS,
                               sheets_words(s, arena_fmt(&s->arena, "form.contact.%s", asked[i])),
                               s->style.label);
        worksheet_merge_range(s->cover, row, FIRST, row, FIRST + ANSWERS - 2, "", s->style.box);
        if (i == 0)
            worksheet_set_selection(s->cover, row, FIRST, row, FIRST);
    }
    return row + 1;
}

/* Which tables are asked first is only worth saying where there are others. */
static bool is_first(const struct questionnaire *q, uint16_t indicator)
{
    bool others = false, first = false;
    for (uint32_t i = 0; i < q->ntables; i++) {
        others = others || !q->tables[i].first;
        first = first || (q->tables[i].first && q->tables[i].indicator == indicator);
    }
    return first && others;
}

static void cover_tables(struct sheets *s, uint32_t row, const struct table_sheet *tables, uint32_t n)
{
    static const char *const heads[] = {"form.tables", "form.tables.filled", "form.tables.look",
                                        "form.tables.last"};
    worksheet_set_row(s->cover, row, 32, NULL);
    for (uint16_t i = 0; i < ARRAY_LEN(heads); i++)
        worksheet_write_string(s->cover, row, LABELS + i, sheets_words(s, heads[i]),
                               i ? s->style.head_count : s->style.head);
    row++;
    uint32_t from = row;
    for (uint32_t i = 0; i < n; i++, row++) {
        const struct indicator *in = &s->ref->indicators[tables[i].indicator];
        const char *first = is_first(s->q, tables[i].indicator) ? sheets_words(s, "form.tables.first") : "";
        const char *label = arena_fmt(&s->arena, "%s  %.*s%s%s", tables[i].name,
                                      STR_FMT(sheets_name(s, "title", in->code, in->title)),
                                      *first ? " — " : "", first);
        worksheet_set_row(s->cover, row, sheets_height(label, COVER_LABELS, 11) + 2, NULL);
        lxw_format *link = s->style.link;
        worksheet_write_url_opt(s->cover, row, LABELS,
                                arena_fmt(&s->arena, "internal:'%s'!A1", tables[i].name), link, label,
                                NULL);
        worksheet_write_formula_num(s->cover, row, FIRST, tables[i].filled, s->style.count,
                                    tables[i].nfilled);
        worksheet_write_formula_num(s->cover, row, FIRST + 1, tables[i].look_at, s->style.count,
                                    tables[i].nlook_at);
        if (tables[i].last)
            worksheet_write_number(s->cover, row, FIRST + 2, tables[i].last, s->style.count);
        else
            worksheet_write_string(s->cover, row, FIRST + 2, sheets_words(s, "form.never"),
                                   s->style.count);
    }
    lxw_conditional_format some = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                   .criteria = LXW_CONDITIONAL_CRITERIA_GREATER_THAN,
                                   .value = 0, .format = s->style.wrong};
    if (row > from)
        worksheet_conditional_format_range(s->cover, from, FIRST + 1, row - 1, FIRST + 1, &some);
}

static void write_cover(struct sheets *s, const struct table_sheet *tables, uint32_t n)
{
    const struct questionnaire *q = s->q;
    const struct area *area = &s->ref->areas[q->area];
    struct buf date = {0};
    sheets_begin(s, s->cover, arena_fmt(&s->arena, FORM_MARK " cover %.*s", STR_FMT(area->code)), false);
    worksheet_write_string(s->cover, 0, FIRST, "value", s->style.hidden);
    worksheet_set_column(s->cover, LABELS, LABELS, COVER_LABELS, NULL);
    worksheet_set_column(s->cover, FIRST, FIRST + ANSWERS - 2, COVER_COLUMN, NULL);
    worksheet_set_row(s->cover, 2, 30, NULL);
    worksheet_write_string(s->cover, 2, LABELS, sheets_words(s, "form.title"), s->style.title);
    worksheet_write_string(s->cover, 3, LABELS, arena_text(&s->arena, s->ref->region_name),
                           s->style.muted);
    uint32_t row = 5;
    row = cover_fact(s, row, "area", "form.country", s->country[q->area]);
    row = cover_fact(s, row, "round", "form.round", arena_text(&s->arena, q->round));
    locale_date(&date, s->locale, q->deadline);
    row = cover_fact(s, row, "deadline", "form.deadline", arena_text(&s->arena, buf_view(&date)));
    row = cover_fact(s, row, "years", "form.years",
                     q->first_year == q->last_year
                         ? arena_fmt(&s->arena, "%d", q->last_year)
                         : arena_fmt(&s->arena, "%d–%d", q->first_year, q->last_year));
    buf_release(&date);
    row = cover_how(s, row + 1);
    row = cover_contacts(s, row);
    worksheet_write_url_opt(s->cover, row, LABELS,
                            arena_fmt(&s->arena, "internal:'%s'!A1", s->sources_name), s->style.link,
                            sheets_words(s, "form.sources.title"), NULL);
    cover_tables(s, row + 2, tables, n);
    sheets_end(s, s->cover);
    worksheet_activate(s->cover);
    worksheet_set_first_sheet(s->cover);
}

/* -- the workbook ------------------------------------------------------------------------------ */

/* "MST 3"; with both tables of a pair in one workbook "MST 3 CCT". */
static const char *table_name(struct sheets *s, const struct indicator *in)
{
    const char *pair = in->criterion == CRITERION_BIRTH ? " CBR" : " CCT";
    bool told = s->q->criterion == CRITERION_NONE && in->criterion != CRITERION_NONE;
    return arena_fmt(&s->arena, "%.*s %d%s", STR_FMT(s->ref->modules[in->module].code), in->sheet,
                     told ? pair : "");
}

static bool is_asked(const struct questionnaire *q, uint16_t indicator)
{
    for (uint32_t i = 0; i < q->ntables; i++)
        if (q->tables[i].indicator == indicator)
            return true;
    return !q->tables;
}

/* The tables asked, in the order of the questionnaire, and how many. */
static uint32_t tables_asked(uint16_t *out, const struct questionnaire *q)
{
    /* a round may ask one table of a pair, whatever its criterion */
    uint32_t n = form_indicators(out, q->ref, q->tables ? CRITERION_NONE : q->criterion), kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (is_asked(q, out[i]))
            out[kept++] = out[i];
    return kept;
}

static void write_all(struct sheets *s)
{
    const struct questionnaire *q = s->q;
    uint16_t *asked = arena_array(&s->arena, uint16_t, s->ref->nindicators);
    uint32_t n = tables_asked(asked, q);
    struct table_sheet *tables = arena_array(&s->arena, struct table_sheet, n + 1);
    s->cover_name = sheets_words(s, "form.cover");
    s->sources_name = sheets_words(s, "form.sources");
    s->lists_name = sheets_words(s, "form.lists");
    s->cover = workbook_add_worksheet(s->book, s->cover_name);
    s->sources = workbook_add_worksheet(s->book, s->sources_name);
    lxw_worksheet **sheets = arena_array(&s->arena, lxw_worksheet *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        sheets[i] = workbook_add_worksheet(s->book, table_name(s, &s->ref->indicators[asked[i]]));
    s->lists = workbook_add_worksheet(s->book, s->lists_name);
    sheets_find_sources(s);
    sheets_lists(s);
    sheets_sources(s);
    for (uint32_t i = 0; i < n; i++)
        sheets_table(&tables[i], s, sheets[i], table_name(s, &s->ref->indicators[asked[i]]), asked[i]);
    write_cover(s, tables, n);
    worksheet_hide(s->lists);
}

int questionnaire_write(const struct questionnaire *q, const char *path, struct err *err)
{
    struct sheets s = {.q = q, .ref = q->ref};
    if (access(path, F_OK) == 0)
        return err_set(err, ERR_STATE, "%s: there is a file of that name already", path);
    arena_init(&s.arena, 64 << 20);
    if (tables_asked(arena_array(&s.arena, uint16_t, q->ref->nindicators), q) == 0) {
        arena_release(&s.arena);
        return err_set(err, ERR_STATE, "the reference data of this base do not say which tables are "
                       "asked; ilms upgrade --reference takes those that do");
    }
    s.locale = locale_new(q->language);
    /* written beside its place and moved there when whole */
    const char *beside = arena_fmt(&s.arena, "%s.part", path);
    /* the library would say on standard error what stops it */
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) {
        locale_free(s.locale);
        int r = err_set(err, ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
        arena_release(&s.arena);
        return r;
    }
    close(fd);
    s.book = workbook_new(beside);
    make_styles(&s);
    lxw_doc_properties properties = {.title = (char *)sheets_words(&s, "form.title"),
                                     .company = (char *)arena_text(&s.arena, q->ref->agency),
                                     .subject = (char *)arena_text(&s.arena, q->round)};
    workbook_set_properties(s.book, &properties);
    write_all(&s);
    lxw_error code = workbook_close(s.book);
    int r = 0;
    if (code != LXW_NO_ERROR)
        r = err_set(err, ERR_IO, "%s: cannot be written: %s", path, lxw_strerror(code));
    else if (renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE) < 0 &&
             (errno != EINVAL || rename(beside, path) < 0)) /* some file systems know only that */
        r = err_set(err, errno == EEXIST ? ERR_STATE : ERR_IO, "%s: cannot be written: %s", path,
                    strerror(errno));
    unlink(beside);
    locale_free(s.locale);
    arena_release(&s.arena);
    return r;
}
