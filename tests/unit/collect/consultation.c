/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "collect/consultation.h"

#include "collect/desk.h"

static struct err err;
static struct arena arena;

#define NAME STR("2026 report")
#define AT STR("2026-03-01T09:00:00Z")

/* "region.1=It rose." each a part; what it says is its hash, too. */
static int put_draft(struct store *st, const char *says, struct err *e)
{
    struct consulted_part parts[8];
    struct draft d = {.consultation = 1, .at = AT, .who = STR("anna"), .release = 1};
    struct str rest = str_of(says), one;
    size_t n = 0;
    while (rest.len && str_next(&one, &rest, ';')) {
        struct consulted_part *p = &parts[n++];
        *p = (struct consulted_part){.kind = STR("paragraph"), .chapter = STR("The region"), .html = STR("<p>")};
        str_next(&p->id, &one, '=');
        p->number = str_of(arena_fmt(&arena, "%zu", n));
        p->text = one;
        struct sha256 hash = sha256_of(one);
        char hex[SHA256_HEX];
        sha256_hex(hex, &hash);
        p->hash = str_of(arena_fmt(&arena, "%s", hex));
    }
    int r = store_draft_now(st, &d, e);
    return r == 0 ? consultation_draft(&d, st, parts, n, str_of(says), e) : r;
}

static int open_one(struct store *st, const char *says, struct err *e)
{
    struct consultation_row c = {.name = NAME, .language = STR("en"), .until = STR("2026-06-30"), .opened_at = AT,
                                 .opened_by = STR("anna")};
    int r = store_consultation_add(st, &c, e);
    if (r == 0)
        r = store_asked_add(st, c.id, STR("KHM"), e);
    if (r == 0)
        r = store_asked_add(st, c.id, STR("THA"), e);
    return r == 0 ? put_draft(st, says, e) : r;
}

static void take(struct store *st, const char *part, const char *area, enum position_kind kind, unsigned draft)
{
    struct position p = {.part = str_of(part), .area = str_of(area), .kind = kind, .draft = draft, .at = AT,
                         .who = STR("sokha"), .text = STR("why")};
    CHECK_OK(store_position_add(st, 1, &p, &err));
}

static struct store *fresh(void)
{
    struct store *st = desk_open();
    arena_init(&arena, 1 << 24);
    desk_cell(st, "MST_NCTE_SEX_CCT_NB THA BA:741 2014", "SEX_T CCT_CTZ_MMR 933.89");
    desk_release(st, "2026", "");
    return st;
}

static void done(struct store *st)
{
    base_is_sound(st);
    store_close(st);
    arena_release(&arena);
}

/* Each part as "id since[-] agreed/objected/silent". */
static void parts_are(int line, struct store *st, const char *want)
{
    struct consultation c;
    struct buf got = {0};
    CHECK_OK(consultation_load(&c, st, &arena, NAME, AT, CONSULTATION_TEXT, &err));
    for (size_t i = 0; i < c.nparts; i++)
        buf_fmt(&got, "%.*s %u%s %u/%u/%u;", STR_FMT(c.parts[i].id), c.parts[i].since, c.parts[i].removed ? "-" : "",
                c.parts[i].agreed, c.parts[i].objected, c.parts[i].silent);
    if (!str_is(buf_view(&got), want))
        test_fail(__FILE__, line, "\n  got  %s\n  want %s", got.p ? got.p : "", want);
    buf_release(&got);
}

TEST(consultation_goes_from_draft_to_draft)
{
    struct store *st = fresh();
    struct draft_change change;
    struct consultation c;
    base_begin(st);
    CHECK_OK(open_one(st, "a=It rose.;b=It fell.;c=It stayed.", &err));
    take(st, "a", "KHM", POSITION_AGREE, 1);
    take(st, "a", "THA", POSITION_AGREE, 1);
    take(st, "b", "KHM", POSITION_OBJECT, 1);
    take(st, "c", "THA", POSITION_AGREE, 1);
    base_commit(st);
    parts_are(__LINE__, st, "a 1 2/0/0;b 1 0/1/1;c 1 1/0/1;");
    /* what says the same keeps what was said of it, wherever it stands; what changed is asked anew;
     * what is gone stays */
    base_begin(st);
    CHECK_OK(put_draft(st, "d=New.;b=It fell a little.;a=It rose.", &err));
    base_commit(st);
    parts_are(__LINE__, st, "d 2 0/0/2;b 2 0/0/2;a 1 2/0/0;c 1- 0/0/0;");
    CHECK_OK(consultation_load(&c, st, &arena, NAME, AT, CONSULTATION_HTML, &err));
    consultation_change(&change, &c);
    CHECK_INT(change.same, 1);
    CHECK_INT(change.changed, 1);
    CHECK_INT(change.added, 1);
    CHECK_INT(change.removed, 1);
    CHECK_STR(c.parts[0].html, "<p>");
    CHECK_STR(c.parts[2].number, "3"); /* as the last draft numbers it */
    CHECK_STR(c.release, "2026");
    CHECK_INT(c.drafts, 2);
    CHECK(consultation_position(&c, STR("c"), STR("THA"))->outdated);
    CHECK(consultation_position(&c, STR("b"), STR("KHM"))->outdated);
    CHECK(!consultation_position(&c, STR("a"), STR("KHM"))->outdated);
    /* what was gone or said something else in between is asked anew, though it says again what it did */
    base_begin(st);
    CHECK_OK(put_draft(st, "a=It rose.;b=It fell.;c=It stayed.", &err));
    base_commit(st);
    parts_are(__LINE__, st, "a 1 2/0/0;b 3 0/0/2;c 3 0/0/2;d 2- 0/0/0;");
    CHECK_OK(consultation_load(&c, st, &arena, NAME, STR("2026-07-01T00:00:00Z"), CONSULTATION_TEXT, &err));
    CHECK(c.over);
    struct buf html = {0};
    CHECK_OK(consultation_document(&html, st, 1, 2, &err));
    CHECK_STR(buf_view(&html), "d=New.;b=It fell a little.;a=It rose.");
    CHECK_ERR(consultation_document(&html, st, 1, 4, errp), ERR_NOTFOUND, "has no draft 4");
    buf_release(&html);
    done(st);
}

TEST(consultation_refuses_a_draft_that_is_none)
{
    struct store *st = fresh();
    base_begin(st);
    CHECK_ERR(open_one(st, "", errp), ERR_STATE, "has nothing that could be put before countries");
    CHECK_ERR(put_draft(st, "a=1;b=2;a=3", errp), ERR_STATE, "have the id \"a\"");
    store_rollback(st);
    CHECK_ERR(consultation_load(&(struct consultation){0}, st, &arena, NAME, AT, CONSULTATION_TEXT, errp), ERR_NOTFOUND,
              "no consultation");
    done(st);
}

/* A draft keeps what it was made of, whatever is said later. */
TEST(consultation_remembers_what_a_draft_was_made_of)
{
    struct store *st = fresh();
    struct statement s = {.area = STR("KHM"), .subject = STATEMENT_PLANS, .at = AT, .who = STR("sokha"),
                          .text = STR("now")};
    struct recommendation rec = {.at = AT, .who = STR("anna"), .text = STR("Count.")}, *list;
    struct statement *statements;
    struct draft d;
    size_t n;
    base_begin(st);
    CHECK_OK(open_one(st, "a=1", &err)); /* before anything was said */
    CHECK_OK(store_statement_add(st, &s, &err));
    CHECK_OK(store_recommendation_put(st, &rec, &err));
    CHECK_OK(put_draft(st, "a=2", &err));
    s.text = STR("later");
    CHECK_OK(store_statement_add(st, &s, &err));
    rec.id = 0;
    CHECK_OK(store_recommendation_put(st, &rec, &err));
    base_commit(st);
    CHECK_OK(draft_last(&d, st, &arena, 1, &err));
    CHECK_INT(d.number, 2);
    CHECK_OK(statements_load(&statements, &n, st, &arena, STR(""), STR(""), &d, &err));
    CHECK_INT(n, 1);
    CHECK_STR(statements[0].text, "now");
    CHECK_OK(recommendations_load(&list, &n, st, &arena, &d, &err));
    CHECK_INT(n, 1);
    CHECK_OK(statements_load(&statements, &n, st, &arena, STR("KHM"), STR(""), NULL, &err));
    CHECK_STR(statements[0].text, "later");
    CHECK_OK(recommendations_load(&list, &n, st, &arena, NULL, &err));
    CHECK_INT(n, 2);
    CHECK_STR(list[1].number, "R2");
    d = (struct draft){.consultation = 1};
    CHECK_OK(statements_load(&statements, &n, st, &arena, STR(""), STR(""), &d, &err));
    CHECK_INT(n, 0);
    CHECK_OK(recommendations_load(&list, &n, st, &arena, &d, &err));
    CHECK_INT(n, 0);
    done(st);
}

TEST(consultation_every_call_may_fail)
{
    struct store *st = fresh();
    struct consultation c;
    base_begin(st);
    CHECK_OK(open_one(st, "a=1;b=2", &err));
    take(st, "a", "KHM", POSITION_AGREE, 1);
    base_commit(st);
    int n = 1;
    for (;; n++) {
        CHECK(n < 200);
        store_fail_at(st, n);
        struct buf html = {0};
        int r = consultation_load(&c, st, &arena, NAME, AT, CONSULTATION_HTML, &err);
        if (r == 0)
            r = consultation_document(&html, st, 1, 1, &err);
        store_fail_at(st, 0);
        buf_release(&html);
        if (r == 0)
            break;
        CHECK_INT(r, -(int)ERR_IO);
    }
    CHECK(n > 15);
    done(st);
}
