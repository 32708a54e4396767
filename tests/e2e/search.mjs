// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of search.sh: suggestions below the search box.
import { launch } from './launch.mjs';

let passed = 0, failed = 0;
function ok(name, fine, why = '') {
    if (fine)
        passed++;
    else {
        failed++;
        console.log(`FAIL ${name} ${why}`);
    }
}

const browser = await launch();
try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    const wrong = [], asked = [];
    page.on('console', m => { if (m.type() === 'error') wrong.push(m.text()); });
    page.on('pageerror', e => wrong.push(String(e)));
    page.on('request', r => asked.push(new URL(r.url()).pathname));
    const start = async (path, words) => {
        await page.goto(process.env.URL + path, { waitUntil: 'networkidle' });
        await page.type('#find', words, { delay: 20 });
        await page.waitForSelector('.suggested li', { timeout: 20000 });
    };
    const box = name => page.getAttribute('#find', name);
    await start('/countries', 'malays');
    ok('asked once, when the keys rest', asked.filter(p => p === '/search.json').length <= 2, asked.join(' '));
    ok('a combobox with a list', await box('role') === 'combobox' && await box('aria-expanded') === 'true');
    ok('nothing is chosen', !await box('aria-activedescendant'));
    await page.keyboard.press('ArrowDown');
    const first = await box('aria-activedescendant');
    ok('an arrow chooses the first', await page.getAttribute('#' + first, 'aria-selected') === 'true');
    ok('which is the country', (await page.textContent('#' + first)).startsWith('Malaysia'));
    ok('the focus stays in the box', await page.evaluate(() => document.activeElement.id) === 'find');
    const longer = page.waitForResponse(r => r.url().includes('q=malaysi'));
    await page.type('#find', 'i');
    await longer;
    await page.waitForTimeout(100);
    ok('and stays chosen when another letter comes', (await page.textContent('#' + await box('aria-activedescendant'))).startsWith('Malaysia'));
    await page.keyboard.press('Backspace');
    await page.waitForTimeout(500);
    await page.keyboard.press('ArrowUp');
    ok('and back to the words', !await box('aria-activedescendant'));
    await page.keyboard.press('ArrowUp');
    ok('and round to the last', (await box('aria-activedescendant')) !== first);
    await page.keyboard.press('Escape');
    ok('Escape closes', await box('aria-expanded') === 'false' && !await page.isVisible('.suggested'));
    ok('and keeps the words', await page.inputValue('#find') === 'malays');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=malays');
    ok('Enter alone searches', true);

    await start('/countries', 'malaysia');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/country/MYS');
    ok('Enter goes where it was chosen', true);

    await start('/th/countries', 'กัมพู');
    ok('in the language of the page', (await page.textContent('.suggested li')).startsWith('กัมพูชา'));
    await page.click('.suggested li');
    await page.waitForURL('**/th/country/KHM');
    ok('a click goes there, in the language', true);

    await start('/countries', 'malaysia');
    await page.fill('#find', '');
    await page.waitForSelector('.suggested', { state: 'hidden' });
    ok('without words there are no suggestions', true);
    await page.setViewportSize({ width: 360, height: 700 });
    await page.fill('#find', 'employed');
    await page.waitForSelector('.suggested li');
    ok('on a narrow screen nothing sticks out', await page.evaluate(() =>
        document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    ok('nothing went wrong, nothing was forbidden', wrong.length === 0, wrong.join('\n'));

    const plain = await browser.newPage({ javaScriptEnabled: false });
    await plain.goto(process.env.URL + '/countries');
    await plain.fill('#find', 'malaysia');
    await plain.press('#find', 'Enter');
    await plain.waitForURL('**/search?q=malaysia');
    ok('without JavaScript the box searches', await plain.isVisible('.hits a[href="/country/MYS"]'));
} catch (e) {
    failed++;
    console.log('FAIL ' + e);
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
