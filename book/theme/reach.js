// What mdBook's own page lacks for who reads it with the keyboard or a screen reader. Without this script the book is
// read all the same.
(() => {
    "use strict";

    // The way past the menus is the first thing that the keyboard reaches.
    const skip = document.querySelector(".skip");
    document.body.prepend(skip);
    document.querySelector(skip.hash).tabIndex = -1;

    // The bar at the top is a landmark. Its first button is a label to mdBook, which no key reaches: a button stands in
    // for it, and clicks it.
    document.getElementById("mdbook-menu-bar").setAttribute("role", "banner");
    const label = document.getElementById("mdbook-sidebar-toggle");
    const button = document.createElement("button");
    button.type = "button";
    for (const name of ["class", "title", "aria-label", "aria-controls"]) {
        button.setAttribute(name, label.getAttribute(name));
    }
    button.append(...label.childNodes);
    button.addEventListener("click", () => label.click());
    label.style.display = "none";
    label.after(button);
    const page = document.documentElement;
    const tell = () => button.setAttribute("aria-expanded", page.classList.contains("sidebar-visible"));
    new MutationObserver(tell).observe(page, { attributeFilter: ["class"] });
    tell();

    // In a narrow window mdBook hides the sidebar of a page that loads; here that of a page that is open already. What
    // mdBook remembers is the reader's own choice, and stays so.
    const toggle = document.getElementById("mdbook-sidebar-toggle-anchor");
    const choice = "mdbook-sidebar";
    matchMedia("(width < 1080px)").addEventListener("change", ({ matches: isNarrow }) => {
        try {
            const chosen = localStorage.getItem(choice);
            if (toggle.checked !== (!isNarrow && chosen !== "hidden")) label.click();
            if (chosen === null) localStorage.removeItem(choice);
            else localStorage.setItem(choice, chosen);
        } catch {
            if (toggle.checked === isNarrow) label.click();
        }
    });

    // A table with an empty corner compares: what stands first in a row heads the row.
    for (const corner of document.querySelectorAll("main thead th:first-child:empty")) {
        for (const first of corner.closest("table").querySelectorAll("tbody td:first-child")) {
            first.setAttribute("role", "rowheader");
        }
        corner.replaceWith(document.createElement("td"));
    }

    // What is too wide for the page scrolls by itself, and so the keyboard has to reach it.
    const name = (wide) =>
        wide.querySelector("svg > title, caption, figcaption")?.textContent ?? (wide.matches("pre") ? "Lines" : "A table") + ", wider than the page";
    const reach = () => {
        for (const wide of document.querySelectorAll("figure.ladder, figure.states, figure.screen, .table-wrapper, .pointed")) {
            const scrolls = getComputedStyle(wide).overflowX !== "visible" && wide.scrollWidth > wide.clientWidth;
            if (scrolls && !wide.hasAttribute("tabindex")) {
                wide.tabIndex = 0;
                wide.setAttribute("role", "group");
                wide.setAttribute("aria-label", name(wide));
            } else if (!scrolls && wide.getAttribute("role") === "group") {
                for (const attribute of ["tabindex", "role", "aria-label"]) wide.removeAttribute(attribute);
            }
        }
    };
    reach();
    // Fonts that come later make wide what was not.
    document.fonts.ready.then(reach);
    addEventListener("resize", reach);
    document.addEventListener("toggle", reach, true);
})();
