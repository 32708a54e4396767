/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Everything works without this file. It lets a file be dropped on its field, and looks how far an
 * upload is in place of the person who waits. */
"use strict";

(function () {
    for (const field of document.querySelectorAll("[data-drop]")) {
        const input = field.querySelector("input[type=file]");
        for (const what of ["dragenter", "dragover"])
            field.addEventListener(what, function (event) {
                event.preventDefault();
                field.classList.add("over");
            });
        field.addEventListener("dragleave", function () { field.classList.remove("over"); });
        field.addEventListener("drop", function (event) {
            event.preventDefault();
            field.classList.remove("over");
            if (event.dataTransfer.files.length)
                input.files = event.dataTransfer.files;
        });
    }

    const waiting = document.querySelector("[data-upload]");
    function look() {
        fetch(waiting.dataset.upload, { headers: { Accept: "application/json" } }).then(function (answer) {
            return answer.json();
        }).then(function (upload) {
            if (upload.state === "queued")
                setTimeout(look, 700);
            else
                location.reload();
        }).catch(function () { setTimeout(look, 3000); });
    }
    if (waiting)
        setTimeout(look, 400);

    const fault = document.getElementById("fault");
    if (fault)
        fault.focus();
})();
