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
/// Nothing is kept from arriving more often than so many times in a row; and a sender that sends again what it waits for
/// gets on after so many tries in vain. It gives up at the eighth.
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
    /// The segment that the sender waits for: the highest number of an acknowledgement that it was brought.
    awaited: u32,
    /// How often what would get it on was kept from arriving since then: that segment, and what acknowledges it.
    in_vain: usize,
    /// The receiver has the end, and stays for a second since the last segment.
    is_leaving: bool,
}

/// 20 % of the datagrams are lost, 5 % repeated, 10 % reordered and 2 % damaged, both ways.
pub fn storm(random: &mut Random) -> Faults {
    let random = [Random::new(random.draw()), Random::new(random.draw())];
    let storm = Storm { random, harmed: HashMap::new(), awaited: 0, in_vain: 0, is_leaving: false };
    let storm = Mutex::new(storm);
    Arc::new(move |way, _, bytes| storm.lock().unwrap_or_else(PoisonError::into_inner).fate(way, bytes))
}

impl Storm {
    fn fate(&mut self, way: Way, bytes: &[u8]) -> Vec<Fate> {
        let random = &mut self.random[way as usize];
        let (die, place) = (random.below(100), random.below(bytes.len()));
        let late = Duration::from_micros(1 + random.below(OVERTAKEN.as_micros() as usize) as u64);
        let is_harmed = self.harms(way, bytes, die < LOST + DAMAGED);
        match die {
            _ if !is_harmed && die < LOST + DAMAGED => vec![Fate::Deliver(bytes.to_vec())],
            die if die < LOST => lose(bytes),
            die if die < LOST + DAMAGED => damage(bytes, place),
            die if die < LOST + DAMAGED + REPEATED => duplicate(bytes),
            die if die < LOST + DAMAGED + REPEATED + REORDERED => reorder(bytes, late),
            _ => vec![Fate::Deliver(bytes.to_vec())],
        }
    }

    /// Whether it is kept from arriving: if the dice mean it, and it has not happened too often. Counts those, and notes
    /// what comes of one that arrives.
    fn harms(&mut self, way: Way, bytes: &[u8], is_meant: bool) -> bool {
        let subject = segment::subject(bytes).unwrap_or(u32::MAX);
        let gets_on = match way {
            Way::ToServer => subject == self.awaited,
            Way::ToClient => subject >= self.awaited && subject != u32::MAX,
        };
        let is_end = way == Way::ToServer && segment::is_end(bytes);
        let count = if gets_on { &mut self.in_vain } else { self.harmed.entry(subject).or_default() };
        if is_meant && *count < IN_A_ROW && !(is_end && self.is_leaving) {
            *count += 1;
            return true;
        }
        self.is_leaving |= is_end;
        match way {
            Way::ToClient if gets_on => (self.awaited, self.in_vain) = (subject + 1, 0),
            _ if gets_on => {}
            _ => *count = 0,
        }
        false
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
        (1..=count).map(|nth| faults(way, nth, &segment::data(1 + nth as u32 % 7, b"payload"))).collect()
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
            in_a_row = if arrives(&faults, way, &bytes) { 0 } else { in_a_row + 1 };
            assert!(in_a_row <= IN_A_ROW);
        }
    }

    fn arrives(faults: &Faults, way: Way, bytes: &[u8]) -> bool {
        faults(way, 1, bytes).iter().any(|fate| match fate {
            Fate::Deliver(one) | Fate::Later(one, _) => *one == bytes,
            _ => false,
        })
    }

    /// The segments of a sender that sends one at a time, and again until it is acknowledged.
    #[test]
    fn a_sender_gets_on_after_four_tries_in_vain() {
        let mut most = 0;
        for seed in 0..2_000 {
            let faults = storm(&mut Random::new(seed));
            for number in 0..30 {
                let (segment, answer) = (segment::data(number, b"payload"), segment::acknowledgement(number + 1));
                let gets_on = || arrives(&faults, Way::ToServer, &segment) && arrives(&faults, Way::ToClient, &answer);
                most = most.max((0..100).position(|_| gets_on()).expect("it gets on"));
            }
        }
        assert_eq!(most, IN_A_ROW);
    }

    /// The receiver stays for a second, and a sender's clock is half a second at most.
    #[test]
    fn who_has_the_end_gets_every_copy_of_it() {
        for seed in 0..200 {
            let (faults, end) = (storm(&mut Random::new(seed)), segment::data(3, b""));
            while !arrives(&faults, Way::ToServer, &end) {}
            assert!((0..100).all(|_| arrives(&faults, Way::ToServer, &end)));
        }
    }

    #[test]
    fn a_steady_network_loses_one_in_a_hundred() {
        let fates = fates(&twenty_millis(&mut Random::new(3)), Way::ToServer, 400);
        let lost: Vec<usize> = (0..400).filter(|nth| matches!(fates[*nth][..], [Fate::Lose(_)])).collect();
        assert_eq!(lost.iter().map(|nth| nth / LOSSES).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }
}
