/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "analyse/described.h"

#include "analyse/derived.h"
#include "test.h"

static void put_said(struct described *d, struct catalogue_source *s, struct str said)
{
    struct str name, rest = said;
    if (str_is(said, "withdrawn")) {
        s->withdrawn = true;
        return;
    }
    CHECK(str_next(&name, &rest, '='));
    int field = catalogue_find(name);
    CHECK(field >= 0);
    CHECK(catalogue_content(&s->content[field], &d->arena, fixture_ref(), (enum catalogue_field)field, rest));
}

static void put_source(struct described *d, struct str line)
{
    struct str head, said, rest = line;
    str_next(&head, &rest, '|');
    struct catalogue_source *s = &d->v[d->n++];
    *s = (struct catalogue_source){.area = str_sub(head, 0, 3), .source = str_trim(str_sub(head, 4, head.len))};
    while (str_next(&said, &rest, ';'))
        if (str_trim(said).len)
            put_said(d, s, str_trim(said));
}

void described_make(struct described *out, const char *tables, const char *sources)
{
    struct str line, rest = str_of(sources);
    *out = (struct described){0};
    arena_init(&out->arena, 256 << 20);
    obs_set_init(&out->set);
    tables_put(&out->set, tables);
    out->cube = out->set.n ? fixture_cube(fixture_ref(), &out->set) : NULL;
    out->v = arena_array(&out->arena, struct catalogue_source, rest.len + 1);
    while (str_next(&line, &rest, '\n'))
        if (line.len)
            put_source(out, line);
}

void described_release(struct described *d)
{
    cube_free(d->cube);
    obs_set_release(&d->set);
    arena_release(&d->arena);
}
