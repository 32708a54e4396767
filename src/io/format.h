/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The table of formats: what can be read, what can be written, under which names. Each
 * format is one file and one row; `--format`, detection, Accept, help and documentation
 * are loops over it.
 *
 *     const struct format *f = format_detect(bytes, &err);
 *     f->read(&(struct reading){ref, bytes, ...}, &err);
 *
 *     struct writing w = {.slices = &s, .nslices = 1, .ref = ref};
 *     writing_begin(&w, format_find(STR("sdmx-csv")));
 *     while (writing_next(&w, &out))
 *         flush(&out);
 *     writing_end(&w);
 */
#ifndef IO_FORMAT_H
#define IO_FORMAT_H

#include "base/buf.h"
#include "model/finding.h"
#include "model/remark.h"
#include "model/slice.h"

/* One file being read. Readers add observations and findings and go on; they return an
 * error only when the file as a whole is not what it should be. */
struct reading {
    const struct ref *ref;
    struct str bytes;          /* unpacked */
    struct str default_source; /* for rows that name none; may be empty */
    struct obs_set *set;
    struct finding_list *findings;
    const struct mapping *mapping; /* for `mapped_format` alone (io/mapping.h) */
    struct remark_list *remarks; /* what is said in words; may be NULL */
    /* Set by the reader: it is a questionnaire, and findings say what of it could not be read. */
    bool questionnaire;
};

/* What SDMX-JSON says of flows, codes and periods, and what all of them are called, the same in every message of a
 * release: made once for a server, a small answer is mostly copied. A writing without it makes its own. */
struct fragments;
struct fragments *fragments_new(const struct cube *cube); /* in English */
void fragments_free(struct fragments *f);

/* What stands behind a value depends on little (status, source, note, decimals), so its text is
 * made once and copied for the observations that follow (stretch_next in io/formats.h). */
enum { TAILS = 16 };
struct tails {
    struct tail {
        uint64_t key; /* 0: none yet */
        size_t at, len; /* in `text` */
    } slot[TAILS];
    struct buf text;
};

enum labels { LABELS_ID, LABELS_BOTH, LABELS_NAME };
enum keys { KEYS_NONE, KEYS_OBS = 1, KEYS_SERIES = 2, KEYS_BOTH = 3 }; /* columns of SDMX-CSV 2.x */

/* What is to be done with a dataset, where a message has several of a flow. In SDMX 2.1 and SDMX-CSV
 * 2.x ACTION_REPLACE is Replace / R, ACTION_MERGE Append / M, ACTION_DELETE Delete / D. */
enum action { ACTION_INFORMATION, ACTION_REPLACE, ACTION_MERGE, ACTION_DELETE };
struct dataset {
    enum action action;
    struct str valid_from, valid_to; /* times; empty: not said */
    struct str provider;             /* code of the data provider; empty: not asked for */
};

/* Attributes of an observation, as bits: which are written. */
enum attribute {
    ATTR_STATUS = 1,
    ATTR_UNIT_MEASURE = 2,
    ATTR_UNIT_MULT = 4,
    ATTR_SOURCE = 8,
    ATTR_NOTE_SOURCE = 16,
    ATTR_NOTE_INDICATOR = 32,
    ATTR_NOTE_CLASSIF = 64,
    ATTR_DECIMALS = 128,
    ATTR_ALL = 255
};

/* Slices being written, a portion at a time. */
struct writing {
    const struct format *format;
    const struct ref *ref;
    const struct fragments *fragments; /* may be NULL */
    const struct slice *slices; /* one flow each */
    size_t nslices;
    enum labels labels;
    bool series_only;       /* detail=serieskeysonly: no observations, no attributes */
    bool data_only;         /* detail=dataonly: no attributes */
    bool all_dimensions;    /* dimensionAtObservation=AllDimensions */
    struct str at_observation; /* the dimension at the observation; empty: TIME_PERIOD */
    bool no_measure;        /* measures=none: no OBS_VALUE */
    unsigned without;       /* enum attribute: which are left out */
    enum keys keys;
    bool normalized;        /* timeFormat=normalized: periods as ISO 8601 dates and times */
    const struct dataset *datasets; /* as long as `slices`, or NULL: each ACTION_REPLACE */
    struct str language;    /* of names; empty: English, and in messages of several languages all */
    struct str origin;      /* address of the service, for links; empty: none are written */
    struct str prepared;    /* time of the message, where the format has one */
    struct arena *arena;    /* for what has to be remembered until the end; NULL: one of its own */
    /* the writers' own: where they are, and what they need to remember */
    size_t slice;
    uint32_t run;
    unsigned step;
    struct buf prefix;
    struct tails tails;
    struct fragments *own; /* when none were given */
    struct names *names;   /* of codes in the language (io/names.h); made when first asked for */
    struct arena alone, scratch; /* when none was given; until the next series */
    void *state;                 /* in the arena */
    void (*finish)(void *state); /* frees what the state holds beside the arena; NULL: nothing */
};

struct format {
    const char *name;   /* public: never renamed */
    const char *aliases; /* what clients of the web services call it in format=, which looks here before it
                            looks at `name`; with blanks between; "name=labels"
                            where the name means labels=both as well; of several formats that have one, the
                            API asked says which is meant (server/accept.h) */
    const char *mime;   /* exactly as it is sent */
    const char *ext;    /* ".csv" */
    const char *what;   /* a line for help */
    /* how surely these first bytes are of this format, 0 to 100; NULL: not read */
    int (*detect)(struct str bytes);
    int (*read)(struct reading *rd, struct err *err);
    /* appends a portion (some tens of KB) of the text, returns false when it was the last;
     * NULL: not written */
    bool (*next)(struct writing *w, struct buf *out);
};

extern const struct format formats[];
extern const size_t nformats;

const struct format *format_find(struct str name);
/* What is written is text, and not a workbook or a database. */
bool format_is_text(const struct format *f);
/* A message holds one dataflow: of several the first is written, and the message says so. */
bool format_one_flow(const struct format *f);
/* NULL and ERR_INPUT with what the bytes look like and what would be right. */
const struct format *format_detect(struct str bytes, struct err *err);

/* Starts writing w in a format; then writing_next until it returns false: the portion that
 * came with false is the last. What was given in w is borrowed until writing_end. */
void writing_begin(struct writing *w, const struct format *f);
bool writing_next(struct writing *w, struct buf *out);
void writing_end(struct writing *w);

/* Reads a whole file (mapped or copied, gzip unpacked) into *content; *raw is the file as
 * it is. At most IO_FILE_MAX bytes before and after unpacking. ERR_NOFILE, ERR_LIMIT,
 * ERR_INPUT with the path in the sentence. */
#define IO_FILE_MAX ((size_t)1 << 30)
int io_slurp(struct buf *raw, const char *path, struct err *err);
/* The content: `raw` itself, or what it unpacks to (then in *unpacked). ERR_INPUT also for text
 * in UTF-16. */
int io_content(struct str *content, struct buf *unpacked, struct str raw, struct err *err);

#endif
