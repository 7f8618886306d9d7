//! A client that sends a byte now and then, and a server that sends silent ones away: when the last byte went, and when the word came.

use std::time::{Duration, Instant};

use super::Peer;
use crate::trace::What;
use crate::verdict::{Seen, Step, Want, unmet};

/// How much too early something may seem to be: a system's clocks tick by the millisecond.
const TICK: Duration = Duration::from_millis(2);

impl Peer {
    /// Sends bytes one at a time, so long apart by the clock that the server has as well. False where the machine was so
    /// busy that one of them went, or was taken, much later: what the server made of it says nothing.
    pub fn drip(&self, bytes: &[u8], gap: Duration) -> Step<bool> {
        self.bench.not_by_hand("it sends a byte now and then, by the clock")?;
        let mut sampler = self.bench.sampler();
        let mut is_on_time = true;
        for byte in bytes {
            let (began, before) = (Instant::now(), sampler.look());
            self.bench.pause(gap)?;
            self.send(std::slice::from_ref(byte));
            self.settle()?;
            let waited = sampler.look().waited.saturating_sub(before.waited);
            is_on_time &= began.elapsed() < gap * 2 && waited < gap * 4 / 3;
        }
        Ok(is_on_time)
    }

    /// Expects these bytes next, and not before so long after the last byte that was sent.
    ///
    /// Gives: what `Peer::expect` gives, (Bytes, Early).
    pub fn expect_not_before(&self, bytes: &[u8], silence: Duration) -> Step {
        self.expect(bytes)?;
        let state = self.bench.journal.state();
        let own = &state.streams[self.stream().id].lane;
        let last = |is_it: fn(&What) -> bool| {
            let events = state.trace.events.iter().rev();
            events.filter(|event| event.lane == *own).find(|event| is_it(&event.what)).map(|event| event.micros)
        };
        let sent = last(|what| matches!(what, What::Sent { .. }));
        let came = last(|what| matches!(what, What::Received { .. }));
        let passed = sent.zip(came).map(|(sent, came)| Duration::from_micros(came.saturating_sub(sent)));
        match passed {
            Some(passed) if passed + TICK < silence => Err(unmet(
                Want::Bytes,
                Seen::Early,
                format!("{} not before {} ms of silence", crate::compare::name(bytes), silence.as_millis()),
                format!("it came {} ms after the last byte", passed.as_millis()),
            )),
            _ => Ok(()),
        }
    }
}
