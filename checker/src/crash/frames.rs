//! Stack traces whose frames begin with `at`, the deepest first: those of Java, C# and JavaScript.

use super::said::{Aftermath, Said, place};

/// What begins the names of code that came with the runtime.
const RUNTIMES: &[&str] = &[
    "java.",
    "javax.",
    "jdk.",
    "sun.",
    "kotlin.",
    "scala.",
    "System.",
    "Microsoft.",
    "Mono.",
    "Interop",
    "(wrapper",
    "node:",
    "internal/",
];

/// One line of a stack trace.
pub struct Frame {
    /// `Server.java line 14`, or the name of the function where the file is not known.
    place: String,
    /// Neither the runtime's nor a library's.
    is_own: bool,
}

/// An exception with the lines below its head, which are frames as far as they are any.
pub fn traced(what: &str, below: &[&str], end: Aftermath) -> Said {
    // Java tells what an exception comes from below it, and again that one's cause.
    let causes = below.iter().take_while(|line| is_of_trace(line)).enumerate();
    let cause = causes.filter_map(|(at, line)| Some((at, line.trim().strip_prefix("Caused by: ")?))).last();
    let what = cause.map_or(what.to_string(), |(_, cause)| format!("{what}, caused by {cause}"));
    let first = cause.map_or(0, |(at, _)| at + 1);
    let frames =
        below[first..].iter().skip_while(|line| Frame::read(line).is_none()).map_while(|line| Frame::read(line));
    let own = frames.into_iter().find(|frame| frame.is_own);
    Said::new(&what, own.map(|frame| frame.place), end)
}

/// An exception that is known by its first frame alone: its name stands above.
pub fn below(lines: &[&str], first: usize) -> Said {
    let above = lines[..first].iter().rposition(|line| !line.trim().is_empty());
    let what = above.map_or("", |at| lines[at].trim());
    let mut said = traced(what, &lines[first..], Aftermath::Printed);
    if let Some(head) = above.and_then(|above| node_head(&lines[..above])) {
        said.end = Aftermath::Program;
        said.place = head.or(said.place);
    }
    said
}

/// Above an exception that nobody caught, Node shows where it was thrown: the place, the code, and a caret below it.
/// Gives the place where that is the learner's.
fn node_head(above: &[&str]) -> Option<Option<String>> {
    let caret = above.iter().rposition(|line| !line.trim().is_empty())?;
    if !above[caret].trim().bytes().all(|byte| byte == b'^') {
        return None;
    }
    let code = caret.checked_sub(1).map(|at| above[at]);
    let head = caret.checked_sub(2).and_then(|at| above[at].trim().rsplit_once(':'));
    Some(head.filter(|(path, _)| is_own(path)).map(|(path, line)| place(path, line, code)))
}

fn is_of_trace(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("at ") || line.starts_with("Caused by: ") || line.starts_with("... ")
}

fn is_own(name: &str) -> bool {
    !RUNTIMES.iter().any(|runtime| name.starts_with(runtime)) && !name.contains("node_modules/")
}

impl Frame {
    /// None for a line that is no frame.
    pub fn read(line: &str) -> Option<Frame> {
        let inner = line.trim_start();
        let code = inner.strip_prefix("at ").filter(|_| inner.len() < line.len())?.trim();
        let code = code.strip_prefix("async ").unwrap_or(code);
        csharp(code).or_else(|| java(code)).or_else(|| node(code)).or_else(|| unplaced(code))
    }
}

/// `C.Go () [0x00007] in /x/C.cs:2`, with .NET `Program.Main(String[] args) in /x/Program.cs:line 5`
fn csharp(code: &str) -> Option<Frame> {
    let (function, file) = code.rsplit_once(" in ")?;
    let name = function.split(['(', ' ']).next().unwrap_or(function);
    let placed = file.trim().rsplit_once(':').filter(|_| !file.starts_with('<'));
    let place = match placed {
        Some((path, line)) => place(path, line.trim_start_matches("line "), None),
        None => name.to_string(),
    };
    Some(Frame { place, is_own: is_own(name) && !function.starts_with("(wrapper") })
}

/// `A.go(A.java:2)`, of the runtime's `java.base/java.net.Socket.connect(Socket.java:633)`
fn java(code: &str) -> Option<Frame> {
    let (function, file) = code.strip_suffix(')')?.rsplit_once('(')?;
    let (path, line) = file.split_once(':').unwrap_or((file, ""));
    let is_source =
        path.contains(".java") || path.contains(".kt") || file == "Native Method" || file == "Unknown Source";
    let is_module = function.contains('/');
    let place = if is_number(line) { place(path, line, None) } else { function.to_string() };
    is_source.then(|| Frame { place, is_own: is_own(function) && !is_module })
}

/// `go (/x/n.js:3:43)`, `file:///x/n.mjs:3:43`
fn node(code: &str) -> Option<Frame> {
    let at = code.strip_suffix(')').and_then(|code| code.rsplit_once('(')).map_or(code, |(_, place)| place);
    let (rest, column) = at.rsplit_once(':')?;
    let (path, line) = rest.rsplit_once(':')?;
    (is_number(line) && is_number(column)).then(|| Frame { place: place(path, line, None), is_own: is_own(path) })
}

/// A function without a place: `new Promise (<anonymous>)`, `System.Net.Sockets.Socket.Connect(EndPoint remote)`
fn unplaced(code: &str) -> Option<Frame> {
    let (function, _) = code.strip_suffix(')')?.split_once('(')?;
    let name = function.trim();
    let is_anonymous = code.ends_with("(<anonymous>)");
    let is_method = name.contains('.') && !name.contains(' ');
    (is_anonymous || is_method).then(|| Frame { place: name.to_string(), is_own: is_own(name) && !is_anonymous })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
