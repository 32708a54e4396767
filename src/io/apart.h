/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A file of text read in a process of its own, which can only compute (base/sandbox.h): for files
 * of senders whom nobody knows, where this process holds the base and secrets.
 *
 *     const struct format *format;
 *     struct reading rd = {ref, raw, source, &set, &findings, .remarks = &remarks};
 *     if (apart_read(&format, &rd, mapping, NULL, 0, &err) < 0) ...
 *
 * What comes back is what format->read (io/format.h) would have given here: set, findings, remarks.
 * The child unpacks, finds out the format, parses the mapping and reads; what it says is one flat
 * stream, which is decoded here and of which nothing is believed.
 *
 * A workbook is the exception: its reader takes it apart in a sandbox itself (syntax/workbook.h)
 * and then reads the cells, and the mapping that may come with it, in this process. */
#ifndef IO_APART_H
#define IO_APART_H

#include "base/sandbox.h"
#include "io/format.h"

extern const struct sandbox_work apart_work; /* to be known to sandbox_child */

/* More of anything is more than a person could look at, or than the process should keep for a
 * sender: the child says so with ERR_LIMIT. */
enum { APART_FINDINGS_MAX = 1000000, APART_TEXTS_MAX = 1000000, APART_REMARKS_MAX = 100000 };

/* rd->bytes is the file as it is, perhaps packed with gzip; set, findings and remarks are fresh;
 * `mapping` of rd is not used: the mapping is given as text, empty for none. `files` are those that
 * rd->ref was loaded from (store_ref_get); none are needed for the ones built in. Errors are those of
 * a direct reading, and ERR_LIMIT, ERR_INPUT and ERR_BUSY of sandbox_run. */
int apart_read(const struct format **format, struct reading *rd, struct str mapping,
               const struct ref_file *files, size_t nfiles, struct err *err);

#endif
