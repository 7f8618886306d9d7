//! Whether a sender has come late by itself, or because it was not let run.

use std::time::Duration;

use super::datagram::gap;
use super::receiving::Arrival;
use crate::verdict::{Step, Stop};

/// Whether a segment has come later than so long after the one before, not counting what its sender waited for a
/// processor.
///
/// # Errors
/// That can't be told: the checker came to look at the first of them late, and does not know how much of the sender's
/// waiting until then was before it was sent.
pub fn is_late(before: &Arrival, after: &Arrival, most: Duration) -> Step<bool> {
    let time = gap(&before.datagram, &after.datagram).saturating_sub(after.waited.saturating_sub(before.waited));
    if time <= most {
        Ok(false)
    } else if time > most + before.waited_before {
        Ok(true)
    } else {
        Err(too_busy("the sender waited for a processor at about the time when it sent"))
    }
}

/// How long a sender was ready to run and was not let, from before the one segment until the other.
pub fn not_let_run(before: &Arrival, after: &Arrival) -> Duration {
    before.waited_before + after.waited.saturating_sub(before.waited)
}

/// What can't be told on a machine that was so busy, and why.
pub fn too_busy(what: &str) -> Stop {
    Stop::Trouble(anyhow::anyhow!("the machine was too busy to tell: {what}"))
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;
    use std::time::Instant;

    use super::*;
    use crate::journal::Datagram;

    /// What came at a time, when its sender had waited for so long in all, and for so long since the one before; in ms.
    fn arrival(began: Instant, at: u64, waited: u64, waited_before: u64) -> Arrival {
        let from = (Ipv4Addr::LOCALHOST, 1).into();
        let stamp = Some(Duration::from_millis(at));
        let datagram = Datagram { from, bytes: Vec::new(), at: began + Duration::from_millis(at), stamp };
        let [waited, waited_before] = [waited, waited_before].map(Duration::from_millis);
        Arrival { number: 0, copy: 1, datagram, waited, waited_before }
    }

    #[test]
    fn what_a_sender_waited_for_a_processor_does_not_count() {
        let began = Instant::now();
        let is_late = |before: (u64, u64), after: (u64, u64)| {
            let before = arrival(began, 0, before.0, before.1);
            let after = arrival(began, after.0, after.1, after.1 - before.waited.as_millis() as u64);
            match is_late(&before, &after, Duration::from_millis(155)) {
                Ok(is_late) => Some(is_late),
                Err(Stop::Trouble(_)) => None,
                Err(other) => panic!("{other:?}"),
            }
        };
        assert_eq!(is_late((0, 0), (150, 0)), Some(false));
        assert_eq!(is_late((0, 0), (172, 0)), Some(true));
        assert_eq!(is_late((300, 5), (172, 320)), Some(false));
        // It waited for 20 ms until it was looked at: before it had sent this one, or behind it.
        assert_eq!(is_late((320, 20), (172, 320)), None);
        assert_eq!(is_late((320, 20), (190, 320)), Some(true));
    }
}
