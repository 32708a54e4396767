/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/apart_wire.h"

#include "base/num.h"
#include "base/utf8.h"
#include "io/apart.h"
#include "io/formats.h"
#include "io/mapping.h"
#include "model/pack.h"
#include "model/period.h"
#include "syntax/workbook.h"

#include <math.h>

#define ASK "ILMSask1"
#define ANSWER "ILMSobs1"
enum { MARK = sizeof ASK - 1 };

_Static_assert(sizeof ASK == sizeof ANSWER, "one length of marks");
_Static_assert(sizeof(struct obs) == 48, "what an observation has is judged in obs_holds");

static bool begin(struct unpack *u, struct str stream, const char *mark)
{
    *u = (struct unpack){stream.p, str_end(stream), false};
    if (stream.len < MARK || memcmp(stream.p, mark, MARK) != 0)
        return false;
    u->p += MARK;
    return true;
}

static size_t left(const struct unpack *u) { return (size_t)(u->end - u->p); }

/* -- what is asked ---------------------------------------------------------------------------- */

void apart_ask(struct buf *out, const struct apart_request *q)
{
    buf_puts(out, ASK);
    buf_put(out, q->ref_hash.byte, sizeof q->ref_hash.byte);
    pack_u32(out, q->nfiles);
    for (uint32_t i = 0; i < q->nfiles; i++) {
        pack_text(out, q->files[i].name);
        pack_text(out, q->files[i].content);
    }
    pack_text(out, q->default_source);
    pack_text(out, q->mapping);
    pack_text(out, q->bytes);
}

int apart_asked(struct apart_request *q, struct arena *arena, struct str stream, struct err *err)
{
    struct unpack u;
    *q = (struct apart_request){0};
    bool fine = begin(&u, stream, ASK) && left(&u) >= sizeof q->ref_hash.byte;
    if (fine) {
        memcpy(q->ref_hash.byte, u.p, sizeof q->ref_hash.byte);
        u.p += sizeof q->ref_hash.byte;
        q->nfiles = unpack_u32(&u);
        fine = q->nfiles < arena_room(arena) / sizeof *q->files;
    }
    struct ref_file *files = arena_array(arena, struct ref_file, fine ? q->nfiles + 1 : 1);
    for (uint32_t i = 0; fine && i < q->nfiles; i++) {
        files[i].name = unpack_text(&u);
        files[i].content = unpack_text(&u);
    }
    q->files = files;
    if (fine) {
        q->default_source = unpack_text(&u);
        q->mapping = unpack_text(&u);
        q->bytes = unpack_text(&u);
    }
    if (!fine || u.broken || left(&u) != 0)
        return err_set(err, ERR_INPUT, "what is to be read is not put as it should be");
    return 0;
}

/* -- what is answered ------------------------------------------------------------------------- */

/* The texts of a finding or a remark, in the order of the stream. */
static const size_t finding_texts[] = {
    offsetof(struct finding, indicator),  offsetof(struct finding, area),
    offsetof(struct finding, source),     offsetof(struct finding, sex),
    offsetof(struct finding, classif[0]), offsetof(struct finding, classif[1]),
    offsetof(struct finding, period),     offsetof(struct finding, value)};
static const size_t remark_texts[] = {
    offsetof(struct remark, indicator),  offsetof(struct remark, area),
    offsetof(struct remark, source),     offsetof(struct remark, sex),
    offsetof(struct remark, classif[0]), offsetof(struct remark, classif[1]),
    offsetof(struct remark, period),     offsetof(struct remark, type),
    offsetof(struct remark, value),      offsetof(struct remark, content)};
/* numbers before the texts */
enum { FINDING_HEAD = 5, REMARK_HEAD = 5 };

static struct str text_in(const void *record, size_t offset)
{
    struct str text;
    memcpy(&text, (const char *)record + offset, sizeof text);
    return text;
}

static void put_texts(struct buf *out, const struct str *v, size_t first, size_t n)
{
    pack_u32(out, (uint32_t)(n - first));
    for (size_t i = first; i < n; i++)
        pack_text(out, v[i]);
}

static void put_finding(struct buf *out, const struct finding *f, const struct strset *patterns)
{
    uint32_t pattern = 0;
    bool known = strset_find(patterns, &pattern, f->pattern);
    assert(known && f->severity == rules[f->rule].severity); /* as finding_add and finding_say make them */
    assert(f->nproposals == 0 && f->answer.len == 0 && f->part == 0); /* which come later */
    if (!known)
        return;
    const uint32_t head[FINDING_HEAD] = {f->rule, f->sheet, f->row, f->column, pattern};
    buf_put(out, head, sizeof head);
    for (size_t i = 0; i < ARRAY_LEN(finding_texts); i++)
        pack_text(out, text_in(f, finding_texts[i]));
    pack_text(out, f->args);
}

static void put_remark(struct buf *out, const struct remark *r)
{
    const uint32_t head[REMARK_HEAD] = {r->kind, r->sheet, r->row, r->column, r->public};
    buf_put(out, head, sizeof head);
    for (size_t i = 0; i < ARRAY_LEN(remark_texts); i++)
        pack_text(out, text_in(r, remark_texts[i]));
}

static int too_many(const char *what, size_t most, struct err *err)
{
    return err_set(err, ERR_LIMIT, "it has more than %zu %s, the limit for one file", most, what);
}

int apart_encode(struct buf *out, const struct format *format, const struct reading *rd, struct err *err)
{
    const struct obs_set *set = rd->set;
    const struct finding_list *findings = rd->findings;
    const struct strset *patterns = &findings->patterns;
    if (findings->n > APART_FINDINGS_MAX)
        return too_many("findings", APART_FINDINGS_MAX, err);
    if (set->sources.n > APART_TEXTS_MAX || set->notes.n > APART_TEXTS_MAX)
        return too_many("different notes or sources", APART_TEXTS_MAX, err);
    if (rd->remarks->n > APART_REMARKS_MAX)
        return too_many("remarks", APART_REMARKS_MAX, err);
    buf_puts(out, ANSWER);
    pack_text(out, str_of(format->name));
    pack_u32(out, rd->questionnaire);
    pack_u32(out, (uint32_t)(set->cells >> 32));
    pack_u32(out, (uint32_t)set->cells);
    put_texts(out, set->sources.v, 1, set->sources.n);
    put_texts(out, set->notes.v, 1, set->notes.n);
    put_texts(out, patterns->v, 0, patterns->n);
    put_texts(out, set->sheets, 0, set->nsheets);
    pack_u32(out, (uint32_t)set->n);
    buf_put(out, set->v, set->n * sizeof *set->v);
    pack_u32(out, (uint32_t)findings->n);
    for (size_t i = 0; i < findings->n; i++)
        put_finding(out, &findings->v[i], patterns);
    pack_u32(out, (uint32_t)rd->remarks->n);
    for (size_t i = 0; i < rd->remarks->n; i++)
        put_remark(out, &rd->remarks->v[i]);
    pack_text(out, rd->remarks->round);
    return 0;
}

/* -- the answer, believed in nothing ---------------------------------------------------------- */

struct decoder {
    struct unpack u;
    struct reading *rd;
};

static struct str take_text(struct decoder *d)
{
    struct str text = unpack_text(&d->u);
    if (utf8_valid(text) == text.len)
        return text;
    d->u.broken = true;
    return STR("");
}

/* What is said in one line: no characters that control a terminal. */
static bool is_line(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f)
            return false;
    return true;
}

/* How many of something follow, each of which takes `least` bytes at least. */
static uint32_t take_count(struct decoder *d, size_t least, uint32_t most)
{
    uint32_t n = unpack_u32(&d->u);
    if (n <= most && n <= left(&d->u) / least)
        return n;
    d->u.broken = true;
    return 0;
}

static void take_head(struct decoder *d, uint32_t *head, size_t n)
{
    for (size_t i = 0; i < n; i++)
        head[i] = unpack_u32(&d->u);
}

static bool source_holds(const struct ref *ref, struct str text)
{
    return ref_source_find(ref, NULL, NULL, text);
}

static bool note_holds(const struct ref *ref UNUSED, struct str text)
{
    size_t tabs = 0;
    for (size_t i = 0; i < text.len; i++)
        tabs += text.p[i] == '\t';
    return tabs == 2;
}

static bool pattern_holds(const struct ref *ref UNUSED, struct str text) { return text.len != 0; }

/* Distinct texts, which get the numbers that they had. */
static bool take_set(struct decoder *d, struct strset *set,
                     bool (*holds)(const struct ref *ref, struct str text))
{
    uint32_t n = take_count(d, sizeof(uint32_t), APART_TEXTS_MAX), first = set->n;
    for (uint32_t i = 0; i < n && !d->u.broken; i++) {
        struct str text = take_text(d);
        if (d->u.broken || !holds(d->rd->ref, text) || strset_put(set, text) != first + i)
            return false;
    }
    return true;
}

static bool take_sheets(struct decoder *d)
{
    struct arena *arena = &d->rd->findings->arena;
    uint32_t n = take_count(d, sizeof(uint32_t), WORKBOOK_SHEETS_MAX);
    struct str *names = n ? arena_array(arena, struct str, n) : NULL;
    if (2 * left(&d->u) + (64 << 10) > arena_room(arena))
        return false;
    for (uint32_t i = 0; i < n; i++)
        names[i] = arena_str(arena, take_text(d));
    d->rd->set->sheets = names;
    d->rd->set->nsheets = n;
    return true;
}

/* A code for each part of the key that the indicator has, and no other. */
static bool key_holds(const struct ref *ref, const struct obs *o)
{
    if (!o->indicator || o->indicator >= ref->nindicators || !o->area || o->area >= ref->nareas ||
        o->sex >= ref->ncodes || !period_is(o->period))
        return false;
    const struct indicator *in = &ref->indicators[o->indicator];
    if (in->has_sex != (o->sex != 0) ||
        (o->sex && ref->versions[ref->codes[o->sex].version].dimension != ref->sex_dimension))
        return false;
    for (unsigned i = 0; i < ARRAY_LEN(o->classif); i++) {
        if (i >= in->nclass && o->classif[i])
            return false;
        if (i < in->nclass && (!o->classif[i] || o->classif[i] >= ref->ncodes ||
                               ref_code_slot(ref, in, o->classif[i]) != (int)i))
            return false;
    }
    return true;
}

static bool obs_holds(const struct ref *ref, const struct obs_set *set, const struct obs *o)
{
    return key_holds(ref, o) && o->source < set->sources.n && o->note < set->notes.n &&
           !isinf(o->value) && (o->decimals <= NUM_DECIMALS_MAX || o->decimals == NUM_SHORTEST) &&
           (!o->status || ref_status_find(ref, o->status)) && o->set_aside <= 1 &&
           (!isnan(o->value) || o->status || o->set_aside) && o->sheet <= set->nsheets && o->row;
}

static bool take_obs(struct decoder *d)
{
    struct obs_set *set = d->rd->set;
    uint32_t n = take_count(d, sizeof *set->v, UINT32_MAX);
    if (d->u.broken || set->cells < n)
        return false;
    set->v = n ? mem_grow(set->v, sizeof *set->v * n) : set->v;
    set->size = n;
    for (; set->n < n; set->n++) {
        struct obs *o = &set->v[set->n];
        memcpy(o, d->u.p, sizeof *o);
        d->u.p += sizeof *o;
        if (!obs_holds(d->rd->ref, set, o))
            return false;
        if (isnan(o->value))
            o->value = (double)NAN; /* of many that there are */
    }
    return true;
}

/* Texts of a record put into an arena that has room for them; false when one is no line. */
static bool take_texts(struct decoder *d, struct arena *arena, void *record, const size_t *offset, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str text = take_text(d);
        if (!is_line(text))
            return false;
        text = text.len ? arena_str(arena, text) : STR("");
        memcpy((char *)record + offset[i], &text, sizeof text);
    }
    return true;
}

/* Whether what is still to come has room in an arena, a text in many pieces. */
static bool has_room(const struct decoder *d, const struct arena *arena, uint64_t n, size_t more)
{
    return 2 * (uint64_t)left(&d->u) + n * more <= arena_room(arena);
}

static bool take_finding(struct decoder *d)
{
    struct finding_list *list = d->rd->findings;
    uint32_t head[FINDING_HEAD];
    take_head(d, head, FINDING_HEAD);
    if (d->u.broken || head[0] >= RULE_COUNT || head[1] > d->rd->set->nsheets || head[3] > UINT16_MAX ||
        head[4] >= list->patterns.n)
        return false;
    struct finding *f = finding_add(list, (enum rule)head[0]);
    f->sheet = (uint16_t)head[1];
    f->row = head[2];
    f->column = (uint16_t)head[3];
    if (!take_texts(d, &list->arena, f, finding_texts, ARRAY_LEN(finding_texts)))
        return false;
    struct str args = take_text(d), pattern = list->patterns.v[head[4]];
    if (d->u.broken || !sentence_sound(pattern, args))
        return false;
    finding_say_parts(list, f, pattern, args);
    return true;
}

static bool take_findings(struct decoder *d)
{
    const size_t least = sizeof(uint32_t) * (FINDING_HEAD + ARRAY_LEN(finding_texts) + 1);
    uint32_t n = take_count(d, least, APART_FINDINGS_MAX);
    if (!has_room(d, &d->rd->findings->arena, n, SENTENCE_MAX + 256))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!take_finding(d))
            return false;
    return true;
}

static bool take_remark(struct decoder *d)
{
    struct remark_list *list = d->rd->remarks;
    uint32_t head[REMARK_HEAD];
    const size_t lines = ARRAY_LEN(remark_texts) - 1; /* the last, the content, may have several */
    take_head(d, head, REMARK_HEAD);
    if (d->u.broken || head[0] >= REMARK_KINDS || head[1] > d->rd->set->nsheets || head[3] > UINT16_MAX ||
        head[4] > 1)
        return false;
    struct remark *r = remark_add(list, (enum remark_kind)head[0], (uint16_t)head[1], head[2],
                                  (uint16_t)head[3]);
    r->public = head[4] == 1;
    if (!take_texts(d, &list->arena, r, remark_texts, lines))
        return false;
    r->content = arena_str(&list->arena, take_text(d));
    return !d->u.broken;
}

static bool take_remarks(struct decoder *d)
{
    struct remark_list *list = d->rd->remarks;
    uint32_t n = take_count(d, sizeof(uint32_t) * (REMARK_HEAD + ARRAY_LEN(remark_texts)),
                            APART_REMARKS_MAX);
    if (!has_room(d, &list->arena, n + 1, 256))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!take_remark(d))
            return false;
    struct str round = take_text(d);
    list->round = round.len ? arena_str(&list->arena, round) : STR("");
    return is_line(round);
}

static bool take_format(struct decoder *d, const struct format **format, bool mapped)
{
    struct str name = take_text(d);
    *format = mapped && str_is(name, mapped_format.name) ? &mapped_format
              : mapped                                   ? NULL
                                                         : format_find(name);
    return *format && (*format)->read && (*format)->read != workbook_read;
}

static bool take_counts(struct decoder *d)
{
    uint32_t questionnaire = unpack_u32(&d->u);
    uint64_t high = unpack_u32(&d->u);
    d->rd->questionnaire = questionnaire == 1;
    d->rd->set->cells = (size_t)(high << 32 | unpack_u32(&d->u));
    return questionnaire <= 1;
}

static const char *decode(struct decoder *d, const struct format **format, struct str stream, bool mapped)
{
    struct reading *rd = d->rd;
    if (!begin(&d->u, stream, ANSWER))
        return "mark";
    if (!take_format(d, format, mapped))
        return "format";
    if (!take_counts(d))
        return "counts";
    if (!take_set(d, &rd->set->sources, source_holds))
        return "sources";
    if (!take_set(d, &rd->set->notes, note_holds))
        return "notes";
    if (!take_set(d, &rd->findings->patterns, pattern_holds))
        return "sentences";
    if (!take_sheets(d))
        return "sheets";
    if (!take_obs(d))
        return "observations";
    if (!take_findings(d))
        return "findings";
    if (!take_remarks(d))
        return "remarks";
    return d->u.broken || left(&d->u) ? "length" : NULL;
}

int apart_decode(const struct format **format, struct reading *rd, struct str stream, bool mapped,
                 struct err *err)
{
    struct decoder d = {.rd = rd};
    assert(rd->set->n == 0 && rd->findings->n == 0 && rd->remarks->n == 0);
    const char *wrong = decode(&d, format, stream, mapped);
    return wrong ? err_set(err, ERR_INPUT, "what was read of the file contradicts itself (%s)", wrong) : 0;
}
