// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.mjs: in each language: its words, and letters that are there even on a system that has none for its script;
// the same words in charts.
import { mkdirSync, symlinkSync, writeFileSync, existsSync } from 'node:fs';
import { launch } from '../launch.mjs';
import { ok, is, none, watched, keys_in, languages, prefix, site, words, some } from './tools.mjs';

const pages = ['/', '/country/KHM', '/table/MST_NCTE_SEX_CCT_NB/THA'];
const scripts = { km: 'Khmer', lo: 'Lao', my: 'Myanmar', th: 'Thai' };

// A system that has Latin letters and no others.
function bare_system() {
    const latin = ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf', '/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf',
                   '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf', '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf'].find(existsSync);
    const folder = `${process.env.TMPDIR ?? '/tmp'}/bare-${process.pid}`;
    mkdirSync(`${folder}/fonts`, { recursive: true });
    if (latin)
        symlinkSync(latin, `${folder}/fonts/latin.ttf`);
    writeFileSync(`${folder}/fonts.conf`, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
        <dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>`);
    return `${folder}/fonts.conf`;
}

// The fonts that draw an element, each with how many glyphs.
async function fonts_of(page, selector) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('DOM.enable');
    await cdp.send('CSS.enable');
    const { root } = await cdp.send('DOM.getDocument');
    const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { fonts } = await cdp.send('CSS.getPlatformFontsForNode', { nodeId });
    await cdp.detach();
    return fonts;
}

async function letters(page, language, at, selector) {
    const fonts = await fonts_of(page, selector), said = await page.innerText(selector), script = scripts[language];
    if (script) {
        const own = said.match(new RegExp(`\\p{Script=${script}}`, 'gu'))?.length ?? 0;
        const drawn = fonts.filter(f => f.isCustomFont && f.familyName.includes(script)).reduce((n, f) => n + f.glyphCount, 0);
        // a glyph may be of several letters
        ok(`${at}, ${selector}: its letters are there`, own > 0 && drawn > own / 3, `${own} letters: ${JSON.stringify(fonts)}`);
        ok(`${at}, ${selector}: from this site`, await page.evaluate(s => [...document.fonts].some(f => f.family.includes(s) && f.status === 'loaded'), script));
    } else
        ok(`${at}, ${selector}: no font is fetched`, fonts.every(f => !f.isCustomFont) && !page.asked.some(a => a.endsWith('.woff2')), JSON.stringify(fonts));
}

// Colours in a picture: an empty one has few.
const colours = async address => {
    const image = await createImageBitmap(await (await fetch(address)).blob()), canvas = new OffscreenCanvas(image.width, image.height);
    const of = canvas.getContext('2d');
    of.drawImage(image, 0, 0);
    return new Set(new Uint32Array(of.getImageData(0, 0, image.width, image.height).data.buffer)).size;
};

async function charts(page, language, at) {
    const address = await page.evaluate(() => document.querySelector('figure[data-chart]')?.dataset.chart);
    ok(`${at}: has a chart`, !!address);
    if (!address)
        return;
    is(`${at}: of its language`, address.startsWith(prefix(language) + '/chart/'), true);
    const svg = await (await fetch(site + address.replace('.json', '.svg'))).text();
    const title = (await page.innerText('figure[data-chart] figcaption b')).trim();
    const text = [...svg.matchAll(/<(?:title|text|tspan)[^>]*>([^<]*)/g)].map(m => m[1]).join(' ').replace(/&amp;/g, '&').replace(/&#39;|&apos;/g, "'");
    ok(`${at}: the chart has its title`, text.includes(title), `${title}\n${text.slice(0, 300)}`);
    none(`${at}: no keys in the chart`, keys_in(text));
    if (scripts[language])
        ok(`${at}: its letters stand in the chart`, (svg.replace(/<(title|desc)>[^]*?<\/\1>/g, '').match(new RegExp(`\\p{Script=${scripts[language]}}`, 'gu')) ?? []).length > 20);
    ok(`${at}: the picture is not blank`, await page.evaluate(colours, address.replace('.json', '.png')) > 20);
}

export async function run() {
    const browser = await launch({ env: { ...process.env, FONTCONFIG_FILE: bare_system() } });
    const english = words('en');
    for (const language of some(languages, 4)) {
        const page = await watched(browser), own = words(language);
        for (const path of pages) {
            const address = path === '/' && language === 'en' ? '/en/' : prefix(language) + path;
            await page.goto(address, { waitUntil: 'networkidle' });
            await page.evaluate(() => document.fonts.ready);
            is(`${address}: says its language`, await page.getAttribute('html', 'lang'), language);
            is(`${address}: the menu says it`, (await page.innerText('.languages summary')).trim().split(/\s{2,}|\n/).at(-1).includes(own.get('language.name')), true);
            is(`${address}: and marks it`, await page.getAttribute('.languages [aria-current]', 'lang'), language);
            none(`${address}: words, not their keys`, keys_in(await page.innerText('body')));
            for (const selector of path === '/' ? ['.mast nav a'] : ['.mast nav a', 'h1'])
                await letters(page, language, address, selector);
            if (language !== 'en')
                ok(`${address}: has words of its own`, await page.innerText('.mast nav') !== ['tables', 'countries', 'corridors', 'coverage', 'sources', 'methods', 'reports', 'releases']
                    .map(n => english.get(`nav.${n}`)).join('\n'));
            if (path !== '/')
                await charts(page, language, address);
        }
        none(`${language}: nothing went wrong`, page.wrong);
        await page.context().close();
    }
    await browser.close();
}
