//! Tells from what a program left on stderr and how it ended whether it crashed, and with which words; pure.

#![warn(missing_docs)]

use crate::journal::{Exit, State};
use crate::language::Sign;
use crate::languages::LANGUAGES;
use crate::trace::escape;

/// What todo! prints, in Rust and in the stubs of every other language.
const NOT_STARTED: &str = "not yet implemented: TODO(";

/// The line by which a crash is known, with what the runtime said of its reason; none where stderr tells of no crash.
pub fn headline(stderr: &str) -> Option<String> {
    let lines: Vec<&str> = stderr.lines().collect();
    let at = lines.iter().position(|line| is_sign(line))?;
    let line = lines[at].trim();
    Some(match reason(&lines, at) {
        Some(reason) => format!("{line} {reason}"),
        None => line.to_string(),
    })
}

/// The program of a check that has crashed, and how; none where all went well. A program that the checker told
/// to end has not crashed, whatever it says then.
pub fn of(state: &State) -> Option<(String, String)> {
    state.programs.iter().find_map(|program| {
        let lane = program.lane.clone();
        if let Some(limit) = &program.limit {
            return Some((lane, format!("was stopped, because it used {limit}")));
        }
        let by_signal = matches!(program.exit, Some(Exit::Signal(_))) && !program.signalled;
        let ended = program.exit.filter(|_| by_signal).map(|exit| exit.to_string());
        let said = &program.stderr.kept[..program.told.unwrap_or(program.stderr.kept.len())];
        let said = String::from_utf8_lossy(said);
        let died = || matches!(program.exit, Some(Exit::Status(3..))).then(|| died(&said)).flatten();
        let words = headline(&said).or_else(died).map(|line| escape(line.as_bytes())).or(ended)?;
        Some((lane, format!("crashed: {words}")))
    })
}

/// Perl's last words. A warning reads the same, and so it is only for a program with a status that nobody chose.
fn died(stderr: &str) -> Option<String> {
    let last = stderr.lines().rev().find(|line| !line.trim().is_empty())?;
    let (_, place) = last.strip_suffix('.')?.rsplit_once(" line ")?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(place) && last.contains(" at ") && !last.starts_with("error: ")).then(|| last.to_string())
}

/// The text of the first `todo!` that was reached, with its place where the line before gives it.
pub fn not_started(stderr: &str) -> Option<String> {
    let lines: Vec<&str> = stderr.lines().collect();
    let at = lines.iter().position(|line| line.contains(NOT_STARTED))?;
    let text = &lines[at][lines[at].find("TODO(")?..];
    let place = at
        .checked_sub(1)
        .and_then(|before| lines[before].split_once("panicked at "))
        .map(|(_, place)| place.trim_end_matches(':'));
    Some(match place {
        Some(place) => format!("{place}: {text}"),
        None => text.to_string(),
    })
}

/// Whether the line is a sign of a crash, in whatever language: one's exception may stand in another's output.
fn is_sign(line: &str) -> bool {
    LANGUAGES.iter().flat_map(|language| language.signs).any(|sign| fits(*sign, line))
}

fn fits(sign: Sign, line: &str) -> bool {
    if line.starts_with("error: ") {
        return false;
    }
    match sign {
        Sign::Starts(text) => line.starts_with(text),
        Sign::Holds(text) => line.contains(text),
        Sign::Frame(text) => {
            let inner = line.trim_start();
            let names_code =
                (inner.contains('(') && inner.contains(')')) || inner.contains(".js:") || inner.contains("node:");
            inner.len() < line.len() && inner.starts_with(text) && names_code
        }
    }
}

/// Where the runtime says why: Rust in the line after, Python in the first line after the frames, Node and Java in the line above the frames.
fn reason<'a>(lines: &[&'a str], at: usize) -> Option<&'a str> {
    let line = lines[at];
    if line.contains("panicked at ") {
        return lines.get(at + 1).map(|next| next.trim());
    }
    if line.starts_with("Traceback") {
        return lines[at + 1..].iter().find(|next| !next.starts_with(' ') && !next.is_empty()).copied();
    }
    if fits(Sign::Frame("at "), line) {
        return at.checked_sub(1).map(|before| lines[before].trim());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crashes_are_known() {
        let table: &[(&str, Option<&str>)] = &[
            ("", None),
            ("error: connection refused\n", None),
            ("error: Traceback (most recent call last) is what I was sent\n", None),
            ("debug: at 10:30 all is well\n  at 127.0.0.1:80\n", None),
            (
                "thread 'main' (12) panicked at src/main.rs:3:5:\nboom\n",
                Some("thread 'main' (12) panicked at src/main.rs:3:5: boom"),
            ),
            (
                "Traceback (most recent call last):\n  File \"a.py\", line 1\nValueError: no\n",
                Some("Traceback (most recent call last): ValueError: no"),
            ),
            (
                "Exception in thread \"main\" java.io.IOException: x\n\tat A.main(A.java:3)\n",
                Some("Exception in thread \"main\" java.io.IOException: x"),
            ),
            (
                "  File \"a.py\", line 3\n    x\nIndentationError: unexpected indent\n",
                Some("IndentationError: unexpected indent"),
            ),
            ("java.io.IOException: x\n\tat A.main(A.java:3)\n", Some("at A.main(A.java:3) java.io.IOException: x")),
            (
                "Unhandled Exception:\nSystem.Exception: x\n  at A.Main () [0x0] in <1>:0\n",
                Some("Unhandled Exception:"),
            ),
        ];
        for (stderr, wanted) in table {
            assert_eq!(headline(stderr).as_deref(), *wanted, "{stderr}");
        }
    }

    #[test]
    fn perl_s_last_words_are_known() {
        assert_eq!(
            died("cannot connect at client.pl line 12.\n").as_deref(),
            Some("cannot connect at client.pl line 12.")
        );
        assert!(died("gone at a.pl line 7, <STDIN> line 3.\n").is_some());
        assert_eq!(died("error: gone at a.pl line 7.\n"), None);
        assert_eq!(died("ready at last\nmore in line 7\n"), None);
    }

    #[test]
    fn todo_is_known() {
        let panic = "\nthread 'main' (7) panicked at exercises/lab1-echo/server.rs:20:5:\nnot yet implemented: TODO(1): make a socket\nnote: run with\n";
        assert_eq!(not_started(panic).as_deref(), Some("exercises/lab1-echo/server.rs:20:5: TODO(1): make a socket"));
        assert_eq!(not_started("not yet implemented: TODO(2): send\n").as_deref(), Some("TODO(2): send"));
        assert_eq!(not_started("error: no\n"), None);
    }
}
