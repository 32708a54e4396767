/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What those of a country may do in a round, and what not: the command line is always the
 * administrator's, so transcripts cannot show it. */

#include "ops/ops.h"

#include "collect/desk.h"
#include "test.h"

#include <stdio.h>

enum { NOW = 1768471200 }; /* 2026-01-15T10:00:00Z */

struct person {
    const char *name;
    struct role_in in;
};
static const struct person office = {"budi", {.role = ROLE_COMPILER}},
                           malay = {"nur", {.role = ROLE_SPECIALIST, .area = {"MYS", 3}}},
                           signer = {"aziz", {.role = ROLE_APPROVER, .area = {"MYS", 3}}},
                           thai = {"malee", {.role = ROLE_SPECIALIST, .area = {"THA", 3}}};

/* "name=value" words, NULL ends them; the output is in out, what went wrong in err. */
static int ask(struct buf *out, struct err *err, struct store *st, const struct person *who, const char *op,
               const char *const *words, const char *file)
{
    static const char *const list[] = {"file.csv"};
    const struct call_file sent = {"file.csv", file ? str_of(file) : STR("")};
    struct call c = {.op = op_find(str_of(op)), .base = "", .who = who->name, .in = &who->in, .nin = 1,
                     .json = true, .now = NOW, .remote = true, .store = st, .lent = true, .files = &sent,
                     .nfiles = 1, .list = list, .nlist = file ? 1 : 0};
    char names[8][32];
    CHECK(c.op != NULL);
    for (int i = 0; words && words[i]; i++) {
        struct str name, value = str_of(words[i]);
        str_next(&name, &value, '=');
        snprintf(names[i], sizeof names[i], "%.*s", STR_FMT(name));
        CHECK_INT(call_set(&c, names[i], value, err), 0);
    }
    out->len = 0;
    int r = op_call(&c, err);
    buf_str(out, buf_view(&c.out));
    ref_free(c.ref);
    call_release(&c);
    return r;
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define MAY(who, op, words, file)                                                              \
    do {                                                                                       \
        struct err err = {0};                                                                  \
        CHECK_OK(ask(&out, &err, st, who, op, words, file));                                   \
    } while (0)
#define MAY_NOT(who, op, words, file, code, part)                                              \
    CHECK_ERR(ask(&out, errp, st, who, op, words, file), code, part)
#define SAYS(part) CHECK(strstr(out.len ? out.p : "", part) != NULL)
#define SAYS_NOT(part) CHECK(strstr(out.len ? out.p : "", part) == NULL)

static const char file[] = "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n"
                           "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2024,5,\n";
static const char later[] = "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n"
                            "MYS,BA:544,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2024,6,\n";

TEST(reach_of_a_country_in_a_round)
{
    struct store *st = desk_open();
    struct buf out = {0};
    MAY_NOT(&malay, "round open", WORDS("name=2026", "deadline=2026-11-30"), NULL, ERR_DENIED, "compiler");
    MAY(&office, "round open", WORDS("name=2026", "deadline=2026-11-30", "tables=MST_NCTE_SEX_CCT_NB"), NULL);
    MAY(&malay, "submit", WORDS("round=2026"), file);
    MAY_NOT(&thai, "submit", WORDS("round=2026"), file, ERR_DENIED, "figures of Malaysia");
    /* each country sees itself */
    MAY(&malay, "round status", WORDS("name=2026"), NULL);
    SAYS("MYS");
    SAYS_NOT("THA");
    MAY(&malay, "round status", WORDS("name=2026", "country=MYS"), NULL);
    MAY_NOT(&malay, "round status", WORDS("name=2026", "country=THA"), NULL, ERR_DENIED, "THA");
    MAY(&office, "round status", WORDS("name=2026"), NULL);
    SAYS("THA");
    MAY_NOT(&malay, "round remind", WORDS("name=2026"), NULL, ERR_DENIED, "compiler");
    MAY_NOT(&malay, "round close", WORDS("name=2026"), NULL, ERR_DENIED, "compiler");
    /* specialists answer, approvers sign, both for their own country; the office decides */
    MAY_NOT(&thai, "correct", WORDS("id=1", "set=x"), NULL, ERR_NOTFOUND, "no submission 1");
    MAY_NOT(&thai, "answer", WORDS("id=1", "finding=1", "because=x"), NULL, ERR_NOTFOUND, "no submission 1");
    MAY_NOT(&thai, "comment", WORDS("country=MYS", "table=MST_NCTE_SEX_CCT_NB", "text=x"), NULL, ERR_DENIED, "MYS");
    MAY(&malay, "comment", WORDS("country=MYS", "table=MST_NCTE_SEX_CCT_NB", "text=hello"), NULL);
    MAY(&thai, "comments", NULL, NULL);
    SAYS_NOT("hello");
    MAY_NOT(&thai, "comments", WORDS("country=MYS"), NULL, ERR_DENIED, "MYS");
    MAY(&malay, "comments", NULL, NULL);
    SAYS("hello");
    MAY_NOT(&malay, "sign", WORDS("id=1"), NULL, ERR_DENIED, "approver");
    MAY(&signer, "sign", WORDS("id=1"), NULL);
    MAY_NOT(&signer, "accept", WORDS("id=1"), NULL, ERR_DENIED, "compiler");
    MAY_NOT(&signer, "aside", WORDS("id=1", "reason=x"), NULL, ERR_DENIED, "compiler");
    MAY(&malay, "correct", WORDS("id=1", "set=MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_TOTAL/2024=7"), NULL);
    /* after its end only the office puts figures into a round */
    MAY(&office, "round close", WORDS("name=2026"), NULL);
    MAY_NOT(&malay, "submit", WORDS("round=2026"), later, ERR_STATE, "was closed on 2026-01-15; ask the office");
    MAY_NOT(&malay, "correct", WORDS("id=1", "set=MST_NCTE_SEX_CCT_NB/MYS.SEX_T.CCT_CTZ_TOTAL/2024=8"), NULL,
            ERR_STATE, "was closed");
    MAY(&malay, "submit", NULL, later);
    MAY(&office, "submit", WORDS("round=2026"), later);
    buf_release(&out);
    store_close(st);
}

TEST(reach_of_persons_in_the_catalogue)
{
    struct store *st = desk_open();
    struct buf out = {0};
    MAY_NOT(&thai, "source set", WORDS("country=MYS", "source=BA:544", "field=years=2024"), NULL, ERR_DENIED, "MYS");
    MAY(&malay, "source set", WORDS("country=MYS", "source=BA:544", "field=contact=Nur A."), NULL);
    SAYS("Nur A.");
    MAY(&malay, "source set", WORDS("country=MYS", "source=BA:544", "field=years=2024"), NULL);
    /* other countries see the source, not the person */
    MAY(&thai, "source list", NULL, NULL);
    SAYS("2024");
    SAYS_NOT("Nur A.");
    MAY(&thai, "source history", WORDS("country=MYS", "source=BA:544"), NULL);
    SAYS_NOT("Nur A.");
    MAY(&thai, "source show", WORDS("country=MYS", "source=BA:544"), NULL);
    SAYS_NOT("Nur A.");
    MAY(&office, "source show", WORDS("country=MYS", "source=BA:544"), NULL);
    SAYS("Nur A.");
    MAY_NOT(&thai, "source withdraw", WORDS("country=MYS", "source=BA:544"), NULL, ERR_DENIED, "MYS");
    buf_release(&out);
    store_close(st);
}
