// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// A browser for tests: Debian's Chromium, or its Firefox where BROWSER=firefox (in which paper, colours that a reader wants,
// and a page without scripts cannot be asked for).
import { require } from '../node/packages.mjs';

const { chromium, firefox } = require('playwright-core');

export async function launch({ args = [], ...more } = {}) {
    if (process.env.BROWSER === 'firefox')
        return await firefox.launch({ executablePath: '/usr/bin/firefox-esr', channel: 'moz-firefox', ...more });
    return await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', ...args], ...more });
}
