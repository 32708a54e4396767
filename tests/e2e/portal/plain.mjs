// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.mjs: without JavaScript each page says the same.
import { ok, is, none, watched, side_by_side } from './tools.mjs';
import { kinds, is_embedded } from './kinds.mjs';

// What a reader can read, without buttons, which scripts put there.
const said = () => {
    const main = (document.querySelector('main') ?? document.body).cloneNode(true);
    main.querySelectorAll('button, script, div.live, .hint, .bar').forEach(e => e.remove());
    return main.textContent.replace(/\s+/g, ' ').trim();
};

export async function run(browser) {
    const with_scripts = new Map(), pages = kinds.filter(k => !is_embedded(k));
    await side_by_side(browser, 2, pages, {}, async (page, address) => {
        await page.goto(address, { waitUntil: 'load' });
        with_scripts.set(address, await page.evaluate(said));
    });
    await side_by_side(browser, 2, pages, { javaScriptEnabled: false }, async (page, address) => {
        await page.goto(address, { waitUntil: 'load' });
        ok(`${address}: its heading is seen without scripts`, await page.locator('h1').isVisible());
        is(`${address}: says the same without scripts`, await page.evaluate(said), with_scripts.get(address));
        const broken = await page.locator('picture img').evaluateAll(all => all.filter(i => !i.hasAttribute('width')).map(i => i.src));
        none(`${address}: pictures have a size`, broken);
    });
    const page = await watched(browser, { javaScriptEnabled: false });
    await page.goto('/country/KHM');
    await page.click('.languages summary');
    await page.click('.languages a[lang=km]');
    await page.waitForURL('**/km/country/KHM');
    is('a language is chosen without scripts', await page.getAttribute('html', 'lang'), 'km');
    await page.fill('.mast input', 'malaysia');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/km/search?q=malaysia');
    ok('one searches without scripts', await page.locator('.hits a').first().isVisible());
    await page.goto('/corridors');
    await page.locator('.choice select').first().selectOption({ index: 1 });
    await page.click('.choice button');
    await page.waitForURL(/corridors\?/);
    ok('one chooses without scripts', await page.locator('h1').isVisible());
    await page.context().close();
}
