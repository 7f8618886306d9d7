//! Reads state diagrams and says as JSON what it found in them, so that Mermaid's own parser can be held against it
//! (`book/tests/mermaid.test.mjs`).
//!
//! Without arguments it takes a JSON array of texts from stdin; with a seed and a number it makes up texts of its own.

use std::io::Read;

use anyhow::Context;
use checker::diagram::{self, Diagram, Tip, What};
use checker::random::Random;
use serde_json::{Value, json};

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let texts = match words.as_slice() {
        [] => given()?,
        [seed, count] => made_up(seed.parse().context("the seed")?, count.parse().context("the number")?),
        _ => anyhow::bail!("usage: diagrams [SEED COUNT]"),
    };
    let read: Vec<Value> = texts.iter().map(|text| shown(text)).collect();
    println!("{}", Value::from(read));
    Ok(())
}

fn given() -> anyhow::Result<Vec<String>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("stdin")?;
    serde_json::from_str(&text).context("a JSON array of texts")
}

/// A text, and what was read in it: the states, the transitions with their labels, or the mistake.
fn shown(text: &str) -> Value {
    match diagram::read(text) {
        Ok(diagram) => {
            let states: Vec<&str> = diagram.states.iter().map(|state| &*state.id).collect();
            json!({ "text": text, "states": states, "transitions": transitions(&diagram) })
        }
        Err(mistake) => {
            let refused = matches!(mistake.what, What::Refused { .. });
            json!({ "text": text, "mistake": mistake.to_string(), "refused": refused })
        }
    }
}

fn transitions(diagram: &Diagram) -> Vec<Value> {
    let end = |end: Tip, dot: &str| match end {
        Tip::Dot => dot.to_owned(),
        Tip::State(at) => diagram.states[at].id.clone(),
    };
    let one = |one: &diagram::Transition| json!([end(one.from, "[start]"), end(one.to, "[end]"), one.label]);
    diagram.transitions.iter().map(one).collect()
}

/// Names that are usual, and names that resemble Mermaid's own words.
const NAMES: &[&str] = &[
    "a",
    "b",
    "connected",
    "closed",
    "listening",
    "syn_sent",
    "notes",
    "stated",
    "classy",
    "styled",
    "clicked",
    "hidden",
    "scaled",
    "direction",
    "end",
    "href_x",
    "defaults",
    "a.b",
    "a/b",
    "\u{63a5}\u{7d9a}",
    "note",
    "click.x",
    "default",
    "hre",
    "tb",
    "lr2",
    "accTitle",
    "as",
    "left",
    "A",
    "[*]",
];

/// Lines with gaps: `@` is a name, `$` a text.
const LINES: &[&str] = &[
    "@ --> @",
    "@ --> @",
    "@ --> @",
    "@ --> @ : $",
    "@ --> @: $",
    "@-->@",
    "@ : $",
    "@",
    "@ --> @ %% $",
    "@ --> @ # $",
    "@:::busy --> @:::idle : $",
    "state \"$\" as @",
    "state \"$\" as @ : $",
    "state \"$\" as @ %% $",
    "state @",
    "state @ %% $",
    "direction LR",
    "direction TB %% $",
    "%% $",
    "%%",
    "# $",
    "",
    "note left of @ : $",
    "note right of @\n  $\n  @ --> @\nend note",
    "Note Right Of @ $\n%% $\n$\nEnd Note",
    "note \"$\" as @",
    "classDef busy fill:#f96,stroke:#333",
    "class @ busy",
    "class @, @ busy",
    "style @ fill:red,stroke-width:2px",
    "click @ href \"$\"",
    "click @ \"$\" \"$\"",
    "accTitle: $",
    "accDescr: $",
    "accDescr {\n  $\n  @ --> @\n}",
    "hide empty description",
    "scale 350 width",
    "%%{init: {'theme': 'dark'}}%%",
    "%%{init: {\n  'theme': 'dark'\n}}%%",
    "%%{wrap}%%",
    "state @ {\n@ --> @\n}",
    "state @ <<choice>>",
    "--",
];

const TEXTS: &[&str] = &[
    "it worked",
    "error: refused",
    "x",
    "a --> b",
    "exit 0 -> on",
    "%% no comment",
    "in this direction",
    "direction LR",
    "#58; is a colon",
    "end note",
    "as it was",
    "caf\u{e9}",
    "(1) [2] {3}",
    "50 %",
    "{",
    "a; b",
    "::1",
    "say \"no\"",
    "",
];

const FRONT: &[&str] = &[
    "---\ntitle: A client\n---\n",
    "---\ntitle: 'a: b'\nconfig:\n  theme: dark\n  themeVariables:\n    lineColor: '#f00'\n---\n",
    "---\nconfig:\n  look: handDrawn\n# colours\ntitle: x y\n---\n\n",
    "---\ntitle: a: b\n---\n",
    "---\n---\n",
    "%%{init: {'theme': 'forest'}}%%\n",
    "%% first\n\n",
    "# first\n",
];

/// What damage puts in, beside what it takes away.
const PIECES: &[&str] = &[
    "\n",
    " ",
    "  ",
    "%%",
    "%%{",
    "}%%",
    "{",
    "}",
    ":",
    "::",
    ":::",
    ";",
    "#",
    "-",
    "--",
    "-->",
    "\"",
    "[*]",
    "note ",
    "end note",
    "state ",
    "direction LR",
    "direction\n",
    "as ",
    "click ",
    "<<fork>>",
    "\r",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{85}",
    "\u{feff}",
    "---\n",
    "stateDiagram-v2\n",
    "|",
    "//",
    ",",
    "<b x=\"y\">",
];

fn made_up(seed: u64, count: usize) -> Vec<String> {
    let mut random = Random::new(seed);
    (0..count).map(|_| text(&mut random)).collect()
}

fn text(random: &mut Random) -> String {
    let mut text = String::new();
    if random.below(4) == 0 {
        text.push_str(pick(random, FRONT));
    }
    text.push_str("stateDiagram-v2\n");
    for _ in 0..1 + random.below(8) {
        for c in pick(random, LINES).chars() {
            match c {
                '@' => text.push_str(if random.below(3) > 0 { pick(random, &NAMES[..5]) } else { pick(random, NAMES) }),
                '$' => text.push_str(if random.below(3) > 0 { pick(random, &TEXTS[..3]) } else { pick(random, TEXTS) }),
                c => text.push(c),
            }
        }
        text.push_str(if random.below(9) == 0 { " \n" } else { "\n" });
    }
    let damages = [0, 0, 1, 1, 2, 4][random.below(6)];
    for _ in 0..damages {
        damage(random, &mut text);
    }
    text
}

fn damage(random: &mut Random, text: &mut String) {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let from = places[random.below(places.len())];
    match random.below(3) {
        0 => {
            let to = places[random.below(places.len())];
            let near = from.saturating_add(6).min(text.len());
            let to = if text.is_char_boundary(near) { near } else { to };
            text.replace_range(from.min(to)..from.max(to), "");
        }
        _ => text.insert_str(from, pick(random, PIECES)),
    }
}

fn pick<'a>(random: &mut Random, from: &[&'a str]) -> &'a str {
    from[random.below(from.len())]
}
