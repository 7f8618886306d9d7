//! Whether two recordings of a scene say the same: in everything but time, ports that the system chooses,
//! and the order between streams, which nobody could see.

use std::collections::BTreeMap;

use super::stage::PORTS;
use crate::trace::{Excerpt, Trace, What};

/// What is said in one place: of a lane its standard streams and its end, between two lanes each direction.
type Sayings = BTreeMap<String, Vec<String>>;

/// The places at which the second says something else than the first.
pub fn differences(first: &Trace, second: &Trace) -> Vec<String> {
    let (first, second) = (sayings(first), sayings(second));
    let places = first.keys().chain(second.keys().filter(|place| !first.contains_key(*place)));
    places
        .filter(|place| first.get(*place) != second.get(*place))
        .map(|place| {
            let said = |sayings: &Sayings| sayings.get(place).map_or("nothing".to_string(), |said| said.join(" | "));
            format!("{place}: {} is recorded, now it is {}", said(&first), said(&second))
        })
        .collect()
}

fn sayings(trace: &Trace) -> Sayings {
    let mut sayings = Sayings::new();
    for event in &trace.events {
        let lane = &event.lane;
        let other = event.other.as_deref().unwrap_or("nobody");
        let (out, back) = (format!("{lane} -> {other}"), format!("{other} -> {lane}"));
        use What::*;
        match &event.what {
            Started { command } => say(&mut sayings, format!("{lane}, command"), command),
            Typed { bytes } => say(&mut sayings, format!("{lane}, stdin"), &whole(bytes)),
            StdinClosed => say(&mut sayings, format!("{lane}, stdin"), "end"),
            Signalled { signal } => say(&mut sayings, format!("{lane}, signal"), signal),
            // What the kernel says in between is no part of the conversation.
            Asked { .. } => {}
            Stopped => say(&mut sayings, format!("{lane}, signal"), "stopped"),
            Continued => say(&mut sayings, format!("{lane}, signal"), "continued"),
            Printed { bytes } => say(&mut sayings, format!("{lane}, stdout"), &whole(bytes)),
            Complained { bytes } => say(&mut sayings, format!("{lane}, stderr"), &whole(bytes)),
            Exited { status } => {
                say(&mut sayings, format!("{lane}, end"), status.split(" after ").next().unwrap_or(""))
            }
            Sent { bytes } => append(&mut sayings, out, bytes),
            Received { bytes } => append(&mut sayings, back, bytes),
            SentFin => say(&mut sayings, out, "FIN"),
            ReceivedFin => say(&mut sayings, back, "FIN"),
            SentReset => say(&mut sayings, out, "RST"),
            ReceivedReset => say(&mut sayings, back, "RST"),
            Connected { .. } => say(&mut sayings, out, "connect"),
            Accepted { .. } => say(&mut sayings, back, "connect"),
            ConnectFailed { error, .. } => say(&mut sayings, out, error),
            WriteFailed { error } => say(&mut sayings, out, error),
            SentDatagram { bytes } => say(&mut sayings, out, &whole(bytes)),
            ReceivedDatagram { bytes } => say(&mut sayings, back, &whole(bytes)),
            Lost { bytes } => say(&mut sayings, back, &format!("lost: {}", whole(bytes))),
            Note { text } => say(&mut sayings, format!("{lane}, note"), text),
            Screen { screen } => say(&mut sayings, format!("{lane}, screen"), &screen.text()),
        }
    }
    sayings
}

fn say(sayings: &mut Sayings, place: String, text: &str) {
    sayings.entry(place).or_default().push(without_ports(text));
}

/// Bytes of a stream continue the ones before: how they are cut is no difference.
fn append(sayings: &mut Sayings, place: String, bytes: &Excerpt) {
    let said = sayings.entry(place).or_default();
    match said.last_mut().filter(|last| last.starts_with("bytes ")) {
        Some(last) => last.push_str(&whole(bytes)),
        None => said.push(format!("bytes {}", whole(bytes))),
    }
}

fn whole(bytes: &Excerpt) -> String {
    if bytes.is_cut() { format!("{}... ({})", bytes.text, bytes.len) } else { bytes.text.clone() }
}

/// The text with `*` for each port behind an address that is not one of the scenes' own.
fn without_ports(text: &str) -> String {
    let mut parts = text.split(':');
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at(end);
        let is_chosen = number.parse().is_ok_and(|port: u16| port > 1023 && !PORTS.contains(&port));
        let number = if is_chosen && out.ends_with(|c: char| c.is_ascii_digit() || c == ']') { "*" } else { number };
        out.push(':');
        out.push_str(number);
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Event;

    fn trace(events: &[(&str, What)]) -> Trace {
        let event = |(at, (lane, what)): (usize, &(&str, What))| {
            let other = matches!(what, What::Sent { .. } | What::SentFin).then(|| "server".to_string());
            Event { micros: at as u64, lane: lane.to_string(), other, what: what.clone() }
        };
        Trace { events: events.iter().enumerate().map(event).collect() }
    }

    fn printed(text: &str) -> What {
        What::Printed { bytes: Excerpt::of_line(text.as_bytes()) }
    }

    fn sent(text: &str) -> What {
        What::Sent { bytes: Excerpt::of(text.as_bytes()) }
    }

    #[test]
    fn order_between_streams_pieces_and_ports_are_no_difference() {
        let one = trace(&[
            ("client", sent("ab")),
            ("client", What::SentFin),
            ("server", printed("connected 127.0.0.1:40001 at 127.0.0.1:4000")),
        ]);
        let other = trace(&[
            ("server", printed("connected 127.0.0.1:50001 at 127.0.0.1:4000")),
            ("client", sent("a")),
            ("client", sent("b")),
            ("client", What::SentFin),
        ]);
        assert_eq!(differences(&one, &other), Vec::<String>::new());
    }

    #[test]
    fn what_is_said_otherwise_is_a_difference() {
        let one = trace(&[("client", sent("ab")), ("server", printed("listening on 127.0.0.1:4000"))]);
        let other = trace(&[("client", sent("ac")), ("server", printed("listening on 127.0.0.1:4001"))]);
        let expected = [
            "client -> server: bytes ab is recorded, now it is bytes ac",
            "server, stdout: listening on 127.0.0.1:4000 is recorded, now it is listening on 127.0.0.1:4001",
        ];
        assert_eq!(differences(&one, &other), expected);
    }
}
