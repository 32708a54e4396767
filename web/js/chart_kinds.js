/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* The kinds of web/js/chart.js that need no map. Each gets what is being put together: its description `d`, its theme
 * `t`, and the room from left, top to right, bottom, of which legend and unit take theirs first. */
"use strict";

(function () {
    var T = ilmsChart.tools, measure = ilmsChart.measure, number = ilmsChart.number;
    var text = T.text, line = T.line, rect = T.rect, keys = T.keys, hatch = T.hatch, unit = T.unit, classes = T.classes;
    var classOf = T.classOf, step = T.step, classKeys = T.classKeys, wrap = T.wrap, cut = T.cut, merge = T.merge;
    var isNumber = T.isNumber, scale = T.scale, indexOfPoint = T.indexOfPoint, colours = T.colours, slashes = T.slashes;
    var flagKeys = T.flagKeys, axisText = T.axisText, SMALL = T.small, TEXT = T.large, FONT = T.font;
    var ESTIMATED = T.flags[0], PROVISIONAL = T.flags[1], AFTER_BREAK = T.flags[2];
    var SHAPES = ["circle", "rect", "triangle", "diamond"];

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
                slashes(m, p.x(i) - Math.min(9, (p.x(1) - p.x(0)) / 2), p.y(q.value), colour);
        });
        marks(m, full, shape, colour);
        marks(m, hollow, shape, m.t.paper, colour);
        if (m.live) /* to be pointed at */
            m.series.push({ type: "line", name: series.name, xAxisIndex: p.grid, yAxisIndex: p.grid, z: 20, animation: false,
                            lineStyle: { width: 0, opacity: 0 }, symbol: "circle", symbolSize: 12, showAllSymbol: true, points: true,
                            itemStyle: { opacity: 0 }, cursor: "default",
                            emphasis: { scale: false, lineStyle: { width: 0, opacity: 0 },
                                        itemStyle: { opacity: 1, color: "none", borderColor: m.t.ink, borderWidth: 2 } },
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
            var at = drawLine(m, p, s, hue[i], SHAPES[(s.place === undefined ? i : s.place) % SHAPES.length]), last = lastFigure(at);
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
        var hueOf = {}, from = [];
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
            if (!nodes["<" + l.from])
                from.push({ name: l.from, colour: l.colour });
            links.push({ source: node("<", l.from, l.value), target: node(">", l.to, l.value), value: l.value });
        });
        order.forEach(function (o) {
            var i = o.side === "<" ? 0 : 1;
            o.rows = wrap(o.label, SMALL, most);
            o.rows[o.rows.length - 1] += "  " + number(o.value, d.decimals > 1 ? 1 : d.decimals, m.words);
            o.rows.forEach(function (r) { wide[i] = Math.max(wide[i], measure(r, SMALL)); });
        });
        colours(m, from).forEach(function (hue, i) { hueOf[from[i].name] = hue; });
        unit(m);
        m.series.push({ type: "sankey", animation: false, silent: !m.live, left: m.left + wide[0] + 10, top: m.top + 12,
                        width: m.right - m.left - wide[0] - wide[1] - 20, height: m.bottom - m.top - 30, nodeWidth: 10,
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

    merge(ilmsChart.draw, { line: lines, multiples: multiples, bar: bar, stacked: stacked, pyramid: pyramid, heat: heat,
                            sankey: sankey });
})();
