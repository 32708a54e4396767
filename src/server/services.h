/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The addresses that programs ask, as one table: path, what it is, parameters, in which media types it
 * answers. /openapi.json is made from it (openapi.c); tests/e2e/openapi.sh asks the server for every address,
 * media type and parameter in it, and for what is not in it, so that it cannot say what is not so.
 *
 * A new address is a row of `services`, a new parameter a row of `service_params`. */
#ifndef SERVER_SERVICES_H
#define SERVER_SERVICES_H

#include "server/site.h"

/* In which media types it answers, and its errors. */
enum service_forms {
    SERVICE_DATA,      /* the formats that are written */
    SERVICE_STRUCTURE, /* the forms of structure messages */
    SERVICE_SCHEMA,    /* XSD, and the forms of structure messages */
    SERVICE_METADATA,  /* the forms of metadata messages */
    SERVICE_REGISTRY,  /* the forms of answers about registrations */
    SERVICE_ROWS,      /* CSV, TSV, JSON, and each as a gzip file */
    SERVICE_JSON
};

struct service {
    const char *path;      /* "/rest/data/{flowRef}/{key}", all of it */
    const char *shortest;  /* how much of it has to be there at least; NULL: all */
    const char *summary;
    enum service_forms forms;
    const char *params;    /* of the query: ids of `service_params` with blanks between */
    const char *resources; /* what {resource} may be, with blanks between; only those that are served count */
    bool v2;               /* an empty answer is 204; else 404 */
};
extern const struct service services[];
extern const size_t nservices;

struct service_param {
    const char *id;     /* "detail"; where one name means two things they differ, "structure:detail" */
    const char *schema; /* JSON Schema */
    const char *what;
    const char *example; /* a value that every release has an answer for; NULL: none */
};
extern const struct service_param service_params[];
extern const size_t nservice_params;
const struct service_param *service_param_find(struct str id); /* NULL: there is none */
struct str service_param_name(struct str id);                /* "detail" of "structure:detail" */

/* OpenAPI 3.1 of what this server serves. */
void openapi_write(struct buf *out, const struct site *site, const struct snapshot *snap);

#endif
