/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/proposal.h"

#include "test.h"

static const struct proposal_cell cells[] = {
    {STR("MST_NCTE_SEX_CCT_NB"), STR("MYS"), STR("SEX_T"), {STR("CCT_CTZ_IDN"), STR("")}, STR("2010"),
     STR("4.381"), STR("4.831")},
    {STR("MST_NCTE_SEX_CCT_NB"), STR("MYS"), STR("SEX_F"), {STR("CCT_CTZ_IDN"), STR("")}, STR("2010"),
     STR(""), STR("0")}};
static const struct proposal_sum sums[] = {
    {STR("T101"), STR("MST_NCTE_SEX_CCT_NB"), STR("SEX_T"), {STR("CCT_CTZ_IDN"), STR("")}},
    {STR("T102"), STR("MST_NCTE_SEX_CCT_NB"), STR("SEX_T"), {STR("CCT_CTZ_TOTAL"), STR("")}}};

TEST(proposals_come_back_from_their_text)
{
    const struct proposal v[] = {{cells, 1, STR("two digits exchanged"), sums, 2},
                                 {cells, 2, STR("by the other figures"), NULL, 0}};
    const struct proposal *back;
    struct arena arena;
    struct buf text = {0}, again = {0};
    arena_init(&arena, 1 << 20);
    proposals_put(&text, v, 2);
    CHECK_INT(proposals_parse(&back, &arena, buf_view(&text)), 2);
    CHECK_STR(back[0].cause, "two digits exchanged");
    CHECK_INT(back[0].ncells, 1);
    CHECK_STR(back[0].cells[0].from, "4.381");
    CHECK_STR(back[0].cells[0].to, "4.831");
    CHECK_STR(back[0].cells[0].classif[1], "");
    CHECK_INT(back[0].nrestores, 2);
    CHECK_STR(back[0].restores[1].rule, "T102");
    CHECK_STR(back[0].restores[1].classif[0], "CCT_CTZ_TOTAL");
    CHECK_INT(back[1].ncells, 2);
    CHECK_STR(back[1].cells[1].sex, "SEX_F");
    CHECK_INT(back[1].nrestores, 0);
    proposals_put(&again, back, 2);
    CHECK(str_eq(buf_view(&text), buf_view(&again)));
    buf_release(&text);
    buf_release(&again);
    arena_release(&arena);
}

TEST(proposals_that_somebody_wrote_into_are_left_out)
{
    static const char *const texts[] = {
        "", "\n\n", "cause", "cause\t", "cause\t\t", "cause\ta|b|c", "cause\tI|A|S|c1|c2|2010|1",
        "cause\tI|A|S|c1|c2|2010|1|2|more", "cause\t|A|S|c1|c2|2010|1|2\t", "cause\tI|A|S|c1|c2|2010|1|\t",
        "\t\t\t\t"};
    const struct proposal *v;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        CHECK_INT(proposals_parse(&v, &arena, str_of(texts[i])), 0);
    CHECK_INT(proposals_parse(&v, &arena, STR("x\ta|b\nc\tI|A|||  |2010||2\nT101|")), 1);
    CHECK_STR(v[0].cells[0].to, "2");
    CHECK_INT(v[0].nrestores, 0);
    arena_release(&arena);
}
