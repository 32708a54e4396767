/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Who takes part in a meeting, and what is put before it. */

#include "ops/meeting.h"

#include "base/hash.h"
#include "base/num.h"
#include "base/utf8.h"
#include "store/people.h"
#include "syntax/compress.h"

enum { PERSONS_MOST = 1000 };

/* -- participants ------------------------------------------------------------------------------------- */

void put_participant(struct call *c, const struct meeting *m, const struct participant *p)
{
    bool named = call_is(c, TO_OFFICE);
    if (!c->json) {
        buf_fmt(&c->out, "%3lld  %-11s  %-3.*s  %3lld  %.*s", (long long)p->number, participant_role_name(p->role),
                STR_FMT(p->area), (long long)p->persons, STR_FMT(p->organisation));
        if (named && p->person.len)
            buf_fmt(&c->out, ": %.*s", STR_FMT(p->person));
        if (named && p->user.len)
            buf_fmt(&c->out, " [%.*s]", STR_FMT(p->user));
        buf_char(&c->out, '\n');
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "meeting", m->name);
    json_put_int(&c->j, "participant", p->number);
    json_put(&c->j, "role", str_of(participant_role_name(p->role)));
    json_put_some(&c->j, "country", p->area);
    json_put(&c->j, "organisation", p->organisation);
    json_put_int(&c->j, "persons", p->persons);
    if (named) {
        json_put_some(&c->j, "person", p->person);
        json_put_some(&c->j, "user", p->user);
    }
    json_close(&c->j);
    json_line(&c->j);
}

static int take_participant(struct participant *p, struct call *c, struct err *err)
{
    struct str role = call_get(c, "role");
    struct user user;
    int found = participant_role_find(role);
    if (found < 0)
        return err_set(err, ERR_USAGE, "--role \"%s\" is to be specialist, delegate, partner, donor, secretariat or "
                       "observer", utf8_brief(role).text);
    *p = (struct participant){.role = (enum participant_role)found, .person = str_trim(call_get(c, "person")),
                              .user = call_get(c, "user")};
    int r = call_country(&p->area, c, "country", err);
    if (r == 0)
        r = call_line(&p->organisation, c, "organisation", "of which office or organisation", err);
    if (r == 0)
        r = line_check(p->person, "the name", err);
    if (r == 0)
        r = call_number(&p->persons, c, "persons", err);
    if (r == 0 && p->user.len)
        r = store_user_get(c->store, &c->arena, &user, p->user, err);
    if (r < 0)
        return r;
    if (!p->area.len && (p->role == PARTICIPANT_SPECIALIST || p->role == PARTICIPANT_DELEGATE))
        return err_set(err, ERR_USAGE, "--country is needed: a %s is of one", participant_role_name(p->role));
    if (p->persons > PERSONS_MOST || (p->persons > 1 && (p->person.len || p->user.len)))
        return err_set(err, ERR_USAGE, "--persons %lld: at most %d of one organisation, and who is named is one",
                       (long long)p->persons, PERSONS_MOST);
    p->persons = MAX(p->persons, (int64_t)1);
    return 0;
}

int op_meeting_participant_add(struct call *c, struct err *err)
{
    struct meeting m;
    struct participant p;
    int r = call_ref(c, err);
    if (r < 0 || (r = call_meeting(&m, c, err)) < 0 || (r = take_participant(&p, c, err)) < 0 ||
        (r = call_begin(c, err)) < 0 || (r = store_participant_add(c->store, m.id, &p, err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    put_participant(c, &m, &p);
    return 0;
}

static void put_removed(struct call *c, const struct meeting *m, const char *what, int64_t number)
{
    if (!c->json) {
        buf_fmt(&c->out, "%s %lld of meeting \"%.*s\" is removed\n", what, (long long)number, STR_FMT(m->name));
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "meeting", m->name);
    json_put_int(&c->j, what, number);
    json_put_bool(&c->j, "removed", true);
    json_close(&c->j);
    json_line(&c->j);
}

int op_meeting_participant_remove(struct call *c, struct err *err)
{
    struct meeting m;
    int64_t number;
    int r = call_meeting(&m, c, err);
    if (r < 0 || (r = call_number(&number, c, "number", err)) < 0 || (r = call_begin(c, err)) < 0 ||
        (r = store_participant_remove(c->store, m.id, number, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    put_removed(c, &m, "participant", number);
    return 0;
}

int op_meeting_participant_list(struct call *c, struct err *err)
{
    struct gathering g;
    int r = call_gathering(&g, c, err);
    for (size_t i = 0; r == 0 && i < g.nparticipants; i++)
        put_participant(c, &g.meeting, &g.participants[i]);
    return r;
}

/* -- documents ------------------------------------------------------------------------------------------ */

void put_document(struct call *c, const struct meeting *m, const struct meeting_document *d)
{
    if (!c->json) {
        buf_fmt(&c->out, "%3lld  %-12s  %.*s (%.*s, ", (long long)d->number, document_sort_name(d->sort),
                STR_FMT(d->title), STR_FMT(d->file_name));
        if (d->removed_at.len)
            buf_fmt(&c->out, "removed on %.10s)", d->removed_at.p);
        else
            buf_fmt(&c->out, "%s)", num_counted((uint64_t)d->bytes, "byte").text);
        if (d->session)
            buf_fmt(&c->out, " session %lld", (long long)d->session);
        buf_char(&c->out, '\n');
        return;
    }
    json_open(&c->j, '{');
    json_put(&c->j, "meeting", m->name);
    json_put_int(&c->j, "document", d->number);
    json_put(&c->j, "kind", str_of(document_sort_name(d->sort)));
    json_put(&c->j, "title", d->title);
    if (d->session)
        json_put_int(&c->j, "session", d->session);
    json_put(&c->j, "file", d->file_name);
    json_put_int(&c->j, "bytes", d->bytes);
    json_put(&c->j, "sha256", d->sha256);
    json_put(&c->j, "at", d->at);
    json_put_some(&c->j, "removed_at", d->removed_at);
    json_close(&c->j);
    json_line(&c->j);
}

static int take_document(struct meeting_document *d, struct call *c, const struct gathering *g, struct err *err)
{
    struct str kind = call_get(c, "kind");
    int sort = kind.len ? document_sort_find(kind) : SORT_PAPER;
    *d = (struct meeting_document){.at = str_of(c->at), .who = str_of(c->who)};
    if (sort < 0)
        return err_set(err, ERR_USAGE, "--kind \"%s\" is to be paper, presentation or minutes", utf8_brief(kind).text);
    d->sort = (enum document_sort)sort;
    int r = call_line(&d->title, c, "title", "what the document is called", err);
    return r == 0 ? call_session(&d->session, c, g, err) : r;
}

static int pack_document(struct meeting_document *d, struct call *c, struct str bytes, struct err *err)
{
    struct buf packed = {0};
    char hex[SHA256_HEX];
    struct sha256 hash = sha256_of(bytes);
    int r = 0;
    if (bytes.len == 0 || bytes.len > MEETING_DOCUMENT_MAX)
        return err_set(err, bytes.len ? ERR_LIMIT : ERR_INPUT, "%.*s: a document has 1 byte to %d MB",
                       STR_FMT(d->file_name), MEETING_DOCUMENT_MAX >> 20);
    sha256_hex(hex, &hash);
    zstd_pack(&packed, bytes, 1);
    if (packed.len + 1024 > arena_room(&c->arena))
        r = err_set(err, ERR_LIMIT, "%.*s: the file is larger than one call may hold", STR_FMT(d->file_name));
    if (r == 0) {
        d->sha256 = arena_str(&c->arena, str_of(hex));
        d->bytes = (int64_t)bytes.len;
        d->packed = arena_str(&c->arena, buf_view(&packed));
    }
    buf_release(&packed);
    return r;
}

int op_meeting_document_add(struct call *c, struct err *err)
{
    struct gathering g;
    struct meeting_document d;
    struct buf bytes = {0};
    const char *path = arena_text(&c->arena, call_get(c, "file"));
    int r = call_gathering(&g, c, err);
    if (r < 0 || (r = take_document(&d, c, &g, err)) < 0)
        return r;
    d.file_name = name_kept(&c->arena, path, false);
    if ((r = call_slurp(&bytes, c, path, err)) == 0)
        r = pack_document(&d, c, buf_view(&bytes), err);
    buf_release(&bytes);
    if (r < 0 || (r = call_begin(c, err)) < 0 ||
        (r = store_meeting_document_add(c->store, g.meeting.id, &d, err)) < 0 || (r = call_commit(c, err)) < 0)
        return r;
    put_document(c, &g.meeting, &d);
    return 0;
}

int op_meeting_document_list(struct call *c, struct err *err)
{
    struct gathering g;
    int r = call_gathering(&g, c, err);
    for (size_t i = 0; r == 0 && i < g.ndocuments; i++)
        put_document(c, &g.meeting, &g.documents[i]);
    return r;
}

int op_meeting_document_get(struct call *c, struct err *err)
{
    struct meeting m;
    struct meeting_document d;
    struct buf bytes = {0};
    int64_t number;
    const char *output = arena_text(&c->arena, call_get(c, "output"));
    int r = call_meeting(&m, c, err);
    if (r < 0 || (r = call_number(&number, c, "number", err)) < 0 ||
        (r = store_meeting_document_get(c->store, &c->arena, &d, m.id, number, err)) < 0)
        return r;
    if (d.removed_at.len)
        return err_set(err, ERR_NOTFOUND, "document %lld of meeting \"%.*s\" was removed on %.10s", (long long)number,
                       STR_FMT(m.name), d.removed_at.p);
    r = zstd_unpack(&bytes, d.packed, MEETING_DOCUMENT_MAX, err);
    if (r == 0)
        r = call_write_file(c, c->remote ? arena_text(&c->arena, d.file_name) : output, buf_view(&bytes), err);
    buf_release(&bytes);
    if (r == 0)
        put_document(c, &m, &d);
    return r;
}

int op_meeting_document_remove(struct call *c, struct err *err)
{
    struct meeting m;
    int64_t number;
    int r = call_meeting(&m, c, err);
    if (r < 0 || (r = call_number(&number, c, "number", err)) < 0 || (r = call_begin(c, err)) < 0 ||
        (r = store_meeting_document_remove(c->store, m.id, number, str_of(c->at), str_of(c->who), err)) < 0 ||
        (r = call_commit(c, err)) < 0)
        return r;
    put_removed(c, &m, "document", number);
    return 0;
}
