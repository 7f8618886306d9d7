//! What a runtime says on stderr of an exception that nobody caught, or that somebody printed: which one, and where.

use super::frames::{self, Frame};
use super::python;

/// Characters of an exception's message that are told.
const MESSAGE: usize = 400;
/// Characters of a line of code that are told.
const CODE: usize = 100;

/// An exception as a runtime has told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its name and its message: `BrokenPipeError: [Errno 32] Broken pipe`
    pub what: String,
    /// The deepest line in the learner's own code: `server.py line 14: connection.sendall(data)`
    pub place: Option<String>,
    /// What became of it.
    pub end: End,
}

/// What became of an exception, as far as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Nobody caught it, and the program ended.
    Program,
    /// Nobody caught it, and a thread ended.
    Thread,
    /// Nobody caught it, and a task, a callback or the handler of a request ended.
    Task,
    /// The same words stand there whether it was caught: it was not where the program has ended with an error.
    Unclear,
    /// Somebody caught it and printed its trace.
    Printed,
}

/// The exception of which the line at this place is the first sign.
pub fn at(lines: &[&str], at: usize) -> Said {
    let line = lines[at].trim();
    let traceback = (at..lines.len().min(at + 4)).find(|near| lines[*near].contains(python::TRACEBACK));
    if let Some(traceback) = traceback {
        return python::traceback(lines, traceback);
    }
    if python::is_syntax(line) {
        return python::syntax(lines, at);
    }
    if line.contains("panicked at ") {
        let reason = lines.get(at + 1).map(|next| next.trim()).filter(|next| !next.is_empty());
        let what = reason.map_or(line.to_string(), |reason| format!("{line} {reason}"));
        return Said::new(&what, None, End::Program);
    }
    if let Some(thrown) = line.strip_prefix("terminate called after throwing an instance of ") {
        return thrown_in_cpp(thrown, lines.get(at + 1).copied());
    }
    if let Some((thread, what)) = java_thread(line) {
        let end = if thread == "main" { End::Program } else { End::Thread };
        return frames::traced(what, &lines[at + 1..], end);
    }
    if let Some(what) = unhandled(lines, at) {
        return frames::traced(what, &lines[at + 1..], End::Program);
    }
    if Frame::read(lines[at]).is_some() {
        return frames::below(lines, at);
    }
    Said::new(line, None, End::Program)
}

impl Said {
    /// An exception whose words are cut in their middle where they are long.
    pub fn new(what: &str, place: Option<String>, end: End) -> Said {
        Said { what: cut_in_the_middle(what.trim(), MESSAGE), place, end }
    }
}

/// `server.py line 14`, with the code that stands there where it is known. Of the file only the name is told.
pub fn place(path: &str, line: &str, code: Option<&str>) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match code.map(str::trim).filter(|code| !code.is_empty()) {
        Some(code) => format!("{file} line {line}: {}", cut_in_the_middle(code, CODE)),
        None => format!("{file} line {line}"),
    }
}

/// The beginning and the end of a text that has more characters than may be told.
fn cut_in_the_middle(text: &str, most: usize) -> String {
    let half = most / 2;
    match (text.char_indices().nth(half), text.char_indices().rev().nth(half - 1)) {
        (Some((first, _)), Some((last, _))) if first < last && text.char_indices().nth(most).is_some() => {
            format!("{} … {}", &text[..first], &text[last..])
        }
        _ => text.to_string(),
    }
}

/// `'std::out_of_range'`, and in the next line `  what():  its message`.
fn thrown_in_cpp(thrown: &str, next: Option<&str>) -> Said {
    let name = thrown.trim_matches('\'');
    let message = next.and_then(|next| next.trim().strip_prefix("what():"));
    let what = message.map_or(name.to_string(), |message| format!("{name}: {}", message.trim()));
    Said::new(&what, None, End::Program)
}

/// `Exception in thread "main" java.io.IOException: x`
fn java_thread(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("Exception in thread \"")?.split_once("\" ")
}

/// What mono writes below its head, or behind it, and .NET in the same line.
fn unhandled<'a>(lines: &[&'a str], at: usize) -> Option<&'a str> {
    let line = lines[at].trim();
    if let Some((_, what)) = line.split_once("FATAL UNHANDLED EXCEPTION: ") {
        return Some(what);
    }
    let behind = ["Unhandled Exception:", "Unhandled exception."].iter().find_map(|head| line.strip_prefix(head))?;
    if behind.trim().is_empty() { lines.get(at + 1).copied() } else { Some(behind) }
}
