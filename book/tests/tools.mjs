// What the tests share: the built book behind a server of its own, and the system's Chromium.
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const book = join(root, "target/book");

/** The pages of the built book; `toc.html` is a frame for browsers without JavaScript. */
export const pages = readdirSync(book).filter((file) => file.endsWith(".html") && file !== "toc.html");

/** Those that a reader reads: `index.html` is the first chapter once more, `print.html` all of them in one. */
export const chapters = pages.filter((file) => file !== "index.html" && file !== "print.html");

export const themes = ["light", "rust", "coal", "navy", "ayu"];
export const desktop = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };

/** Chromium asks for nothing of its own; a superuser, as in CI, has to do without its sandbox. */
export const launch = () =>
    chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: [
            ...(process.getuid() === 0 ? ["--no-sandbox"] : []),
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });

const TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
};

/** Serves the built book on a free port; gives the address and a way to stop. */
export const serve = async () => {
    const server = createServer((request, response) => {
        const { pathname } = new URL(request.url, "http://book");
        try {
            const body = readFileSync(join(book, pathname === "/" ? "index.html" : decodeURIComponent(pathname)));
            response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "text/html" }).end(body);
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
};

/** A reader's browser: a theme and a window. Printing, which would open a dialog, does nothing. */
export const reader = async (browser, theme, viewport) => {
    const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
    await context.addInitScript((theme) => {
        localStorage.setItem("mdbook-theme", theme);
        window.print = () => {};
    }, theme);
    return context;
};

/** Waits until a page is laid out and has been still for a few frames; gives where an element's top is. */
export const still = async (page, selector) => {
    await page.waitForLoadState("load");
    // A page behind another is drawn once a second.
    await page.bringToFront();
    return page.evaluate(async (selector) => {
        await document.fonts.ready;
        let [top, frames] = [NaN, 0];
        while (frames < 20) {
            await new Promise(requestAnimationFrame);
            const now = document.querySelector(selector).getBoundingClientRect().top;
            [top, frames] = now === top ? [top, frames + 1] : [now, 0];
        }
        return top;
    }, selector);
};

/** Does something with each item, two at a time: as many as there are processors in CI. */
export const each = async (items, act) => {
    const rest = [...items];
    const work = async () => {
        for (let item = rest.shift(); item !== undefined; item = rest.shift()) await act(item);
    };
    await Promise.all([work(), work()]);
};

/** How the book goes on paper: with page numbers, and with an outline of its headings. */
export const paper = {
    format: "A4",
    margin: { top: "15mm", bottom: "18mm", left: "15mm", right: "15mm" },
    outline: true,
    tagged: true,
    displayHeaderFooter: true,
    headerTemplate: "<span></span>",
    footerTemplate: '<div style="width:100%;font:9px sans-serif;text-align:center"><span class="pageNumber"></span></div>',
};

const AXE = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** All of axe's rules; those that a theme may break; and all others. */
export const EVERYTHING = {};
export const COLOURS = { runOnly: ["color-contrast", "link-in-text-block"] };
export const ALL_BUT_COLOURS = { rules: { "color-contrast": { enabled: false }, "link-in-text-block": { enabled: false } } };

/** What axe finds, one line a rule and place. */
export const violations = async (page, rules = EVERYTHING) => {
    await page.evaluate(AXE);
    return page.evaluate(async (rules) => {
        // No rule of these needs what a page asks its server for, and to ask once more takes longest.
        const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false, ...rules });
        return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, html, failureSummary }) => {
                const why = failureSummary.split("\n").slice(1).join(" ").trim();
                return `${id} at ${target.join(" ")}: ${html.slice(0, 120)}: ${why}`;
            }),
        );
    }, rules);
};
