// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.mjs: tests that count themselves, windows, the words of the site by their keys.
import { readFileSync } from 'node:fs';

export const { URL: site, REPO } = process.env;

let passed = 0, failed = 0;
export function ok(name, fine, why = '') {
    if (fine)
        passed++;
    else {
        failed++;
        console.log(`FAIL ${name}`);
        if (why !== '')
            console.log(String(why).slice(0, 2000));
    }
}
export function is(name, got, want) { ok(name, got === want, `${got}\nin place of\n${want}`); }
// A list of what is wrong, which should be empty.
export function none(name, wrong) { ok(name, wrong.length === 0, wrong.slice(0, 20).join('\n')); }
export function finish() {
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
}

// One of so many, unless the whole is asked for.
export const some = (list, of) => process.env.WHOLE ? list : list.filter((_, i) => i % of === 0);

export const words = language => new Map(readFileSync(`${REPO}/web/text/${language}.txt`, 'utf8').split('\n')
    .filter(line => /^[a-z]\S* = /.test(line)).map(line => [line.slice(0, line.indexOf(' = ')), line.slice(line.indexOf(' = ') + 3)]));
export const languages = ['en', 'fil', 'id', 'km', 'lo', 'ms', 'my', 'th', 'vi'];
export const prefix = language => language === 'en' ? '' : `/${language}`;

// Keys of words that stand in a text where the words should.
const keys = words('en');
export function keys_in(text) {
    return [...text.matchAll(/\b[a-z_]+(?:\.[a-z0-9_]+)+\b/g)].map(m => m[0]).filter(k => keys.has(k));
}

// A window in which what goes wrong, and what is asked for, is written down.
export async function watched(browser, options = {}) {
    const context = await browser.newContext({ baseURL: site, viewport: { width: 1440, height: 900 }, locale: 'en-GB',
                                               colorScheme: 'light', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30000);
    page.wrong = [];
    page.asked = [];
    page.on('pageerror', e => page.wrong.push(String(e)));
    page.on('console', m => {
        // that the page itself is not found is what was asked for
        if (['error', 'warning'].includes(m.type()) && m.location().url !== page.meant)
            page.wrong.push(m.text());
    });
    page.on('request', r => page.asked.push(r.url()));
    return page;
}

// Several at a time, each with a window of its own.
export async function side_by_side(browser, n, list, options, act) {
    const rest = list.slice();
    await Promise.all(Array.from({ length: n }, async () => {
        const page = await watched(browser, options);
        for (let one; (one = rest.shift()) !== undefined;)
            try {
                page.wrong.length = page.asked.length = 0;
                await act(page, one);
            } catch (e) {
                ok(`${one}: to the end`, false, e.stack);
            }
        await page.context().close();
    }));
}
