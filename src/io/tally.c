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
    case FIELD_AREA: return "country";
    case FIELD_TIME: return "period";
    case FIELD_SEX: return "sex";
    case FIELD_SOURCE: return "source";
    case FIELD_INDICATOR: return "indicator";
    case FIELD_STATUS: return "status";
    case FIELD_CLASSIF1:
    case FIELD_CLASSIF2: return "code";
    default: return "note";
    }
}

static void say_label(const struct unexplained *r, struct finding_list *list, struct finding *f,
                      const char *text)
{
    char column[CELL_NAME] = "";
    column[cell_name(column, r->column, 0)] = 0;
    const char *figures = r->count == 1 ? "figure" : "figures";
    if (r->field >= FIELD_STATUS)
        finding_say(list, f, "\"%s\" in column %s is no %s that the mapping knows; %llu %s beside it "
                    "%s read without it", text, column, meant(r->field),
                    (unsigned long long)r->count, figures, r->count == 1 ? "is" : "are");
    else
        finding_say(list, f, "%s%s%s %s column %s is no %s that the mapping knows; %llu %s %s it %s "
                    "not read; %s", r->text.len ? "\"" : "", r->text.len ? text : "the empty cell",
                    r->text.len ? "\"" : "", r->header ? "above" : "in", column, meant(r->field),
                    (unsigned long long)r->count, figures, r->header ? "below" : "beside",
                    r->count == 1 ? "is" : "are",
                    r->listed ? "give it a line in the list" : "give it a list, with by LIST");
}

void tally_say(const struct tally *t, struct finding_list *list)
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
        case RULE_LABEL_UNKNOWN: say_label(r, list, f, text); break;
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
            finding_say(list, f, "the mark \"%s\" beside %llu figure%s is not kept; the mapping can "
                        "give it a meaning with marks = LIST", text, n, n == 1 ? "" : "s");
            break;
        default:
            finding_say(list, f, "\"%s\" stands in %llu cell%s, which %s not read; the mapping is to say "
                        "dash = zero, none or leave", text, n, n == 1 ? "" : "s",
                        n == 1 ? "is" : "are");
        }
        buf_release(&quoted);
    }
}
