/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The questionnaire workbook on its way out. */

#include "ops/ops.h"

#include "collect/questionnaire.h"

int accepted_of(struct cube **out, struct call *c, struct str area, struct err *err)
{
    struct store_iter *it;
    struct wk_block block;
    struct cube_builder *builder = cube_builder_new(c->ref);
    unsigned n = 0;
    *out = NULL;
    int r = store_wk_list_area(c->store, &it, area, err);
    while (r == 0 && (r = store_wk_next(it, &block, err)) == 1) {
        n++;
        if ((r = cube_builder_add(builder, block.block, err)) < 0)
            store_iter_close(it);
    }
    if (r < 0 || n == 0) {
        cube_builder_free(builder);
        return r;
    }
    *out = cube_builder_finish(builder);
    return 0;
}

int call_language(const char **language, const struct text **text, struct call *c, struct err *err)
{
    struct str said = call_get(c, "language");
    *language = said.len ? arena_text(&c->arena, said) : "en";
    *text = text_find(*language);
    if (!*text)
        return err_set(err, ERR_USAGE, "there are no words in the language \"%.20s\"; there are: %.*s",
                       *language, STR_FMT(text_languages()));
    return 0;
}

int call_language_said(const char **language, struct call *c, struct err *err)
{
    const struct text *text;
    *language = NULL;
    return call_has(c, "language") ? call_language(language, &text, c, err) : 0;
}

int op_questionnaire_write(struct call *c, struct err *err)
{
    struct questionnaire q = {.source_type = -1};
    struct str country = call_get(c, "country"), type = call_get(c, "type");
    const char *output = arena_text(&c->arena, call_get(c, "output"));
    struct round round;
    struct cube *past = NULL;
    int r = call_ref(c, err);
    if (r == 0)
        r = call_language(&q.language, &q.text, c, err);
    if (r == 0)
        r = store_round_get(c->store, &c->arena, &round, call_get(c, "round"), err);
    if (r < 0)
        return r;
    q.ref = c->ref;
    q.area = ref_area_find(c->ref, country);
    if (!q.area || !c->ref->areas[q.area].member)
        return err_set(err, ERR_USAGE, "--country \"%.*s\" is no country of %.*s; it is to be three "
                       "letters, as THA", (int)MIN(country.len, (size_t)40), country.p,
                       STR_FMT(c->ref->region));
    if (type.len && (q.source_type = ref_source_type_find(c->ref, type)) < 0)
        return err_set(err, ERR_USAGE, "--type \"%.*s\" is no type of source; it is to be one of "
                       "the list, as BA", (int)MIN(type.len, (size_t)40), type.p);
    q.round = round.name;
    q.deadline = round.deadline;
    q.first_year = (int)round.first_year;
    q.last_year = (int)round.last_year;
    q.criterion = str_is(round.criterion, "birth") ? CRITERION_BIRTH
                  : str_is(round.criterion, "both") ? CRITERION_NONE : CRITERION_CITIZENSHIP;
    r = accepted_of(&past, c, country, err);
    q.past = past;
    if (r == 0)
        r = questionnaire_write(&q, output, err);
    if (r == 0 && c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "file", str_of(output));
        json_put(&c->j, "round", round.name);
        json_put(&c->j, "ref_area", country);
        json_put(&c->j, "language", str_of(q.language));
        json_put_int(&c->j, "earlier_figures", past ? past->nobs : 0);
        json_close(&c->j);
        json_line(&c->j);
    } else if (r == 0) {
        buf_fmt(&c->out, "%s: the questionnaire of %.*s for round %.*s, with %u figures given before\n",
                output, STR_FMT(c->ref->areas[q.area].name), STR_FMT(round.name),
                past ? past->nobs : 0);
    }
    if (past)
        cube_free(past);
    return r;
}
