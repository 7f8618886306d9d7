// The pages that `checker grade` writes for a class, in a browser: the overview and a student's page.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { desktop, launch, phone, root, violations } from "./tools.mjs";

const program = join(root, "target/debug/checker-grade");
const programs = join(root, "checker/tests/programs");
const TOML = '[lab1]\nserver = ["python3", "lab1_server.py"]\nclient = ["python3", "lab1_client.py"]\n';

/** Hand-ins: their files, and what stands in their programs.toml. */
const students = {
    right: { server: "python/lab1_server.py", toml: TOML },
    wrong: { server: "one-read/server.py", toml: TOML },
    mistaken: { server: "python/lab1_server.py", toml: TOML.replace("server", "sever") },
};

let browser, folder;

const grade = (...words) => spawnSync(program, words, { cwd: folder, encoding: "utf8" });

before(async () => {
    assert.ok(existsSync(program), "cargo build -p grading makes it");
    folder = mkdtempSync(join(tmpdir(), "class-"));
    for (const [name, { server, toml }] of Object.entries(students)) {
        const from = join(folder, "from", name);
        mkdirSync(from, { recursive: true });
        cpSync(join(programs, server), join(from, "lab1_server.py"));
        for (const file of ["lab1_client.py", "netutil.py"]) cpSync(join(programs, "python", file), join(from, file));
        writeFileSync(join(from, "programs.toml"), toml);
    }
    assert.equal(grade("take", "from", "--into", "class").status, 1);
    // The best box that this machine has.
    const run = [["--box", "full"], ["--box", "half"], ["--trust"]]
        .map((box) => grade("run", "class", ...box))
        .find(({ status }) => status !== 2);
    assert.equal(run?.status, 1, run?.stderr);
    assert.equal(grade("show", "class").status, 1);
    browser = await launch();
});

after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
});

const LOOKS = [
    { name: "light", colorScheme: "light", viewport: desktop },
    { name: "dark", colorScheme: "dark", viewport: desktop },
    { name: "on a phone", colorScheme: "light", viewport: phone },
    { name: "printed", colorScheme: "light", viewport: desktop, media: "print" },
];

for (const file of ["class.html", ...Object.keys(students).map((name) => `page/${name}/index.html`)]) {
    test(`${file} can be read by everybody`, async () => {
        for (const { name, media, ...look } of LOOKS) {
            const context = await browser.newContext({ ...look, bypassCSP: true });
            const page = await context.newPage();
            await page.goto(pathToFileURL(join(folder, "class", file)).href);
            if (media) await page.emulateMedia({ media });
            for (const details of await page.locator("details").all()) await details.evaluate((one) => (one.open = true));
            assert.deepEqual(await violations(page), [], name);
            const { scrollWidth, clientWidth } = await page.evaluate(() => {
                const { scrollWidth, clientWidth } = document.documentElement;
                return { scrollWidth, clientWidth };
            });
            assert.ok(scrollWidth <= clientWidth, `${name}: ${scrollWidth} pixels in ${clientWidth}`);
            await context.close();
        }
    });
}

test("the overview leads to every student", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, "class/class.html")).href);
    const headings = await page.locator("h2").allTextContents();
    assert.deepEqual(headings.slice(0, 2), ["Needs you", "Teach again"]);
    await page.getByRole("link", { name: "wrong" }).click();
    assert.match(await page.locator(".cause").first().textContent(), /one read/i);
    await page.close();
});
