// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// The packages of this folder (install.sh) for the scripts of others, which would not find them from where they are:
//
//     import { load, require } from '../node/packages.mjs';
//     const n3 = (await load('n3')).default;          a module
//     const rest = require('sdmx-rest');              what is none
import { createRequire } from 'node:module';

export const require = createRequire(import.meta.url);
export const load = name => import(name);
