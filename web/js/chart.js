/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From the description of a chart (src/report/chart.h writes it as JSON) to what ECharts draws. The one program
 * for the server, whose interpreter knows ECMAScript 5 and no page, and for the browser:
 *
 *     ilmsChart.option(description, look)     an option of ECharts, with its width and height
 *     ilmsChart.svg(text, text)               the picture, from both as JSON; the server calls this
 *
 * look: {width, height (of what is drawn between title and foot), theme: "light" | "dark" | "print", framed;
 * in the browser also live: true, and hidden: names of series}.
 * The rules stand in doc/charts.md. Kinds are in chart_kinds.js and chart_map.js. */
"use strict";

var ilmsChart = (function () {
    /* The ten of the region in order of their codes, then what has a meaning of its own. Any two of the ten
     * differ by CIEDE2000 of 14.9 (light) and 16.0 (dark) at least, seen with all three cones, without the
     * red or without the green ones; all are 3:1 against the paper. */
    var LIGHT = {
        paper: "#ffffff", ink: "#14191a", quiet: "#5b6361", hair: "#d3d6d4",
        areas: ["#631900", "#c30c5b", "#612ce6", "#62a237", "#9f4a01", "#3a887e", "#0d2684", "#fd4193", "#5d84eb", "#005b48"],
        women: "#7b3f98", men: "#c46a00", migrants: "#0b6e7c", nationals: "#7d858c",
        origin: "#0b6e7c", destination: "#a3470b", rest: "#7d858c", other: "#7d858c",
        steps: ["#d9ece9", "#a5d2ce", "#66afb2", "#2c7f89", "#0b4752"]
    };
    var DARK = {
        paper: "#121516", ink: "#e8ecea", quiet: "#a2acaa", hair: "#3a4142",
        areas: ["#c9864d", "#a36864", "#c9c8f5", "#c5dc38", "#a15400", "#15eaa8", "#2260e1", "#bd2a7c", "#6892bd", "#66b1a3"],
        women: "#c79be0", men: "#f0a44a", migrants: "#5fc3d0", nationals: "#8f989f",
        origin: "#5fc3d0", destination: "#f0916a", rest: "#8f989f", other: "#8f989f",
        steps: ["#1d3c41", "#24606a", "#338891", "#67b5b9", "#bfe7e5"]
    };
    var PRINT = {
        paper: "#ffffff", ink: "#000000", quiet: "#444444", hair: "#bbbbbb", areas: LIGHT.areas,
        women: LIGHT.women, men: LIGHT.men, migrants: LIGHT.migrants, nationals: LIGHT.nationals,
        origin: LIGHT.origin, destination: LIGHT.destination, rest: "#666666", other: "#666666", steps: LIGHT.steps
    };
    var THEMES = { light: LIGHT, dark: DARK, print: PRINT };
    /* of series without a meaning: first the five that differ most (22.5) */
    var NEXT = [6, 3, 8, 0, 5, 1, 9, 7, 2, 4];
    var ESTIMATED = 1, PROVISIONAL = 2, AFTER_BREAK = 4;
    var FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Thai', 'Noto Sans Khmer', " +
        "'Noto Sans Lao', 'Noto Sans Myanmar', 'Helvetica Neue', Arial, sans-serif";
    var SMALL = 12, TEXT = 14, LARGE = 20;

    /* -- words and numbers ------------------------------------------------------------------------ */

    /* Without a page nobody says how wide a text is: shares of the font's size, on the wide side. */
    function widthOf(code) {
        if ((code >= 0x300 && code < 0x370) || code === 0xe31 || (code >= 0xe34 && code <= 0xe3a) ||
            (code >= 0xe47 && code <= 0xe4e) || code === 0xeb1 || (code >= 0xeb4 && code <= 0xebc) ||
            (code >= 0xec8 && code <= 0xecd) || (code >= 0x102d && code <= 0x1030) || (code >= 0x1032 && code <= 0x103a) ||
            (code >= 0x17b7 && code <= 0x17bd) || (code >= 0x17c6 && code <= 0x17d3) || code === 0x200b)
            return 0; /* marks above and below */
        if (code < 0x80) {
            var c = String.fromCharCode(code);
            return "ijlI.,:;'|! ".indexOf(c) >= 0 ? 0.28 : "frt()[]-/".indexOf(c) >= 0 ? 0.38 :
                "mwMW@%".indexOf(c) >= 0 ? 0.88 : c >= "A" && c <= "Z" ? 0.67 : 0.58;
        }
        return code < 0xe00 ? 0.6 : code < 0x1000 ? 0.62 : code < 0x10a0 ? 0.85 : code < 0x1780 ? 0.6 : code < 0x1800 ? 0.75 : 1;
    }

    function measure(text, size, bold) {
        var sum = 0;
        for (var i = 0; i < text.length; i++)
            sum += widthOf(text.charCodeAt(i));
        return sum * size * (bold ? 1.07 : 1);
    }

    /* Lines no wider than that: broken at blanks, and where a word alone is too wide, between its letters. */
    function wrap(text, size, width, bold) {
        var lines = [], line = "";
        function put(word) {
            var longer = line ? line + " " + word : word;
            if (!line || measure(longer, size, bold) <= width) {
                line = longer;
            } else {
                lines.push(line);
                line = word;
            }
            while (measure(line, size, bold) > width && line.length > 1) {
                var n = line.length - 1;
                while (n > 1 && (measure(line.slice(0, n), size, bold) > width || widthOf(line.charCodeAt(n)) === 0))
                    n--;
                lines.push(line.slice(0, n));
                line = line.slice(n);
            }
        }
        String(text).split(/[ \u200b]+/).forEach(put);
        if (line)
            lines.push(line);
        return lines;
    }

    function cut(name, width) {
        var rows = wrap(name, SMALL, width - SMALL, true);
        return rows[0] + (rows.length > 1 ? "\u2026" : "");
    }

    function number(value, decimals, words) {
        var parts = Math.abs(value).toFixed(decimals).split(".");
        var whole = parts[0].replace(/\B(?=(\d{3})+$)/g, words.group || ",");
        return (value < 0 ? "\u2212" : "") + whole + (parts[1] ? (words.point || ".") + parts[1] : "");
    }

    /* Steps of 1, 2, 2.5 or 5 of a power of ten, about `wanted` of them, from 0 or below to above all. */
    function scale(low, high, wanted) {
        var span = (high - low) || Math.abs(high) || 1, power = Math.pow(10, Math.floor(Math.log(span / wanted) / Math.LN10));
        var step = power * 10;
        [5, 2.5, 2, 1].forEach(function (m) {
            if (span / (power * m) <= wanted + 0.5)
                step = power * m;
        });
        var places = Math.max(0, Math.min(6, -Math.floor(Math.log(step) / Math.LN10 + 1e-9)));
        if (step / Math.pow(10, -places) % 1 > 1e-9)
            places++;
        return { min: Math.floor(low / step + 1e-9) * step, max: Math.ceil(high / step - 1e-9) * step, step: step,
                 decimals: places };
    }

    function isNumber(v) { return typeof v === "number" && isFinite(v); }

    function indexOfPoint(series, n) {
        var at = [];
        for (var i = 0; i < n; i++)
            at.push(null);
        series.points.forEach(function (p) { at[p[0]] = { value: p[1], flags: p[2] || 0, status: p[3] || "" }; });
        return at;
    }

    /* -- what is being put together ------------------------------------------------------------------ */

    function begin(d, look) {
        return { d: d, t: THEMES[look.theme] || LIGHT, width: look.width, height: look.height, framed: !!look.framed,
                 live: !!look.live, words: d.words || {}, top: 0, left: 0, right: look.width, bottom: look.height,
                 grid: [], xAxis: [], yAxis: [], series: [], graphic: [], geo: [] };
    }

    function font(size, bold) { return (bold ? "600 " : "") + size + "px " + FONT; }

    function text(m, x, y, words, more) {
        var o = more || {};
        m.graphic.push({ type: "text", x: x, y: y, z: 20, silent: true,
                         style: { text: words, fill: o.fill || m.t.ink, font: font(o.size || SMALL, o.bold),
                                  lineHeight: Math.round((o.size || SMALL) * 1.35), align: o.align || "left",
                                  verticalAlign: o.valign || "middle", stroke: o.halo ? m.t.paper : undefined,
                                  lineWidth: o.halo ? 3.5 : undefined } });
    }

    function line(m, points, style) {
        m.graphic.push({ type: "polyline", z: 15, silent: true, shape: { points: points },
                         style: { fill: "none", stroke: style.stroke, lineWidth: style.width || 1, lineDash: style.dash } });
    }

    function rect(m, x, y, w, h, fill, more) {
        m.graphic.push({ type: "rect", z: (more && more.z) || 10, silent: true, shape: { x: x, y: y, width: w, height: h },
                         style: { fill: fill, stroke: more && more.stroke, lineWidth: more && more.stroke ? 1 : 0 } });
    }

    /* Diagonals on nothing: there is no figure. */
    function hatch(t) {
        return { svgElement: { tag: "g", attrs: {}, key: "h", children: [
            { tag: "rect", attrs: { width: 6, height: 6, fill: t.paper }, key: "r", children: [] },
            { tag: "path", attrs: { d: "M-1 1L1 -1M0 6L6 0M5 7L7 5", stroke: t.quiet, "stroke-width": 0.7, "stroke-opacity": 0.75, fill: "none" },
              key: "p", children: [] }] }, svgWidth: 6, svgHeight: 6 };
    }

    /* What each series is drawn in, and what it keeps when others are left out. */
    function leaveOut(m, hidden) {
        var hue = colours(m, m.d.series);
        m.d = merge(merge({}, m.d), { series: m.d.series.map(function (s, i) { return merge({ hue: hue[i], place: i }, s); })
            .filter(function (s) { return hidden.indexOf(s.name) < 0; }) });
    }

    function colours(m, list) {
        var used = {}, next = 0;
        list.forEach(function (s) { used[s.colour] = true; });
        return list.map(function (s) {
            var area = /^area(\d+)$/.exec(s.colour || "");
            if (s.hue)
                return s.hue;
            if (area)
                return m.t.areas[(area[1] - 1) % m.t.areas.length];
            if (s.colour && m.t[s.colour])
                return m.t[s.colour];
            while (next < NEXT.length && used["area" + (NEXT[next] + 1)])
                next++;
            return m.t.areas[NEXT[next++ % NEXT.length]];
        });
    }

    /* A row, or several, of small marks with their words, as the legend; the kind draws below. */
    function keys(m, list) {
        var x = m.left, y = m.top + 9;
        if (!list.length)
            return;
        list.forEach(function (k) {
            var w = 26 + measure(k.text, SMALL) + 18;
            if (x + w - 18 > m.right && x > m.left) {
                x = m.left;
                y += 20;
            }
            if (k.mark === "swatch") {
                rect(m, x, y - 6, 18, 12, k.fill, { stroke: k.stroke });
            } else if (k.mark === "dash") {
                line(m, [[x, y], [x + 20, y]], { stroke: m.t.ink, width: 2, dash: [4, 3] });
            } else if (k.mark === "hollow") {
                line(m, [[x, y], [x + 20, y]], { stroke: m.t.ink, width: 2 });
                m.graphic.push({ type: "circle", z: 16, silent: true, shape: { cx: x + 10, cy: y, r: 3.5 },
                                 style: { fill: m.t.paper, stroke: m.t.ink, lineWidth: 1.5 } });
            } else if (k.mark === "break") {
                slashes(m, x + 8, y, m.t.ink);
            }
            text(m, x + 26, y, k.text, { fill: m.t.quiet });
            x += w;
        });
        m.top = y + 17;
    }

    function slashes(m, x, y, colour) {
        line(m, [[x - 3, y + 5], [x + 1, y - 5]], { stroke: colour, width: 1.5 });
        line(m, [[x + 2, y + 5], [x + 6, y - 5]], { stroke: colour, width: 1.5 });
    }

    function flagKeys(m) {
        var seen = 0, w = m.words, list = [];
        m.d.series.forEach(function (s) { s.points.forEach(function (p) { seen |= isNumber(p[1]) ? p[2] || 0 : 0; }); });
        if (seen & ESTIMATED)
            list.push({ mark: "dash", text: w.estimated });
        if (seen & PROVISIONAL)
            list.push({ mark: "hollow", text: w.provisional });
        if (seen & AFTER_BREAK)
            list.push({ mark: "break", text: w["break"] });
        return list;
    }

    function axisText(m) { return { color: m.t.quiet, fontSize: SMALL, fontFamily: FONT, hideOverlap: false, margin: 8 }; }

    function unit(m) {
        if (!m.d.unit)
            return;
        text(m, m.left, m.top + 7, m.d.unit, { fill: m.t.quiet });
        m.top += 22;
    }

    function merge(a, b) {
        for (var k in b)
            if (Object.prototype.hasOwnProperty.call(b, k))
                a[k] = b[k];
        return a;
    }

    /* One path for all marks or pieces of a series that look alike: a fraction of the work and of the bytes of an
     * element each. */
    function shapes() {
        var G = echarts.graphic;
        if (G.getShapeClass("ilmsMarks"))
            return;
        G.registerShape("ilmsMarks", G.extendShape({ shape: { at: [], form: "circle" }, buildPath: function (c, s) {
            s.at.forEach(function (p) {
                var x = p[0], y = p[1], r = p[2];
                if (s.form === "rect") {
                    c.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
                } else if (s.form === "circle") {
                    c.moveTo(x + r, y);
                    c.arc(x, y, r, 0, Math.PI * 2);
                } else {
                    var k = s.form === "triangle" ? [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]] : [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]];
                    k.forEach(function (q, i) { c[i ? "lineTo" : "moveTo"](x + q[0] * r, y + q[1] * r); });
                    c.closePath();
                }
            });
        } }));
        G.registerShape("ilmsPieces", G.extendShape({ shape: { pieces: [] }, buildPath: function (c, s) {
            s.pieces.forEach(function (piece) {
                piece.forEach(function (p, i) { c[i ? "lineTo" : "moveTo"](p[0], p[1]); });
            });
        } }));
        G.registerShape("ilmsBoxes", G.extendShape({ shape: { at: [] }, buildPath: function (c, s) {
            s.at.forEach(function (b) { c.rect(b.x, b.y, Math.max(b.w, 0), b.h); });
        } }));
    }

    /* -- classes ------------------------------------------------------------------------------------------- */

    /* Five classes with round bounds, each with about as many figures as the others. */
    function classes(values) {
        var sorted = values.filter(isNumber).sort(function (a, b) { return a - b; }), bounds = [];
        function round(v) {
            var p = Math.pow(10, Math.floor(Math.log(Math.abs(v) || 1) / Math.LN10)), r = v / p;
            return (r < 1.5 ? 1 : r < 2.25 ? 2 : r < 3.75 ? 2.5 : r < 7.5 ? 5 : 10) * p;
        }
        for (var i = 1; i < 5; i++) {
            var b = round(sorted[Math.min(sorted.length - 1, Math.floor(i * sorted.length / 5))] || 0);
            if (b > 0 && b > (bounds[bounds.length - 1] || 0) && b > sorted[0] && b <= sorted[sorted.length - 1])
                bounds.push(b);
        }
        return bounds;
    }

    function classOf(bounds, v) {
        var k = 0;
        while (k < bounds.length && v >= bounds[k])
            k++;
        return k;
    }

    /* Fewer classes use the ends of the scale. */
    function step(m, k, n) { return m.t.steps[n < 2 ? 2 : Math.round(k * 4 / (n - 1))]; }

    function bare(v, words) { return number(v, v % 1 ? (v * 10 % 1 ? 2 : 1) : 0, words); }

    function classKeys(m, bounds) {
        var n = bounds.length + 1, list = [];
        for (var k = 0; k < n; k++)
            list.push({ mark: "swatch", fill: step(m, k, n), stroke: m.t.hair,
                        text: n === 1 ? "" : k === 0 ? "< " + bare(bounds[0], m.words) :
                            k === n - 1 ? "\u2265 " + bare(bounds[k - 1], m.words) :
                            bare(bounds[k - 1], m.words) + "\u2013" + bare(bounds[k], m.words) });
        list.push({ mark: "swatch", fill: hatch(m.t), stroke: m.t.hair, text: m.words.nodata });
        return list;
    }

    /* -- the frame of a picture that stands alone ------------------------------------------------------------ */

    function paragraph(m, rows, size, fill, bold) {
        text(m, m.left, m.top, rows.join("\n"), { size: size, fill: fill, bold: bold, valign: "top" });
        m.top += rows.length * Math.round(size * 1.35);
    }

    /* Title and foot take what room they need, and the picture grows by that. */
    function frame(m, note) {
        var d = m.d, pad = m.width < 480 ? 16 : 24, w = m.width - 2 * pad, height = m.height;
        m.left = pad;
        m.right = m.width - pad;
        m.top = pad;
        paragraph(m, wrap(d.title || "", LARGE, w, true), LARGE, m.t.ink, true);
        if (d.subtitle) {
            m.top += 4;
            paragraph(m, wrap(d.subtitle, TEXT, w), TEXT, m.t.quiet);
        }
        m.top += 16;
        var foot = [];
        [note, d.note, d.source, [d.release, d.address].filter(Boolean).join(" \u00b7 ")].forEach(function (t) {
            if (t)
                foot = foot.concat(wrap(t, SMALL, w));
        });
        m.bottom = m.top + height;
        var y = m.bottom + 20;
        line(m, [[m.left, y - 8], [m.right, y - 8]], { stroke: m.t.hair });
        text(m, m.left, y + 2, foot.join("\n"), { fill: m.t.quiet, valign: "top" });
        m.height = y + foot.length * 16 + pad - 2;
    }

    var draw = {}; /* by kind: chart_kinds.js and chart_map.js put theirs here */

    function model(d, look) {
        var m = begin(d, look), map = d.kind === "map" || d.kind === "flow-map";
        shapes();
        if (look.hidden)
            leaveOut(m, look.hidden);
        if (m.framed)
            frame(m, map ? m.words.boundaries : "");
        if (isEmpty(d))
            text(m, m.left, m.top + 20, m.words.nodata || "", { fill: m.t.quiet });
        else
            draw[d.kind](m);
        return m;
    }

    function isEmpty(d) {
        return !(d.links || []).length && !(d.areas || []).some(function (a) { return isNumber(a.value); }) &&
            !(d.series || []).some(function (s) { return s.points.some(function (p) { return isNumber(p[1]); }); });
    }

    function option(d, look) {
        var m = model(d, look);
        var o = { animation: false, backgroundColor: m.framed ? m.t.paper : "transparent",
                  textStyle: { fontFamily: FONT, color: m.t.ink }, graphic: m.graphic, series: m.series };
        if (m.grid.length)
            merge(o, { grid: m.grid, xAxis: m.xAxis, yAxis: m.yAxis });
        if (m.geo.length)
            o.geo = m.geo;
        return { option: o, width: m.width, height: m.height, model: m };
    }

    /* A still picture needs nothing for the pointer; its names do not tell how many were drawn before; what reads no
     * dominant-baseline gets its text in the middle as well. Quotes in words are escaped, so this is markup alone. */
    function tidy(drawing) {
        return drawing.replace(/<style[^]*?<\/style>/g, "")
            .replace(/ (class="zr\d+-cls-\d+"|ecmeta_[a-z_]+="[^"]*"|pointer-events="visible")/g, "")
            .replace(/(["#.])zr\d+-/g, "$1c-")
            .replace(/ dominant-baseline="central"/g, ' dy="0.36em"')
            .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
    }

    function svg(description, look) {
        var made = option(JSON.parse(description), JSON.parse(look));
        var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: made.width, height: made.height });
        try {
            chart.setOption(made.option);
            return tidy(chart.renderToSVGString({ useViewBox: true }));
        } finally {
            chart.dispose();
        }
    }

    return { option: option, svg: svg, draw: draw, measure: measure, number: number,
             tools: { text: text, line: line, rect: rect, keys: keys, hatch: hatch, unit: unit, classes: classes, classOf: classOf,
                      step: step, classKeys: classKeys, wrap: wrap, cut: cut, merge: merge, isNumber: isNumber, scale: scale,
                      indexOfPoint: indexOfPoint, colours: colours, slashes: slashes, flagKeys: flagKeys, axisText: axisText,
                      small: SMALL, large: TEXT, next: NEXT, font: FONT, flags: [ESTIMATED, PROVISIONAL, AFTER_BREAK] } };
})();
