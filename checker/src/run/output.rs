//! The last lines that the programs of a check printed, as a report shows them.

use crate::journal::{ProgramState, State};
use crate::trace::escape;

/// Lines of each stream of each program that are shown.
const LINES: usize = 4;
/// Bytes of a line that are shown: the first and the last, where there are more.
const BEGINNING: usize = 120;
const ENDING: usize = 40;
/// A byte in a row that is told by its number rather than written out.
const RUN: usize = 12;

/// The last lines of each program, escaped, each with whose it is: `server stderr: error: ...`
///
/// What a program says once the checker has told it to end is the answer to that, and no mistake.
pub fn last_lines(state: &State) -> Vec<String> {
    state.programs.iter().flat_map(of_program).collect()
}

fn of_program(program: &ProgramState) -> Vec<String> {
    let told = program.told.unwrap_or(program.stderr.kept.len());
    let streams = [("stdout", &program.stdout.kept[..]), ("stderr", &program.stderr.kept[..told])];
    let last = |(name, kept): (&'static str, _)| tail(kept, name == "stderr").into_iter().map(move |line| (name, line));
    let lines = streams.into_iter().flat_map(last);
    lines.map(|(name, line)| format!("{} {name}: {}", program.lane, shown(line))).collect()
}

/// The last lines of what came; one that was not finished counts. What points into the line above it, as Python does
/// below a source line, points nowhere once lines are wrapped.
fn tail(kept: &[u8], may_point: bool) -> Vec<&[u8]> {
    if kept.is_empty() {
        return Vec::new();
    }
    let kept = kept.strip_suffix(b"\n").unwrap_or(kept);
    let points = |line: &&[u8]| may_point && line.contains(&b'^') && line.iter().all(|byte| b" ^~".contains(byte));
    let mut lines: Vec<&[u8]> = kept.rsplit(|byte| *byte == b'\n').filter(|line| !points(line)).take(LINES).collect();
    lines.reverse();
    lines
}

fn shown(line: &[u8]) -> String {
    if line.len() <= BEGINNING + ENDING {
        return written(line);
    }
    let (first, rest) = line.split_at(BEGINNING);
    let (left_out, last) = rest.split_at(rest.len() - ENDING);
    format!("{} … {} bytes … {}", written(first), left_out.len(), written(last))
}

/// The bytes escaped, many of the same as one of them and their number: `\x00 (160 times)`
fn written(bytes: &[u8]) -> String {
    let mut out = String::new();
    let (mut from, mut at) = (0, 0);
    for run in bytes.chunk_by(|one, next| one == next) {
        if run.len() > RUN {
            out.push_str(&escape(&bytes[from..at]));
            out.push_str(&format!("{} ({} times)", escape(&run[..1]), run.len()));
            from = at + run.len();
        }
        at += run.len();
    }
    out + &escape(&bytes[from..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Output;

    fn printed(stderr: &str, told: Option<usize>) -> Vec<String> {
        let mut output = Output::default();
        output.take(stderr.as_bytes(), usize::MAX);
        let mut state = State::default();
        state.programs.push(ProgramState { lane: "server".into(), stderr: output, told, ..ProgramState::default() });
        last_lines(&state)
    }

    #[test]
    fn the_last_lines_are_shown_and_the_unfinished_one() {
        let lines = printed("1\n2\n3\n\n5\nhalf", None);
        assert_eq!(lines, ["server stderr: 3", "server stderr: ", "server stderr: 5", "server stderr: half"]);
        assert!(printed("", None).is_empty());
    }

    #[test]
    fn what_points_into_the_line_above_is_left_out() {
        let lines = printed("    f(x) + y\n    ~~~~~^~~\nTypeError: no\n", None);
        assert_eq!(lines, ["server stderr:     f(x) + y", "server stderr: TypeError: no"]);
    }

    #[test]
    fn what_comes_of_being_told_to_end_is_left_out() {
        let error = "error: no\n";
        assert_eq!(printed(&format!("{error}KeyboardInterrupt\n"), Some(error.len())), ["server stderr: error: no"]);
        assert!(printed("KeyboardInterrupt\n", Some(0)).is_empty());
    }

    #[test]
    fn a_long_line_is_cut_in_its_middle_and_a_run_is_counted() {
        let table = [
            (format!("a{}b", "\0".repeat(100)), "a\\x00 (100 times)b".to_string()),
            ("=".repeat(12), "=".repeat(12)),
            (
                format!("{}{}", "ab".repeat(100), "yz".repeat(20)),
                format!("{} … 80 bytes … {}", "ab".repeat(60), "yz".repeat(20)),
            ),
        ];
        for (line, shown) in table {
            assert_eq!(printed(&line, None), [format!("server stderr: {shown}")]);
        }
    }
}
