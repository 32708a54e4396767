// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// The rules of JSON-stat 2.0 that a response keeps, by the codes of its validator; what is broken comes
// back as a list of "CODE: what".

const known = {
    dataset: 'class version href label note link updated source error extension id size role dimension value status',
    item: 'type class href label note link updated source extension category id size role dimension value status',
    collection: 'class version href label note link updated source error extension',
    dimension: 'href label note link extension category',
    category: 'index label note unit coordinates child',
};
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function keys(broken, what, object) {
    for (const key of Object.keys(object))
        if (!known[what].split(' ').includes(key))
            broken.push(`STRUCT: ${what} has ${key}`);
    for (const text of what === 'category' ? [] : ['label', 'source', 'updated', 'href'])
        if (text in object && typeof object[text] !== 'string')
            broken.push(`STRUCT: ${text} is no text`);
    if ('updated' in object && !date.test(object.updated))
        broken.push(`STRUCT: updated is ${object.updated}`);
    if ('href' in object && !URL.canParse(object.href))
        broken.push(`STRUCT: href is ${object.href}`);
    for (const list of what === 'category' ? [] : ['note', 'id'])
        if (list in object && (!Array.isArray(object[list]) || new Set(object[list]).size !== object[list].length ||
                               object[list].some(x => typeof x !== 'string')))
            broken.push(`STRUCT: ${list} is no list of different texts`);
}

function category(broken, id, dimension, size, metric) {
    keys(broken, 'dimension', dimension);
    const of = dimension.category;
    if (!of || typeof of !== 'object')
        return broken.push(`STRUCT: ${id} has no category`);
    keys(broken, 'category', of);
    const ids = Array.isArray(of.index) ? of.index : Object.keys(of.index ?? of.label);
    if (ids.length !== size || new Set(ids).size !== size)
        broken.push(`D1: ${id} has ${ids.length} codes, not ${size}`);
    if (of.index && !Array.isArray(of.index) &&
        Object.values(of.index).sort((a, b) => a - b).some((v, i) => v !== i))
        broken.push(`D2: the places of ${id}`);
    const each = { label: 'D3a', unit: 'D4', coordinates: 'D5', note: 'D6', child: 'D7a' };
    for (const [member, rule] of Object.entries(each))
        for (const key of Object.keys(of[member] ?? {}))
            if (!ids.includes(key))
                broken.push(`${rule}: ${member} of ${id} names ${key}`);
    if (size && ids.some(x => typeof of.label?.[x] !== 'string'))
        broken.push(`D3b: not all of ${id} have labels`);
    if (metric && ids.some(x => !of.unit?.[x]))
        broken.push(`S8: ${id} has no unit`);
    for (const [from, to] of Object.entries(of.child ?? {}))
        for (let seen = new Set([from]), next = [...to]; next.length;) {
            const at = next.pop();
            if (seen.has(at))
                broken.push(`D7b: ${id} at ${at}`), next = [];
            else
                seen.add(at), next.push(...(of.child[at] ?? []));
        }
}

function dataset(broken, d, alone) {
    keys(broken, alone ? 'dataset' : 'item', d);
    if (alone && d.version !== '2.0')
        broken.push('STRUCT: version');
    for (const member of ['id', 'size', 'dimension', 'value'])
        if (!(member in d))
            return broken.push(`STRUCT: there is no ${member}`);
    if (d.id.length !== d.size.length)
        broken.push('S1: id and size');
    if (Object.keys(d.dimension).join() !== d.id.join())
        broken.push('S2: id and dimension');
    const cells = d.size.reduce((a, b) => a * b, 1);
    if (!Number.isSafeInteger(cells))
        broken.push('OVF: too many cells');
    const inside = key => /^(0|[1-9]\d*)$/.test(key) && Number(key) < cells;
    if (Array.isArray(d.value) ? d.value.length !== cells : false)
        broken.push(`S3: ${d.value.length} values, not ${cells}`);
    if (!Array.isArray(d.value) && !Object.keys(d.value).every(inside))
        broken.push('S4: a value without a cell');
    if (!Object.values(d.value).every(v => v === null || typeof v === 'number'))
        broken.push('STRUCT: a value is no number');
    for (const [role, ids] of Object.entries(d.role ?? {}))
        if (!['time', 'geo', 'metric'].includes(role) || ids.some(id => !d.id.includes(id)))
            broken.push(`S5: role ${role}`);
    if (Array.isArray(d.status) && d.status.length !== cells)
        broken.push('S6: status');
    if (d.status && typeof d.status === 'object' && !Array.isArray(d.status) && !Object.keys(d.status).every(inside))
        broken.push('S7: a status without a cell');
    d.id.forEach((id, i) => d.dimension[id] && category(broken, id, d.dimension[id], d.size[i], d.role?.metric?.includes(id)));
}

export function broken(text) {
    const list = [];
    let message;
    try {
        message = JSON.parse(text);
    } catch (error) {
        return [`PARSE: ${error.message}`];
    }
    if (message.class === 'dataset') {
        dataset(list, message, true);
    } else if (message.class === 'collection') {
        keys(list, 'collection', message);
        for (const item of message.link.item)
            item.class === 'dataset' ? dataset(list, item, false) : list.push(`C1: an item is a ${item.class}`);
    } else {
        list.push(`C2: ${message.class}`);
    }
    return list;
}
