/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "io/labels.h"

#include "base/random.h"
#include "model/fixture.h"
#include "test.h"

static void matches(const char *pattern, const char *text, const char *star)
{
    struct str got;
    bool does = label_match(&got, str_of(pattern), str_of(text));
    if (does != (star != NULL) || (does && !str_is(got, star)))
        test_fail(__FILE__, __LINE__, "%s on %s: %s \"%.*s\"", pattern, text, does ? "yes" : "no",
                  does ? (int)got.len : 0, does ? got.p : "");
}

TEST(label_match_finds_wildcards)
{
    matches("abc", "abc", "");
    matches("abc", "abd", NULL);
    matches("abc", "ab", NULL);
    matches("ab", "abc", NULL);
    matches("", "", "");
    matches("", "a", NULL);
    matches("*", "", "");
    matches("*", "abc", "abc");
    matches("dec*", "dec2019", "2019");
    matches("dec*", "dec", "");
    matches("*(male)", "stock(male)", "stock");
    matches("*(male)", "stock(female)", NULL);
    matches("a*b*c", "aXbYc", "X");
    matches("a*b*c", "abbc", "");
    matches("*aab", "aaaab", "aa");
    matches("**b", "aab", "");
    matches("?", "a", "");
    matches("?", "\xc3\xa9", "");
    matches("?", "ab", NULL);
    matches("y?*", "y2000", "000");
    matches("a*?", "a", NULL);
}

/* The same as a reading by the definition, on short texts of few letters. */
static bool naive(const char *p, const char *t)
{
    if (*p == '*')
        return naive(p + 1, t) || (*t && naive(p, t + 1));
    return *p ? *t && (*p == '?' || *p == *t) && naive(p + 1, t + 1) : !*t;
}

TEST(label_match_agrees_with_the_definition)
{
    struct chance c = {7};
    for (int round = 0; round < 50000; round++) {
        char p[8] = "", t[8] = "";
        struct str star;
        for (unsigned i = 0, n = chance_below(&c, 7); i < n; i++)
            p[i] = "ab*?"[chance_below(&c, 4)];
        for (unsigned i = 0, n = chance_below(&c, 7); i < n; i++)
            t[i] = "ab"[chance_below(&c, 2)];
        if (label_match(&star, str_of(p), str_of(t)) != naive(p, t))
            test_fail(__FILE__, __LINE__, "\"%s\" on \"%s\"", p, t);
    }
}

static const char mapping[] = "[table]\n"
                              "country = column A by names\n"
                              "indicator = MST_NCTE_SEX_CCT_NB\n"
                              "time = column C by times\n"
                              "sex = column D\n"
                              "classif1 = column E by names as CCT_CTZ\n"
                              "rows = 2-\n"
                              "figures = F\n"
                              "[list names]\n"
                              "South Korea = KOR\n"
                              "\"a = b\" = VNM\n"
                              "Nowhere = -\n"
                              "[list times]\n"
                              "FY * = *\n";

static void is_code(enum field field, const char *text, const char *want)
{
    struct mapping *map;
    struct err err;
    struct arena arena;
    struct str code;
    if (mapping_parse(&map, str_of(mapping), fixture_ref(), &err) < 0)
        test_fail(__FILE__, __LINE__, "%s", err.text);
    arena_init(&arena, 1 << 20);
    enum label label = label_find(&code, map, &map->tables[0].field[field], field, str_of(text), NULL,
                                  &arena);
    const char *got = label == LABEL_UNKNOWN ? "?" : label == LABEL_LEFT ? "-"
                                                                         : arena_text(&arena, code);
    bool same = strcmp(got, want) == 0;
    char said[64] = "";
    strncpy(said, got, sizeof said - 1);
    arena_release(&arena);
    mapping_free(map);
    if (!same)
        test_fail(__FILE__, __LINE__, "\"%s\" is %s, not %s", text, said, want);
}

TEST(label_finds_countries)
{
    is_code(FIELD_AREA, "KHM", "KHM");
    is_code(FIELD_AREA, "kh", "KHM");
    is_code(FIELD_AREA, "116", "KHM");
    is_code(FIELD_AREA, "4", "AFG");
    is_code(FIELD_AREA, "004", "AFG");
    is_code(FIELD_AREA, "Viet Nam", "VNM");
    is_code(FIELD_AREA, "VIETNAM", "VNM");
    is_code(FIELD_AREA, "Lao People's Democratic Republic", "LAO");
    is_code(FIELD_AREA, "Lao People\xe2\x80\x99s  Democratic\nRepublic", "LAO");
    is_code(FIELD_AREA, "Republic of Korea", "KOR"); /* of "Korea, Republic of" */
    is_code(FIELD_AREA, "Cote d'Ivoire", "CIV");
    is_code(FIELD_AREA, "C\xc3\x94TE D'IVOIRE", "CIV");
    is_code(FIELD_AREA, "Trinidad & Tobago", "TTO");
    is_code(FIELD_AREA, "south  KOREA", "KOR");
    is_code(FIELD_AREA, "a=b", "VNM");
    is_code(FIELD_AREA, "nowhere", "-");
    is_code(FIELD_AREA, "Thailand 1)", "THA");
    is_code(FIELD_AREA, "Thailand (a)", "THA");
    is_code(FIELD_AREA, "Thailand*", "THA");
    is_code(FIELD_AREA, "Thailand\xc2\xb9", "THA");
    is_code(FIELD_AREA, "Nowhere 2/", "-");
    is_code(FIELD_AREA, "Atlantis", "?");
    is_code(FIELD_AREA, "", "?");
}

TEST(label_finds_codes_of_a_version)
{
    is_code(FIELD_CLASSIF1, "CCT_CTZ_MMR", "CCT_CTZ_MMR");
    is_code(FIELD_CLASSIF1, "MMR", "CCT_CTZ_MMR");
    is_code(FIELD_CLASSIF1, "Myanmar", "CCT_CTZ_MMR");
    is_code(FIELD_CLASSIF1, "TOTAL", "CCT_CTZ_TOTAL");
    is_code(FIELD_CLASSIF1, "South Korea", "CCT_CTZ_KOR");
    is_code(FIELD_CLASSIF1, "CBR_BRT_MMR", "?");
    is_code(FIELD_SEX, "M", "SEX_M");
    is_code(FIELD_SEX, "SEX_F", "SEX_F");
    is_code(FIELD_SEX, "men", "?");
    is_code(FIELD_TIME, "2019", "2019");
    is_code(FIELD_TIME, "FY 2019Q1", "2019Q1");
    is_code(FIELD_TIME, "2019/20", "?");
}
