/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What is published, as catalogues of data read it: DCAT 3 with the properties that DCAT-AP 3.0 asks for,
 * and its controlled vocabularies for themes, countries, languages, frequencies and file types. A dataset
 * per dataflow, with a distribution in each format that is written, and one of the release as a whole with
 * its files.
 *
 *     dcat_write(&out, RDF_TURTLE, &(struct dcat){.cube = cube, .origin = STR("https://example.org"), ...});
 *
 * The addresses of datasets are those of their pages with a name behind #, so they lead somewhere. */
#ifndef PUBLISH_DCAT_H
#define PUBLISH_DCAT_H

#include "model/cube.h"
#include "publish/bulk.h"
#include "syntax/rdf.h"

struct dcat {
    const struct cube *cube; /* NULL: nothing is released, and the catalogue is empty */
    struct str origin, modified; /* modified: a time */
    /* files of this release, or none */
    const char *folder;
    const struct bulk_file *files;
    size_t nfiles;
};
void dcat_write(struct buf *out, enum rdf_form form, const struct dcat *d);

#endif
