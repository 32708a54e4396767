// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of table.sh: what a reader with a browser gets, with the mouse, with the keyboard, and without JavaScript.
import { launch } from './launch.mjs';

const table = '/table/MST_NCTE_SEX_CCT_NB';
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
const wrong = [];
async function open(path, options = {}) {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, ...options });
    page.on('console', m => { if (m.type() === 'error') wrong.push(m.text()); });
    page.on('pageerror', e => wrong.push(String(e)));
    await page.goto(process.env.URL + path, { waitUntil: 'networkidle' });
    return page;
}
const at = page => page.evaluate(() => {
    const cell = document.activeElement, row = cell.closest('tr');
    return cell.tagName + ' ' + (row ? row.cells[0].textContent + ' ' + cell.cellIndex : '');
});

try {
    // the table by itself: one stop of the tab key, arrows from cell to cell
    let page = await open(table + '/THA');
    ok('one stop for the table', await page.locator('table.grid [tabindex="0"]').count() === 1);
    await page.locator('table.grid td[tabindex="0"]').focus();
    const first = await at(page);
    ok('its newest total', first.startsWith('TD Total'), first);
    await page.keyboard.press('ArrowDown');
    const below = await at(page);
    ok('an arrow goes down', below !== first && below.startsWith('TD '), below);
    await page.keyboard.press('Home');
    ok('Home to the first year', (await at(page)).endsWith(' 1'), await at(page));
    await page.keyboard.press('ArrowLeft');
    ok('and not into the heading', (await at(page)).endsWith(' 1'), await at(page));
    await page.keyboard.press('Control+End');
    ok('to the last row', (await at(page)).includes('Other countries'), await at(page));
    ok('still one stop', await page.locator('table.grid [tabindex="0"]').count() === 1);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    const here = await at(page);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.figure-panel h2');
    ok('Enter opens what is known of the figure', /Thailand, 2024/.test(await page.textContent('.figure-panel h2')),
        await page.textContent('.figure-panel h2'));
    ok('with its source', await page.locator('.figure-panel a[href="/source/FB:6664"]').count() === 1);
    ok('the panel has the focus', await page.evaluate(() => document.querySelector('.figure-panel').contains(document.activeElement)));
    ok('no id twice', await page.evaluate(() => {
        const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
        return new Set(ids).size === ids.length;
    }));
    await page.keyboard.press('Escape');
    ok('Escape closes it', await page.locator('.figure-panel').count() === 0);
    ok('and goes back to the figure', await at(page) === here, await at(page));
    ok('which is still a cell of a table', await page.evaluate(() => !document.querySelector('table.grid [role]')));
    await page.close();

    // a selection: the figure under the pointer is the one of its page, in every arrangement
    for (const query of ['rows=cct&cols=time&ref_area=THA', 'rows=sex,cct&cols=time&ref_area=THA', 'rows=time&cols=sex,cct&ref_area=THA',
        'rows=ref_area,cct&cols=sex,time', 'rows=&cols=cct&ref_area=THA&time=2014', 'rows=cct&cols=&ref_area=THA&time=2014']) {
        page = await open(table + '?' + query);
        const cells = page.locator('table.grid td:not([colspan]):not(:empty)');
        const n = await cells.count();
        for (const i of new Set([0, n >> 1, n - 1])) {
            const cell = cells.nth(i), said = (await cell.textContent()).replace(/,/g, '');
            await cell.evaluate(c => c.click());
            await page.waitForSelector('.figure-panel .value b');
            const value = (await page.textContent('.figure-panel .value b')).replace(/,/g, '');
            ok(`${query}: figure ${i} of ${n}`, Number(value) === Number(said), `${value} in place of ${said}`);
            await page.click('.figure-panel button');
        }
        ok(`${query}: not wider than the window`, await page.evaluate(() =>
            document.documentElement.scrollWidth <= document.documentElement.clientWidth));
        await page.close();
    }
    // the overview, whose rows lead to tables
    page = await open(table);
    await page.locator('table.grid td:not(:empty):not(.no):not([colspan])').last().evaluate(c => c.click());
    await page.waitForSelector('.figure-panel .value b');
    ok('a figure of the overview', /Thailand/.test(await page.textContent('.figure-panel h2')));
    await page.close();

    // the form
    page = await open(table + '/THA');
    await page.click('.choose summary');
    await page.selectOption('select[name="place.sex"]', 'cols');
    await page.fill('input[name=timefrom]', '2018');
    const list = page.locator('.codes.long').first();
    await page.locator('.choose input[type=search]').first().fill('myan');
    ok('a box finds a code', await list.locator('label:visible').count() === 1, await list.locator('label:visible').count());
    await list.locator('label:visible input').check();
    await page.click('.choose form > p .button');
    await page.waitForURL(/rows=cct/);
    ok('an address to be kept', page.url().endsWith('?rows=cct&cols=time,sex&ref_area=THA&cct=CCT_CTZ_MMR&timefrom=2018'), page.url());
    ok('the one row', await page.locator('table.grid tbody tr:not(.group)').count() === 1);
    await page.click('.views a:has-text("Swap")');
    ok('rows and columns swapped', page.url().includes('rows=time,sex&cols=cct'), page.url());
    await page.goto(process.env.URL + table + '?rows=cct&cols=time&ref_area=THA');
    await page.locator('thead button').last().click();
    await page.waitForURL(/sort=2024/);
    const sorted = await page.$$eval('table.grid tbody tr', rows => rows.map(r => r.lastElementChild.textContent.replace(/,/g, ''))
        .filter(t => t).map(Number));
    ok('sorted from the largest', sorted.length > 2 && sorted.every((v, i) => i === 0 || v <= sorted[i - 1]), sorted.join(' '));
    await page.close();

    // a large table, of which only what is seen is laid out: as one table it is seen, read aloud, searched, copied and printed
    page = await open(table + '?rows=ref_area,sex,cct&cols=time&empty=yes');
    const parts = await page.$$eval('.large tbody', list => list.map(b => b.querySelector('td').checkVisibility({ contentVisibilityAuto: true })));
    ok('its last part is not laid out', parts.length > 4 && parts[0] && !parts.at(-1), parts.join());
    // as a screen reader has it: without one, Chromium leaves out what it has not laid out
    const heard = await launch({ args: ['--force-renderer-accessibility'] });
    const aloud = await heard.newPage({ viewport: { width: 1400, height: 1000 } });
    await aloud.goto(page.url(), { waitUntil: 'networkidle' });
    const tree = (await (await aloud.context().newCDPSession(aloud)).send('Accessibility.getFullAXTree')).nodes.filter(n => !n.ignored);
    const read = ['table', 'row', 'rowheader', 'columnheader', 'cell'].map(role => tree.filter(n => n.role.value === role).length).join();
    const there = await aloud.evaluate(() => ['', ' tr', ' tbody th', ' thead th', ' td'].map(s => document.querySelectorAll('table.grid' + s).length).join());
    ok('rows, their heads, columns and cells are read as such', read === there, `${read} in place of ${there}`);
    await heard.close();
    const last = await page.evaluate(() => [...document.querySelectorAll('.large tbody')].at(-1).rows[0].cells[0].textContent);
    ok('what is not laid out is found', await page.evaluate(text => { getSelection().removeAllRanges();
        return window.find(text, true, true) && !!getSelection().anchorNode.parentElement.closest('.large tbody:last-of-type'); }, last), last);
    await page.locator('table.grid td[tabindex="0"]').focus();
    await page.keyboard.press('Control+End');
    ok('the keyboard goes to its end', (await at(page)).includes('Other countries'), await at(page));
    const aligned = () => page.evaluate(() => { const t = document.querySelector('table.grid'), box = c => c.getBoundingClientRect();
        const heads = [...t.tHead.rows[0].cells].map(box), off = (c, i) => Math.max(Math.abs(box(c).left - heads[i].left), Math.abs(box(c).right - heads[i].right));
        return Math.max(...[...t.tBodies].flatMap(b => [...b.rows].at(-1)).flatMap(r => [...r.cells].map(off))); });
    ok('all columns stand under their heads', await aligned() < 0.1, await aligned());
    ok('its heads stay in sight', await page.evaluate(() => { const f = document.querySelector('.large'), r = f.querySelector('thead').getBoundingClientRect();
        return f.scrollTop > 500 && Math.abs(r.top - f.getBoundingClientRect().top) < 4; }));
    ok('copied with a tab between two cells', await page.evaluate(() => {
        getSelection().selectAllChildren(document.querySelector('table.grid tbody:last-of-type'));
        return getSelection().toString().split('\n').filter(l => l.split('\t').length === document.querySelector('table.grid thead tr').cells.length).length > 5; }));
    await page.emulateMedia({ media: 'print' });
    ok('on paper it is one table', await page.evaluate(() => ['table', 'table-row-group'].join() ===
        [...document.querySelectorAll('.large .grid, .large tbody:last-child')].map(e => getComputedStyle(e).display).join()));
    await page.close();

    // copied into a spreadsheet it is numbers
    page = await open(table + '?rows=cct&cols=time&ref_area=THA');
    const text = await page.evaluate(() => {
        getSelection().selectAllChildren(document.querySelector('table.grid tbody'));
        return getSelection().toString();
    });
    const cells = text.split('\n').filter(Boolean).map(l => l.split('\t').slice(1)).flat().map(t => t.trim()).filter(Boolean);
    ok('copied as numbers', cells.length > 50 && cells.every(t => /^[\d,.]+$/.test(t)), cells.filter(t => !/^[\d,.]+$/.test(t))[0]);
    await page.close();

    const narrow = await open(table + '/THA', { viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
    await narrow.locator('table.grid td[tabindex="0"]').evaluate(c => c.click());
    await narrow.waitForSelector('dialog[open]');
    ok('in a narrow window a dialog', await narrow.evaluate(() => document.querySelector('dialog:modal') !== null));
    await narrow.keyboard.press('Escape');
    ok('which Escape closes', await narrow.locator('dialog').count() === 0);
    ok('the page is not wider than the window', await narrow.evaluate(() =>
        document.documentElement.scrollWidth <= document.documentElement.clientWidth));

    const still = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1400, height: 1000 } });
    page = await still.newPage();
    await page.goto(process.env.URL + table + '/THA');
    await page.click('.choose summary');
    await page.selectOption('select[name="place.sex"]', 'one');
    await page.check('input[name=cct][value=CCT_CTZ_MMR]');
    await page.check('input[name=cct][value=CCT_CTZ_KHM]');
    await page.click('.choose form > p .button');
    ok('without JavaScript the form works', page.url().includes('rows=cct&cols=time&ref_area=THA&cct=CCT_CTZ_KHM+CCT_CTZ_MMR'), page.url());
    await page.click('table.grid tbody th a');
    ok('and a row leads to its series', page.url().includes('/figure/MST_NCTE_SEX_CCT_NB/THA/SEX_T.CCT_CTZ_'), page.url());
    ok('nothing went wrong, nothing was forbidden', wrong.length === 0, wrong.join('\n'));
} catch (e) {
    ok('the story came to its end', false, String(e).slice(0, 1000));
} finally {
    await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
