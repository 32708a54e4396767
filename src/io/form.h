/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The questionnaire workbook that came back, as observations, remarks and findings.
 *
 *     if (form_is(&wb))
 *         form_read(rd, arena, &wb);
 *
 * Every finding names the cell that a person would have to change. Sheets that are not of the
 * questionnaire are said not to be read, with a warning where they have figures; rd->questionnaire
 * is set. rd->remarks may be NULL: then words are passed over. */
#ifndef IO_FORM_H
#define IO_FORM_H

#include "io/formats.h"
#include "model/remark.h"
#include "syntax/workbook.h"

bool form_is(const struct workbook *wb); /* some sheet bears the mark of a questionnaire */
/* No sheet does any more, but one has other keys of the form or is called as its tables are: reading
 * it as a form says what was lost. */
bool form_was(const struct workbook *wb, const struct ref *ref);
void form_read(struct reading *rd, struct arena *arena, const struct workbook *wb);
/* Only the answers to findings, of a workbook that is no questionnaire. After its figures. */
void form_read_answers(struct reading *rd, struct arena *arena, const struct workbook *wb);

/* What a person sees in a cell, trimmed; empty for NULL. */
struct str workbook_text(struct arena *arena, const struct cell *cell);

#endif
