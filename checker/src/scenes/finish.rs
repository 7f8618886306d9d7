//! A recording as the book shows it: what the scene says of the order, the time and the ports is done to the trace.

use crate::trace::{Event, Excerpt, Trace, What};

/// What a scene wants of its recording.
#[derive(Default)]
pub struct Finish {
    /// Lanes that stand behind all the others.
    pub last: Vec<String>,
    /// Lanes of which it is said how long they ran.
    pub timed: Vec<String>,
}

pub fn finish(mut trace: Trace, wish: &Finish) -> Trace {
    trace.put_ends_last();
    for lane in &wish.timed {
        time(&mut trace.events, lane);
    }
    let (last, first): (Vec<Event>, Vec<Event>) =
        trace.events.into_iter().partition(|event| wish.last.contains(&event.lane));
    Trace { events: first.into_iter().chain(last).collect() }
}

fn time(events: &mut [Event], lane: &str) {
    let mut started = 0;
    for event in events.iter_mut().filter(|event| event.lane == lane) {
        match &mut event.what {
            What::Started { .. } => started = event.micros,
            What::Exited { status } => {
                let seconds = event.micros.saturating_sub(started) as f64 / 1e6;
                status.push_str(&format!(" after {seconds:.2} s"));
            }
            _ => {}
        }
    }
}

/// The trace with all its texts put through a function.
pub fn map_texts(mut trace: Trace, map: impl Fn(&str) -> String) -> Trace {
    use What::*;
    for event in &mut trace.events {
        match &mut event.what {
            Started { command: text }
            | Accepted { from: text }
            | WriteFailed { error: text }
            | Exited { status: text }
            | Note { text } => *text = map(text),
            Connected { from, to } => (*from, *to) = (map(from), map(to)),
            ConnectFailed { to, error } => (*to, *error) = (map(to), map(error)),
            Printed { bytes } | Complained { bytes } => *bytes = map_excerpt(bytes, &map),
            _ => {}
        }
    }
    trace
}

fn map_excerpt(bytes: &Excerpt, map: impl Fn(&str) -> String) -> Excerpt {
    let text = map(&bytes.text);
    Excerpt { len: bytes.len + text.len() - bytes.text.len(), text, cut: bytes.cut }
}

/// The text with another word for a port, wherever that is a number of its own.
pub fn replace_port(text: &str, port: u16, word: &str) -> String {
    let number = port.to_string();
    let mut out = String::new();
    let mut from = 0;
    for (at, _) in text.match_indices(&number) {
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if !is_digit(text[..at].chars().last()) && !is_digit(text[at + number.len()..].chars().next()) {
            out.push_str(&text[from..at]);
            out.push_str(word);
            from = at + number.len();
        }
    }
    out + &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_port_is_replaced() {
        let table = [
            ("127.0.0.1:4002 127.0.0.1.4002: x", "127.0.0.1:4000 127.0.0.1.4000: x"),
            ("40021 14002 4002", "40021 14002 4000"),
        ];
        for (text, expected) in table {
            assert_eq!(replace_port(text, 4002, "4000"), expected);
        }
    }

    #[test]
    fn a_program_ends_behind_its_last_words() {
        let event = |lane: &str, what| Event { micros: 0, lane: lane.into(), other: None, what };
        let exited = || What::Exited { status: "exit status 1".into() };
        let said = || What::Complained { bytes: Excerpt::of_line(b"error: x") };
        let before = vec![event("a", exited()), event("b", said()), event("a", said()), event("b", exited())];
        let after = vec![event("b", said()), event("a", said()), event("a", exited()), event("b", exited())];
        assert_eq!(finish(Trace { events: before }, &Finish::default()).events, after);
    }
}
