//! What a check says of frames: a length of four bytes, big-endian, and then a payload.

use super::{Peer, announced};
use crate::compare;
use crate::journal::{End, State};
use crate::verdict::{Mismatch, Seen, Step, Stop, Want, unmet};

/// Bytes of the length before a payload.
pub const HEADER: usize = 4;

/// The most that a payload may have, in bytes.
pub const LARGEST: usize = 1_048_576;

/// A payload behind its length.
pub fn frame(payload: impl AsRef<[u8]>) -> Vec<u8> {
    let payload = payload.as_ref();
    let mut bytes = (payload.len() as u32).to_be_bytes().to_vec();
    bytes.extend_from_slice(payload);
    bytes
}

/// What stands where the next frame should.
enum Came {
    Frame(Vec<u8>),
    /// This length can't be one.
    Unframed(usize),
    Ended(End),
}

impl Peer {
    /// A payload behind its length.
    pub fn send_frame(&self, payload: impl AsRef<[u8]>) {
        self.send(&frame(payload));
    }

    /// The payload of the next frame, whatever it is. What it should be is only for the words of a failure.
    ///
    /// Gives: (want, Unframed), (want, Rst), (want, Fin), (want, Silence), (want, Unterminated).
    pub fn next_frame(&self, want: Want, expected: &[u8]) -> Step<Vec<u8>> {
        let (id, taken) = (self.stream().id, self.taken.get());
        self.bench.awaits(|| announced::to_receive(&self.lane(), format!("the frame {}", compare::excerpt(expected))));
        let look = |state: &State| {
            let stream = &state.streams[id];
            let came = first_frame(&stream.received[taken..]).map(|frame| match frame {
                Ok(payload) => Came::Frame(payload.to_vec()),
                Err(length) => Came::Unframed(length),
            });
            came.or_else(|| stream.end.map(Came::Ended))
        };
        // The patience is for each sign of life: who sends a long frame slowly may do so.
        let mut length = taken;
        let came = loop {
            let came = self.bench.wait(self.bench.deadline(), look)?;
            let now = self.bench.journal.state().streams[id].received.len();
            if came.is_some() || now <= length {
                break came;
            }
            length = now;
        };
        let rest = || self.bench.journal.state().streams[id].received[taken..].to_vec();
        let (seen, observed) = match came {
            Some(Came::Frame(payload)) => {
                self.taken.set(taken + 4 + payload.len());
                return Ok(payload);
            }
            Some(Came::Unframed(length)) => (
                Seen::Unframed,
                format!(
                    "{}, of which the first four would be a length of {}",
                    compare::name(&rest()),
                    compare::grouped(length)
                ),
            ),
            Some(Came::Ended(End::Rst)) => (Seen::Rst, "a reset (RST)".into()),
            Some(Came::Ended(End::Fin)) if rest().is_empty() => (Seen::Fin, "the end of the stream (FIN)".into()),
            None if rest().is_empty() => (Seen::Silence, "nothing".into()),
            _ => (Seen::Unterminated, format!("only the beginning of a frame: {}", compare::name(&rest()))),
        };
        let expected = format!("the frame {}", compare::excerpt(expected));
        Err(unmet(want, seen, expected, observed))
    }

    /// A frame with exactly this payload next.
    ///
    /// Gives: what `next_frame` gives, (want, Different).
    pub fn expect_frame(&self, want: Want, payload: impl AsRef<[u8]>) -> Step {
        self.expect_frame_past(want, payload, |_| false)
    }

    /// A frame with exactly this payload, the next but for those that may be passed over. A refusal in its place is told
    /// from anything else.
    ///
    /// Gives: what `next_frame` gives, (want, Code), (want, Different).
    pub fn expect_frame_past(&self, want: Want, payload: impl AsRef<[u8]>, may_pass: impl Fn(&[u8]) -> bool) -> Step {
        let payload = payload.as_ref();
        loop {
            let got = self.next_frame(want, payload)?;
            if got == payload {
                return Ok(());
            }
            if !may_pass(&got) {
                let is_refusal = got.starts_with(b"ERR ") && !payload.starts_with(b"ERR ");
                let seen = if is_refusal { Seen::Code } else { compare::difference(payload, &got) };
                return Err(another(want, seen, payload, &got));
            }
        }
    }

    /// The refusal `ERR code`, with or without a text behind it, the next frame but for those that may be passed over.
    ///
    /// Gives: what `next_frame` gives, (Denial, Code), (Denial, Different).
    pub fn expect_denial(&self, code: &str, may_pass: impl Fn(&[u8]) -> bool) -> Step {
        self.expect_denial_unless(code, b"", may_pass)
    }

    /// The same, or exactly this payload in its place.
    ///
    /// Gives: what `next_frame` gives, (Denial, Code), (Denial, Different).
    pub fn expect_denial_unless(&self, code: &str, other: &[u8], may_pass: impl Fn(&[u8]) -> bool) -> Step {
        let wanted = format!("ERR {code}");
        loop {
            let got = self.next_frame(Want::Denial, wanted.as_bytes())?;
            if got == other && !other.is_empty() {
                return Ok(());
            }
            let rest = got.strip_prefix(wanted.as_bytes());
            if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b" ")) {
                return Ok(());
            }
            if !may_pass(&got) {
                let seen = if got.starts_with(b"ERR ") { Seen::Code } else { Seen::Different };
                return Err(another(Want::Denial, seen, wanted.as_bytes(), &got));
            }
        }
    }

    /// Whether a frame comes that is larger than one may be, before this one or the end. What else comes is left open.
    pub fn sees_one_too_large(&self, last: &[u8]) -> Result<bool, Stop> {
        loop {
            match self.next_frame(Want::Bytes, last) {
                Ok(payload) if payload == last => return Ok(false),
                Err(Stop::Mismatch(mismatch)) => return Ok(mismatch.seen == Seen::Unframed),
                Ok(_) => {}
                Err(other) => return Err(other),
            }
        }
    }

    /// The end of the connection, by FIN or by RST, whatever comes before it.
    ///
    /// Gives: (End, Silence).
    pub fn expect_over(&self) -> Step {
        self.bench.awaits(|| announced::to_see_the_end(&self.lane()));
        let id = self.stream().id;
        let mut length = 0;
        loop {
            let over = |state: &State| state.streams[id].end.map(|_| ());
            if self.bench.wait(self.bench.deadline(), over)?.is_some() {
                return Ok(());
            }
            let now = self.bench.journal.state().streams[id].received.len();
            if now <= length {
                break;
            }
            length = now;
        }
        Err(unmet(Want::End, Seen::Silence, "the end of the connection", "it stays open"))
    }

    /// The end of the stream, or before it a frame with this payload, which is answered by our own end: both are
    /// a goodbye.
    ///
    /// Gives: (Answer, Different), (Answer, Unframed), (Answer, Unterminated), (End, Silence), (End, Rst),
    /// what `expect_end` gives.
    pub fn expect_goodbye(&self, payload: &str) -> Step {
        match self.next_frame(Want::Answer, payload.as_bytes()) {
            Ok(got) if got == payload.as_bytes() => self.finish(),
            Ok(got) => {
                let seen = compare::difference(payload.as_bytes(), &got);
                return Err(another(Want::Answer, seen, payload.as_bytes(), &got));
            }
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Silence => {
                return Err(Mismatch { want: Want::End, ..*mismatch }.into());
            }
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Fin => self.finish(),
            Err(Stop::Mismatch(mismatch)) if mismatch.seen == Seen::Rst => {
                return Err(Mismatch { want: Want::End, ..*mismatch }.into());
            }
            Err(other) => return Err(other),
        }
        self.expect_end()
    }
}

/// The payload of the frame at the beginning of these bytes; none as long as a part of it is missing.
///
/// # Errors
/// The length that stands there, in bytes, where no frame may be so long.
pub fn first_frame(bytes: &[u8]) -> Option<Result<&[u8], usize>> {
    let (header, rest) = bytes.split_first_chunk::<HEADER>()?;
    let length = u32::from_be_bytes(*header) as usize;
    if length > LARGEST {
        return Some(Err(length));
    }
    rest.get(..length).map(Ok)
}

fn another(want: Want, seen: Seen, expected: &[u8], got: &[u8]) -> Stop {
    unmet(
        want,
        seen,
        format!("the frame {}", compare::excerpt(expected)),
        format!("a frame of {}", compare::show(expected, got)),
    )
}
