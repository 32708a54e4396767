/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* What the components of a dataflow and their codes are called, in the language of a message.
 *
 *     struct names *names = names_new(ref, STR("th"));
 *     names_component(names, STR("REF_AREA"));            "พื้นที่อ้างอิง"
 *     names_code(names, flow, DIM_AREA, area);            "เมียนมา"
 *     names_free(names);
 *
 * Countries are called as ICU has them, everything else as data/names/ has it, and in English what
 * neither knows. The texts last as long as the names. One thread at a time, until they are complete. */
#ifndef IO_NAMES_H
#define IO_NAMES_H

#include "base/buf.h"
#include "model/cube.h"

struct names;

struct names *names_new(const struct ref *ref, struct str language); /* "": English */
void names_free(struct names *n);
/* Looks all names of countries and codes up, so that any number of threads may ask from now on. */
void names_complete(struct names *n);

const struct ref *names_ref(const struct names *n);
/* "en" where the language is not said. */
struct str names_language(const struct names *n);
/* A dimension, TIME_PERIOD, OBS_VALUE or an attribute; the id itself for what is none of them. */
struct str names_component(const struct names *n, struct str id);
/* As avail_name (model/slice.h): code is an index, the letter of a frequency, 0 for MEASURE. */
struct str names_code(struct names *n, const struct cube_flow *flow, enum dim_kind dim, uint16_t code);
struct str names_flow(const struct names *n, const struct cube_flow *flow);
struct str names_status(const struct names *n, char status); /* empty for an unknown one */
struct str names_unit(const struct names *n, const struct indicator *in);
struct str names_unit_mult(const struct names *n, const struct indicator *in); /* empty for an unusual one */
void names_unit_label(struct buf *out, const struct names *n, const struct indicator *in); /* "Persons (thousands)" */

#endif
