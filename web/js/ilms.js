/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Everything works without this file, which stands behind the styles of what is below the heading: what comes after it is
 * not read before they are there. It adds a button that copies an example, an address or a citation; the button's words
 * come from the page. */
"use strict";

document.addEventListener("DOMContentLoaded", function () {
    if (!navigator.clipboard)
        return;
    const label = document.documentElement.dataset.copy, done = document.documentElement.dataset.copied;
    if (!label)
        return;
    for (const text of document.querySelectorAll("pre > code, .cite, code.addr")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "copy";
        button.textContent = label;
        button.addEventListener("click", function () {
            navigator.clipboard.writeText(text.textContent.trim()).then(function () {
                button.textContent = done;
                setTimeout(function () { button.textContent = label; }, 2000);
            });
        });
        const box = text.closest("pre, p");
        if (box.tagName === "PRE")
            box.previousElementSibling.append(" ", button);
        else
            box.after(button);
    }
});
