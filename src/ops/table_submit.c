/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Files and services that are read: submitted, pulled, only checked, written in another format. */
#include "ops/table.h"

static const struct param submit_params[] = {
    LIST("file", "FILE", "ILOSTAT's layout as CSV, XLSX or ODS; SDMX-CSV, SDMX-ML, SDMX-JSON; JSON-stat"),
    OPTION("source", "TYPE:ID", "the source of figures that name none, as BA:741"),
    OPTION("map", "MAPPING", "how a sheet of any layout is read (doc/formats/mapping.md)"),
    OPTION("round", "NAME", "the collection round it answers"),
    OPTION("country", "ISO3", "the country it is to be of; refused where it has figures of another"),
    LANGUAGE("of the sentences: "), END};
static const struct param pull_params[] = {
    TEXT("url", "URL", "of an SDMX service, as https://sdmx.ilo.org/rest; or of the data itself"),
    MAYBE("what", "FLOW[/KEY]",
          "as DF_MST_NCTE_SEX_CCT_NB/MYS.A... or AGENCY,FLOW,VERSION/KEY; left out where URL says it"),
    OPTION("start", "PERIOD", "from this period on"), OPTION("end", "PERIOD", "up to this period"),
    FLAG("since-last", "only what the service has updated since the last time"),
    FLAG("anew", "as if it were the first time"),
    OPTION("api", "V", "v1 (SDMX-REST 1.x) or v2 (2.x); as the URL looks when left out"),
    OPTION("format", "F", "only this format, as sdmx-csv; whatever can be read when left out"),
    OPTION("source", "TYPE:ID", "the source of figures that name none, as BA:741"),
    OPTION("map", "MAPPING", "how what comes is read, where its layout is its own (doc/formats/mapping.md)"),
    OPTION("round", "NAME", "the collection round it answers"),
    OPTION("country", "ISO3", "the country it is to be of; refused where it has figures of another"),
    OPTION("patience", "SECONDS", "how long a service may be silent, and how long to wait in all while it is busy: "
                                  "120 when left out"),
    FLAG("private", "the service has an address of a private network"),
    LANGUAGE("of the sentences: "), END};
static const struct param pull_flows_params[] = {
    TEXT("url", "URL", "of an SDMX service, as https://sdmx.ilo.org/rest"),
    MAYBE("what", "FLOW", "this one, as DF_MST_NCTE_SEX_CCT_NB or AGENCY,FLOW,VERSION; all when left out"),
    OPTION("search", "WORD", "only those with this in their id or name"),
    OPTION("api", "V", "v1 (SDMX-REST 1.x) or v2 (2.x); as the URL looks when left out"),
    OPTION("patience", "SECONDS", "how long a service may be silent: 120 when left out"),
    FLAG("private", "the service has an address of a private network"), END};
static const struct param check_params[] = {
    LIST("file", "FILE", "as for submit; no base is needed"),
    OPTION("source", "TYPE:ID", "the source of figures that name none"),
    OPTION("map", "MAPPING", "how a sheet of any layout is read (doc/formats/mapping.md)"),
    LANGUAGE("of the sentences: "), REGION, END};
static const struct param convert_params[] = {
    TEXT("in", "IN", "the file that is read, as for submit"),
    TEXT("out", "OUT", "the file that is written, not over another; - for standard output"),
    OPTION("format", "F", "of OUT, one of ilms help formats; when left out that of its ending"),
    OPTION("from", "F", "of IN, where it is not to be found out"),
    OPTION("source", "TYPE:ID", "the source of figures that name none"),
    OPTION("map", "MAPPING", "how a sheet of any layout is read (doc/formats/mapping.md)"),
    FLAG("labels", "names beside codes, where the format can"),
    LANGUAGE("of the names: "), REGION, END};

static const struct op ops[] = {
    {"submit", "read, check and store files", "Each file becomes a submission: it is kept as it came "
     "with its hash, every figure with the line it was read from, and every finding with its cell. A "
     "file with wrong cells is stored and gives findings; one that is no file of figures is refused "
     "in one sentence and leaves nothing. The same file sent again is recognised.",
     TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, submit_params, op_submit},
    {"pull", "take figures from another SDMX service", "Asks a service as SDMX-REST says, in a format that can be "
     "read, and makes what comes a submission, whose file is named by the address. Asked again, only what changed "
     "makes a new one: the service is told what was there already. It is asked politely: again after a while where "
     "it is busy, for the rest where an answer broke off, in parts where it gives no more at once. With --since-last "
     "a service that knows updates gives only those, so tables come in pieces. An address in a private network is "
     "asked only where it is given as such, and never because another service sends there. Where the way out is a "
     "proxy, the environment's ILMS_PROXY names it, as http://proxy:3128.",
     TO_OFFICE, REACH_LOCAL, NEED_WRITE, pull_params, op_pull},
    {"pull list", "list what was taken from other services", "With how it stood the last time, and the submission "
     "that it became.", TO_OFFICE, REACH_LOCAL, NEED_READ, no_params, op_pull_list},
    {"pull flows", "list what another SDMX service has", "Its dataflows with their names; of one flow the dimensions "
     "of its structure in the order in which a key has them, and their code lists. Nothing is stored.",
     TO_OFFICE, REACH_LOCAL, NEED_NOTHING, pull_flows_params, op_pull_flows},
    {"check", "read and check files without storing", "Prints every finding with file, line and "
     "column: the same that submit would store. Needs no base.",
     TO_ANYONE, REACH_LOCAL, NEED_NOTHING, check_params, op_check},
    {"convert", "write a file of figures in another format", "Any format that can be read into any that can "
     "be written; a file may hold several dataflows. What cannot be read is said as check says it, and is "
     "not written. Needs no base.",
     TO_ANYONE, REACH_LOCAL, NEED_NOTHING, convert_params, op_convert},
};
const struct op_section ops_submit = {ops, ARRAY_LEN(ops)};
