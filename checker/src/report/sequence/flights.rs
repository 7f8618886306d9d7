//! The segments that a trace tells of, each with what became of it on its way.

use crate::report::segment::{HEADER, Segment, header, transfer};
use crate::trace::{Excerpt, Trace, What, unescape};

/// A segment on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flight {
    pub kind: Segment,
    pub number: u32,
    /// It has no payload: of a data segment, it is the end.
    pub is_empty: bool,
    /// Microseconds since the trace began.
    pub left: u64,
    pub fate: Fate,
    /// How often it had been sent, with this time.
    pub copy: usize,
    /// The beginning of its bytes, as the trace has them.
    bytes: Vec<u8>,
}

/// What became of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Arrived(u64),
    /// With other bytes than it left with.
    Damaged(u64),
    /// Lost on purpose.
    Lost,
    /// Nobody has seen it arrive.
    UnderWay,
}

/// All segments between a sender and a receiver, in the order in which they left. Of several transfers, the last.
pub fn flights(trace: &Trace) -> Vec<Flight> {
    let mut flights: Vec<Flight> = Vec::new();
    let between = trace.events.iter().rev().find_map(transfer);
    for event in trace.events.iter().filter(|event| transfer(event).is_some_and(|own| Some(own) == between)) {
        let is_relay = event.lane.starts_with("relay");
        match &event.what {
            What::ReceivedDatagram { bytes } if is_relay => leave(&mut flights, bytes, event.micros, Fate::UnderWay),
            What::Lost { bytes } if is_relay => lose(&mut flights, bytes),
            What::SentDatagram { bytes } if is_relay => arrive(&mut flights, bytes, event.micros),
            What::ReceivedDatagram { bytes } | What::SentDatagram { bytes } => {
                leave(&mut flights, bytes, event.micros, Fate::Arrived(event.micros));
            }
            _ => {}
        }
    }
    flights
}

/// A segment leaves; whatever else it is, is none.
fn leave(flights: &mut Vec<Flight>, bytes: &Excerpt, left: u64, fate: Fate) {
    let Some((kind, number)) = header(bytes) else { return };
    let copy = 1 + flights.iter().filter(|one| one.kind == kind && one.number == number).count();
    let is_empty = bytes.len == HEADER;
    flights.push(Flight { kind, number, is_empty, left, fate, copy, bytes: unescape(bytes) });
}

/// The segment that left last with these bytes goes no further.
fn lose(flights: &mut [Flight], bytes: &Excerpt) {
    let bytes = unescape(bytes);
    if let Some(flight) = flights.iter_mut().rev().find(|one| one.bytes == bytes && one.fate == Fate::UnderWay) {
        flight.fate = Fate::Lost;
    }
}

/// A segment that left before arrives, as it was or damaged; a second time it is the network's own copy.
fn arrive(flights: &mut [Flight], bytes: &Excerpt, at: u64) {
    let bytes = unescape(bytes);
    let is_under_way = |one: &&mut Flight| one.fate == Fate::UnderWay;
    if let Some(flight) = flights.iter_mut().filter(is_under_way).find(|one| one.bytes == bytes) {
        flight.fate = Fate::Arrived(at);
    } else if !flights.iter().any(|one| one.bytes == bytes)
        && let Some(flight) = flights.iter_mut().rev().filter(is_under_way).find(|one| is_damaged(&one.bytes, &bytes))
    {
        flight.fate = Fate::Damaged(at);
    }
}

/// Whether a byte has become another one, and no more.
fn is_damaged(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).filter(|(one, other)| one != other).count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Event;

    fn event(micros: u64, lane: &str, other: &str, what: What) -> Event {
        Event { micros, lane: lane.into(), other: Some(other.into()), what }
    }

    fn segment(kind: u8, number: u8) -> Excerpt {
        Excerpt::of(&[kind, 0, 0xc2, 0x85, 0, 0, 0, number])
    }

    #[test]
    fn what_a_relay_passes_on_has_arrived() {
        let came = |number| What::ReceivedDatagram { bytes: segment(1, number) };
        let trace = Trace {
            events: vec![
                event(1, "relay", "sender", came(0)),
                event(2, "relay", "sender", came(1)),
                event(9, "relay", "receiver", What::SentDatagram { bytes: segment(1, 1) }),
                event(10, "relay", "sender", What::Lost { bytes: segment(1, 0) }),
                event(20, "relay", "sender", came(0)),
                event(21, "relay", "receiver", What::SentDatagram { bytes: Excerpt::of(&[1, 0, 9, 0x85, 0, 0, 0, 0]) }),
            ],
        };
        let told: Vec<_> = flights(&trace).into_iter().map(|one| (one.number, one.copy, one.left, one.fate)).collect();
        assert_eq!(told, [(0, 1, 1, Fate::Lost), (1, 1, 2, Fate::Arrived(9)), (0, 2, 20, Fate::Damaged(21))]);
    }

    #[test]
    fn other_datagrams_are_no_segments() {
        let words = What::SentDatagram { bytes: Excerpt::of(b"Hello, world") };
        assert_eq!(flights(&Trace { events: vec![event(1, "sender", "receiver", words)] }), []);
        let of_lab_2 = What::SentDatagram { bytes: segment(1, 0) };
        assert_eq!(flights(&Trace { events: vec![event(1, "peer", "server", of_lab_2)] }), []);
    }
}
