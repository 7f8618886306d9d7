//! Networks for the datagrams of lab 8, from the seed: what becomes of each on its way, in either direction.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::segment;
use crate::fault::{Fate, damage, duplicate, latency, lose, reorder};
use crate::random::Random;
use crate::relay::{Faults, Way};

/// Of a hundred datagrams in a storm: so many are lost, damaged, repeated, reordered.
const LOST: usize = 20;
const DAMAGED: usize = 2;
const REPEATED: usize = 5;
const REORDERED: usize = 10;
/// One segment, or what answers it, is kept from arriving so often in a row and no more.
const IN_A_ROW: usize = 4;
/// How much longer one takes that is overtaken, at most.
const OVERTAKEN: Duration = Duration::from_millis(6);

/// What each way of a steady network takes.
const STEADY: Duration = Duration::from_millis(20);
/// Of so many data segments it loses one.
const LOSSES: usize = 100;

/// What a storm has done so far.
struct Storm {
    /// For each direction, so that what happens in the one does not move the other's choices.
    random: [Random; 2],
    /// How often in a row a segment, or what answers it, was kept from arriving.
    harmed: HashMap<u32, usize>,
}

/// 20 % of the datagrams are lost, 5 % repeated, 10 % reordered and 2 % damaged, both ways.
pub fn storm(random: &mut Random) -> Faults {
    let random = [Random::new(random.draw()), Random::new(random.draw())];
    let storm = Mutex::new(Storm { random, harmed: HashMap::new() });
    Arc::new(move |way, _, bytes| storm.lock().unwrap_or_else(PoisonError::into_inner).fate(way, bytes))
}

impl Storm {
    fn fate(&mut self, way: Way, bytes: &[u8]) -> Vec<Fate> {
        let random = &mut self.random[way as usize];
        let (die, place) = (random.below(100), random.below(bytes.len()));
        let late = Duration::from_micros(1 + random.below(OVERTAKEN.as_micros() as usize) as u64);
        let harmed = self.harmed.entry(segment::subject(bytes).unwrap_or(u32::MAX)).or_default();
        let is_harmed = die < LOST + DAMAGED && *harmed < IN_A_ROW;
        *harmed = if is_harmed { *harmed + 1 } else { 0 };
        match die {
            _ if !is_harmed && die < LOST + DAMAGED => vec![Fate::Deliver(bytes.to_vec())],
            die if die < LOST => lose(bytes),
            die if die < LOST + DAMAGED => damage(bytes, place),
            die if die < LOST + DAMAGED + REPEATED => duplicate(bytes),
            die if die < LOST + DAMAGED + REPEATED + REORDERED => reorder(bytes, late),
            _ => vec![Fate::Deliver(bytes.to_vec())],
        }
    }
}

/// 20 ms each way; of every hundred datagrams to the receiver one is lost.
pub fn twenty_millis(random: &mut Random) -> Faults {
    let choices = Mutex::new((Random::new(random.draw()), 0));
    Arc::new(move |way, nth, bytes| {
        let mut choices = choices.lock().unwrap_or_else(PoisonError::into_inner);
        let (random, lost) = &mut *choices;
        if way == Way::ToServer {
            if nth % LOSSES == 1 {
                *lost = nth + LOSSES / 10 + random.below(LOSSES * 4 / 5);
            }
            if nth == *lost {
                return lose(bytes);
            }
        }
        latency(bytes, STEADY, Duration::ZERO, random)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fates(faults: &Faults, way: Way, count: usize) -> Vec<Vec<Fate>> {
        (1..=count).map(|nth| faults(way, nth, &segment::data(nth as u32 % 7, b"payload"))).collect()
    }

    #[test]
    fn a_storm_loses_a_fifth() {
        let fates = fates(&storm(&mut Random::new(3)), Way::ToServer, 10_000);
        let lost = fates.iter().filter(|fate| matches!(fate[..], [Fate::Lose(_)])).count();
        let twice = fates.iter().filter(|fate| fate.len() == 2).count();
        let late = fates.iter().filter(|fate| matches!(fate[..], [Fate::Later(..)])).count();
        assert!((1800..2200).contains(&lost), "{lost} lost");
        assert!((400..600).contains(&twice) && (850..1150).contains(&late), "{twice} twice, {late} late");
    }

    #[test]
    fn nothing_is_lost_more_than_four_times_in_a_row() {
        let faults = storm(&mut Random::new(3));
        let mut in_a_row = 0;
        for nth in 1..50_000 {
            let bytes = [segment::data(5, b"payload"), segment::acknowledgement(6)][nth % 2].clone();
            let way = [Way::ToServer, Way::ToClient][nth % 2];
            let arrives = faults(way, nth, &bytes).iter().any(|fate| match fate {
                Fate::Deliver(one) | Fate::Later(one, _) => *one == bytes,
                _ => false,
            });
            in_a_row = if arrives { 0 } else { in_a_row + 1 };
            assert!(in_a_row <= IN_A_ROW);
        }
    }

    #[test]
    fn a_steady_network_loses_one_in_a_hundred() {
        let fates = fates(&twenty_millis(&mut Random::new(3)), Way::ToServer, 400);
        let lost: Vec<usize> = (0..400).filter(|nth| matches!(fates[*nth][..], [Fate::Lose(_)])).collect();
        assert_eq!(lost.iter().map(|nth| nth / LOSSES).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }
}
