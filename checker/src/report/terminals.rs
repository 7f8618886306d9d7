//! A recorded run as terminal windows, a box for each program, for the book.

use super::plain::{counted, width};
use super::xml;
use crate::trace::{Event, Excerpt, Trace, What};

/// Columns of a line that still fits where two windows stand side by side.
const HALF: usize = 46;

/// A `<figure>` for each program in a trace: its command, what was typed, what it printed, and
/// how it ended where that was not well. No line is empty, so that it may also stand in Markdown.
///
/// Windows with long lines are of the class `long`: they don't fit side by side. Lines are `<span>`s of the classes `command`, `typed`, `stdout`, `stderr` and `status`.
pub fn terminals(trace: &Trace) -> String {
    let mut programs: Vec<&str> = Vec::new();
    for event in &trace.events {
        if shown(event).is_some() && !programs.contains(&event.lane.as_str()) {
            programs.push(&event.lane);
        }
    }
    let windows: String = programs.iter().map(|program| window(program, trace)).collect();
    let is_long = |event: &Event| {
        shown(event).is_some_and(|(class, text)| class != "command" && text.lines().any(|line| width(line) > HALF))
    };
    let class = if trace.events.iter().any(is_long) { "terminals long" } else { "terminals" };
    format!("<div class=\"{class}\">\n{windows}</div>\n")
}

fn window(program: &str, trace: &Trace) -> String {
    let name = xml::text(program);
    let lines: Vec<String> = trace
        .events
        .iter()
        .filter(|event| event.lane == program)
        .filter_map(shown)
        .map(|(class, text)| line(class, &text))
        .collect();
    let style = "white-space:pre-wrap;overflow-wrap:anywhere";
    format!(
        "<figure class=\"terminal\">\n<figcaption>{name}</figcaption>\n<pre style=\"{style}\">{}</pre>\n</figure>\n",
        lines.join("\n")
    )
}

/// The class and the text of the line that an event leaves on a terminal, if it does.
fn shown(event: &Event) -> Option<(&'static str, String)> {
    match &event.what {
        What::Started { command } => Some(("command", format!("$ {}", super::ladder::short(command)))),
        What::Typed { bytes } => Some(("typed", on_screen(bytes))),
        What::Printed { bytes } => Some(("stdout", on_screen(bytes))),
        What::Complained { bytes } => Some(("stderr", on_screen(bytes))),
        What::StdinClosed => Some(("typed", "^D".to_string())),
        What::Signalled { signal } if signal == "SIGINT" => Some(("typed", "^C".to_string())),
        What::Stopped => Some(("typed", "^Z".to_string())),
        What::Continued => Some(("typed", "fg".to_string())),
        // Its end says the same.
        What::Signalled { signal } if signal == "SIGKILL" => None,
        What::Signalled { signal } => Some(("status", format!("[{signal}]"))),
        // A shell says nothing of a program that Ctrl-C has ended.
        What::Exited { status } if status != "exit status 0" && !status.starts_with("signal 2 ") => {
            Some(("status", format!("[{status}]")))
        }
        _ => None,
    }
}

/// What is typed is marked as such for everybody: `kbd` is the element for it.
fn line(class: &str, text: &str) -> String {
    let element = if class == "typed" { "kbd" } else { "span" };
    let line = |line: &str| format!("<{element} class=\"{class}\">{}</{element}>", xml::text(line));
    text.split('\n').map(line).collect::<Vec<String>>().join("\n")
}

/// Bytes as they stand on a screen: what was escaped for reading is itself again, except for
/// what would do more than stand there.
fn on_screen(bytes: &Excerpt) -> String {
    let mut out = String::new();
    let mut chars = bytes.text.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('t')) => out.push('\t'),
            ('\\', Some('r')) => {}
            ('\\', Some('\\')) => out.push('\\'),
            _ => {
                out.push(c);
                continue;
            }
        }
        chars.next();
    }
    if bytes.is_cut() {
        out.push_str(&format!("… ({})", counted(bytes.len, "byte")));
    }
    out.strip_suffix('\n').map(str::to_string).unwrap_or(out)
}

#[cfg(test)]
mod tests {
    use super::terminals;
    use crate::report::samples;
    use crate::trace::{Event, Excerpt, Trace, What};

    #[test]
    fn each_program_has_its_window() {
        let expected = r#"<div class="terminals">
<figure class="terminal">
<figcaption>client</figcaption>
<pre style="white-space:pre-wrap;overflow-wrap:anywhere"><span class="command">$ lab2-client 127.0.0.1 40030</span>
<kbd class="typed">hello</kbd>
<span class="stdout">HELLO</span>
<kbd class="typed">^D</kbd></pre>
</figure>
</div>
"#;
        assert_eq!(terminals(&samples::loss()), expected);
    }

    #[test]
    fn long_lines_make_long_windows() {
        let html = |columns: usize| {
            let what = What::Printed { bytes: Excerpt::of_line(&vec![b'x'; columns]) };
            let event = Event { micros: 0, lane: "ss".into(), other: None, what };
            terminals(&Trace { events: vec![event] })
        };
        assert!(!html(super::HALF).contains("<div class=\"terminals long\">"));
        assert!(html(super::HALF + 1).contains("<div class=\"terminals long\">"));
    }

    #[test]
    fn nothing_leaves_its_window() {
        let html = terminals(&samples::nasty());
        assert!(html.contains("<span class=\"stdout\">\\u{202e}]]&gt;&lt;/pre&gt;&lt;b&gt;\\x07</span>"), "{html}");
        assert!(html.contains("<span class=\"status\">[signal 11 (SIGSEGV)]</span>"), "{html}");
        assert_eq!(html.matches("</pre>").count(), 1);
        assert!(!html.contains("<script>") && !html.contains("\n\n"), "{html}");
    }
}
