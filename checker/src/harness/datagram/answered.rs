//! When datagrams came and were answered: by the checker's clock, and by the system's time.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::journal::Datagram;

/// A client of the contract waits this long before it sends again.
pub(super) const TRY: Duration = Duration::from_millis(300);

/// How much sooner than that still counts as that: half of it would be another time-out.
const SLACK: Duration = Duration::from_millis(100);

/// A line that was answered, and when, by the checker's clock and by the system's time.
pub(super) struct Answered {
    pub(super) datagram: Datagram,
    pub(super) at: Instant,
    pub(super) time: Duration,
}

impl Answered {
    /// Whether a datagram is the same line.
    pub(super) fn is(&self, datagram: &Datagram) -> bool {
        self.datagram.bytes == datagram.bytes
    }

    /// Whether a datagram came before the answer was sent.
    pub(super) fn is_after(&self, datagram: &Datagram) -> bool {
        datagram.stamp.map_or(datagram.at < self.at, |stamp| stamp < self.time)
    }
}

/// How long after the one datagram the other came: by the kernel's clock where it says, and by the checker's.
pub fn gap(before: &Datagram, after: &Datagram) -> Duration {
    let by_kernel = before.stamp.zip(after.stamp).map(|(before, after)| after.saturating_sub(before));
    by_kernel.unwrap_or_else(|| after.at.saturating_duration_since(before.at))
}

/// Whether a datagram came so soon after the one before that no client of the contract has sent it again. By
/// both clocks: the checker may have looked late at the first of the two, and the system's time may jump.
pub(super) fn is_early(before: &Datagram, after: &Datagram) -> bool {
    let early = |gap: Duration| gap + SLACK < TRY;
    let by_kernel = before.stamp.zip(after.stamp).map(|(before, after)| after.saturating_sub(before));
    early(after.at.saturating_duration_since(before.at)) && by_kernel.is_none_or(early)
}

/// How long ago a datagram came: by the system's time, where it is known, or else since it was read.
pub fn age(datagram: &Datagram, now: Instant, time: SystemTime) -> Duration {
    let read = now.saturating_duration_since(datagram.at);
    let time = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    datagram.stamp.map_or(read, |stamp| time.saturating_sub(stamp).max(read))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_age_of_a_datagram_is_that_of_its_arrival() {
        let (now, time) = (Instant::now(), SystemTime::now());
        let ago = |millis| time.duration_since(UNIX_EPOCH).unwrap_or_default() - Duration::from_millis(millis);
        let datagram = |stamp| Datagram { from: ([127, 0, 0, 1], 1).into(), bytes: Vec::new(), at: now, stamp };
        assert_eq!(age(&datagram(None), now, time), Duration::ZERO);
        assert_eq!(age(&datagram(Some(ago(300))), now, time), Duration::from_millis(300));
        // The system's time was set back meanwhile.
        let later = now + Duration::from_millis(40);
        let set_back = Some(ago(0) + Duration::from_secs(60));
        assert_eq!(age(&datagram(set_back), later, time), Duration::from_millis(40));
    }
}
