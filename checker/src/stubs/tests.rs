//! Stubs derived from small solutions, in repositories of their own.

use std::path::PathBuf;

use super::*;

const SOLUTION: &str = "\
//! What it is for.

// ANCHOR: main
fn main() {
// TODO(1): Say \"{}\" once.
// Not twice.
// ANCHOR: say
// Why.
say();
// ANCHOR_END: say
// END TODO(1)

given();
if true {
    // TODO(2): Go.
    go();
    // END TODO(2)
}
}
// ANCHOR_END: main
";

const STUB: &str = "\
//! What it is for.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

fn main() {
// TODO(1): Say \"{}\" once.
// Not twice.
todo!(\"TODO(1): Say \\\"{{}}\\\" once.\");

given();
if true {
    // TODO(2): Go.
    todo!(\"TODO(2): Go.\");
}
}
";

#[test]
fn a_gap_keeps_its_instruction_and_loses_its_code() {
    assert_eq!(derive(Syntax::Rust, SOLUTION).as_deref(), Ok(STUB));
}

#[test]
fn a_gap_in_a_diagram_is_left_empty() {
    let solution = "\
%% What it shows.
%% ANCHOR: diagram
stateDiagram-v2
[*] --> off
%% TODO(1): Draw the other one.
%% There is one.
off --> on: pressed
%% END TODO(1)
%% ANCHOR_END: diagram
";
    let stub = "\
%% What it shows.
stateDiagram-v2
[*] --> off
%% TODO(1): Draw the other one.
%% There is one.
";
    assert_eq!(derive(Syntax::Mermaid, solution).as_deref(), Ok(stub));
    let flaw = Flaw { line: 1, what: "this is not `%% TODO(n): instruction`".to_owned() };
    assert_eq!(derive(Syntax::Mermaid, "%% TODO: a"), Err(flaw));
}

#[test]
fn flaws_name_their_line() {
    let long = format!("// TODO(1): {}\nx();\n// END TODO(1)", "x".repeat(90));
    let table = [
        ("fn main() {}", 1, "there is no gap: name the file in GIVEN if that is meant"),
        ("\n// TODO(1): a\nx();", 2, "TODO(1) has no END TODO(1)"),
        ("x();\n// END TODO(1)", 2, "END TODO(1) ends no gap"),
        ("// TODO(2): a", 1, "TODO(2) stands where TODO(1) is due"),
        ("// TODO(1): a\nx();\n// END TODO(1)\n// TODO(1): b", 4, "TODO(1) stands where TODO(2) is due"),
        ("// TODO(1): a\nx();\n// END TODO(2)", 3, "END TODO(2) stands where END TODO(1) is due"),
        ("// TODO(1): a\nx();\n// TODO(2): b", 3, "TODO(2) begins inside TODO(1)"),
        ("// TODO(1): a\n// b\n\n// c\n// END TODO(1)", 1, "TODO(1) holds no code"),
        ("// TODO(1) a", 1, "this is not `// TODO(n): instruction`"),
        ("// TODO: a", 1, "this is not `// TODO(n): instruction`"),
        ("// TODO(1):", 1, "this is not `// TODO(n): instruction`"),
        ("// TODO(1): a\nx();\n// END TODO", 3, "this is not `// END TODO(n)`"),
        ("x(); // TODO(1): a", 1, "a mark needs a line of its own"),
        (&long, 1, "the first line is 9 characters too long for `todo!`"),
    ];
    for (solution, line, what) in table {
        let what = what.to_owned();
        assert_eq!(derive(Syntax::Rust, solution), Err(Flaw { line, what }), "{solution}");
    }
}

#[test]
fn a_learners_file_is_overwritten_only_when_asked() -> anyhow::Result<()> {
    use Outcome::{Current, Refused, Written};
    let root = Repository::new("overwrite")?;
    let server = "lab1-echo/server.rs";
    let written = |overwrite| -> anyhow::Result<Outcome> {
        let outcomes = write(&root.0, overwrite)?;
        let found = outcomes.into_iter().find(|(path, _)| path == server);
        Ok(found.context("server.rs was not derived")?.1)
    };

    put(&root.solution(server), SOLUTION)?;
    assert_eq!(written(Overwrite::Untouched)?, Written, "missing");
    assert_eq!(written(Overwrite::Untouched)?, Current);
    put(&root.solution(server), &SOLUTION.replace("Go.", "Go now."))?;
    assert_eq!(written(Overwrite::Untouched)?, Written, "an untouched stub");

    let work = STUB.replace("todo!(\"TODO(2): Go.\")", "mine()");
    put(&root.exercise(server), &work)?;
    for _ in 0..2 {
        assert_eq!(written(Overwrite::Untouched)?, Refused, "somebody's work");
    }
    assert_eq!(fs::read_to_string(root.exercise(server))?, work);
    assert_eq!(written(Overwrite::Everything)?, Written, "asked to");

    fs::remove_file(root.exercise(RECORD))?;
    put(&root.solution(server), SOLUTION)?;
    assert_eq!(written(Overwrite::Untouched)?, Refused, "nothing is known about it");
    Ok(())
}

#[test]
fn check_lists_what_is_not_current() -> anyhow::Result<()> {
    let root = Repository::new("check")?;
    for path in ["lab1-echo/a.rs", "lab1-echo/b.rs", "lab2-x/c.rs"] {
        put(&root.solution(path), SOLUTION)?;
    }
    put(&root.solution("lab2-x/client.mmd"), "%% TODO(1): a\noff --> on\n%% END TODO(1)\n")?;
    put(&root.solution("lab2-x/notes.md"), "not derived")?;
    put(&root.solution("examples/d.rs"), "not derived")?;
    write(&root.0, Overwrite::Untouched)?;
    assert_eq!(check(&root.0)?, []);

    put(&root.exercise("lab1-echo/a.rs"), "edited")?;
    put(&root.exercise("lab1-echo/own.rs"), "not ours to judge")?;
    fs::remove_file(root.exercise("lab1-echo/b.rs"))?;
    fs::remove_file(root.exercise("lab2-x/client.mmd"))?;
    fs::remove_file(root.solution("lab2-x/c.rs"))?;
    let stale = check(&root.0)?;
    let stale: Vec<_> = stale.iter().map(|(path, why)| (path.as_str(), *why)).collect();
    assert_eq!(
        stale,
        [
            ("lab2-x/c.rs", Stale::Orphaned),
            (RECORD, Stale::Differs),
            ("lab1-echo/a.rs", Stale::Differs),
            ("lab1-echo/b.rs", Stale::Missing),
            ("lab2-x/client.mmd", Stale::Missing),
        ]
    );
    Ok(())
}

#[test]
fn a_flaw_in_one_solution_leaves_every_exercise_alone() -> anyhow::Result<()> {
    let root = Repository::new("flaw")?;
    put(&root.solution("lab1-echo/a.rs"), SOLUTION)?;
    put(&root.solution("lab1-echo/b.rs"), "// END TODO(1)")?;
    let error = write(&root.0, Overwrite::Everything).expect_err("b.rs is flawed");
    let error = format!("{error:#}");
    assert!(error.ends_with("lab1-echo/b.rs: line 1: END TODO(1) ends no gap"), "{error}");
    assert!(!root.0.join("exercises").exists());
    Ok(())
}

/// A repository of its own for each test, gone with it.
struct Repository(PathBuf);

impl Repository {
    fn new(test: &str) -> anyhow::Result<Self> {
        let name = format!("checker-stubs-{test}-{}", std::process::id());
        let root = Repository(std::env::temp_dir().join(name));
        for &given in GIVEN {
            put(&root.solution(given), "// ANCHOR: a\nfn given() {}\n// ANCHOR_END: a\n")?;
        }
        Ok(root)
    }

    fn solution(&self, path: &str) -> PathBuf {
        self.0.join("solutions").join(path)
    }

    fn exercise(&self, path: &str) -> PathBuf {
        self.0.join("exercises").join(path)
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn an_untouched_stub_says_where_to_begin() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/first-gap");
    let stub = "//! A stub.\n\nfn main() {\n    todo!(\"TODO(1): Print `{{}}`.\");\n}\n";
    fs::create_dir_all(root.join("exercises/lab9")).unwrap();
    fs::write(root.join("exercises/lab9/tui.rs"), stub).unwrap();
    fs::write(root.join("exercises/.stubs"), format!("{} lab9/tui.rs\n", digest(stub))).unwrap();
    let begin = first_gap(&root, "lab9/tui.rs");
    assert_eq!(begin.as_deref(), Some("exercises/lab9/tui.rs:4:5: TODO(1): Print `{}`."));
    fs::write(root.join("exercises/lab9/tui.rs"), format!("{stub}// mine\n")).unwrap();
    assert_eq!(first_gap(&root, "lab9/tui.rs"), None);
    assert_eq!(first_gap(&root, "lab9/other.rs"), None);
}
