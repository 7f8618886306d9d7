// Opens the section of a check that is linked to, and keeps those that the reader has opened while a page loads again.
// Without it, or where storage is refused, a section opens with a click, and that of a check that has failed is open.
(() => {
    "use strict";

    const key = `socket-workbook.sections.${location.pathname.split("/").pop() || "index.html"}`;
    const sections = [...document.querySelectorAll("details.check")];
    const name = (section) => section.querySelector("summary [id]").id;

    const remembered = () => {
        try {
            const names = JSON.parse(sessionStorage.getItem(key));
            return Array.isArray(names) ? names : [];
        } catch {
            return [];
        }
    };

    const remember = (section) => {
        const others = remembered().filter((other) => other !== name(section));
        try {
            sessionStorage.setItem(key, JSON.stringify(section.open ? [...others, name(section)] : others));
        } catch {
            // Then it is closed when the page loads the next time.
        }
    };

    const opened = remembered();
    for (const section of sections) {
        if (opened.includes(name(section))) section.open = true;
        const summary = section.querySelector("summary");
        // The event comes before the section opens or closes.
        summary.addEventListener("click", () => setTimeout(() => remember(section)));
        // The heading is a link to itself, and lies in what opens the section: it is the one, and leads there as well.
        summary.querySelector("a.header")?.removeAttribute("href");
        summary.addEventListener("click", () => history.replaceState(history.state, "", `#${name(section)}`));
    }

    const open = () => {
        const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        const section = target?.closest("details.check");
        if (section) section.open = true;
    };
    open();
    addEventListener("hashchange", open);
})();
