/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Documents for the printer and for editors, made from their HTML by the programs that are best at it: WeasyPrint for
 * PDF, pandoc for DOCX. Each is started with nothing but the file, may read no other (what the HTML needs stands in
 * it), has no network that it would be asked to use, and is ended after a time.
 *
 *     if (press_pdf(&pdf, html, &err) < 0) ...      ERR_FORMAT: the program is not installed; what to install
 *
 * Of the environment they see where programs lie and nothing else, and no clock: the same HTML gives the same file. */
#ifndef DOCUMENT_PRESS_H
#define DOCUMENT_PRESS_H

#include "base/buf.h"
#include "base/err.h"

int press_pdf(struct buf *out, struct str html, struct err *err);
int press_docx(struct buf *out, struct str html, struct err *err);

/* How many pages a PDF of press_pdf has; 0: it does not say. */
unsigned press_pages(struct str pdf);

#endif
