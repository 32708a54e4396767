/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "structure/inner.h"

const struct structure_form_row structure_forms[STRUCTURE_FORMS] = {
    [STRUCTURE_ML_21] = {"structure-2.1", "structure sdmx-ml xml sdmx-2.1 sdmx-ml-2.1",
                         "application/vnd.sdmx.structure+xml;version=2.1", ".xml", SDMX_21, false,
                         structure_write_ml_21},
    [STRUCTURE_ML_30] = {"structure-3.0", "structure sdmx-ml xml sdmx-3.0 sdmx-ml-3.0",
                         "application/vnd.sdmx.structure+xml;version=3.0.0", ".xml", SDMX_30, false,
                         structure_write_ml_30},
    [STRUCTURE_ML_31] = {"structure-3.1", "structure sdmx-ml xml sdmx-3.1 sdmx-ml-3.1",
                         "application/vnd.sdmx.structure+xml;version=3.1.0", ".xml", SDMX_31, false,
                         structure_write_ml_31},
    [STRUCTURE_JSON_10] = {"jsonstructure-1.0", "jsonstructure sdmx-json json jsondata sdmx-json-1.0",
                           "application/vnd.sdmx.structure+json;version=1.0.0", ".json", SDMX_21, true,
                           structure_write_json_10},
    [STRUCTURE_JSON_20] = {"jsonstructure-2.0", "jsonstructure sdmx-json json jsondata sdmx-json-2.0",
                           "application/vnd.sdmx.structure+json;version=2.0.0", ".json", SDMX_30, true,
                           structure_write_json_20},
    [STRUCTURE_JSON_21] = {"jsonstructure-2.1", "jsonstructure sdmx-json json jsondata sdmx-json-2.1",
                           "application/vnd.sdmx.structure+json;version=2.1.0", ".json", SDMX_31, true,
                           structure_write_json_21},
};
