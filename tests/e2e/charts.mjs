// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of charts.sh: what a reader with a browser gets.
import { launch } from './launch.mjs';

const page_at = process.env.URL + '/table/MST_NCTE_SEX_CCT_NB/THA';
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
    const page = await browser.newPage({ viewport: { width: 1000, height: 1200 } });
    const wrong = [], asked = [];
    page.on('console', m => { if (m.type() === 'error') wrong.push(m.text()); });
    page.on('pageerror', e => wrong.push(String(e)));
    page.on('request', r => asked.push(new URL(r.url()).pathname));
    await page.goto(page_at, { waitUntil: 'networkidle' });
    const seen = () => page.$eval('.chart img', i => i.complete && i.naturalWidth);
    ok('the picture is there', await seen() === 720, await seen());
    ok('in the room that was kept', await page.$eval('.chart img', i =>
        Math.abs(i.naturalHeight / i.naturalWidth - i.getAttribute('height') / i.getAttribute('width')) < 0.01));
    ok('ECharts is not fetched before somebody asks', !asked.some(a => a.endsWith('/echarts.js')));

    await page.click('.ways button');
    await page.waitForSelector('.live svg', { timeout: 60000 });
    ok('the picture makes room', !await page.isVisible('.chart img'));
    const said = () => page.textContent('.drawn [aria-live]');
    await page.keyboard.press('ArrowRight');
    const first = await said();
    ok('an arrow key goes to the first figure', /^Myanmar, \d{4}: [\d,.]+ thousands of persons/.test(first), first);
    await page.keyboard.press('ArrowRight');
    ok('and to the next', await said() !== first && (await said()).startsWith('Myanmar, '), await said());
    await page.keyboard.press('ArrowDown');
    ok('and to another line', !(await said()).startsWith('Myanmar'), await said());
    const lines = () => page.$$eval('.live svg path[stroke-width="2"]', list => list.length);
    const before = await lines();
    await page.uncheck('.shown label:nth-of-type(1) input');
    await page.waitForFunction(n => document.querySelectorAll('.live svg path[stroke-width="2"]').length < n, before);
    ok('a line can be left out', true);
    await page.click('.ways button');
    ok('and the picture comes back', await page.isVisible('.chart img'));
    ok('nothing went wrong, nothing was forbidden', wrong.length === 0, wrong.join('\n'));
    ok('nothing is asked of others', asked.length > 0);

    const narrow = await browser.newPage({ viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
    await narrow.goto(page_at, { waitUntil: 'networkidle' });
    ok('a narrow window in the dark has a picture of its own', await narrow.$eval('.chart img', i =>
        i.currentSrc.includes('width=360') && i.currentSrc.includes('theme=dark')));
    ok('the page is not wider than the window', await narrow.evaluate(() =>
        document.documentElement.scrollWidth <= document.documentElement.clientWidth));

    const still = await browser.newContext({ javaScriptEnabled: false });
    const plain = await still.newPage();
    await plain.goto(page_at, { waitUntil: 'networkidle' });
    ok('without JavaScript there is the picture', await plain.isVisible('.chart img'));
    await plain.click('.chart summary');
    ok('and the table', await plain.isVisible('.of-chart'));
    ok('and no button that does nothing', !await plain.isVisible('.ways button'));
} catch (e) {
    ok('the story came to its end', false, String(e).slice(0, 1000));
} finally {
    await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
