/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "model/catalogue.h"

#include "model/fixture.h"
#include "test.h"

#include <stdio.h>

TEST(catalogue_rows_are_whole)
{
    for (int i = 0; i < CATALOGUE_FIELDS; i++) {
        const struct catalogue_row *row = &catalogue[i];
        CHECK(row->name && row->label && row->question && row->example);
        CHECK_INT(catalogue_find(str_of(row->name)), i);
        CHECK(!row->only_fixed || row->note);
        if (row->note) {
            int type = ref_note_type_find(fixture_ref(), str_of(row->note));
            CHECK(type >= 0);
            CHECK_INT(catalogue_of_note(str_of(row->note)), i);
            /* what may not be disseminated is personal */
            CHECK_INT(row->personal, !fixture_ref()->note_types[type].open);
        }
    }
    CHECK_INT(catalogue_find(STR("")), -1);
    CHECK_INT(catalogue_find(STR("names")), -1);
    CHECK_INT(catalogue_of_note(STR("T37")), -1);
}

TEST(catalogue_is_asked_in_the_words_of_the_pages)
{
    const struct text *text = text_find("en");
    for (int i = 0; i < CATALOGUE_FIELDS; i++) {
        char key[64];
        snprintf(key, sizeof key, "catalogue.%s", catalogue[i].name);
        CHECK_STR(text_get(text, key), catalogue[i].label);
        snprintf(key, sizeof key, "catalogue.%s.ask", catalogue[i].name);
        CHECK_STR(text_get(text, key), catalogue[i].question);
    }
}

TEST(catalogue_knows_fixed_values)
{
    struct arena arena;
    struct str out;
    const struct ref *ref = fixture_ref();
    arena_init(&arena, 1 << 20);
    static const char *const same[] = {"3215", "T36:3215", "Whatever it is called [3215]"};
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        CHECK(catalogue_content(&out, &arena, ref, CATALOGUE_MIGRANTS, str_of(same[i])));
        CHECK_STR(out, "T36:3215");
    }
    /* by its name as well */
    struct str name = catalogue_text(ref, "en", CATALOGUE_MIGRANTS, STR("T36:3215"));
    CHECK(!str_is(name, "T36:3215"));
    CHECK(catalogue_content(&out, &arena, ref, CATALOGUE_MIGRANTS, name));
    CHECK_STR(out, "T36:3215");
    static const char *const none[] = {"", "everybody", "S3:3215", "T36:", "T36:99999999", "[", "[]", "]"};
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        CHECK(!catalogue_content(&out, &arena, ref, CATALOGUE_MIGRANTS, str_of(none[i])));
    /* elsewhere what is no fixed value is a text */
    CHECK(catalogue_content(&out, &arena, ref, CATALOGUE_GEOGRAPHY, STR("all but two islands")));
    CHECK_STR(out, "all but two islands");
    CHECK_STR(catalogue_text(ref, "en", CATALOGUE_GEOGRAPHY, out), "all but two islands");
    arena_release(&arena);
}

TEST(catalogue_takes_notes_over_where_they_differ)
{
    struct catalogue_source s = {.source = STR("BA:741")};
    const struct ref *ref = fixture_ref();
    CHECK_INT(catalogue_take_notes(&s, ref, STR("S3:12_T2:85_T36:3215")), 3);
    CHECK_STR(s.content[CATALOGUE_REFERENCE_PERIOD], "S3:12");
    CHECK_STR(s.content[CATALOGUE_AGE_FROM], "T2:85");
    CHECK_STR(s.content[CATALOGUE_MIGRANTS], "T36:3215");
    CHECK_INT(catalogue_take_notes(&s, ref, STR("S3:12_T2:85")), 0);
    CHECK_INT(catalogue_take_notes(&s, ref, STR("T36:3214")), 1);
    CHECK_INT(catalogue_take_notes(&s, ref, STR("I11:264_R1:3513_T36:99999999__:_T2")), 0); /* none of it is asked */
    CHECK_INT(catalogue_take_notes(&s, ref, STR("")), 0);
}
