/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The files that pages fetch: styles, scripts, pictures and fonts, of web/ and what npm brought.
 *
 * Their address has a mark that is made of what all of them hold: /static/3f2a90cc51d7/ilms.css. So a browser keeps
 * them for good, and asks for nothing again from page to page, until a new program has others. They name each other
 * without the folder, so none of them knows the mark. */
#ifndef REPORT_WEB_FILE_H
#define REPORT_WEB_FILE_H

#include "base/buf.h"
#include "base/embed.h"

const struct embedded_file *web_file_find(struct str name); /* "ilms.css"; NULL when there is none */
const char *web_files_mark(void);                           /* twelve hexadecimal digits */

void html_icon(struct buf *out);                         /* <link rel="icon"> */
void html_style(struct buf *out, const char *name);      /* <link rel="stylesheet">: waited for */
void html_script(struct buf *out, const char *name);     /* <script defer>: run when the page is read */
void html_script_now(struct buf *out, const char *name); /* <script>: waited for, and run at once */

#endif
