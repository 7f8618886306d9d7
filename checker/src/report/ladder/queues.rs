//! What of a stream may still lie in a queue while a ladder is gone through: what a trace tells, and no more.
//!
//! A trace sees what goes over the wire. When a program reads, it does not see, unless the one who reads records it
//! itself. So for the others there is an upper bound: all that has been sent to them.

use super::lanes::Lanes;
use super::rows::{Row, rows};
use super::svg::LIMIT;
use crate::report::plain::counted;
use crate::trace::{Trace, What};

/// What has gone from one lane to another over streams.
#[derive(Default)]
struct Flow {
    from: String,
    to: String,
    bytes: usize,
    has_ended: bool,
    was_reset: bool,
    /// The one who reads has recorded it: nothing of it is unread.
    is_read: bool,
}

/// For each row of a page's ladder what has gone over each stream up to its time, and how much of it may be unread at
/// the most. Empty where nothing has gone yet, or where there are only datagrams.
pub fn queues(trace: &Trace) -> Vec<String> {
    let lanes = Lanes::of(trace);
    if lanes.is_empty() { Vec::new() } else { known(trace, &rows(trace, &lanes, LIMIT), &lanes) }
}

fn known(trace: &Trace, rows: &[Row], lanes: &Lanes) -> Vec<String> {
    let mut until = 0;
    let at = |row: &Row| {
        until = row.micros.unwrap_or(until).max(until);
        let mut flows: Vec<Flow> = Vec::new();
        for event in trace.events.iter().filter(|event| event.micros <= until) {
            let Some(other) = &event.other else { continue };
            let is_out = matches!(event.what, What::Sent { .. } | What::SentFin | What::SentReset);
            let is_in = matches!(event.what, What::Received { .. } | What::ReceivedFin | What::ReceivedReset);
            let is_new = matches!(event.what, What::Connected { .. } | What::Accepted { .. });
            let (from, to) = if is_in { (other, &event.lane) } else { (&event.lane, other) };
            if is_new {
                // Another connection between the same two: what lay in the old one's queues is gone.
                flows.retain(|flow| !(is(flow, from, to) || is(flow, to, from)));
            } else if is_out || is_in {
                let flow = found(&mut flows, from, to);
                flow.is_read = is_in;
                flow.add(&event.what);
            }
        }
        flows.retain(|flow| lanes.is_drawn(&flow.from) && lanes.is_drawn(&flow.to));
        flows.iter().map(Flow::told).collect::<Vec<String>>().join("; ")
    };
    rows.iter().map(at).collect()
}

fn is(flow: &Flow, from: &str, to: &str) -> bool {
    flow.from == from && flow.to == to
}

fn found<'a>(flows: &'a mut Vec<Flow>, from: &str, to: &str) -> &'a mut Flow {
    let at = flows.iter().position(|flow| is(flow, from, to)).unwrap_or_else(|| {
        flows.push(Flow { from: from.to_string(), to: to.to_string(), ..Flow::default() });
        flows.len() - 1
    });
    &mut flows[at]
}

impl Flow {
    fn add(&mut self, what: &What) {
        match what {
            What::Sent { bytes } | What::Received { bytes } => self.bytes += bytes.len,
            What::SentFin | What::ReceivedFin => self.has_ended = true,
            What::SentReset | What::ReceivedReset => self.was_reset = true,
            _ => {}
        }
    }

    fn told(&self) -> String {
        let Flow { from, to, .. } = self;
        let bytes = counted(self.bytes, "byte");
        let gone = match (self.bytes, self.has_ended) {
            _ if self.was_reset => "a reset, so nothing is left to be read".to_string(),
            (0, _) => "the end of the stream".to_string(),
            (_, ended) => {
                let end = if ended { " and the end of the stream" } else { "" };
                let unread = if self.is_read { "read".to_string() } else { format!("at most {bytes} unread") };
                format!("{bytes}{end} ({unread})")
            }
        };
        format!("{from} to {to}: {gone}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{Event, Excerpt};

    fn told(events: &[(&str, &str, What)]) -> Vec<String> {
        let event = |(at, (lane, other, what)): (usize, &(&str, &str, What))| Event {
            micros: at as u64,
            lane: (*lane).into(),
            other: Some((*other).into()),
            what: what.clone(),
        };
        let trace = Trace { events: events.iter().enumerate().map(event).collect() };
        queues(&trace)
    }

    fn connected() -> What {
        What::Connected { from: String::new(), to: String::new() }
    }

    #[test]
    fn what_the_reader_records_is_read_and_the_rest_may_be() {
        let bytes = || Excerpt::of(b"Hello");
        let said = told(&[
            ("peer", "server", connected()),
            ("peer", "server", What::Sent { bytes: bytes() }),
            ("peer", "server", What::SentFin),
            ("peer", "server", What::Received { bytes: bytes() }),
        ]);
        let gone = "peer to server: 5 bytes and the end of the stream (at most 5 bytes unread)";
        let both = format!("{gone}; server to peer: 5 bytes (read)");
        assert_eq!(said, ["", "peer to server: 5 bytes (at most 5 bytes unread)", gone, &both]);
    }

    #[test]
    fn a_reset_and_a_new_connection_leave_nothing() {
        let sent = || What::Sent { bytes: Excerpt::of(b"x") };
        let said = told(&[
            ("client", "server", connected()),
            ("client", "server", sent()),
            ("client", "server", What::SentReset),
            ("client", "server", connected()),
            ("client", "server", sent()),
        ]);
        let one = "client to server: 1 byte (at most 1 byte unread)";
        assert_eq!(said, ["", one, "client to server: a reset, so nothing is left to be read", "", one]);
    }
}
