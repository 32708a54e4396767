/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Published reports, as they can be seen at a time, and the list of files that a report was made as.
 *
 *     struct reports reports;
 *     reports_load(&reports, store, STR("2026-11-22T09:30:00Z"), &err);
 *     ... reports.v[0].title ...         the newest
 *     reports_free(&reports); */
#ifndef PUBLISH_REPORTS_H
#define PUBLISH_REPORTS_H

#include "base/buf.h"
#include "base/hash.h"
#include "store/reports.h"

struct reports {
    struct pub_report *v; /* the newest first, beside it all editions of its name */
    size_t n;
    struct pub_report_file *files; /* by report, kind, area, format */
    size_t nfiles;
    char mark[SHA256_HEX]; /* of all that they say */
    struct arena arena;
};
/* `now` empty: also those of releases under embargo, which a public connection may not ask for. */
int reports_load(struct reports *out, struct store *st, struct str now, struct err *err);
void reports_free(struct reports *r); /* also of one that is all zero */

/* REPORT_MANIFEST in the folder that a report was written to says what there is:
 *
 *     {"release": "2026", "language": "en", "title": "...", "state": "",
 *      "files": [{"name": "report.pdf", "sha256": "..."}, {"name": "fact-sheet-THA.pdf", "sha256": "..."}]}
 *
 * What a file is says its name (model/report_file.h). `state` is that of the document ("Draft for consultation until
 * ..."), empty for a final one. Members that are not known are passed over. */
#define REPORT_MANIFEST "report.json"
struct report_manifest {
    struct str release, language, title, state;
    struct report_made {
        struct str name, sha256;
    } *files;
    size_t nfiles;
};
void report_manifest_write(struct buf *out, const struct report_manifest *m);
/* Texts are in the arena. ERR_INPUT: it is no such list. */
int report_manifest_read(struct report_manifest *out, struct arena *arena, struct str text, struct err *err);

#endif
