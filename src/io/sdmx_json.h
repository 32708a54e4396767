/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What an SDMX-JSON message says of its structure, shared by the files that write messages:
 *
 *     sdmx_json_form.c    what all messages of a release have alike, made beforehand:
 *                           forms  the structure of a flow with holes where the lists of values go
 *                           texts  {"id":...,"name":...} of every code, period, source and note
 *     sdmx_json_shape.c   which of them occur in what is written, and the head with them
 *     sdmx_json.c         the data
 *
 * A small answer is then mostly copied. */
#ifndef IO_SDMX_JSON_H
#define IO_SDMX_JSON_H

#include "io/crossed.h"
#include "io/formats.h"
#include "syntax/json.h"

enum json_version { JSON_10, JSON_20, JSON_21, JSON_VERSIONS };

/* Texts by number. Those with neighbouring numbers stand side by side with a comma between, so
 * that a list of neighbours is copied at once. */
struct texts {
    struct buf text;
    struct text_span {
        uint32_t at, len;
    } *of;
    uint32_t n;
};

/* Appends the texts of these numbers (less `lowest`), with commas between. */
void texts_put(struct buf *out, const struct texts *t, const uint16_t *number, uint32_t n,
               uint32_t lowest);

enum hole {
    HOLE_LINKS, HOLE_DATASETS, HOLE_PREPARED, HOLE_TIME, HOLE_STATUS, HOLE_SOURCE, HOLE_NOTES, HOLE_DIM
};
enum { HOLES_MAX = 16 };

struct form {
    struct str text;
    struct {
        uint32_t at;
        unsigned hole; /* HOLE_DIM + d: the codes of dimension d */
    } hole[HOLES_MAX];
    unsigned n;
};

/* How a structure is written. */
struct json_layout {
    bool first;  /* as 1.0 has it */
    bool all;    /* all dimensions at the observation */
    int across;  /* the one dimension there; -1: the period */
    unsigned attributes; /* bits of enum attribute */
    bool value;  /* the observation has one */
};

/* The three parts of the notes. Different notes may share a part. */
enum { NOTE_PARTS = 3 };
extern const enum attribute note_attribute[NOTE_PARTS];
struct note_part {
    uint16_t *of; /* by note: the number of its text from 1, 0 for none */
    struct texts texts[2]; /* from 1; [1] as 1.0 has what is no code: by its name alone */
};

struct fragments {
    struct arena arena;
    const struct cube *cube;
    const struct ref *ref;
    struct str language;
    struct names *names; /* complete, unless a writing made all this for itself */
    struct in_languages *others;
    struct form head[JSON_VERSIONS]; /* of the message */
    struct form_set {
        struct str links, measure;
        struct form of[2][2][2]; /* 1.0 or later; all dimensions at the observation or not; bare or with attributes */
    } *flow; /* as in the cube */
    struct texts area, code, period, freq, status, source[2]; /* freq and status by letter; source as notes */
    struct note_part note[NOTE_PARTS];
    struct str note_head[NOTE_PARTS][2]; /* up to their values */
    uint16_t lowest; /* of the periods */
    struct time_text { /* ,"12":[ */
        char text[15];
        uint8_t len;
    } *time; /* by a period's place among those of a message */
};

/* The same in a language, with the forms of the flows that are written. */
struct fragments *fragments_make(const struct cube *cube, struct str language, const struct slice *slices,
                                 size_t nslices);
/* Those of the same cube in another language ("": English), made when it is first asked for and kept with `f`; NULL
 * when more languages were asked for than it keeps. On any thread. */
const struct fragments *fragments_in(const struct fragments *f, struct str language);
/* A structure that the forms at hand are not of. */
void json_form_make(struct form *form, struct arena *arena, struct names *names, const struct cube_flow *flow,
                    const struct json_layout *layout);

/* The distinct values of something among what is written, in order, and the place of each. */
struct listing {
    uint16_t *v, lowest;
    uint32_t n, span; /* span: of what can occur, from the lowest on */
    uint16_t *place; /* by value above the lowest; while collecting: 1 where it occurs */
    bool in_order;
};

static inline uint32_t listing_place(const struct listing *l, uint16_t value)
{
    return l->place[value - l->lowest];
}

/* What occurs in the data sets of one structure. */
struct shape {
    const struct cube_flow *flow;
    struct str provider, links;
    const struct form *form;
    struct str measure;
    struct dims dims;
    struct json_layout layout;
    struct listing dim[DIMS_MAX], period, source, status, note;
    /* by note above the lowest: the place (from 1) of its text among those that occur */
    struct note_places {
        uint32_t *of, n;
        uint16_t *v; /* the texts' numbers */
    } part[NOTE_PARTS];
    unsigned parts; /* bits of enum attribute: the notes that are written */
};

struct message {
    enum json_version version;
    struct shape *shapes;
    uint32_t nshapes, *shape_of; /* by slice; UINT32_MAX: there is no place for it in the message */
    struct crossed crossed;
    bool begun; /* the data set at hand is */
    bool some;  /* something stands in it */
};

/* Finds out the shapes, and writes the message up to its first data set. */
struct message *json_head(struct writing *w, struct buf *out, enum json_version version);

#endif
