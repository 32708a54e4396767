// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// schemas.mjs [--standard OTHER] SCHEMA FILE...: are the files what the schema says? One line for each that is not.
// OTHER is a schema that SCHEMA refers to.
// The schemas of SDMX-JSON 1.0 and 2.0 are written as in draft 04, with ids that lead nowhere; that of 2.1
// is of 2019-09.
import { readFileSync } from "node:fs";
import { load } from "../node/packages.mjs";

const { default: Ajv } = await load("ajv");
const { default: Ajv2019 } = await load("ajv/dist/2019.js");
const { default: addFormats } = await load("ajv-formats");

const words = process.argv.slice(2);
const standard = words[0] === "--standard" ? JSON.parse(readFileSync(words.splice(0, 2)[1], "utf8")) : null;
const [schemaFile, ...files] = words;
const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
const recent = String(schema.$schema).includes("2019-09");

function withoutIds(node) {
    if (Array.isArray(node)) {
        node.forEach(withoutIds);
    } else if (node && typeof node === "object") {
        for (const key of ["id", "$id", "$schema"])
            if (typeof node[key] === "string")
                delete node[key];
        Object.values(node).forEach(withoutIds);
    }
    return node;
}

const ajv = new (recent ? Ajv2019 : Ajv)({ strict: false, unicodeRegExp: false });
(addFormats.default ?? addFormats)(ajv);
if (standard) {
    const id = schema.allOf[0].$ref;
    ajv.addSchema({ ...withoutIds(standard), $id: id });
}
const validate = ajv.compile(withoutIds(schema));
let wrong = 0;
for (const file of files)
    if (!validate(JSON.parse(readFileSync(file, "utf8")))) {
        wrong++;
        const first = validate.errors.slice(0, 3).map((e) => `${e.instancePath} ${e.message}`);
        console.log(`${file}: ${first.join("; ")}`);
    }
process.exit(wrong ? 1 : 0);
