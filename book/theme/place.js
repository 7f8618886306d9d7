// Keeps the reader's place in a page that loads again, after a run of the checker: what stood at the top of the window
// stands there again, whatever came between. Without it, or where storage is refused, the browser does its best.
(() => {
    "use strict";

    const key = `socket-workbook.place.${location.pathname.split("/").pop() || "index.html"}`;

    // The paragraphs of the page and of its sections of checks, and the rows of its table of checks; what comes and goes
    // with a grade, as boxes with hints do, is not counted.
    const parts = () => [...document.querySelectorAll(
        "main > :not(.grade, .graded, .progress, table.checks, :has(table.checks), details.check), details.check > :not(.grade, details), main table.checks tr",
    )];

    addEventListener("pagehide", () => {
        // What lies in a section that is closed is nowhere.
        const all = parts().map((part) => (part.checkVisibility() ? part.getBoundingClientRect() : { top: Infinity }));
        let part = all.findIndex(({ top, bottom }) => bottom > 0 && top < innerHeight / 2);
        if (part < 0) part = all.findLastIndex(({ top }) => top <= 0);
        try {
            if (part >= 0) sessionStorage.setItem(key, JSON.stringify({ part, top: all[part].top }));
        } catch {
            // Then the browser's own way has to do.
        }
    });

    if (performance.getEntriesByType("navigation")[0]?.type !== "reload") return;
    let place;
    try {
        place = JSON.parse(sessionStorage.getItem(key));
    } catch {
        // The same.
    }
    if (!place) return;

    // A reader who moves in the meantime has chosen another place.
    let isMoved = false;
    for (const move of ["wheel", "touchmove", "keydown", "pointerdown"]) {
        addEventListener(move, () => (isMoved = true), { once: true, passive: true });
    }
    addEventListener("load", async () => {
        await document.fonts.ready;
        // The browser puts back its own idea of the place within the frame after the event.
        for (let frame = 0; frame < 3; frame += 1) {
            const same = parts()[place.part];
            const part = same?.checkVisibility() ? same : same?.closest("details");
            if (isMoved || !part) return;
            scrollBy({ top: part.getBoundingClientRect().top - place.top, behavior: "instant" });
            await new Promise(requestAnimationFrame);
        }
    });
})();
