/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What countries say of the parts of a draft, and what the office answers. */

#include "ops/consult.h"

#include "base/num.h"

/* One of --agree, --object TEXT, --comment TEXT, --withdraw. */
static int get_position(struct position *p, struct call *c, struct err *err)
{
    static const struct {
        const char *option;
        enum position_kind kind;
    } all[] = {{"agree", POSITION_AGREE}, {"object", POSITION_OBJECT}, {"comment", POSITION_COMMENT},
               {"withdraw", POSITION_NONE}};
    unsigned n = 0;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (call_has(c, all[i].option)) {
            n++;
            p->kind = all[i].kind;
            if (p->kind == POSITION_OBJECT || p->kind == POSITION_COMMENT)
                p->text = call_get(c, all[i].option);
        }
    if (n != 1)
        return err_set(err, ERR_USAGE, "consultation say needs one of --agree, --object TEXT, --comment TEXT and "
                       "--withdraw");
    int r = paragraphs_check(&p->text, c, p->kind == POSITION_OBJECT ? "the objection" : "the comment", err);
    if (r == 0 && !p->text.len && (p->kind == POSITION_OBJECT || p->kind == POSITION_COMMENT))
        r = err_set(err, ERR_USAGE, p->kind == POSITION_OBJECT ? "--object needs to say why" : "--comment is empty");
    return r;
}

static void put_said(struct call *c, const struct consulted_part *part, const struct position *p)
{
    static const char *const does[POSITIONS] = {"takes back what it said of", "agrees to", "objects to", "comments on"};
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "part", part->id);
        json_put(&c->j, "number", part->number);
        json_put(&c->j, "ref_area", p->area);
        json_put(&c->j, "position", str_of(position_name(p->kind)));
        json_put_some(&c->j, "text", p->text);
        json_close(&c->j);
        json_line(&c->j);
        return;
    }
    buf_fmt(&c->out, "%.*s %s %.*s %.*s\n", STR_FMT(p->area), does[p->kind], STR_FMT(part->kind), STR_FMT(part->id));
}

int op_consultation_say(struct call *c, struct err *err)
{
    struct consultation k;
    const struct consulted_part *part;
    struct position p = {.at = str_of(c->at), .who = str_of(c->who)};
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = consult_country(&p.area, &k, c, err);
    if (r == 0)
        r = consult_may_speak(&k, c, err);
    if (r == 0)
        r = get_position(&p, c, err);
    if (r == 0)
        r = consult_part(&part, &k, c, err);
    if (r == 0 && part->removed)
        r = err_set(err, ERR_STATE, "%.*s %.*s is in the draft no more", STR_FMT(part->kind), STR_FMT(part->id));
    if (r < 0)
        return r;
    p.part = part->id;
    p.draft = k.drafts;
    if ((r = call_begin(c, err)) < 0 || (r = store_position_add(c->store, k.id, &p, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    put_said(c, part, &p);
    return 0;
}

/* Inside the transaction: to all that is left, of a chapter where one is named. */
static int agree_rest(unsigned *n, const struct consultation *k, struct str area, struct call *c, struct err *err)
{
    struct str chapter = call_get(c, "chapter");
    int r = 0;
    for (size_t i = 0; r == 0 && i < k->nparts; i++) {
        struct position p = {.part = k->parts[i].id, .area = area, .kind = POSITION_AGREE, .draft = k->drafts,
                             .at = str_of(c->at), .who = str_of(c->who)};
        if (!position_rest(k, &k->parts[i], area) || (chapter.len && !str_eq(chapter, k->parts[i].chapter)))
            continue;
        r = store_position_add(c->store, k->id, &p, err);
        *n += r == 0;
    }
    return r;
}

int op_consultation_agree_rest(struct call *c, struct err *err)
{
    struct consultation k;
    struct str area;
    unsigned n = 0;
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = consult_country(&area, &k, c, err);
    if (r == 0)
        r = consult_may_speak(&k, c, err);
    if (r == 0)
        r = call_begin(c, err);
    if (r == 0)
        r = agree_rest(&n, &k, area, c, err);
    if (r == 0)
        r = call_commit(c, err);
    if (r < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "ref_area", area);
        json_put_int(&c->j, "agreed", n);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "%.*s agrees to %s more\n", STR_FMT(area), num_counted(n, "part").text);
    }
    return 0;
}

int op_consultation_answer(struct call *c, struct err *err)
{
    struct consultation k;
    const struct consulted_part *part = NULL;
    const struct position *p = NULL;
    struct str area, text = call_get(c, "text");
    int r = consult_load(&k, c, CONSULTATION_TEXT, err);
    if (r == 0)
        r = consult_may_change(&k, err);
    if (r == 0)
        r = consult_country(&area, &k, c, err);
    if (r == 0)
        r = paragraphs_check(&text, c, "the answer", err);
    if (r == 0 && !text.len)
        r = err_set(err, ERR_USAGE, "the answer is empty");
    if (r == 0)
        r = consult_part(&part, &k, c, err);
    if (r < 0)
        return r;
    for (size_t i = 0; i < k.nsaid; i++) /* the last with words, also where the country has agreed since */
        if (str_eq(k.said[i].part, part->id) && str_eq(k.said[i].area, area))
            p = &k.said[i];
    if (!p)
        return err_set(err, ERR_STATE, "%.*s has said nothing of %.*s %.*s that could be answered", STR_FMT(area),
                       STR_FMT(part->kind), STR_FMT(part->id));
    if ((r = call_begin(c, err)) < 0 ||
        (r = store_position_answer(c->store, p->id, str_of(c->at), str_of(c->who), text, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    if (c->json) {
        json_open(&c->j, '{');
        json_put(&c->j, "part", part->id);
        json_put(&c->j, "ref_area", area);
        json_put(&c->j, "answer", text);
        json_close(&c->j);
        json_line(&c->j);
    } else {
        buf_fmt(&c->out, "answered what %.*s said of %.*s %.*s\n", STR_FMT(area), STR_FMT(part->kind),
                STR_FMT(part->id));
    }
    return 0;
}
