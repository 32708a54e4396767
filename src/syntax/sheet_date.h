/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Dates as spreadsheets keep them: numbers of days whose format says that they are dates
 * (ECMA-376 part 1, 18.8.30 and 18.17.4), and the ISO texts of ODF. */
#ifndef SYNTAX_SHEET_DATE_H
#define SYNTAX_SHEET_DATE_H

#include "base/str.h"

enum { SHEET_DATE_TEXT = 32 };
enum sheet_date { SHEET_NO_DATE, SHEET_DATE, SHEET_ELAPSED };

/* What a number format shows: by its id (only built-in ones) or by its code. */
enum sheet_date sheet_date_builtin(unsigned id);
enum sheet_date sheet_date_code(struct str code);

/* Writes the day number as text, and makes *serial count from 1899-12-30 (whole numbers below
 * 61 of the 1900 system shift by a day, for that has a 29 February 1900). The length; 0 when
 * it is no date that can be shown. */
size_t sheet_date_fmt(char out[SHEET_DATE_TEXT], double *serial, enum sheet_date kind,
                      bool from_1904);
/* "2026-11-22", with or without a time; "09:30:00"; "PT9H30M0S". False when it is none. */
bool sheet_date_parse(double *serial, struct str text);

#endif
