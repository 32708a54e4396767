/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The kinds of web/js/chart.js that need maps: areas in classes, and corridors as arrows between them. Maps are
 * registered as "world" and "region" (ilmsMap) by whoever runs this, before one is drawn. */
"use strict";

(function () {
    var T = ilmsChart.tools, centres = { world: {}, region: {} }, boxes = { world: {}, region: {} };
    /* Shown in degrees as they are: near the equator, where the region lies, that is nearly true. */
    var WINDOW = { region: [91, -12, 143, 29.5], world: [-168, -57, 180, 78] };
    /* where most people live, when that is not on the largest piece */
    var HOME = { MYS: [102.2, 4.1] };

    /* The middle and the extent of the largest piece of each area. */
    function learn(name, map) {
        map.features.forEach(function (f) {
            var best = null;
            f.geometry.coordinates.forEach(function (rings) {
                var b = [180, 90, -180, -90], area = 0, x = 0, y = 0, r = rings[0];
                for (var i = 0; i + 1 < r.length; i++) {
                    var cross = r[i][0] * r[i + 1][1] - r[i + 1][0] * r[i][1];
                    area += cross;
                    x += (r[i][0] + r[i + 1][0]) * cross;
                    y += (r[i][1] + r[i + 1][1]) * cross;
                    b = [Math.min(b[0], r[i][0]), Math.min(b[1], r[i][1]), Math.max(b[2], r[i][0]), Math.max(b[3], r[i][1])];
                }
                if (area && (!best || Math.abs(area) > best.area))
                    best = { area: Math.abs(area), centre: [x / (3 * area), y / (3 * area)], box: b };
            });
            if (best && f.properties.name !== "-") {
                centres[name][f.properties.name] = HOME[f.properties.name] || best.centre;
                boxes[name][f.properties.name] = best.box;
            }
        });
    }

    function register(name, map) {
        learn(name, map);
        echarts.registerMap(name, { geoJSON: map });
    }

    /* The region's map when all that is shown lies on it. */
    function which(codes) {
        var w = WINDOW.region;
        return codes.every(function (c) {
            var at = centres.region[c];
            return at && at[0] > w[0] && at[0] < w[2] && at[1] > w[1] && at[1] < w[3];
        }) ? "region" : "world";
    }

    /* Of the world what lies around the places that are shown, in the form of the room. */
    function around(codes, room) {
        var b = [180, 90, -180, -90];
        codes.forEach(function (c) {
            var at = centres.world[c];
            if (at)
                b = [Math.min(b[0], at[0]), Math.min(b[1], at[1]), Math.max(b[2], at[0]), Math.max(b[3], at[1])];
        });
        var x = (b[0] + b[2]) / 2, y = (b[1] + b[3]) / 2, w = Math.max((b[2] - b[0]) * 1.25 + 8, ((b[3] - b[1]) * 1.3 + 8) * room);
        var most = WINDOW.world;
        w = Math.min(w, most[2] - most[0], (most[3] - most[1]) * room);
        x = Math.max(most[0] + w / 2, Math.min(most[2] - w / 2, x));
        y = Math.max(most[1] + w / room / 2, Math.min(most[3] - w / room / 2, y));
        return [x - w / 2, y - w / room / 2, x + w / 2, y + w / room / 2];
    }

    /* What is shown of the map fills the room; returns where a place of the world comes to lie. */
    function place(m, name, regions, codes) {
        var w = name === "world" ? around(codes, (m.right - m.left) / (m.bottom - m.top)) : WINDOW[name], box = { x: m.left, y: m.top, w: m.right - m.left, h: m.bottom - m.top };
        var k = Math.min(box.w / (w[2] - w[0]), box.h / (w[3] - w[1]));
        var left = box.x + (box.w - k * (w[2] - w[0])) / 2, top = box.y + (box.h - k * (w[3] - w[1])) / 2;
        var right = left + k * (w[2] - w[0]), bottom = top + k * (w[3] - w[1]);
        m.geo.push({ map: name, silent: !m.live, roam: false, aspectScale: 1, boundingCoords: [[w[0], w[3]], [w[2], w[1]]],
                     left: left, top: top, width: right - left, height: bottom - top, clip: true,
                     itemStyle: { areaColor: m.t.quiet, borderColor: m.t.paper, borderWidth: 0.6 },
                     label: { show: false }, emphasis: { disabled: true }, select: { disabled: true }, regions: regions });
        return { k: k, box: [left, top, right, bottom], at: function (p) { return [left + (p[0] - w[0]) * k, top + (w[3] - p[1]) * k]; } };
    }

    function neutral(m) { return { areaColor: m.t.hair, borderColor: m.t.paper, borderWidth: 0.6 }; }

    function everywhere(m, name, of) {
        return Object.keys(centres[name]).map(function (code) {
            return { name: code, itemStyle: of[code] || neutral(m) };
        }).concat([{ name: "-", itemStyle: neutral(m) }]);
    }

    function map(m) {
        var d = m.d, values = d.areas.map(function (a) { return a.value; }), bounds = T.classes(values), n = bounds.length + 1, of = {};
        var name = which(d.areas.map(function (a) { return a.code; }));
        T.unit(m);
        T.keys(m, T.classKeys(m, bounds));
        d.areas.forEach(function (a) {
            of[a.code] = { areaColor: T.isNumber(a.value) ? T.step(m, T.classOf(bounds, a.value), n) : T.hatch(m.t),
                           borderColor: m.t.ink, borderWidth: 0.5 };
        });
        var p = place(m, name, everywhere(m, name, of), d.areas.map(function (a) { return a.code; })), marks = [];
        d.areas.forEach(function (a) {
            var at = centres[name][a.code], b = boxes[name][a.code];
            if (!at)
                return;
            var xy = p.at(at), small = (b[2] - b[0]) * p.k < 9;
            if (small)
                m.graphic.push({ type: "circle", z: 12, silent: true, shape: { cx: xy[0], cy: xy[1], r: 5 },
                                 style: { fill: of[a.code].areaColor, stroke: m.t.ink, lineWidth: 0.8 } });
            marks.push({ a: a, xy: xy, small: small, size: (b[2] - b[0]) * (b[3] - b[1]) });
        });
        marks.sort(function (a, b) { return b.size - a.size; });
        label(m, p, marks.map(function (k) {
            var a = k.a;
            return { x: k.xy[0], y: k.xy[1], small: k.small,
                     text: a.name + (T.isNumber(a.value) ? "\n" + ilmsChart.number(a.value, Math.min(m.d.decimals, 1), m.words) : "") };
        }));
    }

    /* Names where they fit: the first wish is on the area, for a small one beside it; what would lie on
     * another is left to the table. */
    function label(m, p, list) {
        var taken = [];
        list.forEach(function (l) {
            var rows = l.text.split("\n"), w = 0, h = rows.length * 15;
            rows.forEach(function (r) { w = Math.max(w, ilmsChart.measure(r, T.small)); });
            var wishes = [[0, 0], [0, 16], [0, -16], [w / 2 + 10, 0], [-w / 2 - 10, 0], [w / 2 + 10, 14], [-w / 2 - 10, 14], [0, 26], [0, -28]];
            if (l.small)
                wishes = wishes.slice(3).concat([[0, 40]]);
            for (var i = 0; i < wishes.length; i++) {
                var x = l.x + wishes[i][0], y = l.y + wishes[i][1], b = [x - w / 2 - 2, y - h / 2, x + w / 2 + 2, y + h / 2];
                var free = taken.every(function (o) { return b[0] > o[2] || b[2] < o[0] || b[1] > o[3] || b[3] < o[1]; });
                if (free && b[0] > 0 && b[2] < m.width && b[1] > p.box[1] - 4 && b[3] < p.box[3] + 4) {
                    taken.push(b);
                    T.text(m, x, y, l.text, { align: "center", halo: true });
                    return;
                }
            }
        });
    }

    function flows(m) {
        var d = m.d, codes = [], most = 0, seen = {}, of = {};
        d.links.forEach(function (l) {
            [l.fromCode, l.toCode].forEach(function (c) {
                if (c && !seen[c]) {
                    seen[c] = true;
                    codes.push(c);
                }
            });
            most = Math.max(most, l.value);
        });
        var name = which(codes);
        codes.forEach(function (c) { of[c] = { areaColor: m.t.steps[m.t.paper === "#121516" ? 0 : 1], borderColor: m.t.paper, borderWidth: 0.6 }; });
        T.unit(m);
        var p = place(m, name, everywhere(m, name, of), codes), ends = {};
        d.links.slice().sort(function (a, b) { return b.value - a.value; }).forEach(function (l) {
            var a = centres[name][l.fromCode], b = centres[name][l.toCode];
            if (!a || !b)
                return;
            arrow(m, p.at(a), p.at(b), Math.max(1.2, 11 * Math.sqrt(l.value / most)));
            [[l.fromCode, l.from, a], [l.toCode, l.to, b]].forEach(function (e) {
                ends[e[0]] = ends[e[0]] || { x: p.at(e[2])[0], y: p.at(e[2])[1], text: e[1] };
            });
            if (l.value === most) {
                var q = bend(p.at(a), p.at(b));
                T.text(m, (p.at(a)[0] + 2 * q[0] + p.at(b)[0]) / 4, (p.at(a)[1] + 2 * q[1] + p.at(b)[1]) / 4,
                       ilmsChart.number(l.value, Math.min(d.decimals, 1), m.words), { align: "center", halo: true, bold: true });
            }
        });
        label(m, p, Object.keys(ends).map(function (c) { return ends[c]; }));
    }

    function bend(a, b) {
        return [(a[0] + b[0]) / 2 - (b[1] - a[1]) * 0.22, (a[1] + b[1]) / 2 + (b[0] - a[0]) * 0.22];
    }

    /* A band that bends, thin where people leave and pointed where they come to. */
    function arrow(m, a, b, w) {
        var c = bend(a, b), head = Math.max(7, w * 1.6), dx = b[0] - c[0], dy = b[1] - c[1], len = Math.sqrt(dx * dx + dy * dy) || 1;
        var tip = [b[0] - dx / len * 6, b[1] - dy / len * 6], neck = [tip[0] - dx / len * head, tip[1] - dy / len * head];
        var n = [-dy / len, dx / len], path = [], back = [], i, t, x, y, vx, vy, l, half;
        for (i = 0; i <= 24; i++) {
            t = i / 24;
            x = (1 - t) * (1 - t) * a[0] + 2 * t * (1 - t) * c[0] + t * t * neck[0];
            y = (1 - t) * (1 - t) * a[1] + 2 * t * (1 - t) * c[1] + t * t * neck[1];
            vx = 2 * (1 - t) * (c[0] - a[0]) + 2 * t * (neck[0] - c[0]);
            vy = 2 * (1 - t) * (c[1] - a[1]) + 2 * t * (neck[1] - c[1]);
            l = Math.sqrt(vx * vx + vy * vy) || 1;
            half = w * (0.35 + 0.65 * t) / 2;
            path.push([x - vy / l * half, y + vx / l * half]);
            back.unshift([x + vy / l * half, y - vx / l * half]);
        }
        path.push([neck[0] + n[0] * head * 0.55, neck[1] + n[1] * head * 0.55], tip,
                  [neck[0] - n[0] * head * 0.55, neck[1] - n[1] * head * 0.55]);
        m.graphic.push({ type: "polygon", z: 11, silent: true, shape: { points: path.concat(back) },
                         style: { fill: m.t.destination, opacity: 0.82, stroke: m.t.paper, lineWidth: 0.7 } });
    }

    ilmsChart.draw.map = map;
    ilmsChart.draw["flow-map"] = flows;
    ilmsChart.map = register;
})();
