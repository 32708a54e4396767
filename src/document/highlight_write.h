/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A sentence from the data (analyse/highlight.h) as HTML in what is being written: names in the language of the page,
 * numbers that say what they were made of and lead to their tables.
 *
 *     highlight_write(d, &h->v[i]);
 *
 * "For <data ...>2024</data>" is never written: years and names are plain. A country is called as it is within a
 * sentence (highlight.area.PHL, "the Philippines"), else by its name; likewise codes
 * (highlight.code.ECO_AGGREGATE_MAN), and who is counted (highlight.who.MST_NCTE_NB). What leads to no table by its
 * numbers, since they count question tables, leads to the page on what is known. */
#ifndef DOCUMENT_HIGHLIGHT_WRITE_H
#define DOCUMENT_HIGHLIGHT_WRITE_H

#include "analyse/highlight.h"
#include "document/document.h"

void highlight_write(struct document *d, const struct highlight *h);

#endif
