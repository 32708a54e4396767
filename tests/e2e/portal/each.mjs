// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.mjs: what is true of each page: it comes whole and alone, stands still, fits on a narrow screen, and is
// without what the Web Content Accessibility Guidelines call a failure, in light and dark, wide and narrow.
import { readFileSync } from 'node:fs';
import { require } from '../../node/packages.mjs';
import { site, ok, is, none, side_by_side, keys_in, some } from './tools.mjs';
import { kinds, is_missing, is_embedded, is_desk } from './kinds.mjs';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

function headers(address, response) {
    const h = response.headers(), policy = h['content-security-policy'] ?? '';
    is(`${address}: status`, response.status(), is_missing(address) ? 404 : 200);
    ok(`${address}: allows nothing but its own`, policy.startsWith("default-src 'none'") && !/unsafe|https?:|\*/.test(
        is_embedded(address) ? policy.replace('frame-ancestors *', '') : policy), policy);
    ok(`${address}: sets no cookie`, !h['set-cookie'], h['set-cookie']);
}

const shifts = () => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 50);
});

// Elements that stick out to the right without a frame that scrolls.
const sticking_out = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [`${document.documentElement.scrollWidth} of ${document.documentElement.clientWidth} pixels`].concat(
        [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 &&
            !e.parentElement.closest('.frame, pre, .hide')).slice(0, 5).map(e => e.outerHTML.slice(0, 120)));

async function widths(page, address) {
    // 320 pixels are 1280 at 400 %, 720 are 1440 at 200 %
    for (const width of [320, 360, 720]) {
        await page.setViewportSize({ width, height: 800 });
        none(`${address}: fits in ${width} pixels`, await page.evaluate(sticking_out));
    }
}

// What depends on colours is looked at in both sets of them, all else once for each width.
async function accessible(page, address) {
    await page.evaluate(axe);
    // of what lies under the head of a scrolled table a rest would be too small to touch
    await page.evaluate(() => { document.querySelectorAll('main details').forEach(d => { d.open = true; });
                                document.querySelectorAll('.frame').forEach(f => f.scrollTo(0, 0)); });
    for (const width of [1440, 360])
        for (const colorScheme of ['light', 'dark']) {
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme });
            const found = await page.evaluate(([tags, dark]) => window.axe.run(document, {
                runOnly: dark ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } : { type: 'tag', values: tags },
                rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] }), [tags, colorScheme === 'dark']);
            none(`${address}: WCAG, ${width} pixels, ${colorScheme}`, found.violations.flatMap(v => [`${v.id}: ${v.help}`].concat(
                v.nodes.slice(0, 4).map(n => `  ${n.target} ${n.html.slice(0, 160)} ${[...n.any, ...n.all, ...n.none].map(c => c.message).join('; ')}`))));
            ok(`${address}: and that was looked at`, found.passes.length >= (is_embedded(address) ? 0 : colorScheme === 'dark' ? 1 : 15), found.passes.length);
        }
}

// Fewer requests than this: the page, three of style, four scripts, the icon, pictures of charts.
const most = address => 10 + (address.startsWith('/country/') ? 14 : 2);

async function look(page, address) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    page.meant = is_missing(address) ? site + address : null;
    // the styles of what is below come late: the top does not wait for them, nor move when they are there
    await page.route('**/static/*/parts.css', async route => { await new Promise(done => setTimeout(done, 200)); await route.continue(); });
    const response = await page.goto(address, { waitUntil: 'networkidle' });
    await page.unroute('**/static/*/parts.css');
    is(`${address}: styles of what is below`, await page.locator('link[href$="/parts.css"]').count(), 1);
    headers(address, response);
    // where the machine is busy a long table is painted before its last rows are there, which may make a column wider
    const moved = await page.evaluate(shifts);
    ok(`${address}: stands still`, moved < 0.05, moved);
    none(`${address}: asks nobody else`, page.asked.filter(a => !a.startsWith(site + '/')));
    ok(`${address}: asks little`, page.asked.length <= most(address), page.asked.join('\n'));
    none(`${address}: no font for Latin letters`, page.asked.filter(a => a.endsWith('.woff2')));
    none(`${address}: leaves nothing with the reader`, (await page.context().cookies()).map(c => c.name));
    if (!is_embedded(address)) {
        is(`${address}: one heading`, await page.locator('h1').count(), 1);
        ok(`${address}: says something`, (await page.locator('main').innerText()).length > (is_missing(address) ? 40 : 150));
    }
    none(`${address}: words, not their keys`, keys_in(await page.locator('body').innerText()));
    await widths(page, address);
    await accessible(page, address);
    none(`${address}: nothing went wrong or was forbidden`, page.wrong);
    const sizes = await page.evaluate(() => performance.getEntriesByType('resource').filter(e => e.name.endsWith('.js')).reduce(
        (sum, e) => sum + e.decodedBodySize, 0));
    ok(`${address}: at most 100 KB of scripts`, is_desk(address) || sizes <= 100 * 1024, sizes);
    if (address.startsWith('/table/'))
        ok(`${address}: less than 60 KB`, (await response.body()).length < 60 * 1024, (await response.body()).length);
}

// What scripts put on a page is accessible as well: suggestions, an interactive chart, what is known of a figure.
const states = {
    '/countries': async page => {
        await page.fill('#find', 'malays');
        await page.waitForSelector('.suggested li');
    },
    '/country/THA': async page => {
        await page.click('.languages summary');
        await page.locator('.ways button').first().click();
        await page.waitForSelector('.live svg');
    },
    '/table/MNA_OEMP_SEX_OCU_NB/IDN': async page => {
        await page.locator('table.grid tbody td:not(:empty):not([colspan])').last().click();
        await page.waitForSelector('td.on');
    },
};
async function look_at_state(page, address) {
    await page.goto(address, { waitUntil: 'networkidle' });
    await states[address](page);
    await accessible(page, address);
    none(`${address}: nothing went wrong with scripts`, page.wrong);
}

export async function run(browser) {
    await side_by_side(browser, 2, some(kinds, 4), {}, look);
    await side_by_side(browser, 2, some(Object.keys(states), 2), {}, look_at_state);
}
