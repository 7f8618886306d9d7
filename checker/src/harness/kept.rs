//! A server that has more to send than the kernel takes of it, and reads on all the same: by the kernel's queues.

use std::time::{Duration, Instant};

use super::Peer;
use crate::compare;
use crate::fault::Move;
use crate::peer::diag::Queues;
use crate::verdict::Step;

/// How long a far end sleeps until it counts as one that has nothing left to do.
const QUIET: Duration = Duration::from_millis(150);

/// Since when a far end sleeps, and with which queues.
type Rest = Option<([Option<Queues>; 2], Instant)>;

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
            let mut rest = Rest::default();
            self.bench.poll(|| is_handed_over() || is_over() || self.is_at_rest(&mut rest))?;
            if is_over() || !is_handed_over() {
                return Ok(sent);
            }
        }
        Ok(most)
    }

    /// Whether the far end has read all that was sent, and has done nothing since for a while, though it was let: then it
    /// does no more. A loop that looks only now and then is asleep as well, but not for so long.
    fn is_at_rest(&self, rest: &mut Rest) -> bool {
        let queues = self.stream().progress();
        let [Some(ours), Some(theirs)] = queues else { return false };
        let is_quiet = ours.send == 0 && theirs.receive == 0 && self.bench.are_asleep();
        match rest {
            Some((before, since)) if is_quiet && *before == queues => since.elapsed() >= QUIET,
            _ => {
                *rest = is_quiet.then(|| (queues, Instant::now()));
                false
            }
        }
    }

    /// Bytes that the far end has given to the kernel and nobody has read.
    fn handed_over(&self) -> Option<usize> {
        let [ours, theirs] = self.stream().progress();
        Some(ours?.receive as usize + theirs?.send as usize)
    }
}
