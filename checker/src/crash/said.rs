//! An exception as a runtime has told of it on stderr: which one, where, and what became of it.

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
    pub end: Aftermath,
}

/// What became of an exception, as far as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aftermath {
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

impl Said {
    /// An exception whose words are cut in their middle where they are long.
    pub fn new(what: &str, place: Option<String>, end: Aftermath) -> Said {
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
