/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/tally.h"

#include "base/utf8.h"
#include "syntax/workbook.h"

enum { QUOTED = 60 };

void tally_init(struct tally *t)
{
    *t = (struct tally){0};
    arena_init(&t->arena, (size_t)1 << 30);
}

void tally_release(struct tally *t)
{
    strset_release(&t->keys);
    free(t->v);
    arena_release(&t->arena);
}

void tally_add(struct tally *t, const struct unexplained *r, uint64_t cells)
{
    bool by_text = r->rule != RULE_NUMBER_UNSURE && r->rule != RULE_DASH_UNSAID;
    struct buf key = {0};
    /* equal labels of a header are as many as their columns: each has its own figures */
    buf_fmt(&key, "%d %u %d %u ", r->rule, r->sheet, r->field, r->header ? r->column : 0);
    if (by_text)
        buf_str(&key, r->text);
    uint32_t n = t->keys.n, i = strset_put(&t->keys, buf_view(&key));
    buf_release(&key);
    if (i == n) {
        if (n == t->size) {
            t->size = t->size ? t->size * 2 : 64;
            t->v = mem_grow(t->v, sizeof *t->v * t->size);
        }
        t->v[i] = *r;
        t->v[i].text = arena_str(&t->arena, str_sub(r->text, 0, QUOTED * 4));
        t->v[i].count = 0;
    }
    t->v[i].count += cells;
}

static const char *meant(enum field field)
{
    switch (field) {
    case FIELD_AREA: return PHRASE("country");
    case FIELD_TIME: return PHRASE("period");
    case FIELD_SEX: return PHRASE("sex");
    case FIELD_SOURCE: return PHRASE("source");
    case FIELD_INDICATOR: return PHRASE("indicator");
    case FIELD_STATUS: return PHRASE("status");
    case FIELD_CLASSIF1:
    case FIELD_CLASSIF2: return PHRASE("code");
    default: return PHRASE("note");
    }
}

static const char *advice_on(const struct unexplained *r, const struct ref *ref,
                             struct finding_list *list)
{
    uint16_t like = r->country ? ref_area_like(ref, r->text) : 0;
    if (like)
        return r->listed ? finding_phrase(list, "if it is %s, give it a line in the list",
                                          ref->areas[like].code.p)
                         : finding_phrase(list, "if it is %s, give it a list, with by LIST",
                                          ref->areas[like].code.p);
    return r->listed ? PHRASE("give it a line in the list") : PHRASE("give it a list, with by LIST");
}

static void say_label(const struct unexplained *r, const struct ref *ref, struct finding_list *list,
                      struct finding *f, const char *text)
{
    char column[CELL_NAME] = "";
    column[cell_name(column, r->column, 0)] = 0;
    unsigned long long n = r->count;
    if (r->field >= FIELD_STATUS) {
        finding_say(list, f,
                    n == 1 ? "\"%s\" in column %s is no %s that the mapping knows; %llu figure beside "
                             "it is read without it"
                           : "\"%s\" in column %s is no %s that the mapping knows; %llu figures beside "
                             "it are read without it",
                    text, column, meant(r->field), n);
        return;
    }
    const char *label = r->text.len ? finding_phrase(list, "\"%s\"", text) : PHRASE("the empty cell");
    const char *advice = advice_on(r, ref, list);
    if (r->header)
        finding_say(list, f,
                    n == 1 ? "%s above column %s is no %s that the mapping knows; %llu figure below it "
                             "is not read; %s"
                           : "%s above column %s is no %s that the mapping knows; %llu figures below "
                             "it are not read; %s",
                    label, column, meant(r->field), n, advice);
    else
        finding_say(list, f,
                    n == 1 ? "%s in column %s is no %s that the mapping knows; %llu figure beside it is "
                             "not read; %s"
                           : "%s in column %s is no %s that the mapping knows; %llu figures beside it "
                             "are not read; %s",
                    label, column, meant(r->field), n, advice);
}

void tally_say(const struct tally *t, const struct ref *ref, struct finding_list *list)
{
    for (uint32_t i = 0; i < t->keys.n; i++) {
        const struct unexplained *r = &t->v[i];
        unsigned long long n = r->count;
        struct buf quoted = {0};
        char number[NUM_MAX + 1];
        if (n == 0)
            continue;
        utf8_quote(&quoted, r->text, QUOTED);
        const char *text = quoted.p ? quoted.p : "";
        struct finding *f = finding_add(list, r->rule);
        f->sheet = r->sheet;
        f->row = r->row;
        f->column = r->column;
        f->value = arena_str(&list->arena, buf_view(&quoted));
        switch (r->rule) {
        case RULE_LABEL_UNKNOWN: say_label(r, ref, list, f, text); break;
        case RULE_NUMBER_UNSURE:
            number[num_fmt(number, r->value, r->decimals)] = 0;
            if (n == 1)
                finding_say(list, f, "\"%s\" can be read in two ways and is taken for %s; the mapping "
                            "is to say decimals = point or comma", text, number);
            else
                finding_say(list, f, "\"%s\" can be read in two ways and is taken for %s, as are %llu "
                            "more cells; the mapping is to say decimals = point or comma", text,
                            number, n - 1);
            break;
        case RULE_MARK_UNKNOWN:
            finding_say(list, f,
                        n == 1 ? "the mark \"%s\" beside %llu figure is not kept; the mapping can give "
                                 "it a meaning with marks = LIST"
                               : "the mark \"%s\" beside %llu figures is not kept; the mapping can "
                                 "give it a meaning with marks = LIST", text, n);
            break;
        default:
            finding_say(list, f,
                        n == 1 ? "\"%s\" stands in %llu cell, which is not read; the mapping is to say "
                                 "dash = zero, none or leave"
                               : "\"%s\" stands in %llu cells, which are not read; the mapping is to "
                                 "say dash = zero, none or leave", text, n);
        }
        buf_release(&quoted);
    }
}
