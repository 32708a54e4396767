/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A questionnaire is written and read back, for every country of the sample and every language:
 * what comes back are the figures of the years asked, neither more nor less. */

#include "collect/questionnaire.h"

#include "base/embed.h"
#include "base/utf8.h"
#include "collect/desk.h"
#include "io/files.h"
#include "io/form.h"
#include "io/format.h"
#include "model/period.h"
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

static const char *const countries[] = {"BRN", "IDN", "KHM", "LAO", "MMR",
                                        "MYS", "PHL", "SGP", "THA", "VNM"};

static struct cube *past_of(struct store *st, const char *country)
{
    char name[40];
    snprintf(name, sizeof name, "data/asean/%s.csv", country);
    const struct embedded_file *file = embedded_find(name);
    if (file) {
        struct file_read f;
        file_read(&f, file->content, NULL);
        CHECK_INT(f.result, 0);
        desk_submit(st, &f.set, STATE_ACCEPTED);
        file_release(&f);
    }
    return desk_cube(st);
}

/* Has the form a place for it? */
static bool is_asked(const struct questionnaire *q, const struct obs *o)
{
    const struct ref *ref = q->ref;
    const struct indicator *in = &ref->indicators[o->indicator];
    int year = period_year(o->period);
    if (!in->sheet || (q->criterion != CRITERION_NONE && in->criterion != CRITERION_NONE &&
                       in->criterion != q->criterion))
        return false;
    if (o->area != q->area || o->period != period_make(year, 0) || year < q->first_year || year > q->last_year)
        return false;
    if (in->has_sex && o->sex != ref->sex_total && o->sex != ref->sex_female && o->sex != ref->sex_male)
        return false;
    for (unsigned c = 0; c < in->nclass; c++) {
        const struct code *code = &ref->codes[o->classif[c]];
        bool asked = false;
        for (unsigned i = 0; i < in->nasked; i++)
            asked = asked || (in->asked[i] == code->version &&
                              (c == 0 || (in->asked_default >> i & 1)));
        if (!asked || (code->role == CODE_EXTRA && !ref->versions[code->version].countries))
            return false;
    }
    return true;
}

static const struct obs *find_same(const struct obs_set *set, const struct obs *o)
{
    for (size_t i = 0; i < set->n; i++) {
        const struct obs *c = &set->v[i];
        if (c->indicator == o->indicator && c->area == o->area && c->sex == o->sex &&
            c->classif[0] == o->classif[0] && c->classif[1] == o->classif[1] && c->period == o->period)
            return c;
    }
    return NULL;
}

static void compare(const struct questionnaire *q, const struct obs_set *got, const char *what)
{
    const struct cube *past = q->past;
    size_t n = 0;
    for (uint32_t f = 0; f < past->nflows; f++)
        for (uint32_t s = past->flows[f].first; s < past->flows[f].first + past->flows[f].n; s++)
            for (uint32_t i = past->start[s]; i < past->start[s + 1]; i++) {
                struct obs o = {.indicator = past->flows[f].indicator, .area = past->area[s],
                                .sex = past->sex[s], .classif = {past->classif[0][s], past->classif[1][s]},
                                .period = past->period[i]};
                if (past->freq[s] != 'A' || !is_asked(q, &o) ||
                    (isnan(past->value[i]) && !past->status[i]))
                    continue;
                const struct obs *back = find_same(got, &o);
                n++;
                if (!back)
                    test_fail(__FILE__, __LINE__, "%s: %s %d is not in the form", what,
                              q->ref->indicators[o.indicator].code.p, period_year(o.period));
                CHECK(isnan(past->value[i]) ? isnan(back->value) : fabs(past->value[i] - back->value) < 1e-9);
                CHECK_INT(back->status, past->status[i]);
            }
    if (n != got->n)
        test_fail(__FILE__, __LINE__, "%s: %zu figures came back, not %zu", what, got->n, n);
}

static void round_trip(const struct questionnaire *q, const char *what)
{
    char path[300];
    struct err err = {0};
    struct buf raw = {0}, stream = {0};
    struct arena arena;
    struct workbook wb;
    struct obs_set set;
    struct finding_list findings;
    struct remark_list remarks;
    snprintf(path, sizeof path, "%s/%s.xlsx", test_dir(), what);
    CHECK_OK(questionnaire_write(q, path, &err));
    CHECK_INT(questionnaire_write(q, path, &err), -ERR_STATE); /* never over another one */
    CHECK_OK(io_slurp(&raw, path, &err));
    CHECK_OK(workbook_cells(&stream, buf_view(&raw), &err));
    arena_init(&arena, 512 << 20);
    CHECK_OK(workbook_open(&wb, &arena, buf_view(&stream), &err));
    CHECK(form_is(&wb));
    obs_set_init(&set);
    finding_list_init(&findings);
    remark_list_init(&remarks);
    struct reading rd = {.ref = q->ref, .default_source = STR(""), .set = &set, .findings = &findings,
                         .remarks = &remarks};
    form_read(&rd, &arena, &wb);
    /* what was published without a source that the form knows may be asked about, nothing else */
    CHECK_INT(findings.count[SEV_ERROR], 0);
    CHECK_INT(set.cells, set.n);
    compare(q, &set, what);
    CHECK_STR(remarks.round, "r");
    remark_list_release(&remarks);
    finding_list_release(&findings);
    obs_set_release(&set);
    arena_release(&arena);
    buf_release(&stream);
    buf_release(&raw);
    unlink(path);
}

TEST(questionnaire_comes_back_as_it_was_filled)
{
    struct str languages = text_languages(), language;
    for (size_t c = 0; c < ARRAY_LEN(countries); c++) {
        struct store *st = desk_open();
        struct cube *past = past_of(st, countries[c]);
        struct str rest = languages;
        for (size_t k = 0; str_next(&language, &rest, ' '); k++) {
            char name[8], what[60];
            if (test_whole() ? c && k % 4 != c % 4 : k != c)
                continue; /* the first country in every language, each other in one of them */
            snprintf(name, sizeof name, "%.*s", STR_FMT(language));
            struct questionnaire q = {.ref = fixture_ref(), .text = text_find(name), .language = name,
                                      .area = fixture_area(countries[c]), .round = STR("r"),
                                      .deadline = STR("2026-11-30"), .source_type = -1, .past = past};
            q.first_year = 2016 + (int)c % 3;
            q.last_year = q.first_year + (strcmp(name, "en") == 0 ? 8 : 2);
            q.criterion = strcmp(name, "th") == 0 ? CRITERION_BIRTH
                          : strcmp(name, "vi") == 0 ? CRITERION_CITIZENSHIP : CRITERION_NONE;
            snprintf(what, sizeof what, "%s-%s", countries[c], name);
            round_trip(&q, what);
        }
        cube_free(past);
        store_close(st);
    }
}

/* Excel refuses longer titles and texts of hints and warnings, and sheets' names. */
TEST(questionnaire_words_fit_where_they_stand)
{
    static const struct {
        const char *key;
        size_t most;
    } words[] = {{"form.value.title", 32}, {"form.value.hint", 255}, {"form.value.refuse", 255},
                 {"form.list.title", 32}, {"form.list.refuse", 255}, {"form.cover", 31},
                 {"form.sources", 31}, {"form.lists", 31}, {"answer.sheet", 31}};
    struct str rest = text_languages(), language;
    while (str_next(&language, &rest, ' ')) {
        char name[8];
        snprintf(name, sizeof name, "%.*s", STR_FMT(language));
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
            struct str text = text_get(text_find(name), words[i].key);
            if (!text.len || utf8_count(text) > words[i].most)
                test_fail(__FILE__, __LINE__, "%s in %s has %zu characters, which is more than %zu",
                          words[i].key, name, utf8_count(text), words[i].most);
        }
    }
}
