/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* From the description of a chart (src/report/chart.h writes it as JSON) to what ECharts draws. The one program
 * for the server, whose interpreter knows ECMAScript 5 and no page, and for the browser:
 *
 *     ilmsChart.option(description, look)     an option of ECharts, with its width and height
 *     ilmsChart.svg(text, text)               the picture, from both as JSON; the server calls this
 *
 * look: {width, height (of what is drawn between title and foot), theme: "light" | "dark" | "print", framed}.
 * The rules stand in doc/charts.md. Kinds are in this file's second half, maps in chart_map.js. */
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
    var SHAPES = ["circle", "rect", "triangle", "diamond", "circle", "rect", "triangle", "diamond"];
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

    function colours(m, list) {
        var used = {}, next = 0;
        list.forEach(function (s) { used[s.colour] = true; });
        return list.map(function (s) {
            var area = /^area(\d+)$/.exec(s.colour || "");
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

    /* -- lines ------------------------------------------------------------------------------------------ */

    function extent(d) {
        var low = 0, high = 0;
        d.series.forEach(function (s) {
            s.points.forEach(function (p) {
                if (isNumber(p[1])) {
                    low = Math.min(low, p[1]);
                    high = Math.max(high, p[1]);
                }
            });
        });
        return [low, high];
    }

    /* Every so many categories, so that their names do not touch, and always the last. */
    function everySo(d, width) {
        var widest = 0, n = d.categories.length;
        d.categories.forEach(function (c) { widest = Math.max(widest, measure(c, SMALL) + 14); });
        var step = Math.max(1, Math.ceil(widest * n / Math.max(width, 1)));
        return function (i) { return (n - 1 - i) % step === 0; };
    }

    function panel(m, box, y, options) {
        var d = m.d, g = m.grid.length, shown = everySo(d, box.right - box.left);
        m.grid.push({ left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top });
        m.xAxis.push({ type: "category", gridIndex: g, data: d.categories, boundaryGap: !!options.columns,
                       axisLine: { lineStyle: { color: m.t.quiet }, onZero: true },
                       axisTick: { show: !options.bare, alignWithLabel: true, interval: function (i) { return shown(i); },
                                   lineStyle: { color: m.t.quiet }, length: 4 },
                       axisLabel: merge(axisText(m), { show: !options.ends,
                           interval: function (i) { return shown(i); } }) });
        if (options.ends && d.categories.length) {
            text(m, box.left, box.bottom + 13, d.categories[0], { fill: m.t.quiet });
            text(m, box.right, box.bottom + 13, d.categories[d.categories.length - 1], { fill: m.t.quiet, align: "right" });
        }
        m.yAxis.push({ type: "value", gridIndex: g, min: y.min, max: y.max, interval: y.step,
                       splitLine: { lineStyle: { color: m.t.hair, width: 1 } },
                       axisLine: { show: false }, axisTick: { show: false },
                       axisLabel: merge(axisText(m), { show: !options.noValues,
                           formatter: function (v) { return number(v, y.decimals, m.words); } }) });
        return { grid: g, x: function (i) {
            var n = d.categories.length, w = box.right - box.left;
            return options.columns ? box.left + (i + 0.5) * w / n : n > 1 ? box.left + i * w / (n - 1) : box.left + w / 2;
        }, y: function (v) { return box.bottom - (v - y.min) / (y.max - y.min) * (box.bottom - box.top); } };
    }

    function merge(a, b) {
        for (var k in b)
            if (Object.prototype.hasOwnProperty.call(b, k))
                a[k] = b[k];
        return a;
    }

    /* A piece for each run of points that may be joined, each link drawn as its ends are. */
    function pieces(at) {
        var list = [], run = null;
        at.forEach(function (p, i) {
            if (!p || !isNumber(p.value)) {
                run = null;
                return;
            }
            var dashed = !!(p.flags & ESTIMATED), before = run;
            if (!run || p.flags & AFTER_BREAK) {
                run = { from: i, to: i, dashed: dashed };
                list.push(run);
                return;
            }
            dashed = dashed || !!(at[i - 1].flags & ESTIMATED);
            if (run.dashed !== dashed && run.from !== run.to) {
                run = { from: i - 1, to: i, dashed: dashed };
                list.push(run);
            } else {
                before.to = i;
                before.dashed = dashed;
            }
        });
        return list;
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

    function marks(m, list, form, fill, stroke) {
        if (list.length)
            m.graphic.push({ type: "ilmsMarks", z: 16, silent: true, shape: { at: list, form: form },
                             style: { fill: fill, stroke: stroke, lineWidth: stroke ? 1.5 : 0 } });
    }

    function drawLine(m, p, series, colour, shape, thin) {
        var n = m.d.categories.length, at = indexOfPoint(series, n), dense = n > 40 || thin;
        [false, true].forEach(function (dashed) {
            var list = pieces(at).filter(function (q) { return q.dashed === dashed && q.from < q.to; }).map(function (q) {
                var piece = [];
                for (var i = q.from; i <= q.to; i++)
                    piece.push([p.x(i), p.y(at[i].value)]);
                return piece;
            });
            if (list.length)
                m.graphic.push({ type: "ilmsPieces", z: 15, silent: true, shape: { pieces: list },
                                 style: { fill: "none", stroke: colour, lineWidth: thin ? 1.5 : 2, lineJoin: "round",
                                          lineDash: dashed ? [4, 3] : undefined } });
        });
        var full = [], hollow = [];
        at.forEach(function (q, i) {
            if (!q || !isNumber(q.value))
                return;
            var alone = (!at[i - 1] || !isNumber(at[i - 1].value) || q.flags & AFTER_BREAK) &&
                (!at[i + 1] || !isNumber(at[i + 1].value) || at[i + 1].flags & AFTER_BREAK);
            if (q.flags & PROVISIONAL)
                hollow.push([p.x(i), p.y(q.value), 3.5]);
            else if (alone || !dense)
                full.push([p.x(i), p.y(q.value), alone ? 3.2 : 2.8]);
            if (q.flags & AFTER_BREAK)
                slashes(m, p.x(i) - 9, p.y(q.value), colour);
        });
        marks(m, full, shape, colour);
        marks(m, hollow, shape, m.t.paper, colour);
        if (m.live) /* to be pointed at */
            m.series.push({ type: "line", name: series.name, xAxisIndex: p.grid, yAxisIndex: p.grid, z: 20, animation: false,
                            lineStyle: { width: 0, opacity: 0 }, symbol: "circle", symbolSize: 12, showAllSymbol: true, points: true,
                            itemStyle: { opacity: 0 }, emphasis: { disabled: true }, cursor: "default",
                            data: at.map(function (q) { return q && isNumber(q.value) ? q.value : null; }) });
        return at;
    }

    function lastFigure(at) {
        for (var i = at.length - 1; i >= 0; i--)
            if (at[i] && isNumber(at[i].value))
                return i;
        return -1;
    }

    /* Labels of heights h wanted at y, moved apart as little as may be, within top and bottom. */
    function spread(list, top, bottom) {
        list.sort(function (a, b) { return a.want - b.want; });
        var groups = [];
        list.forEach(function (l) {
            var g = { list: [l], h: l.h, want: l.want - l.h / 2 };
            g.y = g.want;
            groups.push(g);
            while (groups.length > 1) {
                var b = groups[groups.length - 1], a = groups[groups.length - 2];
                if (a.y + a.h <= b.y)
                    break;
                var n = a.list.length + b.list.length;
                a.want = (a.want * a.list.length + (b.want - a.h) * b.list.length) / n;
                a.list = a.list.concat(b.list);
                a.h += b.h;
                a.y = a.want;
                groups.pop();
            }
            var last = groups[groups.length - 1];
            last.y = Math.max(top, Math.min(last.y, bottom - last.h));
        });
        var floor = bottom;
        for (var i = groups.length - 1; i >= 0; i--) { /* what was pushed up at the bottom pushes on */
            groups[i].y = Math.min(groups[i].y, floor - groups[i].h);
            floor = groups[i].y;
        }
        var ceiling = -Infinity;
        groups.forEach(function (g) {
            var y = g.y = Math.max(g.y, ceiling);
            g.list.forEach(function (l) {
                l.y = y + l.h / 2;
                y += l.h;
            });
            ceiling = y;
        });
    }

    function valueAxisWidth(m, y) {
        var widest = 0;
        for (var v = y.min; v <= y.max + y.step / 2; v += y.step)
            widest = Math.max(widest, measure(number(v, y.decimals, m.words), SMALL));
        return widest + 12;
    }

    function lines(m) {
        var d = m.d, ext = extent(d), hue = colours(m, d.series);
        keys(m, flagKeys(m));
        unit(m);
        var y = scale(ext[0], ext[1], m.bottom - m.top > 260 ? 5 : 4), most = Math.min(m.width * 0.32, 170), widest = 0;
        var labels = d.series.map(function (s) {
            var rows = wrap(s.name, SMALL, most);
            rows.forEach(function (r) { widest = Math.max(widest, measure(r, SMALL)); });
            return { rows: rows, h: rows.length * 15 + 2 };
        });
        var alone = d.series.length === 1;
        var box = { left: m.left + valueAxisWidth(m, y), right: m.right - (alone ? 16 : Math.min(widest, most) + 24),
                    top: m.top + 6, bottom: m.bottom - 26 };
        var p = panel(m, box, y, {}), ends = [];
        d.series.forEach(function (s, i) {
            var at = drawLine(m, p, s, hue[i], SHAPES[i % SHAPES.length]), last = lastFigure(at);
            if (last >= 0 && !alone)
                ends.push({ x: p.x(last), at: p.y(at[last].value), want: p.y(at[last].value), h: labels[i].h, rows: labels[i].rows,
                            colour: hue[i] });
            if (alone && last >= 0)
                text(m, p.x(last), p.y(at[last].value) - 14, number(at[last].value, d.decimals, m.words),
                     { align: last > d.categories.length / 2 ? "right" : "left", bold: true, halo: true });
        });
        spread(ends, m.top - 4, m.bottom - 18);
        ends.forEach(function (e) {
            var x = box.right + 18;
            /* over years without a figure it must not look like one */
            if (e.x + 1 < box.right)
                line(m, [[e.x + 7, e.at], [box.right + 5, e.at]], { stroke: m.t.quiet, width: 0.75, dash: [1, 4] });
            line(m, [[box.right + 5, e.at], [x - 3, e.y]], { stroke: e.colour, width: 1 });
            text(m, x, e.y, e.rows.join("\n"));
        });
    }

    function unit(m) {
        if (!m.d.unit)
            return;
        text(m, m.left, m.top + 7, m.d.unit, { fill: m.t.quiet });
        m.top += 22;
    }

    function multiples(m) {
        var d = m.d, ext = extent(d), hue = colours(m, d.series), n = d.series.length;
        keys(m, flagKeys(m));
        unit(m);
        var y = scale(ext[0], ext[1], 3), axis = valueAxisWidth(m, y);
        var columns = Math.max(1, Math.min(n, Math.floor((m.right - m.left) / 158))), rows = Math.ceil(n / columns);
        var w = (m.right - m.left - axis + 16) / columns, h = (m.bottom - m.top) / rows;
        d.series.forEach(function (s, i) {
            var col = i % columns, row = Math.floor(i / columns);
            var box = { left: m.left + axis + col * w, right: m.left + axis + (col + 1) * w - 18,
                        top: m.top + row * h + 26, bottom: m.top + (row + 1) * h - 24 };
            text(m, box.left, box.top - 14, cut(s.name, box.right - box.left), { bold: true });
            var p = panel(m, box, y, { ends: true, bare: true, noValues: col > 0 });
            var at = drawLine(m, p, s, hue[i], "circle", true), last = lastFigure(at);
            if (last >= 0) {
                marks(m, [[p.x(last), p.y(at[last].value), 2.5]], "circle", hue[i]);
                text(m, p.x(last), p.y(at[last].value) - 11, number(at[last].value, d.decimals > 1 ? 1 : d.decimals, m.words),
                     { align: last > d.categories.length / 2 ? "right" : "left", halo: true });
            }
        });
    }

    /* -- bars -------------------------------------------------------------------------------------------- */

    function seriesKeys(m, hue) {
        keys(m, m.d.series.map(function (s, i) { return { mark: "swatch", fill: hue[i], text: s.name }; }));
    }

    /* Names of categories at the left, in at most two lines. */
    function names(m, list, most) {
        var widest = 0;
        var rows = list.map(function (c) {
            var r = wrap(c, SMALL, most);
            if (r.length > 2)
                r = [r[0], r[1].slice(0, -1) + "\u2026"];
            r.forEach(function (one) { widest = Math.max(widest, measure(one, SMALL)); });
            return r.join("\n");
        });
        return { rows: rows, width: Math.min(widest, most) + 10 };
    }

    /* All boxes of one look as one path; in the browser each on its own, to be pointed at. */
    function bars(m, list) {
        var looks = {}, order = [];
        function style(b) {
            return b.dashed ? { fill: "none", stroke: b.fill, lineWidth: 1.5, lineDash: [4, 3] } :
                b.hollow ? { fill: m.t.paper, stroke: b.fill, lineWidth: 1.5 } :
                { fill: b.fill, stroke: b.stroke, lineWidth: b.stroke ? 1 : 0 };
        }
        if (m.live) {
            m.series.push({ type: "custom", coordinateSystem: "none", animation: false, z: 6, points: true,
                            data: list.map(function (b, i) { return { value: i, name: b.name }; }),
                            renderItem: function (params) {
                                var b = list[params.dataIndex];
                                return { type: "rect", shape: { x: b.x, y: b.y, width: Math.max(b.w, 0), height: b.h }, style: style(b) };
                            }, tips: list });
            return;
        }
        list.forEach(function (b) {
            var key = [b.fill, b.dashed, b.hollow].join();
            if (!looks[key]) {
                looks[key] = { type: "ilmsBoxes", z: 10, silent: true, shape: { at: [] }, style: style(b) };
                order.push(looks[key]);
            }
            looks[key].shape.at.push(b);
        });
        m.graphic = m.graphic.concat(order);
    }

    function tip(m, name, category, p) {
        return { name: name, category: category, value: p.value, flags: p.flags, status: p.status };
    }

    function bar(m) {
        var d = m.d, hue = colours(m, d.series), n = d.categories.length, k = d.series.length, list = [];
        if (k > 1)
            seriesKeys(m, hue);
        keys(m, flagKeys(m).filter(function (f) { return f.mark !== "break"; }));
        unit(m);
        var left = names(m, d.categories, m.width * 0.36), ext = extent(d), widest = 0;
        d.series.forEach(function (s) { s.points.forEach(function (p) {
            if (isNumber(p[1]))
                widest = Math.max(widest, measure(number(p[1], d.decimals, m.words), SMALL));
        }); });
        var x0 = m.left + left.width, w = m.right - x0 - widest - 10, row = (m.bottom - m.top) / n;
        var zero = x0 - ext[0] / (ext[1] - ext[0] || 1) * w, each = Math.min((row - Math.min(8, row * 0.3)) / k, 26);
        d.categories.forEach(function (c, i) {
            var mid = m.top + (i + 0.5) * row;
            text(m, x0 - 8, mid, left.rows[i], { align: "right" });
            d.series.forEach(function (s, j) {
                var p = indexOfPoint(s, n)[i], y = mid - each * k / 2 + j * each;
                if (!p || !isNumber(p.value)) {
                    rect(m, zero, y + 0.5, 26, each - 1.5, hatch(m.t));
                    text(m, zero + 32, y + each / 2, m.words.nodata, { fill: m.t.quiet });
                    return;
                }
                var x = p.value / (ext[1] - ext[0] || 1) * w;
                list.push(merge({ x: Math.min(zero, zero + x), y: y + 0.5, w: Math.abs(x), h: each - 1.5, fill: hue[j],
                                  dashed: p.flags & ESTIMATED, hollow: p.flags & PROVISIONAL }, tip(m, s.name, c, p)));
                text(m, Math.max(zero, zero + x) + 6, y + each / 2, number(p.value, d.decimals, m.words));
            });
        });
        bars(m, list);
        line(m, [[zero, m.top], [zero, m.bottom]], { stroke: m.t.quiet });
    }

    function readable(fill) {
        var v = [1, 3, 5].map(function (i) {
            var c = parseInt(fill.slice(i, i + 2), 16) / 255;
            return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        });
        return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2] > 0.18 ? "#14191a" : "#ffffff";
    }

    function stacked(m) {
        var d = m.d, hue = colours(m, d.series), n = d.categories.length, list = [], most = 0;
        var years = d.categories.every(function (c) { return /^\d{4}/.test(c); });
        var at = d.series.map(function (s) { return indexOfPoint(s, n); });
        var sums = d.categories.map(function (c, i) {
            var sum = 0;
            at.forEach(function (a) { sum += a[i] && isNumber(a[i].value) ? Math.max(a[i].value, 0) : 0; });
            most = Math.max(most, sum);
            return sum;
        });
        seriesKeys(m, hue);
        keys(m, flagKeys(m).filter(function (f) { return f.mark === "dash"; }));
        unit(m);
        var y = scale(0, most, 5), left = years ? { width: valueAxisWidth(m, y) } : names(m, d.categories, m.width * 0.36);
        var box = { left: m.left + left.width, right: m.right - (years ? 4 : measure(number(most, d.decimals, m.words), SMALL) + 10),
                    top: m.top + (years ? 18 : 0), bottom: m.bottom - (years ? 26 : 0) };
        var p = years ? panel(m, box, y, { columns: true }) : null;
        var row = (years ? box.right - box.left : box.bottom - box.top) / n, thick = Math.min(row * 0.74, 44);
        d.categories.forEach(function (c, i) {
            var sum = 0, mid = (years ? box.left : box.top) + (i + 0.5) * row;
            at.forEach(function (a, j) {
                var q = a[i];
                if (!q || !isNumber(q.value) || q.value <= 0)
                    return;
                var from = sum, len;
                sum += q.value;
                len = (years ? p.y(from) - p.y(sum) : q.value / most * (box.right - box.left));
                var r = years ? { x: mid - thick / 2, y: p.y(sum), w: thick, h: len } :
                    { x: box.left + from / most * (box.right - box.left), y: mid - thick / 2, w: len, h: thick };
                var label = number(q.value, d.decimals > 1 ? 1 : d.decimals, m.words);
                if (r.w > measure(label, SMALL) + 6 && r.h > 15)
                    text(m, r.x + r.w / 2, r.y + r.h / 2, label, { align: "center", fill: readable(hue[j]) });
                list.push(merge(merge(r, { fill: hue[j], stroke: m.t.paper }), tip(m, d.series[j].name, c, q)));
            });
            if (!sums[i])
                text(m, years ? mid : box.left + 6, years ? box.bottom - 10 : mid, years ? "\u00b7" : m.words.nodata,
                     { fill: m.t.quiet, align: years ? "center" : "left" });
            else if (!years)
                text(m, box.left + sums[i] / most * (box.right - box.left) + 6, mid, number(sums[i], d.decimals, m.words));
            else if (row > measure(number(sums[i], y.decimals, m.words), SMALL) + 4)
                text(m, mid, p.y(sums[i]) - 9, number(sums[i], y.decimals, m.words), { align: "center" });
            if (!years)
                text(m, box.left - 8, mid, left.rows[i], { align: "right" });
        });
        bars(m, list);
        if (!years)
            line(m, [[box.left, box.top], [box.left, box.bottom]], { stroke: m.t.quiet });
    }

    /* Two series back to back, their categories between them. */
    function pyramid(m) {
        var d = m.d, hue = colours(m, d.series), n = d.categories.length, list = [];
        keys(m, flagKeys(m).filter(function (f) { return f.mark !== "break"; }));
        unit(m);
        var most = extent(d)[1] || 1, mid = names(m, d.categories, m.width * 0.24), decimals = d.decimals > 1 ? 1 : d.decimals;
        var label = measure(number(most, decimals, m.words), SMALL) + 8, half = (m.right - m.left - mid.width - 14) / 2;
        var row = (m.bottom - m.top - 22) / n, thick = Math.min(row - 3, 26), centre = (m.left + m.right) / 2;
        d.series.slice(0, 2).forEach(function (s, j) {
            var edge = j ? centre + mid.width / 2 + 7 : centre - mid.width / 2 - 7, side = j ? 1 : -1, at = indexOfPoint(s, n);
            text(m, edge, m.top + 8, s.name, { align: j ? "left" : "right", bold: true, size: TEXT });
            d.categories.forEach(function (c, i) {
                var y = m.bottom - (i + 0.5) * row, p = at[i];
                if (!j)
                    text(m, centre, y, mid.rows[i], { align: "center", fill: m.t.ink });
                if (!p || !isNumber(p.value)) {
                    rect(m, j ? edge : edge - 26, y - thick / 2, 26, thick, hatch(m.t));
                    return;
                }
                var w = p.value / most * (half - label);
                list.push(merge({ x: j ? edge : edge - w, y: y - thick / 2, w: w, h: thick, fill: hue[j],
                                  dashed: p.flags & ESTIMATED, hollow: p.flags & PROVISIONAL }, tip(m, s.name, c, p)));
                text(m, edge + side * (w + 5), y, number(p.value, decimals, m.words), { align: j ? "left" : "right" });
            });
        });
        bars(m, list);
    }

    /* -- in classes --------------------------------------------------------------------------------------- */

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

    function heat(m) {
        var d = m.d, n = d.categories.length, named = d.classes, all = [], list = [];
        d.series.forEach(function (s) { s.points.forEach(function (p) { all.push(p[1]); }); });
        var bounds = named ? [] : classes(all), count = named ? named.length : bounds.length + 1;
        if (named)
            keys(m, named.map(function (c, i) { return { mark: "swatch", fill: step(m, i, count), stroke: m.t.hair, text: c }; })
                .concat([{ mark: "swatch", fill: hatch(m.t), stroke: m.t.hair, text: m.words.nodata }]));
        else {
            unit(m);
            keys(m, classKeys(m, bounds));
        }
        var left = names(m, d.series.map(function (s) { return s.name; }), m.width * 0.36), x0 = m.left + left.width;
        var w = (m.right - x0) / n, h = (m.bottom - m.top - 24) / d.series.length, shown = everySo(d, m.right - x0);
        d.series.forEach(function (s, i) {
            var at = indexOfPoint(s, n), y = m.top + i * h;
            text(m, x0 - 8, y + h / 2, left.rows[i], { align: "right" });
            d.categories.forEach(function (c, j) {
                var p = at[j], box = { x: x0 + j * w + 0.75, y: y + 0.75, w: w - 1.5, h: h - 1.5 };
                if (!p || !isNumber(p.value)) {
                    rect(m, box.x, box.y, box.w, box.h, hatch(m.t));
                    return;
                }
                var fill = step(m, named ? p.value : classOf(bounds, p.value), count);
                list.push(merge(merge(box, { fill: fill }), tip(m, s.name, c, p)));
                var label = named ? "" : number(p.value, p.value >= 100 ? 0 : Math.min(d.decimals, 1), m.words);
                if (label && w > measure(label, SMALL) + 6 && h > 15)
                    text(m, box.x + box.w / 2, y + h / 2, label, { align: "center", fill: readable(fill) });
            });
        });
        d.categories.forEach(function (c, j) {
            if (shown(j))
                text(m, x0 + (j + 0.5) * w, m.bottom - 12, c, { align: "center", fill: m.t.quiet });
        });
        bars(m, list);
    }

    /* -- corridors ---------------------------------------------------------------------------------------- */

    function sankey(m) {
        var d = m.d, nodes = {}, order = [], links = [], most = Math.min(m.width * 0.3, 180), wide = [0, 0];
        var hueOf = {}, next = 0;
        function node(side, name, value) {
            var id = side + name;
            if (!nodes[id]) {
                nodes[id] = { name: id, label: name, side: side, value: 0 };
                order.push(nodes[id]);
            }
            nodes[id].value += value;
            return id;
        }
        d.links.forEach(function (l) {
            links.push({ source: node("<", l.from, l.value), target: node(">", l.to, l.value), value: l.value });
        });
        order.forEach(function (o) {
            var i = o.side === "<" ? 0 : 1;
            o.rows = wrap(o.label, SMALL, most);
            o.rows[o.rows.length - 1] += "  " + number(o.value, d.decimals > 1 ? 1 : d.decimals, m.words);
            o.rows.forEach(function (r) { wide[i] = Math.max(wide[i], measure(r, SMALL)); });
            if (o.side === "<" && !hueOf[o.label])
                hueOf[o.label] = m.t.areas[NEXT[next++ % NEXT.length]];
        });
        unit(m);
        m.series.push({ type: "sankey", animation: false, silent: !m.live, left: m.left + wide[0] + 10, top: m.top + 6,
                        width: m.right - m.left - wide[0] - wide[1] - 20, height: m.bottom - m.top - 12, nodeWidth: 10,
                        nodeGap: 12, nodeAlign: "justify", layoutIterations: 32, draggable: false, points: true,
                        emphasis: { disabled: true },
                        tips: d.links.map(function (l) { return { name: l.from + " \u2192 " + l.to, category: "", value: l.value }; }),
                        data: order.map(function (o) {
                            return { name: o.name, itemStyle: { color: o.side === "<" ? hueOf[o.label] : m.t.ink, borderWidth: 0 },
                                     label: { show: true, position: o.side === "<" ? "left" : "right", distance: 8,
                                              formatter: o.rows.join("\n"), color: m.t.ink, fontSize: SMALL, fontFamily: FONT,
                                              lineHeight: 16, align: o.side === "<" ? "right" : "left" } };
                        }),
                        links: links.map(function (l) {
                            return { source: l.source, target: l.target, value: l.value,
                                     lineStyle: { color: hueOf[l.source.slice(1)], opacity: 0.42, curveness: 0.5 } };
                        }) });
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

    var draw = { line: lines, multiples: multiples, bar: bar, stacked: stacked, pyramid: pyramid, heat: heat, sankey: sankey };

    function model(d, look) {
        var m = begin(d, look), map = d.kind === "map" || d.kind === "flow-map";
        shapes();
        if (m.framed)
            frame(m, map ? m.words.boundaries : "");
        draw[d.kind](m);
        return m;
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

    function svg(description, look) {
        var made = option(JSON.parse(description), JSON.parse(look));
        var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: made.width, height: made.height });
        try {
            chart.setOption(made.option);
            /* what reads no dominant-baseline gets its text in the middle as well; names do not tell how many were drawn */
            return chart.renderToSVGString({ useViewBox: true }).replace(/ dominant-baseline="central"/g, ' dy="0.36em"')
                .replace(/(["#.])zr\d+-/g, "$1c-").replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
        } finally {
            chart.dispose();
        }
    }

    return { option: option, svg: svg, draw: draw, measure: measure, number: number,
             tools: { text: text, line: line, rect: rect, keys: keys, hatch: hatch, unit: unit, classes: classes, classOf: classOf,
                      step: step, classKeys: classKeys, wrap: wrap, font: font, merge: merge, isNumber: isNumber, small: SMALL } };
})();
