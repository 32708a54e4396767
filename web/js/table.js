/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* A table is complete without this file. It lets figures be picked, by a click or the keyboard (arrow keys go from cell
 * to cell; the table is one stop of the tab key): what is known of a figure is fetched from its page and shown beside
 * the table. In the form it adds "all", "none" and a box to look for a code in long lists. */
"use strict";

(function () {
    const words = document.querySelector(".choose"), say = name => (words && words.dataset[name]) || "";
    let shown = null, asked = 0;

    const element = function (name, className, text) {
        const e = document.createElement(name);
        e.className = className;
        if (text)
            e.textContent = text;
        return e;
    };

    function address(cell) {
        const row = cell.parentElement, table = cell.closest("table"), template = table.dataset.figure;
        const heads = table.tHead.rows[table.tHead.rows.length - 1].cells;
        const head = heads[heads.length - row.cells.length + cell.cellIndex];
        const column = head.dataset.k === undefined ? head.textContent.trim() : head.dataset.k;
        if (template === undefined) {
            const link = row.cells[0].querySelector("a[href*='/figure/']");
            return link && link.getAttribute("href") + "/" + column;
        }
        const parts = [row.parentElement.dataset.k, row.dataset.k, column].filter(Boolean).join(" ").split(" ");
        return template.replace(/\{(\d)\}/g, (whole, n) => parts[n] || "-");
    }

    const isFigure = cell => cell && !cell.hasAttribute("colspan") && cell.textContent;

    function forget() {
        if (shown) {
            shown.cell.classList.remove("on");
            shown.panel.remove();
        }
        shown = null;
    }

    function close() {
        const cell = shown.cell;
        forget();
        cell.focus();
    }

    function open(cell) {
        const where = address(cell), n = ++asked;
        if (!where)
            return;
        if (shown && shown.cell === cell)
            return close();
        fetch(where).then(function (r) {
            if (!r.ok)
                throw new Error(r.status);
            return r.text();
        }).then(function (text) {
            if (n === asked)
                show(cell, where, new DOMParser().parseFromString(text, "text/html").getElementById("figure"));
        }).catch(() => { location.href = where; });
    }

    function show(cell, where, figure) {
        const narrow = matchMedia("(max-width: 74.99rem)").matches;
        const panel = document.createElement(narrow ? "dialog" : "section"), bar = element("p", "bar");
        const page = element("a", "", say("page")), button = element("button", "copy", say("close"));
        forget();
        panel.className = "figure-panel";
        panel.setAttribute("aria-label", say("panel"));
        figure.removeAttribute("id");
        const heading = figure.querySelector("h1"), small = element("h2", "");
        small.append(...heading.childNodes);
        heading.replaceWith(small);
        small.tabIndex = -1;
        page.href = where;
        button.type = "button";
        button.addEventListener("click", close);
        panel.addEventListener("cancel", function (e) { e.preventDefault(); close(); });
        bar.append(page, button);
        panel.append(bar, document.importNode(figure, true));
        cell.classList.add("on");
        shown = { cell: cell, panel: panel };
        if (narrow) {
            document.body.append(panel);
            panel.showModal();
        } else {
            document.querySelector(".side").prepend(panel);
        }
        panel.querySelector("h2").focus({ preventScroll: true });
    }

    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

    function rowsOf(table) {
        return [...table.tBodies].flatMap(b => [...b.rows]).filter(r => !r.matches(".group, .version, .none"));
    }

    function stop(table, cell) {
        table.querySelector("td[tabindex]").removeAttribute("tabindex");
        cell.tabIndex = 0;
    }

    function move(table, cell, e) {
        const row = cell.parentElement, at = cell.cellIndex, last = row.cells.length - 1, step = steps[e.key];
        let to = null;
        if (e.key === "Home" || e.key === "End")
            to = (e.ctrlKey ? rowsOf(table).at(e.key === "Home" ? 0 : -1) : row).cells[e.key === "Home" ? 1 : last];
        else if (step && step[1])
            to = row.cells[Math.min(Math.max(at + step[1], 1), last)];
        else if (step) {
            const rows = rowsOf(table), next = rows[rows.indexOf(row) + step[0]];
            to = next && next.cells[at];
        }
        if (!to)
            return;
        e.preventDefault();
        stop(table, to);
        to.focus();
    }

    function ready(table) {
        const first = table.querySelector("tbody tr:not(.group, .version, .none) > td:last-child");
        if (!first)
            return;
        first.tabIndex = 0;
        table.parentElement.after(element("p", "small hint", say("hint")));
        table.addEventListener("click", function (e) {
            const cell = e.target.closest("td");
            if (!isFigure(cell) || e.target.closest("a") || getSelection().toString())
                return;
            stop(table, cell);
            open(cell);
        });
        table.addEventListener("keydown", function (e) {
            if (e.target.tagName !== "TD")
                return;
            if ((e.key === "Enter" || e.key === " ") && isFigure(e.target)) {
                e.preventDefault();
                open(e.target);
            } else
                move(table, e.target, e);
        });
    }

    function ease(list) {
        const bar = element("p", "bar"), boxes = [...list.querySelectorAll("input[type=checkbox]")];
        for (const name of boxes.length ? ["all", "none"] : []) {
            const button = element("button", "copy", say(name));
            button.type = "button";
            button.addEventListener("click", function () {
                for (const b of boxes)
                    b.checked = name === "all" && !b.parentElement.hidden;
            });
            bar.append(button);
        }
        if (list.classList.contains("long")) {
            const find = element("input", "");
            find.type = "search";
            find.placeholder = find.ariaLabel = say("find");
            find.addEventListener("input", function () {
                for (const label of list.querySelectorAll("label"))
                    label.hidden = !label.textContent.toLowerCase().includes(find.value.trim().toLowerCase());
            });
            find.addEventListener("keydown", function (e) {
                if (e.key === "Enter")
                    e.preventDefault();
            });
            bar.append(find);
        }
        list.before(bar);
    }

    /* One parameter for each dimension, however many codes: an address has a bound. */
    function send(e) {
        const names = new Map();
        for (const box of e.target.querySelectorAll(".codes input[type=checkbox]:checked")) {
            names.set(box.name, (names.get(box.name) || []).concat(box.value));
            box.disabled = true;
        }
        for (const [name, values] of names) {
            const field = element("input", "");
            field.type = "hidden";
            field.name = name;
            field.value = values.join(",");
            e.target.append(field);
        }
        for (const empty of e.target.querySelectorAll("input[type=number]"))
            empty.disabled = !empty.value;
    }

    document.addEventListener("keydown", function (e) {
        if (e.key === "Escape" && shown)
            close();
    });
    for (const table of document.querySelectorAll("table.grid"))
        ready(table);
    for (const list of document.querySelectorAll(".choose .codes"))
        ease(list);
    if (words)
        words.querySelector("form").addEventListener("submit", send);
})();
