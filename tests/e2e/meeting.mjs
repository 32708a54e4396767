// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// A technical meeting as those who take part see it; started by meeting.sh, which has made one.
import { arrive, done, field, finish, follow, has, is, LINK, ok, picture, press, refused, say, text_of,
         trouble } from './browser.mjs';

const { SOKHA } = process.env;
const here = '/desk/meeting/2026';

async function of_the_office(anna) {
    await follow(anna, 'desk.nav.meetings');
    await anna.waitForURL('**/desk/meetings');
    await picture(anna, 'meetings');
    await anna.getByRole('link', { name: 'Technical meeting' }).click();
    await anna.waitForURL('**' + here);
    await picture(anna, 'meeting-office');
    for (const form of ['details', 'session', 'participant', 'document', 'conclude', 'launch']) {
        await anna.goto(`${here}/${form}`);
        await picture(anna, `meeting-${form}`);
    }
    await anna.goto(here + '/participant');
    await refused('a focal specialist is of a country', anna, 400, () => press(anna, 'desk.save'));
    ok('which is said', await anna.locator('#fault').isVisible());
    await anna.getByLabel(field('role')).selectOption('donor');
    await anna.getByLabel(field('organisation')).fill('A secretariat <of the region>');
    await press(anna, 'desk.save');
    await done('a participant is added on screen', anna, 'saved');
    has('and stands there', await text_of(anna), 'A secretariat <of the region>');
}

async function of_a_country(sokha) {
    await sokha.goto('/desk');
    has('the first page tells what is assigned', await text_of(sokha), 'Tabulate the census.');
    await picture(sokha, 'meeting-assigned');
    await sokha.goto(here + '/conclusion/1');
    await picture(sokha, 'meeting-conclusion');
    await sokha.getByLabel(field('note')).fill('The office has the tapes.');
    await press(sokha, 'desk.save');
    await sokha.waitForURL(/done=/);
    has('what became of it is told on screen', await text_of(sokha), 'The office has the tapes.');
    is('the office alone changes the meeting', await sokha.locator(`a[href$="/details"]`).count(), 0);
    await picture(sokha, 'meeting-specialist');
    await sokha.goto(here + '/printing');
    await picture(sokha, 'meeting-printing');
}

try {
    await of_the_office(await arrive('anna', LINK));
    await of_a_country(await arrive('sokha', SOKHA));
    is('no page has said anything in its console, is too wide or keeps anybody out', trouble.join('\n'), '');
    await finish();
} catch (error) {
    await finish(error);
}
