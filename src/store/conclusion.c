/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What meetings conclude, to whom it is assigned, and what becomes of it. */

#include "store/meeting.h"
#include "store/rooms.h"

static int must_not_go_on(struct store *st, int64_t carried, struct err *err)
{
    int64_t one;
    int result = carried ? db_get_int(st->db, &one, err, "SELECT 1 FROM sys_conclusion WHERE carried = $1",
                                      db_of_int(carried))
                         : 0;
    return result > 0 ? err_set(err, ERR_STATE, "%s: conclusion %lld was carried over already", st->db->where,
                                (long long)carried)
                      : result;
}

int store_conclusion_add(struct store *st, int64_t meeting, int64_t carried, struct conclusion *c, struct err *err)
{
    int64_t id, number;
    int result = store_must_have(st, "meeting", meeting, "SELECT id FROM sys_meeting WHERE id = $1", err);
    if (result == 0)
        result = must_not_go_on(st, carried, err);
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_conclusion");
    if (result >= 0)
        result = db_get_int(st->db, &number, err,
                            "SELECT COALESCE(MAX(number), 0) + 1 FROM sys_conclusion WHERE meeting = $1",
                            db_of_int(meeting));
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_conclusion (id, meeting, number, session, working_group, kind, content, due, "
                       "carried, at, who) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                       db_of_int(id), db_of_int(meeting), db_of_int(number), db_of_int(c->session),
                       db_of_text(c->group), db_of_text(str_of(conclusion_kind_name(c->kind))), db_of_text(c->text),
                       db_of_text(c->due), db_of_ref(carried), db_of_text(c->at), db_of_text(c->who));
    if (result < 0)
        return result;
    c->id = id;
    c->number = number;
    return 0;
}

int store_conclusion_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err)
{
    return iter_open(it, st, ITER_CONCLUSION, err,
                     "SELECT c.id, c.number, c.session, c.working_group, c.kind, c.content, c.due, c.at, c.who, "
                     "COALESCE(fm.name, ''), COALESCE(f.number, 0), COALESCE(tm.name, ''), COALESCE(t.number, 0) "
                     "FROM sys_conclusion c LEFT JOIN sys_conclusion f ON f.id = c.carried "
                     "LEFT JOIN sys_meeting fm ON fm.id = f.meeting LEFT JOIN sys_conclusion t ON t.carried = c.id "
                     "LEFT JOIN sys_meeting tm ON tm.id = t.meeting WHERE c.meeting = $1 ORDER BY c.number",
                     db_of_int(meeting));
}

int store_conclusion_next(struct store_iter *it, struct conclusion *out, struct err *err)
{
    int result = iter_next(it, ITER_CONCLUSION, err);
    if (result > 0)
        *out = (struct conclusion){
            .id = db_int(it->q, 0),
            .number = db_int(it->q, 1),
            .session = db_int(it->q, 2),
            .group = db_text(it->q, 3),
            .kind = (enum conclusion_kind)conclusion_kind_find(db_text(it->q, 4)),
            .text = db_text(it->q, 5),
            .due = db_text(it->q, 6),
            .at = db_text(it->q, 7),
            .who = db_text(it->q, 8),
            .from_meeting = db_text(it->q, 9),
            .from_number = db_int(it->q, 10),
            .to_meeting = db_text(it->q, 11),
            .to_number = db_int(it->q, 12),
        };
    return result;
}

static int must_have_conclusion(struct store *st, int64_t id, struct err *err)
{
    return store_must_have(st, "conclusion", id, "SELECT id FROM sys_conclusion WHERE id = $1", err);
}

int store_assignee_add(struct store *st, int64_t conclusion, const struct assignee *a, struct err *err)
{
    int result = must_have_conclusion(st, conclusion, err);
    if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO sys_conclusion_assignee (conclusion, ref_area, organisation) "
                           "VALUES ($1, $2, $3) ON CONFLICT (conclusion, ref_area, organisation) DO NOTHING",
                           db_of_int(conclusion), db_of_text(a->area), db_of_text(a->organisation));
    return result < 0 ? result : 0;
}

int store_assignee_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err)
{
    return iter_open(it, st, ITER_ASSIGNEE, err,
                     "SELECT a.conclusion, a.ref_area, a.organisation FROM sys_conclusion_assignee a "
                     "JOIN sys_conclusion c ON c.id = a.conclusion WHERE c.meeting = $1 "
                     "ORDER BY a.conclusion, a.organisation, a.ref_area", db_of_int(meeting));
}

int store_assignee_next(struct store_iter *it, int64_t *conclusion, struct assignee *out, struct err *err)
{
    int result = iter_next(it, ITER_ASSIGNEE, err);
    if (result > 0) {
        *conclusion = db_int(it->q, 0);
        *out = (struct assignee){db_text(it->q, 1), db_text(it->q, 2)};
    }
    return result;
}

int store_conclusion_note_add(struct store *st, int64_t conclusion, const struct conclusion_note *n, struct err *err)
{
    int result = must_have_conclusion(st, conclusion, err);
    if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO sys_conclusion_note (id, conclusion, state, ref_area, note, at, who) "
                           "VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM sys_conclusion_note), "
                           "$1, $2, $3, $4, $5, $6)",
                           db_of_int(conclusion), db_of_text(str_of(conclusion_state_name(n->state))),
                           db_of_text(n->area), db_of_text(n->note), db_of_text(n->at), db_of_text(n->who));
    return result < 0 ? result : 0;
}

int store_conclusion_note_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err)
{
    return iter_open(it, st, ITER_CONCLUSION_NOTE, err,
                     "SELECT n.conclusion, n.state, n.ref_area, n.note, n.at, n.who FROM sys_conclusion_note n "
                     "JOIN sys_conclusion c ON c.id = n.conclusion WHERE c.meeting = $1 ORDER BY n.conclusion, n.id",
                     db_of_int(meeting));
}

int store_conclusion_note_next(struct store_iter *it, int64_t *conclusion, struct conclusion_note *out,
                               struct err *err)
{
    int result = iter_next(it, ITER_CONCLUSION_NOTE, err);
    if (result > 0) {
        *conclusion = db_int(it->q, 0);
        *out = (struct conclusion_note){
            .state = (enum conclusion_state)conclusion_state_find(db_text(it->q, 1)),
            .area = db_text(it->q, 2),
            .note = db_text(it->q, 3),
            .at = db_text(it->q, 4),
            .who = db_text(it->q, 5),
        };
    }
    return result;
}
