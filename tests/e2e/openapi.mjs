// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// openapi.mjs FILE: says "valid", or what is wrong with a description of web services.
import { load } from '../node/packages.mjs';

const { Validator } = await load('@seriousme/openapi-schema-validator');
const result = await new Validator().validate(process.argv[2]);
console.log(result.valid ? 'valid' : JSON.stringify(result.errors));
