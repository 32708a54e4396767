/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The reference data that are built into the program (data/), as init puts them into a base and
 * as they are used where there is no base.
 *
 *     struct ref *ref;
 *     if (ref_load_builtin(&ref, &err) < 0) ...
 */
#ifndef MODEL_REF_BUILTIN_H
#define MODEL_REF_BUILTIN_H

#include "model/ref.h"

/* What of data/ is reference data: region.csv and the CSV files in these folders. */
enum { REF_FOLDERS = 4 };
extern const char *const ref_folders[REF_FOLDERS];
bool ref_file_is(struct str name); /* a name below data/ */

/* The files; the array is the arena's, names and contents are the program's. */
size_t ref_builtin_files(struct arena *arena, struct ref_file **files);
/* Those built in and a region's own: of `own`, read from `dir`, region.csv takes the place of the one built in, and the
 * lines of every other file come behind those built in; a file that is not among these comes as it is. What other
 * languages call the region of the program is left out. ERR_CONFIG: there is no region.csv, a header is another. */
int ref_builtin_join(struct arena *arena, struct ref_file **files, size_t *n, const struct ref_file *own, size_t nown,
                     const char *dir, struct err *err);
int ref_load_builtin(struct ref **out, struct err *err);
/* By the hash of the files: what ref_load_builtin gives, whether or not it came from there. */
bool ref_is_builtin(const struct ref *ref);

#endif
