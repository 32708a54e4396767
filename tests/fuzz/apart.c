/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Any bytes as the stream that comes back from the process that reads. Because a stream of chance is
 * refused early, bytes that do not begin as one are read as a file, or as a mapping and behind a
 * line "----" its sheet: what comes of them goes through the stream and is the same behind it. */

#include "fuzz.h"

#include "base/utf8.h"
#include "io/apart_wire.h"
#include "io/mapping.h"

struct got {
    const struct format *format;
    struct obs_set set;
    struct finding_list findings;
    struct remark_list remarks;
    struct reading rd;
};

static void got_init(struct got *g)
{
    *g = (struct got){0};
    obs_set_init(&g->set);
    finding_list_init(&g->findings);
    remark_list_init(&g->remarks);
    g->rd = (struct reading){.ref = fuzz_ref(), .default_source = STR("BA:1"), .set = &g->set,
                             .findings = &g->findings, .remarks = &g->remarks};
}

static void got_release(struct got *g)
{
    obs_set_release(&g->set);
    finding_list_release(&g->findings);
    remark_list_release(&g->remarks);
}

static void claim_same(const struct got *a, const struct got *b)
{
    CLAIM(a->format == b->format && a->set.n == b->set.n && a->set.cells == b->set.cells &&
          a->set.nsheets == b->set.nsheets && a->findings.n == b->findings.n &&
          a->remarks.n == b->remarks.n && a->rd.questionnaire == b->rd.questionnaire);
    for (size_t i = 0; i < a->set.n; i++) {
        const struct obs *x = &a->set.v[i], *y = &b->set.v[i];
        CLAIM(obs_same_key(x, y) && memcmp(&x->value, &y->value, sizeof x->value) == 0 &&
              x->row == y->row && x->status == y->status && x->decimals == y->decimals);
        CLAIM(str_eq(a->set.sources.v[x->source], b->set.sources.v[y->source]) &&
              str_eq(a->set.notes.v[x->note], b->set.notes.v[y->note]));
    }
    for (size_t i = 0; i < a->findings.n; i++) {
        const struct finding *x = &a->findings.v[i], *y = &b->findings.v[i];
        CLAIM(x->rule == y->rule && x->severity == y->severity && x->row == y->row);
        CLAIM(str_eq(x->message, y->message) && str_eq(x->pattern, y->pattern) &&
              str_eq(x->args, y->args) && str_eq(x->value, y->value) && str_eq(x->area, y->area));
    }
    for (size_t i = 0; i < a->remarks.n; i++)
        CLAIM(str_eq(a->remarks.v[i].content, b->remarks.v[i].content));
}

/* What is read goes through a stream and is the same. */
static void through(const struct got *g, bool mapped)
{
    struct got back;
    struct buf stream = {0};
    struct err err = {0};
    got_init(&back);
    CLAIM(apart_encode(&stream, g->format, &g->rd, &err) == 0);
    CLAIM(apart_decode(&back.format, &back.rd, buf_view(&stream), mapped, &err) == 0);
    claim_same(g, &back);
    buf_release(&stream);
    got_release(&back);
}

static void decode(struct str stream, bool mapped)
{
    struct got g;
    struct err err = {0};
    got_init(&g);
    int r = apart_decode(&g.format, &g.rd, stream, mapped, &err);
    CLAIM(r == 0 || (r == -(int)ERR_INPUT && err.text[0]));
    for (size_t i = 0; r == 0 && i < g.findings.n; i++) {
        const struct finding *f = &g.findings.v[i];
        struct buf said = {0};
        sentence_put(&said, fuzz_ref(), i % 2 ? "th" : "vi", f->pattern, f->args);
        CLAIM(utf8_valid(buf_view(&said)) == said.len && utf8_valid(f->message) == f->message.len);
        buf_release(&said);
    }
    if (r == 0)
        through(&g, mapped);
    got_release(&g);
}

static void read_text(struct str text)
{
    const char *cut = text.len ? memmem(text.p, text.len, "\n----\n", 6) : NULL;
    struct str head = str_sub(text, 0, cut ? (size_t)(cut - text.p) : 0);
    struct mapping *map = NULL;
    struct err err = {0};
    struct got g;
    got_init(&g);
    g.rd.bytes = cut ? str_sub(text, head.len + 6, text.len) : text;
    /* a workbook would be taken apart by another program */
    bool fine = !str_starts(g.rd.bytes, STR("PK")) && !str_starts(g.rd.bytes, STR("\xd0\xcf"));
    if (fine && cut)
        fine = mapping_parse(&map, head, fuzz_ref(), &err) == 0;
    g.rd.mapping = map;
    g.format = !fine ? NULL : cut ? &mapped_format : format_detect(g.rd.bytes, &err);
    if (g.format && g.format->read(&g.rd, &err) == 0)
        through(&g, cut != NULL);
    mapping_free(map);
    got_release(&g);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_str(bytes, n);
    if (str_starts(text, STR("ILMSobs1"))) {
        decode(text, false);
        decode(text, true);
    } else {
        read_text(text);
    }
    return 0;
}
