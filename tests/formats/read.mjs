// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// read.mjs FOLDER: the figures of all.FORMAT against those of all.sdmx-csv, and of one.FORMAT alike.

import fs from 'node:fs';
import path from 'node:path';
import { load } from '../node/packages.mjs';
import { broken } from './rules.mjs';

const { default: JSONstat } = await load('jsonstat-toolkit');
const { default: n3 } = await load('n3');

const folder = process.argv[2];
const text = name => fs.readFileSync(path.join(folder, name), 'utf8');
let passed = 0, failed = 0;

function check(name, run) {
    try {
        run();
        passed++;
    } catch (error) {
        failed++;
        console.log(`FAIL ${name}: ${error.stack ?? error}`);
    }
}

function same(got, want, where) {
    if (!Object.is(got, want))
        throw new Error(`${where} is ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
}

// -- SDMX-CSV, the measure of all -----------------------------------------------------------------------

function rows(csv) {
    const out = [[]];
    for (const m of csv.matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n)/g)) {
        out.at(-1).push(m[1].startsWith('"') ? m[1].slice(1, -1).replaceAll('""', '"') : m[1]);
        if (m[2] === '\n')
            out.push([]);
    }
    return out.slice(0, -1);
}

const attributes = ['OBS_STATUS', 'UNIT_MEASURE', 'UNIT_MULT', 'SOURCE', 'NOTE_SOURCE', 'NOTE_INDICATOR',
                    'NOTE_CLASSIF', 'DECIMALS'];

const keyOf = (flow, codes) => flow + codes.map(([id, code]) => `|${id}=${code}`).sort().join('');

// by "flow|DIM=code|...|TIME_PERIOD=2014": the value as text (NaN where there is none) and the attributes
function fromCsv(csv) {
    const [header, ...lines] = rows(csv), out = new Map();
    for (const line of lines) {
        const cell = Object.fromEntries(header.map((name, i) => [name, line[i]]));
        const flow = cell.DATAFLOW.replace(/.*:(.*)\(.*/, '$1');
        const codes = header.slice(1, header.indexOf('OBS_VALUE')).filter(name => cell[name]);
        out.set(keyOf(flow, codes.map(name => [name, cell[name]])),
                { flow, codes: Object.fromEntries(codes.map(name => [name, cell[name]])),
                  value: cell.OBS_VALUE || 'NaN',
                  attributes: Object.fromEntries(attributes.filter(a => cell[a]).map(a => [a, cell[a]])) });
    }
    return out;
}

function compare(got, want) {
    same(got.size, want.size, 'the number of observations');
    for (const [key, o] of want) {
        const other = got.get(key);
        same(other?.value, o.value, key);
        for (const name of attributes)
            same(other.attributes[name], o.attributes[name], `${name} of ${key}`);
    }
}

// -- SDMX-ML, by its elements -----------------------------------------------------------------------------

const entities = { lt: '<', gt: '>', amp: '&', quot: '"', '#10': '\n', '#13': '\r', '#9': '\t' };
const plain = s => s.replace(/&([^;]+);/g, (_, name) => entities[name]);
const pairs = tag => [...tag.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(m => [m[1], plain(m[2])]);

function keyed(out, flow, entries) {
    const codes = entries.filter(([name]) => !attributes.includes(name) && name !== 'OBS_VALUE');
    out.set(keyOf(flow, codes), { value: entries.find(([name]) => name === 'OBS_VALUE')?.[1],
                                  attributes: Object.fromEntries(entries.filter(([name]) => attributes.includes(name))) });
}

function fromMl(xml) {
    const out = new Map();
    let flow, series = [], obs = [], into = null;
    for (const [tag, name] of xml.matchAll(/<([\w:.-]+)[^>]*>|<\/[\w:.-]+>/g)) {
        const at = pairs(tag), value = Object.fromEntries(at);
        if (name === 'message:DataSet')
            flow = 'DF_' + (value['ss:structureRef'] ?? value.structureRef);
        else if (name === 'Series')
            series = at;
        else if (name === 'Obs')
            keyed(out, flow, [...series, ...at]);
        else if (name === 'generic:SeriesKey')
            into = series = [];
        else if (name === 'generic:Obs')
            into = obs = [];
        else if (name === 'generic:Value' || name === 'generic:ObsDimension')
            into.push([value.id, value.value]);
        else if (name === 'generic:ObsValue')
            obs.push(['OBS_VALUE', value.value]);
        else if (tag === '</generic:Obs>')
            keyed(out, flow, [...series, ...obs]);
    }
    return out;
}

// -- JSON-stat, by the toolkit of its makers -----------------------------------------------------------------

function compareStat(json, want) {
    const message = JSONstat(JSON.parse(json));
    const sets = message.class === 'dataset' ? [message] : message.Dataset();
    const flows = new Map(sets.map(d => [d.extension.dataflow, d]));
    for (const [key, o] of want) {
        const d = flows.get(o.flow), cell = d.Data(o.codes);
        same(cell.value === null ? 'NaN' : cell.value, o.value === 'NaN' ? 'NaN' : Number(o.value), key);
        same(cell.status ?? undefined, o.attributes.OBS_STATUS, `status of ${key}`);
        const unit = d.Dimension('MEASURE').Category(o.codes.MEASURE).unit;
        same(unit.code, o.attributes.UNIT_MEASURE, `unit of ${key}`);
        same(String(unit.multiplier), o.attributes.UNIT_MULT, `multiplier of ${key}`);
        const at = d.id.reduce((n, id, i) => n * d.size[i] + d.Dimension(id).id.indexOf(o.codes[id]), 0);
        for (const name of ['SOURCE', 'NOTE_SOURCE', 'NOTE_INDICATOR', 'NOTE_CLASSIF']) {
            const of = d.extension.attribute?.[name];
            same(typeof of === 'string' ? of : of?.[at], o.attributes[name], `${name} of ${key}`);
        }
    }
    let cells = 0;
    for (const d of JSON.parse(json).link?.item ?? [JSON.parse(json)])
        cells += Object.values(d.value).filter(v => v !== null).length;
    same(cells, [...want.values()].filter(o => o.value !== 'NaN').length, 'the number of figures');
    for (const d of sets)
        for (const id of d.id)
            for (const code of d.Dimension(id).id)
                if (!d.Dimension(id).Category(code).label)
                    throw new Error(`${code} of ${id} has no label`);
}

// -- RDF, by N3 -------------------------------------------------------------------------------------------------

function fromRdf(turtle) {
    const cube = 'http://purl.org/linked-data/cube#', last = iri => iri.replace(/.*[./]/, '');
    const concept = /^urn:sdmx:org\.sdmx\.infomodel\.conceptscheme\.Concept=.*\(1\.0\.0\)\./;
    const store = new n3.Store(new n3.Parser().parse(turtle)), out = new Map();
    const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
    const coded = new Set(store.getSubjects(type, cube + 'CodedProperty', null).map(s => s.value));
    const inScheme = 'http://www.w3.org/2004/02/skos/core#inScheme';
    for (const obs of store.getSubjects(type, cube + 'Observation', null)) {
        const quads = store.getQuads(obs, null, null, null), entries = [];
        let flow;
        for (const q of quads) {
            if (q.predicate.value === cube + 'dataSet')
                flow = q.object.value.replace(/.*=.*:(.*)\(.*/, '$1');
            if (!concept.test(q.predicate.value))
                continue;
            entries.push([last(q.predicate.value), q.object.termType === 'Literal' ? q.object.value : last(q.object.value)]);
            // a code is of the list of its property
            if (coded.has(q.predicate.value)) {
                const [list] = store.getObjects(q.predicate.value, cube + 'codeList', null);
                same(store.countQuads(q.object, inScheme, list, null), 1, `${q.object.value} in ${list.value}`);
            }
        }
        keyed(out, flow, entries);
    }
    for (const set of store.getSubjects(type, cube + 'DataSet', null))
        same(store.getObjects(set, cube + 'structure', null).length, 1, `structures of ${set.value}`);
    return out;
}

// -- all of them --------------------------------------------------------------------------------------------------

for (const which of ['all', 'one']) {
    const want = fromCsv(text(`${which}.sdmx-csv`));
    for (const kind of ['generic', 'generic-series', '', 'series', '3.0', '3.1']) {
        const name = `${which}.sdmx-ml${kind && '-'}${kind}`;
        check(name, () => compare(fromMl(text(name)), want));
    }
    check(`${which}.json-stat`, () => compareStat(text(`${which}.json-stat`), want));
    check(`${which}.json-stat keeps the rules`, () => same(broken(text(`${which}.json-stat`)).join('\n'), '', 'what is broken'));
    check(`${which}.rdf`, () => compare(fromRdf(text(`${which}.rdf`)), want));
}

// the rules see what is wrong
const sound = JSON.parse(text('one.json-stat'));
for (const [rule, spoil] of Object.entries({
    S1: d => d.size.push(1), S2: d => delete d.dimension.SEX, S4: d => { d.value = { 99999999: 1 }; },
    S3: d => { d.value = [1]; }, S5: d => d.role.geo.push('X'), S6: d => { d.status = []; },
    S7: d => { d.status = { x: 'A' }; }, S8: d => delete d.dimension.MEASURE.category.unit,
    D1: d => d.dimension.SEX.category.index.pop(), D2: d => { d.dimension.FREQ.category.index = { A: 1 }; },
    D3a: d => { d.dimension.SEX.category.label.X = 'x'; }, D3b: d => delete d.dimension.SEX.category.label.SEX_F,
    D4: d => { d.dimension.MEASURE.category.unit.X = {}; }, D6: d => { d.dimension.SEX.category.note = { X: ['x'] }; },
    D7b: d => { d.dimension.SEX.category.child = { SEX_T: ['SEX_M'], SEX_M: ['SEX_T'] }; },
    C2: d => { d.class = 'bundle'; }, STRUCT: d => { d.more = 1; },
})) {
    const d = structuredClone(sound);
    spoil(d);
    check(`rule ${rule}`, () => same(broken(JSON.stringify(d)).some(b => b.startsWith(`${rule}:`)), true, 'it is seen'));
}
console.log(`${passed} passed, ${failed} failed`);
