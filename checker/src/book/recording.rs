//! What of a recording belongs into its ladder: what goes over the wire, and what those who talk there say and are told.

use crate::trace::{Event, Trace, What};

/// Whether what programs print stands in their ladder. It is seen a little later than what they send, and
/// where a server does many things at once that looks like another order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    Shown,
    LeftOut,
}

/// The recording without the commands and windows that the terminals show, and without how its author
/// ended it. Its time begins with the first thing that is left.
pub fn on_the_wire(trace: &Trace, printed: Printed) -> Trace {
    let talks = |lane: &str| {
        let mut wire = trace.events.iter().filter(|event| event.other.is_some());
        wire.any(|event| event.lane == lane || event.other.as_deref() == Some(lane))
    };
    let mut events: Vec<Event> = Vec::new();
    for event in trace.events.iter().filter(|event| talks(&event.lane)) {
        let has_begun = || events.iter().any(|before| before.other.is_some());
        let is_kept = match &event.what {
            What::Started { .. } | What::Signalled { .. } | What::StdinClosed => false,
            // That it listens is seen from the first arrow, and whom one ends with ^C it does not matter.
            What::Printed { .. } => printed == Printed::Shown && has_begun(),
            What::Exited { status } => status.starts_with("exit status") && !status.starts_with("exit status 0"),
            _ => true,
        };
        if is_kept {
            events.push(event.clone());
        }
    }
    let began = events.first().map_or(0, |event| event.micros);
    for event in &mut events {
        event.micros = event.micros.saturating_sub(began);
    }
    Trace { events }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Excerpt;

    #[test]
    fn only_the_conversation_is_left() {
        let event = |lane: &str, other: Option<&str>, what| Event {
            micros: 10 + lane.len() as u64,
            lane: lane.into(),
            other: other.map(str::to_string),
            what,
        };
        let line = |text: &str| What::Printed { bytes: Excerpt::of_line(text.as_bytes()) };
        let sent = || What::SentDatagram { bytes: Excerpt::of(b"x") };
        let trace = Trace {
            events: vec![
                event("server", None, What::Started { command: "server".into() }),
                event("server", None, line("listening")),
                event("a", Some("server"), sent()),
                event("ss", None, line("LISTEN")),
                event("server", None, line("x")),
                event("server", None, What::Signalled { signal: "SIGINT".into() }),
                event("server", None, What::Exited { status: "signal 2 (SIGINT)".into() }),
                event("a", None, What::Exited { status: "exit status 1".into() }),
            ],
        };
        let left = on_the_wire(&trace, Printed::Shown);
        let kept: Vec<(u64, &str)> = left.events.iter().map(|event| (event.micros, event.lane.as_str())).collect();
        assert_eq!(kept, [(0, "a"), (5, "server"), (0, "a")]);
    }
}
