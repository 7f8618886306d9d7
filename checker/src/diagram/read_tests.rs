//! The reader against right texts, mistaken ones, and texts with random damage.

use super::*;
use crate::random::Random;

/// Everything that is read, in one text.
const CLIENT: &str = "%% the client of lab 3
stateDiagram-v2
    direction LR
    %% place disconnected 0 0
    %% place [*] is no state, and this only a comment

    state \"not connected\" as disconnected
    [*] --> disconnected
    disconnected --> connecting : after a pause
    connecting --> connected: accepted by the server %% a label
    connecting-->disconnected:refused
    connected --> closed %% after `closed`
    connected : sends lines
    connected : waits for answers
    closed --> [*]
";

/// A diagram as one line: enough to see how it was read.
fn shown(diagram: &Diagram) -> String {
    let end = |end: Tip| match end {
        Tip::Dot => "*".to_owned(),
        Tip::State(at) => diagram.states[at].id.clone(),
    };
    let state = |state: &Node| {
        let texts: Vec<&str> = state.texts().collect();
        if texts.is_empty() { state.id.clone() } else { format!("{}={}", state.id, texts.join("/")) }
    };
    let transition = |transition: &Transition| {
        let label = transition.label.as_ref().map(|label| format!(":{label}")).unwrap_or_default();
        format!("{}>{}{label}", end(transition.from), end(transition.to))
    };
    let states: Vec<String> = diagram.states.iter().map(state).collect();
    let transitions: Vec<String> = diagram.transitions.iter().map(transition).collect();
    format!("{} | {}", states.join(" "), transitions.join(" "))
}

#[test]
fn everything_that_is_read_at_once() {
    let diagram = read(CLIENT).unwrap();
    assert_eq!(diagram.direction, Direction::LeftRight);
    assert_eq!(diagram.places, [Spot { id: "disconnected".into(), column: 0, row: 0, line: 4 }]);
    assert_eq!(diagram.transitions.iter().map(|t| t.line).collect::<Vec<_>>(), [8, 9, 10, 11, 12, 15]);
    assert_eq!(diagram.states.iter().map(|s| s.line).collect::<Vec<_>>(), [7, 9, 10, 12]);
    assert_eq!(
        shown(&diagram),
        "disconnected=not connected connecting connected=sends lines/waits for answers closed | \
         *>disconnected disconnected>connecting:after a pause connecting>connected:accepted by the server %% a label \
         connecting>disconnected:refused connected>closed closed>*"
    );
    assert_eq!(read(&CLIENT.replace('\n', "\r\n").replace("    ", "\t")).unwrap(), diagram);
    assert_eq!(read(&format!("\u{feff}{CLIENT}")).unwrap(), diagram);
}

#[test]
fn right_texts_are_read() {
    let table = [
        ("stateDiagram-v2", " | "),
        ("\n\n  stateDiagram  \n", " | "),
        ("%% one\nstateDiagram-V2 %% two\n%% three", " | "),
        ("stateDiagram-v2\na-->b", "a b | a>b"),
        ("stateDiagram-v2\n\ta\t-->\tb\t:\tc d\t\r\n", "a b | a>b:c d"),
        ("stateDiagram-v2\n[*]-->a\na-->[*]", "a | *>a a>*"),
        ("stateDiagram-v2\na --> a", "a | a>a"),
        ("stateDiagram-v2\na --> b\na --> b : twice", "a b | a>b a>b:twice"),
        ("stateDiagram-v2\nstate a\nstate b\nb --> a", "b a | b>a"),
        ("stateDiagram-v2\nSTATE \" a b \" AS c\nc", "c=a b | "),
        ("stateDiagram-v2\nDirection rl\na", "a | "),
        ("stateDiagram-v2\na : b : c", "a=b : c | "),
        ("stateDiagram-v2\na --> b : error: refused", "a b | a>b:error: refused"),
        ("stateDiagram-v2\na --> b : \"x\" (y) #58; {z} -> %% w", "a b | a>b:\"x\" (y) #58; {z} -> %% w"),
        (
            "stateDiagram-v2\n\u{63a5}\u{7d9a} --> syn_sent.1/2",
            "\u{63a5}\u{7d9a} syn_sent.1/2 | \u{63a5}\u{7d9a}>syn_sent.1/2",
        ),
        (
            "stateDiagram-v2\nstated --> notes\nend --> direction",
            "stated notes end direction | stated>notes end>direction",
        ),
        ("stateDiagram-v2\ndirection --> hide\ntitle : x", "direction hide title=x | direction>hide"),
        ("stateDiagram-v2\naccTitle --> a", "accTitle a | accTitle>a"),
        ("stateDiagram-v2\nA --> a", "A a | A>a"),
    ];
    for (text, expected) in table {
        assert_eq!(read(text).map(|diagram| shown(&diagram)).as_deref(), Ok(expected), "{text}");
    }
}

/// Line and column of the mistake in a text that follows the header, and what is said.
const MISTAKES: &[(&str, usize, usize, &str)] = &[
    ("a -> b", 2, 3, "expected an arrow, `-->`, or `:` and a description, found `->`"),
    ("a->b", 2, 2, "expected an arrow, `-->`, or `:` and a description, found `->b`"),
    ("a ---> b", 2, 3, "expected an arrow, `-->`, or `:` and a description, found `--->`"),
    ("a ==> b", 2, 3, "expected an arrow, `-->`, or `:` and a description, found `==>`"),
    ("a\u{2192}b", 2, 2, "expected an arrow, `-->`, found `\u{2192}b`"),
    ("[*]\n", 2, 4, "expected an arrow, `-->`, found the end of the line"),
    ("\n\n\t[*] a", 4, 6, "expected an arrow, `-->`, found `a`"),
    ("--> a", 2, 1, "expected the name of a state, or `[*]`, found `-->`"),
    ("a -->", 2, 6, "expected the name of a state, or `[*]`, found the end of the line"),
    ("a --> : b", 2, 7, "expected the name of a state, or `[*]`, found `:`"),
    ("a --> %% b", 2, 7, "expected the name of a state, or `[*]`, found `%%`"),
    ("* --> a", 2, 1, "expected the name of a state, or `[*]`, found `*`"),
    ("[ * ] --> a", 2, 1, "expected the name of a state, or `[*]`, found `[`"),
    ("\"a b\" --> c", 2, 1, "expected the name of a state, or `[*]`, found `\"a`"),
    ("a --> b c", 2, 9, "expected `:` and a label, or the end of the line, found `c`"),
    ("a --> b | c", 2, 9, "expected `:` and a label, or the end of the line, found `|`"),
    ("a --> b:", 2, 9, "expected a label, found the end of the line"),
    ("a --> b :  \r\n", 2, 12, "expected a label, found the end of the line"),
    ("a :", 2, 4, "expected a description, found the end of the line"),
    ("a --> b : end:", 2, 14, "expected more text behind the colon, which Mermaid insists on, found `:`"),
    ("direction LR a", 2, 14, "expected the end of the line, found `a`"),
    ("state [*]", 2, 7, "expected the name of a state, found `[*]`"),
    ("state \"a b", 2, 11, "expected a closing quote, `\"`, found the end of the line"),
    ("state \"\" as b", 2, 9, "expected a long name between the quotes, before this, found `as`"),
    ("state \"a\"", 2, 10, "expected `as` and the name of a state, found the end of the line"),
    ("state \"a\" b", 2, 11, "expected `as` and the name of a state, found `b`"),
    ("state \"a\" as", 2, 13, "expected the name of a state, found the end of the line"),
    (
        "a --> b;",
        2,
        8,
        "a semicolon is not read here: leave it out; to Mermaid it is a part of the name, or ends the label",
    ),
    ("a --> b : c;", 2, 12, "a semicolon is not read here: "),
    ("a --> b : c ; d", 2, 13, "a semicolon is not read here: "),
    ("a --> b ;", 2, 9, "a semicolon is not read here: "),
    ("a --> b : to ::1", 2, 14, "`::` in a text is not read here: Mermaid takes no two colons in a row"),
    ("a --> b : in direction LR", 2, 14, "`direction` in a text is not read here: "),
    ("a --> b --> c", 2, 9, "a second arrow in a line is not read here: give every arrow a line of its own"),
    ("half-closed --> a", 2, 5, "a `-` in a name is not read here: write `_`, or give it a long name: "),
    ("a --> half-closed", 2, 11, "a `-` in a name is not read here: "),
    ("[*] --> [*]", 2, 9, "an arrow from `[*]` to `[*]` is not read here: "),
    ("[*] : a", 2, 5, "a description of `[*]` is not read here: "),
    ("state a {", 2, 9, "a composite state, `{ ... }` is not read here: draw its states beside the others"),
    ("state a{", 2, 8, "a composite state, `{ ... }` is not read here: "),
    ("a {", 2, 3, "a composite state, `{ ... }` is not read here: "),
    ("a\n  }", 3, 3, "a composite state, `{ ... }` is not read here: "),
    ("state \"a\" as b {", 2, 16, "a composite state, `{ ... }` is not read here: "),
    ("  --", 2, 3, "concurrency, `--` is not read here: "),
    (
        "state a : b",
        2,
        9,
        "`state x : description` is not read here: write `x : description`, without the word `state`",
    ),
    ("a b", 2, 3, "expected an arrow, `-->`, or `:` and a description, found `b`"),
    (
        "not connected --> a",
        2,
        5,
        "a blank in a name is not read here: to Mermaid these are two states; a name is one word",
    ),
    (
        "a -->|it worked| b",
        2,
        6,
        "a label between bars, `-->|...|` is not read here: that is a flowchart's; a label goes",
    ),
    ("// my client", 2, 1, "a comment with `//` is not read here: a comment begins with `%%`"),
    ("/* my client", 2, 1, "a comment with `/*` is not read here: a comment begins with `%%`, in each line"),
    ("state", 2, 1, "a state called `state` is not read here: the word is Mermaid's own: give it another name"),
    ("state a b", 2, 9, "expected the end of the line, found `b`"),
    ("state as", 2, 9, "`state as` is not read here: "),
    ("state a\nb : {", 2, 8, "`state x` above a line with a `{` is not read here: "),
    ("direction TD", 2, 11, "expected a direction: TB, BT, LR or RL, found `TD`"),
    ("state a <<fork>>", 2, 9, "a fork, `<<fork>>` is not read here: a program is in one state"),
    ("state a<<choice>>", 2, 8, "a choice, `<<choice>>` is not read here: it is a point and no state of the program"),
    ("state a [[join]]", 2, 9, "a join, `<<join>>` is not read here: "),
    ("state a <<history>>", 2, 9, "a point that is no state, `<<...>>` is not read here: "),
    ("  end note", 2, 3, "`end note` without a note is not read here: leave it out"),
    ("a --> default", 2, 7, "a name that begins with the word `default` is not read here: the word is Mermaid's own: "),
    ("a --> href", 2, 7, "a name that begins with the word `href` is not read here: "),
    ("click.x --> a", 2, 1, "a name that begins with the word `click` is not read here: "),
    ("a --> State", 2, 7, "a state called `state` is not read here: "),
    ("a --> note", 2, 7, "a state called `note` is not read here: "),
    ("class --> a", 2, 1, "a state called `class` is not read here: "),
    ("a --> accTitle: b", 2, 7, "a state called `accTitle` is not read here: "),
    ("stateDiagram --> a", 2, 1, "a state called `stateDiagram` is not read here: "),
    ("root_start --> a", 2, 1, "a state called `root_start` is not read here: so Mermaid calls the start: "),
    ("\u{63a5}\u{7d9a} --> \u{1f980} x", 2, 10, "expected `:` and a label, or the end of the line, found `x`"),
    ("a \x1b[31m", 2, 3, "expected an arrow, `-->`, or `:` and a description, found `\\x1b[31m`"),
];

#[test]
fn mistakes_are_told_with_their_place() {
    for (text, line, column, said) in MISTAKES {
        let mistake = read(&format!("stateDiagram-v2\n{text}")).expect_err(text);
        assert_eq!((mistake.line, mistake.column), (*line, *column), "{text}: {mistake}");
        let start = format!("line {line}, column {column}: {said}");
        assert!(mistake.to_string().starts_with(&start), "{text}: {mistake}");
    }
}

#[test]
fn another_beginning_is_told() {
    let table = [
        ("", 1, 1, "expected `stateDiagram-v2`, found the end of the line"),
        ("%% only this\n\n", 3, 1, "expected `stateDiagram-v2`, found the end of the line"),
        ("a --> b", 1, 1, "expected `stateDiagram-v2`, found `a`"),
        ("  graph TD\n", 1, 3, "expected `stateDiagram-v2`, found `graph`"),
        ("statediagram-v2", 1, 1, "expected `stateDiagram-v2`, found `statediagram-v2`"),
        ("stateDiagram-v2 a --> b", 1, 17, "expected the end of the line, found `a`"),
        ("stateDiagram-v2;", 1, 1, "expected `stateDiagram-v2`, found `stateDiagram-v2;`"),
        (
            "```mermaid\nstateDiagram-v2\n",
            1,
            1,
            "a fence of Markdown's is not read here: the file holds the diagram alone",
        ),
        ("# a comment", 1, 1, "a comment with `#` above `stateDiagram-v2` is not read here: there a comment begins"),
        ("\n---\ntitle: a\n---\n", 2, 1, "`---` here is not read here: front matter has to begin in the first line"),
        ("@startuml", 1, 1, "PlantUML is not read here: "),
    ];
    for (text, line, column, said) in table {
        let mistake = read(text).expect_err(text).to_string();
        assert!(mistake.starts_with(&format!("line {line}, column {column}: {said}")), "{text}: {mistake}");
    }
}

#[test]
fn too_much_is_refused() {
    let many = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect::<String>();
    let states = |count| format!("stateDiagram-v2\n{}", many(count, |at| format!("s{at}\n")));
    let arrows = |count| format!("stateDiagram-v2\n{}", many(count, |_| "a --> b\n".to_owned()));
    assert!(read(&states(MOST_STATES)).is_ok() && read(&arrows(MOST_TRANSITIONS)).is_ok());
    let said = |text: &str| read(text).unwrap_err().to_string();
    assert_eq!(said(&states(51)), "line 52, column 1: expected at most 50 states, found `s50`");
    assert_eq!(said(&arrows(101)), "line 102, column 7: expected at most 100 transitions, found `b`");
}

#[test]
fn a_caret_stands_under_the_place() {
    let table = [
        ("a -> b", "a -> b\n  ^"),
        ("\t\ta -> b", "  a -> b\n    ^"),
        ("\u{63a5}\u{7d9a} -> b", "\u{63a5}\u{7d9a} -> b\n     ^"),
        ("\x1b -> b", "\\x1b -> b\n     ^"),
        ("a -->  ", "a -->\n       ^"),
    ];
    for (text, pointed) in table {
        let mistake = read(&format!("stateDiagram-v2\n{text}")).expect_err(text);
        assert_eq!(mistake.pointed(), pointed, "{text}");
    }
}

#[test]
fn an_author_s_placement_is_checked() {
    let table = [
        ("a --> b", Ok(())),
        ("a --> b\n%% place a 0 0\n%% place b 1 0", Ok(())),
        ("a --> b\n%% place a here\n%% place b 100 0", Ok(())),
        ("a --> b\n%% place a 0 0", Err("`b` has no place, and others have one")),
        ("a --> b\n%% place a 0 0\n%% place b 0 0", Err("line 4: `b` and `a` of line 3 clash")),
        ("a --> b\n%% place a 0 0\n%% place a 0 1", Err("line 4: `a` and `a` of line 3 clash")),
        ("a --> b\n%% place c 0 0", Err("line 3: a place for `c`, which is no state")),
    ];
    for (text, expected) in table {
        let diagram = read(&format!("stateDiagram-v2\n{text}")).unwrap();
        assert_eq!(diagram.check_places(), expected.map_err(str::to_owned), "{text}");
    }
}

#[test]
fn no_damage_makes_it_panic() {
    let pieces: Vec<&str> = MISTAKES
        .iter()
        .map(|(text, ..)| *text)
        .chain(["\u{1f980}", "\u{0}", "\n", "\"", "%%", "{", "-", ":", "e\u{301}"])
        .collect();
    let mut random = Random::new(3);
    for _ in 0..20_000 {
        let mut chars: Vec<char> = CLIENT.chars().collect();
        for _ in 0..=random.below(4) {
            let (from, length) = (random.below(chars.len()), random.below(12));
            let (to, last) = ((from + length).min(chars.len()), chars.len() - 1);
            match random.below(4) {
                0 => drop(chars.drain(from..to)),
                1 => chars.truncate(from.max(20)),
                2 => chars.swap(from, to.min(last)),
                _ => drop(chars.splice(from..from, pieces[random.below(pieces.len())].chars())),
            }
        }
        let text: String = chars.into_iter().collect();
        match read(&text) {
            Ok(diagram) => drop(machine::problems(&diagram, &machine::LAB3_CLIENT)),
            Err(mistake) => assert!(mistake.pointed().ends_with('^') && !mistake.to_string().is_empty(), "{text}"),
        }
    }
}
