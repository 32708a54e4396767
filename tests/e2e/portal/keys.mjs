// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.mjs: with the keyboard alone, in the order of reading, and one sees where one is.
import { ok, is, none, watched } from './tools.mjs';

// Where the focus is, and whether that is seen: by an outline that is wide enough, within the window.
const focus = () => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
    return { what: e.matches('.skip') ? 'skip' : e.matches('.brand') ? 'brand' : e.matches('.mast input') ? 'search' :
                   e.matches('.mast button') ? 'find' : e.matches('.languages summary') ? 'languages' :
                   e.matches('.languages a') ? 'language' : e.matches('nav a') ? 'nav' : e.matches('.frame') ? 'frame' :
                   e.matches('.foot a') ? 'foot' : e.closest('main') ? 'main' : e.tagName,
             html: e.outerHTML.slice(0, 100),
             seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 &&
                   box.bottom > 0 && box.top < innerHeight && box.width > 0 };
};

async function tour(page, most) {
    const stops = [];
    for (let i = 0; i < most; i++) {
        await page.keyboard.press('Tab');
        stops.push(await page.evaluate(focus));
        if (stops.at(-1).what === 'foot' || stops.at(-1).what === 'BODY')
            break;
    }
    return stops;
}

export async function run(browser) {
    const page = await watched(browser, { reducedMotion: 'reduce' });
    for (const address of ['/en/', '/table/MST_NCTE_SEX_CCT_NB/THA', '/coverage', '/country/BRN', '/th/corridors']) {
        await page.goto(address, { waitUntil: 'networkidle' });
        const stops = await tour(page, 400), order = stops.map(s => s.what).filter((w, i, all) => w !== all[i - 1]).join(' ');
        const boxes = /^\/en\//.test(address) ? '' : 'search find ';
        ok(`${address}: the order of reading`, order.startsWith(`skip brand ${boxes}languages nav `) && order.endsWith(' foot'), order);
        none(`${address}: one sees where one is`, stops.filter(s => !s.seen).map(s => s.html));
        if (address !== '/country/BRN' && address !== '/en/')
            ok(`${address}: a table that scrolls can be reached`, order.includes('frame'), order);
        await page.goto('about:blank');
    }

    await page.goto('/table/MST_NCTE_SEX_CCT_NB/THA');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    is('the first key leads past the frame', await page.evaluate(() => document.activeElement.id), 'main');
    await page.keyboard.press('Tab');
    ok('and goes on from there', (await page.evaluate(focus)).what !== 'brand' && await page.evaluate(() => !!document.activeElement.closest('main')));

    await page.focus('.languages summary');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    is('the menu of languages opens', (await page.evaluate(focus)).what, 'language');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(en|fil|id|km|lo|ms|my|th|vi)\/table|\/table/);
    ok('and leads to the same page', page.url().includes('/table/MST_NCTE_SEX_CCT_NB/THA'), page.url());

    await page.setViewportSize({ width: 600, height: 500 });
    await page.goto('/table/MST_NCTE_SEX_CCT_NB/THA');
    const frame = page.locator('.frame').last();
    await frame.focus();
    const before = await frame.evaluate(e => e.scrollTop);
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(([e, t]) => e.scrollTop > t, [await frame.elementHandle(), before], { timeout: 5000 }).catch(() => {});
    ok('arrow keys move a table in its frame', await frame.evaluate(e => e.scrollTop) > before);
    none('nothing went wrong', page.wrong);
    await page.context().close();
}
