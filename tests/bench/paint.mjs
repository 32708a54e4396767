// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// paint.mjs ADDRESS...: first paint of pages with a processor made four times as slow, in a browser that no test program has
// prepared: playwright makes two script contexts in each page before it is read, which takes 70 ms of its time. Each visit
// is a new one, with nothing kept; pages take turns. Median, best and worst of fifteen each.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

const TIMES = 15, SLOWER = 4;
const profile = mkdtempSync(tmpdir() + '/ilms-paint-');
const chromium = spawn('/usr/bin/chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-quic', '--no-first-run', '--window-size=1440,900',
    `--user-data-dir=${profile}`, '--remote-debugging-pipe'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });

// The browser's own protocol: requests and answers as JSON, each ended by a NUL.
const waiting = new Map(), watched = [];
let last = 0, rest = '';
chromium.stdio[4].setEncoding('utf8').on('data', bytes => {
    const all = (rest + bytes).split('\0');
    rest = all.pop();
    for (const message of all.map(text => JSON.parse(text))) {
        waiting.get(message.id)?.(message);
        waiting.delete(message.id);
        watched.forEach(look => look(message));
    }
});
const ask = (method, params = {}, sessionId = undefined) => new Promise((done, fail) => {
    waiting.set(++last, answer => answer.error ? fail(new Error(`${method}: ${answer.error.message}`)) : done(answer.result));
    chromium.stdio[3].write(JSON.stringify({ id: last, method, params, sessionId }) + '\0');
});

async function visit(address) {
    const { browserContextId } = await ask('Target.createBrowserContext');
    const { targetId } = await ask('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
    const loaded = new Promise(done => watched.push(m => m.sessionId === sessionId && m.method === 'Page.loadEventFired' && done()));
    await ask('Page.enable', {}, sessionId);
    await ask('Emulation.setCPUThrottlingRate', { rate: SLOWER }, sessionId);
    await ask('Page.navigate', { url: address }, sessionId);
    await loaded;
    await new Promise(done => setTimeout(done, 300));
    const { result } = await ask('Runtime.evaluate', { expression: 'performance.getEntriesByName("first-contentful-paint")[0].startTime' }, sessionId);
    await ask('Target.disposeBrowserContext', { browserContextId });
    watched.length = 0;
    return result.value;
}

const addresses = process.argv.slice(2), found = new Map(addresses.map(a => [a, []]));
try {
    await visit(addresses[0]); // the browser's own start
    for (let i = 0; i < TIMES; i++)
        for (const a of addresses)
            found.get(a).push(await visit(a));
    for (const [a, times] of found) {
        times.sort((x, y) => x - y);
        console.log(`paint  ${new URL(a).pathname.padEnd(42)} first paint ${times[TIMES >> 1].toFixed(0).padStart(4)} ms ` +
            `(${times[0].toFixed(0)} to ${times.at(-1).toFixed(0)}), ${SLOWER} times as slow, without a test program`);
    }
} finally {
    const gone = new Promise(done => chromium.on('exit', done));
    chromium.kill();
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
