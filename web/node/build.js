/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* node build.js AREAS.CSV FOLDER: writes into the folder what goes into the program of the packages here:
 *   echarts.js                       the parts of ECharts in use, one script for the server and the browser
 *   map-world.json, map-region.json  GeoJSON whose areas are called by their alpha-3 code
 *   noto-*.woff2                     the scripts that not every system has, Noto's own subsets (SIL Open Font License 1.1) */
"use strict";

const esbuild = require("esbuild");
const fs = require("fs");
const path = require("path");

const [, , areas, folder] = process.argv;
const ofPackage = (name) => path.join(__dirname, "node_modules", name);

/* The licences ask to go along with what is copied. */
function notices() {
    const read = (name) => fs.readFileSync(ofPackage(name), "utf8").trim();
    return "/*! Apache ECharts, Apache-2.0 (https://www.apache.org/licenses/LICENSE-2.0):\n" + read("echarts/NOTICE") +
        "\n\nzrender:\n" + read("zrender/LICENSE") + "\n\ntslib:\n" + read("tslib/LICENSE.txt") + "\n*/";
}

/* ES5, since that is what the server's interpreter understands. Its parser takes the operator `in` inside
 * brackets at the head of a `for` for that of the loop, so statements are not rewritten (no minifySyntax). */
function script() {
    esbuild.buildSync({
        entryPoints: [path.join(__dirname, "echarts.js")],
        outfile: path.join(folder, "echarts.js"),
        bundle: true,
        format: "iife",
        globalName: "echarts",
        target: "es5",
        minifyWhitespace: true,
        minifyIdentifiers: true,
        legalComments: "none",
        banner: { js: notices() },
        define: { "process.env.NODE_ENV": '"production"' },
        logLevel: "error",
    });
}

/* Natural Earth's numbers are those of M49. */
function codes() {
    const rows = fs.readFileSync(areas, "utf8").trim().split(/\r?\n/).map((line) => line.split(","));
    const code = rows[0].indexOf("code"), m49 = rows[0].indexOf("m49"), of = {};
    for (const row of rows.slice(1))
        of[row[m49]] = row[code];
    return of;
}

/* TopoJSON (its specification, version 1): arcs are steps on a grid, a geometry lists arcs, ~i is arc i
 * backwards. Points are rounded to `grid` degrees, alike on both sides of a border since arcs are shared. */
function decode(topology, grid) {
    const { scale, translate } = topology.transform, round = Math.round(1 / grid);
    return topology.arcs.map(function (arc) {
        let x = 0, y = 0;
        return arc.map(function ([dx, dy]) {
            x += dx;
            y += dy;
            return [Math.round((x * scale[0] + translate[0]) * round) / round,
                    Math.round((y * scale[1] + translate[1]) * round) / round];
        });
    });
}

/* A ring that crosses the 180th meridian goes on beyond it. */
function ringOf(list, arcs) {
    const ring = [];
    for (const i of list)
        for (let point of i < 0 ? arcs[~i].slice().reverse() : arcs[i]) {
            const last = ring[ring.length - 1];
            if (last && Math.abs(point[0] - last[0]) > 180)
                point = [point[0] + Math.round((last[0] - point[0]) / 360) * 360, point[1]];
            if (!last || last[0] !== point[0] || last[1] !== point[1])
                ring.push(point);
        }
    return ring;
}

function area(ring) {
    let sum = 0;
    for (let i = 0; i + 1 < ring.length; i++)
        sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    return Math.abs(sum / 2);
}

/* What the grid is too coarse for is a speck of one step. */
function speck(geometry, arcs, grid) {
    const list = (geometry.type === "Polygon" ? geometry.arcs : geometry.arcs[0])[0], arc = list[0];
    const [x, y] = (arc < 0 ? arcs[~arc] : arcs[arc])[0];
    return [[[x, y], [x + grid, y], [x + grid, y + grid], [x, y + grid], [x, y]]];
}

/* Specks below `least` square degrees are left out, but of each area its largest piece. */
function polygons(geometry, arcs, grid, least, box) {
    if (!geometry.arcs)
        return [];
    const whole = (geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs)
        .map((rings) => rings.map((list) => ringOf(list, arcs)).filter((ring) => ring.length > 3))
        .filter((rings) => rings.length);
    const all = whole.length ? whole : [speck(geometry, arcs, grid)];
    const within = ([x, y]) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
    const largest = Math.max(...all.map((rings) => area(rings[0])));
    return all.filter((rings) => rings[0].some(within) && (area(rings[0]) >= least || area(rings[0]) === largest));
}

function map(file, name, grid, least, box) {
    const topology = JSON.parse(fs.readFileSync(ofPackage("world-atlas/" + file))), of = codes();
    const arcs = decode(topology, grid), features = [];
    for (const geometry of topology.objects.countries.geometries) {
        const coordinates = polygons(geometry, arcs, grid, least, box), code = of[geometry.id];
        if (coordinates.length && geometry.id !== "010") /* the Antarctic has no people to count */
            features.push({ type: "Feature", properties: { name: code || "-" },
                            geometry: { type: "MultiPolygon", coordinates } });
    }
    fs.writeFileSync(path.join(folder, name), JSON.stringify({ type: "FeatureCollection", features }));
}

/* Variable in weight, but Burmese, whose variable font is larger than both weights that pages use. */
function fonts() {
    const copy = (from, name) => fs.copyFileSync(ofPackage("@" + from), path.join(folder, name));
    for (const script of ["thai", "khmer", "lao"])
        copy(`fontsource-variable/noto-sans-${script}/files/noto-sans-${script}-${script}-wght-normal.woff2`, `noto-${script}.woff2`);
    for (const weight of [400, 600])
        copy(`fontsource/noto-sans-myanmar/files/noto-sans-myanmar-myanmar-${weight}-normal.woff2`, `noto-myanmar-${weight}.woff2`);
}

fs.mkdirSync(folder, { recursive: true });
script();
fonts();
map("countries-50m.json", "map-world.json", 0.5, 1, [-180, -90, 180, 90]);
map("countries-50m.json", "map-region.json", 0.02, 0.03, [86, -14, 150, 32]);
