// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.mjs: as the reader wants it: still, in colours of his own, on paper.
import { ok, none, side_by_side, watched } from './tools.mjs';
import { kinds, is_embedded, is_desk } from './kinds.mjs';

const moving = () => [...document.querySelectorAll('*')].filter(e => {
    const s = getComputedStyle(e);
    return s.animationName !== 'none' || s.transitionDuration.split(',').some(d => parseFloat(d) > 0) || s.scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 100)).concat(document.getAnimations().map(a => `runs: ${a.id}`));

// With colours of the reader's own each letter has the colour of text, links or controls on the ground of one of these.
const unreadable = () => {
    const wrong = [], probe = document.createElement('span');
    document.body.append(probe);
    const colour = name => { probe.style.color = name; return getComputedStyle(probe).color; };
    const grounds = ['Canvas', 'ButtonFace', 'Field', 'Mark', 'Highlight'].map(colour);
    probe.remove();
    for (const e of document.querySelectorAll('main :is(a, p, td, th, h1, h2, li, dt, dd, button, input, mark)')) {
        let ground = e;
        while (ground && /rgba\(.*, 0\)|transparent/.test(getComputedStyle(ground).backgroundColor))
            ground = ground.parentElement;
        const under = ground ? getComputedStyle(ground).backgroundColor : grounds[0];
        if (e.textContent.trim() && (getComputedStyle(e).color === under || !grounds.includes(under)))
            wrong.push(`${e.outerHTML.slice(0, 100)} ${getComputedStyle(e).color} on ${under}`);
    }
    return wrong;
};

const on_paper = () => {
    const seen = e => e.checkVisibility() && e.getBoundingClientRect().height > 0, black = /rgb\(0, 0, 0\)|rgb\(255, 255, 255\)/;
    const wrong = [...document.querySelectorAll('nav, .find, .languages, .skip, .seek, .choice, .mast form, :not(th) > button')].filter(seen)
        .map(e => `there is ${e.outerHTML.slice(0, 80)}`);
    for (const what of ['h1', 'main', '.foot .address'])
        if (!seen(document.querySelector(what)))
            wrong.push(`there is no ${what}`);
    if (!black.test(getComputedStyle(document.documentElement).color) || !black.test(getComputedStyle(document.documentElement).backgroundColor))
        wrong.push('not black on white');
    for (const e of [...document.querySelectorAll('.frame')].filter(seen))
        if (getComputedStyle(e).overflow !== 'visible' || getComputedStyle(e).maxHeight !== 'none')
            wrong.push(`a frame that cuts off: ${e.outerHTML.slice(0, 80)}`);
    return wrong;
};

// The styles of what is below are held back until something is painted.
async function top_first(page, address) {
    const there = () => performance.getEntriesByName('first-contentful-paint').length > 0;
    let painted = false;
    await page.goto('about:blank');
    await page.route('**/static/*/parts.css', async route => {
        painted = await page.waitForFunction(there, null, { timeout: 10000 }).then(() => true, () => false);
        await route.continue();
    });
    await page.goto(address, { waitUntil: 'load' });
    await page.unroute('**/static/*/parts.css');
    ok(`${address}: its top does not wait for the styles of what is below`, painted);
}

// What the first page of a visit fetched, the next ones have. (While requests are held back by a route, a browser keeps nothing.)
async function fetched_once(browser) {
    const page = await watched(browser);
    await page.goto('/', { waitUntil: 'networkidle' });
    for (const address of ['/tables', '/methods']) {
        await page.goto(address, { waitUntil: 'networkidle' });
        const files = await page.evaluate(() => performance.getEntriesByType('resource').filter(e => /[.](css|js|svg)$/.test(e.name))
            .map(e => ({ name: e.name, sent: e.transferSize })));
        ok(`${address}: has files`, files.length >= 4, files.length);
        none(`${address}: after another page asks for none of them`, files.filter(f => f.sent).map(f => `${f.name}: ${f.sent}`));
    }
    await page.context().close();
}

export async function run(browser) {
    await fetched_once(browser);
    await side_by_side(browser, 2, kinds.filter(k => !is_embedded(k)), {}, async (page, address) => {
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce', forcedColors: 'none', media: 'screen' });
        await page.goto(address, { waitUntil: 'load' });
        none(`${address}: nothing moves for those who want it so`, await page.evaluate(moving));
        await page.emulateMedia({ forcedColors: 'active' });
        none(`${address}: readable in the reader's own colours`, await page.evaluate(unreadable));
        await page.focus(is_desk(address) ? 'main input:not([type=hidden])' : '.brand');
        ok(`${address}: and the focus is seen in them`, await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none'));
        if (is_desk(address))
            return;
        await top_first(page, address);
        for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ forcedColors: 'none', media: 'print', colorScheme });
            none(`${address}: on paper, ${colorScheme}`, await page.evaluate(on_paper));
        }
    });
}
