//! A receiver of the checker's that answers by itself, as if it stood at the far end of a network that takes its time.

use std::time::{Duration, Instant};

use super::late::too_busy;
use super::receiving::{Arrival, Receiving};
use crate::verdict::{Step, Want};

/// How a transfer went that was answered as by a network.
#[derive(Clone, Copy, Debug)]
pub struct Served {
    /// From the first segment to the last acknowledgement.
    pub took: Duration,
    /// What of it the machine took: the sender was not let run, the checker answered later than it wanted.
    pub excused: Duration,
    /// What of it the machine took of a single round trip, at most.
    pub worst: Duration,
    /// Whether the end has been acknowledged, and so all.
    is_done: bool,
}

impl Served {
    /// Ends the check where the machine has taken so much of it that the time was over before all was acknowledged: a
    /// sender that then hears nothing more gives up, and is right.
    pub fn unless_cut_short(&self) -> Step {
        if self.is_done || self.excused < MUCH {
            return Ok(());
        }
        Err(too_busy("the time was over before everything was acknowledged"))
    }
}

/// Where the machine has taken less, it is the sender that is slow.
const MUCH: Duration = Duration::from_secs(1);

impl Receiving {
    /// Acknowledges what comes from now on, and what waits already, each so much later as `network` says; or not at all.
    /// It is over when the end has been acknowledged, or when so much time has passed since the first segment.
    pub fn serve(&mut self, limit: Duration, network: impl FnMut(&Arrival) -> Option<Duration>) -> Step<Served> {
        let began = self.expect(self.answered)?.datagram.at;
        let mut far = FarEnd::new(self.count(), network);
        let unanswered: Vec<Arrival> = self.log.iter().filter(|one| one.number >= self.answered).cloned().collect();
        (0..self.answered).for_each(|number| far.has_come[number] = true);
        unanswered.iter().for_each(|arrival| far.take(arrival));
        let (mut excused, mut worst) = (Duration::ZERO, Duration::ZERO);
        let mut excuse = |time: Duration| (excused, worst) = (excused + time, worst.max(time));
        while self.answered < self.count() && began.elapsed() < limit {
            let moment = far.next().unwrap_or(began + limit);
            if let Some(datagram) = self.socket.take_until(&self.sender, moment.min(began + limit)) {
                let arrival = self.take_in(datagram)?;
                excuse(arrival.waited_before);
                far.take(&arrival);
            } else if self.sender.look(|state| state.exit).is_some() {
                return Err(self.nothing(Want::Segment, "the rest of the file"));
            }
            for (due, number) in far.due(Instant::now()) {
                excuse(due.elapsed());
                self.acknowledge(number);
            }
        }
        Ok(Served { took: began.elapsed(), excused, worst, is_done: self.answered >= self.count() })
    }
}

/// The far end of a network: it keeps what comes too early, and its acknowledgements take their time.
struct FarEnd<F> {
    has_come: Vec<bool>,
    network: F,
    /// Acknowledgements on their way, with when they arrive.
    waiting: Vec<(Instant, usize)>,
}

impl<F: FnMut(&Arrival) -> Option<Duration>> FarEnd<F> {
    fn new(count: usize, network: F) -> FarEnd<F> {
        FarEnd { has_come: vec![false; count], network, waiting: Vec::new() }
    }

    /// Something has arrived, or is lost.
    fn take(&mut self, arrival: &Arrival) {
        if let Some(time) = (self.network)(arrival) {
            self.has_come[arrival.number] = true;
            let next = self.has_come.iter().position(|has_come| !has_come).unwrap_or(self.has_come.len());
            self.waiting.push((arrival.datagram.at + time, next));
        }
    }

    /// When the next acknowledgement arrives.
    fn next(&self) -> Option<Instant> {
        self.waiting.iter().map(|(due, _)| *due).min()
    }

    /// Those that have arrived by now, in their order.
    fn due(&mut self, now: Instant) -> Vec<(Instant, usize)> {
        let (mut due, waiting): (Vec<_>, Vec<_>) = self.waiting.drain(..).partition(|(due, _)| *due <= now);
        self.waiting = waiting;
        due.sort();
        due
    }
}
