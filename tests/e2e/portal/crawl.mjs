// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.sh, without a browser: every link of every page, in English and another language, leads to what is there,
// and to the place on it that it names; what a table page offers to download is of its kind.
import { ok, is, none, finish, keys_in, languages, site } from './tools.mjs';

const SECONDS = 150, AT_ONCE = 8;
const MOST = 6; // addresses of a page with different questions: what a reader can choose has no end
const DRAWINGS = 150; // of charts, which take the longest
const asked = new Map(); // path with query -> what came
const questions = new Map();
const wrong = { links: [], places: [], keys: [], headings: [], types: [], elsewhere: [] };

const plain = text => text.replace(/&#47;/g, '/').replace(/&amp;/g, '&').replace(/&quot;/g, '"').replace(/&#39;/g, "'");
const words = html => html.replace(/<(script|style)[^]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ');

// The same address, as a server hears it; null where it is of another site.
function address_of(href, from) {
    const url = new URL(plain(href), site + from);
    return url.origin === site && url.protocol === 'http:' ? { path: url.pathname + url.search, place: decodeURIComponent(url.hash.slice(1)) } : null;
}

let drawings = 0, figures = 0;
function may_ask(path) {
    const [page, query] = path.split('?');
    if (/\.(svg|png)$/.test(page) && page.includes('/chart/') && ++drawings > DRAWINGS)
        return false;
    if (page.includes('/figure/') && ++figures % 8)
        return false;
    if (query === undefined)
        return true;
    const name = page.split('/').slice(0, page.startsWith('/rest') || page.startsWith('/chart') ? 3 : 4).join('/');
    questions.set(name, (questions.get(name) ?? 0) + 1);
    return questions.get(name) <= MOST;
}

function read(path, html) {
    const ids = new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(m => plain(m[1])));
    if ((html.match(/<h1/g) ?? []).length !== 1 && !path.includes('/chart/'))
        wrong.headings.push(path);
    wrong.keys.push(...keys_in(words(html)).map(k => `${path}: ${k}`));
    const links = [...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(m => m[1]);
    for (const set of html.matchAll(/\ssrcset="([^"]*)"/g))
        links.push(...set[1].split(',').map(s => s.trim().split(/\s/)[0]));
    return { ids, links };
}

async function ask(path) {
    const response = await fetch(site + path, { redirect: 'manual', headers: { 'Accept-Language': 'en' } });
    const type = response.headers.get('content-type') ?? '';
    const came = { status: response.status, type, ids: null, links: [] };
    if (type.startsWith('text/html') && response.status === 200)
        Object.assign(came, read(path, await response.text()));
    else
        await response.arrayBuffer();
    return came;
}

// The nine languages are the same pages: of the others it is enough that each link is there.
const of_language = path => languages.find(l => path === `/${l}` || path.startsWith(`/${l}/`) || path.startsWith(`/${l}?`)) ?? 'en';

async function crawl(language) {
    const start = language === 'en' ? '/en/' : `/${language}/`, until = Date.now() + SECONDS * 1000;
    const queue = [{ path: start, from: start }];
    asked.set(start, null);
    let busy = 0;
    const places = [];
    async function worker() {
        for (;;) {
            const one = queue.shift();
            if (!one) {
                if (!busy)
                    return;
                await new Promise(r => setTimeout(r, 5));
                continue;
            }
            busy++;
            const came = await ask(one.path).catch(e => ({ status: e.message, links: [] }));
            asked.set(one.path, came);
            if (came.status !== 200 && !(came.status >= 301 && came.status <= 302))
                wrong.links.push(`${came.status} ${one.path}, from ${one.from}`);
            for (const href of came.links) {
                const to = address_of(href, one.path);
                if (!to) {
                    if (/^(src|action)/.test(href))
                        wrong.elsewhere.push(`${href}, from ${one.path}`);
                    continue;
                }
                if (to.place)
                    places.push({ ...to, from: one.path });
                if (asked.has(to.path) || to.path.startsWith('/desk') || of_language(to.path) !== language && of_language(to.path) !== 'en' ||
                    !may_ask(to.path) || Date.now() > until)
                    continue;
                asked.set(to.path, null);
                queue.push({ path: to.path, from: one.path });
            }
            busy--;
        }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    ok(`${language}: the end is reached in time`, Date.now() < until);
    for (const to of places) {
        const came = asked.get(to.path);
        if (came?.ids && !came.ids.has(to.place))
            wrong.places.push(`${to.path}#${to.place}, from ${to.from}`);
    }
}

// A page in each language that the menu names.
async function menus() {
    for (const path of ['/en/', '/table/MST_NCTE_SEX_CCT_NB/THA', '/search?q=a%26b', '/coverage?generation=first']) {
        const html = await (await fetch(site + path)).text();
        const menu = [...html.matchAll(/<li><a lang="(\w+)"[^>]* href="([^"]*)"/g)];
        is(`${path}: languages`, menu.map(m => m[1]).sort().join(' '), languages.join(' '));
        for (const [, language, href] of menu) {
            const other = await (await fetch(site + plain(href))).text();
            ok(`${path}: in ${language}`, other.includes(`<html lang="${language}"`), href);
        }
    }
}

// -- downloads ---------------------------------------------------------------------------------------------

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', sdmx = 'application/vnd.sdmx.data+';
const kinds = { csv: 'text/csv', tidy: 'text/csv', csvfile: sdmx + 'csv', 'sdmx-csv': sdmx + 'csv', 'sdmx-json': sdmx + 'json', 'sdmx-ml-3.0': sdmx + 'xml',
                jsonstat: 'application/json', json: 'application/json', xlsx: workbook, workbook, sqlite: 'application/vnd.sqlite3', turtle: 'text/turtle',
                svg: 'image/svg+xml', png: 'image/png', html: 'text/html' };
async function downloads(page) {
    const html = await (await fetch(site + page)).text();
    const links = [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>/g)].filter(m => /download/.test(m[0]) || /[?&;]format=/.test(m[1]));
    ok(`${page}: offers downloads`, links.length >= 3, links.join('\n'));
    for (const [, href] of links) {
        const { path } = address_of(href, page), response = await fetch(site + path);
        const form = /format=\.?([\w.-]+)/.exec(path)?.[1] ?? /\.(\w+)(\?|$)/.exec(path)?.[1];
        const type = (response.headers.get('content-type') ?? '').split(';')[0], body = Buffer.from(await response.arrayBuffer());
        ok(`${path}: is ${form}`, response.status === 200 && kinds[form] === type && body.length > 100, `${response.status} ${type} ${body.length}`);
    }
}

const other = process.env.OTHER ?? 'th';
const crawled = process.env.WHOLE ? ['en', other] : ['en'];
for (const language of crawled)
    await crawl(language);
for (const page of ['/table/MST_NCTE_SEX_CCT_NB', '/table/MST_NCTE_SEX_CCT_NB/THA', '/th/table/MNA_OEMP_SEX_OCU_NB/IDN'])
    await downloads(page);
await menus();
const pages = [...asked].filter(([, came]) => came?.ids), read_in = l => pages.filter(([path]) => of_language(path) === l).length;
ok(`pages of each language are the same, and many`, crawled.every(l => read_in(l) > 250), crawled.map(read_in).join(' '));
if (process.env.TIMES)
    console.log(`${asked.size} addresses, ${read_in('en')} pages in English, ${read_in(other)} in ${other}`);
none('every link leads somewhere', wrong.links);
none('every named place is on its page', wrong.places);
none('every page has one heading', wrong.headings);
none('words, not their keys', wrong.keys);
finish();
