//! A server that has more to send than the kernel takes of it, and reads on all the same: by the kernel's queues.

use super::Peer;
use crate::compare;
use crate::fault::Move;
use crate::verdict::Step;

impl Peer {
    /// Sends a piece again and again, `most` times at the most, until the far end keeps a part of what it has to say
    /// to that: the kernel takes no more, since nobody reads. Gives how often.
    ///
    /// The answer to a piece has to be at least as long, and nothing may be read here. Where the kernel can't be asked
    /// it is sent `most` times. It is no expectation.
    pub fn send_until_kept(&self, piece: &[u8], most: usize) -> Step<usize> {
        let bytes = compare::unnamed(piece);
        self.bench.go_on(|| format!("{} sends {bytes} again and again, until not all is sent back", self.lane()))?;
        let is_over = || self.look(|heard| heard.is_over);
        for sent in 1..=most {
            self.stream().perform(vec![Move::Send(piece.to_vec())]);
            let is_handed_over = || self.handed_over().is_none_or(|bytes| bytes >= sent * piece.len());
            if !self.bench.poll(|| is_handed_over() || is_over())? || is_over() {
                return Ok(sent);
            }
        }
        Ok(most)
    }

    /// Bytes that the far end has given to the kernel and nobody has read.
    fn handed_over(&self) -> Option<usize> {
        let [ours, theirs] = self.stream().progress();
        Some(ours?.receive as usize + theirs?.send as usize)
    }
}
