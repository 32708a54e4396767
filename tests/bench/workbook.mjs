// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// The peer of the part `workbook`: exceljs.
//
//     node workbook.mjs nothing                      starts and loads the library
//     node workbook.mjs write IN.xlsx OUT.xlsx       reads, then prints the seconds of writing
//     node workbook.mjs read IN.xlsx                 every cell, one by one; prints how many
//     node workbook.mjs mark IN.xlsx OUT.xlsx CELLS  fills and notes on the cells of a list of
//                                                    lines "SHEET!CELL sentence"
import { readFileSync } from 'node:fs';
import { require } from '../node/packages.mjs';

const exceljs = require('exceljs');
const [what, input, output, cells] = process.argv.slice(2);
const book = new exceljs.Workbook();
if (what !== 'nothing') await book.xlsx.readFile(input);
if (what === 'read') {
    let n = 0;
    book.eachSheet(s => s.eachRow(r => r.eachCell(c => { n += c.value !== null; })));
    console.log(n);
} else if (what === 'write') {
    const start = performance.now();
    await book.xlsx.writeFile(output);
    console.log(((performance.now() - start) / 1000).toFixed(3));
} else if (what === 'mark') {
    for (const line of readFileSync(cells, 'utf8').trim().split('\n')) {
        const [, sheet, cell, sentence] = line.match(/^(.+?)!([A-Z]+\d+) (.*)$/);
        const at = book.getWorksheet(sheet).getCell(cell);
        // styles are shared between cells: as the library asks, the changed one is made anew
        at.style = { ...at.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } };
        at.note = sentence;
    }
    await book.xlsx.writeFile(output);
}
