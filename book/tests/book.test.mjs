// The built book in a browser: nothing is broken, nothing is fetched from elsewhere, nobody is shut out.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ALL_BUT_COLOURS, COLOURS, EVERYTHING, chapters, desktop, each, launch, pages, paper } from "./tools.mjs";
import { phone, reader, root, serve, still, themes, violations } from "./tools.mjs";

let browser, site;

before(async () => {
    [browser, site] = await Promise.all([launch(), serve()]);
});

after(async () => {
    await browser?.close();
    site?.stop();
});

/** Opens a page and tells everything that goes wrong on it. */
const open = async (context, file, complain) => {
    const page = await context.newPage();
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complain(`${file}: console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complain(`${file}: ${error.message}`));
    page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(site.address) && !url.startsWith("data:")) complain(`${file} asks ${url}`);
    });
    page.on("response", (response) => {
        if (response.status() >= 400) complain(`${file}: ${response.status()} for ${response.url()}`);
    });
    await page.goto(site.address + file);
    return page;
};

for (const [theme, viewport] of [
    ["light", desktop],
    ["light", phone],
    ["navy", desktop],
    ["navy", phone],
    ["rust", desktop],
    ["coal", phone],
    ["ayu", desktop],
]) {
    test(`every page in ${theme}, ${viewport.width} wide`, async () => {
        const complaints = [];
        const context = await reader(browser, theme, viewport);
        // The other themes have the same pages in other colours.
        const rules = theme === "light" ? EVERYTHING : COLOURS;
        await each(chapters, async (file) => {
            const page = await open(context, file, (complaint) => complaints.push(complaint));
            for (const violation of await violations(page, rules)) complaints.push(`${file}: ${violation}`);
            const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            if (wider > 0) complaints.push(`${file} is ${wider} wider than the window`);
            await page.close();
        });
        await context.close();
        assert.deepEqual(complaints, []);
    });
}

test("every link, anchor and target of a check leads somewhere", async (t) => {
    const complaints = [];
    const links = new Map();
    const anchors = new Map();
    const context = await reader(browser, "light", desktop);
    await each(pages, async (file) => {
        const page = await open(context, file, (complaint) => complaints.push(complaint));
        const found = await page.evaluate(() => ({
            ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
            links: [...document.querySelectorAll("a[href], link[rel=next], link[rel=prev]")].map((link) => link.href),
        }));
        anchors.set(file, new Set(found.ids));
        links.set(file, found.links);
        const twice = found.ids.filter((id, at) => found.ids.indexOf(id) !== at);
        // All chapters in one page have headings of the same name, and pictures whose parts are named alike.
        if (twice.length > 0 && file !== "print.html") complaints.push(`${file} has twice: ${twice.join(", ")}`);
        await page.close();
    });
    await context.close();

    const leads = (from, url) => {
        const [path, anchor] = url.slice(site.address.length).split("#");
        const target = anchors.get(path === "" ? "index.html" : decodeURIComponent(path));
        // mdBook gives the page for what is not there a base of its own, so that its own anchors lead elsewhere.
        const is = from === "404.html" || (target && (!anchor || target.has(decodeURIComponent(anchor))));
        if (!is) complaints.push(`${from} leads to ${path}#${anchor ?? ""}`);
    };
    const outside = new Set();
    for (const [file, urls] of links) {
        for (const url of urls) {
            if (url.startsWith(site.address)) leads(file, url);
            else outside.add(url);
        }
    }
    const list = execFileSync(join(root, "target/debug/checker"), ["list", "--format", "json"], { encoding: "utf8" });
    for (const { id, checks } of JSON.parse(list).labs) {
        for (const check of checks) leads(`${id}/${check.id}`, site.address + check.see);
    }
    // Nobody asks the network in a test.
    t.diagnostic(`links out of the book, which are not followed:\n${[...outside].sort().join("\n")}`);
    assert.deepEqual(complaints, []);
});

test("code can be copied: it has straight quotes only", async () => {
    const complaints = [];
    const context = await reader(browser, "light", desktop);
    await each(chapters, async (file) => {
        const page = await open(context, file, (complaint) => complaints.push(complaint));
        const curly = await page.evaluate(() =>
            [...document.querySelectorAll("main code, main .code")].map((code) => code.textContent).filter((text) => /[‘’“”]/.test(text)),
        );
        for (const code of curly) complaints.push(`${file}: ${code}`);
        await page.close();
    });
    await context.close();
    assert.deepEqual(complaints, []);
});

test("an answer has its letter, and no bullet besides", async () => {
    const complaints = [];
    const context = await reader(browser, "light", desktop);
    await each([...chapters, "print.html"], async (file) => {
        const page = await open(context, file, (complaint) => complaints.push(complaint));
        for (const media of ["screen", "print"]) {
            await page.emulateMedia({ media });
            const wrong = await page.evaluate(() =>
                [...document.querySelectorAll("main ul > li")]
                    .filter((item) => /^\s*[a-d]\) /.test(item.textContent) !== (getComputedStyle(item).listStyleType === "none"))
                    .filter((item) => !item.closest(".progress"))
                    .map((item) => item.textContent),
            );
            for (const item of wrong) complaints.push(`${file}, ${media}: ${item}`);
        }
        await page.close();
    });
    await context.close();
    assert.deepEqual(complaints, []);
});

test("a page that loads again stays where it was", async () => {
    const complaints = [];
    // As it is for most: with smooth scrolling.
    const context = await browser.newContext({ viewport: desktop });
    for (const [anchor, down] of [["bytes-and-text", 0], ["server-stream", 0], ["server-large", 333], ["quiz", -700]]) {
        const page = await open(context, `lab1.html#${anchor}`, (complaint) => complaints.push(complaint));
        await still(page, `#${anchor}`);
        await page.evaluate((down) => scrollBy({ top: down, behavior: "instant" }), down);
        const tops = [await still(page, `#${anchor}`)];
        for (const _ of Array(5)) {
            // As mdBook's own script does it.
            await Promise.all([page.waitForEvent("load"), page.evaluate(() => location.reload())]);
            tops.push(await still(page, `#${anchor}`));
        }
        if (tops.some((top) => Math.abs(top - tops[0]) > 2)) complaints.push(`#${anchor} was at ${tops.join(", ")}`);
        await page.close();
    }
    await context.close();
    assert.deepEqual(complaints, []);
});

test("a window that is made narrow loses its sidebar, and not its text", async () => {
    const complaints = [];
    const context = await reader(browser, "light", desktop);
    const page = await open(context, "lab1.html", (complaint) => complaints.push(complaint));
    const sidebar = page.locator("#mdbook-sidebar");
    await sidebar.waitFor({ state: "visible" });
    await still(page, "main");
    for (const width of [1000, 640]) {
        await page.setViewportSize({ width, height: 900 });
        await sidebar.waitFor({ state: "hidden" });
        await still(page, "main");
        const cut = await page.evaluate(() =>
            [...document.querySelectorAll("table.checks :is(th, td)")]
                .map((cell) => [cell, cell.getBoundingClientRect()])
                .filter(([cell, { left, right }]) => left < 0 || right > innerWidth || cell.scrollWidth > cell.clientWidth + 1)
                .map(([cell]) => cell.textContent),
        );
        assert.deepEqual(cut, [], `the table of checks at ${width} pixels`);
    }
    await page.setViewportSize(desktop);
    await sidebar.waitFor({ state: "visible" });
    await page.setViewportSize({ width: 640, height: 900 });
    await sidebar.waitFor({ state: "hidden" });
    await page.setViewportSize(desktop);
    await page.reload();
    // A page that loads in a wide window has its sidebar as ever.
    await sidebar.waitFor({ state: "visible" });
    await page.locator("button[aria-controls=mdbook-sidebar]").click();
    await sidebar.waitFor({ state: "hidden" });
    await page.setViewportSize({ width: 640, height: 900 });
    await page.setViewportSize(desktop);
    await still(page, "main");
    assert(await sidebar.isHidden(), "a sidebar that the reader has closed stays closed");
    await context.close();
    assert.deepEqual(complaints, []);
});

/** What is wrong with the pictures of a page: their words, their size and, in each theme, their contrast. */
const pictures = (themes) => {
    const complaints = [];
    const luminance = (colour) => {
        const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2]);
    };
    const contrast = (a, b) => {
        const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
        return (light + 0.05) / (dark + 0.05);
    };
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    /** A colour as it looks on another. */
    const seen = (colour, ground, opacity = 1) => {
        canvas.globalAlpha = 1;
        canvas.fillStyle = `rgb(${ground.map((part) => part * 255).join(" ")})`;
        canvas.fillRect(0, 0, 1, 1);
        canvas.globalAlpha = opacity;
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
    };
    for (const svg of document.querySelectorAll("main svg[role=img]")) {
        const title = svg.querySelector("title")?.textContent ?? "";
        const told = svg.querySelector("desc")?.textContent ?? "";
        if (title.trim() === "" || told.trim().length < 20) complaints.push(`a picture is not told: "${title}"`);
        // What is drawn by hand is told by hand, too: none of its words is only for the eye.
        const words = [...svg.querySelectorAll("text")].flatMap((text) => text.textContent.replaceAll("\\n", " ").match(/[\p{L}\d]{3,}/gu) ?? []);
        const all = `${title} ${told}`.toLowerCase();
        const untold = words.filter((word) => svg.matches(".pic") && !all.includes(word.toLowerCase()));
        if (untold.length > 0) complaints.push(`"${title}" does not tell: ${untold.join(", ")}`);
        const sizes = [...svg.querySelectorAll("text")].map((text) => {
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return parseFloat(getComputedStyle(text).fontSize) * scale;
        });
        const smallest = Math.min(...sizes);
        if (smallest < 8.5) complaints.push(`"${title}" has text of ${smallest.toFixed(1)} pixels`);
    }
    const root = document.documentElement;
    for (const theme of themes) {
        root.classList.remove(...themes);
        root.classList.add(theme);
        const white = [1, 1, 1];
        const variable = (name) => {
            const probe = document.createElement("i");
            probe.style.color = `var(${name})`;
            document.body.append(probe);
            const colour = getComputedStyle(probe).color;
            probe.remove();
            return seen(colour, white);
        };
        const page = variable("--bg");
        for (const svg of document.querySelectorAll("main svg[role=img]")) {
            const title = svg.querySelector("title")?.textContent;
            const worst = { text: 21, line: 21 };
            const boxes = [...svg.querySelectorAll("rect")].map((rect) => [rect, rect.getBoundingClientRect()]);
            for (const shape of svg.querySelectorAll("text, path, line, rect, circle")) {
                const style = getComputedStyle(shape);
                const at = shape.getBoundingClientRect();
                const [x, y] = [at.x + at.width / 2, at.y + at.height / 2];
                // What lies behind: the page, and on it every box that was drawn before and holds the middle.
                const ground = boxes
                    .filter(([box, { left, right, top, bottom }]) => left < x && x < right && top < y && y < bottom
                        && box.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_FOLLOWING)
                    .map(([box]) => getComputedStyle(box))
                    .filter(({ fill }) => fill !== "none")
                    .reduce((ground, { fill, fillOpacity }) => seen(fill, ground, fillOpacity), page);
                if (shape.matches("text")) {
                    const colour = seen(style.fill, ground, style.fillOpacity);
                    worst.text = Math.min(worst.text, contrast(colour, ground));
                } else if (style.stroke !== "none") {
                    const colour = seen(style.stroke, ground, style.strokeOpacity);
                    worst.line = Math.min(worst.line, contrast(colour, ground));
                }
            }
            if (worst.text < 4.5) complaints.push(`"${title}" in ${theme}: text of contrast ${worst.text.toFixed(2)}`);
            if (worst.line < 3) complaints.push(`"${title}" in ${theme}: a line of contrast ${worst.line.toFixed(2)}`);
        }
    }
    return complaints;
};

test("pictures can be read: in every theme, on a phone, and by who hears them", async () => {
    const complaints = [];
    const context = await reader(browser, "light", phone);
    await each(chapters, async (file) => {
        const page = await open(context, file, (complaint) => complaints.push(complaint));
        for (const complaint of await page.evaluate(pictures, themes)) complaints.push(`${file}: ${complaint}`);
        await page.close();
    });
    await context.close();
    assert.deepEqual(complaints, []);
});

test("a language is chosen once, for every page, and for paper all of them are there", async () => {
    const complaints = [];
    const context = await reader(browser, "light", phone);
    const page = await open(context, "lab1.html", (complaint) => complaints.push(complaint));
    const shown = () =>
        page.evaluate(() =>
            [...document.querySelectorAll(".tabs")].map((group) =>
                [...group.querySelectorAll(":scope > .tab")].filter((pane) => pane.checkVisibility()).map((pane) => pane.dataset.language).join(),
            ),
        );
    assert.equal((await shown())[0], "rust", "the first language of all");
    await page.locator(".tabs").nth(1).getByRole("tab", { name: "Python" }).click();
    assert.equal((await shown())[0], "python", "all others follow");
    await page.keyboard.press("ArrowRight");
    assert.equal((await shown())[0], "csharp", "an arrow leads to the next");
    await page.goto(site.address + "lab2.html");
    assert.equal((await shown())[0], "csharp", "the next page knows");
    await page.emulateMedia({ media: "print" });
    assert.equal((await shown())[0], "rust,python,csharp", "on paper each has its place");
    await context.close();

    const without = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
    const plain = await without.newPage();
    await plain.goto(site.address + "lab1.html");
    for (const language of ["rust", "python", "csharp"]) {
        assert(await plain.locator(`.tab[data-language=${language}]`).first().isVisible(), `${language} without JavaScript`);
    }
    const asked = plain.locator("p:has(> strong:first-child) + ul").first();
    assert.match(await asked.innerText(), /^a\) /, "without JavaScript a question is a list, with letters");
    await without.close();
    assert.deepEqual(complaints, []);
});

test("an answer is chosen, told about and remembered", async () => {
    const complaints = [];
    const context = await reader(browser, "light", phone);
    const page = await open(context, "lab1.html", (complaint) => complaints.push(complaint));
    const choices = () => page.locator(".choices").first();
    const right = () => choices().locator("button", { hasText: "connection refused" });
    const wrong = () => choices().locator("button", { hasText: "the connection stands" });
    await wrong().click();
    assert.match(await choices().locator("button.wrong + .feedback").innerText(), /^No\./);
    await right().click();
    assert.match(await choices().locator("button.right + .feedback").innerText(), /^Yes\./);
    const orders = new Set();
    for (const _ of Array(12)) {
        await page.reload();
        orders.add((await choices().locator("button").allInnerTexts()).join("|"));
        assert.equal(await right().getAttribute("aria-pressed"), "true", "what was chosen is remembered");
    }
    assert(orders.size > 1, "the order is another one now and then");
    assert.deepEqual(await violations(page), []);
    await context.close();
    assert.deepEqual(complaints, []);
});

test("a check's section is opened by a click, by a link to it, and stays so", async () => {
    const complaints = [];
    const context = await reader(browser, "light", phone);
    const page = await open(context, "lab1.html", (complaint) => complaints.push(complaint));
    const section = (id) => page.locator(`details.check:has(> summary #${id})`);
    const isOpen = (id) => section(id).evaluate((section) => section.open);
    assert.equal(await isOpen("server-echo"), false);
    await section("server-echo").locator("> summary").click();
    assert.equal(await isOpen("server-echo"), true);
    await page.locator('table.checks a[href="#server-large"]').click();
    await page.waitForFunction("document.querySelector('details.check:has(> summary #server-large)').open");
    await page.reload();
    assert.deepEqual([await isOpen("server-echo"), await isOpen("server-large"), await isOpen("server-binary")], [true, true, false]);
    assert.match(await section("server-binary").innerText(), /server-binary/, "the name that the terminal says");
    await page.goto(site.address + "lab4.html#client-utf8");
    assert.equal(await isOpen("client-utf8"), true);
    await context.close();
    assert.deepEqual(complaints, []);
});

test("what is told of a ladder's rows is told of each", () => {
    const wrong = [];
    let told = 0;
    for (const name of chapters) {
        const html = readFileSync(join(root, "target/book", name), "utf8");
        const figures = html.matchAll(/<figure class="ladder"[^]*?<title>(.*?)<\/title>[^]*?<\/figure>\s*(<details class="quiz steps">[^]*?<\/details>)?/g);
        for (const [figure, title, notes] of figures) {
            if (!notes) continue;
            const [rows, items] = [figure.split('class="ladder-time"').length - 2, notes.split("<li>").length - 1];
            told += 1;
            if (rows !== items) wrong.push(`${name}: ${title}: ${rows} rows, ${items} notes`);
        }
    }
    assert(told > 6, `${told} ladders are told row by row`);
    assert.deepEqual(wrong, []);
});

test("a ladder is gone through row by row, with the keyboard as well", async () => {
    const complaints = [];
    const context = await reader(browser, "light", phone);
    const page = await open(context, "lab1.html", (complaint) => complaints.push(complaint));
    const bar = page.getByRole("group", { name: /^Step by step: A client sends Hello, world/ });
    const said = () => bar.locator(".step").innerText();
    const labels = () =>
        page.evaluate(() => [...document.querySelector("figure.ladder + .steps-bar").previousElementSibling.querySelectorAll(".ladder-label")]
            .filter((label) => label.checkVisibility({ visibilityProperty: true })).length);
    await page.evaluate(() => document.fonts.ready.then(() => true));
    const figures = await page.locator("figure.ladder").evaluateAll((all) => all.map((figure) => figure.querySelector("title").textContent));
    const at = figures.findIndex((title) => title.startsWith("A client sends Hello, world"));
    assert(at >= 0, "the first recording of the chapter");
    assert.equal(await page.locator(".steps-bar").count(), figures.length, "each ladder has its steps");
    await bar.getByRole("button", { name: "Step by step" }).click();
    assert.match(await said(), /Nothing has happened yet/);
    await page.keyboard.press("ArrowRight");
    assert.match(await said(), /^1 of 9\. .*server: kernel: waits in accept/);
    await page.keyboard.press("ArrowRight");
    assert.match(await said(), /^2 of 9\. .*client connects to server/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal((await said()).trim(), "The client says \"that was all\". Can the server still answer?".replaceAll(/"([^"]+)"/g, "“$1”"));
    await page.keyboard.press("ArrowRight");
    assert.match(await said(), /^4 of 9\. .*FIN/);
    assert.match(await said(), /client to server: 12 bytes and the end of the stream \(at most 12 bytes unread\)/);
    await page.keyboard.press("ArrowLeft");
    assert.match(await said(), /^3 of 9\. /);
    assert.deepEqual(await violations(page), []);
    assert(page.url().includes("lab1.html"), "an arrow is not the next chapter");
    if (at === 0) assert((await labels()) < 9, "what comes later is not seen");
    await bar.getByRole("button", { name: "Show all" }).click();
    assert.equal(await said(), "");
    await context.close();
    assert.deepEqual(complaints, []);
});

test("the keyboard reaches everything", async () => {
    const complaints = [];
    const context = await reader(browser, "light", phone);
    const page = await open(context, "lab1.html", (complaint) => complaints.push(complaint));
    // The focus follows a key, but not at once.
    const focused = (selector) =>
        page.waitForFunction((selector) => document.activeElement.matches(selector), selector).catch(() => false);
    const expanded = (state) =>
        page.waitForFunction((state) => document.activeElement.ariaExpanded === state, state).catch(() => false);

    await page.keyboard.press("Tab");
    assert(await focused(".skip"), "the first stop is the way past the menus");
    await page.keyboard.press("Tab");
    assert(await focused("button[aria-controls=mdbook-sidebar]"), "the second is the table of contents");
    for (const state of ["true", "false"]) {
        await page.keyboard.press("Enter");
        assert(await expanded(state), `the table of contents is expanded: ${state}`);
    }
    // From the top of the page again: where Shift+Tab leads behind a drawer that was closed is the browser's affair.
    await page.reload();
    await page.keyboard.press("Tab");
    assert(await focused(".skip"), "the first stop is the way past the menus, again");
    await page.keyboard.press("Enter");
    assert(await focused("#mdbook-content"), "the way past the menus leads to the text");

    const quiz = page.locator("details.quiz").first();
    const is = (open) =>
        page
            .waitForFunction((open) => document.querySelector("details.quiz").open === open, open)
            .catch(() => false);
    await quiz.locator("summary").focus();
    for (const [key, open] of [["Enter", true], ["Space", false], ["Space", true]]) {
        await page.keyboard.press(key);
        assert(await is(open), `${key} on a question`);
    }

    // Whatever scrolls sideways has to take the focus.
    for (const file of chapters) {
        await page.goto(site.address + file);
        await page.evaluate(() => document.fonts.ready.then(() => true));
        const unreached = await page.evaluate(() =>
            [...document.querySelectorAll("main *")]
                .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
                .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
                .filter((element) => element.tabIndex < 0)
                .map((element) => `${element.tagName} ${element.className}`),
        );
        for (const element of unreached) complaints.push(`${file}: no key reaches ${element}`);
    }
    await context.close();
    assert.deepEqual(complaints, []);
});

test("on paper the book is light, and its answers are there", async () => {
    const complaints = [];
    const context = await reader(browser, "navy", desktop);
    const page = await open(context, "print.html", (complaint) => complaints.push(complaint));
    // Its colours are those of the chapters.
    for (const violation of await violations(page, ALL_BUT_COLOURS)) complaints.push(violation);
    await page.emulateMedia({ media: "print" });
    const seen = await page.evaluate(() => {
        const answer = document.querySelector("details.quiz:not([open]) > :not(summary)");
        const colour = (selector) => getComputedStyle(document.querySelector(selector)).color;
        return {
            body: colour("main p"),
            code: colour("main pre code"),
            ground: getComputedStyle(document.documentElement).getPropertyValue("--bg"),
            isAnswerSeen: answer.checkVisibility({ contentVisibilityAuto: true }) && answer.getBoundingClientRect().height > 0,
            sidebar: getComputedStyle(document.getElementById("mdbook-sidebar")).display,
        };
    });
    assert.deepEqual(seen, {
        body: "rgb(0, 0, 0)",
        code: "rgb(0, 0, 0)",
        ground: "white",
        isAnswerSeen: true,
        sidebar: "none",
    });
    const pdf = await page.pdf({ ...paper, path: join(root, "target/workbook.pdf") });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert(pdf.includes("/Type /Outlines") || pdf.includes("/Outlines"), "it has an outline");
    await context.close();
    assert.deepEqual(complaints, []);
});
