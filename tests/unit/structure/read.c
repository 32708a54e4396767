/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "made.h"

#include "io/format.h"
#include "test.h"

static struct arena arena;

static struct artefacts begin(void)
{
    struct artefacts all;
    arena_init(&arena, 64 << 20);
    artefacts_init(&all, &arena);
    return all;
}

static void same_said(const struct said *a, const struct said *b)
{
    CHECK_INT(a->n, b->n);
    for (unsigned i = 0; i < a->n; i++)
        CHECK(str_eq(a->in[i].language, b->in[i].language) && str_eq(a->in[i].text, b->in[i].text));
}

static void same_reference(struct reference a, struct reference b)
{
    CHECK(reference_is(a) == reference_is(b));
    if (reference_is(a))
        CHECK(a.cls == b.cls && str_eq(a.agency, b.agency) && str_eq(a.id, b.id) && str_eq(a.version, b.version) &&
              str_eq(a.item, b.item));
}

static void same_components(const struct artefact *a, const struct artefact *b, bool versions_of_21)
{
    CHECK_INT(a->ncomponents, b->ncomponents);
    for (unsigned i = 0, k = 0; i < a->ncomponents; i++, k = 0) {
        const struct component *x = &a->component[i];
        while (k < b->ncomponents && !str_eq(b->component[k].id, x->id)) /* lists may come in another order */
            k++;
        CHECK(k < b->ncomponents);
        const struct component *y = &b->component[k];
        CHECK(x->role == y->role && x->text == y->text);
        if (x->role != COMP_DIMENSION && x->role != COMP_TIME && !(versions_of_21 && x->role == COMP_MEASURE))
            CHECK(x->mandatory == y->mandatory);
        CHECK(versions_of_21 || x->multiple == y->multiple);
        same_reference(x->concept, y->concept);
        same_reference(x->codelist, y->codelist);
        if (x->role == COMP_ATTRIBUTE) {
            CHECK(x->attachment == y->attachment && x->ndimensions == y->ndimensions);
            for (unsigned d = 0; d < x->ndimensions; d++)
                CHECK(str_eq(x->dimension[d], y->dimension[d]));
        }
    }
}

static void same(const struct artefact *a, const struct artefact *b, enum sdmx_version version)
{
    CHECK(b);
    same_said(&a->name, &b->name);
    same_said(&a->description, &b->description);
    CHECK(a->is_partial == b->is_partial);
    same_reference(a->structure, b->structure);
    CHECK_INT(a->nitems, b->nitems);
    for (uint32_t i = 0; i < a->nitems; i++) {
        uint32_t at = artefact_item(b, a->item[i].id); /* parents come first, in whatever order */
        CHECK(at);
        const struct item *x = &a->item[i], *y = &b->item[at - 1];
        same_said(&x->name, &y->name);
        same_said(&x->description, &y->description);
        same_reference(x->format, y->format);
        CHECK((x->parent != 0) == (y->parent != 0));
        if (x->parent)
            CHECK(y->parent < at && str_eq(a->item[x->parent - 1].id, b->item[y->parent - 1].id));
    }
    same_components(a, b, version == SDMX_21);
}

TEST(structure_read_gives_back_what_was_written)
{
    for (unsigned form = 0; form < STRUCTURE_FORMS; form++) {
        struct made m;
        struct err err;
        struct buf out = {0};
        struct artefacts all = begin();
        unsigned n = 0;
        made_init(&m);
        structure_forms[form].write(&out, &m.message);
        if (structure_read(&all, buf_view(&out), &err) < 0)
            test_fail(__FILE__, __LINE__, "%s: %s", structure_forms[form].name, err.text);
        artefacts_finish(&all);
        for (size_t i = 0; i < m.n; i++) {
            const struct artefact *a = m.chosen[i].artefact;
            if (a->cls != ART_CODELIST && a->cls != ART_CONCEPT_SCHEME && a->cls != ART_DATA_STRUCTURE &&
                a->cls != ART_DATAFLOW)
                continue;
            same(a, artefacts_find(&all, artefact_reference(a)), structure_forms[form].version);
            n++;
        }
        CHECK_INT(all.n, n);
        CHECK(n >= 7);
        CHECK(structure_read(&all, buf_view(&out), &err) == 0); /* what is there already stays as it is */
        CHECK_INT(all.n, n);
        buf_release(&out);
        made_release(&m);
        arena_release(&arena);
    }
}

static int read_text(struct artefacts *all, const char *text, struct err *err)
{
    int r = structure_read(all, str_of(text), err);
    artefacts_finish(all);
    return r;
}

#define ML(body)                                                                                          \
    "<m:Structure xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'><m:Structures>" body \
    "</m:Structures></m:Structure>"

TEST(structure_read_puts_parents_first)
{
    struct err err;
    struct artefacts all = begin();
    CHECK_INT(read_text(&all, ML("<Codelists><Codelist id='A' agencyID='X'>"
                                 "<Code id='c'><Parent><Ref id='b'/></Parent></Code>"
                                 "<Code id='b'><Parent><Ref id='a'/></Parent></Code><Code id='a'/><Code id='a'/>"
                                 "<Code id='p'><Parent>q</Parent></Code><Code id='q'><Parent>p</Parent></Code>"
                                 "<Code id='s'><Parent>s</Parent></Code><Code id='n'><Parent>none</Parent></Code>"
                                 "<Code id='not an id'/></Codelist></Codelists>"), &err), 0);
    CHECK_INT(all.n, 1);
    const struct artefact *a = all.of[0];
    CHECK_STR(a->version, "1.0");
    CHECK_INT(a->nitems, 7);
    for (uint32_t i = 0; i < a->nitems; i++)
        CHECK(a->item[i].parent <= i);
    CHECK_INT(a->item[artefact_item(a, STR("c")) - 1].parent, artefact_item(a, STR("b")));
    CHECK_INT(a->item[artefact_item(a, STR("s")) - 1].parent, 0);
    CHECK_INT(a->item[artefact_item(a, STR("n")) - 1].parent, 0);
    arena_release(&arena);
}

TEST(structure_read_passes_over_what_it_does_not_know)
{
    struct err err;
    struct artefacts all = begin();
    CHECK_INT(read_text(&all, ML("<Constraints><ContentConstraint id='C' agencyID='X'><ConstraintAttachment>"
                                 "<Codelist id='N' agencyID='X'/></ConstraintAttachment></ContentConstraint>"
                                 "</Constraints><Codelists><Codelist agencyID='X'/>"
                                 "<Codelist id='../x' agencyID='X'/><Codelist id='B' agencyID='X'>"
                                 "<Annotations><Annotation><Name>no</Name></Annotation></Annotations>"
                                 "<Name xml:lang='fr'>f</Name><Name>e</Name></Codelist></Codelists>"), &err), 0);
    CHECK_INT(all.n, 1);
    CHECK_INT(all.of[0]->name.n, 2);
    CHECK_STR(all.of[0]->name.in[0].text, "e"); /* English first */
    arena_release(&arena);
    all = begin();
    CHECK_INT(read_text(&all, "{\"data\": {\"agencySchemes\": [{\"id\": \"A\"}], \"codelists\": [7, {\"codes\": 1}, "
                              "{\"codes\": [{\"name\": \"n\", \"id\": \"1\", \"parent\": 7}, null], "
                              "\"agencyID\": \"X\", \"id\": \"C\"}]}}",
                        &err), 0);
    CHECK_INT(all.n, 1);
    CHECK_INT(all.of[0]->nitems, 1);
    CHECK_STR(all.of[0]->item[0].name.in[0].text, "n");
    arena_release(&arena);
}

TEST(structure_read_refuses_what_is_none)
{
    static const struct {
        const char *text;
        enum err_code code;
    } wrong[] = {
        {"", ERR_INPUT},
        {"  ", ERR_INPUT},
        {"STRUCTURE,ID", ERR_INPUT},
        {"<a/>", ERR_INPUT},
        {"<Structure/>", ERR_INPUT},
        {"<Structure xmlns='http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message'/>", ERR_INPUT},
        {"<GenericData xmlns='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'/>", ERR_INPUT},
        {"<!DOCTYPE a [<!ENTITY b 'c'>]>" ML(""), ERR_INPUT},
        {"<?xml version='1.0'?><Structure xmlns='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'>",
         ERR_INPUT},
        {"{", ERR_INPUT},
        {"{}", ERR_INPUT},
        {"{\"data\": []}", ERR_INPUT},
        {"{\"data\": {\"dataSets\": [], \"structures\": []}}", ERR_INPUT},
        {"{\"data\": {\"codelists\": [{\"id\": \"A\", \"agencyID\": \"X\", \"codes\": [}]}}", ERR_INPUT},
        {"[{\"data\": {}}]", ERR_INPUT}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct err err = {0};
        struct artefacts all = begin();
        if (read_text(&all, wrong[i].text, &err) >= 0 || err.code != wrong[i].code)
            test_fail(__FILE__, __LINE__, "%s: %s", wrong[i].text, err.text);
        CHECK_INT(all.n, 0);
        arena_release(&arena);
    }
}

TEST(structure_read_needs_no_more_room_than_there_is)
{
    struct err err;
    struct buf text = {0};
    struct artefacts all;
    arena_init(&arena, 64 << 10);
    artefacts_init(&all, &arena);
    buf_puts(&text, "{\"data\": {\"codelists\": [{\"id\": \"A\", \"agencyID\": \"X\", \"codes\": [");
    for (unsigned i = 0; i < 4000; i++)
        buf_fmt(&text, "%s{\"id\": \"C%u\", \"name\": \"code\"}", i ? "," : "", i);
    buf_puts(&text, "]}]}}");
    CHECK(structure_read(&all, buf_view(&text), &err) < 0);
    CHECK_INT(err.code, ERR_LIMIT);
    arena_release(&arena);
    text.len = 0;
    buf_puts(&text, "<Structure xmlns='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'>");
    for (unsigned i = 0; i < 100; i++)
        buf_puts(&text, "<a>");
    all = begin();
    CHECK(structure_read(&all, buf_view(&text), &err) < 0);
    CHECK_INT(err.code, ERR_LIMIT);
    buf_release(&text);
    arena_release(&arena);
}

TEST(structure_read_takes_what_an_office_published)
{
    struct err err;
    struct buf raw = {0};
    struct artefacts all = begin();
    const char *path = arena_fmt(&arena, "%s/data/reference/ILO_structures_2026.xml", test_shared());
    CHECK(io_slurp(&raw, path, &err) == 0);
    CHECK_INT(structure_read(&all, buf_view(&raw), &err), 0);
    artefacts_finish(&all);
    CHECK(all.first[ART_CODELIST + 1] - all.first[ART_CODELIST] >= 44);
    const struct artefact *sex = artefacts_find(&all, (struct reference){ART_CODELIST, STR("ILO"), STR("CL_SEX"),
                                                                         STR("1.0"), {0}});
    CHECK(sex);
    uint32_t female = artefact_item(sex, STR("SEX_F"));
    CHECK(female);
    CHECK_INT(sex->item[female - 1].name.n, 3);
    CHECK_STR(sex->item[female - 1].name.in[0].language, "en");
    buf_release(&raw);
    arena_release(&arena);
}
