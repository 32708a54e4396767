// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// DuckDB over the same columns as cube_bench: value, sex, period in a table in memory.
// Prints a line for each sum and number of threads: what, threads, milliseconds (median), sum.
//
//     node duckdb.mjs COLUMNS.csv ROUNDS THREADS...
import { performance } from 'node:perf_hooks';
import { require } from '../node/packages.mjs';

const [file, rounds, ...threads] = process.argv.slice(2);
const { DuckDBInstance } = require('@duckdb/node-api');

const queries = {
    all: 'SELECT sum(value) FROM obs',
    group: 'SELECT sex, period, sum(value) FROM obs GROUP BY sex, period',
};
const instance = await DuckDBInstance.create(':memory:');
const db = await instance.connect();
await db.run(`CREATE TABLE obs AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}', header = false,
    columns = {'value': 'DOUBLE', 'sex': 'UTINYINT', 'period': 'USMALLINT'})`);
for (const n of threads) {
    await db.run(`SET threads = ${Number(n)}`);
    for (const [what, sql] of Object.entries(queries)) {
        const times = [];
        let sum = 0;
        for (let i = 0; i <= Number(rounds); i++) {
            const start = performance.now();
            const result = await db.runAndReadAll(sql);
            if (i > 0) // the first warms up
                times.push(performance.now() - start);
            sum = result.getRows().reduce((s, row) => s + Number(row.at(-1)), 0);
        }
        times.sort((a, b) => a - b);
        console.log(what, n, times[Math.floor(times.length / 2)].toFixed(3), sum.toFixed(3));
    }
}
