// Writes the built book as an EPUB: `npm run epub --prefix book/tests` after `mdbook build book`. It takes pandoc, and where
// epubcheck is installed, its verdict is the command's.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { desktop, launch, reader, root, serve } from "./tools.mjs";

const CHECKER = process.env.EPUBCHECK ?? "/usr/share/java/epubcheck.jar";

/** The book as a reader of electronic books can show it: no script, everything open, and pictures with their colours. */
const plain = () => {
    const KEPT = [
        ...["fill", "stroke", "stroke-width", "stroke-dasharray", "paint-order"],
        ...["font-family", "font-size", "font-weight", "text-anchor", "white-space"],
    ];
    const main = document.querySelector("main");
    for (const svg of main.querySelectorAll("svg")) {
        for (const part of svg.querySelectorAll("*")) {
            const style = getComputedStyle(part);
            part.setAttribute("style", KEPT.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"));
            // Not among the attributes that EPUB allows.
            part.removeAttribute("paint-order");
        }
        const [title, desc] = ["title", "desc"].map((name) => svg.querySelector(name)?.textContent ?? "");
        const [width, height] = svg.getAttribute("viewBox").split(" ").slice(2);
        svg.setAttribute("width", width);
        svg.setAttribute("height", height);
        svg.removeAttribute("style");
        const bytes = new TextEncoder().encode(new XMLSerializer().serializeToString(svg));
        const image = document.createElement("img");
        image.src = `data:image/svg+xml;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
        image.alt = `${title}. ${desc}`;
        svg.replaceWith(image);
    }
    // A piece of a program stands at the margin.
    for (const code of main.querySelectorAll("pre code")) {
        const lines = code.textContent.split("\n");
        const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
        code.textContent = lines.map((line) => line.slice(Math.min(...indents))).join("\n");
    }
    for (const gone of main.querySelectorAll("script, style, button, progress")) gone.remove();
    for (const link of main.querySelectorAll("a.header")) link.replaceWith(...link.childNodes);
    for (const details of main.querySelectorAll("details")) {
        const box = document.createElement("div");
        box.append(...details.childNodes);
        details.replaceWith(box);
    }
    for (const summary of main.querySelectorAll("summary")) {
        const isHeading = summary.querySelector("h1, h2, h3, h4, h5, h6");
        const head = document.createElement(isHeading ? "div" : "p");
        const words = isHeading ? head : head.appendChild(document.createElement("strong"));
        words.append(...summary.childNodes);
        summary.replaceWith(head);
    }
    return main.innerHTML;
};

const run = (command, words, input) => {
    const { status, error } = spawnSync(command, words, { input, stdio: ["pipe", "inherit", "inherit"] });
    if (error) console.error(`error: ${command}: ${error.message}`);
    return status ?? 1;
};

const [browser, site] = await Promise.all([launch(), serve()]);
const page = await (await reader(browser, "light", desktop)).newPage();
// The scripts of the book would leave one language of each listing.
await page.route("**/*.js", (route) => route.abort());
await page.goto(`${site.address}print.html`);
const html = await page.evaluate(plain);
await browser.close();
site.stop();

const path = join(root, "target/workbook.epub");
const metadata = ["title=The Socket Workbook", "lang=en", "creator=The authors of the Socket Workbook"];
const style = fileURLToPath(new URL("epub.css", import.meta.url));
const words = ["-f", "html", "-t", "epub3", "--toc", "--toc-depth=2", "--epub-chapter-level=1", "--css", style, "-o", path];
process.exitCode = run("pandoc", [...words, ...metadata.flatMap((one) => ["--metadata", one])], html);
if (process.exitCode === 0) {
    console.log(path);
    if (existsSync(CHECKER)) process.exitCode = run("java", ["-jar", CHECKER, "--quiet", path]);
    else console.log("epubcheck is not installed: nobody has looked at it");
}
