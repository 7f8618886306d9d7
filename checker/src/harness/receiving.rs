//! A receiver of the checker's: what a check says to and of a sender of the learner's.
//!
//! Whatever comes is held against the file and the window first; then the check asks for the one that it waits for.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::datagram::{Datagrams, age, gap};
use super::segment::{self, acknowledgement};
use super::{Bench, Harness, Program};
use crate::journal::Datagram;
use crate::process::Sampler;
use crate::verdict::{Seen, Step, Stop, Want, unmet};

/// The checker's end of a transfer from a sender of the learner's.
pub struct Receiving {
    /// The learner's end.
    pub sender: Program,
    bench: Arc<Bench>,
    pub(super) socket: Datagrams,
    segments: Vec<Vec<u8>>,
    pub(super) window: usize,
    /// All data segments that have come.
    pub(super) log: Vec<Arrival>,
    /// The highest number that an acknowledgement has carried.
    pub(super) answered: usize,
    /// When an acknowledgement carried a higher number than those before it, and which.
    pub(super) moved: Vec<(Instant, usize)>,
    pub(super) sampler: Sampler,
    /// How long a segment had been there at the most when an acknowledgement of something new went out.
    pub(super) latest: Duration,
    /// The round trips that the sender can have seen, of segments that it sent once.
    pub(super) samples: Vec<Duration>,
}

/// A data segment that has come.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Its place in the file, from 0.
    pub number: usize,
    /// How often it had come, with this time.
    pub copy: usize,
    pub(super) datagram: Datagram,
    /// How long the sender has been ready to run in all, and was not let; and how much of it since the segment before.
    pub(super) waited: Duration,
    pub(super) waited_before: Duration,
}

impl Arrival {
    /// Where the sender is.
    pub fn from(&self) -> SocketAddr {
        self.datagram.from
    }

    /// How long after another one it came, in ms.
    pub fn millis_after(&self, before: &Arrival) -> u64 {
        gap(&before.datagram, &self.datagram).as_millis() as u64
    }
}

impl Harness<'_> {
    /// Starts a sender with these words behind HOST and PORT and this file, and is the receiver that it sends to.
    pub fn receiving(&mut self, file: &[u8], window: Option<usize>) -> Step<Receiving> {
        let socket = self.datagrams_at("receiver", ([127, 0, 0, 1], 0).into())?;
        self.receiving_at(socket, "127.0.0.1", file, window)
    }

    /// The same with a socket of one's own, and HOST as it is given.
    pub fn receiving_at(
        &mut self,
        socket: Datagrams,
        host: &str,
        file: &[u8],
        window: Option<usize>,
    ) -> Step<Receiving> {
        self.bench().not_by_hand("a sender sends again after a tenth of a second")?;
        let path = self.file("sent", file)?;
        let (port, words) = (socket.port(), window.map(|window| window.to_string()));
        let mut arguments = vec![host, &port, &path];
        arguments.extend(words.as_deref());
        let sender = self.run("sender", &arguments)?;
        let bench = self.bench().clone();
        let sampler = bench.sampler();
        let segments = segment::cut(file);
        let window = window.unwrap_or(1);
        let (log, moved, samples, latest) = (Vec::new(), Vec::new(), Vec::new(), Duration::ZERO);
        Ok(Receiving { sender, bench, socket, segments, window, log, answered: 0, moved, sampler, latest, samples })
    }

    /// Writes a file for a program; gives its path.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> Step<String> {
        Ok(text(&self.bench().written(name, bytes)?))
    }

    /// The path of a file that is not there, or not yet.
    pub fn no_file(&mut self, name: &str) -> Step<String> {
        Ok(text(&self.bench().file(name)?))
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

impl Receiving {
    /// Lets the sender have as many segments under way as it likes: what is tried is something else.
    pub fn with_any_window(self) -> Receiving {
        Receiving { window: usize::MAX / 2, ..self }
    }

    /// The number of segments that carry the file, the end among them.
    pub fn count(&self) -> usize {
        self.segments.len()
    }

    /// The segment of this number, for the first time.
    ///
    /// Gives: (Segment, Silence), (Segment, Ended), (Segment, Different), (Segment, Extra), (Nothing, Early).
    pub fn expect(&mut self, number: usize) -> Step<Arrival> {
        self.await_copy(number, 1, Want::Segment)
    }

    /// The segment of this number, for the nth time.
    ///
    /// Gives: (Retry, Silence), (Retry, Ended), (Segment, Different), (Segment, Extra), (Nothing, Early).
    pub fn expect_again(&mut self, number: usize, copy: usize) -> Step<Arrival> {
        self.await_copy(number, copy, Want::Retry)
    }

    /// Acknowledges everything before this number.
    pub fn acknowledge(&mut self, number: usize) {
        let acknowledged = number.checked_sub(1).filter(|last| number > self.answered && self.copies(*last) == 1);
        let last = self.log.iter().find(|arrival| Some(arrival.number) == acknowledged);
        self.samples.extend(last.map(|last| last.datagram.at.elapsed()));
        if number > self.answered {
            let last = self.log.last().map(|last| age(&last.datagram, Instant::now(), SystemTime::now()));
            self.latest = self.latest.max(last.unwrap_or_default());
            self.moved.push((Instant::now(), number));
            self.answered = number;
        }
        self.send(&acknowledgement(number as u32));
    }

    /// Sends the sender a datagram that acknowledges nothing.
    pub fn send(&self, bytes: &[u8]) {
        if let Some(last) = self.log.last() {
            self.socket.send_to(last.datagram.from, bytes);
        }
    }

    /// The checker's own address.
    pub fn local(&self) -> SocketAddr {
        self.socket.local()
    }

    /// How often this segment has come.
    pub fn copies(&self, number: usize) -> usize {
        self.log.iter().filter(|arrival| arrival.number == number).count()
    }

    /// How many more segments have come than there are from this number on.
    pub fn sent_again(&self, from: usize) -> usize {
        let came = self.log.iter().filter(|arrival| arrival.number >= from).count();
        came.saturating_sub((from..self.count()).filter(|number| self.copies(*number) > 0).count())
    }

    /// Expects that everything has come, that the sender says so and ends.
    ///
    /// Gives: (Segment, Different), (Segment, Extra), (Nothing, Early), what `expect_exit` gives,
    /// what `expect_line` gives, what `expect_no_error` gives.
    pub fn expect_sent(&mut self) -> Step {
        let length: usize = self.segments.iter().map(|one| one.len() - 8).sum();
        let mut deadline = self.bench.deadline();
        while let Some(datagram) = self.socket.take(&self.sender, &mut deadline)? {
            self.take_in(datagram)?;
        }
        self.sender.expect_exit(0).map_err(|stop| self.unless_starved(stop))?;
        self.sender.expect_line(&format!("sent {length} bytes"))?;
        self.sender.expect_no_error()
    }

    fn await_copy(&mut self, number: usize, copy: usize, want: Want) -> Step<Arrival> {
        let is_it = |arrival: &&Arrival| arrival.number == number && arrival.copy == copy;
        let wanted = segment::name(&self.segments[number]);
        let wanted = if copy > 1 { format!("{wanted} again") } else { wanted };
        let mut deadline = if self.log.is_empty() { self.bench.start_deadline() } else { self.bench.deadline() };
        loop {
            if let Some(arrival) = self.log.iter().find(is_it) {
                return Ok(arrival.clone());
            }
            match self.socket.take(&self.sender, &mut deadline)? {
                Some(datagram) => drop(self.take_in(datagram)?),
                None => return Err(self.nothing(want, &wanted)),
            }
        }
    }

    pub(super) fn nothing(&self, want: Want, wanted: &str) -> Stop {
        let exit = self.sender.look(|state| state.exit);
        match exit {
            Some(exit) => {
                let observed = format!("nothing, and {} ended with {exit}", self.sender.lane);
                self.unless_starved(unmet(want, Seen::Ended, wanted, observed))
            }
            None => unmet(want, Seen::Silence, wanted, "nothing"),
        }
    }

    /// Holds a datagram against the file and the window.
    pub(super) fn take_in(&mut self, datagram: Datagram) -> Step<Arrival> {
        let furthest = self.log.iter().map(|arrival| arrival.number + 1).max().unwrap_or(0);
        // What was sent before is known by its number; anything else has to be the next.
        let number = segment::number(&datagram.bytes).map_or(furthest, |number| number as usize);
        let wanted = &self.segments[number.min(furthest).min(self.count() - 1)];
        if datagram.bytes != *wanted {
            let (seen, observed) = segment::difference(wanted, &datagram.bytes);
            let is_over = furthest == self.count() && seen == Seen::Number;
            let seen = if is_over { Seen::Extra } else { seen };
            return Err(unmet(Want::Segment, seen, segment::name(wanted), observed));
        }
        if number >= self.answered + self.window {
            return Err(self.beyond(number));
        }
        let waited = self.sampler.look().waited;
        let before = self.log.last().map_or(Duration::ZERO, |last| last.waited);
        let copy = self.copies(number) + 1;
        let arrival = Arrival { number, copy, datagram, waited, waited_before: waited.saturating_sub(before) };
        self.log.push(arrival.clone());
        Ok(arrival)
    }

    fn beyond(&self, number: usize) -> Stop {
        let most = if self.window == 1 { "one segment".into() } else { format!("{} segments", self.window) };
        let known = match self.answered {
            0 => "nothing is acknowledged yet".into(),
            1 => "only segment 0 is acknowledged".to_string(),
            count => format!("only segments 0 to {} are acknowledged", count - 1),
        };
        let expected = format!("at most {most} sent and unacknowledged: {known}");
        unmet(Want::Nothing, Seen::Early, expected, segment::name(&self.segments[number]))
    }
}
