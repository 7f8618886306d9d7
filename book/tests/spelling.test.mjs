// The book's spelling: British, with the words of `book/words.txt` besides. Code is not read, pictures' descriptions are.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chapters, desktop, each, launch, reader, root, serve } from "./tools.mjs";

let browser, site;

before(async () => {
    [browser, site] = await Promise.all([launch(), serve()]);
});

after(async () => {
    await browser?.close();
    site?.stop();
});

/** The text of a page without what a program or a person types; a picture is what is told of it. */
const text = () => {
    const main = document.querySelector("main").cloneNode(true);
    for (const element of main.querySelectorAll("code, pre, kbd, .terminal, svg:not(.pic)")) element.replaceWith(" ");
    for (const svg of main.querySelectorAll("svg")) {
        svg.replaceWith(` ${[...svg.querySelectorAll("title, desc, text:not(.code)")].map((part) => part.textContent).join(". ")} `);
    }
    for (const element of main.querySelectorAll("*")) element.append(" ");
    return main.textContent.replaceAll(/https?:\S+/g, " ").replaceAll(/['’]s\b/g, " ");
};

test("every word is spelt as a dictionary has it", async () => {
    const unknown = new Map();
    const context = await reader(browser, "light", desktop);
    await each(chapters, async (file) => {
        const page = await context.newPage();
        await page.goto(site.address + file);
        const words = ["--lang=en_GB", "--encoding=utf-8", "--mode=none", `--personal=${join(root, "book/words.txt")}`];
        const { status, stdout, stderr } = spawnSync("aspell", [...words, "list"], {
            input: await page.evaluate(text),
            encoding: "utf8",
        });
        assert.equal(status, 0, stderr);
        for (const word of stdout.split("\n").filter(Boolean)) unknown.set(word, file);
        await page.close();
    });
    await context.close();
    const list = [...unknown].sort().map(([word, file]) => `${word} (${file})`);
    assert.deepEqual(list, [], "misspelt, or for book/words.txt");
});
