/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* /catalog.ttl, /catalog.jsonld, /catalog.rdf: what is published, for catalogues of data. */

#include "base/clock.h"
#include "publish/dcat.h"
#include "server/files.h"

void catalogue_answer(struct site *site, struct snapshot *snap, const struct http_request *rq,
                      struct http_answer *an, enum catalogue_form form)
{
    static const struct {
        enum rdf_form form;
        const char *type, *name;
    } forms[] = {[CATALOGUE_TURTLE] = {RDF_TURTLE, "text/turtle", "catalogue ttl"},
                 [CATALOGUE_JSON] = {RDF_JSON, "application/ld+json", "catalogue jsonld"},
                 [CATALOGUE_XML] = {RDF_XML, "application/rdf+xml", "catalogue rdf"}};
    struct release_list *list = releases_take(site->releases);
    struct dcat d = {.cube = snap->loaded.cube, .origin = site->origin};
    char modified[CLOCK_TEXT];
    if (!list) {
        files_refuse(an, 503, "The releases are being looked at; please ask again in a moment.");
        return;
    }
    clock_fmt(modified, snap->modified);
    d.modified = str_of(modified);
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].release.id == snap->loaded.release.id && str_eq(list->v[i].view, snap->loaded.view)) {
            d.folder = list->v[i].folder;
            d.files = list->v[i].files;
            d.nfiles = list->v[i].nfiles;
        }
    /* of the snapshot as well, which may be a moment older than the list */
    an->etag = files_etag(rq, list, arena_fmt(rq->arena, "%s %.*s", forms[form].name, STR_FMT(snap->loaded.view)));
    an->type = forms[form].type;
    if (!http_unchanged(rq, an->etag, 0))
        dcat_write(&an->body, forms[form].form, &d);
    releases_put(list);
}
