//! What else Mermaid's state diagrams have, under the names by which it is refused.

/// Something of Mermaid's, and what to do instead.
#[derive(Clone, Copy)]
pub struct Refused {
    pub name: &'static str,
    pub instead: &'static str,
}

const fn refused(name: &'static str, instead: &'static str) -> Refused {
    Refused { name, instead }
}

pub const COMPOSITE: Refused = refused("a composite state, `{ ... }`", "draw its states beside the others");
pub const CONCURRENCY: Refused = refused("concurrency, `--`", "draw one machine; an arrow is `-->`");
pub const STYLE_CLASS: Refused = refused("a style class, `:::`", "leave it out");
pub const CHAIN: Refused = refused("a second arrow in a line", "give every arrow a line of its own");
pub const SEMICOLON: Refused =
    refused("a semicolon", "leave it out; to Mermaid it is a part of the name, or ends the label");
pub const DOUBLE_COLON: Refused = refused("`::` in a text", "Mermaid takes no two colons in a row");
pub const STATE_COLON: Refused =
    refused("`state x : description`", "write `x : description`, without the word `state`");
pub const STATE_COMMENT: Refused =
    refused("a comment behind `state ...`", "give it a line of its own: Mermaid takes it for states");
pub const DOTS: Refused = refused("an arrow from `[*]` to `[*]`", "put a state between the start and the end");
pub const DOT_TEXT: Refused = refused("a description of `[*]`", "only states have one");
pub const FORK: Refused =
    refused("a fork, join or choice, `<<...>>`", "draw an arrow from the state to each of the next ones");
pub const HYPHEN: Refused =
    refused("a `-` in a name", "write `_`, or give it a long name: state \"half-closed\" as half_closed");
pub const DIRECTIVE: Refused = refused("a directive, `%%{ ... }%%`", "leave it out");
pub const DIRECTION: Refused =
    refused("`direction` in a text", "Mermaid takes the whole line for a direction, and no arrow is left");
const FRONT_MATTER: Refused = refused("front matter, `---`", "begin with `stateDiagram-v2`");
const FENCE: Refused = refused("a fence of Markdown's", "the file holds the diagram alone");
const NOTE: Refused = refused("a note", "say it in a comment, `%% ...`, or a description, `x : ...`");
const CLASS: Refused = refused("a style class, `class` or `classDef`", "leave the colours to whoever draws it");

/// How a line may begin, in any case, and what that would be.
const BEGINNINGS: &[(&str, Refused)] = &[
    ("---", FRONT_MATTER),
    ("```", FENCE),
    ("~~~", FENCE),
    ("%%{", DIRECTIVE),
    ("#", refused("a comment with `#`", "a comment begins with `%%`")),
    ("}", COMPOSITE),
    ("{", COMPOSITE),
    ("@startuml", refused("PlantUML", "begin with `stateDiagram-v2`, without `@startuml`")),
    ("hide empty description", refused("`hide empty description`", "leave it out")),
    ("end note", NOTE),
];

/// Words that can't be the name of a state: Mermaid stumbles over them wherever they stand.
const WORDS: &[(&str, Refused)] = &[
    ("note", NOTE),
    ("class", CLASS),
    ("classDef", CLASS),
    ("style", refused("`style`", "leave the colours to whoever draws it")),
    ("click", refused("`click`", "leave links out")),
    ("scale", refused("`scale`", "leave the size to whoever draws it")),
    ("default", refused("a state called `default`", "the word is Mermaid's own: give it another name")),
    ("state", refused("a state called `state`", "the word is Mermaid's own: give it another name")),
];

/// Words that are something else where a colon or a brace follows them.
const TITLES: &[(&str, Refused)] = &[
    ("accTitle", refused("`accTitle`", "give the picture its title where it is shown")),
    ("accDescr", refused("`accDescr`", "say it in a comment, `%% ...`")),
];

/// What a line is, where it is something that is refused as a whole. It begins without blanks.
pub fn beginning(line: &str) -> Option<Refused> {
    let starts = |word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if let Some((_, refused)) = BEGINNINGS.iter().find(|(word, _)| starts(word)) {
        return Some(*refused);
    }
    let is_title = |word: &str| starts(word) && line[word.len()..].trim_start().starts_with([':', '{']);
    if let Some((_, refused)) = TITLES.iter().find(|(word, _)| is_title(word)) {
        return Some(*refused);
    }
    (line.starts_with("--") && !line.starts_with("-->")).then_some(CONCURRENCY)
}

/// Whether a text holds what Mermaid takes for a direction wherever it stands.
pub fn is_direction(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_ascii_uppercase).collect();
    let is_way = |word: &str| ["TB", "BT", "LR", "RL"].iter().any(|way| word.starts_with(way));
    words.windows(2).any(|pair| pair[0].ends_with("DIRECTION") && is_way(&pair[1]))
}

/// Why a word can't be the name of a state.
pub fn word(word: &str) -> Option<Refused> {
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, refused)| *refused)
}
