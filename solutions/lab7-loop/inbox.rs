//! What has come of a client and is not a whole frame yet.

use anyhow::ensure;

use crate::frames::LIMIT;

/// Bytes of the length in front of a payload.
const HEADER: usize = 4;

// ANCHOR: inbox
/// Bytes in the order in which they came. Where one read ended has no meaning.
#[derive(Default)]
pub struct Inbox {
    bytes: Vec<u8>,
    /// How many of them have been taken out as frames.
    taken: usize,
}
// ANCHOR_END: inbox

impl Inbox {
    /// Puts what a read has brought behind what was there.
    pub fn put(&mut self, bytes: &[u8]) {
        // TODO(1): Throw away what has been taken out, and append the new bytes.
        // To remove the first bytes of a `Vec` moves all the others. Here it is done once for
        // each read, and not once for each frame: that is why there is `taken`.
        // ANCHOR: put
        self.bytes.drain(..self.taken);
        self.taken = 0;
        self.bytes.extend_from_slice(bytes);
        // ANCHOR_END: put
        // END TODO(1)
    }

    /// Takes out the payload of the next frame; `None` if not all of it is there yet.
    ///
    /// # Errors
    /// A frame that is too large. Nobody knows then where the next one begins.
    pub fn take(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        // TODO(2): Look whether the length is there, then whether the payload is.
        // If one of them is not, the answer is `None`, and nothing is lost: the bytes stay
        // until more come. A length above `LIMIT` is refused before its payload is there.
        // ANCHOR: take
        let rest = &self.bytes[self.taken..];
        let Some((header, rest)) = rest.split_first_chunk::<HEADER>() else {
            return Ok(None);
        };
        let length = u32::from_be_bytes(*header);
        ensure!(length <= LIMIT, "frame of {length} bytes is larger than {LIMIT}");
        let Some(payload) = rest.get(..length as usize) else {
            return Ok(None);
        };
        let payload = payload.to_vec();
        self.taken += HEADER + payload.len();
        Ok(Some(payload))
        // ANCHOR_END: take
        // END TODO(2)
    }

    /// Whether there is nothing in it: an end of the stream is an orderly one then.
    pub fn is_empty(&self) -> bool {
        self.taken == self.bytes.len()
    }
}
