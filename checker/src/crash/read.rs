//! Reads what a runtime says on stderr of an exception that nobody caught, or that somebody printed.

use super::frames::{self, Frame};
use super::python;
use super::said::{Aftermath, Said};

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
        return Said::new(&in_the_library(line, reason).unwrap_or(what), None, Aftermath::Program);
    }
    if let Some(thrown) = line.strip_prefix("terminate called after throwing an instance of ") {
        return thrown_in_cpp(thrown, lines.get(at + 1).copied());
    }
    if let Some((thread, what)) = java_thread(line) {
        let end = if thread == "main" { Aftermath::Program } else { Aftermath::Thread };
        return frames::traced(what, &lines[at + 1..], end);
    }
    if let Some(what) = unhandled(lines, at) {
        return frames::traced(what, &lines[at + 1..], Aftermath::Program);
    }
    if Frame::read(lines[at]).is_some() {
        return frames::below(lines, at);
    }
    Said::new(line, None, Aftermath::Program)
}

/// A panic in a function of Rust's own library: its line there says nothing to whoever has called it.
fn in_the_library(line: &str, reason: Option<&str>) -> Option<String> {
    let (thread, place) = line.split_once("panicked at ")?;
    let reason = reason.filter(|_| place.starts_with("/rustc/"))?;
    Some(format!(
        "{thread}panicked in the standard library: {reason} (started by hand with RUST_BACKTRACE=1 it names the line of yours that led there)"
    ))
}

/// `'std::out_of_range'`, and in the next line `  what():  its message`.
fn thrown_in_cpp(thrown: &str, next: Option<&str>) -> Said {
    let name = thrown.trim_matches('\'');
    let message = next.and_then(|next| next.trim().strip_prefix("what():"));
    let what = message.map_or(name.to_string(), |message| format!("{name}: {}", message.trim()));
    Said::new(&what, None, Aftermath::Program)
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
