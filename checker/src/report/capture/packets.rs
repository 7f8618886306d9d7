//! Packets from the record of a check: IP, and in it TCP (RFC 9293) or UDP (RFC 768); pure.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};

use crate::trace::{Event, Excerpt, Trace, What, Wire, unescape};

/// Bytes of a payload that fit into one packet.
const MOST: usize = 60_000;
/// Numbers of protocols in an IP header.
const TCP: u8 = 6;
const UDP: u8 = 17;
/// Flags of a TCP header.
const FIN: u8 = 1;
const SYN: u8 = 2;
const RST: u8 = 4;
const PSH: u8 = 8;
const ACK: u8 = 16;

/// A packet, or the beginning of one.
pub struct Packet {
    /// Since the check began.
    pub micros: u64,
    /// The learner's program at one of its ends.
    pub program: String,
    /// From the IP header on.
    pub bytes: Vec<u8>,
    /// How many bytes there were.
    pub length: usize,
    /// What is said of it.
    pub comments: Vec<String>,
}

/// Both ends of something that goes over the wire, from its sender's side.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Ends {
    from: SocketAddr,
    to: SocketAddr,
}

impl Ends {
    fn turned(self) -> Ends {
        Ends { from: self.to, to: self.from }
    }
}

/// The packets of a check in the order of the record. What was seen at ends whose addresses nobody knows has none.
pub fn packets(trace: &Trace, wires: &[Wire]) -> Vec<Packet> {
    let mut maker = Maker { wires, next: HashMap::new(), made: Vec::new() };
    trace.events.iter().for_each(|event| maker.take(event));
    maker.made
}

struct Maker<'a> {
    wires: &'a [Wire],
    /// The number of the next byte of each direction.
    next: HashMap<Ends, u32>,
    made: Vec<Packet>,
}

impl Maker<'_> {
    fn take(&mut self, event: &Event) {
        use What::*;
        let Some(out) = self.ends(event) else { return };
        let back = out.turned();
        match &event.what {
            Connected { .. } => self.handshake(event, out),
            Accepted { .. } => self.handshake(event, back),
            ConnectFailed { error, .. } => {
                self.next.insert(out, 0);
                self.segment(event, out, SYN, &Excerpt::default());
                if error.contains("refused") {
                    self.segment(event, back, RST | ACK, &Excerpt::default());
                }
            }
            Sent { bytes } => self.segment(event, out, PSH | ACK, bytes),
            Received { bytes } => self.segment(event, back, PSH | ACK, bytes),
            SentFin => self.segment(event, out, FIN | ACK, &Excerpt::default()),
            ReceivedFin => self.segment(event, back, FIN | ACK, &Excerpt::default()),
            SentReset => self.segment(event, out, RST | ACK, &Excerpt::default()),
            ReceivedReset => self.segment(event, back, RST | ACK, &Excerpt::default()),
            SentDatagram { bytes } => self.datagram(event, out, bytes, None),
            ReceivedDatagram { bytes } => self.datagram(event, back, bytes, None),
            Lost { bytes } => self.datagram(event, back, bytes, Some("lost on purpose: it went no further")),
            _ => {}
        }
    }

    /// The addresses of what an event is about, its lane's first.
    fn ends(&self, event: &Event) -> Option<Ends> {
        let other = event.other.as_ref()?;
        if let What::Connected { from, to } = &event.what {
            return Some(Ends { from: from.parse().ok()?, to: to.parse().ok()? });
        }
        if let What::ConnectFailed { to, .. } = &event.what {
            let to: SocketAddr = to.parse().ok()?;
            // Which port it would have had nobody knows.
            return Some(Ends { from: SocketAddr::new(to.ip(), 0), to });
        }
        let is_its = |wire: &&Wire| (&wire.lane, &wire.other) == (&event.lane, other);
        let is_turned = |wire: &&Wire| (&wire.lane, &wire.other) == (other, &event.lane);
        let known = |wire: &Wire| Ends { from: wire.local, to: wire.remote };
        let latest = |is: &dyn Fn(&&Wire) -> bool| {
            let before = self.wires.iter().rev().filter(|wire| wire.micros <= event.micros).find(|wire| is(wire));
            before.or_else(|| self.wires.iter().find(|wire| is(wire))).map(known)
        };
        latest(&is_its).or_else(|| latest(&is_turned).map(Ends::turned))
    }

    fn handshake(&mut self, event: &Event, out: Ends) {
        self.next.insert(out, 0);
        self.next.insert(out.turned(), 0);
        self.segment(event, out, SYN, &Excerpt::default());
        self.segment(event, out.turned(), SYN | ACK, &Excerpt::default());
        self.segment(event, out, ACK, &Excerpt::default());
    }

    /// A segment, or as many as the bytes take. Of what was cut off for the record only the length is known.
    fn segment(&mut self, event: &Event, ends: Ends, flags: u8, bytes: &Excerpt) {
        let text = unescape(bytes);
        let mut done = 0;
        loop {
            let length = (bytes.len - done).min(MOST);
            let known = text.get(done..text.len().min(done + length)).unwrap_or_default();
            let number = self.next.get(&ends).copied().unwrap_or(1);
            let seen = self.next.get(&ends.turned()).copied().unwrap_or(1);
            let mut header = Vec::with_capacity(20);
            header.extend(ends.from.port().to_be_bytes());
            header.extend(ends.to.port().to_be_bytes());
            header.extend(number.to_be_bytes());
            header.extend(if flags & ACK != 0 { seen } else { 0 }.to_be_bytes());
            header.extend([0x50, flags, 0xff, 0xff, 0, 0, 0, 0]);
            self.push(event, ends, TCP, (header, 16), (known, length), None);
            let one = u32::from(flags & (SYN | FIN) != 0);
            self.next.insert(ends, number.wrapping_add(length as u32 + one));
            done += length;
            if done >= bytes.len {
                return;
            }
        }
    }

    fn datagram(&mut self, event: &Event, ends: Ends, bytes: &Excerpt, comment: Option<&str>) {
        let text = unescape(bytes);
        let mut header = Vec::with_capacity(8);
        header.extend(ends.from.port().to_be_bytes());
        header.extend(ends.to.port().to_be_bytes());
        header.extend(((bytes.len + 8).min(0xffff) as u16).to_be_bytes());
        header.extend([0, 0]);
        self.push(event, ends, UDP, (header, 6), (&text, bytes.len), comment);
    }

    /// Puts the IP header in front and the checksums in: `header` has its own at the place that is given, `payload` is as
    /// much as is known, and how long it was.
    fn push(
        &mut self,
        event: &Event,
        ends: Ends,
        protocol: u8,
        (mut header, place): (Vec<u8>, usize),
        (known, length): (&[u8], usize),
        comment: Option<&str>,
    ) {
        let size = header.len() + length;
        let (ip, pseudo) = ip(ends, protocol, size);
        if known.len() == length {
            let sum = checksum(&[&pseudo, &header, known]);
            header[place..place + 2].copy_from_slice(&sum.to_be_bytes());
        }
        let length = ip.len() + size;
        let is_checkers = |lane: &str| ["peer", "relay", "stranger"].iter().any(|own| lane.starts_with(own));
        let program = event.other.iter().chain([&event.lane]).find(|lane| !is_checkers(lane)).unwrap_or(&event.lane);
        self.made.push(Packet {
            micros: event.micros,
            program: program.clone(),
            bytes: [&ip[..], &header, known].concat(),
            length,
            comments: comment.map(str::to_owned).into_iter().collect(),
        });
    }
}

/// An IP header (RFC 791, RFC 8200), and what a checksum counts of it.
fn ip(ends: Ends, protocol: u8, size: usize) -> (Vec<u8>, Vec<u8>) {
    let mut header = Vec::with_capacity(40);
    let mut pseudo = Vec::with_capacity(40);
    match (ends.from.ip(), ends.to.ip()) {
        (IpAddr::V4(from), IpAddr::V4(to)) => {
            header.extend([0x45, 0]);
            header.extend(((size + 20).min(0xffff) as u16).to_be_bytes());
            header.extend([0, 0, 0x40, 0, 64, protocol, 0, 0]);
            header.extend(from.octets());
            header.extend(to.octets());
            let sum = checksum(&[&header]);
            header[10..12].copy_from_slice(&sum.to_be_bytes());
            pseudo.extend(&header[12..20]);
            pseudo.extend([0, protocol]);
            pseudo.extend((size as u16).to_be_bytes());
        }
        (from, to) => {
            let octets = |ip: IpAddr| match ip {
                IpAddr::V4(ip) => ip.to_ipv6_mapped().octets(),
                IpAddr::V6(ip) => ip.octets(),
            };
            header.extend([0x60, 0, 0, 0]);
            header.extend((size.min(0xffff) as u16).to_be_bytes());
            header.extend([protocol, 64]);
            header.extend(octets(from));
            header.extend(octets(to));
            pseudo.extend(&header[8..40]);
            pseudo.extend((size as u32).to_be_bytes());
            pseudo.extend([0, 0, 0, protocol]);
        }
    }
    (header, pseudo)
}

/// The Internet checksum (RFC 1071) of parts of which all but the last have an even length.
fn checksum(parts: &[&[u8]]) -> u16 {
    let word = |pair: &[u8]| u32::from(pair[0]) << 8 | u32::from(pair.get(1).copied().unwrap_or(0));
    let mut sum: u32 = parts.iter().flat_map(|part| part.chunks(2)).map(word).sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    match !(sum as u16) {
        0 => 0xffff,
        sum => sum,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_that_of_its_rfc() {
        // The example of RFC 1071, section 3.
        assert_eq!(checksum(&[&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]]), !0xddf2);
        assert_eq!(checksum(&[&[0x00, 0x01], &[0xf2]]), !0xf201);
    }

    #[test]
    fn a_long_piece_is_as_many_segments_as_it_takes() {
        let event = |micros, what| Event { micros, lane: "peer".into(), other: Some("server".into()), what };
        let (from, to) = ("127.0.0.1:4001", "127.0.0.1:4000");
        let connected = What::Connected { from: from.into(), to: to.into() };
        let events = vec![event(1, connected), event(2, What::Sent { bytes: Excerpt::of(&[b'x'; 130_000]) })];
        let wire = Wire {
            micros: 1,
            lane: "peer".into(),
            other: "server".into(),
            local: from.parse().unwrap(),
            remote: to.parse().unwrap(),
        };
        let made = packets(&Trace { events }, &[wire]);
        let sizes: Vec<(usize, usize)> = made.iter().map(|one| (one.bytes.len(), one.length)).collect();
        assert_eq!(sizes, [(40, 40), (40, 40), (40, 40), (104, 60_040), (40, 60_040), (40, 10_040)]);
        let number = |packet: &Packet| u32::from_be_bytes(packet.bytes[24..28].try_into().unwrap());
        assert_eq!(made.iter().map(number).collect::<Vec<_>>(), [0, 0, 1, 1, 60_001, 120_001]);
    }
}
