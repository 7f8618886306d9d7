//! Derives the exercises' stubs from the solutions, so that the two can't drift apart.
//!
//! In a solution a gap stands between `// TODO(n): instruction` and `// END TODO(n)`. The comment
//! lines that follow the first mark directly belong to the instruction. The stub keeps the
//! instruction and holds a `todo!` in place of the code; anchors for the book are left out. The
//! state diagrams (`.mmd`) have gaps, too: their comments begin with `%%`, and a gap is left empty.
//!
//! Invariant: a file that this module did not write itself, or that was changed since, is
//! overwritten only with [`Overwrite::Everything`]. Git is not asked: committed work is work, too.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context;

/// Files that the exercises get as they stand, without gaps: paths below `solutions/`.
const GIVEN: &[&str] =
    &["args.rs", "frames.rs", "lab4-framing/naive_client.rs", "lab4-framing/naive_server.rs", "lab6-chat/frames.rs"];

/// Below `exercises/`: the digest of each stub as it was last written here.
const RECORD: &str = ".stubs";

const RECORD_HEADER: &str = "# Digests of the stubs as derived. A file with another digest is somebody's own work.\n";

const ALLOW: &str = "#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.\n";

/// The widest line that rustfmt leaves alone.
const WIDTH: usize = 100;

/// What [`write()`] may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// Only stubs that are still as they were last derived.
    Untouched,
    /// Any file, a learner's work included.
    Everything,
}

/// What [`write()`] did about one exercise file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was what the solution gives already.
    Current,
    /// It was missing or out of date, and has been written.
    Written,
    /// It is somebody's work, and was left alone.
    Refused,
}

/// In what way an exercise file is not current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// There is no such file.
    Missing,
    /// It is not what the solution gives now.
    Differs,
    /// It was derived from a solution that is gone.
    Orphaned,
}

/// Writes every stub and given file into `exercises/` below `root`, the repository's folder.
///
/// Gives the outcome of each file, by its path below `exercises/`.
///
/// # Errors
/// A solution that no stub can be derived from (nothing has been written then), or a file that
/// cannot be read or written.
pub fn write(root: &Path, overwrite: Overwrite) -> anyhow::Result<Vec<(String, Outcome)>> {
    let wanted = derive_all(&root.join("solutions"))?;
    let exercises = root.join("exercises");
    let mut record = read_record(&exercises)?;
    record.retain(|path, _| wanted.contains_key(path));

    let mut outcomes = Vec::new();
    for (path, text) in wanted {
        let found = read(&exercises.join(&path))?;
        let outcome = match &found {
            Some(found) if *found == text => Outcome::Current,
            Some(found) if overwrite == Overwrite::Untouched && record.get(&path) != Some(&digest(found)) => {
                Outcome::Refused
            }
            _ => Outcome::Written,
        };
        if outcome == Outcome::Written {
            put(&exercises.join(&path), &text)?;
        }
        if outcome != Outcome::Refused {
            record.insert(path.clone(), digest(&text));
        }
        outcomes.push((path, outcome));
    }
    put(&exercises.join(RECORD), &print_record(&record))?;
    Ok(outcomes)
}

/// Lists the files of `exercises/` that are not what the solutions give, by their paths below it.
///
/// # Errors
/// A solution that no stub can be derived from, or a file that cannot be read.
pub fn check(root: &Path) -> anyhow::Result<Vec<(String, Stale)>> {
    let mut wanted = derive_all(&root.join("solutions"))?;
    let exercises = root.join("exercises");
    let mut stale = Vec::new();
    for path in read_record(&exercises)?.into_keys() {
        if !wanted.contains_key(&path) {
            stale.push((path, Stale::Orphaned));
        }
    }
    let record = wanted.iter().map(|(path, text)| (path.clone(), digest(text)));
    wanted.insert(RECORD.to_owned(), print_record(&record.collect()));
    for (path, text) in wanted {
        match read(&exercises.join(&path))? {
            None => stale.push((path, Stale::Missing)),
            Some(found) if found != text => stale.push((path, Stale::Differs)),
            Some(_) => {}
        }
    }
    Ok(stale)
}

/// Where one begins with an exercise that nobody has touched yet, by its path below `exercises/`: the first gap, as
/// running it would tell. None for somebody's own work.
pub fn first_gap(root: &Path, path: &str) -> Option<String> {
    let exercises = root.join("exercises");
    let text = read(&exercises.join(path)).ok()??;
    if read_record(&exercises).ok()?.get(path) != Some(&digest(&text)) {
        return None;
    }
    let (line, gap) = text.lines().enumerate().find(|(_, line)| line.trim_start().starts_with("todo!(\"TODO("))?;
    let column = gap.len() - gap.trim_start().len() + 1;
    let said = gap.trim().strip_prefix("todo!(\"")?.strip_suffix("\");")?;
    Some(format!("exercises/{path}:{}:{column}: {}", line + 1, said.replace("{{", "{").replace("}}", "}")))
}

/// What a solution is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Rust,
    Mermaid,
}

impl Language {
    /// By the end of the file's name; `None` if the exercises get no such files.
    fn of(path: &str) -> Option<Language> {
        match path.rsplit_once('.')?.1 {
            "rs" => Some(Language::Rust),
            "mmd" => Some(Language::Mermaid),
            _ => None,
        }
    }

    /// What a comment begins with.
    fn comment(self) -> &'static str {
        match self {
            Language::Rust => "//",
            Language::Mermaid => "%%",
        }
    }
}

/// Derives the text of a stub from the text of its solution.
///
/// # Errors
/// The first line whose marks make no sense.
pub fn derive(language: Language, solution: &str) -> Result<String, Flaw> {
    let mut lines = Lines::of(solution);
    let mut stub = String::new();
    if language == Language::Rust {
        // Inner attributes come after the sentence that says what the file is for.
        while let Some((_, text)) = lines.next_if(|text| text.starts_with("//!")) {
            push(&mut stub, text);
        }
        stub += &format!("\n{ALLOW}");
    }

    let mut gaps = 0;
    while let Some((line, text)) = lines.next() {
        match Mark::of(language, text).map_err(|what| Flaw { line, what })? {
            Mark::None => push(&mut stub, text),
            Mark::Anchor => {}
            Mark::End(n) => return flaw(line, format!("END TODO({n}) ends no gap")),
            Mark::Todo(n, _) if n != gaps + 1 => {
                return flaw(line, format!("TODO({n}) stands where TODO({}) is due", gaps + 1));
            }
            Mark::Todo(n, instruction) => {
                gaps = n;
                push(&mut stub, text);
                while let Some((_, text)) = lines.next_if(|text| is_plain_comment(language, text)) {
                    push(&mut stub, text);
                }
                if language == Language::Rust {
                    let indent = &text[..text.len() - text.trim_start().len()];
                    push(&mut stub, &todo(line, indent, n, instruction)?);
                }
                skip_code(language, &mut lines, line, n)?;
            }
        }
    }
    if gaps == 0 {
        return flaw(1, "there is no gap: name the file in GIVEN if that is meant".to_owned());
    }
    Ok(stub)
}

/// What is wrong with the marks of a solution, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Counted from 1.
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for Flaw {}

/// The lines of a text, counted from 1.
struct Lines<'a>(std::iter::Peekable<std::iter::Enumerate<std::str::Lines<'a>>>);

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        Lines(text.lines().enumerate().peekable())
    }

    fn next(&mut self) -> Option<(usize, &'a str)> {
        self.next_if(|_| true)
    }

    fn next_if(&mut self, wanted: impl Fn(&str) -> bool) -> Option<(usize, &'a str)> {
        let (index, text) = self.0.next_if(|(_, text)| wanted(text))?;
        Some((index + 1, text))
    }
}

/// What a line means here.
#[derive(Debug, PartialEq, Eq)]
enum Mark<'a> {
    Todo(usize, &'a str),
    End(usize),
    Anchor,
    None,
}

impl Mark<'_> {
    /// Reads a line. The error says what is wrong with a mark that is misspelled.
    fn of(language: Language, text: &str) -> Result<Mark<'_>, String> {
        let sign = language.comment();
        let Some(comment) = text.trim().strip_prefix(sign) else {
            return if ["TODO", "END TODO"].iter().any(|mark| text.contains(&format!("{sign} {mark}"))) {
                Err("a mark needs a line of its own".to_owned())
            } else {
                Ok(Mark::None)
            };
        };
        let comment = comment.trim_start();
        if comment.starts_with("ANCHOR:") || comment.starts_with("ANCHOR_END:") {
            return Ok(Mark::Anchor);
        }
        if let Some(rest) = comment.strip_prefix("END TODO") {
            return match number(rest) {
                Some((n, "")) => Ok(Mark::End(n)),
                _ => Err(format!("this is not `{sign} END TODO(n)`")),
            };
        }
        let Some(rest) = comment.strip_prefix("TODO") else {
            return Ok(Mark::None);
        };
        match number(rest).and_then(|(n, rest)| Some((n, rest.strip_prefix(": ")?))) {
            Some((n, instruction)) => Ok(Mark::Todo(n, instruction)),
            None => Err(format!("this is not `{sign} TODO(n): instruction`")),
        }
    }
}

/// Reads `(n)`, and gives what follows it.
fn number(text: &str) -> Option<(usize, &str)> {
    let (n, rest) = text.strip_prefix('(')?.split_once(')')?;
    Some((n.parse().ok()?, rest))
}

fn is_plain_comment(language: Language, text: &str) -> bool {
    text.trim_start().starts_with(language.comment()) && Mark::of(language, text) == Ok(Mark::None)
}

/// The line that stands in a gap.
fn todo(line: usize, indent: &str, n: usize, instruction: &str) -> Result<String, Flaw> {
    let escaped = instruction.replace('\\', r"\\").replace('"', "\\\"").replace('{', "{{").replace('}', "}}");
    let todo = format!("{indent}todo!(\"TODO({n}): {escaped}\");");
    let excess = todo.chars().count().saturating_sub(WIDTH);
    if excess > 0 {
        return flaw(line, format!("the first line is {excess} characters too long for `todo!`"));
    }
    Ok(todo)
}

/// Skips the code of the gap that was opened at `opened`, and its end mark.
fn skip_code(language: Language, lines: &mut Lines<'_>, opened: usize, n: usize) -> Result<(), Flaw> {
    let mut is_empty = true;
    while let Some((line, text)) = lines.next() {
        match Mark::of(language, text).map_err(|what| Flaw { line, what })? {
            Mark::End(end) if end != n => {
                return flaw(line, format!("END TODO({end}) stands where END TODO({n}) is due"));
            }
            Mark::End(_) if is_empty => return flaw(opened, format!("TODO({n}) holds no code")),
            Mark::End(_) => return Ok(()),
            Mark::Todo(inner, _) => {
                return flaw(line, format!("TODO({inner}) begins inside TODO({n})"));
            }
            Mark::Anchor => {}
            Mark::None => {
                let text = text.trim_start();
                is_empty &= text.is_empty() || text.starts_with(language.comment());
            }
        }
    }
    flaw(opened, format!("TODO({n}) has no END TODO({n})"))
}

fn flaw<T>(line: usize, what: String) -> Result<T, Flaw> {
    Err(Flaw { line, what })
}

fn push(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Every file that the exercises get, by its path below `exercises/`.
fn derive_all(solutions: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut wanted = BTreeMap::new();
    for (path, language) in sources(solutions)? {
        let source = solutions.join(&path);
        let text = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
        let text = if GIVEN.contains(&path.as_str()) {
            without_anchors(language, &text)
        } else {
            derive(language, &text).with_context(|| source.display().to_string())?
        };
        wanted.insert(path, text);
    }
    Ok(wanted)
}

/// The given files, and all Rust files and diagrams in the labs' folders: their paths below `solutions/`.
fn sources(solutions: &Path) -> anyhow::Result<BTreeMap<String, Language>> {
    let mut paths: Vec<String> = GIVEN.iter().map(|&path| path.to_owned()).collect();
    for lab in names(solutions)? {
        if lab.starts_with("lab") {
            paths.extend(names(&solutions.join(&lab))?.into_iter().map(|file| format!("{lab}/{file}")));
        }
    }
    Ok(paths.into_iter().filter_map(|path| Language::of(&path).map(|language| (path, language))).collect())
}

fn names(folder: &Path) -> anyhow::Result<Vec<String>> {
    let list = || {
        fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<std::io::Result<_>>()
    };
    list().with_context(|| format!("cannot list {}", folder.display()))
}

fn without_anchors(language: Language, text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines().filter(|line| Mark::of(language, line) != Ok(Mark::Anchor)) {
        push(&mut kept, line);
    }
    kept
}

fn read_record(exercises: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let text = read(&exercises.join(RECORD))?.unwrap_or_default();
    let entries = text.lines().filter(|line| !line.starts_with('#'));
    let entries = entries.filter_map(|line| line.split_once(' '));
    Ok(entries.map(|(digest, path)| (path.to_owned(), digest.to_owned())).collect())
}

fn print_record(record: &BTreeMap<String, String>) -> String {
    let lines = record.iter().map(|(path, digest)| format!("{digest} {path}\n"));
    RECORD_HEADER.to_owned() + &lines.collect::<String>()
}

/// 64-bit FNV-1a: it has to notice an edit, not an attack, and to stay the same for ever.
fn digest(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read(path) {
        // Bytes that are not UTF-8 can't be a stub: somebody's work, which stays as it is.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    let put = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)
    };
    put().with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

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
        assert_eq!(derive(Language::Rust, SOLUTION).as_deref(), Ok(STUB));
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
        assert_eq!(derive(Language::Mermaid, solution).as_deref(), Ok(stub));
        let flaw = Flaw { line: 1, what: "this is not `%% TODO(n): instruction`".to_owned() };
        assert_eq!(derive(Language::Mermaid, "%% TODO: a"), Err(flaw));
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
            assert_eq!(derive(Language::Rust, solution), Err(Flaw { line, what }), "{solution}");
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
}
