// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// A round of collection as those who take part see it; started by collect.sh.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arrive, choose_password, code_of, DIR, done, field, finish, follow, has, is, lacks, LINK, office, ok,
         password_of, picture, press, refused, REPO, say, sign_in, site, somebody, text_of,
         trouble } from './browser.mjs';

// -- the office: an administrator, a round, people --------------------------------------------------

async function administrator() {
    const page = await somebody();
    await page.goto(LINK);
    await picture(page, 'welcome');
    has('two passwords that differ', await refused('are refused', page, 400, () => choose_password(page, LINK, password_of('a'), 'b')),
        say('desk.password.differ'));
    await refused('a short password', page, 400, () => choose_password(page, LINK, 'short'));
    await choose_password(page, LINK, password_of('regina'));
    await done('a password is chosen', page, 'password');
    has('a link works once', await refused('and then is gone', page, 404, () => page.goto(LINK)), say('desk.welcome.gone'));
    await page.goto('/desk/sign-in');
    await picture(page, 'sign-in');
    await refused('a wrong password', page, 403, () => sign_in(page, 'regina', 'password of somebody'));
    await sign_in(page, 'regina');
    await page.waitForURL('**/desk');
    has('signed in', await text_of(page), say('desk.home.title', { name: 'Regina Ito' }));
    return page;
}

async function open_round(page) {
    await follow(page, 'desk.nav.rounds');
    await page.getByRole('link', { name: say('desk.round.open') }).click();
    await page.getByLabel(field('name'), { exact: true }).fill('2026');
    await page.getByLabel(field('deadline')).fill('2026-11-30');
    await page.getByLabel(field('years')).fill('2023-2024');
    await press(page, 'desk.round.open.do');
    await done('a round is opened on screen', page, 'opened');
}

async function invite(page, user, full, role, country) {
    await follow(page, 'desk.nav.people');
    await page.getByLabel(field('user'), { exact: true }).fill(user);
    await page.getByLabel(field('full-name')).fill(full);
    await page.getByLabel(field('role')).selectOption(role);
    await page.getByLabel(field('country')).selectOption(country);
    await press(page, 'desk.people.do');
    return await page.locator('.secret code').innerText();
}

// -- a country: form, file, findings ----------------------------------------------------------------

// Employment by status, its total of citizens in own account with two digits exchanged; foreigners of whom
// some are in the total alone; a text where a figure belongs.
const orders = `MST 7!C11=A
MST 7!C16=7090.6|C17=3329.1|C18=3761.5|C21=7032.4|C22=3285.3|C23=3774.1|C26=58.2|C27=43.8|C28=14.4
MST 7!C37=3270.4|C38=1464.4|C39=1806|C42=3253.5|C43=1452.1|C44=1801.4|C47=16.9|C48=12.3|C49=4.6
MST 7!C58=3820.2|C59=1864.7|C60=1955.5|C63=3778.9|C64=1833.2|C65=1945.7|C68=41.3|C69=31.5|C70=9.8
MST 7!B80='The survey of 2024 has new weights.
MST 8!C11=A
MST 8!B16='Viet Nam [VNM]|C15=58.3|C16=31.5|C21=12.4
MNA 18!C15=66.1|C16=47|C17=10.5|C18=8.2|C24=0.4|C26=27.6|C27=21|C28=2.9|C29='abc|C35=0.2
MNA 18!C37=38.5|C38=26|C39=7.6|C40=4.7|C46=0.2`;

function write_orders(file) {
    const lines = orders.split('\n').flatMap(line => {
        const [, sheet, cells] = /^([^!]+)!(.*)$/.exec(line);
        return cells.split('|').map(cell => `${sheet}!${cell}`);
    });
    writeFileSync(file, lines.join('\n') + '\n');
}

async function take_form(page) {
    has('the specialist sees what is asked', await text_of(page), say('desk.next.start'));
    await picture(page, 'home-specialist');
    const [file] = await Promise.all([page.waitForEvent('download'),
                                      page.getByRole('link', { name: say('desk.form.get') }).click()]);
    await file.saveAs(DIR + '/KHM.xlsx');
    is('the form has a name', file.suggestedFilename(), 'KHM-2026.xlsx');
    write_orders(DIR + '/orders');
    await office(`macro:///Standard.Office.Fill("${DIR}/KHM.xlsx", "${DIR}/filled", "${DIR}/orders")`);
}

async function upload(page, file) {
    await page.getByLabel(say('desk.upload.lead')).setInputFiles(file);
    await press(page, 'desk.upload.do');
}
const number_in = page => Number(/submission\/(\d+)/.exec(page.url())[1]);
// The submission that a step led to, which is newer than `before`.
async function arrived(page, before = 0) {
    await page.waitForURL(url => Number(/\/desk\/submission\/(\d+)\?/.exec(url)?.[1]) > before);
    return number_in(page);
}
const group = (page, title) => page.locator('section.group', { has: page.getByRole('heading', { name: title }) });
const finding = (page, title, rule) => group(page, title).locator('li.finding', { has: page.getByText(rule, { exact: true }) });
const STATUS = 'Employment by sex, status in employment and citizenship';
const FOREIGNERS = 'Employed non-citizens by sex and country of citizenship';
const DESTINATIONS = 'Outflow of nationals for employment by sex and country of destination';
const REASON = 'Those whose citizenship was not asked are in the total alone.';

async function send(page) {
    await upload(page, DIR + '/filled.xlsx');
    const first = await arrived(page);
    await done('the workbook is read', page, 'read');
    for (const [title, rule, said] of [[STATUS, 'T101', '3774.1'], [FOREIGNERS, 'T102', '58.3'], [DESTINATIONS, 'V101', 'abc']])
        has(`${rule} is said of its table`, await finding(page, title, rule).first().innerText(), said);
    await picture(page, 'findings');
    return first;
}

async function answer(page, first) {
    const at = finding(page, FOREIGNERS, 'T102').first();
    await at.getByLabel(say('desk.finding.right')).fill(REASON);
    await at.getByLabel(say('desk.finding.public')).check();
    await press(page, 'desk.findings.send');
    await done('a finding is answered', page, 'answered');
    has('and the answer stands there', await finding(page, FOREIGNERS, 'T102').first().innerText(),
        say('desk.finding.because', { reason: REASON }));

    await finding(page, STATUS, 'T101').getByLabel(say('desk.finding.take')).check();
    await press(page, 'desk.findings.send');
    const second = await arrived(page, first);
    await done('a proposal is taken', page, 'corrected');
    is('and its findings are gone', await group(page, STATUS).locator('.error').count(), 0);
    await page.goto(`/desk/submission/${first}`);
    has('the earlier one leads to it', await group(page, STATUS).innerText(), say('desk.submission.n', { n: second }));

    await page.getByRole('link', { name: DESTINATIONS }).first().click();
    await picture(page, 'table');
    await page.getByLabel('Japan Female').first().fill('3.5');
    await press(page, 'desk.table.do');
    const third = await arrived(page, second);
    await done('a figure is corrected in the table', page, 'corrected');
    await page.goto(`/desk/submission/${first}`);
    has('nothing is open', await text_of(page), say('desk.next.sign'));
    return [first, second, third];
}

async function remark(page) {
    await page.getByRole('link', { name: STATUS }).first().click();
    has('a remark of the workbook is kept', await page.locator('.comments').innerText(), 'The survey of 2024 has new weights.');
    await page.getByLabel(field('comment')).fill('Compare with 2019.');
    await press(page, 'desk.comment.do');
    await done('a remark is made on screen', page, 'commented');
    has('and stands there', await page.locator('.comments').innerText(), 'Compare with 2019.');
}

// A table that does not apply, and does after all.
async function waive(page) {
    await page.goto('/desk/round/2026/KHM');
    has('why a table does not apply', await refused('is to be said', page, 400, () => press(page, 'desk.waive.do')),
        say('desk.needed', { field: field('why') }));
    await page.getByLabel(field('table'), { exact: true }).selectOption('MNA_XRET_SEX_CPR_NB');
    await page.getByLabel(field('why')).fill('Nobody is registered on return.');
    await press(page, 'desk.waive.do');
    await done('a table does not apply', page, 'waived');
    await picture(page, 'asked');
    await press(page, 'desk.waive.back');
    await done('it applies after all', page, 'applies');
}

async function take_back(page, id) {
    await page.goto(`/desk/submission/${id}`);
    const [file] = await Promise.all([page.waitForEvent('download'),
                                      page.getByRole('link', { name: say('desk.annotated.get') }).click()]);
    await file.saveAs(DIR + '/annotated.xlsx');
    return office('--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', '--outdir',
                  DIR + '/csv', DIR + '/annotated.xlsx');
}

// -- approval, review, release ------------------------------------------------------------------------

async function share(page) {
    await follow(page, 'desk.nav.sharing');
    await page.getByText(say('desk.share.new')).click();
    await page.getByLabel(field('table'), { exact: true }).selectOption('MST_NCTE_SEX_CCT_NB');
    await page.getByLabel(field('audience'), { exact: true }).selectOption('members');
    await page.getByLabel(field('ground')).fill('Statistics Act, article 5');
    await press(page, 'desk.share.do');
    await done('who may see a table is decided', page, 'shared');
}

async function sign(page, ids) {
    for (const id of ids) {
        await page.goto(`/desk/submission/${id}`);
        await press(page, 'desk.sign.do');
        await done('the approver signs', page, 'signed');
    }
}

async function review(page, ids) {
    const home = await text_of(page);
    has('the compiler sees who waits', home, 'Cambodia');
    await picture(page, 'home-office');
    await page.getByRole('link', { name: say('desk.round.title', { round: '2026' }) }).first().click();
    await picture(page, 'round');
    await page.goto(`/desk/submission/${ids[0]}`);
    await picture(page, 'review');
    await page.getByRole('checkbox', { name: FOREIGNERS }).check();
    await refused('errors are not accepted without a reason', page, 409, () => press(page, 'desk.decide.accept'));
    await page.getByRole('checkbox', { name: FOREIGNERS }).check();
    await page.getByLabel(field('reason')).fill('The reason that was given is good.');
    await press(page, 'desk.decide.accept');
    await done('the compiler accepts with one', page, 'accepted');
    for (const id of ids.slice(1)) {
        await page.goto(`/desk/submission/${id}`);
        await press(page, 'desk.decide.accept');
        await done('and without where nothing is open', page, 'accepted');
    }
    await follow(page, 'desk.nav.releases');
    await page.getByLabel(field('name'), { exact: true }).fill('2026.1');
    await press(page, 'desk.releases.do');
    await done('and releases', page, 'released');
    await picture(page, 'releases');
}

async function announce(page) {
    await follow(page, 'desk.nav.releases');
    await page.getByText(say('desk.plan.new')).click();
    await page.getByLabel(field('planned')).fill('2026.2');
    await page.getByLabel(field('date'), { exact: true }).fill('2026-12-01');
    await page.getByLabel(field('what')).fill('All of round 2026');
    await press(page, 'desk.plan.do');
    await done('a release is announced', page, 'planned');
    let calendar = '';
    for (let tries = 0; tries < 40 && !calendar.includes('2026.2'); tries++) {
        await page.waitForTimeout(250);
        calendar = await (await page.request.get('/calendar.ics')).text();
    }
    has('and told to everybody', calendar, '2026.2');
    await picture(page, 'announced');
    await press(page, 'desk.plan.back');
    await done('and taken back', page, 'unplanned');
}

// Names and sentences in a language whose letters are higher and wider than Latin ones.
async function in_burmese(page) {
    const choose = async language => {
        await page.goto('/desk/me');
        await page.getByRole('combobox').selectOption(language);
        await page.locator('button[value=language]').click();
        await page.waitForURL(/done=saved/);
    };
    await choose('my');
    for (const [name, address] of [['round', '/desk/round/2026'], ['country', '/desk/round/2026/KHM'], ['releases', '/desk/releases']]) {
        await page.goto(address);
        await picture(page, `${name}-my`);
    }
    await page.goto('/desk/round/2026');
    has('countries are named in the language of the person', await text_of(page), 'ကမ္ဘောဒီးယား');
    await choose('en');
    await page.goto('/desk');
}

// -- what came of it --------------------------------------------------------------------------------

async function shows(page, address, part) {
    for (let tries = 0; tries < 40; tries++) {
        await page.goto(address);
        if ((await text_of(page)).includes(part))
            return true;
        await page.waitForTimeout(250);
    }
    return false;
}

async function anybody() {
    const page = await somebody();
    ok('everybody sees the figure', await shows(page, '/table/MST_TEMP_SEX_STE_CCT_NB/KHM', '7,090.6'), await text_of(page));
    await picture(page, 'public');
    await page.goto('/table/MST_NCTE_SEX_CCT_NB/KHM');
    lacks('and not the restricted one', await text_of(page), '58.3');
    const data = await page.request.get('/rest/data/DF_MST_NCTE_SEX_CCT_NB/all?format=csv');
    const theirs = (await data.text()).split('\n').filter(line => line.includes(',KHM,')).join('\n');
    lacks('nor in data', theirs, '58.3');
}

async function partner(page) {
    await follow(page, 'desk.nav.shared');
    await page.getByRole('link', { name: 'Cambodia' }).first().click();
    has('a partner sees the restricted figure', await text_of(page), '58.3');
    has('and is told of the log', await text_of(page), say('desk.shared.logged'));
    await picture(page, 'shared');
}

async function look_up(page) {
    await follow(page, 'desk.nav.sharing');
    has('the approver finds the look at it', await page.locator('table', { hasText: say('desk.times') }).innerText(), 'paula');
    await picture(page, 'sharing');
}

async function stranger(page, id) {
    for (const what of ['', '/file', '/annotated'])
        await refused(`submission${what} of another country`, page, 404, () => page.goto(`/desk/submission/${id}${what}`));
    await refused('a page of the office', page, 403, () => page.goto('/desk/releases'));
    await page.goto('/desk/submissions');
    lacks('nor is it in the list', await text_of(page), 'filled.xlsx');
}

// -- other ways in -------------------------------------------------------------------------------------

async function without_script(link) {
    const page = await arrive('somchai', link, { javaScriptEnabled: false });
    await upload(page, REPO + '/data/asean/THA.csv');
    for (let tries = 0; tries < 60 && !page.url().includes('/desk/submission/'); tries++) {
        await page.waitForTimeout(250);
        await page.getByRole('link', { name: say('desk.upload.again') }).click();
    }
    await done('an upload without JavaScript', page, 'read');
    return page;
}

// By Tab alone to what the selector finds and holds the text.
async function tab_to(page, selector, text = '') {
    for (let tries = 0; tries < 300; tries++) {
        await page.keyboard.press('Tab');
        // the page before may still be there, and goes meanwhile
        const there = await page.evaluate(([s, t]) => document.activeElement.matches(s) && document.activeElement.textContent.includes(t),
                                          [selector, text]).catch(() => page.waitForLoadState().then(() => false));
        if (there)
            return;
    }
    throw new Error(`Tab does not lead to ${selector}`);
}

async function enter_by_keyboard(user, full) {
    const page = await somebody();
    await page.goto('/desk/sign-in');
    await tab_to(page, '#f-user');
    await page.keyboard.type(user);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password_of(user));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/desk');
    has('signing in by keyboard alone', await text_of(page), full);
    return page;
}

const typed = `ref_area,source,indicator,sex,classif1,time,obs_value,obs_status
KHM,FX:0,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_TOTAL,2023,10,
KHM,FX:0,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_MMR,2023,7,
KHM,FX:0,MST_NCTE_SEX_CCT_NB,SEX_T,CCT_CTZ_VNM,2023,5,
KHM,FX:0,MNA_OEMP_SEX_CDS_NB,SEX_T,CDS_DES_TOTAL,2023,10,
KHM,FX:0,MNA_OEMP_SEX_CDS_NB,SEX_M,CDS_DES_TOTAL,2023,7,
KHM,FX:0,MNA_OEMP_SEX_CDS_NB,SEX_F,CDS_DES_TOTAL,2023,5,
`;

// A file is sent, a figure corrected, a finding answered, the answer signed, and the office accepts.
async function by_keyboard() {
    const page = await enter_by_keyboard('vanna', 'Vanna Chea'), keys = page.keyboard;
    writeFileSync(DIR + '/typed.csv', typed);
    await page.goto('/desk/round/2026/KHM');
    let chooser = null;
    for (let tries = 0; !chooser && tries < 4; tries++) { // a key that comes while the browser is busy opens nothing
        await tab_to(page, 'input[type=file]');
        chooser = (await Promise.all([page.waitForEvent('filechooser', { timeout: 5000 }).catch(() => null), keys.press('Enter')]))[0];
    }
    await chooser.setFiles(DIR + '/typed.csv');
    await tab_to(page, 'button', say('desk.upload.do'));
    await keys.press('Enter');
    const first = await arrived(page);
    await done('a file is uploaded by keyboard', page, 'read');

    await tab_to(page, '.group h3 a', FOREIGNERS);
    await keys.press('Enter');
    await tab_to(page, 'input.v[value="5"]');
    await keys.type('3');
    await keys.press('Enter');
    const second = await arrived(page, first);
    await done('a figure is corrected by keyboard', page, 'corrected');

    await page.goto(`/desk/submission/${first}`);
    await tab_to(page, '.error .because input[type=text]');
    await keys.type(REASON);
    await keys.press('Enter');
    await done('a finding is answered by keyboard', page, 'answered');
    for (const id of [first, second]) {
        await page.goto(`/desk/submission/${id}`);
        await tab_to(page, '.due button');
        await keys.press('Enter');
        await done('signed by keyboard', page, 'signed');
    }

    const office = await enter_by_keyboard('clara', 'Clara Tan');
    await office.goto(`/desk/submission/${first}`);
    await tab_to(office, 'input[name=table]');
    await office.keyboard.press('Space');
    await tab_to(office, '#f-reason');
    await office.keyboard.type('The reason is good.');
    await tab_to(office, 'button[value=accept]');
    await office.keyboard.press('Enter');
    await done('accepted by keyboard', office, 'accepted');
}

async function second_factor(page) {
    await page.goto('/desk/me');
    const secret = await page.locator('.secret code').innerText();
    await refused('a wrong code', page, 400, async () => {
        await page.getByLabel(field('code'), { exact: true }).fill(code_of(secret, 90));
        await press(page, 'desk.me.factor.do');
    });
    is('the key stays the same', await page.locator('.secret code').innerText(), secret);
    await page.getByLabel(field('code'), { exact: true }).fill(code_of(secret));
    await press(page, 'desk.me.factor.do');
    await done('a second factor is turned on', page, 'factor');
    await picture(page, 'me');
    await press(page, 'desk.nav.out');
    await done('signed out', page, 'out');
    await sign_in(page, 'clara');
    await page.waitForURL(/\/desk\/code/);
    await page.goto('/desk/releases');
    has('half signed in is not in', page.url(), '/desk/sign-in');
    await page.goto('/desk/code');
    await refused('the same code twice', page, 403, async () => {
        await page.getByLabel(field('code'), { exact: true }).fill(code_of(secret));
        await press(page, 'desk.in.do');
    });
    await page.getByLabel(field('code'), { exact: true }).fill(code_of(secret, 1));
    await press(page, 'desk.in.do');
    await page.waitForURL('**/desk');
    has('signed in with a code', await text_of(page), 'Clara Tan');
}

// -- the story ------------------------------------------------------------------------------------------

async function story() {
    const admin = await administrator();
    await open_round(admin);
    const links = {
        sokha: await invite(admin, 'sokha', 'Sokha Kim', 'specialist', 'KHM'),
        vanna: await invite(admin, 'vanna', 'Vanna Chea', 'approver', 'KHM'),
        clara: await invite(admin, 'clara', 'Clara Tan', 'compiler', ''),
        paula: await invite(admin, 'paula', 'Paula Neri', 'partner', ''),
        somchai: await invite(admin, 'somchai', 'Somchai Dee', 'specialist', 'THA'),
    };
    await picture(admin, 'link');
    await follow(admin, 'desk.nav.people');
    await picture(admin, 'people');
    ok('links are of this site', Object.values(links).every(link => link.startsWith(site + '/desk/welcome/')), links.sokha);

    const sokha = await arrive('sokha', links.sokha);
    await take_form(sokha);
    const first = await send(sokha);
    const all = await answer(sokha, first);
    await remark(sokha);
    await waive(sokha);
    const converted = take_back(sokha, first);
    converted.catch(() => {}); // looked at in the end

    const vanna = await arrive('vanna', links.vanna);
    await share(vanna);
    await sign(vanna, all);
    const clara = await arrive('clara', links.clara);
    await announce(clara);
    await in_burmese(clara);
    await review(clara, all);

    await anybody();
    await partner(await arrive('paula', links.paula));
    await look_up(vanna);
    await stranger(await without_script(links.somchai), first);
    await by_keyboard();
    await second_factor(clara);
    await follow(clara, 'desk.nav.log');
    has('all of it is in the log', await text_of(clara), 'sign in');
    await picture(clara, 'log');

    await converted;
    const sheets = readdirSync(DIR + '/csv');
    const found = sheets.find(name => name.includes(say('answer.sheet')));
    ok('the workbook comes back with a sheet of findings', found, sheets);
    has('and they are in it', readFileSync(`${DIR}/csv/${found}`, 'utf8'), 'T101');
}

let error = null;
await story().catch(e => { error = e; });
if (!error)
    is('no page has said anything in its console, is too wide or keeps anybody out', trouble.join('\n'), '');
await finish(error);
