//! Lab 8, the clock that learns: how long to wait for an acknowledgement before a segment counts as lost (RFC 6298).
//!
//! It reads no clock itself: durations come in, and a duration goes out.

#![allow(unused, unreachable_code)] // Delete this line once the gaps are filled.

use std::time::Duration;

/// The time-out before anything is known of the network.
const FIRST: Duration = Duration::from_millis(100);
/// It is never shorter than this,
const SHORTEST: Duration = Duration::from_millis(20);
/// and never longer than this.
const LONGEST: Duration = Duration::from_millis(500);

/// What has been learnt of the round trip.
pub struct Clock {
    /// The smoothed round trip, once there was a sample.
    smoothed: Option<Duration>,
    /// How far the samples lie from it, smoothed as well.
    deviation: Duration,
    time_out: Duration,
}

impl Clock {
    pub fn new() -> Clock {
        Clock { smoothed: None, deviation: Duration::ZERO, time_out: FIRST }
    }

    /// How long to wait now.
    pub fn time_out(&self) -> Duration {
        self.time_out
    }

    /// Takes in a sample: the time from sending a segment to its acknowledgement.
    pub fn learn(&mut self, sample: Duration) {
        // TODO(1): Move the round trip and its deviation, and the time-out with them.
        // The first sample is the round trip, and half of it the deviation.
        // After that the deviation moves by a quarter of the way to the distance between the sample and the smoothed
        // round trip, and then the round trip by an eighth of the way to the sample.
        // The time-out is the round trip plus four deviations, between SHORTEST and LONGEST.
        todo!("TODO(1): Move the round trip and its deviation, and the time-out with them.");
    }

    /// The time has run out.
    pub fn back_off(&mut self) {
        // TODO(2): Double the time-out, up to LONGEST. It stays so until the next sample.
        todo!("TODO(2): Double the time-out, up to LONGEST. It stays so until the next sample.");
    }
}
