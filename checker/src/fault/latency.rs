//! A long way: every datagram arrives later than it was sent, by a time that wavers.

use std::time::Duration;

use super::moves::{Fate, Fault};
use crate::random::Random;

pub const FAULT: Fault =
    Fault { name: "latency", means: "a datagram takes its time", drawing: "a . b  ->  (20 ms) a . (20 ms) b" };

/// The datagram arrives after a time, give or take a part of it: each time from the one to the other is as likely.
pub fn latency(datagram: &[u8], time: Duration, waver: Duration, random: &mut Random) -> Vec<Fate> {
    let room = usize::try_from(2 * waver.as_micros() + 1).unwrap_or(usize::MAX);
    let late = time.saturating_sub(waver) + Duration::from_micros(random.below(room) as u64);
    vec![Fate::Later(datagram.to_vec(), late)]
}
