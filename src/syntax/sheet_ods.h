/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* ODS (ISO/IEC 26300): content.xml, as LibreOffice, Google Sheets and Excel write it. */
#ifndef SYNTAX_SHEET_ODS_H
#define SYNTAX_SHEET_ODS_H

#include "syntax/sheet_out.h"
#include "syntax/sheet_zip.h"

bool sheet_ods_is(struct sheet_zip *z);
int sheet_ods_read(struct sheet_out *o, struct sheet_zip *z, struct err *err);

#endif
