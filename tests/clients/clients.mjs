// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// clients.mjs URL: npm packages read the services at URL as they are.
// A line "ok" or "FAIL" for each thing.
import { require } from '../node/packages.mjs';

const [url] = process.argv.slice(2);

async function check(name, is) {
    try {
        const why = await is();
        console.log(why === true ? `ok ${name}` : `FAIL ${name}: ${why}`);
    } catch (e) {
        console.log(`FAIL ${name}: ${e.message}`);
    }
}

// -- sdmx-rest: makes the addresses and compares the media type of the answer to the letter --------
const rest = require('sdmx-rest');
const flow = 'DF_MST_NCTE_SEX_CCT_NB';

async function asked(query, service, accept) {
    const answer = await rest.request2(query, service, { headers: { accept } });
    rest.checkStatus(query, answer);
    rest.checkMediaType(accept, answer);
    return answer;
}

const { DataFormat } = rest.data, { MetadataFormat } = rest.metadata, { SchemaFormat } = rest.schema;
const offered = new Set(['-wd', '-cts'].flatMap(old =>
    [...Object.values(DataFormat), ...Object.values(MetadataFormat)].filter(f => f.includes(old))));
const formats = (list, kind) => [...new Set(Object.values(list))].filter(f => !offered.has(f) && f.includes(kind));

for (const [api, path] of [['v1.5.0', '/rest'], ['v2.0.0', '/rest/v2']]) {
    const service = rest.getService({ url: url + path, api });
    const v2 = api[1] === '2';
    const query = v2 ? rest.getDataQuery2({ context: `dataflow=ILO:${flow}(1.0.0)`, key: 'MYS.A.*.SEX_T.*' })
                     : rest.getDataQuery({ flow, key: 'MYS.A..SEX_T.', start: '2005', end: '2012' });
    for (const format of formats(DataFormat, 'data+').concat(formats(DataFormat, 'genericdata')))
        await check(`sdmx-rest ${api}: data as ${format}`, async () => {
            const text = await (await asked(query, service, format)).text();
            return text.includes('MYS') || 'no MYS in it';
        });
    const resources = ['codelist', 'conceptscheme', 'datastructure', 'dataflow', 'categoryscheme', 'categorisation',
                       'agencyscheme', 'dataproviderscheme', 'provisionagreement'];
    for (const resource of resources)
        for (const format of formats(MetadataFormat, 'structure+'))
            await check(`sdmx-rest ${api}: ${resource} as ${format}`, async () => {
                const q = rest.getMetadataQuery({ resource, agency: resource === 'agencyscheme' ? 'SDMX' : 'ILO', version: v2 ? '~' : 'all' });
                return (await (await asked(q, service, format)).text()).includes('ILO') || 'no ILO in it';
            });
    await check(`sdmx-rest ${api}: availability`, async () => {
        const q = v2 ? rest.getAvailabilityQuery2({ context: `dataflow=ILO:${flow}(1.0.0)`, key: 'MYS.A.*.SEX_T.*' })
                     : rest.getAvailabilityQuery({ flow, key: 'MYS.A..SEX_T.' });
        return (await (await asked(q, service, MetadataFormat.SDMX_ML_2_1_STRUCTURE)).text()).includes('CubeRegion') ||
            'no region';
    });
    await check(`sdmx-rest ${api}: schema`, async () => {
        const q = rest.getSchemaQuery({ context: 'dataflow', id: flow, agency: 'ILO', version: '1.0.0' });
        return (await (await asked(q, service, SchemaFormat.XML_SCHEMA_2_1)).text()).includes('schema') || 'no schema';
    });
}

// -- sdmx-json-parser ---------------------------------------------------------------------------
const { SDMXParser } = require('sdmx-json-parser');
for (const more of ['', '?dimensionAtObservation=AllDimensions', '?formatVersion=2.1'])
    await check(`sdmx-json-parser: data${more}`, async () => {
        const parser = new SDMXParser();
        await parser.getDatasets(`${url}/rest/data/ILO,${flow},1.0/MYS.A..SEX_T.${more}`);
        const data = parser.getData();
        const bad = data.find(d => d.REF_AREA !== 'MYS' && d.REF_AREA?.id !== 'MYS' && d.REF_AREA !== 'Malaysia');
        return !parser.getName() ? 'no name' : data.length < 10 ? `${data.length} observations` :
            bad ? JSON.stringify(bad) : true;
    });
