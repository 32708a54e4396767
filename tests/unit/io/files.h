/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading and writing whole files in tests. */
#ifndef TEST_FILES_H
#define TEST_FILES_H

#include "io/format.h"
#include "model/fixture.h"

/* A file read, its format found by content. */
struct file_read {
    struct obs_set set;
    struct finding_list findings;
    struct err err;
    int result;
};
void file_read(struct file_read *f, struct str text, const char *default_source);
void file_release(struct file_read *f);

/* Reads and compares the findings: "rule@row:column" in the order of the file, and how many
 * observations there are and how many of them are set aside. */
void file_finds_at(int line, const char *text, const char *findings, size_t n, size_t aside);
#define file_finds(text, findings, n, aside) file_finds_at(__LINE__, text, findings, n, aside)

/* All flows of a cube as slices (release each, then free). */
struct slice *all_slices(const struct cube *cube);
void slices_free(struct slice *s, uint32_t n);

/* A whole text, portion by portion; `w` as for writing_begin. */
void write_all(struct buf *out, struct writing *w, const char *format);

#endif
