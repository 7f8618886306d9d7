// The live grade: `mdbook serve book` on the left, `checker lab1` on the right, and the page shows what came of it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { desktop, launch, reader, root, still, violations } from "./tools.mjs";

const checker = join(root, "target/debug/checker");

/** A learner's first try: one read is one message. */
const FIRST_TRY = `use std::io::{Read, Write};
use std::net::TcpListener;

fn main() {
    let port: u16 = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap();
    let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
    println!("listening on {}", listener.local_addr().unwrap());
    for connection in listener.incoming() {
        let mut connection = connection.unwrap();
        let mut buffer = [0; 1024];
        let length = connection.read(&mut buffer).unwrap_or(0);
        connection.write_all(&buffer[..length]).ok();
    }
}
`;

let browser, context, folder, mdbook, address;
const heard = new EventEmitter();
let told = "";
let graded = "";

/** The mdBook that is there: in the PATH, or where `.ci/run` and `checker book` install it. */
const program = () => {
    const places = [process.env.MDBOOK, join(root, "target/tools/bin/mdbook"), "mdbook"].filter(Boolean);
    const is = (place) => spawnSync(place, ["--version"], { encoding: "utf8" }).stdout?.startsWith("mdbook v0.5.");
    return places.find(is) ?? assert.fail("there is no mdBook 0.5 here");
};

/** Waits until mdBook has said so. */
const says = async (words) => {
    while (!told.includes(words)) {
        assert.equal(mdbook.exitCode, null, `mdbook has ended:\n${told}`);
        await once(heard, "text", { signal: AbortSignal.timeout(60_000) });
    }
};

const freePort = () =>
    new Promise((found) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => found(port));
        });
    });

before(async () => {
    // A clone of the learner's, in which nothing was graded; what cargo has compiled for the exercises is shared.
    // It can't stand below target/, which git ignores, and so mdBook does not watch it.
    mkdirSync(join(root, "target/graded"), { recursive: true });
    folder = realpathSync(mkdtempSync(join(tmpdir(), "workbook-")));
    const isSource = (path) => !/\/(node_modules|target)$/.test(path);
    for (const part of ["Cargo.toml", "Cargo.lock", ".cargo", ".gitignore", "book", "checker", "exercises", "grading", "proof", "solutions"]) {
        cpSync(join(root, part), join(folder, part), { recursive: true, filter: isSource });
    }
    mkdirSync(join(folder, "target"));
    symlinkSync(join(root, "target/graded"), join(folder, "target/graded"));
    assert(!existsSync(join(folder, ".progress")));

    const port = await freePort();
    address = `http://127.0.0.1:${port}/`;
    mdbook = spawn(program(), ["serve", "book", "--hostname", "127.0.0.1", "--port", String(port)], {
        cwd: folder,
        // The checker is there already: cargo would compile it anew for the clone.
        env: {
            ...process.env,
            MDBOOK_PREPROCESSOR__CHECKER__COMMAND: `${checker} mdbook`,
            MDBOOK_PREPROCESSOR__VERIFY__COMMAND: `${checker} mdbook verify`,
        },
    });
    const listen = (text) => {
        told += text;
        heard.emit("text");
    };
    mdbook.stdout.on("data", listen);
    mdbook.stderr.on("data", listen);
    mdbook.on("exit", () => heard.emit("text"));
    await says("Watching for changes");
    browser = await launch();
    context = await reader(browser, "light", desktop);
});

after(async () => {
    await browser?.close();
    mdbook?.kill();
    if (folder) rmSync(folder, { recursive: true });
});

/** A page that hears when mdBook has built the book again. */
const open = async (file) => {
    const page = await context.newPage();
    await page.goto(address + file);
    await listens(page);
    return page;
};

const listens = (page) => page.waitForFunction("socket.readyState === WebSocket.OPEN");

/** Grades the clone; gives when the checker had done so. */
const grade = (...words) => {
    const { status, stdout, stderr } = spawnSync(checker, words, { cwd: folder, encoding: "utf8" });
    graded = `${stdout}\n${stderr}`;
    assert.equal(status, 1, graded);
    return performance.now();
};

const row = (page, check) => page.locator(`table.checks tr:has(a[href="#${check}"])`);

/** The verdict of a check in its table, as soon as it is that one. */
const shows = (page, check, verdict) => row(page, check).locator(`.verdict.${verdict}`).waitFor({ timeout: 60_000 });

afterEach((t) => {
    if (!t.passed) t.diagnostic(`mdbook said:\n${told}\nthe checker said:\n${graded}`);
});

test("a page that is open shows what the checker found", async (t) => {
    const page = await open("lab1.html");
    const introduction = await open("introduction.html");
    assert.equal(await page.locator(".verdict, .grade").count(), 0, "nothing was graded, and nothing is shown");
    assert.equal(await introduction.locator(".progress").count(), 0);

    writeFileSync(join(folder, "exercises/lab1-echo/server.rs"), FIRST_TRY);
    const first = grade("lab1", "--check", "server-echo", "--check", "server-stream");
    await shows(page, "server-stream", "fail");
    t.diagnostic(`from the verdict to the page: ${Math.round(performance.now() - first)} ms`);
    await shows(page, "server-echo", "pass");
    assert.equal(await row(page, "server-large").locator(".verdict").count(), 0, "what was not tried has no verdict");

    // Beside the section that explains the check stand the cause and, behind a word, the ladder.
    const section = page.locator("details.check:has(#server-stream) > .grade");
    assert.match(await section.innerText(), /likely cause\s+.*one read/is);
    const ladder = section.locator("svg.ladder");
    assert.equal(await ladder.isVisible(), false);
    await section.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await ladder.isVisible(), true);
    const lines = introduction.locator(".progress");
    await lines.waitFor();
    assert.deepEqual([...(await violations(page)), ...(await violations(introduction))], []);
    assert.match(await lines.innerText(), /You have \d+ of the course’s \d+ points/);

    await listens(page);
    cpSync(join(root, "solutions/lab1-echo/server.rs"), join(folder, "exercises/lab1-echo/server.rs"));
    const second = grade("lab1");
    await shows(page, "server-stream", "pass");
    t.diagnostic(`from the next verdict to the page: ${Math.round(performance.now() - second)} ms`);
    await shows(page, "client-sends", "not-started");
    const earned = /You have (\d+) of 100 points/.exec(await page.locator("table.checks caption").innerText());
    assert(Number(earned[1]) > 50, earned[0]);

    // A check that fails once more is seen as it was left, and so it is after every run. What the reader is at, further
    // down, stays where it is.
    const below = "#server-given-port";
    for (const _ of [1, 2]) {
        await listens(page);
        const was = await still(page, below);
        await page.evaluate((was) => scrollBy({ top: was - 100, behavior: "instant" }), was);
        const isNew = page.waitForEvent("load", { timeout: 120_000 });
        writeFileSync(join(folder, "exercises/lab1-echo/server.rs"), FIRST_TRY);
        grade("lab1", "--check", "server-stream");
        await isNew;
        await shows(page, "server-stream", "fail");
        assert.equal(await ladder.isVisible(), true, "what was seen is open still");
        const is = await still(page, below);
        assert(Math.abs(is - 100) < 2, `a section further down is at ${is} and not at 100`);
    }
    await Promise.all([page.close(), introduction.close()]);
});

test("a record that cannot be read is left out, with a word", async () => {
    const page = await open("lab1.html");
    await shows(page, "server-echo", "pass");
    for (const [broken, why] of [
        ["{", "it is no report"],
        ['{"schema":0,"seed":1,"submission":"exercises","labs":[]}', "it is a report of schema 0"],
    ]) {
        await listens(page);
        writeFileSync(join(folder, ".progress/lab1.json"), broken);
        await says(`warning: .progress/lab1.json is ignored: ${why}`);
        await page.waitForFunction(
            "document.readyState === 'complete' && document.querySelector('table.checks:not(:has(.verdict))')",
            undefined,
            { timeout: 60_000 },
        );
    }
    await page.close();
});
