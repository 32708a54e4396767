// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// schemas.mjs URL SCHEMAS: the data that the services at URL give in SDMX-JSON, held against the JSON schemas of the
// standard. A line "ok" or "FAIL" for each thing. The schemas of 1.0 and 2.0.0 are of draft 4 in their manner,
// those of 2.1.0 of 2019-09.
import { readFileSync } from 'node:fs';
import { require } from '../node/packages.mjs';

const [url, schemas] = process.argv.slice(2);
const flow = 'DF_MST_NCTE_SEX_CCT_NB';

function validator(version, kind) {
    const schema = JSON.parse(readFileSync(`${schemas}/${version}/${kind}.json`));
    const late = version === '2.1.0';
    const Ajv = require(late ? 'ajv/dist/2019' : 'ajv-draft-04').default ?? require(late ? 'ajv/dist/2019' : 'ajv-draft-04');
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: false });
    (require('ajv-formats').default ?? require('ajv-formats'))(ajv);
    const bare = x => {
        if (Array.isArray(x))
            x.forEach(bare);
        else if (x && typeof x === 'object') {
            if (typeof x.id === 'string' && x.$schema)
                delete x.id;
            if (typeof x.$schema === 'string')
                delete x.$schema;
            Object.values(x).forEach(bare);
        }
    };
    if (!late)
        bare(schema);
    return ajv.compile(schema);
}

async function hold(name, validate, path, accept) {
    try {
        const answer = await fetch(url + path, { headers: { accept } });
        const text = await answer.text();
        if (answer.status !== 200 || answer.headers.get('content-type') !== accept)
            throw Error(`${answer.status} ${answer.headers.get('content-type')} ${text.slice(0, 200)}`);
        console.log(validate(JSON.parse(text)) ? `ok ${name}` :
            `FAIL ${name}: ${JSON.stringify(validate.errors).slice(0, 600)}`);
    } catch (e) {
        console.log(`FAIL ${name}: ${e.message}`);
    }
}

for (const version of ['1.0', '2.0.0', '2.1.0']) {
    const full = version === '1.0' ? '1.0.0' : version;
    const data = validator(version, 'data'), media = `application/vnd.sdmx.data+json;version=${full}`;
    for (const more of ['', '?dimensionAtObservation=AllDimensions', '?detail=serieskeysonly', '?detail=dataonly',
                        '?dimensionAtObservation=SEX', '?includeHistory=true', '?lang=th'])
        await hold(`data ${full}${more}`, data, `/rest/data/${flow}/MYS.A...${more}`, media);
    await hold(`data ${full}, several flows`, data, '/rest/v2/data/dataflow/*/*/*/*?limit=500', media);
}
