//! What Mermaid draws a picture with and what changes nothing in the machine is read over; where Mermaid would read
//! something else, it is refused.

use super::*;

/// A client's machine, in which something else is put at `@`.
const CLIENT: &str = "stateDiagram-v2
    [*] --> disconnected
    disconnected --> connecting: the pause is over
    connecting --> connected: somebody listens
    connecting --> disconnected: nobody does
    connected --> disconnected: lost
    connected --> closed
    closed --> [*]
";

const HEADER: &str = "stateDiagram-v2\n";

/// Texts that may stand above a diagram.
const ABOVE: &[&str] = &[
    "---\ntitle: The client\n---\n",
    "  ---\n  title: The client\n  ---\n",
    "---\ntitle: 'one: two'\nconfig:\n  theme: dark\n  themeVariables:\n    lineColor: \"#f00\"\n  look: classic\n---\n\n",
    "---\n\n# colours\ntitle: a b\n---  \n",
    "%%{init: {'theme': 'neutral'}}%%\n",
    "%%{init: {\n  'theme': 'neutral'\n}}%%\n%%{wrap}%%\n",
    "---\ntitle: a\n---\n%% a comment\n\n%%{ init: { 'theme': 'base' } }%%\n",
];

/// Lines that may stand in a diagram.
const INSIDE: &[&str] = &[
    "note left of connected : it talks",
    "note right of connected: it talks",
    "NOTE Left of closed\n  it talks\nEND NOTE",
    "note right of connected\n  [*] --> nowhere\n  a --> b; c :: d {\n  %% end note of a story\n  end notes\nend note %% told",
    "note right of connected it talks\nand talks\n  end note",
    "note \"at no state\" as N1",
    "%%{init: {'theme': 'dark'}}%%",
    "classDef busy fill:#f96,stroke:#333;",
    "class connected busy",
    "class connected, closed busy",
    "style closed fill:#eee,stroke-width:2px",
    "click closed href \"https://example.org\"",
    "click closed \"https://example.org\" \"more\"",
    "accTitle: a client",
    "accDescr : in a few words",
    "accDescr {\n  in more --> words\n  and lines\n}",
    "hide empty description",
    "HIDE empty description %% it is",
    "scale 350 width",
    "# a comment",
    "#",
    "%%",
    "state closed",
    "state closed %% a comment",
    "state closed # a comment",
    "connected --> closed %% a comment",
    "connected --> closed # a comment",
    "connected--> closed%% a comment",
    "connected:::busy --> closed ::: idle",
    "[*]:::busy --> disconnected",
];

fn same_machine(text: &str) {
    let all = |diagram: &Diagram| {
        let name = |end: Tip| match end {
            Tip::Dot => "[*]",
            Tip::State(at) => diagram.states[at].id.as_str(),
        };
        let mut states: Vec<String> = diagram.states.iter().map(|state| state.id.clone()).collect();
        let edges = diagram.transitions.iter().map(|one| format!("{} {}", name(one.from), name(one.to)));
        let mut edges: Vec<String> = edges.collect();
        states.sort();
        edges.sort();
        edges.dedup();
        (states, edges)
    };
    let diagram = read(text).unwrap_or_else(|mistake| panic!("{text}: {mistake}"));
    assert_eq!(all(&diagram), all(&read(CLIENT).unwrap()), "{text}");
    assert_eq!(machine::problems(&diagram, &machine::LAB3_CLIENT), [], "{text}");
}

#[test]
fn what_changes_nothing_is_read_over() {
    for above in ABOVE {
        same_machine(&format!("{above}{CLIENT}"));
        same_machine(&format!("{above}{CLIENT}").replace('\n', "\r\n"));
    }
    for inside in INSIDE {
        same_machine(&CLIENT.replacen(HEADER, &format!("{HEADER}    {inside}\n"), 1));
        same_machine(&format!("{CLIENT}{inside}"));
    }
    let all: String = INSIDE.iter().map(|inside| format!("{inside}\n")).collect();
    same_machine(&format!("{}{CLIENT}{all}", ABOVE[0]));
}

#[test]
fn lines_may_end_as_on_any_system() {
    for end in ["\r\n", "\r", "\n"] {
        same_machine(&CLIENT.replace('\n', end));
    }
}

#[test]
fn a_long_name_may_have_a_description() {
    let read = |line: &str| read(&format!("{HEADER}{line}")).unwrap().states;
    for line in ["state \"in a call\" as up : lines go out", "state \"in a call\" as up: lines go out %% a comment"] {
        let states = read(line);
        assert_eq!((states[0].id.as_str(), states[0].shown()), ("up", "in a call"));
        assert_eq!(states[0].descriptions, ["lines go out"]);
    }
    assert_eq!(read("state \"in a call\" as up %% a comment")[0].shown(), "in a call");
}

/// Mermaid draws a state for a note, also one that no arrow has; and none for the word `state` alone.
#[test]
fn what_makes_a_state() {
    let states = |line: &str| {
        let diagram = read(&format!("{HEADER}{line}")).unwrap();
        diagram.states.iter().map(|state| state.id.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(states("note left of up : a note"), "up");
    assert_eq!(states("up"), "up");
    assert_eq!(states("up : a description"), "up");
    assert_eq!(states("state \"in a call\" as up"), "up");
    for line in ["state up", "class up busy", "style up fill:red", "click up href \"x\"", "note \"text\" as up"] {
        assert_eq!(states(line), "", "{line}");
    }
}

/// A text that follows the header, the place of its mistake, and what is said.
const REFUSED: &[(&str, usize, usize, &str)] = &[
    // Mermaid takes the whole line for a direction.
    (
        "a --> b %% in direction LR",
        2,
        15,
        "`direction` in a text is not read here: Mermaid takes the whole line for a direction",
    ),
    ("state \"in direction TB\" as a", 2, 11, "`direction` in a text is not read here: "),
    ("a --> b : in this direction\n\n%% c\nlr --> c", 2, 19, "`direction` in a text is not read here: "),
    ("# in direction LR", 2, 6, "`direction` in a text is not read here: "),
    // It looks for a fork in all of a line.
    ("state a %% <<choice>>", 2, 12, "a choice, `<<choice>>` is not read here: "),
    ("state \"a\" as b %% [[Fork]]", 2, 19, "a fork, `<<fork>>` is not read here: "),
    // It cuts a directive out together with the next word.
    ("a --> b: it worked %%{ really\nb --> c", 2, 20, "a directive, `%%{`, inside a line is not read here: "),
    ("a --> b\n%%{ really\nb --> c", 3, 1, "this directive is not read here: it is `%%{init: { ... }}%%`"),
    ("%%{init: dark blue}%%", 2, 1, "this directive is not read here: "),
    ("%%{wrap}%% %%{ a", 2, 11, "a directive, `%%{`, inside a line is not read here: "),
    ("%%{wrap}%% a --> b", 2, 12, "expected the end of the line, found `a`"),
    // It ends a note in the middle, or never.
    ("note left of a : exit: 0", 2, 22, "a colon or a semicolon in a note of one line is not read here: "),
    ("note left of a : x; y", 2, 19, "a colon or a semicolon in a note of one line is not read here: "),
    ("a --> b\nnote right of b\n  the end\n", 3, 6, "expected a line `end note` below this note, or `:` and its text"),
    ("note right of b\n: the end", 2, 6, "expected a line `end note` below this note"),
    ("note right of b\nx\nend note: y", 4, 9, "expected the end of the line, found `:`"),
    (
        "note over a : b",
        2,
        6,
        "expected `left of` or `right of` and the name of a state, or a text in quotes, found `over`",
    ),
    ("note left of [*] : b", 2, 14, "a note at `[*]` is not read here: put it at a state"),
    ("note \"as it was\" as N", 2, 7, "a note that begins with `as` is not read here: "),
    ("note \"text\"", 2, 12, "expected `as` and a name, found the end of the line"),
    ("note left of a :", 2, 17, "expected the text of the note, found the end of the line"),
    // It takes the next line for the rest of this one.
    ("accTitle:\na --> b", 2, 10, "expected a text behind the colon, found the end of the line"),
    ("accDescr {\na --> b", 2, 10, "expected a `}` that ends this description, found `{`"),
    ("classDef busy", 2, 14, "expected the name of a class, of letters, digits and `_`, and a blank, found the end"),
    ("classDef busy ", 2, 15, "expected the styles, behind a blank, found the end of the line"),
    ("class a", 2, 8, "expected names of states, "),
    ("style a ", 2, 9, "expected the styles, behind a blank, found the end of the line"),
    // It stumbles.
    ("classDef default fill:red", 2, 10, "`classDef default` is not read here: Mermaid stumbles over it"),
    ("classDef my-class fill:red", 2, 12, "expected the name of a class, of letters, digits and `_`"),
    ("scale 2", 2, 8, "expected a width, `350 width`, found the end of the line"),
    ("click a \"x\"", 2, 12, "expected `href` and an address in quotes, found the end of the line"),
    (
        "click a href \"x\" ",
        2,
        18,
        "expected no blank at the end of this line, at which Mermaid stumbles, found the end",
    ),
    ("hide  empty description", 2, 7, "expected an arrow, `-->`, or `:` and a description, found `empty`"),
    (
        "state \"a\" as b : c : d",
        2,
        20,
        "a second colon behind `state ... as` is not read here: Mermaid drops what follows it",
    ),
    ("#58; is a colon", 2, 1, "a semicolon is not read here: "),
];

#[test]
fn what_mermaid_reads_otherwise_is_refused() {
    for (text, line, column, said) in REFUSED {
        let mistake = read(&format!("{HEADER}{text}")).expect_err(text);
        let start = format!("line {line}, column {column}: {said}");
        assert!(mistake.to_string().starts_with(&start), "{text}: {mistake}");
    }
}

#[test]
fn front_matter_is_what_yaml_makes_of_it() {
    let table = [
        (
            "---\ntitle: a: b\n---\n",
            2,
            1,
            "this line of the front matter is not read here: write one `name: value` a line",
        ),
        ("---\ntitle a\n---\n", 2, 1, "this line of the front matter is not read here: "),
        ("---\ntitle: a\n  theme: b\n---\n", 3, 3, "this line of the front matter is not read here: "),
        ("---\nconfig:\n    theme: a\n  look: b\n---\n", 4, 3, "this line of the front matter is not read here: "),
        ("---\ntitle: a\ntitle: b\n---\n", 3, 1, "this line of the front matter is not read here: "),
        ("---\ntitle: \"a\" b\n---\n", 2, 1, "this line of the front matter is not read here: "),
        ("---\n---\n", 1, 1, "front matter with nothing in it is not read here: leave it out"),
        ("---\n\n---\n", 1, 1, "front matter with nothing in it is not read here: leave it out"),
        ("---\ntitle: a\n", 1, 1, "front matter that does not end is not read here: "),
        ("  ---\ntitle: a\n---\n", 1, 3, "front matter that does not end is not read here: "),
    ];
    for (above, line, column, said) in table {
        let mistake = read(&format!("{above}{CLIENT}")).expect_err(above).to_string();
        assert!(mistake.starts_with(&format!("line {line}, column {column}: {said}")), "{above}: {mistake}");
    }
}

/// `read-*` are right diagrams of lab 3's client; the last line of each `refused-*` says by what name it is refused.
#[test]
fn whole_diagrams_are_read_or_refused() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagrams");
    let (mut right, mut wrong) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let (name, text) = (path.file_name().unwrap().to_string_lossy(), std::fs::read_to_string(&path).unwrap());
        match text.rsplit_once("%% said: ") {
            None => {
                same_machine(&text);
                right += 1;
            }
            Some((_, said)) => {
                let mistake = read(&text).expect_err(&name).to_string();
                assert!(name.starts_with("refused-") && mistake.contains(said.trim()), "{name}: {mistake}");
                wrong += 1;
            }
        }
    }
    assert!(right >= 16 && wrong >= 14, "{right} {wrong}");
}
