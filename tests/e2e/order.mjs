// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// A report as the office has it made at the desk; started by order.sh.
import { rmSync, writeFileSync } from 'node:fs';
import { arrive, DIR, done, field, finish, has, is, lacks, LINK, ok, picture, press, refused, say, site, somebody,
         text_of, trouble } from './browser.mjs';

const told = (what, so) => so ? writeFileSync(`${DIR}/${what}`, '') : rmSync(`${DIR}/${what}`);

async function ordered(page) {
    await page.getByRole('link', { name: say('desk.nav.reports'), exact: true }).click();
    await page.waitForURL('**/desk/reports');
    await picture(page, 'reports-form');
    await page.getByLabel('English').uncheck();
    await refused('a language is needed', page, 400, () => press(page, 'desk.reports.do'));
    ok('which is said', await page.locator('#fault').getByText(field('languages')).isVisible());
    await page.getByLabel('English').check();
    told('broken', true);
    await press(page, 'desk.reports.do');
    await page.waitForURL(/done=report-ordered/);
    await done('it is ordered', page, 'report-ordered');
}

// A script looks how far it is; without one there is a link.
async function failed_and_again(page) {
    await page.getByText('no font').waitFor();
    const text = await text_of(page);
    has('what failed says so', text, say('desk.reports.failed'));
    has('and why', text, 'weasyprint, which makes the PDF, failed: no font');
    await picture(page, 'reports-failed');
    told('broken', false);
    told('slow', true);
    await press(page, 'desk.reports.again');
    await page.waitForURL(/done=report-ordered/);
    lacks('the other is gone', await text_of(page), 'no font');
    await page.getByText(/^Being made since/).waitFor();
    await picture(page, 'reports-making');
    told('slow', false);
    await page.getByRole('heading', { name: say('desk.reports.made') }).waitFor();
    lacks('it is made, and the page has seen it', await text_of(page), say('desk.reports.leave'));
    await picture(page, 'reports-made');
}

async function read(page) {
    const at = page.locator('section.order'), link = at.locator('a[href$="/report.html"]');
    is('a sheet of each country that has figures', await at.locator('a[href*="fact-sheet"]').count(), 18);
    const answer = await page.request.get(site + await link.getAttribute('href'));
    has('only to be looked at', answer.headers()['content-security-policy'], "default-src 'none'");
    await link.click();
    await page.waitForURL(/report\.html$/);
    has('the report is read', await page.locator('h1').first().innerText(), 'labour migration');
    has('its links lead to the site', await page.content(), `href="${site}/`);
    await page.goBack();
}

// The site says within some seconds what the base has.
async function appears(reader, text) {
    for (let i = 0; i < 100 && !(await text_of(reader)).includes(text); i++) {
        await reader.waitForTimeout(100);
        await reader.goto('/reports/Report%202024');
    }
}

async function published(page, reader) {
    await refused('nobody reads it before', reader, 404, () => reader.goto('/reports/Report%202024'));
    await page.getByLabel(field('report-name')).fill('Report 2024');
    await press(page, 'desk.reports.publish');
    await page.waitForURL(/done=report-published/);
    await done('with one button', page, 'report-published');
    await picture(page, 'reports-published');
    for (let i = 0; i < 100 && !(await reader.request.get('/reports/Report%202024')).ok(); i++)
        await reader.waitForTimeout(100);
    await reader.goto('/reports/Report%202024');
    ok('everybody reads it', await reader.locator('a[href$="/report.html"]').isVisible());
}

async function thrown_away(page) {
    await page.getByLabel('PDF').uncheck();
    await page.getByLabel('English').uncheck();
    await page.getByLabel('ไทย').check();
    await press(page, 'desk.reports.do');
    await page.getByRole('heading', { name: say('desk.reports.made') }).waitFor();
    await press(page, 'desk.reports.discard');
    await page.waitForURL(/done=report-discarded/);
    is('what nobody wants is thrown away', await page.locator('section.order').count(), 0);
}

async function withdrawn(page, reader) {
    await page.getByText(say('desk.reports.withdraw.one'), { exact: true }).click();
    await page.getByLabel(field('withdrawn'), { exact: true }).selectOption('Report 2024');
    await page.getByLabel(field('withdrawn-why')).fill('a table was wrong');
    await press(page, 'desk.reports.withdraw');
    await page.waitForURL(/done=report-withdrawn/);
    await reader.goto('/reports/Report%202024');
    await appears(reader, 'a table was wrong');
    has('what is withdrawn says why', await text_of(reader), 'a table was wrong');
}

try {
    const anna = await arrive('anna', LINK), reader = await somebody();
    await ordered(anna);
    await failed_and_again(anna);
    await read(anna);
    await published(anna, reader);
    await thrown_away(anna);
    await withdrawn(anna, reader);
    is('no page complains', trouble.join('\n'), '');
    await finish();
} catch (error) {
    await finish(error);
}
