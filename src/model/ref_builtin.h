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
int ref_load_builtin(struct ref **out, struct err *err);
/* By the hash of the files: what ref_load_builtin gives, whether or not it came from there. */
bool ref_is_builtin(const struct ref *ref);

#endif
