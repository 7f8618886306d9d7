// Mermaid itself against the checker's reader of state diagrams: whatever the reader takes, Mermaid takes, with the
// same states and the same arrows.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, root } from "./tools.mjs";

/** How many texts are made up, and from which seed; another one is taken with MERMAID_SEED. */
const seed = process.env.MERMAID_SEED ?? "11";
const count = "1500";

let browser, page;

before(async () => {
    browser = await launch();
    page = await browser.newPage();
    await page.setContent("<!doctype html><title>Mermaid</title>");
    await page.addScriptTag({ path: join(root, "book/tests/node_modules/mermaid/dist/mermaid.min.js") });
    await page.evaluate(() => mermaid.initialize({ startOnLoad: false, logLevel: 5 }));
});

after(async () => browser?.close());

/** What the checker's reader finds in texts: given ones, or ones that it makes up. */
const reader = (words, texts) => {
    const cargo = ["run", "-q", "-p", "checker", "--example", "diagrams", "--", ...words];
    const options = { cwd: root, input: JSON.stringify(texts ?? []), maxBuffer: 64 * 1024 * 1024 };
    return JSON.parse(execFileSync("cargo", cargo, options));
};

/** What Mermaid finds: the nodes and edges that it would draw, or what it complains of. */
const mermaids = (texts) =>
    page.evaluate(async (texts) => {
        const isDot = (id) => /^root_(start|end)$/.test(id);
        const name = (id) => (isDot(id) ? id.replace("root_", "[") + "]" : id);
        const isNote = (id) => id.includes("----");
        const read = async (text) => {
            try {
                const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
                const { nodes, edges } = diagram.db.getData();
                const states = nodes.map((node) => node.id).filter((id) => !isDot(id) && !isNote(id));
                const arrows = edges.filter((edge) => !isNote(edge.start) && !isNote(edge.end));
                return { states, transitions: arrows.map((edge) => [name(edge.start), name(edge.end), edge.label || null]) };
            } catch (error) {
                return { complaint: String(error.message ?? error).split("\n")[0] };
            }
        };
        const all = [];
        for (const text of texts) all.push(await read(text));
        return all;
    }, texts);

/** Labels that Mermaid draws as they stand: it writes some characters by their numbers, and cleans up what looks like a tag. */
const isPlain = (label) => !/[<>&#"\ufb02\u00b6]/.test(label ?? "");

const shown = ({ states, transitions }) =>
    JSON.stringify({
        states: [...states].sort(),
        transitions: transitions.map(([from, to, label]) => [from, to, isPlain(label) ? label : "..."].join("|")).sort(),
    });

/** Where the two differ, of the texts that the reader takes; and how many those are. */
const compare = async (found) => {
    const theirs = await mermaids(found.map((one) => one.text));
    const read = found.map((one, at) => [one, theirs[at]]).filter(([one]) => !one.mistake);
    const differ = read.filter(([one, other]) => other.complaint || shown(one) !== shown(other));
    const told = differ.map(([one, other]) => `${JSON.stringify(one.text)}\n  ours ${shown(one)}\n  Mermaid ${other.complaint ?? shown(other)}`);
    return { read: read.length, told };
};

/** All diagrams of the repository. */
const corpus = () =>
    execFileSync("git", ["ls-files", "*.mmd"], { cwd: root, encoding: "utf8" })
        .trim()
        .split("\n")
        .map((file) => readFileSync(join(root, file), "utf8"));

test("every diagram of the repository is read as Mermaid reads it", async () => {
    const found = reader([], corpus());
    const { read, told } = await compare(found);
    assert.deepEqual(told, []);
    assert.ok(read >= 40, `only ${read} of ${found.length} are read`);
});

test("texts that are made up are read as Mermaid reads them, or refused", async () => {
    const found = reader([seed, count]);
    const { read, told } = await compare(found);
    assert.deepEqual(told, [], `with the seed ${seed}`);
    assert.ok(read >= count / 5, `only ${read} of ${count} are read`);
});

test("a difference would be seen", async () => {
    const [one] = reader([], ["stateDiagram-v2\na --> b"]);
    assert.equal((await compare([{ ...one, states: ["a"] }])).told.length, 1);
    assert.equal((await compare([{ ...one, text: "stateDiagram-v2\na -> b" }])).told.length, 1);
});

test("what is drawn has the states that are read", async () => {
    const found = reader([], corpus()).filter((one) => !one.mistake);
    const drawn = await page.evaluate(async (texts) => {
        const words = async (text, at) => {
            const { svg } = await mermaid.render(`drawn${at}`, text);
            const picture = new DOMParser().parseFromString(svg, "text/html");
            const nodes = [...picture.querySelectorAll("g.node, g.statediagram-cluster")].map((node) => node.id);
            return nodes.join(" ");
        };
        const all = [];
        for (const [at, text] of texts.entries()) all.push(await words(text, at));
        return all;
    }, found.map((one) => one.text));
    found.forEach((one, at) => {
        for (const state of one.states) assert.ok(drawn[at].includes(`state-${state}-`), `${state}: ${drawn[at]}\n${one.text}`);
    });
});
