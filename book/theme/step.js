// Lets the reader go through a ladder one row at a time, with what is told of each row below it; where the author asks
// what comes next, the row waits for one press more. Without this script the whole ladder is there, as it is on paper.
(() => {
    "use strict";

    const NS = "http://www.w3.org/2000/svg";

    /** The rows of a ladder from the top: the time of each stands at its left. */
    const rowsOf = (svg) => {
        const tops = [...svg.querySelectorAll(".ladder-time")].slice(1).map((time) => Number(time.getAttribute("y")) - 12);
        const told = svg.querySelector("desc").textContent.split(/ (?=[\d.,]+ ms: )/).slice(1);
        const rows = tops.map((top, at) => ({ top, told: told[at] ?? "", parts: [] }));
        for (const part of svg.querySelectorAll("text, path:not(.ladder-lane), circle, rect:not(.ladder-head)")) {
            const { y, height } = part.getBBox();
            rows.findLast(({ top }) => top <= y + height / 2 + 1)?.parts.push(part);
        }
        return rows.length === told.length ? rows : [];
    };

    /** What the author says of each row, in the box that follows the ladder, if there is one. */
    const notesOf = (figure, count) => {
        const box = figure.nextElementSibling;
        const items = box?.matches("details.steps") ? [...box.querySelectorAll(":scope > ol > li")] : [];
        return items.length === count ? items : [];
    };

    /** A question that an author's note begins with, in bold type. */
    const questionOf = (note) => {
        const first = note?.querySelector("strong");
        return first?.textContent.endsWith("?") && note.textContent.trim().startsWith(first.textContent) ? first : null;
    };

    const button = (text) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = text;
        return button;
    };

    const paragraph = (...content) => {
        const paragraph = document.createElement("p");
        paragraph.append(...content);
        return paragraph;
    };

    /** What has gone over each stream so far, a line for each direction. */
    const sent = (queues) => {
        const list = document.createElement("ul");
        list.className = "sent";
        for (const flow of queues.split("; ")) {
            const item = document.createElement("li");
            item.textContent = flow;
            list.append(item);
        }
        return list;
    };

    /** What is known of the queues after each row: how much has gone, and what of it may be unread. */
    const queuesOf = (figure, count) => {
        const queues = JSON.parse(figure.dataset.queues ?? "[]");
        return queues.length === count ? queues : [];
    };

    /** The words below a ladder of which so many rows are shown. */
    const words = (rows, notes, queues, { shown, isAsked }) => {
        if (isAsked) return [paragraph(questionOf(notes[shown]).cloneNode(true))];
        if (shown === 0) return [paragraph("Nothing has happened yet.")];
        const note = notes[shown - 1]?.cloneNode(true).childNodes ?? [];
        const said = [paragraph(`${shown} of ${rows.length}. ${rows[shown - 1].told.trim()}`)];
        if (note.length > 0) said.push(paragraph(...note));
        if (queues[shown - 1]) said.push(sent(queues[shown - 1]));
        return said;
    };

    /** The frame around the row that was shown last. */
    const frame = (svg, rows, shown) => {
        const { width, height } = svg.viewBox.baseVal;
        const { top } = rows[shown - 1];
        const here = document.createElementNS(NS, "rect");
        const bottom = rows[shown]?.top ?? height - 2;
        const attributes = { class: "ladder-here", x: 1, y: top, width: width - 2, height: bottom - top, rx: 4 };
        for (const [name, value] of Object.entries(attributes)) here.setAttribute(name, value);
        svg.append(here);
        return here;
    };

    const prepare = (figure) => {
        const svg = figure.querySelector("svg");
        const rows = rowsOf(svg);
        if (rows.length < 3) return;
        const notes = notesOf(figure, rows.length);
        const queues = queuesOf(figure, rows.length);
        const bar = document.createElement("div");
        const [start, back, next, all] = ["Step by step", "Back", "Next", "Show all"].map(button);
        const said = document.createElement("div");
        bar.className = "steps-bar";
        bar.setAttribute("role", "group");
        bar.setAttribute("aria-label", `Step by step: ${svg.querySelector("title").textContent}`);
        said.className = "step";
        said.setAttribute("aria-live", "polite");
        // How many rows are shown; nothing while the whole ladder is.
        let at = { shown: null, isAsked: false };
        let here = null;

        const show = () => {
            const isStepping = at.shown !== null;
            rows.forEach(({ parts }, row) => {
                const visibility = !isStepping || row < at.shown ? "" : "hidden";
                for (const part of parts) part.style.visibility = visibility;
            });
            start.hidden = isStepping;
            back.hidden = next.hidden = all.hidden = !isStepping;
            here?.remove();
            said.replaceChildren(...(isStepping ? words(rows, notes, queues, at) : []));
            if (at.shown > 0) here = frame(svg, rows, at.shown);
        };
        const go = (shown, isAsked, focus) => {
            at = { shown, isAsked };
            show();
            focus?.focus();
        };
        const forward = () => {
            if (at.shown >= rows.length) return;
            if (!at.isAsked && questionOf(notes[at.shown])) go(at.shown, true);
            else go(at.shown + 1, false);
        };
        const backward = () => go(at.isAsked ? at.shown : Math.max(0, at.shown - 1), false);

        start.addEventListener("click", () => go(0, false, next));
        next.addEventListener("click", forward);
        back.addEventListener("click", backward);
        all.addEventListener("click", () => go(null, false, start));
        bar.addEventListener("keydown", (event) => {
            const act = { ArrowRight: forward, ArrowLeft: backward }[event.key];
            if (!act || at.shown === null) return;
            // To mdBook an arrow is the next chapter.
            event.stopPropagation();
            event.preventDefault();
            act();
        });
        bar.append(start, back, next, all, said);
        if (figure.parentElement.matches(".terminals")) {
            // Two ladders stand side by side, each with its own steps.
            const place = document.createElement("div");
            figure.replaceWith(place);
            place.append(figure, bar);
        } else {
            figure.after(bar);
        }
        show();
    };

    // A ladder that is folded away is measured when it is opened.
    const waiting = new Set(document.querySelectorAll("figure.ladder:has(svg)"));
    const look = () => {
        for (const figure of waiting) {
            if (!figure.checkVisibility()) continue;
            waiting.delete(figure);
            prepare(figure);
        }
    };
    look();
    document.addEventListener("toggle", look, true);
})();
