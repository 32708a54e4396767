/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/finding.h"

#include "base/num.h"
#include "base/utf8.h"
#include "model/period.h"

#include <stdarg.h>
#include <stdio.h>

const struct rule_entry rules[RULE_COUNT] = {
#define RULE(name, id, severity, title, text, needs)                                           \
    [RULE_##name] = {id, title, text, needs, SEV_##severity},
#include "model/rules.def"
#undef RULE
};

int rule_find(struct str id)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (str_is(id, rules[i].id))
            return i;
    return -1;
}

static struct str rule_words(const struct text *text, enum rule rule, const char *what,
                             const char *english)
{
    char key[32];
    snprintf(key, sizeof key, "rule.%s.%s", rules[rule].id, what);
    return text_has(text, key) ? text_get(text, key) : str_of(english);
}

struct str rule_title(const struct text *text, enum rule rule)
{
    return rule_words(text, rule, "title", rules[rule].title);
}

struct str rule_text(const struct text *text, enum rule rule)
{
    return rule_words(text, rule, "text", rules[rule].text);
}

bool rule_stands(enum rule rule) { return rule == RULE_OWN_AMONG; }

static bool is_about(const struct remark *r, const struct finding *f)
{
    if (rule_stands(f->rule))
        return str_is(r->type, rules[f->rule].id) && str_eq(r->indicator, f->indicator) &&
               str_eq(r->area, f->area);
    return str_is(r->type, rules[f->rule].id) && str_eq(r->indicator, f->indicator) &&
           str_eq(r->area, f->area) && str_eq(r->source, f->source) && str_eq(r->sex, f->sex) &&
           str_eq(r->classif[0], f->classif[0]) && str_eq(r->classif[1], f->classif[1]) &&
           str_eq(r->period, f->period) && str_eq(r->value, f->value);
}

void finding_list_answer(struct finding_list *list, const struct remark_list *remarks)
{
    for (size_t i = 0; i < remarks->n; i++)
        for (size_t k = 0; remarks->v[i].kind == REMARK_ANSWER && k < list->n; k++)
            if (is_about(&remarks->v[i], &list->v[k]))
                list->v[k].answer = arena_str(&list->arena, remarks->v[i].content);
}

void severities_init(struct severities *s)
{
    for (int i = 0; i < RULE_COUNT; i++)
        s->of[i] = rules[i].severity;
}

bool rule_fixed(enum rule rule)
{
    static const enum rule fixed[] = {
        RULE_ROW_SHORT,      RULE_ROW_DAMAGED,       RULE_NOT_TEXT,       RULE_AREA_UNKNOWN,
        RULE_INDICATOR_UNKNOWN, RULE_CODE_UNKNOWN,   RULE_DIMENSION_WRONG, RULE_DIMENSION_MISSING,
        RULE_SOURCE_UNKNOWN, RULE_STATUS_UNKNOWN,    RULE_SEX_UNKNOWN,    RULE_FLOW_OTHER,
        RULE_REPEATED_OTHER, RULE_PERIOD_UNREADABLE, RULE_NOT_A_NUMBER,   RULE_UNIT_OTHER,
        RULE_FORM_DAMAGED,   RULE_FORM_MIXED,        RULE_CHANGE_UNCLEAR};
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (fixed[i] == rule)
            return true;
    return false;
}

int severity_find(struct str name)
{
    for (int s = SEV_INFO; s <= SEV_ERROR; s++)
        if (str_is(name, severity_name((enum severity)s)))
            return s;
    return -1;
}

void finding_list_weigh(struct finding_list *list, const struct severities *s)
{
    memset(list->count, 0, sizeof list->count);
    for (size_t i = 0; i < list->n; i++) {
        list->v[i].severity = s->of[list->v[i].rule];
        list->count[list->v[i].severity]++;
    }
}

const char *severity_name(enum severity s)
{
    static const char *const names[] = {"info", "warning", "error"};
    return names[s];
}

void finding_list_init(struct finding_list *list)
{
    *list = (struct finding_list){0};
    arena_init(&list->arena, (size_t)4 << 30);
    arena_init(&list->phrases, 16 << 20);
}

void finding_list_release(struct finding_list *list)
{
    free(list->v);
    strset_release(&list->once);
    strset_release(&list->patterns);
    sentence_release(&list->sentence);
    arena_release(&list->phrases);
    arena_release(&list->arena);
    *list = (struct finding_list){0};
}

struct finding *finding_add(struct finding_list *list, enum rule rule)
{
    if (list->n == list->size) {
        list->size = list->size ? list->size * 2 : 32;
        list->v = mem_grow(list->v, sizeof *list->v * list->size);
    }
    struct finding *f = &list->v[list->n++];
    *f = (struct finding){.rule = rule, .severity = rules[rule].severity};
    list->count[f->severity]++;
    return f;
}

void finding_take(struct finding_list *list, const struct finding *other)
{
    struct finding *f = finding_add(list, other->rule);
    struct str *texts[] = {&f->indicator, &f->area, &f->source, &f->sex, &f->classif[0], &f->classif[1],
                           &f->period, &f->value, &f->message, &f->args, &f->answer};
    *f = *other;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = arena_str(&list->arena, *texts[i]);
    uint32_t pattern = strset_put(&list->patterns, other->pattern);
    f->pattern = list->patterns.v[pattern];
}

bool finding_first(struct finding_list *list, enum rule rule, struct str thing)
{
    struct buf key = {0};
    uint32_t before = list->once.n;
    buf_fmt(&key, "%s %.*s", rules[rule].id, STR_FMT(thing));
    bool first = strset_put(&list->once, buf_view(&key)) == before;
    buf_release(&key);
    return first;
}

/* The sentence just made, in English and in parts, in the list's arena. */
static void keep_sentence(struct finding_list *list, struct str *message, struct str *pattern,
                          struct str *args)
{
    struct str said = str_sub(buf_view(&list->sentence.message), 0, SENTENCE_MAX);
    struct buf clean = {0};
    if (utf8_valid(said) != said.len) { /* what is quoted is no text, or was cut within a character */
        utf8_quote(&clean, said, 3 * SENTENCE_MAX);
        said = buf_view(&clean);
    }
    *message = arena_str(&list->arena, said);
    uint32_t known = strset_put(&list->patterns, buf_view(&list->sentence.pattern));
    *pattern = list->patterns.v[known];
    *args = arena_str(&list->arena, buf_view(&list->sentence.args));
    buf_release(&clean);
    arena_reset(&list->phrases);
}

void finding_say(struct finding_list *list, struct finding *f, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    sentence_make(&list->sentence, fmt, args, '\t');
    va_end(args);
    keep_sentence(list, &f->message, &f->pattern, &f->args);
}

void finding_say_parts(struct finding_list *list, struct finding *f, struct str pattern, struct str args)
{
    struct sentence *s = &list->sentence;
    s->message.len = s->pattern.len = s->args.len = 0;
    sentence_put(&s->message, NULL, NULL, pattern, args);
    buf_str(&s->pattern, pattern);
    buf_str(&s->args, args);
    keep_sentence(list, &f->message, &f->pattern, &f->args);
}

void finding_propose(struct finding_list *list, struct finding *f, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    sentence_make(&list->sentence, fmt, args, '\t');
    va_end(args);
    keep_sentence(list, &f->proposal, &f->proposal_pattern, &f->proposal_args);
}

const char *finding_phrase(struct finding_list *list, const char *fmt, ...)
{
    struct sentence *s = &list->sentence;
    va_list args;
    va_start(args, fmt);
    sentence_make(s, fmt, args, '\2');
    va_end(args);
    char *phrase = arena_alloc(&list->phrases, s->pattern.len + s->args.len + sizeof PHRASE("\2"));
    char *at = mempcpy(phrase, "\1", 1);
    at = mempcpy(at, s->pattern.p, s->pattern.len);
    at = mempcpy(at, "\2", 1);
    at = mempcpy(at, s->args.p, s->args.len);
    memcpy(at, "\3", sizeof "\3");
    return phrase;
}

void finding_at(struct finding_list *list, struct finding *f, const struct ref *ref,
                const struct obs_set *set, const struct obs *o)
{
    f->sheet = o->sheet;
    f->row = o->row;
    f->column = o->column;
    f->indicator = ref->indicators[o->indicator].code;
    f->area = ref->areas[o->area].code;
    f->sex = ref->codes[o->sex].code;
    f->classif[0] = ref->codes[o->classif[0]].code;
    f->classif[1] = ref->codes[o->classif[1]].code;
    f->source = arena_str(&list->arena, set->sources.v[o->source]);
    char text[PERIOD_TEXT], number[NUM_MAX];
    if (o->period)
        f->period = arena_str(&list->arena, (struct str){text, period_fmt(text, o->period)});
    size_t len = num_fmt(number, o->value, o->decimals);
    f->value = arena_str(&list->arena, (struct str){number, len});
}

static int compare(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    if (x->rule != y->rule)
        return x->rule < y->rule ? -1 : 1;
    return str_cmp(x->message, y->message);
}

void finding_list_sort(struct finding_list *list)
{
    if (list->n > 1)
        qsort(list->v, list->n, sizeof *list->v, compare);
}
