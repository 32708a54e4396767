// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// What stories are told with: tests that count themselves, people with a browser each, the words of
// the product by their keys, pictures, and an office suite.
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { require } from '../node/packages.mjs';
import { launch } from './launch.mjs';

export const { REPO, DIR, URL: site, LINK, PICTURES, PROFILE, TESTS } = process.env;
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// -- tests ----------------------------------------------------------------------------------------

let passed = 0, failed = 0;
export let page_of_now = null; // that the story is at, for a picture when it breaks off

export function ok(name, fine, why = '') {
    if (fine)
        passed++;
    else {
        failed++;
        console.log(`FAIL ${name}`);
        if (why !== '')
            console.log(String(why).slice(0, 2000));
    }
}
export function is(name, got, want) { ok(name, got === want, `${got}\nin place of\n${want}`); }
export function has(name, text, part) { ok(name, text.includes(part), `"${part}" is not in\n${text}`); }
export function lacks(name, text, part) { ok(name, !text.includes(part), `"${part}" is in\n${text}`); }

// -- words ----------------------------------------------------------------------------------------

const words = new Map(readFileSync(REPO + '/web/text/en.txt', 'utf8').split('\n')
    .filter(line => line.includes(' = ')).map(line => [line.slice(0, line.indexOf(' = ')), line.slice(line.indexOf(' = ') + 3)]));

// What the product says: say('desk.submission.n', { n: 12 }).
export function say(key, values = {}) {
    if (!words.has(key))
        throw new Error(`there are no words ${key}`);
    return words.get(key).replace(/\{([a-z_]+)\}/g, (all, name) => values[name] ?? all);
}

// -- browsers --------------------------------------------------------------------------------------

const browser = await launch();
export const trouble = []; // what the consoles of all pages said
const refusals = new Map(); // addresses that are meant to fail, each with its status
const under_way = new Map(); // requests without an answer yet, and since when

function listen(page) {
    page.on('request', request => under_way.set(request, Date.now()));
    for (const end of ['requestfinished', 'requestfailed'])
        page.on(end, request => under_way.delete(request));
    page.on('pageerror', error => trouble.push(`${page.url()}: ${error.message}`));
    page.on('console', message => {
        const at = message.location().url.replace(/#.*/, ''), status = /status of (\d+)/.exec(message.text());
        if (message.type() === 'error' && !(status && refusals.get(at)?.has(Number(status[1]))))
            trouble.push(`${at || page.url()}: ${message.text()}`);
    });
}

// A window of somebody who has never been here.
export async function somebody(options = {}) {
    const context = await browser.newContext({ baseURL: site, acceptDownloads: true, locale: 'en-GB', ...options });
    context.setDefaultTimeout(60000); // a machine that is busy writing to its disk is no failure
    context.on('page', listen);
    return await (page_of_now = context.newPage());
}

export const field = name => say(`desk.field.${name}`);
export const press = (at, key) => at.getByRole('button', { name: say(key), exact: true }).click();
// The last step has been done, and says so.
export const done = async (name, page, key) => has(name, await page.locator('.done').innerText(), say(`desk.done.${key}`));

// A link of the navigation.
export const follow = (page, key) => page.getByRole('navigation').getByRole('link', { name: say(key), exact: true }).first().click();

export const password_of = user => `${user} keeps bees and cats`;
export async function choose_password(page, link, password, again = password) {
    await page.goto(link);
    await page.getByLabel(field('new_password')).fill(password);
    await page.getByLabel(field('again')).fill(again);
    await press(page, 'desk.welcome.do');
}
export async function sign_in(page, user, password = password_of(user)) {
    await page.getByLabel(field('user'), { exact: true }).fill(user);
    await page.getByLabel(field('password'), { exact: true }).fill(password);
    await press(page, 'desk.in.do');
}
// Somebody with a link comes in.
export async function arrive(user, link, options) {
    const page = await somebody(options);
    await choose_password(page, link, password_of(user));
    await sign_in(page, user);
    await page.waitForURL('**/desk');
    return page;
}

// Does what is to be refused with this status; answers the text of the page.
export async function refused(name, page, status, act) {
    let last = 0;
    const look = r => {
        if (r.request().isNavigationRequest())
            last = r.status();
        if (r.status() === status)
            refusals.set(r.url(), (refusals.get(r.url()) ?? new Set()).add(status));
    };
    page.on('response', look);
    await Promise.all([page.waitForResponse(() => last === status, { timeout: 8000 }).catch(() => {}), act()]);
    await page.waitForLoadState();
    page.off('response', look);
    is(name, last, status);
    return await text_of(page);
}

export async function text_of(page) { return await page.locator('main').innerText(); }

// What axe-core finds on the page, light and dark.
async function accessible(page) {
    await page.evaluate(axe);
    for (const colorScheme of ['dark', 'light']) {
        await page.emulateMedia({ colorScheme });
        const found = await page.evaluate(([tags, dark]) => window.axe.run(document, {
            runOnly: dark ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: tags }, resultTypes: ['violations'] }),
        [WCAG, colorScheme === 'dark']);
        for (const v of found.violations)
            trouble.push(`${page.url()}: ${colorScheme}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join('; ')}`);
    }
}

// The elements that reach furthest to the right of this.
async function outermost(page, width) {
    return await page.evaluate(width => [...document.querySelectorAll('body *')].map(e => [e.getBoundingClientRect().right, e])
        .filter(([right]) => right > width).sort((a, b) => b[0] - a[0]).slice(0, 3)
        .map(([right, e]) => `${right} ${e.outerHTML.slice(0, 100)}`).join('; '), width);
}

// A picture at each of three widths; nothing may stand out to the right, and nobody be kept out.
export async function picture(page, name) {
    // A link that was followed may have brought the text but not yet its style.
    await page.waitForLoadState();
    await page.evaluate(() => document.fonts.ready.then(() => true));
    for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const [wide, high] = await page.evaluate(() => [document.documentElement.scrollWidth,
                                                        document.documentElement.scrollHeight]);
        await page.setViewportSize({ width, height: Math.min(Math.max(high, 900), 4000) });
        if (wide > width)
            trouble.push(`${page.url()}: ${wide} pixels wide in a window of ${width}: ${await outermost(page, width)}`);
        await page.screenshot({ path: `${PICTURES}/${name}-${width}.png` });
    }
    await accessible(page);
}

export async function finish(error) {
    if (error) {
        failed++;
        console.log(`FAIL the story breaks off: ${error.stack}`);
        const page = await page_of_now;
        if (page) {
            console.log(`at ${page.url()}`);
            for (const [request, since] of under_way)
                console.log(`waiting for ${request.method()} ${request.url()} since ${Date.now() - since} ms`);
            await page.screenshot({ path: `${PICTURES}/broken-off.png`, fullPage: true }).catch(() => {});
        }
    }
    await browser.close();
    if (passed + failed !== Number(TESTS))
        console.log(`${passed + failed} tests, not ${TESTS}`);
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
}

// -- a telephone -----------------------------------------------------------------------------------

// The code of the moment, RFC 6238 with SHA-1, 30 seconds and six digits; `later` steps from now.
export function code_of(secret, later = 0) {
    const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(Date.parse(process.env.ILMS_NOW) / 30000) + later));
    const hash = createHmac('sha1', key).update(step).digest();
    const at = hash[19] & 15;
    return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// -- an office suite -------------------------------------------------------------------------------

export function office(...args) {
    const all = [`-env:UserInstallation=file://${PROFILE}`, '--headless', '--norestore', '--nolockcheck', ...args];
    return new Promise((done, fail) => execFile('soffice', all, { cwd: DIR, timeout: 90000, killSignal: 'SIGKILL' },
        (error, out, err) => error ? fail(new Error(`soffice: ${error.message} ${err}`)) : done(out)));
}
