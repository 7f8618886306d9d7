//! What would change the machine and has no place in these diagrams, or what Mermaid stumbles over, under the names by
//! which it is refused.

use super::letters::{is_blank, is_word};

/// Something of Mermaid's, and what to do instead.
#[derive(Clone, Copy)]
pub struct Refused {
    pub name: &'static str,
    pub instead: &'static str,
}

const fn refused(name: &'static str, instead: &'static str) -> Refused {
    Refused { name, instead }
}

const COMPOSITE: Refused = refused("a composite state, `{ ... }`", "draw its states beside the others");
const CONCURRENCY: Refused = refused("concurrency, `--`", "draw one machine; an arrow is `-->`");
const CHOICE: Refused = refused(
    "a choice, `<<choice>>`",
    "it is a point and no state of the program: draw an arrow to each of the states that it leads to",
);
const FORK: Refused =
    refused("a fork, `<<fork>>`", "a program is in one state: draw an arrow to each of the next ones");
const JOIN: Refused =
    refused("a join, `<<join>>`", "a program is in one state: draw an arrow from each of the ones before");
const SHAPE: Refused = refused("a point that is no state, `<<...>>`", "draw arrows between states");
pub const CHAIN: Refused = refused("a second arrow in a line", "give every arrow a line of its own");
pub const SEMICOLON: Refused =
    refused("a semicolon", "leave it out; to Mermaid it is a part of the name, or ends the label");
pub const DOUBLE_COLON: Refused = refused("`::` in a text", "Mermaid takes no two colons in a row");
pub const STATE_COLON: Refused =
    refused("`state x : description`", "write `x : description`, without the word `state`");
pub const SECOND_COLON: Refused = refused(
    "a second colon behind `state ... as`",
    "Mermaid drops what follows it: give the description a line of its own",
);
pub const STATE_AS: Refused = refused("`state as`", OWN_WORD);
pub const BRACE_BELOW: Refused = refused(
    "`state x` above a line with a `{`",
    "Mermaid stumbles over it; `x` alone is a state, without the word `state`",
);
pub const DOTS: Refused = refused("an arrow from `[*]` to `[*]`", "put a state between the start and the end");
pub const DOT_TEXT: Refused = refused("a description of `[*]`", "only states have one");
pub const HYPHEN: Refused =
    refused("a `-` in a name", "write `_`, or give it a long name: state \"half-closed\" as half_closed");
pub const BLANK: Refused = refused(
    "a blank in a name",
    "to Mermaid these are two states; a name is one word, and a long one is given by state \"not connected\" as disconnected",
);
pub const BARS: Refused =
    refused("a label between bars, `-->|...|`", "that is a flowchart's; a label goes behind the state: a --> b: label");
pub const DIRECTIVE: Refused =
    refused("this directive", "it is `%%{init: { ... }}%%`, with its `}%%`, on lines of its own");
pub const DIRECTIVE_INSIDE: Refused = refused(
    "a directive, `%%{`, inside a line",
    "Mermaid cuts it out together with what follows: give it a line of its own, or leave it out",
);
pub const DIRECTION: Refused =
    refused("`direction` in a text", "Mermaid takes the whole line for a direction, and nothing else is left of it");
pub const FRONT_MATTER: Refused = refused(
    "this line of the front matter",
    "write one `name: value` a line; quote a value with a colon or a `#` in it",
);
pub const FRONT_MATTER_OPEN: Refused =
    refused("front matter that does not end", "close it with a line `---`, as far to the right as the first");
pub const FRONT_MATTER_EMPTY: Refused = refused("front matter with nothing in it", "leave it out");
pub const EARLY_HASH: Refused =
    refused("a comment with `#` above `stateDiagram-v2`", "there a comment begins with `%%`");
const LATE_FRONT_MATTER: Refused = refused("`---` here", "front matter has to begin in the first line of the file");
pub const NOTE_COLON: Refused = refused(
    "a colon or a semicolon in a note of one line",
    "Mermaid ends the note there: leave it out, or write the note on lines of its own, with `end note` below",
);
pub const NOTE_DOT: Refused = refused("a note at `[*]`", "put it at a state");
pub const NOTE_AS: Refused =
    refused("a note that begins with `as`", "Mermaid takes that for its own word: begin with another");
pub const CLASS_DEFAULT: Refused =
    refused("`classDef default`", "Mermaid stumbles over it: give the class another name");
const END_NOTE: Refused = refused("`end note` without a note", "leave it out");
const FENCE: Refused = refused("a fence of Markdown's", "the file holds the diagram alone");
const OWN_WORD: &str = "the word is Mermaid's own: give it another name";

/// How a line may begin, in any case, and what that would be.
const BEGINNINGS: &[(&str, Refused)] = &[
    ("```", FENCE),
    ("~~~", FENCE),
    ("---", LATE_FRONT_MATTER),
    ("//", refused("a comment with `//`", "a comment begins with `%%`")),
    ("/*", refused("a comment with `/*`", "a comment begins with `%%`, in each line")),
    ("}", COMPOSITE),
    ("{", COMPOSITE),
    ("@startuml", refused("PlantUML", "begin with `stateDiagram-v2`, without `@startuml`")),
    ("@enduml", refused("PlantUML", "the diagram ends with the file, without `@enduml`")),
    ("end note", END_NOTE),
];

/// Words that can't be the name of a state: Mermaid stumbles over them wherever they stand.
const WORDS: &[(&str, Refused)] = &[
    ("note", refused("a state called `note`", OWN_WORD)),
    ("class", refused("a state called `class`", OWN_WORD)),
    ("classDef", refused("a state called `classDef`", OWN_WORD)),
    ("style", refused("a state called `style`", OWN_WORD)),
    ("scale", refused("a state called `scale`", OWN_WORD)),
    ("state", refused("a state called `state`", OWN_WORD)),
    ("stateDiagram", refused("a state called `stateDiagram`", OWN_WORD)),
    ("root_start", refused("a state called `root_start`", "so Mermaid calls the start: give it another name")),
    ("root_end", refused("a state called `root_end`", "so Mermaid calls the end: give it another name")),
];

/// Words that Mermaid finds also at the beginning of a longer name, before any character but letters, digits and `_`.
const WORDS_BEFORE: &[(&str, Refused)] = &[
    ("click", refused("a name that begins with the word `click`", OWN_WORD)),
    ("href", refused("a name that begins with the word `href`", OWN_WORD)),
    ("default", refused("a name that begins with the word `default`", OWN_WORD)),
];

/// Names that are something else where a colon or a brace follows them.
const TITLES: &[(&str, Refused)] = &[
    ("accTitle", refused("a state called `accTitle`", OWN_WORD)),
    ("accDescr", refused("a state called `accDescr`", OWN_WORD)),
];

/// What a line is, where it is something that is refused as a whole. It begins without blanks.
pub fn beginning(line: &str) -> Option<Refused> {
    let found = BEGINNINGS.iter().find(|(word, _)| starts(line, word)).map(|(_, refused)| *refused);
    found.or_else(|| (line.starts_with("--") && !line.starts_with("-->")).then_some(CONCURRENCY))
}

/// What stands behind the name of a state, where it is something that is refused.
pub fn after_name(rest: &str) -> Option<Refused> {
    match () {
        () if rest.starts_with('{') => Some(COMPOSITE),
        () if rest.starts_with(';') => Some(SEMICOLON),
        () => shape(rest),
    }
}

/// What a point with a shape is called.
pub fn shape(text: &str) -> Option<Refused> {
    let inside = text.strip_prefix("<<").or_else(|| text.strip_prefix("[["))?;
    let table = [("choice", CHOICE), ("fork", FORK), ("join", JOIN)];
    Some(table.iter().find(|(word, _)| starts(inside, word)).map_or(SHAPE, |(_, refused)| *refused))
}

/// Where a line that begins with `state` has a choice, a fork or a join: Mermaid looks for them in all of it.
pub fn shape_inside(text: &str) -> Option<(usize, Refused)> {
    let places = text.match_indices("<<").chain(text.match_indices("[["));
    let known = |inside: &str| ["choice", "fork", "join"].iter().any(|word| starts(&inside[2..], word));
    places.map(|(at, _)| at).find(|at| known(&text[*at..])).and_then(|at| Some((at, shape(&text[at..])?)))
}

/// Where a line holds what Mermaid takes for a direction wherever it stands; the next line is given because Mermaid
/// looks there as well, for what follows the word.
pub fn direction(line: &str, next: Option<&str>) -> Option<usize> {
    const WORD: &str = "DIRECTION";
    let upper = line.to_ascii_uppercase();
    let is_way = |text: &str| {
        let upper = text.to_ascii_uppercase();
        ["TB", "BT", "LR", "RL"].iter().any(|way| upper.starts_with(way))
    };
    upper.match_indices(WORD).map(|(at, _)| at).find(|at| {
        let behind = &line[at + WORD.len()..];
        let word = behind.trim_start_matches(is_blank);
        if word.is_empty() { next.is_some_and(is_way) } else { word.len() < behind.len() && is_way(word) }
    })
}

/// Why a word can't be the name of a state; what follows it is given.
pub fn word(word: &str, after: &str) -> Option<Refused> {
    let is = |(known, _): &&(&str, Refused)| known.eq_ignore_ascii_case(word);
    let is_before = |(known, _): &&(&str, Refused)| starts(word, known) && !word[known.len()..].starts_with(is_word);
    let is_title = after.trim_start_matches(is_blank).starts_with([':', '{']);
    WORDS
        .iter()
        .find(is)
        .or_else(|| WORDS_BEFORE.iter().find(is_before))
        .or_else(|| TITLES.iter().filter(|_| is_title).find(is))
        .map(|(_, refused)| *refused)
}

fn starts(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
