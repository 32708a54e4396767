// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// DuckDB joins the figures of mirror.c with themselves. Prints a line for each number of threads: threads,
// milliseconds (median), lines, sum of the asymmetries.
//
//     node mirror.mjs COLUMNS.csv ROUNDS THREADS...
import { performance } from 'node:perf_hooks';
import { require } from '../node/packages.mjs';

const [file, rounds, ...threads] = process.argv.slice(2);
const { DuckDBInstance } = require('@duckdb/node-api');

const instance = await DuckDBInstance.create(':memory:');
const db = await instance.connect();
await db.run(`CREATE TABLE obs AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}', header = false,
    columns = {'side': 'UTINYINT', 'origin': 'USMALLINT', 'destination': 'USMALLINT', 'period': 'USMALLINT',
               'value': 'DOUBLE'})`);
for (const n of threads) {
    await db.run(`SET threads = ${Number(n)}`);
    const times = [];
    for (let i = 0; i <= Number(rounds); i++) {
        const start = performance.now();
        await db.run(`CREATE OR REPLACE TABLE lines AS
            SELECT o.origin, o.destination, o.period, o.value AS "from", d.value AS "to", d.value - o.value AS difference,
                   d.value / o.value AS ratio, abs(d.value - o.value) / ((d.value + o.value) / 2) AS asymmetry
            FROM obs o JOIN obs d USING (origin, destination, period) WHERE o.side = 0 AND d.side = 1`);
        if (i > 0) // the first warms up
            times.push(performance.now() - start);
    }
    const result = await db.runAndReadAll('SELECT count(*), sum(asymmetry) FROM lines');
    times.sort((a, b) => a - b);
    console.log(n, times[Math.floor(times.length / 2)].toFixed(3), ...result.getRows()[0].map(String));
}
