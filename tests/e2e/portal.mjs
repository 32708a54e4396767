// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.sh: every kind of page in a browser. Names of parts as arguments run only those.
import { launch } from './launch.mjs';
import { ok, finish } from './portal/tools.mjs';

const parts = process.argv.length > 2 ? process.argv.slice(2) : ['each', 'keys', 'plain', 'looks', 'letters'];
const browser = await launch();
for (const part of parts)
    try {
        const began = Date.now();
        await (await import(`./portal/${part}.mjs`)).run(browser);
        if (process.env.TIMES)
            console.log(`${part}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
    } catch (e) {
        ok(`${part}: to the end`, false, e.stack);
    }
await browser.close();
finish();
