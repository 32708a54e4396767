/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Statements, recommendations, consultations. */

#include "store/consultation.h"

#include "base/utf8.h"
#include "store/rooms.h"

/* -- statements ------------------------------------------------------------------------------- */

int store_statement_add(struct store *st, const struct statement *s, struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO sys_statement (id, ref_area, subject, round, at, who, content) "
                           "SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5, $6 FROM sys_statement",
                           db_of_text(s->area), db_of_text(str_of(statement_subject_name(s->subject))),
                           db_of_text(s->round), db_of_text(s->at), db_of_text(s->who), db_of_text(s->text));
    return result < 0 ? result : 0;
}

int store_statement_list(struct store *st, struct store_iter **it, struct str area, struct str round, int64_t last,
                         struct err *err)
{
    return iter_open(it, st, ITER_STATEMENT, err,
                     "SELECT s.ref_area, s.subject, s.content, s.round, s.at, s.who FROM sys_statement s "
                     "JOIN (SELECT MAX(id) AS id FROM sys_statement WHERE ($1 = '' OR ref_area = $1) "
                     "AND ($2 = '' OR round = $2) AND ($3 = 0 OR id <= $3) GROUP BY ref_area, subject) n "
                     "ON n.id = s.id WHERE s.content <> '' ORDER BY s.ref_area, "
                     "CASE s.subject WHEN 'collection' THEN 0 WHEN 'practice' THEN 1 WHEN 'obstacles' THEN 2 "
                     "ELSE 3 END",
                     db_of_text(area), db_of_text(round), db_of_int(last));
}

int store_statement_next(struct store_iter *it, struct statement *out, struct err *err)
{
    int result = iter_next(it, ITER_STATEMENT, err);
    if (result > 0)
        *out = (struct statement){
            .area = db_text(it->q, 0),
            .subject = (enum statement_subject)statement_subject_find(db_text(it->q, 1)),
            .text = db_text(it->q, 2),
            .round = db_text(it->q, 3),
            .at = db_text(it->q, 4),
            .who = db_text(it->q, 5),
        };
    return result;
}

/* -- recommendations -------------------------------------------------------------------------- */

/* It is there, and was not removed. */
static int must_stand(struct store *st, int64_t number, struct err *err)
{
    int64_t one;
    int result = db_get_int(st->db, &one, err,
                            "SELECT 1 FROM sys_recommendation WHERE id = (SELECT MAX(id) FROM sys_recommendation "
                            "WHERE number = $1) AND content <> ''", db_of_int(number));
    if (result == 0)
        return err_set(err, ERR_NOTFOUND, "%s: there is no recommendation %lld", st->db->where, (long long)number);
    return result < 0 ? result : 0;
}

int store_recommendation_put(struct store *st, struct recommendation *r, struct err *err)
{
    int64_t number = r->id;
    int result = number ? must_stand(st, number, err)
                        : db_get_int(st->db, &number, err,
                                     "SELECT COALESCE(MAX(number), 0) + 1 FROM sys_recommendation");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO sys_recommendation (id, number, at, who, recipients, content) "
                           "SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4, $5 FROM sys_recommendation",
                           db_of_int(number), db_of_text(r->at), db_of_text(r->who), db_of_text(r->to),
                           db_of_text(r->text));
    if (result < 0)
        return result;
    r->id = number;
    return 0;
}

int store_recommendation_list(struct store *st, struct store_iter **it, int64_t last, struct err *err)
{
    return iter_open(it, st, ITER_RECOMMENDATION, err,
                     "SELECT r.number, r.content, r.recipients, r.at, r.who FROM sys_recommendation r "
                     "JOIN (SELECT MAX(id) AS id FROM sys_recommendation WHERE $1 = 0 OR id <= $1 GROUP BY number) n "
                     "ON n.id = r.id WHERE r.content <> '' ORDER BY r.number", db_of_int(last));
}

int store_recommendation_next(struct store_iter *it, struct recommendation *out, struct err *err)
{
    int result = iter_next(it, ITER_RECOMMENDATION, err);
    if (result > 0)
        *out = (struct recommendation){
            .id = db_int(it->q, 0),
            .text = db_text(it->q, 1),
            .to = db_text(it->q, 2),
            .at = db_text(it->q, 3),
            .who = db_text(it->q, 4),
        };
    return result;
}

/* -- consultations ---------------------------------------------------------------------------- */

#define CONSULTATIONS                                                                          \
    "SELECT c.id, c.name, c.language, c.opened_at, c.opened_by, c.silence_agrees, u.day, "     \
    "COALESCE(d.at, ''), COALESCE(d.who, '') FROM sys_consultation c "                         \
    "JOIN sys_consultation_until u ON u.id = (SELECT MAX(id) FROM sys_consultation_until "     \
    "WHERE consultation = c.id) LEFT JOIN sys_consultation_closed d ON d.consultation = c.id "

static void of_row(struct consultation_row *out, struct stmt *q)
{
    *out = (struct consultation_row){
        .id = db_int(q, 0),
        .name = db_text(q, 1),
        .language = db_text(q, 2),
        .opened_at = db_text(q, 3),
        .opened_by = db_text(q, 4),
        .silence_agrees = db_int(q, 5) != 0,
        .until = db_text(q, 6),
        .closed_at = db_text(q, 7),
        .closed_by = db_text(q, 8),
    };
}

static int must_have_consultation(struct store *st, int64_t id, struct err *err)
{
    return store_must_have(st, "consultation", id, "SELECT id FROM sys_consultation WHERE id = $1", err);
}

int store_consultation_add(struct store *st, struct consultation_row *c, struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err, "SELECT id FROM sys_consultation WHERE name = $1", db_of_text(c->name));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: there is a consultation \"%.*s\" already", st->db->where, STR_FMT(c->name));
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_consultation");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO sys_consultation (id, name, language, silence_agrees, opened_at, opened_by) "
                           "VALUES ($1, $2, $3, $4, $5, $6)",
                           db_of_int(id), db_of_text(c->name), db_of_text(c->language), db_of_int(c->silence_agrees),
                           db_of_text(c->opened_at), db_of_text(c->opened_by));
    if (result >= 0)
        result = store_consultation_until(st, id, c->until, c->opened_at, c->opened_by, err);
    if (result < 0)
        return result;
    c->id = id;
    return 0;
}

int store_consultation_get(struct store *st, struct arena *arena, struct consultation_row *out, struct str name,
                           struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, CONSULTATIONS "WHERE c.name = $1", db_of_text(name));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        struct str *texts[] = {&out->name, &out->language, &out->opened_at, &out->opened_by, &out->until,
                               &out->closed_at, &out->closed_by};
        result = store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
    } else if (result == 0) {
        result = err_set(err, ERR_NOTFOUND, "%s: there is no consultation \"%s\"; ilms consultation list has those "
                         "there are", st->db->where, utf8_brief(name).text);
    }
    db_finish(q);
    return result;
}

int store_consultation_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_CONSULTATION, err, CONSULTATIONS "ORDER BY c.id");
}

int store_consultation_next(struct store_iter *it, struct consultation_row *out, struct err *err)
{
    int result = iter_next(it, ITER_CONSULTATION, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

int store_consultation_until(struct store *st, int64_t id, struct str day, struct str at, struct str who,
                             struct err *err)
{
    int result = must_have_consultation(st, id, err);
    if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO sys_consultation_until (id, consultation, day, at, who) "
                           "SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4 FROM sys_consultation_until",
                           db_of_int(id), db_of_text(day), db_of_text(at), db_of_text(who));
    return result < 0 ? result : 0;
}

int store_consultation_close(struct store *st, int64_t id, struct str at, struct str who, struct err *err)
{
    int result = must_have_consultation(st, id, err);
    if (result == 0)
        result = store_run(st, err, "INSERT INTO sys_consultation_closed (consultation, at, who) VALUES ($1, $2, $3)",
                           db_of_int(id), db_of_text(at), db_of_text(who));
    return result < 0 ? result : 0;
}

int store_asked_add(struct store *st, int64_t id, struct str area, struct err *err)
{
    int result = store_run(st, err, "INSERT INTO sys_consultation_asked (consultation, ref_area) VALUES ($1, $2)",
                           db_of_int(id), db_of_text(area));
    return result < 0 ? result : 0;
}

int store_asked_list(struct store *st, struct store_iter **it, int64_t id, struct err *err)
{
    return iter_open(it, st, ITER_ASKED, err,
                     "SELECT ref_area FROM sys_consultation_asked WHERE consultation = $1 ORDER BY ref_area",
                     db_of_int(id));
}

int store_asked_next(struct store_iter *it, struct str *area, struct err *err)
{
    int result = iter_next(it, ITER_ASKED, err);
    if (result > 0)
        *area = db_text(it->q, 0);
    return result;
}

/* -- drafts ------------------------------------------------------------------------------------ */

int store_draft_now(struct store *st, struct draft *d, struct err *err)
{
    int result = db_get_int(st->db, &d->last_statement, err, "SELECT COALESCE(MAX(id), 0) FROM sys_statement");
    if (result >= 0)
        result = db_get_int(st->db, &d->last_recommendation, err,
                            "SELECT COALESCE(MAX(id), 0) FROM sys_recommendation");
    return result < 0 ? result : 0;
}

int store_draft_add(struct store *st, struct draft *d, struct err *err)
{
    int result = must_have_consultation(st, d->consultation, err);
    if (result == 0)
        result = db_get_int(st->db, &d->number, err, "SELECT COALESCE(MAX(number), 0) + 1 FROM sys_draft "
                            "WHERE consultation = $1", db_of_int(d->consultation));
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO sys_draft (consultation, number, at, who, release, last_statement, "
                           "last_recommendation, nparts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           db_of_int(d->consultation), db_of_int(d->number), db_of_text(d->at), db_of_text(d->who),
                           db_of_int(d->release), db_of_int(d->last_statement), db_of_int(d->last_recommendation),
                           db_of_int(d->nparts));
    return result < 0 ? result : 0;
}

int store_draft_list(struct store *st, struct store_iter **it, int64_t id, struct err *err)
{
    return iter_open(it, st, ITER_DRAFT, err,
                     "SELECT d.consultation, d.number, d.at, d.who, d.release, p.name, d.last_statement, "
                     "d.last_recommendation, d.nparts FROM sys_draft d JOIN pub_release p ON p.id = d.release "
                     "WHERE d.consultation = $1 ORDER BY d.number", db_of_int(id));
}

int store_draft_next(struct store_iter *it, struct draft *out, struct err *err)
{
    int result = iter_next(it, ITER_DRAFT, err);
    if (result > 0)
        *out = (struct draft){
            .consultation = db_int(it->q, 0),
            .number = db_int(it->q, 1),
            .at = db_text(it->q, 2),
            .who = db_text(it->q, 3),
            .release = db_int(it->q, 4),
            .release_name = db_text(it->q, 5),
            .last_statement = db_int(it->q, 6),
            .last_recommendation = db_int(it->q, 7),
            .nparts = db_int(it->q, 8),
        };
    return result;
}

int store_draft_document_add(struct store *st, const struct draft *d, const struct draft_document *document,
                             struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO sys_draft_document (consultation, draft, nbytes, sha256, packed) "
                           "VALUES ($1, $2, $3, $4, $5)",
                           db_of_int(d->consultation), db_of_int(d->number), db_of_int(document->nbytes),
                           db_of_text(document->sha256), db_of_blob(document->packed));
    return result < 0 ? result : 0;
}

int store_draft_document_get(struct store *st, struct arena *arena, struct draft_document *out, int64_t consultation,
                             int64_t number, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err,
                          "SELECT nbytes, sha256, packed FROM sys_draft_document "
                          "WHERE consultation = $1 AND draft = $2",
                          db_of_int(consultation), db_of_int(number));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        *out = (struct draft_document){db_int(q, 0), db_text(q, 1), db_blob(q, 2)};
        struct str *texts[] = {&out->sha256, &out->packed};
        result = store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
    } else if (result == 0) {
        result = err_set(err, ERR_NOTFOUND, "%s: the consultation has no draft %lld", st->db->where, (long long)number);
    }
    db_finish(q);
    return result;
}

int store_draft_part_add(struct store *st, const struct draft *d, int64_t place, const struct consulted_part *part,
                         struct err *err)
{
    int result = store_run(st, err,
                           "INSERT INTO sys_draft_part (consultation, draft, place, part, number, kind, chapter, "
                           "ref_area, content, html, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                           db_of_int(d->consultation), db_of_int(d->number), db_of_int(place), db_of_text(part->id),
                           db_of_text(part->number), db_of_text(part->kind), db_of_text(part->chapter),
                           db_of_text(part->area), db_of_text(part->text), db_of_text(part->html),
                           db_of_text(part->hash));
    return result < 0 ? result : 0;
}

#define PARTS(html)                                                                            \
    "SELECT part, number, kind, chapter, ref_area, content, " html ", sha256, draft "          \
    "FROM sys_draft_part WHERE consultation = $1 ORDER BY draft, place"

int store_draft_part_list(struct store *st, struct store_iter **it, int64_t id, bool html, struct err *err)
{
    return iter_open(it, st, ITER_DRAFT_PART, err, html ? PARTS("html") : PARTS("''"), db_of_int(id));
}

int store_draft_part_next(struct store_iter *it, struct consulted_part *out, struct err *err)
{
    int result = iter_next(it, ITER_DRAFT_PART, err);
    if (result > 0)
        *out = (struct consulted_part){
            .id = db_text(it->q, 0),
            .number = db_text(it->q, 1),
            .kind = db_text(it->q, 2),
            .chapter = db_text(it->q, 3),
            .area = db_text(it->q, 4),
            .text = db_text(it->q, 5),
            .html = db_text(it->q, 6),
            .hash = db_text(it->q, 7),
            .since = (unsigned)db_int(it->q, 8),
        };
    return result;
}

/* -- positions ---------------------------------------------------------------------------------- */

int store_position_add(struct store *st, int64_t consultation, struct position *p, struct err *err)
{
    int64_t id;
    int result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_position");
    if (result >= 0)
        result = store_run(st, err,
                           "INSERT INTO sys_position (id, consultation, draft, part, ref_area, kind, at, who, content) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                           db_of_int(id), db_of_int(consultation), db_of_int(p->draft), db_of_text(p->part),
                           db_of_text(p->area), db_of_text(str_of(position_name(p->kind))), db_of_text(p->at),
                           db_of_text(p->who), db_of_text(p->text));
    if (result < 0)
        return result;
    p->id = id;
    return 0;
}

int store_position_answer(struct store *st, int64_t position, struct str at, struct str who, struct str text,
                          struct err *err)
{
    int result = store_must_have(st, "position", position, "SELECT id FROM sys_position WHERE id = $1", err);
    if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO sys_position_answer (id, position, at, who, content) "
                           "SELECT COALESCE(MAX(id), 0) + 1, $1, $2, $3, $4 FROM sys_position_answer",
                           db_of_int(position), db_of_text(at), db_of_text(who), db_of_text(text));
    return result < 0 ? result : 0;
}

#define POSITIONS_OF                                                                           \
    "SELECT p.id, p.part, p.ref_area, p.kind, p.content, p.at, p.who, p.draft, "               \
    "COALESCE(a.content, ''), COALESCE(a.at, ''), COALESCE(a.who, '') FROM sys_position p "    \
    "LEFT JOIN sys_position_answer a ON a.id = (SELECT MAX(id) FROM sys_position_answer "      \
    "WHERE position = p.id) WHERE p.consultation = $1 "
#define BY_PART "ORDER BY p.part, p.ref_area, p.id"
#define NEWEST                                                                                 \
    "AND p.id IN (SELECT MAX(id) FROM sys_position WHERE consultation = $1 "                   \
    "GROUP BY part, ref_area) "

int store_position_list(struct store *st, struct store_iter **it, int64_t consultation, bool history, struct err *err)
{
    return iter_open(it, st, ITER_POSITION, err, history ? POSITIONS_OF BY_PART : POSITIONS_OF NEWEST BY_PART,
                     db_of_int(consultation));
}

int store_position_next(struct store_iter *it, struct position *out, struct err *err)
{
    int result = iter_next(it, ITER_POSITION, err);
    if (result > 0)
        *out = (struct position){
            .id = db_int(it->q, 0),
            .part = db_text(it->q, 1),
            .area = db_text(it->q, 2),
            .kind = (enum position_kind)position_find(db_text(it->q, 3)),
            .text = db_text(it->q, 4),
            .at = db_text(it->q, 5),
            .who = db_text(it->q, 6),
            .draft = (unsigned)db_int(it->q, 7),
            .answer = db_text(it->q, 8),
            .answered_at = db_text(it->q, 9),
            .answered_by = db_text(it->q, 10),
        };
    return result;
}
