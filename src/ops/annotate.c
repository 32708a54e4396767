/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A workbook on its way back to who sent it: the same file with the cells in question coloured
 * and commented, and a sheet that lists them with places for the answers. What is written
 * there is read by io/form.c when the workbook is submitted again. */

#include "ops/ops.h"

#include "base/num.h"
#include "model/form.h"
#include "model/period.h"
#include "syntax/compress.h"
#include "syntax/text.h"
#include "syntax/workbook.h"
#include "syntax/workbook_mark.h"

#include <math.h>

enum column { KEY, NUMBER, PLACE, KIND, RULE_ID, SENTENCE, VALUE, EARLIER, PROPOSED, ANSWER, BECAUSE, PUBLIC, COLUMNS };
enum { ROW_TITLE, ROW_LEAD, ROW_EMPTY, ROW_HEADS, ROW_FIRST };

struct annotating {
    struct call *c;
    const struct text *text;
    const char *language;
    struct in_finding *findings;
    size_t n, size;
    struct cube *past; /* what is accepted of the country; NULL: nothing */
    struct mark *marks;
    struct extra_cell *cells;
};

/* -- what was found -------------------------------------------------------------------------------- */

static int findings_get(struct annotating *a, int64_t submission, struct err *err)
{
    struct store_iter *it;
    struct in_finding f;
    int r = store_finding_list(a->c->store, &it, submission, err);
    while (r == 0 && (r = store_finding_next(it, &f, err)) == 1) {
        struct str *texts[] = {&f.rule, &f.severity, &f.indicator, &f.area, &f.source, &f.sex,
                               &f.classif1, &f.classif2, &f.period, &f.value, &f.message,
                               &f.pattern, &f.args, &f.proposals, &f.proposal, &f.proposal_pattern,
                               &f.proposal_args, &f.allowed_by, &f.allowed_reason, &f.answer,
                               &f.sheet_name};
        r = 0;
        if (a->n == EXTRA_ROWS_MAX - ROW_FIRST)
            continue; /* nobody answers a hundred thousand */
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            *texts[i] = arena_str(&a->c->arena, *texts[i]);
        if (a->n == a->size) {
            size_t size = MAX(a->size * 2, (size_t)64);
            struct in_finding *more = arena_array(&a->c->arena, struct in_finding, size);
            if (a->n)
                memcpy(more, a->findings, sizeof *more * a->n);
            a->findings = more;
            a->size = size;
        }
        a->findings[a->n++] = f;
    }
    return r;
}

static uint16_t code_find(const struct ref *ref, struct str code)
{
    return code.len ? ref_code_find(ref, code) : 0;
}

/* What the country gave before for the cell of a finding: for the same period what is accepted,
 * else of the newest one before it: "12.4" or "2014: 12.4". */
static struct str earlier_of(struct annotating *a, const struct in_finding *f)
{
    const struct ref *ref = a->c->ref;
    const struct cube *past = a->past;
    const struct cube_flow *flow = past ? cube_flow_find(past, ref_indicator_find(ref, f->indicator)) : NULL;
    uint16_t period = period_parse(f->period), area = ref_area_find(ref, f->area);
    uint16_t key[] = {code_find(ref, f->sex), code_find(ref, f->classif1), code_find(ref, f->classif2)};
    char number[NUM_MAX], when[PERIOD_TEXT];
    for (uint32_t s = flow ? flow->first : 0; flow && period && s < flow->first + flow->n; s++) {
        if (past->area[s] != area || past->freq[s] != period_freq(period) || past->sex[s] != key[0] ||
            past->classif[0][s] != key[1] || past->classif[1][s] != key[2])
            continue;
        for (uint32_t o = past->start[s + 1]; o-- > past->start[s];) {
            if (past->period[o] > period || isnan(past->value[o]))
                continue;
            int n = (int)num_fmt(number, past->value[o], past->decimals[o]);
            int w = (int)period_fmt(when, past->period[o]);
            return str_of(past->period[o] == period
                              ? arena_fmt(&a->c->arena, "%.*s", n, number)
                              : arena_fmt(&a->c->arena, "%.*s: %.*s", w, when, n, number));
        }
    }
    return STR("");
}

/* -- the marks -------------------------------------------------------------------------------------- */

static bool is_severity(const struct in_finding *f, enum severity s)
{
    return str_is(f->severity, severity_name(s));
}

static bool is_settled(const struct in_finding *f) { return f->answer.len || f->allowed_by.len; }

static struct str word(const struct annotating *a, const char *key) { return text_get(a->text, key); }

/* What was found, or is proposed, in the reader's language. */
static struct str said(struct annotating *a, const struct in_finding *f,
                       void (*say)(struct buf *, const struct ref *, const char *, const struct in_finding *))
{
    struct buf out = {0};
    say(&out, a->c->ref, a->language, f);
    struct str sentence = arena_str(&a->c->arena, buf_view(&out));
    buf_release(&out);
    return sentence;
}

/* Accepted in an earlier workbook: the cell still shows what it was. */
static bool is_taken(const struct in_finding *f) { return str_is(f->rule, rules[RULE_PROPOSAL_TAKEN].id); }

static struct mark mark_of(struct annotating *a, const struct in_finding *f, struct str earlier)
{
    struct buf comment = {0};
    buf_fmt(&comment, "%.*s: %.*s", STR_FMT(f->rule), STR_FMT(said(a, f, sentence_of)));
    if (f->proposal.len)
        buf_fmt(&comment, "\n%.*s: %.*s", STR_FMT(word(a, "answer.proposed")),
                STR_FMT(said(a, f, proposal_of)));
    if (earlier.len)
        buf_fmt(&comment, "\n%.*s: %.*s", STR_FMT(word(a, "answer.earlier")), STR_FMT(earlier));
    if (f->answer.len)
        buf_fmt(&comment, "\n%.*s: %.*s", STR_FMT(word(a, "answer.confirmed")), STR_FMT(f->answer));
    if (f->allowed_by.len) {
        buf_char(&comment, '\n');
        text_fmt(&comment, a->text, "answer.allowed",
                 (struct text_arg[]){{"reason", f->allowed_reason}, {0}});
    }
    struct mark m = {.sheet = (uint16_t)f->sheet, .column = (uint16_t)f->column, .row = (uint32_t)f->row,
                     .colour = is_settled(f) ? MARK_CONFIRMED
                               : is_severity(f, SEV_ERROR) ? MARK_ERROR
                               : is_severity(f, SEV_WARNING) ? MARK_WARNING : MARK_INFO,
                     .comment = arena_str(&a->c->arena, buf_view(&comment))};
    buf_release(&comment);
    return m;
}

/* -- the sheet of findings ---------------------------------------------------------------------- */

static struct extra_cell *cell(struct annotating *a, size_t row, enum column column)
{
    return &a->cells[row * COLUMNS + column];
}

static void put(struct annotating *a, size_t row, enum column column, enum extra_style style,
                struct str text)
{
    *cell(a, row, column) = (struct extra_cell){.style = style, .text = text};
}

/* "'MST 8'!C12", with the apostrophes of the name doubled. */
static struct str target_of(struct annotating *a, const struct in_finding *f)
{
    struct buf out = {0};
    char name[CELL_NAME];
    buf_char(&out, '\'');
    for (size_t i = 0; i < f->sheet_name.len; i++) {
        if (f->sheet_name.p[i] == '\'')
            buf_char(&out, '\'');
        buf_char(&out, f->sheet_name.p[i]);
    }
    buf_puts(&out, "'!");
    buf_put(&out, name, cell_name(name, (uint32_t)MAX(f->column, (int64_t)1),
                                  (uint32_t)MAX(f->row, (int64_t)1)));
    struct str target = arena_str(&a->c->arena, buf_view(&out));
    buf_release(&out);
    return target;
}

static void put_place(struct annotating *a, size_t row, const struct in_finding *f)
{
    char name[CELL_NAME];
    int n = f->row ? (int)cell_name(name, (uint32_t)f->column, (uint32_t)f->row) : 0;
    struct str text = str_of(arena_fmt(&a->c->arena, "%.*s%s%.*s", STR_FMT(f->sheet_name), n ? "!" : "",
                                       n, name));
    *cell(a, row, PLACE) = (struct extra_cell){.kind = f->sheet_name.len ? EXTRA_LINK : EXTRA_TEXT,
                                               .text = text};
    if (f->sheet_name.len)
        cell(a, row, PLACE)->target = target_of(a, f);
}

/* What io/form.c reads again: the key of the finding, and the cells of the likeliest proposal. */
static struct str key_of(struct annotating *a, const struct in_finding *f)
{
    const struct str parts[] = {f->rule, f->indicator, f->area, f->source, f->sex, f->classif1,
                                f->classif2, f->period};
    const struct proposal *proposals;
    struct buf out = {0};
    buf_puts(&out, "finding");
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        buf_char(&out, '|');
        buf_str(&out, parts[i]);
    }
    if (proposals_parse(&proposals, &a->c->arena, f->proposals)) {
        buf_char(&out, '|');
        proposal_cells_put(&out, proposals);
    }
    struct str key = arena_str(&a->c->arena, buf_view(&out));
    buf_release(&out);
    return key;
}

static void put_finding(struct annotating *a, size_t i, struct str earlier)
{
    const struct in_finding *f = &a->findings[i];
    size_t row = ROW_FIRST + i;
    enum extra_style tint = is_settled(f) ? STYLE_CONFIRMED
                            : is_severity(f, SEV_ERROR) ? STYLE_ERROR
                            : is_severity(f, SEV_WARNING) ? STYLE_WARNING : STYLE_INFO;
    const char *kind = arena_fmt(&a->c->arena, "answer.%.*s", STR_FMT(f->severity));
    put(a, row, KEY, STYLE_MUTED, key_of(a, f));
    *cell(a, row, NUMBER) = (struct extra_cell){.kind = EXTRA_NUMBER, .number = (double)i + 1};
    put_place(a, row, f);
    put(a, row, KIND, tint, word(a, kind));
    int rule = rule_find(f->rule);
    put(a, row, RULE_ID, STYLE_WRAP,
        rule < 0 ? f->rule
                 : str_of(arena_fmt(&a->c->arena, "%.*s  %.*s", STR_FMT(f->rule),
                                    STR_FMT(rule_title(a->text, (enum rule)rule)))));
    put(a, row, SENTENCE, STYLE_WRAP, said(a, f, sentence_of));
    put(a, row, VALUE, STYLE_PLAIN, f->value);
    put(a, row, EARLIER, STYLE_PLAIN, earlier);
    put(a, row, PROPOSED, STYLE_WRAP, said(a, f, proposal_of));
    put(a, row, ANSWER, STYLE_ANSWER,
        is_taken(f)     ? word(a, "answer.accepted")
        : f->answer.len ? word(a, "answer.confirmed")
                        : STR(""));
    put(a, row, BECAUSE, STYLE_ANSWER, str_is(f->answer, REMARK_SILENT) ? STR("") : f->answer);
    put(a, row, PUBLIC, STYLE_ANSWER, STR(""));
}

static void put_heads(struct annotating *a, int64_t submission)
{
    static const char *const heads[COLUMNS] = {
        [NUMBER] = "answer.number", [PLACE] = "answer.place", [KIND] = "answer.severity",
        [RULE_ID] = "answer.rule", [SENTENCE] = "answer.sentence", [VALUE] = "answer.value",
        [EARLIER] = "answer.earlier", [PROPOSED] = "answer.proposed", [ANSWER] = "answer.answer",
        [BECAUSE] = "answer.because", [PUBLIC] = "answer.public"};
    put(a, ROW_TITLE, NUMBER, STYLE_TITLE, word(a, "answer.title"));
    put(a, ROW_LEAD, NUMBER, STYLE_PLAIN, word(a, a->n ? "answer.lead" : "answer.none"));
    put(a, ROW_HEADS, KEY, STYLE_MUTED,
        str_of(arena_fmt(&a->c->arena, FORM_MARK " answers %lld", (long long)submission)));
    for (enum column k = NUMBER; k < COLUMNS; k++)
        put(a, ROW_HEADS, k, STYLE_HEADER, word(a, heads[k]));
}

static int mark_file(struct buf *out, struct annotating *a, struct str file, int64_t submission,
                     struct err *err)
{
    static const uint8_t widths[COLUMNS] = {
        [KEY] = 8, [NUMBER] = 6, [PLACE] = 22, [KIND] = 11, [RULE_ID] = 26, [SENTENCE] = 62, [VALUE] = 13,
        [EARLIER] = 16, [PROPOSED] = 50, [ANSWER] = 14, [BECAUSE] = 44, [PUBLIC] = 16};
    a->marks = arena_array(&a->c->arena, struct mark, a->n + 1);
    a->cells = arena_array(&a->c->arena, struct extra_cell, (ROW_FIRST + a->n) * COLUMNS);
    put_heads(a, submission);
    size_t nmarks = 0;
    for (size_t i = 0; i < a->n; i++) {
        struct str earlier = earlier_of(a, &a->findings[i]);
        put_finding(a, i, earlier);
        if (a->findings[i].sheet)
            a->marks[nmarks++] = mark_of(a, &a->findings[i], earlier);
    }
    const struct str answers[] = {word(a, "answer.corrected"), word(a, "answer.accepted"),
                                  word(a, "answer.confirmed")};
    const struct str public[] = {word(a, "answer.yes"), word(a, "answer.no")};
    uint32_t last = (uint32_t)(ROW_FIRST + a->n);
    const struct extra_choice choices[] = {
        {.column = ANSWER + 1, .first_row = ROW_FIRST + 1, .last_row = last, .texts = answers, .ntexts = 3},
        {.column = PUBLIC + 1, .first_row = ROW_FIRST + 1, .last_row = last, .texts = public, .ntexts = 2}};
    struct extra_sheet sheet = {.name = word(a, "answer.sheet"), .cells = a->cells, .nrows = last,
                                .ncolumns = COLUMNS, .widths = widths, .hidden = 1u << KEY,
                                .frozen_rows = ROW_FIRST, .choices = choices, .nchoices = a->n ? 2 : 0,
                                .locked = true, .put_first = true};
    return workbook_mark(out, file, a->marks, nmarks, &sheet, err);
}

/* -- the operation ------------------------------------------------------------------------------------ */

/* The country that a submission is about: of its first question table. */
static int area_of(struct str *area, struct call *c, int64_t submission, struct err *err)
{
    struct store_iter *it;
    struct question_table t;
    *area = STR("");
    int r = store_table_list(c->store, &it, submission, err);
    if (r == 0 && (r = store_table_next(it, &t, err)) == 1) {
        *area = arena_str(&c->arena, t.area);
        store_iter_close(it);
        r = 0;
    }
    return r;
}

static int annotate(struct annotating *a, const struct submission *s, const char *output, struct err *err)
{
    struct call *c = a->c;
    struct buf file = {0}, marked = {0};
    struct str packed, area;
    int r = store_file_get(c->store, &c->arena, &packed, s->id, err);
    if (r == 0)
        r = zstd_unpack(&file, packed, IO_FILE_MAX, err);
    if (r == 0)
        r = findings_get(a, s->id, err);
    if (r == 0)
        r = area_of(&area, c, s->id, err);
    if (r == 0 && area.len)
        r = accepted_of(&a->past, c, area, err);
    if (r == 0)
        r = mark_file(&marked, a, buf_view(&file), s->id, err);
    if (r == 0)
        r = call_write_file(c, output, buf_view(&marked), err);
    if (a->past)
        cube_free(a->past);
    buf_release(&file);
    buf_release(&marked);
    return r;
}

int op_questionnaire_annotate(struct call *c, struct err *err)
{
    struct annotating a = {.c = c};
    struct submission s;
    const char *output = arena_text(&c->arena, call_get(c, "output"));
    int r = call_ref(c, err);
    if (r == 0)
        r = call_language(&a.language, &a.text, c, err);
    if (r == 0)
        r = call_submission(&s, c, "id", err);
    if (r < 0)
        return r;
    if (!str_is(s.format, "workbook"))
        return err_set(err, ERR_STATE, "submission %lld is no workbook but a file of the format %.*s; "
                       "ilms findings %lld lists what was found in it", (long long)s.id,
                       STR_FMT(s.format), (long long)s.id);
    if ((r = annotate(&a, &s, output, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put_int(&c->j, "submission", s.id);
        json_put(&c->j, "file", str_of(output));
        json_put(&c->j, "language", str_of(a.language));
        json_put_int(&c->j, "findings", (int64_t)a.n);
        json_close(&c->j);
        json_line(&c->j);
        return 0;
    }
    buf_fmt(&c->out, "%s: %.*s with %s marked\n", output, STR_FMT(s.file_name),
            num_counted(a.n, "finding").text);
    return 0;
}
