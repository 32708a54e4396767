// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of reports.sh: a published report in a browser. Its own styles work; a script, another style, a picture of another
// address do not; a link leads on.
import { launch } from './launch.mjs';

let passed = 0, failed = 0;
function is(name, got, want) {
    if (got === want)
        passed++;
    else {
        failed++;
        console.log(`FAIL ${name}: ${got} in place of ${want}`);
    }
}

const browser = await launch();
try {
    const page = await browser.newPage();
    const asked = [];
    page.on('response', r => { if (!r.url().startsWith('data:')) asked.push(r.url()); });
    await page.goto(process.env.URL, { waitUntil: 'networkidle' });
    const colour = id => page.evaluate(id => getComputedStyle(document.getElementById(id)).color, id);
    is('its style is used', await colour('styled'), 'rgb(1, 2, 3)');
    is('one of an element is not', await colour('inline'), 'rgb(1, 2, 3)');
    is('no script has run', await page.title(), 'Labour <migration> & "more"');
    is('a picture that stands in it is shown', await page.evaluate(() => document.getElementById('own').naturalWidth), 7);
    is('nothing else was got', asked.filter(u => !u.endsWith('/favicon.ico')).join(' '), process.env.URL);
    await page.click('#table');
    await page.waitForURL('**/tables');
    is('a link leads on', await page.evaluate(() => typeof window.localStorage), 'object');
} finally {
    await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
