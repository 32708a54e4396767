// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// pages.mjs ADDRESS: pages as a reader's browser meets them, with a processor made four times as slow: first paint, whether
// anything moves, bytes, and how soon a figure of a table of ten thousand cells can be picked, also not slowed. Medians of seven.
// Where the machine does other things as well, the processor time until first paint, not slowed, can still be compared.
import { require } from '../node/packages.mjs';

const site = process.argv[2], TIMES = 7, SLOWER = 4;
const { chromium } = require('playwright-core');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const median = list => list.slice().sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function slow_page(rate = SLOWER) {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    return page;
}

const painted = () => new Promise(done => {
    const seen = { shift: 0 };
    new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').forEach(e => { seen.first = e.startTime; }))
        .observe({ type: 'paint', buffered: true });
    new PerformanceObserver(list => list.getEntries().forEach(e => { seen.shift += e.value; })).observe({ type: 'layout-shift', buffered: true });
    const files = performance.getEntriesByType('resource'), sum = ending => files.filter(e => new URL(e.name).pathname.endsWith(ending))
        .reduce((n, e) => n + e.decodedBodySize, 0);
    Object.assign(seen, { html: performance.getEntriesByType('navigation')[0].decodedBodySize, css: sum('.css'), js: sum('.js'),
                          sent: files.reduce((n, e) => n + e.transferSize, performance.getEntriesByType('navigation')[0].transferSize), files: files.length });
    setTimeout(() => done(seen), 300);
});

for (const [what, path] of [['first page', '/en/'], ['table of a country', '/table/MST_NCTE_SEX_CCT_NB/THA'], ['country', '/country/THA'],
                            ['corridors', '/corridors'], ['coverage', '/coverage'], ['country in Khmer', '/km/country/KHM']]) {
    const all = [];
    for (let i = 0; i < TIMES; i++) {
        const page = await slow_page();
        await page.goto(site + path, { waitUntil: 'networkidle' });
        all.push(await page.evaluate(painted));
        await page.context().close();
    }
    const of = name => median(all.map(a => a[name])), kb = n => (n / 1024).toFixed(1);
    console.log(`pages  ${what.padEnd(19)} first paint ${of('first').toFixed(0).padStart(4)} ms (best ${Math.min(...all.map(a => a.first)).toFixed(0)}), ` +
        `shift ${of('shift').toFixed(4)} (most ${Math.max(...all.map(a => a.shift)).toFixed(4)}); KB: HTML ${kb(of('html'))}, CSS ${kb(of('css'))}, scripts ${kb(of('js'))}; ` +
        `${of('files') + 1} requests, ${kb(of('sent'))} KB over the wire`);
}

// The processor time that a page's thread takes from the beginning of the visit until first paint: the outermost tasks,
// since they contain each other.
function busy(events) {
    const paint = events.filter(e => e.name === 'firstContentfulPaint').at(-1);
    const began = events.filter(e => e.name === 'navigationStart' && e.pid === paint.pid && e.ts <= paint.ts && /http/.test(JSON.stringify(e.args))).at(-1);
    let sum = 0, end = 0;
    for (const e of events.filter(e => e.name === 'ThreadControllerImpl::RunTask' && e.pid === paint.pid && e.tid === paint.tid &&
                                       e.ts >= began.ts && e.ts <= paint.ts).sort((a, b) => a.ts - b.ts))
        if (e.ts >= end) {
            sum += e.tdur ?? 0;
            end = e.ts + e.dur;
        }
    return sum / 1000;
}

// A table page as the first of a visit, not slowed, by processor time; and as the second, slowed, when style and scripts are there.
{
    const path = '/table/MST_NCTE_SEX_CCT_NB/THA', work = [], second = [];
    for (let i = 0; i < TIMES; i++) {
        let page = await slow_page(1);
        await browser.startTracing(page, { categories: ['toplevel', 'loading', 'blink.user_timing'] });
        await page.goto(site + path, { waitUntil: 'networkidle' });
        work.push(busy(JSON.parse(await browser.stopTracing()).traceEvents));
        await page.context().close();
        page = await slow_page();
        await page.goto(site + '/tables', { waitUntil: 'networkidle' });
        await page.goto(site + path, { waitUntil: 'networkidle' });
        second.push((await page.evaluate(painted)).first);
        await page.context().close();
    }
    console.log(`pages  table of a country    until first paint ${median(work).toFixed(0)} ms of processor time, not slowed (best ${Math.min(...work).toFixed(0)}); ` +
        `as the second page of a visit, slowed, painted after ${median(second).toFixed(0)} ms (best ${Math.min(...second).toFixed(0)})`);
}

// Until scripts have run, and from a click on a figure to the frame after it.
async function large(path, rate) {
    const waits = [];
    for (let i = 0; i < TIMES; i++) {
        const page = await slow_page(rate);
        await page.goto(site + path, { waitUntil: 'load' });
        waits.push(await page.evaluate(() => new Promise(done => {
            const cells = [...document.querySelectorAll('table.grid tbody td:not([colspan])')], cell = cells.filter(c => c.textContent).at(-1);
            const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
            const load = performance.getEntriesByType('navigation')[0], began = performance.now();
            cell.dispatchEvent(new MouseEvent('click', { bubbles: true }));
            requestAnimationFrame(() => requestAnimationFrame(() => done({ cells: cells.length, first, ready: load.domContentLoadedEventEnd,
                click: performance.now() - began, html: load.decodedBodySize })));
        })));
        await page.context().close();
    }
    const of = name => median(waits.map(w => w[name])), usable = waits.map(w => w.ready + w.click);
    console.log(`pages  a table of ${of('cells')} cells, ${(of('html') / 1024).toFixed(0)} KB, ${rate === 1 ? 'not slowed' : rate + ' times as slow'}: first paint ` +
        `${of('first').toFixed(0)} ms, a cell can be clicked after ${median(usable).toFixed(0)} ms (best ${Math.min(...usable).toFixed(0)}; ` +
        `${of('click').toFixed(0)} of them from the click to the next frame)`);
}
const whole = '/table/MNA_OEMP_SEX_CDS_NB?rows=ref_area,sex,cds&cols=time&empty=yes';
for (const rate of [1, SLOWER])
    for (const path of [whole + '&timefrom=1995', whole])
        await large(path, rate);
await browser.close();
