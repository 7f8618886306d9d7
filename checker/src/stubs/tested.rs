//! Stubs with tests of their own: the command that runs them, and the line at their head that says so; pure.

use std::collections::BTreeMap;

/// Where tests begin.
const MARK: &str = "#[cfg(test)]";

/// The words behind `cargo test` that run the tests of a file, given by its path below the folder of exercises; none
/// where it has none. `texts` are all files by their paths: what is no program is tested with one that it is a part of.
pub fn command(path: &str, texts: &BTreeMap<String, String>) -> Option<String> {
    texts.get(path).filter(|text| text.contains(MARK))?;
    let (folder, file) = path.split_once('/')?;
    let lab = folder.split('-').next()?;
    let stem = file.strip_suffix(".rs")?;
    let part = format!("\nmod {stem};");
    let is_program = |path: &str| texts.get(path).is_some_and(|text| text.contains("\nfn main()"));
    let whole = |candidate: &&String| {
        candidate.starts_with(&format!("{folder}/")) && is_program(candidate) && texts[*candidate].contains(&part)
    };
    let program = if is_program(path) { path } else { texts.keys().find(whole)? };
    let program = program.rsplit('/').next()?.strip_suffix(".rs")?.replace('_', "-");
    // What takes long to compile is built only when it is asked for.
    let features = if program == "tui" { " --features tui" } else { "" };
    Some(format!("-p exercises{features} --bin {lab}-{program}"))
}

/// A stub that says at its head how its tests are run.
pub fn with_head(stub: &str, command: &str) -> String {
    let head: usize = stub.lines().take_while(|line| line.starts_with("//!")).map(|line| line.len() + 1).sum();
    let (head, rest) = stub.split_at(head);
    format!("{head}//!\n//! It has tests, at its end: `cargo test {command}`.\n{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_tested_with_a_program_that_has_it() {
        let program = |mods: &str| format!("//! A program.\n{mods}\nfn main() {{}}\n\n{MARK}\n");
        let texts: BTreeMap<String, String> = [
            ("lab4-framing/lines_server.rs", program("")),
            ("lab6-chat/client.rs", program("\nmod frames;")),
            ("lab6-chat/tui.rs", program("\nmod view;")),
            ("lab6-chat/view.rs", format!("{MARK}\n")),
            ("lab6-chat/frames.rs", format!("{MARK}\n")),
            ("lab6-chat/given.rs", String::new()),
        ]
        .map(|(path, text)| (path.to_owned(), text))
        .into();
        let table = [
            ("lab4-framing/lines_server.rs", Some("-p exercises --bin lab4-lines-server")),
            ("lab6-chat/frames.rs", Some("-p exercises --bin lab6-client")),
            ("lab6-chat/view.rs", Some("-p exercises --features tui --bin lab6-tui")),
            ("lab6-chat/given.rs", None),
        ];
        for (path, wanted) in table {
            assert_eq!(command(path, &texts).as_deref(), wanted, "{path}");
        }
        assert_eq!(
            with_head("//! A.\n\nx\n", "-p exercises"),
            "//! A.\n//!\n//! It has tests, at its end: `cargo test -p exercises`.\n\nx\n"
        );
    }
}
