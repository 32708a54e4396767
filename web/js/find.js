/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Suggestions below a search box, as the ARIA Authoring Practices describe a combobox with a list: arrow keys choose,
 * Enter goes there, Escape closes. Without this file the box sends its words to /search. */
"use strict";

(function () {
    const WAIT = 150; /* milliseconds after the last key */
    const set = (e, names) => Object.keys(names).forEach((n) => e.setAttribute(n, names[n]));

    function Box(input, number) {
        const list = document.createElement("ul"), id = "suggested-" + number;
        let at = -1, timer = 0, asked = new AbortController(), last = "";
        list.className = "suggested";
        list.hidden = true;
        set(list, { id, role: "listbox", "aria-label": input.labels[0].textContent });
        set(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": id });
        input.form.append(list);

        /* -1: none of them, but the words themselves */
        function choose(i) {
            at = i;
            Array.from(list.children).forEach((li, k) => set(li, { "aria-selected": k === at }));
            set(input, { "aria-activedescendant": at < 0 ? "" : list.children[at].id });
            if (at >= 0)
                list.children[at].scrollIntoView({ block: "nearest" });
        }

        function open(yes) {
            list.hidden = !yes || !list.children.length;
            set(input, { "aria-expanded": !list.hidden });
            choose(-1);
        }

        /* what was chosen stays so where the new list has it, too: words may have come after it was */
        function show(rows) {
            const chosen = at < 0 ? null : list.children[at].dataset.address;
            list.replaceChildren(...rows.filter((r) => r.address).map(function (r, i) {
                const li = document.createElement("li"), as = document.createElement("span");
                as.textContent = r.found_as || (r.kind === "page" ? "" : r.code);
                li.append(r.name, as);
                li.dataset.address = r.address;
                set(li, { id: id + "-" + i, role: "option" });
                return li;
            }));
            open(document.activeElement === input);
            if (chosen && !list.hidden)
                choose(Array.from(list.children).findIndex((li) => li.dataset.address === chosen));
        }

        function ask() {
            const q = input.value.trim();
            if (q === last)
                return;
            last = q;
            asked.abort();
            asked = new AbortController();
            if (!q)
                return show([]);
            fetch("/search.json?lang=" + document.documentElement.lang + "&q=" + encodeURIComponent(q),
                  { signal: asked.signal }).then((r) => r.json()).then(show).catch(() => {});
        }

        const go = (li) => { location.href = li.dataset.address; };

        input.addEventListener("input", function () {
            clearTimeout(timer);
            timer = setTimeout(ask, WAIT);
        });
        input.addEventListener("keydown", function (event) {
            const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], n = list.children.length + 1;
            if (event.isComposing)
                return;
            if (step && n > 1) {
                if (list.hidden)
                    open(true);
                choose((at + 1 + step + n) % n - 1);
            } else if (event.key === "Enter" && at >= 0) {
                go(list.children[at]);
            } else if (event.key === "Escape" && !list.hidden) {
                open(false);
            } else {
                return;
            }
            event.preventDefault();
        });
        /* the box keeps the focus, without which the list would close before the click */
        list.addEventListener("mousedown", (event) => event.preventDefault());
        list.addEventListener("click", (event) => go(event.target.closest("li")));
        input.addEventListener("blur", () => open(false));
    }

    document.querySelectorAll(".find input").forEach(Box);
})();
