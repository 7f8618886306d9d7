//! What a datagram of lab 8 is: its kind and its number, read out of the bytes that a trace keeps.

use crate::trace::{Event, Excerpt, unescape};

/// Bytes before the payload of a segment.
pub const HEADER: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// From the sender to the receiver.
    Data,
    /// And back.
    Acknowledgement,
}

/// Between whom a segment went: the lanes of the two, or that of the relay between them.
pub fn transfer(event: &Event) -> Option<[&str; 2]> {
    let is_of_them = |lane: &str| ["sender", "receiver", "relay"].iter().any(|name| lane.starts_with(name));
    let (lane, other) = (event.lane.as_str(), event.other.as_deref()?);
    header(event.what.bytes()?)?;
    let is_relay = lane.starts_with("relay");
    (is_of_them(lane) && is_of_them(other)).then_some([lane, if is_relay { "" } else { other }])
}

/// What the first bytes say, whether or not the checksum is right.
pub fn header(bytes: &Excerpt) -> Option<(Segment, u32)> {
    let all = unescape(bytes);
    let header = all.first_chunk::<HEADER>()?;
    let kind = match header[..2] {
        [1, 0] => Segment::Data,
        [2, 0] => Segment::Acknowledgement,
        _ => return None,
    };
    Some((kind, u32::from_be_bytes([header[4], header[5], header[6], header[7]])))
}

/// What stands before the bytes of a datagram: `data 4: `, `ack 5: `; nothing where it is no segment.
pub fn title(event: &Event) -> String {
    let named = transfer(event).and_then(|_| header(event.what.bytes()?));
    named.map_or_else(String::new, |(kind, number)| match kind {
        Segment::Data => format!("data {number}: "),
        Segment::Acknowledgement => format!("ack {number}: "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::What;

    #[test]
    fn a_segment_is_named_between_sender_and_receiver_alone() {
        let title_of = |lane: &str, other: &str, bytes: &[u8]| {
            let what = What::ReceivedDatagram { bytes: Excerpt::of(bytes) };
            title(&Event { micros: 1, lane: lane.into(), other: Some(other.into()), what })
        };
        let data = [1, 0, 0x5a, 0xa5, 0, 0, 1, 4, b'x'];
        assert_eq!(title_of("receiver", "sender", &data), "data 260: ");
        assert_eq!(title_of("relay", "sender 2", &data), "data 260: ");
        assert_eq!(title_of("sender", "receiver", &[2, 0, 1, 1, 0, 0, 0, 5]), "ack 5: ");
        assert_eq!(title_of("server", "client", &data), "");
        assert_eq!(title_of("receiver", "sender", b"\x01\x00\x00"), "");
        assert_eq!(title_of("receiver", "sender", b"\x07\x00\x00\x00\x00\x00\x00\x01"), "");
    }
}
