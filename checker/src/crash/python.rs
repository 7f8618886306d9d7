//! Python's tracebacks: the deepest frame last, below it the exception.

use super::said::{Aftermath, Said, place};

/// The head of a traceback.
pub const TRACEBACK: &str = "Traceback (most recent call last)";

/// Between the tracebacks of exceptions that came of each other.
const CHAINS: &[&str] = &["The above exception was the direct cause", "During handling of the above exception"];

/// What stands above the traceback of an exception that nobody caught, where the program goes on without a part of it.
const HEADS: &[(&str, Aftermath)] = &[
    ("Exception in thread ", Aftermath::Thread),
    ("Task exception was never retrieved", Aftermath::Task),
    ("Future exception was never retrieved", Aftermath::Task),
    ("Unhandled exception in ", Aftermath::Task),
    ("Exception in callback ", Aftermath::Task),
    ("Exception in default exception handler", Aftermath::Task),
    ("Exception occurred during processing of request", Aftermath::Task),
];

/// The function in which a program begins.
const WHOLE: &[&str] = &["<module>", "_run_module_as_main"];

/// Lines between such a head and the traceback at most.
const NEAR: usize = 3;

/// Errors in a text that Python can't read: they have no traceback.
const SYNTAX: &[&str] = &["SyntaxError: ", "IndentationError: ", "TabError: "];

/// The exception of the traceback whose head is at this line; of several that came of each other the last, which is
/// the one that nobody caught.
pub fn traceback(lines: &[&str], head: usize) -> Said {
    let lines: Vec<&str> = lines.iter().map(|line| ungrouped(line)).collect();
    let end = lines[head.saturating_sub(NEAR)..head].iter().rev().find_map(|line| of_head(line));
    let mut read = Traceback::read(&lines, head);
    while let Some(further) = next(&lines, read.next) {
        let is_whole = read.is_whole;
        read = Traceback::read(&lines, further);
        read.is_whole |= is_whole;
    }
    // One without a head of its own is that of the whole program, or was printed by somebody who caught the
    // exception: then it does not begin where the program does, but where it was caught.
    let end = end.unwrap_or(if read.is_whole { Aftermath::Unclear } else { Aftermath::Printed });
    Said::new(read.exception.unwrap_or(lines[head]), read.own, end)
}

/// Whether the line is an error in a text that Python can't read.
pub fn is_syntax(line: &str) -> bool {
    SYNTAX.iter().any(|error| line.starts_with(error))
}

/// Such an error; above it stand the place, the code, and a caret.
pub fn syntax(lines: &[&str], at: usize) -> Said {
    let above = lines[..at].iter().rposition(|line| frame(line).is_some());
    let place = above.and_then(|above| {
        let (path, line, _) = frame(lines[above])?;
        Some(place(path, line, lines.get(above + 1).copied()))
    });
    Said::new(lines[at], place, Aftermath::Program)
}

/// One traceback, as far as it goes.
struct Traceback<'a> {
    /// It begins where the program does.
    is_whole: bool,
    /// The deepest line of the learner's own code.
    own: Option<String>,
    exception: Option<&'a str>,
    /// The line behind it.
    next: usize,
}

impl<'a> Traceback<'a> {
    fn read(lines: &[&'a str], head: usize) -> Traceback<'a> {
        let mut read = Traceback { is_whole: true, own: None, exception: None, next: lines.len() };
        let mut frames = 0;
        for (at, line) in lines.iter().enumerate().skip(head + 1) {
            if let Some((path, number, function)) = frame(line) {
                read.is_whole &= frames > 0 || WHOLE.contains(&function);
                frames += 1;
                if is_own(path) {
                    let code = lines.get(at + 1).filter(|code| frame(code).is_none() && code.starts_with("    "));
                    read.own = Some(place(path, number, code.copied()));
                }
            } else if !line.starts_with(' ') && !line.is_empty() {
                (read.exception, read.next) = (Some(*line), at + 1);
                break;
            }
        }
        read
    }
}

/// The head of the traceback that belongs to the one that ends before this line.
fn next(lines: &[&str], from: usize) -> Option<usize> {
    let near = || (from..lines.len()).filter(|at| !lines[*at].trim().is_empty()).take(2);
    let is_chain = |line: &str| CHAINS.iter().any(|chain| line.starts_with(chain)) || line.starts_with("+-");
    let chained = near().next().is_some_and(|at| is_chain(lines[at]));
    near().nth(1).filter(|at| chained && lines[*at].contains(TRACEBACK))
}

fn of_head(line: &str) -> Option<Aftermath> {
    HEADS.iter().find(|(head, _)| line.starts_with(head)).map(|(_, end)| *end)
}

/// `  File "server.py", line 14, in serve`
fn frame(line: &str) -> Option<(&str, &str, &str)> {
    let (path, rest) = line.trim_start().strip_prefix("File \"")?.split_once("\", line ")?;
    let (number, function) = rest.split_once(", in ").unwrap_or((rest, ""));
    Some((path, number.trim(), function.trim()))
}

fn is_own(path: &str) -> bool {
    !path.starts_with('<') && !path.contains("/lib/python") && !path.contains("-packages/")
}

/// The line without the edge that a group of exceptions draws on its left.
fn ungrouped(line: &str) -> &str {
    let inner = line.trim_start();
    match inner.strip_prefix("| ").or_else(|| inner.strip_prefix("+ ")) {
        Some(rest) if inner.len() < line.len() => rest,
        _ if inner.starts_with("+-") && inner.len() < line.len() => inner,
        _ => line,
    }
}
