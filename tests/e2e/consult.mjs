// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// A consultation as those who take part see it; started by consult.sh.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arrive, done, field, finish, has, is, lacks, LINK, ok, picture, press, refused, say, text_of,
         trouble } from './browser.mjs';

const { SOKHA, MALEE, ILMS } = process.env;
const ilms = (...words) => execFileSync(ILMS, words, { encoding: 'utf8' });
const NAME = 'Report <2024>';
const here = '/desk/consultation/' + encodeURIComponent(NAME);

const part = (page, id) => page.locator('article.spoken', { has: page.locator(`input[name=part][value="${id}"]`) });

// The choice, the text, the button, one after the other.
async function speak(page, id, kind, text) {
    const at = part(page, id);
    await at.getByLabel(say(`desk.consult.${kind}`)).check();
    await at.getByLabel(say('desk.consult.why')).fill(text);
    await Promise.all([page.waitForURL(/done=consult-said/), press(at, 'desk.consult.say')]);
}

async function opened(anna) {
    await anna.goto('/desk/consultations');
    await anna.getByText(say('desk.consult.open'), { exact: true }).click();
    await anna.getByLabel(field('name'), { exact: true }).fill(NAME);
    await anna.getByLabel(field('last-day')).fill('2026-03-31');
    anna.setDefaultTimeout(120000);
    await press(anna, 'desk.consult.open.do');
    await anna.waitForURL(/done=consult-opened/);
    await done('a draft is put before countries on screen', anna, 'consult-opened');
    await picture(anna, 'consultation-office');
}

async function spoken(sokha) {
    await sokha.goto('/desk');
    has('the first page tells of it', await text_of(sokha), say('desk.consult.title', { name: NAME }));
    await sokha.goto(here + '/KHM/parts?show=left');
    await speak(sokha, 'region.stock.lead', 'object', 'Households in camps are left out.');
    await speak(sokha, 'recommendations.made.1', 'comment', 'Every second year would do.');
    await sokha.goto(here + '/KHM/parts?show=mine');
    is('what was said is shown', await sokha.locator('article.spoken').count(), 2);
    has('with its words', await text_of(sokha), 'Households in camps are left out.');
    await picture(sokha, 'consultation-said');
    await sokha.goto(here + '/KHM/parts?chapter=2');
    const pictures = sokha.locator('img.drawn');
    await pictures.first().scrollIntoViewIfNeeded();
    await sokha.waitForFunction(() => document.querySelector('img.drawn').complete);
    ok('figures are drawn', await pictures.first().evaluate(img => img.naturalWidth > 100));
    await picture(sokha, 'consultation-parts');
    await sokha.goto(here);
    await sokha.getByRole('link', { name: say('desk.consult.rest') }).click();
    await picture(sokha, 'consultation-rest');
    await press(sokha, 'desk.consult.rest.do');
    await done('the rest is agreed to in one step', sokha, 'consult-rest');
    has('and nothing is left', await text_of(sokha), say('desk.consult.left.none'));
}

async function another_country(malee) {
    await malee.goto(here + '/THA/parts?show=objected');
    has('others see what was said', await text_of(malee), 'Households in camps are left out.');
    lacks('and not by whom', await text_of(malee), 'sokha');
    await refused('the parts of another country', malee, 404, () => malee.goto(here + '/KHM/parts'));
    await malee.goto(here + '/THA/parts?show=objected');
    await refused('and speaking for it', malee, 404, async () => {
        await malee.locator('form').filter({ has: malee.locator('[name=do][value=say]') }).first()
            .evaluate(form => { form.action = form.action.replace('/THA/', '/KHM/'); });
        await part(malee, 'region.stock.lead').getByLabel(say('desk.consult.agree')).check();
        await press(part(malee, 'region.stock.lead'), 'desk.consult.say');
    });
}

async function answered(anna) {
    await anna.goto(here);
    has('the office sees what waits', await text_of(anna), 'Households in camps are left out.');
    const at = anna.locator('section.waits', { has: anna.getByText('Households in camps') });
    await at.locator('textarea').fill('A note will say so.');
    await press(at, 'desk.consult.answer.do');
    await anna.waitForURL(/done=consult-answered/);
    lacks('what is answered waits no more', await anna.locator('section.waits').allInnerTexts().then(all => all.join('\n')),
          'Households in camps');
    ilms('recommendation', 'edit', 'R1', 'Ask citizenship in a labour force survey every second year.');
    await press(anna, 'desk.consult.revise');
    await anna.waitForURL(/done=consult-revised/);
    await done('a new draft is made', anna, 'consult-revised');
}

async function anew(sokha) {
    await sokha.goto(here + '/KHM/parts?show=changed');
    is('what changed is asked anew', await sokha.locator('article.spoken').count(), 1);
    await speak(sokha, 'recommendations.made.1', 'agree', '');
    await sokha.goto(here + '/KHM/parts?show=objected');
    has('the answer is read', await text_of(sokha), 'A note will say so.');
    await speak(sokha, 'region.stock.lead', 'agree', '');
}

async function closed(anna, sokha) {
    await sokha.goto(here + '/KHM/parts?chapter=2');
    await anna.goto(here);
    await anna.getByLabel(field('sure')).check();
    await press(anna, 'desk.consult.close');
    await done('it is closed', anna, 'consult-closed');
    await refused('after that nothing is taken', sokha, 409, async () => {
        await part(sokha, 'region.stock.lead').getByLabel(say('desk.consult.agree')).check();
        await press(part(sokha, 'region.stock.lead'), 'desk.consult.say');
    });
    await sokha.goto(here + '/KHM/parts?chapter=2');
    is('and no form is left', await sokha.locator('article.spoken form').count(), 0);
    const [file] = await Promise.all([sokha.waitForEvent('download'),
                                      sokha.goto(here + '/record').catch(() => {})]);
    const rows = readFileSync(await file.path(), 'utf8').split('\n').filter(row => /,(region\.stock\.lead|recommendations\.made\.1),/.test(row));
    const of = (id, area) => rows.find(row => row.includes(`,${id},`) && row.includes(`,${area},`)) ?? '';
    has('the record says who agrees', of('region.stock.lead', 'KHM'), ',KHM,agree,no,');
    has('since which draft', of('recommendations.made.1', 'KHM'), ',2,no,no,KHM,agree,no,');
    has('and who kept silent', of('recommendations.made.1', 'THA'), ',THA,none,no,');
    lacks('and no person', rows.join('\n'), 'sokha');
}

try {
    const anna = await arrive('anna', LINK), sokha = await arrive('sokha', SOKHA), malee = await arrive('malee', MALEE);
    await opened(anna);
    await spoken(sokha);
    await another_country(malee);
    await answered(anna);
    await anew(sokha);
    await closed(anna, sokha);
    is('no page complains', trouble.join('\n'), '');
    await finish();
} catch (error) {
    await finish(error);
}
