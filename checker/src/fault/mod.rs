//! What a network may do to a stream or to datagrams: bytes in, steps out. Faults know neither sockets nor clocks.
#![warn(missing_docs)]

mod byte_by_byte;
mod coalesce;
mod cut;
mod damage;
mod latency;
mod lost;
mod moves;
mod narrow;
mod reorder;
mod reset;
mod shuffle;
mod slow_reader;
mod stranger;
mod truncate;

pub use byte_by_byte::byte_by_byte;
pub use coalesce::coalesce;
pub use cut::{cut, pieces, straddle};
pub use damage::damage;
pub use latency::latency;
pub use lost::{delay, duplicate, lose};
pub use moves::{Fate, Fault, Move, sent};
pub use narrow::Link;
pub use reorder::reorder;
pub use reset::reset;
pub use shuffle::shuffle;
pub use slow_reader::{LATE, LATE_AND_SLOW, Reading};
pub use stranger::stranger;
pub use truncate::truncate;

/// All faults.
pub const FAULTS: &[Fault] = &[
    byte_by_byte::FAULT,
    coalesce::FAULT,
    cut::FAULT,
    cut::PAUSE,
    truncate::FAULT,
    reset::FAULT,
    shuffle::FAULT,
    slow_reader::FAULT,
    lost::LOSE,
    lost::DUPLICATE,
    lost::DELAY,
    stranger::FAULT,
    damage::FAULT,
    latency::FAULT,
    reorder::FAULT,
    narrow::FAULT,
];

#[cfg(test)]
mod tests;
