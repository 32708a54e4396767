/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Meetings, their agenda and participants, and rounds that were launched from them. What they conclude is
 * conclusion.c's, documents are meeting_document.c's. */

#include "store/meeting.h"

#include "base/utf8.h"
#include "store/rooms.h"

/* -- meetings ---------------------------------------------------------------------------------------- */

#define MEETINGS                                                                                              \
    "SELECT m.id, m.name, m.title, m.place, m.first_day, m.last_day, m.round, m.earlier, COALESCE(r.name, ''), " \
    "COALESCE(b.name, ''), m.at, m.who FROM sys_meeting m LEFT JOIN sys_round r ON r.id = m.round "            \
    "LEFT JOIN sys_meeting b ON b.id = m.earlier "

static void of_row(struct meeting *m, struct stmt *q)
{
    *m = (struct meeting){
        .id = db_int(q, 0),
        .name = db_text(q, 1),
        .title = db_text(q, 2),
        .place = db_text(q, 3),
        .first_day = db_text(q, 4),
        .last_day = db_text(q, 5),
        .round = db_int(q, 6),
        .before = db_int(q, 7),
        .round_name = db_text(q, 8),
        .before_name = db_text(q, 9),
        .at = db_text(q, 10),
        .who = db_text(q, 11),
    };
}

static int must_have_meeting(struct store *st, int64_t id, struct err *err)
{
    return store_must_have(st, "meeting", id, "SELECT id FROM sys_meeting WHERE id = $1", err);
}

int store_meeting_add(struct store *st, struct meeting *m, struct err *err)
{
    int64_t id, taken;
    int result = db_get_int(st->db, &taken, err, "SELECT id FROM sys_meeting WHERE name = $1", db_of_text(m->name));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: there is a meeting \"%.*s\" already", st->db->where, STR_FMT(m->name));
    if (result == 0)
        result = db_get_int(st->db, &id, err, "SELECT COALESCE(MAX(id), 0) + 1 FROM sys_meeting");
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_meeting (id, name, title, place, first_day, last_day, round, earlier, at, who) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                       db_of_int(id), db_of_text(m->name), db_of_text(m->title), db_of_text(m->place),
                       db_of_text(m->first_day), db_of_text(m->last_day), db_of_ref(m->round), db_of_ref(m->before),
                       db_of_text(m->at), db_of_text(m->who));
    if (result < 0)
        return result;
    m->id = id;
    return 0;
}

int store_meeting_put(struct store *st, const struct meeting *m, struct err *err)
{
    int result = must_have_meeting(st, m->id, err);
    if (result == 0)
        result = store_run(st, err,
                           "UPDATE sys_meeting SET title = $1, place = $2, first_day = $3, last_day = $4, round = $5, "
                           "earlier = $6 WHERE id = $7",
                           db_of_text(m->title), db_of_text(m->place), db_of_text(m->first_day),
                           db_of_text(m->last_day), db_of_ref(m->round), db_of_ref(m->before), db_of_int(m->id));
    return result < 0 ? result : 0;
}

int store_meeting_get(struct store *st, struct arena *arena, struct meeting *out, struct str name, struct err *err)
{
    struct stmt *q;
    int result = db_query(&q, st->db, err, MEETINGS "WHERE m.name = $1", db_of_text(name));
    if (result < 0)
        return result;
    result = db_next(q, err);
    if (result > 0) {
        of_row(out, q);
        struct str *texts[] = {&out->name,       &out->title,       &out->place, &out->first_day, &out->last_day,
                               &out->round_name, &out->before_name, &out->at,    &out->who};
        result = store_keep_all(st, arena, texts, ARRAY_LEN(texts), err);
    } else if (result == 0) {
        result = err_set(err, ERR_NOTFOUND, "%s: there is no meeting \"%s\"; ilms meeting list has those there are",
                         st->db->where, utf8_brief(name).text);
    }
    db_finish(q);
    return result;
}

int store_meeting_list(struct store *st, struct store_iter **it, struct err *err)
{
    return iter_open(it, st, ITER_MEETING, err, MEETINGS "ORDER BY m.first_day, m.id");
}

int store_meeting_next(struct store_iter *it, struct meeting *out, struct err *err)
{
    int result = iter_next(it, ITER_MEETING, err);
    if (result > 0)
        of_row(out, it->q);
    return result;
}

/* -- sessions ---------------------------------------------------------------------------------------- */

int store_session_of_meeting_put(struct store *st, int64_t meeting, const struct meeting_session *s, struct err *err)
{
    int result = must_have_meeting(st, meeting, err);
    if (result == 0)
        result = store_run(st, err,
                           "INSERT INTO sys_meeting_session (meeting, number, day, begins, ends, title, kind, "
                           "ref_area, office) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                           "ON CONFLICT (meeting, number) DO UPDATE SET "
                           "day = excluded.day, begins = excluded.begins, ends = excluded.ends, "
                           "title = excluded.title, kind = excluded.kind, ref_area = excluded.ref_area, "
                           "office = excluded.office",
                           db_of_int(meeting), db_of_int(s->number), db_of_text(s->day), db_of_text(s->begins),
                           db_of_text(s->ends), db_of_text(s->title), db_of_text(str_of(session_kind_name(s->kind))),
                           db_of_text(s->area), db_of_text(s->office));
    return result < 0 ? result : 0;
}

static int no_part(struct store *st, const char *noun, int64_t number, struct err *err)
{
    return err_set(err, ERR_NOTFOUND, "%s: the meeting has no %s %lld", st->db->where, noun, (long long)number);
}

int store_session_of_meeting_remove(struct store *st, int64_t meeting, int64_t number, struct err *err)
{
    int64_t one;
    int result = db_get_int(st->db, &one, err,
                            "SELECT 1 FROM sys_meeting_document WHERE meeting = $1 AND session = $2 UNION "
                            "SELECT 1 FROM sys_conclusion WHERE meeting = $1 AND session = $2",
                            db_of_int(meeting), db_of_int(number));
    if (result > 0)
        return err_set(err, ERR_STATE, "%s: session %lld has documents or conclusions, so it stays", st->db->where,
                       (long long)number);
    if (result == 0)
        result = store_run(st, err,
                           "DELETE FROM sys_meeting_session WHERE meeting = $1 AND number = $2 RETURNING number",
                           db_of_int(meeting), db_of_int(number));
    if (result == 0)
        return no_part(st, "session", number, err);
    return result < 0 ? result : 0;
}

int store_session_of_meeting_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err)
{
    return iter_open(it, st, ITER_MEETING_SESSION, err,
                     "SELECT number, day, begins, ends, title, kind, ref_area, office FROM sys_meeting_session "
                     "WHERE meeting = $1 ORDER BY day, begins, number", db_of_int(meeting));
}

int store_session_of_meeting_next(struct store_iter *it, struct meeting_session *out, struct err *err)
{
    int result = iter_next(it, ITER_MEETING_SESSION, err);
    if (result > 0) /* (a kind of no such name cannot be in the table; so with the names below) */
        *out = (struct meeting_session){
            .number = db_int(it->q, 0),
            .day = db_text(it->q, 1),
            .begins = db_text(it->q, 2),
            .ends = db_text(it->q, 3),
            .title = db_text(it->q, 4),
            .kind = (enum session_kind)session_kind_find(db_text(it->q, 5)),
            .area = db_text(it->q, 6),
            .office = db_text(it->q, 7),
        };
    return result;
}

/* -- participants ------------------------------------------------------------------------------------- */

int store_participant_add(struct store *st, int64_t meeting, struct participant *p, struct err *err)
{
    int64_t number;
    int result = must_have_meeting(st, meeting, err);
    if (result == 0)
        result = db_get_int(st->db, &number, err,
                            "SELECT COALESCE(MAX(number), 0) + 1 FROM sys_meeting_participant WHERE meeting = $1",
                            db_of_int(meeting));
    if (result < 0)
        return result;
    result = store_run(st, err,
                       "INSERT INTO sys_meeting_participant (meeting, number, role, ref_area, organisation, persons, "
                       "person, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7, "
                       "(SELECT id FROM sys_user WHERE name = $8))",
                       db_of_int(meeting), db_of_int(number), db_of_text(str_of(participant_role_name(p->role))),
                       db_of_text(p->area), db_of_text(p->organisation), db_of_int(p->persons), db_of_text(p->person),
                       db_of_text(p->user));
    if (result < 0)
        return result;
    p->number = number;
    return 0;
}

int store_participant_remove(struct store *st, int64_t meeting, int64_t number, struct err *err)
{
    int result = store_run(st, err,
                           "DELETE FROM sys_meeting_participant WHERE meeting = $1 AND number = $2 RETURNING number",
                           db_of_int(meeting), db_of_int(number));
    if (result == 0)
        return no_part(st, "participant", number, err);
    return result < 0 ? result : 0;
}

int store_participant_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err)
{
    return iter_open(it, st, ITER_PARTICIPANT, err,
                     "SELECT p.number, p.role, p.ref_area, p.organisation, p.persons, p.person, COALESCE(u.name, '') "
                     "FROM sys_meeting_participant p LEFT JOIN sys_user u ON u.id = p.user_id WHERE p.meeting = $1 "
                     "ORDER BY p.number", db_of_int(meeting));
}

int store_participant_next(struct store_iter *it, struct participant *out, struct err *err)
{
    int result = iter_next(it, ITER_PARTICIPANT, err);
    if (result > 0)
        *out = (struct participant){
            .number = db_int(it->q, 0),
            .role = (enum participant_role)participant_role_find(db_text(it->q, 1)),
            .area = db_text(it->q, 2),
            .organisation = db_text(it->q, 3),
            .persons = db_int(it->q, 4),
            .person = db_text(it->q, 5),
            .user = db_text(it->q, 6),
        };
    return result;
}

/* -- rounds that were launched ------------------------------------------------------------------------- */

int store_launch_add(struct store *st, int64_t meeting, int64_t round, struct str at, struct str who, struct err *err)
{
    int result = must_have_meeting(st, meeting, err);
    if (result == 0)
        result = store_must_have(st, "round", round, "SELECT id FROM sys_round WHERE id = $1", err);
    if (result == 0)
        result = store_run(st, err, "INSERT INTO sys_meeting_round (round, meeting, at, who) VALUES ($1, $2, $3, $4)",
                           db_of_int(round), db_of_int(meeting), db_of_text(at), db_of_text(who));
    return result < 0 ? result : 0;
}

int store_launch_list(struct store *st, struct store_iter **it, int64_t meeting, struct err *err)
{
    return iter_open(it, st, ITER_LAUNCH, err,
                     "SELECT r.name, l.at, l.who FROM sys_meeting_round l JOIN sys_round r ON r.id = l.round "
                     "WHERE l.meeting = $1 ORDER BY l.round", db_of_int(meeting));
}

int store_launch_next(struct store_iter *it, struct launch *out, struct err *err)
{
    int result = iter_next(it, ITER_LAUNCH, err);
    if (result > 0)
        *out = (struct launch){db_text(it->q, 0), db_text(it->q, 1), db_text(it->q, 2)};
    return result;
}
