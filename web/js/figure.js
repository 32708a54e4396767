/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A button below each chart that makes it interactive: what is under the pointer is said, lines can be left out,
 * and the arrow keys go from figure to figure, each read out. ECharts is fetched when somebody asks for that, not
 * before. Without this file, and where it fails, the picture of the server stays. */
"use strict";

(function () {
    const folder = new URL(".", document.currentScript.src).href;
    let scripts = null, maps = null;

    function load(name) {
        return new Promise(function (resolve, reject) {
            const script = document.createElement("script");
            script.src = folder + name;
            script.onload = resolve;
            script.onerror = reject;
            document.head.append(script);
        });
    }

    function json(address) {
        return fetch(address).then(function (r) {
            if (!r.ok)
                throw new Error(address + ": " + r.status);
            return r.json();
        });
    }

    /* Once for the page, in this order: each needs the one before. */
    function program() {
        scripts = scripts || ["echarts.js", "chart.js", "chart_kinds.js", "chart_map.js"]
            .reduce((before, name) => before.then(() => load(name)), Promise.resolve());
        return scripts;
    }

    function withMaps(description) {
        if (description.kind !== "map" && description.kind !== "flow-map")
            return description;
        maps = maps || Promise.all([json(folder + "map-world.json"), json(folder + "map-region.json")]).then(function (both) {
            ilmsChart.map("world", both[0]);
            ilmsChart.map("region", both[1]);
        });
        return maps.then(() => description);
    }

    const element = function (name, words) {
        const e = document.createElement(name);
        if (words)
            e.textContent = words;
        return e;
    };

    function Live(figure, description) {
        const drawn = figure.querySelector(".drawn"), image = drawn.querySelector("img");
        const box = element("div"), said = element("p"), dark = matchMedia("(prefers-color-scheme: dark)");
        let chart = null, points = [], at = null, hidden = new Set(), high = image.height, watch = null;

        function value(p) {
            const w = description.words, n = ilmsChart.number(p.value, description.decimals, w);
            if (description.classes)
                return description.classes[p.value];
            const marks = [p.flags & 1 ? w.estimated : "", p.flags & 2 ? w.provisional : "", p.flags & 4 ? w["break"] : ""];
            return [n + (description.unit ? " " + description.unit : "")].concat(marks.filter(Boolean)).join(", ");
        }

        function words(p) {
            return [p.name, p.category].filter(Boolean).join(", ") + ": " + value(p);
        }

        /* What can be pointed at, by series and place. */
        function collect(model) {
            const list = [];
            model.series.forEach(function (s, i) {
                if (!s.points)
                    return;
                if (s.tips)
                    s.tips.forEach((t, k) => list.push(Object.assign({ series: i, index: k, row: t.name }, t)));
                else {
                    const from = description.series.find((d) => d.name === s.name);
                    from.points.forEach(function (p) {
                        if (typeof p[1] === "number")
                            list.push({ series: i, index: p[0], row: s.name, name: s.name, flags: p[2] || 0, value: p[1],
                                        category: description.categories[p[0]] });
                    });
                }
            });
            return list;
        }

        function draw() {
            const made = ilmsChart.option(description, { width: Math.max(box.clientWidth, 280), height: high, live: true,
                                                         hidden: Array.from(hidden), theme: dark.matches ? "dark" : "light" });
            const t = made.model.t;
            points = collect(made.model);
            made.option.tooltip = { renderMode: "richText", confine: true, transitionDuration: 0, backgroundColor: t.paper,
                                    borderColor: t.quiet, borderWidth: 1, shadowBlur: 0, padding: [6, 10],
                                    textStyle: { color: t.ink, fontSize: 14, fontFamily: made.option.textStyle.fontFamily },
                                    formatter: function (q) {
                const p = points.find((o) => o.series === q.seriesIndex && o.index === q.dataIndex);
                return p ? words(p) : "";
            } };
            made.option.series.forEach(function (s) {
                if (s.points && s.type === "line")
                    s.silent = false;
            });
            chart.resize({ width: made.width, height: made.height });
            chart.setOption(made.option, true);
            at = null;
        }

        function go(p) {
            if (at)
                chart.dispatchAction({ type: "downplay", seriesIndex: at.series, dataIndex: at.index });
            at = p;
            chart.dispatchAction({ type: "highlight", seriesIndex: p.series, dataIndex: p.index });
            chart.dispatchAction({ type: "showTip", seriesIndex: p.series, dataIndex: p.index });
            said.textContent = words(p);
        }

        function key(event) {
            const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key];
            if (!step || !points.length)
                return;
            event.preventDefault();
            if (!at) {
                go(points[step > 0 ? 0 : points.length - 1]);
                return;
            }
            const rows = Array.from(new Set(points.map((p) => p.row)));
            const row = points.filter((p) => p.row === at.row), across = event.key === "ArrowUp" || event.key === "ArrowDown";
            if (across) {
                const other = points.filter((p) => p.row === rows[(rows.indexOf(at.row) + step + rows.length) % rows.length]);
                go(other.reduce((a, b) => Math.abs(b.index - at.index) < Math.abs(a.index - at.index) ? b : a));
            } else {
                /* rows of one figure each are gone through as one */
                const list = row.length > 1 ? row : points, i = list.indexOf(at) + step;
                go(list[Math.max(0, Math.min(list.length - 1, i))]);
            }
        }

        function legend() {
            const set = element("fieldset");
            set.className = "shown";
            set.append(element("legend", figure.dataset.shown));
            description.series.forEach(function (s) {
                const label = element("label"), check = element("input");
                check.type = "checkbox";
                check.checked = true;
                check.addEventListener("change", function () {
                    if (!check.checked && hidden.size + 1 === description.series.length) {
                        check.checked = true; /* one has to stay */
                        return;
                    }
                    hidden[check.checked ? "delete" : "add"](s.name);
                    draw();
                });
                label.append(check, " " + s.name);
                set.append(label);
            });
            return set;
        }

        this.open = function () {
            image.parentElement.hidden = true;
            box.className = "live";
            box.tabIndex = 0;
            box.setAttribute("role", "application");
            box.setAttribute("aria-label", image.alt + " " + figure.dataset.keys);
            said.className = "hide";
            said.setAttribute("aria-live", "polite");
            drawn.append(box, said);
            if (description.series.length > 1 && description.kind !== "heat" && description.kind !== "pyramid")
                drawn.append(legend());
            chart = echarts.init(box, null, { renderer: "svg", width: box.clientWidth, height: high });
            draw();
            box.addEventListener("keydown", key);
            dark.addEventListener("change", draw);
            watch = new ResizeObserver(function () {
                if (Math.abs(chart.getWidth() - box.clientWidth) > 1)
                    draw();
            });
            watch.observe(box);
            box.focus({ preventScroll: true });
        };

        this.close = function () {
            watch.disconnect();
            dark.removeEventListener("change", draw);
            chart.dispose();
            box.replaceChildren();
            image.parentElement.hidden = false;
            for (const e of [box, said, drawn.querySelector(".shown")])
                if (e)
                    e.remove();
        };
    }

    for (const figure of document.querySelectorAll("figure[data-chart]")) {
        const item = figure.querySelector(".ways .wait"), button = item.querySelector("button");
        let live = null;
        item.classList.remove("wait");
        button.addEventListener("click", function () {
            if (live) {
                live.close();
                live = null;
                button.textContent = figure.dataset.interactive;
                return;
            }
            button.disabled = true;
            Promise.all([json(figure.dataset.chart), program()]).then((both) => withMaps(both[0])).then(function (description) {
                live = new Live(figure, description);
                live.open();
                button.textContent = figure.dataset.still;
            }).catch(function (why) {
                console.error(why);
                scripts = maps = live = null;
                button.textContent = figure.dataset.failed;
            }).finally(function () { button.disabled = false; });
        });
    }
})();
